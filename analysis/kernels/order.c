/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Components, and the order of nodes in which kernels visit them. */
#include <string.h>

#include "analysis/kernels/arcs.h"
#include "graph/base/array.h"

static inline uint32_t root_of(uint32_t *parent, uint32_t v)
{
    while (parent[v] != v)
        v = parent[v] = parent[parent[v]];
    return v;
}

/* The smaller root stays one: so the root of a set is its first node. */
uint32_t ent_i_components(const ent_i_arcs *arcs, uint32_t *ret_part)
{
    const ent_i_lists *lists = &arcs->out;
    uint32_t n = arcs->node_count, count = 0;
    for (uint32_t v = 0; v < n; v++)
        ret_part[v] = v;
    for (uint32_t v = 0; v < n; v++)
        for (uint32_t k = lists->place[v]; k < lists->place[v + 1]; k++) {
            if (!arcs->directed && lists->to[k] > v)
                break; /* seen from its other end */
            uint32_t a = root_of(ret_part, v), b = root_of(ret_part, lists->to[k]);
            if (a < b)
                ret_part[b] = a;
            else
                ret_part[a] = b;
        }
    for (uint32_t v = 0; v < n; v++)
        ret_part[v] = ret_part[v] == v ? count++ : ret_part[ret_part[v]];
    return count;
}

typedef struct sized {
    uint32_t size, part;
} sized;

static int compare_sized(const void *left, const void *right)
{
    const sized *a = left, *b = right;
    if (a->size != b->size)
        return a->size > b->size ? -1 : 1;
    return (a->part > b->part) - (a->part < b->part);
}

/* part: by node. Returns where each component begins, the largest first, and changes part to those ranks. */
static ent_status rank_parts(uint32_t n, uint32_t count, uint32_t *part, uint32_t *ret_starts, ent_error *err)
{
    ENT_I_AUTOFREE sized *parts = NULL;
    ENT_I_AUTOFREE uint32_t *ranks = NULL;
    ENT_I_TRY(ENT_I_ZEROED(parts, count, err));
    ENT_I_TRY(ENT_I_ZEROED(ranks, count, err));
    for (uint32_t i = 0; i < count; i++)
        parts[i].part = i;
    for (uint32_t v = 0; v < n; v++)
        parts[part[v]].size++;
    if (count)
        qsort(parts, count, sizeof *parts, compare_sized);
    uint32_t sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        ranks[parts[i].part] = i;
        ret_starts[i] = sum;
        sum += parts[i].size;
    }
    ret_starts[count] = sum;
    for (uint32_t v = 0; v < n; v++)
        part[v] = ranks[part[v]];
    return ENT_OK;
}

static uint32_t degree_of(const ent_i_arcs *a, uint32_t v)
{
    return (uint32_t)(ent_i_lists_count(&a->out, v) + (a->directed ? ent_i_lists_count(&a->in, v) : 0));
}

/* Nodes by degree, most first, by number where equal; then each to the next free place of its component. */
static ent_status order_by_degree(const ent_i_arcs *a, const uint32_t *part, uint32_t *starts, uint32_t part_count,
                                  uint32_t *ret, ent_error *err)
{
    uint32_t n = a->node_count, most = 0;
    for (uint32_t v = 0; v < n; v++)
        if (degree_of(a, v) > most)
            most = degree_of(a, v);
    ENT_I_AUTOFREE uint32_t *count = NULL, *sorted = NULL, *next = NULL;
    ENT_I_TRY(ENT_I_ZEROED(count, (size_t)most + 2, err));
    ENT_I_TRY(ENT_I_ZEROED(sorted, n, err));
    ENT_I_TRY(ENT_I_ZEROED(next, part_count, err));
    for (uint32_t v = 0; v < n; v++)
        count[most - degree_of(a, v) + 1]++;
    for (uint32_t i = 0; i <= most; i++)
        count[i + 1] += count[i];
    for (uint32_t v = 0; v < n; v++)
        sorted[count[most - degree_of(a, v)]++] = v;
    memcpy(next, starts, part_count * sizeof *next);
    for (uint32_t i = 0; i < n; i++)
        ret[next[part[sorted[i]]]++] = sorted[i];
    return ENT_OK;
}

static uint32_t visit(const ent_i_lists *lists, uint32_t v, uint8_t *seen, uint32_t *queue, uint32_t end)
{
    for (uint32_t k = lists->place[v]; k < lists->place[v + 1]; k++) {
        uint32_t w = lists->to[k];
        if (!seen[w]) {
            seen[w] = 1;
            queue[end++] = w;
        }
    }
    return end;
}

/* Breadth-first through the network in the order of degrees; order->nodes is that order before and this one after. */
static ent_status order_breadth_first(const ent_i_arcs *arcs, ent_i_order *order, ent_error *err)
{
    uint32_t n = arcs->node_count;
    ENT_I_AUTOFREE uint32_t *queue = NULL;
    ENT_I_AUTOFREE uint8_t *seen = NULL;
    ENT_I_TRY(ENT_I_ZEROED(queue, n, err));
    ENT_I_TRY(ENT_I_ZEROED(seen, n, err));
    ent_i_arcs a;
    ENT_I_TRY(ent_i_arcs_reorder(arcs, order->nodes, &a, err));
    for (uint32_t i = 0; i < order->part_count; i++) {
        uint32_t at = order->parts[i], end = at;
        queue[end++] = at;
        seen[at] = 1;
        for (; at < end; at++) {
            end = visit(&a.out, queue[at], seen, queue, end);
            if (a.directed)
                end = visit(&a.in, queue[at], seen, queue, end);
        }
    }
    for (uint32_t i = 0; i < n; i++)
        queue[i] = order->nodes[queue[i]];
    memcpy(order->nodes, queue, n * sizeof *queue);
    ent_i_arcs_clear(&a);
    return ENT_OK;
}

static ent_status order_fill(const ent_i_arcs *arcs, ent_i_order *order, ent_error *err)
{
    uint32_t n = arcs->node_count;
    ENT_I_AUTOFREE uint32_t *part = NULL;
    ENT_I_TRY(ENT_I_ZEROED(part, n, err));
    order->part_count = ent_i_components(arcs, part);
    ENT_I_TRY(ENT_I_ZEROED(order->nodes, n, err));
    ENT_I_TRY(ENT_I_ZEROED(order->parts, (size_t)order->part_count + 1, err));
    ENT_I_TRY(rank_parts(n, order->part_count, part, order->parts, err));
    ENT_I_TRY(order_by_degree(arcs, part, order->parts, order->part_count, order->nodes, err));
    return order_breadth_first(arcs, order, err);
}

ent_status ent_i_order_make(const ent_i_arcs *arcs, ent_i_order *ret, ent_error *err)
{
    ent_i_order order = { 0 };
    ent_status status = order_fill(arcs, &order, err);
    if (status < 0) {
        ent_i_order_clear(&order);
        return status;
    }
    *ret = order;
    return ENT_OK;
}

void ent_i_order_clear(ent_i_order *order)
{
    free(order->nodes);
    free(order->parts);
    *order = (ent_i_order){ 0 };
}
