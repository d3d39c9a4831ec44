/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/base/json_scan.h"

#include <string.h>

#include "graph/base/utf8.h"

static const char *skip_blanks(const char *at)
{
    while (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')
        at++;
    return at;
}

/* Behind the closing quote of the string that starts here; NULL when it does not end. */
static const char *skip_string(const char *at)
{
    for (at++; *at != '"'; at++) {
        if (*at == '\\' && at[1])
            at++;
        if (!*at)
            return NULL;
    }
    return at + 1;
}

/* Behind a value. Brackets are counted, not matched: the text is known to be well formed. */
static const char *skip_value(const char *at)
{
    size_t depth = 0;
    do {
        switch (*at) {
        case '\0':
            return NULL;
        case '"':
            at = skip_string(at);
            if (!at)
                return NULL;
            break;
        case '{':
        case '[':
            depth++;
            at++;
            break;
        case '}':
        case ']':
            if (!depth)
                return at;
            depth--;
            at++;
            break;
        default:
            if (!depth) {
                while (*at && !strchr(",]} \t\n\r", *at))
                    at++;
            } else {
                at++;
            }
        }
    } while (depth);
    return at;
}

bool ent_i_json_next(const char **cursor, const char **ret_name, size_t *ret_name_length,
                     const char **ret_value, size_t *ret_value_length)
{
    const char *at = skip_blanks(*cursor);
    if (*at == '{' || *at == ',')
        at = skip_blanks(at + 1);
    if (*at != '"')
        return false;
    const char *name = at;
    at = skip_string(at);
    if (!at)
        return false;
    *ret_name = name;
    *ret_name_length = (size_t)(at - name);
    at = skip_blanks(at);
    if (*at != ':')
        return false;
    at = skip_blanks(at + 1);
    const char *end = skip_value(at);
    if (!end || end == at)
        return false;
    *ret_value = at;
    *ret_value_length = (size_t)(end - at);
    *cursor = end;
    return true;
}

/* Four hex digits, or -1. */
static int hex4(const char *at)
{
    int value = 0;
    for (int i = 0; i < 4; i++) {
        char c = at[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* Append the character of a \u escape that starts at `at`; returns what follows it, NULL when malformed. */
static const char *unescape_unicode(const char *at, const char *end, ent_i_buffer *ret)
{
    int unit = end - at >= 6 ? hex4(at + 2) : -1;
    if (unit < 0)
        return NULL;
    at += 6;
    uint32_t codepoint = (uint32_t)unit;
    if (unit >= 0xD800 && unit <= 0xDBFF && end - at >= 6 && at[0] == '\\' && at[1] == 'u') {
        int low = hex4(at + 2);
        if (low >= 0xDC00 && low <= 0xDFFF) {
            codepoint = 0x10000 + ((uint32_t)(unit - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
            at += 6;
        }
    }
    if (codepoint >= 0xD800 && codepoint <= 0xDFFF)
        codepoint = 0xFFFD;
    char encoded[4];
    ent_i_buffer_add(ret, encoded, ent_i_utf8_encode(codepoint, encoded));
    return at;
}

bool ent_i_json_unescape(const char *string, size_t length, ent_i_buffer *ret)
{
    if (length < 2 || string[0] != '"' || string[length - 1] != '"')
        return false;
    const char *end = string + length - 1;
    for (const char *at = string + 1; at < end;) {
        if (*at != '\\') {
            const char *run = at;
            while (at < end && *at != '\\')
                at++;
            ent_i_buffer_add(ret, run, (size_t)(at - run));
            continue;
        }
        if (at[1] == 'u') {
            at = unescape_unicode(at, end, ret);
            if (!at)
                return false;
            continue;
        }
        static const char escapes[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
        const char *which = at[1] ? strchr(escapes, at[1]) : NULL;
        if (!which)
            return false;
        ent_i_buffer_char(ret, meanings[which - escapes]);
        at += 2;
    }
    return !ret->failed;
}

bool ent_i_json_member(const char *object, const char *name, const char **ret_value, size_t *ret_length)
{
    size_t wanted = strlen(name);
    const char *member, *value;
    size_t member_length, value_length;
    ENT_I_AUTOBUFFER unescaped = ENT_I_BUFFER_INIT;
    while (ent_i_json_next(&object, &member, &member_length, &value, &value_length)) {
        const char *plain = member + 1;
        size_t plain_length = member_length - 2;
        if (memchr(plain, '\\', plain_length)) {
            ent_i_buffer_reset(&unescaped);
            if (!ent_i_json_unescape(member, member_length, &unescaped))
                continue;
            plain = ent_i_buffer_string(&unescaped);
            plain_length = unescaped.length;
        }
        if (plain_length == wanted && memcmp(plain, name, wanted) == 0) {
            *ret_value = value;
            *ret_length = value_length;
            return true;
        }
    }
    return false;
}

void ent_i_json_escape(const char *text, size_t length, ent_i_buffer *ret)
{
    ent_i_buffer_char(ret, '"');
    const char *run = text, *end = text + length;
    for (const char *at = text; at < end; at++) {
        unsigned char c = (unsigned char)*at;
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        ent_i_buffer_add(ret, run, (size_t)(at - run));
        run = at + 1;
        static const char controls[] = "\b\f\n\r\t", letters[] = "bfnrt";
        const char *which = c ? strchr(controls, c) : NULL;
        if (c == '"' || c == '\\')
            ent_i_buffer_printf(ret, "\\%c", c);
        else if (which)
            ent_i_buffer_printf(ret, "\\%c", letters[which - controls]);
        else
            ent_i_buffer_printf(ret, "\\u%04x", c);
    }
    ent_i_buffer_add(ret, run, (size_t)(end - run));
    ent_i_buffer_char(ret, '"');
}
