/* SPDX-License-Identifier: GPL-2.0-or-later */
/* json_check.h and json_scan.h. */
#include <dirent.h>

#include "graph/base/json_check.h"
#include "graph/base/json_scan.h"
#include "support.h"

static void test_json__knows_an_object(void **state)
{
    (void)state;
    static const char *const good[] = {
        "{}", " { } ", "{\"a\":1}", "{\"a\":{},\"b\":[],\"c\":[{}]}", "{\"a\":[1,2.5,-0,1e9,1E-2]}",
        "{\"a\":true,\"b\":false,\"c\":null}", "{\"\\u00e9\\n\\\"\":\"\\\\\\/\\b\\f\\r\\t\"}", "\t{\n\"a\"\r:\n[ 1 , 2 ]\n}\n",
        "{\"a\":[[[[]]]]}", "{\"\":\"\"}", "{\"ключ\":\"é\"}", "{\"a\":1,\"a\":2}",
    };
    static const char *const bad[] = {
        "", " ", "[]", "1", "null", "\"a\"", "{", "}", "{}}", "{}{}", "{} x", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}",
        "{\"a\":1 \"b\":2}", "{a:1}", "{'a':1}", "{\"a\":[1,]}", "{\"a\":[,1]}", "{\"a\":[1}", "{\"a\":{1]}", "{\"a\":01}",
        "{\"a\":+1}", "{\"a\":.5}", "{\"a\":1.}", "{\"a\":1e}", "{\"a\":-}", "{\"a\":tru}", "{\"a\":True}", "{\"a\":NaN}",
        "{\"a\":\"\n\"}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12g4\"}", "{\"a\":\"\\u12", "{\"a\":\"", "{\"a\":\"\\", "{\"a",
        "{\"a\":\"\xff\"}", "{\"a\":1]", "{1:2}", "{\"a\"::1}", "{/**/}", "\xEF\xBB\xBF{}", "{\"a\":[1 2]}",
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        if (!ent_i_json_is_object(good[i], strlen(good[i])))
            fail_msg("%s is an object", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (ent_i_json_is_object(bad[i], strlen(bad[i])))
            fail_msg("%s is not an object", bad[i]);
    assert_false(ent_i_json_is_object("{}\0", 3));
    assert_true(ent_i_json_is_object("{}xyz", 2));
}

static void test_json__limits_nesting(void **state)
{
    (void)state;
    char text[3000];
    for (size_t depth = 500; depth < 530; depth++) {
        size_t n = 0;
        n += (size_t)sprintf(text + n, "{\"a\":");
        for (size_t i = 1; i < depth; i++)
            text[n++] = '[';
        for (size_t i = 1; i < depth; i++)
            text[n++] = ']';
        text[n++] = '}';
        assert_int_equal(ent_i_json_is_object(text, n), depth <= 512);
    }
}

/* The files of the JSON test suite, as the value of a member. */
static void test_json__agrees_with_the_test_suite(void **state)
{
    (void)state;
    const char *shared = getenv("ENTENTE_SHARED"), *source = getenv("ENTENTE_SOURCE");
    char folder[600];
    if (shared)
        snprintf(folder, sizeof folder, "%s/datasets/json_test_suite", shared);
    else
        snprintf(folder, sizeof folder, "%s/../shared/datasets/json_test_suite", source ? source : ".");
    char command[700];
    snprintf(command, sizeof command, "find '%s' -name '[yn]_*.json' 2>/dev/null", folder);
    FILE *list = popen(command, "r");
    assert_non_null(list);
    char path[600];
    unsigned files = 0;
    static char text[1 << 20];
    while (fgets(path, sizeof path, list)) {
        path[strcspn(path, "\n")] = '\0';
        FILE *file = fopen(path, "rb");
        assert_non_null(file);
        size_t n = (size_t)sprintf(text, "{\"a\":");
        size_t read = fread(text + n, 1, sizeof text - n - 1, file);
        fclose(file);
        n += read;
        text[n++] = '}';
        const char *name = strrchr(path, '/') + 1;
        if (ent_i_json_is_object(text, n) != (name[0] == 'y'))
            fail_msg("%s", name);
        files++;
    }
    pclose(list);
    if (!files) {
        print_message("no JSON test suite at %s: skipped\n", folder);
        skip();
    }
    print_message("%u files\n", files);
    assert_true(files > 200);
}

static void test_json__finds_members(void **state)
{
    (void)state;
    const char *object = " {\"a\" : 1 , \"b\":\"x\\\"}\", \"c\":[1,{\"z\":2}],\"\\u0064\":{\"a\":3}, \"e\":null}";
    static const struct {
        const char *name, *value;
    } cases[] = { { "a", "1" }, { "b", "\"x\\\"}\"" }, { "c", "[1,{\"z\":2}]" }, { "d", "{\"a\":3}" }, { "e", "null" },
                  { "z", NULL }, { "", NULL } };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *value = NULL;
        size_t length = 0;
        assert_int_equal(ent_i_json_member(object, cases[i].name, &value, &length), cases[i].value != NULL);
        if (cases[i].value) {
            assert_int_equal(length, strlen(cases[i].value));
            assert_memory_equal(value, cases[i].value, length);
        }
    }
}

static void test_json__escapes_go_round(void **state)
{
    (void)state;
    ent_i_buffer written = ENT_I_BUFFER_INIT, read = ENT_I_BUFFER_INIT;
    char text[200];
    for (int i = 0; i < 128; i++)
        text[i] = (char)i;
    strcpy(text + 128, "é中\xF0\x9F\x8C\x8D");
    size_t length = 128 + strlen(text + 128);
    ent_i_json_escape(text, length, &written);
    assert_true(ent_i_json_unescape(written.data, written.length, &read));
    assert_int_equal(read.length, length);
    assert_memory_equal(read.data, text, length);
    for (size_t i = 0; i < written.length; i++)
        assert_true((unsigned char)written.data[i] >= 0x20);
    ent_i_buffer_reset(&read);
    const char *pair = "\"\\ud83c\\udf0d\\ud83c\\uD83C\\u0041\"";
    assert_true(ent_i_json_unescape(pair, strlen(pair), &read));
    assert_string_equal(read.data, "\xF0\x9F\x8C\x8D\xEF\xBF\xBD\xEF\xBF\xBD" "A"); /* a lone half is no character */
    static const char *const bad[] = { "", "\"", "x", "\"\\x\"", "\"\\u12\"", "\"abc" };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(ent_i_json_unescape(bad[i], strlen(bad[i]), &read));
    ent_i_buffer_clear(&written);
    ent_i_buffer_clear(&read);
}

/* Malformed text is not read beyond its end (a sanitizer sees it if it is). */
static void test_json__scan_stops_at_the_end(void **state)
{
    (void)state;
    static const char letters[] = "{}[]\",:\\u0 1a";
    uint32_t seed = 9;
    for (int round = 0; round < 100000; round++) {
        size_t length = next_random(&seed) % 12;
        char *text = malloc(length + 1);
        assert_non_null(text);
        for (size_t i = 0; i < length; i++)
            text[i] = letters[next_random(&seed) % (sizeof letters - 1)];
        text[length] = '\0';
        const char *value, *cursor = text, *name;
        size_t value_length, name_length, steps = 0;
        ent_i_json_member(text, "a", &value, &value_length);
        while (ent_i_json_next(&cursor, &name, &name_length, &value, &value_length)) {
            assert_true(name + name_length <= text + length && value + value_length <= text + length);
            assert_true(++steps <= length);
        }
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json__knows_an_object),
        cmocka_unit_test(test_json__limits_nesting),
        cmocka_unit_test(test_json__agrees_with_the_test_suite),
        cmocka_unit_test(test_json__finds_members),
        cmocka_unit_test(test_json__escapes_go_round),
        cmocka_unit_test(test_json__scan_stops_at_the_end),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
