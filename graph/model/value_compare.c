/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Equality and comparability of values, as CIP2016-06-14 defines them: three-valued.
 *
 * Every function looks at the outermost ENT_I_VALUE_NESTING levels only: below them "=" and "<" are unknown. */
#include "graph/model/value_parts.h"

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
    if (i < b->count && ent_i_compare_strings(key, b->entries[i].key) == 0)
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
    if (ent_i_value_is_nan(a) || ent_i_value_is_nan(b))
        return ENT_I_FALSE;
    if (ent_i_value_is_number(a) && ent_i_value_is_number(b))
        return ternary(ent_i_compare_numbers(a, b) == 0);
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
        return ternary(a.string->length == b.string->length && ent_i_compare_strings(a.string, b.string) == 0);
    case ENT_I_PATH:
        return ternary(ent_i_compare_paths(a.path, b.path) == 0);
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
    *ret_order = order ? order : ent_i_sign(a->count < b->count, a->count > b->count);
    return ENT_I_TRUE;
}

static ent_i_ternary comparable(ent_i_value a, ent_i_value b, unsigned depth, int *ret_order)
{
    if (ent_i_value_is_number(a) && ent_i_value_is_number(b)) {
        if (ent_i_value_is_nan(a) || ent_i_value_is_nan(b))
            return ENT_I_FALSE;
        *ret_order = ent_i_compare_numbers(a, b);
        return ENT_I_TRUE;
    }
    if (a.kind != b.kind)
        return ENT_I_UNKNOWN;
    switch (a.kind) {
    case ENT_I_BOOLEAN:
        *ret_order = ent_i_sign(a.boolean < b.boolean, a.boolean > b.boolean);
        return ENT_I_TRUE;
    case ENT_I_STRING:
        *ret_order = ent_i_compare_strings(a.string, b.string);
        return ENT_I_TRUE;
    case ENT_I_LIST:
        return lists_comparable(a.list, b.list, depth, ret_order);
    case ENT_I_NODE:
    case ENT_I_RELATIONSHIP:
        *ret_order = ent_i_compare_ids(a.id, b.id);
        return ENT_I_TRUE;
    case ENT_I_PATH:
        *ret_order = ent_i_compare_paths(a.path, b.path);
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
