/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/kernels/betweenness.h"

#include <math.h>
#include <string.h>

#include "analysis/kernels/brandes.h"
#include "graph/base/array.h"
#include "graph/base/random.h"

typedef struct run {
    ent_i_brandes brandes;
    ent_i_brandes_batch *batch;
    unsigned lanes;
    size_t node_count, tie_count; /* ties: 0 when they are not wanted */
    double *scores, *tie_scores;  /* by place and by tie */
} run;

/* By the number of nodes alone, for no number may depend on the machine; so that a thread's rows stay in the cache
 * that cores share. 64 were 2 % faster with AVX-512 on 16 000 nodes and a third slower without. */
static unsigned lanes_for(size_t nodes)
{
    return nodes <= 100000 ? 32 : 16;
}

static ent_i_brandes_batch *batch_for(ent_i_simd simd, unsigned lanes)
{
    static ent_i_brandes_batch *const batches[][4] = {
        { ent_i_brandes_8_base, ent_i_brandes_16_base, ent_i_brandes_32_base, ent_i_brandes_64_base },
#ifdef ENT_I_HAS_DISPATCH
        { ent_i_brandes_8_avx2, ent_i_brandes_16_avx2, ent_i_brandes_32_avx2, ent_i_brandes_64_avx2 },
        { ent_i_brandes_8_avx512, ent_i_brandes_16_avx512, ent_i_brandes_32_avx512, ent_i_brandes_64_avx512 },
#endif
    };
    return batches[ent_i_simd_choose(simd) - ENT_I_SIMD_BASE][lanes == 64 ? 3 : lanes == 32 ? 2 : lanes == 16 ? 1 : 0];
}

static void close_state(void *context, void *opaque)
{
    ent_i_brandes_state *state = opaque;
    (void)context;
    if (!state)
        return;
    free(state->rows);
    free(state->unseen);
    free(state->here);
    free(state->next);
    free(state->visits);
    free(state->levels);
    free(state);
}

static ent_status open_state(void *context, void **ret, ent_error *err)
{
    const run *r = context;
    size_t mask = r->lanes / 8;
    ent_i_brandes_state *state = NULL;
    ENT_I_TRY(ENT_I_ZEROED(state, 1, err));
    state->rows = ent_i_rows_new(r->node_count, r->lanes * sizeof *state->rows);
    state->unseen = ent_i_rows_new(r->node_count, mask);
    state->here = ent_i_rows_new(r->node_count, mask);
    state->next = ent_i_rows_new(r->node_count, mask);
    if (!state->rows || !state->unseen || !state->here || !state->next) {
        close_state(context, state);
        return ent_i_nomem(err);
    }
    *ret = state;
    return ENT_OK;
}

static uint32_t unit_sources(const run *r, size_t unit, uint32_t *ret_first)
{
    uint32_t first = (uint32_t)unit * r->lanes, left = r->brandes.source_count - first;
    *ret_first = first;
    return left < r->lanes ? left : r->lanes;
}

static void unit_range(const run *r, size_t unit, uint32_t *ret_from, uint32_t *ret_to)
{
    uint32_t first, count = unit_sources(r, unit, &first);
    const uint32_t *sources = r->brandes.sources;
    ent_i_brandes_range(&r->brandes, sources[first], sources[first + count - 1], ret_from, ret_to);
}

static ent_status run_unit(void *context, ent_i_worker *worker, size_t unit)
{
    const run *r = context;
    uint32_t first, from, to, count = unit_sources(r, unit, &first);
    double *scores = worker->result, *tie_scores = r->tie_count ? scores + r->node_count : NULL;
    unit_range(r, unit, &from, &to);
    memset(scores + from, 0, (to - from) * sizeof *scores);
    if (tie_scores)
        memset(tie_scores, 0, r->tie_count * sizeof *tie_scores);
    return r->batch(&r->brandes, worker->state, first, count, worker, scores, tie_scores);
}

static void merge_unit(void *context, size_t unit, const void *result)
{
    run *r = context;
    uint32_t from, to;
    const double *scores = result, *tie_scores = scores + r->node_count;
    unit_range(r, unit, &from, &to);
    for (uint32_t v = from; v < to; v++)
        r->scores[v] += scores[v];
    for (size_t i = 0; i < r->tie_count; i++)
        r->tie_scores[i] += tie_scores[i];
}

static ent_status run_batches(run *r, const ent_i_clock *clock, ent_error *err)
{
    uint64_t arcs = r->brandes.arcs.out.place[r->node_count];
    ent_i_work work = {
        .units = ((size_t)r->brandes.source_count + r->lanes - 1) / r->lanes,
        .cost = arcs * r->brandes.source_count / 16,
        .result_size = (r->node_count + r->tie_count) * sizeof(double),
        .context = r, .open = open_state, .unit = run_unit, .merge = merge_unit, .close = close_state,
    };
    return work.units ? ent_i_work_run(&work, clock, err) : ENT_OK;
}

static void finish(const run *r, bool directed, double scale, double *ret_nodes, double *ret_ties)
{
    double pairs = directed ? 1 : 2;
    for (size_t v = 0; ret_nodes && v < r->node_count; v++)
        ret_nodes[r->brandes.order.nodes[v]] = (r->brandes.base[v] + r->scores[v] * scale) / pairs;
    for (size_t i = 0; i < r->tie_count; i++)
        ret_ties[i] = (r->brandes.tie_base[i] + r->tie_scores[i] * scale) / pairs;
}

/* count different nodes, by a shuffle that ends early. ret: room for all nodes. */
static void draw(size_t nodes, size_t count, uint64_t seed, uint32_t *ret)
{
    for (size_t i = 0; i < nodes; i++)
        ret[i] = (uint32_t)i;
    for (size_t i = 0; i < count; i++) {
        size_t j = i + (size_t)ent_i_random_below(&seed, nodes - i);
        uint32_t swap = ret[i];
        ret[i] = ret[j];
        ret[j] = swap;
    }
}

static int compare_places(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

static ent_status choose_sources(run *r, const uint32_t *sample, size_t samples, ent_error *err)
{
    ENT_I_AUTOFREE uint32_t *places = NULL;
    ENT_I_TRY(ENT_I_ZEROED(places, r->node_count, err));
    for (size_t i = 0; i < r->node_count; i++)
        places[r->brandes.order.nodes[i]] = (uint32_t)i;
    for (size_t i = 0; i < samples; i++)
        r->brandes.sources[i] = places[sample[i]];
    qsort(r->brandes.sources, samples, sizeof *sample, compare_places);
    r->brandes.source_count = (uint32_t)samples;
    return ENT_OK;
}

static ent_status run_all(run *r, const ent_i_network *network, const uint32_t *sample, size_t samples,
                          const ent_i_clock *clock, double *ret_nodes, double *ret_ties, ent_error *err)
{
    ENT_I_TRY(ent_i_brandes_make(network, !sample, ret_ties != NULL, &r->brandes, err));
    if (sample)
        ENT_I_TRY(choose_sources(r, sample, samples, err));
    ENT_I_TRY(ENT_I_ZEROED(r->scores, r->node_count, err));
    ENT_I_TRY(ENT_I_ZEROED(r->tie_scores, r->tie_count, err));
    ENT_I_TRY(run_batches(r, clock, err));
    finish(r, network->directed, sample ? (double)network->node_count / (double)samples : 1, ret_nodes, ret_ties);
    return ENT_OK;
}

static ent_status run_plain(const ent_i_network *network, const uint32_t *sample, size_t samples,
                            const ent_i_clock *clock, double *ret_nodes, double *ret_ties, ent_error *err)
{
    size_t count = sample ? samples : network->node_count;
    ENT_I_TRY(ent_i_brandes_plain(network, sample, count, clock, ret_nodes, ret_ties, err));
    double scale = (double)network->node_count / (double)count / (network->directed ? 1 : 2);
    for (size_t v = 0; ret_nodes && v < network->node_count; v++)
        ret_nodes[v] *= scale;
    for (size_t i = 0; ret_ties && i < network->tie_count; i++)
        ret_ties[i] *= scale;
    return ENT_OK;
}

ent_status ent_i_betweenness(const ent_i_network *network, const ent_i_betweenness_options *options,
                             const ent_i_clock *clock, double *ret_nodes, double *ret_ties, ent_error *err)
{
    size_t n = network->node_count;
    if (!n)
        return ENT_OK;
    ENT_I_AUTOFREE uint32_t *sample = NULL;
    size_t samples = options->samples < n ? options->samples : 0;
    if (samples) {
        ENT_I_TRY(ENT_I_ZEROED(sample, n, err));
        draw(n, samples, options->seed, sample);
    }
    if (options->plain || network->weights)
        return run_plain(network, sample, samples, clock, ret_nodes, ret_ties, err);
    run r = { .lanes = options->lanes ? options->lanes : lanes_for(n), .node_count = n,
              .tie_count = ret_ties ? network->tie_count : 0 };
    r.batch = batch_for(options->simd, r.lanes);
    ent_status status = run_all(&r, network, sample, samples, clock, ret_nodes, ret_ties, err);
    ent_i_brandes_clear(&r.brandes);
    free(r.scores);
    free(r.tie_scores);
    if (status == ENT_ERR_CAPACITY)
        return run_plain(network, sample, samples, clock, ret_nodes, ret_ties, err);
    return status;
}

double ent_i_betweenness_error(size_t nodes, bool directed, size_t samples, double risk)
{
    if (nodes < 3 || !samples || samples >= nodes)
        return 0;
    double n = (double)nodes, k = (double)samples;
    double share = sqrt((1 - (k - 1) / n) * log(2 * n / risk) / (2 * k));
    return share * n * (n - 2) / (directed ? 1 : 2);
}
