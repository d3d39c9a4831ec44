/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory that is freed all at once: strings of a graph, of an answer, of a drawing. */
#ifndef ENT_I_ARENA_H
#define ENT_I_ARENA_H

#include <stdbool.h>
#include <stdint.h>

#include "graph/base/error.h"

typedef struct ent_i_arena {
    struct ent_i_arena_block *first;
    size_t total;
    struct ent_i_budget *budget; /* that total is part of; or NULL */
} ent_i_arena;

/* What several arenas, and others who say so, hold together and may hold. */
typedef struct ent_i_budget {
    size_t held;
    uint64_t most; /* 0: no limit */
    bool refused;  /* an arena was out of memory because of it */
} ent_i_budget;

void ent_i_arena_init(ent_i_arena *arena);
void ent_i_arena_clear(ent_i_arena *arena);
/* From now on what the arena holds is part of a budget, which outlives its last clear. */
void ent_i_arena_measure(ent_i_arena *arena, ent_i_budget *budget);
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
