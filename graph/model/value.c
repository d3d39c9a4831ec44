/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Making values, reading maps, and values as text. */
#include "graph/model/value.h"

#include <string.h>

#include "graph/base/number.h"

ent_status ent_i_value_string(ent_i_arena *arena, const char *text, size_t length, ent_i_value *ret, ent_error *err)
{
    if (length > SIZE_MAX - sizeof(ent_i_string) - 1)
        return ent_i_nomem(err);
    ent_i_string *string = ent_i_arena_alloc(arena, sizeof *string + length + 1);
    if (!string)
        return ent_i_nomem(err);
    string->length = length;
    if (length)
        memcpy(string->text, text, length);
    string->text[length] = '\0';
    *ret = (ent_i_value){ .kind = ENT_I_STRING, .string = string };
    return ENT_OK;
}

ent_status ent_i_value_list(ent_i_arena *arena, size_t count, ent_i_list **ret, ent_error *err)
{
    if (count > (SIZE_MAX - sizeof(ent_i_list)) / sizeof(ent_i_value))
        return ent_i_nomem(err);
    ent_i_list *list = ent_i_arena_alloc(arena, sizeof *list + count * sizeof(ent_i_value));
    if (!list)
        return ent_i_nomem(err);
    list->count = count;
    for (size_t i = 0; i < count; i++)
        list->items[i] = ent_i_null();
    *ret = list;
    return ENT_OK;
}

ent_status ent_i_value_map(ent_i_arena *arena, size_t capacity, ent_i_map **ret, ent_error *err)
{
    if (capacity > (SIZE_MAX - sizeof(ent_i_map)) / sizeof(ent_i_entry))
        return ent_i_nomem(err);
    ent_i_map *map = ent_i_arena_alloc(arena, sizeof *map + capacity * sizeof(ent_i_entry));
    if (!map)
        return ent_i_nomem(err);
    map->count = 0;
    *ret = map;
    return ENT_OK;
}

const ent_i_value *ent_i_map_get(const ent_i_map *map, const char *key, size_t length)
{
    for (size_t i = 0; i < map->count; i++) {
        const ent_i_string *k = map->entries[i].key;
        if (k->length == length && memcmp(k->text, key, length) == 0)
            return &map->entries[i].value;
    }
    return NULL;
}

void ent_i_map_put(ent_i_map *map, const ent_i_string *key, ent_i_value value)
{
    for (size_t i = 0; i < map->count; i++) {
        const ent_i_string *k = map->entries[i].key;
        if (k->length == key->length && memcmp(k->text, key->text, key->length) == 0) {
            map->entries[i].value = value;
            return;
        }
    }
    map->entries[map->count++] = (ent_i_entry){ key, value };
}

const char *ent_i_value_kind_name(ent_i_value value)
{
    static const char *const names[] = {
        [ENT_I_NULL] = "NULL",
        [ENT_I_BOOLEAN] = "BOOLEAN",
        [ENT_I_INTEGER] = "INTEGER",
        [ENT_I_FLOAT] = "FLOAT",
        [ENT_I_STRING] = "STRING",
        [ENT_I_LIST] = "LIST",
        [ENT_I_MAP] = "MAP",
        [ENT_I_NODE] = "NODE",
        [ENT_I_RELATIONSHIP] = "RELATIONSHIP",
        [ENT_I_PATH] = "PATH",
    };
    static const char *const temporal[] = {
        [ENT_I_DATE] = "DATE",
        [ENT_I_LOCAL_TIME] = "LOCAL TIME",
        [ENT_I_TIME] = "TIME",
        [ENT_I_LOCAL_DATETIME] = "LOCAL DATETIME",
        [ENT_I_DATETIME] = "DATETIME",
        [ENT_I_DURATION] = "DURATION",
    };
    return value.kind == ENT_I_TEMPORAL ? temporal[value.temporal->kind] : names[value.kind];
}

/* --- text --------------------------------------------------------------------------------------------------- */

static void print_quoted(const char *text, size_t length, ent_i_buffer *ret)
{
    ent_i_buffer_char(ret, '\'');
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        static const char from[] = "\n\t\r\b\f\\'", to[] = "ntrbf\\'";
        const char *special = c ? strchr(from, c) : NULL;
        if (special) {
            ent_i_buffer_char(ret, '\\');
            ent_i_buffer_char(ret, to[special - from]);
        } else if (c < 0x20 || c == 0x7f) {
            ent_i_buffer_printf(ret, "\\u%04X", c);
        } else {
            ent_i_buffer_char(ret, (char)c);
        }
    }
    ent_i_buffer_char(ret, '\'');
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

void ent_i_name_print(const ent_i_string *key, ent_i_buffer *ret)
{
    bool plain = key->length && letter(key->text[0]);
    for (size_t i = 1; plain && i < key->length; i++)
        plain = letter(key->text[i]) || (key->text[i] >= '0' && key->text[i] <= '9');
    if (plain) {
        ent_i_buffer_add(ret, key->text, key->length);
        return;
    }
    ent_i_buffer_char(ret, '`');
    for (size_t i = 0; i < key->length; i++) {
        if (key->text[i] == '`')
            ent_i_buffer_char(ret, '`');
        ent_i_buffer_char(ret, key->text[i]);
    }
    ent_i_buffer_char(ret, '`');
}

/* A float must not read back as an integer. */
static void print_float(double number, ent_i_buffer *ret)
{
    char text[ENT_I_NUMBER_TEXT];
    ent_i_number_format(number, text);
    ent_i_buffer_text(ret, text);
    if (!strpbrk(text, ".eEN") && !strchr(text, 'I'))
        ent_i_buffer_text(ret, ".0");
}

/* By numbers: all that is known without a graph. */
static void print_number(const void *context, ent_i_value entity, ent_i_buffer *ret)
{
    (void)context;
    if (entity.kind == ENT_I_NODE) {
        ent_i_buffer_printf(ret, "(#%llu)", (unsigned long long)entity.id);
    } else if (entity.kind == ENT_I_RELATIONSHIP) {
        ent_i_buffer_printf(ret, "[#%llu]", (unsigned long long)entity.id);
    } else {
        ent_i_buffer_printf(ret, "<(#%llu)", (unsigned long long)entity.path->nodes[0]);
        for (size_t i = 0; i < entity.path->count; i++)
            ent_i_buffer_printf(ret, "-[#%llu]-(#%llu)", (unsigned long long)entity.path->relationships[i],
                                (unsigned long long)entity.path->nodes[i + 1]);
        ent_i_buffer_char(ret, '>');
    }
}

typedef struct printer {
    ent_i_print_entity *entity;
    const void *context;
    ent_i_buffer *ret;
} printer;

static void print(const printer *p, ent_i_value value, bool quoted, unsigned depth);

static void print_items(const printer *p, ent_i_value value, unsigned depth)
{
    bool list = value.kind == ENT_I_LIST;
    size_t count = list ? value.list->count : value.map->count;
    ent_i_buffer_char(p->ret, list ? '[' : '{');
    if (count && depth >= ENT_I_VALUE_NESTING)
        ent_i_buffer_text(p->ret, "...");
    for (size_t i = 0; i < count && depth < ENT_I_VALUE_NESTING; i++) {
        if (i)
            ent_i_buffer_text(p->ret, ", ");
        if (!list) {
            ent_i_name_print(value.map->entries[i].key, p->ret);
            ent_i_buffer_text(p->ret, ": ");
        }
        print(p, list ? value.list->items[i] : value.map->entries[i].value, true, depth + 1);
    }
    ent_i_buffer_char(p->ret, list ? ']' : '}');
}

static void print(const printer *p, ent_i_value value, bool quoted, unsigned depth)
{
    switch (value.kind) {
    case ENT_I_NULL:
        ent_i_buffer_text(p->ret, "null");
        break;
    case ENT_I_BOOLEAN:
        ent_i_buffer_text(p->ret, value.boolean ? "true" : "false");
        break;
    case ENT_I_INTEGER:
        ent_i_buffer_printf(p->ret, "%lld", (long long)value.integer);
        break;
    case ENT_I_FLOAT:
        print_float(value.number, p->ret);
        break;
    case ENT_I_STRING:
        if (quoted)
            print_quoted(value.string->text, value.string->length, p->ret);
        else
            ent_i_buffer_add(p->ret, value.string->text, value.string->length);
        break;
    case ENT_I_LIST:
    case ENT_I_MAP:
        print_items(p, value, depth);
        break;
    case ENT_I_NODE:
    case ENT_I_RELATIONSHIP:
    case ENT_I_PATH:
        p->entity(p->context, value, p->ret);
        break;
    case ENT_I_TEMPORAL:
        if (quoted)
            ent_i_buffer_char(p->ret, '\'');
        ent_i_temporal_print(value.temporal, p->ret);
        if (quoted)
            ent_i_buffer_char(p->ret, '\'');
        break;
    }
}

void ent_i_value_print_with(ent_i_value value, bool quoted, ent_i_print_entity *entity, const void *context,
                            ent_i_buffer *ret)
{
    print(&(printer){ entity, context, ret }, value, quoted, 0);
}

void ent_i_value_print(ent_i_value value, bool quoted, ent_i_buffer *ret)
{
    ent_i_value_print_with(value, quoted, print_number, NULL, ret);
}
