/* SPDX-License-Identifier: GPL-2.0-or-later */
/* similar and compare. */
#include "support.h"

#include <math.h>

#include <entente/change.h>

/* a and b share x and y of the three they have between them. */
static const char network[] = "meta as_of 2020-12-31\nnode a State\nnode b State\nnode c State\nnode x Forum\nnode y Forum\n"
                              "node z Forum\ntie a MEMBER_OF x 2000/..\ntie a MEMBER_OF y 2000/..\ntie b MEMBER_OF x 2000/..\n"
                              "tie b MEMBER_OF y 2000/2010\ntie b MEMBER_OF z 2000/..\ntie c MEMBER_OF z 2000/..\n"
                              "tie a TRADES b 2000/..\n";

static ent_answer *similar_to(const ent_graph *graph, const char *as_of, const char *key, const char *measure, bool untied)
{
    ent_error err = { 0 };
    const ent_measure *measures = ent_measure_find(measure);
    assert_non_null(measures);
    ent_similar_options options = { ENT_RANK_OPTIONS_INIT, key ? node_of(graph, key) : ENT_NONE, false, untied };
    options.measures.measures = &measures;
    options.measures.measure_count = 1;
    ent_view *view = view_at(graph, as_of);
    ent_answer *answer = NULL;
    assert_ok(ent_similar_ask(view, &options, &answer, &err), err);
    ent_view_free(view);
    return answer;
}

static double score_of(const ent_answer *answer, const char *other, const char *measure)
{
    return cell_of(answer, row_of(answer, "other", other), measure)->number;
}

static void test_pairs__scores_by_hand(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_answer *answer = similar_to(graph, "2005", "a", "jaccard", false);
    assert_int_equal(ent_answer_row_count(answer), 2); /* the states, not the forums */
    assert_true(fabs(score_of(answer, "b", "jaccard") - 2.0 / 3) < 1e-12);
    assert_true(fabs(score_of(answer, "c", "jaccard")) < 1e-12);
    assert_string_equal(cell_of(answer, 0, "other")->key, "b");
    assert_int_equal(cell_of(answer, 0, "tied")->integer, 1);
    ent_answer_free(answer);
    answer = similar_to(graph, "2015", "a", "jaccard", false); /* b left y */
    assert_true(fabs(score_of(answer, "b", "jaccard") - 1.0 / 3) < 1e-12);
    ent_answer_free(answer);
    answer = similar_to(graph, "2005", "a", "structural-distance", false);
    assert_string_equal(cell_of(answer, 0, "other")->key, "b"); /* the nearest first */
    assert_true(fabs(score_of(answer, "b", "structural_distance") - 1) < 1e-12);
    ent_answer_free(answer);
    ent_graph_free(graph);
}

static void test_pairs__every_pair_and_those_not_tied(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_answer *all = similar_to(graph, "2005", NULL, "common-neighbours", false);
    assert_int_equal(ent_answer_row_count(all), 3 + 3); /* states with states, forums with forums */
    ent_answer *untied = similar_to(graph, "2005", NULL, "common-neighbours", true);
    assert_int_equal(ent_answer_row_count(untied), 5);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(cell_of(untied, i, "tied")->integer, 0);
    assert_true(has_note(untied, "not that there is one"));
    ent_answer_free(all);
    ent_answer_free(untied);
    ent_graph_free(graph);
}

static void test_pairs__what_is_not_there_is_said(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_error err = { 0 };
    const ent_measure *jaccard = ent_measure_find("jaccard"), *degree = ent_measure_find("degree");
    ent_similar_options options = { ENT_RANK_OPTIONS_INIT, node_of(graph, "a"), false, false };
    options.measures.measures = &jaccard;
    options.measures.measure_count = 1;
    ent_view *view = view_at(graph, "1990");
    ent_answer *answer = NULL;
    assert_int_equal(ent_similar_ask(view, &options, &answer, &err), ENT_ERR_INVALID); /* no ties yet */
    ent_error_clear(&err);
    options.measures.measures = &degree;
    assert_int_equal(ent_similar_ask(view, &options, &answer, &err), ENT_ERR_USAGE);
    assert_null(answer);
    ent_view_free(view);
    ent_graph_free(graph);
}

static double value_of(const ent_answer *answer, const char *name)
{
    for (size_t i = 0; i < ent_answer_row_count(answer); i++)
        if (!strcmp(text_of(answer, i, "name"), name))
            return cell_of(answer, i, "value")->number;
    fail_msg("no value %s", name);
    return 0;
}

static void test_pairs__two_days_compared(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_error err = { 0 };
    ent_compare_options options = { ENT_RANK_OPTIONS_INIT, "2005", "2015" };
    ent_view *one = view_at(graph, "2005"), *other = view_at(graph, "2015");
    ent_answer *answer = NULL;
    assert_ok(ent_compare_ask(one, other, &options, &answer, &err), err);
    assert_true(fabs(value_of(answer, "first") - 7) < 1e-12);
    assert_true(fabs(value_of(answer, "second") - 6) < 1e-12);
    assert_true(fabs(value_of(answer, "both") - 6) < 1e-12);
    assert_true(fabs(value_of(answer, "jaccard") - 6.0 / 7) < 1e-12);
    /* Pearson's phi of 15 pairs: 7 tied in the one, 6 of these in the other. */
    double phi = (6.0 * 15 - 7 * 6) / sqrt(7.0 * 8 * 6 * 9);
    assert_true(fabs(value_of(answer, "correlation") - phi) < 1e-9);
    assert_string_equal(ent_answer_as_of(answer), "2005-12-31/2015-12-31");
    ent_answer_free(answer);
    answer = NULL;
    assert_ok(ent_compare_ask(one, one, &options, &answer, &err), err);
    assert_true(fabs(value_of(answer, "correlation") - 1) < 1e-9);
    ent_answer_free(answer);
    ent_view_free(one);
    ent_view_free(other);
    ent_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairs__scores_by_hand),
        cmocka_unit_test(test_pairs__every_pair_and_those_not_tied),
        cmocka_unit_test(test_pairs__what_is_not_there_is_said),
        cmocka_unit_test(test_pairs__two_days_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
