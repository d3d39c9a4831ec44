/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Betweenness by batches against its definition, against igraph, and against itself with other threads, lanes
 * and instructions. */
#include "networks.h"

#include <math.h>

#include "analysis/igraph/igraph_door.h"
#include "analysis/kernels/betweenness.h"
#include "analysis/kernels/work.h"

enum { SMALL = 40 };

typedef struct pairs {
    double distance[SMALL][SMALL], paths[SMALL][SMALL];
} pairs;

/* Distances by Floyd and Warshall; paths by their last tie, nearer nodes before farther ones. */
static void all_pairs(const ent_i_network *network, pairs *ret)
{
    size_t n = network->node_count;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            ret->distance[i][j] = i == j ? 0 : INFINITY;
    for (ent_i_pass t = ent_i_pass_begin(network); ent_i_pass_next(&t);) {
        ret->distance[t.from][t.to] = t.weight;
        if (!network->directed)
            ret->distance[t.to][t.from] = t.weight;
    }
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                ret->distance[i][j] = fmin(ret->distance[i][j], ret->distance[i][k] + ret->distance[k][j]);
    for (size_t s = 0; s < n; s++) {
        bool done[SMALL] = { false };
        for (size_t round = 0; round < n; round++) {
            size_t v = SMALL;
            for (size_t i = 0; i < n; i++)
                if (!done[i] && (v == SMALL || ret->distance[s][i] < ret->distance[s][v]))
                    v = i;
            done[v] = true;
            ret->paths[s][v] = v == s;
            for (ent_i_pass t = ent_i_pass_begin(network); ent_i_pass_next(&t);)
                for (int turn = 0; turn < (network->directed ? 1 : 2); turn++) {
                    uint32_t a = turn ? t.to : t.from, b = turn ? t.from : t.to;
                    if (b == v && isfinite(ret->distance[s][v]) &&
                        ret->distance[s][a] + t.weight == ret->distance[s][v])
                        ret->paths[s][v] += ret->paths[s][a];
                }
        }
    }
}

static void by_definition(const ent_i_network *network, double *nodes, double *ties)
{
    static pairs p;
    size_t n = network->node_count;
    double pair = network->directed ? 1 : 0.5;
    all_pairs(network, &p);
    for (size_t v = 0; v < n; v++)
        nodes[v] = 0;
    for (size_t t = 0; t < network->tie_count; t++)
        ties[t] = 0;
    for (size_t s = 0; s < n; s++)
        for (size_t t = 0; t < n; t++) {
            if (s == t || !isfinite(p.distance[s][t]))
                continue;
            for (size_t v = 0; v < n; v++)
                if (v != s && v != t && p.distance[s][v] + p.distance[v][t] == p.distance[s][t])
                    nodes[v] += pair * p.paths[s][v] * p.paths[v][t] / p.paths[s][t];
            for (ent_i_pass i = ent_i_pass_begin(network); ent_i_pass_next(&i);)
                for (int turn = 0; turn < (network->directed ? 1 : 2); turn++) {
                    uint32_t a = turn ? i.to : i.from, b = turn ? i.from : i.to;
                    if (p.distance[s][a] + i.weight + p.distance[b][t] == p.distance[s][t])
                        ties[i.tie] += pair * p.paths[s][a] * p.paths[b][t] / p.paths[s][t];
                }
        }
}

static void compute(const ent_i_network *network, const ent_i_betweenness_options *options, unsigned threads,
                    double *nodes, double *ties)
{
    ent_error err = { 0 };
    ent_control control;
    ent_i_clock clock = clock_of(&control, threads);
    assert_ok(ent_i_betweenness(network, options, &clock, nodes, ties, &err), err);
}

static void assert_all_near(const double *a, const double *b, size_t count, const char *what, unsigned long number)
{
    for (size_t i = 0; i < count; i++)
        if (!near_enough(a[i], b[i], 1e-9))
            fail_msg("network %lu, %s %zu: %.15g is not %.15g", number, what, i, a[i], b[i]);
}

static void free_network(ent_i_network *network)
{
    ent_i_network_clear(network);
}

static void test_betweenness__is_its_definition(void **state)
{
    (void)state;
    static const unsigned lanes[] = { 0, 16, 32 };
    for (unsigned long number = 0; number < 3000; number++) {
        ent_i_network network = random_network(number, number % 5 ? 14 : SMALL, number % 2);
        double nodes[SMALL], expected[SMALL];
        double *ties = calloc(2 * network.tie_count + 1, sizeof *ties), *expected_ties = ties + network.tie_count;
        ent_i_betweenness_options options = ENT_I_BETWEENNESS_OPTIONS_INIT;
        if (number % 7 == 0)
            put_weights(&network, number);
        options.lanes = lanes[number / 12 % 3];
        options.wide = number / 36 % 2;
        options.simd = (ent_i_simd)(number / 60 % 4);
        options.plain = number % 11 == 0;
        by_definition(&network, expected, expected_ties);
        compute(&network, &options, 1, nodes, ties);
        assert_all_near(nodes, expected, network.node_count, "node", number);
        assert_all_near(ties, expected_ties, network.tie_count, "tie", number);
        memset(nodes, 0, sizeof nodes);
        compute(&network, &options, 1, nodes, NULL);
        assert_all_near(nodes, expected, network.node_count, "node without ties", number);
        free(ties);
        free_network(&network);
    }
}

/* Larger ones: several batches and parts, all levels wider and narrower than what is left. */
static void test_betweenness__agrees_with_igraph(void **state)
{
    (void)state;
    for (unsigned long number = 0; number < 160; number++) {
        ent_i_network network = random_network(number, number % 12 == 5 || number % 12 == 2 ? 150 : 700, number / 12 % 2);
        double *scores = calloc(2 * network.node_count + 1, sizeof *scores);
        ent_i_betweenness_options options = ENT_I_BETWEENNESS_OPTIONS_INIT;
        ent_error err = { 0 };
        if (number % 5 == 0)
            put_weights(&network, number);
        compute(&network, &options, 2, scores, NULL);
        assert_ok(ent_i_igraph_betweenness(&network, NULL, scores + network.node_count, &err), err);
        assert_all_near(scores, scores + network.node_count, network.node_count, "node", number);
        free(scores);
        free_network(&network);
    }
}

static void test_betweenness__same_bits_with_any_threads_and_instructions(void **state)
{
    (void)state;
    static const unsigned threads[] = { 1, 2, 3, 7 }, lanes[] = { 0, 16, 32 };
    for (unsigned long number = 0; number < 36; number++) {
        ent_i_network network = random_network(number, number % 12 == 5 || number % 12 == 2 ? 80 : 300, number / 12 % 2);
        size_t count = network.node_count + network.tie_count;
        double *first = calloc(2 * count + 1, sizeof *first), *other = first + count;
        if (number % 17 == 0)
            put_weights(&network, number);
        for (size_t l = 0; l < 3; l++)
            for (unsigned run = 0; run < 16; run++) {
                ent_i_betweenness_options options = { (ent_i_simd)(run / 4), lanes[l], run / 2 % 2, false, number % 3 ? 0 : 100,
                                                      7 };
                double *into = run ? other : first;
                compute(&network, &options, threads[run % 4], into, into + network.node_count);
                if (run && memcmp(first, other, count * sizeof *first))
                    fail_msg("network %lu: other bits with %u lanes, %u threads, instructions %u", number, lanes[l],
                             threads[run % 4], run / 4);
            }
        free(first);
        free_network(&network);
    }
}

/* A chain of squares corner to corner has 2^k shortest paths from end to end: for 1 100 more than a double holds. */
static void test_betweenness__counts_more_paths_than_a_double_holds(void **state)
{
    (void)state;
    enum { SQUARES = 1100 };
    tie_list list = { 0 };
    for (size_t i = 0; i < SQUARES; i++) {
        put_tie(&list, 3 * i, 3 * i + 1);
        put_tie(&list, 3 * i, 3 * i + 2);
        put_tie(&list, 3 * i + 1, 3 * i + 3);
        put_tie(&list, 3 * i + 2, 3 * i + 3);
    }
    size_t n = 3 * SQUARES + 1;
    ent_i_network network = network_of(&list, n, false);
    double *scores = calloc(n, sizeof *scores);
    ent_i_betweenness_options options = ENT_I_BETWEENNESS_OPTIONS_INIT;
    compute(&network, &options, 0, scores, NULL);
    for (size_t i = 0; i < SQUARES; i++) {
        /* Every way between the nodes before and after corner 3i goes through it, and one of the two between the
         * other corners of each of its squares; half the ways past a square go through 3i + 1. */
        double before = 3.0 * (double)i, after = (double)n - before - 1;
        assert_true(near_enough(scores[3 * i], before * after + (i ? 1 : 0.5), 1e-9));
        assert_true(near_enough(scores[3 * i + 1], 0.5 * (before + 1) * (after - 2), 1e-9));
    }
    free(scores);
    free_network(&network);
}

static void test_betweenness__sample_is_within_its_bound_and_comes_again(void **state)
{
    (void)state;
    for (unsigned long number = 0; number < 48; number++) {
        ent_i_network network = random_network(number, number % 12 == 5 || number % 12 == 2 ? 200 : 800, number / 12 % 2);
        size_t n = network.node_count, samples = n / 3 + 1;
        double *exact = calloc(3 * n + 1, sizeof *exact), *sampled = exact + n, *again = sampled + n;
        ent_i_betweenness_options options = ENT_I_BETWEENNESS_OPTIONS_INIT;
        compute(&network, &options, 1, exact, NULL);
        options.samples = samples;
        options.seed = number;
        compute(&network, &options, 1, sampled, NULL);
        compute(&network, &options, 3, again, NULL);
        double most = ent_i_betweenness_error(n, network.directed, samples, 1e-6);
        for (size_t v = 0; v < n; v++) {
            assert_true(sampled[v] == again[v]);
            assert_true(fabs(sampled[v] - exact[v]) <= most + 1e-6);
        }
        options.samples = n;
        compute(&network, &options, 1, sampled, NULL);
        assert_memory_equal(sampled, exact, n * sizeof *exact);
        assert_true(ent_i_betweenness_error(n, false, n, 0.05) == 0);
        free(exact);
        free_network(&network);
    }
}

static bool at_once(void *context)
{
    ++*(int *)context;
    return true;
}

static void note_progress(void *context, double done)
{
    double *last = context;
    assert_true(done >= *last && done <= 1);
    *last = done;
}

static void test_betweenness__can_be_stopped(void **state)
{
    (void)state;
    tie_list list = { 0 };
    uint64_t seed = 1;
    put_kind(&list, 10, 1000, &seed);
    ent_i_network network = network_of(&list, 1000, false);
    double *scores = malloc(network.node_count * sizeof *scores), done = 0;
    int asked = 0;
    for (size_t v = 0; v < network.node_count; v++)
        scores[v] = -1;
    ent_i_betweenness_options options = ENT_I_BETWEENNESS_OPTIONS_INIT;
    ent_control control = { 2, 0, at_once, NULL, &asked };
    ent_i_clock clock = ent_i_clock_start(&control, "betweenness");
    ent_error err = { 0 };
    assert_int_equal(ent_i_betweenness(&network, &options, &clock, scores, NULL, &err), ENT_ERR_LIMIT);
    assert_string_equal(err.message, "betweenness was interrupted");
    assert_true(asked > 0 && scores[0] == -1);
    control = (ent_control){ 1, 0, NULL, note_progress, &done };
    clock = ent_i_clock_start(&control, "betweenness");
    assert_ok(ent_i_betweenness(&network, &options, &clock, scores, NULL, &err), err);
    assert_true(done == 1);
    free(scores);
    free_network(&network);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_betweenness__is_its_definition),
        cmocka_unit_test(test_betweenness__agrees_with_igraph),
        cmocka_unit_test(test_betweenness__same_bits_with_any_threads_and_instructions),
        cmocka_unit_test(test_betweenness__counts_more_paths_than_a_double_holds),
        cmocka_unit_test(test_betweenness__sample_is_within_its_bound_and_comes_again),
        cmocka_unit_test(test_betweenness__can_be_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
