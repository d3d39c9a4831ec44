/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What betweenness prepares once: order, and the folding of what hangs on one tie. A tree of w nodes that hangs
 * on a node q in a component of s nodes meets the rest only at q: as a source or target it does what w copies of q
 * would. The pairs that have an end in the tree give its own nodes and ties what can be counted without a search. */
#include "analysis/kernels/brandes.h"

#include <string.h>

#include "graph/base/array.h"

typedef struct folding {
    uint32_t *degree; /* ties left */
    uint32_t *stack;  /* nodes with one tie left */
    uint8_t *gone;
    double *squares;  /* the sum of the squared sizes of the trees folded into a node */
} folding;

/* The arc to the neighbour that is left. */
static uint32_t last_arc(const ent_i_brandes *b, const folding *f, uint32_t v)
{
    const ent_i_lists *lists = &b->arcs.out;
    uint32_t k = lists->place[v];
    while (f->gone[lists->to[k]])
        k++;
    return k;
}

static void fold_trees(ent_i_brandes *b, folding *f, const double *sizes)
{
    const ent_i_lists *lists = &b->arcs.out;
    uint32_t n = b->arcs.node_count, top = 0;
    for (uint32_t v = 0; v < n; v++)
        if ((f->degree[v] = (uint32_t)ent_i_lists_count(lists, v)) == 1)
            f->stack[top++] = v;
    while (top) {
        uint32_t v = f->stack[--top];
        if (f->degree[v] != 1)
            continue; /* the last two of a tree were one tie */
        uint32_t arc = last_arc(b, f, v), q = lists->to[arc];
        f->gone[v] = 1;
        f->degree[v] = 0;
        b->fold[q] += b->fold[v];
        f->squares[q] += b->fold[v] * b->fold[v];
        if (b->tie_base)
            b->tie_base[lists->tie[arc]] = 2 * b->fold[v] * (sizes[v] - b->fold[v]);
        if (--f->degree[q] == 1)
            f->stack[top++] = q;
    }
    for (uint32_t v = 0; v < n; v++) {
        double below = b->fold[v] - 1;
        b->base[v] = 2 * below * (sizes[v] - b->fold[v]) + below * below - f->squares[v];
    }
}

/* Arcs of and to what is gone are left out, in place. */
static void drop_arcs(ent_i_brandes *b, const uint8_t *gone)
{
    ent_i_lists *lists = &b->arcs.out;
    uint32_t kept = 0, k = 0;
    for (uint32_t v = 0; v < b->arcs.node_count; v++) {
        uint32_t end = lists->place[v + 1];
        lists->place[v] = kept;
        for (; k < end; k++) {
            if (gone[v] || gone[lists->to[k]])
                continue;
            lists->to[kept] = lists->to[k];
            if (lists->tie)
                lists->tie[kept] = lists->tie[k];
            kept++;
        }
    }
    lists->place[b->arcs.node_count] = kept;
}

static ent_status fold_in(ent_i_brandes *b, ent_error *err)
{
    uint32_t n = b->arcs.node_count;
    ENT_I_AUTOFREE uint32_t *degree = NULL, *stack = NULL;
    ENT_I_AUTOFREE uint8_t *gone = NULL;
    ENT_I_AUTOFREE double *squares = NULL, *sizes = NULL;
    ENT_I_TRY(ENT_I_ZEROED(degree, n, err));
    ENT_I_TRY(ENT_I_ZEROED(stack, n, err));
    ENT_I_TRY(ENT_I_ZEROED(gone, n, err));
    ENT_I_TRY(ENT_I_ZEROED(squares, n, err));
    ENT_I_TRY(ENT_I_ZEROED(sizes, n, err));
    for (uint32_t i = 0; i < b->order.part_count; i++)
        for (uint32_t v = b->order.parts[i]; v < b->order.parts[i + 1]; v++)
            sizes[v] = b->order.parts[i + 1] - b->order.parts[i];
    folding f = { degree, stack, gone, squares };
    fold_trees(b, &f, sizes);
    drop_arcs(b, gone);
    return ENT_OK;
}

static ent_status make(const ent_i_network *network, bool fold, bool ties, ent_i_brandes *b, ent_error *err)
{
    ent_i_arcs lent = ent_i_arcs_of(network);
    ENT_I_TRY(ent_i_order_make(&lent, &b->order, err));
    ENT_I_TRY(ent_i_arcs_reorder(&lent, b->order.nodes, ties, &b->arcs, err));
    uint32_t n = b->arcs.node_count;
    ENT_I_TRY(ENT_I_ZEROED(b->fold, n, err));
    ENT_I_TRY(ENT_I_ZEROED(b->base, n, err));
    ENT_I_TRY(ENT_I_ZEROED(b->sources, n, err));
    if (ties)
        ENT_I_TRY(ENT_I_ZEROED(b->tie_base, network->tie_count, err));
    for (uint32_t v = 0; v < n; v++)
        b->fold[v] = 1;
    if (fold && !network->directed)
        ENT_I_TRY(fold_in(b, err));
    for (uint32_t v = 0; v < n; v++)
        if (ent_i_lists_count(&b->arcs.out, v))
            b->sources[b->source_count++] = v;
    return ENT_OK;
}

ent_status ent_i_brandes_make(const ent_i_network *network, bool fold, bool ties, ent_i_brandes *ret, ent_error *err)
{
    ent_i_brandes b = { 0 };
    ent_status status = make(network, fold, ties, &b, err);
    if (status < 0) {
        ent_i_brandes_clear(&b);
        return status;
    }
    *ret = b;
    return ENT_OK;
}

void ent_i_brandes_clear(ent_i_brandes *b)
{
    ent_i_arcs_clear(&b->arcs);
    ent_i_order_clear(&b->order);
    free(b->fold);
    free(b->base);
    free(b->tie_base);
    free(b->sources);
    *b = (ent_i_brandes){ 0 };
}

/* The last component that begins at or before a place. */
static uint32_t part_of(const ent_i_order *order, uint32_t place)
{
    uint32_t low = 0, high = order->part_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (order->parts[middle] <= place)
            low = middle;
        else
            high = middle;
    }
    return low;
}

void ent_i_brandes_range(const ent_i_brandes *brandes, uint32_t first, uint32_t last, uint32_t *ret_from,
                         uint32_t *ret_to)
{
    *ret_from = brandes->order.parts[part_of(&brandes->order, first)];
    *ret_to = brandes->order.parts[part_of(&brandes->order, last) + 1];
}
