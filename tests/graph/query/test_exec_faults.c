/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every allocation of running statements fails once: the statement fails, or did not need it; nothing of it is left;
 * nothing leaks; and the session goes on. */
#include "run.h"

#include "../../faults.h"

static const char *const statements[] = {
    "CREATE (a:A {x: 1, y: [1, 'two']})-[:R {z: 'a longer text than fits anywhere inside'}]->(b:B), (b)-[:S]->(a)",
    ("MATCH (a)-[r*1..3]-(b) WITH DISTINCT a, collect(b) AS bs, count(*) AS c ORDER BY c DESC SKIP 0 LIMIT 5 "
    "UNWIND bs AS b RETURN a {.*, n: size(bs)}, [x IN bs WHERE x.x = 1 | x.y] + 'z', b, toUpper('x') =~ '(a|X){1,2}'"),
    "MATCH (n) MERGE (n)-[t:T {k: 1}]->(m:M) ON CREATE SET m.x = 'new', m += {q: 2} ON MATCH SET m:Seen RETURN n, t, m",
    "MATCH p = allShortestPaths((a:A)-[*]-(b:B)) RETURN p, [(a)--(x) | x], EXISTS { MATCH (a) RETURN a }",
    "MATCH (n) SET n.x = 3, n:L REMOVE n:A WITH n DETACH DELETE n RETURN count(n), min(n), percentileDisc(1, 0.5)",
    ("MATCH (a)-[r]-(b)--(c) WHERE a <> c AND NOT (a)-[:T]->(c) AND b.x > 0 OPTIONAL MATCH (c)--(d)--(e) "
     "RETURN a, count(*), count(d)"),
    "UNWIND [1, 2, 3] AS i OPTIONAL MATCH (n {x: i}) RETURN n",
    "RETURN 1 AS x UNION RETURN 2 AS x UNION RETURN 1 AS x",
    "RETURN duration({days: 1.5}) + date('2020-01-01'), toString(datetime('2020-01-01T00:00:00Z')), split('a,b', ',')",
};

/* Whether the graph holds what it held: nodes, relationships and their properties as one text. */
static void snapshot(ent_session *session, ent_i_buffer *out)
{
    ent_i_buffer other = ENT_I_BUFFER_INIT;
    run_text(session, "MATCH (n) RETURN n ORDER BY id(n)", out);
    run_text(session, "MATCH ()-[r]->() RETURN r ORDER BY id(r)", &other);
    ent_i_buffer_text(out, ent_i_buffer_string(&other));
    ent_i_buffer_clear(&other);
}

static void test_exec_faults__every_allocation_fails_once(void **state)
{
    (void)state;
    ent_session *session = new_session(NULL);
    for (size_t i = 0; i < sizeof statements / sizeof statements[0]; i++) {
        ent_i_buffer before = ENT_I_BUFFER_INIT, after = ENT_I_BUFFER_INIT, out = ENT_I_BUFFER_INIT;
        snapshot(session, &before);
        ent_status status = ENT_ERR_NOMEM;
        for (size_t n = 1; status != ENT_DONE; n++) {
            assert_in_range(n, 1, 20000);
            ent_query *query = NULL;
            allocations = 0;
            fail_at = n;
            status = ent_query_prepare(session, statements[i], SIZE_MAX, &query, NULL);
            while (status == ENT_OK)
                status = ent_query_step(query, NULL);
            ent_query_free(query);
            bool refused = allocations >= n;
            fail_at = 0;
            if (!refused) {
                assert_int_equal(status, ENT_DONE);
                break;
            }
            if (status == ENT_DONE && i != 0 && i != 2 && i != 4)
                status = ENT_ERR_NOMEM; /* it could do without: go on */
            if (status == ENT_DONE)
                break;
            assert_int_equal(status, ENT_ERR_NOMEM);
            snapshot(session, &after);
            assert_string_equal(ent_i_buffer_string(&before), ent_i_buffer_string(&after));
        }
        ent_i_buffer_clear(&before);
        ent_i_buffer_clear(&after);
        ent_i_buffer_clear(&out);
    }
    ent_session_free(session);
    assert_int_equal(live, 0);
}

static void test_exec_faults__sessions_and_parameters(void **state)
{
    (void)state;
    ent_status status = ENT_ERR_NOMEM;
    for (size_t n = 1; status != ENT_OK; n++) {
        ent_session *session = NULL;
        ent_query *query = NULL;
        assert_in_range(n, 1, 1000);
        allocations = 0;
        fail_at = n;
        status = ent_session_new(NULL, &session, NULL);
        if (status == ENT_OK)
            status = ent_query_prepare(session, "RETURN $x", SIZE_MAX, &query, NULL);
        if (status == ENT_OK)
            status = ent_query_bind_json(query, "x", "{\"a\": [1, \"b\"]}", NULL);
        if (status == ENT_OK)
            status = ent_query_bind_null(query, "unused", NULL);
        if (status == ENT_OK)
            status = ent_query_step(query, NULL);
        assert_true(status == ENT_OK || status == ENT_ERR_NOMEM);
        fail_at = 0;
        ent_query_free(query);
        ent_session_free(session);
        assert_int_equal(live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exec_faults__every_allocation_fails_once),
        cmocka_unit_test(test_exec_faults__sessions_and_parameters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
