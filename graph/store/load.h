/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ENT_I_LOAD_H
#define ENT_I_LOAD_H

#include <entente/graph.h>

#include "graph/store/store.h"

/* A load under way. */
typedef struct ent_i_load {
    ent_store *store;
    ent_graph *graph;
    sqlite3 *second; /* another connection that sees the same state, or NULL */
    ent_label *labels; /* by number in the file, less one */
    ent_type *types;
    int64_t label_count, type_count;
} ent_i_load;

ENT_CHECK ent_status ent_i_load_nodes(ent_i_load *load, ent_error *err);
ENT_CHECK ent_status ent_i_load_ties(ent_i_load *load, ent_error *err);
/* Finish a graph that came out of a file: what is wrong with it is wrong with the file. */
ENT_CHECK ent_status ent_i_store_finish(const ent_store *store, ent_graph *graph, ent_error *err);

#endif
