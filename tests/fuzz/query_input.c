/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query_input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FRESH = 256 }; /* statements that one session gets, as it remembers what was deleted */

static void breach(const char *what, const char *text, size_t length, const ent_error *err)
{
    fprintf(stderr, "%s\n--- statement of %zu bytes:\n", what, length);
    fwrite(text, 1, length < 2000 ? length : 2000, stderr);
    if (err)
        fprintf(stderr, "\n--- error %d, %llu:%llu: %s\n", (int)err->code, (unsigned long long)err->line,
                (unsigned long long)err->column, err->message);
    abort();
}

/* --- the graph --------------------------------------------------------------------------------------------------- */

static ent_text text_of(const char *text)
{
    return text ? (ent_text){ text, strlen(text) } : (ent_text){ NULL, 0 };
}

static void must(ent_status status, const ent_error *err)
{
    if (status < 0) {
        fprintf(stderr, "the small graph cannot be made: %s\n", err->message);
        abort();
    }
}

static void add_nodes(ent_graph *graph)
{
    static const char *const nodes[][3] = {
        { "india", "India", "State" },  { "russia", "Russia", "State" }, { "iran", "Iran", "State" },
        { "brics", "BRICS", "Forum" },  { "un", "UN", "Forum" },         { "instc", "INSTC", "Corridor" },
        { "brief", "A brief", "Source" },
    };
    for (size_t i = 0; i < sizeof nodes / sizeof nodes[0]; i++) {
        ent_error err = { 0 };
        ent_text label = text_of(nodes[i][2]);
        ent_node unused;
        ent_node_record record = { .key = text_of(nodes[i][0]),
                                   .name = text_of(nodes[i][1]),
                                   .labels = &label,
                                   .label_count = 1,
                                   .properties = text_of(i % 2 ? "{\"n\":7,\"list\":[1,2.5,\"x\"]}" : NULL) };
        must(ent_graph_add_node(graph, &record, &unused, &err), &err);
    }
}

static void add_ties(ent_graph *graph)
{
    static const char *const ties[][5] = {
        { "india", "MEMBER_OF", "brics", "2009-06-16/..", NULL }, { "russia", "MEMBER_OF", "brics", "2009-06-16/..", NULL },
        { "iran", "MEMBER_OF", "brics", "2024/..", NULL },        { "india", "MEMBER_OF", "un", "1945/..", NULL },
        { "russia", "MEMBER_OF", "un", "1991~/..", NULL },        { "india", "PARTY_TO", "instc", "2002/2018", NULL },
        { "russia", "SUPPLIES", "india", NULL, "planned" },       { "iran", "PARTY_TO", "iran", NULL, NULL },
    };
    ent_citation_record citation = { .source = text_of("brief") };
    for (size_t i = 0; i < sizeof ties / sizeof ties[0]; i++) {
        ent_error err = { 0 };
        ent_tie unused;
        ent_tie_record record = { .source = text_of(ties[i][0]),
                                  .type = text_of(ties[i][1]),
                                  .target = text_of(ties[i][2]),
                                  .valid = text_of(ties[i][3]),
                                  .status = text_of(ties[i][4]),
                                  .properties = text_of(i % 3 ? NULL : "{\"since\":2009}"),
                                  .citations = &citation,
                                  .citation_count = i % 2 };
        must(ent_graph_add_tie(graph, &record, &unused, &err), &err);
    }
}

static ent_status procedure(ent_procedure_call *call, void *context, ent_error *err)
{
    (void)context;
    return ent_procedure_emit(call, (const char *const[]){ "\"out\"" }, 1, err);
}

static void renew(query_input *input)
{
    ent_error err = { 0 };
    ent_session_free(input->session);
    input->session = NULL;
    must(ent_session_new(input->graph, &input->session, &err), &err);
    must(ent_session_register(input->session, "test.my.proc(name :: STRING?, id :: INTEGER?) :: (out :: STRING?)", procedure,
                              NULL, &err),
         &err);
}

void query_input_init(query_input *input)
{
    ent_error err = { 0 };
    *input = (query_input){ .graph = NULL };
    must(ent_graph_new(&input->graph, &err), &err);
    add_nodes(input->graph);
    add_ties(input->graph);
    must(ent_graph_finish(input->graph, &err), &err);
    renew(input);
}

void query_input_clear(query_input *input)
{
    ent_session_free(input->session);
    ent_graph_free(input->graph);
    *input = (query_input){ .graph = NULL };
}

/* --- what must hold ---------------------------------------------------------------------------------------------- */

/* An error of the text points into it, and shows the line with a caret. */
static void check_error(const ent_session *session, ent_status status, const char *text, size_t length, const ent_error *err)
{
    if (err->code != status || !err->message[0])
        breach("an error without its code or message", text, length, err);
    if (memchr(err->message, '\0', sizeof err->message) == NULL)
        breach("a message without an end", text, length, err);
    if (status == ENT_ERR_LIMIT && !err->line)
        return; /* of a run: rows, time, memory */
    uint64_t line = 1;
    size_t start = 0;
    for (size_t i = 0; i < length && line < err->line; i++) {
        if (text[i] == '\n') {
            line++;
            start = i + 1;
        }
    }
    const char *end = memchr(text + start, '\n', length - start);
    size_t width = (end ? (size_t)(end - text) : length) - start;
    if (!err->line || !err->column || line != err->line || err->column > width + 1)
        breach("an error that does not point into the text", text, length, err);
    const char *caret = strrchr(err->message, '\n');
    if (!caret || !strchr(caret, '^'))
        breach("an error without a caret", text, length, err);
    ent_query_error fault;
    ent_session_error(session, &fault);
    if (!fault.type || !fault.phase || !fault.detail || fault.offset > length || fault.length > length - fault.offset)
        breach("an error that openCypher has no name for", text, length, err);
}

/* Look at all of a value, as a caller would. */
static size_t visit(const ent_value *value)
{
    size_t seen = 1, length;
    const char *text = ent_value_text(value, &length);
    ent_value_kind kind = ent_value_kind_of(value);
    if (text && length)
        seen += (size_t)text[length - 1] & 1;
    for (size_t i = 0; i < ent_value_count(value) && i < 100; i++) {
        if (kind == ENT_VALUE_MAP)
            seen += ent_value_key(value, i, &length) != NULL;
        seen += visit(ent_value_at(value, i));
    }
    for (size_t i = 0; i < ent_value_label_count(value); i++)
        seen += ent_value_label(value, i) != NULL;
    if (kind == ENT_VALUE_NODE || kind == ENT_VALUE_RELATIONSHIP)
        seen += visit(ent_value_properties(value));
    return seen;
}

static ent_status run(query_input *input, ent_query *query, ent_error *err)
{
    static const char *const parameters[][2] = {
        { "one", "1" }, { "text", "\"t\\u0000\"" }, { "list", "[1, null]" }, { "map", "{\"key\": 1.5}" }, { "p", "true" }
    };
    ent_query_limits limits = { .rows = 200, .bytes = 8 << 20, .milliseconds = 50 };
    ent_query_set_limits(query, &limits);
    for (size_t i = 0; i < sizeof parameters / sizeof parameters[0]; i++)
        must(ent_query_bind_json(query, parameters[i][0], parameters[i][1], err), err);
    ent_status status;
    size_t seen = 0;
    while ((status = ent_query_step(query, err)) == ENT_OK)
        for (size_t i = 0; i < ent_query_column_count(query); i++)
            seen += visit(ent_query_value(query, i));
    input->answered += status == ENT_DONE && seen > 0;
    return status == ENT_DONE ? ENT_OK : status;
}

ent_status query_input_try(query_input *input, const char *text, size_t length)
{
    ent_error err = { 0 };
    ent_query *query = NULL;
    if (++input->tried % FRESH == 0)
        renew(input);
    must(ent_session_begin(input->session, &err), &err);
    ent_status status = ent_query_prepare(input->session, text, length, &query, &err);
    if (status >= 0) {
        input->compiled++;
        status = run(input, query, &err);
    } else if (query) {
        breach("an error and a query", text, length, &err);
    }
    /* A parameter that nobody gave is no fault of the text's. */
    if (status < 0 && status != ENT_ERR_NOMEM && status != ENT_ERR_USAGE)
        check_error(input->session, status, text, length, &err);
    ent_query_free(query);
    if (ent_session_in_transaction(input->session) && ent_session_rollback(input->session, NULL) < 0)
        breach("what was begun cannot be undone", text, length, NULL);
    return status;
}

static int64_t ask(query_input *input, const char *text)
{
    ent_error err = { 0 };
    ent_query *query = NULL;
    int64_t value = -1;
    if (ent_query_prepare(input->session, text, SIZE_MAX, &query, &err) < 0 || ent_query_step(query, &err) != ENT_OK)
        breach("a control question is not answered", text, strlen(text), &err);
    value = ent_value_integer(ent_query_value(query, 0));
    ent_query_free(query);
    return value;
}

void query_input_control(query_input *input)
{
    static const struct {
        const char *text;
        int64_t answer;
    } controls[] = {
        { "MATCH (n) RETURN count(n)", 7 },
        { "MATCH ()-[r]->() RETURN count(r)", 8 },
        { "MATCH (:State)-[:MEMBER_OF]->(f:Forum {key: 'brics'}) AS OF '2015' RETURN count(*)", 2 },
        { "MATCH (n) UNWIND keys(n) AS k RETURN count(k)", 27 },
        { "MATCH (n) UNWIND labels(n) AS k RETURN count(k)", 7 },
    };
    for (size_t i = 0; i < sizeof controls / sizeof controls[0]; i++)
        if (ask(input, controls[i].text) != controls[i].answer)
            breach("a control question is answered wrongly", controls[i].text, strlen(controls[i].text), NULL);
}
