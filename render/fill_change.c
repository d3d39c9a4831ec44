/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The questions about time: a timeline keeps its ties apart with all their days; a diff is a network of what changed. */
#include "analysis/view.h"
#include "analysis/words.h"
#include "render/fill.h"

/* --- timeline ----------------------------------------------------------------------------------- */

typedef struct timed {
    const ent_timeline_row *row;
    uint32_t rank;
} timed;

static void add_days(ent_i_line *line, const void *context)
{
    const timed *it = context;
    line->forward = it->row->forward;
    line->rank = it->rank;
    for (int r = 0; r < ENT_READINGS; r++)
        line->spans[r] = it->row->spans[r];
}

/* The heading that a node's lanes stand under: the plural of its first label. */
static ent_status name_section(ent_i_fill *fill, ent_node node, ent_error *err)
{
    ent_node_view seen;
    ent_label_view label;
    ent_graph_node(fill->graph, node, &seen);
    if (seen.label_count == 0)
        return ENT_OK;
    ent_graph_label(fill->graph, seen.labels[0], &label);
    const char *copy = ent_i_arena_string(&fill->diagram->arena, label.plural);
    if (copy == NULL)
        return ent_i_nomem(err);
    fill->diagram->entities[fill->index[node]].section = copy;
    return ENT_OK;
}

static ent_status fill_row(ent_i_fill *fill, const ent_timeline *timeline, uint32_t rank, ent_error *err)
{
    const ent_timeline_row *row = &timeline->rows[rank];
    ent_tie_view seen;
    ent_graph_tie(fill->graph, row->tie, &seen);
    if (row->standing == ENT_STANDING_FILTERED) {
        fill->diagram->outranked++;
        return ENT_OK;
    }
    ENT_I_TRY(ent_i_fill_node(fill, row->other, ENT_I_THING, rank, err));
    ENT_I_TRY(name_section(fill, row->other, err));
    timed it = { row, rank };
    int fold = -1;
    const char *word = NULL;
    if (row->standing == ENT_STANDING_ENDED && !row->event) {
        fold = ENT_FOLD_ENDED;
        word = ent_tie_status_fold(seen.status) == ENT_FOLD_IN_FORCE ? "ended" : NULL;
    } else if (row->standing == ENT_STANDING_NOT_YET && ent_tie_status_fold(seen.status) == ENT_FOLD_IN_FORCE) {
        fold = ENT_FOLD_PLANNED;
        word = "from";
    }
    return ent_i_fill_tie_with(fill, row->tie, fold, word, add_days, &it, err);
}

ent_status ent_i_fill_timeline(ent_i_diagram *diagram, const ent_timeline *timeline, bool apart, ent_error *err)
{
    ent_i_fill fill;
    ENT_I_TRY(ent_i_fill_check_size(timeline->row_count, err));
    ent_status status = ent_i_fill_init(&fill, diagram, timeline->view, ENT_I_TIMELINE, err);
    diagram->apart = apart;
    diagram->day = ent_view_day(timeline->view);
    for (size_t i = 0; status >= 0 && i < timeline->asked_count; i++)
        status = ent_i_fill_node(&fill, timeline->asked[i], ENT_I_ASKED, (uint32_t)i, err);
    for (size_t i = 0; status >= 0 && i < timeline->row_count; i++)
        status = fill_row(&fill, timeline, (uint32_t)i, err);
    return ent_i_fill_conclude(&fill, status, err);
}
