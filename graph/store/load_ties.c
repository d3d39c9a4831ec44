/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ties: the one table that is large. */
#include <string.h>

#include "graph/model/graph.h"
#include "graph/store/load.h"
#include "graph/store/row.h"

/* A row of ties takes at least this much of the file. */
#define TIE_BYTES_LEAST 12

/* How many ties there are, by the last number; not more than the file has room for. */
static ent_status count_ties(const ent_store *store, int64_t *ret, ent_error *err)
{
    int64_t last, pages, page_size;
    ENT_I_TRY(ent_i_sql_number(store, "SELECT max(id) FROM main.ties", &last, err));
    ENT_I_TRY(ent_i_sql_number(store, "PRAGMA page_count", &pages, err));
    ENT_I_TRY(ent_i_sql_number(store, "PRAGMA page_size", &page_size, err));
    if (last > pages * (page_size / TIE_BYTES_LEAST) || last >= UINT32_MAX)
        return ent_i_fail(err, ENT_ERR_CORRUPT, "%s is damaged: table ties: there is a row %lld but not as many rows",
                          store->path, (long long)last);
    *ret = last;
    return ENT_OK;
}

static ent_status code_of(const ent_i_row *row, int column, const char *name, int (*look_up)(const char *, size_t),
                          int absent, int *ret, ent_error *err)
{
    ent_text text;
    ENT_I_TRY(ent_i_row_text(row, column, name, &text, err));
    int code = text.data ? look_up(text.data, text.length) : absent;
    if (code < 0)
        return ent_i_row_fail(row, err, "there is no %s \"%.*s\"", name, (int)text.length, text.data);
    *ret = code;
    return ENT_OK;
}

static ent_status load_tie(ent_i_load *load, const ent_i_row *row, ent_error *err)
{
    int64_t source, type, target, nodes = (int64_t)load->graph->node_count;
    int status_code = 0, rank = 0;
    ent_text valid, properties;
    ent_error inner = { 0 };
    ENT_I_TRY(ent_i_row_integer(row, 1, "source", 1, nodes, &source, err));
    ENT_I_TRY(ent_i_row_integer(row, 2, "type", 1, load->type_count, &type, err));
    ENT_I_TRY(ent_i_row_integer(row, 3, "target", 1, nodes, &target, err));
    ENT_I_TRY(ent_i_row_text(row, 4, "valid", &valid, err));
    ENT_I_TRY(code_of(row, 5, "status", ent_i_tie_status_of, ENT_TIE_IN_FORCE, &status_code, err));
    ENT_I_TRY(code_of(row, 6, "rank", ent_i_rank_of, ENT_RANK_NORMAL, &rank, err));
    ENT_I_TRY(ent_i_row_object(row, 7, "properties", &properties, err));
    ent_status status = ent_i_graph_put_tie(load->graph, (ent_node)(source - 1), load->types[type - 1],
                                            (ent_node)(target - 1), valid.data, valid.length,
                                            (ent_tie_status)status_code, (ent_rank)rank, properties.data,
                                            properties.length, &inner);
    return ent_i_row_wrap(row, status, &inner, err);
}

ent_status ent_i_load_ties(ent_i_load *load, ent_error *err)
{
    ENT_I_AUTOROW row = { 0 };
    int64_t count = 0;
    ENT_I_TRY(count_ties(load->store, &count, err));
    ENT_I_TRY(ent_i_graph_reserve(load->graph, load->graph->node_count, (size_t)count, err));
    ENT_I_TRY(ent_i_row_open(&row, load->store, "ties",
                             "SELECT id, source, type, target, valid, status, rank, properties "
                             "FROM main.ties ORDER BY id",
                             err));
    for (int64_t id = 1;; id++) {
        ent_status status = ent_i_row_next(&row, err);
        if (status != ENT_OK)
            return status < 0 ? status : ENT_OK;
        ENT_I_TRY(ent_i_row_expect(&row, id, err));
        ENT_I_TRY(load_tie(load, &row, err));
    }
}
