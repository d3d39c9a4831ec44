/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Groups as a network whose entities know their group. One that is in several stands in the first of them and says so. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "analysis/groups/communities_table.h"
#include "analysis/network/projection.h"
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

/* A tie that a projection onto one mode made: how strong it is says what is shared. */
static ent_status fill_sharing(ent_i_fill *fill, const ent_groups *groups, uint32_t tie, ent_error *err)
{
    const double *weights = ent_projection_weights(groups->projection);
    uint32_t ends[2];
    char number[ENT_I_NUMBER_TEXT], strength[ENT_I_NUMBER_TEXT + 16] = "";
    ent_projection_ends(groups->projection, tie, &ends[0], &ends[1]);
    for (int i = 0; i < 2; i++)
        ends[i] = fill->index[ent_projection_node(groups->projection, ends[i])];
    if (ends[0] == UINT32_MAX || ends[1] == UINT32_MAX)
        return ENT_OK;
    if (weights != NULL)
        snprintf(strength, sizeof strength, "strength %s", ent_i_number_fixed(weights[tie], 4, number));
    ent_i_line line = { .from = ends[0],
                        .to = ends[1],
                        .type = "",
                        .phrase = "shares others with",
                        .brief = strength,
                        .valid = "",
                        .status = "",
                        .word = "",
                        .fold = ENT_FOLD_IN_FORCE,
                        .order = INT64_MAX };
    return ent_i_diagram_add_line(fill->diagram, &line, err);
}

/* The groups' ties, of nodes that are in groups. */
static ent_status fill_ties(ent_i_fill *fill, const ent_groups *groups, ent_error *err)
{
    const ent_projection *projection = groups->projection;
    fill->diagram->sharing = ent_projection_tie_count(projection) > 0 && ent_projection_tie(projection, 0) == ENT_NONE;
    for (uint32_t i = 0; fill->diagram->sharing && i < ent_projection_tie_count(projection); i++)
        ENT_I_TRY(fill_sharing(fill, groups, i, err));
    if (fill->diagram->sharing)
        return ENT_OK;
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
    const ent_projection *made = groups->projection;
    if (made->one_mode && made->onto.onto != ENT_NO_LABEL) {
        ent_label_view label;
        ent_graph_label(groups->view->graph, made->onto.onto, &label);
        ent_i_buffer_printf(&text, "; onto %s by what they share", label.plural[0] != '\0' ? label.plural : label.name);
        if (made->onto.weighted)
            ent_i_buffer_printf(&text, " (%s)", ent_shared_by_text(made->onto.by));
        if (made->onto.backbone != ENT_BACKBONE_NONE)
            ent_i_buffer_printf(&text, ", %s backbone", ent_backbone_text(made->onto.backbone));
    }
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
