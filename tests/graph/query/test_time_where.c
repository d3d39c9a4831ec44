/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Random patterns with conditions at a time answer as the same patterns do, without a time, on a graph from which the
 * ties that do not hold then were taken away first. */
#include <stdio.h>

#include "graph/base/hash.h"
#include "run.h"

enum { NODES = 6, TIES = 14, GRAPHS = 25, QUERIES = 24 };

static uint64_t state = 2021;

static unsigned pick(unsigned count)
{
    state = ent_i_hash_mix(state + 0x9E3779B97F4A7C15u);
    return (unsigned)(state >> 33) % count;
}

static void do_it(ent_session *s, const char *text)
{
    ent_i_buffer out = ENT_I_BUFFER_INIT;
    if (run_text(s, text, &out) != ENT_DONE)
        fail_msg("%s\n%s", text, ent_i_buffer_string(&out));
    ent_i_buffer_clear(&out);
}

static void make_graph(ent_session *both[2])
{
    static const char *const periods[] = { "2001/2005", "2003/..", "/2004", "2002~/2006", "2004-05?", "2000/2003-06",
                                           "../2002", "2005/2005-12" };
    for (unsigned i = 0; i < NODES; i++) {
        ent_i_buffer text = ENT_I_BUFFER_INIT;
        ent_i_buffer_printf(&text, "CREATE (:%s {i: %u, k: %u})", pick(2) ? "A" : "B", i, pick(3));
        for (int k = 0; k < 2; k++)
            do_it(both[k], ent_i_buffer_string(&text));
        ent_i_buffer_clear(&text);
    }
    for (unsigned i = 0; i < TIES; i++) {
        ent_i_buffer text = ENT_I_BUFFER_INIT;
        ent_i_buffer_printf(&text, "MATCH (a {i: %u}), (b {i: %u}) CREATE (a)-[:%s {n: %u, w: %u", pick(NODES), pick(NODES),
                            pick(2) ? "R" : "S", i, pick(3));
        if (pick(6))
            ent_i_buffer_printf(&text, ", valid: '%s'", periods[pick(sizeof periods / sizeof *periods)]);
        ent_i_buffer_text(&text, "}]->(b)");
        for (int k = 0; k < 2; k++)
            do_it(both[k], ent_i_buffer_string(&text));
        ent_i_buffer_clear(&text);
    }
}

/* Take away what does not hold, each tie asked for by itself. */
static size_t keep_held(ent_session *s, const char *time)
{
    size_t held = 0;
    for (unsigned i = 0; i < TIES; i++) {
        ent_i_buffer text = ENT_I_BUFFER_INIT, out = ENT_I_BUFFER_INIT;
        ent_i_buffer_printf(&text, "MATCH ()-[r {n: %u}]->() %s RETURN count(r)", i, time);
        assert_int_equal(run_text(s, ent_i_buffer_string(&text), &out), ENT_DONE);
        bool holds = strcmp(ent_i_buffer_string(&out), "1") == 0;
        held += holds;
        ent_i_buffer_reset(&text);
        ent_i_buffer_printf(&text, "MATCH ()-[r {n: %u}]->() DELETE r", i);
        if (!holds)
            do_it(s, ent_i_buffer_string(&text));
        ent_i_buffer_clear(&text);
        ent_i_buffer_clear(&out);
    }
    return held;
}

static void add_condition(ent_i_buffer *out, unsigned kind)
{
    static const char *const conditions[] = {
        "(a)-[:R]->()", "(b)-->(a)", "NOT (a)<-[:S]-()", "(a)-[*2]->(b)", "a.k = b.k", "a.k < 2", "b.k IS NOT NULL", "a <> b",
        "(a)-[:S]-() XOR (b)-[:R]->()", "NOT (b)-->() OR a.k = 1", "(a)--(b)", "b:A", "(a)-[:S {w: 1}]->()",
        "size([(a)-[q]->() WHERE q.w > 9 | q]) = 0", "(a)-[*..3]->(b)", "a.i IN [1, 3, b.i]",
    };
    ent_i_buffer_text(out, conditions[kind % (sizeof conditions / sizeof *conditions)]);
}

/* The same query with the time and without. */
static void make_query(const char *time, ent_i_buffer both[2])
{
    static const char *const patterns[] = {
        "(a)-[r:R]->(b)", "(a)-->()-->(b)", "(a:A)-[r]-(b)", "(a)-[*1..2]->(b)", "(a), (b)", "(a)<-[:S]-(b:B), (b)-->(c)",
        "(a)-[r {w: 1}]->(b)", "p = (a)-[:R*0..2]-(b)", "(a)-[r]->(b)<-[q]-(c)",
    };
    const char *pattern = patterns[pick(sizeof patterns / sizeof *patterns)];
    bool optional = pick(4) == 0;
    unsigned conditions = 1 + pick(3), kinds[3] = { pick(64), pick(64), pick(64) };
    for (int k = 0; k < 2; k++) {
        ent_i_buffer_reset(&both[k]);
        ent_i_buffer_printf(&both[k], "%s %s %s WHERE ", optional ? "MATCH (a) OPTIONAL MATCH" : "MATCH", pattern, k ? "" : time);
        for (unsigned i = 0; i < conditions; i++) {
            ent_i_buffer_text(&both[k], i ? i % 2 ? " AND (" : " OR (" : "(");
            add_condition(&both[k], kinds[i]);
            ent_i_buffer_char(&both[k], ')');
        }
        ent_i_buffer_text(&both[k], " RETURN a.i AS x, b.i AS y, count(*) AS c ORDER BY x, y");
    }
}

static void test_time_where__is_a_condition_on_the_ties_that_hold(void **nothing)
{
    (void)nothing;
    static const char *const times[] = { "AS OF '2003-05'", "AS OF '2004' CERTAIN", "AS OF '2002' POSSIBLE", 
                                         "BETWEEN '2002' AND '2004'",
                                         "BETWEEN '2001' AND '2006' CERTAIN", "BETWEEN '2004' AND '2005' POSSIBLE" };
    size_t rows = 0, held = 0;
    ent_i_buffer queries[2] = { ENT_I_BUFFER_INIT, ENT_I_BUFFER_INIT }, answers[2] = { ENT_I_BUFFER_INIT, ENT_I_BUFFER_INIT };
    for (unsigned graph = 0; graph < GRAPHS; graph++) {
        const char *time = times[graph % (sizeof times / sizeof *times)];
        ent_session *both[2] = { new_session(NULL), new_session(NULL) };
        make_graph(both);
        held += keep_held(both[1], time);
        for (unsigned i = 0; i < QUERIES; i++) {
            make_query(time, queries);
            for (int k = 0; k < 2; k++)
                if (run_text(both[k], ent_i_buffer_string(&queries[k]), &answers[k]) != ENT_DONE)
                    fail_msg("%s\n%s", ent_i_buffer_string(&queries[k]), ent_i_buffer_string(&answers[k]));
            if (strcmp(ent_i_buffer_string(&answers[0]), ent_i_buffer_string(&answers[1])) != 0)
                fail_msg("graph %u: %s\n    is %s\n    not %s", graph, ent_i_buffer_string(&queries[0]),
                         ent_i_buffer_string(&answers[0]), ent_i_buffer_string(&answers[1]));
            rows += answers[0].length > 0;
        }
        ent_session_free(both[0]);
        ent_session_free(both[1]);
    }
    assert_true(held > GRAPHS * TIES / 10 && held < GRAPHS * TIES * 9 / 10);
    assert_true(rows > GRAPHS * QUERIES / 3);
    for (int k = 0; k < 2; k++) {
        ent_i_buffer_clear(&queries[k]);
        ent_i_buffer_clear(&answers[k]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_time_where__is_a_condition_on_the_ties_that_hold) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
