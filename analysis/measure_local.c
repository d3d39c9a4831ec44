/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Measures of a node's own ties, on the projection as it is: loops and parallel ties included. */
#include "analysis/measures.h"

#include <string.h>

static bool is_symmetric(const ent_projection *p, size_t tie)
{
    ent_tie_view seen;
    ent_graph_tie(p->view->graph, p->ties[tie], &seen);
    return p->view->symmetric[seen.type];
}

static void clear(const ent_projection *p, double *ret)
{
    for (size_t i = 0; i < p->node_count; i++)
        ret[i] = 0;
}

ent_status ent_i_measure_degree(const ent_i_call *call, double *ret, ent_error *err)
{
    const ent_projection *p = call->projection;
    (void)err;
    clear(p, ret);
    for (size_t i = 0; i < p->tie_count; i++) {
        ret[p->ends[i][0]]++;
        ret[p->ends[i][1]]++;
    }
    return ENT_OK;
}

/* end: 0 counts ties at the node they start from, 1 at the node they lead to. */
static ent_status one_way(const ent_i_call *call, int end, double *ret, ent_error *err)
{
    const ent_projection *p = call->projection;
    if (!p->options.directed)
        return ent_i_measure_degree(call, ret, err);
    clear(p, ret);
    for (size_t i = 0; i < p->tie_count; i++) {
        ret[p->ends[i][end]]++;
        if (p->ends[i][0] != p->ends[i][1] && is_symmetric(p, i))
            ret[p->ends[i][!end]]++;
    }
    return ENT_OK;
}

ent_status ent_i_measure_degree_in(const ent_i_call *call, double *ret, ent_error *err)
{
    return one_way(call, 1, ret, err);
}

ent_status ent_i_measure_degree_out(const ent_i_call *call, double *ret, ent_error *err)
{
    return one_way(call, 0, ret, err);
}

ent_status ent_i_measure_strength(const ent_i_call *call, double *ret, ent_error *err)
{
    const ent_projection *p = call->projection;
    (void)err;
    clear(p, ret);
    for (size_t i = 0; i < p->tie_count; i++) {
        double weight = p->weights ? p->weights[i] : 1;
        ret[p->ends[i][0]] += weight;
        ret[p->ends[i][1]] += weight;
    }
    return ENT_OK;
}
