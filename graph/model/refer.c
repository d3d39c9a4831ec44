/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Referring to nodes by key. A node that is referred to before it is defined exists from the first
 * reference on, so that files may be in any order. */
#include <string.h>

#include "graph/base/utf8.h"
#include "graph/model/graph.h"

#define NODES_MOST (UINT32_MAX - 1)

ent_status ent_i_check_text(ent_text text, const char *field, const ent_place *place, ent_error *err)
{
    if (!text.length)
        return ENT_OK;
    if (ent_i_utf8_valid(text.data, text.length) != text.length)
        return ent_i_fail_at(err, ENT_ERR_UTF8, place->file, place->line, place->column,
                             "a %s is not UTF-8", field);
    if (memchr(text.data, '\0', text.length))
        return ent_i_fail_at(err, ENT_ERR_INVALID, place->file, place->line, place->column,
                             "a %s holds a NUL character", field);
    return ENT_OK;
}

/* All places of one file share one copy of its name. */
ent_status ent_i_place_keep(ent_graph *graph, const ent_place *place, ent_place *ret, ent_error *err)
{
    if (place->file && !(graph->file && strcmp(graph->file, place->file) == 0)) {
        graph->file = ent_i_arena_string(&graph->strings, place->file);
        if (!graph->file)
            return ent_i_nomem(err);
    }
    *ret = (ent_place){ place->file ? graph->file : NULL, place->line, place->column };
    return ENT_OK;
}

ent_status ent_i_node_refer(ent_graph *graph, ent_text key, const ent_place *place, ent_node *ret,
                            ent_error *err)
{
    uint32_t known = ent_i_hash_get(&graph->node_index, key.data, key.length, ENT_NONE);
    if (known != ENT_NONE) {
        *ret = known;
        return ENT_OK;
    }
    if (!key.length)
        return ent_i_fail_at(err, ENT_ERR_INVALID, place->file, place->line, place->column, "an empty key");
    ENT_I_TRY(ent_i_check_text(key, "key", place, err));
    if (graph->node_count >= NODES_MOST)
        return ent_i_fail(err, ENT_ERR_LIMIT, "more than 4,294,967,294 nodes");
    ENT_I_TRY(ENT_I_RESERVE(graph->nodes, graph->node_capacity, graph->node_count + 1, err));
    ENT_I_TRY(ENT_I_RESERVE(graph->references, graph->reference_capacity, graph->reference_count + 1, err));
    const char *copy = NULL;
    ent_place kept;
    if (!(copy = ent_i_arena_copy(&graph->strings, key.data, key.length)))
        return ent_i_nomem(err);
    ENT_I_TRY(ent_i_place_keep(graph, place, &kept, err));
    ent_node node = (ent_node)graph->node_count;
    ENT_I_TRY(ent_i_hash_put(&graph->node_index, copy, key.length, node, err));
    graph->references[graph->reference_count] = kept;
    ent_i_node *row = &graph->nodes[node];
    memset(row, 0, sizeof *row);
    row->key = ent_i_ref_to(copy);
    row->reference = (uint32_t)graph->reference_count;
    row->as_of_first = ENT_DAY_MAX;
    row->as_of_last = ENT_DAY_MIN;
    row->status = -1;
    row->dirty = true;
    graph->reference_count++;
    graph->node_count++;
    graph->undefined++;
    graph->finished = false;
    *ret = node;
    return ENT_OK;
}
