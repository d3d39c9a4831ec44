/* SPDX-License-Identifier: GPL-2.0-or-later */
/* igraph's methods that part a network into groups. */
#ifndef ENT_I_IGRAPH_COMMUNITIES_H
#define ENT_I_IGRAPH_COMMUNITIES_H

#include "analysis/network/parting.h"

ent_i_parter ent_i_part_leiden;
ent_i_parter ent_i_part_label_propagation;
ent_i_parter ent_i_part_infomap;
ent_i_parter ent_i_part_walktrap;
ent_i_parter ent_i_part_edge_betweenness;

/* Maximal cliques of at least so many nodes, one after another. */
typedef struct ent_i_cliques {
    uint32_t *members;
    size_t *ends; /* by clique: where its members end */
    size_t member_count, member_capacity, count, capacity;
} ent_i_cliques;
ENT_CHECK ent_status ent_i_igraph_cliques(const ent_i_parting *parting, size_t least, ent_i_cliques *ret, ent_error *err);
void ent_i_cliques_clear(ent_i_cliques *cliques);

#endif
