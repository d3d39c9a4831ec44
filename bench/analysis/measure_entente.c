/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/groups/communities.h"
#include "analysis/kernels/arcs.h"
#include "analysis/kernels/betweenness.h"
#include "analysis/kernels/cohesion.h"
#include "analysis/kernels/louvain.h"
#include "analysis/kernels/reach.h"
#include "analysis/kernels/search.h"
#include "measure.h"

static ent_i_network network;
static ent_error err;

bool bench_entente_open(bench_network *n)
{
    network = (ent_i_network){ .node_count = n->node_count, .tie_count = n->tie_count };
    bool good = ent_i_network_fill(&network, (const uint32_t (*)[2])n->ends, NULL, &err) >= 0;
    free(n->ends);
    n->ends = NULL;
    return good;
}

static ent_status betweenness(bench_network *n, const ent_i_clock *clock, bool ties)
{
    ent_i_betweenness_options options = ENT_I_BETWEENNESS_OPTIONS_INIT;
    options.simd = n->base ? ENT_I_SIMD_BASE : ENT_I_SIMD_BEST;
    n->result_count = ties ? n->tie_count : n->node_count;
    double *scores = calloc(n->result_count, sizeof *scores);
    ent_status status = !scores ? ENT_ERR_NOMEM
                                : ent_i_betweenness(&network, &options, clock, ties ? NULL : scores, ties ? scores : NULL, &err);
    if (status >= 0)
        memcpy(n->result, scores, n->result_count * sizeof *scores);
    free(scores);
    return status;
}

static ent_status reach(bench_network *n, const ent_i_clock *clock, bool harmonic)
{
    ent_i_reach_options options = ENT_I_REACH_OPTIONS_INIT;
    ent_i_reach *all = calloc(n->node_count, sizeof *all);
    options.simd = n->base ? ENT_I_SIMD_BASE : ENT_I_SIMD_BEST;
    ent_status status = all ? ent_i_reach_all(&network, &options, clock, all, &err) : ENT_ERR_NOMEM;
    n->result_count = n->node_count;
    for (size_t v = 0; status >= 0 && v < n->node_count; v++)
        n->result[v] = harmonic ? all[v].sum : all[v].nodes ? all[v].nodes / (double)all[v].distance : NAN;
    free(all);
    return status;
}

static ent_status whole_numbers(bench_network *n, const ent_i_clock *clock, const char *kernel)
{
    uint32_t *numbers = calloc(n->node_count, sizeof *numbers);
    ent_i_louvain_options options = ENT_I_LOUVAIN_OPTIONS_INIT;
    ent_status status = ENT_OK;
    if (!numbers)
        return ENT_ERR_NOMEM;
    n->result_count = n->node_count;
    if (!strcmp(kernel, "components")) {
        ent_i_arcs arcs = ent_i_arcs_of(&network);
        ent_i_components(&arcs, numbers);
    } else if (!strcmp(kernel, "coreness")) {
        status = ent_i_coreness(&network, numbers, &err);
    } else {
        status = ent_i_louvain(&network, &options, clock, numbers, &err);
        n->result_count = 0;
        if (status >= 0)
            status = ent_i_modularity(&network, numbers, 1, &n->value, &err);
    }
    for (size_t v = 0; v < n->node_count; v++)
        n->result[v] = numbers[v];
    free(numbers);
    return status;
}

static ent_status triangles(bench_network *n, const ent_i_clock *clock)
{
    uint64_t *counts = calloc(n->node_count, sizeof *counts);
    ent_status status = counts ? ent_i_triangles(&network, n->base ? ENT_I_SIMD_BASE : ENT_I_SIMD_BEST, clock, counts, &err)
                               : ENT_ERR_NOMEM;
    n->result_count = n->node_count;
    for (size_t v = 0; status >= 0 && v < n->node_count; v++)
        n->result[v] = (double)counts[v];
    free(counts);
    return status;
}

static ent_status searches(bench_network *n)
{
    ent_i_search search;
    ent_status status = ent_i_search_init(&search, &network, &err);
    n->result_count = BENCH_SOURCES;
    for (size_t i = 0; status >= 0 && i < BENCH_SOURCES; i++) {
        ent_i_search_from(&search, n->sources[i]);
        n->result[i] = search.distance[search.reached[search.reached_count - 1]];
    }
    if (status >= 0)
        ent_i_search_clear(&search);
    return status;
}

static ent_status egos(bench_network *n)
{
    ent_i_around around;
    ent_status status = ent_i_around_init(&around, &network, &err);
    n->result_count = BENCH_EGOS;
    if (status < 0)
        return status;
    for (size_t i = 0; status >= 0 && i < BENCH_EGOS; i++) {
        status = ent_i_around_of(&around, n->sources[i], 2, &err);
        n->result[i] = status >= 0 ? around.place[around.node_count] / 2 : 0;
    }
    ent_i_around_clear(&around);
    return status;
}

bool bench_entente(bench_network *n, const char *kernel)
{
    ent_control control = ENT_CONTROL_INIT;
    control.threads = n->threads;
    ent_i_clock clock = ent_i_clock_start(&control, kernel);
    ent_status status;
    if (!strcmp(kernel, "betweenness") || !strcmp(kernel, "edge-betweenness"))
        status = betweenness(n, &clock, *kernel == 'e');
    else if (!strcmp(kernel, "closeness") || !strcmp(kernel, "harmonic"))
        status = reach(n, &clock, *kernel == 'h');
    else if (!strcmp(kernel, "components") || !strcmp(kernel, "coreness") || !strcmp(kernel, "louvain"))
        status = whole_numbers(n, &clock, kernel);
    else if (!strcmp(kernel, "triangles"))
        status = triangles(n, &clock);
    else if (!strcmp(kernel, "bfs"))
        status = searches(n);
    else if (!strcmp(kernel, "ego2"))
        status = egos(n);
    else
        status = ent_i_fail(&err, ENT_ERR_NOTFOUND, "no kernel %s", kernel);
    if (status < 0)
        fprintf(stderr, "%s\n", err.message);
    return status >= 0;
}
