/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The measures that igraph computes. */
#include <dlfcn.h>
#include <math.h>
#include <string.h>

#include "analysis/igraph/igraph_inside.h"

/* The largest score is 1; what is this far below it is what the iteration left of 0. */
#define SPECTRAL_ZERO 1e-12

/* Spectral scores say nothing about a network without ties; igraph would give them all 1. */
static ent_status run_spectral(const ent_i_network *network, const ent_i_clock *clock, ent_i_igraph_run *run,
                               double *ret, ent_error *err)
{
    if (!network->tie_count) {
        for (size_t i = 0; i < network->node_count; i++)
            ret[i] = NAN;
        return ENT_OK;
    }
    ENT_I_TRY(ent_i_igraph_on(network, clock, run, NULL, network->node_count, ret, err));
    for (size_t i = 0; i < network->node_count; i++)
        if (ret[i] > -SPECTRAL_ZERO && ret[i] < SPECTRAL_ZERO)
            ret[i] = 0;
    return ENT_OK;
}

static igraph_error_t betweenness(const igraph_t *graph, const igraph_vector_t *weights, const void *how,
                                  igraph_vector_t *scores)
{
    (void)how;
    return igraph_betweenness(graph, scores, igraph_vss_all(), igraph_is_directed(graph), weights);
}

static igraph_error_t closeness(const igraph_t *graph, const igraph_vector_t *weights, const void *how,
                                igraph_vector_t *scores)
{
    (void)how;
    return igraph_closeness(graph, scores, NULL, NULL, igraph_vss_all(), IGRAPH_OUT, weights, true);
}

static igraph_error_t harmonic(const igraph_t *graph, const igraph_vector_t *weights, const void *how,
                               igraph_vector_t *scores)
{
    (void)how;
    return igraph_harmonic_centrality(graph, scores, igraph_vss_all(), IGRAPH_OUT, weights, false);
}

static igraph_error_t eigenvector(const igraph_t *graph, const igraph_vector_t *weights, const void *how,
                                  igraph_vector_t *scores)
{
    (void)how;
    igraph_arpack_options_t options;
    igraph_arpack_options_init(&options);
    return igraph_eigenvector_centrality(graph, scores, NULL, false, true, weights, &options);
}

typedef struct walk {
    double damping;
    const double *jump;
} walk;

/* igraph's PageRank starts OpenMP threads that wait for each other: seconds instead of milliseconds where another
 * program has a processor. It is asked to be alone, if it came with OpenMP; returns how many it would have had. */
static int set_threads(int count)
{
    static const char *const names[] = { "omp_get_max_threads", "omp_set_num_threads" };
    int (*get)(void) = NULL;
    void (*set)(int) = NULL;
    void *found[2];
    for (int i = 0; i < 2; i++)
        if (!(found[i] = dlsym(RTLD_DEFAULT, names[i])))
            return count;
    memcpy(&get, &found[0], sizeof get); /* ISO C has no cast for this */
    memcpy(&set, &found[1], sizeof set);
    int before = get();
    set(count);
    return before;
}

static igraph_error_t pagerank_alone(const igraph_t *graph, const igraph_vector_t *weights, const void *how,
                                     igraph_vector_t *scores)
{
    const walk *w = how;
    if (!w->jump)
        return igraph_pagerank(graph, IGRAPH_PAGERANK_ALGO_PRPACK, scores, NULL, igraph_vss_all(),
                               igraph_is_directed(graph), w->damping, weights, NULL);
    igraph_vector_t jump;
    igraph_error_t code = igraph_vector_init(&jump, igraph_vcount(graph));
    if (code != IGRAPH_SUCCESS)
        return code;
    for (igraph_integer_t i = 0; i < igraph_vcount(graph); i++)
        VECTOR(jump)[i] = w->jump[i];
    code = igraph_personalized_pagerank(graph, IGRAPH_PAGERANK_ALGO_PRPACK, scores, NULL, igraph_vss_all(),
                                        igraph_is_directed(graph), w->damping, &jump, weights, NULL);
    igraph_vector_destroy(&jump);
    return code;
}

static igraph_error_t pagerank(const igraph_t *graph, const igraph_vector_t *weights, const void *how,
                               igraph_vector_t *scores)
{
    int before = set_threads(1);
    igraph_error_t code = pagerank_alone(graph, weights, how, scores);
    set_threads(before);
    return code;
}

static igraph_error_t hub(const igraph_t *graph, const igraph_vector_t *weights, const void *how,
                          igraph_vector_t *scores)
{
    (void)how;
    igraph_arpack_options_t options;
    igraph_arpack_options_init(&options);
    return igraph_hub_and_authority_scores(graph, scores, NULL, NULL, true, weights, &options);
}

static igraph_error_t authority(const igraph_t *graph, const igraph_vector_t *weights, const void *how,
                                igraph_vector_t *scores)
{
    (void)how;
    igraph_arpack_options_t options;
    igraph_arpack_options_init(&options);
    return igraph_hub_and_authority_scores(graph, NULL, scores, NULL, true, weights, &options);
}

static igraph_error_t coreness(const igraph_t *graph, const igraph_vector_t *weights, const void *how,
                               igraph_vector_t *scores)
{
    (void)weights;
    (void)how;
    igraph_vector_int_t cores;
    igraph_error_t code = igraph_vector_int_init(&cores, 0);
    if (code != IGRAPH_SUCCESS)
        return code;
    code = igraph_coreness(graph, &cores, IGRAPH_ALL);
    if (code == IGRAPH_SUCCESS)
        code = igraph_vector_resize(scores, igraph_vector_int_size(&cores));
    for (igraph_integer_t i = 0; code == IGRAPH_SUCCESS && i < igraph_vector_int_size(&cores); i++)
        VECTOR(*scores)[i] = (igraph_real_t)VECTOR(cores)[i];
    igraph_vector_int_destroy(&cores);
    return code;
}

static igraph_error_t constraint(const igraph_t *graph, const igraph_vector_t *weights, const void *how,
                                 igraph_vector_t *scores)
{
    (void)how;
    return igraph_constraint(graph, scores, igraph_vss_all(), weights);
}

static igraph_error_t clustering(const igraph_t *graph, const igraph_vector_t *weights, const void *how,
                                 igraph_vector_t *scores)
{
    (void)weights;
    (void)how;
    return igraph_transitivity_local_undirected(graph, scores, igraph_vss_all(), IGRAPH_TRANSITIVITY_NAN);
}

#define DOOR(name)                                                                                                     \
    ent_status ent_i_igraph_##name(const ent_i_network *network, const ent_i_clock *clock, double *ret,               \
                                   ent_error *err)                                                                     \
    {                                                                                                                  \
        return ent_i_igraph_on(network, clock, name, NULL, network->node_count, ret, err);                             \
    }
DOOR(betweenness)
DOOR(closeness)
DOOR(harmonic)
DOOR(coreness)
DOOR(constraint)
DOOR(clustering)

#define SPECTRAL_DOOR(name)                                                                                            \
    ent_status ent_i_igraph_##name(const ent_i_network *network, const ent_i_clock *clock, double *ret,               \
                                   ent_error *err)                                                                     \
    {                                                                                                                  \
        return run_spectral(network, clock, name, ret, err);                                                           \
    }
SPECTRAL_DOOR(eigenvector)
SPECTRAL_DOOR(hub)
SPECTRAL_DOOR(authority)

ent_status ent_i_igraph_pagerank(const ent_i_network *network, const ent_i_clock *clock, double damping,
                                 const double *jump, double *ret, ent_error *err)
{
    const walk how = { damping, jump };
    return ent_i_igraph_on(network, clock, pagerank, &how, network->node_count, ret, err);
}
