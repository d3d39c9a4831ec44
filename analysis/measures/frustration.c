/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nodes with few ties go first. What a node with up to three ties costs at best is a number for each way in which its
 * neighbours may be parted; as no more than four ways differ, a constant and a tie between each two of the neighbours
 * say the same. Ties between the same nodes become one. What is left falls into parts that are solved one by one. */
#include "analysis/measures/frustration.h"

#include <math.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/base/hash.h"

enum { FEW = 3 };

typedef struct edge {
    uint32_t ends[2];
    double weight; /* 0: gone */
} edge;

typedef struct list {
    uint32_t *edges; /* also those that are gone */
    size_t count, capacity;
} list;

typedef struct reduction {
    uint32_t nodes;
    edge *edges;
    size_t edge_count, edge_capacity;
    list *lists;
    uint32_t *degree, *queue; /* the queue is a stack */
    size_t queued;
    bool *gone;
    ent_i_hash pairs; /* from two nodes to their edge */
    double cost;      /* of what is taken away */
} reduction;

void ent_i_signed_clear(ent_i_signed *part)
{
    free(part->place);
    free(part->to);
    free(part->weight);
    *part = (ent_i_signed){ 0 };
}

static ent_status put_edge(reduction *r, uint32_t a, uint32_t b, double weight, ent_error *err)
{
    uint32_t key[2] = { a < b ? a : b, a < b ? b : a };
    uint32_t at = ent_i_hash_get(&r->pairs, (const char *)key, sizeof key, UINT32_MAX);
    if (at == UINT32_MAX) {
        if (r->edge_count >= UINT32_MAX)
            return ent_i_nomem(err);
        ENT_I_TRY(ENT_I_RESERVE(r->edges, r->edge_capacity, r->edge_count + 1, err));
        at = (uint32_t)r->edge_count++;
        r->edges[at] = (edge){ { key[0], key[1] }, 0 };
        ENT_I_TRY(ent_i_hash_put(&r->pairs, (const char *)key, sizeof key, at, err));
        for (int i = 0; i < 2; i++) {
            list *l = &r->lists[key[i]];
            ENT_I_TRY(ENT_I_RESERVE(l->edges, l->capacity, l->count + 1, err));
            l->edges[l->count++] = at;
        }
    }
    double before = r->edges[at].weight, after = before + weight;
    r->cost += (fabs(before) + fabs(weight) - fabs(after)) / 2; /* of two that want different things, the weaker */
    r->edges[at].weight = after;
    for (int i = 0; i < 2; i++) {
        uint32_t *degree = &r->degree[key[i]];
        *degree = *degree + (after != 0) - (before != 0);
        if (*degree <= FEW && !r->gone[key[i]])
            r->queue[r->queued++] = key[i];
    }
    return ENT_OK;
}

/* The queue has room: each change of a node's edges puts it there once. */
static ent_status make_room(reduction *r, size_t *capacity, ent_error *err)
{
    return ENT_I_RESERVE(r->queue, *capacity, r->queued + 4 * FEW, err);
}

/* What v costs at best when those neighbours whose bits are set are in the other camp. */
static double cost_of(const double *weights, int count, unsigned across)
{
    double here = 0, there = 0; /* with v in the one camp, or in the other */
    for (int i = 0; i < count; i++) {
        bool far = across >> i & 1;
        *(far == (weights[i] > 0) ? &here : &there) += fabs(weights[i]);
    }
    return here < there ? here : there;
}

static ent_status take_away(reduction *r, uint32_t v, ent_error *err)
{
    uint32_t others[FEW] = { 0 };
    double weights[FEW] = { 0 };
    int count = 0;
    for (size_t i = 0; i < r->lists[v].count; i++) {
        edge *e = &r->edges[r->lists[v].edges[i]];
        uint32_t other = e->ends[e->ends[0] == v];
        if (e->weight == 0 || r->gone[other])
            continue;
        others[count] = other;
        weights[count++] = e->weight;
        e->weight = 0;
        if (--r->degree[other] <= FEW)
            r->queue[r->queued++] = other;
    }
    r->gone[v] = true;
    /* One from the others, or all alike: f[0]; f[i + 1]: neighbour i across. */
    double f[FEW + 1] = { cost_of(weights, count, 0) };
    for (int i = 0; i < count; i++)
        f[i + 1] = cost_of(weights, count, 1u << i);
    r->cost += f[0];
    if (count == 2) {
        double tie = f[1] - f[0];
        r->cost += fmin(tie, 0);
        return tie != 0 ? put_edge(r, others[0], others[1], tie, err) : ENT_OK;
    }
    for (int i = 0; count == 3 && i < 3; i++) {
        int a = i, b = (i + 1) % 3, c = (i + 2) % 3;
        double tie = (f[a + 1] + f[b + 1] - f[c + 1] - f[0]) / 2;
        r->cost += fmin(tie, 0);
        if (tie != 0)
            ENT_I_TRY(put_edge(r, others[a], others[b], tie, err));
    }
    return ENT_OK;
}

static ent_status reduce(reduction *r, const uint32_t (*ends)[2], const signed char *signs, size_t count,
                         const ent_i_clock *clock, ent_error *err)
{
    size_t room = 0, steps = 0;
    ENT_I_TRY(ENT_I_ZEROED(r->lists, r->nodes, err));
    ENT_I_TRY(ENT_I_ZEROED(r->degree, r->nodes, err));
    ENT_I_TRY(ENT_I_ZEROED(r->gone, r->nodes, err));
    for (size_t i = 0; i < count; i++) {
        ENT_I_TRY(make_room(r, &room, err));
        ENT_I_TRY(put_edge(r, ends[i][0], ends[i][1], signs[i], err));
        r->queued = 0;
    }
    ENT_I_TRY(ENT_I_RESERVE(r->queue, room, (size_t)r->nodes + 4 * FEW, err));
    for (uint32_t v = r->nodes; v-- > 0;)
        if (r->degree[v] <= FEW)
            r->queue[r->queued++] = v;
    while (r->queued) {
        uint32_t v = r->queue[--r->queued];
        if (r->gone[v] || r->degree[v] > FEW)
            continue;
        ENT_I_TRY(make_room(r, &room, err));
        ENT_I_TRY(take_away(r, v, err));
        if (++steps % 4096 == 0)
            ENT_I_TRY(ent_i_clock_check(clock, err));
    }
    return ENT_OK;
}

/* --- parts ------------------------------------------------------------------------------------------------ */

/* The part that root is in; number: by node, its place in its part; queue: room for all nodes. */
static ent_status part_of(const reduction *r, uint32_t root, uint32_t *number, uint32_t *queue, ent_i_signed *ret,
                          ent_error *err)
{
    uint32_t found = 0;
    size_t arcs = 0, at = 0;
    number[root] = found;
    queue[found++] = root;
    for (uint32_t i = 0; i < found; i++)
        for (size_t j = 0; j < r->lists[queue[i]].count; j++) {
            const edge *e = &r->edges[r->lists[queue[i]].edges[j]];
            uint32_t other = e->ends[e->ends[0] == queue[i]];
            arcs += e->weight != 0;
            if (e->weight == 0 || number[other] != UINT32_MAX)
                continue;
            number[other] = found;
            queue[found++] = other;
        }
    ret->node_count = found;
    ENT_I_TRY(ENT_I_ZEROED(ret->place, (size_t)found + 1, err));
    ENT_I_TRY(ENT_I_ZEROED(ret->to, arcs, err));
    ENT_I_TRY(ENT_I_ZEROED(ret->weight, arcs, err));
    for (uint32_t i = 0; i < found; i++) {
        for (size_t j = 0; j < r->lists[queue[i]].count; j++) {
            const edge *e = &r->edges[r->lists[queue[i]].edges[j]];
            if (e->weight == 0)
                continue;
            ret->to[at] = number[e->ends[e->ends[0] == queue[i]]];
            ret->weight[at++] = e->weight;
        }
        ret->place[i + 1] = at;
    }
    return ENT_OK;
}

static ent_status solve(const ent_i_signed *part, const ent_i_frustration_options *options, const ent_i_clock *clock,
                        ent_i_frustration *ret, ent_error *err)
{
    bool done = false;
    double exact = 0;
    ent_i_frustration found = { 0, 0 };
    if (options->widest)
        ENT_I_TRY(ent_i_frustration_tables(part, options->widest, clock, &exact, &done, err));
    if (done)
        found = (ent_i_frustration){ exact, exact };
    else
        ENT_I_TRY(ent_i_frustration_search(part, options->steps, clock, &found, err));
    ret->least += found.least;
    ret->most += found.most;
    return ENT_OK;
}

static ent_status solve_parts(const reduction *r, const ent_i_frustration_options *options, const ent_i_clock *clock,
                              ent_i_frustration *ret, ent_error *err)
{
    ENT_I_AUTOFREE uint32_t *number = NULL, *queue = NULL;
    ENT_I_TRY(ENT_I_ZEROED(number, r->nodes, err));
    ENT_I_TRY(ENT_I_ZEROED(queue, r->nodes, err));
    memset(number, 0xff, r->nodes * sizeof *number);
    *ret = (ent_i_frustration){ r->cost, r->cost };
    for (uint32_t v = 0; v < r->nodes; v++) {
        if (r->gone[v] || number[v] != UINT32_MAX)
            continue;
        ent_i_signed part = { 0 };
        ent_status status = part_of(r, v, number, queue, &part, err);
        if (status >= 0)
            status = solve(&part, options, clock, ret, err);
        ent_i_signed_clear(&part);
        ENT_I_TRY(status);
    }
    /* A number of ties is whole: what halves and rounding have left is not. */
    ret->least = ceil(ret->least - 1e-6);
    ret->most = floor(ret->most + 1e-6);
    return ENT_OK;
}

ent_status ent_i_frustration_of(uint32_t nodes, const uint32_t (*ends)[2], const signed char *signs, size_t count,
                                const ent_i_frustration_options *options, const ent_i_clock *clock,
                                ent_i_frustration *ret, ent_error *err)
{
    reduction r = { .nodes = nodes, .pairs = ENT_I_HASH_INIT };
    ent_i_frustration found = { 0, 0 };
    ent_status status = reduce(&r, ends, signs, count, clock, err);
    if (status >= 0)
        status = solve_parts(&r, options, clock, &found, err);
    if (status >= 0)
        *ret = found;
    for (uint32_t v = 0; r.lists && v < nodes; v++)
        free(r.lists[v].edges);
    free(r.lists);
    free(r.edges);
    free(r.degree);
    free(r.queue);
    free(r.gone);
    ent_i_hash_clear(&r.pairs);
    return status;
}
