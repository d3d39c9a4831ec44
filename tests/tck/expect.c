/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cells of expected results:
 *
 *     value        null true false NaN Inf -Inf 1 -1.5 .5 1e308 'text' [value, ..] {name: value, ..}
 *     node         (:Label:Label {name: value})
 *     relationship [:TYPE {name: value}]
 *     path         <(node)-[relationship]->(node)<-[relationship]-(node)> */
#include "expect.h"

#include <math.h>
#include <string.h>

#include "gherkin.h"
#include "graph/base/number.h"

#define DEEPEST 200

typedef struct parser {
    ent_i_arena *arena;
    const char *at;
    const char *fault;
    unsigned depth;
} parser;

static bool fault(parser *p, const char *what)
{
    if (!p->fault)
        p->fault = what;
    return false;
}

static void skip_blanks(parser *p)
{
    p->at += strspn(p->at, " \t\r\n");
}

/* A sign, after blanks. */
static bool take(parser *p, const char *sign)
{
    size_t length = strlen(sign);
    skip_blanks(p);
    if (strncmp(p->at, sign, length) != 0)
        return false;
    p->at += length;
    return true;
}

static bool word_char(char c)
{
    return c && !strchr(" \t\r\n:{}()[]<>,|'`", c);
}

static bool take_word(parser *p, const char *word)
{
    size_t length = strlen(word);
    if (strncmp(p->at, word, length) != 0 || word_char(p->at[length]))
        return false;
    p->at += length;
    return true;
}

static bool parse_value(parser *p, tck_value *ret);
static bool parse_node(parser *p, tck_value *ret);
static bool parse_relationship(parser *p, tck_value *ret);

static tck_value string_value(parser *p, const char *text, size_t length)
{
    return (tck_value){ .kind = TCK_STRING, .text = tck_copy(p->arena, text, length), .length = length };
}

static bool parse_name(parser *p, tck_value *ret)
{
    skip_blanks(p);
    bool quoted = *p->at == '`';
    const char *from = p->at + quoted, *to = from;
    while (quoted ? *to && *to != '`' : word_char(*to))
        to++;
    if (to == from || (quoted && !*to))
        return fault(p, "a name is missing");
    *ret = string_value(p, from, (size_t)(to - from));
    p->at = to + quoted;
    return true;
}

static bool parse_string(parser *p, tck_value *ret)
{
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    for (p->at++; *p->at && *p->at != '\''; p->at++) {
        if (*p->at == '\\' && (p->at[1] == '\'' || p->at[1] == '\\'))
            p->at++;
        ent_i_buffer_char(&text, *p->at);
    }
    *ret = string_value(p, ent_i_buffer_string(&text), text.length);
    ent_i_buffer_clear(&text);
    return *p->at++ == '\'' || fault(p, "a string has no end");
}

static bool parse_number(parser *p, tck_value *ret)
{
    const char *from = p->at;
    char *text;
    while (word_char(*p->at))
        p->at++;
    size_t length = (size_t)(p->at - from);
    *ret = (tck_value){ .kind = TCK_INTEGER };
    if (ent_i_integer_parse(from, length, &ret->integer))
        return true;
    ret->kind = TCK_FLOAT;
    /* ".5" and "-.5" are not JSON. */
    bool minus = *from == '-', bare = from[minus] == '.';
    text = tck_alloc(p->arena, length + 2);
    memcpy(text, from, minus);
    text[minus] = '0';
    memcpy(text + minus + bare, from + minus, length - minus);
    if (!strpbrk(text, ".eE"))
        return fault(p, "not a value, or an integer out of range");
    return ent_i_number_parse(text, strlen(text), &ret->number) || fault(p, "not a value");
}

static bool parse_list(parser *p, tck_value *ret)
{
    *ret = (tck_value){ .kind = TCK_LIST };
    if (take(p, "]"))
        return true;
    do {
        ret->items = tck_room(p->arena, ret->items, ret->count, sizeof *ret->items);
        if (!parse_value(p, &ret->items[ret->count++]))
            return false;
    } while (take(p, ","));
    return take(p, "]") || fault(p, "a list has no end");
}

static bool parse_map(parser *p, tck_value *ret)
{
    *ret = (tck_value){ .kind = TCK_MAP };
    if (take(p, "}"))
        return true;
    do {
        ret->items = tck_room(p->arena, ret->items, ret->count, sizeof *ret->items);
        ret->keys = tck_room(p->arena, ret->keys, ret->count, sizeof *ret->keys);
        if (!parse_name(p, &ret->keys[ret->count]))
            return false;
        if (!take(p, ":"))
            return fault(p, "a map has no : after a name");
        if (!parse_value(p, &ret->items[ret->count++]))
            return false;
    } while (take(p, ","));
    return take(p, "}") || fault(p, "a map has no end");
}

/* Labels and properties up to the closing sign. */
static bool parse_entity(parser *p, tck_kind kind, const char *close, tck_value *ret)
{
    *ret = (tck_value){ .kind = kind };
    ret->properties = tck_alloc(p->arena, sizeof *ret->properties);
    *ret->properties = (tck_value){ .kind = TCK_MAP };
    while (take(p, ":")) {
        ret->labels = tck_room(p->arena, ret->labels, ret->label_count, sizeof *ret->labels);
        if (!parse_name(p, &ret->labels[ret->label_count++]))
            return false;
    }
    if (take(p, "{") && !parse_map(p, ret->properties))
        return false;
    return take(p, close) || fault(p, "a node or relationship has no end");
}

static bool parse_node(parser *p, tck_value *ret)
{
    return take(p, "(") ? parse_entity(p, TCK_NODE, ")", ret) : fault(p, "a node is missing");
}

static bool parse_relationship(parser *p, tck_value *ret)
{
    return take(p, "[") ? parse_entity(p, TCK_RELATIONSHIP, "]", ret) : fault(p, "a relationship is missing");
}

static bool parse_path(parser *p, tck_value *ret)
{
    *ret = (tck_value){ .kind = TCK_PATH };
    for (;;) {
        ret->items = tck_room(p->arena, ret->items, ret->count, sizeof *ret->items);
        if (!parse_node(p, &ret->items[ret->count++]))
            return false;
        if (take(p, ">"))
            return true;
        bool backward = take(p, "<-");
        if (!backward && !take(p, "-"))
            return fault(p, "a path has no end");
        ret->items = tck_room(p->arena, ret->items, ret->count, sizeof *ret->items);
        if (!parse_relationship(p, &ret->items[ret->count]))
            return false;
        ret->items[ret->count++].backward = backward;
        if (!take(p, backward ? "-" : "->"))
            return fault(p, "a relationship of a path has no direction");
    }
}

static bool parse_special(parser *p, tck_value *ret)
{
    static const struct {
        const char *word;
        tck_value value;
    } words[] = {
        { "null", { .kind = TCK_NULL } },
        { "true", { .kind = TCK_BOOLEAN, .truth = true } },
        { "false", { .kind = TCK_BOOLEAN } },
        { "NaN", { .kind = TCK_FLOAT, .number = (double)NAN } },
        { "Inf", { .kind = TCK_FLOAT, .number = (double)INFINITY } },
        { "-Inf", { .kind = TCK_FLOAT, .number = -(double)INFINITY } },
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (take_word(p, words[i].word)) {
            *ret = words[i].value;
            return true;
        }
    return false;
}

static bool parse_one(parser *p, tck_value *ret)
{
    skip_blanks(p);
    switch (*p->at) {
    case '\'':
        return parse_string(p, ret);
    case '(':
        return parse_node(p, ret);
    case '<':
        p->at++;
        return parse_path(p, ret);
    case '{':
        p->at++;
        return parse_map(p, ret);
    case '[': {
        const char *open = p->at++;
        skip_blanks(p);
        if (*p->at != ':')
            return parse_list(p, ret);
        p->at = open;
        return parse_relationship(p, ret);
    }
    default:
        return parse_special(p, ret) || parse_number(p, ret);
    }
}

static bool parse_value(parser *p, tck_value *ret)
{
    if (p->depth == DEEPEST)
        return fault(p, "nested too deep");
    p->depth++;
    bool parsed = parse_one(p, ret);
    p->depth--;
    return parsed;
}

bool tck_parse(ent_i_arena *arena, const char *text, tck_value *ret, const char **ret_fault)
{
    parser p = { .arena = arena, .at = text };
    tck_value value;
    bool parsed = parse_value(&p, &value);
    if (parsed) {
        skip_blanks(&p);
        parsed = !*p.at || fault(&p, "something follows the value");
    }
    if (parsed)
        *ret = value;
    else
        *ret_fault = p.fault;
    return parsed;
}
