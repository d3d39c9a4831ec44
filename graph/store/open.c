/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening and closing. The file is never opened other than through SQLite: closing a descriptor of our own
 * would drop the locks that another store in this process holds on it. */
#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "graph/base/array.h"
#include "graph/base/buffer.h"
#include "graph/store/store.h"

#define DEFAULT_TIMEOUT 5000
/* A file of this size is read on two threads. */
#define SECOND_LEAST (4 << 20)

char *ent_i_store_uri(const char *path, const char *parameters)
{
    ent_i_buffer uri = ENT_I_BUFFER_INIT;
    /* An empty authority keeps two slashes at the start of a path from being read as one. */
    /* SQLite means no file by ":memory:", we do. */
    ent_i_buffer_text(&uri, path[0] == '/' ? "file://" : path[0] == ':' ? "file:./" : "file:");
    for (const unsigned char *c = (const unsigned char *)path; *c; c++) {
        if (*c <= ' ' || *c >= 0x7f || strchr("%?#", *c))
            ent_i_buffer_printf(&uri, "%%%02X", *c);
        else
            ent_i_buffer_char(&uri, (char)*c);
    }
    ent_i_buffer_text(&uri, parameters);
    char *text = ent_i_buffer_take(&uri);
    ent_i_buffer_clear(&uri);
    return text;
}

static ent_status configure(sqlite3 *db, const char *path, int timeout, ent_error *err)
{
    sqlite3_busy_timeout(db, timeout);
    /* A file from elsewhere must not run code of its own: its triggers and views are not for us. */
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    int code = sqlite3_exec(db, "PRAGMA cell_size_check = ON; PRAGMA synchronous = FULL;", NULL, NULL, NULL);
    return code == SQLITE_OK ? ENT_OK : ent_i_sql_fail(db, path, code, err);
}

/* One number that a pragma answers, or SQLite's error code. */
static int ask(sqlite3 *db, const char *pragma, int64_t *ret)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, pragma, -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        *ret = sqlite3_column_int64(statement, 0);
        code = SQLITE_OK;
    }
    sqlite3_finalize(statement);
    return code;
}

/* Open and look at the first page. ENT_DONE instead of an error: it may help to try again without locks. */
static ent_status try_open(const char *path, const char *parameters, int flags, bool last, sqlite3 **ret,
                           ent_error *err)
{
    sqlite3 *db = NULL;
    ENT_I_AUTOFREE char *uri = ent_i_store_uri(path, parameters);
    if (!uri)
        return ent_i_nomem(err);
    int64_t application;
    int code = sqlite3_open_v2(uri, &db, flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK)
        sqlite3_busy_timeout(db, DEFAULT_TIMEOUT);
    if (code == SQLITE_OK)
        code = ask(db, "PRAGMA application_id", &application);
    if (code == SQLITE_OK) {
        *ret = db;
        return ENT_OK;
    }
    int kind = code & 0xff;
    bool again = !last && (kind == SQLITE_CANTOPEN || kind == SQLITE_READONLY || kind == SQLITE_IOERR);
    ent_status status = again ? ENT_DONE : ent_i_sql_fail(db, path, code, err);
    sqlite3_close(db);
    return status;
}

/* Is there a log or journal beside the file that holds something? Returns how its name ends, or NULL. */
static const char *find_log(const char *path)
{
    static const char *const ends[] = { "-wal", "-journal" };
    ENT_I_AUTOFREE char *real = realpath(path, NULL);
    const char *base = real ? real : path;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        ENT_I_AUTOBUFFER log = ENT_I_BUFFER_INIT;
        struct stat status;
        ent_i_buffer_printf(&log, "%s%s", base, ends[i]);
        if (log.failed || (stat(log.data, &status) == 0 && status.st_size > 0))
            return ends[i];
    }
    return NULL;
}

static bool folder_writable(const char *path)
{
    ENT_I_AUTOFREE char *real = realpath(path, NULL);
    return real && access(dirname(real), W_OK) == 0;
}

static ent_status check_path(const char *path, struct stat *ret_seen, ent_error *err)
{
    if (stat(path, ret_seen) != 0) {
        if (errno == ENOENT || errno == ENOTDIR)
            return ent_i_fail(err, ENT_ERR_NOTFOUND, "there is no database %s", path);
        return ent_i_fail(err, ENT_ERR_IO, "cannot read %s: %s", path, strerror(errno));
    }
    if (S_ISDIR(ret_seen->st_mode))
        return ent_i_fail(err, ENT_ERR_FORMAT, "%s is a folder, not a database", path);
    if (!S_ISREG(ret_seen->st_mode))
        return ent_i_fail(err, ENT_ERR_FORMAT, "%s is not a regular file, so not a database", path);
    if (access(path, R_OK) != 0)
        return ent_i_fail(err, ENT_ERR_IO, "cannot read %s: %s", path, strerror(errno));
    return ENT_OK;
}

/* A file that was moved, deleted or replaced meanwhile is still there for who has it open: what is written would go to
 * nobody, or through the log, which is found by name, into the file that took its place. */
static ent_status check_still_there(const ent_store *store, ent_error *err)
{
    int moved = 0;
    if (sqlite3_file_control(store->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved) != SQLITE_OK || !moved)
        return ENT_OK;
    return ent_i_fail(err, ENT_ERR_IO,
                      "%s was moved, deleted or replaced since it was opened: nothing is written, open it again",
                      store->path);
}

ent_status ent_i_store_lock(ent_store *store, ent_error *err)
{
    ENT_I_TRY(ent_i_sql_exec(store, "BEGIN IMMEDIATE", err));
    ent_status status = check_still_there(store, err);
    if (status < 0)
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

static ent_status open_to_write(ent_store *store, ent_error *err)
{
    if (access(store->path, W_OK) != 0)
        return ent_i_fail(err, ENT_ERR_READONLY, "%s cannot be written: %s", store->path, strerror(errno));
    if (!folder_writable(store->path))
        return ent_i_fail(err, ENT_ERR_READONLY,
                          "%s cannot be written: its folder is read-only, and changes are logged beside the file",
                          store->path);
    ENT_I_TRY(try_open(store->path, "", SQLITE_OPEN_READWRITE, true, &store->db, err));
    if (sqlite3_db_readonly(store->db, "main") == 1)
        return ent_i_fail(err, ENT_ERR_READONLY, "%s cannot be written", store->path);
    return ENT_OK;
}

static ent_status open_to_read(ent_store *store, ent_error *err)
{
    ent_status status = try_open(store->path, "", SQLITE_OPEN_READWRITE, false, &store->db, err);
    if (status != ENT_DONE)
        return status;
    /* Readers keep their locks in a file beside the database. Where none can be made and there is no log,
     * nobody is writing, and the file can be read as it is. */
    const char *log = find_log(store->path);
    if (log)
        return ent_i_fail(err, ENT_ERR_READONLY,
                          "%s was left in the middle of a change, the rest is in %s%s, and its folder cannot be "
                          "written: copy both files to a folder that can be written, and open the copy",
                          store->path, store->path, log);
    store->immutable = true;
    return try_open(store->path, "?immutable=1", SQLITE_OPEN_READONLY, true, &store->db, err);
}

/* Is it ours, and of a version that this library knows? */
static ent_status check_kind(const ent_store *store, ent_error *err)
{
    int64_t application = 0, version = 0, pages = 0, objects;
    int code = ask(store->db, "PRAGMA application_id", &application);
    if (code == SQLITE_OK)
        code = ask(store->db, "PRAGMA user_version", &version);
    if (code == SQLITE_OK)
        code = ask(store->db, "PRAGMA page_count", &pages);
    if (code != SQLITE_OK)
        return ent_i_sql_fail(store->db, store->path, code, err);
    if (!pages)
        return ent_i_fail(err, ENT_ERR_FORMAT, "%s is empty, not a database", store->path);
    if (application != ENT_I_APPLICATION_ID)
        return ent_i_fail(err, ENT_ERR_FORMAT, "%s is a SQLite file, but not a database of Entente", store->path);
    if (version > ENT_I_FORMAT_VERSION)
        return ent_i_fail(err, ENT_ERR_FORMAT,
                          "%s was written by a later version of Entente: it has format %lld, this version knows %d",
                          store->path, (long long)version, ENT_I_FORMAT_VERSION);
    if (version < 1)
        return ent_i_fail(err, ENT_ERR_CORRUPT, "%s is damaged: it has format %lld", store->path,
                          (long long)version);
    return ent_i_sql_number(store, "SELECT count(*) FROM sqlite_schema", &objects, err);
}

static ent_status open_store(ent_store *store, ent_error *err)
{
    if (store->mode == ENT_STORE_CREATE)
        ENT_I_TRY(ent_i_store_create(store->path, err));
    ENT_I_TRY(check_path(store->path, &store->seen, err));
    if (store->mode == ENT_STORE_READ)
        ENT_I_TRY(open_to_read(store, err));
    else
        ENT_I_TRY(open_to_write(store, err));
    ENT_I_TRY(configure(store->db, store->path, store->timeout, err));
    ENT_I_TRY(check_kind(store, err));
    if (store->mode == ENT_STORE_READ)
        return ent_i_sql_exec(store, "PRAGMA query_only = ON", err);
    /* Foreign keys are not enforced for what we write ourselves: every number is one that was just made, and
     * looking each one up again makes an import three times slower. ent_store_check() looks at all of them. */
    ENT_I_TRY(ent_i_sql_exec(store,
                             "PRAGMA foreign_keys = OFF; PRAGMA cache_size = -262144;"
                             "PRAGMA journal_size_limit = 67108864; PRAGMA temp_store = MEMORY",
                             err));
    /* It is so already, unless somebody is at the first import; that one will come back to it. */
    sqlite3_exec(store->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
    return ENT_OK;
}

ent_status ent_store_open(const char *path, ent_store_mode mode, ent_store **ret, ent_error *err)
{
    if (!path[0])
        return ent_i_fail(err, ENT_ERR_NOTFOUND, "the name of a database is empty");
    ent_store *store = calloc(1, sizeof *store);
    if (!store)
        return ent_i_nomem(err);
    store->mode = mode;
    store->timeout = DEFAULT_TIMEOUT;
    store->path = strdup(path);
    ent_status status = store->path ? open_store(store, err) : ent_i_nomem(err);
    if (status < 0) {
        ent_store_close(store);
        return status;
    }
    *ret = store;
    return ENT_OK;
}

sqlite3 *ent_i_store_second(const ent_store *store)
{
    struct stat now;
    sqlite3 *db = NULL;
    if (stat(store->path, &now) != 0 || now.st_size < SECOND_LEAST)
        return NULL;
    ent_status status = try_open(store->path, store->immutable ? "?immutable=1" : "",
                                 store->immutable ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE, true, &db, NULL);
    if (status == ENT_OK)
        status = configure(db, store->path, store->timeout, NULL);
    if (status == ENT_OK && sqlite3_exec(db, "PRAGMA query_only = ON", NULL, NULL, NULL) == SQLITE_OK)
        return db;
    /* One connection will do. */
    sqlite3_close(db);
    return NULL;
}

void ent_store_close(ent_store *store)
{
    if (!store)
        return;
    ent_store_rollback(store);
    sqlite3_finalize(store->version);
    sqlite3_close(store->db);
    free(store->path);
    free(store);
}

const char *ent_store_path(const ent_store *store)
{
    return store->path;
}

void ent_store_set_snapshot(ent_store *store, ent_snapshot_use use)
{
    store->snapshot = use;
}

void ent_store_set_timeout(ent_store *store, int milliseconds)
{
    store->timeout = milliseconds < 0 ? 0 : milliseconds;
    sqlite3_busy_timeout(store->db, store->timeout);
}
