/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Branch and bound, as Russian dolls: the nodes have an order, and the last of them, then the last two and so on are
 * solved, each with what is known of those within it as a bound. What a node costs at least among those that have a
 * camp is another. A search of single moves gives what is costly at most; ties of cycles with an odd number of
 * negative ties, no tie in two of them, what it costs at least where the dolls do not come to an end. */
#include <math.h>
#include <string.h>

#include "analysis/measures/frustration.h"
#include "graph/base/array.h"
#include "graph/base/random.h"

enum { MOST_DEEP = 2000, STARTS = 64, MOST_LOOKED = 200000000 };
#define ROUNDING 1e-9

typedef struct dolls {
    const ent_i_signed *part;
    const ent_i_clock *clock;
    uint32_t *order, *rank;   /* nodes by place, and back */
    double (*camp)[2];        /* by place: what either camp costs, by those that have one */
    double *within;           /* by place: of it and all after it, exactly */
    uint8_t *now, *best;      /* by place: camps */
    double found, waiting;    /* the best so far; the sum of the cheaper camps of those without one */
    uint64_t steps, most_steps;
    bool stopped;
} dolls;

static double cheaper(const dolls *d, uint32_t place)
{
    return d->camp[place][0] < d->camp[place][1] ? d->camp[place][0] : d->camp[place][1];
}

/* The node most tied to those that have a place comes next. */
static ent_status find_order(dolls *d, ent_error *err)
{
    const ent_i_signed *p = d->part;
    ENT_I_AUTOFREE double *tied = NULL;
    ENT_I_TRY(ENT_I_ZEROED(tied, p->node_count, err));
    for (uint32_t v = 0; v < p->node_count; v++)
        d->rank[v] = UINT32_MAX;
    for (uint32_t place = 0; place < p->node_count; place++) {
        uint32_t next = UINT32_MAX;
        for (uint32_t v = 0; v < p->node_count; v++)
            if (d->rank[v] == UINT32_MAX &&
                (next == UINT32_MAX || tied[v] > tied[next] ||
                 (tied[v] == tied[next] && p->place[v + 1] - p->place[v] > p->place[next + 1] - p->place[next])))
                next = v;
        d->order[place] = next;
        d->rank[next] = place;
        for (size_t i = p->place[next]; i < p->place[next + 1]; i++)
            tied[p->to[i]] += fabs(p->weight[i]);
    }
    return ENT_OK;
}

/* Gives a place its camp, or takes it again: those after it feel it. */
static void give(dolls *d, uint32_t place, uint8_t camp, double sign)
{
    uint32_t v = d->order[place];
    for (size_t i = d->part->place[v]; i < d->part->place[v + 1]; i++) {
        uint32_t other = d->rank[d->part->to[i]];
        if (other <= place)
            continue;
        double weight = d->part->weight[i];
        d->waiting -= cheaper(d, other);
        d->camp[other][weight > 0 ? !camp : camp] += sign * fabs(weight);
        d->waiting += cheaper(d, other);
    }
}

static ent_status branch(dolls *d, uint32_t first, uint32_t place, double cost, ent_error *err)
{
    uint32_t n = d->part->node_count;
    if (d->stopped || cost + d->waiting + (place < n ? d->within[place] : 0) >= d->found - ROUNDING)
        return ENT_OK;
    if (place == n) {
        d->found = cost;
        memcpy(d->best + first, d->now + first, n - first);
        return ENT_OK;
    }
    if (++d->steps > d->most_steps) {
        d->stopped = true;
        return ENT_OK;
    }
    if (d->steps % 65536 == 0)
        ENT_I_TRY(ent_i_clock_check(d->clock, err));
    uint8_t likely = d->camp[place][1] < d->camp[place][0];
    double least = cheaper(d, place);
    d->waiting -= least;
    for (int turn = 0; turn < (place == first ? 1 : 2); turn++) {
        uint8_t camp = turn ? !likely : likely;
        d->now[place] = camp;
        give(d, place, camp, 1);
        ent_status status = branch(d, first, place + 1, cost + d->camp[place][camp], err);
        give(d, place, camp, -1);
        ENT_I_TRY(status);
    }
    d->waiting += least;
    return ENT_OK;
}

/* What the node at first costs at best beside the camps of those after it; they stay as they are. */
static double add_node(dolls *d, uint32_t first)
{
    uint32_t v = d->order[first];
    double cost[2] = { 0, 0 };
    for (size_t i = d->part->place[v]; i < d->part->place[v + 1]; i++) {
        uint32_t other = d->rank[d->part->to[i]];
        if (other > first)
            cost[d->part->weight[i] > 0 ? !d->best[other] : d->best[other]] += fabs(d->part->weight[i]);
    }
    d->best[first] = cost[1] < cost[0];
    return cost[d->best[first]];
}

/* ret_open: nodes before this place are not among those solved. */
static ent_status open_dolls(dolls *d, double most, uint32_t *ret_open, ent_error *err)
{
    uint32_t n = d->part->node_count, first = n;
    double within = 0;
    while (first > 0) {
        first--;
        d->found = within + add_node(d, first);
        if (!first && most < d->found)
            d->found = most;
        d->waiting = 0;
        d->within[first] = within; /* for now: at least as much as without it */
        memset(d->camp, 0, n * sizeof *d->camp);
        if (d->found > within + ROUNDING)
            ENT_I_TRY(branch(d, first, first, 0, err));
        if (d->stopped) {
            first++;
            break;
        }
        within = d->within[first] = d->found;
    }
    *ret_open = first;
    return ENT_OK;
}

/* --- at most ------------------------------------------------------------------------------------------------ */

/* From random camps, nodes move for as long as that helps. */
static ent_status move_nodes(const ent_i_signed *p, const ent_i_clock *clock, double *ret, ent_error *err)
{
    ENT_I_AUTOFREE uint8_t *camp = NULL;
    ENT_I_TRY(ENT_I_ZEROED(camp, p->node_count, err));
    uint64_t seed = 1;
    double best = INFINITY;
    int starts = p->node_count > MOST_DEEP ? STARTS / 8 : STARTS;
    for (int start = 0; start < starts; start++) {
        for (uint32_t v = 0; v < p->node_count; v++)
            camp[v] = start ? ent_i_random_next(&seed) & 1 : 0;
        double cost = 0;
        for (bool moved = true; moved;) {
            moved = false;
            cost = 0;
            for (uint32_t v = 0; v < p->node_count; v++) {
                double now = 0, then = 0;
                for (size_t i = p->place[v]; i < p->place[v + 1]; i++)
                    *((camp[v] != camp[p->to[i]]) == (p->weight[i] > 0) ? &now : &then) += fabs(p->weight[i]);
                if (then < now - ROUNDING) {
                    camp[v] = !camp[v];
                    moved = true;
                }
                cost += then < now ? then : now;
            }
            ENT_I_TRY(ent_i_clock_check(clock, err));
        }
        best = cost / 2 < best ? cost / 2 : best; /* the last round moved none: each tie was counted at both ends */
    }
    *ret = best;
    return ENT_OK;
}

/* --- at least ----------------------------------------------------------------------------------------------- */

typedef struct packing {
    const ent_i_signed *part;
    const uint32_t *rank;
    uint32_t open;    /* ties between nodes of later places are not to be used */
    double *left;     /* by arc: of its weight */
    size_t *back;     /* by arc: the same tie from its other end */
    size_t *from;     /* by node and camp: the arc that led there */
    uint32_t *queue;
    uint32_t *seen;   /* by node and camp: the number of the search that was there last */
    uint32_t number;  /* of this search */
    uint64_t looked;  /* at so many arcs, in all */
} packing;

/* A shortest way from v back to v in the other camp. */
static bool find_cycle(packing *c, uint32_t v)
{
    const ent_i_signed *p = c->part;
    size_t head = 0, count = 0;
    uint32_t number = ++c->number;
    c->seen[2 * (size_t)v] = number;
    c->queue[count++] = 2 * v;
    while (head < count && c->seen[2 * (size_t)v + 1] != number) {
        uint32_t state = c->queue[head++], node = state / 2;
        c->looked += p->place[node + 1] - p->place[node];
        for (size_t i = p->place[node]; i < p->place[node + 1]; i++) {
            uint32_t to = p->to[i], next = 2 * to + ((state & 1) ^ (p->weight[i] < 0));
            if (c->seen[next] == number || c->left[i] <= ROUNDING || (c->rank[node] >= c->open && c->rank[to] >= c->open))
                continue;
            c->seen[next] = number;
            c->from[next] = i;
            c->queue[count++] = next;
        }
    }
    return c->seen[2 * (size_t)v + 1] == number;
}

/* Its weakest tie's weight goes from all of its ties. */
static double take_cycle(packing *c, uint32_t v)
{
    const ent_i_signed *p = c->part;
    double least = INFINITY;
    for (int taking = 0; taking < 2; taking++)
        for (uint32_t state = 2 * v + 1; state != 2 * v;) {
            size_t arc = c->from[state];
            if (!taking)
                least = c->left[arc] < least ? c->left[arc] : least;
            else if (c->left[arc] >= least) /* a tie that it uses twice, once */
                c->left[arc] = c->left[c->back[arc]] = c->left[arc] - least;
            uint32_t before = p->to[c->back[arc]];
            state = 2 * before + ((state & 1) ^ (p->weight[arc] < 0));
        }
    return least;
}

/* The shorter of two lists is searched. */
static void pair_arcs(packing *c)
{
    const ent_i_signed *p = c->part;
    for (uint32_t v = 0; v < p->node_count; v++)
        for (size_t i = p->place[v]; i < p->place[v + 1]; i++) {
            uint32_t u = p->to[i];
            c->left[i] = fabs(p->weight[i]);
            if (p->place[u + 1] - p->place[u] > p->place[v + 1] - p->place[v])
                continue;
            size_t j = p->place[u];
            while (p->to[j] != v)
                j++;
            c->back[i] = j;
            c->back[j] = i;
        }
}

static ent_status pack_cycles(const ent_i_signed *p, const uint32_t *rank, uint32_t open, const ent_i_clock *clock,
                              double *ret, ent_error *err)
{
    size_t arcs = p->place[p->node_count], states = 2 * (size_t)p->node_count;
    ENT_I_AUTOFREE double *left = NULL;
    ENT_I_AUTOFREE size_t *back = NULL, *from = NULL;
    ENT_I_AUTOFREE uint32_t *queue = NULL, *seen = NULL;
    ENT_I_TRY(ENT_I_ZEROED(left, arcs, err));
    ENT_I_TRY(ENT_I_ZEROED(back, arcs, err));
    ENT_I_TRY(ENT_I_ZEROED(from, states, err));
    ENT_I_TRY(ENT_I_ZEROED(queue, states, err));
    ENT_I_TRY(ENT_I_ZEROED(seen, states, err));
    packing c = { p, rank, open, left, back, from, queue, seen, 0, 0 };
    pair_arcs(&c);
    double sum = 0;
    for (uint32_t v = 0; v < p->node_count && c.looked < MOST_LOOKED; v++)
        while (c.looked < MOST_LOOKED && find_cycle(&c, v)) {
            sum += take_cycle(&c, v);
            ENT_I_TRY(ent_i_clock_check(clock, err));
        }
    *ret = sum;
    return ENT_OK;
}

/* --- all of it ---------------------------------------------------------------------------------------------- */

static ent_status search(dolls *d, ent_i_frustration *ret, ent_error *err)
{
    uint32_t n = d->part->node_count, open = n;
    double most, packed = 0;
    ENT_I_TRY(ENT_I_ZEROED(d->order, n, err));
    ENT_I_TRY(ENT_I_ZEROED(d->rank, n, err));
    ENT_I_TRY(ENT_I_ZEROED(d->camp, n, err));
    ENT_I_TRY(ENT_I_ZEROED(d->within, n, err));
    ENT_I_TRY(ENT_I_ZEROED(d->now, n, err));
    ENT_I_TRY(ENT_I_ZEROED(d->best, n, err));
    ENT_I_TRY(move_nodes(d->part, d->clock, &most, err));
    if (n <= MOST_DEEP) {
        ENT_I_TRY(find_order(d, err));
        ENT_I_TRY(open_dolls(d, most, &open, err));
    }
    double within = open < n ? d->within[open] : 0;
    if (!open) {
        *ret = (ent_i_frustration){ within, within };
        return ENT_OK;
    }
    ENT_I_TRY(pack_cycles(d->part, d->rank, open, d->clock, &packed, err));
    *ret = (ent_i_frustration){ within + packed, most };
    if (open < n) { /* without the dolls the cycles may use every tie */
        ENT_I_TRY(pack_cycles(d->part, d->rank, n, d->clock, &packed, err));
        ret->least = fmax(ret->least, packed);
    }
    return ENT_OK;
}

ent_status ent_i_frustration_search(const ent_i_signed *part, uint64_t steps, const ent_i_clock *clock,
                                    ent_i_frustration *ret, ent_error *err)
{
    dolls d = { .part = part, .clock = clock, .most_steps = steps };
    ent_i_frustration found = { 0, 0 };
    ent_status status = search(&d, &found, err);
    if (status >= 0)
        *ret = found;
    free(d.order);
    free(d.rank);
    free(d.camp);
    free(d.within);
    free(d.now);
    free(d.best);
    return status;
}
