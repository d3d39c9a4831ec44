/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Calling SQLite, and saying what it answered in words that help. */
#include <errno.h>
#include <string.h>

#include "graph/store/store.h"

/* Errors of the file system hide behind several codes; the system's own number tells them apart. */
static ent_status system_status(int number, ent_status otherwise)
{
    switch (number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return ENT_ERR_FULL;
    case EROFS:
    case EACCES:
    case EPERM:
        return ENT_ERR_READONLY;
    case ENOMEM:
        return ENT_ERR_NOMEM;
    default:
        return otherwise;
    }
}

static ent_status fail_system(sqlite3 *db, const char *path, ent_error *err)
{
    /* A commit that fails to write its log does not note the number. */
    int number = sqlite3_system_errno(db);
    if (!number)
        number = errno;
    ent_status status = system_status(number, ENT_ERR_IO);
    if (status == ENT_ERR_FULL)
        return ent_i_fail(err, status, "no space left to write %s: nothing was changed; free some and try again",
                          path);
    return ent_i_fail(err, status, "cannot read or write %s: %s%s%s", path, sqlite3_errmsg(db),
                      number ? ": " : "", number ? strerror(number) : "");
}

ent_status ent_i_sql_fail(sqlite3 *db, const char *path, int code, ent_error *err)
{
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return ent_i_nomem(err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return ent_i_fail(err, ENT_ERR_LOCKED,
                          "%s is locked by another process that is writing to it: try again when that is done",
                          path);
    case SQLITE_FULL:
        return ent_i_fail(err, ENT_ERR_FULL,
                          "no space left to write %s: nothing was changed; free some and try again", path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return ent_i_fail(err, ENT_ERR_READONLY, "%s, or its folder, cannot be written", path);
    case SQLITE_NOTADB:
        return ent_i_fail(err, ENT_ERR_FORMAT, "%s is not a database", path);
    case SQLITE_TOOBIG:
        return ent_i_fail(err, ENT_ERR_LIMIT, "a text is too long to be stored in %s", path);
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        return fail_system(db, path, err);
    case SQLITE_CORRUPT:
    case SQLITE_ERROR:
    case SQLITE_SCHEMA:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
        return ent_i_fail(err, ENT_ERR_CORRUPT, "%s is damaged: %s", path, sqlite3_errmsg(db));
    default:
        return ent_i_fail(err, ENT_ERR_INTERNAL, "unexpected answer %d from SQLite about %s: %s", code, path,
                          sqlite3_errmsg(db));
    }
}

ent_status ent_i_sql_exec(const ent_store *store, const char *sql, ent_error *err)
{
    errno = 0;
    int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? ENT_OK : ent_i_sql_fail(store->db, store->path, code, err);
}

ent_status ent_i_sql_prepare(const ent_store *store, const char *sql, sqlite3_stmt **ret, ent_error *err)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
    if (code != SQLITE_OK)
        return ent_i_sql_fail(store->db, store->path, code, err);
    *ret = statement;
    return ENT_OK;
}

ent_status ent_i_sql_step(const ent_store *store, sqlite3_stmt *statement, ent_error *err)
{
    errno = 0;
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        return ENT_OK;
    return code == SQLITE_DONE ? ENT_DONE : ent_i_sql_fail(store->db, store->path, code, err);
}

ent_status ent_i_sql_number(const ent_store *store, const char *sql, int64_t *ret, ent_error *err)
{
    ENT_I_AUTOSTATEMENT *statement = NULL;
    ENT_I_TRY(ent_i_sql_prepare(store, sql, &statement, err));
    ent_status status = ent_i_sql_step(store, statement, err);
    if (status < 0)
        return status;
    *ret = status == ENT_OK ? sqlite3_column_int64(statement, 0) : 0;
    return ENT_OK;
}

ent_status ent_i_data_version(ent_store *store, int64_t *ret, ent_error *err)
{
    if (!store->version)
        ENT_I_TRY(ent_i_sql_prepare(store, "PRAGMA data_version", &store->version, err));
    ent_status status = ent_i_sql_step(store, store->version, err);
    if (status == ENT_OK)
        *ret = sqlite3_column_int64(store->version, 0);
    sqlite3_reset(store->version);
    return status < 0 ? status : ENT_OK;
}
