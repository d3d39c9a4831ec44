/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two-mode networks: which node is of which mode. */
#ifndef ENT_I_MODES_H
#define ENT_I_MODES_H

#include "analysis/network/projection.h"

typedef struct ent_i_modes {
    bool *first; /* by node */
    size_t count[2]; /* nodes of the first mode, and of the other */
    size_t within;   /* ties between nodes of one mode, loops too */
    ent_tie example; /* one of those, or ENT_NONE */
} ent_i_modes;

/* The first mode is the nodes with a label; without one (ENT_NO_LABEL) those that ties start from. */
ENT_CHECK ent_status ent_i_modes_of(const ent_projection *projection, ent_label label, ent_i_modes *ret, ent_error *err);
void ent_i_modes_clear(ent_i_modes *modes);

#endif
