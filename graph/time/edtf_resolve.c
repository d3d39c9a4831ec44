/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the parts of a date to the days it covers: the first and last day that fit its digits, and both
 * widened by its qualifiers. */
#include "graph/time/edtf.h"

/* The months of the codes 21 to 41; those of a southern summer and a winter in the north end in the
 * next year. */
static const struct season {
    signed char month, months;
} seasons[] = {
    { 3, 3 }, { 6, 3 }, { 9, 3 },  { 12, 3 },           /* 21-24: spring to winter, read as in the north */
    { 3, 3 }, { 6, 3 }, { 9, 3 },  { 12, 3 },           /* 25-28: in the north */
    { 9, 3 }, { 12, 3 }, { 3, 3 }, { 6, 3 },            /* 29-32: in the south */
    { 1, 3 }, { 4, 3 }, { 7, 3 },  { 10, 3 },           /* 33-36: quarters */
    { 1, 4 }, { 5, 4 }, { 9, 4 },                       /* 37-39: thirds */
    { 1, 6 }, { 7, 6 },                                 /* 40-41: halves */
};

static bool part_fits(const ent_i_edtf_part *part, int value)
{
    return (part->digits[0] < 0 || part->digits[0] == value / 10) &&
           (part->digits[1] < 0 || part->digits[1] == value % 10);
}

/* The first (or last) day in a leap or a common year that fits month and day. */
static bool day_in_year(const ent_i_edtf_date *date, bool leap, bool last, int *ret_month, int *ret_day)
{
    const ent_i_edtf_part *month = &date->parts[ENT_I_MONTH], *day = &date->parts[ENT_I_DAY];
    if (date->season != 0) {
        const struct season *season = &seasons[date->season - 21];
        /* A month above 12 is one of the next year, and day 0 is the last of the month before. */
        *ret_month = last ? season->month + season->months : season->month;
        *ret_day = last ? 0 : 1;
        return true;
    }
    for (int i = 1; i <= 12; i++) {
        int m = last ? 13 - i : i, days = ent_i_month_days(leap, m);
        if (month->count > 0 && !part_fits(month, m))
            continue;
        for (int j = 1; j <= days; j++) {
            int d = last ? days + 1 - j : j;
            if (day->count > 0 && !part_fits(day, d))
                continue;
            *ret_month = m;
            *ret_day = d;
            return true;
        }
    }
    return false;
}

/* The nth of the numbers that four digits with X may mean. */
static int plain_year(const ent_i_edtf_part *part, int n)
{
    int year = 0, power = 1;
    for (int i = 3; i >= 0; i--, power *= 10) {
        if (part->digits[i] >= 0) {
            year += part->digits[i] * power;
        } else {
            year += n % 10 * power;
            n /= 10;
        }
    }
    return year;
}

/* The first (or last) day that fits a date with a year of four digits; false when none does. Only a
 * 29 February makes it look at more than a year or two, and then at most at ten thousand. */
static bool resolve_plain(const ent_i_edtf_date *date, bool last, ent_day *ret, int64_t *ret_year)
{
    const ent_i_edtf_part *part = &date->parts[ENT_I_YEAR];
    bool fits[2];
    int month[2], day[2], years = 1;
    for (int leap = 0; leap < 2; leap++)
        fits[leap] = day_in_year(date, leap, last, &month[leap], &day[leap]);
    for (int i = 0; i < part->unknown; i++)
        years *= 10;
    for (int i = 0; i < years; i++) {
        int64_t year = plain_year(part, last != date->negative ? years - 1 - i : i);
        int leap = ent_i_leap_year(year);
        if (!fits[leap] || (year == 0 && date->negative))
            continue;
        *ret_year = date->negative ? -year : year;
        *ret = ent_day_from_civil(*ret_year, month[leap], day[leap]);
        return true;
    }
    return false;
}

static ent_status reject_day(ent_i_edtf *text, const ent_i_edtf_date *date)
{
    const ent_i_edtf_part *month = &date->parts[ENT_I_MONTH], *day = &date->parts[ENT_I_DAY];
    if (day->count == 0)
        return ent_i_edtf_reject(text, date->parts[ENT_I_YEAR].at, "no such year");
    return ent_i_edtf_reject(text, day->at, "month %.2s has no day %.2s in that year,", text->text + month->at,
                             text->text + day->at);
}

/* How far qualifiers reach. Each mark speaks of the part it stands at, or of the group that ends with it;
 * a part that is all X says nothing that could be uncertain, so the part before it is meant. Of several
 * marks the one at the coarsest part decides, for it allows the widest error. */
static void widen(const ent_i_edtf_date *date, ent_bound *bound)
{
    int unit = ENT_I_DAY, months;
    bool whole_months = date->parts[ENT_I_DAY].count == 0;
    if (date->qualifiers == 0)
        return;
    for (int part = 0; part < ENT_I_PARTS; part++) {
        int meant = part;
        while (meant > 0 && date->parts[meant].unknown == date->parts[meant].count)
            meant--;
        if (date->marked[part] && meant < unit)
            unit = meant;
    }
    if (unit == ENT_I_DAY) {
        bound->earliest = ent_i_day_add(bound->earliest, -3);
        bound->latest = ent_i_day_add(bound->latest, 3);
        return;
    }
    months = unit == ENT_I_YEAR ? 12 : date->season != 0 ? 3 : 1;
    bound->earliest = ent_i_day_add_months(bound->earliest, -months, false);
    bound->latest = ent_i_day_add_months(bound->latest, months,
                                         whole_months || date->parts[ENT_I_DAY].unknown == 2);
}

static unsigned char precision_of(const ent_i_edtf_date *date)
{
    for (int part = 0; part < ENT_I_PARTS; part++)
        if (date->parts[part].unknown > 0)
            return ENT_PRECISION_OTHER;
    if (date->exponent || date->low != date->high)
        return ENT_PRECISION_OTHER;
    if (date->season != 0)
        return ENT_PRECISION_SEASON;
    return date->parts[ENT_I_DAY].count > 0 ? ENT_PRECISION_DAY :
           date->parts[ENT_I_MONTH].count > 0 ? ENT_PRECISION_MONTH : ENT_PRECISION_YEAR;
}

static ent_status resolve(ent_i_edtf *text, const ent_i_edtf_date *date, ent_i_edtf_days *ret)
{
    ent_i_edtf_days days = { .bound = { .kind = ENT_BOUND_DATE } };
    ent_bound *bound = &days.bound;
    bool vague = false;
    if (date->plain) {
        if (!resolve_plain(date, false, &bound->first, &days.low_year) ||
            !resolve_plain(date, true, &bound->last, &days.high_year))
            return reject_day(text, date);
        bound->earliest = days.low = bound->first;
        bound->latest = days.high = bound->last;
        for (int part = 0; part < ENT_I_PARTS; part++)
            vague = vague || date->parts[part].unknown > 0;
    } else {
        /* The year given is the estimate, its significant digits say how far off it may be. */
        bound->first = ent_day_from_civil(date->year, 1, 1);
        bound->last = ent_day_from_civil(date->year, 12, 31);
        bound->earliest = days.low = ent_day_from_civil(date->low, 1, 1);
        bound->latest = days.high = ent_day_from_civil(date->high, 12, 31);
        days.low_year = date->low;
        days.high_year = date->high;
        vague = date->low != date->high;
    }
    widen(date, bound);
    bound->qualifiers = (unsigned char)date->qualifiers;
    bound->precision = precision_of(date);
    bound->exact = !vague && date->qualifiers == 0;
    *ret = days;
    return ENT_OK;
}

ent_status ent_i_edtf_days_read(ent_i_edtf *text, bool time_allowed, bool *ret_timed, ent_i_edtf_days *ret)
{
    ent_i_edtf_date date;
    ENT_I_TRY(ent_i_edtf_scan(text, time_allowed, &date));
    ENT_I_TRY(resolve(text, &date, ret));
    if (ret_timed != NULL)
        *ret_timed = date.timed;
    return ENT_OK;
}

bool ent_i_edtf_reversed(const ent_i_edtf_days *start, const ent_i_edtf_days *end)
{
    if (end->high == start->low && ent_i_day_infinite(start->low))
        return end->high_year < start->low_year;
    return end->high < start->low;
}
