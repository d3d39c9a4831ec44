/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values made, read and printed; the tables of equality, comparability and order of CIP2016-06-14. */
#include <math.h>

#include "value_support.h"

static const char *truth(ent_i_ternary ternary)
{
    static const char *const names[] = { "false", "true", "null" };
    return names[ternary];
}

/* The truth of "a < b" and of "a = b". */
static const char *less(ent_i_arena *arena, const char *a, const char *b)
{
    int order = 7;
    ent_i_ternary known = ent_i_value_comparable(V(arena, a), V(arena, b), &order);
    return known == ENT_I_TRUE ? truth(order < 0) : truth(known);
}

static const char *equal(ent_i_arena *arena, const char *a, const char *b)
{
    ent_i_ternary one = ent_i_value_equal(V(arena, a), V(arena, b));
    assert_int_equal(one, ent_i_value_equal(V(arena, b), V(arena, a)));
    return truth(one);
}

static void test_value__equality(void **state)
{
    static const char *const table[][3] = {
        { "null", "null", "null" }, { "null", "1", "null" }, { "1", "1", "true" }, { "1", "1.0", "true" },
        { "1", "2", "false" }, { "1", "'1'", "false" }, { "true", "true", "true" }, { "true", "1", "false" },
        { "0.0", "-0.0", "true" }, { "0", "-0.0", "true" },
        { "NaN", "NaN", "false" }, { "NaN", "1", "false" }, { "NaN", "'a'", "false" }, { "NaN", "null", "null" },
        { "Infinity", "Infinity", "true" }, { "Infinity", "-Infinity", "false" },
        { "'a'", "'a'", "true" }, { "'a'", "'b'", "false" }, { "'a'", "'aa'", "false" }, { "''", "null", "null" },
        { "[]", "[]", "true" }, { "[]", "{}", "false" }, { "[1, 2]", "[1]", "false" }, { "[null]", "[1]", "null" },
        { "[null]", "[null]", "null" }, { "['a']", "[1]", "false" }, { "[[1]]", "[[1], [null]]", "false" },
        { "[1, null]", "[2, null]", "false" }, { "[null, 1]", "[null, 2]", "false" }, { "[null]", "[]", "false" },
        { "[1, [2, null]]", "[1.0, [2, 3]]", "null" }, { "[NaN]", "[NaN]", "false" }, { "[NaN, null]", "[NaN, 1]", "false" },
        { "{}", "{}", "true" }, { "{a: 1}", "{a: 1.0}", "true" }, { "{a: 1}", "{b: 1}", "false" },
        { "{a: 1, b: 2}", "{b: 2, a: 1}", "true" }, { "{a: 1, b: null}", "{b: null, a: 1}", "null" },
        { "{a: 1}", "{a: 1, b: null}", "false" }, { "{a: null}", "{b: null}", "false" },
        { "{a: null, b: 1}", "{a: null, b: 2}", "false" },
        { "(1)", "(1)", "true" }, { "(1)", "(2)", "false" }, { "(1)", "-1-", "false" }, { "(1)", "1", "false" },
    };
    ent_i_arena arena;
    (void)state;
    ent_i_arena_init(&arena);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (strcmp(equal(&arena, table[i][0], table[i][1]), table[i][2]) != 0)
            fail_msg("%s = %s is not %s", table[i][0], table[i][1], table[i][2]);
    ent_i_arena_clear(&arena);
}

static void test_value__comparability(void **state)
{
    /* a, b, a < b, b < a */
    static const char *const table[][4] = {
        { "1", "2", "true", "false" }, { "1", "1.0", "false", "false" }, { "1", "3.14", "true", "false" },
        { "1", "NaN", "false", "false" }, { "NaN", "NaN", "false", "false" }, { "'a'", "NaN", "null", "null" },
        { "-Infinity", "Infinity", "true", "false" }, { "9223372036854775807", "Infinity", "true", "false" },
        { "null", "null", "null", "null" }, { "null", "1", "null", "null" }, { "'1'", "1", "null", "null" },
        { "false", "true", "true", "false" }, { "true", "1", "null", "null" },
        { "'a'", "'aa'", "true", "false" }, { "'a'", "'b'", "true", "false" }, { "''", "'a'", "true", "false" },
        { "'Z'", "'a'", "true", "false" },
        { "[1]", "[1, 0]", "true", "false" }, { "[1]", "[1, null]", "true", "false" },
        { "[1, 2]", "[1, null]", "null", "null" }, { "[1, 2]", "[3, null]", "true", "false" },
        { "[1, 0]", "[1, 'a']", "null", "null" }, { "[]", "[]", "false", "false" }, { "[NaN]", "[1]", "false", "false" },
        { "[1]", "{}", "null", "null" }, { "(1)", "(2)", "true", "false" }, { "(1)", "-2-", "null", "null" },
        { "{a: 1}", "{a: 1, b: null}", "null", "null" },
    };
    ent_i_arena arena;
    (void)state;
    ent_i_arena_init(&arena);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (strcmp(less(&arena, table[i][0], table[i][1]), table[i][2]) != 0 ||
            strcmp(less(&arena, table[i][1], table[i][0]), table[i][3]) != 0)
            fail_msg("%s < %s is not %s, or the converse not %s", table[i][0], table[i][1], table[i][2], table[i][3]);
    ent_i_arena_clear(&arena);
}

/* Every entry stands before every later one. */
static void test_value__order_of_kinds_and_within_them(void **state)
{
    static const char *const sorted[] = {
        "{}", "{a: 1}", "{a: 1, b: 1}", "{a: 2}", "{a: null}", "{b: 0}", "(1)", "(2)", "-1-", "-2-",
        "[]", "['a']", "['a', 1]", "[1]", "[1, 'a']", "[1, null]", "[1.5]", "[null]", "[null, 1]",
        "''", "'a'", "'ab'", "'b'", "'\xc3\xa9'", "'\xf0\x9f\xa7\x90'", "false", "true",
        "-Infinity", "-1.5", "-1", "0", "0.5", "1", "9007199254740992.0", "9007199254740993", "9223372036854775807",
        "9223372036854775808.0", "Infinity", "NaN", "null",
    };
    enum { COUNT = sizeof sorted / sizeof sorted[0] };
    ent_i_arena arena;
    (void)state;
    ent_i_arena_init(&arena);
    for (size_t i = 0; i < COUNT; i++)
        for (size_t j = 0; j < COUNT; j++) {
            ent_i_value a = V(&arena, sorted[i]), b = V(&arena, sorted[j]);
            if (ent_i_value_order(a, b) != (i > j) - (i < j))
                fail_msg("%s and %s", sorted[i], sorted[j]);
            assert_int_equal(ent_i_value_equivalent(a, b), i == j);
        }
    ent_i_arena_clear(&arena);
}

/* What a double cannot tell apart is told apart. */
static void test_value__integers_and_floats_compare_exactly(void **state)
{
    static const struct {
        int64_t integer;
        double number;
        int order;
    } table[] = {
        { 9007199254740993, 9007199254740992.0, 1 },
        { -9007199254740993, -9007199254740992.0, -1 },
        { INT64_MAX, 9223372036854775808.0, -1 },
        { INT64_MIN, -9223372036854775808.0, 0 },
        { INT64_MIN, -9223372036854777856.0, 1 },
        { INT64_MAX, 9223372036854774784.0, 1 },
        { 0, 5e-324, -1 }, { 0, -5e-324, 1 }, { -1, -1.5, 1 }, { -2, -1.5, -1 }, { 1, 1e308, -1 }, { 1, -1e308, 1 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        ent_i_value a = ent_i_integer(table[i].integer), b = ent_i_float(table[i].number);
        int order = 7;
        assert_int_equal(ent_i_value_order(a, b), table[i].order);
        assert_int_equal(ent_i_value_order(b, a), -table[i].order);
        assert_int_equal(ent_i_value_comparable(a, b, &order), ENT_I_TRUE);
        assert_int_equal(order, table[i].order);
        assert_int_equal(ent_i_value_equal(a, b), table[i].order == 0 ? ENT_I_TRUE : ENT_I_FALSE);
        if (table[i].order == 0)
            assert_true(ent_i_value_hash(a) == ent_i_value_hash(b));
    }
    assert_int_equal(ent_i_value_order(ent_i_integer(INT64_MAX), ent_i_integer(INT64_MAX - 1)), 1);
}

static void test_value__paths_are_their_elements(void **state)
{
    uint64_t nodes[] = { 1, 1 }, ties[] = { 5 }, others[] = { 6 };
    ent_i_path loop = { 1, nodes, ties }, same = { 1, (uint64_t[]){ 1, 1 }, (uint64_t[]){ 5 } },
               other = { 1, nodes, others }, point = { 0, nodes, NULL };
    ent_i_value a = { .kind = ENT_I_PATH, .path = &loop }, b = { .kind = ENT_I_PATH, .path = &same };
    ent_i_value c = { .kind = ENT_I_PATH, .path = &other }, d = { .kind = ENT_I_PATH, .path = &point };
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    int order = 7;
    (void)state;
    assert_int_equal(ent_i_value_equal(a, b), ENT_I_TRUE);
    assert_true(ent_i_value_hash(a) == ent_i_value_hash(b));
    assert_int_equal(ent_i_value_equal(a, c), ENT_I_FALSE);
    assert_int_equal(ent_i_value_comparable(a, c, &order), ENT_I_TRUE);
    assert_int_equal(order, -1);
    assert_int_equal(ent_i_value_order(d, a), -1);
    ent_i_value_print(a, true, &text);
    assert_string_equal(ent_i_buffer_string(&text), "<(#1)-[#5]-(#1)>");
    ent_i_buffer_clear(&text);
}

static void test_value__temporals(void **state)
{
    ent_i_arena arena;
    (void)state;
    ent_i_arena_init(&arena);
    ent_i_value date = temporal_value(&arena, (ent_i_temporal){ .kind = ENT_I_DATE, .days = 5000 });
    ent_i_value later = temporal_value(&arena, (ent_i_temporal){ .kind = ENT_I_DATE, .days = 5001 });
    ent_i_value ten = temporal_value(&arena, (ent_i_temporal){ .kind = ENT_I_TIME, .nanoseconds = INT64_C(36000000000000),
                                                               .offset = 3600 });
    ent_i_value nine = temporal_value(&arena, (ent_i_temporal){ .kind = ENT_I_TIME, .nanoseconds = INT64_C(32400000000000) });
    ent_i_value month = temporal_value(&arena, (ent_i_temporal){ .kind = ENT_I_DURATION, .months = 1 });
    ent_i_value day = temporal_value(&arena, (ent_i_temporal){ .kind = ENT_I_DURATION, .days = 1 });
    ent_i_value hours = temporal_value(&arena, (ent_i_temporal){ .kind = ENT_I_DURATION, .seconds = 86400 });
    ent_i_value age = temporal_value(&arena, (ent_i_temporal){ .kind = ENT_I_DURATION, .months = INT64_MAX });
    int order = 7;
    assert_int_equal(ent_i_value_comparable(date, later, &order), ENT_I_TRUE);
    assert_int_equal(order, -1);
    assert_int_equal(ent_i_value_equal(date, later), ENT_I_FALSE);
    assert_int_equal(ent_i_value_equal(date, date), ENT_I_TRUE);
    /* One moment, two offsets. */
    assert_int_equal(ent_i_value_equal(ten, nine), ENT_I_TRUE);
    assert_true(ent_i_value_hash(ten) == ent_i_value_hash(nine));
    assert_int_equal(ent_i_value_comparable(ten, date, &order), ENT_I_UNKNOWN);
    assert_int_equal(ent_i_value_equal(ten, date), ENT_I_FALSE);
    assert_int_equal(ent_i_value_order(date, ten), -1);
    /* Durations are equal component by component, not comparable, yet in a total order. */
    assert_int_equal(ent_i_value_equal(day, hours), ENT_I_FALSE);
    assert_int_equal(ent_i_value_comparable(day, month, &order), ENT_I_UNKNOWN);
    assert_int_equal(ent_i_value_order(day, month), -1);
    assert_int_equal(ent_i_value_order(hours, day), -1);
    assert_int_equal(ent_i_value_order(month, age), -1);
    assert_int_equal(ent_i_value_order(age, V(&arena, "''")), -1);
    assert_int_equal(ent_i_value_order(V(&arena, "[]"), date), -1);
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    ent_i_value_print(date, false, &text);
    assert_string_equal(ent_i_buffer_string(&text), "1983-09-10");
    ent_i_buffer_reset(&text);
    ent_i_value_print(ten, true, &text);
    assert_string_equal(ent_i_buffer_string(&text), "'10:00+01:00'");
    ent_i_buffer_clear(&text);
    ent_i_arena_clear(&arena);
}

static void test_value__maps_keep_insertion_order(void **state)
{
    ent_i_arena arena;
    ent_error err = { 0 };
    ent_i_map *map = NULL;
    (void)state;
    ent_i_arena_init(&arena);
    assert_int_equal(ent_i_value_map(&arena, 2, &map, &err), ENT_OK);
    ent_i_map_put(map, text_value(&arena, "b", 1).string, ent_i_integer(1));
    ent_i_map_put(map, text_value(&arena, "a", 1).string, ent_i_integer(2));
    ent_i_map_put(map, text_value(&arena, "b", 1).string, ent_i_integer(3));
    assert_int_equal(map->count, 2);
    assert_memory_equal(map->entries[0].key->text, "b", 2);
    assert_int_equal(ent_i_map_get(map, "b", 1)->integer, 3);
    assert_null(ent_i_map_get(map, "B", 1));
    assert_null(ent_i_map_get(map, "ab", 2));
    assert_null(ent_i_map_get(map, "", 0));
    ent_i_arena_clear(&arena);
}

static void test_value__the_order_of_keys_does_not_matter(void **state)
{
    ent_i_arena arena;
    (void)state;
    ent_i_arena_init(&arena);
    ent_i_value one = V(&arena, "[{a: 1, b: {c: 2, d: null}, e: NaN}]");
    ent_i_value other = V(&arena, "[{e: NaN, b: {d: null, c: 2.0}, a: 1}]");
    ent_i_value swapped = V(&arena, "[{a: {c: 2, d: null}, b: 1, e: NaN}]");
    assert_int_equal(ent_i_value_order(one, other), 0);
    assert_true(ent_i_value_equivalent(one, other));
    assert_true(ent_i_value_hash(one) == ent_i_value_hash(other));
    assert_false(ent_i_value_equivalent(one, swapped));
    assert_true(ent_i_value_hash(one) != ent_i_value_hash(swapped));
    ent_i_arena_clear(&arena);
}

static void test_value__sizes_beyond_memory_are_refused(void **state)
{
    ent_i_arena arena;
    ent_i_list *list = NULL;
    ent_i_map *map = NULL;
    ent_i_value value = ent_i_null();
    (void)state;
    ent_i_arena_init(&arena);
    assert_int_equal(ent_i_value_list(&arena, SIZE_MAX / sizeof(ent_i_value) + 2, &list, NULL), ENT_ERR_NOMEM);
    assert_int_equal(ent_i_value_map(&arena, SIZE_MAX / sizeof(ent_i_entry) + 2, &map, NULL), ENT_ERR_NOMEM);
    assert_int_equal(ent_i_value_string(&arena, "", SIZE_MAX - 8, &value, NULL), ENT_ERR_NOMEM);
    assert_null(list);
    assert_null(map);
    assert_int_equal(value.kind, ENT_I_NULL);
    ent_i_arena_clear(&arena);
}

static void test_value__print(void **state)
{
    static const char *const same[] = {
        "null", "true", "-9223372036854775808", "1.0", "-0.5", "0.1", "1e+300", "NaN", "Infinity", "-Infinity",
        "[1, [2.0, 'x'], {}]", "{a: 1, _b2: [null]}", "1000000000000000.0", "1e+22",
    };
    ent_i_arena arena;
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    (void)state;
    ent_i_arena_init(&arena);
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        ent_i_value value = V(&arena, same[i]);
        ent_i_buffer_reset(&text);
        ent_i_value_print(value, true, &text);
        ent_i_value back = V(&arena, ent_i_buffer_string(&text));
        assert_int_equal(back.kind, value.kind);
        assert_true(ent_i_value_equivalent(value, back));
        if (strchr(same[i], '1') != same[i] || i == 3)
            assert_string_equal(ent_i_buffer_string(&text), same[i]);
    }
    ent_i_buffer_reset(&text);
    ent_i_value_print(text_value(&arena, "it's\n\\\0\x7f", 8), true, &text);
    assert_string_equal(ent_i_buffer_string(&text), "'it\\'s\\n\\\\\\u0000\\u007F'");
    ent_i_buffer_reset(&text);
    ent_i_value_print(text_value(&arena, "it's", 4), false, &text);
    assert_string_equal(ent_i_buffer_string(&text), "it's");
    ent_i_buffer_reset(&text);
    ent_i_value_print(V(&arena, "{a b: 1, 2: (3), `: -4-}"), true, &text);
    assert_string_equal(ent_i_buffer_string(&text), "{`a b`: 1, `2`: (#3), ````: [#4]}");
    ent_i_buffer_clear(&text);
    ent_i_arena_clear(&arena);
}

static void test_value__kind_names(void **state)
{
    ent_i_temporal moment = { .kind = ENT_I_LOCAL_DATETIME };
    (void)state;
    assert_string_equal(ent_i_value_kind_name(ent_i_null()), "NULL");
    assert_string_equal(ent_i_value_kind_name(ent_i_float(1)), "FLOAT");
    assert_string_equal(ent_i_value_kind_name((ent_i_value){ .kind = ENT_I_TEMPORAL, .temporal = &moment }),
                        "LOCAL DATETIME");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_value__equality),
        cmocka_unit_test(test_value__comparability),
        cmocka_unit_test(test_value__order_of_kinds_and_within_them),
        cmocka_unit_test(test_value__integers_and_floats_compare_exactly),
        cmocka_unit_test(test_value__paths_are_their_elements),
        cmocka_unit_test(test_value__temporals),
        cmocka_unit_test(test_value__maps_keep_insertion_order),
        cmocka_unit_test(test_value__the_order_of_keys_does_not_matter),
        cmocka_unit_test(test_value__sizes_beyond_memory_are_refused),
        cmocka_unit_test(test_value__print),
        cmocka_unit_test(test_value__kind_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
