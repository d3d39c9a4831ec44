/* SPDX-License-Identifier: GPL-2.0-or-later */
/* = <> < <= > >= in chains, IN, and the tests of texts. */
#include <string.h>

#include "graph/query/evaluate/regex.h"
#include "graph/query/evaluate/run.h"

static ent_i_ternary negate(ent_i_ternary ternary)
{
    return ternary == ENT_I_UNKNOWN ? ENT_I_UNKNOWN : ternary == ENT_I_TRUE ? ENT_I_FALSE : ENT_I_TRUE;
}

static bool in_order(ent_i_operator op, int order)
{
    switch (op) {
    case ENT_I_LESS:
        return order < 0;
    case ENT_I_LESS_EQUAL:
        return order <= 0;
    case ENT_I_GREATER:
        return order > 0;
    default:
        return order >= 0;
    }
}

static ent_i_ternary compare(ent_i_operator op, ent_i_value a, ent_i_value b)
{
    if (op == ENT_I_EQUAL)
        return ent_i_value_equal(a, b);
    if (op == ENT_I_UNEQUAL)
        return negate(ent_i_value_equal(a, b));
    int order = 0;
    ent_i_ternary comparable = ent_i_value_comparable(a, b, &order);
    if (comparable != ENT_I_TRUE)
        return comparable; /* no order: not less, and not greater either */
    return in_order(op, order) ? ENT_I_TRUE : ENT_I_FALSE;
}

/* a < b = c: each neighbouring pair, joined by AND; each operand is evaluated once. */
ent_status ent_i_eval_comparison(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    ent_i_value left, right;
    ent_i_ternary result = ENT_I_TRUE;
    ENT_I_TRY(ent_i_eval(run, expr->of.chain.items[0], &left));
    for (size_t i = 1; i < expr->of.chain.count && result != ENT_I_FALSE; i++) {
        ENT_I_TRY(ent_i_eval(run, expr->of.chain.items[i], &right));
        ent_i_ternary pair = compare(expr->of.chain.operators[i - 1], left, right);
        if (pair != ENT_I_TRUE)
            result = pair;
        left = right;
    }
    *ret = ent_i_from_ternary(result);
    return ENT_OK;
}

ent_status ent_i_eval_in(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    ent_i_value item, list;
    ENT_I_TRY(ent_i_eval(run, expr->of.binary.left, &item));
    ENT_I_TRY(ent_i_eval(run, expr->of.binary.right, &list));
    *ret = ent_i_null();
    if (list.kind == ENT_I_NULL)
        return ENT_OK;
    if (list.kind != ENT_I_LIST)
        return ent_i_run_fail(run, expr->of.binary.right->range, "TypeError", "InvalidArgumentType",
                              "IN wants a list, this is a %s", ent_i_value_kind_name(list));
    ent_i_ternary result = ENT_I_FALSE;
    for (size_t i = 0; i < list.list->count && result != ENT_I_TRUE; i++) {
        ent_i_ternary equal = ent_i_value_equal(item, list.list->items[i]);
        if (equal != ENT_I_FALSE)
            result = equal;
        ENT_I_TRY(ent_i_run_tick(run));
    }
    *ret = ent_i_from_ternary(result);
    return ENT_OK;
}

static ent_status matches(ent_i_run *run, const ent_i_expr *expr, const ent_i_string *text,
                          const ent_i_string *pattern, bool *ret)
{
    ent_error reason = { .code = ENT_OK };
    ent_status status = ent_i_regex_match(pattern->text, pattern->length, text->text, text->length, ret, &reason);
    if (status == ENT_ERR_NOMEM)
        return ent_i_nomem(run->err);
    if (status != ENT_OK)
        return ent_i_run_fail(run, expr->of.binary.right->range, "ArgumentError", "InvalidArgumentValue", "%s",
                              reason.message);
    return ENT_OK;
}

/* STARTS WITH, ENDS WITH, CONTAINS, =~: null unless both are strings. */
ent_status ent_i_eval_text_test(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    ent_i_value left, right;
    ENT_I_TRY(ent_i_eval(run, expr->of.binary.left, &left));
    ENT_I_TRY(ent_i_eval(run, expr->of.binary.right, &right));
    *ret = ent_i_null();
    if (left.kind != ENT_I_STRING || right.kind != ENT_I_STRING)
        return ENT_OK;
    const ent_i_string *text = left.string, *part = right.string;
    bool result = false;
    bool fits = part->length <= text->length;
    if (expr->kind == ENT_I_EXPR_REGEX)
        ENT_I_TRY(matches(run, expr, text, part, &result));
    else if (expr->kind == ENT_I_EXPR_STARTS_WITH)
        result = fits && memcmp(text->text, part->text, part->length) == 0;
    else if (expr->kind == ENT_I_EXPR_ENDS_WITH)
        result = fits && memcmp(text->text + text->length - part->length, part->text, part->length) == 0;
    else
        result = memmem(text->text, text->length, part->text, part->length) != NULL;
    *ret = ent_i_boolean(result);
    return ENT_OK;
}
