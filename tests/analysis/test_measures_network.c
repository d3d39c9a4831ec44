/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers for the whole network against slow and plain computations, published ones, and degenerate networks. */
#include "measure_oracle.h"

static bool joined(const oracle *o, int a, int b)
{
    return o->count[a][b] > 0 || o->count[b][a] > 0;
}

static double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : NAN;
}

static void check_ties(const oracle *o, const ent_projection *p)
{
    double ties = 0, answered = 0, open = 0, closed = 0, clustering = 0, nodes = 0, n = o->n;
    for (int a = 0; a < o->n; a++) {
        double pairs = 0, tied = 0;
        for (int b = 0; b < o->n; b++) {
            ties += o->count[a][b] > 0;
            answered += o->count[a][b] > 0 && o->count[b][a] > 0;
            for (int c = b + 1; c < o->n; c++)
                if (b != a && c != a && joined(o, a, b) && joined(o, a, c)) {
                    pairs++;
                    tied += joined(o, b, c);
                }
        }
        open += pairs;
        closed += tied;
        clustering += pairs > 0 ? tied / pairs : 0;
        nodes += pairs > 0;
    }
    assert_near(value_of("density", "density", p, NULL), ratio(ties, n * (n - 1)), 1e-12);
    assert_near(value_of("reciprocity", "reciprocity", p, NULL), o->directed ? ratio(answered, ties) : NAN, 1e-12);
    assert_near(value_of("transitivity", "transitivity", p, NULL), ratio(closed, open), 1e-12);
    assert_near(value_of("mean-clustering", "mean_clustering", p, NULL), ratio(clustering, nodes), 1e-12);
}

static void check_distances(const oracle *o, const ent_projection *p, bool weighted)
{
    static double d[MAX][MAX], paths[MAX][MAX];
    distances(o, weighted, d, paths);
    double diameter = 0, radius = INFINITY, sum = 0, pairs = 0, efficiency = 0, n = o->n;
    for (int a = 0; a < o->n; a++) {
        double farthest = 0;
        for (int b = 0; b < o->n; b++)
            if (a != b && isfinite(d[a][b])) {
                sum += d[a][b];
                efficiency += 1 / d[a][b];
                pairs++;
                farthest = fmax(farthest, d[a][b]);
            }
        diameter = fmax(diameter, farthest);
        radius = farthest > 0 ? fmin(radius, farthest) : radius;
    }
    assert_near(value_of("distances", "diameter", p, NULL), pairs > 0 ? diameter : NAN, 1e-12);
    assert_near(value_of("distances", "radius", p, NULL), pairs > 0 ? radius : NAN, 1e-12);
    assert_near(value_of("distances", "mean_distance", p, NULL), ratio(sum, pairs), 1e-12);
    assert_near(value_of("distances", "efficiency", p, NULL), ratio(efficiency, n * (n - 1)), 1e-12);
    assert_near(value_of("distances", "reachable", p, NULL), ratio(pairs, n * (n - 1)), 1e-12);
}

/* Nodes of which each reaches the other; weak: along ties of any direction. */
static void check_components(const oracle *o, const ent_projection *p)
{
    static bool reach[MAX][MAX];
    for (int strong = 0; strong < 2; strong++) {
        for (int a = 0; a < o->n; a++)
            for (int b = 0; b < o->n; b++)
                reach[a][b] = a == b || (strong ? o->count[a][b] > 0 : joined(o, a, b));
        for (int k = 0; k < o->n; k++)
            for (int a = 0; a < o->n; a++)
                for (int b = 0; b < o->n; b++)
                    reach[a][b] = reach[a][b] || (reach[a][k] && reach[k][b]);
        double parts = 0, largest = 0;
        for (int a = 0; a < o->n; a++) {
            double size = 0, earlier = 0;
            for (int b = 0; b < o->n; b++) {
                size += reach[a][b] && reach[b][a];
                earlier += b < a && reach[a][b] && reach[b][a];
            }
            parts += earlier == 0;
            largest = fmax(largest, size);
        }
        assert_near(value_of("components", strong ? "strong" : "weak", p, NULL), parts, 0);
        assert_near(value_of("components", strong ? "largest_strong" : "largest_weak", p, NULL), largest, 0);
    }
}

static double slow_correlation(const double *x, const double *y, int n)
{
    double mx = 0, my = 0, xy = 0, xx = 0, yy = 0;
    for (int i = 0; i < n; i++) {
        mx += x[i] / n;
        my += y[i] / n;
    }
    for (int i = 0; i < n; i++) {
        xy += (x[i] - mx) * (y[i] - my);
        xx += (x[i] - mx) * (x[i] - mx);
        yy += (y[i] - my) * (y[i] - my);
    }
    return xx > 1e-12 && yy > 1e-12 ? xy / sqrt(xx * yy) : NAN;
}

/* Groups by label: every third node is of the other. */
static void check_mixing(const oracle *o, const ent_projection *p, bool weighted)
{
    static double x[MAX * MAX], y[MAX * MAX];
    double out[MAX] = { 0 }, in[MAX] = { 0 }, from[2] = { 0 }, to[2] = { 0 }, inside = 0, all = 0;
    int ties = 0;
    for (int a = 0; a < o->n; a++)
        for (int b = 0; b < o->n; b++) {
            double weight = weighted ? o->sum[a][b] : o->count[a][b];
            out[a] += o->count[a][b] > 0;
            in[b] += o->count[a][b] > 0;
            from[a % 3 == 0] += weight;
            to[b % 3 == 0] += weight;
            inside += (a % 3 == 0) == (b % 3 == 0) ? weight : 0;
            all += weight;
        }
    for (int a = 0; a < o->n; a++)
        for (int b = 0; b < o->n; b++)
            if (o->count[a][b] > 0) {
                x[ties] = out[a];
                y[ties++] = in[b];
            }
    double chance = (from[0] * to[0] + from[1] * to[1]) / (all * all);
    if (!weighted)
        assert_near(value_of("degree-assortativity", "degree_assortativity", p, NULL), slow_correlation(x, y, ties), 1e-9);
    assert_near(value_of("modularity", "modularity", p, NULL), all > 0 ? inside / all - chance : NAN, 1e-9);
    assert_near(value_of("assortativity", "assortativity", p, NULL),
                all > 0 && chance < 1 ? (inside / all - chance) / (1 - chance) : NAN, 1e-9);
}

/* A triad's kind by comparing it, in every order, with an example of each kind. */
static int slow_kind(const oracle *o, const int triad[3])
{
    static const char *const examples[16] = { "", "ab", "ab ba", "ba bc", "ab cb", "ab bc", "ab ba cb", "ab ba bc",
                                              "ab bc ac", "ab bc ca", "ab ba bc cb", "ba bc ac ca", "ab cb ac ca",
                                              "ab bc ac ca", "ab ba bc cb ac", "ab ba bc cb ac ca" };
    static const int orders[6][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
    for (int kind = 0; kind < 16; kind++)
        for (int k = 0; k < 6; k++) {
            bool same = true;
            for (int a = 0; a < 3; a++)
                for (int b = 0; b < 3; b++) {
                    const char arc[] = { (char)('a' + a), (char)('a' + b), '\0' };
                    if (a != b)
                        same = same && (o->count[triad[orders[k][a]]][triad[orders[k][b]]] > 0) ==
                                           (strstr(examples[kind], arc) != NULL);
                }
            if (same)
                return kind;
        }
    fail();
    return -1;
}

static void check_census(const oracle *o, const ent_projection *p)
{
    double expected[16] = { 0 }, counts[16];
    for (int a = 0; a < o->n; a++)
        for (int b = a + 1; b < o->n; b++)
            for (int c = b + 1; c < o->n; c++)
                expected[slow_kind(o, (const int[]){ a, b, c })]++;
    ent_error err = { 0 };
    assert_ok(ent_measure_network(ent_measure_find("triad-census"), p, NULL, counts, &err), err);
    for (int i = 0; i < 16; i++)
        assert_near(counts[i], expected[i], 0);
}

/* The best of all cores, and whether the core found is as good as it says. */
static void check_core(const oracle *o, const ent_projection *p)
{
    static double x[MAX * MAX], y[MAX * MAX];
    double best = -INFINITY, core[MAX], own = 0;
    scores_of("core", p, core);
    for (unsigned set = 1; set < 1u << o->n; set++) {
        int pairs = 0;
        bool found = !isnan(core[0]);
        for (int a = 0; a < o->n; a++) {
            found = found && core[a] == (set >> a & 1);
            for (int b = a + 1; b < o->n; b++) {
                x[pairs] = (set >> a & 1) || (set >> b & 1);
                y[pairs++] = joined(o, a, b);
            }
        }
        double fit = slow_correlation(x, y, pairs);
        best = fmax(best, isnan(fit) ? -INFINITY : fit);
        own = found ? fit : own;
    }
    double fit = value_of("core-periphery", "fit", p, NULL);
    if (isinf(best)) {
        assert_true(isnan(fit) && isnan(core[0]));
        return;
    }
    assert_near(fit, own, 1e-9);
    assert_true(fit <= best + 1e-9 && fit >= best - 0.25);
}

static void test_measures_network__agree_with_their_definitions(void **state)
{
    (void)state;
    uint64_t seed = 23;
    static oracle o;
    for (int round = 0; round < 60; round++) {
        bool directed = round & 1;
        int n = 2 + round % 14;
        ent_graph *graph = random_network(&seed, n, n * (round % 5 + 1) * 2 / 4, directed, &o);
        for (ent_weight_meaning meaning = ENT_WEIGHT_NONE; meaning <= ENT_WEIGHT_DISTANCE; meaning++) {
            ent_view *view;
            ent_projection *p = project(graph, directed, meaning, &view);
            if (meaning != ENT_WEIGHT_STRENGTH)
                check_distances(&o, p, meaning != ENT_WEIGHT_NONE);
            if (meaning != ENT_WEIGHT_DISTANCE)
                check_mixing(&o, p, meaning != ENT_WEIGHT_NONE);
            if (meaning == ENT_WEIGHT_NONE) {
                check_ties(&o, p);
                check_components(&o, p);
                check_census(&o, p);
                if (n <= 9)
                    check_core(&o, p);
            }
            ent_projection_free(p);
            ent_view_free(view);
        }
        ent_graph_free(graph);
    }
}

static double centralisation(const char *lines, bool directed, const char *of)
{
    fixture f = fixture_of(lines, directed, ENT_WEIGHT_NONE);
    const ent_argument given[] = { { "of", of, 0 } };
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    options.arguments = given;
    options.argument_count = 1;
    double value = value_of("centralisation", "centralisation", f.p, &options);
    fixture_clear(&f);
    return value;
}

/* Freeman 1978: a star has 1 of all three, a ring none. */
static void test_measures_network__centralisation(void **state)
{
    (void)state;
    const char *star = "node a P\nnode b P\nnode c P\nnode d P\nnode e P\ntie a T b\ntie a T c\ntie a T d\ntie a T e";
    const char *ring = "node a P\nnode b P\nnode c P\nnode d P\ntie a T b\ntie b T c\ntie c T d\ntie d T a";
    const char *of[] = { "degree", "betweenness", "closeness" };
    for (int i = 0; i < 3; i++) {
        assert_near(centralisation(star, false, of[i]), 1, 1e-12);
        assert_near(centralisation(ring, false, of[i]), 0, 1e-12);
    }
    assert_near(centralisation(star, true, "degree-out"), 1, 1e-12);
    assert_near(centralisation(star, true, "degree-in"), 1.0 / 16, 1e-12); /* four nodes have 1, the centre 0 */
    assert_true(isnan(centralisation("node a P\nnode b P\ntie a T b", false, "degree")));
    assert_true(isnan(centralisation("", false, "degree")));
    fixture f = fixture_of(star, true, ENT_WEIGHT_NONE);
    const ent_argument given[] = { { "of", "closeness", 0 } };
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    options.arguments = given;
    options.argument_count = 1;
    double value = 7;
    assert_int_equal(ent_measure_network(ent_measure_find("centralisation"), f.p, &options, &value, NULL), ENT_ERR_USAGE);
    assert_true(value == 7);
    fixture_clear(&f);
}

/* Every way to part the nodes, and every triple. */
static void test_measures_network__balance_on_random_signs(void **state)
{
    (void)state;
    uint64_t seed = 77;
    for (int round = 0; round < 40; round++) {
        enum { N = 9 };
        int sign[N][N] = { { 0 } };
        char text[4096] = "";
        size_t at = 0;
        for (int i = 0; i < N; i++)
            at += (size_t)snprintf(text + at, sizeof text - at, "node n%d S\n", i);
        for (int a = 0; a < N; a++)
            for (int b = a + 1; b < N; b++) {
                seed = ent_i_hash_mix(seed + 0x9e3779b97f4a7c15ULL);
                if (seed % 10 >= (uint64_t)(round % 8 + 2))
                    continue;
                sign[a][b] = sign[b][a] = seed >> 20 & 1 ? 1 : -1;
                at += (size_t)snprintf(text + at, sizeof text - at, "tie n%d T n%d - - - - {\"sign\":%d}\n", a, b, sign[a][b]);
            }
        double triangles = 0, balanced = 0, least = INFINITY;
        for (int a = 0; a < N; a++)
            for (int b = a + 1; b < N; b++)
                for (int c = b + 1; c < N; c++) {
                    int product = sign[a][b] * sign[b][c] * sign[a][c];
                    triangles += product != 0;
                    balanced += product > 0;
                }
        for (unsigned camp = 0; camp < 1u << N; camp++) {
            double wrong = 0;
            for (int a = 0; a < N; a++)
                for (int b = a + 1; b < N; b++)
                    wrong += sign[a][b] * ((camp >> a & 1) == (camp >> b & 1) ? 1 : -1) < 0;
            least = fmin(least, wrong);
        }
        fixture f = fixture_of(text, round & 1, ENT_WEIGHT_NONE);
        assert_near(value_of("balance", "triangles", f.p, NULL), triangles, 0);
        assert_near(value_of("balance", "balanced", f.p, NULL), balanced, 0);
        assert_near(value_of("balance", "frustration", f.p, NULL), least, 0);
        assert_near(value_of("balance", "balance", f.p, NULL), ratio(balanced, triangles), 1e-12);
        fixture_clear(&f);
    }
}

/* Every number of every measure of a network, on networks with little in them: none crashes, none is infinite. */
static void test_measures_network__degenerate(void **state)
{
    (void)state;
    static const char *const networks[] = {
        "", "node a S", "node a S\nnode b S", "node a S\ntie a T a - - - - {\"sign\":1,\"weight\":1}",
        "node a S\nnode b S\nnode c S\ntie a T b - - - - {\"sign\":1,\"weight\":1}\ntie a T b 2001/.. - - - {\"sign\":-1,\"weight\":2}",
    };
    size_t count;
    const ent_measure *measures = ent_measures(&count);
    for (size_t i = 0; i < sizeof networks / sizeof *networks; i++)
        for (int directed = 0; directed < 2; directed++) {
            fixture f = fixture_of(networks[i], directed, ENT_WEIGHT_NONE);
            for (size_t j = 0; j < count; j++) {
                double values[32];
                ent_error err = { 0 };
                if (measures[j].scope != ENT_SCOPE_NETWORK)
                    continue;
                ent_status status = ent_measure_network(&measures[j], f.p, NULL, values, &err);
                assert_true(status == ENT_OK || status == ENT_ERR_USAGE);
                for (size_t k = 0; status == ENT_OK && k < measures[j].value_count; k++)
                    assert_false(isinf(values[k]));
            }
            fixture_clear(&f);
        }
    fixture f = fixture_of(networks[4], false, ENT_WEIGHT_NONE);
    assert_near(value_of("balance", "ties", f.p, NULL), 0, 0); /* both signs */
    assert_near(value_of("density", "density", f.p, NULL), 1.0 / 3, 1e-12);
    assert_near(value_of("components", "isolates", f.p, NULL), 1, 0);
    fixture_clear(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_measures_network__agree_with_their_definitions),
        cmocka_unit_test(test_measures_network__centralisation),
        cmocka_unit_test(test_measures_network__balance_on_random_signs),
        cmocka_unit_test(test_measures_network__degenerate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
