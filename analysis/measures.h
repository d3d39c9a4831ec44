/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The functions behind the table of measures. */
#ifndef ENT_I_MEASURES_H
#define ENT_I_MEASURES_H

#include "analysis/projection.h"

typedef ENT_CHECK ent_status ent_i_measure(const ent_projection *projection, double *ret, ent_error *err);

/* measure_local.c: what stands at the node itself. */
ent_i_measure ent_i_measure_degree;
ent_i_measure ent_i_measure_degree_in;
ent_i_measure ent_i_measure_degree_out;
ent_i_measure ent_i_measure_strength;
/* measure_network.c: on the network without loops and parallel ties, by igraph. */
ent_i_measure ent_i_measure_betweenness;
ent_i_measure ent_i_measure_closeness;
ent_i_measure ent_i_measure_harmonic;
ent_i_measure ent_i_measure_eigenvector;
ent_i_measure ent_i_measure_pagerank;
ent_i_measure ent_i_measure_hub;
ent_i_measure ent_i_measure_authority;
ent_i_measure ent_i_measure_coreness;
ent_i_measure ent_i_measure_constraint;

#endif
