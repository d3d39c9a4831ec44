/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The dates that nearly all data consists of, read without the full parser: YYYY, YYYY-MM and YYYY-MM-DD,
 * alone or as A/B with ".." and "" for either end. Whatever else there is, right or wrong, is left to the
 * full parser, which also writes the errors. */
#ifndef ENT_I_SIMPLE_H
#define ENT_I_SIMPLE_H

#include "graph/time/civil.h"

/* What a bound of a simple period is. The numbers are those of packed.h. */
enum ent_i_simple_code {
    ENT_I_SIMPLE_NONE,
    ENT_I_SIMPLE_DAY,
    ENT_I_SIMPLE_MONTH,
    ENT_I_SIMPLE_YEAR,
    ENT_I_SIMPLE_OPEN,
    ENT_I_SIMPLE_UNKNOWN
};

typedef struct ent_i_simple {
    unsigned code;       /* ent_i_simple_code */
    ent_day first, last; /* of a date */
} ent_i_simple;

static inline bool ent_i_two_digits(const char *text, unsigned *ret)
{
    unsigned tens = (unsigned)(unsigned char)text[0] - '0', ones = (unsigned)(unsigned char)text[1] - '0';
    *ret = tens * 10 + ones;
    return tens <= 9 && ones <= 9;
}

/* year 0 to 9999: no floor divisions are needed. */
static inline ent_day ent_i_simple_day(unsigned year, unsigned month, unsigned day)
{
    unsigned y = year + 400 - (month <= 2), m = month > 2 ? month - 3 : month + 9;
    return (ent_day)(y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1) - 719468 - 146097;
}

static inline bool ent_i_simple_date(const char *text, size_t length, ent_i_simple *ret)
{
    unsigned century, year, month, day;
    if (!ent_i_two_digits(text, &century) || !ent_i_two_digits(text + 2, &year))
        return false;
    year += century * 100;
    if (length == 4) {
        ret->code = ENT_I_SIMPLE_YEAR;
        ret->first = ent_i_simple_day(year, 1, 1);
        ret->last = ret->first + 364 + ent_i_leap_year(year);
        return true;
    }
    if (text[4] != '-' || !ent_i_two_digits(text + 5, &month) || month - 1 > 11)
        return false;
    unsigned days = (unsigned)ent_i_month_days(ent_i_leap_year(year), (int)month);
    if (length == 7) {
        ret->code = ENT_I_SIMPLE_MONTH;
        ret->first = ent_i_simple_day(year, month, 1);
        ret->last = ret->first + (ent_day)days - 1;
        return true;
    }
    if (text[7] != '-' || !ent_i_two_digits(text + 8, &day) || day - 1 >= days)
        return false;
    ret->code = ENT_I_SIMPLE_DAY;
    ret->first = ret->last = ent_i_simple_day(year, month, day);
    return true;
}

static inline bool ent_i_simple_bound(const char *text, size_t length, ent_i_simple *ret)
{
    if (length == 4 || length == 7 || length == 10)
        return ent_i_simple_date(text, length, ret);
    ret->first = ret->last = 0;
    ret->code = length == 0 ? ENT_I_SIMPLE_UNKNOWN : ENT_I_SIMPLE_OPEN;
    return length == 0 || (length == 2 && text[0] == '.' && text[1] == '.');
}

/* An end of ENT_I_SIMPLE_NONE: a single date; both: undated. False: not simple, or not valid. */
static inline bool ent_i_simple_period(const char *text, size_t length, ent_i_simple ret[2])
{
    size_t slash;
    if (length > 21)
        return false;
    if (length > 10 && text[10] == '/')
        slash = 10;
    else if (length > 4 && text[4] == '/')
        slash = 4;
    else if (length > 7 && text[7] == '/')
        slash = 7;
    else if (length > 2 && text[2] == '/')
        slash = 2;
    else if (length > 0 && text[0] == '/')
        slash = 0;
    else {
        ret[1] = (ent_i_simple){ ENT_I_SIMPLE_NONE, 0, 0 };
        if (length == 0) {
            ret[0] = ret[1];
            return true;
        }
        return (length == 4 || length == 7 || length == 10) && ent_i_simple_date(text, length, &ret[0]);
    }
    if (!ent_i_simple_bound(text, slash, &ret[0]) ||
        !ent_i_simple_bound(text + slash + 1, length - slash - 1, &ret[1]))
        return false;
    return ret[0].code > ENT_I_SIMPLE_YEAR || ret[1].code > ENT_I_SIMPLE_YEAR || ret[1].last >= ret[0].first;
}

static inline ent_bound ent_i_simple_to_bound(const ent_i_simple *simple)
{
    static const ent_bound shapes[] = {
        [ENT_I_SIMPLE_NONE] = { ENT_BOUND_UNKNOWN, ENT_PRECISION_DAY, 0, false, 0, 0, 0, 0 },
        [ENT_I_SIMPLE_DAY] = { ENT_BOUND_DATE, ENT_PRECISION_DAY, 0, true, 0, 0, 0, 0 },
        [ENT_I_SIMPLE_MONTH] = { ENT_BOUND_DATE, ENT_PRECISION_MONTH, 0, true, 0, 0, 0, 0 },
        [ENT_I_SIMPLE_YEAR] = { ENT_BOUND_DATE, ENT_PRECISION_YEAR, 0, true, 0, 0, 0, 0 },
        [ENT_I_SIMPLE_OPEN] = { ENT_BOUND_OPEN, ENT_PRECISION_DAY, 0, false, 0, 0, 0, 0 },
        [ENT_I_SIMPLE_UNKNOWN] = { ENT_BOUND_UNKNOWN, ENT_PRECISION_DAY, 0, false, 0, 0, 0, 0 },
    };
    ent_bound bound = shapes[simple->code];
    bool dated = bound.kind == ENT_BOUND_DATE;
    bound.earliest = bound.first = dated ? simple->first : ENT_DAY_MIN;
    bound.latest = bound.last = dated ? simple->last : ENT_DAY_MAX;
    return bound;
}

static inline void ent_i_simple_to_period(const ent_i_simple simple[2], ent_period *ret)
{
    ret->form = simple[0].code == ENT_I_SIMPLE_NONE ? ENT_PERIOD_NONE :
                simple[1].code == ENT_I_SIMPLE_NONE ? ENT_PERIOD_DATE : ENT_PERIOD_INTERVAL;
    ret->start = ent_i_simple_to_bound(&simple[0]);
    ret->end = ret->form == ENT_PERIOD_DATE ? ret->start : ent_i_simple_to_bound(&simple[1]);
}

#endif
