/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pairs of nodes, and two networks, against slow and plain computations. */
#include "measure_oracle.h"

static bool joined(const oracle *o, int a, int b)
{
    return o->count[a][b] > 0 || o->count[b][a] > 0;
}

static void slow_pair(const oracle *o, int a, int b, double ret[6])
{
    double common = 0, either = 0, one = 0, other = 0, adamic = 0, differ = 0, degrees[2] = { 0, 0 };
    for (int x = 0; x < o->n; x++) {
        degrees[0] += joined(o, a, x);
        degrees[1] += joined(o, b, x);
        if (x == a || x == b)
            continue;
        bool with_a = joined(o, a, x), with_b = joined(o, b, x);
        double degree = 0;
        for (int y = 0; y < o->n; y++)
            degree += joined(o, x, y);
        one += with_a;
        other += with_b;
        common += with_a && with_b;
        either += with_a || with_b;
        differ += with_a != with_b;
        adamic += with_a && with_b ? 1 / log(degree) : 0;
    }
    ret[0] = common;
    ret[1] = either > 0 ? common / either : NAN;
    ret[2] = one > 0 && other > 0 ? common / sqrt(one * other) : NAN;
    ret[3] = adamic;
    ret[4] = degrees[0] * degrees[1];
    ret[5] = sqrt(differ);
}

static void test_measures_pairs__agree_with_their_definitions(void **state)
{
    (void)state;
    static const char *const names[] = { "common-neighbours", "jaccard", "cosine", "adamic-adar",
                                         "preferential-attachment", "structural-distance" };
    uint64_t seed = 41;
    static oracle o;
    static uint32_t pairs[MAX * MAX][2];
    static double scores[MAX * MAX];
    for (int round = 0; round < 30; round++) {
        int n = 2 + round % 14;
        size_t count = 0;
        ent_graph *graph = random_network(&seed, n, n * (round % 4 + 1) * 2 / 4, round & 1, &o);
        ent_view *view;
        ent_projection *p = project(graph, round & 1, ENT_WEIGHT_NONE, &view);
        for (int a = 0; a < n; a++)
            for (int b = 0; b < n; b++)
                if (a != b) {
                    pairs[count][0] = (uint32_t)a;
                    pairs[count++][1] = (uint32_t)b;
                }
        for (int m = 0; m < 6; m++) {
            ent_error err = { 0 };
            assert_ok(ent_measure_pairs(ent_measure_find(names[m]), p, NULL, (const uint32_t (*)[2])pairs, count, scores,
                                        &err), err);
            for (size_t i = 0; i < count; i++) {
                double expected[6];
                slow_pair(&o, (int)pairs[i][0], (int)pairs[i][1], expected);
                assert_near(scores[i], expected[m], 1e-9);
            }
        }
        ent_projection_free(p);
        ent_view_free(view);
        ent_graph_free(graph);
    }
}

static void test_measures_pairs__a_node_with_itself(void **state)
{
    (void)state;
    fixture f = fixture_of("node a P\nnode b P\nnode c P\ntie a T b", false, ENT_WEIGHT_NONE);
    static const uint32_t pairs[][2] = { { 0, 0 }, { 2, 2 }, { 0, 2 } };
    double scores[3];
    ent_error err = { 0 };
    assert_ok(ent_measure_pairs(ent_measure_find("jaccard"), f.p, NULL, pairs, 3, scores, &err), err);
    assert_near(scores[0], 1, 0);
    assert_true(isnan(scores[1]));
    assert_near(scores[2], 0, 0);
    assert_ok(ent_measure_pairs(ent_measure_find("adamic-adar"), f.p, NULL, pairs, 3, scores, &err), err);
    assert_true(isfinite(scores[0]));
    static const uint32_t outside[][2] = { { 0, 3 } };
    assert_int_equal(ent_measure_pairs(ent_measure_find("jaccard"), f.p, NULL, outside, 1, scores, NULL), ENT_ERR_USAGE);
    assert_int_equal(ent_measure_pairs(ent_measure_find("degree"), f.p, NULL, pairs, 1, scores, NULL), ENT_ERR_USAGE);
    fixture_clear(&f);
}

/* --- two networks --------------------------------------------------------------------------------------- */

static ent_projection *of_type(const ent_graph *graph, const char *type, bool directed, ent_view **ret_view)
{
    ent_filter filter = ENT_FILTER_INIT;
    filter.types = &type;
    filter.type_count = 1;
    filter.as_of = "2020";
    *ret_view = view_of(graph, &filter);
    ent_projection_options options = ENT_PROJECTION_OPTIONS_INIT;
    options.directed = directed;
    ent_projection *p = NULL;
    ent_error err = { 0 };
    assert_ok(ent_projection_new(*ret_view, &options, &p, &err), err);
    return p;
}

/* All orders of five nodes: the exact shares, which many shuffles come close to. */
static void exact_shares(bool x[5][5], bool y[5][5], double ret[2])
{
    double larger = 0, smaller = 0, all = 0, observed = 0;
    for (int round = 0; round < 2; round++)
        for (int code = 0; code < 3125; code++) {
            int order[5], used = 0, rest = code;
            for (int i = 0; i < 5; i++, rest /= 5) {
                order[i] = rest % 5;
                used |= 1 << order[i];
            }
            if (used != 31)
                continue;
            double sum = 0, here = 0;
            for (int a = 0; a < 5; a++)
                for (int b = 0; b < 5; b++) {
                    sum += x[a][b] && y[order[a]][order[b]];
                    here += x[a][b] && y[a][b];
                }
            observed = here;
            all += round;
            larger += round && sum >= observed;
            smaller += round && sum <= observed;
        }
    ret[0] = larger / all;
    ret[1] = smaller / all;
}

static void test_measures_pairs__qap(void **state)
{
    (void)state;
    static const int first[][2] = { { 0, 1 }, { 1, 2 }, { 2, 3 }, { 3, 0 }, { 4, 0 } };
    static const int second[][2] = { { 0, 1 }, { 1, 2 }, { 2, 4 }, { 3, 0 }, { 4, 1 }, { 4, 0 } };
    char text[2048] = "node n0 P\nnode n1 P\nnode n2 P\nnode n3 P\nnode n4 P\n";
    bool x[5][5] = { { false } }, y[5][5] = { { false } };
    for (int i = 0; i < 5; i++) {
        snprintf(text + strlen(text), sizeof text - strlen(text), "tie n%d ONE n%d\n", first[i][0], first[i][1]);
        x[first[i][0]][first[i][1]] = true;
    }
    for (int i = 0; i < 6; i++) {
        snprintf(text + strlen(text), sizeof text - strlen(text), "tie n%d TWO n%d\n", second[i][0], second[i][1]);
        y[second[i][0]][second[i][1]] = true;
    }
    ent_graph *graph = graph_of(text);
    ent_view *views[2];
    ent_projection *one = of_type(graph, "ONE", true, &views[0]), *two = of_type(graph, "TWO", true, &views[1]);
    const ent_argument given[] = { { "permutations", NULL, 20000 }, { "seed", NULL, 7 } };
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    options.arguments = given;
    options.argument_count = 2;
    double values[5], again[5], shares[2];
    ent_error err = { 0 };
    const ent_measure *qap = ent_measure_find("qap");
    assert_ok(ent_measure_networks(qap, one, two, &options, values, &err), err);
    /* 4 of 5 and 6 ties over 20 ordered pairs are shared */
    assert_near(values[0], (4 - 5 * 6 / 20.0) / sqrt((5 - 25 / 20.0) * (6 - 36 / 20.0)), 1e-12);
    exact_shares(x, y, shares);
    assert_near(values[1], shares[0], 0.01);
    assert_near(values[2], shares[1], 0.01);
    assert_true(fabs(values[3]) < 0.01 && values[4] > 0);
    assert_ok(ent_measure_networks(qap, one, two, &options, again, &err), err);
    assert_memory_equal(values, again, sizeof values); /* the same seed */
    assert_ok(ent_measure_networks(qap, one, one, NULL, values, &err), err);
    assert_near(values[0], 1, 1e-12);
    ent_view *view;
    ent_projection *undirected = of_type(graph, "ONE", false, &view);
    assert_int_equal(ent_measure_networks(qap, one, undirected, NULL, values, NULL), ENT_ERR_USAGE);
    ent_projection_free(undirected);
    ent_view_free(view);
    ent_projection_free(one);
    ent_projection_free(two);
    ent_view_free(views[0]);
    ent_view_free(views[1]);
    ent_graph_free(graph);
}

/* Nodes of one network only count as isolates of the other; without ties there is nothing to correlate. */
static void test_measures_pairs__qap_of_different_nodes(void **state)
{
    (void)state;
    ent_graph *graph = graph_of("type NONE state directed\nnode a P\nnode b P\nnode c P\nnode d P\ntie a ONE b\ntie c TWO d");
    ent_view *views[3];
    ent_projection *one = of_type(graph, "ONE", false, &views[0]), *two = of_type(graph, "TWO", false, &views[1]);
    ent_projection *none = of_type(graph, "NONE", false, &views[2]);
    double values[5];
    ent_error err = { 0 };
    assert_ok(ent_measure_networks(ent_measure_find("qap"), one, two, NULL, values, &err), err);
    assert_near(values[0], -0.2, 1e-12); /* over the six pairs of four nodes */
    assert_ok(ent_measure_networks(ent_measure_find("qap"), none, none, NULL, values, &err), err);
    assert_true(isnan(values[0]));
    assert_ok(ent_measure_networks(ent_measure_find("qap"), one, none, NULL, values, &err), err);
    assert_true(isnan(values[0]));
    ent_projection_free(one);
    ent_projection_free(two);
    ent_projection_free(none);
    for (int i = 0; i < 3; i++)
        ent_view_free(views[i]);
    ent_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_measures_pairs__agree_with_their_definitions),
        cmocka_unit_test(test_measures_pairs__a_node_with_itself),
        cmocka_unit_test(test_measures_pairs__qap),
        cmocka_unit_test(test_measures_pairs__qap_of_different_nodes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
