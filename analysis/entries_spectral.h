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
                 .meaning = "The only nodes that the walker goes to when no tie is followed (personalised PageRank)." }))

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
