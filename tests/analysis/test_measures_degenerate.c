/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Measures on the networks that are always awkward. */
#include "measure_support.h"

enum { MAX = 40 };

static void expect_all(const char *lines, bool directed, const char *measure, const double *expected)
{
    ent_graph *graph = graph_of(lines);
    ent_view *view;
    ent_projection *p = project(graph, directed, ENT_WEIGHT_NONE, &view);
    double scores[MAX] = { 0 };
    scores_of(measure, p, scores);
    for (size_t i = 0; i < ent_projection_node_count(p); i++)
        if (!(isnan(scores[i]) && isnan(expected[i])) && !(fabs(scores[i] - expected[i]) < 1e-9))
            fail_msg("%s%s of node %zu in\n%s\nis %f, not %f", directed ? "directed " : "", measure, i, lines, scores[i],
                     expected[i]);
    ent_projection_free(p);
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_measures_degenerate__awkward_networks(void **state)
{
    (void)state;
    const char *loop = "node a State\ntie a LINKS a";
    const char *pair_and_alone = "node a State\nnode b State\nnode c State\ntie a LINKS b\ntie a LINKS b 2001/..\ntie b LINKS b";
    const struct {
        const char *measure;
        double empty_tie, loop, pair[3], directed[3]; /* one node alone; one with a loop */
    } rows[] = {
        { "degree", 0, 2, { 2, 4, 0 }, { 2, 4, 0 } },
        { "degree-in", 0, 2, { 2, 4, 0 }, { 0, 3, 0 } },
        { "degree-out", 0, 2, { 2, 4, 0 }, { 2, 1, 0 } },
        { "strength", 0, 2, { 2, 4, 0 }, { 2, 4, 0 } },
        { "betweenness", 0, 0, { 0, 0, 0 }, { 0, 0, 0 } },
        { "closeness", NAN, NAN, { 1, 1, NAN }, { 1, NAN, NAN } },
        { "harmonic", 0, 0, { 1, 1, 0 }, { 1, 0, 0 } },
        { "eigenvector", NAN, NAN, { 1, 1, 0 }, { 1, 1, 0 } },
        { "hub", NAN, NAN, { 1, 1, 0 }, { 1, 0, 0 } },
        { "authority", NAN, NAN, { 1, 1, 0 }, { 0, 1, 0 } },
        { "coreness", 0, 0, { 1, 1, 0 }, { 1, 1, 0 } },
        { "constraint", NAN, NAN, { 1, 1, NAN }, { 1, 1, NAN } },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (int directed = 0; directed < 2; directed++) {
            expect_all("", directed, rows[i].measure, NULL);
            expect_all("node a State", directed, rows[i].measure, &rows[i].empty_tie);
        }
        expect_all(loop, false, rows[i].measure, &rows[i].loop);
        expect_all(pair_and_alone, false, rows[i].measure, rows[i].pair);
        expect_all(pair_and_alone, true, rows[i].measure, rows[i].directed);
    }
    const double one[] = { 1 }, third[] = { 1.0 / 3, 1.0 / 3, 1.0 / 3 };
    expect_all("", false, "pagerank", NULL);
    expect_all("node a State", false, "pagerank", one);
    expect_all(loop, true, "pagerank", one);
    expect_all("node a State\nnode b State\nnode c State", true, "pagerank", third);
}

static void test_measures_degenerate__constraint_at_its_most(void **state)
{
    (void)state;
    const double triangle[] = { 1.125, 1.125, 1.125 };
    expect_all("node a State\nnode b State\nnode c State\ntie a LINKS b\ntie b LINKS c\ntie c LINKS a", false,
               "constraint", triangle);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_measures_degenerate__awkward_networks),
        cmocka_unit_test(test_measures_degenerate__constraint_at_its_most),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
