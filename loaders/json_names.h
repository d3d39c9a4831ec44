/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The member names of the JSON objects being copied, innermost last, to find a name that comes twice.
 * Small objects are compared name by name; from many names on a table keeps it linear. */
#ifndef ENT_I_JSON_NAMES_H
#define ENT_I_JSON_NAMES_H

#include "graph/base/buffer.h"

typedef struct ent_i_json_name {
    uint32_t hash;
    uint32_t at, length; /* in the text copied so far */
} ent_i_json_name;

typedef struct ent_i_json_names {
    ent_i_json_name *items;
    size_t count, capacity;
    uint32_t *slots; /* number of an item plus 1, 0: free; linear probing */
    size_t slot_count, used;
} ent_i_json_names;

void ent_i_json_names_clear(ent_i_json_names *names);
void ent_i_json_names_reset(ent_i_json_names *names);
/* Add the name that stands at [at, at + length) of text to the object whose names began at item `start`.
 * ENT_ERR_DUPLICATE (without a message) when the object has it. */
ENT_CHECK ent_status ent_i_json_names_add(ent_i_json_names *names, size_t start, const ent_i_buffer *text,
                                          size_t at, size_t length, ent_error *err);
/* The object is complete. */
void ent_i_json_names_leave(ent_i_json_names *names, size_t start);

#endif
