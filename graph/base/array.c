/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/base/array.h"

#include <stdint.h>

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
    void *block = calloc(count ? count : 1, element_size);
    if (!block)
        return ent_i_nomem(err);
    *ret = block;
    return ENT_OK;
}
