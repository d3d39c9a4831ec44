/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Real networks with numbers that others computed: the networks of the R package networkdata with the metrics of
 * NetworkX and igraph, and the powers before the World War. */
#include "measure_support.h"

#include <entente/groups.h>

typedef struct lines {
    char *text;
    size_t length, room;
} lines;

static void add_line(lines *l, const char *format, ...)
{
    char line[256];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    assert_true(length > 0 && (size_t)length < sizeof line);
    if (l->length + (size_t)length + 1 > l->room) {
        l->room = 2 * l->room + 4096;
        l->text = realloc(l->text, l->room);
        assert_non_null(l->text);
    }
    memcpy(l->text + l->length, line, (size_t)length + 1);
    l->length += (size_t)length;
}

/* A field of a line of a CSV file whose fields hold no commas; "" when there is none. */
static const char *field(const char *line, int index, char *space, size_t room)
{
    for (; index > 0 && line; index--)
        line = (line = strchr(line, ',')) ? line + 1 : NULL;
    size_t length = line ? strcspn(line, ",\r\n") : 0;
    assert_true(length < room);
    if (line)
        memcpy(space, line, length);
    space[length] = '\0';
    return space;
}

static double number(const char *line, int index)
{
    char space[64];
    field(line, index, space, sizeof space);
    return *space ? strtod(space, NULL) : NAN;
}

/* Each tie once and no loops, as the metrics were computed; reversed: from target to source. */
static fixture reference_graph(const char *name, int n, bool directed, bool reversed)
{
    char path[128], line[256];
    snprintf(path, sizeof path, "datasets/reference_graphs/%s.edges.csv", name);
    FILE *edges = open_shared(path);
    assert_non_null(edges);
    lines text = { 0 };
    for (int i = 1; i <= n; i++)
        add_line(&text, "node n%d P\n", i);
    assert_non_null(fgets(line, sizeof line, edges));
    int a, b;
    bool *seen = calloc((size_t)(n + 1) * (size_t)(n + 1), sizeof *seen);
    assert_non_null(seen);
    while (fgets(line, sizeof line, edges)) {
        if (sscanf(line, "%d,%d", &a, &b) != 2 || a == b || seen[a * (n + 1) + b])
            continue;
        seen[a * (n + 1) + b] = true;
        if (!directed)
            seen[b * (n + 1) + a] = true;
        add_line(&text, "tie n%d T n%d\n", reversed ? b : a, reversed ? a : b);
    }
    free(seen);
    fclose(edges);
    fixture f = fixture_of(text.text, directed, ENT_WEIGHT_NONE);
    free(text.text);
    return f;
}

/* The columns of the metrics of nodes, and of the summary: all are checked. */
enum { IN = 1, OUT, DEGREE, BETWEENNESS, CLOSENESS, HARMONIC, PAGERANK, CLUSTERING, CORE };
enum { TIES = 4, DENSITY = 6, WEAK, LARGEST_WEAK, STRONG, TRANSITIVITY, MEAN_CLUSTERING, TRIANGLES, CUT_POINTS, BRIDGES,
       RECIPROCITY, MOST_CORE, ASSORTATIVITY, DIAMETER, RADIUS };

static void check_column(FILE *metrics, int column, const char *measure, const ent_projection *p, double most)
{
    char line[512];
    double *scores = calloc(ent_projection_node_count(p), sizeof *scores);
    assert_non_null(scores);
    scores_of(measure, p, scores);
    rewind(metrics);
    assert_non_null(fgets(line, sizeof line, metrics));
    while (fgets(line, sizeof line, metrics)) {
        size_t node = (size_t)number(line, 0) - 1;
        double expected = number(line, column), found = isnan(scores[node]) ? 0 : scores[node];
        if (!(fabs(found - expected) <= most * fmax(1, fabs(expected))))
            fail_msg("%s of node %zu is %.12f, not %.12f", measure, node + 1, found, expected);
    }
    free(scores);
}

static void check_nodes(const char *name, int n, bool directed)
{
    char path[128];
    snprintf(path, sizeof path, "datasets/reference_graphs/metrics/%s.csv", name);
    FILE *metrics = open_shared(path);
    assert_non_null(metrics);
    fixture f = reference_graph(name, n, directed, false), back = reference_graph(name, n, directed, true);
    if (directed) {
        check_column(metrics, IN, "degree-in", f.p, 0);
        check_column(metrics, OUT, "degree-out", f.p, 0);
    }
    check_column(metrics, DEGREE, "degree", f.p, 0);
    check_column(metrics, BETWEENNESS, "betweenness", f.p, 1e-8);
    check_column(metrics, CLOSENESS, "closeness-improved", back.p, 1e-9);
    check_column(metrics, HARMONIC, "harmonic", back.p, 1e-9);
    check_column(metrics, PAGERANK, "pagerank", f.p, 1e-6);
    check_column(metrics, CLUSTERING, "clustering", f.p, 1e-9);
    check_column(metrics, CORE, "coreness", f.p, 0);
    fclose(metrics);
    fixture_clear(&f);
    fixture_clear(&back);
}

static double count_scores(const char *measure, bool ties, const ent_projection *p)
{
    size_t count = ties ? ent_projection_tie_count(p) : ent_projection_node_count(p);
    double *scores = calloc(count + 1, sizeof *scores), positive = 0;
    ent_error err = { 0 };
    assert_non_null(scores);
    const ent_measure *found = ent_measure_find(measure);
    assert_ok(ties ? ent_measure_ties(found, p, NULL, scores, &err) : ent_measure_nodes(found, p, NULL, scores, &err), err);
    for (size_t i = 0; i < count; i++)
        positive += scores[i] > 0;
    free(scores);
    return positive;
}

/* Over all nodes, where those without a number count as 0. */
static double mean_or_most(const char *measure, const ent_projection *p, bool most)
{
    size_t count = ent_projection_node_count(p);
    double *scores = calloc(count + 1, sizeof *scores), sum = 0, largest = 0;
    assert_non_null(scores);
    scores_of(measure, p, scores);
    for (size_t i = 0; i < count; i++) {
        sum += isnan(scores[i]) ? 0 : scores[i];
        largest = fmax(largest, scores[i]);
    }
    free(scores);
    return most ? largest : sum / (double)count;
}

/* The largest and the smallest eccentricity of the largest component. */
static void check_extent(const char *line, const fixture *undirected)
{
    ent_groups_options options = ENT_GROUPS_OPTIONS_INIT;
    ent_groups *groups = NULL;
    ent_error err = { 0 };
    double *scores = calloc(ent_projection_node_count(undirected->p) + 1, sizeof *scores), most = 0, least = INFINITY;
    assert_non_null(scores);
    scores_of("eccentricity", undirected->p, scores);
    assert_ok(ent_group_method_lookup("components", &options.method, &err), err);
    options.projection.isolates = true;
    assert_ok(ent_groups_ask(undirected->view, &options, &groups, &err), err);
    assert_near((double)groups->items[0].count, number(line, LARGEST_WEAK), 0);
    for (size_t i = 0; i < groups->items[0].count; i++) {
        double score = scores[ent_projection_index_of(undirected->p, groups->items[0].members[i])];
        most = fmax(most, score);
        least = fmin(least, score);
    }
    assert_near(most, number(line, DIAMETER), 0);
    assert_near(least, number(line, RADIUS), 0);
    ent_groups_free(groups);
    free(scores);
}

/* f: as the ties are; undirected: without their direction. */
static void check_network(const char *line, const fixture *f, const fixture *undirected, bool directed)
{
    const ent_projection *p = f->p;
    assert_near((double)ent_projection_tie_count(p), number(line, TIES), 0);
    assert_near(value_of("density", "density", p, NULL), number(line, DENSITY), 1e-12);
    assert_near(value_of("components", "weak", p, NULL), number(line, WEAK), 0);
    assert_near(value_of("components", "largest_weak", p, NULL), number(line, LARGEST_WEAK), 0);
    double closed = value_of("transitivity", "transitivity", p, NULL);
    assert_near(isnan(closed) ? 0 : closed, number(line, TRANSITIVITY), 1e-12);
    assert_near(mean_or_most("clustering", p, false), number(line, MEAN_CLUSTERING), 1e-12);
    assert_near(value_of("triad-census", "300", undirected->p, NULL), number(line, TRIANGLES), 0);
    assert_near(count_scores("cut-point", false, p), number(line, CUT_POINTS), 0);
    assert_near(count_scores("bridge", true, undirected->p), number(line, BRIDGES), 0);
    assert_near(mean_or_most("coreness", p, true), number(line, MOST_CORE), 0);
    assert_near(value_of("degree-assortativity", "degree_assortativity", undirected->p, NULL), number(line, ASSORTATIVITY),
                1e-9);
    check_extent(line, undirected);
    if (number(line, WEAK) == 1) {
        assert_near(value_of("distances", "diameter", undirected->p, NULL), number(line, DIAMETER), 0);
        assert_near(value_of("distances", "radius", undirected->p, NULL), number(line, RADIUS), 0);
    }
    if (directed) {
        assert_near(value_of("components", "strong", p, NULL), number(line, STRONG), 0);
        assert_near(value_of("reciprocity", "reciprocity", p, NULL), number(line, RECIPROCITY), 1e-12);
    }
}

static void test_measures_reference__networkdata(void **state)
{
    (void)state;
    FILE *summary = open_shared("datasets/reference_graphs/SUMMARY.csv");
    if (!summary) {
        print_message("the reference graphs are not here (ENTENTE_SHARED)\n");
        skip();
    }
    char line[1024], name[64], path[160];
    int checked = 0;
    assert_non_null(fgets(line, sizeof line, summary));
    while (fgets(line, sizeof line, summary)) {
        field(line, 0, name, sizeof name);
        snprintf(path, sizeof path, "datasets/reference_graphs/metrics/%s.csv", name);
        FILE *there = open_shared(path);
        bool directed = number(line, 1) == 1;
        if (!there)
            continue;
        fclose(there);
        check_nodes(name, (int)number(line, 2), directed);
        fixture f = reference_graph(name, (int)number(line, 2), directed, false);
        fixture undirected = reference_graph(name, (int)number(line, 2), false, false);
        check_network(line, &f, &undirected, directed);
        fixture_clear(&f);
        fixture_clear(&undirected);
        checked++;
    }
    fclose(summary);
    assert_true(checked >= 40);
}

/* Antal, Krapivsky and Redner, Social balance on networks (2006): the alliances that changed before 1914. A tie
 * holds from its first year until the year before its last. */
static void test_measures_reference__powers_before_the_war(void **state)
{
    (void)state;
    static const struct {
        const char *year;
        double ties, triangles, balanced;
    } rows[] = { { "1872", 9, 7, 5 },  { "1882", 11, 8, 6 }, { "1890", 10, 5, 3 },
                 { "1891", 11, 8, 6 }, { "1904", 11, 8, 6 }, { "1907", 15, 20, 20 } };
    FILE *ties = open_shared("datasets/manynet_irps/irps_wwi.edges.csv");
    if (!ties) {
        print_message("the data of the powers are not here (ENTENTE_SHARED)\n");
        skip();
    }
    char line[128];
    int a, b, sign, from, until;
    lines text = { 0 };
    for (int i = 1; i <= 6; i++)
        add_line(&text, "node n%d Power\n", i);
    while (fgets(line, sizeof line, ties))
        if (sscanf(line, "%d,%d,%d,%d,%d", &a, &b, &sign, &from, &until) == 5)
            add_line(&text, "tie n%d TOWARDS n%d %d/%d - - - {\"sign\":%d}\n", a, b, from, until - 1, sign);
    fclose(ties);
    ent_graph *graph = graph_of(text.text);
    free(text.text);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ent_view *view = view_at(graph, rows[i].year);
        ent_projection *p = NULL;
        ent_error err = { 0 };
        assert_ok(ent_projection_new(view, NULL, &p, &err), err);
        assert_near(value_of("balance", "ties", p, NULL), rows[i].ties, 0);
        assert_near(value_of("balance", "triangles", p, NULL), rows[i].triangles, 0);
        assert_near(value_of("balance", "balanced", p, NULL), rows[i].balanced, 0);
        ent_projection_free(p);
        ent_view_free(view);
    }
    ent_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_measures_reference__networkdata),
        cmocka_unit_test(test_measures_reference__powers_before_the_war),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
