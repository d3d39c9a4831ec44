/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A drawing with everything in its place, ready to be written as SVG or DOT. Layouts fill it; a failed
 * addition is remembered and asked for once at the end. */
#ifndef ENT_I_SCENE_H
#define ENT_I_SCENE_H

#include "render/diagram.h"
#include "render/shape.h"
#include "render/theme.h"

typedef enum ent_i_layer {
    ENT_I_HEAD,
    ENT_I_REGIONS,
    ENT_I_CHORDS,
    ENT_I_EDGES,
    ENT_I_NODES,
    ENT_I_LABELS,
    ENT_I_LEGEND,
    ENT_I_FOOT,
    ENT_I_LAYERS
} ent_i_layer;

/* An entity in its place. */
typedef struct ent_i_placed {
    uint32_t entity;
    ent_i_box box;
    const char *lines[2];
    unsigned line_count;
    const char *sub; /* a second, smaller line, or NULL */
    double size, sub_size;
    ent_fold fold;
    bool bold;
    bool bare;  /* no outline: a row or column label */
    int anchor; /* of a bare label: -1 start, 0 middle */
} ent_i_placed;

/* A line in its place; a cell or a bar where it has a fill. */
typedef struct ent_i_stroke {
    uint32_t line;
    const char *path, *color, *dash, *fill; /* dash NULL: solid; fill NULL: none; color NULL: no outline */
    double width;
    const char *arrow; /* path of a filled arrowhead, or NULL */
    const char *hatch; /* of a shape that is filled: thin lines beside it, or NULL */
    const char *text;  /* in a cell */
    ent_i_point at;
    double size;
    const char *text_fill;
    bool text_bold;
    bool chord;
} ent_i_stroke;

typedef struct ent_i_caption {
    ent_i_layer layer;
    double x, y, size; /* y: the baseline */
    int anchor;        /* -1 start, 0 middle, 1 end */
    bool bold;
    const char *fill, *class_, *text; /* class_ may be NULL */
} ent_i_caption;

/* A shape that stands for no entity and no line: a rule, a bar, a legend mark. */
typedef struct ent_i_mark {
    ent_i_layer layer;
    const char *path, *fill, *color, *dash; /* NULL: none; path NULL: a disc */
    double width;
    ent_i_point at; /* disc */
    double radius;
} ent_i_mark;

/* What the marks of a drawing are, and so what its legend explains. */
typedef enum ent_i_signs {
    ENT_I_SIGNS_LINES,
    ENT_I_SIGNS_PILLS,  /* a matrix: cells */
    ENT_I_SIGNS_BARS,   /* a timeline */
    ENT_I_SIGNS_CHANGES /* lines that came and went */
} ent_i_signs;

/* Details of bars that occur in the drawing. */
enum {
    ENT_I_MARK_OPEN = 1,
    ENT_I_MARK_VAGUE = 2,
    ENT_I_MARK_LOST = 4,
    ENT_I_MARK_BEFORE = 8,
    ENT_I_MARK_EVENT = 16,
    ENT_I_MARK_DAY = 32
};

typedef struct ent_i_scene {
    ent_i_arena arena;
    const ent_i_diagram *diagram;
    const ent_i_theme *theme;
    const ent_preset *preset;
    const char *kind, *prefix;
    bool no_background;
    const char *title, *subtitle, *note; /* note: beside the sources */
    const char *given_title;
    bool partial; /* something was left out for want of room */
    ent_i_signs signs;
    unsigned details; /* of bars: ENT_I_MARK_* */
    ent_i_placed *nodes;
    size_t node_count, node_capacity;
    ent_i_stroke *strokes;
    size_t stroke_count, stroke_capacity;
    ent_i_caption *captions;
    size_t caption_count, caption_capacity;
    ent_i_mark *marks;
    size_t mark_count, mark_capacity;
    bool failed;
} ent_i_scene;

void ent_i_scene_init(ent_i_scene *scene, const ent_i_diagram *diagram);
void ent_i_scene_clear(ent_i_scene *scene);
/* Take everything out again, to lay out anew. */
void ent_i_scene_reset(ent_i_scene *scene);

void ent_i_scene_node(ent_i_scene *scene, const ent_i_placed *node);
void ent_i_scene_stroke(ent_i_scene *scene, const ent_i_stroke *stroke);
void ent_i_scene_caption(ent_i_scene *scene, const ent_i_caption *caption);
void ent_i_scene_mark(ent_i_scene *scene, const ent_i_mark *mark);
/* What the buffer holds, kept by the scene; empties the buffer. Never NULL. */
const char *ent_i_scene_take(ent_i_scene *scene, ent_i_buffer *buffer);
/* Never NULL: a failure is remembered. */
const char *ent_i_scene_printf(ent_i_scene *scene, const char *format, ...) ENT_I_PRINTF(2, 3);
/* text, or "" and a remembered failure. */
const char *ent_i_scene_text(ent_i_scene *scene, const char *text);

/* Measure an entity's label into node: lines, size and box.w, box.h (not its place). room: the widest
 * a line of it may be. */
void ent_i_scene_measure(ent_i_scene *scene, ent_i_placed *node, double room, unsigned most_lines);

/* Sort order for drawing: what is in force lies on top. */
#define ENT_I_FOLDS_BACK_TO_FRONT                           \
    {                                                       \
        ENT_FOLD_ENDED, ENT_FOLD_PLANNED, ENT_FOLD_IN_FORCE \
    }

/* A line's dash by its fold: NULL, "10 7", "3 7". */
const char *ent_i_dash(ent_fold fold);

#endif
