/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Expressions: literals, variables, parameters, logic, CASE; the other kinds are in eval_*.c. Recursion is as deep
 * as the tree is high, at most ENT_I_QUERY_NESTING. */
#include <string.h>
#include <time.h>

#include "graph/base/array.h"
#include "graph/query/evaluate/run.h"

/* --- limits ----------------------------------------------------------------------------------------------- */

static uint64_t monotonic(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

ent_status ent_i_run_room(ent_i_run *run, size_t bytes)
{
    size_t held = run->memory.held + (run->arena && !run->arena->budget ? run->arena->total : 0);
    if (run->limits.bytes && (held > run->limits.bytes || bytes > run->limits.bytes - held))
        return ent_i_fail(run->err, ENT_ERR_LIMIT, "the query needs more than %llu bytes",
                          (unsigned long long)run->limits.bytes);
    return ENT_OK;
}

ent_status ent_i_run_reserve(ent_i_run *run, void **array, size_t *capacity, size_t need, size_t size)
{
    size_t before = *capacity;
    if (need <= before)
        return ENT_OK;
    if (need > SIZE_MAX / 4 / size)
        return ent_i_nomem(run->err);
    ENT_I_TRY(ent_i_run_room(run, (need > 2 * before ? need : 2 * before) * size));
    ENT_I_TRY(ent_i_array_reserve(array, capacity, need, size, run->err));
    run->memory.held += (*capacity - before) * size;
    return ENT_OK;
}

ent_status ent_i_run_check(ent_i_run *run)
{
    const ent_query_limits *limits = &run->limits;
    if (limits->milliseconds && !run->deadline)
        run->deadline = monotonic() + limits->milliseconds * 1000000u;
    if (run->deadline && monotonic() > run->deadline)
        return ent_i_fail(run->err, ENT_ERR_LIMIT, "the query took longer than %llu ms",
                          (unsigned long long)limits->milliseconds);
    ENT_I_TRY(ent_i_run_room(run, 0));
    if (limits->interrupted && limits->interrupted(limits->context))
        return ent_i_fail(run->err, ENT_ERR_LIMIT, "the query was interrupted");
    return ENT_OK;
}

void ent_i_meter_begin(ent_i_run *run, ent_i_meter *meter)
{
    *meter = (ent_i_meter){ monotonic(), run->spent };
    run->spent = 0;
}

void ent_i_meter_end(ent_i_run *run, const ent_i_meter *meter, ent_i_counter *counter)
{
    uint64_t took = monotonic() - meter->began;
    counter->nanoseconds += took > run->spent ? took - run->spent : 0;
    run->spent = meter->spent + took;
}

/* --- literals --------------------------------------------------------------------------------------------- */

static ent_status eval_list(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    ent_i_list *list;
    ENT_I_TRY(ent_i_value_list(run->arena, expr->of.list.count, &list, run->err));
    for (size_t i = 0; i < list->count; i++)
        ENT_I_TRY(ent_i_eval(run, expr->of.list.items[i], &list->items[i]));
    *ret = (ent_i_value){ .kind = ENT_I_LIST, .list = list };
    return ENT_OK;
}

static ent_status put_named(ent_i_run *run, ent_i_map *map, const ent_i_name *name, ent_i_value value)
{
    ent_i_value key;
    ENT_I_TRY(ent_i_value_string(run->arena, name->text, name->length, &key, run->err));
    ent_i_map_put(map, key.string, value);
    return ENT_OK;
}

static ent_status eval_map(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    ent_i_map *map;
    ENT_I_TRY(ent_i_value_map(run->arena, expr->of.map.count, &map, run->err));
    for (size_t i = 0; i < expr->of.map.count; i++) {
        const ent_i_map_entry *entry = &expr->of.map.entries[i];
        ent_i_value value;
        ENT_I_TRY(ent_i_eval(run, entry->value, &value));
        ENT_I_TRY(put_named(run, map, &entry->key, value));
    }
    *ret = (ent_i_value){ .kind = ENT_I_MAP, .map = map };
    return ENT_OK;
}

/* subject { .key, .*, key: value, variable } */
static ent_status eval_projection(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    ent_i_value subject, all = ent_i_null();
    ENT_I_TRY(ent_i_eval(run, expr->of.projection.subject, &subject));
    *ret = ent_i_null();
    if (subject.kind == ENT_I_NULL)
        return ENT_OK;
    ENT_I_TRY(ent_i_get_members(run, expr->range, subject, &all));
    const ent_i_projection_item *items = expr->of.projection.items;
    size_t count = expr->of.projection.count, room = count;
    for (size_t i = 0; i < count; i++)
        room += items[i].kind == ENT_I_PROJECT_ALL ? all.map->count : 0;
    ent_i_map *map;
    ENT_I_TRY(ent_i_value_map(run->arena, room, &map, run->err));
    for (size_t i = 0; i < count; i++) {
        ent_i_value value = ent_i_null();
        if (items[i].kind == ENT_I_PROJECT_ALL) {
            for (size_t j = 0; j < all.map->count; j++)
                ent_i_map_put(map, all.map->entries[j].key, all.map->entries[j].value);
            continue;
        }
        if (items[i].kind == ENT_I_PROJECT_PROPERTY)
            ENT_I_TRY(ent_i_get_member(run, expr->range, subject, items[i].key.text, items[i].key.length, &value));
        else
            ENT_I_TRY(ent_i_eval(run, items[i].value, &value));
        ENT_I_TRY(put_named(run, map, &items[i].key, value));
    }
    *ret = (ent_i_value){ .kind = ENT_I_MAP, .map = map };
    return ENT_OK;
}

static ent_status eval_parameter(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    uint32_t index = expr->of.parameter.index;
    if (!run->parameters_given[index])
        return ent_i_run_fail(run, expr->range, "ParameterMissing", "MissingParameter", "parameter $%s has no value",
                              expr->of.parameter.name.text);
    *ret = run->parameters[index];
    return ENT_OK;
}

/* --- logic ------------------------------------------------------------------------------------------------ */

static ent_status eval_ternary(ent_i_run *run, const ent_i_expr *expr, ent_i_ternary *ret)
{
    ent_i_value value;
    ENT_I_TRY(ent_i_eval(run, expr, &value));
    if (value.kind == ENT_I_NULL)
        *ret = ENT_I_UNKNOWN;
    else if (value.kind == ENT_I_BOOLEAN)
        *ret = value.boolean ? ENT_I_TRUE : ENT_I_FALSE;
    else
        return ent_i_run_fail(run, expr->range, "TypeError", "InvalidArgumentType",
                              "a truth value is wanted, this is a %s", ent_i_value_kind_name(value));
    return ENT_OK;
}

ent_status ent_i_eval_test(ent_i_run *run, const ent_i_expr *expr, bool *ret)
{
    ent_i_ternary ternary = ENT_I_FALSE;
    ENT_I_TRY(eval_ternary(run, expr, &ternary));
    *ret = ternary == ENT_I_TRUE;
    return ENT_OK;
}

/* AND and OR: what settles it, and unknown when nothing does but something is. */
static ent_status eval_and_or(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    ent_i_ternary settles = expr->kind == ENT_I_EXPR_AND ? ENT_I_FALSE : ENT_I_TRUE;
    ent_i_ternary result = expr->kind == ENT_I_EXPR_AND ? ENT_I_TRUE : ENT_I_FALSE;
    for (size_t i = 0; i < expr->of.list.count && result != settles; i++) {
        ent_i_ternary operand = ENT_I_UNKNOWN;
        ENT_I_TRY(eval_ternary(run, expr->of.list.items[i], &operand));
        if (operand == settles || operand == ENT_I_UNKNOWN)
            result = operand;
    }
    *ret = ent_i_from_ternary(result);
    return ENT_OK;
}

static ent_status eval_xor(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    bool odd = false, unknown = false;
    for (size_t i = 0; i < expr->of.list.count; i++) {
        ent_i_ternary operand = ENT_I_UNKNOWN;
        ENT_I_TRY(eval_ternary(run, expr->of.list.items[i], &operand));
        odd ^= operand == ENT_I_TRUE;
        unknown |= operand == ENT_I_UNKNOWN;
    }
    *ret = unknown ? ent_i_null() : ent_i_boolean(odd);
    return ENT_OK;
}

static ent_status eval_not(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    ent_i_ternary operand = ENT_I_FALSE;
    ENT_I_TRY(eval_ternary(run, expr->of.operand, &operand));
    *ret = operand == ENT_I_UNKNOWN ? ent_i_null() : ent_i_boolean(operand == ENT_I_FALSE);
    return ENT_OK;
}

static ent_status eval_case(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    ent_i_value subject = ent_i_null();
    if (expr->of.conditional.subject)
        ENT_I_TRY(ent_i_eval(run, expr->of.conditional.subject, &subject));
    for (size_t i = 0; i < expr->of.conditional.count; i++) {
        const ent_i_alternative *alternative = &expr->of.conditional.alternatives[i];
        bool chosen;
        if (expr->of.conditional.subject) {
            ent_i_value when;
            ENT_I_TRY(ent_i_eval(run, alternative->when, &when));
            chosen = ent_i_value_equal(subject, when) == ENT_I_TRUE;
        } else {
            ENT_I_TRY(ent_i_eval_test(run, alternative->when, &chosen));
        }
        if (chosen)
            return ent_i_eval(run, alternative->then, ret);
    }
    *ret = ent_i_null();
    return expr->of.conditional.otherwise ? ent_i_eval(run, expr->of.conditional.otherwise, ret) : ENT_OK;
}

static ent_status eval_is_null(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    ent_i_value value;
    ENT_I_TRY(ent_i_eval(run, expr->of.operand, &value));
    *ret = ent_i_boolean((value.kind == ENT_I_NULL) == (expr->kind == ENT_I_EXPR_IS_NULL));
    return ENT_OK;
}

/* --- all kinds -------------------------------------------------------------------------------------------- */

typedef ent_status evaluate(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret);

static ent_status eval_literal(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    switch (expr->kind) {
    case ENT_I_EXPR_BOOLEAN:
        *ret = ent_i_boolean(expr->of.boolean);
        return ENT_OK;
    case ENT_I_EXPR_INTEGER:
        *ret = ent_i_integer(expr->of.integer);
        return ENT_OK;
    case ENT_I_EXPR_FLOAT:
        *ret = ent_i_float(expr->of.number_float);
        return ENT_OK;
    case ENT_I_EXPR_STRING:
        return ent_i_value_string(run->arena, expr->of.string.text, expr->of.string.length, ret, run->err);
    default:
        *ret = ent_i_null();
        return ENT_OK;
    }
}

static ent_status eval_unbound(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    (void)ret;
    return ent_i_fail(run->err, ENT_ERR_INTERNAL, "an expression (%s) has no slot", ent_i_expr_kind_name(expr->kind));
}

static evaluate *const evaluators[] = {
    [ENT_I_EXPR_NULL] = eval_literal,
    [ENT_I_EXPR_BOOLEAN] = eval_literal,
    [ENT_I_EXPR_INTEGER] = eval_literal,
    [ENT_I_EXPR_FLOAT] = eval_literal,
    [ENT_I_EXPR_STRING] = eval_literal,
    [ENT_I_EXPR_PARAMETER] = eval_parameter,
    [ENT_I_EXPR_VARIABLE] = eval_unbound,
    [ENT_I_EXPR_LIST] = eval_list,
    [ENT_I_EXPR_MAP] = eval_map,
    [ENT_I_EXPR_MAP_PROJECTION] = eval_projection,
    [ENT_I_EXPR_PROPERTY] = ent_i_eval_access,
    [ENT_I_EXPR_INDEX] = ent_i_eval_access,
    [ENT_I_EXPR_SLICE] = ent_i_eval_access,
    [ENT_I_EXPR_LABELS] = ent_i_eval_access,
    [ENT_I_EXPR_NOT] = eval_not,
    [ENT_I_EXPR_PLUS] = ent_i_eval_sign,
    [ENT_I_EXPR_MINUS] = ent_i_eval_sign,
    [ENT_I_EXPR_IS_NULL] = eval_is_null,
    [ENT_I_EXPR_IS_NOT_NULL] = eval_is_null,
    [ENT_I_EXPR_OR] = eval_and_or,
    [ENT_I_EXPR_XOR] = eval_xor,
    [ENT_I_EXPR_AND] = eval_and_or,
    [ENT_I_EXPR_COMPARISON] = ent_i_eval_comparison,
    [ENT_I_EXPR_ARITHMETIC] = ent_i_eval_arithmetic,
    [ENT_I_EXPR_STARTS_WITH] = ent_i_eval_text_test,
    [ENT_I_EXPR_ENDS_WITH] = ent_i_eval_text_test,
    [ENT_I_EXPR_CONTAINS] = ent_i_eval_text_test,
    [ENT_I_EXPR_REGEX] = ent_i_eval_text_test,
    [ENT_I_EXPR_IN] = ent_i_eval_in,
    [ENT_I_EXPR_CASE] = eval_case,
    [ENT_I_EXPR_FUNCTION] = ent_i_eval_call,
    [ENT_I_EXPR_COUNT_ALL] = eval_unbound,
    [ENT_I_EXPR_LIST_COMPREHENSION] = ent_i_eval_loop,
    [ENT_I_EXPR_PATTERN_COMPREHENSION] = ent_i_eval_sub,
    [ENT_I_EXPR_ALL] = ent_i_eval_loop,
    [ENT_I_EXPR_ANY] = ent_i_eval_loop,
    [ENT_I_EXPR_NONE] = ent_i_eval_loop,
    [ENT_I_EXPR_SINGLE] = ent_i_eval_loop,
    [ENT_I_EXPR_REDUCE] = ent_i_eval_loop,
    [ENT_I_EXPR_PATTERN] = ent_i_eval_sub,
    [ENT_I_EXPR_EXISTS] = ent_i_eval_sub,
};

ent_status ent_i_eval(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    uint32_t slot = ent_i_note_of(run->bound, expr)->slot;
    if (slot != ENT_I_NO_SLOT) {
        *ret = run->frame[slot];
        return ENT_OK;
    }
    return evaluators[expr->kind](run, expr, ret);
}
