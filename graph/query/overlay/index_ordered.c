/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nodes by the order of a property: a sorted array, and what was added since beside it. */
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/query/overlay/index.h"

static int compare(const ent_i_keyed_node *a, const ent_i_keyed_node *b)
{
    int order = ent_i_value_order(a->value, b->value);
    return order ? order : (a->node > b->node) - (a->node < b->node);
}

/* Runs of doubling width from one array into the other, so that somebody can be asked in between. */
ent_status ent_i_node_index_ordered_sort(ent_i_node_index *index, const ent_i_patience *patience, ent_error *err)
{
    size_t count = index->count, done = 0;
    ent_i_keyed_node *other = NULL;
    ent_status status = ENT_I_ZEROED(other, count, err);
    for (size_t width = 1; width < count && status == ENT_OK; width *= 2) {
        for (size_t start = 0; start < count && status == ENT_OK; start += 2 * width) {
            size_t middle = count - start < width ? count : start + width;
            size_t end = count - start < 2 * width ? count : start + 2 * width;
            size_t left = start, right = middle;
            for (size_t i = start; i < end && status == ENT_OK; i++) {
                if (patience && ++done % 65536 == 0)
                    status = patience->ask(patience->context);
                bool take_left = left < middle &&
                                 (right >= end || compare(&index->items[left], &index->items[right]) <= 0);
                other[i] = index->items[take_left ? left++ : right++];
            }
        }
        ent_i_keyed_node *swap = index->items;
        index->items = other;
        other = swap;
        index->capacity = count;
    }
    free(other);
    return status;
}

/* The first place whose value is not before what the caller looks for. */
typedef bool is_before(ent_i_value value, const ent_i_value *bound);

static size_t first_not(const ent_i_node_index *index, is_before *before, const ent_i_value *bound)
{
    size_t low = 0, high = index->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (before(index->items[middle].value, bound))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool less(ent_i_value value, const ent_i_value *bound)
{
    return ent_i_value_order(value, *bound) < 0;
}

static bool not_greater(ent_i_value value, const ent_i_value *bound)
{
    return ent_i_value_order(value, *bound) <= 0;
}

static bool is_comparable(ent_i_value value, ent_i_value bound)
{
    int order;
    return ent_i_value_comparable(value, bound, &order) != ENT_I_UNKNOWN;
}

static bool below_kind(ent_i_value value, const ent_i_value *bound)
{
    return less(value, bound) && !is_comparable(value, *bound);
}

static bool not_above_kind(ent_i_value value, const ent_i_value *bound)
{
    return not_greater(value, bound) || is_comparable(value, *bound);
}

static bool above_prefix(ent_i_value value, const ent_i_value *prefix)
{
    return less(value, prefix) || (value.kind == ENT_I_STRING && value.string->length >= prefix->string->length &&
                                   memcmp(value.string->text, prefix->string->text, prefix->string->length) == 0);
}

void ent_i_node_index_prefix(const ent_i_node_index *index, const ent_i_string *prefix, size_t *ret_first, size_t *ret_end)
{
    ent_i_value value = { .kind = ENT_I_STRING, .string = prefix };
    *ret_first = first_not(index, less, &value);
    *ret_end = first_not(index, above_prefix, &value);
}

bool ent_i_node_index_ordered_has(const ent_i_node_index *index, ent_i_value value, uint64_t node)
{
    const ent_i_keyed_node wanted = { value, node };
    size_t low = 0, high = index->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(&index->items[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < index->count && compare(&index->items[low], &wanted) == 0;
}

/* Values of these kinds stand together, those that can be compared with each other. */
static bool has_order(const ent_i_value *bound)
{
    return !bound || bound->kind == ENT_I_STRING || bound->kind == ENT_I_INTEGER || bound->kind == ENT_I_FLOAT ||
           bound->kind == ENT_I_BOOLEAN || (bound->kind == ENT_I_TEMPORAL && bound->temporal->kind != ENT_I_DURATION);
}

bool ent_i_node_index_range(const ent_i_node_index *index, const ent_i_value *low, const ent_i_value *high, size_t *ret_first,
                       size_t *ret_end)
{
    if (!has_order(low) || !has_order(high))
        return false;
    *ret_first = low ? first_not(index, less, low) : first_not(index, below_kind, high);
    *ret_end = high ? first_not(index, not_greater, high) : first_not(index, not_above_kind, low);
    if (*ret_end < *ret_first)
        *ret_end = *ret_first;
    return true;
}
