/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How many there are of what, for who chooses an order: counted when a choice depends on it, kept until the graph has
 * changed by a tenth. Nothing but speed depends on them. */
#ifndef ENT_I_STATISTICS_H
#define ENT_I_STATISTICS_H

#include "graph/query/overlay/work.h"

/* Up to date, counting when they are not. Free with the work graph. */
ENT_CHECK ent_status ent_i_work_statistics(ent_i_work *work, const ent_i_statistics **ret, ent_error *err);
/* What is known without counting; NULL: nothing. */
const ent_i_statistics *ent_i_statistics_known(const ent_i_work *work);
void ent_i_statistics_free(ent_i_statistics *statistics);

/* Nodes with a label or one that is a kind of it; ENT_I_NO_SYMBOL: all. */
double ent_i_statistics_nodes(const ent_i_statistics *statistics, ent_i_symbol label);
/* Relationships of a type; ENT_I_NO_SYMBOL: all. */
double ent_i_statistics_rels(const ent_i_statistics *statistics, ent_i_symbol type);
/* Those that leave (else that reach) a node with the label. */
double ent_i_statistics_ends(const ent_i_statistics *statistics, ent_i_symbol label, ent_i_symbol type, bool leaving);
/* How many nodes have one value of a property, on average: by an index, or of a sample, read into the arena. */
ENT_CHECK ent_status ent_i_statistics_same(ent_i_statistics *statistics, const ent_i_work *work, ent_i_symbol key,
                                           double *ret, ent_error *err);

#endif
