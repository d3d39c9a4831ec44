/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of measures, how they are called, and rank. */
#include "measure_support.h"

#include <pthread.h>

#include <igraph/igraph.h>

#include "analysis/igraph/igraph_door.h"

/* What a measure says about the two nodes and the tie of a network. */
static ent_status asked(const ent_measure *m, const ent_projection *p)
{
    static const uint32_t pair[1][2] = { { 0, 1 } };
    double numbers[64];
    ent_argument room;
    ent_measure_options options = needed(m, "a", &room);
    switch (m->scope) {
    case ENT_SCOPE_NODE:
        return ent_measure_nodes(m, p, &options, numbers, NULL);
    case ENT_SCOPE_TIE:
        return ent_measure_ties(m, p, NULL, numbers, NULL);
    case ENT_SCOPE_NETWORK:
        return ent_measure_network(m, p, NULL, numbers, NULL);
    case ENT_SCOPE_PAIR:
        return ent_measure_pairs(m, p, NULL, pair, 1, numbers, NULL);
    default:
        return ent_measure_networks(m, p, p, NULL, numbers, NULL);
    }
}

static void test_measures__refuse_the_wrong_weights(void **state)
{
    (void)state;
    ent_graph *graph = graph_of("node a State\nnode b State\ntie a LINKS b - - - - {\"weight\":2,\"sign\":-1}");
    ent_view *view, *view2;
    ent_projection *strength = project(graph, false, ENT_WEIGHT_STRENGTH, &view);
    ent_projection *distance = project(graph, false, ENT_WEIGHT_DISTANCE, &view2);
    size_t count;
    const ent_measure *measures = ent_measures(&count);
    for (size_t i = 0; i < count; i++) {
        bool ignores = !measures[i].takes_strength && !measures[i].takes_distance;
        assert_int_equal(measures[i].weighted != NULL, !ignores);
        assert_int_equal(asked(&measures[i], strength), ignores || measures[i].takes_strength ? ENT_OK : ENT_ERR_USAGE);
        assert_int_equal(asked(&measures[i], distance), ignores || measures[i].takes_distance ? ENT_OK : ENT_ERR_USAGE);
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
    ent_i_network network = { .node_count = 2, .tie_count = 1 };
    ent_error err = { 0 };
    assert_int_equal(ent_i_network_fill(&network, (const uint32_t (*)[2])ends, weights, &err), ENT_OK);
    igraph_error_handler_t *before = igraph_set_error_handler(own_handler);
    assert_int_equal(ent_i_igraph_betweenness(&network, NULL, scores, &err), ENT_ERR_INVALID);
    assert_non_null(strstr(err.message, "igraph: "));
    assert_non_null(strstr(err.message, "eight")); /* its own words about weights */
    assert_true(scores[0] == 7);
    assert_true(igraph_set_error_handler(before) == own_handler);
    ent_i_network_clear(&network);
}

enum { THREADS = 4, ROUNDS = 20 };

typedef struct work {
    const ent_projection *p;
    double scores[40];
    bool same;
} work;

static void *measure_again_and_again(void *argument)
{
    static const char *const names[] = { "pagerank", "eigenvector", "constraint", "subgraph", "decay" };
    work *w = argument;
    w->same = true;
    for (int i = 0; i < ROUNDS; i++)
        for (int j = 0; j < 5; j++) {
            double scores[8];
            if (ent_measure_nodes(ent_measure_find(names[j]), w->p, NULL, scores, NULL) < 0)
                w->same = false;
            if (!i)
                memcpy(&w->scores[8 * j], scores, sizeof scores);
            for (int k = 0; k < 8; k++) /* ARPACK's last digits depend on what it computed before */
                w->same = w->same && fabs(w->scores[8 * j + k] - scores[k]) <= 1e-12;
        }
    return NULL;
}

/* Several threads measure one projection, each the same numbers: igraph is let in by one at a time. */
static void test_measures__threads(void **state)
{
    (void)state;
    fixture f = fixture_of("node a P\nnode b P\nnode c P\nnode d P\nnode e P\nnode f P\nnode g P\nnode h P\n"
                           "tie a T b\ntie b T c\ntie c T d\ntie d T a\ntie a T e\ntie e T f\ntie f T g\ntie g T h\ntie h T a\n"
                           "tie b T f", false, ENT_WEIGHT_NONE);
    static work works[THREADS];
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        works[i].p = f.p;
        assert_int_equal(pthread_create(&threads[i], NULL, measure_again_and_again, &works[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        assert_true(works[i].same);
        for (int k = 0; k < 40; k++)
            assert_near(works[i].scores[k], works[0].scores[k], 1e-12);
    }
    fixture_clear(&f);
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
        bool network = m->scope == ENT_SCOPE_NETWORK || m->scope == ENT_SCOPE_NETWORKS;
        assert_true(network ? m->value_count >= 1 : m->value_count == 0);
        for (size_t j = 0; j < m->value_count; j++)
            assert_true(m->values[j].name && *m->values[j].name && m->values[j].meaning && *m->values[j].meaning);
        for (size_t j = 0; j < m->parameter_count; j++) {
            const ent_parameter *p = &m->parameters[j];
            assert_ptr_equal(ent_measure_parameter(m, p->name), p);
            assert_true(p->meaning && p->meaning[strlen(p->meaning) - 1] == '.');
            assert_true(p->kind > ENT_PARAMETER_WHOLE || p->least < p->most);
        }
        assert_true(m->definition[strlen(m->definition) - 1] == '.');
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
        cmocka_unit_test(test_measures__refuse_the_wrong_weights),
        cmocka_unit_test(test_measures__igraph_fails_with_its_reason),
        cmocka_unit_test(test_measures__threads),
        cmocka_unit_test(test_measures__table_is_whole),
        cmocka_unit_test(test_measures__rank_orders_and_says_what_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
