/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The names of a node, and how they are compared. */
#ifndef ENT_I_NAMES_H
#define ENT_I_NAMES_H

#include "graph/base/buffer.h"
#include "graph/model/graph.h"

typedef struct ent_i_name_cursor {
    const ent_graph *graph;
    const ent_i_node *node;
    unsigned step; /* 0 name, 1 short name, 2 key, then aliases */
    ent_i_ref alias;
} ent_i_name_cursor;

ent_i_name_cursor ent_i_names_of(const ent_graph *graph, ent_node node);
/* The next name, NULL after the last. */
const char *ent_i_name_next(ent_i_name_cursor *cursor);
/* Folded form in a reusable buffer, or in *ret_owned, which the caller frees; NULL when memory is out. */
const char *ent_i_name_fold(const char *name, ent_i_buffer *into, char **ret_owned);

#endif
