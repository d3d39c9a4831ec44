/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/base/hash.h"
#include "support.h"

#define MISSING 0xFFFFFFFFu

static void test_hash__finds_what_was_put(void **state)
{
    (void)state;
    enum { COUNT = 200000 };
    /* Keys shorter and longer than what a slot holds itself; some a prefix of others. */
    char *texts = malloc((size_t)COUNT * 48);
    assert_non_null(texts);
    ent_i_hash hash = ENT_I_HASH_INIT;
    ent_error err = { 0 };
    assert_int_equal(ent_i_hash_get(&hash, "x", 1, MISSING), MISSING);
    for (uint32_t i = 0; i < COUNT; i++) {
        char *text = texts + (size_t)i * 48;
        int length = snprintf(text, 48, "%.*s%u", (int)(i % 30), "abcdefghijklmnopqrstuvwxyz0123456789", i);
        assert_int_equal(ent_i_hash_put(&hash, text, (size_t)length, i, &err), ENT_OK);
    }
    assert_int_equal(hash.count, COUNT);
    assert_true(hash.count <= hash.capacity / 5 * 3);
    for (uint32_t i = 0; i < COUNT; i++) {
        const char *text = texts + (size_t)i * 48;
        size_t length = strlen(text);
        assert_int_equal(ent_i_hash_get(&hash, text, length, MISSING), i);
        uint64_t h = ent_i_hash_fetch(&hash, text, length);
        assert_int_equal(ent_i_hash_get_fetched(&hash, text, length, h, MISSING), i);
    }
    assert_int_equal(ent_i_hash_get(&hash, "nothing of the kind", 19, MISSING), MISSING);
    assert_int_equal(ent_i_hash_get(&hash, "", 0, MISSING), MISSING);
    assert_int_equal(ent_i_hash_put(&hash, "", 0, 5, &err), ENT_OK);
    assert_int_equal(ent_i_hash_get(&hash, "", 0, MISSING), 5);
    ent_i_hash_clear(&hash);
    assert_int_equal(ent_i_hash_get(&hash, "", 0, MISSING), MISSING);
    free(texts);
}

static void test_hash__replaces_values(void **state)
{
    (void)state;
    ent_i_hash hash = ENT_I_HASH_INIT;
    ent_error err = { 0 };
    for (uint32_t i = 0; i < 100; i++)
        assert_int_equal(ent_i_hash_put(&hash, "key\0tail", 8, i, &err), ENT_OK);
    assert_int_equal(hash.count, 1);
    assert_int_equal(ent_i_hash_get(&hash, "key\0tail", 8, MISSING), 99);
    assert_int_equal(ent_i_hash_get(&hash, "key", 3, MISSING), MISSING);
    assert_int_equal(ent_i_hash_get(&hash, "key\0tai", 7, MISSING), MISSING);
    ent_i_hash_clear(&hash);
}

static void test_hash__room_is_made_once(void **state)
{
    (void)state;
    ent_i_hash hash = ENT_I_HASH_INIT;
    ent_error err = { 0 };
    static char keys[5000][8];
    assert_int_equal(ent_i_hash_reserve(&hash, 5000, &err), ENT_OK);
    const ent_i_hash_slot *slots = hash.slots;
    for (uint32_t i = 0; i < 5000; i++) {
        snprintf(keys[i], sizeof keys[i], "%u", i);
        assert_int_equal(ent_i_hash_put(&hash, keys[i], strlen(keys[i]), i, &err), ENT_OK);
    }
    assert_ptr_equal(hash.slots, slots);
    assert_int_equal(ent_i_hash_reserve(&hash, SIZE_MAX / 2, &err), ENT_ERR_NOMEM);
    assert_ptr_equal(hash.slots, slots);
    assert_int_equal(ent_i_hash_get(&hash, "4999", 4, MISSING), 4999);
    ent_i_hash_clear(&hash);
}

/* One bit of difference anywhere changes about half of the bits of the result. */
static void test_hash__spreads(void **state)
{
    (void)state;
    unsigned changed = 0, trials = 0;
    uint32_t seed = 3;
    for (size_t length = 1; length <= 40; length++)
        for (int round = 0; round < 50; round++) {
            char text[40];
            for (size_t i = 0; i < length; i++)
                text[i] = (char)next_random(&seed);
            uint64_t before = ent_i_hash_bytes(text, length, 0);
            size_t at = next_random(&seed) % length;
            text[at] = (char)(text[at] ^ (1 << next_random(&seed) % 8));
            uint64_t after = ent_i_hash_bytes(text, length, 0);
            unsigned bits = (unsigned)__builtin_popcountll(before ^ after);
            assert_true(bits > 8);
            changed += bits;
            trials++;
        }
    assert_true(changed > 31 * trials && changed < 33 * trials);
    assert_true(ent_i_hash_bytes("a", 1, 0) != ent_i_hash_bytes("a", 1, 1));
    assert_true(ent_i_hash_bytes("a\0", 2, 0) != ent_i_hash_bytes("a", 1, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hash__finds_what_was_put),
        cmocka_unit_test(test_hash__replaces_values),
        cmocka_unit_test(test_hash__room_is_made_once),
        cmocka_unit_test(test_hash__spreads),
    };
    return cmocka_run_group_tests_name("hash", tests, NULL, NULL);
}
