/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/base/hash.h"

#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"

uint64_t ent_i_hash_bytes(const char *data, size_t length, uint64_t seed)
{
    uint64_t h = seed ^ (length * 0x9e3779b97f4a7c15ULL);
    while (length >= 8) {
        uint64_t word;
        memcpy(&word, data, 8);
        h = ent_i_hash_mix(h ^ word);
        data += 8;
        length -= 8;
    }
    if (length) {
        uint64_t word = 0;
        memcpy(&word, data, length);
        h = ent_i_hash_mix(h ^ word);
    }
    return ent_i_hash_mix(h);
}

void ent_i_hash_clear(ent_i_hash *hash)
{
    free(hash->slots);
    *hash = (ent_i_hash)ENT_I_HASH_INIT;
}

static const char *text_of(const ent_i_hash_slot *slot)
{
    if (slot->used - 1 <= ENT_I_HASH_INLINE)
        return slot->text;
    const char *text;
    memcpy(&text, slot->text, sizeof text);
    return text;
}

/* The slot of a text, or the free slot where it would go. */
static ent_i_hash_slot *probe(const ent_i_hash *hash, const char *text, size_t length, uint64_t h)
{
    size_t mask = hash->capacity - 1, i = (size_t)h & mask;
    uint32_t high = (uint32_t)(h >> 32);
    for (;; i = (i + 1) & mask) {
        ent_i_hash_slot *slot = &hash->slots[i];
        if (!slot->used)
            return slot;
        if (slot->hash == high && slot->used - 1 == length && memcmp(text_of(slot), text, length) == 0)
            return slot;
    }
}

uint32_t ent_i_hash_get_fetched(const ent_i_hash *hash, const char *text, size_t length, uint64_t h,
                                uint32_t missing)
{
    if (!hash->capacity)
        return missing;
    const ent_i_hash_slot *slot = probe(hash, text, length, h);
    return slot->used ? slot->value : missing;
}

uint32_t ent_i_hash_get(const ent_i_hash *hash, const char *text, size_t length, uint32_t missing)
{
    return ent_i_hash_get_fetched(hash, text, length, ent_i_hash_bytes(text, length, 0), missing);
}

static ent_i_hash_slot *new_slots(size_t capacity)
{
    ent_i_hash_slot *slots = ent_i_array_scattered(capacity * sizeof *slots);
    if (slots)
        memset(slots, 0, capacity * sizeof *slots);
    return slots;
}

ent_status ent_i_hash_reserve(ent_i_hash *hash, size_t count, ent_error *err)
{
    size_t capacity = hash->capacity ? hash->capacity : 16;
    while (capacity / 5 * 3 < count) {
        if (capacity > SIZE_MAX / 4 / sizeof *hash->slots)
            return ent_i_nomem(err);
        capacity *= 2;
    }
    if (capacity == hash->capacity)
        return ENT_OK;
    ent_i_hash grown = { new_slots(capacity), capacity, hash->count };
    if (!grown.slots)
        return ent_i_nomem(err);
    for (size_t i = 0; i < hash->capacity; i++) {
        const ent_i_hash_slot *slot = &hash->slots[i];
        if (!slot->used)
            continue;
        const char *text = text_of(slot);
        size_t length = slot->used - 1;
        *probe(&grown, text, length, ent_i_hash_bytes(text, length, 0)) = *slot;
    }
    free(hash->slots);
    *hash = grown;
    return ENT_OK;
}

ent_status ent_i_hash_put(ent_i_hash *hash, const char *text, size_t length, uint32_t value, ent_error *err)
{
    if (length >= UINT32_MAX)
        return ent_i_fail(err, ENT_ERR_LIMIT, "a name of more than 4 GB");
    ENT_I_TRY(ent_i_hash_reserve(hash, hash->count + 1, err));
    uint64_t h = ent_i_hash_bytes(text, length, 0);
    ent_i_hash_slot *slot = probe(hash, text, length, h);
    if (slot->used) {
        slot->value = value;
        return ENT_OK;
    }
    slot->used = (uint32_t)length + 1;
    slot->hash = (uint32_t)(h >> 32);
    slot->value = value;
    if (length <= ENT_I_HASH_INLINE)
        memcpy(slot->text, text, length);
    else
        memcpy(slot->text, &text, sizeof text);
    hash->count++;
    return ENT_OK;
}
