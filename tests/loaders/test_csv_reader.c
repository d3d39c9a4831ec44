/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include <cjson/cJSON.h>
#include <dirent.h>

#include "graph/base/buffer.h"
#include "graph/base/utf8.h"
#include "loaders/csv_reader.h"

/* Rows as text: "<line>[field|field]" one after another. */
static ent_status add_row(void *context, const ent_text *fields, size_t count, uint64_t line)
{
    ent_i_buffer *out = context;
    ent_i_buffer_printf(out, "%lu[", (unsigned long)line);
    for (size_t i = 0; i < count; i++) {
        assert_non_null(fields[i].data);
        if (i)
            ent_i_buffer_char(out, '|');
        ent_i_buffer_add(out, fields[i].data, fields[i].length);
    }
    ent_i_buffer_char(out, ']');
    return ENT_OK;
}

static ent_status rows_of(const char *data, size_t length, size_t block, size_t max_item, ent_i_buffer *ret,
                          ent_error *err)
{
    ent_i_source source;
    ent_i_source_memory(&source, "t.csv", data, length, NULL);
    source.block_size = block;
    ent_i_buffer_reset(ret);
    ent_error_clear(err);
    ent_status status = ent_i_csv_read(&source, max_item, add_row, NULL, ret, err);
    ent_i_source_close(&source);
    return status;
}

static const size_t blocks[] = { 1, 2, 3, 7, ENT_I_SOURCE_BLOCK };
#define BLOCKS (sizeof blocks / sizeof *blocks)
#define EXPECT_ROWS(text, expected) expect_rows(text, sizeof(text) - 1, expected)
#define EXPECT_ERROR(text, code, line, column) expect_error(text, sizeof(text) - 1, code, line, column)

static void expect_rows(const char *data, size_t length, const char *expected)
{
    ent_i_buffer rows = ENT_I_BUFFER_INIT;
    for (size_t i = 0; i < BLOCKS; i++) {
        ent_error err = { 0 };
        if (rows_of(data, length, blocks[i], 1 << 20, &rows, &err) < 0)
            fail_msg("%s: %lu:%lu %s", data, (unsigned long)err.line, (unsigned long)err.column, err.message);
        assert_string_equal(ent_i_buffer_string(&rows), expected);
    }
    ent_i_buffer_clear(&rows);
}

static void expect_error(const char *data, size_t length, ent_status code, uint64_t line, uint64_t column)
{
    ent_i_buffer rows = ENT_I_BUFFER_INIT;
    for (size_t i = 0; i < BLOCKS; i++) {
        ent_error err = { 0 };
        ent_status status = rows_of(data, length, blocks[i], 1 << 20, &rows, &err);
        if (status != code || err.line != line || err.column != column)
            fail_msg("%s (blocks of %zu): %s %lu:%lu %s", data, blocks[i], ent_status_name(status),
                     (unsigned long)err.line, (unsigned long)err.column, err.message);
    }
    ent_i_buffer_clear(&rows);
}

static void test_csv_reader__reads_fields_as_they_are(void **state)
{
    (void)state;
    EXPECT_ROWS("a,b\n1,2\n", "1[a|b]2[1|2]");
    EXPECT_ROWS("a,b\r\n1,2\r\n", "1[a|b]2[1|2]");
    EXPECT_ROWS("a,b\r1,2", "1[a|b]2[1|2]");
    EXPECT_ROWS("\xEF\xBB\xBF" "a,b\n", "1[a|b]");
    EXPECT_ROWS("", "");
    EXPECT_ROWS("\xEF\xBB\xBF", "");
    EXPECT_ROWS("a\n\n\nb\n", "1[a]4[b]");
    EXPECT_ROWS("a\r\n\r\nb\r\n", "1[a]3[b]");
    EXPECT_ROWS(" a , b\t\n", "1[ a | b\t]");
    EXPECT_ROWS("\" a \",\"\"\n,\n", "1[ a |]2[|]");
    EXPECT_ROWS("\"a\nb\",\"c\r\nd\"\ne,f\n", "1[a\nb|c\r\nd]4[e|f]");
    EXPECT_ROWS("\"say \"\"hi\"\"\"\n", "1[say \"hi\"]");
    EXPECT_ROWS("37'36\",x\"y\n", "1[37'36\"|x\"y]");
    EXPECT_ROWS("\xC3\xA9,\xF0\x9F\x98\x80\n", "1[\xC3\xA9|\xF0\x9F\x98\x80]");
}

static void test_csv_reader__says_where_a_row_is_broken(void **state)
{
    (void)state;
    EXPECT_ERROR("a,b\n1,\"2\n3,4\n", ENT_ERR_SYNTAX, 2, 1);     /* never closed: the row's place */
    EXPECT_ERROR("a,b\n\"x\ny\",\"2\"3\n", ENT_ERR_SYNTAX, 3, 7); /* the byte after the closing quote */
    EXPECT_ERROR("a\n\"x\n\xFFy\"\n", ENT_ERR_UTF8, 3, 1);
    EXPECT_ERROR("a\nbc\xC3(\n", ENT_ERR_UTF8, 2, 3);
    EXPECT_ERROR("a\nbc\xE2\x82", ENT_ERR_UTF8, 2, 3);
    EXPECT_ERROR("a\nbc\0d\n", ENT_ERR_INVALID, 2, 3);
    EXPECT_ERROR("\xFF\xFE" "a", ENT_ERR_UTF8, 1, 1);
    EXPECT_ERROR("\xEF\xBB", ENT_ERR_UTF8, 1, 1);
    EXPECT_ERROR("\xEF\xBB(a", ENT_ERR_UTF8, 1, 1);
}

static void test_csv_reader__limits_a_row(void **state)
{
    (void)state;
    ent_i_buffer rows = ENT_I_BUFFER_INIT;
    ent_error err = { 0 };
    size_t length = (size_t)8 << 20;
    char *text = malloc(length);
    assert_non_null(text);
    memset(text, 'x', length);
    text[0] = '"';
    assert_int_equal(rows_of(text, length, ENT_I_SOURCE_BLOCK, 1 << 20, &rows, &err), ENT_ERR_LIMIT);
    memset(text, ',', length);
    assert_int_equal(rows_of(text, length, ENT_I_SOURCE_BLOCK, 1 << 20, &rows, &err), ENT_ERR_LIMIT);
    memset(text, '\n', length);
    assert_int_equal(rows_of(text, length, ENT_I_SOURCE_BLOCK, 1 << 20, &rows, &err), ENT_OK);
    free(text);
    ent_i_buffer_clear(&rows);
}

/* What comes out must not depend on how the file falls into blocks: large ones take the short way through
 * rows without quotes, single bytes never do. */
static void test_csv_reader__reads_the_same_whatever_the_blocks(void **state)
{
    (void)state;
    static const char *const pieces[] = { ",", "\n", "\r\n", "\r", "\"", "a", "bc", "\xC3\xA9", "\"\"", " ", "\"x,y\"", "\xFF" };
    ent_i_buffer first = ENT_I_BUFFER_INIT, other = ENT_I_BUFFER_INIT;
    uint64_t random = 7;
    size_t good = 0, bad = 0;
    for (int round = 0; round < 20000; round++) {
        char text[256];
        size_t length = 0, count = next_random(&random) % 30, kinds = 4 + next_random(&random) % 9;
        for (size_t i = 0; i < count; i++) {
            const char *piece = pieces[next_random(&random) % (kinds > 12 ? 12 : kinds)];
            memcpy(text + length, piece, strlen(piece));
            length += strlen(piece);
        }
        ent_error err = { 0 }, other_err = { 0 };
        ent_status status = rows_of(text, length, ENT_I_SOURCE_BLOCK, 1 << 20, &first, &err);
        *(status < 0 ? &bad : &good) += 1;
        for (size_t i = 0; i < BLOCKS - 1; i++) {
            assert_int_equal(rows_of(text, length, blocks[i], 1 << 20, &other, &other_err), status);
            assert_string_equal(ent_i_buffer_string(&first), ent_i_buffer_string(&other));
            assert_int_equal(err.line, other_err.line);
            assert_int_equal(err.column, other_err.column);
            assert_string_equal(err.message, other_err.message);
        }
    }
    assert_true(good > 1000 && bad > 1000);
    ent_i_buffer_clear(&first);
    ent_i_buffer_clear(&other);
}

/* --- csv-spectrum ----------------------------------------------------------------------------- */

typedef struct read_table {
    cJSON *rows;
    char *header[16];
    size_t columns;
} read_table;

static ent_status take_spectrum_row(void *context, const ent_text *fields, size_t count, uint64_t line)
{
    read_table *self = context;
    (void)line;
    assert_true(count <= 16);
    cJSON *row = self->columns ? cJSON_CreateObject() : NULL;
    for (size_t i = 0; i < count; i++) {
        char *text = strndup(fields[i].data, fields[i].length);
        if (row) {
            cJSON_AddStringToObject(row, self->header[i], text);
            free(text);
        } else {
            self->header[i] = text;
        }
    }
    if (row)
        cJSON_AddItemToArray(self->rows, row);
    else
        self->columns = count;
    return ENT_OK;
}

static void check_spectrum(const char *name, const char *csv, size_t csv_length, const char *json)
{
    for (size_t i = 0; i < BLOCKS; i++) {
        read_table table = { .rows = cJSON_CreateArray() };
        ent_i_source source;
        ent_error err = { 0 };
        ent_i_source_memory(&source, name, csv, csv_length, NULL);
        source.block_size = blocks[i];
        ent_status status = ent_i_csv_read(&source, 1 << 20, take_spectrum_row, NULL, &table, &err);
        bool utf8 = ent_i_utf8_valid(csv, csv_length) == csv_length;
        assert_int_equal(status, utf8 ? ENT_OK : ENT_ERR_UTF8);
        if (utf8) {
            cJSON *expected = cJSON_Parse(json);
            assert_non_null(expected);
            /* One file of the collection is a single object, and its telephone number is another than in the
             * table: what the file is about are the quotes inside a field. */
            const char *member = "Location Coordinates";
            cJSON *single = cJSON_GetObjectItem(expected, member);
            cJSON *ours = single ? cJSON_GetObjectItem(cJSON_GetArrayItem(table.rows, 0), member) : table.rows;
            if (!cJSON_Compare(ours, single ? single : expected, true))
                fail_msg("%s is read as something else", name);
            cJSON_Delete(expected);
        }
        for (size_t j = 0; j < table.columns; j++)
            free(table.header[j]);
        cJSON_Delete(table.rows);
    }
}

/* Copies made by version control lack the carriage returns that some files are about: put them back. */
static char *with_returns(char *text, size_t *length)
{
    ent_i_buffer out = ENT_I_BUFFER_INIT;
    bool has = memchr(text, '\r', *length) != NULL;
    for (size_t i = 0; i < *length; i++) {
        if (text[i] == '\n' && !has)
            ent_i_buffer_char(&out, '\r');
        ent_i_buffer_char(&out, text[i]);
    }
    free(text);
    *length = out.length;
    return ent_i_buffer_take(&out);
}

static void test_csv_reader__agrees_with_csv_spectrum(void **state)
{
    (void)state;
    char folder[512], path[1024];
    shared_path(folder, sizeof folder, "datasets/csv_spectrum");
    snprintf(path, sizeof path, "%s/csvs", folder);
    DIR *directory = opendir(path);
    if (!directory) {
        print_message("%s is absent: skipped\n", path);
        skip();
    }
    size_t files = 0;
    for (struct dirent *entry; (entry = readdir(directory));) {
        char *point = strstr(entry->d_name, ".csv");
        if (!point)
            continue;
        size_t length = 0, json_length = 0;
        snprintf(path, sizeof path, "%s/csvs/%s", folder, entry->d_name);
        char *csv = read_whole(path, &length);
        snprintf(path, sizeof path, "%s/json/%.*s.json", folder, (int)(point - entry->d_name), entry->d_name);
        char *json = read_whole(path, &json_length);
        assert_non_null(csv);
        assert_non_null(json);
        if (strstr(entry->d_name, "_crlf"))
            csv = with_returns(csv, &length);
        check_spectrum(entry->d_name, csv, length, json);
        free(csv);
        free(json);
        files++;
    }
    closedir(directory);
    assert_int_equal(files, 12);
}

/* Which fields say nothing: "-", and which say that they are empty: "e". */
static ent_status add_empty(void *context, const ent_text *fields, size_t count, uint64_t line)
{
    (void)line;
    for (size_t i = 0; i < count; i++)
        ent_i_buffer_char(context, fields[i].length ? 'x' : fields[i].data == ent_i_csv_blank ? '-' : 'e');
    ent_i_buffer_char(context, '/');
    return ENT_OK;
}

static void test_csv_reader__tells_an_empty_field_from_empty_quotes(void **state)
{
    (void)state;
    static const char data[] = "a,b,c\n,\"\",c\n\"\",,\"\"\n1,,3\n,,\n\"\"\"\",\"\",\r\n,x,\n,,";
    for (size_t i = 0; i < BLOCKS; i++) {
        ent_i_buffer out = ENT_I_BUFFER_INIT;
        ent_i_source source;
        ent_i_source_memory(&source, "t.csv", data, sizeof data - 1, NULL);
        source.block_size = blocks[i];
        assert_int_equal(ent_i_csv_read(&source, 1000, add_empty, NULL, &out, NULL), ENT_OK);
        ent_i_source_close(&source);
        assert_string_equal(ent_i_buffer_string(&out), "xxx/-ex/e-e/x-x/---/xe-/-x-/---/");
        ent_i_buffer_clear(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_csv_reader__reads_fields_as_they_are),
        cmocka_unit_test(test_csv_reader__tells_an_empty_field_from_empty_quotes),
        cmocka_unit_test(test_csv_reader__says_where_a_row_is_broken),
        cmocka_unit_test(test_csv_reader__limits_a_row),
        cmocka_unit_test(test_csv_reader__reads_the_same_whatever_the_blocks),
        cmocka_unit_test(test_csv_reader__agrees_with_csv_spectrum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
