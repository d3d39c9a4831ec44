/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the work graph reads from the base or from its own records. */
#include "graph/model/exact.h"
#include "graph/model/graph.h"
#include "graph/query/overlay/work.h"

ent_i_work_node *ent_i_work_node_record(const ent_i_work *work, uint64_t node)
{
    return node < work->base_nodes ? work->base_node_records[node] : work->nodes[node - work->base_nodes];
}

ent_i_work_rel *ent_i_work_rel_record(const ent_i_work *work, uint64_t rel)
{
    return rel < work->base_rels ? work->base_rel_records[rel] : work->rels[rel - work->base_rels];
}

bool ent_i_work_has_node(const ent_i_work *work, uint64_t node)
{
    if (node >= ent_i_work_node_end(work))
        return false;
    if (!work->node_records)
        return true; /* nothing was changed */
    const ent_i_work_node *record = ent_i_work_node_record(work, node);
    return !record || !record->deleted;
}

bool ent_i_work_has_rel(const ent_i_work *work, uint64_t rel)
{
    if (rel >= ent_i_work_rel_end(work))
        return false;
    if (!work->rel_records)
        return true;
    const ent_i_work_rel *record = ent_i_work_rel_record(work, rel);
    return !record || !record->deleted;
}

size_t ent_i_work_label_count(const ent_i_work *work, uint64_t node)
{
    const ent_i_work_node *record = work->node_records ? ent_i_work_node_record(work, node) : NULL;
    if (record && record->own_labels)
        return record->label_count;
    const ent_i_node *row = ent_i_node_row(work->base, (ent_node)node);
    return ent_i_node_labels(work->base, row) ? row->label_count : 0;
}

ent_i_symbol ent_i_work_label(const ent_i_work *work, uint64_t node, size_t index)
{
    const ent_i_work_node *record = work->node_records ? ent_i_work_node_record(work, node) : NULL;
    if (record && record->own_labels)
        return record->labels[index];
    const ent_i_node *row = ent_i_node_row(work->base, (ent_node)node);
    return work->label_symbols[ent_i_node_labels(work->base, row)[index]];
}

bool ent_i_work_has_label(const ent_i_work *work, uint64_t node, ent_i_symbol label)
{
    if (label == ENT_I_NO_SYMBOL)
        return false;
    size_t count = ent_i_work_label_count(work, node);
    for (size_t i = 0; i < count; i++) {
        ent_i_symbol own = ent_i_work_label(work, node, i);
        /* A hierarchy has no cycles: a finished graph was checked for them. The count bounds it all the same. */
        for (size_t steps = 0; own != ENT_I_NO_SYMBOL && steps <= work->name_count; steps++) {
            if (own == label)
                return true;
            own = work->name_parents[own];
        }
    }
    return false;
}

void ent_i_work_ends(const ent_i_work *work, uint64_t rel, uint64_t *ret_source, uint64_t *ret_target)
{
    if (rel < work->base_rels) {
        *ret_source = ENT_I_GET(work->base, work->base->tie_source, rel);
        *ret_target = ENT_I_GET(work->base, work->base->tie_target, rel);
        return;
    }
    const ent_i_work_rel *record = ent_i_work_rel_record(work, rel);
    *ret_source = record->source;
    *ret_target = record->target;
}

ent_i_symbol ent_i_work_type(const ent_i_work *work, uint64_t rel)
{
    if (rel >= work->base_rels)
        return ent_i_work_rel_record(work, rel)->type;
    return work->type_symbols[ENT_I_GET(work->base, work->base->tie_type, rel)];
}

static const ent_i_properties *own_properties(const ent_i_work *work, bool rel, uint64_t id)
{
    if (rel) {
        const ent_i_work_rel *record = work->rel_records ? ent_i_work_rel_record(work, id) : NULL;
        return record && record->own_properties ? &record->properties : NULL;
    }
    const ent_i_work_node *record = work->node_records ? ent_i_work_node_record(work, id) : NULL;
    return record && record->own_properties ? &record->properties : NULL;
}

bool ent_i_work_is_own(const ent_i_work *work, bool rel, uint64_t id)
{
    return own_properties(work, rel, id) != NULL;
}

ent_status ent_i_work_property(const ent_i_work *work, bool rel, uint64_t id, const char *key, size_t length,
                               ent_i_arena *arena, ent_i_value *ret, ent_error *err)
{
    const ent_i_properties *own = own_properties(work, rel, id);
    if (!own)
        return ent_i_work_base_property(work, rel, id, key, length, arena, ret, err);
    *ret = ent_i_null();
    ent_i_symbol symbol = ent_i_work_find(work, key, length);
    for (size_t i = 0; i < own->count && symbol != work->citations; i++)
        if (own->items[i].key == symbol)
            *ret = own->items[i].value;
    return ENT_OK;
}

ent_status ent_i_work_citations(const ent_i_work *work, bool rel, uint64_t id, ent_i_arena *arena, ent_i_value *ret,
                                ent_error *err)
{
    const ent_i_properties *own = own_properties(work, rel, id);
    if (!own)
        return ent_i_work_base_citations(work, rel, id, arena, ret, err);
    *ret = ent_i_null();
    for (size_t i = 0; i < own->count; i++)
        if (own->items[i].key == work->citations)
            *ret = own->items[i].value;
    return ENT_OK;
}

int64_t ent_i_work_number(const ent_i_work *work, bool rel, uint64_t id)
{
    if (rel)
        return id < work->base_rels ? ent_i_graph_tie_number(work->base, (ent_tie)id)
                                    : (int64_t)ent_i_work_rel_record(work, id)->number;
    return id < work->base_nodes ? ent_i_graph_node_number(work->base, (ent_node)id)
                                 : (int64_t)ent_i_work_node_record(work, id)->number;
}

ent_status ent_i_work_properties(const ent_i_work *work, bool rel, uint64_t id, ent_i_arena *arena,
                                 ent_i_value *ret, ent_error *err)
{
    const ent_i_properties *own = own_properties(work, rel, id);
    ent_i_map *map = NULL;
    if (own) {
        ENT_I_TRY(ent_i_value_map(arena, own->count, &map, err));
        map->count = 0;
        for (size_t i = 0; i < own->count; i++)
            if (own->items[i].key != work->citations)
                map->entries[map->count++] =
                    (ent_i_entry){ ent_i_work_text(work, own->items[i].key), own->items[i].value };
    } else {
        ENT_I_TRY(ent_i_work_base_properties(work, rel, id, arena, &map, err));
    }
    *ret = (ent_i_value){ .kind = ENT_I_MAP, .map = map };
    return ENT_OK;
}
