/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Groups by igraph. Its random numbers come from a generator of our own, seeded as asked: the same seed gives
 * the same groups, and the caller's generator is left as it was. */
#include "analysis/igraph/igraph_communities.h"
#include "analysis/igraph/igraph_inside.h"

/* What a method is told; results: a group for each node. */
typedef igraph_error_t method(const igraph_t *graph, const igraph_vector_t *weights, const ent_i_parting *parting,
                              igraph_vector_int_t *groups);

typedef struct job {
    const ent_i_parting *parting;
    method *method;
} job;

static igraph_error_t copy_groups(const igraph_vector_int_t *groups, igraph_vector_t *results)
{
    igraph_integer_t count = igraph_vector_int_size(groups);
    igraph_error_t code = igraph_vector_resize(results, count);
    for (igraph_integer_t i = 0; code == IGRAPH_SUCCESS && i < count; i++)
        VECTOR(*results)[i] = (igraph_real_t)VECTOR(*groups)[i];
    return code;
}

static igraph_error_t run_seeded(const igraph_t *graph, const igraph_vector_t *weights, const void *how,
                                 igraph_vector_t *results)
{
    const job *j = how;
    igraph_rng_t ours, *theirs = igraph_rng_default(), before = *theirs;
    igraph_vector_int_t groups;
    igraph_error_t code = igraph_vector_int_init(&groups, 0);
    if (code != IGRAPH_SUCCESS)
        return code;
    code = igraph_rng_init(&ours, &igraph_rngtype_mt19937);
    if (code == IGRAPH_SUCCESS) {
        code = igraph_rng_seed(&ours, (igraph_uint_t)j->parting->seed);
        if (code == IGRAPH_SUCCESS) {
            igraph_rng_set_default(&ours);
            code = j->method(graph, weights, j->parting, &groups);
            /* The default is a copy of what is set before igraph 0.10.5, and the thing itself from then on. */
            igraph_rng_set_default(igraph_rng_default() == &ours ? theirs : &before);
        }
        igraph_rng_destroy(&ours);
    }
    if (code == IGRAPH_SUCCESS)
        code = copy_groups(&groups, results);
    igraph_vector_int_destroy(&groups);
    return code;
}

static ent_status run(const ent_i_parting *parting, method *of, uint32_t *ret, ent_error *err)
{
    size_t count = parting->network->node_count;
    ENT_I_AUTOFREE double *groups = NULL;
    ENT_I_TRY(ENT_I_ZEROED(groups, count, err));
    job j = { parting, of };
    ENT_I_TRY(ent_i_igraph_on(parting->network, parting->clock, run_seeded, &j, count, groups, err));
    for (size_t i = 0; i < count; i++)
        ret[i] = (uint32_t)groups[i];
    return ENT_OK;
}

/* Modularity as Leiden's quality: node weights are strengths, and the resolution is over twice the weight. */
static igraph_error_t leiden(const igraph_t *graph, const igraph_vector_t *weights, const ent_i_parting *parting,
                             igraph_vector_int_t *groups)
{
    igraph_vector_t strengths;
    igraph_error_t code = igraph_vector_init(&strengths, 0);
    if (code != IGRAPH_SUCCESS)
        return code;
    code = igraph_strength(graph, &strengths, igraph_vss_all(), IGRAPH_ALL, false, weights);
    double total = code == IGRAPH_SUCCESS ? igraph_vector_sum(&strengths) : 0;
    if (code == IGRAPH_SUCCESS)
        code = igraph_community_leiden(graph, weights, &strengths, total > 0 ? parting->resolution / total : 1, 0.01, false,
                                       -1, groups, NULL, NULL);
    igraph_vector_destroy(&strengths);
    return code;
}

static igraph_error_t label_propagation(const igraph_t *graph, const igraph_vector_t *weights,
                                        const ent_i_parting *parting, igraph_vector_int_t *groups)
{
    (void)parting;
    return igraph_community_label_propagation(graph, groups, IGRAPH_ALL, weights, NULL, NULL);
}

static igraph_error_t infomap(const igraph_t *graph, const igraph_vector_t *weights, const ent_i_parting *parting,
                              igraph_vector_int_t *groups)
{
    enum { TRIALS = 10 };
    igraph_real_t length;
    (void)parting;
    return igraph_community_infomap(graph, weights, NULL, TRIALS, groups, &length);
}

static igraph_error_t walktrap(const igraph_t *graph, const igraph_vector_t *weights, const ent_i_parting *parting,
                               igraph_vector_int_t *groups)
{
    enum { STEPS = 4 };
    (void)parting;
    igraph_vector_t modularity;
    igraph_matrix_int_t merges;
    igraph_error_t code = igraph_vector_init(&modularity, 0);
    if (code != IGRAPH_SUCCESS)
        return code;
    code = igraph_matrix_int_init(&merges, 0, 0);
    if (code == IGRAPH_SUCCESS) {
        code = igraph_community_walktrap(graph, weights, STEPS, &merges, &modularity, groups);
        igraph_matrix_int_destroy(&merges);
    }
    igraph_vector_destroy(&modularity);
    return code;
}

/* igraph would read weights as distances in one half of it and as strengths in the other: it gets none. */
static igraph_error_t edge_betweenness(const igraph_t *graph, const igraph_vector_t *weights,
                                       const ent_i_parting *parting, igraph_vector_int_t *groups)
{
    (void)weights;
    (void)parting;
    igraph_vector_t modularity;
    igraph_error_t code = igraph_vector_init(&modularity, 0);
    if (code != IGRAPH_SUCCESS)
        return code;
    code = igraph_community_edge_betweenness(graph, NULL, NULL, NULL, NULL, &modularity, groups, igraph_is_directed(graph),
                                             NULL);
    igraph_vector_destroy(&modularity);
    return code;
}

ent_status ent_i_part_leiden(const ent_i_parting *parting, uint32_t *ret, ent_error *err)
{
    return run(parting, leiden, ret, err);
}

ent_status ent_i_part_label_propagation(const ent_i_parting *parting, uint32_t *ret, ent_error *err)
{
    return run(parting, label_propagation, ret, err);
}

ent_status ent_i_part_infomap(const ent_i_parting *parting, uint32_t *ret, ent_error *err)
{
    return run(parting, infomap, ret, err);
}

/* Before two groups are merged, igraph walks from each neighbour of theirs, and keeps where it came to; only between
 * merges does it listen. Around a hub of a large network that is minutes and gigabytes: it is not begun. */
static ent_status check_walks(const ent_i_network *network, ent_error *err)
{
    static const uint64_t most = 1000000000;
    const uint32_t *place = network->out.place;
    uint32_t degree = 0;
    for (size_t i = 0; i < network->node_count; i++)
        if (place[i + 1] - place[i] > degree)
            degree = place[i + 1] - place[i];
    if (!degree || network->tie_count <= most / degree)
        return ENT_OK;
    return ent_i_fail(err, ENT_ERR_LIMIT,
                      "walktrap: a network of %zu ties, %u of them at one node, is too large for it; try louvain or leiden",
                      network->tie_count, degree);
}

ent_status ent_i_part_walktrap(const ent_i_parting *parting, uint32_t *ret, ent_error *err)
{
    ENT_I_TRY(check_walks(parting->network, err));
    return run(parting, walktrap, ret, err);
}

ent_status ent_i_part_edge_betweenness(const ent_i_parting *parting, uint32_t *ret, ent_error *err)
{
    return run(parting, edge_betweenness, ret, err);
}

/* --- cliques ------------------------------------------------------------------------------------------- */

typedef struct clique_job {
    size_t least;
    ent_i_cliques *cliques;
} clique_job;

static igraph_error_t keep_clique(const igraph_vector_int_t *clique, void *context)
{
    ent_i_cliques *cliques = context;
    size_t count = (size_t)igraph_vector_int_size(clique);
    if (ENT_I_RESERVE(cliques->members, cliques->member_capacity, cliques->member_count + count, NULL) < 0 ||
        ENT_I_RESERVE(cliques->ends, cliques->capacity, cliques->count + 1, NULL) < 0)
        return IGRAPH_ENOMEM;
    for (size_t i = 0; i < count; i++)
        cliques->members[cliques->member_count++] = (uint32_t)VECTOR(*clique)[i];
    cliques->ends[cliques->count++] = cliques->member_count;
    return IGRAPH_SUCCESS;
}

static igraph_error_t run_cliques(const igraph_t *graph, const igraph_vector_t *weights, const void *how,
                                  igraph_vector_t *results)
{
    const clique_job *j = how;
    (void)weights;
    (void)results;
    return igraph_maximal_cliques_callback(graph, keep_clique, j->cliques, (igraph_integer_t)j->least, 0);
}

ent_status ent_i_igraph_cliques(const ent_i_parting *parting, size_t least, ent_i_cliques *ret, ent_error *err)
{
    ent_i_cliques cliques = { NULL, NULL, 0, 0, 0, 0 };
    clique_job j = { least, &cliques };
    ent_status status = ent_i_igraph_on(parting->network, parting->clock, run_cliques, &j, 0, NULL, err);
    if (status < 0) {
        ent_i_cliques_clear(&cliques);
        return status;
    }
    *ret = cliques;
    return ENT_OK;
}

void ent_i_cliques_clear(ent_i_cliques *cliques)
{
    free(cliques->members);
    free(cliques->ends);
    *cliques = (ent_i_cliques){ NULL, NULL, 0, 0, 0, 0 };
}
