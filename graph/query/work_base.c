/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the base says of a node or relationship, as properties and as days. */
#include <string.h>

#include "graph/base/json_scan.h"
#include "graph/model/context.h"
#include "graph/query/work.h"

/* A property that is not among the JSON properties. */
typedef struct own_field {
    ent_i_symbol key;
    const char *text; /* NULL or "": absent */
} own_field;

#define FIELDS 5

static void node_fields(const ent_i_work *work, uint64_t id, own_field fields[FIELDS], const char **ret_json)
{
    ent_node_view view;
    ent_graph_node(work->base, (ent_node)id, &view);
    fields[0] = (own_field){ work->key, view.key };
    fields[1] = (own_field){ work->name, view.name };
    fields[2] = (own_field){ work->short_name, view.short_name };
    fields[3] = (own_field){ work->valid, view.valid };
    fields[4] = (own_field){ work->status, view.status < 0 ? NULL : ent_tie_status_text((ent_tie_status)view.status) };
    *ret_json = view.properties;
}

static void rel_fields(const ent_i_work *work, uint64_t id, char valid[ENT_VALID_TEXT], own_field fields[FIELDS],
                       const char **ret_json)
{
    ent_tie_view view;
    ent_graph_tie(work->base, (ent_tie)id, &view);
    memset(fields, 0, FIELDS * sizeof *fields);
    fields[0] = (own_field){ work->valid, ent_graph_tie_valid(work->base, (ent_tie)id, valid) };
    fields[1] = (own_field){ work->status, ent_tie_status_text(view.status) };
    fields[2] = (own_field){ work->rank, view.rank == ENT_RANK_NORMAL ? NULL : ent_rank_text(view.rank) };
    *ret_json = view.properties;
}

static void fields_of(const ent_i_work *work, bool rel, uint64_t id, char valid[ENT_VALID_TEXT],
                      own_field fields[FIELDS], const char **ret_json)
{
    if (rel)
        rel_fields(work, id, valid, fields, ret_json);
    else
        node_fields(work, id, fields, ret_json);
}

static bool present(const own_field *field)
{
    return field->text && field->text[0];
}

ent_status ent_i_work_base_property(const ent_i_work *work, bool rel, uint64_t id, const char *key, size_t length,
                                    ent_i_arena *arena, ent_i_value *ret, ent_error *err)
{
    char valid[ENT_VALID_TEXT];
    own_field fields[FIELDS];
    const char *json;
    fields_of(work, rel, id, valid, fields, &json);
    ent_i_symbol symbol = ent_i_work_find(work, key, length);
    for (size_t i = 0; i < FIELDS && symbol != ENT_I_NO_SYMBOL; i++)
        if (present(&fields[i]) && fields[i].key == symbol)
            return ent_i_value_string(arena, fields[i].text, strlen(fields[i].text), ret, err);
    const char *value;
    size_t value_length;
    *ret = ent_i_null();
    if (!json || memchr(key, '\0', length) || !ent_i_json_member(json, key, &value, &value_length))
        return ENT_OK;
    return ent_i_value_from_json(arena, value, value_length, ret, err);
}

ent_status ent_i_work_base_properties(const ent_i_work *work, bool rel, uint64_t id, ent_i_arena *arena,
                                      ent_i_map **ret, ent_error *err)
{
    char valid[ENT_VALID_TEXT];
    own_field fields[FIELDS];
    const char *json;
    fields_of(work, rel, id, valid, fields, &json);
    ent_i_value members = ent_i_null();
    if (json)
        ENT_I_TRY(ent_i_value_from_json(arena, json, strlen(json), &members, err));
    size_t count = members.kind == ENT_I_MAP ? members.map->count : 0;
    ent_i_map *map;
    ENT_I_TRY(ent_i_value_map(arena, count + FIELDS, &map, err));
    for (size_t i = 0; i < count; i++)
        if (members.map->entries[i].value.kind != ENT_I_NULL)
            ent_i_map_put(map, members.map->entries[i].key, members.map->entries[i].value);
    for (size_t i = 0; i < FIELDS; i++) {
        if (!present(&fields[i]))
            continue;
        ent_i_value text;
        ENT_I_TRY(ent_i_value_string(arena, fields[i].text, strlen(fields[i].text), &text, err));
        ent_i_map_put(map, ent_i_work_text(work, fields[i].key), text);
    }
    *ret = map;
    return ENT_OK;
}

/* --- valid time ------------------------------------------------------------------------------------------- */

/* By the text of the "valid" property, without citations: nobody cited what a statement made. */
static ent_status span_of_own(const ent_i_work *work, bool rel, uint64_t id, ent_reading reading, ent_span *ret,
                              ent_error *err)
{
    ent_i_value valid;
    ent_i_arena unused; /* the values of changed entities are not made anew */
    ent_i_arena_init(&unused);
    ENT_I_TRY(ent_i_work_property(work, rel, id, "valid", 5, &unused, &valid, err));
    ent_period period = { .form = ENT_PERIOD_NONE };
    if (valid.kind == ENT_I_STRING)
        ENT_I_TRY(ent_period_parse(valid.string->text, valid.string->length, &period, err));
    ent_period_context context = { .cited_from = ENT_DAY_MAX, .cited_until = ENT_DAY_MIN };
    if (work->base)
        context.cited_until = ent_i_graph_coverage_end(work->base);
    ent_span spans[ENT_READINGS];
    ent_day unknown_from;
    if (period.form == ENT_PERIOD_NONE)
        spans[reading] = (ent_span){ ENT_DAY_MIN, ENT_DAY_MAX };
    else
        ent_period_spans(&period, &context, spans, &unknown_from);
    *ret = spans[reading];
    return ENT_OK;
}

ent_status ent_i_work_span(const ent_i_work *work, bool rel, uint64_t id, ent_reading reading, ent_span *ret,
                           ent_error *err)
{
    bool own;
    if (rel) {
        const ent_i_work_rel *record = ent_i_work_rel_record(work, id);
        own = record && record->own_properties;
    } else {
        const ent_i_work_node *record = ent_i_work_node_record(work, id);
        own = record && record->own_properties;
    }
    if (own)
        return span_of_own(work, rel, id, reading, ret, err);
    *ret = rel ? ent_graph_tie_span(work->base, (ent_tie)id, reading)
               : ent_graph_node_span(work->base, (ent_node)id, reading);
    return ENT_OK;
}
