/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the base says of a node or relationship, as properties and as days. */
#include <string.h>

#include "graph/base/json_scan.h"
#include "graph/model/context.h"
#include "graph/model/exact.h"
#include "graph/model/graph.h"
#include "graph/query/overlay/value_json.h"

/* A property that is not among the JSON properties. */
typedef struct own_field {
    ent_i_symbol key;
    const char *text; /* NULL or "": absent */
    bool implied;     /* nobody said it: a JSON property of that name goes before */
} own_field;

#define FIELDS 5

static void node_fields(const ent_i_work *work, uint64_t id, own_field fields[FIELDS], const char **ret_json)
{
    ent_node_view view;
    const char *name, *short_name;
    ent_graph_node(work->base, (ent_node)id, &view);
    ent_i_graph_exact_names(work->base, (ent_node)id, &name, &short_name);
    /* A key that Entente made is not shown, nor a name that would be that key. */
    bool blank = ent_i_key_is_blank(view.key);
    fields[0] = (own_field){ work->key, blank ? NULL : view.key, false };
    fields[1] = (own_field){ work->name, blank && name == view.key ? NULL : name, name == view.key };
    fields[2] = (own_field){ work->short_name, blank && short_name == view.key ? NULL : short_name, short_name == name };
    fields[3] = (own_field){ work->valid, view.valid, false };
    fields[4] = (own_field){ work->status, view.status < 0 ? NULL : ent_tie_status_text((ent_tie_status)view.status),
                             false };
    *ret_json = view.properties;
}

static void rel_fields(const ent_i_work *work, uint64_t id, char valid[ENT_VALID_TEXT], own_field fields[FIELDS],
                       const char **ret_json)
{
    ent_tie_view view;
    bool status, rank;
    ent_graph_tie(work->base, (ent_tie)id, &view);
    ent_i_graph_exact_codes(work->base, (ent_tie)id, &status, &rank);
    memset(fields, 0, FIELDS * sizeof *fields);
    fields[0] = (own_field){ work->valid, ent_graph_tie_valid(work->base, (ent_tie)id, valid), false };
    fields[1] = (own_field){ work->status, status ? ent_tie_status_text(view.status) : NULL,
                             view.status == ENT_TIE_IN_FORCE };
    fields[2] = (own_field){ work->rank, rank ? ent_rank_text(view.rank) : NULL, false };
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
    const own_field *field = NULL;
    const char *json, *value;
    size_t value_length;
    ent_i_symbol symbol = ent_i_work_find(work, key, length);
    if (!rel && symbol == work->key) { /* what is asked for most */
        const char *text = ent_i_node_key(work->base, (ent_node)id);
        if (!ent_i_key_is_blank(text))
            return ent_i_value_string(arena, text, strlen(text), ret, err);
    }
    fields_of(work, rel, id, valid, fields, &json);
    for (size_t i = 0; i < FIELDS && symbol != ENT_I_NO_SYMBOL; i++)
        if (present(&fields[i]) && fields[i].key == symbol)
            field = &fields[i];
    *ret = ent_i_null();
    if ((!field || field->implied) && json && !memchr(key, '\0', length) &&
        ent_i_json_member(json, key, &value, &value_length))
        ENT_I_TRY(ent_i_value_from_stored(arena, work->zones, value, value_length, false, ret, err));
    if (ret->kind != ENT_I_NULL || !field)
        return ENT_OK;
    return ent_i_value_string(arena, field->text, strlen(field->text), ret, err);
}

static bool has_member(const ent_i_map *map, const ent_i_string *key)
{
    for (size_t i = 0; i < map->count; i++)
        if (map->entries[i].key->length == key->length && memcmp(map->entries[i].key->text, key->text, key->length) == 0)
            return true;
    return false;
}

static ent_status put_fields(const ent_i_work *work, const own_field fields[FIELDS], ent_i_arena *arena, ent_i_map *map,
                             ent_error *err)
{
    for (size_t i = 0; i < FIELDS; i++) {
        ent_i_value text;
        if (!present(&fields[i]) || (fields[i].implied && has_member(map, ent_i_work_text(work, fields[i].key))))
            continue;
        ENT_I_TRY(ent_i_value_string(arena, fields[i].text, strlen(fields[i].text), &text, err));
        ent_i_map_put(map, ent_i_work_text(work, fields[i].key), text);
    }
    return ENT_OK;
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
        ENT_I_TRY(ent_i_value_from_stored(arena, work->zones, json, strlen(json), true, &members, err));
    size_t count = members.kind == ENT_I_MAP ? members.map->count : 0;
    ent_i_map *map;
    ENT_I_TRY(ent_i_value_map(arena, count + FIELDS, &map, err));
    for (size_t i = 0; i < count; i++)
        if (members.map->entries[i].value.kind != ENT_I_NULL)
            ent_i_map_put(map, members.map->entries[i].key, members.map->entries[i].value);
    ENT_I_TRY(put_fields(work, fields, arena, map, err));
    *ret = map;
    return ENT_OK;
}

/* --- citations -------------------------------------------------------------------------------------------- */

static ent_status put_member(ent_i_arena *arena, ent_i_map *map, const char *key, ent_i_value value, ent_error *err)
{
    ent_i_value name;
    ENT_I_TRY(ent_i_value_string(arena, key, strlen(key), &name, err));
    ent_i_map_put(map, name.string, value);
    return ENT_OK;
}

static ent_status put_text(ent_i_arena *arena, ent_i_map *map, const char *key, const char *text, ent_error *err)
{
    ent_i_value value;
    if (!text)
        return ENT_OK;
    ENT_I_TRY(ent_i_value_string(arena, text, strlen(text), &value, err));
    return put_member(arena, map, key, value, err);
}

static ent_status citation_map(const ent_citation_view *citation, uint32_t row, ent_i_arena *arena, ent_i_value *ret,
                               ent_error *err)
{
    ent_i_map *map;
    ENT_I_TRY(ent_i_value_map(arena, 7, &map, err));
    ENT_I_TRY(put_member(arena, map, "source", (ent_i_value){ .kind = ENT_I_NODE, .id = citation->source },
                         err));
    ENT_I_TRY(put_text(arena, map, "how", ent_how_text(citation->how), err));
    ENT_I_TRY(put_text(arena, map, "paragraph", citation->paragraph, err));
    ENT_I_TRY(put_text(arena, map, "page", citation->page, err));
    ENT_I_TRY(put_text(arena, map, "url", citation->url, err));
    ENT_I_TRY(put_text(arena, map, "note", citation->note, err));
    ENT_I_TRY(put_member(arena, map, "row", ent_i_integer(row), err));
    *ret = (ent_i_value){ .kind = ENT_I_MAP, .map = map };
    return ENT_OK;
}

ent_status ent_i_work_base_citations(const ent_i_work *work, bool rel, uint64_t id, ent_i_arena *arena,
                                     ent_i_value *ret, ent_error *err)
{
    const ent_graph *base = work->base;
    size_t count = rel ? ent_graph_tie_citation_count(base, (ent_tie)id)
                       : ent_graph_node_citation_count(base, (ent_node)id);
    ent_i_list *list;
    *ret = ent_i_null();
    if (!count)
        return ENT_OK;
    ENT_I_TRY(ent_i_value_list(arena, count, &list, err));
    for (size_t i = 0; i < count; i++) {
        ent_citation_view citation;
        if (rel)
            ent_graph_tie_citation(base, (ent_tie)id, i, &citation);
        else
            ent_graph_node_citation(base, (ent_node)id, i, &citation);
        ENT_I_TRY(citation_map(&citation, ent_i_graph_citation_row(base, rel, (uint32_t)id, i), arena,
                               &list->items[i], err));
    }
    *ret = (ent_i_value){ .kind = ENT_I_LIST, .list = list };
    return ENT_OK;
}

static bool is_among(const uint64_t *ids, size_t count, uint64_t id)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ids[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && ids[low] == id;
}

bool ent_i_work_base_cites(const ent_i_work *work, bool rel, const uint64_t *sources, size_t count)
{
    const ent_graph *base = work->base;
    if (!base || !count)
        return false;
    const ent_i_citations *list = rel ? &base->tie_citations : &base->node_citations;
    ent_i_need(base, list->items, list->count * sizeof *list->items);
    for (size_t i = 0; i < list->count; i++) {
        const ent_i_citation *citation = &list->items[i];
        uint64_t owner = citation->owner;
        if (is_among(sources, count, citation->source) && !ent_i_work_is_own(work, rel, owner) &&
            (rel ? ent_i_work_has_rel(work, owner) : ent_i_work_has_node(work, owner)))
            return true;
    }
    return false;
}
