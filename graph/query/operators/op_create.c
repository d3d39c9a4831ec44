/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Making the nodes and relationships of a pattern that the row does not have yet: for CREATE and MERGE. */
#include "graph/query/operators/op.h"

static ent_status create_node(ent_i_run *run, const ent_i_node_pattern *node, const ent_i_bound_element *bound)
{
    uint64_t id;
    ent_i_value map = ent_i_null();
    if (bound->binding != ENT_I_BOUND_HERE)
        return ENT_OK;
    if (node->properties)
        ENT_I_TRY(ent_i_eval(run, node->properties, &map));
    ENT_I_TRY(ent_i_work_add_node(run->work, &id, run->err));
    for (size_t i = 0; i < node->label_count; i++) {
        ent_i_symbol label;
        ENT_I_TRY(ent_i_work_intern(run->work, node->labels[i].text, node->labels[i].length, &label, run->err));
        ENT_I_TRY(ent_i_work_add_label(run->work, id, label, run->err));
    }
    run->frame[bound->slot] = ent_i_node_value(id);
    return ent_i_set_map(run, node->range, run->frame[bound->slot], map);
}

static ent_status check_end(ent_i_run *run, const ent_i_node_pattern *node, ent_i_value value)
{
    if (value.kind != ENT_I_NODE)
        return ent_i_run_fail(run, node->range, "TypeError", "InvalidArgumentType",
                              "a relationship needs a node at each end, this is a %s", ent_i_value_kind_name(value));
    return ent_i_check_alive(run, node->range, value);
}

static ent_status create_rel(ent_i_run *run, const ent_i_path_pattern *path, const ent_i_bound_path *bound, size_t i)
{
    const ent_i_rel_pattern *rel = &path->rels[i];
    ent_i_value left = run->frame[bound->nodes[i].slot], right = run->frame[bound->nodes[i + 1].slot];
    ent_i_value map = ent_i_null();
    ent_i_symbol type;
    uint64_t id;
    if (bound->rels[i].binding != ENT_I_BOUND_HERE)
        return ENT_OK;
    ENT_I_TRY(check_end(run, &path->nodes[i], left));
    ENT_I_TRY(check_end(run, &path->nodes[i + 1], right));
    if (rel->properties)
        ENT_I_TRY(ent_i_eval(run, rel->properties, &map));
    ENT_I_TRY(ent_i_work_intern(run->work, rel->types[0].text, rel->types[0].length, &type, run->err));
    bool leftwards = rel->direction == ENT_I_LEFT;
    ENT_I_TRY(ent_i_work_add_rel(run->work, leftwards ? right.id : left.id, type, leftwards ? left.id : right.id, &id,
                                 run->err));
    run->frame[bound->rels[i].slot] = ent_i_rel_value(id);
    return ent_i_set_map(run, rel->range, run->frame[bound->rels[i].slot], map);
}

ent_status ent_i_create_path(ent_i_run *run, const ent_i_path_pattern *path, const ent_i_bound_path *bound)
{
    ENT_I_TRY(create_node(run, &path->nodes[0], &bound->nodes[0]));
    for (size_t i = 0; i < path->rel_count; i++) {
        ENT_I_TRY(create_node(run, &path->nodes[i + 1], &bound->nodes[i + 1]));
        ENT_I_TRY(create_rel(run, path, bound, i));
    }
    if (bound->slot == ENT_I_NO_SLOT)
        return ENT_OK;
    return ent_i_matched_path(run, path, bound, &run->frame[bound->slot]);
}
