/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entries of the table of measures: two-mode networks. */
ENT_I_MEASURE(ent_i_measure_two_mode_degree,
    .name = "two-mode-degree", .heading = "Two-mode degree", .scope = ENT_SCOPE_NODE,
    .definition = "The share of the nodes of the other mode that the node is tied to.",
    .disconnected = NUMBERS,
    .computed_by = "entente",
    TWO_MODE)

ENT_I_MEASURE(ent_i_measure_two_mode_closeness,
    .name = "two-mode-closeness", .heading = "Two-mode closeness", .scope = ENT_SCOPE_NODE,
    .definition = "The least sum of distances that a two-mode network allows the node, 1 to all of the other mode and 2 to all "
                  "others of its own, over its sum of distances.",
    .disconnected = "Only a connected network has numbers.",
    .computed_by = "entente",
    TWO_MODE)

ENT_I_MEASURE(ent_i_measure_two_mode_betweenness,
    .name = "two-mode-betweenness", .heading = "Two-mode betweenness", .scope = ENT_SCOPE_NODE,
    .definition = "Betweenness over the most that two modes of these sizes allow a node of its mode.",
    .disconnected = "A pair without a path adds nothing. Where no betweenness is possible there are no numbers.",
    .computed_by = "entente",
    TWO_MODE)
