/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The graphs that LDBC Graphalytics validates implementations with, directed and undirected, and the answers that
 * it expects: BFS, WCC, LCC, PageRank, SSSP and CDLP. */
#include "measure_support.h"

#include <entente/groups.h>

#include "analysis/network/distances.h"

enum { MOST = 64 };

typedef struct example {
    bool directed;
    int nodes, names[MOST]; /* as the files number them */
    char text[65536];
    size_t length;
    bool seen[MOST][MOST];
} example;

static int place_of(example *e, int name)
{
    for (int i = 0; i < e->nodes; i++)
        if (e->names[i] == name)
            return i;
    assert_true(e->nodes < MOST);
    e->names[e->nodes] = name;
    e->length += (size_t)snprintf(e->text + e->length, sizeof e->text - e->length, "node n%d V\n", name);
    return e->nodes++;
}

/* Undirected ties stand in the lists of both ends. */
static void put_tie(example *e, int from, int to, const char *weight)
{
    int a = place_of(e, from), b = place_of(e, to);
    if (e->seen[a][b])
        return;
    e->seen[a][b] = true;
    if (!e->directed)
        e->seen[b][a] = true;
    e->length += (size_t)snprintf(e->text + e->length, sizeof e->text - e->length,
                                  "tie n%d T n%d - - - - {\"weight\":%s}\n", from, to, weight);
    assert_true(e->length < sizeof e->text);
}

static FILE *open_example(const char *name)
{
    char path[160];
    snprintf(path, sizeof path, "datasets/ldbc_graphalytics/%s", name);
    return open_shared(path);
}

/* A line a node, with those that it leads to; nodes come in the order of their lines. */
static void read_lists(example *e, const char *name)
{
    char line[1024];
    FILE *file = open_example(name);
    assert_non_null(file);
    while (fgets(line, sizeof line, file))
        if (line[0] >= '0' && line[0] <= '9')
            place_of(e, atoi(line));
    rewind(file);
    while (fgets(line, sizeof line, file)) {
        char *rest = line, *word = strtok_r(rest, " \r\n", &rest);
        if (!word)
            continue;
        int from = atoi(word);
        place_of(e, from);
        while ((word = strtok_r(NULL, " \r\n", &rest)))
            put_tie(e, from, atoi(word), "1");
    }
    fclose(file);
}

/* name.v: a node a line; name.e: from, to and weight. */
static void read_ties(example *e, const char *name)
{
    char path[128], line[128], weight[32];
    int from, to;
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s.%c", name, "ve"[i]);
        FILE *file = open_example(path);
        assert_non_null(file);
        while (fgets(line, sizeof line, file))
            if (i && sscanf(line, "%d %d %31s", &from, &to, weight) == 3)
                put_tie(e, from, to, weight);
            else if (!i)
                place_of(e, atoi(line));
        fclose(file);
    }
}

static fixture fixture_for(const example *e, bool weighted)
{
    return fixture_of(e->text, e->directed, weighted ? ENT_WEIGHT_DISTANCE : ENT_WEIGHT_NONE);
}

/* The expected number of each node, by its place in the network. Those far beyond any distance are infinite. */
static void read_expected(const example *e, const fixture *f, const char *name, double *ret)
{
    char line[128], value[64], key[16];
    int node, count = 0;
    FILE *file = open_example(name);
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        if (sscanf(line, "%d %63s", &node, value) != 2)
            continue;
        ent_node found;
        ent_error err = { 0 };
        snprintf(key, sizeof key, "n%d", node);
        assert_ok(ent_graph_lookup(f->graph, key, &found, &err), err);
        double number = !strcmp(value, "Infinity") ? INFINITY : strtod(value, NULL);
        ret[ent_projection_index_of(f->p, found)] = number > 9e18 ? INFINITY : number;
        count++;
    }
    fclose(file);
    assert_int_equal(count, e->nodes);
}

static void compare(const char *what, const example *e, const double *found, const double *expected, double most)
{
    for (int i = 0; i < e->nodes; i++) {
        double score = isnan(found[i]) ? 0 : found[i]; /* those without a number have 0 there */
        if (score != expected[i] && !(fabs(score - expected[i]) <= most * fabs(expected[i])))
            fail_msg("%s: node %d has %.15f, not %.15f", what, i, score, expected[i]);
    }
}

static void check_distances(const example *e, bool weighted, const char *from, const char *expected)
{
    double numbers[MOST];
    fixture f = fixture_for(e, weighted);
    const ent_i_network *network = NULL;
    ent_i_distances distances;
    ent_error err = { 0 };
    ent_node first;
    read_expected(e, &f, expected, numbers);
    assert_ok(ent_i_network_of(f.p, e->directed, ENT_I_PARALLEL_LEAST, &network, &err), err);
    assert_ok(ent_i_distances_init(&distances, network, &network->out, &err), err);
    assert_ok(ent_graph_lookup(f.graph, from, &first, &err), err);
    ent_i_distances_from(&distances, ent_projection_index_of(f.p, first));
    compare(expected, e, distances.to, numbers, 1e-12);
    ent_i_distances_clear(&distances);
    fixture_clear(&f);
}

/* most: Graphalytics itself lets PageRank be off by one in ten thousand. */
static void check_scores(const example *e, const char *measure, const char *argument, double number, const char *expected,
                         double most)
{
    double numbers[MOST], scores[MOST];
    fixture f = fixture_for(e, false);
    ent_argument arguments[] = { { argument, NULL, number } };
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    ent_error err = { 0 };
    options.arguments = arguments;
    options.argument_count = 1;
    read_expected(e, &f, expected, numbers);
    assert_ok(ent_measure_nodes(ent_measure_find(measure), f.p, &options, scores, &err), err);
    compare(expected, e, scores, numbers, most);
    fixture_clear(&f);
}

/* Of a method, the groups that are expected, whatever they are called there. */
static void check_groups(const example *e, const char *method, size_t iterations, const char *expected)
{
    double numbers[MOST], group[MOST];
    fixture f = fixture_for(e, false);
    ent_groups_options options = ENT_GROUPS_OPTIONS_INIT;
    ent_groups *groups = NULL;
    ent_error err = { 0 };
    read_expected(e, &f, expected, numbers);
    assert_ok(ent_group_method_lookup(method, &options.method, &err), err);
    options.projection.isolates = true;
    options.projection.directed = e->directed && iterations > 0; /* components are the weak ones */
    options.iterations = iterations;
    assert_ok(ent_groups_ask(f.view, &options, &groups, &err), err);
    for (size_t i = 0; i < groups->count; i++)
        for (size_t j = 0; j < groups->items[i].count; j++)
            group[ent_projection_index_of(f.p, groups->items[i].members[j])] = (double)i;
    for (int i = 0; i < e->nodes; i++)
        for (int j = 0; j < e->nodes; j++)
            assert_int_equal(group[i] == group[j], numbers[i] == numbers[j]);
    ent_groups_free(groups);
    fixture_clear(&f);
}

static bool here(void)
{
    FILE *there = open_example("example/example-directed.e");
    if (there)
        fclose(there);
    else
        print_message("the examples of Graphalytics are not here (ENTENTE_SHARED)\n");
    return there;
}

static void test_measures_graphalytics__examples(void **state)
{
    (void)state;
    if (!here())
        skip();
    for (int directed = 0; directed < 2; directed++) {
        static example e;
        char name[64], path[128];
        e = (example){ .directed = directed };
        snprintf(name, sizeof name, "example/example-%s", directed ? "directed" : "undirected");
        snprintf(path, sizeof path, "%s.e", name);
        FILE *there = open_example(path);
        if (!there) {
            print_message("%s is not here\n", path);
            continue;
        }
        fclose(there);
        read_ties(&e, name);
        const char *first = directed ? "n1" : "n2";
        snprintf(path, sizeof path, "%s-BFS", name);
        check_distances(&e, false, first, path);
        snprintf(path, sizeof path, "%s-SSSP", name);
        check_distances(&e, true, first, path);
        snprintf(path, sizeof path, "%s-LCC", name);
        check_scores(&e, "clustering", "directed", 1, path, 1e-11);
        snprintf(path, sizeof path, "%s-PR", name);
        check_scores(&e, "pagerank", "iterations", 2, path, 1e-12);
        snprintf(path, sizeof path, "%s-WCC", name);
        check_groups(&e, "components", 0, path);
        snprintf(path, sizeof path, "%s-CDLP", name);
        check_groups(&e, "cdlp", 2, path);
    }
}

static void test_measures_graphalytics__validation_graphs(void **state)
{
    (void)state;
    if (!here())
        skip();
    static const char *const kinds[] = { "undir", "dir" };
    for (int directed = 0; directed < 2; directed++) {
        static const char *const names[] = { "bfs", "wcc", "lcc", "pr", "sssp", "cdlp" };
        for (size_t i = 0; i < 6; i++) {
            static example e;
            char in[64], out[64];
            e = (example){ .directed = directed };
            snprintf(in, sizeof in, "%s/%s-input", names[i], kinds[directed]);
            snprintf(out, sizeof out, "%s/%s-output", names[i], kinds[directed]);
            if (i == 4)
                read_ties(&e, in);
            else
                read_lists(&e, in);
            switch (i) {
            case 0: check_distances(&e, false, "n1", out); break;
            case 1: check_groups(&e, "components", 0, out); break;
            case 2: check_scores(&e, "clustering", "directed", 1, out, 1e-11); break;
            case 3: check_scores(&e, "pagerank", "iterations", directed ? 14 : 26, out, 1e-5); break;
            case 4: check_distances(&e, true, "n1", out); break;
            default: check_groups(&e, "cdlp", 5, out); break;
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_measures_graphalytics__examples),
        cmocka_unit_test(test_measures_graphalytics__validation_graphs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
