/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nodes by the value of a property: made when a search asks for it a second time, and only ever added to. What an entry
 * says may be over (the value changed, the node was deleted, a statement was undone): who looks up tests what is
 * found. */
#include <stdlib.h>

#include "graph/base/array.h"
#include "graph/query/work.h"

struct ent_i_lookup {
    ent_i_lookup *next;
    ent_i_symbol key;
    struct entry {
        uint64_t hash, node;
        size_t also; /* another node with that hash: its number + 1; 0: none */
    } *entries;
    size_t count, capacity;
    size_t *heads;   /* by hash: number + 1 of the first entry */
    size_t *members; /* by hash and node: the same, so that no entry is there twice */
    size_t size;     /* of both; a power of two */
};

static void index_free(ent_i_lookup *index)
{
    free(index->entries);
    free(index->heads);
    free(index->members);
    free(index);
}

void ent_i_lookups_free(ent_i_work *work)
{
    while (work->indexes) {
        ent_i_lookup *index = work->indexes;
        work->indexes = index->next;
        index_free(index);
    }
}

static size_t *head_of(const ent_i_lookup *index, uint64_t hash)
{
    size_t i = (size_t)ent_i_hash_mix(hash) & (index->size - 1);
    while (index->heads[i] && index->entries[index->heads[i] - 1].hash != hash)
        i = (i + 1) & (index->size - 1);
    return &index->heads[i];
}

static size_t *member_of(const ent_i_lookup *index, uint64_t hash, uint64_t node)
{
    size_t i = (size_t)ent_i_hash_mix(hash ^ ent_i_hash_mix(node)) & (index->size - 1);
    while (index->members[i]) {
        const struct entry *entry = &index->entries[index->members[i] - 1];
        if (entry->hash == hash && entry->node == node)
            break;
        i = (i + 1) & (index->size - 1);
    }
    return &index->members[i];
}

static void link_entry(ent_i_lookup *index, size_t number)
{
    struct entry *entry = &index->entries[number];
    size_t *head = head_of(index, entry->hash);
    *member_of(index, entry->hash, entry->node) = number + 1;
    entry->also = *head;
    *head = number + 1;
}

static ent_status grow(ent_i_lookup *index, ent_error *err)
{
    ENT_I_TRY(ENT_I_RESERVE(index->entries, index->capacity, index->count + 1, err));
    if (index->count * 2 < index->size)
        return ENT_OK;
    size_t size = index->size ? index->size * 2 : 64;
    size_t *heads = NULL, *members = NULL;
    ENT_I_TRY(ENT_I_ZEROED(heads, size, err));
    ent_status status = ENT_I_ZEROED(members, size, err);
    if (status != ENT_OK) {
        free(heads);
        return status;
    }
    free(index->heads);
    free(index->members);
    index->heads = heads;
    index->members = members;
    index->size = size;
    for (size_t i = 0; i < index->count; i++)
        link_entry(index, i);
    return ENT_OK;
}

static ent_status put(ent_i_lookup *index, ent_i_value value, uint64_t node, ent_error *err)
{
    uint64_t hash = ent_i_value_hash(value);
    ENT_I_TRY(grow(index, err));
    if (*member_of(index, hash, node))
        return ENT_OK;
    index->entries[index->count] = (struct entry){ hash, node, 0 };
    link_entry(index, index->count++);
    return ENT_OK;
}

ent_i_lookup *ent_i_lookup_find(const ent_i_work *work, ent_i_symbol key)
{
    ent_i_lookup *index = work->indexes;
    while (index && index->key != key)
        index = index->next;
    return index;
}

static ent_status fill(const ent_i_work *work, ent_i_lookup *index, ent_error *err)
{
    const ent_i_string *key = ent_i_work_text(work, index->key);
    ent_i_arena arena;
    ent_i_arena_init(&arena);
    ent_status status = ENT_OK;
    for (uint64_t node = ent_i_work_node_end(work); node-- > 0 && status == ENT_OK;) {
        ent_i_value value = ent_i_null();
        ent_i_arena_reset(&arena);
        status = ent_i_work_property(work, false, node, key->text, key->length, &arena, &value, err);
        if (status == ENT_OK && value.kind != ENT_I_NULL)
            status = put(index, value, node, err);
    }
    ent_i_arena_clear(&arena);
    return status;
}

ent_status ent_i_lookup_make(ent_i_work *work, ent_i_symbol key, ent_i_lookup **ret, ent_error *err)
{
    *ret = ent_i_lookup_find(work, key);
    if (*ret)
        return ENT_OK;
    ent_i_lookup *index = calloc(1, sizeof *index);
    if (!index)
        return ent_i_nomem(err);
    index->key = key;
    ent_status status = grow(index, err);
    if (status == ENT_OK)
        status = fill(work, index, err);
    if (status != ENT_OK) {
        index_free(index);
        return status;
    }
    index->next = work->indexes;
    work->indexes = index;
    *ret = index;
    return ENT_OK;
}

ent_status ent_i_lookup_note(ent_i_work *work, ent_i_symbol key, ent_i_value value, uint64_t node, ent_error *err)
{
    ent_i_lookup *index = ent_i_lookup_find(work, key);
    return index && value.kind != ENT_I_NULL ? put(index, value, node, err) : ENT_OK;
}

size_t ent_i_lookup_first(const ent_i_lookup *index, ent_i_value value)
{
    return *head_of(index, ent_i_value_hash(value));
}

size_t ent_i_lookup_next(const ent_i_lookup *index, size_t place, uint64_t *ret_node)
{
    *ret_node = index->entries[place - 1].node;
    return index->entries[place - 1].also;
}
