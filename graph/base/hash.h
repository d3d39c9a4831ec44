/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A hash table from texts to 32-bit numbers. Texts of up to 20 bytes stand in the table itself, so that
 * finding one costs one visit to memory; longer ones are borrowed and must outlive the table. */
#ifndef ENT_I_HASH_H
#define ENT_I_HASH_H

#include <stdbool.h>

#include "graph/base/error.h"

#define ENT_I_HASH_INLINE 20

typedef struct ent_i_hash_slot {
    uint32_t used; /* length + 1; 0: free */
    uint32_t hash; /* upper half of the 64-bit hash: most mismatches need no look at the text */
    uint32_t value;
    char text[ENT_I_HASH_INLINE]; /* the text, or a pointer to it when it is longer */
} ent_i_hash_slot;

typedef struct ent_i_hash {
    ent_i_hash_slot *slots; /* open addressing, linear probing, load at most 3/5 */
    size_t capacity;        /* a power of two, or 0 */
    size_t count;
} ent_i_hash;
#define ENT_I_HASH_INIT { NULL, 0, 0 }

void ent_i_hash_clear(ent_i_hash *hash);
/* The value stored for a text, or missing. */
uint32_t ent_i_hash_get(const ent_i_hash *hash, const char *text, size_t length, uint32_t missing);
/* Store a value; a text already there keeps its place and gets the new value. */
ENT_CHECK ent_status ent_i_hash_put(ent_i_hash *hash, const char *text, size_t length, uint32_t value,
                                    ent_error *err);
ENT_CHECK ent_status ent_i_hash_reserve(ent_i_hash *hash, size_t count, ent_error *err);

/* 64 bits of a text, and a mixing step for numbers. Stable within a process only. */
uint64_t ent_i_hash_bytes(const char *data, size_t length, uint64_t seed);
static inline uint64_t ent_i_hash_mix(uint64_t x)
{
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93ULL;
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93ULL;
    return x ^ (x >> 32);
}

/* For several texts at once: fetch the place of each, then get them, and memory is waited for once. */
static inline uint64_t ent_i_hash_fetch(const ent_i_hash *hash, const char *text, size_t length)
{
    uint64_t h = ent_i_hash_bytes(text, length, 0);
    if (hash->capacity)
        __builtin_prefetch(&hash->slots[(size_t)h & (hash->capacity - 1)]);
    return h;
}
uint32_t ent_i_hash_get_fetched(const ent_i_hash *hash, const char *text, size_t length, uint64_t h,
                                uint32_t missing);

#endif
