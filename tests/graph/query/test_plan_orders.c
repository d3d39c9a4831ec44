/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whatever the order in which a pattern is solved and by whatever index its nodes are found, the rows are the same:
 * random statements on random graphs, with random orders, before and after random changes and what undoes them. */
#include <stdio.h>
#include <stdlib.h>

#include "graph/query/overlay/index.h"
#include "graph/query/session/session.h"
#include "run.h"

static uint64_t state = 12345;

static unsigned pick(unsigned count)
{
    state = ent_i_hash_mix(state + 0x9E3779B97F4A7C15u);
    return (unsigned)(state >> 33) % count;
}

static void say(ent_i_buffer *out, const char *text)
{
    ent_i_buffer_text(out, text);
}

/* --- random statements ------------------------------------------------------------------------------------ */

static const char *const names[] = { "a", "b", "c", "d" };
static const char *const labels[] = { "A", "B", "C", "None" };
static const char *const values[] = { "1", "2", "2.0", "'x'", "'xy'", "'y'", "true", "null", "date('2020-02-03')" };
enum { NAMES = 4, LABELS = 4, VALUES = 9 };

static void random_value(ent_i_buffer *out, unsigned used)
{
    char text[32];
    if (used && pick(5) == 0)
        snprintf(text, sizeof text, "%s.%s", names[pick(used)], pick(2) ? "k" : "m");
    else
        snprintf(text, sizeof text, "%s", values[pick(VALUES)]);
    say(out, text);
}

static void random_node(ent_i_buffer *out, unsigned *used)
{
    unsigned name = pick(*used + (*used < NAMES));
    say(out, "(");
    if (pick(8)) {
        say(out, names[name]);
        *used = name == *used ? *used + 1 : *used;
    }
    if (pick(3) == 0)
        ent_i_buffer_printf(out, ":%s", labels[pick(LABELS)]);
    if (pick(5) == 0) {
        say(out, " {k: ");
        random_value(out, 0);
        say(out, pick(3) ? "}" : ", m: 1}");
    }
    say(out, ")");
}

static void random_rel(ent_i_buffer *out)
{
    static const char *const left[] = { "-", "<-", "-" }, *const right[] = { "->", "-", "-" };
    static const char *const inner[] = { "[:R]", "[:S]", "[:R|S]", "", "[:R*1..2]", "[*0..1]", "[:R {w: 1}]", "[:None]" };
    unsigned way = pick(3), type = pick(40);
    ent_i_buffer_printf(out, "%s%s%s", left[way], inner[type < 8 ? type : type % 4], right[way]);
}

static void random_pattern(ent_i_buffer *out, unsigned *used)
{
    unsigned paths = 1 + (pick(3) == 0);
    for (unsigned i = 0; i < paths; i++) {
        say(out, i ? ", " : "");
        random_node(out, used);
        for (unsigned rels = pick(i ? 2 : 4); rels > 0; rels--) {
            random_rel(out);
            random_node(out, used);
        }
    }
}

static void random_condition(ent_i_buffer *out, unsigned used)
{
    static const char *const operators[] = { " = ", " = ", " < ", " <= ", " > ", " >= ", " <> " };
    const char *name = names[pick(used)], *key = pick(2) ? "k" : "m";
    unsigned kind = pick(10);
    if (kind < 5) {
        ent_i_buffer_printf(out, "%s.%s%s", name, key, operators[pick(7)]);
        random_value(out, used);
    } else if (kind == 5) {
        ent_i_buffer_printf(out, "%s.%s STARTS WITH 'x'", name, key);
    } else if (kind == 6) {
        ent_i_buffer_printf(out, "%s.%s IN [1, ", name, key);
        random_value(out, used);
        say(out, ", 'x', 1.0]");
    } else if (kind == 7) {
        ent_i_buffer_printf(out, "1 <= %s.%s < 3", name, key);
    } else if (kind == 8) {
        ent_i_buffer_printf(out, "id(%s) = %u", name, pick(14));
    } else {
        ent_i_buffer_printf(out, "NOT (%s)-[:S]->()", name);
    }
}

static void random_query(ent_i_buffer *out)
{
    unsigned used = 0;
    ent_i_buffer_reset(out);
    say(out, "MATCH ");
    random_pattern(out, &used);
    for (unsigned i = 0, count = used ? pick(3) : 0; i < count; i++) {
        say(out, i ? " AND " : " WHERE ");
        random_condition(out, used);
    }
    if (used && pick(4) == 0) {
        say(out, " OPTIONAL MATCH ");
        random_pattern(out, &used);
    }
    say(out, " RETURN 0");
    for (unsigned i = 0; i < used; i++)
        ent_i_buffer_printf(out, ", id(%s)", names[i]);
}

/* --- their rows ------------------------------------------------------------------------------------------- */

static int compare_rows(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The rows in order of their text; *ret_status is how it ended. */
static char *sorted_rows(ent_session *session, const char *text, ent_status *ret_status)
{
    ent_i_buffer out = ENT_I_BUFFER_INIT, sorted = ENT_I_BUFFER_INIT;
    *ret_status = run_text(session, text, &out);
    char *copy = strdup(ent_i_buffer_string(&out)), *rest = copy, *row;
    char **rows = malloc((strlen(copy) + 1) * sizeof *rows);
    size_t count = 0;
    while ((row = strsep(&rest, ";")) != NULL)
        rows[count++] = row + (*row == ' ');
    qsort(rows, count, sizeof *rows, compare_rows);
    for (size_t i = 0; i < count; i++)
        ent_i_buffer_printf(&sorted, "%s\n", rows[i]);
    free(rows);
    free(copy);
    ent_i_buffer_clear(&out);
    return ent_i_buffer_take(&sorted);
}

/* By the planner's order, by four others, and in a session that has no index and no counts. */
static void check_query(ent_session *session, const char *text)
{
    ent_status expected_status, status;
    session->plan_seed = 0;
    char *expected = sorted_rows(session, text, &expected_status);
    for (unsigned i = 0; i < 4; i++) {
        session->plan_seed = 1 + pick(1000000);
        char *rows = sorted_rows(session, text, &status);
        if (strcmp(rows, expected) != 0 || status != expected_status)
            fail_msg("%s (seed %llu): %s not %s", text, (unsigned long long)session->plan_seed, rows, expected);
        free(rows);
    }
    session->plan_seed = 0;
    ent_i_node_index *indexes = session->work->indexes;
    session->work->indexes = NULL;
    session->plan_seed = 1;
    char *rows = sorted_rows(session, text, &status);
    if (strcmp(rows, expected) != 0 || status != expected_status)
        fail_msg("%s (without indexes): %s not %s", text, rows, expected);
    free(rows);
    free(expected);
    ent_i_node_indexes_free(session->work);
    session->work->indexes = indexes;
    session->plan_seed = 0;
}

static void change(ent_session *session, ent_i_buffer *text)
{
    ent_i_buffer out = ENT_I_BUFFER_INIT;
    ent_i_buffer_reset(text);
    switch (pick(7)) {
    case 0:
        ent_i_buffer_printf(text, "CREATE (:%s {k: ", labels[pick(3)]);
        random_value(text, 0);
        say(text, "})");
        break;
    case 1:
        ent_i_buffer_printf(text, "MATCH (n) WHERE id(n) = %u DETACH DELETE n", pick(14));
        break;
    case 2:
        ent_i_buffer_printf(text, "MATCH (n) WHERE id(n) = %u SET n:%s", pick(14), labels[pick(3)]);
        break;
    case 3:
        ent_i_buffer_printf(text, "MATCH (n:%s) WHERE id(n) = %u REMOVE n:%s", labels[pick(3)], pick(14), labels[pick(3)]);
        break;
    case 4:
        ent_i_buffer_printf(text, "MATCH (a), (b) WHERE id(a) = %u AND id(b) = %u CREATE (a)-[:%s {w: 1}]->(b)", pick(14),
                            pick(14), pick(2) ? "R" : "S");
        break;
    default:
        ent_i_buffer_printf(text, "MATCH (n) WHERE id(n) = %u SET n.%s = ", pick(14), pick(2) ? "k" : "m");
        random_value(text, 0);
    }
    assert_int_equal(run_text(session, ent_i_buffer_string(text), &out), ENT_DONE);
    ent_i_buffer_clear(&out);
}

static void test_plan_orders__rows_do_not_depend_on_the_plan(void **unused)
{
    (void)unused;
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    for (unsigned graph = 0; graph < 40; graph++) {
        ent_session *session = new_session(NULL);
        for (unsigned i = 0; i < 30; i++)
            change(session, &text);
        for (unsigned i = 0; i < 60; i++) {
            random_query(&text);
            check_query(session, ent_i_buffer_string(&text));
        }
        ent_session_free(session);
    }
    ent_i_buffer_clear(&text);
}

/* Indexes are made, changed under, and their changes undone. */
static void test_plan_orders__indexes_follow_changes_and_rollbacks(void **unused)
{
    (void)unused;
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    for (unsigned graph = 0; graph < 40; graph++) {
        ent_session *session = new_session(NULL);
        for (unsigned i = 0; i < 20; i++)
            change(session, &text);
        for (unsigned i = 0; i < 80; i++) {
            bool began = pick(3) == 0;
            if (began)
                assert_answer(session, "BEGIN", "");
            for (unsigned j = pick(3); j > 0; j--)
                change(session, &text);
            for (unsigned j = 0; j < 2; j++) {
                random_query(&text);
                check_query(session, ent_i_buffer_string(&text));
            }
            if (began)
                assert_answer(session, pick(2) ? "ROLLBACK" : "COMMIT", "");
            random_query(&text);
            check_query(session, ent_i_buffer_string(&text));
        }
        ent_session_free(session);
    }
    ent_i_buffer_clear(&text);
}

/* What an index is made of may never have been. */
static void test_plan_orders__an_index_of_undone_changes_is_not_used(void **unused)
{
    (void)unused;
    ent_session *session = new_session(NULL);
    assert_answer(session, "CREATE (:A {k: 'old', m: 1}), (:A {k: 'other', m: 2})", "");
    assert_answer(session, "BEGIN", "");
    assert_answer(session, "MATCH (n {k: 'old'}) SET n.k = 'new', n.m = 9 REMOVE n:A", "");
    for (unsigned i = 0; i < 3; i++) {
        assert_answer(session, "MATCH (n {k: 'new'}) RETURN n.m", "9");
        assert_answer(session, "MATCH (n) WHERE n.m > 1 RETURN count(n)", "2");
        assert_answer(session, "MATCH (n:A) RETURN n.k", "'other'");
    }
    assert_answer(session, "ROLLBACK", "");
    for (unsigned i = 0; i < 3; i++) {
        assert_answer(session, "MATCH (n {k: 'old'}) RETURN n.m", "1");
        assert_answer(session, "MATCH (n {k: 'new'}) RETURN n.m", "");
        assert_answer(session, "MATCH (n) WHERE n.m < 2 RETURN n.k", "'old'");
        assert_answer(session, "MATCH (n:A) RETURN count(*)", "2");
    }
    ent_session_free(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plan_orders__rows_do_not_depend_on_the_plan),
        cmocka_unit_test(test_plan_orders__indexes_follow_changes_and_rollbacks),
        cmocka_unit_test(test_plan_orders__an_index_of_undone_changes_is_not_used),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
