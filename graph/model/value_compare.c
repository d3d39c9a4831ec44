/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Equality, comparability, orderability and equivalence of values, as CIP2016-06-14 defines them.
 *
 * Every function looks at the outermost ENT_I_VALUE_NESTING levels only: below them "=" and "<" are unknown,
 * and order, equivalence and hash see no difference, so that they agree with each other whatever the depth. */
#include "graph/model/value.h"

#include <math.h>
#include <string.h>

#include "graph/base/hash.h"

static int sign(bool less, bool greater)
{
    return (int)greater - (int)less;
}

/* Exact: a conversion of the integer to double would make 2^53 and 2^53 + 1 the same. */
static int integer_to_double(int64_t integer, double number)
{
    if (number >= 9223372036854775808.0)
        return -1;
    if (number < -9223372036854775808.0)
        return 1;
    int64_t whole = (int64_t)number; /* towards zero, and exact when converted back */
    if (integer != whole)
        return integer < whole ? -1 : 1;
    double rest = number - (double)whole;
    return sign(rest > 0, rest < 0);
}

static bool is_number(ent_i_value value)
{
    return value.kind == ENT_I_INTEGER || value.kind == ENT_I_FLOAT;
}

static bool is_nan(ent_i_value value)
{
    return value.kind == ENT_I_FLOAT && isnan(value.number);
}

/* Two numbers, neither of them NaN. */
static int compare_numbers(ent_i_value a, ent_i_value b)
{
    if (a.kind == ENT_I_INTEGER)
        return b.kind == ENT_I_INTEGER ? sign(a.integer < b.integer, a.integer > b.integer)
                                       : integer_to_double(a.integer, b.number);
    return b.kind == ENT_I_INTEGER ? -integer_to_double(b.integer, a.number)
                                   : sign(a.number < b.number, a.number > b.number);
}

/* Bytes of UTF-8 stand in the order of code points. */
static int compare_strings(const ent_i_string *a, const ent_i_string *b)
{
    size_t common = a->length < b->length ? a->length : b->length;
    int order = memcmp(a->text, b->text, common);
    return order ? sign(order < 0, order > 0) : sign(a->length < b->length, a->length > b->length);
}

static int compare_ids(uint64_t a, uint64_t b)
{
    return sign(a < b, a > b);
}

/* As the list of its nodes and relationships. */
static int compare_paths(const ent_i_path *a, const ent_i_path *b)
{
    int order = compare_ids(a->nodes[0], b->nodes[0]);
    for (size_t i = 0; !order && i < a->count && i < b->count; i++) {
        order = compare_ids(a->relationships[i], b->relationships[i]);
        if (!order)
            order = compare_ids(a->nodes[i + 1], b->nodes[i + 1]);
    }
    return order ? order : sign(a->count < b->count, a->count > b->count);
}

/* --- equality ----------------------------------------------------------------------------------------------- */

static ent_i_ternary ternary(bool truth)
{
    return truth ? ENT_I_TRUE : ENT_I_FALSE;
}

static ent_i_ternary equal(ent_i_value a, ent_i_value b, unsigned depth);

static ent_i_ternary lists_equal(const ent_i_list *a, const ent_i_list *b, unsigned depth)
{
    if (a->count != b->count)
        return ENT_I_FALSE;
    if (a->count && depth >= ENT_I_VALUE_NESTING)
        return ENT_I_UNKNOWN;
    ent_i_ternary all = ENT_I_TRUE;
    for (size_t i = 0; i < a->count; i++) {
        ent_i_ternary one = equal(a->items[i], b->items[i], depth + 1);
        if (one == ENT_I_FALSE)
            return one;
        if (one == ENT_I_UNKNOWN)
            all = one;
    }
    return all;
}

/* The entry of b with the key of a's entry i: most often it stands at the same place. */
static const ent_i_value *counterpart(const ent_i_map *a, size_t i, const ent_i_map *b)
{
    const ent_i_string *key = a->entries[i].key;
    if (i < b->count && compare_strings(key, b->entries[i].key) == 0)
        return &b->entries[i].value;
    return ent_i_map_get(b, key->text, key->length);
}

static ent_i_ternary maps_equal(const ent_i_map *a, const ent_i_map *b, unsigned depth)
{
    if (a->count != b->count)
        return ENT_I_FALSE;
    if (a->count && depth >= ENT_I_VALUE_NESTING)
        return ENT_I_UNKNOWN;
    ent_i_ternary all = ENT_I_TRUE;
    for (size_t i = 0; i < a->count; i++) {
        const ent_i_value *other = counterpart(a, i, b);
        ent_i_ternary one = other ? equal(a->entries[i].value, *other, depth + 1) : ENT_I_FALSE;
        if (one == ENT_I_FALSE)
            return one;
        if (one == ENT_I_UNKNOWN)
            all = one;
    }
    return all;
}

static ent_i_ternary equal(ent_i_value a, ent_i_value b, unsigned depth)
{
    if (a.kind == ENT_I_NULL || b.kind == ENT_I_NULL)
        return ENT_I_UNKNOWN;
    if (is_nan(a) || is_nan(b))
        return ENT_I_FALSE;
    if (is_number(a) && is_number(b))
        return ternary(compare_numbers(a, b) == 0);
    if (a.kind != b.kind)
        return ENT_I_FALSE;
    switch (a.kind) {
    case ENT_I_LIST:
        return lists_equal(a.list, b.list, depth);
    case ENT_I_MAP:
        return maps_equal(a.map, b.map, depth);
    case ENT_I_BOOLEAN:
        return ternary(a.boolean == b.boolean);
    case ENT_I_STRING:
        return ternary(a.string->length == b.string->length && compare_strings(a.string, b.string) == 0);
    case ENT_I_PATH:
        return ternary(compare_paths(a.path, b.path) == 0);
    case ENT_I_TEMPORAL:
        return ternary(ent_i_temporal_equal(a.temporal, b.temporal));
    default:
        return ternary(a.id == b.id);
    }
}

ent_i_ternary ent_i_value_equal(ent_i_value a, ent_i_value b)
{
    return equal(a, b, 0);
}

/* --- comparability ------------------------------------------------------------------------------------------ */

static ent_i_ternary comparable(ent_i_value a, ent_i_value b, unsigned depth, int *ret_order);

/* In dictionary order: the first elements that are not equal decide, and if they cannot be compared nor can
 * the lists. An element beats a missing one. */
static ent_i_ternary lists_comparable(const ent_i_list *a, const ent_i_list *b, unsigned depth, int *ret_order)
{
    size_t common = a->count < b->count ? a->count : b->count;
    if (common && depth >= ENT_I_VALUE_NESTING)
        return ENT_I_UNKNOWN;
    int order = 0;
    for (size_t i = 0; i < common; i++) {
        ent_i_ternary known = comparable(a->items[i], b->items[i], depth + 1, &order);
        if (known != ENT_I_TRUE)
            return known;
        if (order)
            break;
    }
    *ret_order = order ? order : sign(a->count < b->count, a->count > b->count);
    return ENT_I_TRUE;
}

static ent_i_ternary comparable(ent_i_value a, ent_i_value b, unsigned depth, int *ret_order)
{
    if (is_number(a) && is_number(b)) {
        if (is_nan(a) || is_nan(b))
            return ENT_I_FALSE;
        *ret_order = compare_numbers(a, b);
        return ENT_I_TRUE;
    }
    if (a.kind != b.kind)
        return ENT_I_UNKNOWN;
    switch (a.kind) {
    case ENT_I_BOOLEAN:
        *ret_order = sign(a.boolean < b.boolean, a.boolean > b.boolean);
        return ENT_I_TRUE;
    case ENT_I_STRING:
        *ret_order = compare_strings(a.string, b.string);
        return ENT_I_TRUE;
    case ENT_I_LIST:
        return lists_comparable(a.list, b.list, depth, ret_order);
    case ENT_I_NODE:
    case ENT_I_RELATIONSHIP:
        *ret_order = compare_ids(a.id, b.id);
        return ENT_I_TRUE;
    case ENT_I_PATH:
        *ret_order = compare_paths(a.path, b.path);
        return ENT_I_TRUE;
    case ENT_I_TEMPORAL:
        /* Is a month longer than 30 days? Durations have no order. */
        if (!ent_i_temporal_comparable(a.temporal, b.temporal))
            return ENT_I_UNKNOWN;
        *ret_order = ent_i_temporal_order(a.temporal, b.temporal);
        return ENT_I_TRUE;
    default:
        return ENT_I_UNKNOWN;
    }
}

ent_i_ternary ent_i_value_comparable(ent_i_value a, ent_i_value b, int *ret_order)
{
    return comparable(a, b, 0, ret_order);
}

/* --- orderability, equivalence ------------------------------------------------------------------------------ */

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
    return is_nan(value) ? 14 : kinds[value.kind];
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
    return sign(a->count < b->count, a->count > b->count);
}

/* The entry with the smallest key after the one given, or with the smallest of all. */
static const ent_i_entry *next_by_key(const ent_i_map *map, const ent_i_entry *after)
{
    const ent_i_entry *next = NULL;
    for (size_t i = 0; i < map->count; i++) {
        const ent_i_entry *entry = &map->entries[i];
        if ((!after || compare_strings(entry->key, after->key) > 0) &&
            (!next || compare_strings(entry->key, next->key) < 0))
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
        int result = compare_strings(one->key, other->key);
        if (!result && depth < ENT_I_VALUE_NESTING)
            result = order(one->value, other->value, depth + 1);
        if (result)
            return result;
    }
    return sign(a->count < b->count, a->count > b->count);
}

static int order(ent_i_value a, ent_i_value b, unsigned depth)
{
    int first = rank(a), second = rank(b);
    if (first != second)
        return sign(first < second, first > second);
    switch (a.kind) {
    case ENT_I_NULL:
        return 0;
    case ENT_I_BOOLEAN:
        return sign(a.boolean < b.boolean, a.boolean > b.boolean);
    case ENT_I_INTEGER:
    case ENT_I_FLOAT:
        return is_nan(a) ? 0 : compare_numbers(a, b);
    case ENT_I_STRING:
        return compare_strings(a.string, b.string);
    case ENT_I_LIST:
        return order_lists(a.list, b.list, depth);
    case ENT_I_MAP:
        return order_maps(a.map, b.map, depth);
    case ENT_I_NODE:
    case ENT_I_RELATIONSHIP:
        return compare_ids(a.id, b.id);
    case ENT_I_PATH:
        return compare_paths(a.path, b.path);
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
