/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is inside a value: a.key, a[i], a[i..j], and the test a:Label. */
#include <string.h>

#include "graph/query/evaluate/run.h"

static bool is_entity(ent_i_value value)
{
    return value.kind == ENT_I_NODE || value.kind == ENT_I_RELATIONSHIP;
}

ent_status ent_i_check_alive(ent_i_run *run, ent_i_range range, ent_i_value entity)
{
    bool rel = entity.kind == ENT_I_RELATIONSHIP;
    if (rel ? ent_i_work_has_rel(run->work, entity.id) : ent_i_work_has_node(run->work, entity.id))
        return ENT_OK;
    return ent_i_run_fail(run, range, "EntityNotFound", "DeletedEntityAccess", "the %s was deleted",
                          rel ? "relationship" : "node");
}

static ent_status get_component(ent_i_run *run, ent_i_range range, const ent_i_temporal *temporal, const char *key,
                                size_t length, ent_i_value *ret)
{
    int64_t number = 0;
    const char *text = NULL;
    char space[ENT_I_OFFSET_TEXT];
    ent_error reason = { .code = ENT_OK };
    ent_status status = ent_i_temporal_get(temporal, key, length, &number, &text, space, &reason);
    if (status == ENT_ERR_NOTFOUND)
        return ent_i_run_fail(run, range, "TypeError", "InvalidArgumentValue", "%s", reason.message);
    ENT_I_TRY(status);
    if (text)
        return ent_i_value_string(run->arena, text, strlen(text), ret, run->err);
    *ret = ent_i_integer(number);
    return ENT_OK;
}

ent_status ent_i_get_member(ent_i_run *run, ent_i_range range, ent_i_value subject, const char *key, size_t length,
                            ent_i_value *ret)
{
    *ret = ent_i_null();
    if (subject.kind == ENT_I_NULL)
        return ENT_OK;
    if (is_entity(subject)) {
        ENT_I_TRY(ent_i_check_alive(run, range, subject));
        return ent_i_work_property(run->work, subject.kind == ENT_I_RELATIONSHIP, subject.id, key, length, run->arena,
                                   ret, run->err);
    }
    if (subject.kind == ENT_I_MAP) {
        const ent_i_value *found = ent_i_map_get(subject.map, key, length);
        if (found)
            *ret = *found;
        return ENT_OK;
    }
    if (subject.kind == ENT_I_TEMPORAL)
        return get_component(run, range, subject.temporal, key, length, ret);
    return ent_i_run_fail(run, range, "TypeError", "InvalidArgumentType", "a %s has no properties",
                          ent_i_value_kind_name(subject));
}

/* The components of a temporal value, as if they were properties. */
static ent_status get_components(ent_i_run *run, ent_i_range range, const ent_i_temporal *temporal, ent_i_value *ret)
{
    size_t count = 0;
    bool has;
    while (ent_i_temporal_component(temporal->kind, count, &has))
        count++;
    ent_i_map *map;
    ENT_I_TRY(ent_i_value_map(run->arena, count, &map, run->err));
    for (size_t i = 0; i < count; i++) {
        const char *name = ent_i_temporal_component(temporal->kind, i, &has);
        ent_i_value key, value;
        if (!has)
            continue;
        ENT_I_TRY(ent_i_value_string(run->arena, name, strlen(name), &key, run->err));
        ENT_I_TRY(get_component(run, range, temporal, name, strlen(name), &value));
        ent_i_map_put(map, key.string, value);
    }
    *ret = (ent_i_value){ .kind = ENT_I_MAP, .map = map };
    return ENT_OK;
}

ent_status ent_i_get_members(ent_i_run *run, ent_i_range range, ent_i_value subject, ent_i_value *ret)
{
    if (is_entity(subject)) {
        ENT_I_TRY(ent_i_check_alive(run, range, subject));
        return ent_i_work_properties(run->work, subject.kind == ENT_I_RELATIONSHIP, subject.id, run->arena, ret,
                                     run->err);
    }
    if (subject.kind == ENT_I_TEMPORAL)
        return get_components(run, range, subject.temporal, ret);
    if (subject.kind != ENT_I_NULL && subject.kind != ENT_I_MAP)
        return ent_i_run_fail(run, range, "TypeError", "InvalidArgumentType", "a %s has no properties",
                              ent_i_value_kind_name(subject));
    *ret = subject;
    return ENT_OK;
}

/* --- lists ------------------------------------------------------------------------------------------------ */

static ent_status eval_index(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    ent_i_value subject, index;
    ENT_I_TRY(ent_i_eval(run, expr->of.index.subject, &subject));
    ENT_I_TRY(ent_i_eval(run, expr->of.index.index, &index));
    *ret = ent_i_null();
    if (subject.kind == ENT_I_NULL || index.kind == ENT_I_NULL)
        return ENT_OK;
    if (subject.kind == ENT_I_LIST) {
        if (index.kind != ENT_I_INTEGER)
            return ent_i_run_fail(run, expr->of.index.index->range, "TypeError", "InvalidArgumentType",
                                  "a list is indexed by an INTEGER, this is a %s", ent_i_value_kind_name(index));
        uint64_t count = subject.list->count;
        uint64_t at = index.integer < 0 ? count - (0 - (uint64_t)index.integer) : (uint64_t)index.integer;
        if (index.integer < 0 ? 0 - (uint64_t)index.integer <= count : at < count)
            *ret = subject.list->items[at];
        return ENT_OK;
    }
    if (!is_entity(subject) && subject.kind != ENT_I_MAP)
        return ent_i_run_fail(run, expr->of.index.subject->range, "TypeError", "InvalidArgumentType",
                              "a list, map, node or relationship is wanted before [, this is a %s",
                              ent_i_value_kind_name(subject));
    if (index.kind != ENT_I_STRING)
        return ent_i_run_fail(run, expr->of.index.index->range, "TypeError", "MapElementAccessByNonString",
                              "a %s is indexed by a STRING, this is a %s", ent_i_value_kind_name(subject),
                              ent_i_value_kind_name(index));
    return ent_i_get_member(run, expr->range, subject, index.string->text, index.string->length, ret);
}

/* A bound of a slice: from the end when negative, and not beyond either end. */
static ent_status eval_bound(ent_i_run *run, const ent_i_expr *expr, size_t missing, size_t count, bool *ret_null,
                             size_t *ret)
{
    ent_i_value bound;
    *ret = missing;
    if (!expr)
        return ENT_OK;
    ENT_I_TRY(ent_i_eval(run, expr, &bound));
    if (bound.kind == ENT_I_NULL) {
        *ret_null = true;
        return ENT_OK;
    }
    if (bound.kind != ENT_I_INTEGER)
        return ent_i_run_fail(run, expr->range, "TypeError", "InvalidArgumentType",
                              "a list is cut at an INTEGER, this is a %s", ent_i_value_kind_name(bound));
    if (bound.integer < 0) {
        uint64_t back = 0 - (uint64_t)bound.integer;
        *ret = back < count ? count - (size_t)back : 0;
    } else {
        *ret = (uint64_t)bound.integer < count ? (size_t)bound.integer : count;
    }
    return ENT_OK;
}

static ent_status eval_slice(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    ent_i_value subject;
    ENT_I_TRY(ent_i_eval(run, expr->of.slice.subject, &subject));
    *ret = ent_i_null();
    if (subject.kind == ENT_I_NULL)
        return ENT_OK;
    if (subject.kind != ENT_I_LIST)
        return ent_i_run_fail(run, expr->of.slice.subject->range, "TypeError", "InvalidArgumentType",
                              "a list is wanted before [, this is a %s", ent_i_value_kind_name(subject));
    size_t count = subject.list->count, from, to;
    bool null = false;
    ENT_I_TRY(eval_bound(run, expr->of.slice.from, 0, count, &null, &from));
    ENT_I_TRY(eval_bound(run, expr->of.slice.to, count, count, &null, &to));
    if (null)
        return ENT_OK;
    ent_i_list *list;
    ENT_I_TRY(ent_i_value_list(run->arena, from < to ? to - from : 0, &list, run->err));
    if (list->count)
        memcpy(list->items, subject.list->items + from, list->count * sizeof *list->items);
    *ret = (ent_i_value){ .kind = ENT_I_LIST, .list = list };
    return ENT_OK;
}

/* --- labels ----------------------------------------------------------------------------------------------- */

/* a:A:B: a node with all of these labels, a relationship of that type. */
static ent_status eval_labels(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    ent_i_value subject;
    ENT_I_TRY(ent_i_eval(run, expr->of.labels.subject, &subject));
    *ret = ent_i_null();
    if (subject.kind == ENT_I_NULL)
        return ENT_OK;
    if (!is_entity(subject))
        return ent_i_run_fail(run, expr->of.labels.subject->range, "TypeError", "InvalidArgumentType",
                              "a %s has no labels", ent_i_value_kind_name(subject));
    ENT_I_TRY(ent_i_check_alive(run, expr->range, subject));
    bool all = true;
    for (size_t i = 0; i < expr->of.labels.count && all; i++) {
        const ent_i_name *name = &expr->of.labels.names[i];
        ent_i_symbol symbol = ent_i_work_find(run->work, name->text, name->length);
        all = symbol != ENT_I_NO_SYMBOL && (subject.kind == ENT_I_NODE
                                                ? ent_i_work_has_label(run->work, subject.id, symbol)
                                                : ent_i_work_type(run->work, subject.id) == symbol);
    }
    *ret = ent_i_boolean(all);
    return ENT_OK;
}

ent_status ent_i_eval_access(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    if (expr->kind == ENT_I_EXPR_INDEX)
        return eval_index(run, expr, ret);
    if (expr->kind == ENT_I_EXPR_SLICE)
        return eval_slice(run, expr, ret);
    if (expr->kind == ENT_I_EXPR_LABELS)
        return eval_labels(run, expr, ret);
    ent_i_value subject;
    ENT_I_TRY(ent_i_eval(run, expr->of.property.subject, &subject));
    return ent_i_get_member(run, expr->range, subject, expr->of.property.key.text, expr->of.property.key.length, ret);
}
