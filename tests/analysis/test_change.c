/* SPDX-License-Identifier: GPL-2.0-or-later */
/* diff and timeline. */
#include "support.h"

#include <entente/change.h>

static const char network[] =
    "meta as_of 2014-12-31\nmeta coverage_end 2014-12-31\n"
    "source book-1990 1990\nsource book-1999 1999\nsource book-2014 2014\n"
    "type MET event symmetric\ntype ALLIED_WITH state symmetric\n"
    "node a State\nnode b State\nnode old State 1918/1993\nnode o Forum\nnode p Forum\nnode q Forum\nnode r Forum\n"
    "node s Forum\nnode u Forum\n"
    "tie a MEMBER_OF o 1990/..\n"                    /* the same on both days */
    "tie a MEMBER_OF p 2005-03-01/..\n"              /* added */
    "tie a MEMBER_OF q 1990/2007-06-01\n"            /* ended */
    "tie a MEMBER_OF r 1990/ - - book-1999\n"        /* its end is unknown and the book speaks of 1999 */
    "tie a MEMBER_OF s 2003/2006\n"                  /* came and went */
    "tie b OBSERVER_OF p 1995/2005\n"                /* an observer becomes a member */
    "tie b MEMBER_OF p 2005/..\n"
    "tie b MEMBER_OF o 2010/.. planned\n"            /* newly planned */
    "tie b PARTY_TO q 1991/2008 signed\n"            /* signed, then in force */
    "tie b PARTY_TO q 2008/..\n"
    "tie b MEMBER_OF r 1990/2009\ntie b MEMBER_OF r 2009/.. suspended\n"
    "tie a MEMBER_OF u - - - book-2014\n"            /* undated: never known before the book */
    "tie b MEMBER_OF u - - - book-2014\ntie b MEMBER_OF u 2004/.. - - book-2014\n" /* a dated claim settles it */
    "tie old MEMBER_OF o 1950/..\ntie old MEMBER_OF r 1950/ - - book-1990\n"
    "tie b ALLIED_WITH a 2001/..\n"
    "tie a MET b 2004-05-06\ntie a MET b 1999-01-01\n";

static ent_diff *diff_of(const ent_graph *graph, ent_view *views[2], const char *first, const char *second,
                         const char *asked)
{
    ent_error err = { 0 };
    ent_diff *diff = NULL;
    views[0] = view_at(graph, first);
    views[1] = view_at(graph, second);
    ent_node node = asked ? node_of(graph, asked) : ENT_NONE;
    assert_ok(ent_diff_ask(views[0], views[1], &node, asked ? 1 : 0, &diff, &err), err);
    return diff;
}

static void free_diff(ent_diff *diff, ent_view *views[2])
{
    ent_diff_free(diff);
    ent_view_free(views[0]);
    ent_view_free(views[1]);
}

/* The change of the relation from -> to, or -1 when it is not listed. */
static int change_of(const ent_graph *graph, const ent_diff *diff, const char *from, const char *to)
{
    for (size_t i = 0; i < diff->row_count; i++) {
        ent_tie_view tie;
        ent_tie told = diff->rows[i].after != ENT_NONE ? diff->rows[i].after : diff->rows[i].before;
        ent_graph_tie(graph, told, &tie);
        if (tie.source == node_of(graph, from) && tie.target == node_of(graph, to))
            return (int)diff->rows[i].change;
    }
    return -1;
}

static void test_change__every_relation_is_told_once_and_rightly(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *views[2];
    ent_diff *diff = diff_of(graph, views, "2000", "2014", NULL);
    static const struct {
        const char *from, *to;
        int change;
    } expected[] = {
        { "a", "o", -1 },
        { "a", "p", ENT_CHANGE_ADDED },
        { "a", "q", ENT_CHANGE_ENDED },
        { "a", "r", ENT_CHANGE_NOT_KNOWN },
        { "a", "s", ENT_CHANGE_PASSED },
        { "b", "p", ENT_CHANGE_STATUS },
        { "b", "o", ENT_CHANGE_PLANNED },
        { "b", "q", ENT_CHANGE_STATUS },
        { "b", "r", ENT_CHANGE_STATUS },
        { "a", "u", ENT_CHANGE_NOT_KNOWN },
        { "b", "u", ENT_CHANGE_ADDED },
        { "old", "o", -1 },
        { "b", "a", ENT_CHANGE_ADDED },
        { "a", "b", ENT_CHANGE_EVENT },
    };
    size_t listed = 0, counted = 0;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        int change = change_of(graph, diff, expected[i].from, expected[i].to);
        if (change != expected[i].change)
            fail_msg("%s -> %s: %d, not %d", expected[i].from, expected[i].to, change, expected[i].change);
        listed += expected[i].change >= 0;
    }
    for (size_t i = 0; i < ENT_CHANGE_COUNT; i++)
        counted += diff->counts[i];
    assert_int_equal(diff->row_count, listed);
    assert_int_equal(counted, listed);
    assert_int_equal(diff->unchanged, 1);
    free_diff(diff, views);
    ent_graph_free(graph);
}

/* Missing is not ended: whatever the days, a tie whose end nobody knows never comes out as ended. */
static void test_change__an_unknown_end_is_never_an_end(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    static const char *const days[][2] = { { "1995", "2000" }, { "2000", "2010" }, { "1999", "2014" } };
    for (size_t i = 0; i < 3; i++) {
        ent_view *views[2];
        ent_diff *diff = diff_of(graph, views, days[i][0], days[i][1], "r");
        assert_int_equal(change_of(graph, diff, "a", "r"), ENT_CHANGE_NOT_KNOWN);
        free_diff(diff, views);
    }
    ent_view *views[2];
    ent_diff *diff = diff_of(graph, views, "1995", "1999", "r"); /* as far as the book goes */
    assert_int_equal(change_of(graph, diff, "a", "r"), -1);
    free_diff(diff, views);
    ent_graph_free(graph);
}

/* What ceases to exist takes its ties with it. */
static void test_change__a_tie_ends_with_its_end(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *views[2];
    ent_diff *diff = diff_of(graph, views, "1990", "1995", "old");
    assert_int_equal(change_of(graph, diff, "old", "o"), ENT_CHANGE_ENDED);
    assert_int_equal(change_of(graph, diff, "old", "r"), ENT_CHANGE_ENDED); /* though its own end is unknown */
    free_diff(diff, views);
    ent_graph_free(graph);
}

static void test_change__the_same_day_twice_changes_nothing(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *views[2];
    ent_diff *diff = diff_of(graph, views, "1998", "1998", NULL);
    assert_int_equal(diff->row_count - diff->counts[ENT_CHANGE_NOT_KNOWN], 0);
    free_diff(diff, views);
    ent_error err = { 0 };
    ent_view *later = view_at(graph, "2001"), *earlier = view_at(graph, "2000");
    diff = NULL;
    assert_int_equal(ent_diff_ask(later, earlier, NULL, 0, &diff, &err), ENT_ERR_USAGE);
    assert_null(diff);
    ent_view_free(later);
    ent_view_free(earlier);
    ent_graph_free(graph);
}

static void test_change__the_answer_counts_what_it_lists(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_error err = { 0 };
    ent_view *views[2];
    ent_answer *answer = NULL;
    ent_diff *diff = diff_of(graph, views, "2000", "2014", "a");
    assert_ok(ent_diff_answer(diff, &answer, &err), err);
    assert_string_equal(ent_answer_title(answer), "a, 31 December 2000 to 31 December 2014: 2 added, 1 ended, 1 passed, "
                                                  "2 not known, 1 event");
    assert_string_equal(ent_answer_as_of(answer), "2000-12-31/2014-12-31");
    assert_int_equal(section_rows(answer, "Added"), 2);
    assert_int_equal(section_rows(answer, "Ended"), 1);
    assert_int_equal(section_rows(answer, "Events in between"), 1);
    size_t row = row_of(answer, "to", "r");
    assert_string_equal(text_of(answer, row, "before"), "not known after 1999-12-31");
    assert_string_equal(text_of(answer, row, "change"), "not-known");
    assert_true(has_note(answer, "neither as added nor as ended"));
    ent_answer_free(answer);
    free_diff(diff, views);
    ent_graph_free(graph);
}

static void test_change__beyond_the_coverage_is_said(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_error err = { 0 };
    ent_view *views[2];
    ent_answer *answer = NULL;
    ent_diff *diff = diff_of(graph, views, "2014", "2020", "a");
    assert_ok(ent_diff_answer(diff, &answer, &err), err);
    assert_true(has_note(answer, "The data speak for 31 December 2014"));
    ent_answer_free(answer);
    free_diff(diff, views);
    ent_graph_free(graph);
}

static ent_answer *timeline_of(const ent_graph *graph, ent_view *view, const char *const *keys, size_t count)
{
    ent_error err = { 0 };
    ent_node asked[4];
    ent_timeline *timeline = NULL;
    ent_answer *answer = NULL;
    for (size_t i = 0; i < count; i++)
        asked[i] = node_of(graph, keys[i]);
    assert_ok(ent_timeline_ask(view, asked, count, &timeline, &err), err);
    assert_ok(ent_timeline_answer(timeline, &answer, &err), err);
    ent_timeline_free(timeline);
    return answer;
}

static void test_change__a_timeline_shows_the_three_readings(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *view = view_at(graph, "2004");
    ent_answer *answer = timeline_of(graph, view, (const char *const[]){ "s" }, 1);
    assert_string_equal(text_of(answer, 0, "valid"), "2003/2006");
    assert_string_equal(text_of(answer, 0, "since"), "2003-01-01");
    assert_string_equal(text_of(answer, 0, "until"), "2006-01-01");
    assert_string_equal(text_of(answer, 0, "certain"), "2003-12-31 to 2006-01-01");
    assert_string_equal(text_of(answer, 0, "possible"), "2003-01-01 to 2006-12-31");
    assert_string_equal(text_of(answer, 0, "certain_from"), "2003-12-31");
    assert_string_equal(text_of(answer, 0, "possible_until"), "2006-12-31");
    assert_string_equal(text_of(answer, 0, "standing"), "in force");
    ent_answer_free(answer);
    ent_view_free(view);
    ent_graph_free(graph);
}

static void test_change__a_timeline_is_in_the_order_of_dates_and_holds_every_tie_once(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *view = view_at(graph, "2004");
    ent_answer *answer = timeline_of(graph, view, (const char *const[]){ "a", "b", "a" }, 3);
    assert_int_equal(ent_answer_row_count(answer), 18); /* all but old's */
    assert_int_equal(section_rows(answer, "Events"), 2);
    assert_string_equal(ent_answer_title(answer), "a and b: 16 ties and 2 events in the order of their dates");
    const char *before = "";
    char last[32] = "";
    for (size_t i = 0; i < section_rows(answer, "Forum"); i++) {
        const char *since = text_of(answer, i, "since");
        assert_true(!*since || strcmp(before, since) <= 0);
        snprintf(last, sizeof last, "%s", since);
        before = last;
    }
    assert_string_equal(last, ""); /* the undated ones */
    assert_true(has_note(answer, "2 ties are undated"));
    ent_answer_free(answer);
    ent_view_free(view);
    ent_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_change__every_relation_is_told_once_and_rightly),
        cmocka_unit_test(test_change__an_unknown_end_is_never_an_end),
        cmocka_unit_test(test_change__a_tie_ends_with_its_end),
        cmocka_unit_test(test_change__the_same_day_twice_changes_nothing),
        cmocka_unit_test(test_change__the_answer_counts_what_it_lists),
        cmocka_unit_test(test_change__beyond_the_coverage_is_said),
        cmocka_unit_test(test_change__a_timeline_shows_the_three_readings),
        cmocka_unit_test(test_change__a_timeline_is_in_the_order_of_dates_and_holds_every_tie_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
