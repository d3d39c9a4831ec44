/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Measures on ways, cut points, bridges, holes and brokers against slow and plain computations. */
#include "measure_oracle.h"

#include "analysis/kernels/betweenness.h"

static void slow_ways(const oracle *o, bool weighted, double *improved, double *decay, double *eccentricity)
{
    static double d[MAX][MAX], paths[MAX][MAX];
    distances(o, weighted, d, paths);
    for (int v = 0; v < o->n; v++) {
        double sum = 0, reached = 0;
        decay[v] = 0;
        eccentricity[v] = NAN;
        for (int t = 0; t < o->n; t++)
            if (t != v && isfinite(d[v][t])) {
                sum += d[v][t];
                reached++;
                decay[v] += pow(0.3, d[v][t]);
                eccentricity[v] = fmax(d[v][t], isnan(eccentricity[v]) ? 0 : eccentricity[v]);
            }
        improved[v] = reached > 0 ? reached * reached / sum / (o->n - 1) : 0;
    }
}

static bool joined(const oracle *o, int a, int b)
{
    return o->count[a][b] > 0 || o->count[b][a] > 0;
}

/* Components when a node, or one tie, is not there; -1: nothing is taken away. */
static int parts_without(const oracle *o, int node, int tie)
{
    int part[MAX], parts = 0;
    for (int i = 0; i < o->n; i++)
        part[i] = i;
    for (bool changed = true; changed;) {
        changed = false;
        for (int i = 0; i < o->ties; i++) {
            int a = o->ends[i][0], b = o->ends[i][1];
            if (i == tie || a == node || b == node || part[a] == part[b])
                continue;
            part[a] = part[b] = part[a] < part[b] ? part[a] : part[b];
            changed = true;
        }
    }
    for (int i = 0; i < o->n; i++)
        parts += i != node && part[i] == i;
    return parts;
}

static void slow_cuts(const oracle *o, double *cut, double *bridge)
{
    int all = parts_without(o, -1, -1);
    for (int i = 0; i < o->n; i++)
        cut[i] = fmax(0, parts_without(o, i, -1) - all);
    for (int i = 0; i < o->ties; i++)
        bridge[i] = parts_without(o, -1, i) > all;
}

static void slow_edge_betweenness(const oracle *o, bool weighted, double *ret)
{
    static double d[MAX][MAX], paths[MAX][MAX];
    distances(o, weighted, d, paths);
    for (int i = 0; i < o->ties; i++) {
        ret[i] = 0;
        int a = o->ends[i][0], b = o->ends[i][1];
        for (int way = 0; a != b && way < (o->directed && !o->symmetric[i] ? 1 : 2); way++) {
            int from = way ? b : a, to = way ? a : b;
            double length = weighted ? o->least[from][to] : 1;
            for (int s = 0; s < o->n; s++)
                for (int t = 0; t < o->n; t++)
                    if (s != t && isfinite(d[s][t]) && fabs(d[s][from] + length + d[to][t] - d[s][t]) < 1e-9)
                        ret[i] += paths[s][from] * paths[to][t] / paths[s][t];
        }
        if (!o->directed)
            ret[i] /= 2;
    }
}

static void slow_clustering(const oracle *o, double *ret)
{
    for (int v = 0; v < o->n; v++) {
        double pairs = 0, tied = 0;
        for (int a = 0; a < o->n; a++)
            for (int b = a + 1; b < o->n; b++)
                if (a != v && b != v && joined(o, v, a) && joined(o, v, b)) {
                    pairs++;
                    tied += joined(o, a, b);
                }
        ret[v] = pairs > 0 ? tied / pairs : NAN;
    }
}

/* Over ordered pairs of neighbours, those tied in that direction. */
static void slow_directed_clustering(const oracle *o, double *ret)
{
    for (int v = 0; v < o->n; v++) {
        double pairs = 0, tied = 0;
        for (int a = 0; a < o->n; a++)
            for (int b = 0; b < o->n; b++)
                if (a != b && a != v && b != v && joined(o, v, a) && joined(o, v, b)) {
                    pairs++;
                    tied += o->count[a][b] > 0;
                }
        ret[v] = pairs > 0 ? tied / pairs : NAN;
    }
}

static void slow_holes(const oracle *o, bool weighted, double *size, double *efficiency, double *hierarchy)
{
    static double s[MAX][MAX];
    double sum[MAX] = { 0 }, most[MAX] = { 0 };
    for (int i = 0; i < o->n; i++)
        for (int j = 0; j < o->n; j++) {
            s[i][j] = weighted ? o->sum[i][j] + o->sum[j][i] : (o->count[i][j] > 0) + (o->count[j][i] > 0);
            sum[i] += s[i][j];
            most[i] = fmax(most[i], s[i][j]);
        }
    for (int i = 0; i < o->n; i++) {
        double contacts = 0, c[MAX], total = 0, disorder = 0;
        size[i] = 0;
        for (int j = 0; j < o->n; j++) {
            if (j == i || s[i][j] == 0)
                continue;
            contacts++;
            size[i] += 1;
            c[j] = s[i][j] / sum[i];
            for (int q = 0; q < o->n; q++)
                if (q != i && q != j && s[i][q] > 0) {
                    size[i] -= s[i][q] / sum[i] * s[j][q] / most[j];
                    c[j] += s[i][q] / sum[i] * s[q][j] / sum[q];
                }
            total += c[j] * c[j];
        }
        for (int j = 0; j < o->n; j++)
            if (j != i && s[i][j] > 0)
                disorder += c[j] * c[j] / (total / contacts) * log(c[j] * c[j] / (total / contacts));
        hierarchy[i] = contacts > 1 ? disorder / (contacts * log(contacts)) : NAN;
        efficiency[i] = contacts > 0 ? size[i] / contacts : NAN;
        if (contacts == 0)
            size[i] = NAN;
    }
}

/* Every third node is of the other label; role: as in its name's place below. */
static void slow_brokerage(const oracle *o, int role, double *ret)
{
    for (int v = 0; v < o->n; v++) {
        ret[v] = 0;
        for (int a = 0; a < o->n; a++)
            for (int b = 0; b < o->n; b++) {
                if (a == b || a == v || b == v || o->count[a][v] == 0 || o->count[v][b] == 0 || o->count[a][b] > 0)
                    continue;
                bool ga = a % 3 == 0, gv = v % 3 == 0, gb = b % 3 == 0;
                int found = ga == gb ? (ga == gv ? 0 : 1) : gv == gb ? 2 : gv == ga ? 3 : 4;
                ret[v] += role == 5 || role == found;
            }
    }
}

static void compare_ties(const char *measure, const ent_projection *p, const double *expected)
{
    double scores[8 * MAX];
    ent_error err = { 0 };
    assert_ok(ent_measure_ties(ent_measure_find(measure), p, NULL, scores, &err), err);
    for (size_t i = 0; i < ent_projection_tie_count(p); i++)
        assert_near(scores[i], expected[i], 1e-9);
}

static void check_ways(const oracle *o, const ent_projection *p, bool weighted)
{
    double improved[MAX], decay[MAX], eccentricity[MAX], scores[8 * MAX];
    slow_ways(o, weighted, improved, decay, eccentricity);
    compare("closeness-improved", p, improved, 1e-9);
    compare("eccentricity", p, eccentricity, 1e-9);
    const ent_argument given[] = { { "decay", "0.3", 0 } };
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    options.arguments = given;
    options.argument_count = 1;
    ent_error err = { 0 };
    assert_ok(ent_measure_nodes(ent_measure_find("decay"), p, &options, scores, &err), err);
    for (int i = 0; i < o->n; i++)
        assert_near(scores[i], decay[i], 1e-9);
    slow_edge_betweenness(o, weighted, scores);
    compare_ties("edge-betweenness", p, scores);
}

static void check_neighbourhoods(const oracle *o, const ent_projection *p, bool weighted)
{
    static const char *const roles[] = { "coordinator", "itinerant", "gatekeeper", "representative", "liaison",
                                         "brokerage" };
    double size[MAX], efficiency[MAX], hierarchy[MAX];
    slow_holes(o, weighted, size, efficiency, hierarchy);
    compare("effective-size", p, size, 1e-9);
    compare("efficiency", p, efficiency, 1e-9);
    compare("hierarchy", p, hierarchy, 1e-9);
    slow_clustering(o, size);
    compare("clustering", p, size, 1e-9);
    const ent_argument given[] = { { "directed", "yes", 0 } };
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    options.arguments = given;
    options.argument_count = 1;
    ent_error err = { 0 };
    slow_directed_clustering(o, size);
    assert_ok(ent_measure_nodes(ent_measure_find("clustering"), p, &options, efficiency, &err), err);
    for (int i = 0; i < o->n; i++)
        assert_near(efficiency[i], size[i], 1e-12);
    for (int role = 0; role < 6; role++) {
        slow_brokerage(o, role, size);
        compare(roles[role], p, size, 0);
    }
}

static void test_measures_ways__agree_with_their_definitions(void **state)
{
    (void)state;
    uint64_t seed = 5;
    static oracle o;
    double cut[MAX], bridge[8 * MAX];
    for (int round = 0; round < 60; round++) {
        bool directed = round & 1;
        int n = 2 + round % 20;
        ent_graph *graph = random_network(&seed, n, n * (round % 5 + 1) * 2 / 4, directed, &o);
        for (ent_weight_meaning meaning = ENT_WEIGHT_NONE; meaning <= ENT_WEIGHT_DISTANCE; meaning++) {
            ent_view *view;
            ent_projection *p = project(graph, directed, meaning, &view);
            if (meaning != ENT_WEIGHT_STRENGTH)
                check_ways(&o, p, meaning != ENT_WEIGHT_NONE);
            if (meaning != ENT_WEIGHT_DISTANCE)
                check_neighbourhoods(&o, p, meaning != ENT_WEIGHT_NONE);
            slow_cuts(&o, cut, bridge);
            compare("cut-point", p, cut, 0);
            compare_ties("bridge", p, bridge);
            ent_projection_free(p);
            ent_view_free(view);
        }
        ent_graph_free(graph);
    }
}

/* A chain longer than any stack: every tie a bridge, every inner node a cut point. */
static void test_measures_ways__a_long_chain(void **state)
{
    (void)state;
    enum { LENGTH = 100000 };
    size_t at = 0, room = LENGTH * 48;
    char *text = malloc(room);
    double *scores = malloc(LENGTH * sizeof *scores);
    assert_true(text && scores);
    for (int i = 0; i < LENGTH; i++)
        at += (size_t)snprintf(text + at, room - at, "node n%d State\n", i);
    for (int i = 1; i < LENGTH; i++)
        at += (size_t)snprintf(text + at, room - at, "tie n%d NEXT n%d\n", i - 1, i);
    fixture f = fixture_of(text, false, ENT_WEIGHT_NONE);
    ent_error err = { 0 };
    assert_ok(ent_measure_ties(ent_measure_find("bridge"), f.p, NULL, scores, &err), err);
    for (int i = 0; i < LENGTH - 1; i++)
        assert_true(scores[i] == 1);
    scores_of("cut-point", f.p, scores);
    for (int i = 0; i < LENGTH; i++)
        assert_true(scores[i] == (i > 0 && i < LENGTH - 1));
    fixture_clear(&f);
    free(scores);
    free(text);
}

static void keep_note(void *context, const char *text)
{
    snprintf(context, 400, "%s", text);
}

/* A sample says so and how far off it may be, comes again with its seed, and of all nodes is exact. */
static void test_measures_ways__sampled_betweenness(void **state)
{
    (void)state;
    char lines[4096] = "", note[400] = "";
    size_t at = 0;
    for (int i = 0; i < 60; i++)
        at += (size_t)snprintf(lines + at, sizeof lines - at, "node n%d Person\n", i);
    for (int i = 0; i < 60; i++)
        at += (size_t)snprintf(lines + at, sizeof lines - at, "tie n%d KNOWS n%d\n", i, (i + 1) % 60);
    fixture f = fixture_of(lines, false, ENT_WEIGHT_NONE);
    const ent_measure *betweenness = ent_measure_find("betweenness");
    ent_argument arguments[] = { { "samples", NULL, 20 }, { "seed", NULL, 7 } };
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    ent_error err = { 0 };
    double exact[60], sampled[60], again[60];
    scores_of("betweenness", f.p, exact);
    options.arguments = arguments;
    options.argument_count = 2;
    options.note = keep_note;
    options.note_context = note;
    assert_ok(ent_measure_nodes(betweenness, f.p, &options, sampled, &err), err);
    assert_ok(ent_measure_nodes(betweenness, f.p, &options, again, &err), err);
    assert_memory_equal(sampled, again, sizeof sampled);
    assert_memory_not_equal(sampled, exact, sizeof sampled);
    assert_non_null(strstr(note, "20 of 60 nodes, drawn with seed 7"));
    /* sqrt((1 - 19/60) ln(2 * 60 / 0.05) / 40) * 60 * 58 / 2 */
    assert_non_null(strstr(note, "farther than 635 from"));
    for (int i = 0; i < 60; i++)
        assert_near(exact[i], 29.0 * 28 / 2 + 29.0 / 2, 1e-9);
    arguments[0].number = 60;
    note[0] = '\0';
    assert_ok(ent_measure_nodes(betweenness, f.p, &options, sampled, &err), err);
    assert_memory_equal(sampled, exact, sizeof sampled);
    assert_string_equal(note, "");
    fixture_clear(&f);
}

static void copy_note(void *context, const char *text)
{
    snprintf(context, 256, "%s", text);
}

/* Of a ring with chords, from samples of every size and several seeds: never farther off than is said (the chance of that is
 * 5 % for each, far less as the bound is a wide one), exact from all, and right on the average. */
static void test_measures_ways__sampled_ties_are_as_near_as_is_said(void **state)
{
    (void)state;
    enum { NODES = 30, TIES = 40, SEEDS = 300 };
    char text[4096] = "";
    size_t at = 0;
    for (int i = 0; i < NODES; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "node n%d P\n", i);
    for (int i = 0; i < TIES; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "tie n%d KNOWS n%d\n", i % NODES,
                               i < NODES ? (i + 1) % NODES : (i * 7 + 3) % NODES);
    for (int directed = 0; directed < 2; directed++) {
        fixture f = fixture_of(text, directed, ENT_WEIGHT_NONE);
        double exact[TIES], scores[TIES], mean[TIES] = { 0 };
        ent_error err = { 0 };
        const ent_measure *measure = ent_measure_find("edge-betweenness");
        assert_int_equal(ent_projection_tie_count(f.p), TIES);
        assert_ok(ent_measure_ties(measure, f.p, NULL, exact, &err), err);
        for (int seed = 0; seed < SEEDS; seed++) {
            size_t samples = 1 + (size_t)seed % NODES;
            char note[256] = "";
            const ent_argument arguments[] = { { "samples", NULL, (double)samples }, { "seed", NULL, seed } };
            ent_measure_options options = { .arguments = arguments, .argument_count = 2, .note = copy_note, .note_context = note };
            assert_ok(ent_measure_ties(measure, f.p, &options, scores, &err), err);
            double bound = ent_i_betweenness_tie_error(NODES, TIES, directed, samples, 0.05);
            assert_int_equal(strstr(note, "Estimated from the paths that begin at") != NULL, samples < NODES);
            for (int i = 0; i < TIES; i++) {
                assert_true(fabs(scores[i] - exact[i]) <= (samples < NODES ? bound : 1e-9));
                mean[i] += scores[i] / SEEDS;
            }
        }
        for (int i = 0; i < TIES; i++)
            assert_true(fabs(mean[i] - exact[i]) < 0.25 * exact[i] + 2);
        fixture_clear(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_measures_ways__agree_with_their_definitions),
        cmocka_unit_test(test_measures_ways__a_long_chain),
        cmocka_unit_test(test_measures_ways__sampled_betweenness),
        cmocka_unit_test(test_measures_ways__sampled_ties_are_as_near_as_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
