/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One kernel of ours or of igraph's on one network, a line of JSON:
 *   measure FILE KERNEL entente|base|igraph THREADS SECONDS RESULT
 * base: without instructions that not every machine has. The best of as many runs as fit into SECONDS, one at least;
 * reading the network is not part of it. RESULT gets the numbers, as doubles, to be compared. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "heap.h"
#include "measure.h"

static double clock_now(clockid_t which)
{
    struct timespec t;
    clock_gettime(which, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bool read_ties(const char *path, bench_network *n)
{
    uint64_t head[2];
    FILE *file = fopen(path, "rb");
    if (!file || fread(head, sizeof head, 1, file) != 1)
        return false;
    n->node_count = head[0];
    n->tie_count = head[1];
    n->ends = malloc(n->tie_count * sizeof *n->ends + 1);
    bool good = n->ends && fread(n->ends, sizeof *n->ends, n->tie_count, file) == n->tie_count;
    fclose(file);
    return good;
}

/* Nodes with ties, drawn with a seed: the same for everybody. */
static void draw_sources(bench_network *n)
{
    bool *tied = calloc(n->node_count, sizeof *tied);
    uint64_t state = 99;
    for (size_t i = 0; tied && i < n->tie_count; i++)
        tied[n->ends[i][0]] = tied[n->ends[i][1]] = true;
    for (size_t i = 0; tied && i < BENCH_SOURCES;) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        uint32_t node = (uint32_t)((state >> 33) % n->node_count);
        if (tied[node])
            n->sources[i++] = node;
    }
    free(tied);
}

int main(int count, char **words)
{
    bench_network n = { 0 };
    double wall = 1e300, cpu = 1e300, longest = 1e300;
    unsigned runs = 0;
    if (count != 7 || !read_ties(words[1], &n)) {
        fputs("measure FILE KERNEL entente|base|igraph THREADS SECONDS RESULT\n", stderr);
        return 2;
    }
    bool igraph = !strcmp(words[3], "igraph");
    draw_sources(&n);
    n.base = !strcmp(words[3], "base");
    n.threads = (unsigned)strtoul(words[4], NULL, 10);
    n.result_count = n.node_count > BENCH_SOURCES ? n.node_count : BENCH_SOURCES;
    n.result_count = n.tie_count > n.result_count ? n.tie_count : n.result_count;
    n.result = calloc(n.result_count, sizeof *n.result);
    size_t base = bench_heap_held() - n.tie_count * sizeof *n.ends;
    bench_heap_begin();
    if (!n.result || !(igraph ? bench_igraph_open : bench_entente_open)(&n))
        return 1;
    size_t loaded = bench_heap_held(), making = bench_heap_most();
    bench_heap_begin();
    double end = clock_now(CLOCK_MONOTONIC) + strtod(words[5], NULL);
    do {
        double from = clock_now(CLOCK_MONOTONIC), cpu_from = clock_now(CLOCK_PROCESS_CPUTIME_ID);
        double own_from = clock_now(CLOCK_THREAD_CPUTIME_ID);
        if (!(igraph ? bench_igraph : bench_entente)(&n, words[2]))
            return 1;
        double cpu_run = clock_now(CLOCK_PROCESS_CPUTIME_ID) - cpu_from, run = clock_now(CLOCK_MONOTONIC) - from;
        double own = clock_now(CLOCK_THREAD_CPUTIME_ID) - own_from, longer = own > cpu_run - own ? own : cpu_run - own;
        cpu = cpu_run < cpu ? cpu_run : cpu;
        longest = longer < longest ? longer : longest; /* of two threads */
        wall = run < wall ? run : wall;
        runs++;
    } while (clock_now(CLOCK_MONOTONIC) < end);
    printf("{\"wall\": %.9f, \"cpu\": %.9f, \"longest\": %.9f, \"runs\": %u, \"network\": %zu, \"making\": %zu, \"peak\": %zu, "
           "\"value\": %.12f}\n",
           wall, cpu, longest, runs, loaded - base, making - base, bench_heap_most() - base, n.value);
    FILE *file = fopen(words[6], "wb");
    bool written = file && fwrite(n.result, sizeof *n.result, n.result_count, file) == n.result_count;
    return (file && fclose(file)) || !written;
}
