/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "loaders/json_names.h"

#include <string.h>

#include "graph/base/array.h"
#include "graph/base/hash.h"

/* Objects with more members than this are looked up in the table. */
#define FEW 16

void ent_i_json_names_clear(ent_i_json_names *names)
{
    free(names->items);
    free(names->slots);
    *names = (ent_i_json_names){ 0 };
}

void ent_i_json_names_reset(ent_i_json_names *names)
{
    names->count = 0;
    if (names->used)
        memset(names->slots, 0, names->slot_count * sizeof *names->slots);
    names->used = 0;
}

static void place(ent_i_json_names *names, size_t item)
{
    size_t mask = names->slot_count - 1, at = names->items[item].hash & mask;
    while (names->slots[at])
        at = (at + 1) & mask;
    names->slots[at] = (uint32_t)item + 1;
    names->used++;
}

/* Items stand in the table in the order in which they were added, also after it has grown: that is what
 * lets the last ones be taken out again by freeing their slots. */
static ent_status grow(ent_i_json_names *names, ent_error *err)
{
    size_t count = names->slot_count ? names->slot_count * 2 : 64;
    bool *in_table = NULL;
    ENT_I_TRY(ENT_I_ZEROED(in_table, names->count, err));
    uint32_t *slots = NULL;
    ent_status status = ENT_I_ZEROED(slots, count, err);
    if (status >= 0) {
        for (size_t i = 0; i < names->slot_count; i++)
            if (names->slots[i])
                in_table[names->slots[i] - 1] = true;
        free(names->slots);
        names->slots = slots;
        names->slot_count = count;
        names->used = 0;
        for (size_t i = 0; i < names->count; i++)
            if (in_table[i])
                place(names, i);
    }
    free(in_table);
    return status;
}

static ent_status insert(ent_i_json_names *names, size_t item, ent_error *err)
{
    if ((names->used + 1) * 2 > names->slot_count)
        ENT_I_TRY(grow(names, err));
    place(names, item);
    return ENT_OK;
}

static bool same(const ent_i_json_names *names, size_t item, const ent_i_json_name *name, const char *text)
{
    const ent_i_json_name *other = &names->items[item];
    return other->hash == name->hash && other->length == name->length &&
           memcmp(text + other->at, text + name->at, name->length) == 0;
}

static bool find(const ent_i_json_names *names, size_t start, const ent_i_json_name *name, const char *text)
{
    if (names->count - start <= FEW) {
        for (size_t i = start; i < names->count; i++)
            if (same(names, i, name, text))
                return true;
        return false;
    }
    size_t mask = names->slot_count - 1;
    for (size_t at = name->hash & mask; names->slots[at]; at = (at + 1) & mask) {
        size_t item = names->slots[at] - 1;
        if (item >= start && same(names, item, name, text))
            return true;
    }
    return false;
}

ent_status ent_i_json_names_add(ent_i_json_names *names, size_t start, const ent_i_buffer *text, size_t at,
                                size_t length, ent_error *err)
{
    ent_i_json_name name = { (uint32_t)ent_i_hash_bytes(text->data + at, length, 0), (uint32_t)at,
                             (uint32_t)length };
    if (find(names, start, &name, text->data))
        return ENT_ERR_DUPLICATE;
    ENT_I_TRY(ENT_I_RESERVE(names->items, names->capacity, names->count + 1, err));
    size_t item = names->count++;
    names->items[item] = name;
    size_t count = names->count - start;
    if (count <= FEW)
        return ENT_OK;
    for (size_t i = count == FEW + 1 ? start : item; i <= item; i++)
        ENT_I_TRY(insert(names, i, err));
    return ENT_OK;
}

void ent_i_json_names_leave(ent_i_json_names *names, size_t start)
{
    bool in_table = names->count - start > FEW;
    while (names->count > start) {
        size_t item = --names->count;
        if (!in_table)
            continue;
        size_t mask = names->slot_count - 1, at = names->items[item].hash & mask;
        while (names->slots[at] != item + 1)
            at = (at + 1) & mask;
        names->slots[at] = 0;
        names->used--;
    }
}
