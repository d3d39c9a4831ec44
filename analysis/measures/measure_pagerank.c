/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PageRank: where it ends, by igraph; or after so many steps, as benchmarks define it (LDBC Graphalytics). */
#include <string.h>

#include "analysis/igraph/igraph_door.h"
#include "analysis/measures/groups.h"
#include "analysis/measures/measures.h"

typedef struct walker {
    const ent_i_network *network;
    const double *jump; /* by node; sums to 1. NULL: all the same */
    double damping;
    double *strength; /* by node: of the ties that lead away */
    double *now, *next;
} walker;

static double jump_of(const walker *w, size_t node)
{
    return w->jump ? w->jump[node] : 1 / (double)w->network->node_count;
}

static void step(walker *w)
{
    const ent_i_lists *out = &w->network->out;
    size_t n = w->network->node_count;
    double stuck = 0;
    memset(w->next, 0, n * sizeof *w->next);
    for (size_t v = 0; v < n; v++) {
        if (!(w->strength[v] > 0)) {
            stuck += w->now[v];
            continue;
        }
        for (size_t i = out->place[v]; i < out->place[v + 1]; i++)
            w->next[out->to[i]] += w->now[v] * (out->weights ? out->weights[i] : 1) / w->strength[v];
    }
    for (size_t v = 0; v < n; v++)
        w->next[v] = w->damping * w->next[v] + (1 - w->damping + w->damping * stuck) * jump_of(w, v);
    double *before = w->now;
    w->now = w->next;
    w->next = before;
}

static ent_status walk(const ent_i_call *call, walker *w, double steps, double *ret, ent_error *err)
{
    const ent_i_lists *out = &w->network->out;
    size_t n = w->network->node_count;
    ENT_I_AUTOFREE double *space = NULL;
    if (n > SIZE_MAX / 3)
        return ent_i_nomem(err);
    ENT_I_TRY(ENT_I_ZEROED(space, 3 * n, err));
    w->strength = space;
    w->now = space + n;
    w->next = space + 2 * n;
    for (size_t v = 0; v < n; v++) {
        w->now[v] = jump_of(w, v);
        for (size_t i = out->place[v]; i < out->place[v + 1]; i++)
            w->strength[v] += out->weights ? out->weights[i] : 1;
    }
    for (double i = 0; i < steps; i++) {
        ENT_I_TRY(ent_i_clock_step(call->clock, (size_t)i, (size_t)steps, err));
        step(w);
    }
    memcpy(ret, w->now, n * sizeof *ret);
    return ENT_OK;
}

ent_status ent_i_measure_pagerank(const ent_i_call *call, double *ret, ent_error *err)
{
    walker w = { .damping = ent_i_call_number(call, "damping") };
    double steps = ent_i_call_number(call, "iterations");
    ENT_I_TRY(ent_i_network_of(call->projection, call->projection->options.directed, ENT_I_PARALLEL_SUM, &w.network, err));
    ENT_I_AUTOFREE double *jump = NULL;
    if (ent_i_call_value(call, "from")->text) {
        double sum = 0;
        ENT_I_TRY(ENT_I_ZEROED(jump, w.network->node_count, err));
        ENT_I_TRY(ent_i_named_nodes(call, "from", jump, err));
        for (size_t i = 0; i < w.network->node_count; i++)
            sum += jump[i];
        for (size_t i = 0; i < w.network->node_count; i++)
            jump[i] /= sum;
    }
    w.jump = jump;
    if (steps > 0)
        return walk(call, &w, steps, ret, err);
    return ent_i_igraph_pagerank(w.network, call->clock, w.damping, jump, ret, err);
}
