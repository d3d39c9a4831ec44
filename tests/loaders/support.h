/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What several tests of the loaders use. Included once by each test program. */
#ifndef TESTS_LOADERS_SUPPORT_H
#define TESTS_LOADERS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The folder of shared data sets: ENTENTE_SHARED, or "shared" beside the source. */
static inline void shared_path(char *buffer, size_t size, const char *tail)
{
    const char *shared = getenv("ENTENTE_SHARED");
    snprintf(buffer, size, "%s/%s", shared && *shared ? shared : "../shared", tail);
}

/* A whole file, NUL-terminated; NULL when it cannot be read. */
static inline char *read_whole(const char *path, size_t *ret_length)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *data = malloc((size_t)size + 1);
    assert_non_null(data);
    assert_int_equal(fread(data, 1, (size_t)size, file), (size_t)size);
    data[size] = '\0';
    fclose(file);
    *ret_length = (size_t)size;
    return data;
}

/* xorshift64*: the same numbers on every machine. */
static inline uint64_t next_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 0x2545F4914F6CDD1DULL;
}

#endif
