/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ENT_I_PERSIST_H
#define ENT_I_PERSIST_H

#include "graph/query/evaluate/run.h"
#include "graph/store/edit.h"

/* Write the net effect of what the statement changed since run->mark. Errors of openCypher when it cannot be stored, as
 * two nodes with one key; those of the file else. */
ENT_CHECK ent_status ent_i_persist(ent_i_run *run, ent_i_edit *edit);

#endif
