/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hashes of expressions by what they say, so that a column is found without comparing with all of them. What
 * bind_same.c calls the same has the same hash; each expression is hashed once. */
#include <stdlib.h>
#include <string.h>

#include "graph/query/bind/bind_state.h"

typedef struct hasher {
    const ent_i_projector *projector;
    uint64_t hash;
} hasher;

static uint64_t hash_of(const ent_i_projector *projector, const ent_i_expr *expr);

static void add(hasher *h, uint64_t number)
{
    h->hash = ent_i_hash_mix(h->hash ^ number) + 0x9e3779b97f4a7c15ULL;
}

static void add_name(hasher *h, ent_i_name name)
{
    add(h, ent_i_hash_bytes(name.text ? name.text : "", name.length, 0));
}

static bool add_child(const ent_i_expr *child, void *context)
{
    hasher *h = context;
    add(h, hash_of(h->projector, child));
    return true;
}

/* The variables of comprehensions are all alike: which of them is meant, only comparing tells. */
uint64_t ent_i_bind_hash_slot(const ent_i_projector *projector, uint32_t slot)
{
    uint32_t origin = ent_i_bind_origin(projector, slot), first = projector->first_column;
    bool is_column = origin >= first && origin - first < projector->column_count;
    return ent_i_hash_mix((is_column || origin < projector->end ? origin : ENT_I_NO_SLOT) + (1ULL << 40));
}

/* What an expression is beside its children. */
static void add_self(hasher *h, const ent_i_expr *expr)
{
    const ent_i_note *note = &h->projector->binder->notes[expr->number];
    switch (expr->kind) {
    case ENT_I_EXPR_BOOLEAN:
        add(h, expr->of.boolean);
        break;
    case ENT_I_EXPR_INTEGER:
        add(h, (uint64_t)expr->of.integer);
        break;
    case ENT_I_EXPR_FLOAT:
        add(h, ent_i_hash_bytes((const char *)&expr->of.number_float, sizeof expr->of.number_float, 0));
        break;
    case ENT_I_EXPR_STRING:
        add(h, ent_i_hash_bytes(expr->of.string.text, expr->of.string.length, 0));
        break;
    case ENT_I_EXPR_PARAMETER:
        add(h, expr->of.parameter.index);
        break;
    case ENT_I_EXPR_PROPERTY:
        add_name(h, expr->of.property.key);
        break;
    case ENT_I_EXPR_LABELS:
        for (size_t i = 0; i < expr->of.labels.count; i++)
            add_name(h, expr->of.labels.names[i]);
        break;
    case ENT_I_EXPR_MAP:
        for (size_t i = 0; i < expr->of.map.count; i++)
            add_name(h, expr->of.map.entries[i].key);
        break;
    case ENT_I_EXPR_MAP_PROJECTION:
        for (size_t i = 0; i < expr->of.projection.count; i++)
            add_name(h, expr->of.projection.items[i].key);
        break;
    case ENT_I_EXPR_COMPARISON:
    case ENT_I_EXPR_ARITHMETIC:
        for (size_t i = 0; i + 1 < expr->of.chain.count; i++)
            add(h, expr->of.chain.operators[i]);
        break;
    case ENT_I_EXPR_FUNCTION:
        add(h, (uint64_t)note->function->id * 2 + expr->of.function.distinct);
        break;
    default:
        break;
    }
}

static uint64_t hash_of(const ent_i_projector *projector, const ent_i_expr *expr)
{
    uint64_t *known = &projector->binder->hashes[expr->number];
    if (*known)
        return *known;
    hasher h = { projector, (uint64_t)expr->kind + 1 };
    if (expr->kind == ENT_I_EXPR_VARIABLE) {
        h.hash = ent_i_bind_hash_slot(projector, projector->binder->notes[expr->number].slot);
    } else if (projector->binder->notes[expr->number].sub) {
        add(&h, expr->number);
    } else {
        add_self(&h, expr);
        ent_i_expr_children(expr, add_child, &h);
    }
    *known = h.hash ? h.hash : 1;
    return *known;
}

ent_status ent_i_bind_hash(const ent_i_projector *projector, const ent_i_expr *expr, uint64_t *ret)
{
    ent_i_binder *binder = projector->binder;
    if (!binder->hashes)
        ENT_I_TRY(ent_i_bind_array(binder, binder->statement->expr_count, sizeof *binder->hashes, &binder->hashes));
    *ret = hash_of(projector, expr);
    return ENT_OK;
}

/* --- finding by hash ----------------------------------------------------------------------------- */

ent_status ent_i_index_add(ent_i_index *index, uint64_t hash, uint32_t number, ent_error *err)
{
    char key[sizeof hash];
    memcpy(key, &hash, sizeof hash);
    ENT_I_TRY(ENT_I_RESERVE(index->next, index->capacity, (size_t)number + 1, err));
    index->next[number] = ent_i_index_find(index, hash);
    return ent_i_hash_put(&index->first, key, sizeof key, number, err);
}

uint32_t ent_i_index_find(const ent_i_index *index, uint64_t hash)
{
    char key[sizeof hash];
    memcpy(key, &hash, sizeof hash);
    return ent_i_hash_get(&index->first, key, sizeof key, ENT_I_NO_SLOT);
}

void ent_i_index_clear(ent_i_index *index)
{
    ent_i_hash_clear(&index->first);
    free(index->next);
    *index = (ent_i_index){ 0 };
}
