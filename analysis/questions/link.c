/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which things are all of the asked nodes tied to? Every tie of the asked nodes becomes an entry (thing,
 * asked node, tie); sorted, the entries of one thing stand together. O(d log d + members), d = the degrees
 * of the asked nodes together. */
#include <entente/question.h>

#include <string.h>

#include "analysis/view/view.h"
#include "analysis/view/words.h"

typedef struct entry {
    ent_node thing;
    uint32_t asked; /* index */
    ent_tie tie;
    ent_type type;
    bool forward;
    unsigned char fold;
    const char *word; /* NULL: it counts */
    bool preferred;
    bool dated;
    bool undated; /* without any period */
    bool unknown; /* nobody says whether it held on the day */
    unsigned char place; /* among the ties of the same two: what counts comes first */
    ent_day since;
} entry;

/* The link with what its pointers point to. */
typedef struct whole {
    ent_link link;
    ent_node *asked;
    ent_link_cell *cells;
} whole;

typedef struct entries {
    entry *items;
    size_t count, capacity;
} entries;

static ent_status check_asked(const ent_view *view, const ent_node *asked, size_t count, ent_error *err)
{
    if (count < 2)
        return ent_i_fail(err, ENT_ERR_USAGE, "link wants at least two nodes");
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            if (asked[i] == asked[j])
                return ent_i_fail(err, ENT_ERR_USAGE, "\"%s\" is named twice; link wants different nodes",
                                  ent_i_node_name(view->graph, asked[i]));
    return ENT_OK;
}

static bool is_asked(const ent_link *link, ent_node node)
{
    for (size_t i = 0; i < link->asked_count; i++)
        if (link->asked[i] == node)
            return true;
    return false;
}

static bool is_thing(const ent_link *link, ent_node node)
{
    const ent_graph *graph = link->view->graph;
    ent_node_view seen;
    ent_graph_node(graph, node, &seen);
    return !seen.source && !is_asked(link, node) &&
           (link->via == ENT_NO_LABEL || ent_graph_has_label(graph, node, link->via));
}

/* How a tie counts, and the word for one that does not. Of a type that falls short of another it is on the
 * way there: an observer is linked by the forum, but the forum does not hold it. */
static ent_fold fold_of(const ent_graph *graph, const ent_tie_view *tie, const char **ret_word)
{
    ent_type_view type;
    ent_graph_type(graph, tie->type, &type);
    ent_fold fold = ent_tie_status_fold(tie->status);
    if (fold != ENT_FOLD_IN_FORCE) {
        *ret_word = ent_tie_status_word(tie->status);
    } else if (type.short_of) {
        *ret_word = type.brief;
        fold = ENT_FOLD_PLANNED;
    }
    return fold;
}

/* A claim in force of which nobody knows outweighs one that is merely planned: a plan does not say that the thing is not
 * there. */
static unsigned char place_of(ent_fold stated, bool unknown)
{
    static const unsigned char known[] = { [ENT_FOLD_IN_FORCE] = 0, [ENT_FOLD_PLANNED] = 2, [ENT_FOLD_ENDED] = 3 };
    return unknown ? stated == ENT_FOLD_IN_FORCE ? 1 : 4 : known[stated];
}

static ent_status add_entry(const ent_view *view, uint32_t asked, const ent_hop *hop, bool unknown, entries *found,
                            ent_error *err)
{
    ent_tie_view seen;
    ent_graph_tie(view->graph, hop->tie, &seen);
    ent_i_dates dates = ent_i_view_dates(view, hop->tie);
    const char *word = NULL;
    ent_fold fold = fold_of(view->graph, &seen, &word);
    ENT_I_TRY(ENT_I_RESERVE(found->items, found->capacity, found->count + 1, err));
    found->items[found->count++] =
        (entry){ .thing = hop->to, .asked = asked, .tie = hop->tie, .type = seen.type,
                  .forward = hop->forward, .fold = (unsigned char)(unknown ? ENT_FOLD_PLANNED : fold),
                  .word = unknown ? "not known" : word, .preferred = seen.rank == ENT_RANK_PREFERRED, .dated = dates.dated,
                  .undated = dates.undated, .since = dates.since, .unknown = unknown, .place = place_of(fold, unknown) };
    return ENT_OK;
}

/* The states of which nobody says whether they held on the day. Those without any date leave nothing open: they were so
 * at some time. */
static ent_status collect_unknown(const ent_link *link, uint32_t asked, entries *found, ent_error *err)
{
    const ent_view *view = link->view;
    ent_node node = link->asked[asked];
    for (int side = 0; side < 2; side++) {
        ent_arcs arcs = side ? ent_graph_in(view->graph, node) : ent_graph_out(view->graph, node);
        for (size_t i = 0; i < arcs.count; i++) {
            ent_tie_view seen;
            ent_graph_tie(view->graph, arcs.ties[i], &seen);
            if (view->event[seen.type] || !is_thing(link, arcs.others[i]) || ent_view_tie_undated(view, arcs.ties[i]) ||
                ent_i_view_standing(view, arcs.ties[i], link->asked, link->asked_count, NULL) != ENT_STANDING_NOT_KNOWN)
                continue;
            ent_hop hop = { .from = node, .tie = arcs.ties[i], .to = arcs.others[i], .forward = !side };
            ENT_I_TRY(add_entry(view, asked, &hop, true, found, err));
        }
    }
    return ENT_OK;
}

static ent_status collect(ent_link *link, uint32_t asked, entries *found, ent_error *err)
{
    const ent_view *view = link->view;
    ent_hops hops = { NULL, 0, 0 };
    ent_i_expansion how = { .direction = ENT_BOTH, .events = true, .asked = link->asked, .asked_count = link->asked_count };
    ent_status status = ent_i_view_expand(view, &link->asked[asked], 1, &how, &hops, err);
    for (size_t i = 0; status >= 0 && i < hops.count; i++) {
        ent_tie_view seen;
        ent_graph_tie(view->graph, hops.items[i].tie, &seen);
        if (!is_thing(link, hops.items[i].to))
            continue;
        if (view->event[seen.type] && !view->events)
            link->events_left_out++;
        else
            status = add_entry(view, asked, &hops.items[i], false, found, err);
    }
    ent_hops_clear(&hops);
    return status < 0 ? status : collect_unknown(link, asked, found, err);
}

#define COMPARE(a, b)                 \
    do {                              \
        if ((a) != (b))               \
            return (a) < (b) ? -1 : 1; \
    } while (0)

/* By thing and asked node; of several ties the one that counts comes first. */
static int compare_entries(const void *left, const void *right, void *graph)
{
    const entry *a = left, *b = right;
    COMPARE(a->thing, b->thing);
    COMPARE(a->asked, b->asked);
    COMPARE(a->place, b->place);
    COMPARE(b->preferred, a->preferred);
    COMPARE(b->dated, a->dated);
    COMPARE(a->since, b->since);
    return ent_i_tie_order(graph, a->tie, b->tie);
}

static int compare_nodes(const void *left, const void *right)
{
    const ent_node *a = left, *b = right;
    COMPARE(*a, *b);
    return 0;
}

/* Nodes tied to the thing in force as the counted ties tie it: same type, same direction. The label filter
 * is about which things are wanted, not about who is in them. */
static ent_status count_members(const ent_link *link, const entry *run, size_t count, bool in_force_only,
                                size_t *ret, ent_error *err)
{
    ent_view plain = *link->view;
    plain.labels = NULL;
    ent_hops hops = { NULL, 0, 0 };
    ent_i_expansion how = { .direction = ENT_BOTH, .events = plain.events };
    ent_status status = ent_i_view_expand(&plain, &run->thing, 1, &how, &hops, err);
    ent_node *members = NULL;
    size_t found = 0;
    if (status >= 0)
        status = ENT_I_ZEROED(members, hops.count, err);
    for (size_t i = 0; status >= 0 && i < hops.count; i++) {
        ent_tie_view seen;
        ent_graph_tie(plain.graph, hops.items[i].tie, &seen);
        if (ent_tie_status_fold(seen.status) != ENT_FOLD_IN_FORCE || hops.items[i].to == run->thing)
            continue;
        for (size_t j = 0; j < count; j++)
            if ((!in_force_only || run[j].fold == ENT_FOLD_IN_FORCE) && run[j].type == seen.type &&
                (run[j].forward != hops.items[i].forward || plain.symmetric[seen.type])) {
                members[found++] = hops.items[i].to;
                break;
            }
    }
    if (status >= 0) {
        if (found)
            qsort(members, found, sizeof *members, compare_nodes);
        size_t distinct = 0;
        for (size_t i = 0; i < found; i++)
            if (!i || members[i] != members[i - 1])
                distinct++;
        *ret = distinct;
    }
    free(members);
    ent_hops_clear(&hops);
    return status;
}

static ent_link_cell cell_of(const ent_view *view, const entry *e)
{
    return (ent_link_cell){ .tie = e->tie, .fold = e->fold, .word = e->word, .since = e->since, .dated = e->dated,
                            .uncertain = !e->unknown && ent_view_tie_uncertain(view, e->tie), .unknown = e->unknown };
}

/* One thing's entries as a row, if enough of the asked nodes hold it or plan to. */
static ent_status add_row(whole *w, const entry *run, size_t count, ent_error *err)
{
    ent_link *link = &w->link;
    size_t n = link->asked_count, held = 0, planned = 0, undated = 0, unknown = 0;
    ent_link_cell *cells = w->cells + link->row_count * n;
    for (size_t i = 0; i < n; i++)
        cells[i] = (ent_link_cell){ .tie = ENT_NONE, .fold = ENT_FOLD_ENDED, .since = ENT_DAY_MIN };
    ent_day all_since = ENT_DAY_MIN;
    bool all_dated = true;
    for (size_t i = 0; i < count; i++) {
        if (i && run[i].asked == run[i - 1].asked)
            continue;
        cells[run[i].asked] = cell_of(link->view, &run[i]);
        held += run[i].fold == ENT_FOLD_IN_FORCE;
        planned += run[i].fold == ENT_FOLD_PLANNED;
        unknown += run[i].unknown;
        undated += run[i].undated;
        all_dated = all_dated && run[i].dated;
        if (!run[i].unknown && run[i].since > all_since)
            all_since = run[i].since;
    }
    if (held + planned < 2)
        return ENT_OK;
    ent_link_row *row = &link->rows[link->row_count];
    *row = (ent_link_row){ .thing = run->thing, .cells = cells, .held = held, .members = 0,
                           .all_since = held == n && all_dated ? all_since : ENT_DAY_MIN,
                           .unknown = unknown };
    ENT_I_TRY(count_members(link, run, count, held > 0, &row->members, err));
    link->row_count++;
    link->all_count += held == n;
    link->possible_count += unknown > 0 && held + unknown == n;
    link->undated += undated;
    return ENT_OK;
}

typedef struct order {
    const ent_graph *graph;
    size_t asked_count;
} order;

static int compare_rows(const void *left, const void *right, void *context)
{
    const ent_link_row *a = left, *b = right;
    const order *by = context;
    COMPARE(b->held == by->asked_count, a->held == by->asked_count);
    COMPARE(b->held + b->unknown == by->asked_count, a->held + a->unknown == by->asked_count);
    COMPARE(b->held, a->held);
    COMPARE(a->members, b->members);
    int names = strcmp(ent_i_node_name(by->graph, a->thing), ent_i_node_name(by->graph, b->thing));
    if (names)
        return names;
    COMPARE(a->thing, b->thing);
    return 0;
}

static size_t run_length(const entry *items, size_t count)
{
    size_t length = 1;
    while (length < count && items[length].thing == items[0].thing)
        length++;
    return length;
}

static ent_status make_rows(whole *w, entries *found, ent_error *err)
{
    ent_link *link = &w->link;
    size_t things = 0;
    if (found->count)
        qsort_r(found->items, found->count, sizeof *found->items, compare_entries,
                (void *)(uintptr_t)link->view->graph);
    for (size_t i = 0; i < found->count; i += run_length(found->items + i, found->count - i))
        things++;
    if (things && link->asked_count > SIZE_MAX / sizeof *w->cells / things)
        return ent_i_nomem(err);
    ENT_I_TRY(ENT_I_ZEROED(link->rows, things, err));
    ENT_I_TRY(ENT_I_ZEROED(w->cells, things * link->asked_count, err));
    for (size_t i = 0; i < found->count;) {
        size_t length = run_length(found->items + i, found->count - i);
        ENT_I_TRY(add_row(w, found->items + i, length, err));
        i += length;
    }
    order by = { link->view->graph, link->asked_count };
    if (link->row_count)
        qsort_r(link->rows, link->row_count, sizeof *link->rows, compare_rows, &by);
    return ENT_OK;
}

ent_status ent_link_ask(const ent_view *view, const ent_node *asked, size_t count, ent_label via, ent_link **ret,
                        ent_error *err)
{
    ENT_I_TRY(check_asked(view, asked, count, err));
    whole *w = calloc(1, sizeof *w);
    if (!w)
        return ent_i_nomem(err);
    w->link = (ent_link){ .view = view, .asked_count = count, .via = via };
    entries found = { NULL, 0, 0 };
    ent_status status = ENT_I_ZEROED(w->asked, count, err);
    if (status >= 0) {
        memcpy(w->asked, asked, count * sizeof *asked);
        w->link.asked = w->asked;
    }
    for (size_t i = 0; status >= 0 && i < count; i++)
        status = collect(&w->link, (uint32_t)i, &found, err);
    if (status >= 0)
        status = make_rows(w, &found, err);
    free(found.items);
    if (status < 0) {
        ent_link_free(&w->link);
        return status;
    }
    *ret = &w->link;
    return ENT_OK;
}

void ent_link_free(ent_link *link)
{
    if (!link)
        return;
    whole *w = (whole *)link; /* the link is its first member */
    free(w->asked);
    free(w->cells);
    free(link->rows);
    free(w);
}
