/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nodes are taken away one by one, those with fewest ties first; for every way in which the nodes that one was tied to
 * may be parted, a table holds what the nodes taken away so far cost at best, and these nodes are tied from then on.
 * Exact, and quick where no node has many ties when its turn comes. */
#include <math.h>
#include <string.h>

#include "analysis/measures/frustration.h"
#include "graph/base/array.h"

enum { MOST_NODES = 4096 };

typedef struct table {
    uint32_t *scope; /* count nodes: bit i of an index tells the camp of scope[i] */
    double *cost;    /* NULL: part of a later one */
    unsigned count;
} table;

typedef struct elimination {
    const ent_i_signed *part;
    uint32_t words; /* of a row */
    uint64_t *rows; /* by node: those it is tied to by now */
    uint32_t *order;
    table *tables;  /* by step */
    bool *gone;
} elimination;

static uint64_t *row_of(const elimination *e, uint32_t v)
{
    return e->rows + (size_t)v * e->words;
}

static unsigned count_row(const elimination *e, uint32_t v)
{
    unsigned count = 0;
    for (uint32_t i = 0; i < e->words; i++)
        count += (unsigned)__builtin_popcountll(row_of(e, v)[i]);
    return count;
}

/* The scope of v's table: all it is tied to; which are tied to each other from now on. */
static ent_status take_scope(elimination *e, uint32_t v, table *t, ent_error *err)
{
    ENT_I_TRY(ENT_I_ZEROED(t->scope, t->count, err));
    unsigned at = 0;
    for (uint32_t u = 0; u < e->part->node_count; u++)
        if (row_of(e, v)[u / 64] >> u % 64 & 1)
            t->scope[at++] = u;
    for (unsigned i = 0; i < t->count; i++) {
        uint64_t *row = row_of(e, t->scope[i]);
        for (uint32_t w = 0; w < e->words; w++)
            row[w] |= row_of(e, v)[w];
        row[v / 64] &= ~((uint64_t)1 << v % 64);
        row[t->scope[i] / 64] &= ~((uint64_t)1 << t->scope[i] % 64);
    }
    return ENT_OK;
}

/* ret: is every scope narrow enough? */
static ent_status find_order(elimination *e, unsigned widest, const ent_i_clock *clock, bool *ret, ent_error *err)
{
    uint32_t n = e->part->node_count;
    *ret = true;
    for (uint32_t v = 0; v < n; v++)
        for (size_t i = e->part->place[v]; i < e->part->place[v + 1]; i++)
            row_of(e, v)[e->part->to[i] / 64] |= (uint64_t)1 << e->part->to[i] % 64;
    for (uint32_t step = 0; step < n && *ret; step++) {
        unsigned least = UINT32_MAX;
        uint32_t best = 0;
        for (uint32_t v = 0; v < n; v++) {
            unsigned count = e->gone[v] ? UINT32_MAX : count_row(e, v);
            if (count < least) {
                least = count;
                best = v;
            }
        }
        *ret = least <= widest;
        if (!*ret)
            break;
        e->order[step] = best;
        e->gone[best] = true;
        e->tables[step].count = least;
        ENT_I_TRY(take_scope(e, best, &e->tables[step], err));
        ENT_I_TRY(ent_i_clock_check(clock, err));
    }
    return ENT_OK;
}

/* --- costs -------------------------------------------------------------------------------------------------- */

/* The place of a node in the scope of t, where v itself is the last. */
static unsigned place_in(const table *t, uint32_t v, uint32_t node)
{
    unsigned i = 0;
    while (i < t->count && t->scope[i] != node)
        i++;
    return node == v ? t->count : i;
}

/* Adds a table of an earlier step: its bits are those at these places. */
static void add_table(double *cost, unsigned bits, const table *from, const unsigned *places)
{
    for (size_t way = 0; way < (size_t)1 << bits; way++) {
        size_t index = 0;
        for (unsigned i = 0; i < from->count; i++)
            index |= (way >> places[i] & 1) << i;
        cost[way] += from->cost[index];
    }
}

static void add_edge(double *cost, unsigned bits, unsigned place, double weight)
{
    for (size_t way = 0; way < (size_t)1 << bits; way++)
        if (((way >> place ^ way >> (bits - 1)) & 1) == (weight > 0))
            cost[way] += fabs(weight);
}

static ent_status fill_table(elimination *e, uint32_t step, const uint32_t *step_of, const ent_i_clock *clock,
                             ent_error *err)
{
    table *t = &e->tables[step];
    uint32_t v = e->order[step];
    unsigned bits = t->count + 1, places[64];
    ENT_I_AUTOFREE double *cost = NULL;
    ENT_I_TRY(ENT_I_ZEROED(cost, (size_t)1 << bits, err));
    for (size_t i = e->part->place[v]; i < e->part->place[v + 1]; i++)
        if (step_of[e->part->to[i]] > step)
            add_edge(cost, bits, place_in(t, v, e->part->to[i]), e->part->weight[i]);
    for (uint32_t before = 0; before < step; before++) {
        table *from = &e->tables[before];
        bool has = false;
        for (unsigned i = 0; from->cost && i < from->count; i++)
            has |= from->scope[i] == v;
        if (!has)
            continue;
        for (unsigned i = 0; i < from->count; i++)
            places[i] = place_in(t, v, from->scope[i]);
        add_table(cost, bits, from, places);
        free(from->cost);
        from->cost = NULL;
        ENT_I_TRY(ent_i_clock_check(clock, err));
    }
    size_t half = (size_t)1 << t->count;
    ENT_I_TRY(ENT_I_ZEROED(t->cost, half, err));
    for (size_t way = 0; way < half; way++)
        t->cost[way] = cost[way] < cost[way + half] ? cost[way] : cost[way + half];
    return ENT_OK;
}

/* The last node is tied to none: its table is one number. */
static ent_status fill_tables(elimination *e, const ent_i_clock *clock, double *ret, ent_error *err)
{
    uint32_t n = e->part->node_count;
    ENT_I_AUTOFREE uint32_t *step_of = NULL;
    ENT_I_TRY(ENT_I_ZEROED(step_of, n, err));
    for (uint32_t step = 0; step < n; step++)
        step_of[e->order[step]] = step;
    double sum = 0;
    for (uint32_t step = 0; step < n; step++) {
        ENT_I_TRY(fill_table(e, step, step_of, clock, err));
        sum += e->tables[step].count ? 0 : e->tables[step].cost[0];
    }
    *ret = sum;
    return ENT_OK;
}

ent_status ent_i_frustration_tables(const ent_i_signed *part, unsigned widest, const ent_i_clock *clock, double *ret,
                                    bool *ret_done, ent_error *err)
{
    uint32_t n = part->node_count;
    *ret_done = false;
    if (n > MOST_NODES || widest > 30)
        return ENT_OK;
    elimination e = { .part = part, .words = n / 64 + 1 };
    bool narrow = false;
    ent_status status = ENT_I_ZEROED(e.rows, (size_t)n * e.words, err);
    if (status >= 0)
        status = ENT_I_ZEROED(e.order, n, err);
    if (status >= 0)
        status = ENT_I_ZEROED(e.tables, n, err);
    if (status >= 0)
        status = ENT_I_ZEROED(e.gone, n, err);
    if (status >= 0)
        status = find_order(&e, widest, clock, &narrow, err);
    if (status >= 0 && narrow)
        status = fill_tables(&e, clock, ret, err);
    *ret_done = status >= 0 && narrow;
    for (uint32_t i = 0; e.tables && i < n; i++) {
        free(e.tables[i].scope);
        free(e.tables[i].cost);
    }
    free(e.rows);
    free(e.order);
    free(e.tables);
    free(e.gone);
    return status;
}
