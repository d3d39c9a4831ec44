/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Brandes's algorithm, one source at a time: by Dijkstra's where ties have lengths, and for networks with more
 * shortest paths than a double can count. */
#include "analysis/kernels/brandes.h"

#include <math.h>
#include <string.h>

#include "graph/base/array.h"

/* Sums of lengths that differ by rounding are the same length. */
#define SAME_LENGTH 1e-10
#define SOURCES_PER_UNIT 8u

/* scale * 2^(512 power), scale below 2^512. */
typedef struct path_count {
    double scale;
    int64_t power;
} path_count;

typedef struct near {
    double distance;
    uint32_t node;
} near;

typedef struct plain_run {
    ent_i_arcs arcs;
    const uint32_t *sources; /* NULL: all */
    size_t source_count, node_count, tie_count;
    const uint32_t *numbers; /* of ties, by place in the lists */
    double *scores; /* of nodes, then of ties */
} plain_run;

typedef struct plain_state {
    double *distance, *dependency; /* INFINITY: not reached */
    path_count *paths;
    uint32_t *reached, *rank; /* nodes by distance, and where each is among them */
    size_t reached_count;
    near *heap;
    size_t heap_count, heap_capacity;
} plain_state;

static void close_plain(void *context, void *opaque)
{
    plain_state *s = opaque;
    (void)context;
    if (!s)
        return;
    free(s->distance);
    free(s->dependency);
    free(s->paths);
    free(s->reached);
    free(s->rank);
    free(s->heap);
    free(s);
}

static ent_status fill_plain(plain_state *s, size_t n, ent_error *err)
{
    ENT_I_TRY(ENT_I_ZEROED(s->distance, n, err));
    ENT_I_TRY(ENT_I_ZEROED(s->dependency, n, err));
    ENT_I_TRY(ENT_I_ZEROED(s->paths, n, err));
    ENT_I_TRY(ENT_I_ZEROED(s->reached, n, err));
    return ENT_I_ZEROED(s->rank, n, err);
}

static ent_status open_plain(void *context, void **ret, ent_error *err)
{
    const plain_run *r = context;
    plain_state *s = NULL;
    ENT_I_TRY(ENT_I_ZEROED(s, 1, err));
    ent_status status = fill_plain(s, r->node_count, err);
    if (status < 0) {
        close_plain(context, s);
        return status;
    }
    for (size_t v = 0; v < r->node_count; v++)
        s->distance[v] = INFINITY;
    *ret = s;
    return ENT_OK;
}

/* --- the order of nodes by distance ---------------------------------------------------------------------- */

static void search_breadth_first(const ent_i_lists *out, plain_state *s, uint32_t source)
{
    s->reached[s->reached_count++] = source;
    for (size_t at = 0; at < s->reached_count; at++) {
        uint32_t v = s->reached[at];
        for (uint32_t k = out->place[v]; k < out->place[v + 1]; k++) {
            uint32_t w = out->to[k];
            if (isinf(s->distance[w])) {
                s->distance[w] = s->distance[v] + 1;
                s->reached[s->reached_count++] = w;
            }
        }
    }
}

static bool nearer(near a, near b)
{
    return a.distance != b.distance ? a.distance < b.distance : a.node < b.node;
}

static ent_status heap_push(plain_state *s, near item)
{
    ENT_I_TRY(ENT_I_RESERVE(s->heap, s->heap_capacity, s->heap_count + 1, NULL));
    size_t at = s->heap_count++;
    for (; at && nearer(item, s->heap[(at - 1) / 2]); at = (at - 1) / 2)
        s->heap[at] = s->heap[(at - 1) / 2];
    s->heap[at] = item;
    return ENT_OK;
}

static near heap_pop(plain_state *s)
{
    near top = s->heap[0], item = s->heap[--s->heap_count];
    size_t at = 0;
    for (size_t child; (child = 2 * at + 1) < s->heap_count; at = child) {
        if (child + 1 < s->heap_count && nearer(s->heap[child + 1], s->heap[child]))
            child++;
        if (!nearer(s->heap[child], item))
            break;
        s->heap[at] = s->heap[child];
    }
    s->heap[at] = item;
    return top;
}

static ent_status search_by_length(const ent_i_lists *out, plain_state *s, uint32_t source)
{
    s->heap_count = 0;
    ENT_I_TRY(heap_push(s, (near){ 0, source }));
    while (s->heap_count) {
        near next = heap_pop(s);
        if (next.distance > s->distance[next.node] || s->rank[next.node] != UINT32_MAX)
            continue; /* since then found nearer, or done */
        s->rank[next.node] = (uint32_t)s->reached_count;
        s->reached[s->reached_count++] = next.node;
        for (uint32_t k = out->place[next.node]; k < out->place[next.node + 1]; k++) {
            uint32_t w = out->to[k];
            double distance = next.distance + out->weights[k];
            if (distance < s->distance[w]) {
                s->distance[w] = distance;
                ENT_I_TRY(heap_push(s, (near){ distance, w }));
            }
        }
    }
    return ENT_OK;
}

/* --- counting -------------------------------------------------------------------------------------------- */

/* Is arc k, to w, on a shortest path? */
static bool on_path(const ent_i_lists *lists, const plain_state *s, uint32_t v, uint32_t k, uint32_t w)
{
    double length = s->distance[v] + (lists->weights ? lists->weights[k] : 1);
    return s->rank[v] < s->rank[w] && isfinite(s->distance[w]) &&
           fabs(length - s->distance[w]) <= SAME_LENGTH * length;
}

static void add_paths(path_count *to, path_count from)
{
    if (from.power > to->power) {
        path_count swap = *to;
        *to = from;
        from = swap;
    }
    if (from.power == to->power)
        to->scale += from.scale;
    else if (from.power == to->power - 1)
        to->scale += from.scale * 0x1p-512;
    if (to->scale >= 0x1p512) {
        to->scale *= 0x1p-512;
        to->power++;
    }
}

/* part / whole; whole is not smaller. */
static double share_of(path_count part, path_count whole)
{
    double share = part.scale / whole.scale;
    return part.power == whole.power ? share : part.power == whole.power - 1 ? share * 0x1p-512 : 0;
}

static void count_paths(const plain_run *r, plain_state *s)
{
    const ent_i_lists *in = &r->arcs.in;
    s->paths[s->reached[0]] = (path_count){ 1, 0 };
    for (size_t i = 1; i < s->reached_count; i++) {
        uint32_t w = s->reached[i];
        s->paths[w] = (path_count){ 0, 0 };
        for (uint32_t k = in->place[w]; k < in->place[w + 1]; k++)
            if (on_path(in, s, in->to[k], k, w))
                add_paths(&s->paths[w], s->paths[in->to[k]]);
    }
}

static void collect(const plain_run *r, plain_state *s, double *nodes, double *ties)
{
    const ent_i_lists *out = &r->arcs.out;
    for (size_t i = s->reached_count; i-- > 0;) {
        uint32_t v = s->reached[i];
        double sum = 0;
        for (uint32_t k = out->place[v]; k < out->place[v + 1]; k++) {
            uint32_t w = out->to[k];
            if (!on_path(out, s, v, k, w))
                continue;
            double part = share_of(s->paths[v], s->paths[w]) * (1 + s->dependency[w]);
            sum += part;
            if (ties)
                ties[r->numbers[k]] += part;
        }
        s->dependency[v] = sum;
        if (i)
            nodes[v] += sum;
    }
}

static ent_status plain_source(const plain_run *r, plain_state *s, uint32_t source, double *nodes, double *ties)
{
    for (size_t i = 0; i < r->node_count; i++)
        s->rank[i] = UINT32_MAX;
    s->reached_count = 0;
    s->distance[source] = 0;
    if (r->arcs.out.weights) {
        ENT_I_TRY(search_by_length(&r->arcs.out, s, source));
    } else {
        search_breadth_first(&r->arcs.out, s, source);
        for (size_t i = 0; i < s->reached_count; i++)
            s->rank[s->reached[i]] = (uint32_t)i;
    }
    count_paths(r, s);
    collect(r, s, nodes, ties);
    for (size_t i = 0; i < s->reached_count; i++)
        s->distance[s->reached[i]] = INFINITY;
    return ENT_OK;
}

static ent_status plain_unit(void *context, ent_i_worker *worker, size_t unit)
{
    const plain_run *r = context;
    double *nodes = worker->result, *ties = r->tie_count ? nodes + r->node_count : NULL;
    memset(nodes, 0, (r->node_count + r->tie_count) * sizeof *nodes);
    for (size_t i = unit * SOURCES_PER_UNIT; i < (unit + 1) * SOURCES_PER_UNIT && i < r->source_count; i++) {
        ENT_I_TRY(plain_source(r, worker->state, r->sources ? r->sources[i] : (uint32_t)i, nodes, ties));
        ENT_I_TRY(ent_i_worker_check(worker));
    }
    return ENT_OK;
}

static void plain_merge(void *context, size_t unit, const void *result)
{
    plain_run *r = context;
    const double *scores = result;
    (void)unit;
    for (size_t i = 0; i < r->node_count + r->tie_count; i++)
        r->scores[i] += scores[i];
}

ent_status ent_i_brandes_plain(const ent_i_network *network, const uint32_t *sources, size_t source_count,
                               const ent_i_clock *clock, double *ret_nodes, double *ret_ties, ent_error *err)
{
    plain_run r = { .sources = sources, .source_count = source_count, .node_count = network->node_count,
                    .tie_count = ret_ties ? network->tie_count : 0, .arcs = ent_i_arcs_of(network) };
    ENT_I_AUTOFREE double *scores = NULL;
    ENT_I_AUTOFREE uint32_t *numbers = NULL;
    ENT_I_TRY(ENT_I_ZEROED(scores, r.node_count + r.tie_count, err));
    if (ret_ties)
        ENT_I_TRY(ent_i_network_numbers(network, &numbers, err));
    r.scores = scores;
    r.numbers = numbers;
    ent_i_work work = {
        .units = (source_count + SOURCES_PER_UNIT - 1) / SOURCES_PER_UNIT,
        .cost = 4 * (uint64_t)source_count * (r.arcs.out.place[r.node_count] + r.node_count),
        .result_size = (r.node_count + r.tie_count) * sizeof(double),
        .context = &r, .open = open_plain, .unit = plain_unit, .merge = plain_merge, .close = close_plain,
    };
    ent_status status = ent_i_work_run(&work, clock, err);
    if (status >= 0 && ret_nodes)
        memcpy(ret_nodes, scores, r.node_count * sizeof *scores);
    if (status >= 0 && ret_ties)
        memcpy(ret_ties, scores + r.node_count, r.tie_count * sizeof *scores);
    return status;
}
