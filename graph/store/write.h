/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ENT_I_WRITE_H
#define ENT_I_WRITE_H

#include <string.h>

#include "graph/model/graph.h"
#include "graph/store/feed.h"
#include "graph/store/identity.h"

/* A commit under way. */
typedef struct ent_i_write {
    ent_store *store;
    const ent_graph *graph;
    ent_i_progress progress;
    int64_t *labels; /* number in the file, by number in the graph; 0: not in the file */
    int64_t *types;
    int64_t citation; /* number of the first one that was added, once they are written */
    ent_i_left left;
} ent_i_write;

/* Vocabulary and meta data: small, written as they are now. Fills labels and types. */
ENT_CHECK ent_status ent_i_write_vocabulary(ent_i_write *write, ent_error *err);
/* What was added, and nodes that were changed. */
ENT_CHECK ent_status ent_i_write_nodes(ent_i_write *write, ent_error *err);
ENT_CHECK ent_status ent_i_write_ties(ent_i_write *write, ent_error *err);
ENT_CHECK ent_status ent_i_write_citations(ent_i_write *write, ent_error *err);

/* Insert a feed's rows and add them to the table's sum. */
ENT_CHECK ent_status ent_i_write_feed(ent_i_write *write, ent_i_feed *feed, const ent_i_sum *removed,
                                      ent_error *err);

/* NULL stays NULL. */
static inline ent_i_value ent_i_value_text(const char *text)
{
    return (ent_i_value){ text ? ENT_I_VALUE_TEXT : ENT_I_VALUE_NULL, 0, text, text ? strlen(text) : 0 };
}

#endif
