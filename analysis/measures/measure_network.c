/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Measures of a node's place in the whole network, by our kernels or igraph. Each says which simple network it is
 * defined on. */
#include <math.h>

#include "analysis/igraph/igraph_door.h"
#include "analysis/kernels/betweenness.h"
#include "analysis/kernels/cohesion.h"
#include "analysis/measures/measures.h"
#include "analysis/measures/unique.h"
#include "graph/base/number.h"

static bool directed(const ent_i_call *call)
{
    return call->projection->options.directed;
}

static ent_status measure_on(const ent_i_call *call, bool one_way, ent_i_parallel parallel, ent_i_igraph_measure *run,
                             double *ret, ent_error *err)
{
    const ent_i_network *network;
    ENT_I_TRY(ent_i_network_of(call->projection, one_way, parallel, &network, err));
    return run(network, call->clock, ret, err);
}

/* If it is asked for, divided by the most that n nodes allow. */
static void normalise(const ent_i_call *call, size_t count, double most, double *ret)
{
    if (ent_i_call_number(call, "normalised") != 0)
        for (size_t i = 0; i < count; i++)
            ret[i] = most > 0 ? ret[i] / most : NAN;
}

/* Of that many sources times ties looked at, some ten minutes of a core, betweenness is exact. */
#define EXACT_UP_TO 2e12
#define RISK 0.05

/* How many nodes to draw as sources; all: exact. */
static size_t samples_for(const ent_i_call *call, const ent_i_network *network)
{
    double asked = ent_i_call_number(call, "samples"), n = (double)network->node_count;
    double most = EXACT_UP_TO / (2 * (double)network->tie_count + 1);
    double samples = asked > 0 ? asked : most < 1 ? 1 : most;
    return samples < n ? (size_t)samples : network->node_count;
}

/* error: as far off as the scores may be, by the kernel's own count. */
static void note_sample(const ent_i_call *call, const ent_i_network *network, const ent_i_betweenness_options *options,
                        double error, double most)
{
    char text[ENT_I_NUMBER_TEXT];
    error = error < most ? error : most;
    error = ent_i_call_number(call, "normalised") != 0 ? ceil(error / most * 1e6) / 1e6 : ceil(error);
    ent_i_call_note(call, "Estimated from the paths that begin at %zu of %zu nodes, drawn with seed %llu: with "
                          "a chance of 95 %% no score is farther than %s from the exact one.",
                    options->samples, network->node_count, (unsigned long long)options->seed,
                    ent_i_number_format(error, text));
}

ent_status ent_i_measure_betweenness(const ent_i_call *call, double *ret, ent_error *err)
{
    ent_i_betweenness_options options = ENT_I_BETWEENNESS_OPTIONS_INIT;
    const ent_i_network *network;
    double n = (double)call->projection->node_count, most = (n - 1) * (n - 2) / (directed(call) ? 1 : 2);
    ENT_I_TRY(ent_i_network_of(call->projection, directed(call), ENT_I_PARALLEL_LEAST, &network, err));
    options.samples = samples_for(call, network);
    options.seed = (uint64_t)ent_i_call_number(call, "seed");
    ENT_I_TRY(ent_i_betweenness(network, &options, call->clock, ret, NULL, err));
    if (options.samples < network->node_count)
        note_sample(call, network, &options,
                    ent_i_betweenness_error(network->node_count, network->directed, options.samples, RISK), most);
    normalise(call, call->projection->node_count, most, ret);
    return ENT_OK;
}

/* An eigenvector, and a word when parts of the network have others of the same eigenvalue. */
static ent_status spectral(const ent_i_call *call, bool hubs, ent_i_igraph_measure *run, double *ret, ent_error *err)
{
    size_t parts;
    const ent_i_network *network;
    ENT_I_TRY(ent_i_network_of(call->projection, hubs, ENT_I_PARALLEL_SUM, &network, err));
    ENT_I_TRY(run(network, call->clock, ret, err));
    if (!call->options->note)
        return ENT_OK;
    ENT_I_TRY(ent_i_leading_parts(network, hubs, call->clock, &parts, err));
    if (parts > 1)
        ent_i_call_note(call, "These scores are not the only ones: %zu parts of the network share the largest eigenvalue, or "
                              "nearly, and how the scores of one compare with another's means nothing.", parts);
    return ENT_OK;
}

ent_status ent_i_measure_eigenvector(const ent_i_call *call, double *ret, ent_error *err)
{
    return spectral(call, false, ent_i_igraph_eigenvector, ret, err);
}

/* In an undirected network A A' is A squared: it has the eigenvector of A, but in a bipartite network others
 * with the same eigenvalue too, and so no scores of its own. */
ent_status ent_i_measure_hub(const ent_i_call *call, double *ret, ent_error *err)
{
    return spectral(call, directed(call), directed(call) ? ent_i_igraph_hub : ent_i_igraph_eigenvector, ret, err);
}

ent_status ent_i_measure_authority(const ent_i_call *call, double *ret, ent_error *err)
{
    return spectral(call, directed(call), directed(call) ? ent_i_igraph_authority : ent_i_igraph_eigenvector, ret, err);
}

ent_status ent_i_measure_coreness(const ent_i_call *call, double *ret, ent_error *err)
{
    const ent_i_network *network;
    ENT_I_TRY(ent_i_network_of(call->projection, false, ENT_I_PARALLEL_ONCE, &network, err));
    ENT_I_AUTOFREE uint32_t *cores = NULL;
    ENT_I_TRY(ENT_I_ZEROED(cores, network->node_count, err));
    ENT_I_TRY(ent_i_coreness(network, cores, err));
    for (size_t i = 0; i < network->node_count; i++)
        ret[i] = cores[i];
    return ENT_OK;
}

ent_status ent_i_measure_constraint(const ent_i_call *call, double *ret, ent_error *err)
{
    return measure_on(call, directed(call), ENT_I_PARALLEL_SUM_OR_ONCE, ent_i_igraph_constraint, ret, err);
}

/* Every tie of the projection has the number of the network's tie that it became part of; a symmetric one in a
 * directed network has those of both its directions. */
ent_status ent_i_measure_edge_betweenness(const ent_i_call *call, double *ret, ent_error *err)
{
    ent_i_betweenness_options options = ENT_I_BETWEENNESS_OPTIONS_INIT;
    const ent_projection *p = call->projection;
    const ent_i_network *network;
    double n = (double)p->node_count, most = n * (n - 1) / (directed(call) ? 1 : 2);
    ENT_I_TRY(ent_i_network_of(p, directed(call), ENT_I_PARALLEL_LEAST, &network, err));
    options.samples = samples_for(call, network);
    options.seed = (uint64_t)ent_i_call_number(call, "seed");
    ENT_I_AUTOFREE double *scores = NULL;
    ENT_I_AUTOFREE uint32_t *numbers = NULL;
    ENT_I_TRY(ENT_I_ZEROED(scores, network->tie_count, err));
    ENT_I_TRY(ent_i_betweenness(network, &options, call->clock, NULL, scores, err));
    ENT_I_TRY(ent_i_network_numbers(network, &numbers, err));
    for (size_t i = 0; i < p->tie_count; i++) {
        uint32_t from = p->ends[i][0], to = p->ends[i][1];
        ret[i] = from == to ? 0 : scores[numbers[ent_i_network_arc(network, from, to)]];
        if (from != to && directed(call) && ent_i_projection_symmetric(p, i))
            ret[i] += scores[numbers[ent_i_network_arc(network, to, from)]];
    }
    if (options.samples < network->node_count)
        note_sample(call, network, &options,
                    ent_i_betweenness_tie_error(network->node_count, network->tie_count, network->directed, options.samples,
                                                RISK), most);
    normalise(call, p->tie_count, most, ret);
    return ENT_OK;
}
