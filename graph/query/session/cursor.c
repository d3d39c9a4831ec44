/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Looking at values from outside. */
#include <math.h>
#include <string.h>

#include "graph/query/session/session.h"

static const struct ent_value null_value = { .value = { .kind = ENT_I_NULL }, .parts = NULL };

ent_status ent_i_pool_values(ent_i_pool *pool, const ent_i_value *values, size_t count, struct ent_value **ret,
                             ent_error *err)
{
    struct ent_value *made = ent_i_arena_alloc(&pool->arena, (count + 1) * sizeof *made);
    ent_i_value_parts *parts = ent_i_arena_alloc(&pool->arena, (count + 1) * sizeof *parts);
    if (!made || !parts)
        return ent_i_nomem(err);
    for (size_t i = 0; i < count; i++) {
        parts[i] = (ent_i_value_parts){ .pool = pool };
        made[i] = (struct ent_value){ values[i], &parts[i] };
    }
    *ret = made;
    return ENT_OK;
}

/* --- plain values ----------------------------------------------------------------------------------------- */

ent_value_kind ent_value_kind_of(const ent_value *value)
{
    static const ent_value_kind kinds[] = {
        [ENT_I_NULL] = ENT_VALUE_NULL,     [ENT_I_BOOLEAN] = ENT_VALUE_BOOLEAN, [ENT_I_INTEGER] = ENT_VALUE_INTEGER,
        [ENT_I_FLOAT] = ENT_VALUE_FLOAT,   [ENT_I_STRING] = ENT_VALUE_STRING,   [ENT_I_LIST] = ENT_VALUE_LIST,
        [ENT_I_MAP] = ENT_VALUE_MAP,       [ENT_I_NODE] = ENT_VALUE_NODE,       [ENT_I_PATH] = ENT_VALUE_PATH,
        [ENT_I_RELATIONSHIP] = ENT_VALUE_RELATIONSHIP,
    };
    static const ent_value_kind temporal[] = {
        [ENT_I_DATE] = ENT_VALUE_DATE,
        [ENT_I_LOCAL_TIME] = ENT_VALUE_LOCAL_TIME,
        [ENT_I_TIME] = ENT_VALUE_TIME,
        [ENT_I_LOCAL_DATETIME] = ENT_VALUE_LOCAL_DATETIME,
        [ENT_I_DATETIME] = ENT_VALUE_DATETIME,
        [ENT_I_DURATION] = ENT_VALUE_DURATION,
    };
    if (!value)
        return ENT_VALUE_NULL;
    return value->value.kind == ENT_I_TEMPORAL ? temporal[value->value.temporal->kind] : kinds[value->value.kind];
}

static bool is(const ent_value *value, ent_i_value_kind kind)
{
    return value && value->value.kind == kind;
}

bool ent_value_boolean(const ent_value *value)
{
    return is(value, ENT_I_BOOLEAN) && value->value.boolean;
}

int64_t ent_value_integer(const ent_value *value)
{
    return is(value, ENT_I_INTEGER) ? value->value.integer : 0;
}

double ent_value_float(const ent_value *value)
{
    if (is(value, ENT_I_INTEGER))
        return (double)value->value.integer;
    return is(value, ENT_I_FLOAT) ? value->value.number : (double)NAN;
}

static const char *temporal_text(const ent_value *value)
{
    ENT_I_AUTOBUFFER buffer = ENT_I_BUFFER_INIT;
    ent_i_value_print(value->value, false, &buffer);
    if (buffer.failed)
        return NULL;
    value->parts->text_length = buffer.length;
    return ent_i_arena_copy(&value->parts->pool->arena, ent_i_buffer_string(&buffer), buffer.length);
}

const char *ent_value_text(const ent_value *value, size_t *ret_length)
{
    const char *text = NULL;
    size_t length = 0;
    if (is(value, ENT_I_STRING)) {
        text = value->value.string->text;
        length = value->value.string->length;
    } else if (is(value, ENT_I_TEMPORAL) && value->parts) {
        if (!value->parts->text)
            value->parts->text = temporal_text(value);
        text = value->parts->text;
        length = text ? value->parts->text_length : 0;
    }
    if (ret_length)
        *ret_length = length;
    return text;
}

/* --- what values hold ------------------------------------------------------------------------------------- */

size_t ent_value_count(const ent_value *value)
{
    if (is(value, ENT_I_LIST))
        return value->value.list->count;
    if (is(value, ENT_I_MAP))
        return value->value.map->count;
    return is(value, ENT_I_PATH) ? 2 * value->value.path->count + 1 : 0;
}

static ent_i_value part_of(ent_i_value value, size_t index)
{
    if (value.kind == ENT_I_LIST)
        return value.list->items[index];
    if (value.kind == ENT_I_MAP)
        return value.map->entries[index].value;
    return index % 2 ? ent_i_rel_value(value.path->relationships[index / 2])
                     : ent_i_node_value(value.path->nodes[index / 2]);
}

const ent_value *ent_value_at(const ent_value *value, size_t index)
{
    size_t count = ent_value_count(value);
    if (index >= count || !value->parts)
        return &null_value;
    if (!value->parts->items) {
        struct ent_value *items = ent_i_arena_alloc(&value->parts->pool->arena, count * sizeof *items);
        ent_i_value_parts *parts = ent_i_arena_alloc(&value->parts->pool->arena, count * sizeof *parts);
        if (!items || !parts)
            return &null_value;
        for (size_t i = 0; i < count; i++) {
            parts[i] = (ent_i_value_parts){ .pool = value->parts->pool };
            items[i] = (struct ent_value){ part_of(value->value, i), &parts[i] };
        }
        value->parts->items = items;
    }
    return &value->parts->items[index];
}

const char *ent_value_key(const ent_value *value, size_t index, size_t *ret_length)
{
    if (!is(value, ENT_I_MAP) || index >= value->value.map->count) {
        if (ret_length)
            *ret_length = 0;
        return NULL;
    }
    const ent_i_string *key = value->value.map->entries[index].key;
    if (ret_length)
        *ret_length = key->length;
    return key->text;
}

/* --- nodes and relationships ------------------------------------------------------------------------------ */

static bool is_entity(const ent_value *value)
{
    return is(value, ENT_I_NODE) || is(value, ENT_I_RELATIONSHIP);
}

uint64_t ent_value_id(const ent_value *value)
{
    return is_entity(value) ? value->value.id : 0;
}

size_t ent_value_label_count(const ent_value *value)
{
    if (is(value, ENT_I_NODE) && value->parts)
        return ent_i_work_label_count(value->parts->pool->work, value->value.id);
    return is(value, ENT_I_RELATIONSHIP);
}

const char *ent_value_label(const ent_value *value, size_t index)
{
    if (index >= ent_value_label_count(value) || !value->parts)
        return NULL;
    const ent_i_work *work = value->parts->pool->work;
    ent_i_symbol name = is(value, ENT_I_NODE) ? ent_i_work_label(work, value->value.id, index)
                                              : ent_i_work_type(work, value->value.id);
    return ent_i_work_text(work, name)->text;
}

const ent_value *ent_value_properties(const ent_value *value)
{
    if (!is_entity(value) || !value->parts)
        return &null_value;
    ent_i_value_parts *parts = value->parts;
    if (!parts->properties) {
        ent_i_value map;
        struct ent_value *made = NULL;
        if (ent_i_work_properties(parts->pool->work, is(value, ENT_I_RELATIONSHIP), value->value.id,
                                  &parts->pool->arena, &map, NULL) != ENT_OK ||
            ent_i_pool_values(parts->pool, &map, 1, &made, NULL) != ENT_OK)
            return &null_value;
        parts->properties = made;
    }
    return parts->properties;
}

uint64_t ent_value_source(const ent_value *value)
{
    uint64_t source = 0, target = 0;
    if (is(value, ENT_I_RELATIONSHIP) && value->parts)
        ent_i_work_ends(value->parts->pool->work, value->value.id, &source, &target);
    return source;
}

uint64_t ent_value_target(const ent_value *value)
{
    uint64_t source = 0, target = 0;
    if (is(value, ENT_I_RELATIONSHIP) && value->parts)
        ent_i_work_ends(value->parts->pool->work, value->value.id, &source, &target);
    return target;
}
