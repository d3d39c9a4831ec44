/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Distances from all nodes at once against all pairs by Floyd and Warshall, against igraph, and against itself. */
#include "networks.h"

#include <math.h>

#include "analysis/igraph/igraph_door.h"
#include "analysis/kernels/reach.h"

enum { SMALL = 40 };

static void compute(const ent_i_network *network, const ent_i_reach_options *options, unsigned threads, ent_i_reach *ret)
{
    ent_error err = { 0 };
    ent_control control;
    ent_i_clock clock = clock_of(&control, threads);
    assert_ok(ent_i_reach_all(network, options, &clock, ret, &err), err);
}

static void all_pairs(const ent_i_network *network, unsigned distance[SMALL][SMALL])
{
    size_t n = network->node_count;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            distance[i][j] = i == j ? 0 : SMALL;
    for (ent_i_pass t = ent_i_pass_begin(network); ent_i_pass_next(&t);) {
        distance[t.from][t.to] = 1;
        if (!network->directed)
            distance[t.to][t.from] = 1;
    }
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                if (distance[i][k] + distance[k][j] < distance[i][j])
                    distance[i][j] = distance[i][k] + distance[k][j];
}

static void assert_reach(const ent_i_reach *given, const unsigned *distance, size_t n, size_t v,
                         const ent_i_reach_options *options, unsigned long number)
{
    ent_i_reach expected = { 0 };
    for (size_t i = 0; i < n; i++) {
        if (i == v || distance[i] >= SMALL)
            continue;
        expected.distance += distance[i];
        expected.nodes++;
        if (distance[i] > expected.farthest)
            expected.farthest = distance[i];
        expected.sum += options->decays ? pow(options->decay, distance[i]) : 1.0 / distance[i];
    }
    if (given->distance != expected.distance || given->nodes != expected.nodes || given->farthest != expected.farthest)
        fail_msg("network %lu, node %zu: %llu to %u, not %llu to %u", number, v, (unsigned long long)given->distance,
                 given->nodes, (unsigned long long)expected.distance, expected.nodes);
    if (!near_enough(given->sum, expected.sum, 1e-13))
        fail_msg("network %lu, node %zu: sum %.17g, not %.17g", number, v, given->sum, expected.sum);
}

static void test_reach__is_its_definition(void **state)
{
    (void)state;
    static const unsigned lanes[] = { 0, 128, 256, 512 };
    static const double decays[] = { 0.5, 0, 1, 0.9, 1e-9 };
    for (unsigned long number = 0; number < 6000; number++) {
        ent_i_network network = random_network(number, SMALL, number / 12 % 2);
        static unsigned distance[SMALL][SMALL];
        ent_i_reach reach[SMALL];
        ent_i_reach_options options = { (ent_i_simd)(number / 48 % 4), lanes[number / 12 % 4], number % 5 == 0,
                                        decays[number / 5 % 5] };
        all_pairs(&network, distance);
        compute(&network, &options, 1, reach);
        for (size_t v = 0; v < network.node_count; v++)
            assert_reach(&reach[v], distance[v], network.node_count, v, &options, number);
        ent_i_network_clear(&network);
    }
}

static void test_reach__agrees_with_igraph(void **state)
{
    (void)state;
    for (unsigned long number = 0; number < 96; number++) {
        ent_i_network network = random_network(number, number % 12 == 5 || number % 12 == 2 ? 200 : 1500, number / 12 % 2);
        size_t n = network.node_count;
        ent_i_reach *reach = calloc(n + 1, sizeof *reach);
        double *closeness = calloc(2 * n + 1, sizeof *closeness), *harmonic = closeness + n;
        ent_i_reach_options options = ENT_I_REACH_OPTIONS_INIT;
        ent_error err = { 0 };
        compute(&network, &options, 2, reach);
        assert_ok(ent_i_igraph_closeness(&network, NULL, closeness, &err), err);
        assert_ok(ent_i_igraph_harmonic(&network, NULL, harmonic, &err), err);
        for (size_t v = 0; v < n; v++) {
            double mean = (double)reach[v].distance / reach[v].nodes;
            if (!near_enough(1 / mean, closeness[v], 1e-12) || !near_enough(reach[v].sum, harmonic[v], 1e-12))
                fail_msg("network %lu, node %zu: %.15g and %.15g, not %.15g and %.15g", number, v, 1 / mean,
                         reach[v].sum, closeness[v], harmonic[v]);
        }
        free(closeness);
        free(reach);
        ent_i_network_clear(&network);
    }
}

static void test_reach__same_bits_with_any_threads_lanes_and_instructions(void **state)
{
    (void)state;
    static const unsigned threads[] = { 1, 2, 3, 7 }, lanes[] = { 0, 128, 256, 512 };
    for (unsigned long number = 0; number < 36; number++) {
        ent_i_network network = random_network(number, number % 12 == 5 || number % 12 == 2 ? 150 : 700, number / 12 % 2);
        size_t n = network.node_count;
        ent_i_reach *first = calloc(2 * n + 1, sizeof *first), *other = first + n;
        for (unsigned run = 0; run < 64; run++) {
            ent_i_reach_options options = { (ent_i_simd)(run / 4 % 4), lanes[run / 16], number % 2, 0.7 };
            compute(&network, &options, threads[run % 4], run ? other : first);
            if (run && memcmp(first, other, n * sizeof *first))
                fail_msg("network %lu: other bits with %u threads, %u lanes, instructions %u", number, threads[run % 4],
                         lanes[run / 16], run / 4 % 4);
        }
        free(first);
        ent_i_network_clear(&network);
    }
}

/* As many levels as nodes: the ends of a path of n reach n-1 nodes, (n-1) n/2 far. */
static void test_reach__goes_a_long_way(void **state)
{
    (void)state;
    enum { NODES = 30000 };
    tie_list list = { 0 };
    for (size_t i = 0; i + 1 < NODES; i++)
        put_tie(&list, i, i + 1);
    ent_i_network network = network_of(&list, NODES, true);
    ent_i_reach *reach = calloc(NODES, sizeof *reach);
    ent_i_reach_options options = ENT_I_REACH_OPTIONS_INIT;
    compute(&network, &options, 2, reach);
    assert_int_equal(reach[0].nodes, NODES - 1);
    assert_int_equal(reach[0].farthest, NODES - 1);
    assert_true(reach[0].distance == (uint64_t)NODES * (NODES - 1) / 2);
    assert_true(near_enough(reach[0].sum, log(NODES - 1) + 0.57721566490153286 + 0.5 / (NODES - 1), 1e-10));
    assert_int_equal(reach[NODES - 1].nodes, 0);
    assert_true(reach[NODES - 1].sum == 0);
    free(reach);
    ent_i_network_clear(&network);
}

static bool at_once(void *context)
{
    (void)context;
    return true;
}

static void test_reach__can_be_stopped(void **state)
{
    (void)state;
    tie_list list = { 0 };
    uint64_t seed = 1;
    put_kind(&list, 10, 3000, &seed);
    ent_i_network network = network_of(&list, 3000, false);
    ent_i_reach *reach = calloc(3000, sizeof *reach);
    ent_i_reach_options options = ENT_I_REACH_OPTIONS_INIT;
    ent_error err = { 0 };
    ent_control control = { 2, 0, at_once, NULL, NULL };
    ent_i_clock clock = ent_i_clock_start(&control, "closeness");
    assert_int_equal(ent_i_reach_all(&network, &options, &clock, reach, &err), ENT_ERR_LIMIT);
    assert_string_equal(err.message, "closeness was interrupted");
    assert_int_equal(reach[0].nodes, 0);
    free(reach);
    ent_i_network_clear(&network);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reach__is_its_definition),
        cmocka_unit_test(test_reach__agrees_with_igraph),
        cmocka_unit_test(test_reach__same_bits_with_any_threads_lanes_and_instructions),
        cmocka_unit_test(test_reach__goes_a_long_way),
        cmocka_unit_test(test_reach__can_be_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
