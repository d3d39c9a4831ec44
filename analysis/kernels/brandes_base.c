/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Batches of betweenness for every machine. */
#include "analysis/kernels/simd.h"

#define TARGET
#define SUFFIX base
#define WIDTH 2
#include "analysis/kernels/brandes_vector.h"
