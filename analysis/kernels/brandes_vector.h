/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Vectors of WIDTH doubles for functions marked TARGET, and the batches of each number of lanes made of them:
 * brandes_base.c, brandes_avx2.c and brandes_avx512.c are this with other words. What is added to what, and in
 * which order, is the same in all. */
#include <string.h>

#include "analysis/kernels/brandes.h"
#include "graph/base/array.h"

#if WIDTH == 8
#include <immintrin.h>
#endif

typedef double vec __attribute__((vector_size(WIDTH * 8)));
typedef int64_t bits __attribute__((vector_size(WIDTH * 8)));

#define JOIN_(a, b, c, d) ent_i_brandes_##a##x##b##_##c##d
#define JOIN(a, b, c, d) JOIN_(a, b, c, d)
#define LOCAL static inline __attribute__((always_inline)) TARGET

/* Vectors that the sum over the lanes of a batch is first brought down to: 8 doubles, whatever WIDTH is. */
#define SUMS (8 / WIDTH)

#if WIDTH == 8

/* a, with b added in the lanes of mask. */
LOCAL vec add_where(vec a, uint64_t mask, vec b)
{
    return (vec)_mm512_mask_add_pd((__m512d)a, (__mmask8)mask, (__m512d)a, (__m512d)b);
}

/* b in the lanes of mask, a in the others. */
LOCAL vec select_where(vec a, uint64_t mask, vec b)
{
    return (vec)_mm512_mask_mov_pd((__m512d)a, (__mmask8)mask, (__m512d)b);
}

LOCAL double sum_of(const vec *sums)
{
    __m256d four = _mm256_add_pd(_mm512_castpd512_pd256((__m512d)sums[0]), _mm512_extractf64x4_pd((__m512d)sums[0], 1));
    __m128d two = _mm_add_pd(_mm256_castpd256_pd128(four), _mm256_extractf128_pd(four, 1));
    return two[0] + two[1];
}

#else

#if WIDTH == 4
#define ROW(m) { -((m) & 1), -((m) >> 1 & 1), -((m) >> 2 & 1), -((m) >> 3 & 1) }
static const bits masks[16] = { ROW(0), ROW(1), ROW(2),  ROW(3),  ROW(4),  ROW(5),  ROW(6),  ROW(7),
                                ROW(8), ROW(9), ROW(10), ROW(11), ROW(12), ROW(13), ROW(14), ROW(15) };
#else
#define ROW(m) { -((m) & 1), -((m) >> 1 & 1) }
static const bits masks[4] = { ROW(0), ROW(1), ROW(2), ROW(3) };
#endif
#define MASK_BITS ((1u << WIDTH) - 1)

LOCAL vec add_where(vec a, uint64_t mask, vec b)
{
    return a + (vec)((bits)b & masks[mask & MASK_BITS]);
}

LOCAL vec select_where(vec a, uint64_t mask, vec b)
{
    bits chosen = masks[mask & MASK_BITS];
    return (vec)(((bits)b & chosen) | ((bits)a & ~chosen));
}

LOCAL double sum_of(const vec *sums)
{
#if WIDTH == 4
    vec four = sums[0] + sums[1];
    return (four[0] + four[2]) + (four[1] + four[3]);
#else
    vec two = (sums[0] + sums[2]) + (sums[1] + sums[3]);
    return two[0] + two[1];
#endif
}

#endif

#define LANES 16
#define MASK uint16_t
#define BITS 16
#define PLACE uint16_t
#include "analysis/kernels/brandes_lanes.h"
#undef LANES
#undef MASK
#undef BITS
#undef PLACE
#define LANES 16
#define MASK uint16_t
#define BITS 32
#define PLACE uint32_t
#include "analysis/kernels/brandes_lanes.h"
#undef LANES
#undef MASK
#undef BITS
#undef PLACE
#define LANES 32
#define MASK uint32_t
#define BITS 16
#define PLACE uint16_t
#include "analysis/kernels/brandes_lanes.h"
#undef LANES
#undef MASK
#undef BITS
#undef PLACE
#define LANES 32
#define MASK uint32_t
#define BITS 32
#define PLACE uint32_t
#include "analysis/kernels/brandes_lanes.h"
