/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ways by weight, the k shortest, and ways in time, each against a slow second computation. */
#include "support.h"

#include <math.h>

#include <entente/change.h>

enum { MOST = 9, TIES = 40, WAYS = 20000 };

typedef struct net {
    int nodes, ties, ends[TIES][2], weight[TIES], since[TIES], until[TIES];
    ent_graph *graph;
    ent_view *view;
} net;

static unsigned next_random(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static void make(net *n, unsigned seed)
{
    unsigned state = seed;
    char text[8192] = "meta as_of 2020-12-31\n";
    size_t at = strlen(text);
    n->nodes = 3 + (int)(next_random(&state) % (MOST - 3));
    n->ties = (int)(next_random(&state) % (unsigned)(2 * n->nodes));
    for (int i = 0; i < n->nodes; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "node n%d Person\n", i);
    for (int i = 0; i < n->ties; i++) {
        for (int j = 0; j < 2; j++)
            n->ends[i][j] = (int)(next_random(&state) % (unsigned)n->nodes);
        n->weight[i] = 1 + (int)(next_random(&state) % 4);
        n->since[i] = 2000 + (int)(next_random(&state) % 10);
        n->until[i] = n->since[i] + 1 + (int)(next_random(&state) % 6);
        at += (size_t)snprintf(text + at, sizeof text - at, "tie n%d KNOWS n%d %d-01-01/%d-01-01 - - - {\"weight\":%d}\n",
                               n->ends[i][0], n->ends[i][1], n->since[i], n->until[i], n->weight[i]);
    }
    n->graph = graph_of(text);
    ent_filter filter = ENT_FILTER_INIT;
    filter.all_dates = true;
    n->view = view_of(n->graph, &filter);
}

static void clear(net *n)
{
    ent_view_free(n->view);
    ent_graph_free(n->graph);
}

typedef struct listing {
    double lengths[WAYS];
    size_t count;
} listing;

/* Every way that visits no node twice, by its nodes: of parallel ties the shortest. */
static void list_ways(const net *n, double between[MOST][MOST], int at, int end, unsigned visited, double length, listing *all)
{
    if (at == end) {
        assert_true(all->count < WAYS);
        all->lengths[all->count++] = length;
        return;
    }
    for (int next = 0; next < n->nodes; next++)
        if (!(visited >> next & 1) && isfinite(between[at][next]))
            list_ways(n, between, next, end, visited | 1u << next, length + between[at][next], all);
}

static int compare_lengths(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double length_as(const net *n, int tie, ent_weight_meaning meaning)
{
    return meaning == ENT_WEIGHT_NONE ? 1 : meaning == ENT_WEIGHT_DISTANCE ? n->weight[tie] : 1.0 / n->weight[tie];
}

static void check_way(const ent_ways *ways, const ent_way *way)
{
    ent_node at = ways->from;
    for (size_t i = 0; i < way->count; i++) {
        assert_int_equal(way->hops[i].from, at);
        at = way->hops[i].to;
        for (size_t j = 0; j < i; j++)
            assert_int_not_equal(way->hops[j].from, at);
    }
    assert_int_equal(at, ways->to);
}

static void test_ways__the_k_shortest_are_those_of_all_ways(void **state)
{
    (void)state;
    static listing all;
    for (unsigned seed = 1; seed <= 120; seed++)
        for (int meaning = 0; meaning < 3; meaning++)
            for (int directed = 0; directed < 2; directed++) {
                net n;
                double between[MOST][MOST];
                make(&n, seed);
                for (int i = 0; i < MOST * MOST; i++)
                    between[i / MOST][i % MOST] = INFINITY;
                for (int i = 0; i < n.ties; i++)
                    for (int back = 0; back < 2 - directed; back++) {
                        double *b = &between[n.ends[i][back]][n.ends[i][!back]];
                        *b = fmin(*b, length_as(&n, i, (ent_weight_meaning)meaning));
                    }
                all.count = 0;
                list_ways(&n, between, 0, 1, 1u, 0, &all);
                qsort(all.lengths, all.count, sizeof *all.lengths, compare_lengths);
                ent_ways_options options = { 7, 0, directed, (ent_weight_meaning)meaning, NULL, NULL };
                ent_error err = { 0 };
                ent_ways *ways = NULL;
                assert_ok(ent_ways_ask(n.view, node_of(n.graph, "n0"), node_of(n.graph, "n1"), &options, &ways, &err), err);
                assert_int_equal(ways->count, all.count < 7 ? all.count : 7);
                for (size_t i = 0; i < ways->count; i++) {
                    assert_true(fabs(ways->items[i].distance - all.lengths[i]) < 1e-9);
                    check_way(ways, &ways->items[i]);
                    for (size_t j = 0; j < i; j++) {
                        bool same = ways->items[i].count == ways->items[j].count;
                        for (size_t k = 0; same && k < ways->items[i].count; k++)
                            same = ways->items[i].hops[k].to == ways->items[j].hops[k].to;
                        assert_false(same);
                    }
                }
                ent_ways_free(ways);
                options.count = 0; /* all as short as the shortest */
                ways = NULL;
                assert_ok(ent_ways_ask(n.view, node_of(n.graph, "n0"), node_of(n.graph, "n1"), &options, &ways, &err), err);
                size_t shortest = 0;
                while (shortest < all.count && all.lengths[shortest] < all.lengths[0] + 1e-9)
                    shortest++;
                assert_int_equal(ways->count, shortest);
                ent_ways_free(ways);
                clear(&n);
            }
}

/* Arrival at every node by going over all ties until nothing is earlier. */
static void test_ways__arrivals_are_those_of_a_slow_search(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 200; seed++) {
        net n;
        make(&n, 5000 + seed);
        int start = 1999 + (int)(seed % 6), arrival[MOST];
        for (int i = 0; i < n.nodes; i++)
            arrival[i] = i ? 9999 : start;
        for (int round = 0; round < n.nodes; round++)
            for (int i = 0; i < n.ties; i++)
                for (int back = 0; back < 2; back++) {
                    int from = n.ends[i][back], to = n.ends[i][!back];
                    int year = arrival[from] > n.since[i] ? arrival[from] : n.since[i];
                    if (year < n.until[i] && year < arrival[to])
                        arrival[to] = year;
                }
        ent_error err = { 0 };
        ent_temporal *temporal = NULL;
        ent_view *view = view_at(n.graph, "2020");
        assert_ok(ent_temporal_ask(view, node_of(n.graph, "n0"), ent_day_from_civil(start, 1, 1), NULL, &temporal, &err), err);
        size_t reached = 0;
        for (int i = 0; i < n.nodes; i++)
            reached += arrival[i] < 9999;
        assert_int_equal(temporal->row_count, reached);
        for (size_t i = 0; i < temporal->row_count; i++) {
            const ent_arrival *row = &temporal->rows[i];
            assert_int_equal(row->day, ent_day_from_civil(arrival[row->node], 1, 1));
            if (i) {
                assert_true(temporal->rows[row->before].day <= row->day);
                assert_int_equal(temporal->rows[row->before].node, row->hop.from);
                assert_int_equal(temporal->rows[row->before].ties + 1, row->ties);
            }
        }
        ent_temporal_free(temporal);
        ent_view_free(view);
        clear(&n);
    }
}

/* Earliest arrivals at all nodes from one, in years; 9999: never. */
static void arrive_slowly(const net *n, int source, int start, bool directed, int *ret)
{
    for (int i = 0; i < n->nodes; i++)
        ret[i] = i == source ? start : 9999;
    for (int round = 0; round < n->nodes; round++)
        for (int i = 0; i < n->ties; i++)
            for (int back = 0; back < (directed ? 1 : 2); back++) {
                int from = n->ends[i][back], to = n->ends[i][!back];
                int year = ret[from] > n->since[i] ? ret[from] : n->since[i];
                if (year < n->until[i] && year < ret[to])
                    ret[to] = year;
            }
}

static void check_measures_in_time(const net *n, const ent_projection *p, int start, bool directed)
{
    static const char *const names[] = { "temporal-closeness", "temporal-reach", "temporal-reached" };
    double expected[3][MOST] = { { 0 } }, scores[MOST];
    char since[16];
    for (int i = 0; i < n->nodes; i++) {
        int arrival[MOST];
        arrive_slowly(n, i, start, directed, arrival);
        for (int j = 0; j < n->nodes; j++) {
            if (j == i || arrival[j] == 9999)
                continue;
            expected[0][i] += 1 / (double)(ent_day_from_civil(arrival[j], 1, 1) - ent_day_from_civil(start, 1, 1) + 1) /
                              (n->nodes - 1);
            expected[1][i]++;
            expected[2][j]++;
        }
    }
    snprintf(since, sizeof since, "%d", start);
    const ent_argument argument = { "since", since, 0 };
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    options.arguments = &argument;
    options.argument_count = 1;
    for (int m = 0; m < 3; m++) {
        ent_error err = { 0 };
        assert_ok(ent_measure_nodes(ent_measure_find(names[m]), p, &options, scores, &err), err);
        for (int i = 0; i < n->nodes; i++) {
            char key[16];
            snprintf(key, sizeof key, "n%d", i);
            assert_true(fabs(scores[ent_projection_index_of(p, node_of(n->graph, key))] - expected[m][i]) < 1e-12);
        }
    }
}

static void test_ways__measures_in_time_are_those_of_slow_searches(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 120; seed++) {
        net n;
        make(&n, 9000 + seed);
        ent_view *view = view_at(n.graph, "2020");
        ent_projection_options options = ENT_PROJECTION_OPTIONS_INIT;
        ent_projection *p = NULL;
        ent_error err = { 0 };
        options.isolates = true;
        options.directed = seed % 2;
        assert_ok(ent_projection_new(view, &options, &p, &err), err);
        assert_int_equal(ent_projection_node_count(p), n.nodes);
        check_measures_in_time(&n, p, 1999 + (int)(seed % 6), seed % 2);
        for (int i = 0; i < n.nodes && seed % 2 == 0; i++) { /* the same as what is told of each node alone */
            ent_temporal *alone = NULL;
            double scores[MOST];
            const ent_argument since = { "since", "2001-01-01", 0 };
            ent_measure_options how = ENT_MEASURE_OPTIONS_INIT;
            how.arguments = &since;
            how.argument_count = 1;
            ent_node node = ent_projection_node(p, (uint32_t)i);
            assert_ok(ent_temporal_ask(view, node, ent_day_from_civil(2001, 1, 1), NULL, &alone, &err), err);
            assert_ok(ent_measure_nodes(ent_measure_find("temporal-closeness"), p, &how, scores, &err), err);
            assert_true(fabs(scores[i] - alone->closeness) < 1e-12);
            ent_temporal_free(alone);
        }
        ent_projection_free(p);
        ent_view_free(view);
        clear(&n);
    }
}

static bool always(void *context)
{
    ++*(int *)context;
    return true;
}

/* What can go one way in time cannot always go back. */
static void test_ways__time_has_a_direction(void **state)
{
    (void)state;
    ent_graph *graph = graph_of("type MET event symmetric\nnode a P\nnode b P\nnode c P\nnode d P\nnode e P\n"
                                "tie a KNOWS b 2000/2001\ntie b KNOWS c 2005/2006\n"
                                "tie c MET d 2005-06-01\ntie d MET e 2005-05-01\ntie e KNOWS a 2003/2004 planned\n");
    ent_view *view = view_at(graph, "2010");
    ent_error err = { 0 };
    ent_temporal *there = NULL, *back = NULL;
    ent_answer *answer = NULL;
    assert_ok(ent_temporal_ask(view, node_of(graph, "a"), ENT_DAY_MIN, NULL, &there, &err), err);
    assert_int_equal(there->row_count, 4); /* b, c, and d on the day of the meeting; e was met before */
    assert_int_equal(there->rows[3].day, ent_day_from_civil(2005, 6, 1));
    assert_ok(ent_temporal_answer(there, node_of(graph, "d"), &answer, &err), err);
    assert_int_equal(ent_answer_row_count(answer), 3);
    assert_string_equal(text_of(answer, 2, "day"), "2005-06-01");
    ent_answer_free(answer);
    assert_ok(ent_temporal_answer(there, node_of(graph, "e"), &answer, &err), err);
    assert_non_null(strstr(ent_answer_title(answer), "does not reach"));
    ent_answer_free(answer);
    assert_ok(ent_temporal_ask(view, node_of(graph, "c"), ENT_DAY_MIN, NULL, &back, &err), err);
    for (size_t i = 0; i < back->row_count; i++)
        assert_int_not_equal(back->rows[i].node, node_of(graph, "a"));
    ent_temporal_free(there);
    ent_temporal_free(back);
    /* The mean of 1 over days, the first counting one: b after 366 days, c and d never. */
    there = NULL;
    ent_view *early = view_at(graph, "2003");
    assert_ok(ent_temporal_ask(early, node_of(graph, "a"), ent_day_from_civil(1999, 1, 1), NULL, &there, &err), err);
    assert_true(fabs(there->closeness - 1.0 / 366 / 4) < 1e-15);
    ent_temporal_free(there);
    there = NULL;
    assert_int_equal(ent_temporal_ask(early, node_of(graph, "a"), ent_day_from_civil(2009, 1, 1), NULL, &there, &err), ENT_ERR_USAGE);
    assert_null(there);
    int asked = 0;
    const ent_control control = { .interrupted = always, .context = &asked };
    assert_int_equal(ent_temporal_ask(view, node_of(graph, "a"), ENT_DAY_MIN, &control, &there, &err), ENT_ERR_LIMIT);
    assert_null(there);
    assert_int_equal(asked, 1);
    ent_view_free(early);
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_ways__weights_must_mean_something(void **state)
{
    (void)state;
    static const char *const ties[] = { "tie a KNOWS b", "tie a KNOWS b - - - - {\"weight\":\"x\"}",
                                        "tie a KNOWS b - - - - {\"weight\":-1}", "tie a KNOWS b - - - - {\"weight\":0}" };
    for (size_t i = 0; i < 4; i++) {
        char text[256];
        snprintf(text, sizeof text, "node a P\nnode b P\n%s\n", ties[i]);
        ent_graph *graph = graph_of(text);
        ent_view *view = view_of(graph, NULL);
        ent_error err = { 0 };
        ent_ways *ways = NULL;
        ent_ways_options options = ENT_WAYS_OPTIONS_INIT;
        options.weight_as = ENT_WEIGHT_DISTANCE;
        assert_int_equal(ent_ways_ask(view, node_of(graph, "a"), node_of(graph, "b"), &options, &ways, &err), ENT_ERR_INVALID);
        assert_non_null(strstr(err.message, "a -KNOWS-> b"));
        assert_null(ways);
        if (i == 3) { /* a strength of nothing is no tie */
            ent_error_clear(&err);
            options.weight_as = ENT_WEIGHT_STRENGTH;
            assert_ok(ent_ways_ask(view, node_of(graph, "a"), node_of(graph, "b"), &options, &ways, &err), err);
            assert_int_equal(ways->count, 0);
            ent_ways_free(ways);
        }
        ent_view_free(view);
        ent_graph_free(graph);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ways__the_k_shortest_are_those_of_all_ways),
        cmocka_unit_test(test_ways__arrivals_are_those_of_a_slow_search),
        cmocka_unit_test(test_ways__measures_in_time_are_those_of_slow_searches),
        cmocka_unit_test(test_ways__time_has_a_direction),
        cmocka_unit_test(test_ways__weights_must_mean_something),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
