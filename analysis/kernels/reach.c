/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/kernels/reach.h"

#include "analysis/kernels/reach_parts.h"
#include "graph/base/array.h"

typedef struct run {
    const ent_i_reach_options *options;
    ent_i_arcs arcs;
    ent_i_order order;
    uint32_t place_count; /* of nodes that have ties: those that are alone come last */
    ent_i_reach_batch *batch;
    unsigned lanes;
    ent_i_reach_batch_of *batches;
    size_t batch_count;
    uint64_t cost;
    ent_i_reach_count *counts; /* by place, of all threads */
} run;

static ent_i_reach_batch *batch_for(ent_i_simd simd, unsigned lanes)
{
    static ent_i_reach_batch *const batches[][3] = {
        { ent_i_reach_2_base, ent_i_reach_4_base, ent_i_reach_8_base },
#ifdef ENT_I_HAS_DISPATCH
        { ent_i_reach_2_avx2, ent_i_reach_4_avx2, ent_i_reach_8_avx2 },
        { ent_i_reach_2_avx512, ent_i_reach_4_avx512, ent_i_reach_8_avx512 },
#endif
    };
    return batches[ent_i_simd_choose(simd) - ENT_I_SIMD_BASE][lanes == 512 ? 2 : lanes == 256 ? 1 : 0];
}

static void free_state(ent_i_reach_state *state)
{
    free(state->seen);
    free(state->here);
    free(state->next);
    free(state->is_here);
    free(state->is_next);
    free(state->front);
    free(state->coming);
    free(state->counts);
    free(state);
}

static void close_state(void *context, void *opaque)
{
    run *r = context;
    ent_i_reach_state *state = opaque;
    if (!state)
        return;
    if (!r->counts) { /* the first, or the only one */
        r->counts = state->counts;
        state->counts = NULL;
    }
    for (uint32_t v = 0; state->counts && v < r->place_count; v++) {
        const ent_i_reach_count *from = &state->counts[v];
        ent_i_reach_count *to = &r->counts[v];
        to->distance += from->distance;
        to->high += from->high;
        to->low += from->low;
        to->nodes += from->nodes;
        if (from->farthest > to->farthest)
            to->farthest = from->farthest;
    }
    free_state(state);
}

static ent_status open_state(void *context, void **ret, ent_error *err)
{
    const run *r = context;
    size_t n = r->place_count;
    ent_i_reach_state *s = NULL;
    ENT_I_TRY(ENT_I_ZEROED(s, 1, err));
    s->seen = ent_i_rows_new(n, r->lanes / 8);
    s->here = ent_i_rows_new(n, r->lanes / 8);
    s->next = ent_i_rows_new(n, r->lanes / 8);
    s->is_here = ent_i_rows_new(n, 1);
    s->is_next = ent_i_rows_new(n, 1);
    s->front = ent_i_rows_new(n, sizeof *s->front);
    s->coming = ent_i_rows_new(n, sizeof *s->coming);
    s->counts = ent_i_rows_new(n, sizeof *s->counts);
    if (!s->seen || !s->here || !s->next || !s->is_here || !s->is_next || !s->front || !s->coming || !s->counts) {
        free_state(s);
        return ent_i_nomem(err);
    }
    s->from = UINT32_MAX;
    *ret = s;
    return ENT_OK;
}

/* One search, against the ties as a batch is: what it comes to has reached s. */
static void search(const run *r, ent_i_reach_state *state, uint32_t s)
{
    const uint32_t *start = r->arcs.in.place, *to = r->arcs.in.to;
    uint32_t *queue = state->front, at = 0, end = 1;
    double power = 1;
    queue[0] = s;
    state->is_here[s] = 1;
    for (uint32_t distance = 1; at < end; distance++) {
        uint64_t share = ent_i_reach_share(r->options, distance, &power);
        for (uint32_t level = end; at < level; at++)
            for (uint32_t k = start[queue[at]]; k < start[queue[at] + 1]; k++) {
                uint32_t v = to[k];
                if (state->is_here[v])
                    continue;
                ent_i_reach_count *c = &state->counts[v];
                state->is_here[v] = 1;
                queue[end++] = v;
                c->distance += distance;
                c->high += share >> 32;
                c->low += share & UINT32_MAX;
                c->nodes++;
                c->farthest = distance > c->farthest ? distance : c->farthest;
            }
    }
    for (uint32_t i = 0; i < end; i++)
        state->is_here[queue[i]] = 0;
}

/* Rows of 256 bits would need half the memory, and half as much time again. */
#define LANES 512u

/* Where ways are long, searches seldom meet at a node at the same distance, and a row is work for one bit. */
#define WORTH_A_ROW 4

static ent_status run_unit(void *context, ent_i_worker *worker, size_t unit)
{
    const run *r = context;
    const ent_i_reach_batch_of *batch = &r->batches[unit];
    ent_i_reach_state *state = worker->state;
    uint64_t pairs = (uint64_t)batch->count * (batch->to - batch->from);
    if (batch->from != state->from || state->visits * WORTH_A_ROW < pairs) {
        state->from = batch->from; /* of another component no batch has been seen */
        return r->batch(&r->arcs.in, &r->arcs.out, r->options, batch, state, worker);
    }
    for (uint32_t s = batch->first; s < batch->first + batch->count; s++) {
        search(r, state, s);
        if ((s - batch->first) % 16 == 15)
            ENT_I_TRY(ent_i_worker_check(worker));
    }
    return ENT_OK;
}

/* Sources of one component together; those that are alone reach nobody. */
static ent_status cut(run *r, ent_error *err)
{
    size_t capacity = 0;
    for (uint32_t i = 0; i < r->order.part_count; i++) {
        uint32_t from = r->order.parts[i], to = r->order.parts[i + 1];
        for (uint32_t first = from; to - from > 1 && first < to; first += r->lanes) {
            uint32_t count = to - first < r->lanes ? to - first : r->lanes;
            ENT_I_TRY(ENT_I_RESERVE(r->batches, capacity, r->batch_count + 1, err));
            r->batches[r->batch_count++] = (ent_i_reach_batch_of){ first, count, from, to };
            r->cost += 4 * (uint64_t)(r->arcs.out.place[to] - r->arcs.out.place[from]);
            if (to - first <= r->lanes)
                break; /* before the sum could overflow */
        }
    }
    return ENT_OK;
}

static ent_status run_all(run *r, const ent_i_network *network, const ent_i_clock *clock, ent_i_reach *ret,
                          ent_error *err)
{
    ent_i_arcs lent = ent_i_arcs_of(network);
    ENT_I_TRY(ent_i_order_make(&lent, &r->order, err));
    ENT_I_TRY(ent_i_arcs_reorder(&lent, r->order.nodes, &r->arcs, err));
    for (uint32_t i = 0; i < r->order.part_count && r->order.parts[i + 1] - r->order.parts[i] > 1; i++)
        r->place_count = r->order.parts[i + 1];
    ENT_I_TRY(cut(r, err));
    ent_i_work work = { .units = r->batch_count, .cost = r->cost, .context = r, .open = open_state, .unit = run_unit,
                        .close = close_state };
    if (work.units)
        ENT_I_TRY(ent_i_work_run(&work, clock, err));
    double step = r->options->decays ? r->options->decay : 1;
    static const ent_i_reach_count alone = { 0, 0, 0, 0, 0 };
    for (size_t v = 0; v < network->node_count; v++) {
        const ent_i_reach_count *c = v < r->place_count ? &r->counts[v] : &alone;
        double sum = ((double)c->high * 0x1p-30 + (double)c->low * 0x1p-62) * step;
        ret[r->order.nodes[v]] = (ent_i_reach){ c->distance, c->nodes, c->farthest, sum };
    }
    return ENT_OK;
}

ent_status ent_i_reach_all(const ent_i_network *network, const ent_i_reach_options *options, const ent_i_clock *clock,
                           ent_i_reach *ret, ent_error *err)
{
    size_t n = network->node_count;
    if (!n)
        return ENT_OK;
    run r = { .options = options, .lanes = options->lanes ? options->lanes : n <= 128 ? 128 : LANES };
    r.batch = batch_for(options->simd, r.lanes);
    ent_status status = run_all(&r, network, clock, ret, err);
    ent_i_arcs_clear(&r.arcs);
    ent_i_order_clear(&r.order);
    free(r.batches);
    free(r.counts);
    return status;
}
