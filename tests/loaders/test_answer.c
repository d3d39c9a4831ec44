/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include <cjson/cJSON.h>
#include <entente/answer.h>
#include <locale.h>
#include <math.h>

static void add_column(ent_answer *answer, const char *name, ent_cell_kind kind)
{
    ent_column column = { name, NULL, kind, false };
    assert_int_equal(ent_answer_add_column(answer, &column, NULL), ENT_OK);
}

/* An answer with a cell of each kind, a null of each kind, and two sections. */
static ent_answer *make(void)
{
    ent_answer *answer = NULL;
    assert_int_equal(ent_answer_new("link \"A\"", &answer, NULL), ENT_OK);
    assert_int_equal(ent_answer_set_title(answer, "2 things, as said", NULL), ENT_OK);
    assert_int_equal(ent_answer_set_frame(answer, "2025-12-05", NULL, "test data", NULL), ENT_OK);
    add_column(answer, "t", ENT_CELL_TEXT);
    add_column(answer, "d", ENT_CELL_DATE);
    add_column(answer, "i", ENT_CELL_INTEGER);
    add_column(answer, "x", ENT_CELL_NUMBER);
    add_column(answer, "b", ENT_CELL_BOOLEAN);
    add_column(answer, "n", ENT_CELL_NODE);
    add_column(answer, "l", ENT_CELL_LIST);
    char text[] = "say \"hi\",\nyou";
    ent_cell items[] = { { .kind = ENT_CELL_NODE, .key = "ru", .text = "Russia" },
                         { .kind = ENT_CELL_INTEGER, .integer = 7 },
                         { .kind = ENT_CELL_NULL } };
    ent_cell row[] = { { .kind = ENT_CELL_TEXT, .text = text },
                       { .kind = ENT_CELL_DATE, .text = "2001-06/.." },
                       { .kind = ENT_CELL_INTEGER, .integer = INT64_MAX },
                       { .kind = ENT_CELL_NUMBER, .number = 0.1 },
                       { .kind = ENT_CELL_BOOLEAN, .integer = 1 },
                       { .kind = ENT_CELL_NODE, .key = "in", .text = "India" },
                       { .kind = ENT_CELL_LIST, .items = items, .count = 3 } };
    ent_cell nulls[7] = { { .kind = ENT_CELL_NULL } };
    ent_cell numbers[7] = { [3] = { .kind = ENT_CELL_NUMBER, .number = NAN } };
    assert_int_equal(ent_answer_add_row(answer, nulls, NULL), ENT_OK);
    assert_int_equal(ent_answer_add_section(answer, "Defence", NULL), ENT_OK);
    assert_int_equal(ent_answer_add_row(answer, row, NULL), ENT_OK);
    memset(text, 'x', sizeof text - 1); /* all text is copied */
    items[0].key = "changed";
    assert_int_equal(ent_answer_add_section(answer, "Trade", NULL), ENT_OK);
    assert_int_equal(ent_answer_add_row(answer, numbers, NULL), ENT_OK);
    assert_int_equal(ent_answer_add_note(answer, "Left out: 12.", NULL), ENT_OK);
    return answer;
}

static char *written(const ent_answer *answer, ent_status (*write)(const ent_answer *, ent_output *, ent_error *))
{
    ent_output *output = NULL;
    assert_int_equal(ent_output_memory(&output, NULL), ENT_OK);
    assert_int_equal(write(answer, output, NULL), ENT_OK);
    char *text = strdup(ent_output_text(output, NULL));
    assert_non_null(text);
    ent_output_free(output);
    return text;
}

static void test_answer__keeps_what_was_added(void **state)
{
    (void)state;
    ent_answer *answer = make();
    assert_string_equal(ent_answer_question(answer), "link \"A\"");
    assert_string_equal(ent_answer_title(answer), "2 things, as said");
    assert_string_equal(ent_answer_as_of(answer), "2025-12-05");
    assert_null(ent_answer_reading(answer));
    assert_string_equal(ent_answer_data(answer), "test data");
    assert_int_equal(ent_answer_column_count(answer), 7);
    assert_string_equal(ent_answer_column(answer, 5)->heading, "n");
    assert_int_equal(ent_answer_row_count(answer), 3);
    const ent_cell *row = ent_answer_row(answer, 1);
    assert_string_equal(row[0].text, "say \"hi\",\nyou");
    assert_true(row[2].integer == INT64_MAX);
    assert_string_equal(row[6].items[0].key, "ru");
    assert_int_equal(ent_answer_row(answer, 0)[0].kind, ENT_CELL_NULL);
    assert_int_equal(ent_answer_section_count(answer), 2);
    assert_int_equal(ent_answer_section(answer, 1)->first_row, 2);
    assert_string_equal(ent_answer_note(answer, 0), "Left out: 12.");
    ent_answer_free(answer);
    ent_answer_free(NULL);
}

static void test_answer__refuses_cells_that_do_not_fit(void **state)
{
    (void)state;
    ent_answer *answer = NULL;
    ent_error err = { 0 };
    assert_int_equal(ent_answer_new(NULL, &answer, NULL), ENT_OK);
    add_column(answer, "i", ENT_CELL_INTEGER);
    ent_cell wrong = { .kind = ENT_CELL_TEXT, .text = "1" };
    assert_int_equal(ent_answer_add_row(answer, &wrong, &err), ENT_ERR_USAGE);
    assert_non_null(strstr(err.message, "i"));
    assert_int_equal(ent_answer_row_count(answer), 0);
    ent_cell right = { .kind = ENT_CELL_INTEGER, .integer = 1 };
    assert_int_equal(ent_answer_add_row(answer, &right, NULL), ENT_OK);
    ent_column late = { "late", NULL, ENT_CELL_TEXT, false };
    assert_int_equal(ent_answer_add_column(answer, &late, NULL), ENT_ERR_USAGE);
    ent_answer_free(answer);
}

static void test_answer__writes_json_with_one_line_a_row(void **state)
{
    (void)state;
    ent_answer *answer = make();
    char *text = written(answer, ent_answer_write_json);
    assert_string_equal(
        text,
        "{\n\"question\":\"link \\\"A\\\"\",\n\"as_of\":\"2025-12-05\",\n\"reading\":null,\n"
        "\"data\":{\"name\":\"test data\"},\n\"title\":\"2 things, as said\",\n\"columns\":[\n"
        "{\"name\":\"section\",\"heading\":\"Section\",\"kind\":\"text\"},\n"
        "{\"name\":\"t\",\"heading\":\"t\",\"kind\":\"text\"},\n"
        "{\"name\":\"d\",\"heading\":\"d\",\"kind\":\"date\"},\n"
        "{\"name\":\"i\",\"heading\":\"i\",\"kind\":\"integer\"},\n"
        "{\"name\":\"x\",\"heading\":\"x\",\"kind\":\"number\"},\n"
        "{\"name\":\"b\",\"heading\":\"b\",\"kind\":\"boolean\"},\n"
        "{\"name\":\"n\",\"heading\":\"n\",\"kind\":\"node\"},\n"
        "{\"name\":\"l\",\"heading\":\"l\",\"kind\":\"list\"}\n],\n\"rows\":[\n"
        "{\"section\":null,\"t\":null,\"d\":null,\"i\":null,\"x\":null,\"b\":null,\"n\":null,\"l\":null},\n"
        "{\"section\":\"Defence\",\"t\":\"say \\\"hi\\\",\\nyou\",\"d\":\"2001-06/..\",\"i\":9223372036854775807,"
        "\"x\":0.1,\"b\":true,\"n\":{\"key\":\"in\",\"name\":\"India\"},"
        "\"l\":[{\"key\":\"ru\",\"name\":\"Russia\"},7,null]},\n"
        "{\"section\":\"Trade\",\"t\":null,\"d\":null,\"i\":null,\"x\":null,\"b\":null,\"n\":null,\"l\":null}\n],\n"
        "\"notes\":[\n\"Left out: 12.\"\n]\n}\n");
    cJSON *value = cJSON_Parse(text);
    assert_non_null(value);
    cJSON_Delete(value);
    free(text);
    ent_answer_free(answer);
}

static void test_answer__writes_json_of_an_empty_answer(void **state)
{
    (void)state;
    ent_answer *answer = NULL;
    assert_int_equal(ent_answer_new("find \xFF", &answer, NULL), ENT_OK);
    char *text = written(answer, ent_answer_write_json);
    assert_string_equal(text, "{\n\"question\":\"find \xEF\xBF\xBD\",\n\"as_of\":null,\n\"reading\":null,\n"
                              "\"data\":{\"name\":null},\n\"title\":null,\n\"columns\":[],\n\"rows\":[],\n"
                              "\"notes\":[]\n}\n");
    free(text);
    ent_answer_free(answer);
}

static void test_answer__writes_csv(void **state)
{
    (void)state;
    ent_answer *answer = make();
    char *text = written(answer, ent_answer_write_csv);
    assert_string_equal(text, "section,t,d,i,x,b,n,n_key,l\n"
                              ",,,,,,,,\n"
                              "Defence,\"say \"\"hi\"\",\nyou\",2001-06/..,9223372036854775807,0.1,true,India,in,"
                              "\"Russia; 7; \"\n"
                              "Trade,,,,,,,,\n");
    free(text);
    ent_answer_free(answer);
}

/* A column of its own, whose cell is empty, is not a blank line. */
static void test_answer__writes_an_empty_single_field_in_quotes(void **state)
{
    (void)state;
    ent_answer *answer = NULL;
    assert_int_equal(ent_answer_new("x", &answer, NULL), ENT_OK);
    add_column(answer, "t", ENT_CELL_TEXT);
    ent_cell null = { .kind = ENT_CELL_NULL }, blank = { .kind = ENT_CELL_TEXT, .text = " a" };
    assert_int_equal(ent_answer_add_row(answer, &null, NULL), ENT_OK);
    assert_int_equal(ent_answer_add_row(answer, &blank, NULL), ENT_OK);
    char *text = written(answer, ent_answer_write_csv);
    assert_string_equal(text, "t\n\"\"\n\" a\"\n");
    free(text);
    ent_answer_free(answer);
}

static void test_answer__writes_the_same_in_every_locale(void **state)
{
    (void)state;
    ent_answer *answer = make();
    char *here = written(answer, ent_answer_write_json);
    if (!setlocale(LC_ALL, "de_DE.UTF-8") && !setlocale(LC_ALL, "fr_FR.UTF-8"))
        print_message("no locale with a decimal comma here: compared with itself\n");
    char *there = written(answer, ent_answer_write_json);
    setlocale(LC_ALL, "C");
    assert_string_equal(here, there);
    free(here);
    free(there);
    ent_answer_free(answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answer__keeps_what_was_added),
        cmocka_unit_test(test_answer__refuses_cells_that_do_not_fit),
        cmocka_unit_test(test_answer__writes_json_with_one_line_a_row),
        cmocka_unit_test(test_answer__writes_json_of_an_empty_answer),
        cmocka_unit_test(test_answer__writes_csv),
        cmocka_unit_test(test_answer__writes_an_empty_single_field_in_quotes),
        cmocka_unit_test(test_answer__writes_the_same_in_every_locale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
