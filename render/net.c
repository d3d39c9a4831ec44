/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/net.h"

#include <stdlib.h>

#include "graph/base/array.h"

ent_status ent_i_net_open(ent_i_net *it, ent_i_scene *scene, ent_error *err)
{
    size_t count = scene->diagram->entity_count;
    *it = (ent_i_net){ .scene = scene, .diagram = scene->diagram, .area = ent_i_frame_area(scene) };
    ENT_I_TRY(ENT_I_ZEROED(it->order, count, err));
    ENT_I_TRY(ENT_I_ZEROED(it->kept, count, err));
    ENT_I_TRY(ENT_I_ZEROED(it->index, count, err));
    ENT_I_TRY(ENT_I_ZEROED(it->nodes, ENT_I_NET_NODES, err));
    return ENT_I_ZEROED(it->boxes, ENT_I_NET_NODES + ENT_I_NET_OBSTACLES, err);
}

bool ent_i_net_takes(const ent_i_net *it, const ent_i_line *line)
{
    const ent_i_entity *entities = it->diagram->entities;
    if (!it->kept[line->from] || !it->kept[line->to])
        return false;
    if (it->within && entities[line->from].group != entities[line->to].group)
        return false;
    return !(it->known && line->change == ENT_CHANGE_NOT_KNOWN);
}

void ent_i_net_clear(ent_i_net *it)
{
    ent_i_net_free_wires(it);
    free(it->order);
    free(it->kept);
    free(it->index);
    free(it->nodes);
    free(it->boxes);
}

ent_status ent_i_net_collect(ent_i_net *it, ent_error *err)
{
    it->wire_count = 0;
    ENT_I_TRY(ENT_I_ZEROED(it->wires, it->diagram->line_count, err));
    ENT_I_TRY(ENT_I_ZEROED(it->lines, it->diagram->line_count, err));
    for (uint32_t i = 0; i < it->diagram->line_count; i++) {
        const ent_i_line *line = &it->diagram->lines[i];
        if (!ent_i_net_takes(it, line))
            continue;
        it->lines[it->wire_count] = i;
        it->wires[it->wire_count++] = (ent_i_wire){ .from = it->index[line->from], .to = it->index[line->to] };
    }
    return ENT_OK;
}

void ent_i_net_free_wires(ent_i_net *it)
{
    for (size_t i = 0; i < it->wire_count; i++)
        free(it->wires[i].points);
    free(it->wires);
    free(it->lines);
    it->wires = NULL;
    it->lines = NULL;
    it->wire_count = 0;
}
