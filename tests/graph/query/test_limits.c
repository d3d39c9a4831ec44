/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statements that would give a million million rows, or hold as much: each stops at the limit that is set, says which,
 * and leaves nothing behind. */
#include <time.h>

#include "graph/query/session/session.h"
#include "run.h"

static const char *const huge_rows = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN a, b";

static ent_query *prepare(ent_session *session, const char *text)
{
    ent_query *query = NULL;
    ent_error err = { 0 };
    if (ent_query_prepare(session, text, SIZE_MAX, &query, &err) != ENT_OK)
        fail_msg("%s: %s", text, err.message);
    return query;
}

/* Run to the end; the message of how it ended. */
static ent_status run_out(ent_session *session, const char *text, ent_query_limits limits, char message[256])
{
    ent_query *query = prepare(session, text);
    ent_error err = { 0 };
    ent_status status;
    ent_query_set_limits(query, &limits);
    while ((status = ent_query_step(query, &err)) == ENT_OK) {
    }
    snprintf(message, 256, "%.255s", err.message);
    ent_query_free(query);
    return status;
}

static ent_session *square(void)
{
    ent_session *session = new_session(NULL);
    assert_answer(session, "UNWIND range(1, 30) AS i CREATE (:N {i: i})", "");
    assert_answer(session, "MATCH (a:N), (b:N) WHERE a.i < b.i CREATE (a)-[:R]->(b)", "");
    return session;
}

/* Each holds more and more, in another place each. */
static const char *const hungry[] = {
    "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN collect(a)",
    "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN collect('text ' + a)",
    "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN percentileDisc(a, 0.5)",
    "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN DISTINCT a, b SKIP 100000000",
    "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(DISTINCT [a, b])",
    "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN a, b, count(*) SKIP 100000000",
    "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN a, b ORDER BY b LIMIT 1",
    "UNWIND range(1, 1000000000) AS a WITH a SKIP 0 RETURN a UNION RETURN 1 AS a",
    "MATCH (a), (b), (c), (d), (e), (f) WITH a, b, c, d, e, f ORDER BY a.i RETURN a",
    "MATCH p = (a)-[*]-(b) RETURN collect(p)",
    "MATCH (a {i: 1}) RETURN [(a)-[*]-(b) | b.i]",
    "RETURN size(range(1, 1000000000))",
    "RETURN [x IN range(1, 1000000) | range(1, 1000000)]",
    "RETURN size(reduce(t = 'a', x IN range(1, 60) | t + t))",
    "RETURN size(reduce(t = [1], x IN range(1, 60) | t + t))",
    "RETURN size(reduce(t = 'aaaaaaaa', x IN range(1, 60) | replace(t, 'a', t)))",
    "WITH reduce(l = [1], x IN range(1, 60) | [l, l]) AS l RETURN collect(l)",
    "WITH reduce(l = [1], x IN range(1, 60) | [l, l]) AS l ORDER BY 1 RETURN 1 AS one",
    "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b CREATE (:X {a: a, b: b}) RETURN a",
};

static void test_limits__memory_ends_what_holds_too_much(void **state)
{
    (void)state;
    ent_session *session = square();
    for (size_t i = 0; i < sizeof hungry / sizeof hungry[0]; i++) {
        char message[256];
        ent_status status = run_out(session, hungry[i], (ent_query_limits){ .bytes = 8000000, .milliseconds = 30000 },
                                    message);
        if (status != ENT_ERR_LIMIT || (!strstr(message, "8000000 bytes") && !strstr(message, "too long")))
            fail_msg("%s: %s, %s", hungry[i], ent_status_name(status), message);
    }
    assert_answer(session, "MATCH (x:X) RETURN count(*)", "0");
    ent_session_free(session);
}

/* As an answer too: what it keeps is counted. */
static void test_limits__an_answer_holds_no_more(void **state)
{
    (void)state;
    static const char *const texts[] = { "UNWIND range(1, 1000000000) AS a RETURN a",
                                         "UNWIND range(1, 1000000000) AS a RETURN 'a text of some length ' + a",
                                         "RETURN reduce(l = [1], x IN range(1, 60) | [l, l]) AS l" };
    ent_session *session = new_session(NULL);
    for (size_t i = 0; i < 3; i++) {
        ent_query *query = prepare(session, texts[i]);
        ent_query_limits limits = { .bytes = 8000000 };
        ent_answer *answer = NULL;
        ent_error err = { 0 };
        ent_query_set_limits(query, &limits);
        assert_int_equal(ent_query_answer(query, NULL, 0, &answer, &err), ENT_ERR_LIMIT);
        assert_non_null(strstr(err.message, "8000000 bytes"));
        assert_int_equal(ent_query_answer(query, NULL, 0, &answer, NULL), ENT_ERR_LIMIT);
        assert_null(answer);
        ent_query_free(query);
    }
    ent_session_free(session);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static bool soon(void *context)
{
    return ++*(uint64_t *)context > 20;
}

/* No memory is held by these: time ends them, or whoever asks. */
static const char *const long_ones[] = {
    "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(*)",
    "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a WHERE a < 0 RETURN a",
    "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN sum(a), max(b), avg(a + b), stdev(a)",
    "MATCH (a), (b), (c), (d), (e), (f), (g), (h) WITH a, h WHERE a.i + h.i < 0 RETURN a",
    "MATCH (a)-[*]-(b) RETURN max(a.i + b.i)",
    "MATCH (a)-[:R*]-(b {i: 1}) WHERE a.i < 0 RETURN a",
    "MATCH (a {i: 1}) WHERE EXISTS { (a)-[*]-(b) WHERE b.i < 0 } RETURN a",
    "RETURN all(a IN range(1, 100000) WHERE all(b IN range(1, 100000) WHERE a + b > 0))",
    "RETURN reduce(t = 0, a IN range(1, 100000) | t + reduce(u = 0, b IN range(1, 100000) | u + b))",
    "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a, b SKIP 1000000000000 RETURN a",
    "UNWIND range(1, 1000000) AS a WITH a WHERE ('x' + a) =~ '(x|y|[0-9])*(a|b)*z' RETURN count(*)",
    "MATCH (a), (b), (c), (d), (e) WITH a, b, c, d, e WHERE shortestPath((a)-[*]-(b)) IS NULL RETURN count(*)",
};

static void test_limits__time_ends_what_takes_too_long(void **state)
{
    (void)state;
    ent_session *session = square();
    for (size_t i = 0; i < sizeof long_ones / sizeof long_ones[0]; i++) {
        char message[256];
        double began = seconds();
        ent_status status = run_out(session, long_ones[i], (ent_query_limits){ .milliseconds = 30 }, message);
        /* A machine that others use may be slow, but not that slow. */
        if (status != ENT_ERR_LIMIT || !strstr(message, "30 ms") || seconds() - began > 5)
            fail_msg("%s: %s, %s", long_ones[i], ent_status_name(status), message);
    }
    ent_session_free(session);
}

static void test_limits__whoever_is_asked_ends_it(void **state)
{
    (void)state;
    ent_session *session = square();
    for (size_t i = 0; i < sizeof long_ones / sizeof long_ones[0]; i++) {
        char message[256];
        uint64_t asked = 0;
        ent_status status = run_out(session, long_ones[i], (ent_query_limits){ .interrupted = soon, .context = &asked },
                                    message);
        if (status != ENT_ERR_LIMIT || !strstr(message, "interrupted"))
            fail_msg("%s: %s, %s", long_ones[i], ent_status_name(status), message);
    }
    ent_session_free(session);
}

static void test_limits__rows(void **state)
{
    (void)state;
    char message[256];
    ent_session *session = new_session(NULL);
    assert_int_equal(run_out(session, huge_rows, (ent_query_limits){ .rows = 1000 }, message), ENT_ERR_LIMIT);
    assert_string_equal(message, "the answer has more than 1000 rows");
    assert_int_equal(run_out(session, "UNWIND range(1, 1000) AS a RETURN a", (ent_query_limits){ .rows = 1000 }, message),
                     ENT_DONE);
    ent_session_free(session);
}

/* range() unwound is its numbers one at a time, and the same numbers. */
static void test_limits__unwound_ranges_are_not_made(void **state)
{
    (void)state;
    ent_session *session = new_session(NULL);
    char message[256];
    assert_answer(session, "UNWIND range(3, 1) AS x RETURN x", "");
    assert_answer(session, "UNWIND range(3, 1, -2) AS x RETURN x", "3; 1");
    assert_answer(session, "UNWIND range(1, 1) AS x RETURN x", "1");
    assert_answer(session, "UNWIND range(1, null) AS x RETURN x", "");
    assert_answer(session, "UNWIND [1, 2, 0] AS n UNWIND range(1, n) AS x RETURN n, x", "1, 1; 2, 1; 2, 2");
    assert_answer(session, "UNWIND range(9223372036854775806, 9223372036854775807) AS x RETURN x",
                  "9223372036854775806; 9223372036854775807");
    assert_answer(session,
                  "UNWIND range(-9223372036854775808, 9223372036854775807, 9223372036854775807) AS x RETURN x",
                  "-9223372036854775808; -1; 9223372036854775806");
    assert_fault(session, "UNWIND range(1, 2, 0) AS x RETURN x", "NumberOutOfRange");
    assert_fault(session, "WITH 'a' AS a UNWIND range(1, a) AS x RETURN x", "InvalidArgumentType");
    assert_int_equal(run_out(session, "UNWIND range(1, 10000000) AS x RETURN count(x)", (ent_query_limits){ .bytes = 100000 },
                             message),
                     ENT_DONE);
    ent_session_free(session);
}

/* A query that is run again and again holds no more than the first time. */
static void test_limits__a_kept_plan_does_not_grow(void **state)
{
    (void)state;
    ent_session *session = square();
    ent_query *query = prepare(session, "MATCH (a:N)-[:R]->(b) WHERE a.i = $i WITH DISTINCT b ORDER BY b.i RETURN b.i, "
                                        "[(b)-[:R]->(c) | c.i]");
    ent_query_limits limits = { .bytes = 1000000 };
    size_t held = 0;
    ent_query_set_limits(query, &limits);
    for (int64_t i = 0; i < 300; i++) {
        size_t rows = 0;
        assert_int_equal(ent_query_bind_integer(query, "i", 1 + i % 3, NULL), ENT_OK);
        ent_status status;
        while ((status = ent_query_step(query, NULL)) == ENT_OK)
            rows++;
        assert_int_equal(status, ENT_DONE);
        assert_int_equal(rows, 29 - i % 3);
        held = i == 30 ? query->run.memory.held : held;
        if (i > 30)
            assert_true(query->run.memory.held <= held + 65536);
    }
    ent_query_free(query);
    ent_session_free(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_limits__memory_ends_what_holds_too_much),
        cmocka_unit_test(test_limits__an_answer_holds_no_more),
        cmocka_unit_test(test_limits__time_ends_what_takes_too_long),
        cmocka_unit_test(test_limits__whoever_is_asked_ends_it),
        cmocka_unit_test(test_limits__rows),
        cmocka_unit_test(test_limits__unwound_ranges_are_not_made),
        cmocka_unit_test(test_limits__a_kept_plan_does_not_grow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
