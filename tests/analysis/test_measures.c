/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Measures against published values, against slow and plain computations of their definitions, and on the
 * networks that are always awkward. */
#include "support.h"

#include <math.h>

#include <igraph/igraph.h>

#include "analysis/igraph_door.h"
#include "graph/base/hash.h"

enum { MAX = 40 };

static ent_projection *project(const ent_graph *graph, bool directed, ent_weight_meaning meaning, ent_view **ret_view)
{
    ent_projection_options options = ENT_PROJECTION_OPTIONS_INIT;
    options.directed = directed;
    options.isolates = true;
    options.weight_as = meaning;
    ent_projection *p = NULL;
    ent_error err = { 0 };
    *ret_view = view_at(graph, "2020");
    assert_ok(ent_projection_new(*ret_view, &options, &p, &err), err);
    return p;
}

static void scores_of(const char *measure, const ent_projection *p, double *ret)
{
    const ent_measure *found = ent_measure_find(measure);
    assert_non_null(found);
    ent_error err = { 0 };
    assert_ok(ent_measure_nodes(found, p, NULL, ret, &err), err);
}

static void assert_near(double a, double b, double most)
{
    if (isnan(a) && isnan(b))
        return;
    if (!(fabs(a - b) <= most * fmax(1, fabs(b))))
        fail_msg("%.12f is not %.12f", a, b);
}

/* --- published values ----------------------------------------------------------------------------------- */

/* Zachary, An information flow model for conflict and fission in small groups (1977); betweenness and
 * constraint as in the manuals of igraph and NetworkX. */
static void test_measures__karate_club(void **state)
{
    (void)state;
    igraph_t club;
    igraph_famous(&club, "Zachary");
    char text[4096] = "";
    size_t at = 0;
    for (int i = 0; i < 34; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "node n%d Person\n", i + 1);
    for (igraph_integer_t i = 0; i < igraph_ecount(&club); i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "tie n%d KNOWS n%d\n", (int)IGRAPH_FROM(&club, i) + 1,
                               (int)IGRAPH_TO(&club, i) + 1);
    igraph_destroy(&club);
    ent_graph *graph = graph_of(text);
    ent_view *view;
    ent_projection *p = project(graph, false, ENT_WEIGHT_NONE, &view);
    double scores[34];
    scores_of("betweenness", p, scores);
    assert_near(scores[0], 231.0714, 1e-6);
    assert_near(scores[33], 160.5516, 1e-6);
    assert_near(scores[32], 76.6905, 1e-6);
    scores_of("constraint", p, scores);
    assert_near(scores[0], 0.155423, 1e-5);
    scores_of("degree", p, scores);
    assert_near(scores[33], 17, 0);
    scores_of("coreness", p, scores);
    assert_near(scores[0], 4, 0);
    assert_near(scores[11], 1, 0);
    scores_of("closeness", p, scores);
    assert_near(scores[0], 0.568966, 1e-5);
    scores_of("eigenvector", p, scores);
    assert_near(scores[33], 1, 1e-9);
    assert_near(scores[0], 0.952132, 1e-5);
    ent_projection_free(p);
    ent_view_free(view);
    ent_graph_free(graph);
}

static FILE *open_shared(const char *name)
{
    char path[1024];
    const char *shared = getenv("ENTENTE_SHARED"), *source = getenv("ENTENTE_SOURCE");
    if (shared)
        snprintf(path, sizeof path, "%s/%s", shared, name);
    else
        snprintf(path, sizeof path, "%s/../shared/%s", source ? source : ".", name);
    return fopen(path, "r");
}

/* Padgett and Ansell, Robust action and the rise of the Medici (1993): marriages of Florentine families. */
static void test_measures__florentine_marriages(void **state)
{
    (void)state;
    FILE *nodes = open_shared("datasets/reference_graphs/flo_marriage.nodes.csv");
    FILE *edges = open_shared("datasets/reference_graphs/flo_marriage.edges.csv");
    if (!nodes || !edges) {
        print_message("the reference graphs are not here (ENTENTE_SHARED)\n");
        skip();
    }
    char line[256], text[4096] = "";
    size_t at = 0;
    int medici = -1, count = 0, a, b;
    for (bool header = true; fgets(line, sizeof line, nodes); header = false) {
        if (header)
            continue;
        if (strstr(line, "\"Medici\""))
            medici = count;
        at += (size_t)snprintf(text + at, sizeof text - at, "node n%d Family\n", ++count);
    }
    for (bool header = true; fgets(line, sizeof line, edges); header = false)
        if (!header && sscanf(line, "%d,%d", &a, &b) == 2)
            at += (size_t)snprintf(text + at, sizeof text - at, "tie n%d MARRIED n%d\n", a, b);
    fclose(nodes);
    fclose(edges);
    ent_graph *graph = graph_of(text);
    ent_view *view;
    ent_projection *p = project(graph, false, ENT_WEIGHT_NONE, &view);
    double scores[64];
    assert_true(medici >= 0 && ent_projection_node_count(p) == (size_t)count && count < 64);
    scores_of("betweenness", p, scores);
    assert_near(scores[medici], 47.5, 1e-9);
    scores_of("constraint", p, scores);
    assert_near(scores[medici], 0.2099, 2e-4);
    scores_of("degree", p, scores);
    assert_near(scores[medici], 6, 0);
    ent_projection_free(p);
    ent_view_free(view);
    ent_graph_free(graph);
}

/* Kleinberg's picture: every hub leads to every authority. */
static void test_measures__hubs_and_authorities(void **state)
{
    (void)state;
    ent_graph *graph = graph_of("node h1 Page\nnode h2 Page\nnode h3 Page\nnode a1 Page\nnode a2 Page\n"
                                "tie h1 LINKS a1\ntie h1 LINKS a2\ntie h2 LINKS a1\ntie h2 LINKS a2\ntie h3 LINKS a1\n");
    ent_view *view;
    ent_projection *p = project(graph, true, ENT_WEIGHT_NONE, &view);
    double hub[5], authority[5];
    scores_of("hub", p, hub);
    scores_of("authority", p, authority);
    assert_near(hub[0], 1, 1e-9);
    assert_near(hub[1], 1, 1e-9);
    assert_true(hub[2] > 0.1 && hub[2] < 0.99);
    assert_near(hub[3], 0, 1e-9);
    assert_near(authority[3], 1, 1e-9);
    /* A' A is [[3 2][2 2]]: eigenvalue (5 + sqrt 17) / 2. */
    assert_near(authority[4], ((5 + sqrt(17)) / 2 - 3) / 2, 1e-9);
    ent_projection_free(p);
    ent_view_free(view);
    ent_graph_free(graph);
}

/* --- slow and plain ------------------------------------------------------------------------------------- */

typedef struct oracle {
    int n;
    bool directed;
    double count[MAX][MAX];    /* ties, loops left out; symmetric when undirected */
    double sum[MAX][MAX];      /* of weights */
    double least[MAX][MAX];    /* of weights; 0: no tie */
    double degree[MAX], in[MAX], out[MAX], strength[MAX];
} oracle;

/* Distances and numbers of shortest paths by trying every node in between, over and over. */
static void distances(const oracle *o, bool weighted, double d[MAX][MAX], double paths[MAX][MAX])
{
    for (int i = 0; i < o->n; i++)
        for (int j = 0; j < o->n; j++)
            d[i][j] = i == j ? 0 : o->count[i][j] == 0 ? INFINITY : weighted ? o->least[i][j] : 1;
    for (int k = 0; k < o->n; k++)
        for (int i = 0; i < o->n; i++)
            for (int j = 0; j < o->n; j++)
                d[i][j] = fmin(d[i][j], d[i][k] + d[k][j]);
    /* paths from s to t: summed over the last step, nearest t first. */
    for (int s = 0; s < o->n; s++) {
        bool done[MAX] = { false };
        for (int t = 0; t < o->n; t++)
            paths[s][t] = s == t;
        for (int round = 0; round < o->n; round++) {
            int t = -1;
            for (int i = 0; i < o->n; i++)
                if (!done[i] && isfinite(d[s][i]) && (t < 0 || d[s][i] < d[s][t]))
                    t = i;
            if (t < 0)
                break;
            done[t] = true;
            for (int v = 0; v < o->n && t != s; v++)
                if (o->count[v][t] > 0 && isfinite(d[s][v]) &&
                    fabs(d[s][v] + (weighted ? o->least[v][t] : 1) - d[s][t]) < 1e-9)
                    paths[s][t] += paths[s][v];
        }
    }
}

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

static ent_graph *random_network(uint64_t *seed, int n, int ties, bool directed, oracle *o)
{
    static char text[32768];
    size_t at = 0;
    memset(o, 0, sizeof *o);
    o->n = n;
    o->directed = directed;
    at += (size_t)snprintf(text + at, sizeof text - at, "type PEER_OF state symmetric\n");
    for (int i = 0; i < n; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "node n%d State\n", i);
    for (int i = 0; i < ties; i++) {
        *seed = ent_i_hash_mix(*seed + 0x9e3779b97f4a7c15ULL);
        int a = (int)(*seed % (uint64_t)n), b = (int)((*seed >> 16) % (uint64_t)n);
        bool symmetric = (*seed >> 33 & 3) == 0;
        double weight = (double)(1 + (*seed >> 40 & 3));
        at += (size_t)snprintf(text + at, sizeof text - at, "tie n%d %s n%d - - - - {\"weight\":%d,\"i\":%d}\n", a,
                               symmetric ? "PEER_OF" : "LINKS", b, (int)weight, i);
        o->degree[a]++;
        o->degree[b]++;
        o->strength[a] += weight;
        o->strength[b] += weight;
        o->out[a]++;
        o->in[b]++;
        if (symmetric && a != b) {
            o->out[b]++;
            o->in[a]++;
        }
        if (a == b)
            continue;
        for (int back = 0; back < (directed && !symmetric ? 1 : 2); back++) {
            int from = back ? b : a, to = back ? a : b;
            o->count[from][to]++;
            o->sum[from][to] += weight;
            if (o->least[from][to] == 0 || weight < o->least[from][to])
                o->least[from][to] = weight;
        }
    }
    return graph_of(text);
}

static void compare(const char *measure, const ent_projection *p, const double *expected, double most)
{
    double scores[MAX];
    scores_of(measure, p, scores);
    for (size_t i = 0; i < ent_projection_node_count(p); i++)
        assert_near(scores[i], expected[i], most);
}

static void test_measures__agree_with_their_definitions(void **state)
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

/* --- awkward networks ----------------------------------------------------------------------------------- */

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

static void test_measures__awkward_networks(void **state)
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

static void test_measures__constraint_at_its_most(void **state)
{
    (void)state;
    const double triangle[] = { 1.125, 1.125, 1.125 };
    expect_all("node a State\nnode b State\nnode c State\ntie a LINKS b\ntie b LINKS c\ntie c LINKS a", false,
               "constraint", triangle);
}

static void test_measures__refuse_the_wrong_weights(void **state)
{
    (void)state;
    ent_graph *graph = graph_of("node a State\nnode b State\ntie a LINKS b - - - - {\"weight\":2}");
    ent_view *view, *view2;
    ent_projection *strength = project(graph, false, ENT_WEIGHT_STRENGTH, &view);
    ent_projection *distance = project(graph, false, ENT_WEIGHT_DISTANCE, &view2);
    double scores[2];
    size_t count;
    const ent_measure *measures = ent_measures(&count);
    for (size_t i = 0; i < count; i++) {
        bool ignores = !measures[i].takes_strength && !measures[i].takes_distance;
        assert_int_equal(measures[i].weighted != NULL, !ignores);
        ent_error err = { 0 };
        assert_int_equal(ent_measure_nodes(&measures[i], strength, NULL, scores, &err),
                         ignores || measures[i].takes_strength ? ENT_OK : ENT_ERR_USAGE);
        ent_error_clear(&err);
        assert_int_equal(ent_measure_nodes(&measures[i], distance, NULL, scores, &err),
                         ignores || measures[i].takes_distance ? ENT_OK : ENT_ERR_USAGE);
    }
    ent_projection_free(strength);
    ent_projection_free(distance);
    ent_view_free(view);
    ent_view_free(view2);
    ent_graph_free(graph);
}

static void own_handler(const char *reason, const char *file, int line, igraph_error_t code)
{
    (void)reason;
    (void)file;
    (void)line;
    (void)code;
    fail_msg("igraph called the handler of the program around");
}

static void test_measures__igraph_fails_with_its_reason(void **state)
{
    (void)state;
    uint32_t ends[1][2] = { { 0, 1 } };
    double weights[] = { -1 }, scores[2] = { 7, 7 };
    const ent_i_network network = { .node_count = 2, .tie_count = 1, .ends = ends, .weights = weights };
    igraph_error_handler_t *before = igraph_set_error_handler(own_handler);
    ent_error err = { 0 };
    assert_int_equal(ent_i_igraph_betweenness(&network, scores, &err), ENT_ERR_INVALID);
    assert_non_null(strstr(err.message, "igraph: "));
    assert_non_null(strstr(err.message, "eight")); /* its own words about weights */
    assert_true(scores[0] == 7);
    assert_true(igraph_set_error_handler(before) == own_handler);
}

static void test_measures__table_is_whole(void **state)
{
    (void)state;
    size_t count;
    const ent_measure *measures = ent_measures(&count);
    for (size_t i = 0; i < count; i++) {
        const ent_measure *m = &measures[i], *found = NULL;
        ent_error err = { 0 };
        assert_ok(ent_measure_lookup(m->name, &found, &err), err);
        assert_ptr_equal(found, m); /* names are distinct */
        const char *const texts[] = { m->heading, m->definition, m->unit,   m->range,
                                      m->directed, m->loops,     m->disconnected, m->source, m->computed_by };
        for (size_t j = 0; j < sizeof texts / sizeof *texts; j++)
            assert_true(texts[j] && *texts[j]);
        assert_true(m->doi && !strncmp(m->doi, "10.", 3));
    }
    const ent_measure *none = NULL;
    ent_error err = { 0 };
    assert_int_equal(ent_measure_lookup("betweeness", &none, &err), ENT_ERR_NOTFOUND);
    assert_non_null(strstr(err.message, "\"betweenness\""));
    ent_error_clear(&err);
    assert_int_equal(ent_measure_lookup("zzz", &none, &err), ENT_ERR_NOTFOUND);
    assert_non_null(strstr(err.message, "coreness"));
    assert_null(none);
}

/* --- rank ----------------------------------------------------------------------------------------------- */

static void test_measures__rank_orders_and_says_what_is_left_out(void **state)
{
    (void)state;
    ent_graph *graph = graph_of("type MET event symmetric\nnode a State\nnode b State\nnode c State\nnode d State\nnode e State\n"
                                "tie a LINKS b\ntie b LINKS c\ntie c LINKS d - planned\ntie a MET b 2010\n");
    ent_view *view = view_at(graph, "2020");
    const ent_measure *measures[] = { ent_measure_find("betweenness"), ent_measure_find("degree-in") };
    ent_rank_options options = ENT_RANK_OPTIONS_INIT;
    options.measures = measures;
    options.measure_count = 2;
    ent_answer *answer = NULL;
    ent_error err = { 0 };
    assert_ok(ent_rank_ask(view, &options, &answer, &err), err);
    assert_string_equal(ent_answer_title(answer), "3 nodes by betweenness as of 31 December 2020");
    assert_int_equal(ent_answer_row_count(answer), 3);
    const char *order[] = { "b", "a", "c" };
    const int64_t place[] = { 1, 2, 2 };
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(cell_of(answer, i, "node")->key, order[i]);
        assert_int_equal(cell_of(answer, i, "position")->integer, place[i]);
    }
    assert_true(cell_of(answer, 0, "betweenness")->number == 1);
    assert_true(cell_of(answer, 0, "degree_in")->number == 2);
    assert_true(has_note(answer, "Undirected network of 3 nodes and 2 ties in force"));
    assert_true(has_note(answer, "1 planned tie left out"));
    assert_true(has_note(answer, "1 event tie left out"));
    assert_true(has_note(answer, "2 nodes without a tie left out"));
    ent_answer_free(answer);
    options.top = 1;
    options.projection.isolates = true;
    assert_ok(ent_rank_ask(view, &options, &answer, &err), err);
    assert_string_equal(ent_answer_title(answer), "The first 1 of 5 nodes by betweenness as of 31 December 2020");
    assert_int_equal(ent_answer_row_count(answer), 1);
    ent_answer_free(answer);
    options.measure_count = 0;
    assert_int_equal(ent_rank_ask(view, &options, &answer, &err), ENT_ERR_USAGE);
    ent_view_free(view);
    ent_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_measures__karate_club),
        cmocka_unit_test(test_measures__florentine_marriages),
        cmocka_unit_test(test_measures__hubs_and_authorities),
        cmocka_unit_test(test_measures__agree_with_their_definitions),
        cmocka_unit_test(test_measures__awkward_networks),
        cmocka_unit_test(test_measures__constraint_at_its_most),
        cmocka_unit_test(test_measures__refuse_the_wrong_weights),
        cmocka_unit_test(test_measures__igraph_fails_with_its_reason),
        cmocka_unit_test(test_measures__table_is_whole),
        cmocka_unit_test(test_measures__rank_orders_and_says_what_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
