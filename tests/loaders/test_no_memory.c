/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each allocation in turn fails while files are read and written: the answer is always "out of memory", and
 * nothing is lost (run under a sanitizer to see that). */
#include "graphs.h"

#include <entente/answer.h>

static size_t allocations, fail_at; /* fail_at 0: never */

static bool fails(void)
{
    return ++allocations == fail_at;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    return fails() ? NULL : __real_realloc(block, size);
}

static const char json[] =
    "{\"name\":\"x\",\"labels\":[{\"name\":\"L\",\"plural\":\"Ls\",\"parent\":\"M\"}],\"types\":[{\"name\":\"T\",\"phrase\":\"t\"}],"
    "\"nodes\":[{\"key\":\"a\",\"labels\":[\"L\"],\"name\":\"A\\u00e9\",\"aliases\":[\"b\"],\"properties\":{\"x\":[1,{\"y\":\"\"}]},"
    "\"citations\":[{\"source\":\"s\",\"note\":\"n\"}]},{\"key\":\"s\",\"labels\":[\"Source\"]}],"
    "\"ties\":[{\"from\":\"a\",\"type\":\"T\",\"to\":\"s\",\"valid\":\"2001~/..\",\"properties\":{\"w\":1.5},"
    "\"citations\":[{\"source\":\"s\",\"page\":\"1\"}]}]}";
static const char nodes[] = "key,name,labels,aliases,n:json,w\na,\"A \"\"q\"\"\",L;M,b,\"[1,{\"\"k\"\":2}]\",1\ns,,Source,,,x\n";
static const char ties[] = "from,type,to,valid,source,note,w\na,T,s,2001~/..,s,n,1.5\na,T,s,,,,\n";

static ent_status save_part(const ent_graph *graph, const char *format, ent_part part, ent_error *err)
{
    ent_output *output = NULL;
    ent_status status = ent_output_memory(&output, err);
    if (status >= 0)
        status = ent_save(graph, ent_format_find(format), part, output, err);
    ent_output_free(output);
    return status;
}

static ent_status read_and_write(bool csv, ent_error *err)
{
    ent_graph *graph = NULL;
    ent_status status = ent_graph_new(&graph, err);
    if (status >= 0 && csv) {
        status = ent_load_memory(graph, "nodes.csv", nodes, strlen(nodes), NULL, err);
        if (status >= 0)
            status = ent_load_memory(graph, "ties.csv", ties, strlen(ties), NULL, err);
    } else if (status >= 0) {
        status = ent_load_memory(graph, "x.json", json, strlen(json), NULL, err);
    }
    if (status >= 0)
        status = ent_graph_finish(graph, err);
    if (status >= 0)
        status = save_part(graph, csv ? "csv" : "json", csv ? ENT_PART_NODES : ENT_PART_ALL, err);
    if (status >= 0 && csv)
        status = save_part(graph, "csv", ENT_PART_TIES, err);
    ent_graph_free(graph);
    return status;
}

static ent_status make_answer(bool csv, ent_error *err)
{
    ent_answer *answer = NULL;
    ent_output *output = NULL;
    ent_column columns[] = { { "n", NULL, ENT_CELL_NODE, false }, { "l", "L", ENT_CELL_LIST, false } };
    ent_cell item = { .kind = ENT_CELL_NUMBER, .number = 0.5 };
    ent_cell row[] = { { .kind = ENT_CELL_NODE, .key = "k", .text = "K" },
                       { .kind = ENT_CELL_LIST, .items = &item, .count = 1 } };
    ent_status status = ent_answer_new("q", &answer, err);
    for (size_t i = 0; status >= 0 && i < 2; i++)
        status = ent_answer_add_column(answer, &columns[i], err);
    if (status >= 0)
        status = ent_answer_add_section(answer, "s", err);
    if (status >= 0)
        status = ent_answer_add_row(answer, row, err);
    if (status >= 0)
        status = ent_answer_add_note(answer, "note", err);
    if (status >= 0)
        status = ent_output_memory(&output, err);
    if (status >= 0)
        status = csv ? ent_answer_write_csv(answer, output, err) : ent_answer_write_json(answer, output, err);
    ent_output_free(output);
    ent_answer_free(answer);
    return status;
}

static void fail_each(ent_status (*work)(bool csv, ent_error *err), bool csv, size_t least)
{
    ent_error err = { 0 };
    fail_at = allocations = 0;
    if (work(csv, &err) < 0)
        fail_msg("%s:%lu: %s", err.file, (unsigned long)err.line, err.message);
    size_t count = allocations;
    assert_true(count >= least);
    for (size_t i = 1; i <= count; i++) {
        ent_error_clear(&err);
        allocations = 0;
        fail_at = i;
        ent_status status = work(csv, &err);
        fail_at = 0;
        if (status != ENT_ERR_NOMEM || err.code != ENT_ERR_NOMEM)
            fail_msg("allocation %zu of %zu failed: %s, %s", i, count, ent_status_name(status), err.message);
    }
}

static void test_no_memory__reading_and_writing_json(void **state)
{
    (void)state;
    fail_each(read_and_write, false, 40);
}

static void test_no_memory__reading_and_writing_csv(void **state)
{
    (void)state;
    fail_each(read_and_write, true, 40);
}

static ent_status read_organisations(bool csv, ent_error *err)
{
    static const char table[] = "ioname,orgname,year,india,soafrica,sdate,deaddate,longorgname,ionum,imputed\n"
                                "UN,United Nations,1945,-1,1,1945,,The United Nations,4400,0\n"
                                "UN,United Nations,1946,1,-9,1945,,The United Nations,4400,1\n"
                                "LN,League,1945,2,3,1920,1945,League of Nations,3,0\n";
    (void)csv;
    ent_graph *graph = NULL;
    ent_status status = ent_graph_new(&graph, err);
    if (status >= 0)
        status = ent_load_memory(graph, "table.csv", table, strlen(table), NULL, err);
    if (status >= 0)
        status = ent_graph_finish(graph, err);
    ent_graph_free(graph);
    return status;
}

static void test_no_memory__reading_organisations_by_year(void **state)
{
    (void)state;
    fail_each(read_organisations, true, 40);
}

static void test_no_memory__answers(void **state)
{
    (void)state;
    fail_each(make_answer, false, 6);
    fail_each(make_answer, true, 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_memory__reading_and_writing_json),
        cmocka_unit_test(test_no_memory__reading_and_writing_csv),
        cmocka_unit_test(test_no_memory__reading_organisations_by_year),
        cmocka_unit_test(test_no_memory__answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
