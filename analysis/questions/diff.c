/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What changed between two days. Every tie that either view lets through is a claim about a relation: two
 * nodes and a type. Sorted by relation, the claims of one stand together, and what each day makes of them is
 * compared. A claim whose end nobody knows is not known after the sources have spoken, never ended.
 * O(m log m), m = the ties looked at. */
#include <entente/change.h>

#include <string.h>

#include "analysis/view/view.h"
#include "analysis/view/words.h"

typedef struct claim {
    ent_node a, b; /* a symmetric tie from its smaller end */
    ent_type base; /* the type that the tie's falls short of, if it does */
    ent_tie tie;
    bool event, falls_short;
    ent_standing standing[2]; /* on the first day and on the second */
} claim;

typedef struct search {
    ent_diff *diff;
    const ent_view *views[2];
    ent_type *base; /* by type */
    claim *claims;
    size_t count, capacity, row_capacity;
    ent_node *asked;
} search;

/* What a day makes of a relation: a claim that holds, else one that is not known, else one that does not hold. */
typedef struct state {
    const claim *claim; /* NULL: no claim at all */
    ent_standing standing;
} state;

const char *ent_change_text(ent_change change)
{
    static const char *const texts[] = {
#define ENT_X(name, text, heading) [name] = text,
        ENT_CHANGE_LIST(ENT_X)
#undef ENT_X
    };
    return texts[change];
}

const char *ent_change_heading(ent_change change)
{
    static const char *const headings[] = {
#define ENT_X(name, text, heading) [name] = heading,
        ENT_CHANGE_LIST(ENT_X)
#undef ENT_X
    };
    return headings[change];
}

static ent_status find_bases(search *s, ent_error *err)
{
    const ent_graph *graph = s->views[0]->graph;
    size_t count = ent_graph_type_count(graph);
    ENT_I_TRY(ENT_I_ZEROED(s->base, count, err));
    for (size_t i = 0; i < count; i++) {
        ent_type base = (ent_type)i;
        for (size_t steps = 0; steps < count; steps++) { /* vocabularies may go round in a circle */
            ent_type_view type;
            ent_graph_type(graph, base, &type);
            ent_type next = type.short_of ? ent_graph_find_type(graph, type.short_of) : ENT_NO_TYPE;
            if (next == ENT_NO_TYPE)
                break;
            base = next;
        }
        s->base[i] = base;
    }
    return ENT_OK;
}

static ent_status take_tie(search *s, ent_tie tie, ent_error *err)
{
    const ent_diff *diff = s->diff;
    const ent_graph *graph = s->views[0]->graph;
    ent_tie_view seen;
    ent_type_view type;
    ent_node_view ends[2];
    ent_graph_tie(graph, tie, &seen);
    ent_graph_type(graph, seen.type, &type);
    ent_graph_node(graph, seen.source, &ends[0]);
    ent_graph_node(graph, seen.target, &ends[1]);
    claim c = { .a = seen.source, .b = seen.target, .base = s->base[seen.type], .tie = tie, .event = type.event,
                .falls_short = type.short_of != NULL };
    for (int i = 0; i < 2; i++)
        c.standing[i] = ent_i_view_standing(s->views[i], tie, diff->asked, diff->asked_count, NULL);
    bool left_out = c.standing[0] == ENT_STANDING_FILTERED && c.standing[1] == ENT_STANDING_FILTERED;
    if (left_out || ends[0].source || ends[1].source)
        return ENT_OK;
    if (type.symmetric && c.a > c.b) {
        c.a = seen.target;
        c.b = seen.source;
    }
    ENT_I_TRY(ENT_I_RESERVE(s->claims, s->capacity, s->count + 1, err));
    s->claims[s->count++] = c;
    return ENT_OK;
}

static bool is_asked(const ent_diff *diff, ent_node node, size_t before)
{
    for (size_t i = 0; i < before; i++)
        if (diff->asked[i] == node)
            return true;
    return false;
}

/* Each tie of the nodes asked about once, or every tie. */
static ent_status collect(search *s, ent_error *err)
{
    const ent_diff *diff = s->diff;
    const ent_graph *graph = s->views[0]->graph;
    if (!diff->asked_count) {
        for (size_t i = 0; i < ent_graph_tie_count(graph); i++)
            ENT_I_TRY(take_tie(s, (ent_tie)i, err));
        return ENT_OK;
    }
    for (size_t i = 0; i < diff->asked_count; i++)
        for (int side = 0; side < 2; side++) {
            ent_node node = diff->asked[i];
            ent_arcs arcs = side ? ent_graph_in(graph, node) : ent_graph_out(graph, node);
            for (size_t j = 0; j < arcs.count; j++)
                if (!(side && arcs.others[j] == node) && !is_asked(diff, arcs.others[j], i))
                    ENT_I_TRY(take_tie(s, arcs.ties[j], err));
        }
    return ENT_OK;
}

#define COMPARE(a, b)                  \
    do {                               \
        if ((a) != (b))                \
            return (a) < (b) ? -1 : 1; \
    } while (0)

static int compare_claims(const void *left, const void *right, void *graph)
{
    const claim *x = left, *y = right;
    COMPARE(x->a, y->a);
    COMPARE(x->b, y->b);
    COMPARE(x->base, y->base);
    COMPARE(x->falls_short, y->falls_short);
    return ent_i_tie_order(graph, x->tie, y->tie);
}

static ent_fold fold_of(const search *s, const claim *c)
{
    ent_tie_view seen;
    ent_graph_tie(s->views[0]->graph, c->tie, &seen);
    return ent_tie_status_fold(seen.status);
}

/* A tie whose status is "ended" says so, whatever its period. */
static bool holds(const search *s, const claim *c, int day)
{
    ent_tie_view seen;
    ent_graph_tie(s->views[0]->graph, c->tie, &seen);
    return c->standing[day] == ENT_STANDING_HOLDS && seen.status != ENT_TIE_ENDED;
}

static bool is_undated(const search *s, const claim *c)
{
    return ent_view_tie_undated(s->views[0], c->tie);
}

/* Claims come in the order of what they say: in force first. What is in force but not known outweighs what is
 * merely planned: a plan does not say that the thing is not there. A claim without a date says no more than
 * that it was so at some time: it leaves nothing open that a dated one settles. */
static state state_on(const search *s, const claim *run, size_t count, int day)
{
    const claim *held = NULL, *unknown = NULL, *other = NULL;
    for (size_t i = 0; i < count; i++) {
        const claim *c = &run[i];
        if (holds(s, c, day)) {
            if (!held || fold_of(s, c) < fold_of(s, held))
                held = c;
        } else if (c->standing[day] == ENT_STANDING_NOT_KNOWN) {
            if (!unknown || fold_of(s, c) < fold_of(s, unknown))
                unknown = c;
        } else if (!other && c->standing[day] != ENT_STANDING_FILTERED) {
            other = c;
        }
    }
    if (unknown && other && is_undated(s, unknown) && !is_undated(s, other))
        unknown = NULL;
    if (held && !(unknown && fold_of(s, unknown) == ENT_FOLD_IN_FORCE && fold_of(s, held) != ENT_FOLD_IN_FORCE))
        return (state){ held, ENT_STANDING_HOLDS };
    if (unknown)
        return (state){ unknown, ENT_STANDING_NOT_KNOWN };
    return (state){ other, other && other->standing[day] == ENT_STANDING_NOT_YET ? ENT_STANDING_NOT_YET
                                                                                 : ENT_STANDING_ENDED };
}

static bool uncertain_on(const ent_view *view, state at)
{
    return at.claim && at.standing != ENT_STANDING_NOT_KNOWN && ent_view_tie_uncertain(view, at.claim->tie);
}

static ent_status add_row(search *s, ent_change change, state before, state after, ent_error *err)
{
    ent_diff *diff = s->diff;
    ENT_I_TRY(ENT_I_RESERVE(diff->rows, s->row_capacity, diff->row_count + 1, err));
    diff->rows[diff->row_count++] = (ent_diff_row){
        .change = change,
        .before = before.claim ? before.claim->tie : ENT_NONE,
        .after = after.claim ? after.claim->tie : ENT_NONE,
        .standing_before = before.standing,
        .standing_after = after.standing,
        .uncertain = uncertain_on(diff->before, before) || uncertain_on(diff->after, after),
    };
    diff->counts[change]++;
    ent_tie told = after.claim ? after.claim->tie : before.claim->tie;
    diff->undated += ent_view_tie_undated(diff->after, told);
    return ENT_OK;
}

/* A claim that began after the first day and was over by the second. */
static ent_status add_passed(search *s, const claim *run, size_t count, ent_error *err)
{
    for (size_t i = 0; i < count; i++) {
        const claim *c = &run[i];
        ent_span span = ent_i_view_span(s->views[1], c->tie);
        if (c->standing[0] == ENT_STANDING_NOT_YET && c->standing[1] == ENT_STANDING_ENDED && span.from < span.until)
            ENT_I_TRY(add_row(s, ENT_CHANGE_PASSED, (state){ c, ENT_STANDING_NOT_YET },
                              (state){ c, ENT_STANDING_ENDED }, err));
    }
    return ENT_OK;
}

static bool same(const search *s, const claim *x, const claim *y)
{
    ent_tie_view a, b;
    ent_graph_tie(s->views[0]->graph, x->tie, &a);
    ent_graph_tie(s->views[0]->graph, y->tie, &b);
    return a.type == b.type && a.status == b.status;
}

static ent_status compare_states(search *s, const claim *run, size_t count, ent_error *err)
{
    state before = state_on(s, run, count, 0), after = state_on(s, run, count, 1);
    bool stood = before.standing == ENT_STANDING_HOLDS, stands = after.standing == ENT_STANDING_HOLDS;
    if (before.standing == ENT_STANDING_NOT_KNOWN && after.standing == ENT_STANDING_NOT_KNOWN &&
        is_undated(s, before.claim) && is_undated(s, after.claim)) {
        s->diff->never_known++;
        return ENT_OK;
    }
    if (before.standing == ENT_STANDING_NOT_KNOWN || after.standing == ENT_STANDING_NOT_KNOWN)
        return add_row(s, ENT_CHANGE_NOT_KNOWN, before, after, err);
    if (stood && stands) {
        if (!same(s, before.claim, after.claim))
            return add_row(s, ENT_CHANGE_STATUS, before, after, err);
        s->diff->unchanged++;
        s->diff->undated += ent_view_tie_undated(s->diff->after, after.claim->tie);
        return ENT_OK;
    }
    if (stands) {
        static const ent_change changes[] = { [ENT_FOLD_IN_FORCE] = ENT_CHANGE_ADDED,
                                              [ENT_FOLD_PLANNED] = ENT_CHANGE_PLANNED,
                                              [ENT_FOLD_ENDED] = ENT_CHANGE_HALTED };
        return add_row(s, changes[fold_of(s, after.claim)], before, after, err);
    }
    if (stood)
        return add_row(s, fold_of(s, before.claim) == ENT_FOLD_IN_FORCE ? ENT_CHANGE_ENDED : ENT_CHANGE_DROPPED, before,
                       after, err);
    return add_passed(s, run, count, err);
}

/* Events stand for themselves: each that had not happened on the first day and had on the second. */
static ent_status compare_event(search *s, const claim *c, ent_error *err)
{
    if (c->standing[0] == ENT_STANDING_NOT_YET && c->standing[1] == ENT_STANDING_HOLDS)
        return add_row(s, ENT_CHANGE_EVENT, (state){ c, c->standing[0] }, (state){ c, c->standing[1] }, err);
    return ENT_OK;
}

static size_t run_length(const claim *claims, size_t count)
{
    size_t length = 1;
    while (length < count && claims[length].a == claims[0].a && claims[length].b == claims[0].b &&
           claims[length].base == claims[0].base)
        length++;
    return length;
}

/* When a row changed: the start of what is there, else the end of what was. What has no date comes last. */
static ent_day day_of(const ent_diff *diff, const ent_diff_row *row)
{
    if (row->standing_after == ENT_STANDING_HOLDS && row->after != ENT_NONE) {
        ent_i_dates dates = ent_i_view_dates(diff->after, row->after);
        return dates.dated ? dates.since : ENT_DAY_MAX;
    }
    return row->before != ENT_NONE ? ent_i_view_dates(diff->before, row->before).until : ENT_DAY_MAX;
}

static int compare_rows(const void *left, const void *right, void *context)
{
    const ent_diff_row *x = left, *y = right;
    const ent_diff *diff = context;
    const ent_graph *graph = diff->before->graph;
    COMPARE(x->change, y->change);
    COMPARE(day_of(diff, x), day_of(diff, y));
    ent_tie_view a, b;
    ent_graph_tie(graph, x->after != ENT_NONE ? x->after : x->before, &a);
    ent_graph_tie(graph, y->after != ENT_NONE ? y->after : y->before, &b);
    int order = strcmp(ent_i_node_key(graph, a.source), ent_i_node_key(graph, b.source));
    if (!order)
        order = strcmp(ent_i_node_key(graph, a.target), ent_i_node_key(graph, b.target));
    return order ? order : ent_i_tie_order(graph, x->after != ENT_NONE ? x->after : x->before,
                                           y->after != ENT_NONE ? y->after : y->before);
}

static ent_status compare(search *s, ent_error *err)
{
    ent_diff *diff = s->diff;
    ENT_I_TRY(find_bases(s, err));
    ENT_I_TRY(collect(s, err));
    if (s->count)
        qsort_r(s->claims, s->count, sizeof *s->claims, compare_claims, (void *)(uintptr_t)s->views[0]->graph);
    for (size_t i = 0; i < s->count;) {
        size_t length = run_length(s->claims + i, s->count - i);
        for (size_t j = i; j < i + length && s->claims[i].event; j++)
            ENT_I_TRY(compare_event(s, &s->claims[j], err));
        if (!s->claims[i].event)
            ENT_I_TRY(compare_states(s, s->claims + i, length, err));
        i += length;
    }
    if (diff->row_count)
        qsort_r(diff->rows, diff->row_count, sizeof *diff->rows, compare_rows, diff);
    return ENT_OK;
}

static ent_status check(const ent_view *before, const ent_view *after, ent_error *err)
{
    if (before->graph != after->graph || before->all_dates || after->all_dates)
        return ent_i_fail(err, ENT_ERR_USAGE, "diff compares two days of one network");
    if (before->day <= after->day)
        return ENT_OK;
    char first[ENT_DAY_LONG_TEXT], second[ENT_DAY_LONG_TEXT];
    return ent_i_fail(err, ENT_ERR_USAGE, "%s comes after %s: diff wants the earlier day first",
                      ent_day_format_long(before->day, first), ent_day_format_long(after->day, second));
}

ent_status ent_diff_ask(const ent_view *before, const ent_view *after, const ent_node *asked, size_t count,
                        ent_diff **ret, ent_error *err)
{
    ENT_I_TRY(check(before, after, err));
    ent_diff *diff = calloc(1, sizeof *diff);
    if (!diff)
        return ent_i_nomem(err);
    search s = { .diff = diff, .views = { before, after } };
    ent_status status = ENT_I_ZEROED(s.asked, count, err);
    *diff = (ent_diff){ .before = before, .after = after, .asked = s.asked };
    for (size_t i = 0; status >= 0 && i < count; i++)
        if (!is_asked(diff, asked[i], diff->asked_count))
            s.asked[diff->asked_count++] = asked[i];
    if (status >= 0)
        status = compare(&s, err);
    free(s.base);
    free(s.claims);
    if (status < 0) {
        ent_diff_free(diff);
        return status;
    }
    *ret = diff;
    return ENT_OK;
}

void ent_diff_free(ent_diff *diff)
{
    if (!diff)
        return;
    free((void *)(uintptr_t)diff->asked);
    free(diff->rows);
    free(diff);
}
