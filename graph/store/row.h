/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading rows of a file that nobody has checked. Every value's type is asked for before it is used; what
 * is wrong is said with its table and row. */
#ifndef ENT_I_ROW_H
#define ENT_I_ROW_H

#include <entente/graph.h>

#include "graph/store/store.h"

typedef struct ent_i_row {
    const ent_store *store;
    const char *table; /* for messages */
    sqlite3_stmt *statement;
    int64_t number;    /* of the row, for messages; set by the caller or one of the two below */
} ent_i_row;

ENT_CHECK ent_status ent_i_row_open(ent_i_row *row, const ent_store *store, const char *table, const char *sql,
                                    ent_error *err);
void ent_i_row_close(ent_i_row *row);
#define ENT_I_AUTOROW __attribute__((cleanup(ent_i_row_close))) ent_i_row

/* ENT_OK or ENT_DONE. */
ENT_CHECK ent_status ent_i_row_next(ent_i_row *row, ent_error *err);
/* The row's number stands in the first column and must be this one. */
ENT_CHECK ent_status ent_i_row_expect(ent_i_row *row, int64_t number, ent_error *err);

/* The row's number stands in the first column and must be more than the last one's, which it becomes: rows may have been
 * deleted. */
ENT_CHECK ent_status ent_i_row_follow(ent_i_row *row, ent_error *err);

/* A text, {NULL, 0} for NULL. Borrowed until the next row. column counts from 0; name is for messages. */
ENT_CHECK ent_status ent_i_row_text(const ent_i_row *row, int column, const char *name, ent_text *ret,
                                    ent_error *err);
ENT_CHECK ent_status ent_i_row_required(const ent_i_row *row, int column, const char *name, ent_text *ret,
                                        ent_error *err);
/* A whole number between least and most. */
ENT_CHECK ent_status ent_i_row_integer(const ent_i_row *row, int column, const char *name, int64_t least,
                                       int64_t most, int64_t *ret, ent_error *err);
/* A text that is a JSON object, or NULL. */
ENT_CHECK ent_status ent_i_row_object(const ent_i_row *row, int column, const char *name, ent_text *ret,
                                      ent_error *err);

/* "FILE is damaged: table T, row N: ..." */
ent_status ent_i_row_fail(const ent_i_row *row, ent_error *err, const char *format, ...) ENT_I_PRINTF(3, 4);
/* Say of an error that the graph found in a row where it stands. Running out of memory stays what it is. */
ent_status ent_i_row_wrap(const ent_i_row *row, ent_status status, const ent_error *inner, ent_error *err);

#endif
