/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a timeline: its room is measured in layout_timeline.c, its bars are drawn in chart.c. */
#ifndef ENT_I_CHART_H
#define ENT_I_CHART_H

#include "render/axis.h"
#include "render/bar.h"
#include "render/lanes.h"
#include "render/layout.h"

#define ENT_I_CHART_TEXT 18.0

typedef struct ent_i_chart {
    ent_i_scene *scene;
    const ent_i_diagram *diagram;
    ent_i_area area;
    ent_i_lanes lanes;
    ent_i_axis axis;
    double pitch, top, bottom;
    double headings, names, askeds; /* left edges of the columns; below 0: not there */
    double size;                    /* of names */
    bool *named;                    /* entities that are there as nodes */
    bool briefs;                    /* bars say what the tie is, for not all are the same */
    ent_i_box *taken;               /* in the lane at hand */
    size_t taken_count, day_box;    /* day_box: of these, the line of the day asked about */
    bool over_day;                  /* a text may cross it: there is no other place */
} ent_i_chart;

static inline bool ent_i_is_finite(ent_day day)
{
    return day != ENT_DAY_MIN && day != ENT_DAY_MAX;
}

/* The bars and events of a lane around y, with what is to be read on or beside them. */
ENT_CHECK ent_status ent_i_chart_draw_lane(ent_i_chart *it, const ent_i_lane *lane, double y, ent_error *err);
/* The day that the answer is for gets a line where the axis goes on after it. */
void ent_i_chart_draw_day(ent_i_chart *it);

#endif
