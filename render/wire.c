/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/wire.h"

#include <math.h>

size_t ent_i_wire_curves(const ent_i_wire *wire)
{
    return wire->point_count < 4 ? 0 : (wire->point_count - 1) / 3;
}

static ent_i_point mix(ent_i_point a, ent_i_point b, double t)
{
    return (ent_i_point){ a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t };
}

/* The blossom of a cubic curve: with three equal places the point there; with others the control points
 * of the part between them. */
static ent_i_point blossom(const ent_i_point p[4], double r, double s, double t)
{
    ent_i_point a = mix(p[0], p[1], r), b = mix(p[1], p[2], r), c = mix(p[2], p[3], r);
    return mix(mix(a, b, s), mix(b, c, s), t);
}

/* The curve that a place lies on, and the place within it. */
static const ent_i_point *curve_at(const ent_i_wire *wire, double place, double *ret_within)
{
    size_t last = ent_i_wire_curves(wire) - 1;
    size_t index = place <= 0 ? 0 : (size_t)place < last ? (size_t)place : last;
    *ret_within = place - (double)index;
    return &wire->points[3 * index];
}

ent_i_point ent_i_wire_at(const ent_i_wire *wire, double place)
{
    double t;
    const ent_i_point *p = curve_at(wire, place, &t);
    return blossom(p, t, t, t);
}

static double curve_bound(const ent_i_point p[4])
{
    return hypot(p[1].x - p[0].x, p[1].y - p[0].y) + hypot(p[2].x - p[1].x, p[2].y - p[1].y) +
           hypot(p[3].x - p[2].x, p[3].y - p[2].y);
}

double ent_i_wire_length(const ent_i_wire *wire)
{
    double sum = 0;
    for (size_t c = 0; c < ent_i_wire_curves(wire); c++)
        sum += curve_bound(&wire->points[3 * c]);
    return sum;
}

static bool inside(ent_i_point point, ent_i_box box, double inset)
{
    return fabs(point.x - box.x) < box.w / 2 - inset && fabs(point.y - box.y) < box.h / 2 - inset;
}

bool ent_i_wire_hits(const ent_i_wire *wire, ent_i_box box, double inset)
{
    for (size_t c = 0; c < ent_i_wire_curves(wire); c++) {
        const ent_i_point *p = &wire->points[3 * c];
        int steps = (int)(curve_bound(p) / 4) + 2;
        for (int i = 0; i <= steps; i++) {
            double t = (double)i / steps;
            if (inside(blossom(p, t, t, t), box, inset))
                return true;
        }
    }
    return false;
}

static ent_i_point whole(ent_i_point point)
{
    return (ent_i_point){ floor(point.x + 0.5), floor(point.y + 0.5) };
}

void ent_i_wire_path(ent_i_buffer *path, const ent_i_wire *wire, double from, double to)
{
    size_t curves = ent_i_wire_curves(wire);
    ent_i_point start = whole(ent_i_wire_at(wire, from));
    ent_i_path_move(path, start.x, start.y);
    for (size_t c = 0; c < curves; c++) {
        double a = fmax(0, from - (double)c), b = fmin(1, to - (double)c);
        if (a >= b)
            continue;
        const ent_i_point *p = &wire->points[3 * c];
        ent_i_path_cubic(path, whole(blossom(p, a, a, b)), whole(blossom(p, a, b, b)), whole(blossom(p, b, b, b)));
    }
}

bool ent_i_wire_gap(const ent_i_wire *wire, ent_i_box box, double place, double *ret_enter, double *ret_leave)
{
    double end = (double)ent_i_wire_curves(wire), step = end * 2 / (ent_i_wire_length(wire) + 1);
    double enter = place, leave = place;
    while (enter > 0 && inside(ent_i_wire_at(wire, enter), box, 0))
        enter -= step;
    while (leave < end && inside(ent_i_wire_at(wire, leave), box, 0))
        leave += step;
    if (enter <= 0 || leave >= end)
        return false;
    *ret_enter = enter;
    *ret_leave = leave;
    return true;
}
