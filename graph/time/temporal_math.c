/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Instants and durations together: sums and differences. Months and days count on the local calendar, seconds on
 * the clock, so that a day in which the clocks change has 23 or 25 hours. */
#include "graph/time/temporal_calendar.h"

/* A local date and time some months and days later. */
static ent_status add_calendar(int64_t *days, int64_t months, int64_t more_days, ent_error *err)
{
    int64_t sum;
    ENT_I_TRY(ent_i_days_add_months(*days, months, &sum, err));
    if (__builtin_add_overflow(sum, more_days, &sum))
        sum = more_days; /* so large that the check fails */
    ENT_I_TRY(ent_i_days_check(sum, err));
    *days = sum;
    return ENT_OK;
}

static ent_status add_to_datetime(ent_i_temporal *value, const ent_i_temporal *duration,
                                  const ent_i_temporal_env *env, ent_error *err)
{
    ent_i_place place;
    ENT_I_TRY(ent_i_place_of(value, env, &place, err));
    if (duration->months || duration->days) {
        ENT_I_TRY(add_calendar(&value->days, duration->months, duration->days, err));
        ENT_I_TRY(ent_i_datetime_local(value->days, value->nanoseconds, place, value, err));
    }
    ent_i_moment moment = ent_i_moment_local(value->days, value->nanoseconds);
    ENT_I_TRY(ent_i_moment_add(&moment, -(int64_t)value->offset, 0, err));
    ENT_I_TRY(ent_i_moment_add(&moment, duration->seconds, duration->nanoseconds, err));
    return ent_i_datetime_at(moment, place, value, err);
}

static ent_status add_to_local(ent_i_temporal *value, const ent_i_temporal *duration, ent_error *err)
{
    ENT_I_TRY(add_calendar(&value->days, duration->months, duration->days, err));
    ent_i_moment moment = ent_i_moment_local(value->days, value->nanoseconds);
    ENT_I_TRY(ent_i_moment_add(&moment, duration->seconds, duration->nanoseconds, err));
    return ent_i_moment_split(moment, &value->days, &value->nanoseconds, err);
}

/* Of a time only the whole days of the seconds count. */
static ent_status add_to_date(ent_i_temporal *value, const ent_i_temporal *duration, ent_error *err)
{
    ENT_I_TRY(add_calendar(&value->days, duration->months, duration->days, err));
    return add_calendar(&value->days, 0, duration->seconds / ENT_I_DAY_SECONDS, err);
}

ent_status ent_i_temporal_add(const ent_i_temporal *value, const ent_i_temporal *duration, int sign,
                              const ent_i_temporal_env *env, ent_i_temporal *ret, ent_error *err)
{
    const ent_i_temporal none = { .kind = ENT_I_DURATION };
    ent_i_temporal by, result = *value;
    if (duration->kind != ENT_I_DURATION)
        return ent_i_fail(err, ENT_ERR_INVALID, "only a duration can be added to a %s, not a %s",
                          ent_i_temporal_kind_name(value->kind), ent_i_temporal_kind_name(duration->kind));
    if (value->kind == ENT_I_DURATION)
        return ent_i_duration_add(value, duration, sign, ret, err);
    ENT_I_TRY(ent_i_duration_add(&none, duration, sign, &by, err));
    switch (value->kind) {
    case ENT_I_DATE:
        ENT_I_TRY(add_to_date(&result, &by, err));
        break;
    case ENT_I_LOCAL_DATETIME:
        ENT_I_TRY(add_to_local(&result, &by, err));
        break;
    case ENT_I_DATETIME:
        ENT_I_TRY(add_to_datetime(&result, &by, env, err));
        break;
    default: /* a time of day goes round the clock */
        result.nanoseconds = ent_i_floor_modulo(
            value->nanoseconds + by.seconds % ENT_I_DAY_SECONDS * ENT_I_SECOND + by.nanoseconds, ENT_I_DAY_NANOSECONDS);
        break;
    }
    *ret = result;
    return ENT_OK;
}

/* Both ends of a difference, made alike: local date and time in one place, and the moment. */
typedef struct span {
    bool dated; /* both had a date */
    ent_i_place place;
    int64_t from_days, from_nanoseconds, to_days, to_nanoseconds;
    ent_i_moment from, to;
} span;

/* A value as a datetime: with the day and the place of the other where it has none. */
static ent_status complete(const ent_i_temporal *value, int64_t day, ent_i_place place, const ent_i_temporal_env *env,
                           ent_i_temporal *ret, ent_error *err)
{
    if (value->kind == ENT_I_DATETIME) {
        *ret = *value;
        return ENT_OK;
    }
    if (value->kind == ENT_I_TIME)
        ENT_I_TRY(ent_i_place_of(value, env, &place, err));
    /* The offset of a moment in between may not be that of a local time here. */
    if (place.zone)
        place.offset = ENT_I_NO_OFFSET;
    return ent_i_datetime_local(ent_i_temporal_dated(value->kind) ? value->days : day,
                                ent_i_temporal_timed(value->kind) ? value->nanoseconds : 0, place, ret, err);
}

static ent_i_moment moment_of(const ent_i_temporal *datetime)
{
    ent_i_moment moment = ent_i_moment_local(datetime->days, datetime->nanoseconds);
    moment.seconds -= datetime->offset;
    return moment;
}

static ent_status align(const ent_i_temporal *from, const ent_i_temporal *to, const ent_i_temporal_env *env, span *ret,
                        ent_error *err)
{
    bool from_dated = ent_i_temporal_dated(from->kind), to_dated = ent_i_temporal_dated(to->kind);
    int64_t day = from_dated ? from->days : to_dated ? to->days : 0;
    ent_i_temporal first, second;
    span result = { .dated = from_dated && to_dated };
    ENT_I_TRY(ent_i_place_of(ent_i_temporal_zoned(from->kind) ? from : to, env, &result.place, err));
    ENT_I_TRY(complete(from, day, result.place, env, &first, err));
    ENT_I_TRY(complete(to, day, result.place, env, &second, err));
    result.from = moment_of(&first);
    result.to = moment_of(&second);
    result.from_days = first.days;
    result.from_nanoseconds = first.nanoseconds;
    if (result.place.zone)
        result.place.offset = first.offset;
    if (result.dated && second.offset != first.offset)
        ENT_I_TRY(ent_i_datetime_at(result.to, result.place, &second, err));
    result.to_days = second.days;
    result.to_nanoseconds = second.nanoseconds;
    *ret = result;
    return ENT_OK;
}

/* Whole days: a last one that is not complete does not count. */
static int64_t whole_days(int64_t from_days, const span *s)
{
    int64_t days = s->to_days - from_days;
    if (days > 0 && s->to_nanoseconds < s->from_nanoseconds)
        return days - 1;
    return days < 0 && s->to_nanoseconds > s->from_nanoseconds ? days + 1 : days;
}

static int64_t whole_months(const span *s)
{
    int64_t from_year, to_year;
    int from_month, from_day, to_month, to_day;
    ent_i_civil_date(s->from_days, &from_year, &from_month, &from_day);
    ent_i_civil_date(s->from_days + whole_days(s->from_days, s), &to_year, &to_month, &to_day);
    int64_t months = (to_year - from_year) * 12 + to_month - from_month;
    if (months > 0 && to_day < from_day)
        return months - 1;
    return months < 0 && to_day > from_day ? months + 1 : months;
}

/* The difference of two moments, seconds and nanoseconds of one sign. */
static void clock_difference(ent_i_moment from, ent_i_moment to, ent_i_temporal *ret)
{
    int64_t seconds = to.seconds - from.seconds, nanoseconds = to.nanoseconds - from.nanoseconds;
    if (seconds > 0 && nanoseconds < 0) {
        seconds--;
        nanoseconds += ENT_I_SECOND;
    } else if (seconds < 0 && nanoseconds > 0) {
        seconds++;
        nanoseconds -= ENT_I_SECOND;
    }
    ret->seconds = seconds;
    ret->nanoseconds = nanoseconds;
}

/* Months, days and the rest on the clock. */
static ent_status difference(const span *s, ent_i_temporal *ret, ent_error *err)
{
    ent_i_temporal start;
    int64_t day;
    ret->months = whole_months(s);
    ENT_I_TRY(ent_i_days_add_months(s->from_days, ret->months, &day, err));
    ret->days = whole_days(day, s);
    if (ret->months || ret->days)
        ENT_I_TRY(ent_i_datetime_local(day + ret->days, s->from_nanoseconds, s->place, &start, err));
    clock_difference(ret->months || ret->days ? moment_of(&start) : s->from, s->to, ret);
    return ENT_OK;
}

ent_status ent_i_duration_between(ent_i_between mode, const ent_i_temporal *from, const ent_i_temporal *to,
                                  const ent_i_temporal_env *env, ent_i_temporal *ret, ent_error *err)
{
    ent_i_temporal result = { .kind = ENT_I_DURATION };
    span s;
    if (from->kind == ENT_I_DURATION || to->kind == ENT_I_DURATION)
        return ent_i_fail(err, ENT_ERR_INVALID, "there is a duration between two instants, not between durations");
    ENT_I_TRY(align(from, to, env, &s, err));
    if (mode == ENT_I_IN_SECONDS || (mode == ENT_I_IN_PARTS && !s.dated))
        clock_difference(s.from, s.to, &result);
    else if (mode == ENT_I_IN_PARTS)
        ENT_I_TRY(difference(&s, &result, err));
    else if (mode == ENT_I_IN_DAYS && s.dated)
        result.days = whole_days(s.from_days, &s);
    else if (mode == ENT_I_IN_MONTHS && s.dated)
        result.months = whole_months(&s);
    *ret = result;
    return ENT_OK;
}
