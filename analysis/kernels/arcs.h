/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The neighbours of a network's nodes, components, and the network in another order. */
#ifndef ENT_I_ARCS_H
#define ENT_I_ARCS_H

#include "analysis/network/projection.h"

/* A network's lists alone: lent by it, or in another order of its nodes. */
typedef struct ent_i_arcs {
    uint32_t node_count, tie_count;
    bool directed;
    ent_i_lists out, in; /* undirected: the same */
} ent_i_arcs;

/* Lent by the network: not to be cleared. */
static inline ent_i_arcs ent_i_arcs_of(const ent_i_network *network)
{
    return (ent_i_arcs){ (uint32_t)network->node_count, (uint32_t)network->tie_count, network->directed,
                              network->out, network->in };
}

/* Connected components, directions apart: ret_part by node, numbered by their first nodes. Returns how many.
 * O(n + m), nearly. */
uint32_t ent_i_components(const ent_i_arcs *arcs, uint32_t *ret_part);

/* An order of the nodes that keeps what is visited together close together: components by size, the largest
 * first; within one breadth-first from the node of most ties, neighbours of many ties before those of few. */
typedef struct ent_i_order {
    uint32_t *nodes; /* by place: the node */
    uint32_t *parts; /* by component: its first place; part_count + 1 */
    uint32_t part_count;
} ent_i_order;
ENT_CHECK ent_status ent_i_order_make(const ent_i_arcs *arcs, ent_i_order *ret, ent_error *err);
void ent_i_order_clear(ent_i_order *order);

/* The same network with nodes[i] as node i; its own lists, without weights. O(n + m). */
ENT_CHECK ent_status ent_i_arcs_reorder(const ent_i_arcs *arcs, const uint32_t *nodes, ent_i_arcs *ret, ent_error *err);
void ent_i_arcs_clear(ent_i_arcs *arcs);

#endif
