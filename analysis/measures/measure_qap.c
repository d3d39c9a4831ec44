/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The correlation of two networks, and how often one at random is as large: the quadratic assignment procedure. The
 * nodes of one network are shuffled, its ties with them; only the sum of products changes, and it is made of the
 * ties that both have. */
#include <math.h>

#include "analysis/measures/measures.h"
#include "graph/base/hash.h"

enum { VALUE_CORRELATION, VALUE_LARGER, VALUE_SMALLER, VALUE_MEAN, VALUE_DEVIATION };

typedef struct comparison {
    const ent_i_network *one, *other;
    uint32_t *place[2];  /* by node of each network: its number among the nodes of both */
    uint32_t *from_other; /* by number: the node of the other network, or ENT_NONE */
    size_t n;
} comparison;

static void comparison_clear(comparison *c)
{
    free(c->place[0]);
    free(c->place[1]);
    free(c->from_other);
}

/* The nodes of both networks, numbered by their place in the graph. */
static ent_status number_nodes(const ent_i_call *call, comparison *c, ent_error *err)
{
    const ent_projection *one = call->projection, *other = call->other;
    size_t i = 0, j = 0;
    ENT_I_TRY(ENT_I_ZEROED(c->place[0], one->node_count, err));
    ENT_I_TRY(ENT_I_ZEROED(c->place[1], other->node_count, err));
    ENT_I_TRY(ENT_I_ZEROED(c->from_other, one->node_count + other->node_count, err));
    while (i < one->node_count || j < other->node_count) {
        ent_node a = i < one->node_count ? one->nodes[i] : ENT_NONE;
        ent_node b = j < other->node_count ? other->nodes[j] : ENT_NONE;
        c->from_other[c->n] = ENT_NONE;
        if (b <= a) {
            c->from_other[c->n] = (uint32_t)j;
            c->place[1][j++] = (uint32_t)c->n;
        }
        if (a <= b)
            c->place[0][i++] = (uint32_t)c->n;
        c->n++;
    }
    return ENT_OK;
}

/* The sum of products when node k of one stands where shuffled[k] does in the other. */
static double products(const comparison *c, const uint32_t *shuffled)
{
    double sum = 0;
    const double *weights = c->other->out.weights;
    for (ent_i_pass t = ent_i_pass_begin(c->one); ent_i_pass_next(&t);) {
        uint32_t from = c->from_other[shuffled[c->place[0][t.from]]];
        uint32_t to = c->from_other[shuffled[c->place[0][t.to]]];
        if (from == ENT_NONE || to == ENT_NONE)
            continue;
        uint32_t arc = ent_i_network_arc(c->other, from, to);
        if (arc != ENT_NONE)
            sum += t.weight * (weights ? weights[arc] : 1);
    }
    return sum;
}

static void sums_of(const ent_i_network *network, double *sum, double *squares)
{
    *sum = *squares = 0;
    for (ent_i_pass t = ent_i_pass_begin(network); ent_i_pass_next(&t);) {
        *sum += t.weight;
        *squares += t.weight * t.weight;
    }
}

/* Everything of Pearson's correlation over the pairs but the sum of products: r = (products - offset) / scale. */
static bool prepare(const comparison *c, double *offset, double *scale)
{
    double n = (double)c->n, pairs = n * (n - 1) / (c->one->directed ? 1 : 2), x, xx, y, yy;
    sums_of(c->one, &x, &xx);
    sums_of(c->other, &y, &yy);
    *offset = x * y / pairs;
    double vx = xx - x * x / pairs, vy = yy - y * y / pairs;
    *scale = sqrt(fmax(vx, 0)) * sqrt(fmax(vy, 0));
    return pairs > 1 && vx > 1e-12 * xx && vy > 1e-12 * yy;
}

/* Below a bound of 32 bits. */
static uint64_t below(uint64_t *state, uint64_t bound)
{
    *state += 0x9e3779b97f4a7c15u;
    return ((ent_i_hash_mix(*state) >> 32) * bound) >> 32;
}

static void shuffle(uint32_t *items, size_t count, uint64_t *state)
{
    for (size_t i = count; i > 1; i--) {
        size_t j = (size_t)below(state, i);
        uint32_t item = items[i - 1];
        items[i - 1] = items[j];
        items[j] = item;
    }
}

static ent_status permute(const ent_i_call *call, const comparison *c, double offset, double scale, double *ret,
                          ent_error *err)
{
    size_t rounds = (size_t)ent_i_call_number(call, "permutations"), larger = 0, smaller = 0;
    uint64_t state = (uint64_t)ent_i_call_number(call, "seed");
    ENT_I_AUTOFREE uint32_t *shuffled = NULL;
    ENT_I_TRY(ENT_I_ZEROED(shuffled, c->n, err));
    for (size_t i = 0; i < c->n; i++)
        shuffled[i] = (uint32_t)i;
    double observed = (products(c, shuffled) - offset) / scale, sum = 0, squares = 0;
    for (size_t i = 0; i < rounds; i++) {
        if (i % 16 == 0)
            ENT_I_TRY(ent_i_clock_step(call->clock, i, rounds, err));
        shuffle(shuffled, c->n, &state);
        double found = (products(c, shuffled) - offset) / scale;
        sum += found;
        squares += found * found;
        larger += found >= observed - 1e-12;
        smaller += found <= observed + 1e-12;
    }
    double count = (double)rounds, mean = sum / count;
    ret[VALUE_CORRELATION] = observed;
    ret[VALUE_LARGER] = ((double)larger + 1) / (count + 1);
    ret[VALUE_SMALLER] = ((double)smaller + 1) / (count + 1);
    ret[VALUE_MEAN] = mean;
    ret[VALUE_DEVIATION] = sqrt(fmax(0, squares / count - mean * mean));
    return ENT_OK;
}

static ent_status correlate(const ent_i_call *call, comparison *c, double *ret, ent_error *err)
{
    bool directed = call->projection->options.directed;
    double offset, scale;
    ENT_I_TRY(ent_i_network_of(call->projection, directed, ENT_I_PARALLEL_SUM_OR_ONCE, &c->one, err));
    ENT_I_TRY(ent_i_network_of(call->other, directed, ENT_I_PARALLEL_SUM_OR_ONCE, &c->other, err));
    ENT_I_TRY(number_nodes(call, c, err));
    if (c->n < 2 || !prepare(c, &offset, &scale)) {
        for (int i = 0; i <= VALUE_DEVIATION; i++)
            ret[i] = NAN;
        return ENT_OK;
    }
    return permute(call, c, offset, scale, ret, err);
}

ent_status ent_i_measure_qap(const ent_i_call *call, double *ret, ent_error *err)
{
    if (call->projection->options.directed != call->other->options.directed)
        return ent_i_fail(err, ENT_ERR_USAGE, "qap: one network is directed and the other is not");
    if (call->projection->view->graph != call->other->view->graph)
        return ent_i_fail(err, ENT_ERR_USAGE, "qap: two networks of one graph, so that their nodes are the same");
    comparison c = { 0 };
    ent_status status = correlate(call, &c, ret, err);
    comparison_clear(&c);
    return status;
}
