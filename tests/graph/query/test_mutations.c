/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hostile input: cut and changed statements, deep nesting, megabytes of text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "graph/base/buffer.h"
#include "graph/query/syntax/parse.h"

static const char *const corpus[] = {
    "MATCH p = (a:Forum {name: 'BRICS'})-[r:MEMBER_OF|:PARTY_TO*1..3]->(b)<--(c) AS OF '2021-12' CERTAIN "
    "WHERE NOT (a)-->() AND a.x IN [1, 2.5e3, 0x1F] OR a.name =~ 'B.*' "
    "RETURN *, count(*) AS n ORDER BY n DESC SKIP 1 LIMIT 2",
    "UNWIND [x IN range(1, 10) WHERE x % 2 = 0 | x ^ 2] AS y WITH y, CASE WHEN y > 3 THEN 'a\\u00e9' ELSE null END AS z "
    "RETURN z[1..], {a: y, `b c`: $p}, [(n)-->(m) | m.x]",
    "MERGE (a:A {x: $1})-[:T]-(b) ON CREATE SET a.x = 1, b += {y: 2} ON MATCH SET a:B REMOVE a.y DETACH DELETE b",
    "CALL a.b(1, 'x') YIELD c AS d WHERE d IS NOT NULL RETURN EXISTS { MATCH (x) WHERE x.y RETURN 1 } UNION ALL RETURN 1",
    "OPTIONAL MATCH q = shortestPath((a)-[*]-(b)) BETWEEN '2001' AND date($d) POSSIBLE /* why */ "
    "RETURN all(x IN nodes(q) WHERE x:A), reduce(s = 0, x IN [1] | s + x), q {.*, .z, w: -9223372036854775808} // end",
};
#define CORPUS (sizeof corpus / sizeof corpus[0])

/* Parse a copy that ends where its memory ends; errors must point into the text. */
static ent_status try_text(const char *text, size_t length)
{
    ent_i_arena arena;
    const ent_i_statement *statement = NULL;
    ent_query_error fault = { NULL, NULL, NULL, 0, 0 };
    ent_error err = { 0 };
    char *exact = malloc(length ? length : 1);
    assert_non_null(exact);
    memcpy(exact, text, length);
    ent_i_arena_init(&arena);
    ent_status status = ent_i_parse(&arena, exact, length, &statement, &fault, &err);
    if (status == ENT_OK) {
        assert_non_null(statement);
        assert_int_equal(err.code, 0);
    } else {
        assert_null(statement);
        assert_int_equal(err.code, status);
        assert_non_null(fault.detail);
        assert_true(fault.offset <= length && fault.length <= length - fault.offset);
        assert_true(err.line >= 1 && err.column >= 1);
    }
    ent_i_arena_clear(&arena);
    free(exact);
    return status;
}

static void test_mutations__every_beginning_and_every_missing_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < CORPUS; i++) {
        size_t length = strlen(corpus[i]);
        assert_int_equal(try_text(corpus[i], length), ENT_OK);
        for (size_t at = 0; at < length; at++) {
            try_text(corpus[i], at);
            char *less = malloc(length);
            assert_non_null(less);
            memcpy(less, corpus[i], at);
            memcpy(less + at, corpus[i] + at + 1, length - at - 1);
            try_text(less, length - 1);
            free(less);
        }
    }
}

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 0x2545F4914F6CDD1DULL;
}

static void test_mutations__random_changes(void **state)
{
    static const char *const pieces[] = { "(", ")", "[", "]", "{", "}", "-", "<", ">", "|", ":", ",", ".", "..", "*", "$", "'",
        "\"", "`", "\\", "/*", "//", "0x", "1e", "\xC3\xA9", "\xFF", "\n", " WHERE ", " IN ", " NOT ", "(a)-->(b)",
        "-[", "]-", " AS ", " CASE ", " END ", " EXISTS { ", " MATCH ", ";", "=", " OF ", "\\u12" };
    uint64_t random = 20260101;
    (void)state;
    for (int round = 0; round < 30000; round++) {
        ENT_I_AUTOBUFFER text = ENT_I_BUFFER_INIT;
        const char *from = corpus[next_random(&random) % CORPUS];
        size_t length = strlen(from), at = 0;
        for (uint64_t changes = next_random(&random) % 4 + 1; changes; changes--) {
            size_t next = at + next_random(&random) % (length - at + 1);
            ent_i_buffer_add(&text, from + at, next - at);
            at = next;
            if (next_random(&random) % 2)
                ent_i_buffer_text(&text, pieces[next_random(&random) % (sizeof pieces / sizeof pieces[0])]);
            else if (at < length)
                at += 1 + next_random(&random) % 3;
            at = at < length ? at : length;
        }
        ent_i_buffer_add(&text, from + at, length - at);
        try_text(ent_i_buffer_string(&text), text.length);
    }
}

/* --- nesting ---------------------------------------------------------------------------------------- */

typedef struct nest {
    const char *start, *open, *middle, *close, *end;
} nest;

static const nest nests[] = {
    { "RETURN ", "(", "1", ")", "" },
    { "RETURN ", "[", "", "]", "" },
    { "RETURN ", "{a: ", "1", "}", "" },
    { "RETURN ", "NOT ", "a", "", "" },
    { "RETURN ", "- ", "a", "", "" },
    { "RETURN ", "f(", "", ")", "" },
    { "RETURN ", "a[", "1", "]", "" },
    { "RETURN a", ".b", "", "", "" },
    { "RETURN a", "[0]", "", "", "" },
    { "RETURN a", " IS NULL", "", "", "" },
    { "RETURN a", " IN b", "", "", "" },
    { "RETURN ", "CASE WHEN ", "1", " THEN 1 END", "" },
    { "RETURN ", "[x IN ", "y", "]", "" },
    { "RETURN ", "[(a)-->(b) WHERE a.x | ", "y", "]", "" },
    { "RETURN ", "all(x IN y WHERE ", "y", ")", "" },
    { "RETURN ", "a OR a XOR a AND NOT a = a IN a + a * a ^ (", "a", ")", "" },
    { "MATCH (a) WHERE ", "EXISTS { MATCH (a) WHERE ", "b", " }", " RETURN a" },
    { "MATCH (a {b: ", "EXISTS { (a {b: ", "1", "}) }", "}) RETURN a" },
};

static ent_status try_nested(const nest *n, size_t depth, bool closed)
{
    ENT_I_AUTOBUFFER text = ENT_I_BUFFER_INIT;
    ent_i_buffer_text(&text, n->start);
    for (size_t i = 0; i < depth; i++)
        ent_i_buffer_text(&text, n->open);
    ent_i_buffer_text(&text, n->middle);
    for (size_t i = 0; closed && i < depth; i++)
        ent_i_buffer_text(&text, n->close);
    ent_i_buffer_text(&text, n->end);
    assert_false(text.failed);
    return try_text(text.data, text.length);
}

static void test_mutations__nesting_is_limited(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof nests / sizeof nests[0]; i++) {
        if (try_nested(&nests[i], 100, true) != ENT_OK)
            fail_msg("100 times %s", nests[i].open);
        for (int closed = 0; closed < 2; closed++)
            if (try_nested(&nests[i], 100000, closed) != ENT_ERR_LIMIT)
                fail_msg("100000 times %s", nests[i].open);
    }
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(try_nested(&nests[i], 990, true), ENT_OK);
    /* Parentheses around a path are no nesting. */
    assert_int_equal(try_nested(&(nest){ "MATCH ", "(", "(a)-->(b)", ")", " RETURN a" }, 100000, true), ENT_OK);
}

/* --- length ------------------------------------------------------------------------------------------ */

/* Anything that is not linear would not end within the test's time. */
static void test_mutations__megabytes_are_parsed(void **state)
{
    static const struct { const char *start, *piece, *end; size_t bytes, exprs; } shapes[] = {
        { "RETURN [1", ",1", "] AS x", 10000000, 1 },
        { "RETURN a", " OR a", "", 500000, 1 },
        { "RETURN a", "+1-2", "", 500000, 2 },
        { "RETURN a", " < a = b", "", 500000, 2 },
        { "RETURN a", ", a.b", "", 500000, 2 },
        { "CREATE (n)", "-[:T {a: 1}]->(:B)", "", 500000, 2 },
        { "MATCH (a)", ", (b)--(c)", " RETURN 1", 500000, 0 },
        { "MATCH (a)", " MATCH (b) WHERE (b)-->(c)", " RETURN 1", 500000, 1 },
        { "RETURN 1", " UNION RETURN 2", "", 500000, 1 },
        { "RETURN $a", ", $b", "", 500000, 1 },
        { "RETURN ''", " + 'it\\'s'", "", 500000, 1 },
        { "RETURN 1 /*", " * / ( [ {", "*/", 500000, 0 },
        { "RETURN [[]", ",[a IN b],(c)", "]", 500000, 3 },
        { "RETURN {a: 1", ", `b c`: {d: []}", "}", 500000, 2 },
        { "RETURN CASE", " WHEN a THEN b", " END", 500000, 2 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        size_t count = shapes[i].bytes / strlen(shapes[i].piece);
        uint32_t exprs[2] = { 0, 0 };
        for (int turn = 0; turn < 2; turn++) {
            ent_i_arena arena;
            const ent_i_statement *statement = NULL;
            ent_error err = { 0 };
            ENT_I_AUTOBUFFER text = ENT_I_BUFFER_INIT;
            ent_i_arena_init(&arena);
            ent_i_buffer_text(&text, shapes[i].start);
            for (size_t j = 0; j < (turn ? count : 1); j++)
                ent_i_buffer_text(&text, shapes[i].piece);
            ent_i_buffer_text(&text, shapes[i].end);
            if (ent_i_parse(&arena, text.data, text.length, &statement, NULL, &err) != ENT_OK)
                fail_msg("%s...: %s", shapes[i].start, err.message);
            exprs[turn] = statement->expr_count;
            ent_i_arena_clear(&arena);
        }
        assert_int_equal(exprs[1] - exprs[0], (count - 1) * shapes[i].exprs);
    }
}

/* A mistake at the end of a long text is found as fast. */
static void test_mutations__megabytes_that_fail(void **state)
{
    static const char *const pieces[] = { "(", "[", "{", "((a)-", "[a IN ", "[(a)-[", "'", "`", "/*",
                                          "a.", "a ", "1 ", ")", "<-", "\n" };
    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        ENT_I_AUTOBUFFER text = ENT_I_BUFFER_INIT;
        ent_i_buffer_text(&text, "RETURN 1, ");
        for (size_t j = 0; j < 200000; j++)
            ent_i_buffer_text(&text, pieces[i]);
        ent_i_buffer_char(&text, '#');
        assert_true(try_text(text.data, text.length) < 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mutations__every_beginning_and_every_missing_byte),
        cmocka_unit_test(test_mutations__random_changes),
        cmocka_unit_test(test_mutations__nesting_is_limited),
        cmocka_unit_test(test_mutations__megabytes_are_parsed),
        cmocka_unit_test(test_mutations__megabytes_that_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
