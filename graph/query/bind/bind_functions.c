/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of functions, and finding one by its name. */
#include "graph/query/bind/functions.h"

#include <string.h>

#include "graph/base/utf8.h"

#define UNPACK(...) __VA_ARGS__

static const ent_i_function functions[] = {
#define ENT_X(id_, name_, least_, most_, arguments_, result_, type_, lists_, aggregate_, volatile_)    \
    [ENT_I_FUNCTION_##id_] = { .id = ENT_I_FUNCTION_##id_, .name = name_, .least = least_, .most = most_, \
                               .result = ENT_I_RESULT_##result_, .type = { ENT_I_TYPE_##type_, lists_ },  \
                               .aggregate = aggregate_, .is_volatile = volatile_,                         \
                               .arguments = { UNPACK arguments_ } },
    ENT_I_FUNCTION_LIST(ENT_X)
#undef ENT_X
};

_Static_assert(sizeof functions / sizeof *functions == ENT_I_FUNCTION_TOTAL, "one entry a function");

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_name(const char *name, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!name[i] || lower(name[i]) != lower(text[i]))
            return false;
    return name[length] == '\0';
}

const ent_i_function *ent_i_function_find(const char *name, size_t length)
{
    for (size_t i = 0; i < ENT_I_FUNCTION_TOTAL; i++)
        if (same_name(functions[i].name, name, length))
            return &functions[i];
    return NULL;
}

const ent_i_function *ent_i_function_get(ent_i_function_id id)
{
    return &functions[id];
}

ent_i_type_mask ent_i_function_mask(const ent_i_function *function, size_t i)
{
    ent_i_type_mask mask = function->arguments[0];
    for (size_t k = 1; k <= i && k < ENT_I_FUNCTION_ARGUMENTS && function->arguments[k]; k++)
        mask = function->arguments[k];
    return mask;
}

const char *ent_i_function_near(const char *name, size_t length)
{
    char folded[64];
    const char *nearest = NULL;
    unsigned least = length < 4 ? 2 : 3; /* two slips in a long name, one in a short one */
    if (length < 3 || length >= sizeof folded)
        return NULL;
    for (size_t i = 0; i < length; i++)
        folded[i] = lower(name[i]);
    folded[length] = '\0';
    for (size_t i = 0; i < ENT_I_FUNCTION_TOTAL; i++) {
        char candidate[64];
        size_t k = 0;
        for (; functions[i].name[k] && k + 1 < sizeof candidate; k++)
            candidate[k] = lower(functions[i].name[k]);
        candidate[k] = '\0';
        unsigned distance = ent_i_utf8_distance(folded, candidate, least);
        if (distance < least) {
            least = distance;
            nearest = functions[i].name;
        }
    }
    return nearest;
}
