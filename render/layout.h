/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The layouts. Each fills the scene, its title, subtitle and note. ENT_DONE: the drawing does not hold
 * that much, and ret_why (a text of the scene) says what it can hold. */
#ifndef ENT_I_LAYOUT_H
#define ENT_I_LAYOUT_H

#include "render/frame.h"

/* Who a node is tied to, around it. careful: also give up when chords would make a thicket. */
ENT_CHECK ent_status ent_i_layout_ring(ent_i_scene *scene, bool careful, ent_error *err);
/* The same by subject in two columns. Ties that do not fit are left out, and the subtitle says so. */
ENT_CHECK ent_status ent_i_layout_wings(ent_i_scene *scene, ent_error *err);
/* Which things hold which of the asked nodes. */
ENT_CHECK ent_status ent_i_layout_matrix(ent_i_scene *scene, ent_error *err);
/* Boxes and routed lines, placed by Graphviz. Entities that do not fit are left out likewise. */
ENT_CHECK ent_status ent_i_layout_network(ent_i_scene *scene, ent_error *err);
/* A field for each group. */
ENT_CHECK ent_status ent_i_layout_groups(ent_i_scene *scene, ent_error *err);
/* When: bars along an axis of years. */
ENT_CHECK ent_status ent_i_layout_timeline(ent_i_scene *scene, ent_error *err);

/* "India’s". */
const char *ent_i_possessive(ent_i_scene *scene, const char *name);
/* "3 undated ties. 2 events left out." for the foot, from what is drawn and what the diagram knows. */
const char *ent_i_layout_note(ent_i_scene *scene, const char *more);

#endif
