/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The functions behind the table of methods for groups. */
#ifndef ENT_I_COMMUNITIES_H
#define ENT_I_COMMUNITIES_H

#include <entente/groups.h>

#include "analysis/clock.h"
#include "analysis/projection.h"

typedef struct ent_i_parting {
    const ent_i_network *network;
    const ent_i_clock *clock;
    uint64_t seed;
    double resolution;
} ent_i_parting;

/* ret: a group for each node, any numbers from 0 below the number of nodes. */
typedef ENT_CHECK ent_status ent_i_parter(const ent_i_parting *parting, uint32_t *ret, ent_error *err);

ent_i_parter ent_i_part_components; /* of a directed network, the strong ones */
ent_i_parter ent_i_part_cores;      /* a group for each coreness: its number */
ent_i_parter ent_i_part_louvain;
/* igraph_communities.c */
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

/* The groups of the highest modularity, at the resolution, that several runs find, if the method repeats; ret_runs:
 * how many they were. Without ties there is nothing to run. */
ENT_CHECK ent_status ent_i_part_best(const ent_i_parting *parting, ent_i_parter *method, bool repeats, uint32_t *ret,
                                     size_t *ret_runs, ent_error *err);

/* Newman and Girvan's, of the network's weights, with what chance lets expect times the resolution; NaN without
 * ties. */
ENT_CHECK ent_status ent_i_modularity(const ent_i_network *network, const uint32_t *groups, double resolution,
                                      double *ret, ent_error *err);

#endif
