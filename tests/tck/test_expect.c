/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kit's values: read, printed, compared. */
#include "support.h"

#include <stdio.h>

#include "kit.h"

static bool same(ent_i_arena *arena, const char *a, const char *b, bool unordered)
{
    tck_value one = parsed(arena, a), other = parsed(arena, b);
    bool result = tck_same(&one, &other, unordered);
    assert_int_equal(tck_same(&other, &one, unordered), result);
    return result;
}

static void test_expect__print_is_what_was_read(void **state)
{
    static const char *const table[][2] = {
        { "null", "null" }, { " true ", "true" }, { "false", "false" }, { "-9223372036854775808", "-9223372036854775808" },
        { "1.0", "1.0" }, { ".5", "0.5" }, { "-.5", "-0.5" }, { "1e308", "1e+308" }, { "-1e-305", "-1e-305" },
        { "1E3", "1000.0" }, { "-0.0", "0.0" }, { "NaN", "NaN" }, { "Inf", "Inf" }, { "-Inf", "-Inf" },
        { "''", "''" }, { "'a\\'b\\\\c\\n'", "'a\\'b\\\\c\\\\n'" }, { "'\"'", "'\"'" },
        { "[]", "[]" }, { "[1,  [ 'x' ,null]]", "[1, ['x', null]]" },
        { "{}", "{}" }, { "{b: 1, a:{c : 2}}", "{a: {c: 2}, b: 1}" }, { "{`x y`: 1}", "{x y: 1}" },
        { "()", "()" }, { "(:B:A)", "(:A:B)" }, { "( :A {p:1} )", "(:A {p: 1})" }, { "({p: 'x'})", "({p: 'x'})" },
        { "[:T]", "[:T]" }, { "[ :T {p: [1]}]", "[:T {p: [1]}]" }, { "[[:T], [:U]]", "[[:T], [:U]]" },
        { "<()>", "<()>" }, { "<(:A)-[:T {n: 1}]->(:B)<-[:U]-(:C)>", "<(:A)-[:T {n: 1}]->(:B)<-[:U]-(:C)>" },
        { "nullable", NULL }, { "", NULL }, { "1x", NULL }, { "'a", NULL }, { "'a' 'b'", NULL }, { "[1", NULL },
        { "[1,]", NULL }, { "{a 1}", NULL }, { "{a: 1", NULL }, { "(:A", NULL }, { "(:)", NULL }, { "[:T", NULL },
        { "<(:A)-[:T]-(:B)>", NULL }, { "<(:A)-[:T]->>", NULL }, { "<>", NULL }, { "9223372036854775808", NULL },
        { "1e999", NULL }, { "--1", NULL }, { "1.", NULL }, { "(1)", NULL },
    };
    ent_i_arena arena;
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    (void)state;
    ent_i_arena_init(&arena);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        tck_value value = { .kind = TCK_PATH };
        const char *fault = NULL;
        bool read = tck_parse(&arena, table[i][0], &value, &fault);
        if (read != (table[i][1] != NULL))
            fail_msg("%s: %s", table[i][0], read ? "was read" : fault);
        if (!read) {
            assert_non_null(fault);
            continue;
        }
        ent_i_buffer_reset(&text);
        tck_print(&value, &text);
        assert_string_equal(ent_i_buffer_string(&text), table[i][1]);
    }
    ent_i_buffer_clear(&text);
    ent_i_arena_clear(&arena);
}

static void test_expect__depth_is_limited(void **state)
{
    char deep[2001];
    ent_i_arena arena;
    tck_value value;
    const char *fault = NULL;
    (void)state;
    ent_i_arena_init(&arena);
    memset(deep, '[', 2000);
    deep[2000] = '\0';
    assert_false(tck_parse(&arena, deep, &value, &fault));
    assert_string_equal(fault, "nested too deep");
    ent_i_arena_clear(&arena);
}

static void test_expect__same(void **state)
{
    static const struct {
        const char *a, *b;
        bool ordered, unordered;
    } table[] = {
        { "1", "1", true, true }, { "1", "1.0", false, false }, { "0.0", "-0.0", true, true }, { "NaN", "NaN", true, true },
        { "1", "'1'", false, false }, { "null", "null", true, true }, { "null", "false", false, false },
        { "'a'", "'a '", false, false }, { "'a'", "'A'", false, false }, { "true", "false", false, false },
        { "[1, 2]", "[2, 1]", false, true }, { "[1, 1, 2]", "[2, 1, 2]", false, false }, { "[1, 2]", "[1]", false, false },
        { "[[1, 2], 3]", "[3, [2, 1]]", false, true }, { "[]", "{}", false, false },
        { "{a: 1, b: [1, 2]}", "{b: [1, 2], a: 1}", true, true }, { "{a: [1, 2]}", "{a: [2, 1]}", false, true },
        { "{a: null}", "{}", false, false }, { "{a: 1}", "{b: 1}", false, false },
        { "(:A:B)", "(:B:A)", true, true }, { "(:A)", "(:A:B)", false, false }, { "(:A)", "(:a)", false, false },
        { "({p: 1})", "({p: 1.0})", false, false }, { "(:A {l: [1, 2]})", "(:A {l: [2, 1]})", false, true },
        { "[:T {p: 1}]", "[:T {p: 1}]", true, true }, { "[:T]", "[:U]", false, false },
        { "<(:A)-[:T]->(:B)>", "<(:A)-[:T]->(:B)>", true, true }, { "<(:A)-[:T]->(:B)>", "<(:A)<-[:T]-(:B)>", false, false },
        { "<(:A)>", "(:A)", false, false }, { "<(:A)>", "<(:A)-[:T]->(:B)>", false, false },
        { "<(:A)-[:T]->(:B)>", "<(:B)-[:T]->(:A)>", false, false },
    };
    ent_i_arena arena;
    (void)state;
    ent_i_arena_init(&arena);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (same(&arena, table[i].a, table[i].b, false) != table[i].ordered ||
            same(&arena, table[i].a, table[i].b, true) != table[i].unordered)
            fail_msg("%s and %s", table[i].a, table[i].b);
    /* A loop has no direction of its own. */
    tck_value path = parsed(&arena, "<(:A)-[:T]->(:A)>"), back = parsed(&arena, "<(:A)<-[:T]-(:A)>");
    assert_false(tck_same(&path, &back, false));
    path.items[1].loop = true;
    assert_true(tck_same(&path, &back, false));
    ent_i_arena_clear(&arena);
}

static void test_expect__json(void **state)
{
    static const char *const table[][2] = {
        { "null", "null" }, { "1", "1" }, { "1.0", "1.0" }, { "'a\"b'", "\"a\\\"b\"" },
        { "[1, {b: 'x', a: [null, true]}]", "[1,{\"b\":\"x\",\"a\":[null,true]}]" }, { "{}", "{}" },
    };
    ent_i_arena arena;
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    (void)state;
    ent_i_arena_init(&arena);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        tck_value value = parsed(&arena, table[i][0]);
        ent_i_buffer_reset(&text);
        tck_print_json(&value, &text);
        assert_string_equal(ent_i_buffer_string(&text), table[i][1]);
    }
    ent_i_buffer_clear(&text);
    ent_i_arena_clear(&arena);
}

static size_t read_cells(ent_i_arena *arena, const tck_step *step)
{
    bool parameters = strcmp(step->text, "parameters are:") == 0;
    bool values = strncmp(step->text, "the result should be", 20) == 0 || strncmp(step->text, "there exists", 12) == 0;
    size_t count = 0;
    for (size_t i = parameters ? 0 : 1; (parameters || values) && i < step->table.count; i++)
        for (size_t j = parameters ? 1 : 0; j < step->table.rows[i].count; j++, count++)
            parsed(arena, step->table.rows[i].cells[j]);
    return count;
}

static void test_expect__every_cell_of_the_kit_can_be_read(void **state)
{
    ent_i_arena arena;
    ent_error err = { 0 };
    tck_file *files = NULL;
    size_t count = 0, cells = 0;
    (void)state;
    ent_i_arena_init(&arena);
    const char *folder = tck_default_folder(&arena);
    if (!folder) {
        printf("skipped: no conformance kit in $ENTENTE_SHARED/tck or ../shared/tck\n");
        ent_i_arena_clear(&arena);
        skip();
        return;
    }
    assert_int_equal(tck_files(&arena, folder, &files, &count, &err), ENT_OK);
    for (size_t i = 0; i < count; i++) {
        tck_feature feature = { 0 };
        assert_int_equal(tck_load(&arena, &files[i], &feature, &err), ENT_OK);
        for (size_t j = 0; j < feature.count; j++)
            for (size_t k = 0; k < feature.scenarios[j].count; k++)
                cells += read_cells(&arena, &feature.scenarios[j].steps[k]);
    }
    assert_true(cells > 2710);
    ent_i_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_expect__print_is_what_was_read),
        cmocka_unit_test(test_expect__depth_is_limited),
        cmocka_unit_test(test_expect__same),
        cmocka_unit_test(test_expect__json),
        cmocka_unit_test(test_expect__every_cell_of_the_kit_can_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
