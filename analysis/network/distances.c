/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/network/distances.h"

#include <math.h>

ent_status ent_i_distances_init(ent_i_distances *distances, const ent_i_network *network, const ent_i_lists *lists,
                                ent_error *err)
{
    ent_i_distances made = { .lists = lists, .node_count = network->node_count };
    ent_status status = ENT_I_ZEROED(made.to, made.node_count, err);
    if (status >= 0)
        status = ENT_I_ZEROED(made.order, made.node_count, err);
    if (status >= 0)
        status = ENT_I_ZEROED(made.heap, made.node_count, err);
    if (status >= 0)
        status = ENT_I_ZEROED(made.place, made.node_count, err);
    if (status < 0) {
        ent_i_distances_clear(&made);
        return status;
    }
    for (size_t i = 0; i < made.node_count; i++)
        made.to[i] = INFINITY;
    *distances = made;
    return ENT_OK;
}

void ent_i_distances_clear(ent_i_distances *distances)
{
    free(distances->to);
    free(distances->order);
    free(distances->heap);
    free(distances->place);
    *distances = (ent_i_distances){ 0 };
}

/* --- a heap of nodes by distance ------------------------------------------------------------------------ */

static void put(ent_i_distances *d, size_t at, uint32_t node)
{
    d->heap[at] = node;
    d->place[node] = (uint32_t)at;
}

static void rise(ent_i_distances *d, size_t at)
{
    uint32_t node = d->heap[at];
    while (at && d->to[d->heap[(at - 1) / 2]] > d->to[node]) {
        put(d, at, d->heap[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
    put(d, at, node);
}

static uint32_t take_nearest(ent_i_distances *d, size_t *count)
{
    uint32_t nearest = d->heap[0], last = d->heap[--*count];
    size_t at = 0;
    for (size_t child; (child = 2 * at + 1) < *count; at = child) {
        if (child + 1 < *count && d->to[d->heap[child + 1]] < d->to[d->heap[child]])
            child++;
        if (d->to[d->heap[child]] >= d->to[last])
            break;
        put(d, at, d->heap[child]);
    }
    if (*count)
        put(d, at, last);
    return nearest;
}

void ent_i_distances_from(ent_i_distances *d, uint32_t source)
{
    size_t count = 1;
    for (size_t i = 0; i < d->reached; i++)
        d->to[d->order[i]] = INFINITY;
    d->reached = 0;
    d->to[source] = 0;
    put(d, 0, source);
    while (count) {
        uint32_t node = take_nearest(d, &count);
        d->order[d->reached++] = node;
        for (size_t i = d->lists->place[node]; i < d->lists->place[node + 1]; i++) {
            uint32_t other = d->lists->to[i];
            double distance = d->to[node] + (d->lists->weights ? d->lists->weights[i] : 1);
            if (distance >= d->to[other])
                continue;
            if (isinf(d->to[other]))
                put(d, count++, other);
            d->to[other] = distance;
            rise(d, d->place[other]);
        }
    }
}
