/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Scopes: which variables are visible, and watching how they are used. */
#include <string.h>

#include "graph/base/utf8.h"
#include "graph/query/bind/bind_state.h"

ent_status ent_i_bind_array(ent_i_binder *binder, size_t count, size_t size, void *ret)
{
    if (count > SIZE_MAX / 2 / (size ? size : 1))
        return ent_i_nomem(binder->err);
    void *made = ent_i_arena_alloc(binder->arena, count * size + 1);
    if (!made)
        return ent_i_nomem(binder->err);
    memset(made, 0, count * size + 1);
    *(void **)ret = made;
    return ENT_OK;
}

ent_status ent_i_bind_slots(ent_i_binder *binder, uint32_t count, uint32_t *ret_first)
{
    if (count > ENT_I_SLOTS_MOST - binder->slot_count)
        return ent_i_fault(binder->text, binder->length, (ent_i_range){ 0, 0 }, ENT_ERR_LIMIT, "SyntaxError",
                           "compile time", "TooManyVariables", binder->fault, binder->err,
                           "the statement has more than %u variables and columns", ENT_I_SLOTS_MOST);
    *ret_first = binder->slot_count;
    binder->slot_count += count;
    return ENT_OK;
}

ent_status ent_i_bind_push(ent_i_binder *binder, ent_i_name name, uint32_t slot, ent_i_type type)
{
    ENT_I_TRY(ENT_I_RESERVE(binder->variables, binder->variable_capacity, binder->variable_count + 1, binder->err));
    /* One name of room to spare, so that popping never grows the table. */
    ENT_I_TRY(ent_i_hash_reserve(&binder->names, binder->names.count + 2, binder->err));
    uint32_t shadowed = ent_i_hash_get(&binder->names, name.text, name.length, ENT_I_NO_SLOT);
    ENT_I_TRY(ent_i_hash_put(&binder->names, name.text, name.length, (uint32_t)binder->variable_count, binder->err));
    binder->variables[binder->variable_count++] = (ent_i_variable){ name, slot, type, shadowed };
    return ENT_OK;
}

void ent_i_bind_pop(ent_i_binder *binder, size_t mark)
{
    while (binder->variable_count > mark) {
        const ent_i_variable *variable = &binder->variables[--binder->variable_count];
        (void)!ent_i_hash_put(&binder->names, variable->name.text, variable->name.length, variable->shadowed, NULL);
    }
}

const ent_i_variable *ent_i_bind_lookup(const ent_i_binder *binder, ent_i_name name)
{
    uint32_t at = ent_i_hash_get(&binder->names, name.text, name.length, ENT_I_NO_SLOT);
    return at == ENT_I_NO_SLOT ? NULL : &binder->variables[at];
}

ent_status ent_i_bind_use(ent_i_binder *binder, const ent_i_variable *variable, ent_i_range range)
{
    uint32_t slot = variable->slot;
    if (binder->constant_only && slot < binder->constant_from)
        return ENT_I_BIND_SYNTAX(binder, range, "NonConstantExpression",
                                 "%s must not depend on variables, but uses \"%s\"", binder->clause,
                                 variable->name.text);
    for (ent_i_watch *watch = binder->watch; watch; watch = watch->outer) {
        bool of_before = slot >= watch->begin && slot < watch->end;
        bool of_column = slot >= watch->end && slot < watch->columns_end;
        watch->saw |= of_before;
        if (binder->depth == watch->depth || !(watch->in_aggregate ? watch->columns_end && (of_before || of_column)
                                                                   : of_before))
            continue;
        ent_i_use *use = NULL;
        ENT_I_TRY(ent_i_bind_array(binder, 1, sizeof *use, &use));
        *use = (ent_i_use){ slot, range, watch->uses };
        watch->uses = use;
    }
    return ENT_OK;
}

ent_status ent_i_bind_undefined(ent_i_binder *binder, ent_i_name name)
{
    const ent_i_variable *nearest = NULL;
    unsigned least = 2; /* one slip */
    /* Only the topmost variables: the message is a courtesy and must not cost much. */
    size_t from = binder->variable_count > 100 ? binder->variable_count - 100 : 0;
    for (size_t i = binder->variable_count; name.length > 2 && name.length < 60 && i-- > from;) {
        const ent_i_variable *variable = &binder->variables[i];
        if (variable->name.length >= 60)
            continue;
        unsigned distance = ent_i_utf8_distance(name.text, variable->name.text, least);
        if (distance < least) {
            least = distance;
            nearest = variable;
        }
    }
    if (nearest)
        return ENT_I_BIND_SYNTAX(binder, name.range, "UndefinedVariable",
                                 "there is no variable \"%s\" here; is \"%s\" meant?", name.text,
                                 nearest->name.text);
    return ENT_I_BIND_SYNTAX(binder, name.range, "UndefinedVariable", "there is no variable \"%s\" here", name.text);
}
