/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Literals, variables, parameters, calls, and what is in brackets. */
#include "graph/base/array.h"
#include "graph/query/syntax/parse_state.h"

const ent_i_expr *ent_i_parse_parameter(ent_i_parser *p)
{
    const ent_i_token *token = ent_i_ahead(p, 0);
    ent_i_expr *expr = ent_i_expr_new(p, ENT_I_EXPR_PARAMETER);
    char *text = expr ? ent_i_arena_alloc(p->arena, (size_t)token->length + 1) : NULL;
    if (!text) {
        ent_i_no_memory(p);
        return NULL;
    }
    ent_i_name name = { .text = text, .range = ent_i_token_range(token) };
    name.length = ent_i_token_text(p->text, token, text);
    uint32_t number = ent_i_hash_get(&p->parameter_numbers, text, name.length, UINT32_MAX);
    if (number == UINT32_MAX) {
        number = (uint32_t)p->parameter_count;
        ent_status status = ENT_I_RESERVE(p->parameters, p->parameter_capacity, p->parameter_count + 1, p->err);
        if (status >= 0)
            status = ent_i_hash_put(&p->parameter_numbers, text, name.length, number, p->err);
        if (status < 0) {
            p->status = status;
            return NULL;
        }
        p->parameters[p->parameter_count++] = name;
    }
    expr->of.parameter.name = name;
    expr->of.parameter.index = number;
    uint32_t first = p->at++;
    return ent_i_expr_finish(p, expr, first);
}

const ent_i_expr *ent_i_parse_variable(ent_i_parser *p)
{
    uint32_t first = p->at;
    ent_i_expr *expr = ent_i_expr_new(p, ENT_I_EXPR_VARIABLE);
    if (!expr || !ent_i_expect_name(p, "a variable", &expr->of.variable))
        return NULL;
    if (p->tokens.items[first].keyword)
        p->word_at = first;
    return ent_i_expr_finish(p, expr, first);
}

static const ent_i_expr *parse_string(ent_i_parser *p)
{
    const ent_i_token *token = ent_i_ahead(p, 0);
    ent_i_expr *expr = ent_i_expr_new(p, ENT_I_EXPR_STRING);
    char *text = expr ? ent_i_arena_alloc(p->arena, (size_t)token->length + 1) : NULL;
    if (!text) {
        ent_i_no_memory(p);
        return NULL;
    }
    expr->of.string.length = ent_i_token_text(p->text, token, text);
    expr->of.string.text = text;
    uint32_t first = p->at++;
    return ent_i_expr_finish(p, expr, first);
}

/* NULL, TRUE, FALSE */
static const ent_i_expr *parse_word(ent_i_parser *p, ent_i_expr_kind kind, bool value)
{
    ent_i_expr *expr = ent_i_expr_new(p, kind);
    if (!expr)
        return NULL;
    expr->of.boolean = value;
    uint32_t first = p->at++;
    return ent_i_expr_finish(p, expr, first);
}

/* "{" [ key ":" expression { "," key ":" expression } ] "}" */
const ent_i_expr *ent_i_parse_map(ent_i_parser *p)
{
    uint32_t first = p->at;
    size_t since = p->scratch_length;
    ent_i_expr *expr = ent_i_expr_new(p, ENT_I_EXPR_MAP);
    p->at++;
    if (!expr)
        return NULL;
    if (!ent_i_is(p, ENT_I_TOKEN_RIGHT_BRACE)) {
        do {
            ent_i_map_entry entry = { .value = NULL };
            if (!ent_i_expect_name(p, "a key", &entry.key) || !ent_i_expect(p, ENT_I_TOKEN_COLON, ": after the key"))
                return NULL;
            entry.value = ent_i_parse_expr(p);
            if (!entry.value || !ent_i_push(p, &entry, sizeof entry))
                return NULL;
        } while (ent_i_accept(p, ENT_I_TOKEN_COMMA));
    }
    if (!ent_i_expect_close(p, ENT_I_TOKEN_RIGHT_BRACE, first, ", or }"))
        return NULL;
    expr->of.map.entries = ent_i_take(p, since, sizeof *expr->of.map.entries, &expr->of.map.count);
    return expr->of.map.entries ? ent_i_expr_finish(p, expr, first) : NULL;
}

/* "(" expression ")": no node of its own. */
static const ent_i_expr *parse_parenthesised(ent_i_parser *p)
{
    uint32_t opening = p->at++;
    const ent_i_expr *expr = p->allow_pattern ? ent_i_parse_condition(p) : ent_i_parse_expr(p);
    if (!expr || !ent_i_expect_close(p, ENT_I_TOKEN_RIGHT_PAREN, opening, ")"))
        return NULL;
    return expr;
}

/* --- calls --------------------------------------------------------------------------------------- */

/* How many tokens the name of a function takes that starts here, name { "." name } before a "("; 0: none. */
static uint32_t function_name(const ent_i_parser *p)
{
    uint32_t places = 1;
    while (ent_i_ahead(p, places)->kind == ENT_I_TOKEN_DOT && ent_i_is_name(p, places + 1))
        places += 2;
    return ent_i_ahead(p, places)->kind == ENT_I_TOKEN_LEFT_PAREN ? places : 0;
}

static bool join_name(ent_i_parser *p, uint32_t places, ent_i_name *ret)
{
    uint32_t first = p->at;
    size_t length = 0;
    const ent_i_token *last = ent_i_ahead(p, places - 1);
    char *text = ent_i_arena_alloc(p->arena, (size_t)last->offset + last->length - ent_i_ahead(p, 0)->offset + 1);
    if (!text)
        return ent_i_no_memory(p);
    for (; places > 0; places--, p->at++) {
        if (ent_i_is(p, ENT_I_TOKEN_DOT))
            text[length++] = '.';
        else
            length += ent_i_token_text(p->text, ent_i_ahead(p, 0), text + length);
    }
    text[length] = '\0';
    *ret = (ent_i_name){ text, length, ent_i_range_since(p, first) };
    return true;
}

static bool starts_operand(const ent_i_parser *p, uint32_t places)
{
    switch ((ent_i_token_kind)ent_i_ahead(p, places)->kind) {
    case ENT_I_TOKEN_BAD:
    case ENT_I_TOKEN_BAD_NUMBER:
    case ENT_I_TOKEN_NAME:
    case ENT_I_TOKEN_QUOTED_NAME:
    case ENT_I_TOKEN_PARAMETER:
    case ENT_I_TOKEN_INTEGER:
    case ENT_I_TOKEN_FLOAT:
    case ENT_I_TOKEN_STRING:
    case ENT_I_TOKEN_LEFT_PAREN:
    case ENT_I_TOKEN_LEFT_BRACKET:
    case ENT_I_TOKEN_LEFT_BRACE:
    case ENT_I_TOKEN_PLUS:
    case ENT_I_TOKEN_MINUS:
        return true;
    default:
        return false;
    }
}

/* name "(" [DISTINCT] [ expression { "," expression } ] ")" | COUNT "(" "*" ")" */
static const ent_i_expr *parse_function(ent_i_parser *p, uint32_t places)
{
    uint32_t first = p->at;
    bool count_all = ent_i_is_word(p, 0, ENT_I_KEYWORD_COUNT) && ent_i_ahead(p, 2)->kind == ENT_I_TOKEN_STAR &&
                     ent_i_ahead(p, 3)->kind == ENT_I_TOKEN_RIGHT_PAREN;
    ent_i_expr *expr = ent_i_expr_new(p, count_all ? ENT_I_EXPR_COUNT_ALL : ENT_I_EXPR_FUNCTION);
    if (!expr)
        return NULL;
    if (count_all) {
        p->at += 4;
        return ent_i_expr_finish(p, expr, first);
    }
    if (!join_name(p, places, &expr->of.function.name))
        return NULL;
    uint32_t opening = p->at++;
    if (ent_i_is_word(p, 0, ENT_I_KEYWORD_DISTINCT) && starts_operand(p, 1)) {
        expr->of.function.distinct = true;
        p->at++;
    }
    if (ent_i_is(p, ENT_I_TOKEN_RIGHT_PAREN))
        expr->of.function.items = ent_i_take(p, p->scratch_length, 1, &expr->of.function.count);
    else if (!ent_i_parse_expr_list(p, &expr->of.function.items, &expr->of.function.count))
        return NULL;
    if (!ent_i_expect_close(p, ENT_I_TOKEN_RIGHT_PAREN, opening, ", or )"))
        return NULL;
    return ent_i_expr_finish(p, expr, first);
}

/* EXISTS "(" path ")", as older queries write EXISTS { path } */
static const ent_i_expr *parse_exists_function(ent_i_parser *p)
{
    uint32_t first = p->at, opening = first + 1;
    ent_i_pattern pattern = { .count = 1 };
    ent_i_expr *expr = ent_i_expr_new(p, ENT_I_EXPR_EXISTS);
    p->at += 2;
    if (!expr || !(pattern.paths = ent_i_parse_path(p, ENT_I_PATTERN_MATCH)))
        return NULL;
    pattern.range = pattern.paths->range;
    if (!ent_i_expect_close(p, ENT_I_TOKEN_RIGHT_PAREN, opening, ")") ||
        !(expr->of.exists.pattern = ent_i_keep(p, &pattern, sizeof pattern)))
        return NULL;
    return ent_i_expr_finish(p, expr, first);
}

static bool is_exists_of_pattern(ent_i_parser *p)
{
    p->at += 2;
    bool found = ent_i_starts_pattern(p);
    p->at -= 2;
    return found;
}

/* --- words that begin something of their own ------------------------------------------------------ */

/* CASE is a variable where nothing follows that could be its subject or WHEN. */
static bool is_case(const ent_i_parser *p)
{
    switch ((ent_i_keyword)ent_i_ahead(p, 1)->keyword) {
    case ENT_I_KEYWORD_AS:
    case ENT_I_KEYWORD_AND:
    case ENT_I_KEYWORD_OR:
    case ENT_I_KEYWORD_XOR:
    case ENT_I_KEYWORD_IN:
    case ENT_I_KEYWORD_IS:
    case ENT_I_KEYWORD_ORDER:
    case ENT_I_KEYWORD_WHERE:
        return false;
    default:
        return starts_operand(p, 1);
    }
}

/* all(x IN ...), but all(x) is a call. */
static bool is_quantifier(const ent_i_parser *p)
{
    return ent_i_ahead(p, 1)->kind == ENT_I_TOKEN_LEFT_PAREN && ent_i_is_name(p, 2) &&
           ent_i_is_word(p, 3, ENT_I_KEYWORD_IN);
}

static const ent_i_expr *parse_plain_name(ent_i_parser *p)
{
    uint32_t first = p->at, places = function_name(p);
    if (places)
        return parse_function(p, places);
    const ent_i_expr *variable = ent_i_parse_variable(p);
    if (variable && ent_i_is(p, ENT_I_TOKEN_LEFT_BRACE))
        return ent_i_parse_projection(p, variable, first);
    return variable;
}

static const ent_i_expr *parse_name(ent_i_parser *p)
{
    ent_i_token_kind after = (ent_i_token_kind)ent_i_ahead(p, 1)->kind;
    switch ((ent_i_keyword)ent_i_ahead(p, 0)->keyword) {
    case ENT_I_KEYWORD_NULL:
        return parse_word(p, ENT_I_EXPR_NULL, false);
    case ENT_I_KEYWORD_TRUE:
        return parse_word(p, ENT_I_EXPR_BOOLEAN, true);
    case ENT_I_KEYWORD_FALSE:
        return parse_word(p, ENT_I_EXPR_BOOLEAN, false);
    case ENT_I_KEYWORD_CASE:
        return is_case(p) ? ent_i_parse_case(p) : parse_plain_name(p);
    case ENT_I_KEYWORD_EXISTS:
        if (after == ENT_I_TOKEN_LEFT_BRACE)
            return ent_i_parse_exists(p);
        return after == ENT_I_TOKEN_LEFT_PAREN && is_exists_of_pattern(p) ? parse_exists_function(p) : parse_plain_name(p);
    case ENT_I_KEYWORD_ALL:
        return is_quantifier(p) ? ent_i_parse_quantifier(p, ENT_I_EXPR_ALL) : parse_plain_name(p);
    case ENT_I_KEYWORD_ANY:
        return is_quantifier(p) ? ent_i_parse_quantifier(p, ENT_I_EXPR_ANY) : parse_plain_name(p);
    case ENT_I_KEYWORD_NONE:
        return is_quantifier(p) ? ent_i_parse_quantifier(p, ENT_I_EXPR_NONE) : parse_plain_name(p);
    case ENT_I_KEYWORD_SINGLE:
        return is_quantifier(p) ? ent_i_parse_quantifier(p, ENT_I_EXPR_SINGLE) : parse_plain_name(p);
    case ENT_I_KEYWORD_REDUCE:
        return after == ENT_I_TOKEN_LEFT_PAREN && ent_i_is_name(p, 2) && ent_i_ahead(p, 3)->kind == ENT_I_TOKEN_EQUAL
                   ? ent_i_parse_reduce(p)
                   : parse_plain_name(p);
    case ENT_I_KEYWORD_SHORTESTPATH:
    case ENT_I_KEYWORD_ALLSHORTESTPATHS:
        return after == ENT_I_TOKEN_LEFT_PAREN ? ent_i_parse_pattern_expr(p) : parse_plain_name(p);
    default:
        return parse_plain_name(p);
    }
}

static const ent_i_expr *parse_paren(ent_i_parser *p)
{
    if (!ent_i_starts_pattern(p))
        return parse_parenthesised(p);
    bool allowed = p->allow_pattern;
    const ent_i_expr *pattern = ent_i_parse_pattern_expr(p);
    if (pattern && !allowed) {
        ent_i_mistake(p, pattern->range, "UnexpectedSyntax",
                      "a pattern may stand here only in WHERE, EXISTS { } or a comprehension [ pattern | value ]");
        return NULL;
    }
    return pattern;
}

const ent_i_expr *ent_i_parse_atom(ent_i_parser *p)
{
    const ent_i_token *token = ent_i_ahead(p, 0);
    switch ((ent_i_token_kind)token->kind) {
    case ENT_I_TOKEN_NAME:
        return parse_name(p);
    case ENT_I_TOKEN_QUOTED_NAME:
        return parse_plain_name(p);
    case ENT_I_TOKEN_PARAMETER:
        return ent_i_parse_parameter(p);
    case ENT_I_TOKEN_INTEGER:
    case ENT_I_TOKEN_FLOAT:
        return ent_i_parse_number(p, p->at, false);
    case ENT_I_TOKEN_STRING:
        return parse_string(p);
    case ENT_I_TOKEN_LEFT_PAREN:
        return parse_paren(p);
    case ENT_I_TOKEN_LEFT_BRACKET:
        return ent_i_parse_bracket(p);
    case ENT_I_TOKEN_LEFT_BRACE:
        return ent_i_parse_map(p);
    case ENT_I_TOKEN_BAD_NUMBER:
        ent_i_mistake(p, ent_i_token_range(token), "InvalidNumberLiteral", "this number is malformed");
        return NULL;
    default:
        ent_i_expected(p, "an expression");
        return NULL;
    }
}
