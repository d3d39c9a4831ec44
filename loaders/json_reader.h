/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A pull reader for JSON (RFC 8259, strictly): the caller asks for the next piece and gets it, and nothing
 * but the piece is in memory. Numbers keep their lexeme. Every failure is set in the reader's error with
 * file, line and column, and is returned. */
#ifndef ENT_I_JSON_READER_H
#define ENT_I_JSON_READER_H

#include <entente/graph.h>

#include "loaders/json_names.h"
#include "loaders/source.h"

typedef enum ent_i_json_kind {
    ENT_I_JSON_OBJECT,
    ENT_I_JSON_ARRAY,
    ENT_I_JSON_STRING,
    ENT_I_JSON_NUMBER,
    ENT_I_JSON_TRUE,
    ENT_I_JSON_FALSE,
    ENT_I_JSON_NULL
} ent_i_json_kind;

typedef struct ent_i_reader_level {
    bool object;
    bool started; /* a member or element has been read */
    uint32_t names; /* first name of the object in names, while copying */
} ent_i_reader_level;

typedef struct ent_i_reader {
    ent_i_source *source;
    ent_error *err;
    ent_status failure; /* of the source, or the record's limit: there is no next byte */
    const char *block, *at, *end; /* what is being read; at: the next byte */
    uint64_t base;                /* bytes before block */
    uint64_t line, line_start;    /* from 1; offset of its first byte */
    uint64_t item_start;          /* offset, moved on by white space so that that does not count */
    uint64_t place_line, place_column; /* of the last piece */
    size_t max_item;
    unsigned depth, max_depth;
    ent_i_reader_level *levels;
    size_t level_capacity;
    ent_i_buffer scratch; /* the last string or number */
    ent_i_json_names names;
} ent_i_reader;

/* The source and err are borrowed. A byte order mark at the start is skipped. */
ENT_CHECK ent_status ent_i_reader_begin(ent_i_reader *reader, ent_i_source *source, size_t max_item,
                                      unsigned max_depth, ent_error *err);
/* The same reader for another source, keeping its memory. */
ENT_CHECK ent_status ent_i_reader_again(ent_i_reader *reader, ent_i_source *source);
void ent_i_reader_clear(ent_i_reader *reader);

/* From here on count the bytes of a new record. */
void ent_i_reader_item(ent_i_reader *reader);
/* What kind of value comes next. It is not consumed. */
ENT_CHECK ent_status ent_i_reader_next(ent_i_reader *reader, ent_i_json_kind *ret);
/* Go into the object or array that comes next. */
ENT_CHECK ent_status ent_i_reader_enter(ent_i_reader *reader);
/* In an object: the next member's name, borrowed until the next call, with its value next; ENT_DONE when
 * the object ended and has been left. */
ENT_CHECK ent_status ent_i_reader_member(ent_i_reader *reader, ent_text *ret);
/* In an array: ENT_OK when an element comes next; ENT_DONE when the array ended and has been left. */
ENT_CHECK ent_status ent_i_reader_element(ent_i_reader *reader);
/* The string or number that comes next, borrowed until the next call. A string may hold any character,
 * also U+0000. */
ENT_CHECK ent_status ent_i_reader_string(ent_i_reader *reader, ent_text *ret);
ENT_CHECK ent_status ent_i_reader_number(ent_i_reader *reader, ent_text *ret);
/* The true, false or null that comes next. */
ENT_CHECK ent_status ent_i_reader_word(ent_i_reader *reader, ent_i_json_kind kind);
/* Append the value that comes next, whatever it is, in canonical form: no white space, members in their
 * order, numbers as they were written, strings with the fewest escapes. A member name that comes twice in
 * one object is an error. out is empty or holds less than the record's limit. */
ENT_CHECK ent_status ent_i_reader_copy(ent_i_reader *reader, ent_i_buffer *out);
/* Nothing but white space may follow. */
ENT_CHECK ent_status ent_i_reader_end(ent_i_reader *reader);

/* Fail at the last piece read or looked at. */
ent_status ent_i_reader_fail(ent_i_reader *reader, ent_status code, const char *format, ...) ENT_I_PRINTF(3, 4);
const char *ent_i_json_kind_text(ent_i_json_kind kind); /* "an object" */

#endif
