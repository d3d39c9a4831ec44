/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files that plan a pattern share: the order of its elements is chosen first (match_order.c), by what is known
 * of conditions (match_access.c) and of the graph (match_estimate.c); then the steps are made in that order (match_plan.c). */
#ifndef ENT_I_MATCH_PLAN_H
#define ENT_I_MATCH_PLAN_H

#include "graph/query/match/match.h"
#include "graph/query/overlay/statistics.h"

/* Solve a node, or follow a relationship of a path, next. */
typedef struct ent_i_choice {
    bool rel;
    bool backwards; /* from the right node to the left one */
    size_t path, index;
    double rows; /* after it, for one row before the pattern */
} ent_i_choice;

typedef struct ent_i_planner {
    ent_i_matcher *matcher;
    ent_i_run *run;
    const ent_i_statistics *statistics; /* NULL: nothing was counted */
    uint32_t *solved_at;          /* by slot: step + 1; 0: not solved, or before the clause */
    bool *known;                  /* by slot */
    bool **node_done, **rel_done; /* by path and index */
    ent_i_step ***rel_steps;      /* by path and index */
    size_t last;                  /* index of FINISH: after all others */
    ent_i_choice *choices;
    size_t choice_count;
} ent_i_planner;

/* count zeroed items in run->plan; NULL: no memory. */
void *ent_i_plan_alloc(ent_i_run *run, size_t count, size_t size);

/* Fill choices, which have room for all nodes and relationships. */
ENT_CHECK ent_status ent_i_match_order(ent_i_planner *planner);
/* How a relationship of a path is followed when these slots are known. */
ent_i_step_kind ent_i_match_rel_kind(const ent_i_match_request *request, const bool *known, size_t path, size_t index);

/* The accesses that a condition offers: a slot each, at most two. Returns how many. */
size_t ent_i_match_accesses(ent_i_run *run, const ent_i_expr *condition, uint32_t slots[2], ent_i_access accesses[2],
                            const ent_i_name *keys[2]);
/* WHERE as its parts between ANDs: visit each. */
typedef ent_status ent_i_condition_visit(const ent_i_expr *condition, void *context);
ENT_CHECK ent_status ent_i_match_conditions(ent_i_run *run, const ent_i_expr *where, ent_i_condition_visit *visit,
                                            void *context);
/* The share of nodes or rows that pass a condition, of which nothing better is known. */
double ent_i_match_share(const ent_i_expr *condition);

#endif
