/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Time-respecting ways: ties are used one after another on days that never go back, each on a day on which it
 * holds (Kempe, Kleinberg and Kumar, Connectivity and inference problems for temporal networks, Journal of Computer
 * and System Sciences 64 (2002), 820-842, doi:10.1006/jcss.2002.1829). Using a tie takes no time and one may wait at a
 * node, so that the earliest arrival is found as a shortest way is (Wu et al., Path problems in temporal graphs,
 * Proceedings of the VLDB Endowment 7 (2014), 721-732, doi:10.14778/2732939.2732945): a node that was reached
 * earliest is never reached earlier over one that was reached later. An event is there on its day alone. */
#include <entente/change.h>

#include <string.h>

#include "analysis/view/clock.h"
#include "analysis/view/view.h"
#include "analysis/view/words.h"

/* An arrival as it was known when it was put into the heap. */
typedef struct waiting {
    ent_day day;
    uint32_t ties, row;
} waiting;

typedef struct search {
    const ent_view *view;
    ent_view always; /* the same without its day */
    ent_i_clock clock;
    ent_temporal *temporal;
    uint32_t *row; /* by node: its row and one; 0: not reached */
    waiting *heap;
    size_t heap_count, heap_capacity, row_capacity;
    bool *done; /* by row */
    size_t done_capacity;
} search;

static bool is_before(const search *s, const waiting *x, const waiting *y)
{
    const ent_arrival *rows = s->temporal->rows;
    if (x->day != y->day)
        return x->day < y->day;
    if (x->ties != y->ties)
        return x->ties < y->ties;
    return strcmp(ent_i_node_key(s->view->graph, rows[x->row].node), ent_i_node_key(s->view->graph, rows[y->row].node)) < 0;
}

/* A row may stand in the heap several times; only the first time that it is taken counts. */
static ent_status push(search *s, uint32_t row, ent_error *err)
{
    const ent_arrival *arrival = &s->temporal->rows[row];
    waiting added = { arrival->day, arrival->ties, row };
    ENT_I_TRY(ENT_I_RESERVE(s->heap, s->heap_capacity, s->heap_count + 1, err));
    size_t place = s->heap_count++;
    for (; place && is_before(s, &added, &s->heap[(place - 1) / 2]); place = (place - 1) / 2)
        s->heap[place] = s->heap[(place - 1) / 2];
    s->heap[place] = added;
    return ENT_OK;
}

static uint32_t pop(search *s)
{
    uint32_t row = s->heap[0].row;
    waiting moved = s->heap[--s->heap_count];
    size_t place = 0;
    for (size_t child; (child = 2 * place + 1) < s->heap_count; place = child) {
        if (child + 1 < s->heap_count && is_before(s, &s->heap[child + 1], &s->heap[child]))
            child++;
        if (!is_before(s, &s->heap[child], &moved))
            break;
        s->heap[place] = s->heap[child];
    }
    s->heap[place] = moved;
    return row;
}

/* The days on which a tie can be used. */
static ent_span days_of(const search *s, ent_tie tie)
{
    ent_tie_view seen;
    ent_graph_tie(s->view->graph, tie, &seen);
    ent_span span = ent_i_view_span(s->view, tie);
    if (s->view->event[seen.type]) {
        span.until = span.from < ENT_DAY_MAX ? span.from + 1 : ENT_DAY_MAX;
        return span;
    }
    const ent_node ends[] = { seen.source, seen.target };
    for (size_t i = 0; i < 2; i++) {
        ent_span life = ent_graph_node_span(s->view->graph, ends[i], s->view->reading);
        span.from = life.from > span.from ? life.from : span.from;
        span.until = life.until < span.until ? life.until : span.until;
    }
    return span;
}

static bool can_carry(const search *s, const ent_hop *hop)
{
    ent_tie_view tie;
    ent_node_view node;
    ent_graph_tie(s->view->graph, hop->tie, &tie);
    ent_graph_node(s->view->graph, hop->to, &node);
    return ent_tie_status_fold(tie.status) == ENT_FOLD_IN_FORCE && !node.source && hop->to != hop->from;
}

static ent_status reach(search *s, uint32_t from, const ent_hop *hop, ent_error *err)
{
    ent_temporal *temporal = s->temporal;
    ent_span span = days_of(s, hop->tie);
    ent_arrival next = { .node = hop->to, .hop = *hop, .before = from, .ties = temporal->rows[from].ties + 1,
                         .day = temporal->rows[from].day > span.from ? temporal->rows[from].day : span.from };
    if (next.day >= span.until || next.day > temporal->end)
        return ENT_OK;
    uint32_t row = s->row[hop->to];
    if (!row) {
        ENT_I_TRY(ENT_I_RESERVE(temporal->rows, s->row_capacity, temporal->row_count + 1, err));
        ENT_I_TRY(ENT_I_RESERVE(s->done, s->done_capacity, temporal->row_count + 1, err));
        s->done[temporal->row_count] = false;
        temporal->rows[temporal->row_count++] = next;
        s->row[hop->to] = (uint32_t)temporal->row_count;
        return push(s, (uint32_t)temporal->row_count - 1, err);
    }
    ent_arrival *known = &temporal->rows[row - 1];
    if (s->done[row - 1] || next.day > known->day || (next.day == known->day && next.ties >= known->ties))
        return ENT_OK;
    *known = next;
    return push(s, row - 1, err);
}

static ent_status spread(search *s, ent_error *err)
{
    ent_temporal *temporal = s->temporal;
    const ent_i_expansion how = { .direction = ENT_BOTH, .events = true, .asked = &temporal->from, .asked_count = 1 };
    ent_hops hops = { NULL, 0, 0 };
    ent_status status = push(s, 0, err);
    for (size_t taken = 0; status >= 0 && s->heap_count;) {
        uint32_t row = pop(s);
        if (s->done[row])
            continue;
        s->done[row] = true;
        if (taken++ % 256 == 0)
            status = ent_i_clock_step(&s->clock, taken, ent_graph_node_count(s->view->graph), err);
        if (status < 0)
            break;
        hops.count = 0;
        status = ent_i_view_expand(&s->always, &temporal->rows[row].node, 1, &how, &hops, err);
        for (size_t i = 0; status >= 0 && i < hops.count; i++)
            if (can_carry(s, &hops.items[i]))
                status = reach(s, row, &hops.items[i], err);
    }
    ent_hops_clear(&hops);
    return status;
}

typedef struct order {
    const ent_temporal *temporal;
    const ent_graph *graph;
} order;

static int compare_rows(const void *left, const void *right, void *context)
{
    const order *by = context;
    const ent_arrival *a = &by->temporal->rows[*(const uint32_t *)left], *b = &by->temporal->rows[*(const uint32_t *)right];
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    if (a->ties != b->ties)
        return a->ties < b->ties ? -1 : 1;
    return strcmp(ent_i_node_key(by->graph, a->node), ent_i_node_key(by->graph, b->node));
}

/* In the order of arrival; the rows that others came over go along. */
static ent_status put_in_order(search *s, ent_error *err)
{
    ent_temporal *temporal = s->temporal;
    size_t count = temporal->row_count;
    ENT_I_AUTOFREE uint32_t *old = NULL, *place = NULL;
    ent_arrival *rows = NULL;
    ENT_I_TRY(ENT_I_ZEROED(old, count, err));
    ENT_I_TRY(ENT_I_ZEROED(place, count, err));
    ENT_I_TRY(ENT_I_ZEROED(rows, count, err));
    for (size_t i = 0; i < count; i++)
        old[i] = (uint32_t)i;
    order by = { temporal, s->view->graph };
    qsort_r(old + 1, count - 1, sizeof *old, compare_rows, &by); /* the start stays first */
    for (size_t i = 0; i < count; i++)
        place[old[i]] = (uint32_t)i;
    for (size_t i = 0; i < count; i++) {
        rows[i] = temporal->rows[old[i]];
        rows[i].before = place[rows[i].before];
    }
    free(temporal->rows);
    temporal->rows = rows;
    return ENT_OK;
}

/* Pan and Saramaki, Path lengths, correlations, and centrality in temporal networks, Physical Review E 84 (2011), 016105:
 * the mean of the reciprocal temporal distances to all others, in days, the first day counting one. */
static void measure(search *s)
{
    ent_temporal *temporal = s->temporal;
    const ent_graph *graph = s->view->graph;
    for (size_t i = 0; i < ent_graph_node_count(graph); i++) {
        ent_node_view node;
        ent_graph_node(graph, (ent_node)i, &node);
        temporal->others += !node.source && (ent_node)i != temporal->from && ent_i_view_allows_node(s->view, (ent_node)i);
    }
    double sum = 0;
    for (size_t i = 1; i < temporal->row_count; i++)
        sum += 1 / ((double)temporal->rows[i].day - (double)temporal->start + 1);
    temporal->closeness = temporal->others && temporal->start != ENT_DAY_MIN ? sum / (double)temporal->others : 0;
}

ent_status ent_temporal_ask(const ent_view *view, ent_node from, ent_day start, const ent_control *control,
                            ent_temporal **ret, ent_error *err)
{
    ent_day end = view->all_dates ? ENT_DAY_MAX : view->day;
    if (start > end)
        return ent_i_fail(err, ENT_ERR_USAGE, "the way begins after the day asked about");
    search s = { .view = view, .always = *view };
    s.always.all_dates = true;
    s.clock = ent_i_clock_start(control, "path");
    ent_status status = ENT_I_ZEROED(s.temporal, 1, err);
    if (status < 0)
        return status;
    ent_temporal *temporal = s.temporal;
    *temporal = (ent_temporal){ .view = view, .from = from, .start = start, .end = end };
    status = ENT_I_ZEROED(s.row, ent_graph_node_count(view->graph), err);
    if (status >= 0)
        status = ENT_I_RESERVE(temporal->rows, s.row_capacity, 1, err);
    if (status >= 0)
        status = ENT_I_RESERVE(s.done, s.done_capacity, 1, err);
    if (status >= 0) {
        s.done[0] = false;
        temporal->rows[0] = (ent_arrival){ .node = from, .day = start, .hop = { .tie = ENT_NONE } };
        temporal->row_count = 1;
        s.row[from] = 1;
        status = spread(&s, err);
    }
    if (status >= 0)
        status = put_in_order(&s, err);
    if (status >= 0)
        measure(&s);
    free(s.row);
    free(s.heap);
    free(s.done);
    if (status < 0) {
        ent_temporal_free(temporal);
        return status;
    }
    *ret = temporal;
    return ENT_OK;
}

void ent_temporal_free(ent_temporal *temporal)
{
    if (!temporal)
        return;
    free(temporal->rows);
    free(temporal);
}
