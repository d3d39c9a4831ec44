/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Static types of operators and literals. What is known to be wrong is refused here; where openCypher wants the
 * error at run time (an index into a map) or no error at all (STARTS WITH of a number is null), nothing is. */
#include "graph/query/bind/bind_state.h"

static ent_i_type type_of(const ent_i_binder *binder, const ent_i_expr *expr)
{
    return binder->notes[expr->number].type;
}

static bool is(ent_i_type type, ent_i_type_kind kind)
{
    return type.kind == kind && !type.lists;
}

static bool unknown(ent_i_type type)
{
    return is(type, ENT_I_TYPE_ANY) || is(type, ENT_I_TYPE_NULL);
}

/* Surely one of the set: neither ANY nor NULL. */
static bool surely(ent_i_type type, ent_i_type_mask mask)
{
    return !unknown(type) && ent_i_type_may(type, mask);
}

/* A type error of openCypher: of an operand whose kind has no such operation. */
static ent_status refuse(ent_i_binder *binder, const ent_i_expr *operand, const char *type, const char *what)
{
    char text[ENT_I_TYPE_TEXT];
    return ENT_I_BIND_ERROR(binder, operand->range, type, "InvalidArgumentType", "%s of %s", what,
                            ent_i_type_text(type_of(binder, operand), text));
}

/* --- arithmetic ---------------------------------------------------------------------------------- */

static ent_i_type number_type(ent_i_type a, ent_i_type b)
{
    if (is(a, ENT_I_TYPE_FLOAT) || is(b, ENT_I_TYPE_FLOAT))
        return ent_i_type_of(ENT_I_TYPE_FLOAT);
    if (is(a, ENT_I_TYPE_INTEGER) && is(b, ENT_I_TYPE_INTEGER))
        return a;
    return ent_i_type_of(ENT_I_TYPE_NUMBER);
}

/* a + b. Returns false when no values of these types can be added. */
static bool add_type(ent_i_type a, ent_i_type b, ent_i_type *ret)
{
    *ret = ent_i_type_of(ENT_I_TYPE_ANY);
    if (a.lists || b.lists) {
        if (unknown(a) || unknown(b))
            *ret = (ent_i_type){ ENT_I_TYPE_ANY, 1 };
        else if (a.lists && b.lists)
            /* [1] + [[2]] is [1, [2]]: of different depth, the result is a list of anything. */
            *ret = ent_i_type_join(a, b);
        else
            *ret = a.lists ? ent_i_type_join(a, ent_i_type_list(b)) : ent_i_type_join(ent_i_type_list(a), b);
        return true;
    }
    if (unknown(a) || unknown(b))
        return true; /* the unknown may be a list */
    if (surely(a, ENT_I_MASK_NUMBER) && surely(b, ENT_I_MASK_NUMBER)) {
        *ret = number_type(a, b);
        return true;
    }
    if (is(a, ENT_I_TYPE_STRING) || is(b, ENT_I_TYPE_STRING)) {
        *ret = ent_i_type_of(ENT_I_TYPE_STRING);
        ent_i_type_mask mask = ENT_I_MASK_STRING | ENT_I_MASK_NUMBER | ENT_I_MASK_BOOLEAN | ENT_I_MASK_TEMPORAL;
        return ent_i_type_may(a, mask) && ent_i_type_may(b, mask);
    }
    if (is(b, ENT_I_TYPE_DURATION) && surely(a, ENT_I_MASK_TEMPORAL)) {
        *ret = a;
        return true;
    }
    *ret = b;
    return is(a, ENT_I_TYPE_DURATION) && surely(b, ENT_I_MASK_INSTANT);
}

/* The other operators. */
static bool arithmetic_type(ent_i_operator op, ent_i_type a, ent_i_type b, ent_i_type *ret)
{
    if (op == ENT_I_ADD)
        return add_type(a, b, ret);
    bool numbers = ent_i_type_may(a, ENT_I_MASK_NUMBER) && ent_i_type_may(b, ENT_I_MASK_NUMBER);
    bool sure = surely(a, ENT_I_MASK_NUMBER) && surely(b, ENT_I_MASK_NUMBER);
    *ret = sure ? number_type(a, b) : ent_i_type_of(ENT_I_TYPE_ANY);
    switch (op) {
    case ENT_I_SUBTRACT:
        if (is(b, ENT_I_TYPE_DURATION) && surely(a, ENT_I_MASK_TEMPORAL))
            *ret = a;
        return numbers || (ent_i_type_may(a, ENT_I_MASK_TEMPORAL) && ent_i_type_may(b, ENT_I_MASK_DURATION));
    case ENT_I_MULTIPLY:
        return numbers || (ent_i_type_may(a, ENT_I_MASK_DURATION) && ent_i_type_may(b, ENT_I_MASK_NUMBER)) ||
               (ent_i_type_may(a, ENT_I_MASK_NUMBER) && ent_i_type_may(b, ENT_I_MASK_DURATION));
    case ENT_I_DIVIDE:
        return numbers || (ent_i_type_may(a, ENT_I_MASK_DURATION) && ent_i_type_may(b, ENT_I_MASK_NUMBER));
    case ENT_I_POWER:
        *ret = ent_i_type_of(ENT_I_TYPE_FLOAT);
        return numbers;
    default:
        if (!sure)
            *ret = ent_i_type_of(ENT_I_TYPE_NUMBER);
        return numbers;
    }
}

static ent_status bind_arithmetic(ent_i_binder *binder, const ent_i_expr *expr, ent_i_type *ret)
{
    ent_i_type so_far = type_of(binder, expr->of.chain.items[0]);
    for (size_t i = 1; i < expr->of.chain.count; i++) {
        const ent_i_expr *item = expr->of.chain.items[i];
        ent_i_operator op = expr->of.chain.operators[i - 1];
        ent_i_type right = type_of(binder, item), result = so_far;
        if (!arithmetic_type(op, so_far, right, &result)) {
            char a[ENT_I_TYPE_TEXT], b[ENT_I_TYPE_TEXT];
            uint32_t start = expr->of.chain.items[0]->range.offset;
            ent_i_range range = { start, item->range.offset + item->range.length - start };
            return ENT_I_BIND_SYNTAX(binder, range, "InvalidArgumentType", "there is no %s %s %s",
                                     ent_i_type_text(so_far, a), ent_i_operator_text(op),
                                     ent_i_type_text(right, b));
        }
        so_far = result;
    }
    *ret = so_far;
    return ENT_OK;
}

/* --- access -------------------------------------------------------------------------------------- */

static ent_status bind_property(ent_i_binder *binder, const ent_i_expr *expr)
{
    const ent_i_expr *subject = expr->of.property.subject;
    ent_i_type type = type_of(binder, subject);
    if (is(type, ENT_I_TYPE_PATH))
        return refuse(binder, subject, "SyntaxError", "there are no properties");
    if (!ent_i_type_may(type, ENT_I_MASK_MAP | ENT_I_MASK_ENTITY | ENT_I_MASK_TEMPORAL))
        return refuse(binder, subject, "TypeError", "there are no properties");
    return ENT_OK;
}

static ent_status bind_index(ent_i_binder *binder, const ent_i_expr *expr, ent_i_type *ret)
{
    const ent_i_expr *subject = expr->of.index.subject, *index = expr->of.index.index;
    ent_i_type type = type_of(binder, subject);
    if (!ent_i_type_may(type, ENT_I_MASK_LIST | ENT_I_MASK_MAP | ENT_I_MASK_ENTITY))
        return refuse(binder, subject, "TypeError", "there are no elements");
    if (type.lists && !ent_i_type_may(type_of(binder, index), ENT_I_MASK_INTEGER))
        return refuse(binder, index, "TypeError", "the place in a list must be an INTEGER, instead");
    *ret = ent_i_type_element(type);
    return ENT_OK;
}

static ent_status bind_slice(ent_i_binder *binder, const ent_i_expr *expr, ent_i_type *ret)
{
    const ent_i_expr *subject = expr->of.slice.subject;
    ENT_I_TRY(ent_i_bind_wanted(binder, subject, ENT_I_MASK_LIST, "what a part is taken of"));
    if (expr->of.slice.from)
        ENT_I_TRY(ent_i_bind_wanted(binder, expr->of.slice.from, ENT_I_MASK_INTEGER, "the place in a list"));
    if (expr->of.slice.to)
        ENT_I_TRY(ent_i_bind_wanted(binder, expr->of.slice.to, ENT_I_MASK_INTEGER, "the place in a list"));
    ent_i_type type = type_of(binder, subject);
    *ret = type.lists ? type : (ent_i_type){ ENT_I_TYPE_ANY, 1 };
    return ENT_OK;
}

/* --- logic, lists, CASE --------------------------------------------------------------------------- */

static ent_status bind_logic(ent_i_binder *binder, const ent_i_expr *expr)
{
    const char *what = expr->kind == ENT_I_EXPR_AND ? "an operand of AND"
                       : expr->kind == ENT_I_EXPR_OR ? "an operand of OR"
                                                     : "an operand of XOR";
    for (size_t i = 0; i < expr->of.list.count; i++)
        ENT_I_TRY(ent_i_bind_wanted(binder, expr->of.list.items[i], ENT_I_MASK_BOOLEAN, what));
    return ENT_OK;
}

static ent_i_type list_type(const ent_i_binder *binder, const ent_i_expr *expr)
{
    ent_i_type element = ent_i_type_of(ENT_I_TYPE_NULL);
    for (size_t i = 0; i < expr->of.list.count; i++)
        element = ent_i_type_join(element, type_of(binder, expr->of.list.items[i]));
    return ent_i_type_list(element);
}

static ent_status bind_case(ent_i_binder *binder, const ent_i_expr *expr, ent_i_type *ret)
{
    ent_i_type type = ent_i_type_of(ENT_I_TYPE_NULL);
    for (size_t i = 0; i < expr->of.conditional.count; i++) {
        const ent_i_alternative *alternative = &expr->of.conditional.alternatives[i];
        if (!expr->of.conditional.subject)
            ENT_I_TRY(ent_i_bind_wanted(binder, alternative->when, ENT_I_MASK_BOOLEAN, "the condition of WHEN"));
        type = ent_i_type_join(type, type_of(binder, alternative->then));
    }
    if (expr->of.conditional.otherwise)
        type = ent_i_type_join(type, type_of(binder, expr->of.conditional.otherwise));
    *ret = type;
    return ENT_OK;
}

static ent_status bind_sign(ent_i_binder *binder, const ent_i_expr *expr, ent_i_type *ret)
{
    ENT_I_TRY(ent_i_bind_wanted(binder, expr->of.operand, ENT_I_MASK_NUMBER | ENT_I_MASK_DURATION,
                                "what has a sign"));
    *ret = type_of(binder, expr->of.operand);
    return ENT_OK;
}

/* The types of literals and of what always is a truth value. */
static ent_i_type fixed_type(ent_i_expr_kind kind)
{
    switch (kind) {
    case ENT_I_EXPR_NULL:
        return ent_i_type_of(ENT_I_TYPE_NULL);
    case ENT_I_EXPR_INTEGER:
        return ent_i_type_of(ENT_I_TYPE_INTEGER);
    case ENT_I_EXPR_FLOAT:
        return ent_i_type_of(ENT_I_TYPE_FLOAT);
    case ENT_I_EXPR_STRING:
        return ent_i_type_of(ENT_I_TYPE_STRING);
    case ENT_I_EXPR_MAP:
    case ENT_I_EXPR_MAP_PROJECTION:
        return ent_i_type_of(ENT_I_TYPE_MAP);
    case ENT_I_EXPR_PARAMETER:
    case ENT_I_EXPR_PROPERTY:
        return ent_i_type_of(ENT_I_TYPE_ANY);
    default:
        return ent_i_type_of(ENT_I_TYPE_BOOLEAN);
    }
}

ent_status ent_i_bind_operator(ent_i_binder *binder, const ent_i_expr *expr, ent_i_type *ret)
{
    *ret = fixed_type(expr->kind);
    switch (expr->kind) {
    case ENT_I_EXPR_LIST:
        *ret = list_type(binder, expr);
        return ENT_OK;
    case ENT_I_EXPR_MAP_PROJECTION:
        return ent_i_bind_wanted(binder, expr->of.projection.subject, ENT_I_MASK_MAP | ENT_I_MASK_ENTITY,
                                 "what is projected");
    case ENT_I_EXPR_PROPERTY:
        return bind_property(binder, expr);
    case ENT_I_EXPR_INDEX:
        return bind_index(binder, expr, ret);
    case ENT_I_EXPR_SLICE:
        return bind_slice(binder, expr, ret);
    case ENT_I_EXPR_LABELS:
        return ent_i_bind_wanted(binder, expr->of.labels.subject, ENT_I_MASK_ENTITY, "what has labels");
    case ENT_I_EXPR_NOT:
        return ent_i_bind_wanted(binder, expr->of.operand, ENT_I_MASK_BOOLEAN, "the operand of NOT");
    case ENT_I_EXPR_PLUS:
    case ENT_I_EXPR_MINUS:
        return bind_sign(binder, expr, ret);
    case ENT_I_EXPR_OR:
    case ENT_I_EXPR_XOR:
    case ENT_I_EXPR_AND:
        return bind_logic(binder, expr);
    case ENT_I_EXPR_ARITHMETIC:
        return bind_arithmetic(binder, expr, ret);
    case ENT_I_EXPR_IN:
        return ent_i_bind_wanted(binder, expr->of.binary.right, ENT_I_MASK_LIST, "what comes after IN");
    case ENT_I_EXPR_CASE:
        return bind_case(binder, expr, ret);
    default:
        return ENT_OK;
    }
}
