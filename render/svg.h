/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes a scene as SVG: presentation attributes, six-digit colours, no style sheet, no definitions, so
 * that slide programs, LaTeX and browsers all draw the same. */
#ifndef ENT_I_SVG_H
#define ENT_I_SVG_H

#include <entente/output.h>

#include "render/scene.h"

ENT_CHECK ent_status ent_i_svg_write(const ent_i_scene *scene, ent_output *output, ent_error *err);

#endif
