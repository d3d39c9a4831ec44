/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Burt's structural holes, for every node and whatever the weights and directions. z_ij is the weight of what goes
 * from i to j, s_ij = z_ij + z_ji, p_ij = s_ij over the sum of i's, and m_jq = s_jq over the largest of j's.
 *
 *   effective size  sum over j of (1 - sum over q of p_iq m_jq)
 *   efficiency      effective size over the number of contacts
 *   hierarchy       the Coleman-Theil index of disorder of the c_ij, which sum to the constraint
 */
#include <math.h>

#include "analysis/measures/measures.h"

/* Ties of both directions together, as lists without directions: s_ij. */
typedef struct both {
    ent_i_lists lists; /* tie is not filled */
    double *sum, *most; /* by node, of its s */
} both;

static void both_clear(both *b)
{
    free(b->lists.place);
    free(b->lists.to);
    free(b->lists.weights);
    free(b->sum);
    free(b->most);
}

static void add(both *b, size_t node, size_t *at, uint32_t to, double weight)
{
    b->lists.to[*at] = to;
    b->lists.weights[(*at)++] = weight;
    b->sum[node] += weight;
    b->most[node] = fmax(b->most[node], weight);
}

static double weight_at(const ent_i_lists *lists, size_t at)
{
    return lists->weights ? lists->weights[at] : 1;
}

/* Merge what leaves a node with what comes to it; both are ascending. In an undirected network they are the same,
 * and the sums twice as large: the shares are not. */
static void merge_lists(const ent_i_network *network, both *b)
{
    size_t at = 0;
    for (size_t v = 0; v < network->node_count; v++) {
        size_t o = network->out.place[v], i = network->in.place[v];
        while (o < network->out.place[v + 1] || i < network->in.place[v + 1]) {
            uint32_t to = o < network->out.place[v + 1] ? network->out.to[o] : ENT_NONE;
            uint32_t from = i < network->in.place[v + 1] ? network->in.to[i] : ENT_NONE;
            double weight = 0;
            uint32_t other = to < from ? to : from;
            if (to == other)
                weight += weight_at(&network->out, o++);
            if (from == other)
                weight += weight_at(&network->in, i++);
            add(b, v, &at, other, weight);
        }
        b->lists.place[v + 1] = at;
    }
}

static ent_status both_init(both *b, const ent_i_call *call, ent_error *err)
{
    const ent_i_network *network;
    ENT_I_TRY(ent_i_network_of(call->projection, call->projection->options.directed, ENT_I_PARALLEL_SUM_OR_ONCE,
                               &network, err));
    size_t n = network->node_count, arcs = 2 * network->tie_count;
    ENT_I_TRY(ENT_I_ZEROED(b->lists.place, n + 1, err));
    ENT_I_TRY(ENT_I_ZEROED(b->lists.to, arcs, err));
    ENT_I_TRY(ENT_I_ZEROED(b->lists.weights, arcs, err));
    ENT_I_TRY(ENT_I_ZEROED(b->sum, n, err));
    ENT_I_TRY(ENT_I_ZEROED(b->most, n, err));
    merge_lists(network, b);
    return ENT_OK;
}

/* The contacts of `ego` are marked with its share in them: share[j] = p_ij. */
static double effective_size(const both *b, size_t ego, const double *share)
{
    double size = 0;
    for (size_t i = b->lists.place[ego]; i < b->lists.place[ego + 1]; i++) {
        uint32_t j = b->lists.to[i];
        double redundant = 0;
        for (size_t k = b->lists.place[j]; k < b->lists.place[j + 1]; k++)
            redundant += share[b->lists.to[k]] * b->lists.weights[k] / b->most[j];
        size += 1 - redundant;
    }
    return size;
}

static double efficiency(const both *b, size_t ego, const double *share)
{
    return effective_size(b, ego, share) / (double)ent_i_lists_count(&b->lists, ego);
}

static double constraint_of(const both *b, uint32_t j, const double *share)
{
    double c = share[j];
    for (size_t k = b->lists.place[j]; k < b->lists.place[j + 1]; k++) /* p_iq p_qj = p_iq s_jq / sum of q's */
        c += share[b->lists.to[k]] * b->lists.weights[k] / b->sum[b->lists.to[k]];
    return c * c;
}

static double hierarchy(const both *b, size_t ego, const double *share)
{
    size_t from = b->lists.place[ego], until = b->lists.place[ego + 1];
    double total = 0, disorder = 0, n = (double)(until - from);
    if (n < 2)
        return NAN;
    for (size_t i = from; i < until; i++)
        total += constraint_of(b, b->lists.to[i], share);
    for (size_t i = from; i < until; i++) {
        double ratio = constraint_of(b, b->lists.to[i], share) / (total / n);
        disorder += ratio > 0 ? ratio * log(ratio) : 0;
    }
    return fmax(0, disorder / (n * log(n)));
}

typedef double of_ego(const both *b, size_t ego, const double *share);

static ent_status for_each_ego(const ent_i_call *call, const both *b, of_ego *number, double *ret, ent_error *err)
{
    size_t n = call->projection->node_count;
    ENT_I_AUTOFREE double *share = NULL;
    ENT_I_TRY(ENT_I_ZEROED(share, n, err));
    for (size_t ego = 0; ego < n; ego++) {
        if (ego % 64 == 0)
            ENT_I_TRY(ent_i_clock_step(call->clock, ego, n, err));
        size_t from = b->lists.place[ego], until = b->lists.place[ego + 1];
        for (size_t i = from; i < until; i++)
            share[b->lists.to[i]] = b->lists.weights[i] / b->sum[ego];
        ret[ego] = from == until ? NAN : number(b, ego, share);
        for (size_t i = from; i < until; i++)
            share[b->lists.to[i]] = 0;
    }
    return ENT_OK;
}

static ent_status measure(const ent_i_call *call, of_ego *number, double *ret, ent_error *err)
{
    both b = { 0 };
    ent_status status = both_init(&b, call, err);
    if (status >= 0)
        status = for_each_ego(call, &b, number, ret, err);
    both_clear(&b);
    return status;
}

ent_status ent_i_measure_effective_size(const ent_i_call *call, double *ret, ent_error *err)
{
    return measure(call, effective_size, ret, err);
}

ent_status ent_i_measure_efficiency(const ent_i_call *call, double *ret, ent_error *err)
{
    return measure(call, efficiency, ret, err);
}

ent_status ent_i_measure_hierarchy(const ent_i_call *call, double *ret, ent_error *err)
{
    return measure(call, hierarchy, ret, err);
}
