/* SPDX-License-Identifier: GPL-2.0-or-later */
/* trees.txt: statements and their trees. errors.txt: what is no statement, and what it is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "graph/query/syntax/parse.h"
#include "clauses.h"
#include "tree.h"

typedef void check_function(const char *text, size_t length, bool ranges, const char *wanted);

/* Lines in pairs: a statement, and four blanks before what is wanted of it. */
static size_t read_cases(const char *name, check_function *check)
{
    char path[4096], *line = NULL, *text = NULL;
    const char *source = getenv("ENTENTE_SOURCE");
    size_t room = 0, count = 0;
    snprintf(path, sizeof path, "%s/tests/graph/query/%s", source ? source : ".", name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    for (ssize_t length; (length = getline(&line, &room, file)) >= 0;) {
        if (length && line[length - 1] == '\n')
            line[--length] = '\0';
        if (!length || line[0] == '#')
            continue;
        if (strncmp(line, "    ", 4) != 0) {
            assert_null(text);
            text = strdup(line);
            continue;
        }
        assert_non_null(text);
        bool ranges = text[0] == '@';
        const char *from = text + (ranges ? 2 : 0);
        /* A block of its own without a NUL, so that a sanitizer sees a read beyond it. */
        size_t bytes = strlen(from);
        char *exact = malloc(bytes ? bytes : 1);
        assert_non_null(exact);
        memcpy(exact, from, bytes);
        check(exact, bytes, ranges, line + 4);
        free(exact);
        free(text);
        text = NULL;
        count++;
    }
    fclose(file);
    free(line);
    return count;
}

static void check_tree(const char *text, size_t length, bool ranges, const char *wanted)
{
    ent_i_arena arena;
    const ent_i_statement *statement = NULL;
    ent_error err = { 0 };
    ENT_I_AUTOBUFFER tree = ENT_I_BUFFER_INIT;
    ent_i_arena_init(&arena);
    if (ent_i_parse(&arena, text, length, &statement, NULL, &err) != ENT_OK)
        fail_msg("%.*s: %s", (int)length, text, err.message);
    print_statement(&tree, statement, ranges);
    assert_string_equal(ent_i_buffer_string(&tree), wanted);
    ent_i_arena_clear(&arena);
}

static void check_error(const char *text, size_t length, bool ranges, const char *wanted)
{
    ent_i_arena arena;
    const ent_i_statement *statement = NULL;
    ent_query_error fault = { "", "", "", 0, 0 };
    ent_error err = { 0 };
    ENT_I_AUTOBUFFER got = ENT_I_BUFFER_INIT;
    (void)ranges;
    ent_i_arena_init(&arena);
    if (ent_i_parse(&arena, text, length, &statement, &fault, &err) != ENT_ERR_SYNTAX)
        fail_msg("%.*s: no syntax error", (int)length, text);
    assert_null(statement);
    assert_string_equal(fault.type, "SyntaxError");
    assert_string_equal(fault.phase, "compile time");
    ent_i_buffer_printf(&got, "%s %zu-%zu ", fault.detail, fault.offset, fault.offset + fault.length);
    ent_i_buffer_add(&got, err.message, strcspn(err.message, "\n"));
    assert_string_equal(ent_i_buffer_string(&got), wanted);
    assert_int_equal(err.line, 1);
    assert_int_equal(err.column, fault.offset + 1);
    ent_i_arena_clear(&arena);
}

static void test_parse__statements_become_trees(void **state)
{
    (void)state;
    assert_true(read_cases("trees.txt", check_tree) > 80);
}

static void test_parse__mistakes_are_named_and_placed(void **state)
{
    (void)state;
    assert_true(read_cases("errors.txt", check_error) > 130);
}

/* --- properties of the tree ------------------------------------------------------------------------ */

static const ent_i_statement *parse(ent_i_arena *arena, const char *text)
{
    const ent_i_statement *statement = NULL;
    ent_error err = { 0 };
    ent_i_arena_init(arena);
    if (ent_i_parse(arena, text, strlen(text), &statement, NULL, &err) != ENT_OK)
        fail_msg("%s: %s", text, err.message);
    return statement;
}

static void test_parse__parameters_are_listed_once(void **state)
{
    (void)state;
    ent_i_arena arena;
    const ent_i_statement *s = parse(&arena, "CREATE (n {a: $x, b: $`y z`}) SET n.c = $x + $1 RETURN $`x`");
    assert_int_equal(s->parameter_count, 3);
    assert_string_equal(s->parameters[0].text, "x");
    assert_string_equal(s->parameters[1].text, "y z");
    assert_string_equal(s->parameters[2].text, "1");
    assert_true(s->query->updates);
    ent_i_arena_clear(&arena);
}

typedef struct walk {
    bool *seen;
    uint32_t count, last;
} walk;

static bool note_number(const ent_i_expr *e, void *context)
{
    walk *w = context, inner = { w->seen, w->count, 0 };
    assert_true(e->number < w->count);
    assert_false(w->seen[e->number]);
    w->seen[e->number] = true;
    assert_true(ent_i_expr_children(e, note_number, &inner));
    assert_true(inner.last <= e->number);
    w->last = e->number;
    return true;
}

static void test_parse__the_walk_meets_every_expression_once(void **state)
{
    (void)state;
    ent_i_arena arena;
    const ent_i_statement *s = parse(&arena,
        "MATCH p = (a {x: 1})-[r {y: $q}]->({z: [1, 2]}), (b) AS OF '2' + '0' WHERE NOT a.x IS NULL AND (a)--({k: 5}) "
        "UNWIND [x IN xs WHERE x > 1 | -x] AS y CALL f.g(1, {m: n {.o, p: 6}}) YIELD z WHERE z =~ 'a' "
        "WITH *, CASE a WHEN 1 THEN 2 ELSE 3 END AS c ORDER BY c[1], c[1..2] SKIP 1 LIMIT 2 WHERE all(x IN c WHERE x:A) "
        "CREATE (d {v: reduce(s = 0, t IN c | s + t)}) MERGE (e {w: 7}) ON CREATE SET e.x = 1, e:B ON MATCH SET e += {} "
        "SET e = f(DISTINCT 1) REMOVE e.x DELETE e RETURN [q = (a)-->({u: 8}) BETWEEN 1 AND 2 WHERE true | q], "
        "count(*), EXISTS { MATCH (g {h: 9}) WHERE true RETURN 1 AS i ORDER BY i } "
        "XOR EXISTS { (j {k: 1}) AS OF 2 WHERE false } "
        "UNION RETURN 1 ^ 2 < 3 OR 'a' STARTS WITH 'b' OR 'a' ENDS WITH 'b' OR 'a' CONTAINS 'b' OR 1 IN [1.5]");
    walk w = { calloc(s->expr_count, sizeof(bool)), s->expr_count, 0 };
    assert_true(query_children(s->query, note_number, &w));
    for (uint32_t i = 0; i < s->expr_count; i++)
        if (!w.seen[i])
            fail_msg("expression %u was not met", i);
    free(w.seen);
    ent_i_arena_clear(&arena);
}

static bool stop(const ent_i_expr *e, void *context)
{
    (void)e;
    return --*(int *)context > 0;
}

static void test_parse__the_walk_stops_when_told(void **state)
{
    (void)state;
    ent_i_arena arena;
    int left = 2;
    const ent_i_statement *s = parse(&arena, "RETURN 1, 2, 3");
    assert_false(query_children(s->query, stop, &left));
    assert_int_equal(left, 0);
    ent_i_arena_clear(&arena);
}

static void test_parse__lone_calls_are_told_apart(void **state)
{
    (void)state;
    ent_i_arena arena;
    assert_true(parse(&arena, "CALL a.b(1) YIELD x")->query->standalone_call);
    ent_i_arena_clear(&arena);
    assert_false(parse(&arena, "CALL a.b(1) YIELD x RETURN x")->query->standalone_call);
    ent_i_arena_clear(&arena);
    assert_false(parse(&arena, "CALL a() YIELD x RETURN x UNION CALL a() YIELD x RETURN x")->query->standalone_call);
    ent_i_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse__statements_become_trees),
        cmocka_unit_test(test_parse__mistakes_are_named_and_placed),
        cmocka_unit_test(test_parse__parameters_are_listed_once),
        cmocka_unit_test(test_parse__the_walk_meets_every_expression_once),
        cmocka_unit_test(test_parse__the_walk_stops_when_told),
        cmocka_unit_test(test_parse__lone_calls_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
