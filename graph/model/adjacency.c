/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Both adjacencies: compressed rows, the arcs of a node in the order (type, other end, tie). */
#include <pthread.h>
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

/* From this many arcs on, sorting by bytes beats inserting. */
#define RADIX_LEAST 64
/* From this many ties on, the two directions are built at the same time. */
#define THREADS_LEAST 200000

/* What is sorted: everything that the order depends on in one place. */
typedef struct arc {
    ent_node other;
    uint32_t type;
    ent_tie tie;
} arc;

static uint64_t key_of(const arc *a)
{
    return (uint64_t)a->type << 32 | a->other;
}

static void insertion_sort(arc *arcs, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        arc moving = arcs[i];
        uint64_t key = key_of(&moving);
        size_t j = i;
        for (; j > 0 && key_of(&arcs[j - 1]) > key; j--)
            arcs[j] = arcs[j - 1];
        arcs[j] = moving;
    }
}

/* One byte of the key at a time from the lowest, leaving out those in which all keys agree. Returns where
 * the sorted arcs are: arcs or spare. */
static const arc *radix_sort(arc *arcs, arc *spare, size_t count)
{
    uint64_t differing = 0, first = key_of(arcs);
    for (size_t i = 1; i < count; i++)
        differing |= key_of(&arcs[i]) ^ first;
    for (unsigned shift = 0; shift < 48; shift += 8) {
        size_t starts[257] = { 0 };
        if (!(differing >> shift & 0xff))
            continue;
        for (size_t i = 0; i < count; i++)
            starts[(key_of(&arcs[i]) >> shift & 0xff) + 1]++;
        for (size_t i = 1; i < 257; i++)
            starts[i] += starts[i - 1];
        for (size_t i = 0; i < count; i++)
            spare[starts[key_of(&arcs[i]) >> shift & 0xff]++] = arcs[i];
        arc *sorted = spare;
        spare = arcs;
        arcs = sorted;
    }
    return arcs;
}

/* Sort the arcs of each node and write them out. They stand in the order of their ties, and both sorts keep
 * what is equal in its order. */
static ent_status sort_nodes(const ent_graph *graph, arc *arcs, ent_i_adjacency *ret, ent_error *err)
{
    ENT_I_AUTOFREE arc *spare = NULL;
    size_t capacity = 0;
    for (size_t node = 0; node < graph->node_count; node++) {
        size_t first = ret->starts[node], count = ret->starts[node + 1] - first;
        const arc *sorted = arcs + first;
        if (count <= RADIX_LEAST) {
            insertion_sort(arcs + first, count);
        } else {
            ENT_I_TRY(ENT_I_RESERVE(spare, capacity, count, err));
            sorted = radix_sort(arcs + first, spare, count);
        }
        for (size_t i = 0; i < count; i++) {
            ret->others[first + i] = sorted[i].other;
            ret->ties[first + i] = sorted[i].tie;
        }
    }
    return ENT_OK;
}

static ent_status build_direction(const ent_graph *graph, const ent_node *near, const ent_node *far,
                                  ent_i_adjacency *ret, ent_error *err)
{
    size_t n = graph->node_count, m = graph->tie_count;
    ENT_I_TRY(ENT_I_ZEROED(ret->starts, n + 2, err));
    ret->others = ent_i_array_scattered(m * sizeof *ret->others);
    ret->ties = ent_i_array_scattered(m * sizeof *ret->ties);
    ENT_I_AUTOFREE arc *arcs = ent_i_array_scattered(m * sizeof *arcs);
    if (!ret->others || !ret->ties || !arcs)
        return ent_i_nomem(err);
    for (size_t i = 0; i < m; i++)
        ret->starts[near[i] + 2]++;
    for (size_t i = 2; i < n + 2; i++)
        ret->starts[i] += ret->starts[i - 1];
    for (size_t i = 0; i < m; i++)
        arcs[ret->starts[near[i] + 1]++] = (arc){ far[i], graph->tie_type[i], (ent_tie)i };
    return sort_nodes(graph, arcs, ret, err);
}

/* The incoming direction, on a thread of its own. */
typedef struct incoming {
    ent_graph *graph;
    ent_error err;
    ent_status status;
} incoming;

static void *build_incoming(void *argument)
{
    incoming *work = argument;
    ent_graph *graph = work->graph;
    work->status = build_direction(graph, graph->tie_target, graph->tie_source, &graph->in, &work->err);
    return NULL;
}

ent_status ent_i_build_adjacency(ent_graph *graph, ent_error *err)
{
    pthread_t thread;
    incoming work = { .graph = graph };
    ent_i_adjacency_clear(&graph->out);
    ent_i_adjacency_clear(&graph->in);
    bool threaded = graph->tie_count >= THREADS_LEAST && pthread_create(&thread, NULL, build_incoming, &work) == 0;
    ent_status status = build_direction(graph, graph->tie_source, graph->tie_target, &graph->out, err);
    if (threaded)
        pthread_join(thread, NULL);
    else if (status == ENT_OK)
        build_incoming(&work);
    if (status == ENT_OK && work.status < 0)
        return ent_i_fail(err, work.status, "%s", work.err.message);
    return status;
}
