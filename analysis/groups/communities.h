/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The functions behind the table of methods for groups. */
#ifndef ENT_I_COMMUNITIES_H
#define ENT_I_COMMUNITIES_H

#include <entente/groups.h>

#include "analysis/network/parting.h"

ent_i_parter ent_i_part_components; /* of a directed network, the strong ones */
ent_i_parter ent_i_part_cores;      /* a group for each coreness: its number */
ent_i_parter ent_i_part_louvain;
ent_i_parter ent_i_part_cdlp;       /* communities_cdlp.c */

/* The groups of the highest modularity, at the resolution, that several runs find, if the method repeats; ret_runs:
 * how many they were. Without ties there is nothing to run. */
ENT_CHECK ent_status ent_i_part_best(const ent_i_parting *parting, ent_i_parter *method, bool repeats, uint32_t *ret,
                                     size_t *ret_runs, ent_error *err);

/* Newman and Girvan's, of the network's weights, with what chance lets expect times the resolution; NaN without
 * ties. */
ENT_CHECK ent_status ent_i_modularity(const ent_i_network *network, const uint32_t *groups, double resolution,
                                      double *ret, ent_error *err);

#endif
