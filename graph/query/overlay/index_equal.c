/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nodes by the hash of a property: entries with one hash are a chain. */
#include <stdlib.h>

#include "graph/base/array.h"
#include "graph/query/overlay/index.h"

static size_t *head_of(const ent_i_node_index *index, uint64_t hash)
{
    size_t i = (size_t)ent_i_hash_mix(hash) & (index->size - 1);
    while (index->heads[i] && index->entries[index->heads[i] - 1].hash != hash)
        i = (i + 1) & (index->size - 1);
    return &index->heads[i];
}

static size_t *member_of(const ent_i_node_index *index, uint64_t hash, uint64_t node)
{
    size_t i = (size_t)ent_i_hash_mix(hash ^ ent_i_hash_mix(node)) & (index->size - 1);
    while (index->members[i]) {
        const ent_i_hashed_node *entry = &index->entries[index->members[i] - 1];
        if (entry->hash == hash && entry->node == node)
            break;
        i = (i + 1) & (index->size - 1);
    }
    return &index->members[i];
}

static void link_entry(ent_i_node_index *index, size_t number)
{
    ent_i_hashed_node *entry = &index->entries[number];
    size_t *head = head_of(index, entry->hash);
    *member_of(index, entry->hash, entry->node) = number + 1;
    index->different += !*head;
    entry->also = *head;
    *head = number + 1;
}

static ent_status grow(ent_i_node_index *index, ent_error *err)
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
    index->different = 0;
    for (size_t i = 0; i < index->count; i++)
        link_entry(index, i);
    return ENT_OK;
}

ent_status ent_i_node_index_equal_add(ent_i_node_index *index, ent_i_value value, uint64_t node, ent_error *err)
{
    uint64_t hash = ent_i_value_hash(value);
    ENT_I_TRY(grow(index, err));
    if (*member_of(index, hash, node))
        return ENT_OK;
    index->entries[index->count] = (ent_i_hashed_node){ hash, node, 0 };
    link_entry(index, index->count++);
    return ENT_OK;
}

ent_status ent_i_node_index_equal_start(ent_i_node_index *index, const ent_i_work *work, ent_error *err)
{
    index->base_keys = work->base && index->name == work->key;
    return grow(index, err);
}

size_t ent_i_node_index_equal_first(const ent_i_node_index *index, ent_i_value value)
{
    return *head_of(index, ent_i_value_hash(value));
}
