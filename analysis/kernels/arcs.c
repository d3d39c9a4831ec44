/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists in another order, by counting: what is read in order comes out sorted. */
#include "analysis/kernels/arcs.h"

static void lists_clear(ent_i_lists *lists)
{
    free(lists->place);
    free(lists->to);
    *lists = (ent_i_lists){ 0 };
}

static ent_status lists_open(uint32_t nodes, size_t arcs, ent_i_lists *lists, ent_error *err)
{
    ENT_I_TRY(ENT_I_ZEROED(lists->place, (size_t)nodes + 2, err));
    return ENT_I_ZEROED(lists->to, arcs, err);
}

/* While arcs are being put, place[v+1] is where the next arc of v goes; in the end it is where v's arcs end. */
static void begin(const ent_i_lists *from, uint32_t nodes, const uint32_t *order, ent_i_lists *ret)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < nodes; i++) {
        ret->place[i + 1] = sum;
        sum += (uint32_t)ent_i_lists_count(from, order[i]);
    }
}

/* What points at the old node of place i, ascending, is put to the lists of where it comes from: the other
 * direction of the reordered network, sorted because i ascends. */
static void turn(const ent_i_lists *from, uint32_t nodes, const uint32_t *order, const uint32_t *places, ent_i_lists *ret)
{
    for (uint32_t i = 0; i < nodes; i++) {
        uint32_t old = order[i];
        for (uint32_t k = from->place[old]; k < from->place[old + 1]; k++)
            ret->to[ret->place[places[from->to[k]] + 1]++] = i;
    }
}

ent_status ent_i_arcs_reorder(const ent_i_arcs *arcs, const uint32_t *nodes, ent_i_arcs *ret, ent_error *err)
{
    uint32_t n = arcs->node_count;
    ent_i_arcs a = { .node_count = n, .tie_count = arcs->tie_count, .directed = arcs->directed };
    ENT_I_AUTOFREE uint32_t *places = NULL;
    ENT_I_TRY(ENT_I_ZEROED(places, n, err));
    for (uint32_t i = 0; i < n; i++)
        places[nodes[i]] = i;
    size_t count = arcs->out.place[n];
    ent_status status = lists_open(n, count, &a.out, err);
    if (status >= 0 && a.directed)
        status = lists_open(n, count, &a.in, err);
    if (status < 0) {
        ent_i_arcs_clear(&a);
        return status;
    }
    begin(&arcs->out, n, nodes, &a.out);
    turn(&arcs->in, n, nodes, places, &a.out);
    if (a.directed) {
        begin(&arcs->in, n, nodes, &a.in);
        turn(&arcs->out, n, nodes, places, &a.in);
    } else {
        a.in = a.out;
    }
    *ret = a;
    return ENT_OK;
}

void ent_i_arcs_clear(ent_i_arcs *arcs)
{
    if (arcs->directed)
        lists_clear(&arcs->in);
    lists_clear(&arcs->out);
    *arcs = (ent_i_arcs){ 0 };
}
