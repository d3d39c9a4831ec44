/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nodes move to the neighbouring group that gains most modularity, until none does; groups become the nodes of the
 * next level, and so on until nothing merges. Then back down: at every level nodes may change the group once more,
 * which Louvain's method alone never lets them. */
#include "analysis/kernels/louvain.h"

#include <string.h>

#include "graph/base/array.h"
#include "graph/base/random.h"

#define MOST_LEVELS 64

/* Up and down again; of large networks once, which is within 0.0001 of four times. */
#define MOST_ROUNDS 4
#define LARGE 50000u
/* A round of all nodes that gains less than this share of the ties is the last one of its level. */
#define NEXT_TO_NOTHING 1e-6
#define MOST_SWEEPS 1000

/* A network of groups. Level 0 lends its lists. */
typedef struct level {
    uint32_t node_count;
    const uint32_t *place, *to;
    const double *weights; /* by arc; NULL: 1 each */
    double *strength;     /* by node: the sum of its weights; what is inside a node counts twice */
    uint32_t *group;      /* by node */
    uint32_t *own_place, *own_to;
    double *own_weights;
} level;

/* A group, while a node looks at it. */
typedef struct cell {
    double total; /* strength of its nodes */
    double tie;   /* weight of the node's ties to it; below 0: none yet */
} cell;

typedef struct run {
    const ent_i_clock *clock;
    level levels[MOST_LEVELS];
    size_t level_count;
    double total, resolution; /* total: twice the weight of all ties */
    double least;             /* what is less than this is rounding, not gain */
    uint64_t seed;
    cell *cells;      /* by group */
    uint32_t *queue, *near; /* nodes to be looked at; groups near one */
    uint8_t *queued;
} run;

static void level_clear(level *l)
{
    free(l->strength);
    free(l->group);
    free(l->own_place);
    free(l->own_to);
    free(l->own_weights);
    *l = (level){ 0 };
}

static ent_status level_open(level *l, uint32_t nodes, size_t arcs, bool weighted, ent_error *err)
{
    l->node_count = nodes;
    ENT_I_TRY(ENT_I_ZEROED(l->strength, nodes, err));
    ENT_I_TRY(ENT_I_ZEROED(l->group, nodes, err));
    if (!arcs)
        return ENT_OK;
    ENT_I_TRY(ENT_I_ZEROED(l->own_weights, arcs, err));
    l->weights = l->own_weights;
    if (weighted)
        return ENT_OK;
    ENT_I_TRY(ENT_I_ZEROED(l->own_place, (size_t)nodes + 1, err));
    ENT_I_TRY(ENT_I_ZEROED(l->own_to, arcs, err));
    l->place = l->own_place;
    l->to = l->own_to;
    return ENT_OK;
}

static ent_status first_level(const ent_i_network *network, run *r, ent_error *err)
{
    level *l = &r->levels[r->level_count++];
    uint32_t n = (uint32_t)network->node_count;
    const ent_i_lists *out = &network->out;
    ENT_I_TRY(level_open(l, n, out->weights ? out->place[n] : 0, true, err));
    l->place = out->place;
    l->to = out->to;
    for (uint32_t v = 0; v < n; v++) {
        for (uint32_t k = out->place[v]; out->weights && k < out->place[v + 1]; k++) {
            l->own_weights[k] = out->weights[k];
            l->strength[v] += out->weights[k];
        }
        if (!out->weights)
            l->strength[v] = (double)ent_i_lists_count(out, v);
        r->total += l->strength[v];
    }
    return ENT_OK;
}

static inline void look_at_neighbours(run *r, const level *l, uint32_t v, uint32_t *ret_count)
{
    uint32_t count = 0;
    for (uint32_t k = l->place[v]; k < l->place[v + 1]; k++) {
        uint32_t g = l->group[l->to[k]];
        cell *c = &r->cells[g];
        double weight = l->weights ? l->weights[k] : 1;
        if (c->tie < 0) {
            c->tie = 0;
            r->near[count++] = g;
        }
        c->tie += weight;
    }
    *ret_count = count;
}

/* To the group that gains most, the least number where equal. Returns the gain, in weight of ties. */
static double move(run *r, level *l, uint32_t v)
{
    uint32_t count, old = l->group[v], best = old;
    double strength = l->strength[v], share = r->resolution * strength / r->total;
    look_at_neighbours(r, l, v, &count);
    cell *own = &r->cells[old];
    own->total -= strength;
    double stay = (own->tie < 0 ? 0 : own->tie) - share * own->total, most = stay;
    for (uint32_t i = 0; i < count; i++) {
        cell *c = &r->cells[r->near[i]];
        double gain = c->tie - share * c->total;
        if (gain > most + r->least || (gain == most && best != old && r->near[i] < best)) {
            most = gain;
            best = r->near[i];
        }
        c->tie = -1;
    }
    r->cells[best].total += strength;
    l->group[v] = best;
    return most - stay;
}

/* Until nothing in the queue moves any more, or a round of all nodes gains next to nothing. */
static ent_status move_all(run *r, level *l, double *ret_gain, ent_error *err)
{
    uint32_t n = l->node_count, head = 0, waiting = n, since = 0, sweeps = 0;
    double sweep = 0;
    for (uint32_t i = 0; i < n; i++) {
        r->cells[i] = (cell){ 0, -1 };
        r->queue[i] = i;
        r->queued[i] = 1;
    }
    for (uint32_t i = n; r->seed && i > 1; i--) {
        uint32_t j = (uint32_t)ent_i_random_below(&r->seed, i), swap = r->queue[i - 1];
        r->queue[i - 1] = r->queue[j];
        r->queue[j] = swap;
    }
    for (uint32_t i = 0; i < n; i++)
        r->cells[l->group[i]].total += l->strength[i];
    *ret_gain = 0;
    while (waiting) {
        uint32_t v = r->queue[head];
        head = head + 1 == n ? 0 : head + 1;
        waiting--;
        r->queued[v] = 0;
        double gain = move(r, l, v);
        if (gain > 0) {
            *ret_gain += gain;
            sweep += gain;
            for (uint32_t k = l->place[v]; k < l->place[v + 1]; k++) {
                uint32_t u = l->to[k];
                if (r->queued[u] || l->group[u] == l->group[v])
                    continue;
                r->queued[u] = 1;
                r->queue[head + waiting < n ? head + waiting : head + waiting - n] = u;
                waiting++;
            }
        }
        if (++since % 4096 == 0)
            ENT_I_TRY(ent_i_clock_check(r->clock, err));
        if (since >= n) {
            if (sweep < NEXT_TO_NOTHING * r->total || ++sweeps == MOST_SWEEPS)
                break;
            since = 0;
            sweep = 0;
        }
    }
    return ENT_OK;
}

/* Numbers groups by their first nodes; returns how many there are. names: room for all nodes. */
static uint32_t rename_groups(uint32_t n, uint32_t *group, uint32_t *names)
{
    uint32_t count = 0;
    memset(names, 0xff, n * sizeof *names);
    for (uint32_t v = 0; v < n; v++) {
        uint32_t *name = &names[group[v]];
        if (*name == UINT32_MAX)
            *name = count++;
        group[v] = *name;
    }
    return count;
}

/* Nodes by group: those of g are members[start[g]] .. members[start[g+1]-1]. */
static void list_members(const level *l, uint32_t groups, uint32_t *start, uint32_t *members)
{
    memset(start, 0, ((size_t)groups + 2) * sizeof *start);
    for (uint32_t v = 0; v < l->node_count; v++)
        start[l->group[v] + 2]++;
    for (uint32_t g = 0; g < groups; g++)
        start[g + 2] += start[g + 1];
    for (uint32_t v = 0; v < l->node_count; v++)
        members[start[l->group[v] + 1]++] = v;
}

static uint32_t put_group(run *r, const level *l, const uint32_t *members, uint32_t count, uint32_t g, level *up,
                          uint32_t at)
{
    uint32_t near = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t v = members[i], more;
        uint32_t *list = r->near;
        up->strength[g] += l->strength[v];
        r->near += near; /* what is near already is not listed again */
        look_at_neighbours(r, l, v, &more);
        r->near = list;
        near += more;
    }
    for (uint32_t i = 0; i < near; i++) {
        cell *c = &r->cells[r->near[i]];
        if (r->near[i] != g) {
            up->own_to[at] = r->near[i];
            up->own_weights[at++] = c->tie;
        }
        c->tie = -1;
    }
    return at;
}

/* There was room for every arc between two groups; count is left when those between the same are one. */
static ent_status give_back(level *l, uint32_t count, ent_error *err)
{
    uint32_t *to = realloc(l->own_to, ((size_t)count + 1) * sizeof *to);
    if (!to)
        return ent_i_nomem(err);
    l->to = l->own_to = to;
    double *weights = realloc(l->own_weights, ((size_t)count + 1) * sizeof *weights);
    if (!weights)
        return ent_i_nomem(err);
    l->weights = l->own_weights = weights;
    return ENT_OK;
}

/* The next level: a node for each of the groups. */
static ent_status gather(run *r, uint32_t groups, ent_error *err)
{
    const level *l = &r->levels[r->level_count - 1];
    level *up = &r->levels[r->level_count++];
    ENT_I_AUTOFREE uint32_t *start = NULL, *members = NULL;
    ENT_I_TRY(ENT_I_ZEROED(start, (size_t)groups + 2, err));
    ENT_I_TRY(ENT_I_ZEROED(members, l->node_count, err));
    list_members(l, groups, start, members);
    size_t arcs = 0;
    for (uint32_t v = 0; v < l->node_count; v++)
        for (uint32_t k = l->place[v]; k < l->place[v + 1]; k++)
            arcs += l->group[l->to[k]] != l->group[v];
    ENT_I_TRY(level_open(up, groups, arcs + 1, false, err));
    for (uint32_t i = 0; i < l->node_count; i++)
        r->cells[i].tie = -1;
    uint32_t at = 0;
    for (uint32_t g = 0; g < groups; g++) {
        at = put_group(r, l, members + start[g], start[g + 1] - start[g], g, up, at);
        up->own_place[g + 1] = at;
    }
    for (uint32_t g = 0; g < groups; g++)
        up->group[g] = g;
    return give_back(up, at, err);
}

/* From the nodes of the last level up, until groups no longer merge. */
static ent_status climb(run *r, double *ret_gain, ent_error *err)
{
    *ret_gain = 0;
    for (;;) {
        level *l = &r->levels[r->level_count - 1];
        double gain;
        ENT_I_TRY(move_all(r, l, &gain, err));
        *ret_gain += gain;
        uint32_t groups = rename_groups(l->node_count, l->group, r->near);
        if (groups == l->node_count || r->level_count == MOST_LEVELS)
            return ENT_OK;
        ENT_I_TRY(gather(r, groups, err));
    }
}

/* From the groups of the last level down to those of the nodes; at each level nodes may change. */
static ent_status descend(run *r, double *ret_gain, ent_error *err)
{
    *ret_gain = 0;
    while (r->level_count > 1) {
        level *top = &r->levels[--r->level_count], *l = top - 1;
        double gain;
        for (uint32_t v = 0; v < l->node_count; v++)
            l->group[v] = top->group[l->group[v]];
        level_clear(top);
        ENT_I_TRY(move_all(r, l, &gain, err));
        *ret_gain += gain;
    }
    return ENT_OK;
}

static ent_status run_rounds(run *r, const ent_i_network *network, const uint32_t *start, ent_error *err)
{
    uint32_t n = (uint32_t)network->node_count;
    ENT_I_TRY(ENT_I_ZEROED(r->queue, n, err));
    ENT_I_TRY(ENT_I_ZEROED(r->near, n, err));
    ENT_I_TRY(ENT_I_ZEROED(r->queued, n, err));
    ENT_I_TRY(ENT_I_ZEROED(r->cells, n, err));
    ENT_I_TRY(first_level(network, r, err));
    level *l = &r->levels[0];
    for (uint32_t v = 0; v < n; v++)
        l->group[v] = start ? start[v] : v;
    r->least = r->total * 1e-14;
    for (int i = 0; i < (n < LARGE ? MOST_ROUNDS : 1) && r->total > 0; i++) {
        double up, down;
        ENT_I_TRY(climb(r, &up, err));
        ENT_I_TRY(descend(r, &down, err));
        if (up + down < NEXT_TO_NOTHING * r->total)
            break;
    }
    rename_groups(n, l->group, r->near);
    return ENT_OK;
}

static void run_clear(run *r)
{
    for (size_t i = 0; i < r->level_count; i++)
        level_clear(&r->levels[i]);
    free(r->queue);
    free(r->near);
    free(r->queued);
    free(r->cells);
}

ent_status ent_i_louvain(const ent_i_network *network, const ent_i_louvain_options *options, const ent_i_clock *clock,
                         uint32_t *ret_group, ent_error *err)
{
    run r = { .clock = clock, .resolution = options->resolution, .seed = options->seed };
    ent_status status = run_rounds(&r, network, options->start, err);
    if (status >= 0)
        memcpy(ret_group, r.levels[0].group, network->node_count * sizeof *ret_group);
    run_clear(&r);
    return status;
}
