/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the file to a graph. The file may come from anywhere: what the graph itself does not check when a
 * row is added is checked here. */
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/model/graph.h"
#include "graph/store/load.h"
#include "graph/store/row.h"
#include "graph/store/snapshot.h"
#include "graph/store/sum.h"

static ent_status load_meta(ent_i_load *load, ent_error *err)
{
    ENT_I_AUTOROW row;
    ENT_I_TRY(ent_i_row_open(&row, load->store, "meta", "SELECT id, name, value FROM main.meta ORDER BY id", err));
    for (int64_t id = 1;; id++) {
        ent_text name, value;
        ent_error inner = { 0 };
        ent_status status = ent_i_row_next(&row, err);
        if (status != ENT_OK)
            return status < 0 ? status : ENT_OK;
        ENT_I_TRY(ent_i_row_expect(&row, id, err));
        ENT_I_TRY(ent_i_row_required(&row, 1, "name", &name, err));
        ENT_I_TRY(ent_i_row_required(&row, 2, "value", &value, err));
        status = ent_graph_set_meta(load->graph, name, value, NULL, &inner);
        ENT_I_TRY(ent_i_row_wrap(&row, status, &inner, err));
    }
}

/* First every name in the order of the file, so that numbers come out as they were; then what the data set
 * says of them. */
static ent_status load_label_names(ent_i_load *load, ent_error *err)
{
    ENT_I_AUTOROW row;
    size_t capacity = 0;
    ENT_I_TRY(ent_i_row_open(&row, load->store, "labels", "SELECT id, name FROM main.labels ORDER BY id", err));
    for (int64_t id = 1;; id++) {
        ent_text name;
        ent_error inner = { 0 };
        ent_status status = ent_i_row_next(&row, err);
        if (status != ENT_OK)
            return status < 0 ? status : ENT_OK;
        ENT_I_TRY(ent_i_row_expect(&row, id, err));
        ENT_I_TRY(ent_i_row_required(&row, 1, "name", &name, err));
        if (!name.length)
            return ent_i_row_fail(&row, err, "the name is empty");
        ENT_I_TRY(ENT_I_RESERVE(load->labels, capacity, (size_t)id, err));
        status = ent_i_label_resolve(load->graph, name.data, name.length, &load->labels[id - 1], &inner);
        ENT_I_TRY(ent_i_row_wrap(&row, status, &inner, err));
        load->label_count = id;
    }
}

static ent_status load_label_descriptions(ent_i_load *load, ent_error *err)
{
    ENT_I_AUTOROW row;
    ENT_I_TRY(ent_i_row_open(&row, load->store, "labels",
                             "SELECT id, name, plural, parent, class, given FROM main.labels ORDER BY id", err));
    for (;;) {
        ent_label_record record = { 0 };
        ent_error inner = { 0 };
        int64_t given, parent;
        ent_status status = ent_i_row_next(&row, err);
        if (status != ENT_OK)
            return status < 0 ? status : ENT_OK;
        row.number = sqlite3_column_int64(row.statement, 0);
        ENT_I_TRY(ent_i_row_required(&row, 1, "name", &record.name, err));
        ENT_I_TRY(ent_i_row_text(&row, 2, "plural", &record.plural, err));
        ENT_I_TRY(ent_i_row_text(&row, 4, "class", &record.class_, err));
        ENT_I_TRY(ent_i_row_integer(&row, 5, "given", 0, 1, &given, err));
        if (sqlite3_column_type(row.statement, 3) != SQLITE_NULL) {
            ENT_I_TRY(ent_i_row_integer(&row, 3, "parent", 1, load->label_count, &parent, err));
            record.parent.data = load->graph->labels[load->labels[parent - 1]].name;
            record.parent.length = strlen(record.parent.data);
        }
        if (!given)
            continue;
        status = ent_graph_add_label(load->graph, &record, &inner);
        ENT_I_TRY(ent_i_row_wrap(&row, status, &inner, err));
    }
}

static ent_status load_types(ent_i_load *load, ent_error *err)
{
    ENT_I_AUTOROW row;
    size_t capacity = 0;
    ENT_I_TRY(ent_i_row_open(&row, load->store, "types",
                             "SELECT id, name, phrase, inverse, brief, subject, direction, kind, short_of, given "
                             "FROM main.types ORDER BY id",
                             err));
    for (int64_t id = 1;; id++) {
        ent_type_record record = { 0 };
        ent_error inner = { 0 };
        int64_t given;
        ent_status status = ent_i_row_next(&row, err);
        if (status != ENT_OK)
            return status < 0 ? status : ENT_OK;
        ENT_I_TRY(ent_i_row_expect(&row, id, err));
        ENT_I_TRY(ent_i_row_required(&row, 1, "name", &record.name, err));
        ENT_I_TRY(ent_i_row_text(&row, 2, "phrase", &record.phrase, err));
        ENT_I_TRY(ent_i_row_text(&row, 3, "inverse", &record.inverse, err));
        ENT_I_TRY(ent_i_row_text(&row, 4, "brief", &record.brief, err));
        ENT_I_TRY(ent_i_row_required(&row, 5, "subject", &record.subject, err));
        ENT_I_TRY(ent_i_row_required(&row, 6, "direction", &record.direction, err));
        ENT_I_TRY(ent_i_row_required(&row, 7, "kind", &record.kind, err));
        ENT_I_TRY(ent_i_row_text(&row, 8, "short_of", &record.short_of, err));
        ENT_I_TRY(ent_i_row_integer(&row, 9, "given", 0, 1, &given, err));
        if (!record.name.length)
            return ent_i_row_fail(&row, err, "the name is empty");
        ENT_I_TRY(ENT_I_RESERVE(load->types, capacity, (size_t)id, err));
        status = ent_i_type_resolve(load->graph, record.name.data, record.name.length, &load->types[id - 1],
                                    &inner);
        if (status == ENT_OK && given)
            status = ent_graph_add_type(load->graph, &record, &inner);
        ENT_I_TRY(ent_i_row_wrap(&row, status, &inner, err));
        load->type_count = id;
    }
}

static ent_status load_citation(ent_i_load *load, const ent_i_row *row, ent_error *err)
{
    const ent_graph *graph = load->graph;
    ent_citation_record record = { 0 };
    ent_error inner = { 0 };
    int64_t owner, source;
    uint32_t owned = 0, cited = 0;
    bool of_tie = sqlite3_column_type(row->statement, 1) != SQLITE_NULL;
    bool of_node = sqlite3_column_type(row->statement, 2) != SQLITE_NULL;
    if (of_tie == of_node)
        return ent_i_row_fail(row, err, "it is of %s", of_tie ? "both a tie and a node" : "neither a tie nor a node");
    if (of_tie)
        ENT_I_TRY(ent_i_row_integer(row, 1, "tie", 1, UINT32_MAX, &owner, err));
    else
        ENT_I_TRY(ent_i_row_integer(row, 2, "node", 1, UINT32_MAX, &owner, err));
    ENT_I_TRY(ent_i_row_integer(row, 3, "source", 1, UINT32_MAX, &source, err));
    if (of_tie ? !ent_i_numbers_find(&graph->tie_numbers, graph->tie_count, owner, &owned) : !ent_i_load_node(load, owner, &owned))
        return ent_i_row_fail(row, err, "%s is %lld, which is not there", of_tie ? "tie" : "node", (long long)owner);
    if (!ent_i_load_node(load, source, &cited))
        return ent_i_row_fail(row, err, "source is %lld, which is not there", (long long)source);
    ENT_I_TRY(ent_i_row_text(row, 4, "paragraph", &record.paragraph, err));
    ENT_I_TRY(ent_i_row_text(row, 5, "page", &record.page, err));
    ENT_I_TRY(ent_i_row_text(row, 6, "url", &record.url, err));
    ENT_I_TRY(ent_i_row_text(row, 7, "how", &record.how, err));
    ENT_I_TRY(ent_i_row_text(row, 8, "note", &record.note, err));
    const ent_place nowhere = { NULL, 0, 0 };
    record.source.data = ent_i_node_key(graph, cited);
    record.source.length = strlen(record.source.data);
    ent_status status = ent_i_add_citations(load->graph, of_tie, owned, &record, 1, &nowhere, &inner);
    ENT_I_TRY(ent_i_row_wrap(row, status, &inner, err));
    const ent_i_citations *list = of_tie ? &graph->tie_citations : &graph->node_citations;
    list->items[list->count - 1].row = (uint32_t)row->number;
    return ENT_OK;
}

static ent_status load_citations(ent_i_load *load, ent_error *err)
{
    ENT_I_AUTOROW row;
    ENT_I_TRY(ent_i_row_open(&row, load->store, "citations",
                             "SELECT id, tie, node, source, paragraph, page, url, how, note "
                             "FROM main.citations ORDER BY id",
                             err));
    for (size_t rows = 0;; rows++) {
        ent_status status = ent_i_row_next(&row, err);
        if (status != ENT_OK)
            return status < 0 ? status : ent_i_load_count(load, "citations", rows, err);
        ENT_I_TRY(ent_i_row_follow(&row, err));
        ENT_I_TRY(load_citation(load, &row, err));
    }
}

ent_status ent_i_numbers_note(ent_i_numbers *numbers, size_t *capacity, size_t index, int64_t number, ent_error *err)
{
    if (!numbers->count && number == (int64_t)index + 1)
        return ENT_OK;
    ENT_I_TRY(ENT_I_RESERVE(numbers->items, *capacity, index + 1, err));
    for (; numbers->count < index; numbers->count++)
        numbers->items[numbers->count] = (uint32_t)numbers->count + 1;
    numbers->items[numbers->count++] = (uint32_t)number;
    return ENT_OK;
}

bool ent_i_numbers_find(const ent_i_numbers *numbers, size_t count, int64_t number, uint32_t *ret)
{
    size_t low = 0, high = count;
    if (!numbers->count)
        low = number >= 1 ? (size_t)(number - 1) : high;
    else
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (ent_i_number_of(numbers, middle) < number)
                low = middle + 1;
            else
                high = middle;
        }
    *ret = (uint32_t)low;
    return low < count && ent_i_number_of(numbers, low) == number;
}

ent_status ent_i_load_count(const ent_i_load *load, const char *table, size_t rows, ent_error *err)
{
    ent_i_sum sum;
    bool guarded;
    ENT_I_TRY(ent_i_sum_stored(load->store, table, &sum, &guarded, err));
    if (!guarded || sum.rows <= (int64_t)rows)
        return ENT_OK;
    return ent_i_fail(err, ENT_ERR_CORRUPT, "%s is damaged: table %s: %zu rows, where Entente wrote %lld",
                      load->store->path, table, rows, (long long)sum.rows);
}

ent_status ent_i_load_vocabulary(ent_i_load *load, ent_error *err)
{
    ENT_I_TRY(load_meta(load, err));
    ENT_I_TRY(load_label_names(load, err));
    ENT_I_TRY(load_label_descriptions(load, err));
    return load_types(load, err);
}

static ent_status read_all(ent_i_load *load, ent_error *err)
{
    ENT_I_TRY(ent_i_load_vocabulary(load, err));
    ENT_I_TRY(ent_i_load_nodes(load, err));
    ENT_I_TRY(ent_i_load_ties(load, err));
    return load_citations(load, err);
}

ent_status ent_i_store_read(ent_store *store, sqlite3 *second, ent_graph **ret, ent_error *err)
{
    ent_i_load load = { .store = store, .second = second };
    ENT_I_TRY(ent_graph_new(&load.graph, err));
    ent_status status = read_all(&load, err);
    free(load.labels);
    free(load.types);
    free(load.nodes);
    if (status < 0) {
        ent_graph_free(load.graph);
        return status;
    }
    *ret = load.graph;
    return ENT_OK;
}

/* A file that is read without locks must not have changed meanwhile. */
static ent_status check_unchanged(const ent_store *store, ent_error *err)
{
    struct stat now;
    const struct stat *then = &store->seen;
    if (!store->immutable)
        return ENT_OK;
    if (stat(store->path, &now) == 0 && now.st_ino == then->st_ino && now.st_size == then->st_size &&
        now.st_mtim.tv_sec == then->st_mtim.tv_sec && now.st_mtim.tv_nsec == then->st_mtim.tv_nsec)
        return ENT_OK;
    return ent_i_fail(err, ENT_ERR_LOCKED, "%s was changed while it was read: open it again", store->path);
}

ent_status ent_i_store_finish(const ent_store *store, ent_graph *graph, ent_error *err)
{
    ent_error inner = { 0 };
    ent_status status = ent_graph_finish(graph, &inner);
    if (status == ENT_ERR_NOMEM)
        return ent_i_nomem(err);
    if (status < 0)
        return ent_i_fail(err, ENT_ERR_CORRUPT, "%s is damaged: %s", store->path, inner.message);
    return ENT_OK;
}

/* A number that differs between two looks of one connection when another has committed in between. */
static bool data_version(sqlite3 *db, int64_t *ret)
{
    sqlite3_stmt *statement = NULL;
    bool good = sqlite3_prepare_v2(db, "PRAGMA data_version", -1, &statement, NULL) == SQLITE_OK &&
                sqlite3_step(statement) == SQLITE_ROW;
    if (good)
        *ret = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return good;
}

/* Begin on the store's connection and on the second one. *second is closed and NULL when somebody has
 * committed between its look before and its look after: then they may see different states. */
static ent_status begin_both(const ent_store *store, sqlite3 **second, ent_i_identity *ret_state, bool *ret_known,
                             ent_error *err)
{
    int64_t before = 0, after = 1;
    bool looked = *second && data_version(*second, &before);
    ENT_I_TRY(ent_i_identity_begin(store, ret_state, ret_known, err));
    looked = looked && sqlite3_exec(*second, "BEGIN", NULL, NULL, NULL) == SQLITE_OK && data_version(*second, &after);
    if (!looked || before != after) {
        sqlite3_close(*second);
        *second = NULL;
    }
    return ENT_OK;
}

/* *ret_state: of which state; *ret_known false: it cannot be told. */
static ent_status load_rows(ent_store *store, ent_graph **ret, ent_i_identity *ret_state, bool *ret_known,
                            ent_error *err)
{
    ent_graph *graph = NULL;
    sqlite3 *second = ent_i_store_second(store);
    ent_status status = begin_both(store, &second, ret_state, ret_known, err);
    if (status == ENT_OK)
        status = ent_i_store_read(store, second, &graph, err);
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_close(second);
    if (status == ENT_OK)
        status = check_unchanged(store, err);
    if (status == ENT_OK) {
        ent_i_graph_mark_stored(graph);
        status = ent_i_store_finish(store, graph, err);
    }
    if (status < 0) {
        ent_graph_free(graph);
        return status;
    }
    *ret = graph;
    return ENT_OK;
}

ent_status ent_store_load(ent_store *store, ent_graph **ret, ent_error *err)
{
    ent_i_identity state;
    bool known = false;
    ent_graph *graph = NULL;
    if (store->writing)
        return ent_i_fail(err, ENT_ERR_USAGE, "%s is being written: commit or roll back first", store->path);
    if (store->snapshot != ENT_SNAPSHOT_NEVER) {
        ent_status status = ent_i_snapshot_load(store, ret, err);
        if (status != ENT_DONE)
            return status;
    }
    ENT_I_TRY(load_rows(store, &graph, &state, &known, err));
    if (known && ent_i_snapshot_is_wanted(store, graph))
        ent_i_snapshot_save(store, &state, graph);
    *ret = graph;
    return ENT_OK;
}
