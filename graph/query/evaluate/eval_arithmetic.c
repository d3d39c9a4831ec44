/* SPDX-License-Identifier: GPL-2.0-or-later */
/* + - * / % ^ and the signs. Whole numbers stay whole and fail when they leave 64 bits; anything with null is null. */
#include <math.h>
#include <string.h>

#include "graph/query/evaluate/run.h"

static bool is_number(ent_i_value value)
{
    return value.kind == ENT_I_INTEGER || value.kind == ENT_I_FLOAT;
}

static double as_double(ent_i_value value)
{
    return value.kind == ENT_I_INTEGER ? (double)value.integer : value.number;
}

static bool is_duration(ent_i_value value)
{
    return value.kind == ENT_I_TEMPORAL && value.temporal->kind == ENT_I_DURATION;
}

static ent_status overflow(ent_i_run *run, ent_i_range range)
{
    return ent_i_run_fail(run, range, "ArithmeticError", "NumberOutOfRange",
                          "the result does not fit a whole number of 64 bits");
}

static ent_status cannot(ent_i_run *run, ent_i_range range, ent_i_operator op, ent_i_value a, ent_i_value b)
{
    return ent_i_run_fail(run, range, "TypeError", "InvalidArgumentType", "%s %s %s has no meaning",
                          ent_i_value_kind_name(a), ent_i_operator_text(op), ent_i_value_kind_name(b));
}

static ent_status whole(ent_i_run *run, ent_i_range range, ent_i_operator op, int64_t a, int64_t b, ent_i_value *ret)
{
    int64_t result = 0;
    bool failed = false;
    if ((op == ENT_I_DIVIDE || op == ENT_I_MODULO) && b == 0)
        return ent_i_run_fail(run, range, "ArithmeticError", "DivisionByZero", "division by zero");
    switch (op) {
    case ENT_I_ADD:
        failed = __builtin_add_overflow(a, b, &result);
        break;
    case ENT_I_SUBTRACT:
        failed = __builtin_sub_overflow(a, b, &result);
        break;
    case ENT_I_MULTIPLY:
        failed = __builtin_mul_overflow(a, b, &result);
        break;
    case ENT_I_DIVIDE:
        failed = a == INT64_MIN && b == -1;
        result = failed ? 0 : a / b;
        break;
    default:
        result = b == -1 ? 0 : a % b;
    }
    if (failed)
        return overflow(run, range);
    *ret = ent_i_integer(result);
    return ENT_OK;
}

static double real(ent_i_operator op, double a, double b)
{
    switch (op) {
    case ENT_I_ADD:
        return a + b;
    case ENT_I_SUBTRACT:
        return a - b;
    case ENT_I_MULTIPLY:
        return a * b;
    case ENT_I_DIVIDE:
        return a / b;
    case ENT_I_MODULO:
        return fmod(a, b);
    default:
        return pow(a, b);
    }
}

static ent_status join_lists(ent_i_run *run, ent_i_value a, ent_i_value b, ent_i_value *ret)
{
    const ent_i_value *left = a.kind == ENT_I_LIST ? a.list->items : &a;
    const ent_i_value *right = b.kind == ENT_I_LIST ? b.list->items : &b;
    size_t left_count = a.kind == ENT_I_LIST ? a.list->count : 1;
    size_t right_count = b.kind == ENT_I_LIST ? b.list->count : 1;
    ent_i_list *list;
    ENT_I_TRY(ent_i_run_room(run, (left_count + right_count) * sizeof *left));
    ENT_I_TRY(ent_i_value_list(run->arena, left_count + right_count, &list, run->err));
    if (left_count)
        memcpy(list->items, left, left_count * sizeof *left);
    if (right_count)
        memcpy(list->items + left_count, right, right_count * sizeof *right);
    *ret = (ent_i_value){ .kind = ENT_I_LIST, .list = list };
    return ENT_OK;
}

static bool joins_as_text(ent_i_value value)
{
    return value.kind == ENT_I_STRING || is_number(value) || value.kind == ENT_I_BOOLEAN ||
           value.kind == ENT_I_TEMPORAL;
}

static ent_status join_texts(ent_i_run *run, ent_i_value a, ent_i_value b, ent_i_value *ret)
{
    ENT_I_AUTOBUFFER buffer = ENT_I_BUFFER_INIT;
    ENT_I_TRY(ent_i_run_room(run, (a.kind == ENT_I_STRING ? a.string->length : 0) +
                                      (b.kind == ENT_I_STRING ? b.string->length : 0)));
    ent_i_value_print(a, false, &buffer);
    ent_i_value_print(b, false, &buffer);
    ENT_I_TRY(ent_i_buffer_status(&buffer, run->err));
    return ent_i_value_string(run->arena, ent_i_buffer_string(&buffer), buffer.length, ret, run->err);
}

static ent_i_temporal_number temporal_number(ent_i_value value)
{
    return (ent_i_temporal_number){ .real = value.kind == ENT_I_FLOAT,
                                    .integer = value.kind == ENT_I_INTEGER ? value.integer : 0,
                                    .number = value.kind == ENT_I_FLOAT ? value.number : 0 };
}

/* Of which at least one is a temporal value. *ret_has false: it has no meaning. */
static ent_status temporal(ent_i_run *run, ent_i_range range, ent_i_operator op, ent_i_value a, ent_i_value b,
                           bool *ret_has, ent_i_value *ret)
{
    ent_i_temporal *result = ent_i_arena_alloc(run->arena, sizeof *result);
    if (!result)
        return ent_i_nomem(run->err);
    ent_error reason = { .code = ENT_OK };
    ent_status status = ENT_OK;
    int sign = op == ENT_I_ADD ? 1 : -1;
    bool sum = op == ENT_I_ADD || op == ENT_I_SUBTRACT;
    *ret_has = true;
    if (sum && is_duration(a) && is_duration(b))
        status = ent_i_duration_add(a.temporal, b.temporal, sign, result, &reason);
    else if (sum && a.kind == ENT_I_TEMPORAL && is_duration(b))
        status = ent_i_temporal_add(a.temporal, b.temporal, sign, &run->clock, result, &reason);
    else if (op == ENT_I_ADD && is_duration(a) && b.kind == ENT_I_TEMPORAL)
        status = ent_i_temporal_add(b.temporal, a.temporal, 1, &run->clock, result, &reason);
    else if (op == ENT_I_MULTIPLY && is_duration(a) && is_number(b))
        status = ent_i_duration_multiply(a.temporal, temporal_number(b), result, &reason);
    else if (op == ENT_I_MULTIPLY && is_number(a) && is_duration(b))
        status = ent_i_duration_multiply(b.temporal, temporal_number(a), result, &reason);
    else if (op == ENT_I_DIVIDE && is_duration(a) && is_number(b))
        status = ent_i_duration_divide(a.temporal, temporal_number(b), result, &reason);
    else
        *ret_has = false;
    if (status == ENT_ERR_NOMEM)
        return ent_i_nomem(run->err);
    if (status != ENT_OK)
        return ent_i_run_fail(run, range, "ArithmeticError", "NumberOutOfRange", "%s", reason.message);
    *ret = (ent_i_value){ .kind = ENT_I_TEMPORAL, .temporal = result };
    return ENT_OK;
}

static ent_status apply(ent_i_run *run, ent_i_range range, ent_i_operator op, ent_i_value a, ent_i_value b,
                        ent_i_value *ret)
{
    bool list = a.kind == ENT_I_LIST || b.kind == ENT_I_LIST;
    if (op == ENT_I_ADD && list)
        return a.kind == ENT_I_NULL || b.kind == ENT_I_NULL ? (*ret = ent_i_null(), ENT_OK)
                                                           : join_lists(run, a, b, ret);
    if (a.kind == ENT_I_NULL || b.kind == ENT_I_NULL) {
        *ret = ent_i_null();
        return ENT_OK;
    }
    if (a.kind == ENT_I_INTEGER && b.kind == ENT_I_INTEGER && op != ENT_I_POWER)
        return whole(run, range, op, a.integer, b.integer, ret);
    if (is_number(a) && is_number(b)) {
        *ret = ent_i_float(real(op, as_double(a), as_double(b)));
        return ENT_OK;
    }
    if (op == ENT_I_ADD && (a.kind == ENT_I_STRING || b.kind == ENT_I_STRING) && joins_as_text(a) && joins_as_text(b))
        return join_texts(run, a, b, ret);
    bool has = false;
    if (a.kind == ENT_I_TEMPORAL || b.kind == ENT_I_TEMPORAL)
        ENT_I_TRY(temporal(run, range, op, a, b, &has, ret));
    return has ? ENT_OK : cannot(run, range, op, a, b);
}

ent_status ent_i_add(ent_i_run *run, ent_i_range range, ent_i_value a, ent_i_value b, ent_i_value *ret)
{
    return apply(run, range, ENT_I_ADD, a, b, ret);
}

ent_status ent_i_divide(ent_i_run *run, ent_i_range range, ent_i_value a, ent_i_value b, ent_i_value *ret)
{
    return apply(run, range, ENT_I_DIVIDE, a, b, ret);
}

ent_status ent_i_eval_arithmetic(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    ent_i_value result;
    const ent_i_expr *const *items = expr->of.chain.items;
    ENT_I_TRY(ent_i_eval(run, items[0], &result));
    for (size_t i = 1; i < expr->of.chain.count; i++) {
        ent_i_value operand;
        ENT_I_TRY(ent_i_eval(run, items[i], &operand));
        ent_i_range range = { items[0]->range.offset,
                              items[i]->range.offset + items[i]->range.length - items[0]->range.offset };
        ENT_I_TRY(apply(run, range, expr->of.chain.operators[i - 1], result, operand, &result));
    }
    *ret = result;
    return ENT_OK;
}

ent_status ent_i_eval_sign(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    ent_i_value value;
    ENT_I_TRY(ent_i_eval(run, expr->of.operand, &value));
    bool minus = expr->kind == ENT_I_EXPR_MINUS;
    if (minus && is_duration(value))
        return apply(run, expr->range, ENT_I_MULTIPLY, value, ent_i_integer(-1), ret);
    if (value.kind != ENT_I_NULL && !is_number(value))
        return ent_i_run_fail(run, expr->range, "TypeError", "InvalidArgumentType", "a %s has no sign",
                              ent_i_value_kind_name(value));
    if (minus && value.kind == ENT_I_INTEGER)
        return whole(run, expr->range, ENT_I_SUBTRACT, 0, value.integer, ret);
    if (minus && value.kind == ENT_I_FLOAT)
        value.number = -value.number;
    *ret = value;
    return ENT_OK;
}
