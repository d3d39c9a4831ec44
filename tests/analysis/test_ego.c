/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include <math.h>

static ent_ego *ask(const ent_view *view, const char *key, unsigned hops)
{
    ent_ego *ego = NULL;
    ent_error err = { 0 };
    assert_ok(ent_ego_ask(view, node_of(ent_view_graph(view), key), hops, NULL, &ego, &err), err);
    return ego;
}

#define assert_near(a, b) assert_true(fabs((a) - (b)) < 1e-12)

static const char network[] =
    "source s 2020\ntype MET event symmetric\n"
    "node india State\nnode russia State\nnode china State\nnode ussr State 1922/1991-12-26\nnode far State\nnode farther State\n"
    "node brics Forum\nnode relos Agreement\n"
    "tie india MEMBER_OF brics 2009-06-16/..\n"
    "tie india TRADES_WITH russia\n"
    "tie india PARTY_TO relos 2025-02-18/.. signed\n"
    "tie india PARTNER_OF ussr 1971/..\n"
    "tie india MET china 2019-10\n"
    "tie india LINKS russia 1990/2000\n"
    "tie india BACKS china 2001/ - - s\n"
    "tie india BACKS russia 2030/..\n"
    "tie russia MEMBER_OF brics 2009-06-16/..\n"
    "tie russia MEMBER_OF brics 2010/..\n"
    "tie russia PARTY_TO relos 2025-02-18/.. signed\n"
    "tie far MEMBER_OF brics 2009/..\n"
    "tie far LINKS farther\n";

static void test_ego__sorts_its_ties_by_how_they_stand(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *view = view_at(graph, "2025-12-05");
    ent_ego *ego = ask(view, "india", 1);
    assert_int_equal(ego->own_count, 4);
    assert_int_equal(ego->tie_count, 4);
    assert_int_equal(ego->event_count, 1);
    assert_int_equal(ego->ended_count, 2); /* the one of 2000, and the one with a state that is no more */
    assert_int_equal(ego->not_known, 1);
    assert_int_equal(ego->undated, 1);
    assert_int_equal(ego->neighbour_count, 4); /* brics, russia, relos, china by an event */
    assert_int_equal(ego->among_count, 3);
    for (size_t i = 1; i < ego->own_count; i++)
        assert_true(ego->ties[i - 1].subject < ego->ties[i].subject ||
                    (ego->ties[i - 1].subject == ego->ties[i].subject && ego->ties[i - 1].fold <= ego->ties[i].fold));
    ent_ego_free(ego);
    ent_view_free(view);
    ent_graph_free(graph);
    ent_ego_free(NULL);
}

static void test_ego__answer_counts_its_rows(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *view = view_at(graph, "2025-12-05");
    ent_ego *ego = ask(view, "india", 1);
    ent_answer *answer = NULL;
    ent_error err = { 0 };
    assert_ok(ent_ego_answer(ego, &answer, &err), err);
    assert_string_equal(ent_answer_title(answer), "india: 2 ties in force, 1 planned, 1 event, 2 ended, 1 not known "
                                                  "as of 5 December 2025");
    assert_int_equal(ent_answer_row_count(answer), 2 + 1 + 1 + 2 + 1);
    assert_int_equal(section_rows(answer, "Events"), 1);
    assert_int_equal(section_rows(answer, "Ended"), 2);
    assert_int_equal(section_rows(answer, "Not known on that day"), 1);
    size_t relos = row_of(answer, "with", "relos");
    assert_string_equal(text_of(answer, relos, "standing"), "signed");
    assert_string_equal(text_of(answer, relos, "since"), "2025-02-18");
    assert_string_equal(text_of(answer, relos, "until"), "");
    assert_string_equal(text_of(answer, row_of(answer, "with", "china"), "standing"), "happened");
    assert_true(has_note(answer, "size 2, density 1.000"));
    assert_true(has_note(answer, "3 ties among the nodes around it are not listed"));
    ent_answer_free(answer);
    ent_ego_free(ego);
    ego = ask(view, "brics", 1);
    assert_ok(ent_ego_answer(ego, &answer, &err), err);
    assert_non_null(strstr(text_of(answer, 0, "tie"), "has as a member")); /* read from its own side */
    ent_answer_free(answer);
    ent_ego_free(ego);
    ent_view_free(view);
    ent_graph_free(graph);
}

/* Ego with alters 1..5; ties 1-2, 2-3 among them: n 5, t 2. */
static const char wheel[] = "node e State\nnode a1 State\nnode a2 State\nnode a3 State\nnode a4 State\nnode a5 State\n"
                            "node out State\n"
                            "tie e LINKS a1\ntie e LINKS a2\ntie a2 LINKS e\ntie a3 LINKS e\ntie e LINKS a4\ntie e LINKS a5\n"
                            "tie a1 LINKS a2\ntie a2 LINKS a1\ntie a2 BACKS a3\ntie a5 LINKS out\ntie e LINKS e\n"
                            "tie a4 LINKS a5 - planned\n";

static void test_ego__measures_by_their_formulas(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(wheel);
    ent_view *view = view_of(graph, NULL);
    ent_ego *ego = ask(view, "e", 1);
    assert_near(ego->size, 5);
    assert_near(ego->density, 0.2);
    assert_near(ego->effective_size, 5 - 2.0 * 2 / 5);
    assert_near(ego->efficiency, (5 - 0.8) / 5);
    assert_near(ego->brokerage, 8);
    /* By hand: p = 1/5; a1 has 2 ties in the ego network, a2 3, a3 2, a4 and a5 1. */
    double p = 0.2, c1 = p + p / 3, c2 = p + p / 2 + p / 2, c3 = p + p / 3;
    assert_near(ego->constraint, c1 * c1 + c2 * c2 + c3 * c3 + 2 * p * p);
    double parts[] = { c1 * c1, c2 * c2, c3 * c3, p * p, p * p }, hierarchy = 0;
    for (int i = 0; i < 5; i++)
        hierarchy += parts[i] / (ego->constraint / 5) * log(parts[i] / (ego->constraint / 5));
    assert_near(ego->hierarchy, hierarchy / (5 * log(5)));
    assert_near(ego->tied_pairs, 2);
    assert_near(ego->betweenness, 7 + 1.0 / 2); /* of eight pairs not tied, a1 and a3 have a2 between them too */
    assert_near(ego->two_steps, 6);
    ent_error measures_err = { 0 };
    ent_answer *measures = NULL;
    assert_ok(ent_ego_measures_answer(ego, &measures, &measures_err), measures_err);
    assert_int_equal(ent_answer_row_count(measures), 15);
    assert_string_equal(text_of(measures, 8, "name"), "ego_betweenness");
    assert_near(cell_of(measures, 8, "value")->number, 7.5);
    double roles = 0;
    for (size_t i = 10; i < 15; i++)
        roles += cell_of(measures, i, "value")->number;
    assert_near(roles, 2 * ego->brokerage); /* ordered pairs */
    ent_answer_free(measures);
    ent_ego_free(ego);
    ego = ask(view, "out", 1);
    assert_near(ego->size, 1);
    assert_true(isnan(ego->density));
    assert_near(ego->effective_size, 1);
    assert_near(ego->constraint, 1);
    assert_near(ego->brokerage, 0);
    ent_ego_free(ego);
    ent_view_free(view);
    ent_graph_free(graph);
    graph = graph_of("node alone State");
    view = view_of(graph, NULL);
    ego = ask(view, "alone", 3);
    assert_near(ego->size, 0);
    assert_true(isnan(ego->constraint) && isnan(ego->effective_size) && isnan(ego->density));
    assert_true(isnan(ego->hierarchy));
    assert_near(ego->betweenness, 0);
    assert_near(ego->two_steps, 0);
    ent_answer *answer = NULL;
    ent_error err = { 0 };
    assert_ok(ent_ego_answer(ego, &answer, &err), err);
    assert_int_equal(ent_answer_row_count(answer), 0);
    assert_non_null(strstr(ent_answer_title(answer), "alone: no ties as of "));
    ent_answer_free(answer);
    ent_ego_free(ego);
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_ego__hops_cover_the_induced_network_once(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(wheel);
    ent_view *view = view_of(graph, NULL);
    for (unsigned hops = 1; hops < 5; hops++) {
        ent_ego *ego = ask(view, "a1", hops);
        bool seen[64] = { false };
        for (size_t i = 0; i < ego->tie_count; i++) {
            assert_false(seen[ego->ties[i].tie]);
            seen[ego->ties[i].tie] = true;
            assert_true(ego->ties[i].hop < hops);
        }
        for (size_t i = 0; i < ego->among_count; i++) {
            assert_false(seen[ego->among[i]]);
            seen[ego->among[i]] = true;
        }
        bool in[64] = { false };
        in[ego->node] = true;
        for (size_t i = 0; i < ego->alter_count; i++) {
            assert_false(in[ego->alters[i]]);
            in[ego->alters[i]] = true;
        }
        for (ent_tie tie = 0; tie < ent_graph_tie_count(graph); tie++) {
            ent_tie_view t;
            ent_graph_tie(graph, tie, &t);
            if (t.source != t.target)
                assert_int_equal(seen[tie], in[t.source] && in[t.target]);
        }
        assert_int_equal(ego->alter_count, hops == 1 ? 2 : hops == 2 ? 5 : 6);
        ent_ego_free(ego);
    }
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_ego__farther_ties_are_listed_from_their_nearer_end(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *view = view_at(graph, "2025-12-05");
    ent_ego *ego = ask(view, "india", 3);
    ent_answer *answer = NULL;
    ent_error err = { 0 };
    assert_ok(ent_ego_answer(ego, &answer, &err), err);
    assert_int_equal(section_rows(answer, "2 hops away"), 1);
    assert_int_equal(section_rows(answer, "3 hops away"), 1);
    size_t row = row_of(answer, "with", "farther");
    assert_string_equal(cell_of(answer, row, "from")->key, "far");
    assert_int_equal(cell_of(answer, row, "hop")->integer, 2);
    ent_answer_free(answer);
    ent_ego_free(ego);
    ego = NULL;
    assert_int_equal(ent_ego_ask(view, 0, 0, NULL, &ego, &err), ENT_ERR_USAGE);
    ent_view_free(view);
    ent_graph_free(graph);
}

static bool always(void *context)
{
    ++*(int *)context;
    return true;
}

static void test_ego__can_be_stopped(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *view = view_at(graph, "2025-12-05");
    int asked = 0;
    const ent_control control = { .interrupted = always, .context = &asked };
    ent_ego *ego = NULL;
    ent_error err = { 0 };
    assert_int_equal(ent_ego_ask(view, node_of(graph, "india"), 2, &control, &ego, &err), ENT_ERR_LIMIT);
    assert_null(ego);
    assert_int_equal(asked, 1);
    ent_view_free(view);
    ent_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ego__sorts_its_ties_by_how_they_stand),
        cmocka_unit_test(test_ego__answer_counts_its_rows),
        cmocka_unit_test(test_ego__measures_by_their_formulas),
        cmocka_unit_test(test_ego__hops_cover_the_induced_network_once),
        cmocka_unit_test(test_ego__farther_ties_are_listed_from_their_nearer_end),
        cmocka_unit_test(test_ego__can_be_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
