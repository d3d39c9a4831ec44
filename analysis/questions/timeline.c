/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ties of some nodes in the order of their dates, whenever they held. */
#include <entente/change.h>

#include <string.h>

#include "analysis/view/view.h"
#include "analysis/view/words.h"

typedef struct search {
    ent_timeline *timeline;
    ent_node *asked;
    size_t capacity;
} search;

#define COMPARE(a, b)                  \
    do {                               \
        if ((a) != (b))                \
            return (a) < (b) ? -1 : 1; \
    } while (0)

static int compare_texts(const char *a, const char *b)
{
    return strcmp(a ? a : "\x7f", b ? b : "\x7f"); /* what has no label comes last */
}

static int compare_rows(const void *left, const void *right, void *graph)
{
    const ent_timeline_row *a = left, *b = right;
    COMPARE(a->event, b->event);
    int order = a->event ? 0 : compare_texts(ent_i_first_label(graph, a->other), ent_i_first_label(graph, b->other));
    if (order)
        return order;
    COMPARE(b->dated, a->dated);
    COMPARE(a->since, b->since);
    COMPARE(a->until, b->until);
    order = strcmp(ent_i_node_key(graph, a->other), ent_i_node_key(graph, b->other));
    if (!order)
        order = strcmp(ent_i_node_key(graph, a->node), ent_i_node_key(graph, b->node));
    return order ? order : ent_i_tie_order(graph, a->tie, b->tie);
}

static bool is_asked(const ent_timeline *timeline, ent_node node, size_t before)
{
    for (size_t i = 0; i < before; i++)
        if (timeline->asked[i] == node)
            return true;
    return false;
}

static bool same_days(const ent_span spans[ENT_READINGS])
{
    for (int i = 1; i < ENT_READINGS; i++)
        if (spans[i].from != spans[0].from || spans[i].until != spans[0].until)
            return false;
    return true;
}

static ent_status take_tie(search *s, ent_node node, ent_node other, ent_tie tie, bool forward, ent_error *err)
{
    ent_timeline *timeline = s->timeline;
    const ent_view *view = timeline->view;
    ent_node_view seen_other;
    ent_tie_view seen;
    ent_i_reason reason;
    ent_graph_node(view->graph, other, &seen_other);
    ent_graph_tie(view->graph, tie, &seen);
    ent_timeline_row row = { .node = node, .other = other, .tie = tie, .forward = forward,
                             .event = view->event[seen.type] };
    row.standing = ent_i_view_standing(view, tie, timeline->asked, timeline->asked_count, &reason);
    if (seen_other.source || (row.standing == ENT_STANDING_FILTERED && reason != ENT_I_REASON_OUTRANKED))
        return ENT_OK;
    ent_i_view_spans(view, tie, row.spans, &row.unknown_from);
    row.exact = same_days(row.spans);
    ent_i_dates dates = ent_i_view_dates(view, tie);
    row.dated = dates.dated;
    row.since = dates.since;
    row.until = row.event ? ENT_DAY_MAX : dates.until;
    timeline->event_count += row.event;
    timeline->not_exact += !row.exact;
    timeline->undated += ent_view_tie_undated(view, tie);
    ENT_I_TRY(ENT_I_RESERVE(timeline->rows, s->capacity, timeline->row_count + 1, err));
    timeline->rows[timeline->row_count++] = row;
    return ENT_OK;
}

/* A tie between two of the nodes asked about comes once, with the first of them. */
static ent_status collect(search *s, ent_error *err)
{
    ent_timeline *timeline = s->timeline;
    const ent_graph *graph = timeline->view->graph;
    for (size_t i = 0; i < timeline->asked_count; i++)
        for (int side = 0; side < 2; side++) {
            ent_node node = timeline->asked[i];
            ent_arcs arcs = side ? ent_graph_in(graph, node) : ent_graph_out(graph, node);
            for (size_t j = 0; j < arcs.count; j++)
                if (!(side && arcs.others[j] == node) && !is_asked(timeline, arcs.others[j], i))
                    ENT_I_TRY(take_tie(s, node, arcs.others[j], arcs.ties[j], !side, err));
        }
    if (timeline->row_count)
        qsort_r(timeline->rows, timeline->row_count, sizeof *timeline->rows, compare_rows, (void *)(uintptr_t)graph);
    return ENT_OK;
}

ent_status ent_timeline_ask(const ent_view *view, const ent_node *asked, size_t count, ent_timeline **ret, ent_error *err)
{
    if (!count)
        return ent_i_fail(err, ENT_ERR_USAGE, "timeline wants at least one node");
    ent_timeline *timeline = calloc(1, sizeof *timeline);
    if (!timeline)
        return ent_i_nomem(err);
    search s = { .timeline = timeline };
    ent_status status = ENT_I_ZEROED(s.asked, count, err);
    *timeline = (ent_timeline){ .view = view, .asked = s.asked };
    for (size_t i = 0; status >= 0 && i < count; i++)
        if (!is_asked(timeline, asked[i], timeline->asked_count))
            s.asked[timeline->asked_count++] = asked[i];
    if (status >= 0)
        status = collect(&s, err);
    if (status < 0) {
        ent_timeline_free(timeline);
        return status;
    }
    *ret = timeline;
    return ENT_OK;
}

void ent_timeline_free(ent_timeline *timeline)
{
    if (!timeline)
        return;
    free((void *)(uintptr_t)timeline->asked);
    free(timeline->rows);
    free(timeline);
}
