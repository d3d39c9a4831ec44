/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The canonical texts: seconds only when there are some, decimals without zeros at the end, a sign before years
 * of other than four digits. */
#include <inttypes.h>

#include "graph/time/temporal_calendar.h"

static void print_date(int64_t days, ent_i_buffer *ret)
{
    int64_t year;
    int month, day;
    ent_i_civil_date(days, &year, &month, &day);
    const char *sign = year < 0 ? "-" : year > 9999 ? "+" : "";
    ent_i_buffer_printf(ret, "%s%04" PRId64 "-%02d-%02d", sign, year < 0 ? -year : year, month, day);
}

/* fraction: 1 to 999,999,999 nanoseconds. */
static void print_decimals(int64_t fraction, ent_i_buffer *ret)
{
    int digits = 9;
    for (; fraction % 10 == 0; fraction /= 10)
        digits--;
    ent_i_buffer_printf(ret, ".%0*" PRId64, digits, fraction);
}

static void print_time(int64_t nanoseconds, ent_i_buffer *ret)
{
    int64_t seconds = nanoseconds / ENT_I_SECOND, fraction = nanoseconds % ENT_I_SECOND;
    ent_i_buffer_printf(ret, "%02d:%02d", (int)(seconds / 3600), (int)(seconds / 60 % 60));
    if (seconds % 60 == 0 && fraction == 0)
        return;
    ent_i_buffer_printf(ret, ":%02d", (int)(seconds % 60));
    if (fraction)
        print_decimals(fraction, ret);
}

/* A part of a duration with its sign and letter, nothing when it is 0. */
static void print_part(int64_t value, char letter, ent_i_buffer *ret)
{
    if (value)
        ent_i_buffer_printf(ret, "%" PRId64 "%c", value, letter);
}

static void print_duration(const ent_i_temporal *value, ent_i_buffer *ret)
{
    int64_t seconds = value->seconds % 60, fraction = value->nanoseconds;
    if (!value->months && !value->days && !value->seconds && !fraction) {
        ent_i_buffer_text(ret, "PT0S");
        return;
    }
    ent_i_buffer_char(ret, 'P');
    print_part(value->months / 12, 'Y', ret);
    print_part(value->months % 12, 'M', ret);
    print_part(value->days, 'D', ret);
    if (!value->seconds && !fraction)
        return;
    ent_i_buffer_char(ret, 'T');
    print_part(value->seconds / 3600, 'H', ret);
    print_part(value->seconds / 60 % 60, 'M', ret);
    if (!seconds && !fraction)
        return;
    /* The sign by itself: there is no -0. */
    ent_i_buffer_printf(ret, "%s%" PRId64, seconds < 0 || fraction < 0 ? "-" : "", seconds < 0 ? -seconds : seconds);
    if (fraction)
        print_decimals(fraction < 0 ? -fraction : fraction, ret);
    ent_i_buffer_char(ret, 'S');
}

void ent_i_temporal_print(const ent_i_temporal *value, ent_i_buffer *ret)
{
    char space[ENT_I_OFFSET_TEXT];
    if (value->kind == ENT_I_DURATION) {
        print_duration(value, ret);
        return;
    }
    if (ent_i_temporal_dated(value->kind))
        print_date(value->days, ret);
    if (value->kind == ENT_I_LOCAL_DATETIME || value->kind == ENT_I_DATETIME)
        ent_i_buffer_char(ret, 'T');
    if (ent_i_temporal_timed(value->kind))
        print_time(value->nanoseconds, ret);
    if (ent_i_temporal_zoned(value->kind))
        ent_i_buffer_text(ret, ent_i_offset_text(value->offset, space));
    if (value->kind == ENT_I_DATETIME && value->zone)
        ent_i_buffer_printf(ret, "[%s]", value->zone);
}
