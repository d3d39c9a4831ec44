/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text that grows. A failed addition is remembered: build the whole text, then ask once. */
#ifndef ENT_I_BUFFER_H
#define ENT_I_BUFFER_H

#include <stdbool.h>

#include "graph/base/error.h"

typedef struct ent_i_buffer {
    char *data; /* NUL-terminated unless empty and never written */
    size_t length, capacity;
    bool failed; /* memory ran out: the text is incomplete */
} ent_i_buffer;
#define ENT_I_BUFFER_INIT { NULL, 0, 0, false }

void ent_i_buffer_clear(ent_i_buffer *buffer); /* frees */
void ent_i_buffer_reset(ent_i_buffer *buffer); /* length 0, keeps the memory */
void ent_i_buffer_add(ent_i_buffer *buffer, const char *data, size_t length);
void ent_i_buffer_text(ent_i_buffer *buffer, const char *text);
void ent_i_buffer_char(ent_i_buffer *buffer, char c);
void ent_i_buffer_printf(ent_i_buffer *buffer, const char *format, ...) ENT_I_PRINTF(2, 3);
/* "" when nothing was written. */
const char *ent_i_buffer_string(const ent_i_buffer *buffer);
/* ENT_ERR_NOMEM when an addition failed. */
ENT_CHECK ent_status ent_i_buffer_status(const ent_i_buffer *buffer, ent_error *err);
/* Hand the text over (free() it); NULL when memory ran out. The buffer is empty after. */
char *ent_i_buffer_take(ent_i_buffer *buffer);

#define ENT_I_AUTOBUFFER __attribute__((cleanup(ent_i_buffer_clear))) ent_i_buffer

#endif
