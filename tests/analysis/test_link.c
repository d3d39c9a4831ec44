/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "graph/base/hash.h"

static const char network[] =
    "source s 2025\nsource t 2025\nlabel Alliance Forum\ntype MET event symmetric\n"
    "node india State\nnode russia State\nnode china State\nnode iran State\nnode brazil State\n"
    "node ric Forum\nnode brics Forum\nnode un Forum\nnode unsc Forum\nnode csto Alliance\nnode instc Corridor\nnode meeting Event\n"
    "tie india MEMBER_OF ric 2002-09/.. - - s\n"
    "tie russia MEMBER_OF ric 2002-09/.. - - s\n"
    "tie china MEMBER_OF ric 2002-09/.. - - t\n"
    "tie india MEMBER_OF brics 2009-06-16/.. - - s,t\n"
    "tie russia MEMBER_OF brics 2009-06-16/.. - - s\n"
    "tie china MEMBER_OF brics 2009~/.. - - s\n"
    "tie brazil MEMBER_OF brics 2009-06-16/.. - - s\n"
    "tie iran MEMBER_OF brics 2024-01-01/.. - - s\n"
    "tie india MEMBER_OF un - - - s\n"
    "tie russia MEMBER_OF un 1991-12-24/.. - - s\n"
    "tie china MEMBER_OF un 1945-10-24/.. - - s\n"
    "tie brazil MEMBER_OF un 1945-10-24/.. - - s\n"
    "tie iran MEMBER_OF un 1945-10-24/.. - - s\n"
    "tie russia MEMBER_OF unsc 1991-12-24/..\n"
    "tie china MEMBER_OF unsc 1945-10-24/..\n"
    "tie india MEMBER_OF unsc 1994/.. sought\n"
    "tie russia MEMBER_OF csto 1994-04-20/..\n"
    "tie india PARTY_TO instc 2002-05-16/..\n"
    "tie russia PARTY_TO instc 2002-05-16/..\n"
    "tie iran PARTY_TO instc 2002-05-16/..\n"
    "tie india MET meeting 2020-01\n"
    "tie russia MET meeting 2020-01\n"
    "tie india SUPPLIES brics 2030/..\n";

static ent_link *ask(const ent_view *view, const char *const *keys, size_t count, const char *via)
{
    const ent_graph *graph = ent_view_graph(view);
    ent_node asked[8];
    for (size_t i = 0; i < count; i++)
        asked[i] = node_of(graph, keys[i]);
    ent_link *link = NULL;
    ent_error err = { 0 };
    assert_ok(ent_link_ask(view, asked, count, via ? ent_graph_find_label(graph, via) : ENT_NO_LABEL, &link, &err), err);
    return link;
}

static const char *const three[] = { "india", "russia", "china" };

static void test_link__smallest_first_then_those_held_by_some(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *view = view_at(graph, "2025-12-05");
    ent_link *link = ask(view, three, 3, "Forum");
    assert_int_equal(link->all_count, 3);
    assert_int_equal(link->row_count, 4);
    const char *order[] = { "ric", "brics", "un", "unsc" };
    size_t members[] = { 3, 5, 5, 2 };
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(key_of(graph, link->rows[i].thing), order[i]);
        assert_int_equal(link->rows[i].members, members[i]);
        assert_int_equal(link->rows[i].held, i < 3 ? 3 : 2);
    }
    assert_int_equal(link->rows[0].all_since, ent_day_from_civil(2002, 9, 1));
    assert_int_equal(link->rows[2].all_since, ENT_DAY_MIN); /* one of the dates is not known */
    assert_int_equal(link->rows[3].cells[0].fold, ENT_FOLD_PLANNED);
    assert_int_equal(link->undated, 1);
    ent_link_free(link);
    ent_view_free(view);
    ent_graph_free(graph);
    ent_link_free(NULL);
}

static void test_link__answer_says_what_it_shows(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *view = view_at(graph, "2025-12-05");
    ent_link *link = ask(view, three, 3, "Forum");
    ent_answer *answer = NULL;
    ent_error err = { 0 };
    assert_ok(ent_link_answer(link, &answer, &err), err);
    assert_string_equal(ent_answer_title(answer), "3 forums hold india, russia and china together as of 5 December 2025");
    assert_string_equal(ent_answer_question(answer), "link india russia china --via Forum");
    assert_string_equal(ent_answer_as_of(answer), "2025-12-05");
    assert_string_equal(ent_answer_reading(answer), "nominal");
    assert_string_equal(ent_answer_column(answer, 0)->heading, "FORUM");
    assert_int_equal(ent_answer_row_count(answer), 4);
    assert_int_equal(section_rows(answer, "Not in force for all 3"), 1);
    assert_string_equal(text_of(answer, 0, "india"), "2002-09");
    assert_string_equal(text_of(answer, 0, "all_since"), "2002-09");
    assert_string_equal(text_of(answer, 0, "sources"), "s t");
    assert_string_equal(text_of(answer, 1, "china"), "2009~"); /* long past: certain by now */
    assert_string_equal(text_of(answer, 1, "all_since"), "2009-06-16");
    assert_string_equal(text_of(answer, 2, "india"), "date unknown");
    assert_string_equal(text_of(answer, 3, "india"), "seeks");
    assert_string_equal(text_of(answer, 3, "india_status"), "sought");
    assert_string_equal(text_of(answer, 3, "india_type"), "MEMBER_OF");
    assert_true(has_note(answer, "1 membership undated"));
    ent_answer_free(answer);
    ent_link_free(link);
    ent_view_free(view);
    view = view_at(graph, "2009-12-31"); /* within the doubt about "about 2009" */
    link = ask(view, three, 3, "Forum");
    assert_ok(ent_link_answer(link, &answer, &err), err);
    assert_string_equal(text_of(answer, row_of(answer, "thing", "brics"), "china"), "2009~ ?");
    assert_true(has_note(answer, "? marks 1 tie"));
    ent_answer_free(answer);
    ent_link_free(link);
    ent_view_free(view);
    ent_graph_free(graph);
}

static const char *title(const ent_view *view, const char *const *keys, size_t count, const char *via)
{
    static char text[256];
    ent_link *link = ask(view, keys, count, via);
    ent_answer *answer = NULL;
    ent_error err = { 0 };
    assert_ok(ent_link_answer(link, &answer, &err), err);
    snprintf(text, sizeof text, "%s", ent_answer_title(answer));
    ent_answer_free(answer);
    ent_link_free(link);
    return text;
}

static void test_link__singular_plural_none(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *view = view_at(graph, "2025-12-05");
    const char *two[] = { "india", "iran" };
    const char *none[] = { "brazil", "instc" };
    assert_string_equal(title(view, two, 2, "Corridor"), "1 corridor holds india and iran together as of 5 December 2025");
    assert_string_equal(title(view, two, 2, NULL), "3 things hold india and iran together as of 5 December 2025");
    assert_string_equal(title(view, none, 2, NULL), "No thing holds brazil and instc together as of 5 December 2025");
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_link__with_two_the_other_must_plan_to(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *view = view_at(graph, "2025-12-05");
    const char *two[] = { "india", "russia" };
    ent_link *link = ask(view, two, 2, "Forum");
    assert_int_equal(link->all_count, 3);
    assert_int_equal(link->row_count, 4); /* the Security Council, which India seeks; not the CSTO */
    assert_string_equal(key_of(graph, link->rows[3].thing), "unsc");
    assert_int_equal(link->rows[3].held, 1);
    ent_link_free(link);
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_link__events_are_left_out_and_counted(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    const char *two[] = { "india", "russia" };
    ent_filter filter = ENT_FILTER_INIT;
    filter.as_of = "2025-12-05";
    ent_view *view = view_of(graph, &filter);
    ent_link *link = ask(view, two, 2, NULL);
    assert_int_equal(link->events_left_out, 2);
    size_t without = link->all_count;
    ent_link_free(link);
    ent_view_free(view);
    filter.events = true;
    view = view_of(graph, &filter);
    link = ask(view, two, 2, NULL);
    assert_int_equal(link->events_left_out, 0);
    assert_int_equal(link->all_count, without + 1);
    ent_link_free(link);
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_link__label_filter_does_not_shrink_membership(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    const char *words[] = { "Forum" };
    ent_filter filter = ENT_FILTER_INIT;
    filter.as_of = "2025-12-05";
    filter.labels = words;
    filter.label_count = 1;
    ent_view *view = view_of(graph, &filter);
    ent_link *link = ask(view, three, 3, NULL);
    assert_int_equal(link->all_count, 3);
    assert_int_equal(link->rows[2].members, 5);
    ent_link_free(link);
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_link__counts_the_best_of_several_ties(void **state)
{
    (void)state;
    ent_graph *graph = graph_of("node a State\nnode b State\nnode f Forum\n"
                                "tie a MEMBER_OF f 2000/.. planned\n"
                                "tie a LEADS f 2005/..\n"
                                "tie a MEMBER_OF f 2010/..\n"
                                "tie b MEMBER_OF f 2001/..\n"
                                "tie b OBSERVER_OF f 2000/.. suspended\n");
    const char *two[] = { "a", "b" };
    ent_view *view = view_at(graph, "2020");
    ent_link *link = ask(view, two, 2, NULL);
    assert_int_equal(link->all_count, 1);
    assert_int_equal(link->rows[0].cells[0].tie, 1);
    assert_int_equal(link->rows[0].cells[1].tie, 3);
    ent_answer *answer = NULL;
    ent_error err = { 0 };
    assert_ok(ent_link_answer(link, &answer, &err), err);
    assert_non_null(strstr(text_of(answer, 0, "a"), "2005"));
    assert_string_not_equal(text_of(answer, 0, "a"), "2005"); /* says that it is not the same way as b's */
    ent_answer_free(answer);
    ent_link_free(link);
    ent_view_free(view);
    ent_graph_free(graph);
}

/* An observer is tied to the forum, but the forum does not hold it. */
static void test_link__does_not_count_what_falls_short(void **state)
{
    (void)state;
    ent_graph *graph = graph_of("node a State\nnode b State\nnode c State\nnode f Forum\n"
                                "tie a OBSERVER_OF f 2005-07-05/2017-06-09\n"
                                "tie a MEMBER_OF f 2017-06-09/..\n"
                                "tie b MEMBER_OF f 2001/..\n"
                                "tie c MEMBER_OF f 2001/..\n");
    const char *asked[] = { "a", "b", "c" }, *days[] = { "2010-06", "2018" };
    for (size_t i = 0; i < 2; i++) {
        ent_view *view = view_at(graph, days[i]);
        ent_link *link = ask(view, asked, 3, "Forum");
        ent_answer *answer = NULL;
        ent_error err = { 0 };
        assert_ok(ent_link_answer(link, &answer, &err), err);
        assert_int_equal(link->row_count, 1);
        assert_int_equal(link->all_count, i);
        assert_int_equal(link->rows[0].held, 2 + i);
        assert_string_equal(text_of(answer, 0, "a"), i ? "2017-06-09" : "observer");
        assert_string_equal(text_of(answer, 0, "b"), "2001");
        ent_answer_free(answer);
        ent_link_free(link);
        ent_view_free(view);
    }
    ent_graph_free(graph);
}

/* Who states a membership without its date supports it; who gives another date contradicts it. */
static void test_link__names_the_sources_of_undated_claims_too(void **state)
{
    (void)state;
    ent_graph *graph = graph_of("source page 2025\nsource text 2025\nsource other 2025\n"
                                "node a State\nnode b State\nnode f Forum\n"
                                "tie a MEMBER_OF f 2001/.. - preferred page\n"
                                "tie a MEMBER_OF f - - - text\n"
                                "tie a MEMBER_OF f 2003/.. - - other\n"
                                "tie b MEMBER_OF f 2001/.. - - page\n");
    const char *asked[] = { "a", "b" };
    ent_view *view = view_at(graph, "2025-12-05");
    ent_link *link = ask(view, asked, 2, NULL);
    ent_answer *answer = NULL;
    ent_error err = { 0 };
    assert_ok(ent_link_answer(link, &answer, &err), err);
    ent_output *output = NULL;
    assert_ok(ent_output_memory(&output, &err), err);
    assert_ok(ent_answer_write_csv(answer, output, &err), err);
    const char *csv = ent_output_text(output, NULL);
    assert_non_null(strstr(csv, "page; text,"));
    assert_null(strstr(csv, "other"));
    ent_output_free(output);
    ent_answer_free(answer);
    ent_link_free(link);
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_link__wants_two_different_nodes(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *view = view_at(graph, "2025");
    ent_node twice[] = { 1, 2, 1 };
    ent_link *link = NULL;
    ent_error err = { 0 };
    assert_int_equal(ent_link_ask(view, twice, 1, ENT_NO_LABEL, &link, &err), ENT_ERR_USAGE);
    ent_error_clear(&err);
    assert_int_equal(ent_link_ask(view, twice, 3, ENT_NO_LABEL, &link, &err), ENT_ERR_USAGE);
    assert_null(link);
    ent_view_free(view);
    ent_graph_free(graph);
}

/* Against every pair of loops one would write without thinking of speed. */
static void test_link__agrees_with_looking_at_every_tie(void **state)
{
    (void)state;
    uint64_t seed = 7;
    for (int round = 0; round < 40; round++) {
        char text[16384] = "";
        size_t at = 0;
        for (int i = 0; i < 12; i++)
            at += (size_t)snprintf(text + at, sizeof text - at, "node n%d %s\n", i, i < 6 ? "State" : "Forum");
        for (int i = 0; i < 50; i++) {
            seed = ent_i_hash_mix(seed + 0x9e3779b97f4a7c15ULL);
            at += (size_t)snprintf(text + at, sizeof text - at, "tie n%d %s n%d %d/%s %s\n", (int)(seed % 12),
                                   seed >> 20 & 1 ? "MEMBER_OF" : "BACKS", (int)((seed >> 8) % 12),
                                   1990 + (int)(seed >> 24 & 15), seed >> 30 & 1 ? ".." : "2005",
                                   seed >> 40 & 3 ? "in-force" : "planned");
        }
        ent_graph *graph = graph_of(text);
        ent_view *view = view_at(graph, "2004");
        ent_node asked[] = { 0, 1, 2 };
        ent_link *link = NULL;
        ent_error err = { 0 };
        assert_ok(ent_link_ask(view, asked, 3, ENT_NO_LABEL, &link, &err), err);
        size_t all = 0, rows = 0;
        for (ent_node thing = 3; thing < 12; thing++) {
            int best[3] = { 3, 3, 3 };
            for (ent_tie tie = 0; tie < ent_graph_tie_count(graph); tie++) {
                ent_tie_view seen;
                ent_graph_tie(graph, tie, &seen);
                ent_span span = ent_graph_tie_span(graph, tie, ENT_NOMINAL);
                ent_node other = seen.source == thing ? seen.target : seen.target == thing ? seen.source : ENT_NONE;
                int fold = (int)ent_tie_status_fold(seen.status);
                if (other < 3 && span.from <= ent_view_day(view) && ent_view_day(view) < span.until && fold < best[other])
                    best[other] = fold;
            }
            int held = 0, planned = 0;
            for (int i = 0; i < 3; i++) {
                held += best[i] == 0;
                planned += best[i] == 1;
            }
            all += held == 3;
            rows += held + planned >= 2;
        }
        assert_int_equal(link->all_count, all);
        assert_int_equal(link->row_count, rows);
        ent_link_free(link);
        ent_view_free(view);
        ent_graph_free(graph);
    }
}

/* What nobody knows is neither in force nor absent: it has a place of its own, and outweighs a mere plan. */
static void test_link__what_is_not_known_is_told_apart(void **state)
{
    (void)state;
    static const char unknown[] = "source s 1999\nsource late 2020\nnode a State\nnode b State\nnode p Forum\nnode q Forum\nnode r Forum\n"
                                  "node u Forum\n"
                                  "tie a MEMBER_OF p 1990-01-01/ - - s\ntie b MEMBER_OF p 1990-01-01/..\n"
                                  "tie a MEMBER_OF q 1990-01-01/..\ntie b MEMBER_OF q 1990-01-01/2000-01-01\n"
                                  "tie a MEMBER_OF r 1990-01-01/ - - s\ntie a MEMBER_OF r 2005-01-01/.. planned\n"
                                  "tie b MEMBER_OF r 2005-01-01/.. planned\n"
                                  "tie a MEMBER_OF u - - - late\ntie b MEMBER_OF u - - - late\n";
    static const char *const two[] = { "a", "b" };
    ent_graph *graph = graph_of(unknown);
    ent_view *before = view_at(graph, "1995-06-01"), *after = view_at(graph, "2010-06-01");
    ent_link *link = ask(before, two, 2, NULL);
    assert_int_equal(link->all_count, 2);
    assert_int_equal(link->possible_count, 0);
    ent_link_free(link);
    link = ask(after, two, 2, NULL);
    assert_int_equal(link->all_count, 0);
    assert_int_equal(link->possible_count, 1);
    assert_int_equal(link->row_count, 2); /* b is no longer in q; of u no source speaks yet */
    assert_string_equal(key_of(graph, link->rows[0].thing), "p");
    assert_int_equal(link->rows[0].held, 1);
    assert_int_equal(link->rows[0].unknown, 1);
    assert_true(link->rows[0].cells[0].unknown);
    assert_false(link->rows[0].cells[1].unknown);
    assert_string_equal(key_of(graph, link->rows[1].thing), "r");
    assert_string_equal(link->rows[1].cells[0].word, "not known");
    assert_string_equal(link->rows[1].cells[1].word, "planned");
    ent_answer *answer = NULL;
    ent_error err = { 0 };
    assert_ok(ent_link_answer(link, &answer, &err), err);
    assert_int_equal(ent_answer_section_count(answer), 2);
    assert_string_equal(ent_answer_section(answer, 0)->heading, "Not known of all");
    assert_string_equal(ent_answer_row(answer, 0)[1].text, "not known after 1999-12-31");
    ent_answer_free(answer);
    ent_link_free(link);
    ent_view_free(before);
    ent_view_free(after);
    ent_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_link__smallest_first_then_those_held_by_some),
        cmocka_unit_test(test_link__answer_says_what_it_shows),
        cmocka_unit_test(test_link__singular_plural_none),
        cmocka_unit_test(test_link__with_two_the_other_must_plan_to),
        cmocka_unit_test(test_link__events_are_left_out_and_counted),
        cmocka_unit_test(test_link__label_filter_does_not_shrink_membership),
        cmocka_unit_test(test_link__counts_the_best_of_several_ties),
        cmocka_unit_test(test_link__does_not_count_what_falls_short),
        cmocka_unit_test(test_link__names_the_sources_of_undated_claims_too),
        cmocka_unit_test(test_link__what_is_not_known_is_told_apart),
        cmocka_unit_test(test_link__wants_two_different_nodes),
        cmocka_unit_test(test_link__agrees_with_looking_at_every_tie),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
