/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Clauses other than projections and calls. */
#include "graph/query/bind/bind_state.h"

static ent_status bind_match(ent_i_binder *binder, const ent_i_clause *clause, ent_i_bound_clause *bound)
{
    const ent_i_pattern *pattern = clause->of.match.pattern;
    ENT_I_TRY(ent_i_bind_time(binder, clause->of.match.time));
    ENT_I_TRY(ent_i_bind_paths(binder, pattern->paths, pattern->count, ENT_I_PATTERN_MATCH, &bound->paths));
    return ent_i_bind_pattern_where(binder, clause->of.match.where, clause->of.match.time);
}

static ent_status bind_unwind(ent_i_binder *binder, const ent_i_clause *clause, ent_i_bound_clause *bound)
{
    const ent_i_expr *list = clause->of.unwind.list;
    ent_i_name name = clause->of.unwind.variable;
    ENT_I_TRY(ent_i_bind_plain(binder, list, "UNWIND"));
    ENT_I_TRY(ent_i_bind_wanted(binder, list, ENT_I_MASK_LIST, "what is unwound"));
    if (ent_i_bind_lookup(binder, name))
        return ENT_I_BIND_SYNTAX(binder, name.range, "VariableAlreadyBound", "there is a variable \"%s\" already",
                                 name.text);
    ENT_I_TRY(ent_i_bind_slots(binder, 1, &bound->unwind_slot));
    return ent_i_bind_push(binder, name, bound->unwind_slot,
                           ent_i_type_element(ent_i_bind_note(binder, list)->type));
}

/* SET and REMOVE. */
static ent_status bind_item(ent_i_binder *binder, const ent_i_set_item *item, const char *clause)
{
    const ent_i_expr *target = item->target, *value = item->value;
    ENT_I_TRY(ent_i_bind_plain(binder, target, clause));
    ENT_I_TRY(ent_i_bind_plain(binder, value, clause));
    switch (item->kind) {
    case ENT_I_SET_PROPERTY:
        return ent_i_bind_wanted(binder, target->of.property.subject, ENT_I_MASK_ENTITY, "what has a property set");
    case ENT_I_SET_LABELS:
        return ent_i_bind_wanted(binder, target->of.labels.subject, ENT_I_MASK_NODE, "what has labels set");
    case ENT_I_SET_REPLACE:
    case ENT_I_SET_ADD:
        ENT_I_TRY(ent_i_bind_wanted(binder, target, ENT_I_MASK_ENTITY, "what has properties set"));
        return ent_i_bind_wanted(binder, value, ENT_I_MASK_ENTITY | ENT_I_MASK_MAP, "what properties are taken from");
    }
    return ENT_OK;
}

static ent_status bind_items(ent_i_binder *binder, const ent_i_set_item *items, size_t count, const char *clause)
{
    for (size_t i = 0; i < count; i++)
        ENT_I_TRY(bind_item(binder, &items[i], clause));
    return ENT_OK;
}

static ent_status bind_merge(ent_i_binder *binder, const ent_i_clause *clause, ent_i_bound_clause *bound)
{
    ENT_I_TRY(ent_i_bind_paths(binder, clause->of.merge.path, 1, ENT_I_PATTERN_MERGE, &bound->paths));
    for (size_t i = 0; i < clause->of.merge.count; i++)
        ENT_I_TRY(bind_items(binder, clause->of.merge.actions[i].items, clause->of.merge.actions[i].count, "SET"));
    return ENT_OK;
}

static ent_status bind_delete(ent_i_binder *binder, const ent_i_clause *clause)
{
    for (size_t i = 0; i < clause->of.erase.count; i++) {
        const ent_i_expr *item = clause->of.erase.items[i];
        if (item->kind == ENT_I_EXPR_LABELS)
            return ENT_I_BIND_SYNTAX(binder, item->range, "InvalidDelete",
                                     "DELETE takes nodes, relationships and paths; labels are taken by REMOVE");
        ENT_I_TRY(ent_i_bind_plain(binder, item, "DELETE"));
        ENT_I_TRY(ent_i_bind_wanted(binder, item, ENT_I_MASK_ENTITY | ENT_I_MASK_PATH, "what is deleted"));
    }
    return ENT_OK;
}

ent_status ent_i_bind_clause(ent_i_binder *binder, const ent_i_query *query, const ent_i_clause *clause,
                             ent_i_bound_clause *bound)
{
    switch (clause->kind) {
    case ENT_I_CLAUSE_MATCH:
        return bind_match(binder, clause, bound);
    case ENT_I_CLAUSE_UNWIND:
        return bind_unwind(binder, clause, bound);
    case ENT_I_CLAUSE_CALL:
        return ent_i_bind_call(binder, query, clause, &bound->call);
    case ENT_I_CLAUSE_WITH:
    case ENT_I_CLAUSE_RETURN:
        return ent_i_bind_project(binder, clause, &bound->project);
    case ENT_I_CLAUSE_CREATE:
        return ent_i_bind_paths(binder, clause->of.create->paths, clause->of.create->count, ENT_I_PATTERN_CREATE,
                                &bound->paths);
    case ENT_I_CLAUSE_MERGE:
        return bind_merge(binder, clause, bound);
    case ENT_I_CLAUSE_SET:
        return bind_items(binder, clause->of.set.items, clause->of.set.count, "SET");
    case ENT_I_CLAUSE_REMOVE:
        return bind_items(binder, clause->of.set.items, clause->of.set.count, "REMOVE");
    case ENT_I_CLAUSE_DELETE:
        return bind_delete(binder, clause);
    }
    return ENT_OK;
}
