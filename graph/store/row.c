/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/store/row.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "graph/base/json_check.h"
#include "graph/base/utf8.h"

ent_status ent_i_row_open(ent_i_row *row, const ent_store *store, const char *table, const char *sql,
                          ent_error *err)
{
    *row = (ent_i_row){ .store = store, .table = table };
    return ent_i_sql_prepare(store, sql, &row->statement, err);
}

void ent_i_row_close(ent_i_row *row)
{
    sqlite3_finalize(row->statement);
    row->statement = NULL;
}

ent_status ent_i_row_next(ent_i_row *row, ent_error *err)
{
    return ent_i_sql_step(row->store, row->statement, err);
}

ent_status ent_i_row_fail(const ent_i_row *row, ent_error *err, const char *format, ...)
{
    char detail[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(detail, sizeof detail, format, arguments);
    va_end(arguments);
    return ent_i_fail(err, ENT_ERR_CORRUPT, "%s is damaged: table %s, row %lld: %s", row->store->path,
                      row->table, (long long)row->number, detail);
}

ent_status ent_i_row_wrap(const ent_i_row *row, ent_status status, const ent_error *inner, ent_error *err)
{
    if (status >= 0)
        return status;
    if (status == ENT_ERR_NOMEM)
        return ent_i_nomem(err);
    return ent_i_row_fail(row, err, "%s", inner->message);
}

ent_status ent_i_row_expect(ent_i_row *row, int64_t number, ent_error *err)
{
    row->number = number;
    int64_t there = sqlite3_column_int64(row->statement, 0);
    if (there == number)
        return ENT_OK;
    return ent_i_row_fail(row, err, "it is missing; the next one is %lld", (long long)there);
}

ent_status ent_i_row_follow(ent_i_row *row, ent_error *err)
{
    int64_t last = row->number;
    row->number = sqlite3_column_int64(row->statement, 0);
    if (row->number <= last || row->number >= UINT32_MAX)
        return ent_i_row_fail(row, err, "this is no number for a row");
    return ENT_OK;
}

ent_status ent_i_row_text(const ent_i_row *row, int column, const char *name, ent_text *ret, ent_error *err)
{
    int type = sqlite3_column_type(row->statement, column);
    if (type == SQLITE_NULL) {
        *ret = (ent_text){ NULL, 0 };
        return ENT_OK;
    }
    if (type != SQLITE_TEXT)
        return ent_i_row_fail(row, err, "%s is not a text", name);
    const char *data = (const char *)sqlite3_column_text(row->statement, column);
    if (!data)
        return ent_i_nomem(err);
    size_t length = (size_t)sqlite3_column_bytes(row->statement, column);
    if (ent_i_utf8_valid(data, length) != length)
        return ent_i_row_fail(row, err, "%s is not UTF-8", name);
    if (memchr(data, '\0', length))
        return ent_i_row_fail(row, err, "%s holds a NUL character", name);
    *ret = (ent_text){ data, length };
    return ENT_OK;
}

ent_status ent_i_row_required(const ent_i_row *row, int column, const char *name, ent_text *ret,
                              ent_error *err)
{
    ent_text text;
    ENT_I_TRY(ent_i_row_text(row, column, name, &text, err));
    if (!text.data)
        return ent_i_row_fail(row, err, "%s is missing", name);
    *ret = text;
    return ENT_OK;
}

ent_status ent_i_row_integer(const ent_i_row *row, int column, const char *name, int64_t least, int64_t most,
                             int64_t *ret, ent_error *err)
{
    if (sqlite3_column_type(row->statement, column) != SQLITE_INTEGER)
        return ent_i_row_fail(row, err, "%s is not a whole number", name);
    int64_t value = sqlite3_column_int64(row->statement, column);
    if (value < least || value > most)
        return ent_i_row_fail(row, err, "%s is %lld, which is not there", name, (long long)value);
    *ret = value;
    return ENT_OK;
}

ent_status ent_i_row_object(const ent_i_row *row, int column, const char *name, ent_text *ret, ent_error *err)
{
    ent_text text;
    ENT_I_TRY(ent_i_row_text(row, column, name, &text, err));
    if (text.data && !ent_i_json_is_object(text.data, text.length))
        return ent_i_row_fail(row, err, "%s is not a JSON object", name);
    *ret = text;
    return ENT_OK;
}
