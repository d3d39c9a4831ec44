/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Orderability and equivalence of values, as CIP2016-06-14 defines them, and a hash that agrees with them.
 *
 * Every function looks at the outermost ENT_I_VALUE_NESTING levels only: below them order, equivalence and hash see no
 * difference, so that they agree with each other whatever the depth. */
#include "graph/base/hash.h"
#include "graph/model/value_parts.h"

/* The place of a value's kind among all kinds. */
static int rank(ent_i_value value)
{
    static const int kinds[] = {
        [ENT_I_MAP] = 0,    [ENT_I_NODE] = 1,     [ENT_I_RELATIONSHIP] = 2, [ENT_I_LIST] = 3,  [ENT_I_PATH] = 4,
        [ENT_I_STRING] = 11, [ENT_I_BOOLEAN] = 12, [ENT_I_INTEGER] = 13,     [ENT_I_FLOAT] = 13, [ENT_I_NULL] = 15,
    };
    static const int temporal[] = {
        [ENT_I_DATETIME] = 5, [ENT_I_LOCAL_DATETIME] = 6, [ENT_I_DATE] = 7,
        [ENT_I_TIME] = 8,     [ENT_I_LOCAL_TIME] = 9,     [ENT_I_DURATION] = 10,
    };
    if (value.kind == ENT_I_TEMPORAL)
        return temporal[value.temporal->kind];
    return ent_i_value_is_nan(value) ? 14 : kinds[value.kind];
}

static int order(ent_i_value a, ent_i_value b, unsigned depth);

static int order_lists(const ent_i_list *a, const ent_i_list *b, unsigned depth)
{
    if (a == b)
        return 0;
    size_t common = a->count < b->count ? a->count : b->count;
    for (size_t i = 0; i < common && depth < ENT_I_VALUE_NESTING; i++) {
        int result = order(a->items[i], b->items[i], depth + 1);
        if (result)
            return result;
    }
    return ent_i_sign(a->count < b->count, a->count > b->count);
}

/* The entry with the smallest key after the one given, or with the smallest of all. */
static const ent_i_entry *next_by_key(const ent_i_map *map, const ent_i_entry *after)
{
    const ent_i_entry *next = NULL;
    for (size_t i = 0; i < map->count; i++) {
        const ent_i_entry *entry = &map->entries[i];
        if ((!after || ent_i_compare_strings(entry->key, after->key) > 0) &&
            (!next || ent_i_compare_strings(entry->key, next->key) < 0))
            next = entry;
    }
    return next;
}

/* As lists of their entries by key, an entry being its key, then its value. */
static int order_maps(const ent_i_map *a, const ent_i_map *b, unsigned depth)
{
    if (a == b)
        return 0;
    const ent_i_entry *one = NULL, *other = NULL;
    for (size_t i = 0; i < a->count && i < b->count; i++) {
        one = next_by_key(a, one);
        other = next_by_key(b, other);
        int result = ent_i_compare_strings(one->key, other->key);
        if (!result && depth < ENT_I_VALUE_NESTING)
            result = order(one->value, other->value, depth + 1);
        if (result)
            return result;
    }
    return ent_i_sign(a->count < b->count, a->count > b->count);
}

static int order(ent_i_value a, ent_i_value b, unsigned depth)
{
    int first = rank(a), second = rank(b);
    if (first != second)
        return ent_i_sign(first < second, first > second);
    switch (a.kind) {
    case ENT_I_NULL:
        return 0;
    case ENT_I_BOOLEAN:
        return ent_i_sign(a.boolean < b.boolean, a.boolean > b.boolean);
    case ENT_I_INTEGER:
    case ENT_I_FLOAT:
        return ent_i_value_is_nan(a) ? 0 : ent_i_compare_numbers(a, b);
    case ENT_I_STRING:
        return ent_i_compare_strings(a.string, b.string);
    case ENT_I_LIST:
        return order_lists(a.list, b.list, depth);
    case ENT_I_MAP:
        return order_maps(a.map, b.map, depth);
    case ENT_I_NODE:
    case ENT_I_RELATIONSHIP:
        return ent_i_compare_ids(a.id, b.id);
    case ENT_I_PATH:
        return ent_i_compare_paths(a.path, b.path);
    case ENT_I_TEMPORAL:
        return ent_i_temporal_order(a.temporal, b.temporal);
    }
    return 0;
}

int ent_i_value_order(ent_i_value a, ent_i_value b)
{
    return order(a, b, 0);
}

bool ent_i_value_equivalent(ent_i_value a, ent_i_value b)
{
    return order(a, b, 0) == 0;
}

/* --- hash --------------------------------------------------------------------------------------------------- */

static uint64_t mix(uint64_t seed, uint64_t x)
{
    return ent_i_hash_mix(seed * 0x9e3779b97f4a7c15ULL + x);
}

/* A float that is a whole number hashes as the integer it equals; -0.0 as 0. */
static uint64_t hash_number(ent_i_value value, uint64_t seed)
{
    if (value.kind == ENT_I_INTEGER)
        return mix(seed, (uint64_t)value.integer);
    double number = value.number;
    if (isnan(number))
        return mix(seed, 0);
    if (number >= -9223372036854775808.0 && number < 9223372036854775808.0 && trunc(number) == number)
        return mix(seed, (uint64_t)(int64_t)number);
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return mix(seed, bits);
}

static uint64_t hash(ent_i_value value, unsigned depth);

/* A sum, so that the order of the keys does not matter. */
static uint64_t hash_map(const ent_i_map *map, uint64_t seed, unsigned depth)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < map->count; i++) {
        const ent_i_entry *entry = &map->entries[i];
        uint64_t one = ent_i_hash_bytes(entry->key->text, entry->key->length, 0);
        sum += mix(one, depth < ENT_I_VALUE_NESTING ? hash(entry->value, depth + 1) : 0);
    }
    return mix(mix(seed, map->count), sum);
}

static uint64_t hash_list(const ent_i_list *list, uint64_t seed, unsigned depth)
{
    uint64_t result = mix(seed, list->count);
    for (size_t i = 0; i < list->count && depth < ENT_I_VALUE_NESTING; i++)
        result = mix(result, hash(list->items[i], depth + 1));
    return result;
}

static uint64_t hash_path(const ent_i_path *path, uint64_t seed)
{
    uint64_t result = mix(mix(seed, path->count), path->nodes[0]);
    for (size_t i = 0; i < path->count; i++)
        result = mix(mix(result, path->relationships[i]), path->nodes[i + 1]);
    return result;
}

static uint64_t hash(ent_i_value value, unsigned depth)
{
    uint64_t seed = (uint64_t)rank(value) + 1;
    switch (value.kind) {
    case ENT_I_NULL:
        break;
    case ENT_I_BOOLEAN:
        return mix(seed, value.boolean);
    case ENT_I_INTEGER:
    case ENT_I_FLOAT:
        return hash_number(value, seed);
    case ENT_I_STRING:
        return mix(seed, ent_i_hash_bytes(value.string->text, value.string->length, 0));
    case ENT_I_LIST:
        return hash_list(value.list, seed, depth);
    case ENT_I_MAP:
        return hash_map(value.map, seed, depth);
    case ENT_I_NODE:
    case ENT_I_RELATIONSHIP:
        return mix(seed, value.id);
    case ENT_I_PATH:
        return hash_path(value.path, seed);
    case ENT_I_TEMPORAL:
        return mix(seed, ent_i_temporal_hash(value.temporal));
    }
    return mix(seed, 0);
}

uint64_t ent_i_value_hash(ent_i_value value)
{
    return hash(value, 0);
}
