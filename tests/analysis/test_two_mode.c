/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two-mode networks: Davis' women and events, projections and backbones. */
#include "measure_support.h"

#include <entente/igraph.h>

#include "graph/base/hash.h"

/* Davis, Gardner and Gardner, Deep South (1941), page 148: who was at which of 14 events. */
static const char *const women[18] = {
    "1 2 3 4 5 6 8 9",   /* Evelyn */
    "1 2 3 5 6 7 8",     /* Laura */
    "2 3 4 5 6 7 8 9",   /* Theresa */
    "1 3 4 5 6 7 8",     /* Brenda */
    "3 4 5 7",           /* Charlotte */
    "3 5 6 8",           /* Frances */
    "5 6 7 8",           /* Eleanor */
    "6 8 9",             /* Pearl */
    "5 7 8 9",           /* Ruth */
    "7 8 9 12",          /* Verne */
    "8 9 10 12",         /* Myra */
    "8 9 10 12 13 14",   /* Katherine */
    "7 8 9 10 12 13 14", /* Sylvia */
    "6 7 9 10 11 12 13 14", /* Nora */
    "7 8 10 11 12",      /* Helen */
    "8 9",               /* Dorothy */
    "9 11",              /* Olivia */
    "9 11",              /* Flora */
};
enum { EVELYN, LAURA, THERESA, NORA = 13 };

static fixture davis(void)
{
    char text[8192] = "";
    size_t at = 0;
    for (int i = 1; i <= 18; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "node w%d Woman\n", i);
    for (int i = 1; i <= 14; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "node e%d Event\n", i);
    for (int i = 0; i < 18; i++) {
        int event, length;
        for (const char *s = women[i]; sscanf(s, "%d%n", &event, &length) == 1; s += length)
            at += (size_t)snprintf(text + at, sizeof text - at, "tie w%d WAS_AT e%d\n", i + 1, event);
    }
    return fixture_of(text, false, ENT_WEIGHT_NONE);
}

static ent_projection *onto(const fixture *f, const char *label, ent_shared_by by, ent_backbone backbone, double alpha)
{
    ent_onto_options options = ENT_ONTO_OPTIONS_INIT;
    options.onto = ent_graph_find_label(f->graph, label);
    options.by = by;
    options.backbone = backbone;
    options.alpha = alpha;
    options.weighted = true;
    ent_projection *p = NULL;
    ent_error err = { 0 };
    assert_ok(ent_projection_onto(f->p, &options, &p, &err), err);
    return p;
}

static double weight_between(const ent_projection *p, uint32_t a, uint32_t b)
{
    for (uint32_t i = 0; i < ent_projection_tie_count(p); i++) {
        uint32_t from, to;
        ent_projection_ends(p, i, &from, &to);
        if ((from == a && to == b) || (from == b && to == a))
            return ent_projection_weights(p)[i];
    }
    return 0;
}

/* Borgatti and Halgin, Analyzing affiliation networks, in The SAGE Handbook of Social Network Analysis (2011). */
static void test_two_mode__centrality_of_women_and_events(void **state)
{
    (void)state;
    fixture f = davis();
    double scores[32];
    const int e = 17; /* event k is node e + k */
    assert_int_equal(ent_projection_node_count(f.p), 32);
    assert_int_equal(ent_projection_tie_count(f.p), 89);
    scores_of("two-mode-degree", f.p, scores);
    assert_near(scores[EVELYN], 0.57, 5e-3);
    assert_near(scores[LAURA], 0.50, 5e-3);
    assert_near(scores[e + 8], 0.78, 5e-3);
    assert_near(scores[e + 9], 0.67, 5e-3);
    scores_of("two-mode-closeness", f.p, scores);
    assert_near(scores[EVELYN], 0.80, 5e-3);
    assert_near(scores[LAURA], 0.73, 5e-3);
    assert_near(scores[e + 8], 0.85, 5e-3);
    assert_near(scores[e + 7], 0.73, 5e-3);
    scores_of("two-mode-betweenness", f.p, scores);
    assert_near(scores[EVELYN], 0.097, 5e-4);
    assert_near(scores[NORA], 0.113, 5e-4);
    assert_near(scores[e + 8], 0.244, 5e-4);
    assert_near(scores[e + 9], 0.226, 1e-3);
    fixture_clear(&f);
}

static void test_two_mode__who_shares_how_much(void **state)
{
    (void)state;
    fixture f = davis();
    const double expected[] = { 6, 1.5626, 6.0 / 9, 6 / sqrt(56), 6.0 / 7 };
    for (ent_shared_by by = ENT_SHARED_COUNT; by <= ENT_SHARED_OVERLAP; by++) {
        ent_projection *p = onto(&f, "Woman", by, ENT_BACKBONE_NONE, 0);
        assert_int_equal(ent_projection_node_count(p), 18);
        assert_int_equal(ent_projection_tie_count(p), 139);
        assert_int_equal(ent_projection_tie(p, 0), ENT_NONE);
        assert_near(weight_between(p, EVELYN, LAURA), expected[by], 1e-4);
        ent_projection_free(p);
    }
    ent_projection *p = onto(&f, "Event", ENT_SHARED_COUNT, ENT_BACKBONE_NONE, 0);
    assert_int_equal(ent_projection_node_count(p), 14);
    assert_near(weight_between(p, 7, 8), 9, 0); /* E8 and E9 */
    double scores[18];
    scores_of("strength", p, scores); /* its weights are strengths */
    assert_true(scores[7] > 13);
    assert_int_equal(ent_measure_nodes(ent_measure_find("betweenness"), p, NULL, scores, NULL), ENT_ERR_USAGE);
    ent_projection_free(p);
    fixture_clear(&f);
}

/* Newman 2001: the strength of a node is the number of its things that it shares with another. */
static void test_two_mode__newman_strengths(void **state)
{
    (void)state;
    fixture f = davis();
    ent_projection *p = onto(&f, "Woman", ENT_SHARED_NEWMAN, ENT_BACKBONE_NONE, 0);
    double strength[18], degree[32];
    scores_of("strength", p, strength);
    scores_of("degree", f.p, degree);
    for (int i = 0; i < 18; i++) /* every event had more than one of them */
        assert_near(strength[i], degree[i], 1e-12);
    ent_projection_free(p);
    fixture_clear(&f);
}

static void test_two_mode__as_an_igraph(void **state)
{
    (void)state;
    fixture f = davis();
    ent_projection *p = onto(&f, "Woman", ENT_SHARED_COUNT, ENT_BACKBONE_NONE, 0);
    igraph_t graph;
    ent_error err = { 0 };
    igraph_set_attribute_table(&igraph_cattribute_table);
    assert_ok(ent_projection_to_igraph(p, &graph, &err), err);
    assert_int_equal(igraph_ecount(&graph), 139);
    igraph_integer_t edge;
    igraph_get_eid(&graph, &edge, EVELYN, LAURA, false, true);
    assert_near(EAN(&graph, "weight", edge), 6, 0);
    assert_string_equal(VAS(&graph, "labels", EVELYN), "Woman");
    assert_string_equal(EAS(&graph, "type", edge), "");
    igraph_destroy(&graph);
    ent_projection_free(p);
    fixture_clear(&f);
}

/* By their definitions, with everything computed anew for every pair. */
static void test_two_mode__disparity(void **state)
{
    (void)state;
    fixture f = davis();
    ent_projection *all = onto(&f, "Woman", ENT_SHARED_COUNT, ENT_BACKBONE_NONE, 0);
    ent_projection *kept = onto(&f, "Woman", ENT_SHARED_COUNT, ENT_BACKBONE_DISPARITY, 0.1);
    double strength[18], degree[18];
    scores_of("strength", all, strength);
    scores_of("degree", all, degree);
    size_t expected = 0;
    for (uint32_t i = 0; i < ent_projection_tie_count(all); i++) {
        uint32_t a, b;
        ent_projection_ends(all, i, &a, &b);
        double w = ent_projection_weights(all)[i];
        expected += pow(1 - w / strength[a], degree[a] - 1) < 0.1 || pow(1 - w / strength[b], degree[b] - 1) < 0.1;
    }
    assert_true(expected > 0 && expected < 139);
    assert_int_equal(ent_projection_tie_count(kept), expected);
    ent_projection_free(all);
    ent_projection_free(kept);
    fixture_clear(&f);
}

/* Where every node has the same number of things, all chances are alike, and the number shared is binomial. */
static void test_two_mode__sdsm_of_equal_nodes(void **state)
{
    (void)state;
    enum { NODES = 12, THINGS = 12, HAVE = 3 };
    char text[4096] = "";
    size_t at = 0;
    for (int i = 0; i < NODES; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "node s%d State\nnode f%d Forum\n", i, i);
    for (int i = 0; i < NODES; i++)
        for (int k = 0; k < HAVE; k++)
            at += (size_t)snprintf(text + at, sizeof text - at, "tie s%d IN f%d\n", i, (i + k) % THINGS);
    fixture f = fixture_of(text, false, ENT_WEIGHT_NONE);
    double both = (double)HAVE * HAVE / (THINGS * THINGS), none = pow(1 - both, THINGS);
    double one = THINGS * both * pow(1 - both, THINGS - 1), two_or_more = 1 - none - one; /* 0.17 */
    ent_projection *p = onto(&f, "State", ENT_SHARED_COUNT, ENT_BACKBONE_SDSM, two_or_more + 1e-6);
    assert_int_equal(ent_projection_tie_count(p), NODES); /* the neighbours, who share two */
    ent_projection_free(p);
    p = onto(&f, "State", ENT_SHARED_COUNT, ENT_BACKBONE_SDSM, two_or_more - 1e-6);
    assert_int_equal(ent_projection_tie_count(p), 0);
    ent_projection_free(p);
    p = onto(&f, "State", ENT_SHARED_COUNT, ENT_BACKBONE_SDSM, 1 - none + 1e-6);
    assert_int_equal(ent_projection_tie_count(p), 2 * NODES);
    ent_projection_free(p);
    fixture_clear(&f);
}

/* Backbones of random networks: stricter ones are parts of laxer ones, and none fails where all or nothing is had. */
static void test_two_mode__backbones_of_random_networks(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (int round = 0; round < 20; round++) {
        char text[8192] = "";
        size_t at = 0;
        for (int i = 0; i < 8; i++)
            at += (size_t)snprintf(text + at, sizeof text - at, "node s%d State\nnode f%d Forum\n", i, i);
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++) {
                seed = ent_i_hash_mix(seed + 0x9e3779b97f4a7c15ULL);
                if (i == 0 || (j == 0 && round & 1) || seed % 8 < (uint64_t)(round % 8))
                    at += (size_t)snprintf(text + at, sizeof text - at, "tie s%d IN f%d\n", i, j);
            }
        fixture f = fixture_of(text, false, ENT_WEIGHT_NONE);
        for (ent_backbone backbone = ENT_BACKBONE_DISPARITY; backbone <= ENT_BACKBONE_FIXED_FILL; backbone++) {
            size_t before = 0;
            for (int k = 0; k < 4; k++) {
                static const double alphas[] = { 0.01, 0.05, 0.3, 1 };
                ent_projection *p = onto(&f, "State", ENT_SHARED_COUNT, backbone, alphas[k]);
                assert_true(ent_projection_tie_count(p) >= before);
                before = ent_projection_tie_count(p);
                ent_projection_free(p);
            }
        }
        fixture_clear(&f);
    }
}

static void test_two_mode__refuses_what_is_not(void **state)
{
    (void)state;
    fixture f = fixture_of("node a State\nnode b State\nnode x Forum\ntie a IN x\ntie b IN x\ntie a ALLY b", false,
                           ENT_WEIGHT_NONE);
    double scores[3] = { 7 };
    ent_error err = { 0 };
    assert_int_equal(ent_measure_nodes(ent_measure_find("two-mode-degree"), f.p, NULL, scores, &err), ENT_ERR_USAGE);
    assert_non_null(strstr(err.message, "ties start from a and from b"));
    assert_true(scores[0] == 7);
    ent_projection *p = onto(&f, "State", ENT_SHARED_NEWMAN, ENT_BACKBONE_NONE, 0);
    assert_int_equal(ent_projection_tie_count(p), 1); /* by the forum alone */
    assert_near(weight_between(p, 0, 1), 1, 0);
    ent_projection_free(p);
    fixture_clear(&f);
    f = fixture_of("node a State", false, ENT_WEIGHT_NONE);
    p = onto(&f, "State", ENT_SHARED_COUNT, ENT_BACKBONE_SDSM, 0);
    assert_int_equal(ent_projection_tie_count(p), 0);
    assert_int_equal(ent_projection_node_count(p), 1);
    ent_projection *none = NULL;
    ent_onto_options options = ENT_ONTO_OPTIONS_INIT;
    options.onto = ENT_NO_LABEL;
    options.alpha = 2;
    assert_int_equal(ent_projection_onto(f.p, &options, &none, NULL), ENT_ERR_USAGE);
    assert_null(none);
    ent_projection_free(p);
    fixture_clear(&f);
}

static void test_two_mode__rank_says_so(void **state)
{
    (void)state;
    fixture f = davis();
    const ent_measure *measures[] = { ent_measure_find("degree") };
    ent_rank_options options = ENT_RANK_OPTIONS_INIT;
    options.measures = measures;
    options.measure_count = 1;
    ent_answer *answer = NULL;
    ent_error err = { 0 };
    assert_ok(ent_rank_ask(f.view, &options, &answer, &err), err);
    assert_true(has_note(answer, "Two-mode network: every tie joins one of 18 nodes with one of 14"));
    ent_answer_free(answer);
    ent_onto_options woman = ENT_ONTO_OPTIONS_INIT;
    woman.onto = ent_graph_find_label(f.graph, "Woman");
    options.onto = &woman;
    assert_ok(ent_rank_ask(f.view, &options, &answer, &err), err);
    assert_int_equal(ent_answer_row_count(answer), 18);
    assert_true(has_note(answer, "Projected onto Woman: two are tied that share one of 14 other nodes"));
    assert_true(has_note(answer, "139 of 153 pairs are tied: nearly all"));
    assert_false(has_note(answer, "Two-mode network"));
    ent_answer_free(answer);
    fixture_clear(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_mode__centrality_of_women_and_events),
        cmocka_unit_test(test_two_mode__who_shares_how_much),
        cmocka_unit_test(test_two_mode__newman_strengths),
        cmocka_unit_test(test_two_mode__as_an_igraph),
        cmocka_unit_test(test_two_mode__disparity),
        cmocka_unit_test(test_two_mode__sdsm_of_equal_nodes),
        cmocka_unit_test(test_two_mode__backbones_of_random_networks),
        cmocka_unit_test(test_two_mode__refuses_what_is_not),
        cmocka_unit_test(test_two_mode__rank_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
