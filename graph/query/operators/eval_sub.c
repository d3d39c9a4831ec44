/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Expressions that look into the graph: pattern predicates and comprehensions, shortest paths, EXISTS. All are one
 * thing: a subquery that reads the row it stands in. It is made ready when it is first met, and then kept. */
#include <stdlib.h>

#include "graph/base/array.h"
#include "graph/query/evaluate/explain.h"
#include "graph/query/operators/op.h"

struct ent_i_sub {
    ent_i_matcher *matcher; /* of patterns */
    ent_i_query_plan *plan; /* of EXISTS { query } */
};

void ent_i_sub_free(ent_i_sub *sub)
{
    if (!sub)
        return;
    ent_i_matcher_clear(sub->matcher);
    ent_i_query_plan_free(sub->plan);
}

static ent_i_match_request request_of(const ent_i_expr *expr, const ent_i_bound_sub *bound)
{
    ent_i_match_request request = { .bound = bound->paths, .path_count = 1 };
    if (expr->kind == ENT_I_EXPR_PATTERN) {
        request.paths = expr->of.pattern;
        request.time = bound->time;
    } else if (expr->kind == ENT_I_EXPR_PATTERN_COMPREHENSION) {
        request.paths = expr->of.pattern_comprehension.path;
        request.time = expr->of.pattern_comprehension.time;
        request.where = expr->of.pattern_comprehension.where;
    } else {
        request.paths = expr->of.exists.pattern->paths;
        request.path_count = expr->of.exists.pattern->count;
        request.time = expr->of.exists.time;
        request.where = expr->of.exists.where;
    }
    return request;
}

static ent_status sub_of(ent_i_run *run, const ent_i_expr *expr, ent_i_sub **ret)
{
    *ret = run->subs[expr->number];
    if (*ret)
        return ENT_OK;
    const ent_i_bound_sub *bound = ent_i_note_of(run->bound, expr)->sub;
    ent_i_sub *sub = ent_i_arena_alloc(&run->plan, sizeof *sub);
    if (!sub)
        return ent_i_nomem(run->err);
    *sub = (ent_i_sub){ NULL, NULL };
    if (expr->kind == ENT_I_EXPR_EXISTS && expr->of.exists.query) {
        ENT_I_TRY(ent_i_plan_query(run, expr->of.exists.query, bound->query, &sub->plan));
    } else {
        ent_i_match_request request = request_of(expr, bound);
        ENT_I_TRY(ent_i_matcher_new(run, &request, &sub->matcher));
    }
    *ret = run->subs[expr->number] = sub;
    return ENT_OK;
}

static ent_status eval_query(ent_i_run *run, ent_i_query_plan *plan, ent_i_value *ret)
{
    const ent_i_value *row;
    ent_i_arena *outer = run->arena;
    ent_status status = ent_i_query_plan_open(plan);
    if (status == ENT_OK)
        status = ent_i_query_plan_next(plan, &row);
    run->arena = outer;
    *ret = ent_i_boolean(status == ENT_OK);
    return status < 0 ? status : ENT_OK;
}

/* What a match adds to the result: a value of the comprehension, or a path. */
static ent_status match_value(ent_i_run *run, const ent_i_expr *expr, const ent_i_bound_sub *bound, ent_i_value *ret)
{
    ent_i_value value;
    if (expr->kind == ENT_I_EXPR_PATTERN)
        return ent_i_matched_path(run, expr->of.pattern, bound->paths, ret);
    ENT_I_TRY(ent_i_eval(run, expr->of.pattern_comprehension.value, &value));
    /* It may be part of what the matcher made, which goes with the next match. */
    return ent_i_value_copy(run->arena, value, ret, run->err);
}

typedef struct gathered {
    ent_i_value *items;
    size_t count, capacity;
} gathered;

static ent_status gather(ent_i_run *run, const ent_i_expr *expr, ent_i_matcher *matcher, gathered *all,
                         ent_i_value *ret)
{
    const ent_i_bound_sub *bound = ent_i_note_of(run->bound, expr)->sub;
    ent_status status;
    while ((status = ent_i_matcher_next(matcher)) == ENT_OK) {
        ENT_I_TRY(ENT_I_RUN_RESERVE(run, all->items, all->capacity, all->count + 1));
        ENT_I_TRY(match_value(run, expr, bound, &all->items[all->count]));
        all->count++;
    }
    if (status != ENT_DONE)
        return status;
    ent_i_list *list;
    ENT_I_TRY(ent_i_value_list(run->arena, all->count, &list, run->err));
    for (size_t i = 0; i < all->count; i++)
        list->items[i] = all->items[i];
    *ret = (ent_i_value){ .kind = ENT_I_LIST, .list = list };
    return ENT_OK;
}

ent_status ent_i_eval_sub(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    ent_i_sub *sub;
    ENT_I_TRY(sub_of(run, expr, &sub));
    if (sub->plan)
        return eval_query(run, sub->plan, ret);
    ENT_I_TRY(ent_i_matcher_start(sub->matcher));
    ent_i_shortest shortest = expr->kind == ENT_I_EXPR_PATTERN ? expr->of.pattern->shortest : ENT_I_NOT_SHORTEST;
    if (expr->kind == ENT_I_EXPR_PATTERN_COMPREHENSION || shortest == ENT_I_ALL_SHORTEST) {
        gathered all = { NULL, 0, 0 };
        ent_status status = gather(run, expr, sub->matcher, &all, ret);
        ENT_I_RUN_RELEASE(run, all.items, all.capacity);
        return status;
    }
    ent_status status = ent_i_matcher_next(sub->matcher);
    if (status < 0)
        return status;
    *ret = ent_i_boolean(status == ENT_OK);
    if (shortest != ENT_I_SHORTEST)
        return ENT_OK;
    *ret = ent_i_null();
    return status == ENT_OK
               ? ent_i_matched_path(run, expr->of.pattern, ent_i_note_of(run->bound, expr)->sub->paths, ret)
               : ENT_OK;
}

/* --- explaining ------------------------------------------------------------------------------------------- */

static const char *sub_name(const ent_i_expr *expr)
{
    if (expr->kind == ENT_I_EXPR_EXISTS)
        return "Exists";
    if (expr->kind == ENT_I_EXPR_PATTERN_COMPREHENSION)
        return "Comprehension";
    return expr->of.pattern->shortest == ENT_I_NOT_SHORTEST ? "Exists" : "ShortestPath";
}

void ent_i_explain_sub(ent_i_explain *explain, const ent_i_expr *expr)
{
    ent_i_sub *sub;
    ent_status status = sub_of(ent_i_explain_run(explain), expr, &sub);
    if (status != ENT_OK) {
        ent_i_explain_fail(explain, status);
        return;
    }
    ent_i_explain_begin(explain, sub_name(expr), ENT_I_NO_ESTIMATE, NULL);
    if (sub->plan)
        ent_i_explain_plan(explain, sub->plan);
    else
        ent_i_explain_matcher(explain, sub->matcher);
    if (expr->kind == ENT_I_EXPR_PATTERN_COMPREHENSION)
        ent_i_explain_subqueries(explain, expr->of.pattern_comprehension.value);
    ent_i_explain_end(explain);
}
