/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Searches from one node: distances to all others, and what lies around it. */
#ifndef ENT_I_KERNEL_SEARCH_H
#define ENT_I_KERNEL_SEARCH_H

#include "analysis/network/projection.h"

typedef struct ent_i_search {
    const ent_i_network *network;
    uint32_t *distance; /* by node, of the last search; UINT32_MAX: not reached */
    uint32_t *reached;  /* the nodes reached, nearest first */
    uint32_t reached_count;
} ent_i_search;

ENT_CHECK ent_status ent_i_search_init(ent_i_search *search, const ent_i_network *network, ent_error *err);
void ent_i_search_clear(ent_i_search *search);
/* Along the ties, however long they are. Where the front is wide, from the nodes not yet reached: Beamer, Asanovic
 * and Patterson (2013), DOI 10.3233/SPR-130370. O(n + m). */
void ent_i_search_from(ent_i_search *search, uint32_t source);

/* The part of a network within some steps of a node, directions apart, with all ties among its nodes. Node i of it
 * is nodes[i] of the network; those ascend, and so do lists. */
typedef struct ent_i_around {
    uint32_t *nodes;
    uint32_t node_count;
    uint32_t *place; /* node_count + 1 */
    uint32_t *to;    /* along the ties; an undirected tie comes twice */
    size_t node_capacity, place_capacity, arc_capacity;
    /* Of the network; clean between calls. */
    const ent_i_network *network;
    uint64_t *marks;
    uint32_t *index;
} ent_i_around;

ENT_CHECK ent_status ent_i_around_init(ent_i_around *around, const ent_i_network *network, ent_error *err);
void ent_i_around_clear(ent_i_around *around);
/* The one before is overwritten. O(n / 64 + what is around). */
ENT_CHECK ent_status ent_i_around_of(ent_i_around *around, uint32_t node, unsigned steps, ent_error *err);

#endif
