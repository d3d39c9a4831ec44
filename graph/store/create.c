/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A new database is made in a file of another name and linked into place when it is complete, so that
 * nobody ever sees half of one and nobody's file is replaced. */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "graph/base/array.h"
#include "graph/store/store.h"

#define CREATE_TEXT(x) #x
#define CREATE_NUMBER(x) CREATE_TEXT(x)
/* Larger pages than the default: fewer of them to checksum and to look up in a commit of many ties. */
#define CREATE_PRAGMAS                                                             \
    "PRAGMA page_size = 8192; PRAGMA encoding = 'UTF-8'; PRAGMA synchronous = FULL;" \
    "PRAGMA application_id = " CREATE_NUMBER(ENT_I_APPLICATION_ID) ";"             \
    "PRAGMA user_version = " CREATE_NUMBER(ENT_I_FORMAT_VERSION) ";"

static ent_status fail_errno(const char *path, int number, ent_error *err)
{
    switch (number) {
    case EEXIST:
        return ent_i_fail(err, ENT_ERR_DUPLICATE, "%s is there already", path);
    case ENOENT:
    case ENOTDIR:
        return ent_i_fail(err, ENT_ERR_NOTFOUND, "cannot create %s: its folder does not exist", path);
    case EROFS:
    case EACCES:
    case EPERM:
        return ent_i_fail(err, ENT_ERR_READONLY, "cannot create %s: its folder cannot be written", path);
    case ENOSPC:
    case EDQUOT:
        return ent_i_fail(err, ENT_ERR_FULL, "cannot create %s: no space left", path);
    default:
        return ent_i_fail(err, ENT_ERR_IO, "cannot create %s: %s", path, strerror(number));
    }
}

/* Write an empty database into a file that exists and is empty. */
static ent_status fill(const char *temporary, const char *path, ent_error *err)
{
    sqlite3 *db = NULL;
    ENT_I_AUTOFREE char *uri = ent_i_store_uri(temporary, "");
    if (!uri)
        return ent_i_nomem(err);
    int code = sqlite3_open_v2(uri, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_URI, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(db, CREATE_PRAGMAS "BEGIN;", NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(db, ent_i_schema, NULL, NULL, NULL);
    /* The journal mode is in the file's header, so this comes after everything is in the file itself. */
    if (code == SQLITE_OK)
        code = sqlite3_exec(db, "COMMIT; PRAGMA journal_mode = WAL;", NULL, NULL, NULL);
    ent_status status = code == SQLITE_OK ? ENT_OK : ent_i_sql_fail(db, path, code, err);
    sqlite3_close(db);
    return status;
}

/* Make the new name survive a crash; some file systems cannot, and then there is nothing to be done. */
static void sync_folder(const char *path)
{
    ENT_I_AUTOFREE char *copy = strdup(path);
    int folder = copy ? open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (folder >= 0) {
        (void)!fsync(folder);
        close(folder);
    }
}

static ent_status put_in_place(const char *temporary, const char *path, ent_error *err)
{
    if (link(temporary, path) == 0) {
        unlink(temporary);
    } else if (errno == EEXIST) {
        return fail_errno(path, EEXIST, err);
    } else {
        /* A file system without hard links. */
        struct stat there;
        if (lstat(path, &there) == 0)
            return fail_errno(path, EEXIST, err);
        if (rename(temporary, path) != 0)
            return fail_errno(path, errno, err);
    }
    sync_folder(path);
    return ENT_OK;
}

ent_status ent_i_store_create(const char *path, ent_error *err)
{
    struct stat there;
    if (lstat(path, &there) == 0)
        return fail_errno(path, EEXIST, err);
    size_t length = strlen(path);
    ENT_I_AUTOFREE char *temporary = malloc(length + 8);
    if (!temporary)
        return ent_i_nomem(err);
    memcpy(temporary, path, length);
    memcpy(temporary + length, ".XXXXXX", 8);
    int file = mkstemp(temporary);
    if (file < 0)
        return fail_errno(path, errno, err);
    mode_t mask = umask(0);
    umask(mask);
    (void)!fchmod(file, 0666 & ~mask);
    close(file);
    ent_status status = fill(temporary, path, err);
    if (status == ENT_OK)
        status = put_in_place(temporary, path, err);
    if (status < 0)
        unlink(temporary);
    return status;
}
