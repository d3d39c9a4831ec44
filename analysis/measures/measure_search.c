/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Measures that search from single nodes: how far all are from some, and what lies around each. */
#include <math.h>

#include "analysis/kernels/search.h"
#include "analysis/measures/groups.h"
#include "analysis/measures/measures.h"
#include "analysis/network/distances.h"

/* ret: to the nearest of the sources, so far. */
static void keep_nearer(double *ret, uint32_t node, double distance)
{
    if (!(ret[node] <= distance))
        ret[node] = distance;
}

static ent_status along_lengths(const ent_i_call *call, const ent_i_network *network, const double *named, double *ret,
                                ent_error *err)
{
    ent_i_distances distances;
    ENT_I_TRY(ent_i_distances_init(&distances, network, &network->out, err));
    ent_status status = ENT_OK;
    for (uint32_t i = 0; i < network->node_count && status >= 0; i++) {
        if (named[i] == 0)
            continue;
        status = ent_i_clock_step(call->clock, i, network->node_count, err);
        ent_i_distances_from(&distances, i);
        for (size_t j = 0; j < distances.reached; j++)
            keep_nearer(ret, distances.order[j], distances.to[distances.order[j]]);
    }
    ent_i_distances_clear(&distances);
    return status;
}

static ent_status along_ties(const ent_i_call *call, const ent_i_network *network, const double *named, double *ret,
                             ent_error *err)
{
    ent_i_search search;
    ENT_I_TRY(ent_i_search_init(&search, network, err));
    ent_status status = ENT_OK;
    for (uint32_t i = 0; i < network->node_count && status >= 0; i++) {
        if (named[i] == 0)
            continue;
        status = ent_i_clock_step(call->clock, i, network->node_count, err);
        ent_i_search_from(&search, i);
        for (uint32_t j = 0; j < search.reached_count; j++)
            keep_nearer(ret, search.reached[j], search.distance[search.reached[j]]);
    }
    ent_i_search_clear(&search);
    return status;
}

ent_status ent_i_measure_distance(const ent_i_call *call, double *ret, ent_error *err)
{
    const ent_i_network *network;
    ENT_I_TRY(ent_i_network_of(call->projection, call->projection->options.directed, ENT_I_PARALLEL_LEAST, &network, err));
    ENT_I_AUTOFREE double *named = NULL;
    ENT_I_TRY(ENT_I_ZEROED(named, network->node_count, err));
    ENT_I_TRY(ent_i_named_nodes(call, "from", named, err));
    for (size_t i = 0; i < network->node_count; i++)
        ret[i] = NAN;
    return network->out.weights ? along_lengths(call, network, named, ret, err) : along_ties(call, network, named, ret, err);
}

ent_status ent_i_measure_ego_density(const ent_i_call *call, double *ret, ent_error *err)
{
    const ent_i_network *network;
    unsigned steps = (unsigned)ent_i_call_number(call, "steps");
    ENT_I_TRY(ent_i_network_of(call->projection, false, ENT_I_PARALLEL_ONCE, &network, err));
    ent_i_around around;
    ENT_I_TRY(ent_i_around_init(&around, network, err));
    ent_status status = ENT_OK;
    for (uint32_t i = 0; i < network->node_count && status >= 0; i++) {
        status = ent_i_clock_step(call->clock, i, network->node_count, err);
        if (status >= 0)
            status = ent_i_around_of(&around, i, steps, err);
        if (status < 0)
            break;
        double pairs = (double)around.node_count * (around.node_count - 1.0) / 2;
        ret[i] = pairs > 0 ? around.place[around.node_count] / 2.0 / pairs : NAN; /* each tie comes twice */
    }
    ent_i_around_clear(&around);
    return status;
}
