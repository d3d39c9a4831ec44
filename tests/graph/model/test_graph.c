/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/graph/graphs.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* --- nodes ----------------------------------------------------------------------------------------------- */

static void test_graph__empty_graph_finishes(void **state)
{
    (void)state;
    ent_graph *graph = new_graph();
    finish(graph);
    assert_int_equal(ent_graph_node_count(graph), 0);
    assert_int_equal(ent_graph_tie_count(graph), 0);
    assert_int_equal(ent_graph_find_key(graph, "india", 5), ENT_NONE);
    ent_graph_free(graph);
    ent_graph_free(NULL);
}

static void test_graph__fields_default_to_the_key(void **state)
{
    (void)state;
    ent_graph *graph = new_graph();
    ent_node node = add_node(graph, "s-400", "WeaponSystem");
    finish(graph);
    ent_node_view view;
    ent_graph_node(graph, node, &view);
    assert_string_equal(view.key, "s-400");
    assert_string_equal(view.name, "s-400");
    assert_string_equal(view.short_name, "s-400");
    assert_string_equal(view.valid, "");
    assert_null(view.properties);
    assert_int_equal(view.status, -1);
    assert_int_equal(view.class_, ENT_CLASS_WEAPON);
    ent_graph_free(graph);
}

static void test_graph__key_twice_is_a_duplicate_with_its_place(void **state)
{
    (void)state;
    ent_graph *graph = new_graph();
    add_node(graph, "india", "State");
    ent_error err = { 0 };
    ent_node_record again = { .key = T("india"), .place = { "x.json", 7, 3 } };
    assert_int_equal(ent_graph_add_node(graph, &again, NULL, &err), ENT_ERR_DUPLICATE);
    assert_string_equal(err.file, "x.json");
    assert_int_equal(err.line, 7);
    assert_int_equal(err.column, 3);
    assert_non_null(strstr(err.message, "india"));
    ent_graph_free(graph);
}

static void test_graph__missing_node_is_named_at_its_first_reference(void **state)
{
    (void)state;
    ent_graph *graph = new_graph();
    add_node(graph, "india", "State");
    for (uint64_t line = 5; line < 8; line++) {
        ent_error err = { 0 };
        ent_tie_record record = { .source = T("india"), .type = T("MEMBER_OF"), .target = T("brics"),
                                  .place = { "ties.csv", line, 1 } };
        assert_ok(ent_graph_add_tie(graph, &record, NULL, &err), err);
    }
    ent_error err = { 0 };
    assert_int_equal(ent_graph_finish(graph, &err), ENT_ERR_DANGLING);
    assert_string_equal(err.file, "ties.csv");
    assert_int_equal(err.line, 5);
    assert_non_null(strstr(err.message, "brics"));
    ent_graph_free(graph);
}

static void test_graph__a_tie_may_come_before_its_nodes(void **state)
{
    (void)state;
    ent_graph *graph = new_graph();
    ent_tie tie = add_tie(graph, "india", "MEMBER_OF", "brics", "2009-06-16/..", NULL);
    ent_node india = add_node(graph, "india", "State"), brics = add_node(graph, "brics", "Forum");
    finish(graph);
    ent_tie_view view;
    ent_graph_tie(graph, tie, &view);
    assert_int_equal(view.source, india);
    assert_int_equal(view.target, brics);
    ent_graph_free(graph);
}

static ent_status add_again(ent_graph *graph, ent_existing existing, const char *name, const char *label,
                            ent_error *err)
{
    ent_text labels[] = { T(label) };
    ent_node_record record = { .key = T("india"), .name = T(name), .labels = labels, .label_count = 1 };
    ent_graph_begin_import(graph, existing);
    return ent_graph_add_node(graph, &record, NULL, err);
}

static void test_graph__existing_nodes_follow_the_rule(void **state)
{
    (void)state;
    const struct {
        ent_existing rule;
        const char *name, *label;
        ent_status status;
        const char *then_name;
        size_t then_labels;
    } cases[] = {
        { ENT_EXISTING_ERROR, "India", "State", ENT_OK, "India", 1 },
        { ENT_EXISTING_ERROR, "Bharat", "State", ENT_ERR_DUPLICATE, NULL, 0 },
        { ENT_EXISTING_ERROR, "India", "Country", ENT_ERR_DUPLICATE, NULL, 0 },
        { ENT_EXISTING_KEEP, "Bharat", "Country", ENT_OK, "India", 1 },
        { ENT_EXISTING_UPDATE, "Bharat", "Country", ENT_OK, "Bharat", 2 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ent_graph *graph = new_graph();
        ent_error err = { 0 };
        ent_text labels[] = { T("State") };
        ent_node_record record = { .key = T("india"), .name = T("India"), .labels = labels, .label_count = 1 };
        assert_ok(ent_graph_add_node(graph, &record, NULL, &err), err);
        assert_int_equal(add_again(graph, cases[i].rule, cases[i].name, cases[i].label, &err), cases[i].status);
        if (cases[i].status == ENT_OK) {
            ent_node_view view;
            finish(graph);
            ent_graph_node(graph, 0, &view);
            assert_string_equal(view.name, cases[i].then_name);
            assert_int_equal(view.label_count, cases[i].then_labels);
        }
        ent_graph_free(graph);
    }
}

/* --- ties ------------------------------------------------------------------------------------------------ */

static void test_graph__the_same_tie_again_is_one_tie(void **state)
{
    (void)state;
    ent_graph *graph = new_graph();
    add_node(graph, "a", NULL);
    add_node(graph, "b", NULL);
    for (int round = 0; round < 2; round++) {
        add_tie(graph, "a", "KNOWS", "b", "2001/2005", round ? "in-force" : NULL);
        /* Another period, status, type or direction is another tie. */
        add_tie(graph, "a", "KNOWS", "b", "2007/2009", NULL);
        add_tie(graph, "a", "KNOWS", "b", "2001/2005", "planned");
        add_tie(graph, "a", "LIKES", "b", "2001/2005", NULL);
        add_tie(graph, "b", "KNOWS", "a", "2001/2005", NULL);
        add_tie(graph, "a", "KNOWS", "b", "2001?/2005", NULL);
    }
    finish(graph);
    assert_int_equal(ent_graph_tie_count(graph), 6);
    char buffer[ENT_VALID_TEXT];
    assert_string_equal(ent_graph_tie_valid(graph, 5, buffer), "2001?/2005");
    assert_int_equal(ent_graph_out(graph, 0).count, 5);
    assert_int_equal(ent_graph_in(graph, 0).count, 1);
    ent_graph_free(graph);
}

static void test_graph__a_symmetric_tie_is_the_same_either_way_round(void **state)
{
    (void)state;
    ent_graph *graph = new_graph();
    add_node(graph, "a", NULL);
    add_node(graph, "b", NULL);
    add_tie(graph, "a", "ALLY_OF", "b", "1971", NULL);
    add_tie(graph, "b", "ALLY_OF", "a", "1971", NULL);
    add_tie(graph, "b", "ALLY_OF", "b", "1971", NULL);
    finish(graph);
    assert_int_equal(ent_graph_tie_count(graph), 2);
    ent_graph_free(graph);
}

static void test_graph__ranks_of_the_same_tie_must_agree(void **state)
{
    (void)state;
    ent_graph *graph = new_graph();
    const char *ranks[] = { "preferred", "deprecated" };
    add_node(graph, "a", NULL);
    add_node(graph, "b", NULL);
    ent_error err = { 0 };
    for (size_t i = 0; i < 2; i++) {
        ent_tie_record record = { .source = T("a"), .type = T("T"), .target = T("b"), .rank = T(ranks[i]) };
        assert_ok(ent_graph_add_tie(graph, &record, NULL, &err), err);
    }
    assert_int_equal(ent_graph_finish(graph, &err), ENT_ERR_DUPLICATE);
    assert_non_null(strstr(err.message, "rank"));
    ent_graph_free(graph);
}

static void test_graph__properties_tell_ties_apart(void **state)
{
    (void)state;
    ent_graph *graph = new_graph();
    const char *properties[] = { NULL, "{\"w\":1}", "{\"w\":2}", "{\"w\":1}" };
    add_node(graph, "a", NULL);
    add_node(graph, "b", NULL);
    for (size_t i = 0; i < 4; i++) {
        ent_error err = { 0 };
        ent_tie_record record = { .source = T("a"), .type = T("T"), .target = T("b"), .properties = T(properties[i]) };
        assert_ok(ent_graph_add_tie(graph, &record, NULL, &err), err);
    }
    finish(graph);
    assert_int_equal(ent_graph_tie_count(graph), 3);
    ent_tie_view view;
    ent_graph_tie(graph, 0, &view);
    assert_null(view.properties);
    ent_graph_tie(graph, 2, &view);
    assert_string_equal(view.properties, "{\"w\":2}");
    ent_graph_free(graph);
}

static void test_graph__bad_ties_say_why(void **state)
{
    (void)state;
    const struct {
        const char *from, *type, *to, *valid, *status, *rank;
        ent_status code;
        const char *says;
    } cases[] = {
        { "", "T", "b", NULL, NULL, NULL, ENT_ERR_INVALID, "comes from" },
        { "a", "", "b", NULL, NULL, NULL, ENT_ERR_INVALID, "type" },
        { "a", "T", "", NULL, NULL, NULL, ENT_ERR_INVALID, "goes to" },
        { "a", "T", "b", "2017-13-01", NULL, NULL, ENT_ERR_DATE, "2017-13-01" },
        { "a", "T", "b", "2017/2010", NULL, NULL, ENT_ERR_INVALID, "2010" },
        { "a", "T", "b", NULL, "active", NULL, ENT_ERR_INVALID, "status" },
        { "a", "T", "b", NULL, NULL, "best", ENT_ERR_INVALID, "rank" },
        { "\xff", "T", "b", NULL, NULL, NULL, ENT_ERR_UTF8, "UTF-8" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ent_graph *graph = new_graph();
        ent_error err = { 0 };
        ent_tie_record record = { .source = T(cases[i].from), .type = T(cases[i].type), .target = T(cases[i].to),
                                  .valid = T(cases[i].valid), .status = T(cases[i].status),
                                  .rank = T(cases[i].rank), .place = { "f", 3, 1 } };
        assert_int_equal(ent_graph_add_tie(graph, &record, NULL, &err), cases[i].code);
        assert_non_null(strstr(err.message, cases[i].says));
        assert_int_equal(err.line, 3);
        ent_graph_free(graph);
    }
}

static void test_graph__periods_come_back_as_they_were_given(void **state)
{
    (void)state;
    const char *periods[] = { "", "2009-06-16/..", "2007/2018", "2001-06-15/", "/1991-12", "2005", "2005-06",
                              "2005~/2009?", "19XX", "[1667,1668]", "-0333/..", "Y17E7", "../2004" };
    size_t count = sizeof periods / sizeof periods[0];
    ent_graph *graph = new_graph();
    for (size_t i = 0; i < count; i++)
        assert_int_equal(add_tie(graph, "a", "T", "b", periods[i], NULL), i);
    for (size_t i = 0; i < count; i++) {
        char buffer[ENT_VALID_TEXT];
        assert_string_equal(ent_graph_tie_valid(graph, (ent_tie)i, buffer), periods[i]);
    }
    ent_graph_free(graph);
}

/* Both adjacencies against the plain list of ties, on random multigraphs with loops. */
static void test_graph__adjacency_holds_every_tie_once_each_way_in_order(void **state)
{
    (void)state;
    srand(11);
    for (int round = 0; round < 20; round++) {
        ent_graph *graph = new_graph();
        size_t n = 1 + (size_t)(rand() % 30), m = (size_t)(rand() % 300);
        char from[32], to[32], type[16], valid[32];
        for (size_t i = 0; i < n; i++) {
            snprintf(from, sizeof from, "n%zu", i);
            add_node(graph, from, NULL);
        }
        for (size_t i = 0; i < m; i++) {
            snprintf(from, sizeof from, "n%zu", (size_t)rand() % n);
            snprintf(to, sizeof to, "n%zu", (size_t)rand() % n);
            snprintf(type, sizeof type, "T%d", rand() % 3);
            snprintf(valid, sizeof valid, "%04zu", 1000 + i);
            assert_int_equal(add_tie(graph, from, type, to, valid, NULL), i);
        }
        finish(graph);
        size_t seen = 0;
        for (int inwards = 0; inwards < 2; inwards++)
            for (size_t i = 0; i < n; i++) {
                ent_arcs arcs = inwards ? ent_graph_in(graph, (ent_node)i) : ent_graph_out(graph, (ent_node)i);
                seen += arcs.count;
                for (size_t k = 0; k < arcs.count; k++) {
                    ent_tie_view tie, before;
                    ent_graph_tie(graph, arcs.ties[k], &tie);
                    assert_int_equal(inwards ? tie.target : tie.source, i);
                    assert_int_equal(inwards ? tie.source : tie.target, arcs.others[k]);
                    if (!k)
                        continue;
                    ent_graph_tie(graph, arcs.ties[k - 1], &before);
                    assert_true(before.type < tie.type ||
                                (before.type == tie.type &&
                                 (arcs.others[k - 1] < arcs.others[k] ||
                                  (arcs.others[k - 1] == arcs.others[k] && arcs.ties[k - 1] < arcs.ties[k]))));
                }
            }
        assert_int_equal(seen, 2 * m);
        ent_graph_free(graph);
    }
}

/* --- what nobody writes by hand ------------------------------------------------------------------------- */

static void test_graph__many_aliases_and_meta_data_take_linear_time(void **state)
{
    (void)state;
    enum { COUNT = 100000 };
    static char texts[COUNT][12];
    static ent_alias_record aliases[COUNT];
    ent_graph *graph = new_graph();
    ent_error err = { 0 };
    clock_t start = clock();
    for (int i = 0; i < COUNT; i++) {
        snprintf(texts[i], sizeof texts[i], "name %d", i % (COUNT - 1)); /* the last one is the first again */
        aliases[i] = (ent_alias_record){ T(texts[i]), i == COUNT - 1 };
        assert_ok(ent_graph_set_meta(graph, T(texts[i]), T(texts[i]), NULL, &err), err);
    }
    ent_node_record record = { .key = T("a"), .aliases = aliases, .alias_count = COUNT };
    ent_node node = ENT_NONE;
    assert_ok(ent_graph_add_node(graph, &record, &node, &err), err);
    finish(graph);
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 5); /* 0.1 s; a pair at a time took 20 s and more */
    assert_int_equal(ent_graph_alias_count(graph, node), COUNT - 1);
    ent_alias_view alias;
    ent_graph_alias(graph, node, 0, &alias);
    assert_string_equal(alias.name, "name 0");
    assert_true(alias.ambiguous);
    ent_graph_alias(graph, node, COUNT - 2, &alias);
    assert_string_equal(alias.name, "name 99998");
    assert_int_equal(ent_graph_meta_count(graph), COUNT - 1);
    assert_string_equal(ent_graph_meta(graph, "name 99998"), "name 99998");
    assert_null(ent_graph_meta(graph, "name 99999"));
    ent_graph_free(graph);
}

static void test_graph__aliases_given_again_are_not_repeated(void **state)
{
    (void)state;
    for (size_t count = 4; count <= 40; count += 36) { /* few and many are looked for in two ways */
        char texts[41][8];
        ent_alias_record aliases[41];
        ent_graph *graph = new_graph();
        ent_error err = { 0 };
        for (size_t i = 0; i <= count; i++) {
            snprintf(texts[i], sizeof texts[i], "n%zu", i);
            aliases[i] = (ent_alias_record){ T(texts[i]), false };
        }
        ent_node_record record = { .key = T("a"), .aliases = aliases, .alias_count = count };
        assert_ok(ent_graph_add_node(graph, &record, NULL, &err), err);
        ent_graph_begin_import(graph, ENT_EXISTING_UPDATE);
        record.alias_count = count + 1;
        assert_ok(ent_graph_add_node(graph, &record, NULL, &err), err);
        ent_graph_begin_import(graph, ENT_EXISTING_KEEP);
        aliases[0].name = T("new");
        assert_ok(ent_graph_add_node(graph, &record, NULL, &err), err);
        finish(graph);
        assert_int_equal(ent_graph_alias_count(graph, 0), count + 1);
        for (size_t i = 0; i <= count; i++) {
            ent_alias_view alias;
            ent_graph_alias(graph, 0, i, &alias);
            assert_string_equal(alias.name, texts[i]);
        }
        ent_graph_free(graph);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_graph__empty_graph_finishes),
        cmocka_unit_test(test_graph__fields_default_to_the_key),
        cmocka_unit_test(test_graph__key_twice_is_a_duplicate_with_its_place),
        cmocka_unit_test(test_graph__missing_node_is_named_at_its_first_reference),
        cmocka_unit_test(test_graph__a_tie_may_come_before_its_nodes),
        cmocka_unit_test(test_graph__existing_nodes_follow_the_rule),
        cmocka_unit_test(test_graph__the_same_tie_again_is_one_tie),
        cmocka_unit_test(test_graph__a_symmetric_tie_is_the_same_either_way_round),
        cmocka_unit_test(test_graph__ranks_of_the_same_tie_must_agree),
        cmocka_unit_test(test_graph__properties_tell_ties_apart),
        cmocka_unit_test(test_graph__bad_ties_say_why),
        cmocka_unit_test(test_graph__periods_come_back_as_they_were_given),
        cmocka_unit_test(test_graph__adjacency_holds_every_tie_once_each_way_in_order),
        cmocka_unit_test(test_graph__many_aliases_and_meta_data_take_linear_time),
        cmocka_unit_test(test_graph__aliases_given_again_are_not_repeated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
