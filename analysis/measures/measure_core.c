/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Core and periphery: the core for which the network correlates best with one where all pairs with a node of the
 * core are tied and no others (Borgatti and Everett 1999, the discrete model). Four numbers tell the correlation:
 * so a node changes sides in a step per neighbour. The search starts from every core of the k best-tied nodes, and
 * then moves single nodes for as long as that helps. */
#include <math.h>

#include "analysis/measures/measures.h"

typedef struct model {
    const ent_i_network *network;
    bool *core;
    uint32_t *in_core;    /* by node: its neighbours in the core */
    double size, touched; /* nodes of the core; ties with an end in it */
} model;

/* Over all pairs: x is 1 when the model has a tie, y when the network has. */
static double fit(const model *m, double size, double touched)
{
    double n = (double)m->network->node_count, pairs = n * (n - 1) / 2, ties = (double)m->network->tie_count;
    double ideal = size * (size - 1) / 2 + size * (n - size);
    double vx = ideal * (pairs - ideal), vy = ties * (pairs - ties);
    return vx > 0 && vy > 0 ? (pairs * touched - ideal * ties) / (sqrt(vx) * sqrt(vy)) : -INFINITY;
}

/* How the fit would be with the node on the other side. */
static double fit_moved(const model *m, uint32_t node)
{
    double others = (double)ent_i_lists_count(&m->network->out, node) - m->in_core[node];
    return m->core[node] ? fit(m, m->size - 1, m->touched - others) : fit(m, m->size + 1, m->touched + others);
}

static void move(model *m, uint32_t node)
{
    bool enters = !m->core[node];
    double others = (double)ent_i_lists_count(&m->network->out, node) - m->in_core[node];
    m->core[node] = enters;
    m->size += enters ? 1 : -1;
    m->touched += enters ? others : -others;
    for (size_t i = m->network->out.place[node]; i < m->network->out.place[node + 1]; i++)
        m->in_core[m->network->out.to[i]] += enters ? 1 : UINT32_MAX;
}

typedef struct tied {
    uint32_t node;
    size_t degree;
} tied;

static int compare_tied(const void *left, const void *right)
{
    const tied *a = left, *b = right;
    if (a->degree != b->degree)
        return a->degree > b->degree ? -1 : 1;
    return (a->node > b->node) - (a->node < b->node);
}

/* The k best-tied nodes, for the k that fits best. */
static ent_status start(model *m, ent_error *err)
{
    size_t n = m->network->node_count, best = 0;
    ENT_I_AUTOFREE tied *order = NULL;
    ENT_I_TRY(ENT_I_ZEROED(order, n, err));
    for (uint32_t i = 0; i < n; i++)
        order[i] = (tied){ i, ent_i_lists_count(&m->network->out, i) };
    if (n)
        qsort(order, n, sizeof *order, compare_tied);
    double most = -INFINITY;
    for (size_t k = 0; k < n; k++) {
        move(m, order[k].node);
        if (fit(m, m->size, m->touched) > most + 1e-12) {
            most = fit(m, m->size, m->touched);
            best = k + 1;
        }
    }
    for (size_t k = n; k-- > best;)
        move(m, order[k].node);
    return ENT_OK;
}

static ent_status improve(model *m, const ent_i_clock *clock, ent_error *err)
{
    double now = fit(m, m->size, m->touched);
    for (bool moved = true; moved;) {
        moved = false;
        ENT_I_TRY(ent_i_clock_check(clock, err));
        for (uint32_t i = 0; i < m->network->node_count; i++) {
            double then = fit_moved(m, i);
            if (then <= now + 1e-12)
                continue;
            move(m, i);
            now = then;
            moved = true;
        }
    }
    return ENT_OK;
}

static ent_status find_core(const ent_i_call *call, model *m, ent_error *err)
{
    ENT_I_TRY(ent_i_network_of(call->projection, false, ENT_I_PARALLEL_ONCE, &m->network, err));
    ENT_I_TRY(ENT_I_ZEROED(m->core, m->network->node_count, err));
    ENT_I_TRY(ENT_I_ZEROED(m->in_core, m->network->node_count, err));
    ENT_I_TRY(start(m, err));
    ENT_I_TRY(improve(m, call->clock, err));
    ent_i_call_note(call, "The core was found by a search: there may be one that fits better.");
    return ENT_OK;
}

static void model_clear(model *m)
{
    free(m->core);
    free(m->in_core);
}

ent_status ent_i_measure_core_periphery(const ent_i_call *call, double *ret, ent_error *err)
{
    model m = { 0 };
    ent_status status = find_core(call, &m, err);
    if (status >= 0) {
        double found = fit(&m, m.size, m.touched);
        ret[0] = isinf(found) ? NAN : found;
        ret[1] = isinf(found) ? NAN : m.size;
    }
    model_clear(&m);
    return status;
}

ent_status ent_i_measure_core(const ent_i_call *call, double *ret, ent_error *err)
{
    model m = { 0 };
    ent_status status = find_core(call, &m, err);
    if (status >= 0) {
        bool none = isinf(fit(&m, m.size, m.touched));
        for (size_t i = 0; i < m.network->node_count; i++)
            ret[i] = none ? NAN : m.core[i];
    }
    model_clear(&m);
    return status;
}
