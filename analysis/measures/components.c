/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/measures/components.h"

#include "analysis/kernels/arcs.h"

/* Tarjan's algorithm without recursion: a stack of nodes on the way and of nodes whose component is not closed. */
typedef struct tarjan {
    const ent_i_lists *out;
    uint32_t *order, *low, *way, *open, *part;
    uint32_t *at; /* by node: which of its ties is next */
    size_t way_count, open_count;
    uint32_t met, part_count;
} tarjan;

static void enter(tarjan *t, uint32_t node)
{
    t->order[node] = t->low[node] = ++t->met;
    t->at[node] = t->out->place[node];
    t->way[t->way_count++] = node;
    t->open[t->open_count++] = node;
}

static void leave(tarjan *t, uint32_t node)
{
    t->way_count--;
    if (t->way_count) {
        uint32_t before = t->way[t->way_count - 1];
        if (t->low[node] < t->low[before])
            t->low[before] = t->low[node];
    }
    if (t->low[node] != t->order[node])
        return;
    uint32_t member;
    do {
        member = t->open[--t->open_count];
        t->part[member] = t->part_count;
        t->low[member] = UINT32_MAX; /* closed */
    } while (member != node);
    t->part_count++;
}

static void walk(tarjan *t, uint32_t start)
{
    enter(t, start);
    while (t->way_count) {
        uint32_t node = t->way[t->way_count - 1];
        if (t->at[node] == t->out->place[node + 1]) {
            leave(t, node);
            continue;
        }
        uint32_t next = t->out->to[t->at[node]++];
        if (!t->order[next])
            enter(t, next);
        else if (t->low[next] != UINT32_MAX && t->order[next] < t->low[node])
            t->low[node] = t->order[next];
    }
}

static ent_status find_strong(const ent_i_network *network, uint32_t *ret_part, uint32_t *ret_count, ent_error *err)
{
    size_t count = network->node_count;
    tarjan t = { .out = &network->out, .part = ret_part };
    ENT_I_AUTOFREE uint32_t *space = NULL;
    if (count > SIZE_MAX / 5)
        return ent_i_nomem(err);
    ENT_I_TRY(ENT_I_ZEROED(space, 5 * count, err));
    t.order = space;
    t.low = space + count;
    t.way = space + 2 * count;
    t.open = space + 3 * count;
    t.at = space + 4 * count;
    for (size_t i = 0; i < count; i++)
        if (!t.order[i])
            walk(&t, (uint32_t)i);
    *ret_count = t.part_count;
    return ENT_OK;
}

ent_status ent_i_components_of(const ent_i_network *network, uint32_t *ret_part, uint32_t *ret_count, ent_error *err)
{
    if (network->directed)
        return find_strong(network, ret_part, ret_count, err);
    ent_i_arcs arcs = ent_i_arcs_of(network);
    *ret_count = ent_i_components(&arcs, ret_part);
    return ENT_OK;
}
