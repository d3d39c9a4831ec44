/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "analysis/view/view.h"
#include "graph/base/array.h"
#include "graph/base/buffer.h"
#include "render/fill.h"

/* --- link --------------------------------------------------------------------------------------- */

/* "WeaponSystem" and "UN body" within a sentence: "weapon system", "UN body". */
static ent_status lower_words(ent_i_diagram *diagram, const char *name, const char **ret, ent_error *err)
{
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    for (const char *c = name; *c != '\0'; c++) {
        bool capital = *c >= 'A' && *c <= 'Z', small_follows = c[1] >= 'a' && c[1] <= 'z';
        bool after_small = c > name && c[-1] >= 'a' && c[-1] <= 'z';
        if (capital && after_small)
            ent_i_buffer_char(&text, ' ');
        ent_i_buffer_char(&text, capital && small_follows ? (char)(*c - 'A' + 'a') : *c);
    }
    const char *copy = text.failed ? NULL : ent_i_arena_string(&diagram->arena, ent_i_buffer_string(&text));
    ent_i_buffer_clear(&text);
    if (copy == NULL)
        return ent_i_nomem(err);
    *ret = copy;
    return ENT_OK;
}

/* The label that the rows are called by: the one asked for, else the first one when they share it. */
static ent_label common_label(const ent_link *link, const ent_graph *graph)
{
    ent_label common = link->via;
    for (size_t i = 0; i < link->row_count && link->via == ENT_NO_LABEL; i++) {
        ent_node_view seen;
        ent_graph_node(graph, link->rows[i].thing, &seen);
        if (seen.label_count == 0 || (i > 0 && seen.labels[0] != common))
            return ENT_NO_LABEL;
        common = seen.labels[0];
    }
    return common;
}

/* All that the thing holds as the counted ties hold it: the columns beside those asked for. */
static ent_status fill_others(ent_i_fill *fill, const ent_link *link, const ent_link_row *row, ent_error *err)
{
    ent_view plain = *link->view;
    ent_hops hops = { NULL, 0, 0 };
    ent_node_view asked;
    plain.labels = NULL;
    ent_graph_node(fill->graph, link->asked[0], &asked);
    ent_i_expansion how = { .direction = ENT_BOTH, .events = plain.events };
    ent_status status = ent_i_view_expand(&plain, &row->thing, 1, &how, &hops, err);
    for (size_t i = 0; status >= 0 && i < hops.count; i++) {
        const ent_hop *hop = &hops.items[i];
        ent_tie_view seen, counted;
        ent_node_view other;
        ent_graph_tie(fill->graph, hop->tie, &seen);
        ent_graph_node(fill->graph, hop->to, &other);
        uint32_t there = fill->index[hop->to];
        bool known = there != UINT32_MAX && fill->diagram->entities[there].role != ENT_I_OTHER;
        if (known || other.source || other.class_ != asked.class_ ||
            ent_tie_status_fold(seen.status) != ENT_FOLD_IN_FORCE)
            continue;
        for (size_t c = 0; c < link->asked_count; c++) {
            if (row->cells[c].tie == ENT_NONE || row->cells[c].fold != ENT_FOLD_IN_FORCE)
                continue;
            ent_graph_tie(fill->graph, row->cells[c].tie, &counted);
            if (counted.type == seen.type &&
                ((counted.target == row->thing) == (seen.target == row->thing) || plain.symmetric[seen.type])) {
                status = ent_i_fill_tie(fill, hop->tie, -1, NULL, err);
                break;
            }
        }
    }
    ent_hops_clear(&hops);
    return status;
}

static ent_status fill_rows(ent_i_fill *fill, const ent_link *link, ent_error *err)
{
    fill->diagram->members = true;
    for (size_t r = 0; r < link->row_count; r++)
        ENT_I_TRY(ent_i_fill_node(fill, link->rows[r].thing, ENT_I_THING, (uint32_t)r, err));
    for (size_t r = 0; r < link->row_count; r++) {
        const ent_link_row *row = &link->rows[r];
        for (size_t c = 0; c < link->asked_count; c++) {
            const ent_link_cell *cell = &row->cells[c];
            if (cell->tie == ENT_NONE)
                continue;
            ENT_I_TRY(ent_i_fill_tie(fill, cell->tie, (int)cell->fold, cell->word, err));
            const ent_i_line *line =
                fill->diagram->line_count > 0 ? &fill->diagram->lines[fill->diagram->line_count - 1] : NULL;
            if (line != NULL && line->fold == ENT_FOLD_IN_FORCE && strcmp(line->brief, "member") != 0)
                fill->diagram->members = false;
        }
        ENT_I_TRY(fill_others(fill, link, row, err));
    }
    return ENT_OK;
}

ent_status ent_i_fill_link(ent_i_diagram *diagram, const ent_link *link, ent_error *err)
{
    ent_i_fill fill;
    ent_status status = ent_i_fill_init(&fill, diagram, link->view, ENT_I_LINK, err);
    for (size_t i = 0; status >= 0 && i < link->asked_count; i++)
        status = ent_i_fill_node(&fill, link->asked[i], ENT_I_ASKED, (uint32_t)i, err);
    if (status >= 0)
        status = fill_rows(&fill, link, err);
    ent_label label = status >= 0 ? common_label(link, fill.graph) : ENT_NO_LABEL;
    if (label != ENT_NO_LABEL) {
        ent_label_view seen;
        ent_graph_label(fill.graph, label, &seen);
        status = lower_words(diagram, seen.name, &diagram->thing, err);
        if (status >= 0)
            status = lower_words(diagram, seen.plural, &diagram->things, err);
    }
    diagram->events_left_out = link->events_left_out;
    return ent_i_fill_conclude(&fill, status, err);
}

/* --- ego ---------------------------------------------------------------------------------------- */

ent_status ent_i_fill_ego(ent_i_diagram *diagram, const ent_ego *ego, ent_error *err)
{
    ENT_I_TRY(ent_i_fill_check_size(ego->tie_count + ego->among_count + ego->ended_count, err));
    ent_i_fill fill;
    bool events = ego->view->events;
    ent_status status = ent_i_fill_init(&fill, diagram, ego->view, ENT_I_EGO, err);
    if (status >= 0)
        status = ent_i_fill_node(&fill, ego->node, ENT_I_ASKED, 0, err);
    for (size_t i = 0; status >= 0 && i < ego->tie_count; i++) {
        if (ego->ties[i].event && !events)
            diagram->events_left_out++;
        else
            status = ent_i_fill_tie(&fill, ego->ties[i].tie, (int)ego->ties[i].fold, NULL, err);
    }
    for (size_t i = 0; status >= 0 && i < ego->ended_count; i++) {
        if (!ego->ended[i].event || events)
            status = ent_i_fill_tie(&fill, ego->ended[i].tie, ENT_FOLD_ENDED, "ended", err);
    }
    for (size_t i = 0; status >= 0 && i < ego->among_count; i++) {
        ent_tie_view seen;
        ent_graph_tie(fill.graph, ego->among[i], &seen);
        /* Those whose only tie to the ego is an event are not drawn, nor what ties them. */
        if (fill.index[seen.source] != UINT32_MAX && fill.index[seen.target] != UINT32_MAX)
            status = ent_i_fill_tie(&fill, ego->among[i], -1, NULL, err);
    }
    diagram->hops = ego->hops;
    return ent_i_fill_conclude(&fill, status, err);
}

/* --- path --------------------------------------------------------------------------------------- */

static int by_tie(const void *pa, const void *pb)
{
    ent_tie a = *(const ent_tie *)pa, b = *(const ent_tie *)pb;
    return a < b ? -1 : a > b;
}

static ent_status fill_hops(ent_i_fill *fill, const ent_path *path, ent_error *err)
{
    ENT_I_AUTOFREE ent_tie *ties = NULL;
    size_t count = path->length == SIZE_MAX ? 0 : path->length * path->path_count;
    ENT_I_TRY(ENT_I_ZEROED(ties, count, err));
    for (size_t i = 0; i < count; i++) {
        size_t step = i % path->length;
        ties[i] = path->hops[i].tie;
        if (step + 1 < path->length)
            ENT_I_TRY(ent_i_fill_node(fill, path->hops[i].to, ENT_I_OTHER, (uint32_t)step + 1, err));
    }
    /* Ways share ties: each is drawn once. */
    if (count > 0)
        qsort(ties, count, sizeof *ties, by_tie);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || ties[i] != ties[i - 1])
            ENT_I_TRY(ent_i_fill_tie(fill, ties[i], -1, NULL, err));
    }
    return ENT_OK;
}

ent_status ent_i_fill_path(ent_i_diagram *diagram, const ent_path *path, ent_error *err)
{
    ent_i_fill fill;
    uint32_t last = path->length == SIZE_MAX ? 1 : (uint32_t)path->length;
    ent_status status = ent_i_fill_init(&fill, diagram, path->view, ENT_I_PATH, err);
    if (status >= 0)
        status = ent_i_fill_node(&fill, path->from, ENT_I_ASKED, 0, err);
    if (status >= 0)
        status = ent_i_fill_node(&fill, path->to, ENT_I_ASKED, last, err);
    if (status >= 0)
        status = fill_hops(&fill, path, err);
    diagram->path_length = path->length;
    diagram->path_count = path->path_count;
    diagram->path_total = path->total;
    return ent_i_fill_conclude(&fill, status, err);
}

/* --- view --------------------------------------------------------------------------------------- */

ent_status ent_i_fill_view(ent_i_diagram *diagram, const ent_view *view, ent_error *err)
{
    const ent_graph *graph = ent_view_graph(view);
    size_t ties = ent_graph_tie_count(graph), taken = 0;
    for (ent_tie tie = 0; tie < ties && taken <= ENT_I_MOST_TIES; tie++)
        taken += ent_view_takes(view, tie);
    ENT_I_TRY(ent_i_fill_check_size(taken, err));
    ent_i_fill fill;
    ent_status status = ent_i_fill_init(&fill, diagram, view, ENT_I_VIEW, err);
    for (ent_tie tie = 0; status >= 0 && tie < ties; tie++) {
        ent_tie_view seen;
        ent_node_view ends[2];
        if (!ent_view_takes(view, tie))
            continue;
        ent_graph_tie(graph, tie, &seen);
        ent_graph_node(graph, seen.source, &ends[0]);
        ent_graph_node(graph, seen.target, &ends[1]);
        if (!ends[0].source && !ends[1].source)
            status = ent_i_fill_tie(&fill, tie, -1, NULL, err);
    }
    return ent_i_fill_conclude(&fill, status, err);
}
