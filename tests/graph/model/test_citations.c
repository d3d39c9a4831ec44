/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/graph/graphs.h"

#include <stdio.h>
#include <time.h>

static void cite(ent_graph *graph, const char *from, const char *to, const char *source, const char *paragraph)
{
    ent_error err = { 0 };
    ent_citation_record citation = { .source = T(source), .paragraph = T(paragraph) };
    ent_tie_record record = { .source = T(from), .type = T("T"), .target = T(to), .citations = &citation,
                              .citation_count = 1 };
    assert_ok(ent_graph_add_tie(graph, &record, NULL, &err), err);
}

static void add_source(ent_graph *graph, const char *key, const char *properties)
{
    ent_error err = { 0 };
    ent_text labels[] = { T("Source") };
    ent_node_record record = { .key = T(key), .labels = labels, .label_count = 1, .properties = T(properties) };
    assert_ok(ent_graph_add_node(graph, &record, NULL, &err), err);
}

static void test_citations__of_one_tie_are_gathered_without_repeats(void **state)
{
    (void)state;
    ent_graph *graph = new_graph();
    add_node(graph, "a", NULL);
    add_node(graph, "b", NULL);
    add_source(graph, "s1", "{\"as_of\":\"2021-12\",\"title\":\"One \\u00e9\"}");
    add_source(graph, "s2", NULL);
    cite(graph, "a", "b", "s1", "3");
    cite(graph, "b", "a", "s2", "1");
    cite(graph, "a", "b", "s2", "9");
    cite(graph, "a", "b", "s1", "3");
    cite(graph, "a", "b", "s1", "4");
    finish(graph);
    assert_int_equal(ent_graph_tie_count(graph), 2);
    assert_int_equal(ent_graph_tie_citation_count(graph, 0), 3);
    assert_int_equal(ent_graph_tie_citation_count(graph, 1), 1);
    assert_int_equal(ent_graph_citation_count(graph), 4);
    const char *expected[] = { "3", "9", "4" };
    for (size_t i = 0; i < 3; i++) {
        ent_citation_view citation;
        ent_graph_tie_citation(graph, 0, i, &citation);
        assert_string_equal(citation.paragraph, expected[i]);
    }
    ent_node s1 = ent_graph_find_key(graph, "s1", 2);
    assert_string_equal(ent_graph_source_field(graph, s1, "title"), "One \xc3\xa9");
    assert_null(ent_graph_source_field(graph, s1, "author"));
    ent_graph_free(graph);
}

static void test_citations__only_sources_can_be_cited(void **state)
{
    (void)state;
    ent_graph *graph = new_graph();
    add_node(graph, "a", NULL);
    add_node(graph, "b", NULL);
    cite(graph, "a", "b", "a", "3");
    ent_error err = { 0 };
    assert_int_equal(ent_graph_finish(graph, &err), ENT_ERR_INVALID);
    assert_non_null(strstr(err.message, "Source"));
    ent_graph_free(graph);
}

/* The node is where the label is missing; when it was there before the file, the citation is what can be mended. */
static void test_citations__of_what_is_no_source_have_a_place(void **state)
{
    (void)state;
    for (int there = 0; there < 2; there++) {
        ent_graph *graph = new_graph();
        ent_error err = { 0 };
        ent_node_record node = { .key = T("a"), .place = { there ? NULL : "nodes.json", there ? 0 : 4, 2 } };
        ent_citation_record citation = { .source = T("a") };
        ent_tie_record tie = { .source = T("a"), .type = T("T"), .target = T("a"), .citations = &citation,
                               .citation_count = 1, .place = { "ties.json", 9, 5 } };
        assert_ok(ent_graph_add_node(graph, &node, NULL, &err), err);
        assert_ok(ent_graph_add_tie(graph, &tie, NULL, &err), err);
        assert_int_equal(ent_graph_finish(graph, &err), ENT_ERR_INVALID);
        assert_string_equal(err.file, there ? "ties.json" : "nodes.json");
        assert_int_equal(err.line, there ? 9 : 4);
        assert_int_equal(err.column, there ? 5 : 2);
        ent_graph_free(graph);
    }
}

static void test_citations__as_of_that_is_no_date_has_the_place_of_its_source(void **state)
{
    (void)state;
    const char *const wrong[] = { "{\"as_of\":\"soon\"}", "{\"as_of\":\"2020/2021\"}" };
    for (size_t i = 0; i < 2; i++) {
        ent_graph *graph = new_graph();
        ent_error err = { 0 };
        ent_text labels[] = { T("Source") };
        ent_node_record source = { .key = T("s"), .labels = labels, .label_count = 1, .properties = T(wrong[i]),
                                   .place = { "x.json", 6, 1 } };
        cite(graph, "s", "s", "s", NULL); /* referred to before it is defined */
        assert_ok(ent_graph_add_node(graph, &source, NULL, &err), err);
        assert_int_equal(ent_graph_finish(graph, &err), ENT_ERR_DATE);
        assert_string_equal(err.file, "x.json");
        assert_int_equal(err.line, 6);
        assert_non_null(strstr(err.message, "as_of"));
        ent_graph_free(graph);
    }
}

static void test_citations__many_of_one_tie_take_linear_time(void **state)
{
    (void)state;
    enum { COUNT = 100000 };
    static char texts[COUNT][8];
    static ent_citation_record citations[COUNT];
    ent_graph *graph = new_graph();
    ent_error err = { 0 };
    add_source(graph, "s", NULL);
    for (int i = 0; i < COUNT; i++) {
        snprintf(texts[i], sizeof texts[i], "%d", i % (COUNT / 2) + 1); /* each one twice */
        citations[i] = (ent_citation_record){ .source = T("s"), .paragraph = T(texts[i]) };
    }
    ent_tie_record record = { .source = T("s"), .type = T("T"), .target = T("s"), .citations = citations,
                              .citation_count = COUNT };
    assert_ok(ent_graph_add_tie(graph, &record, NULL, &err), err);
    clock_t start = clock();
    finish(graph);
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 5); /* 0.05 s; each with each took 20 s */
    assert_int_equal(ent_graph_tie_citation_count(graph, 0), COUNT / 2);
    for (int i = 0; i < COUNT / 2; i++) {
        ent_citation_view citation;
        ent_graph_tie_citation(graph, 0, (size_t)i, &citation);
        assert_string_equal(citation.paragraph, texts[i]);
    }
    ent_graph_free(graph);
}

static void test_citations__an_undated_tie_holds_from_when_its_source_speaks(void **state)
{
    (void)state;
    ent_graph *graph = new_graph();
    add_node(graph, "a", NULL);
    add_node(graph, "b", NULL);
    add_source(graph, "s", "{\"as_of\":\"2021-12\"}");
    cite(graph, "a", "b", "s", "1");
    ent_tie bare = add_tie(graph, "b", "T", "a", NULL, NULL);
    finish(graph);
    assert_int_equal(ent_graph_tie_span(graph, 0, ENT_NOMINAL).from, ent_day_from_civil(2021, 12, 1));
    assert_int_equal(ent_graph_tie_span(graph, 0, ENT_NOMINAL).until, ENT_DAY_MAX);
    assert_int_equal(ent_graph_tie_span(graph, 0, ENT_POSSIBLE).from, ENT_DAY_MIN);
    assert_int_equal(ent_graph_tie_span(graph, bare, ENT_CERTAIN).from, ENT_DAY_MIN);
    ent_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_citations__of_one_tie_are_gathered_without_repeats),
        cmocka_unit_test(test_citations__only_sources_can_be_cited),
        cmocka_unit_test(test_citations__of_what_is_no_source_have_a_place),
        cmocka_unit_test(test_citations__as_of_that_is_no_date_has_the_place_of_its_source),
        cmocka_unit_test(test_citations__many_of_one_tie_take_linear_time),
        cmocka_unit_test(test_citations__an_undated_tie_holds_from_when_its_source_speaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
