/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entries of the table of measures: along shortest paths. */
ENT_I_MEASURE(ent_i_measure_betweenness,
    .name = "betweenness", .heading = "Betweenness", .scope = ENT_SCOPE_NODE,
    .definition = "Summed over all pairs of other nodes, the share of the shortest paths of a pair that pass "
                  "through the node.",
    .unit = "pairs of nodes", .range = "0 .. (n-1)(n-2)/2; directed 0 .. (n-1)(n-2)",
    .directed = ONE_WAY " Directed pairs are counted in each direction.",
    .weighted = LENGTHS,
    .loops = WAYS,
    .disconnected = "A pair without a path adds nothing; an empty network has no numbers.",
    .source = "Freeman, A set of measures of centrality based on betweenness, Sociometry 40 (1977), 35-41",
    .doi = "10.2307/3033543", .computed_by = "entente", .takes_distance = true,
    PARAMETERS({ .name = "normalised", .kind = ENT_PARAMETER_SWITCH, .usual = "no",
                 .meaning = "Divided by the most that n nodes allow: (n-1)(n-2)/2, directed (n-1)(n-2)." },
               SAMPLES))

ENT_I_MEASURE(ent_i_measure_closeness,
    .name = "closeness", .heading = "Closeness", .scope = ENT_SCOPE_NODE,
    .definition = "The reciprocal of the mean distance from the node to the nodes that it can reach.",
    .unit = "1 / ties, or 1 / distance", .range = "above 0 .. 1 without weights",
    .directed = ONE_WAY,
    .weighted = LENGTHS,
    .loops = WAYS,
    .disconnected = "Only nodes that can be reached count, so that nodes of different components cannot be compared "
                    "(harmonic can); a node that reaches none has no number.",
    .source = "Freeman, Centrality in social networks: conceptual clarification, Social Networks 1 (1978), 215-239",
    .doi = "10.1016/0378-8733(78)90021-7", .computed_by = "entente", .takes_distance = true)

ENT_I_MEASURE(ent_i_measure_harmonic,
    .name = "harmonic", .heading = "Harmonic", .scope = ENT_SCOPE_NODE,
    .definition = "The sum of the reciprocal distances from the node to all others.",
    .unit = "1 / ties, or 1 / distance", .range = "0 .. n-1 without weights",
    .directed = ONE_WAY " Boldi and Vigna sum over incoming paths; here as everywhere they are outgoing.",
    .weighted = LENGTHS,
    .loops = WAYS,
    .disconnected = "A node that cannot be reached adds nothing; nodes of different components can be compared.",
    .source = "Marchiori and Latora, Harmony in the small-world, Physica A 285 (2000), 539-546; Boldi and Vigna, "
              "Axioms for centrality, Internet Mathematics 10 (2014), 222-262",
    .doi = "10.1080/15427951.2013.865686", .computed_by = "entente", .takes_distance = true,
    PARAMETERS({ .name = "normalised", .kind = ENT_PARAMETER_SWITCH, .usual = "no",
                 .meaning = "Divided by n-1, the number of the others." }))

ENT_I_MEASURE(ent_i_measure_closeness_improved,
    .name = "closeness-improved", .heading = "Improved closeness", .scope = ENT_SCOPE_NODE,
    .definition = "Closeness among the nodes that the node can reach, times the share of the others that it can reach.",
    .unit = "1 / ties, or 1 / distance", .range = "0 .. 1 without weights",
    .directed = ONE_WAY,
    .weighted = LENGTHS,
    .loops = WAYS,
    .disconnected = "Nodes of different components can be compared; a node that reaches none has 0.",
    .source = "Wasserman and Faust, Social Network Analysis (1994), page 201",
    .doi = "10.1017/CBO9780511815478", .computed_by = "entente", .takes_distance = true)

ENT_I_MEASURE(ent_i_measure_decay,
    .name = "decay", .heading = "Decay", .scope = ENT_SCOPE_NODE,
    .definition = "Every other node adds decay to the power of its distance: what the node gets when a benefit loses the "
                  "same share of its worth with each step.",
    .unit = "nodes", .range = "0 .. decay (n-1) without weights",
    .directed = ONE_WAY,
    .weighted = LENGTHS,
    .loops = WAYS,
    .disconnected = "A node that cannot be reached adds nothing; nodes of different components can be compared.",
    .source = "Jackson and Wolinsky, A strategic model of social and economic networks, Journal of Economic Theory 71 "
              "(1996), 44-74",
    .doi = "10.1006/jeth.1996.0108", .computed_by = "entente", .takes_distance = true,
    PARAMETERS({ .name = "decay", .kind = ENT_PARAMETER_NUMBER, .usual = "0.5", .least = 0, .most = 1,
                 .meaning = "What is left of a benefit after one step." }))

ENT_I_MEASURE(ent_i_measure_eccentricity,
    .name = "eccentricity", .heading = "Eccentricity", .scope = ENT_SCOPE_NODE,
    .definition = "The distance from the node to the farthest of the nodes that it can reach.",
    .unit = "ties, or distance", .range = "1 .. n-1 without weights",
    .directed = ONE_WAY,
    .weighted = LENGTHS,
    .loops = WAYS,
    .disconnected = "Only nodes that can be reached count; a node that reaches none has no number.",
    .source = "Hage and Harary, Eccentricity and centrality in networks, Social Networks 17 (1995), 57-63",
    .doi = "10.1016/0378-8733(94)00248-9", .computed_by = "entente", .takes_distance = true)

ENT_I_MEASURE(ent_i_measure_distance,
    .name = "distance", .heading = "Distance", .scope = ENT_SCOPE_NODE,
    .definition = "The length of the shortest path to the node from one that is named, the nearest when several are.",
    .unit = "ties, or distance", .range = "0 .. n-1 without weights",
    .directed = ONE_WAY,
    .weighted = LENGTHS,
    .loops = WAYS,
    .disconnected = "A node that cannot be reached has no number.",
    .source = "Wasserman and Faust, Social Network Analysis (1994)",
    .doi = "10.1017/CBO9780511815478", .computed_by = "entente", .takes_distance = true,
    PARAMETERS({ .name = "from", .kind = ENT_PARAMETER_NODES, .required = true,
                 .meaning = "The nodes that the paths begin at." }))
