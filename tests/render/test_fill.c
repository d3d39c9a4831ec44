/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From questions about a graph to drawings: dates, words, counts and sources come through. */
#include "../analysis/support.h"

#include <entente/draw.h>

#include "render/fill.h"

static const char network[] =
    "source s 2025\nsource t 2025\ntype MET event symmetric\n"
    "node india State\nnode russia State\nnode china State\nnode iran State\nnode brazil State\nnode alone State\n"
    "node ric Forum\nnode brics Forum\nnode un Forum\nnode unsc Forum\nnode instc Corridor\n"
    "tie india MEMBER_OF ric 2002-09/.. - - s\n"
    "tie russia MEMBER_OF ric 2002-09/.. - - s\n"
    "tie china MEMBER_OF ric 2002-09/.. - - t\n"
    "tie india MEMBER_OF brics 2009-06-16/.. - - s,t\n"
    "tie russia MEMBER_OF brics 2009-06-16/.. - - s\n"
    "tie china MEMBER_OF brics 2009~/.. - - s\n"
    "tie brazil MEMBER_OF brics 201X/.. - - s\n"
    "tie iran MEMBER_OF brics 2024-01-01/.. - - s\n"
    "tie india MEMBER_OF un - - - s\n"
    "tie russia MEMBER_OF un 1991?-12-24/.. - - s\n"
    "tie china MEMBER_OF un 1945-10-24/.. - - s\n"
    "tie brazil MEMBER_OF un 1945-10-24/.. - - s\n"
    "tie russia MEMBER_OF unsc 1991-12-24/..\n"
    "tie china MEMBER_OF unsc 1945-10-24/..\n"
    "tie india MEMBER_OF unsc 1994/.. sought\n"
    "tie india MEMBER_OF unsc 1991-01-01/1993-01-01\n"
    "tie india PARTY_TO instc 2002-05-16/..\n"
    "tie india PARTY_TO instc 2000/2002\n"
    "tie russia PARTY_TO instc 2002-05-16/..\n"
    "tie india MET russia 2020-01\n"
    "tie india BUYS_FROM iran 2000/2019\n"
    "tie india KNOWS india\n";

typedef struct fixture {
    ent_graph *graph;
    ent_view *view;
} fixture;

static int setup(void **state)
{
    fixture *it = calloc(1, sizeof *it);
    it->graph = graph_of(network);
    it->view = view_at(it->graph, "2025-12-05");
    *state = it;
    return 0;
}

static int teardown(void **state)
{
    fixture *it = *state;
    ent_view_free(it->view);
    ent_graph_free(it->graph);
    free(it);
    return 0;
}

static ent_output *memory(void)
{
    ent_output *output = NULL;
    assert_int_equal(ent_output_memory(&output, NULL), ENT_OK);
    return output;
}

static void expect(const ent_output *output, const char *part)
{
    const char *text = ent_output_text(output, NULL);
    if (strstr(text, part) == NULL)
        fail_msg("does not say '%s':\n%s", part, text);
}

static void expect_not(const ent_output *output, const char *part)
{
    if (strstr(ent_output_text(output, NULL), part) != NULL)
        fail_msg("says '%s'", part);
}

static ent_link *ask_link(const fixture *it, ent_label via)
{
    ent_link *link = NULL;
    ent_node asked[] = { node_of(it->graph, "russia"), node_of(it->graph, "india"), node_of(it->graph, "china") };
    assert_int_equal(ent_link_ask(it->view, asked, 3, via, &link, NULL), ENT_OK);
    return link;
}

static void test_fill__link_is_a_matrix_with_years_as_they_are_known(void **state)
{
    const fixture *it = *state;
    ent_error err = { 0 };
    ent_link *link = ask_link(it, ent_graph_find_label(it->graph, "Forum"));
    ent_output *output = memory();
    assert_ok(ent_draw_link(link, NULL, output, &err), err);
    expect(output, ">3 of 4 forums hold russia, india and china together, 5 December 2025</title>");
    expect(output, ">2002</text>");
    expect(output, ">c. 2009</text>");
    expect(output, ">2010s</text>"); /* a column of its own: brazil */
    expect(output, ">1991?</text>");
    expect(output, ">n.d.</text>");
    expect(output, ">seeks</text>");
    /* In one of four only. */
    expect_not(output, "data-id=\"iran\"");
    /* Only what is a member as the asked ones are. */
    expect_not(output, "data-id=\"instc\"");
    expect_not(output, "data-id=\"alone\"");
    ent_output_free(output);
    ent_link_free(link);
}

static void test_fill__link_without_a_label_speaks_of_things(void **state)
{
    const fixture *it = *state;
    ent_error err = { 0 };
    ent_link *link = ask_link(it, ENT_NO_LABEL);
    ent_output *output = memory();
    assert_ok(ent_draw_link(link, NULL, output, &err), err);
    expect(output, ">3 of 5 things join russia, india and china, 5 December 2025</title>");
    expect(output, "Tied since");
    ent_output_free(output);
    ent_link_free(link);
}

static void test_fill__link_as_dot_is_a_network(void **state)
{
    const fixture *it = *state;
    ent_error err = { 0 };
    ent_draw_options options = { .format = ENT_PICTURE_DOT };
    ent_link *link = ask_link(it, ent_graph_find_label(it->graph, "Forum"));
    ent_output *output = memory();
    assert_ok(ent_draw_link(link, &options, output, &err), err);
    expect(output, "What joins russia, india and china");
    expect(output, "pos=");
    ent_output_free(output);
    ent_link_free(link);
}

static void test_fill__ego_tells_planned_from_ended_and_leaves_events_out(void **state)
{
    const fixture *it = *state;
    ent_error err = { 0 };
    ent_ego *ego = NULL;
    assert_ok(ent_ego_ask(it->view, node_of(it->graph, "india"), 1, NULL, &ego, &err), err);
    ent_output *output = memory();
    assert_ok(ent_draw_ego(ego, NULL, output, &err), err);
    /* ric, brics, un; unsc (sought, and ended once); instc (twice, one ended); iran (ended). */
    expect(output, ">india\xE2\x80\x99s direct ties to 6 others, 5 December 2025</title>");
    expect(output, "8 ties of india on 6 lines (4 in force, 1 planned or in talks, 3 ended)");
    expect(output, ">member since 2009</text>");
    expect(output, ">member, date unknown</text>");
    expect(output, ">seeks since 1994</text>");
    expect(output, ">ended 2019</text>");
    expect(output, "1 event tie left out");
    expect(output, "Sources: s; t.");
    expect(output, "class=\"node type-forum st-planned\" data-id=\"unsc\"");
    /* A state stays a state though the tie to it has ended. */
    expect(output, "class=\"node type-state st-in-force\" data-id=\"iran\"");
    expect_not(output, "data-id=\"russia\"");
    ent_output_free(output);
    ent_ego_free(ego);
}

static void test_fill__events_are_drawn_when_asked_for_and_never_in_force(void **state)
{
    const fixture *it = *state;
    ent_error err = { 0 };
    ent_ego *ego = NULL;
    ent_filter filter = ENT_FILTER_INIT;
    filter.as_of = "2025-12-05";
    filter.events = true;
    ent_view *view = view_of(it->graph, &filter);
    assert_ok(ent_ego_ask(view, node_of(it->graph, "india"), 1, NULL, &ego, &err), err);
    ent_output *output = memory();
    assert_ok(ent_draw_ego(ego, NULL, output, &err), err);
    expect(output, "9 ties of india on 7 lines (4 in force, 1 planned or in talks, 3 ended, 1 event)");
    expect(output, "In force, or an event");
    expect_not(output, "left out");
    ent_output_free(output);
    ent_ego_free(ego);
    ent_view_free(view);
}

static void test_fill__view_draws_every_tie_taken_once(void **state)
{
    const fixture *it = *state;
    ent_error err = { 0 };
    ent_diagram_kind const *kinds;
    size_t count, drawn = 0;
    kinds = ent_diagram_kinds(&count);
    assert_non_null(kinds);
    ent_output *output = memory();
    assert_ok(ent_draw_view(it->view, NULL, output, &err), err);
    for (const char *at = ent_output_text(output, NULL); (at = strstr(at, "class=\"edge ")) != NULL; at++)
        drawn++;
    size_t taken = 0;
    for (ent_tie tie = 0; tie < ent_graph_tie_count(it->graph); tie++)
        taken += ent_view_takes(it->view, tie);
    /* One of those taken is a loop. No two of the others join the same nodes. */
    assert_int_equal(drawn, taken - 1);
    expect_not(output, "data-id=\"alone\"");
    expect_not(output, "data-id=\"s\"");
    ent_output_free(output);
}

static void test_fill__path_stands_in_columns(void **state)
{
    const fixture *it = *state;
    ent_error err = { 0 };
    /* brazil - brics - india - instc: three steps. */
    static const char *const keys[] = { "brazil", "brics", "india", "instc" };
    ent_hop hops[3];
    for (int i = 0; i < 3; i++) {
        hops[i] = (ent_hop){ .from = node_of(it->graph, keys[i]), .to = node_of(it->graph, keys[i + 1]) };
        for (ent_tie tie = 0; tie < ent_graph_tie_count(it->graph); tie++) {
            ent_tie_view seen;
            ent_graph_tie(it->graph, tie, &seen);
            if (ent_view_takes(it->view, tie) && ((seen.source == hops[i].from && seen.target == hops[i].to) ||
                                                  (seen.source == hops[i].to && seen.target == hops[i].from)))
                hops[i].tie = tie;
        }
    }
    ent_path path = {
        .view = it->view, .from = hops[0].from, .to = hops[2].to, .length = 3, .hops = hops, .path_count = 1, .total = 2
    };
    ent_output *output = memory();
    assert_ok(ent_draw_path(&path, NULL, output, &err), err);
    expect(output, ">brazil and instc are 3 steps apart, 5 December 2025</title>");
    expect(output, "1 of 2 shortest ways");
    ent_output_free(output);

    ent_path none = { .view = it->view, .from = hops[0].from, .to = node_of(it->graph, "alone"), .length = SIZE_MAX };
    output = memory();
    assert_ok(ent_draw_path(&none, NULL, output, &err), err);
    expect(output, ">No connection between brazil and alone, 5 December 2025</title>");
    ent_output_free(output);
}

static void test_fill__authors_become_names_of_sources(void **state)
{
    (void)state;
    static const struct {
        const char *author, *date, *name;
    } cases[] = {
        { "Hridbina Chatterjee", "2025-12", "Chatterjee 2025" },
        { "Indrani Talukdar and Monish Tourangbam", "2025-12~", "Talukdar & Tourangbam 2025" },
        { "Alam, Mohammed Badrul", "2025", "Alam 2025" },
        { "A. One, B. Two and C. Three", "1999", "One et al. 1999" },
        { "Someone", "about 1999", "Someone" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char properties[256];
        ent_graph *graph = NULL;
        ent_error err = { 0 };
        assert_ok(ent_graph_new(&graph, &err), err);
        snprintf(properties, sizeof properties, "{\"author\":\"%s\",\"date\":\"%s\"}", cases[i].author, cases[i].date);
        ent_text source_label = word_text("Source");
        ent_node_record nodes[] = {
            { .key = word_text("a") },
            { .key = word_text("b") },
            { .key = word_text("src"), .labels = &source_label, .label_count = 1, .properties = word_text(properties) }
        };
        for (int n = 0; n < 3; n++)
            assert_ok(ent_graph_add_node(graph, &nodes[n], NULL, &err), err);
        ent_citation_record citation = { .source = word_text("src") };
        ent_tie_record tie = { .source = word_text("a"),
                               .type = word_text("T"),
                               .target = word_text("b"),
                               .citations = &citation,
                               .citation_count = 1 };
        assert_ok(ent_graph_add_tie(graph, &tie, NULL, &err), err);
        assert_ok(ent_graph_finish(graph, &err), err);
        ent_view *view = view_at(graph, "2025");
        ent_i_diagram diagram;
        assert_ok(ent_i_fill_view(&diagram, view, &err), err);
        assert_int_equal(diagram.source_count, 1);
        assert_string_equal(diagram.sources[0], cases[i].name);
        ent_i_diagram_clear(&diagram);
        ent_view_free(view);
        ent_graph_free(graph);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_fill__link_is_a_matrix_with_years_as_they_are_known, setup, teardown),
        cmocka_unit_test_setup_teardown(test_fill__link_without_a_label_speaks_of_things, setup, teardown),
        cmocka_unit_test_setup_teardown(test_fill__link_as_dot_is_a_network, setup, teardown),
        cmocka_unit_test_setup_teardown(test_fill__ego_tells_planned_from_ended_and_leaves_events_out, setup, teardown),
        cmocka_unit_test_setup_teardown(test_fill__events_are_drawn_when_asked_for_and_never_in_force, setup, teardown),
        cmocka_unit_test_setup_teardown(test_fill__view_draws_every_tie_taken_once, setup, teardown),
        cmocka_unit_test_setup_teardown(test_fill__path_stands_in_columns, setup, teardown),
        cmocka_unit_test(test_fill__authors_become_names_of_sources),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
