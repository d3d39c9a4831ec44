/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which vector instructions a kernel may use. Every kernel gives the same bits with all of them. */
#ifndef ENT_I_SIMD_H
#define ENT_I_SIMD_H

typedef enum ent_i_simd {
    ENT_I_SIMD_BEST,   /* what this machine has */
    ENT_I_SIMD_BASE,   /* what the compiler was told that every machine has */
    ENT_I_SIMD_AVX2,   /* with BMI, FMA not used: it would round otherwise */
    ENT_I_SIMD_AVX512  /* F, BW, DQ, VL and VPOPCNTDQ: since Ice Lake and Zen 4 */
} ent_i_simd;

/* The variants for other processors than the least are in the program. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(ENT_NO_DISPATCH)
#define ENT_I_HAS_DISPATCH 1
#define ENT_I_TARGET_AVX2 __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
#define ENT_I_TARGET_AVX512 \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vpopcntdq,avx2,bmi,bmi2,lzcnt,popcnt")))
#endif

/* The wanted variant, or the best below it that program and machine have. */
ent_i_simd ent_i_simd_choose(ent_i_simd wanted);

#endif
