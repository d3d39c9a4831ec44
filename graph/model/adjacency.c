/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Both adjacencies: compressed rows, the arcs of a node in the order (type, other end, tie). */
#include <stdlib.h>
#include <string.h>

#include "graph/model/graph.h"

void ent_i_adjacency_clear(ent_i_adjacency *adjacency)
{
    free(adjacency->starts);
    free(adjacency->others);
    free(adjacency->ties);
    memset(adjacency, 0, sizeof *adjacency);
}

/* Arcs of one node in the order (type, other end, tie). */
typedef struct arc {
    uint64_t key; /* type, other end */
    ent_tie tie;
} arc;

static int compare_arcs(const void *a, const void *b)
{
    const arc *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->tie < y->tie ? -1 : x->tie > y->tie;
}

static void insertion_sort(arc *arcs, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        arc moving = arcs[i];
        size_t j = i;
        for (; j > 0 && compare_arcs(&arcs[j - 1], &moving) > 0; j--)
            arcs[j] = arcs[j - 1];
        arcs[j] = moving;
    }
}

static ent_status sort_node(const ent_graph *graph, ent_i_adjacency *adjacency, ent_node node, arc **scratch,
                            size_t *capacity, ent_error *err)
{
    size_t first = adjacency->starts[node], count = adjacency->starts[node + 1] - first;
    if (count < 2)
        return ENT_OK;
    ENT_I_TRY(ENT_I_RESERVE(*scratch, *capacity, count, err));
    arc *arcs = *scratch;
    for (size_t i = 0; i < count; i++) {
        ent_tie tie = adjacency->ties[first + i];
        arcs[i] = (arc){ (uint64_t)graph->tie_type[tie] << 32 | adjacency->others[first + i], tie };
    }
    if (count <= 24)
        insertion_sort(arcs, count);
    else
        qsort(arcs, count, sizeof *arcs, compare_arcs);
    for (size_t i = 0; i < count; i++) {
        adjacency->others[first + i] = (ent_node)arcs[i].key;
        adjacency->ties[first + i] = arcs[i].tie;
    }
    return ENT_OK;
}

static ent_status build_direction(const ent_graph *graph, const ent_node *near, const ent_node *far,
                                  ent_i_adjacency *ret, ent_error *err)
{
    size_t n = graph->node_count, m = graph->tie_count, capacity = 0;
    ENT_I_AUTOFREE arc *scratch = NULL;
    ENT_I_TRY(ENT_I_ZEROED(ret->starts, n + 2, err));
    ENT_I_TRY(ENT_I_ZEROED(ret->others, m, err));
    ENT_I_TRY(ENT_I_ZEROED(ret->ties, m, err));
    for (size_t i = 0; i < m; i++)
        ret->starts[near[i] + 2]++;
    for (size_t i = 2; i < n + 2; i++)
        ret->starts[i] += ret->starts[i - 1];
    for (size_t i = 0; i < m; i++) {
        uint32_t at = ret->starts[near[i] + 1]++;
        ret->others[at] = far[i];
        ret->ties[at] = (ent_tie)i;
    }
    for (size_t node = 0; node < n; node++)
        ENT_I_TRY(sort_node(graph, ret, (ent_node)node, &scratch, &capacity, err));
    return ENT_OK;
}

ent_status ent_i_build_adjacency(ent_graph *graph, ent_error *err)
{
    ent_i_adjacency_clear(&graph->out);
    ent_i_adjacency_clear(&graph->in);
    ENT_I_TRY(build_direction(graph, graph->tie_source, graph->tie_target, &graph->out, err));
    return build_direction(graph, graph->tie_target, graph->tie_source, &graph->in, err);
}
