/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What betweenness prepares once: order, and the folding of what hangs on one tie. A tree of w nodes that hangs
 * on a node q in a component of s nodes meets the rest only at q: as a source or target it does what w copies of q
 * would. The pairs that have an end in the tree give its own nodes and ties what can be counted without a search. */
#include "analysis/kernels/brandes.h"

#include "graph/base/array.h"

/* By node. */
typedef struct folding {
    const ent_i_lists *lists;
    const uint32_t *numbers; /* of ties, by arc of lists; NULL: no ties wanted */
    const ent_i_brandes_scores *scores;
    uint32_t *degree;        /* ties left */
    uint32_t *stack;         /* nodes with one tie left */
    double *fold;
    double *squares;         /* the sum of the squared sizes of the trees folded into a node */
    uint32_t *sizes;         /* of the component */
} folding;

/* The arc to the neighbour that is left. What is gone has 0 ties left, and so has nobody else who has arcs: the last of
 * a tree is never asked. */
static uint32_t last_arc(const folding *f, uint32_t v)
{
    uint32_t k = f->lists->place[v];
    while (!f->degree[f->lists->to[k]])
        k++;
    return k;
}

static void fold_trees(folding *f, uint32_t n)
{
    uint32_t top = 0;
    for (uint32_t v = 0; v < n; v++)
        if (f->degree[v] == 1)
            f->stack[top++] = v;
    while (top) {
        uint32_t v = f->stack[--top];
        if (f->degree[v] != 1)
            continue; /* the last two of a tree were one tie */
        uint32_t arc = last_arc(f, v), q = f->lists->to[arc];
        f->degree[v] = 0;
        f->fold[q] += f->fold[v];
        f->squares[q] += f->fold[v] * f->fold[v];
        if (f->numbers)
            f->scores->ties[f->numbers[arc]] = 2 * f->fold[v] * (f->sizes[v] - f->fold[v]);
        if (--f->degree[q] == 1)
            f->stack[top++] = q;
    }
    for (uint32_t v = 0; v < n; v++) {
        double below = f->fold[v] - 1;
        f->scores->nodes[v] = 2 * below * (f->sizes[v] - f->fold[v]) + below * below - f->squares[v];
    }
}

static ent_status fold_in(folding *f, uint32_t n, const ent_i_order *order, ent_error *err)
{
    ENT_I_AUTOFREE uint32_t *stack = NULL, *sizes = NULL;
    ENT_I_AUTOFREE double *squares = NULL;
    ENT_I_TRY(ENT_I_ZEROED(stack, n, err));
    ENT_I_TRY(ENT_I_ZEROED(squares, n, err));
    ENT_I_TRY(ENT_I_ZEROED(sizes, n, err));
    for (uint32_t i = 0; i < order->part_count; i++)
        for (uint32_t at = order->parts[i]; at < order->parts[i + 1]; at++)
            sizes[order->nodes[at]] = order->parts[i + 1] - order->parts[i];
    f->stack = stack;
    f->squares = squares;
    f->sizes = sizes;
    fold_trees(f, n);
    return ENT_OK;
}

/* Those that have ties left get places, in the order of order; so do components that have such nodes. */
static ent_status give_places(const ent_i_network *network, const ent_i_order *order, const folding *f,
                              ent_i_brandes *b, uint32_t *ret_places, ent_error *err)
{
    uint32_t n = (uint32_t)network->node_count, parts = 0, count = 0;
    for (uint32_t v = 0; v < n; v++)
        count += f->degree[v] > 0;
    while (parts < order->part_count && order->parts[parts + 1] - order->parts[parts] > 1)
        parts++; /* those of one node come last */
    ENT_I_TRY(ENT_I_ZEROED(b->nodes, count, err));
    ENT_I_TRY(ENT_I_ZEROED(b->parts, (size_t)parts + 1, err));
    ENT_I_TRY(ENT_I_ZEROED(b->fold, count, err));
    ENT_I_TRY(ENT_I_ZEROED(b->sources, count, err));
    for (uint32_t i = 0; i < parts; i++) {
        for (uint32_t at = order->parts[i]; at < order->parts[i + 1]; at++) {
            uint32_t v = order->nodes[at];
            ret_places[v] = b->place_count;
            if (!f->degree[v])
                continue;
            if (ent_i_lists_count(&network->out, v))
                b->sources[b->source_count++] = b->place_count;
            b->fold[b->place_count] = f->fold[v];
            b->nodes[b->place_count++] = v;
        }
        if (b->place_count > b->parts[b->part_count]) /* else a tree: all of it is folded */
            b->parts[++b->part_count] = b->place_count;
    }
    return ENT_OK;
}

/* Arcs of and to what is folded are left out. While arcs are being put, start[i + 1] is where the next of i goes. What
 * points at place i is put to the lists of where it comes from: sorted because i ascends. */
static ent_status turn(const ent_i_network *network, const ent_i_lists *from, const folding *f, const uint32_t *places,
                       bool ties, ent_i_brandes *b, ent_i_brandes_lists *ret, ent_error *err)
{
    uint32_t *wide = NULL;
    uint16_t *narrow = NULL;
    ENT_I_TRY(ENT_I_ZEROED(ret->start, (size_t)b->place_count + 2, err));
    for (uint32_t i = 0; i < b->place_count; i++)
        for (uint32_t k = from->place[b->nodes[i]]; k < from->place[b->nodes[i] + 1]; k++)
            if (f->degree[from->to[k]])
                ret->start[places[from->to[k]] + 2]++;
    for (uint32_t i = 0; i < b->place_count; i++)
        ret->start[i + 2] += ret->start[i + 1];
    size_t count = ret->start[b->place_count + 1];
    if (b->wide)
        ENT_I_TRY(ENT_I_ZEROED(wide, count, err));
    else
        ENT_I_TRY(ENT_I_ZEROED(narrow, count, err));
    ret->to = b->wide ? (void *)wide : (void *)narrow;
    if (ties)
        ENT_I_TRY(ENT_I_ZEROED(b->ties, count, err));
    for (uint32_t i = 0; i < b->place_count; i++) {
        uint32_t v = b->nodes[i];
        for (uint32_t k = from->place[v]; k < from->place[v + 1]; k++) {
            uint32_t w = from->to[k];
            if (!f->degree[w])
                continue;
            uint32_t at = ret->start[places[w] + 1]++;
            if (b->wide)
                wide[at] = i;
            else
                narrow[at] = (uint16_t)i;
            if (ties)
                b->ties[at] = f->numbers[network->directed ? ent_i_network_arc(network, w, v) : k];
        }
    }
    return ENT_OK;
}

static ent_status prepare(const ent_i_network *network, const ent_i_order *order, folding *f, bool fold,
                          ent_i_brandes *b, ent_error *err)
{
    uint32_t n = (uint32_t)network->node_count;
    ENT_I_AUTOFREE uint32_t *degree = NULL, *places = NULL;
    ENT_I_AUTOFREE double *folds = NULL;
    ENT_I_TRY(ENT_I_ZEROED(degree, n, err));
    ENT_I_TRY(ENT_I_ZEROED(folds, n, err));
    for (uint32_t v = 0; v < n; v++) {
        folds[v] = 1;
        degree[v] = (uint32_t)ent_i_lists_count(&network->out, v);
        if (network->directed)
            degree[v] |= (uint32_t)ent_i_lists_count(&network->in, v);
    }
    f->degree = degree;
    f->fold = folds;
    if (fold && !network->directed)
        ENT_I_TRY(fold_in(f, n, order, err));
    ENT_I_TRY(ENT_I_ZEROED(places, n, err));
    ENT_I_TRY(give_places(network, order, f, b, places, err));
    b->wide |= b->place_count > (size_t)UINT16_MAX + 1;
    ENT_I_TRY(turn(network, &network->in, f, places, f->numbers != NULL, b, &b->out, err));
    if (b->directed)
        return turn(network, &network->out, f, places, false, b, &b->in, err);
    b->in = b->out;
    return ENT_OK;
}

static ent_status make(const ent_i_network *network, bool fold, const ent_i_brandes_scores *scores, ent_i_brandes *b,
                       ent_error *err)
{
    ENT_I_AUTOFREE uint32_t *numbers = NULL;
    ent_i_order order;
    ent_i_arcs lent = ent_i_arcs_of(network);
    if (scores->ties)
        ENT_I_TRY(ent_i_network_numbers(network, &numbers, err));
    ENT_I_TRY(ent_i_order_make(&lent, &order, err));
    folding f = { .lists = &network->out, .numbers = numbers, .scores = scores };
    ent_status status = prepare(network, &order, &f, fold, b, err);
    ent_i_order_clear(&order);
    return status;
}

ent_status ent_i_brandes_make(const ent_i_network *network, bool fold, bool wide, const ent_i_brandes_scores *scores,
                              ent_i_brandes *ret, ent_error *err)
{
    ent_i_brandes b = { .directed = network->directed, .wide = wide };
    ent_status status = make(network, fold, scores, &b, err);
    if (status < 0) {
        ent_i_brandes_clear(&b);
        return status;
    }
    *ret = b;
    return ENT_OK;
}

void ent_i_brandes_clear(ent_i_brandes *b)
{
    free(b->nodes);
    free(b->parts);
    free(b->out.start);
    free(b->out.to);
    if (b->directed) {
        free(b->in.start);
        free(b->in.to);
    }
    free(b->ties);
    free(b->fold);
    free(b->sources);
    *b = (ent_i_brandes){ 0 };
}

/* The last component that begins at or before a place. */
static uint32_t part_of(const ent_i_brandes *b, uint32_t place)
{
    uint32_t low = 0, high = b->part_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (b->parts[middle] <= place)
            low = middle;
        else
            high = middle;
    }
    return low;
}

void ent_i_brandes_range(const ent_i_brandes *brandes, uint32_t first, uint32_t last, uint32_t *ret_from,
                         uint32_t *ret_to)
{
    *ret_from = brandes->parts[part_of(brandes, first)];
    *ret_to = brandes->parts[part_of(brandes, last) + 1];
}
