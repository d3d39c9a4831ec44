/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Growing arrays of any element type, with checked sizes. */
#ifndef ENT_I_ARRAY_H
#define ENT_I_ARRAY_H

#include <stdlib.h>

#include "graph/base/error.h"

/* Make room for at least `need` elements in *array (capacity in *capacity), growing by half. On failure
 * both are as they were. */
ENT_CHECK ent_status ent_i_array_reserve(void **array, size_t *capacity, size_t need, size_t element_size,
                                         ent_error *err);

/* calloc with an overflow check and an error; count 0 gives a valid pointer. */
ENT_CHECK ent_status ent_i_array_zeroed(void **ret, size_t count, size_t element_size, ent_error *err);

/* size bytes, not zeroed, for an array that is visited at random: a large one lies on large pages, where each
 * visit costs one miss instead of two. NULL when memory is out; free(). */
void *ent_i_array_scattered(size_t size);

#define ENT_I_RESERVE(array, capacity, need, err) \
    ent_i_array_reserve((void **)&(array), &(capacity), (need), sizeof *(array), (err))
#define ENT_I_ZEROED(array, count, err) \
    ent_i_array_zeroed((void **)&(array), (count), sizeof *(array), (err))

/* For __attribute__((cleanup)): frees what a `char *` or other pointer variable points to. */
static inline void ent_i_freep(void *pointer)
{
    free(*(void **)pointer);
}
#define ENT_I_AUTOFREE __attribute__((cleanup(ent_i_freep)))

#endif
