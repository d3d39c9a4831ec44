/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The questions about time: a timeline keeps its ties apart with all their days; a diff is a network of what changed. */
#include <stdio.h>

#include "analysis/view/view.h"
#include "render/changed.h"
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

/* --- diff --------------------------------------------------------------------------------------- */

#define MARK_TEXT 160

typedef struct changed {
    const ent_diff_row *row;
    const char *before, *after; /* what each day makes of it: "observer", "member" */
    char mark[MARK_TEXT];
} changed;

/* "+ 2017", "seeks 2016", "observer to member 2017", "− 2018". */
static void add_change(ent_i_line *line, const void *context)
{
    changed *it = (changed *)(uintptr_t)context;
    const char *sign = ent_i_change_style(it->row->change)->sign;
    const char *since = line->since != NULL ? line->since : "", *until = line->until != NULL ? line->until : "";
    ent_change change = it->row->change;
    line->change = change;
    if (change == ENT_CHANGE_STATUS)
        snprintf(it->mark, MARK_TEXT, "%s to %s %s", it->before, it->after, since);
    else if (change == ENT_CHANGE_PLANNED || change == ENT_CHANGE_HALTED)
        snprintf(it->mark, MARK_TEXT, "%s %s %s", sign, it->after, since);
    else if (change == ENT_CHANGE_DROPPED)
        snprintf(it->mark, MARK_TEXT, "%s %s %s", sign, it->before, until);
    else if (change == ENT_CHANGE_PASSED)
        snprintf(it->mark, MARK_TEXT, "%s %s\xE2\x80\x93%s", sign, since, until);
    else
        snprintf(it->mark, MARK_TEXT, "%s %s", sign, change == ENT_CHANGE_ADDED ? since : change == ENT_CHANGE_ENDED ? until : "");
    line->mark = it->mark;
}

/* A tie in a word: what it is while it is plainly in force, else its status. */
static const char *tie_word(const ent_graph *graph, ent_tie tie)
{
    ent_tie_view seen;
    ent_type_view type;
    if (tie == ENT_NONE)
        return "";
    ent_graph_tie(graph, tie, &seen);
    ent_graph_type(graph, seen.type, &type);
    return seen.status == ENT_TIE_IN_FORCE && type.brief[0] != '\0' ? type.brief : ent_tie_status_word(seen.status);
}

static ent_status fill_change(ent_i_fill *fill, const ent_diff_row *row, ent_error *err)
{
    bool over = row->standing_after != ENT_STANDING_HOLDS && row->before != ENT_NONE;
    ent_tie told = over || row->after == ENT_NONE ? row->before : row->after;
    changed it = { .row = row };
    it.before = tie_word(fill->graph, row->before);
    it.after = tie_word(fill->graph, row->after);
    int fold = -1;
    const char *word = NULL;
    if (row->change == ENT_CHANGE_ENDED || row->change == ENT_CHANGE_DROPPED || row->change == ENT_CHANGE_PASSED) {
        fold = ENT_FOLD_ENDED;
        word = "ended";
    }
    return ent_i_fill_tie_with(fill, told, fold, word, add_change, &it, err);
}

/* The last day of a year is the year: "2010". */
static const char *day_text(ent_i_diagram *diagram, const ent_diff *diff, ent_day day)
{
    int64_t years[2];
    int months[2], days[2];
    char text[ENT_DAY_LONG_TEXT];
    ent_day_to_civil(ent_view_day(diff->before), &years[0], &months[0], &days[0]);
    ent_day_to_civil(ent_view_day(diff->after), &years[1], &months[1], &days[1]);
    bool whole = months[0] == 12 && days[0] == 31 && months[1] == 12 && days[1] == 31 && years[0] > 0 && years[0] < years[1];
    if (whole)
        return ent_i_arena_printf(&diagram->arena, "%lld", (long long)years[day == ent_view_day(diff->after)]);
    return ent_i_arena_string(&diagram->arena, ent_day_format_long(day, text));
}

static ent_status say_days(ent_i_diagram *diagram, const ent_diff *diff, ent_error *err)
{
    char first[ENT_DAY_LONG_TEXT], second[ENT_DAY_LONG_TEXT];
    ent_day before = ent_view_day(diff->before), after = ent_view_day(diff->after);
    const char *from = day_text(diagram, diff, before), *to = day_text(diagram, diff, after);
    if (from == NULL || to == NULL)
        return ent_i_nomem(err);
    diagram->as_of_long = NULL;
    diagram->span = ent_i_arena_printf(&diagram->arena, "%s to %s", from, to);
    diagram->days = ent_i_arena_printf(&diagram->arena, "%s compared with %s", ent_day_format_long(before, first),
                                       ent_day_format_long(after, second));
    return diagram->span != NULL && diagram->days != NULL ? ENT_OK : ent_i_nomem(err);
}

ent_status ent_i_fill_diff(ent_i_diagram *diagram, const ent_diff *diff, ent_error *err)
{
    ent_i_fill fill;
    ENT_I_TRY(ent_i_fill_check_size(diff->row_count, err));
    ent_status status = ent_i_fill_init(&fill, diagram, diff->after, ENT_I_DIFF, err);
    diagram->unchanged = diff->unchanged;
    diagram->never_known = diff->never_known;
    for (int c = 0; c < ENT_CHANGE_COUNT; c++)
        diagram->changes[c] = diff->counts[c];
    for (size_t i = 0; status >= 0 && i < diff->asked_count; i++)
        status = ent_i_fill_node(&fill, diff->asked[i], ENT_I_ASKED, (uint32_t)i, err);
    for (size_t i = 0; status >= 0 && i < diff->row_count; i++)
        if (diff->rows[i].change != ENT_CHANGE_EVENT)
            status = fill_change(&fill, &diff->rows[i], err);
    if (status >= 0)
        status = say_days(diagram, diff, err);
    return ent_i_fill_conclude(&fill, status, err);
}
