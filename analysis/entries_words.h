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

#define PARAMETERS(...)                                    \
    .parameters = (const ent_parameter[]){ __VA_ARGS__ },  \
    .parameter_count = sizeof((const ent_parameter[]){ __VA_ARGS__ }) / sizeof(ent_parameter)
#define VALUES(...)                                        \
    .values = (const ent_measure_value[]){ __VA_ARGS__ },  \
    .value_count = sizeof((const ent_measure_value[]){ __VA_ARGS__ }) / sizeof(ent_measure_value)

#endif
