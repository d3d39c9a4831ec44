/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entries of the table of measures: what stands at the node itself. */
ENT_I_MEASURE(ent_i_measure_degree,
    .name = "degree", .heading = "Degree", .scope = ENT_SCOPE_NODE,
    .definition = "The number of tie ends at the node.",
    .unit = "ties", .range = "0 .. 2m",
    .directed = "Direction does not matter: a tie counts at both of its ends.",
    .weighted = NULL,
    .loops = "Every parallel tie counts; a loop counts twice.",
    .disconnected = NUMBERS,
    .source = "Freeman, Centrality in social networks: conceptual clarification, Social Networks 1 (1978), 215-239",
    .doi = "10.1016/0378-8733(78)90021-7", .computed_by = "entente")

ENT_I_MEASURE(ent_i_measure_degree_in,
    .name = "degree-in", .heading = "In-degree", .scope = ENT_SCOPE_NODE,
    .definition = "The number of ties that lead to the node.",
    .unit = "ties", .range = "0 .. m; undirected 0 .. 2m",
    .directed = "In a directed network symmetric ties count at both of their ends. In an undirected one it is the degree.",
    .weighted = NULL,
    .loops = "Every parallel tie counts; in a directed network a loop counts once.",
    .disconnected = NUMBERS,
    .source = "Freeman, Centrality in social networks: conceptual clarification, Social Networks 1 (1978), 215-239",
    .doi = "10.1016/0378-8733(78)90021-7", .computed_by = "entente")

ENT_I_MEASURE(ent_i_measure_degree_out,
    .name = "degree-out", .heading = "Out-degree", .scope = ENT_SCOPE_NODE,
    .definition = "The number of ties that start from the node.",
    .unit = "ties", .range = "0 .. m; undirected 0 .. 2m",
    .directed = "In a directed network symmetric ties count at both of their ends. In an undirected one it is the degree.",
    .weighted = NULL,
    .loops = "Every parallel tie counts; in a directed network a loop counts once.",
    .disconnected = NUMBERS,
    .source = "Freeman, Centrality in social networks: conceptual clarification, Social Networks 1 (1978), 215-239",
    .doi = "10.1016/0378-8733(78)90021-7", .computed_by = "entente")

ENT_I_MEASURE(ent_i_measure_strength,
    .name = "strength", .heading = "Strength", .scope = ENT_SCOPE_NODE,
    .definition = "The sum of the weights of the tie ends at the node.",
    .unit = "of the weight", .range = "0 ..",
    .directed = "Direction does not matter: a tie counts at both of its ends.",
    .weighted = "Weights are strengths. Without weights it is the degree.",
    .loops = "Every parallel tie counts; a loop counts twice.",
    .disconnected = NUMBERS,
    .source = "Barrat, Barthelemy, Pastor-Satorras and Vespignani, The architecture of complex weighted networks, "
              "PNAS 101 (2004), 3747-3752",
    .doi = "10.1073/pnas.0400087101", .computed_by = "entente", .takes_strength = true)

ENT_I_MEASURE(ent_i_measure_strength_in,
    .name = "strength-in", .heading = "In-strength", .scope = ENT_SCOPE_NODE,
    .definition = "The sum of the weights of the ties that lead to the node.",
    .unit = "of the weight", .range = "0 ..",
    .directed = "In a directed network symmetric ties count at both of their ends. In an undirected one it is the strength.",
    .weighted = "Weights are strengths. Without weights it is the degree that way.",
    .loops = "Every parallel tie counts; in a directed network a loop counts once.",
    .disconnected = NUMBERS,
    .source = "Barrat, Barthelemy, Pastor-Satorras and Vespignani, The architecture of complex weighted networks, "
              "PNAS 101 (2004), 3747-3752",
    .doi = "10.1073/pnas.0400087101", .computed_by = "entente", .takes_strength = true)

ENT_I_MEASURE(ent_i_measure_strength_out,
    .name = "strength-out", .heading = "Out-strength", .scope = ENT_SCOPE_NODE,
    .definition = "The sum of the weights of the ties that start from the node.",
    .unit = "of the weight", .range = "0 ..",
    .directed = "In a directed network symmetric ties count at both of their ends. In an undirected one it is the strength.",
    .weighted = "Weights are strengths. Without weights it is the degree that way.",
    .loops = "Every parallel tie counts; in a directed network a loop counts once.",
    .disconnected = NUMBERS,
    .source = "Barrat, Barthelemy, Pastor-Satorras and Vespignani, The architecture of complex weighted networks, "
              "PNAS 101 (2004), 3747-3752",
    .doi = "10.1073/pnas.0400087101", .computed_by = "entente", .takes_strength = true)
