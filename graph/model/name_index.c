/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/model/name_index.h"

#include <stdlib.h>
#include <string.h>

#include "graph/base/checksum.h"
#include "graph/model/names.h"

uint32_t ent_i_name_sum(const char *name, size_t length)
{
    return (uint32_t)(ent_i_checksum(name, length, 0) >> 32);
}

/* --- building -------------------------------------------------------------------------------------------- */

static ent_status add(ent_i_name_index *index, size_t *capacity, const char *name, ent_node node, ent_error *err)
{
    ENT_I_TRY(ENT_I_RESERVE(index->items, *capacity, index->count + 1, err));
    index->items[index->count++] = (uint64_t)ent_i_name_sum(name, strlen(name)) << 32 | node;
    return ENT_OK;
}

/* One byte at a time from the lowest. They come in the order of their nodes, so the lower half is sorted. */
static ent_status sort(ent_i_name_index *index, ent_error *err)
{
    uint64_t *spare = NULL, *items = index->items;
    ENT_I_TRY(ENT_I_ZEROED(spare, index->count, err));
    for (unsigned shift = 32; shift < 64; shift += 8) {
        size_t starts[257] = { 0 };
        for (size_t i = 0; i < index->count; i++)
            starts[(items[i] >> shift & 0xff) + 1]++;
        for (size_t i = 1; i < 257; i++)
            starts[i] += starts[i - 1];
        for (size_t i = 0; i < index->count; i++)
            spare[starts[items[i] >> shift & 0xff]++] = items[i];
        uint64_t *sorted = spare;
        spare = items;
        items = sorted;
    }
    free(spare);
    index->items = items;
    size_t kept = 0;
    for (size_t i = 0; i < index->count; i++)
        if (!kept || items[kept - 1] != items[i])
            items[kept++] = items[i];
    index->count = kept;
    return ENT_OK;
}

ent_status ent_i_key_index_build(const ent_graph *graph, ent_i_name_index *ret, ent_error *err)
{
    ent_i_name_index index = { NULL, 0 };
    size_t capacity = 0;
    ent_status status = ENT_OK;
    for (size_t i = 0; status == ENT_OK && i < graph->node_count; i++)
        status = add(&index, &capacity, ent_i_node_key(graph, (ent_node)i), (ent_node)i, err);
    if (status == ENT_OK)
        status = sort(&index, err);
    if (status < 0)
        free(index.items);
    else
        *ret = index;
    return status;
}

static ent_status add_names(const ent_graph *graph, ent_node node, ent_i_name_index *index, size_t *capacity,
                            ent_i_buffer *scratch, ent_error *err)
{
    ent_i_name_cursor cursor = ent_i_names_of(graph, node);
    for (const char *name; (name = ent_i_name_next(&cursor));) {
        ENT_I_AUTOFREE char *owned = NULL;
        const char *folded = ent_i_name_fold(name, scratch, &owned);
        if (!folded)
            return ent_i_nomem(err);
        ENT_I_TRY(add(index, capacity, folded, node, err));
    }
    return ENT_OK;
}

ent_status ent_i_folded_index_build(const ent_graph *graph, ent_i_name_index *ret, ent_error *err)
{
    ENT_I_AUTOBUFFER scratch = ENT_I_BUFFER_INIT;
    ent_i_name_index index = { NULL, 0 };
    size_t capacity = 0;
    ent_status status = ENT_OK;
    for (size_t i = 0; status == ENT_OK && i < graph->node_count; i++)
        status = add_names(graph, (ent_node)i, &index, &capacity, &scratch, err);
    if (status == ENT_OK)
        status = sort(&index, err);
    if (status < 0)
        free(index.items);
    else
        *ret = index;
    return status;
}

/* --- finding --------------------------------------------------------------------------------------------- */

static bool is_before(const ent_graph *graph, const ent_i_name_index *index, size_t at, uint32_t sum)
{
    return ENT_I_GET(graph, index->items, at) >> 32 < sum;
}

/* Checksums are spread evenly, so an entry is near its share of the way: look around there, ever wider. */
size_t ent_i_name_index_first(const ent_graph *graph, const ent_i_name_index *index, uint32_t sum)
{
    size_t guess = (size_t)((uint64_t)sum * index->count >> 32), low, high;
    guess = guess < index->count ? guess : index->count;
    for (size_t step = 256;; step *= 2) {
        low = guess > step ? guess - step : 0;
        high = index->count - guess > step ? guess + step : index->count;
        if ((!low || is_before(graph, index, low - 1, sum)) &&
            (high == index->count || !is_before(graph, index, high, sum)))
            break;
    }
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (is_before(graph, index, middle, sum))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

ent_node ent_i_name_index_next(const ent_graph *graph, const ent_i_name_index *index, uint32_t sum, size_t *at)
{
    if (*at >= index->count)
        return ENT_NONE;
    uint64_t entry = ENT_I_GET(graph, index->items, *at);
    if (entry >> 32 != sum)
        return ENT_NONE;
    ++*at;
    return (ent_node)entry;
}
