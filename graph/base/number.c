/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The C library prints and reads decimals with the locale's decimal point. It is replaced after printing
 * and put in before reading, so that no function here depends on the locale and none changes it. */
#include "graph/base/number.h"

#include <ctype.h>
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *decimal_point(void)
{
    const struct lconv *conventions = localeconv();
    return conventions && conventions->decimal_point && conventions->decimal_point[0]
               ? conventions->decimal_point
               : ".";
}

static void use_point(char *text)
{
    const char *point = decimal_point();
    if (strcmp(point, ".") == 0)
        return;
    char *at = strstr(text, point);
    if (at) {
        size_t length = strlen(point);
        *at = '.';
        memmove(at + 1, at + length, strlen(at + length) + 1);
    }
}

static const char *not_finite(double value, char *buffer)
{
    if (isfinite(value))
        return NULL;
    snprintf(buffer, ENT_I_NUMBER_TEXT, "%s", isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    return buffer;
}

const char *ent_i_number_format(double value, char buffer[ENT_I_NUMBER_TEXT])
{
    if (not_finite(value, buffer))
        return buffer;
    if (fabs(value) < 1e15 && value == floor(value)) {
        snprintf(buffer, ENT_I_NUMBER_TEXT, "%s%lld", value == 0 && signbit(value) ? "-" : "", (long long)value);
        return buffer;
    }
    /* 15 digits always stand for one number only, save for those so small that they have fewer. */
    for (int digits = fabs(value) < DBL_MIN ? 1 : 15; digits <= 17; digits++) {
        snprintf(buffer, ENT_I_NUMBER_TEXT, "%.*g", digits, value);
        if (strtod(buffer, NULL) == value)
            break;
    }
    use_point(buffer);
    return buffer;
}

const char *ent_i_number_fixed(double value, int decimals, char buffer[ENT_I_NUMBER_TEXT])
{
    if (not_finite(value, buffer))
        return buffer;
    if (fabs(value) >= 1e17)
        return ent_i_number_format(value, buffer);
    snprintf(buffer, ENT_I_NUMBER_TEXT, "%.*f", decimals < 0 ? 0 : decimals > 17 ? 17 : decimals, value);
    use_point(buffer);
    if (buffer[0] == '-' && strspn(buffer + 1, "0.") == strlen(buffer + 1))
        memmove(buffer, buffer + 1, strlen(buffer));
    return buffer;
}

static size_t digits(const char *text, size_t length, size_t at)
{
    size_t start = at;
    while (at < length && isdigit((unsigned char)text[at]))
        at++;
    return at - start;
}

bool ent_i_number_is(const char *text, size_t length)
{
    size_t at = length && text[0] == '-' ? 1 : 0;
    size_t whole = digits(text, length, at);
    if (!whole || (whole > 1 && text[at] == '0'))
        return false;
    at += whole;
    if (at < length && text[at] == '.') {
        size_t fraction = digits(text, length, at + 1);
        if (!fraction)
            return false;
        at += 1 + fraction;
    }
    if (at < length && (text[at] == 'e' || text[at] == 'E')) {
        at++;
        if (at < length && (text[at] == '+' || text[at] == '-'))
            at++;
        size_t exponent = digits(text, length, at);
        if (!exponent)
            return false;
        at += exponent;
    }
    return at == length;
}

bool ent_i_number_parse(const char *text, size_t length, double *ret)
{
    if (!ent_i_number_is(text, length))
        return false;
    const char *point = decimal_point();
    size_t point_length = strlen(point);
    char small[64];
    char *copy = length + point_length < sizeof small ? small : malloc(length + point_length + 1);
    if (!copy)
        return false;
    size_t n = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '.') {
            memcpy(copy + n, point, point_length);
            n += point_length;
        } else {
            copy[n++] = text[i];
        }
    }
    copy[n] = '\0';
    double value = strtod(copy, NULL);
    if (copy != small)
        free(copy);
    if (!isfinite(value))
        return false;
    *ret = value;
    return true;
}

bool ent_i_number_fits(const char *text, size_t length)
{
    double ignored;
    bool small = length < 300 && !memchr(text, 'e', length) && !memchr(text, 'E', length); /* most numbers */
    return small || ent_i_number_parse(text, length, &ignored);
}

bool ent_i_integer_parse(const char *text, size_t length, int64_t *ret)
{
    size_t at = length && text[0] == '-' ? 1 : 0;
    if (at == length || length > 20)
        return false;
    uint64_t value = 0, most = (uint64_t)INT64_MAX + at;
    for (; at < length; at++) {
        if (!isdigit((unsigned char)text[at]))
            return false;
        unsigned digit = (unsigned)(text[at] - '0');
        if (value > (most - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *ret = text[0] == '-' ? (int64_t)(0 - value) : (int64_t)value;
    return true;
}
