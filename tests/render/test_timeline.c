/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Timelines: every tie is a bar of its own or counted as left out; what is vague, lost or open can be told apart. */
#include "drawn.h"

#include "graph/base/buffer.h"

static char *draw(const char *network, const char *key, ent_picture_format format)
{
    ent_graph *graph = graph_of(network);
    ent_view *view = view_at(graph, "2025-12-05");
    ent_timeline *timeline = NULL;
    ent_error err = { 0 };
    ent_output *output = NULL;
    ent_node node;
    ent_draw_options options = ENT_DRAW_OPTIONS_INIT;
    options.format = format;
    assert_ok(ent_graph_lookup(graph, key, &node, &err), err);
    assert_ok(ent_timeline_ask(view, &node, 1, &timeline, &err), err);
    assert_ok(ent_output_memory(&output, &err), err);
    assert_ok(ent_draw_timeline(timeline, &options, output, &err), err);
    char *text = take(output);
    ent_timeline_free(timeline);
    ent_view_free(view);
    ent_graph_free(graph);
    return text;
}

#define NODES "node club Forum\nnode a State\nnode b State\nnode c State\nnode d State\n"

static void test_timeline__each_tie_is_a_bar_of_its_own(void **state)
{
    (void)state;
    char *text = draw(NODES "type OBSERVER_OF\n"
                            "tie a OBSERVER_OF club 2005-07-05/2017-06-09\ntie a MEMBER_OF club 2017-06-09/..\n"
                            "tie b MEMBER_OF club 2001-06-15/..\ntie c MEMBER_OF club 2016-01-01/.. sought\n",
                      "club", ENT_PICTURE_SVG);
    assert_int_equal(times(text, "class=\"edge "), 4);
    assert_int_equal(times(text, "class=\"node "), 4); /* the club and three states: a's two bars share a lane */
    expect(text, "<title id=\"ent-timeline-title\">club: 4 ties, 2001 to 2025</title>", true);
    expect(text, "2 in force, 1 planned or in talks, 1 ended", true);
    expect(text, ">seeks 2016<", true);
    expect(text, ">Not known beyond<", false);
    expect(text, ">Some day in between<", false);
    free(text);
}

static void test_timeline__what_is_not_known_looks_it(void **state)
{
    (void)state;
    char *vague = draw(NODES "tie a MEMBER_OF club 2001~/..\n", "club", ENT_PICTURE_SVG);
    expect(vague, ">c. 2001<", true);
    expect(vague, ">Some day in between<", true);
    expect(vague, ">Not known beyond<", false);
    char *undated = draw(NODES "tie a MEMBER_OF club\n", "club", ENT_PICTURE_SVG);
    expect(undated, ">date unknown<", true);
    expect(undated, ">Not known beyond<", true);
    expect(undated, ">Began before<", false);
    expect(undated, "1 of 1 ties undated.", true);
    char *lost = draw("source s 2015\n" NODES "tie a MEMBER_OF club 2001-02-03/ - - s\n", "club", ENT_PICTURE_SVG);
    expect(lost, "2001\xE2\x80\x93?<", true);
    expect(lost, ">Not known beyond<", true);
    expect(lost, ">Still on<", false);
    char *over = draw(NODES "tie a MEMBER_OF club 1960-01-01/.. ended\n", "club", ENT_PICTURE_SVG);
    expect(over, ">Still on<", false);
    expect(over, "1960\xE2\x80\x93?<", true);
    free(vague);
    free(undated);
    free(lost);
    free(over);
}

static void test_timeline__what_does_not_fit_is_counted(void **state)
{
    (void)state;
    ent_i_buffer network = ENT_I_BUFFER_INIT;
    ent_i_buffer_text(&network, "node hub Forum\n");
    for (int i = 0; i < 200; i++)
        ent_i_buffer_printf(&network, "node s%d State\n", i);
    for (int i = 0; i < 200; i++)
        ent_i_buffer_printf(&network, i % 4 ? "tie s%d MEMBER_OF hub %d/..\n" : "tie s%d MEMBER_OF hub\n", i, 1900 + i % 100);
    char *text = draw(network.data, "hub", ENT_PICTURE_SVG);
    size_t drawn = times(text, "class=\"edge ");
    assert_in_range(drawn, 20, 30);
    char title[64], left[64];
    snprintf(title, sizeof title, ">hub: %zu ties of 200, ", drawn);
    snprintf(left, sizeof left, "Left out for want of room: %zu (50 undated).", 200 - drawn);
    expect(text, title, true);
    expect(text, left, true);
    free(text);
    ent_i_buffer_clear(&network);
}

static void test_timeline__the_axis_reaches_back_before_the_common_era(void **state)
{
    (void)state;
    char *text = draw(NODES "tie a MEMBER_OF club -0499/-0200\ntie b MEMBER_OF club 1990/2030\n", "club", ENT_PICTURE_SVG);
    expect(text, "club: 2 ties, 500 BC to 2030<", true);
    expect(text, "500 BC\xE2\x80\x93" "201 BC<", true);
    expect(text, ">The day asked about<", true);
    free(text);
}

static void test_timeline__without_ties_it_says_so(void **state)
{
    (void)state;
    char *text = draw(NODES, "club", ENT_PICTURE_SVG);
    expect(text, "club: no ties<", true);
    expect(text, ">club<", true);
    free(text);
}

static void test_timeline__as_dot_it_is_a_network(void **state)
{
    (void)state;
    char *text = draw(NODES "tie a MEMBER_OF club 2005/2017\ntie a MEMBER_OF club 2018/..\ntie b MEMBER_OF club 2001/..\n",
                      "club", ENT_PICTURE_DOT);
    assert_int_equal(times(text, " -> "), 2);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_timeline__each_tie_is_a_bar_of_its_own),
        cmocka_unit_test(test_timeline__what_is_not_known_looks_it),
        cmocka_unit_test(test_timeline__what_does_not_fit_is_counted),
        cmocka_unit_test(test_timeline__the_axis_reaches_back_before_the_common_era),
        cmocka_unit_test(test_timeline__without_ties_it_says_so),
        cmocka_unit_test(test_timeline__as_dot_it_is_a_network),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
