/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/base/array.h"

#include <stdint.h>
#include <sys/mman.h>

ent_status ent_i_array_reserve(void **array, size_t *capacity, size_t need, size_t element_size,
                               ent_error *err)
{
    if (need <= *capacity)
        return ENT_OK;
    size_t grown = *capacity + *capacity / 2;
    if (grown < 16)
        grown = 16;
    if (grown < need)
        grown = need;
    if (grown > SIZE_MAX / 2 / element_size)
        return ent_i_nomem(err);
    void *moved = realloc(*array, grown * element_size);
    if (!moved)
        return ent_i_nomem(err);
    *array = moved;
    *capacity = grown;
    return ENT_OK;
}

ent_status ent_i_array_zeroed(void **ret, size_t count, size_t element_size, ent_error *err)
{
    if (count > SIZE_MAX / 2 / element_size)
        return ent_i_nomem(err);
    void *block = calloc(count ? count : 1, element_size);
    if (!block)
        return ent_i_nomem(err);
    *ret = block;
    return ENT_OK;
}

void *ent_i_array_scattered(size_t size)
{
    const size_t page = (size_t)2 << 20;
    if (size < 2 * page || size > SIZE_MAX / 2)
        return malloc(size ? size : 1);
    size = (size + page - 1) & ~(page - 1);
    void *block = aligned_alloc(page, size);
#ifdef MADV_HUGEPAGE
    if (block)
        madvise(block, size, MADV_HUGEPAGE);
#endif
    return block;
}
