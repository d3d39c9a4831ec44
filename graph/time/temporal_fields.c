/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The components of a value by name: one table, a function a row. */
#include <string.h>

#include "graph/time/temporal_calendar.h"

typedef struct civil {
    int64_t year;
    int month, day;
} civil;

static civil civil_of(const ent_i_temporal *value)
{
    civil result;
    ent_i_civil_date(value->days, &result.year, &result.month, &result.day);
    return result;
}

/* Each returns false when the number leaves 64 bits. */
typedef bool number_fn(const ent_i_temporal *value, int64_t *ret);

#define NUMBER(name, expression)                                  \
    static bool name(const ent_i_temporal *value, int64_t *ret)   \
    {                                                             \
        *ret = (expression);                                      \
        return true;                                              \
    }

NUMBER(get_year, civil_of(value).year)
NUMBER(get_quarter, (civil_of(value).month - 1) / 3 + 1)
NUMBER(get_month, civil_of(value).month)
NUMBER(get_day, civil_of(value).day)
NUMBER(get_day_of_week, ent_i_weekday(value->days))
NUMBER(get_ordinal_day, value->days - ent_i_civil_days(civil_of(value).year, 1, 1) + 1)
NUMBER(get_hour, value->nanoseconds / ENT_I_SECOND / 3600)
NUMBER(get_minute, value->nanoseconds / ENT_I_SECOND / 60 % 60)
NUMBER(get_second, value->nanoseconds / ENT_I_SECOND % 60)
NUMBER(get_millisecond, value->nanoseconds % ENT_I_SECOND / 1000000)
NUMBER(get_microsecond, value->nanoseconds % ENT_I_SECOND / 1000)
NUMBER(get_nanosecond, value->nanoseconds % ENT_I_SECOND)
NUMBER(get_offset_minutes, value->offset / 60)
NUMBER(get_offset_seconds, value->offset)
NUMBER(get_epoch_seconds, ent_i_moment_local(value->days, value->nanoseconds).seconds - value->offset)
NUMBER(get_years, value->months / 12)
NUMBER(get_quarters, value->months / 3)
NUMBER(get_months, value->months)
NUMBER(get_weeks, value->days / 7)
NUMBER(get_days, value->days)
NUMBER(get_hours, value->seconds / 3600)
NUMBER(get_minutes, value->seconds / 60)
NUMBER(get_seconds, value->seconds)
NUMBER(get_quarters_of_year, value->months / 3 % 4)
NUMBER(get_months_of_quarter, value->months % 3)
NUMBER(get_months_of_year, value->months % 12)
NUMBER(get_days_of_week, value->days % 7)
NUMBER(get_minutes_of_hour, value->seconds / 60 % 60)
NUMBER(get_seconds_of_minute, value->seconds % 60)
NUMBER(get_milliseconds_of_second, value->nanoseconds / 1000000)
NUMBER(get_microseconds_of_second, value->nanoseconds / 1000)
NUMBER(get_nanoseconds_of_second, value->nanoseconds)

static bool get_week(const ent_i_temporal *value, int64_t *ret)
{
    int64_t year;
    int week;
    ent_i_week_of(value->days, &year, &week);
    *ret = week;
    return true;
}

static bool get_week_year(const ent_i_temporal *value, int64_t *ret)
{
    int week;
    ent_i_week_of(value->days, ret, &week);
    return true;
}

static bool get_day_of_quarter(const ent_i_temporal *value, int64_t *ret)
{
    civil date = civil_of(value);
    *ret = value->days - ent_i_civil_days(date.year, (date.month - 1) / 3 * 3 + 1, 1) + 1;
    return true;
}

/* seconds * per_second + rest */
static bool scaled(int64_t seconds, int64_t per_second, int64_t rest, int64_t *ret)
{
    return !__builtin_mul_overflow(seconds, per_second, ret) && !__builtin_add_overflow(*ret, rest, ret);
}

static bool get_epoch_millis(const ent_i_temporal *value, int64_t *ret)
{
    int64_t seconds;
    get_epoch_seconds(value, &seconds);
    return scaled(seconds, 1000, value->nanoseconds % ENT_I_SECOND / 1000000, ret);
}

static bool get_milliseconds(const ent_i_temporal *value, int64_t *ret)
{
    return scaled(value->seconds, 1000, value->nanoseconds / 1000000, ret);
}

static bool get_microseconds(const ent_i_temporal *value, int64_t *ret)
{
    return scaled(value->seconds, 1000000, value->nanoseconds / 1000, ret);
}

static bool get_nanoseconds(const ent_i_temporal *value, int64_t *ret)
{
    return scaled(value->seconds, ENT_I_SECOND, value->nanoseconds, ret);
}

#define BIT(kind) (1u << ENT_I_##kind)
#define DATES (BIT(DATE) | BIT(LOCAL_DATETIME) | BIT(DATETIME))
#define TIMES (BIT(LOCAL_TIME) | BIT(TIME) | BIT(LOCAL_DATETIME) | BIT(DATETIME))
#define ZONED (BIT(TIME) | BIT(DATETIME))

/* The texts have no function: timezone and offset. */
static const struct component {
    const char *name;
    unsigned kinds;
    number_fn *number;
} components[] = {
    { "year", DATES, get_year },
    { "quarter", DATES, get_quarter },
    { "month", DATES, get_month },
    { "week", DATES, get_week },
    { "weekYear", DATES, get_week_year },
    { "dayOfQuarter", DATES, get_day_of_quarter },
    { "quarterDay", DATES, get_day_of_quarter },
    { "day", DATES, get_day },
    { "ordinalDay", DATES, get_ordinal_day },
    { "dayOfWeek", DATES, get_day_of_week },
    { "weekDay", DATES, get_day_of_week },
    { "hour", TIMES, get_hour },
    { "minute", TIMES, get_minute },
    { "second", TIMES, get_second },
    { "millisecond", TIMES, get_millisecond },
    { "microsecond", TIMES, get_microsecond },
    { "nanosecond", TIMES, get_nanosecond },
    { "timezone", ZONED, NULL },
    { "offset", ZONED, NULL },
    { "offsetMinutes", ZONED, get_offset_minutes },
    { "offsetSeconds", ZONED, get_offset_seconds },
    { "epochSeconds", BIT(DATETIME), get_epoch_seconds },
    { "epochMillis", BIT(DATETIME), get_epoch_millis },
    { "years", BIT(DURATION), get_years },
    { "quarters", BIT(DURATION), get_quarters },
    { "months", BIT(DURATION), get_months },
    { "weeks", BIT(DURATION), get_weeks },
    { "days", BIT(DURATION), get_days },
    { "hours", BIT(DURATION), get_hours },
    { "minutes", BIT(DURATION), get_minutes },
    { "seconds", BIT(DURATION), get_seconds },
    { "milliseconds", BIT(DURATION), get_milliseconds },
    { "microseconds", BIT(DURATION), get_microseconds },
    { "nanoseconds", BIT(DURATION), get_nanoseconds },
    { "quartersOfYear", BIT(DURATION), get_quarters_of_year },
    { "monthsOfQuarter", BIT(DURATION), get_months_of_quarter },
    { "monthsOfYear", BIT(DURATION), get_months_of_year },
    { "daysOfWeek", BIT(DURATION), get_days_of_week },
    { "minutesOfHour", BIT(DURATION), get_minutes_of_hour },
    { "secondsOfMinute", BIT(DURATION), get_seconds_of_minute },
    { "millisecondsOfSecond", BIT(DURATION), get_milliseconds_of_second },
    { "microsecondsOfSecond", BIT(DURATION), get_microseconds_of_second },
    { "nanosecondsOfSecond", BIT(DURATION), get_nanoseconds_of_second },
};
#define COMPONENTS (sizeof components / sizeof *components)

const char *ent_i_temporal_component(ent_i_temporal_kind kind, size_t index, bool *ret_has)
{
    if (index >= COMPONENTS)
        return NULL;
    *ret_has = (components[index].kinds & 1u << kind) != 0;
    return components[index].name;
}

ent_status ent_i_temporal_get(const ent_i_temporal *value, const char *name, size_t length, int64_t *ret_number,
                              const char **ret_text, char space[ENT_I_OFFSET_TEXT], ent_error *err)
{
    const struct component *found = NULL;
    for (size_t i = 0; i < COMPONENTS && !found; i++)
        if ((components[i].kinds & 1u << value->kind) && strlen(components[i].name) == length &&
            memcmp(components[i].name, name, length) == 0)
            found = &components[i];
    if (!found)
        return ent_i_fail(err, ENT_ERR_NOTFOUND, "a %s has no component '%.*s'",
                          ent_i_temporal_kind_name(value->kind), ent_i_shown(name, length), name);
    if (!found->number) {
        bool named = name[0] == 't' && value->kind == ENT_I_DATETIME && value->zone;
        *ret_text = named ? value->zone : ent_i_offset_text(value->offset, space);
        return ENT_OK;
    }
    int64_t number;
    if (!found->number(value, &number))
        return ent_i_fail(err, ENT_ERR_INVALID, "%s of this %s is too large for a whole number", found->name,
                          ent_i_temporal_kind_name(value->kind));
    *ret_number = number;
    *ret_text = NULL;
    return ENT_OK;
}
