/* SPDX-License-Identifier: GPL-2.0-or-later */
/* show, find, info, sources, ties. */
#include "support.h"

static const char network[] =
    "meta name Test\nmeta as_of 2025-12-05\nsource s 2025-12 press\nsource t 2021-12 press\nsource quiet 2020\n"
    "type SIGNED event directed\n"
    "node india State\nnode russia State\nnode ussr State 1922/1991-12-26\nnode iran State\nnode relos Agreement\nnode sco Forum\n"
    "tie india PARTY_TO relos 2025-02-18/ signed preferred s\n"
    "tie india PARTY_TO relos 2025-02/ signed normal s\n"
    "tie russia PARTY_TO relos 2025-02-18/2025-12-15 signed - s,t\n"
    "tie russia PARTY_TO relos 2025-12-15/ ratified - s\n"
    "tie india SIGNED relos 2025-02-18 - - s\n"
    "tie india MEMBER_OF sco 2017-06-09/.. - - s\n"
    "tie russia MEMBER_OF sco 2001-06-15/..\n"
    "tie russia MEMBER_OF sco 1996/.. - deprecated t\n"
    "tie iran MEMBER_OF sco 2020/.. sought - s\n"
    "tie india TRADES_WITH russia - - - s,s\n";

static ent_answer *show(const ent_view *view, const char *key)
{
    ent_answer *answer = NULL;
    ent_error err = { 0 };
    assert_ok(ent_show_ask(view, node_of(ent_view_graph(view), key), &answer, &err), err);
    return answer;
}

static void test_cards__show_reads_signed_before_it_is_in_force(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *view = view_at(graph, "2025-06-30");
    ent_answer *answer = show(view, "relos");
    assert_string_equal(ent_answer_title(answer),
                        "relos as of 30 June 2025: 2 signed, 1 happened, 1 not yet, 1 outranked");
    size_t claims = section_rows(answer, "Diplomacy") + section_rows(answer, "Diplomacy: events") +
                    section_rows(answer, "Other") + section_rows(answer, "Other: events");
    assert_int_equal(claims, 5);
    bool in_force = false;
    for (size_t i = 0; i < ent_answer_row_count(answer); i++)
        in_force = in_force || strstr(text_of(answer, i, "standing"), "in force");
    assert_false(in_force);
    size_t india = row_of(answer, "with", "india");
    assert_string_equal(text_of(answer, india, "period"), "2025-02/");
    assert_string_equal(text_of(answer, india, "standing"), "outranked (signed)");
    assert_string_equal(text_of(answer, india + 1, "standing"), "signed");
    assert_string_equal(text_of(answer, india + 1, "rank"), "preferred");
    size_t russia = row_of(answer, "with", "russia");
    assert_string_equal(text_of(answer, russia, "sources"), "s t");
    assert_string_equal(text_of(answer, russia + 1, "standing"), "not yet (ratified)");
    ent_answer_free(answer);
    ent_view_free(view);
    view = view_at(graph, "2024");
    answer = show(view, "relos");
    assert_string_equal(ent_answer_title(answer), "relos as of 31 December 2024: 5 not yet");
    ent_answer_free(answer);
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_cards__show_keeps_deprecated_claims(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *view = view_of(graph, NULL);
    ent_answer *answer = show(view, "sco");
    assert_string_equal(ent_answer_title(answer), "sco as of 5 December 2025: 1 sought, 2 other ties in force, 1 deprecated");
    ent_answer_free(answer);
    answer = show(view, "ussr");
    assert_string_equal(ent_answer_title(answer), "ussr as of 5 December 2025: no claims");
    bool exists = false;
    for (size_t i = 0; i < ent_answer_row_count(answer); i++)
        exists = exists || (!strcmp(text_of(answer, i, "tie"), "exists") && !strcmp(text_of(answer, i, "period"), "1922/1991-12-26"));
    assert_true(exists);
    ent_answer_free(answer);
    answer = show(view, "t");
    assert_true(has_note(answer, "This source supports 2 ties: 1 alone, 1 with others"));
    bool titled = false;
    for (size_t i = 0; i < ent_answer_row_count(answer); i++)
        titled = titled || !strcmp(text_of(answer, i, "detail"), "Title of t");
    assert_true(titled);
    ent_answer_free(answer);
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_cards__show_follows_the_source_filter(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    const char *words[] = { "t" };
    ent_filter filter = ENT_FILTER_INIT;
    filter.as_of = "2025-06-30";
    filter.sources = words;
    filter.source_count = 1;
    ent_view *view = view_of(graph, &filter);
    ent_answer *answer = show(view, "relos");
    size_t russia = row_of(answer, "with", "russia");
    assert_string_equal(text_of(answer, russia, "sources"), "t");
    assert_non_null(strstr(ent_answer_title(answer), "1 signed"));
    ent_answer_free(answer);
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_cards__sources_count_each_tie_once(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *view = view_of(graph, NULL);
    ent_answer *answer = NULL;
    ent_error err = { 0 };
    assert_ok(ent_sources_ask(view, &answer, &err), err);
    assert_string_equal(ent_answer_title(answer), "3 sources");
    assert_int_equal(ent_answer_row_count(answer), 3);
    const char *order[] = { "s", "t", "quiet" };
    const int64_t alone[] = { 7, 1, 0 }, together[] = { 1, 1, 0 };
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(cell_of(answer, i, "source")->key, order[i]);
        assert_int_equal(cell_of(answer, i, "alone")->integer, alone[i]);
        assert_int_equal(cell_of(answer, i, "with_others")->integer, together[i]);
    }
    assert_string_equal(text_of(answer, 0, "title"), "Title of s");
    assert_string_equal(text_of(answer, 0, "group"), "press");
    assert_true(has_note(answer, "1 tie without a source"));
    ent_answer_free(answer);
    ent_view_free(view);
    ent_graph_free(graph);
}

static size_t row_named(const ent_answer *answer, const char *what)
{
    for (size_t i = 0; i < ent_answer_row_count(answer); i++)
        if (!strcmp(text_of(answer, i, "what"), what))
            return i;
    fail_msg("no row %s", what);
    return 0;
}

static void test_cards__info_counts(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *view = view_of(graph, NULL);
    ent_answer *answer = NULL;
    ent_error err = { 0 };
    assert_ok(ent_info_ask(view, &answer, &err), err);
    assert_string_equal(ent_answer_title(answer), "9 nodes, 10 ties; 7 hold as of 5 December 2025");
    assert_string_equal(ent_answer_data(answer), "Test");
    assert_int_equal(cell_of(answer, row_named(answer, "State"), "count")->integer, 4);
    size_t party = row_named(answer, "PARTY_TO"), ties = row_named(answer, "ties");
    assert_int_equal(cell_of(answer, party, "count")->integer, 4);
    assert_string_equal(text_of(answer, party, "from"), "2025-02-01");
    assert_int_equal(cell_of(answer, ties, "undated")->integer, 1);
    assert_int_equal(cell_of(answer, ties, "hold")->integer, 7);
    ent_answer_free(answer);
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_cards__ties_are_those_of_the_view(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *view = view_of(graph, NULL);
    ent_answer *answer = NULL;
    ent_error err = { 0 };
    assert_ok(ent_ties_ask(view, &answer, &err), err);
    assert_string_equal(ent_answer_title(answer), "6 ties, 3 of them in force, as of 5 December 2025");
    assert_int_equal(ent_answer_row_count(answer), 6);
    assert_true(has_note(answer, "1 event tie left out"));
    ent_answer_free(answer);
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_cards__find_says_what_matched(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *view = view_at(graph, "2025");
    ent_find_options options = ENT_FIND_OPTIONS_INIT;
    ent_answer *answer = NULL;
    ent_error err = { 0 };
    options.text = "RUSS";
    assert_ok(ent_find_ask(view, &options, &answer, &err), err);
    assert_string_equal(ent_answer_title(answer), "1 node named \"RUSS\"");
    assert_string_equal(cell_of(answer, 0, "node")->key, "russia");
    assert_int_equal(cell_of(answer, 0, "ties")->integer, 5);
    ent_answer_free(answer);
    options.text = "indja";
    assert_ok(ent_find_ask(view, &options, &answer, &err), err);
    assert_string_equal(ent_answer_title(answer), "No node is named \"indja\"; 1 similar");
    ent_answer_free(answer);
    options.text = "zzzzzzzzzz";
    assert_ok(ent_find_ask(view, &options, &answer, &err), err);
    assert_int_equal(ent_answer_row_count(answer), 0);
    ent_answer_free(answer);
    ent_view_free(view);
    ent_graph_free(graph);
}

/* Without a text: all nodes of a label, numbers before dates before texts before those without. */
static void test_cards__find_lists_a_label_in_the_order_of_a_property(void **state)
{
    (void)state;
    ent_graph *graph = NULL;
    ent_error err = { 0 };
    assert_ok(ent_graph_new(&graph, &err), err);
    const struct {
        const char *key, *properties;
    } rows[] = {
        { "a", NULL },
        { "b", "{\"period\":\"about then\"}" },
        { "c", "{\"period\":\"2013/2017\"}" },
        { "d", "{\"period\":\"2008\"}" },
        { "e", "{\"period\":3}" },
        { "f", "{\"period\":-1.5}" },
    };
    ent_text label[] = { { "Figure", 6 } };
    ent_node_record other = { .key = { "other", 5 } };
    assert_ok(ent_graph_add_node(graph, &other, NULL, &err), err);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *properties = rows[i].properties;
        ent_node_record record = { .key = { rows[i].key, 1 }, .labels = label, .label_count = 1,
                                   .properties = { properties, properties ? strlen(properties) : 0 } };
        assert_ok(ent_graph_add_node(graph, &record, NULL, &err), err);
    }
    assert_ok(ent_graph_finish(graph, &err), err);
    const char *labels[] = { "Figure" };
    ent_filter filter = ENT_FILTER_INIT;
    filter.labels = labels;
    filter.label_count = 1;
    ent_view *view = view_of(graph, &filter);
    ent_find_options options = ENT_FIND_OPTIONS_INIT;
    options.by = "period";
    ent_answer *answer = NULL;
    assert_ok(ent_find_ask(view, &options, &answer, &err), err);
    assert_int_equal(ent_answer_row_count(answer), 6);
    for (size_t i = 0; i < 6; i++) {
        const char key[] = { "fedcba"[i], 0 };
        assert_string_equal(cell_of(answer, i, "node")->key, key);
    }
    assert_string_equal(cell_of(answer, 3, "by_period")->text, "2013/2017");
    ent_answer_free(answer);
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_cards__measures_are_listed(void **state)
{
    (void)state;
    ent_answer *answer = NULL;
    ent_error err = { 0 };
    size_t count;
    ent_measures(&count);
    assert_ok(ent_measures_answer(&answer, &err), err);
    assert_int_equal(ent_answer_row_count(answer), count);
    assert_string_equal(text_of(answer, 0, "measure"), "degree");
    ent_answer_free(answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cards__show_reads_signed_before_it_is_in_force),
        cmocka_unit_test(test_cards__show_keeps_deprecated_claims),
        cmocka_unit_test(test_cards__show_follows_the_source_filter),
        cmocka_unit_test(test_cards__sources_count_each_tie_once),
        cmocka_unit_test(test_cards__info_counts),
        cmocka_unit_test(test_cards__ties_are_those_of_the_view),
        cmocka_unit_test(test_cards__find_says_what_matched),
        cmocka_unit_test(test_cards__find_lists_a_label_in_the_order_of_a_property),
        cmocka_unit_test(test_cards__measures_are_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
