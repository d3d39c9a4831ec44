/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/measures/groups.h"

#include <string.h>

#include "analysis/view/words.h"
#include "graph/base/hash.h"
#include "graph/base/json_scan.h"

/* What stands for a node's group: its first label, or the text of a property's value. */
static const char *group_text(const ent_projection *p, size_t node, const char *by, size_t *ret_length)
{
    if (!strcmp(by, "label")) {
        const char *label = ent_i_first_label(p->view->graph, p->nodes[node]);
        *ret_length = label ? strlen(label) : 0;
        return label;
    }
    ent_node_view seen;
    const char *value;
    ent_graph_node(p->view->graph, p->nodes[node], &seen);
    if (!seen.properties || !ent_i_json_member(seen.properties, by, &value, ret_length))
        return NULL;
    return *ret_length == 4 && !memcmp(value, "null", 4) ? NULL : value;
}

static ent_status group_by_text(const ent_i_call *call, const char *by, ent_i_groups *groups, ent_error *err)
{
    const ent_projection *p = call->projection;
    ent_i_hash names = ENT_I_HASH_INIT;
    ent_status status = ENT_OK;
    for (size_t i = 0; i < p->node_count && status >= 0; i++) {
        size_t length = 0;
        const char *text = group_text(p, i, by, &length);
        groups->of[i] = ENT_NONE;
        if (!text)
            continue;
        groups->of[i] = ent_i_hash_get(&names, text, length, ENT_NONE);
        if (groups->of[i] != ENT_NONE)
            continue;
        groups->of[i] = (uint32_t)groups->count++;
        status = ent_i_hash_put(&names, text, length, groups->of[i], err);
    }
    ent_i_hash_clear(&names);
    if (status >= 0 && p->node_count && !groups->count && strcmp(by, "label"))
        return ent_i_fail(err, ENT_ERR_NOTFOUND, "%s: no node has the property \"%s\"", call->measure->name, by);
    return status;
}

/* Numbers as they come, made 0 .. count-1. */
static ent_status group_by_number(const ent_i_call *call, ent_i_groups *groups, ent_error *err)
{
    ent_i_hash numbers = ENT_I_HASH_INIT;
    ent_status status = ENT_OK;
    for (size_t i = 0; i < call->projection->node_count && status >= 0; i++) {
        uint32_t number = call->options->groups[i];
        groups->of[i] = ENT_NONE;
        if (number == ENT_NONE)
            continue;
        char text[sizeof number];
        memcpy(text, &number, sizeof number);
        groups->of[i] = ent_i_hash_get(&numbers, text, sizeof text, ENT_NONE);
        if (groups->of[i] != ENT_NONE)
            continue;
        groups->of[i] = (uint32_t)groups->count++;
        status = ent_i_hash_put(&numbers, text, sizeof text, groups->of[i], err);
    }
    ent_i_hash_clear(&numbers);
    return status;
}

ent_status ent_i_groups_of(const ent_i_call *call, ent_i_groups *ret, ent_error *err)
{
    size_t n = call->projection->node_count;
    const ent_i_value *by = NULL;
    for (size_t i = 0; i < call->measure->parameter_count; i++)
        if (call->measure->parameters[i].kind == ENT_PARAMETER_GROUPS)
            by = &call->values[i];
    ent_i_groups groups = { NULL, 0, 0 };
    ENT_I_TRY(ENT_I_ZEROED(groups.of, n, err));
    ent_status status = call->options->groups ? group_by_number(call, &groups, err)
                                              : group_by_text(call, by && by->text ? by->text : "label", &groups, err);
    if (status < 0) {
        ent_i_groups_clear(&groups);
        return status;
    }
    for (size_t i = 0; i < n; i++)
        groups.without += groups.of[i] == ENT_NONE;
    if (groups.without)
        ent_i_call_note(call, "%zu node%s in no group.", groups.without, groups.without == 1 ? " is" : "s are");
    *ret = groups;
    return ENT_OK;
}

void ent_i_groups_clear(ent_i_groups *groups)
{
    free(groups->of);
    *groups = (ent_i_groups){ NULL, 0, 0 };
}

ent_status ent_i_named_nodes(const ent_i_call *call, const char *parameter, double *ret, ent_error *err)
{
    const ent_projection *p = call->projection;
    ENT_I_AUTOFREE char *names = strdup(ent_i_call_value(call, parameter)->text);
    if (!names)
        return ent_i_nomem(err);
    for (char *rest = names, *name; (name = strsep(&rest, ",")) != NULL;) {
        ent_node node;
        ENT_I_TRY(ent_graph_lookup(p->view->graph, name, &node, err));
        uint32_t index = p->index[node];
        if (index == ENT_NONE)
            return ent_i_fail(err, ENT_ERR_NOTFOUND, "%s: %s is not in this network", call->measure->name,
                              ent_i_node_name(p->view->graph, node));
        ret[index] = 1;
    }
    return ENT_OK;
}
