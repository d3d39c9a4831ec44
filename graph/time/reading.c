/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The three readings of a period as half-open spans of days: the table in tests/graph/time/truth.tsv. */
#include "graph/time/civil.h"

static ent_day later(ent_day a, ent_day b)
{
    return a > b ? a : b;
}

static ent_day sooner(ent_day a, ent_day b)
{
    return a < b ? a : b;
}

static ent_day after(ent_day day)
{
    return ent_i_day_add(day, 1);
}

static void set_all(ent_span spans[ENT_READINGS], ent_span span)
{
    for (int reading = 0; reading < ENT_READINGS; reading++)
        spans[reading] = span;
}

static void set_from(ent_span spans[ENT_READINGS], ent_day certain, ent_day nominal, ent_day possible)
{
    spans[ENT_CERTAIN].from = certain;
    spans[ENT_NOMINAL].from = nominal;
    spans[ENT_POSSIBLE].from = possible;
}

static void set_until(ent_span spans[ENT_READINGS], ent_day certain, ent_day nominal, ent_day possible)
{
    spans[ENT_CERTAIN].until = certain;
    spans[ENT_NOMINAL].until = nominal;
    spans[ENT_POSSIBLE].until = possible;
}

/* A period without a date: all that is known is when a source speaks. */
static void read_undated(const ent_period_context *context, ent_span spans[ENT_READINGS])
{
    ent_day from = context->cited_from == ENT_DAY_MAX ? ENT_DAY_MIN : context->cited_from;
    set_from(spans, from, from, ENT_DAY_MIN);
    set_until(spans, ENT_DAY_MAX, ENT_DAY_MAX, ENT_DAY_MAX);
}

/* A state that one date is given for. */
static void read_date(const ent_period *period, ent_span spans[ENT_READINGS])
{
    const ent_bound *start = &period->start, *end = &period->end;
    ent_span day = { start->first, after(start->first) };
    ent_span whole = { start->first, after(end->last) };
    ent_span widest = { start->earliest, after(end->latest) };
    ent_span never = { start->first, start->first };
    if (start->exact) { /* start and end differ only for a set of all of its dates, with gaps */
        set_all(spans, whole);
        spans[ENT_CERTAIN].until = after(start->last);
    } else if (start->precision != ENT_PRECISION_OTHER) { /* qualified */
        spans[ENT_CERTAIN] = never;
        spans[ENT_NOMINAL] = whole;
        spans[ENT_POSSIBLE] = widest;
    } else { /* some day among several */
        spans[ENT_CERTAIN] = start->earliest == end->latest ? day : never;
        spans[ENT_NOMINAL] = day;
        spans[ENT_POSSIBLE] = widest;
    }
}

static void read_start(const ent_period *period, const ent_period_context *context,
                       ent_span spans[ENT_READINGS])
{
    const ent_bound *start = &period->start, *end = &period->end;
    ent_day cited = context->cited_from;
    if (start->kind == ENT_BOUND_DATE) {
        set_from(spans, start->latest, start->first, start->earliest);
    } else if (start->kind == ENT_BOUND_OPEN) {
        set_from(spans, ENT_DAY_MIN, ENT_DAY_MIN, ENT_DAY_MIN);
    } else if (context->event && end->kind == ENT_BOUND_DATE) {
        /* By the day it was over it has happened, whenever a source says so. */
        set_from(spans, sooner(cited, end->latest), sooner(cited, end->first), ENT_DAY_MIN);
    } else if (cited != ENT_DAY_MAX) {
        set_from(spans, cited, cited, ENT_DAY_MIN);
    } else if (end->kind == ENT_BOUND_OPEN) {
        /* It is said to hold, and no source says when that was: hidden from nominal it would look ended. */
        set_from(spans, ENT_DAY_MAX, ENT_DAY_MIN, ENT_DAY_MIN);
    } else {
        ent_day known = end->kind == ENT_BOUND_DATE ? end->first : ENT_DAY_MIN; /* an empty span */
        set_from(spans, known, known, ENT_DAY_MIN);
    }
}

/* An unknown end: to the last day that a source speaks of; without one, only as far as the start is read.
 * from is set. Returns the day from which on nothing is known. */
static ent_day read_unknown_end(const ent_period *period, const ent_period_context *context,
                                ent_span spans[ENT_READINGS])
{
    const ent_bound *start = &period->start;
    ent_day from = spans[ENT_NOMINAL].from, certain = from, nominal = from;
    if (context->cited_until != ENT_DAY_MIN) {
        nominal = later(after(context->cited_until), from);
        certain = nominal;
        if (start->kind == ENT_BOUND_UNKNOWN && context->cited_from == ENT_DAY_MAX) {
            /* Nothing says that it had started by then. */
            set_from(spans, nominal, nominal, ENT_DAY_MIN);
        }
    } else if (start->kind == ENT_BOUND_DATE) {
        nominal = after(start->last);
        certain = later(after(start->earliest), from); /* a day only when the start is known to the day */
    } else if (start->kind == ENT_BOUND_UNKNOWN && context->cited_from != ENT_DAY_MAX) {
        certain = nominal = after(from);
    }
    set_until(spans, certain, nominal, ENT_DAY_MAX);
    return nominal;
}

void ent_period_spans(const ent_period *period, const ent_period_context *context,
                      ent_span ret_spans[ENT_READINGS], ent_day *ret_unknown_from)
{
    const ent_bound *end = &period->end;
    ent_day unknown_from = ENT_DAY_MAX;
    if (period->form == ENT_PERIOD_NONE) {
        read_undated(context, ret_spans);
    } else if (period->form == ENT_PERIOD_DATE && !context->event) {
        read_date(period, ret_spans);
    } else {
        read_start(period, context, ret_spans);
        if (context->event || end->kind == ENT_BOUND_OPEN)
            set_until(ret_spans, ENT_DAY_MAX, ENT_DAY_MAX, ENT_DAY_MAX);
        else if (end->kind == ENT_BOUND_DATE)
            set_until(ret_spans, end->earliest, end->first, end->latest);
        else
            unknown_from = read_unknown_end(period, context, ret_spans);
    }
    if (ret_unknown_from != NULL)
        *ret_unknown_from = unknown_from;
}
