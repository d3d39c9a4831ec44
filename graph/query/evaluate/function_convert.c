/* SPDX-License-Identifier: GPL-2.0-or-later */
/* toBoolean, toInteger, toFloat, toString and their forms that give null for what they cannot convert. */
#include <math.h>
#include <string.h>

#include "graph/base/number.h"
#include "graph/query/evaluate/run.h"

static ent_status cannot(const ent_i_call *call, const char *expected, ent_i_value *ret)
{
    ent_i_function_id id = call->function->id;
    *ret = ent_i_null();
    if (id == ENT_I_FUNCTION_TO_BOOLEAN_OR_NULL || id == ENT_I_FUNCTION_TO_INTEGER_OR_NULL ||
        id == ENT_I_FUNCTION_TO_FLOAT_OR_NULL || id == ENT_I_FUNCTION_TO_STRING_OR_NULL)
        return ENT_OK;
    return ent_i_bad_argument(call, 0, "InvalidArgumentValue", expected);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The text without blanks around it. */
static const char *trimmed(const ent_i_string *string, size_t *ret_length)
{
    size_t start = 0, end = string->length;
    while (start < end && is_blank(string->text[start]))
        start++;
    while (end > start && is_blank(string->text[end - 1]))
        end--;
    *ret_length = end - start;
    return string->text + start;
}

ent_status ent_i_fn_to_boolean(const ent_i_call *call, ent_i_value *ret)
{
    ent_i_value value = call->args[0];
    if (value.kind == ENT_I_BOOLEAN) {
        *ret = value;
    } else if (value.kind == ENT_I_INTEGER) {
        *ret = ent_i_boolean(value.integer != 0);
    } else if (value.kind == ENT_I_STRING) {
        size_t length;
        const char *text = trimmed(value.string, &length);
        bool yes = length == 4 && strncasecmp(text, "true", 4) == 0;
        bool no = length == 5 && strncasecmp(text, "false", 5) == 0;
        *ret = yes || no ? ent_i_boolean(yes) : ent_i_null();
    } else {
        return cannot(call, "a BOOLEAN, INTEGER or STRING", ret);
    }
    return ENT_OK;
}

/* A number as people type it: JSON's, and also "+1", "1.", ".5" and "007". */
static bool parse_number(const char *text, size_t length, ent_i_value *ret)
{
    char digits[400];
    size_t n = 0, i = 0;
    bool negative = i < length && text[i] == '-';
    i += i < length && (text[i] == '-' || text[i] == '+');
    if (i == length || length > sizeof digits - 4)
        return false;
    while (i + 1 < length && text[i] == '0' && text[i + 1] >= '0' && text[i + 1] <= '9')
        i++;
    if (negative)
        digits[n++] = '-';
    if (text[i] == '.')
        digits[n++] = '0';
    for (; i < length; i++) {
        bool lone_point = text[i] == '.' && (i + 1 == length || text[i + 1] == 'e' || text[i + 1] == 'E');
        digits[n++] = text[i];
        if (lone_point)
            digits[n++] = '0';
    }
    double number;
    int64_t integer;
    if (!ent_i_number_is(digits, n))
        return false;
    if (!memchr(digits, '.', n) && !memchr(digits, 'e', n) && !memchr(digits, 'E', n) &&
        ent_i_integer_parse(digits, n, &integer)) {
        *ret = ent_i_integer(integer);
        return true;
    }
    if (!ent_i_number_parse(digits, n, &number))
        return false;
    *ret = ent_i_float(number);
    return true;
}

static ent_i_value whole(ent_i_value number)
{
    if (number.kind == ENT_I_INTEGER)
        return number;
    double part = trunc(number.number);
    /* Neither bound of int64 but the lower one is a double. */
    if (!(part >= -9223372036854775808.0 && part < 9223372036854775808.0))
        return ent_i_null();
    return ent_i_integer((int64_t)part);
}

ent_status ent_i_fn_to_integer(const ent_i_call *call, ent_i_value *ret)
{
    ent_i_value value = call->args[0], number;
    size_t length;
    if (value.kind == ENT_I_INTEGER || value.kind == ENT_I_FLOAT) {
        *ret = whole(value);
    } else if (value.kind == ENT_I_STRING) {
        const char *text = trimmed(value.string, &length);
        *ret = parse_number(text, length, &number) ? whole(number) : ent_i_null();
    } else {
        return cannot(call, "a number or STRING", ret);
    }
    return ENT_OK;
}

ent_status ent_i_fn_to_float(const ent_i_call *call, ent_i_value *ret)
{
    ent_i_value value = call->args[0], number;
    size_t length;
    if (value.kind == ENT_I_STRING) {
        const char *text = trimmed(value.string, &length);
        if (!parse_number(text, length, &number)) {
            *ret = ent_i_null();
            return ENT_OK;
        }
        value = number;
    }
    if (value.kind == ENT_I_INTEGER)
        *ret = ent_i_float((double)value.integer);
    else if (value.kind == ENT_I_FLOAT)
        *ret = value;
    else
        return cannot(call, "a number or STRING", ret);
    return ENT_OK;
}

ent_status ent_i_fn_to_string(const ent_i_call *call, ent_i_value *ret)
{
    ent_i_value value = call->args[0];
    switch (value.kind) {
    case ENT_I_STRING:
        *ret = value;
        return ENT_OK;
    case ENT_I_BOOLEAN:
    case ENT_I_INTEGER:
    case ENT_I_FLOAT:
    case ENT_I_TEMPORAL:
        break;
    default:
        return cannot(call, "a BOOLEAN, number, STRING or temporal value", ret);
    }
    ENT_I_AUTOBUFFER buffer = ENT_I_BUFFER_INIT;
    ent_i_value_print(value, false, &buffer);
    ENT_I_TRY(ent_i_buffer_status(&buffer, call->run->err));
    return ent_i_value_string(call->run->arena, ent_i_buffer_string(&buffer), buffer.length, ret, call->run->err);
}
