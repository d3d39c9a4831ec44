/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values of the query language. A value is small and copied; what it points to is immutable and lives in an
 * arena of the statement that made it, or longer. */
#ifndef ENT_I_VALUE_H
#define ENT_I_VALUE_H

#include <entente/graph.h>

#include "graph/base/arena.h"
#include "graph/base/buffer.h"
#include "graph/time/temporal.h"

typedef enum ent_i_value_kind {
    ENT_I_NULL,
    ENT_I_BOOLEAN,
    ENT_I_INTEGER,
    ENT_I_FLOAT,
    ENT_I_STRING,
    ENT_I_LIST,
    ENT_I_MAP,
    ENT_I_NODE,
    ENT_I_RELATIONSHIP,
    ENT_I_PATH,
    ENT_I_TEMPORAL
} ent_i_value_kind;

typedef struct ent_i_value ent_i_value;

typedef struct ent_i_string {
    size_t length;
    char text[]; /* UTF-8, NUL-terminated, may hold NULs */
} ent_i_string;

typedef struct ent_i_list ent_i_list;
typedef struct ent_i_map ent_i_map;
typedef struct ent_i_path ent_i_path;

struct ent_i_value {
    ent_i_value_kind kind;
    union {
        bool boolean;
        int64_t integer;
        double number;
        const ent_i_string *string;
        const ent_i_list *list;
        const ent_i_map *map;
        uint64_t id; /* node or relationship */
        const ent_i_path *path;
        const ent_i_temporal *temporal;
    };
};

struct ent_i_list {
    size_t count;
    ent_i_value items[];
};

typedef struct ent_i_entry {
    const ent_i_string *key;
    ent_i_value value;
} ent_i_entry;

/* Keys are distinct and in order of first insertion. */
struct ent_i_map {
    size_t count;
    ent_i_entry entries[];
};

/* nodes[0] -relationships[0]- nodes[1] ...: count relationships, count + 1 nodes. */
struct ent_i_path {
    size_t count;
    uint64_t *nodes, *relationships;
};

/* --- making ----------------------------------------------------------------------------------------------- */

static inline ent_i_value ent_i_null(void)
{
    return (ent_i_value){ .kind = ENT_I_NULL };
}
static inline ent_i_value ent_i_boolean(bool boolean)
{
    return (ent_i_value){ .kind = ENT_I_BOOLEAN, .boolean = boolean };
}
static inline ent_i_value ent_i_integer(int64_t integer)
{
    return (ent_i_value){ .kind = ENT_I_INTEGER, .integer = integer };
}
static inline ent_i_value ent_i_float(double number)
{
    return (ent_i_value){ .kind = ENT_I_FLOAT, .number = number };
}
ENT_CHECK ent_status ent_i_value_string(ent_i_arena *arena, const char *text, size_t length, ent_i_value *ret,
                                        ent_error *err);
/* A list of count values, NULL-filled, to be written before it is shared. */
ENT_CHECK ent_status ent_i_value_list(ent_i_arena *arena, size_t count, ent_i_list **ret, ent_error *err);
ENT_CHECK ent_status ent_i_value_map(ent_i_arena *arena, size_t capacity, ent_i_map **ret, ent_error *err);
/* Add or replace a key of a map that has room. */
void ent_i_map_put(ent_i_map *map, const ent_i_string *key, ent_i_value value);
const ent_i_value *ent_i_map_get(const ent_i_map *map, const char *key, size_t length);

/* Lists and maps nested deeper than this are compared, hashed and printed as if they ended there. */
#define ENT_I_VALUE_NESTING 1000

/* --- comparing (CIP2016-06-14) ---------------------------------------------------------------------------- */

typedef enum ent_i_ternary { ENT_I_FALSE, ENT_I_TRUE, ENT_I_UNKNOWN } ent_i_ternary;

/* "=": null is unknown, 1 = 1.0, lists and maps element by element, NaN equals nothing. */
ent_i_ternary ent_i_value_equal(ent_i_value a, ent_i_value b);
/* "<": unknown across kinds; *ret_order is -1, 0 or 1 when it returns ENT_I_TRUE. NaN: ENT_I_FALSE (no order). */
ent_i_ternary ent_i_value_comparable(ent_i_value a, ent_i_value b, int *ret_order);
/* ORDER BY, min, max: a total order: map, node, relationship, list, path, temporals, string, boolean, number,
 * NaN, null. */
int ent_i_value_order(ent_i_value a, ent_i_value b);
/* DISTINCT and grouping: as "=", but null is null and NaN is NaN. Equivalent values hash alike. */
bool ent_i_value_equivalent(ent_i_value a, ent_i_value b);
uint64_t ent_i_value_hash(ent_i_value value);

/* --- text ------------------------------------------------------------------------------------------------- */

/* "INTEGER", "LIST", "DATETIME": for error messages. */
const char *ent_i_value_kind_name(ent_i_value value);
/* As openCypher text, strings in single quotes when quoted; nodes, relationships and paths as their ids
 * ("(#3)"): who wants their content asks the graph. Floats always have a point or an exponent. */
void ent_i_value_print(ent_i_value value, bool quoted, ent_i_buffer *ret);
/* The same with nodes, relationships and paths, wherever they stand in it, as somebody prints them who knows more of them
 * than their numbers. */
typedef void ent_i_print_entity(const void *context, ent_i_value entity, ent_i_buffer *ret);
void ent_i_value_print_with(ent_i_value value, bool quoted, ent_i_print_entity *entity, const void *context,
                            ent_i_buffer *ret);
/* A key, label or type, in backticks where it needs them. */
void ent_i_name_print(const ent_i_string *name, ent_i_buffer *ret);

#endif
