/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The temporal values of openCypher (CIP2015-08-06): five kinds of instants and durations, and every function of
 * the language on them. Values are plain data, no allocation. Years -999,999,999 to 999,999,999 in the proleptic
 * Gregorian calendar, nanoseconds, offsets to the second; what would leave that range is ENT_ERR_INVALID. */
#ifndef ENT_I_TEMPORAL_H
#define ENT_I_TEMPORAL_H

#include <stdbool.h>
#include <stdint.h>

#include "graph/base/buffer.h"
#include "graph/base/error.h"

typedef enum ent_i_temporal_kind {
    ENT_I_DATE,
    ENT_I_LOCAL_TIME,
    ENT_I_TIME, /* with an offset */
    ENT_I_LOCAL_DATETIME,
    ENT_I_DATETIME, /* with an offset and perhaps a named zone */
    ENT_I_DURATION
} ent_i_temporal_kind;

/* Which fields mean something depends on the kind; the others are 0. */
typedef struct ent_i_temporal {
    ent_i_temporal_kind kind;
    int64_t days;         /* dates: since 1970-01-01; durations: days */
    int64_t nanoseconds;  /* times: since midnight, local; durations: nanoseconds within seconds, sign as seconds */
    int64_t months;       /* durations */
    int64_t seconds;      /* durations */
    int32_t offset;       /* seconds east of UTC */
    const char *zone;     /* named zone, as long-lived as the zones it was looked up in; NULL: none */
} ent_i_temporal;

struct ent_i_zones;

/* What a statement brings along: the named zones (zone.h; NULL: there are none) and its clock, seconds and
 * nanoseconds (0 to 999,999,999) since 1970 in UTC. "statement", "transaction" and "realtime" differ in the clock
 * only. Without a time zone everything is in UTC. */
typedef struct ent_i_temporal_env {
    struct ent_i_zones *zones;
    int64_t seconds;
    int64_t nanoseconds;
} ent_i_temporal_env;

/* The name of a kind's function: "date", "localtime", "time", "localdatetime", "datetime", "duration". */
const char *ent_i_temporal_kind_name(ent_i_temporal_kind kind);

/* --- components: the map that a function was given -------------------------------------------------------- */

/* X(identifier, name): whole numbers, in the order in which they are assigned. */
#define ENT_I_TEMPORAL_PARTS(X)            \
    X(YEAR, "year")                        \
    X(QUARTER, "quarter")                  \
    X(MONTH, "month")                      \
    X(WEEK, "week")                        \
    X(ORDINAL_DAY, "ordinalDay")           \
    X(DAY_OF_QUARTER, "dayOfQuarter")      \
    X(DAY_OF_WEEK, "dayOfWeek")            \
    X(DAY, "day")                          \
    X(HOUR, "hour")                        \
    X(MINUTE, "minute")                    \
    X(SECOND, "second")                    \
    X(MILLISECOND, "millisecond")          \
    X(MICROSECOND, "microsecond")          \
    X(NANOSECOND, "nanosecond")            \
    X(EPOCH_SECONDS, "epochSeconds")       \
    X(EPOCH_MILLIS, "epochMillis")

typedef enum ent_i_temporal_part {
#define ENT_X(id, name) ENT_I_PART_##id,
    ENT_I_TEMPORAL_PARTS(ENT_X)
#undef ENT_X
    ENT_I_PART_COUNT
} ent_i_temporal_part;

/* All zero: no component. Fill it with the functions below, one call for each entry of the map. */
typedef struct ent_i_temporal_parts {
    uint32_t given; /* bit 1 << ent_i_temporal_part */
    int64_t values[ENT_I_PART_COUNT];
    const char *timezone; /* borrowed; NULL: not given */
    size_t timezone_length;
    const ent_i_temporal *date, *time, *datetime; /* borrowed; NULL: not given */
} ent_i_temporal_parts;

/* Errors: ENT_ERR_INVALID for a name that is no component, or not one of that type. */
ENT_CHECK ent_status ent_i_temporal_part_integer(ent_i_temporal_parts *parts, const char *name, size_t length,
                                                 int64_t value, ent_error *err);
ENT_CHECK ent_status ent_i_temporal_part_text(ent_i_temporal_parts *parts, const char *name, size_t length,
                                              const char *text, size_t text_length, ent_error *err);
ENT_CHECK ent_status ent_i_temporal_part_temporal(ent_i_temporal_parts *parts, const char *name, size_t length,
                                                  const ent_i_temporal *value, ent_error *err);

/* --- instants --------------------------------------------------------------------------------------------- */

/* kind({...}). Only a time zone: now, there. A component that the kind does not have, one without the greater one
 * it belongs to, and one out of its range are ENT_ERR_INVALID. */
ENT_CHECK ent_status ent_i_temporal_build(ent_i_temporal_kind kind, const ent_i_temporal_parts *parts,
                                          const ent_i_temporal_env *env, ent_i_temporal *ret, ent_error *err);
/* kind(value): its date, its time or both as they stand; a date begins at midnight. */
ENT_CHECK ent_status ent_i_temporal_convert(ent_i_temporal_kind kind, const ent_i_temporal *value,
                                            ent_i_temporal *ret, ent_error *err);
/* kind(), kind('Europe/Stockholm'): now. timezone NULL: UTC. */
ENT_CHECK ent_status ent_i_temporal_now(ent_i_temporal_kind kind, const char *timezone, size_t length,
                                        const ent_i_temporal_env *env, ent_i_temporal *ret, ent_error *err);
/* kind('2015-07-21'), durations too. ENT_ERR_SYNTAX for what is no such text, with the column; ENT_ERR_INVALID
 * for a month 13; ENT_ERR_NOTFOUND for an unknown zone. */
ENT_CHECK ent_status ent_i_temporal_parse(ent_i_temporal_kind kind, const char *text, size_t length,
                                          const ent_i_temporal_env *env, ent_i_temporal *ret, ent_error *err);
/* datetime.fromepoch, datetime.fromepochmillis: in UTC. */
ENT_CHECK ent_status ent_i_temporal_from_epoch(int64_t seconds, int64_t nanoseconds, ent_i_temporal *ret,
                                               ent_error *err);
ENT_CHECK ent_status ent_i_temporal_from_epoch_millis(int64_t milliseconds, ent_i_temporal *ret, ent_error *err);

/* kind.truncate(unit, value, {...}); parts may be NULL. Units: millennium, century, decade, year, weekYear, quarter,
 * month, week, day, hour, minute, second, millisecond, microsecond. */
ENT_CHECK ent_status ent_i_temporal_truncate(ent_i_temporal_kind kind, const char *unit, size_t unit_length,
                                             const ent_i_temporal *value, const ent_i_temporal_parts *parts,
                                             const ent_i_temporal_env *env, ent_i_temporal *ret, ent_error *err);

/* value + duration (sign 1), value - duration (sign -1). */
ENT_CHECK ent_status ent_i_temporal_add(const ent_i_temporal *value, const ent_i_temporal *duration, int sign,
                                        const ent_i_temporal_env *env, ent_i_temporal *ret, ent_error *err);

/* --- durations -------------------------------------------------------------------------------------------- */

typedef struct ent_i_temporal_number {
    bool real;
    int64_t integer; /* unless real */
    double number;   /* if real; read as the shortest decimal that stands for it */
} ent_i_temporal_number;

/* X(identifier, name) */
#define ENT_I_DURATION_PARTS(X)         \
    X(YEARS, "years")                   \
    X(QUARTERS, "quarters")             \
    X(MONTHS, "months")                 \
    X(WEEKS, "weeks")                   \
    X(DAYS, "days")                     \
    X(HOURS, "hours")                   \
    X(MINUTES, "minutes")               \
    X(SECONDS, "seconds")               \
    X(MILLISECONDS, "milliseconds")     \
    X(MICROSECONDS, "microseconds")     \
    X(NANOSECONDS, "nanoseconds")

typedef enum ent_i_duration_part {
#define ENT_X(id, name) ENT_I_PART_##id,
    ENT_I_DURATION_PARTS(ENT_X)
#undef ENT_X
    ENT_I_DURATION_PART_COUNT
} ent_i_duration_part;

/* All zero: the empty duration. */
typedef struct ent_i_duration_parts {
    ent_i_temporal_number values[ENT_I_DURATION_PART_COUNT];
} ent_i_duration_parts;

ENT_CHECK ent_status ent_i_duration_part_number(ent_i_duration_parts *parts, const char *name, size_t length,
                                                ent_i_temporal_number value, ent_error *err);
/* A fraction is carried down: a month has 30.436875 days (2,629,746 s), a day 24 hours. */
ENT_CHECK ent_status ent_i_duration_build(const ent_i_duration_parts *parts, ent_i_temporal *ret, ent_error *err);
/* a + b (sign 1), a - b (sign -1). */
ENT_CHECK ent_status ent_i_duration_add(const ent_i_temporal *a, const ent_i_temporal *b, int sign,
                                        ent_i_temporal *ret, ent_error *err);
ENT_CHECK ent_status ent_i_duration_multiply(const ent_i_temporal *duration, ent_i_temporal_number by,
                                             ent_i_temporal *ret, ent_error *err);
ENT_CHECK ent_status ent_i_duration_divide(const ent_i_temporal *duration, ent_i_temporal_number by,
                                           ent_i_temporal *ret, ent_error *err);

typedef enum ent_i_between {
    ENT_I_IN_PARTS,  /* months, then days, then seconds */
    ENT_I_IN_MONTHS,
    ENT_I_IN_DAYS,
    ENT_I_IN_SECONDS
} ent_i_between;

/* duration.between(from, to) and its sisters. An instant without a date takes the other's date (neither: time of
 * day only), one without a time midnight, one without a zone the other's. Months and days are counted in
 * from's zone. from + between(from, to) is to. */
ENT_CHECK ent_status ent_i_duration_between(ent_i_between mode, const ent_i_temporal *from, const ent_i_temporal *to,
                                            const ent_i_temporal_env *env, ent_i_temporal *ret, ent_error *err);

/* --- text, components, order ------------------------------------------------------------------------------ */

/* The canonical text, which parses back to an equal value. */
void ent_i_temporal_print(const ent_i_temporal *value, ent_i_buffer *ret);

#define ENT_I_OFFSET_TEXT 12

/* value.name: a whole number, or for timezone and offset a text. *ret_text is NULL for a number, else points to the
 * zone's name or into space. ENT_ERR_NOTFOUND: that kind has no such component. */
ENT_CHECK ent_status ent_i_temporal_get(const ent_i_temporal *value, const char *name, size_t length,
                                        int64_t *ret_number, const char **ret_text, char space[ENT_I_OFFSET_TEXT],
                                        ent_error *err);
/* The name of the index-th component that any kind has, and whether this kind has it; NULL after the last. */
const char *ent_i_temporal_component(ent_i_temporal_kind kind, size_t index, bool *ret_has);

/* "<" has an answer: the same kind, and no durations. */
bool ent_i_temporal_comparable(const ent_i_temporal *a, const ent_i_temporal *b);
/* By kind (datetime, localdatetime, date, time, localtime, duration), then instants by the moment, whatever their
 * offset and zone; durations by their average length, then by months, days and seconds. 0: equal. */
int ent_i_temporal_order(const ent_i_temporal *a, const ent_i_temporal *b);
/* "=": instants of one kind of which none is before the other; durations with the same components. */
bool ent_i_temporal_equal(const ent_i_temporal *a, const ent_i_temporal *b);
/* Equal values hash alike. */
uint64_t ent_i_temporal_hash(const ent_i_temporal *value);

#endif
