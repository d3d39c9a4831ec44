/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Groups by modularity: against modularity's definition, published groups, and what igraph finds. */
#include "networks.h"

#include <math.h>

#include <igraph/igraph.h>

#include "analysis/groups/communities.h"
#include "analysis/kernels/louvain.h"

/* The best of so many seeds, as the question of groups has it. */
static double louvain(const ent_i_network *network, uint64_t seed, unsigned runs, uint32_t *group)
{
    uint32_t *tried = calloc(network->node_count + 1, sizeof *tried);
    double best = NAN;
    for (unsigned i = 0; i < runs; i++) {
        ent_error err = { 0 };
        ent_control control;
        ent_i_clock clock = clock_of(&control, 1);
        ent_i_louvain_options options = { 1, seed + i, NULL };
        double modularity = NAN;
        assert_ok(ent_i_louvain(network, &options, &clock, tried, &err), err);
        assert_ok(ent_i_modularity(network, tried, 1, &modularity, &err), err);
        if (modularity <= best)
            continue;
        best = modularity;
        memcpy(group, tried, network->node_count * sizeof *group);
    }
    free(tried);
    return best;
}

/* Over all ordered pairs of nodes in one group, the weight between them less what strengths let expect. */
static double by_definition(const ent_i_network *network, const uint32_t *group)
{
    size_t n = network->node_count;
    double *strength = calloc(n + 1, sizeof *strength), all = 0, sum = 0;
    for (ent_i_pass t = ent_i_pass_begin(network); ent_i_pass_next(&t);) {
        strength[t.from] += t.weight;
        strength[t.to] += t.weight;
        all += 2 * t.weight;
        if (group[t.from] == group[t.to])
            sum += 2 * t.weight;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            if (group[i] == group[j])
                sum -= strength[i] * strength[j] / all;
    free(strength);
    return sum / all;
}

/* The best of igraph's two methods. */
static double by_igraph(const ent_i_network *network)
{
    igraph_t graph;
    igraph_vector_int_t ends, groups;
    igraph_vector_t modularity, degree, weights;
    double best = 0, leiden = 0;
    size_t m = network->tie_count;
    igraph_vector_int_init(&ends, (igraph_integer_t)(2 * m));
    igraph_vector_init(&weights, (igraph_integer_t)m);
    double all = 0;
    for (ent_i_pass t = ent_i_pass_begin(network); ent_i_pass_next(&t);) {
        VECTOR(ends)[2 * t.tie] = t.from;
        VECTOR(ends)[2 * t.tie + 1] = t.to;
        all += VECTOR(weights)[t.tie] = t.weight;
    }
    igraph_create(&graph, &ends, (igraph_integer_t)network->node_count, false);
    igraph_vector_int_init(&groups, 0);
    igraph_vector_init(&modularity, 0);
    igraph_vector_init(&degree, 0);
    igraph_rng_seed(igraph_rng_default(), 1);
    igraph_community_multilevel(&graph, &weights, 1, &groups, NULL, &modularity);
    igraph_modularity(&graph, &groups, &weights, 1, false, &best);
    igraph_strength(&graph, &degree, igraph_vss_all(), IGRAPH_ALL, true, &weights);
    igraph_community_leiden(&graph, &weights, &degree, 1 / (2 * all), 0.01, false, -1, &groups, NULL, NULL);
    igraph_modularity(&graph, &groups, &weights, 1, false, &leiden);
    igraph_vector_destroy(&degree);
    igraph_vector_destroy(&modularity);
    igraph_vector_destroy(&weights);
    igraph_vector_int_destroy(&groups);
    igraph_vector_int_destroy(&ends);
    igraph_destroy(&graph);
    return best > leiden ? best : leiden;
}

static void assert_groups(const ent_i_network *network, const uint32_t *group, double modularity, unsigned long number)
{
    uint32_t count = 0;
    for (size_t v = 0; v < network->node_count; v++) {
        assert_true(group[v] <= count); /* numbered by their first nodes */
        count += group[v] == count;
    }
    if (!network->tie_count)
        assert_true(isnan(modularity));
    else if (!near_enough(modularity, by_definition(network, group), 1e-9))
        fail_msg("network %lu: modularity %.15g, not %.15g", number, modularity, by_definition(network, group));
}

static void test_louvain__modularity_is_its_definition(void **state)
{
    (void)state;
    for (unsigned long number = 0; number < 1500; number++) {
        ent_i_network network = random_network(number, 60, false);
        uint32_t group[60];
        if (number % 3 == 0)
            put_weights(&network, number);
        double modularity = louvain(&network, number % 2, 1, group);
        assert_groups(&network, group, modularity, number);
        if (network.tie_count)
            assert_true(modularity > -1e-12); /* all in one group has 0 */
        ent_i_network_clear(&network);
    }
}

static double best_groups(const ent_i_network *network, double resolution, uint32_t *group)
{
    ent_error err = { 0 };
    ent_control control;
    ent_i_clock clock = clock_of(&control, 1);
    ent_i_parting parting = { network, &clock, 1, resolution, 0 };
    double modularity = NAN;
    size_t runs = 0;
    assert_ok(ent_i_part_best(&parting, ent_i_part_louvain, true, group, &runs, &err), err);
    assert_ok(ent_i_modularity(network, group, resolution, &modularity, &err), err);
    assert_true(runs >= 1);
    return modularity;
}

/* What the question of groups promises: at most 0.005 below the best that igraph finds. Bipartite, sparse, dense and
 * disconnected networks, trees, grids, hubs and complete ones, every third with weights. */
static void test_louvain__is_near_the_best_of_igraph(void **state)
{
    (void)state;
    double lost = 0, most = 0;
    unsigned compared = 0;
    for (unsigned long number = 0; number < 720; number++) {
        size_t size = number % 12 == 5 || number % 12 == 2 ? 30 : number < 600 ? 40 : 400;
        ent_i_network network = random_network(1000 + number, size, false);
        uint32_t *group = calloc(network.node_count + 1, sizeof *group);
        if (number / 12 % 3 == 0)
            put_weights(&network, number);
        if (network.tie_count) {
            double ours = best_groups(&network, 1, group), igraphs = by_igraph(&network);
            if (network.node_count)
                assert_true(near_enough(ours, by_definition(&network, group), 1e-9));
            lost += igraphs - ours;
            most = fmax(most, igraphs - ours);
            compared++;
        }
        free(group);
        ent_i_network_clear(&network);
    }
    print_message("%u networks: modularity %.5f below the best of igraph's on average, %.5f at most\n", compared,
                  lost / compared, most);
    assert_true(lost / compared < 0 && most < 0.005);
}

/* Every way to part few nodes: the best groups are the best there are, at any resolution. */
static void test_louvain__finds_the_best_of_all_partitions(void **state)
{
    (void)state;
    for (unsigned long number = 0; number < 240; number++) {
        ent_i_network network = random_network(number, 8, false);
        uint32_t group[8] = { 0 }, all[8] = { 0 };
        size_t n = network.node_count;
        if (number % 3 == 0)
            put_weights(&network, number);
        double resolution = 0.5 + 0.5 * (double)(number / 12 % 4), best = -INFINITY;
        while (network.tie_count) {
            double modularity = NAN;
            ent_error err = { 0 };
            assert_ok(ent_i_modularity(&network, all, resolution, &modularity, &err), err);
            best = fmax(best, modularity);
            size_t i = n; /* the next growth string: none is more than one above all before it */
            while (i-- > 1) {
                uint32_t above = 0;
                for (size_t j = 0; j < i; j++)
                    above = all[j] >= above ? all[j] + 1 : above;
                if (all[i] < above)
                    break;
                all[i] = 0;
            }
            if (i == 0 || i > n)
                break;
            all[i]++;
        }
        if (network.tie_count && !near_enough(best_groups(&network, resolution, group), best, 1e-9))
            fail_msg("network %lu at resolution %g: %.9f is not %.9f", number, resolution,
                     best_groups(&network, resolution, group), best);
        ent_i_network_clear(&network);
    }
}

/* Brandes and others (2008), On modularity clustering, DOI 10.1109/TKDE.2007.190689: 0.4198 is the most that the
 * karate club allows. */
static void test_louvain__karate_club(void **state)
{
    (void)state;
    igraph_t club;
    tie_list list = { 0 };
    igraph_famous(&club, "Zachary");
    for (igraph_integer_t i = 0; i < igraph_ecount(&club); i++)
        put_tie(&list, (size_t)IGRAPH_FROM(&club, i), (size_t)IGRAPH_TO(&club, i));
    igraph_destroy(&club);
    ent_i_network network = network_of(&list, 34, false);
    uint32_t group[34], again[34];
    for (uint64_t seed = 0; seed < 20; seed++) {
        double modularity = louvain(&network, seed, 1, group);
        assert_true(modularity > 0.37 && modularity < 0.4198);
        assert_true(louvain(&network, seed, 1, again) == modularity);
        assert_memory_equal(group, again, sizeof group);
    }
    assert_true(near_enough(louvain(&network, 1, 10, group), 0.4198, 1e-4));
    ent_i_network_clear(&network);
}

/* Groups that are plain to see are found exactly: cliques in a ring, a tie from each to the next. */
static void test_louvain__ring_of_cliques(void **state)
{
    (void)state;
    enum { CLIQUES = 30, SIZE = 8 };
    tie_list list = { 0 };
    for (size_t c = 0; c < CLIQUES; c++)
        for (size_t i = 0; i < SIZE; i++) {
            for (size_t j = 0; j < i; j++)
                put_tie(&list, c * SIZE + i, c * SIZE + j);
            if (!i)
                put_tie(&list, c * SIZE, (c + 1) % CLIQUES * SIZE + 1);
        }
    ent_i_network network = network_of(&list, CLIQUES * SIZE, false);
    uint32_t group[CLIQUES * SIZE];
    louvain(&network, 0, 1, group);
    for (size_t v = 0; v < CLIQUES * SIZE; v++)
        assert_int_equal(group[v], v / SIZE);
    ent_i_network_clear(&network);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_louvain__modularity_is_its_definition),
        cmocka_unit_test(test_louvain__is_near_the_best_of_igraph),
        cmocka_unit_test(test_louvain__finds_the_best_of_all_partitions),
        cmocka_unit_test(test_louvain__karate_club),
        cmocka_unit_test(test_louvain__ring_of_cliques),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
