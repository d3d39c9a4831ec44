/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entries of the table of measures: how closely a node's neighbourhood hangs together. */
ENT_I_MEASURE(ent_i_measure_coreness,
    .name = "coreness", .heading = "Coreness", .scope = ENT_SCOPE_NODE,
    .definition = "The largest k such that the node is in a part of the network where every node has at least k "
                  "neighbours within that part.",
    .unit = "nodes", .range = "0 .. n-1",
    .directed = BOTH_WAYS,
    .weighted = NULL,
    .loops = ONCE,
    .disconnected = NUMBERS,
    .source = "Seidman, Network structure and minimum degree, Social Networks 5 (1983), 269-287",
    .doi = "10.1016/0378-8733(83)90028-X", .computed_by = "entente")

ENT_I_MEASURE(ent_i_measure_clustering,
    .name = "clustering", .heading = "Clustering", .scope = ENT_SCOPE_NODE,
    .definition = "The share of the pairs of the node's neighbours that are tied to each other.",
    .unit = "1", .range = "0 .. 1",
    .directed = "Direction does not matter, unless directed is asked for.",
    .weighted = NULL,
    .loops = ONCE,
    .disconnected = "A node with fewer than two neighbours has no number.",
    .source = "Watts and Strogatz, Collective dynamics of 'small-world' networks, Nature 393 (1998), 440-442",
    .doi = "10.1038/30918", .computed_by = "entente",
    PARAMETERS({ .name = "directed", .kind = ENT_PARAMETER_SWITCH, .usual = "no",
                 .meaning = "In a directed network ties among neighbours count in each direction: the share of their ordered "
                            "pairs that are tied (the local clustering coefficient of LDBC Graphalytics)." }))

ENT_I_MEASURE(ent_i_measure_cut_point,
    .name = "cut-point", .heading = "Cut point", .scope = ENT_SCOPE_NODE,
    .definition = "Into how many further parts its component falls when the node is taken away: 0 unless the node is a "
                  "cut point.",
    .unit = "parts", .range = "0 .. n-2",
    .directed = BOTH_WAYS,
    .weighted = NULL,
    .loops = ONCE,
    .disconnected = NUMBERS,
    .source = "Hopcroft and Tarjan, Algorithm 447: efficient algorithms for graph manipulation, Communications of the "
              "ACM 16 (1973), 372-378",
    .doi = "10.1145/362248.362272", .computed_by = "entente")

ENT_I_MEASURE(ent_i_measure_core,
    .name = "core", .heading = "Core", .scope = ENT_SCOPE_NODE,
    .definition = "1 for the nodes of the core that core-periphery finds, 0 for those of the periphery.",
    .unit = "1", .range = "0 or 1",
    .directed = BOTH_WAYS,
    .weighted = NULL,
    .loops = ONCE,
    .disconnected = "Without ties, or with all pairs tied, there are no numbers.",
    .source = "Borgatti and Everett, Models of core/periphery structures, Social Networks 21 (1999), 375-395",
    .doi = "10.1016/S0378-8733(99)00019-2", .computed_by = "entente")

ENT_I_MEASURE(ent_i_measure_ego_density,
    .name = "ego-density", .heading = "Ego density", .scope = ENT_SCOPE_NODE,
    .definition = "The share of the pairs of nodes in the node's ego network that are tied: among those within so many "
                  "steps of it, itself included.",
    .unit = "1", .range = "above 0 .. 1",
    .directed = BOTH_WAYS,
    .weighted = NULL,
    .loops = ONCE,
    .disconnected = "A node without a tie to another has no number.",
    .source = "Wasserman and Faust, Social Network Analysis (1994)",
    .doi = "10.1017/CBO9780511815478", .computed_by = "entente",
    PARAMETERS({ .name = "steps", .kind = ENT_PARAMETER_WHOLE, .usual = "1", .least = 1, .most = 1e6,
                 .meaning = "How far the ego network goes." }))
