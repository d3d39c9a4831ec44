/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/store/sum.h"

#include <string.h>

/* Odd constants with well-spread bits: the fractions of the golden ratio and of the square roots of 2 and 3. */
#define SUM_COLUMN UINT64_C(0x9e3779b97f4a7c15)
#define SUM_TEXT UINT64_C(0x6a09e667f3bcc909)
#define SUM_STEP UINT64_C(0xbb67ae8584caa73b)

static uint64_t scramble(uint64_t x)
{
    x ^= x >> 32;
    x *= SUM_STEP;
    x ^= x >> 29;
    x *= SUM_COLUMN;
    return x ^ x >> 32;
}

/* Little-endian on every machine. */
static uint64_t word_at(const unsigned char *at, size_t length)
{
    uint64_t word = 0;
    for (size_t i = 0; i < length; i++)
        word |= (uint64_t)at[i] << (8 * i);
    return word;
}

static uint64_t text_sum(uint64_t seed, const char *data, size_t length)
{
    const unsigned char *at = (const unsigned char *)data;
    uint64_t sum = seed ^ (length * SUM_TEXT);
    for (; length >= 8; at += 8, length -= 8)
        sum = scramble(sum ^ word_at(at, 8));
    return length ? scramble(sum ^ word_at(at, length)) : scramble(sum);
}

uint64_t ent_i_sum_value(int column, const ent_i_value *value)
{
    uint64_t seed = (uint64_t)(column + 1) * SUM_COLUMN;
    switch (value->kind) {
    case ENT_I_VALUE_INTEGER:
        return scramble((uint64_t)value->number ^ seed);
    case ENT_I_VALUE_TEXT:
        return text_sum(seed + SUM_TEXT, value->data, value->length);
    default:
        return 0;
    }
}

uint64_t ent_i_sum_row(uint64_t values)
{
    return scramble(values + SUM_STEP);
}

/* A column of the row at hand. What is neither number nor text was not written by us: any value that makes
 * the sum differ will do. */
static ent_i_value value_of(sqlite3_stmt *statement, int column)
{
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
        return (ent_i_value){ ENT_I_VALUE_NULL, 0, NULL, 0 };
    case SQLITE_INTEGER:
        return ent_i_value_number(sqlite3_column_int64(statement, column));
    case SQLITE_TEXT: {
        const char *data = (const char *)sqlite3_column_text(statement, column);
        return (ent_i_value){ ENT_I_VALUE_TEXT, 0, data,
                              data ? (size_t)sqlite3_column_bytes(statement, column) : 0 };
    }
    default:
        return ent_i_value_number(INT64_MIN + 1);
    }
}

ent_status ent_i_sum_query(const ent_store *store, const char *sql, int64_t parameter, ent_i_sum *ret,
                           ent_error *err)
{
    ENT_I_AUTOSTATEMENT *statement = NULL;
    ENT_I_TRY(ent_i_sql_prepare(store, sql, &statement, err));
    if (sqlite3_bind_parameter_count(statement) > 0)
        sqlite3_bind_int64(statement, 1, parameter);
    return ent_i_sum_statement(store, statement, ret, err);
}

ent_status ent_i_sum_statement(const ent_store *store, sqlite3_stmt *statement, ent_i_sum *ret, ent_error *err)
{
    ent_i_sum sum = { 0, 0 };
    int columns = sqlite3_column_count(statement);
    for (;;) {
        ent_status status = ent_i_sql_step(store, statement, err);
        if (status < 0)
            return status;
        if (status == ENT_DONE)
            break;
        uint64_t values = 0;
        for (int i = 0; i < columns; i++) {
            ent_i_value value = value_of(statement, i);
            values += ent_i_sum_value(i, &value);
        }
        sum.rows++;
        sum.total += ent_i_sum_row(values);
    }
    *ret = sum;
    return ENT_OK;
}

ent_status ent_i_sum_stored(const ent_store *store, const char *table, ent_i_sum *ret, bool *ret_guarded,
                            ent_error *err)
{
    ENT_I_AUTOSTATEMENT *statement = NULL;
    ENT_I_TRY(ent_i_sql_prepare(store, "SELECT rows, sum FROM main.sums WHERE name = ?1", &statement, err));
    sqlite3_bind_text(statement, 1, table, -1, SQLITE_STATIC);
    ent_status status = ent_i_sql_step(store, statement, err);
    if (status < 0)
        return status;
    *ret_guarded = status == ENT_OK;
    *ret = (ent_i_sum){ 0, 0 };
    if (*ret_guarded)
        *ret = (ent_i_sum){ sqlite3_column_int64(statement, 0), (uint64_t)sqlite3_column_int64(statement, 1) };
    return ENT_OK;
}

ent_status ent_i_sum_store(const ent_store *store, const char *table, const ent_i_sum *sum, ent_error *err)
{
    ENT_I_AUTOSTATEMENT *statement = NULL;
    ENT_I_TRY(ent_i_sql_prepare(store, "UPDATE main.sums SET rows = ?2, sum = ?3 WHERE name = ?1", &statement,
                                err));
    sqlite3_bind_text(statement, 1, table, -1, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 2, sum->rows);
    sqlite3_bind_int64(statement, 3, (int64_t)sum->total);
    ent_status status = ent_i_sql_step(store, statement, err);
    return status < 0 ? status : ENT_OK;
}

ent_status ent_i_sum_change(const ent_store *store, const char *table, const ent_i_sum *added,
                            const ent_i_sum *removed, ent_error *err)
{
    ent_i_sum sum;
    bool guarded;
    ENT_I_TRY(ent_i_sum_stored(store, table, &sum, &guarded, err));
    if (!guarded)
        return ENT_OK;
    sum.rows = (int64_t)((uint64_t)sum.rows + (uint64_t)added->rows - (uint64_t)removed->rows);
    sum.total = sum.total + added->total - removed->total;
    return ent_i_sum_store(store, table, &sum, err);
}
