/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "loaders/json_reader.h"

#include "graph/base/array.h"
#include "loaders/json_bytes.h"

/* --- life ------------------------------------------------------------------------------------- */

ent_status ent_i_reader_again(ent_i_reader *reader, ent_i_source *source)
{
    reader->source = source;
    reader->block = reader->at = reader->end = NULL;
    reader->base = reader->line_start = reader->item_start = 0;
    reader->line = 1;
    reader->depth = 0;
    ent_i_json_names_reset(&reader->names);
    return ent_i_reader_skip_mark(reader);
}

ent_status ent_i_reader_begin(ent_i_reader *reader, ent_i_source *source, size_t max_item, unsigned max_depth,
                            ent_error *err)
{
    *reader = (ent_i_reader){ .err = err, .max_item = max_item, .max_depth = max_depth };
    return ent_i_reader_again(reader, source);
}

void ent_i_reader_clear(ent_i_reader *reader)
{
    ent_i_json_names_clear(&reader->names);
    ent_i_buffer_clear(&reader->scratch);
    free(reader->levels);
    reader->levels = NULL;
    reader->level_capacity = 0;
}

void ent_i_reader_item(ent_i_reader *reader)
{
    reader->item_start = ent_i_reader_offset(reader);
}

/* --- structure -------------------------------------------------------------------------------- */

const char *ent_i_json_kind_text(ent_i_json_kind kind)
{
    static const char *const texts[] = { "an object", "an array", "a string", "a number",
                                         "true",      "false",    "null" };
    return texts[kind];
}

ent_status ent_i_reader_next(ent_i_reader *reader, ent_i_json_kind *ret)
{
    ENT_I_TRY(ent_i_reader_skip_white(reader));
    ENT_I_TRY(ent_i_reader_check_item(reader));
    ent_i_reader_set_place(reader);
    int c = ent_i_reader_peek(reader);
    switch (c) {
    case '{': *ret = ENT_I_JSON_OBJECT; return ENT_OK;
    case '[': *ret = ENT_I_JSON_ARRAY; return ENT_OK;
    case '"': *ret = ENT_I_JSON_STRING; return ENT_OK;
    case 't': *ret = ENT_I_JSON_TRUE; return ENT_OK;
    case 'f': *ret = ENT_I_JSON_FALSE; return ENT_OK;
    case 'n': *ret = ENT_I_JSON_NULL; return ENT_OK;
    default: break;
    }
    if (c == '-' || (c >= '0' && c <= '9')) {
        *ret = ENT_I_JSON_NUMBER;
        return ENT_OK;
    }
    return ent_i_reader_unexpected(reader, "a value");
}

ent_status ent_i_reader_enter(ent_i_reader *reader)
{
    if (reader->depth >= reader->max_depth)
        return ent_i_reader_fail(reader, ENT_ERR_LIMIT, "nested deeper than the limit of %u", reader->max_depth);
    ENT_I_TRY(ENT_I_RESERVE(reader->levels, reader->level_capacity, (size_t)reader->depth + 1, reader->err));
    reader->levels[reader->depth++] = (ent_i_reader_level){ .object = *reader->at == '{',
                                                      .names = (uint32_t)reader->names.count };
    reader->at++;
    return ENT_OK;
}

/* After a value or the start of a container: go to the next member or element, or leave. */
static ent_status advance(ent_i_reader *reader, char closing, const char *expected)
{
    ENT_I_TRY(ent_i_reader_skip_white(reader));
    ent_i_reader_level *level = &reader->levels[reader->depth - 1];
    int c = ent_i_reader_peek(reader);
    if (c == closing) {
        reader->at++;
        reader->depth--;
        return ENT_DONE;
    }
    if (level->started) {
        if (c != ',')
            return ent_i_reader_unexpected(reader, expected);
        reader->at++;
        ENT_I_TRY(ent_i_reader_skip_white(reader));
    }
    level->started = true;
    return ENT_OK;
}

ent_status ent_i_reader_member(ent_i_reader *reader, ent_text *ret)
{
    ent_status status = advance(reader, '}', "',' or '}'");
    if (status != ENT_OK)
        return status;
    ent_i_reader_set_place(reader);
    if (ent_i_reader_peek(reader) != '"')
        return ent_i_reader_unexpected(reader, "a member name in double quotes");
    ent_text name = { NULL, 0 };
    ENT_I_TRY(ent_i_reader_string(reader, &name));
    if (reader->at == reader->end || *reader->at != ':') {
        /* The name may lie in a block that looking for the colon replaces. */
        if (name.data != reader->scratch.data) {
            ent_i_buffer_reset(&reader->scratch);
            ent_i_buffer_add(&reader->scratch, name.data, name.length);
            ENT_I_TRY(ent_i_buffer_status(&reader->scratch, reader->err));
            name.data = ent_i_buffer_string(&reader->scratch);
        }
        ENT_I_TRY(ent_i_reader_skip_white(reader));
        if (ent_i_reader_peek(reader) != ':')
            return ent_i_reader_unexpected(reader, "':'");
    }
    reader->at++;
    *ret = name;
    return ENT_OK;
}

ent_status ent_i_reader_element(ent_i_reader *reader)
{
    return advance(reader, ']', "',' or ']'");
}

ent_status ent_i_reader_end(ent_i_reader *reader)
{
    reader->item_start = ent_i_reader_offset(reader);
    ENT_I_TRY(ent_i_reader_skip_white(reader));
    return ent_i_reader_peek(reader) == -1 ? ENT_OK : ent_i_reader_unexpected(reader, "the end of the file");
}
