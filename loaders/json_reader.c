/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "loaders/json_reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/base/utf8.h"

/* --- bytes and places ------------------------------------------------------------------------- */

static uint64_t offset(const ent_i_reader *reader)
{
    return reader->base + (uint64_t)(reader->at - reader->block);
}

static void set_place(ent_i_reader *reader)
{
    reader->place_line = reader->line;
    reader->place_column = offset(reader) - reader->line_start + 1;
}

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

static ent_status check_item(ent_i_reader *reader)
{
    if (offset(reader) - reader->item_start <= reader->max_item)
        return ENT_OK;
    return ent_i_reader_fail(reader, ENT_ERR_LIMIT, "a record is longer than the limit of %zu bytes",
                           reader->max_item);
}

/* Another block; ENT_DONE at the end of the source. */
static ent_status fill(ent_i_reader *reader)
{
    reader->failure = check_item(reader);
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

/* The next byte without consuming it; -1 at the end, -2 after an error. */
static inline int peek(ent_i_reader *reader)
{
    if (reader->at == reader->end) {
        ent_status status = fill(reader);
        if (status != ENT_OK)
            return status < 0 ? -2 : -1;
    }
    return (unsigned char)*reader->at;
}

static ent_status skip_white(ent_i_reader *reader)
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
        ent_status status = fill(reader);
        if (status != ENT_OK)
            return status;
    }
}

/* What a byte that should not be here is called. */
static ent_status unexpected(ent_i_reader *reader, const char *expected)
{
    set_place(reader);
    int c = peek(reader);
    if (c == -2)
        return reader->failure;
    if (c == -1)
        return ent_i_reader_fail(reader, ENT_ERR_SYNTAX, "the file ends where %s should follow", expected);
    if (c > 0x20 && c < 0x7f)
        return ent_i_reader_fail(reader, ENT_ERR_SYNTAX, "expected %s, not '%c'", expected, c);
    if (c == 0 && offset(reader) < 4)
        return ent_i_reader_fail(reader, ENT_ERR_UTF8, "expected %s; the file seems to be UTF-16 or UTF-32, not "
                               "UTF-8", expected);
    return ent_i_reader_fail(reader, ENT_ERR_SYNTAX, "expected %s, not byte 0x%02X", expected, (unsigned)c);
}

static ent_status skip_mark(ent_i_reader *reader)
{
    int c = peek(reader);
    if (c == -2)
        return reader->failure;
    if (c == 0xFE || c == 0xFF) {
        set_place(reader);
        return ent_i_reader_fail(reader, ENT_ERR_UTF8, "the file seems to be UTF-16, not UTF-8");
    }
    if (c != 0xEF)
        return ENT_OK;
    static const unsigned char mark[] = { 0xEF, 0xBB, 0xBF };
    for (size_t i = 0; i < sizeof mark; i++, reader->at++)
        if (peek(reader) != mark[i])
            return unexpected(reader, "a byte order mark or a value");
    reader->line_start = offset(reader);
    return ENT_OK;
}

/* --- life ------------------------------------------------------------------------------------- */

ent_status ent_i_reader_again(ent_i_reader *reader, ent_i_source *source)
{
    reader->source = source;
    reader->block = reader->at = reader->end = NULL;
    reader->base = reader->line_start = reader->item_start = 0;
    reader->line = 1;
    reader->depth = 0;
    ent_i_json_names_reset(&reader->names);
    return skip_mark(reader);
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
    reader->item_start = offset(reader);
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
    ENT_I_TRY(skip_white(reader));
    ENT_I_TRY(check_item(reader));
    set_place(reader);
    int c = peek(reader);
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
    return unexpected(reader, "a value");
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
    ENT_I_TRY(skip_white(reader));
    ent_i_reader_level *level = &reader->levels[reader->depth - 1];
    int c = peek(reader);
    if (c == closing) {
        reader->at++;
        reader->depth--;
        return ENT_DONE;
    }
    if (level->started) {
        if (c != ',')
            return unexpected(reader, expected);
        reader->at++;
        ENT_I_TRY(skip_white(reader));
    }
    level->started = true;
    return ENT_OK;
}

static ent_status read_string(ent_i_reader *reader, ent_text *ret);

ent_status ent_i_reader_member(ent_i_reader *reader, ent_text *ret)
{
    ent_status status = advance(reader, '}', "',' or '}'");
    if (status != ENT_OK)
        return status;
    set_place(reader);
    if (peek(reader) != '"')
        return unexpected(reader, "a member name in double quotes");
    ent_text name = { NULL, 0 };
    ENT_I_TRY(read_string(reader, &name));
    if (reader->at == reader->end || *reader->at != ':') {
        /* The name may lie in a block that looking for the colon replaces. */
        if (name.data != reader->scratch.data) {
            ent_i_buffer_reset(&reader->scratch);
            ent_i_buffer_add(&reader->scratch, name.data, name.length);
            ENT_I_TRY(ent_i_buffer_status(&reader->scratch, reader->err));
            name.data = ent_i_buffer_string(&reader->scratch);
        }
        ENT_I_TRY(skip_white(reader));
        if (peek(reader) != ':')
            return unexpected(reader, "':'");
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
    reader->item_start = offset(reader);
    ENT_I_TRY(skip_white(reader));
    return peek(reader) == -1 ? ENT_OK : unexpected(reader, "the end of the file");
}

/* --- strings ---------------------------------------------------------------------------------- */

/* Can the byte stand in a string as it is? */
static inline bool is_plain(unsigned char c)
{
    return c >= 0x20 && c != '"' && c != '\\';
}

static ent_status hex4(ent_i_reader *reader, uint32_t *ret)
{
    uint32_t value = 0;
    for (int i = 0; i < 4; i++, reader->at++) {
        int c = peek(reader);
        uint32_t digit;
        if (c >= '0' && c <= '9')
            digit = (uint32_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            digit = (uint32_t)(c - 'a') + 10;
        else if (c >= 'A' && c <= 'F')
            digit = (uint32_t)(c - 'A') + 10;
        else
            return unexpected(reader, "four hexadecimal digits");
        value = value << 4 | digit;
    }
    *ret = value;
    return ENT_OK;
}

/* After "\u". A pair of surrogates is one character; half a pair is none. */
static ent_status unicode_escape(ent_i_reader *reader)
{
    uint64_t column = offset(reader) - reader->line_start - 1;
    uint32_t cp = 0, low = 0;
    ENT_I_TRY(hex4(reader, &cp));
    if (cp >= 0xD800 && cp <= 0xDBFF && peek(reader) == '\\') {
        reader->at++;
        if (peek(reader) == 'u') {
            reader->at++;
            ENT_I_TRY(hex4(reader, &low));
        }
        if (low >= 0xDC00 && low <= 0xDFFF)
            cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
    }
    if (cp >= 0xD800 && cp <= 0xDFFF)
        return ent_i_fail_at(reader->err, ENT_ERR_UTF8, reader->source->name, reader->line, column,
                             "half a surrogate pair is not a character");
    char bytes[4];
    ent_i_buffer_add(&reader->scratch, bytes, ent_i_utf8_encode(cp, bytes));
    return ENT_OK;
}

static ent_status read_escape(ent_i_reader *reader)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    reader->at++;
    int c = peek(reader);
    if (c == 'u') {
        reader->at++;
        return unicode_escape(reader);
    }
    const char *found = c > 0 ? strchr(from, c) : NULL;
    if (!found)
        return unexpected(reader, "one of \"\\/bfnrtu after a backslash");
    ent_i_buffer_char(&reader->scratch, to[found - from]);
    reader->at++;
    return ENT_OK;
}

/* What was read since `from` came unchanged and ends at the current byte: so places can be counted back. */
static ent_status check_utf8(ent_i_reader *reader, size_t from)
{
    size_t length = reader->scratch.length - from;
    if (!length)
        return ENT_OK;
    size_t valid = ent_i_utf8_valid(reader->scratch.data + from, length);
    if (valid == length)
        return ENT_OK;
    uint64_t column = offset(reader) - reader->line_start + 1 - (length - valid);
    return ent_i_fail_at(reader->err, ENT_ERR_UTF8, reader->source->name, reader->line, column,
                         "byte 0x%02X is not UTF-8", (unsigned char)reader->scratch.data[from + valid]);
}

/* A string with escapes, or over the end of a block: after the opening quote; the content goes to scratch.
 * A string stands on one line. */
static ent_status read_long_string(ent_i_reader *reader)
{
    ent_i_buffer *text = &reader->scratch;
    ent_i_buffer_reset(text);
    size_t unchecked = 0;
    for (;;) {
        const char *p = reader->at;
        while (p < reader->end && is_plain((unsigned char)*p))
            p++;
        ent_i_buffer_add(text, reader->at, (size_t)(p - reader->at));
        reader->at = p;
        if (p == reader->end) {
            ent_status status = fill(reader);
            if (status == ENT_DONE)
                return ent_i_reader_fail(reader, ENT_ERR_SYNTAX, "the string that begins here does not end");
            ENT_I_TRY(status);
            continue;
        }
        ENT_I_TRY(check_utf8(reader, unchecked));
        if (*p == '"')
            break;
        if (*p != '\\') {
            set_place(reader);
            return ent_i_reader_fail(reader, ENT_ERR_SYNTAX,
                                     *p == '\n' || *p == '\r' ? "a string ends within its line; a line break in "
                                                                "it is written \\n"
                                                              : "a control character in a string must be escaped");
        }
        ENT_I_TRY(read_escape(reader));
        unchecked = text->length;
    }
    reader->at++;
    return ent_i_buffer_status(text, reader->err);
}

/* At the opening quote. Most strings lie whole and plain in the block and are not copied. */
static ent_status read_string(ent_i_reader *reader, ent_text *ret)
{
    reader->at++;
    const char *p = reader->at;
    unsigned char bits = 0;
    while (p < reader->end && is_plain((unsigned char)*p))
        bits |= (unsigned char)*p++;
    size_t length = (size_t)(p - reader->at);
    if (p < reader->end && *p == '"' && (bits < 0x80 || ent_i_utf8_valid(reader->at, length) == length)) {
        *ret = (ent_text){ reader->at, length };
        reader->at = p + 1;
    } else {
        ENT_I_TRY(read_long_string(reader));
        *ret = (ent_text){ ent_i_buffer_string(&reader->scratch), reader->scratch.length };
    }
    return check_item(reader);
}

ent_status ent_i_reader_string(ent_i_reader *reader, ent_text *ret)
{
    return read_string(reader, ret);
}

/* --- numbers and words ------------------------------------------------------------------------ */

static void take_byte(ent_i_reader *reader)
{
    ent_i_buffer_add(&reader->scratch, reader->at, 1);
    reader->at++;
}

static ent_status digits(ent_i_reader *reader)
{
    int c = peek(reader);
    if (c < '0' || c > '9')
        return unexpected(reader, "a digit");
    do {
        take_byte(reader);
        c = peek(reader);
    } while (c >= '0' && c <= '9');
    return ENT_OK;
}

/* number = [ "-" ] ( "0" / digit1-9 *digit ) [ "." 1*digit ] [ ( "e" / "E" ) [ "+" / "-" ] 1*digit ] */
ent_status ent_i_reader_number(ent_i_reader *reader, ent_text *ret)
{
    ent_i_buffer_reset(&reader->scratch);
    if (peek(reader) == '-')
        take_byte(reader);
    int c = peek(reader);
    if (c == '0') {
        take_byte(reader);
        c = peek(reader);
        if (c >= '0' && c <= '9')
            return unexpected(reader, "no digit after a leading 0");
    } else {
        ENT_I_TRY(digits(reader));
    }
    if (peek(reader) == '.') {
        take_byte(reader);
        ENT_I_TRY(digits(reader));
    }
    c = peek(reader);
    if (c == 'e' || c == 'E') {
        take_byte(reader);
        c = peek(reader);
        if (c == '+' || c == '-')
            take_byte(reader);
        ENT_I_TRY(digits(reader));
    }
    if (peek(reader) == -2)
        return unexpected(reader, "a number");
    ENT_I_TRY(ent_i_buffer_status(&reader->scratch, reader->err));
    *ret = (ent_text){ reader->scratch.data, reader->scratch.length };
    return ENT_OK;
}

ent_status ent_i_reader_word(ent_i_reader *reader, ent_i_json_kind kind)
{
    const char *text = ent_i_json_kind_text(kind);
    for (const char *c = text; *c; c++, reader->at++)
        if (peek(reader) != *c)
            return unexpected(reader, text);
    return ENT_OK;
}
