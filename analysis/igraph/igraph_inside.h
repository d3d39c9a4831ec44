/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Between the files that call igraph: igraph_*.c of this folder, and nobody else. */
#ifndef ENT_I_IGRAPH_INSIDE_H
#define ENT_I_IGRAPH_INSIDE_H

#include <igraph/igraph.h>

#include "analysis/igraph/igraph_door.h"
#include "analysis/view/clock.h"

/* What stood before the door was opened. */
typedef struct ent_i_handlers {
    igraph_error_handler_t *error;
    igraph_warning_handler_t *warning;
    igraph_interruption_handler_t *interruption;
    igraph_progress_handler_t *progress;
} ent_i_handlers;

/* Between these two igraph is ours alone, its errors come back as codes, and it asks the clock whether to go on
 * (NULL: it does). */
ent_i_handlers ent_i_igraph_open(const ent_i_clock *clock);
void ent_i_igraph_close(ent_i_handlers before);
/* A code of igraph's as an error of ours, with its reason; before closing. */
ENT_CHECK ent_status ent_i_igraph_status(igraph_error_t code, ent_error *err);

igraph_error_t ent_i_igraph_make(size_t nodes, size_t ties, const uint32_t (*ends)[2], bool directed, igraph_t *ret);

/* A function of igraph's on a network as its graph. weights: NULL without. results: a number for each node, or tie. */
typedef igraph_error_t ent_i_igraph_run(const igraph_t *graph, const igraph_vector_t *weights, const void *how,
                                        igraph_vector_t *results);
/* count: of the numbers that run makes, copied to ret. how is handed to run. */
ENT_CHECK ent_status ent_i_igraph_on(const ent_i_network *network, const ent_i_clock *clock, ent_i_igraph_run *run,
                                     const void *how, size_t count, double *ret, ent_error *err);

#endif
