/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include <entente/igraph.h>

static ent_projection *project(const ent_view *view, const ent_projection_options *options)
{
    ent_projection *projection = NULL;
    ent_error err = { 0 };
    assert_ok(ent_projection_new(view, options, &projection, &err), err);
    return projection;
}

static const char network[] =
    "source s 2020\ntype MET event symmetric\n"
    "node alone State\nnode a State\nnode b State\nnode gone State 1900/1950\nnode f Forum\n"
    "tie a TRADES_WITH b 2000/..\n"           /* 0 */
    "tie b TRADES_WITH a 2001/..\n"           /* 1 */
    "tie a MEMBER_OF f 2001/.. planned\n"     /* 2 */
    "tie a MET b 2010\n"                      /* 3 */
    "tie a BACKS a 2010/..\n"                 /* 4: a loop */
    "tie b MEMBER_OF f 2010/.. suspended\n"   /* 5 */
    "tie a WROTE s 2010/..\n"                 /* 6 */
    "tie a BACKS b 2030/..\n";                /* 7 */

static void test_projection__takes_ties_in_force_and_maps_back(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *view = view_at(graph, "2020");
    ent_projection *p = project(view, NULL);
    assert_int_equal(ent_projection_node_count(p), 2);
    assert_int_equal(ent_projection_tie_count(p), 3);
    assert_ptr_equal(ent_projection_view(p), view);
    const ent_tie ties[] = { 0, 1, 4 };
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t from, to;
        ent_tie_view seen;
        assert_int_equal(ent_projection_tie(p, i), ties[i]);
        ent_graph_tie(graph, ties[i], &seen);
        ent_projection_ends(p, i, &from, &to);
        assert_int_equal(ent_projection_node(p, from), seen.source);
        assert_int_equal(ent_projection_node(p, to), seen.target);
    }
    assert_int_equal(ent_projection_index_of(p, node_of(graph, "f")), ENT_NONE);
    assert_null(ent_projection_weights(p));
    assert_false(ent_projection_directed(p));
    ent_projection_free(p);
    ent_projection_options options = ENT_PROJECTION_OPTIONS_INIT;
    options.isolates = true;
    p = project(view, &options);
    assert_int_equal(ent_projection_node_count(p), 4); /* with alone and f; gone is no more, s is a source */
    ent_projection_free(p);
    options.planned = true;
    p = project(view, &options);
    assert_int_equal(ent_projection_tie_count(p), 5);
    ent_projection_free(p);
    ent_view_free(view);
    ent_graph_free(graph);
    ent_projection_free(NULL);
}

static void test_projection__weights_are_read_or_named(void **state)
{
    (void)state;
    ent_graph *graph = graph_of("node a State\nnode b State\n"
                                "tie a TRADES_WITH b 2000/.. - - - {\"weight\":2.5,\"km\":1e3}\n"
                                "tie b LINKS a 2000/.. - - - {\"weight\":0,\"km\":-1,\"n\":\"7\"}\n");
    ent_view *view = view_at(graph, "2020");
    ent_projection_options options = ENT_PROJECTION_OPTIONS_INIT;
    options.weight_as = ENT_WEIGHT_STRENGTH;
    ent_projection *p = project(view, &options);
    assert_true(ent_projection_weights(p)[0] == 2.5);
    assert_true(ent_projection_weights(p)[1] == 0);
    ent_projection_free(p);
    const struct {
        const char *property;
        ent_weight_meaning meaning;
        const char *says;
    } bad[] = {
        { "weight", ENT_WEIGHT_DISTANCE, "b -LINKS-> a" }, /* a distance of 0 */
        { "km", ENT_WEIGHT_STRENGTH, "b -LINKS-> a" },
        { "n", ENT_WEIGHT_STRENGTH, "a -TRADES_WITH-> b has no property \"n\"" },
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ent_error err = { 0 };
        p = NULL;
        options.weight = bad[i].property;
        options.weight_as = bad[i].meaning;
        assert_int_equal(ent_projection_new(view, &options, &p, &err), ENT_ERR_INVALID);
        assert_null(p);
        assert_non_null(strstr(err.message, bad[i].says));
    }
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_projection__as_igraph_carries_attributes(void **state)
{
    (void)state;
    ent_graph *graph = graph_of("node a State\nnode b Forum\nnode c State\n"
                                "tie a MEMBER_OF b 2009-06/.. - - - {\"weight\":2.5}\n"
                                "tie c MEMBER_OF b - adopted - - {\"weight\":1}\n"
                                "tie c MEMBER_OF c 2001/2030 - - - {\"weight\":1}\n");
    ent_view *view = view_at(graph, "2020");
    ent_projection_options options = ENT_PROJECTION_OPTIONS_INIT;
    options.directed = true;
    options.weight_as = ENT_WEIGHT_STRENGTH;
    ent_projection *p = project(view, &options);
    igraph_t g;
    ent_error err = { 0 };
    igraph_attribute_table_t *before = igraph_set_attribute_table(NULL);
    assert_int_equal(ent_projection_to_igraph(p, &g, &err), ENT_ERR_USAGE);
    igraph_set_attribute_table(&igraph_cattribute_table);
    ent_error_clear(&err);
    assert_ok(ent_projection_to_igraph(p, &g, &err), err);
    assert_int_equal(igraph_vcount(&g), 3);
    assert_int_equal(igraph_ecount(&g), 3);
    assert_true(igraph_is_directed(&g));
    assert_string_equal(VAS(&g, "key", 1), "b");
    assert_string_equal(VAS(&g, "name", 0), "a");
    assert_string_equal(VAS(&g, "labels", 1), "Forum");
    assert_int_equal(EAN(&g, "key", 2), 2);
    assert_string_equal(EAS(&g, "type", 0), "MEMBER_OF");
    assert_string_equal(EAS(&g, "since", 0), "2009-06");
    assert_string_equal(EAS(&g, "until", 0), "..");
    assert_string_equal(EAS(&g, "since", 1), "");
    assert_string_equal(EAS(&g, "until", 2), "2030");
    assert_string_equal(EAS(&g, "status", 1), "adopted");
    assert_true(EAN(&g, "weight", 0) == 2.5);
    for (igraph_integer_t i = 0; i < 3; i++) {
        uint32_t from, to;
        ent_projection_ends(p, (uint32_t)i, &from, &to);
        assert_int_equal(IGRAPH_FROM(&g, i), from);
        assert_int_equal(IGRAPH_TO(&g, i), to);
    }
    igraph_destroy(&g);
    igraph_set_attribute_table(before);
    ent_projection_free(p);
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_projection__empty(void **state)
{
    (void)state;
    ent_graph *graph = graph_of("");
    ent_view *view = view_at(graph, "2020");
    ent_projection *p = project(view, NULL);
    assert_int_equal(ent_projection_node_count(p), 0);
    assert_int_equal(ent_projection_tie_count(p), 0);
    igraph_t g;
    ent_error err = { 0 };
    igraph_attribute_table_t *before = igraph_set_attribute_table(&igraph_cattribute_table);
    assert_ok(ent_projection_to_igraph(p, &g, &err), err);
    assert_int_equal(igraph_vcount(&g), 0);
    igraph_destroy(&g);
    igraph_set_attribute_table(before);
    ent_projection_free(p);
    ent_view_free(view);
    ent_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_projection__takes_ties_in_force_and_maps_back),
        cmocka_unit_test(test_projection__weights_are_read_or_named),
        cmocka_unit_test(test_projection__as_igraph_carries_attributes),
        cmocka_unit_test(test_projection__empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
