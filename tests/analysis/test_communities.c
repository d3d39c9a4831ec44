/* SPDX-License-Identifier: GPL-2.0-or-later */
/* groups: published values, slow second computations on random networks, and that the seed decides. */
#include "support.h"

#include <math.h>
#include <time.h>

#include <entente/groups.h>

#include <igraph/igraph.h>

enum { MOST = 40 };

typedef struct net {
    int nodes, ties, ends[MOST * MOST][2];
    ent_graph *graph;
    ent_view *view;
} net;

static void finish(net *n)
{
    size_t size = 64 + 64 * ((size_t)n->nodes + (size_t)n->ties), at = 0;
    char *text = malloc(size);
    text[0] = '\0';
    for (int i = 0; i < n->nodes; i++)
        at += (size_t)snprintf(text + at, size - at, "node n%02d Person\n", i);
    for (int i = 0; i < n->ties; i++)
        at += (size_t)snprintf(text + at, size - at, "tie n%02d KNOWS n%02d - - - - {\"i\":%d}\n", n->ends[i][0],
                               n->ends[i][1], i); /* the same tie twice would be one */
    n->graph = graph_of(text);
    n->view = view_of(n->graph, NULL);
    free(text);
}

static void clear(net *n)
{
    ent_view_free(n->view);
    ent_graph_free(n->graph);
}

static void make_karate(net *n)
{
    igraph_t club;
    igraph_famous(&club, "Zachary");
    n->nodes = 34;
    n->ties = (int)igraph_ecount(&club);
    for (int i = 0; i < n->ties; i++) {
        n->ends[i][0] = (int)IGRAPH_FROM(&club, i);
        n->ends[i][1] = (int)IGRAPH_TO(&club, i);
    }
    igraph_destroy(&club);
    finish(n);
}

static unsigned next_random(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* With loops and parallel ties, and nodes without any. */
static void make_random(net *n, unsigned seed)
{
    unsigned state = seed;
    n->nodes = 2 + (int)(next_random(&state) % 15);
    n->ties = (int)(next_random(&state) % (unsigned)(3 * n->nodes));
    for (int i = 0; i < n->ties; i++)
        for (int j = 0; j < 2; j++)
            n->ends[i][j] = (int)(next_random(&state) % (unsigned)n->nodes);
    finish(n);
}

static ent_groups *groups_of(const net *n, const char *method, ent_groups_options *options)
{
    ent_error err = { 0 };
    ent_groups_options plain = ENT_GROUPS_OPTIONS_INIT;
    ent_groups *groups = NULL;
    if (!options)
        options = &plain;
    options->projection.isolates = true;
    assert_ok(ent_group_method_lookup(method, &options->method, &err), err);
    assert_ok(ent_groups_ask(n->view, options, &groups, &err), err);
    return groups;
}

static void group_by_node(const ent_groups *groups, int *of)
{
    for (size_t i = 0; i < groups->count; i++)
        for (size_t j = 0; j < groups->items[i].count; j++)
            of[groups->items[i].members[j]] = (int)i;
}

/* By the definition, pair by pair: every parallel tie counts, loops do not. */
static double slow_modularity(const net *n, const int *of)
{
    double a[MOST][MOST] = { { 0 } }, degree[MOST] = { 0 }, twice = 0, sum = 0;
    for (int i = 0; i < n->ties; i++)
        if (n->ends[i][0] != n->ends[i][1]) {
            a[n->ends[i][0]][n->ends[i][1]]++;
            a[n->ends[i][1]][n->ends[i][0]]++;
            degree[n->ends[i][0]]++;
            degree[n->ends[i][1]]++;
            twice += 2;
        }
    for (int i = 0; i < n->nodes; i++)
        for (int j = 0; j < n->nodes; j++)
            if (of[i] == of[j])
                sum += a[i][j] - degree[i] * degree[j] / twice;
    return sum / twice;
}

/* Brandes et al., On modularity clustering, IEEE TKDE 20 (2008): the optimum of the karate club is 0.4198; the
 * others as igraph's and NetworkX's manuals and Girvan and Newman have them. */
static void test_communities__the_karate_club(void **state)
{
    (void)state;
    net n;
    make_karate(&n);
    static const struct {
        const char *method;
        double modularity;
    } expected[] = { { "leiden", 0.4198 }, { "louvain", 0.4198 }, { "edge-betweenness", 0.4013 }, { "walktrap", 0.3532 } };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        ent_groups *groups = groups_of(&n, expected[i].method, NULL);
        if (fabs(groups->modularity - expected[i].modularity) > 5e-5)
            fail_msg("%s: %d ten-thousandths", expected[i].method, (int)(groups->modularity * 10000));
        ent_groups_free(groups);
    }
    ent_groups *cores = groups_of(&n, "k-core", NULL);
    assert_int_equal(cores->items[0].core, 4);
    assert_int_equal(cores->items[0].count, 10); /* the 4-core */
    assert_int_equal(cores->count, 4);
    ent_groups_free(cores);
    ent_groups *cliques = groups_of(&n, "cliques", NULL);
    assert_int_equal(cliques->items[0].count, 5);
    assert_int_equal(cliques->items[1].count, 5);
    assert_int_equal(cliques->items[2].count, 4);
    ent_groups_free(cliques);
    clear(&n);
}

static void test_communities__every_partition_holds_each_node_once(void **state)
{
    (void)state;
    size_t count;
    const ent_group_method *methods = ent_group_methods(&count);
    for (unsigned seed = 1; seed <= 40; seed++) {
        net n;
        make_random(&n, seed);
        for (size_t m = 0; m < count; m++) {
            if (methods[m].overlapping)
                continue;
            ent_groups *groups = groups_of(&n, methods[m].name, NULL);
            int of[MOST], seen = 0;
            for (int i = 0; i < n.nodes; i++)
                of[i] = -1;
            group_by_node(groups, of);
            for (size_t i = 0; i < groups->count; i++) {
                seen += (int)groups->items[i].count;
                assert_true(groups->items[i].count > 0);
                assert_true(!i || groups->items[i].core || groups->items[i].count <= groups->items[i - 1].count ||
                            !strcmp(methods[m].name, "k-core"));
            }
            assert_int_equal(seen, n.nodes);
            for (int i = 0; i < n.nodes; i++)
                assert_true(of[i] >= 0);
            /* Methods that read weights take parallel ties as one of their number: so does their modularity. */
            double slow = methods[m].weighted ? slow_modularity(&n, of) : NAN;
            if (!isnan(slow) && fabs(slow - groups->modularity) > 1e-12)
                fail_msg("%s on %u: modularity %d not %d millionths", methods[m].name, seed, (int)(groups->modularity * 1e6), (int)(slow * 1e6));
            ent_groups_free(groups);
        }
        clear(&n);
    }
}

/* Reachability by repeated steps; directed, both ways. */
static void test_communities__components_are_those_of_a_slow_search(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 60; seed++)
        for (int directed = 0; directed < 2; directed++) {
            net n;
            make_random(&n, 1000 + seed);
            bool reach[MOST][MOST] = { { false } };
            for (int i = 0; i < n.nodes; i++)
                reach[i][i] = true;
            for (int i = 0; i < n.ties; i++) {
                reach[n.ends[i][0]][n.ends[i][1]] = true;
                if (!directed)
                    reach[n.ends[i][1]][n.ends[i][0]] = true;
            }
            for (int k = 0; k < n.nodes; k++)
                for (int i = 0; i < n.nodes; i++)
                    for (int j = 0; j < n.nodes; j++)
                        reach[i][j] = reach[i][j] || (reach[i][k] && reach[k][j]);
            ent_groups_options options = ENT_GROUPS_OPTIONS_INIT;
            options.projection.directed = directed;
            ent_groups *groups = groups_of(&n, "components", &options);
            int of[MOST];
            group_by_node(groups, of);
            for (int i = 0; i < n.nodes; i++)
                for (int j = 0; j < n.nodes; j++)
                    assert_int_equal(of[i] == of[j], reach[i][j] && reach[j][i]);
            ent_groups_free(groups);
            clear(&n);
        }
}

static bool is_clique(bool tied[MOST][MOST], unsigned set, int nodes)
{
    for (int i = 0; i < nodes; i++)
        for (int j = 0; j < i; j++)
            if ((set >> i & 1) && (set >> j & 1) && !tied[i][j])
                return false;
    return true;
}

static void test_communities__cliques_are_those_of_all_subsets(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 20; seed++) {
        net n;
        make_random(&n, 2000 + seed);
        if (n.nodes > 12) {
            clear(&n);
            continue;
        }
        bool tied[MOST][MOST] = { { false } };
        for (int i = 0; i < n.ties; i++)
            tied[n.ends[i][0]][n.ends[i][1]] = tied[n.ends[i][1]][n.ends[i][0]] = true;
        size_t expected = 0;
        for (unsigned set = 0; set < 1u << n.nodes; set++) {
            bool maximal = __builtin_popcount(set) >= 3 && is_clique(tied, set, n.nodes);
            for (int i = 0; i < n.nodes && maximal; i++)
                maximal = (set >> i & 1) || !is_clique(tied, set | 1u << i, n.nodes);
            expected += maximal;
        }
        ent_groups *groups = groups_of(&n, "cliques", NULL);
        assert_int_equal(groups->count, expected);
        for (size_t i = 0; i < groups->count; i++) {
            unsigned set = 0;
            for (size_t j = 0; j < groups->items[i].count; j++)
                set |= 1u << groups->items[i].members[j];
            assert_true(is_clique(tied, set, n.nodes));
        }
        ent_groups_free(groups);
        clear(&n);
    }
}

/* The same seed, the same groups, also when the clock that would seed igraph has gone on; and the caller's random
 * numbers go on as if nothing had been asked. */
static void test_communities__the_seed_decides(void **state)
{
    (void)state;
    net n;
    make_karate(&n);
    static const char *const methods[] = { "louvain", "leiden", "label-propagation", "infomap" };
    int first[4][MOST], second[4][MOST];
    igraph_rng_seed(igraph_rng_default(), 42);
    igraph_integer_t expected = igraph_rng_get_integer(igraph_rng_default(), 0, 1000000);
    igraph_rng_seed(igraph_rng_default(), 42);
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < 4; i++) {
            ent_groups *groups = groups_of(&n, methods[i], NULL);
            group_by_node(groups, round ? second[i] : first[i]);
            ent_groups_free(groups);
        }
        time_t now = time(NULL);
        while (!round && time(NULL) == now)
            nanosleep(&(struct timespec){ .tv_nsec = 20000000 }, NULL);
    }
    for (size_t i = 0; i < 4; i++)
        assert_memory_equal(first[i], second[i], sizeof(int) * 34);
    assert_int_equal(igraph_rng_get_integer(igraph_rng_default(), 0, 1000000), expected);
    clear(&n);
}

static void test_communities__degenerate_networks(void **state)
{
    (void)state;
    size_t count;
    const ent_group_method *methods = ent_group_methods(&count);
    static const char *const networks[] = { "", "node a State\n", "node a State\ntie a KNOWS a\n",
                                            "node a State\nnode b State\n" };
    for (size_t i = 0; i < 4; i++)
        for (size_t m = 0; m < count; m++) {
            net n = { .graph = graph_of(networks[i]) };
            n.view = view_of(n.graph, NULL);
            ent_error err = { 0 };
            ent_answer *answer = NULL;
            ent_groups *groups = groups_of(&n, methods[m].name, NULL);
            assert_int_equal(groups->count, methods[m].overlapping ? 0
                                            : !strcmp(methods[m].name, "k-core") && i == 3 ? 1
                                            : i == 3 ? 2
                                            : i ? 1
                                                : 0);
            assert_true(isnan(groups->modularity));
            assert_ok(ent_groups_answer(groups, &answer, &err), err);
            ent_answer_free(answer);
            ent_groups_free(groups);
            clear(&n);
        }
}

static void test_communities__what_a_method_cannot_read_is_refused(void **state)
{
    (void)state;
    net n;
    make_karate(&n);
    ent_error err = { 0 };
    ent_groups *groups = NULL;
    ent_groups_options options = ENT_GROUPS_OPTIONS_INIT;
    options.projection.directed = true;
    assert_int_equal(ent_groups_ask(n.view, &options, &groups, &err), ENT_ERR_USAGE);
    options.projection.directed = false;
    options.projection.weight_as = ENT_WEIGHT_DISTANCE;
    ent_error_clear(&err);
    assert_int_equal(ent_groups_ask(n.view, &options, &groups, &err), ENT_ERR_USAGE);
    ent_error_clear(&err);
    assert_int_equal(ent_group_method_lookup("louvian", &options.method, &err), ENT_ERR_NOTFOUND);
    assert_non_null(strstr(err.message, "did you mean \"louvain\""));
    assert_null(groups);
    clear(&n);
}

/* What igraph could neither be stopped in nor find the memory for is refused before it begins. */
static void test_communities__walktrap_does_not_begin_around_a_large_hub(void **state)
{
    (void)state;
    enum { LEAVES = 32000 };
    size_t size = 64 * (size_t)LEAVES + 64;
    char *text = malloc(size);
    size_t at = (size_t)snprintf(text, size, "node hub Person\n");
    for (int i = 0; i < LEAVES; i++)
        at += (size_t)snprintf(text + at, size - at, "node n%05d Person\ntie hub KNOWS n%05d\n", i, i);
    net n = { .graph = graph_of(text) };
    n.view = view_of(n.graph, NULL);
    free(text);
    ent_error err = { 0 };
    ent_groups *groups = NULL;
    ent_groups_options options = ENT_GROUPS_OPTIONS_INIT;
    assert_ok(ent_group_method_lookup("walktrap", &options.method, &err), err);
    assert_int_equal(ent_groups_ask(n.view, &options, &groups, &err), ENT_ERR_LIMIT);
    assert_non_null(strstr(err.message, "32000 ties, 32000 of them at one node"));
    assert_null(groups);
    clear(&n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_communities__the_karate_club),
        cmocka_unit_test(test_communities__every_partition_holds_each_node_once),
        cmocka_unit_test(test_communities__components_are_those_of_a_slow_search),
        cmocka_unit_test(test_communities__cliques_are_those_of_all_subsets),
        cmocka_unit_test(test_communities__the_seed_decides),
        cmocka_unit_test(test_communities__degenerate_networks),
        cmocka_unit_test(test_communities__what_a_method_cannot_read_is_refused),
        cmocka_unit_test(test_communities__walktrap_does_not_begin_around_a_large_hub),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
