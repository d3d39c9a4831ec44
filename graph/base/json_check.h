/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Is a text well-formed JSON (RFC 8259)? For texts that did not come through a loader. */
#ifndef ENT_I_JSON_CHECK_H
#define ENT_I_JSON_CHECK_H

#include <stdbool.h>
#include <stddef.h>

/* One object, nested at most 512 deep, in valid UTF-8, with nothing but white space around it. */
bool ent_i_json_is_object(const char *text, size_t length);

#endif
