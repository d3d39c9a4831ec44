/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Searches from many nodes at once, for machines with AVX2. */
#include "analysis/kernels/simd.h"

#ifdef ENT_I_HAS_DISPATCH
#define TARGET ENT_I_TARGET_AVX2
#define SUFFIX avx2
#define WIDTH 4
#include "analysis/kernels/reach_vector.h"
#endif
