/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What cannot be taken apart, compared: shared by equality (value_compare.c) and order (value_order.c), which must
 * agree on it. */
#ifndef ENT_I_VALUE_PARTS_H
#define ENT_I_VALUE_PARTS_H

#include "graph/model/value.h"

#include <math.h>
#include <string.h>

static inline int ent_i_sign(bool less, bool greater)
{
    return (int)greater - (int)less;
}

/* Exact: a conversion of the integer to double would make 2^53 and 2^53 + 1 the same. */
static inline int ent_i_compare_integer_to_double(int64_t integer, double number)
{
    if (number >= 9223372036854775808.0)
        return -1;
    if (number < -9223372036854775808.0)
        return 1;
    int64_t whole = (int64_t)number; /* towards zero, and exact when converted back */
    if (integer != whole)
        return integer < whole ? -1 : 1;
    double rest = number - (double)whole;
    return ent_i_sign(rest > 0, rest < 0);
}

static inline bool ent_i_value_is_number(ent_i_value value)
{
    return value.kind == ENT_I_INTEGER || value.kind == ENT_I_FLOAT;
}

static inline bool ent_i_value_is_nan(ent_i_value value)
{
    return value.kind == ENT_I_FLOAT && isnan(value.number);
}

/* Two numbers, neither of them NaN. */
static inline int ent_i_compare_numbers(ent_i_value a, ent_i_value b)
{
    if (a.kind == ENT_I_INTEGER)
        return b.kind == ENT_I_INTEGER ? ent_i_sign(a.integer < b.integer, a.integer > b.integer)
                                       : ent_i_compare_integer_to_double(a.integer, b.number);
    return b.kind == ENT_I_INTEGER ? -ent_i_compare_integer_to_double(b.integer, a.number)
                                   : ent_i_sign(a.number < b.number, a.number > b.number);
}

/* Bytes of UTF-8 stand in the order of code points. */
static inline int ent_i_compare_strings(const ent_i_string *a, const ent_i_string *b)
{
    size_t common = a->length < b->length ? a->length : b->length;
    int order = memcmp(a->text, b->text, common);
    return order ? ent_i_sign(order < 0, order > 0) : ent_i_sign(a->length < b->length, a->length > b->length);
}

static inline int ent_i_compare_ids(uint64_t a, uint64_t b)
{
    return ent_i_sign(a < b, a > b);
}

/* As the list of its nodes and relationships. */
static inline int ent_i_compare_paths(const ent_i_path *a, const ent_i_path *b)
{
    int order = ent_i_compare_ids(a->nodes[0], b->nodes[0]);
    for (size_t i = 0; !order && i < a->count && i < b->count; i++) {
        order = ent_i_compare_ids(a->relationships[i], b->relationships[i]);
        if (!order)
            order = ent_i_compare_ids(a->nodes[i + 1], b->nodes[i + 1]);
    }
    return order ? order : ent_i_sign(a->count < b->count, a->count > b->count);
}

#endif
