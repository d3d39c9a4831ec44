/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shortest ways by weight (Dijkstra, A note on two problems in connexion with graphs, Numerische Mathematik 1
 * (1959), 269-271, doi:10.1007/BF01386390) and the k shortest without visiting a node twice (Yen, Finding the k
 * shortest loopless paths in a network, Management Science 17 (1971), 712-716, doi:10.1287/mnsc.17.11.712). Nodes are
 * numbered by their keys, and of ways of one length the one with fewer ties and smaller keys comes first: the same
 * whatever the order of the input. */
#include <entente/question.h>

#include <math.h>
#include <string.h>

#include "analysis/network/projection.h"
#include "analysis/view/clock.h"
#include "analysis/view/words.h"

enum { DEFAULT_LIMIT = 1000 };
#define SLACK 1e-12 /* of a distance: what rounding leaves */

typedef struct arc {
    uint32_t from, to;
    double distance;
    ent_hop hop;
    bool planned;
} arc;

/* A way found: arcs by number. */
typedef struct candidate {
    size_t *arcs;
    size_t count;
    double distance;
} candidate;

typedef struct candidates {
    candidate *items;
    size_t count, capacity;
} candidates;

typedef struct search {
    const ent_view *view;
    const ent_ways_options *options;
    const ent_graph *graph;
    ent_i_clock clock;
    ent_node from, to;
    ent_node *nodes;  /* by key */
    uint32_t *number; /* by node of the graph, and one; 0: not reached */
    size_t node_count, node_capacity;
    arc *arcs; /* by from and to */
    size_t *place;
    size_t arc_count, arc_capacity;
    /* of one search */
    double *distance;
    uint32_t *ties;
    size_t *before; /* the arc by which a node was reached */
    uint32_t *heap, *at; /* a binary heap of nodes and their places in it, and one; 0: not in it */
    size_t heap_count;
    bool *done, *no_node, *no_arc;
} search;

/* --- the network --------------------------------------------------------------------------------------- */

static int compare_keys(const void *left, const void *right, void *graph)
{
    return strcmp(ent_i_node_key(graph, *(const ent_node *)left), ent_i_node_key(graph, *(const ent_node *)right));
}

static int compare_arcs(const void *left, const void *right, void *graph)
{
    const arc *a = left, *b = right;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    if (a->distance < b->distance || a->distance > b->distance)
        return a->distance < b->distance ? -1 : 1;
    if (a->planned != b->planned)
        return a->planned ? 1 : -1;
    return ent_i_tie_order(graph, a->hop.tie, b->hop.tie);
}

static ent_status take_hop(search *s, const ent_hop *hop, ent_error *err)
{
    ent_tie_view tie;
    ent_node_view node;
    ent_graph_tie(s->graph, hop->tie, &tie);
    ent_graph_node(s->graph, hop->to, &node);
    ent_fold fold = ent_tie_status_fold(tie.status);
    if ((node.source && hop->to != s->to) || fold == ENT_FOLD_ENDED || hop->to == hop->from)
        return ENT_OK;
    double distance = 1;
    ent_weight_meaning meaning = s->options->weight_as;
    if (meaning != ENT_WEIGHT_NONE)
        ENT_I_TRY(ent_i_tie_weight(s->graph, hop->tie, meaning, s->options->weight ? s->options->weight : "weight", &distance,
                                   err));
    if (meaning == ENT_WEIGHT_STRENGTH)
        distance = 1 / distance; /* of 0, infinitely far: no tie */
    if (isinf(distance))
        return ENT_OK;
    ENT_I_TRY(ENT_I_RESERVE(s->arcs, s->arc_capacity, s->arc_count + 1, err));
    s->arcs[s->arc_count++] = (arc){ .distance = distance, .hop = *hop, .planned = fold != ENT_FOLD_IN_FORCE };
    if (s->number[hop->to])
        return ENT_OK;
    ENT_I_TRY(ENT_I_RESERVE(s->nodes, s->node_capacity, s->node_count + 1, err));
    s->number[hop->to] = 1;
    s->nodes[s->node_count++] = hop->to;
    return ENT_OK;
}

/* Everything that can be reached. */
static ent_status reach(search *s, ent_error *err)
{
    const ent_node asked[] = { s->from, s->to };
    const ent_i_expansion how = { .direction = s->options->directed ? ENT_OUT : ENT_BOTH, .events = true, .asked = asked,
                                  .asked_count = 2 };
    ent_hops hops = { NULL, 0, 0 };
    ENT_I_TRY(ENT_I_ZEROED(s->number, ent_graph_node_count(s->graph), err));
    ENT_I_TRY(ENT_I_RESERVE(s->nodes, s->node_capacity, 1, err));
    s->nodes[s->node_count++] = s->from;
    s->number[s->from] = 1;
    ent_status status = ENT_OK;
    for (size_t i = 0; status >= 0 && i < s->node_count; i++) {
        hops.count = 0;
        status = ent_i_view_expand(s->view, &s->nodes[i], 1, &how, &hops, err);
        for (size_t j = 0; status >= 0 && j < hops.count; j++)
            status = take_hop(s, &hops.items[j], err);
        if (status >= 0 && i % 1024 == 0)
            status = ent_i_clock_check(&s->clock, err);
    }
    ent_hops_clear(&hops);
    return status;
}

static ent_status arrange(search *s, ent_error *err)
{
    void *graph = (void *)(uintptr_t)s->graph;
    qsort_r(s->nodes, s->node_count, sizeof *s->nodes, compare_keys, graph);
    for (size_t i = 0; i < s->node_count; i++)
        s->number[s->nodes[i]] = (uint32_t)i + 1;
    for (size_t i = 0; i < s->arc_count; i++) {
        s->arcs[i].from = s->number[s->arcs[i].hop.from] - 1;
        s->arcs[i].to = s->number[s->arcs[i].hop.to] - 1;
    }
    if (s->arc_count)
        qsort_r(s->arcs, s->arc_count, sizeof *s->arcs, compare_arcs, graph);
    size_t kept = 0;
    for (size_t i = 0; i < s->arc_count; i++)
        if (!kept || s->arcs[i].from != s->arcs[kept - 1].from || s->arcs[i].to != s->arcs[kept - 1].to)
            s->arcs[kept++] = s->arcs[i];
    s->arc_count = kept;
    ENT_I_TRY(ENT_I_ZEROED(s->place, s->node_count + 1, err));
    for (size_t i = 0; i < kept; i++)
        s->place[s->arcs[i].from + 1]++;
    for (size_t i = 0; i < s->node_count; i++)
        s->place[i + 1] += s->place[i];
    ENT_I_TRY(ENT_I_ZEROED(s->distance, s->node_count, err));
    ENT_I_TRY(ENT_I_ZEROED(s->ties, s->node_count, err));
    ENT_I_TRY(ENT_I_ZEROED(s->before, s->node_count, err));
    ENT_I_TRY(ENT_I_ZEROED(s->heap, s->node_count, err));
    ENT_I_TRY(ENT_I_ZEROED(s->at, s->node_count, err));
    ENT_I_TRY(ENT_I_ZEROED(s->done, s->node_count, err));
    ENT_I_TRY(ENT_I_ZEROED(s->no_node, s->node_count, err));
    return ENT_I_ZEROED(s->no_arc, kept, err);
}

/* --- one way ------------------------------------------------------------------------------------------- */

static bool is_nearer(const search *s, uint32_t a, uint32_t b)
{
    if (s->distance[a] < s->distance[b] || s->distance[a] > s->distance[b])
        return s->distance[a] < s->distance[b];
    return s->ties[a] != s->ties[b] ? s->ties[a] < s->ties[b] : a < b;
}

static void put(search *s, size_t place, uint32_t node)
{
    s->heap[place] = node;
    s->at[node] = (uint32_t)place + 1;
}

static void rise(search *s, size_t place)
{
    uint32_t node = s->heap[place];
    for (; place && is_nearer(s, node, s->heap[(place - 1) / 2]); place = (place - 1) / 2)
        put(s, place, s->heap[(place - 1) / 2]);
    put(s, place, node);
}

static uint32_t take_nearest(search *s)
{
    uint32_t nearest = s->heap[0], node = s->heap[--s->heap_count];
    size_t place = 0;
    s->at[nearest] = 0;
    if (!s->heap_count)
        return nearest;
    for (size_t child; (child = 2 * place + 1) < s->heap_count; place = child) {
        if (child + 1 < s->heap_count && is_nearer(s, s->heap[child + 1], s->heap[child]))
            child++;
        if (!is_nearer(s, s->heap[child], node))
            break;
        put(s, place, s->heap[child]);
    }
    put(s, place, node);
    return nearest;
}

/* From start to the end past what is forbidden; the arcs are appended to way. Is there one? */
static bool walk(search *s, uint32_t start, uint32_t end, candidate *way)
{
    memset(s->done, 0, s->node_count * sizeof *s->done);
    memset(s->at, 0, s->node_count * sizeof *s->at);
    s->distance[start] = 0;
    s->ties[start] = 0;
    s->heap_count = 1;
    put(s, 0, start);
    while (s->heap_count) {
        uint32_t node = take_nearest(s);
        s->done[node] = true;
        if (node == end)
            break;
        for (size_t i = s->place[node]; i < s->place[node + 1]; i++) {
            uint32_t next = s->arcs[i].to;
            if (s->done[next] || s->no_arc[i] || s->no_node[next])
                continue;
            double distance = s->distance[node] + s->arcs[i].distance;
            bool met = s->at[next] != 0;
            if (met && !(distance < s->distance[next] ||
                         (distance <= s->distance[next] && s->ties[node] + 1 < s->ties[next])))
                continue; /* of ways alike the first one stays: it came over the smaller key */
            s->distance[next] = distance;
            s->ties[next] = s->ties[node] + 1;
            s->before[next] = i;
            if (!met)
                s->heap[s->heap_count++] = next;
            rise(s, met ? s->at[next] - 1 : s->heap_count - 1);
        }
    }
    if (!s->done[end])
        return false;
    size_t count = s->ties[end];
    uint32_t node = end;
    for (size_t i = count; i-- > 0; node = s->arcs[s->before[node]].from)
        way->arcs[way->count + i] = s->before[node];
    way->count += count;
    return true;
}

static double length_of(const search *s, const candidate *way)
{
    double sum = 0;
    for (size_t i = 0; i < way->count; i++)
        sum += s->arcs[way->arcs[i]].distance;
    return sum;
}

/* --- several ways -------------------------------------------------------------------------------------- */

static int compare_ways(const candidate *a, const candidate *b)
{
    double slack = SLACK * (a->distance + b->distance);
    if (fabs(a->distance - b->distance) > slack)
        return a->distance < b->distance ? -1 : 1;
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    for (size_t i = 0; i < a->count; i++)
        if (a->arcs[i] != b->arcs[i]) /* arcs are in the order of keys */
            return a->arcs[i] < b->arcs[i] ? -1 : 1;
    return 0;
}

static void clear_all(candidates *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i].arcs);
    free(list->items);
    *list = (candidates){ NULL, 0, 0 };
}

/* Keep a way unless it is there. Its arcs are the list's from here on, or freed. */
static ent_status keep(candidates *list, candidate way, ent_error *err)
{
    for (size_t i = 0; i < list->count; i++)
        if (!compare_ways(&list->items[i], &way)) {
            free(way.arcs);
            return ENT_OK;
        }
    ent_status status = ENT_I_RESERVE(list->items, list->capacity, list->count + 1, err);
    if (status < 0)
        free(way.arcs);
    else
        list->items[list->count++] = way;
    return status;
}

/* The shortest way that goes as the last one up to one of its nodes, and on otherwise than any found. */
static ent_status branch(search *s, const candidates *found, size_t spur, candidates *open, ent_error *err)
{
    const candidate *last = &found->items[found->count - 1];
    uint32_t node = s->arcs[last->arcs[spur]].from;
    candidate way = { NULL, spur, 0 };
    ENT_I_TRY(ENT_I_ZEROED(way.arcs, s->node_count + spur, err));
    memcpy(way.arcs, last->arcs, spur * sizeof *way.arcs);
    for (size_t i = 0; i < found->count; i++) {
        const candidate *other = &found->items[i];
        if (other->count > spur && !memcmp(other->arcs, last->arcs, spur * sizeof *other->arcs))
            s->no_arc[other->arcs[spur]] = true;
    }
    bool there = walk(s, node, s->number[s->to] - 1, &way);
    memset(s->no_arc, 0, s->arc_count * sizeof *s->no_arc);
    if (!there) {
        free(way.arcs);
        return ENT_OK;
    }
    way.distance = length_of(s, &way);
    return keep(open, way, err);
}

static ent_status next_way(search *s, candidates *found, candidates *open, ent_error *err)
{
    const candidate *last = &found->items[found->count - 1];
    for (size_t spur = 0; spur < last->count; spur++) {
        ENT_I_TRY(ent_i_clock_check(&s->clock, err));
        ENT_I_TRY(branch(s, found, spur, open, err));
        s->no_node[s->arcs[last->arcs[spur]].from] = true; /* the way so far is not gone back to */
    }
    memset(s->no_node, 0, s->node_count * sizeof *s->no_node);
    if (!open->count)
        return ENT_DONE;
    size_t best = 0;
    for (size_t i = 1; i < open->count; i++)
        if (compare_ways(&open->items[i], &open->items[best]) < 0)
            best = i;
    ENT_I_TRY(ENT_I_RESERVE(found->items, found->capacity, found->count + 1, err));
    found->items[found->count++] = open->items[best];
    open->items[best] = open->items[--open->count];
    return ENT_OK;
}

static ent_status find_all(search *s, candidates *found, candidates *open, bool *ret_more, ent_error *err)
{
    size_t wanted = s->options->count, limit = s->options->limit ? s->options->limit : DEFAULT_LIMIT;
    candidate first = { NULL, 0, 0 };
    if (!s->number[s->to])
        return ENT_OK;
    ENT_I_TRY(ENT_I_ZEROED(first.arcs, s->node_count, err));
    if (!walk(s, s->number[s->from] - 1, s->number[s->to] - 1, &first)) {
        free(first.arcs);
        return ENT_OK;
    }
    first.distance = length_of(s, &first);
    double shortest = first.distance;
    ENT_I_TRY(keep(found, first, err));
    while (wanted ? found->count < wanted : true) {
        ent_status status = next_way(s, found, open, err);
        if (status != ENT_OK)
            return status < 0 ? status : ENT_OK;
        bool longer = found->items[found->count - 1].distance > shortest * (1 + SLACK) + SLACK;
        *ret_more = !wanted && !longer && found->count > limit;
        if ((!wanted && longer) || *ret_more) {
            free(found->items[--found->count].arcs);
            return ENT_OK;
        }
    }
    return ENT_OK;
}

static ent_status hand_over(const search *s, const candidates *found, ent_ways *ways, ent_error *err)
{
    ENT_I_TRY(ENT_I_ZEROED(ways->items, found->count, err));
    for (size_t i = 0; i < found->count; i++) {
        const candidate *way = &found->items[i];
        ent_hop *hops = NULL;
        ENT_I_TRY(ENT_I_ZEROED(hops, way->count, err));
        for (size_t j = 0; j < way->count; j++)
            hops[j] = s->arcs[way->arcs[j]].hop;
        ways->items[ways->count++] = (ent_way){ hops, way->count, way->distance };
    }
    return ENT_OK;
}

static void search_clear(search *s)
{
    free(s->nodes);
    free(s->number);
    free(s->arcs);
    free(s->place);
    free(s->distance);
    free(s->ties);
    free(s->before);
    free(s->heap);
    free(s->at);
    free(s->done);
    free(s->no_node);
    free(s->no_arc);
}

ent_status ent_ways_ask(const ent_view *view, ent_node from, ent_node to, const ent_ways_options *options, ent_ways **ret,
                        ent_error *err)
{
    static const ent_ways_options plain = ENT_WAYS_OPTIONS_INIT;
    if (from == to)
        return ent_i_fail(err, ENT_ERR_USAGE, "\"%s\" is named twice; path wants two different nodes",
                          ent_i_node_name(view->graph, from));
    search s = { .view = view, .options = options ? options : &plain, .graph = view->graph, .from = from, .to = to };
    s.clock = ent_i_clock_start(s.options->control, "path");
    candidates found = { NULL, 0, 0 }, open = { NULL, 0, 0 };
    ent_ways *ways = NULL;
    ent_status status = ENT_I_ZEROED(ways, 1, err);
    if (status >= 0) {
        *ways = (ent_ways){ .view = view, .from = from, .to = to, .weight_as = s.options->weight_as,
                            .directed = s.options->directed };
        status = reach(&s, err);
    }
    if (status >= 0)
        status = arrange(&s, err);
    if (status >= 0)
        status = find_all(&s, &found, &open, &ways->more, err);
    if (status >= 0)
        status = hand_over(&s, &found, ways, err);
    clear_all(&found);
    clear_all(&open);
    search_clear(&s);
    if (status < 0) {
        ent_ways_free(ways);
        return status;
    }
    *ret = ways;
    return ENT_OK;
}

void ent_ways_free(ent_ways *ways)
{
    if (!ways)
        return;
    for (size_t i = 0; i < ways->count; i++)
        free((void *)(uintptr_t)ways->items[i].hops);
    free(ways->items);
    free(ways);
}
