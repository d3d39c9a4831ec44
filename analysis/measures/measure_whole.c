/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers for the whole network: how dense, how mutual, how closed, in how many parts, how far across. */
#include <math.h>

#include "analysis/kernels/cohesion.h"
#include "analysis/kernels/reach.h"
#include "analysis/measures/components.h"
#include "analysis/measures/measures.h"
#include "analysis/network/distances.h"

static ent_status simple(const ent_i_call *call, bool directed, const ent_i_network **ret, ent_error *err)
{
    return ent_i_network_of(call->projection, directed, ENT_I_PARALLEL_ONCE, ret, err);
}

static double share(double part, double whole)
{
    return whole > 0 ? part / whole : NAN;
}

ent_status ent_i_measure_density(const ent_i_call *call, double *ret, ent_error *err)
{
    const ent_i_network *network;
    ENT_I_TRY(simple(call, call->projection->options.directed, &network, err));
    double n = (double)network->node_count;
    *ret = share((double)network->tie_count, n * (n - 1) / (network->directed ? 1 : 2));
    return ENT_OK;
}

ent_status ent_i_measure_reciprocity(const ent_i_call *call, double *ret, ent_error *err)
{
    const ent_i_network *network;
    *ret = NAN;
    if (!call->projection->options.directed)
        return ENT_OK;
    ENT_I_TRY(simple(call, true, &network, err));
    size_t answered = 0;
    for (ent_i_pass t = ent_i_pass_begin(network); ent_i_pass_next(&t);)
        answered += ent_i_network_arc(network, t.to, t.from) != ENT_NONE;
    *ret = share((double)answered, (double)network->tie_count);
    return ENT_OK;
}

/* --- triangles ------------------------------------------------------------------------------------------ */

static double pairs_of(const ent_i_network *network, size_t node)
{
    double degree = (double)ent_i_lists_count(&network->out, node);
    return degree * (degree - 1) / 2;
}

ent_status ent_i_measure_transitivity(const ent_i_call *call, double *ret, ent_error *err)
{
    const ent_i_network *network;
    ENT_I_TRY(simple(call, false, &network, err));
    ENT_I_AUTOFREE double *local = NULL;
    ENT_I_TRY(ENT_I_ZEROED(local, network->node_count, err));
    ENT_I_TRY(ent_i_clustering(network, call->clock, local, err));
    double closed = 0, all = 0;
    for (size_t i = 0; i < network->node_count; i++) {
        double pairs = pairs_of(network, i);
        closed += pairs > 0 ? round(local[i] * pairs) : 0; /* a whole number */
        all += pairs;
    }
    *ret = share(closed, all);
    return ENT_OK;
}

ent_status ent_i_measure_mean_clustering(const ent_i_call *call, double *ret, ent_error *err)
{
    const ent_i_network *network;
    ENT_I_TRY(simple(call, false, &network, err));
    ENT_I_AUTOFREE double *local = NULL;
    ENT_I_TRY(ENT_I_ZEROED(local, network->node_count, err));
    ENT_I_TRY(ent_i_clustering(network, call->clock, local, err));
    double sum = 0, count = 0;
    for (size_t i = 0; i < network->node_count; i++)
        if (!isnan(local[i])) {
            sum += local[i];
            count++;
        }
    *ret = share(sum, count);
    return ENT_OK;
}

/* --- components ----------------------------------------------------------------------------------------- */

/* How many there are, the nodes of the largest, and how many are single nodes. */
static ent_status count_parts(const ent_i_network *network, double *ret_parts, double *ret_largest, double *ret_single,
                              ent_error *err)
{
    size_t n = network->node_count;
    ENT_I_AUTOFREE uint32_t *part = NULL, *size = NULL;
    uint32_t count, largest = 0, single = 0;
    ENT_I_TRY(ENT_I_ZEROED(part, n, err));
    ENT_I_TRY(ENT_I_ZEROED(size, n, err));
    ENT_I_TRY(ent_i_components_of(network, part, &count, err));
    for (size_t i = 0; i < n; i++)
        size[part[i]]++;
    for (uint32_t i = 0; i < count; i++) {
        largest = size[i] > largest ? size[i] : largest;
        single += size[i] == 1;
    }
    *ret_parts = count;
    *ret_largest = largest;
    *ret_single = single;
    return ENT_OK;
}

ent_status ent_i_measure_components(const ent_i_call *call, double *ret, ent_error *err)
{
    const ent_i_network *weak, *directed;
    double single;
    ENT_I_TRY(simple(call, false, &weak, err));
    ENT_I_TRY(count_parts(weak, &ret[0], &ret[1], &ret[2], err));
    ret[3] = ret[0];
    ret[4] = ret[1];
    if (!call->projection->options.directed)
        return ENT_OK;
    ENT_I_TRY(simple(call, true, &directed, err));
    return count_parts(directed, &ret[3], &ret[4], &single, err);
}

/* --- distances ------------------------------------------------------------------------------------------ */

typedef struct spans {
    double longest, shortest, sum, reciprocal, pairs;
} spans;

/* What one source reaches: how many, how far in all and at most, and the sum of the reciprocal distances. */
static void add_source(spans *s, double pairs, double sum, double farthest, double reciprocal)
{
    s->pairs += pairs;
    s->sum += sum;
    s->reciprocal += reciprocal;
    if (pairs > 0) {
        s->longest = fmax(s->longest, farthest);
        s->shortest = fmin(s->shortest, farthest);
    }
}

static ent_status add_all(const ent_i_call *call, const ent_i_network *network, spans *s, ent_error *err)
{
    static const ent_i_reach_options usual = ENT_I_REACH_OPTIONS_INIT;
    ENT_I_AUTOFREE ent_i_reach *reach = NULL;
    ENT_I_TRY(ENT_I_ZEROED(reach, network->node_count, err));
    ENT_I_TRY(ent_i_reach_all(network, &usual, call->clock, reach, err));
    for (size_t i = 0; i < network->node_count; i++)
        add_source(s, reach[i].nodes, (double)reach[i].distance, reach[i].farthest, reach[i].sum);
    return ENT_OK;
}

static ent_status add_one_by_one(const ent_i_call *call, const ent_i_network *network, spans *s, ent_error *err)
{
    ent_i_distances d;
    ENT_I_TRY(ent_i_distances_init(&d, network, &network->out, err));
    ent_status status = ENT_OK;
    for (uint32_t i = 0; i < network->node_count && status >= 0; i++) {
        double sum = 0, farthest = 0, reciprocal = 0;
        if (i % 64 == 0)
            status = ent_i_clock_step(call->clock, i, network->node_count, err);
        ent_i_distances_from(&d, i);
        for (size_t j = 1; j < d.reached; j++) {
            farthest = d.to[d.order[j]];
            sum += farthest;
            reciprocal += 1 / farthest;
        }
        add_source(s, (double)d.reached - 1, sum, farthest, reciprocal);
    }
    ent_i_distances_clear(&d);
    return status;
}

ent_status ent_i_measure_distances(const ent_i_call *call, double *ret, ent_error *err)
{
    const ent_i_network *network;
    ENT_I_TRY(ent_i_network_of(call->projection, call->projection->options.directed, ENT_I_PARALLEL_LEAST, &network,
                               err));
    spans s = { .shortest = INFINITY };
    ENT_I_TRY(network->out.weights ? add_one_by_one(call, network, &s, err) : add_all(call, network, &s, err));
    double n = (double)network->node_count, all = n * (n - 1);
    if (s.pairs < all)
        ent_i_call_note(call, "Pairs without a path do not count: not every node can be reached from every other.");
    ret[0] = s.pairs > 0 ? s.longest : NAN;
    ret[1] = s.pairs > 0 ? s.shortest : NAN;
    ret[2] = share(s.sum, s.pairs);
    ret[3] = share(s.reciprocal, all);
    ret[4] = share(s.pairs, all);
    return ENT_OK;
}
