/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Measures of a node's distances to others: of all nodes at once, or one by one where ties have lengths. */
#include <math.h>

#include "analysis/kernels/reach.h"
#include "analysis/measures/measures.h"
#include "analysis/network/distances.h"

/* What a node's distances come to. */
typedef struct ways {
    double nodes, distance, farthest; /* those it reaches, the sum of the distances to them, and the largest */
    double sum; /* of their reciprocals, or of powers of decay */
} ways;

/* A number from them. */
typedef double from_ways(const ent_i_call *call, const ways *w);

static ways ways_of(const ent_i_distances *d, const ent_i_reach_options *options)
{
    ways w = { 0, 0, 0, 0 };
    for (size_t i = 1; i < d->reached; i++) {
        double distance = d->to[d->order[i]];
        w.nodes++;
        w.distance += distance;
        w.farthest = distance;
        w.sum += options->decays ? pow(options->decay, distance) : 1 / distance;
    }
    return w;
}

static ent_status one_by_one(const ent_i_call *call, const ent_i_network *network, const ent_i_reach_options *options,
                             from_ways *number, double *ret, ent_error *err)
{
    ent_i_distances distances;
    ENT_I_TRY(ent_i_distances_init(&distances, network, &network->out, err));
    ent_status status = ENT_OK;
    for (uint32_t i = 0; i < network->node_count && status >= 0; i++) {
        if (i % 64 == 0)
            status = ent_i_clock_step(call->clock, i, network->node_count, err);
        ent_i_distances_from(&distances, i);
        ways w = ways_of(&distances, options);
        ret[i] = number(call, &w);
    }
    ent_i_distances_clear(&distances);
    return status;
}

static ent_status for_each_node(const ent_i_call *call, const ent_i_reach_options *options, from_ways *number,
                                double *ret, ent_error *err)
{
    const ent_i_network *network;
    ENT_I_TRY(ent_i_network_of(call->projection, call->projection->options.directed, ENT_I_PARALLEL_LEAST, &network,
                               err));
    if (network->out.weights)
        return one_by_one(call, network, options, number, ret, err);
    ENT_I_AUTOFREE ent_i_reach *reach = NULL;
    ENT_I_TRY(ENT_I_ZEROED(reach, network->node_count, err));
    ENT_I_TRY(ent_i_reach_all(network, options, call->clock, reach, err));
    for (size_t i = 0; i < network->node_count; i++) {
        ways w = { reach[i].nodes, (double)reach[i].distance, reach[i].farthest, reach[i].sum };
        ret[i] = number(call, &w);
    }
    return ENT_OK;
}

static const ent_i_reach_options usual = ENT_I_REACH_OPTIONS_INIT;

static double closeness(const ent_i_call *call, const ways *w)
{
    (void)call;
    return w->nodes > 0 ? w->nodes / w->distance : NAN;
}

static double improved(const ent_i_call *call, const ways *w)
{
    double others = (double)call->projection->node_count - 1;
    return w->nodes > 0 ? w->nodes / others * (w->nodes / w->distance) : 0;
}

static double sum(const ent_i_call *call, const ways *w)
{
    (void)call;
    return w->sum;
}

/* Divided by the number of the others. */
static double mean(const ent_i_call *call, const ways *w)
{
    double others = (double)call->projection->node_count - 1;
    return others > 0 ? w->sum / others : NAN;
}

static double eccentricity(const ent_i_call *call, const ways *w)
{
    (void)call;
    return w->nodes > 0 ? w->farthest : NAN;
}

ent_status ent_i_measure_closeness(const ent_i_call *call, double *ret, ent_error *err)
{
    return for_each_node(call, &usual, closeness, ret, err);
}

ent_status ent_i_measure_harmonic(const ent_i_call *call, double *ret, ent_error *err)
{
    return for_each_node(call, &usual, ent_i_call_number(call, "normalised") != 0 ? mean : sum, ret, err);
}

ent_status ent_i_measure_closeness_improved(const ent_i_call *call, double *ret, ent_error *err)
{
    return for_each_node(call, &usual, improved, ret, err);
}

ent_status ent_i_measure_decay(const ent_i_call *call, double *ret, ent_error *err)
{
    ent_i_reach_options options = ENT_I_REACH_OPTIONS_INIT;
    options.decays = true;
    options.decay = ent_i_call_number(call, "decay");
    return for_each_node(call, &options, sum, ret, err);
}

ent_status ent_i_measure_eccentricity(const ent_i_call *call, double *ret, ent_error *err)
{
    return for_each_node(call, &usual, eccentricity, ret, err);
}
