/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/bar.h"

#include <math.h>

#define HATCH_STEP 7.0

/* The pieces of a lost end: how far from the bar they begin, and how wide they are. */
static const double pieces[][2] = { { 5, 8 }, { 18, 5 }, { 28, 3 } };
#define PIECES (sizeof pieces / sizeof *pieces)

bool ent_i_bar_solid(const ent_i_bar *bar)
{
    return bar->from < bar->to;
}

static double reach(ent_i_cap cap)
{
    return cap == ENT_I_CAP_LOST ? ENT_I_CAP_ROOM : 0;
}

double ent_i_bar_left(const ent_i_bar *bar)
{
    return (ent_i_bar_solid(bar) ? fmin(bar->low, bar->from) : bar->low) - reach(bar->left);
}

double ent_i_bar_right(const ent_i_bar *bar)
{
    double end = ent_i_bar_solid(bar) ? fmax(bar->high, bar->to) : bar->high;
    return end + (bar->right == ENT_I_CAP_ON ? ENT_I_TIP : reach(bar->right));
}

static void rectangle(ent_i_buffer *path, double l, double t, double r, double b)
{
    ent_i_path_move(path, l, t);
    ent_i_path_line(path, r, t);
    ent_i_path_line(path, r, b);
    ent_i_path_line(path, l, b);
    ent_i_path_close(path);
}

void ent_i_bar_path(ent_i_buffer *path, const ent_i_bar *bar)
{
    bool solid = ent_i_bar_solid(bar);
    double l = solid ? bar->from : bar->low, r = solid ? bar->to : bar->high;
    double t = bar->y - bar->h / 2, b = bar->y + bar->h / 2;
    ent_i_path_move(path, l, t);
    ent_i_path_line(path, r, t);
    if (bar->right == ENT_I_CAP_ON)
        ent_i_path_line(path, r + ENT_I_TIP, bar->y);
    ent_i_path_line(path, r, b);
    ent_i_path_line(path, l, b);
    if (bar->left == ENT_I_CAP_ON && !(solid && bar->low < bar->from))
        ent_i_path_line(path, l + fmin(8, (r - l) / 2), bar->y);
    ent_i_path_close(path);
    /* A lost end goes to pieces beyond whatever hatching there is. */
    double first = fmin(l, bar->low), last = fmax(r, bar->high);
    for (size_t i = 0; i < PIECES; i++) {
        if (bar->left == ENT_I_CAP_LOST)
            rectangle(path, first - pieces[i][0] - pieces[i][1], t, first - pieces[i][0], b);
        if (bar->right == ENT_I_CAP_LOST)
            rectangle(path, last + pieces[i][0], t, last + pieces[i][0] + pieces[i][1], b);
    }
}

/* Lines that rise to the right, on one grid for the whole drawing, so that two that meet do not clash. */
static void hatch(ent_i_buffer *path, double l, double r, double t, double b, bool notch)
{
    if (r - l < 2)
        return;
    ent_i_path_move(path, l, t);
    ent_i_path_line(path, r, t);
    ent_i_path_line(path, r, b);
    ent_i_path_line(path, l, b);
    if (notch)
        ent_i_path_line(path, l + fmin(8, (r - l) / 2), (t + b) / 2);
    ent_i_path_close(path);
    for (double sum = ceil((l + t) / HATCH_STEP) * HATCH_STEP; sum < r + b; sum += HATCH_STEP) {
        /* x + y = sum within the box */
        double x0 = fmax(l, sum - b), x1 = fmin(r, sum - t);
        if (x1 - x0 < 1)
            continue;
        ent_i_path_move(path, x0, sum - x0);
        ent_i_path_line(path, x1, sum - x1);
    }
}

void ent_i_bar_hatch(ent_i_buffer *path, const ent_i_bar *bar)
{
    double t = bar->y - bar->h / 2, b = bar->y + bar->h / 2;
    if (!ent_i_bar_solid(bar)) {
        hatch(path, bar->low, bar->high, t, b, bar->left == ENT_I_CAP_ON);
        return;
    }
    hatch(path, bar->low, bar->from, t, b, bar->left == ENT_I_CAP_ON);
    hatch(path, bar->to, bar->high, t, b, false);
}

ent_i_paint ent_i_bar_paint(const ent_i_theme *theme, ent_class class_, ent_fold fold, const char **ret_dash)
{
    ent_i_paint paint = theme->classes[class_];
    *ret_dash = fold == ENT_FOLD_PLANNED ? "7 5" : NULL;
    if (fold == ENT_FOLD_PLANNED)
        return (ent_i_paint){ theme->canvas, paint.outline, theme->ink };
    if (fold == ENT_FOLD_ENDED)
        return (ent_i_paint){ theme->panel, theme->ended, theme->muted };
    return paint;
}

void ent_i_diamond_path(ent_i_buffer *path, double x, double y)
{
    ent_i_path_move(path, x, y - ENT_I_DIAMOND);
    ent_i_path_line(path, x + ENT_I_DIAMOND, y);
    ent_i_path_line(path, x, y + ENT_I_DIAMOND);
    ent_i_path_line(path, x - ENT_I_DIAMOND, y);
    ent_i_path_close(path);
}
