/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/svg.h"

#include <string.h>

#include "render/text.h"

#define FONTS "Arial, 'Liberation Sans', Helvetica, Arimo, sans-serif"
/* Longer descriptions help nobody: each line has its own title. */
#define DESCRIBED_LINES 40

static const char *const layer_names[ENT_I_LAYERS] = { "head",  "regions", "chords", "edges",
                                                       "nodes", "labels",  "legend", "foot" };
static const char *const fold_names[] = { "in-force", "planned", "ended" };

static void put_attribute(ent_i_buffer *out, const char *name, const char *value)
{
    if (value == NULL)
        return;
    ent_i_buffer_printf(out, " %s=\"", name);
    ent_i_xml_text(out, value);
    ent_i_buffer_char(out, '"');
}

static void put_number(ent_i_buffer *out, const char *name, double value)
{
    ent_i_buffer_printf(out, " %s=\"", name);
    ent_i_put_number(out, value);
    ent_i_buffer_char(out, '"');
}

static void put_element(ent_i_buffer *out, const char *name, const char *id, const char *text)
{
    ent_i_buffer_printf(out, "<%s", name);
    put_attribute(out, "id", id);
    ent_i_buffer_char(out, '>');
    ent_i_xml_text(out, text);
    ent_i_buffer_printf(out, "</%s>", name);
}

static void put_text(ent_i_buffer *out, double x, double y, double size, bool bold, int anchor, const char *fill,
                     const char *class_, const char *text)
{
    ent_i_buffer_text(out, "<text");
    put_attribute(out, "class", class_);
    put_number(out, "x", x);
    put_number(out, "y", y);
    put_number(out, "font-size", size);
    if (bold)
        put_attribute(out, "font-weight", "bold");
    if (anchor >= 0)
        put_attribute(out, "text-anchor", anchor == 0 ? "middle" : "end");
    put_attribute(out, "fill", fill);
    ent_i_buffer_char(out, '>');
    ent_i_xml_text(out, text);
    ent_i_buffer_text(out, "</text>");
}

/* A path; fill NULL is none, color NULL is no outline. */
static void put_path(ent_i_buffer *out, const char *path, const char *fill, const char *color, double width,
                     const char *dash)
{
    ent_i_buffer_text(out, "<path");
    put_attribute(out, "d", path);
    put_attribute(out, "fill", fill != NULL ? fill : "none");
    if (color != NULL) {
        put_attribute(out, "stroke", color);
        put_number(out, "stroke-width", width);
        put_attribute(out, "stroke-dasharray", dash);
    }
    ent_i_buffer_text(out, "/>");
}

/* --- parts -------------------------------------------------------------------------------------- */

static void put_description(ent_i_buffer *out, const ent_i_scene *scene)
{
    ent_i_buffer_printf(out, "<desc id=\"%s-desc\">", scene->prefix);
    ent_i_xml_text(out, scene->subtitle);
    if (scene->note != NULL && scene->note[0] != '\0') {
        ent_i_buffer_char(out, ' ');
        ent_i_xml_text(out, scene->note);
    }
    const ent_i_diagram *diagram = scene->diagram;
    if (diagram->as_of_long != NULL)
        ent_i_buffer_printf(out, " As of %s.", diagram->as_of_long);
    else if (diagram->question == ENT_I_DIFF)
        ent_i_buffer_printf(out, " %s.", diagram->days);
    if (scene->stroke_count <= DESCRIBED_LINES) {
        for (size_t i = 0; i < scene->stroke_count; i++) {
            ent_i_buffer_char(out, '\n');
            ent_i_xml_text(out, diagram->lines[scene->strokes[i].line].title);
        }
    }
    ent_i_buffer_text(out, "</desc>\n");
}

static void put_metadata(ent_i_buffer *out, const ent_i_scene *scene)
{
    const ent_i_diagram *diagram = scene->diagram;
    ent_i_buffer_text(out, "<metadata><ent:diagram xmlns:ent=\"urn:entente:diagram:1\"");
    put_attribute(out, "kind", scene->kind);
    ent_i_buffer focus = ENT_I_BUFFER_INIT;
    for (size_t i = 0; i < diagram->entity_count; i++) {
        if (diagram->entities[i].role == ENT_I_ASKED)
            ent_i_buffer_printf(&focus, "%s%s", focus.length > 0 ? " " : "", diagram->entities[i].key);
    }
    if (focus.length > 0)
        put_attribute(out, "focus", focus.data);
    out->failed = out->failed || focus.failed;
    ent_i_buffer_clear(&focus);
    put_attribute(out, "asof", diagram->as_of);
    put_attribute(out, "reading", diagram->reading != NULL ? diagram->reading : "nominal");
    ent_i_buffer_printf(out, " nodes=\"%zu\" edges=\"%zu\"", scene->node_count, scene->stroke_count);
    ent_i_buffer_printf(out, " tool=\"Entente %s\"/></metadata>\n", ent_version());
}

static void put_root(ent_i_buffer *out, const ent_i_scene *scene)
{
    int width = scene->preset->width, height = scene->preset->height;
    const char *prefix = scene->prefix;
    ent_i_buffer_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    ent_i_buffer_printf(out,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                        "role=\"img\" aria-labelledby=\"%s-title %s-desc\" font-family=\"" FONTS
                        "\" class=\"entente %s theme-%s\">\n",
                        width, height, width, height, prefix, prefix, scene->kind, scene->theme->name);
    ent_i_buffer_printf(out, "<title id=\"%s-title\">", prefix);
    ent_i_xml_text(out, scene->title);
    ent_i_buffer_text(out, "</title>\n");
    put_description(out, scene);
    put_metadata(out, scene);
    if (!scene->no_background)
        ent_i_buffer_printf(out, "<rect class=\"canvas\" x=\"0\" y=\"0\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n",
                            width, height, scene->theme->canvas);
}

static void put_shape(ent_i_buffer *out, ent_class class_, ent_i_box box, const char *fill, const char *color,
                      double width, const char *dash)
{
    ent_i_buffer path = ENT_I_BUFFER_INIT;
    ent_i_shape_path(&path, class_, box);
    put_path(out, ent_i_buffer_string(&path), fill, color, width, dash);
    out->failed = out->failed || path.failed;
    ent_i_buffer_clear(&path);
}

static void put_node(ent_i_buffer *out, const ent_i_scene *scene, const ent_i_placed *node)
{
    const ent_i_entity *entity = &scene->diagram->entities[node->entity];
    const ent_i_theme *theme = scene->theme;
    ent_i_paint paint = theme->classes[entity->class_];
    if (node->fold == ENT_FOLD_PLANNED)
        paint = (ent_i_paint){ theme->canvas, paint.outline, theme->ink };
    else if (node->fold == ENT_FOLD_ENDED)
        paint = (ent_i_paint){ theme->panel, theme->ended, theme->muted };
    if (node->bare)
        paint.text = entity->role == ENT_I_OTHER ? theme->muted : theme->ink;

    ent_i_buffer_printf(out, "<g id=\"%s-n-%s\" class=\"node type-%s st-%s\"", scene->prefix, entity->id,
                        ent_class_text(entity->class_), fold_names[node->fold]);
    put_attribute(out, "data-id", entity->key);
    ent_i_buffer_printf(out, " data-type=\"%s\"><title>", ent_class_text(entity->class_));
    ent_i_xml_text(out, entity->name);
    ent_i_buffer_printf(out, " (%s)</title>", ent_class_heading(entity->class_));
    if (!node->bare) {
        put_shape(out, entity->class_, node->box, paint.fill, paint.outline, 2.5,
                  node->fold == ENT_FOLD_PLANNED ? "9 6" : NULL);
        if (theme->double_forums && entity->class_ == ENT_CLASS_FORUM && node->fold != ENT_FOLD_PLANNED) {
            ent_i_box inner = { node->box.x, node->box.y, node->box.w - 9, node->box.h - 9 };
            put_shape(out, entity->class_, inner, NULL, paint.outline, 1.2, NULL);
        }
    }
    double total = node->line_count * 1.18 * node->size + (node->sub != NULL ? 1.2 * node->sub_size : 0);
    double y = node->box.y - total / 2 + 0.94 * node->size;
    double x = node->bare && node->anchor < 0 ? node->box.x - node->box.w / 2 : node->box.x;
    int anchor = node->bare && node->anchor < 0 ? -1 : 0;
    for (unsigned i = 0; i < node->line_count; i++)
        put_text(out, x, y + i * 1.18 * node->size, node->size, node->bold, anchor, paint.text, NULL, node->lines[i]);
    if (node->sub != NULL)
        put_text(out, x, y + (node->line_count - 1) * 1.18 * node->size + 1.2 * node->sub_size, node->sub_size, false,
                 anchor, paint.text, NULL, node->sub);
    ent_i_buffer_text(out, "</g>\n");
}

/* A line's path says only what differs from what its layer says: the colour and width of one that stands for most. */
static void put_line(ent_i_buffer *out, const ent_i_stroke *stroke, const ent_i_stroke *first)
{
    ent_i_buffer_text(out, "<path");
    put_attribute(out, "d", stroke->path);
    if (strcmp(stroke->color, first->color) != 0)
        put_attribute(out, "stroke", stroke->color);
    if (stroke->width < first->width || stroke->width > first->width)
        put_number(out, "stroke-width", stroke->width);
    put_attribute(out, "stroke-dasharray", stroke->dash);
    ent_i_buffer_text(out, "/>");
    if (stroke->arrow != NULL) {
        ent_i_buffer_text(out, "<path");
        put_attribute(out, "d", stroke->arrow);
        put_attribute(out, "fill", stroke->color);
        ent_i_buffer_text(out, " stroke=\"none\"/>");
    }
}

/* The first in force, as most are; else any. */
static const ent_i_stroke *first_stroke(const ent_i_scene *scene, bool chords)
{
    const ent_i_stroke *any = NULL;
    for (size_t i = 0; i < scene->stroke_count; i++) {
        const ent_i_stroke *stroke = &scene->strokes[i];
        if (stroke->chord != chords)
            continue;
        if (scene->diagram->lines[stroke->line].fold == ENT_FOLD_IN_FORCE)
            return stroke;
        any = any != NULL ? any : stroke;
    }
    return any;
}

static void put_stroke(ent_i_buffer *out, const ent_i_scene *scene, const ent_i_stroke *stroke)
{
    const ent_i_diagram *diagram = scene->diagram;
    const ent_i_line *line = &diagram->lines[stroke->line];
    ent_i_buffer_printf(out, "<g id=\"%s-e-%s\" class=\"edge fam-%s st-%s\"", scene->prefix, line->id,
                        ent_subject_text(line->subject), fold_names[line->fold]);
    put_attribute(out, "data-from", diagram->entities[line->from].key);
    put_attribute(out, "data-to", diagram->entities[line->to].key);
    put_attribute(out, "data-status", line->status);
    if (diagram->question == ENT_I_DIFF)
        put_attribute(out, "data-change", ent_change_text(line->change));
    if (line->valid[0] != '\0')
        put_attribute(out, "data-valid", line->valid);
    if (line->ties > 1)
        ent_i_buffer_printf(out, " data-ties=\"%zu\"", line->ties);
    ent_i_buffer_char(out, '>');
    put_element(out, "title", NULL, line->title);
    if (stroke->fill == NULL)
        put_line(out, stroke, first_stroke(scene, stroke->chord));
    else
        put_path(out, stroke->path, stroke->fill, stroke->color, stroke->width, stroke->dash);
    if (stroke->hatch != NULL)
        put_path(out, stroke->hatch, NULL, stroke->color, 1.4, NULL);
    if (stroke->text != NULL)
        put_text(out, stroke->at.x, stroke->at.y, stroke->size, stroke->text_bold, 0, stroke->text_fill, NULL,
                 stroke->text);
    ent_i_buffer_text(out, "</g>\n");
}

static void put_strokes(ent_i_buffer *out, const ent_i_scene *scene, bool chords)
{
    static const ent_fold folds[] = ENT_I_FOLDS_BACK_TO_FRONT;
    for (size_t f = 0; f < sizeof folds / sizeof *folds; f++) {
        for (size_t i = 0; i < scene->stroke_count; i++) {
            const ent_i_stroke *stroke = &scene->strokes[i];
            if (stroke->chord == chords && scene->diagram->lines[stroke->line].fold == folds[f])
                put_stroke(out, scene, stroke);
        }
    }
}

static void put_layer(ent_i_buffer *out, const ent_i_scene *scene, ent_i_layer layer)
{
    bool lines = layer == ENT_I_CHORDS || layer == ENT_I_EDGES;
    const ent_i_stroke *first = lines ? first_stroke(scene, layer == ENT_I_CHORDS) : NULL;
    ent_i_buffer_printf(out, "<g id=\"%s-%s\" class=\"layer %s\"", scene->prefix, layer_names[layer],
                        layer_names[layer]);
    if (first != NULL && first->fill == NULL) {
        ent_i_buffer_text(out, " fill=\"none\"");
        put_attribute(out, "stroke", first->color);
        put_number(out, "stroke-width", first->width);
    }
    ent_i_buffer_text(out, ">\n");
    size_t before = out->length;
    for (size_t i = 0; i < scene->mark_count; i++) {
        const ent_i_mark *mark = &scene->marks[i];
        if (mark->layer != layer)
            continue;
        if (mark->path != NULL) {
            put_path(out, mark->path, mark->fill, mark->color, mark->width, mark->dash);
        } else {
            ent_i_buffer_text(out, "<circle");
            put_number(out, "cx", mark->at.x);
            put_number(out, "cy", mark->at.y);
            put_number(out, "r", mark->radius);
            put_attribute(out, "fill", mark->fill);
            ent_i_buffer_text(out, "/>");
        }
        ent_i_buffer_char(out, '\n');
    }
    if (lines)
        put_strokes(out, scene, layer == ENT_I_CHORDS);
    for (size_t i = 0; layer == ENT_I_NODES && i < scene->node_count; i++)
        put_node(out, scene, &scene->nodes[i]);
    for (size_t i = 0; i < scene->caption_count; i++) {
        const ent_i_caption *it = &scene->captions[i];
        if (it->layer != layer)
            continue;
        put_text(out, it->x, it->y, it->size, it->bold, it->anchor, it->fill, it->class_, it->text);
        ent_i_buffer_char(out, '\n');
    }
    if (out->length == before) {
        /* Nothing there: no empty group. */
        while (out->length > 0 && out->data[out->length - 1] == '\n')
            out->length--;
        while (out->length > 0 && out->data[out->length - 1] != '\n')
            out->length--;
        return;
    }
    ent_i_buffer_text(out, "</g>\n");
}

ent_status ent_i_svg_write(const ent_i_scene *scene, ent_output *output, ent_error *err)
{
    ent_i_buffer out = ENT_I_BUFFER_INIT;
    put_root(&out, scene);
    for (int layer = 0; layer < ENT_I_LAYERS && !out.failed; layer++)
        put_layer(&out, scene, (ent_i_layer)layer);
    ent_i_buffer_text(&out, "</svg>\n");
    ent_status status = ent_i_buffer_status(&out, err);
    if (status == ENT_OK)
        status = ent_output_write(output, out.data, out.length, err);
    ent_i_buffer_clear(&out);
    return status;
}
