/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "loaders/json_bytes.h"

#include <stdarg.h>
#include <stdio.h>

ent_status ent_i_reader_fail(ent_i_reader *reader, ent_status code, const char *format, ...)
{
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return ent_i_fail_at(reader->err, code, reader->source->name, reader->place_line, reader->place_column, "%s",
                         message);
}

ent_status ent_i_reader_check_item(ent_i_reader *reader)
{
    if (ent_i_reader_offset(reader) - reader->item_start <= reader->max_item)
        return ENT_OK;
    return ent_i_reader_fail(reader, ENT_ERR_LIMIT, "a record is longer than the limit of %zu bytes",
                           reader->max_item);
}

ent_status ent_i_reader_fill(ent_i_reader *reader)
{
    reader->failure = ent_i_reader_check_item(reader);
    if (reader->failure < 0)
        return reader->failure;
    reader->base += (uint64_t)(reader->end - reader->block);
    reader->block = reader->at = reader->end = NULL;
    size_t length = 0;
    ent_status status = ent_i_source_next(reader->source, &reader->block, &length, reader->err);
    if (status == ENT_OK) {
        reader->at = reader->block;
        reader->end = reader->block + length;
    } else if (status < 0) {
        reader->failure = status;
    }
    return status;
}

ent_status ent_i_reader_skip_white(ent_i_reader *reader)
{
    for (;;) {
        const char *p = reader->at;
        for (; p < reader->end; p++) {
            if (*p == '\n') {
                reader->line++;
                reader->line_start = reader->base + (uint64_t)(p - reader->block) + 1;
            } else if (*p != ' ' && *p != '\t' && *p != '\r') {
                break;
            }
        }
        reader->item_start += (uint64_t)(p - reader->at);
        reader->at = p;
        if (p < reader->end)
            return ENT_OK;
        ent_status status = ent_i_reader_fill(reader);
        if (status != ENT_OK)
            return status;
    }
}

ent_status ent_i_reader_unexpected(ent_i_reader *reader, const char *expected)
{
    ent_i_reader_set_place(reader);
    int c = ent_i_reader_peek(reader);
    if (c == -2)
        return reader->failure;
    if (c == -1)
        return ent_i_reader_fail(reader, ENT_ERR_SYNTAX, "the file ends where %s should follow", expected);
    if (c > 0x20 && c < 0x7f)
        return ent_i_reader_fail(reader, ENT_ERR_SYNTAX, "expected %s, not '%c'", expected, c);
    if (c == 0 && ent_i_reader_offset(reader) < 4)
        return ent_i_reader_fail(reader, ENT_ERR_UTF8, "expected %s; the file seems to be UTF-16 or UTF-32, not "
                               "UTF-8", expected);
    return ent_i_reader_fail(reader, ENT_ERR_SYNTAX, "expected %s, not byte 0x%02X", expected, (unsigned)c);
}

ent_status ent_i_reader_skip_mark(ent_i_reader *reader)
{
    int c = ent_i_reader_peek(reader);
    if (c == -2)
        return reader->failure;
    if (c == 0xFE || c == 0xFF) {
        ent_i_reader_set_place(reader);
        return ent_i_reader_fail(reader, ENT_ERR_UTF8, "the file seems to be UTF-16, not UTF-8");
    }
    if (c != 0xEF)
        return ENT_OK;
    static const unsigned char mark[] = { 0xEF, 0xBB, 0xBF };
    for (size_t i = 0; i < sizeof mark; i++, reader->at++)
        if (ent_i_reader_peek(reader) != mark[i])
            return ent_i_reader_unexpected(reader, "a byte order mark or a value");
    reader->line_start = ent_i_reader_offset(reader);
    return ENT_OK;
}
