/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What parts a network into groups, whoever does it. */
#ifndef ENT_I_PARTING_H
#define ENT_I_PARTING_H

#include "analysis/network/projection.h"
#include "analysis/view/clock.h"

typedef struct ent_i_parting {
    const ent_i_network *network;
    const ent_i_clock *clock;
    uint64_t seed;
    double resolution;
    size_t iterations; /* 0: as usual */
} ent_i_parting;

/* ret: a group for each node, any numbers from 0 below the number of nodes. */
typedef ENT_CHECK ent_status ent_i_parter(const ent_i_parting *parting, uint32_t *ret, ent_error *err);

#endif
