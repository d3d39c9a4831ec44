/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "clauses.h"
#include "frames.h"

#include <stdlib.h>
#include <string.h>

typedef struct frame {
    const ent_i_bound *bound;
    bool *has; /* by slot: has a value now */
    const char *wrong;
} frame;

static void check_query(frame *f, const ent_i_query *query, const ent_i_bound_query *bound);
static void check_expr(frame *f, const ent_i_expr *expr);

static void fault(frame *f, const char *what)
{
    if (!f->wrong)
        f->wrong = what;
}

static void reads(frame *f, uint32_t slot, const char *what)
{
    if (slot >= f->bound->slot_count || !f->has[slot])
        fault(f, what);
}

static void writes(frame *f, uint32_t slot)
{
    if (slot >= f->bound->slot_count)
        fault(f, "a slot beyond the frame");
    else
        f->has[slot] = true;
}

static bool *saved(const frame *f)
{
    bool *copy = malloc(f->bound->slot_count + 1);
    if (!copy)
        abort();
    memcpy(copy, f->has, f->bound->slot_count);
    return copy;
}

static void restore(frame *f, bool *copy)
{
    memcpy(f->has, copy, f->bound->slot_count);
    free(copy);
}

static void maybe(frame *f, const ent_i_expr *expr)
{
    if (expr)
        check_expr(f, expr);
}

/* --- patterns ------------------------------------------------------------------------------------ */

static void check_element(frame *f, const ent_i_bound_element *element)
{
    if (element->binding == ENT_I_BOUND_HERE) {
        if (element->slot < f->bound->slot_count && f->has[element->slot])
            fault(f, "a new element in a slot in use");
        writes(f, element->slot);
    } else {
        reads(f, element->slot, "an element that is not there");
    }
}

/* in_turn: the properties of an element are evaluated before it is there. */
static void check_path(frame *f, const ent_i_path_pattern *path, const ent_i_bound_path *bound, bool in_turn)
{
    for (size_t i = 0; i <= path->rel_count; i++) {
        if (i && in_turn)
            maybe(f, path->rels[i - 1].properties);
        if (i)
            check_element(f, &bound->rels[i - 1]);
        if (in_turn)
            maybe(f, path->nodes[i].properties);
        check_element(f, &bound->nodes[i]);
    }
    if (bound->slot != ENT_I_NO_SLOT)
        writes(f, bound->slot);
}

static void check_properties(frame *f, const ent_i_path_pattern *path)
{
    for (size_t i = 0; i <= path->rel_count; i++) {
        maybe(f, path->nodes[i].properties);
        if (i)
            maybe(f, path->rels[i - 1].properties);
    }
}

static void check_match(frame *f, const ent_i_path_pattern *paths, size_t count, const ent_i_bound_path *bound,
                        const ent_i_time *time)
{
    if (time) {
        maybe(f, time->from);
        maybe(f, time->to);
    }
    for (size_t i = 0; i < count; i++)
        check_path(f, &paths[i], &bound[i], false);
    for (size_t i = 0; i < count; i++)
        check_properties(f, &paths[i]);
}

/* --- expressions --------------------------------------------------------------------------------- */

static bool check_child(const ent_i_expr *child, void *context)
{
    check_expr(context, child);
    return true;
}

static void check_sub(frame *f, const ent_i_expr *expr, const ent_i_bound_sub *sub)
{
    bool *copy = saved(f);
    for (uint32_t slot = sub->first_slot; slot < sub->end_slot; slot++)
        if (f->has[slot])
            fault(f, "a slot of a subquery is in use outside");
    if (sub->query) {
        check_query(f, expr->of.exists.query, sub->query);
    } else if (expr->kind == ENT_I_EXPR_EXISTS) {
        check_match(f, expr->of.exists.pattern->paths, expr->of.exists.pattern->count, sub->paths,
                    expr->of.exists.time);
        maybe(f, expr->of.exists.where);
    } else if (expr->kind == ENT_I_EXPR_PATTERN) {
        check_match(f, expr->of.pattern, 1, sub->paths, NULL);
    } else {
        check_match(f, expr->of.pattern_comprehension.path, 1, sub->paths, expr->of.pattern_comprehension.time);
        maybe(f, expr->of.pattern_comprehension.where);
        maybe(f, expr->of.pattern_comprehension.value);
    }
    for (uint32_t slot = 0; slot < f->bound->slot_count; slot++)
        if (f->has[slot] && !copy[slot] && (slot < sub->first_slot || slot >= sub->end_slot))
            fault(f, "a subquery writes a slot that is not its own");
    restore(f, copy);
}

static void check_expr(frame *f, const ent_i_expr *expr)
{
    const ent_i_note *note = ent_i_note_of(f->bound, expr);
    if (note->slot != ENT_I_NO_SLOT) {
        reads(f, note->slot, "a slot without a value");
        return;
    }
    if (expr->kind == ENT_I_EXPR_VARIABLE || expr->kind == ENT_I_EXPR_COUNT_ALL)
        fault(f, "a variable or count(*) without a slot");
    if (expr->kind == ENT_I_EXPR_FUNCTION && (!note->function || note->function->aggregate))
        fault(f, "an aggregate without a slot, or no function");
    if (note->sub) {
        check_sub(f, expr, note->sub);
        return;
    }
    if (note->local == ENT_I_NO_SLOT) {
        ent_i_expr_children(expr, check_child, f);
        return;
    }
    bool *copy = saved(f);
    if (expr->kind == ENT_I_EXPR_REDUCE) {
        check_expr(f, expr->of.reduce.initial);
        check_expr(f, expr->of.reduce.list);
        writes(f, note->accumulator);
        writes(f, note->local);
        check_expr(f, expr->of.reduce.value);
    } else {
        check_expr(f, expr->of.comprehension.list);
        writes(f, note->local);
        maybe(f, expr->of.comprehension.where);
        maybe(f, expr->of.comprehension.value);
    }
    restore(f, copy);
}

/* --- clauses ------------------------------------------------------------------------------------- */

static void check_columns(frame *f, const ent_i_bound_projection *bound, bool aggregates)
{
    for (size_t i = 0; i < bound->column_count; i++) {
        const ent_i_bound_column *column = &bound->columns[i];
        if (column->aggregates != aggregates)
            continue;
        if (column->value)
            check_expr(f, column->value);
        else
            reads(f, column->from, "a column of * without a value");
        if (f->has[column->slot])
            fault(f, "a column in a slot in use");
        writes(f, column->slot);
    }
}

/* Only the columns (and what they copy) and aggregates are left of what is inside of the query. */
static void keep_columns(frame *f, const ent_i_bound_projection *bound, uint32_t first_slot, bool copies)
{
    bool *copy = saved(f);
    memset(f->has + first_slot, 0, f->bound->slot_count - first_slot);
    for (size_t i = 0; i < bound->column_count; i++) {
        f->has[bound->columns[i].slot] = copy[bound->columns[i].slot];
        if (copies && bound->columns[i].from != ENT_I_NO_SLOT && !bound->columns[i].aggregates)
            f->has[bound->columns[i].from] = true;
    }
    free(copy);
}

static void check_project(frame *f, const ent_i_clause *clause, const ent_i_bound_projection *bound,
                          uint32_t first_slot)
{
    check_columns(f, bound, false);
    if (bound->aggregating) {
        for (size_t i = 0; i < bound->aggregate_count; i++) {
            const ent_i_expr *call = bound->aggregates[i].call;
            if (call->kind == ENT_I_EXPR_FUNCTION)
                ent_i_expr_children(call, check_child, f);
        }
        keep_columns(f, bound, first_slot, true);
        for (size_t i = 0; i < bound->aggregate_count; i++)
            writes(f, bound->aggregates[i].slot);
        check_columns(f, bound, true);
    } else if (clause->of.project.distinct || !bound->sees_input) {
        keep_columns(f, bound, first_slot, clause->of.project.distinct);
    }
    for (size_t i = 0; i < clause->of.project.sort_count; i++)
        check_expr(f, clause->of.project.sorts[i].value);
    maybe(f, clause->of.project.where);
    keep_columns(f, bound, first_slot, false);
    maybe(f, clause->of.project.skip);
    maybe(f, clause->of.project.limit);
}

static void check_clause(frame *f, const ent_i_clause *clause, const ent_i_bound_clause *bound, uint32_t first_slot)
{
    switch (clause->kind) {
    case ENT_I_CLAUSE_MATCH:
        check_match(f, clause->of.match.pattern->paths, clause->of.match.pattern->count, bound->paths,
                    clause->of.match.time);
        maybe(f, clause->of.match.where);
        return;
    case ENT_I_CLAUSE_CREATE:
        for (size_t i = 0; i < clause->of.create->count; i++)
            check_path(f, &clause->of.create->paths[i], &bound->paths[i], true);
        return;
    case ENT_I_CLAUSE_MERGE:
        check_properties(f, clause->of.merge.path);
        check_path(f, clause->of.merge.path, bound->paths, false);
        break;
    case ENT_I_CLAUSE_WITH:
    case ENT_I_CLAUSE_RETURN:
        check_project(f, clause, &bound->project, first_slot);
        return;
    case ENT_I_CLAUSE_CALL:
        for (size_t i = 0; i < clause->of.call.count; i++)
            check_expr(f, clause->of.call.items[i]);
        for (size_t i = 0; i < bound->call.output_count; i++)
            writes(f, bound->call.outputs[i].slot);
        maybe(f, clause->of.call.where);
        return;
    default:
        break;
    }
    clause_children(clause, check_child, f);
    if (clause->kind == ENT_I_CLAUSE_UNWIND)
        writes(f, bound->unwind_slot);
}

static void check_query(frame *f, const ent_i_query *query, const ent_i_bound_query *bound)
{
    for (size_t i = 0; i < query->count && !f->wrong; i++) {
        bool *copy = saved(f);
        const ent_i_bound_part *part = &bound->parts[i];
        for (size_t k = 0; k < query->parts[i].count; k++)
            check_clause(f, &query->parts[i].clauses[k], &part->clauses[k], part->first_slot);
        for (size_t k = 0; k < bound->column_count; k++)
            reads(f, part->columns[k], "a column of the result without a value");
        restore(f, copy);
    }
}

const char *frames_check(const ent_i_bound *bound)
{
    frame f = { bound, calloc(bound->slot_count + 1, 1), NULL };
    if (!f.has)
        abort();
    if (bound->query)
        check_query(&f, bound->statement->query, bound->query);
    free(f.has);
    return f.wrong;
}
