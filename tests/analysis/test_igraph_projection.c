/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the example in the manual prints, against the same computed without views, projections and igraph.
 * The example's path is the first argument. */
#include "support.h"

#include <entente/load.h>

static const char *example;

enum { MAX = 1024 };

typedef struct expectation {
    size_t vertices, edges, diameter, degree[MAX];
} expectation;

static bool is_one_of(const ent_graph *graph, ent_node node)
{
    return ent_graph_has_label(graph, node, ent_graph_find_label(graph, "State")) ||
           ent_graph_has_label(graph, node, ent_graph_find_label(graph, "Forum"));
}

static bool exists(const ent_graph *graph, ent_node node, ent_day day)
{
    ent_span span = ent_graph_node_span(graph, node, ENT_NOMINAL);
    return span.from <= day && day < span.until;
}

/* A membership in force at the end of 2021 that no preferred one speaks against. */
static bool counts(const ent_graph *graph, ent_tie tie)
{
    ent_day day = ent_day_from_civil(2021, 12, 31);
    ent_tie_view t, other;
    ent_graph_tie(graph, tie, &t);
    ent_span span = ent_graph_tie_span(graph, tie, ENT_NOMINAL);
    if (t.type != ent_graph_find_type(graph, "MEMBER_OF") || t.rank == ENT_RANK_DEPRECATED ||
        ent_tie_status_fold(t.status) != ENT_FOLD_IN_FORCE || day < span.from || day >= span.until ||
        !is_one_of(graph, t.source) || !is_one_of(graph, t.target) || !exists(graph, t.source, day) ||
        !exists(graph, t.target, day))
        return false;
    for (ent_tie i = 0; i < ent_graph_tie_count(graph) && t.rank != ENT_RANK_PREFERRED; i++) {
        ent_graph_tie(graph, i, &other);
        span = ent_graph_tie_span(graph, i, ENT_NOMINAL);
        if (i != tie && other.rank == ENT_RANK_PREFERRED && other.source == t.source && other.target == t.target &&
            other.type == t.type && span.from <= day && day < span.until)
            return false;
    }
    return true;
}

static void expect(const ent_graph *graph, expectation *ret)
{
    static unsigned char distance[MAX][MAX];
    size_t n = ent_graph_node_count(graph);
    assert_true(n < MAX);
    memset(ret, 0, sizeof *ret);
    memset(distance, 100, sizeof distance);
    for (ent_tie tie = 0; tie < ent_graph_tie_count(graph); tie++) {
        if (!counts(graph, tie))
            continue;
        ent_tie_view t;
        ent_graph_tie(graph, tie, &t);
        ret->edges++;
        ret->vertices += !ret->degree[t.source]++;
        ret->vertices += !ret->degree[t.target]++;
        distance[t.source][t.target] = distance[t.target][t.source] = 1;
    }
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                if (distance[i][k] + distance[k][j] < distance[i][j])
                    distance[i][j] = (unsigned char)(distance[i][k] + distance[k][j]);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            if (i != j && distance[i][j] < 100 && distance[i][j] > ret->diameter)
                ret->diameter = distance[i][j];
}

static void test_igraph_projection__prints_what_is_there(void **state)
{
    (void)state;
    ent_error err = { 0 };
    ent_graph *graph = NULL;
    assert_ok(ent_graph_bundled(&graph, &err), err);
    expectation e;
    expect(graph, &e);
    assert_true(e.edges > 50);
    FILE *pipe = popen(example, "r");
    assert_non_null(pipe);
    size_t vertices = 0, edges = 0, diameter = 0;
    assert_int_equal(fscanf(pipe, "vertices %zu edges %zu diameter %zu ", &vertices, &edges, &diameter), 3);
    assert_int_equal(vertices, e.vertices);
    assert_int_equal(edges, e.edges);
    assert_int_equal(diameter, e.diameter);
    for (int i = 0; i < 5; i++) {
        char line[256], expected[256];
        ent_node best = 0;
        assert_non_null(fgets(line, sizeof line, pipe));
        for (ent_node node = 1; node < ent_graph_node_count(graph); node++)
            if (e.degree[node] > e.degree[best] ||
                (e.degree[node] == e.degree[best] && strcmp(key_of(graph, node), key_of(graph, best)) < 0))
                best = node;
        ent_node_view seen;
        ent_graph_node(graph, best, &seen);
        snprintf(expected, sizeof expected, "%zu %s (", e.degree[best], seen.name);
        assert_memory_equal(line, expected, strlen(expected));
        e.degree[best] = 0;
    }
    char line[256];
    assert_non_null(fgets(line, sizeof line, pipe));
    assert_non_null(strstr(line, " MEMBER_OF BRICS since "));
    assert_int_equal(pclose(pipe), 0);
    ent_graph_free(graph);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s EXAMPLE\n", argv[0]);
        return 2;
    }
    example = argv[1];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_igraph_projection__prints_what_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
