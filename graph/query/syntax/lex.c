/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/query/syntax/lex.h"

#include <string.h>

#include "graph/base/array.h"
#include "graph/base/utf8.h"
#include "graph/query/syntax/lex_text.h"

static const char *const kind_texts[] = {
#define ENT_X(name, text) text,
    ENT_I_TOKEN_LIST(ENT_X)
#undef ENT_X
};

static const char *const keyword_texts[] = {
    "",
#define ENT_X(word) #word,
    ENT_I_KEYWORD_LIST(ENT_X)
#undef ENT_X
};
#define KEYWORD_COUNT (sizeof keyword_texts / sizeof keyword_texts[0])
#define KEYWORD_LONGEST 16

typedef struct lexer {
    const char *text;
    size_t length, at;
    ent_i_tokens *tokens;
    uint32_t *open; /* the opening brackets that wait for their partner, outermost first */
    size_t depth, open_capacity;
    ent_error *err;
} lexer;

const char *ent_i_token_kind_text(ent_i_token_kind kind)
{
    return kind_texts[kind];
}

const char *ent_i_keyword_text(ent_i_keyword keyword)
{
    return keyword_texts[keyword];
}

void ent_i_tokens_clear(ent_i_tokens *tokens)
{
    free(tokens->items);
    free(tokens->brackets);
    *tokens = (ent_i_tokens){ .items = NULL };
}

static ent_i_keyword keyword_of(const char *text, size_t length)
{
    char upper[KEYWORD_LONGEST + 1];
    if (length < 2 || length > KEYWORD_LONGEST)
        return ENT_I_KEYWORD_NO;
    for (size_t i = 0; i < length; i++)
        upper[i] = (char)(text[i] >= 'a' && text[i] <= 'z' ? text[i] - 'a' + 'A' : text[i]);
    upper[length] = '\0';
    size_t low = 1, high = KEYWORD_COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(upper, keyword_texts[middle]);
        if (order == 0)
            return (ent_i_keyword)middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return ENT_I_KEYWORD_NO;
}

static ent_status add(lexer *l, ent_i_token_kind kind, size_t length)
{
    ent_i_tokens *t = l->tokens;
    ENT_I_TRY(ENT_I_RESERVE(t->items, t->capacity, t->count + 1, l->err));
    ent_i_token *token = &t->items[t->count++];
    *token = (ent_i_token){ .kind = (uint8_t)kind, .offset = (uint32_t)l->at, .length = (uint32_t)length };
    if (kind == ENT_I_TOKEN_NAME)
        token->keyword = (uint8_t)keyword_of(l->text + l->at, length);
    l->at += length;
    return ENT_OK;
}

/* The lexer stops here. */
static ent_status bad(lexer *l, size_t offset, size_t length, const char *detail, const char *message)
{
    l->tokens->bad_detail = detail;
    l->tokens->bad_message = message;
    l->at = offset;
    ENT_I_TRY(add(l, ENT_I_TOKEN_BAD, length));
    l->at = l->length;
    return ENT_OK;
}

static ent_status add_open(lexer *l, ent_i_token_kind kind)
{
    ent_i_tokens *t = l->tokens;
    ENT_I_TRY(ENT_I_RESERVE(t->brackets, t->bracket_capacity, t->bracket_count + 1, l->err));
    ENT_I_TRY(ENT_I_RESERVE(l->open, l->open_capacity, l->depth + 1, l->err));
    t->brackets[t->bracket_count] = (ent_i_bracket){ 0, 0, 0 };
    ENT_I_TRY(add(l, kind, 1));
    t->items[t->count - 1].bracket = (uint32_t)t->bracket_count++;
    l->open[l->depth++] = (uint32_t)(t->count - 1);
    return ENT_OK;
}

/* A closing bracket that does not fit has no partner; the parser will not accept it. */
static ent_status add_close(lexer *l, ent_i_token_kind kind)
{
    ent_i_tokens *t = l->tokens;
    if (l->depth && t->items[l->open[l->depth - 1]].kind + 1 == (int)kind)
        t->brackets[t->items[l->open[--l->depth]].bracket].close = (uint32_t)t->count;
    return add(l, kind, 1);
}

/* "," and "|": noted in the bracket around them if they are its first. */
static ent_status add_separator(lexer *l, ent_i_token_kind kind)
{
    ent_i_tokens *t = l->tokens;
    if (l->depth) {
        ent_i_bracket *around = &t->brackets[t->items[l->open[l->depth - 1]].bracket];
        uint32_t *first = kind == ENT_I_TOKEN_COMMA ? &around->comma : &around->bar;
        if (!*first)
            *first = (uint32_t)t->count;
    }
    return add(l, kind, 1);
}

static char byte_at(const lexer *l, size_t at)
{
    return at < l->length ? l->text[at] : '\0';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Where the run of characters that may stand in a name ends. */
static size_t name_end(const lexer *l, size_t at)
{
    while (at < l->length) {
        uint32_t point = 0;
        size_t bytes = ent_i_utf8_next(l->text + at, l->length - at, &point);
        if (!ent_i_utf8_name_part(point))
            break;
        at += bytes;
    }
    return at;
}

/* digits [. digits] [e [+-] digits], 0x hex digits, 0o octal digits. "1..2" is 1, "..", 2; a number that runs
 * into letters is malformed as a whole. */
static ent_status lex_number(lexer *l)
{
    size_t start = l->at, at = start;
    bool real = false, good = true;
    char second = (char)(byte_at(l, at + 1) | 0x20);
    if (byte_at(l, at) == '0' && (second == 'x' || second == 'o')) {
        at += 2;
        size_t digits = at;
        while (second == 'x' ? ent_i_hex_digit(byte_at(l, at)) >= 0 : byte_at(l, at) >= '0' && byte_at(l, at) <= '7')
            at++;
        good = at > digits;
    } else {
        while (is_digit(byte_at(l, at)))
            at++;
        if (byte_at(l, at) == '.' && is_digit(byte_at(l, at + 1))) {
            real = true;
            for (at++; is_digit(byte_at(l, at));)
                at++;
        }
        if ((byte_at(l, at) | 0x20) == 'e') {
            size_t sign = byte_at(l, at + 1) == '+' || byte_at(l, at + 1) == '-' ? 2 : 1;
            if (is_digit(byte_at(l, at + sign))) {
                real = true;
                for (at += sign; is_digit(byte_at(l, at));)
                    at++;
            }
        }
    }
    size_t end = name_end(l, at);
    if (!good || end > at)
        return add(l, ENT_I_TOKEN_BAD_NUMBER, end - start);
    return add(l, real ? ENT_I_TOKEN_FLOAT : ENT_I_TOKEN_INTEGER, at - start);
}

static ent_status lex_string(lexer *l)
{
    size_t start = l->at;
    for (size_t at = start + 1; at < l->length;) {
        char c = l->text[at];
        if (c == l->text[start])
            return add(l, ENT_I_TOKEN_STRING, at + 1 - start);
        if (c != '\\') {
            at++;
            continue;
        }
        uint32_t point;
        size_t bytes = ent_i_unescape(l->text + at, l->length - at, &point);
        if (!bytes) {
            bool unicode = (byte_at(l, at + 1) | 0x20) == 'u';
            size_t shown = at + 1 < l->length ? 1 + ent_i_utf8_next(l->text + at + 1, l->length - at - 1, &point) : 1;
            return bad(l, at, shown, unicode ? "InvalidUnicodeLiteral" : "UnexpectedSyntax",
                       unicode ? "\\u needs four hexadecimal digits of a character, \\U eight"
                               : "no such escape in a string; there are "
                                 "\\\\ \\' \\\" \\b \\f \\n \\r \\t \\uXXXX \\UXXXXXXXX");
        }
        at += bytes;
    }
    return bad(l, start, 1, "UnexpectedSyntax", "this string is not closed");
}

/* Where a name in backticks ends; 0 when it is not closed. A doubled backtick stands for one. */
static size_t quoted_end(const lexer *l, size_t at)
{
    for (at++; at < l->length; at++) {
        if (l->text[at] != '`')
            continue;
        if (byte_at(l, at + 1) != '`')
            return at + 1;
        at++;
    }
    return 0;
}

static ent_status lex_quoted(lexer *l, size_t at, ent_i_token_kind kind)
{
    size_t end = quoted_end(l, at);
    if (!end)
        return bad(l, at, 1, "UnexpectedSyntax", "this name in backticks is not closed");
    if (memchr(l->text + at, '\0', end - at))
        return bad(l, at, end - at, "UnexpectedSyntax", "a name may not hold a NUL character");
    return add(l, kind, end - l->at);
}

/* $name, $1, $`name` */
static ent_status lex_parameter(lexer *l)
{
    if (byte_at(l, l->at + 1) == '`')
        return lex_quoted(l, l->at + 1, ENT_I_TOKEN_PARAMETER);
    size_t end = name_end(l, l->at + 1);
    if (end == l->at + 1)
        return bad(l, l->at, 1, "UnexpectedSyntax", "expected the name of a parameter after $");
    return add(l, ENT_I_TOKEN_PARAMETER, end - l->at);
}

static ent_status lex_other(lexer *l)
{
    uint32_t point = 0;
    size_t bytes = ent_i_utf8_next(l->text + l->at, l->length - l->at, &point);
    if (ent_i_utf8_name_start(point))
        return add(l, ENT_I_TOKEN_NAME, name_end(l, l->at + bytes) - l->at);
    if (point < 0x80)
        return bad(l, l->at, bytes, "UnexpectedSyntax",
                   point == '!' ? "unexpected character; unequal is written <>" : "unexpected character");
    const char *message = "this character may stand only in strings and names in backticks";
    if ((point >= 0x2010 && point <= 0x201F) || point == 0x2212)
        message = "this dash or quotation mark is not the one of ASCII";
    else if (point >= 0x2190 && point <= 0x21FF)
        message = "arrows are written -->, <-- and --";
    return bad(l, l->at, bytes, "InvalidUnicodeCharacter", message);
}

/* Punctuation of two characters, then of one. */
static ent_status lex_sign(lexer *l)
{
    static const char singles[] = "()[]{},:;.|+-*/%^=<>";
    static const uint8_t kinds[] = { ENT_I_TOKEN_LEFT_PAREN, ENT_I_TOKEN_RIGHT_PAREN, ENT_I_TOKEN_LEFT_BRACKET,
        ENT_I_TOKEN_RIGHT_BRACKET, ENT_I_TOKEN_LEFT_BRACE, ENT_I_TOKEN_RIGHT_BRACE, ENT_I_TOKEN_COMMA, ENT_I_TOKEN_COLON,
        ENT_I_TOKEN_SEMICOLON, ENT_I_TOKEN_DOT, ENT_I_TOKEN_BAR, ENT_I_TOKEN_PLUS, ENT_I_TOKEN_MINUS, ENT_I_TOKEN_STAR,
        ENT_I_TOKEN_SLASH, ENT_I_TOKEN_PERCENT, ENT_I_TOKEN_CARET, ENT_I_TOKEN_EQUAL, ENT_I_TOKEN_LESS,
        ENT_I_TOKEN_GREATER };
    static const struct { char text[3]; uint8_t kind; } doubles[] = { { "..", ENT_I_TOKEN_DOTS },
        { "<>", ENT_I_TOKEN_UNEQUAL }, { "<=", ENT_I_TOKEN_LESS_EQUAL }, { ">=", ENT_I_TOKEN_GREATER_EQUAL },
        { "=~", ENT_I_TOKEN_MATCHES }, { "+=", ENT_I_TOKEN_ADD_EQUAL } };
    char c = l->text[l->at], next = byte_at(l, l->at + 1);
    for (size_t i = 0; next && i < sizeof doubles / sizeof doubles[0]; i++)
        if (doubles[i].text[0] == c && doubles[i].text[1] == next)
            return add(l, (ent_i_token_kind)doubles[i].kind, 2);
    const char *found = c ? strchr(singles, c) : NULL;
    if (!found)
        return lex_other(l);
    ent_i_token_kind kind = (ent_i_token_kind)kinds[found - singles];
    if (kind == ENT_I_TOKEN_COMMA || kind == ENT_I_TOKEN_BAR)
        return add_separator(l, kind);
    if (kind < ENT_I_TOKEN_LEFT_PAREN || kind > ENT_I_TOKEN_RIGHT_BRACE)
        return add(l, kind, 1);
    return (kind - ENT_I_TOKEN_LEFT_PAREN) % 2 == 0 ? add_open(l, kind) : add_close(l, kind);
}

static ent_status lex_token(lexer *l)
{
    char c = l->text[l->at];
    if (is_digit(c) || (c == '.' && is_digit(byte_at(l, l->at + 1))))
        return lex_number(l);
    if (c == '\'' || c == '"')
        return lex_string(l);
    if (c == '`')
        return lex_quoted(l, l->at, ENT_I_TOKEN_QUOTED_NAME);
    if (c == '$')
        return lex_parameter(l);
    return lex_sign(l);
}

/* Skip blanks and comments. False: a comment is not closed, at l->at. */
static bool skip_blanks(lexer *l)
{
    while (l->at < l->length) {
        char c = l->text[l->at];
        if (c == '/' && byte_at(l, l->at + 1) == '/') {
            const char *end = memchr(l->text + l->at, '\n', l->length - l->at);
            l->at = end ? (size_t)(end - l->text) : l->length;
        } else if (c == '/' && byte_at(l, l->at + 1) == '*') {
            const char *end = memmem(l->text + l->at + 2, l->length - l->at - 2, "*/", 2);
            if (!end)
                return false;
            l->at = (size_t)(end - l->text) + 2;
        } else if (c >= '!' && c <= '~') {
            return true;
        } else {
            uint32_t point = 0;
            size_t bytes = ent_i_utf8_next(l->text + l->at, l->length - l->at, &point);
            if (!ent_i_utf8_space(point))
                return true;
            l->at += bytes;
        }
    }
    return true;
}

static ent_status lex_all(lexer *l)
{
    while (true) {
        if (!skip_blanks(l))
            return bad(l, l->at, 2, "UnexpectedSyntax", "this comment is not closed");
        if (l->at == l->length)
            break;
        ENT_I_TRY(lex_token(l));
        if (l->tokens->bad_detail)
            return ENT_OK;
    }
    return add(l, ENT_I_TOKEN_END, 0);
}

ent_status ent_i_lex(const char *text, size_t length, ent_i_tokens *ret, ent_error *err)
{
    ent_i_tokens tokens = { .items = NULL };
    lexer l = { .text = text, .length = length, .tokens = &tokens, .err = err };
    ent_status status = lex_all(&l);
    free(l.open);
    if (status < 0)
        ent_i_tokens_clear(&tokens);
    else
        *ret = tokens;
    return status;
}
