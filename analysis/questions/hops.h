/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ways through a network as a table: a row a tie, as every question of ways shows it. */
#ifndef ENT_I_HOPS_H
#define ENT_I_HOPS_H

#include <entente/question.h>

#include "analysis/view/reply.h"

typedef struct ent_i_hop_columns {
    size_t step, from, tie, to, since, until, sources, way, type;
    ent_i_status_columns status;
} ent_i_hop_columns;

void ent_i_hop_columns_add(ent_i_hop_columns *columns, ent_i_reply *reply);
/* Fill the columns of the row under way; way and step count from 0 here and from 1 in the table. */
void ent_i_hop_write(const ent_i_hop_columns *columns, const ent_view *view, const ent_hop *hop, size_t way, size_t step,
                     ent_i_reply *reply);

#endif
