/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading and writing the native format. */
#include "graphs.h"

#include <cjson/cJSON.h>
#include <entente/load.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

static ent_status load_text(const char *text, size_t length, ent_graph **ret, ent_error *err)
{
    ent_error_clear(err);
    assert_int_equal(ent_graph_new(ret, NULL), ENT_OK);
    ent_status status = ent_load_memory(*ret, "t.json", text, length, NULL, err);
    return status < 0 ? status : ent_graph_finish(*ret, err);
}

static ent_graph *loaded(const char *text)
{
    ent_graph *graph = NULL;
    ent_error err = { 0 };
    if (load_text(text, strlen(text), &graph, &err) < 0)
        fail_msg("%s:%lu:%lu: %s", err.file, (unsigned long)err.line, (unsigned long)err.column, err.message);
    return graph;
}

static void expect_error(const char *text, ent_status code, uint64_t line, uint64_t column, const char *says)
{
    ent_graph *graph = NULL;
    ent_error err = { 0 };
    ent_status status = load_text(text, strlen(text), &graph, &err);
    if (status != code || err.line != line || err.column != column || !strstr(err.message, says) ||
        strcmp(err.file, "t.json") != 0)
        fail_msg("%s\n%s %s:%lu:%lu: %s", text, ent_status_name(status), err.file, (unsigned long)err.line,
                 (unsigned long)err.column, err.message);
    ent_graph_free(graph);
}

static const char *const example =
    "{\n \"entente\": 1, \"$schema\": \"x\",\n \"name\": \"Test\", \"as_of\": \"2025-12-05\", \"mood\": \"\",\n"
    " \"ties\": [\n"
    "  {\"from\": \"india\", \"type\": \"MEMBER_OF\", \"to\": \"brics\", \"valid\": \"2009-06-16/..\",\n"
    "   \"properties\": {\"z\": 9007199254740993, \"a\": 1.0},\n"
    "   \"citations\": [{\"source\": \"s\", \"paragraph\": 26, \"page\": 12, \"how\": \"implied\"},\n"
    "                 {\"source\": \"s\", \"note\": \"\"}]}],\n"
    " \"nodes\": [\n"
    "  {\"key\": \"india\", \"labels\": [\"State\"], \"name\": \"India\", \"aliases\": [\"Bharat\","
    " {\"name\": \"Delhi\", \"ambiguous\": true}]},\n"
    "  {\"key\": \"brics\", \"labels\": [\"Forum\"], \"short\": \"BRICS\"},\n"
    "  {\"key\": \"s\", \"labels\": [\"Source\"], \"properties\": {\"as_of\": \"2024\"}}]\n}\n";

static void test_json__reads_what_the_format_describes(void **state)
{
    (void)state;
    ent_graph *graph = loaded(example);
    assert_int_equal(ent_graph_node_count(graph), 3);
    assert_int_equal(ent_graph_tie_count(graph), 1);
    assert_string_equal(ent_graph_meta(graph, "mood"), "");
    assert_null(ent_graph_meta(graph, "$schema"));
    assert_null(ent_graph_meta(graph, "entente"));
    ent_tie_view tie;
    ent_graph_tie(graph, 0, &tie);
    assert_string_equal(tie.properties, "{\"z\":9007199254740993,\"a\":1.0}");
    assert_int_equal(ent_graph_tie_citation_count(graph, 0), 2);
    ent_citation_view citation;
    ent_graph_tie_citation(graph, 0, 0, &citation);
    assert_string_equal(citation.paragraph, "26");
    assert_string_equal(citation.page, "12");
    assert_int_equal(citation.how, ENT_HOW_IMPLIED);
    assert_null(citation.note);
    ent_graph_tie_citation(graph, 0, 1, &citation);
    assert_string_equal(citation.note, "");
    ent_node india = ent_graph_find_key(graph, "india", 5);
    ent_alias_view alias;
    ent_graph_alias(graph, india, 1, &alias);
    assert_string_equal(alias.name, "Delhi");
    assert_true(alias.ambiguous);
    ent_graph_free(graph);
}

static void test_json__says_what_is_wrong_and_where(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        ent_status code;
        uint64_t line, column;
        const char *says;
    } cases[] = {
        { "[]", ENT_ERR_FORMAT, 1, 1, "one JSON object" },
        { "{\"node\": []}", ENT_ERR_INVALID, 1, 2, "did you mean \"nodes\"" },
        { "{\"size\": 3}", ENT_ERR_INVALID, 1, 2, "size" },
        { "{\"as_of\": 2020}", ENT_ERR_INVALID, 1, 2, "\"as_of\" must be a string" },
        { "{\"entente\": 2}", ENT_ERR_UNSUPPORTED, 1, 13, "version 2" },
        { "{\"name\": \"a\",\n\"name\": \"b\"}", ENT_ERR_DUPLICATE, 2, 1, "name" },
        { "{\"nodes\": {}}", ENT_ERR_INVALID, 1, 11, "an array" },
        { "{\"nodes\": [\n {\"key\": \"a\", \"nam\": \"A\"}]}", ENT_ERR_INVALID, 2, 15, "did you mean \"name\"" },
        { "{\"nodes\": [{\"key\": \"a\", \"colour\": \"A\"}]}", ENT_ERR_INVALID, 1, 25, "aliases" },
        { "{\"nodes\": [{\"key\": \"a\", \"key\": \"b\"}]}", ENT_ERR_DUPLICATE, 1, 25, "twice" },
        { "{\"nodes\": [{\"name\": \"A\"}]}", ENT_ERR_INVALID, 1, 12, "without \"key\"" },
        { "{\"nodes\": [{\"key\": \"\"}]}", ENT_ERR_INVALID, 1, 20, "empty" },
        { "{\"nodes\": [{\"key\": null}]}", ENT_ERR_INVALID, 1, 20, "null" },
        { "{\"nodes\": [{\"key\": \"a\\u0000b\"}]}", ENT_ERR_INVALID, 1, 20, "NUL" },
        { "{\"nodes\": [{\"key\": \"a\", \"properties\": []}]}", ENT_ERR_INVALID, 1, 39, "an object" },
        { "{\"nodes\": [{\"key\": \"a\", \"properties\": {\"x\": 1, \"x\": 2}}]}", ENT_ERR_DUPLICATE, 1, 48, "\"x\"" },
        { "{\"nodes\": [{\"key\": \"a\", \"properties\": {\"x\": -1e999}}]}", ENT_ERR_LIMIT, 1, 45, "-1e999 is too large" },
        { "{\"nodes\": [{\"key\": \"a\", \"labels\": [\"A\"]}],\n\"ties\": [{\"from\": \"a\", \"type\": \"T\", \"to\": \"a\", "
          "\"citations\": [{\"source\": \"a\"}]}]}", ENT_ERR_INVALID, 1, 12, "Source" },
        { "{\"nodes\": [{\"key\": \"a\", \"labels\": [\"Source\"], \"properties\": {\"as_of\": \"now\"}}]}", ENT_ERR_DATE, 1, 12,
          "as_of" },
        { "{\"labels\": [\n{\"name\": \"A\", \"parent\": \"A\"}]}", ENT_ERR_INVALID, 2, 1, "kind of itself" },
        { "{\"nodes\": [{\"key\": \"a\"},\n{\"key\": \"a\"}]}", ENT_ERR_DUPLICATE, 2, 1, "a" },
        { "{\"nodes\": [{\"key\": \"a\"}],\n\"ties\": [{\"from\": \"a\", \"type\": \"T\", \"to\": \"b\"}]}", ENT_ERR_DANGLING,
          2, 10, "b" },
        { "{\"nodes\": [{\"key\": \"a\"}],\n\"ties\": [{\"from\": \"a\", \"type\": \"T\", \"to\": \"a\",\n"
          "\"valid\": \"2010/2009\"}]}", ENT_ERR_INVALID, 2, 10, "" },
        { "{\"nodes\": [{\"key\": \"a\", \"valid\": \"yesterday\"}]}", ENT_ERR_DATE, 1, 12, "a" },
        { "{\"nodes\": [{\"key\": \"a\", \"citations\": [{\"page\": \"1\"}]}]}", ENT_ERR_INVALID, 1, 39, "without \"source\"" },
        { "{\"ties\": [3]}", ENT_ERR_INVALID, 1, 11, "object" },
        { "{\"nodes\": []} x", ENT_ERR_SYNTAX, 1, 15, "end of the file" },
        { "{\"nodes\": [", ENT_ERR_SYNTAX, 1, 12, "ends" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_error(cases[i].text, cases[i].code, cases[i].line, cases[i].column, cases[i].says);
}

/* No beginning of a file passes for the whole, and none is read beyond its end. */
static void test_json__refuses_every_truncation(void **state)
{
    (void)state;
    size_t whole = strlen(example) - 1; /* without the last line feed */
    for (size_t length = 0; length < whole; length++) {
        char *copy = malloc(length ? length : 1);
        assert_non_null(copy);
        memcpy(copy, example, length);
        ent_graph *graph = NULL;
        ent_error err = { 0 };
        assert_true(load_text(copy, length, &graph, &err) < 0);
        assert_true(err.line > 0 && err.column > 0 && err.message[0]);
        ent_graph_free(graph);
        free(copy);
    }
}

/* Each byte of a good file replaced by others: an error with a place, or a graph; never anything else. */
static void test_json__survives_damage(void **state)
{
    (void)state;
    static const char bytes[] = { '"', '\\', '{', '}', ',', '\0', '\n', '\xFF', '0', 'u' };
    char *copy = strdup(example);
    assert_non_null(copy);
    for (size_t i = 0; copy[i]; i++)
        for (size_t j = 0; j < sizeof bytes; j++) {
            char was = copy[i];
            copy[i] = bytes[j];
            ent_graph *graph = NULL;
            ent_error err = { 0 };
            if (load_text(copy, strlen(example), &graph, &err) < 0)
                assert_true(err.message[0] && err.code < 0);
            ent_graph_free(graph);
            copy[i] = was;
        }
    free(copy);
}

static void test_json__round_trips_random_graphs(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        ent_graph *graph = random_graph(seed, WITH_EVERYTHING, 4 + (int)(seed % 40), (int)(seed * 7 % 200));
        size_t length = 0, again_length = 0;
        char *text = saved(graph, "json", ENT_PART_ALL, &length);
        ent_graph *again = loaded(text);
        assert_same_graph(graph, again, WITH_EVERYTHING);
        char *text_again = saved(again, "json", ENT_PART_ALL, &again_length);
        assert_string_equal(text, text_again);
        ent_graph *third = loaded(text_again);
        for (size_t i = 0; i < ent_graph_node_count(again); i++)
            assert_same_node(again, (ent_node)i, third, (ent_node)i, WITH_EVERYTHING);
        ent_graph_free(graph);
        ent_graph_free(again);
        ent_graph_free(third);
        free(text);
        free(text_again);
    }
}

/* A label that the data describes otherwise than the default vocabulary leaves nothing of the default behind. */
static void test_json__a_built_in_label_described_anew_is_the_data_s_own(void **state)
{
    (void)state;
    ent_graph *graph = loaded("{\"labels\":[{\"name\":\"Zed\",\"parent\":\"Forum\"},{\"name\":\"Forum\",\"plural\":\"Fora\"}]}");
    size_t length = 0;
    char *text = saved(graph, "json", ENT_PART_ALL, &length);
    assert_null(strstr(text, "Organisation"));
    ent_graph *again = loaded(text);
    char *text_again = saved(again, "json", ENT_PART_ALL, &length);
    assert_string_equal(text, text_again);
    ent_graph_free(graph);
    ent_graph_free(again);
    free(text);
    free(text_again);
}

/* Nodes keep their numbers when sources stand before what cites them, and the parts join to the whole. */
static void test_json__keeps_the_order_of_nodes(void **state)
{
    (void)state;
    ent_graph *graph = loaded("{\"nodes\":[{\"key\":\"a\",\"citations\":[{\"source\":\"s\"}]},{\"key\":\"b\"},{\"key\":\"s\","
                              "\"labels\":[\"Source\"]}],\"ties\":[{\"from\":\"b\",\"type\":\"T\",\"to\":\"a\"}]}");
    size_t length = 0;
    char *nodes = saved(graph, "json", ENT_PART_NODES, &length), *ties = saved(graph, "json", ENT_PART_TIES, &length);
    ent_graph *again = NULL;
    ent_error err = { 0 };
    assert_int_equal(ent_graph_new(&again, NULL), ENT_OK);
    assert_int_equal(ent_load_memory(again, "n.json", nodes, strlen(nodes), NULL, &err), ENT_OK);
    assert_int_equal(ent_load_memory(again, "t.json", ties, strlen(ties), NULL, &err), ENT_OK);
    assert_int_equal(ent_graph_finish(again, &err), ENT_OK);
    for (ent_node i = 0; i < 3; i++)
        assert_same_node(graph, i, again, i, WITH_EVERYTHING);
    assert_same_graph(graph, again, WITH_EVERYTHING);
    ent_graph_free(graph);
    ent_graph_free(again);
    free(nodes);
    free(ties);
}

static void test_json__round_trips_the_bundled_data(void **state)
{
    (void)state;
    ent_graph *graph = NULL;
    ent_error err = { 0 };
    if (ent_graph_bundled(&graph, &err) < 0)
        fail_msg("%s:%lu: %s", err.file, (unsigned long)err.line, err.message);
    assert_true(ent_graph_tie_count(graph) > 0);
    size_t length = 0, again_length = 0;
    char *text = saved(graph, "json", ENT_PART_ALL, &length);
    ent_graph *again = loaded(text);
    assert_same_graph(graph, again, WITH_EVERYTHING);
    char *text_again = saved(again, "json", ENT_PART_ALL, &again_length);
    assert_string_equal(text, text_again);
    ent_graph_free(graph);
    ent_graph_free(again);
    free(text);
    free(text_again);
}

/* What we write, cJSON reads. */
static void test_json__writes_json(void **state)
{
    (void)state;
    ent_graph *graph = random_graph(99, WITH_EVERYTHING, 30, 100);
    size_t length = 0;
    char *text = saved(graph, "json", ENT_PART_ALL, &length);
    cJSON *value = cJSON_ParseWithLength(text, length);
    assert_non_null(value);
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(value, "nodes")), ent_graph_node_count(graph));
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(value, "ties")), ent_graph_tie_count(graph));
    cJSON_Delete(value);
    free(text);
    ent_graph_free(graph);
}

/* --- long input through a pipe ---------------------------------------------------------------- */

typedef struct flood {
    int file;
    const char *before, *fill, *after;
    uint64_t fill_bytes;
} flood;

static void *pour(void *argument)
{
    flood *self = argument;
    char block[1 << 16];
    size_t unit = strlen(self->fill), filled = 0;
    bool broken = write(self->file, self->before, strlen(self->before)) < 0;
    while (filled + unit <= sizeof block) {
        memcpy(block + filled, self->fill, unit);
        filled += unit;
    }
    for (uint64_t done = 0; !broken && done < self->fill_bytes; done += filled)
        broken = write(self->file, block, filled) != (ssize_t)filled;
    if (!broken)
        broken = write(self->file, self->after, strlen(self->after)) < 0;
    close(self->file);
    return NULL;
}

static size_t peak_memory(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (size_t)usage.ru_maxrss * 1024;
}

/* Load what a thread pours into a pipe. */
static ent_status load_flood(flood *water, ent_graph *graph, const ent_load_options *options, ent_error *err)
{
    int ends[2];
    char path[64];
    pthread_t thread;
    assert_int_equal(pipe(ends), 0);
    water->file = ends[1];
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    assert_int_equal(pthread_create(&thread, NULL, pour, water), 0);
    ent_error_clear(err);
    ent_status status = ent_load(graph, path, options, err);
    close(ends[0]);
    pthread_join(thread, NULL);
    return status;
}

static void test_json__bounds_the_memory_of_one_record(void **state)
{
    (void)state;
    ent_load_options options = ENT_LOAD_OPTIONS_INIT;
    options.format = ent_format_find("json");
    static const struct {
        const char *before, *fill, *after;
    } cases[] = {
        { "{\"nodes\":[{\"key\":\"", "abcdefgh", "\"}]}" },                 /* one string of a gigabyte */
        { "{\"nodes\":[{\"key\":\"a\",\"aliases\":[\"b\"", ",\"abcde\"", "]}]}" },
        { "{\"name\":\"", "abcdefgh", "\"}" },
        { "{\"nodes\":[{\"key\":\"a\",\"properties\":{\"n\":1", "00000000", "}}]}" },
        { "{\"", "abcdefgh", "\":\"\"}" },
    };
    size_t before = peak_memory();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ent_graph *graph = NULL;
        ent_error err = { 0 };
        assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
        flood water = { -1, cases[i].before, cases[i].fill, cases[i].after, (uint64_t)1 << 30 };
        assert_int_equal(load_flood(&water, graph, &options, &err), ENT_ERR_LIMIT);
        assert_non_null(strstr(err.message, "limit"));
        assert_int_equal(err.line, 1);
        ent_graph_free(graph);
    }
    /* 64 MiB of a record, kept at most a few times. A sanitizer keeps what was freed. */
#ifdef __SANITIZE_ADDRESS__
    (void)before;
#else
    assert_true(peak_memory() - before < (size_t)600 << 20);
#endif
}

static void test_json__reads_a_long_line_of_many_records(void **state)
{
    (void)state;
    ent_load_options options = ENT_LOAD_OPTIONS_INIT;
    options.format = ent_format_find("json");
    options.max_item = 4096;
    ent_graph *graph = NULL;
    ent_error err = { 0 };
    assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
    flood water = { -1, "{\"nodes\":[{\"key\":\"a\"}],\"ties\":[{\"from\":\"a\",\"type\":\"T\",\"to\":\"a\"}",
                    ",{\"from\":\"a\",\"type\":\"T\",\"to\":\"a\"}", "]}", (uint64_t)64 << 20 };
    if (load_flood(&water, graph, &options, &err) < 0)
        fail_msg("%s", err.message);
    assert_int_equal(ent_graph_finish(graph, NULL), ENT_OK);
    assert_int_equal(ent_graph_tie_count(graph), 1); /* they are all the same tie */
    ent_graph_free(graph);
}

static void test_json__limits_nesting(void **state)
{
    (void)state;
    size_t depth = 100000, length = 0;
    char *text = malloc(2 * depth + 200);
    if (!text)
        abort();
    length += (size_t)sprintf(text, "{\"nodes\":[{\"key\":\"a\",\"properties\":{\"x\":");
    memset(text + length, '[', depth);
    length += depth;
    memset(text + length, ']', depth);
    length += depth;
    length += (size_t)sprintf(text + length, "}}]}");
    ent_graph *graph = NULL;
    ent_error err = { 0 };
    assert_int_equal(load_text(text, length, &graph, &err), ENT_ERR_LIMIT);
    assert_non_null(strstr(err.message, "512"));
    ent_graph_free(graph);
    free(text);
}

static bool stop(void *context, uint64_t done, uint64_t total)
{
    assert_true(done > 0);
    assert_true(total == 0 || done <= total);
    return --*(int *)context > 0;
}

static void test_json__tells_its_progress_and_can_be_stopped(void **state)
{
    (void)state;
    ent_load_options options = ENT_LOAD_OPTIONS_INIT;
    int left = 3;
    options.format = ent_format_find("json");
    options.progress = stop;
    options.context = &left;
    ent_graph *graph = NULL;
    ent_error err = { 0 };
    assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
    flood water = { -1, "{\"nodes\":[{\"key\":\"a\"}],\"ties\":[", "\n\n\n\n", "]}", (uint64_t)64 << 20 };
    assert_int_equal(load_flood(&water, graph, &options, &err), ENT_ERR_USAGE);
    assert_string_equal(err.message, "interrupted");
    assert_int_equal(left, 0);
    ent_graph_free(graph);
}

static void test_json__names_the_file_it_cannot_read(void **state)
{
    (void)state;
    ent_graph *graph = NULL;
    ent_error err = { 0 };
    assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
    assert_int_equal(ent_load(graph, "/nowhere/x.json", NULL, &err), ENT_ERR_IO);
    assert_string_equal(err.file, "/nowhere/x.json");
    ent_error_clear(&err);
    assert_int_equal(ent_load(graph, "/tmp/x.unheard", NULL, &err), ENT_ERR_USAGE);
    assert_non_null(strstr(err.message, "json, csv"));
    ent_error_clear(&err);
    assert_int_equal(ent_load(graph, "-", NULL, &err), ENT_ERR_USAGE);
    assert_non_null(strstr(err.message, "standard input"));
    ent_graph_free(graph);
}

static void test_json__is_in_the_table_of_formats(void **state)
{
    (void)state;
    size_t count = 0;
    const ent_format *formats = ent_formats(&count);
    assert_true(count >= 2);
    for (size_t i = 0; i < count; i++) {
        assert_ptr_equal(ent_format_find(formats[i].name), &formats[i]);
        assert_true(formats[i].summary[0] && formats[i].extensions[0] == '.');
    }
    assert_string_equal(ent_format_of_path("a/b.c/DATA.JSON")->name, "json");
    assert_string_equal(ent_format_find("CSV")->name, "csv");
    assert_string_equal(ent_format_find(".csv")->name, "csv");
    assert_null(ent_format_of_path(".json"));
    assert_null(ent_format_of_path("json"));
    assert_null(ent_format_find("jsonx"));
    assert_null(ent_format_find(""));
}

int main(void)
{
    signal(SIGPIPE, SIG_IGN); /* a reader that refuses leaves its pipe */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json__reads_what_the_format_describes),
        cmocka_unit_test(test_json__says_what_is_wrong_and_where),
        cmocka_unit_test(test_json__refuses_every_truncation),
        cmocka_unit_test(test_json__survives_damage),
        cmocka_unit_test(test_json__round_trips_random_graphs),
        cmocka_unit_test(test_json__a_built_in_label_described_anew_is_the_data_s_own),
        cmocka_unit_test(test_json__keeps_the_order_of_nodes),
        cmocka_unit_test(test_json__round_trips_the_bundled_data),
        cmocka_unit_test(test_json__writes_json),
        cmocka_unit_test(test_json__bounds_the_memory_of_one_record),
        cmocka_unit_test(test_json__reads_a_long_line_of_many_records),
        cmocka_unit_test(test_json__limits_nesting),
        cmocka_unit_test(test_json__tells_its_progress_and_can_be_stopped),
        cmocka_unit_test(test_json__names_the_file_it_cannot_read),
        cmocka_unit_test(test_json__is_in_the_table_of_formats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
