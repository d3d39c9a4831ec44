/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/query/syntax/lex_text.h"

#include <string.h>

#include "graph/base/utf8.h"
#include "graph/query/syntax/lex.h"

int ent_i_hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* Exactly count hexadecimal digits. */
static int hex(const char *text, size_t length, size_t count, uint32_t *ret)
{
    uint32_t value = 0;
    if (length < count)
        return 0;
    for (size_t i = 0; i < count; i++) {
        int digit = ent_i_hex_digit(text[i]);
        if (digit < 0)
            return 0;
        value = value << 4 | (uint32_t)digit;
    }
    *ret = value;
    return 1;
}

static size_t unescape_unicode(const char *text, size_t length, uint32_t *ret)
{
    uint32_t point, low;
    size_t digits = text[1] == 'U' ? 8 : 4, bytes = 2 + digits;
    if (!hex(text + 2, length - 2, digits, &point))
        return 0;
    if (digits == 4 && point >= 0xD800 && point < 0xDC00) {
        if (length < 12 || text[6] != '\\' || text[7] != 'u' || !hex(text + 8, length - 8, 4, &low) || low < 0xDC00 ||
            low > 0xDFFF)
            return 0;
        point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
        bytes = 12;
    }
    if (point > 0x10FFFF || (point >= 0xD800 && point < 0xE000))
        return 0;
    *ret = point;
    return bytes;
}

size_t ent_i_unescape(const char *text, size_t length, uint32_t *ret_codepoint)
{
    static const char letters[] = "\\'\"bfnrtBFNRT", meanings[] = "\\'\"\b\f\n\r\t\b\f\n\r\t";
    if (length < 2 || !text[1])
        return 0;
    if (text[1] == 'u' || text[1] == 'U')
        return unescape_unicode(text, length, ret_codepoint);
    const char *found = strchr(letters, text[1]);
    if (!found)
        return 0;
    *ret_codepoint = (unsigned char)meanings[found - letters];
    return 2;
}

static size_t unquote(const char *from, size_t length, char *ret)
{
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        ret[used++] = from[i];
        if (from[i] == '`')
            i++;
    }
    return used;
}

size_t ent_i_token_text(const char *text, const ent_i_token *token, char *ret)
{
    const char *from = text + token->offset;
    size_t length = token->length, used = 0;
    if (token->kind == ENT_I_TOKEN_PARAMETER) {
        from++;
        length--;
    }
    if (token->kind == ENT_I_TOKEN_STRING) {
        for (size_t i = 1; i + 1 < length;) {
            uint32_t point = 0;
            size_t bytes = from[i] == '\\' ? ent_i_unescape(from + i, length - i, &point) : 0;
            if (bytes)
                used += ent_i_utf8_encode(point, ret + used);
            else
                ret[used++] = from[i++];
            i += bytes;
        }
    } else if (from[0] == '`') {
        used = unquote(from + 1, length - 2, ret);
    } else {
        memcpy(ret, from, length);
        used = length;
    }
    ret[used] = '\0';
    return used;
}
