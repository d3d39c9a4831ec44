/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nodes and ties of a graph, as a view sees them, into a diagram. */
#ifndef ENT_I_FILL_H
#define ENT_I_FILL_H

#include <entente/change.h>
#include <entente/groups.h>
#include <entente/query.h>
#include <entente/question.h>

#include "render/diagram.h"

/* More ties than any kind could show are refused before they are copied. */
#define ENT_I_MOST_TIES 100000

typedef struct ent_i_fill {
    ent_i_diagram *diagram;
    const ent_view *view;
    const ent_graph *graph;
    uint32_t *index;   /* node -> entity, UINT32_MAX: not there */
    uint32_t *sources; /* source node -> its name in the diagram, UINT32_MAX: not yet */
} ent_i_fill;

/* The diagram is initialised by it and holds the date and the reading of the view. */
ENT_CHECK ent_status ent_i_fill_init(ent_i_fill *fill, ent_i_diagram *diagram, const ent_view *view,
                                     ent_i_question question, ent_error *err);
void ent_i_fill_clear(ent_i_fill *fill);
/* Finish the diagram, or clear it on failure; done with fill. */
ENT_CHECK ent_status ent_i_fill_conclude(ent_i_fill *fill, ent_status status, ent_error *err);
ENT_CHECK ent_status ent_i_fill_check_size(size_t ties, ent_error *err);

/* Once for each node; a second time changes nothing. */
ENT_CHECK ent_status ent_i_fill_node(ent_i_fill *fill, ent_node node, ent_i_role role, uint32_t rank, ent_error *err);
/* A tie, with its ends as ENT_I_OTHER where they are not there yet. fold and word: how it counts here;
 * -1 and NULL: as its status says. */
ENT_CHECK ent_status ent_i_fill_tie(ent_i_fill *fill, ent_tie tie, int fold, const char *word, ent_error *err);
/* The same, and what more there is to say of the line. */
ENT_CHECK ent_status ent_i_fill_tie_with(ent_i_fill *fill, ent_tie tie, int fold, const char *word,
                                         void (*more)(ent_i_line *line, const void *context), const void *context,
                                         ent_error *err);

/* The questions. The diagram is finished, and cleared on failure. */
ENT_CHECK ent_status ent_i_fill_link(ent_i_diagram *diagram, const ent_link *link, ent_error *err);
ENT_CHECK ent_status ent_i_fill_ego(ent_i_diagram *diagram, const ent_ego *ego, ent_error *err);
ENT_CHECK ent_status ent_i_fill_path(ent_i_diagram *diagram, const ent_path *path, ent_error *err);
ENT_CHECK ent_status ent_i_fill_query(ent_i_diagram *diagram, const ent_query_network *network, ent_error *err);
ENT_CHECK ent_status ent_i_fill_view(ent_i_diagram *diagram, const ent_view *view, ent_error *err);
/* apart: a line a tie, for a drawing that has time as its axis; else a line for each two nodes. */
ENT_CHECK ent_status ent_i_fill_timeline(ent_i_diagram *diagram, const ent_timeline *timeline, bool apart, ent_error *err);
ENT_CHECK ent_status ent_i_fill_diff(ent_i_diagram *diagram, const ent_diff *diff, ent_error *err);
ENT_CHECK ent_status ent_i_fill_groups(ent_i_diagram *diagram, const ent_groups *groups, ent_error *err);

#endif
