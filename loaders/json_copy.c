/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Copying a JSON value of any depth and shape, without recursion. */
#include "loaders/json_reader.h"

#include "graph/base/json_scan.h"
#include "graph/base/number.h"

static ent_status copy_scalar(ent_i_reader *reader, ent_i_json_kind kind, ent_i_buffer *out)
{
    ent_text text = { NULL, 0 };
    switch (kind) {
    case ENT_I_JSON_STRING:
        ENT_I_TRY(ent_i_reader_string(reader, &text));
        ent_i_json_escape(text.data, text.length, out);
        return ENT_OK;
    case ENT_I_JSON_NUMBER:
        ENT_I_TRY(ent_i_reader_number(reader, &text));
        if (!ent_i_number_fits(text.data, text.length))
            return ent_i_reader_fail(reader, ENT_ERR_LIMIT, "%.*s is too large for a number: write it as text, in quotes",
                                     text.length < 60 ? (int)text.length : 60, text.data);
        ent_i_buffer_add(out, text.data, text.length);
        return ENT_OK;
    default:
        ENT_I_TRY(ent_i_reader_word(reader, kind));
        ent_i_buffer_text(out, ent_i_json_kind_text(kind));
        return ENT_OK;
    }
}

static ent_status copy_name(ent_i_reader *reader, const ent_i_reader_level *level, ent_text name, ent_i_buffer *out)
{
    size_t at = out->length;
    ent_i_json_escape(name.data, name.length, out);
    ENT_I_TRY(ent_i_buffer_status(out, reader->err));
    ent_status status = ent_i_json_names_add(&reader->names, level->names, out, at, out->length - at, reader->err);
    if (status == ENT_ERR_DUPLICATE)
        return ent_i_reader_fail(reader, ENT_ERR_DUPLICATE, "member %.*s comes twice in one object",
                               out->length - at < 100 ? (int)(out->length - at) : 100, out->data + at);
    ENT_I_TRY(status);
    ent_i_buffer_char(out, ':');
    return ent_i_buffer_status(out, reader->err);
}

/* Copy what stands before the next value: ENT_OK; ENT_DONE when the innermost container ended. */
static ent_status copy_separator(ent_i_reader *reader, ent_i_buffer *out)
{
    ent_i_reader_level *level = &reader->levels[reader->depth - 1];
    bool object = level->object, started = level->started;
    ent_text name = { NULL, 0 };
    ent_status status = object ? ent_i_reader_member(reader, &name) : ent_i_reader_element(reader);
    if (status < 0)
        return status;
    if (status == ENT_DONE) {
        if (object)
            ent_i_json_names_leave(&reader->names, level->names);
        ent_i_buffer_char(out, object ? '}' : ']');
        return ENT_DONE;
    }
    if (started)
        ent_i_buffer_char(out, ',');
    return object ? copy_name(reader, level, name, out) : ENT_OK;
}

ent_status ent_i_reader_copy(ent_i_reader *reader, ent_i_buffer *out)
{
    unsigned outside = reader->depth;
    do {
        ent_i_json_kind kind;
        ENT_I_TRY(ent_i_reader_next(reader, &kind));
        if (kind == ENT_I_JSON_OBJECT || kind == ENT_I_JSON_ARRAY) {
            ENT_I_TRY(ent_i_reader_enter(reader));
            ent_i_buffer_char(out, kind == ENT_I_JSON_OBJECT ? '{' : '[');
        } else {
            ENT_I_TRY(copy_scalar(reader, kind, out));
        }
        while (reader->depth > outside) {
            ent_status status = copy_separator(reader, out);
            if (status < 0)
                return status;
            if (status == ENT_OK)
                break;
        }
    } while (reader->depth > outside);
    return ent_i_buffer_status(out, reader->err);
}
