/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of temporal values share: the calendar in 64 bits, and where on earth a value is. */
#ifndef ENT_I_TEMPORAL_CALENDAR_H
#define ENT_I_TEMPORAL_CALENDAR_H

#include "graph/time/civil.h"
#include "graph/time/temporal.h"
#include "graph/time/zone.h"

#define ENT_I_YEAR_MOST 999999999
#define ENT_I_OFFSET_MOST (18 * 3600)
#define ENT_I_SECOND INT64_C(1000000000)
#define ENT_I_DAY_SECONDS INT64_C(86400)
#define ENT_I_DAY_NANOSECONDS (ENT_I_DAY_SECONDS * ENT_I_SECOND)

static inline int64_t ent_i_floor_divide(int64_t value, int64_t by)
{
    return value / by - (value % by < 0);
}
static inline int64_t ent_i_floor_modulo(int64_t value, int64_t by)
{
    int64_t rest = value % by;
    return rest < 0 ? rest + by : rest;
}

/* How much of a text an error message shows: at most 60 bytes, whole characters. */
static inline int ent_i_shown(const char *text, size_t length)
{
    size_t shown = length < 60 ? length : 60;
    while (shown > 0 && shown < length && ((unsigned char)text[shown] & 0xc0) == 0x80)
        shown--;
    return (int)shown;
}

/* 1: Monday to 7: Sunday. */
static inline int ent_i_weekday(int64_t days)
{
    return (int)ent_i_floor_modulo(days + 3, 7) + 1;
}
static inline int ent_i_year_days(int64_t year)
{
    return ent_i_leap_year(year) ? 366 : 365;
}

/* The ISO week date: the week of a year that has its Thursday. */
int64_t ent_i_week_start(int64_t week_year); /* the Monday of week 1 */
int ent_i_week_count(int64_t week_year);     /* 52 or 53 */
void ent_i_week_of(int64_t days, int64_t *ret_week_year, int *ret_week);

/* ENT_ERR_INVALID unless the day is in the range of years. */
ENT_CHECK ent_status ent_i_days_check(int64_t days, ent_error *err);
/* The same day of another month, or its last day when it is too short. */
ENT_CHECK ent_status ent_i_days_add_months(int64_t days, int64_t months, int64_t *ret, ent_error *err);

/* A moment: seconds since 1970 in UTC (or, for local, in some place), and 0 to 999,999,999 nanoseconds. */
typedef struct ent_i_moment {
    int64_t seconds;
    int64_t nanoseconds;
} ent_i_moment;

static inline ent_i_moment ent_i_moment_local(int64_t days, int64_t nanoseconds)
{
    return (ent_i_moment){ days * ENT_I_DAY_SECONDS + nanoseconds / ENT_I_SECOND, nanoseconds % ENT_I_SECOND };
}
/* Seconds and nanoseconds of any sign; ENT_ERR_INVALID when it overflows. */
ENT_CHECK ent_status ent_i_moment_add(ent_i_moment *moment, int64_t seconds, int64_t nanoseconds, ent_error *err);
/* Days and nanoseconds of a local moment, checked against the range of years. */
ENT_CHECK ent_status ent_i_moment_split(ent_i_moment local, int64_t *ret_days, int64_t *ret_nanoseconds,
                                        ent_error *err);

#define ENT_I_NO_OFFSET INT32_MIN

/* A named zone, or an offset when zone is NULL. */
typedef struct ent_i_place {
    const ent_i_zone *zone;
    int32_t offset; /* with a zone: the one preferred when a local time exists twice, or ENT_I_NO_OFFSET */
} ent_i_place;

/* "+01:00", "Z" or "Europe/Stockholm". timezone NULL: UTC. */
ENT_CHECK ent_status ent_i_place_find(const char *timezone, size_t length, const ent_i_temporal_env *env,
                                      ent_i_place *ret, ent_error *err);
/* The place of a time or datetime; UTC for those without. */
ENT_CHECK ent_status ent_i_place_of(const ent_i_temporal *value, const ent_i_temporal_env *env, ent_i_place *ret,
                                    ent_error *err);
/* "Z", "+hh", "+hhmm", "+hh:mm", "+hhmmss" or "+hh:mm:ss" at the beginning of a text: the count of bytes, or 0. */
size_t ent_i_offset_scan(const char *text, size_t length, int32_t *ret);
/* "Z", "+01:00" or "+00:53:28". */
const char *ent_i_offset_text(int32_t offset, char space[ENT_I_OFFSET_TEXT]);

static inline bool ent_i_temporal_zoned(ent_i_temporal_kind kind)
{
    return kind == ENT_I_TIME || kind == ENT_I_DATETIME;
}
static inline bool ent_i_temporal_dated(ent_i_temporal_kind kind)
{
    return kind == ENT_I_DATE || kind == ENT_I_LOCAL_DATETIME || kind == ENT_I_DATETIME;
}
static inline bool ent_i_temporal_timed(ent_i_temporal_kind kind)
{
    return kind != ENT_I_DATE && kind != ENT_I_DURATION;
}

/* The datetime of a moment, and of a local date and time, in a place. */
ENT_CHECK ent_status ent_i_datetime_at(ent_i_moment moment, ent_i_place place, ent_i_temporal *ret, ent_error *err);
ENT_CHECK ent_status ent_i_datetime_local(int64_t days, int64_t nanoseconds, ent_i_place place, ent_i_temporal *ret,
                                          ent_error *err);
/* Cut a datetime down to an instant of another kind. */
ent_i_temporal ent_i_temporal_cut(ent_i_temporal datetime, ent_i_temporal_kind kind);

/* Dates and times of day from components (temporal_assign.c). base: what there was before, to be changed; without
 * one each component needs the greater one it belongs to. */
ENT_CHECK ent_status ent_i_assign_date(const ent_i_temporal_parts *parts, const int64_t *base, int64_t *ret,
                                       ent_error *err);
/* keep: 1,000,000 or 1,000 when the base's milliseconds or microseconds stay under given smaller ones, else any other. */
ENT_CHECK ent_status ent_i_assign_time(const ent_i_temporal_parts *parts, const int64_t *base, int64_t keep,
                                       int64_t *ret, ent_error *err);
#define ENT_I_PART_BIT(id) (UINT32_C(1) << ENT_I_PART_##id)
#define ENT_I_PARTS_DATE (ENT_I_PART_BIT(HOUR) - 1)
#define ENT_I_PARTS_SUBSECOND \
    (ENT_I_PART_BIT(MILLISECOND) | ENT_I_PART_BIT(MICROSECOND) | ENT_I_PART_BIT(NANOSECOND))
#define ENT_I_PARTS_TIME \
    (ENT_I_PART_BIT(HOUR) | ENT_I_PART_BIT(MINUTE) | ENT_I_PART_BIT(SECOND) | ENT_I_PARTS_SUBSECOND)
#define ENT_I_PARTS_EPOCH (ENT_I_PART_BIT(EPOCH_SECONDS) | ENT_I_PART_BIT(EPOCH_MILLIS))
/* ENT_ERR_INVALID unless the kind has all the components given. */
ENT_CHECK ent_status ent_i_parts_check(ent_i_temporal_kind kind, const ent_i_temporal_parts *parts, ent_error *err);

/* The text of a duration (temporal_duration_text.c). */
ENT_CHECK ent_status ent_i_duration_parse(const char *text, size_t length, ent_i_temporal *ret, ent_error *err);

#endif
