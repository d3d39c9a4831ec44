/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing: one transaction from begin to commit, under SQLite's write lock from its start, so that what a
 * writer adds to is what is in the file. */
#include <stdlib.h>

#include "graph/store/load.h"
#include "graph/store/write.h"

ent_status ent_store_begin(ent_store *store, ent_graph **ret, ent_error *err)
{
    ent_graph *graph = NULL;
    if (store->mode == ENT_STORE_READ)
        return ent_i_fail(err, ENT_ERR_READONLY, "%s was opened to be read only", store->path);
    if (store->writing)
        return ent_i_fail(err, ENT_ERR_USAGE, "%s is being written already", store->path);
    ENT_I_TRY(ent_i_sql_exec(store, "BEGIN IMMEDIATE", err));
    store->writing = true;
    ent_status status = ent_i_store_read(store, &graph, err);
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
            rows += 2 + node->label_count + node->alias_count + (node->name != NULL) + (node->short_name != NULL);
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
    return ent_i_sql_exec(write->store, "COMMIT", err);
}

ent_status ent_store_commit(ent_store *store, ent_graph *graph,
                            bool (*progress)(void *context, uint64_t done, uint64_t total), void *context,
                            ent_error *err)
{
    if (!store->writing)
        return ent_i_fail(err, ENT_ERR_USAGE, "%s is not being written: begin first", store->path);
    ent_status status = graph->finished ? ENT_OK : ent_graph_finish(graph, err);
    if (status == ENT_OK) {
        ent_i_write write = { .store = store, .graph = graph, .progress = { progress, context, 0, 0 } };
        write.progress.total = count_rows(graph);
        status = write_all(&write, err);
        free(write.labels);
        free(write.types);
    }
    if (status < 0) {
        ent_store_rollback(store);
        return status;
    }
    store->writing = false;
    ent_i_graph_mark_stored(graph);
    return ENT_OK;
}
