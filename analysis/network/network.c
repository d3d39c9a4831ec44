/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a projection, which keeps every tie, to the simple network that a measure is defined on. */
#include "analysis/network/projection.h"

#include <pthread.h>
#include <string.h>


typedef enum rule { RULE_ONCE, RULE_LEAST, RULE_SUM, RULE_COUNT } rule;

static rule rule_for(const ent_projection *p, ent_i_parallel parallel)
{
    ent_weight_meaning meaning = p->options.weight_as;
    if (parallel == ENT_I_PARALLEL_LEAST && meaning == ENT_WEIGHT_DISTANCE)
        return RULE_LEAST;
    if (parallel == ENT_I_PARALLEL_SUM || (parallel == ENT_I_PARALLEL_SUM_OR_ONCE && meaning == ENT_WEIGHT_STRENGTH))
        return RULE_SUM;
    return RULE_ONCE;
}

void ent_i_network_clear(ent_i_network *network)
{
    ent_i_lists *lists[] = { &network->out, &network->in };
    for (int i = 0; i < (network->directed ? 2 : 1); i++) {
        free(lists[i]->place);
        free(lists[i]->to);
        free(lists[i]->weights);
    }
    if (network->igraph && network->igraph->made)
        network->igraph->free(network->igraph->made);
    free(network->igraph);
    *network = (ent_i_network){ 0 };
}

static void network_free(ent_i_network *network)
{
    if (network)
        ent_i_network_clear(network);
    free(network);
}

/* ends are taken from one end, or from both when other is the same as one. Ties come in the order of their numbers, so
 * that the lists come out ascending when those of smaller ends are written first. */
static ent_status fill_lists(const ent_i_network *network, const uint32_t (*ends)[2], const double *weights, bool from,
                             bool to, ent_i_lists *ret, ent_error *err)
{
    size_t n = network->node_count, m = network->tie_count, arcs = m * ((size_t)from + (size_t)to);
    ENT_I_TRY(ENT_I_ZEROED(ret->place, n + 2, err));
    ENT_I_TRY(ENT_I_ZEROED(ret->to, arcs, err));
    if (weights)
        ENT_I_TRY(ENT_I_ZEROED(ret->weights, arcs, err));
    uint32_t *place = ret->place + 1; /* one ahead, so that filling leaves them right */
    for (size_t i = 0; i < m; i++) {
        if (from)
            place[ends[i][0] + 1]++;
        if (to)
            place[ends[i][1] + 1]++;
    }
    for (size_t v = 0; v < n; v++)
        place[v + 1] += place[v];
    for (int end = 1; end >= 0; end--) { /* at the larger end first: the other one is smaller than all that follow */
        if (!(end ? to : from))
            continue;
        for (size_t i = 0; i < m; i++) {
            size_t at = place[ends[i][end]]++;
            ret->to[at] = ends[i][!end];
            if (weights)
                ret->weights[at] = weights[i];
        }
    }
    return ENT_OK;
}

ent_status ent_i_network_fill(ent_i_network *network, const uint32_t (*ends)[2], const double *weights, ent_error *err)
{
    ent_status status = fill_lists(network, ends, weights, true, !network->directed, &network->out, err);
    if (network->directed)
        return status < 0 ? status : fill_lists(network, ends, weights, false, true, &network->in, err);
    network->in = network->out; /* as far as it has come */
    return status;
}

/* --- from ties in any order ------------------------------------------------------------------------------ */

/* Arcs of a projection by one of their ends, with the ties that they come from where weights are to be had. */
typedef struct heap {
    uint32_t *place, *to, *tie;
} heap;

static void heap_clear(heap *h)
{
    free(h->place);
    free(h->to);
    free(h->tie);
}

static ent_status heap_open(heap *h, size_t nodes, bool weighted, const uint32_t *counts, ent_error *err)
{
    ENT_I_TRY(ENT_I_ZEROED(h->place, nodes + 2, err));
    for (size_t v = 0; v < nodes; v++)
        h->place[v + 2] = h->place[v + 1] + counts[v];
    ENT_I_TRY(ENT_I_ZEROED(h->to, h->place[nodes + 1], err));
    return weighted ? ENT_I_ZEROED(h->tie, h->place[nodes + 1], err) : ENT_OK;
}

/* place[v + 1] is where the next arc of v goes; in the end it is where v's arcs end. */
static void heap_put(heap *h, uint32_t at, uint32_t to, uint32_t tie)
{
    uint32_t k = h->place[at + 1]++;
    h->to[k] = to;
    if (h->tie)
        h->tie[k] = tie;
}

/* Is tie i part of the network? A strength of 0 is no tie. */
static bool is_part(const ent_projection *p, size_t i, bool weighted)
{
    return p->ends[i][0] != p->ends[i][1] && !(weighted && p->weights && p->weights[i] == 0);
}

/* A tie whose direction does not count goes both ways, and so does a symmetric one in a directed network. Every arc is
 * put to its target first; by counting, arcs then come to their sources in the order of targets and ties. */
static ent_status sort_arcs(const ent_projection *p, bool directed, bool weighted, heap *ret, ent_error *err)
{
    size_t n = p->node_count;
    ENT_I_AUTOFREE uint32_t *counts = NULL;
    heap by_target = { 0 };
    ENT_I_TRY(ENT_I_ZEROED(counts, 2 * n, err));
    uint32_t *sources = counts, *targets = counts + n;
    for (size_t i = 0; i < p->tie_count; i++) {
        if (!is_part(p, i, weighted))
            continue;
        uint32_t from = p->ends[i][0], to = p->ends[i][1];
        sources[from]++;
        targets[to]++;
        if (!directed || ent_i_projection_symmetric(p, i)) {
            sources[to]++;
            targets[from]++;
        }
    }
    ent_status status = heap_open(&by_target, n, weighted, targets, err);
    for (size_t i = 0; status >= 0 && i < p->tie_count; i++) {
        if (!is_part(p, i, weighted))
            continue;
        heap_put(&by_target, p->ends[i][1], p->ends[i][0], (uint32_t)i);
        if (!directed || ent_i_projection_symmetric(p, i))
            heap_put(&by_target, p->ends[i][0], p->ends[i][1], (uint32_t)i);
    }
    if (status >= 0)
        status = heap_open(ret, n, weighted, sources, err);
    for (uint32_t v = 0; status >= 0 && v < n; v++)
        for (uint32_t k = by_target.place[v]; k < by_target.place[v + 1]; k++)
            heap_put(ret, by_target.to[k], v, by_target.tie ? by_target.tie[k] : 0);
    heap_clear(&by_target);
    return status;
}

/* Of parallel arcs one is left, in place; sums are taken in the order of the ties: the same on every machine. */
static void merge_arcs(const ent_projection *p, rule merge, heap *h, double *weights)
{
    uint32_t kept = 0, k = 0;
    for (size_t v = 0; v < p->node_count; v++) {
        uint32_t first = kept, end = h->place[v + 1];
        for (; k < end; k++) {
            double weight = weights && p->weights ? p->weights[h->tie[k]] : 1;
            bool again = kept > first && h->to[kept - 1] == h->to[k];
            if (!again)
                h->to[kept++] = h->to[k];
            if (!weights)
                continue;
            double *into = &weights[kept - 1];
            if (!again)
                *into = weight;
            else if (merge == RULE_SUM)
                *into += weight;
            else if (weight < *into)
                *into = weight;
        }
        h->place[v + 1] = kept;
    }
}

/* The other direction of out. */
static ent_status turn_lists(size_t nodes, const ent_i_lists *out, ent_i_lists *ret, ent_error *err)
{
    uint32_t arcs = out->place[nodes];
    ENT_I_TRY(ENT_I_ZEROED(ret->place, nodes + 2, err));
    ENT_I_TRY(ENT_I_ZEROED(ret->to, arcs, err));
    if (out->weights)
        ENT_I_TRY(ENT_I_ZEROED(ret->weights, arcs, err));
    for (uint32_t k = 0; k < arcs; k++)
        ret->place[out->to[k] + 2]++;
    for (size_t v = 0; v < nodes; v++)
        ret->place[v + 1] += ret->place[v];
    for (uint32_t v = 0; v < nodes; v++)
        for (uint32_t k = out->place[v]; k < out->place[v + 1]; k++) {
            uint32_t at = ret->place[out->to[k] + 1]++;
            ret->to[at] = v;
            if (out->weights)
                ret->weights[at] = out->weights[k];
        }
    return ENT_OK;
}

/* Memory that merging has left over goes back. */
static ent_status shrink(void **block, size_t size, ent_error *err)
{
    void *smaller = realloc(*block, size ? size : 1);
    if (!smaller)
        return ent_i_nomem(err);
    *block = smaller;
    return ENT_OK;
}

/* ret: the arcs of the projection, each once. */
static ent_status list_arcs(const ent_projection *p, bool directed, rule merge, ent_i_lists *ret, ent_error *err)
{
    bool weighted = merge != RULE_ONCE;
    heap arcs = { 0 };
    ent_status status = sort_arcs(p, directed, weighted, &arcs, err);
    ret->place = arcs.place;
    ret->to = arcs.to;
    size_t before = status < 0 ? 0 : arcs.place[p->node_count];
    if (status >= 0 && weighted)
        status = ENT_I_ZEROED(ret->weights, before, err);
    if (status >= 0)
        merge_arcs(p, merge, &arcs, ret->weights);
    free(arcs.tie);
    ENT_I_TRY(status);
    size_t count = ret->place[p->node_count];
    if (count == before)
        return ENT_OK;
    ENT_I_TRY(shrink((void **)&ret->to, count * sizeof *ret->to, err));
    return weighted ? shrink((void **)&ret->weights, count * sizeof *ret->weights, err) : ENT_OK;
}

static ent_status fill_network(const ent_projection *p, rule merge, ent_i_network *network, ent_error *err)
{
    ent_status status = list_arcs(p, network->directed, merge, &network->out, err);
    if (!network->directed)
        network->in = network->out; /* as far as it has come */
    ENT_I_TRY(status);
    size_t count = network->out.place[network->node_count];
    network->tie_count = network->directed ? count : count / 2;
    if (network->directed)
        ENT_I_TRY(turn_lists(network->node_count, &network->out, &network->in, err));
    return ENT_I_ZEROED(network->igraph, 1, err);
}

static ent_status make(const ent_projection *projection, bool directed, rule merge, ent_i_network **ret, ent_error *err)
{
    if (projection->tie_count > UINT32_MAX / 2)
        return ent_i_fail(err, ENT_ERR_LIMIT, "more than %u ties are too many to measure", UINT32_MAX / 2);
    ent_i_network *network = NULL;
    ENT_I_TRY(ENT_I_ZEROED(network, 1, err));
    network->node_count = projection->node_count;
    network->directed = directed;
    ent_status status = fill_network(projection, merge, network, err);
    if (status < 0) {
        network_free(network);
        return status;
    }
    *ret = network;
    return ENT_OK;
}

/* --- kept with the projection --------------------------------------------------------------------------- */

struct ent_i_networks {
    pthread_mutex_t lock;
    ent_i_network *made[2][RULE_COUNT]; /* by directed and rule */
};

ent_status ent_i_networks_new(ent_i_networks **ret, ent_error *err)
{
    ent_i_networks *networks = NULL;
    ENT_I_TRY(ENT_I_ZEROED(networks, 1, err));
    pthread_mutex_init(&networks->lock, NULL);
    *ret = networks;
    return ENT_OK;
}

void ent_i_networks_free(ent_i_networks *networks)
{
    if (!networks)
        return;
    for (int directed = 0; directed < 2; directed++)
        for (int merge = 0; merge < RULE_COUNT; merge++)
            network_free(networks->made[directed][merge]);
    pthread_mutex_destroy(&networks->lock);
    free(networks);
}

ent_status ent_i_network_of(const ent_projection *projection, bool directed, ent_i_parallel parallel,
                            const ent_i_network **ret, ent_error *err)
{
    rule merge = rule_for(projection, parallel);
    ent_i_networks *networks = projection->networks;
    pthread_mutex_lock(&networks->lock);
    ent_i_network **at = &networks->made[directed][merge];
    ent_status status = *at ? ENT_OK : make(projection, directed, merge, at, err);
    if (status >= 0)
        *ret = *at;
    pthread_mutex_unlock(&networks->lock);
    return status;
}

uint32_t ent_i_network_arc(const ent_i_network *network, uint32_t from, uint32_t to)
{
    const ent_i_lists *out = &network->out;
    uint32_t low = out->place[from], high = out->place[from + 1];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (out->to[middle] == to)
            return middle;
        if (out->to[middle] < to)
            low = middle + 1;
        else
            high = middle;
    }
    return ENT_NONE;
}

ent_status ent_i_network_numbers(const ent_i_network *network, uint32_t **ret, ent_error *err)
{
    const ent_i_lists *out = &network->out;
    uint32_t n = (uint32_t)network->node_count, number = 0;
    ENT_I_AUTOFREE uint32_t *next = NULL, *numbers = NULL;
    ENT_I_TRY(ENT_I_ZEROED(next, n, err)); /* by node: how many ties of smaller nodes have come to it */
    ENT_I_TRY(ENT_I_ZEROED(numbers, out->place[n], err));
    for (uint32_t v = 0; v < n; v++)
        for (uint32_t k = out->place[v]; k < out->place[v + 1]; k++) {
            uint32_t w = out->to[k];
            if (!network->directed && w < v)
                continue;
            if (!network->directed)
                numbers[out->place[w] + next[w]++] = number;
            numbers[k] = number++;
        }
    *ret = numbers;
    numbers = NULL;
    return ENT_OK;
}
