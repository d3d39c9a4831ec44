/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words for subjects and drawing classes: what the public functions say is what the records take. */
#include "tests/graph/graphs.h"

#include <stdio.h>

static void test_words__classes_are_taken_as_they_are_called(void **state)
{
    (void)state;
    ent_graph *graph = new_graph();
    ent_error err = { 0 };
    for (int i = 0; i < ENT_CLASS_COUNT; i++) {
        char name[12];
        snprintf(name, sizeof name, "L%d", i);
        ent_label_record record = { .name = T(name), .class_ = T(ent_class_text((ent_class)i)) };
        assert_ok(ent_graph_add_label(graph, &record, &err), err);
        assert_true(*ent_class_heading((ent_class)i) >= 'A' && *ent_class_heading((ent_class)i) <= 'Z');
    }
    finish(graph);
    for (int i = 0; i < ENT_CLASS_COUNT; i++) {
        char name[12];
        ent_label_view label;
        snprintf(name, sizeof name, "L%d", i);
        ent_graph_label(graph, ent_graph_find_label(graph, name), &label);
        assert_int_equal(label.class_, i);
    }
    ent_graph_free(graph);
}

static void test_words__subjects_are_taken_as_they_are_called(void **state)
{
    (void)state;
    ent_graph *graph = new_graph();
    ent_error err = { 0 };
    for (int i = 0; i < ENT_SUBJECT_COUNT; i++) {
        char name[12];
        ent_type_view type;
        snprintf(name, sizeof name, "T%d", i);
        ent_type_record record = { .name = T(name), .subject = T(ent_subject_text((ent_subject)i)) };
        assert_ok(ent_graph_add_type(graph, &record, &err), err);
        finish(graph);
        ent_graph_type(graph, ent_graph_find_type(graph, name), &type);
        assert_int_equal(type.subject, i);
    }
    ent_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words__classes_are_taken_as_they_are_called),
        cmocka_unit_test(test_words__subjects_are_taken_as_they_are_called),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
