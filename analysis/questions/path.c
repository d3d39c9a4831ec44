/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shortest connections between two nodes, over ties in force, events that have happened and ties that are
 * only planned; not over what is suspended or ended. Breadth first from both ends, a whole level at a time and always
 * at the end where fewer ties wait, until the two meet: near-by nodes of a large network, and nodes in a small part of
 * it, are found without seeing the rest (Pohl, Bi-directional search, Machine Intelligence 6 (1971), 127-140). Then,
 * from the end back, the ties that lie on a shortest path are kept, counted and put in order, and the paths are read
 * off from the start. O(ties walked + paths listed). */
#include <entente/question.h>

#include <string.h>

#include "analysis/questions/path.h"
#include "analysis/view/clock.h"
#include "analysis/view/view.h"
#include "analysis/view/words.h"

enum { DEFAULT_LIMIT = 1000 };

/* A tie on a shortest path. */
typedef struct step {
    ent_hop hop;
    uint32_t level; /* distance of hop.from */
    bool planned;   /* not in force */
} step;

/* The search from one end. */
typedef struct side {
    ent_hops hops;      /* all ties walked that lead one level on, level after level */
    size_t *levels;     /* hops of level i: levels[i] .. levels[i + 1] - 1 */
    size_t level_count, level_capacity;
    uint32_t *distance; /* by node, and one; 0: not met */
    bool *left;         /* by node: met on a level that is done */
    ent_node *frontier;
    size_t count, capacity;
    uint64_t waiting;   /* ties at the frontier */
} side;

typedef struct search {
    const ent_view *view;
    ent_node from, to;
    bool in_force_only;
    const ent_i_clock *clock;
    side sides[2];       /* from the start, from the end */
    ent_hops hops;       /* after they met: from the start to the end */
    size_t *levels;
    size_t level_count, level_capacity;
    step *steps;         /* by level and from */
    size_t step_count;
    uint64_t *paths;     /* by node: shortest paths from it to the end, at most UINT64_MAX */
    bool *firm, *soft;   /* by node: is there a path to the end in force all the way; one that is not? */
    size_t *first;       /* by node: its first step */
} search;

static void search_clear(search *s)
{
    for (int i = 0; i < 2; i++) {
        ent_hops_clear(&s->sides[i].hops);
        free(s->sides[i].levels);
        free(s->sides[i].distance);
        free(s->sides[i].left);
        free(s->sides[i].frontier);
    }
    ent_hops_clear(&s->hops);
    free(s->levels);
    free(s->steps);
    free(s->paths);
    free(s->firm);
    free(s->soft);
    free(s->first);
}

static bool may_pass(const search *s, const ent_hop *hop)
{
    ent_tie_view tie;
    ent_node_view node;
    ent_graph_tie(s->view->graph, hop->tie, &tie);
    ent_graph_node(s->view->graph, hop->to, &node);
    ent_fold fold = ent_tie_status_fold(tie.status);
    return !(node.source && hop->to != s->to && hop->to != s->from) && fold != ENT_FOLD_ENDED &&
           !(s->in_force_only && fold != ENT_FOLD_IN_FORCE);
}

static ent_status mark_level(size_t **levels, size_t *count, size_t *capacity, size_t hops, ent_error *err)
{
    ENT_I_TRY(ENT_I_RESERVE(*levels, *capacity, *count + 1, err));
    (*levels)[(*count)++] = hops;
    return ENT_OK;
}

static ent_status add_to_frontier(const search *s, side *d, ent_node node, uint32_t level, ent_error *err)
{
    ENT_I_TRY(ENT_I_RESERVE(d->frontier, d->capacity, d->count + 1, err));
    d->frontier[d->count++] = node;
    d->distance[node] = level + 1;
    d->waiting += ent_graph_out(s->view->graph, node).count + ent_graph_in(s->view->graph, node).count;
    return ENT_OK;
}

static ent_status side_init(const search *s, side *d, ent_node start, ent_error *err)
{
    size_t nodes = ent_graph_node_count(s->view->graph);
    ENT_I_TRY(ENT_I_ZEROED(d->distance, nodes, err));
    ENT_I_TRY(ENT_I_ZEROED(d->left, nodes, err));
    ENT_I_TRY(mark_level(&d->levels, &d->level_count, &d->level_capacity, 0, err));
    return add_to_frontier(s, d, start, 0, err);
}

/* All ties at the frontier, some nodes at a time so that the clock is asked. */
static ent_status walk_ties(const search *s, side *d, ent_error *err)
{
    enum { AT_ONCE = 256 };
    const ent_node asked[] = { s->from, s->to };
    const ent_i_expansion how = { .direction = ENT_BOTH, .events = true, .asked = asked, .asked_count = 2, .skip = d->left };
    for (size_t i = 0; i < d->count; i += AT_ONCE) {
        size_t count = d->count - i < AT_ONCE ? d->count - i : AT_ONCE;
        ENT_I_TRY(ent_i_clock_check(s->clock, err));
        ENT_I_TRY(ent_i_view_expand(s->view, d->frontier + i, count, &how, &d->hops, err));
    }
    return ENT_OK;
}

/* One level on. Has it met the other end's search? */
static ent_status walk_level(const search *s, side *d, const side *other, bool *ret_met, ent_error *err)
{
    uint32_t level = (uint32_t)d->level_count; /* the start's was 0 */
    size_t begin = d->hops.count, kept = begin;
    for (size_t i = 0; i < d->count; i++)
        d->left[d->frontier[i]] = true;
    ENT_I_TRY(walk_ties(s, d, err));
    d->count = 0;
    d->waiting = 0;
    for (size_t i = begin; i < d->hops.count; i++) {
        ent_hop hop = d->hops.items[i];
        if (!may_pass(s, &hop))
            continue;
        d->hops.items[kept++] = hop;
        if (d->distance[hop.to])
            continue;
        ENT_I_TRY(add_to_frontier(s, d, hop.to, level, err));
        *ret_met = *ret_met || other->distance[hop.to];
    }
    d->hops.count = kept;
    return mark_level(&d->levels, &d->level_count, &d->level_capacity, kept, err);
}

/* From both ends until they meet. *ret_length: SIZE_MAX when they never do. */
static ent_status walk(search *s, size_t *ret_length, ent_error *err)
{
    side *a = &s->sides[0], *b = &s->sides[1];
    bool met = false;
    ENT_I_TRY(side_init(s, a, s->from, err));
    ENT_I_TRY(side_init(s, b, s->to, err));
    while (!met && a->count && b->count) {
        bool forward = a->waiting <= b->waiting;
        ENT_I_TRY(walk_level(s, forward ? a : b, forward ? b : a, &met, err));
    }
    *ret_length = met ? a->level_count + b->level_count - 2 : SIZE_MAX;
    return ENT_OK;
}

/* The start's levels, then the end's turned round, as far as they lead on from where the two met: nodes in the last
 * level of both. */
static ent_status join(search *s, ent_error *err)
{
    side *a = &s->sides[0], *b = &s->sides[1];
    size_t reached = a->level_count, last = b->level_count - 1;
    ENT_I_AUTOFREE bool *on_way = NULL;
    ENT_I_TRY(ENT_I_ZEROED(on_way, ent_graph_node_count(s->view->graph), err));
    s->hops = a->hops;
    s->levels = a->levels;
    s->level_count = a->level_count;
    s->level_capacity = a->level_capacity;
    a->hops = (ent_hops){ NULL, 0, 0 };
    a->levels = NULL;
    for (size_t level = last; level-- > 0;) {
        for (size_t i = b->levels[level]; i < b->levels[level + 1]; i++) {
            const ent_hop *hop = &b->hops.items[i];
            if (level + 1 == last ? a->distance[hop->to] != reached : !on_way[hop->to])
                continue;
            on_way[hop->from] = true;
            ENT_I_TRY(ENT_I_RESERVE(s->hops.items, s->hops.capacity, s->hops.count + 1, err));
            s->hops.items[s->hops.count++] = (ent_hop){ hop->to, hop->tie, hop->from, !hop->forward };
        }
        ENT_I_TRY(mark_level(&s->levels, &s->level_count, &s->level_capacity, s->hops.count, err));
    }
    return ENT_OK;
}

/* In the order in which paths are listed: by level and node; in force before planned; then by the next
 * node's key, and by what the ties say. */
static int compare_steps(const void *left, const void *right, void *context)
{
    const step *a = left, *b = right;
    const ent_graph *graph = context;
    if (a->level != b->level)
        return a->level < b->level ? -1 : 1;
    if (a->hop.from != b->hop.from)
        return a->hop.from < b->hop.from ? -1 : 1;
    if (a->hop.to != b->hop.to)
        return strcmp(ent_i_node_key(graph, a->hop.to), ent_i_node_key(graph, b->hop.to));
    if (a->planned != b->planned)
        return a->planned ? 1 : -1;
    return ent_i_tie_order(graph, a->hop.tie, b->hop.tie);
}

static uint64_t add_saturating(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

/* Back from the end: keep the ties that lead to it, and count. */
static ent_status trace_back(search *s, size_t length, ent_error *err)
{
    const ent_graph *graph = s->view->graph;
    size_t nodes = ent_graph_node_count(graph);
    ENT_I_TRY(ENT_I_ZEROED(s->steps, s->hops.count, err));
    ENT_I_TRY(ENT_I_ZEROED(s->paths, nodes, err));
    ENT_I_TRY(ENT_I_ZEROED(s->firm, nodes, err));
    ENT_I_TRY(ENT_I_ZEROED(s->soft, nodes, err));
    ENT_I_TRY(ENT_I_ZEROED(s->first, nodes, err));
    s->paths[s->to] = 1;
    s->firm[s->to] = true;
    for (size_t level = length; level-- > 0;)
        for (size_t i = s->levels[level]; i < s->levels[level + 1]; i++) {
            const ent_hop *hop = &s->hops.items[i];
            if (!s->paths[hop->to] || (level + 1 == length && hop->to != s->to))
                continue;
            ent_tie_view tie;
            ent_graph_tie(graph, hop->tie, &tie);
            bool planned = ent_tie_status_fold(tie.status) != ENT_FOLD_IN_FORCE;
            s->steps[s->step_count++] = (step){ *hop, (uint32_t)level, planned };
            s->paths[hop->from] = add_saturating(s->paths[hop->from], s->paths[hop->to]);
            s->firm[hop->from] |= !planned && s->firm[hop->to];
            s->soft[hop->from] |= planned || s->soft[hop->to];
        }
    if (s->step_count)
        qsort_r(s->steps, s->step_count, sizeof *s->steps, compare_steps, (void *)(uintptr_t)graph);
    for (size_t i = s->step_count; i-- > 0;)
        s->first[s->steps[i].hop.from] = i;
    return ENT_OK;
}

/* Does a path that has come over this step, and so far has been planned somewhere or not, lead on to one of
 * the kind wanted? */
static bool leads_on(const search *s, const step *at, bool planned_before, bool want_firm)
{
    bool planned = planned_before || at->planned;
    if (want_firm)
        return !planned && s->firm[at->hop.to];
    return planned || s->soft[at->hop.to];
}

/* Read off the paths that are in force all the way, or those that are not, depth first without recursion:
 * chosen[i] is the step taken at level i. */
static ent_status list_paths(const search *s, bool firm, size_t limit, ent_path *path, size_t *capacity,
                             size_t *chosen, ent_error *err)
{
    size_t depth = 0, length = path->length;
    chosen[0] = s->first[s->from];
    while (path->path_count < limit) {
        size_t at = chosen[depth];
        ent_node node = depth ? s->steps[chosen[depth - 1]].hop.to : s->from;
        bool planned_before = false;
        for (size_t i = 0; i < depth; i++)
            planned_before |= s->steps[chosen[i]].planned;
        while (at < s->step_count && s->steps[at].hop.from == node && s->steps[at].level == depth &&
               !leads_on(s, &s->steps[at], planned_before, firm))
            at++;
        if (at == s->step_count || s->steps[at].hop.from != node || s->steps[at].level != depth) {
            if (!depth--)
                return ENT_OK;
            chosen[depth]++;
            continue;
        }
        chosen[depth] = at;
        if (depth + 1 < length) {
            chosen[depth + 1] = s->first[s->steps[at].hop.to];
            depth++;
            continue;
        }
        ENT_I_TRY(ENT_I_RESERVE(path->hops, *capacity, (path->path_count + 1) * length, err));
        for (size_t i = 0; i < length; i++)
            path->hops[path->path_count * length + i] = s->steps[chosen[i]].hop;
        path->path_count++;
        chosen[depth]++;
    }
    return ENT_OK;
}

static ent_status read_paths(search *s, size_t limit, ent_path *path, ent_error *err)
{
    ENT_I_TRY(join(s, err));
    ENT_I_TRY(trace_back(s, path->length, err));
    path->total = s->paths[s->from];
    ENT_I_AUTOFREE size_t *chosen = NULL;
    size_t capacity = 0;
    ENT_I_TRY(ENT_I_ZEROED(chosen, path->length, err));
    ENT_I_TRY(list_paths(s, true, limit, path, &capacity, chosen, err));
    return list_paths(s, false, limit, path, &capacity, chosen, err);
}

ent_status ent_i_path_length_in_force(const ent_view *view, ent_node from, ent_node to, size_t *ret, ent_error *err)
{
    const ent_i_clock clock = ent_i_clock_start(NULL, "path");
    search s = { .view = view, .from = from, .to = to, .in_force_only = true, .clock = &clock };
    ent_status status = walk(&s, ret, err);
    search_clear(&s);
    return status;
}

ent_status ent_path_ask(const ent_view *view, ent_node from, ent_node to, bool all, size_t limit,
                        const ent_control *control, ent_path **ret, ent_error *err)
{
    if (from == to)
        return ent_i_fail(err, ENT_ERR_USAGE, "\"%s\" is named twice; path wants two different nodes",
                          ent_i_node_name(view->graph, from));
    ent_path *path = calloc(1, sizeof *path);
    if (!path)
        return ent_i_nomem(err);
    *path = (ent_path){ .view = view, .from = from, .to = to };
    const ent_i_clock clock = ent_i_clock_start(control, "path");
    search s = { .view = view, .from = from, .to = to, .clock = &clock };
    ent_status status = walk(&s, &path->length, err);
    if (status >= 0 && path->length != SIZE_MAX)
        status = read_paths(&s, all ? limit ? limit : DEFAULT_LIMIT : 1, path, err);
    search_clear(&s);
    if (status < 0) {
        ent_path_free(path);
        return status;
    }
    *ret = path;
    return ENT_OK;
}

void ent_path_free(ent_path *path)
{
    if (!path)
        return;
    free(path->hops);
    free(path);
}
