/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who is tied to whom: assortativity by degree and by group, and the modularity of groups. */
#include <math.h>

#include "analysis/measures/groups.h"

/* Pearson's correlation of pairs given one by one. */
typedef struct correlation {
    double n, x, y, xx, yy, xy;
} correlation;

static void add_pair(correlation *c, double x, double y)
{
    c->n++;
    c->x += x;
    c->y += y;
    c->xx += x * x;
    c->yy += y * y;
    c->xy += x * y;
}

static double correlation_of(const correlation *c)
{
    double vx = c->n * c->xx - c->x * c->x, vy = c->n * c->yy - c->y * c->y;
    return vx > 0 && vy > 0 ? (c->n * c->xy - c->x * c->y) / (sqrt(vx) * sqrt(vy)) : NAN;
}

ent_status ent_i_measure_degree_assortativity(const ent_i_call *call, double *ret, ent_error *err)
{
    const ent_i_network *network;
    ENT_I_TRY(ent_i_network_of(call->projection, call->projection->options.directed, ENT_I_PARALLEL_ONCE, &network,
                               err));
    correlation c = { 0 };
    for (ent_i_pass t = ent_i_pass_begin(network); ent_i_pass_next(&t);) {
        double x = (double)ent_i_lists_count(&network->out, t.from);
        double y = (double)ent_i_lists_count(&network->in, t.to);
        add_pair(&c, x, y);
        if (!network->directed)
            add_pair(&c, y, x);
    }
    *ret = correlation_of(&c);
    return ENT_OK;
}

/* Of the weight of all ties between nodes in groups: what stays inside a group, and by group, what starts and what
 * ends in it. An undirected tie does both at both of its ends. */
typedef struct flows {
    double inside, all;
    double *from, *to;
} flows;

static void add_flows(const ent_i_network *network, const uint32_t *group, flows *f)
{
    for (ent_i_pass t = ent_i_pass_begin(network); ent_i_pass_next(&t);) {
        uint32_t a = group[t.from], b = group[t.to];
        double weight = t.weight;
        if (a == ENT_NONE || b == ENT_NONE)
            continue;
        for (int way = 0; way < (network->directed ? 1 : 2); way++) {
            f->inside += a == b ? weight : 0;
            f->all += weight;
            f->from[way ? b : a] += weight;
            f->to[way ? a : b] += weight;
        }
    }
}

static ent_status flows_of(const ent_i_call *call, flows *f, size_t *ret_groups, ent_error *err)
{
    const ent_i_network *network;
    ENT_I_TRY(ent_i_network_of(call->projection, call->projection->options.directed, ENT_I_PARALLEL_SUM, &network,
                               err));
    ent_i_groups groups;
    ENT_I_TRY(ent_i_groups_of(call, &groups, err));
    ent_status status = ENT_I_ZEROED(f->from, groups.count, err);
    if (status >= 0)
        status = ENT_I_ZEROED(f->to, groups.count, err);
    if (status >= 0)
        add_flows(network, groups.of, f);
    *ret_groups = groups.count;
    ent_i_groups_clear(&groups);
    return status;
}

/* The share inside that chance would give: the sum over groups of the share that starts times the share that ends. */
static double by_chance(const flows *f, size_t groups)
{
    double sum = 0;
    for (size_t i = 0; i < groups; i++)
        sum += f->from[i] / f->all * (f->to[i] / f->all);
    return sum;
}

typedef double of_flows(const ent_i_call *call, const flows *f, double chance);

static ent_status mixing(const ent_i_call *call, of_flows *number, double *ret, ent_error *err)
{
    flows f = { 0 };
    size_t groups = 0;
    ent_status status = flows_of(call, &f, &groups, err);
    if (status >= 0)
        *ret = f.all > 0 ? number(call, &f, by_chance(&f, groups)) : NAN;
    free(f.from);
    free(f.to);
    return status;
}

static double assortativity(const ent_i_call *call, const flows *f, double chance)
{
    (void)call;
    return chance < 1 ? (f->inside / f->all - chance) / (1 - chance) : NAN;
}

static double modularity(const ent_i_call *call, const flows *f, double chance)
{
    return f->inside / f->all - ent_i_call_number(call, "resolution") * chance;
}

ent_status ent_i_measure_assortativity(const ent_i_call *call, double *ret, ent_error *err)
{
    return mixing(call, assortativity, ret, err);
}

ent_status ent_i_measure_modularity(const ent_i_call *call, double *ret, ent_error *err)
{
    return mixing(call, modularity, ret, err);
}
