/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A date or a time of day from components, alone or as changes to another one. */
#include "graph/time/temporal_calendar.h"

#define GIVEN(parts, id) (((parts)->given & ENT_I_PART_BIT(id)) != 0)
#define VALUE(parts, id) ((parts)->values[ENT_I_PART_##id])

static ent_status check(const ent_i_temporal_parts *parts, ent_i_temporal_part part, const char *name, int64_t least,
                        int64_t most, ent_error *err)
{
    int64_t value = parts->values[part];
    if ((parts->given & UINT32_C(1) << part) && (value < least || value > most))
        return ent_i_fail(err, ENT_ERR_INVALID, "%s %lld is not between %lld and %lld", name, (long long)value,
                          (long long)least, (long long)most);
    return ENT_OK;
}
#define CHECK(parts, id, name, least, most, err) \
    ENT_I_TRY(check((parts), ENT_I_PART_##id, (name), (least), (most), (err)))

static ent_status needs(const ent_i_temporal_parts *parts, uint32_t part, const char *name, uint32_t needed,
                        const char *needed_name, ent_error *err)
{
    if ((parts->given & part) && !(parts->given & needed))
        return ent_i_fail(err, ENT_ERR_INVALID, "%s without %s", name, needed_name);
    return ENT_OK;
}

/* The four ways to name a day do not mix: month and day, week, quarter, day of the year. */
static ent_status check_date(const ent_i_temporal_parts *parts, bool based, ent_error *err)
{
    const uint32_t by_month = ENT_I_PART_BIT(MONTH) | ENT_I_PART_BIT(DAY);
    const uint32_t by_week = ENT_I_PART_BIT(WEEK) | ENT_I_PART_BIT(DAY_OF_WEEK);
    const uint32_t by_quarter = ENT_I_PART_BIT(QUARTER) | ENT_I_PART_BIT(DAY_OF_QUARTER);
    int ways = ((parts->given & by_month) != 0) + ((parts->given & by_week) != 0) +
               ((parts->given & by_quarter) != 0) + GIVEN(parts, ORDINAL_DAY);
    if (ways > 1)
        return ent_i_fail(err, ENT_ERR_INVALID, "a date is given by month and day, or by week, or by quarter, or "
                                                "by the day of the year, not by two of these");
    CHECK(parts, YEAR, "year", -ENT_I_YEAR_MOST, ENT_I_YEAR_MOST, err);
    CHECK(parts, QUARTER, "quarter", 1, 4, err);
    CHECK(parts, MONTH, "month", 1, 12, err);
    CHECK(parts, WEEK, "week", 1, 53, err);
    CHECK(parts, ORDINAL_DAY, "ordinalDay", 1, 366, err);
    CHECK(parts, DAY_OF_QUARTER, "dayOfQuarter", 1, 92, err);
    CHECK(parts, DAY_OF_WEEK, "dayOfWeek", 1, 7, err);
    CHECK(parts, DAY, "day", 1, 31, err);
    if (based)
        return ENT_OK;
    if (!GIVEN(parts, YEAR))
        return ent_i_fail(err, ENT_ERR_INVALID, "a date needs a year");
    ENT_I_TRY(needs(parts, ENT_I_PART_BIT(DAY), "day", ENT_I_PART_BIT(MONTH), "month", err));
    ENT_I_TRY(needs(parts, ENT_I_PART_BIT(DAY_OF_WEEK), "dayOfWeek", ENT_I_PART_BIT(WEEK), "week", err));
    return needs(parts, ENT_I_PART_BIT(DAY_OF_QUARTER), "dayOfQuarter", ENT_I_PART_BIT(QUARTER), "quarter", err);
}

static ent_status too_large(const char *name, int64_t value, int64_t year, ent_error *err)
{
    return ent_i_fail(err, ENT_ERR_INVALID, "%s %lld is too large in the year %lld", name, (long long)value,
                      (long long)year);
}

/* With a week the year is that of weeks; the day of the week stays. */
static ent_status assign_week(const ent_i_temporal_parts *parts, const int64_t *base, int64_t *ret, ent_error *err)
{
    int64_t year = VALUE(parts, YEAR);
    int week, weekday = base ? ent_i_weekday(*base) : 1;
    if (base && !GIVEN(parts, YEAR))
        ent_i_week_of(*base, &year, &week);
    if (VALUE(parts, WEEK) > ent_i_week_count(year))
        return too_large("week", VALUE(parts, WEEK), year, err);
    if (GIVEN(parts, DAY_OF_WEEK))
        weekday = (int)VALUE(parts, DAY_OF_WEEK);
    *ret = ent_i_week_start(year) + (VALUE(parts, WEEK) - 1) * 7 + weekday - 1;
    return ENT_OK;
}

/* Month and day; a day kept from the base is cut to the length of the month. */
static ent_status assign_month(const ent_i_temporal_parts *parts, const int64_t *base, int64_t *ret, ent_error *err)
{
    int64_t year = 0;
    int month = 1, day = 1;
    if (base)
        ent_i_civil_date(*base, &year, &month, &day);
    if (GIVEN(parts, YEAR))
        year = VALUE(parts, YEAR);
    if (GIVEN(parts, QUARTER)) /* the month keeps its place in the quarter */
        month = (int)(VALUE(parts, QUARTER) - 1) * 3 + (month - 1) % 3 + 1;
    if (GIVEN(parts, MONTH))
        month = (int)VALUE(parts, MONTH);
    int last = ent_i_month_days(ent_i_leap_year(year), month);
    if (GIVEN(parts, DAY)) {
        day = (int)VALUE(parts, DAY);
        if (day > last)
            return ent_i_fail(err, ENT_ERR_INVALID, "month %d of the year %lld has %d days, not %d", month,
                              (long long)year, last, day);
    }
    *ret = ent_i_civil_days(year, month, day < last ? day : last);
    return ENT_OK;
}

/* Days counted within the year, the quarter or the week that the date is in. */
static ent_status assign_day_within(const ent_i_temporal_parts *parts, int64_t *days, ent_error *err)
{
    int64_t year;
    int month, day;
    ent_i_civil_date(*days, &year, &month, &day);
    if (GIVEN(parts, ORDINAL_DAY)) {
        if (VALUE(parts, ORDINAL_DAY) > ent_i_year_days(year))
            return too_large("ordinalDay", VALUE(parts, ORDINAL_DAY), year, err);
        *days = ent_i_civil_days(year, 1, 1) + VALUE(parts, ORDINAL_DAY) - 1;
    } else if (GIVEN(parts, DAY_OF_QUARTER)) {
        int first = (month - 1) / 3 * 3 + 1;
        int64_t start = ent_i_civil_days(year, first, 1);
        int64_t end = first == 10 ? ent_i_civil_days(year + 1, 1, 1) : ent_i_civil_days(year, first + 3, 1);
        if (VALUE(parts, DAY_OF_QUARTER) > end - start)
            return too_large("dayOfQuarter", VALUE(parts, DAY_OF_QUARTER), year, err);
        *days = start + VALUE(parts, DAY_OF_QUARTER) - 1;
    } else if (GIVEN(parts, DAY_OF_WEEK)) {
        *days += VALUE(parts, DAY_OF_WEEK) - ent_i_weekday(*days);
    }
    return ENT_OK;
}

ent_status ent_i_assign_date(const ent_i_temporal_parts *parts, const int64_t *base, int64_t *ret, ent_error *err)
{
    int64_t days = 0;
    ENT_I_TRY(check_date(parts, base != NULL, err));
    if (GIVEN(parts, WEEK)) {
        ENT_I_TRY(assign_week(parts, base, &days, err));
    } else {
        ENT_I_TRY(assign_month(parts, base, &days, err));
        ENT_I_TRY(assign_day_within(parts, &days, err));
    }
    ENT_I_TRY(ent_i_days_check(days, err));
    *ret = days;
    return ENT_OK;
}

/* Milliseconds, microseconds and nanoseconds: the greatest one given counts within the second, a smaller one within
 * the greater. */
static ent_status assign_subsecond(const ent_i_temporal_parts *parts, int64_t base, int64_t keep, int64_t *ret,
                                   ent_error *err)
{
    bool milli = GIVEN(parts, MILLISECOND), micro = GIVEN(parts, MICROSECOND), nano = GIVEN(parts, NANOSECOND);
    bool kept = !milli && (keep == 1000000 || (keep == 1000 && !micro));
    bool within_milli = milli || (kept && keep == 1000000);
    bool within_micro = micro || (kept && keep == 1000);
    CHECK(parts, MILLISECOND, "millisecond", 0, 999, err);
    CHECK(parts, MICROSECOND, "microsecond", 0, within_milli ? 999 : 999999, err);
    CHECK(parts, NANOSECOND, "nanosecond", 0, within_micro ? 999 : within_milli ? 999999 : 999999999, err);
    *ret = (kept ? base - base % keep : 0) + (milli ? VALUE(parts, MILLISECOND) * 1000000 : 0) +
           (micro ? VALUE(parts, MICROSECOND) * 1000 : 0) + (nano ? VALUE(parts, NANOSECOND) : 0);
    return ENT_OK;
}

ent_status ent_i_assign_time(const ent_i_temporal_parts *parts, const int64_t *base, int64_t keep, int64_t *ret,
                             ent_error *err)
{
    int64_t from = base ? *base : 0;
    int64_t hour = from / ENT_I_SECOND / 3600, minute = from / ENT_I_SECOND / 60 % 60;
    int64_t second = from / ENT_I_SECOND % 60, subsecond = from % ENT_I_SECOND;
    CHECK(parts, HOUR, "hour", 0, 23, err);
    CHECK(parts, MINUTE, "minute", 0, 59, err);
    CHECK(parts, SECOND, "second", 0, 59, err);
    if (!base) {
        ENT_I_TRY(needs(parts, ENT_I_PARTS_SUBSECOND, "a fraction of a second", ENT_I_PART_BIT(SECOND), "second", err));
        ENT_I_TRY(needs(parts, ENT_I_PART_BIT(SECOND), "second", ENT_I_PART_BIT(MINUTE), "minute", err));
        ENT_I_TRY(needs(parts, ENT_I_PART_BIT(MINUTE), "minute", ENT_I_PART_BIT(HOUR), "hour", err));
    }
    if (GIVEN(parts, HOUR))
        hour = VALUE(parts, HOUR);
    if (GIVEN(parts, MINUTE))
        minute = VALUE(parts, MINUTE);
    if (GIVEN(parts, SECOND))
        second = VALUE(parts, SECOND);
    if (parts->given & ENT_I_PARTS_SUBSECOND)
        ENT_I_TRY(assign_subsecond(parts, subsecond, keep, &subsecond, err));
    *ret = ((hour * 60 + minute) * 60 + second) * ENT_I_SECOND + subsecond;
    return ENT_OK;
}
