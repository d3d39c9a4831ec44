/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The best of several runs of a method that takes chances and raises modularity.
 *
 * Louvain's method alone can end in the same poor groups whatever the order of nodes, above all in small two-mode
 * networks. So small networks get further rounds: what is together both in the best groups so far and in those of
 * another run, begun from single nodes or from groups drawn at random, is kept together as the beginning of one
 * more (as in Ovelgoenne and Geyer-Schulz, An ensemble learning strategy for graph clustering, 2013). */
#include "analysis/groups/communities.h"

#include <math.h>
#include <string.h>

#include "analysis/kernels/louvain.h"
#include "graph/base/array.h"
#include "graph/base/random.h"

enum { RUNS = 10, LARGE = 200000, MOST_ROUNDS = 100 };

typedef struct search {
    const ent_i_parting *parting;
    uint32_t *best; /* by node, as all of these */
    uint32_t *tried, *start, *first, *next;
    double quality;
    size_t runs, planned;
} search;

/* Keeps what was tried if it is better. */
static ent_status judge(search *s, ent_error *err)
{
    double quality;
    ENT_I_TRY(ent_i_modularity(s->parting->network, s->tried, s->parting->resolution, &quality, err));
    if (s->runs++ && !(quality > s->quality))
        return ENT_OK;
    s->quality = quality;
    memcpy(s->best, s->tried, s->parting->network->node_count * sizeof *s->best);
    return ENT_OK;
}

/* start: groups to begin with, or NULL. */
static ent_status louvain(search *s, const uint32_t *start, ent_error *err)
{
    const ent_i_parting *p = s->parting;
    ent_i_louvain_options options = { p->resolution, p->seed + s->runs, start };
    ENT_I_TRY(ent_i_clock_step(p->clock, s->runs, s->planned, err));
    ENT_I_TRY(ent_i_louvain(p->network, &options, p->clock, s->tried, err));
    return judge(s, err);
}

static void draw_groups(search *s, uint64_t seed)
{
    size_t n = s->parting->network->node_count;
    uint64_t groups = 1 + ent_i_random_below(&seed, n);
    for (size_t v = 0; v < n; v++)
        s->start[v] = (uint32_t)ent_i_random_below(&seed, groups);
}

/* Into start: the nodes that are together in both, by the first of them. Those of one of the best groups that stand
 * for a group of both are in a list. */
static void overlay(search *s)
{
    size_t n = s->parting->network->node_count;
    memset(s->first, 0xff, n * sizeof *s->first);
    for (uint32_t v = 0; v < n; v++) {
        uint32_t *list = &s->first[s->best[v]], u = *list;
        while (u != ENT_NONE && s->tried[u] != s->tried[v])
            u = s->next[u];
        s->start[v] = u == ENT_NONE ? v : u;
        if (u != ENT_NONE)
            continue;
        s->next[v] = *list;
        *list = v;
    }
}

static ent_status search_louvain(search *s, ent_error *err)
{
    const ent_i_network *network = s->parting->network;
    size_t rounds = network->tie_count < LARGE ? LARGE / (network->tie_count + 1) : 0;
    size_t n = network->node_count, runs = network->tie_count < LARGE ? RUNS : 1;
    rounds = rounds < MOST_ROUNDS ? rounds : MOST_ROUNDS;
    s->planned = runs + 2 * rounds;
    for (size_t i = 0; i < runs; i++)
        ENT_I_TRY(louvain(s, NULL, err));
    if (!rounds)
        return ENT_OK;
    ENT_I_AUTOFREE uint32_t *space = NULL;
    if (n > SIZE_MAX / 3)
        return ent_i_nomem(err);
    ENT_I_TRY(ENT_I_ZEROED(space, 3 * n, err));
    s->start = space;
    s->first = space + n;
    s->next = space + 2 * n;
    for (size_t i = 0; i < rounds; i++) {
        if (i % 2)
            draw_groups(s, s->parting->seed + s->runs);
        ENT_I_TRY(louvain(s, i % 2 ? s->start : NULL, err));
        overlay(s);
        ENT_I_TRY(louvain(s, s->start, err));
    }
    return ENT_OK;
}

static ent_status search_method(search *s, ent_i_parter *method, bool repeats, ent_error *err)
{
    s->planned = repeats && s->parting->network->tie_count < LARGE ? RUNS : 1;
    for (size_t i = 0; i < s->planned; i++) {
        ent_i_parting run = *s->parting;
        run.seed += i;
        ENT_I_TRY(ent_i_clock_step(run.clock, i, s->planned, err));
        ENT_I_TRY(method(&run, s->tried, err));
        ENT_I_TRY(judge(s, err));
    }
    return ENT_OK;
}

ent_status ent_i_part_best(const ent_i_parting *parting, ent_i_parter *method, bool repeats, uint32_t *ret,
                           size_t *ret_runs, ent_error *err)
{
    search s = { .parting = parting, .best = ret };
    ENT_I_TRY(ENT_I_ZEROED(s.tried, parting->network->node_count, err));
    ent_status status = method == ent_i_part_louvain ? search_louvain(&s, err) : search_method(&s, method, repeats, err);
    free(s.tried);
    if (status >= 0)
        *ret_runs = s.runs;
    return status;
}
