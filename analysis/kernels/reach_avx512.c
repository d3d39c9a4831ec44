/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Searches from many nodes at once, for machines with AVX512. */
#include "analysis/kernels/simd.h"

#ifdef ENT_I_HAS_DISPATCH
#define TARGET ENT_I_TARGET_AVX512
#define SUFFIX avx512
#define WIDTH 8
#include "analysis/kernels/reach_vector.h"
#endif
