/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Between the parts of betweenness: what is prepared once, and the batches of sources. */
#ifndef ENT_I_BRANDES_H
#define ENT_I_BRANDES_H

#include "analysis/kernels/arcs.h"
#include "analysis/kernels/betweenness.h"
#include "analysis/kernels/work.h"

/* For each place its arcs: to those at start[place] .. start[place + 1], ascending. */
typedef struct ent_i_brandes_lists {
    uint32_t *start;
    void *to;         /* places, of 16 bits where all of them fit, else of 32 */
} ent_i_brandes_lists;

/* A network without its isolates and without what hangs on one tie: such trees are folded into where they hang, which
 * is then as many nodes as fold says, itself included. What is left has places, in an order that keeps what is visited
 * together close together. */
typedef struct ent_i_brandes {
    uint32_t place_count;
    bool directed, wide;      /* wide: places have 32 bits */
    uint32_t *nodes;          /* by place */
    uint32_t *parts;          /* by component: its first place; part_count + 1 */
    uint32_t part_count;
    ent_i_brandes_lists out, in; /* undirected: the same */
    uint32_t *ties;           /* by arc of out: the number of its tie; NULL: no ties wanted */
    double *fold;             /* by place */
    uint32_t *sources;        /* places */
    uint32_t source_count;
} ent_i_brandes;

/* What begins or ends in a folded tree is counted without a search. */
typedef struct ent_i_brandes_scores {
    double *nodes; /* of ordered pairs, by node */
    double *ties;  /* or NULL */
} ent_i_brandes_scores;

/* wide: even where 16 bits do. scores: what folding comes to is written there; ties wanted if it has ties. */
ENT_CHECK ent_status ent_i_brandes_make(const ent_i_network *network, bool fold, bool wide,
                                        const ent_i_brandes_scores *scores, ent_i_brandes *ret, ent_error *err);
void ent_i_brandes_clear(ent_i_brandes *brandes);

/* The places of the components that the places first .. last are in: [ret_from, ret_to). */
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
/* For a number of lanes and of bits of a place. */
ent_i_brandes_batch ent_i_brandes_16x16_base, ent_i_brandes_16x32_base, ent_i_brandes_32x16_base,
    ent_i_brandes_32x32_base;
ent_i_brandes_batch ent_i_brandes_16x16_avx2, ent_i_brandes_16x32_avx2, ent_i_brandes_32x16_avx2,
    ent_i_brandes_32x32_avx2;
ent_i_brandes_batch ent_i_brandes_16x16_avx512, ent_i_brandes_16x32_avx512, ent_i_brandes_32x16_avx512,
    ent_i_brandes_32x32_avx512;

/* One source at a time, weighted or not, with path counts beyond the range of a double. */
ENT_CHECK ent_status ent_i_brandes_plain(const ent_i_network *network, const uint32_t *sources, size_t source_count,
                                         const ent_i_clock *clock, double *ret_nodes, double *ret_ties,
                                         ent_error *err);

/* How much more than log2 of the largest path count the batches take on: beyond, reciprocals are not exact. */
#define ENT_I_BRANDES_BITS 900

#endif
