/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Between the parts of the reach kernel. */
#ifndef ENT_I_REACH_PARTS_H
#define ENT_I_REACH_PARTS_H

#include "analysis/kernels/arcs.h"
#include "analysis/kernels/reach.h"
#include "analysis/kernels/work.h"

/* What has been counted at a node. */
typedef struct ent_i_reach_count {
    uint64_t distance;
    uint64_t high, low; /* sum, in 2^-30 and in 2^-62 */
    uint32_t nodes, farthest;
} ent_i_reach_count;

/* A search that every node of sources first .. first + count - 1 begins, all within the places from .. to. */
typedef struct ent_i_reach_batch_of {
    uint32_t first, count, from, to;
} ent_i_reach_batch_of;

/* What one thread works in. */
typedef struct ent_i_reach_state {
    void *seen, *here, *next;   /* by place: a row of one bit a lane */
    uint8_t *is_here, *is_next; /* by place: has its row a bit? */
    uint32_t *front, *coming;   /* places */
    ent_i_reach_count *counts;  /* by place */
    uint64_t visits;            /* rows that were new at a level, of the last batch ... */
    uint32_t from;              /* ... and the component that it was of */
} ent_i_reach_state;

/* What a node at the next distance adds to a sum, in 2^-62; power begins with 1. Powers are one too low, so that small
 * ones keep their digits. */
static inline uint64_t ent_i_reach_share(const ent_i_reach_options *options, uint32_t distance, double *power)
{
    double share = options->decays ? *power : 1 / (double)distance;
    *power *= options->decay;
    return (uint64_t)(share * 0x1p62);
}

/* The searches go against the ties: whom a search of node s comes to is who reaches s, and the count is theirs. */
typedef ent_status ent_i_reach_batch(const ent_i_lists *forth, const ent_i_lists *back,
                                     const ent_i_reach_options *options, const ent_i_reach_batch_of *batch,
                                     ent_i_reach_state *state, const ent_i_worker *worker);
ent_i_reach_batch ent_i_reach_2_base, ent_i_reach_4_base, ent_i_reach_8_base;
ent_i_reach_batch ent_i_reach_2_avx2, ent_i_reach_4_avx2, ent_i_reach_8_avx2;
ent_i_reach_batch ent_i_reach_2_avx512, ent_i_reach_4_avx512, ent_i_reach_8_avx512;

#endif
