/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Changing the work graph, each change logged before it is made. */
#include <string.h>

#include "graph/base/array.h"
#include "graph/query/overlay/index.h"

static ent_status log_change(ent_i_work *work, ent_i_change change, ent_error *err)
{
    ENT_I_TRY(ENT_I_RESERVE(work->log, work->log_capacity, work->log_count + 1, err));
    work->log[work->log_count++] = change;
    work->changes++;
    return ENT_OK;
}

/* --- records ---------------------------------------------------------------------------------------------- */

static ent_status new_node_record(ent_i_work *work, ent_i_work_node **ret, ent_error *err)
{
    ent_i_work_node *record = ent_i_arena_alloc(&work->arena, sizeof *record);
    if (!record)
        return ent_i_nomem(err);
    *record = (ent_i_work_node){ .next_record = work->node_records };
    work->node_records = record;
    *ret = record;
    return ENT_OK;
}

static ent_status new_rel_record(ent_i_work *work, ent_i_work_rel **ret, ent_error *err)
{
    ent_i_work_rel *record = ent_i_arena_alloc(&work->arena, sizeof *record);
    if (!record)
        return ent_i_nomem(err);
    *record = (ent_i_work_rel){ .next_record = work->rel_records };
    work->rel_records = record;
    *ret = record;
    return ENT_OK;
}

static ent_status touch_node(ent_i_work *work, uint64_t node, ent_i_work_node **ret, ent_error *err)
{
    *ret = ent_i_work_node_record(work, node);
    if (*ret)
        return ENT_OK;
    ENT_I_TRY(new_node_record(work, ret, err));
    work->base_node_records[node] = *ret;
    return ENT_OK;
}

static ent_status touch_rel(ent_i_work *work, uint64_t rel, ent_i_work_rel **ret, ent_error *err)
{
    *ret = ent_i_work_rel_record(work, rel);
    if (*ret)
        return ENT_OK;
    ENT_I_TRY(new_rel_record(work, ret, err));
    (*ret)->type = ent_i_work_type(work, rel);
    ent_i_work_ends(work, rel, &(*ret)->source, &(*ret)->target);
    work->base_rel_records[rel] = *ret;
    return ENT_OK;
}

static ent_status put_property(ent_i_properties *list, ent_i_symbol key, ent_i_value value, ent_error *err)
{
    size_t i = 0;
    while (i < list->count && list->items[i].key != key)
        i++;
    if (value.kind == ENT_I_NULL) {
        if (i < list->count) {
            memmove(&list->items[i], &list->items[i + 1], (list->count - i - 1) * sizeof *list->items);
            list->count--;
        }
        return ENT_OK;
    }
    if (i == list->count) {
        ENT_I_TRY(ENT_I_RESERVE(list->items, list->capacity, list->count + 1, err));
        list->count++;
    }
    list->items[i] = (ent_i_property){ key, value };
    return ENT_OK;
}

static ent_status copy_base_properties(ent_i_work *work, bool rel, uint64_t id, ent_i_properties *list, ent_error *err)
{
    ent_i_map *map;
    ENT_I_TRY(ent_i_work_base_properties(work, rel, id, &work->arena, &map, err));
    for (size_t i = 0; i < map->count; i++) {
        ent_i_symbol key;
        ENT_I_TRY(ent_i_work_intern(work, map->entries[i].key->text, map->entries[i].key->length, &key, err));
        ENT_I_TRY(put_property(list, key, map->entries[i].value, err));
    }
    ent_i_value citations;
    ENT_I_TRY(ent_i_work_base_citations(work, rel, id, &work->arena, &citations, err));
    return put_property(list, work->citations, citations, err);
}

/* The properties of a node or relationship as its own, to be changed. */
static ent_status touch_properties(ent_i_work *work, bool rel, uint64_t id, ent_i_properties **ret, ent_error *err)
{
    bool *own;
    if (rel) {
        ent_i_work_rel *record;
        ENT_I_TRY(touch_rel(work, id, &record, err));
        own = &record->own_properties;
        *ret = &record->properties;
    } else {
        ent_i_work_node *record;
        ENT_I_TRY(touch_node(work, id, &record, err));
        own = &record->own_properties;
        *ret = &record->properties;
    }
    if (!*own) {
        (*ret)->count = 0;
        ENT_I_TRY(copy_base_properties(work, rel, id, *ret, err));
        *own = true;
    }
    return ENT_OK;
}

static ent_status touch_labels(ent_i_work *work, uint64_t node, ent_i_work_node **ret, ent_error *err)
{
    ENT_I_TRY(touch_node(work, node, ret, err));
    ent_i_work_node *record = *ret;
    if (record->own_labels)
        return ENT_OK;
    size_t count = ent_i_work_label_count(work, node);
    ENT_I_TRY(ENT_I_RESERVE(record->labels, record->label_capacity, count, err));
    for (size_t i = 0; i < count; i++)
        record->labels[i] = ent_i_work_label(work, node, i);
    record->label_count = count;
    record->own_labels = true;
    return ENT_OK;
}

/* Needed before labels change for the first time: what a statement adds is counted by names, not by nodes. */
static void count_labels(ent_i_work *work)
{
    if (work->labels_counted)
        return;
    for (uint64_t node = 0; node < ent_i_work_node_end(work); node++) {
        size_t count = ent_i_work_has_node(work, node) ? ent_i_work_label_count(work, node) : 0;
        for (size_t i = 0; i < count; i++)
            work->name_nodes[ent_i_work_label(work, node, i)]++;
    }
    work->labels_counted = true;
}

/* --- creating --------------------------------------------------------------------------------------------- */

ent_status ent_i_work_add_node(ent_i_work *work, uint64_t *ret, ent_error *err)
{
    count_labels(work);
    uint64_t id = ent_i_work_node_end(work);
    ent_i_work_node *record = NULL;
    ENT_I_TRY(ENT_I_RESERVE(work->nodes, work->node_capacity, work->node_count + 1, err));
    ENT_I_TRY(new_node_record(work, &record, err));
    ENT_I_TRY(log_change(work, (ent_i_change){ .kind = ENT_I_NODE_CREATED, .id = id }, err));
    record->own_labels = record->own_properties = true;
    record->number = work->next_node++;
    work->nodes[work->node_count++] = record;
    *ret = id;
    return ENT_OK;
}

static ent_status reserve_id(ent_i_ids *ids, ent_error *err)
{
    return ENT_I_RESERVE(ids->items, ids->capacity, ids->count + 1, err);
}

ent_status ent_i_work_add_rel(ent_i_work *work, uint64_t source, ent_i_symbol type, uint64_t target, uint64_t *ret,
                              ent_error *err)
{
    uint64_t id = ent_i_work_rel_end(work);
    ent_i_work_node *from = NULL, *to = NULL;
    ent_i_work_rel *record = NULL;
    ENT_I_TRY(touch_node(work, source, &from, err));
    ENT_I_TRY(touch_node(work, target, &to, err));
    ENT_I_TRY(reserve_id(&from->out, err));
    ENT_I_TRY(reserve_id(&to->in, err));
    ENT_I_TRY(ENT_I_RESERVE(work->rels, work->rel_capacity, work->rel_count + 1, err));
    ENT_I_TRY(new_rel_record(work, &record, err));
    ENT_I_TRY(log_change(work, (ent_i_change){ .kind = ENT_I_REL_CREATED, .id = id }, err));
    record->own_properties = true;
    record->number = work->next_rel++;
    record->type = type;
    record->source = source;
    record->target = target;
    work->rels[work->rel_count++] = record;
    from->out.items[from->out.count++] = id;
    to->in.items[to->in.count++] = id;
    *ret = id;
    return ENT_OK;
}

/* --- labels and properties -------------------------------------------------------------------------------- */

static size_t find_label(const ent_i_work_node *record, ent_i_symbol label)
{
    size_t i = 0;
    while (i < record->label_count && record->labels[i] != label)
        i++;
    return i;
}

ent_status ent_i_work_add_label(ent_i_work *work, uint64_t node, ent_i_symbol label, ent_error *err)
{
    count_labels(work);
    ent_i_work_node *record = NULL;
    ENT_I_TRY(touch_labels(work, node, &record, err));
    if (find_label(record, label) < record->label_count)
        return ENT_OK;
    if (work->stored)
        ENT_I_TRY(ent_i_work_describe_label(work, label, err));
    ENT_I_TRY(ENT_I_RESERVE(record->labels, record->label_capacity, record->label_count + 1, err));
    ENT_I_TRY(ent_i_node_index_note_label(work, label, node, err));
    ENT_I_TRY(log_change(work, (ent_i_change){ .kind = ENT_I_LABEL_ADDED, .id = node, .name = label }, err));
    record->labels[record->label_count++] = label;
    work->name_nodes[label]++;
    return ENT_OK;
}

ent_status ent_i_work_remove_label(ent_i_work *work, uint64_t node, ent_i_symbol label, ent_error *err)
{
    count_labels(work);
    ent_i_work_node *record = NULL;
    ENT_I_TRY(touch_labels(work, node, &record, err));
    size_t i = find_label(record, label);
    if (i == record->label_count)
        return ENT_OK;
    ENT_I_TRY(log_change(work, (ent_i_change){ .kind = ENT_I_LABEL_REMOVED, .id = node, .name = label }, err));
    memmove(&record->labels[i], &record->labels[i + 1], (record->label_count - i - 1) * sizeof *record->labels);
    record->label_count--;
    work->name_nodes[label]--;
    return ENT_OK;
}

static ent_i_value find_property(const ent_i_properties *list, ent_i_symbol key)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].key == key)
            return list->items[i].value;
    return ent_i_null();
}

ent_status ent_i_work_set(ent_i_work *work, bool rel, uint64_t id, ent_i_symbol key, ent_i_value value, ent_error *err)
{
    ent_i_properties *list = NULL;
    ENT_I_TRY(touch_properties(work, rel, id, &list, err));
    ent_i_change change = { .kind = rel ? ENT_I_REL_PROPERTY : ENT_I_NODE_PROPERTY, .id = id, .name = key };
    change.old = find_property(list, key);
    if (change.old.kind == ENT_I_NULL && value.kind == ENT_I_NULL)
        return ENT_OK;
    ENT_I_TRY(ent_i_value_copy(&work->arena, value, &value, err));
    if (!rel)
        ENT_I_TRY(ent_i_node_index_note_property(work, key, value, id, err));
    ENT_I_TRY(log_change(work, change, err));
    work->cites = work->cites || key == work->citations;
    work->sources_changed = work->sources_changed || (!rel && key == work->as_of && id < work->base_nodes);
    ent_status status = put_property(list, key, value, err);
    if (status != ENT_OK)
        work->log_count--;
    return status;
}

ent_status ent_i_work_clear_properties(ent_i_work *work, bool rel, uint64_t id, bool citations, ent_error *err)
{
    ent_i_properties *list = NULL;
    ENT_I_TRY(touch_properties(work, rel, id, &list, err));
    for (size_t i = list->count; i-- > 0;)
        if (citations || list->items[i].key != work->citations)
            ENT_I_TRY(ent_i_work_set(work, rel, id, list->items[i].key, ent_i_null(), err));
    return ENT_OK;
}

/* --- deleting --------------------------------------------------------------------------------------------- */

ent_status ent_i_work_delete(ent_i_work *work, bool rel, uint64_t id, ent_error *err)
{
    if (rel ? !ent_i_work_has_rel(work, id) : !ent_i_work_has_node(work, id))
        return ENT_OK;
    ENT_I_TRY(ent_i_work_clear_properties(work, rel, id, true, err));
    if (rel) {
        ent_i_work_rel *record;
        ENT_I_TRY(touch_rel(work, id, &record, err));
        ENT_I_TRY(log_change(work, (ent_i_change){ .kind = ENT_I_REL_DELETED, .id = id }, err));
        record->deleted = true;
        return ENT_OK;
    }
    ent_i_work_node *record = NULL;
    ENT_I_TRY(touch_labels(work, id, &record, err));
    while (record->label_count)
        ENT_I_TRY(ent_i_work_remove_label(work, id, record->labels[record->label_count - 1], err));
    ENT_I_TRY(log_change(work, (ent_i_change){ .kind = ENT_I_NODE_DELETED, .id = id }, err));
    record->deleted = true;
    return ENT_OK;
}
