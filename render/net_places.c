/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Places: a force-directed engine's, opened up to fill the canvas, boxes pushed apart. */
#include <math.h>
#include <stdlib.h>

#include "graph/base/array.h"
#include "render/net.h"

#define SEPARATE_ROUNDS 2000

/* Map one coordinate of all boxes into the room, then blend it half and half with its rank, which opens
 * the knot around the hubs. */
static void spread(ent_i_box *boxes, size_t count, bool down, double low, double high)
{
    double least = INFINITY, most = -INFINITY;
    double mapped[ENT_I_NET_NODES];
    for (size_t i = 0; i < count; i++) {
        mapped[i] = down ? boxes[i].y : boxes[i].x;
        least = fmin(least, mapped[i]);
        most = fmax(most, mapped[i]);
    }
    for (size_t i = 0; i < count; i++) {
        size_t rank = 0;
        for (size_t k = 0; k < count; k++)
            rank += mapped[k] < mapped[i] || (mapped[k] == mapped[i] && k < i);
        double even = count > 1 ? (double)rank / (double)(count - 1) : 0.5;
        double share = most > least ? (mapped[i] - least) / (most - least) : 0.5;
        double place = low + (0.5 * share + 0.5 * even) * (high - low);
        if (down)
            boxes[i].y = place;
        else
            boxes[i].x = place;
    }
}

static void clamp(ent_i_area area, ent_i_box *box)
{
    box->x = fmax(area.left + box->w / 2 + 4, fmin(area.right - box->w / 2 - 4, box->x));
    box->y = fmax(area.top + box->h / 2 + 4, fmin(area.bottom - box->h / 2 - 4, box->y));
}

/* Push overlapping boxes apart along the axis of least overlap. True when none is left. */
static bool separate(ent_i_box *boxes, size_t count, ent_i_area area, double gap)
{
    for (int round = 0; round < SEPARATE_ROUNDS; round++) {
        bool moved = false;
        for (size_t i = 0; i < count; i++) {
            for (size_t k = i + 1; k < count; k++) {
                ent_i_box *a = &boxes[i], *b = &boxes[k];
                double x = (a->w + b->w) / 2 + gap - fabs(a->x - b->x);
                double y = (a->h + b->h) / 2 + gap - fabs(a->y - b->y);
                if (x <= 0.01 || y <= 0.01)
                    continue;
                moved = true;
                double step = 0.3 * fmin(x, y) + 0.05;
                if (x < y) {
                    double way = a->x < b->x || (a->x == b->x && i < k) ? 1 : -1;
                    a->x -= way * step;
                    b->x += way * step;
                } else {
                    double way = a->y < b->y || (a->y == b->y && i < k) ? 1 : -1;
                    a->y -= way * step;
                    b->y += way * step;
                }
                clamp(area, a);
                clamp(area, b);
            }
        }
        if (!moved)
            return true;
    }
    return false;
}

/* Columns by steps from the first node asked about. */
static void place_columns(ent_i_net *it)
{
    size_t steps = it->diagram->path_length == SIZE_MAX ? 1 : it->diagram->path_length;
    double width = it->area.right - it->area.left - 240, height = it->area.bottom - it->area.top;
    for (size_t i = 0; i < it->count; i++) {
        uint32_t column = it->diagram->entities[it->nodes[i].entity].rank;
        size_t before = 0, all = 0;
        for (size_t k = 0; k < it->count; k++) {
            bool same = it->diagram->entities[it->nodes[k].entity].rank == column;
            all += same;
            before += same && k < i;
        }
        it->boxes[i].x = it->area.left + 120 + width * (double)column / (double)(steps > 0 ? steps : 1);
        it->boxes[i].y = it->area.top + height * ((double)before + 0.5) / (double)all;
    }
}

/* The router takes whole numbers. */
static void settle(ent_i_box *boxes, size_t count, ent_i_area area, double gap, bool *ret_fits)
{
    for (size_t i = 0; i < count; i++)
        clamp(area, &boxes[i]);
    *ret_fits = separate(boxes, count, area, gap);
    for (size_t i = 0; i < count; i++) {
        boxes[i].x = floor(boxes[i].x + 0.5);
        boxes[i].y = floor(boxes[i].y + 0.5);
    }
}

ent_status ent_i_net_place_columns(ent_i_net *it, double gap, bool *ret_fits, ent_error *err)
{
    (void)err;
    for (size_t i = 0; i < it->count; i++)
        it->boxes[i] = it->nodes[i].box;
    place_columns(it);
    settle(it->boxes, it->count, it->area, gap, ret_fits);
    return ENT_OK;
}

ent_status ent_i_net_place(ent_i_net *it, size_t first, size_t count, ent_i_area area, double gap, bool *ret_fits,
                           ent_error *err)
{
    ENT_I_AUTOFREE ent_i_wire *inside = NULL;
    ent_i_box *boxes = it->boxes + first;
    size_t wires = 0;
    double w = 0, h = 0;
    ENT_I_TRY(ENT_I_ZEROED(inside, it->wire_count, err));
    for (size_t i = 0; i < it->wire_count; i++) {
        const ent_i_wire *wire = &it->wires[i];
        if (wire->from >= first && wire->from < first + count && wire->to >= first && wire->to < first + count)
            inside[wires++] = (ent_i_wire){ .from = wire->from - (uint32_t)first, .to = wire->to - (uint32_t)first };
    }
    for (size_t i = 0; i < count; i++) {
        boxes[i] = it->nodes[first + i].box;
        w = fmax(w, boxes[i].w);
        h = fmax(h, boxes[i].h);
    }
    ENT_I_TRY(ent_i_graphviz_places(boxes, count, inside, wires, err));
    spread(boxes, count, false, area.left + w / 2, area.right - w / 2);
    spread(boxes, count, true, area.top + h / 2, area.bottom - h / 2);
    settle(boxes, count, area, gap, ret_fits);
    return ENT_OK;
}
