/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a finished diagram to a file: choose the kind, lay out, write. */
#ifndef ENT_I_DRAW_H
#define ENT_I_DRAW_H

#include <entente/draw.h>

#include "render/diagram.h"
#include "render/scene.h"

/* Fill an initialised scene: the kind of the options, or the first that holds the diagram. */
ENT_CHECK ent_status ent_i_draw_scene(ent_i_scene *scene, const ent_draw_options *options, ent_error *err);
ENT_CHECK ent_status ent_i_draw(const ent_i_diagram *diagram, const ent_draw_options *options, ent_output *output,
                                ent_error *err);

#endif
