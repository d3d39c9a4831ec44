/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the parser share. A parsing function returns NULL or false after it, or something below it,
 * has failed; the reason is then in the parser and in the caller's error. Each has the rule it parses above it, in
 * the notation of docs/query-grammar.md. */
#ifndef ENT_I_PARSE_STATE_H
#define ENT_I_PARSE_STATE_H

#include "graph/base/hash.h"
#include "graph/query/syntax/lex.h"
#include "graph/query/syntax/parse.h"

typedef struct ent_i_parser {
    ent_i_arena *arena;
    const char *text;
    size_t length;
    ent_i_tokens tokens;
    uint32_t at; /* the token to be read next */
    /* Items of lists that are not complete yet, innermost last, as bytes. */
    char *scratch;
    size_t scratch_length, scratch_capacity;
    ent_i_hash parameter_numbers;
    ent_i_name *parameters;
    size_t parameter_count, parameter_capacity;
    uint32_t expr_count;
    uint32_t depth;        /* how deep the parsing functions are nested */
    bool allow_pattern;    /* a truth value is wanted: a pattern predicate may stand here */
    uint32_t word_at;      /* the last keyword that was taken as a variable; 0: none */
    ent_status status;
    ent_query_error *fault;
    ent_error *err;
} ent_i_parser;

/* What kind of pattern is read decides what may stand in it. */
typedef enum ent_i_pattern_use {
    ENT_I_PATTERN_MATCH, /* also of comprehensions, predicates and EXISTS */
    ENT_I_PATTERN_CREATE,
    ENT_I_PATTERN_MERGE
} ent_i_pattern_use;

/* --- tokens (parse_state.c) ---------------------------------------------------------------------- */

/* The token so many places ahead; the last one when there are fewer. */
static inline const ent_i_token *ent_i_ahead(const ent_i_parser *p, uint32_t places)
{
    size_t index = (size_t)p->at + places;
    return &p->tokens.items[index < p->tokens.count ? index : p->tokens.count - 1];
}

static inline bool ent_i_is(const ent_i_parser *p, ent_i_token_kind kind)
{
    return ent_i_ahead(p, 0)->kind == kind;
}

static inline bool ent_i_is_word(const ent_i_parser *p, uint32_t places, ent_i_keyword word)
{
    return ent_i_ahead(p, places)->keyword == word;
}

static inline bool ent_i_is_name(const ent_i_parser *p, uint32_t places)
{
    int kind = ent_i_ahead(p, places)->kind;
    return kind == ENT_I_TOKEN_NAME || kind == ENT_I_TOKEN_QUOTED_NAME;
}

/* Read the next token if it is this one. */
bool ent_i_accept(ent_i_parser *p, ent_i_token_kind kind);
bool ent_i_accept_word(ent_i_parser *p, ent_i_keyword word);
/* The same, else fail. */
bool ent_i_expect(ent_i_parser *p, ent_i_token_kind kind, const char *expected);
bool ent_i_expect_word(ent_i_parser *p, ent_i_keyword word);
/* The partner of the opening bracket at that token, which the message names when it has none. */
bool ent_i_expect_close(ent_i_parser *p, ent_i_token_kind kind, uint32_t opening, const char *expected);
/* Read a name; keywords are names. */
bool ent_i_expect_name(ent_i_parser *p, const char *expected, ent_i_name *ret);

ent_i_range ent_i_token_range(const ent_i_token *token);
/* From the token with that index to the last one read. */
ent_i_range ent_i_range_since(const ent_i_parser *p, uint32_t first);

/* --- failures: all return false ------------------------------------------------------------------ */

/* "expected ..., found ...", at the next token. */
bool ent_i_expected(ent_i_parser *p, const char *expected);
bool ent_i_mistake(ent_i_parser *p, ent_i_range range, const char *detail, const char *format, ...) ENT_I_PRINTF(4, 5);
bool ent_i_no_memory(ent_i_parser *p);
bool ent_i_too_deep(ent_i_parser *p, ent_i_range range);

/* --- building ------------------------------------------------------------------------------------ */

/* Lists: note where the scratch ends, push items, take those since then into the arena. An empty list is not
 * NULL; that is a failure. */
bool ent_i_push(ent_i_parser *p, const void *item, size_t size);
const void *ent_i_take(ent_i_parser *p, size_t since, size_t size, size_t *ret_count);
/* A copy in the arena. */
const void *ent_i_keep(ent_i_parser *p, const void *item, size_t size);

ent_i_expr *ent_i_expr_new(ent_i_parser *p, ent_i_expr_kind kind);
/* Set range (from token first to the last one read), number and height. NULL when it is too high. */
const ent_i_expr *ent_i_expr_finish(ent_i_parser *p, ent_i_expr *expr, uint32_t first);

/* --- rules --------------------------------------------------------------------------------------- */

/* parse_expr.c */
const ent_i_expr *ent_i_parse_expr(ent_i_parser *p);      /* a value */
const ent_i_expr *ent_i_parse_condition(ent_i_parser *p); /* a truth value: patterns may stand in it */
const ent_i_expr *ent_i_parse_sum(ent_i_parser *p);       /* no operators below "+" */
const ent_i_expr *ent_i_parse_postfix(ent_i_parser *p);   /* an atom with properties, indices, labels */
bool ent_i_parse_expr_list(ent_i_parser *p, const ent_i_expr *const **ret_items, size_t *ret_count);
/* [WHERE condition] */
bool ent_i_parse_where(ent_i_parser *p, const ent_i_expr **ret);
/* parse_atom.c */
const ent_i_expr *ent_i_parse_atom(ent_i_parser *p);
const ent_i_expr *ent_i_parse_map(ent_i_parser *p);
const ent_i_expr *ent_i_parse_parameter(ent_i_parser *p);
const ent_i_expr *ent_i_parse_variable(ent_i_parser *p);
/* parse_number.c; negative: a "-" was read before it. */
const ent_i_expr *ent_i_parse_number(ent_i_parser *p, uint32_t first, bool negative);
bool ent_i_parse_bound(ent_i_parser *p, int64_t *ret);
/* parse_special.c */
const ent_i_expr *ent_i_parse_case(ent_i_parser *p);
const ent_i_expr *ent_i_parse_bracket(ent_i_parser *p);
const ent_i_expr *ent_i_parse_quantifier(ent_i_parser *p, ent_i_expr_kind kind);
const ent_i_expr *ent_i_parse_reduce(ent_i_parser *p);
const ent_i_expr *ent_i_parse_exists(ent_i_parser *p);
const ent_i_expr *ent_i_parse_projection(ent_i_parser *p, const ent_i_expr *subject, uint32_t first);
/* parse_pattern.c */
bool ent_i_starts_pattern(const ent_i_parser *p); /* does the "(" here start a pattern of two or more nodes? */
bool ent_i_is_shortest(const ent_i_parser *p);    /* do shortestPath( or allShortestPaths( stand here? */
const ent_i_pattern *ent_i_parse_pattern(ent_i_parser *p, ent_i_pattern_use use);
const ent_i_path_pattern *ent_i_parse_path(ent_i_parser *p, ent_i_pattern_use use);
const ent_i_expr *ent_i_parse_pattern_expr(ent_i_parser *p);
bool ent_i_parse_labels(ent_i_parser *p, const ent_i_name **ret_names, size_t *ret_count);
bool ent_i_parse_time(ent_i_parser *p, const ent_i_time **ret);
/* parse_write.c */
bool ent_i_parse_write(ent_i_parser *p, ent_i_clause *clause);
/* parse_project.c */
bool ent_i_parse_project(ent_i_parser *p, ent_i_clause *clause);
/* parse_query.c; in_exists: up to the "}" of EXISTS. */
const ent_i_query *ent_i_parse_query(ent_i_parser *p, bool in_exists);

#endif
