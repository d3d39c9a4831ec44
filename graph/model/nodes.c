/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Adding nodes and meta data. */
#include <stdlib.h>
#include <string.h>

#include "graph/base/json_scan.h"
#include "graph/model/graph.h"

static ent_status fail_place(ent_error *err, ent_status code, const ent_place *place, const char *what,
                             const char *key, const char *detail)
{
    return ent_i_fail_at(err, code, place->file, place->line, place->column, "%s %s: %s", what, key, detail);
}

static ent_status copy_text(ent_graph *graph, ent_text text, ent_i_ref *ret, ent_error *err)
{
    const char *copy = ent_i_arena_copy(&graph->strings, text.data, text.length);
    if (!copy)
        return ent_i_nomem(err);
    *ret = ent_i_ref_to(copy);
    return ENT_OK;
}

static ent_status check_fields(const ent_node_record *record, const char *key, int *ret_status,
                               ent_error *err)
{
    const ent_place *place = &record->place;
    ENT_I_TRY(ent_i_check_text(record->name, "name", place, err));
    ENT_I_TRY(ent_i_check_text(record->short_name, "short name", place, err));
    ENT_I_TRY(ent_i_check_text(record->valid, "period", place, err));
    ENT_I_TRY(ent_i_check_text(record->properties, "properties object", place, err));
    if (record->valid.length) {
        ent_period period;
        ent_error inner = { 0 };
        ent_status status = ent_period_parse(record->valid.data, record->valid.length, &period, &inner);
        if (status < 0)
            return fail_place(err, status, place, "node", key, inner.message);
    }
    *ret_status = -1;
    if (record->status.length) {
        *ret_status = ent_i_tie_status_of(record->status.data, record->status.length);
        if (*ret_status < 0)
            return ent_i_fail_at(err, ENT_ERR_INVALID, place->file, place->line, place->column,
                                 "node %s: there is no status \"%.*s\"", key,
                                 (int)record->status.length, record->status.data);
    }
    return ENT_OK;
}

/* Set one text field under the policy for what exists. Absent texts change nothing. */
static ent_status set_field(ent_graph *graph, ent_text text, ent_i_ref *field, const char *what,
                            const ent_i_node *node, bool fresh, const ent_place *place, ent_error *err)
{
    if (!text.data)
        return ENT_OK;
    const char *now = ent_i_text(graph, *field);
    bool same = now && strlen(now) == text.length && memcmp(now, text.data, text.length) == 0;
    if (same || (!fresh && graph->existing == ENT_EXISTING_KEEP))
        return ENT_OK;
    if (!fresh && graph->existing == ENT_EXISTING_ERROR)
        return ent_i_fail_at(err, ENT_ERR_DUPLICATE, place->file, place->line, place->column,
                             "node %s is there already with %s %s: import it with the rule keep or update "
                             "for existing nodes",
                             ent_i_text(graph, node->key), now ? "another" : "no", what);
    return copy_text(graph, text, field, err);
}

static ent_status add_labels(ent_graph *graph, ent_i_node *node, const ent_node_record *record, bool fresh,
                             ent_error *err)
{
    if (!record->label_count)
        return ENT_OK;
    ent_label *labels = ent_i_arena_alloc(&graph->strings,
                                          (node->label_count + record->label_count) * sizeof *labels);
    if (!labels)
        return ent_i_nomem(err);
    uint32_t count = node->label_count;
    if (count)
        memcpy(labels, ent_i_node_labels(graph, node), count * sizeof *labels);
    for (size_t i = 0; i < record->label_count; i++) {
        ent_text name = record->labels[i];
        ent_label label;
        if (!name.length)
            return fail_place(err, ENT_ERR_INVALID, &record->place, "node", ent_i_text(graph, node->key),
                              "an empty label");
        ENT_I_TRY(ent_i_check_text(name, "label", &record->place, err));
        ENT_I_TRY(ent_i_label_resolve(graph, name.data, name.length, &label, err));
        uint32_t at = 0;
        while (at < count && labels[at] != label)
            at++;
        if (at < count)
            continue;
        if (!fresh && graph->existing == ENT_EXISTING_ERROR)
            return ent_i_fail_at(err, ENT_ERR_DUPLICATE, record->place.file, record->place.line,
                                 record->place.column,
                                 "node %s is there already without the label %.*s: import it with the rule "
                                 "keep or update for existing nodes",
                                 ent_i_text(graph, node->key), (int)name.length, name.data);
        if (fresh || graph->existing == ENT_EXISTING_UPDATE)
            labels[count++] = label;
    }
    node->labels = ent_i_ref_to(labels);
    node->label_count = count;
    return ENT_OK;
}

/* The aliases of a node on the heap, in their order; many of them are found by an index. */
typedef struct alias_list {
    ent_i_alias **items;
    size_t count, capacity;
    ent_i_hash index;
    bool indexed;
} alias_list;

static ent_status push_alias(const ent_graph *graph, alias_list *list, ent_i_alias *alias, ent_error *err)
{
    const char *name = ent_i_text(graph, alias->name);
    ENT_I_TRY(ENT_I_RESERVE(list->items, list->capacity, list->count + 1, err));
    if (list->indexed)
        ENT_I_TRY(ent_i_hash_put(&list->index, name, strlen(name), (uint32_t)list->count, err));
    list->items[list->count++] = alias;
    return ENT_OK;
}

static ent_i_alias *find_alias(const ent_graph *graph, const alias_list *list, ent_text name)
{
    if (list->indexed) {
        uint32_t at = ent_i_hash_get(&list->index, name.data, name.length, ENT_NONE);
        return at == ENT_NONE ? NULL : list->items[at];
    }
    for (size_t i = 0; i < list->count; i++) {
        const char *known = ent_i_text(graph, list->items[i]->name);
        if (strlen(known) == name.length && memcmp(known, name.data, name.length) == 0)
            return list->items[i];
    }
    return NULL;
}

static ent_status add_alias(ent_graph *graph, ent_i_node *node, const ent_alias_record *record, alias_list *list,
                            ent_error *err)
{
    ent_i_alias *alias = ent_i_arena_alloc(&graph->strings, sizeof *alias);
    if (!alias)
        return ent_i_nomem(err);
    *alias = (ent_i_alias){ .ambiguous = record->ambiguous };
    ENT_I_TRY(copy_text(graph, record->name, &alias->name, err));
    ent_i_ref *end = list->count ? &list->items[list->count - 1]->next : &node->aliases;
    ENT_I_TRY(push_alias(graph, list, alias, err));
    *end = ent_i_ref_to(alias);
    node->alias_count++;
    return ENT_OK;
}

static ent_status merge_aliases(ent_graph *graph, ent_i_node *node, const ent_node_record *record, bool fresh,
                                alias_list *list, ent_error *err)
{
    for (ent_i_ref at = node->aliases; at; at = list->items[list->count - 1]->next)
        ENT_I_TRY(push_alias(graph, list, (ent_i_alias *)(uintptr_t)at, err));
    for (size_t i = 0; i < record->alias_count; i++) {
        const ent_alias_record *given = &record->aliases[i];
        if (!given->name.length)
            return fail_place(err, ENT_ERR_INVALID, &record->place, "node", ent_i_text(graph, node->key),
                              "an empty alias");
        ENT_I_TRY(ent_i_check_text(given->name, "alias", &record->place, err));
        ent_i_alias *known = find_alias(graph, list, given->name);
        if (known)
            known->ambiguous = known->ambiguous || given->ambiguous;
        else if (fresh || graph->existing != ENT_EXISTING_KEEP)
            ENT_I_TRY(add_alias(graph, node, given, list, err));
    }
    return ENT_OK;
}

static ent_status add_aliases(ent_graph *graph, ent_i_node *node, const ent_node_record *record, bool fresh,
                              ent_error *err)
{
    if (!record->alias_count)
        return ENT_OK;
    alias_list list = { .indexed = node->alias_count + record->alias_count > 16 };
    ent_status status = merge_aliases(graph, node, record, fresh, &list, err);
    free(list.items);
    ent_i_hash_clear(&list.index);
    return status;
}

static bool is_empty(ent_text text)
{
    return text.data && !text.length;
}

ent_status ent_graph_add_node(ent_graph *graph, const ent_node_record *record, ent_node *ret, ent_error *err)
{
    ent_node number;
    int status;
    const ent_place *place = &record->place;
    ENT_I_TRY(ent_i_graph_addable(graph, err));
    ENT_I_TRY(ent_i_node_refer(graph, record->key, place, &number, err));
    ent_i_node *node = &graph->nodes[number];
    ENT_I_TRY(check_fields(record, ent_i_text(graph, node->key), &status, err));
    bool fresh = node->import == 0;
    if (node->import == graph->import)
        return ent_i_fail_at(err, ENT_ERR_DUPLICATE, place->file, place->line, place->column,
                             "the key \"%s\" is defined twice", ent_i_text(graph, node->key));
    /* An empty name is none; of a node that is there already it changes nothing. */
    if (fresh) {
        node->unnamed = is_empty(record->name);
        node->unshortened = is_empty(record->short_name);
    }
    if (record->name.length)
        ENT_I_TRY(set_field(graph, record->name, &node->name, "name", node, fresh, place, err));
    if (record->short_name.length)
        ENT_I_TRY(set_field(graph, record->short_name, &node->short_name, "short name", node, fresh, place, err));
    if (record->valid.length)
        ENT_I_TRY(set_field(graph, record->valid, &node->valid, "period", node, fresh, place, err));
    ENT_I_TRY(set_field(graph, record->properties, &node->properties, "properties", node, fresh, place, err));
    if (status >= 0 && status != node->status) {
        if (!fresh && graph->existing == ENT_EXISTING_ERROR)
            return fail_place(err, ENT_ERR_DUPLICATE, place, "node", ent_i_text(graph, node->key),
                              "it is there already with another status");
        if (fresh || graph->existing == ENT_EXISTING_UPDATE)
            node->status = (signed char)status;
    }
    ENT_I_TRY(add_labels(graph, node, record, fresh, err));
    ENT_I_TRY(add_aliases(graph, node, record, fresh, err));
    if (fresh)
        graph->undefined--;
    ENT_I_TRY(ent_i_place_keep(graph, place, &graph->references[node->reference], err));
    node->import = graph->import;
    node->dirty = true;
    graph->finished = false;
    ENT_I_TRY(ent_i_add_citations(graph, false, number, record->citations, record->citation_count, place, err));
    if (ret)
        *ret = number;
    return ENT_OK;
}

ent_status ent_graph_set_meta(ent_graph *graph, ent_text name, ent_text value, const ent_place *place,
                              ent_error *err)
{
    static const ent_place nowhere = { NULL, 0, 0 };
    if (!place)
        place = &nowhere;
    ENT_I_TRY(ent_i_graph_addable(graph, err));
    if (!name.length)
        return ent_i_fail_at(err, ENT_ERR_INVALID, place->file, place->line, place->column,
                             "meta data without a name");
    ENT_I_TRY(ent_i_check_text(name, "name", place, err));
    ENT_I_TRY(ent_i_check_text(value, "text", place, err));
    const char *copy = ent_i_arena_copy(&graph->strings, value.data, value.length);
    const char *name_copy = ent_i_arena_copy(&graph->strings, name.data, name.length);
    if (!copy || !name_copy)
        return ent_i_nomem(err);
    if (strcmp(name_copy, "as_of") == 0 || strcmp(name_copy, "coverage_end") == 0) {
        ent_day day;
        ent_error inner = { 0 };
        ent_status status = ent_day_parse(copy, value.length, &day, &inner);
        if (status < 0)
            return fail_place(err, status, place, "the data set's", name_copy, inner.message);
        if (strcmp(name_copy, "coverage_end") == 0)
            graph->coverage_end = day;
    }
    uint32_t known = ent_i_hash_get(&graph->meta_index, name_copy, name.length, ENT_NONE);
    if (known != ENT_NONE) {
        graph->metas[known].value = copy;
        return ENT_OK;
    }
    if (graph->meta_count >= ENT_NONE)
        return ent_i_fail_at(err, ENT_ERR_LIMIT, place->file, place->line, place->column, "too much meta data");
    ENT_I_TRY(ENT_I_RESERVE(graph->metas, graph->meta_capacity, graph->meta_count + 1, err));
    ENT_I_TRY(ent_i_hash_put(&graph->meta_index, name_copy, name.length, (uint32_t)graph->meta_count, err));
    graph->metas[graph->meta_count++] = (ent_i_meta){ name_copy, copy };
    return ENT_OK;
}
