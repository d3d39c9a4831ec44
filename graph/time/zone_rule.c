/* SPDX-License-Identifier: GPL-2.0-or-later */
/* POSIX TZ texts: std offset [dst [offset] , start [/time] , end [/time]]. Offsets in them count west of UTC. */
#include "graph/time/zone_rule.h"

#include "graph/time/temporal_calendar.h"

typedef struct scanner {
    const char *at, *end;
} scanner;

static bool accept(scanner *in, char c)
{
    if (in->at == in->end || *in->at != c)
        return false;
    in->at++;
    return true;
}

static bool scan_number(scanner *in, int most, int *ret)
{
    int number = 0;
    const char *from = in->at;
    while (in->at < in->end && *in->at >= '0' && *in->at <= '9') {
        number = number * 10 + (*in->at++ - '0');
        if (number > most)
            return false;
    }
    *ret = number;
    return in->at > from;
}

/* Letters, or anything alphanumeric with signs within <>. */
static bool scan_name(scanner *in)
{
    const char *from = in->at;
    bool quoted = accept(in, '<');
    while (in->at < in->end) {
        char c = *in->at;
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(quoted && ((c >= '0' && c <= '9') || c == '+' || c == '-')))
            break;
        in->at++;
    }
    return quoted ? accept(in, '>') && in->at - from >= 5 : in->at - from >= 3;
}

/* [+-]hh[:mm[:ss]] */
static bool scan_time(scanner *in, int most_hours, int32_t *ret)
{
    int hours, minutes = 0, seconds = 0;
    bool negative = accept(in, '-');
    if (!negative)
        accept(in, '+');
    if (!scan_number(in, most_hours, &hours))
        return false;
    if (accept(in, ':')) {
        if (!scan_number(in, 59, &minutes))
            return false;
        if (accept(in, ':') && !scan_number(in, 59, &seconds))
            return false;
    }
    int32_t total = hours * 3600 + minutes * 60 + seconds;
    *ret = negative ? -total : total;
    return true;
}

static bool scan_day(scanner *in, ent_i_zone_day *ret)
{
    ent_i_zone_day day = { .form = 'N', .seconds = 2 * 3600 };
    if (!accept(in, ','))
        return false;
    if (accept(in, 'M')) {
        day.form = 'M';
        if (!scan_number(in, 12, &day.month) || day.month < 1 || !accept(in, '.') || !scan_number(in, 5, &day.week) ||
            day.week < 1 || !accept(in, '.') || !scan_number(in, 6, &day.day))
            return false;
    } else if (accept(in, 'J')) {
        day.form = 'J';
        if (!scan_number(in, 365, &day.day) || day.day < 1)
            return false;
    } else if (!scan_number(in, 365, &day.day)) {
        return false;
    }
    if (accept(in, '/') && !scan_time(in, 167, &day.seconds))
        return false;
    *ret = day;
    return true;
}

bool ent_i_zone_rule_parse(const char *text, size_t length, ent_i_zone_rule *ret)
{
    scanner in = { text, text + length };
    ent_i_zone_rule rule = { .summer = false };
    int32_t west;
    if (!scan_name(&in) || !scan_time(&in, 24, &west))
        return false;
    rule.standard_offset = -west;
    rule.summer_offset = rule.standard_offset + 3600;
    if (in.at < in.end) {
        rule.summer = true;
        if (!scan_name(&in))
            return false;
        if (in.at < in.end && *in.at != ',') {
            if (!scan_time(&in, 24, &west))
                return false;
            rule.summer_offset = -west;
        }
        if (!scan_day(&in, &rule.start) || !scan_day(&in, &rule.end))
            return false;
    }
    *ret = rule;
    return in.at == in.end;
}

/* The local second at which a change falls due in a year. */
static int64_t local_change(const ent_i_zone_day *day, int64_t year)
{
    int64_t days = ent_i_civil_days(year, 1, 1);
    if (day->form == 'J') {
        days += day->day - 1 + (ent_i_leap_year(year) && day->day >= 60);
    } else if (day->form == 'N') {
        days += day->day;
    } else {
        int64_t first = ent_i_civil_days(year, day->month, 1);
        int to_weekday = (day->day - ent_i_weekday(first) % 7 + 7) % 7;
        int in_month = to_weekday + (day->week - 1) * 7;
        if (in_month >= ent_i_month_days(ent_i_leap_year(year), day->month))
            in_month -= 7;
        days = first + in_month;
    }
    return days * ENT_I_DAY_SECONDS + day->seconds;
}

int32_t ent_i_zone_rule_offset(const ent_i_zone_rule *rule, int64_t moment)
{
    if (!rule->summer)
        return rule->standard_offset;
    int64_t year;
    int month, day;
    ent_i_civil_date(ent_i_floor_divide(moment + rule->standard_offset, ENT_I_DAY_SECONDS), &year, &month, &day);
    /* The changes of the years on both sides count too: one may fall into this year by its time of day. */
    int64_t latest = INT64_MIN;
    int32_t offset = rule->standard_offset;
    for (int64_t y = year - 1; y <= year + 1; y++) {
        int64_t start = local_change(&rule->start, y) - rule->standard_offset;
        int64_t end = local_change(&rule->end, y) - rule->summer_offset;
        /* "Summer time all year" is written as an end that meets the next start: the start wins. */
        if (start <= moment && start >= latest) {
            latest = start;
            offset = rule->summer_offset;
        }
        if (end <= moment && end > latest) {
            latest = end;
            offset = rule->standard_offset;
        }
    }
    return offset;
}
