/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the example in the manual prints, against the ties themselves. The example's path is the first argument. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <entente.h>

static const char *example;

static bool is_member(const ent_graph *graph, ent_node node, ent_day day)
{
    ent_span here = ent_graph_node_span(graph, node, ENT_NOMINAL);
    bool found = false;
    for (ent_tie tie = 0; tie < ent_graph_tie_count(graph); tie++) {
        ent_tie_view seen;
        ent_graph_tie(graph, tie, &seen);
        ent_span span = ent_graph_tie_span(graph, tie, ENT_NOMINAL);
        found = found || (seen.source == node && seen.target == ent_graph_find_key(graph, "sco", 3) &&
                          seen.type == ent_graph_find_type(graph, "MEMBER_OF") && seen.rank != ENT_RANK_DEPRECATED &&
                          span.from <= day && day < span.until && here.from <= day && day < here.until);
    }
    return found && ent_graph_has_label(graph, node, ent_graph_find_label(graph, "State"));
}

static void check_day(FILE *pipe, const ent_graph *graph, ent_day day, const char *heading)
{
    char line[256], name[256];
    size_t expected = 0, members = 0;
    for (ent_node node = 0; node < ent_graph_node_count(graph); node++)
        expected += is_member(graph, node, day);
    assert_true(expected >= 6);
    assert_non_null(fgets(line, sizeof line, pipe));
    assert_memory_equal(line, heading, strlen(heading));
    for (size_t i = 0; i < expected; i++) {
        ent_node node;
        assert_non_null(fgets(line, sizeof line, pipe));
        assert_int_equal(sscanf(line, "  %255s", name), 1);
        assert_int_equal(ent_graph_lookup(graph, name, &node, NULL), ENT_OK);
        assert_true(is_member(graph, node, day));
    }
    assert_non_null(fgets(line, sizeof line, pipe));
    assert_int_equal(sscanf(line, "%zu members", &members), 1);
    assert_int_equal(members, expected);
}

static void test_query_example__prints_the_members_of_each_day(void **state)
{
    (void)state;
    ent_graph *graph = NULL;
    assert_int_equal(ent_graph_bundled(&graph, NULL), ENT_OK);
    FILE *pipe = popen(example, "r");
    assert_non_null(pipe);
    check_day(pipe, graph, ent_day_from_civil(2016, 12, 31), "2016-12-31\n");
    check_day(pipe, graph, ent_day_from_civil(2018, 12, 31), "2018-12-31\n");
    assert_int_equal(fgetc(pipe), EOF);
    assert_int_equal(pclose(pipe), 0);
    ent_graph_free(graph);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s EXAMPLE\n", argv[0]);
        return 2;
    }
    example = argv[1];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_query_example__prints_the_members_of_each_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
