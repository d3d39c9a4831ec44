/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How far one node outdoes all others, as a share of the most that it could: Freeman 1978. The most is a star's. */
#include <math.h>
#include <string.h>

#include "analysis/kernels/betweenness.h"
#include "analysis/kernels/reach.h"
#include "analysis/measures/measures.h"

typedef struct centrality {
    ent_status (*scores)(const ent_i_call *call, const ent_i_network *network, double *ret, ent_error *err);
    double (*most)(double n, bool directed); /* of the sum of differences from the largest */
} centrality;

static ent_status by_degree(const ent_i_call *call, const ent_i_network *network, double *ret, ent_error *err)
{
    (void)err;
    const char *of = ent_i_call_value(call, "of")->text;
    const ent_i_lists *lists = !strcmp(of, "degree-in") ? &network->in : &network->out;
    for (size_t i = 0; i < network->node_count; i++)
        ret[i] = (double)ent_i_lists_count(lists, i);
    return ENT_OK;
}

static double most_degree(double n, bool directed)
{
    return directed ? (n - 1) * (n - 1) : (n - 1) * (n - 2);
}

static ent_status by_betweenness(const ent_i_call *call, const ent_i_network *network, double *ret, ent_error *err)
{
    static const ent_i_betweenness_options usual = ENT_I_BETWEENNESS_OPTIONS_INIT;
    return ent_i_betweenness(network, &usual, call->clock, ret, NULL, err);
}

static double most_betweenness(double n, bool directed)
{
    return (n - 1) * (n - 1) * (n - 2) / (directed ? 1 : 2);
}

static ent_status by_closeness(const ent_i_call *call, const ent_i_network *network, double *ret, ent_error *err)
{
    static const ent_i_reach_options usual = ENT_I_REACH_OPTIONS_INIT;
    size_t n = network->node_count;
    ENT_I_AUTOFREE ent_i_reach *reach = NULL;
    ENT_I_TRY(ENT_I_ZEROED(reach, n, err));
    ENT_I_TRY(ent_i_reach_all(network, &usual, call->clock, reach, err));
    for (size_t i = 0; i < n; i++)
        ret[i] = reach[i].nodes + 1 == n ? (double)reach[i].nodes / (double)reach[i].distance : NAN;
    if (n && isnan(ret[0]))
        ent_i_call_note(call, "Closeness is compared only in a connected network.");
    return ENT_OK;
}

static double most_closeness(double n, bool directed)
{
    (void)directed;
    return (n - 1) * (n - 2) / (2 * n - 3);
}

static const struct {
    const char *name;
    bool directed, undirected;
    centrality how;
} kinds[] = {
    { "degree", false, true, { by_degree, most_degree } },
    { "degree-in", true, false, { by_degree, most_degree } },
    { "degree-out", true, false, { by_degree, most_degree } },
    { "betweenness", true, true, { by_betweenness, most_betweenness } },
    { "closeness", false, true, { by_closeness, most_closeness } },
};

static ent_status choose(const ent_i_call *call, const centrality **ret, ent_error *err)
{
    const char *of = ent_i_call_value(call, "of")->text;
    bool directed = call->projection->options.directed;
    if (directed && !strcmp(of, "degree"))
        return ent_i_fail(err, ENT_ERR_USAGE, "centralisation in a directed network is of degree-in or degree-out");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(of, kinds[i].name) && (directed ? kinds[i].directed : kinds[i].undirected)) {
            *ret = &kinds[i].how;
            return ENT_OK;
        }
    return ent_i_fail(err, ENT_ERR_USAGE, "centralisation is of degree, betweenness or closeness, or in a directed "
                                          "network of degree-in, degree-out or betweenness, not of %s", of);
}

ent_status ent_i_measure_centralisation(const ent_i_call *call, double *ret, ent_error *err)
{
    const centrality *how = NULL;
    const ent_i_network *network;
    ENT_I_TRY(choose(call, &how, err));
    ENT_I_TRY(ent_i_network_of(call->projection, call->projection->options.directed, ENT_I_PARALLEL_ONCE, &network,
                               err));
    ENT_I_AUTOFREE double *scores = NULL;
    ENT_I_TRY(ENT_I_ZEROED(scores, network->node_count, err));
    ENT_I_TRY(how->scores(call, network, scores, err));
    double largest = 0, sum = 0, n = (double)network->node_count, most = how->most(n, network->directed);
    for (size_t i = 0; i < network->node_count; i++)
        largest = fmax(largest, scores[i]);
    for (size_t i = 0; i < network->node_count; i++)
        sum += largest - scores[i];
    *ret = n > 2 && most > 0 ? sum / most : NAN;
    return ENT_OK;
}
