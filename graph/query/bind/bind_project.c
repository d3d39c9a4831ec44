/* SPDX-License-Identifier: GPL-2.0-or-later */
/* WITH and RETURN. ORDER BY, SKIP, LIMIT and WHERE see the columns, above the variables of before. */
#include <stdlib.h>
#include <string.h>

#include "graph/query/bind/bind_state.h"

/* --- the columns --------------------------------------------------------------------------------- */

static int by_name(const void *a, const void *b)
{
    const ent_i_variable *x = *(const ent_i_variable *const *)a, *y = *(const ent_i_variable *const *)b;
    size_t shorter = x->name.length < y->name.length ? x->name.length : y->name.length;
    int order = memcmp(x->name.text, y->name.text, shorter);
    return order ? order : (x->name.length > y->name.length) - (x->name.length < y->name.length);
}

/* "*": the variables of this query, in the order of their names. */
static ent_status star_columns(ent_i_projector *p)
{
    ent_i_binder *binder = p->binder;
    size_t count = binder->variable_count - binder->level_base;
    const ent_i_variable **sorted = NULL;
    ENT_I_TRY(ent_i_bind_array(binder, count, sizeof *sorted, &sorted));
    for (size_t i = 0; i < count; i++)
        sorted[i] = &binder->variables[binder->level_base + i];
    qsort(sorted, count, sizeof *sorted, by_name);
    for (size_t i = 0; i < count; i++)
        p->columns[p->column_count++] = (ent_i_bound_column){ .name = sorted[i]->name.text,
                                                              .name_length = sorted[i]->name.length,
                                                              .from = sorted[i]->slot,
                                                              .type = sorted[i]->type };
    return ENT_OK;
}

/* Bind one column; *ret_uses is what its subqueries use outside of aggregates. */
static ent_status bind_column(ent_i_projector *p, const ent_i_column *column, const ent_i_use **ret_uses)
{
    ent_i_binder *binder = p->binder;
    ent_i_watch watch = { .begin = p->begin, .end = p->end, .depth = binder->depth, .outer = binder->watch };
    binder->watch = &watch;
    binder->aggregation = ENT_I_AGGREGATES_ALLOWED;
    ENT_I_TRY(ent_i_bind_expr(binder, column->value));
    binder->watch = watch.outer;
    const ent_i_note *note = ent_i_bind_note(binder, column->value);
    p->columns[p->column_count++] = (ent_i_bound_column){
        .name = column->name.text, .name_length = column->name.length, .value = column->value,
        .from = column->value->kind == ENT_I_EXPR_VARIABLE ? note->slot : ENT_I_NO_SLOT,
        .type = note->type, .aggregates = note->aggregates,
    };
    p->aggregating |= note->aggregates;
    *ret_uses = watch.uses;
    return ENT_OK;
}

static ent_status bind_columns(ent_i_projector *p, const ent_i_clause *clause)
{
    ent_i_binder *binder = p->binder;
    size_t stars = clause->of.project.star ? binder->variable_count - binder->level_base : 0;
    size_t count = clause->of.project.count;
    const ent_i_use **uses = NULL;
    ENT_I_TRY(ent_i_bind_array(binder, stars + count, sizeof *p->columns, &p->columns));
    ENT_I_TRY(ent_i_bind_array(binder, count, sizeof *uses, &uses));
    if (clause->of.project.star)
        ENT_I_TRY(star_columns(p));
    for (size_t i = 0; i < count; i++)
        ENT_I_TRY(bind_column(p, &clause->of.project.columns[i], &uses[i]));
    ENT_I_TRY(ent_i_bind_slots(binder, (uint32_t)p->column_count, &p->first_column));
    for (size_t i = 0; i < p->column_count; i++)
        p->columns[i].slot = p->first_column + (uint32_t)i;
    if (p->aggregating || p->distinct)
        ENT_I_TRY(ent_i_bind_index_keys(p));
    for (size_t i = 0; i < count; i++)
        if (p->columns[stars + i].aggregates)
            ENT_I_TRY(ent_i_bind_aggregated(p, &p->columns[stars + i], uses[i]));
    return ENT_OK;
}

/* Where a column is written, for errors. */
static ent_i_range range_of(const ent_i_clause *clause, size_t stars, size_t i)
{
    if (i < stars)
        return clause->range;
    const ent_i_column *column = &clause->of.project.columns[i - stars];
    return column->alias.text ? column->alias.range : column->range;
}

static ent_status check_names(ent_i_projector *p, const ent_i_clause *clause)
{
    size_t stars = p->column_count - clause->of.project.count;
    ent_i_hash names = ENT_I_HASH_INIT;
    ent_status status = ENT_OK;
    for (size_t i = 0; status >= 0 && i < p->column_count; i++) {
        const ent_i_bound_column *column = &p->columns[i];
        if (ent_i_hash_get(&names, column->name, column->name_length, ENT_I_NO_SLOT) != ENT_I_NO_SLOT)
            status = ENT_I_BIND_SYNTAX(p->binder, range_of(clause, stars, i), "ColumnNameConflict",
                                       "two columns are called \"%s\"", column->name);
        else
            status = ent_i_hash_put(&names, column->name, column->name_length, (uint32_t)i, p->binder->err);
    }
    ent_i_hash_clear(&names);
    return status;
}

/* Variables go by names only: what WITH computes needs one. */
static ent_status check_aliases(ent_i_projector *p, const ent_i_clause *clause)
{
    for (size_t i = 0; clause->kind == ENT_I_CLAUSE_WITH && i < clause->of.project.count; i++) {
        const ent_i_column *column = &clause->of.project.columns[i];
        if (!column->alias.text && column->value->kind != ENT_I_EXPR_VARIABLE)
            return ENT_I_BIND_SYNTAX(p->binder, column->range, "NoExpressionAlias",
                                     "in WITH an expression needs a name: ... AS name");
    }
    return ENT_OK;
}

static ent_status push_columns(ent_i_projector *p)
{
    for (size_t i = 0; i < p->column_count; i++) {
        ent_i_name name = { p->columns[i].name, p->columns[i].name_length, { 0, 0 } };
        ENT_I_TRY(ent_i_bind_push(p->binder, name, p->columns[i].slot, p->columns[i].type));
    }
    return ENT_OK;
}

/* --- what comes after the columns ----------------------------------------------------------------- */

/* An expression of ORDER BY or WHERE. */
static ent_status bind_after(ent_i_projector *p, const ent_i_expr *expr, const char *clause, bool may_aggregate,
                             bool *sees_input)
{
    ent_i_binder *binder = p->binder;
    ent_i_watch watch = { .begin = p->begin, .end = p->end, .depth = binder->depth, .outer = binder->watch,
                          .columns_end = p->first_column + (uint32_t)p->column_count };
    binder->watch = &watch;
    binder->aggregation = may_aggregate && p->aggregating ? ENT_I_AGGREGATES_ALLOWED : ENT_I_AGGREGATES_REFUSED;
    binder->clause = clause;
    ENT_I_TRY(ent_i_bind_expr(binder, expr));
    binder->watch = watch.outer;
    if (p->aggregating || p->distinct)
        return ent_i_bind_projected(p, expr, watch.uses);
    *sees_input |= watch.saw;
    return ENT_OK;
}

/* SKIP, LIMIT: a whole number that does not depend on the row. */
static ent_status bind_amount(ent_i_binder *binder, const ent_i_expr *amount, const char *clause)
{
    if (!amount)
        return ENT_OK;
    binder->constant_only = true;
    binder->constant_from = binder->slot_count;
    ENT_I_TRY(ent_i_bind_plain(binder, amount, clause));
    binder->constant_only = false;
    if (amount->kind == ENT_I_EXPR_INTEGER && amount->of.integer < 0)
        return ENT_I_BIND_SYNTAX(binder, amount->range, "NegativeIntegerArgument", "%s must not be negative", clause);
    return ent_i_bind_wanted(binder, amount, ENT_I_MASK_INTEGER, clause);
}

static ent_status bind_rest(ent_i_projector *p, const ent_i_clause *clause, bool *sees_input)
{
    for (size_t i = 0; i < clause->of.project.sort_count; i++)
        ENT_I_TRY(bind_after(p, clause->of.project.sorts[i].value, "ORDER BY without an aggregate among the columns",
                             true, sees_input));
    ENT_I_TRY(bind_amount(p->binder, clause->of.project.skip, "SKIP"));
    ENT_I_TRY(bind_amount(p->binder, clause->of.project.limit, "LIMIT"));
    const ent_i_expr *where = clause->of.project.where;
    if (!where)
        return ENT_OK;
    ENT_I_TRY(bind_after(p, where, "WHERE", false, sees_input));
    return ent_i_bind_wanted(p->binder, where, ENT_I_MASK_BOOLEAN, "WHERE");
}

static ent_status bind_projection(ent_i_projector *p, const ent_i_clause *clause, bool *sees_input)
{
    ENT_I_TRY(bind_columns(p, clause));
    ENT_I_TRY(check_names(p, clause));
    if (clause->of.project.sort_count || clause->of.project.where)
        ENT_I_TRY(push_columns(p));
    ENT_I_TRY(bind_rest(p, clause, sees_input));
    ENT_I_TRY(check_aliases(p, clause));
    ent_i_bind_pop(p->binder, p->binder->level_base);
    return push_columns(p);
}

ent_status ent_i_bind_project(ent_i_binder *binder, const ent_i_clause *clause, ent_i_bound_projection *bound)
{
    if (clause->of.project.star && clause->kind == ENT_I_CLAUSE_RETURN && !binder->variable_count)
        return ENT_I_BIND_SYNTAX(binder, clause->range, "NoVariablesInScope", "RETURN *, but there are no variables");
    ent_i_aggregation aggregation = binder->aggregation;
    const char *outer = binder->clause;
    bool sees_input = false;
    ent_i_projector p = { .binder = binder, .begin = binder->level_slot, .end = binder->slot_count,
                          .distinct = clause->of.project.distinct };
    ent_status status = bind_projection(&p, clause, &sees_input);
    ent_i_index_clear(&p.keys);
    ent_i_index_clear(&p.calls);
    ENT_I_TRY(status);
    binder->aggregation = aggregation;
    binder->clause = outer;
    *bound = (ent_i_bound_projection){ p.columns, p.column_count, p.aggregates, p.aggregate_count, p.aggregating,
                                       sees_input };
    return ENT_OK;
}
