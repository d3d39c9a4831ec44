/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Checking a file: what SQLite can tell, then what our tables promise, then whether it loads. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "graph/base/buffer.h"
#include "graph/base/utf8.h"
#include "graph/store/load.h"
#include "graph/store/row.h"
#include "graph/store/snapshot.h"
#include "graph/store/sum.h"

/* Of one kind of finding this many are listed, then counted only. */
#define FINDINGS_LISTED 100

typedef struct check {
    ent_store *store;
    void (*report)(void *context, const char *line);
    void *context;
    uint64_t findings;
} check;

static ent_status say(check *c, ent_error *err, const char *format, ...) ENT_I_PRINTF(3, 4);
static ent_status say(check *c, ent_error *err, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *line = length >= 0 ? malloc((size_t)length + 1) : NULL;
    if (!line)
        return ent_i_nomem(err);
    va_start(arguments, format);
    vsnprintf(line, (size_t)length + 1, format, arguments);
    va_end(arguments);
    c->findings++;
    if (c->report)
        c->report(c->context, line);
    free(line);
    return ENT_OK;
}

/* An error met while checking is a finding when it is damage; else the check itself has failed. */
static ent_status absorb(check *c, ent_status status, const ent_error *inner, ent_error *err)
{
    if (status >= 0)
        return ENT_OK;
    if (status == ENT_ERR_CORRUPT)
        return say(c, err, "%s", inner->message);
    return ent_i_fail(err, status, "%s", inner->message);
}

/* Each row of a query is a finding: its columns, NULL left out, joined by blanks. */
static ent_status report_rows(check *c, const char *sql, const char *before, ent_error *err)
{
    ENT_I_AUTOSTATEMENT *statement = NULL;
    ent_error inner = { 0 };
    uint64_t rows = 0;
    ent_status status = ent_i_sql_prepare(c->store, sql, &statement, &inner);
    while (status == ENT_OK && (status = ent_i_sql_step(c->store, statement, &inner)) == ENT_OK) {
        ENT_I_AUTOBUFFER line = ENT_I_BUFFER_INIT;
        ent_i_buffer_text(&line, before);
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const char *text = (const char *)sqlite3_column_text(statement, i);
            ent_i_buffer_printf(&line, "%s%s", i ? " " : "", text ? text : "");
        }
        ENT_I_TRY(ent_i_buffer_status(&line, err));
        if (rows++ < FINDINGS_LISTED)
            ENT_I_TRY(say(c, err, "%s", line.data));
    }
    if (rows > FINDINGS_LISTED)
        ENT_I_TRY(say(c, err, "%sand %llu more like this", before, (unsigned long long)(rows - FINDINGS_LISTED)));
    return absorb(c, status, &inner, err);
}

/* --- what SQLite can tell -------------------------------------------------------------------------------- */

static ent_status check_pages(check *c, ent_error *err)
{
    /* At most 100 findings; newer releases take a number given here for the name of a table. */
    return report_rows(c, "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
                       "", err);
}

static ent_status check_references(check *c, ent_error *err)
{
    return report_rows(c,
                       "SELECT 'table ' || \"table\" || ', row ' || coalesce(rowid, '?') || ': refers to a row of '"
                       " || parent || ' that is not there' FROM pragma_foreign_key_check",
                       "", err);
}

/* The function entente_fold of the queries below: a name folded, NULL for what cannot be. */
static void fold(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    const char *name = (const char *)sqlite3_value_text(values[0]);
    char *folded = NULL;
    ent_status status = name ? ent_i_utf8_fold(name, (size_t)sqlite3_value_bytes(values[0]), &folded, NULL)
                             : ENT_ERR_INVALID;
    if (status == ENT_OK)
        sqlite3_result_text(context, folded, -1, free);
    else if (status == ENT_ERR_NOMEM)
        sqlite3_result_error_nomem(context);
}

/* --- what our tables promise ----------------------------------------------------------------------------- */

/* Queries that find rows breaking a promise; what the graph checks when it loads is not repeated here. */
static const char *const promises[] = {
    "SELECT 'table names, row ' || node || '.' || position || ': the ' || kind || ' is not the node''s' "
    "FROM main.names m LEFT JOIN main.nodes n ON n.id = m.node WHERE kind <> 'alias' AND m.name IS NOT "
    "CASE kind WHEN 'key' THEN n.key WHEN 'name' THEN n.name WHEN 'short' THEN n.short_name END",
    "SELECT 'table names, row ' || node || '.' || position || ': there is no kind of name ' || kind "
    "FROM main.names WHERE kind NOT IN ('key', 'name', 'short', 'alias')",
    "SELECT 'table nodes, row ' || n.id || ': it has ' || count(m.node) || ' rows in names, not ' || "
    "  (1 + (coalesce(n.name, '') <> '') + (coalesce(n.short_name, '') <> '')) || ', beside its aliases' "
    "FROM main.nodes n LEFT JOIN main.names m ON m.node = n.id AND m.kind <> 'alias' "
    "GROUP BY n.id HAVING count(m.node) <> 1 + (coalesce(n.name, '') <> '') + (coalesce(n.short_name, '') <> '')",
    "SELECT 'table names, row ' || node || '.' || position || ': folded is not the folded name' "
    "FROM main.names WHERE folded IS NOT entente_fold(name)",
    "SELECT 'table nodes, row ' || id || ': the key is empty' FROM main.nodes WHERE key = ''",
    "SELECT 'table citations, row ' || min(id) || ': it is there ' || count(*) || ' times' FROM main.citations "
    "GROUP BY tie, node, source, paragraph, page, url, how, note HAVING count(*) > 1",
};

static const struct {
    const char *table, *select;
} tables[] = {
    { "meta", "SELECT * FROM main.meta" },
    { "labels", "SELECT * FROM main.labels" },
    { "types", "SELECT * FROM main.types" },
    { "nodes", "SELECT * FROM main.nodes" },
    { "node_labels", "SELECT * FROM main.node_labels" },
    { "names", "SELECT * FROM main.names" },
    { "ties", "SELECT * FROM main.ties" },
    { "citations", "SELECT * FROM main.citations" },
};

static ent_status check_sum(check *c, const char *table, const char *select, ent_error *err)
{
    ent_i_sum stored, found = { 0, 0 };
    bool guarded;
    ent_error inner = { 0 };
    ent_status status = ent_i_sum_stored(c->store, table, &stored, &guarded, &inner);
    if (status == ENT_OK)
        status = ent_i_sum_query(c->store, select, 0, &found, &inner);
    if (status < 0)
        return absorb(c, status, &inner, err);
    if (!guarded)
        return say(c, err, "table sums: the row for table %s is missing", table);
    if (stored.rows != found.rows)
        return say(c, err, "table %s: %lld rows, where Entente wrote %lld: it is damaged, or was changed by "
                           "another program", table, (long long)found.rows, (long long)stored.rows);
    if (stored.total != found.total)
        return say(c, err, "table %s: not what Entente wrote: it is damaged, or was changed by another program",
                   table);
    return ENT_OK;
}

/* Whoever changes a file by other means empties the table of sums, and has it checked without them. */
static ent_status check_sums(check *c, ent_error *err)
{
    int64_t guards = 0;
    ent_error inner = { 0 };
    ent_status status = ent_i_sql_number(c->store, "SELECT count(*) FROM main.sums", &guards, &inner);
    if (status < 0)
        return absorb(c, status, &inner, err);
    for (size_t i = 0; guards && i < sizeof tables / sizeof tables[0]; i++)
        ENT_I_TRY(check_sum(c, tables[i].table, tables[i].select, err));
    return ENT_OK;
}

/* --- whether it loads ------------------------------------------------------------------------------------ */

static ent_status check_load(check *c, ent_error *err)
{
    ent_graph *graph = NULL;
    ent_error inner = { 0 };
    ent_status status = ent_i_store_read(c->store, NULL, &graph, &inner);
    if (status == ENT_OK) {
        ent_i_graph_mark_stored(graph);
        status = ent_i_store_finish(c->store, graph, &inner);
    }
    ent_graph_free(graph);
    return absorb(c, status, &inner, err);
}

/* It is not the database, but a disk that spoils one file may spoil the other. */
static ent_status check_snapshot(check *c, ent_error *err)
{
    uint64_t bad;
    ENT_I_TRY(ent_i_snapshot_check(c->store, &bad, err));
    if (!bad)
        return ENT_OK;
    return say(c, err, "the snapshot %s-graph is damaged in %llu places: it may be deleted, and is made anew from the "
                       "database", c->store->path, (unsigned long long)bad);
}

static ent_status check_all(check *c, ent_error *err)
{
    int code = sqlite3_create_function_v2(c->store->db, "entente_fold", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY, NULL,
                                          fold, NULL, NULL, NULL);
    if (code != SQLITE_OK)
        return ent_i_sql_fail(c->store->db, c->store->path, code, err);
    ENT_I_TRY(check_pages(c, err));
    ENT_I_TRY(check_references(c, err));
    for (size_t i = 0; i < sizeof promises / sizeof promises[0]; i++)
        ENT_I_TRY(report_rows(c, promises[i], "", err));
    ENT_I_TRY(check_sums(c, err));
    ENT_I_TRY(check_snapshot(c, err));
    return check_load(c, err);
}

ent_status ent_store_check(ent_store *store, void (*report)(void *context, const char *line), void *context,
                           ent_error *err)
{
    check c = { .store = store, .report = report, .context = context };
    if (store->writing)
        return ent_i_fail(err, ENT_ERR_USAGE, "%s is being written: commit or roll back first", store->path);
    /* Following every reference visits the nodes in no order: they should stay in memory. */
    ENT_I_TRY(ent_i_sql_exec(store, "PRAGMA cache_size = -262144; BEGIN", err));
    ent_status status = check_all(&c, err);
    sqlite3_exec(store->db, store->mode == ENT_STORE_READ ? "ROLLBACK; PRAGMA cache_size = -2000" : "ROLLBACK", NULL,
                 NULL, NULL);
    if (status < 0)
        return status;
    if (c.findings)
        return ent_i_fail(err, ENT_ERR_CORRUPT, "%s is damaged: %llu findings", store->path,
                          (unsigned long long)c.findings);
    return ENT_OK;
}
