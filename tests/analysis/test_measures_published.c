/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Measures against published values. */
#include "measure_support.h"

#include <igraph/igraph.h>

/* Zachary, An information flow model for conflict and fission in small groups (1977). */
static fixture karate_club(void)
{
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
    return fixture_of(text, false, ENT_WEIGHT_NONE);
}

/* Betweenness and constraint as in the manuals of igraph and NetworkX. */
static void test_measures_published__karate_club(void **state)
{
    (void)state;
    fixture f = karate_club();
    const ent_projection *p = f.p;
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
    fixture_clear(&f);
}

/* Newman 2002 (assortativity -0.476); Girvan and Newman 2004 (modularity of the split that the club made); the others as
 * NetworkX computes them. */
static void test_measures_published__karate_club_as_a_whole(void **state)
{
    (void)state;
    fixture f = karate_club();
    static const int with_the_instructor[] = { 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 17, 18, 20, 22 };
    uint32_t sides[34] = { 0 };
    for (size_t i = 0; i < sizeof with_the_instructor / sizeof *with_the_instructor; i++)
        sides[with_the_instructor[i] - 1] = 5;
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    options.groups = sides;
    assert_near(value_of("modularity", "modularity", f.p, &options), 0.371466, 1e-6);
    assert_near(value_of("degree-assortativity", "degree_assortativity", f.p, NULL), -0.475613, 1e-6);
    assert_near(value_of("transitivity", "transitivity", f.p, NULL), 0.255682, 1e-6);
    assert_near(value_of("distances", "diameter", f.p, NULL), 5, 0);
    assert_near(value_of("distances", "mean_distance", f.p, NULL), 2.408200, 1e-6);
    assert_near(value_of("distances", "efficiency", f.p, NULL), 0.492008, 1e-6);
    double scores[34];
    scores_of("information", f.p, scores); /* n times NetworkX's */
    assert_near(scores[0], 34 * 0.0585671060, 1e-9);
    assert_near(scores[33], 34 * 0.0591829069, 1e-9);
    scores_of("subgraph", f.p, scores);
    assert_near(scores[0], 128.09501352, 1e-9);
    const ent_argument given[] = { { "alpha", NULL, 0.1 } };
    options.arguments = given;
    options.argument_count = 1;
    options.groups = NULL;
    ent_error err = { 0 };
    assert_ok(ent_measure_nodes(ent_measure_find("katz"), f.p, &options, scores, &err), err);
    assert_near(scores[33], 4.139338796, 1e-8);
    fixture_clear(&f);
}

/* Padgett and Ansell, Robust action and the rise of the Medici (1993): marriages of Florentine families. */
static void test_measures_published__florentine_marriages(void **state)
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
    scores_of("effective-size", p, scores);
    assert_near(scores[medici], 5.6667, 1e-4);
    scores_of("degree", p, scores);
    assert_near(scores[medici], 6, 0);
    ent_projection_free(p);
    ent_view_free(view);
    ent_graph_free(graph);
}

/* The ego network of G in Burt, Structural Holes (1992), page 56, with the values in Borgatti, Structural holes:
 * unpacking Burt's redundancy measures, Connections 20(1), 1997. */
static void test_measures_published__burt(void **state)
{
    (void)state;
    fixture f = fixture_of("node A P\nnode B P\nnode C P\nnode D P\nnode E P\nnode F P\nnode G P\n"
                           "tie A T B\ntie A T F\ntie A T G\ntie A T E\ntie E T G\ntie F T G\ntie B T G\n"
                           "tie B T D\ntie D T G\ntie G T C", false, ENT_WEIGHT_NONE);
    double scores[7];
    scores_of("constraint", f.p, scores);
    assert_near(scores[6], 0.400, 1e-3);
    assert_near(scores[0], 0.595, 1e-3);
    assert_near(scores[2], 1, 1e-9);
    scores_of("effective-size", f.p, scores);
    assert_near(scores[6], 4.67, 1e-3);
    assert_near(scores[0], 2.50, 1e-9);
    assert_near(scores[2], 1, 1e-9);
    scores_of("efficiency", f.p, scores);
    assert_near(scores[6], 4.6666667 / 6, 1e-6);
    fixture_clear(&f);
}

/* Kleinberg's picture: every hub leads to every authority. */
static void test_measures_published__hubs_and_authorities(void **state)
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_measures_published__karate_club),
        cmocka_unit_test(test_measures_published__karate_club_as_a_whole),
        cmocka_unit_test(test_measures_published__florentine_marriages),
        cmocka_unit_test(test_measures_published__burt),
        cmocka_unit_test(test_measures_published__hubs_and_authorities),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
