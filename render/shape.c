/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/shape.h"

#include <inttypes.h>
#include <math.h>

/* A cubic Bezier with handles of this share of the radius is a quarter of a circle. */
#define ROUND 0.5523

void ent_i_put_number(ent_i_buffer *buffer, double value)
{
    int64_t tenths = (int64_t)floor(value * 10.0 + 0.5);
    if (tenths < 0) {
        ent_i_buffer_char(buffer, '-');
        tenths = -tenths;
    }
    ent_i_buffer_printf(buffer, "%" PRId64, tenths / 10);
    if (tenths % 10 != 0)
        ent_i_buffer_printf(buffer, ".%d", (int)(tenths % 10));
}

static void put_pair(ent_i_buffer *path, char command, double x, double y)
{
    if (command != '\0')
        ent_i_buffer_char(path, command);
    ent_i_put_number(path, x);
    ent_i_buffer_char(path, ' ');
    ent_i_put_number(path, y);
}

void ent_i_path_move(ent_i_buffer *path, double x, double y)
{
    put_pair(path, 'M', x, y);
}

void ent_i_path_line(ent_i_buffer *path, double x, double y)
{
    put_pair(path, 'L', x, y);
}

void ent_i_path_quad(ent_i_buffer *path, ent_i_point control, ent_i_point end)
{
    put_pair(path, 'Q', control.x, control.y);
    put_pair(path, ' ', end.x, end.y);
}

void ent_i_path_cubic(ent_i_buffer *path, ent_i_point first, ent_i_point second, ent_i_point end)
{
    put_pair(path, 'C', first.x, first.y);
    put_pair(path, ' ', second.x, second.y);
    put_pair(path, ' ', end.x, end.y);
}

void ent_i_path_close(ent_i_buffer *path)
{
    ent_i_buffer_char(path, 'Z');
}

static void put_one(ent_i_buffer *path, char command, double value)
{
    ent_i_buffer_char(path, command);
    ent_i_put_number(path, value);
}

static void rounded(ent_i_buffer *path, double l, double t, double r, double b, double q)
{
    double k = q * (1.0 - ROUND);
    ent_i_path_move(path, l + q, t);
    put_one(path, 'H', r - q);
    ent_i_path_cubic(path, (ent_i_point){ r - k, t }, (ent_i_point){ r, t + k }, (ent_i_point){ r, t + q });
    put_one(path, 'V', b - q);
    ent_i_path_cubic(path, (ent_i_point){ r, b - k }, (ent_i_point){ r - k, b }, (ent_i_point){ r - q, b });
    put_one(path, 'H', l + q);
    ent_i_path_cubic(path, (ent_i_point){ l + k, b }, (ent_i_point){ l, b - k }, (ent_i_point){ l, b - q });
    put_one(path, 'V', t + q);
    ent_i_path_cubic(path, (ent_i_point){ l, t + k }, (ent_i_point){ l + k, t }, (ent_i_point){ l + q, t });
    ent_i_path_close(path);
}

static void polygon(ent_i_buffer *path, const ent_i_point *points, size_t count)
{
    ent_i_path_move(path, points[0].x, points[0].y);
    for (size_t i = 1; i < count; i++)
        ent_i_path_line(path, points[i].x, points[i].y);
    ent_i_path_close(path);
}

void ent_i_shape_path(ent_i_buffer *path, ent_class class_, ent_i_box box)
{
    double l = box.x - box.w / 2, r = box.x + box.w / 2, t = box.y - box.h / 2, b = box.y + box.h / 2;
    double h = box.h, y = box.y, q;
    switch (class_) {
    case ENT_CLASS_STATE:
        rounded(path, l, t, r, b, fmin(h, box.w) / 2);
        break;
    case ENT_CLASS_FORUM:
        rounded(path, l, t, r, b, fmin(10, h * 0.35));
        break;
    case ENT_CLASS_CORRIDOR:
        q = fmin(16, h * 0.3);
        polygon(path, (ent_i_point[]){ { l, t }, { r - q, t }, { r, y }, { r - q, b }, { l, b }, { l + q, y } }, 6);
        break;
    case ENT_CLASS_WEAPON:
        q = fmin(13, h * 0.28);
        polygon(path, (ent_i_point[]){ { l + q, t }, { r - q, t }, { r, t + q }, { r, b - q }, { r - q, b },
                                       { l + q, b }, { l, b - q }, { l, t + q } }, 8);
        break;
    case ENT_CLASS_AGREEMENT:
        q = fmin(16, h * 0.34);
        polygon(path, (ent_i_point[]){ { l, t }, { r - q, t }, { r, t + q }, { r, b }, { l, b } }, 5);
        ent_i_path_move(path, r - q, t);
        put_one(path, 'V', t + q);
        put_one(path, 'H', r);
        break;
    case ENT_CLASS_PROJECT:
        q = fmin(18, h * 0.36);
        polygon(path, (ent_i_point[]){ { l + q, t }, { r - q, t }, { r, y }, { r - q, b }, { l + q, b }, { l, y } }, 6);
        break;
    case ENT_CLASS_OTHER:
    case ENT_CLASS_COUNT:
        polygon(path, (ent_i_point[]){ { l, t }, { r, t }, { r, b }, { l, b } }, 4);
        break;
    }
}

double ent_i_shape_pad(ent_class class_)
{
    static const double pads[ENT_CLASS_COUNT] = {
        [ENT_CLASS_STATE] = 24, [ENT_CLASS_FORUM] = 18, [ENT_CLASS_CORRIDOR] = 28, [ENT_CLASS_WEAPON] = 20,
        [ENT_CLASS_AGREEMENT] = 22, [ENT_CLASS_PROJECT] = 26, [ENT_CLASS_OTHER] = 18,
    };
    return pads[class_];
}

ent_i_point ent_i_shape_edge(ent_class class_, ent_i_box box, ent_i_point towards, double pad)
{
    double dx = towards.x - box.x, dy = towards.y - box.y;
    if (dx == 0 && dy == 0)
        return (ent_i_point){ box.x, box.y };
    double tx = dx != 0 ? (box.w / 2 + pad) / fabs(dx) : INFINITY;
    double ty = dy != 0 ? (box.h / 2 + pad) / fabs(dy) : INFINITY;
    double t = fmin(tx, ty);
    if (class_ == ENT_CLASS_STATE) {
        /* A pill: all points within q of its middle segment. Bisect along the line. */
        double q = box.h / 2 + pad, half = fmax(0, box.w / 2 - box.h / 2), low = 0, high = t;
        for (int i = 0; i < 40; i++) {
            double middle = (low + high) / 2;
            double outside = fmax(0, fabs(dx * middle) - half), across = fabs(dy * middle);
            if (outside * outside + across * across < q * q)
                low = middle;
            else
                high = middle;
        }
        t = high;
    }
    return (ent_i_point){ box.x + dx * t, box.y + dy * t };
}

bool ent_i_boxes_overlap(ent_i_box a, ent_i_box b, double gap)
{
    return fabs(a.x - b.x) < (a.w + b.w) / 2 + gap && fabs(a.y - b.y) < (a.h + b.h) / 2 + gap;
}

size_t ent_i_curve_hits(ent_i_point from, ent_i_point control, ent_i_point to, const ent_i_box *boxes,
                        size_t count, size_t skip1, size_t skip2, double pad)
{
    size_t hits = 0;
    double length = hypot(control.x - from.x, control.y - from.y) + hypot(to.x - control.x, to.y - control.y);
    int steps = (int)(length / 5) + 2;
    for (size_t b = 0; b < count; b++) {
        if (b == skip1 || b == skip2)
            continue;
        for (int i = 0; i <= steps; i++) {
            double t = (double)i / steps, u = 1 - t;
            double x = u * u * from.x + 2 * u * t * control.x + t * t * to.x;
            double y = u * u * from.y + 2 * u * t * control.y + t * t * to.y;
            if (fabs(x - boxes[b].x) < boxes[b].w / 2 + pad && fabs(y - boxes[b].y) < boxes[b].h / 2 + pad) {
                hits++;
                break;
            }
        }
    }
    return hits;
}

ent_i_point ent_i_bow(ent_i_point from, ent_i_point to, double share)
{
    return (ent_i_point){ (from.x + to.x) / 2 - (to.y - from.y) * share,
                          (from.y + to.y) / 2 + (to.x - from.x) * share };
}

ent_i_point ent_i_arrowhead(ent_i_buffer *path, ent_i_point from, ent_i_point tip, double length, double width)
{
    double dx = tip.x - from.x, dy = tip.y - from.y, d = hypot(dx, dy);
    if (d == 0)
        return tip;
    dx /= d;
    dy /= d;
    ent_i_point base = { tip.x - dx * length, tip.y - dy * length };
    polygon(path, (ent_i_point[]){ tip, { base.x - dy * width / 2, base.y + dx * width / 2 },
                                   { base.x + dy * width / 2, base.y - dx * width / 2 } }, 3);
    return base;
}
