/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Labels and types that are used or described by the data, and meta data. These tables have tens of rows:
 * they are brought up to date as a whole, and their sums made anew. */
#include <stdlib.h>

#include "graph/base/array.h"
#include "graph/store/row.h"
#include "graph/store/write.h"

static void bind_text(sqlite3_stmt *statement, int parameter, const char *text)
{
    if (text)
        sqlite3_bind_text(statement, parameter, text, -1, SQLITE_STATIC);
    else
        sqlite3_bind_null(statement, parameter);
}

/* Run a statement whose parameters are bound, and make it ready for the next. */
static ent_status run(const ent_store *store, sqlite3_stmt *statement, ent_error *err)
{
    ent_status status = ent_i_sql_step(store, statement, err);
    sqlite3_reset(statement);
    return status < 0 ? status : ENT_OK;
}

static ent_status renew_sum(const ent_store *store, const char *table, const char *sql, ent_error *err)
{
    ent_i_sum sum;
    ENT_I_TRY(ent_i_sum_query(store, sql, 0, &sum, err));
    return ent_i_sum_store(store, table, &sum, err);
}

static ent_status write_meta(const ent_i_write *write, ent_error *err)
{
    const ent_graph *graph = write->graph;
    ENT_I_AUTOSTATEMENT *statement = NULL;
    ENT_I_TRY(ent_i_sql_prepare(write->store,
                                "INSERT INTO main.meta(name, value) VALUES(?1, ?2) "
                                "ON CONFLICT(name) DO UPDATE SET value = excluded.value",
                                &statement, err));
    for (size_t i = 0; i < graph->meta_count; i++) {
        bind_text(statement, 1, graph->metas[i].name);
        bind_text(statement, 2, graph->metas[i].value);
        ENT_I_TRY(run(write->store, statement, err));
    }
    return renew_sum(write->store, "meta", "SELECT * FROM main.meta", err);
}

/* Which labels belong in the file: described by the data or used, and those above them. */
static void mark_labels(const ent_graph *graph, bool *used)
{
    for (size_t i = 0; i < graph->node_count; i++) {
        const ent_i_node *node = &graph->nodes[i];
        const ent_label *labels = ent_i_node_labels(graph, node);
        for (uint32_t k = 0; k < node->label_count; k++)
            used[labels[k]] = true;
    }
    for (size_t i = 0; i < graph->label_count; i++)
        if (graph->labels[i].given)
            used[i] = true;
    for (size_t i = 0; i < graph->label_count; i++)
        for (ent_label up = graph->labels[i].parent; used[i] && up != ENT_NO_LABEL && !used[up];
             up = graph->labels[up].parent)
            used[up] = true;
}

static void mark_types(const ent_graph *graph, bool *used)
{
    for (size_t i = 0; i < graph->tie_count; i++)
        used[graph->tie_type[i]] = true;
    for (size_t i = 0; i < graph->type_count; i++)
        if (graph->types[i].given)
            used[i] = true;
}

/* The numbers that names have in the file already. */
static ent_status read_numbers(const ent_store *store, const char *sql, const ent_i_hash *index, int64_t *numbers,
                               int64_t *ret_last, ent_error *err)
{
    ENT_I_AUTOSTATEMENT *statement = NULL;
    ENT_I_TRY(ent_i_sql_prepare(store, sql, &statement, err));
    *ret_last = 0;
    for (;;) {
        ent_status status = ent_i_sql_step(store, statement, err);
        if (status != ENT_OK)
            return status < 0 ? status : ENT_OK;
        const char *name = (const char *)sqlite3_column_text(statement, 1);
        size_t length = (size_t)sqlite3_column_bytes(statement, 1);
        uint32_t at = name ? ent_i_hash_get(index, name, length, ENT_NONE) : ENT_NONE;
        if (at == ENT_NONE)
            return ent_i_fail(err, ENT_ERR_INTERNAL, "the vocabulary of %s is not the graph's", store->path);
        *ret_last = sqlite3_column_int64(statement, 0);
        numbers[at] = *ret_last;
    }
}

static ent_status write_labels(const ent_i_write *write, const bool *used, ent_error *err)
{
    const ent_graph *graph = write->graph;
    ENT_I_AUTOSTATEMENT *statement = NULL;
    int64_t last;
    ENT_I_TRY(read_numbers(write->store, "SELECT id, name FROM main.labels ORDER BY id", &graph->label_index,
                           write->labels, &last, err));
    for (size_t i = 0; i < graph->label_count; i++)
        if (used[i] && !write->labels[i])
            write->labels[i] = ++last;
    ENT_I_TRY(ent_i_sql_prepare(write->store,
                                "INSERT INTO main.labels VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(id) DO UPDATE "
                                "SET plural = excluded.plural, parent = excluded.parent, class = excluded.class, "
                                "given = excluded.given",
                                &statement, err));
    for (size_t i = 0; i < graph->label_count; i++) {
        const ent_i_label *label = &graph->labels[i];
        if (!write->labels[i])
            continue;
        sqlite3_bind_int64(statement, 1, write->labels[i]);
        bind_text(statement, 2, label->name);
        bind_text(statement, 3, label->plural);
        if (label->parent == ENT_NO_LABEL)
            sqlite3_bind_null(statement, 4);
        else
            sqlite3_bind_int64(statement, 4, write->labels[label->parent]);
        bind_text(statement, 5, label->class_ < 0 ? NULL : ent_class_text((ent_class)label->class_));
        sqlite3_bind_int(statement, 6, label->given);
        ENT_I_TRY(run(write->store, statement, err));
    }
    return renew_sum(write->store, "labels", "SELECT * FROM main.labels", err);
}

static ent_status write_types(const ent_i_write *write, const bool *used, ent_error *err)
{
    const ent_graph *graph = write->graph;
    ENT_I_AUTOSTATEMENT *statement = NULL;
    int64_t last;
    ENT_I_TRY(read_numbers(write->store, "SELECT id, name FROM main.types ORDER BY id", &graph->type_index,
                           write->types, &last, err));
    ENT_I_TRY(ent_i_sql_prepare(write->store,
                                "INSERT INTO main.types VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) "
                                "ON CONFLICT(id) DO UPDATE SET phrase = excluded.phrase, "
                                "inverse = excluded.inverse, brief = excluded.brief, subject = excluded.subject, "
                                "direction = excluded.direction, kind = excluded.kind, "
                                "short_of = excluded.short_of, given = excluded.given",
                                &statement, err));
    for (size_t i = 0; i < graph->type_count; i++) {
        const ent_i_type *type = &graph->types[i];
        if (!used[i] && !write->types[i])
            continue;
        if (!write->types[i])
            write->types[i] = ++last;
        sqlite3_bind_int64(statement, 1, write->types[i]);
        bind_text(statement, 2, type->name);
        bind_text(statement, 3, type->phrase_spelled ? NULL : type->phrase);
        bind_text(statement, 4, type->inverse_spelled ? NULL : type->inverse);
        bind_text(statement, 5, type->brief);
        bind_text(statement, 6, ent_subject_text((ent_subject)type->subject));
        bind_text(statement, 7, type->symmetric ? "symmetric" : "directed");
        bind_text(statement, 8, type->event ? "event" : "state");
        bind_text(statement, 9, type->short_of);
        sqlite3_bind_int(statement, 10, type->given);
        ENT_I_TRY(run(write->store, statement, err));
    }
    return renew_sum(write->store, "types", "SELECT * FROM main.types", err);
}

ent_status ent_i_write_vocabulary(ent_i_write *write, ent_error *err)
{
    const ent_graph *graph = write->graph;
    ENT_I_AUTOFREE bool *labels = NULL;
    ENT_I_AUTOFREE bool *types = NULL;
    ENT_I_TRY(ENT_I_ZEROED(labels, graph->label_count, err));
    ENT_I_TRY(ENT_I_ZEROED(types, graph->type_count, err));
    ENT_I_TRY(ENT_I_ZEROED(write->labels, graph->label_count, err));
    ENT_I_TRY(ENT_I_ZEROED(write->types, graph->type_count, err));
    mark_labels(graph, labels);
    mark_types(graph, types);
    ENT_I_TRY(write_meta(write, err));
    ENT_I_TRY(write_labels(write, labels, err));
    return write_types(write, types, err);
}
