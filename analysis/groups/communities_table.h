/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ENT_I_COMMUNITIES_TABLE_H
#define ENT_I_COMMUNITIES_TABLE_H

#include "analysis/groups/communities.h"

/* NULL: the method gives groups that overlap. */
ent_i_parter *ent_i_part_of(const ent_group_method *method);
/* Does another seed give groups of another modularity, that is worth trying for? */
bool ent_i_group_method_repeats(const ent_group_method *method);
/* Does it take these options? */
bool ent_i_group_method_iterates(const ent_group_method *method);
bool ent_i_group_method_resolves(const ent_group_method *method);
bool ent_i_group_method_is_cores(const ent_group_method *method);

#endif
