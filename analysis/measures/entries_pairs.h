/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entries of the table of measures: pairs of nodes, and two networks. */
ENT_I_MEASURE(ent_i_measure_common_neighbours,
    .name = "common-neighbours", .heading = "Common neighbours", .scope = ENT_SCOPE_PAIR,
    .definition = "The number of nodes that both are tied to.",
    .unit = "nodes", .range = "0 .. n-2",
    .directed = BOTH_WAYS,
    .weighted = NULL,
    .loops = ONCE,
    .disconnected = "Every pair has a number.",
    .source = "Newman, Clustering and preferential attachment in growing networks, Physical Review E "
              "64 (2001), 025102",
    .doi = "10.1103/PhysRevE.64.025102", .computed_by = "entente")

ENT_I_MEASURE(ent_i_measure_jaccard,
    .name = "jaccard", .heading = "Jaccard", .scope = ENT_SCOPE_PAIR,
    .definition = "The nodes that both are tied to, over those that either is tied to; the two "
                  "themselves do not count.",
    .unit = "1", .range = "0 .. 1",
    .directed = BOTH_WAYS,
    .weighted = NULL,
    .loops = ONCE,
    .disconnected = "Two nodes that are tied to no others have no number.",
    .source = "Jaccard, The distribution of the flora in the alpine zone, New Phytologist 11 (1912), "
              "37-50; Liben-Nowell and Kleinberg, The link-prediction problem for social networks, "
              "JASIST 58 (2007), 1019-1031",
    .doi = "10.1111/j.1469-8137.1912.tb05611.x", .computed_by = "entente")

ENT_I_MEASURE(ent_i_measure_cosine,
    .name = "cosine", .heading = "Cosine", .scope = ENT_SCOPE_PAIR,
    .definition = "The nodes that both are tied to, over the geometric mean of how many each is tied "
                  "to; the two themselves do not count.",
    .unit = "1", .range = "0 .. 1",
    .directed = BOTH_WAYS,
    .weighted = NULL,
    .loops = ONCE,
    .disconnected = "A node that is tied to no others has no numbers.",
    .source = "Salton and McGill, Introduction to Modern Information Retrieval (1983); Leicht, Holme "
              "and Newman, Vertex similarity in networks, Physical Review E 73 (2006), 026120",
    .doi = "10.1103/PhysRevE.73.026120", .computed_by = "entente")

ENT_I_MEASURE(ent_i_measure_adamic_adar,
    .name = "adamic-adar", .heading = "Adamic-Adar", .scope = ENT_SCOPE_PAIR,
    .definition = "Every node that both are tied to adds 1 over the logarithm of its degree: sharing "
                  "one that few have says more.",
    .unit = "1", .range = "0 ..",
    .directed = BOTH_WAYS,
    .weighted = NULL,
    .loops = ONCE,
    .disconnected = "Every pair has a number.",
    .source = "Adamic and Adar, Friends and neighbors on the Web, Social Networks 25 (2003), 211-230",
    .doi = "10.1016/S0378-8733(03)00009-1", .computed_by = "entente")

ENT_I_MEASURE(ent_i_measure_preferential_attachment,
    .name = "preferential-attachment", .heading = "Preferential attachment", .scope = ENT_SCOPE_PAIR,
    .definition = "The product of the degrees of both.",
    .unit = "pairs of ties", .range = "0 .. (n-1)(n-1)",
    .directed = BOTH_WAYS,
    .weighted = NULL,
    .loops = ONCE,
    .disconnected = "Every pair has a number.",
    .source = "Barabasi and Albert, Emergence of scaling in random networks, Science 286 (1999), "
              "509-512",
    .doi = "10.1126/science.286.5439.509", .computed_by = "entente")

ENT_I_MEASURE(ent_i_measure_structural_distance,
    .name = "structural-distance", .heading = "Structural distance", .scope = ENT_SCOPE_PAIR,
    .definition = "How far two nodes are from structural equivalence, that is from being tied to the "
                  "same others: the root of the number of others that one is tied to and the other is"
                  " not.",
    .unit = "1", .range = "0: equivalent .. root of n-2",
    .directed = BOTH_WAYS,
    .weighted = NULL,
    .loops = ONCE,
    .disconnected = "Every pair has a number; nodes without ties are equivalent.",
    .source = "Lorrain and White, Structural equivalence of individuals in social networks, Journal "
              "of Mathematical Sociology 1 (1971), 49-80; Burt, Positions in networks, Social Forces "
              "55 (1976), 93-122",
    .doi = "10.1080/0022250X.1971.9989788", .computed_by = "entente")

ENT_I_MEASURE(ent_i_measure_qap,
    .name = "qap", .heading = "QAP correlation", .scope = ENT_SCOPE_NETWORKS,
    .definition = "Pearson's correlation of two networks over all pairs of their nodes, and how often one of them correlates as "
                  "well when its nodes are shuffled.",
    .unit = "1", .range = "correlation -1 .. 1; shares above 0 .. 1",
    .directed = "Both are directed, and ordered pairs count, or both are not.",
    .weighted = "Weights are strengths; without them a tie is 1. A pair without a tie is 0.",
    .loops = HOLES,
    .disconnected = "Nodes of one network only are isolates of the other. A network in which no or all pairs are tied alike has no "
                    "correlation.",
    .source = "Krackhardt, Predicting with networks: nonparametric multiple regression analysis of dyadic data, Social "
              "Networks 10 (1988), 359-381",
    .doi = "10.1016/0378-8733(88)90004-4", .computed_by = "entente", .takes_strength = true,
    PARAMETERS({ .name = "permutations", .kind = ENT_PARAMETER_WHOLE, .usual = "1000", .least = 1, .most = 1e9,
                 .meaning = "How often nodes are shuffled." },
               { .name = "seed", .kind = ENT_PARAMETER_WHOLE, .usual = "1", .least = 0, .most = 9007199254740992.0,
                 .meaning = "Where the chances begin: the same seed, the same shares." }),
    VALUES({ "correlation", "of the networks as they are" },
           { "larger", "the share of shuffles, these networks among them, that correlate as much or more" },
           { "smaller", "the share that correlate as little or less" },
           { "mean", "the mean correlation of the shuffles" }, { "deviation", "their standard deviation" }))
