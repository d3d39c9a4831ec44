/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "result.h"

#include <stdlib.h>
#include <string.h>

static const char *kept(ent_i_arena *arena, const char *text)
{
    return tck_copy(arena, text ? text : "", text ? strlen(text) : 0);
}

static void keep_error(ent_i_arena *arena, const ent_session *session, const ent_error *err, tck_result *ret)
{
    ent_query_error error = { 0 };
    ent_session_error(session, &error);
    ret->failed = true;
    ret->type = kept(arena, error.type);
    ret->phase = kept(arena, error.phase);
    ret->detail = kept(arena, error.detail);
    ret->message = kept(arena, err->message);
}

static ent_status bind(ent_query *query, const tck_parameter *parameters, size_t count, ent_error *err)
{
    ent_status status = ENT_OK;
    ent_i_buffer json = ENT_I_BUFFER_INIT;
    for (size_t i = 0; i < count && status >= 0; i++) {
        const tck_value *value = &parameters[i].value;
        ent_i_buffer_reset(&json);
        tck_print_json(value, &json);
        status = value->kind == TCK_FLOAT ? ent_query_bind_float(query, parameters[i].name, value->number, err)
                                          : ent_query_bind_json(query, parameters[i].name, ent_i_buffer_string(&json), err);
    }
    ent_i_buffer_clear(&json);
    return status;
}

static void keep_row(ent_i_arena *arena, const ent_query *query, tck_result *ret)
{
    tck_value *row = tck_alloc(arena, ret->column_count * sizeof *row);
    for (size_t i = 0; i < ret->column_count; i++)
        row[i] = tck_of(arena, ent_query_value(query, i));
    ret->rows = tck_room(arena, ret->rows, ret->row_count, sizeof *ret->rows);
    ret->rows[ret->row_count++] = row;
}

void tck_execute(ent_i_arena *arena, ent_session *session, const char *text, const tck_parameter *parameters, size_t count,
                 tck_result *ret)
{
    ent_error err = { 0 };
    ent_query *query = NULL;
    *ret = (tck_result){ 0 };
    ent_status status = ent_query_prepare(session, text, SIZE_MAX, &query, &err);
    if (status >= 0)
        status = bind(query, parameters, count, &err);
    if (status >= 0) {
        ret->column_count = ent_query_column_count(query);
        ret->columns = tck_alloc(arena, ret->column_count * sizeof *ret->columns);
        for (size_t i = 0; i < ret->column_count; i++)
            ret->columns[i] = kept(arena, ent_query_column_name(query, i));
        while ((status = ent_query_step(query, &err)) == ENT_OK)
            keep_row(arena, query, ret);
    }
    if (status < 0)
        keep_error(arena, session, &err, ret);
    else
        ent_query_get_changes(query, &ret->changes);
    ent_query_free(query);
}

/* --- comparing ---------------------------------------------------------------------------------------------- */

static void print_row(const tck_value *row, size_t count, ent_i_buffer *ret)
{
    ent_i_buffer_char(ret, '|');
    for (size_t i = 0; i < count; i++) {
        ent_i_buffer_char(ret, ' ');
        tck_print(&row[i], ret);
        ent_i_buffer_text(ret, " |");
    }
}

static bool same_row(const tck_value *a, const tck_value *b, size_t count, bool unordered)
{
    for (size_t i = 0; i < count; i++)
        if (!tck_same(&a[i], &b[i], unordered))
            return false;
    return true;
}

static bool same_columns(const tck_result *result, const tck_row *header, ent_i_buffer *why)
{
    bool same = result->column_count == header->count;
    for (size_t i = 0; same && i < header->count; i++)
        same = strcmp(result->columns[i], header->cells[i]) == 0;
    if (same)
        return true;
    ent_i_buffer_text(why, "the columns are");
    for (size_t i = 0; i < result->column_count; i++)
        ent_i_buffer_printf(why, " | %s", result->columns[i]);
    ent_i_buffer_text(why, result->column_count ? " |, not" : " none, not");
    for (size_t i = 0; i < header->count; i++)
        ent_i_buffer_printf(why, " | %s", header->cells[i]);
    ent_i_buffer_text(why, " |");
    return false;
}

/* The first unused row of the result that is the one expected, or any when that is NULL; row_count: none. */
static size_t find_row(const tck_result *result, const tck_value *expected, const bool *used, bool unordered)
{
    for (size_t i = 0; i < result->row_count; i++)
        if (!used[i] && (!expected || same_row(expected, result->rows[i], result->column_count, unordered)))
            return i;
    return result->row_count;
}

static void say_missing(const tck_result *result, const tck_value *expected, const bool *used, ent_i_buffer *why)
{
    ent_i_buffer_text(why, "this row is missing: ");
    print_row(expected, result->column_count, why);
    size_t said = 0;
    for (size_t i = 0; i < result->row_count && said < 5; i++)
        if (!used[i]) {
            ent_i_buffer_text(why, said++ ? "\n                " : "\n      answered: ");
            print_row(result->rows[i], result->column_count, why);
        }
}

static bool same_rows(const tck_result *result, tck_value **expected, size_t count, bool ordered, bool unordered,
                      ent_i_buffer *why)
{
    bool *used = calloc(result->row_count + 1, 1), same = used != NULL;
    for (size_t i = 0; same && i < count; i++) {
        size_t at = i;
        if (!ordered)
            at = find_row(result, expected[i], used, unordered);
        else if (i < result->row_count && !same_row(expected[i], result->rows[i], result->column_count, unordered))
            at = result->row_count;
        same = at < result->row_count;
        if (same)
            used[at] = true;
        else
            say_missing(result, expected[i], used, why);
    }
    if (same && result->row_count > count) {
        same = false;
        ent_i_buffer_printf(why, "%zu rows, not %zu; this one is too much: ", result->row_count, count);
        print_row(result->rows[find_row(result, NULL, used, false)], result->column_count, why);
    }
    free(used);
    return same;
}

bool tck_result_is(ent_i_arena *arena, const tck_result *result, const tck_table *table, bool ordered, bool unordered_lists,
                   bool *ret_unreadable, ent_i_buffer *why)
{
    *ret_unreadable = true;
    if (!table->count) {
        ent_i_buffer_text(why, "the step has no table");
        return false;
    }
    size_t width = table->rows[0].count, count = table->count - 1;
    tck_value **expected = tck_alloc(arena, count * sizeof *expected);
    for (size_t i = 0; i < count; i++) {
        expected[i] = tck_alloc(arena, width * sizeof **expected);
        for (size_t j = 0; j < width; j++) {
            const char *fault = NULL, *cell = table->rows[i + 1].cells[j];
            if (!tck_parse(arena, cell, &expected[i][j], &fault)) {
                ent_i_buffer_printf(why, "line %zu: %s: %s", table->rows[i + 1].line, fault, cell);
                return false;
            }
        }
    }
    *ret_unreadable = false;
    return same_columns(result, &table->rows[0], why) && same_rows(result, expected, count, ordered, unordered_lists, why);
}
