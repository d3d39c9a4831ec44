/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Functions of numbers, and random ones. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "graph/base/number.h"
#include "graph/query/evaluate/run.h"

static const double pi = 3.14159265358979323846, e = 2.71828182845904523536;

static ent_status number_of(const ent_i_call *call, size_t i, double *ret)
{
    ent_i_value value = call->args[i];
    if (value.kind != ENT_I_INTEGER && value.kind != ENT_I_FLOAT)
        return ent_i_bad_argument(call, i, "InvalidArgumentValue", "a number");
    *ret = value.kind == ENT_I_INTEGER ? (double)value.integer : value.number;
    return ENT_OK;
}

ent_status ent_i_fn_abs(const ent_i_call *call, ent_i_value *ret)
{
    double number = 0;
    ENT_I_TRY(number_of(call, 0, &number));
    if (call->args[0].kind == ENT_I_FLOAT) {
        *ret = ent_i_float(fabs(number));
        return ENT_OK;
    }
    int64_t integer = call->args[0].integer;
    if (integer == INT64_MIN)
        return ent_i_run_fail(call->run, call->range, "ArithmeticError", "NumberOutOfRange",
                              "the result does not fit a whole number of 64 bits");
    *ret = ent_i_integer(integer < 0 ? -integer : integer);
    return ENT_OK;
}

ent_status ent_i_fn_sign(const ent_i_call *call, ent_i_value *ret)
{
    double number = 0;
    ENT_I_TRY(number_of(call, 0, &number));
    *ret = ent_i_integer((number > 0) - (number < 0));
    return ENT_OK;
}

static double real(ent_i_function_id id, double x)
{
    switch (id) {
    case ENT_I_FUNCTION_CEIL:
        return ceil(x);
    case ENT_I_FUNCTION_FLOOR:
        return floor(x);
    case ENT_I_FUNCTION_SQRT:
        return sqrt(x);
    case ENT_I_FUNCTION_EXP:
        return exp(x);
    case ENT_I_FUNCTION_LOG:
        return log(x);
    case ENT_I_FUNCTION_LOG10:
        return log10(x);
    case ENT_I_FUNCTION_SIN:
        return sin(x);
    case ENT_I_FUNCTION_COS:
        return cos(x);
    case ENT_I_FUNCTION_TAN:
        return tan(x);
    case ENT_I_FUNCTION_COT:
        return 1 / tan(x);
    case ENT_I_FUNCTION_ASIN:
        return asin(x);
    case ENT_I_FUNCTION_ACOS:
        return acos(x);
    case ENT_I_FUNCTION_ATAN:
        return atan(x);
    case ENT_I_FUNCTION_HAVERSIN:
        return (1 - cos(x)) / 2;
    case ENT_I_FUNCTION_DEGREES:
        return x / pi * 180;
    default:
        return x / 180 * pi;
    }
}

ent_status ent_i_fn_real(const ent_i_call *call, ent_i_value *ret)
{
    double number = 0;
    ENT_I_TRY(number_of(call, 0, &number));
    *ret = ent_i_float(real(call->function->id, number));
    return ENT_OK;
}

ent_status ent_i_fn_atan2(const ent_i_call *call, ent_i_value *ret)
{
    double y = 0, x = 0;
    ENT_I_TRY(number_of(call, 0, &y));
    ENT_I_TRY(number_of(call, 1, &x));
    *ret = ent_i_float(atan2(y, x));
    return ENT_OK;
}

ent_status ent_i_fn_is_nan(const ent_i_call *call, ent_i_value *ret)
{
    double number = 0;
    ENT_I_TRY(number_of(call, 0, &number));
    *ret = ent_i_boolean(isnan(number));
    return ENT_OK;
}

ent_status ent_i_fn_constant(const ent_i_call *call, ent_i_value *ret)
{
    *ret = ent_i_float(call->function->id == ENT_I_FUNCTION_PI ? pi : e);
    return ENT_OK;
}

/* --- rounding --------------------------------------------------------------------------------------------- */

static bool is_mode(const ent_i_string *mode, const char *name)
{
    return mode->length == strlen(name) && strncasecmp(mode->text, name, mode->length) == 0;
}

/* To a whole number; false: there is no such mode. */
static bool round_whole(double x, const ent_i_string *mode, double *ret)
{
    double low = floor(x), rest = x - low;
    if (!mode)
        *ret = rest >= 0.5 ? low + 1 : low; /* half goes up */
    else if (is_mode(mode, "CEILING"))
        *ret = ceil(x);
    else if (is_mode(mode, "FLOOR"))
        *ret = low;
    else if (is_mode(mode, "UP"))
        *ret = x < 0 ? low : ceil(x);
    else if (is_mode(mode, "DOWN"))
        *ret = trunc(x);
    else if (is_mode(mode, "HALF_UP"))
        *ret = round(x);
    else if (is_mode(mode, "HALF_DOWN"))
        *ret = rest == 0.5 ? trunc(x) : round(x);
    else if (is_mode(mode, "HALF_EVEN"))
        *ret = rest == 0.5 ? (fmod(low, 2) == 0 ? low : low + 1) : round(x);
    else
        return false;
    return true;
}

ent_status ent_i_fn_round(const ent_i_call *call, ent_i_value *ret)
{
    double number = 0, places = 0, result;
    ENT_I_TRY(number_of(call, 0, &number));
    if (call->count > 1)
        ENT_I_TRY(number_of(call, 1, &places));
    if (places < 0 || places > 15)
        return ent_i_run_fail(call->run, call->range, "ArgumentError", "NumberOutOfRange",
                              "round() wants 0 to 15 decimals");
    if (call->count > 2 && call->args[2].kind != ENT_I_STRING)
        return ent_i_bad_argument(call, 2, "InvalidArgumentValue", "the name of a mode");
    const ent_i_string *mode = call->count > 2 ? call->args[2].string : NULL;
    double scale = pow(10, trunc(places));
    if (!round_whole(number * scale, mode, &result))
        return ent_i_run_fail(call->run, call->range, "ArgumentError", "InvalidArgumentValue",
                              "round() knows UP, DOWN, CEILING, FLOOR, HALF_UP, HALF_DOWN and HALF_EVEN");
    /* Beyond 2^52 every double is whole already. */
    *ret = ent_i_float(fabs(number) >= 4503599627370496.0 || isnan(number) ? number : result / scale);
    return ENT_OK;
}

/* --- random ----------------------------------------------------------------------------------------------- */

static uint64_t next_random(ent_i_run *run)
{
    run->random += 0x9e3779b97f4a7c15u;
    return ent_i_hash_mix(run->random);
}

double ent_i_random(ent_i_run *run)
{
    return (double)(next_random(run) >> 11) * 0x1p-53;
}

ent_status ent_i_fn_rand(const ent_i_call *call, ent_i_value *ret)
{
    *ret = ent_i_float(ent_i_random(call->run));
    return ENT_OK;
}

ent_status ent_i_fn_random_uuid(const ent_i_call *call, ent_i_value *ret)
{
    uint64_t high = (next_random(call->run) & ~(uint64_t)0xf000) | 0x4000;
    uint64_t low = (next_random(call->run) >> 2) | (uint64_t)1 << 63;
    char text[40];
    int length = snprintf(text, sizeof text, "%08x-%04x-%04x-%04x-%012llx", (unsigned)(high >> 32),
                          (unsigned)(high >> 16) & 0xffff, (unsigned)high & 0xffff, (unsigned)(low >> 48),
                          (unsigned long long)(low & 0xffffffffffffu));
    return ent_i_value_string(call->run->arena, text, (size_t)length, ret, call->run->err);
}

ent_status ent_i_fn_timestamp(const ent_i_call *call, ent_i_value *ret)
{
    const ent_i_temporal_env *clock = &call->run->clock;
    *ret = ent_i_integer(clock->seconds * 1000 + clock->nanoseconds / 1000000);
    return ENT_OK;
}
