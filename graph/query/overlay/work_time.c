/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What statements changed, by the same rules as of the base: what labels and types mean, when nodes and relationships
 * hold, who has a key. */
#include <string.h>

#include "graph/model/context.h"
#include "graph/model/vocabulary.h"
#include "graph/query/overlay/index.h"

bool ent_i_work_is_event(const ent_i_work *work, ent_i_symbol type)
{
    const char *name = ent_i_work_text(work, type)->text;
    ent_type known = work->base ? ent_graph_find_type(work->base, name) : ENT_NO_TYPE;
    if (known != ENT_NO_TYPE) {
        ent_type_view view;
        ent_graph_type(work->base, known, &view);
        return view.event;
    }
    for (const ent_i_default_type *d = ent_i_default_types; d->name; d++)
        if (strcmp(d->name, name) == 0)
            return d->event;
    return false;
}

/* Names end: the table of labels has no circle. */
ent_status ent_i_work_describe_label(ent_i_work *work, ent_i_symbol label, ent_error *err)
{
    const char *name = ent_i_work_text(work, label)->text;
    if (work->name_parents[label] != ENT_I_NO_SYMBOL || ent_graph_find_label(work->base, name) != ENT_NO_LABEL)
        return ENT_OK;
    for (const ent_i_default_label *d = ent_i_default_labels; d->name; d++) {
        ent_i_symbol parent;
        if (strcmp(d->name, name) != 0 || !d->parent)
            continue;
        ENT_I_TRY(ent_i_work_intern(work, d->parent, strlen(d->parent), &parent, err));
        work->name_parents[label] = parent;
        return ent_i_work_describe_label(work, parent, err);
    }
    return ENT_OK;
}

/* The days from which a source speaks; false when it does not say. */
static ent_status source_as_of(const ent_i_work *work, uint64_t source, ent_day *ret_first, ent_day *ret_last,
                               bool *ret, ent_error *err)
{
    const ent_i_work_node *record = ent_i_work_node_record(work, source);
    *ret = false;
    if (!record || !record->own_properties) {
        *ret = ent_i_source_as_of(work->base, (ent_node)source, ret_first, ret_last);
        return ENT_OK;
    }
    ent_i_value as_of;
    ent_period period;
    ENT_I_TRY(ent_i_work_property(work, false, source, "as_of", 5, NULL, &as_of, err));
    if (as_of.kind != ENT_I_STRING)
        return ENT_OK;
    ent_status status = ent_period_parse(as_of.string->text, as_of.string->length, &period, NULL);
    if (status == ENT_ERR_NOMEM)
        return ent_i_nomem(err);
    if (status != ENT_OK || period.form != ENT_PERIOD_DATE)
        return ENT_OK;
    *ret_first = period.start.first;
    *ret_last = period.start.last;
    *ret = true;
    return ENT_OK;
}

static ent_status add_sources(const ent_i_work *work, bool rel, uint64_t id, ent_i_arena *arena,
                              ent_period_context *context, ent_error *err)
{
    ent_i_value citations;
    ENT_I_TRY(ent_i_work_citations(work, rel, id, arena, &citations, err));
    for (size_t i = 0; citations.kind == ENT_I_LIST && i < citations.list->count; i++) {
        const ent_i_map *map = citations.list->items[i].map;
        ent_day first, last;
        bool known = false;
        for (size_t k = 0; k < map->count && !known; k++)
            if (map->entries[k].value.kind == ENT_I_NODE)
                ENT_I_TRY(source_as_of(work, map->entries[k].value.id, &first, &last, &known, err));
        if (known && first < context->cited_from)
            context->cited_from = first;
        if (known && last > context->cited_until)
            context->cited_until = last;
    }
    return ENT_OK;
}

/* By the text of the "valid" property. */
static ent_status span_of_text(const ent_i_work *work, bool rel, uint64_t id, ent_i_arena *arena, ent_reading reading,
                               ent_span *ret, ent_error *err)
{
    ent_i_value valid;
    ENT_I_TRY(ent_i_work_property(work, rel, id, "valid", 5, arena, &valid, err));
    ent_period period = { .form = ENT_PERIOD_NONE };
    if (valid.kind == ENT_I_STRING)
        ENT_I_TRY(ent_period_parse(valid.string->text, valid.string->length, &period, err));
    if (!rel && period.form == ENT_PERIOD_NONE) {
        *ret = (ent_span){ ENT_DAY_MIN, ENT_DAY_MAX };
        return ENT_OK;
    }
    ent_period_context context = { .cited_from = ENT_DAY_MAX, .cited_until = ENT_DAY_MIN };
    context.event = rel && ent_i_work_is_event(work, ent_i_work_type(work, id));
    ENT_I_TRY(add_sources(work, rel, id, arena, &context, err));
    if (work->base && context.cited_until == ENT_DAY_MIN)
        context.cited_until = ent_i_graph_coverage_end(work->base);
    ent_span spans[ENT_READINGS];
    ent_period_spans(&period, &context, spans, NULL);
    *ret = spans[reading];
    return ENT_OK;
}

static bool has_own(const ent_i_work *work, bool rel, uint64_t id)
{
    if (rel) {
        const ent_i_work_rel *record = ent_i_work_rel_record(work, id);
        return record && record->own_properties;
    }
    const ent_i_work_node *record = ent_i_work_node_record(work, id);
    return record && record->own_properties;
}

ent_status ent_i_work_span(const ent_i_work *work, bool rel, uint64_t id, ent_reading reading, ent_span *ret,
                           ent_error *err)
{
    if (has_own(work, rel, id) || work->sources_changed) {
        ent_i_arena arena;
        ent_i_arena_init(&arena);
        ent_status status = span_of_text(work, rel, id, &arena, reading, ret, err);
        ent_i_arena_clear(&arena);
        return status;
    }
    *ret = rel ? ent_graph_tie_span(work->base, (ent_tie)id, reading)
               : ent_graph_node_span(work->base, (ent_node)id, reading);
    return ENT_OK;
}

/* --- keys ------------------------------------------------------------------------------------------------- */

static ent_status has_key(const ent_i_work *work, uint64_t node, const ent_i_string *key, bool *ret, ent_error *err)
{
    ent_i_value value = ent_i_null();
    ent_i_arena arena;
    *ret = false;
    if (!ent_i_work_has_node(work, node))
        return ENT_OK;
    ent_i_arena_init(&arena);
    ent_status status = ent_i_work_property(work, false, node, "key", 3, &arena, &value, err);
    *ret = status == ENT_OK && value.kind == ENT_I_STRING && value.string->length == key->length &&
           memcmp(value.string->text, key->text, key->length) == 0;
    ent_i_arena_clear(&arena);
    return status;
}

/* Of the nodes from first to end that statements made or changed, the one with the key. */
static ent_status scan_keys(const ent_i_work *work, const ent_i_string *key, uint64_t *ret, ent_error *err)
{
    for (uint64_t node = work->node_records ? 0 : work->base_nodes; node < ent_i_work_node_end(work); node++) {
        bool has = false;
        if (ent_i_work_node_record(work, node))
            ENT_I_TRY(has_key(work, node, key, &has, err));
        if (!has)
            continue;
        *ret = node;
        return ENT_OK;
    }
    return ENT_OK;
}

/* The base knows its keys; what statements made is looked up as any property. */
ent_status ent_i_work_keyed(ent_i_work *work, const ent_i_string *key, uint64_t *ret, ent_error *err)
{
    bool has;
    *ret = ENT_I_NO_NODE;
    ent_node known = work->base ? ent_graph_find_key(work->base, key->text, key->length) : ENT_NONE;
    if (known != ENT_NONE) {
        ENT_I_TRY(has_key(work, known, key, &has, err));
        if (has) {
            *ret = known;
            return ENT_OK;
        }
    }
    const ent_i_node_index *index = NULL;
    ENT_I_TRY(ent_i_node_index_want(work, ENT_I_INDEX_EQUAL, work->key, NULL, &index, err));
    if (!index)
        return scan_keys(work, key, ret, err);
    const ent_i_value value = { .kind = ENT_I_STRING, .string = key };
    for (size_t place = ent_i_node_index_equal_first(index, value); place; place = index->entries[place - 1].also) {
        ENT_I_TRY(has_key(work, index->entries[place - 1].node, key, &has, err));
        if (has)
            *ret = index->entries[place - 1].node;
    }
    return ENT_OK;
}
