/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How far every node is from all others, in one pass: what closeness, harmonic, decay, eccentricity, mean distance
 * and diameter are made of. */
#ifndef ENT_I_KERNEL_REACH_H
#define ENT_I_KERNEL_REACH_H

#include "analysis/kernels/simd.h"
#include "analysis/network/projection.h"
#include "analysis/view/clock.h"

typedef struct ent_i_reach {
    uint64_t distance; /* the sum of the distances to the nodes that it reaches */
    uint32_t nodes;    /* how many those are, itself left out */
    uint32_t farthest; /* the largest of the distances */
    double sum;        /* over those nodes, of the reciprocal distances; or of decay to the power of the distance */
} ent_i_reach;

typedef struct ent_i_reach_options {
    ent_i_simd simd;
    unsigned lanes; /* sources at once: 128, 256 or 512; 0: 128 or 256 by the number of nodes */
    bool decays;    /* sum is of powers of decay, 0 .. 1 */
    double decay;
} ent_i_reach_options;
#define ENT_I_REACH_OPTIONS_INIT { ENT_I_SIMD_BEST, 0, false, 0 }

/* From every node, along its ties in their direction; weights are not looked at. ret: by node. Then and others
 * (2014), The more the merrier: efficient multi-source graph traversal, DOI 10.14778/2735496.2735507. Counted in
 * whole numbers (sum in 2^-62): the same bits whatever threads, lanes and instructions. O(n m / lanes). */
ENT_CHECK ent_status ent_i_reach_all(const ent_i_network *network, const ent_i_reach_options *options,
                                     const ent_i_clock *clock, ent_i_reach *ret, ent_error *err);

#endif
