/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The proleptic Gregorian calendar as day numbers, and days as text. Years are astronomical: 0 is 1 BCE.
 * The year is counted from March, so that the leap day is its last, in cycles of 400 years = 146097 days. */
#include "graph/time/civil.h"

#include <stdio.h>
#include <time.h>

/* Years further away than this cannot be counted in 32 bits of days. */
#define FAR_YEAR 6000000

static int64_t floor_divide(int64_t value, int64_t by)
{
    return value / by - (value % by < 0);
}

int64_t ent_i_civil_days(int64_t year, int month, int day)
{
    int64_t march_year = year - (month <= 2);
    int64_t march_month = month > 2 ? month - 3 : month + 9;
    int64_t cycle = floor_divide(march_year, 400);
    int64_t year_of_cycle = march_year - cycle * 400;
    int64_t day_of_year = (153 * march_month + 2) / 5 + day - 1;
    return cycle * 146097 + year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 +
           day_of_year - 719468; /* days from 0000-03-01 to 1970-01-01 */
}

ent_day ent_day_from_civil(int64_t year, int month, int day)
{
    if (year > FAR_YEAR)
        return ENT_DAY_MAX;
    if (year < -FAR_YEAR)
        return ENT_DAY_MIN;
    if (month < 1 || month > 12) {
        int64_t years = floor_divide((int64_t)month - 1, 12);
        year += years;
        month = (int)(month - years * 12);
    }
    int64_t days = ent_i_civil_days(year, month, day);
    return days <= ENT_DAY_MIN ? ENT_DAY_MIN : days >= ENT_DAY_MAX ? ENT_DAY_MAX : (ent_day)days;
}

void ent_i_civil_date(int64_t days, int64_t *ret_year, int *ret_month, int *ret_day)
{
    days += 719468;
    int64_t cycle = floor_divide(days, 146097);
    int64_t day_of_cycle = days - cycle * 146097;
    int64_t year_of_cycle =
        (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36524 - day_of_cycle / 146096) / 365;
    int64_t day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    int march_month = (int)((5 * day_of_year + 2) / 153);
    int month = march_month < 10 ? march_month + 3 : march_month - 9;
    *ret_year = year_of_cycle + cycle * 400 + (month <= 2);
    *ret_month = month;
    *ret_day = (int)(day_of_year - (153 * march_month + 2) / 5 + 1);
}

void ent_day_to_civil(ent_day day, int64_t *ret_year, int *ret_month, int *ret_day)
{
    ent_i_civil_date(day, ret_year, ret_month, ret_day);
}

ent_day ent_i_day_add_months(ent_day day, int months, bool to_month_end)
{
    int64_t year;
    int month, day_of_month;
    if (ent_i_day_infinite(day))
        return day;
    ent_day_to_civil(day, &year, &month, &day_of_month);
    int64_t index = year * 12 + (month - 1) + months;
    year = floor_divide(index, 12);
    month = (int)(index - year * 12) + 1;
    int length = ent_i_month_days(ent_i_leap_year(year), month);
    return ent_day_from_civil(year, month, to_month_end || day_of_month > length ? length : day_of_month);
}

static const char *infinity_text(ent_day day, char *buffer, size_t size)
{
    snprintf(buffer, size, "%s", day == ENT_DAY_MIN ? "-inf" : "inf");
    return buffer;
}

const char *ent_day_format(ent_day day, char buffer[ENT_DAY_TEXT])
{
    int64_t year;
    int month, day_of_month;
    if (ent_i_day_infinite(day))
        return infinity_text(day, buffer, ENT_DAY_TEXT);
    ent_day_to_civil(day, &year, &month, &day_of_month);
    /* ISO 8601 asks for a sign before a year of more than four digits. */
    const char *sign = year < 0 ? "-" : year > 9999 ? "+" : "";
    snprintf(buffer, ENT_DAY_TEXT, "%s%04d-%02d-%02d", sign, (int)(year < 0 ? -year : year), month,
             day_of_month);
    return buffer;
}

const char *ent_day_format_long(ent_day day, char buffer[ENT_DAY_LONG_TEXT])
{
    static const char *const names[12] = { "January", "February", "March",     "April",   "May",      "June",
                                           "July",    "August",   "September", "October", "November", "December" };
    int64_t year;
    int month, day_of_month;
    if (ent_i_day_infinite(day))
        return infinity_text(day, buffer, ENT_DAY_LONG_TEXT);
    ent_day_to_civil(day, &year, &month, &day_of_month);
    /* A short year on its own reads like a count of something. */
    const char *era = year < 1 ? " BCE" : year < 1000 ? " CE" : "";
    snprintf(buffer, ENT_DAY_LONG_TEXT, "%d %s %d%s", day_of_month, names[month - 1],
             (int)(year < 1 ? 1 - year : year), era);
    return buffer;
}

ent_day ent_day_today(void)
{
    time_t now = time(NULL);
    struct tm local;
    if (localtime_r(&now, &local) == NULL)
        return 0;
    return ent_day_from_civil((int64_t)local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}
