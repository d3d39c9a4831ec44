/* SPDX-License-Identifier: GPL-2.0-or-later */
/* EXPLAIN and PROFILE: the operators in the order in which they work, what they do in words, what they did in numbers;
 * and that to explain a statement is not to run it. */
#include "run.h"

/* operator|details; ... of what EXPLAIN or PROFILE answers, with rows and hits when they are there. */
static void plan_text(ent_session *session, const char *text, ent_i_buffer *out)
{
    ent_query *query = NULL;
    ent_error err = { 0 };
    ent_status status = ent_query_prepare(session, text, SIZE_MAX, &query, &err);
    if (status != ENT_OK)
        fail_msg("%s", err.message);
    ent_i_buffer_reset(out);
    while ((status = ent_query_step(query, &err)) == ENT_OK) {
        ent_i_buffer_printf(out, "%s%s|%s", out->length ? "\n" : "", ent_query_text(query, 0, NULL),
                            ent_query_text(query, 1, NULL));
        if (ent_query_column_count(query) > 3)
            ent_i_buffer_printf(out, "|%lld", (long long)ent_value_integer(ent_query_value(query, 3)));
    }
    if (status != ENT_DONE)
        fail_msg("%s", err.message);
    ent_query_free(query);
}

static void check_plan(ent_session *session, const char *text, const char *expected)
{
    ent_i_buffer out = ENT_I_BUFFER_INIT;
    plan_text(session, text, &out);
    assert_string_equal(ent_i_buffer_string(&out), expected);
    ent_i_buffer_clear(&out);
}

static ent_session *small(void)
{
    ent_session *s = new_session(NULL);
    assert_answer(s,
                  "CREATE (a:P {k: 'a'}), (b:P {k: 'b'}), (c:P {k: 'c'}), (f:F {k: 'f'}), (a)-[:M]->(f), (b)-[:M]->(f),"
                  " (a)-[:R]->(b)",
                  "");
    return s;
}

static void test_explain__operators_stand_in_the_order_they_work(void **state)
{
    (void)state;
    ent_session *s = small();
    check_plan(s, "EXPLAIN RETURN 1 AS one", "Project|1 AS one");
    check_plan(s, "explain MATCH (f:F {k: 'f'})<-[:M]-(p:P)\n  WHERE p.k >\n 'a' RETURN p.k AS k, count(*) AS n "
                  "ORDER BY n DESC, k SKIP 1 LIMIT 2",
               "Match|\n"
               "  NodeLookup|(f:F {k: 'f'})\n"
               "  Expand|(f)<-[:M]-(p:P) where p.k > 'a'\n"
               "Aggregate|p.k AS k, count(*) AS n; for each k\n"
               "Sort|n DESC, k\n"
               "Limit|skip 1, limit 2");
    check_plan(s, "EXPLAIN UNWIND [1, 2] AS x WITH x WHERE x > 1 RETURN DISTINCT x",
               "Unwind|[1, 2]\nProject|x\nFilter|x > 1\nProject|x\nDistinct|");
    check_plan(s, "EXPLAIN MATCH (p:P {k: 'a'}) RETURN p UNION ALL OPTIONAL MATCH p = (:P {k: 'a'})-[*..3]-() RETURN p",
               "UnionAll|\n"
               "  Part|\n"
               "    Match|\n"
               "      NodeLookup|(p:P {k: 'a'})\n"
               "    Project|p\n"
               "  Part|\n"
               "    OptionalMatch|\n"
               "      NodeLookup|(:P {k: 'a'})\n"
               "      ExpandAll|(:P {k: 'a'})-[*1..3]-()\n"
               "    Project|p");
    ent_session_free(s);
}

/* Counting would compare each with each. */
static void test_explain__nodes_joined_by_a_value_are_looked_up(void **state)
{
    (void)state;
    ent_session *s = new_session(NULL);
    assert_answer(s, "UNWIND range(1, 2000) AS i CREATE (:P {v: i % 700})", "");
    check_plan(s, "EXPLAIN MATCH (a:P), (b:P) WHERE a.v = b.v RETURN count(*) AS n",
               "Match|\n"
               "  NodeByLabel|(a:P), 2000 of 2000 nodes\n"
               "  NodeLookup|(b:P) where a.v = b.v\n"
               "Aggregate|count(*) AS n");
    assert_answer(s, "MATCH (a:P), (b:P) WHERE a.v = b.v RETURN count(*) AS n", "5800");
    assert_answer(s, "MATCH (a:P), (b:P) WHERE a.v = b.v RETURN a.v AS v, count(*) AS n ORDER BY n DESC, v LIMIT 2",
                  "1, 9; 2, 9");
    check_plan(s, "EXPLAIN MATCH (a:P), (b:P) RETURN count(*) AS n",
               "CountMatches|MATCH (a:P), (b:P)\nAggregate|count(*) AS n");
    ent_session_free(s);
}

static void test_explain__subqueries_stand_under_what_asks_them(void **state)
{
    (void)state;
    ent_session *s = small();
    check_plan(s, "EXPLAIN MATCH (p:P {k: 'a'}) WHERE NOT (p)-[:M]->() RETURN [(p)-[:R]-(q) WHERE (q)--() | q.k] AS l",
               "Match|\n"
               "  NodeLookup|(p:P {k: 'a'})\n"
               "  Filter|NOT (p)-[:M]->()\n"
               "    Exists|\n"
               "      KnownNode|(p)\n"
               "      Expand|(p)-[:M]->()\n"
               "Project|[(p)-[:R]-(q) WHERE (q)--() | q.k] AS l\n"
               "  Comprehension|\n"
               "    KnownNode|(p)\n"
               "    Expand|(p)-[:R]-(q)\n"
               "    Filter|(q)--()\n"
               "      Exists|\n"
               "        KnownNode|(q)\n"
               "        Expand|(q)--()");
    ent_session_free(s);
}

static void test_explain__nothing_is_run_and_nothing_changes(void **state)
{
    (void)state;
    ent_session *s = small();
    ent_query *query = NULL;
    check_plan(s, "EXPLAIN MATCH (p:P) SET p.x = 1 / 0 WITH p DETACH DELETE p",
               "Match|\n  NodeByLabel|(p:P), 3 of 4 nodes\nSet|SET p.x = 1 / 0\nProject|p\nDelete|DETACH DELETE p");
    check_plan(s, "EXPLAIN MERGE (p:P {k: 'z'}) ON CREATE SET p.y = 1",
               "Merge|MERGE (p:P {k: 'z'}) ON CREATE SET p.y = 1\n  NodeLookup|(p:P {k: 'z'})");
    assert_answer(s, "MATCH (p:P) RETURN count(*), count(p.x)", "3, 0");
    assert_int_equal(ent_query_prepare(s, "EXPLAIN CREATE (n)", SIZE_MAX, &query, NULL), ENT_OK);
    assert_false(ent_query_updates(query));
    ent_query_free(query);
    assert_int_equal(ent_query_prepare(s, "PROFILE CREATE (n)", SIZE_MAX, &query, NULL), ENT_OK);
    assert_true(ent_query_updates(query));
    ent_query_free(query);
    assert_fault(s, "EXPLAIN RETURN nobody", "nobody");
    ent_session_free(s);
}

static void test_explain__profile_runs_and_counts(void **state)
{
    (void)state;
    ent_session *s = small();
    check_plan(s, "PROFILE MATCH (f:F {k: 'f'})<-[:M]-(p:P) WHERE p.k > 'a' RETURN p.k",
               "Match||1\n"
               "  NodeLookup|(f:F {k: 'f'})|1\n"
               "  Expand|(f)<-[:M]-(p:P) where p.k > 'a'|1\n"
               "Project|p.k|1");
    check_plan(s, "PROFILE MATCH (p:P) CREATE (:New {of: p.k}) RETURN count(*)",
               "Match||3\n  NodeByLabel|(p:P), 3 of 4 nodes|3\nCreate|CREATE (:New {of: p.k})|3\nAggregate|count(*)|1");
    assert_answer(s, "MATCH (n:New) RETURN count(*)", "3");
    assert_fault(s, "PROFILE UNWIND [1, 0] AS x CREATE (:Bad) RETURN 1 / x", "Arithmetic");
    assert_answer(s, "MATCH (n:Bad) RETURN count(*)", "0");
    ent_session_free(s);
}

static void test_explain__the_words_are_names_everywhere_else(void **state)
{
    (void)state;
    ent_session *s = new_session(NULL);
    assert_answer(s, "WITH 1 AS explain, 2 AS profile RETURN explain + profile AS explain", "3");
    assert_answer(s, "CREATE (explain:Profile {explain: 1}) RETURN explain.explain", "1");
    assert_fault(s, "EXPLAIN EXPLAIN RETURN 1", "expected");
    assert_fault(s, "EXPLAIN", "expected");
    assert_fault(s, "EXPLAIN BEGIN", "expected");
    assert_fault(s, "CREATE INDEX name FOR (n:P) ON (n.k)", "by itself");
    assert_fault(s, "CREATE CONSTRAINT ON (n:P) ASSERT n.k IS UNIQUE", "constraint");
    assert_answer(s, "CREATE index = (:P) RETURN length(index)", "0");
    ent_session_free(s);
}

static void test_explain__a_query_runs_again(void **state)
{
    (void)state;
    ent_session *s = small();
    ent_query *query = NULL;
    assert_int_equal(ent_query_prepare(s, "PROFILE MATCH (n) RETURN n LIMIT $most", SIZE_MAX, &query, NULL), ENT_OK);
    assert_int_equal(ent_query_column_count(query), 6);
    assert_string_equal(ent_query_column_name(query, 0), "operator");
    assert_string_equal(ent_query_column_name(query, 5), "ms");
    assert_null(ent_query_column_name(query, 6));
    for (int64_t most = 1; most <= 3; most++) {
        int64_t last = 0;
        assert_int_equal(ent_query_bind_integer(query, "most", most, NULL), ENT_OK);
        while (ent_query_step(query, NULL) == ENT_OK)
            last = ent_value_integer(ent_query_value(query, 3));
        assert_int_equal(last, most);
    }
    ent_query_free(query);
    ent_session_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_explain__operators_stand_in_the_order_they_work),
        cmocka_unit_test(test_explain__nodes_joined_by_a_value_are_looked_up),
        cmocka_unit_test(test_explain__subqueries_stand_under_what_asks_them),
        cmocka_unit_test(test_explain__nothing_is_run_and_nothing_changes),
        cmocka_unit_test(test_explain__profile_runs_and_counts),
        cmocka_unit_test(test_explain__the_words_are_names_everywhere_else),
        cmocka_unit_test(test_explain__a_query_runs_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
