/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What changed, and groups, as drawings: every change and every node is there or counted, and can be told apart. */
#include "drawn.h"

#include "graph/base/buffer.h"

static char *draw_diff(const char *network, const char *first, const char *second, const char *key, ent_picture_format format)
{
    ent_graph *graph = graph_of(network);
    ent_view *before = view_at(graph, first), *after = view_at(graph, second);
    ent_diff *diff = NULL;
    ent_error err = { 0 };
    ent_output *output = NULL;
    ent_node node;
    ent_draw_options options = ENT_DRAW_OPTIONS_INIT;
    options.format = format;
    if (key != NULL)
        assert_ok(ent_graph_lookup(graph, key, &node, &err), err);
    assert_ok(ent_diff_ask(before, after, &node, key != NULL, &diff, &err), err);
    assert_ok(ent_output_memory(&output, &err), err);
    assert_ok(ent_draw_diff(diff, &options, output, &err), err);
    ent_diff_free(diff);
    ent_view_free(before);
    ent_view_free(after);
    ent_graph_free(graph);
    return take(output);
}

static char *draw_groups(const char *network, const char *method)
{
    ent_graph *graph = graph_of(network);
    ent_view *view = view_at(graph, "2025-12-05");
    ent_groups *groups = NULL;
    ent_error err = { 0 };
    ent_output *output = NULL;
    ent_groups_options options = ENT_GROUPS_OPTIONS_INIT;
    assert_ok(ent_group_method_lookup(method, &options.method, &err), err);
    assert_ok(ent_groups_ask(view, &options, &groups, &err), err);
    assert_ok(ent_output_memory(&output, &err), err);
    assert_ok(ent_draw_groups(groups, NULL, output, &err), err);
    ent_groups_free(groups);
    ent_view_free(view);
    ent_graph_free(graph);
    return take(output);
}

static const char changing[] = "source s 2012\ntype OBSERVER_OF\ntype MET event symmetric\n"
                               "node club Forum\nnode a State\nnode b State\nnode c State\nnode d State\nnode e State\nnode f State\n"
                               "node g State\n"
                               "tie a MEMBER_OF club 2015-03-01/..\n"
                               "tie b MEMBER_OF club 2001-01-01/2014-05-05\n"
                               "tie c MEMBER_OF club 2001-01-01/2013-01-01 planned\ntie c MEMBER_OF club 2013-01-01/..\n"
                               "tie d MEMBER_OF club 2016-01-01/.. sought\n"
                               "tie e MEMBER_OF club 2001-01-01/ - - s\n"
                               "tie f MEMBER_OF club 2001-01-01/..\n"
                               "tie g MEMBER_OF club 2012-01-01/2014-01-01\n"
                               "tie a MET b 2014-01-01\n";

static void test_change_drawings__each_change_has_its_own_line(void **state)
{
    (void)state;
    char *text = draw_diff(changing, "2010", "2020", "club", ENT_PICTURE_SVG);
    expect(text, "<title id=\"ent-network-title\">club, 2010 to 2020: 1 added, 1 ended, 1 changed, 1 newly planned, "
                 "1 came and went, 1 not known</title>", true);
    expect(text, "Not drawn: 1 unchanged.", true);
    assert_int_equal(times(text, "class=\"edge "), 6);
    static const char *const changes[] = { "added", "ended", "changed", "planned", "passed", "not-known" };
    char dash[sizeof changes / sizeof *changes][64];
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        char part[64];
        snprintf(part, sizeof part, "data-change=\"%s\"", changes[i]);
        assert_int_equal(times(text, part), 1);
        /* Told apart without colour: no two have the same dash. */
        const char *at = strstr(strstr(text, part), "<path"), *end = strstr(at, "/>"), *found = strstr(at, "stroke-dasharray");
        snprintf(dash[i], sizeof dash[i], "%.*s", found && found < end ? 30 : 0, found ? found : "");
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(dash[i], dash[k]);
    }
    expect(text, ">+ 2015<", true);
    expect(text, ">\xE2\x88\x92 2014<", true);
    expect(text, "31 December 2010 compared with 31 December 2020", true);
    expect(text, "club: not known, ", true);
    free(text);
}

static void test_change_drawings__no_change_is_said(void **state)
{
    (void)state;
    char *text = draw_diff(changing, "2017", "2018", "f", ENT_PICTURE_SVG);
    expect(text, "f, 2017 to 2018: no change<", true);
    expect(text, "Not drawn: 1 unchanged.", true);
    free(text);
}

static void test_change_drawings__as_dot_lines_are_labelled(void **state)
{
    (void)state;
    char *text = draw_diff(changing, "2010", "2020", NULL, ENT_PICTURE_DOT);
    expect(text, "label=\"+ 2015\"", true);
    assert_int_equal(times(text, " -> "), 6);
    free(text);
}

/* A hundred that were added do not crowd out the one that ended, and what is not known goes first. */
static void test_change_drawings__what_is_rare_is_kept(void **state)
{
    (void)state;
    ent_i_buffer network = ENT_I_BUFFER_INIT;
    ent_i_buffer_text(&network, "source s 2012\nnode hub Forum\n");
    for (int i = 0; i < 150; i++)
        ent_i_buffer_printf(&network, "node s%d State\n", i);
    for (int i = 0; i < 150; i++)
        ent_i_buffer_printf(&network, i == 77 ? "tie s%d MEMBER_OF hub 2001-01-01/2015-01-01\n"
                                      : i < 30 ? "tie s%d MEMBER_OF hub 2001-01-01/ - - s\n"
                                               : "tie s%d MEMBER_OF hub 2015-01-01/..\n", i);
    char *text = draw_diff(network.data, "2010", "2020", NULL, ENT_PICTURE_SVG);
    size_t added = times(text, "data-change=\"added\"");
    char title[96], left[96];
    assert_int_equal(times(text, "data-change=\"ended\""), 1);
    assert_int_equal(times(text, "data-change=\"not-known\""), 0);
    snprintf(title, sizeof title, ">2010 to 2020: %zu of 119 added, 1 ended<", added);
    snprintf(left, sizeof left, "Left out for want of room: %zu added, 30 not known.", 119 - added);
    expect(text, title, true);
    expect(text, left, true);
    free(text);
    ent_i_buffer_clear(&network);
}

static const char two_triangles[] = "type T state symmetric\nnode a State\nnode b State\nnode c State\nnode d State\nnode e State\n"
                                    "node f State\ntie a T b\ntie b T c\ntie a T c\ntie d T e\ntie e T f\ntie d T f\ntie c T d\n";

static void test_change_drawings__each_group_has_a_field(void **state)
{
    (void)state;
    char *text = draw_groups(two_triangles, "louvain");
    expect(text, ">2 groups, 6 nodes, 5 December 2025<", true);
    expect(text, ">Group 1: 3 nodes<", true);
    expect(text, ">Group 2: 3 nodes<", true);
    expect(text, "By louvain, modularity 0.357", true);
    assert_int_equal(times(text, "class=\"node "), 6);
    assert_int_equal(times(text, "class=\"edge "), 7);
    free(text);
}

static void test_change_drawings__a_node_in_two_cliques_is_drawn_once(void **state)
{
    (void)state;
    char *text = draw_groups("type T state symmetric\nnode a State\nnode b State\nnode c State\nnode d State\n"
                             "tie a T b\ntie b T c\ntie a T c\ntie b T d\ntie c T d\n", "cliques");
    assert_int_equal(times(text, "class=\"node "), 4);
    assert_int_equal(times(text, ">also in 2<"), 2);
    expect(text, ">Clique 1: 3 nodes<", true);
    expect(text, "modularity", false);
    free(text);
}

static void test_change_drawings__nodes_that_do_not_fit_are_counted(void **state)
{
    (void)state;
    ent_i_buffer network = ENT_I_BUFFER_INIT;
    ent_i_buffer_text(&network, "type T state symmetric\n");
    for (int i = 0; i < 200; i++)
        ent_i_buffer_printf(&network, "node s%d State\n", i);
    for (int i = 0; i < 200; i++)
        if (i % 10)
            ent_i_buffer_printf(&network, "tie s%d T s%d\n", i, i - i % 10);
    char *text = draw_groups(network.data, "components");
    size_t drawn = times(text, "class=\"node ");
    char title[64], left[64];
    assert_in_range(drawn, 12, 60);
    snprintf(title, sizeof title, ">12 of 20 groups, %zu of 200 nodes, ", drawn);
    snprintf(left, sizeof left, "Left out: %zu nodes with fewer ties.", 200 - drawn);
    expect(text, title, true);
    expect(text, left, true);
    free(text);
    ent_i_buffer_clear(&network);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_change_drawings__each_change_has_its_own_line),
        cmocka_unit_test(test_change_drawings__no_change_is_said),
        cmocka_unit_test(test_change_drawings__as_dot_lines_are_labelled),
        cmocka_unit_test(test_change_drawings__what_is_rare_is_kept),
        cmocka_unit_test(test_change_drawings__each_group_has_a_field),
        cmocka_unit_test(test_change_drawings__a_node_in_two_cliques_is_drawn_once),
        cmocka_unit_test(test_change_drawings__nodes_that_do_not_fit_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
