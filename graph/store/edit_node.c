/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nodes, ties and citations that statements made, changed or deleted; and the names of labels and types they use. */
#include <stdlib.h>

#include "graph/base/array.h"
#include "graph/base/buffer.h"
#include "graph/base/utf8.h"
#include "graph/model/graph.h"
#include "graph/model/vocabulary.h"
#include "graph/store/edit_row.h"

/* The loader keeps them in 16 bits, with room for the labels that Entente's own are a kind of. */
#define VOCABULARY_MOST 64900

/* --- labels and types ------------------------------------------------------------------------------------- */

static ent_status find_name(ent_i_edit *edit, ent_i_edit_query query, const char *name, int64_t *ret, ent_error *err)
{
    sqlite3_stmt *statement;
    ent_status status = ent_i_edit_ask(edit, query, 0, name, &statement, err);
    if (status == ENT_OK)
        *ret = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return status;
}

static ent_status next_name(ent_i_edit *edit, ent_i_edit_query query, int64_t *ret, ent_error *err)
{
    ENT_I_TRY(find_name(edit, query, NULL, ret, err));
    return *ret <= VOCABULARY_MOST ? ENT_OK
                                   : ent_i_fail(err, ENT_ERR_LIMIT, "more than %d different labels or types",
                                                VOCABULARY_MOST);
}

/* What Entente's own vocabulary says of a name, as of one in a graph that has nothing else. */
static ent_status describe_label(ent_i_edit *edit, const ent_graph *graph, const char *name, ent_error *err)
{
    ent_label label = ent_graph_find_label(graph, name);
    const ent_i_label *row = &graph->labels[label];
    int64_t parent = 0, number = 0;
    if (row->parent != ENT_NO_LABEL)
        ENT_I_TRY(ent_i_edit_label(edit, graph->labels[row->parent].name, &parent, err));
    ENT_I_TRY(next_name(edit, ENT_I_EDIT_LABEL_NEXT, &number, err));
    const ent_i_value values[] = {
        ent_i_value_number(number), ent_i_edit_text(name), ent_i_edit_text(row->plural), ent_i_edit_number(parent),
        ent_i_edit_text(row->class_ < 0 ? NULL : ent_class_text((ent_class)row->class_)), ent_i_value_number(0),
    };
    return ent_i_edit_insert(edit, ENT_I_EDIT_LABELS, values, 6, err);
}

ent_status ent_i_edit_label(ent_i_edit *edit, const char *name, int64_t *ret, ent_error *err)
{
    ent_status status = find_name(edit, ENT_I_EDIT_LABEL, name, ret, err);
    if (status != ENT_DONE)
        return status;
    ent_graph *graph = NULL;
    ent_label label;
    ENT_I_TRY(ent_graph_new(&graph, err));
    status = ent_i_label_resolve(graph, name, strlen(name), &label, err);
    if (status == ENT_OK)
        status = ent_i_vocabulary_finish(graph, err);
    if (status == ENT_OK)
        status = describe_label(edit, graph, name, err);
    ent_graph_free(graph);
    ENT_I_TRY(status);
    return find_name(edit, ENT_I_EDIT_LABEL, name, ret, err);
}

static ent_status describe_type(ent_i_edit *edit, const ent_graph *graph, const char *name, ent_error *err)
{
    const ent_i_type *row = &graph->types[ent_graph_find_type(graph, name)];
    int64_t number = 0;
    ENT_I_TRY(next_name(edit, ENT_I_EDIT_TYPE_NEXT, &number, err));
    const ent_i_value values[] = {
        ent_i_value_number(number),
        ent_i_edit_text(name),
        ent_i_edit_text(row->phrase_spelled ? NULL : row->phrase),
        ent_i_edit_text(row->inverse_spelled ? NULL : row->inverse),
        ent_i_edit_text(row->brief),
        ent_i_edit_text(ent_subject_text((ent_subject)row->subject)),
        ent_i_edit_text(row->symmetric ? "symmetric" : "directed"),
        ent_i_edit_text(row->event ? "event" : "state"),
        ent_i_edit_text(row->short_of),
        ent_i_value_number(0),
    };
    return ent_i_edit_insert(edit, ENT_I_EDIT_TYPES, values, 10, err);
}

ent_status ent_i_edit_type(ent_i_edit *edit, const char *name, int64_t *ret, ent_error *err)
{
    ent_status status = find_name(edit, ENT_I_EDIT_TYPE, name, ret, err);
    if (status != ENT_DONE)
        return status;
    ent_graph *graph = NULL;
    ent_type type;
    ENT_I_TRY(ent_graph_new(&graph, err));
    status = ent_i_type_resolve(graph, name, strlen(name), &type, err);
    if (status == ENT_OK)
        status = ent_i_vocabulary_finish(graph, err);
    if (status == ENT_OK)
        status = describe_type(edit, graph, name, err);
    ent_graph_free(graph);
    ENT_I_TRY(status);
    return find_name(edit, ENT_I_EDIT_TYPE, name, ret, err);
}

/* --- nodes ------------------------------------------------------------------------------------------------ */

ent_status ent_i_edit_take_node(ent_i_edit *edit, int64_t number, ent_i_arena *arena, const char **ret_key,
                                ent_error *err)
{
    sqlite3_stmt *statement;
    ent_status status = ent_i_edit_ask(edit, ENT_I_EDIT_KEY_OF, number, NULL, &statement, err);
    const char *key = status == ENT_OK ? (const char *)sqlite3_column_text(statement, 0) : NULL;
    *ret_key = key ? ent_i_arena_string(arena, key) : NULL;
    sqlite3_reset(statement);
    ENT_I_TRY(status);
    if (!*ret_key)
        return status == ENT_OK ? ent_i_nomem(err)
                                : ent_i_fail(err, ENT_ERR_INTERNAL, "%s has no node %lld any more", edit->store->path,
                                             (long long)number);
    return ent_i_edit_erase(edit, ENT_I_EDIT_NODES, number, err);
}

/* ENT_DONE: nobody has the key. */
static ent_status find_key(ent_i_edit *edit, const char *key, ent_i_buffer *ret_name, ent_error *err)
{
    sqlite3_stmt *statement;
    ent_status status = ent_i_edit_ask(edit, ENT_I_EDIT_NODE_OF, 0, key, &statement, err);
    if (status == ENT_OK && ret_name)
        ent_i_buffer_text(ret_name, (const char *)sqlite3_column_text(statement, 0));
    sqlite3_reset(statement);
    return status;
}

static ent_status check_key(ent_i_edit *edit, const char *key, ent_error *err)
{
    ENT_I_AUTOBUFFER name = ENT_I_BUFFER_INIT;
    ent_status status = find_key(edit, key, &name, err);
    if (status != ENT_OK)
        return status < 0 ? status : ENT_OK;
    ENT_I_TRY(ent_i_buffer_status(&name, err));
    return ent_i_fail(err, ENT_ERR_DUPLICATE, "there is a node with the key \"%s\" already%s%s", key,
                      strcmp(name.data, key) == 0 ? "" : ": ", strcmp(name.data, key) == 0 ? "" : name.data);
}

static ent_status make_key(ent_i_edit *edit, int64_t number, ent_i_buffer *ret, ent_error *err)
{
    for (unsigned long more = 0;; more++) {
        ent_i_buffer_reset(ret);
        ent_i_buffer_printf(ret, "_:n%lld", (long long)number);
        if (more)
            ent_i_buffer_printf(ret, "-%lu", more);
        ENT_I_TRY(ent_i_buffer_status(ret, err));
        ent_status status = find_key(edit, ent_i_buffer_string(ret), NULL, err);
        if (status != ENT_OK)
            return status < 0 ? status : ENT_OK;
    }
}

typedef struct alias {
    char *name, *folded;
    int64_t ambiguous;
} alias;

typedef struct aliases {
    alias *items;
    size_t count, capacity;
} aliases;

static void aliases_clear(aliases *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].name);
        free(list->items[i].folded);
    }
    free(list->items);
}

static ent_status read_aliases(ent_i_edit *edit, int64_t number, aliases *list, ent_error *err)
{
    sqlite3_stmt *statement;
    ent_status status = ent_i_edit_ask(edit, ENT_I_EDIT_ALIASES, number, NULL, &statement, err);
    for (; status == ENT_OK; status = ent_i_sql_step(edit->store, statement, err)) {
        const char *name = (const char *)sqlite3_column_text(statement, 0);
        const char *folded = (const char *)sqlite3_column_text(statement, 1);
        if (ENT_I_RESERVE(list->items, list->capacity, list->count + 1, err) != ENT_OK)
            break;
        alias *item = &list->items[list->count++];
        *item = (alias){ name ? strdup(name) : NULL, folded ? strdup(folded) : NULL, sqlite3_column_int64(statement, 2) };
        if (!item->name || !item->folded)
            break;
    }
    sqlite3_reset(statement);
    return status == ENT_DONE ? ENT_OK : status < 0 ? status : ent_i_nomem(err);
}

static ent_status put_name(ent_i_edit *edit, int64_t number, int64_t *position, const char *kind, const char *name,
                           ent_error *err)
{
    char *folded = NULL;
    if (!name || !name[0])
        return ENT_OK;
    ENT_I_TRY(ent_i_utf8_fold(name, strlen(name), &folded, err));
    const ent_i_value values[] = { ent_i_value_number(number), ent_i_value_number((*position)++), ent_i_edit_text(kind),
                                   ent_i_edit_text(name),      ent_i_edit_text(folded),           ent_i_value_number(0) };
    ent_status status = ent_i_edit_insert(edit, ENT_I_EDIT_NAMES, values, 6, err);
    free(folded);
    return status;
}

static ent_status put_names(ent_i_edit *edit, const ent_i_edit_node *node, const char *key, const aliases *list,
                            ent_error *err)
{
    int64_t position = 0;
    ENT_I_TRY(put_name(edit, node->number, &position, "key", key, err));
    ENT_I_TRY(put_name(edit, node->number, &position, "name", node->name, err));
    ENT_I_TRY(put_name(edit, node->number, &position, "short", node->short_name, err));
    for (size_t i = 0; i < list->count; i++) {
        const ent_i_value values[] = { ent_i_value_number(node->number),
                                       ent_i_value_number(position++),
                                       ent_i_edit_text("alias"),
                                       ent_i_edit_text(list->items[i].name),
                                       ent_i_edit_text(list->items[i].folded),
                                       ent_i_value_number(list->items[i].ambiguous) };
        ENT_I_TRY(ent_i_edit_insert(edit, ENT_I_EDIT_NAMES, values, 6, err));
    }
    return ENT_OK;
}

ent_status ent_i_edit_put_node(ent_i_edit *edit, const ent_i_edit_node *node, ent_error *err)
{
    ENT_I_AUTOBUFFER made = ENT_I_BUFFER_INIT;
    if (node->number >= UINT32_MAX)
        return ent_i_fail(err, ENT_ERR_LIMIT, "the numbers of nodes are used up");
    if (node->key)
        ENT_I_TRY(check_key(edit, node->key, err));
    else
        ENT_I_TRY(make_key(edit, node->number, &made, err));
    const char *key = node->key ? node->key : ent_i_buffer_string(&made);
    const ent_i_value values[] = { ent_i_value_number(node->number), ent_i_edit_text(key),
                                   ent_i_edit_text(node->name),      ent_i_edit_text(node->short_name),
                                   ent_i_edit_text(node->valid),     ent_i_edit_text(node->status),
                                   ent_i_edit_text(node->properties) };
    ENT_I_TRY(ent_i_edit_insert(edit, ENT_I_EDIT_NODES, values, 7, err));
    aliases list = { 0 };
    ent_status status = read_aliases(edit, node->number, &list, err);
    if (status == ENT_OK)
        status = ent_i_edit_erase(edit, ENT_I_EDIT_NAMES, node->number, err);
    if (status == ENT_OK)
        status = put_names(edit, node, key, &list, err);
    aliases_clear(&list);
    return status;
}

ent_status ent_i_edit_put_labels(ent_i_edit *edit, int64_t number, const int64_t *labels, size_t count, ent_error *err)
{
    ENT_I_TRY(ent_i_edit_erase(edit, ENT_I_EDIT_NODE_LABELS, number, err));
    for (size_t i = 0; i < count; i++) {
        const ent_i_value values[] = { ent_i_value_number(number), ent_i_value_number((int64_t)i),
                                       ent_i_value_number(labels[i]) };
        ENT_I_TRY(ent_i_edit_insert(edit, ENT_I_EDIT_NODE_LABELS, values, 3, err));
    }
    return ENT_OK;
}

ent_status ent_i_edit_drop_node(ent_i_edit *edit, int64_t number, ent_error *err)
{
    ENT_I_TRY(ent_i_edit_erase(edit, ENT_I_EDIT_NODE_LABELS, number, err));
    return ent_i_edit_erase(edit, ENT_I_EDIT_NAMES, number, err);
}

/* --- ties and citations ----------------------------------------------------------------------------------- */

ent_status ent_i_edit_drop_tie(ent_i_edit *edit, int64_t number, ent_error *err)
{
    return ent_i_edit_erase(edit, ENT_I_EDIT_TIES, number, err);
}

ent_status ent_i_edit_put_tie(ent_i_edit *edit, const ent_i_edit_tie *tie, ent_error *err)
{
    if (tie->number >= UINT32_MAX - 2)
        return ent_i_fail(err, ENT_ERR_LIMIT, "the numbers of ties are used up");
    const ent_i_value values[] = { ent_i_value_number(tie->number), ent_i_value_number(tie->source),
                                   ent_i_value_number(tie->type),   ent_i_value_number(tie->target),
                                   ent_i_edit_text(tie->valid),     ent_i_edit_text(tie->status),
                                   ent_i_edit_text(tie->rank),      ent_i_edit_text(tie->properties) };
    return ent_i_edit_insert(edit, ENT_I_EDIT_TIES, values, 8, err);
}

ent_status ent_i_edit_drop_citation(ent_i_edit *edit, int64_t number, ent_error *err)
{
    return ent_i_edit_erase(edit, ENT_I_EDIT_CITATIONS, number, err);
}

ent_status ent_i_edit_put_citation(ent_i_edit *edit, const ent_i_edit_citation *citation, ent_error *err)
{
    if (citation->number >= UINT32_MAX)
        return ent_i_fail(err, ENT_ERR_LIMIT, "the numbers of citations are used up");
    const ent_i_value values[] = { ent_i_value_number(citation->number), ent_i_edit_number(citation->tie),
                                   ent_i_edit_number(citation->node),    ent_i_value_number(citation->source),
                                   ent_i_edit_text(citation->paragraph), ent_i_edit_text(citation->page),
                                   ent_i_edit_text(citation->url),       ent_i_edit_text(citation->how),
                                   ent_i_edit_text(citation->note) };
    return ent_i_edit_insert(edit, ENT_I_EDIT_CITATIONS, values, 9, err);
}
