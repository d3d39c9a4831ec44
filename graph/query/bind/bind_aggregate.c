/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Aggregating: after it, and after DISTINCT, only columns and aggregates have values. Expressions that are
 * evaluated then are searched here for what must be read from a slot: aggregates, and parts that repeat a column.
 * Beside an aggregate such a part may only be a variable or its property (RETURN n.age, n.age + count(*)), so
 * that n.age + m.age + count(*) is ambiguous even if n.age + m.age is a column. */
#include "graph/query/bind/bind_state.h"

typedef struct rewriter {
    ent_i_projector *projector;
    bool after;       /* in ORDER BY or WHERE, else in a column */
    bool mixed;       /* the whole expression holds an aggregate */
    bool in_argument; /* of an aggregate of ORDER BY that no column has */
    ent_status status;
} rewriter;

static ent_status rewrite(rewriter *r, const ent_i_expr *expr);

static ent_i_note *note_of(const rewriter *r, const ent_i_expr *expr)
{
    return ent_i_bind_note(r->projector->binder, expr);
}

/* A variable, or a property of one. */
static bool is_simple(const ent_i_expr *expr)
{
    while (expr->kind == ENT_I_EXPR_PROPERTY)
        expr = expr->of.property.subject;
    return expr->kind == ENT_I_EXPR_VARIABLE;
}

/* The key that says what an expression says; NULL: none. */
static ent_status find_key(const rewriter *r, const ent_i_expr *expr, const ent_i_bound_column **ret)
{
    const ent_i_projector *projector = r->projector;
    uint64_t hash = 0;
    *ret = NULL;
    ENT_I_TRY(ent_i_bind_hash(projector, expr, &hash));
    for (uint32_t i = ent_i_index_find(&projector->keys, hash); i != ENT_I_NO_SLOT; i = projector->keys.next[i]) {
        const ent_i_bound_column *column = &projector->columns[i];
        bool fits = column->value ? ent_i_bind_same(projector, expr, column->value)
                                  : expr->kind == ENT_I_EXPR_VARIABLE &&
                                        ent_i_bind_origin(projector, note_of(r, expr)->slot) == column->from;
        if (fits)
            *ret = column;
    }
    return ENT_OK;
}

ent_status ent_i_bind_index_keys(ent_i_projector *projector)
{
    for (size_t i = 0; i < projector->column_count; i++) {
        const ent_i_bound_column *column = &projector->columns[i];
        uint64_t hash = ent_i_bind_hash_slot(projector, column->from);
        if (column->aggregates)
            continue;
        if (column->value)
            ENT_I_TRY(ent_i_bind_hash(projector, column->value, &hash));
        ENT_I_TRY(ent_i_index_add(&projector->keys, hash, (uint32_t)i, projector->binder->err));
    }
    return ENT_OK;
}

/* --- errors -------------------------------------------------------------------------------------- */

typedef struct seeker {
    const rewriter *rewriter;
    uint32_t slot;
    bool found;
} seeker;

static bool seek(const ent_i_expr *expr, void *context)
{
    seeker *s = context;
    if (expr->kind == ENT_I_EXPR_VARIABLE)
        s->found |= note_of(s->rewriter, expr)->slot == s->slot;
    else
        ent_i_expr_children(expr, seek, s);
    return !s->found;
}

static bool in_a_key(const rewriter *r, uint32_t slot)
{
    seeker s = { r, slot, false };
    for (size_t i = 0; i < r->projector->column_count && !s.found; i++)
        if (!r->projector->columns[i].aggregates && r->projector->columns[i].value)
            seek(r->projector->columns[i].value, &s);
    return s.found;
}

/* A variable is used that has no value any more. */
static ent_status gone(const rewriter *r, uint32_t slot, ent_i_range range)
{
    ent_i_binder *binder = r->projector->binder;
    if (!r->after || (r->mixed && !r->in_argument && in_a_key(r, slot)))
        return ENT_I_BIND_SYNTAX(binder, range, "AmbiguousAggregationExpression",
                                 "beside an aggregate can stand only columns that are a variable or its property");
    return ENT_I_BIND_SYNTAX(binder, range, "UndefinedVariable",
                             r->projector->aggregating ? "after aggregating, only the columns are known here"
                                                       : "after DISTINCT, only the columns are known here");
}

static bool is_gone(const rewriter *r, uint32_t slot)
{
    return slot >= r->projector->begin && slot < r->projector->end;
}

static ent_status nested(const rewriter *r, const ent_i_bound_column *column, ent_i_range range)
{
    return ENT_I_BIND_SYNTAX(r->projector->binder, range, "NestedAggregation", "\"%s\" is an aggregate itself",
                             column->name);
}

/* The column of a slot, if it holds an aggregate; else NULL. */
static const ent_i_bound_column *aggregated_column(const ent_i_projector *projector, uint32_t slot)
{
    uint32_t first = projector->first_column;
    if (slot < first || slot - first >= projector->column_count || !projector->columns[slot - first].aggregates)
        return NULL;
    return &projector->columns[slot - first];
}

/* Subqueries read the variables of before, so these must be columns; within aggregates, keys. */
static ent_status check_uses(const rewriter *r, const ent_i_use *uses)
{
    const ent_i_projector *projector = r->projector;
    for (const ent_i_use *use = uses; use; use = use->next) {
        if (use->slot >= projector->first_column) {
            const ent_i_bound_column *column = aggregated_column(projector, use->slot);
            if (column)
                return nested(r, column, use->range);
            continue;
        }
        uint32_t i = ent_i_index_find(&projector->keys, ent_i_bind_hash_slot(projector, use->slot));
        while (i != ENT_I_NO_SLOT && projector->columns[i].from != use->slot)
            i = projector->keys.next[i];
        if (i == ENT_I_NO_SLOT)
            return gone(r, use->slot, use->range);
    }
    return ENT_OK;
}

/* --- rewriting ----------------------------------------------------------------------------------- */

static bool rewrite_child(const ent_i_expr *child, void *context)
{
    rewriter *r = context;
    r->status = rewrite(r, child);
    return r->status >= 0;
}

static ent_status rewrite_children(rewriter *r, const ent_i_expr *expr)
{
    r->status = ENT_OK;
    ent_i_expr_children(expr, rewrite_child, r);
    return r->status;
}

/* Reserve room in the arena for one more: doubled when full, which wastes at most as much again. */
static ent_status grow(ent_i_projector *projector)
{
    if (projector->aggregate_count < projector->aggregate_capacity)
        return ENT_OK;
    size_t capacity = projector->aggregate_capacity ? projector->aggregate_capacity * 2 : 4;
    ent_i_bound_aggregate *grown = NULL;
    ENT_I_TRY(ent_i_bind_array(projector->binder, capacity, sizeof *grown, &grown));
    for (size_t i = 0; i < projector->aggregate_count; i++)
        grown[i] = projector->aggregates[i];
    projector->aggregates = grown;
    projector->aggregate_capacity = capacity;
    return ENT_OK;
}

static ent_status rewrite_aggregate(rewriter *r, const ent_i_expr *call)
{
    ent_i_projector *projector = r->projector;
    ent_i_note *note = note_of(r, call);
    uint64_t hash = 0;
    ENT_I_TRY(ent_i_bind_hash(projector, call, &hash));
    for (uint32_t i = ent_i_index_find(&projector->calls, hash); i != ENT_I_NO_SLOT; i = projector->calls.next[i])
        if (ent_i_bind_same(projector, call, projector->aggregates[i].call)) {
            note->slot = projector->aggregates[i].slot;
            return ENT_OK;
        }
    if (r->after) {
        rewriter arguments = { projector, true, true, true, ENT_OK };
        ENT_I_TRY(rewrite_children(&arguments, call));
    }
    ENT_I_TRY(grow(projector));
    uint32_t slot = 0;
    ENT_I_TRY(ent_i_bind_slots(projector->binder, 1, &slot));
    note->slot = slot;
    ENT_I_TRY(ent_i_index_add(&projector->calls, hash, (uint32_t)projector->aggregate_count, projector->binder->err));
    projector->aggregates[projector->aggregate_count++] = (ent_i_bound_aggregate){ call, note->function, slot };
    return ENT_OK;
}

static ent_status rewrite_variable(const rewriter *r, const ent_i_expr *expr)
{
    uint32_t slot = note_of(r, expr)->slot;
    if (is_gone(r, slot))
        return gone(r, slot, expr->range);
    const ent_i_bound_column *column = r->in_argument ? aggregated_column(r->projector, slot) : NULL;
    return column ? nested(r, column, expr->range) : ENT_OK;
}

static ent_status rewrite(rewriter *r, const ent_i_expr *expr)
{
    switch (expr->kind) {
    case ENT_I_EXPR_COUNT_ALL:
        return rewrite_aggregate(r, expr);
    case ENT_I_EXPR_FUNCTION:
        if (note_of(r, expr)->function->aggregate)
            return rewrite_aggregate(r, expr);
        break;
    case ENT_I_EXPR_PATTERN:
    case ENT_I_EXPR_PATTERN_COMPREHENSION:
    case ENT_I_EXPR_EXISTS:
        return ENT_OK; /* see check_uses */
    default:
        break;
    }
    if (!note_of(r, expr)->constant && (!r->mixed || r->in_argument || is_simple(expr))) {
        const ent_i_bound_column *key = NULL;
        ENT_I_TRY(find_key(r, expr, &key));
        if (key) {
            note_of(r, expr)->slot = key->slot;
            return ENT_OK;
        }
    }
    return expr->kind == ENT_I_EXPR_VARIABLE ? rewrite_variable(r, expr) : rewrite_children(r, expr);
}

ent_status ent_i_bind_aggregated(ent_i_projector *projector, const ent_i_bound_column *column,
                                 const ent_i_use *uses)
{
    rewriter r = { projector, false, true, false, ENT_OK };
    ENT_I_TRY(check_uses(&r, uses));
    return rewrite(&r, column->value);
}

ent_status ent_i_bind_projected(ent_i_projector *projector, const ent_i_expr *expr, const ent_i_use *uses)
{
    rewriter r = { projector, true, projector->binder->notes[expr->number].aggregates, false, ENT_OK };
    ENT_I_TRY(check_uses(&r, uses));
    return rewrite(&r, expr);
}
