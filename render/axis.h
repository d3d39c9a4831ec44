/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An axis of years. */
#ifndef ENT_I_AXIS_H
#define ENT_I_AXIS_H

#include <entente/date.h>

#include "render/scene.h"

typedef struct ent_i_axis {
    ent_day first, last;
    ent_day earliest, latest; /* of what there is, on the axis or before it */
    double left, right;
} ent_i_axis;

/* Blank at both ends, which a year or the end of a bar may use. */
#define ENT_I_AXIS_SIDE 36.0

/* From the first of the days to the last of them and of `upto`. Where a few lie so far back that the others would be
 * pressed together, it begins after them. days: sorted. */
ent_i_axis ent_i_axis_of(const ent_day *days, size_t count, ent_day upto, double left, double right);
/* Where a day stands, within the axis. */
double ent_i_axis_at(const ent_i_axis *axis, ent_day day);
/* Years above `top` and lines down to `bottom`, in the layer of regions. */
void ent_i_axis_draw(const ent_i_axis *axis, ent_i_scene *scene, double top, double bottom);
/* "2001", "500 BC". */
const char *ent_i_axis_year(ent_i_scene *scene, ent_day day);

#endif
