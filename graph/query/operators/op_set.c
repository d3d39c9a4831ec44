/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SET and REMOVE, also those of MERGE, and the property maps of CREATE. */
#include <string.h>

#include "graph/query/evaluate/claim.h"
#include "graph/query/operators/op.h"

/* What a property can be: no map, node, relationship or path, and no list that holds one. */
static bool storable(ent_i_value value)
{
    if (value.kind == ENT_I_LIST) {
        for (size_t i = 0; i < value.list->count; i++)
            if (value.list->items[i].kind == ENT_I_NULL || value.list->items[i].kind == ENT_I_LIST ||
                !storable(value.list->items[i]))
                return false;
        return true;
    }
    return value.kind != ENT_I_MAP && value.kind != ENT_I_NODE && value.kind != ENT_I_RELATIONSHIP &&
           value.kind != ENT_I_PATH;
}

static ent_status set_one(ent_i_run *run, ent_i_range range, ent_i_value entity, const char *key, size_t length,
                          ent_i_value value)
{
    ent_i_symbol symbol;
    if (length == 9 && memcmp(key, "citations", 9) == 0) {
        ENT_I_TRY(ent_i_claim_citations(run, range, value, &value));
        return ent_i_work_set(run->work, entity.kind == ENT_I_RELATIONSHIP, entity.id, run->work->citations, value,
                              run->err);
    }
    if (!storable(value))
        return ent_i_run_fail(run, range, "TypeError", "InvalidPropertyType",
                              "a %s cannot be stored as a property (%s)", ent_i_value_kind_name(value),
                              value.kind == ENT_I_LIST ? "one of its items cannot" : "nor be part of one");
    ENT_I_TRY(ent_i_claim_check(run, range, entity, key, length, value));
    ENT_I_TRY(ent_i_work_intern(run->work, key, length, &symbol, run->err));
    return ent_i_work_set(run->work, entity.kind == ENT_I_RELATIONSHIP, entity.id, symbol, value, run->err);
}

ent_status ent_i_set_map(ent_i_run *run, ent_i_range range, ent_i_value entity, ent_i_value map)
{
    if (map.kind == ENT_I_NULL)
        return ENT_OK;
    if (map.kind != ENT_I_MAP)
        return ent_i_run_fail(run, range, "TypeError", "InvalidArgumentType", "properties come as a MAP, this is a %s",
                              ent_i_value_kind_name(map));
    for (size_t i = 0; i < map.map->count; i++)
        ENT_I_TRY(set_one(run, range, entity, map.map->entries[i].key->text, map.map->entries[i].key->length,
                          map.map->entries[i].value));
    return ENT_OK;
}

/* The node or relationship to be changed; null: nothing is. */
static ent_status eval_entity(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    ENT_I_TRY(ent_i_eval(run, expr, ret));
    if (ret->kind == ENT_I_NULL)
        return ENT_OK;
    if (ret->kind != ENT_I_NODE && ret->kind != ENT_I_RELATIONSHIP)
        return ent_i_run_fail(run, expr->range, "TypeError", "InvalidArgumentType",
                              "only nodes and relationships can be changed, this is a %s", ent_i_value_kind_name(*ret));
    return ent_i_check_alive(run, expr->range, *ret);
}

static ent_status set_property(ent_i_run *run, const ent_i_set_item *item)
{
    ent_i_value entity, value = ent_i_null();
    const ent_i_name *key = &item->target->of.property.key;
    ENT_I_TRY(eval_entity(run, item->target->of.property.subject, &entity));
    if (entity.kind == ENT_I_NULL)
        return ENT_OK;
    if (item->value)
        ENT_I_TRY(ent_i_eval(run, item->value, &value));
    return set_one(run, item->range, entity, key->text, key->length, value);
}

/* target = map and target += map; of a node or relationship its properties are taken. */
static ent_status set_all(ent_i_run *run, const ent_i_set_item *item)
{
    ent_i_value entity, map;
    ENT_I_TRY(eval_entity(run, item->target, &entity));
    if (entity.kind == ENT_I_NULL)
        return ENT_OK;
    ENT_I_TRY(ent_i_eval(run, item->value, &map));
    if (map.kind == ENT_I_NODE || map.kind == ENT_I_RELATIONSHIP)
        ENT_I_TRY(ent_i_get_members(run, item->value->range, map, &map));
    if (map.kind != ENT_I_MAP)
        return ent_i_run_fail(run, item->value->range, "TypeError", "InvalidArgumentType",
                              "properties come as a MAP, this is a %s", ent_i_value_kind_name(map));
    if (item->kind == ENT_I_SET_REPLACE)
        ENT_I_TRY(ent_i_work_clear_properties(run->work, entity.kind == ENT_I_RELATIONSHIP, entity.id, false, run->err));
    return ent_i_set_map(run, item->range, entity, map);
}

static ent_status set_labels(ent_i_run *run, const ent_i_set_item *item, bool remove)
{
    ent_i_value entity;
    ENT_I_TRY(eval_entity(run, item->target->of.labels.subject, &entity));
    if (entity.kind == ENT_I_NULL)
        return ENT_OK;
    if (entity.kind != ENT_I_NODE)
        return ent_i_run_fail(run, item->range, "TypeError", "InvalidArgumentType",
                              "the type of a relationship cannot be changed");
    for (size_t i = 0; i < item->target->of.labels.count; i++) {
        const ent_i_name *name = &item->target->of.labels.names[i];
        ent_i_symbol label;
        ENT_I_TRY(ent_i_work_intern(run->work, name->text, name->length, &label, run->err));
        if (remove)
            ENT_I_TRY(ent_i_work_remove_label(run->work, entity.id, label, run->err));
        else
            ENT_I_TRY(ent_i_work_add_label(run->work, entity.id, label, run->err));
    }
    return ENT_OK;
}

ent_status ent_i_set_items(ent_i_run *run, const ent_i_set_item *items, size_t count, bool remove)
{
    for (size_t i = 0; i < count; i++) {
        if (items[i].kind == ENT_I_SET_PROPERTY)
            ENT_I_TRY(set_property(run, &items[i]));
        else if (items[i].kind == ENT_I_SET_LABELS)
            ENT_I_TRY(set_labels(run, &items[i], remove));
        else
            ENT_I_TRY(set_all(run, &items[i]));
    }
    return ENT_OK;
}
