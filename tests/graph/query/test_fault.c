/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "graph/query/syntax/parse.h"

static ent_status parse(const char *text, size_t length, ent_query_error *fault, ent_error *err)
{
    ent_i_arena arena;
    const ent_i_statement *statement = NULL;
    ent_i_arena_init(&arena);
    *err = (ent_error){ 0 };
    *fault = (ent_query_error){ "", "", "", 0, 0 };
    ent_status status = ent_i_parse(&arena, text, length, &statement, fault, err);
    ent_i_arena_clear(&arena);
    return status;
}

static void check_shown(const char *text, uint64_t line, uint64_t column, const char *shown)
{
    ent_query_error fault;
    ent_error err;
    assert_true(parse(text, strlen(text), &fault, &err) < 0);
    const char *end = strchr(err.message, '\n');
    assert_non_null(end);
    assert_string_equal(end + 1, shown);
    assert_int_equal(err.line, line);
    assert_int_equal(err.column, column);
    assert_int_equal(err.file[0], 0);
}

static void test_fault__the_caret_stands_under_the_place(void **state)
{
    (void)state;
    check_shown("RETURN 1 foo", 1, 10, "  RETURN 1 foo\n           ^^^");
    check_shown("MATCH (n)\nRETURN ]\nLIMIT 1", 2, 8, "  RETURN ]\n         ^");
    check_shown("MATCH (n)\r\nRETURN ]\r\nLIMIT 1", 2, 8, "  RETURN ]\n         ^");
    check_shown("]", 1, 1, "  ]\n  ^");
    check_shown("", 1, 1, "  \n  ^");
}

static void test_fault__the_end_is_after_the_last_token(void **state)
{
    (void)state;
    check_shown("RETURN 1 +\n\n  // so\n", 1, 11, "  RETURN 1 +\n            ^");
    check_shown("MATCH (n)\nRETURN", 2, 7, "  RETURN\n        ^");
}

/* Columns count bytes; the caret counts what a terminal shows. */
static void test_fault__wide_letters_and_tabs_keep_the_caret_in_place(void **state)
{
    (void)state;
    check_shown("RETURN 'é' 'ü'", 1, 13, "  RETURN 'é' 'ü'\n             ^^^");
    check_shown("RETURN '日本' 1", 1, 17, "  RETURN '日本' 1\n                ^");
    check_shown("\tRETURN\t1\t2", 1, 11, "      RETURN  1   2\n                  ^");
    check_shown("RETURN 'e\xCC\x81' 1", 1, 14, "  RETURN 'e\xCC\x81' 1\n             ^");
    check_shown("RETURN '\x01' 1", 1, 12, "  RETURN '?' 1\n             ^");
}

static void test_fault__long_lines_are_cut_around_the_place(void **state)
{
    (void)state;
    char text[3001], before[61], after[38];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    memcpy(text, "RETURN ", 7);
    memcpy(text + 1500, " é? ", 5);
    memset(before, 'x', sizeof before - 1);
    before[60] = '\0';
    memset(after, 'x', sizeof after - 1);
    after[37] = '\0';
    ent_query_error fault;
    ent_error err;
    assert_int_equal(parse(text, sizeof text - 1, &fault, &err), ENT_ERR_SYNTAX);
    assert_int_equal(fault.offset, 1501);
    const char *shown = strchr(err.message, '\n') + 1;
    const char *line_end = strchr(shown, '\n');
    assert_memory_equal(shown, "  ...xxx", 8);
    assert_memory_equal(line_end - 6, "xxx...", 6);
    assert_int_equal(line_end - shown, 2 + 3 + 60 + 1 + 40 + 3);
    assert_int_equal(strspn(line_end + 1, " "), 2 + 3 + 60);
    assert_string_equal(line_end + 1 + 65, "^");
}

static void test_fault__bytes_that_are_not_utf8_are_placed(void **state)
{
    (void)state;
    ent_query_error fault;
    ent_error err;
    const char text[] = "RETURN 1,\n  'a\xFF' AS x";
    assert_int_equal(parse(text, strlen(text), &fault, &err), ENT_ERR_UTF8);
    assert_string_equal(fault.detail, "InvalidUnicodeCharacter");
    assert_int_equal(fault.offset, 14);
    assert_int_equal(err.line, 2);
    assert_int_equal(err.column, 5);
    assert_string_equal(err.message, "byte FF is not UTF-8 here\n    'a?' AS x\n      ^");
}

static void test_fault__an_earlier_mistake_goes_before_a_bad_character(void **state)
{
    (void)state;
    ent_query_error fault;
    ent_error err;
    assert_int_equal(parse("RETURN ] '", 10, &fault, &err), ENT_ERR_SYNTAX);
    assert_int_equal(fault.offset, 7);
    assert_int_equal(parse("RETURN 1 '", 10, &fault, &err), ENT_ERR_SYNTAX);
    assert_int_equal(fault.offset, 9);
}

static void test_fault__an_error_already_there_stays(void **state)
{
    (void)state;
    ent_error err = { .code = ENT_ERR_IO, .message = "before" };
    assert_int_equal(ent_i_fault("RETURN", 6, (ent_i_range){ 0, 6 }, ENT_ERR_SYNTAX, "SyntaxError", "runtime", "X",
                                 NULL, &err, "no %d", 1),
                     ENT_ERR_SYNTAX);
    assert_string_equal(err.message, "before");
    assert_int_equal(ent_i_fault("RETURN", 6, (ent_i_range){ 90, 6 }, ENT_ERR_SYNTAX, "SyntaxError", "runtime", "X",
                                 NULL, NULL, "no %d", 1),
                     ENT_ERR_SYNTAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fault__the_caret_stands_under_the_place),
        cmocka_unit_test(test_fault__the_end_is_after_the_last_token),
        cmocka_unit_test(test_fault__wide_letters_and_tabs_keep_the_caret_in_place),
        cmocka_unit_test(test_fault__long_lines_are_cut_around_the_place),
        cmocka_unit_test(test_fault__bytes_that_are_not_utf8_are_placed),
        cmocka_unit_test(test_fault__an_earlier_mistake_goes_before_a_bad_character),
        cmocka_unit_test(test_fault__an_error_already_there_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
