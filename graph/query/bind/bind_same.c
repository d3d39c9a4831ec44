/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Do two expressions say the same? Then ORDER BY n.age is the column n.age. Variables are compared by what they
 * stand for, those of comprehensions by their place. Subqueries and volatile functions are never the same. */
#include <string.h>

#include "graph/query/bind/bind_state.h"

typedef struct pair {
    uint32_t a, b; /* local variables that stand for each other */
    const struct pair *outer;
} pair;

typedef struct comparer {
    const ent_i_projector *projector;
    const pair *pairs;
} comparer;

static bool same(const comparer *c, const ent_i_expr *a, const ent_i_expr *b);

/* Both absent, or the same. */
static bool same_or_none(const comparer *c, const ent_i_expr *a, const ent_i_expr *b)
{
    return a && b ? same(c, a, b) : a == b;
}

static bool same_name(ent_i_name a, ent_i_name b)
{
    return a.length == b.length && (!a.length || memcmp(a.text, b.text, a.length) == 0);
}

static bool same_items(const comparer *c, const ent_i_expr *const *a, const ent_i_expr *const *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!same(c, a[i], b[i]))
            return false;
    return true;
}

uint32_t ent_i_bind_origin(const ent_i_projector *projector, uint32_t slot)
{
    uint32_t first = projector->first_column;
    if (slot < first || slot - first >= projector->column_count)
        return slot;
    uint32_t from = projector->columns[slot - first].from;
    return from == ENT_I_NO_SLOT ? slot : from;
}

static bool same_variable(const comparer *c, const ent_i_expr *a, const ent_i_expr *b)
{
    const ent_i_note *notes = c->projector->binder->notes;
    uint32_t slot_a = notes[a->number].slot, slot_b = notes[b->number].slot;
    for (const pair *p = c->pairs; p; p = p->outer)
        if (p->a == slot_a || p->b == slot_b)
            return p->a == slot_a && p->b == slot_b;
    return ent_i_bind_origin(c->projector, slot_a) == ent_i_bind_origin(c->projector, slot_b);
}

static bool same_map(const comparer *c, const ent_i_expr *a, const ent_i_expr *b)
{
    if (a->of.map.count != b->of.map.count)
        return false;
    for (size_t i = 0; i < a->of.map.count; i++)
        if (!same_name(a->of.map.entries[i].key, b->of.map.entries[i].key) ||
            !same(c, a->of.map.entries[i].value, b->of.map.entries[i].value))
            return false;
    return true;
}

static bool same_projection(const comparer *c, const ent_i_expr *a, const ent_i_expr *b)
{
    if (a->of.projection.count != b->of.projection.count ||
        !same(c, a->of.projection.subject, b->of.projection.subject))
        return false;
    for (size_t i = 0; i < a->of.projection.count; i++) {
        const ent_i_projection_item *x = &a->of.projection.items[i], *y = &b->of.projection.items[i];
        if (x->kind != y->kind || !same_name(x->key, y->key) || !same_or_none(c, x->value, y->value))
            return false;
    }
    return true;
}

static bool same_labels(const comparer *c, const ent_i_expr *a, const ent_i_expr *b)
{
    if (a->of.labels.count != b->of.labels.count || !same(c, a->of.labels.subject, b->of.labels.subject))
        return false;
    for (size_t i = 0; i < a->of.labels.count; i++)
        if (!same_name(a->of.labels.names[i], b->of.labels.names[i]))
            return false;
    return true;
}

static bool same_case(const comparer *c, const ent_i_expr *a, const ent_i_expr *b)
{
    if (a->of.conditional.count != b->of.conditional.count ||
        !same_or_none(c, a->of.conditional.subject, b->of.conditional.subject) ||
        !same_or_none(c, a->of.conditional.otherwise, b->of.conditional.otherwise))
        return false;
    for (size_t i = 0; i < a->of.conditional.count; i++)
        if (!same(c, a->of.conditional.alternatives[i].when, b->of.conditional.alternatives[i].when) ||
            !same(c, a->of.conditional.alternatives[i].then, b->of.conditional.alternatives[i].then))
            return false;
    return true;
}

static bool same_function(const comparer *c, const ent_i_expr *a, const ent_i_expr *b)
{
    const ent_i_note *notes = c->projector->binder->notes;
    const ent_i_function *function = notes[a->number].function;
    return function == notes[b->number].function && !function->is_volatile &&
           a->of.function.distinct == b->of.function.distinct && a->of.function.count == b->of.function.count &&
           same_items(c, a->of.function.items, b->of.function.items, a->of.function.count);
}

static bool same_comprehension(const comparer *c, const ent_i_expr *a, const ent_i_expr *b)
{
    const ent_i_note *notes = c->projector->binder->notes;
    if (!same(c, a->of.comprehension.list, b->of.comprehension.list))
        return false;
    pair locals = { notes[a->number].local, notes[b->number].local, c->pairs };
    comparer inner = { c->projector, &locals };
    return same_or_none(&inner, a->of.comprehension.where, b->of.comprehension.where) &&
           same_or_none(&inner, a->of.comprehension.value, b->of.comprehension.value);
}

static bool same_reduce(const comparer *c, const ent_i_expr *a, const ent_i_expr *b)
{
    const ent_i_note *notes = c->projector->binder->notes;
    if (!same(c, a->of.reduce.initial, b->of.reduce.initial) || !same(c, a->of.reduce.list, b->of.reduce.list))
        return false;
    pair accumulators = { notes[a->number].accumulator, notes[b->number].accumulator, c->pairs };
    pair locals = { notes[a->number].local, notes[b->number].local, &accumulators };
    comparer inner = { c->projector, &locals };
    return same(&inner, a->of.reduce.value, b->of.reduce.value);
}

/* Literals and names. */
static bool same_leaf(const comparer *c, const ent_i_expr *a, const ent_i_expr *b)
{
    switch (a->kind) {
    case ENT_I_EXPR_BOOLEAN:
        return a->of.boolean == b->of.boolean;
    case ENT_I_EXPR_INTEGER:
        return a->of.integer == b->of.integer;
    case ENT_I_EXPR_FLOAT:
        return memcmp(&a->of.number_float, &b->of.number_float, sizeof a->of.number_float) == 0;
    case ENT_I_EXPR_STRING:
        return a->of.string.length == b->of.string.length &&
               memcmp(a->of.string.text, b->of.string.text, a->of.string.length) == 0;
    case ENT_I_EXPR_PARAMETER:
        return a->of.parameter.index == b->of.parameter.index;
    case ENT_I_EXPR_VARIABLE:
        return same_variable(c, a, b);
    case ENT_I_EXPR_NULL:
    case ENT_I_EXPR_COUNT_ALL:
        return true;
    default: /* subqueries */
        return a == b;
    }
}

static bool same_chain(const comparer *c, const ent_i_expr *a, const ent_i_expr *b)
{
    size_t count = a->of.chain.count;
    return count == b->of.chain.count &&
           !memcmp(a->of.chain.operators, b->of.chain.operators, (count - 1) * sizeof *a->of.chain.operators) &&
           same_items(c, a->of.chain.items, b->of.chain.items, count);
}

static bool same(const comparer *c, const ent_i_expr *a, const ent_i_expr *b)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case ENT_I_EXPR_LIST:
    case ENT_I_EXPR_OR:
    case ENT_I_EXPR_XOR:
    case ENT_I_EXPR_AND:
        return a->of.list.count == b->of.list.count &&
               same_items(c, a->of.list.items, b->of.list.items, a->of.list.count);
    case ENT_I_EXPR_COMPARISON:
    case ENT_I_EXPR_ARITHMETIC:
        return same_chain(c, a, b);
    case ENT_I_EXPR_MAP:
        return same_map(c, a, b);
    case ENT_I_EXPR_MAP_PROJECTION:
        return same_projection(c, a, b);
    case ENT_I_EXPR_PROPERTY:
        return same_name(a->of.property.key, b->of.property.key) &&
               same(c, a->of.property.subject, b->of.property.subject);
    case ENT_I_EXPR_INDEX:
        return same(c, a->of.index.subject, b->of.index.subject) && same(c, a->of.index.index, b->of.index.index);
    case ENT_I_EXPR_SLICE:
        return same(c, a->of.slice.subject, b->of.slice.subject) &&
               same_or_none(c, a->of.slice.from, b->of.slice.from) &&
               same_or_none(c, a->of.slice.to, b->of.slice.to);
    case ENT_I_EXPR_LABELS:
        return same_labels(c, a, b);
    case ENT_I_EXPR_NOT:
    case ENT_I_EXPR_PLUS:
    case ENT_I_EXPR_MINUS:
    case ENT_I_EXPR_IS_NULL:
    case ENT_I_EXPR_IS_NOT_NULL:
        return same(c, a->of.operand, b->of.operand);
    case ENT_I_EXPR_STARTS_WITH:
    case ENT_I_EXPR_ENDS_WITH:
    case ENT_I_EXPR_CONTAINS:
    case ENT_I_EXPR_REGEX:
    case ENT_I_EXPR_IN:
        return same(c, a->of.binary.left, b->of.binary.left) && same(c, a->of.binary.right, b->of.binary.right);
    case ENT_I_EXPR_CASE:
        return same_case(c, a, b);
    case ENT_I_EXPR_FUNCTION:
        return same_function(c, a, b);
    case ENT_I_EXPR_LIST_COMPREHENSION:
    case ENT_I_EXPR_ALL:
    case ENT_I_EXPR_ANY:
    case ENT_I_EXPR_NONE:
    case ENT_I_EXPR_SINGLE:
        return same_comprehension(c, a, b);
    case ENT_I_EXPR_REDUCE:
        return same_reduce(c, a, b);
    default:
        return same_leaf(c, a, b);
    }
}

bool ent_i_bind_same(const ent_i_projector *projector, const ent_i_expr *a, const ent_i_expr *b)
{
    comparer c = { projector, NULL };
    return same(&c, a, b);
}
