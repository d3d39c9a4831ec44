/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ENT_I_LOAD_H
#define ENT_I_LOAD_H

#include <entente/graph.h>

#include "graph/model/graph.h"
#include "graph/store/store.h"

/* A load under way. */
typedef struct ent_i_load {
    ent_store *store;
    ent_graph *graph;
    sqlite3 *second; /* another connection that sees the same state, or NULL */
    ent_label *labels; /* by number in the file, less one */
    ent_type *types;
    int64_t label_count, type_count;
    uint32_t *nodes; /* by number in the file: the node, or ENT_NONE; NULL: there are no gaps, or very large ones */
    int64_t node_last; /* the greatest number */
} ent_i_load;

/* Which one of count nodes or ties has this number in the file? false: none. */
bool ent_i_numbers_find(const ent_i_numbers *numbers, size_t count, int64_t number, uint32_t *ret);
/* The same for nodes, quickly. */
static inline bool ent_i_load_node(const ent_i_load *load, int64_t number, uint32_t *ret)
{
    if (number < 1 || number > load->node_last)
        return false;
    if (load->nodes)
        *ret = load->nodes[number];
    else if (!load->graph->node_numbers.count)
        *ret = (uint32_t)(number - 1);
    else
        return ent_i_numbers_find(&load->graph->node_numbers, load->graph->node_count, number, ret);
    return *ret != ENT_NONE;
}

/* Note the number of what was just added; from the first gap on they are kept. */
ENT_CHECK ent_status ent_i_numbers_note(ent_i_numbers *numbers, size_t *capacity, size_t index, int64_t number,
                                        ent_error *err);
/* Are there as many rows in the table as Entente wrote, as far as that is known? More are for ent_store_check(). */
ENT_CHECK ent_status ent_i_load_count(const ent_i_load *load, const char *table, size_t rows, ent_error *err);

/* Labels, types and meta data. */
ENT_CHECK ent_status ent_i_load_vocabulary(ent_i_load *load, ent_error *err);
ENT_CHECK ent_status ent_i_load_nodes(ent_i_load *load, ent_error *err);
ENT_CHECK ent_status ent_i_load_ties(ent_i_load *load, ent_error *err);
/* Finish a graph that came out of a file: what is wrong with it is wrong with the file. */
ENT_CHECK ent_status ent_i_store_finish(const ent_store *store, ent_graph *graph, ent_error *err);

#endif
