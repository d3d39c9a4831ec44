/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The keys of all nodes side by side. A writer names two nodes for each tie, at random: looking into an
 * array of pointers costs it half of what looking at the whole nodes does. */
#ifndef ENT_I_NODE_KEYS_H
#define ENT_I_NODE_KEYS_H

#include <entente/graph.h>

#include "graph/base/array.h"

/* By node, borrowed from the graph; free() the array. */
static inline ent_status ent_i_node_keys(const ent_graph *graph, const char ***ret, ent_error *err)
{
    size_t count = ent_graph_node_count(graph);
    const char **keys = NULL;
    ENT_I_TRY(ENT_I_ZEROED(keys, count, err));
    for (size_t i = 0; i < count; i++) {
        ent_node_view view;
        ent_graph_node(graph, (ent_node)i, &view);
        keys[i] = view.key;
    }
    *ret = keys;
    return ENT_OK;
}

/* Ask for the keys of the ties to come while the present one is written: at random places, waiting for memory
 * is most of the work. */
static inline void ent_i_node_keys_ahead(const ent_graph *graph, const char *const *keys, size_t tie, size_t count)
{
    ent_tie_view view;
    if (tie + 16 < count) {
        ent_graph_tie(graph, (ent_tie)(tie + 16), &view);
        __builtin_prefetch(&keys[view.source]);
        __builtin_prefetch(&keys[view.target]);
    }
    if (tie + 8 < count) {
        ent_graph_tie(graph, (ent_tie)(tie + 8), &view);
        __builtin_prefetch(keys[view.source]);
        __builtin_prefetch(keys[view.target]);
    }
}

#endif
