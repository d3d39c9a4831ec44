/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing: one transaction from begin to commit, under SQLite's write lock from its start, so that what a
 * writer adds to is what is in the file. */
#include <stdio.h>
#include <stdlib.h>

#include "graph/store/load.h"
#include "graph/store/snapshot.h"
#include "graph/store/write.h"

/* In the first transaction of a database everything is new: there is nothing to log, and nothing for readers
 * to see meanwhile. SQLite's older kind of journal then writes every page once, where the log writes it, sums
 * it and copies it; for a large import that is worth a change of journal. It needs the file to itself for a
 * moment; when it does not get that, the log is used. */
#define FIRST_ROWS_LEAST 100000
#define FIRST_ROWS_MOST 20000000 /* kept in memory until the commit, so that readers wait for it only */
#define FIRST_ROW_BYTES 64

static bool is_empty(ent_store *store)
{
    int64_t rows = 1;
    ent_status status = ent_i_sql_number(store,
                                         "SELECT EXISTS(SELECT 1 FROM main.nodes) OR EXISTS(SELECT 1 FROM main.meta) "
                                         "OR EXISTS(SELECT 1 FROM main.ties)",
                                         &rows, NULL);
    return status == ENT_OK && !rows;
}

static void keep_in_memory(const ent_store *store, uint64_t rows)
{
    char pragma[64];
    if (rows > FIRST_ROWS_MOST)
        return;
    snprintf(pragma, sizeof pragma, "PRAGMA cache_size = -%llu",
             (unsigned long long)(rows * FIRST_ROW_BYTES / 1024 + 262144));
    sqlite3_exec(store->db, pragma, NULL, NULL, NULL);
}

/* The journal can only be changed between transactions, so the lock is given back for a moment: a database
 * that somebody else has filled meanwhile is not written to. Nothing is touched before all rows are known to
 * be good. */
static ent_status begin_first(ent_store *store, uint64_t rows, ent_error *err)
{
    if (rows < FIRST_ROWS_LEAST || !is_empty(store))
        return ENT_OK;
    ENT_I_TRY(ent_i_sql_exec(store, "ROLLBACK", err));
    store->logged = false;
    store->first = sqlite3_exec(store->db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) == SQLITE_OK;
    ENT_I_TRY(ent_i_store_lock(store, err));
    if (!is_empty(store))
        return ent_i_fail(err, ENT_ERR_LOCKED, "another process wrote to %s meanwhile: nothing was imported, try again",
                          store->path);
    if (store->first)
        keep_in_memory(store, rows);
    return ENT_OK;
}

/* Back to the log; when somebody reads just now, the next opening for writing does it. */
static void end_first(ent_store *store)
{
    if (store->first)
        sqlite3_exec(store->db, "PRAGMA cache_size = -262144; PRAGMA journal_mode = WAL", NULL, NULL, NULL);
    store->first = false;
}

ent_status ent_store_begin(ent_store *store, ent_graph **ret, ent_error *err)
{
    ent_graph *graph = NULL;
    if (store->mode == ENT_STORE_READ)
        return ent_i_fail(err, ENT_ERR_READONLY, "%s was opened to be read only", store->path);
    if (store->writing)
        return ent_i_fail(err, ENT_ERR_USAGE, "%s is being written already", store->path);
    ENT_I_TRY(ent_i_store_lock(store, err));
    store->writing = true;
    sqlite3 *second = ent_i_store_second(store);
    ent_status status = ent_i_store_read(store, second, &graph, err);
    sqlite3_close(second);
    if (status < 0) {
        ent_store_rollback(store);
        return status;
    }
    ent_i_graph_mark_stored(graph);
    ent_graph_begin_import(graph, ENT_EXISTING_ERROR);
    *ret = graph;
    return ENT_OK;
}

void ent_store_rollback(ent_store *store)
{
    if (!store->writing)
        return;
    /* Some errors have rolled back already; then this has nothing to do. */
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    store->writing = false;
    end_first(store);
}

ent_status ent_i_write_feed(ent_i_write *write, ent_i_feed *feed, const ent_i_sum *removed, ent_error *err)
{
    feed->progress = &write->progress;
    ENT_I_TRY(ent_i_feed_run(write->store, feed, err));
    return ent_i_sum_change(write->store, feed->table, &feed->sum, removed, err);
}

/* Rows to be written, for the progress. */
static uint64_t count_rows(const ent_graph *graph)
{
    uint64_t rows = graph->tie_count - graph->stored_ties;
    for (size_t i = 0; i < graph->node_count; i++) {
        const ent_i_node *node = &graph->nodes[i];
        if (i >= graph->stored_nodes || node->dirty)
            rows += 2 + node->label_count + node->alias_count + (node->name != 0) + (node->short_name != 0);
    }
    for (size_t i = 0; i < graph->node_citations.count; i++)
        rows += !graph->node_citations.items[i].stored;
    for (size_t i = 0; i < graph->tie_citations.count; i++)
        rows += !graph->tie_citations.items[i].stored;
    return rows;
}

static ent_status write_all(ent_i_write *write, ent_error *err)
{
    ent_i_progress *progress = &write->progress;
    if (progress->call && !progress->call(progress->context, 0, progress->total))
        return ent_i_fail(err, ENT_ERR_USAGE, "interrupted");
    ENT_I_TRY(ent_i_write_vocabulary(write, err));
    ENT_I_TRY(ent_i_write_nodes(write, err));
    ENT_I_TRY(ent_i_write_ties(write, err));
    ENT_I_TRY(ent_i_write_citations(write, err));
    if (progress->call && !progress->call(progress->context, progress->total, progress->total))
        return ent_i_fail(err, ENT_ERR_USAGE, "interrupted");
    ENT_I_TRY(ent_i_data_version(write->store, &write->left.version, err));
    return ent_i_sql_exec(write->store, "COMMIT", err);
}

static void number_citations(ent_i_citations *list, int64_t *number)
{
    for (size_t i = 0; i < list->count; i++)
        if (!list->items[i].stored)
            list->items[i].row = (uint32_t)(*number)++;
}

/* The graph is what is in the file now, as if it had been loaded. */
static void end_commit(ent_i_write *write, ent_graph *graph)
{
    ent_store *store = write->store;
    ent_i_identity state;
    bool wanted = ent_i_snapshot_is_wanted(store, graph);
    store->writing = false;
    if (wanted && store->first)
        ent_i_identity_leave(store, &write->left);
    end_first(store);
    number_citations(&graph->node_citations, &write->citation);
    number_citations(&graph->tie_citations, &write->citation);
    ent_i_graph_mark_stored(graph);
    if (wanted && ent_i_identity_left(store, &write->left, &state))
        ent_i_snapshot_save(store, &state, graph);
}

ent_status ent_store_commit(ent_store *store, ent_graph *graph,
                            bool (*progress)(void *context, uint64_t done, uint64_t total), void *context,
                            ent_error *err)
{
    if (!store->writing)
        return ent_i_fail(err, ENT_ERR_USAGE, "%s is not being written: begin first", store->path);
    ent_i_write write = { .store = store, .graph = graph, .progress = { progress, context, 0, 0 } };
    ent_status status = graph->finished ? ENT_OK : ent_graph_finish(graph, err);
    if (status == ENT_OK) {
        write.progress.total = count_rows(graph);
        status = begin_first(store, write.progress.total, err);
        if (status == ENT_OK)
            status = write_all(&write, err);
        free(write.labels);
        free(write.types);
    }
    if (status < 0)
        ent_store_rollback(store);
    else
        end_commit(&write, graph);
    return status < 0 ? status : ENT_OK;
}
