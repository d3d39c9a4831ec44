/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BENCH_SOURCES = 64, BENCH_EGOS = 20 };

typedef struct bench_network {
    size_t node_count, tie_count;
    uint32_t (*ends)[2]; /* whoever opens the network may take it */
    uint32_t sources[BENCH_SOURCES];
    unsigned threads;
    bool base;
    double *result;
    size_t result_count; /* room; then what there is */
    double value;        /* of a kernel that has one: modularity */
} bench_network;

/* Into the form that the library keeps networks in. */
bool bench_entente_open(bench_network *network);
bool bench_igraph_open(bench_network *network);
/* False: no such kernel, or it failed; says so. */
bool bench_entente(bench_network *network, const char *kernel);
bool bench_igraph(bench_network *network, const char *kernel);

#endif
