/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/network/modes.h"

static void count_within(const ent_projection *p, ent_i_modes *modes)
{
    modes->example = ENT_NONE;
    for (size_t i = 0; i < p->tie_count; i++) {
        if (modes->first[p->ends[i][0]] != modes->first[p->ends[i][1]])
            continue;
        modes->within++;
        if (modes->example == ENT_NONE && !p->one_mode)
            modes->example = p->ties[i];
    }
}

ent_status ent_i_modes_of(const ent_projection *p, ent_label label, ent_i_modes *ret, ent_error *err)
{
    ent_i_modes modes = { 0 };
    ENT_I_TRY(ENT_I_ZEROED(modes.first, p->node_count, err));
    if (label != ENT_NO_LABEL)
        for (size_t i = 0; i < p->node_count; i++)
            modes.first[i] = ent_graph_has_label(p->view->graph, p->nodes[i], label);
    else
        for (size_t i = 0; i < p->tie_count; i++)
            modes.first[p->ends[i][0]] = true;
    for (size_t i = 0; i < p->node_count; i++)
        modes.count[!modes.first[i]]++;
    count_within(p, &modes);
    *ret = modes;
    return ENT_OK;
}

void ent_i_modes_clear(ent_i_modes *modes)
{
    free(modes->first);
    modes->first = NULL;
}
