/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/axis.h"

#include <inttypes.h>
#include <math.h>

#include "render/text.h"

#define YEAR 365.2425
#define LEAST_STEP 96.0 /* between two years that are written */

/* Of so many days only one in this many may lie before the axis, and leaving them there must make it this much shorter. */
#define FEW 6
#define MUCH 2.5

static int64_t year_of(ent_day day)
{
    int64_t year;
    int month, day_of_month;
    ent_day_to_civil(day, &year, &month, &day_of_month);
    return year;
}

ent_i_axis ent_i_axis_of(const ent_day *days, size_t count, ent_day upto, double left, double right)
{
    ent_day first = count > 0 ? days[0] : upto, last = count > 0 && days[count - 1] > upto ? days[count - 1] : upto;
    for (size_t i = 1; i <= count / FEW; i++) {
        if ((double)last - (double)days[0] > MUCH * fmax((double)last - (double)days[i], 10 * YEAR))
            first = days[i];
    }
    /* A year and some room, so that what begins in the first one does not stand on the edge. */
    double pad = fmax(0.02 * ((double)last - (double)first), 60);
    double least = fmax(first < last ? (double)last - (double)first : 0, 2 * YEAR);
    ent_i_axis axis = { .left = left, .right = right, .earliest = count > 0 ? days[0] : upto, .latest = last };
    axis.last = (ent_day)fmin((double)last + (last > upto ? pad : 0), (double)ENT_DAY_MAX - 1);
    axis.first = (ent_day)fmax((double)last - least - pad, (double)ENT_DAY_MIN + 1);
    return axis;
}

double ent_i_axis_at(const ent_i_axis *axis, ent_day day)
{
    if (day <= axis->first)
        return axis->left;
    if (day >= axis->last)
        return axis->right;
    double share = ((double)day - (double)axis->first) / ((double)axis->last - (double)axis->first);
    return axis->left + share * (axis->right - axis->left);
}

/* There is no year 0: 1 BC comes before 1. */
static const char *year_text(ent_i_scene *scene, int64_t year)
{
    return year > 0 ? ent_i_scene_printf(scene, "%" PRId64, year) : ent_i_scene_printf(scene, "%" PRId64 " BC", 1 - year);
}

const char *ent_i_axis_year(ent_i_scene *scene, ent_day day)
{
    return year_text(scene, year_of(day));
}

static int64_t step_of(const ent_i_axis *axis)
{
    double years = ((double)axis->last - (double)axis->first) / YEAR;
    double least = years * LEAST_STEP / fmax(axis->right - axis->left, 1);
    int64_t unit = 1;
    for (;; unit *= 10) {
        static const int64_t steps[] = { 1, 2, 5 };
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
            if ((double)(unit * steps[i]) >= least)
                return unit * steps[i];
        }
    }
}

void ent_i_axis_draw(const ent_i_axis *axis, ent_i_scene *scene, double top, double bottom)
{
    int64_t step = step_of(axis), last = year_of(axis->last);
    ent_i_buffer path = ENT_I_BUFFER_INIT;
    for (int64_t year = (int64_t)floor((double)year_of(axis->first) / (double)step) * step; year <= last; year += step) {
        /* 500 BC is the year -499: a round number to people, so that it gets the line. */
        int64_t there = year > 0 ? year : year + 1;
        ent_day day = ent_day_from_civil(there, 1, 1);
        if (day < axis->first || day > axis->last)
            continue;
        double x = floor(ent_i_axis_at(axis, day)) + 0.5;
        const char *text = year_text(scene, there);
        double half = ent_i_text_width(text, 18, false) / 2;
        if (x - half < axis->left - ENT_I_AXIS_SIDE || x + half > axis->right + ENT_I_AXIS_SIDE)
            continue;
        ent_i_path_move(&path, x, top);
        ent_i_path_line(&path, x, bottom);
        ent_i_scene_caption(scene, &(ent_i_caption){ .layer = ENT_I_REGIONS,
                                                     .x = x,
                                                     .y = top - 10,
                                                     .size = 18,
                                                     .fill = scene->theme->muted,
                                                     .text = text });
    }
    if (path.length > 0 || path.failed)
        ent_i_scene_mark(scene, &(ent_i_mark){ .layer = ENT_I_REGIONS,
                                               .path = ent_i_scene_take(scene, &path),
                                               .color = scene->theme->rule,
                                               .width = 1.5 });
    ent_i_buffer_clear(&path);
}
