/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A projection as an igraph_t, for programs that want igraph's own functions. Not part of <entente.h>:
 * a program that includes it compiles and links against igraph. */
#ifndef ENTENTE_IGRAPH_H
#define ENTENTE_IGRAPH_H

#include <igraph/igraph.h>

#include <entente/view.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Vertex i and edge j are the projection's node i and tie j. Vertex attributes: key, name, labels
 * (strings; labels joined with ";"). Edge attributes: key (the tie's number, numeric), type, since,
 * until, status (strings), weight (numeric; 1 without weights). Without directions igraph chooses which
 * end of an edge it calls the first. The caller calls
 * igraph_set_attribute_table(&igraph_cattribute_table) once before (ENT_ERR_USAGE otherwise) and
 * igraph_destroy(ret) after. igraph is not called from several threads at once. O(n + m). */
ENT_API ENT_CHECK ent_status ent_projection_to_igraph(const ent_projection *projection, igraph_t *ret,
                                                      ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
