/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory that is freed all at once: strings of a graph, of an answer, of a drawing. */
#ifndef ENT_I_ARENA_H
#define ENT_I_ARENA_H

#include <stdbool.h>

#include "graph/base/error.h"

typedef struct ent_i_arena {
    struct ent_i_arena_block *first;
    size_t total;
} ent_i_arena;

void ent_i_arena_init(ent_i_arena *arena);
void ent_i_arena_clear(ent_i_arena *arena);
/* Forget all items but keep the newest ordinary block for the next ones. */
void ent_i_arena_reset(ent_i_arena *arena);

/* size bytes, aligned for any type, not zeroed; NULL when memory is out. Build with -DENT_ARENA_DEBUG to
 * give each item a block of its own, so that a sanitizer sees overruns. */
void *ent_i_arena_alloc(ent_i_arena *arena, size_t size);
/* Unaligned copy of length bytes and a NUL; NULL when memory is out. */
char *ent_i_arena_copy(ent_i_arena *arena, const char *data, size_t length);
char *ent_i_arena_string(ent_i_arena *arena, const char *text);
char *ent_i_arena_printf(ent_i_arena *arena, const char *format, ...) ENT_I_PRINTF(2, 3);

#endif
