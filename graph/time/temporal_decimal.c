/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers as decimals, and the carry from months to days to seconds. */
#include "graph/time/temporal_decimal.h"

#include <math.h>
#include <string.h>

#include "graph/base/number.h"

#define DECIMALS 18
#define NANOSECOND_UNITS INT64_C(1000000000) /* units of 10^-18 seconds in a nanosecond */
/* What the decimals cut off can add up to: a value that near to a whole one is meant to be it. */
#define SLACK 200
#define SECOND_SLACK 10000000

typedef struct digits {
    const char *text;
    size_t length;
    int64_t point; /* power of ten of the first digit, plus one */
} digits;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* [sign] digits at *at; false when there are none. Clamped far outside of what can matter. */
static bool scan_exponent(const char *text, size_t length, size_t at, int64_t *ret)
{
    int64_t value = 0;
    bool negative = at < length && text[at] == '-';
    if (at < length && (text[at] == '-' || text[at] == '+'))
        at++;
    size_t from = at;
    for (; at < length && is_digit(text[at]); at++)
        if (value < 100000)
            value = value * 10 + (text[at] - '0');
    *ret = negative ? -value : value;
    return at == length && at > from;
}

static bool accumulate(digits from, bool negative, ent_i_decimal *ret)
{
    ent_i_decimal result = { 0, 0 };
    int64_t power = from.point, weight = ENT_I_DECIMAL_UNIT;
    for (size_t i = 0; i < from.length; i++) {
        if (!is_digit(from.text[i]))
            continue;
        int digit = negative ? -(from.text[i] - '0') : from.text[i] - '0';
        power--;
        if (power >= 0) {
            if (__builtin_mul_overflow(result.whole, 10, &result.whole) ||
                __builtin_add_overflow(result.whole, digit, &result.whole))
                return false;
        } else if (power >= -DECIMALS) {
            weight = ENT_I_DECIMAL_UNIT;
            for (int64_t p = power; p < 0; p++)
                weight /= 10;
            result.fraction += digit * weight;
        }
    }
    for (; power > 0 && result.whole != 0; power--)
        if (__builtin_mul_overflow(result.whole, 10, &result.whole))
            return false;
    *ret = result;
    return true;
}

bool ent_i_decimal_parse(const char *text, size_t length, ent_i_decimal *ret)
{
    size_t at = 0, wholes = 0, decimals = 0;
    int64_t exponent = 0;
    bool negative = length > 0 && text[0] == '-';
    if (length > 0 && (text[0] == '-' || text[0] == '+'))
        at++;
    size_t from = at;
    for (; at < length && is_digit(text[at]); at++)
        wholes++;
    if (at < length && (text[at] == '.' || text[at] == ',')) {
        for (at++; at < length && is_digit(text[at]); at++)
            decimals++;
        if (decimals == 0)
            return false;
    }
    size_t to = at;
    if (at < length && (text[at] == 'e' || text[at] == 'E')) {
        if (!scan_exponent(text, length, at + 1, &exponent))
            return false;
        at = length;
    }
    return wholes > 0 && at == length &&
           accumulate((digits){ text + from, to - from, (int64_t)wholes + exponent }, negative, ret);
}

bool ent_i_decimal_number(ent_i_temporal_number number, ent_i_decimal *ret)
{
    char text[ENT_I_NUMBER_TEXT];
    if (!number.real) {
        *ret = (ent_i_decimal){ number.integer, 0 };
        return true;
    }
    if (!isfinite(number.number))
        return false;
    ent_i_number_format(number.number, text);
    return ent_i_decimal_parse(text, strlen(text), ret);
}

bool ent_i_quantity_add(ent_i_quantity *sum, ent_i_duration_part part, ent_i_decimal value)
{
    static const struct {
        unsigned char unit; /* 0: months, 1: days, 2: seconds */
        int32_t times, per;
    } parts[ENT_I_DURATION_PART_COUNT] = {
        [ENT_I_PART_YEARS] = { 0, 12, 1 },
        [ENT_I_PART_QUARTERS] = { 0, 3, 1 },
        [ENT_I_PART_MONTHS] = { 0, 1, 1 },
        [ENT_I_PART_WEEKS] = { 1, 7, 1 },
        [ENT_I_PART_DAYS] = { 1, 1, 1 },
        [ENT_I_PART_HOURS] = { 2, 3600, 1 },
        [ENT_I_PART_MINUTES] = { 2, 60, 1 },
        [ENT_I_PART_SECONDS] = { 2, 1, 1 },
        [ENT_I_PART_MILLISECONDS] = { 2, 1, 1000 },
        [ENT_I_PART_MICROSECONDS] = { 2, 1, 1000000 },
        [ENT_I_PART_NANOSECONDS] = { 2, 1, 1000000000 },
    };
    int64_t whole;
    if (__builtin_mul_overflow(value.whole, (int64_t)parts[part].times, &whole))
        return false;
    /* At most 2^123 for each of a dozen components: no sum can overflow. */
    ent_i_wide units = (ent_i_wide)whole * ENT_I_DECIMAL_UNIT + (ent_i_wide)value.fraction * parts[part].times;
    ent_i_wide *unit = parts[part].unit == 0 ? &sum->months : parts[part].unit == 1 ? &sum->days : &sum->seconds;
    *unit += units / parts[part].per;
    return true;
}

/* The whole part, and what is left over. */
static bool split(ent_i_wide units, int64_t *ret_whole, ent_i_wide *ret_rest)
{
    ent_i_wide whole = (units + (units < 0 ? -SLACK : SLACK)) / ENT_I_DECIMAL_UNIT;
    ent_i_wide rest = units - whole * ENT_I_DECIMAL_UNIT;
    *ret_whole = (int64_t)whole;
    *ret_rest = rest >= -SLACK && rest <= SLACK ? 0 : rest;
    return whole >= INT64_MIN && whole <= INT64_MAX;
}

ent_status ent_i_duration_too_large(ent_error *err)
{
    return ent_i_fail(err, ENT_ERR_INVALID, "the duration is too large");
}

ent_status ent_i_quantity_settle(ent_i_quantity quantity, ent_i_temporal *ret, ent_error *err)
{
    ent_i_temporal result = { .kind = ENT_I_DURATION };
    ent_i_wide rest;
    if (!split(quantity.months, &result.months, &rest))
        return ent_i_duration_too_large(err);
    quantity.days += rest * 30436875 / 1000000;
    if (!split(quantity.days, &result.days, &rest))
        return ent_i_duration_too_large(err);
    quantity.seconds += rest * ENT_I_DAY_SECONDS;
    ent_i_wide nanoseconds =
        (quantity.seconds + (quantity.seconds < 0 ? -SECOND_SLACK : SECOND_SLACK)) / NANOSECOND_UNITS;
    ent_i_wide seconds = nanoseconds / ENT_I_SECOND;
    if (seconds < INT64_MIN || seconds > INT64_MAX)
        return ent_i_duration_too_large(err);
    result.seconds = (int64_t)seconds;
    result.nanoseconds = (int64_t)(nanoseconds % ENT_I_SECOND);
    *ret = result;
    return ENT_OK;
}
