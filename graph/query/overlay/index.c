/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/query/overlay/index.h"

#include <stdlib.h>

#include "graph/base/array.h"

/* So many nodes stand out of order in an index before it is made anew. */
enum { EXTRAS_MOST = 512, NODES_BETWEEN_QUESTIONS = 1024 };

/* --- the list of them ------------------------------------------------------------------------------------- */

static void free_content(ent_i_node_index *index)
{
    free(index->nodes);
    free(index->items);
    free(index->entries);
    free(index->extras);
    free(index->heads);
    free(index->members);
    ent_i_arena_clear(&index->arena);
}

static void index_free(ent_i_node_index *index)
{
    free_content(index);
    free(index);
}

void ent_i_node_indexes_free(ent_i_work *work)
{
    while (work->indexes) {
        ent_i_node_index *index = work->indexes;
        work->indexes = index->next;
        index_free(index);
    }
}

void ent_i_node_indexes_tidy(ent_i_work *work)
{
    if (!work->stale_indexes)
        return;
    for (ent_i_node_index **at = &work->indexes; *at;) {
        ent_i_node_index *index = *at;
        if (index->stale) {
            *at = index->next;
            index_free(index);
        } else {
            at = &index->next;
        }
    }
    work->stale_indexes = false;
}

static void make_stale(ent_i_work *work, ent_i_node_index *index)
{
    index->stale = true;
    work->stale_indexes = true;
}

void ent_i_node_indexes_undone(ent_i_work *work, size_t mark)
{
    for (ent_i_node_index *index = work->indexes; index; index = index->next)
        if (index->built && index->built_at > mark)
            make_stale(work, index);
}

void ent_i_node_indexes_kept(ent_i_work *work)
{
    for (ent_i_node_index *index = work->indexes; index; index = index->next)
        index->built_at = 0;
}

static ent_i_node_index *find(const ent_i_work *work, ent_i_node_index_kind kind, ent_i_symbol name)
{
    ent_i_node_index *index = work->indexes;
    while (index && (index->name != name || index->kind != kind || index->stale))
        index = index->next;
    return index;
}

const ent_i_node_index *ent_i_node_index_find(const ent_i_work *work, ent_i_node_index_kind kind, ent_i_symbol name)
{
    const ent_i_node_index *index = find(work, kind, name);
    return index && index->built ? index : NULL;
}

/* --- making ----------------------------------------------------------------------------------------------- */

static ent_status add_label(ent_i_node_index *index, const ent_i_work *work, uint64_t node, ent_error *err)
{
    if (!ent_i_work_has_node(work, node) || !ent_i_work_has_label(work, node, index->name))
        return ENT_OK;
    ENT_I_TRY(ENT_I_RESERVE(index->nodes, index->capacity, index->count + 1, err));
    index->nodes[index->count++] = node;
    return ENT_OK;
}

static ent_status add_property(ent_i_node_index *index, const ent_i_work *work, uint64_t node, ent_i_arena *arena,
                               ent_error *err)
{
    const ent_i_string *key = ent_i_work_text(work, index->name);
    ent_i_value value = ent_i_null();
    ENT_I_TRY(ent_i_work_property(work, false, node, key->text, key->length, arena, &value, err));
    if (value.kind == ENT_I_NULL)
        return ENT_OK;
    if (index->kind == ENT_I_INDEX_EQUAL)
        return ent_i_node_index_equal_add(index, value, node, err);
    ENT_I_TRY(ENT_I_RESERVE(index->items, index->capacity, index->count + 1, err));
    ENT_I_TRY(ent_i_value_copy(&index->arena, value, &index->items[index->count].value, err));
    index->items[index->count++].node = node;
    return ENT_OK;
}

/* Of the keys of the base the base has an index. */
static bool is_skipped(const ent_i_node_index *index, const ent_i_work *work, uint64_t node)
{
    return index->base_keys && node < work->base_nodes && !ent_i_work_node_record(work, node);
}

static ent_status fill(const ent_i_work *work, ent_i_node_index *index, const ent_i_patience *patience, ent_error *err)
{
    ent_i_arena arena;
    ent_i_arena_init(&arena);
    ent_status status = ENT_OK;
    uint64_t first = index->base_keys && !work->node_records ? work->base_nodes : 0;
    for (uint64_t node = first; node < ent_i_work_node_end(work) && status == ENT_OK; node++) {
        if (patience && node % NODES_BETWEEN_QUESTIONS == 0)
            status = patience->ask(patience->context);
        if (status != ENT_OK || is_skipped(index, work, node))
            continue;
        ent_i_arena_reset(&arena);
        status = index->kind == ENT_I_INDEX_LABEL ? add_label(index, work, node, err)
                                                  : add_property(index, work, node, &arena, err);
    }
    ent_i_arena_clear(&arena);
    return status;
}

static ent_status build(ent_i_work *work, ent_i_node_index *index, const ent_i_patience *patience, ent_error *err)
{
    ent_status status = ENT_OK;
    if (index->kind == ENT_I_INDEX_EQUAL)
        status = ent_i_node_index_equal_start(index, work, err);
    if (status == ENT_OK)
        status = fill(work, index, patience, err);
    if (status == ENT_OK && index->kind == ENT_I_INDEX_ORDERED)
        status = ent_i_node_index_ordered_sort(index, patience, err);
    index->built = status == ENT_OK;
    index->dirty = index->base_keys && work->node_records; /* the base does not know of changes */
    index->built_at = work->log_count;
    if (status != ENT_OK)
        make_stale(work, index);
    return status;
}

ent_status ent_i_node_index_want(ent_i_work *work, ent_i_node_index_kind kind, ent_i_symbol name, const ent_i_patience *patience,
                            const ent_i_node_index **ret, ent_error *err)
{
    ent_i_node_index *index = find(work, kind, name);
    if (!index) {
        index = calloc(1, sizeof *index);
        if (!index)
            return ent_i_nomem(err);
        ent_i_arena_init(&index->arena);
        index->kind = kind;
        index->name = name;
        index->next = work->indexes;
        work->indexes = index;
    }
    bool at_once = kind == ENT_I_INDEX_EQUAL && name == work->key;
    if (!index->built && (at_once || index->asked++))
        ENT_I_TRY(build(work, index, patience, err));
    *ret = index->built ? index : NULL;
    return ENT_OK;
}

bool ent_i_node_index_fits(const ent_i_work *work, ent_i_node_index_kind kind, uint64_t bytes)
{
    uint64_t each = kind == ENT_I_INDEX_LABEL ? sizeof(uint64_t)
                    : kind == ENT_I_INDEX_EQUAL ? 2 * sizeof(ent_i_hashed_node) + 4 * sizeof(size_t)
                                                : 2 * sizeof(ent_i_keyed_node) + 32;
    return !bytes || ent_i_work_node_end(work) <= bytes / each;
}

/* --- changes ---------------------------------------------------------------------------------------------- */

static bool in_extras(const ent_i_node_index *index, uint64_t node, const ent_i_value *value)
{
    for (size_t i = 0; i < index->extra_count; i++)
        if (index->extras[i].node == node && (!value || ent_i_value_equivalent(index->extras[i].value, *value)))
            return true;
    return false;
}

/* Beside the others; what the value points to is copied. */
ent_status ent_i_node_index_extra(ent_i_node_index *index, ent_i_value value, uint64_t node, ent_error *err)
{
    ENT_I_TRY(ENT_I_RESERVE(index->extras, index->extra_capacity, index->extra_count + 1, err));
    ENT_I_TRY(ent_i_value_copy(&index->arena, value, &index->extras[index->extra_count].value, err));
    index->extras[index->extra_count++].node = node;
    return ENT_OK;
}

static bool in_nodes(const ent_i_node_index *index, uint64_t node)
{
    size_t low = 0, high = index->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (index->nodes[middle] < node)
            low = middle + 1;
        else
            high = middle;
    }
    return low < index->count && index->nodes[low] == node;
}

static ent_status note_node(ent_i_work *work, ent_i_node_index *index, uint64_t node, ent_error *err)
{
    if (!index->count || index->nodes[index->count - 1] < node) {
        ENT_I_TRY(ENT_I_RESERVE(index->nodes, index->capacity, index->count + 1, err));
        index->nodes[index->count++] = node;
        return ENT_OK;
    }
    if (in_nodes(index, node) || in_extras(index, node, NULL))
        return ENT_OK;
    if (index->extra_count >= EXTRAS_MOST)
        make_stale(work, index);
    return ent_i_node_index_extra(index, ent_i_null(), node, err);
}

ent_status ent_i_node_index_note_label(ent_i_work *work, ent_i_symbol label, uint64_t node, ent_error *err)
{
    for (ent_i_node_index *index = work->indexes; index; index = index->next) {
        if (index->kind != ENT_I_INDEX_LABEL || !index->built || index->stale)
            continue;
        ent_i_symbol at = label;
        for (size_t steps = 0; at != ENT_I_NO_SYMBOL && at != index->name && steps <= work->name_count; steps++)
            at = work->name_parents[at];
        if (at == index->name)
            ENT_I_TRY(note_node(work, index, node, err));
    }
    return ENT_OK;
}

static ent_status note_ordered(ent_i_work *work, ent_i_node_index *index, ent_i_value value, uint64_t node, ent_error *err)
{
    index->dirty = true;
    if (in_extras(index, node, &value) || ent_i_node_index_ordered_has(index, value, node))
        return ENT_OK;
    if (index->extra_count >= EXTRAS_MOST)
        make_stale(work, index);
    return ent_i_node_index_extra(index, value, node, err);
}

ent_status ent_i_node_index_note_property(ent_i_work *work, ent_i_symbol key, ent_i_value value, uint64_t node,
                                     ent_error *err)
{
    if (value.kind == ENT_I_NULL)
        return ENT_OK;
    for (ent_i_node_index *index = work->indexes; index; index = index->next) {
        if (index->name != key || !index->built || index->stale || index->kind == ENT_I_INDEX_LABEL)
            continue;
        index->dirty = true;
        ENT_I_TRY(index->kind == ENT_I_INDEX_EQUAL ? ent_i_node_index_equal_add(index, value, node, err)
                                                   : note_ordered(work, index, value, node, err));
        /* A value that changes again and again leaves an entry each time. */
        if (index->kind == ENT_I_INDEX_EQUAL && index->count > 4 * (ent_i_work_node_end(work) + EXTRAS_MOST))
            make_stale(work, index);
    }
    return ENT_OK;
}
