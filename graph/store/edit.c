/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The transaction around what statements change, and rows in and out of its tables. */
#include "graph/store/edit.h"

#include <stdlib.h>

#include "graph/base/array.h"
#include "graph/base/buffer.h"
#include "graph/store/edit_row.h"
#include "graph/store/load.h"

static const struct {
    const char *name, *first;
    int columns;
} tables[ENT_I_EDIT_TABLES] = {
    [ENT_I_EDIT_LABELS] = { "labels", "id", 6 },
    [ENT_I_EDIT_TYPES] = { "types", "id", 10 },
    [ENT_I_EDIT_NODES] = { "nodes", "id", 7 },
    [ENT_I_EDIT_NODE_LABELS] = { "node_labels", "node", 3 },
    [ENT_I_EDIT_NAMES] = { "names", "node", 6 },
    [ENT_I_EDIT_TIES] = { "ties", "id", 8 },
    [ENT_I_EDIT_CITATIONS] = { "citations", "id", 9 },
};

/* --- the transaction -------------------------------------------------------------------------------------- */

/* Once a connection has read through the log, it holds a lock for as long as it is open, without which nobody does away
 * with the log: from then on every commit of anybody changes the log's head. */
static bool reads_log(const ent_store *store)
{
    ENT_I_AUTOSTATEMENT *statement = NULL;
    return !store->immutable &&
           sqlite3_prepare_v2(store->db, "PRAGMA journal_mode", -1, &statement, NULL) == SQLITE_OK &&
           sqlite3_step(statement) == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(statement, 0), "wal") == 0;
}

/* The head from before: what is committed between the two looks is seen by the next one. */
ent_status ent_i_store_look(ent_store *store, const ent_i_store_version *seen, ent_i_store_version *ret, ent_error *err)
{
    ent_i_store_version now = { .logged = false };
    now.logged = store->logged && ent_i_identity_log(store, now.head);
    if (seen && seen->logged && now.logged && memcmp(seen->head, now.head, sizeof now.head) == 0) {
        *ret = *seen;
        return ENT_OK;
    }
    ENT_I_TRY(ent_i_data_version(store, &now.number, err));
    store->logged = store->logged || reads_log(store);
    *ret = now;
    return ENT_OK;
}

ent_status ent_i_edit_begin(ent_store *store, ent_i_edit **ret, ent_error *err)
{
    if (store->mode == ENT_STORE_READ)
        return ent_i_fail(err, ENT_ERR_READONLY, "%s was opened to be read only", store->path);
    if (store->writing)
        return ent_i_fail(err, ENT_ERR_USAGE, "%s is being written already", store->path);
    ent_i_edit *edit = calloc(1, sizeof *edit);
    if (!edit)
        return ent_i_nomem(err);
    edit->store = store;
    ent_status status = ent_i_store_lock(store, err);
    if (status < 0) {
        free(edit);
        return status;
    }
    store->writing = true;
    *ret = edit;
    return ENT_OK;
}

ent_status ent_i_edit_load(ent_i_edit *edit, ent_graph **ret, ent_error *err)
{
    ent_graph *graph = NULL;
    sqlite3 *second = ent_i_store_second(edit->store);
    ent_status status = ent_i_store_read(edit->store, second, &graph, err);
    sqlite3_close(second);
    ENT_I_TRY(status);
    ent_i_graph_mark_stored(graph);
    status = ent_i_store_finish(edit->store, graph, err);
    if (status < 0) {
        ent_graph_free(graph);
        return status;
    }
    *ret = graph;
    return ENT_OK;
}

static void edit_free(ent_i_edit *edit)
{
    for (size_t i = 0; i < ENT_I_EDIT_QUERY_COUNT; i++)
        sqlite3_finalize(edit->queries[i]);
    for (size_t i = 0; i < ENT_I_EDIT_TABLES; i++) {
        sqlite3_finalize(edit->tables[i].insert);
        sqlite3_finalize(edit->tables[i].select);
        sqlite3_finalize(edit->tables[i].erase);
    }
    free(edit);
}

void ent_i_edit_rollback(ent_i_edit *edit)
{
    if (!edit)
        return;
    ent_store *store = edit->store;
    edit_free(edit);
    ent_store_rollback(store);
}

ent_status ent_i_edit_commit(ent_i_edit *edit, ent_error *err)
{
    ent_store *store = edit->store;
    ent_status status = ent_i_sql_exec(store, "COMMIT", err);
    if (status < 0) {
        ent_i_edit_rollback(edit);
        return status;
    }
    edit_free(edit);
    store->writing = false;
    return ENT_OK;
}

/* --- statements ------------------------------------------------------------------------------------------- */

static void forget_sums(ent_i_edit *edit)
{
    for (size_t i = 0; i < ENT_I_EDIT_TABLES; i++)
        edit->tables[i].added = edit->tables[i].removed = (ent_i_sum){ 0, 0 };
}

ent_status ent_i_edit_save(ent_i_edit *edit, ent_error *err)
{
    forget_sums(edit);
    return ent_i_sql_exec(edit->store, "SAVEPOINT entente", err);
}

ent_status ent_i_edit_keep(ent_i_edit *edit, ent_error *err)
{
    for (size_t i = 0; i < ENT_I_EDIT_TABLES; i++)
        if (edit->tables[i].added.rows || edit->tables[i].removed.rows)
            ENT_I_TRY(ent_i_sum_change(edit->store, tables[i].name, &edit->tables[i].added, &edit->tables[i].removed,
                                       err));
    forget_sums(edit);
    return ent_i_sql_exec(edit->store, "RELEASE entente", err);
}

bool ent_i_edit_undo(ent_i_edit *edit)
{
    sqlite3 *db = edit->store->db;
    forget_sums(edit);
    if (sqlite3_get_autocommit(db))
        return false;
    return sqlite3_exec(db, "ROLLBACK TO entente; RELEASE entente", NULL, NULL, NULL) == SQLITE_OK;
}

ent_status ent_i_edit_free_numbers(ent_i_edit *edit, ent_i_edit_numbers *ret, ent_error *err)
{
    ent_i_edit_numbers numbers = { 0, 0, 0 };
    ENT_I_TRY(ent_i_sql_number(edit->store, "SELECT coalesce(max(id), 0) + 1 FROM main.nodes", &numbers.node, err));
    ENT_I_TRY(ent_i_sql_number(edit->store, "SELECT coalesce(max(id), 0) + 1 FROM main.ties", &numbers.tie, err));
    ENT_I_TRY(ent_i_sql_number(edit->store, "SELECT coalesce(max(id), 0) + 1 FROM main.citations", &numbers.citation,
                               err));
    *ret = numbers;
    return ENT_OK;
}

/* --- rows ------------------------------------------------------------------------------------------------- */

ent_status ent_i_edit_ask(ent_i_edit *edit, ent_i_edit_query query, int64_t number, const char *text,
                          sqlite3_stmt **ret, ent_error *err)
{
    static const char *const texts[] = {
#define ENT_X(id, sql) sql,
        ENT_I_EDIT_QUERIES(ENT_X)
#undef ENT_X
    };
    sqlite3_stmt **statement = &edit->queries[query];
    if (!*statement)
        ENT_I_TRY(ent_i_sql_prepare(edit->store, texts[query], statement, err));
    sqlite3_reset(*statement);
    if (text)
        sqlite3_bind_text(*statement, 1, text, -1, SQLITE_TRANSIENT);
    else if (sqlite3_bind_parameter_count(*statement))
        sqlite3_bind_int64(*statement, 1, number);
    *ret = *statement;
    return ent_i_sql_step(edit->store, *statement, err);
}

static ent_status prepare(ent_i_edit *edit, sqlite3_stmt **statement, const char *before, ent_i_edit_table table,
                          const char *after, ent_error *err)
{
    if (*statement)
        return ENT_OK;
    ENT_I_AUTOBUFFER sql = ENT_I_BUFFER_INIT;
    ent_i_buffer_printf(&sql, "%s main.%s", before, tables[table].name);
    if (after)
        ent_i_buffer_printf(&sql, " WHERE %s = ?1", after);
    else
        for (int i = 0; i < tables[table].columns; i++)
            ent_i_buffer_text(&sql, i ? ", ?" : " VALUES(?");
    if (!after)
        ent_i_buffer_char(&sql, ')');
    ENT_I_TRY(ent_i_buffer_status(&sql, err));
    return ent_i_sql_prepare(edit->store, ent_i_buffer_string(&sql), statement, err);
}

/* The sum of a row that goes in or out counts the columns as they are in the table. */
ent_status ent_i_edit_insert(ent_i_edit *edit, ent_i_edit_table table, const ent_i_value *values, int count,
                             ent_error *err)
{
    uint64_t sum = 0;
    ENT_I_TRY(prepare(edit, &edit->tables[table].insert, "INSERT INTO", table, NULL, err));
    sqlite3_stmt *statement = edit->tables[table].insert;
    for (int i = 0; i < count; i++) {
        const ent_i_value *value = &values[i];
        int code = value->kind == ENT_I_VALUE_INTEGER ? sqlite3_bind_int64(statement, i + 1, value->number)
                   : value->kind == ENT_I_VALUE_TEXT
                       ? sqlite3_bind_text64(statement, i + 1, value->data, value->length, SQLITE_STATIC, SQLITE_UTF8)
                       : sqlite3_bind_null(statement, i + 1);
        if (code != SQLITE_OK)
            return ent_i_sql_fail(edit->store->db, edit->store->path, code, err);
        sum += ent_i_sum_value(i, value);
    }
    ent_status status = ent_i_sql_step(edit->store, statement, err);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    ENT_I_TRY(status < 0 ? status : ENT_OK);
    edit->tables[table].added.rows++;
    edit->tables[table].added.total += ent_i_sum_row(sum);
    return ENT_OK;
}

ent_status ent_i_edit_erase(ent_i_edit *edit, ent_i_edit_table table, int64_t number, ent_error *err)
{
    const char *first = tables[table].first;
    ent_i_sum sum;
    ENT_I_TRY(prepare(edit, &edit->tables[table].select, "SELECT * FROM", table, first, err));
    ENT_I_TRY(prepare(edit, &edit->tables[table].erase, "DELETE FROM", table, first, err));
    sqlite3_bind_int64(edit->tables[table].select, 1, number);
    ENT_I_TRY(ent_i_sum_statement(edit->store, edit->tables[table].select, &sum, err));
    sqlite3_reset(edit->tables[table].select);
    if (!sum.rows)
        return ENT_OK;
    sqlite3_bind_int64(edit->tables[table].erase, 1, number);
    ent_status status = ent_i_sql_step(edit->store, edit->tables[table].erase, err);
    sqlite3_reset(edit->tables[table].erase);
    ENT_I_TRY(status < 0 ? status : ENT_OK);
    edit->tables[table].removed.rows += sum.rows;
    edit->tables[table].removed.total += sum.total;
    return ENT_OK;
}
