/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/kernels/search.h"

#include <string.h>

#include "graph/base/array.h"

ent_status ent_i_search_init(ent_i_search *search, const ent_i_network *network, ent_error *err)
{
    ent_i_search s = { .network = network };
    s.distance = ent_i_array_scattered(network->node_count * sizeof *s.distance);
    s.reached = ent_i_array_scattered(network->node_count * sizeof *s.reached);
    if (!s.distance || !s.reached) {
        ent_i_search_clear(&s);
        return ent_i_nomem(err);
    }
    *search = s;
    return ENT_OK;
}

void ent_i_search_clear(ent_i_search *search)
{
    free(search->distance);
    free(search->reached);
    *search = (ent_i_search){ 0 };
}

static uint32_t push(const ent_i_lists *out, uint32_t *restrict distance, uint32_t *restrict reached, uint32_t first,
                     uint32_t end, uint32_t step)
{
    uint32_t count = end;
    for (uint32_t i = first; i < end; i++)
        for (uint32_t k = out->place[reached[i]]; k < out->place[reached[i] + 1]; k++) {
            uint32_t w = out->to[k];
            if (distance[w] == UINT32_MAX) {
                distance[w] = step;
                reached[count++] = w;
            }
        }
    return count;
}

static uint32_t pull(const ent_i_lists *in, uint32_t nodes, uint32_t *restrict distance, uint32_t *restrict reached,
                     uint32_t count, uint32_t step)
{
    for (uint32_t w = 0; w < nodes; w++) {
        if (distance[w] != UINT32_MAX)
            continue;
        for (uint32_t k = in->place[w]; k < in->place[w + 1]; k++)
            if (distance[in->to[k]] == step - 1) {
                distance[w] = step;
                reached[count++] = w;
                break;
            }
    }
    return count;
}

void ent_i_search_from(ent_i_search *search, uint32_t source)
{
    const ent_i_lists *out = &search->network->out, *in = &search->network->in;
    uint32_t n = (uint32_t)search->network->node_count, first = 0, end = 1;
    uint64_t left = out->place[n];
    memset(search->distance, 0xff, n * sizeof *search->distance);
    search->distance[source] = 0;
    search->reached[0] = source;
    for (uint32_t step = 1; first < end; step++) {
        uint64_t front = 0;
        uint32_t count;
        for (uint32_t i = first; i < end; i++)
            front += ent_i_lists_count(out, search->reached[i]);
        left -= front;
        if (front > left / 14 && front > n / 16)
            count = pull(in, n, search->distance, search->reached, end, step);
        else
            count = push(out, search->distance, search->reached, first, end, step);
        first = end;
        end = count;
    }
    search->reached_count = end;
}

/* --- what is around a node ------------------------------------------------------------------------------ */

ent_status ent_i_around_init(ent_i_around *around, const ent_i_network *network, ent_error *err)
{
    ent_i_around a = { .network = network };
    ent_status status = ENT_I_ZEROED(a.marks, network->node_count / 64 + 1, err);
    if (status >= 0)
        status = ENT_I_ZEROED(a.index, network->node_count, err);
    if (status < 0) {
        ent_i_around_clear(&a);
        return status;
    }
    *around = a;
    return ENT_OK;
}

void ent_i_around_clear(ent_i_around *around)
{
    free(around->nodes);
    free(around->place);
    free(around->to);
    free(around->marks);
    free(around->index);
    *around = (ent_i_around){ 0 };
}

static bool is_marked(const ent_i_around *a, uint32_t node)
{
    return a->marks[node / 64] >> node % 64 & 1;
}

/* Room for need nodes, in nodes and in place, which has one more. */
static ent_status grow_nodes(ent_i_around *a, size_t need, ent_error *err)
{
    ENT_I_TRY(ENT_I_RESERVE(a->nodes, a->node_capacity, need, err));
    return ENT_I_RESERVE(a->place, a->place_capacity, need + 1, err);
}

static ent_status mark_along(ent_i_around *a, const ent_i_lists *lists, uint32_t v, ent_error *err)
{
    ENT_I_TRY(grow_nodes(a, a->node_count + ent_i_lists_count(lists, v), err));
    for (uint32_t k = lists->place[v]; k < lists->place[v + 1]; k++) {
        uint32_t w = lists->to[k];
        if (!is_marked(a, w)) {
            a->marks[w / 64] |= UINT64_C(1) << w % 64;
            a->nodes[a->node_count++] = w;
        }
    }
    return ENT_OK;
}

static ent_status mark(ent_i_around *a, uint32_t node, unsigned steps, ent_error *err)
{
    a->node_count = 0;
    ENT_I_TRY(grow_nodes(a, 1, err));
    a->nodes[a->node_count++] = node;
    a->marks[node / 64] |= UINT64_C(1) << node % 64;
    for (uint32_t at = 0; steps && at < a->node_count; steps--)
        for (uint32_t end = a->node_count; at < end; at++) {
            ENT_I_TRY(mark_along(a, &a->network->out, a->nodes[at], err));
            if (a->network->directed)
                ENT_I_TRY(mark_along(a, &a->network->in, a->nodes[at], err));
        }
    return ENT_OK;
}

static int compare_nodes(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

static void sort_nodes(ent_i_around *a)
{
    size_t words = a->network->node_count / 64 + 1;
    if ((size_t)a->node_count * 16 < words) {
        qsort(a->nodes, a->node_count, sizeof *a->nodes, compare_nodes);
        return;
    }
    uint32_t count = 0;
    for (size_t i = 0; i < words; i++)
        for (uint64_t word = a->marks[i]; word; word &= word - 1)
            a->nodes[count++] = (uint32_t)(i * 64) + (uint32_t)__builtin_ctzll(word);
}

static ent_status induce(ent_i_around *a, ent_error *err)
{
    const ent_i_lists *out = &a->network->out;
    size_t most = 0;
    sort_nodes(a);
    for (uint32_t i = 0; i < a->node_count; i++) {
        a->index[a->nodes[i]] = i;
        most += ent_i_lists_count(out, a->nodes[i]);
    }
    ENT_I_TRY(ENT_I_RESERVE(a->to, a->arc_capacity, most + 1, err));
    uint32_t count = 0;
    for (uint32_t i = 0; i < a->node_count; i++) {
        a->place[i] = count;
        for (uint32_t k = out->place[a->nodes[i]]; k < out->place[a->nodes[i] + 1]; k++) {
            uint32_t w = out->to[k];
            a->to[count] = a->index[w]; /* kept only if it is part */
            count += is_marked(a, w);
        }
    }
    a->place[a->node_count] = count;
    return ENT_OK;
}

ent_status ent_i_around_of(ent_i_around *around, uint32_t node, unsigned steps, ent_error *err)
{
    ent_status status = mark(around, node, steps, err);
    if (status >= 0)
        status = induce(around, err);
    for (uint32_t i = 0; i < around->node_count; i++)
        around->marks[around->nodes[i] / 64] = 0;
    return status;
}
