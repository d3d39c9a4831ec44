/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "render/shape.h"
#include "render/text.h"

static void test_text__widths_are_those_of_arial(void **state)
{
    (void)state;
    /* Published advance widths of Arial: A 667, i 222, space 278 of 1000; bold A 722. */
    assert_int_equal(ent_i_glyph_width('A', false), 667);
    assert_int_equal(ent_i_glyph_width('i', false), 222);
    assert_int_equal(ent_i_glyph_width(' ', false), 278);
    assert_int_equal(ent_i_glyph_width('A', true), 722);
    assert_int_equal(ent_i_glyph_width(0x301, false), 0);
    assert_int_equal(ent_i_glyph_width(0x4E2D, false), 1000);
    assert_int_equal(ent_i_glyph_width(0x0928, false), 650);
    assert_true(fabs(ent_i_text_width("Ai A", 100, false) - 183.4) < 0.01);
}

static void test_text__cut_stays_in_room_and_says_so(void **state)
{
    (void)state;
    ent_i_arena arena;
    ent_i_arena_init(&arena);
    const char *whole = "Short", *text = ent_i_text_cut(&arena, whole, 500, 20, false);
    assert_ptr_equal(text, whole);
    text = ent_i_text_cut(&arena, "Very much longer than the room", 120, 20, false);
    assert_true(ent_i_text_width(text, 20, false) <= 120);
    assert_string_equal(text + strlen(text) - 3, "\xE2\x80\xA6");
    /* Never inside a character. */
    text = ent_i_text_cut(&arena, "\xD0\xA0\xD0\xBE\xD1\x81\xD1\x81\xD0\xB8\xD1\x8F", 40, 20, false);
    assert_int_equal(strlen(text) % 2, 1);
    ent_i_arena_clear(&arena);
}

static void test_text__wrap_breaks_where_the_lines_are_most_even(void **state)
{
    (void)state;
    ent_i_arena arena;
    const char *lines[2];
    ent_i_arena_init(&arena);
    assert_int_equal(ent_i_text_wrap(&arena, "Special Partnership 2010", 190, 22, false, lines), 2);
    assert_string_equal(lines[0], "Special");
    assert_string_equal(lines[1], "Partnership 2010");
    assert_int_equal(ent_i_text_wrap(&arena, "One line", 190, 22, false, lines), 1);
    ent_i_arena_clear(&arena);
}

static void test_text__clean_drops_what_cannot_be_drawn(void **state)
{
    (void)state;
    ent_i_arena arena;
    ent_i_arena_init(&arena);
    assert_string_equal(ent_i_text_clean(&arena, " two\nlines\t \x01 end\x7F "), "two lines end");
    assert_string_equal(ent_i_text_clean(&arena, "\xEF\xBF\xBF"), "");
    assert_string_equal(ent_i_text_clean(&arena, "cut \xFF here"), "cut");
    ent_i_arena_clear(&arena);
}

static void test_text__slugs_are_safe_and_differ(void **state)
{
    (void)state;
    static const char *const keys[] = { "india", "a_x20b", "a b", "a_b", "_", "_x", "\xC3\xA5land", "a.b-c", "", "A" };
    size_t count = sizeof keys / sizeof *keys;
    ent_i_arena arena;
    ent_i_arena_init(&arena);
    for (size_t i = 0; i < count; i++) {
        const char *slug = ent_i_text_slug(&arena, keys[i]);
        assert_int_equal(strspn(slug, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-"),
                         strlen(slug));
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(slug, ent_i_text_slug(&arena, keys[k]));
    }
    assert_string_equal(ent_i_text_slug(&arena, "a b"), "a_x20b");
    assert_string_equal(ent_i_text_slug(&arena, "a_x20b"), "a_x5fx20b");
    assert_string_equal(ent_i_text_slug(&arena, "MEMBER_OF"), "MEMBER_OF");
    ent_i_arena_clear(&arena);
}

static void test_text__xml_is_escaped(void **state)
{
    (void)state;
    ent_i_buffer out = ENT_I_BUFFER_INIT;
    ent_i_xml_text(&out, "\"<&>]]>\x01'\xC3\xA9");
    assert_string_equal(out.data, "&quot;&lt;&amp;&gt;]]&gt;'\xC3\xA9");
    ent_i_buffer_clear(&out);
}

static void test_text__numbers_have_one_decimal_and_no_minus_zero(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = { { 0, "0" },       { -0.04, "0" },      { 0.05, "0.1" }, { 12.0, "12" },
                  { -3.5, "-3.5" }, { 1920.04, "1920" }, { -0.96, "-1" } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ent_i_buffer out = ENT_I_BUFFER_INIT;
        ent_i_put_number(&out, cases[i].value);
        assert_string_equal(out.data, cases[i].text);
        ent_i_buffer_clear(&out);
    }
}

static void test_text__edge_of_a_pill_is_on_its_outline(void **state)
{
    (void)state;
    ent_i_box box = { 100, 100, 80, 40 };
    ent_i_point end = ent_i_shape_edge(ENT_CLASS_STATE, box, (ent_i_point){ 100, 500 }, 4);
    assert_true(fabs(end.x - 100) < 0.01 && fabs(end.y - 124) < 0.01);
    end = ent_i_shape_edge(ENT_CLASS_STATE, box, (ent_i_point){ 500, 500 }, 0);
    /* On the half circle around (120, 100). */
    assert_true(fabs(hypot(end.x - 120, end.y - 100) - 20) < 0.01);
    end = ent_i_shape_edge(ENT_CLASS_FORUM, box, (ent_i_point){ 500, 100 }, 5);
    assert_true(fabs(end.x - 145) < 0.01);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text__widths_are_those_of_arial),
        cmocka_unit_test(test_text__cut_stays_in_room_and_says_so),
        cmocka_unit_test(test_text__wrap_breaks_where_the_lines_are_most_even),
        cmocka_unit_test(test_text__clean_drops_what_cannot_be_drawn),
        cmocka_unit_test(test_text__slugs_are_safe_and_differ),
        cmocka_unit_test(test_text__xml_is_escaped),
        cmocka_unit_test(test_text__numbers_have_one_decimal_and_no_minus_zero),
        cmocka_unit_test(test_text__edge_of_a_pill_is_on_its_outline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
