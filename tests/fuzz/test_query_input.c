/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bad input for the query language: every cut and every changed byte of a corpus, nesting without end, megabytes of
 * text, numbers that do not fit. The corpus is in corpus/, a statement a line, and is the fuzzer's too. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "query_input.h"

static const char *const files[] = { "match", "time", "values", "rows", "write", "words" };
/* What a byte becomes: ends of things, beginnings of things, and what is in no text. */
static const unsigned char bytes[] = { '\0', '\n', ' ', '"', '\'', '(', ')', '{', ']', '.', ':', ';', '-', '/', '*', '0',
                                       'e', '$', '`', '\\', 0x7F, 0x80, 0xC3, 0xED, 0xFF };

typedef struct fixture {
    query_input input;
    char **statements;
    size_t count;
} fixture;

static void read_corpus(fixture *f, const char *name)
{
    char path[4096], *line = NULL;
    size_t room = 0;
    ssize_t length;
    const char *root = getenv("ENTENTE_SOURCE");
    snprintf(path, sizeof path, "%s/tests/fuzz/corpus/%s.cypher", root ? root : ".", name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    while ((length = getline(&line, &room, file)) > 0) {
        line[length - 1] = '\0';
        f->statements = realloc(f->statements, (f->count + 1) * sizeof *f->statements);
        f->statements[f->count++] = strdup(line);
    }
    free(line);
    fclose(file);
}

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    query_input_init(&f->input);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        read_corpus(f, files[i]);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < f->count; i++)
        free(f->statements[i]);
    free(f->statements);
    query_input_clear(&f->input);
    free(f);
    return 0;
}

/* A copy that ends where its memory ends. */
static ent_status try_exact(fixture *f, const char *text, size_t length)
{
    char *exact = malloc(length ? length : 1);
    assert_non_null(exact);
    memcpy(exact, text, length);
    ent_status status = query_input_try(&f->input, exact, length);
    free(exact);
    return status;
}

static void test_query_input__the_corpus_is_answered(void **state)
{
    fixture *f = *state;
    size_t answered = 0;
    assert_true(f->count > 40);
    for (size_t i = 0; i < f->count; i++)
        answered += try_exact(f, f->statements[i], strlen(f->statements[i])) == ENT_OK;
    /* One begins what the next line ends, and one calls a procedure that is not there. */
    assert_true(answered + 6 >= f->count);
    query_input_control(&f->input);
}

static void test_query_input__every_beginning(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < f->count; i++)
        for (size_t length = strlen(f->statements[i]); length--;)
            try_exact(f, f->statements[i], length);
    query_input_control(&f->input);
}

/* Under a sanitizer every seventh will do. */
static size_t stride(void)
{
    const char *sanitize = getenv("ENTENTE_SANITIZE");
    return sanitize && strcmp(sanitize, "none") != 0 ? 7 : 1;
}

static void test_query_input__every_changed_byte(void **state)
{
    fixture *f = *state;
    size_t number = 0, step = stride();
    for (size_t i = 0; i < f->count; i++) {
        char *text = strdup(f->statements[i]);
        size_t length = strlen(text);
        for (size_t at = 0; at < length; at++) {
            char kept = text[at];
            for (size_t b = 0; b < sizeof bytes; b++) {
                text[at] = (char)bytes[b];
                if (text[at] != kept && number++ % step == 0)
                    try_exact(f, text, length);
            }
            text[at] = kept;
        }
        free(text);
        query_input_control(&f->input);
    }
    print_message("%lu statements tried, %lu compiled, %lu answered\n", f->input.tried, f->input.compiled,
                  f->input.answered);
    assert_true(f->input.compiled > 1000);
}

/* --- without end ------------------------------------------------------------------------------------------------- */

/* before, then open count times, middle, close count times, after */
static char *nest(const char *before, const char *open, size_t count, const char *middle, const char *close, const char *after)
{
    size_t length = strlen(before) + count * (strlen(open) + strlen(close)) + strlen(middle) + strlen(after);
    char *text = malloc(length + 1), *at = text;
    assert_non_null(text);
    at = stpcpy(at, before);
    for (size_t i = 0; i < count; i++)
        at = stpcpy(at, open);
    at = stpcpy(at, middle);
    for (size_t i = 0; i < count; i++)
        at = stpcpy(at, close);
    stpcpy(at, after);
    return text;
}

static const struct {
    const char *before, *open, *middle, *close, *after;
} nested[] = {
    { "RETURN ", "(", "1", ")", "" },
    { "RETURN ", "[", "1", "]", "" },
    { "RETURN ", "{a: ", "1", "}", "" },
    { "RETURN ", "NOT ", "true", "", "" },
    { "RETURN ", "-", "1", "", "" },
    { "RETURN ", "- ", "1", "", "" },
    { "RETURN ", "+", "1", "", "" },
    { "RETURN ", "CASE WHEN ", "true", " THEN 1 END", "" },
    { "RETURN ", "CASE ", "1", " WHEN 1 THEN 1 END", "" },
    { "RETURN ", "CASE WHEN true THEN 1 ELSE ", "1", " END", "" },
    { "RETURN ", "EXISTS { MATCH (a) WHERE ", "true", " }", "" },
    { "RETURN ", "EXISTS { MATCH (a) WHERE ", "true", " RETURN a }", "" },
    { "RETURN ", "COUNT { MATCH (a) WHERE ", "true", " }", "" },
    { "RETURN ", "[x IN ", "[]", " | x]", "" },
    { "RETURN ", "[x IN [] WHERE ", "true", "]", "" },
    { "RETURN ", "[x IN [] | ", "1", "]", "" },
    { "RETURN ", "[(a)-->(b) | ", "1", "]", "" },
    { "RETURN ", "[(a)-->(b) WHERE ", "true", " | 1]", "" },
    { "RETURN ", "all(x IN [] WHERE ", "true", ")", "" },
    { "RETURN ", "reduce(s = 0, x IN [] | ", "1", ")", "" },
    { "RETURN ", "abs(", "1", ")", "" },
    { "RETURN ", "coalesce(1, ", "1", ")", "" },
    { "RETURN ", "1 + (", "1", ")", "" },
    { "RETURN ", "2 ^ ", "1", "", "" },
    { "RETURN ", "1 = ", "1", "", "" },
    { "RETURN ", "true AND ", "true", "", "" },
    { "RETURN ", "true OR ", "true", "", "" },
    { "RETURN ", "true XOR ", "true", "", "" },
    { "RETURN ", "1 + ", "1", "", "" },
    { "RETURN ", "'a' + ", "'b'", "", "" },
    { "RETURN ", "1 IN ", "[]", "", "" },
    { "RETURN [1]", "[0", "", "]", "" },
    { "RETURN x", "[", "0", "]", "" },
    { "RETURN {}", ".a", "", "", "" },
    { "RETURN 1", "[0]", "", "", "" },
    { "RETURN 1", " IS NULL", "", "", "" },
    { "RETURN 1", ":A", "", "", "" },
    { "MATCH ", "(", "a", ")", " RETURN 1" },
    { "MATCH (a)", "-->()", "", "", " RETURN 1" },
    { "MATCH (a", ":A", "", "", ") RETURN 1" },
    { "MATCH (a {x: ", "{x: ", "1", "}", "}) RETURN 1" },
    { "MATCH (a)-[r", "|T", "", "", "]->() RETURN 1" },
    { "MATCH ", "shortestPath(", "(a)-->(b)", ")", " RETURN 1" },
    { "RETURN ", "shortestPath(", "(a)-->(b)", ")", "" },
    { "MATCH (a) WHERE ", "(a)-->(", "b", ")", " RETURN 1" },
    { "RETURN a ", "{.x, y: a ", "{.z}", "}", "" },
    { "CREATE (a", ":A", "", "", ")" },
    { "CREATE (a)", "-[:T]->()", "", "", "" },
    { "", "EXPLAIN ", "RETURN 1", "", "" },
    { "", "(", "", "", "" },
    { "RETURN ", "(", "", "", "" },
    { "RETURN ", "[", "", "", "" },
    { "RETURN ", "{a:", "", "", "" },
    { "RETURN ", "EXISTS {", "", "", "" },
    { "RETURN ", "CASE ", "", "", "" },
    { "", "/*", "", "*/", "RETURN 1" },
    { "RETURN ", "", "1", ")", "" },
};

static void test_query_input__nesting_without_end_is_an_error_or_an_answer(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < sizeof nested / sizeof nested[0]; i++) {
        static const size_t deep[] = { 1, 50, 1000, 100000 };
        for (size_t d = 0; d < sizeof deep / sizeof deep[0]; d++) {
            char *text = nest(nested[i].before, nested[i].open, deep[d], nested[i].middle, nested[i].close, nested[i].after);
            try_exact(f, text, strlen(text));
            free(text);
        }
        query_input_control(&f->input);
    }
}

static void test_query_input__megabytes_of_text(void **state)
{
    static const struct {
        const char *before, *open, *middle, *after;
    } large[] = {
        { "RETURN '", "x", "", "'" },
        { "RETURN 1 AS `", "x", "", "`" },
        { "RETURN /*", "x", "", "*/ 1" },
        { "RETURN ", " ", "1", "" },
        { "RETURN 1", "0", "", "" },
        { "RETURN 1.", "0", "", "" },
        { "RETURN ", "x", "", "" },
        { "RETURN '", "\\u0041", "", "'" },
        { "RETURN [", "1,", "1", "]" },
        { "RETURN 1 IN [", "'abcdefgh',", "1", "]" },
        { "RETURN ", "1 AS a, ", "1", "" },
        { "RETURN {", "a: 1, ", "b: 1", "}" },
        { "RETURN 1 = 2", " OR 1 = 2", "", "" },
        { "RETURN 1", " UNION ALL RETURN 1", "", "" },
        { "RETURN 1 AS x", " UNION RETURN 1 AS x", "", "" },
        { "", "MATCH (a) ", "", "RETURN 1" },
        { "", "MATCH (:Nothing) ", "", "RETURN 1" },
        { "", "UNWIND [1] AS x WITH 1 AS y ", "", "RETURN 1" },
        { "", "WITH 1 AS x ", "", "RETURN x" },
        { "", "CREATE () ", "", "" },
        { "", "MERGE (:Q) ", "", "" },
        { "MATCH ", "(:Nothing),", "(:Nothing)", " RETURN 1" },
        { "MATCH (a) SET ", "a.x = 1, ", "a.y = 1", "" },
        { "RETURN ", "$p, ", "1", "" },
        { "RETURN CASE ", "WHEN false THEN 1 ", "", "END" },
        { "RETURN coalesce(", "null, ", "1", ")" },
        { "RETURN 1;", ";", "", "" },
        { "\n", "\n", "RETURN x", "" },
        { "RETURN '\t", "\t", "", "' + x" },
    };
    fixture *f = *state;
    const size_t size = stride() > 1 ? 1 << 20 : 10 << 20;
    for (size_t i = 0; i < sizeof large / sizeof large[0]; i++) {
        char *text = nest(large[i].before, large[i].open, size / strlen(large[i].open), large[i].middle, "", large[i].after);
        try_exact(f, text, strlen(text));
        free(text);
        query_input_control(&f->input);
    }
}

static void test_query_input__numbers_that_do_not_fit_are_errors(void **state)
{
    static const char *const refused[] = {
        "RETURN 9223372036854775808",
        "RETURN -9223372036854775809",
        "RETURN 99999999999999999999999999999999",
        "RETURN 0x8000000000000000",
        "RETURN 0o1000000000000000000000",
        "RETURN 1e309",
        "RETURN 9223372036854775807 + 1",
        "RETURN -9223372036854775808 - 1",
        "RETURN 9223372036854775807 * 2",
        "RETURN -(-9223372036854775808)",
        "RETURN -9223372036854775808 / -1",
        "RETURN abs(-9223372036854775808)",
        "UNWIND [9223372036854775807, 1] AS x RETURN sum(x)",
        "RETURN reduce(s = 9223372036854775807, x IN [1] | s + x)",
        "RETURN range(1, 9223372036854775807)",
        "RETURN date({year: 99999999999})",
        "RETURN date('+999999999-12-31') + duration({years: 9223372036854775807})",
        "RETURN duration({months: 9223372036854775807}) + duration({months: 1})",
        "RETURN 1 / 0",
        "RETURN 1 % 0",
        "RETURN -9223372036854775808 % 0",
        "RETURN [1, 2][9223372036854775808]",
        "MATCH (n) RETURN n SKIP -1",
        "MATCH (n) RETURN n LIMIT 9223372036854775808",
        "MATCH (a)-[*9223372036854775808]->(b) RETURN 1",
        "RETURN '\\uD800'",
        "RETURN '\\uDC00x'",
        "RETURN '\\U00110000'",
        "RETURN '\\uD83D\\uD83D'",
        "RETURN '\\u12'",
        "RETURN '\\q'",
        "RETURN `\\uD800`.x",
    };
    static const char *const taken[] = {
        "RETURN 9223372036854775807", "RETURN -9223372036854775808", "RETURN -9223372036854775808 % -1",
        "RETURN 1e308 * 10", "RETURN '\\uD83D\\uDE00'", "RETURN 0.0 / 0.0", "RETURN [1, 2][9223372036854775807]",
        "RETURN [1, 2][-9223372036854775808..9223372036854775807]", "RETURN toInteger('9223372036854775808')",
        "RETURN toInteger(1e300)", "RETURN substring('abc', 9223372036854775807)", "RETURN left('abc', 9223372036854775807)",
        "MATCH (n) RETURN n SKIP 9223372036854775807", "MATCH (n) RETURN n LIMIT 9223372036854775807",
        "MATCH (a)-[*1..9223372036854775807]->(b) RETURN 1", "MATCH (a)-[*9223372036854775807..]->(b) RETURN 1",
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        if (try_exact(f, refused[i], strlen(refused[i])) == ENT_OK)
            fail_msg("was answered: %s", refused[i]);
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        ent_status status = try_exact(f, taken[i], strlen(taken[i]));
        if (status != ENT_OK)
            fail_msg("was refused: %s (%d)", taken[i], (int)status);
    }
    query_input_control(&f->input);
}

static void test_query_input__what_would_not_end_stops_at_a_limit(void **state)
{
    static const char *const endless[] = {
        "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN a, b",
        "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(*)",
        "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a, b WHERE a < 0 RETURN a",
        "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b CREATE ()",
        "RETURN reduce(s = 'x', i IN range(1, 100) | s + s)",
        "RETURN reduce(s = [1], i IN range(1, 100) | s + s)",
        "RETURN [a IN range(1, 1000000) | [b IN range(1, 1000000) | b]]",
        "UNWIND range(1, 1000000) AS a WITH collect(range(1, 100000)) AS c RETURN size(c)",
        "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000) AS b RETURN a ORDER BY b",
        "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000) AS b RETURN DISTINCT a, b",
        "RETURN all(a IN range(1, 1000000) WHERE all(b IN range(1, 1000000) WHERE b > 0))",
        "MATCH (a), (b), (c), (d), (e), (f), (g), (h), (i), (j), (k) RETURN size(collect([a, b, c, d, e, f, g, h, i, j, k]))",
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof endless / sizeof endless[0]; i++) {
        ent_status status = try_exact(f, endless[i], strlen(endless[i]));
        if (status != ENT_ERR_LIMIT)
            fail_msg("did not stop at a limit: %s (%d)", endless[i], (int)status);
        query_input_control(&f->input);
    }
}

int main(int argc, char **argv)
{
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_query_input__the_corpus_is_answered, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_query_input__every_beginning, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_query_input__every_changed_byte, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_query_input__nesting_without_end_is_an_error_or_an_answer, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_query_input__megabytes_of_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_query_input__numbers_that_do_not_fit_are_errors, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_query_input__what_would_not_end_stops_at_a_limit, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
