/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Between the parts of betweenness: what is prepared once, and the batches of sources. */
#ifndef ENT_I_BRANDES_H
#define ENT_I_BRANDES_H

#include "analysis/kernels/betweenness.h"
#include "analysis/kernels/arcs.h"
#include "analysis/kernels/work.h"

/* A network in the order of order.nodes, without what hangs on one tie: such trees are folded into where they
 * hang, which is then as many nodes as fold says, itself included. What nodes and ties have from paths that begin
 * or end in a tree they are part of is in base and tie_base, of ordered pairs. */
typedef struct ent_i_brandes {
    ent_i_arcs arcs;
    ent_i_order order;
    double *fold, *base, *tie_base; /* tie_base NULL: no ties wanted */
    uint32_t *sources;
    uint32_t source_count;
} ent_i_brandes;

ENT_CHECK ent_status ent_i_brandes_make(const ent_i_network *network, bool fold, bool ties, ent_i_brandes *ret,
                                        ent_error *err);
void ent_i_brandes_clear(ent_i_brandes *brandes);

/* The places of the components that the sources first .. last are in: [ret_from, ret_to). */
void ent_i_brandes_range(const ent_i_brandes *brandes, uint32_t first, uint32_t last, uint32_t *ret_from,
                         uint32_t *ret_to);

/* What one thread works in. */
typedef struct ent_i_brandes_state {
    double *rows;        /* by place and lane: the number of shortest paths; going back, see brandes_lanes.h */
    void *unseen, *here, *next; /* by place: masks of lanes */
    void *visits;        /* (lanes, place), level by level */
    size_t *levels;      /* where each level begins in visits */
    size_t visit_capacity, level_capacity;
} ent_i_brandes_state;

/* Adds to scores (and tie_scores unless NULL) what sources first .. first + count - 1 give; count is at most the
 * lanes. ENT_ERR_CAPACITY: more paths than a double counts well. */
typedef ent_status ent_i_brandes_batch(const ent_i_brandes *brandes, ent_i_brandes_state *state, uint32_t first,
                                       uint32_t count, const ent_i_worker *worker, double *scores, double *tie_scores);
ent_i_brandes_batch ent_i_brandes_8_base, ent_i_brandes_16_base, ent_i_brandes_32_base, ent_i_brandes_64_base;
ent_i_brandes_batch ent_i_brandes_8_avx2, ent_i_brandes_16_avx2, ent_i_brandes_32_avx2, ent_i_brandes_64_avx2;
ent_i_brandes_batch ent_i_brandes_8_avx512, ent_i_brandes_16_avx512, ent_i_brandes_32_avx512,
    ent_i_brandes_64_avx512;

/* One source at a time, weighted or not, with path counts beyond the range of a double. */
ENT_CHECK ent_status ent_i_brandes_plain(const ent_i_network *network, const uint32_t *sources, size_t source_count,
                                         const ent_i_clock *clock, double *ret_nodes, double *ret_ties,
                                         ent_error *err);

/* How much more than log2 of the largest path count the batches take on: beyond, reciprocals are not exact. */
#define ENT_I_BRANDES_BITS 900

#endif
