/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A measure over time, and the network in numbers. */
#include "support.h"

#include <math.h>

#include <entente/change.h>

#include "graph/base/hash.h"

static const char network[] = "node a State\nnode b State\nnode c State\nnode d State 2003/..\n"
                              "tie a KNOWS b 2000/2004\ntie b KNOWS c 2001/..\ntie c KNOWS a 2003/..\n"
                              "tie a TRADES b 2002/..\ntie d KNOWS a 2001/..\n";

static ent_day day_of(const char *text)
{
    ent_error err = { 0 };
    ent_day day = 0;
    assert_ok(ent_day_parse(text, strlen(text), &day, &err), err);
    return day;
}

static void expect_days(const char *from, const char *to, const char *step, const char *expected)
{
    ent_error err = { 0 };
    ent_day *days = NULL;
    size_t count = 0;
    char text[512] = "", one[ENT_DAY_TEXT];
    assert_ok(ent_series_days(day_of(from), day_of(to), step, &days, &count, &err), err);
    for (size_t i = 0; i < count; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i ? " " : "", ent_day_format(days[i], one));
    assert_string_equal(text, expected);
    free(days);
}

static void test_series__steps_of_the_calendar(void **state)
{
    (void)state;
    expect_days("2000", "2003", "1Y", "2000-12-31 2001-12-31 2002-12-31 2003-12-31");
    expect_days("2000-01", "2000-06", "1M", "2000-01-31 2000-02-29 2000-03-31 2000-04-30 2000-05-31 2000-06-30");
    expect_days("2000-02-29", "2004-03", "1y", "2000-02-29 2001-02-28 2002-02-28 2003-02-28 2004-02-29");
    expect_days("2001-01-30", "2001-04-30", "1M", "2001-01-30 2001-02-28 2001-03-30 2001-04-30");
    expect_days("-0002", "0001", "2Y", "-0002-12-31 0000-12-31");
    expect_days("1999-12-25", "2000-01-08", "1W", "1999-12-25 2000-01-01 2000-01-08");
    expect_days("2000-01-01", "2000-01-01", "5D", "2000-01-01");
}

static void test_series__bad_steps_are_refused(void **state)
{
    (void)state;
    static const char *const steps[] = { "", "0Y", "Y", "1", "1Q", "1YY", "-1Y", "1.5Y", "99999999999999999999Y", " 1Y" };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        ent_error err = { 0 };
        ent_day *days = NULL;
        size_t count;
        assert_int_equal(ent_series_days(0, 10, steps[i], &days, &count, &err), ENT_ERR_USAGE);
    }
    ent_error err = { 0 };
    ent_day *days = NULL;
    size_t count;
    assert_int_equal(ent_series_days(10, 0, "1Y", &days, &count, &err), ENT_ERR_USAGE);
    ent_error_clear(&err);
    assert_int_equal(ent_series_days(0, 100000, "1D", &days, &count, &err), ENT_ERR_LIMIT);
    ent_error_clear(&err);
    assert_int_equal(ent_series_days(ENT_DAY_MIN, ENT_DAY_MAX, "1Y", &days, &count, &err), ENT_ERR_USAGE);
    assert_null(days);
}

static ent_answer *series_of(const ent_graph *graph, bool long_rows)
{
    ent_error err = { 0 };
    const ent_measure *degree = ent_measure_find("degree");
    ent_day *days = NULL;
    ent_series_options options = { .rank = ENT_RANK_OPTIONS_INIT, .long_rows = long_rows };
    options.rank.measures = &degree;
    options.rank.measure_count = 1;
    assert_ok(ent_series_days(day_of("2000"), day_of("2004"), "1Y", &days, &options.day_count, &err), err);
    options.days = days;
    ent_view *view = view_at(graph, "2010");
    ent_answer *answer = NULL;
    assert_ok(ent_series_ask(view, &options, &answer, &err), err);
    ent_view_free(view);
    free(days);
    return answer;
}

/* Each column is what rank says as of that day, and the pairs that formed and dissolved add up. */
static void test_series__each_day_is_what_rank_says_of_it(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_answer *series = series_of(graph, false);
    const ent_measure *degree = ent_measure_find("degree");
    double before = 0;
    for (int year = 2000; year <= 2004; year++) {
        char as_of[16], column[16];
        snprintf(as_of, sizeof as_of, "%d", year);
        snprintf(column, sizeof column, "%d-12-31", year);
        ent_error err = { 0 };
        ent_rank_options options = ENT_RANK_OPTIONS_INIT;
        options.measures = &degree;
        options.measure_count = 1;
        ent_view *view = view_at(graph, as_of);
        ent_answer *rank = NULL;
        assert_ok(ent_rank_ask(view, &options, &rank, &err), err);
        for (size_t i = 0; i < ent_answer_row_count(rank); i++) {
            size_t row = row_of(series, "node", cell_of(rank, i, "node")->key);
            assert_true(fabs(cell_of(series, row, column)->number - cell_of(rank, i, "degree")->number) < 1e-12);
        }
        size_t rows = ent_answer_row_count(series);
        double pairs = cell_of(series, rows - 3, column)->number;
        if (year > 2000)
            assert_true(fabs(before + cell_of(series, rows - 2, column)->number -
                             cell_of(series, rows - 1, column)->number - pairs) < 1e-12);
        before = pairs;
        ent_answer_free(rank);
        ent_view_free(view);
    }
    ent_answer_free(series);
    ent_graph_free(graph);
}

static void test_series__formed_and_dissolved(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_answer *series = series_of(graph, false);
    static const double expected[4][5] = {
        { 2, 3, 3, 4, 4 }, /* nodes */
        { 1, 2, 2, 4, 4 }, /* pairs: a-b stays tied in 2004, by trade */
        { NAN, 1, 0, 2, 0 }, { NAN, 0, 0, 0, 0 },
    };
    size_t first = ent_answer_row_count(series) - 4;
    for (size_t w = 0; w < 4; w++)
        for (size_t i = 0; i < 5; i++) {
            const ent_cell *cell = &ent_answer_row(series, first + w)[2 + i];
            if (isnan(expected[w][i]))
                assert_int_equal(cell->kind, ENT_CELL_NULL);
            else
                assert_true(fabs(cell->number - expected[w][i]) < 1e-12);
        }
    assert_string_equal(ent_answer_column(series, 2)->heading, "2000");
    assert_string_equal(ent_answer_as_of(series), "2000-12-31/2004-12-31");
    ent_answer_free(series);
    ent_graph_free(graph);
}

static void test_series__long_rows_say_the_same(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_answer *wide = series_of(graph, false), *rows = series_of(graph, true);
    size_t numbers = 0;
    for (size_t i = 0; i < ent_answer_row_count(rows); i++) {
        const ent_cell *node = cell_of(rows, i, "node");
        if (node->kind != ENT_CELL_NODE)
            continue;
        size_t row = row_of(wide, "node", node->key);
        assert_true(fabs(cell_of(wide, row, cell_of(rows, i, "date")->text)->number - cell_of(rows, i, "value")->number) < 1e-12);
        numbers++;
    }
    assert_int_equal(numbers, 2 + 3 + 3 + 4 + 4);
    ent_answer_free(wide);
    ent_answer_free(rows);
    ent_graph_free(graph);
}

static void test_series__the_network_in_numbers(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *view = view_at(graph, "2010");
    ent_error err = { 0 };
    ent_answer *answer = NULL;
    assert_ok(ent_describe_ask(view, NULL, &answer, &err), err);
    assert_string_equal(ent_answer_title(answer), "A network of 4 nodes and 4 ties as of 31 December 2010");
    assert_string_equal(text_of(answer, 0, "measure"), "density");
    assert_true(fabs(cell_of(answer, 0, "value")->number - 4.0 / 6) < 1e-12);
    assert_true(has_note(answer, "Balance left out")); /* no tie has a sign */
    assert_true(has_note(answer, "Undirected network of 4 nodes"));
    ent_answer_free(answer);
    ent_rank_options options = ENT_RANK_OPTIONS_INIT;
    const ent_measure *balance = ent_measure_find("balance"), *degree = ent_measure_find("degree");
    options.measure_count = 1;
    options.measures = &balance;
    answer = NULL;
    assert_true(ent_describe_ask(view, &options, &answer, &err) < 0); /* asked for by name, it is an error */
    ent_error_clear(&err);
    options.measures = &degree;
    assert_int_equal(ent_describe_ask(view, &options, &answer, &err), ENT_ERR_USAGE);
    assert_null(answer);
    ent_view_free(view);
    ent_graph_free(graph);
    graph = graph_of("");
    view = view_at(graph, "2010");
    ent_error_clear(&err);
    assert_ok(ent_describe_ask(view, NULL, &answer, &err), err);
    ent_answer_free(answer);
    ent_view_free(view);
    ent_graph_free(graph);
}

/* Ties of all kinds, dated to the month, the year or not at all, between nodes that come and go, some to a source. */
static ent_graph *random_graph(unsigned seed)
{
    static const char *const statuses[] = { "in-force", "in-force", "in-force", "planned", "suspended" };
    static const char *const ranks[] = { "normal", "normal", "normal", "preferred", "deprecated" };
    static const char *const types[] = { "KNOWS", "KNOWS", "NEAR", "MET" };
    static const char *const periods[] = { "-", "%d/%d", "%d-05/%d-03", "%d~/%d", "%d-06-15/..", "%d" };
    static char text[65536];
    size_t at = (size_t)snprintf(text, sizeof text, "type MET event symmetric\ntype NEAR state symmetric\nsource s 2002\n");
    uint64_t state = seed;
    for (int i = 0; i < 12; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, i % 4 == 3 ? "node n%d P 200%d/200%d\n" : "node n%d P\n", i, i % 3,
                               4 + i % 5);
    for (int i = 0; i < 60; i++) {
        char period[32], to[16];
        state = ent_i_hash_mix(state + 0x9e3779b97f4a7c15ULL);
        int from = 2000 + (int)(state >> 20 & 7);
        snprintf(period, sizeof period, periods[(state >> 24) % 6], from, from + 1 + (int)(state >> 28 & 3));
        snprintf(to, sizeof to, state >> 36 & 15 ? "n%d" : "s", (int)((state >> 8) % 12));
        at += (size_t)snprintf(text + at, sizeof text - at, "tie n%d %s %s %s %s %s %s {\"weight\":%d}\n", (int)(state % 12),
                               types[state >> 34 & 3], to, period, statuses[(state >> 40) % 5], ranks[(state >> 44) % 5],
                               state >> 48 & 1 ? "s" : "-", 1 + (int)(state >> 50 & 7));
    }
    return graph_of(text);
}

/* The projection has the ties that hold, asked for one by one, and the nodes that exist. */
static void check_projection(const ent_view *view, const ent_projection_options *options)
{
    const ent_graph *graph = ent_view_graph(view);
    ent_projection *p = NULL;
    ent_error err = { 0 };
    size_t at = 0;
    assert_ok(ent_projection_new(view, options, &p, &err), err);
    for (ent_tie tie = 0; tie < ent_graph_tie_count(graph); tie++) {
        ent_tie_view seen;
        ent_node_view ends[2];
        ent_graph_tie(graph, tie, &seen);
        ent_graph_node(graph, seen.source, &ends[0]);
        ent_graph_node(graph, seen.target, &ends[1]);
        if (!ent_view_takes(view, tie) || ends[0].source || ends[1].source ||
            (!options->planned && ent_tie_status_fold(seen.status) != ENT_FOLD_IN_FORCE))
            continue;
        assert_true(at < ent_projection_tie_count(p));
        uint32_t from, to;
        ent_projection_ends(p, (uint32_t)at, &from, &to);
        assert_int_equal(ent_projection_tie(p, (uint32_t)at), tie);
        assert_int_equal(ent_projection_node(p, from), seen.source);
        assert_int_equal(ent_projection_node(p, to), seen.target);
        at++;
    }
    assert_int_equal(at, ent_projection_tie_count(p));
    ent_projection_free(p);
}

/* Every number of a series is that of a network of its own, made for that day alone. */
static void check_days(const ent_view *view, const ent_answer *series, const ent_rank_options *options, ent_day first,
                       size_t days)
{
    const ent_graph *graph = ent_view_graph(view);
    size_t numbers = 0, written = 0;
    for (size_t i = 0; i < ent_answer_row_count(series); i++)
        written += cell_of(series, i, "node")->kind == ENT_CELL_NODE;
    for (size_t d = 0; d < days; d++) {
        char day[ENT_DAY_TEXT];
        double scores[16];
        ent_filter filter = ENT_FILTER_INIT;
        ent_error err = { 0 };
        ent_projection *p = NULL;
        filter.as_of = ent_day_format(first + (ent_day)(31 * d), day);
        ent_view *alone = view_of(graph, &filter);
        check_projection(alone, &options->projection);
        assert_ok(ent_projection_new(alone, &options->projection, &p, &err), err);
        size_t nodes = ent_projection_node_count(p);
        assert_true(nodes <= 16);
        assert_ok(ent_measure_nodes(options->measures[0], p, NULL, scores, &err), err);
        numbers += nodes;
        for (size_t i = 0; i < ent_answer_row_count(series); i++) {
            const ent_cell *node = cell_of(series, i, "node");
            if (node->kind != ENT_CELL_NODE || strcmp(cell_of(series, i, "date")->text, day))
                continue;
            uint32_t index = ent_projection_index_of(p, node_of(graph, node->key));
            assert_int_not_equal(index, ENT_NONE);
            const ent_cell *value = cell_of(series, i, "value");
            if (isnan(scores[index]) ? !isnan(value->number) : !(value->number == scores[index]))
                fail_msg("%s on %s of %s: %g, alone %g", options->measures[0]->name, day, node->key, value->number, scores[index]);
        }
        ent_projection_free(p);
        ent_view_free(alone);
    }
    assert_int_equal(numbers, written);
}

static void test_series__is_the_same_as_each_day_alone(void **state)
{
    (void)state;
    static const char *const measures[] = { "strength", "betweenness", "closeness", "pagerank" };
    enum { DAYS = 110 };
    for (unsigned seed = 0; seed < 12; seed++) {
        ent_graph *graph = random_graph(seed);
        const ent_measure *measure = ent_measure_find(measures[seed % 4]);
        ent_day days[DAYS];
        ent_error err = { 0 };
        ent_series_options options = { .rank = ENT_RANK_OPTIONS_INIT, .days = days, .day_count = DAYS, .long_rows = true };
        options.rank.measures = &measure;
        options.rank.measure_count = 1;
        options.rank.projection.isolates = seed & 1;
        options.rank.projection.planned = seed & 2;
        options.rank.projection.directed = seed % 3 == 0;
        if (seed % 4 == 0)
            options.rank.projection.weight_as = ENT_WEIGHT_STRENGTH;
        for (size_t i = 0; i < DAYS; i++)
            days[i] = day_of("2000-01-01") + (ent_day)(31 * i);
        ent_view *view = view_at(graph, "2010");
        ent_answer *series = NULL;
        assert_ok(ent_series_ask(view, &options, &series, &err), err);
        check_days(view, series, &options.rank, days[0], DAYS);
        ent_answer_free(series);
        ent_view_free(view);
        ent_graph_free(graph);
    }
}

typedef struct watch {
    size_t asked;
    double done;
} watch;

static bool after_twenty(void *context)
{
    return ++((watch *)context)->asked > 20;
}

static void keep_progress(void *context, double done)
{
    watch *w = context;
    assert_true(done >= w->done - 1e-12 && done <= 1);
    w->done = done;
}

static void test_series__progress_is_of_all_days_and_can_be_stopped(void **state)
{
    (void)state;
    ent_graph *graph = random_graph(3);
    const ent_measure *measure = ent_measure_find("closeness");
    ent_day days[50];
    watch seen = { 0, 0 };
    ent_control control = { .progress = keep_progress, .context = &seen };
    ent_series_options options = { .rank = ENT_RANK_OPTIONS_INIT, .days = days, .day_count = 50, .long_rows = true };
    options.rank.measures = &measure;
    options.rank.measure_count = 1;
    options.rank.control = &control;
    for (size_t i = 0; i < 50; i++)
        days[i] = day_of("2000-01-01") + (ent_day)(31 * i);
    ent_view *view = view_at(graph, "2010");
    ent_error err = { 0 };
    ent_answer *series = NULL;
    assert_ok(ent_series_ask(view, &options, &series, &err), err);
    assert_true(seen.done > 0.95);
    ent_answer_free(series);
    series = NULL;
    control = (ent_control){ .interrupted = after_twenty, .context = &seen };
    assert_int_equal(ent_series_ask(view, &options, &series, &err), ENT_ERR_LIMIT);
    assert_null(series);
    assert_non_null(strstr(err.message, "interrupted"));
    ent_view_free(view);
    ent_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_series__steps_of_the_calendar),
        cmocka_unit_test(test_series__bad_steps_are_refused),
        cmocka_unit_test(test_series__each_day_is_what_rank_says_of_it),
        cmocka_unit_test(test_series__formed_and_dissolved),
        cmocka_unit_test(test_series__long_rows_say_the_same),
        cmocka_unit_test(test_series__the_network_in_numbers),
        cmocka_unit_test(test_series__is_the_same_as_each_day_alone),
        cmocka_unit_test(test_series__progress_is_of_all_days_and_can_be_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
