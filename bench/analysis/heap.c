/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counts what is allocated, by standing in for the C library's allocator: whoever asks, this program or a library, ours
 * or igraph's, is counted the same way. Bytes as the allocator gives them, touched or not. */
#include "heap.h"

#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *block);

#define SEEN __attribute__((visibility("default"))) /* by libraries, too */

static atomic_size_t held, most;

static void *taken(void *block)
{
    if (!block)
        return NULL;
    size_t size = malloc_usable_size(block), now = atomic_fetch_add(&held, size) + size, before = atomic_load(&most);
    while (now > before && !atomic_compare_exchange_weak(&most, &before, now))
        ;
    return block;
}

SEEN void *malloc(size_t size)
{
    return taken(__libc_malloc(size));
}

SEEN void *calloc(size_t count, size_t size)
{
    return taken(__libc_calloc(count, size));
}

SEEN void free(void *block)
{
    if (block)
        atomic_fetch_sub(&held, malloc_usable_size(block));
    __libc_free(block);
}

/* Where a block moves both are held for a moment; that is not counted, for anybody. */
SEEN void *realloc(void *block, size_t size)
{
    size_t before = block ? malloc_usable_size(block) : 0;
    void *other = __libc_realloc(block, size);
    if (!other && size)
        return NULL;
    atomic_fetch_sub(&held, before);
    return taken(other);
}

SEEN void *memalign(size_t alignment, size_t size)
{
    return taken(__libc_memalign(alignment, size));
}

SEEN void *aligned_alloc(size_t alignment, size_t size)
{
    return taken(__libc_memalign(alignment, size));
}

SEEN int posix_memalign(void **ret, size_t alignment, size_t size)
{
    void *block = taken(__libc_memalign(alignment, size));
    if (!block)
        return ENOMEM;
    *ret = block;
    return 0;
}

size_t bench_heap_held(void)
{
    return atomic_load(&held);
}

size_t bench_heap_most(void)
{
    return atomic_load(&most);
}

void bench_heap_begin(void)
{
    atomic_store(&most, atomic_load(&held));
}
