/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The store's inside: the one door to SQLite. */
#ifndef ENT_I_STORE_H
#define ENT_I_STORE_H

#include <entente/store.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "graph/base/error.h"

struct ent_store {
    sqlite3 *db;
    char *path; /* as the caller gave it */
    ent_store_mode mode;
    int timeout;      /* milliseconds */
    ent_snapshot_use snapshot;
    bool writing;     /* between begin and the commit or rollback */
    bool first;       /* the transaction is the first of this database, see commit.c */
    bool immutable;   /* opened without locks, because nothing could be written beside the file */
    bool logged;      /* the connection reads through the log, and so does everybody while it is open */
    sqlite3_stmt *version; /* asks for data_version; NULL until then */
    struct stat seen; /* the file as it was opened; compared after an immutable read */
};

/* The bytes "ENTE", at offset 68 of the file. */
#define ENT_I_APPLICATION_ID 0x454e5445
#define ENT_I_FORMAT_VERSION 1

/* The statements that make an empty database, and those that make its views. */
extern const char ent_i_schema[];

/* Make an empty database in a file that does not exist yet: it appears whole or not at all. */
ENT_CHECK ent_status ent_i_store_create(const char *path, ent_error *err);
/* The `file:` address of a path for sqlite3_open_v2; NULL when memory is out. free(). */
char *ent_i_store_uri(const char *path, const char *parameters);
/* Begin a transaction that writes, in the file that was opened. */
ENT_CHECK ent_status ent_i_store_lock(ent_store *store, ent_error *err);
/* Everything in the file, as a graph that is not finished. Within a transaction. second: another connection
 * in a transaction that sees the same state, or NULL. */
ENT_CHECK ent_status ent_i_store_read(ent_store *store, sqlite3 *second, ent_graph **ret, ent_error *err);
/* Where several connections are worth their while, the second one; else NULL. In ent_store_begin() nobody else
 * can commit, so what it sees is what the first sees. */
sqlite3 *ent_i_store_second(const ent_store *store);

/* --- SQL ------------------------------------------------------------------------------------------------- */

/* Turn a result code of SQLite into an error that says what to do. */
ent_status ent_i_sql_fail(sqlite3 *db, const char *path, int code, ent_error *err);
ENT_CHECK ent_status ent_i_sql_exec(const ent_store *store, const char *sql, ent_error *err);
ENT_CHECK ent_status ent_i_sql_prepare(const ent_store *store, const char *sql, sqlite3_stmt **ret,
                                       ent_error *err);
/* ENT_OK: a row; ENT_DONE: no more. */
ENT_CHECK ent_status ent_i_sql_step(const ent_store *store, sqlite3_stmt *statement, ent_error *err);
/* The number in the first column of the first row; NULL and no row: 0. */
ENT_CHECK ent_status ent_i_sql_number(const ent_store *store, const char *sql, int64_t *ret, ent_error *err);

/* A number that is another one when another connection has committed since it was asked for on this one. */
ENT_CHECK ent_status ent_i_data_version(ent_store *store, int64_t *ret, ent_error *err);

static inline void ent_i_sql_finalizep(sqlite3_stmt **statement)
{
    sqlite3_finalize(*statement);
}
#define ENT_I_AUTOSTATEMENT __attribute__((cleanup(ent_i_sql_finalizep))) sqlite3_stmt

#endif
