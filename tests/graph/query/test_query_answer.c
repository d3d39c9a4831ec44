/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <entente.h>

typedef struct fixture {
    ent_graph *graph;
    ent_session *session;
    ent_query *query;
    ent_answer *answer;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    *state = f;
    return !f || ent_graph_bundled(&f->graph, NULL) < 0 || ent_session_new(f->graph, &f->session, NULL) < 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    ent_answer_free(f->answer);
    ent_query_free(f->query);
    ent_session_free(f->session);
    ent_graph_free(f->graph);
    free(f);
    return 0;
}

static void prepare(fixture *f, const char *text)
{
    ent_error err = { 0 };
    ent_query_free(f->query);
    f->query = NULL;
    if (ent_query_prepare(f->session, text, SIZE_MAX, &f->query, &err) != ENT_OK)
        fail_msg("%s", err.message);
}

static const ent_answer *ask(fixture *f, const char *text, size_t limit)
{
    ent_error err = { 0 };
    prepare(f, text);
    ent_answer_free(f->answer);
    f->answer = NULL;
    if (ent_query_answer(f->query, text, limit, &f->answer, &err) != ENT_OK)
        fail_msg("%s", err.message);
    return f->answer;
}

static void test_query_answer__a_column_is_of_the_kind_of_its_values(void **state)
{
    static const struct {
        const char *values;
        ent_cell_kind kind;
    } columns[] = {
        { "[1, 2]", ENT_CELL_INTEGER },       { "[1, null]", ENT_CELL_INTEGER }, { "[null, 0.5]", ENT_CELL_NUMBER },
        { "[1, 0.5]", ENT_CELL_TEXT },        { "[true, 1]", ENT_CELL_TEXT },    { "['a', 1]", ENT_CELL_TEXT },
        { "[null]", ENT_CELL_TEXT },          { "[false]", ENT_CELL_BOOLEAN },   { "[[1], []]", ENT_CELL_LIST },
        { "[[1], 2]", ENT_CELL_TEXT },        { "[{a: 1}]", ENT_CELL_TEXT },     { "[date('2001-02-03')]", ENT_CELL_TEXT },
        { "[1.0 / 0.0, 1.5]", ENT_CELL_TEXT }, { "[0.0 / 0.0]", ENT_CELL_NUMBER },
    };
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        char text[200];
        snprintf(text, sizeof text, "UNWIND %s AS x RETURN x", columns[i].values);
        const ent_answer *answer = ask(*state, text, 0);
        if (ent_answer_column(answer, 0)->kind != columns[i].kind)
            fail_msg("%s: kind %d", text, (int)ent_answer_column(answer, 0)->kind);
    }
}

static void test_query_answer__nodes_have_key_and_name(void **state)
{
    const ent_answer *answer = ask(*state, "MATCH (n {key: 'sco'}) RETURN n, [n, [n]] AS list", 0);
    const ent_cell *row = ent_answer_row(answer, 0);
    assert_int_equal(row[0].kind, ENT_CELL_NODE);
    assert_string_equal(row[0].key, "sco");
    assert_string_equal(row[0].text, "SCO");
    assert_int_equal(row[1].count, 2);
    assert_string_equal(row[1].items[0].key, "sco");
    assert_string_equal(row[1].items[1].text, "[(:Forum {key: 'sco'})]");
    assert_string_equal(ent_answer_data(answer), "India, Russia, China and their forums");
    assert_null(ent_answer_as_of(answer));
}

static void test_query_answer__what_has_no_key_is_text(void **state)
{
    static const char *const texts[][2] = {
        { "CREATE (a) RETURN a", "()" },
        { "CREATE (a {x: 1}) RETURN a", "({x: 1})" },
        { "CREATE (a:`A b`:C {x: 'it\\'s', `y z`: [1.0]}) RETURN a", "(:`A b`:C {x: 'it\\'s', `y z`: [1.0]})" },
        { "CREATE (:A)-[r:R {x: 1}]->(:B) RETURN r", "[:R {x: 1}]" },
        { "CREATE p = (:A)-[:R {x: 1}]->(:B)<-[:S {valid: '2001'}]-({y: 2}) RETURN p",
          "(:A)-[:R]->(:B)<-[:S {valid: '2001'}]-({y: 2})" },
        { "RETURN {a: null, b: [date('2001-02-03'), 'x']}", "{a: null, b: ['2001-02-03', 'x']}" },
        { "RETURN duration('P1D')", "P1D" },
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const ent_cell *row = ent_answer_row(ask(*state, texts[i][0], 0), 0);
        assert_int_equal(row[0].kind, ENT_CELL_TEXT);
        assert_string_equal(row[0].text, texts[i][1]);
    }
}

static void test_query_answer__a_limit_says_that_there_is_more(void **state)
{
    const ent_answer *answer = ask(*state, "UNWIND range(1, 5) AS n RETURN n", 4);
    assert_int_equal(ent_answer_row_count(answer), 4);
    assert_string_equal(ent_answer_title(answer), "The first 4 rows");
    assert_int_equal(ent_answer_note_count(answer), 1);
    answer = ask(*state, "UNWIND range(1, 5) AS n RETURN n", 5);
    assert_int_equal(ent_answer_row_count(answer), 5);
    assert_string_equal(ent_answer_title(answer), "5 rows");
    assert_int_equal(ent_answer_note_count(answer), 0);
}

static void test_query_answer__a_nul_is_replaced_and_said(void **state)
{
    const ent_answer *answer = ask(*state, "RETURN '\\u0000a\\u0000' AS x", 0);
    assert_string_equal(ent_answer_row(answer, 0)[0].text, "\xEF\xBF\xBD" "a\xEF\xBF\xBD");
    assert_int_equal(ent_answer_note_count(answer), 1);
}

/* The query begins anew, whatever was stepped before; and it can be asked again. */
static void test_query_answer__begins_anew(void **state)
{
    fixture *f = *state;
    prepare(f, "UNWIND [1, 2] AS n RETURN n");
    assert_int_equal(ent_query_step(f->query, NULL), ENT_OK);
    for (int i = 0; i < 2; i++) {
        ent_answer_free(f->answer);
        assert_int_equal(ent_query_answer(f->query, NULL, 0, &f->answer, NULL), ENT_OK);
        assert_int_equal(ent_answer_row_count(f->answer), 2);
    }
}

static void test_query_answer__an_error_leaves_the_answer_alone(void **state)
{
    fixture *f = *state;
    ent_answer *untouched = NULL;
    ent_error err = { 0 };
    prepare(f, "UNWIND [1, 0] AS n RETURN 1 / n");
    assert_true(ent_query_answer(f->query, NULL, 0, &untouched, &err) < 0);
    assert_null(untouched);
    assert_int_not_equal(err.message[0], 0);
}

static void test_query_answer__a_statement_that_writes_keeps_its_counts(void **state)
{
    fixture *f = *state;
    ent_query_changes changes;
    ask(f, "UNWIND [1, 2, 3] AS n CREATE (x:X {n: n}) RETURN x", 2);
    ent_query_get_changes(f->query, &changes);
    assert_int_equal(changes.nodes_created, 3);
    assert_int_equal(ent_answer_row(ask(f, "MATCH (x:X) RETURN count(x)", 0), 0)[0].integer, 3);
}

static void test_query_answer__says_whether_it_updates(void **state)
{
    static const char *const reads[] = { "RETURN 1", "MATCH (n) RETURN n UNION MATCH (n) RETURN n",
                                         "MATCH (n) WHERE EXISTS { MATCH (n)--() } RETURN n" };
    static const char *const writes[] = { "CREATE ()", "BEGIN", "COMMIT", "ROLLBACK", "MERGE (n) RETURN n", "MATCH (n) SET n.x = 1 RETURN n",
                                          "MATCH (n) REMOVE n:X", "MATCH (n) DELETE n",
                                          "RETURN 1 AS x UNION CREATE (n) RETURN 1 AS x" };
    for (size_t i = 0; i < sizeof reads / sizeof reads[0]; i++) {
        prepare(*state, reads[i]);
        assert_false(ent_query_updates(((fixture *)*state)->query));
    }
    for (size_t i = 0; i < sizeof writes / sizeof writes[0]; i++) {
        prepare(*state, writes[i]);
        assert_true(ent_query_updates(((fixture *)*state)->query));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_query_answer__##name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_column_is_of_the_kind_of_its_values),
        TEST(nodes_have_key_and_name),
        TEST(what_has_no_key_is_text),
        TEST(a_limit_says_that_there_is_more),
        TEST(a_nul_is_replaced_and_said),
        TEST(begins_anew),
        TEST(an_error_leaves_the_answer_alone),
        TEST(a_statement_that_writes_keeps_its_counts),
        TEST(says_whether_it_updates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
