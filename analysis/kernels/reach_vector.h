/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows of 128, 256 and 512 bits for functions marked TARGET, in vectors of at most WIDTH words. */
#include <math.h>
#include <string.h>

#include "analysis/kernels/reach_parts.h"

#if WIDTH == 8
#include <immintrin.h>
#endif

#define JOIN_(a, b, c) ent_i_reach_##a##_##b##c
#define JOIN(a, b, c) JOIN_(a, b, c)
#define LOCAL static inline __attribute__((always_inline)) TARGET

LOCAL unsigned bits_of(uint64_t word)
{
#if WIDTH > 2
    return (unsigned)__builtin_popcountll(word); /* one instruction */
#else
    word -= word >> 1 & UINT64_C(0x5555555555555555);
    word = (word & UINT64_C(0x3333333333333333)) + (word >> 2 & UINT64_C(0x3333333333333333));
    word = (word + (word >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
    return (unsigned)(word * UINT64_C(0x0101010101010101) >> 56);
#endif
}

#define WORDS 2
#include "analysis/kernels/reach_lanes.h"
#undef WORDS
#define WORDS 4
#include "analysis/kernels/reach_lanes.h"
#undef WORDS
#define WORDS 8
#include "analysis/kernels/reach_lanes.h"
