/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What several entries of the table of measures say. */
#ifndef ENT_I_ENTRIES_WORDS_H
#define ENT_I_ENTRIES_WORDS_H

#define WAYS "Loops are left out and parallel ties count once; where weights are distances, the shortest of them counts."
#define SUMS "Loops are left out; parallel ties add up to one of their number, or of the sum of their weights."
#define ONCE "Loops are left out and parallel ties count once."
#define ONE_WAY "In a directed network ties are followed in their direction only, symmetric ones both ways; else both ways."
#define BOTH_WAYS "Direction does not matter, also in a directed network."
#define NUMBERS "Every node has its own number; an empty network has none."
#define LENGTHS "Weights are distances; a path is as long as the sum of them."

#define HOLES "Loops are left out; parallel ties count once, or add up where weights are strengths."
#define BROKERAGE                                                                                                     \
    .unit = "pairs of nodes", .range = "0 .. (n-1)(n-2)",                                                             \
    .directed = "Ties are followed in their direction, symmetric ones both ways. In an undirected network all are, "  \
                "so that every pair counts in both orders.",                                                          \
    .weighted = NULL, .loops = ONCE,                                                                                  \
    .disconnected = "Every node has its own number; a node in no group has none, and pairs with one do not count.",   \
    .source = "Gould and Fernandez, Structures of mediation: a formal approach to brokerage in transaction "          \
              "networks, Sociological Methodology 19 (1989), 89-126",                                                 \
    .doi = "10.2307/270949", .computed_by = "entente",                                                                \
    PARAMETERS({ .name = "by", .kind = ENT_PARAMETER_GROUPS, .usual = "label",                                        \
                 .meaning = "The groups of nodes: by their first label, or by the property of that name." })

#define TWO_MODE                                                                                                      \
    .unit = "1", .range = "0 .. 1",                                                                                   \
    .directed = BOTH_WAYS,                                                                                            \
    .weighted = NULL, .loops = "Parallel ties count once; a tie within a mode, as a loop is, is refused.",           \
    .source = "Borgatti and Everett, Network analysis of 2-mode data, Social Networks 19 (1997), 243-269",            \
    .doi = "10.1016/S0378-8733(96)00301-2",                                                                           \
    PARAMETERS({ .name = "mode", .kind = ENT_PARAMETER_LABEL,                                                         \
                 .meaning = "The label of the nodes of one mode; when not given, those that ties start from." })

#define SAMPLES                                                                                                       \
    { .name = "samples", .kind = ENT_PARAMETER_WHOLE, .usual = "0", .least = 0, .most = UINT32_MAX,                   \
      .meaning = "So many nodes, drawn at random, stand for all as the beginnings of paths, and how far off the "     \
                 "scores may be is said; as many as there are: exact. 0: exact up to 10^12 times nodes by ties, "     \
                 "beyond as many as that allows." },                                                                  \
    { .name = "seed", .kind = ENT_PARAMETER_WHOLE, .usual = "1", .least = 0, .most = UINT32_MAX,                      \
      .meaning = "Of the drawing: the same seed draws the same nodes." }

#define PARAMETERS(...)                                    \
    .parameters = (const ent_parameter[]){ __VA_ARGS__ },  \
    .parameter_count = sizeof((const ent_parameter[]){ __VA_ARGS__ }) / sizeof(ent_parameter)
#define VALUES(...)                                        \
    .values = (const ent_measure_value[]){ __VA_ARGS__ },  \
    .value_count = sizeof((const ent_measure_value[]){ __VA_ARGS__ }) / sizeof(ent_measure_value)

#endif
