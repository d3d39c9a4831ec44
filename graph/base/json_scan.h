/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Looking into stored properties: well-formed JSON that a loader has checked, read without building a tree. */
#ifndef ENT_I_JSON_SCAN_H
#define ENT_I_JSON_SCAN_H

#include <stdbool.h>

#include "graph/base/buffer.h"

/* The text of the value of a top-level member of an object ("\"x\"", "3.5", "{...}"); false when there is
 * no such member. Names are compared after unescaping. The object must be well formed; of malformed text
 * it reads no byte beyond the NUL. */
bool ent_i_json_member(const char *object, const char *name, const char **ret_value, size_t *ret_length);
/* The members in turn: start with *cursor = object; each call gives a member's raw name (with quotes) and
 * value and moves the cursor; false at the end. */
bool ent_i_json_next(const char **cursor, const char **ret_name, size_t *ret_name_length,
                     const char **ret_value, size_t *ret_value_length);
/* Append the text that a JSON string (with its quotes) stands for; false when it is not a string. */
bool ent_i_json_unescape(const char *string, size_t length, ent_i_buffer *ret);
/* Append a text as a JSON string with quotes: only what must be escaped is. */
void ent_i_json_escape(const char *text, size_t length, ent_i_buffer *ret);

#endif
