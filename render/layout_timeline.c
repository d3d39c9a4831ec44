/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When: a lane for each node that those asked about are tied to, under headings, with bars from start to end along an
 * axis of years. What does not fit is left out, undated ties first. */
#include "render/layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "render/chart.h"
#include "render/text.h"

#define LEAST_PITCH 28.0
#define MOST_PITCH 46.0
#define HEAD 34.0 /* the years */
#define SECTION_GAP 9.0

/* --- room --------------------------------------------------------------------------------------- */

static int by_day(const void *a, const void *b)
{
    ent_day x = *(const ent_day *)a, y = *(const ent_day *)b;
    return x < y ? -1 : x > y;
}

static ent_status make_axis(ent_i_chart *it, double left, ent_error *err)
{
    ENT_I_AUTOFREE ent_day *days = NULL;
    size_t count = 0;
    ENT_I_TRY(ENT_I_ZEROED(days, 4 * it->diagram->line_count, err));
    for (size_t l = 0; l < it->lanes.count; l++) {
        for (size_t i = 0; i < it->lanes.items[l].count; i++) {
            const ent_i_line *line = &it->diagram->lines[it->lanes.items[l].lines[i]];
            for (int r = ENT_CERTAIN; r <= ENT_POSSIBLE; r += ENT_POSSIBLE - ENT_CERTAIN) {
                ent_span span = line->spans[r];
                if (ent_i_is_finite(span.from) && span.from < span.until)
                    days[count++] = span.from;
                if (ent_i_is_finite(span.until) && span.from < span.until && !line->event)
                    days[count++] = span.until;
            }
        }
    }
    if (count > 0)
        qsort(days, count, sizeof *days, by_day);
    it->axis = ent_i_axis_of(days, count, it->diagram->day, left + ENT_I_AXIS_SIDE, it->area.right - ENT_I_AXIS_SIDE);
    return ENT_OK;
}

/* The widest of the texts in a column, up to a share of the area. */
static double column(const ent_i_chart *it, const char *(*text)(const ent_i_chart *it, const ent_i_lane *lane), bool bold, double most)
{
    double width = 0;
    for (size_t i = 0; i < it->lanes.count; i++)
        width = fmax(width, ent_i_text_width(text(it, &it->lanes.items[i]), it->size, bold));
    return fmin(width * 1.03, most * (it->area.right - it->area.left)) + 20;
}

static const char *section_text(const ent_i_chart *it, const ent_i_lane *lane)
{
    (void)it;
    return lane->section;
}

static const char *other_text(const ent_i_chart *it, const ent_i_lane *lane)
{
    return it->diagram->entities[lane->other].label;
}

static const char *asked_text(const ent_i_chart *it, const ent_i_lane *lane)
{
    return it->diagram->entities[lane->asked].label;
}

static ent_status measure(ent_i_chart *it, ent_error *err)
{
    const ent_i_diagram *diagram = it->diagram;
    ENT_I_TRY(ent_i_lanes_make(diagram, &it->lanes, err));
    it->top = it->area.top + HEAD;
    double room = it->area.bottom - it->top;
    size_t most = (size_t)fmax(1, floor(room / LEAST_PITCH));
    /* Headings cost room, and fewer lanes may need fewer of them. */
    for (ent_i_lanes_keep(diagram, &it->lanes, most); it->lanes.count > 1; ent_i_lanes_keep(diagram, &it->lanes, --most)) {
        double gaps = SECTION_GAP * (double)(ent_i_lanes_sections(&it->lanes) - 1);
        it->pitch = (room - gaps) / (double)it->lanes.count;
        if (it->pitch >= LEAST_PITCH)
            break;
    }
    it->pitch = fmax(fmin(it->lanes.count > 1 ? it->pitch : room, MOST_PITCH), LEAST_PITCH);
    it->size = it->pitch >= 38 ? 20 : ENT_I_CHART_TEXT;
    bool wide = it->scene->preset->width >= 1000;
    double left = it->area.left;
    it->headings = it->askeds = -1;
    if (wide && it->lanes.count > 0) {
        it->headings = left;
        left += column(it, section_text, true, 0.13);
    }
    it->names = left;
    left += column(it, other_text, false, wide ? 0.22 : 0.3);
    if (diagram->asked_count > 1) {
        it->askeds = left;
        left += column(it, asked_text, false, wide ? 0.12 : 0.18);
    }
    return make_axis(it, left, err);
}

/* --- lanes -------------------------------------------------------------------------------------- */

/* A name as the node the first time, then as a mere text. */
static void put_name(ent_i_chart *it, uint32_t entity, double left, double right, double y, bool muted)
{
    ent_i_scene *scene = it->scene;
    const char *text = ent_i_text_cut(&scene->arena, it->diagram->entities[entity].label, right - left, it->size, false);
    text = ent_i_scene_text(scene, text);
    if (!it->named[entity]) {
        it->named[entity] = true;
        ent_i_scene_node(scene, &(ent_i_placed){ .entity = entity,
                                                 .box = { (left + right) / 2, y, right - left, 1.18 * it->size },
                                                 .lines = { text, NULL },
                                                 .line_count = 1,
                                                 .size = it->size,
                                                 .bare = true,
                                                 .anchor = -1 });
        return;
    }
    ent_i_scene_caption(scene, &(ent_i_caption){ .layer = ENT_I_LABELS,
                                                 .x = left,
                                                 .y = y + 0.35 * it->size,
                                                 .size = it->size,
                                                 .anchor = -1,
                                                 .fill = muted ? scene->theme->muted : scene->theme->ink,
                                                 .text = text });
}

static void put_heading(ent_i_chart *it, const char *section, double y)
{
    ent_i_scene *scene = it->scene;
    const char *text = ent_i_text_cut(&scene->arena, section, it->names - it->headings - 12, it->size, true);
    ent_i_scene_caption(scene, &(ent_i_caption){ .layer = ENT_I_LABELS,
                                                 .x = it->headings,
                                                 .y = y + 0.35 * it->size,
                                                 .size = it->size,
                                                 .anchor = -1,
                                                 .bold = true,
                                                 .fill = scene->theme->muted,
                                                 .text = ent_i_scene_text(scene, text) });
}

static ent_status draw_lanes(ent_i_chart *it, ent_error *err)
{
    double y = it->top + it->pitch / 2;
    const char *before = NULL;
    double end = it->askeds >= 0 ? it->askeds : it->axis.left - ENT_I_AXIS_SIDE;
    for (size_t i = 0; i < it->lanes.count; i++) {
        const ent_i_lane *lane = &it->lanes.items[i];
        bool first = before == NULL || strcmp(before, lane->section) != 0;
        if (first && i > 0)
            y += SECTION_GAP;
        if (first && it->headings >= 0)
            put_heading(it, lane->section, y);
        before = lane->section;
        bool same = !first && it->lanes.items[i - 1].other == lane->other;
        if (!same)
            put_name(it, lane->other, it->names, end - 12, y, false);
        if (it->askeds >= 0)
            put_name(it, lane->asked, it->askeds, it->axis.left - ENT_I_AXIS_SIDE - 12, y, true);
        ENT_I_TRY(ent_i_chart_draw_lane(it, lane, y, err));
        y += it->pitch;
    }
    it->bottom = y - it->pitch / 2;
    return ENT_OK;
}

/* The node asked about, where it has no column: above the lanes. */
static void put_asked(ent_i_chart *it)
{
    ent_i_scene *scene = it->scene;
    for (uint32_t i = 0; i < it->diagram->entity_count; i++) {
        if (it->diagram->entities[i].role != ENT_I_ASKED || it->diagram->asked_count != 1)
            continue;
        double left = it->area.left, right = it->axis.left - ENT_I_AXIS_SIDE - 12;
        if (it->lanes.count == 0)
            right = it->area.right;
        const char *text = ent_i_text_cut(&scene->arena, it->diagram->entities[i].label, right - left, 20, true);
        it->named[i] = true;
        ent_i_scene_node(scene, &(ent_i_placed){ .entity = i,
                                                 .box = { (left + right) / 2, it->top - 18, right - left, 24 },
                                                 .lines = { ent_i_scene_text(scene, text), NULL },
                                                 .line_count = 1,
                                                 .size = 20,
                                                 .bold = true,
                                                 .bare = true,
                                                 .anchor = -1 });
    }
}

/* --- words -------------------------------------------------------------------------------------- */

static const char *s_of(size_t count)
{
    return count == 1 ? "" : "s";
}

/* " Left out for want of room: 287 (200 undated, 60 events)." */
static void put_left_out(const ent_i_chart *it, size_t count, ent_i_buffer *text)
{
    ent_i_counts drawn = ent_i_frame_count(it->scene, false);
    size_t undated = 0, events = 0;
    for (size_t i = 0; i < it->diagram->line_count; i++) {
        const ent_i_line *line = &it->diagram->lines[i];
        undated += line->undated;
        events += line->event;
    }
    undated -= drawn.undated;
    events -= drawn.events;
    ent_i_buffer_printf(text, " Left out for want of room: %zu", count);
    if (undated > 0)
        ent_i_buffer_printf(text, " (%zu undated", undated);
    if (events > 0)
        ent_i_buffer_printf(text, "%s%zu event%s", undated > 0 ? ", " : " (", events, s_of(events));
    ent_i_buffer_text(text, undated + events > 0 ? ")." : ".");
}

static void describe(ent_i_chart *it)
{
    ent_i_scene *scene = it->scene;
    ent_i_counts counts = ent_i_frame_count(scene, false);
    const char *asked = ent_i_frame_asked(scene, 4);
    size_t states = counts.ties - counts.events, left_out = it->diagram->line_count - counts.lines;
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    ent_i_buffer_printf(&text, "%s: ", asked);
    if (counts.lines == 0)
        ent_i_buffer_text(&text, "no ties");
    if (states > 0)
        ent_i_buffer_printf(&text, "%zu tie%s", states, s_of(states));
    if (counts.events > 0)
        ent_i_buffer_printf(&text, "%s%zu event%s", states > 0 ? " and " : "", counts.events, s_of(counts.events));
    if (left_out > 0)
        ent_i_buffer_printf(&text, " of %zu", it->diagram->line_count);
    if (counts.lines > counts.undated)
        ent_i_buffer_printf(&text, ", %s to %s", ent_i_axis_year(scene, it->axis.earliest),
                            ent_i_axis_year(scene, it->axis.latest));
    scene->title = ent_i_scene_take(scene, &text);
    if (counts.lines == 0)
        ent_i_buffer_text(&text, "Nothing is tied to them under the filters given.");
    else
        ent_i_buffer_printf(&text, "Years of beginning and end (%s).", ent_i_frame_folds(scene, &counts));
    if (left_out > 0)
        put_left_out(it, left_out, &text);
    if (it->diagram->loops > 0)
        ent_i_buffer_printf(&text, " Not drawn: %zu tie%s of a node to itself.", it->diagram->loops, s_of(it->diagram->loops));
    scene->partial = left_out > 0;
    scene->subtitle = ent_i_scene_take(scene, &text);
    if (it->diagram->outranked > 0)
        ent_i_buffer_printf(&text, "%zu outranked claim%s left out.", it->diagram->outranked, s_of(it->diagram->outranked));
    scene->note = ent_i_layout_note(scene, ent_i_scene_take(scene, &text));
    ent_i_buffer_clear(&text);
}

/* Do the bars differ in what they say? */
static bool differ(const ent_i_chart *it)
{
    const char *one = NULL;
    for (size_t i = 0; i < it->diagram->line_count; i++) {
        const ent_i_line *line = &it->diagram->lines[i];
        if (line->event)
            continue;
        if (one != NULL && strcmp(one, line->brief) != 0)
            return true;
        one = line->brief;
    }
    return false;
}

static ent_status draw(ent_i_chart *it, ent_error *err)
{
    it->area = ent_i_frame_area(it->scene);
    it->briefs = differ(it);
    ENT_I_TRY(ENT_I_ZEROED(it->named, it->diagram->entity_count, err));
    ENT_I_TRY(measure(it, err));
    put_asked(it);
    ENT_I_TRY(draw_lanes(it, err));
    if (it->lanes.count > 0) {
        ent_i_axis_draw(&it->axis, it->scene, it->top, it->bottom);
        ent_i_chart_draw_day(it);
    }
    describe(it);
    return ENT_OK;
}

ent_status ent_i_layout_timeline(ent_i_scene *scene, ent_error *err)
{
    ent_i_chart it = { .scene = scene, .diagram = scene->diagram };
    scene->signs = ENT_I_SIGNS_BARS;
    ent_status status = draw(&it, err);
    ent_i_lanes_clear(&it.lanes);
    free(it.named);
    free(it.taken);
    return status;
}
