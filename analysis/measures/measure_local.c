/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Measures of a node's own ties, on the projection as it is: loops and parallel ties included. */
#include "analysis/measures/measures.h"

typedef enum ways { BOTH, IN, OUT } ways;

/* The number of tie ends at each node, or the sum of their weights. */
static ent_status count_ends(const ent_i_call *call, ways which, bool weighted, double *ret)
{
    const ent_projection *p = call->projection;
    bool directed = p->options.directed && which != BOTH;
    for (size_t i = 0; i < p->tie_count; i++) {
        double weight = weighted && p->weights ? p->weights[i] : 1;
        uint32_t from = p->ends[i][0], to = p->ends[i][1];
        bool symmetric = directed && from != to && ent_i_projection_symmetric(p, i);
        if (!directed || which == OUT || symmetric)
            ret[from] += weight;
        if (!directed || which == IN || symmetric)
            ret[to] += weight;
    }
    return ENT_OK;
}

ent_status ent_i_measure_degree(const ent_i_call *call, double *ret, ent_error *err)
{
    (void)err;
    return count_ends(call, BOTH, false, ret);
}

ent_status ent_i_measure_degree_in(const ent_i_call *call, double *ret, ent_error *err)
{
    (void)err;
    return count_ends(call, IN, false, ret);
}

ent_status ent_i_measure_degree_out(const ent_i_call *call, double *ret, ent_error *err)
{
    (void)err;
    return count_ends(call, OUT, false, ret);
}

ent_status ent_i_measure_strength(const ent_i_call *call, double *ret, ent_error *err)
{
    (void)err;
    return count_ends(call, BOTH, true, ret);
}

ent_status ent_i_measure_strength_in(const ent_i_call *call, double *ret, ent_error *err)
{
    (void)err;
    return count_ends(call, IN, true, ret);
}

ent_status ent_i_measure_strength_out(const ent_i_call *call, double *ret, ent_error *err)
{
    (void)err;
    return count_ends(call, OUT, true, ret);
}
