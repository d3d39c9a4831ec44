/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ENT_I_LEGEND_H
#define ENT_I_LEGEND_H

#include "render/scene.h"

/* Of what is drawn. */
void ent_i_legend_draw(ent_i_scene *scene);
/* What it needs beyond one row, if all of the diagram is drawn. */
double ent_i_legend_height(const ent_i_scene *scene);

#endif
