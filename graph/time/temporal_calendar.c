/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Weeks, months and moments over the whole range of years. */
#include "graph/time/temporal_calendar.h"

/* 4 January is always in week 1. */
int64_t ent_i_week_start(int64_t week_year)
{
    int64_t fourth = ent_i_civil_days(week_year, 1, 4);
    return fourth - (ent_i_weekday(fourth) - 1);
}

int ent_i_week_count(int64_t week_year)
{
    return (int)((ent_i_week_start(week_year + 1) - ent_i_week_start(week_year)) / 7);
}

void ent_i_week_of(int64_t days, int64_t *ret_week_year, int *ret_week)
{
    int64_t thursday = days - ent_i_weekday(days) + 4, year;
    int month, day;
    ent_i_civil_date(thursday, &year, &month, &day);
    *ret_week_year = year;
    *ret_week = (int)((thursday - ent_i_civil_days(year, 1, 1)) / 7) + 1;
}

static ent_status out_of_range(ent_error *err)
{
    return ent_i_fail(err, ENT_ERR_INVALID, "the date is outside the years -%d to %d", ENT_I_YEAR_MOST,
                      ENT_I_YEAR_MOST);
}

ent_status ent_i_days_check(int64_t days, ent_error *err)
{
    if (days < ent_i_civil_days(-ENT_I_YEAR_MOST, 1, 1) || days > ent_i_civil_days(ENT_I_YEAR_MOST, 12, 31))
        return out_of_range(err);
    return ENT_OK;
}

ent_status ent_i_days_add_months(int64_t days, int64_t months, int64_t *ret, ent_error *err)
{
    int64_t year, index;
    int month, day;
    ent_i_civil_date(days, &year, &month, &day);
    if (__builtin_add_overflow(year * 12 + month - 1, months, &index))
        return out_of_range(err);
    year = ent_i_floor_divide(index, 12);
    month = (int)(index - year * 12) + 1;
    if (year < -ENT_I_YEAR_MOST || year > ENT_I_YEAR_MOST)
        return out_of_range(err);
    int last = ent_i_month_days(ent_i_leap_year(year), month);
    *ret = ent_i_civil_days(year, month, day < last ? day : last);
    return ENT_OK;
}

ent_status ent_i_moment_add(ent_i_moment *moment, int64_t seconds, int64_t nanoseconds, ent_error *err)
{
    int64_t sum = moment->nanoseconds + nanoseconds % ENT_I_SECOND; /* within two seconds either way */
    ent_i_moment result = { moment->seconds, ent_i_floor_modulo(sum, ENT_I_SECOND) };
    if (__builtin_add_overflow(result.seconds, seconds, &result.seconds) ||
        __builtin_add_overflow(result.seconds, nanoseconds / ENT_I_SECOND, &result.seconds) ||
        __builtin_add_overflow(result.seconds, ent_i_floor_divide(sum, ENT_I_SECOND), &result.seconds))
        return out_of_range(err);
    *moment = result;
    return ENT_OK;
}

ent_status ent_i_moment_split(ent_i_moment local, int64_t *ret_days, int64_t *ret_nanoseconds, ent_error *err)
{
    int64_t days = ent_i_floor_divide(local.seconds, ENT_I_DAY_SECONDS);
    ENT_I_TRY(ent_i_days_check(days, err));
    *ret_days = days;
    *ret_nanoseconds = (local.seconds - days * ENT_I_DAY_SECONDS) * ENT_I_SECOND + local.nanoseconds;
    return ENT_OK;
}
