/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "loaders/csv_order.h"

#include <stdbool.h>

#include "graph/base/array.h"
#include "graph/base/hash.h"

void ent_i_csv_order_clear(ent_i_csv_order *order)
{
    free(order->pairs);
    *order = (ent_i_csv_order){ 0 };
}

/* The slot of a pair, or the free one where it goes. */
static uint64_t *find(uint64_t *pairs, size_t capacity, uint64_t pair)
{
    size_t at = (size_t)ent_i_hash_mix(pair) & (capacity - 1);
    while (pairs[at] && pairs[at] != pair)
        at = (at + 1) & (capacity - 1);
    return &pairs[at];
}

static ent_status grow(ent_i_csv_order *order, ent_error *err)
{
    size_t capacity = order->capacity ? order->capacity * 2 : 64;
    uint64_t *pairs = NULL;
    ENT_I_TRY(ENT_I_ZEROED(pairs, capacity, err));
    for (size_t i = 0; i < order->capacity; i++)
        if (order->pairs[i])
            *find(pairs, capacity, order->pairs[i]) = order->pairs[i];
    free(order->pairs);
    order->pairs = pairs;
    order->capacity = capacity;
    return ENT_OK;
}

ent_status ent_i_csv_order_add(ent_i_csv_order *order, uint32_t before, uint32_t after, ent_error *err)
{
    uint64_t pair = ((uint64_t)before + 1) << 32 | ((uint64_t)after + 1);
    if (order->count * 2 >= order->capacity)
        ENT_I_TRY(grow(order, err));
    uint64_t *slot = find(order->pairs, order->capacity, pair);
    order->count += *slot == 0;
    *slot = pair;
    return ENT_OK;
}

static int compare_by_after(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    uint64_t p = x << 32 | x >> 32, q = y << 32 | y >> 32;
    return (p > q) - (p < q);
}

/* The pairs sorted by (after, before), and where those of each column begin. */
static void collect(const ent_i_csv_order *order, uint32_t count, uint64_t *pairs, size_t *starts)
{
    size_t n = 0;
    for (size_t i = 0; i < order->capacity; i++)
        if (order->pairs[i])
            pairs[n++] = order->pairs[i];
    if (n)
        qsort(pairs, n, sizeof *pairs, compare_by_after);
    size_t i = 0;
    for (uint32_t column = 0; column <= count; column++) {
        while (i < n && (uint32_t)pairs[i] - 1 < column)
            i++;
        starts[column] = i;
    }
}

ent_status ent_i_csv_order_sort(const ent_i_csv_order *order, uint32_t count, uint32_t *ret, ent_error *err)
{
    ENT_I_AUTOFREE uint64_t *pairs = NULL;
    ENT_I_AUTOFREE size_t *starts = NULL; /* moves on as a column's predecessors are visited */
    ENT_I_AUTOFREE uint32_t *stack = NULL;
    ENT_I_AUTOFREE bool *met = NULL;
    ENT_I_AUTOFREE size_t *ends = NULL;
    ENT_I_TRY(ENT_I_ZEROED(pairs, order->count, err));
    ENT_I_TRY(ENT_I_ZEROED(starts, (size_t)count + 1, err));
    ENT_I_TRY(ENT_I_ZEROED(ends, (size_t)count + 1, err));
    ENT_I_TRY(ENT_I_ZEROED(stack, count, err));
    ENT_I_TRY(ENT_I_ZEROED(met, count, err));
    collect(order, count, pairs, starts);
    for (uint32_t column = 0; column < count; column++)
        ends[column] = starts[column + 1];
    size_t done = 0;
    for (uint32_t column = 0; column < count; column++) {
        size_t depth = 0;
        if (!met[column]) {
            met[column] = true;
            stack[depth++] = column;
        }
        while (depth) {
            uint32_t top = stack[depth - 1];
            if (starts[top] == ends[top]) {
                ret[done++] = top;
                depth--;
                continue;
            }
            uint32_t before = (uint32_t)(pairs[starts[top]++] >> 32) - 1;
            if (!met[before]) {
                met[before] = true;
                stack[depth++] = before;
            }
        }
    }
    return ENT_OK;
}
