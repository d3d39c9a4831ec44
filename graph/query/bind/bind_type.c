/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/query/bind/bind_type.h"

#include <stdio.h>
#include <string.h>

#define MOST_LISTS 200

static const char *const names[] = {
#define ENT_X(name, text) [name] = text,
    ENT_I_TYPE_LIST(ENT_X)
#undef ENT_X
};

ent_i_type ent_i_type_list(ent_i_type element)
{
    if (element.lists >= MOST_LISTS)
        return (ent_i_type){ ENT_I_TYPE_ANY, 1 };
    element.lists++;
    return element;
}

ent_i_type ent_i_type_element(ent_i_type list)
{
    if (!list.lists)
        return ent_i_type_of(ENT_I_TYPE_ANY);
    list.lists--;
    return list;
}

bool ent_i_type_equal(ent_i_type a, ent_i_type b)
{
    return a.kind == b.kind && a.lists == b.lists;
}

static bool is_number(ent_i_type type)
{
    return !type.lists && (ENT_I_BIT(type.kind) & ENT_I_MASK_NUMBER);
}

ent_i_type ent_i_type_join(ent_i_type a, ent_i_type b)
{
    uint8_t shared = a.lists < b.lists ? a.lists : b.lists;
    ent_i_type inner_a = { a.kind, (uint8_t)(a.lists - shared) }, inner_b = { b.kind, (uint8_t)(b.lists - shared) };
    ent_i_type joined;
    if (ent_i_type_equal(inner_a, inner_b) || (inner_b.kind == ENT_I_TYPE_NULL && !inner_b.lists))
        joined = inner_a;
    else if (inner_a.kind == ENT_I_TYPE_NULL && !inner_a.lists)
        joined = inner_b;
    else
        joined = ent_i_type_of(is_number(inner_a) && is_number(inner_b) ? ENT_I_TYPE_NUMBER : ENT_I_TYPE_ANY);
    joined.lists = (uint8_t)(joined.lists + shared);
    return joined;
}

bool ent_i_type_may(ent_i_type type, ent_i_type_mask mask)
{
    if (type.lists)
        return (mask & ENT_I_MASK_LIST) != 0;
    if (type.kind == ENT_I_TYPE_ANY || type.kind == ENT_I_TYPE_NULL)
        return true;
    return (mask & ENT_I_BIT(type.kind)) != 0;
}

const char *ent_i_type_text(ent_i_type type, char buffer[ENT_I_TYPE_TEXT])
{
    unsigned shown = type.lists < 4 ? type.lists : 4; /* deeper ones are shown as lists of anything */
    const char *innermost = names[type.lists > 4 ? ENT_I_TYPE_ANY : type.kind];
    buffer[0] = '\0';
    size_t used = 0;
    for (unsigned i = 0; i < shown; i++)
        used += (size_t)snprintf(buffer + used, ENT_I_TYPE_TEXT - used, "LIST<");
    used += (size_t)snprintf(buffer + used, ENT_I_TYPE_TEXT - used, "%s", innermost);
    for (unsigned i = 0; i < shown; i++)
        used += (size_t)snprintf(buffer + used, ENT_I_TYPE_TEXT - used, ">");
    return buffer;
}

const char *ent_i_type_mask_text(ent_i_type_mask mask, char buffer[ENT_I_TYPE_TEXT * 4])
{
    if (mask == ENT_I_MASK_ANY)
        mask = ENT_I_BIT(ENT_I_TYPE_ANY);
    else if ((mask & ENT_I_MASK_NUMBER) == ENT_I_MASK_NUMBER)
        mask &= ~(ENT_I_BIT(ENT_I_TYPE_INTEGER) | ENT_I_BIT(ENT_I_TYPE_FLOAT));
    else
        mask &= ~ENT_I_BIT(ENT_I_TYPE_NUMBER);
    size_t used = 0;
    buffer[0] = '\0';
    for (unsigned kind = 0; kind <= ENT_I_TYPE_LIST_OF; kind++)
        if (mask & ENT_I_BIT(kind)) {
            mask &= ~ENT_I_BIT(kind);
            used += (size_t)snprintf(buffer + used, ENT_I_TYPE_TEXT * 4 - used, "%s%s",
                                     !used ? "" : mask ? ", " : " or ", names[kind]);
        }
    return buffer;
}
