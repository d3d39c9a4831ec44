/* SPDX-License-Identifier: GPL-2.0-or-later */
/* igraph's measures, on networks without loops and parallel ties. Nobody else calls igraph. igraph keeps
 * global state: these functions are not called from several threads at once. */
#ifndef ENT_I_IGRAPH_DOOR_H
#define ENT_I_IGRAPH_DOOR_H

#include "analysis/projection.h"

/* ret: a number for each node. Weights are distances for the first three, strengths for the others. */
typedef ENT_CHECK ent_status ent_i_igraph_measure(const ent_i_network *network, double *ret, ent_error *err);

ent_i_igraph_measure ent_i_igraph_betweenness;
/* The reciprocal of the mean distance to the nodes that can be reached; NaN when there is none. */
ent_i_igraph_measure ent_i_igraph_closeness;
/* The sum of the reciprocal distances. */
ent_i_igraph_measure ent_i_igraph_harmonic;
ent_i_igraph_measure ent_i_igraph_eigenvector;
ent_i_igraph_measure ent_i_igraph_pagerank;
ent_i_igraph_measure ent_i_igraph_hub;
ent_i_igraph_measure ent_i_igraph_authority;
ent_i_igraph_measure ent_i_igraph_coreness;
ent_i_igraph_measure ent_i_igraph_constraint;

#endif
