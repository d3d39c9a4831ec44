/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of a timeline as bars. */
#include "render/chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "render/text.h"

#define SHORT 60.0  /* of a period of which one end is all that is known */
#define BEFORE 26.0 /* of a period that was over before the axis begins */

/* One of a bar's sides: where it certainly is, where it may be, and what is beyond. outwards: ENT_DAY_MIN or MAX. */
static ent_i_cap side(const ent_i_chart *it, ent_day certain, ent_day possible, ent_day outwards, double *ret_sure, double *ret_may)
{
    double edge = outwards == ENT_DAY_MIN ? it->axis.left : it->axis.right;
    bool open = certain == outwards, lost = !open && possible == outwards;
    *ret_sure = open ? edge : ent_i_axis_at(&it->axis, certain);
    *ret_may = open || lost ? *ret_sure : ent_i_axis_at(&it->axis, possible);
    if (lost)
        return ENT_I_CAP_LOST;
    bool beyond = outwards == ENT_DAY_MIN ? possible < it->axis.first : possible > it->axis.last;
    return open || beyond ? ENT_I_CAP_ON : ENT_I_CAP_FLAT;
}

static ent_i_bar make_bar(const ent_i_chart *it, const ent_i_line *line, double y)
{
    ent_span certain = line->spans[ENT_CERTAIN], possible = line->spans[ENT_POSSIBLE];
    ent_i_bar bar = { .y = y, .h = fmin(26, it->pitch - 5) };
    bool sure = certain.from < certain.until;
    if (!sure) {
        /* Nothing is certain: hatched as far as is known, a little way where only one end is. */
        bar.left = side(it, possible.from == ENT_DAY_MIN ? ENT_DAY_MAX : possible.from, possible.from, ENT_DAY_MIN, &bar.from,
                        &bar.low);
        bar.right = side(it, possible.until == ENT_DAY_MAX ? ENT_DAY_MIN : possible.until, possible.until, ENT_DAY_MAX,
                         &bar.to, &bar.high);
        if (bar.left == ENT_I_CAP_LOST)
            bar.low = bar.right == ENT_I_CAP_LOST ? it->axis.left : fmax(bar.high - SHORT, it->axis.left);
        if (bar.right == ENT_I_CAP_LOST)
            bar.high = bar.left == ENT_I_CAP_LOST ? it->axis.right : fmin(bar.low + SHORT, it->axis.right);
        bar.from = bar.to = bar.low;
        bar.high = fmax(bar.high, bar.low + 4);
        return bar;
    }
    bar.left = side(it, certain.from, possible.from, ENT_DAY_MIN, &bar.from, &bar.low);
    bar.right = side(it, certain.until, possible.until, ENT_DAY_MAX, &bar.to, &bar.high);
    /* Read as always there, but nobody said since when. */
    if (line->valid[0] == '\0')
        bar.left = ENT_I_CAP_LOST;
    if (bar.right == ENT_I_CAP_ON && strcmp(line->status, "ended") == 0)
        bar.right = ENT_I_CAP_LOST; /* over since a day that nobody told */
    if (possible.until != ENT_DAY_MAX && possible.until <= it->axis.first)
        bar.to = bar.high = it->axis.left + BEFORE;
    bar.to = fmax(bar.to, bar.from + 4);
    bar.high = fmax(bar.high, bar.to);
    /* What cannot be seen as hatching is left solid. */
    if (bar.from - bar.low < 3)
        bar.low = bar.from;
    if (bar.high - bar.to < 3)
        bar.high = bar.to;
    return bar;
}

static void remember(ent_i_chart *it, const ent_i_bar *bar)
{
    bool vague = !ent_i_bar_solid(bar) || bar->low < bar->from || bar->high > bar->to;
    it->scene->details |= (vague ? ENT_I_MARK_VAGUE : 0u) | (bar->right == ENT_I_CAP_ON ? ENT_I_MARK_OPEN : 0u) |
                        (bar->left == ENT_I_CAP_ON ? ENT_I_MARK_BEFORE : 0u) |
                        (bar->left == ENT_I_CAP_LOST || bar->right == ENT_I_CAP_LOST ? ENT_I_MARK_LOST : 0u);
}

static void take(ent_i_chart *it, double left, double right)
{
    it->taken[it->taken_count++] = (ent_i_box){ (left + right) / 2, 0, right - left, 1 };
}

static bool is_free(const ent_i_chart *it, double left, double right, size_t except)
{
    if (left < it->axis.left - ENT_I_AXIS_SIDE + 4 || right > it->area.right)
        return false;
    for (size_t i = 0; i < it->taken_count; i++) {
        const ent_i_box *box = &it->taken[i];
        if (i != except && !(it->over_day && i == it->day_box) && left < box->x + box->w / 2 + 5 && right > box->x - box->w / 2 - 5)
            return false;
    }
    return true;
}

/* "2005–2017", "2017", "date unknown". */
static const char *years(ent_i_chart *it, const ent_i_line *line)
{
    ent_i_scene *scene = it->scene;
    bool lost_start = line->spans[ENT_POSSIBLE].from == ENT_DAY_MIN && line->spans[ENT_CERTAIN].from != ENT_DAY_MIN;
    bool lost_end = strcmp(line->status, "ended") == 0;
    lost_end = lost_end || (line->spans[ENT_POSSIBLE].until == ENT_DAY_MAX && line->spans[ENT_CERTAIN].until != ENT_DAY_MAX);
    if (line->since == NULL && line->until == NULL)
        return "date unknown";
    if (line->since == NULL)
        return ent_i_scene_printf(scene, "%s\xE2\x80\x93%s", lost_start ? "?" : "", line->until);
    if (line->until != NULL && (line->event || strcmp(line->since, line->until) == 0))
        return line->since;
    if (line->until != NULL)
        return ent_i_scene_printf(scene, "%s\xE2\x80\x93%s", line->since, line->until);
    return lost_end && !line->event ? ent_i_scene_printf(scene, "%s\xE2\x80\x93?", line->since) : line->since;
}

/* What is written on a bar: a status that is not plainly in force, or what the tie is where they differ. */
static const char *words(ent_i_chart *it, const ent_i_line *line)
{
    bool plain = strcmp(line->status, "in-force") == 0 || strcmp(line->status, "ended") == 0;
    const char *word = !plain ? line->word : it->briefs || line->event ? line->brief : "";
    const char *comma = line->since == NULL && line->until == NULL ? "," : "";
    return word[0] != '\0' ? ent_i_scene_printf(it->scene, "%s%s %s", word, comma, years(it, line)) : years(it, line);
}

/* Inside the bar, else beside it; returns false where there is no room. */
static bool put_text(ent_i_chart *it, const ent_i_bar *bar, size_t mine, const char *text, const char *inside)
{
    ent_i_scene *scene = it->scene;
    double width = ent_i_text_width(text, ENT_I_CHART_TEXT, false) * 1.02, x = 0;
    bool solid = inside != NULL && ent_i_bar_solid(bar), found = false, within = false;
    double first = solid ? bar->from + (bar->left == ENT_I_CAP_ON ? 14 : 8) : 0;
    for (; solid && !found && first + width <= bar->to - 4; first += 6) {
        found = within = is_free(it, first, first + width, mine);
        x = first;
    }
    if (!found) {
        x = ent_i_bar_left(bar) - 8 - width;
        found = is_free(it, x, x + width, mine);
    }
    if (!found) {
        x = ent_i_bar_right(bar) + 8;
        found = is_free(it, x, x + width, mine);
    }
    if (!found)
        return false;
    take(it, x, x + width);
    ent_i_scene_caption(scene, &(ent_i_caption){ .layer = ENT_I_LABELS,
                                                 .x = x,
                                                 .y = bar->y + 6.3,
                                                 .size = ENT_I_CHART_TEXT,
                                                 .anchor = -1,
                                                 .fill = within ? inside : scene->theme->muted,
                                                 .text = text });
    return true;
}

static void draw_bar(ent_i_chart *it, const ent_i_lane *lane, size_t which, const ent_i_bar *bar)
{
    ent_i_scene *scene = it->scene;
    const ent_i_line *line = &it->diagram->lines[lane->lines[which]];
    const char *dash;
    ent_i_paint paint =
        ent_i_bar_paint(scene->theme, it->diagram->entities[lane->other].class_, line->fold, &dash);
    ent_i_stroke stroke = { .line = lane->lines[which],
                            .fill = line->event || !ent_i_bar_solid(bar) ? scene->theme->canvas : paint.fill,
                            .color = line->event ? scene->theme->ink : paint.outline,
                            .dash = line->event ? NULL : dash,
                            .width = 2 };
    ent_i_buffer path = ENT_I_BUFFER_INIT;
    if (line->event)
        ent_i_diamond_path(&path, bar->from, bar->y);
    else
        ent_i_bar_path(&path, bar);
    stroke.path = ent_i_scene_take(scene, &path);
    if (!line->event) {
        ent_i_bar_hatch(&path, bar);
        if (path.length > 0 || path.failed)
            stroke.hatch = ent_i_scene_take(scene, &path);
        remember(it, bar);
    } else {
        scene->details |= ENT_I_MARK_EVENT;
    }
    ent_i_buffer_clear(&path);
    ent_i_scene_stroke(scene, &stroke);
}

/* Where an event stands: at the first of its days. */
static ent_i_bar event_bar(const ent_i_chart *it, const ent_i_line *line, double y)
{
    ent_span possible = line->spans[ENT_POSSIBLE], certain = line->spans[ENT_CERTAIN];
    ent_day day = ent_i_is_finite(possible.from) ? possible.from : ent_i_is_finite(certain.from) ? certain.from : it->axis.first;
    double x = ent_i_axis_at(&it->axis, day);
    return (ent_i_bar){ .from = x, .to = x, .low = x - ENT_I_DIAMOND, .high = x + ENT_I_DIAMOND, .y = y };
}

/* The day that the answer is for gets a line where the axis goes on after it. */
static double day_at(const ent_i_chart *it)
{
    return floor(ent_i_axis_at(&it->axis, it->diagram->day)) + 0.5;
}

static bool day_is_inside(const ent_i_chart *it)
{
    return day_at(it) <= it->axis.right - 4;
}

ent_status ent_i_chart_draw_lane(ent_i_chart *it, const ent_i_lane *lane, double y, ent_error *err)
{
    ENT_I_AUTOFREE ent_i_bar *bars = NULL;
    free(it->taken);
    it->taken = NULL;
    it->taken_count = 0;
    ENT_I_TRY(ENT_I_ZEROED(bars, lane->count, err));
    ENT_I_TRY(ENT_I_ZEROED(it->taken, 2 * lane->count + 1, err));
    bool states = !lane->events;
    for (size_t i = 0; i < lane->count; i++) {
        const ent_i_line *line = &it->diagram->lines[lane->lines[i]];
        bars[i] = line->event ? event_bar(it, line, y) : make_bar(it, line, y);
        take(it, ent_i_bar_left(&bars[i]), ent_i_bar_right(&bars[i]));
        draw_bar(it, lane, i, &bars[i]);
    }
    it->day_box = it->taken_count;
    if (day_is_inside(it))
        take(it, day_at(it) - 2, day_at(it) + 2);
    for (size_t i = 0; i < lane->count; i++) {
        const ent_i_line *line = &it->diagram->lines[lane->lines[i]];
        const char *dash;
        ent_i_paint paint =
            ent_i_bar_paint(it->scene->theme, it->diagram->entities[lane->other].class_, line->fold, &dash);
        if (line->event && states)
            continue; /* beside bars an event is a mark on them */
        const char *inside = line->event ? NULL : paint.text;
        bool put = put_text(it, &bars[i], i, words(it, line), inside) || put_text(it, &bars[i], i, years(it, line), inside);
        it->over_day = true;
        if (!put)
            (void)put_text(it, &bars[i], i, words(it, line), inside);
        it->over_day = false;
    }
    return ENT_OK;
}

void ent_i_chart_draw_day(ent_i_chart *it)
{
    double x = day_at(it);
    if (!day_is_inside(it))
        return;
    it->scene->details |= ENT_I_MARK_DAY;
    ent_i_buffer path = ENT_I_BUFFER_INIT;
    ent_i_path_move(&path, x, it->top);
    ent_i_path_line(&path, x, it->bottom);
    ent_i_scene_mark(it->scene, &(ent_i_mark){ .layer = ENT_I_REGIONS,
                                               .path = ent_i_scene_take(it->scene, &path),
                                               .color = it->scene->theme->muted,
                                               .dash = "4 4",
                                               .width = 1.5 });
    ent_i_buffer_clear(&path);
}
