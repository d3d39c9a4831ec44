/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sets of dates:
 *
 *   set    = "[" members "]"            one of them
 *          | "{" members "}"            all of them
 *   member = date | date ".." date | ".." date (the first) | date ".." (the last)
 *
 * One of them is one bound, from the earliest to the latest of the members. All of them is two: the start
 * is the first unbroken run of the members' days, the end the last. */
#include <stdlib.h>

#include "graph/base/array.h"
#include "graph/time/edtf.h"

typedef struct {
    ent_bound *items;
    size_t count, capacity;
} members;

/* member = [ ".." ] date | date ".." [ date ] */
static ent_status read_member(ent_i_edtf *text, int close, bool first, ent_bound *ret)
{
    ent_i_edtf_days start, end;
    size_t start_at = text->at;
    if (ent_i_edtf_at_dots(text)) {
        if (!first)
            return ent_i_edtf_reject(text, start_at, "an open beginning that is not the first of the set");
        text->at += 2;
        ENT_I_TRY(ent_i_edtf_days_read(text, false, NULL, &end));
        *ret = end.bound;
        ret->first = ret->earliest = ENT_DAY_MIN;
        ret->precision = ENT_PRECISION_OTHER;
        return ENT_OK;
    }
    ENT_I_TRY(ent_i_edtf_days_read(text, false, NULL, &start));
    *ret = start.bound;
    if (!ent_i_edtf_at_dots(text))
        return ENT_OK;
    text->at += 2;
    ret->precision = ENT_PRECISION_OTHER;
    int c = ent_i_edtf_peek(text, text->at);
    if (c == close) {
        ret->last = ret->latest = ENT_DAY_MAX;
        return ENT_OK;
    }
    if (c == ',')
        return ent_i_edtf_reject(text, text->at - 2, "an open end that is not the last of the set");
    size_t end_at = text->at;
    ENT_I_TRY(ent_i_edtf_days_read(text, false, NULL, &end));
    if (ent_i_edtf_reversed(&start, &end))
        return ent_i_edtf_reject_order(text, end_at, &start, &end);
    ret->last = end.bound.last;
    ret->latest = end.bound.latest;
    /* Vague dates may overlap, and neither needs to come first. */
    if (end.bound.first < ret->first)
        ret->first = end.bound.first;
    if (end.bound.earliest < ret->earliest)
        ret->earliest = end.bound.earliest;
    if (start.bound.last > ret->last)
        ret->last = start.bound.last;
    if (start.bound.latest > ret->latest)
        ret->latest = start.bound.latest;
    ret->qualifiers |= end.bound.qualifiers;
    ret->exact = ret->exact && end.bound.exact;
    return ENT_OK;
}

static ent_status read_members(ent_i_edtf *text, int close, members *list)
{
    for (;;) {
        ENT_I_TRY(ENT_I_RESERVE(list->items, list->capacity, list->count + 1, text->err));
        ENT_I_TRY(read_member(text, close, list->count == 0, &list->items[list->count]));
        list->count++;
        int c = ent_i_edtf_peek(text, text->at);
        if (c != close && c != ',')
            return ent_i_edtf_reject_char(text, text->at,
                                          close == ']' ? "a comma or \"]\"" : "a comma or \"}\"");
        text->at++;
        if (c == close)
            return ENT_OK;
    }
}

static ent_bound hull_of(const members *list)
{
    ent_bound hull = list->items[0];
    for (size_t i = 1; i < list->count; i++) {
        const ent_bound *member = &list->items[i];
        hull.earliest = member->earliest < hull.earliest ? member->earliest : hull.earliest;
        hull.first = member->first < hull.first ? member->first : hull.first;
        hull.last = member->last > hull.last ? member->last : hull.last;
        hull.latest = member->latest > hull.latest ? member->latest : hull.latest;
        hull.qualifiers |= member->qualifiers;
        hull.exact = hull.exact && member->exact;
    }
    hull.precision = ENT_PRECISION_OTHER;
    return hull;
}

static int compare_members(const void *a, const void *b)
{
    const ent_bound *x = a, *y = b;
    return (x->first > y->first) - (x->first < y->first);
}

/* The days from the member at *at on that follow each other without a gap; *at moves past them. Exact
 * members only, sorted by first day. */
static ent_bound next_run(const members *list, size_t *at)
{
    ent_bound run = list->items[(*at)++];
    while (*at < list->count && list->items[*at].first <= ent_i_day_add(run.last, 1)) {
        if (list->items[*at].last > run.last)
            run.last = list->items[*at].last;
        (*at)++;
    }
    run.earliest = run.first;
    run.latest = run.last;
    run.precision = ENT_PRECISION_OTHER;
    return run;
}

static void combine(members *list, bool all, ent_period *ret)
{
    ent_period period = { .form = ENT_PERIOD_DATE };
    ent_bound hull = hull_of(list);
    if (list->count == 1 && list->items[0].precision != ENT_PRECISION_OTHER) {
        period.start = period.end = list->items[0]; /* a set of one date is that date */
    } else if (!all || !hull.exact) {
        hull.exact = false;
        period.start = period.end = hull;
    } else {
        qsort(list->items, list->count, sizeof *list->items, compare_members);
        size_t at = 0;
        period.start = period.end = next_run(list, &at);
        while (at < list->count)
            period.end = next_run(list, &at);
    }
    *ret = period;
}

ent_status ent_i_edtf_set(ent_i_edtf *text, ent_period *ret)
{
    members list = { NULL, 0, 0 };
    bool all = ent_i_edtf_peek(text, text->at++) == '{';
    ent_status status = read_members(text, all ? '}' : ']', &list);
    if (status == ENT_OK)
        combine(&list, all, ret);
    free(list.items);
    return status;
}
