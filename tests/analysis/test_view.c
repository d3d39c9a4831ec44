/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

static ent_standing standing_at(const ent_graph *graph, const char *day, ent_reading reading, ent_tie tie)
{
    ent_filter filter = ENT_FILTER_INIT;
    filter.as_of = day;
    filter.reading = reading;
    ent_view *view = view_of(graph, &filter);
    ent_standing standing = ent_view_standing(view, tie);
    ent_view_free(view);
    return standing;
}

static void test_view__day_is_the_data_sets_unless_asked(void **state)
{
    (void)state;
    ent_graph *graph = graph_of("meta as_of 2025-12-05\nnode a State");
    ent_view *view = view_of(graph, NULL);
    assert_int_equal(ent_view_day(view), ent_day_from_civil(2025, 12, 5));
    ent_view_free(view);
    view = view_at(graph, "2021");
    assert_int_equal(ent_view_day(view), ent_day_from_civil(2021, 12, 31));
    ent_view_free(view);
    ent_graph_free(graph);
    graph = graph_of("node a State");
    view = view_of(graph, NULL);
    assert_int_equal(ent_view_day(view), ent_day_today());
    ent_view_free(view);
    ent_graph_free(graph);
    ent_view_free(NULL);
}

static void test_view__names_what_it_cannot_resolve(void **state)
{
    (void)state;
    ent_graph *graph = graph_of("source atlas 2020\nnode a Forum\nnode b State\ntie b MEMBER_OF a");
    ent_view *view = NULL;
    const char *words[] = { "atlsa" };
    ent_filter filter = ENT_FILTER_INIT;
    ent_error err = { 0 };
    filter.as_of = "yesterday";
    assert_int_equal(ent_view_new(graph, &filter, &view, &err), ENT_ERR_DATE);
    assert_non_null(strstr(err.message, "yesterday"));
    filter = (ent_filter)ENT_FILTER_INIT;
    filter.sources = words;
    filter.source_count = 1;
    ent_error_clear(&err);
    assert_int_equal(ent_view_new(graph, &filter, &view, &err), ENT_ERR_NOTFOUND);
    assert_non_null(strstr(err.message, "\"atlas\""));
    words[0] = "a"; /* a node, but no source */
    ent_error_clear(&err);
    assert_int_equal(ent_view_new(graph, &filter, &view, &err), ENT_ERR_NOTFOUND);
    words[0] = "Forrum";
    filter = (ent_filter)ENT_FILTER_INIT;
    filter.labels = words;
    filter.label_count = 1;
    ent_error_clear(&err);
    assert_int_equal(ent_view_new(graph, &filter, &view, &err), ENT_ERR_NOTFOUND);
    words[0] = "MEMBRE_OFF";
    filter = (ent_filter)ENT_FILTER_INIT;
    filter.types = words;
    filter.type_count = 1;
    ent_error_clear(&err);
    assert_int_equal(ent_view_new(graph, &filter, &view, &err), ENT_ERR_NOTFOUND);
    assert_null(view);
    ent_graph_free(graph);
}

static void test_view__standing_by_reading(void **state)
{
    (void)state;
    ent_graph *graph = graph_of("node a State\nnode b Forum\n"
                                "tie a MEMBER_OF b 2007/2018\n"
                                "tie a MEMBER_OF b 2018/..");
    /* In the year of the hand-over exactly one of the two holds nominally, none certainly, both possibly. */
    assert_int_equal(standing_at(graph, "2018-06-01", ENT_NOMINAL, 0), ENT_STANDING_ENDED);
    assert_int_equal(standing_at(graph, "2018-06-01", ENT_NOMINAL, 1), ENT_STANDING_HOLDS);
    assert_int_not_equal(standing_at(graph, "2018-06-01", ENT_CERTAIN, 0), ENT_STANDING_HOLDS);
    assert_int_equal(standing_at(graph, "2018-06-01", ENT_CERTAIN, 1), ENT_STANDING_NOT_YET);
    assert_int_equal(standing_at(graph, "2018-06-01", ENT_POSSIBLE, 0), ENT_STANDING_HOLDS);
    assert_int_equal(standing_at(graph, "2018-06-01", ENT_POSSIBLE, 1), ENT_STANDING_HOLDS);
    assert_int_equal(standing_at(graph, "2006", ENT_NOMINAL, 0), ENT_STANDING_NOT_YET);
    assert_int_equal(standing_at(graph, "2020", ENT_NOMINAL, 0), ENT_STANDING_ENDED);
    ent_view *view = view_at(graph, "2018-06-01");
    assert_true(ent_view_tie_uncertain(view, 0));
    assert_true(ent_view_tie_uncertain(view, 1));
    ent_view_free(view);
    view = view_at(graph, "2020");
    assert_false(ent_view_tie_uncertain(view, 1));
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_view__unknown_is_not_ended(void **state)
{
    (void)state;
    ent_graph *graph = graph_of("source s 2021-12\nnode a State\nnode b Forum\n"
                                "tie a MEMBER_OF b 2001-06-15/ - - s\n"
                                "tie b LINKS a - - - s\n");
    assert_int_equal(standing_at(graph, "2021-12-31", ENT_NOMINAL, 0), ENT_STANDING_HOLDS);
    assert_int_equal(standing_at(graph, "2022-01-01", ENT_NOMINAL, 0), ENT_STANDING_NOT_KNOWN);
    assert_int_equal(standing_at(graph, "2022-01-01", ENT_POSSIBLE, 0), ENT_STANDING_HOLDS);
    /* Undated: the source vouches for it from 2021-12 on; before, nobody knows. */
    assert_int_equal(standing_at(graph, "2022-01-01", ENT_NOMINAL, 1), ENT_STANDING_HOLDS);
    assert_int_equal(standing_at(graph, "2010", ENT_NOMINAL, 1), ENT_STANDING_NOT_KNOWN);
    ent_view *view = view_at(graph, "2022");
    assert_true(ent_view_tie_undated(view, 1));
    assert_false(ent_view_tie_undated(view, 0));
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_view__a_tie_needs_both_its_ends(void **state)
{
    (void)state;
    ent_graph *graph = graph_of("type MET event symmetric\nnode ussr State 1922-12-30/1991-12-26\nnode india State\n"
                                "tie ussr TRADES_WITH india 1953/..\n"
                                "tie ussr MET india 1955-06");
    assert_int_equal(standing_at(graph, "1990", ENT_NOMINAL, 0), ENT_STANDING_HOLDS);
    assert_int_equal(standing_at(graph, "1992", ENT_NOMINAL, 0), ENT_STANDING_ENDED);
    assert_int_equal(standing_at(graph, "1992", ENT_NOMINAL, 1), ENT_STANDING_HOLDS); /* it has happened */
    assert_int_equal(standing_at(graph, "1955-05", ENT_NOMINAL, 1), ENT_STANDING_NOT_YET);
    ent_view *view = view_at(graph, "1992");
    assert_false(ent_view_takes(view, 1));
    ent_view_free(view);
    ent_filter filter = ENT_FILTER_INIT;
    filter.as_of = "1992";
    filter.events = true;
    view = view_of(graph, &filter);
    assert_true(ent_view_takes(view, 1));
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_view__preferred_outranks_while_it_holds(void **state)
{
    (void)state;
    ent_graph *graph = graph_of("type PEER_OF state symmetric\nnode a State\nnode b Forum\nnode c State\n"
                                "tie a MEMBER_OF b 1996/.. - normal\n"        /* 0 */
                                "tie a MEMBER_OF b 2001-06-15/.. - preferred\n" /* 1 */
                                "tie a MEMBER_OF b 2003/.. signed unverified\n" /* 2 */
                                "tie a MEMBER_OF b 1990/.. - deprecated\n"      /* 3 */
                                "tie c PEER_OF a 2000/.. - preferred\n"         /* 4 */
                                "tie a PEER_OF c 1999/..\n"                     /* 5: the same, written the other way */
                                "tie a OBSERVER_OF b 1999/..\n");               /* 6: another type */
    assert_int_equal(standing_at(graph, "1998", ENT_NOMINAL, 0), ENT_STANDING_HOLDS);
    assert_int_equal(standing_at(graph, "2005", ENT_NOMINAL, 0), ENT_STANDING_FILTERED);
    assert_int_equal(standing_at(graph, "2005", ENT_NOMINAL, 1), ENT_STANDING_HOLDS);
    assert_int_equal(standing_at(graph, "2005", ENT_NOMINAL, 2), ENT_STANDING_FILTERED);
    assert_int_equal(standing_at(graph, "2005", ENT_NOMINAL, 3), ENT_STANDING_FILTERED);
    assert_int_equal(standing_at(graph, "1995", ENT_NOMINAL, 3), ENT_STANDING_FILTERED);
    assert_int_equal(standing_at(graph, "2005", ENT_NOMINAL, 5), ENT_STANDING_FILTERED);
    assert_int_equal(standing_at(graph, "2005", ENT_NOMINAL, 6), ENT_STANDING_HOLDS);
    ent_graph_free(graph);
}

static void test_view__all_dates_keeps_spells_apart(void **state)
{
    (void)state;
    ent_graph *graph = graph_of("node a State\nnode b Forum\n"
                                "tie a MEMBER_OF b 2007/2008\n"
                                "tie a MEMBER_OF b 2017/.. - preferred\n"
                                "tie a MEMBER_OF b 2018/..");
    ent_filter filter = ENT_FILTER_INIT;
    filter.all_dates = true;
    ent_view *view = view_of(graph, &filter);
    assert_true(ent_view_takes(view, 0));
    assert_true(ent_view_takes(view, 1));
    assert_false(ent_view_takes(view, 2)); /* speaks of the same days as the preferred one */
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_view__filters(void **state)
{
    (void)state;
    ent_graph *graph = graph_of("label Alliance Forum\nsource s 2020 press\nsource t 2021 press\nsource u 2022\n"
                                "node a State\nnode b Forum\nnode c Alliance\nnode d Project\n"
                                "tie b LINKS c 2000/.. - - s\n"
                                "tie b BACKS c 2000/.. - - u\n"
                                "tie b BACKS d 2000/.. - - t,u\n");
    const char *words[1];
    ent_filter filter = ENT_FILTER_INIT;
    filter.as_of = "2020";
    words[0] = "backs";
    filter.types = words;
    filter.type_count = 1;
    ent_view *view = view_of(graph, &filter);
    assert_false(ent_view_takes(view, 0));
    assert_true(ent_view_takes(view, 1));
    ent_view_free(view);
    filter.type_count = 0;
    words[0] = "forum"; /* an alliance is a kind of forum */
    filter.labels = words;
    filter.label_count = 1;
    view = view_of(graph, &filter);
    assert_true(ent_view_takes(view, 0));
    assert_false(ent_view_takes(view, 2));
    ent_view_free(view);
    filter.label_count = 0;
    words[0] = "PRESS"; /* a group of sources */
    filter.sources = words;
    filter.source_count = 1;
    view = view_of(graph, &filter);
    assert_true(ent_view_takes(view, 0));
    assert_false(ent_view_takes(view, 1));
    assert_true(ent_view_takes(view, 2));
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_view__source_filter_reads_dates_by_those_sources(void **state)
{
    (void)state;
    ent_graph *graph = graph_of("source early 2005\nsource late 2020\nnode a State\nnode b Forum\n"
                                "tie a MEMBER_OF b 2001/ - - early,late\n"
                                "tie a BACKS b - - - early,late");
    const char *words[] = { "early" };
    ent_filter filter = ENT_FILTER_INIT;
    filter.as_of = "2010";
    ent_view *view = view_of(graph, &filter);
    assert_int_equal(ent_view_standing(view, 0), ENT_STANDING_HOLDS);
    ent_view_free(view);
    filter.sources = words;
    filter.source_count = 1;
    view = view_of(graph, &filter);
    assert_int_equal(ent_view_standing(view, 0), ENT_STANDING_NOT_KNOWN); /* it speaks of 2005 only */
    assert_int_equal(ent_view_standing(view, 1), ENT_STANDING_HOLDS);
    ent_view_free(view);
    words[0] = "late";
    view = view_of(graph, &filter);
    assert_int_equal(ent_view_standing(view, 0), ENT_STANDING_HOLDS);
    assert_int_equal(ent_view_standing(view, 1), ENT_STANDING_NOT_KNOWN); /* before it speaks */
    ent_view_free(view);
    ent_graph_free(graph);
}

static void expect_hops(const ent_view *view, const char *from, ent_direction direction, const char *expected)
{
    const ent_graph *graph = ent_view_graph(view);
    ent_node node = node_of(graph, from);
    ent_hops hops = { NULL, 0, 0 };
    ent_error err = { 0 };
    assert_ok(ent_view_expand(view, &node, 1, direction, &hops, &err), err);
    char found[256] = "";
    for (size_t i = 0; i < hops.count; i++) {
        assert_int_equal(hops.items[i].from, node);
        snprintf(found + strlen(found), sizeof found - strlen(found), "%s%s%u", hops.items[i].forward ? ">" : "<",
                 key_of(graph, hops.items[i].to), hops.items[i].tie);
    }
    assert_string_equal(found, expected);
    ent_hops_clear(&hops);
}

static void test_view__expand_walks_each_tie_once(void **state)
{
    (void)state;
    ent_graph *graph = graph_of("type PEER_OF state symmetric\nnode a State\nnode b State\nnode c State\n"
                                "tie a LINKS c\n"    /* 0 */
                                "tie a LINKS b\n"    /* 1 */
                                "tie b LINKS a\n"    /* 2 */
                                "tie a LINKS a\n"    /* 3 */
                                "tie c PEER_OF a\n"  /* 4 */
                                "tie a PEER_OF a\n"  /* 5 */
                                "tie a LINKS b 2030/..\n");
    ent_view *view = view_at(graph, "2020");
    ent_type links = ent_graph_find_type(graph, "LINKS"), peer = ent_graph_find_type(graph, "PEER_OF");
    assert_true(peer < links); /* the order of types is that of their addition */
    expect_hops(view, "a", ENT_BOTH, ">a5>a3>b1>c0<c4<b2");
    expect_hops(view, "a", ENT_OUT, ">a5>a3>b1>c0<c4");
    expect_hops(view, "a", ENT_IN, ">a5<c4<a3<b2");
    expect_hops(view, "c", ENT_OUT, ">a4");
    expect_hops(view, "c", ENT_IN, ">a4<a0");
    ent_view_free(view);
    ent_graph_free(graph);
    ent_hops_clear(NULL);
}

static void test_view__expand_lets_the_asked_node_through_the_label_filter(void **state)
{
    (void)state;
    ent_graph *graph = graph_of("node a State\nnode b Forum\nnode c State\ntie a MEMBER_OF b\ntie a TRADES_WITH c");
    const char *words[] = { "Forum" };
    ent_filter filter = ENT_FILTER_INIT;
    filter.labels = words;
    filter.label_count = 1;
    ent_view *view = view_of(graph, &filter);
    expect_hops(view, "a", ENT_BOTH, ">b0");
    expect_hops(view, "b", ENT_BOTH, "");
    ent_view_free(view);
    ent_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_view__day_is_the_data_sets_unless_asked),
        cmocka_unit_test(test_view__names_what_it_cannot_resolve),
        cmocka_unit_test(test_view__standing_by_reading),
        cmocka_unit_test(test_view__unknown_is_not_ended),
        cmocka_unit_test(test_view__a_tie_needs_both_its_ends),
        cmocka_unit_test(test_view__preferred_outranks_while_it_holds),
        cmocka_unit_test(test_view__all_dates_keeps_spells_apart),
        cmocka_unit_test(test_view__filters),
        cmocka_unit_test(test_view__source_filter_reads_dates_by_those_sources),
        cmocka_unit_test(test_view__expand_walks_each_tie_once),
        cmocka_unit_test(test_view__expand_lets_the_asked_node_through_the_label_filter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
