/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/frame.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "render/legend.h"
#include "render/text.h"

double ent_i_frame_margin(const ent_i_scene *scene)
{
    return scene->preset->furniture ? 64 : 24;
}

ent_i_area ent_i_frame_area(ent_i_scene *scene)
{
    double side = ent_i_frame_margin(scene), width = scene->preset->width, height = scene->preset->height;
    bool furniture = scene->preset->furniture;
    double legend = ent_i_legend_height(scene) + (furniture ? 120 : 60);
    return (ent_i_area){ side, furniture ? 156 : 24, width - side, height - legend };
}

/* --- head and foot ------------------------------------------------------------------------------ */

static void draw_head(ent_i_scene *scene)
{
    double left = ent_i_frame_margin(scene), room = scene->preset->width - 2 * left;
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
    double left = ent_i_frame_margin(scene), right = scene->preset->width - left, base = scene->preset->height;
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
    ent_i_legend_draw(scene);
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
