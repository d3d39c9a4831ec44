/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Durations from components, sums, and products with numbers. */
#include <math.h>
#include <string.h>

#include "graph/base/number.h"
#include "graph/time/temporal_decimal.h"

ent_status ent_i_duration_build(const ent_i_duration_parts *parts, ent_i_temporal *ret, ent_error *err)
{
    ent_i_quantity sum = { 0, 0, 0 };
    for (int i = 0; i < ENT_I_DURATION_PART_COUNT; i++) {
        ent_i_decimal value;
        if (!ent_i_decimal_number(parts->values[i], &value) || !ent_i_quantity_add(&sum, (ent_i_duration_part)i, value))
            return ent_i_duration_too_large(err);
    }
    return ent_i_quantity_settle(sum, ret, err);
}

ent_status ent_i_duration_add(const ent_i_temporal *a, const ent_i_temporal *b, int sign, ent_i_temporal *ret,
                              ent_error *err)
{
    ent_i_quantity sum;
    sum.months = ((ent_i_wide)a->months + sign * (ent_i_wide)b->months) * ENT_I_DECIMAL_UNIT;
    sum.days = ((ent_i_wide)a->days + sign * (ent_i_wide)b->days) * ENT_I_DECIMAL_UNIT;
    sum.seconds = ((ent_i_wide)a->seconds + sign * (ent_i_wide)b->seconds) * ENT_I_DECIMAL_UNIT +
                  ((ent_i_wide)a->nanoseconds + sign * (ent_i_wide)b->nanoseconds) * ENT_I_SECOND;
    return ent_i_quantity_settle(sum, ret, err);
}

/* value * by in units of 10^-18; false: too large. */
static bool multiply(int64_t value, ent_i_decimal by, ent_i_wide *ret)
{
    int64_t whole;
    if (__builtin_mul_overflow(value, by.whole, &whole))
        return false;
    *ret = (ent_i_wide)whole * ENT_I_DECIMAL_UNIT + (ent_i_wide)value * by.fraction;
    return true;
}

ent_status ent_i_duration_multiply(const ent_i_temporal *duration, ent_i_temporal_number by, ent_i_temporal *ret,
                                   ent_error *err)
{
    ent_i_decimal factor;
    ent_i_quantity product;
    if (!ent_i_decimal_number(by, &factor) || !multiply(duration->months, factor, &product.months) ||
        !multiply(duration->days, factor, &product.days) || !multiply(duration->seconds, factor, &product.seconds))
        return ent_i_duration_too_large(err);
    product.seconds += (ent_i_wide)duration->nanoseconds * factor.whole * ENT_I_SECOND +
                       (ent_i_wide)duration->nanoseconds * factor.fraction / ENT_I_SECOND;
    return ent_i_quantity_settle(product, ret, err);
}

/* A number as times / 10^shift, with the digits of its shortest decimal; shift may be negative. */
static bool as_ratio(ent_i_temporal_number number, int64_t *ret_times, int *ret_shift)
{
    char text[ENT_I_NUMBER_TEXT];
    int64_t times = 0;
    int shift = 0, exponent = 0;
    bool point = false;
    *ret_times = number.integer;
    *ret_shift = 0;
    if (!number.real)
        return true;
    if (!isfinite(number.number))
        return false;
    const char *at = ent_i_number_format(fabs(number.number), text);
    for (; *at && *at != 'e'; at++) {
        if (*at == '.') {
            point = true;
            continue;
        }
        times = times * 10 + (*at - '0'); /* at most 17 digits */
        shift += point;
    }
    if (*at == 'e') {
        bool negative = at[1] == '-';
        for (at += 2; *at; at++)
            exponent = exponent * 10 + (*at - '0');
        shift += negative ? exponent : -exponent;
    }
    *ret_times = number.number < 0 ? -times : times;
    *ret_shift = shift;
    return true;
}

/* value / (times / 10^shift) as a whole number and units of 10^-18; false: too large. */
static bool divide(int64_t value, int64_t times, int shift, int64_t *ret_whole, ent_i_wide *ret_units)
{
    ent_i_wide above = value, below = times;
    *ret_whole = 0;
    *ret_units = 0;
    if (value == 0 || shift < -20)
        return true;
    if (shift > 19)
        return false;
    for (; shift > 0; shift--)
        above *= 10;
    for (; shift < 0; shift++)
        below *= 10;
    ent_i_wide whole = above / below;
    *ret_whole = (int64_t)whole;
    *ret_units = above % below * ENT_I_DECIMAL_UNIT / below;
    return whole >= INT64_MIN && whole <= INT64_MAX;
}

ent_status ent_i_duration_divide(const ent_i_temporal *duration, ent_i_temporal_number by, ent_i_temporal *ret,
                                 ent_error *err)
{
    const int64_t values[4] = { duration->months, duration->days, duration->seconds, duration->nanoseconds };
    int64_t times, wholes[4];
    int shift;
    ent_i_wide units[4];
    if (!as_ratio(by, &times, &shift))
        return ent_i_fail(err, ENT_ERR_INVALID, "a duration can only be divided by a finite number");
    if (times == 0)
        return ent_i_fail(err, ENT_ERR_INVALID, "a duration cannot be divided by zero");
    for (int i = 0; i < 4; i++)
        if (!divide(values[i], times, shift, &wholes[i], &units[i]))
            return ent_i_duration_too_large(err);
    ent_i_quantity quotient = { (ent_i_wide)wholes[0] * ENT_I_DECIMAL_UNIT + units[0],
                                (ent_i_wide)wholes[1] * ENT_I_DECIMAL_UNIT + units[1],
                                (ent_i_wide)wholes[2] * ENT_I_DECIMAL_UNIT + units[2] };
    quotient.seconds += (ent_i_wide)wholes[3] * ENT_I_SECOND + units[3] / ENT_I_SECOND;
    return ent_i_quantity_settle(quotient, ret, err);
}
