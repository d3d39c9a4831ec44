/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The stages of the EDTF parser: scan one date into parts (edtf_scan.c), turn the parts into days
 * (edtf_resolve.c), put dates together into sets (edtf_set.c) and periods (period.c). */
#ifndef ENT_I_EDTF_H
#define ENT_I_EDTF_H

#include "graph/base/error.h"
#include "graph/time/civil.h"

/* A text being read: at is the byte to read next. */
typedef struct ent_i_edtf {
    const char *text;
    size_t length, at;
    ent_error *err;
} ent_i_edtf;

/* A year, month or day as written. No digits: the part is absent. */
typedef struct ent_i_edtf_part {
    signed char digits[4]; /* -1: X */
    unsigned char count;   /* of digits */
    unsigned char unknown; /* how many of them are X */
    size_t at;             /* where in the text */
} ent_i_edtf_part;

/* The parts from coarse to fine; a qualifier mark speaks of one of them. */
enum { ENT_I_YEAR, ENT_I_MONTH, ENT_I_DAY, ENT_I_PARTS };

typedef struct ent_i_edtf_date {
    ent_i_edtf_part parts[ENT_I_PARTS];
    bool negative;             /* the year */
    bool plain;                /* the year is four digits, in parts; else it is the three numbers below */
    bool exponent;             /* written with E */
    bool timed;                /* followed by a time of day */
    int64_t year, low, high;   /* as written, and the years that its significant digits allow */
    int season;                /* 21 to 41, or 0 */
    unsigned qualifiers;       /* ENT_UNCERTAIN | ENT_APPROXIMATE */
    bool marked[ENT_I_PARTS];  /* a qualifier speaks of this part, or of the group that ends with it */
    size_t at, end;            /* where in the text */
} ent_i_edtf_date;

/* A date as days. low and high are the days it may mean when its qualifiers are disregarded. */
typedef struct ent_i_edtf_days {
    ent_bound bound;
    ent_day low, high;
    int64_t low_year, high_year; /* to compare what is too far to count in days */
} ent_i_edtf_days;

/* Read one date at text->at. A time of day may follow it when time_allowed. */
ENT_CHECK ent_status ent_i_edtf_scan(ent_i_edtf *text, bool time_allowed, ent_i_edtf_date *ret);
/* The same, resolved to days; an error too when the calendar has no such day. */
ENT_CHECK ent_status ent_i_edtf_days_read(ent_i_edtf *text, bool time_allowed, bool *ret_timed,
                                          ent_i_edtf_days *ret);
/* Read a set, from its opening bracket to its closing one. */
ENT_CHECK ent_status ent_i_edtf_set(ent_i_edtf *text, ent_period *ret);

/* end cannot be on or after start, whatever X and S stand for. */
bool ent_i_edtf_reversed(const ent_i_edtf_days *start, const ent_i_edtf_days *end);

/* ENT_ERR_DATE: "TEXT is not an EDTF date: WHAT at column N". */
ent_status ent_i_edtf_reject(ent_i_edtf *text, size_t at, const char *format, ...) ENT_I_PRINTF(3, 4);
/* The same about the character at `at`, or the end of the text. */
ent_status ent_i_edtf_reject_char(ent_i_edtf *text, size_t at, const char *wanted);
/* ENT_ERR_INVALID: the second date is over before the first can begin. */
ent_status ent_i_edtf_reject_order(ent_i_edtf *text, size_t at, const ent_i_edtf_days *start,
                                   const ent_i_edtf_days *end);

/* A text from a user as it may stand in a message: printable, and not too long. Returns buffer. */
#define ENT_I_EDTF_QUOTED 88
const char *ent_i_edtf_quote(const char *text, size_t length, char buffer[ENT_I_EDTF_QUOTED]);

static inline int ent_i_edtf_peek(const ent_i_edtf *text, size_t at)
{
    return at < text->length ? (unsigned char)text->text[at] : -1;
}

static inline bool ent_i_edtf_at_dots(const ent_i_edtf *text)
{
    return ent_i_edtf_peek(text, text->at) == '.' && ent_i_edtf_peek(text, text->at + 1) == '.';
}

#endif
