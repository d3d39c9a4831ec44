/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a projection, which keeps every tie, to the simple network that a measure is defined on. */
#include "analysis/projection.h"

#include <string.h>

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

typedef enum rule { RULE_ONCE, RULE_LEAST, RULE_SUM } rule;

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
        ent_tie_view seen;
        ent_graph_tie(p->view->graph, p->ties[i], &seen);
        bool swap = !directed && from > to;
        arcs[count++] = (arc){ swap ? to : from, swap ? from : to, (uint32_t)i, weight };
        if (directed && p->view->symmetric[seen.type])
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

ent_status ent_i_network_make(const ent_projection *projection, bool directed, ent_i_parallel parallel,
                              ent_i_network *ret, ent_error *err)
{
    rule merge = rule_for(projection, parallel);
    if (projection->tie_count > UINT32_MAX / 2)
        return ent_i_fail(err, ENT_ERR_LIMIT, "more than %u ties are too many to measure", UINT32_MAX / 2);
    ENT_I_AUTOFREE arc *arcs = NULL;
    ENT_I_TRY(ENT_I_ZEROED(arcs, 2 * projection->tie_count, err));
    size_t count = list_arcs(projection, directed, merge != RULE_ONCE, arcs);
    if (count)
        qsort(arcs, count, sizeof *arcs, compare_arcs);
    count = merge_arcs(arcs, count, merge);
    ent_i_network network = { .node_count = projection->node_count, .tie_count = count, .directed = directed };
    ent_status status = ENT_I_ZEROED(network.ends, count, err);
    if (status >= 0 && merge != RULE_ONCE)
        status = ENT_I_ZEROED(network.weights, count, err);
    if (status < 0) {
        ent_i_network_clear(&network);
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        network.ends[i][0] = arcs[i].from;
        network.ends[i][1] = arcs[i].to;
        if (network.weights)
            network.weights[i] = arcs[i].weight;
    }
    *ret = network;
    return ENT_OK;
}

void ent_i_network_clear(ent_i_network *network)
{
    free(network->ends);
    free(network->weights);
    *network = (ent_i_network){ 0 };
}
