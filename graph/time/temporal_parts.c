/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Components by name: what a map may hold, and which kind has which. */
#include <string.h>

#include "graph/time/temporal_calendar.h"

static const char *const kind_names[] = { "date", "localtime", "time", "localdatetime", "datetime", "duration" };

static const char *const part_names[ENT_I_PART_COUNT] = {
#define ENT_X(id, name) name,
    ENT_I_TEMPORAL_PARTS(ENT_X)
#undef ENT_X
};

static const char *const duration_names[ENT_I_DURATION_PART_COUNT] = {
#define ENT_X(id, name) name,
    ENT_I_DURATION_PARTS(ENT_X)
#undef ENT_X
};

const char *ent_i_temporal_kind_name(ent_i_temporal_kind kind)
{
    return kind_names[kind];
}

static bool same(const char *name, size_t length, const char *known)
{
    return strlen(known) == length && memcmp(name, known, length) == 0;
}

static int find(const char *const *names, int count, const char *name, size_t length)
{
    for (int i = 0; i < count; i++)
        if (same(name, length, names[i]))
            return i;
    return -1;
}

static const ent_i_temporal **selector(ent_i_temporal_parts *parts, const char *name, size_t length)
{
    if (same(name, length, "date"))
        return &parts->date;
    if (same(name, length, "time"))
        return &parts->time;
    return same(name, length, "datetime") ? &parts->datetime : NULL;
}

/* A component of another type, or none at all. */
static ent_status wrong(ent_i_temporal_parts *parts, const char *name, size_t length, ent_error *err)
{
    const char *wanted = NULL;
    if (find(part_names, ENT_I_PART_COUNT, name, length) >= 0)
        wanted = "a whole number";
    else if (same(name, length, "timezone"))
        wanted = "a string";
    else if (selector(parts, name, length))
        wanted = "a temporal value";
    int shown = ent_i_shown(name, length);
    if (wanted)
        return ent_i_fail(err, ENT_ERR_INVALID, "'%.*s' must be %s", shown, name, wanted);
    return ent_i_fail(err, ENT_ERR_INVALID, "temporal values have no component '%.*s'", shown, name);
}

ent_status ent_i_temporal_part_integer(ent_i_temporal_parts *parts, const char *name, size_t length, int64_t value,
                                       ent_error *err)
{
    int part = find(part_names, ENT_I_PART_COUNT, name, length);
    if (part < 0)
        return wrong(parts, name, length, err);
    parts->given |= UINT32_C(1) << part;
    parts->values[part] = value;
    return ENT_OK;
}

ent_status ent_i_temporal_part_text(ent_i_temporal_parts *parts, const char *name, size_t length, const char *text,
                                    size_t text_length, ent_error *err)
{
    if (!same(name, length, "timezone"))
        return wrong(parts, name, length, err);
    parts->timezone = text;
    parts->timezone_length = text_length;
    return ENT_OK;
}

ent_status ent_i_temporal_part_temporal(ent_i_temporal_parts *parts, const char *name, size_t length,
                                        const ent_i_temporal *value, ent_error *err)
{
    const ent_i_temporal **place = selector(parts, name, length);
    if (!place)
        return wrong(parts, name, length, err);
    *place = value;
    return ENT_OK;
}

ent_status ent_i_duration_part_number(ent_i_duration_parts *parts, const char *name, size_t length,
                                      ent_i_temporal_number value, ent_error *err)
{
    int part = find(duration_names, ENT_I_DURATION_PART_COUNT, name, length);
    if (part < 0)
        return ent_i_fail(err, ENT_ERR_INVALID, "durations have no component '%.*s'",
                          ent_i_shown(name, length), name);
    parts->values[part] = value;
    return ENT_OK;
}

ent_status ent_i_parts_check(ent_i_temporal_kind kind, const ent_i_temporal_parts *parts, ent_error *err)
{
    uint32_t has = 0;
    bool dated = ent_i_temporal_dated(kind), timed = ent_i_temporal_timed(kind);
    if (dated)
        has |= ENT_I_PARTS_DATE;
    if (timed)
        has |= ENT_I_PARTS_TIME;
    if (dated && timed)
        has |= ENT_I_PARTS_EPOCH;
    for (int i = 0; i < ENT_I_PART_COUNT; i++)
        if (parts->given & ~has & UINT32_C(1) << i)
            return ent_i_fail(err, ENT_ERR_INVALID, "a %s has no component '%s'", kind_names[kind], part_names[i]);
    if ((parts->date && !dated) || (parts->time && !timed))
        return ent_i_fail(err, ENT_ERR_INVALID, "a %s cannot be made from the component '%s'", kind_names[kind],
                          parts->date && !dated ? "date" : "time");
    if ((parts->date && !ent_i_temporal_dated(parts->date->kind)) ||
        (parts->time && !ent_i_temporal_timed(parts->time->kind))) {
        const ent_i_temporal *given = parts->date && !ent_i_temporal_dated(parts->date->kind) ? parts->date
                                                                                              : parts->time;
        return ent_i_fail(err, ENT_ERR_INVALID, "a %s has no %s to take over", kind_names[given->kind],
                          given == parts->date ? "date" : "time");
    }
    if (parts->datetime && (parts->date || parts->time))
        return ent_i_fail(err, ENT_ERR_INVALID, "'datetime' cannot stand beside 'date' or 'time'");
    if ((parts->given & ENT_I_PARTS_EPOCH) && (parts->datetime || parts->date || parts->time))
        return ent_i_fail(err, ENT_ERR_INVALID, "seconds since 1970 cannot stand beside another value to start from");
    if ((parts->given & ENT_I_PARTS_EPOCH) == ENT_I_PARTS_EPOCH)
        return ent_i_fail(err, ENT_ERR_INVALID, "'epochSeconds' and 'epochMillis' cannot stand together");
    return ENT_OK;
}
