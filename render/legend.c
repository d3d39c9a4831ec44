/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What each kind of mark in a drawing means: only of marks that are there. */
#include "render/legend.h"

#include <string.h>

#include "render/bar.h"
#include "render/changed.h"
#include "render/frame.h"
#include "render/text.h"

#define LEGEND_STEP 34.0

typedef enum item_kind { ITEM_CLASS, ITEM_LINE, ITEM_ARROW, ITEM_PILL, ITEM_OTHER_PILL, ITEM_DOT, ITEM_BAR, ITEM_MARK,
                         ITEM_CHANGE } item_kind;
typedef struct item {
    item_kind kind;
    int value; /* class, fold, mark or change */
    const char *text;
    double mark, width; /* of the mark; of mark, gap and text */
} item;
#define MOST_ITEMS (ENT_CLASS_COUNT + ENT_CHANGE_COUNT + 8)

typedef struct seen {
    bool classes[ENT_CLASS_COUNT], folds[3], arrow, own_pill, other_pill, dots, years, events,
        unknown; /* a tie of which it is not known whether it held */
    bool changes[ENT_CHANGE_COUNT];
    unsigned marks;    /* ENT_I_MARK_* */
    ent_class bar;     /* of a bar in force */
} seen;

static bool several_classes(const seen *it)
{
    int count = 0;
    for (int c = 0; c < ENT_CLASS_COUNT; c++)
        count += it->classes[c];
    return count > 1;
}

/* What is drawn, or before anything is drawn all that could be. */
static seen look(const ent_i_scene *scene, bool drawn)
{
    const ent_i_diagram *diagram = scene->diagram;
    seen it = { .marks = scene->details, .bar = ENT_CLASS_OTHER };
    size_t nodes = drawn ? scene->node_count : diagram->entity_count;
    for (size_t i = 0; i < nodes; i++) {
        const ent_i_entity *entity = &diagram->entities[drawn ? scene->nodes[i].entity : i];
        if (scene->signs != ENT_I_SIGNS_PILLS || entity->role == ENT_I_THING)
            it.classes[entity->class_] = true;
    }
    size_t lines = drawn ? scene->stroke_count : diagram->line_count;
    for (size_t i = 0; i < lines; i++) {
        const ent_i_line *line = &diagram->lines[drawn ? scene->strokes[i].line : i];
        bool asked =
            diagram->entities[line->from].role == ENT_I_ASKED || diagram->entities[line->to].role == ENT_I_ASKED;
        ent_class there = diagram->entities[line->forward ? line->to : line->from].class_;
        it.folds[line->fold] = it.folds[line->fold] || scene->signs != ENT_I_SIGNS_BARS || !line->event;
        it.changes[line->change] = true;
        if (line->fold == ENT_FOLD_IN_FORCE && there < it.bar)
            it.bar = there;
        it.events = it.events || line->events > 0;
        it.unknown = it.unknown || strcmp(line->word, "not known") == 0;
        it.years = it.years || line->since != NULL;
        it.arrow = it.arrow || (drawn && scene->strokes[i].arrow != NULL);
        it.own_pill = it.own_pill || (asked && line->fold == ENT_FOLD_IN_FORCE);
        it.other_pill = it.other_pill || (!asked && line->fold == ENT_FOLD_IN_FORCE);
    }
    for (size_t i = 0; drawn && i < scene->mark_count; i++)
        it.dots = it.dots || scene->marks[i].path == NULL;
    return it;
}

/* What a mark of bars takes of the legend's row. */
static double mark_width(unsigned mark)
{
    switch (mark) {
    case ENT_I_MARK_DAY:
        return 4;
    case ENT_I_MARK_EVENT:
        return 2 * ENT_I_DIAMOND;
    case ENT_I_MARK_VAGUE:
        return 52;
    case ENT_I_MARK_BEFORE:
        return 26;
    case ENT_I_MARK_OPEN:
        return 36;
    default:
        return 56;
    }
}

static void add_item(item *items, size_t *count, item_kind kind, int value, const char *text, double size)
{
    static const double marks[] = { 44, 52, 52, 44, 44, 10, 52, 62, 52 };
    double mark = kind == ITEM_MARK ? mark_width((unsigned)value) : marks[kind];
    items[*count] = (item){ kind, value, text, mark, mark + 10 + ent_i_text_width(text, size, false) };
    (*count)++;
}

static void add_pills(const ent_i_scene *scene, const seen *it, double size, item *items, size_t *count)
{
    static const char *const own_text[2][2] = { { "Tied", "Tied since" }, { "Member", "Member since" } };
    bool members = scene->diagram->members;
    if (it->own_pill)
        add_item(items, count, ITEM_PILL, ENT_FOLD_IN_FORCE, own_text[members][it->years], size);
    if (it->other_pill)
        add_item(items, count, ITEM_OTHER_PILL, 0, members ? "Another member" : "Another that is tied", size);
    static const char *const not_yet[2][2] = { { "Not (yet) in force", "Not (yet) in force, or not known" },
                                               { "Not (yet) a member", "Not (yet) a member, or not known" } };
    if (it->folds[ENT_FOLD_PLANNED])
        add_item(items, count, ITEM_PILL, ENT_FOLD_PLANNED, not_yet[members][it->unknown], size);
    if (it->folds[ENT_FOLD_ENDED])
        add_item(items, count, ITEM_PILL, ENT_FOLD_ENDED, "Ended", size);
    if (it->dots)
        add_item(items, count, ITEM_DOT, 0, members ? "Not a member" : "Not tied", size);
}

static const char *const fold_texts[] = { "In force", "Planned or in talks", "Ended" };

static void add_lines(const ent_i_scene *scene, const seen *it, double size, item *items, size_t *count)
{
    if (scene->diagram->sharing && it->folds[ENT_FOLD_IN_FORCE]) {
        add_item(items, count, ITEM_LINE, ENT_FOLD_IN_FORCE, "Share others", size);
        return;
    }
    for (int f = 0; f < 3; f++) {
        if (it->folds[f])
            add_item(items, count, ITEM_LINE, f,
                     f == ENT_FOLD_IN_FORCE && it->events ? "In force, or an event" : fold_texts[f], size);
    }
    if (it->arrow)
        add_item(items, count, ITEM_ARROW, 0, "Direction", size);
}

static void add_bars(const seen *it, double size, item *items, size_t *count)
{
    static const struct {
        unsigned mark;
        const char *text;
    } marks[] = { { ENT_I_MARK_OPEN, "Still on" },
                  { ENT_I_MARK_VAGUE, "Some day in between" },
                  { ENT_I_MARK_LOST, "Not known beyond" },
                  { ENT_I_MARK_BEFORE, "Began before" },
                  { ENT_I_MARK_EVENT, "Event" },
                  { ENT_I_MARK_DAY, "The day asked about" } };
    for (int f = 0; f < 3; f++) {
        if (it->folds[f])
            add_item(items, count, ITEM_BAR, f, fold_texts[f], size);
    }
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (it->marks & marks[i].mark)
            add_item(items, count, ITEM_MARK, (int)marks[i].mark, marks[i].text, size);
    }
}

static void add_changes(const seen *it, double size, item *items, size_t *count)
{
    for (int c = 0; c < ENT_CHANGE_COUNT; c++) {
        if (it->changes[c])
            add_item(items, count, ITEM_CHANGE, c, ent_i_change_style((ent_change)c)->legend, size);
    }
    if (it->arrow)
        add_item(items, count, ITEM_ARROW, 0, "Direction", size);
}

static size_t legend_items(const ent_i_scene *scene, const seen *it, double size, item items[MOST_ITEMS])
{
    size_t count = 0;
    bool shapes = scene->signs == ENT_I_SIGNS_LINES || scene->signs == ENT_I_SIGNS_CHANGES;
    if (scene->signs == ENT_I_SIGNS_PILLS)
        add_pills(scene, it, size, items, &count);
    /* Sections of bars have headings. */
    if (shapes || (scene->signs == ENT_I_SIGNS_PILLS && several_classes(it))) {
        for (int c = 0; c < ENT_CLASS_COUNT; c++) {
            if (it->classes[c])
                add_item(items, &count, ITEM_CLASS, c, ent_class_heading((ent_class)c), size);
        }
    }
    if (scene->signs == ENT_I_SIGNS_LINES)
        add_lines(scene, it, size, items, &count);
    else if (scene->signs == ENT_I_SIGNS_BARS)
        add_bars(it, size, items, &count);
    else if (scene->signs == ENT_I_SIGNS_CHANGES)
        add_changes(it, size, items, &count);
    return count;
}

static size_t legend_rows(const item *items, size_t count, double room)
{
    size_t rows = count > 0;
    double x = 0;
    for (size_t i = 0; i < count; i++) {
        if (x > 0 && x + items[i].width > room) {
            rows++;
            x = 0;
        }
        x += items[i].width + 30;
    }
    return rows;
}

static void put_shape(ent_i_scene *scene, ent_class class_, ent_i_box box, const char *fill, const char *color,
                      const char *dash)
{
    ent_i_buffer path = ENT_I_BUFFER_INIT;
    ent_i_shape_path(&path, class_, box);
    ent_i_scene_mark(scene, &(ent_i_mark){ .layer = ENT_I_LEGEND,
                                           .path = ent_i_scene_take(scene, &path),
                                           .fill = fill,
                                           .color = color,
                                           .dash = dash,
                                           .width = 2 });
    if (fill != NULL && scene->theme->double_forums && class_ == ENT_CLASS_FORUM) {
        box.w -= 8;
        box.h -= 8;
        ent_i_shape_path(&path, class_, box);
        ent_i_scene_mark(
            scene, &(ent_i_mark){
                       .layer = ENT_I_LEGEND, .path = ent_i_scene_take(scene, &path), .color = color, .width = 1.2 });
    }
    ent_i_buffer_clear(&path);
}

/* A line of 52 units, to its arrowhead if it has one. */
static void put_line(ent_i_scene *scene, double x, double y, const char *color, const char *dash, double width, bool arrow)
{
    ent_i_buffer path = ENT_I_BUFFER_INIT;
    ent_i_path_move(&path, x, y);
    ent_i_path_line(&path, x + (arrow ? 38 : 52), y);
    ent_i_scene_mark(scene, &(ent_i_mark){ .layer = ENT_I_LEGEND,
                                           .path = ent_i_scene_take(scene, &path),
                                           .color = color,
                                           .dash = dash,
                                           .width = width });
    if (arrow) {
        ent_i_arrowhead(&path, (ent_i_point){ x, y }, (ent_i_point){ x + 52, y }, 15, 12);
        ent_i_scene_mark(scene,
                         &(ent_i_mark){ .layer = ENT_I_LEGEND, .path = ent_i_scene_take(scene, &path), .fill = color });
    }
    ent_i_buffer_clear(&path);
}

/* A short bar with what the item is about. */
static void put_bar(ent_i_scene *scene, double x, double y, ent_class class_, ent_fold fold, unsigned mark)
{
    const char *dash;
    ent_i_paint paint = ent_i_bar_paint(scene->theme, class_, fold, &dash);
    if (mark == ENT_I_MARK_DAY) {
        ent_i_buffer day = ENT_I_BUFFER_INIT;
        ent_i_path_move(&day, x + 2, y - 12);
        ent_i_path_line(&day, x + 2, y + 12);
        ent_i_scene_mark(scene, &(ent_i_mark){ .layer = ENT_I_LEGEND,
                                               .path = ent_i_scene_take(scene, &day),
                                               .color = scene->theme->muted,
                                               .dash = "4 4",
                                               .width = 1.5 });
        ent_i_buffer_clear(&day);
        return;
    }
    ent_i_bar bar = { .from = x, .to = x + 50, .low = x, .high = x + 50, .y = y, .h = 20 };
    if (mark != 0) {
        bar.to = bar.high = x + 24;
        bar.high += mark == ENT_I_MARK_VAGUE ? 28 : 0;
        bar.right = mark == ENT_I_MARK_OPEN ? ENT_I_CAP_ON : mark == ENT_I_MARK_LOST ? ENT_I_CAP_LOST : ENT_I_CAP_FLAT;
        bar.left = mark == ENT_I_MARK_BEFORE ? ENT_I_CAP_ON : ENT_I_CAP_FLAT;
    }
    ent_i_buffer path = ENT_I_BUFFER_INIT;
    if (mark == ENT_I_MARK_EVENT)
        ent_i_diamond_path(&path, x + ENT_I_DIAMOND, y);
    else
        ent_i_bar_path(&path, &bar);
    ent_i_scene_mark(scene, &(ent_i_mark){ .layer = ENT_I_LEGEND,
                                           .path = ent_i_scene_take(scene, &path),
                                           .fill = mark == ENT_I_MARK_EVENT ? scene->theme->canvas : paint.fill,
                                           .color = mark == ENT_I_MARK_EVENT ? scene->theme->ink : paint.outline,
                                           .dash = dash,
                                           .width = 2 });
    if (mark == ENT_I_MARK_VAGUE) {
        ent_i_bar_hatch(&path, &bar);
        ent_i_scene_mark(scene, &(ent_i_mark){ .layer = ENT_I_LEGEND,
                                               .path = ent_i_scene_take(scene, &path),
                                               .color = paint.outline,
                                               .width = 1.4 });
    }
    ent_i_buffer_clear(&path);
}

static void put_pill(ent_i_scene *scene, ent_i_box box, ent_fold fold)
{
    const ent_i_theme *theme = scene->theme;
    if (fold == ENT_FOLD_IN_FORCE)
        put_shape(scene, ENT_CLASS_STATE, box, theme->pill, theme->pill, NULL);
    else if (fold == ENT_FOLD_PLANNED)
        put_shape(scene, ENT_CLASS_STATE, box, theme->canvas, theme->pill, "9 6");
    else
        put_shape(scene, ENT_CLASS_STATE, box, theme->panel, theme->ended, NULL);
}

static void put_item(ent_i_scene *scene, const seen *all, const item *it, double x, double y)
{
    const ent_i_theme *theme = scene->theme;
    ent_i_box box = { x + 22, y, 44, 26 };
    switch (it->kind) {
    case ITEM_CLASS:
        put_shape(scene, (ent_class)it->value, box, theme->classes[it->value].fill, theme->classes[it->value].outline, NULL);
        break;
    case ITEM_PILL:
        put_pill(scene, box, (ent_fold)it->value);
        break;
    case ITEM_OTHER_PILL:
        put_shape(scene, ENT_CLASS_STATE, box, theme->other_pill, theme->other_pill, NULL);
        break;
    case ITEM_DOT:
        ent_i_scene_mark(scene,
                         &(ent_i_mark){ .layer = ENT_I_LEGEND, .fill = theme->soft, .at = { x + 5, y }, .radius = 3 });
        break;
    case ITEM_BAR:
        put_bar(scene, x, y, all->bar, (ent_fold)it->value, 0);
        break;
    case ITEM_MARK:
        put_bar(scene, x, y, all->bar, ENT_FOLD_IN_FORCE, (unsigned)it->value);
        break;
    case ITEM_CHANGE: {
        const ent_i_changed *style = ent_i_change_style((ent_change)it->value);
        put_line(scene, x, y, ent_i_change_color(theme, (ent_change)it->value), style->dash, style->width, false);
        break;
    }
    case ITEM_LINE:
        put_line(scene, x, y, it->value == ENT_FOLD_ENDED ? theme->ended : theme->line, ent_i_dash((ent_fold)it->value), 2.5,
                 false);
        break;
    case ITEM_ARROW:
        put_line(scene, x, y, theme->line, NULL, 2.5, true);
        break;
    }
}

static double legend_size(const ent_i_scene *scene)
{
    return scene->preset->width < 1000 ? 18 : 20;
}

void ent_i_legend_draw(ent_i_scene *scene)
{
    item items[MOST_ITEMS];
    double size = legend_size(scene), left = ent_i_frame_margin(scene), right = scene->preset->width - left;
    seen it = look(scene, true);
    size_t count = legend_items(scene, &it, size, items), rows = legend_rows(items, count, right - left);
    double bottom = scene->preset->height - (scene->preset->furniture ? 92 : 34);
    double x = left, y = bottom - (rows > 0 ? (double)(rows - 1) * LEGEND_STEP : 0);
    for (size_t i = 0; i < count; i++) {
        if (x > left && x + items[i].width > right) {
            x = left;
            y += LEGEND_STEP;
        }
        put_item(scene, &it, &items[i], x, y);
        ent_i_scene_caption(scene, &(ent_i_caption){ .layer = ENT_I_LEGEND,
                                                     .x = x + items[i].mark + 10,
                                                     .y = y + 7,
                                                     .size = size,
                                                     .anchor = -1,
                                                     .fill = scene->theme->ink,
                                                     .text = items[i].text });
        x += items[i].width + 30;
    }
}

double ent_i_legend_height(const ent_i_scene *scene)
{
    item items[MOST_ITEMS];
    seen it = look(scene, false);
    bool lines = scene->signs == ENT_I_SIGNS_LINES;
    it.dots = scene->signs == ENT_I_SIGNS_PILLS;
    /* Whether there will be arrows is not known yet. */
    it.arrow = lines;
    it.marks = ~0u;
    size_t count = legend_items(scene, &it, legend_size(scene), items);
    size_t rows = legend_rows(items, count, scene->preset->width - 2 * ent_i_frame_margin(scene));
    return rows > 1 ? (double)(rows - 1) * LEGEND_STEP : 0;
}
