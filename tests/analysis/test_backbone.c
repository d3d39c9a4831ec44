/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Backbones of small two-mode networks, whose chances are found by going through everything that could be. */
#include "kernels/networks.h"

#include <math.h>

#include "analysis/network/backbone.h"

enum { NODES = 6, THINGS = 8 };

typedef struct two_mode {
    int nodes, things;
    bool has[NODES][THINGS];
    size_t place[NODES + 1];
    uint32_t thing[NODES * THINGS], holders[THINGS];
    ent_i_having having;
    ent_i_sharing ties[NODES * NODES];
    size_t count;
} two_mode;

static void draw(two_mode *t, int nodes, int things, uint64_t chance, uint64_t seed)
{
    *t = (two_mode){ .nodes = nodes, .things = things };
    size_t at = 0;
    for (int i = 0; i < nodes; i++) {
        for (int j = 0; j < things; j++)
            if (ent_i_random_below(&seed, 4) < chance) {
                t->has[i][j] = true;
                t->thing[at++] = (uint32_t)j;
                t->holders[j]++;
            }
        t->place[i + 1] = at;
    }
    t->having = (ent_i_having){ (size_t)nodes, (size_t)things, t->place, t->thing, t->holders };
    for (int a = 0; a < nodes; a++)
        for (int b = a + 1; b < nodes; b++) {
            uint32_t shared = 0;
            for (int j = 0; j < things; j++)
                shared += t->has[a][j] && t->has[b][j];
            if (shared)
                t->ties[t->count++] = (ent_i_sharing){ (uint32_t)a, (uint32_t)b, shared, shared };
        }
}

typedef ent_status backbone(const ent_i_having *having, double alpha, ent_i_sharing *ties, size_t *count, ent_error *err);

/* A tie is kept at an alpha above its chance and not at one below it. chances: by tie. */
static void check(const two_mode *t, backbone *model, const double *chances, double most)
{
    for (size_t i = 0; i < t->count; i++)
        for (int above = 0; above < 2; above++) {
            ent_i_sharing ties[NODES * NODES];
            size_t count = t->count, wanted = 0;
            bool kept = false;
            ent_error err = { 0 };
            double alpha = chances[i] + (above ? most : -most);
            memcpy(ties, t->ties, sizeof ties);
            assert_ok(model(&t->having, alpha, ties, &count, &err), err);
            for (size_t j = 0; j < count; j++)
                kept |= ties[j].a == t->ties[i].a && ties[j].b == t->ties[i].b;
            for (size_t j = 0; j < t->count; j++)
                wanted += chances[j] < alpha;
            if (kept != above || count != wanted)
                fail_msg("tie %zu of chance %.9f, alpha %.9f: kept %d, %zu in all, not %zu", i, chances[i], alpha, kept, count,
                         wanted);
        }
}

/* --- fixed fill ----------------------------------------------------------------------------------------- */

/* All ways to fill as many cells; two nodes are as good as any two. */
static void test_backbone__fixed_fill_is_that_of_all_fillings(void **state)
{
    (void)state;
    static const int sizes[][2] = { { 2, 3 }, { 2, 6 }, { 3, 4 }, { 3, 5 }, { 4, 4 }, { 5, 3 }, { 6, 2 } };
    for (uint64_t number = 0; number < 70; number++) {
        two_mode t;
        int nodes = sizes[number % 7][0], things = sizes[number % 7][1], cells = nodes * things;
        draw(&t, nodes, things, 1 + number / 7 % 3, number);
        double fillings = 0, sharing[THINGS + 1] = { 0 }, chances[NODES * NODES] = { 0 };
        uint32_t one = ((uint32_t)1 << things) - 1;
        for (uint32_t way = 0; way < (uint32_t)1 << cells; way++) {
            if (__builtin_popcount(way) != (int)t.place[nodes])
                continue;
            fillings++;
            sharing[__builtin_popcount(way & way >> things & one)]++;
        }
        for (size_t i = 0; i < t.count; i++)
            for (int k = (int)t.ties[i].shared; k <= things; k++)
                chances[i] += sharing[k] / fillings;
        check(&t, ent_i_backbone_fixed_fill, chances, 1e-10);
    }
}

/* --- stochastic degree sequence ------------------------------------------------------------------------- */

/* The chances of all cells with the most entropy that give rows and columns their sums on average: logistic in a
 * number for the row and one for the column, which are found by Newton's steps on one of them at a time. */
static void cell_chances(const two_mode *t, double p[NODES][THINGS])
{
    double row[NODES] = { 0 }, column[THINGS] = { 0 };
    for (int round = 0; round < 20000; round++)
        for (int side = 0; side < 2; side++)
            for (int i = 0; i < (side ? t->things : t->nodes); i++) {
                double sum = 0, slope = 0, wanted = 0;
                for (int j = 0; j < (side ? t->nodes : t->things); j++) {
                    double chance = 1 / (1 + exp(-(side ? row[j] + column[i] : row[i] + column[j])));
                    sum += chance;
                    slope += chance * (1 - chance);
                    wanted += side ? t->has[j][i] : t->has[i][j];
                }
                double step = slope > 1e-300 ? (wanted - sum) / slope : 0;
                step = step > 1 ? 1 : step < -1 ? -1 : step;
                *(side ? &column[i] : &row[i]) += step;
            }
    for (int i = 0; i < t->nodes; i++)
        for (int j = 0; j < t->things; j++)
            p[i][j] = 1 / (1 + exp(-(row[i] + column[j])));
}

/* Over every set of things that they may share. */
static double chance_of_sharing(const two_mode *t, double p[NODES][THINGS], const ent_i_sharing *tie)
{
    double sum = 0;
    for (uint32_t set = 0; set < (uint32_t)1 << t->things; set++) {
        double chance = 1;
        for (int j = 0; j < t->things; j++) {
            double both = p[tie->a][j] * p[tie->b][j];
            chance *= set >> j & 1 ? both : 1 - both;
        }
        sum += __builtin_popcount(set) >= (int)tie->shared ? chance : 0;
    }
    return sum;
}

static void test_backbone__sdsm_is_that_of_all_sets(void **state)
{
    (void)state;
    int checked = 0;
    for (uint64_t number = 0; number < 300; number++) {
        two_mode t;
        double p[NODES][THINGS], chances[NODES * NODES];
        bool inside = true; /* who has all, or nothing, has chances of 1 or 0 that Newton's steps only come near to */
        draw(&t, 3 + (int)(number % 4), 4 + (int)(number % 5), 1 + number % 3, 500 + number);
        for (int i = 0; i < t.nodes; i++)
            inside &= t.place[i + 1] > t.place[i] && t.place[i + 1] - t.place[i] < (size_t)t.things;
        for (int j = 0; j < t.things; j++)
            inside &= t.holders[j] > 0 && t.holders[j] < (uint32_t)t.nodes;
        if (!inside)
            continue;
        cell_chances(&t, p);
        for (int i = 0; i < t.nodes; i++) {
            double sum = 0;
            for (int j = 0; j < t.things; j++)
                sum += p[i][j];
            inside &= fabs(sum - (double)(t.place[i + 1] - t.place[i])) < 1e-9;
        }
        if (!inside)
            continue;
        for (size_t i = 0; i < t.count; i++)
            chances[i] = chance_of_sharing(&t, p, &t.ties[i]);
        check(&t, ent_i_backbone_sdsm, chances, 1e-6);
        checked++;
    }
    print_message("%d networks\n", checked);
    assert_true(checked >= 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_backbone__fixed_fill_is_that_of_all_fillings),
        cmocka_unit_test(test_backbone__sdsm_is_that_of_all_sets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
