/* SPDX-License-Identifier: GPL-2.0-or-later */
/* WITH and RETURN. */
#include "graph/query/syntax/parse_state.h"

/* What the column is called: alias, lone variable, or the text of the expression. */
static bool name_column(ent_i_parser *p, ent_i_column *column, uint32_t tokens)
{
    if (column->alias.text) {
        column->name = column->alias;
    } else if (tokens == 1 && column->value->kind == ENT_I_EXPR_VARIABLE) {
        column->name = column->value->of.variable;
    } else {
        column->name.text = ent_i_arena_copy(p->arena, p->text + column->range.offset, column->range.length);
        column->name.length = column->range.length;
        column->name.range = column->range;
    }
    return column->name.text || ent_i_no_memory(p);
}

/* expression [AS name] */
static bool parse_column(ent_i_parser *p, ent_i_column *column)
{
    uint32_t first = p->at;
    *column = (ent_i_column){ .value = ent_i_parse_expr(p) };
    if (!column->value)
        return false;
    uint32_t tokens = p->at - first;
    column->range = ent_i_range_since(p, first);
    if (ent_i_accept_word(p, ENT_I_KEYWORD_AS) && !ent_i_expect_name(p, "a name after AS", &column->alias))
        return false;
    return name_column(p, column, tokens);
}

/* ("*" | column) { "," column } */
static bool parse_columns(ent_i_parser *p, ent_i_clause *clause)
{
    size_t since = p->scratch_length;
    clause->of.project.star = ent_i_accept(p, ENT_I_TOKEN_STAR);
    if (!clause->of.project.star || ent_i_accept(p, ENT_I_TOKEN_COMMA)) {
        do {
            ent_i_column column;
            if (!parse_column(p, &column) || !ent_i_push(p, &column, sizeof column))
                return false;
        } while (ent_i_accept(p, ENT_I_TOKEN_COMMA));
    }
    clause->of.project.columns = ent_i_take(p, since, sizeof *clause->of.project.columns, &clause->of.project.count);
    return clause->of.project.columns != NULL;
}

/* [ ORDER BY expression [ASC | ASCENDING | DESC | DESCENDING] { "," ... } ] */
static bool parse_sorts(ent_i_parser *p, ent_i_clause *clause)
{
    size_t since = p->scratch_length;
    if (!ent_i_accept_word(p, ENT_I_KEYWORD_ORDER))
        return true;
    if (!ent_i_expect_word(p, ENT_I_KEYWORD_BY))
        return false;
    do {
        uint32_t first = p->at;
        ent_i_sort sort = { .value = ent_i_parse_expr(p) };
        if (!sort.value)
            return false;
        if (ent_i_accept_word(p, ENT_I_KEYWORD_DESC) || ent_i_accept_word(p, ENT_I_KEYWORD_DESCENDING))
            sort.descending = true;
        else if (!ent_i_accept_word(p, ENT_I_KEYWORD_ASC))
            ent_i_accept_word(p, ENT_I_KEYWORD_ASCENDING);
        sort.range = ent_i_range_since(p, first);
        if (!ent_i_push(p, &sort, sizeof sort))
            return false;
    } while (ent_i_accept(p, ENT_I_TOKEN_COMMA));
    clause->of.project.sorts = ent_i_take(p, since, sizeof *clause->of.project.sorts, &clause->of.project.sort_count);
    return clause->of.project.sorts != NULL;
}

/* DISTINCT is the word unless nothing follows that it could be said of. */
static bool accept_distinct(ent_i_parser *p)
{
    if (!ent_i_is_word(p, 0, ENT_I_KEYWORD_DISTINCT))
        return false;
    switch ((ent_i_token_kind)ent_i_ahead(p, 1)->kind) {
    case ENT_I_TOKEN_COMMA:
    case ENT_I_TOKEN_DOT:
    case ENT_I_TOKEN_COLON:
    case ENT_I_TOKEN_END:
    case ENT_I_TOKEN_SEMICOLON:
    case ENT_I_TOKEN_EQUAL:
        return false;
    default:
        if (ent_i_is_word(p, 1, ENT_I_KEYWORD_AS))
            return false;
        p->at++;
        return true;
    }
}

/* (WITH | RETURN) [DISTINCT] columns [ORDER BY ...] [SKIP expression] [LIMIT expression]; of WITH: [WHERE condition] */
bool ent_i_parse_project(ent_i_parser *p, ent_i_clause *clause)
{
    p->at++;
    clause->of.project.distinct = accept_distinct(p);
    if (!parse_columns(p, clause) || !parse_sorts(p, clause))
        return false;
    if (ent_i_accept_word(p, ENT_I_KEYWORD_SKIP) && !(clause->of.project.skip = ent_i_parse_expr(p)))
        return false;
    if (ent_i_accept_word(p, ENT_I_KEYWORD_LIMIT) && !(clause->of.project.limit = ent_i_parse_expr(p)))
        return false;
    return clause->kind != ENT_I_CLAUSE_WITH || ent_i_parse_where(p, &clause->of.project.where);
}
