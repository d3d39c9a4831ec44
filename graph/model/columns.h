/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All nodes and ties along their columns, for who reads every one of them. */
#ifndef ENT_I_COLUMNS_H
#define ENT_I_COLUMNS_H

#include <stdbool.h>
#include <stdint.h>

#include <entente/graph.h>

typedef struct ent_i_tie_columns {
    const ent_node *sources, *targets;
    const ent_type *types;
} ent_i_tie_columns;

/* Of a finished graph; valid as long as it is not changed. */
void ent_i_graph_tie_columns(const ent_graph *graph, ent_i_tie_columns *ret);

/* Set the bits of the nodes that have one of the wanted labels; wanted: by label. */
void ent_i_graph_labelled(const ent_graph *graph, const bool *wanted, uint64_t *bits);

#endif
