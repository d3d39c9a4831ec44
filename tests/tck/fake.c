/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fake.h"

#include <stdlib.h>
#include <string.h>

#include <entente/query.h>

#include "expect.h"
#include "gherkin.h"
#include "graph/base/error.h"

static const fake_answer *known;
static size_t known_count;

void fake_set(const fake_answer *answers, size_t count)
{
    known = answers;
    known_count = count;
}

struct ent_value {
    tck_value value;
    const ent_value *items, *properties;
    uint64_t source, target;
};

struct ent_procedure_call {
    ent_query *query;
    const ent_value *arguments[4];
    size_t emitted;
};

struct ent_session {
    ent_i_arena arena;
    const char *const *graph;
    ent_query_error error;
    const char *signature;
    ent_procedure_function function;
    void *context;
};

struct ent_query {
    ent_session *session;
    const fake_answer *answer;
    const char *text;
    const char *columns[8];
    size_t column_count, row;
    const ent_value *values[8];
    const char *bound; /* the last parameter as JSON */
    const char *emitted[8];
    size_t emitted_count;
};

static const ent_value *wrap(ent_i_arena *arena, const tck_value *value)
{
    ent_value *made = tck_alloc(arena, sizeof *made);
    ent_value *items = tck_alloc(arena, value->count * sizeof *items);
    made->value = *value;
    for (size_t i = 0; i < value->count; i++) {
        items[i] = *wrap(arena, &value->items[i]);
        if (value->kind == TCK_PATH && i % 2 == 0)
            items[i].value.id = i; /* every node of a path is another one */
    }
    for (size_t i = 1; value->kind == TCK_PATH && i < value->count; i += 2) {
        bool backward = value->items[i].backward;
        items[i].source = backward ? i + 1 : i - 1;
        items[i].target = backward ? i - 1 : i + 1;
    }
    made->items = items;
    if (value->properties)
        made->properties = wrap(arena, value->properties);
    return made;
}

static const ent_value *cell(ent_i_arena *arena, const char *text)
{
    tck_value value = { .kind = TCK_NULL };
    const char *fault = NULL;
    char *end;
    unsigned long long id = strtoull(text, &end, 10);
    bool numbered = end != text && *end == ' ' && (end[1] == '(' || end[1] == '[');
    if (!tck_parse(arena, numbered ? end : text, &value, &fault))
        abort();
    value.id = numbered ? id : 0;
    return wrap(arena, &value);
}

/* The parts between "|"; returns how many. */
static size_t split(ent_i_arena *arena, const char *text, const char **parts)
{
    size_t count = 0;
    for (; text; count++) {
        size_t length = strcspn(text, "|");
        parts[count] = tck_copy(arena, text, length);
        text = text[length] ? text + length + 1 : NULL;
    }
    return count;
}

ent_status ent_session_new(const ent_graph *graph, ent_session **ret, ent_error *err)
{
    (void)graph;
    (void)err;
    *ret = calloc(1, sizeof **ret);
    ent_i_arena_init(&(*ret)->arena);
    return ENT_OK;
}

void ent_session_free(ent_session *session)
{
    if (session)
        ent_i_arena_clear(&session->arena);
    free(session);
}

static ent_status refuse(ent_session *session, const char *type, const char *phase, const char *detail, ent_error *err)
{
    session->error = (ent_query_error){ .type = type, .phase = phase, .detail = detail };
    return ent_i_fail(err, ENT_ERR_SYNTAX, "refused");
}

ent_status ent_query_prepare(ent_session *session, const char *text, size_t length, ent_query **ret, ent_error *err)
{
    static const fake_answer nodes = { .query = "", .columns = "n" }, ties = { .query = "", .columns = "r" };
    const fake_answer *answer = strcmp(text, "MATCH (n) RETURN n") == 0            ? &nodes
                                : strcmp(text, "MATCH ()-[r]->() RETURN r") == 0 ? &ties
                                                                                 : NULL;
    (void)length;
    for (size_t i = 0; i < known_count; i++)
        if (strcmp(known[i].query, text) == 0)
            answer = &known[i];
    if (!answer)
        return refuse(session, "FakeError", "compile time", "NotKnown", err);
    if (answer->crash)
        abort();
    if (answer->error[0] && strcmp(answer->error[1], "compile time") == 0)
        return refuse(session, answer->error[0], answer->error[1], answer->error[2], err);
    ent_query *query = calloc(1, sizeof *query);
    query->session = session;
    query->answer = answer;
    query->text = answer == &nodes ? "(" : answer == &ties ? "[" : NULL;
    query->column_count = split(&session->arena, answer->columns, query->columns);
    *ret = query;
    return ENT_OK;
}

void ent_query_free(ent_query *query)
{
    free(query);
}

void ent_session_error(const ent_session *session, ent_query_error *ret)
{
    *ret = session->error;
}

ent_status ent_query_bind_json(ent_query *query, const char *name, const char *json, ent_error *err)
{
    (void)name;
    (void)err;
    query->bound = tck_copy(&query->session->arena, json, strlen(json));
    return ENT_OK;
}

ent_status ent_query_bind_float(ent_query *query, const char *name, double value, ent_error *err)
{
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    tck_print(&(tck_value){ .kind = TCK_FLOAT, .number = value }, &text);
    ent_status status = ent_query_bind_json(query, name, ent_i_buffer_string(&text), err);
    ent_i_buffer_clear(&text);
    return status;
}

/* The next item of the graph that begins with the sign of what is scanned. */
static ent_status scan(ent_query *query)
{
    const char *const *graph = query->session->graph;
    while (graph && graph[query->row]) {
        const char *item = graph[query->row++];
        if (strchr(item, ' ')[1] == *query->text) {
            query->values[0] = cell(&query->session->arena, item);
            return ENT_OK;
        }
    }
    return ENT_DONE;
}

/* "$" answers with the bound parameter; "CALL X" with what the procedure gives for the argument X. */
static ent_status special(ent_query *query, ent_error *err)
{
    ent_session *session = query->session;
    ent_i_arena *arena = &session->arena;
    if (query->row++)
        return ENT_DONE;
    if (strcmp(query->answer->rows[0], "$") == 0) {
        query->values[0] = cell(arena, query->bound);
        return ENT_OK;
    }
    ent_procedure_call call = { .query = query };
    call.arguments[0] = cell(arena, query->answer->rows[0] + 5);
    if (session->function(&call, session->context, err) < 0)
        return ENT_ERR_INTERNAL;
    for (size_t i = 0; i < query->emitted_count; i++) {
        tck_value text = { .kind = TCK_STRING, .text = query->emitted[i], .length = strlen(query->emitted[i]) };
        query->values[i] = wrap(arena, &text);
    }
    return query->emitted_count ? ENT_OK : ENT_DONE;
}

ent_status ent_query_step(ent_query *query, ent_error *err)
{
    const fake_answer *answer = query->answer;
    if (answer->graph)
        query->session->graph = answer->graph;
    if (answer->error[0])
        return refuse(query->session, answer->error[0], answer->error[1], answer->error[2], err);
    if (query->text)
        return scan(query);
    if (!answer->rows || !answer->rows[query->row])
        return ENT_DONE;
    if (answer->rows[0][0] == '$' || strncmp(answer->rows[0], "CALL ", 5) == 0)
        return special(query, err);
    const char *cells[8];
    size_t count = split(&query->session->arena, answer->rows[query->row++], cells);
    for (size_t i = 0; i < count; i++)
        query->values[i] = cell(&query->session->arena, cells[i]);
    return ENT_OK;
}

size_t ent_query_column_count(const ent_query *query)
{
    return query->column_count;
}
const char *ent_query_column_name(const ent_query *query, size_t column)
{
    return query->columns[column];
}
const ent_value *ent_query_value(const ent_query *query, size_t column)
{
    return query->values[column];
}

ent_value_kind ent_value_kind_of(const ent_value *value)
{
    static const ent_value_kind kinds[] = {
        [TCK_NULL] = ENT_VALUE_NULL,     [TCK_BOOLEAN] = ENT_VALUE_BOOLEAN, [TCK_INTEGER] = ENT_VALUE_INTEGER,
        [TCK_FLOAT] = ENT_VALUE_FLOAT,   [TCK_STRING] = ENT_VALUE_STRING,   [TCK_LIST] = ENT_VALUE_LIST,
        [TCK_MAP] = ENT_VALUE_MAP,       [TCK_NODE] = ENT_VALUE_NODE,       [TCK_RELATIONSHIP] = ENT_VALUE_RELATIONSHIP,
        [TCK_PATH] = ENT_VALUE_PATH,
    };
    /* A string with an exclamation mark plays a temporal value. */
    if (value->value.kind == TCK_STRING && strchr(value->value.text, '!'))
        return ENT_VALUE_DATE;
    return kinds[value->value.kind];
}
bool ent_value_boolean(const ent_value *value)
{
    return value->value.truth;
}
int64_t ent_value_integer(const ent_value *value)
{
    return value->value.integer;
}
double ent_value_float(const ent_value *value)
{
    return value->value.number;
}
const char *ent_value_text(const ent_value *value, size_t *ret_length)
{
    *ret_length = value->value.length;
    return value->value.text;
}
size_t ent_value_count(const ent_value *value)
{
    return value->value.count;
}
const ent_value *ent_value_at(const ent_value *value, size_t index)
{
    return &value->items[index];
}
const char *ent_value_key(const ent_value *value, size_t index, size_t *ret_length)
{
    *ret_length = value->value.keys[index].length;
    return value->value.keys[index].text;
}
uint64_t ent_value_id(const ent_value *value)
{
    return value->value.id;
}
size_t ent_value_label_count(const ent_value *value)
{
    return value->value.label_count;
}
const char *ent_value_label(const ent_value *value, size_t index)
{
    return value->value.labels[index].text;
}
const ent_value *ent_value_properties(const ent_value *value)
{
    return value->properties;
}
uint64_t ent_value_source(const ent_value *value)
{
    return value->source;
}
uint64_t ent_value_target(const ent_value *value)
{
    return value->target;
}

void ent_query_get_changes(const ent_query *query, ent_query_changes *ret)
{
    (void)query;
    *ret = (ent_query_changes){ .nodes_created = 1 };
}

ent_status ent_session_register(ent_session *session, const char *signature, ent_procedure_function function,
                                void *context, ent_error *err)
{
    if (strchr(signature, '!'))
        return refuse(session, "FakeError", "", "", err);
    session->function = function;
    session->context = context;
    session->signature = signature;
    return ENT_OK;
}
const ent_value *ent_procedure_argument(const ent_procedure_call *call, size_t index)
{
    return call->arguments[index];
}
ent_status ent_procedure_emit(ent_procedure_call *call, const char *const *json, size_t count, ent_error *err)
{
    (void)err;
    ent_query *query = call->query;
    for (size_t i = 0; i < count; i++)
        query->emitted[query->emitted_count++] = tck_copy(&query->session->arena, json[i], strlen(json[i]));
    return ENT_OK;
}
