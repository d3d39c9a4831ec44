/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The work graph: making it, its names, and what it reads from the base or from its own records. */
#include "graph/query/work.h"

#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/model/exact.h"
#include "graph/query/index.h"
#include "graph/query/statistics.h"
#include "graph/query/relation.h"

/* --- names ------------------------------------------------------------------------------------------------ */

ent_i_symbol ent_i_work_find(const ent_i_work *work, const char *text, size_t length)
{
    return ent_i_hash_get(&work->names, text, length, ENT_I_NO_SYMBOL);
}

ent_status ent_i_work_intern(ent_i_work *work, const char *text, size_t length, ent_i_symbol *ret, ent_error *err)
{
    ent_i_symbol found = ent_i_work_find(work, text, length);
    if (found != ENT_I_NO_SYMBOL) {
        *ret = found;
        return ENT_OK;
    }
    size_t need = work->name_count + 1;
    if (need >= ENT_I_NO_SYMBOL)
        return ent_i_fail(err, ENT_ERR_LIMIT, "too many different labels, types and property keys");
    ENT_I_TRY(ENT_I_RESERVE(work->name_texts, work->name_capacity, need, err));
    ENT_I_TRY(ENT_I_RESERVE(work->name_parents, work->parent_capacity, need, err));
    ENT_I_TRY(ENT_I_RESERVE(work->name_nodes, work->nodes_capacity, need, err));
    ent_i_value copy;
    ENT_I_TRY(ent_i_value_string(&work->arena, text, length, &copy, err));
    ent_i_symbol name = (ent_i_symbol)work->name_count;
    ENT_I_TRY(ent_i_hash_put(&work->names, copy.string->text, length, name, err));
    work->name_texts[name] = copy.string;
    work->name_parents[name] = ENT_I_NO_SYMBOL;
    work->name_nodes[name] = 0;
    work->name_count = need;
    *ret = name;
    return ENT_OK;
}

static ent_status intern_text(ent_i_work *work, const char *text, ent_i_symbol *ret, ent_error *err)
{
    return ent_i_work_intern(work, text, strlen(text), ret, err);
}

/* --- making and freeing ----------------------------------------------------------------------------------- */

static ent_status intern_own(ent_i_work *work, ent_error *err)
{
    ENT_I_TRY(intern_text(work, "key", &work->key, err));
    ENT_I_TRY(intern_text(work, "name", &work->name, err));
    ENT_I_TRY(intern_text(work, "short", &work->short_name, err));
    ENT_I_TRY(intern_text(work, "valid", &work->valid, err));
    ENT_I_TRY(intern_text(work, "status", &work->status, err));
    ENT_I_TRY(intern_text(work, "rank", &work->rank, err));
    ENT_I_TRY(intern_text(work, "as_of", &work->as_of, err));
    /* No name of a query begins with a NUL character alone. */
    return ent_i_work_intern(work, "\0citations", 10, &work->citations, err);
}

static ent_status take_base(ent_i_work *work, const ent_graph *base, ent_error *err)
{
    size_t labels = ent_graph_label_count(base), types = ent_graph_type_count(base);
    work->base = base;
    work->base_nodes = ent_graph_node_count(base);
    work->base_rels = ent_graph_tie_count(base);
    work->cites = ent_graph_citation_count(base) > 0;
    ENT_I_TRY(ENT_I_ZEROED(work->base_node_records, work->base_nodes, err));
    ENT_I_TRY(ENT_I_ZEROED(work->base_rel_records, work->base_rels, err));
    ENT_I_TRY(ENT_I_ZEROED(work->label_symbols, labels, err));
    ENT_I_TRY(ENT_I_ZEROED(work->type_symbols, types, err));
    ent_label_view label;
    for (size_t i = 0; i < labels; i++) {
        ent_graph_label(base, (ent_label)i, &label);
        ENT_I_TRY(intern_text(work, label.name, &work->label_symbols[i], err));
    }
    for (size_t i = 0; i < labels; i++) {
        ent_graph_label(base, (ent_label)i, &label);
        if (label.parent != ENT_NO_LABEL)
            work->name_parents[work->label_symbols[i]] = work->label_symbols[label.parent];
    }
    for (size_t i = 0; i < types; i++) {
        ent_type_view type;
        ent_graph_type(base, (ent_type)i, &type);
        ENT_I_TRY(intern_text(work, type.name, &work->type_symbols[i], err));
    }
    return ENT_OK;
}

ent_status ent_i_work_new(const ent_graph *base, ent_i_work **ret, ent_error *err)
{
    ent_i_work *work = calloc(1, sizeof *work);
    if (!work)
        return ent_i_nomem(err);
    work->references = 1;
    ent_i_arena_init(&work->arena);
    ent_status status = intern_own(work, err);
    if (status == ENT_OK && base)
        status = take_base(work, base, err);
    if (status != ENT_OK) {
        ent_i_work_free(work);
        return status;
    }
    *ret = work;
    return ENT_OK;
}

ent_i_work *ent_i_work_hold(ent_i_work *work)
{
    work->references++;
    return work;
}

void ent_i_work_free(ent_i_work *work)
{
    if (!work || --work->references > 0)
        return;
    for (ent_i_work_node *node = work->node_records; node; node = node->next_record) {
        free(node->labels);
        free(node->properties.items);
        free(node->out.items);
        free(node->in.items);
    }
    for (ent_i_work_rel *rel = work->rel_records; rel; rel = rel->next_record)
        free(rel->properties.items);
    ent_i_node_indexes_free(work);
    ent_i_statistics_free(work->statistics);
    ent_i_relations_release(work->relations);
    ent_i_hash_clear(&work->names);
    free(work->name_texts);
    free(work->name_parents);
    free(work->name_nodes);
    free(work->label_symbols);
    free(work->type_symbols);
    free(work->base_node_records);
    free(work->base_rel_records);
    free(work->nodes);
    free(work->rels);
    free(work->log);
    ent_i_arena_clear(&work->arena);
    ent_graph_free(work->own_base);
    free(work);
}

/* --- reading ---------------------------------------------------------------------------------------------- */

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
    const ent_i_work_node *record = ent_i_work_node_record(work, node);
    return !record || !record->deleted;
}

bool ent_i_work_has_rel(const ent_i_work *work, uint64_t rel)
{
    if (rel >= ent_i_work_rel_end(work))
        return false;
    const ent_i_work_rel *record = ent_i_work_rel_record(work, rel);
    return !record || !record->deleted;
}

size_t ent_i_work_label_count(const ent_i_work *work, uint64_t node)
{
    const ent_i_work_node *record = ent_i_work_node_record(work, node);
    if (record && record->own_labels)
        return record->label_count;
    ent_node_view view;
    ent_graph_node(work->base, (ent_node)node, &view);
    return view.label_count;
}

ent_i_symbol ent_i_work_label(const ent_i_work *work, uint64_t node, size_t index)
{
    const ent_i_work_node *record = ent_i_work_node_record(work, node);
    if (record && record->own_labels)
        return record->labels[index];
    ent_node_view view;
    ent_graph_node(work->base, (ent_node)node, &view);
    return work->label_symbols[view.labels[index]];
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
        ent_tie_view view;
        ent_graph_tie(work->base, (ent_tie)rel, &view);
        *ret_source = view.source;
        *ret_target = view.target;
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
    ent_tie_view view;
    ent_graph_tie(work->base, (ent_tie)rel, &view);
    return work->type_symbols[view.type];
}

static const ent_i_properties *own_properties(const ent_i_work *work, bool rel, uint64_t id)
{
    if (rel) {
        const ent_i_work_rel *record = ent_i_work_rel_record(work, id);
        return record && record->own_properties ? &record->properties : NULL;
    }
    const ent_i_work_node *record = ent_i_work_node_record(work, id);
    return record && record->own_properties ? &record->properties : NULL;
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

/* --- expanding -------------------------------------------------------------------------------------------- */

enum { BASE_OUT, CREATED_OUT, BASE_IN, CREATED_IN, END };

void ent_i_expansion_start(ent_i_expansion *expansion, const ent_i_work *work, uint64_t node, unsigned directions)
{
    *expansion = (ent_i_expansion){ .work = work, .node = node, .directions = directions };
}

/* The next relationship of the stage, living or not. */
static bool next_of_stage(ent_i_expansion *e, uint64_t *ret_rel, uint64_t *ret_other)
{
    const ent_i_work *work = e->work;
    bool out = e->stage == BASE_OUT || e->stage == CREATED_OUT;
    if (e->stage == BASE_OUT || e->stage == BASE_IN) {
        if (e->node >= work->base_nodes)
            return false;
        ent_arcs arcs = out ? ent_graph_out(work->base, (ent_node)e->node)
                            : ent_graph_in(work->base, (ent_node)e->node);
        if (e->next >= arcs.count)
            return false;
        *ret_rel = arcs.ties[e->next];
        *ret_other = arcs.others[e->next];
    } else {
        const ent_i_work_node *record = ent_i_work_node_record(work, e->node);
        const ent_i_ids *ids = !record ? NULL : out ? &record->out : &record->in;
        if (!ids || e->next >= ids->count)
            return false;
        *ret_rel = ids->items[e->next];
        const ent_i_work_rel *rel = ent_i_work_rel_record(work, *ret_rel);
        *ret_other = out ? rel->target : rel->source;
    }
    e->next++;
    return true;
}

bool ent_i_expansion_next(ent_i_expansion *e, uint64_t *ret_rel, uint64_t *ret_other)
{
    for (; e->stage < END; e->stage++, e->next = 0) {
        bool out = e->stage == BASE_OUT || e->stage == CREATED_OUT;
        if (!(e->directions & (out ? (unsigned)ENT_OUT : (unsigned)ENT_IN)))
            continue;
        while (next_of_stage(e, ret_rel, ret_other)) {
            if (!out && e->directions == ENT_BOTH && *ret_other == e->node)
                continue; /* a loop was given as an outgoing one */
            if (ent_i_work_has_rel(e->work, *ret_rel))
                return true;
        }
    }
    return false;
}
