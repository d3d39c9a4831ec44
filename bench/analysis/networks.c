/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes a network, undirected, without loops and parallel ties, from a seed or from a list of ties:
 *   networks rmat SCALE FILE | networks affiliation ACTORS FORUMS TIES FILE | networks ties LIST FILE
 * FILE: the numbers of nodes and ties as 64 bits, then pairs of 32 bits, ascending. */
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/random.h"

static uint64_t seed = 42;

static double share(void)
{
    return (double)(ent_i_random_next(&seed) >> 11) * 0x1p-53;
}

typedef struct ties {
    uint64_t *pairs; /* smaller end in the upper half */
    size_t count, nodes;
} ties;

static void put(ties *t, uint64_t a, uint64_t b)
{
    if (a != b)
        t->pairs[t->count++] = a < b ? a << 32 | b : b << 32 | a;
}

static void *room(size_t count, size_t size)
{
    void *got = calloc(count ? count : 1, size);
    if (!got) {
        fputs("out of memory\n", stderr);
        exit(1);
    }
    return got;
}

static uint32_t *shuffled(size_t count)
{
    uint32_t *order = room(count, sizeof *order);
    for (size_t i = 0; i < count; i++)
        order[i] = (uint32_t)i;
    for (size_t i = count; i > 1; i--) {
        size_t j = (size_t)ent_i_random_below(&seed, i);
        uint32_t swap = order[i - 1];
        order[i - 1] = order[j];
        order[j] = swap;
    }
    return order;
}

/* Chakrabarti, Zhan and Faloutsos (2004), with Graph500's numbers: 8 ties a node are drawn, numbers say nothing. */
static ties rmat(unsigned scale)
{
    ties t = { .nodes = (size_t)1 << scale };
    uint32_t *order = shuffled(t.nodes);
    t.pairs = room(8 * t.nodes, sizeof *t.pairs);
    for (size_t i = 0; i < 8 * t.nodes; i++) {
        size_t a = 0, b = 0;
        for (unsigned k = 0; k < scale; k++) {
            double r = share();
            a = 2 * a + (r >= 0.76);
            b = 2 * b + ((r >= 0.57 && r < 0.76) || r >= 0.95);
        }
        put(&t, order[a], order[b]);
    }
    free(order);
    return t;
}

/* Some actors and forums have many ties, most few: by falling powers of their rank. */
static size_t ranked(size_t count, double power)
{
    return (size_t)((double)count * pow(share(), 1 / (1 - power)));
}

static ties affiliation(size_t actors, size_t forums, size_t count)
{
    ties t = { .nodes = actors + forums };
    uint32_t *order = shuffled(actors);
    t.pairs = room(count, sizeof *t.pairs);
    for (size_t i = 0; i < count; i++)
        put(&t, order[ranked(actors, 0.6)], actors + ranked(forums, 0.8));
    free(order);
    return t;
}

static ties listed(const char *path)
{
    FILE *file = fopen(path, "r");
    ties t = { 0 };
    size_t capacity = 0;
    uint64_t a, b;
    char line[256];
    if (!file) {
        perror(path);
        exit(1);
    }
    while (fgets(line, sizeof line, file)) {
        if (sscanf(line, "%" SCNu64 " %" SCNu64, &a, &b) != 2)
            continue;
        if (t.count == capacity) {
            capacity = 2 * capacity + 1024;
            if (!(t.pairs = realloc(t.pairs, capacity * sizeof *t.pairs)))
                exit(1);
        }
        put(&t, a, b);
        t.nodes = (a > b ? a : b) + 1 > t.nodes ? (a > b ? a : b) + 1 : t.nodes;
    }
    fclose(file);
    return t;
}

static int compare(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

static int save(ties *t, const char *path)
{
    FILE *file = fopen(path, "wb");
    uint64_t kept = 0;
    if (!file) {
        perror(path);
        return 1;
    }
    qsort(t->pairs, t->count, sizeof *t->pairs, compare);
    for (size_t i = 0; i < t->count; i++)
        if (!i || t->pairs[i] != t->pairs[kept - 1])
            t->pairs[kept++] = t->pairs[i];
    uint64_t head[2] = { t->nodes, kept };
    bool written = fwrite(head, sizeof head, 1, file) == 1;
    for (size_t i = 0; i < kept; i++) {
        uint32_t pair[2] = { (uint32_t)(t->pairs[i] >> 32), (uint32_t)t->pairs[i] };
        written = fwrite(pair, sizeof pair, 1, file) == 1 && written;
    }
    free(t->pairs);
    return fclose(file) || !written;
}

int main(int count, char **words)
{
    ties t;
    if (count == 4 && !strcmp(words[1], "rmat"))
        t = rmat((unsigned)strtoul(words[2], NULL, 10));
    else if (count == 6 && !strcmp(words[1], "affiliation"))
        t = affiliation(strtoul(words[2], NULL, 10), strtoul(words[3], NULL, 10), strtoul(words[4], NULL, 10));
    else if (count == 4 && !strcmp(words[1], "ties"))
        t = listed(words[2]);
    else {
        fputs("networks rmat SCALE FILE | affiliation ACTORS FORUMS TIES FILE | ties LIST FILE\n", stderr);
        return 2;
    }
    return save(&t, words[count - 1]);
}
