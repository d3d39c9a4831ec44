/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cutting instants down to a unit, then changing components of what is left. */
#include <string.h>
#include <strings.h>

#include "graph/time/temporal_calendar.h"

typedef enum unit {
    MILLENNIUM,
    CENTURY,
    DECADE,
    YEAR,
    WEEK_YEAR,
    QUARTER,
    MONTH,
    WEEK,
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    MILLISECOND,
    MICROSECOND,
    UNITS
} unit;

static const struct {
    const char *name;
    int64_t nanoseconds; /* of the units of time */
    int64_t years;
} units[UNITS] = {
    [MILLENNIUM] = { "millennium", 0, 1000 },
    [CENTURY] = { "century", 0, 100 },
    [DECADE] = { "decade", 0, 10 },
    [YEAR] = { "year", 0, 1 },
    [WEEK_YEAR] = { "weekYear", 0, 0 },
    [QUARTER] = { "quarter", 0, 0 },
    [MONTH] = { "month", 0, 0 },
    [WEEK] = { "week", 0, 0 },
    [DAY] = { "day", 0, 0 },
    [HOUR] = { "hour", 3600 * ENT_I_SECOND, 0 },
    [MINUTE] = { "minute", 60 * ENT_I_SECOND, 0 },
    [SECOND] = { "second", ENT_I_SECOND, 0 },
    [MILLISECOND] = { "millisecond", 1000000, 0 },
    [MICROSECOND] = { "microsecond", 1000, 0 },
};

static bool find_unit(const char *name, size_t length, unit *ret)
{
    for (int i = 0; i < UNITS; i++)
        if (strlen(units[i].name) == length && strncasecmp(units[i].name, name, length) == 0) {
            *ret = (unit)i;
            return true;
        }
    return false;
}

static int64_t truncate_days(int64_t days, unit to)
{
    int64_t year;
    int month, day;
    ent_i_civil_date(days, &year, &month, &day);
    if (units[to].years)
        return ent_i_civil_days(year - ent_i_floor_modulo(year, units[to].years), 1, 1);
    switch (to) {
    case WEEK_YEAR:
        ent_i_week_of(days, &year, &month);
        return ent_i_week_start(year);
    case QUARTER:
        return ent_i_civil_days(year, (month - 1) / 3 * 3 + 1, 1);
    case MONTH:
        return days - (day - 1);
    case WEEK:
        return days - (ent_i_weekday(days) - 1);
    default:
        return days;
    }
}

/* Which units apply to which kinds: a date needs one of a day or more, a time one of a day or less, and both need
 * the value to have what is kept. */
static ent_status check_unit(ent_i_temporal_kind kind, unit to, const ent_i_temporal *value, ent_error *err)
{
    bool dated = ent_i_temporal_dated(kind), timed = ent_i_temporal_timed(kind);
    const char *name = ent_i_temporal_kind_name(kind), *given = ent_i_temporal_kind_name(value->kind);
    if (kind == ENT_I_DURATION || value->kind == ENT_I_DURATION)
        return ent_i_fail(err, ENT_ERR_INVALID, "a duration cannot be truncated");
    if ((!timed && to > DAY) || (!dated && to < DAY))
        return ent_i_fail(err, ENT_ERR_INVALID, "a %s cannot be truncated to the %s", name, units[to].name);
    if ((dated && !ent_i_temporal_dated(value->kind)) ||
        (!dated && !ent_i_temporal_timed(value->kind)) ||
        (to > DAY && !ent_i_temporal_timed(value->kind)))
        return ent_i_fail(err, ENT_ERR_INVALID, "a %s cannot be truncated to a %s by the %s", given, name,
                          units[to].name);
    return ENT_OK;
}

ent_status ent_i_temporal_truncate(ent_i_temporal_kind kind, const char *unit_name, size_t unit_length,
                                   const ent_i_temporal *value, const ent_i_temporal_parts *parts,
                                   const ent_i_temporal_env *env, ent_i_temporal *ret, ent_error *err)
{
    static const ent_i_temporal_parts none = { .given = 0 };
    unit to;
    ent_i_place place;
    ent_i_temporal result = { .kind = kind };
    if (!find_unit(unit_name, unit_length, &to))
        return ent_i_fail(err, ENT_ERR_INVALID, "there is no unit '%.*s' to truncate to",
                          ent_i_shown(unit_name, unit_length), unit_name);
    if (!parts)
        parts = &none;
    ENT_I_TRY(check_unit(kind, to, value, err));
    ENT_I_TRY(ent_i_parts_check(kind, parts, err));
    if (parts->date || parts->time || parts->datetime || (parts->given & ENT_I_PARTS_EPOCH))
        return ent_i_fail(err, ENT_ERR_INVALID, "what is truncated cannot be replaced by another value");
    if (parts->timezone && !ent_i_temporal_zoned(kind))
        return ent_i_fail(err, ENT_ERR_INVALID, "a %s has no time zone", ent_i_temporal_kind_name(kind));

    int64_t nanoseconds = to > DAY ? value->nanoseconds - value->nanoseconds % units[to].nanoseconds : 0;
    if (ent_i_temporal_dated(kind)) {
        int64_t days = truncate_days(value->days, to);
        ENT_I_TRY(ent_i_assign_date(parts, &days, &result.days, err));
    }
    if (ent_i_temporal_timed(kind))
        ENT_I_TRY(ent_i_assign_time(parts, &nanoseconds, units[to].nanoseconds, &result.nanoseconds, err));
    /* Another time zone changes where the local time is meant, not the local time. */
    if (parts->timezone)
        ENT_I_TRY(ent_i_place_find(parts->timezone, parts->timezone_length, env, &place, err));
    else
        ENT_I_TRY(ent_i_place_of(value, env, &place, err));
    if (kind == ENT_I_DATETIME)
        return ent_i_datetime_local(result.days, result.nanoseconds, place, ret, err);
    if (kind == ENT_I_TIME && parts->timezone && place.zone)
        return ent_i_fail(err, ENT_ERR_INVALID, "a time without a date cannot be in a named time zone: give an offset "
                                                "such as +01:00");
    if (kind == ENT_I_TIME)
        result.offset = parts->timezone ? place.offset : ent_i_temporal_zoned(value->kind) ? value->offset : 0;
    *ret = result;
    return ENT_OK;
}
