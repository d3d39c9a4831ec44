/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values from elsewhere: copied from another arena, or read from JSON. */
#include <string.h>

#include "graph/base/json_scan.h"
#include "graph/base/number.h"
#include "graph/base/utf8.h"
#include "graph/query/overlay/value_json.h"

#define NESTING 1000

/* --- copying ---------------------------------------------------------------------------------------------- */

static ent_status copy(ent_i_arena *arena, ent_i_value value, unsigned depth, ent_i_value *ret, ent_error *err);

static ent_status copy_list(ent_i_arena *arena, const ent_i_list *from, unsigned depth, ent_i_value *ret,
                            ent_error *err)
{
    ent_i_list *list;
    ENT_I_TRY(ent_i_value_list(arena, from->count, &list, err));
    for (size_t i = 0; i < from->count; i++)
        ENT_I_TRY(copy(arena, from->items[i], depth + 1, &list->items[i], err));
    *ret = (ent_i_value){ .kind = ENT_I_LIST, .list = list };
    return ENT_OK;
}

static ent_status copy_map(ent_i_arena *arena, const ent_i_map *from, unsigned depth, ent_i_value *ret, ent_error *err)
{
    ent_i_map *map;
    ENT_I_TRY(ent_i_value_map(arena, from->count, &map, err));
    for (size_t i = 0; i < from->count; i++) {
        ent_i_value key, value;
        const ent_i_string *text = from->entries[i].key;
        ENT_I_TRY(ent_i_value_string(arena, text->text, text->length, &key, err));
        ENT_I_TRY(copy(arena, from->entries[i].value, depth + 1, &value, err));
        map->entries[map->count++] = (ent_i_entry){ key.string, value };
    }
    *ret = (ent_i_value){ .kind = ENT_I_MAP, .map = map };
    return ENT_OK;
}

static ent_status copy_path(ent_i_arena *arena, const ent_i_path *from, ent_i_value *ret, ent_error *err)
{
    ent_i_path *path = ent_i_arena_alloc(arena, sizeof *path);
    uint64_t *ids = ent_i_arena_alloc(arena, (2 * from->count + 1) * sizeof *ids);
    if (!path || !ids)
        return ent_i_nomem(err);
    *path = (ent_i_path){ from->count, ids, ids + from->count + 1 };
    memcpy(path->nodes, from->nodes, (from->count + 1) * sizeof *ids);
    if (from->count)
        memcpy(path->relationships, from->relationships, from->count * sizeof *ids);
    *ret = (ent_i_value){ .kind = ENT_I_PATH, .path = path };
    return ENT_OK;
}

static ent_status copy_temporal(ent_i_arena *arena, const ent_i_temporal *from, ent_i_value *ret, ent_error *err)
{
    ent_i_temporal *temporal = ent_i_arena_alloc(arena, sizeof *temporal);
    if (!temporal)
        return ent_i_nomem(err);
    *temporal = *from;
    if (from->zone && !(temporal->zone = ent_i_arena_string(arena, from->zone)))
        return ent_i_nomem(err);
    *ret = (ent_i_value){ .kind = ENT_I_TEMPORAL, .temporal = temporal };
    return ENT_OK;
}

static ent_status copy(ent_i_arena *arena, ent_i_value value, unsigned depth, ent_i_value *ret, ent_error *err)
{
    if (depth > NESTING)
        return ent_i_fail(err, ENT_ERR_LIMIT, "a value is nested more than %d deep", NESTING);
    switch (value.kind) {
    case ENT_I_STRING:
        return ent_i_value_string(arena, value.string->text, value.string->length, ret, err);
    case ENT_I_LIST:
        return copy_list(arena, value.list, depth, ret, err);
    case ENT_I_MAP:
        return copy_map(arena, value.map, depth, ret, err);
    case ENT_I_PATH:
        return copy_path(arena, value.path, ret, err);
    case ENT_I_TEMPORAL:
        return copy_temporal(arena, value.temporal, ret, err);
    default:
        *ret = value;
        return ENT_OK;
    }
}

ent_status ent_i_value_copy(ent_i_arena *arena, ent_i_value value, ent_i_value *ret, ent_error *err)
{
    return copy(arena, value, 0, ret, err);
}

/* --- JSON ------------------------------------------------------------------------------------------------- */

typedef struct reader {
    ent_i_arena *arena;
    bool stored; /* decode what the database writes for values that JSON has no form for */
    struct ent_i_zones *zones;
    const char *text, *next, *end;
    ent_error *err;
} reader;

static ent_status json_fail(const reader *r, const char *what)
{
    return ent_i_fail_at(r->err, ENT_ERR_SYNTAX, NULL, 0, (uint64_t)(r->next - r->text) + 1, "not JSON: %s", what);
}

static void skip_blanks(reader *r)
{
    while (r->next < r->end && (*r->next == ' ' || *r->next == '\t' || *r->next == '\n' || *r->next == '\r'))
        r->next++;
}

static bool take_char(reader *r, char c)
{
    skip_blanks(r);
    if (r->next == r->end || *r->next != c)
        return false;
    r->next++;
    return true;
}

static ent_status read_string(reader *r, ent_i_value *ret)
{
    const char *start = r->next++;
    while (r->next < r->end && *r->next != '"')
        r->next += *r->next == '\\' && r->next + 1 < r->end ? 2 : 1;
    if (r->next >= r->end)
        return json_fail(r, "a string has no end");
    r->next++;
    size_t length = (size_t)(r->next - start);
    if (!memchr(start, '\\', length))
        return ent_i_value_string(r->arena, start + 1, length - 2, ret, r->err);
    ENT_I_AUTOBUFFER buffer = ENT_I_BUFFER_INIT;
    if (!ent_i_json_unescape(start, length, &buffer))
        return json_fail(r, "a string has a faulty escape");
    ENT_I_TRY(ent_i_buffer_status(&buffer, r->err));
    return ent_i_value_string(r->arena, ent_i_buffer_string(&buffer), buffer.length, ret, r->err);
}

static ent_status read_value(reader *r, unsigned depth, ent_i_value *ret);

/* Items or entries are chained while their count is not known. */
typedef struct chain {
    struct chain *next;
    const ent_i_string *key;
    ent_i_value value;
} chain;

static ent_status read_items(reader *r, char close, unsigned depth, chain **ret, size_t *ret_count)
{
    chain *first = NULL, **last = &first;
    size_t count = 0;
    r->next++;
    for (bool more = !take_char(r, close); more; count++) {
        chain *item = ent_i_arena_alloc(r->arena, sizeof *item);
        if (!item)
            return ent_i_nomem(r->err);
        *item = (chain){ .next = NULL };
        if (close == '}') {
            ent_i_value key;
            skip_blanks(r);
            if (r->next == r->end || *r->next != '"')
                return json_fail(r, "a key is missing");
            ENT_I_TRY(read_string(r, &key));
            item->key = key.string;
            if (!take_char(r, ':'))
                return json_fail(r, "a colon is missing");
        }
        ENT_I_TRY(read_value(r, depth + 1, &item->value));
        *last = item;
        last = &item->next;
        more = !take_char(r, close);
        if (more && !take_char(r, ','))
            return json_fail(r, "a comma is missing");
    }
    *ret = first;
    *ret_count = count;
    return ENT_OK;
}

static ent_status read_list(reader *r, unsigned depth, ent_i_value *ret)
{
    chain *items = NULL;
    size_t count, i = 0;
    ent_i_list *list;
    ENT_I_TRY(read_items(r, ']', depth, &items, &count));
    ENT_I_TRY(ent_i_value_list(r->arena, count, &list, r->err));
    for (; items; items = items->next)
        list->items[i++] = items->value;
    *ret = (ent_i_value){ .kind = ENT_I_LIST, .list = list };
    return ENT_OK;
}

static ent_status read_map(reader *r, unsigned depth, ent_i_value *ret)
{
    chain *items = NULL;
    size_t count;
    ent_i_map *map;
    ENT_I_TRY(read_items(r, '}', depth, &items, &count));
    ENT_I_TRY(ent_i_value_map(r->arena, count, &map, r->err));
    for (; items; items = items->next)
        ent_i_map_put(map, items->key, items->value);
    *ret = (ent_i_value){ .kind = ENT_I_MAP, .map = map };
    return r->stored && depth ? ent_i_value_decode(r->arena, r->zones, ret, r->err) : ENT_OK;
}

static ent_status read_number(reader *r, ent_i_value *ret)
{
    const char *start = r->next;
    while (r->next < r->end && strchr("+-0123456789.eE", *r->next) && *r->next)
        r->next++;
    size_t length = (size_t)(r->next - start);
    int64_t integer;
    double number;
    if (!ent_i_number_is(start, length)) {
        r->next = start;
        return json_fail(r, "a value is missing or malformed");
    }
    bool whole = !memchr(start, '.', length) && !memchr(start, 'e', length) && !memchr(start, 'E', length);
    if (whole && ent_i_integer_parse(start, length, &integer))
        *ret = ent_i_integer(integer);
    else if (ent_i_number_parse(start, length, &number))
        *ret = ent_i_float(number);
    else
        return json_fail(r, "a number is too large");
    return ENT_OK;
}

static bool take_word(reader *r, const char *word)
{
    size_t length = strlen(word);
    if ((size_t)(r->end - r->next) < length || memcmp(r->next, word, length) != 0)
        return false;
    r->next += length;
    return true;
}

static ent_status read_value(reader *r, unsigned depth, ent_i_value *ret)
{
    if (depth > NESTING)
        return ent_i_fail(r->err, ENT_ERR_LIMIT, "JSON is nested more than %d deep", NESTING);
    skip_blanks(r);
    if (r->next < r->end && *r->next == '[')
        return read_list(r, depth, ret);
    if (r->next < r->end && *r->next == '{')
        return read_map(r, depth, ret);
    if (r->next < r->end && *r->next == '"')
        return read_string(r, ret);
    if (take_word(r, "null"))
        *ret = ent_i_null();
    else if (take_word(r, "true"))
        *ret = ent_i_boolean(true);
    else if (take_word(r, "false"))
        *ret = ent_i_boolean(false);
    else
        return read_number(r, ret);
    return ENT_OK;
}

static ent_status read_json(reader r, size_t length, ent_i_value *ret)
{
    const char *text = r.text;
    ent_error *err = r.err;
    if (ent_i_utf8_valid(text, length) != length)
        return ent_i_fail(err, ENT_ERR_UTF8, "JSON that is not UTF-8");
    ent_i_value value;
    ENT_I_TRY(read_value(&r, 0, &value));
    skip_blanks(&r);
    if (r.next != r.end)
        return json_fail(&r, "something follows the value");
    *ret = value;
    return ENT_OK;
}

ent_status ent_i_value_from_json(ent_i_arena *arena, const char *text, size_t length, ent_i_value *ret, ent_error *err)
{
    return read_json((reader){ arena, false, NULL, text, text, text + length, err }, length, ret);
}

ent_status ent_i_value_from_stored(ent_i_arena *arena, struct ent_i_zones *zones, const char *text, size_t length,
                                   bool whole, ent_i_value *ret, ent_error *err)
{
    reader r = { arena, true, zones, text, text, text + length, err };
    ENT_I_TRY(read_json(r, length, ret));
    return ret->kind == ENT_I_MAP && !whole ? ent_i_value_decode(arena, zones, ret, err) : ENT_OK;
}
