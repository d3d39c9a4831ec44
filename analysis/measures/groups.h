/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nodes in groups, as a parameter of a measure names them; and nodes named by one. */
#ifndef ENT_I_GROUPS_H
#define ENT_I_GROUPS_H

#include "analysis/measures/measures.h"

typedef struct ent_i_groups {
    uint32_t *of;  /* by node: 0 .. count-1, in the order of their first nodes; ENT_NONE: in none */
    size_t count;
    size_t without; /* nodes in none */
} ent_i_groups;

/* By the parameter of the kind ENT_PARAMETER_GROUPS, or the caller's own. Tells of nodes in no group. */
ENT_CHECK ent_status ent_i_groups_of(const ent_i_call *call, ent_i_groups *ret, ent_error *err);
void ent_i_groups_clear(ent_i_groups *groups);

/* ret: by node, 1 for those that the parameter names, else untouched. ENT_ERR_NOTFOUND: one is not in the network. */
ENT_CHECK ent_status ent_i_named_nodes(const ent_i_call *call, const char *parameter, double *ret, ent_error *err);

#endif
