/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The database: one SQLite file, many readers, one writer at a time, every change whole or not at all. */
#ifndef ENTENTE_STORE_H
#define ENTENTE_STORE_H

#include <entente/graph.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_store ent_store;

typedef enum ent_store_mode {
    ENT_STORE_READ,  /* the file must exist; it may be read-only, on a read-only file system too */
    ENT_STORE_WRITE, /* the file must exist */
    ENT_STORE_CREATE /* the file must not exist; parents must */
} ent_store_mode;

/* Errors: ENT_ERR_NOTFOUND, ENT_ERR_DUPLICATE (create: it is there), ENT_ERR_FORMAT (not a database of
 * Entente, or of a later version), ENT_ERR_READONLY, ENT_ERR_LOCKED, ENT_ERR_IO, ENT_ERR_FULL. */
ENT_API ENT_CHECK ent_status ent_store_open(const char *path, ent_store_mode mode, ent_store **ret,
                                            ent_error *err);
ENT_API void ent_store_close(ent_store *store);
ENT_API const char *ent_store_path(const ent_store *store);

/* Milliseconds to wait for another process that writes; default 5000. */
ENT_API void ent_store_set_timeout(ent_store *store, int milliseconds);

/* A file NAME-graph beside a large database holds its graph as it lies in memory, so that opening it does not
 * wait for all its rows. It is made by ent_store_commit() and when the rows are loaded, where the folder can be
 * written, and made anew when the database has changed, whoever changed it, or when the file is not as it was
 * written. It may be deleted at any time, also while it is in use. */
typedef enum ent_snapshot_use {
    ENT_SNAPSHOT_AUTO,  /* use it, and make it from 100,000 ties on */
    ENT_SNAPSHOT_NEVER, /* neither use it nor make it */
    ENT_SNAPSHOT_ALWAYS /* make it for small databases too */
} ent_snapshot_use;
ENT_API void ent_store_set_snapshot(ent_store *store, ent_snapshot_use use);

/* The whole database as a finished graph, one consistent state. The caller frees it. A large one may be brought
 * in from its snapshot as it is read; ent_graph_intact() tells whether all of that was good. */
ENT_API ENT_CHECK ent_status ent_store_load(ent_store *store, ent_graph **ret, ent_error *err);

/* Write: take the write lock, load what is there into a graph to be added to; then commit what was added
 * (finishing the graph first), or roll back. The graph is freed by the caller, after either. A file that was moved,
 * deleted or replaced since it was opened is not written: ENT_ERR_IO. */
ENT_API ENT_CHECK ent_status ent_store_begin(ent_store *store, ent_graph **ret, ent_error *err);
ENT_API ENT_CHECK ent_status ent_store_commit(ent_store *store, ent_graph *graph,
                                              bool (*progress)(void *context, uint64_t done, uint64_t total),
                                              void *context, ent_error *err);
ENT_API void ent_store_rollback(ent_store *store);

/* Check the file: SQLite's integrity and foreign keys, then our own invariants. Each finding is reported
 * as one line of text. ENT_OK when there is none, ENT_ERR_CORRUPT when there are. */
ENT_API ENT_CHECK ent_status ent_store_check(ent_store *store, void (*report)(void *context, const char *line),
                                             void *context, ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
