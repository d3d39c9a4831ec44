/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entries of the table of measures: along shortest paths. */
ENT_I_MEASURE(ent_i_measure_betweenness,
    .name = "betweenness", .heading = "Betweenness", .scope = ENT_SCOPE_NODE,
    .definition = "Summed over all pairs of other nodes, the share of the shortest paths of a pair that pass "
                  "through the node. Not normalised.",
    .unit = "pairs of nodes", .range = "0 .. (n-1)(n-2)/2; directed 0 .. (n-1)(n-2)",
    .directed = ONE_WAY " Directed pairs are counted in each direction.",
    .weighted = "Weights are distances; a path is as long as the sum of them.",
    .loops = WAYS,
    .disconnected = "A pair without a path adds nothing; an empty network has no numbers.",
    .source = "Freeman, A set of measures of centrality based on betweenness, Sociometry 40 (1977), 35-41",
    .doi = "10.2307/3033543", .computed_by = "igraph", .takes_distance = true)

ENT_I_MEASURE(ent_i_measure_closeness,
    .name = "closeness", .heading = "Closeness", .scope = ENT_SCOPE_NODE,
    .definition = "The reciprocal of the mean distance from the node to the nodes that it can reach.",
    .unit = "1 / ties, or 1 / distance", .range = "above 0 .. 1 without weights",
    .directed = ONE_WAY,
    .weighted = "Weights are distances; a path is as long as the sum of them.",
    .loops = WAYS,
    .disconnected = "Only nodes that can be reached count, so that nodes of different components cannot be compared "
                    "(harmonic can); a node that reaches none has no number.",
    .source = "Freeman, Centrality in social networks: conceptual clarification, Social Networks 1 (1978), 215-239",
    .doi = "10.1016/0378-8733(78)90021-7", .computed_by = "igraph", .takes_distance = true)

ENT_I_MEASURE(ent_i_measure_harmonic,
    .name = "harmonic", .heading = "Harmonic", .scope = ENT_SCOPE_NODE,
    .definition = "The sum of the reciprocal distances from the node to all others. Not normalised.",
    .unit = "1 / ties, or 1 / distance", .range = "0 .. n-1 without weights",
    .directed = ONE_WAY " Boldi and Vigna sum over incoming paths; here as everywhere they are outgoing.",
    .weighted = "Weights are distances; a path is as long as the sum of them.",
    .loops = WAYS,
    .disconnected = "A node that cannot be reached adds nothing; nodes of different components can be compared.",
    .source = "Marchiori and Latora, Harmony in the small-world, Physica A 285 (2000), 539-546; Boldi and Vigna, "
              "Axioms for centrality, Internet Mathematics 10 (2014), 222-262",
    .doi = "10.1080/15427951.2013.865686", .computed_by = "igraph", .takes_distance = true)
