/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Functions of nodes, relationships and paths. */
#include <stdio.h>
#include <string.h>

#include "graph/query/evaluate/run.h"

static bool is_entity(ent_i_value value)
{
    return value.kind == ENT_I_NODE || value.kind == ENT_I_RELATIONSHIP;
}

ent_status ent_i_fn_id(const ent_i_call *call, ent_i_value *ret)
{
    if (!is_entity(call->args[0]))
        return ent_i_bad_argument(call, 0, "InvalidArgumentValue", "a NODE or RELATIONSHIP");
    *ret = ent_i_integer((int64_t)call->args[0].id);
    return ENT_OK;
}

ent_status ent_i_fn_element_id(const ent_i_call *call, ent_i_value *ret)
{
    char text[32];
    if (!is_entity(call->args[0]))
        return ent_i_bad_argument(call, 0, "InvalidArgumentValue", "a NODE or RELATIONSHIP");
    int length = snprintf(text, sizeof text, "%llu", (unsigned long long)call->args[0].id);
    return ent_i_value_string(call->run->arena, text, (size_t)length, ret, call->run->err);
}

static ent_i_value name_value(const ent_i_call *call, ent_i_symbol name)
{
    return (ent_i_value){ .kind = ENT_I_STRING, .string = ent_i_work_text(call->run->work, name) };
}

ent_status ent_i_fn_labels(const ent_i_call *call, ent_i_value *ret)
{
    ent_i_run *run = call->run;
    ent_i_list *list;
    if (call->args[0].kind != ENT_I_NODE)
        return ent_i_bad_argument(call, 0, "InvalidArgumentValue", "a NODE");
    ENT_I_TRY(ent_i_check_alive(run, call->range, call->args[0]));
    uint64_t node = call->args[0].id;
    ENT_I_TRY(ent_i_value_list(run->arena, ent_i_work_label_count(run->work, node), &list, run->err));
    for (size_t i = 0; i < list->count; i++)
        list->items[i] = name_value(call, ent_i_work_label(run->work, node, i));
    *ret = (ent_i_value){ .kind = ENT_I_LIST, .list = list };
    return ENT_OK;
}

/* The type of a deleted relationship is still known. */
ent_status ent_i_fn_type(const ent_i_call *call, ent_i_value *ret)
{
    if (call->args[0].kind != ENT_I_RELATIONSHIP)
        return ent_i_bad_argument(call, 0, "InvalidArgumentValue", "a RELATIONSHIP");
    *ret = name_value(call, ent_i_work_type(call->run->work, call->args[0].id));
    return ENT_OK;
}

static ent_status end_of(const ent_i_call *call, bool start, ent_i_value *ret)
{
    uint64_t source, target;
    if (call->args[0].kind != ENT_I_RELATIONSHIP)
        return ent_i_bad_argument(call, 0, "InvalidArgumentValue", "a RELATIONSHIP");
    ent_i_work_ends(call->run->work, call->args[0].id, &source, &target);
    *ret = (ent_i_value){ .kind = ENT_I_NODE, .id = start ? source : target };
    return ENT_OK;
}

ent_status ent_i_fn_start_node(const ent_i_call *call, ent_i_value *ret)
{
    return end_of(call, true, ret);
}

ent_status ent_i_fn_end_node(const ent_i_call *call, ent_i_value *ret)
{
    return end_of(call, false, ret);
}

ent_status ent_i_fn_properties(const ent_i_call *call, ent_i_value *ret)
{
    return ent_i_get_members(call->run, call->range, call->args[0], ret);
}

ent_status ent_i_fn_keys(const ent_i_call *call, ent_i_value *ret)
{
    ent_i_value map;
    ent_i_list *list;
    ENT_I_TRY(ent_i_get_members(call->run, call->range, call->args[0], &map));
    ENT_I_TRY(ent_i_value_list(call->run->arena, map.map->count, &list, call->run->err));
    for (size_t i = 0; i < list->count; i++)
        list->items[i] = (ent_i_value){ .kind = ENT_I_STRING, .string = map.map->entries[i].key };
    *ret = (ent_i_value){ .kind = ENT_I_LIST, .list = list };
    return ENT_OK;
}

/* --- paths ------------------------------------------------------------------------------------------------ */

static ent_status path_ids(const ent_i_call *call, bool rels, ent_i_value *ret)
{
    ent_i_list *list;
    if (call->args[0].kind != ENT_I_PATH)
        return ent_i_bad_argument(call, 0, "InvalidArgumentValue", "a PATH");
    const ent_i_path *path = call->args[0].path;
    ENT_I_TRY(ent_i_value_list(call->run->arena, rels ? path->count : path->count + 1, &list, call->run->err));
    for (size_t i = 0; i < list->count; i++)
        list->items[i] = (ent_i_value){ .kind = rels ? ENT_I_RELATIONSHIP : ENT_I_NODE,
                                        .id = rels ? path->relationships[i] : path->nodes[i] };
    *ret = (ent_i_value){ .kind = ENT_I_LIST, .list = list };
    return ENT_OK;
}

ent_status ent_i_fn_nodes(const ent_i_call *call, ent_i_value *ret)
{
    return path_ids(call, false, ret);
}

ent_status ent_i_fn_relationships(const ent_i_call *call, ent_i_value *ret)
{
    return path_ids(call, true, ret);
}

ent_status ent_i_fn_length(const ent_i_call *call, ent_i_value *ret)
{
    if (call->args[0].kind != ENT_I_PATH)
        return ent_i_bad_argument(call, 0, "InvalidArgumentValue", "a PATH");
    *ret = ent_i_integer((int64_t)call->args[0].path->count);
    return ENT_OK;
}
