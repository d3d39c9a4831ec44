/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of a graph that lies in a file, in the order of their checksums: where a name would stand is all but
 * known before anything is read. */
#ifndef ENT_I_NAME_INDEX_H
#define ENT_I_NAME_INDEX_H

#include "graph/model/graph.h"

/* Entries for every key, or for every name folded; the names of one node that fold alike have one. */
ENT_CHECK ent_status ent_i_key_index_build(const ent_graph *graph, ent_i_name_index *ret, ent_error *err);
ENT_CHECK ent_status ent_i_folded_index_build(const ent_graph *graph, ent_i_name_index *ret, ent_error *err);

/* The next node that may have a name, in rising order; ENT_NONE: no more. *at: where to look next, set by
 * ent_i_name_index_first(). The caller compares. */
size_t ent_i_name_index_first(const ent_graph *graph, const ent_i_name_index *index, uint32_t sum);
ent_node ent_i_name_index_next(const ent_graph *graph, const ent_i_name_index *index, uint32_t sum, size_t *at);
uint32_t ent_i_name_sum(const char *name, size_t length);

#endif
