/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/store/feed.h"

#include <stdlib.h>
#include <string.h>

#include "graph/base/buffer.h"

#define PROGRESS_EVERY 65536

typedef struct feed_table {
    sqlite3_vtab base;
    ent_i_feed *feed;
} feed_table;

typedef struct feed_cursor {
    sqlite3_vtab_cursor base;
    ent_i_feed *feed;
    sqlite3_int64 row;
    bool over;
} feed_cursor;

static int feed_connect(sqlite3 *db, void *context, int count, const char *const *arguments, sqlite3_vtab **ret,
                        char **ret_error)
{
    (void)count, (void)arguments, (void)ret_error;
    ent_i_feed *feed = context;
    ent_i_buffer sql = ENT_I_BUFFER_INIT;
    ent_i_buffer_printf(&sql, "CREATE TABLE feed(%s)", feed->columns);
    feed_table *table = calloc(1, sizeof *table);
    int code = table && !sql.failed ? sqlite3_declare_vtab(db, ent_i_buffer_string(&sql)) : SQLITE_NOMEM;
    ent_i_buffer_clear(&sql);
    if (code != SQLITE_OK) {
        free(table);
        return code;
    }
    table->feed = feed;
    *ret = &table->base;
    return SQLITE_OK;
}

static int feed_disconnect(sqlite3_vtab *table)
{
    free(table);
    return SQLITE_OK;
}

static int feed_plan(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    info->estimatedCost = 1e6;
    return SQLITE_OK;
}

static int feed_open(sqlite3_vtab *table, sqlite3_vtab_cursor **ret)
{
    feed_cursor *cursor = calloc(1, sizeof *cursor);
    if (!cursor)
        return SQLITE_NOMEM;
    cursor->feed = ((feed_table *)table)->feed;
    *ret = &cursor->base;
    return SQLITE_OK;
}

static int feed_close(sqlite3_vtab_cursor *cursor)
{
    free(cursor);
    return SQLITE_OK;
}

static bool report(ent_i_progress *progress)
{
    progress->done++;
    return progress->done % PROGRESS_EVERY != 0 || !progress->call ||
           progress->call(progress->context, progress->done, progress->total);
}

static int advance(feed_cursor *cursor)
{
    ent_i_feed *feed = cursor->feed;
    feed->status = feed->next(feed, &feed->error);
    cursor->over = feed->status != ENT_OK;
    feed->values = 0;
    feed->summed = 0;
    return feed->status < 0 ? SQLITE_ERROR : SQLITE_OK;
}

static int feed_first(sqlite3_vtab_cursor *base, int plan, const char *plan_text, int count,
                      sqlite3_value **values)
{
    (void)plan, (void)plan_text, (void)count, (void)values;
    return advance((feed_cursor *)base);
}

static int feed_next(sqlite3_vtab_cursor *base)
{
    feed_cursor *cursor = (feed_cursor *)base;
    ent_i_feed *feed = cursor->feed;
    if (feed->shift) {
        ent_i_value number = ent_i_value_number(feed->number++);
        feed->values += ent_i_sum_value(0, &number);
    }
    feed->sum.rows++;
    feed->sum.total += ent_i_sum_row(feed->values);
    cursor->row++;
    if (!report(feed->progress)) {
        feed->status = ent_i_fail(&feed->error, ENT_ERR_USAGE, "interrupted");
        return SQLITE_INTERRUPT;
    }
    return advance(cursor);
}

static int feed_over(sqlite3_vtab_cursor *cursor)
{
    return ((feed_cursor *)cursor)->over;
}

static int feed_row(sqlite3_vtab_cursor *cursor, sqlite3_int64 *ret)
{
    *ret = ((feed_cursor *)cursor)->row;
    return SQLITE_OK;
}

static int feed_column(sqlite3_vtab_cursor *cursor, sqlite3_context *context, int column)
{
    ent_i_feed *feed = ((feed_cursor *)cursor)->feed;
    ent_i_value value = { ENT_I_VALUE_NULL, 0, NULL, 0 };
    feed->column(feed, column, &value);
    if (value.kind == ENT_I_VALUE_INTEGER)
        sqlite3_result_int64(context, value.number);
    else if (value.kind == ENT_I_VALUE_TEXT)
        sqlite3_result_text64(context, value.data, value.length, SQLITE_STATIC, SQLITE_UTF8);
    if (value.kind != ENT_I_VALUE_NULL && !(feed->summed & 1u << column)) {
        feed->summed |= 1u << column;
        feed->values += ent_i_sum_value(column + feed->shift, &value);
    }
    return SQLITE_OK;
}

static const sqlite3_module feed_module = {
    .xCreate = feed_connect,
    .xConnect = feed_connect,
    .xBestIndex = feed_plan,
    .xDisconnect = feed_disconnect,
    .xDestroy = feed_disconnect,
    .xOpen = feed_open,
    .xClose = feed_close,
    .xFilter = feed_first,
    .xNext = feed_next,
    .xEof = feed_over,
    .xColumn = feed_column,
    .xRowid = feed_row,
};

ent_status ent_i_feed_run(const ent_store *store, ent_i_feed *feed, ent_error *err)
{
    ENT_I_AUTOBUFFER insert = ENT_I_BUFFER_INIT;
    feed->shift = feed->number != 0;
    ent_i_buffer_printf(&insert, "INSERT INTO main.%s(%s) SELECT * FROM temp.entente_feed", feed->table,
                        feed->columns);
    ENT_I_TRY(ent_i_buffer_status(&insert, err));
    int code = sqlite3_create_module_v2(store->db, "entente_feed", &feed_module, feed, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(store->db, "CREATE VIRTUAL TABLE temp.entente_feed USING entente_feed", NULL, NULL,
                            NULL);
    if (code != SQLITE_OK)
        return ent_i_sql_fail(store->db, store->path, code, err);
    code = sqlite3_exec(store->db, insert.data, NULL, NULL, NULL);
    ent_status status = ENT_OK;
    if (feed->status < 0)
        status = ent_i_fail(err, feed->status, "%s", feed->error.message);
    else if (code != SQLITE_OK)
        status = ent_i_sql_fail(store->db, store->path, code, err);
    code = sqlite3_exec(store->db, "DROP TABLE temp.entente_feed", NULL, NULL, NULL);
    if (status == ENT_OK && code != SQLITE_OK)
        status = ent_i_sql_fail(store->db, store->path, code, err);
    sqlite3_create_module_v2(store->db, "entente_feed", NULL, NULL, NULL);
    return status;
}
