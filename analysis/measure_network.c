/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Measures of a node's place in the whole network. Each says which simple network it is defined on. */
#include "analysis/igraph_door.h"
#include "analysis/measures.h"

static ent_status measure_on(const ent_i_call *call, bool directed, ent_i_parallel parallel,
                             ent_i_igraph_measure *run, double *ret, ent_error *err)
{
    ent_i_network network;
    ENT_I_TRY(ent_i_network_make(call->projection, directed, parallel, &network, err));
    ent_status status = run(&network, ret, err);
    ent_i_network_clear(&network);
    return status;
}

ent_status ent_i_measure_betweenness(const ent_i_call *call, double *ret, ent_error *err)
{
    return measure_on(call, call->projection->options.directed, ENT_I_PARALLEL_LEAST, ent_i_igraph_betweenness, ret, err);
}

ent_status ent_i_measure_closeness(const ent_i_call *call, double *ret, ent_error *err)
{
    return measure_on(call, call->projection->options.directed, ENT_I_PARALLEL_LEAST, ent_i_igraph_closeness, ret, err);
}

ent_status ent_i_measure_harmonic(const ent_i_call *call, double *ret, ent_error *err)
{
    return measure_on(call, call->projection->options.directed, ENT_I_PARALLEL_LEAST, ent_i_igraph_harmonic, ret, err);
}

ent_status ent_i_measure_eigenvector(const ent_i_call *call, double *ret, ent_error *err)
{
    return measure_on(call, false, ENT_I_PARALLEL_SUM, ent_i_igraph_eigenvector, ret, err);
}

ent_status ent_i_measure_pagerank(const ent_i_call *call, double *ret, ent_error *err)
{
    return measure_on(call, call->projection->options.directed, ENT_I_PARALLEL_SUM, ent_i_igraph_pagerank, ret, err);
}

/* In an undirected network A A' is A squared: it has the eigenvector of A, but in a bipartite network others
 * with the same eigenvalue too, and so no scores of its own. */
ent_status ent_i_measure_hub(const ent_i_call *call, double *ret, ent_error *err)
{
    ent_i_igraph_measure *run = call->projection->options.directed ? ent_i_igraph_hub : ent_i_igraph_eigenvector;
    return measure_on(call, call->projection->options.directed, ENT_I_PARALLEL_SUM, run, ret, err);
}

ent_status ent_i_measure_authority(const ent_i_call *call, double *ret, ent_error *err)
{
    ent_i_igraph_measure *run = call->projection->options.directed ? ent_i_igraph_authority : ent_i_igraph_eigenvector;
    return measure_on(call, call->projection->options.directed, ENT_I_PARALLEL_SUM, run, ret, err);
}

ent_status ent_i_measure_coreness(const ent_i_call *call, double *ret, ent_error *err)
{
    return measure_on(call, false, ENT_I_PARALLEL_ONCE, ent_i_igraph_coreness, ret, err);
}

ent_status ent_i_measure_constraint(const ent_i_call *call, double *ret, ent_error *err)
{
    return measure_on(call, call->projection->options.directed, ENT_I_PARALLEL_SUM_OR_ONCE, ent_i_igraph_constraint, ret, err);
}
