/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Paths: node shapes, lines cut at a node's outline, curves that keep clear of boxes. Numbers are written
 * with one decimal from integers, so no locale and no rounding of printf can change them. */
#ifndef ENT_I_SHAPE_H
#define ENT_I_SHAPE_H

#include <stdbool.h>

#include <entente/graph.h>

#include "graph/base/buffer.h"

typedef struct ent_i_point {
    double x, y;
} ent_i_point;

/* A box by its centre. */
typedef struct ent_i_box {
    double x, y, w, h;
} ent_i_box;

/* "12", "-3.5"; never "-0". */
void ent_i_put_number(ent_i_buffer *buffer, double value);
void ent_i_path_move(ent_i_buffer *path, double x, double y);
void ent_i_path_line(ent_i_buffer *path, double x, double y);
void ent_i_path_quad(ent_i_buffer *path, ent_i_point control, ent_i_point end);
void ent_i_path_cubic(ent_i_buffer *path, ent_i_point first, ent_i_point second, ent_i_point end);
void ent_i_path_close(ent_i_buffer *path);

/* The outline of a class: the first sub-path is the whole shape. */
void ent_i_shape_path(ent_i_buffer *path, ent_class class_, ent_i_box box);
/* Blank that a shape needs on each side of its text. */
double ent_i_shape_pad(ent_class class_);
/* Where the line from the centre of the box to a point leaves the shape widened by pad. */
ent_i_point ent_i_shape_edge(ent_class class_, ent_i_box box, ent_i_point towards, double pad);

bool ent_i_boxes_overlap(ent_i_box a, ent_i_box b, double gap);
/* How many of the boxes a quadratic curve touches, each widened by pad; skip1 and skip2 are not looked at. */
size_t ent_i_curve_hits(ent_i_point from, ent_i_point control, ent_i_point to, const ent_i_box *boxes, size_t count,
                        size_t skip1, size_t skip2, double pad);
/* The control point of a curve from one point to another that bows by a share of its length to the left. */
ent_i_point ent_i_bow(ent_i_point from, ent_i_point to, double share);
/* Appends a filled triangle with its tip at `tip`, coming from `from`; returns the middle of its base. */
ent_i_point ent_i_arrowhead(ent_i_buffer *path, ent_i_point from, ent_i_point tip, double length, double width);

#endif
