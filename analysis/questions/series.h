/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A measure over time: the networks of the days, and their scores. */
#ifndef ENT_I_SERIES_H
#define ENT_I_SERIES_H

#include <entente/change.h>

#include "analysis/questions/measured.h"

typedef struct ent_i_moment {
    ent_view view;   /* the question's, on another day */
    size_t node_count;
    uint32_t *index; /* by node of the graph: its number in the network, or ENT_NONE */
    double *scores;  /* by number */
    bool unchanged;  /* index and scores are those of the day before */
    size_t pair_count, formed, dissolved; /* of nodes that are tied */
} ent_i_moment;

typedef struct ent_i_series {
    const ent_series_options *options;
    const ent_measure *measure;
    const ent_view *view;
    ent_i_moment *moments;
    size_t count;
    size_t measured;      /* days on which the network was another than the day before */
    ent_projection *last; /* the network of the last day */
    ent_i_remarks remarks; /* on the last day */
} ent_i_series;

/* Fill in the moments and what follows them. */
ENT_CHECK ent_status ent_i_series_measure(ent_i_series *series, ent_error *err);
void ent_i_series_clear(ent_i_series *series);

#endif
