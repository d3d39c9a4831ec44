/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Operators: each asks the one below for rows and gives rows of its own. A row is the frame: an operator writes the
 * slots that its clause introduces and leaves the others alone. */
#ifndef ENT_I_OP_H
#define ENT_I_OP_H

#include "graph/query/match/match.h"
#include "graph/query/operators/rows.h"

typedef struct ent_i_op ent_i_op;
struct ent_i_explain;

typedef struct ent_i_op_class {
    const char *name;
    ent_status (*open)(ent_i_op *op); /* the child is open already; also to begin anew; may be NULL */
    ent_status (*next)(ent_i_op *op); /* ENT_OK: a row; ENT_DONE */
    void (*clear)(ent_i_op *op);      /* frees what it holds; may be NULL */
    /* Say what it does, for EXPLAIN (explain.h): the row is begun and has the operator's name. May be NULL */
    void (*describe)(const ent_i_op *op, struct ent_i_explain *explain);
} ent_i_op_class;

struct ent_i_op {
    const ent_i_op_class *class;
    ent_i_run *run;
    ent_i_op *child;   /* NULL at the bottom */
    ent_i_arena arena; /* of the row given last */
    double estimate;   /* rows it is thought to give in all; below 0: not known */
    ent_i_counter counter;
};

/* Slots that hold something at some place of a part: what a row is. */
typedef struct ent_i_live {
    uint32_t *slots;
    size_t count, capacity;
} ent_i_live;

ENT_CHECK ent_status ent_i_op_open(ent_i_op *op);
ENT_CHECK ent_status ent_i_op_profile(ent_i_op *op);
static inline ent_status ent_i_op_next(ent_i_op *op)
{
    return op->run->profiled ? ent_i_op_profile(op) : op->class->next(op);
}
void ent_i_op_free(ent_i_op *op); /* clears it and all below */

/* The child's next row; what this operator made for the row before is gone, and expressions make values here. */
static inline ent_status ent_i_op_pull(ent_i_op *op)
{
    ent_i_arena_reset(&op->arena);
    ent_status status = ent_i_op_next(op->child);
    op->run->arena = &op->arena;
    return status;
}

/* --- the operators: made in run->plan, on top of the child ------------------------------------------------ */

/* Give a new operator of some size its child; what it points to is freed by ent_i_op_free. */
ENT_CHECK ent_status ent_i_op_new(ent_i_run *run, const ent_i_op_class *class, size_t size, ent_i_op **child,
                                  void *ret);

ENT_CHECK ent_status ent_i_op_unit(ent_i_run *run, ent_i_op **ret); /* one row, the frame as it is */
ENT_CHECK ent_status ent_i_op_filter(ent_i_run *run, const ent_i_expr *where, ent_i_op **op);
ENT_CHECK ent_status ent_i_op_unwind(ent_i_run *run, const ent_i_expr *list, uint32_t slot, ent_i_op **op);
ENT_CHECK ent_status ent_i_op_match(ent_i_run *run, const ent_i_clause *clause, const ent_i_bound_clause *bound,
                                    ent_i_op **op);
/* MATCH clauses right before an aggregation, when their matches can be counted: then *ret_made, and each row has
 * run->weight matches. */
ENT_CHECK ent_status ent_i_op_count(ent_i_run *run, const ent_i_clause *clauses, const ent_i_bound_clause *bound,
                                    size_t number, const ent_i_bound_projection *project, ent_i_op **op,
                                    bool *ret_made);
bool ent_i_op_weighs(const ent_i_op *op); /* does it set run->weight? */
ENT_CHECK ent_status ent_i_op_project(ent_i_run *run, const ent_i_bound_projection *project, ent_i_op **op);
ENT_CHECK ent_status ent_i_op_aggregate(ent_i_run *run, const ent_i_bound_projection *project, ent_i_op **op);
ENT_CHECK ent_status ent_i_op_distinct(ent_i_run *run, const uint32_t *slots, size_t count, ent_i_op **op);
ENT_CHECK ent_status ent_i_op_sort(ent_i_run *run, const ent_i_sort *sorts, size_t count, const ent_i_live *live,
                                   ent_i_op **op);
ENT_CHECK ent_status ent_i_op_slice(ent_i_run *run, const ent_i_expr *skip, const ent_i_expr *limit, ent_i_op **op);
ENT_CHECK ent_status ent_i_op_call(ent_i_run *run, const ent_i_clause *clause, const ent_i_bound_call *bound,
                                   bool standalone, ent_i_op **op);
/* CREATE, MERGE, SET, REMOVE, DELETE. before, after: live slots. */
ENT_CHECK ent_status ent_i_op_write(ent_i_run *run, const ent_i_clause *clause, const ent_i_bound_clause *bound,
                                    const ent_i_live *before, const ent_i_live *after, ent_i_op **op);

/* Apply one clause to the row in the frame (op_create.c, op_set.c, op_delete.c). */
ENT_CHECK ent_status ent_i_create_path(ent_i_run *run, const ent_i_path_pattern *path, const ent_i_bound_path *bound);
ENT_CHECK ent_status ent_i_set_items(ent_i_run *run, const ent_i_set_item *items, size_t count, bool remove);
ENT_CHECK ent_status ent_i_set_map(ent_i_run *run, ent_i_range range, ent_i_value entity, ent_i_value map);
ENT_CHECK ent_status ent_i_delete(ent_i_run *run, const ent_i_expr *expr, bool detach);
/* Deleted nodes that still have relationships are an error, once a statement is through. */
ENT_CHECK ent_status ent_i_check_deleted(ent_i_run *run);

/* --- whole queries ---------------------------------------------------------------------------------------- */

typedef struct ent_i_query_plan ent_i_query_plan;
ENT_CHECK ent_status ent_i_plan_query(ent_i_run *run, const ent_i_query *query, const ent_i_bound_query *bound,
                                      ent_i_query_plan **ret);
ENT_CHECK ent_status ent_i_query_plan_open(ent_i_query_plan *plan);
/* The next row of the result: *ret has as many values as the query has columns. */
ENT_CHECK ent_status ent_i_query_plan_next(ent_i_query_plan *plan, const ent_i_value **ret);
void ent_i_query_plan_free(ent_i_query_plan *plan);

/* --- aggregates (aggregate.c) ----------------------------------------------------------------------------- */

typedef struct ent_i_sum ent_i_sum; /* what an aggregate knows of a group so far */
ENT_CHECK ent_status ent_i_sum_new(ent_i_run *run, const ent_i_bound_aggregate *aggregate, ent_i_arena *arena,
                                   ent_i_sum **ret);
void ent_i_sum_clear(ent_i_sum *sum);
/* Take the row in the frame, as often as its weight says. Copies are made in the arena given to new. */
ENT_CHECK ent_status ent_i_sum_take(ent_i_sum *sum, uint64_t weight);
/* The result, in run->arena or that arena. */
ENT_CHECK ent_status ent_i_sum_result(ent_i_sum *sum, ent_i_value *ret);

#endif
