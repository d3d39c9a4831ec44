/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the conformance kit does not ask: shortest paths, reduce, map projection, regular expressions, transactions,
 * atomicity in the middle, limits, parameters, reuse of a query. */
#include "run.h"

#define TEST(name) TEST_IN(in_empty_session, name)

/* A square a-b-c-d-a with a diagonal a-c, and e apart. */
static void make_square(ent_session *s)
{
    assert_answer(s,
                  "CREATE (a:N {k: 'a'}), (b:N {k: 'b'}), (c:N {k: 'c'}), (d:N {k: 'd'}), (:N {k: 'e'}),"
                  " (a)-[:R {w: 1}]->(b), (b)-[:R {w: 2}]->(c), (c)-[:R {w: 3}]->(d), (d)-[:R {w: 4}]->(a),"
                  " (a)-[:S]->(c)",
                  "");
}

TEST(test_exec__shortest_paths_follow_types_and_directions)
{
    make_square(s);
    assert_answer(s, "MATCH p = shortestPath((a {k: 'a'})-[:R*]->(d {k: 'd'})) RETURN [n IN nodes(p) | n.k]",
                  "['a', 'b', 'c', 'd']");
    assert_answer(s, "MATCH p = shortestPath((a {k: 'a'})-[*]-(d {k: 'd'})) RETURN length(p)", "1");
    assert_answer(s, "MATCH p = shortestPath((d {k: 'd'})<-[*]-(a {k: 'a'})) RETURN [n IN nodes(p) | n.k]",
                  "['d', 'c', 'a']");
    assert_answer(s,
                  "MATCH p = allShortestPaths((b {k: 'b'})-[:R*]-(d {k: 'd'})) WITH [n IN nodes(p) | n.k] AS ks "
                  "RETURN ks ORDER BY ks",
                  "['b', 'a', 'd']; ['b', 'c', 'd']");
    assert_answer(s, "MATCH p = shortestPath((a {k: 'a'})-[*]-(e {k: 'e'})) RETURN p", "");
    assert_answer(s, "MATCH p = shortestPath((a {k: 'a'})-[:R*..2]->(d {k: 'd'})) RETURN p", "");
    assert_answer(s, "MATCH (a {k: 'a'}), (c {k: 'c'}) RETURN length(shortestPath((a)-[:R*]->(c)))", "2");
    assert_answer(s, "MATCH (a {k: 'a'}) RETURN length(shortestPath((a)-[*0..]-(a)))", "0");
    assert_fault(s, "MATCH p = shortestPath((a {k: 'a'})-[*2..]-(b {k: 'b'})) RETURN p",
                 "the least length of a shortest path");
    /* Before anything runs, whether or not there is a pair to look between. */
    assert_fault(s, "MATCH p = shortestPath((a:Nobody)-[*2]-(b)) RETURN p", "the least length of a shortest path");
    assert_fault(s, "MATCH (a), (b) RETURN CASE WHEN false THEN allShortestPaths((a)-[:R*3..5]->(b)) END",
                 "the least length of a shortest path");
}

/* Slow oracle: the number of ways without a repeated relationship, counted by joining pairs. */
TEST(test_exec__variable_length_equals_joins)
{
    make_square(s);
    assert_answer(s,
                  "MATCH (a)-[r1]-(b)-[r2]-(c)-[r3]-(d) WITH count(*) AS joined "
                  "MATCH (a)-[r*3]-(d) WITH joined, count(*) AS walked RETURN joined = walked, joined > 0",
                  "true, true");
    assert_answer(s, "MATCH (a {k: 'a'})-[:R*4]->(b) RETURN b.k", "'a'");
    assert_answer(s, "MATCH (a {k: 'a'})-[r:R* {w: 1}]->(b) RETURN size(r), b.k", "1, 'b'");
    assert_answer(s, "MATCH (b {k: 'c'})<-[r:R*2]-(a) RETURN [x IN r | x.w], a.k", "[2, 1], 'a'");
}

TEST(test_exec__predicates_have_the_time_of_their_pattern)
{
    assert_answer(s,
                  "CREATE (a:N {k: 1, valid: '1990/..'}), (b:N {k: 2}), (o:O {k: 3}),"
                  " (a)-[:R {valid: '2001/2005'}]->(o), (b)-[:R {valid: '2010/..'}]->(o)",
                  "");
    assert_answer(s, "MATCH (n:N) WHERE (n)-[:R]->(:O) RETURN n.k", "1; 2");
    assert_answer(s, "MATCH (n:N) AS OF '2003' WHERE (n)-[:R]->(:O) RETURN n.k", "1");
    assert_answer(s, "MATCH (n:N) AS OF '2003' WHERE NOT (n)-[:R]->(:O) RETURN n.k", "2");
    assert_answer(s, "MATCH (n:N) AS OF '1980' WHERE (:O)<-[:R]-(n) OR n.k = 2 RETURN n.k", "2");
    assert_answer(s, "MATCH (n:N), (o:O) AS OF '2003' WHERE (n)-[:R]->(o) RETURN count(*)", "1");
    assert_answer(s, "MATCH (n:N), (o:O) AS OF '2003' WHERE NOT (n)-[:R]->(o) RETURN count(*)", "1");
    assert_answer(s, "MATCH (n:N), (o:O) AS OF '2003' WHERE (n)-[:R]->(o) WITH * RETURN count(*)", "1");
    assert_answer(s, "MATCH (n:N) BETWEEN '2009' AND '2012' WHERE (n)--() RETURN count(n)", "1");
    assert_answer(s, "UNWIND ['2003', '2012', '2007'] AS d MATCH (n:N) AS OF d WHERE (n)--() RETURN d, n.k",
                  "'2003', 1; '2012', 2");
    assert_answer(s, "MATCH (o:O) RETURN [(o)--(n) AS OF '2003' WHERE (n)-->() | n.k]", "[1]");
    assert_answer(s, "MATCH (n:N) WHERE EXISTS { (n) AS OF '2003' WHERE (n)-->() } RETURN n.k", "1");
    /* A WHERE of its own counts, not the one around it. */
    assert_answer(s, "MATCH (n:N) AS OF '2003' WHERE EXISTS { MATCH (n) WHERE (n)-->() RETURN n } RETURN n.k",
                  "1; 2");
    assert_answer(s, "MATCH (n:N) AS OF '2003' WITH n WHERE (n)-->() RETURN n.k", "1; 2");
    assert_answer(s, "MATCH (n:N), (o:O) AS OF '2003' WHERE shortestPath((n)-[*]-(o)) IS NULL RETURN n.k", "2");
}

TEST(test_exec__procedures_say_which_words_are_used)
{
    assert_answer(s, "CALL db.labels()", "");
    assert_answer(s, "CALL db.propertyKeys()", "");
    make_square(s);
    assert_answer(s, "CREATE (:Gone:N {gone: 1})-[:GONE]->(:M:L {`a key`: 1, k: null})", "");
    assert_answer(s, "CALL db.labels()", "'Gone'; 'L'; 'M'; 'N'");
    assert_answer(s, "MATCH (x:Gone) DETACH DELETE x", "");
    assert_answer(s, "CALL db.labels() YIELD label", "'L'; 'M'; 'N'");
    assert_answer(s, "CALL db.relationshipTypes", "'R'; 'S'");
    assert_answer(s, "CALL db.propertyKeys()", "'a key'; 'k'; 'w'");
    assert_answer(s,
                  "CALL db.labels() YIELD label AS l WHERE l > 'L' "
                  "CALL db.relationshipTypes() YIELD relationshipType AS t RETURN l, t ORDER BY t, l",
                  "'M', 'R'; 'N', 'R'; 'M', 'S'; 'N', 'S'");
    assert_answer(s, "CREATE (:New) WITH 1 AS one CALL db.labels() YIELD label RETURN count(label)", "4");
    assert_fault(s, "CALL db.labels('x')", "wants 0 arguments");
    assert_fault(s, "CALL db.Labels()", "db.Labels");
}

static ent_status give_own(ent_procedure_call *call, void *context, ent_error *err)
{
    (void)context;
    return ent_procedure_emit(call, (const char *const[]){ "\"own\"" }, 1, err);
}

TEST(test_exec__a_registered_procedure_stands_in_front)
{
    assert_int_equal(ent_session_register(s, "db.labels() :: (label :: STRING)", give_own, NULL, NULL), ENT_OK);
    assert_answer(s, "CALL db.labels()", "'own'");
}

TEST(test_exec__patterns_nest_in_expressions)
{
    make_square(s);
    assert_answer(s, "MATCH (n) WHERE NOT (n)--() RETURN n.k", "'e'");
    assert_answer(s, "MATCH (n {k: 'a'}) RETURN [(n)-[:R]-(m) WHERE m.k > 'b' | m.k]", "['d']");
    assert_answer(s,
                  "MATCH (n) WHERE EXISTS { MATCH (n)-->(m) WHERE EXISTS { MATCH (m)-->(x) WHERE x.k = 'd' } } "
                  "RETURN n.k ORDER BY n.k",
                  "'a'; 'b'");
    assert_answer(s, "MATCH (n {k: 'a'}) RETURN size([(n)-[*1..2]-(m) | m]) > 4", "true");
}

TEST(test_exec__reduce_and_map_projection)
{
    make_square(s);
    assert_answer(s, "RETURN reduce(t = 0, x IN [1, 2, 3] | t + x), reduce(t = 'a', x IN [] | t + x)", "6, 'a'");
    assert_answer(s, "RETURN reduce(t = 0, x IN null | t + x)", "null");
    assert_answer(s, "MATCH (n {k: 'a'}) WITH n, 1 AS one RETURN n {.k, .none, two: 2, one}",
                  "{k: 'a', none: null, two: 2, one: 1}");
    assert_answer(s, "MATCH (n {k: 'a'}) RETURN n {.*, k: 'z'}", "{k: 'z'}");
}

TEST(test_exec__regular_expressions_match_whole_texts)
{
    assert_answer(s, "RETURN 'abc' =~ 'b', 'abc' =~ '.*b.*', 'ABC' =~ '(?i)abc', 'x1' =~ '[a-z]\\\\d'",
                  "false, true, true, true");
    assert_answer(s, "RETURN 'aaa' =~ 'a{2,3}', 'a' =~ 'a{2,3}', 'aaaa' =~ 'a{2,3}', 'aaaa' =~ 'a{2,}', '' =~ 'a{0}'",
                  "true, false, false, true, true");
    assert_answer(s, "RETURN 'ac' =~ '(a|b)(c|d)', 'acd' =~ '(a|b)(c|d)', 'abab' =~ '(ab)*', 'aba' =~ '(ab)*'",
                  "true, false, true, false");
    assert_answer(s, "RETURN 'é' =~ '.', '-' =~ '[^a-z]', 'b' =~ '[^a-z]', 'a.b' =~ 'a\\\\.b', 'axb' =~ 'a\\\\.b'",
                  "true, true, false, true, false");
    assert_answer(s, "RETURN 'ab' =~ '(a?)(b|c|)d?', '' =~ '(a*)*', 'b' =~ '(a*)+b', null =~ 'a', 1 =~ 'a'",
                  "true, true, true, null, null");
    /* A backtracking matcher would never come back. */
    assert_answer(s, "RETURN 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' =~ '(a+)+'", "false");
    assert_fault(s, "RETURN 'a' =~ '('", "a group has no )");
    assert_fault(s, "RETURN 'a' =~ '[a'", "a class has no ]");
    assert_fault(s, "RETURN 'a' =~ '((a{1000}){1000})'", "too large");
    assert_fault(s, "RETURN 'a' =~ '(?>a)'", "supported");
}

TEST(test_exec__a_failing_statement_leaves_nothing)
{
    make_square(s);
    assert_fault(s, "MATCH (n) SET n.k = n.k + '!', n:X CREATE (:New) WITH n MATCH (m) RETURN toInteger([m.k])",
                 "TypeError");
    assert_fault(s, "MATCH (n)-[r]->() DELETE r WITH n DELETE n CREATE (m) RETURN 1 / 0", "DivisionByZero");
    assert_fault(s, "MATCH (a {k: 'a'}) DELETE a", "DeleteConnectedNode");
    assert_answer(s, "MATCH (n) RETURN count(n), min(n.k), max(size(labels(n)))", "5, 'a', 1");
    assert_answer(s, "MATCH ()-[r]->() RETURN count(r), sum(r.w)", "5, 10");
}

TEST(test_exec__transactions_roll_back_and_commit)
{
    assert_answer(s, "BEGIN", "");
    assert_answer(s, "CREATE (:A {x: 1})-[:R]->(:B)", "");
    assert_fault(s, "CREATE (:C) RETURN 1 / 0", "DivisionByZero");
    assert_answer(s, "MATCH (n) RETURN count(n)", "2");
    assert_answer(s, "ROLLBACK", "");
    assert_answer(s, "MATCH (n) RETURN count(n)", "0");
    assert_answer(s, "BEGIN", "");
    assert_answer(s, "CREATE (:A)", "");
    assert_fault(s, "BEGIN", "begun already");
    assert_answer(s, "COMMIT", "");
    assert_fault(s, "ROLLBACK", "no transaction");
    assert_answer(s, "MATCH (n) RETURN labels(n)", "['A']");
}

TEST(test_exec__transactions_from_c)
{
    ent_error err = { 0 };
    assert_false(ent_session_in_transaction(s));
    assert_int_equal(ent_session_commit(s, &err), ENT_ERR_USAGE);
    assert_int_equal(ent_session_begin(s, NULL), ENT_OK);
    assert_true(ent_session_in_transaction(s));
    assert_int_equal(ent_session_begin(s, NULL), ENT_ERR_USAGE);
    assert_answer(s, "CREATE (:A)", "");
    assert_int_equal(ent_session_rollback(s, NULL), ENT_OK);
    assert_false(ent_session_in_transaction(s));
    assert_answer(s, "BEGIN", "");
    assert_answer(s, "CREATE (:B)", "");
    assert_int_equal(ent_session_commit(s, NULL), ENT_OK);
    assert_answer(s, "MATCH (n) RETURN labels(n)", "['B']");
}

TEST(test_exec__numbers_are_never_used_again)
{
    assert_answer(s, "CREATE (n) RETURN id(n)", "0");
    assert_fault(s, "CREATE (n) RETURN 1 / (id(n) - 1)", "DivisionByZero");
    assert_answer(s, "MATCH (n) DELETE n", "");
    assert_answer(s, "CREATE (n) RETURN id(n)", "2");
}

static ent_query *prepare(ent_session *s, const char *text)
{
    ent_query *query = NULL;
    ent_error err = { 0 };
    if (ent_query_prepare(s, text, SIZE_MAX, &query, &err) != ENT_OK)
        fail_msg("%s", err.message);
    return query;
}

static void assert_gathers(ent_session *s, ent_query *query, const char *expected)
{
    ent_i_buffer out = ENT_I_BUFFER_INIT;
    gather(s, query, &out);
    assert_string_equal(ent_i_buffer_string(&out), expected);
    ent_i_buffer_clear(&out);
}

TEST(test_exec__parameters_and_reset)
{
    ent_query *query = prepare(s, "UNWIND $list AS x RETURN x, $y");
    assert_gathers(s, query, "ParameterMissing/MissingParameter: parameter $list has no value\n"
                             "  UNWIND $list AS x RETURN x, $y\n         ^^^^^");
    assert_int_equal(ent_query_bind_json(query, "list", "[1, 2.0, {\"a\": [null, \"\\u00e9\"]}]", NULL), ENT_OK);
    assert_int_equal(ent_query_bind_boolean(query, "y", true, NULL), ENT_OK);
    assert_gathers(s, query, "1, true; 2f, true; {a: [null, 'é']}, true");
    ent_query_reset(query);
    assert_int_equal(ent_query_bind_string(query, "y", "\xff", 1, NULL), ENT_ERR_UTF8);
    assert_int_equal(ent_query_bind_null(query, "y", NULL), ENT_OK);
    assert_int_equal(ent_query_bind_json(query, "list", "[1,]", NULL), ENT_ERR_SYNTAX);
    assert_int_equal(ent_query_bind_json(query, "list", "[]", NULL), ENT_OK);
    assert_gathers(s, query, "");
    ent_query_free(query);
}

static bool stop(void *context)
{
    return ++*(int *)context > 3;
}

TEST(test_exec__limits_end_a_run_and_undo_it)
{
    static const char *const endless = "UNWIND range(1, 10000000) AS x UNWIND range(1, 1000) AS y CREATE (:X)";
    ent_query *query = prepare(s, endless);
    int asked = 0;
    ent_query_limits limits = { .milliseconds = 50 };
    ent_query_set_limits(query, &limits);
    assert_int_equal(ent_query_step(query, NULL), ENT_ERR_LIMIT);
    ent_query_reset(query);
    limits = (ent_query_limits){ .bytes = 1000000 };
    ent_query_set_limits(query, &limits);
    assert_int_equal(ent_query_step(query, NULL), ENT_ERR_LIMIT);
    ent_query_reset(query);
    limits = (ent_query_limits){ .interrupted = stop, .context = &asked };
    ent_query_set_limits(query, &limits);
    assert_int_equal(ent_query_step(query, NULL), ENT_ERR_LIMIT);
    assert_true(asked > 3);
    ent_query_free(query);
    assert_answer(s, "MATCH (n) RETURN count(n)", "0");
    query = prepare(s, "RETURN size(reduce(t = 'a', x IN range(1, 60) | t + t))");
    limits = (ent_query_limits){ .bytes = 1000000 };
    ent_query_set_limits(query, &limits);
    assert_int_equal(ent_query_step(query, NULL), ENT_ERR_LIMIT);
    ent_query_free(query);
    query = prepare(s, "RETURN size(reduce(t = [1], x IN range(1, 60) | t + t))");
    ent_query_set_limits(query, &limits);
    assert_int_equal(ent_query_step(query, NULL), ENT_ERR_LIMIT);
    ent_query_free(query);
    query = prepare(s, "UNWIND [1, 2, 3] AS x RETURN x");
    limits = (ent_query_limits){ .rows = 2 };
    ent_query_set_limits(query, &limits);
    assert_int_equal(ent_query_step(query, NULL), ENT_OK);
    assert_int_equal(ent_query_step(query, NULL), ENT_OK);
    assert_int_equal(ent_query_step(query, NULL), ENT_ERR_LIMIT);
    ent_query_free(query);
}

/* All ways through a complete graph of 24 nodes: nobody lives to see the end of it. */
TEST(test_exec__long_expansions_are_interrupted)
{
    assert_answer(s, "UNWIND range(1, 24) AS i CREATE (:K {i: i})", "");
    assert_answer(s, "MATCH (a:K), (b:K) WHERE a.i < b.i CREATE (a)-[:R]->(b)", "");
    ent_query *query = prepare(s, "MATCH (a {i: 1})-[*]-(b {i: 24}) RETURN count(*)");
    ent_query_limits limits = { .milliseconds = 50 };
    ent_query_set_limits(query, &limits);
    assert_int_equal(ent_query_step(query, NULL), ENT_ERR_LIMIT);
    ent_query_free(query);
}

TEST(test_exec__changes_are_differences)
{
    ent_query_changes changes;
    make_square(s);
    ent_query *query = prepare(s, "MATCH (n {k: 'a'}) SET n.k = 'a', n.x = 1, n:N:M REMOVE n.none CREATE (t) DELETE t");
    assert_gathers(s, query, "");
    ent_query_get_changes(query, &changes);
    assert_int_equal(changes.nodes_created + changes.nodes_deleted + changes.properties_removed, 0);
    assert_int_equal(changes.properties_set, 1);
    assert_int_equal(changes.labels_added, 1);
    ent_query_free(query);
    query = prepare(s, "MATCH (n) DETACH DELETE n");
    assert_gathers(s, query, "");
    ent_query_get_changes(query, &changes);
    assert_int_equal(changes.nodes_deleted, 5);
    assert_int_equal(changes.relationships_deleted, 5);
    assert_int_equal(changes.labels_removed, 2);
    assert_int_equal(changes.properties_removed, 10);
    ent_query_free(query);
}

TEST(test_exec__functions_the_kit_does_not_ask)
{
    assert_answer(s,
                  "RETURN toUpper('aé'), toLower('ÀB'), trim('  a '), replace('aXbX', 'X', '-'), left('héllo', 2)",
                  "'AÉ', 'àb', 'a', 'a-b-', 'hé'");
    assert_answer(s, "RETURN right('héllo', 3), substring('héllo', 1, 2), split('a,b,', ','), split('abc', '')",
                  "'llo', 'él', ['a', 'b', ''], ['a', 'b', 'c']");
    assert_answer(s, "RETURN round(2.5), round(-2.5), round(1.234, 2), round(1.25, 1, 'HALF_EVEN'), sign(-3)",
                  "3f, -2f, 1.23f, 1.2f, -1");
    assert_answer(s, "RETURN isEmpty(''), isEmpty([1]), last([1, 2]), toIntegerOrNull([]), isNaN(0.0 / 0.0)",
                  "true, false, 2, null, true");
    assert_answer(s, "UNWIND [2, 4, 4, 4, 5, 5, 7, 9] AS x RETURN stDevP(x), percentileCont(x, 0.5)", "2f, 4.5f");
    assert_answer(s, "RETURN size(randomUUID()), toInteger(' 42 '), toFloat('.5'), toInteger('1e3')",
                  "36, 42, 0.5f, 1000");
    assert_fault(s, "RETURN 9223372036854775807 + 1", "ArithmeticError/NumberOutOfRange");
    assert_fault(s, "RETURN range(0, 9223372036854775807)", "ENT_ERR_LIMIT");
}

/* The same question by looking up and by scanning ("+ 0" cannot be looked up), after every kind of change. */
static void assert_lookup_is_scan(ent_session *s)
{
    assert_answer(s,
                  "UNWIND range(0, 12) AS v OPTIONAL MATCH (n:L {v: v}) WITH v, count(n) AS found "
                  "OPTIONAL MATCH (m:L) WHERE m.v + 0 = v WITH v, found, count(m) AS scanned "
                  "RETURN count(CASE WHEN found <> scanned THEN 1 END), sum(found) = sum(scanned)",
                  "0, true");
    assert_answer(s,
                  "UNWIND range(0, 12) AS v OPTIONAL MATCH (n:L) WHERE v = n.v WITH v, count(n) AS found "
                  "OPTIONAL MATCH (m:L) WHERE m.v + 0 = v WITH v, found, count(m) AS scanned "
                  "RETURN count(CASE WHEN found <> scanned THEN 1 END)",
                  "0");
}

TEST(test_exec__looking_up_finds_what_scanning_finds)
{
    assert_answer(s, "UNWIND range(1, 100) AS i CREATE (:L {v: i % 10, i: i})", "");
    assert_lookup_is_scan(s);
    assert_answer(s, "MATCH (n:L) WHERE n.i % 3 = 0 SET n.v = 11.0", "");
    assert_lookup_is_scan(s);
    assert_answer(s, "MATCH (n:L) WHERE n.i % 6 = 0 SET n.v = n.i % 10", "");
    assert_lookup_is_scan(s);
    assert_answer(s, "MATCH (n:L) WHERE n.i % 7 = 0 REMOVE n.v", "");
    assert_answer(s, "MATCH (n:L) WHERE n.i % 11 = 0 DELETE n", "");
    assert_lookup_is_scan(s);
    assert_fault(s, "MATCH (n:L) SET n.v = 12 CREATE (:L {v: 12}) RETURN 1 / 0", "DivisionByZero");
    assert_lookup_is_scan(s);
    assert_answer(s, "UNWIND range(1, 50) AS i MERGE (n:L {v: i % 13}) ON MATCH SET n.hit = true", "");
    assert_lookup_is_scan(s);
    assert_answer(s, "MATCH (n:L {v: 12}) RETURN count(n)", "1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exec__shortest_paths_follow_types_and_directions),
        cmocka_unit_test(test_exec__variable_length_equals_joins),
        cmocka_unit_test(test_exec__predicates_have_the_time_of_their_pattern),
        cmocka_unit_test(test_exec__procedures_say_which_words_are_used),
        cmocka_unit_test(test_exec__a_registered_procedure_stands_in_front),
        cmocka_unit_test(test_exec__patterns_nest_in_expressions),
        cmocka_unit_test(test_exec__reduce_and_map_projection),
        cmocka_unit_test(test_exec__regular_expressions_match_whole_texts),
        cmocka_unit_test(test_exec__a_failing_statement_leaves_nothing),
        cmocka_unit_test(test_exec__transactions_roll_back_and_commit),
        cmocka_unit_test(test_exec__transactions_from_c),
        cmocka_unit_test(test_exec__numbers_are_never_used_again),
        cmocka_unit_test(test_exec__parameters_and_reset),
        cmocka_unit_test(test_exec__limits_end_a_run_and_undo_it),
        cmocka_unit_test(test_exec__long_expansions_are_interrupted),
        cmocka_unit_test(test_exec__changes_are_differences),
        cmocka_unit_test(test_exec__looking_up_finds_what_scanning_finds),
        cmocka_unit_test(test_exec__functions_the_kit_does_not_ask),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
