/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <entente/store.h>

#include "runner.h"

/* --- databases ---------------------------------------------------------------------------------------------- */

typedef struct database {
    char folder[48], file[64];
    ent_store *store;
} database;

static bool open_database(database *d, ent_store_mode mode, ent_session **ret)
{
    ent_session *session = NULL;
    if (ent_store_open(d->file, mode, &d->store, NULL) < 0)
        return false;
    if (ent_session_open(d->store, &session, NULL) < 0) {
        ent_store_close(d->store);
        d->store = NULL;
        return false;
    }
    *ret = session;
    return true;
}

static void close_database(database *d, ent_session **session)
{
    ent_session_free(*session);
    ent_store_close(d->store);
    d->store = NULL;
    *session = NULL;
}

static void drop(void *made, ent_session *session)
{
    static const char *const ends[] = { "", "-wal", "-shm", "-journal", "-graph" };
    database *d = made;
    close_database(d, &session);
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        char name[80];
        snprintf(name, sizeof name, "%s%s", d->file, ends[i]);
        unlink(name);
    }
    rmdir(d->folder);
    free(d);
}

static void *make(ent_session **ret)
{
    database *d = calloc(1, sizeof *d);
    if (!d)
        return NULL;
    snprintf(d->folder, sizeof d->folder, "%s/entente-tck-XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    if (mkdtemp(d->folder)) {
        snprintf(d->file, sizeof d->file, "%s/kit.db", d->folder);
        if (open_database(d, ENT_STORE_CREATE, ret))
            return d;
        rmdir(d->folder);
    }
    free(d);
    return NULL;
}

static bool reopen(void *made, ent_session **session)
{
    close_database(made, session);
    return open_database(made, ENT_STORE_WRITE, session);
}

static const tck_databases databases = { make, reopen, drop };

int main(int argc, char **argv)
{
    tck_databases_here = &databases;
    return tck_main(argc, argv, stdout);
}
