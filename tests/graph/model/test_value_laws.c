/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The laws of equality, order and equivalence on random nested values, and on values of any depth. */
#include <math.h>

#include "value_support.h"

static uint64_t seed;

static unsigned draw(unsigned below)
{
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (unsigned)((seed >> 33) % below);
}

static ent_i_value random_temporal(ent_i_arena *arena)
{
    ent_i_temporal t = { .kind = (ent_i_temporal_kind)draw(6) };
    bool duration = t.kind == ENT_I_DURATION;
    t.days = duration || t.kind == ENT_I_DATE || t.kind >= ENT_I_LOCAL_DATETIME ? (int64_t)draw(3) - 1 : 0;
    t.nanoseconds = t.kind == ENT_I_DATE ? 0 : duration ? draw(2) : (int64_t)draw(3) * 3600000000000;
    t.months = duration ? (int64_t)draw(3) - 1 : 0;
    t.seconds = duration ? (int64_t)draw(3) * 86400 - 86400 : 0;
    t.offset = t.kind == ENT_I_TIME || t.kind == ENT_I_DATETIME ? (int32_t)draw(3) * 3600 - 3600 : 0;
    return temporal_value(arena, t);
}

static ent_i_value random_scalar(ent_i_arena *arena)
{
    static const int64_t integers[] = { 0, 1, -1, 2, INT64_MAX, INT64_MAX - 1, INT64_MIN, 9007199254740993 };
    static const double numbers[] = { 0.0,  -0.0, 1.0,  0.5, -1.0, 9007199254740992.0, 9223372036854775808.0,
                                      -9223372036854775808.0, 1e300, (double)NAN, (double)INFINITY, -(double)INFINITY };
    static const char *const texts[] = { "", "a", "b", "ab", "\xc3\xa9" };
    const char *text = texts[draw(5)];
    switch (draw(8)) {
    case 0:
        return ent_i_null();
    case 1:
        return ent_i_boolean(draw(2));
    case 2:
        return ent_i_integer(integers[draw(8)]);
    case 3:
        return ent_i_float(numbers[draw(12)]);
    case 4:
        return text_value(arena, text, strlen(text));
    case 5:
        return (ent_i_value){ .kind = ENT_I_NODE, .id = draw(2) };
    case 6:
        return (ent_i_value){ .kind = ENT_I_RELATIONSHIP, .id = draw(2) };
    default:
        return random_temporal(arena);
    }
}

static ent_i_value random_path(ent_i_arena *arena)
{
    ent_i_path *path = ent_i_arena_alloc(arena, sizeof *path);
    assert_non_null(path);
    path->count = draw(3);
    path->nodes = ent_i_arena_alloc(arena, 3 * sizeof *path->nodes);
    path->relationships = ent_i_arena_alloc(arena, 3 * sizeof *path->relationships);
    for (size_t i = 0; i < 3; i++) {
        path->nodes[i] = draw(2);
        path->relationships[i] = draw(2);
    }
    return (ent_i_value){ .kind = ENT_I_PATH, .path = path };
}

static ent_i_value random_value(ent_i_arena *arena, unsigned depth)
{
    static const char *const keys[] = { "a", "b", "", "aa" };
    unsigned kind = depth ? draw(6) : 5;
    ent_i_list *list = NULL;
    ent_i_map *map = NULL;
    switch (kind) {
    case 0:
    case 1:
        assert_int_equal(ent_i_value_list(arena, draw(4), &list, NULL), ENT_OK);
        for (size_t i = 0; i < list->count; i++)
            list->items[i] = random_value(arena, depth - 1);
        return (ent_i_value){ .kind = ENT_I_LIST, .list = list };
    case 2:
    case 3:
        assert_int_equal(ent_i_value_map(arena, 4, &map, NULL), ENT_OK);
        for (unsigned i = draw(4); i > 0; i--) {
            const char *key = keys[draw(4)];
            ent_i_map_put(map, text_value(arena, key, strlen(key)).string, random_value(arena, depth - 1));
        }
        return (ent_i_value){ .kind = ENT_I_MAP, .map = map };
    case 4:
        return random_path(arena);
    default:
        return random_scalar(arena);
    }
}

/* Equality says what the definitions follow from: is or contains a null or NaN. */
static bool holds_null_or_nan(ent_i_value value)
{
    if (value.kind == ENT_I_LIST)
        for (size_t i = 0; i < value.list->count; i++)
            if (holds_null_or_nan(value.list->items[i]))
                return true;
    if (value.kind == ENT_I_MAP)
        for (size_t i = 0; i < value.map->count; i++)
            if (holds_null_or_nan(value.map->entries[i].value))
                return true;
    return value.kind == ENT_I_NULL || (value.kind == ENT_I_FLOAT && isnan(value.number));
}

static void check_pair(ent_i_value a, ent_i_value b)
{
    int order = ent_i_value_order(a, b), less = 7, greater = 7;
    bool equivalent = ent_i_value_equivalent(a, b);
    ent_i_ternary equal = ent_i_value_equal(a, b);
    assert_int_equal(order, -ent_i_value_order(b, a));
    assert_int_equal(equivalent, order == 0);
    assert_int_equal(equal, ent_i_value_equal(b, a));
    if (equivalent)
        assert_true(ent_i_value_hash(a) == ent_i_value_hash(b));
    if (equal == ENT_I_TRUE)
        assert_true(equivalent);
    if (!holds_null_or_nan(a) && !holds_null_or_nan(b))
        assert_int_equal(equal, equivalent ? ENT_I_TRUE : ENT_I_FALSE);
    ent_i_ternary known = ent_i_value_comparable(a, b, &less);
    assert_int_equal(known, ent_i_value_comparable(b, a, &greater));
    if (known != ENT_I_TRUE) {
        assert_int_equal(less, 7); /* untouched */
        return;
    }
    assert_int_equal(less, -greater);
    assert_int_equal(less == 0, equal == ENT_I_TRUE);
    /* Where "<" knows an answer, ORDER BY agrees. */
    assert_int_equal(less, order);
}

static void test_value_laws__random_values(void **state)
{
    enum { COUNT = 90 };
    (void)state;
    size_t equivalent_pairs = 0;
    for (unsigned round = 0; round < 12; round++) {
        ent_i_arena arena;
        ent_i_value values[COUNT];
        seed = round + 1;
        ent_i_arena_init(&arena);
        for (size_t i = 0; i < COUNT; i++)
            values[i] = random_value(&arena, round % 4);
        for (size_t i = 0; i < COUNT; i++)
            for (size_t j = 0; j < COUNT; j++) {
                check_pair(values[i], values[j]);
                int ij = ent_i_value_order(values[i], values[j]);
                equivalent_pairs += i != j && ij == 0;
                for (size_t k = 0; k < COUNT; k += 3)
                    if (ij <= 0 && ent_i_value_order(values[j], values[k]) <= 0 &&
                        ent_i_value_order(values[i], values[k]) > 0)
                        fail_msg("round %u: %zu, %zu, %zu are not in order", round, i, j, k);
            }
        ent_i_arena_clear(&arena);
    }
    /* Else the laws of equivalent values were not tried at all. */
    assert_true(equivalent_pairs > 100);
}

/* [[[...[bottom]...]]], maps in lists, or maps in maps. */
static ent_i_value nested(ent_i_arena *arena, size_t depth, ent_i_value bottom, int maps)
{
    ent_i_value key = text_value(arena, "k", 1);
    for (size_t i = 0; i < depth; i++) {
        ent_i_list *list = NULL;
        ent_i_map *map = NULL;
        if (maps == 2 || (maps && i % 2)) {
            assert_int_equal(ent_i_value_map(arena, 1, &map, NULL), ENT_OK);
            ent_i_map_put(map, key.string, bottom);
            bottom = (ent_i_value){ .kind = ENT_I_MAP, .map = map };
        } else {
            assert_int_equal(ent_i_value_list(arena, 1, &list, NULL), ENT_OK);
            list->items[0] = bottom;
            bottom = (ent_i_value){ .kind = ENT_I_LIST, .list = list };
        }
    }
    return bottom;
}

static void test_value_laws__nesting_within_the_limit_counts(void **state)
{
    ent_i_arena arena;
    (void)state;
    ent_i_arena_init(&arena);
    for (int maps = 0; maps < 3; maps++) {
        ent_i_value one = nested(&arena, ENT_I_VALUE_NESTING, ent_i_integer(1), maps);
        ent_i_value same = nested(&arena, ENT_I_VALUE_NESTING, ent_i_float(1), maps);
        ent_i_value two = nested(&arena, ENT_I_VALUE_NESTING, ent_i_integer(2), maps);
        check_pair(one, same);
        check_pair(one, two);
        assert_int_equal(ent_i_value_equal(one, same), ENT_I_TRUE);
        assert_int_equal(ent_i_value_equal(one, two), ENT_I_FALSE);
        assert_int_equal(ent_i_value_order(one, two), -1);
        assert_true(ent_i_value_hash(one) != ent_i_value_hash(two));
    }
    ent_i_arena_clear(&arena);
}

static void test_value_laws__any_depth_is_safe(void **state)
{
    enum { DEEP = 300000 };
    ent_i_arena arena;
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    int order = 7;
    (void)state;
    ent_i_arena_init(&arena);
    for (int maps = 0; maps < 3; maps++) {
        ent_i_value one = nested(&arena, DEEP, ent_i_integer(1), maps);
        ent_i_value two = nested(&arena, DEEP, ent_i_integer(2), maps);
        assert_int_equal(ent_i_value_equal(one, two), ENT_I_UNKNOWN);
        assert_int_equal(ent_i_value_comparable(one, two, &order), ENT_I_UNKNOWN);
        assert_int_equal(ent_i_value_order(one, two), 0);
        assert_true(ent_i_value_equivalent(one, two));
        assert_true(ent_i_value_hash(one) == ent_i_value_hash(two));
        ent_i_buffer_reset(&text);
        ent_i_value_print(one, true, &text);
        assert_non_null(strstr(ent_i_buffer_string(&text), "..."));
    }
    ent_i_buffer_clear(&text);
    ent_i_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_value_laws__random_values),
        cmocka_unit_test(test_value_laws__nesting_within_the_limit_counts),
        cmocka_unit_test(test_value_laws__any_depth_is_safe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
