/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"

void ent_i_buffer_clear(ent_i_buffer *buffer)
{
    free(buffer->data);
    *buffer = (ent_i_buffer)ENT_I_BUFFER_INIT;
}

void ent_i_buffer_reset(ent_i_buffer *buffer)
{
    buffer->length = 0;
    buffer->failed = false;
    if (buffer->data)
        buffer->data[0] = '\0';
}

static bool make_room(ent_i_buffer *buffer, size_t more)
{
    if (buffer->failed)
        return false;
    if (more >= SIZE_MAX / 4 - buffer->length ||
        ENT_I_RESERVE(buffer->data, buffer->capacity, buffer->length + more + 1, NULL) < 0) {
        buffer->failed = true;
        return false;
    }
    return true;
}

void ent_i_buffer_add(ent_i_buffer *buffer, const char *data, size_t length)
{
    if (!make_room(buffer, length))
        return;
    if (length)
        memcpy(buffer->data + buffer->length, data, length);
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
}

void ent_i_buffer_text(ent_i_buffer *buffer, const char *text)
{
    ent_i_buffer_add(buffer, text, strlen(text));
}

void ent_i_buffer_char(ent_i_buffer *buffer, char c)
{
    ent_i_buffer_add(buffer, &c, 1);
}

void ent_i_buffer_printf(ent_i_buffer *buffer, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        buffer->failed = true;
    else if (make_room(buffer, (size_t)length)) {
        vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    }
    va_end(again);
}

const char *ent_i_buffer_string(const ent_i_buffer *buffer)
{
    return buffer->data ? buffer->data : "";
}

ent_status ent_i_buffer_status(const ent_i_buffer *buffer, ent_error *err)
{
    return buffer->failed ? ent_i_nomem(err) : ENT_OK;
}

char *ent_i_buffer_take(ent_i_buffer *buffer)
{
    if (!buffer->data)
        ent_i_buffer_add(buffer, "", 0);
    char *text = buffer->failed ? NULL : buffer->data;
    if (text)
        *buffer = (ent_i_buffer)ENT_I_BUFFER_INIT;
    return text;
}
