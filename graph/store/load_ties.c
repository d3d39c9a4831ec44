/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ties: the one table that is large. SQLite hands the rows to an aggregate function, which writes them
 * straight into the graph's columns: half the calls of stepping row by row. A large table is read in two
 * halves on two threads, each with a connection of its own. */
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/base/json_check.h"
#include "graph/base/utf8.h"
#include "graph/model/graph.h"
#include "graph/store/load.h"
#include "graph/time/packed.h"

/* A row of ties takes at least this much of the file. */
#define TIE_BYTES_LEAST 12
/* From this many ties on, two threads are worth their start. */
#define THREADS_LEAST 100000

/* A text that cannot be put in place by one thread alone. */
typedef struct later {
    ent_tie tie;
    bool properties; /* or a period that does not pack */
    const char *data;
    size_t length;
} later;

/* The reading of ties first to last, by their numbers in the file. */
typedef struct reader {
    const ent_i_load *load;
    sqlite3 *db;
    int64_t first, last;
    int64_t next; /* number of the row expected */
    bool has_preferred;
    later *laters;
    size_t later_count, later_capacity;
    ent_i_arena texts; /* of the laters */
    ent_status status;
    ent_error error;
} reader;

static ent_status fail_row(reader *r, const char *format, ...) ENT_I_PRINTF(2, 3);
static ent_status fail_row(reader *r, const char *format, ...)
{
    char detail[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(detail, sizeof detail, format, arguments);
    va_end(arguments);
    return ent_i_fail(&r->error, ENT_ERR_CORRUPT, "%s is damaged: table ties, row %lld: %s",
                      r->load->store->path, (long long)r->next, detail);
}

/* --- one value ------------------------------------------------------------------------------------------- */

static ent_status take_number(reader *r, sqlite3_value *value, const char *name, int64_t most, int64_t *ret)
{
    if (sqlite3_value_type(value) != SQLITE_INTEGER)
        return fail_row(r, "%s is not a whole number", name);
    int64_t number = sqlite3_value_int64(value);
    if (number < 1 || number > most)
        return fail_row(r, "%s is %lld, which is not there", name, (long long)number);
    *ret = number;
    return ENT_OK;
}

static ent_status take_text(reader *r, sqlite3_value *value, const char *name, ent_text *ret)
{
    if (sqlite3_value_type(value) != SQLITE_TEXT)
        return fail_row(r, "%s is not a text", name);
    ret->data = (const char *)sqlite3_value_text(value);
    if (!ret->data)
        return ent_i_nomem(&r->error);
    ret->length = (size_t)sqlite3_value_bytes(value);
    return ENT_OK;
}

static ent_status put_later(reader *r, ent_tie tie, bool properties, ent_text text)
{
    ENT_I_TRY(ENT_I_RESERVE(r->laters, r->later_capacity, r->later_count + 1, &r->error));
    const char *copy = ent_i_arena_copy(&r->texts, text.data, text.length);
    if (!copy)
        return ent_i_nomem(&r->error);
    r->laters[r->later_count++] = (later){ tie, properties, copy, text.length };
    return ENT_OK;
}

static ent_status take_period(reader *r, sqlite3_value *value, ent_tie tie)
{
    uint32_t *packed = r->load->graph->tie_period[tie];
    ent_text text = { "", 0 };
    if (sqlite3_value_type(value) != SQLITE_NULL)
        ENT_I_TRY(take_text(r, value, "valid", &text));
    if (ent_i_period_pack(text.data, text.length, packed))
        return ENT_OK;
    if (ent_i_utf8_valid(text.data, text.length) != text.length || memchr(text.data, '\0', text.length))
        return fail_row(r, "valid is not a text");
    return put_later(r, tie, false, text);
}

static ent_status take_code(reader *r, sqlite3_value *value, const char *name,
                            int (*look_up)(const char *, size_t), unsigned char *ret)
{
    ent_text text;
    if (sqlite3_value_type(value) == SQLITE_NULL)
        return ENT_OK;
    ENT_I_TRY(take_text(r, value, name, &text));
    int code = look_up(text.data, text.length);
    if (code < 0)
        return fail_row(r, "there is no %s \"%.*s\"", name, (int)(text.length < 80 ? text.length : 80), text.data);
    *ret = (unsigned char)code;
    return ENT_OK;
}

static ent_status take_properties(reader *r, sqlite3_value *value, ent_tie tie)
{
    ent_text text;
    if (sqlite3_value_type(value) == SQLITE_NULL)
        return ENT_OK;
    ENT_I_TRY(take_text(r, value, "properties", &text));
    if (!ent_i_json_is_object(text.data, text.length))
        return fail_row(r, "properties is not a JSON object");
    return put_later(r, tie, true, text);
}

/* --- one row --------------------------------------------------------------------------------------------- */

static ent_status take_row(reader *r, sqlite3_value **values)
{
    ent_graph *graph = r->load->graph;
    int64_t number = sqlite3_value_int64(values[0]), source, type, target, nodes = (int64_t)graph->node_count;
    if (number != r->next)
        return fail_row(r, "it is missing; the next one is %lld", (long long)number);
    ent_tie tie = (ent_tie)(number - 1);
    ENT_I_TRY(take_number(r, values[1], "source", nodes, &source));
    ENT_I_TRY(take_number(r, values[2], "type", r->load->type_count, &type));
    ENT_I_TRY(take_number(r, values[3], "target", nodes, &target));
    graph->tie_source[tie] = (ent_node)(source - 1);
    graph->tie_type[tie] = r->load->types[type - 1];
    graph->tie_target[tie] = (ent_node)(target - 1);
    graph->tie_status[tie] = ENT_TIE_IN_FORCE;
    graph->tie_rank[tie] = ENT_RANK_NORMAL;
    ENT_I_TRY(take_period(r, values[4], tie));
    ENT_I_TRY(take_code(r, values[5], "status", ent_i_tie_status_of, &graph->tie_status[tie]));
    ENT_I_TRY(take_code(r, values[6], "rank", ent_i_rank_of, &graph->tie_rank[tie]));
    ENT_I_TRY(take_properties(r, values[7], tie));
    r->has_preferred = r->has_preferred || graph->tie_rank[tie] == ENT_RANK_PREFERRED;
    r->next++;
    return ENT_OK;
}

/* The aggregate function entente_take: called for each row, answers nothing. */
static void take_step(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    reader *r = sqlite3_user_data(context);
    r->status = take_row(r, values);
    if (r->status < 0)
        sqlite3_result_error(context, "a row that cannot be", -1);
}

static void take_final(sqlite3_context *context)
{
    sqlite3_result_null(context);
}

static void *read_ties(void *argument)
{
    reader *r = argument;
    const char *path = r->load->store->path;
    ENT_I_AUTOSTATEMENT *statement = NULL;
    r->next = r->first;
    int code = sqlite3_create_function_v2(r->db, "entente_take", 8, SQLITE_UTF8 | SQLITE_DIRECTONLY, r, NULL,
                                          take_step, take_final, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_prepare_v2(r->db,
                                  "SELECT entente_take(id, source, type, target, valid, status, rank, properties) "
                                  "FROM main.ties NOT INDEXED WHERE id BETWEEN ?1 AND ?2",
                                  -1, &statement, NULL);
    if (code == SQLITE_OK) {
        sqlite3_bind_int64(statement, 1, r->first);
        sqlite3_bind_int64(statement, 2, r->last);
        code = sqlite3_step(statement);
    }
    if (r->status == ENT_OK && code != SQLITE_ROW)
        r->status = ent_i_sql_fail(r->db, path, code, &r->error);
    if (r->status == ENT_OK && r->next <= r->last)
        r->status = fail_row(r, "it is missing");
    return NULL;
}

/* --- all rows -------------------------------------------------------------------------------------------- */

/* How many ties there are, by the first and last number; not more than the file has room for. */
static ent_status count_ties(const ent_store *store, int64_t *ret, ent_error *err)
{
    int64_t first = 0, last = 0, pages = 0, page_size = 0;
    ENT_I_TRY(ent_i_sql_number(store, "SELECT min(id) FROM main.ties", &first, err));
    ENT_I_TRY(ent_i_sql_number(store, "SELECT max(id) FROM main.ties", &last, err));
    ENT_I_TRY(ent_i_sql_number(store, "PRAGMA page_count", &pages, err));
    ENT_I_TRY(ent_i_sql_number(store, "PRAGMA page_size", &page_size, err));
    if (first < 0 || first > 1)
        return ent_i_fail(err, ENT_ERR_CORRUPT,
                          "%s is damaged: table ties, row 1: it is missing; the next one is %lld", store->path,
                          (long long)first);
    if (last > pages * (page_size / TIE_BYTES_LEAST) || last >= UINT32_MAX - 2)
        return ent_i_fail(err, ENT_ERR_CORRUPT, "%s is damaged: table ties: it has a row %lld, but not as many rows",
                          store->path, (long long)last);
    *ret = last;
    return ENT_OK;
}

/* Put in place what one thread could not. */
static ent_status put_laters(ent_graph *graph, reader *r, ent_error *err)
{
    for (size_t i = 0; i < r->later_count; i++) {
        const later *l = &r->laters[i];
        ent_status status = l->properties ? ent_i_graph_set_properties(graph, l->tie, l->data, l->length, &r->error)
                                          : ent_i_graph_set_period(graph, l->tie, l->data, l->length, &r->error);
        if (status == ENT_ERR_NOMEM)
            return ent_i_nomem(err);
        if (status < 0)
            return ent_i_fail(err, ENT_ERR_CORRUPT, "%s is damaged: table ties, row %lu: %s", r->load->store->path,
                              (unsigned long)l->tie + 1, r->error.message);
    }
    graph->has_preferred = graph->has_preferred || r->has_preferred;
    return ENT_OK;
}

static ent_status read_halves(ent_i_load *load, reader readers[2], int64_t count, ent_error *err)
{
    bool two = load->second && count >= THREADS_LEAST;
    pthread_t thread;
    readers[0] = (reader){ .load = load, .db = load->store->db, .first = 1, .last = two ? count / 2 : count };
    readers[1] = (reader){ .load = load, .db = load->second, .first = readers[0].last + 1, .last = count };
    if (two && pthread_create(&thread, NULL, read_ties, &readers[1]) != 0) {
        two = false;
        readers[0].last = count;
    }
    read_ties(&readers[0]);
    if (two)
        pthread_join(thread, NULL);
    for (int i = 0; i < 2; i++) {
        if (readers[i].status < 0)
            return ent_i_fail(err, readers[i].status, "%s", readers[i].error.message);
        ENT_I_TRY(put_laters(load->graph, &readers[i], err));
    }
    return ENT_OK;
}

ent_status ent_i_load_ties(ent_i_load *load, ent_error *err)
{
    reader readers[2];
    int64_t count = 0;
    ENT_I_TRY(count_ties(load->store, &count, err));
    if (!count)
        return ENT_OK;
    ENT_I_TRY(ent_i_graph_extend(load->graph, (size_t)count, err));
    ent_status status = read_halves(load, readers, count, err);
    for (int i = 0; i < 2; i++) {
        free(readers[i].laters);
        ent_i_arena_clear(&readers[i].texts);
    }
    return status;
}
