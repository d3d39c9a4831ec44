/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The aggregate functions. All of them pass over null. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/query/operators/op.h"

struct ent_i_sum {
    ent_i_run *run;
    const ent_i_bound_aggregate *aggregate;
    ent_i_arena *arena; /* of copies */
    uint64_t count;
    ent_i_value value;  /* sum, least or greatest so far */
    double mean, squares; /* of stDev: Welford's */
    double percentile;
    ent_i_value *items; /* of collect and percentiles */
    size_t item_capacity;
    ent_i_tuples seen;  /* with DISTINCT */
};

ent_status ent_i_sum_new(ent_i_run *run, const ent_i_bound_aggregate *aggregate, ent_i_arena *arena, ent_i_sum **ret)
{
    ent_i_sum *sum = ent_i_arena_alloc(arena, sizeof *sum);
    if (!sum)
        return ent_i_nomem(run->err);
    *sum = (ent_i_sum){ .run = run, .aggregate = aggregate, .arena = arena };
    ent_i_tuples_init(&sum->seen, run, 1);
    *ret = sum;
    return ENT_OK;
}

void ent_i_sum_clear(ent_i_sum *sum)
{
    ENT_I_RUN_RELEASE(sum->run, sum->items, sum->item_capacity);
    ent_i_tuples_clear(&sum->seen);
}

static bool is_number(ent_i_value value)
{
    return value.kind == ENT_I_INTEGER || value.kind == ENT_I_FLOAT;
}

static double as_double(ent_i_value value)
{
    return value.kind == ENT_I_INTEGER ? (double)value.integer : value.number;
}

static ent_status want_number(ent_i_sum *sum, ent_i_value value, bool durations)
{
    bool duration = value.kind == ENT_I_TEMPORAL && value.temporal->kind == ENT_I_DURATION;
    if (is_number(value) || (durations && duration))
        return ENT_OK;
    return ent_i_run_fail(sum->run, sum->aggregate->call->range, "TypeError", "InvalidArgumentType",
                          "%s() wants numbers%s, this is a %s", sum->aggregate->function->name,
                          durations ? " or durations" : "", ent_i_value_kind_name(value));
}

/* value times weight: what repeated adding of it comes to. */
static ent_status multiply(ent_i_sum *sum, ent_i_value value, uint64_t weight, ent_i_value *ret)
{
    int64_t product;
    *ret = value;
    if (weight == 1)
        return ENT_OK;
    if (value.kind == ENT_I_FLOAT) {
        *ret = ent_i_float(value.number * (double)weight);
        return ENT_OK;
    }
    if (value.kind == ENT_I_INTEGER) {
        if (__builtin_mul_overflow(value.integer, (int64_t)weight, &product))
            return ent_i_run_fail(sum->run, sum->aggregate->call->range, "ArithmeticError", "NumberOutOfRange",
                                  "the result does not fit a whole number of 64 bits");
        *ret = ent_i_integer(product);
        return ENT_OK;
    }
    for (uint64_t i = 1; i < weight; i++) {
        ENT_I_TRY(ent_i_run_tick(sum->run));
        ENT_I_TRY(ent_i_add(sum->run, sum->aggregate->call->range, *ret, value, ret));
    }
    return ENT_OK;
}

static ent_status keep(ent_i_sum *sum, ent_i_value value)
{
    ENT_I_TRY(ENT_I_RUN_RESERVE(sum->run, sum->items, sum->item_capacity, sum->count + 1));
    return ent_i_value_copy(sum->arena, value, &sum->items[sum->count], sum->run->err);
}

static ent_status add_up(ent_i_sum *sum, ent_i_value value, uint64_t weight)
{
    ENT_I_TRY(want_number(sum, value, true));
    /* An average of whole numbers may be of a sum beyond them. */
    if (sum->aggregate->function->id == ENT_I_FUNCTION_AVG && value.kind == ENT_I_INTEGER)
        value = ent_i_float((double)value.integer);
    ENT_I_TRY(multiply(sum, value, weight, &value));
    if (!sum->count) {
        return ent_i_value_copy(sum->arena, value, &sum->value, sum->run->err);
    }
    ent_i_value result;
    ENT_I_TRY(ent_i_add(sum->run, sum->aggregate->call->range, sum->value, value, &result));
    return ent_i_value_copy(sum->arena, result, &sum->value, sum->run->err);
}

static ent_status take_extreme(ent_i_sum *sum, ent_i_value value, int sign)
{
    if (sum->count && sign * ent_i_value_order(value, sum->value) <= 0)
        return ENT_OK;
    return ent_i_value_copy(sum->arena, value, &sum->value, sum->run->err);
}

/* Once for each of the matches that a row stands for. */
static ent_status keep_all(ent_i_sum *sum, ent_i_value value, uint64_t weight)
{
    for (uint64_t i = 0; i < weight; i++) {
        ENT_I_TRY(ent_i_run_tick(sum->run));
        ENT_I_TRY(keep(sum, value));
        sum->count++;
    }
    return ENT_OK;
}

static ent_status take_percentile(ent_i_sum *sum, ent_i_value value, uint64_t weight)
{
    const ent_i_expr *expr = sum->aggregate->call->of.function.items[1];
    ent_i_value percentile;
    ENT_I_TRY(want_number(sum, value, false));
    ENT_I_TRY(ent_i_eval(sum->run, expr, &percentile));
    ENT_I_TRY(want_number(sum, percentile, false));
    sum->percentile = as_double(percentile);
    if (!(sum->percentile >= 0 && sum->percentile <= 1))
        return ent_i_run_fail(sum->run, expr->range, "ArgumentError", "NumberOutOfRange",
                              "a percentile is a number from 0.0 to 1.0");
    return keep_all(sum, value, weight);
}

static ent_status take_deviation(ent_i_sum *sum, ent_i_value value, uint64_t weight)
{
    ENT_I_TRY(want_number(sum, value, false));
    double x = as_double(value), before = x - sum->mean;
    sum->mean += before * (double)weight / (double)(sum->count + weight);
    sum->squares += (double)weight * before * (x - sum->mean);
    return ENT_OK;
}

static ent_status add_count(ent_i_sum *sum, uint64_t weight)
{
    if (weight > INT64_MAX - sum->count)
        return ent_i_fail(sum->run->err, ENT_ERR_LIMIT, "there are more matches than %lld", (long long)INT64_MAX);
    sum->count += weight;
    return ENT_OK;
}

ent_status ent_i_sum_take(ent_i_sum *sum, uint64_t weight)
{
    const ent_i_expr *call = sum->aggregate->call;
    ent_i_value value;
    ent_status status = ENT_OK;
    if (call->kind == ENT_I_EXPR_COUNT_ALL) {
        return add_count(sum, weight);
    }
    ENT_I_TRY(ent_i_eval(sum->run, call->of.function.items[0], &value));
    if (value.kind == ENT_I_NULL)
        return ENT_OK;
    if (call->of.function.distinct) {
        size_t index;
        bool new;
        ENT_I_TRY(ent_i_tuples_put(&sum->seen, &value, &index, &new));
        if (!new)
            return ENT_OK;
        weight = 1;
    }
    switch (sum->aggregate->function->id) {
    case ENT_I_FUNCTION_COUNT:
        break;
    case ENT_I_FUNCTION_SUM:
    case ENT_I_FUNCTION_AVG:
        status = add_up(sum, value, weight);
        break;
    case ENT_I_FUNCTION_MIN:
        status = take_extreme(sum, value, -1);
        break;
    case ENT_I_FUNCTION_MAX:
        status = take_extreme(sum, value, 1);
        break;
    case ENT_I_FUNCTION_COLLECT:
        return keep_all(sum, value, weight);
    case ENT_I_FUNCTION_PERCENTILE_DISC:
    case ENT_I_FUNCTION_PERCENTILE_CONT:
        return take_percentile(sum, value, weight);
    case ENT_I_FUNCTION_STDEV:
    case ENT_I_FUNCTION_STDEVP:
        status = take_deviation(sum, value, weight);
        break;
    default:
        status = ent_i_fail(sum->run->err, ENT_ERR_UNSUPPORTED, "the aggregate %s() is not supported",
                            sum->aggregate->function->name);
    }
    return status == ENT_OK ? add_count(sum, weight) : status;
}

/* --- results ---------------------------------------------------------------------------------------------- */

static int compare_numbers(const void *a, const void *b)
{
    return ent_i_value_order(*(const ent_i_value *)a, *(const ent_i_value *)b);
}

static ent_i_value percentile(ent_i_sum *sum)
{
    size_t count = (size_t)sum->count;
    if (!count)
        return ent_i_null();
    qsort(sum->items, count, sizeof *sum->items, compare_numbers);
    if (sum->aggregate->function->id == ENT_I_FUNCTION_PERCENTILE_DISC) {
        size_t rank = (size_t)ceil(sum->percentile * (double)count);
        return sum->items[rank ? rank - 1 : 0];
    }
    double place = sum->percentile * (double)(count - 1), below = floor(place);
    double low = as_double(sum->items[(size_t)below]);
    if (below == place)
        return ent_i_float(low);
    double high = as_double(sum->items[(size_t)below + 1]);
    return ent_i_float(low + (high - low) * (place - below));
}

static ent_status collected(ent_i_sum *sum, ent_i_value *ret)
{
    ent_i_list *list;
    ENT_I_TRY(ent_i_value_list(sum->run->arena, (size_t)sum->count, &list, sum->run->err));
    if (list->count)
        memcpy(list->items, sum->items, list->count * sizeof *list->items);
    *ret = (ent_i_value){ .kind = ENT_I_LIST, .list = list };
    return ENT_OK;
}

ent_status ent_i_sum_result(ent_i_sum *sum, ent_i_value *ret)
{
    double n = (double)sum->count;
    switch (sum->aggregate->function->id) {
    case ENT_I_FUNCTION_COUNT:
        *ret = ent_i_integer((int64_t)sum->count);
        return ENT_OK;
    case ENT_I_FUNCTION_COLLECT:
        return collected(sum, ret);
    case ENT_I_FUNCTION_SUM:
        *ret = sum->count ? sum->value : ent_i_integer(0);
        return ENT_OK;
    case ENT_I_FUNCTION_AVG:
        *ret = ent_i_null();
        return sum->count ? ent_i_divide(sum->run, sum->aggregate->call->range, sum->value, ent_i_float(n), ret)
                          : ENT_OK;
    case ENT_I_FUNCTION_PERCENTILE_DISC:
    case ENT_I_FUNCTION_PERCENTILE_CONT:
        *ret = percentile(sum);
        return ENT_OK;
    case ENT_I_FUNCTION_STDEV:
        *ret = ent_i_float(sum->count < 2 ? 0 : sqrt(sum->squares / (n - 1)));
        return ENT_OK;
    case ENT_I_FUNCTION_STDEVP:
        *ret = ent_i_float(sum->count < 2 ? 0 : sqrt(sum->squares / n));
        return ENT_OK;
    default: /* min, max */
        *ret = sum->count ? sum->value : ent_i_null();
        return ENT_OK;
    }
}
