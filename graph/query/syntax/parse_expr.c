/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Operators, by precedence climbing: read an operand, then as long as an operator binds at least as tightly as
 * asked, its right side. Operators of one level become one node with many operands. */
#include <string.h>

#include "graph/query/syntax/parse_state.h"

/* Low to high, as CIP2021-08-10 has them. */
enum {
    LEVEL_OR = 1,
    LEVEL_XOR,
    LEVEL_AND,
    LEVEL_NOT,
    LEVEL_COMPARISON,
    LEVEL_PREDICATE, /* STARTS WITH, ENDS WITH, CONTAINS, =~, IN, IS NULL */
    LEVEL_SUM,
    LEVEL_PRODUCT,
    LEVEL_POWER
};

static const ent_i_expr *parse_level(ent_i_parser *p, int least);

/* The level of the operator here; 0: none. */
static int level_here(const ent_i_parser *p)
{
    const ent_i_token *token = ent_i_ahead(p, 0);
    switch ((ent_i_token_kind)token->kind) {
    case ENT_I_TOKEN_EQUAL:
    case ENT_I_TOKEN_UNEQUAL:
    case ENT_I_TOKEN_LESS:
    case ENT_I_TOKEN_LESS_EQUAL:
    case ENT_I_TOKEN_GREATER:
    case ENT_I_TOKEN_GREATER_EQUAL:
        return LEVEL_COMPARISON;
    case ENT_I_TOKEN_MATCHES:
        return LEVEL_PREDICATE;
    case ENT_I_TOKEN_PLUS:
    case ENT_I_TOKEN_MINUS:
        return LEVEL_SUM;
    case ENT_I_TOKEN_STAR:
    case ENT_I_TOKEN_SLASH:
    case ENT_I_TOKEN_PERCENT:
        return LEVEL_PRODUCT;
    case ENT_I_TOKEN_CARET:
        return LEVEL_POWER;
    default:
        break;
    }
    switch ((ent_i_keyword)token->keyword) {
    case ENT_I_KEYWORD_OR:
        return LEVEL_OR;
    case ENT_I_KEYWORD_XOR:
        return LEVEL_XOR;
    case ENT_I_KEYWORD_AND:
        return LEVEL_AND;
    case ENT_I_KEYWORD_IN:
    case ENT_I_KEYWORD_IS:
    case ENT_I_KEYWORD_CONTAINS:
        return LEVEL_PREDICATE;
    case ENT_I_KEYWORD_STARTS:
    case ENT_I_KEYWORD_ENDS:
        return ent_i_is_word(p, 1, ENT_I_KEYWORD_WITH) ? LEVEL_PREDICATE : 0;
    default:
        return 0;
    }
}

static ent_i_operator operator_of(ent_i_token_kind kind)
{
    switch (kind) {
    case ENT_I_TOKEN_UNEQUAL:
        return ENT_I_UNEQUAL;
    case ENT_I_TOKEN_LESS:
        return ENT_I_LESS;
    case ENT_I_TOKEN_LESS_EQUAL:
        return ENT_I_LESS_EQUAL;
    case ENT_I_TOKEN_GREATER:
        return ENT_I_GREATER;
    case ENT_I_TOKEN_GREATER_EQUAL:
        return ENT_I_GREATER_EQUAL;
    case ENT_I_TOKEN_PLUS:
        return ENT_I_ADD;
    case ENT_I_TOKEN_MINUS:
        return ENT_I_SUBTRACT;
    case ENT_I_TOKEN_STAR:
        return ENT_I_MULTIPLY;
    case ENT_I_TOKEN_SLASH:
        return ENT_I_DIVIDE;
    case ENT_I_TOKEN_PERCENT:
        return ENT_I_MODULO;
    case ENT_I_TOKEN_CARET:
        return ENT_I_POWER;
    default:
        return ENT_I_EQUAL;
    }
}

typedef struct link {
    const ent_i_expr *item;
    ent_i_operator op; /* before the item */
} link;

/* Make the node of the links on the scratch. */
static const ent_i_expr *make_chain(ent_i_parser *p, size_t since, ent_i_expr_kind kind, uint32_t first)
{
    size_t count = (p->scratch_length - since) / sizeof(link);
    ent_i_expr *expr = ent_i_expr_new(p, kind);
    const ent_i_expr **items = ent_i_arena_alloc(p->arena, count * sizeof *items);
    ent_i_operator *operators = NULL;
    if (kind == ENT_I_EXPR_COMPARISON || kind == ENT_I_EXPR_ARITHMETIC) {
        operators = ent_i_arena_alloc(p->arena, (count - 1) * sizeof *operators);
        if (!operators)
            ent_i_no_memory(p);
    }
    if (!items)
        ent_i_no_memory(p);
    if (p->status < 0)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        link one;
        memcpy(&one, p->scratch + since + i * sizeof one, sizeof one);
        items[i] = one.item;
        if (operators && i)
            operators[i - 1] = one.op;
    }
    p->scratch_length = since;
    if (operators) {
        expr->of.chain.items = items;
        expr->of.chain.operators = operators;
        expr->of.chain.count = count;
    } else {
        expr->of.list.items = items;
        expr->of.list.count = count;
    }
    return ent_i_expr_finish(p, expr, first);
}

/* left { operator right }, all operators of one level. */
static const ent_i_expr *parse_chain(ent_i_parser *p, const ent_i_expr *left, int level, uint32_t first)
{
    static const ent_i_expr_kind kinds[] = { [LEVEL_OR] = ENT_I_EXPR_OR,
                                             [LEVEL_XOR] = ENT_I_EXPR_XOR,
                                             [LEVEL_AND] = ENT_I_EXPR_AND,
                                             [LEVEL_COMPARISON] = ENT_I_EXPR_COMPARISON,
                                             [LEVEL_SUM] = ENT_I_EXPR_ARITHMETIC,
                                             [LEVEL_PRODUCT] = ENT_I_EXPR_ARITHMETIC,
                                             [LEVEL_POWER] = ENT_I_EXPR_ARITHMETIC };
    size_t since = p->scratch_length;
    link one = { left, ENT_I_EQUAL };
    if (!ent_i_push(p, &one, sizeof one))
        return NULL;
    while (level_here(p) == level) {
        one.op = operator_of((ent_i_token_kind)ent_i_ahead(p, 0)->kind);
        p->at++;
        one.item = parse_level(p, level + 1);
        if (!one.item || !ent_i_push(p, &one, sizeof one))
            return NULL;
    }
    return make_chain(p, since, kinds[level], first);
}

/* IS [NOT] NULL */
static const ent_i_expr *parse_is(ent_i_parser *p, const ent_i_expr *left, uint32_t first)
{
    p->at++;
    bool negated = ent_i_accept_word(p, ENT_I_KEYWORD_NOT);
    if (!ent_i_is_word(p, 0, ENT_I_KEYWORD_NULL)) {
        ent_i_expected(p, negated ? "NULL" : "NULL or NOT NULL");
        return NULL;
    }
    p->at++;
    ent_i_expr *expr = ent_i_expr_new(p, negated ? ENT_I_EXPR_IS_NOT_NULL : ENT_I_EXPR_IS_NULL);
    if (!expr)
        return NULL;
    expr->of.operand = left;
    return ent_i_expr_finish(p, expr, first);
}

/* One operator of LEVEL_PREDICATE and its right side. */
static const ent_i_expr *parse_predicate(ent_i_parser *p, const ent_i_expr *left, uint32_t first)
{
    ent_i_expr_kind kind = ENT_I_EXPR_REGEX;
    switch ((ent_i_keyword)ent_i_ahead(p, 0)->keyword) {
    case ENT_I_KEYWORD_IS:
        return parse_is(p, left, first);
    case ENT_I_KEYWORD_IN:
        kind = ENT_I_EXPR_IN;
        break;
    case ENT_I_KEYWORD_CONTAINS:
        kind = ENT_I_EXPR_CONTAINS;
        break;
    case ENT_I_KEYWORD_STARTS:
        kind = ENT_I_EXPR_STARTS_WITH;
        break;
    case ENT_I_KEYWORD_ENDS:
        kind = ENT_I_EXPR_ENDS_WITH;
        break;
    default:
        break;
    }
    p->at += kind == ENT_I_EXPR_STARTS_WITH || kind == ENT_I_EXPR_ENDS_WITH ? 2 : 1;
    const ent_i_expr *right = parse_level(p, LEVEL_SUM);
    ent_i_expr *expr = right ? ent_i_expr_new(p, kind) : NULL;
    if (!expr)
        return NULL;
    expr->of.binary.left = left;
    expr->of.binary.right = right;
    return ent_i_expr_finish(p, expr, first);
}

static bool enter(ent_i_parser *p)
{
    if (p->depth >= ENT_I_QUERY_NESTING)
        return ent_i_too_deep(p, ent_i_token_range(ent_i_ahead(p, 0)));
    p->depth++;
    return true;
}

/* NOT level | ("+" | "-") unary */
static const ent_i_expr *parse_prefix(ent_i_parser *p, ent_i_expr_kind kind)
{
    uint32_t first = p->at++;
    if (!enter(p))
        return NULL;
    const ent_i_expr *operand = parse_level(p, kind == ENT_I_EXPR_NOT ? LEVEL_NOT : LEVEL_POWER + 1);
    p->depth--;
    ent_i_expr *expr = operand ? ent_i_expr_new(p, kind) : NULL;
    if (!expr)
        return NULL;
    expr->of.operand = operand;
    return ent_i_expr_finish(p, expr, first);
}

/* A "-" right before the digits of a number belongs to it: -9223372036854775808 is an integer. Not so where
 * the number is the subject of something that binds more tightly. */
static bool is_negative_number(const ent_i_parser *p)
{
    int kind = ent_i_ahead(p, 1)->kind, after = ent_i_ahead(p, 2)->kind;
    return (kind == ENT_I_TOKEN_INTEGER || kind == ENT_I_TOKEN_FLOAT) && after != ENT_I_TOKEN_DOT &&
           after != ENT_I_TOKEN_LEFT_BRACKET && after != ENT_I_TOKEN_COLON;
}

static const ent_i_expr *parse_operand(ent_i_parser *p)
{
    switch ((ent_i_token_kind)ent_i_ahead(p, 0)->kind) {
    case ENT_I_TOKEN_PLUS:
        return parse_prefix(p, ENT_I_EXPR_PLUS);
    case ENT_I_TOKEN_MINUS:
        if (!is_negative_number(p))
            return parse_prefix(p, ENT_I_EXPR_MINUS);
        p->at++;
        return ent_i_parse_number(p, p->at - 1, true);
    case ENT_I_TOKEN_NAME:
        if (ent_i_is_word(p, 0, ENT_I_KEYWORD_NOT))
            return parse_prefix(p, ENT_I_EXPR_NOT);
        return ent_i_parse_postfix(p);
    default:
        return ent_i_parse_postfix(p);
    }
}

/* A pattern is a truth value and cannot be compared or added to anything. */
static bool check_left(ent_i_parser *p, const ent_i_expr *left, int level)
{
    if (left->kind == ENT_I_EXPR_PATTERN && left->of.pattern->shortest == ENT_I_NOT_SHORTEST && level > LEVEL_NOT)
        return ent_i_mistake(p, left->range, "UnexpectedSyntax",
                             "a pattern may stand here only as a condition of its own, or within AND, OR, XOR and NOT");
    return true;
}

static const ent_i_expr *parse_level(ent_i_parser *p, int least)
{
    uint32_t first = p->at;
    bool allowed = p->allow_pattern;
    if (least > LEVEL_COMPARISON)
        p->allow_pattern = false;
    const ent_i_expr *left = parse_operand(p);
    p->allow_pattern = allowed;
    for (int level; left && (level = level_here(p)) && level >= least;) {
        if (!check_left(p, left, level))
            return NULL;
        left = level == LEVEL_PREDICATE ? parse_predicate(p, left, first) : parse_chain(p, left, level, first);
    }
    return left;
}

static const ent_i_expr *parse_from(ent_i_parser *p, int least, bool allow_pattern)
{
    bool allowed = p->allow_pattern;
    if (!enter(p))
        return NULL;
    p->allow_pattern = allow_pattern;
    const ent_i_expr *expr = parse_level(p, least);
    p->allow_pattern = allowed;
    p->depth--;
    return expr;
}

const ent_i_expr *ent_i_parse_expr(ent_i_parser *p)
{
    return parse_from(p, LEVEL_OR, false);
}

const ent_i_expr *ent_i_parse_condition(ent_i_parser *p)
{
    return parse_from(p, LEVEL_OR, true);
}

const ent_i_expr *ent_i_parse_sum(ent_i_parser *p)
{
    return parse_from(p, LEVEL_SUM, false);
}

bool ent_i_parse_where(ent_i_parser *p, const ent_i_expr **ret)
{
    if (!ent_i_accept_word(p, ENT_I_KEYWORD_WHERE))
        return true;
    *ret = ent_i_parse_condition(p);
    return *ret != NULL;
}

/* expression { "," expression } */
bool ent_i_parse_expr_list(ent_i_parser *p, const ent_i_expr *const **ret_items, size_t *ret_count)
{
    size_t since = p->scratch_length;
    do {
        const ent_i_expr *item = ent_i_parse_expr(p);
        if (!item || !ent_i_push(p, &item, sizeof item))
            return false;
    } while (ent_i_accept(p, ENT_I_TOKEN_COMMA));
    *ret_items = ent_i_take(p, since, sizeof **ret_items, ret_count);
    return *ret_items != NULL;
}

/* subject "." key */
static const ent_i_expr *parse_property(ent_i_parser *p, const ent_i_expr *subject, uint32_t first)
{
    ent_i_name key;
    p->at++;
    if (!ent_i_expect_name(p, "the name of a property", &key))
        return NULL;
    ent_i_expr *expr = ent_i_expr_new(p, ENT_I_EXPR_PROPERTY);
    if (!expr)
        return NULL;
    expr->of.property.subject = subject;
    expr->of.property.key = key;
    return ent_i_expr_finish(p, expr, first);
}

/* subject "[" (index | [from] ".." [to]) "]" */
static const ent_i_expr *parse_index(ent_i_parser *p, const ent_i_expr *subject, uint32_t first)
{
    uint32_t opening = p->at++;
    const ent_i_expr *from = NULL, *to = NULL;
    bool slice = ent_i_is(p, ENT_I_TOKEN_DOTS);
    if (!slice && !(from = ent_i_parse_expr(p)))
        return NULL;
    if (ent_i_accept(p, ENT_I_TOKEN_DOTS)) {
        slice = true;
        if (!ent_i_is(p, ENT_I_TOKEN_RIGHT_BRACKET) && !(to = ent_i_parse_expr(p)))
            return NULL;
    }
    if (!ent_i_expect_close(p, ENT_I_TOKEN_RIGHT_BRACKET, opening, slice ? "]" : "] or .."))
        return NULL;
    ent_i_expr *expr = ent_i_expr_new(p, slice ? ENT_I_EXPR_SLICE : ENT_I_EXPR_INDEX);
    if (!expr)
        return NULL;
    if (slice) {
        expr->of.slice.subject = subject;
        expr->of.slice.from = from;
        expr->of.slice.to = to;
    } else {
        expr->of.index.subject = subject;
        expr->of.index.index = from;
    }
    return ent_i_expr_finish(p, expr, first);
}

/* subject ":" label { ":" label } */
static const ent_i_expr *parse_label_test(ent_i_parser *p, const ent_i_expr *subject, uint32_t first)
{
    ent_i_expr *expr = ent_i_expr_new(p, ENT_I_EXPR_LABELS);
    if (!expr || !ent_i_parse_labels(p, &expr->of.labels.names, &expr->of.labels.count))
        return NULL;
    expr->of.labels.subject = subject;
    return ent_i_expr_finish(p, expr, first);
}

/* atom { "." key | "[" ... "]" } [ ":" label ... ] */
const ent_i_expr *ent_i_parse_postfix(ent_i_parser *p)
{
    uint32_t first = p->at;
    const ent_i_expr *expr = ent_i_parse_atom(p);
    while (expr) {
        ent_i_token_kind kind = (ent_i_token_kind)ent_i_ahead(p, 0)->kind;
        if (kind != ENT_I_TOKEN_DOT && kind != ENT_I_TOKEN_LEFT_BRACKET && kind != ENT_I_TOKEN_COLON)
            return expr;
        if (!check_left(p, expr, LEVEL_POWER))
            return NULL;
        if (kind == ENT_I_TOKEN_COLON)
            return parse_label_test(p, expr, first);
        expr = kind == ENT_I_TOKEN_DOT ? parse_property(p, expr, first) : parse_index(p, expr, first);
    }
    return NULL;
}
