/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Searches from many nodes at once, for every machine. */
#include "analysis/kernels/simd.h"

#define TARGET
#define SUFFIX base
#define WIDTH 2
#include "analysis/kernels/reach_vector.h"
