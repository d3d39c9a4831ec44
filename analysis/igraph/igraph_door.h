/* SPDX-License-Identifier: GPL-2.0-or-later */
/* igraph's measures, on networks without loops and parallel ties. Nobody else calls igraph. Several threads may
 * call; one at a time is let through. */
#ifndef ENT_I_IGRAPH_DOOR_H
#define ENT_I_IGRAPH_DOOR_H

#include "analysis/network/projection.h"
#include "analysis/view/clock.h"

/* ret: a number for each node. Weights are distances for the first three, strengths for the others. clock may be
 * NULL. */
typedef ENT_CHECK ent_status ent_i_igraph_measure(const ent_i_network *network, const ent_i_clock *clock, double *ret,
                                                  ent_error *err);

ent_i_igraph_measure ent_i_igraph_betweenness;
/* The reciprocal of the mean distance to the nodes that can be reached; NaN when there is none. */
ent_i_igraph_measure ent_i_igraph_closeness;
/* The sum of the reciprocal distances. */
ent_i_igraph_measure ent_i_igraph_harmonic;
ent_i_igraph_measure ent_i_igraph_eigenvector;
ent_i_igraph_measure ent_i_igraph_hub;
ent_i_igraph_measure ent_i_igraph_authority;
ent_i_igraph_measure ent_i_igraph_coreness;
ent_i_igraph_measure ent_i_igraph_constraint;
/* NaN for nodes with fewer than two neighbours. */
ent_i_igraph_measure ent_i_igraph_clustering;
/* jump: how often a jump leads to each node, NULL: to all alike. */
ENT_CHECK ent_status ent_i_igraph_pagerank(const ent_i_network *network, const ent_i_clock *clock, double damping,
                                           const double *jump, double *ret, ent_error *err);


#endif
