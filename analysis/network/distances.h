/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Distances from a node to all others where ties have lengths, by Dijkstra's algorithm. Without lengths reach.h counts
 * the steps from all nodes at once. */
#ifndef ENT_I_DISTANCES_H
#define ENT_I_DISTANCES_H

#include "analysis/network/projection.h"

typedef struct ent_i_distances {
    const ent_i_lists *lists;
    size_t node_count;
    double *to;       /* by node; infinite: not reached. Of the last source. */
    uint32_t *order;  /* the nodes reached, nearest first; the source is the first */
    size_t reached;
    uint32_t *heap, *place; /* of nodes */
} ent_i_distances;

/* Without lengths every tie is 1 long. */
ENT_CHECK ent_status ent_i_distances_init(ent_i_distances *distances, const ent_i_network *network,
                                          const ent_i_lists *lists, ent_error *err);
void ent_i_distances_clear(ent_i_distances *distances);
/* O((n + m) log n) of what is reached. */
void ent_i_distances_from(ent_i_distances *distances, uint32_t source);

#endif
