/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What views ask of a graph beyond its public face: whether claims outrank others, and from when its
 * sources speak. */
#ifndef ENT_I_CONTEXT_H
#define ENT_I_CONTEXT_H

#include <entente/graph.h>

bool ent_i_graph_has_preferred(const ent_graph *graph);
/* Last day of meta coverage_end; ENT_DAY_MIN without. */
ent_day ent_i_graph_coverage_end(const ent_graph *graph);
/* First and last day of a source's as_of; false when it has none. */
bool ent_i_source_as_of(const ent_graph *graph, ent_node source, ent_day *ret_first, ent_day *ret_last);

#endif
