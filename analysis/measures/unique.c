/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For every part at once, the largest eigenvalue lies between the least and the greatest growth of its numbers in a
 * step of x + A x (Collatz and Wielandt), and both come together. Steps are made until all parts but one are surely
 * below the largest, or have come as close to it as can be told. For hubs and authorities every node stands twice,
 * where ties start and where they end, and A joins the two kinds: its largest eigenvalue is the root of that of A A'. */
#include "analysis/measures/unique.h"

#include <math.h>

enum { MOST_STEPS = 300 };
#define NEAR 1e-6 /* relative: the same eigenvalue */

typedef struct parts {
    const ent_i_network *network;
    bool hubs;
    size_t n;         /* nodes; for hubs, twice as many */
    uint32_t *part;   /* by node */
    size_t count;
    double *x, *y;    /* by node */
    double *low, *high, *largest; /* by part */
} parts;

static const ent_i_lists *lists_of(const parts *p, size_t node, size_t *ret_node, size_t *ret_shift)
{
    size_t n = p->network->node_count;
    bool ends = node >= n;
    *ret_node = ends ? node - n : node;
    *ret_shift = p->hubs && !ends ? n : 0;
    return ends ? &p->network->in : &p->network->out;
}

static ent_status find_parts(parts *p, ent_error *err)
{
    ENT_I_AUTOFREE uint32_t *queue = NULL;
    ENT_I_TRY(ENT_I_ZEROED(queue, p->n, err));
    for (size_t i = 0; i < p->n; i++)
        p->part[i] = ENT_NONE;
    for (size_t root = 0; root < p->n; root++) {
        if (p->part[root] != ENT_NONE)
            continue;
        size_t found = 0;
        p->part[root] = (uint32_t)p->count;
        queue[found++] = (uint32_t)root;
        for (size_t at = 0; at < found; at++) {
            size_t node, shift;
            const ent_i_lists *lists = lists_of(p, queue[at], &node, &shift);
            for (size_t i = lists->place[node]; i < lists->place[node + 1]; i++) {
                uint32_t other = (uint32_t)(lists->to[i] + shift);
                if (p->part[other] != ENT_NONE)
                    continue;
                p->part[other] = (uint32_t)p->count;
                queue[found++] = other;
            }
        }
        p->count++;
    }
    return ENT_OK;
}

static void step(parts *p)
{
    for (size_t k = 0; k < p->count; k++) {
        p->low[k] = INFINITY;
        p->high[k] = p->largest[k] = 0;
    }
    for (size_t v = 0; v < p->n; v++) {
        size_t node, shift, part = p->part[v];
        const ent_i_lists *lists = lists_of(p, v, &node, &shift);
        double sum = p->x[v];
        for (size_t i = lists->place[node]; i < lists->place[node + 1]; i++)
            sum += p->x[lists->to[i] + shift] * (lists->weights ? lists->weights[i] : 1);
        p->y[v] = sum;
        p->low[part] = fmin(p->low[part], sum / p->x[v]);
        p->high[part] = fmax(p->high[part], sum / p->x[v]);
        p->largest[part] = fmax(p->largest[part], sum);
    }
    for (size_t v = 0; v < p->n; v++)
        p->x[v] = fmax(p->y[v] / p->largest[p->part[v]], 1e-290); /* what is far away fades, but is not nothing */
}

/* Parts that may have the largest eigenvalue: those not surely below. */
static size_t candidates(const parts *p, bool *ret_settled)
{
    double most = 0;
    size_t count = 0;
    *ret_settled = true;
    for (size_t k = 0; k < p->count; k++)
        most = fmax(most, p->low[k]);
    if (!(most > 1))
        return 0;
    for (size_t k = 0; k < p->count; k++)
        if (p->high[k] >= most * (1 - NEAR)) {
            count++;
            *ret_settled = *ret_settled && p->high[k] - p->low[k] <= NEAR * most;
        }
    *ret_settled = *ret_settled || count == 1;
    return count;
}

static ent_status count_leading(parts *p, const ent_i_clock *clock, size_t *ret, ent_error *err)
{
    ENT_I_TRY(ENT_I_ZEROED(p->part, p->n, err));
    ENT_I_TRY(ENT_I_ZEROED(p->x, p->n, err));
    ENT_I_TRY(ENT_I_ZEROED(p->y, p->n, err));
    ENT_I_TRY(find_parts(p, err));
    ENT_I_TRY(ENT_I_ZEROED(p->low, p->count, err));
    ENT_I_TRY(ENT_I_ZEROED(p->high, p->count, err));
    ENT_I_TRY(ENT_I_ZEROED(p->largest, p->count, err));
    for (size_t i = 0; i < p->n; i++)
        p->x[i] = 1;
    bool settled = false;
    size_t leading = 0;
    for (int round = 0; round < MOST_STEPS && !settled; round++) {
        step(p);
        leading = candidates(p, &settled);
        if (round % 16 == 0)
            ENT_I_TRY(ent_i_clock_check(clock, err));
    }
    *ret = leading;
    return ENT_OK;
}

ent_status ent_i_leading_parts(const ent_i_network *network, bool hubs, const ent_i_clock *clock, size_t *ret,
                               ent_error *err)
{
    parts p = { .network = network, .hubs = hubs, .n = network->node_count * (hubs ? 2 : 1) };
    ent_status status = ENT_OK;
    *ret = 0;
    if (p.n > UINT32_MAX - 1)
        return ent_i_fail(err, ENT_ERR_LIMIT, "too many nodes to measure");
    if (network->tie_count)
        status = count_leading(&p, clock, ret, err);
    free(p.part);
    free(p.x);
    free(p.y);
    free(p.low);
    free(p.high);
    free(p.largest);
    return status;
}
