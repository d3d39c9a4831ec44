/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a projection, which keeps every tie, to the simple network that a measure is defined on. */
#include "analysis/projection.h"

#include <pthread.h>
#include <string.h>

#include "analysis/igraph_door.h"

typedef struct arc {
    uint32_t from, to;
    uint32_t order; /* sums are taken in the order of the ties: the same on every machine */
    double weight;
} arc;

static int compare_arcs(const void *left, const void *right)
{
    const arc *a = left, *b = right;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

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

/* A tie whose direction does not count is written from its smaller end; a symmetric one goes both ways in a
 * directed network. A strength of 0 is no tie. */
static size_t list_arcs(const ent_projection *p, bool directed, bool weighted, arc *arcs)
{
    size_t count = 0;
    for (size_t i = 0; i < p->tie_count; i++) {
        uint32_t from = p->ends[i][0], to = p->ends[i][1];
        double weight = weighted && p->weights ? p->weights[i] : 1;
        if (from == to || (weighted && weight == 0))
            continue;
        bool swap = !directed && from > to;
        arcs[count++] = (arc){ swap ? to : from, swap ? from : to, (uint32_t)i, weight };
        if (directed && ent_i_projection_symmetric(p, i))
            arcs[count++] = (arc){ to, from, (uint32_t)i, weight };
    }
    return count;
}

static size_t merge_arcs(arc *arcs, size_t count, rule merge)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (!kept || arcs[i].from != arcs[kept - 1].from || arcs[i].to != arcs[kept - 1].to) {
            arcs[kept++] = arcs[i];
            continue;
        }
        arc *into = &arcs[kept - 1];
        if (merge == RULE_SUM)
            into->weight += arcs[i].weight;
        else if (merge == RULE_LEAST && arcs[i].weight < into->weight)
            into->weight = arcs[i].weight;
    }
    return kept;
}

void ent_i_network_clear(ent_i_network *network)
{
    ent_i_lists *lists[] = { &network->out, &network->in };
    for (int i = 0; i < (network->directed ? 2 : 1); i++) {
        free(lists[i]->place);
        free(lists[i]->to);
        free(lists[i]->tie);
        free(lists[i]->weights);
    }
    if (network->igraph)
        ent_i_igraph_free(*network->igraph);
    free(network->igraph);
    free(network->ends);
    free(network->weights);
    *network = (ent_i_network){ 0 };
}

static void network_free(ent_i_network *network)
{
    if (network)
        ent_i_network_clear(network);
    free(network);
}

/* ends are taken from one end, or from both when other is the same as one. The arcs are sorted, so that the lists
 * come out ascending when those of smaller ends are written first. */
static ent_status fill_lists(const ent_i_network *network, bool from, bool to, ent_i_lists *ret, ent_error *err)
{
    size_t n = network->node_count, m = network->tie_count, arcs = m * ((size_t)from + (size_t)to);
    ENT_I_TRY(ENT_I_ZEROED(ret->place, n + 2, err));
    ENT_I_TRY(ENT_I_ZEROED(ret->to, arcs, err));
    ENT_I_TRY(ENT_I_ZEROED(ret->tie, arcs, err));
    if (network->weights)
        ENT_I_TRY(ENT_I_ZEROED(ret->weights, arcs, err));
    uint32_t *place = ret->place + 1; /* one ahead, so that filling leaves them right */
    for (size_t i = 0; i < m; i++) {
        if (from)
            place[network->ends[i][0] + 1]++;
        if (to)
            place[network->ends[i][1] + 1]++;
    }
    for (size_t v = 0; v < n; v++)
        place[v + 1] += place[v];
    for (int end = 1; end >= 0; end--) { /* at the larger end first: the other one is smaller than all that follow */
        if (!(end ? to : from))
            continue;
        for (size_t i = 0; i < m; i++) {
            size_t at = place[network->ends[i][end]]++;
            ret->to[at] = network->ends[i][!end];
            ret->tie[at] = (uint32_t)i;
            if (network->weights)
                ret->weights[at] = network->weights[i];
        }
    }
    return ENT_OK;
}

ent_status ent_i_network_fill(ent_i_network *network, ent_error *err)
{
    ent_status status = fill_lists(network, true, !network->directed, &network->out, err);
    if (network->directed)
        return status < 0 ? status : fill_lists(network, false, true, &network->in, err);
    network->in = network->out; /* as far as it has come */
    return status;
}

static ent_status fill_network(ent_i_network *network, const arc *arcs, bool weighted, ent_error *err)
{
    ENT_I_TRY(ENT_I_ZEROED(network->ends, network->tie_count, err));
    if (weighted)
        ENT_I_TRY(ENT_I_ZEROED(network->weights, network->tie_count, err));
    for (size_t i = 0; i < network->tie_count; i++) {
        network->ends[i][0] = arcs[i].from;
        network->ends[i][1] = arcs[i].to;
        if (weighted)
            network->weights[i] = arcs[i].weight;
    }
    ENT_I_TRY(ENT_I_ZEROED(network->igraph, 1, err));
    return ent_i_network_fill(network, err);
}

static ent_status make(const ent_projection *projection, bool directed, rule merge, ent_i_network **ret, ent_error *err)
{
    if (projection->tie_count > UINT32_MAX / 2)
        return ent_i_fail(err, ENT_ERR_LIMIT, "more than %u ties are too many to measure", UINT32_MAX / 2);
    ENT_I_AUTOFREE arc *arcs = NULL;
    ENT_I_TRY(ENT_I_ZEROED(arcs, 2 * projection->tie_count, err));
    size_t count = list_arcs(projection, directed, merge != RULE_ONCE, arcs);
    if (count)
        qsort(arcs, count, sizeof *arcs, compare_arcs);
    ent_i_network *network = NULL;
    ENT_I_TRY(ENT_I_ZEROED(network, 1, err));
    network->node_count = projection->node_count;
    network->tie_count = merge_arcs(arcs, count, merge);
    network->directed = directed;
    ent_status status = fill_network(network, arcs, merge != RULE_ONCE, err);
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

uint32_t ent_i_network_tie(const ent_i_network *network, uint32_t from, uint32_t to)
{
    const ent_i_lists *out = &network->out;
    size_t low = out->place[from], high = out->place[from + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (out->to[middle] == to)
            return out->tie[middle];
        if (out->to[middle] < to)
            low = middle + 1;
        else
            high = middle;
    }
    return ENT_NONE;
}
