/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entries of the table of measures: the neighbourhood and its holes. */
ENT_I_MEASURE(ent_i_measure_coreness,
    .name = "coreness", .heading = "Coreness", .scope = ENT_SCOPE_NODE,
    .definition = "The largest k such that the node is in a part of the network where every node has at least k "
                  "neighbours within that part.",
    .unit = "nodes", .range = "0 .. n-1",
    .directed = "Direction does not matter, also in a directed network.",
    .weighted = NULL,
    .loops = "Loops are left out and parallel ties count once.",
    .disconnected = NUMBERS,
    .source = "Seidman, Network structure and minimum degree, Social Networks 5 (1983), 269-287",
    .doi = "10.1016/0378-8733(83)90028-X", .computed_by = "igraph")

ENT_I_MEASURE(ent_i_measure_constraint,
    .name = "constraint", .heading = "Constraint", .scope = ENT_SCOPE_NODE,
    .definition = "How far a node's contacts are each other's contacts: the sum over its contacts j of (p_ij + sum over "
                  "q of p_iq p_qj) squared, p being the share of a node's ties that goes to a contact. Low where a node "
                  "bridges structural holes.",
    .unit = "1", .range = "above 0; 1 with a single contact; at most 1.125 in an undirected network without weights",
    .directed = "In a directed network a tie in each direction weighs twice as much as one in a single direction.",
    .weighted = "Weights are strengths: shares are of their sum.",
    .loops = "Loops are left out; parallel ties count once, or add up where weights are strengths.",
    .disconnected = "A node without contacts has no number.",
    .source = "Burt, Structural Holes (1992), chapter 2; Structural holes and good ideas, American Journal of Sociology "
              "110 (2004), 349-399",
    .doi = "10.1086/421787", .computed_by = "igraph", .takes_strength = true)
