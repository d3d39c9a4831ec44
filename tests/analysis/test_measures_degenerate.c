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

/* --- every measure of nodes and ties ---------------------------------------------------------------------- */

static ent_status ask(const ent_measure *m, const ent_projection *p, const ent_measure_options *options, double *scores,
                      ent_error *err)
{
    static const uint32_t pairs[][2] = { { 0, 0 }, { 0, 1 } };
    size_t count = ent_projection_node_count(p) > 1 ? 2 : ent_projection_node_count(p);
    switch (m->scope) {
    case ENT_SCOPE_NODE:
        return ent_measure_nodes(m, p, options, scores, err);
    case ENT_SCOPE_TIE:
        return ent_measure_ties(m, p, options, scores, err);
    case ENT_SCOPE_PAIR:
        return ent_measure_pairs(m, p, options, pairs, count, scores, err);
    case ENT_SCOPE_NETWORK:
        return ent_measure_network(m, p, options, scores, err);
    default:
        return ent_measure_networks(m, p, p, options, scores, err);
    }
}

static const char *const networks[] = {
    "",
    "node a S",
    "node a S\nnode b F",
    "node a S\ntie a T a - - - - {\"sign\":1,\"weight\":1}",
    "node a S\nnode b F\ntie a T b - - - - {\"sign\":1,\"weight\":1}\ntie a T b 2001/.. - - - {\"sign\":1,\"weight\":2}",
    "node a S\nnode b F\nnode c S\nnode d F\ntie a T b - - - - {\"sign\":1,\"weight\":0.5}\n"
    "tie c T d - - - - {\"sign\":-1,\"weight\":3}",
    "node a S\nnode b F\nnode c S\nnode d S\ntie a T b - - - - {\"sign\":1,\"weight\":1}\n"
    "tie b T a - - - - {\"sign\":1,\"weight\":1}\ntie c T b - - - - {\"sign\":0,\"weight\":2}\n"
    "tie c T c - - - - {\"sign\":1,\"weight\":1}",
};

/* None crashes, none is infinite, and nothing is written by one that refuses. */
static void test_measures_degenerate__every_measure(void **state)
{
    (void)state;
    size_t count;
    const ent_measure *measures = ent_measures(&count);
    for (size_t i = 0; i < sizeof networks / sizeof *networks; i++)
        for (int directed = 0; directed < 2; directed++)
            for (ent_weight_meaning meaning = ENT_WEIGHT_NONE; meaning <= ENT_WEIGHT_DISTANCE; meaning++) {
                fixture f = fixture_of(networks[i], directed, meaning);
                for (size_t j = 0; j < count; j++) {
                    double scores[64];
                    for (int k = 0; k < 64; k++)
                        scores[k] = 7e77;
                    ent_error err = { 0 };
                    ent_status status = ask(&measures[j], f.p, NULL, scores, &err);
                    if (status != ENT_OK && status != ENT_ERR_USAGE)
                        fail_msg("%s on\n%s\n%s", measures[j].name, networks[i], err.message);
                    for (int k = 0; k < 64; k++)
                        if (isinf(scores[k]) || (status != ENT_OK && scores[k] != 7e77))
                            fail_msg("%s on\n%s\ngives %f", measures[j].name, networks[i], scores[k]);
                }
                fixture_clear(&f);
            }
}

static bool always(void *context)
{
    ++*(int *)context;
    return true;
}

/* Work that is stopped says so and writes nothing; those that asked are the ones that may take long. */
static void test_measures_degenerate__interrupted(void **state)
{
    (void)state;
    static const char *const slow[] = { "effective-size",
                                        "brokerage", "information", "subgraph", "distances", "triad-census", "core",
                                        "balance", "qap", "jaccard" };
    fixture f = fixture_of(networks[6], false, ENT_WEIGHT_NONE);
    for (size_t i = 0; i < sizeof slow / sizeof *slow; i++) {
        int asked = 0;
        const ent_control control = { .interrupted = always, .context = &asked };
        ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
        options.control = &control;
        double scores[32] = { 7 };
        ent_error err = { 0 };
        ent_status status = ask(ent_measure_find(slow[i]), f.p, &options, scores, &err);
        if (status != ENT_ERR_LIMIT || !strstr(err.message, "was interrupted") || scores[0] != 7 || asked != 1)
            fail_msg("%s: %s, asked %d times", slow[i], ent_status_name(status), asked);
    }
    fixture_clear(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_measures_degenerate__awkward_networks),
        cmocka_unit_test(test_measures_degenerate__constraint_at_its_most),
        cmocka_unit_test(test_measures_degenerate__every_measure),
        cmocka_unit_test(test_measures_degenerate__interrupted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
