/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/graph/graphs.h"

#include <stdlib.h>

static ent_graph *graph_with_names(void)
{
    static const struct {
        const char *key, *name, *alias;
    } rows[] = {
        { "india", "India", "Bharat" },
        { "indonesia", "Indonesia", NULL },
        { "cote-d-ivoire", "C\xc3\xb4te d\xe2\x80\x99Ivoire", "Ivory Coast" },
        { "uk", "United Kingdom", "Britain" },
        { "us", "United States", "America" },
        { "georgia-state", "Georgia", NULL },
        { "georgia-us", "Georgia (US)", "Georgia" },
        { "east-asia-summit", "East Asia Summit", "EAS" },
    };
    ent_graph *graph = new_graph();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_error err = { 0 };
        ent_alias_record alias = { T(rows[i].alias), true };
        ent_node_record record = { .key = T(rows[i].key), .name = T(rows[i].name), .aliases = &alias,
                                   .alias_count = rows[i].alias ? 1 : 0 };
        assert_ok(ent_graph_add_node(graph, &record, NULL, &err), err);
    }
    finish(graph);
    return graph;
}

static void test_lookup__names_as_people_type_them(void **state)
{
    (void)state;
    ent_graph *graph = graph_with_names();
    static const struct {
        const char *text, *key;
    } cases[] = {
        { "india", "india" },           { "India", "india" },       { "INDIA", "india" },
        { "bharat", "india" },          { "Cote d'Ivoire", "cote-d-ivoire" },
        { "C\xc3\xb4te d\xe2\x80\x99Ivoire", "cote-d-ivoire" },     { "ivory  coast", "cote-d-ivoire" },
        { "east asia summit", "east-asia-summit" },                 { "East-Asia_Summit", "east-asia-summit" },
        { "eas", "east-asia-summit" },  { "georgia us", "georgia-us" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ent_error err = { 0 };
        ent_node node = ENT_NONE;
        ent_node_view view;
        assert_ok(ent_graph_lookup(graph, cases[i].text, &node, &err), err);
        ent_graph_node(graph, node, &view);
        assert_string_equal(view.key, cases[i].key);
    }
    ent_graph_free(graph);
}

static void test_lookup__ambiguous_names_list_the_candidates(void **state)
{
    (void)state;
    ent_graph *graph = graph_with_names();
    ent_error err = { 0 };
    ent_node node = 77;
    assert_int_equal(ent_graph_lookup(graph, "Georgia", &node, &err), ENT_ERR_AMBIGUOUS);
    assert_int_equal(node, 77);
    assert_non_null(strstr(err.message, "georgia-state"));
    assert_non_null(strstr(err.message, "georgia-us"));
    ent_graph_free(graph);
}

static void test_lookup__a_name_not_found_offers_the_nearest(void **state)
{
    (void)state;
    ent_graph *graph = graph_with_names();
    static const struct {
        const char *text, *offers;
    } cases[] = { { "Indai", "India" }, { "Untied Kingdom", "United Kingdom" }, { "kingdom", "United Kingdom" } };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ent_error err = { 0 };
        ent_node node;
        assert_int_equal(ent_graph_lookup(graph, cases[i].text, &node, &err), ENT_ERR_NOTFOUND);
        assert_non_null(strstr(err.message, cases[i].offers));
    }
    ent_error err = { 0 };
    ent_node node;
    assert_int_equal(ent_graph_lookup(graph, "", &node, &err), ENT_ERR_NOTFOUND);
    ent_error_clear(&err);
    assert_int_equal(ent_graph_lookup(graph, "\xff", &node, &err), ENT_ERR_UTF8);
    ent_graph_free(graph);
}

static void test_lookup__search_puts_the_best_first(void **state)
{
    (void)state;
    ent_graph *graph = graph_with_names();
    ent_error err = { 0 };
    ent_match *matches = NULL;
    size_t count = 0;
    assert_ok(ent_graph_search(graph, "ind", 0, &matches, &count, &err), err);
    assert_int_equal(count, 2);
    assert_int_equal(matches[0].node, ent_graph_find_key(graph, "india", 5));
    free(matches);
    assert_ok(ent_graph_search(graph, "united", 1, &matches, &count, &err), err);
    assert_int_equal(count, 1);
    free(matches);
    assert_ok(ent_graph_search(graph, "zzzzzzzz", 0, &matches, &count, &err), err);
    assert_int_equal(count, 0);
    free(matches);
    ent_graph_free(graph);
}

static void test_lookup__words_of_the_vocabulary(void **state)
{
    (void)state;
    ent_graph *graph = new_graph();
    add_node(graph, "a", "WeaponSystem");
    add_tie(graph, "a", "MEMBER_OF", "a", NULL, NULL);
    finish(graph);
    ent_error err = { 0 };
    ent_label label;
    ent_type type;
    assert_ok(ent_graph_lookup_label(graph, "weapon systems", &label, &err), err);
    assert_ok(ent_graph_lookup_type(graph, "member-of", &type, &err), err);
    assert_int_equal(ent_graph_lookup_type(graph, "MEMBR_OF", &type, &err), ENT_ERR_NOTFOUND);
    assert_non_null(strstr(err.message, "MEMBER_OF"));
    ent_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lookup__names_as_people_type_them),
        cmocka_unit_test(test_lookup__ambiguous_names_list_the_candidates),
        cmocka_unit_test(test_lookup__a_name_not_found_offers_the_nearest),
        cmocka_unit_test(test_lookup__search_puts_the_best_first),
        cmocka_unit_test(test_lookup__words_of_the_vocabulary),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
