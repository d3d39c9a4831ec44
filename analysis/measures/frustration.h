/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The frustration index of signed ties (the line index of balance, Harary 1959): the least number of ties that stand
 * in the way of two camps, with positive ties inside and negative ones across. */
#ifndef ENT_I_FRUSTRATION_H
#define ENT_I_FRUSTRATION_H

#include "analysis/view/clock.h"

/* A signed network: weight above 0, a tie that wants its ends in one camp; below 0, in different ones. Each pair of
 * nodes is in the lists of both. */
typedef struct ent_i_signed {
    uint32_t node_count;
    size_t *place; /* by node: where its ties begin */
    uint32_t *to;
    double *weight;
} ent_i_signed;

typedef struct ent_i_frustration_options {
    unsigned widest;  /* of tables: up to 2^widest numbers; 0: no tables */
    uint64_t steps;   /* of a search: nodes given a camp, in each part that tables are too small for */
} ent_i_frustration_options;
#define ENT_I_FRUSTRATION_OPTIONS_INIT { 18, 5000000 }

/* It is least at least and most at most: the same where it was found exactly. */
typedef struct ent_i_frustration {
    double least, most;
} ent_i_frustration;

/* ends: of count ties, no two between the same nodes, none a loop; signs 1 or -1. Nodes with up to three ties are
 * taken away, the rest is solved by tables along an order of elimination where that is narrow enough, and by
 * branching and bounding elsewhere (exact methods are compared in Aref, Mason and Wilson, A modeling and
 * computational study of the frustration index in signed networks, Networks 75 (2020), 95-110, DOI
 * 10.1002/net.21907). The same for any number of calls. */
ENT_CHECK ent_status ent_i_frustration_of(uint32_t nodes, const uint32_t (*ends)[2], const signed char *signs, size_t count,
                                          const ent_i_frustration_options *options, const ent_i_clock *clock,
                                          ent_i_frustration *ret, ent_error *err);

/* --- parts of it ------------------------------------------------------------------------------------------ */

void ent_i_signed_clear(ent_i_signed *part);

/* frustration_tables.c: ret_done is false where a table would have to be wider. */
ENT_CHECK ent_status ent_i_frustration_tables(const ent_i_signed *part, unsigned widest, const ent_i_clock *clock,
                                              double *ret, bool *ret_done, ent_error *err);
/* frustration_search.c */
ENT_CHECK ent_status ent_i_frustration_search(const ent_i_signed *part, uint64_t steps, const ent_i_clock *clock,
                                              ent_i_frustration *ret, ent_error *err);

#endif
