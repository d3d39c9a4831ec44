/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Conditions by which nodes can be found: node.key = e, e = node.key, node.key IN e, node.key STARTS WITH e, bounds, and
 * id(node) = e. What e reads is for the caller to look at. */
#include <string.h>

#include "graph/query/match/match_plan.h"

ent_status ent_i_match_conditions(ent_i_run *run, const ent_i_expr *where, ent_i_condition_visit *visit, void *context)
{
    if (!where)
        return ENT_OK;
    bool chain = where->kind == ENT_I_EXPR_AND && ent_i_note_of(run->bound, where)->slot == ENT_I_NO_SLOT;
    for (size_t i = 0; chain && i < where->of.list.count; i++)
        ENT_I_TRY(ent_i_match_conditions(run, where->of.list.items[i], visit, context));
    return chain ? ENT_OK : visit(where, context);
}

/* The slot of the variable in variable.key, or ENT_I_NO_SLOT. */
static uint32_t property_slot(const ent_i_run *run, const ent_i_expr *expr)
{
    if (expr->kind != ENT_I_EXPR_PROPERTY || expr->of.property.subject->kind != ENT_I_EXPR_VARIABLE ||
        ent_i_note_of(run->bound, expr)->slot != ENT_I_NO_SLOT)
        return ENT_I_NO_SLOT;
    return ent_i_note_of(run->bound, expr->of.property.subject)->slot;
}

/* Of the variable in id(variable). */
static uint32_t id_slot(const ent_i_run *run, const ent_i_expr *expr)
{
    if (expr->kind != ENT_I_EXPR_FUNCTION || expr->of.function.count != 1 ||
        expr->of.function.items[0]->kind != ENT_I_EXPR_VARIABLE)
        return ENT_I_NO_SLOT;
    const ent_i_function *function = ent_i_note_of(run->bound, expr)->function;
    if (!function || strcmp(function->name, "id") != 0)
        return ENT_I_NO_SLOT;
    return ent_i_note_of(run->bound, expr->of.function.items[0])->slot;
}

typedef struct offers {
    uint32_t *slots;
    ent_i_access *accesses;
    const ent_i_name **keys;
    size_t count;
} offers;

static void offer(offers *o, uint32_t slot, const ent_i_name *key, ent_i_access access)
{
    if (slot == ENT_I_NO_SLOT || o->count == 2)
        return;
    o->slots[o->count] = slot;
    o->keys[o->count] = key;
    o->accesses[o->count++] = access;
}

/* property op other, seen from the property. */
static void offer_comparison(offers *o, const ent_i_run *run, const ent_i_expr *property, ent_i_operator op,
                             const ent_i_expr *other)
{
    if (op == ENT_I_EQUAL)
        offer(o, id_slot(run, property), NULL, (ent_i_access){ .kind = ENT_I_ACCESS_ID, .one = other });
    uint32_t slot = property_slot(run, property);
    if (slot == ENT_I_NO_SLOT)
        return;
    const ent_i_name *key = &property->of.property.key;
    if (op == ENT_I_EQUAL)
        offer(o, slot, key, (ent_i_access){ .kind = ENT_I_ACCESS_EQUAL, .one = other });
    else if (op == ENT_I_GREATER || op == ENT_I_GREATER_EQUAL)
        offer(o, slot, key, (ent_i_access){ .kind = ENT_I_ACCESS_RANGE, .one = other });
    else if (op == ENT_I_LESS || op == ENT_I_LESS_EQUAL)
        offer(o, slot, key, (ent_i_access){ .kind = ENT_I_ACCESS_RANGE, .other = other });
}

static ent_i_operator mirrored(ent_i_operator op)
{
    switch (op) {
    case ENT_I_LESS: return ENT_I_GREATER;
    case ENT_I_LESS_EQUAL: return ENT_I_GREATER_EQUAL;
    case ENT_I_GREATER: return ENT_I_LESS;
    case ENT_I_GREATER_EQUAL: return ENT_I_LESS_EQUAL;
    default: return op;
    }
}

size_t ent_i_match_accesses(ent_i_run *run, const ent_i_expr *condition, uint32_t slots[2], ent_i_access accesses[2],
                            const ent_i_name *keys[2])
{
    offers o = { slots, accesses, keys, 0 };
    const ent_i_expr *const *items = condition->of.chain.items;
    if (condition->kind == ENT_I_EXPR_COMPARISON) {
        /* Of a < b < c each pair holds. */
        for (size_t i = 0; i + 1 < condition->of.chain.count; i++) {
            ent_i_operator op = condition->of.chain.operators[i];
            offer_comparison(&o, run, items[i], op, items[i + 1]);
            offer_comparison(&o, run, items[i + 1], mirrored(op), items[i]);
        }
    } else if (condition->kind == ENT_I_EXPR_STARTS_WITH || condition->kind == ENT_I_EXPR_IN) {
        const ent_i_expr *left = condition->of.binary.left;
        ent_i_access access = { .kind = condition->kind == ENT_I_EXPR_IN ? ENT_I_ACCESS_ANY_OF : ENT_I_ACCESS_PREFIX,
                                .one = condition->of.binary.right };
        uint32_t slot = property_slot(run, left);
        if (slot != ENT_I_NO_SLOT)
            offer(&o, slot, &left->of.property.key, access);
    }
    return o.count;
}

double ent_i_match_share(const ent_i_expr *condition)
{
    switch (condition->kind) {
    case ENT_I_EXPR_COMPARISON:
        return condition->of.chain.operators[0] == ENT_I_EQUAL     ? 0.05
               : condition->of.chain.operators[0] == ENT_I_UNEQUAL ? 0.95
                                                                   : 0.3;
    case ENT_I_EXPR_STARTS_WITH:
        return 0.05;
    case ENT_I_EXPR_ENDS_WITH:
    case ENT_I_EXPR_CONTAINS:
    case ENT_I_EXPR_REGEX:
    case ENT_I_EXPR_IN:
        return 0.1;
    case ENT_I_EXPR_IS_NOT_NULL:
        return 0.9;
    default:
        return 0.5;
    }
}
