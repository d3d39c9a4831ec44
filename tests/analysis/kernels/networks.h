/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small networks of every kind that kernels must take, made from a number. */
#ifndef ENT_TEST_KERNEL_NETWORKS_H
#define ENT_TEST_KERNEL_NETWORKS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/network/projection.h"
#include "analysis/view/clock.h"
#include "graph/base/random.h"

#define assert_ok(status, err)                                                     \
    do {                                                                           \
        if ((status) < 0)                                                          \
            fail_msg("%s: %s", ent_status_name((err).code), (err).message);        \
    } while (0)

typedef struct tie_list {
    uint32_t (*ends)[2];
    size_t count, capacity;
} tie_list;

static inline void put_tie(tie_list *list, size_t from, size_t to)
{
    if (list->count == list->capacity) {
        list->capacity = 2 * list->capacity + 16;
        list->ends = realloc(list->ends, list->capacity * sizeof *list->ends);
        assert_non_null(list->ends);
    }
    list->ends[list->count][0] = (uint32_t)from;
    list->ends[list->count++][1] = (uint32_t)to;
}

static inline int compare_ties(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;
    if (a[0] != b[0])
        return a[0] < b[0] ? -1 : 1;
    return (a[1] > b[1]) - (a[1] < b[1]);
}

/* Loops and parallel ties go, as ent_i_network_of does it; the list is used up. */
static inline ent_i_network network_of(tie_list *list, size_t nodes, bool directed)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++)
        if (!directed && list->ends[i][0] > list->ends[i][1]) {
            uint32_t swap = list->ends[i][0];
            list->ends[i][0] = list->ends[i][1];
            list->ends[i][1] = swap;
        }
    if (list->count)
        qsort(list->ends, list->count, sizeof *list->ends, compare_ties);
    for (size_t i = 0; i < list->count; i++)
        if (list->ends[i][0] != list->ends[i][1] &&
            (!kept || memcmp(list->ends[i], list->ends[kept - 1], sizeof *list->ends)))
            memmove(list->ends[kept++], list->ends[i], sizeof *list->ends);
    ent_i_network network = { .node_count = nodes, .tie_count = kept, .directed = directed };
    ent_error err = { 0 };
    assert_ok(ent_i_network_fill(&network, (const uint32_t (*)[2])list->ends, NULL, &err), err);
    free(list->ends);
    *list = (tie_list){ 0 };
    return network;
}

enum { NETWORK_KINDS = 12 };

static inline void put_kind(tie_list *list, unsigned kind, size_t nodes, uint64_t *seed)
{
    size_t n = nodes;
    switch (kind) {
    case 0: /* sparse, in several parts */
    case 1: /* about a tie a node */
    case 2: /* dense */
        for (size_t i = 0, m = kind == 0 ? n / 2 : kind == 1 ? n : n * n / 3; i < m; i++)
            put_tie(list, ent_i_random_below(seed, n), ent_i_random_below(seed, n));
        break;
    case 3: /* a path, numbered at random */
        for (size_t i = 0, step = 1 + 2 * ent_i_random_below(seed, 3); i + 1 < n; i++)
            put_tie(list, i * step % n, (i + 1) * step % n);
        break;
    case 4: /* a star */
        for (size_t i = 1; i < n; i++)
            put_tie(list, i, 0);
        break;
    case 5: /* complete */
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                put_tie(list, i, j);
        break;
    case 6: /* bipartite */
        for (size_t i = 0; i < 2 * n; i++)
            put_tie(list, ent_i_random_below(seed, n / 2 + 1), n / 2 + ent_i_random_below(seed, n - n / 2));
        break;
    case 7: /* a tree */
        for (size_t i = 1; i < n; i++)
            put_tie(list, ent_i_random_below(seed, i), i);
        break;
    case 8: /* a grid: many shortest paths */
        for (size_t i = 0, width = 1 + ent_i_random_below(seed, 6); i < n; i++) {
            if ((i + 1) % width && i + 1 < n)
                put_tie(list, i, i + 1);
            if (i + width < n)
                put_tie(list, i, i + width);
        }
        break;
    case 9: /* a ring with trees on it */
        for (size_t i = 0, ring = n / 3 + 1; i < n; i++)
            put_tie(list, i, i < ring ? (i + 1) % ring : ent_i_random_below(seed, i));
        break;
    case 10: /* hubs: ends by the square of a random number */
        for (size_t i = 0; i < 3 * n; i++) {
            size_t a = ent_i_random_below(seed, n), b = ent_i_random_below(seed, n);
            put_tie(list, a * a / n, b);
        }
        break;
    default: /* no ties */
        break;
    }
}

/* nodes_at_most: of several hundred, those of more than one batch are among them. */
static inline ent_i_network random_network(uint64_t number, size_t nodes_at_most, bool directed)
{
    tie_list list = { 0 };
    uint64_t seed = number;
    size_t nodes = 1 + ent_i_random_below(&seed, nodes_at_most);
    if (number % 97 == 96)
        nodes = 0;
    else
        put_kind(&list, (unsigned)(number % NETWORK_KINDS), nodes, &seed);
    return network_of(&list, nodes, directed);
}

/* Weights that add up without rounding, so that equally long ways are seen as such by everybody. */
static inline void put_weights(ent_i_network *network, uint64_t seed)
{
    double *weights = calloc(network->tie_count + 1, sizeof *weights);
    uint32_t (*ends)[2] = calloc(network->tie_count + 1, sizeof *ends);
    assert_non_null(weights);
    assert_non_null(ends);
    for (ent_i_pass t = ent_i_pass_begin(network); ent_i_pass_next(&t);) {
        weights[t.tie] = 0.25 * (double)(1 + ent_i_random_below(&seed, 6));
        ends[t.tie][0] = t.from;
        ends[t.tie][1] = t.to;
    }
    ent_i_network weighted = { .node_count = network->node_count, .tie_count = network->tie_count,
                               .directed = network->directed };
    ent_error err = { 0 };
    assert_ok(ent_i_network_fill(&weighted, (const uint32_t (*)[2])ends, weights, &err), err);
    ent_i_network_clear(network);
    *network = weighted;
    free(ends);
    free(weights);
}

static inline ent_i_clock clock_of(ent_control *control, unsigned threads)
{
    *control = (ent_control)ENT_CONTROL_INIT;
    control->threads = threads;
    return ent_i_clock_start(control, "the kernel");
}

static inline bool near_enough(double a, double b, double most)
{
    double scale = b < 0 ? -b : b, gap = a < b ? b - a : a - b;
    return (a != a && b != b) || a == b || gap <= most * (scale > 1 ? scale : 1);
}

#endif
