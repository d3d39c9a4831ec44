/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entries of the table of measures: numbers for ties. */
ENT_I_MEASURE(ent_i_measure_edge_betweenness,
    .name = "edge-betweenness", .heading = "Edge betweenness", .scope = ENT_SCOPE_TIE,
    .definition = "Summed over all pairs of nodes, the share of the shortest paths of a pair that the tie is part of.",
    .unit = "pairs of nodes", .range = "0 .. n(n-1)/2; directed 0 .. n(n-1)",
    .directed = ONE_WAY " A symmetric tie in a directed network has the numbers of both directions together.",
    .weighted = LENGTHS,
    .loops = "A loop has 0. Parallel ties count once, where weights are distances as the shortest of them; each has "
             "the number of that one.",
    .disconnected = "A pair without a path adds nothing; a network without ties has no numbers.",
    .source = "Girvan and Newman, Community structure in social and biological networks, PNAS 99 (2002), 7821-7826",
    .doi = "10.1073/pnas.122653799", .computed_by = "entente", .takes_distance = true,
    PARAMETERS({ .name = "normalised", .kind = ENT_PARAMETER_SWITCH, .usual = "no",
                 .meaning = "Divided by the number of pairs of nodes: n(n-1)/2, directed n(n-1)." },
               SAMPLES))

ENT_I_MEASURE(ent_i_measure_bridge,
    .name = "bridge", .heading = "Bridge", .scope = ENT_SCOPE_TIE,
    .definition = "1 for a tie without which its ends would not be connected; 0 for others.",
    .unit = "1", .range = "0 or 1",
    .directed = BOTH_WAYS,
    .weighted = NULL,
    .loops = "Neither loops nor parallel ties are bridges.",
    .disconnected = "Every tie has its own number; a network without ties has none.",
    .source = "Hopcroft and Tarjan, Algorithm 447: efficient algorithms for graph manipulation, Communications of the "
              "ACM 16 (1973), 372-378",
    .doi = "10.1145/362248.362272", .computed_by = "entente")
