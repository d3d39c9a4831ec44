/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Routed lines: chains of cubic curves. A place on one is a number: 1.5 is the middle of its second curve. */
#ifndef ENT_I_WIRE_H
#define ENT_I_WIRE_H

#include <stddef.h>
#include <stdint.h>

#include "render/shape.h"

typedef struct ent_i_wire {
    uint32_t from, to;   /* boxes */
    ent_i_point *points; /* 3k+1 points of k curves; free() */
    size_t point_count;
} ent_i_wire;

/* The curves: k. */
size_t ent_i_wire_curves(const ent_i_wire *wire);
ent_i_point ent_i_wire_at(const ent_i_wire *wire, double place);
double ent_i_wire_length(const ent_i_wire *wire);
/* Does it touch a box narrowed by `inset` on each side? */
bool ent_i_wire_hits(const ent_i_wire *wire, ent_i_box box, double inset);
/* Append the part between two places, in whole numbers: many lines of many points make large files, and
 * half a unit cannot be seen. */
void ent_i_wire_path(ent_i_buffer *path, const ent_i_wire *wire, double from, double to);
/* Where a wire enters and leaves a box laid over it, nearest to a place inside the box. False when either
 * end of the wire lies in the box. */
bool ent_i_wire_gap(const ent_i_wire *wire, ent_i_box box, double place, double *ret_enter, double *ret_leave);

#endif
