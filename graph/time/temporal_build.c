/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Instants from maps, from other instants, and from the clock. Whatever the kind, a datetime is built, from what there is
 * to start from and the components that change it, and cut down. */
#include "graph/time/temporal_calendar.h"

static ent_i_moment clock_of(const ent_i_temporal_env *env)
{
    return env ? (ent_i_moment){ env->seconds, env->nanoseconds } : (ent_i_moment){ 0, 0 };
}

ent_status ent_i_temporal_now(ent_i_temporal_kind kind, const char *timezone, size_t length,
                              const ent_i_temporal_env *env, ent_i_temporal *ret, ent_error *err)
{
    ent_i_place place;
    ent_i_temporal now;
    if (kind == ENT_I_DURATION)
        return ent_i_fail(err, ENT_ERR_INVALID, "a duration cannot be read from the clock");
    ENT_I_TRY(ent_i_place_find(timezone, length, env, &place, err));
    ENT_I_TRY(ent_i_datetime_at(clock_of(env), place, &now, err));
    *ret = ent_i_temporal_cut(now, kind);
    return ENT_OK;
}

ent_status ent_i_temporal_from_epoch(int64_t seconds, int64_t nanoseconds, ent_i_temporal *ret, ent_error *err)
{
    ent_i_moment moment = { seconds, 0 };
    ENT_I_TRY(ent_i_moment_add(&moment, 0, nanoseconds, err));
    return ent_i_datetime_at(moment, (ent_i_place){ NULL, 0 }, ret, err);
}

ent_status ent_i_temporal_from_epoch_millis(int64_t milliseconds, ent_i_temporal *ret, ent_error *err)
{
    int64_t seconds = ent_i_floor_divide(milliseconds, 1000);
    return ent_i_temporal_from_epoch(seconds, ent_i_floor_modulo(milliseconds, 1000) * 1000000, ret, err);
}

/* What the components change: a date and a time, or neither, in a place. */
typedef struct start {
    bool date, time;     /* there is one */
    bool moment;         /* it is a moment, so that another time zone changes the local time */
    int64_t days, nanoseconds;
    ent_i_place place;
} start;

static ent_status start_from_value(const ent_i_temporal *value, const ent_i_temporal_env *env, start *from,
                                   ent_error *err)
{
    if (!ent_i_temporal_dated(value->kind) || !ent_i_temporal_timed(value->kind))
        return ent_i_fail(err, ENT_ERR_INVALID, "a %s is no date and time to take over",
                          ent_i_temporal_kind_name(value->kind));
    *from = (start){ true, true, ent_i_temporal_zoned(value->kind), value->days, value->nanoseconds, { NULL, 0 } };
    return ent_i_place_of(value, env, &from->place, err);
}

static ent_status start_from_epoch(const ent_i_temporal_parts *parts, start *from, ent_error *err)
{
    ent_i_temporal value;
    if (parts->given & ENT_I_PART_BIT(EPOCH_SECONDS))
        ENT_I_TRY(ent_i_temporal_from_epoch(parts->values[ENT_I_PART_EPOCH_SECONDS], 0, &value, err));
    else
        ENT_I_TRY(ent_i_temporal_from_epoch_millis(parts->values[ENT_I_PART_EPOCH_MILLIS], &value, err));
    *from = (start){ true, true, true, value.days, value.nanoseconds, { NULL, 0 } };
    return ENT_OK;
}

static ent_status start_from_parts(const ent_i_temporal_parts *parts, const ent_i_temporal_env *env, start *from,
                                   ent_error *err)
{
    *from = (start){ .date = false };
    if (parts->datetime)
        return start_from_value(parts->datetime, env, from, err);
    if (parts->given & ENT_I_PARTS_EPOCH)
        return start_from_epoch(parts, from, err);
    if (parts->date) {
        from->date = true;
        from->days = parts->date->days;
    }
    if (parts->time) {
        from->time = true;
        from->nanoseconds = parts->time->nanoseconds;
        from->moment = ent_i_temporal_zoned(parts->time->kind);
        return ent_i_place_of(parts->time, env, &from->place, err);
    }
    return ENT_OK;
}

/* Hours and the rest need a whole date: one with only a year leaves a gap in between. */
static ent_status check_whole(const ent_i_temporal_parts *parts, ent_error *err)
{
    const uint32_t days = ENT_I_PART_BIT(DAY) | ENT_I_PART_BIT(DAY_OF_WEEK) | ENT_I_PART_BIT(DAY_OF_QUARTER) |
                          ENT_I_PART_BIT(ORDINAL_DAY);
    if ((parts->given & ENT_I_PARTS_TIME) && !(parts->given & days))
        return ent_i_fail(err, ENT_ERR_INVALID, "a time on a date without a day");
    return ENT_OK;
}

/* A time without a date has no named zone: its offset is not known. */
static ent_status check_zone(ent_i_temporal_kind kind, ent_i_place place, ent_error *err)
{
    if (kind == ENT_I_TIME && place.zone)
        return ent_i_fail(err, ENT_ERR_INVALID,
                          "a time without a date cannot be in the named time zone '%s': give an offset such as +01:00",
                          ent_i_zone_name(place.zone));
    return ENT_OK;
}

/* A time of day moved to another offset, around midnight if need be. */
static int64_t time_at_offset(int64_t nanoseconds, int32_t from, int32_t to)
{
    return ent_i_floor_modulo(nanoseconds + (to - from) * ENT_I_SECOND, ENT_I_DAY_NANOSECONDS);
}

static ent_status build_time(ent_i_temporal_kind kind, const ent_i_temporal_parts *parts, const start *from,
                             const ent_i_temporal_env *env, ent_i_temporal *ret, ent_error *err)
{
    ent_i_temporal result = { .kind = kind };
    ent_i_place place = from->place;
    if (!from->time && !(parts->given & ENT_I_PARTS_TIME))
        return ent_i_fail(err, ENT_ERR_INVALID, "a %s needs an hour", ent_i_temporal_kind_name(kind));
    ENT_I_TRY(ent_i_assign_time(parts, from->time ? &from->nanoseconds : NULL, 0, &result.nanoseconds, err));
    int32_t own = parts->time ? parts->time->offset : parts->datetime ? parts->datetime->offset : 0;
    if (kind == ENT_I_TIME)
        result.offset = own;
    if (parts->timezone) {
        ENT_I_TRY(ent_i_place_find(parts->timezone, parts->timezone_length, env, &place, err));
        if (kind == ENT_I_LOCAL_TIME)
            return ent_i_fail(err, ENT_ERR_INVALID, "a localtime has no time zone");
        ENT_I_TRY(check_zone(kind, place, err));
        if (from->moment)
            result.nanoseconds = time_at_offset(result.nanoseconds, own, place.offset);
        result.offset = place.offset;
    }
    *ret = result;
    return ENT_OK;
}

static ent_status build_datetime(ent_i_temporal_kind kind, const ent_i_temporal_parts *parts, const start *from,
                                 const ent_i_temporal_env *env, ent_i_temporal *ret, ent_error *err)
{
    int64_t days, nanoseconds = 0;
    ent_i_place place = from->place;
    ent_i_temporal result;
    ENT_I_TRY(ent_i_assign_date(parts, from->date ? &from->days : NULL, &days, err));
    if (!from->date)
        ENT_I_TRY(check_whole(parts, err));
    if (kind != ENT_I_DATE)
        ENT_I_TRY(ent_i_assign_time(parts, from->time ? &from->nanoseconds : NULL, 0, &nanoseconds, err));
    if (parts->timezone && kind != ENT_I_DATETIME && !(parts->given & ENT_I_PARTS_EPOCH))
        return ent_i_fail(err, ENT_ERR_INVALID, "a %s has no time zone", ent_i_temporal_kind_name(kind));
    if (parts->timezone && !from->moment)
        ENT_I_TRY(ent_i_place_find(parts->timezone, parts->timezone_length, env, &place, err));
    if (kind == ENT_I_DATETIME || parts->timezone) {
        ENT_I_TRY(ent_i_datetime_local(days, nanoseconds, place, &result, err));
    } else {
        result = (ent_i_temporal){ .kind = ENT_I_DATETIME, .days = days, .nanoseconds = nanoseconds };
    }
    if (parts->timezone && from->moment) {
        ent_i_moment moment = ent_i_moment_local(result.days, result.nanoseconds);
        ENT_I_TRY(ent_i_moment_add(&moment, -(int64_t)result.offset, 0, err));
        ENT_I_TRY(ent_i_place_find(parts->timezone, parts->timezone_length, env, &place, err));
        ENT_I_TRY(ent_i_datetime_at(moment, place, &result, err));
    }
    *ret = ent_i_temporal_cut(result, kind);
    return ENT_OK;
}

ent_status ent_i_temporal_build(ent_i_temporal_kind kind, const ent_i_temporal_parts *parts,
                                const ent_i_temporal_env *env, ent_i_temporal *ret, ent_error *err)
{
    start from;
    if (kind == ENT_I_DURATION)
        return ent_i_fail(err, ENT_ERR_INVALID, "a duration has components of its own");
    if (parts->timezone && !parts->given && !parts->date && !parts->time && !parts->datetime)
        return ent_i_temporal_now(kind, parts->timezone, parts->timezone_length, env, ret, err);
    ENT_I_TRY(ent_i_parts_check(kind, parts, err));
    ENT_I_TRY(start_from_parts(parts, env, &from, err));
    if (!ent_i_temporal_dated(kind))
        return build_time(kind, parts, &from, env, ret, err);
    return build_datetime(kind, parts, &from, env, ret, err);
}

ent_status ent_i_temporal_convert(ent_i_temporal_kind kind, const ent_i_temporal *value, ent_i_temporal *ret,
                                  ent_error *err)
{
    bool date = ent_i_temporal_dated(kind), time = ent_i_temporal_timed(kind);
    if (kind == value->kind) {
        *ret = *value;
        return ENT_OK;
    }
    /* A date by itself begins at midnight; a time by itself has no date that could be meant. */
    if (kind == ENT_I_DURATION || (date && !ent_i_temporal_dated(value->kind)) ||
        (!date && time && !ent_i_temporal_timed(value->kind)))
        return ent_i_fail(err, ENT_ERR_INVALID, "a %s cannot be made from a %s", ent_i_temporal_kind_name(kind),
                          ent_i_temporal_kind_name(value->kind));
    *ret = ent_i_temporal_cut(*value, kind);
    return ENT_OK;
}
