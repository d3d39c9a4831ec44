/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of drawings of boxes and routed lines: what is drawn is chosen in layout_network.c and layout_groups.c, places
 * are found in net_places.c, lines in net_lines.c; net_words.c tells of it. */
#ifndef ENT_I_NET_H
#define ENT_I_NET_H

#include "render/graphviz.h"
#include "render/layout.h"

#define ENT_I_NET_NODES 60
#define ENT_I_NET_LINES 140 /* more are a thicket, and routing takes time with the square of them */
#define ENT_I_NET_FILL 0.25
#define ENT_I_NET_OBSTACLES 16 /* boxes beside those of nodes */

typedef struct ent_i_net {
    ent_i_scene *scene;
    const ent_i_diagram *diagram;
    ent_i_area area;
    uint32_t *order; /* entities by weight: those to keep come first */
    size_t drawable; /* of these, those that may be drawn: of a link only the asked nodes and the things */
    size_t told;     /* diff: of these, those of which more is known than that nothing is */
    bool *kept;      /* by entity */
    uint32_t *index; /* entity -> node */
    ent_i_placed *nodes;
    ent_i_box *boxes;
    size_t count;
    ent_i_wire *wires;
    uint32_t *lines; /* wire -> line */
    size_t wire_count;
    bool hubs;
    bool within; /* groups: without lines between groups */
    bool known; /* diff: without what is not known */
    size_t obstacles; /* boxes after those of nodes: what lines keep away from too */
} ent_i_net;

/* Is a line between kept entities, and not left out? */
bool ent_i_net_takes(const ent_i_net *it, const ent_i_line *line);
void ent_i_net_clear(ent_i_net *it);
/* Room for so many nodes and all that is known of the diagram's entities. */
ENT_CHECK ent_status ent_i_net_open(ent_i_net *it, ent_i_scene *scene, ent_error *err);
/* The lines between kept entities, without ways yet. */
ENT_CHECK ent_status ent_i_net_collect(ent_i_net *it, ent_error *err);
void ent_i_net_free_wires(ent_i_net *it);

/* Places for `count` boxes from `first` on within an area, at least a gap apart, by force among the wires between them;
 * ret_fits: no two overlap. */
ENT_CHECK ent_status ent_i_net_place(ent_i_net *it, size_t first, size_t count, ent_i_area area, double gap, bool *ret_fits,
                                     ent_error *err);
/* In columns by steps from the first node asked about. */
ENT_CHECK ent_status ent_i_net_place_columns(ent_i_net *it, double gap, bool *ret_fits, ent_error *err);

/* Ways for the wires; ret_clear: none passes under a box. */
ENT_CHECK ent_status ent_i_net_route(ent_i_net *it, bool *ret_clear, ent_error *err);
/* Wires and nodes into the scene. */
ENT_CHECK ent_status ent_i_net_draw(ent_i_net *it, ent_error *err);

/* Title, subtitle and note. */
void ent_i_net_describe(ent_i_net *it);

#endif
