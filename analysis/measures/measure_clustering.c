/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Clustering, without direction by our kernel; with it, ties among neighbours count in each direction. Triangles are
 * found at their node of least degree, so that a node with many neighbours costs no more than it should. */
#include <math.h>

#include "analysis/kernels/cohesion.h"
#include "analysis/measures/measures.h"

typedef struct upward {
    const ent_i_network *network;
    size_t *place; /* by node: its ties to nodes above it */
    uint32_t *to;
    uint8_t *ways; /* of each: in how many directions it goes */
} upward;

static bool is_above(const ent_i_network *network, uint32_t a, uint32_t b)
{
    size_t one = ent_i_lists_count(&network->out, a), other = ent_i_lists_count(&network->out, b);
    return one != other ? one > other : a > b;
}

static ent_status list_upward(const ent_i_network *directed, upward *u, ent_error *err)
{
    const ent_i_network *network = u->network;
    size_t n = network->node_count, at = 0;
    ENT_I_TRY(ENT_I_ZEROED(u->place, n + 1, err));
    ENT_I_TRY(ENT_I_ZEROED(u->to, network->tie_count, err));
    ENT_I_TRY(ENT_I_ZEROED(u->ways, network->tie_count, err));
    for (uint32_t v = 0; v < n; v++) {
        for (size_t i = network->out.place[v]; i < network->out.place[v + 1]; i++)
            if (is_above(network, network->out.to[i], v)) {
                uint32_t w = u->to[at] = network->out.to[i];
                u->ways[at] += ent_i_network_arc(directed, v, w) != ENT_NONE;
                u->ways[at++] += ent_i_network_arc(directed, w, v) != ENT_NONE;
            }
        u->place[v + 1] = at;
    }
    return ENT_OK;
}

/* Each corner of a triangle gets the directions of the tie across. marks: by node, the place of its tie and one; zeroed, and left so. */
static void close_triangles(const upward *u, uint32_t v, uint32_t *marks, double *ret)
{
    for (size_t i = u->place[v]; i < u->place[v + 1]; i++)
        marks[u->to[i]] = (uint32_t)i + 1;
    for (size_t i = u->place[v]; i < u->place[v + 1]; i++)
        for (size_t j = u->place[u->to[i]]; j < u->place[u->to[i] + 1]; j++) {
            uint32_t third = u->to[j];
            if (!marks[third])
                continue;
            ret[v] += u->ways[j];
            ret[u->to[i]] += u->ways[marks[third] - 1];
            ret[third] += u->ways[i];
        }
    for (size_t i = u->place[v]; i < u->place[v + 1]; i++)
        marks[u->to[i]] = 0;
}

static ent_status count_both_ways(const ent_i_call *call, upward *u, double *ret, ent_error *err)
{
    const ent_i_network *directed;
    ENT_I_TRY(ent_i_network_of(call->projection, true, ENT_I_PARALLEL_ONCE, &directed, err));
    ENT_I_TRY(ent_i_network_of(call->projection, false, ENT_I_PARALLEL_ONCE, &u->network, err));
    ENT_I_TRY(list_upward(directed, u, err));
    size_t n = u->network->node_count;
    ENT_I_AUTOFREE uint32_t *marks = NULL;
    ENT_I_TRY(ENT_I_ZEROED(marks, n, err));
    for (uint32_t v = 0; v < n; v++) {
        if (v % 256 == 0)
            ENT_I_TRY(ent_i_clock_step(call->clock, v, n, err));
        close_triangles(u, v, marks, ret);
    }
    for (size_t v = 0; v < n; v++) {
        double neighbours = (double)ent_i_lists_count(&u->network->out, v);
        ret[v] = neighbours > 1 ? ret[v] / (neighbours * (neighbours - 1)) : NAN;
    }
    return ENT_OK;
}

ent_status ent_i_measure_clustering(const ent_i_call *call, double *ret, ent_error *err)
{
    if (call->projection->options.directed && ent_i_call_number(call, "directed") != 0) {
        upward u = { 0 };
        ent_status status = count_both_ways(call, &u, ret, err);
        free(u.place);
        free(u.to);
        free(u.ways);
        return status;
    }
    const ent_i_network *network;
    ENT_I_TRY(ent_i_network_of(call->projection, false, ENT_I_PARALLEL_ONCE, &network, err));
    return ent_i_clustering(network, call->clock, ret, err);
}
