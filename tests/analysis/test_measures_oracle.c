/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Measures against slow and plain computations of their definitions, on random networks. */
#include "measure_oracle.h"

static void slow_betweenness(const oracle *o, bool weighted, double *ret)
{
    static double d[MAX][MAX], paths[MAX][MAX];
    distances(o, weighted, d, paths);
    for (int v = 0; v < o->n; v++) {
        ret[v] = 0;
        for (int s = 0; s < o->n; s++)
            for (int t = 0; t < o->n; t++)
                if (s != t && s != v && t != v && isfinite(d[s][t]) && fabs(d[s][v] + d[v][t] - d[s][t]) < 1e-9)
                    ret[v] += paths[s][v] * paths[v][t] / paths[s][t];
        if (!o->directed)
            ret[v] /= 2;
    }
}

static void slow_closeness(const oracle *o, bool weighted, double *closeness, double *harmonic)
{
    static double d[MAX][MAX], paths[MAX][MAX];
    distances(o, weighted, d, paths);
    for (int v = 0; v < o->n; v++) {
        double sum = 0, reached = 0;
        harmonic[v] = 0;
        for (int t = 0; t < o->n; t++)
            if (t != v && isfinite(d[v][t])) {
                sum += d[v][t];
                reached++;
                harmonic[v] += 1 / d[v][t];
            }
        closeness[v] = reached > 0 ? reached / sum : NAN;
    }
}

static void slow_pagerank(const oracle *o, bool weighted, double *ret)
{
    double next[MAX];
    for (int i = 0; i < o->n; i++)
        ret[i] = 1.0 / o->n;
    for (int round = 0; round < 400; round++) {
        double dangling = 0;
        for (int i = 0; i < o->n; i++)
            next[i] = 0;
        for (int i = 0; i < o->n; i++) {
            double total = 0;
            for (int j = 0; j < o->n; j++)
                total += weighted ? o->sum[i][j] : o->count[i][j];
            if (total == 0)
                dangling += ret[i];
            for (int j = 0; j < o->n && total > 0; j++)
                next[j] += ret[i] * (weighted ? o->sum[i][j] : o->count[i][j]) / total;
        }
        for (int i = 0; i < o->n; i++)
            ret[i] = 0.15 / o->n + 0.85 * (next[i] + dangling / o->n);
    }
}

static void slow_constraint(const oracle *o, bool weighted, double *ret)
{
    static double p[MAX][MAX];
    for (int i = 0; i < o->n; i++) {
        double total = 0;
        for (int j = 0; j < o->n; j++) {
            double here = weighted ? o->sum[i][j] : o->count[i][j] > 0, back = weighted ? o->sum[j][i] : o->count[j][i] > 0;
            p[i][j] = here + back;
            total += p[i][j];
        }
        for (int j = 0; j < o->n; j++)
            p[i][j] = total > 0 ? p[i][j] / total : 0;
    }
    for (int i = 0; i < o->n; i++) {
        double sum = 0;
        bool any = false;
        for (int j = 0; j < o->n; j++) {
            if (j == i || p[i][j] == 0)
                continue;
            any = true;
            double c = p[i][j];
            for (int q = 0; q < o->n; q++)
                if (q != i && q != j)
                    c += p[i][q] * p[q][j];
            sum += c * c;
        }
        ret[i] = any ? sum : NAN;
    }
}

/* From the first and the last node, whichever is nearer. */
static void slow_distance(const oracle *o, bool weighted, double *ret)
{
    static double d[MAX][MAX], paths[MAX][MAX];
    distances(o, weighted, d, paths);
    for (int v = 0; v < o->n; v++) {
        ret[v] = fmin(d[0][v], d[o->n - 1][v]);
        if (isinf(ret[v]))
            ret[v] = NAN;
    }
}

static void compare_distance(const oracle *o, bool weighted, const ent_projection *p)
{
    double expected[MAX], scores[MAX];
    char names[32];
    snprintf(names, sizeof names, "n0,n%d", o->n - 1);
    const ent_measure *measure = ent_measure_find("distance");
    ent_argument room;
    ent_measure_options options = needed(measure, names, &room);
    ent_error err = { 0 };
    assert_ok(ent_measure_nodes(measure, p, &options, scores, &err), err);
    slow_distance(o, weighted, expected);
    for (int i = 0; i < o->n; i++)
        assert_near(scores[i], expected[i], 1e-9);
}

static void compare_ego_density(const oracle *o, int steps, const ent_projection *p)
{
    double scores[MAX];
    const ent_measure *measure = ent_measure_find("ego-density");
    ent_argument argument = { "steps", NULL, steps };
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    options.arguments = &argument;
    options.argument_count = 1;
    ent_error err = { 0 };
    assert_ok(ent_measure_nodes(measure, p, &options, scores, &err), err);
    for (int v = 0; v < o->n; v++) {
        bool in[MAX] = { false };
        in[v] = true;
        for (int step = 0; step < steps; step++) {
            bool next[MAX];
            memcpy(next, in, sizeof in);
            for (int i = 0; i < o->n * o->n; i++)
                if (in[i / o->n] && (o->count[i / o->n][i % o->n] > 0 || o->count[i % o->n][i / o->n] > 0))
                    next[i % o->n] = true;
            memcpy(in, next, sizeof in);
        }
        double pairs = 0, tied = 0;
        for (int i = 0; i < o->n; i++)
            for (int j = 0; j < i; j++)
                if (in[i] && in[j]) {
                    pairs++;
                    tied += o->count[i][j] > 0 || o->count[j][i] > 0;
                }
        assert_near(scores[v], pairs > 0 ? tied / pairs : NAN, 1e-12);
    }
}

static void slow_coreness(const oracle *o, double *ret)
{
    for (int i = 0; i < o->n; i++)
        ret[i] = 0;
    for (int k = 1; k < o->n; k++) {
        bool in[MAX];
        for (int i = 0; i < o->n; i++)
            in[i] = true;
        for (bool changed = true; changed;) {
            changed = false;
            for (int i = 0; i < o->n; i++) {
                int neighbours = 0;
                for (int j = 0; j < o->n; j++)
                    neighbours += j != i && in[j] && (o->count[i][j] > 0 || o->count[j][i] > 0);
                if (in[i] && neighbours < k) {
                    in[i] = false;
                    changed = true;
                }
            }
        }
        for (int i = 0; i < o->n; i++)
            if (in[i])
                ret[i] = k;
    }
}

/* Is x, scaled to a largest of 1, unchanged by the matrix but for a factor, and is that factor the largest? */
static void assert_leading(const oracle *o, bool weighted, const double *x)
{
    double y[MAX] = { 0 }, power[MAX], norm = 0, largest = 0, value = 0;
    for (int i = 0; i < o->n; i++) {
        power[i] = 1;
        for (int j = 0; j < o->n; j++)
            y[i] += (weighted ? o->sum[i][j] : o->count[i][j]) * x[j];
        largest = fmax(largest, x[i]);
        assert_true(x[i] > -1e-9);
    }
    assert_near(largest, 1, 1e-9);
    for (int i = 0; i < o->n; i++)
        value = fmax(value, y[i]);
    for (int i = 0; i < o->n; i++)
        assert_near(y[i], value * x[i], 1e-6);
    for (int round = 0; round < 3000; round++) { /* of A + I, so that a bipartite network does not swing */
        double next[MAX];
        norm = 0;
        for (int i = 0; i < o->n; i++) {
            next[i] = power[i];
            for (int j = 0; j < o->n; j++)
                next[i] += (weighted ? o->sum[i][j] : o->count[i][j]) * power[j];
            norm = fmax(norm, next[i]);
        }
        for (int i = 0; i < o->n; i++)
            power[i] = next[i] / norm;
    }
    assert_near(value, norm - 1, 1e-3);
}

/* The same of A A' (hubs) or A' A (authorities). */
static void assert_leading_squared(const oracle *o, bool hub, const double *x)
{
    oracle squared = { .n = o->n };
    for (int i = 0; i < o->n; i++)
        for (int j = 0; j < o->n; j++)
            for (int k = 0; k < o->n; k++)
                squared.count[i][j] += hub ? o->count[i][k] * o->count[j][k] : o->count[k][i] * o->count[k][j];
    assert_leading(&squared, false, x);
}

static void test_measures_oracle__agree_with_their_definitions(void **state)
{
    (void)state;
    uint64_t seed = 11;
    static oracle o;
    double expected[MAX], harmonic[MAX], scores[MAX];
    for (int round = 0; round < 60; round++) {
        bool directed = round & 1;
        int n = 2 + round % 20;
        ent_graph *graph = random_network(&seed, n, n * (round % 4 + 1) * 3 / 4, directed, &o);
        ent_view *view, *view_d, *view_s;
        ent_projection *p = project(graph, directed, ENT_WEIGHT_NONE, &view);
        ent_projection *distance = project(graph, directed, ENT_WEIGHT_DISTANCE, &view_d);
        ent_projection *strength = project(graph, directed, ENT_WEIGHT_STRENGTH, &view_s);
        compare("degree", p, o.degree, 0);
        compare("degree-in", p, directed ? o.in : o.degree, 0);
        compare("degree-out", p, directed ? o.out : o.degree, 0);
        compare("strength", p, o.degree, 0);
        compare("strength", strength, o.strength, 0);
        compare("strength-in", strength, directed ? o.strength_in : o.strength, 0);
        compare("strength-out", strength, directed ? o.strength_out : o.strength, 0);
        slow_betweenness(&o, false, expected);
        compare("betweenness", p, expected, 1e-9);
        slow_betweenness(&o, true, expected);
        compare("betweenness", distance, expected, 1e-9);
        slow_closeness(&o, false, expected, harmonic);
        compare("closeness", p, expected, 1e-9);
        compare("harmonic", p, harmonic, 1e-9);
        slow_closeness(&o, true, expected, harmonic);
        compare("closeness", distance, expected, 1e-9);
        compare("harmonic", distance, harmonic, 1e-9);
        slow_pagerank(&o, false, expected);
        compare("pagerank", p, expected, 1e-9);
        slow_pagerank(&o, true, expected);
        compare("pagerank", strength, expected, 1e-9);
        slow_constraint(&o, false, expected);
        compare("constraint", p, expected, 1e-9);
        slow_constraint(&o, true, expected);
        compare("constraint", strength, expected, 1e-9);
        compare_distance(&o, false, p);
        compare_distance(&o, true, distance);
        compare_ego_density(&o, 1, p);
        compare_ego_density(&o, 2, p);
        slow_coreness(&o, expected);
        compare("coreness", p, expected, 0);
        scores_of("eigenvector", p, scores);
        bool any = false;
        for (int i = 0; i < n * n; i++)
            any = any || o.count[i / n][i % n] > 0;
        if (!any)
            assert_true(isnan(scores[0]));
        else if (!directed)
            assert_leading(&o, false, scores);
        if (any && !directed) {
            scores_of("eigenvector", strength, scores);
            assert_leading(&o, true, scores);
        }
        if (any && directed) {
            scores_of("hub", p, scores);
            assert_leading_squared(&o, true, scores);
            scores_of("authority", p, scores);
            assert_leading_squared(&o, false, scores);
        }
        ent_projection_free(p);
        ent_projection_free(distance);
        ent_projection_free(strength);
        ent_view_free(view);
        ent_view_free(view_d);
        ent_view_free(view_s);
        ent_graph_free(graph);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_measures_oracle__agree_with_their_definitions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
