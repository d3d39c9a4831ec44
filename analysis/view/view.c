/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What of a graph a view lets through, tie by tie. */
#include "analysis/view/view.h"

#include "graph/model/context.h"

bool ent_i_view_allows_source(const ent_view *view, ent_node source)
{
    return !view->sources || view->sources[source];
}

bool ent_i_view_allows_node(const ent_view *view, ent_node node)
{
    if (!view->labels)
        return true;
    ent_node_view seen;
    ent_graph_node(view->graph, node, &seen);
    for (size_t i = 0; i < seen.label_count; i++)
        if (view->labels[seen.labels[i]])
            return true;
    return false;
}

static bool is_among(ent_node node, const ent_node *nodes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (nodes[i] == node)
            return true;
    return false;
}

static bool stated_by_allowed(const ent_view *view, ent_tie tie)
{
    size_t count = ent_graph_tie_citation_count(view->graph, tie);
    for (size_t i = 0; i < count; i++) {
        ent_citation_view citation;
        ent_graph_tie_citation(view->graph, tie, i, &citation);
        if (view->sources[citation.source])
            return true;
    }
    return false;
}

/* From when and until when the sources asked for speak of a tie. */
static ent_period_context context_of(const ent_view *view, ent_tie tie, bool event)
{
    ent_period_context context = { .event = event, .cited_from = ENT_DAY_MAX, .cited_until = ENT_DAY_MIN };
    size_t count = ent_graph_tie_citation_count(view->graph, tie);
    for (size_t i = 0; i < count; i++) {
        ent_citation_view citation;
        ent_graph_tie_citation(view->graph, tie, i, &citation);
        ent_day first, last;
        if (!view->sources[citation.source] ||
            !ent_i_source_as_of(view->graph, citation.source, &first, &last))
            continue;
        if (first < context.cited_from)
            context.cited_from = first;
        if (last > context.cited_until)
            context.cited_until = last;
    }
    if (context.cited_until == ENT_DAY_MIN)
        context.cited_until = view->coverage_end;
    return context;
}

void ent_i_view_spans(const ent_view *view, ent_tie tie, ent_span ret[ENT_READINGS], ent_day *ret_unknown_from)
{
    if (!view->sources) {
        ent_graph_tie_spans(view->graph, tie, ret, ret_unknown_from);
        return;
    }
    ent_tie_view seen;
    ent_graph_tie(view->graph, tie, &seen);
    ent_period period;
    ent_graph_tie_period(view->graph, tie, &period);
    ent_period_context context = context_of(view, tie, view->event[seen.type]);
    ent_period_spans(&period, &context, ret, ret_unknown_from);
}

ent_span ent_i_view_span(const ent_view *view, ent_tie tie)
{
    if (!view->sources)
        return ent_graph_tie_span(view->graph, tie, view->reading);
    ent_span spans[ENT_READINGS];
    ent_day unknown_from;
    ent_i_view_spans(view, tie, spans, &unknown_from);
    return spans[view->reading];
}

ent_i_dates ent_i_view_dates(const ent_view *view, ent_tie tie)
{
    ent_period period;
    ent_graph_tie_period(view->graph, tie, &period);
    ent_i_dates dates = { .since = ENT_DAY_MIN, .until = ENT_DAY_MAX, .dated = false, .undated = false };
    if (period.form == ENT_PERIOD_NONE) {
        dates.undated = true;
        return dates;
    }
    ent_span span = ent_i_view_span(view, tie);
    dates.dated = period.start.kind != ENT_BOUND_UNKNOWN;
    if (period.start.kind == ENT_BOUND_DATE)
        dates.since = span.from;
    if (period.end.kind == ENT_BOUND_DATE)
        dates.until = span.until;
    return dates;
}

/* Why a span that does not hold on the day does not. */
static ent_standing place_outside(const ent_span spans[ENT_READINGS], ent_span span, ent_day unknown_from,
                                  ent_day day)
{
    if (day < spans[ENT_POSSIBLE].from)
        return ENT_STANDING_NOT_YET;
    if (day >= spans[ENT_POSSIBLE].until)
        return ENT_STANDING_ENDED;
    if (day >= unknown_from || span.from > span.until)
        return ENT_STANDING_NOT_KNOWN;
    return day < span.from ? ENT_STANDING_NOT_YET : ENT_STANDING_ENDED;
}

/* The type, status, label, source and rank rules. */
static ent_i_reason reason_of(const ent_view *view, ent_tie tie, const ent_tie_view *seen, const ent_node *asked,
                              size_t count)
{
    if (view->types && !view->types[seen->type])
        return ENT_I_REASON_TYPE;
    if (view->some_statuses && !view->statuses[seen->status])
        return ENT_I_REASON_STATUS;
    if (view->labels) {
        if (!is_among(seen->source, asked, count) && !ent_i_view_allows_node(view, seen->source))
            return ENT_I_REASON_LABEL;
        if (!is_among(seen->target, asked, count) && !ent_i_view_allows_node(view, seen->target))
            return ENT_I_REASON_LABEL;
    }
    if (view->sources && !stated_by_allowed(view, tie))
        return ENT_I_REASON_SOURCE;
    if (seen->rank == ENT_RANK_DEPRECATED) /* last: a claim that a filter keeps out is not shown as deprecated */
        return ENT_I_REASON_DEPRECATED;
    return ENT_I_REASON_NONE;
}

/* A state of which nobody knows whether it holds does not when one of its ends cannot have existed on the day. */
static ent_standing unless_gone(const ent_view *view, const ent_tie_view *seen)
{
    const ent_node ends[] = { seen->source, seen->target };
    for (size_t i = 0; i < 2 && !view->event[seen->type]; i++) {
        ent_span life = ent_graph_node_span(view->graph, ends[i], ENT_POSSIBLE);
        if (!ent_i_span_holds(life, view->day))
            return view->day < life.from ? ENT_STANDING_NOT_YET : ENT_STANDING_ENDED;
    }
    return ENT_STANDING_NOT_KNOWN;
}

/* By dates alone: the tie's own and those of its ends. */
static ent_standing standing_by_dates(const ent_view *view, ent_tie tie, const ent_tie_view *seen)
{
    if (view->all_dates)
        return ENT_STANDING_HOLDS;
    ent_span span = ent_i_view_span(view, tie);
    if (!ent_i_span_holds(span, view->day)) {
        ent_span spans[ENT_READINGS];
        ent_day unknown_from;
        ent_i_view_spans(view, tie, spans, &unknown_from);
        ent_period period;
        ent_graph_tie_period(view->graph, tie, &period);
        /* Before the first source speaks of it, a tie that nobody dates may well have held. */
        bool no_start = period.form == ENT_PERIOD_NONE || period.start.kind == ENT_BOUND_UNKNOWN;
        if (no_start && view->day < span.from && ent_i_span_holds(spans[ENT_POSSIBLE], view->day))
            return unless_gone(view, seen);
        ent_standing standing = place_outside(spans, span, unknown_from, view->day);
        return standing == ENT_STANDING_NOT_KNOWN ? unless_gone(view, seen) : standing;
    }
    if (view->event[seen->type])
        return ENT_STANDING_HOLDS; /* what has happened stays so, whatever became of those it happened to */
    const ent_node ends[] = { seen->source, seen->target };
    for (size_t i = 0; i < 2; i++) {
        ent_span life = ent_graph_node_span(view->graph, ends[i], view->reading);
        if (!ent_i_span_holds(life, view->day))
            return view->day < life.from ? ENT_STANDING_NOT_YET : ENT_STANDING_ENDED;
    }
    return ENT_STANDING_HOLDS;
}

static bool spans_meet(ent_span a, ent_span b)
{
    return a.from < b.until && b.from < a.until;
}

/* The first arc at or after (type, other) among arcs sorted so. */
static size_t lower_bound(const ent_graph *graph, ent_arcs arcs, ent_type type, ent_node other)
{
    size_t low = 0, high = arcs.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        ent_tie_view seen;
        ent_graph_tie(graph, arcs.ties[middle], &seen);
        if (seen.type < type || (seen.type == type && arcs.others[middle] < other))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Is there a preferred claim from one node to another that holds, beside the tie itself? */
static bool preferred_holds(const ent_view *view, ent_node from, ent_type type, ent_node to, ent_tie tie,
                            const ent_node *asked, size_t count)
{
    ent_arcs arcs = ent_graph_out(view->graph, from);
    for (size_t i = lower_bound(view->graph, arcs, type, to); i < arcs.count && arcs.others[i] == to; i++) {
        ent_tie_view seen;
        ent_graph_tie(view->graph, arcs.ties[i], &seen);
        if (seen.type != type)
            break;
        if (seen.rank != ENT_RANK_PREFERRED || arcs.ties[i] == tie ||
            reason_of(view, arcs.ties[i], &seen, asked, count) != ENT_I_REASON_NONE)
            continue;
        /* Without a date filter two spells stand side by side; only claims about the same days compete. */
        if (view->all_dates ? spans_meet(ent_i_view_span(view, tie), ent_i_view_span(view, arcs.ties[i]))
                            : standing_by_dates(view, arcs.ties[i], &seen) == ENT_STANDING_HOLDS)
            return true;
    }
    return false;
}

static bool is_outranked(const ent_view *view, ent_tie tie, const ent_tie_view *seen, const ent_node *asked,
                         size_t count)
{
    if (!view->has_preferred || seen->rank == ENT_RANK_PREFERRED)
        return false;
    if (preferred_holds(view, seen->source, seen->type, seen->target, tie, asked, count))
        return true;
    return view->symmetric[seen->type] && seen->source != seen->target &&
           preferred_holds(view, seen->target, seen->type, seen->source, tie, asked, count);
}

bool ent_i_view_spell(const ent_view *view, ent_tie tie, const ent_tie_view *seen, ent_span *ret_days, bool *ret_contested)
{
    if (reason_of(view, tie, seen, NULL, 0) != ENT_I_REASON_NONE)
        return false;
    ent_span days = ent_i_view_span(view, tie);
    const ent_node ends[] = { seen->source, seen->target };
    for (size_t i = 0; i < 2 && !view->event[seen->type]; i++) {
        ent_span life = ent_graph_node_span(view->graph, ends[i], view->reading);
        days.from = life.from > days.from ? life.from : days.from;
        days.until = life.until < days.until ? life.until : days.until;
    }
    *ret_days = days;
    *ret_contested = view->has_preferred && seen->rank != ENT_RANK_PREFERRED;
    return true;
}

static ent_standing standing_of(const ent_view *view, ent_tie tie, const ent_tie_view *seen, const ent_node *asked,
                                size_t count, ent_i_reason *ret_reason)
{
    ent_i_reason reason = reason_of(view, tie, seen, asked, count);
    ent_standing standing = ENT_STANDING_FILTERED;
    if (reason == ENT_I_REASON_NONE) {
        standing = standing_by_dates(view, tie, seen);
        if (standing == ENT_STANDING_HOLDS && is_outranked(view, tie, seen, asked, count)) {
            reason = ENT_I_REASON_OUTRANKED;
            standing = ENT_STANDING_FILTERED;
        }
    }
    if (ret_reason)
        *ret_reason = reason;
    return standing;
}

ent_standing ent_i_view_standing(const ent_view *view, ent_tie tie, const ent_node *asked, size_t count,
                                 ent_i_reason *ret_reason)
{
    ent_tie_view seen;
    ent_graph_tie(view->graph, tie, &seen);
    return standing_of(view, tie, &seen, asked, count, ret_reason);
}

ent_standing ent_view_standing(const ent_view *view, ent_tie tie)
{
    return ent_i_view_standing(view, tie, NULL, 0, NULL);
}

bool ent_view_takes(const ent_view *view, ent_tie tie)
{
    ent_tie_view seen;
    ent_graph_tie(view->graph, tie, &seen);
    return (view->events || !view->event[seen.type]) &&
           standing_of(view, tie, &seen, NULL, 0, NULL) == ENT_STANDING_HOLDS;
}

bool ent_view_tie_uncertain(const ent_view *view, ent_tie tie)
{
    if (view->all_dates)
        return false;
    ent_tie_view seen;
    ent_graph_tie(view->graph, tie, &seen);
    ent_span spans[ENT_READINGS];
    ent_day unknown_from;
    ent_i_view_spans(view, tie, spans, &unknown_from);
    bool certain = ent_i_span_holds(spans[ENT_CERTAIN], view->day);
    bool possible = ent_i_span_holds(spans[ENT_POSSIBLE], view->day);
    const ent_node ends[] = { seen.source, seen.target };
    for (size_t i = 0; i < 2 && !view->event[seen.type]; i++) {
        certain = certain && ent_i_span_holds(ent_graph_node_span(view->graph, ends[i], ENT_CERTAIN), view->day);
        possible = possible && ent_i_span_holds(ent_graph_node_span(view->graph, ends[i], ENT_POSSIBLE), view->day);
    }
    return certain != possible;
}

bool ent_view_tie_undated(const ent_view *view, ent_tie tie)
{
    ent_period period;
    ent_graph_tie_period(view->graph, tie, &period);
    return period.form == ENT_PERIOD_NONE;
}

/* --- walking ----------------------------------------------------------------------------------------- */

void ent_hops_clear(ent_hops *hops)
{
    if (!hops)
        return;
    free(hops->items);
    *hops = (ent_hops){ NULL, 0, 0 };
}

/* The arcs of a node on one side; only symmetric ones when that side is not asked for. */
static ent_status walk_side(const ent_view *view, const ent_i_expansion *how, ent_node node, bool forward, ent_hops *ret,
                            ent_error *err)
{
    bool out = how->direction & ENT_OUT, symmetric_only = !(how->direction & (forward ? ENT_OUT : ENT_IN));
    ent_arcs arcs = forward ? ent_graph_out(view->graph, node) : ent_graph_in(view->graph, node);
    for (size_t i = 0; i < arcs.count; i++) {
        ent_node other = arcs.others[i];
        if (how->skip && how->skip[other])
            continue;
        ent_tie_view seen;
        ent_graph_tie(view->graph, arcs.ties[i], &seen);
        if ((symmetric_only && !view->symmetric[seen.type]) || (!how->events && view->event[seen.type]))
            continue;
        if (!forward && other == node && (out || view->symmetric[seen.type]))
            continue; /* a loop stands in both lists */
        ent_node near[2] = { node, other };
        size_t exempt = is_among(other, how->asked, how->asked_count) ? 2 : 1;
        if (standing_of(view, arcs.ties[i], &seen, near, exempt, NULL) != ENT_STANDING_HOLDS)
            continue;
        ENT_I_TRY(ENT_I_RESERVE(ret->items, ret->capacity, ret->count + 1, err));
        ret->items[ret->count++] = (ent_hop){ node, arcs.ties[i], other, forward };
    }
    return ENT_OK;
}

ent_status ent_i_view_expand(const ent_view *view, const ent_node *frontier, size_t count, const ent_i_expansion *how,
                             ent_hops *ret, ent_error *err)
{
    size_t before = ret->count;
    for (size_t i = 0; i < count; i++) {
        ent_status status = walk_side(view, how, frontier[i], true, ret, err);
        if (status >= 0)
            status = walk_side(view, how, frontier[i], false, ret, err);
        if (status < 0) {
            ret->count = before;
            return status;
        }
    }
    return ENT_OK;
}

ent_status ent_view_expand(const ent_view *view, const ent_node *frontier, size_t count,
                           ent_direction direction, ent_hops *ret, ent_error *err)
{
    ent_i_expansion how = { .direction = direction, .events = view->events };
    return ent_i_view_expand(view, frontier, count, &how, ret, err);
}
