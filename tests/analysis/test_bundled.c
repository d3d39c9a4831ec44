/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The questions on the data that every installation carries: what a newcomer sees first. */
#include "support.h"

#include <entente/load.h>

static ent_graph *bundled(void)
{
    ent_graph *graph = NULL;
    ent_error err = { 0 };
    assert_ok(ent_graph_bundled(&graph, &err), err);
    return graph;
}

static void test_bundled__logistics_pact_is_signed_not_in_force(void **state)
{
    (void)state;
    ent_graph *graph = bundled();
    ent_view *view = view_at(graph, "2025-06-30");
    ent_answer *answer = NULL;
    ent_error err = { 0 };
    assert_ok(ent_show_ask(view, node_of(graph, "relos"), &answer, &err), err);
    assert_non_null(strstr(ent_answer_title(answer), "2 signed"));
    assert_null(strstr(ent_answer_title(answer), "in force"));
    ent_answer_free(answer);
    const ent_node asked[] = { node_of(graph, "india"), node_of(graph, "russia") };
    ent_link *link = NULL;
    assert_ok(ent_link_ask(view, asked, 2, ent_graph_find_label(graph, "Agreement"), &link, &err), err);
    for (size_t i = 0; i < link->row_count; i++)
        if (link->rows[i].thing == node_of(graph, "relos"))
            assert_true(i >= link->all_count);
    ent_link_free(link);
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_bundled__paths_say_when_they_are_only_proposed(void **state)
{
    (void)state;
    ent_graph *graph = bundled();
    const char *sources[] = { "seeds" };
    ent_filter filter = ENT_FILTER_INIT;
    ent_error err = { 0 };
    for (int seeds = 0; seeds < 2; seeds++) {
        filter.sources = sources;
        filter.source_count = (size_t)seeds;
        ent_view *view = view_of(graph, &filter);
        ent_path *path = NULL;
        ent_answer *answer = NULL;
        assert_ok(ent_path_ask(view, node_of(graph, "iran"), node_of(graph, "india"), true, 0, NULL, &path, &err), err);
        assert_int_equal(path->length, 2);
        assert_ok(ent_path_answer(path, &answer, &err), err);
        assert_int_equal(strstr(ent_answer_title(answer), "but not in force") != NULL, seeds);
        size_t in_force = 0, rows = ent_answer_row_count(answer);
        for (size_t i = 0; i < rows; i++)
            in_force += !strcmp(text_of(answer, i, "standing"), "in force");
        assert_int_equal(in_force > 0, !seeds);
        assert_string_equal(text_of(answer, 0, "standing"), seeds ? "proposed" : "in force");
        ent_answer_free(answer);
        ent_path_free(path);
        ent_view_free(view);
    }
    ent_graph_free(graph);
}

/* A card restricted to the texts holds no claim and no property that only a page gives. */
static void test_bundled__cards_of_the_texts_hold_nothing_else(void **state)
{
    (void)state;
    ent_graph *graph = bundled();
    const char *sources[] = { "seeds" }, *keys[] = { "brics", "chennai-vladivostok-corridor" };
    const char *outside[] = { "saudi-arabia", "10300" };
    ent_filter filter = ENT_FILTER_INIT;
    ent_error err = { 0 };
    filter.sources = sources;
    for (size_t i = 0; i < 4; i++) {
        filter.source_count = i % 2;
        ent_view *view = view_of(graph, &filter);
        ent_answer *answer = NULL;
        assert_ok(ent_show_ask(view, node_of(graph, keys[i / 2]), &answer, &err), err);
        size_t found = 0;
        for (size_t row = 0; row < ent_answer_row_count(answer); row++) {
            const ent_cell *with = cell_of(answer, row, "with");
            found += with->key && !strcmp(with->key, outside[i / 2]);
            found += !strcmp(text_of(answer, row, "detail"), outside[i / 2]);
        }
        assert_int_equal(found > 0, !(i % 2));
        ent_answer_free(answer);
        ent_view_free(view);
    }
    ent_graph_free(graph);
}

/* Whoever's card it is: restricted to the texts, every claim on it names a text. */
static void test_bundled__every_claim_of_the_texts_names_one(void **state)
{
    (void)state;
    ent_graph *graph = bundled();
    const char *sources[] = { "seeds" };
    ent_filter filter = ENT_FILTER_INIT;
    ent_error err = { 0 };
    filter.sources = sources;
    filter.source_count = 1;
    ent_view *view = view_of(graph, &filter);
    size_t claims = 0;
    for (size_t i = 0; i < ent_graph_node_count(graph); i++) {
        ent_answer *answer = NULL;
        assert_ok(ent_show_ask(view, (ent_node)i, &answer, &err), err);
        for (size_t row = 0; row < ent_answer_row_count(answer); row++) {
            if (!cell_of(answer, row, "type")->text)
                continue;
            claims++;
            const ent_cell *cited = cell_of(answer, row, "sources");
            assert_true(cited->count > 0);
            for (size_t j = 0; j < cited->count; j++)
                assert_string_equal(ent_graph_source_field(graph, node_of(graph, cited->items[j].key), "group"),
                                    "seeds");
        }
        ent_answer_free(answer);
    }
    assert_true(claims > 1000);
    ent_view_free(view);
    ent_graph_free(graph);
}

/* Whoever is asked about, whenever: counts in titles are those of the rows, in every reading. */
static void test_bundled__counts_are_those_of_the_rows(void **state)
{
    (void)state;
    ent_graph *graph = bundled();
    const char *days[] = { "1975", "1992-01-15", "2009", "2017-06-08", "2025-12-05", "2026-06" };
    ent_error err = { 0 };
    for (size_t i = 0; i < 6 * ENT_READINGS; i++) {
        ent_filter filter = ENT_FILTER_INIT;
        filter.as_of = days[i / ENT_READINGS];
        filter.reading = (ent_reading)(i % ENT_READINGS);
        ent_view *view = view_of(graph, &filter);
        const ent_node asked[] = { node_of(graph, "india"), node_of(graph, "russia"), node_of(graph, "china") };
        ent_link *link = NULL;
        ent_answer *answer = NULL;
        assert_ok(ent_link_ask(view, asked, 3, ent_graph_find_label(graph, "Forum"), &link, &err), err);
        assert_ok(ent_link_answer(link, &answer, &err), err);
        size_t partial = section_rows(answer, "Not in force for all 3"), said = 0;
        if (strncmp(ent_answer_title(answer), "No ", 3) != 0)
            assert_int_equal(sscanf(ent_answer_title(answer), "%zu", &said), 1);
        assert_int_equal(said, ent_answer_row_count(answer) - partial);
        ent_answer_free(answer);
        ent_link_free(link);
        for (ent_node node = 0; node < ent_graph_node_count(graph); node += 7) {
            ent_ego *ego = NULL;
            assert_ok(ent_ego_ask(view, node, 1, NULL, &ego, &err), err);
            assert_ok(ent_ego_answer(ego, &answer, &err), err);
            assert_int_equal(ent_answer_row_count(answer), ego->tie_count + ego->ended_count + ego->not_known);
            ent_answer_free(answer);
            ent_ego_free(ego);
        }
        ent_view_free(view);
    }
    ent_graph_free(graph);
}

/* A tie that holds certainly holds nominally, and one that holds nominally holds possibly; only claims that
 * a preferred one outranks in one reading and not in the other may fall out. */
static void test_bundled__readings_are_nested(void **state)
{
    (void)state;
    ent_graph *graph = bundled();
    const char *days[] = { "1950", "1975", "1991-12-26", "2009", "2017", "2025-12-05" };
    for (size_t i = 0; i < 6; i++) {
        ent_view *views[ENT_READINGS];
        for (int reading = 0; reading < ENT_READINGS; reading++) {
            ent_filter filter = ENT_FILTER_INIT;
            filter.as_of = days[i];
            filter.reading = (ent_reading)reading;
            views[reading] = view_of(graph, &filter);
        }
        for (ent_tie tie = 0; tie < ent_graph_tie_count(graph); tie++)
            for (int reading = 0; reading + 1 < ENT_READINGS; reading++)
                if (ent_view_standing(views[reading], tie) == ENT_STANDING_HOLDS) {
                    ent_standing wider = ent_view_standing(views[reading + 1], tie);
                    assert_true(wider == ENT_STANDING_HOLDS || wider == ENT_STANDING_FILTERED);
                }
        for (int reading = 0; reading < ENT_READINGS; reading++)
            ent_view_free(views[reading]);
    }
    ent_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bundled__logistics_pact_is_signed_not_in_force),
        cmocka_unit_test(test_bundled__paths_say_when_they_are_only_proposed),
        cmocka_unit_test(test_bundled__cards_of_the_texts_hold_nothing_else),
        cmocka_unit_test(test_bundled__every_claim_of_the_texts_names_one),
        cmocka_unit_test(test_bundled__counts_are_those_of_the_rows),
        cmocka_unit_test(test_bundled__readings_are_nested),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
