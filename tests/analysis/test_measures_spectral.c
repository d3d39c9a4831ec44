/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Katz, Bonacich power, subgraph centrality, information and personalised PageRank against slow and plain
 * computations with whole matrices. */
#include "measure_oracle.h"

typedef double matrix[MAX][MAX];

/* x of A x = b, by elimination with the largest pivot. */
static void solve(int n, matrix a, double *b, double *x)
{
    for (int k = 0; k < n; k++) {
        int pivot = k;
        for (int i = k; i < n; i++)
            pivot = fabs(a[i][k]) > fabs(a[pivot][k]) ? i : pivot;
        for (int j = 0; j < n; j++) {
            double swap = a[k][j];
            a[k][j] = a[pivot][j];
            a[pivot][j] = swap;
        }
        double swap = b[k];
        b[k] = b[pivot];
        b[pivot] = swap;
        for (int i = 0; i < n; i++) {
            double factor = i == k ? 0 : a[i][k] / a[k][k];
            for (int j = 0; j < n; j++)
                a[i][j] -= factor * a[k][j];
            b[i] -= factor * b[k];
        }
    }
    for (int i = 0; i < n; i++)
        x[i] = b[i] / a[i][i];
}

static double weight_of(const oracle *o, bool weighted, int a, int b)
{
    return weighted ? o->sum[a][b] : o->count[a][b];
}

/* x = b A x + c; incoming: A is transposed. */
static void slow_walks(const oracle *o, bool weighted, bool incoming, double b, double *x)
{
    static matrix a;
    double c[MAX];
    for (int i = 0; i < o->n; i++) {
        c[i] = 0;
        for (int j = 0; j < o->n; j++) {
            double w = incoming ? weight_of(o, weighted, j, i) : weight_of(o, weighted, i, j);
            a[i][j] = (i == j) - b * w;
            c[i] += (incoming ? b : 1) * w;
        }
    }
    solve(o->n, a, c, x);
}

static ent_status asked(const char *measure, const char *parameter, const char *value, const ent_projection *p,
                        double *scores)
{
    const ent_argument given[] = { { parameter, value, 0 } };
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    options.arguments = given;
    options.argument_count = 1;
    return ent_measure_nodes(ent_measure_find(measure), p, &options, scores, NULL);
}

static void check_walks(const oracle *o, const ent_projection *p, bool weighted)
{
    double expected[MAX], scores[MAX], squares = 0;
    assert_int_equal(asked("katz", "alpha", "0.02", p, scores), ENT_OK);
    slow_walks(o, weighted, true, 0.02, expected);
    for (int i = 0; i < o->n; i++)
        assert_near(scores[i], expected[i], 1e-9);
    for (int k = 0; k < 3; k++) {
        const char *betas[] = { "0.02", "-0.02", "0" };
        assert_int_equal(asked("power", "beta", betas[k], p, scores), ENT_OK);
        slow_walks(o, weighted, false, strtod(betas[k], NULL), expected);
        squares = 0;
        for (int i = 0; i < o->n; i++)
            squares += expected[i] * expected[i];
        for (int i = 0; i < o->n; i++)
            assert_near(scores[i], squares > 0 ? expected[i] * sqrt(o->n / squares) : NAN, 1e-9);
    }
}

/* Of an undirected network: once, or sums of strengths. */
static double both_ways(const oracle *o, bool weighted, int a, int b)
{
    return weighted ? o->sum[a][b] : o->count[a][b] > 0;
}

static void check_subgraph(const oracle *o, const ent_projection *p, bool weighted)
{
    static matrix a, power, next;
    double expected[MAX];
    for (int i = 0; i < o->n; i++) {
        expected[i] = 1;
        for (int j = 0; j < o->n; j++) {
            a[i][j] = both_ways(o, weighted, i, j);
            power[i][j] = i == j;
        }
    }
    for (int k = 1; k < 400; k++) {
        for (int i = 0; i < o->n; i++)
            for (int j = 0; j < o->n; j++) {
                next[i][j] = 0;
                for (int l = 0; l < o->n; l++)
                    next[i][j] += power[i][l] * a[l][j] / k;
            }
        memcpy(power, next, sizeof next);
        for (int i = 0; i < o->n; i++)
            expected[i] += power[i][i];
    }
    compare("subgraph", p, expected, 1e-9);
}

/* Resistances by a current of 1 from each node to each other. */
static void check_information(const oracle *o, const ent_projection *p, bool weighted)
{
    static matrix d, paths, l;
    double expected[MAX], current[MAX], potential[MAX];
    distances(o, false, d, paths);
    for (int s = 0; s < o->n; s++) {
        double resistance = 0, nodes = 0;
        for (int t = 0; t < o->n; t++) {
            nodes += isfinite(d[s][t]);
            if (t == s || !isfinite(d[s][t]))
                continue;
            for (int i = 0; i < o->n; i++) {
                current[i] = i == s;
                for (int j = 0; j < o->n; j++)
                    l[i][j] = i == j;
                if (i == t || !isfinite(d[s][i]))
                    continue; /* grounded, or not in the circuit */
                l[i][i] = 0;
                for (int j = 0; j < o->n; j++) {
                    double w = both_ways(o, weighted, i, j);
                    l[i][i] += w;
                    if (j != t)
                        l[i][j] -= w;
                }
            }
            solve(o->n, l, current, potential);
            resistance += potential[s];
        }
        expected[s] = nodes > 1 ? nodes / resistance : NAN;
    }
    compare("information", p, expected, 1e-8);
}

static void test_measures_spectral__agree_with_their_definitions(void **state)
{
    (void)state;
    uint64_t seed = 31;
    static oracle o;
    for (int round = 0; round < 40; round++) {
        bool directed = round & 1;
        int n = 2 + round % 12;
        ent_graph *graph = random_network(&seed, n, n * (round % 4 + 1) * 2 / 4, directed, &o);
        for (int weighted = 0; weighted < 2; weighted++) {
            ent_view *view;
            ent_projection *p = project(graph, directed, weighted ? ENT_WEIGHT_STRENGTH : ENT_WEIGHT_NONE, &view);
            check_walks(&o, p, weighted);
            if (!directed) {
                check_subgraph(&o, p, weighted);
                check_information(&o, p, weighted);
            }
            ent_projection_free(p);
            ent_view_free(view);
        }
        ent_graph_free(graph);
    }
}

/* Estrada and Rodriguez-Velazquez 2005, figure 1: three kinds of nodes in a regular network, with the values that
 * NetworkX documents. */
static void test_measures_spectral__estrada(void **state)
{
    (void)state;
    static const double published[] = { 3.90, 3.90, 3.64, 3.71, 3.64, 3.71, 3.64, 3.90 };
    fixture f = fixture_of("node n1 P\nnode n2 P\nnode n3 P\nnode n4 P\nnode n5 P\nnode n6 P\nnode n7 P\nnode n8 P\n"
                           "tie n1 T n2\ntie n1 T n5\ntie n1 T n8\ntie n2 T n3\ntie n2 T n8\ntie n3 T n4\ntie n3 T n6\n"
                           "tie n4 T n5\ntie n4 T n7\ntie n5 T n6\ntie n6 T n7\ntie n7 T n8", false, ENT_WEIGHT_NONE);
    double scores[8];
    scores_of("subgraph", f.p, scores);
    for (int i = 0; i < 8; i++)
        assert_near(scores[i], published[i], 2e-3);
    fixture_clear(&f);
}

static void keep_note(void *context, const char *text)
{
    snprintf(context, 256, "%s", text);
}

/* A ring's largest eigenvalue is 2: alpha is 0.425, and a node's walks of k steps are 2 to the k. */
static void test_measures_spectral__usual_attenuation(void **state)
{
    (void)state;
    fixture f = fixture_of("node a P\nnode b P\nnode c P\nnode d P\ntie a T b\ntie b T c\ntie c T d\ntie d T a", false,
                           ENT_WEIGHT_NONE);
    double scores[4];
    char note[256] = "";
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    options.note = keep_note;
    options.note_context = note;
    ent_error err = { 0 };
    assert_ok(ent_measure_nodes(ent_measure_find("katz"), f.p, &options, scores, &err), err);
    assert_near(scores[2], 0.85 / 0.15, 1e-9);
    assert_non_null(strstr(note, "alpha is 0.425"));
    assert_int_equal(asked("katz", "alpha", "0.5", f.p, scores), ENT_ERR_USAGE);
    assert_int_equal(asked("power", "beta", "-0.6", f.p, scores), ENT_ERR_USAGE);
    assert_int_equal(asked("katz", "alpha", "-1", f.p, scores), ENT_ERR_USAGE);
    assert_int_equal(asked("katz", "alpha", "much", f.p, scores), ENT_ERR_USAGE);
    assert_int_equal(asked("katz", "beta", "0.1", f.p, scores), ENT_ERR_USAGE);
    fixture_clear(&f);
    f = fixture_of("node a P\nnode b P\nnode c P\ntie a T b\ntie b T c", true, ENT_WEIGHT_NONE); /* no cycle */
    scores_of("katz", f.p, scores);
    assert_near(scores[0], 0, 0);
    assert_near(scores[2], 2, 1e-12);
    fixture_clear(&f);
}

/* A walker that always comes back to one node is never where that node does not lead. */
static void test_measures_spectral__personalised_pagerank(void **state)
{
    (void)state;
    fixture f = fixture_of("node a P\nnode b P\nnode c P\nnode d P\ntie a T b\ntie b T a\ntie c T a\ntie d T c", true,
                           ENT_WEIGHT_NONE);
    double scores[4] = { 0 };
    assert_int_equal(asked("pagerank", "from", "a", f.p, scores), ENT_OK);
    assert_near(scores[0], 1 / 1.85, 1e-9); /* x = 0.15 + 0.85 y, y = 0.85 x */
    assert_near(scores[1], 0.85 / 1.85, 1e-9);
    assert_near(scores[2] + scores[3], 0, 1e-12);
    assert_int_equal(asked("pagerank", "from", "nobody", f.p, scores), ENT_ERR_NOTFOUND);
    assert_int_equal(asked("pagerank", "damping", "0", f.p, scores), ENT_OK);
    assert_near(scores[3], 0.25, 1e-9);
    assert_int_equal(asked("pagerank", "damping", "1", f.p, scores), ENT_ERR_USAGE);
    fixture_clear(&f);
}

static ent_status walked(const ent_projection *p, double steps, const char *from, double *ret)
{
    const ent_argument given[] = { { "iterations", NULL, steps }, { "from", from, 0 } };
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    ent_error err = { 0 };
    options.arguments = given;
    options.argument_count = from ? 2 : 1;
    ent_status status = ent_measure_nodes(ent_measure_find("pagerank"), p, &options, ret, &err);
    ent_error_clear(&err);
    return status;
}

/* A walker who goes on long enough is where igraph's is, wherever from. */
static void test_measures_spectral__pagerank_after_steps(void **state)
{
    (void)state;
    uint64_t seed = 77;
    static oracle o;
    for (int round = 0; round < 40; round++) {
        bool directed = round % 2;
        ent_graph *graph = random_network(&seed, 2 + round % 15, round, directed, &o);
        ent_view *view;
        ent_projection *p = project(graph, directed, round % 3 ? ENT_WEIGHT_STRENGTH : ENT_WEIGHT_NONE, &view);
        double expected[MAX], found[MAX], all = 0;
        for (int from = 0; from < 2; from++) {
            const char *nodes = from ? "n0,n1" : NULL;
            assert_int_equal(nodes ? asked("pagerank", "from", nodes, p, expected) : walked(p, 0, NULL, expected), ENT_OK);
            assert_int_equal(walked(p, 300, nodes, found), ENT_OK);
            for (int i = 0; i < o.n; i++)
                assert_near(found[i], expected[i], 1e-9);
        }
        assert_int_equal(walked(p, 1, NULL, found), ENT_OK);
        for (int i = 0; i < o.n; i++)
            all += found[i];
        assert_near(all, 1, 1e-12);
        assert_int_equal(walked(p, 0.5, NULL, found), ENT_ERR_USAGE);
        ent_projection_free(p);
        ent_view_free(view);
        ent_graph_free(graph);
    }
}

static void expect_note(const char *text, bool directed, const char *measure, const char *part)
{
    fixture f = fixture_of(text, directed, ENT_WEIGHT_NONE);
    double scores[MAX];
    char note[256] = "";
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    options.note = keep_note;
    options.note_context = note;
    ent_error err = { 0 };
    assert_ok(ent_measure_nodes(ent_measure_find(measure), f.p, &options, scores, &err), err);
    if (part ? !strstr(note, part) : *note != '\0')
        fail_msg("%s says \"%s\"", measure, note);
    fixture_clear(&f);
}

/* Two equal parts: any mixture of their scores is an eigenvector too. */
static void test_measures_spectral__scores_that_are_not_unique(void **state)
{
    (void)state;
    const char *two = "node a P\nnode b P\nnode c P\nnode d P\nnode e P\ntie a T b\ntie c T d";
    const char *unlike = "node a P\nnode b P\nnode c P\nnode d P\nnode e P\ntie a T b\ntie c T d\ntie d T e";
    const char *chain = "node a P\nnode b P\nnode c P\ntie a T b\ntie b T c"; /* a hub for b, b a hub for c */
    const char *star = "node a P\nnode b P\nnode c P\ntie a T b\ntie a T c";
    expect_note(two, false, "eigenvector", "2 parts");
    expect_note(unlike, false, "eigenvector", NULL);
    expect_note(chain, false, "eigenvector", NULL); /* bipartite, with an eigenvalue of -1.41 that is not the largest */
    expect_note(chain, true, "hub", "2 parts");
    expect_note(chain, true, "authority", "2 parts");
    expect_note(star, true, "hub", NULL);
    expect_note("node a P\nnode b P", true, "hub", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_measures_spectral__agree_with_their_definitions),
        cmocka_unit_test(test_measures_spectral__estrada),
        cmocka_unit_test(test_measures_spectral__usual_attenuation),
        cmocka_unit_test(test_measures_spectral__personalised_pagerank),
        cmocka_unit_test(test_measures_spectral__pagerank_after_steps),
        cmocka_unit_test(test_measures_spectral__scores_that_are_not_unique),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
