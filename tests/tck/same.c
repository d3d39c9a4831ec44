/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Answers copied, compared with what was expected, and printed. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "expect.h"
#include "gherkin.h"
#include "graph/base/json_scan.h"
#include "graph/base/number.h"

static tck_value text_of(ent_i_arena *arena, const char *text, size_t length)
{
    return (tck_value){ .kind = TCK_STRING, .text = tck_copy(arena, text ? text : "", text ? length : 0),
                        .length = text ? length : 0 };
}

static void copy_items(ent_i_arena *arena, const ent_value *value, tck_value *copy)
{
    copy->count = ent_value_count(value);
    copy->items = tck_alloc(arena, copy->count * sizeof *copy->items);
    for (size_t i = 0; i < copy->count; i++)
        copy->items[i] = tck_of(arena, ent_value_at(value, i));
}

static void copy_keys(ent_i_arena *arena, const ent_value *value, tck_value *copy)
{
    copy->keys = tck_alloc(arena, copy->count * sizeof *copy->keys);
    for (size_t i = 0; i < copy->count; i++) {
        size_t length = 0;
        const char *key = ent_value_key(value, i, &length);
        copy->keys[i] = text_of(arena, key, length);
    }
}

static void copy_entity(ent_i_arena *arena, const ent_value *value, tck_value *copy)
{
    copy->id = ent_value_id(value);
    copy->label_count = ent_value_label_count(value);
    copy->labels = tck_alloc(arena, copy->label_count * sizeof *copy->labels);
    for (size_t i = 0; i < copy->label_count; i++) {
        const char *label = ent_value_label(value, i);
        copy->labels[i] = text_of(arena, label, label ? strlen(label) : 0);
    }
    const ent_value *properties = ent_value_properties(value);
    copy->properties = tck_alloc(arena, sizeof *copy->properties);
    *copy->properties = properties ? tck_of(arena, properties) : (tck_value){ .kind = TCK_MAP };
}

static void direct(const ent_value *value, tck_value *path)
{
    for (size_t i = 1; i < path->count; i += 2) {
        const ent_value *tie = ent_value_at(value, i);
        path->items[i].loop = ent_value_source(tie) == ent_value_target(tie);
        path->items[i].backward = ent_value_source(tie) != path->items[i - 1].id;
    }
}

tck_value tck_of(ent_i_arena *arena, const ent_value *value)
{
    tck_value copy = { .kind = TCK_NULL };
    size_t length = 0;
    switch (value ? ent_value_kind_of(value) : ENT_VALUE_NULL) {
    case ENT_VALUE_NULL:
        break;
    case ENT_VALUE_BOOLEAN:
        copy.kind = TCK_BOOLEAN;
        copy.truth = ent_value_boolean(value);
        break;
    case ENT_VALUE_INTEGER:
        copy.kind = TCK_INTEGER;
        copy.integer = ent_value_integer(value);
        break;
    case ENT_VALUE_FLOAT:
        copy.kind = TCK_FLOAT;
        copy.number = ent_value_float(value);
        break;
    case ENT_VALUE_LIST:
        copy.kind = TCK_LIST;
        copy_items(arena, value, &copy);
        break;
    case ENT_VALUE_MAP:
        copy.kind = TCK_MAP;
        copy_items(arena, value, &copy);
        copy_keys(arena, value, &copy);
        break;
    case ENT_VALUE_NODE:
        copy.kind = TCK_NODE;
        copy_entity(arena, value, &copy);
        break;
    case ENT_VALUE_RELATIONSHIP:
        copy.kind = TCK_RELATIONSHIP;
        copy_entity(arena, value, &copy);
        break;
    case ENT_VALUE_PATH:
        copy.kind = TCK_PATH;
        copy_items(arena, value, &copy);
        direct(value, &copy);
        break;
    default: { /* strings and temporal values */
        const char *text = ent_value_text(value, &length);
        copy = text_of(arena, text, length);
    }
    }
    return copy;
}

/* --- the same? ---------------------------------------------------------------------------------------------- */

static bool same_text(const tck_value *a, const tck_value *b)
{
    return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

/* What "same" means here is an equivalence, so the first partner that fits is as good as any. */
static bool same_multiset(const tck_value *a, const tck_value *b, size_t count, bool unordered)
{
    bool *used = calloc(count + 1, 1);
    size_t i = 0, j = 0;
    for (; used && i < count; i++) {
        for (j = 0; j < count && (used[j] || !tck_same(&a[i], &b[j], unordered)); j++)
            ;
        if (j == count)
            break;
        used[j] = true;
    }
    bool all = used && i == count;
    free(used);
    return all;
}

static bool same_list(const tck_value *a, const tck_value *b, bool unordered)
{
    if (a->count != b->count)
        return false;
    if (unordered)
        return same_multiset(a->items, b->items, a->count, true);
    for (size_t i = 0; i < a->count; i++)
        if (!tck_same(&a->items[i], &b->items[i], false))
            return false;
    return true;
}

static bool same_map(const tck_value *a, const tck_value *b, bool unordered)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        size_t j = 0;
        while (j < b->count && !same_text(&a->keys[i], &b->keys[j]))
            j++;
        if (j == b->count || !tck_same(&a->items[i], &b->items[j], unordered))
            return false;
    }
    return true;
}

static bool same_entity(const tck_value *a, const tck_value *b, bool unordered)
{
    return a->label_count == b->label_count && same_multiset(a->labels, b->labels, a->label_count, false) &&
           same_map(a->properties, b->properties, unordered);
}

static bool same_path(const tck_value *a, const tck_value *b, bool unordered)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        const tck_value *x = &a->items[i], *y = &b->items[i];
        if (!tck_same(x, y, unordered))
            return false;
        if (i % 2 && x->backward != y->backward && !x->loop && !y->loop)
            return false;
    }
    return true;
}

bool tck_same(const tck_value *a, const tck_value *b, bool unordered)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case TCK_NULL:
        return true;
    case TCK_BOOLEAN:
        return a->truth == b->truth;
    case TCK_INTEGER:
        return a->integer == b->integer;
    case TCK_FLOAT:
        return a->number == b->number || (isnan(a->number) && isnan(b->number));
    case TCK_STRING:
        return same_text(a, b);
    case TCK_LIST:
        return same_list(a, b, unordered);
    case TCK_MAP:
        return same_map(a, b, unordered);
    case TCK_NODE:
    case TCK_RELATIONSHIP:
        return same_entity(a, b, unordered);
    case TCK_PATH:
        return same_path(a, b, unordered);
    }
    return false;
}

/* --- text --------------------------------------------------------------------------------------------------- */

static void print_float(double number, ent_i_buffer *ret)
{
    char text[ENT_I_NUMBER_TEXT];
    ent_i_number_format(number == 0 ? 0.0 : number, text);
    ent_i_buffer_text(ret, isinf(number) ? (number > 0 ? "Inf" : "-Inf") : text);
    if (isfinite(number) && !strpbrk(text, ".e"))
        ent_i_buffer_text(ret, ".0");
}

static void print_string(const tck_value *value, ent_i_buffer *ret)
{
    ent_i_buffer_char(ret, '\'');
    for (size_t i = 0; i < value->length; i++) {
        if (value->text[i] == '\'' || value->text[i] == '\\')
            ent_i_buffer_char(ret, '\\');
        ent_i_buffer_char(ret, value->text[i]);
    }
    ent_i_buffer_char(ret, '\'');
}

static int by_text(const void *a, const void *b)
{
    return strcmp((*(const tck_value *const *)a)->text, (*(const tck_value *const *)b)->text);
}

/* Pointers to names in alphabetical order; free(). */
static const tck_value **sorted(const tck_value *names, size_t count)
{
    const tck_value **order = calloc(count + 1, sizeof *order);
    for (size_t i = 0; order && i < count; i++)
        order[i] = &names[i];
    if (order && count)
        qsort(order, count, sizeof *order, by_text);
    return order;
}

static void print_map(const tck_value *map, ent_i_buffer *ret)
{
    const tck_value **order = sorted(map->keys, map->count);
    ent_i_buffer_char(ret, '{');
    for (size_t i = 0; order && i < map->count; i++) {
        ent_i_buffer_printf(ret, "%s%s: ", i ? ", " : "", order[i]->text);
        tck_print(&map->items[order[i] - map->keys], ret);
    }
    ent_i_buffer_char(ret, '}');
    free(order);
}

static void print_entity(const tck_value *entity, ent_i_buffer *ret)
{
    const tck_value **order = sorted(entity->labels, entity->label_count);
    bool node = entity->kind == TCK_NODE;
    ent_i_buffer_char(ret, node ? '(' : '[');
    for (size_t i = 0; order && i < entity->label_count; i++)
        ent_i_buffer_printf(ret, ":%s", order[i]->text);
    if (entity->properties->count) {
        if (entity->label_count)
            ent_i_buffer_char(ret, ' ');
        print_map(entity->properties, ret);
    }
    ent_i_buffer_char(ret, node ? ')' : ']');
    free(order);
}

static void print_items(const tck_value *value, ent_i_buffer *ret)
{
    bool path = value->kind == TCK_PATH;
    ent_i_buffer_char(ret, path ? '<' : '[');
    for (size_t i = 0; i < value->count; i++) {
        const tck_value *item = &value->items[i];
        bool tie = path && i % 2;
        if (i && !path)
            ent_i_buffer_text(ret, ", ");
        if (tie)
            ent_i_buffer_text(ret, item->backward ? "<-" : "-");
        tck_print(item, ret);
        if (tie)
            ent_i_buffer_text(ret, item->backward ? "-" : "->");
    }
    ent_i_buffer_char(ret, path ? '>' : ']');
}

void tck_print(const tck_value *value, ent_i_buffer *ret)
{
    switch (value->kind) {
    case TCK_NULL:
        ent_i_buffer_text(ret, "null");
        break;
    case TCK_BOOLEAN:
        ent_i_buffer_text(ret, value->truth ? "true" : "false");
        break;
    case TCK_INTEGER:
        ent_i_buffer_printf(ret, "%lld", (long long)value->integer);
        break;
    case TCK_FLOAT:
        print_float(value->number, ret);
        break;
    case TCK_STRING:
        print_string(value, ret);
        break;
    case TCK_LIST:
    case TCK_PATH:
        print_items(value, ret);
        break;
    case TCK_MAP:
        print_map(value, ret);
        break;
    case TCK_NODE:
    case TCK_RELATIONSHIP:
        print_entity(value, ret);
        break;
    }
}

void tck_print_json(const tck_value *value, ent_i_buffer *ret)
{
    bool map = value->kind == TCK_MAP;
    if (value->kind == TCK_STRING) {
        ent_i_json_escape(value->text, value->length, ret);
    } else if (map || value->kind == TCK_LIST) {
        ent_i_buffer_char(ret, map ? '{' : '[');
        for (size_t i = 0; i < value->count; i++) {
            if (i)
                ent_i_buffer_char(ret, ',');
            if (map) {
                ent_i_json_escape(value->keys[i].text, value->keys[i].length, ret);
                ent_i_buffer_char(ret, ':');
            }
            tck_print_json(&value->items[i], ret);
        }
        ent_i_buffer_char(ret, map ? '}' : ']');
    } else {
        tck_print(value, ret);
    }
}
