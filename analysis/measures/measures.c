/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of measures, made from its entries. Help, manual and tests are made from it: what it says is what is
 * computed. */
#include "analysis/measures/measures.h"

#include <string.h>

#include "analysis/measures/entries_words.h"
#include "graph/base/buffer.h"
#include "graph/base/utf8.h"

#define ENT_I_MEASURE(function, ...) { __VA_ARGS__ },
static const ent_measure table[] = {
#include "analysis/measures/entries.h"
};
#undef ENT_I_MEASURE

#define ENT_I_MEASURE(function, ...) function,
static ent_i_measure *const functions[] = {
#include "analysis/measures/entries.h"
};
#undef ENT_I_MEASURE

enum { MEASURE_COUNT = sizeof table / sizeof *table };

const ent_measure *ent_measures(size_t *ret_count)
{
    *ret_count = MEASURE_COUNT;
    return table;
}

ent_i_measure *ent_i_measure_function(const ent_measure *measure)
{
    return functions[measure - table];
}

const ent_measure *ent_measure_find(const char *name)
{
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        if (!strcmp(table[i].name, name))
            return &table[i];
    return NULL;
}

const ent_parameter *ent_measure_parameter(const ent_measure *measure, const char *name)
{
    for (size_t i = 0; i < measure->parameter_count; i++)
        if (!strcmp(measure->parameters[i].name, name))
            return &measure->parameters[i];
    return NULL;
}

const char *ent_scope_text(ent_scope scope)
{
    static const char *const texts[] = { "node", "tie", "network", "pair", "networks" };
    return texts[scope];
}

ent_status ent_measure_lookup(const char *name, const ent_measure **ret, ent_error *err)
{
    const ent_measure *found = ent_measure_find(name);
    if (found) {
        *ret = found;
        return ENT_OK;
    }
    const char *nearest = NULL;
    size_t length = strlen(name);
    unsigned best = length < 6 ? (unsigned)length / 2 + 1 : 4; /* a slip, not another word */
    ENT_I_AUTOBUFFER names = ENT_I_BUFFER_INIT;
    for (size_t i = 0; i < MEASURE_COUNT; i++) {
        ent_i_buffer_printf(&names, "%s%s", i ? ", " : "", table[i].name);
        unsigned distance = ent_i_utf8_valid(name, length) == length
                                ? ent_i_utf8_distance(name, table[i].name, best)
                                : best;
        if (distance < best) {
            best = distance;
            nearest = table[i].name;
        }
    }
    if (nearest)
        return ent_i_fail(err, ENT_ERR_NOTFOUND, "no measure \"%s\"; did you mean \"%s\"?", name, nearest);
    return ent_i_fail(err, ENT_ERR_NOTFOUND, "no measure \"%s\"; there are %s", name, ent_i_buffer_string(&names));
}
