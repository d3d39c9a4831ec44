/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nodes that are new or changed, with their labels and names. The rows of a changed node are taken out and
 * put in again. */
#include <stdlib.h>

#include "graph/base/utf8.h"
#include "graph/store/write.h"

/* The tables that hold something of a node, and how to find it. */
static const struct {
    const char *table, *select, *delete;
} node_tables[] = {
    { "nodes", "SELECT * FROM main.nodes WHERE id = ?1", "DELETE FROM main.nodes WHERE id = ?1" },
    { "node_labels", "SELECT * FROM main.node_labels WHERE node = ?1",
      "DELETE FROM main.node_labels WHERE node = ?1" },
    { "names", "SELECT * FROM main.names WHERE node = ?1", "DELETE FROM main.names WHERE node = ?1" },
};
enum { NODES, NODE_LABELS, NAMES, NODE_TABLES };

typedef struct node_state {
    const ent_i_write *write;
    size_t next;      /* node to look at next */
    size_t node;      /* of the row */
    uint32_t position;
    const ent_i_alias *alias; /* of the row, NULL: one of the three names */
    const char *kind, *name;
    char *folded;
} node_state;

/* The next node to be written, at or after state->next. */
static bool next_node(node_state *state)
{
    const ent_graph *graph = state->write->graph;
    while (state->next < graph->node_count && state->next < graph->stored_nodes && !graph->nodes[state->next].dirty)
        state->next++;
    if (state->next >= graph->node_count)
        return false;
    state->node = state->next++;
    return true;
}

/* --- table nodes ----------------------------------------------------------------------------------------- */

static ent_status nodes_next(ent_i_feed *feed, ent_error *err)
{
    (void)err;
    return next_node(feed->state) ? ENT_OK : ENT_DONE;
}

static void nodes_column(const ent_i_feed *feed, int column, ent_i_value *ret)
{
    const node_state *state = feed->state;
    const ent_graph *graph = state->write->graph;
    const ent_i_node *node = &graph->nodes[state->node];
    switch (column) {
    case 0:
        *ret = ent_i_value_number(ent_i_number_of(&state->write->graph->node_numbers, state->node));
        break;
    case 1:
        *ret = ent_i_value_text(ent_i_text(graph, node->key));
        break;
    case 2:
        *ret = ent_i_value_text(node->name ? ent_i_text(graph, node->name) : node->unnamed ? "" : NULL);
        break;
    case 3:
        *ret = ent_i_value_text(node->short_name ? ent_i_text(graph, node->short_name) : node->unshortened ? "" : NULL);
        break;
    case 4:
        *ret = ent_i_value_text(ent_i_text(graph, node->valid));
        break;
    case 5:
        *ret = ent_i_value_text(node->status < 0 ? NULL : ent_tie_status_text((ent_tie_status)node->status));
        break;
    default:
        *ret = ent_i_value_text(ent_i_text(graph, node->properties));
        break;
    }
}

/* --- table node_labels ----------------------------------------------------------------------------------- */

static ent_status labels_next(ent_i_feed *feed, ent_error *err)
{
    (void)err;
    node_state *state = feed->state;
    const ent_graph *graph = state->write->graph;
    state->position++;
    while (state->node == SIZE_MAX || state->position >= graph->nodes[state->node].label_count) {
        if (!next_node(state))
            return ENT_DONE;
        state->position = 0;
    }
    return ENT_OK;
}

static void labels_column(const ent_i_feed *feed, int column, ent_i_value *ret)
{
    const node_state *state = feed->state;
    const ent_graph *graph = state->write->graph;
    const ent_i_node *node = &graph->nodes[state->node];
    *ret = ent_i_value_number(column == 0   ? ent_i_number_of(&graph->node_numbers, state->node)
                              : column == 1 ? (int64_t)state->position
                                            : state->write->labels[ent_i_node_labels(graph, node)[state->position]]);
}

/* --- table names ----------------------------------------------------------------------------------------- */

static bool set_name(node_state *state, const char *kind, const char *name)
{
    state->kind = kind;
    state->name = name;
    return name != NULL;
}

/* Key, name, short name, then the aliases. */
static bool next_name(node_state *state)
{
    const ent_graph *graph = state->write->graph;
    const ent_i_node *node = &graph->nodes[state->node];
    if (strcmp(state->kind, "key") == 0 && set_name(state, "name", ent_i_text(graph, node->name)))
        return true;
    if (strcmp(state->kind, "name") == 0 && set_name(state, "short", ent_i_text(graph, node->short_name)))
        return true;
    if (strcmp(state->kind, "alias") != 0)
        state->alias = ent_i_alias_at(graph, node->aliases);
    else
        state->alias = ent_i_alias_at(graph, state->alias->next);
    return state->alias && set_name(state, "alias", ent_i_text(graph, state->alias->name));
}

static ent_status names_next(ent_i_feed *feed, ent_error *err)
{
    node_state *state = feed->state;
    const ent_graph *graph = state->write->graph;
    state->position++;
    if (state->node == SIZE_MAX || !next_name(state)) {
        if (!next_node(state))
            return ENT_DONE;
        state->position = 0;
        state->alias = NULL;
        set_name(state, "key", ent_i_node_key(graph, (ent_node)state->node));
    }
    free(state->folded);
    state->folded = NULL;
    return ent_i_utf8_fold(state->name, strlen(state->name), &state->folded, err);
}

static void names_column(const ent_i_feed *feed, int column, ent_i_value *ret)
{
    const node_state *state = feed->state;
    switch (column) {
    case 0:
        *ret = ent_i_value_number(ent_i_number_of(&state->write->graph->node_numbers, state->node));
        break;
    case 1:
        *ret = ent_i_value_number(state->position);
        break;
    case 2:
        *ret = ent_i_value_text(state->kind);
        break;
    case 3:
        *ret = ent_i_value_text(state->name);
        break;
    case 4:
        *ret = ent_i_value_text(state->folded);
        break;
    default:
        *ret = ent_i_value_number(state->alias && state->alias->ambiguous);
        break;
    }
}

/* --- all three ------------------------------------------------------------------------------------------- */

/* Take a node's rows out of one table. */
static ent_status remove_rows(const ent_store *store, int table, int64_t node, ent_i_sum *removed,
                              ent_error *err)
{
    ENT_I_AUTOSTATEMENT *statement = NULL;
    ent_i_sum sum;
    ENT_I_TRY(ent_i_sum_query(store, node_tables[table].select, node, &sum, err));
    removed->rows += sum.rows;
    removed->total += sum.total;
    ENT_I_TRY(ent_i_sql_prepare(store, node_tables[table].delete, &statement, err));
    sqlite3_bind_int64(statement, 1, node);
    ent_status status = ent_i_sql_step(store, statement, err);
    return status < 0 ? status : ENT_OK;
}

ent_status ent_i_write_nodes(ent_i_write *write, ent_error *err)
{
    const ent_graph *graph = write->graph;
    ent_i_sum removed[NODE_TABLES] = { { 0, 0 } };
    for (size_t i = 0; i < graph->stored_nodes; i++)
        for (int table = 0; graph->nodes[i].dirty && table < NODE_TABLES; table++)
            ENT_I_TRY(remove_rows(write->store, table, ent_i_number_of(&graph->node_numbers, i), &removed[table],
                                  err));
    static const struct {
        const char *columns;
        ent_status (*next)(ent_i_feed *feed, ent_error *err);
        void (*column)(const ent_i_feed *feed, int column, ent_i_value *ret);
    } feeds[NODE_TABLES] = {
        { "id, key, name, short_name, valid, status, properties", nodes_next, nodes_column },
        { "node, position, label", labels_next, labels_column },
        { "node, position, kind, name, folded, ambiguous", names_next, names_column },
    };
    for (int table = 0; table < NODE_TABLES; table++) {
        node_state state = { .write = write, .node = SIZE_MAX };
        ent_i_feed feed = { .table = node_tables[table].table, .columns = feeds[table].columns,
                            .next = feeds[table].next, .column = feeds[table].column, .state = &state };
        ent_status status = ent_i_write_feed(write, &feed, &removed[table], err);
        free(state.folded);
        if (status < 0)
            return status;
    }
    return ENT_OK;
}
