/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Offsets and named zones of times and datetimes. */
#include <stdio.h>
#include <stdlib.h>

#include "graph/time/temporal_calendar.h"

static bool two_digits(const char *text, size_t length, size_t at, int *ret)
{
    if (length < 2 || at > length - 2 || text[at] < '0' || text[at] > '9' || text[at + 1] < '0' ||
        text[at + 1] > '9')
        return false;
    *ret = (text[at] - '0') * 10 + text[at + 1] - '0';
    return true;
}

size_t ent_i_offset_scan(const char *text, size_t length, int32_t *ret)
{
    int hours, minutes = 0, seconds = 0;
    if (length > 0 && text[0] == 'Z') {
        *ret = 0;
        return 1;
    }
    if (length < 3 || (text[0] != '+' && text[0] != '-') || !two_digits(text, length, 1, &hours))
        return 0;
    size_t at = 3;
    size_t colon = length > at && text[at] == ':';
    if (two_digits(text, length, at + colon, &minutes)) {
        at += colon + 2;
        if ((!colon || (length > at && text[at] == ':')) && two_digits(text, length, at + colon, &seconds))
            at += colon + 2;
    }
    int32_t offset = hours * 3600 + minutes * 60 + seconds;
    if (minutes > 59 || seconds > 59 || offset > ENT_I_OFFSET_MOST)
        return 0;
    *ret = text[0] == '-' ? -offset : offset;
    return at;
}

const char *ent_i_offset_text(int32_t offset, char space[ENT_I_OFFSET_TEXT])
{
    unsigned size = (unsigned)(offset < 0 ? -(int64_t)offset : offset) % 360000;
    char sign = offset < 0 ? '-' : '+';
    if (offset == 0)
        snprintf(space, ENT_I_OFFSET_TEXT, "Z");
    else if (size % 60 == 0)
        snprintf(space, ENT_I_OFFSET_TEXT, "%c%02u:%02u", sign, size / 3600, size / 60 % 60);
    else
        snprintf(space, ENT_I_OFFSET_TEXT, "%c%02u:%02u:%02u", sign, size / 3600, size / 60 % 60, size % 60);
    return space;
}

ent_status ent_i_place_find(const char *timezone, size_t length, const ent_i_temporal_env *env, ent_i_place *ret,
                            ent_error *err)
{
    ent_i_place place = { NULL, 0 };
    if (timezone && (length == 0 || ent_i_offset_scan(timezone, length, &place.offset) != length)) {
        place.offset = ENT_I_NO_OFFSET;
        if (length > 0 && (timezone[0] == '+' || timezone[0] == '-'))
            return ent_i_fail(err, ENT_ERR_INVALID,
                              "'%.*s' is not an offset from UTC, such as +05:30, of at most 18 hours",
                              ent_i_shown(timezone, length), timezone);
        ENT_I_TRY(ent_i_zones_find(env ? env->zones : NULL, timezone, length, &place.zone, err));
    }
    *ret = place;
    return ENT_OK;
}

ent_status ent_i_place_of(const ent_i_temporal *value, const ent_i_temporal_env *env, ent_i_place *ret, ent_error *err)
{
    ent_i_place place = { NULL, 0 };
    if (ent_i_temporal_zoned(value->kind))
        place.offset = value->offset;
    if (value->kind == ENT_I_DATETIME && value->zone) {
        size_t length = 0;
        while (value->zone[length])
            length++;
        ENT_I_TRY(ent_i_zones_find(env ? env->zones : NULL, value->zone, length, &place.zone, err));
    }
    *ret = place;
    return ENT_OK;
}

ent_status ent_i_datetime_at(ent_i_moment moment, ent_i_place place, ent_i_temporal *ret, ent_error *err)
{
    ent_i_temporal result = { .kind = ENT_I_DATETIME, .offset = place.offset };
    /* Roughly in range first, so that the zone's arithmetic cannot overflow. */
    ENT_I_TRY(ent_i_days_check(moment.seconds / ENT_I_DAY_SECONDS / 2, err));
    if (place.zone) {
        result.zone = ent_i_zone_name(place.zone);
        result.offset = ent_i_zone_offset(place.zone, moment.seconds);
    }
    ENT_I_TRY(ent_i_moment_add(&moment, result.offset, 0, err));
    ENT_I_TRY(ent_i_moment_split(moment, &result.days, &result.nanoseconds, err));
    *ret = result;
    return ENT_OK;
}

ent_status ent_i_datetime_local(int64_t days, int64_t nanoseconds, ent_i_place place, ent_i_temporal *ret,
                                ent_error *err)
{
    ENT_I_TRY(ent_i_days_check(days, err));
    ent_i_moment moment = ent_i_moment_local(days, nanoseconds);
    if (place.zone)
        moment.seconds = ent_i_zone_moment(place.zone, moment.seconds, place.offset);
    else
        moment.seconds -= place.offset;
    return ent_i_datetime_at(moment, place, ret, err);
}

ent_i_temporal ent_i_temporal_cut(ent_i_temporal datetime, ent_i_temporal_kind kind)
{
    ent_i_temporal result = { .kind = kind };
    if (ent_i_temporal_dated(kind))
        result.days = datetime.days;
    if (ent_i_temporal_timed(kind))
        result.nanoseconds = datetime.nanoseconds;
    if (ent_i_temporal_zoned(kind))
        result.offset = datetime.offset;
    if (kind == ENT_I_DATETIME)
        result.zone = datetime.zone;
    return result;
}
