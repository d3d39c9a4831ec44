/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/model/pages.h"

void ent_i_pages_bring(ent_i_pages *pages, size_t first, size_t last)
{
    for (size_t block = first; block <= last; block++)
        if (!atomic_load_explicit(&pages->present[block], memory_order_acquire))
            pages->fetch(pages, block);
}

/* A text's length is not known before it is there: look for its end block by block. Nothing in a file of ours
 * refers beyond its end; a text that did would be empty. */
const char *ent_i_pages_text(ent_i_pages *pages, ent_i_ref ref)
{
    if (!ref)
        return NULL;
    if (ref >= pages->size)
        return "";
    const char *text = (const char *)pages->base + ref;
    if (!atomic_load_explicit(&pages->missing, memory_order_acquire))
        return text;
    for (size_t at = ref; at < pages->size;) {
        size_t block = at >> ENT_I_BLOCK_SHIFT, end = (block + 1) << ENT_I_BLOCK_SHIFT;
        ent_i_pages_bring(pages, block, block);
        if (memchr(pages->base + at, '\0', end - at))
            return text;
        at = end;
    }
    return "";
}
