/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "graph/base/utf8.h"
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

/* On a terminal of 80 columns a longer line would wrap, and the caret stand under something else. */
static void test_fault__long_lines_are_cut_around_the_place(void **state)
{
    (void)state;
    char text[3001];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    memcpy(text, "RETURN ", 7);
    memcpy(text + 1500, " é? ", 5);
    ent_query_error fault;
    ent_error err;
    assert_int_equal(parse(text, sizeof text - 1, &fault, &err), ENT_ERR_SYNTAX);
    assert_int_equal(fault.offset, 1501);
    const char *shown = strchr(err.message, '\n') + 1;
    const char *line_end = strchr(shown, '\n');
    assert_memory_equal(shown, "  ...xxx", 8);
    assert_memory_equal(line_end - 6, "xxx...", 6);
    assert_int_equal(line_end - shown, 79 + 1); /* é is two bytes */
    assert_int_equal(strspn(line_end + 1, " "), 2 + 3 + 44);
    assert_string_equal(line_end + 1 + 49, "^");
}

static size_t columns_of(const char *text, size_t length)
{
    size_t columns = 0;
    uint32_t point = 0;
    for (size_t at = 0; at < length; columns += ent_i_utf8_width(point))
        at += ent_i_utf8_next(text + at, length - at, &point);
    return columns;
}

/* RETURN '日日日'   ]   '日日日': as many letters before the mistake and after it as given. */
static void check_width(const char *letter, int before, int after)
{
    char text[1024] = "RETURN '";
    for (int i = 0; i < before; i++)
        strcat(text, letter);
    strcat(text, "' ] '");
    for (int i = 0; i < after; i++)
        strcat(text, letter);
    strcat(text, "'");
    ent_query_error fault;
    ent_error err;
    assert_true(parse(text, strlen(text), &fault, &err) < 0);
    const char *shown = strchr(err.message, '\n') + 1, *end = strchr(shown, '\n'), *place = strchr(shown, ']');
    assert_true(place && place < end);
    size_t columns = columns_of(shown, (size_t)(end - shown));
    assert_true(columns < 80);
    if (columns_of(text, strlen(text)) <= 71)
        assert_memory_equal(shown + 2, text, strlen(text));
    else
        assert_true(columns >= 70);
    assert_string_equal(end + 1 + strspn(end + 1, " "), "^");
    assert_int_equal(strspn(end + 1, " "), columns_of(shown, (size_t)(place - shown)));
}

static void test_fault__a_line_is_shown_as_far_as_a_terminal_shows_it(void **state)
{
    (void)state;
    static const char *const letters[] = { "x", "日", "é", "e\xCC\x81" };
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        for (int before = 0; before < 80; before++)
            for (int after = 0; after < 80; after += 3)
                check_width(letters[i], before, after);
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
        cmocka_unit_test(test_fault__a_line_is_shown_as_far_as_a_terminal_shows_it),
        cmocka_unit_test(test_fault__bytes_that_are_not_utf8_are_placed),
        cmocka_unit_test(test_fault__an_earlier_mistake_goes_before_a_bad_character),
        cmocka_unit_test(test_fault__an_error_already_there_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
