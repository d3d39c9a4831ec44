/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The frustration index: against every way to part few nodes, tables against search, and what is known of networks. */
#include "kernels/networks.h"

#include <math.h>
#include <time.h>

#include "analysis/measures/frustration.h"

enum { MOST_TIES = 4000 };

typedef struct signs {
    uint32_t nodes, ends[MOST_TIES][2];
    signed char of[MOST_TIES];
    size_t count;
} signs;

static void put_sign(signs *s, size_t a, size_t b, int sign)
{
    assert_true(s->count < MOST_TIES);
    s->ends[s->count][0] = (uint32_t)a;
    s->ends[s->count][1] = (uint32_t)b;
    s->of[s->count++] = (signed char)sign;
}

static ent_i_frustration solve_with(const signs *s, unsigned widest, uint64_t steps)
{
    ent_control control;
    ent_i_clock clock = clock_of(&control, 1);
    ent_i_frustration_options options = { widest, steps };
    ent_i_frustration found = { -1, -1 };
    ent_error err = { 0 };
    assert_ok(ent_i_frustration_of(s->nodes, (const uint32_t (*)[2])s->ends, s->of, s->count, &options, &clock, &found, &err),
              err);
    return found;
}

static ent_i_frustration solve(const signs *s)
{
    static const ent_i_frustration_options usual = ENT_I_FRUSTRATION_OPTIONS_INIT;
    return solve_with(s, usual.widest, usual.steps);
}

/* Each pair with the chance of one in `sparse`, negative with one in `hostile`. */
static void draw(signs *s, uint32_t nodes, uint64_t sparse, uint64_t hostile, uint64_t seed)
{
    s->nodes = nodes;
    s->count = 0;
    for (uint32_t a = 0; a < nodes; a++)
        for (uint32_t b = a + 1; b < nodes; b++)
            if (!ent_i_random_below(&seed, sparse))
                put_sign(s, a, b, ent_i_random_below(&seed, hostile) ? 1 : -1);
}

static double try_all(const signs *s)
{
    double least = s->nodes ? INFINITY : 0;
    for (uint32_t way = 0; s->nodes && way < (uint32_t)1 << (s->nodes - 1); way++) {
        double cost = 0;
        for (size_t i = 0; i < s->count; i++)
            cost += ((way >> s->ends[i][0] ^ way >> s->ends[i][1]) & 1) == (s->of[i] > 0);
        least = fmin(least, cost);
    }
    return least;
}

static void test_frustration__is_the_least_of_all_ways(void **state)
{
    (void)state;
    static signs s;
    for (uint64_t number = 0; number < 1200; number++) {
        draw(&s, (uint32_t)(number % 13), 1 + number / 13 % 5, 2 + number / 65 % 3, number);
        double expected = try_all(&s);
        for (unsigned widest = 0; widest <= 12; widest += 3) {
            ent_i_frustration found = solve_with(&s, widest, 1000000);
            if (found.least != expected || found.most != expected)
                fail_msg("network %d, tables up to %u: %g to %g, not %g", (int)number, widest, found.least, found.most,
                         expected);
        }
        /* A search that is stopped at once still tells no lie. */
        ent_i_frustration bounds = solve_with(&s, 0, number % 50);
        assert_true(bounds.least <= expected && bounds.most >= expected && bounds.least >= 0);
    }
}

static void test_frustration__tables_and_search_agree(void **state)
{
    (void)state;
    static signs s;
    unsigned exact = 0;
    for (uint64_t number = 0; number < 40; number++) {
        draw(&s, 20 + (uint32_t)(number % 20), 4, 2 + number % 4, 99 + number);
        ent_i_frustration by_tables = solve_with(&s, 22, 0), by_search = solve_with(&s, 0, 3000000);
        assert_true(by_search.least <= by_tables.most && by_search.most >= by_tables.least);
        if (by_tables.least == by_tables.most && by_search.least == by_search.most) {
            assert_true(by_tables.least == by_search.least);
            exact++;
        }
    }
    assert_true(exact >= 35);
}

/* A cycle is balanced when its negative ties are even in number; all negative, a complete network of n nodes has
 * the ties of two camps' insides in its way; camps that are plain to see cost what was spoilt, if that is little. */
static void test_frustration__known_networks(void **state)
{
    (void)state;
    static signs s;
    for (uint32_t n = 3; n < 40; n++) {
        s.nodes = n;
        s.count = 0;
        for (uint32_t i = 0; i < n; i++)
            put_sign(&s, i, (i + 1) % n, i < n / 2 ? -1 : 1);
        ent_i_frustration found = solve(&s);
        assert_true(found.least == n / 2 % 2 && found.most == n / 2 % 2);
    }
    for (uint32_t n = 1; n <= 19; n++) {
        s.nodes = n;
        s.count = 0;
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t j = 0; j < i; j++)
                put_sign(&s, j, i, -1);
        ent_i_frustration found = solve(&s);
        double half = floor(n / 2.0), rest = n - half, expected = half * (half - 1) / 2 + rest * (rest - 1) / 2;
        assert_true(found.least == expected && found.most == expected);
    }
    s.nodes = 80;
    s.count = 0;
    for (uint32_t i = 0; i < 80; i++) /* two camps of 40, all tied; three ties spoilt */
        for (uint32_t j = 0; j < i; j++)
            put_sign(&s, j, i, ((i < 40) == (j < 40)) != (i == j + 1 && j % 30 == 5) ? 1 : -1);
    ent_i_frustration found = solve(&s);
    assert_true(found.least == 3 && found.most == 3);
}

/* What small networks of states look like: sparse, or with few ties in the way. */
static void test_frustration__is_exact_for_networks_of_states(void **state)
{
    (void)state;
    static signs s;
    for (uint32_t number = 0; number < 6; number++) {
        draw(&s, 100, 50 + 7 * number, 2, number); /* about two ties a node, half of them negative */
        ent_i_frustration found = solve(&s);
        assert_true(found.least == found.most);
    }
    for (uint32_t number = 0; number < 4; number++) {
        uint64_t seed = number;
        s.nodes = 60;
        s.count = 0;
        for (uint32_t i = 0; i < 60; i++) /* two camps, a tie in three, one in thirty spoilt */
            for (uint32_t j = 0; j < i; j++)
                if (!ent_i_random_below(&seed, 3))
                    put_sign(&s, j, i, (i % 2 == j % 2) == !!ent_i_random_below(&seed, 30) ? 1 : -1);
        ent_i_frustration found = solve(&s);
        assert_true(found.least == found.most);
    }
}

static void test_frustration__bounds_of_large_networks(void **state)
{
    (void)state;
    static signs s;
    draw(&s, 70, 2, 2, 7); /* hopeless: a dense network without camps */
    ent_i_frustration found = solve_with(&s, 16, 200000);
    assert_true(found.least < found.most && found.least > 0 && found.most <= (double)s.count / 2);
    s.nodes = 4000;
    s.count = 0;
    for (uint32_t i = 1; i < 4000; i++) /* a tree is balanced */
        put_sign(&s, i / 3, i, i % 2 ? 1 : -1);
    found = solve(&s);
    assert_true(found.least == 0 && found.most == 0);
}

/* Too large for either way, with a hub that all are tied to: bounds, in a moment. */
static void test_frustration__bounds_of_a_hub(void **state)
{
    (void)state;
    enum { NODES = 20000, TIES = 5 * NODES };
    ent_control control;
    ent_i_clock clock = clock_of(&control, 1);
    ent_i_frustration_options options = ENT_I_FRUSTRATION_OPTIONS_INIT;
    ent_i_frustration found = { -1, -1 };
    ent_error err = { 0 };
    tie_list list = { 0 };
    uint64_t seed = 3;
    for (uint32_t i = 1; i < NODES; i++)
        put_tie(&list, 0, i);
    while (list.count < TIES)
        put_tie(&list, ent_i_random_below(&seed, NODES), ent_i_random_below(&seed, NODES));
    ent_i_network network = network_of(&list, NODES, false);
    signed char *sign = calloc(network.tie_count + 1, sizeof *sign);
    uint32_t(*ends)[2] = calloc(network.tie_count + 1, sizeof *ends);
    size_t count = 0;
    double negative = 0;
    assert_true(sign && ends);
    for (ent_i_pass t = ent_i_pass_begin(&network); ent_i_pass_next(&t); count++) {
        ends[count][0] = t.from;
        ends[count][1] = t.to;
        sign[count] = ent_i_random_below(&seed, 4) ? 1 : -1;
        negative += sign[count] < 0;
    }
    assert_ok(ent_i_frustration_of(NODES, (const uint32_t (*)[2])ends, sign, count, &options, &clock, &found, &err), err);
    assert_true(found.least > 0 && found.least < found.most && found.most <= negative);
    free(sign);
    free(ends);
    ent_i_network_clear(&network);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_frustration__is_the_least_of_all_ways),
        cmocka_unit_test(test_frustration__tables_and_search_agree),
        cmocka_unit_test(test_frustration__known_networks),
        cmocka_unit_test(test_frustration__is_exact_for_networks_of_states),
        cmocka_unit_test(test_frustration__bounds_of_large_networks),
        cmocka_unit_test(test_frustration__bounds_of_a_hub),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
