/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is known of the type of an expression before it runs. A type says what a value is if it is not null:
 * any expression may be null at run time. */
#ifndef ENT_I_BIND_TYPE_H
#define ENT_I_BIND_TYPE_H

#include <stdbool.h>
#include <stdint.h>

/* X(name, text) */
#define ENT_I_TYPE_LIST(X)                       \
    X(ENT_I_TYPE_ANY, "ANY")                     \
    X(ENT_I_TYPE_NULL, "NULL")                   \
    X(ENT_I_TYPE_BOOLEAN, "BOOLEAN")             \
    X(ENT_I_TYPE_INTEGER, "INTEGER")             \
    X(ENT_I_TYPE_FLOAT, "FLOAT")                 \
    X(ENT_I_TYPE_NUMBER, "NUMBER")               \
    X(ENT_I_TYPE_STRING, "STRING")               \
    X(ENT_I_TYPE_MAP, "MAP")                     \
    X(ENT_I_TYPE_NODE, "NODE")                   \
    X(ENT_I_TYPE_RELATIONSHIP, "RELATIONSHIP")   \
    X(ENT_I_TYPE_PATH, "PATH")                   \
    X(ENT_I_TYPE_DATE, "DATE")                   \
    X(ENT_I_TYPE_LOCAL_TIME, "LOCAL TIME")       \
    X(ENT_I_TYPE_TIME, "TIME")                   \
    X(ENT_I_TYPE_LOCAL_DATETIME, "LOCAL DATETIME") \
    X(ENT_I_TYPE_DATETIME, "DATETIME")           \
    X(ENT_I_TYPE_DURATION, "DURATION")           \
    X(ENT_I_TYPE_LIST_OF, "LIST") /* only as a bit of a mask: a type that is a list has lists > 0 */

typedef enum ent_i_type_kind {
#define ENT_X(name, text) name,
    ENT_I_TYPE_LIST(ENT_X)
#undef ENT_X
} ent_i_type_kind;

/* lists times LIST<...> around kind: { INTEGER, 2 } is LIST<LIST<INTEGER>>, { ANY, 1 } any list. */
typedef struct ent_i_type {
    uint8_t kind;
    uint8_t lists;
} ent_i_type;

#define ENT_I_BIT(kind) (1u << (kind))
/* Sets of kinds, for what an operand may be; every set takes ANY and NULL. */
typedef uint32_t ent_i_type_mask;
#define ENT_I_MASK_ANY UINT32_MAX
#define ENT_I_MASK_BOOLEAN ENT_I_BIT(ENT_I_TYPE_BOOLEAN)
#define ENT_I_MASK_INTEGER (ENT_I_BIT(ENT_I_TYPE_INTEGER) | ENT_I_BIT(ENT_I_TYPE_NUMBER))
#define ENT_I_MASK_NUMBER (ENT_I_MASK_INTEGER | ENT_I_BIT(ENT_I_TYPE_FLOAT))
#define ENT_I_MASK_STRING ENT_I_BIT(ENT_I_TYPE_STRING)
#define ENT_I_MASK_MAP ENT_I_BIT(ENT_I_TYPE_MAP)
#define ENT_I_MASK_LIST ENT_I_BIT(ENT_I_TYPE_LIST_OF)
#define ENT_I_MASK_NODE ENT_I_BIT(ENT_I_TYPE_NODE)
#define ENT_I_MASK_RELATIONSHIP ENT_I_BIT(ENT_I_TYPE_RELATIONSHIP)
#define ENT_I_MASK_ENTITY (ENT_I_MASK_NODE | ENT_I_MASK_RELATIONSHIP)
#define ENT_I_MASK_PATH ENT_I_BIT(ENT_I_TYPE_PATH)
#define ENT_I_MASK_DURATION ENT_I_BIT(ENT_I_TYPE_DURATION)
#define ENT_I_MASK_INSTANT                                                                              \
    (ENT_I_BIT(ENT_I_TYPE_DATE) | ENT_I_BIT(ENT_I_TYPE_LOCAL_TIME) | ENT_I_BIT(ENT_I_TYPE_TIME) |       \
     ENT_I_BIT(ENT_I_TYPE_LOCAL_DATETIME) | ENT_I_BIT(ENT_I_TYPE_DATETIME))
#define ENT_I_MASK_TEMPORAL (ENT_I_MASK_INSTANT | ENT_I_MASK_DURATION)

static inline ent_i_type ent_i_type_of(ent_i_type_kind kind)
{
    return (ent_i_type){ (uint8_t)kind, 0 };
}
/* Deeper than 200 lists nothing is known of the elements. */
ent_i_type ent_i_type_list(ent_i_type element);
/* Of a list its elements' type, else ANY. */
ent_i_type ent_i_type_element(ent_i_type list);
/* The least type that covers both; null is in every type. */
ent_i_type ent_i_type_join(ent_i_type a, ent_i_type b);
/* May a value of that type be in the set? */
bool ent_i_type_may(ent_i_type type, ent_i_type_mask mask);
bool ent_i_type_equal(ent_i_type a, ent_i_type b);
/* "LIST<INTEGER>" into a buffer that takes any type; returns it. */
#define ENT_I_TYPE_TEXT 64
const char *ent_i_type_text(ent_i_type type, char buffer[ENT_I_TYPE_TEXT]);
/* "LIST", "a LIST or STRING": the kinds of a mask. */
const char *ent_i_type_mask_text(ent_i_type_mask mask, char buffer[ENT_I_TYPE_TEXT * 4]);

#endif
