/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Triangles: nodes are numbered by falling degree and every tie leads to the smaller number, so that nobody has more
 * than the square root of 2m ties. The targets of a node are marked in a bitmap, which stays in cache, and what its
 * targets lead to is looked up there. */
#include <math.h>

#include "analysis/kernels/cohesion.h"
#include "analysis/kernels/work.h"
#include "graph/base/array.h"

#ifdef ENT_I_HAS_DISPATCH
#include <immintrin.h>
#endif

#define NODES_PER_UNIT 512u

typedef struct run run;
typedef struct marks {
    uint32_t *bits;   /* by node */
    uint64_t *counts; /* by node */
} marks;
typedef void around(const run *r, marks *m, uint32_t first, uint32_t last);

struct run {
    uint32_t node_count;
    uint32_t *place, *to; /* lists of the ties to smaller numbers */
    around *look;
    uint64_t *counts; /* of all threads */
};

/* count_hits: how many of to[from] .. to[until-1] are marked, each counted at its node. */
#define AROUND(name, target, count_hits)                                                   \
    target static void name(const run *r, marks *m, uint32_t first, uint32_t last)         \
    {                                                                                      \
        for (uint32_t u = first; u < last; u++) {                                          \
            uint32_t from = r->place[u], until = r->place[u + 1];                          \
            if (until - from < 2)                                                          \
                continue;                                                                  \
            for (uint32_t k = from; k < until; k++)                                        \
                m->bits[r->to[k] / 32] |= UINT32_C(1) << r->to[k] % 32;                    \
            for (uint32_t k = from + 1; k < until; k++) {                                  \
                uint32_t v = r->to[k];                                                     \
                uint64_t hits = count_hits(r->to, r->place[v], r->place[v + 1], m);         \
                m->counts[v] += hits;                                                      \
                m->counts[u] += hits;                                                      \
            }                                                                              \
            for (uint32_t k = from; k < until; k++)                                        \
                m->bits[r->to[k] / 32] = 0;                                                \
        }                                                                                  \
    }

static inline uint64_t hits_base(const uint32_t *to, uint32_t from, uint32_t until, marks *m)
{
    uint64_t hits = 0;
    for (uint32_t k = from; k < until; k++)
        if (m->bits[to[k] / 32] >> to[k] % 32 & 1) {
            m->counts[to[k]]++;
            hits++;
        }
    return hits;
}

AROUND(around_base, , hits_base)

#ifdef ENT_I_HAS_DISPATCH
ENT_I_TARGET_AVX512 static inline uint64_t hits_avx512(const uint32_t *to, uint32_t from, uint32_t until, marks *m)
{
    const __m512i one = _mm512_set1_epi32(1), low = _mm512_set1_epi32(31);
    uint64_t hits = 0;
    for (uint32_t k = from; k < until; k += 16) {
        __mmask16 in = until - k >= 16 ? 0xffff : (__mmask16)((1u << (until - k)) - 1);
        __m512i w = _mm512_maskz_loadu_epi32(in, to + k);
        __m512i words = _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), in, _mm512_srli_epi32(w, 5), m->bits, 4);
        __mmask16 marked = _mm512_test_epi32_mask(words, _mm512_sllv_epi32(one, _mm512_and_si512(w, low)));
        hits += (unsigned)__builtin_popcount(marked);
        for (unsigned left = marked; left; left &= left - 1)
            m->counts[to[k + (unsigned)__builtin_ctz(left)]]++;
    }
    return hits;
}

AROUND(around_avx512, ENT_I_TARGET_AVX512, hits_avx512)
#endif

static void free_marks(marks *m)
{
    free(m->bits);
    free(m->counts);
    free(m);
}

static void close_marks(void *context, void *opaque)
{
    run *r = context;
    marks *m = opaque;
    if (!m)
        return;
    for (uint32_t v = 0; m->counts && v < r->node_count; v++)
        r->counts[v] += m->counts[v];
    free_marks(m);
}

static ent_status open_marks(void *context, void **ret, ent_error *err)
{
    const run *r = context;
    marks *m = NULL;
    ENT_I_TRY(ENT_I_ZEROED(m, 1, err));
    m->bits = ent_i_rows_new((size_t)r->node_count / 32 + 1, sizeof *m->bits);
    m->counts = ent_i_rows_new(r->node_count, sizeof *m->counts);
    if (!m->bits || !m->counts) {
        free_marks(m);
        return ent_i_nomem(err);
    }
    *ret = m;
    return ENT_OK;
}

static ent_status run_unit(void *context, ent_i_worker *worker, size_t unit)
{
    const run *r = context;
    uint32_t first = (uint32_t)unit * NODES_PER_UNIT, left = r->node_count - first;
    r->look(r, worker->state, first, first + (left < NODES_PER_UNIT ? left : NODES_PER_UNIT));
    return ENT_OK;
}

/* By degree, most first. */
static ent_status order_by_degree(const ent_i_network *network, uint32_t *ret, ent_error *err)
{
    uint32_t n = (uint32_t)network->node_count, most = 0;
    for (uint32_t v = 0; v < n; v++)
        if (ent_i_lists_count(&network->out, v) > most)
            most = (uint32_t)ent_i_lists_count(&network->out, v);
    ENT_I_AUTOFREE uint32_t *start = NULL;
    ENT_I_TRY(ENT_I_ZEROED(start, (size_t)most + 2, err));
    for (uint32_t v = 0; v < n; v++)
        start[most - ent_i_lists_count(&network->out, v) + 1]++;
    for (uint32_t i = 0; i <= most; i++)
        start[i + 1] += start[i];
    for (uint32_t v = 0; v < n; v++)
        ret[start[most - ent_i_lists_count(&network->out, v)]++] = v;
    return ENT_OK;
}

/* Every tie to the list of its larger number, in the order of the smaller ones: so lists ascend. */
static ent_status lead_down(const ent_i_network *network, const uint32_t *order, run *r, ent_error *err)
{
    const ent_i_lists *lists = &network->out;
    ENT_I_AUTOFREE uint32_t *numbers = NULL;
    ENT_I_TRY(ENT_I_ZEROED(numbers, r->node_count, err));
    ENT_I_TRY(ENT_I_ZEROED(r->place, (size_t)r->node_count + 2, err));
    ENT_I_TRY(ENT_I_ZEROED(r->to, network->tie_count, err));
    for (uint32_t i = 0; i < r->node_count; i++)
        numbers[order[i]] = i;
    for (uint32_t v = 0; v < r->node_count; v++)
        for (uint32_t k = lists->place[v]; k < lists->place[v + 1]; k++)
            r->place[numbers[v] + 2] += numbers[lists->to[k]] < numbers[v];
    for (uint32_t i = 0; i < r->node_count; i++)
        r->place[i + 2] += r->place[i + 1];
    for (uint32_t i = 0; i < r->node_count; i++)
        for (uint32_t k = lists->place[order[i]]; k < lists->place[order[i] + 1]; k++)
            if (numbers[lists->to[k]] > i)
                r->to[r->place[numbers[lists->to[k]] + 1]++] = i;
    return ENT_OK;
}

static ent_status count(const ent_i_network *network, const uint32_t *order, run *r, const ent_i_clock *clock,
                        ent_error *err)
{
    uint64_t cost = 0;
    ENT_I_TRY(lead_down(network, order, r, err));
    for (uint32_t v = 0; v < r->node_count; v++)
        cost += (uint64_t)(r->place[v + 1] - r->place[v]) * (r->place[v + 1] - r->place[v]);
    ent_i_work work = { .units = ((size_t)r->node_count + NODES_PER_UNIT - 1) / NODES_PER_UNIT, .cost = cost,
                        .context = r, .open = open_marks, .unit = run_unit, .close = close_marks };
    return ent_i_work_run(&work, clock, err);
}

ent_status ent_i_triangles(const ent_i_network *network, ent_i_simd simd, const ent_i_clock *clock, uint64_t *ret,
                           ent_error *err)
{
    size_t n = network->node_count;
    if (!n)
        return ENT_OK;
    ENT_I_AUTOFREE uint32_t *order = NULL;
    ENT_I_AUTOFREE uint64_t *counts = NULL;
    ENT_I_TRY(ENT_I_ZEROED(order, n, err));
    ENT_I_TRY(ENT_I_ZEROED(counts, n, err));
    ENT_I_TRY(order_by_degree(network, order, err));
    run r = { .node_count = (uint32_t)n, .look = around_base, .counts = counts };
#ifdef ENT_I_HAS_DISPATCH
    if (ent_i_simd_choose(simd) == ENT_I_SIMD_AVX512)
        r.look = around_avx512;
#else
    (void)simd;
#endif
    ent_status status = count(network, order, &r, clock, err);
    free(r.place);
    free(r.to);
    for (size_t v = 0; status >= 0 && v < n; v++)
        ret[order[v]] = counts[v];
    return status;
}

ent_status ent_i_clustering(const ent_i_network *network, const ent_i_clock *clock, double *ret, ent_error *err)
{
    ENT_I_AUTOFREE uint64_t *triangles = NULL;
    ENT_I_TRY(ENT_I_ZEROED(triangles, network->node_count, err));
    ENT_I_TRY(ent_i_triangles(network, ENT_I_SIMD_BEST, clock, triangles, err));
    for (size_t v = 0; v < network->node_count; v++) {
        double degree = (double)ent_i_lists_count(&network->out, v), pairs = degree * (degree - 1) / 2;
        ret[v] = pairs > 0 ? (double)triangles[v] / pairs : NAN;
    }
    return ENT_OK;
}
