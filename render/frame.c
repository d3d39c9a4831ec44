/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/frame.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "render/text.h"

#define LEGEND_STEP 34.0

static double margin(const ent_i_scene *scene)
{
    return scene->preset->furniture ? 64 : 24;
}

/* --- legend ------------------------------------------------------------------------------------- */

typedef enum item_kind { ITEM_CLASS, ITEM_LINE, ITEM_ARROW, ITEM_PILL, ITEM_OTHER_PILL, ITEM_DOT } item_kind;
typedef struct item {
    item_kind kind;
    int value; /* class or fold */
    const char *text;
    double mark, width; /* of the mark; of mark, gap and text */
} item;
#define MOST_ITEMS (ENT_CLASS_COUNT + 8)

typedef struct seen {
    bool classes[ENT_CLASS_COUNT], folds[3], arrow, own_pill, other_pill, dots, years, events;
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
    seen it = { 0 };
    size_t nodes = drawn ? scene->node_count : diagram->entity_count;
    for (size_t i = 0; i < nodes; i++) {
        const ent_i_entity *entity = &diagram->entities[drawn ? scene->nodes[i].entity : i];
        if (!scene->pills || entity->role == ENT_I_THING)
            it.classes[entity->class_] = true;
    }
    size_t lines = drawn ? scene->stroke_count : diagram->line_count;
    for (size_t i = 0; i < lines; i++) {
        const ent_i_line *line = &diagram->lines[drawn ? scene->strokes[i].line : i];
        bool asked =
            diagram->entities[line->from].role == ENT_I_ASKED || diagram->entities[line->to].role == ENT_I_ASKED;
        it.folds[line->fold] = true;
        it.events = it.events || line->events > 0;
        it.years = it.years || line->since != NULL;
        it.arrow = it.arrow || (drawn && scene->strokes[i].arrow != NULL);
        it.own_pill = it.own_pill || (asked && line->fold == ENT_FOLD_IN_FORCE);
        it.other_pill = it.other_pill || (!asked && line->fold == ENT_FOLD_IN_FORCE);
    }
    for (size_t i = 0; drawn && i < scene->mark_count; i++)
        it.dots = it.dots || scene->marks[i].path == NULL;
    return it;
}

static void add_item(item *items, size_t *count, item_kind kind, int value, const char *text, double size)
{
    static const double marks[] = { 44, 52, 52, 44, 44, 10 };
    items[*count] = (item){ kind, value, text, marks[kind], marks[kind] + 10 + ent_i_text_width(text, size, false) };
    (*count)++;
}

static size_t legend_items(const ent_i_scene *scene, const seen *it, double size, item items[MOST_ITEMS])
{
    size_t count = 0;
    static const char *const own_text[2][2] = { { "Tied", "Tied since" }, { "Member", "Member since" } };
    bool members = scene->diagram->members;
    if (scene->pills) {
        if (it->own_pill)
            add_item(items, &count, ITEM_PILL, ENT_FOLD_IN_FORCE, own_text[members][it->years], size);
        if (it->other_pill)
            add_item(items, &count, ITEM_OTHER_PILL, 0, members ? "Another member" : "Another that is tied", size);
        if (it->folds[ENT_FOLD_PLANNED])
            add_item(items, &count, ITEM_PILL, ENT_FOLD_PLANNED, members ? "Not (yet) a member" : "Not (yet) in force",
                     size);
        if (it->folds[ENT_FOLD_ENDED])
            add_item(items, &count, ITEM_PILL, ENT_FOLD_ENDED, "Ended", size);
        if (it->dots)
            add_item(items, &count, ITEM_DOT, 0, members ? "Not a member" : "Not tied", size);
    }
    if (!scene->pills || several_classes(it)) {
        for (int c = 0; c < ENT_CLASS_COUNT; c++) {
            if (it->classes[c])
                add_item(items, &count, ITEM_CLASS, c, ent_class_heading((ent_class)c), size);
        }
    }
    if (!scene->pills) {
        static const char *const texts[] = { "In force", "Planned or in talks", "Ended" };
        for (int f = 0; f < 3; f++) {
            if (it->folds[f])
                add_item(items, &count, ITEM_LINE, f,
                         f == ENT_FOLD_IN_FORCE && it->events ? "In force, or an event" : texts[f], size);
        }
        if (it->arrow)
            add_item(items, &count, ITEM_ARROW, 0, "Direction", size);
    }
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

static void put_item(ent_i_scene *scene, const item *it, double x, double y)
{
    const ent_i_theme *theme = scene->theme;
    ent_i_box box = { x + 22, y, 44, 26 };
    ent_i_buffer path = ENT_I_BUFFER_INIT;
    switch (it->kind) {
    case ITEM_CLASS: {
        ent_i_paint paint = theme->classes[it->value];
        put_shape(scene, (ent_class)it->value, box, paint.fill, paint.outline, NULL);
        break;
    }
    case ITEM_PILL:
        if (it->value == ENT_FOLD_IN_FORCE)
            put_shape(scene, ENT_CLASS_STATE, box, theme->pill, theme->pill, NULL);
        else if (it->value == ENT_FOLD_PLANNED)
            put_shape(scene, ENT_CLASS_STATE, box, theme->canvas, theme->pill, "9 6");
        else
            put_shape(scene, ENT_CLASS_STATE, box, theme->panel, theme->ended, NULL);
        break;
    case ITEM_OTHER_PILL:
        put_shape(scene, ENT_CLASS_STATE, box, theme->other_pill, theme->other_pill, NULL);
        break;
    case ITEM_DOT:
        ent_i_scene_mark(scene,
                         &(ent_i_mark){ .layer = ENT_I_LEGEND, .fill = theme->soft, .at = { x + 5, y }, .radius = 3 });
        break;
    case ITEM_LINE:
    case ITEM_ARROW: {
        ent_fold fold = it->kind == ITEM_LINE ? (ent_fold)it->value : ENT_FOLD_IN_FORCE;
        const char *color = fold == ENT_FOLD_ENDED ? theme->ended : theme->line;
        ent_i_path_move(&path, x, y);
        ent_i_path_line(&path, x + (it->kind == ITEM_ARROW ? 38 : 52), y);
        ent_i_scene_mark(scene, &(ent_i_mark){ .layer = ENT_I_LEGEND,
                                               .path = ent_i_scene_take(scene, &path),
                                               .color = color,
                                               .dash = ent_i_dash(fold),
                                               .width = 2.5 });
        if (it->kind == ITEM_ARROW) {
            ent_i_arrowhead(&path, (ent_i_point){ x, y }, (ent_i_point){ x + 52, y }, 15, 12);
            ent_i_scene_mark(
                scene, &(ent_i_mark){ .layer = ENT_I_LEGEND, .path = ent_i_scene_take(scene, &path), .fill = color });
        }
        break;
    }
    }
    ent_i_buffer_clear(&path);
}

static double legend_size(const ent_i_scene *scene)
{
    return scene->preset->width < 1000 ? 18 : 20;
}

static void draw_legend(ent_i_scene *scene)
{
    item items[MOST_ITEMS];
    double size = legend_size(scene), left = margin(scene), right = scene->preset->width - left;
    seen it = look(scene, true);
    size_t count = legend_items(scene, &it, size, items), rows = legend_rows(items, count, right - left);
    double bottom = scene->preset->height - (scene->preset->furniture ? 92 : 34);
    double x = left, y = bottom - (rows > 0 ? (double)(rows - 1) * LEGEND_STEP : 0);
    for (size_t i = 0; i < count; i++) {
        if (x > left && x + items[i].width > right) {
            x = left;
            y += LEGEND_STEP;
        }
        put_item(scene, &items[i], x, y);
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

ent_i_area ent_i_frame_area(ent_i_scene *scene)
{
    item items[MOST_ITEMS];
    double side = margin(scene), width = scene->preset->width, height = scene->preset->height;
    seen it = look(scene, false);
    it.dots = scene->pills;
    /* Room for one more item: whether there will be arrows is not known yet. */
    it.arrow = !scene->pills;
    size_t count = legend_items(scene, &it, legend_size(scene), items);
    size_t rows = legend_rows(items, count, width - 2 * side);
    double legend = (rows > 1 ? (double)(rows - 1) * LEGEND_STEP : 0) + (scene->preset->furniture ? 120 : 60);
    return (ent_i_area){ side, scene->preset->furniture ? 156 : 24, width - side, height - legend };
}

/* --- head and foot ------------------------------------------------------------------------------ */

static void draw_head(ent_i_scene *scene)
{
    double left = margin(scene), room = scene->preset->width - 2 * left;
    static const double title_sizes[] = { 44, 40, 36, 32 }, sub_sizes[] = { 26, 24, 22 };
    double size = 32;
    for (size_t i = 0; i < sizeof title_sizes / sizeof *title_sizes; i++) {
        size = title_sizes[i];
        if (ent_i_text_width(scene->title, size, true) <= room)
            break;
    }
    const char *text = ent_i_scene_text(scene, ent_i_text_cut(&scene->arena, scene->title, room, size, true));
    ent_i_scene_caption(scene, &(ent_i_caption){ .layer = ENT_I_HEAD,
                                                 .x = left,
                                                 .y = 84,
                                                 .size = size,
                                                 .anchor = -1,
                                                 .bold = true,
                                                 .fill = scene->theme->ink,
                                                 .class_ = "title",
                                                 .text = text });
    const char *lines[2];
    double sub_size = 22;
    for (size_t i = 0; i < sizeof sub_sizes / sizeof *sub_sizes; i++) {
        sub_size = sub_sizes[i];
        if (ent_i_text_width(scene->subtitle, sub_size, false) <= room)
            break;
    }
    unsigned count = ent_i_text_fill(&scene->arena, scene->subtitle, room, sub_size, 2, lines);
    scene->failed = scene->failed || count == 0;
    for (unsigned i = 0; i < count; i++)
        ent_i_scene_caption(scene, &(ent_i_caption){ .layer = ENT_I_HEAD,
                                                     .x = left,
                                                     .y = (count > 1 ? 118 : 126) + 28.0 * i,
                                                     .size = sub_size,
                                                     .anchor = -1,
                                                     .fill = scene->theme->muted,
                                                     .class_ = "subtitle",
                                                     .text = lines[i] });
}

typedef struct cited {
    const char *name;
    size_t lines;
} cited;

static int by_use(const void *pa, const void *pb)
{
    const cited *a = pa, *b = pb;
    if (a->lines != b->lines)
        return a->lines > b->lines ? -1 : 1;
    return strcmp(a->name, b->name);
}

/* "Sources: Chatterjee 2025; 21st Summit; and 3 more." within room; "" without a source. */
static const char *source_line(ent_i_scene *scene, double room, double size)
{
    const ent_i_diagram *diagram = scene->diagram;
    ENT_I_AUTOFREE cited *used = NULL;
    if (ENT_I_ZEROED(used, diagram->source_count, NULL) < 0) {
        scene->failed = true;
        return "";
    }
    for (size_t i = 0; i < diagram->source_count; i++)
        used[i].name = diagram->sources[i];
    for (size_t i = 0; i < scene->stroke_count; i++) {
        const ent_i_line *line = &diagram->lines[scene->strokes[i].line];
        for (size_t s = 0; s < line->source_count; s++)
            used[line->sources[s]].lines++;
    }
    qsort(used, diagram->source_count, sizeof *used, by_use);
    size_t count = 0;
    while (count < diagram->source_count && used[count].lines > 0)
        count++;
    const char *best = "";
    for (size_t show = 1; show <= count; show++) {
        ent_i_buffer text = ENT_I_BUFFER_INIT;
        ent_i_buffer_text(&text, count == 1 ? "Source: " : "Sources: ");
        for (size_t i = 0; i < show; i++)
            ent_i_buffer_printf(&text, "%s%s", i > 0 ? "; " : "", used[i].name);
        if (show < count)
            ent_i_buffer_printf(&text, "; and %zu more", count - show);
        ent_i_buffer_char(&text, '.');
        const char *line = ent_i_scene_take(scene, &text);
        ent_i_buffer_clear(&text);
        if (show > 1 && ent_i_text_width(line, size, false) > room)
            break;
        best = line;
    }
    return best;
}

static void draw_foot(ent_i_scene *scene)
{
    const ent_i_diagram *diagram = scene->diagram;
    double left = margin(scene), right = scene->preset->width - left, base = scene->preset->height;
    ent_i_buffer path = ENT_I_BUFFER_INIT;
    ent_i_path_move(&path, left, base - 62);
    ent_i_path_line(&path, right, base - 62);
    ent_i_scene_mark(scene, &(ent_i_mark){ .layer = ENT_I_FOOT,
                                           .path = ent_i_scene_take(scene, &path),
                                           .color = scene->theme->rule,
                                           .width = 1.5 });
    ent_i_buffer_clear(&path);
    const char *when =
        diagram->as_of_long != NULL ? ent_i_scene_printf(scene, "As of %s", diagram->as_of_long) : "All dates";
    if (diagram->days != NULL)
        when = diagram->days;
    if (diagram->reading != NULL)
        when = ent_i_scene_printf(scene, "%s, %s reading", when, diagram->reading);
    double room = right - left - ent_i_text_width(when, 18, false) - 40;
    double note = scene->note[0] != '\0' ? ent_i_text_width(scene->note, 18, false) + 6 : 0;
    const char *sources = source_line(scene, room - note, 18);
    const char *text = ent_i_scene_printf(scene, "%s%s%s", sources, sources[0] != '\0' ? " " : "", scene->note);
    text = ent_i_scene_text(scene, ent_i_text_cut(&scene->arena, text, room, 18, false));
    if (text[0] != '\0' && text[0] != ' ')
        ent_i_scene_caption(scene, &(ent_i_caption){ .layer = ENT_I_FOOT,
                                                     .x = left,
                                                     .y = base - 30,
                                                     .size = 18,
                                                     .anchor = -1,
                                                     .fill = scene->theme->muted,
                                                     .class_ = "source",
                                                     .text = text });
    ent_i_scene_caption(scene, &(ent_i_caption){ .layer = ENT_I_FOOT,
                                                 .x = right,
                                                 .y = base - 30,
                                                 .size = 18,
                                                 .anchor = 1,
                                                 .fill = scene->theme->muted,
                                                 .class_ = "asof",
                                                 .text = when });
}

void ent_i_frame_draw(ent_i_scene *scene)
{
    if (scene->given_title != NULL)
        scene->title = ent_i_scene_text(scene, ent_i_text_clean(&scene->arena, scene->given_title));
    if (scene->preset->furniture)
        draw_head(scene);
    draw_legend(scene);
    if (scene->preset->furniture)
        draw_foot(scene);
}

/* --- words -------------------------------------------------------------------------------------- */

ent_i_counts ent_i_frame_count(const ent_i_scene *scene, bool chords)
{
    ent_i_counts counts = { 0 };
    for (size_t i = 0; i < scene->stroke_count; i++) {
        const ent_i_line *line = &scene->diagram->lines[scene->strokes[i].line];
        if (scene->strokes[i].chord != chords)
            continue;
        counts.lines++;
        counts.ties += line->ties;
        counts.undated += line->undated;
        for (int f = 0; f < 3; f++)
            counts.folds[f] += line->folds[f];
        counts.events += line->events;
    }
    return counts;
}

const char *ent_i_frame_folds(ent_i_scene *scene, const ent_i_counts *counts)
{
    static const char *const words[] = { "in force", "planned or in talks", "ended", "events" };
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    for (int f = 0; f < 4; f++) {
        size_t count = f < 3 ? counts->folds[f] : counts->events;
        const char *word = f == 3 && count == 1 ? "event" : words[f];
        if (count == counts->ties && count > 1)
            ent_i_buffer_printf(&text, "all %s", word);
        else if (count > 0)
            ent_i_buffer_printf(&text, "%s%zu %s", text.length > 0 ? ", " : "", count, word);
    }
    const char *result = ent_i_scene_take(scene, &text);
    ent_i_buffer_clear(&text);
    return result;
}

const char *ent_i_frame_asked(ent_i_scene *scene, size_t most)
{
    const ent_i_diagram *diagram = scene->diagram;
    size_t total = diagram->asked_count, show = total > most ? most - 1 : total, shown = 0;
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    const ent_i_entity *before = NULL;
    for (; shown < show; shown++) {
        const ent_i_entity *next = NULL;
        for (size_t i = 0; i < diagram->entity_count; i++) {
            const ent_i_entity *it = &diagram->entities[i];
            if (it->role == ENT_I_ASKED && (before == NULL || it->rank > before->rank) &&
                (next == NULL || it->rank < next->rank))
                next = it;
        }
        if (next == NULL)
            break;
        ent_i_buffer_printf(&text, "%s%s", shown == 0 ? "" : shown + 1 == total ? " and " : ", ", next->label);
        before = next;
    }
    if (shown < total)
        ent_i_buffer_printf(&text, " and %zu others", total - shown);
    const char *result = ent_i_scene_take(scene, &text);
    ent_i_buffer_clear(&text);
    return result;
}

const char *ent_i_frame_date(ent_i_scene *scene)
{
    const char *date = scene->diagram->as_of_long;
    return date != NULL ? ent_i_scene_printf(scene, ", %s", date) : "";
}
