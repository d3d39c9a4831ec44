/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A period in eight bytes, for millions of ties. Each of the two words has a code in its upper 3 bits and
 * below it the first day of the bound, counted from 0000-01-01. Only periods whose text can be written
 * back byte for byte are packed: years 0000 to 9999, to the day, month or year, "..", "", alone or as an
 * interval. Any other period is an index into a table that the owner keeps. All zero: undated. */
#ifndef ENT_I_PACKED_H
#define ENT_I_PACKED_H

#include <entente/date.h>

enum ent_i_packed_code {
    ENT_I_PACKED_NONE, /* undated (both words) */
    ENT_I_PACKED_DAY,
    ENT_I_PACKED_MONTH,
    ENT_I_PACKED_YEAR,
    ENT_I_PACKED_OPEN,
    ENT_I_PACKED_UNKNOWN,
    ENT_I_PACKED_SINGLE, /* second word of a single date; its day is the one after the date */
    ENT_I_PACKED_COMPLEX /* first word; the second is the index */
};

#define ENT_I_PACKED_SHIFT 29
#define ENT_I_PACKED_ORIGIN (-719528) /* 0000-01-01 */

static inline unsigned ent_i_packed_code(uint32_t word)
{
    return word >> ENT_I_PACKED_SHIFT;
}

static inline ent_day ent_i_packed_day(uint32_t word)
{
    return (ent_day)(word & ((UINT32_C(1) << ENT_I_PACKED_SHIFT) - 1)) + ENT_I_PACKED_ORIGIN;
}

/* False when the text is not a simple period: then ent_period_parse() says whether it is one at all. */
bool ent_i_period_pack(const char *text, size_t length, uint32_t ret[2]);

/* The text that was packed. Not for a complex one. Returns buffer. */
#define ENT_I_PACKED_TEXT 32
const char *ent_i_period_unpack_text(const uint32_t packed[2], char buffer[ENT_I_PACKED_TEXT]);

/* The same period as ent_period_parse() makes of the text. Not for a complex one. */
void ent_i_period_unpack(const uint32_t packed[2], ent_period *ret);

/* False: complex. */
static inline bool ent_i_period_is_packed(const uint32_t packed[2])
{
    return ent_i_packed_code(packed[0]) != ENT_I_PACKED_COMPLEX;
}

static inline bool ent_i_period_is_undated(const uint32_t packed[2])
{
    return ent_i_packed_code(packed[0]) == ENT_I_PACKED_NONE;
}

static inline void ent_i_period_pack_complex(uint32_t index, uint32_t ret[2])
{
    ret[0] = (uint32_t)ENT_I_PACKED_COMPLEX << ENT_I_PACKED_SHIFT;
    ret[1] = index;
}

/* Of a complex period. */
static inline uint32_t ent_i_packed_index(const uint32_t packed[2])
{
    return packed[1];
}

/* The nominal span of a state. *ret_needs_more: it depends on the citations (undated, an unknown bound) or
 * on the table (complex), the span means nothing, ask ent_period_spans(). Of an event the start is the
 * same and there is no end. */
static inline ent_span ent_i_packed_nominal(const uint32_t packed[2], bool *ret_needs_more)
{
    /* Bits set: NONE, UNKNOWN and COMPLEX, the codes whose days are not in the word. */
    const unsigned lacking = 1u << ENT_I_PACKED_NONE | 1u << ENT_I_PACKED_UNKNOWN | 1u << ENT_I_PACKED_COMPLEX;
    unsigned start = ent_i_packed_code(packed[0]), end = ent_i_packed_code(packed[1]);
    ent_span span = { start == ENT_I_PACKED_OPEN ? ENT_DAY_MIN : ent_i_packed_day(packed[0]),
                      end == ENT_I_PACKED_OPEN ? ENT_DAY_MAX : ent_i_packed_day(packed[1]) };
    /* The second word of a complex period is all index: only the first tells. */
    *ret_needs_more = ((lacking >> start | lacking >> end) & 1) != 0;
    return span;
}

#endif
