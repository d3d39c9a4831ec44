/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The functions behind the table of measures, and what they are told. */
#ifndef ENT_I_MEASURES_H
#define ENT_I_MEASURES_H

#include <entente/measure.h>

#include "analysis/network/projection.h"
#include "analysis/view/clock.h"

typedef struct ent_i_value {
    const char *text; /* as given, or as usual; NULL: not given */
    double number;    /* of numbers and switches */
    bool given;       /* not as usual */
} ent_i_value;

/* A measure that is being computed: checked before its function sees it. */
typedef struct ent_i_call {
    const ent_measure *measure;
    const ent_projection *projection;
    const ent_projection *other; /* of two networks */
    const ent_measure_options *options; /* never NULL */
    ent_i_clock *clock;
    ent_i_value *values; /* by parameter of the measure */
    const uint32_t (*pairs)[2];
    size_t pair_count;
} ent_i_call;

/* ret: a number for each node, tie, value or pair, by the measure's scope: at least one. Zeroed. */
typedef ENT_CHECK ent_status ent_i_measure(const ent_i_call *call, double *ret, ent_error *err);

/* The function of a measure of the table. */
ent_i_measure *ent_i_measure_function(const ent_measure *measure);

/* The value of a parameter that the measure has. */
const ent_i_value *ent_i_call_value(const ent_i_call *call, const char *name);
double ent_i_call_number(const ent_i_call *call, const char *name);
/* Tell whoever asked. */
void ent_i_call_note(const ent_i_call *call, const char *format, ...) ENT_I_PRINTF(2, 3);

/* Every function named in an entry. */
#define ENT_I_MEASURE(function, ...) ent_i_measure function;
#include "analysis/measures/entries.h"
#undef ENT_I_MEASURE

#endif
