/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cores from the outside in: nodes that have k ties left go, and take those along that are left with k by that.
 * What is left at k has k ties each and is at most 2m / k nodes, so that looking through it for every k costs
 * m log k in all; in return the only thing visited at random is how many ties a node has left. */
#include "analysis/kernels/cohesion.h"

#include "graph/base/array.h"

typedef struct peel {
    const uint32_t *place, *to;
    uint32_t *degree; /* ties left; of nodes that are gone, k or less */
    uint32_t *left;   /* nodes with more than k */
    uint32_t *queue;  /* nodes that go */
    uint32_t left_count, queue_count;
} peel;

/* The nodes with at most k ties left go to the queue; returns the least number of ties of the others. */
static uint32_t look_through(peel *p, uint32_t k)
{
    uint32_t kept = 0, least = UINT32_MAX;
    for (uint32_t i = 0; i < p->left_count; i++) {
        uint32_t v = p->left[i], degree = p->degree[v];
        if (degree < least && degree > k)
            least = degree;
        if (degree > k)
            p->left[kept++] = v;
    }
    p->left_count = kept;
    return least;
}

static void take_away(peel *p, uint32_t k, uint32_t *ret)
{
    for (uint32_t i = 0; i < p->queue_count; i++) {
        uint32_t v = p->queue[i];
        ret[v] = k;
        for (uint32_t j = p->place[v]; j < p->place[v + 1]; j++) {
            uint32_t u = p->to[j];
            if (p->degree[u] > k && --p->degree[u] == k)
                p->queue[p->queue_count++] = u;
        }
    }
}

ent_status ent_i_coreness(const ent_i_network *network, uint32_t *ret, ent_error *err)
{
    uint32_t n = (uint32_t)network->node_count, k = UINT32_MAX;
    ENT_I_AUTOFREE uint32_t *degree = NULL, *left = NULL, *queue = NULL;
    ENT_I_TRY(ENT_I_ZEROED(degree, n, err));
    ENT_I_TRY(ENT_I_ZEROED(left, n, err));
    ENT_I_TRY(ENT_I_ZEROED(queue, n, err));
    peel p = { network->out.place, network->out.to, degree, left, queue, n, 0 };
    for (uint32_t v = 0; v < n; v++) {
        left[v] = v;
        degree[v] = p.place[v + 1] - p.place[v];
        k = degree[v] < k ? degree[v] : k;
    }
    while (p.left_count) {
        p.queue_count = 0;
        for (uint32_t i = 0; i < p.left_count; i++)
            if (degree[left[i]] == k)
                queue[p.queue_count++] = left[i];
        take_away(&p, k, ret);
        k = look_through(&p, k);
    }
    return ENT_OK;
}
