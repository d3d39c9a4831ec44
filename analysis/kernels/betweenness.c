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
    size_t node_count, place_count, tie_count; /* ties: 0 when they are not wanted */
    ent_i_brandes_scores scores;
} run;

/* Of a constant number of lanes, for no number may depend on the machine. With 16 a thread's rows are as large as the
 * network; 32 are a tenth faster on 16 000 nodes, and no faster on 100 000. */
#define LANES 16u

static ent_i_brandes_batch *batch_for(ent_i_simd simd, unsigned lanes, bool wide)
{
    static ent_i_brandes_batch *const batches[][4] = {
        { ent_i_brandes_16x16_base, ent_i_brandes_16x32_base, ent_i_brandes_32x16_base, ent_i_brandes_32x32_base },
#ifdef ENT_I_HAS_DISPATCH
        { ent_i_brandes_16x16_avx2, ent_i_brandes_16x32_avx2, ent_i_brandes_32x16_avx2, ent_i_brandes_32x32_avx2 },
        { ent_i_brandes_16x16_avx512, ent_i_brandes_16x32_avx512, ent_i_brandes_32x16_avx512,
          ent_i_brandes_32x32_avx512 },
#endif
    };
    return batches[ent_i_simd_choose(simd) - ENT_I_SIMD_BASE][2 * (lanes == 32) + wide];
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
    state->rows = ent_i_rows_new(r->place_count, r->lanes * sizeof *state->rows);
    state->unseen = ent_i_rows_new(r->place_count, mask);
    state->here = ent_i_rows_new(r->place_count, mask);
    state->next = ent_i_rows_new(r->place_count, mask);
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
    double *scores = worker->result, *tie_scores = r->tie_count ? scores + r->place_count : NULL;
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
    const double *scores = result, *tie_scores = scores + r->place_count;
    unit_range(r, unit, &from, &to);
    for (uint32_t place = from; place < to; place++)
        r->scores.nodes[r->brandes.nodes[place]] += scores[place];
    for (size_t i = 0; i < r->tie_count; i++)
        r->scores.ties[i] += tie_scores[i];
}

static ent_status run_batches(run *r, const ent_i_clock *clock, ent_error *err)
{
    uint64_t arcs = r->brandes.out.start[r->place_count];
    ent_i_work work = {
        .units = ((size_t)r->brandes.source_count + r->lanes - 1) / r->lanes,
        .cost = arcs * r->brandes.source_count / 16,
        .result_size = (r->place_count + r->tie_count) * sizeof(double),
        .context = r, .open = open_state, .unit = run_unit, .merge = merge_unit, .close = close_state,
    };
    return work.units ? ent_i_work_run(&work, clock, err) : ENT_OK;
}

/* Folding counts everything, and there is none where sources are a sample. */
static void finish(const run *r, bool directed, double scale, double *ret_nodes, double *ret_ties)
{
    double share = scale / (directed ? 1 : 2);
    for (size_t v = 0; ret_nodes && v < r->node_count; v++)
        ret_nodes[v] = r->scores.nodes[v] * share;
    for (size_t i = 0; i < r->tie_count; i++)
        ret_ties[i] = r->scores.ties[i] * share;
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

/* Those of the sample that have ties: nobody's paths begin at the others. */
static ent_status choose_sources(run *r, const uint32_t *sample, size_t samples, ent_error *err)
{
    ent_i_brandes *b = &r->brandes;
    ENT_I_AUTOFREE bool *drawn = NULL;
    ENT_I_TRY(ENT_I_ZEROED(drawn, r->node_count, err));
    for (size_t i = 0; i < samples; i++)
        drawn[sample[i]] = true;
    uint32_t count = 0;
    for (uint32_t i = 0; i < b->source_count; i++)
        if (drawn[b->nodes[b->sources[i]]])
            b->sources[count++] = b->sources[i];
    b->source_count = count;
    return ENT_OK;
}

static ent_status run_all(run *r, const ent_i_network *network, const ent_i_betweenness_options *options,
                          const uint32_t *sample, size_t samples, const ent_i_clock *clock, ent_error *err)
{
    ENT_I_TRY(ENT_I_ZEROED(r->scores.nodes, r->node_count, err));
    if (r->tie_count)
        ENT_I_TRY(ENT_I_ZEROED(r->scores.ties, r->tie_count, err));
    ENT_I_TRY(ent_i_brandes_make(network, !sample, options->wide, &r->scores, &r->brandes, err));
    r->place_count = r->brandes.place_count;
    r->batch = batch_for(options->simd, r->lanes, r->brandes.wide);
    if (sample)
        ENT_I_TRY(choose_sources(r, sample, samples, err));
    return run_batches(r, clock, err);
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
    if (options->plain || network->out.weights)
        return run_plain(network, sample, samples, clock, ret_nodes, ret_ties, err);
    run r = { .lanes = options->lanes ? options->lanes : LANES, .node_count = n,
              .tie_count = ret_ties ? network->tie_count : 0 };
    ent_status status = run_all(&r, network, options, sample, samples, clock, err);
    if (status >= 0)
        finish(&r, network->directed, samples ? (double)n / (double)samples : 1, ret_nodes, ret_ties);
    ent_i_brandes_clear(&r.brandes);
    free(r.scores.nodes);
    free(r.scores.ties);
    if (status == ENT_ERR_CAPACITY)
        return run_plain(network, sample, samples, clock, ret_nodes, ret_ties, err);
    return status;
}

/* Of `numbers` means of samples of n nodes, each source adding 0 .. most: how far off any of their sums over all n is. */
static double sampling_error(double n, double k, double numbers, double most, double risk)
{
    return sqrt((1 - (k - 1) / n) * log(2 * numbers / risk) / (2 * k)) * n * most;
}

double ent_i_betweenness_error(size_t nodes, bool directed, size_t samples, double risk)
{
    if (nodes < 3 || !samples || samples >= nodes)
        return 0;
    double n = (double)nodes;
    return sampling_error(n, (double)samples, n, n - 2, risk) / (directed ? 1 : 2);
}

double ent_i_betweenness_tie_error(size_t nodes, size_t ties, bool directed, size_t samples, double risk)
{
    if (nodes < 2 || !ties || !samples || samples >= nodes)
        return 0;
    double n = (double)nodes;
    return sampling_error(n, (double)samples, (double)ties, n - 1, risk) / (directed ? 1 : 2);
}
