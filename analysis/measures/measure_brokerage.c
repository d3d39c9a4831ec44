/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Brokerage by groups: Gould and Fernandez 1989. Every open way a -> broker -> b, without a tie a -> b, is one of
 * five roles of the broker. */
#include <math.h>

#include "analysis/measures/groups.h"

typedef enum role { COORDINATOR, ITINERANT, GATEKEEPER, REPRESENTATIVE, LIAISON, ANY } role;

static role role_of(uint32_t from, uint32_t broker, uint32_t to)
{
    if (from == to)
        return from == broker ? COORDINATOR : ITINERANT;
    if (broker == to)
        return GATEKEEPER;
    return broker == from ? REPRESENTATIVE : LIAISON;
}

/* follows[b] marks what `from` is tied to. */
static double count_ways(const ent_i_network *network, const uint32_t *group, uint32_t from, uint32_t broker,
                         const bool *follows, role wanted)
{
    double count = 0;
    for (size_t j = network->out.place[broker]; j < network->out.place[broker + 1]; j++) {
        uint32_t to = network->out.to[j];
        if (to == from || follows[to] || group[to] == ENT_NONE)
            continue;
        count += wanted == ANY || role_of(group[from], group[broker], group[to]) == wanted;
    }
    return count;
}

static ent_status count_roles(const ent_i_call *call, const uint32_t *group, role wanted, double *ret, ent_error *err)
{
    const ent_i_network *network;
    ENT_I_TRY(ent_i_network_of(call->projection, call->projection->options.directed, ENT_I_PARALLEL_ONCE, &network,
                               err));
    size_t n = network->node_count;
    ENT_I_AUTOFREE bool *follows = NULL;
    ENT_I_TRY(ENT_I_ZEROED(follows, n, err));
    for (uint32_t from = 0; from < n; from++) {
        if (from % 64 == 0)
            ENT_I_TRY(ent_i_clock_step(call->clock, from, n, err));
        size_t first = network->out.place[from], last = network->out.place[from + 1];
        if (group[from] == ENT_NONE)
            continue;
        for (size_t i = first; i < last; i++)
            follows[network->out.to[i]] = true;
        for (size_t i = first; i < last; i++) {
            uint32_t broker = network->out.to[i];
            if (group[broker] != ENT_NONE)
                ret[broker] += count_ways(network, group, from, broker, follows, wanted);
        }
        for (size_t i = first; i < last; i++)
            follows[network->out.to[i]] = false;
    }
    for (size_t i = 0; i < n; i++)
        if (group[i] == ENT_NONE)
            ret[i] = NAN;
    return ENT_OK;
}

static ent_status measure(const ent_i_call *call, role wanted, double *ret, ent_error *err)
{
    ent_i_groups groups;
    ENT_I_TRY(ent_i_groups_of(call, &groups, err));
    ent_status status = count_roles(call, groups.of, wanted, ret, err);
    ent_i_groups_clear(&groups);
    return status;
}

ent_status ent_i_measure_coordinator(const ent_i_call *call, double *ret, ent_error *err)
{
    return measure(call, COORDINATOR, ret, err);
}

ent_status ent_i_measure_itinerant(const ent_i_call *call, double *ret, ent_error *err)
{
    return measure(call, ITINERANT, ret, err);
}

ent_status ent_i_measure_gatekeeper(const ent_i_call *call, double *ret, ent_error *err)
{
    return measure(call, GATEKEEPER, ret, err);
}

ent_status ent_i_measure_representative(const ent_i_call *call, double *ret, ent_error *err)
{
    return measure(call, REPRESENTATIVE, ret, err);
}

ent_status ent_i_measure_liaison(const ent_i_call *call, double *ret, ent_error *err)
{
    return measure(call, LIAISON, ret, err);
}

ent_status ent_i_measure_brokerage(const ent_i_call *call, double *ret, ent_error *err)
{
    return measure(call, ANY, ret, err);
}
