/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A node's ties: its own whenever they hold, those that have ended, and what lies around it up to some
 * hops away. */
#include <entente/question.h>

#include <string.h>

#include "analysis/questions/ego.h"
#include "analysis/view/clock.h"
#include "analysis/view/view.h"
#include "analysis/view/words.h"

typedef struct growing {
    ent_ego_tie *items;
    size_t count, capacity;
} growing;

typedef struct search {
    ent_ego *ego;
    ent_i_clock clock;
    growing ties, ended;
    uint32_t *distance; /* by node: hops from the ego and one; 0: not met */
    bool *walked;       /* by node: its ties are followed further */
    size_t alter_capacity, among_capacity;
} search;

#define COMPARE(a, b)                  \
    do {                               \
        if ((a) != (b))                \
            return (a) < (b) ? -1 : 1; \
    } while (0)

static int compare_ties(const void *left, const void *right, void *context)
{
    const ent_ego_tie *a = left, *b = right;
    const ent_graph *graph = context;
    COMPARE(a->hop, b->hop);
    COMPARE(a->subject, b->subject);
    COMPARE(a->fold, b->fold);
    COMPARE(b->dated, a->dated); /* those without a date come last */
    COMPARE(a->since, b->since);
    int keys = strcmp(ent_i_node_key(graph, a->other), ent_i_node_key(graph, b->other));
    if (keys)
        return keys;
    return ent_i_tie_order(graph, a->tie, b->tie);
}

static int compare_ended(const void *left, const void *right, void *context)
{
    const ent_ego_tie *a = left, *b = right;
    COMPARE(b->until, a->until);
    return compare_ties(left, right, context);
}

static int compare_keys(const void *left, const void *right, void *context)
{
    return strcmp(ent_i_node_key(context, *(const ent_node *)left), ent_i_node_key(context, *(const ent_node *)right));
}

static ent_status add_tie(growing *list, const ent_view *view, ent_tie tie, ent_node other, bool forward,
                          unsigned hop, ent_error *err)
{
    ent_tie_view seen;
    ent_type_view type;
    ent_graph_tie(view->graph, tie, &seen);
    ent_graph_type(view->graph, seen.type, &type);
    ent_i_dates dates = ent_i_view_dates(view, tie);
    ENT_I_TRY(ENT_I_RESERVE(list->items, list->capacity, list->count + 1, err));
    list->items[list->count++] = (ent_ego_tie){
        .tie = tie, .other = other, .forward = forward, .hop = hop, .fold = ent_tie_status_fold(seen.status),
        .since = dates.since, .until = dates.until, .dated = dates.dated,
        .uncertain = ent_view_tie_uncertain(view, tie), .event = type.event, .subject = type.subject,
    };
    return ENT_OK;
}

static bool is_source(const ent_graph *graph, ent_node node)
{
    ent_node_view seen;
    ent_graph_node(graph, node, &seen);
    return seen.source;
}

/* The ego's own ties on one side, by how they stand. */
static ent_status take_side(search *s, bool forward, ent_error *err)
{
    ent_ego *ego = s->ego;
    const ent_view *view = ego->view;
    ent_arcs arcs = forward ? ent_graph_out(view->graph, ego->node) : ent_graph_in(view->graph, ego->node);
    for (size_t i = 0; i < arcs.count; i++) {
        ent_node other = arcs.others[i];
        if ((!forward && other == ego->node) || is_source(view->graph, other))
            continue; /* a loop stands on both sides */
        ent_standing standing = ent_i_view_standing(view, arcs.ties[i], &ego->node, 1, NULL);
        if (standing == ENT_STANDING_HOLDS)
            ENT_I_TRY(add_tie(&s->ties, view, arcs.ties[i], other, forward, 0, err));
        else if (standing == ENT_STANDING_ENDED)
            ENT_I_TRY(add_tie(&s->ended, view, arcs.ties[i], other, forward, 0, err));
        ego->not_known += standing == ENT_STANDING_NOT_KNOWN;
    }
    return ENT_OK;
}

static ent_status meet(search *s, ent_node node, uint32_t distance, ent_error *err)
{
    ent_ego *ego = s->ego;
    if (s->distance[node])
        return ENT_OK;
    ENT_I_TRY(ENT_I_RESERVE(ego->alters, s->alter_capacity, ego->alter_count + 1, err));
    ego->alters[ego->alter_count++] = node;
    s->distance[node] = distance + 1;
    return ENT_OK;
}

static ent_status take_own(search *s, ent_error *err)
{
    ent_ego *ego = s->ego;
    ENT_I_TRY(take_side(s, true, err));
    ENT_I_TRY(take_side(s, false, err));
    ego->own_count = s->ties.count;
    for (size_t i = 0; i < s->ties.count; i++) {
        const ent_ego_tie *tie = &s->ties.items[i];
        ego->event_count += tie->event;
        ego->undated += ent_view_tie_undated(ego->view, tie->tie);
        ENT_I_TRY(meet(s, tie->other, 1, err));
        if (tie->fold != ENT_FOLD_ENDED && (!tie->event || ego->view->events))
            s->walked[tie->other] = true;
    }
    ego->neighbour_count = ego->alter_count;
    return ENT_OK;
}

/* One hop further from the alters first .. last - 1. */
static ent_status take_hop(search *s, unsigned hop, size_t first, size_t last, ent_error *err)
{
    ent_ego *ego = s->ego;
    const ent_view *view = ego->view;
    const ent_i_expansion how = { .direction = ENT_BOTH, .events = view->events, .asked = &ego->node, .asked_count = 1 };
    ent_hops hops = { NULL, 0, 0 };
    ent_status status = ENT_OK;
    for (size_t i = first; status >= 0 && i < last; i++) {
        if (s->walked[ego->alters[i]])
            status = ent_i_view_expand(view, &ego->alters[i], 1, &how, &hops, err);
        if (status >= 0 && i % 64 == 0)
            status = ent_i_clock_check(&s->clock, err);
    }
    for (size_t i = 0; status >= 0 && i < hops.count; i++) {
        const ent_hop *h = &hops.items[i];
        ent_tie_view seen;
        ent_graph_tie(view->graph, h->tie, &seen);
        if (ent_tie_status_fold(seen.status) == ENT_FOLD_ENDED || is_source(view->graph, h->to) ||
            (s->distance[h->to] && s->distance[h->to] != hop + 2))
            continue;
        status = meet(s, h->to, hop + 1, err);
        s->walked[h->to] = true;
        if (status >= 0)
            status = add_tie(&s->ties, view, h->tie, h->to, h->forward, hop, err);
    }
    ent_hops_clear(&hops);
    return status;
}

static ent_status take_around(search *s, ent_error *err)
{
    ent_ego *ego = s->ego;
    void *graph = (void *)(uintptr_t)ego->view->graph; /* qsort_r takes no const */
    size_t first = 0;
    for (unsigned hop = 1; first < ego->alter_count; hop++) {
        size_t last = ego->alter_count;
        qsort_r(ego->alters + first, last - first, sizeof *ego->alters, compare_keys, graph);
        if (hop >= ego->hops)
            break;
        ENT_I_TRY(take_hop(s, hop, first, last, err));
        first = last;
    }
    if (s->ties.count)
        qsort_r(s->ties.items, s->ties.count, sizeof *s->ties.items, compare_ties, graph);
    if (s->ended.count)
        qsort_r(s->ended.items, s->ended.count, sizeof *s->ended.items, compare_ended, graph);
    return ENT_OK;
}

/* Was the tie met on the way outwards? */
static bool is_listed(const search *s, const ent_hop *h)
{
    uint32_t a = s->distance[h->from], b = s->distance[h->to];
    ent_node nearer = a < b ? h->from : h->to;
    return a != b && s->walked[nearer] && s->distance[nearer] <= s->ego->hops;
}

/* Every node but the alters, where ties among those do not lead. */
static ent_status find_elsewhere(const ent_ego *ego, bool **ret, ent_error *err)
{
    size_t nodes = ent_graph_node_count(ego->view->graph);
    bool *elsewhere = NULL;
    ENT_I_TRY(ENT_I_ZEROED(elsewhere, nodes, err));
    memset(elsewhere, true, nodes * sizeof *elsewhere);
    for (size_t i = 0; i < ego->alter_count; i++)
        elsewhere[ego->alters[i]] = false;
    *ret = elsewhere;
    return ENT_OK;
}

static ent_status take_among(search *s, ent_error *err)
{
    ent_ego *ego = s->ego;
    const ent_view *view = ego->view;
    ENT_I_AUTOFREE bool *elsewhere = NULL;
    ENT_I_TRY(find_elsewhere(ego, &elsewhere, err));
    const ent_i_expansion how = { .direction = ENT_OUT, .events = view->events, .skip = elsewhere };
    ent_hops hops = { NULL, 0, 0 };
    ent_status status = ENT_OK;
    for (size_t i = 0; status >= 0 && i < ego->alter_count; i++) {
        hops.count = 0;
        status = ent_i_view_expand(view, &ego->alters[i], 1, &how, &hops, err);
        for (size_t j = 0; status >= 0 && j < hops.count; j++) {
            const ent_hop *h = &hops.items[j];
            ent_tie_view seen;
            ent_graph_tie(view->graph, h->tie, &seen);
            if (!h->forward || h->to == h->from || ent_tie_status_fold(seen.status) == ENT_FOLD_ENDED || is_listed(s, h))
                continue;
            status = ENT_I_RESERVE(ego->among, s->among_capacity, ego->among_count + 1, err);
            if (status >= 0)
                ego->among[ego->among_count++] = h->tie;
        }
        if (status >= 0 && i % 64 == 0)
            status = ent_i_clock_step(&s->clock, i, ego->alter_count, err);
    }
    ent_hops_clear(&hops);
    return status;
}

static ent_status look_around(search *s, ent_error *err)
{
    size_t nodes = ent_graph_node_count(s->ego->view->graph);
    ENT_I_TRY(ENT_I_ZEROED(s->distance, nodes, err));
    ENT_I_TRY(ENT_I_ZEROED(s->walked, nodes, err));
    s->distance[s->ego->node] = 1;
    ENT_I_TRY(take_own(s, err));
    ENT_I_TRY(take_around(s, err));
    return take_among(s, err);
}

ent_status ent_ego_ask(const ent_view *view, ent_node node, unsigned hops, const ent_control *control, ent_ego **ret,
                       ent_error *err)
{
    if (!hops)
        return ent_i_fail(err, ENT_ERR_USAGE, "an ego network reaches at least one hop");
    ent_ego *ego = calloc(1, sizeof *ego);
    if (!ego)
        return ent_i_nomem(err);
    ego->view = view;
    ego->node = node;
    ego->hops = hops;
    search s = { .ego = ego, .clock = ent_i_clock_start(control, "ego") };
    ent_status status = look_around(&s, err);
    ego->ties = s.ties.items;
    ego->tie_count = s.ties.count;
    ego->ended = s.ended.items;
    ego->ended_count = s.ended.count;
    free(s.distance);
    free(s.walked);
    if (status >= 0)
        status = ent_i_ego_measure(ego, &s.clock, err);
    if (status < 0) {
        ent_ego_free(ego);
        return status;
    }
    *ret = ego;
    return ENT_OK;
}

void ent_ego_free(ent_ego *ego)
{
    if (!ego)
        return;
    free(ego->ties);
    free(ego->alters);
    free(ego->among);
    free(ego->ended);
    free(ego);
}
