/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Blocks double up to this size, so that small arenas stay small and large ones cost few calls. */
#define BLOCK_MIN ((size_t)4096)
#define BLOCK_MAX ((size_t)1 << 20)

typedef struct ent_i_arena_block {
    struct ent_i_arena_block *next;
    size_t size, used;
    _Alignas(max_align_t) char data[];
} arena_block;

void ent_i_arena_init(ent_i_arena *arena)
{
    arena->first = NULL;
    arena->total = 0;
    arena->budget = NULL;
}

static void set_total(ent_i_arena *arena, size_t total)
{
    if (arena->budget)
        arena->budget->held += total - arena->total;
    arena->total = total;
}

void ent_i_arena_measure(ent_i_arena *arena, ent_i_budget *budget)
{
    arena->budget = budget;
    budget->held += arena->total;
}

static bool is_within(ent_i_budget *budget, size_t size)
{
    bool within = !budget || !budget->most || (budget->held <= budget->most && size <= budget->most - budget->held);
    if (!within)
        budget->refused = true;
    return within;
}

void ent_i_arena_clear(ent_i_arena *arena)
{
    arena_block *block = arena->first;
    while (block) {
        arena_block *next = block->next;
        free(block);
        block = next;
    }
    arena->first = NULL;
    set_total(arena, 0);
}

void ent_i_arena_reset(ent_i_arena *arena)
{
    arena_block *kept = arena->first;
    if (!kept || kept->size > BLOCK_MAX) {
        ent_i_arena_clear(arena);
        return;
    }
    if (kept->next) {
        ent_i_arena rest = { kept->next, 0, NULL };
        ent_i_arena_clear(&rest);
        kept->next = NULL;
    }
    kept->used = 0;
    set_total(arena, kept->size);
}

static arena_block *block_new(ent_i_arena *arena, size_t least)
{
#ifdef ENT_ARENA_DEBUG
    size_t size = least;
#else
    size_t size = arena->first ? arena->first->size * 2 : BLOCK_MIN;
    if (size < BLOCK_MIN)
        size = BLOCK_MIN;
    if (size > BLOCK_MAX)
        size = BLOCK_MAX;
    if (size < least)
        size = least;
#endif
    if (size > SIZE_MAX / 2 || !is_within(arena->budget, size))
        return NULL;
    arena_block *block = malloc(sizeof *block + size);
    if (!block)
        return NULL;
    block->size = size;
    block->used = 0;
    set_total(arena, arena->total + size);
    /* A block made for one large item goes second, so that the room left in the first is not lost. */
    if (arena->first && least >= BLOCK_MAX) {
        block->next = arena->first->next;
        arena->first->next = block;
    } else {
        block->next = arena->first;
        arena->first = block;
    }
    return block;
}

static void *take(ent_i_arena *arena, size_t size, size_t alignment)
{
    arena_block *block = arena->first;
    if (size > SIZE_MAX / 4)
        return NULL;
    size_t start = block ? (block->used + alignment - 1) & ~(alignment - 1) : 0;
#ifdef ENT_ARENA_DEBUG
    block = NULL;
#endif
    if (!block || start > block->size || block->size - start < size) {
        block = block_new(arena, size ? size : 1);
        if (!block)
            return NULL;
        start = 0;
    }
    block->used = start + size;
    return block->data + start;
}

void *ent_i_arena_alloc(ent_i_arena *arena, size_t size)
{
    return take(arena, size, _Alignof(max_align_t));
}

char *ent_i_arena_copy(ent_i_arena *arena, const char *data, size_t length)
{
    char *copy = length < SIZE_MAX / 4 ? take(arena, length + 1, 1) : NULL;
    if (!copy)
        return NULL;
    if (length)
        memcpy(copy, data, length);
    copy[length] = '\0';
    return copy;
}

char *ent_i_arena_string(ent_i_arena *arena, const char *text)
{
    return ent_i_arena_copy(arena, text, strlen(text));
}

char *ent_i_arena_printf(ent_i_arena *arena, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = length >= 0 ? take(arena, (size_t)length + 1, 1) : NULL;
    if (text)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}
