/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which ties of a one-mode projection say more than chance would. */
#ifndef ENT_I_BACKBONE_H
#define ENT_I_BACKBONE_H

#include "analysis/network/projection.h"

/* Two nodes of one mode and what they share. */
typedef struct ent_i_sharing {
    uint32_t a, b; /* a < b, as numbers of the first mode */
    uint32_t shared;
    double weight;
} ent_i_sharing;

/* Which thing each node has: of `nodes` nodes and `things` things, those of node i at place[i] .. place[i + 1]. */
typedef struct ent_i_having {
    size_t nodes, things;
    size_t *place;
    uint32_t *thing;
    uint32_t *holders; /* by thing: nodes that have it */
} ent_i_having;

/* Keeps those with a chance below alpha, in their order. */
ENT_CHECK ent_status ent_i_backbone_disparity(const ent_i_having *having, double alpha, ent_i_sharing *ties,
                                              size_t *count, ent_error *err);
ENT_CHECK ent_status ent_i_backbone_sdsm(const ent_i_having *having, double alpha, ent_i_sharing *ties, size_t *count,
                                         ent_error *err);
ENT_CHECK ent_status ent_i_backbone_fixed_fill(const ent_i_having *having, double alpha, ent_i_sharing *ties,
                                               size_t *count, ent_error *err);

#endif
