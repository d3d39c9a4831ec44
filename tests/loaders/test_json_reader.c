/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include <cjson/cJSON.h>
#include <dirent.h>

#include "graph/base/json_scan.h"
#include "loaders/json_reader.h"

/* Read one value strictly; blocks of `block` bytes. *ret is its canonical form when the result is ENT_OK. */
static ent_status canonical(const char *data, size_t length, size_t block, const ent_load_options *options,
                            ent_i_buffer *ret, ent_error *err)
{
    ent_i_source source;
    ent_i_reader reader;
    ent_i_source_memory(&source, "t.json", data, length, NULL);
    source.block_size = block;
    ent_i_buffer_reset(ret);
    ent_error_clear(err);
    ent_status status = ent_i_reader_begin(&reader, &source, ent_i_max_item(options), ent_i_max_depth(options), err);
    if (status >= 0)
        status = ent_i_reader_copy(&reader, ret);
    if (status >= 0)
        status = ent_i_reader_end(&reader);
    ent_i_reader_clear(&reader);
    ent_i_source_close(&source);
    return status;
}

static const size_t blocks[] = { 1, 2, 3, 7, 64, ENT_I_SOURCE_BLOCK };
#define BLOCKS (sizeof blocks / sizeof *blocks)

static void expect_copy(const char *data, size_t length, const char *expected)
{
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    ent_error err = { 0 };
    for (size_t i = 0; i < BLOCKS; i++) {
        ent_status status = canonical(data, length, blocks[i], NULL, &text, &err);
        if (status < 0)
            fail_msg("%s: %s", data, err.message);
        assert_string_equal(ent_i_buffer_string(&text), expected);
    }
    ent_i_buffer_clear(&text);
}

static void expect_error(const char *data, size_t length, ent_status code, uint64_t line, uint64_t column)
{
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    ent_error err = { 0 };
    for (size_t i = 0; i < BLOCKS; i++) {
        ent_status status = canonical(data, length, blocks[i], NULL, &text, &err);
        if (status != code || err.code != code || err.line != line || err.column != column)
            fail_msg("%s (blocks of %zu): %s %lu:%lu %s", data, blocks[i], ent_status_name(status),
                     (unsigned long)err.line, (unsigned long)err.column, err.message);
        assert_string_equal(err.file, "t.json");
        assert_true(err.message[0]);
    }
    ent_i_buffer_clear(&text);
}

static void test_json_reader__keeps_numbers_names_and_order(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { " { \"b\" : 9007199254740993 , \"a\" : [ 1.0 , 1 , -0 , 1E+5, 0.10 ] } ",
          "{\"b\":9007199254740993,\"a\":[1.0,1,-0,1E+5,0.10]}" },
        { "[true,false , null,{},[]]", "[true,false,null,{},[]]" },
        { "\"\\u00e9\\/\\u0041\\ud83d\\ude00\\\"\\\\\\u000a\\u001f\"", "\"\xC3\xA9/A\xF0\x9F\x98\x80\\\"\\\\\\n\\u001f\"" },
        { "\"\\u0000\"", "\"\\u0000\"" },
        { "{\"\":{\"a\":{\"a\":1}},\"a\":{\"a\":2}}", "{\"\":{\"a\":{\"a\":1}},\"a\":{\"a\":2}}" },
        { "\xEF\xBB\xBF 1", "1" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_copy(cases[i][0], strlen(cases[i][0]), cases[i][1]);
        /* The canonical form is its own canonical form. */
        expect_copy(cases[i][1], strlen(cases[i][1]), cases[i][1]);
    }
}

static void test_json_reader__says_where_it_stopped(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        ent_status code;
        uint64_t line, column;
    } cases[] = {
        { "", ENT_ERR_SYNTAX, 1, 1 },
        { "\n\n  ", ENT_ERR_SYNTAX, 3, 3 },
        { "{\n \"a\": 1,\n \"b\" 2}", ENT_ERR_SYNTAX, 3, 6 },
        { "[1,\n2,]", ENT_ERR_SYNTAX, 2, 3 },
        { "[1 2]", ENT_ERR_SYNTAX, 1, 4 },
        { "{\"a\":1,}", ENT_ERR_SYNTAX, 1, 8 },
        { "[01]", ENT_ERR_SYNTAX, 1, 3 },
        { "[1.]", ENT_ERR_SYNTAX, 1, 4 },
        { "[-]", ENT_ERR_SYNTAX, 1, 3 },
        { "[tru]", ENT_ERR_SYNTAX, 1, 5 },
        { "\"abc", ENT_ERR_SYNTAX, 1, 1 },
        { "[\"a\\x\"]", ENT_ERR_SYNTAX, 1, 5 },
        { "[\"a\tb\"]", ENT_ERR_SYNTAX, 1, 4 },
        { "[\"\\ud800\"]", ENT_ERR_UTF8, 1, 3 },
        { "[\"\\ud800\\u0041\"]", ENT_ERR_UTF8, 1, 3 },
        { "[\n\"ab\\n\xC3\x28\"]", ENT_ERR_UTF8, 2, 6 },
        { "[\"\xED\xA0\x80\"]", ENT_ERR_UTF8, 1, 3 },
        { "[\"\xF0\x9F\x98\"]", ENT_ERR_UTF8, 1, 3 },
        { "\xFF\xFE[\x00", ENT_ERR_UTF8, 1, 1 },
        { "1 1", ENT_ERR_SYNTAX, 1, 3 },
        { "{\"a\":1,\n\"b\":2,\"a\":3}", ENT_ERR_DUPLICATE, 2, 7 },
        { "{\"x\":{\"a\":1,\"\\u0061\":3}}", ENT_ERR_DUPLICATE, 1, 13 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_error(cases[i].text, strlen(cases[i].text), cases[i].code, cases[i].line, cases[i].column);
}

/* Every beginning of a document is refused, and nothing is read beyond its end (a sanitizer watches: each
 * beginning is a block of its own). */
static void test_json_reader__refuses_every_truncation(void **state)
{
    (void)state;
    static const char text[] = "{\"a\":[1.5e+3,\"\\ud83d\\ude00\xC3\xA9\",true,null],\"b\":{\"c\":\"\\n\"}}";
    ent_i_buffer out = ENT_I_BUFFER_INIT;
    for (size_t length = 0; length < sizeof text - 1; length++) {
        char *copy = malloc(length ? length : 1);
        assert_non_null(copy);
        memcpy(copy, text, length);
        for (size_t i = 0; i < BLOCKS; i++) {
            ent_error err = { 0 };
            assert_true(canonical(copy, length, blocks[i], NULL, &out, &err) < 0);
            assert_int_equal(err.line, 1);
            assert_true(err.column >= 1 && err.column <= length + 1);
        }
        free(copy);
    }
    ent_i_buffer_clear(&out);
}

static void test_json_reader__limits_depth_and_size(void **state)
{
    (void)state;
    ent_i_buffer text = ENT_I_BUFFER_INIT, out = ENT_I_BUFFER_INIT;
    ent_error err = { 0 };
    for (int i = 0; i < 100000; i++)
        ent_i_buffer_char(&text, '[');
    assert_int_equal(canonical(text.data, text.length, ENT_I_SOURCE_BLOCK, NULL, &out, &err), ENT_ERR_LIMIT);
    assert_int_equal(err.column, 513);
    assert_non_null(strstr(err.message, "512"));

    /* 100,000 deep is no danger, only refused by default. */
    for (int i = 0; i < 100000; i++)
        ent_i_buffer_char(&text, ']');
    ent_load_options deep = ENT_LOAD_OPTIONS_INIT;
    deep.max_depth = 100000;
    assert_int_equal(canonical(text.data, text.length, ENT_I_SOURCE_BLOCK, &deep, &out, &err), ENT_OK);
    assert_int_equal(out.length, 200000);

    ent_load_options small = ENT_LOAD_OPTIONS_INIT;
    small.max_item = 10;
    const char *fits = "   \"12345678\"   ", *too_long = "   \"123456789\"  ";
    for (size_t i = 0; i < BLOCKS; i++) {
        assert_int_equal(canonical(fits, strlen(fits), blocks[i], &small, &out, &err), ENT_OK);
        ent_i_source source;
        ent_i_reader reader;
        ent_text ignored;
        ent_i_source_memory(&source, "t.json", "[\"123456789\", 1]", 16, NULL);
        source.block_size = blocks[i];
        assert_int_equal(ent_i_reader_begin(&reader, &source, 10, 9, NULL), ENT_OK);
        assert_int_equal(ent_i_reader_enter(&reader), ENT_OK);
        ent_status status = ent_i_reader_element(&reader);
        ent_i_json_kind kind;
        if (status >= 0)
            status = ent_i_reader_next(&reader, &kind);
        if (status >= 0)
            status = ent_i_reader_string(&reader, &ignored);
        if (status >= 0)
            status = ent_i_reader_element(&reader);
        if (status >= 0)
            status = ent_i_reader_next(&reader, &kind);
        assert_int_equal(status, ENT_ERR_LIMIT);
        ent_i_reader_clear(&reader);
        assert_int_equal(canonical(too_long, strlen(too_long), blocks[0], &small, &out, &err), ENT_ERR_LIMIT);
    }
    ent_i_buffer_clear(&text);
    ent_i_buffer_clear(&out);
}

/* Objects of all sizes around the switch to a table, nested in each other, with the duplicate anywhere. */
static void test_json_reader__finds_duplicates_in_large_objects(void **state)
{
    (void)state;
    ent_i_buffer text = ENT_I_BUFFER_INIT, out = ENT_I_BUFFER_INIT;
    ent_error err = { 0 };
    uint64_t random = 42;
    for (int round = 0; round < 300; round++) {
        int outer = (int)(next_random(&random) % 100) + 1, duplicate = round % 3 ? -1 : (int)(next_random(&random) % (uint64_t)outer);
        ent_i_buffer_reset(&text);
        ent_i_buffer_char(&text, '{');
        for (int i = 0; i < outer; i++) {
            int inner = (int)(next_random(&random) % 60);
            ent_i_buffer_printf(&text, "%s\"m%d\":{", i ? "," : "", i);
            for (int j = 0; j < inner; j++)
                ent_i_buffer_printf(&text, "%s\"m%d\":[{\"m%d\":1}]", j ? "," : "", j, j);
            ent_i_buffer_char(&text, '}');
        }
        if (duplicate >= 0)
            ent_i_buffer_printf(&text, ",\"m%d\":0", duplicate);
        ent_i_buffer_char(&text, '}');
        ent_status status = canonical(text.data, text.length, ENT_I_SOURCE_BLOCK, NULL, &out, &err);
        assert_int_equal(status, duplicate >= 0 ? ENT_ERR_DUPLICATE : ENT_OK);
        if (duplicate < 0)
            assert_string_equal(out.data, text.data);
    }
    /* A million members take no time that a test would notice. */
    ent_i_buffer_reset(&text);
    ent_i_buffer_char(&text, '{');
    for (int i = 0; i < 1000000; i++)
        ent_i_buffer_printf(&text, "\"%d\":0,", i);
    ent_i_buffer_text(&text, "\"77\":0}");
    assert_int_equal(canonical(text.data, text.length, ENT_I_SOURCE_BLOCK, NULL, &out, &err), ENT_ERR_DUPLICATE);
    ent_i_buffer_clear(&text);
    ent_i_buffer_clear(&out);
}

/* Our quoting is cJSON's. */
static void test_json_reader__quotes_like_cjson(void **state)
{
    (void)state;
    char text[128];
    for (int i = 0; i < 127; i++)
        text[i] = (char)(i + 1);
    text[127] = '\0';
    ent_i_buffer ours = ENT_I_BUFFER_INIT;
    ent_i_json_escape(text, 127, &ours);
    cJSON *value = cJSON_CreateString(text);
    char *theirs = cJSON_PrintUnformatted(value);
    assert_string_equal(ours.data, theirs);
    cJSON_free(theirs);
    cJSON_Delete(value);
    ent_i_buffer_clear(&ours);
}

/* JSON Parsing Test Suite: y_ must be accepted, n_ refused; what of y_ is accepted, cJSON reads as the same. */
static void test_json_reader__agrees_with_the_parsing_test_suite(void **state)
{
    (void)state;
    char folder[512], path[1024];
    shared_path(folder, sizeof folder, "datasets/json_test_suite/test_parsing");
    DIR *directory = opendir(folder);
    if (!directory) {
        print_message("%s is absent: skipped\n", folder);
        skip();
    }
    ent_i_buffer out = ENT_I_BUFFER_INIT;
    size_t accepted = 0, refused = 0, free_choice = 0;
    for (struct dirent *entry; (entry = readdir(directory));) {
        char kind = entry->d_name[0];
        if (kind == '.' || !strstr(entry->d_name, ".json"))
            continue;
        size_t length = 0;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        char *data = read_whole(path, &length);
        assert_non_null(data);
        for (size_t i = 0; i < BLOCKS; i++) {
            ent_error err = { 0 };
            ent_status status = canonical(data, length, blocks[i], NULL, &out, &err);
            /* Names that come twice in an object are JSON, but not a document we take. */
            bool twice = strstr(entry->d_name, "object_duplicated_key");
            if (kind == 'y' && status != (twice ? ENT_ERR_DUPLICATE : ENT_OK))
                fail_msg("%s refused: %s", entry->d_name, err.message);
            if (kind == 'n' && (status >= 0 || err.line == 0 || err.column == 0))
                fail_msg("%s accepted", entry->d_name);
            if (kind == 'y' && status == ENT_OK && i == 0 && !memchr(data, 0, length) && !strstr(data, "\\u0000")) {
                cJSON *a = cJSON_Parse(data), *b = cJSON_Parse(out.data);
                if (!a || !b || !cJSON_Compare(a, b, true))
                    fail_msg("%s: %s is something else", entry->d_name, out.data);
                cJSON_Delete(a);
                cJSON_Delete(b);
            }
        }
        accepted += kind == 'y';
        refused += kind == 'n';
        free_choice += kind == 'i';
        free(data);
    }
    closedir(directory);
    ent_i_buffer_clear(&out);
    assert_int_equal(accepted, 95);
    assert_int_equal(refused, 188);
    assert_int_equal(free_choice, 35);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_reader__keeps_numbers_names_and_order),
        cmocka_unit_test(test_json_reader__says_where_it_stopped),
        cmocka_unit_test(test_json_reader__refuses_every_truncation),
        cmocka_unit_test(test_json_reader__limits_depth_and_size),
        cmocka_unit_test(test_json_reader__finds_duplicates_in_large_objects),
        cmocka_unit_test(test_json_reader__quotes_like_cjson),
        cmocka_unit_test(test_json_reader__agrees_with_the_parsing_test_suite),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
