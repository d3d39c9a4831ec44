/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of measures. */
#ifndef ENTENTE_MEASURE_H
#define ENTENTE_MEASURE_H

#include <entente/view.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ent_scope { ENT_SCOPE_NODE, ENT_SCOPE_TIE, ENT_SCOPE_NETWORK, ENT_SCOPE_PAIR } ent_scope;

typedef struct ent_measure {
    const char *name;         /* "betweenness" */
    const char *heading;      /* "Betweenness" */
    ent_scope scope;
    const char *definition;   /* one or two sentences */
    const char *unit;         /* "ties", "paths", "1" */
    const char *range;        /* "0 .. (n-1)(n-2)/2" */
    const char *directed;     /* what it does with direction */
    const char *weighted;     /* what it does with weights; NULL: ignores them */
    const char *loops;        /* loops and parallel ties */
    const char *disconnected; /* disconnected and empty networks */
    const char *source;       /* the paper or standard */
    const char *doi;          /* or NULL */
    const char *computed_by;  /* "igraph" or "entente" */
    bool takes_strength, takes_distance; /* which meanings of weight it accepts */
} ent_measure;

ENT_API const ent_measure *ent_measures(size_t *ret_count);
ENT_API const ent_measure *ent_measure_find(const char *name);
/* The same with the nearest names offered in the error. */
ENT_API ENT_CHECK ent_status ent_measure_lookup(const char *name, const ent_measure **ret, ent_error *err);

/* scores: one number for each node of the projection; NaN where the measure is not defined. */
ENT_API ENT_CHECK ent_status ent_measure_nodes(const ent_measure *measure, const ent_projection *projection,
                                               double *ret_scores, ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
