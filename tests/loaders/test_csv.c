/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading and writing the CSV pair. */
#include "graphs.h"

#define HELD (WITH_EVERYTHING & ~(WITH_VOCABULARY | WITH_META | WITH_NODE_CITATIONS | WITH_AMBIGUITY | WITH_EMPTY_NAMES | WITH_MIXED_ORDER))

static ent_status load_two(const char *nodes, const char *ties, ent_graph **ret, ent_error *err)
{
    ent_error_clear(err);
    assert_int_equal(ent_graph_new(ret, NULL), ENT_OK);
    ent_status status = ent_load_memory(*ret, "nodes.csv", nodes, strlen(nodes), NULL, err);
    if (status >= 0 && ties)
        status = ent_load_memory(*ret, "ties.csv", ties, strlen(ties), NULL, err);
    return status < 0 ? status : ent_graph_finish(*ret, err);
}

static ent_graph *loaded(const char *nodes, const char *ties)
{
    ent_graph *graph = NULL;
    ent_error err = { 0 };
    if (load_two(nodes, ties, &graph, &err) < 0)
        fail_msg("%s:%lu: %s", err.file, (unsigned long)err.line, err.message);
    return graph;
}

static void expect_error(const char *nodes, const char *ties, ent_status code, uint64_t line, const char *says)
{
    ent_graph *graph = NULL;
    ent_error err = { 0 };
    ent_status status = load_two(nodes, ties, &graph, &err);
    if (status != code || err.line != line || !strstr(err.message, says) ||
        strcmp(err.file, ties ? "ties.csv" : "nodes.csv") != 0)
        fail_msg("%s%s\n%s %s:%lu: %s", nodes, ties ? ties : "", ent_status_name(status), err.file,
                 (unsigned long)err.line, err.message);
    ent_graph_free(graph);
}

static void test_csv__reads_what_the_format_describes(void **state)
{
    (void)state;
    ent_graph *graph = loaded(
        "\xEF\xBB\xBFkey,name,short,labels,aliases,valid,status,population,capital\r\n"
        "india,Republic of India,India,State,Bharat;a\\;b\\\\c,1947-08-15/..,in-force,1.4e9,New Delhi\r\n"
        "brics,,,Forum;Organisation,,,,,\r\ns,,,Source,,,,,\r\n",
        "from,type,to,valid,weight:float,count:int,code:string,flag:boolean,any,data:json,source,paragraph,note\n"
        "india,MEMBER_OF,brics,2009-06-16/..,3,7,007,true,1.50,\"[1, {}]\",s,26,\"first, note\"\n"
        "india,MEMBER_OF,brics,2009-06-16/..,3,7,007,true,1.50,\"[1,{}]\",s,27,\n");
    ent_node_view node;
    ent_graph_node(graph, 0, &node);
    assert_string_equal(node.name, "Republic of India");
    assert_string_equal(node.short_name, "India");
    assert_string_equal(node.properties, "{\"population\":1.4e9,\"capital\":\"New Delhi\"}");
    ent_alias_view alias;
    assert_int_equal(ent_graph_alias_count(graph, 0), 2);
    ent_graph_alias(graph, 0, 1, &alias);
    assert_string_equal(alias.name, "a;b\\c");
    ent_graph_node(graph, 1, &node);
    assert_string_equal(node.name, "brics");
    assert_int_equal(node.label_count, 2);
    assert_null(node.properties);
    assert_int_equal(ent_graph_tie_count(graph), 1);
    ent_tie_view tie;
    ent_graph_tie(graph, 0, &tie);
    assert_string_equal(tie.properties, "{\"weight\":3.0,\"count\":7,\"code\":\"007\",\"flag\":true,\"any\":1.50,"
                                        "\"data\":[1,{}]}");
    assert_int_equal(ent_graph_tie_citation_count(graph, 0), 2);
    ent_citation_view citation;
    ent_graph_tie_citation(graph, 0, 0, &citation);
    assert_string_equal(citation.note, "first, note");
    ent_graph_tie_citation(graph, 0, 1, &citation);
    assert_string_equal(citation.paragraph, "27");
    assert_null(citation.note);
    ent_graph_free(graph);
}

static void test_csv__says_what_is_wrong_and_where(void **state)
{
    (void)state;
    expect_error("", NULL, ENT_ERR_FORMAT, 1, "header row");
    expect_error("name\nx\n", NULL, ENT_ERR_FORMAT, 1, "\"key\"");
    expect_error("key;name\nx;y\n", NULL, ENT_ERR_FORMAT, 1, "commas");
    expect_error("from,to\na,b\n", NULL, ENT_ERR_FORMAT, 1, "\"type\"");
    expect_error("key,\nx,y\n", NULL, ENT_ERR_INVALID, 1, "without a name");
    expect_error("key,name,name\n", NULL, ENT_ERR_DUPLICATE, 1, "name");
    expect_error("key, labels\na,A\n", NULL, ENT_ERR_FORMAT, 1, "did you mean \"labels\"");
    expect_error("key,Name \na,A\n", NULL, ENT_ERR_FORMAT, 1, "did you mean \"name\"");
    expect_error("key\na\n", "from,type,to,URL\na,T,a,x\n", ENT_ERR_FORMAT, 1, "did you mean \"url\"");
    expect_error("key,x\na,1e400\n", NULL, ENT_ERR_LIMIT, 2, "1e400 is too large");
    expect_error("key,x:float\na,-1e400\n", NULL, ENT_ERR_LIMIT, 2, "type string");
    expect_error("key,x\na,\"\"b\n", NULL, ENT_ERR_SYNTAX, 2, "not 'b'");
    expect_error("\xFF\xFEk\0", NULL, ENT_ERR_UTF8, 1, "UTF-16");
    expect_error("key,x:int,x\n", NULL, ENT_ERR_DUPLICATE, 1, "\"x\"");
    expect_error("key,name\na\n", NULL, ENT_ERR_SYNTAX, 2, "1 fields under a header row of 2");
    expect_error("key,name\n\n\"a\n\n\",x\nb,c,d\n", NULL, ENT_ERR_SYNTAX, 6, "3 fields");
    expect_error("key,name\na,x\n,y\n", NULL, ENT_ERR_INVALID, 3, "\"key\"");
    expect_error("key,labels\na,x;;y\n", NULL, ENT_ERR_INVALID, 2, "labels");
    expect_error("key,aliases\na,x\\\n", NULL, ENT_ERR_INVALID, 2, "backslash");
    expect_error("key,n:int\na,1.5\n", NULL, ENT_ERR_INVALID, 2, "whole number");
    expect_error("key,n:float\na,x\n", NULL, ENT_ERR_INVALID, 2, "a number");
    expect_error("key,n:boolean\na,1\n", NULL, ENT_ERR_INVALID, 2, "true or false");
    expect_error("key,n:json\na,\"{\"\"x\"\":1,\"\"x\"\":2}\"\n", NULL, ENT_ERR_DUPLICATE, 2, "twice");
    expect_error("key,n:json\na,[1\n", NULL, ENT_ERR_SYNTAX, 2, "byte 3");
    expect_error("key\na\na\n", NULL, ENT_ERR_DUPLICATE, 3, "a");
    expect_error("key\na\n", "from,type,to\na,T,b\n", ENT_ERR_DANGLING, 2, "b");
    expect_error("key\na\n", "from,type,to\na,,a\n", ENT_ERR_INVALID, 2, "\"type\"");
    expect_error("key\na\n", "from,type,to,page\na,T,a,3\n", ENT_ERR_INVALID, 2, "source");
    expect_error("key\na\n", "from,type,to,valid\na,T,a,\na,T,a,2010/2009\n", ENT_ERR_INVALID, 3, "");
    expect_error("key\na\n", "from,type,to,valid\na,T,a,once\n", ENT_ERR_DATE, 2, "once");
    expect_error("key\na\n", "from,type,to,status\na,T,a,alive\n", ENT_ERR_INVALID, 2, "status");
}

/* Every beginning of the two files: an error or a smaller graph, never anything else. */
static void test_csv__survives_every_truncation(void **state)
{
    (void)state;
    static const char nodes[] = "key,name,labels,n:json\na,\"A \"\"x\"\"\",State;Fo\\;rum,\"{\"\"k\"\":[1]}\"\nb,\xC3\xA9,,\n";
    size_t loads = 0;
    for (size_t length = 0; length <= sizeof nodes - 1; length++) {
        char *copy = malloc(length ? length : 1);
        assert_non_null(copy);
        memcpy(copy, nodes, length);
        ent_graph *graph = NULL;
        ent_error err = { 0 };
        assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
        if (ent_load_memory(graph, "n.csv", copy, length, NULL, &err) < 0)
            assert_true(err.message[0] && err.line > 0);
        else
            loads++;
        ent_graph_free(graph);
        free(copy);
    }
    assert_true(loads >= 4 && loads < sizeof nodes / 2);
}

static void test_csv__round_trips_random_graphs(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        ent_graph *graph = random_graph(seed, HELD, 4 + (int)(seed % 40), (int)(seed * 7 % 200));
        size_t length = 0;
        char *nodes = saved(graph, "csv", ENT_PART_NODES, &length), *ties = saved(graph, "csv", ENT_PART_TIES, &length);
        ent_graph *again = loaded(nodes, ties);
        assert_same_graph(graph, again, HELD);
        char *nodes_again = saved(again, "csv", ENT_PART_NODES, &length);
        char *ties_again = saved(again, "csv", ENT_PART_TIES, &length);
        assert_string_equal(nodes, nodes_again);
        assert_string_equal(ties, ties_again);
        for (size_t i = 0; i < ent_graph_node_count(again); i++)
            assert_same_node(graph, (ent_node)i, again, (ent_node)i, HELD);
        ent_graph_free(graph);
        ent_graph_free(again);
        free(nodes);
        free(ties);
        free(nodes_again);
        free(ties_again);
    }
}

static void test_csv__writes_only_the_columns_that_hold_something(void **state)
{
    (void)state;
    ent_graph *graph = loaded("key\na\nb\n", "from,type,to,weight\na,T,b,1.50\nb,T,a,\n");
    size_t length = 0;
    char *nodes = saved(graph, "csv", ENT_PART_NODES, &length), *ties = saved(graph, "csv", ENT_PART_TIES, &length);
    assert_string_equal(nodes, "key\na\nb\n");
    assert_string_equal(ties, "from,type,to,weight\na,T,b,1.50\nb,T,a,\n");
    free(nodes);
    free(ties);
    ent_output *output = NULL;
    ent_error err = { 0 };
    assert_int_equal(ent_output_memory(&output, NULL), ENT_OK);
    assert_int_equal(ent_save(graph, ent_format_find("csv"), ENT_PART_ALL, output, &err), ENT_ERR_USAGE);
    ent_output_free(output);
    ent_graph_free(graph);
}

static void test_csv__types_a_column_when_its_values_need_it(void **state)
{
    (void)state;
    static const char json[] = "{\"nodes\":[{\"key\":\"a\",\"properties\":{\"s\":\"12\",\"from\":1,\"m\":\"true\",\"x:int\":\"z\"}},"
                               "{\"key\":\"b\",\"properties\":{\"m\":true,\"e\":\"\",\"n\":null,\"big\":9007199254740993}}]}";
    ent_graph *graph = NULL;
    ent_error err = { 0 };
    assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
    assert_int_equal(ent_load_memory(graph, "x.json", json, strlen(json), NULL, &err), ENT_OK);
    assert_int_equal(ent_graph_finish(graph, &err), ENT_OK);
    size_t length = 0;
    char *nodes = saved(graph, "csv", ENT_PART_NODES, &length);
    assert_string_equal(nodes, "key,s:string,from:json,m:json,x:int:string,e:json,n:json,big\n"
                               "a,12,1,\"\"\"true\"\"\",z,,,\n"
                               "b,,,true,,\"\"\"\"\"\",null,9007199254740993\n");
    free(nodes);
    ent_graph_free(graph);
}

/* Members come in the order of the columns: one that agrees with all records, and where they contradict each
 * other, some order. */
static void test_csv__orders_columns_by_the_records(void **state)
{
    (void)state;
    static const struct {
        const char *json, *header;
    } cases[] = {
        { "{\"nodes\":[{\"key\":\"1\",\"properties\":{\"d\":1}},{\"key\":\"2\",\"properties\":{\"b\":1,\"c\":1}},{\"key\":\"3\","
          "\"properties\":{\"a\":1,\"b\":1}},{\"key\":\"4\",\"properties\":{\"c\":1,\"d\":1}}]}", "key,a,b,c,d\n" },
        { "{\"nodes\":[{\"key\":\"1\",\"properties\":{\"a\":1,\"b\":1,\"c\":1}},{\"key\":\"2\",\"properties\":{\"c\":1,\"a\":1}},"
          "{\"key\":\"3\",\"properties\":{\"x\":1,\"a\":1}}]}", "key," },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ent_graph *graph = NULL;
        ent_error err = { 0 };
        size_t length = 0;
        assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
        assert_int_equal(ent_load_memory(graph, "x.json", cases[i].json, strlen(cases[i].json), NULL, &err), ENT_OK);
        assert_int_equal(ent_graph_finish(graph, &err), ENT_OK);
        char *text = saved(graph, "csv", ENT_PART_NODES, &length);
        assert_memory_equal(text, cases[i].header, strlen(cases[i].header));
        ent_graph *again = loaded(text, NULL);
        assert_int_equal(ent_graph_node_count(again), ent_graph_node_count(graph));
        ent_graph_free(graph);
        ent_graph_free(again);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_csv__reads_what_the_format_describes),
        cmocka_unit_test(test_csv__says_what_is_wrong_and_where),
        cmocka_unit_test(test_csv__survives_every_truncation),
        cmocka_unit_test(test_csv__round_trips_random_graphs),
        cmocka_unit_test(test_csv__writes_only_the_columns_that_hold_something),
        cmocka_unit_test(test_csv__orders_columns_by_the_records),
        cmocka_unit_test(test_csv__types_a_column_when_its_values_need_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
