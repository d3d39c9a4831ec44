/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts of a network that hang together. */
#ifndef ENT_I_COMPONENTS_H
#define ENT_I_COMPONENTS_H

#include "analysis/network/projection.h"

/* ret_part: by node, a number from 0 below *ret_count. Strong ones of a directed network, with a way there and back
 * between any two nodes: Tarjan (1972), DOI 10.1137/0201010. Of an undirected one the weak ones. O(n + m). */
ENT_CHECK ent_status ent_i_components_of(const ent_i_network *network, uint32_t *ret_part, uint32_t *ret_count,
                                         ent_error *err);

#endif
