/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/scene.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "render/text.h"

void ent_i_scene_init(ent_i_scene *scene, const ent_i_diagram *diagram)
{
    memset(scene, 0, sizeof *scene);
    ent_i_arena_init(&scene->arena);
    scene->diagram = diagram;
}

void ent_i_scene_reset(ent_i_scene *scene)
{
    scene->node_count = scene->stroke_count = scene->caption_count = scene->mark_count = 0;
}

void ent_i_scene_clear(ent_i_scene *scene)
{
    free(scene->nodes);
    free(scene->strokes);
    free(scene->captions);
    free(scene->marks);
    ent_i_arena_clear(&scene->arena);
    memset(scene, 0, sizeof *scene);
}

#define ADD(scene, array, item)                                                                                \
    do {                                                                                                       \
        if (ENT_I_RESERVE((scene)->array##s, (scene)->array##_capacity, (scene)->array##_count + 1, NULL) < 0) \
            (scene)->failed = true;                                                                            \
        else                                                                                                   \
            (scene)->array##s[(scene)->array##_count++] = *(item);                                             \
    } while (0)

void ent_i_scene_node(ent_i_scene *scene, const ent_i_placed *node)
{
    ADD(scene, node, node);
}

void ent_i_scene_stroke(ent_i_scene *scene, const ent_i_stroke *stroke)
{
    ADD(scene, stroke, stroke);
}

void ent_i_scene_caption(ent_i_scene *scene, const ent_i_caption *caption)
{
    ADD(scene, caption, caption);
}

void ent_i_scene_mark(ent_i_scene *scene, const ent_i_mark *mark)
{
    ADD(scene, mark, mark);
}

const char *ent_i_scene_text(ent_i_scene *scene, const char *text)
{
    if (text != NULL)
        return text;
    scene->failed = true;
    return "";
}

const char *ent_i_scene_take(ent_i_scene *scene, ent_i_buffer *buffer)
{
    const char *copy = buffer->failed ? NULL : ent_i_arena_string(&scene->arena, ent_i_buffer_string(buffer));
    ent_i_buffer_reset(buffer);
    return ent_i_scene_text(scene, copy);
}

const char *ent_i_scene_printf(ent_i_scene *scene, const char *format, ...)
{
    va_list arguments;
    char *text = NULL;
    va_start(arguments, format);
    int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    const char *copy = length < 0 ? NULL : ent_i_arena_copy(&scene->arena, text, (size_t)length);
    if (length >= 0)
        free(text);
    return ent_i_scene_text(scene, copy);
}

void ent_i_scene_measure(ent_i_scene *scene, ent_i_placed *node, double room, unsigned most_lines)
{
    const ent_i_entity *entity = &scene->diagram->entities[node->entity];
    node->bold = node->bold || entity->class_ == ENT_CLASS_STATE;
    if (most_lines > 1) {
        node->line_count = ent_i_text_wrap(&scene->arena, entity->label, room, node->size, node->bold, node->lines);
    } else {
        node->lines[0] = ent_i_text_cut(&scene->arena, entity->label, room, node->size, node->bold);
        node->line_count = node->lines[0] != NULL;
    }
    if (node->line_count == 0) {
        scene->failed = true;
        node->lines[0] = "";
        node->line_count = 1;
    }
    double pad = ent_i_shape_pad(entity->class_), width = 0;
    for (unsigned i = 0; i < node->line_count; i++) {
        const char *text = node->lines[i];
        width = fmax(width, ent_i_text_width(text, node->size, node->bold) +
                                2 * ent_i_text_padding(text, node->size, node->bold, pad));
    }
    double height = node->line_count * 1.18 * node->size;
    if (node->sub != NULL) {
        node->sub_size = fmax(18, floor(0.78 * node->size));
        node->sub = ent_i_scene_text(scene, ent_i_text_cut(&scene->arena, node->sub, room + 40, node->sub_size, false));
        width = fmax(width, ent_i_text_width(node->sub, node->sub_size, false) +
                                2 * ent_i_text_padding(node->sub, node->sub_size, false, pad));
        height += 1.2 * node->sub_size;
    }
    node->box.w = width;
    node->box.h = height;
}

const char *ent_i_dash(ent_fold fold)
{
    return fold == ENT_FOLD_PLANNED ? "10 7" : fold == ENT_FOLD_ENDED ? "3 7" : NULL;
}
