/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lanes of a timeline: one for each node tied to each node asked about, and as many as its periods need that
 * overlap. Events stand in the lane of the same two nodes where there is one. */
#ifndef ENT_I_LANES_H
#define ENT_I_LANES_H

#include "render/scene.h"

typedef struct ent_i_lane {
    uint32_t other, asked; /* entities */
    const char *section;   /* heading, never NULL */
    uint32_t rank;         /* of its first line */
    uint32_t place;        /* of the first line of its node in its section: a node's lanes stand together */
    uint32_t *lines;
    size_t count, capacity;
    bool dated, events; /* has a date at all; holds nothing but events */
    ent_day end;
} ent_i_lane;
typedef struct ent_i_lanes {
    ent_i_lane *items;
    size_t count, capacity;
} ent_i_lanes;

void ent_i_lanes_clear(ent_i_lanes *lanes);
/* In the order of the answer. */
ENT_CHECK ent_status ent_i_lanes_make(const ent_i_diagram *diagram, ent_i_lanes *ret, ent_error *err);
/* Keep so many: dated before undated, states before events, then of the nodes with most ties. */
void ent_i_lanes_keep(const ent_i_diagram *diagram, ent_i_lanes *lanes, size_t most);
/* Sections one under another. */
size_t ent_i_lanes_sections(const ent_i_lanes *lanes);

#endif
