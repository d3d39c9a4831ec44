/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shared by the files that take MATCH clauses apart (count_pattern.c, count_reads.c, count_where.c, count_choose.c). */
#ifndef ENT_I_COUNT_TAKE_H
#define ENT_I_COUNT_TAKE_H

#include "graph/query/count/count.h"

typedef struct ent_i_taking {
    ent_i_count_pattern *pattern;
    ent_i_run *run;
    bool unsuited;         /* not to be counted */
    const uint32_t *paths; /* slots of path variables */
    size_t path_count;
} ent_i_taking;

/* The clause that is taken. */
typedef struct ent_i_taken {
    const ent_i_clause *clause;
    const ent_i_bound_clause *bound;
    unsigned part, number;
    ent_i_matcher *clock;
} ent_i_taken;

/* What an expression reads. */
typedef struct ent_i_reads {
    ent_i_taking *taking;
    ent_i_count_set vars, edges;
    bool outer; /* of the row before */
} ent_i_reads;

void *ent_i_take_zeroed(ent_i_run *run, size_t size);
/* By slot; -1: none. */
int ent_i_take_var(const ent_i_count_pattern *pattern, uint32_t slot);
int ent_i_take_edge(const ent_i_count_pattern *pattern, uint32_t slot);

ent_i_reads ent_i_take_reads(ent_i_taking *taking, const ent_i_expr *expr);
/* Some part reads a node: of another one, perhaps. */
void ent_i_take_outer(ent_i_taking *taking, unsigned part, int var);
/* What the aggregation reads. */
ENT_CHECK ent_status ent_i_take_kept(ent_i_taking *taking, const ent_i_bound_projection *project);

ENT_CHECK ent_status ent_i_take_test(ent_i_taking *taking, ent_i_count_test ***last, ent_i_count_test test);
/* What a part says of a node: in the node itself when the part introduced it. */
ENT_CHECK ent_status ent_i_take_filter(ent_i_taking *taking, unsigned part, uint32_t var, ent_i_count_filter **ret);
ENT_CHECK ent_status ent_i_take_new_edge(ent_i_taking *taking, const ent_i_rel_pattern *rel, ent_i_count_edge **ret);
ENT_CHECK ent_status ent_i_take_where(ent_i_taking *taking, const ent_i_taken *clause, const ent_i_expr *where);

/* Which nodes and relationships are walked; false: there would be too many terms. */
bool ent_i_count_choose_walk(ent_i_count_pattern *pattern);

#endif
