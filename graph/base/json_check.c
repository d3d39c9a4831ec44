/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/base/json_check.h"

#include <stdint.h>
#include <string.h>

#include "graph/base/utf8.h"

#define DEPTH_MOST 512

typedef struct scanner {
    const char *at, *end;
} scanner;

static void skip_blank(scanner *s)
{
    while (s->at < s->end && (*s->at == ' ' || *s->at == '\t' || *s->at == '\n' || *s->at == '\r'))
        s->at++;
}

static bool take(scanner *s, char c)
{
    if (s->at == s->end || *s->at != c)
        return false;
    s->at++;
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool take_digits(scanner *s)
{
    const char *start = s->at;
    while (s->at < s->end && is_digit(*s->at))
        s->at++;
    return s->at > start;
}

/* number = [ "-" ] int [ "." digits ] [ e [ sign ] digits ] */
static bool take_number(scanner *s)
{
    take(s, '-');
    if (!take(s, '0') && !take_digits(s))
        return false;
    if (take(s, '.') && !take_digits(s))
        return false;
    if (take(s, 'e') || take(s, 'E')) {
        if (!take(s, '+'))
            take(s, '-');
        return take_digits(s);
    }
    return true;
}

static bool take_hex(scanner *s)
{
    for (int i = 0; i < 4; i++, s->at++) {
        if (s->at == s->end)
            return false;
        char c = *s->at;
        if (!is_digit(c) && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F'))
            return false;
    }
    return true;
}

static bool take_string(scanner *s)
{
    if (!take(s, '"'))
        return false;
    while (s->at < s->end) {
        unsigned char c = (unsigned char)*s->at++;
        if (c == '"')
            return true;
        if (c < 0x20)
            return false;
        if (c != '\\')
            continue;
        if (s->at == s->end)
            return false;
        c = (unsigned char)*s->at++;
        if (c == 'u' ? !take_hex(s) : !c || !strchr("\"\\/bfnrt", c))
            return false;
    }
    return false;
}

static bool take_word(scanner *s, const char *word)
{
    size_t length = strlen(word);
    if ((size_t)(s->end - s->at) < length || memcmp(s->at, word, length) != 0)
        return false;
    s->at += length;
    return true;
}

static bool take_scalar(scanner *s)
{
    if (s->at < s->end && *s->at == '"')
        return take_string(s);
    return take_word(s, "true") || take_word(s, "false") || take_word(s, "null") || take_number(s);
}

/* The name and colon before a member's value. */
static bool take_name(scanner *s)
{
    skip_blank(s);
    if (!take_string(s))
        return false;
    skip_blank(s);
    return take(s, ':');
}

bool ent_i_json_is_object(const char *text, size_t length)
{
    char closers[DEPTH_MOST];
    size_t depth = 0;
    scanner s = { text, text + length };
    if (ent_i_utf8_valid(text, length) != length)
        return false;
    skip_blank(&s);
    if (s.at == s.end || *s.at != '{')
        return false;
    do {
        /* A value. */
        skip_blank(&s);
        if (s.at < s.end && (*s.at == '{' || *s.at == '[')) {
            char closer = *s.at++ == '{' ? '}' : ']';
            if (depth == DEPTH_MOST)
                return false;
            closers[depth++] = closer;
            skip_blank(&s);
            if (s.at < s.end && *s.at != closer) {
                if (closer == '}' && !take_name(&s))
                    return false;
                continue;
            }
        } else if (!take_scalar(&s)) {
            return false;
        }
        /* After a value: close what ends here, then a comma or the end of the text. */
        skip_blank(&s);
        while (depth && s.at < s.end && *s.at == closers[depth - 1]) {
            s.at++;
            depth--;
            skip_blank(&s);
        }
        if (depth && (!take(&s, ',') || (closers[depth - 1] == '}' && !take_name(&s))))
            return false;
    } while (depth);
    return s.at == s.end;
}
