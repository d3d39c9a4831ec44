/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the questions that measure share: the network they measure, and how a measure is called. */
#ifndef ENT_I_MEASURED_H
#define ENT_I_MEASURED_H

#include <entente/question.h>

#include "analysis/network/projection.h"
#include "analysis/view/clock.h"
#include "analysis/view/reply.h"

/* What measures have to say about their numbers, in the order of the measures. */
typedef struct ent_i_remarks {
    ent_i_buffer text; /* lines */
    const ent_measure *measure; /* the one that speaks */
} ent_i_remarks;
#define ENT_I_REMARKS_INIT { ENT_I_BUFFER_INIT, NULL }
void ent_i_remarks_write(ent_i_remarks *remarks, ent_i_reply *reply);

/* The network, or its projection onto one of its modes. */
ENT_CHECK ent_status ent_i_measured_network(const ent_view *view, const ent_rank_options *options, ent_projection **ret,
                                            ent_error *err);
/* The same on the day of a view that is the spells' but for its day. */
ENT_CHECK ent_status ent_i_measured_network_on(const ent_view *view, const ent_rank_options *options, ent_i_spells *spells,
                                               ent_projection **ret, ent_error *err);

/* Several measures one after another under one limit of time, with one progress. Must stay where it is. */
typedef struct ent_i_stages {
    ent_i_clock clock;   /* of all of them */
    ent_control control; /* of the one in hand */
    size_t done, total;
} ent_i_stages;
void ent_i_stages_start(ent_i_stages *stages, const ent_control *control, const char *what, size_t total);
/* What the next of them is to be called with. */
const ent_control *ent_i_stages_next(ent_i_stages *stages);
ENT_CHECK ent_status ent_i_stages_check(const ent_i_stages *stages, ent_error *err);
/* What a failure of one of them means: that all together took too long, or what it says itself. Clears reason. */
ENT_CHECK ent_status ent_i_stages_fail(const ent_i_stages *stages, ent_status status, ent_error *reason, ent_error *err);

/* How to call a measure: with those of the arguments that it takes, of which arguments has room for all. */
ent_measure_options ent_i_measured_how(const ent_rank_options *options, const ent_measure *measure,
                                       ent_argument *arguments, ent_i_remarks *remarks);
/* Every argument belongs to one of the measures. */
ENT_CHECK ent_status ent_i_measured_check(const ent_rank_options *options, const ent_measure *const *measures, size_t count,
                                          ent_error *err);

/* A table of numbers, a row each: of compare and of ego's measures. */
typedef struct ent_i_number_columns {
    size_t measure, value, meaning, name;
} ent_i_number_columns;
void ent_i_number_columns_add(ent_i_number_columns *columns, ent_i_reply *reply);
void ent_i_number_write(const ent_i_number_columns *columns, const char *measure, const char *name, double value,
                        const char *meaning, ent_i_reply *reply);

#endif
