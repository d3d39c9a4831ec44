/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The door to Graphviz: places and routes for the network kind, and DOT through its own writer. Graphviz
 * keeps global state: one call at a time, its complaints are kept from stderr. */
#ifndef ENT_I_GRAPHVIZ_H
#define ENT_I_GRAPHVIZ_H

#include <entente/output.h>

#include "render/scene.h"
#include "render/wire.h"

/* Force-directed places of the boxes' centres, in no particular unit. Only the ends of wires are read. */
ENT_CHECK ent_status ent_i_graphviz_places(ent_i_box *boxes, size_t count, const ent_i_wire *wires, size_t wire_count,
                                           ent_error *err);
/* Ways for the wires around the boxes, which stay where they are. */
ENT_CHECK ent_status ent_i_graphviz_routes(const ent_i_box *boxes, size_t count, ent_i_wire *wires, size_t wire_count,
                                           ent_error *err);
/* The scene as DOT, with its places: `neato -n2` draws it where the SVG does. */
ENT_CHECK ent_status ent_i_graphviz_dot(const ent_i_scene *scene, ent_output *output, ent_error *err);

#endif
