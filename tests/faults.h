/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Allocations that fail when told to, and a count of those not freed. For one test program each, linked
 * with --wrap for the five functions. */
#ifndef ENT_TEST_FAULTS_H
#define ENT_TEST_FAULTS_H

#include <stdbool.h>
#include <stddef.h>

static size_t allocations, fail_at, live;
static void *blocks[4096]; /* ours: other libraries' blocks may be freed here too */

static void note(void *block)
{
    for (size_t i = 0; block && i < sizeof blocks / sizeof blocks[0]; i++)
        if (!blocks[i]) {
            blocks[i] = block;
            live++;
            return;
        }
}

static void forget(const void *block)
{
    for (size_t i = 0; block && i < sizeof blocks / sizeof blocks[0]; i++)
        if (blocks[i] == block) {
            blocks[i] = NULL;
            live--;
            return;
        }
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);
void __wrap_free(void *block);

static bool refuse(void)
{
    return ++allocations == fail_at;
}

void *__wrap_malloc(size_t size)
{
    void *block = refuse() ? NULL : __real_malloc(size);
    note(block);
    return block;
}

void *__wrap_calloc(size_t count, size_t size)
{
    void *block = refuse() ? NULL : __real_calloc(count, size);
    note(block);
    return block;
}

void *__wrap_realloc(void *old, size_t size)
{
    void *block = refuse() ? NULL : __real_realloc(old, size);
    if (block) {
        forget(old);
        note(block);
    }
    return block;
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    void *block = refuse() ? NULL : __real_aligned_alloc(alignment, size);
    note(block);
    return block;
}

void __wrap_free(void *block)
{
    forget(block);
    __real_free(block);
}

#endif
