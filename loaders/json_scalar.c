/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The values that hold no others: strings, numbers and words. */
#include <string.h>

#include "graph/base/utf8.h"
#include "loaders/json_bytes.h"

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
        int c = ent_i_reader_peek(reader);
        uint32_t digit;
        if (c >= '0' && c <= '9')
            digit = (uint32_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            digit = (uint32_t)(c - 'a') + 10;
        else if (c >= 'A' && c <= 'F')
            digit = (uint32_t)(c - 'A') + 10;
        else
            return ent_i_reader_unexpected(reader, "four hexadecimal digits");
        value = value << 4 | digit;
    }
    *ret = value;
    return ENT_OK;
}

/* After "\u". A pair of surrogates is one character; half a pair is none. */
static ent_status unicode_escape(ent_i_reader *reader)
{
    uint64_t column = ent_i_reader_offset(reader) - reader->line_start - 1;
    uint32_t cp = 0, low = 0;
    ENT_I_TRY(hex4(reader, &cp));
    if (cp >= 0xD800 && cp <= 0xDBFF && ent_i_reader_peek(reader) == '\\') {
        reader->at++;
        if (ent_i_reader_peek(reader) == 'u') {
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
    int c = ent_i_reader_peek(reader);
    if (c == 'u') {
        reader->at++;
        return unicode_escape(reader);
    }
    const char *found = c > 0 ? strchr(from, c) : NULL;
    if (!found)
        return ent_i_reader_unexpected(reader, "one of \"\\/bfnrtu after a backslash");
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
    uint64_t column = ent_i_reader_offset(reader) - reader->line_start + 1 - (length - valid);
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
            ent_status status = ent_i_reader_fill(reader);
            if (status == ENT_DONE)
                return ent_i_reader_fail(reader, ENT_ERR_SYNTAX, "the string that begins here does not end");
            ENT_I_TRY(status);
            continue;
        }
        ENT_I_TRY(check_utf8(reader, unchecked));
        if (*p == '"')
            break;
        if (*p != '\\') {
            ent_i_reader_set_place(reader);
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
ent_status ent_i_reader_string(ent_i_reader *reader, ent_text *ret)
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
    return ent_i_reader_check_item(reader);
}

/* --- numbers and words ------------------------------------------------------------------------ */

static void take_byte(ent_i_reader *reader)
{
    ent_i_buffer_add(&reader->scratch, reader->at, 1);
    reader->at++;
}

static ent_status digits(ent_i_reader *reader)
{
    int c = ent_i_reader_peek(reader);
    if (c < '0' || c > '9')
        return ent_i_reader_unexpected(reader, "a digit");
    do {
        take_byte(reader);
        c = ent_i_reader_peek(reader);
    } while (c >= '0' && c <= '9');
    return ENT_OK;
}

/* number = [ "-" ] ( "0" / digit1-9 *digit ) [ "." 1*digit ] [ ( "e" / "E" ) [ "+" / "-" ] 1*digit ] */
ent_status ent_i_reader_number(ent_i_reader *reader, ent_text *ret)
{
    ent_i_buffer_reset(&reader->scratch);
    if (ent_i_reader_peek(reader) == '-')
        take_byte(reader);
    int c = ent_i_reader_peek(reader);
    if (c == '0') {
        take_byte(reader);
        c = ent_i_reader_peek(reader);
        if (c >= '0' && c <= '9')
            return ent_i_reader_unexpected(reader, "no digit after a leading 0");
    } else {
        ENT_I_TRY(digits(reader));
    }
    if (ent_i_reader_peek(reader) == '.') {
        take_byte(reader);
        ENT_I_TRY(digits(reader));
    }
    c = ent_i_reader_peek(reader);
    if (c == 'e' || c == 'E') {
        take_byte(reader);
        c = ent_i_reader_peek(reader);
        if (c == '+' || c == '-')
            take_byte(reader);
        ENT_I_TRY(digits(reader));
    }
    if (ent_i_reader_peek(reader) == -2)
        return ent_i_reader_unexpected(reader, "a number");
    ENT_I_TRY(ent_i_buffer_status(&reader->scratch, reader->err));
    *ret = (ent_text){ reader->scratch.data, reader->scratch.length };
    return ENT_OK;
}

ent_status ent_i_reader_word(ent_i_reader *reader, ent_i_json_kind kind)
{
    const char *text = ent_i_json_kind_text(kind);
    for (const char *c = text; *c; c++, reader->at++)
        if (ent_i_reader_peek(reader) != *c)
            return ent_i_reader_unexpected(reader, text);
    return ENT_OK;
}
