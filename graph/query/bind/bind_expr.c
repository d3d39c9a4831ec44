/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Expressions: variables find their slots, comprehensions bring variables of their own, everything else takes
 * its type from its parts. */
#include "graph/query/bind/bind_state.h"

/* --- over the children --------------------------------------------------------------------------- */

typedef struct walk {
    ent_i_binder *binder;
    ent_i_note *parent;
    ent_status status;
} walk;

static bool bind_child(const ent_i_expr *child, void *context)
{
    walk *w = context;
    w->status = ent_i_bind_expr(w->binder, child);
    return w->status >= 0;
}

static bool inherit_child(const ent_i_expr *child, void *context)
{
    walk *w = context;
    const ent_i_note *note = ent_i_bind_note(w->binder, child);
    w->parent->aggregates |= note->aggregates;
    w->parent->constant &= note->constant;
    return true;
}

void ent_i_bind_inherit(ent_i_binder *binder, const ent_i_expr *expr)
{
    walk w = { binder, ent_i_bind_note(binder, expr), ENT_OK };
    w.parent->constant = true;
    ent_i_expr_children(expr, inherit_child, &w);
}

static ent_status bind_children(ent_i_binder *binder, const ent_i_expr *expr)
{
    walk w = { binder, NULL, ENT_OK };
    ent_i_expr_children(expr, bind_child, &w);
    return w.status;
}

/* --- wishes -------------------------------------------------------------------------------------- */

ent_status ent_i_bind_wanted(ent_i_binder *binder, const ent_i_expr *expr, ent_i_type_mask mask, const char *what)
{
    ent_i_type type = ent_i_bind_note(binder, expr)->type;
    if (ent_i_type_may(type, mask))
        return ENT_OK;
    char is[ENT_I_TYPE_TEXT], wanted[ENT_I_TYPE_TEXT * 4];
    return ENT_I_BIND_SYNTAX(binder, expr->range, "InvalidArgumentType", "%s must be %s, and this is %s", what,
                             ent_i_type_mask_text(mask, wanted), ent_i_type_text(type, is));
}

ent_status ent_i_bind_plain(ent_i_binder *binder, const ent_i_expr *expr, const char *clause)
{
    if (!expr)
        return ENT_OK;
    ent_i_aggregation aggregation = binder->aggregation;
    const char *outer = binder->clause;
    binder->aggregation = ENT_I_AGGREGATES_REFUSED;
    binder->clause = clause;
    ENT_I_TRY(ent_i_bind_expr(binder, expr));
    binder->aggregation = aggregation;
    binder->clause = outer;
    return ENT_OK;
}

ent_status ent_i_bind_where(ent_i_binder *binder, const ent_i_expr *where, const char *clause)
{
    if (!where)
        return ENT_OK;
    ENT_I_TRY(ent_i_bind_plain(binder, where, clause));
    return ent_i_bind_wanted(binder, where, ENT_I_MASK_BOOLEAN, clause);
}

/* The date of AS OF and BETWEEN: a text in EDTF, a year, a date. */
ent_status ent_i_bind_time(ent_i_binder *binder, const ent_i_time *time)
{
    static const ent_i_type_mask mask = ENT_I_MASK_STRING | ENT_I_MASK_INTEGER | ENT_I_BIT(ENT_I_TYPE_DATE) |
                                        ENT_I_BIT(ENT_I_TYPE_LOCAL_DATETIME) | ENT_I_BIT(ENT_I_TYPE_DATETIME);
    if (!time)
        return ENT_OK;
    const char *clause = time->when == ENT_I_AS_OF ? "AS OF" : "BETWEEN";
    ENT_I_TRY(ent_i_bind_plain(binder, time->from, clause));
    ENT_I_TRY(ent_i_bind_wanted(binder, time->from, mask, "a date"));
    ENT_I_TRY(ent_i_bind_plain(binder, time->to, clause));
    return time->to ? ent_i_bind_wanted(binder, time->to, mask, "a date") : ENT_OK;
}

/* --- the kinds that are not plain operators ------------------------------------------------------- */

static ent_status bind_variable(ent_i_binder *binder, const ent_i_expr *expr)
{
    const ent_i_variable *variable = ent_i_bind_lookup(binder, expr->of.variable);
    if (!variable)
        return ent_i_bind_undefined(binder, expr->of.variable);
    ent_i_note *note = ent_i_bind_note(binder, expr);
    note->slot = variable->slot;
    note->type = variable->type;
    return ent_i_bind_use(binder, variable, expr->range);
}

/* [x IN list WHERE where | value], all(x IN list WHERE where): the list is outside, the rest sees x. */
static ent_status bind_comprehension(ent_i_binder *binder, const ent_i_expr *expr)
{
    bool is_list = expr->kind == ENT_I_EXPR_LIST_COMPREHENSION;
    const char *what = is_list ? "a list comprehension" : "a quantifier";
    const ent_i_expr *list = expr->of.comprehension.list, *value = expr->of.comprehension.value;
    ent_i_note *note = ent_i_bind_note(binder, expr);
    ENT_I_TRY(ent_i_bind_expr(binder, list));
    ENT_I_TRY(ent_i_bind_wanted(binder, list, ENT_I_MASK_LIST, "what comes after IN"));
    ent_i_type list_type = ent_i_bind_note(binder, list)->type, element = ent_i_type_element(list_type);
    size_t mark = binder->variable_count;
    ENT_I_TRY(ent_i_bind_slots(binder, 1, &note->local));
    ENT_I_TRY(ent_i_bind_push(binder, expr->of.comprehension.variable, note->local, element));
    ENT_I_TRY(ent_i_bind_where(binder, expr->of.comprehension.where, what));
    ENT_I_TRY(ent_i_bind_plain(binder, value, what));
    ent_i_bind_pop(binder, mark);
    if (value)
        element = ent_i_bind_note(binder, value)->type;
    note->type = is_list ? ent_i_type_list(element) : ent_i_type_of(ENT_I_TYPE_BOOLEAN);
    ent_i_bind_inherit(binder, expr);
    return ENT_OK;
}

/* reduce(accumulator = initial, x IN list | value): the accumulator's type may change on the way. */
static ent_status bind_reduce(ent_i_binder *binder, const ent_i_expr *expr)
{
    const ent_i_expr *list = expr->of.reduce.list;
    ent_i_note *note = ent_i_bind_note(binder, expr);
    ENT_I_TRY(ent_i_bind_expr(binder, expr->of.reduce.initial));
    ENT_I_TRY(ent_i_bind_expr(binder, list));
    ENT_I_TRY(ent_i_bind_wanted(binder, list, ENT_I_MASK_LIST, "what comes after IN"));
    ent_i_type element = ent_i_type_element(ent_i_bind_note(binder, list)->type);
    ent_i_type any = ent_i_type_of(ENT_I_TYPE_ANY);
    size_t mark = binder->variable_count;
    ENT_I_TRY(ent_i_bind_slots(binder, 2, &note->accumulator));
    note->local = note->accumulator + 1;
    ENT_I_TRY(ent_i_bind_push(binder, expr->of.reduce.accumulator, note->accumulator, any));
    ENT_I_TRY(ent_i_bind_push(binder, expr->of.reduce.variable, note->local, element));
    ENT_I_TRY(ent_i_bind_plain(binder, expr->of.reduce.value, "reduce"));
    ent_i_bind_pop(binder, mark);
    note->type = any;
    ent_i_bind_inherit(binder, expr);
    return ENT_OK;
}

ent_status ent_i_bind_expr(ent_i_binder *binder, const ent_i_expr *expr)
{
    switch (expr->kind) {
    case ENT_I_EXPR_VARIABLE:
        return bind_variable(binder, expr);
    case ENT_I_EXPR_LIST_COMPREHENSION:
    case ENT_I_EXPR_ALL:
    case ENT_I_EXPR_ANY:
    case ENT_I_EXPR_NONE:
    case ENT_I_EXPR_SINGLE:
        return bind_comprehension(binder, expr);
    case ENT_I_EXPR_REDUCE:
        return bind_reduce(binder, expr);
    case ENT_I_EXPR_FUNCTION:
        return ent_i_bind_function(binder, expr);
    case ENT_I_EXPR_COUNT_ALL:
        return ent_i_bind_count_all(binder, expr);
    case ENT_I_EXPR_PATTERN:
    case ENT_I_EXPR_PATTERN_COMPREHENSION:
    case ENT_I_EXPR_EXISTS:
        return ent_i_bind_subquery(binder, expr);
    default:
        break;
    }
    ENT_I_TRY(bind_children(binder, expr));
    ent_i_type type = ent_i_type_of(ENT_I_TYPE_ANY);
    ENT_I_TRY(ent_i_bind_operator(binder, expr, &type));
    ent_i_bind_note(binder, expr)->type = type;
    ent_i_bind_inherit(binder, expr);
    return ENT_OK;
}
