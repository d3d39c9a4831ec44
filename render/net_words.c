/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a drawing of boxes and lines shows, and what it leaves out, in words. */
#include <string.h>

#include "render/changed.h"
#include "render/net.h"
#include "render/text.h"

static void title_path(ent_i_net *it)
{
    ent_i_scene *scene = it->scene;
    const ent_i_diagram *diagram = it->diagram;
    const char *ends = ent_i_frame_asked(scene, 2), *date = ent_i_frame_date(scene);
    if (diagram->path_length == SIZE_MAX)
        scene->title = ent_i_scene_printf(scene, "No connection between %s%s", ends, date);
    else
        scene->title = ent_i_scene_printf(scene, "%s are %zu step%s apart%s", ends, diagram->path_length,
                                          diagram->path_length == 1 ? "" : "s", date);
}

static void title_network(ent_i_net *it)
{
    ent_i_scene *scene = it->scene;
    const ent_i_diagram *diagram = it->diagram;
    const char *date = ent_i_frame_date(scene);
    ent_i_counts counts = ent_i_frame_count(scene, false);
    const char *what = counts.ties == counts.lines ? "tie" : "connection";
    size_t all = it->drawable;
    if (diagram->question == ENT_I_LINK)
        scene->title = ent_i_scene_printf(scene, "What joins %s%s", ent_i_frame_asked(scene, 5), date);
    else if (diagram->question == ENT_I_EGO)
        scene->title =
            ent_i_scene_printf(scene, "%s entities within %u step%s of %s%s",
                               it->count < all ? ent_i_scene_printf(scene, "%zu of %zu", it->count - 1, all - 1)
                                               : ent_i_scene_printf(scene, "%zu", it->count - 1),
                               diagram->hops, diagram->hops == 1 ? "" : "s", ent_i_frame_asked(scene, 2), date);
    else if (it->count < all)
        scene->title = ent_i_scene_printf(scene, "%zu of %zu entities, those with most ties%s", it->count, all, date);
    else if (it->count > 3 && it->hubs)
        scene->title =
            ent_i_scene_printf(scene, "%s, %s and %zu others: %zu %ss%s", diagram->entities[it->order[0]].label,
                               diagram->entities[it->order[1]].label, it->count - 2, counts.lines, what, date);
    else
        scene->title = ent_i_scene_printf(scene, "%zu entit%s, %zu %s%s%s", it->count, it->count == 1 ? "y" : "ies",
                                          counts.lines, what, counts.lines == 1 ? "" : "s", date);
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static void title_query(ent_i_net *it)
{
    ent_i_scene *scene = it->scene;
    const ent_i_diagram *diagram = it->diagram;
    ent_i_counts counts = ent_i_frame_count(scene, false);
    const char *date = diagram->span != NULL ? ent_i_scene_printf(scene, ", %s", diagram->span) : ent_i_frame_date(scene);
    const char *nodes = it->count < it->drawable
                            ? ent_i_scene_printf(scene, "%zu of %zu nodes", it->count, it->drawable)
                            : ent_i_scene_printf(scene, "%zu node%s", it->count, plural(it->count));
    if (counts.ties == 0)
        scene->title = ent_i_scene_printf(scene, "%s%s", nodes, date);
    else
        scene->title = ent_i_scene_printf(scene, "%s, %zu tie%s%s", nodes, counts.ties, plural(counts.ties), date);
}

/* Where it all comes from, last, so that a long query is what is cut. */
static void describe_query(const ent_i_net *it, ent_i_buffer *text)
{
    const ent_i_diagram *diagram = it->diagram;
    if (diagram->loops > 0)
        ent_i_buffer_printf(text, " Not drawn: %zu tie%s of a node to itself.", diagram->loops, plural(diagram->loops));
    if (diagram->deprecated > 0 && diagram->all_deprecated)
        ent_i_buffer_text(text, " All are deprecated claims.");
    else if (diagram->deprecated > 0)
        ent_i_buffer_printf(text, " Left out: %zu deprecated claim%s.", diagram->deprecated, plural(diagram->deprecated));
    if (diagram->rows > 0)
        ent_i_buffer_printf(text, " From the first %zu row%s of: ", diagram->rows, plural(diagram->rows));
    else
        ent_i_buffer_text(text, " From: ");
    ent_i_buffer_text(text, ent_i_scene_text(it->scene, ent_i_text_clean(&it->scene->arena, diagram->query)));
    ent_i_buffer_char(text, '.');
}

/* The changes that lines show. What is not known beside something that is, is not shown. */
static void count_drawn(const ent_i_net *it, size_t drawn[ENT_CHANGE_COUNT])
{
    memset(drawn, 0, ENT_CHANGE_COUNT * sizeof *drawn);
    for (size_t i = 0; i < it->scene->stroke_count; i++) {
        const ent_i_line *line = &it->diagram->lines[it->scene->strokes[i].line];
        for (int c = 0; c < ENT_CHANGE_COUNT; c++)
            drawn[c] += c != ENT_CHANGE_NOT_KNOWN || line->change == ENT_CHANGE_NOT_KNOWN ? line->changes[c] : 0;
    }
}

/* "16 added, 1 of 3 ended, 1 changed" of what is drawn. */
static void put_changes(const ent_i_net *it, ent_i_buffer *text)
{
    size_t drawn[ENT_CHANGE_COUNT];
    count_drawn(it, drawn);
    size_t before = text->length;
    for (int c = 0; c < ENT_CHANGE_EVENT; c++) {
        if (drawn[c] == 0)
            continue;
        ent_i_buffer_printf(text, "%s%zu ", text->length > before ? ", " : "", drawn[c]);
        if (drawn[c] < it->diagram->changes[c])
            ent_i_buffer_printf(text, "of %zu ", it->diagram->changes[c]);
        ent_i_buffer_text(text, ent_i_change_style((ent_change)c)->word);
    }
    if (text->length == before)
        ent_i_buffer_text(text, "no change");
    it->scene->partial = false;
    for (int c = 0; c < ENT_CHANGE_EVENT; c++)
        it->scene->partial = it->scene->partial || drawn[c] < it->diagram->changes[c];
}

/* What there is beside what is drawn. */
static void put_not_drawn(const ent_i_net *it, ent_i_buffer *text)
{
    const ent_i_diagram *diagram = it->diagram;
    size_t drawn[ENT_CHANGE_COUNT], left = 0;
    count_drawn(it, drawn);
    for (int c = 0; c < ENT_CHANGE_EVENT; c++) {
        if (drawn[c] < diagram->changes[c])
            ent_i_buffer_printf(text, "%s%zu %s", left++ > 0 ? ", " : " Left out for want of room: ",
                                diagram->changes[c] - drawn[c], ent_i_change_style((ent_change)c)->word);
    }
    ent_i_buffer_text(text, left > 0 ? "." : "");
    if (diagram->unchanged > 0)
        ent_i_buffer_printf(text, " Not drawn: %zu unchanged", diagram->unchanged);
    if (diagram->changes[ENT_CHANGE_EVENT] > 0)
        ent_i_buffer_printf(text, "%s%zu event%s", diagram->unchanged > 0 ? ", " : " Not drawn: ",
                            diagram->changes[ENT_CHANGE_EVENT], plural(diagram->changes[ENT_CHANGE_EVENT]));
    ent_i_buffer_text(text, diagram->unchanged + diagram->changes[ENT_CHANGE_EVENT] > 0 ? "." : "");
}

static void describe_diff(ent_i_net *it)
{
    ent_i_scene *scene = it->scene;
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    if (it->diagram->asked_count > 0)
        ent_i_buffer_printf(&text, "%s, ", ent_i_frame_asked(scene, 4));
    ent_i_buffer_printf(&text, "%s: ", it->diagram->span);
    put_changes(it, &text);
    scene->title = ent_i_scene_take(scene, &text);
    bool labels = false;
    for (size_t i = 0; i < scene->caption_count; i++)
        labels = labels || scene->captions[i].layer == ENT_I_LABELS;
    if (scene->stroke_count == 0)
        ent_i_buffer_text(&text, "Nothing that can be drawn changed under the filters given.");
    else
        ent_i_buffer_text(&text, labels ? "On the lines, the year of the change." : "Each line is a change.");
    put_not_drawn(it, &text);
    scene->subtitle = ent_i_scene_take(scene, &text);
    ent_i_buffer_clear(&text);
    scene->note = ent_i_layout_note(scene, "");
}

void ent_i_net_describe(ent_i_net *it)
{
    ent_i_scene *scene = it->scene;
    const ent_i_diagram *diagram = it->diagram;
    ent_i_counts counts = ent_i_frame_count(scene, false);
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    if (diagram->question == ENT_I_DIFF) {
        describe_diff(it);
        return;
    }
    bool path = diagram->question == ENT_I_PATH, query = diagram->question == ENT_I_QUERY;
    if (path)
        title_path(it);
    else if (query)
        title_query(it);
    else
        title_network(it);
    if (counts.lines == 0 && query)
        ent_i_buffer_text(&text, "The result holds no tie to draw.");
    else if (counts.lines == 0)
        ent_i_buffer_text(&text, "Nothing ties them under the filters given.");
    else if (counts.ties == counts.lines)
        ent_i_buffer_printf(&text, "%zu tie%s (%s).", counts.lines, counts.lines == 1 ? "" : "s",
                            ent_i_frame_folds(scene, &counts));
    else
        ent_i_buffer_printf(&text, "%zu ties on %zu lines (%s).", counts.ties, counts.lines,
                            ent_i_frame_folds(scene, &counts));
    if (path && diagram->path_count < diagram->path_total)
        ent_i_buffer_printf(&text, " %zu of %llu shortest ways.", diagram->path_count,
                            (unsigned long long)diagram->path_total);
    else if (path && diagram->path_count > 1)
        ent_i_buffer_printf(&text, " All %zu shortest ways.", diagram->path_count);
    scene->partial = it->count < it->drawable;
    if (scene->partial)
        ent_i_buffer_printf(&text, " Left out: %zu with %s ties.", it->drawable - it->count,
                            diagram->line_count > 0 ? "fewer" : "no");
    if (!path && it->hubs && diagram->asked_count == 0)
        ent_i_buffer_text(&text, " Larger name: most ties.");
    if (query)
        describe_query(it, &text);
    else if (!path && counts.lines > 0)
        ent_i_buffer_text(&text, " Nearness follows shared ties; distance is not measured.");
    scene->subtitle = ent_i_scene_take(scene, &text);
    ent_i_buffer_clear(&text);
    scene->note = ent_i_layout_note(scene, "");
}
