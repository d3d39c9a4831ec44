/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nodes, with their labels and aliases: three tables read side by side, each in the order of the nodes. */
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/base/buffer.h"
#include "graph/model/graph.h"
#include "graph/store/load.h"
#include "graph/store/row.h"

/* A table with rows for some of the nodes, its node in the first column. */
typedef struct side_table {
    ent_i_row row;
    bool over;
    int64_t node; /* of the row at hand */
} side_table;

typedef struct node_load {
    ent_i_load *load;
    ent_i_row nodes;
    side_table labels, aliases;
    ent_text *label_names;
    size_t label_count, label_capacity;
    ent_alias_record *alias_records;
    size_t alias_count, alias_capacity;
    size_t number_capacity;
    ent_i_buffer alias_text; /* the rows' texts are gone when the next row comes */
} node_load;

static ent_status side_next(side_table *side, ent_error *err)
{
    int64_t before = side->node;
    ent_status status = ent_i_row_next(&side->row, err);
    if (status < 0)
        return status;
    side->over = status == ENT_DONE;
    if (side->over)
        return ENT_OK;
    side->row.number = sqlite3_column_int64(side->row.statement, 0);
    ENT_I_TRY(ent_i_row_integer(&side->row, 0, "node", before, INT64_MAX, &side->node, err));
    return ENT_OK;
}

static ent_status side_open(side_table *side, const ent_store *store, const char *table, const char *sql,
                            ent_error *err)
{
    ENT_I_TRY(ent_i_row_open(&side->row, store, table, sql, err));
    side->node = 1;
    return side_next(side, err);
}

static ent_status collect_labels(node_load *n, int64_t node, ent_error *err)
{
    const ent_graph *graph = n->load->graph;
    n->label_count = 0;
    while (!n->labels.over && n->labels.node == node) {
        int64_t label;
        ENT_I_TRY(ent_i_row_integer(&n->labels.row, 1, "label", 1, n->load->label_count, &label, err));
        ENT_I_TRY(ENT_I_RESERVE(n->label_names, n->label_capacity, n->label_count + 1, err));
        const char *name = graph->labels[n->load->labels[label - 1]].name;
        n->label_names[n->label_count++] = (ent_text){ name, strlen(name) };
        ENT_I_TRY(side_next(&n->labels, err));
    }
    return ENT_OK;
}

static ent_status collect_aliases(node_load *n, int64_t node, ent_error *err)
{
    n->alias_count = 0;
    ent_i_buffer_reset(&n->alias_text);
    while (!n->aliases.over && n->aliases.node == node) {
        ent_text name;
        int64_t ambiguous;
        ENT_I_TRY(ent_i_row_required(&n->aliases.row, 1, "name", &name, err));
        ENT_I_TRY(ent_i_row_integer(&n->aliases.row, 2, "ambiguous", 0, 1, &ambiguous, err));
        ENT_I_TRY(ENT_I_RESERVE(n->alias_records, n->alias_capacity, n->alias_count + 1, err));
        n->alias_records[n->alias_count++] = (ent_alias_record){ { NULL, name.length }, ambiguous };
        ent_i_buffer_add(&n->alias_text, name.data, name.length);
        ENT_I_TRY(side_next(&n->aliases, err));
    }
    ENT_I_TRY(ent_i_buffer_status(&n->alias_text, err));
    size_t at = 0;
    for (size_t i = 0; i < n->alias_count; i++) {
        n->alias_records[i].name.data = n->alias_text.data + at;
        at += n->alias_records[i].name.length;
    }
    return ENT_OK;
}

static ent_status load_node(node_load *n, ent_node number, ent_error *err)
{
    ent_node_record record = { 0 };
    const ent_i_row *row = &n->nodes;
    int64_t id = row->number;
    ENT_I_TRY(ent_i_row_required(row, 1, "key", &record.key, err));
    ENT_I_TRY(ent_i_row_text(row, 2, "name", &record.name, err));
    ENT_I_TRY(ent_i_row_text(row, 3, "short_name", &record.short_name, err));
    ENT_I_TRY(ent_i_row_text(row, 4, "valid", &record.valid, err));
    ENT_I_TRY(ent_i_row_text(row, 5, "status", &record.status, err));
    ENT_I_TRY(ent_i_row_object(row, 6, "properties", &record.properties, err));
    ENT_I_TRY(collect_labels(n, id, err));
    ENT_I_TRY(collect_aliases(n, id, err));
    record.labels = n->label_names;
    record.label_count = n->label_count;
    record.aliases = n->alias_records;
    record.alias_count = n->alias_count;
    ent_error inner = { 0 };
    ent_node node = 0;
    ent_status status = ent_graph_add_node(n->load->graph, &record, &node, &inner);
    ENT_I_TRY(ent_i_row_wrap(row, status, &inner, err));
    if (node != number)
        return ent_i_row_fail(row, err, "its key is another node's");
    n->load->node_last = id;
    return ent_i_numbers_note(&n->load->graph->node_numbers, &n->number_capacity, number, id, err);
}

/* Where there are gaps, a table from numbers to nodes, for the ties; unless it would be mostly gaps. */
static ent_status index_numbers(ent_i_load *load, ent_error *err)
{
    const ent_i_numbers *numbers = &load->graph->node_numbers;
    size_t size = (size_t)load->node_last + 1;
    if (!numbers->count || size / 16 > numbers->count + 4096)
        return ENT_OK;
    load->nodes = malloc(size * sizeof *load->nodes);
    if (!load->nodes)
        return ent_i_nomem(err);
    memset(load->nodes, 0xff, size * sizeof *load->nodes);
    for (size_t i = 0; i < numbers->count; i++)
        load->nodes[numbers->items[i]] = (uint32_t)i;
    return ENT_OK;
}

/* Reading in order has passed every row of a node that is there. */
static ent_status check_over(const side_table *side, ent_error *err)
{
    return side->over ? ENT_OK : ent_i_row_fail(&side->row, err, "there is no node of this number");
}

static ent_status load_all(node_load *n, ent_error *err)
{
    const ent_store *store = n->load->store;
    ENT_I_TRY(side_open(&n->labels, store, "node_labels",
                        "SELECT node, label FROM main.node_labels ORDER BY node, position", err));
    ENT_I_TRY(side_open(&n->aliases, store, "names",
                        "SELECT node, name, ambiguous FROM main.names WHERE kind = 'alias' "
                        "ORDER BY node, position",
                        err));
    ENT_I_TRY(ent_i_row_open(&n->nodes, store, "nodes",
                             "SELECT id, key, name, short_name, valid, status, properties "
                             "FROM main.nodes ORDER BY id",
                             err));
    size_t rows = 0;
    for (;; rows++) {
        ent_status status = ent_i_row_next(&n->nodes, err);
        if (status < 0)
            return status;
        if (status == ENT_DONE)
            break;
        ENT_I_TRY(ent_i_row_follow(&n->nodes, err));
        ENT_I_TRY(load_node(n, (ent_node)rows, err));
    }
    ENT_I_TRY(ent_i_load_count(n->load, "nodes", rows, err));
    ENT_I_TRY(check_over(&n->labels, err));
    ENT_I_TRY(check_over(&n->aliases, err));
    return index_numbers(n->load, err);
}

ent_status ent_i_load_nodes(ent_i_load *load, ent_error *err)
{
    node_load n = { .load = load };
    ent_status status = load_all(&n, err);
    ent_i_row_close(&n.nodes);
    ent_i_row_close(&n.labels.row);
    ent_i_row_close(&n.aliases.row);
    free(n.label_names);
    free(n.alias_records);
    ent_i_buffer_clear(&n.alias_text);
    return status;
}
