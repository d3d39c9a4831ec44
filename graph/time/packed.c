/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/time/packed.h"

#include <assert.h>
#include <string.h>

#include "graph/time/simple.h"

static_assert((int)ENT_I_PACKED_NONE == (int)ENT_I_SIMPLE_NONE &&
                  (int)ENT_I_PACKED_DAY == (int)ENT_I_SIMPLE_DAY &&
                  (int)ENT_I_PACKED_MONTH == (int)ENT_I_SIMPLE_MONTH &&
                  (int)ENT_I_PACKED_YEAR == (int)ENT_I_SIMPLE_YEAR &&
                  (int)ENT_I_PACKED_OPEN == (int)ENT_I_SIMPLE_OPEN &&
                  (int)ENT_I_PACKED_UNKNOWN == (int)ENT_I_SIMPLE_UNKNOWN,
              "a simple code is a packed code");

static uint32_t word_of(unsigned code, ent_day day)
{
    return (uint32_t)code << ENT_I_PACKED_SHIFT | (uint32_t)(day - ENT_I_PACKED_ORIGIN);
}

static bool dated(unsigned code)
{
    return code >= ENT_I_PACKED_DAY && code <= ENT_I_PACKED_YEAR;
}

static uint32_t bound_word(const ent_i_simple *bound)
{
    return word_of(bound->code, dated(bound->code) ? bound->first : ENT_I_PACKED_ORIGIN);
}

bool ent_i_period_pack(const char *text, size_t length, uint32_t ret[2])
{
    ent_i_simple simple[2];
    if (!ent_i_simple_period(text, length, simple))
        return false;
    ret[0] = bound_word(&simple[0]);
    ret[1] = simple[1].code == ENT_I_SIMPLE_NONE && dated(simple[0].code) ?
                 word_of(ENT_I_PACKED_SINGLE, simple[0].last + 1) :
                 bound_word(&simple[1]);
    return true;
}

static char *write_two(char *at, int value)
{
    *at++ = (char)('0' + value / 10);
    *at++ = (char)('0' + value % 10);
    return at;
}

static char *write_bound(char *at, uint32_t word)
{
    unsigned code = ent_i_packed_code(word);
    int64_t year;
    int month, day;
    if (code == ENT_I_PACKED_OPEN) {
        *at++ = '.';
        *at++ = '.';
    }
    if (!dated(code))
        return at;
    ent_day_to_civil(ent_i_packed_day(word), &year, &month, &day);
    at = write_two(at, (int)year / 100);
    at = write_two(at, (int)year % 100);
    if (code == ENT_I_PACKED_YEAR)
        return at;
    *at++ = '-';
    at = write_two(at, month);
    if (code == ENT_I_PACKED_MONTH)
        return at;
    *at++ = '-';
    return write_two(at, day);
}

const char *ent_i_period_unpack_text(const uint32_t packed[2], char buffer[ENT_I_PACKED_TEXT])
{
    unsigned end = ent_i_packed_code(packed[1]);
    assert(ent_i_period_is_packed(packed));
    char *at = write_bound(buffer, packed[0]);
    if (end != ENT_I_PACKED_SINGLE && end != ENT_I_PACKED_NONE) {
        *at++ = '/';
        at = write_bound(at, packed[1]);
    }
    *at = '\0';
    return buffer;
}

static ent_i_simple simple_of(uint32_t word)
{
    ent_i_simple simple = { ent_i_packed_code(word), 0, 0 };
    int64_t year;
    int month, day;
    if (!dated(simple.code))
        return simple;
    simple.first = simple.last = ent_i_packed_day(word);
    ent_day_to_civil(simple.first, &year, &month, &day);
    if (simple.code == ENT_I_PACKED_MONTH)
        simple.last += ent_i_month_days(ent_i_leap_year(year), month) - 1;
    else if (simple.code == ENT_I_PACKED_YEAR)
        simple.last += 364 + ent_i_leap_year(year);
    return simple;
}

void ent_i_period_unpack(const uint32_t packed[2], ent_period *ret)
{
    assert(ent_i_period_is_packed(packed));
    ent_i_simple simple[2] = { simple_of(packed[0]), simple_of(packed[1]) };
    if (simple[1].code == ENT_I_PACKED_SINGLE)
        simple[1].code = ENT_I_SIMPLE_NONE;
    ent_i_simple_to_period(simple, ret);
}
