/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entries of the table of measures: numbers for the whole network. */
ENT_I_MEASURE(ent_i_measure_density,
    .name = "density", .heading = "Density", .scope = ENT_SCOPE_NETWORK,
    .definition = "The share of the pairs of nodes that are tied; in a directed network, of the ordered pairs.",
    .unit = "1", .range = "0 .. 1",
    .directed = "In a directed network every direction counts, symmetric ties as two.",
    .weighted = NULL,
    .loops = ONCE,
    .disconnected = "Fewer than two nodes have no number.",
    .source = "Wasserman and Faust, Social Network Analysis (1994), sections 4.2.1 and 4.3.1",
    .doi = "10.1017/CBO9780511815478", .computed_by = "entente",
    VALUES({ "density", "the share of pairs that are tied" }))

ENT_I_MEASURE(ent_i_measure_reciprocity,
    .name = "reciprocity", .heading = "Reciprocity", .scope = ENT_SCOPE_NETWORK,
    .definition = "The share of the directed ties that are answered by one in the other direction.",
    .unit = "1", .range = "0 .. 1",
    .directed = "Only a directed network has a number; in it a symmetric tie answers itself.",
    .weighted = NULL,
    .loops = ONCE,
    .disconnected = "A network without ties has no number.",
    .source = "Newman, Forrest and Balthrop, Email networks and the spread of computer viruses, Physical Review E 66 "
              "(2002), 035101",
    .doi = "10.1103/PhysRevE.66.035101", .computed_by = "entente",
    VALUES({ "reciprocity", "the share of ties that are answered" }))

ENT_I_MEASURE(ent_i_measure_transitivity,
    .name = "transitivity", .heading = "Transitivity", .scope = ENT_SCOPE_NETWORK,
    .definition = "The share of the pairs of ties that meet at a node whose other ends are tied too: three times the number "
                  "of triangles over the number of connected triples.",
    .unit = "1", .range = "0 .. 1",
    .directed = BOTH_WAYS,
    .weighted = NULL,
    .loops = ONCE,
    .disconnected = "A network in which no two ties meet has no number.",
    .source = "Newman, Watts and Strogatz, Random graph models of social networks, PNAS 99 (2002), 2566-2572",
    .doi = "10.1073/pnas.012582999", .computed_by = "entente",
    VALUES({ "transitivity", "the share of pairs of ties that are closed" }))

ENT_I_MEASURE(ent_i_measure_mean_clustering,
    .name = "mean-clustering", .heading = "Mean clustering", .scope = ENT_SCOPE_NETWORK,
    .definition = "The mean of the clustering of the nodes with at least two neighbours.",
    .unit = "1", .range = "0 .. 1",
    .directed = BOTH_WAYS,
    .weighted = NULL,
    .loops = ONCE,
    .disconnected = "Nodes with fewer than two neighbours are left out of the mean; if all have fewer there is no number.",
    .source = "Watts and Strogatz, Collective dynamics of 'small-world' networks, Nature 393 (1998), 440-442",
    .doi = "10.1038/30918", .computed_by = "entente",
    VALUES({ "mean_clustering", "the mean of the nodes' clustering" }))

ENT_I_MEASURE(ent_i_measure_components,
    .name = "components", .heading = "Components", .scope = ENT_SCOPE_NETWORK,
    .definition = "The parts of the network that hang together: weakly, whatever the direction of ties, and strongly, with a "
                  "way there and back between any two nodes.",
    .unit = "components, nodes", .range = "0 .. n",
    .directed = "Direction matters for strong components only; symmetric ties go both ways. In an undirected network they "
                "are the weak ones.",
    .weighted = NULL,
    .loops = "Loops and parallel ties make no difference.",
    .disconnected = "A node without ties is a component; an empty network has 0.",
    .source = "Tarjan, Depth-first search and linear graph algorithms, SIAM Journal on Computing 1 (1972), 146-160",
    .doi = "10.1137/0201010", .computed_by = "entente",
    VALUES({ "weak", "weak components" }, { "largest_weak", "nodes in the largest weak component" },
           { "isolates", "nodes without a tie to another" }, { "strong", "strong components" },
           { "largest_strong", "nodes in the largest strong component" }))

ENT_I_MEASURE(ent_i_measure_distances,
    .name = "distances", .heading = "Distances", .scope = ENT_SCOPE_NETWORK,
    .definition = "How far apart nodes are, over all ordered pairs with a path from one to the other.",
    .unit = "ties, or distance; 1", .range = "diameter, radius, mean 1 .. n-1 without weights; others 0 .. 1",
    .directed = ONE_WAY,
    .weighted = LENGTHS,
    .loops = WAYS,
    .disconnected = "Pairs without a path do not count for diameter, radius and mean, which are not defined when no pair "
                    "has one; they add 0 to the efficiency.",
    .source = "Harary, Graph Theory (1969); Latora and Marchiori, Efficient behavior of small-world networks, Physical "
              "Review Letters 87 (2001), 198701, for the efficiency",
    .doi = "10.1103/PhysRevLett.87.198701", .computed_by = "entente", .takes_distance = true,
    VALUES({ "diameter", "the largest distance" }, { "radius", "the smallest eccentricity of a node that reaches another" },
           { "mean_distance", "the mean distance" }, { "efficiency", "the mean reciprocal distance over all pairs" },
           { "reachable", "the share of pairs that have a path" }))

ENT_I_MEASURE(ent_i_measure_centralisation,
    .name = "centralisation", .heading = "Centralisation", .scope = ENT_SCOPE_NETWORK,
    .definition = "How far the most central node outdoes the others: the sum of the differences from the largest centrality, "
                  "as a share of the largest sum that a network of as many nodes can have, a star's.",
    .unit = "1", .range = "0 .. 1: a star",
    .directed = "In a directed network of degree-in, degree-out or betweenness; in an undirected one of degree, betweenness "
                "or closeness.",
    .weighted = NULL,
    .loops = ONCE,
    .disconnected = "Fewer than three nodes have no number; of closeness only a connected network has one.",
    .source = "Freeman, Centrality in social networks: conceptual clarification, Social Networks 1 (1978), 215-239",
    .doi = "10.1016/0378-8733(78)90021-7", .computed_by = "entente",
    PARAMETERS({ .name = "of", .kind = ENT_PARAMETER_MEASURE, .usual = "betweenness",
                 .meaning = "The centrality: degree, degree-in, degree-out, betweenness or closeness." }),
    VALUES({ "centralisation", "the share of a star's" }))

ENT_I_MEASURE(ent_i_measure_degree_assortativity,
    .name = "degree-assortativity", .heading = "Degree assortativity", .scope = ENT_SCOPE_NETWORK,
    .definition = "Pearson's correlation between the degrees at both ends of a tie, over all ties.",
    .unit = "1", .range = "-1 .. 1",
    .directed = "In a directed network between the out-degree where a tie starts and the in-degree where it ends; in an "
                "undirected one every tie counts in both directions.",
    .weighted = NULL,
    .loops = ONCE,
    .disconnected = "When all degrees at one end are the same, or there are no ties, there is no number.",
    .source = "Newman, Assortative mixing in networks, Physical Review Letters 89 (2002), 208701",
    .doi = "10.1103/PhysRevLett.89.208701", .computed_by = "entente",
    VALUES({ "degree_assortativity", "the correlation" }))

ENT_I_MEASURE(ent_i_measure_assortativity,
    .name = "assortativity", .heading = "Assortativity", .scope = ENT_SCOPE_NETWORK,
    .definition = "How far ties keep to groups: the share of ties inside groups, less the share that chance would give, over "
                  "the most that this can be.",
    .unit = "1", .range = "-1 .. 1: all ties are inside groups",
    .directed = "In a directed network chance is by where ties start and where they end; symmetric ties count both ways.",
    .weighted = "Weights are strengths: shares are of their sum.",
    .loops = SUMS,
    .disconnected = "Ties of a node in no group do not count. Without ties, or with all in one group, there is no number.",
    .source = "Newman, Mixing patterns in networks, Physical Review E 67 (2003), 026126",
    .doi = "10.1103/PhysRevE.67.026126", .computed_by = "entente", .takes_strength = true,
    PARAMETERS({ .name = "by", .kind = ENT_PARAMETER_GROUPS, .usual = "label",
                 .meaning = "The groups of nodes: by their first label, or by the property of that name." }),
    VALUES({ "assortativity", "the coefficient" }))

ENT_I_MEASURE(ent_i_measure_modularity,
    .name = "modularity", .heading = "Modularity", .scope = ENT_SCOPE_NETWORK,
    .definition = "How good a partition into groups is: the share of ties inside groups, less resolution times the share that "
                  "chance would give.",
    .unit = "1", .range = "-0.5 .. 1 at resolution 1",
    .directed = "In a directed network chance is by where ties start and where they end (Leicht and Newman 2008); symmetric "
                "ties count both ways.",
    .weighted = "Weights are strengths: shares are of their sum.",
    .loops = SUMS,
    .disconnected = "Ties of a node in no group do not count. A network without ties has no number.",
    .source = "Newman and Girvan, Finding and evaluating community structure in networks, Physical Review E 69 (2004), "
              "026113",
    .doi = "10.1103/PhysRevE.69.026113", .computed_by = "entente", .takes_strength = true,
    PARAMETERS({ .name = "by", .kind = ENT_PARAMETER_GROUPS, .usual = "label",
                 .meaning = "The groups of nodes: by their first label, or by the property of that name." },
               { .name = "resolution", .kind = ENT_PARAMETER_NUMBER, .usual = "1", .least = 0, .most = 1e6,
                 .meaning = "Larger values ask for smaller groups." }),
    VALUES({ "modularity", "the modularity" }))

ENT_I_MEASURE(ent_i_measure_triad_census,
    .name = "triad-census", .heading = "Triad census", .scope = ENT_SCOPE_NETWORK,
    .definition = "The number of triads of each of the 16 kinds, named by their mutual, asymmetric and null pairs.",
    .unit = "triads", .range = "0 .. n(n-1)(n-2)/6; all sum to that",
    .directed = "Symmetric ties are mutual pairs; in an undirected network all ties are.",
    .weighted = NULL,
    .loops = ONCE,
    .disconnected = "Fewer than three nodes have no triads: all numbers are 0.",
    .source = "Holland and Leinhardt, A method for detecting structure in sociometric data, American Journal of Sociology "
              "76 (1970), 492-513; Batagelj and Mrvar, A subquadratic triad census algorithm for large sparse networks "
              "with small maximum degree, Social Networks 23 (2001), 237-243",
    .doi = "10.1016/S0378-8733(01)00035-1", .computed_by = "entente",
    VALUES({ "003", "no tie" }, { "012", "a tie one way" }, { "102", "a mutual tie" },
           { "021D", "A <- B -> C" }, { "021U", "A -> B <- C" }, { "021C", "A -> B -> C" },
           { "111D", "A <-> B <- C" }, { "111U", "A <-> B -> C" }, { "030T", "A -> B -> C, A -> C" },
           { "030C", "A -> B -> C -> A" }, { "201", "A <-> B <-> C" }, { "120D", "A <- B -> C, A <-> C" },
           { "120U", "A -> B <- C, A <-> C" }, { "120C", "A -> B -> C, A <-> C" }, { "210", "two mutual ties and one" },
           { "300", "three mutual ties" }))

ENT_I_MEASURE(ent_i_measure_core_periphery,
    .name = "core-periphery", .heading = "Core-periphery", .scope = ENT_SCOPE_NETWORK,
    .definition = "How close the network is to one with a core: Pearson's correlation, over all pairs of nodes, of its ties "
                  "with a model where a pair is tied when one of the two is in the core; for the core that fits best.",
    .unit = "1, nodes", .range = "-1 .. 1; 1 .. n-1 nodes",
    .directed = BOTH_WAYS,
    .weighted = NULL,
    .loops = ONCE,
    .disconnected = "Without ties, or with all pairs tied, there is no number.",
    .source = "Borgatti and Everett, Models of core/periphery structures, Social Networks 21 (1999), 375-395",
    .doi = "10.1016/S0378-8733(99)00019-2", .computed_by = "entente",
    VALUES({ "fit", "the correlation" }, { "core", "the nodes in the core" }))

ENT_I_MEASURE(ent_i_measure_balance,
    .name = "balance", .heading = "Balance", .scope = ENT_SCOPE_NETWORK,
    .definition = "Balance of positive and negative ties: a triangle is balanced when the product of its signs is positive. "
                  "Frustration is the least number of ties that would have to go for the nodes to fall into two camps, "
                  "positive ties inside and negative ones across.",
    .unit = "ties, triangles, 1", .range = "0 ..; balance 0 .. 1: all triangles are balanced",
    .directed = BOTH_WAYS,
    .weighted = NULL,
    .loops = "Loops are left out and parallel ties of one sign count once; pairs of nodes with ties of both signs are left "
             "out.",
    .disconnected = "Without triangles there is no balance. Frustration has a number where the search for it comes to an end: "
                    "up to some 50 nodes, more where ties, or those in the way, are few; else only its bounds have.",
    .source = "Cartwright and Harary, Structural balance: a generalization of Heider's theory, Psychological Review 63 "
              "(1956), 277-293; Harary, On the measurement of structural balance, Behavioral Science 4 (1959), 316-323; Aref "
              "and Wilson, Balance and frustration in signed networks, Journal of Complex Networks 7 (2019), 163-189",
    .doi = "10.1037/h0046049", .computed_by = "entente",
    PARAMETERS({ .name = "sign", .kind = ENT_PARAMETER_PROPERTY, .usual = "sign",
                 .meaning = "The property of ties whose number is above or below 0; 0 is no tie." }),
    VALUES({ "ties", "signed ties" }, { "positive", "positive ties" }, { "negative", "negative ties" },
           { "triangles", "triangles of signed ties" }, { "balanced", "balanced triangles" },
           { "balance", "the share of triangles that are balanced" },
           { "frustration", "ties in the way of two camps" }, { "frustration_least", "at least so many are" },
           { "frustration_most", "at most so many are" }))
