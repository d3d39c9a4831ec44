/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Instants from ISO 8601 texts.
 *
 *   date = year [ "-" MM [ "-" DD ] | "-" DDD | "-W" WW [ "-" D ] | "-Q" Q [ "-" DD ] ]     extended
 *        | YYYY [ MM [ DD ] | DDD | "W" WW [ D ] | "Q" Q [ DD ] ]                            basic
 *   year = YYYY | ( "+" | "-" ) 1 to 9 digits
 *   time = HH [ ":" MM [ ":" SS [ fraction ] ] ] | HH [ MM [ SS [ fraction ] ] ]
 *   zone = offset [ "[" name "]" ] | "[" name "]"
 *
 * A datetime is date [ "T" time ] [ zone ]; date and time may be written in different formats. */
#include "graph/time/temporal_calendar.h"

typedef struct scanner {
    const char *text;
    size_t length, at;
    const char *kind;
} scanner;

static char peek(const scanner *in)
{
    return in->at < in->length ? in->text[in->at] : '\0';
}

static bool accept(scanner *in, char c)
{
    if (in->at >= in->length || in->text[in->at] != c)
        return false;
    in->at++;
    return true;
}

static size_t digits_ahead(const scanner *in)
{
    size_t count = 0;
    while (in->at + count < in->length && in->text[in->at + count] >= '0' && in->text[in->at + count] <= '9')
        count++;
    return count;
}

static ent_status malformed(const scanner *in, const char *expected, ent_error *err)
{
    int shown = ent_i_shown(in->text, in->length);
    return ent_i_fail_at(err, ENT_ERR_SYNTAX, NULL, 0, in->at + 1, "'%.*s' is not a %s: expected %s at position %zu",
                         shown, in->text, in->kind, expected, in->at + 1);
}

/* Exactly count digits (at most 9) become a component. */
static ent_status take(scanner *in, size_t count, ent_i_temporal_part part, ent_i_temporal_parts *parts,
                       ent_error *err)
{
    int64_t value = 0;
    if (digits_ahead(in) < count)
        return malformed(in, count == 1 ? "a digit" : "more digits", err);
    for (size_t i = 0; i < count; i++)
        value = value * 10 + (in->text[in->at++] - '0');
    parts->values[part] = value;
    parts->given |= UINT32_C(1) << part;
    return ENT_OK;
}

/* After the year: "W" week [day] or "Q" quarter [day], false when there is neither. */
static ent_status scan_week_or_quarter(scanner *in, bool extended, ent_i_temporal_parts *parts, bool *ret_found,
                                       ent_error *err)
{
    bool week = peek(in) == 'W';
    size_t day_digits = week ? 1 : 2;
    *ret_found = accept(in, 'W') || accept(in, 'Q');
    if (!*ret_found)
        return ENT_OK;
    ENT_I_TRY(take(in, week ? 2 : 1, week ? ENT_I_PART_WEEK : ENT_I_PART_QUARTER, parts, err));
    if (extended ? accept(in, '-') : digits_ahead(in) > 0)
        return take(in, day_digits, week ? ENT_I_PART_DAY_OF_WEEK : ENT_I_PART_DAY_OF_QUARTER, parts, err);
    return ENT_OK;
}

static ent_status scan_date(scanner *in, int64_t *ret, ent_error *err)
{
    ent_i_temporal_parts parts = { .given = 0 };
    bool negative = peek(in) == '-', is_signed = accept(in, '-') || accept(in, '+');
    size_t digits = digits_ahead(in);
    if (is_signed && (digits == 0 || digits > 9))
        return malformed(in, "a year of one to nine digits", err);
    ENT_I_TRY(take(in, is_signed ? digits : 4, ENT_I_PART_YEAR, &parts, err));
    if (negative)
        parts.values[ENT_I_PART_YEAR] = -parts.values[ENT_I_PART_YEAR];
    /* A '-' that leads to an offset cannot come here: only a time may have one, or a whole day. */
    bool extended = accept(in, '-'), found;
    digits = digits_ahead(in);
    ENT_I_TRY(scan_week_or_quarter(in, extended, &parts, &found, err));
    if (found)
        return ent_i_assign_date(&parts, NULL, ret, err);
    if (digits == 3) {
        ENT_I_TRY(take(in, 3, ENT_I_PART_ORDINAL_DAY, &parts, err));
    } else if (extended) {
        ENT_I_TRY(take(in, 2, ENT_I_PART_MONTH, &parts, err));
        if (accept(in, '-'))
            ENT_I_TRY(take(in, 2, ENT_I_PART_DAY, &parts, err));
    } else if (digits > 0) {
        ENT_I_TRY(take(in, 2, ENT_I_PART_MONTH, &parts, err));
        if (digits > 2)
            ENT_I_TRY(take(in, 2, ENT_I_PART_DAY, &parts, err));
    }
    return ent_i_assign_date(&parts, NULL, ret, err);
}

static ent_status scan_fraction(scanner *in, ent_i_temporal_parts *parts, ent_error *err)
{
    size_t digits = digits_ahead(in);
    if (digits == 0 || digits > 9)
        return malformed(in, "one to nine decimals of a second", err);
    ENT_I_TRY(take(in, digits, ENT_I_PART_NANOSECOND, parts, err));
    for (; digits < 9; digits++)
        parts->values[ENT_I_PART_NANOSECOND] *= 10;
    return ENT_OK;
}

static ent_status scan_time(scanner *in, int64_t *ret, ent_error *err)
{
    ent_i_temporal_parts parts = { .given = 0 };
    ENT_I_TRY(take(in, 2, ENT_I_PART_HOUR, &parts, err));
    bool extended = accept(in, ':');
    if (extended || digits_ahead(in) > 0) {
        ENT_I_TRY(take(in, 2, ENT_I_PART_MINUTE, &parts, err));
        if (extended ? accept(in, ':') : digits_ahead(in) > 0) {
            ENT_I_TRY(take(in, 2, ENT_I_PART_SECOND, &parts, err));
            if (accept(in, '.') || accept(in, ','))
                ENT_I_TRY(scan_fraction(in, &parts, err));
        }
    }
    return ent_i_assign_time(&parts, NULL, 0, ret, err);
}

/* The place, UTC when there is none; *ret_offset is the offset written, or ENT_I_NO_OFFSET. */
static ent_status scan_zone(scanner *in, bool named, const ent_i_temporal_env *env, ent_i_place *ret,
                            int32_t *ret_offset, ent_error *err)
{
    ent_i_place place = { NULL, 0 };
    size_t size = ent_i_offset_scan(in->text + in->at, in->length - in->at, &place.offset);
    *ret_offset = size ? place.offset : ENT_I_NO_OFFSET;
    in->at += size;
    if (peek(in) == '[') {
        if (!named)
            return ent_i_fail(err, ENT_ERR_INVALID, "a time without a date cannot be in a named time zone: give an "
                                                    "offset such as +01:00");
        size_t from = ++in->at;
        while (in->at < in->length && in->text[in->at] != ']')
            in->at++;
        if (in->at == in->length)
            return malformed(in, "']'", err);
        ENT_I_TRY(ent_i_place_find(in->text + from, in->at - from, env, &place, err));
        in->at++;
        if (place.zone)
            place.offset = *ret_offset;
    }
    *ret = place;
    return ENT_OK;
}

static ent_status scan_instant(scanner *in, ent_i_temporal_kind kind, const ent_i_temporal_env *env,
                               ent_i_temporal *ret, ent_error *err)
{
    ent_i_temporal result = { .kind = kind };
    ent_i_place place = { NULL, 0 };
    int32_t written = ENT_I_NO_OFFSET;
    bool dated = ent_i_temporal_dated(kind), timed = ent_i_temporal_timed(kind);
    if (dated)
        ENT_I_TRY(scan_date(in, &result.days, err));
    if (!dated || (timed && accept(in, 'T')))
        ENT_I_TRY(scan_time(in, &result.nanoseconds, err));
    if (ent_i_temporal_zoned(kind))
        ENT_I_TRY(scan_zone(in, dated, env, &place, &written, err));
    if (in->at < in->length)
        return malformed(in, "the end", err);
    if (kind == ENT_I_TIME) {
        result.offset = place.offset;
    } else if (kind == ENT_I_DATETIME) {
        ENT_I_TRY(ent_i_datetime_local(result.days, result.nanoseconds, place, &result, err));
        if (written != ENT_I_NO_OFFSET && written != result.offset) {
            char is[ENT_I_OFFSET_TEXT], should[ENT_I_OFFSET_TEXT];
            return ent_i_fail(err, ENT_ERR_INVALID, "the offset in %s is then %s, not %s",
                              result.zone ? result.zone : "the zone given", ent_i_offset_text(result.offset, should),
                              ent_i_offset_text(written, is));
        }
    }
    *ret = result;
    return ENT_OK;
}

ent_status ent_i_temporal_parse(ent_i_temporal_kind kind, const char *text, size_t length,
                                const ent_i_temporal_env *env, ent_i_temporal *ret, ent_error *err)
{
    scanner in = { text, length, 0, ent_i_temporal_kind_name(kind) };
    if (kind == ENT_I_DURATION)
        return ent_i_duration_parse(text, length, ret, err);
    return scan_instant(&in, kind, env, ret, err);
}
