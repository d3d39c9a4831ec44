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

/* The reading of ties first to last, by their numbers in the file, into the graph from at on. */
typedef struct reader {
    const ent_i_load *load;
    sqlite3 *db;
    int64_t first, last;
    int64_t row;     /* number of the row at hand */
    size_t at, room; /* ties */
    size_t count;    /* so many are there */
    ent_i_numbers numbers; /* less what stands before first; without gaps empty */
    size_t number_capacity;
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
                      r->load->store->path, (long long)r->row, detail);
}

/* --- one value ------------------------------------------------------------------------------------------- */

static ent_status take_number(reader *r, sqlite3_value *value, const char *name, int64_t *ret)
{
    if (sqlite3_value_type(value) != SQLITE_INTEGER)
        return fail_row(r, "%s is not a whole number", name);
    *ret = sqlite3_value_int64(value);
    return ENT_OK;
}

static ent_status take_node(reader *r, sqlite3_value *value, const char *name, ent_node *ret)
{
    int64_t number = 0;
    ENT_I_TRY(take_number(r, value, name, &number));
    if (!ent_i_load_node(r->load, number, ret))
        return fail_row(r, "%s is %lld, which is not there", name, (long long)number);
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
    ent_text text = { "", 0 };
    if (sqlite3_value_type(value) == SQLITE_NULL)
        return ENT_OK;
    ENT_I_TRY(take_text(r, value, name, &text));
    int code = look_up(text.data, text.length);
    if (code < 0)
        return fail_row(r, "there is no %s \"%.*s\"", name, (int)(text.length < 80 ? text.length : 80), text.data);
    *ret = (unsigned char)code;
    return ENT_OK;
}

/* An empty text: a statement made the tie, and said nothing of its status. */
static ent_status take_status(reader *r, sqlite3_value *value, unsigned char *ret)
{
    if (sqlite3_value_type(value) == SQLITE_TEXT && sqlite3_value_bytes(value) == 0) {
        *ret = ENT_TIE_IN_FORCE | ENT_I_EXACT;
        return ENT_OK;
    }
    return take_code(r, value, "status", ent_i_tie_status_of, ret);
}

static ent_status take_rank(reader *r, sqlite3_value *value, unsigned char *ret)
{
    ENT_I_TRY(take_code(r, value, "rank", ent_i_rank_of, ret));
    if (*ret == ENT_RANK_NORMAL && sqlite3_value_type(value) != SQLITE_NULL)
        *ret |= ENT_I_EXACT;
    return ENT_OK;
}

static ent_status take_properties(reader *r, sqlite3_value *value, ent_tie tie)
{
    ent_text text = { "", 0 };
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
    int64_t type = 0;
    r->row = sqlite3_value_int64(values[0]);
    if (r->count >= r->room)
        return fail_row(r, "there are more rows than the file has room for");
    if (r->numbers.count || r->row != r->first + (int64_t)r->count)
        ENT_I_TRY(ent_i_numbers_note(&r->numbers, &r->number_capacity, r->count, r->row - r->first + 1, &r->error));
    ent_tie tie = (ent_tie)(r->at + r->count);
    ENT_I_TRY(take_node(r, values[1], "source", &graph->tie_source[tie]));
    ENT_I_TRY(take_number(r, values[2], "type", &type));
    if (type < 1 || type > r->load->type_count)
        return fail_row(r, "type is %lld, which is not there", (long long)type);
    ENT_I_TRY(take_node(r, values[3], "target", &graph->tie_target[tie]));
    graph->tie_type[tie] = r->load->types[type - 1];
    graph->tie_status[tie] = ENT_TIE_IN_FORCE;
    graph->tie_rank[tie] = ENT_RANK_NORMAL;
    ENT_I_TRY(take_period(r, values[4], tie));
    ENT_I_TRY(take_status(r, values[5], &graph->tie_status[tie]));
    ENT_I_TRY(take_rank(r, values[6], &graph->tie_rank[tie]));
    ENT_I_TRY(take_properties(r, values[7], tie));
    r->has_preferred = r->has_preferred || graph->tie_rank[tie] == ENT_RANK_PREFERRED;
    r->count++;
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
    return NULL;
}

/* --- all rows -------------------------------------------------------------------------------------------- */

/* The greatest number of a tie, and how many there can be at most: so many rows the file has room for. */
static ent_status count_ties(const ent_store *store, int64_t *ret_last, int64_t *ret_most, ent_error *err)
{
    int64_t first = 0, last = 0, pages = 0, page_size = 0;
    ENT_I_TRY(ent_i_sql_number(store, "SELECT min(id) FROM main.ties", &first, err));
    ENT_I_TRY(ent_i_sql_number(store, "SELECT max(id) FROM main.ties", &last, err));
    ENT_I_TRY(ent_i_sql_number(store, "PRAGMA page_count", &pages, err));
    ENT_I_TRY(ent_i_sql_number(store, "PRAGMA page_size", &page_size, err));
    if (first < 0 || (last && !first) || last >= UINT32_MAX - 2)
        return ent_i_fail(err, ENT_ERR_CORRUPT, "%s is damaged: table ties, row %lld: this is no number for a row",
                          store->path, (long long)(first <= 0 ? first : last));
    int64_t room = pages * (page_size / TIE_BYTES_LEAST);
    *ret_last = last;
    *ret_most = last < room ? last : room;
    return ENT_OK;
}

/* Put in place what one thread could not. */
static ent_status put_laters(ent_graph *graph, const reader *r, size_t moved, ent_error *err)
{
    for (size_t i = 0; i < r->later_count; i++) {
        const later *l = &r->laters[i];
        ent_tie tie = (ent_tie)(l->tie - moved);
        ent_error inner = { .code = ENT_OK };
        ent_status status = l->properties ? ent_i_graph_set_properties(graph, tie, l->data, l->length, &inner)
                                          : ent_i_graph_set_period(graph, tie, l->data, l->length, &inner);
        if (status == ENT_ERR_NOMEM)
            return ent_i_nomem(err);
        if (status < 0)
            return ent_i_fail(err, ENT_ERR_CORRUPT, "%s is damaged: table ties, row %lld: %s", r->load->store->path,
                              (long long)ent_i_number_of(&r->numbers, tie + moved - r->at) + r->first - 1,
                              inner.message);
    }
    graph->has_preferred = graph->has_preferred || r->has_preferred;
    return ENT_OK;
}

/* Bring the second half up to the first, where that turned out shorter than its numbers. */
static void close_ranks(ent_graph *graph, const reader readers[2])
{
    size_t to = readers[0].count, from = readers[1].at, count = readers[1].count;
    if (to == from || !count)
        return;
    memmove(&graph->tie_source[to], &graph->tie_source[from], count * sizeof *graph->tie_source);
    memmove(&graph->tie_target[to], &graph->tie_target[from], count * sizeof *graph->tie_target);
    memmove(&graph->tie_type[to], &graph->tie_type[from], count * sizeof *graph->tie_type);
    memmove(&graph->tie_status[to], &graph->tie_status[from], count);
    memmove(&graph->tie_rank[to], &graph->tie_rank[from], count);
    memmove(&graph->tie_period[to], &graph->tie_period[from], count * sizeof *graph->tie_period);
}

static ent_status join_numbers(ent_graph *graph, const reader readers[2], ent_error *err)
{
    size_t count = readers[0].count + readers[1].count, capacity = 0;
    if (!readers[0].numbers.count && !readers[1].numbers.count && readers[0].count == readers[1].at)
        return ENT_OK;
    ENT_I_TRY(ENT_I_RESERVE(graph->tie_numbers.items, capacity, count, err));
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < readers[i].count; k++)
            graph->tie_numbers.items[graph->tie_numbers.count++] =
                (uint32_t)(ent_i_number_of(&readers[i].numbers, k) + readers[i].first - 1);
    return ENT_OK;
}

static ent_status read_halves(ent_i_load *load, reader readers[2], int64_t last, int64_t most, ent_error *err)
{
    ent_graph *graph = load->graph;
    bool two = load->second && last >= THREADS_LEAST && most == last;
    pthread_t thread;
    readers[0] = (reader){ .load = load, .db = load->store->db, .first = 1, .last = two ? last / 2 : last };
    readers[0].room = two ? (size_t)readers[0].last : (size_t)most;
    readers[1] = (reader){ .load = load, .db = load->second, .first = readers[0].last + 1, .last = last };
    readers[1].at = readers[0].room;
    readers[1].room = (size_t)most - readers[0].room;
    if (two && pthread_create(&thread, NULL, read_ties, &readers[1]) != 0) {
        two = false;
        readers[0].last = last;
        readers[1].at = readers[0].room = (size_t)most;
    }
    read_ties(&readers[0]);
    if (two)
        pthread_join(thread, NULL);
    for (int i = 0; i < 2; i++)
        if (readers[i].status < 0)
            return ent_i_fail(err, readers[i].status, "%s", readers[i].error.message);
    if (!two)
        readers[1].at = readers[0].count;
    ENT_I_TRY(join_numbers(graph, readers, err));
    close_ranks(graph, readers);
    graph->tie_count = readers[0].count + readers[1].count;
    ENT_I_TRY(put_laters(graph, &readers[0], 0, err));
    return put_laters(graph, &readers[1], readers[1].at - readers[0].count, err);
}

ent_status ent_i_load_ties(ent_i_load *load, ent_error *err)
{
    reader readers[2] = { { .load = load }, { .load = load } };
    int64_t last = 0, most = 0;
    ENT_I_TRY(count_ties(load->store, &last, &most, err));
    ent_status status = ENT_OK;
    if (last) {
        ENT_I_TRY(ent_i_graph_extend(load->graph, (size_t)most, err));
        status = read_halves(load, readers, last, most, err);
    }
    for (int i = 0; i < 2; i++) {
        free(readers[i].laters);
        free(readers[i].numbers.items);
        ent_i_arena_clear(&readers[i].texts);
    }
    return status < 0 ? status : ent_i_load_count(load, "ties", load->graph->tie_count, err);
}
