/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/kernels/simd.h"

#include <stdbool.h>

ent_i_simd ent_i_simd_choose(ent_i_simd wanted)
{
#ifdef ENT_I_HAS_DISPATCH
    bool any = wanted == ENT_I_SIMD_BEST;
    bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
                __builtin_cpu_supports("popcnt");
    if ((any || wanted == ENT_I_SIMD_AVX512) && avx2 && __builtin_cpu_supports("avx512f") &&
        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vpopcntdq"))
        return ENT_I_SIMD_AVX512;
    if (wanted != ENT_I_SIMD_BASE && avx2)
        return ENT_I_SIMD_AVX2;
#else
    (void)wanted;
#endif
    return ENT_I_SIMD_BASE;
}
