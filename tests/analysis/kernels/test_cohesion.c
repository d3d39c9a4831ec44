/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cores, triangles, components, searches and surroundings against plain computations of their definitions. */
#include "networks.h"

#include "analysis/igraph/igraph_door.h"
#include "analysis/kernels/arcs.h"
#include "analysis/kernels/cohesion.h"
#include "analysis/kernels/search.h"

enum { SMALL = 40 };

static void fill_matrix(const ent_i_network *network, bool tied[SMALL][SMALL])
{
    memset(tied, 0, SMALL * sizeof *tied);
    for (ent_i_pass t = ent_i_pass_begin(network); ent_i_pass_next(&t);) {
        tied[t.from][t.to] = true;
        if (!network->directed)
            tied[t.to][t.from] = true;
    }
}

/* For each k, nodes with fewer than k neighbours go as long as there are any. */
static void slow_cores(bool tied[SMALL][SMALL], size_t n, uint32_t *ret)
{
    bool in[SMALL];
    memset(ret, 0, n * sizeof *ret);
    for (uint32_t k = 1; k < SMALL; k++) {
        bool changed = true;
        for (size_t v = 0; v < n; v++)
            in[v] = true;
        while (changed) {
            changed = false;
            for (size_t v = 0; v < n; v++) {
                uint32_t degree = 0;
                for (size_t w = 0; w < n; w++)
                    degree += in[w] && tied[v][w];
                if (in[v] && degree < k) {
                    in[v] = false;
                    changed = true;
                }
            }
        }
        for (size_t v = 0; v < n; v++)
            if (in[v])
                ret[v] = k;
    }
}

static void test_cohesion__cores_and_triangles_are_their_definitions(void **state)
{
    (void)state;
    for (unsigned long number = 0; number < 5000; number++) {
        ent_i_network network = random_network(number, number % 4 ? 12 : SMALL, false);
        static bool tied[SMALL][SMALL];
        uint32_t cores[SMALL], expected[SMALL];
        uint64_t triangles[SMALL];
        size_t n = network.node_count;
        ent_error err = { 0 };
        ent_control control;
        ent_i_clock clock = clock_of(&control, 1);
        fill_matrix(&network, tied);
        slow_cores(tied, n, expected);
        assert_ok(ent_i_coreness(&network, cores, &err), err);
        assert_memory_equal(cores, expected, n * sizeof *cores);
        assert_ok(ent_i_triangles(&network, (ent_i_simd)(number % 4), &clock, triangles, &err), err);
        for (size_t v = 0; v < n; v++) {
            uint64_t count = 0;
            for (size_t a = 0; a < n; a++)
                for (size_t b = 0; b < a; b++)
                    count += tied[v][a] && tied[v][b] && tied[a][b];
            assert_true(triangles[v] == count);
        }
        ent_i_network_clear(&network);
    }
}

static void test_cohesion__larger_ones_agree_with_igraph_whatever_the_threads(void **state)
{
    (void)state;
    for (unsigned long number = 0; number < 60; number++) {
        ent_i_network network = random_network(number, number % 12 == 5 || number % 12 == 2 ? 400 : 4000, false);
        size_t n = network.node_count;
        double *scores = calloc(n + 1, sizeof *scores);
        uint32_t *cores = calloc(n + 1, sizeof *cores);
        uint64_t *triangles = calloc(2 * n + 1, sizeof *triangles), *other = triangles + n;
        ent_error err = { 0 };
        assert_ok(ent_i_igraph_coreness(&network, NULL, scores, &err), err);
        assert_ok(ent_i_coreness(&network, cores, &err), err);
        for (size_t v = 0; v < n; v++)
            assert_true(cores[v] == scores[v]);
        assert_ok(ent_i_igraph_clustering(&network, NULL, scores, &err), err);
        for (unsigned run = 0; run < 8; run++) {
            static const unsigned threads[] = { 1, 2, 3, 7 };
            ent_control control;
            ent_i_clock clock = clock_of(&control, threads[run % 4]);
            assert_ok(ent_i_triangles(&network, run / 4 ? ENT_I_SIMD_BASE : ENT_I_SIMD_BEST, &clock,
                                      run ? other : triangles, &err), err);
            if (run)
                assert_memory_equal(triangles, other, n * sizeof *other);
        }
        for (size_t v = 0; v < n; v++) {
            double d = (double)ent_i_lists_count(&network.out, v);
            assert_true(near_enough(d < 2 ? scores[v] : 2 * (double)triangles[v] / (d * (d - 1)), scores[v], 1e-12));
        }
        free(scores);
        free(cores);
        free(triangles);
        ent_i_network_clear(&network);
    }
}

/* Reached by breadth-first search over the matrix, along the ties or both ways. */
static void slow_search(bool tied[SMALL][SMALL], size_t n, size_t source, bool both, uint32_t *ret)
{
    for (size_t v = 0; v < n; v++)
        ret[v] = UINT32_MAX;
    ret[source] = 0;
    for (uint32_t step = 0; step < n; step++)
        for (size_t v = 0; v < n; v++)
            for (size_t w = 0; w < n; w++)
                if (ret[v] == step && ret[w] == UINT32_MAX && (tied[v][w] || (both && tied[w][v])))
                    ret[w] = step + 1;
}

static void test_cohesion__components_are_who_can_reach_whom(void **state)
{
    (void)state;
    for (unsigned long number = 0; number < 3000; number++) {
        ent_i_network network = random_network(number, SMALL, number / 12 % 2);
        static bool tied[SMALL][SMALL];
        uint32_t part[SMALL], distance[SMALL], next = 0;
        size_t n = network.node_count;
        ent_i_arcs arcs = ent_i_arcs_of(&network);
        fill_matrix(&network, tied);
        uint32_t count = ent_i_components(&arcs, part);
        for (size_t v = 0; v < n; v++) {
            slow_search(tied, n, v, true, distance);
            for (size_t w = 0; w < n; w++)
                assert_true((distance[w] != UINT32_MAX) == (part[v] == part[w]));
            assert_true(part[v] <= next);
            next += part[v] == next;
        }
        assert_int_equal(count, next);
        ent_i_network_clear(&network);
    }
}

static void assert_around(ent_i_around *around, const ent_i_network *network, bool tied[SMALL][SMALL], uint32_t node,
                          unsigned steps)
{
    uint32_t distance[SMALL], at = 0, arc = 0;
    ent_error err = { 0 };
    slow_search(tied, network->node_count, node, true, distance);
    assert_ok(ent_i_around_of(around, node, steps, &err), err);
    for (uint32_t v = 0; v < network->node_count; v++)
        if (distance[v] <= steps)
            assert_int_equal(around->nodes[at++], v);
    assert_int_equal(around->node_count, at);
    for (uint32_t i = 0; i < at; i++) {
        assert_int_equal(around->place[i], arc);
        for (uint32_t j = 0; j < at; j++)
            if (tied[around->nodes[i]][around->nodes[j]])
                assert_int_equal(around->to[arc++], j);
    }
    assert_int_equal(around->place[at], arc);
}

static void test_cohesion__searches_and_surroundings(void **state)
{
    (void)state;
    for (unsigned long number = 0; number < 1500; number++) {
        ent_i_network network = random_network(number, SMALL, number / 12 % 2);
        static bool tied[SMALL][SMALL];
        uint32_t distance[SMALL];
        size_t n = network.node_count;
        ent_i_search search;
        ent_i_around around;
        ent_error err = { 0 };
        fill_matrix(&network, tied);
        assert_ok(ent_i_search_init(&search, &network, &err), err);
        assert_ok(ent_i_around_init(&around, &network, &err), err);
        for (uint32_t v = 0; v < n; v++) {
            uint32_t reached = 0;
            slow_search(tied, n, v, false, distance);
            ent_i_search_from(&search, v);
            assert_memory_equal(search.distance, distance, n * sizeof *distance);
            for (size_t w = 0; w < n; w++)
                reached += distance[w] != UINT32_MAX;
            assert_int_equal(search.reached_count, reached);
            for (uint32_t i = 1; i < reached; i++)
                assert_true(distance[search.reached[i]] >= distance[search.reached[i - 1]]);
            assert_around(&around, &network, tied, v, v % 4);
        }
        ent_i_search_clear(&search);
        ent_i_around_clear(&around);
        ent_i_network_clear(&network);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cohesion__cores_and_triangles_are_their_definitions),
        cmocka_unit_test(test_cohesion__larger_ones_agree_with_igraph_whatever_the_threads),
        cmocka_unit_test(test_cohesion__components_are_who_can_reach_whom),
        cmocka_unit_test(test_cohesion__searches_and_surroundings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
