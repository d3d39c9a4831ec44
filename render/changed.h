/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a change is drawn: by its line as much as by its colour, so that it can be told in black and white. */
#ifndef ENT_I_CHANGED_H
#define ENT_I_CHANGED_H

#include <entente/change.h>

#include "render/theme.h"

typedef struct ent_i_changed {
    const char *legend, *word; /* "Added", "added" */
    const char *sign;          /* before the year on the line */
    const char *dash;          /* NULL: solid */
    double width;
} ent_i_changed;

const ent_i_changed *ent_i_change_style(ent_change change);
const char *ent_i_change_color(const ent_i_theme *theme, ent_change change);

#endif
