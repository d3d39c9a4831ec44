/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sums over the rows of a table, to notice that a file no longer holds what was written. A sum does not
 * depend on the order of rows, so that rows can be added and taken out without reading the others. The
 * numbers are kept in files: they are the same on every machine and must not change. */
#ifndef ENT_I_SUM_H
#define ENT_I_SUM_H

#include "graph/store/store.h"

typedef enum ent_i_value_kind { ENT_I_VALUE_NULL, ENT_I_VALUE_INTEGER, ENT_I_VALUE_TEXT } ent_i_value_kind;

/* A value of a column. */
typedef struct ent_i_value {
    ent_i_value_kind kind;
    int64_t number;
    const char *data; /* text, not NUL-terminated */
    size_t length;
} ent_i_value;

static inline ent_i_value ent_i_value_number(int64_t number)
{
    return (ent_i_value){ ENT_I_VALUE_INTEGER, number, NULL, 0 };
}

typedef struct ent_i_sum {
    int64_t rows;
    uint64_t total;
} ent_i_sum;

/* What one value in one column adds to its row, and what a row of such adds to the sum. */
uint64_t ent_i_sum_value(int column, const ent_i_value *value);
uint64_t ent_i_sum_row(uint64_t values);

/* The sum over the rows of a query that has one parameter at most. */
ENT_CHECK ent_status ent_i_sum_query(const ent_store *store, const char *sql, int64_t parameter, ent_i_sum *ret,
                                     ent_error *err);
/* The same of a statement whose parameters are bound; it is stepped to its end. */
ENT_CHECK ent_status ent_i_sum_statement(const ent_store *store, sqlite3_stmt *statement, ent_i_sum *ret,
                                         ent_error *err);
/* What the file says of a table; *ret_guarded false: nothing. */
ENT_CHECK ent_status ent_i_sum_stored(const ent_store *store, const char *table, ent_i_sum *ret,
                                      bool *ret_guarded, ent_error *err);
/* Write it; a table that is not guarded stays so. */
ENT_CHECK ent_status ent_i_sum_store(const ent_store *store, const char *table, const ent_i_sum *sum,
                                     ent_error *err);
/* Add to what the file says, or take away from it. */
ENT_CHECK ent_status ent_i_sum_change(const ent_store *store, const char *table, const ent_i_sum *added,
                                      const ent_i_sum *removed, ent_error *err);

#endif
