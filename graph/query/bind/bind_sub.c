/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pattern predicates, pattern comprehensions, EXISTS: subqueries that see the outer row. */
#include "graph/query/bind/bind_state.h"

ent_status ent_i_bind_pattern_where(ent_i_binder *binder, const ent_i_expr *where, const ent_i_time *time)
{
    const ent_i_time *outer = binder->time;
    binder->time = time;
    ENT_I_TRY(ent_i_bind_where(binder, where, "WHERE"));
    binder->time = outer;
    return ENT_OK;
}

static ent_status bind_pattern(ent_i_binder *binder, const ent_i_expr *expr, ent_i_bound_sub *sub, ent_i_type *ret)
{
    const ent_i_path_pattern *path = expr->of.pattern;
    sub->time = binder->time;
    if (path->shortest)
        *ret = (ent_i_type){ ENT_I_TYPE_PATH, path->shortest == ENT_I_ALL_SHORTEST };
    return ent_i_bind_paths(binder, path, 1, ENT_I_PATTERN_PREDICATE, &sub->paths);
}

static ent_status bind_comprehension(ent_i_binder *binder, const ent_i_expr *expr, ent_i_bound_sub *sub,
                                     ent_i_type *ret)
{
    ENT_I_TRY(ent_i_bind_time(binder, expr->of.pattern_comprehension.time));
    ENT_I_TRY(ent_i_bind_paths(binder, expr->of.pattern_comprehension.path, 1, ENT_I_PATTERN_MATCH, &sub->paths));
    ENT_I_TRY(ent_i_bind_pattern_where(binder, expr->of.pattern_comprehension.where,
                                       expr->of.pattern_comprehension.time));
    ENT_I_TRY(ent_i_bind_plain(binder, expr->of.pattern_comprehension.value, "a pattern comprehension"));
    *ret = ent_i_type_list(ent_i_bind_note(binder, expr->of.pattern_comprehension.value)->type);
    return ENT_OK;
}

static ent_status bind_exists(ent_i_binder *binder, const ent_i_expr *expr, ent_i_bound_sub *sub)
{
    if (expr->of.exists.query) {
        if (expr->of.exists.query->updates)
            return ENT_I_BIND_SYNTAX(binder, expr->range, "InvalidClauseComposition", "EXISTS cannot change the graph");
        const ent_i_time *outer = binder->time;
        binder->time = NULL; /* its own WHEREs count */
        ENT_I_TRY(ent_i_bind_query(binder, expr->of.exists.query, &sub->query));
        binder->time = outer;
        return ENT_OK;
    }
    const ent_i_pattern *pattern = expr->of.exists.pattern;
    ENT_I_TRY(ent_i_bind_time(binder, expr->of.exists.time));
    ENT_I_TRY(ent_i_bind_paths(binder, pattern->paths, pattern->count, ENT_I_PATTERN_MATCH, &sub->paths));
    return ent_i_bind_pattern_where(binder, expr->of.exists.where, expr->of.exists.time);
}

ent_status ent_i_bind_subquery(ent_i_binder *binder, const ent_i_expr *expr)
{
    if (binder->constant_only)
        return ENT_I_BIND_SYNTAX(binder, expr->range, "NonConstantExpression", "%s must not depend on the graph",
                                 binder->clause);
    ent_i_bound_sub *sub = NULL;
    ENT_I_TRY(ent_i_bind_array(binder, 1, sizeof *sub, &sub));
    ent_i_type type = ent_i_type_of(ENT_I_TYPE_BOOLEAN);
    ent_i_aggregation aggregation = binder->aggregation;
    const char *clause = binder->clause;
    size_t mark = binder->variable_count;
    binder->aggregation = ENT_I_AGGREGATES_REFUSED;
    binder->clause = "a pattern";
    binder->depth++;
    sub->first_slot = binder->slot_count;
    if (expr->kind == ENT_I_EXPR_PATTERN)
        ENT_I_TRY(bind_pattern(binder, expr, sub, &type));
    else if (expr->kind == ENT_I_EXPR_PATTERN_COMPREHENSION)
        ENT_I_TRY(bind_comprehension(binder, expr, sub, &type));
    else
        ENT_I_TRY(bind_exists(binder, expr, sub));
    sub->end_slot = binder->slot_count;
    ent_i_bind_pop(binder, mark);
    binder->depth--;
    binder->clause = clause;
    binder->aggregation = aggregation;
    ent_i_note *note = ent_i_bind_note(binder, expr);
    note->type = type;
    note->sub = sub;
    return ENT_OK;
}
