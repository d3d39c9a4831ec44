/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Groups of nodes with many ties inside and few between, by modularity. */
#ifndef ENT_I_KERNEL_LOUVAIN_H
#define ENT_I_KERNEL_LOUVAIN_H

#include "analysis/network/projection.h"
#include "analysis/view/clock.h"

typedef struct ent_i_louvain_options {
    double resolution; /* 1: as usual; larger for smaller groups */
    uint64_t seed;     /* of the order in which nodes are looked at; 0: their own, which is fastest */
    const uint32_t *start; /* by node: the groups to begin with, below the number of nodes; NULL: each its own */
} ent_i_louvain_options;
#define ENT_I_LOUVAIN_OPTIONS_INIT { 1, 0, NULL }

/* The network is undirected; weights are strengths. ret_group: by node, numbered from 0 by their first nodes.
 * Blondel and others (2008), DOI 10.1088/1742-5468/2008/10/P10008; what has moved wakes its neighbours, as in Traag,
 * Waltman and van Eck (2019), DOI 10.1038/s41598-019-41695-z; groups are refined on the way back, as in Rotta and
 * Noack (2011), DOI 10.1145/1963190.1970376. */
ENT_CHECK ent_status ent_i_louvain(const ent_i_network *network, const ent_i_louvain_options *options,
                                   const ent_i_clock *clock, uint32_t *ret_group, ent_error *err);

#endif
