/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines: routed around the boxes, with what they say in gaps where there is room. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "render/changed.h"
#include "render/net.h"
#include "render/text.h"

#define MOST_LABELS 30 /* lines that say what they are; more would be a text with lines in it */

static bool is_clear(const ent_i_net *it, const ent_i_wire *wire)
{
    for (size_t b = 0; b < it->count + it->obstacles; b++) {
        if (b != wire->from && b != wire->to && ent_i_wire_hits(wire, it->boxes[b], 1))
            return false;
    }
    return true;
}

/* Where the router found nothing better than a line under a box: a bow around it. */
static ent_status repair(const ent_i_net *it, ent_i_wire *wire, bool *ret_clear, ent_error *err)
{
    static const double bows[] = { 0, .08, -.08, .15, -.15, .23, -.23, .32, -.32, .42, -.42, .55, -.55 };
    *ret_clear = wire->point_count >= 4 && is_clear(it, wire);
    if (*ret_clear)
        return ENT_OK;
    const ent_i_box *a = &it->boxes[wire->from], *b = &it->boxes[wire->to];
    for (size_t i = 0; i < sizeof bows / sizeof *bows && !*ret_clear; i++) {
        ent_i_point control = ent_i_bow((ent_i_point){ a->x, a->y }, (ent_i_point){ b->x, b->y }, bows[i]);
        ent_i_point from = ent_i_shape_edge(ENT_CLASS_OTHER, *a, control, 0),
                    to = ent_i_shape_edge(ENT_CLASS_OTHER, *b, control, 0);
        free(wire->points);
        wire->point_count = 0;
        ENT_I_TRY(ENT_I_ZEROED(wire->points, 4, err));
        wire->point_count = 4;
        wire->points[0] = from;
        wire->points[1] = (ent_i_point){ (from.x + 2 * control.x) / 3, (from.y + 2 * control.y) / 3 };
        wire->points[2] = (ent_i_point){ (to.x + 2 * control.x) / 3, (to.y + 2 * control.y) / 3 };
        wire->points[3] = to;
        *ret_clear = is_clear(it, wire);
    }
    return ENT_OK;
}

ent_status ent_i_net_route(ent_i_net *it, bool *ret_clear, ent_error *err)
{
    *ret_clear = true;
    ENT_I_TRY(ent_i_graphviz_routes(it->boxes, it->count + it->obstacles, it->wires, it->wire_count, err));
    for (size_t i = 0; i < it->wire_count; i++) {
        bool clear;
        ENT_I_TRY(repair(it, &it->wires[i], &clear, err));
        *ret_clear = *ret_clear && clear;
    }
    return ENT_OK;
}

/* What a wire's label covers, and its place on the wire. */
typedef struct label {
    ent_i_box box;
    double place, enter, leave;
    const char *text;
} label;

static bool has_room(const ent_i_net *it, size_t wire, const label *labels, const ent_i_box *box)
{
    ent_i_box inside = { (it->area.left + it->area.right) / 2, (it->area.top + it->area.bottom) / 2,
                         it->area.right - it->area.left, it->area.bottom - it->area.top };
    if (fabs(box->x - inside.x) > (inside.w - box->w) / 2 || fabs(box->y - inside.y) > (inside.h - box->h) / 2)
        return false;
    for (size_t b = 0; b < it->count + it->obstacles; b++) {
        if (ent_i_boxes_overlap(*box, it->boxes[b], 6))
            return false;
    }
    for (size_t w = 0; w < it->wire_count; w++) {
        if ((w < wire && labels[w].text != NULL && ent_i_boxes_overlap(*box, labels[w].box, 4)) ||
            (w != wire && ent_i_wire_hits(&it->wires[w], *box, -3)))
            return false;
    }
    return true;
}

static bool try_label(const ent_i_net *it, size_t wire, label *labels, const char *text, bool bold)
{
    static const double shares[] = { 0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78 };
    const ent_i_wire *on = &it->wires[wire];
    double width = ent_i_text_width(text, 18, bold) * 1.08 + 12, curves = (double)ent_i_wire_curves(on);
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        label tried = { .place = shares[i] * curves, .text = text };
        ent_i_point at = ent_i_wire_at(on, tried.place);
        tried.box = (ent_i_box){ at.x, at.y, width, 24 };
        if (!has_room(it, wire, labels, &tried.box) ||
            !ent_i_wire_gap(on, tried.box, tried.place, &tried.enter, &tried.leave))
            continue;
        labels[wire] = tried;
        return true;
    }
    return false;
}

/* What the tie is and since when, in a gap of its line, where there is room for it; of a change at least the year. */
static void place_label(const ent_i_net *it, size_t wire, label *labels)
{
    const ent_i_line *line = &it->diagram->lines[it->lines[wire]];
    if (line->mark != NULL) {
        if (!try_label(it, wire, labels, line->mark, true) && line->since != NULL && line->change != ENT_CHANGE_ENDED)
            (void)try_label(it, wire, labels, line->since, true);
        return;
    }
    const char *text = ent_i_scene_text(it->scene, ent_i_line_brief(&it->scene->arena, line));
    (void)try_label(it, wire, labels, text, false);
}

static void draw_wire(ent_i_net *it, size_t wire, double width, const label *at)
{
    ent_i_scene *scene = it->scene;
    const ent_i_line *line = &it->diagram->lines[it->lines[wire]];
    const ent_i_wire *on = &it->wires[wire];
    double end = (double)ent_i_wire_curves(on);
    bool changes = scene->signs == ENT_I_SIGNS_CHANGES;
    ent_i_buffer path = ENT_I_BUFFER_INIT;
    if (at->text != NULL) {
        ent_i_wire_path(&path, on, 0, at->enter);
        ent_i_wire_path(&path, on, at->leave, end);
        ent_i_scene_caption(scene, &(ent_i_caption){ .layer = ENT_I_LABELS,
                                                     .x = at->box.x,
                                                     .y = at->box.y + 6.3,
                                                     .size = 18,
                                                     .bold = changes && line->change != ENT_CHANGE_NOT_KNOWN,
                                                     .fill = changes && line->change != ENT_CHANGE_NOT_KNOWN
                                                                 ? ent_i_change_color(scene->theme, line->change)
                                                                 : scene->theme->muted,
                                                     .text = at->text });
    } else {
        ent_i_wire_path(&path, on, 0, end);
    }
    ent_i_stroke stroke = { .line = it->lines[wire],
                            .path = ent_i_scene_take(scene, &path),
                            .color = line->fold == ENT_FOLD_ENDED ? scene->theme->ended : scene->theme->soft,
                            .dash = ent_i_dash(line->fold),
                            .width = width };
    bool grouped = it->diagram->question == ENT_I_GROUPS;
    if (grouped && it->diagram->entities[line->from].group != it->diagram->entities[line->to].group)
        stroke.width = 1.2;
    else if (grouped)
        stroke.width = 2.6;
    if (changes) {
        stroke.color = ent_i_change_color(scene->theme, line->change);
        stroke.dash = ent_i_change_style(line->change)->dash;
        stroke.width = ent_i_change_style(line->change)->width * (it->wire_count > 30 ? 0.7 : 1);
    }
    ent_i_scene_stroke(scene, &stroke);
    ent_i_buffer_clear(&path);
}

ent_status ent_i_net_draw(ent_i_net *it, ent_error *err)
{
    double width = it->wire_count > 120 ? 1.2 : it->wire_count > 30 ? 1.8 : 2.4;
    ENT_I_AUTOFREE label *labels = NULL;
    ENT_I_TRY(ENT_I_ZEROED(labels, it->wire_count, err));
    size_t labelled = 0;
    bool says = it->wire_count <= MOST_LABELS && it->diagram->question != ENT_I_GROUPS;
    for (size_t i = 0; i < it->wire_count && says; i++) {
        place_label(it, i, labels);
        labelled += labels[i].text != NULL;
    }
    /* A few here and there would look like the only ones with something to say. */
    if (5 * labelled < 3 * it->wire_count && it->wire_count > 0)
        memset(labels, 0, it->wire_count * sizeof *labels);
    for (size_t i = 0; i < it->wire_count; i++)
        draw_wire(it, i, width, &labels[i]);
    for (size_t i = 0; i < it->count; i++) {
        it->nodes[i].box = it->boxes[i];
        ent_i_scene_node(it->scene, &it->nodes[i]);
    }
    return ENT_OK;
}
