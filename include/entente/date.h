/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates and periods: EDTF (ISO 8601-2:2019, Annex A) levels 0 to 2, and the three readings of an
 * uncertain period. Days are counted from 1970-01-01 in the proleptic Gregorian calendar. */
#ifndef ENTENTE_DATE_H
#define ENTENTE_DATE_H

#include <stdbool.h>

#include <entente/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef int32_t ent_day;
/* Minus and plus infinity. A date beyond about five million years from now is read as infinite. */
#define ENT_DAY_MIN INT32_MIN
#define ENT_DAY_MAX INT32_MAX

/* How an uncertain period is read. certain implies nominal implies possible. */
typedef enum ent_reading { ENT_CERTAIN, ENT_NOMINAL, ENT_POSSIBLE } ent_reading;
#define ENT_READINGS 3

typedef enum ent_bound_kind {
    ENT_BOUND_DATE,   /* a date, however vague */
    ENT_BOUND_OPEN,   /* "..": no bound */
    ENT_BOUND_UNKNOWN /* nothing before or after the slash: there is a bound, nobody knows it */
} ent_bound_kind;

typedef enum ent_precision {
    ENT_PRECISION_DAY,
    ENT_PRECISION_MONTH,
    ENT_PRECISION_SEASON, /* codes 21 to 41 */
    ENT_PRECISION_YEAR,
    ENT_PRECISION_OTHER /* unspecified digits, sets, significant digits, exponents */
} ent_precision;

#define ENT_UNCERTAIN 1u   /* "?" or "%" somewhere in the date */
#define ENT_APPROXIMATE 2u /* "~" or "%" somewhere in the date */

/* One end of a period. first and last are the first and last day that the date as written covers
 * (2007: 1 January and 31 December); earliest and latest are the same widened by the qualifiers: by
 * 1 year each side for a qualified year, 3 months for a season, 1 month for a month, 3 days for a day. A
 * qualifier of a group counts for its finest part; of several the coarsest decides. Significant digits
 * (1950S2) widen earliest and latest likewise.
 * earliest <= first <= last <= latest. Without a date: the infinities. */
typedef struct ent_bound {
    unsigned char kind;       /* ent_bound_kind */
    unsigned char precision;  /* ent_precision */
    unsigned char qualifiers; /* ENT_UNCERTAIN | ENT_APPROXIMATE */
    bool exact;               /* all of first to last is meant: no X, no S, no qualifier, no set [..] */
    ent_day earliest, first, last, latest;
} ent_bound;

typedef enum ent_period_form {
    ENT_PERIOD_NONE,    /* no period given: undated */
    ENT_PERIOD_DATE,    /* a single date: start and end both describe it (of a set {..}, all of its dates:
                         * its first and its last run of days without a gap) */
    ENT_PERIOD_INTERVAL /* start/end */
} ent_period_form;

typedef struct ent_period {
    unsigned char form; /* ent_period_form */
    ent_bound start, end;
} ent_period;

/* Parse an EDTF date, set or interval. An empty text is ENT_PERIOD_NONE. Errors: ENT_ERR_DATE with
 * column = the 1-based byte at which the text stops being EDTF, or ENT_ERR_INVALID when the period
 * ends before it can have started. O(length). */
ENT_API ENT_CHECK ent_status ent_period_parse(const char *text, size_t length, ent_period *ret,
                                              ent_error *err);

/* Half-open: holds on day d when from <= d < until. */
typedef struct ent_span {
    ent_day from, until;
} ent_span;

/* What is known about a period beside its text: from when and until when the sources that state it
 * speak. ENT_DAY_MAX in cited_from and ENT_DAY_MIN in cited_until mean that no source says. */
typedef struct ent_period_context {
    bool event;          /* happens, rather than holds */
    ent_day cited_from;  /* first day of the earliest as_of among the citations */
    ent_day cited_until; /* last day of the latest as_of among the citations, or the data's coverage end */
} ent_period_context;

/* The days on which a period holds in each reading (index: ent_reading), and from which day on it is
 * not known whether it still does (ENT_DAY_MAX: never). For an event, from is the day by which it has
 * happened and until is ENT_DAY_MAX. The rules are the table in tests/graph/time/truth.tsv.
 * spans[c] lies within spans[n] within spans[p] (an empty span, from >= until, lies within any). */
ENT_API void ent_period_spans(const ent_period *period, const ent_period_context *context,
                              ent_span ret_spans[ENT_READINGS], ent_day *ret_unknown_from);

/* Read the date of a question: a day is itself, a month, season or year is its last day. An interval
 * or an open date is ENT_ERR_DATE. */
ENT_API ENT_CHECK ent_status ent_day_parse(const char *text, size_t length, ent_day *ret,
                                           ent_error *err);

#define ENT_DAY_TEXT 24
/* "2025-12-05"; "-inf" and "inf" for the infinities. Returns buffer. */
ENT_API const char *ent_day_format(ent_day day, char buffer[ENT_DAY_TEXT]);
/* "5 December 2025". Returns buffer. */
#define ENT_DAY_LONG_TEXT 40
ENT_API const char *ent_day_format_long(ent_day day, char buffer[ENT_DAY_LONG_TEXT]);

ENT_API ent_day ent_day_from_civil(int64_t year, int month, int day);
ENT_API void ent_day_to_civil(ent_day day, int64_t *ret_year, int *ret_month, int *ret_day);

/* Today in the local time zone. */
ENT_API ent_day ent_day_today(void);

#ifdef __cplusplus
}
#endif
#endif
