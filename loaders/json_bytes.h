/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What json_reader.c and json_scalar.c stand on: the next byte of the source, and the places that errors name. */
#ifndef ENT_I_JSON_BYTES_H
#define ENT_I_JSON_BYTES_H

#include "loaders/json_reader.h"

/* Bytes of the source before the next one. */
static inline uint64_t ent_i_reader_offset(const ent_i_reader *reader)
{
    return reader->base + (uint64_t)(reader->at - reader->block);
}

/* Errors are about the next byte from here on. */
static inline void ent_i_reader_set_place(ent_i_reader *reader)
{
    reader->place_line = reader->line;
    reader->place_column = ent_i_reader_offset(reader) - reader->line_start + 1;
}

/* Is the record within its limit so far? */
ENT_CHECK ent_status ent_i_reader_check_item(ent_i_reader *reader);
/* Another block; ENT_DONE at the end of the source. */
ENT_CHECK ent_status ent_i_reader_fill(ent_i_reader *reader);

/* The next byte without consuming it; -1 at the end, -2 after an error. */
static inline int ent_i_reader_peek(ent_i_reader *reader)
{
    if (reader->at == reader->end) {
        ent_status status = ent_i_reader_fill(reader);
        if (status != ENT_OK)
            return status < 0 ? -2 : -1;
    }
    return (unsigned char)*reader->at;
}

/* ENT_DONE when nothing but white space was left. */
ENT_CHECK ent_status ent_i_reader_skip_white(ent_i_reader *reader);
/* A byte order mark at the start. */
ENT_CHECK ent_status ent_i_reader_skip_mark(ent_i_reader *reader);
/* The error for the next byte, which should not be there. */
ent_status ent_i_reader_unexpected(ent_i_reader *reader, const char *expected);

#endif
