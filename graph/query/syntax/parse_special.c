/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Expressions with words and variables of their own: CASE, comprehensions, quantifiers, reduce, EXISTS { }, map
 * projections. */
#include "graph/query/syntax/parse_state.h"

/* CASE [subject] WHEN value THEN value { WHEN ... } [ELSE value] END */
const ent_i_expr *ent_i_parse_case(ent_i_parser *p)
{
    uint32_t first = p->at++;
    size_t since = p->scratch_length;
    ent_i_expr *expr = ent_i_expr_new(p, ENT_I_EXPR_CASE);
    if (!expr)
        return NULL;
    bool simple = !ent_i_is_word(p, 0, ENT_I_KEYWORD_WHEN);
    if (simple && !(expr->of.conditional.subject = ent_i_parse_expr(p)))
        return NULL;
    if (!ent_i_is_word(p, 0, ENT_I_KEYWORD_WHEN)) {
        ent_i_expected(p, "WHEN");
        return NULL;
    }
    while (ent_i_accept_word(p, ENT_I_KEYWORD_WHEN)) {
        ent_i_alternative one;
        one.when = simple ? ent_i_parse_expr(p) : ent_i_parse_condition(p);
        if (!one.when || !ent_i_expect_word(p, ENT_I_KEYWORD_THEN))
            return NULL;
        one.then = ent_i_parse_expr(p);
        if (!one.then || !ent_i_push(p, &one, sizeof one))
            return NULL;
    }
    if (ent_i_accept_word(p, ENT_I_KEYWORD_ELSE) && !(expr->of.conditional.otherwise = ent_i_parse_expr(p)))
        return NULL;
    if (!ent_i_accept_word(p, ENT_I_KEYWORD_END)) {
        ent_i_expected(p, expr->of.conditional.otherwise ? "END of the CASE" : "WHEN, ELSE or END of the CASE");
        return NULL;
    }
    expr->of.conditional.alternatives =
        ent_i_take(p, since, sizeof *expr->of.conditional.alternatives, &expr->of.conditional.count);
    return expr->of.conditional.alternatives ? ent_i_expr_finish(p, expr, first) : NULL;
}

/* "[" variable IN list [WHERE condition] [ "|" value ] "]" */
static const ent_i_expr *parse_list_comprehension(ent_i_parser *p)
{
    uint32_t first = p->at++;
    ent_i_expr *expr = ent_i_expr_new(p, ENT_I_EXPR_LIST_COMPREHENSION);
    if (!expr || !ent_i_expect_name(p, "a variable", &expr->of.comprehension.variable))
        return NULL;
    p->at++;
    if (!(expr->of.comprehension.list = ent_i_parse_expr(p)) || !ent_i_parse_where(p, &expr->of.comprehension.where))
        return NULL;
    bool valued = ent_i_accept(p, ENT_I_TOKEN_BAR);
    if (valued && !(expr->of.comprehension.value = ent_i_parse_expr(p)))
        return NULL;
    const char *expected = valued ? "]" : expr->of.comprehension.where ? "| or ]" : "WHERE, | or ]";
    return ent_i_expect_close(p, ENT_I_TOKEN_RIGHT_BRACKET, first, expected) ? ent_i_expr_finish(p, expr, first) : NULL;
}

/* "[" [variable "="] path [time] [WHERE condition] "|" value "]" */
static const ent_i_expr *parse_pattern_comprehension(ent_i_parser *p)
{
    uint32_t first = p->at++;
    ent_i_expr *expr = ent_i_expr_new(p, ENT_I_EXPR_PATTERN_COMPREHENSION);
    if (!expr || !(expr->of.pattern_comprehension.path = ent_i_parse_path(p, ENT_I_PATTERN_MATCH)))
        return NULL;
    if (!expr->of.pattern_comprehension.path->rel_count) {
        ent_i_expected(p, "a relationship");
        return NULL;
    }
    if (!ent_i_parse_time(p, &expr->of.pattern_comprehension.time) ||
        !ent_i_parse_where(p, &expr->of.pattern_comprehension.where) || !ent_i_expect(p, ENT_I_TOKEN_BAR, "|") ||
        !(expr->of.pattern_comprehension.value = ent_i_parse_expr(p)) ||
        !ent_i_expect_close(p, ENT_I_TOKEN_RIGHT_BRACKET, first, "]"))
        return NULL;
    return ent_i_expr_finish(p, expr, first);
}

/* "[" [ expression { "," expression } ] "]" */
static const ent_i_expr *parse_list(ent_i_parser *p)
{
    uint32_t first = p->at++;
    ent_i_expr *expr = ent_i_expr_new(p, ENT_I_EXPR_LIST);
    if (!expr)
        return NULL;
    if (ent_i_is(p, ENT_I_TOKEN_RIGHT_BRACKET))
        expr->of.list.items = ent_i_take(p, p->scratch_length, 1, &expr->of.list.count);
    else if (!ent_i_parse_expr_list(p, &expr->of.list.items, &expr->of.list.count))
        return NULL;
    return ent_i_expect_close(p, ENT_I_TOKEN_RIGHT_BRACKET, first, ", or ]") ? ent_i_expr_finish(p, expr, first) : NULL;
}

/* A list, or a comprehension: [x IN xs] is one, [x IN xs, 1] and [(x IN xs)] are lists. Of a pattern it is one
 * when a "|" stands in it before any ",". */
const ent_i_expr *ent_i_parse_bracket(ent_i_parser *p)
{
    ent_i_bracket inside = p->tokens.brackets[ent_i_ahead(p, 0)->bracket];
    if (ent_i_is_name(p, 1) && ent_i_is_word(p, 2, ENT_I_KEYWORD_IN) && !inside.comma)
        return parse_list_comprehension(p);
    bool barred = inside.bar && (!inside.comma || inside.bar < inside.comma);
    bool named = ent_i_is_name(p, 1) && ent_i_ahead(p, 2)->kind == ENT_I_TOKEN_EQUAL;
    if (barred && (named || ent_i_ahead(p, 1)->kind == ENT_I_TOKEN_LEFT_PAREN))
        return parse_pattern_comprehension(p);
    return parse_list(p);
}

/* (ALL | ANY | NONE | SINGLE) "(" variable IN list WHERE condition ")" */
const ent_i_expr *ent_i_parse_quantifier(ent_i_parser *p, ent_i_expr_kind kind)
{
    uint32_t first = p->at, opening = first + 1;
    ent_i_expr *expr = ent_i_expr_new(p, kind);
    p->at += 2;
    if (!expr || !ent_i_expect_name(p, "a variable", &expr->of.comprehension.variable) ||
        !ent_i_expect_word(p, ENT_I_KEYWORD_IN) || !(expr->of.comprehension.list = ent_i_parse_expr(p)))
        return NULL;
    if (!ent_i_is_word(p, 0, ENT_I_KEYWORD_WHERE)) {
        ent_i_expected(p, "WHERE");
        return NULL;
    }
    if (!ent_i_parse_where(p, &expr->of.comprehension.where) ||
        !ent_i_expect_close(p, ENT_I_TOKEN_RIGHT_PAREN, opening, ")"))
        return NULL;
    return ent_i_expr_finish(p, expr, first);
}

/* REDUCE "(" accumulator "=" initial "," variable IN list "|" value ")" */
const ent_i_expr *ent_i_parse_reduce(ent_i_parser *p)
{
    uint32_t first = p->at, opening = first + 1;
    ent_i_expr *expr = ent_i_expr_new(p, ENT_I_EXPR_REDUCE);
    p->at += 2;
    if (!expr || !ent_i_expect_name(p, "a variable", &expr->of.reduce.accumulator) ||
        !ent_i_expect(p, ENT_I_TOKEN_EQUAL, "=") || !(expr->of.reduce.initial = ent_i_parse_expr(p)) ||
        !ent_i_expect(p, ENT_I_TOKEN_COMMA, ",") || !ent_i_expect_name(p, "a variable", &expr->of.reduce.variable) ||
        !ent_i_expect_word(p, ENT_I_KEYWORD_IN) || !(expr->of.reduce.list = ent_i_parse_expr(p)) ||
        !ent_i_expect(p, ENT_I_TOKEN_BAR, "|") || !(expr->of.reduce.value = ent_i_parse_expr(p)) ||
        !ent_i_expect_close(p, ENT_I_TOKEN_RIGHT_PAREN, opening, ")"))
        return NULL;
    return ent_i_expr_finish(p, expr, first);
}

/* EXISTS "{" (pattern [time] [WHERE condition] | query) "}" */
const ent_i_expr *ent_i_parse_exists(ent_i_parser *p)
{
    uint32_t first = p->at, opening = first + 1;
    ent_i_expr *expr = ent_i_expr_new(p, ENT_I_EXPR_EXISTS);
    p->at += 2;
    if (!expr)
        return NULL;
    bool pattern = !ent_i_is_name(p, 0) || ent_i_ahead(p, 1)->kind == ENT_I_TOKEN_EQUAL ||
                   ent_i_is_shortest(p);
    if (!pattern) {
        if (!(expr->of.exists.query = ent_i_parse_query(p, true)))
            return NULL;
    } else if (!(expr->of.exists.pattern = ent_i_parse_pattern(p, ENT_I_PATTERN_MATCH)) ||
               !ent_i_parse_time(p, &expr->of.exists.time) || !ent_i_parse_where(p, &expr->of.exists.where)) {
        return NULL;
    }
    if (!ent_i_expect_close(p, ENT_I_TOKEN_RIGHT_BRACE, opening,
                            !pattern ? "a clause or }" : expr->of.exists.where ? "}" : "WHERE or }"))
        return NULL;
    return ent_i_expr_finish(p, expr, first);
}

/* "." key | "." "*" | key ":" value | variable */
static bool parse_projection_item(ent_i_parser *p, ent_i_projection_item *item)
{
    *item = (ent_i_projection_item){ .kind = ENT_I_PROJECT_PROPERTY };
    if (ent_i_accept(p, ENT_I_TOKEN_DOT)) {
        if (!ent_i_accept(p, ENT_I_TOKEN_STAR))
            return ent_i_expect_name(p, "the name of a property or *", &item->key);
        item->kind = ENT_I_PROJECT_ALL;
        return true;
    }
    bool entry = ent_i_ahead(p, 1)->kind == ENT_I_TOKEN_COLON;
    uint32_t first = p->at;
    item->kind = entry ? ENT_I_PROJECT_ENTRY : ENT_I_PROJECT_VARIABLE;
    if (!ent_i_expect_name(p, ".property, .*, key: value or a variable", &item->key))
        return false;
    p->at = entry ? p->at + 1 : first;
    item->value = entry ? ent_i_parse_expr(p) : ent_i_parse_variable(p);
    return item->value != NULL;
}

/* variable "{" [ item { "," item } ] "}" */
const ent_i_expr *ent_i_parse_projection(ent_i_parser *p, const ent_i_expr *subject, uint32_t first)
{
    uint32_t opening = p->at++;
    size_t since = p->scratch_length;
    ent_i_expr *expr = ent_i_expr_new(p, ENT_I_EXPR_MAP_PROJECTION);
    if (!expr)
        return NULL;
    if (!ent_i_is(p, ENT_I_TOKEN_RIGHT_BRACE)) {
        do {
            ent_i_projection_item item;
            if (!parse_projection_item(p, &item) || !ent_i_push(p, &item, sizeof item))
                return NULL;
        } while (ent_i_accept(p, ENT_I_TOKEN_COMMA));
    }
    if (!ent_i_expect_close(p, ENT_I_TOKEN_RIGHT_BRACE, opening, ", or }"))
        return NULL;
    expr->of.projection.subject = subject;
    expr->of.projection.items = ent_i_take(p, since, sizeof *expr->of.projection.items, &expr->of.projection.count);
    return expr->of.projection.items ? ent_i_expr_finish(p, expr, first) : NULL;
}
