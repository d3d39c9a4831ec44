/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Property values as the JSON of the database, and back. What JSON has no form for is an object of two members:
 * {"@type": "date", "@value": "2021-12-06"}, and "float" for NaN and the infinities. */
#include <math.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/base/json_scan.h"
#include "graph/base/number.h"
#include "graph/query/overlay/value_json.h"

/* --- writing ---------------------------------------------------------------------------------------------- */

static void put_typed(const char *type, const char *value, size_t length, ent_i_buffer *ret)
{
    ent_i_buffer_printf(ret, "{\"@type\":\"%s\",\"@value\":", type);
    ent_i_json_escape(value, length, ret);
    ent_i_buffer_char(ret, '}');
}

/* With a point or an exponent, so that it is read back as a float. */
static void put_float(double number, ent_i_buffer *ret)
{
    char text[ENT_I_NUMBER_TEXT];
    ent_i_number_format(number, text);
    if (!isfinite(number))
        put_typed("float", text, strlen(text), ret);
    else
        ent_i_buffer_printf(ret, "%s%s", text, strpbrk(text, ".eE") ? "" : ".0");
}

static void put_temporal(const ent_i_temporal *temporal, ent_i_buffer *ret)
{
    ENT_I_AUTOBUFFER text = ENT_I_BUFFER_INIT;
    ent_i_temporal_print(temporal, &text);
    if (text.failed)
        ret->failed = true;
    else
        put_typed(ent_i_temporal_kind_name(temporal->kind), ent_i_buffer_string(&text), text.length, ret);
}

void ent_i_value_to_json(ent_i_value value, ent_i_buffer *ret)
{
    switch (value.kind) {
    case ENT_I_BOOLEAN: ent_i_buffer_text(ret, value.boolean ? "true" : "false"); break;
    case ENT_I_INTEGER: ent_i_buffer_printf(ret, "%lld", (long long)value.integer); break;
    case ENT_I_FLOAT: put_float(value.number, ret); break;
    case ENT_I_STRING: ent_i_json_escape(value.string->text, value.string->length, ret); break;
    case ENT_I_TEMPORAL: put_temporal(value.temporal, ret); break;
    case ENT_I_LIST:
        for (size_t i = 0; i < value.list->count; i++) {
            ent_i_buffer_char(ret, i ? ',' : '[');
            ent_i_value_to_json(value.list->items[i], ret);
        }
        ent_i_buffer_text(ret, value.list->count ? "]" : "[]");
        break;
    case ENT_I_MAP: /* of data that was imported */
        for (size_t i = 0; i < value.map->count; i++) {
            ent_i_buffer_char(ret, i ? ',' : '{');
            ent_i_json_escape(value.map->entries[i].key->text, value.map->entries[i].key->length, ret);
            ent_i_buffer_char(ret, ':');
            ent_i_value_to_json(value.map->entries[i].value, ret);
        }
        ent_i_buffer_text(ret, value.map->count ? "}" : "{}");
        break;
    default: ent_i_buffer_text(ret, "null"); break;
    }
}

/* --- reading ---------------------------------------------------------------------------------------------- */

static const ent_i_string *member(const ent_i_map *map, const char *name)
{
    for (size_t i = 0; i < map->count; i++)
        if (strcmp(map->entries[i].key->text, name) == 0 && map->entries[i].value.kind == ENT_I_STRING)
            return map->entries[i].value.string;
    return NULL;
}

static bool float_of(const ent_i_string *text, double *ret)
{
    static const struct {
        const char *text;
        double value;
    } floats[] = { { "NaN", (double)NAN }, { "Infinity", (double)INFINITY }, { "-Infinity", -(double)INFINITY } };
    for (size_t i = 0; i < sizeof floats / sizeof floats[0]; i++)
        if (strcmp(text->text, floats[i].text) == 0) {
            *ret = floats[i].value;
            return true;
        }
    return false;
}

ent_status ent_i_value_decode(ent_i_arena *arena, struct ent_i_zones *zones, ent_i_value *value, ent_error *err)
{
    if (value->map->count != 2)
        return ENT_OK;
    const ent_i_string *type = member(value->map, "@type"), *text = member(value->map, "@value");
    double number;
    if (!type || !text)
        return ENT_OK;
    if (strcmp(type->text, "float") == 0 && float_of(text, &number)) {
        *value = ent_i_float(number);
        return ENT_OK;
    }
    for (int kind = ENT_I_DATE; kind <= ENT_I_DURATION; kind++) {
        if (strcmp(type->text, ent_i_temporal_kind_name((ent_i_temporal_kind)kind)) != 0)
            continue;
        const ent_i_temporal_env env = { zones, 0, 0 };
        ent_i_temporal temporal;
        ent_status status = ent_i_temporal_parse((ent_i_temporal_kind)kind, text->text, text->length, &env, &temporal,
                                                 NULL);
        if (status == ENT_ERR_NOMEM)
            return ent_i_nomem(err);
        if (status != ENT_OK)
            return ENT_OK; /* a map that only looks like one */
        ent_i_value made = { .kind = ENT_I_TEMPORAL, .temporal = &temporal };
        return ent_i_value_copy(arena, made, value, err);
    }
    return ENT_OK;
}
