/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Groups as a network whose entities know their group. One that is in several stands in the first of them and says so. */
#include <math.h>
#include <stdlib.h>

#include "analysis/communities_table.h"
#include "graph/base/array.h"
#include "graph/base/buffer.h"
#include "graph/base/number.h"
#include "render/fill.h"

#define NAMED_GROUPS 4 /* of the others that one is in */

static ent_status fill_members(ent_i_fill *fill, const ent_groups *groups, ent_error *err)
{
    uint32_t rank = 0;
    for (size_t g = 0; g < groups->count; g++) {
        const ent_group *group = &groups->items[g];
        bool alone = group->count == 1 && !ent_i_group_method_is_cores(groups->method);
        for (size_t m = 0; m < group->count; m++) {
            ent_node node = group->members[m];
            if (fill->index[node] == UINT32_MAX) {
                ENT_I_TRY(ent_i_fill_node(fill, node, ENT_I_OTHER, rank++, err));
                fill->diagram->entities[fill->index[node]].group = alone ? ENT_I_ALONE : (uint32_t)g + 1;
                continue;
            }
            ent_i_entity *entity = &fill->diagram->entities[fill->index[node]];
            entity->others++;
            if (entity->others > NAMED_GROUPS)
                continue;
            const char *also = ent_i_arena_printf(&fill->diagram->arena, entity->also != NULL ? "%s, %zu" : "%salso in %zu",
                                                  entity->also != NULL ? entity->also : "", g + 1);
            if (also == NULL)
                return ent_i_nomem(err);
            entity->also = also;
        }
    }
    return ENT_OK;
}

/* The groups' ties, of nodes that are in groups. */
static ent_status fill_ties(ent_i_fill *fill, const ent_groups *groups, ent_error *err)
{
    const ent_projection *projection = groups->projection;
    for (uint32_t i = 0; i < ent_projection_tie_count(projection); i++) {
        ent_tie_view seen;
        ent_tie tie = ent_projection_tie(projection, i);
        ent_graph_tie(fill->graph, tie, &seen);
        if (fill->index[seen.source] != UINT32_MAX && fill->index[seen.target] != UINT32_MAX)
            ENT_I_TRY(ent_i_fill_tie(fill, tie, -1, NULL, err));
    }
    return ENT_OK;
}

/* "By louvain, modularity 0.338, the best of 10 runs from seed 1." */
static ent_status say_method(ent_i_diagram *diagram, const ent_groups *groups, ent_error *err)
{
    char number[ENT_I_NUMBER_TEXT];
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    ent_i_buffer_printf(&text, "By %s", groups->method->name);
    if (!isnan(groups->modularity))
        ent_i_buffer_printf(&text, ", modularity %s", ent_i_number_fixed(groups->modularity, 3, number));
    if (groups->runs > 1)
        ent_i_buffer_printf(&text, ", the best of %zu runs from seed %llu", groups->runs, (unsigned long long)groups->seed);
    else if (groups->method->seeded)
        ent_i_buffer_printf(&text, ", seed %llu", (unsigned long long)groups->seed);
    if (groups->resolution < 1 || groups->resolution > 1)
        ent_i_buffer_printf(&text, ", resolution %s", ent_i_number_format(groups->resolution, number));
    ent_i_buffer_char(&text, '.');
    ent_status status = ent_i_buffer_status(&text, err);
    if (status == ENT_OK)
        diagram->method = ent_i_arena_string(&diagram->arena, ent_i_buffer_string(&text));
    ent_i_buffer_clear(&text);
    if (status == ENT_OK && diagram->method == NULL)
        status = ent_i_nomem(err);
    diagram->group_word = ent_i_group_method_is_cores(groups->method) ? "Coreness"
                          : groups->method->overlapping                ? "Clique"
                                                                       : "Group";
    return status;
}

/* What each group is called by, and how many it has, drawn or not. */
static ent_status count_groups(ent_i_diagram *diagram, const ent_groups *groups, ent_error *err)
{
    bool cores = ent_i_group_method_is_cores(groups->method);
    diagram->groups = ent_i_arena_alloc(&diagram->arena, (groups->count + 1) * sizeof *diagram->groups);
    if (diagram->groups == NULL)
        return ent_i_nomem(err);
    diagram->group_count = groups->count;
    diagram->smaller_groups = groups->smaller;
    for (size_t g = 0; g < groups->count; g++)
        diagram->groups[g] = (ent_i_group){ cores ? groups->items[g].core : g + 1, groups->items[g].count };
    return ENT_OK;
}

ent_status ent_i_fill_groups(ent_i_diagram *diagram, const ent_groups *groups, ent_error *err)
{
    ent_i_fill fill;
    ENT_I_TRY(ent_i_fill_check_size(ent_projection_tie_count(groups->projection), err));
    ENT_I_TRY(ent_i_fill_check_size(ent_projection_node_count(groups->projection), err));
    ent_status status = ent_i_fill_init(&fill, diagram, groups->view, ENT_I_GROUPS, err);
    if (status >= 0)
        status = count_groups(diagram, groups, err);
    if (status >= 0)
        status = fill_members(&fill, groups, err);
    if (status >= 0)
        status = fill_ties(&fill, groups, err);
    if (status >= 0)
        status = say_method(diagram, groups, err);
    diagram->keep_isolates = true;
    return ent_i_fill_conclude(&fill, status, err);
}
