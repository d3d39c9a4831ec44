/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Measures of a node's distances to others. */
#include <math.h>

#include "analysis/distances.h"
#include "analysis/measures.h"

/* A number from the distances of one node. */
typedef double from_distances(const ent_i_call *call, const ent_i_distances *distances);

static ent_status for_each_node(const ent_i_call *call, from_distances *number, double *ret, ent_error *err)
{
    const ent_i_network *network;
    ENT_I_TRY(ent_i_network_of(call->projection, call->projection->options.directed, ENT_I_PARALLEL_LEAST, &network,
                               err));
    ent_i_distances distances;
    ENT_I_TRY(ent_i_distances_init(&distances, network, &network->out, err));
    ent_status status = ENT_OK;
    for (uint32_t i = 0; i < network->node_count && status >= 0; i++) {
        if (i % 64 == 0)
            status = ent_i_clock_step(call->clock, i, network->node_count, err);
        ent_i_distances_from(&distances, i);
        ret[i] = number(call, &distances);
    }
    ent_i_distances_clear(&distances);
    return status;
}

static double sum_of(const ent_i_distances *d)
{
    double sum = 0;
    for (size_t i = 1; i < d->reached; i++)
        sum += d->to[d->order[i]];
    return sum;
}

static double improved(const ent_i_call *call, const ent_i_distances *d)
{
    double others = (double)call->projection->node_count - 1, reached = (double)d->reached - 1;
    return reached > 0 ? reached / others * (reached / sum_of(d)) : 0;
}

static double decay(const ent_i_call *call, const ent_i_distances *d)
{
    double sum = 0, base = ent_i_call_number(call, "decay");
    for (size_t i = 1; i < d->reached; i++)
        sum += pow(base, d->to[d->order[i]]);
    return sum;
}

static double eccentricity(const ent_i_call *call, const ent_i_distances *d)
{
    (void)call;
    return d->reached > 1 ? d->to[d->order[d->reached - 1]] : NAN;
}

ent_status ent_i_measure_closeness_improved(const ent_i_call *call, double *ret, ent_error *err)
{
    return for_each_node(call, improved, ret, err);
}

ent_status ent_i_measure_decay(const ent_i_call *call, double *ret, ent_error *err)
{
    return for_each_node(call, decay, ret, err);
}

ent_status ent_i_measure_eccentricity(const ent_i_call *call, double *ret, ent_error *err)
{
    return for_each_node(call, eccentricity, ret, err);
}
