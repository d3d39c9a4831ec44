/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What rankings of nodes and of ties share. */
#ifndef ENT_I_RANK_H
#define ENT_I_RANK_H

#include <entente/question.h>

#include "analysis/network/projection.h"
#include "analysis/view/reply.h"

/* Scores that differ by no more than rounding does are the same score. */
double ent_i_without_noise(double score);
/* A column a measure; columns: room for their numbers. */
void ent_i_rank_columns(const ent_rank_options *options, size_t *columns, ent_i_reply *reply);
/* The rows of the first shown ties. */
ENT_CHECK ent_status ent_i_rank_ties(const ent_projection *p, const ent_rank_options *options, double *const *scores,
                                     size_t shown, size_t *columns, ent_i_reply *reply, ent_error *err);

#endif
