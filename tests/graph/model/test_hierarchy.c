/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/graph/graphs.h"

#include <stdio.h>
#include <time.h>

static void test_hierarchy__known_and_unknown_words(void **state)
{
    (void)state;
    ent_graph *graph = new_graph();
    ent_node brics = add_node(graph, "brics", "Forum"), robot = add_node(graph, "r2", "Robot");
    add_tie(graph, "r2", "BEEPS_AT", "brics", NULL, NULL);
    finish(graph);
    ent_label organisation = ent_graph_find_label(graph, "organisations");
    assert_int_not_equal(organisation, ENT_NO_LABEL);
    assert_true(ent_graph_has_label(graph, brics, organisation));
    assert_false(ent_graph_has_label(graph, robot, organisation));
    ent_type_view type;
    ent_graph_type(graph, ent_graph_find_type(graph, "beeps at"), &type);
    assert_string_equal(type.phrase, "beeps at");
    assert_false(type.event);
    assert_false(type.described);
    ent_graph_free(graph);
}

static void test_hierarchy__a_label_cannot_be_a_kind_of_itself(void **state)
{
    (void)state;
    ent_graph *graph = new_graph();
    ent_error err = { 0 };
    ent_label_record a = { .name = T("A"), .parent = T("B"), .place = { "x.json", 2, 7 } },
                     b = { .name = T("B"), .parent = T("A"), .place = { "x.json", 3, 7 } },
                     c = { .name = T("C"), .parent = T("A"), .place = { "x.json", 1, 7 } };
    assert_ok(ent_graph_add_label(graph, &c, &err), err);
    assert_ok(ent_graph_add_label(graph, &a, &err), err);
    assert_ok(ent_graph_add_label(graph, &b, &err), err);
    assert_int_equal(ent_graph_finish(graph, &err), ENT_ERR_INVALID);
    assert_null(strstr(err.message, "label C")); /* which only hangs from the circle */
    assert_string_equal(err.file, "x.json");
    assert_in_range(err.line, 2, 3);
    ent_graph_free(graph);
}

static void add_label(ent_graph *graph, unsigned label, unsigned parent, const char *class_)
{
    char name[12], above[12];
    ent_error err = { 0 };
    snprintf(name, sizeof name, "L%u", label);
    snprintf(above, sizeof above, "L%u", parent);
    ent_label_record record = { .name = T(name), .parent = T(parent == label ? NULL : above), .class_ = T(class_) };
    assert_ok(ent_graph_add_label(graph, &record, &err), err);
}

static unsigned draw_number(uint64_t *seed, unsigned below)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*seed >> 33) % below;
}

/* Every label of forests of all shapes against every other, and its class, as walking up finds them. */
static void test_hierarchy__agrees_with_walking_up(void **state)
{
    (void)state;
    enum { LABELS = 60 };
    for (uint64_t seed = 1; seed <= 40; seed++) {
        uint64_t random = seed;
        unsigned parent[LABELS];
        bool weapon[LABELS];
        ent_graph *graph = new_graph();
        for (unsigned i = 0; i < LABELS; i++) {
            parent[i] = draw_number(&random, 8) ? draw_number(&random, i + 1) : i;
            weapon[i] = !draw_number(&random, 10);
        }
        for (unsigned i = LABELS; i-- > 0;) /* names come before what they are kinds of */
            add_label(graph, i, parent[i], weapon[i] ? "weapon" : NULL);
        for (unsigned i = 0; i < LABELS; i++) {
            char key[12], label[12];
            snprintf(key, sizeof key, "n%u", i);
            snprintf(label, sizeof label, "L%u", i);
            assert_int_equal(add_node(graph, key, label), i);
        }
        finish(graph);
        for (unsigned i = 0; i < LABELS; i++) {
            bool above[LABELS] = { false }, drawn = false;
            for (unsigned up = i;; up = parent[up]) {
                above[up] = true;
                drawn = drawn || weapon[up];
                if (parent[up] == up)
                    break;
            }
            for (unsigned j = 0; j < LABELS; j++) {
                char name[12];
                snprintf(name, sizeof name, "L%u", j);
                assert_int_equal(ent_graph_has_label(graph, i, ent_graph_find_label(graph, name)), above[j]);
            }
            ent_node_view view;
            ent_graph_node(graph, i, &view);
            assert_int_equal(view.class_, drawn ? ENT_CLASS_WEAPON : ENT_CLASS_OTHER);
        }
        ent_graph_free(graph);
    }
}

static void test_hierarchy__a_long_chain_takes_linear_time(void **state)
{
    (void)state;
    enum { LENGTH = 60000 };
    ent_graph *graph = new_graph();
    for (unsigned i = 0; i < LENGTH; i++)
        add_label(graph, i, i + 1, NULL);
    for (unsigned i = 0; i < 2000; i++) {
        char key[12];
        snprintf(key, sizeof key, "n%u", i);
        add_node(graph, key, "L0");
    }
    clock_t start = clock();
    finish(graph);
    ent_label top = ent_graph_find_label(graph, "L60000"), other = ent_graph_find_label(graph, "L0");
    for (ent_node node = 0; node < 2000; node++)
        assert_true(ent_graph_has_label(graph, node, top) && ent_graph_has_label(graph, node, other));
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 2); /* 0.01 s; a walk for each took 6 s */
    ent_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hierarchy__known_and_unknown_words),
        cmocka_unit_test(test_hierarchy__a_label_cannot_be_a_kind_of_itself),
        cmocka_unit_test(test_hierarchy__agrees_with_walking_up),
        cmocka_unit_test(test_hierarchy__a_long_chain_takes_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
