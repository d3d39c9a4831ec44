/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entries of the table of measures: scores that depend on the scores of others. */
ENT_I_MEASURE(ent_i_measure_eigenvector,
    .name = "eigenvector", .heading = "Eigenvector", .scope = ENT_SCOPE_NODE,
    .definition = "A node's score is proportional to the sum of its neighbours' scores: the eigenvector of the "
                  "largest eigenvalue of the adjacency matrix, scaled so that the largest score is 1.",
    .unit = "1", .range = "0 .. 1",
    .directed = BOTH_WAYS,
    .weighted = "Weights are strengths.",
    .loops = SUMS,
    .disconnected = "Only the component with the largest eigenvalue has scores above 0; when several have it, how "
                    "they compare means nothing. Without ties there are no numbers.",
    .source = "Bonacich, Factoring and weighting approaches to status scores and clique identification, Journal of "
              "Mathematical Sociology 2 (1972), 113-120",
    .doi = "10.1080/0022250X.1972.9989806", .computed_by = "igraph", .takes_strength = true)

ENT_I_MEASURE(ent_i_measure_pagerank,
    .name = "pagerank", .heading = "PageRank", .scope = ENT_SCOPE_NODE,
    .definition = "The share of time that a walker spends at the node who follows a tie at random with the probability "
                  "damping and else goes to any node; from a node without a way out, always to any node.",
    .unit = "1", .range = "0 .. 1; all sum to 1",
    .directed = ONE_WAY,
    .weighted = "Weights are strengths: a tie is followed in proportion to its own.",
    .loops = SUMS,
    .disconnected = "Defined on every network with nodes; without ties all are equal.",
    .source = "Brin and Page, The anatomy of a large-scale hypertextual Web search engine, Computer Networks and ISDN "
              "Systems 30 (1998), 107-117",
    .doi = "10.1016/S0169-7552(98)00110-X", .computed_by = "igraph", .takes_strength = true,
    PARAMETERS({ .name = "damping", .kind = ENT_PARAMETER_NUMBER, .usual = "0.85", .least = 0, .most = 0.999,
                 .meaning = "How often the walker follows a tie." },
               { .name = "from", .kind = ENT_PARAMETER_NODES,
                 .meaning = "The only nodes that the walker goes to when no tie is followed (personalised PageRank)." },
               { .name = "iterations", .kind = ENT_PARAMETER_WHOLE, .usual = "0", .least = 0, .most = 1e6,
                 .meaning = "So many steps only, from anywhere or from those nodes; 0: in the long run." }))

ENT_I_MEASURE(ent_i_measure_hub,
    .name = "hub", .heading = "Hub", .scope = ENT_SCOPE_NODE,
    .definition = "A good hub leads to good authorities: the eigenvector of the largest eigenvalue of A A', scaled so "
                  "that the largest score is 1.",
    .unit = "1", .range = "0 .. 1",
    .directed = "Symmetric ties go both ways. In an undirected network hub and authority are the eigenvector score.",
    .weighted = "Weights are strengths.",
    .loops = SUMS,
    .disconnected = "When several parts of the network share the largest eigenvalue, how they compare means "
                    "nothing. Without ties there are no numbers.",
    .source = "Kleinberg, Authoritative sources in a hyperlinked environment, Journal of the ACM 46 (1999), 604-632",
    .doi = "10.1145/324133.324140", .computed_by = "igraph", .takes_strength = true)

ENT_I_MEASURE(ent_i_measure_authority,
    .name = "authority", .heading = "Authority", .scope = ENT_SCOPE_NODE,
    .definition = "Good hubs lead to a good authority: the eigenvector of the largest eigenvalue of A' A, scaled so "
                  "that the largest score is 1.",
    .unit = "1", .range = "0 .. 1",
    .directed = "Symmetric ties go both ways. In an undirected network hub and authority are the eigenvector score.",
    .weighted = "Weights are strengths.",
    .loops = SUMS,
    .disconnected = "When several parts of the network share the largest eigenvalue, how they compare means "
                    "nothing. Without ties there are no numbers.",
    .source = "Kleinberg, Authoritative sources in a hyperlinked environment, Journal of the ACM 46 (1999), 604-632",
    .doi = "10.1145/324133.324140", .computed_by = "igraph", .takes_strength = true)

ENT_I_MEASURE(ent_i_measure_katz,
    .name = "katz", .heading = "Katz", .scope = ENT_SCOPE_NODE,
    .definition = "The number of walks of every length that lead to the node, each step counting alpha: the sum over k of "
                  "alpha to the k times the walks of k steps. Alpha centrality with the same outside influence for all is "
                  "this plus 1.",
    .unit = "walks", .range = "0 ..",
    .directed = ONE_WAY " Walks that lead to the node count.",
    .weighted = "Weights are strengths: a step counts alpha times its own.",
    .loops = SUMS,
    .disconnected = NUMBERS,
    .source = "Katz, A new status index derived from sociometric analysis, Psychometrika 18 (1953), 39-43; Bonacich and "
              "Lloyd, Eigenvector-like measures of centrality for asymmetric relations, Social Networks 23 (2001), 191-201",
    .doi = "10.1007/BF02289026", .computed_by = "entente", .takes_strength = true,
    PARAMETERS({ .name = "alpha", .kind = ENT_PARAMETER_NUMBER, .least = 0, .most = 1e6,
                 .meaning = "What a step counts: below 1 over the largest eigenvalue; when not given, 0.85 over it." }))

ENT_I_MEASURE(ent_i_measure_power,
    .name = "power", .heading = "Bonacich power", .scope = ENT_SCOPE_NODE,
    .definition = "The node's ties, each counting 1 plus beta times the power of the node that it leads to, scaled so that "
                  "the squares sum to n. With a negative beta, ties to weak nodes give power.",
    .unit = "1", .range = "any; the squares sum to n",
    .directed = ONE_WAY,
    .weighted = "Weights are strengths: a tie counts in proportion to its own.",
    .loops = SUMS,
    .disconnected = "Nodes without ties have 0; without any ties there are no numbers.",
    .source = "Bonacich, Power and centrality: a family of measures, American Journal of Sociology 92 (1987), 1170-1182",
    .doi = "10.1086/228631", .computed_by = "entente", .takes_strength = true,
    PARAMETERS({ .name = "beta", .kind = ENT_PARAMETER_NUMBER, .least = -1e6, .most = 1e6,
                 .meaning = "How much the power of others counts, from -1 to 1 over the largest eigenvalue; when not given, "
                            "0.85 over it. 0 gives the degree." }))

ENT_I_MEASURE(ent_i_measure_subgraph,
    .name = "subgraph", .heading = "Subgraph centrality", .scope = ENT_SCOPE_NODE,
    .definition = "The number of closed walks from the node to itself, one of k steps counting 1 over k factorial: the node's "
                  "place on the diagonal of the exponential of the adjacency matrix.",
    .unit = "closed walks", .range = "1 ..",
    .directed = BOTH_WAYS,
    .weighted = "Weights are strengths: a walk counts the product of those of its steps.",
    .loops = HOLES,
    .disconnected = "A node without ties has 1.",
    .source = "Estrada and Rodriguez-Velazquez, Subgraph centrality in complex networks, Physical Review E 71 (2005), 056103",
    .doi = "10.1103/PhysRevE.71.056103", .computed_by = "entente", .takes_strength = true)

ENT_I_MEASURE(ent_i_measure_information,
    .name = "information", .heading = "Information", .scope = ENT_SCOPE_NODE,
    .definition = "The number of nodes of the component over the sum of the node's resistances to the others, when every tie "
                  "conducts as a wire: all ways count, not only the shortest. Current-flow closeness is proportional to it.",
    .unit = "of conductance", .range = "above 0",
    .directed = BOTH_WAYS,
    .weighted = "Weights are strengths: conductances.",
    .loops = HOLES,
    .disconnected = "Within the node's component; nodes of different components cannot be compared. A node without ties has "
                    "no number.",
    .source = "Stephenson and Zelen, Rethinking centrality: methods and examples, Social Networks 11 (1989), 1-37; Brandes "
              "and Fleischer, Centrality measures based on current flow, STACS 2005, 533-544",
    .doi = "10.1016/0378-8733(89)90016-6", .computed_by = "entente", .takes_strength = true)
