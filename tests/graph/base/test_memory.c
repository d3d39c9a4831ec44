/* SPDX-License-Identifier: GPL-2.0-or-later */
/* arena.h, array.h and buffer.h. */
#include "graph/base/arena.h"
#include "graph/base/array.h"
#include "graph/base/buffer.h"
#include "support.h"

static void test_memory__arena_items_do_not_overlap(void **state)
{
    (void)state;
    enum { ITEMS = 3000 };
    static unsigned char *items[ITEMS];
    static size_t sizes[ITEMS];
    uint32_t seed = 1;
    ent_i_arena arena;
    ent_i_arena_init(&arena);
    size_t sum = 0;
    for (int i = 0; i < ITEMS; i++) {
        /* Mostly small, now and then larger than a block. */
        sizes[i] = i % 500 == 499 ? (size_t)3 << 20 : next_random(&seed) % 300;
        items[i] = ent_i_arena_alloc(&arena, sizes[i]);
        assert_non_null(items[i]);
        assert_int_equal((uintptr_t)items[i] % _Alignof(max_align_t), 0);
        memset(items[i], i & 0xff, sizes[i]);
        sum += sizes[i];
    }
    for (int i = 0; i < ITEMS; i++)
        for (size_t k = 0; k < sizes[i]; k += 1 + sizes[i] / 7)
            assert_int_equal(items[i][k], i & 0xff);
    assert_true(arena.total >= sum && arena.total < 2 * sum + (2 << 20));
    ent_i_arena_clear(&arena);
    assert_int_equal(arena.total, 0);
    ent_i_arena_clear(&arena);
}

static void test_memory__arena_texts_end(void **state)
{
    (void)state;
    ent_i_arena arena;
    ent_i_arena_init(&arena);
    const char *a = ent_i_arena_copy(&arena, "abcdef", 3), *b = ent_i_arena_string(&arena, "");
    const char *c = ent_i_arena_printf(&arena, "%d-%s", 7, "x"), *d = ent_i_arena_copy(&arena, NULL, 0);
    assert_string_equal(a, "abc");
    assert_string_equal(b, "");
    assert_string_equal(c, "7-x");
    assert_string_equal(d, "");
    assert_null(ent_i_arena_alloc(&arena, SIZE_MAX));
    assert_null(ent_i_arena_alloc(&arena, SIZE_MAX / 3));
    assert_null(ent_i_arena_copy(&arena, "x", SIZE_MAX));
    assert_string_equal(a, "abc");
    ent_i_arena_clear(&arena);
}

static void test_memory__arrays_grow_or_stay(void **state)
{
    (void)state;
    uint64_t *numbers = NULL;
    size_t capacity = 0;
    ent_error err = { 0 };
    for (size_t i = 0; i < 10000; i++) {
        assert_int_equal(ENT_I_RESERVE(numbers, capacity, i + 1, &err), ENT_OK);
        assert_true(capacity > i);
        numbers[i] = i * i;
    }
    assert_true(capacity < 20000);
    uint64_t *before = numbers;
    size_t capacity_before = capacity;
    assert_int_equal(ENT_I_RESERVE(numbers, capacity, SIZE_MAX, &err), ENT_ERR_NOMEM);
    ent_error_clear(&err);
    assert_int_equal(ENT_I_RESERVE(numbers, capacity, SIZE_MAX / 8, &err), ENT_ERR_NOMEM);
    assert_int_equal(err.code, ENT_ERR_NOMEM);
    assert_ptr_equal(numbers, before);
    assert_int_equal(capacity, capacity_before);
    for (size_t i = 0; i < 10000; i++)
        assert_int_equal(numbers[i], i * i);
    free(numbers);
}

static void test_memory__zeroed_is_zero(void **state)
{
    (void)state;
    uint32_t *zeros = NULL;
    ent_error err = { 0 };
    assert_int_equal(ENT_I_ZEROED(zeros, 1000, &err), ENT_OK);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(zeros[i], 0);
    free(zeros);
    zeros = NULL;
    assert_int_equal(ENT_I_ZEROED(zeros, 0, &err), ENT_OK);
    assert_non_null(zeros);
    uint32_t *kept = zeros;
    assert_int_equal(ENT_I_ZEROED(zeros, SIZE_MAX / 2, &err), ENT_ERR_NOMEM);
    assert_ptr_equal(zeros, kept);
    free(zeros);
}

static void test_memory__buffer_collects(void **state)
{
    (void)state;
    ent_i_buffer b = ENT_I_BUFFER_INIT;
    assert_string_equal(ent_i_buffer_string(&b), "");
    ent_i_buffer_text(&b, "a");
    ent_i_buffer_char(&b, 'b');
    ent_i_buffer_add(&b, "cd\0e", 4);
    ent_i_buffer_printf(&b, "%05d", 42);
    assert_int_equal(b.length, 11);
    assert_memory_equal(b.data, "abcd\0e00042", 12);
    char large[5000];
    memset(large, 'x', sizeof large - 1);
    large[sizeof large - 1] = '\0';
    ent_i_buffer_printf(&b, "%s", large);
    assert_int_equal(b.length, 11 + 4999);
    assert_int_equal(b.data[b.length], 0);
    assert_int_equal(ent_i_buffer_status(&b, NULL), ENT_OK);
    ent_i_buffer_reset(&b);
    assert_string_equal(ent_i_buffer_string(&b), "");
    ent_i_buffer_text(&b, "again");
    char *taken = ent_i_buffer_take(&b);
    assert_string_equal(taken, "again");
    assert_null(b.data);
    free(taken);
    taken = ent_i_buffer_take(&b);
    assert_string_equal(taken, "");
    free(taken);
    ent_i_buffer_clear(&b);
}

/* One addition that fails makes the whole fail, however it goes on. */
static void test_memory__buffer_remembers_failure(void **state)
{
    (void)state;
    ent_i_buffer b = ENT_I_BUFFER_INIT;
    ent_error err = { 0 };
    ent_i_buffer_text(&b, "start");
    ent_i_buffer_add(&b, "", SIZE_MAX - 3);
    ent_i_buffer_text(&b, "end");
    assert_int_equal(ent_i_buffer_status(&b, &err), ENT_ERR_NOMEM);
    assert_int_equal(err.code, ENT_ERR_NOMEM);
    assert_null(ent_i_buffer_take(&b));
    ent_i_buffer_clear(&b);
    assert_int_equal(ent_i_buffer_status(&b, NULL), ENT_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory__arena_items_do_not_overlap),
        cmocka_unit_test(test_memory__arena_texts_end),
        cmocka_unit_test(test_memory__arrays_grow_or_stay),
        cmocka_unit_test(test_memory__zeroed_is_zero),
        cmocka_unit_test(test_memory__buffer_collects),
        cmocka_unit_test(test_memory__buffer_remembers_failure),
    };
    return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
