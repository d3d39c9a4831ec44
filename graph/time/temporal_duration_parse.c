/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Durations from texts, in the two forms of ISO 8601:
 *
 *   duration = [sign] "P" [n "Y"] [n "M"] [n "W"] [n "D"] [ "T" [n "H"] [n "M"] [n "S"] ]     at least one part
 *            | [sign] "P" YYYY "-" MM "-" DD "T" hh ":" mm ":" ss [fraction]
 *            | [sign] "P" YYYY MM DD "T" hh mm ss [fraction]
 *   n        = [sign] digits [("." | ",") digits] */
#include <string.h>

#include "graph/time/temporal_decimal.h"

typedef struct scanner {
    const char *text;
    size_t length, at;
} scanner;

static bool accept(scanner *in, char c)
{
    if (in->at >= in->length || in->text[in->at] != c)
        return false;
    in->at++;
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static ent_status malformed(const scanner *in, ent_error *err)
{
    int shown = ent_i_shown(in->text, in->length);
    return ent_i_fail_at(err, ENT_ERR_SYNTAX, NULL, 0, in->at + 1,
                         "'%.*s' is not a duration such as P1Y2M10DT2H30M: see position %zu", shown, in->text,
                         in->at + 1);
}

static ent_status add(ent_i_quantity *sum, ent_i_duration_part part, ent_i_decimal value, bool negative,
                      ent_error *err)
{
    if (negative && value.whole == INT64_MIN)
        return ent_i_duration_too_large(err);
    if (negative)
        value = (ent_i_decimal){ -value.whole, -value.fraction };
    return ent_i_quantity_add(sum, part, value) ? ENT_OK : ent_i_duration_too_large(err);
}

/* A signed number: its length is found first, for the decimal's parser. */
static ent_status scan_number(scanner *in, ent_i_decimal *ret, ent_error *err)
{
    size_t from = in->at;
    if (!accept(in, '-'))
        accept(in, '+');
    size_t digits = in->at;
    while (in->at < in->length &&
           (is_digit(in->text[in->at]) || ((in->text[in->at] == '.' || in->text[in->at] == ',') && in->at > digits)))
        in->at++;
    if (in->at == digits)
        return malformed(in, err);
    if (!ent_i_decimal_parse(in->text + from, in->at - from, ret)) {
        /* A second point, a point without decimals: malformed; else it did not fit. */
        size_t points = 0;
        for (size_t i = digits; i < in->at; i++)
            points += !is_digit(in->text[i]);
        bool ends_in_point = !is_digit(in->text[in->at - 1]);
        return points > 1 || ends_in_point ? malformed(in, err) : ent_i_duration_too_large(err);
    }
    return ENT_OK;
}

static ent_status scan_units(scanner *in, bool negative, ent_i_quantity *sum, ent_error *err)
{
    static const struct {
        char letter;
        bool time;
        ent_i_duration_part part;
    } units[] = { { 'Y', false, ENT_I_PART_YEARS },  { 'M', false, ENT_I_PART_MONTHS },
                  { 'W', false, ENT_I_PART_WEEKS },  { 'D', false, ENT_I_PART_DAYS },
                  { 'H', true, ENT_I_PART_HOURS },   { 'M', true, ENT_I_PART_MINUTES },
                  { 'S', true, ENT_I_PART_SECONDS } };
    const size_t count = sizeof units / sizeof *units;
    bool time = false;
    size_t next = 0;
    if (in->at == in->length)
        return malformed(in, err);
    while (in->at < in->length) {
        ent_i_decimal value;
        if (!time && accept(in, 'T'))
            time = true;
        ENT_I_TRY(scan_number(in, &value, err));
        while (next < count && !(units[next].time == time && in->at < in->length &&
                                 units[next].letter == in->text[in->at]))
            next++;
        if (next == count)
            return malformed(in, err);
        in->at++;
        ENT_I_TRY(add(sum, units[next++].part, value, negative, err));
    }
    return ENT_OK;
}

/* count digits as a number up to most. */
static bool fixed(scanner *in, size_t count, int64_t most, int64_t *ret)
{
    int64_t value = 0;
    for (size_t i = 0; i < count; i++) {
        if (in->at >= in->length || !is_digit(in->text[in->at]))
            return false;
        value = value * 10 + (in->text[in->at++] - '0');
    }
    *ret = value;
    return value <= most;
}

/* Written like a date and a time: years of four digits, and no number as large as the next greater unit. */
static ent_status scan_alternative(scanner *in, bool negative, ent_i_quantity *sum, ent_error *err)
{
    static const struct {
        ent_i_duration_part part;
        unsigned char digits, most;
        char before; /* in the extended format */
    } fields[] = { { ENT_I_PART_MONTHS, 2, 12, '-' }, { ENT_I_PART_DAYS, 2, 31, '-' },
                   { ENT_I_PART_HOURS, 2, 24, 'T' },  { ENT_I_PART_MINUTES, 2, 59, ':' },
                   { ENT_I_PART_SECONDS, 2, 59, ':' } };
    ent_i_decimal value = { 0, 0 };
    if (!fixed(in, 4, 9999, &value.whole))
        return malformed(in, err);
    ENT_I_TRY(add(sum, ENT_I_PART_YEARS, value, negative, err));
    bool extended = in->at < in->length && in->text[in->at] == '-';
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if ((extended || fields[i].before == 'T') && !accept(in, fields[i].before))
            return malformed(in, err);
        if (!fixed(in, fields[i].digits, fields[i].most, &value.whole))
            return malformed(in, err);
        if (fields[i].part == ENT_I_PART_SECONDS && in->at < in->length) { /* read them again with the fraction */
            in->at -= 2;
            ENT_I_TRY(scan_number(in, &value, err));
        }
        ENT_I_TRY(add(sum, fields[i].part, value, negative, err));
        if (fields[i].part == ENT_I_PART_DAYS && in->at == in->length)
            return ENT_OK;
    }
    return in->at == in->length ? ENT_OK : malformed(in, err);
}

/* The alternative form has no letter but T. */
static bool is_alternative(const scanner *in)
{
    for (size_t i = in->at; i < in->length; i++)
        if (in->text[i] >= 'A' && in->text[i] <= 'Z' && in->text[i] != 'T')
            return false;
    return in->length - in->at >= 8;
}

ent_status ent_i_duration_parse(const char *text, size_t length, ent_i_temporal *ret, ent_error *err)
{
    scanner in = { text, length, 0 };
    ent_i_quantity sum = { 0, 0, 0 };
    bool negative = accept(&in, '-');
    if (!negative)
        accept(&in, '+');
    if (!accept(&in, 'P'))
        return malformed(&in, err);
    if (is_alternative(&in))
        ENT_I_TRY(scan_alternative(&in, negative, &sum, err));
    else
        ENT_I_TRY(scan_units(&in, negative, &sum, err));
    return ent_i_quantity_settle(sum, ret, err);
}
