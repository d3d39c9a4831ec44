/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A driver for compilers without libFuzzer: [-n COUNT] FILE... */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "round_trip.h"

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 0x2545F4914F6CDD1DULL;
}

/* One change: a byte, a deletion, or a piece of the file copied to another place. */
static size_t change(uint8_t *data, size_t size, size_t room, uint64_t *random)
{
    static const char tokens[] = "\"\\{}[],:;\n\r-0.eE\xEF\xC3/u";
    size_t at = size ? next_random(random) % size : 0, count = size ? next_random(random) % (size - at) % 32 : 0;
    switch (next_random(random) % 4) {
    case 0:
        if (size)
            data[at] = (uint8_t)next_random(random);
        return size;
    case 1:
        if (size)
            data[at] = (uint8_t)tokens[next_random(random) % (sizeof tokens - 1)];
        return size;
    case 2:
        memmove(data + at, data + at + count, size - at - count);
        return size - count;
    default:
        if (size + count > room)
            return size;
        memmove(data + at + count, data + at, size - at);
        return size + count;
    }
}

static void run_changes(const uint8_t *data, size_t size, unsigned long count, uint64_t seed)
{
    size_t room = size + 1024;
    uint8_t *copy = malloc(room);
    uint64_t random = seed * 2 + 1;
    if (!copy)
        abort();
    for (unsigned long i = 0; i < count; i++) {
        memcpy(copy, data, size);
        size_t length = size;
        for (uint64_t changes = next_random(&random) % 6 + 1; changes; changes--)
            length = change(copy, length, room, &random);
        /* A block of its own, so that a sanitizer sees a read beyond its end. */
        uint8_t *exact = malloc(length ? length : 1);
        if (!exact)
            abort();
        memcpy(exact, copy, length);
        LLVMFuzzerTestOneInput(exact, length);
        free(exact);
    }
    free(copy);
}

static int run_file(const char *path, unsigned long count, uint64_t seed)
{
    FILE *file = fopen(path, "rb");
    uint8_t *data = NULL;
    size_t size = 0, room = 0;
    if (!file) {
        perror(path);
        return 1;
    }
    do {
        room = size + 65536;
        uint8_t *grown = realloc(data, room);
        if (!grown)
            abort();
        data = grown;
        size += fread(data + size, 1, room - size, file);
    } while (size == room);
    fclose(file);
    LLVMFuzzerTestOneInput(data, size);
    run_changes(data, size, count, seed);
    free(data);
    return 0;
}

int main(int argc, char **argv)
{
    unsigned long count = 0;
    int failed = 0;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "-n") == 0 && i + 1 < argc)
            count = strtoul(argv[++i], NULL, 10);
        else
            failed |= run_file(argv[i], count, (uint64_t)i);
    }
    return failed;
}
