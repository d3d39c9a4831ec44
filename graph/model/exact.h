/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What statements ask of a graph beyond its public face: what exactly was said, and where it stands in the file. */
#ifndef ENT_I_EXACT_H
#define ENT_I_EXACT_H

#include <entente/graph.h>

/* Is a key one that Entente made for a node without any? */
static inline bool ent_i_key_is_blank(const char *key)
{
    return key[0] == '_' && key[1] == ':';
}

/* A node's name and short name as queries see them: NULL, when a statement left them out. */
void ent_i_graph_exact_names(const ent_graph *graph, ent_node node, const char **ret_name, const char **ret_short);
/* Whether queries see the status of a tie, and its rank. */
void ent_i_graph_exact_codes(const ent_graph *graph, ent_tie tie, bool *ret_status, bool *ret_rank);
/* For each tie, how many come before it that an import would take for the same: identical but for the rank. Freed by
 * the caller; NULL: there are none. */
ENT_CHECK ent_status ent_i_graph_copies(const ent_graph *graph, uint32_t **ret, ent_error *err);
/* The numbers in the file. */
int64_t ent_i_graph_node_number(const ent_graph *graph, ent_node node);
int64_t ent_i_graph_tie_number(const ent_graph *graph, ent_tie tie);
uint32_t ent_i_graph_citation_row(const ent_graph *graph, bool of_tie, uint32_t owner, size_t index);

/* Codes by text; -1 when unknown. */
int ent_i_tie_status_of(const char *text, size_t length);
int ent_i_rank_of(const char *text, size_t length);
int ent_i_how_of(const char *text, size_t length);

#endif
