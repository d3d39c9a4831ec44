/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sessions, and statements made ready: text, tree, notes, parameters. */
#include "graph/query/session/session.h"

#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/base/utf8.h"
#include "graph/query/evaluate/explain.h"
#include "graph/store/edit.h"
#include "graph/time/zone.h"

ent_status ent_session_new(const ent_graph *graph, ent_session **ret, ent_error *err)
{
    ent_session *session = calloc(1, sizeof *session);
    if (!session)
        return ent_i_nomem(err);
    ent_i_arena_init(&session->arena);
    session->fault = (ent_query_error){ "", "", "", 0, 0 };
    ent_status status = ent_i_work_new(graph, &session->work, err);
    if (status == ENT_OK)
        status = ent_i_zones_new(NULL, &session->zones, err);
    if (status != ENT_OK) {
        ent_session_free(session);
        return status;
    }
    session->work->zones = session->zones;
    *ret = session;
    return ENT_OK;
}

void ent_session_free(ent_session *session)
{
    if (!session)
        return;
    ent_i_edit_rollback(session->edit);
    ent_i_work_free(session->work);
    ent_i_zones_free(session->zones);
    ent_i_arena_clear(&session->arena);
    free(session);
}

void ent_session_error(const ent_session *session, ent_query_error *ret)
{
    *ret = session->fault;
}

/* --- preparing -------------------------------------------------------------------------------------------- */

static ent_status compile(ent_query *query, ent_error *err)
{
    ent_session *session = query->session;
    const ent_i_environment environment = { ent_i_find_procedure, session };
    ENT_I_TRY(ent_i_parse(&query->arena, query->text, query->length, &query->statement, &session->fault, err));
    ENT_I_TRY(ent_i_bind(&query->arena, query->statement, query->text, query->length, &environment, &query->bound,
                         &session->fault, err));
    ENT_I_TRY(ENT_I_ZEROED(query->parameters, query->statement->parameter_count, err));
    ENT_I_TRY(ENT_I_ZEROED(query->bindings, query->statement->parameter_count, err));
    return ENT_I_ZEROED(query->given, query->statement->parameter_count, err);
}

ent_status ent_query_prepare(ent_session *session, const char *text, size_t length, ent_query **ret, ent_error *err)
{
    session->fault = (ent_query_error){ "", "", "", 0, 0 };
    ent_query *query = calloc(1, sizeof *query);
    if (!query)
        return ent_i_nomem(err);
    query->session = session;
    ent_i_arena_init(&query->arena);
    ent_i_arena_init(&query->parameters_arena);
    ent_i_arena_init(&query->pool.arena);
    ent_i_arena_measure(&query->pool.arena, &query->pool_memory);
    query->length = length == SIZE_MAX ? strlen(text) : length;
    query->text = ent_i_arena_copy(&query->arena, text, query->length);
    ent_status status = query->text ? compile(query, err) : ent_i_nomem(err);
    if (status != ENT_OK) {
        ent_query_free(query);
        return status;
    }
    *ret = query;
    return ENT_OK;
}

void ent_query_free(ent_query *query)
{
    if (!query)
        return;
    ent_query_reset(query);
    ent_i_query_forget_plan(query);
    for (size_t i = 0; query->bindings && i < query->statement->parameter_count; i++) {
        ent_i_arena_clear(&query->bindings[i].arenas[0]);
        ent_i_arena_clear(&query->bindings[i].arenas[1]);
    }
    free(query->bindings);
    free(query->parameters);
    free(query->given);
    ent_i_arena_clear(&query->parameters_arena);
    ent_i_arena_clear(&query->pool.arena);
    ent_i_arena_clear(&query->arena);
    free(query);
}

bool ent_query_updates(const ent_query *query)
{
    if (query->statement->kind != ENT_I_STATEMENT_QUERY)
        return true;
    return query->statement->query->updates && query->statement->mode != ENT_I_MODE_EXPLAIN;
}

size_t ent_query_column_count(const ent_query *query)
{
    if (query->statement->mode != ENT_I_MODE_RUN)
        return ent_i_explain_width(query->statement->mode);
    return query->bound->query ? query->bound->query->column_count : 0;
}

const char *ent_query_column_name(const ent_query *query, size_t column)
{
    if (query->statement->mode != ENT_I_MODE_RUN)
        return ent_i_explain_column(query->statement->mode, column);
    return column < ent_query_column_count(query) ? query->bound->query->column_names[column] : NULL;
}

void ent_query_set_limits(ent_query *query, const ent_query_limits *limits)
{
    query->limits = limits ? *limits : (ent_query_limits){ 0 };
}

/* --- parameters ------------------------------------------------------------------------------------------- */

static size_t find_parameter(const ent_query *query, const char *name)
{
    size_t i = 0;
    while (i < query->statement->parameter_count && strcmp(query->statement->parameters[i].text, name) != 0)
        i++;
    return i;
}

/* Where a parameter's next value is made. What is given may be part of a row of this query: it stays until then. */
static ent_i_arena *next_arena(ent_query *query, const char *name)
{
    size_t i = find_parameter(query, name);
    if (i == query->statement->parameter_count)
        return &query->parameters_arena;
    ent_i_bindings *bindings = &query->bindings[i];
    ent_i_arena *arena = &bindings->arenas[!bindings->current];
    ent_i_arena_reset(arena);
    return arena;
}

static ent_status bind_value(ent_query *query, const char *name, ent_i_value value, ent_error *err)
{
    size_t i = find_parameter(query, name);
    ent_query_reset(query);
    if (i < query->statement->parameter_count) {
        query->parameters[i] = value;
        query->given[i] = true;
        query->bindings[i].current = !query->bindings[i].current;
        return ENT_OK;
    }
    /* One that the statement does not use is nobody's mistake. */
    ent_i_spare *spare = ent_i_arena_alloc(&query->parameters_arena, sizeof *spare);
    if (!spare)
        return ent_i_nomem(err);
    *spare = (ent_i_spare){ query->spares, ent_i_arena_string(&query->parameters_arena, name), value };
    if (!spare->name)
        return ent_i_nomem(err);
    query->spares = spare;
    return ENT_OK;
}

ent_status ent_query_bind_null(ent_query *query, const char *name, ent_error *err)
{
    return bind_value(query, name, ent_i_null(), err);
}

ent_status ent_query_bind_boolean(ent_query *query, const char *name, bool value, ent_error *err)
{
    return bind_value(query, name, ent_i_boolean(value), err);
}

ent_status ent_query_bind_integer(ent_query *query, const char *name, int64_t value, ent_error *err)
{
    return bind_value(query, name, ent_i_integer(value), err);
}

ent_status ent_query_bind_float(ent_query *query, const char *name, double value, ent_error *err)
{
    return bind_value(query, name, ent_i_float(value), err);
}

ent_status ent_query_bind_string(ent_query *query, const char *name, const char *text, size_t length, ent_error *err)
{
    ent_i_value value;
    if (length == SIZE_MAX)
        length = strlen(text);
    if (ent_i_utf8_valid(text, length) != length)
        return ent_i_fail(err, ENT_ERR_UTF8, "the parameter $%s is not UTF-8", name);
    ENT_I_TRY(ent_i_value_string(next_arena(query, name), text, length, &value, err));
    return bind_value(query, name, value, err);
}

ent_status ent_query_bind_json(ent_query *query, const char *name, const char *json, ent_error *err)
{
    ent_i_value value;
    ENT_I_TRY(ent_i_value_from_json(next_arena(query, name), json, strlen(json), &value, err));
    return bind_value(query, name, value, err);
}
