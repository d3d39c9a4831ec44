/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the text of a statement to an array of tokens. The lexer notes the partner of each bracket and the
 * first "," and "|" directly inside it, so that the parser decides what a "[" or "(" begins without trying. */
#ifndef ENT_I_LEX_H
#define ENT_I_LEX_H

#include <stdbool.h>

#include "graph/base/error.h"
#include "graph/query/syntax/ast.h"

/* X(name, text): the text as it is called in messages. */
#define ENT_I_TOKEN_LIST(X)                                  \
    X(ENT_I_TOKEN_END, "the end")                            \
    X(ENT_I_TOKEN_BAD, "a fault")                            \
    X(ENT_I_TOKEN_BAD_NUMBER, "a malformed number")          \
    X(ENT_I_TOKEN_NAME, "a name")                            \
    X(ENT_I_TOKEN_QUOTED_NAME, "a name")                     \
    X(ENT_I_TOKEN_PARAMETER, "a parameter")                  \
    X(ENT_I_TOKEN_INTEGER, "a number")                       \
    X(ENT_I_TOKEN_FLOAT, "a number")                         \
    X(ENT_I_TOKEN_STRING, "a string")                        \
    X(ENT_I_TOKEN_LEFT_PAREN, "(")                           \
    X(ENT_I_TOKEN_RIGHT_PAREN, ")")                          \
    X(ENT_I_TOKEN_LEFT_BRACKET, "[")                         \
    X(ENT_I_TOKEN_RIGHT_BRACKET, "]")                        \
    X(ENT_I_TOKEN_LEFT_BRACE, "{")                           \
    X(ENT_I_TOKEN_RIGHT_BRACE, "}")                          \
    X(ENT_I_TOKEN_COMMA, ",")                                \
    X(ENT_I_TOKEN_COLON, ":")                                \
    X(ENT_I_TOKEN_SEMICOLON, ";")                            \
    X(ENT_I_TOKEN_DOT, ".")                                  \
    X(ENT_I_TOKEN_DOTS, "..")                                \
    X(ENT_I_TOKEN_BAR, "|")                                  \
    X(ENT_I_TOKEN_PLUS, "+")                                 \
    X(ENT_I_TOKEN_MINUS, "-")                                \
    X(ENT_I_TOKEN_STAR, "*")                                 \
    X(ENT_I_TOKEN_SLASH, "/")                                \
    X(ENT_I_TOKEN_PERCENT, "%")                              \
    X(ENT_I_TOKEN_CARET, "^")                                \
    X(ENT_I_TOKEN_EQUAL, "=")                                \
    X(ENT_I_TOKEN_UNEQUAL, "<>")                             \
    X(ENT_I_TOKEN_LESS, "<")                                 \
    X(ENT_I_TOKEN_LESS_EQUAL, "<=")                          \
    X(ENT_I_TOKEN_GREATER, ">")                              \
    X(ENT_I_TOKEN_GREATER_EQUAL, ">=")                       \
    X(ENT_I_TOKEN_MATCHES, "=~")                             \
    X(ENT_I_TOKEN_ADD_EQUAL, "+=")

typedef enum ent_i_token_kind {
#define ENT_X(name, text) name,
    ENT_I_TOKEN_LIST(ENT_X)
#undef ENT_X
} ent_i_token_kind;

/* None is reserved: a keyword is also a name. Sorted. X(word) */
#define ENT_I_KEYWORD_LIST(X)                                                                           \
    X(ALL) X(ALLSHORTESTPATHS) X(AND) X(ANY) X(AS) X(ASC) X(ASCENDING) X(BEGIN) X(BETWEEN) X(BY)        \
    X(CALL) X(CASE) X(CERTAIN) X(COMMIT) X(CONTAINS) X(COUNT) X(CREATE) X(DELETE) X(DESC) X(DESCENDING) \
    X(DETACH) X(DISTINCT) X(ELSE) X(END) X(ENDS) X(EXISTS) X(EXPLAIN) X(FALSE) X(IN) X(IS) X(LIMIT)     \
    X(MATCH) X(MERGE) X(NONE) X(NOT) X(NULL) X(OF) X(ON) X(OPTIONAL) X(OR) X(ORDER) X(POSSIBLE)         \
    X(PROFILE) X(REDUCE) X(REMOVE) X(RETURN) X(ROLLBACK) X(SET) X(SHORTESTPATH) X(SINGLE) X(SKIP)       \
    X(STARTS) X(THEN) X(TRUE) X(UNION) X(UNWIND) X(WHEN) X(WHERE) X(WITH) X(XOR) X(YIELD)

typedef enum ent_i_keyword {
    ENT_I_KEYWORD_NO,
#define ENT_X(word) ENT_I_KEYWORD_##word,
    ENT_I_KEYWORD_LIST(ENT_X)
#undef ENT_X
} ent_i_keyword;

typedef struct ent_i_token {
    uint8_t kind;    /* ent_i_token_kind */
    uint8_t keyword; /* ent_i_keyword, of a NAME */
    uint32_t offset, length;
    uint32_t bracket; /* of an opening bracket: index into brackets */
} ent_i_token;

/* What is inside an opening bracket. All are indices of tokens; 0: none. */
typedef struct ent_i_bracket {
    uint32_t close, comma, bar;
} ent_i_bracket;

typedef struct ent_i_tokens {
    ent_i_token *items; /* ends with an END, or with a BAD where the lexer gave up */
    size_t count, capacity;
    ent_i_bracket *brackets;
    size_t bracket_count, bracket_capacity;
    const char *bad_detail, *bad_message; /* of the BAD token: static texts */
} ent_i_tokens;

/* Cut a valid UTF-8 text of less than 4 GB. A fault of the text is no error but a BAD token, so that an
 * earlier mistake that only the parser sees is reported first. */
ENT_CHECK ent_status ent_i_lex(const char *text, size_t length, ent_i_tokens *ret, ent_error *err);
void ent_i_tokens_clear(ent_i_tokens *tokens);

const char *ent_i_token_kind_text(ent_i_token_kind kind);
const char *ent_i_keyword_text(ent_i_keyword keyword);

/* Decode the contents of a STRING, QUOTED_NAME or PARAMETER token; ret has room for token->length + 1 bytes and
 * gets a NUL after the text. Returns the length. */
size_t ent_i_token_text(const char *text, const ent_i_token *token, char *ret);

#endif
