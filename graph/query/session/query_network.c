/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The nodes and relationships of a result as a graph of its own: what a drawing or a measure of a result reads. The
 * ends of a relationship come along, because it means nothing without them; other relationships between the nodes do
 * not, because the result does not hold them. Sources come along as what is cited. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/query/session/session.h"

typedef struct picked {
    uint64_t *items; /* in the order in which the rows named them */
    size_t count, capacity;
    uint32_t *places; /* by number: place in items + 1; 0: not picked */
    size_t place_count;
} picked;

typedef struct gathering {
    const ent_i_work *work;
    picked nodes, rels;
    const char **keys; /* of the picked nodes */
    ent_node *added;   /* their numbers in the new graph */
    ent_i_arena arena;
    ent_graph *graph;
    ent_error *err;
} gathering;

static ent_text text_of(const char *text)
{
    return text ? (ent_text){ text, strlen(text) } : (ent_text){ NULL, 0 };
}

/* --- what the rows hold ----------------------------------------------------------------------------------- */

static ent_status pick(gathering *it, picked *into, uint64_t id)
{
    if (id >= into->place_count || into->places[id])
        return ENT_OK;
    ENT_I_TRY(ENT_I_RESERVE(into->items, into->capacity, into->count + 1, it->err));
    into->items[into->count++] = id;
    into->places[id] = (uint32_t)into->count;
    return ENT_OK;
}

/* What was deleted after it was returned is not there to be drawn. */
static ent_status pick_node(gathering *it, uint64_t node)
{
    return ent_i_work_has_node(it->work, node) ? pick(it, &it->nodes, node) : ENT_OK;
}

static ent_status pick_rel(gathering *it, uint64_t rel)
{
    uint64_t source, target;
    if (!ent_i_work_has_rel(it->work, rel))
        return ENT_OK;
    ent_i_work_ends(it->work, rel, &source, &target);
    ENT_I_TRY(pick_node(it, source));
    ENT_I_TRY(pick_node(it, target));
    return pick(it, &it->rels, rel);
}

static ent_status pick_value(gathering *it, ent_i_value value)
{
    switch (value.kind) {
    case ENT_I_NODE: return pick_node(it, value.id);
    case ENT_I_RELATIONSHIP: return pick_rel(it, value.id);
    case ENT_I_PATH:
        for (size_t i = 0; i <= value.path->count; i++)
            ENT_I_TRY(pick_node(it, value.path->nodes[i]));
        for (size_t i = 0; i < value.path->count; i++)
            ENT_I_TRY(pick_rel(it, value.path->relationships[i]));
        return ENT_OK;
    case ENT_I_LIST:
        for (size_t i = 0; i < value.list->count; i++)
            ENT_I_TRY(pick_value(it, value.list->items[i]));
        return ENT_OK;
    case ENT_I_MAP:
        for (size_t i = 0; i < value.map->count; i++)
            ENT_I_TRY(pick_value(it, value.map->entries[i].value));
        return ENT_OK;
    default: return ENT_OK;
    }
}

static ent_status open_places(gathering *it)
{
    it->nodes.place_count = (size_t)ent_i_work_node_end(it->work);
    it->rels.place_count = (size_t)ent_i_work_rel_end(it->work);
    ENT_I_TRY(ENT_I_ZEROED(it->nodes.places, it->nodes.place_count, it->err));
    return ENT_I_ZEROED(it->rels.places, it->rels.place_count, it->err);
}

/* A statement may create while it runs, so its numbers are known once its first row is. */
static ent_status pick_rows(gathering *it, ent_query *query, size_t limit, ent_query_network *network)
{
    ent_status status;
    bool open = false;
    while ((status = ent_query_step(query, it->err)) == ENT_OK) {
        if (limit && network->rows >= limit) {
            network->more = true;
            return ENT_OK;
        }
        it->work = query->pool.work;
        if (!open)
            ENT_I_TRY(open_places(it));
        open = true;
        for (size_t i = 0; i < ent_query_column_count(query); i++)
            ENT_I_TRY(pick_value(it, query->row[i].value));
        network->rows++;
    }
    return status == ENT_DONE ? ENT_OK : status;
}

/* --- the vocabulary --------------------------------------------------------------------------------------- */

static ent_status add_labels(gathering *it, const ent_graph *base)
{
    for (size_t i = 0; i < ent_graph_label_count(base); i++) {
        ent_label_view view, parent = { .name = NULL };
        ent_graph_label(base, (ent_label)i, &view);
        if (!view.described)
            continue;
        if (view.parent != ENT_NO_LABEL)
            ent_graph_label(base, view.parent, &parent);
        ent_label_record record = { .name = text_of(view.name),
                                    .plural = text_of(view.plural),
                                    .parent = text_of(parent.name),
                                    .class_ = text_of(ent_class_text(view.class_)) };
        ENT_I_TRY(ent_graph_add_label(it->graph, &record, it->err));
    }
    return ENT_OK;
}

static ent_status add_types(gathering *it, const ent_graph *base)
{
    for (size_t i = 0; i < ent_graph_type_count(base); i++) {
        ent_type_view view;
        ent_graph_type(base, (ent_type)i, &view);
        if (!view.described)
            continue;
        ent_type_record record = { .name = text_of(view.name),
                                   .phrase = text_of(view.phrase),
                                   .inverse = text_of(view.inverse),
                                   .brief = text_of(view.brief),
                                   .subject = text_of(ent_subject_text(view.subject)),
                                   .direction = text_of(view.symmetric ? "symmetric" : "directed"),
                                   .kind = text_of(view.event ? "event" : "state"),
                                   .short_of = text_of(view.short_of) };
        ENT_I_TRY(ent_graph_add_type(it->graph, &record, it->err));
    }
    return ENT_OK;
}

static ent_status add_meta(gathering *it, const ent_graph *base)
{
    for (size_t i = 0; i < ent_graph_meta_count(base); i++) {
        const char *value, *name = ent_graph_meta_at(base, i, &value);
        ENT_I_TRY(ent_graph_set_meta(it->graph, text_of(name), text_of(value), NULL, it->err));
    }
    return ENT_OK;
}

/* --- citations -------------------------------------------------------------------------------------------- */

/* All of a tie (rel) or a node; the sources become known to the new graph by their keys. */
static ent_status cite(gathering *it, bool rel, uint32_t id, const ent_citation_record **ret, size_t *ret_count)
{
    const ent_graph *base = it->work->base;
    size_t count = rel ? ent_graph_tie_citation_count(base, id) : ent_graph_node_citation_count(base, id);
    ent_citation_record *records = ent_i_arena_alloc(&it->arena, (count + 1) * sizeof *records);
    if (!records)
        return ent_i_nomem(it->err);
    for (size_t i = 0; i < count; i++) {
        ent_citation_view view;
        ent_node_view source;
        if (rel)
            ent_graph_tie_citation(base, id, i, &view);
        else
            ent_graph_node_citation(base, id, i, &view);
        ENT_I_TRY(pick(it, &it->nodes, view.source));
        ent_graph_node(base, view.source, &source);
        records[i] = (ent_citation_record){ .source = text_of(source.key),
                                            .paragraph = text_of(view.paragraph),
                                            .page = text_of(view.page),
                                            .url = text_of(view.url),
                                            .how = text_of(ent_how_text(view.how)),
                                            .note = text_of(view.note) };
    }
    *ret = records;
    *ret_count = count;
    return ENT_OK;
}

/* --- properties that mean something ----------------------------------------------------------------------- */

/* A text property, absent when it is not a text or one that cannot stand in a graph. */
static ent_status own_text(gathering *it, bool rel, uint64_t id, const char *key, ent_text *ret)
{
    ent_i_value value;
    *ret = (ent_text){ NULL, 0 };
    ENT_I_TRY(ent_i_work_property(it->work, rel, id, key, strlen(key), &it->arena, &value, it->err));
    if (value.kind == ENT_I_STRING && value.string->length && !memchr(value.string->text, '\0', value.string->length))
        *ret = (ent_text){ value.string->text, value.string->length };
    return ENT_OK;
}

static ent_status own_valid(gathering *it, bool rel, uint64_t id, ent_text *ret)
{
    ent_period period;
    ENT_I_TRY(own_text(it, rel, id, "valid", ret));
    if (ret->data && ent_period_parse(ret->data, ret->length, &period, NULL) != ENT_OK)
        *ret = (ent_text){ NULL, 0 };
    return ENT_OK;
}

static ent_status own_status(gathering *it, bool rel, uint64_t id, ent_text *ret)
{
    ENT_I_TRY(own_text(it, rel, id, "status", ret));
    for (int i = 0; ret->data && i < ENT_TIE_STATUS_COUNT; i++) {
        const char *known = ent_tie_status_text((ent_tie_status)i);
        if (strlen(known) == ret->length && memcmp(known, ret->data, ret->length) == 0)
            return ENT_OK;
    }
    *ret = (ent_text){ NULL, 0 };
    return ENT_OK;
}

/* --- nodes ------------------------------------------------------------------------------------------------ */

static bool is_taken(const gathering *it, const char *key, size_t length)
{
    return ent_graph_find_key(it->graph, key, length) != ENT_NONE ||
           (it->work->base && ent_graph_find_key(it->work->base, key, length) != ENT_NONE);
}

/* What was created has the key its property says, when nobody else has it, else one made up. */
static ent_status make_key(gathering *it, uint64_t node, const char **ret)
{
    ent_text own;
    ENT_I_TRY(own_text(it, false, node, "key", &own));
    if (own.data && !is_taken(it, own.data, own.length)) {
        *ret = ent_i_arena_copy(&it->arena, own.data, own.length);
        return *ret ? ENT_OK : ent_i_nomem(it->err);
    }
    for (unsigned long long more = 0;; more++) {
        *ret = more ? ent_i_arena_printf(&it->arena, "node-%llu-%llu", (unsigned long long)node, more)
                    : ent_i_arena_printf(&it->arena, "node-%llu", (unsigned long long)node);
        if (!*ret)
            return ent_i_nomem(it->err);
        if (!is_taken(it, *ret, strlen(*ret)))
            return ENT_OK;
    }
}

static ent_status name_labels(gathering *it, uint64_t node, ent_node_record *record)
{
    size_t count = ent_i_work_label_count(it->work, node);
    ent_text *labels = ent_i_arena_alloc(&it->arena, (count + 1) * sizeof *labels);
    if (!labels)
        return ent_i_nomem(it->err);
    for (size_t i = 0; i < count; i++) {
        const ent_i_string *name = ent_i_work_text(it->work, ent_i_work_label(it->work, node, i));
        labels[i] = (ent_text){ name->text, name->length };
    }
    record->labels = labels;
    record->label_count = count;
    return ENT_OK;
}

/* "Person 12" for what has no name at all. */
static ent_status name_nameless(gathering *it, uint64_t node, ent_node_record *record)
{
    if (record->name.data || record->label_count == 0)
        return ENT_OK;
    const char *name = ent_i_arena_printf(&it->arena, "%.*s %llu", (int)record->labels[0].length, record->labels[0].data,
                                          (unsigned long long)node);
    if (!name)
        return ent_i_nomem(it->err);
    record->name = text_of(name);
    return ENT_OK;
}

static ent_status add_node(gathering *it, size_t place)
{
    uint64_t node = it->nodes.items[place];
    const ent_i_work_node *changed = ent_i_work_node_record(it->work, node);
    bool in_base = node < it->work->base_nodes;
    ent_node_record record = { .key = { NULL, 0 } };
    ent_node_view view;
    if (in_base) {
        ent_graph_node(it->work->base, (ent_node)node, &view);
        it->keys[place] = view.key;
        ENT_I_TRY(cite(it, false, (uint32_t)node, &record.citations, &record.citation_count));
    } else {
        ENT_I_TRY(make_key(it, node, &it->keys[place]));
    }
    record.key = text_of(it->keys[place]);
    ENT_I_TRY(name_labels(it, node, &record));
    ENT_I_TRY(own_text(it, false, node, "name", &record.name));
    ENT_I_TRY(own_text(it, false, node, "short", &record.short_name));
    ENT_I_TRY(own_valid(it, false, node, &record.valid));
    ENT_I_TRY(own_status(it, false, node, &record.status));
    if (!in_base)
        ENT_I_TRY(name_nameless(it, node, &record));
    else if (!changed || !changed->own_properties)
        record.properties = text_of(view.properties);
    return ent_graph_add_node(it->graph, &record, &it->added[place], it->err);
}

/* Sources are found while nodes and ties are added, and may cite others in turn. */
static ent_status add_nodes(gathering *it, size_t *from)
{
    for (; *from < it->nodes.count; ++*from)
        ENT_I_TRY(add_node(it, *from));
    return ENT_OK;
}

/* --- relationships ---------------------------------------------------------------------------------------- */

static ent_status add_rel(gathering *it, uint64_t rel)
{
    uint64_t source, target;
    const ent_i_work_rel *changed = ent_i_work_rel_record(it->work, rel);
    const ent_i_string *type = ent_i_work_text(it->work, ent_i_work_type(it->work, rel));
    ent_tie_record record = { .type = { type->text, type->length } };
    ent_tie unused;
    ent_i_work_ends(it->work, rel, &source, &target);
    record.source = text_of(it->keys[it->nodes.places[source] - 1]);
    record.target = text_of(it->keys[it->nodes.places[target] - 1]);
    ENT_I_TRY(own_valid(it, true, rel, &record.valid));
    ENT_I_TRY(own_status(it, true, rel, &record.status));
    if (rel < it->work->base_rels) {
        ent_tie_view view;
        ent_graph_tie(it->work->base, (ent_tie)rel, &view);
        record.rank = text_of(ent_rank_text(view.rank));
        ENT_I_TRY(cite(it, true, (uint32_t)rel, &record.citations, &record.citation_count));
        if (!changed || !changed->own_properties)
            record.properties = text_of(view.properties);
    }
    return ent_graph_add_tie(it->graph, &record, &unused, it->err);
}

/* --- the network ------------------------------------------------------------------------------------------ */

static ent_status build(gathering *it, ent_query_network *network)
{
    const ent_graph *base = it->work->base;
    size_t from = 0;
    ENT_I_TRY(ent_graph_new(&it->graph, it->err));
    if (base) {
        ENT_I_TRY(add_labels(it, base));
        ENT_I_TRY(add_types(it, base));
        ENT_I_TRY(add_meta(it, base));
    }
    /* Room for the sources that citations will bring. */
    ENT_I_TRY(ENT_I_ZEROED(it->keys, it->nodes.place_count, it->err));
    ENT_I_TRY(ENT_I_ZEROED(it->added, it->nodes.place_count, it->err));
    network->node_count = it->nodes.count;
    ENT_I_TRY(add_nodes(it, &from));
    for (size_t i = 0; i < it->rels.count; i++)
        ENT_I_TRY(add_rel(it, it->rels.items[i]));
    ENT_I_TRY(add_nodes(it, &from));
    network->nodes = it->added;
    it->added = NULL;
    return ent_graph_finish(it->graph, it->err);
}

static ent_status fail_empty(const gathering *it, const ent_query_network *network)
{
    if (network->rows)
        return ent_i_fail(it->err, ENT_ERR_INVALID,
                          "the result holds no node, relationship or path: return some, as in "
                          "MATCH p = (a)-[r]->(b) RETURN p");
    return ent_i_fail(it->err, ENT_ERR_INVALID, "the result is empty: no node, relationship or path was found");
}

/* Does a MATCH find relationships whatever their days? One that only finds nodes says nothing about ties. */
static bool asks_any_day(const ent_i_query *query)
{
    for (size_t i = 0; i < query->count; i++) {
        for (size_t k = 0; k < query->parts[i].count; k++) {
            const ent_i_clause *clause = &query->parts[i].clauses[k];
            if (clause->kind != ENT_I_CLAUSE_MATCH || clause->of.match.time)
                continue;
            for (size_t p = 0; p < clause->of.match.pattern->count; p++)
                if (clause->of.match.pattern->paths[p].rel_count)
                    return true;
        }
    }
    return false;
}

static void say_days(const ent_query *query, ent_query_network *network)
{
    const ent_i_days *days = query->run.work ? &query->run.days : &query->days;
    if (!days->asked)
        return;
    network->days = days->several || asks_any_day(query->statement->query) ? ENT_QUERY_DAYS_DIFFER
                                                                           : ENT_QUERY_DAYS_SAME;
    network->from = days->from;
    network->to = days->to;
    network->reading = days->reading;
}

static void clear(gathering *it)
{
    free(it->nodes.items);
    free(it->nodes.places);
    free(it->rels.items);
    free(it->rels.places);
    free(it->keys);
    free(it->added);
    ent_i_arena_clear(&it->arena);
    ent_graph_free(it->graph);
}

ent_status ent_query_get_network(ent_query *query, size_t limit, ent_query_network **ret, ent_error *err)
{
    gathering it = { .work = query->session->work, .err = err };
    ent_query_network *network = calloc(1, sizeof *network);
    if (!network)
        return ent_i_nomem(err);
    network->reading = ENT_NOMINAL;
    ent_i_arena_init(&it.arena);
    ent_query_reset(query);
    ent_status status = pick_rows(&it, query, limit, network);
    if (status == ENT_OK && !it.nodes.count)
        status = fail_empty(&it, network);
    if (status == ENT_OK)
        status = build(&it, network);
    if (status == ENT_OK && !(network->text = strndup(query->text, query->length)))
        status = ent_i_nomem(err);
    if (status == ENT_OK) {
        say_days(query, network);
        network->graph = it.graph;
        it.graph = NULL;
        *ret = network;
    } else {
        ent_query_network_free(network);
    }
    clear(&it);
    return status;
}

void ent_query_network_free(ent_query_network *network)
{
    if (!network)
        return;
    ent_graph_free(network->graph);
    free(network->nodes);
    free(network->text);
    free(network);
}
