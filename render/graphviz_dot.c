/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/graphviz.h"

#include <stdlib.h>
#include <string.h>

#include <graphviz/cgraph.h>

#include "graph/base/array.h"
#include "render/graphviz_lock.h"

/* DOT counts in points of 1/72 inch; 1920 units become 13.33 inches. */
#define SCALE 0.5

static const char *const shapes[ENT_CLASS_COUNT] = {
    [ENT_CLASS_STATE] = "box",      [ENT_CLASS_FORUM] = "box",      [ENT_CLASS_CORRIDOR] = "cds",
    [ENT_CLASS_WEAPON] = "octagon", [ENT_CLASS_AGREEMENT] = "note", [ENT_CLASS_PROJECT] = "hexagon",
    [ENT_CLASS_OTHER] = "box",
};

static char *writable(const char *text)
{
    union {
        const char *read;
        char *write;
    } it = { text };
    return it.write;
}

/* agset copies the text; attributes are declared with an empty default first. */
static void set(void *object, const char *name, const char *value)
{
    agsafeset(object, writable(name), writable(value), writable(""));
}

/* Labels expand \N and the like: double the backslash. Tooltips expand again after that: drop it. */
static void set_text(void *object, const char *name, const char *text, bool keep_backslash, ent_i_buffer *scratch)
{
    ent_i_buffer_reset(scratch);
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '\\' && keep_backslash)
            ent_i_buffer_text(scratch, "\\\\");
        else if (*c != '\\')
            ent_i_buffer_char(scratch, *c);
    }
    set(object, name, ent_i_buffer_string(scratch));
}

static void set_number(void *object, const char *name, double value, ent_i_buffer *scratch)
{
    ent_i_buffer_reset(scratch);
    ent_i_put_number(scratch, value);
    set(object, name, ent_i_buffer_string(scratch));
}

static void put_inches(ent_i_buffer *buffer, double units)
{
    long parts = (long)(units * SCALE * 10000.0 / 72.0 + 0.5);
    ent_i_buffer_printf(buffer, "%ld.%04ld", parts / 10000, parts % 10000);
}

static void set_node(Agnode_t *node, const ent_i_scene *scene, const ent_i_placed *placed, ent_i_buffer *scratch)
{
    const ent_i_entity *entity = &scene->diagram->entities[placed->entity];
    const ent_i_theme *theme = scene->theme;
    ent_i_paint paint = theme->classes[entity->class_];
    bool planned = placed->fold == ENT_FOLD_PLANNED, ended = placed->fold == ENT_FOLD_ENDED;
    bool state = entity->class_ == ENT_CLASS_STATE, forum = entity->class_ == ENT_CLASS_FORUM;
    if (planned)
        paint = (ent_i_paint){ theme->canvas, paint.outline, theme->ink };
    if (ended)
        paint = (ent_i_paint){ theme->panel, theme->ended, theme->muted };
    ent_i_buffer label = ENT_I_BUFFER_INIT;
    for (unsigned i = 0; i < placed->line_count; i++)
        ent_i_buffer_printf(&label, "%s%s", i > 0 ? "\n" : "", placed->lines[i]);
    if (placed->sub != NULL)
        ent_i_buffer_printf(&label, "\n%s", placed->sub);
    set_text(node, "label", ent_i_buffer_string(&label), true, scratch);
    ent_i_buffer_clear(&label);
    set(node, "id", entity->id);
    set(node, "shape", shapes[entity->class_]);
    ent_i_buffer_reset(scratch);
    ent_i_buffer_printf(scratch, "filled%s%s", state || forum ? ",rounded" : "", planned ? ",dashed" : "");
    set(node, "style", ent_i_buffer_string(scratch));
    if (forum)
        set(node, "peripheries", "2");
    set(node, "fillcolor", paint.fill);
    set(node, "color", paint.outline);
    set(node, "fontcolor", paint.text);
    set(node, "fontname", placed->bold ? "Arial Bold" : "Arial");
    set_number(node, "fontsize", (placed->sub != NULL ? placed->sub_size : placed->size) * SCALE, scratch);
    ent_i_buffer_reset(scratch);
    put_inches(scratch, placed->box.w);
    set(node, "width", ent_i_buffer_string(scratch));
    ent_i_buffer_reset(scratch);
    put_inches(scratch, placed->box.h);
    set(node, "height", ent_i_buffer_string(scratch));
    ent_i_buffer_reset(scratch);
    ent_i_put_number(scratch, placed->box.x * SCALE);
    ent_i_buffer_char(scratch, ',');
    ent_i_put_number(scratch, (scene->preset->height - placed->box.y) * SCALE);
    ent_i_buffer_char(scratch, '!');
    set(node, "pos", ent_i_buffer_string(scratch));
    set_text(node, "tooltip", entity->name, false, scratch);
    set(node, "class", ent_class_text(entity->class_));
}

static void set_edge(Agedge_t *edge, const ent_i_scene *scene, const ent_i_stroke *stroke, ent_i_buffer *scratch)
{
    const ent_i_line *line = &scene->diagram->lines[stroke->line];
    set(edge, "id", line->id);
    set(edge, "dir", line->directed ? "forward" : "none");
    if (line->mark != NULL)
        set_text(edge, "label", line->mark, true, scratch);
    bool went = line->change == ENT_CHANGE_ENDED || line->change == ENT_CHANGE_DROPPED || line->change == ENT_CHANGE_NOT_KNOWN;
    if (scene->diagram->question == ENT_I_DIFF)
        set(edge, "style", stroke->dash == NULL ? "solid" : went ? "dotted" : "dashed");
    else
        set(edge, "style", line->fold == ENT_FOLD_PLANNED ? "dashed" : line->fold == ENT_FOLD_ENDED ? "dotted" : "solid");
    set(edge, "color", line->fold == ENT_FOLD_ENDED && line->mark == NULL ? scene->theme->ended : stroke->color);
    set_number(edge, "penwidth", stroke->width * SCALE, scratch);
    set_text(edge, "tooltip", line->title, false, scratch);
    set(edge, "class", ent_subject_text(line->subject));
}

static ent_status fill(Agraph_t *graph, const ent_i_scene *scene, ent_i_buffer *scratch, ent_error *err)
{
    const ent_i_diagram *diagram = scene->diagram;
    ENT_I_AUTOFREE Agnode_t **nodes = NULL;
    ENT_I_TRY(ENT_I_ZEROED(nodes, diagram->entity_count, err));
    set_text(graph, "label", scene->title, true, scratch);
    set(graph, "layout", "neato");
    set(graph, "labelloc", "t");
    set(graph, "bgcolor", scene->no_background ? "transparent" : scene->theme->canvas);
    set(graph, "fontcolor", scene->theme->ink);
    set(graph, "fontname", "Arial");
    set(graph, "fontsize", "22");
    set(graph, "splines", "true");
    agattr(graph, AGNODE, writable("fontname"), writable("Arial"));
    agattr(graph, AGEDGE, writable("fontname"), writable("Arial"));
    agattr(graph, AGNODE, writable("fixedsize"), writable("true"));
    agattr(graph, AGNODE, writable("peripheries"), writable("1"));
    for (size_t i = 0; i < scene->node_count; i++) {
        Agnode_t *node = agnode(graph, writable(diagram->entities[scene->nodes[i].entity].id), 1);
        if (node == NULL)
            return ent_i_nomem(err);
        nodes[scene->nodes[i].entity] = node;
        set_node(node, scene, &scene->nodes[i], scratch);
    }
    for (size_t i = 0; i < scene->stroke_count; i++) {
        const ent_i_line *line = &diagram->lines[scene->strokes[i].line];
        if (nodes[line->from] == NULL || nodes[line->to] == NULL)
            continue;
        Agedge_t *edge = agedge(graph, nodes[line->from], nodes[line->to], writable(line->id), 1);
        if (edge == NULL)
            return ent_i_nomem(err);
        set_edge(edge, scene, &scene->strokes[i], scratch);
    }
    return ENT_OK;
}

/* cgraph writes through these, into a buffer instead of a FILE. */
static int put_text(void *channel, const char *text)
{
    ent_i_buffer_text(channel, text);
    return 0;
}

static int flush(void *channel)
{
    (void)channel;
    return 0;
}

static ent_status write_dot(const ent_i_scene *scene, ent_i_buffer *out, ent_error *err)
{
    Agiodisc_t io = { NULL, put_text, flush };
    Agdisc_t discipline = { &AgMemDisc, &AgIdDisc, &io };
    ent_i_buffer scratch = ENT_I_BUFFER_INIT;
    Agraph_t *graph = agopen(writable(scene->prefix), Agdirected, &discipline);
    if (graph == NULL)
        return ent_i_nomem(err);
    ent_status status = fill(graph, scene, &scratch, err);
    if (status == ENT_OK && (agwrite(graph, out) != 0 || out->failed || scratch.failed))
        status = ent_i_nomem(err);
    ent_i_buffer_clear(&scratch);
    agclose(graph);
    return status;
}

ent_status ent_i_graphviz_dot(const ent_i_scene *scene, ent_output *output, ent_error *err)
{
    ent_i_buffer out = ENT_I_BUFFER_INIT;
    ent_i_graphviz_enter();
    ent_status status = write_dot(scene, &out, err);
    ent_i_graphviz_leave();
    if (status == ENT_OK)
        status = ent_output_write(output, out.data, out.length, err);
    ent_i_buffer_clear(&out);
    return status;
}
