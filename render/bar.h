/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A bar of a timeline: solid where something certainly holds, hatched where it may, with an end that tells whether it
 * goes on, began before what is shown, or is lost from sight. */
#ifndef ENT_I_BAR_H
#define ENT_I_BAR_H

#include <stdbool.h>

#include "render/scene.h"

typedef enum ent_i_cap {
    ENT_I_CAP_FLAT,
    ENT_I_CAP_ON,  /* it goes on beyond what is shown: a tip at the end, a notch at the beginning */
    ENT_I_CAP_LOST /* nobody knows: it goes to pieces */
} ent_i_cap;

typedef struct ent_i_bar {
    double from, to;   /* solid; from >= to: nothing is */
    double low, high;  /* hatched before and after that */
    double y, h;       /* its middle, its height */
    ent_i_cap left, right;
} ent_i_bar;

/* What a lost end and a tip need beside the bar. */
#define ENT_I_CAP_ROOM 34.0
#define ENT_I_TIP 11.0

/* How far it reaches with its ends. */
double ent_i_bar_left(const ent_i_bar *bar);
double ent_i_bar_right(const ent_i_bar *bar);
bool ent_i_bar_solid(const ent_i_bar *bar);
/* The shape to fill, of the solid part or else of the whole. */
void ent_i_bar_path(ent_i_buffer *path, const ent_i_bar *bar);
/* The thin lines; nothing for a bar that is solid. */
void ent_i_bar_hatch(ent_i_buffer *path, const ent_i_bar *bar);
/* How a bar, or a line, of a class and fold is painted. ret_dash: of its outline. */
ent_i_paint ent_i_bar_paint(const ent_i_theme *theme, ent_class class_, ent_fold fold, const char **ret_dash);
/* An event: a diamond. */
#define ENT_I_DIAMOND 9.0
void ent_i_diamond_path(ent_i_buffer *path, double x, double y);

#endif
