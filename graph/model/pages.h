/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The memory of a graph that is brought in from a file, a block at a time, when it is first touched. Who reads
 * a graph's columns says what it is about to read; on the heap that costs a test of one pointer. */
#ifndef ENT_I_PAGES_H
#define ENT_I_PAGES_H

#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

#include "graph/base/error.h"

/* A place in a graph's memory: an address on the heap, an offset in a file; 0: none. */
typedef uint64_t ent_i_ref;

#define ENT_I_BLOCK_SHIFT 12
#define ENT_I_BLOCK ((size_t)1 << ENT_I_BLOCK_SHIFT)

typedef struct ent_i_pages ent_i_pages;
struct ent_i_pages {
    unsigned char *base; /* whole blocks, their end after the file's filled with zeros */
    size_t size;         /* of the file's */
    atomic_uchar *present;   /* for each block: may it be read? */
    atomic_size_t missing; /* blocks that may not */
    /* Make a block present, from one thread at a time or many. What cannot be had becomes zeros, and broken. */
    void (*fetch)(ent_i_pages *pages, size_t block);
    void (*close)(ent_i_pages *pages);
    atomic_bool broken; /* answers are not to be believed */
    /* Once it is known that reading means waiting: these are the arcs of a node; what lies at their ends may be next.
     * Only kept, until a block is missing. */
    atomic_bool cold;
    void (*hint)(ent_i_pages *pages, const uint32_t *others, const uint32_t *ties, size_t count);
};

/* Slow paths. */
void ent_i_pages_bring(ent_i_pages *pages, size_t first, size_t last);
const char *ent_i_pages_text(ent_i_pages *pages, ent_i_ref ref);

/* size bytes at an address within the pages will be read. */
static inline void ent_i_pages_need(ent_i_pages *pages, const void *at, size_t size)
{
    if (!atomic_load_explicit(&pages->missing, memory_order_acquire) || !size)
        return;
    size_t offset = (size_t)((const unsigned char *)at - pages->base);
    size_t first = offset >> ENT_I_BLOCK_SHIFT, last = (offset + size - 1) >> ENT_I_BLOCK_SHIFT;
    if (first != last || !atomic_load_explicit(&pages->present[first], memory_order_acquire))
        ent_i_pages_bring(pages, first, last);
}

/* What lies at an offset: size bytes, or NULL when they are not all within. */
static inline const void *ent_i_pages_at(ent_i_pages *pages, ent_i_ref ref, size_t size)
{
    if (!ref || ref > pages->size || size > pages->size - ref)
        return NULL;
    ent_i_pages_need(pages, pages->base + ref, size);
    return pages->base + ref;
}

#endif
