/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What surrounds a drawing: title, subtitle, legend, sources, date; and words for them. */
#ifndef ENT_I_FRAME_H
#define ENT_I_FRAME_H

#include "render/scene.h"

typedef struct ent_i_area {
    double left, top, right, bottom;
} ent_i_area;

/* Blank at the sides. */
double ent_i_frame_margin(const ent_i_scene *scene);
/* The room for the drawing itself, with the legend that the whole diagram would need. */
ent_i_area ent_i_frame_area(ent_i_scene *scene);
/* Title, subtitle, legend of what is drawn, sources of what is drawn, date. Sets scene->title to the
 * given title if there is one. */
void ent_i_frame_draw(ent_i_scene *scene);

/* How many lines and ties of each fold are drawn, own: of the strokes that are no chords. */
typedef struct ent_i_counts {
    size_t lines, ties, undated;
    size_t folds[3]; /* ties that are states, by ent_fold */
    size_t events;
} ent_i_counts;
ent_i_counts ent_i_frame_count(const ent_i_scene *scene, bool chords);
/* "12 in force, 3 planned, 1 ended, 2 events"; "all in force". */
const char *ent_i_frame_folds(ent_i_scene *scene, const ent_i_counts *counts);
/* "India, Russia and China"; names of the asked entities in their order; more than most: "and 3 others". */
const char *ent_i_frame_asked(ent_i_scene *scene, size_t most);
/* ", 5 December 2025" or "". */
const char *ent_i_frame_date(ent_i_scene *scene);

#endif
