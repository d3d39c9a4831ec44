/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values as the kit writes them in the cells of its tables, and the answers of the engine in the same form. */
#ifndef ENT_TCK_EXPECT_H
#define ENT_TCK_EXPECT_H

#include <entente/query.h>

#include "graph/base/arena.h"
#include "graph/base/buffer.h"

typedef enum tck_kind {
    TCK_NULL,
    TCK_BOOLEAN,
    TCK_INTEGER,
    TCK_FLOAT,
    TCK_STRING, /* temporal values too: the kit writes them so */
    TCK_LIST,
    TCK_MAP,
    TCK_NODE,
    TCK_RELATIONSHIP,
    TCK_PATH
} tck_kind;

typedef struct tck_value tck_value;
struct tck_value {
    tck_kind kind;
    bool truth;
    int64_t integer;
    double number;
    const char *text;
    size_t length;
    size_t count;         /* items of a list, entries of a map, elements of a path: node, relationship, node ... */
    tck_value *items;
    tck_value *keys;      /* of a map: strings */
    tck_value *labels;    /* of a node; the type of a relationship */
    size_t label_count;
    tck_value *properties; /* of a node or relationship: a map */
    uint64_t id;           /* of an answer only */
    bool backward;         /* a relationship in a path, against its direction */
    bool loop;             /* of an answer: it may be written in either direction */
};

/* false: *ret_fault says what is wrong with the text. */
bool tck_parse(ent_i_arena *arena, const char *text, tck_value *ret, const char **ret_fault);
/* A copy of an answer, good for as long as the arena. */
tck_value tck_of(ent_i_arena *arena, const ent_value *value);

/* By content; an integer is never a float. unordered: every list is a multiset. */
bool tck_same(const tck_value *a, const tck_value *b, bool unordered);
/* In the syntax of the kit, the entries of maps by key: two values print alike when they are the same. */
void tck_print(const tck_value *value, ent_i_buffer *ret);
/* As JSON: what parameters and procedures take. */
void tck_print_json(const tck_value *value, ent_i_buffer *ret);

#endif
