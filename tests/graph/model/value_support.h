/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values from texts and at random, for tests. */
#ifndef ENT_TEST_VALUE_SUPPORT_H
#define ENT_TEST_VALUE_SUPPORT_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "graph/model/value.h"

static inline ent_i_value text_value(ent_i_arena *arena, const char *text, size_t length)
{
    ent_error err = { 0 };
    ent_i_value value;
    assert_int_equal(ent_i_value_string(arena, text, length, &value, &err), ENT_OK);
    return value;
}

static inline ent_i_value temporal_value(ent_i_arena *arena, ent_i_temporal temporal)
{
    ent_i_temporal *copy = ent_i_arena_alloc(arena, sizeof *copy);
    assert_non_null(copy);
    *copy = temporal;
    return (ent_i_value){ .kind = ENT_I_TEMPORAL, .temporal = copy };
}

/* Nodes are "(1)", relationships "-1-"; the rest as in the language. */
static inline ent_i_value parse_value(ent_i_arena *arena, const char **at);

static inline void skip_blanks(const char **at)
{
    *at += strspn(*at, " ,");
}

static inline ent_i_value parse_items(ent_i_arena *arena, const char **at, char end)
{
    ent_i_value items[64], keys[64];
    size_t count = 0;
    for (++*at, skip_blanks(at); **at != end; skip_blanks(at)) {
        assert_true(count < 64 && **at);
        if (end == '}') {
            size_t length = strcspn(*at, ":");
            keys[count] = text_value(arena, *at, length);
            *at += length + 1;
            skip_blanks(at);
        }
        items[count++] = parse_value(arena, at);
    }
    ++*at;
    ent_error err = { 0 };
    if (end == '}') {
        ent_i_map *map = NULL;
        assert_int_equal(ent_i_value_map(arena, count, &map, &err), ENT_OK);
        for (size_t i = 0; i < count; i++)
            ent_i_map_put(map, keys[i].string, items[i]);
        return (ent_i_value){ .kind = ENT_I_MAP, .map = map };
    }
    ent_i_list *list = NULL;
    assert_int_equal(ent_i_value_list(arena, count, &list, &err), ENT_OK);
    if (count)
        memcpy(list->items, items, count * sizeof *items);
    return (ent_i_value){ .kind = ENT_I_LIST, .list = list };
}

static inline bool parse_word(const char **at, const char *word)
{
    if (strncmp(*at, word, strlen(word)) != 0)
        return false;
    *at += strlen(word);
    return true;
}

static inline ent_i_value parse_value(ent_i_arena *arena, const char **at)
{
    char *end;
    if (**at == '[')
        return parse_items(arena, at, ']');
    if (**at == '{')
        return parse_items(arena, at, '}');
    if (**at == '\'') {
        size_t length = strcspn(*at + 1, "'");
        ent_i_value value = text_value(arena, *at + 1, length);
        *at += length + 2;
        return value;
    }
    if (parse_word(at, "null"))
        return ent_i_null();
    if (parse_word(at, "true"))
        return ent_i_boolean(true);
    if (parse_word(at, "false"))
        return ent_i_boolean(false);
    if (parse_word(at, "NaN"))
        return ent_i_float((double)NAN);
    if (parse_word(at, "-Infinity"))
        return ent_i_float(-(double)INFINITY);
    if (parse_word(at, "Infinity"))
        return ent_i_float((double)INFINITY);
    if (**at == '(' || (**at == '-' && strchr(*at + 1, '-') == *at + 2)) {
        ent_i_value value = { .kind = **at == '(' ? ENT_I_NODE : ENT_I_RELATIONSHIP };
        value.id = strtoull(*at + 1, &end, 10);
        *at = end + 1;
        return value;
    }
    long long integer = strtoll(*at, &end, 10);
    bool whole = end != *at && !strchr(".e", *end ? *end : 'x');
    ent_i_value value = whole ? ent_i_integer(integer) : ent_i_float(strtod(*at, &end));
    assert_ptr_not_equal(end, *at);
    *at = end;
    return value;
}

static inline ent_i_value V(ent_i_arena *arena, const char *text)
{
    ent_i_value value = parse_value(arena, &text);
    assert_string_equal(text, "");
    return value;
}

#endif
