/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statements, queries and the clauses that read. */
#include <stdlib.h>
#include <string.h>

#include "graph/base/utf8.h"
#include "graph/query/syntax/parse_state.h"

/* [OPTIONAL] MATCH pattern [time] [WHERE condition] */
static bool parse_match(ent_i_parser *p, ent_i_clause *clause)
{
    clause->of.match.optional = ent_i_accept_word(p, ENT_I_KEYWORD_OPTIONAL);
    return ent_i_expect_word(p, ENT_I_KEYWORD_MATCH) &&
           (clause->of.match.pattern = ent_i_parse_pattern(p, ENT_I_PATTERN_MATCH)) &&
           ent_i_parse_time(p, &clause->of.match.time) && ent_i_parse_where(p, &clause->of.match.where);
}

/* UNWIND expression AS variable */
static bool parse_unwind(ent_i_parser *p, ent_i_clause *clause)
{
    p->at++;
    return (clause->of.unwind.list = ent_i_parse_expr(p)) && ent_i_expect_word(p, ENT_I_KEYWORD_AS) &&
           ent_i_expect_name(p, "a variable after AS", &clause->of.unwind.variable);
}

/* name { "." name } */
static bool parse_procedure_name(ent_i_parser *p, ent_i_name *ret)
{
    uint32_t first = p->at;
    size_t since = p->scratch_length, length;
    do {
        ent_i_name part;
        if (!ent_i_expect_name(p, "the name of a procedure", &part) ||
            (p->scratch_length > since && !ent_i_push(p, ".", 1)) || !ent_i_push(p, part.text, part.length))
            return false;
    } while (ent_i_accept(p, ENT_I_TOKEN_DOT));
    if (!ent_i_push(p, "", 1))
        return false;
    ret->text = ent_i_take(p, since, 1, &length);
    ret->length = length - 1;
    ret->range = ent_i_range_since(p, first);
    return ret->text != NULL;
}

/* YIELD ("*" | "-" | column [AS variable] { "," ... } [WHERE condition]) */
static bool parse_yield(ent_i_parser *p, ent_i_clause *clause)
{
    size_t since = p->scratch_length;
    clause->of.call.yields = true;
    if (ent_i_accept(p, ENT_I_TOKEN_STAR))
        clause->of.call.yield_all = true;
    else if (!ent_i_accept(p, ENT_I_TOKEN_MINUS))
        do {
            uint32_t first = p->at;
            ent_i_yield one = { .alias = { .text = NULL } };
            if (!ent_i_expect_name(p, "a column of the procedure, or *", &one.column))
                return false;
            if (ent_i_accept_word(p, ENT_I_KEYWORD_AS) && !ent_i_expect_name(p, "a variable after AS", &one.alias))
                return false;
            one.range = ent_i_range_since(p, first);
            if (!ent_i_push(p, &one, sizeof one))
                return false;
        } while (ent_i_accept(p, ENT_I_TOKEN_COMMA));
    clause->of.call.columns = ent_i_take(p, since, sizeof *clause->of.call.columns, &clause->of.call.column_count);
    return clause->of.call.columns && ent_i_parse_where(p, &clause->of.call.where);
}

/* CALL procedure [ "(" [expressions] ")" ] [YIELD ...] */
static bool parse_call(ent_i_parser *p, ent_i_clause *clause)
{
    p->at++;
    if (!parse_procedure_name(p, &clause->of.call.procedure))
        return false;
    uint32_t opening = p->at;
    clause->of.call.implicit = !ent_i_accept(p, ENT_I_TOKEN_LEFT_PAREN);
    if (clause->of.call.implicit || ent_i_is(p, ENT_I_TOKEN_RIGHT_PAREN))
        clause->of.call.items = ent_i_take(p, p->scratch_length, 1, &clause->of.call.count);
    else if (!ent_i_parse_expr_list(p, &clause->of.call.items, &clause->of.call.count))
        return false;
    if (!clause->of.call.implicit && !ent_i_expect_close(p, ENT_I_TOKEN_RIGHT_PAREN, opening, ", or )"))
        return false;
    return !ent_i_accept_word(p, ENT_I_KEYWORD_YIELD) || parse_yield(p, clause);
}

/* Which clause starts here? False: none. */
static bool clause_here(const ent_i_parser *p, ent_i_clause_kind *ret)
{
    static const struct { ent_i_keyword word; ent_i_clause_kind kind; } starts[] = {
        { ENT_I_KEYWORD_MATCH, ENT_I_CLAUSE_MATCH },   { ENT_I_KEYWORD_OPTIONAL, ENT_I_CLAUSE_MATCH },
        { ENT_I_KEYWORD_UNWIND, ENT_I_CLAUSE_UNWIND }, { ENT_I_KEYWORD_CALL, ENT_I_CLAUSE_CALL },
        { ENT_I_KEYWORD_WITH, ENT_I_CLAUSE_WITH },     { ENT_I_KEYWORD_RETURN, ENT_I_CLAUSE_RETURN },
        { ENT_I_KEYWORD_CREATE, ENT_I_CLAUSE_CREATE }, { ENT_I_KEYWORD_MERGE, ENT_I_CLAUSE_MERGE },
        { ENT_I_KEYWORD_SET, ENT_I_CLAUSE_SET },       { ENT_I_KEYWORD_REMOVE, ENT_I_CLAUSE_REMOVE },
        { ENT_I_KEYWORD_DETACH, ENT_I_CLAUSE_DELETE }, { ENT_I_KEYWORD_DELETE, ENT_I_CLAUSE_DELETE }
    };
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        if (ent_i_is_word(p, 0, starts[i].word)) {
            *ret = starts[i].kind;
            return true;
        }
    return false;
}

static bool parse_clause(ent_i_parser *p, ent_i_clause_kind kind, ent_i_clause *clause)
{
    uint32_t first = p->at;
    bool good;
    memset(clause, 0, sizeof *clause);
    clause->kind = kind;
    switch (kind) {
    case ENT_I_CLAUSE_MATCH:
        good = parse_match(p, clause);
        break;
    case ENT_I_CLAUSE_UNWIND:
        good = parse_unwind(p, clause);
        break;
    case ENT_I_CLAUSE_CALL:
        good = parse_call(p, clause);
        break;
    case ENT_I_CLAUSE_WITH:
    case ENT_I_CLAUSE_RETURN:
        good = ent_i_parse_project(p, clause);
        break;
    default:
        good = ent_i_parse_write(p, clause);
        break;
    }
    clause->range = ent_i_range_since(p, first);
    return good;
}

/* clause { clause } up to UNION or something that is no clause */
static bool parse_part(ent_i_parser *p, bool in_exists, ent_i_query *query, ent_i_part *part)
{
    uint32_t first = p->at;
    size_t since = p->scratch_length;
    ent_i_clause clause;
    ent_i_clause_kind kind = ENT_I_CLAUSE_MATCH;
    if (!clause_here(p, &kind))
        return ent_i_expected(p, "a clause such as MATCH, CREATE or RETURN");
    do {
        if (p->scratch_length > since && clause.kind == ENT_I_CLAUSE_RETURN)
            return ent_i_mistake(p, ent_i_token_range(ent_i_ahead(p, 0)), "InvalidClauseComposition",
                                 "RETURN ends a query; only UNION may follow it, WITH passes rows on");
        if (in_exists && kind >= ENT_I_CLAUSE_CREATE)
            return ent_i_mistake(p, ent_i_token_range(ent_i_ahead(p, 0)), "InvalidClauseComposition",
                                 "EXISTS { } may not change the graph");
        query->updates = query->updates || kind >= ENT_I_CLAUSE_CREATE;
        if (!parse_clause(p, kind, &clause) || !ent_i_push(p, &clause, sizeof clause))
            return false;
    } while (clause_here(p, &kind));
    part->clauses = ent_i_take(p, since, sizeof *part->clauses, &part->count);
    part->range = ent_i_range_since(p, first);
    return part->clauses != NULL;
}

/* What needs a look at the whole part: how it ends, and what only a lone CALL may do. */
static bool check_part(ent_i_parser *p, bool in_exists, const ent_i_query *query, const ent_i_part *part)
{
    const ent_i_clause *last = &part->clauses[part->count - 1];
    bool unfinished = last->kind == ENT_I_CLAUSE_MATCH || last->kind == ENT_I_CLAUSE_UNWIND ||
                      last->kind == ENT_I_CLAUSE_WITH;
    if (unfinished && !in_exists)
        return ent_i_mistake(p, last->range, "InvalidClauseComposition",
                             "a query cannot end with %s; RETURN or a clause that changes the graph must follow",
                             last->kind == ENT_I_CLAUSE_MATCH    ? "MATCH"
                             : last->kind == ENT_I_CLAUSE_UNWIND ? "UNWIND"
                                                                 : "WITH");
    for (size_t i = 0; i < part->count && !query->standalone_call; i++) {
        const ent_i_clause *clause = &part->clauses[i];
        if (clause->kind != ENT_I_CLAUSE_CALL)
            continue;
        if (clause->of.call.implicit)
            return ent_i_mistake(p, clause->of.call.procedure.range, "InvalidArgumentPassingMode",
                                 "in a query a procedure needs its arguments in parentheses, %s(...)",
                                 clause->of.call.procedure.text);
        if (clause->of.call.yield_all)
            return ent_i_mistake(p, clause->range, "UnexpectedSyntax",
                                 "YIELD * is for a CALL alone; in a query name the columns");
    }
    return true;
}

static bool parse_parts(ent_i_parser *p, bool in_exists, ent_i_query *query)
{
    size_t since = p->scratch_length;
    while (true) {
        ent_i_part part;
        if (!parse_part(p, in_exists, query, &part) || !ent_i_push(p, &part, sizeof part))
            return false;
        if (!ent_i_is_word(p, 0, ENT_I_KEYWORD_UNION))
            break;
        uint32_t first = p->at++;
        bool all = ent_i_accept_word(p, ENT_I_KEYWORD_ALL);
        if (p->scratch_length - since > sizeof part && all != query->union_all)
            return ent_i_mistake(p, ent_i_range_since(p, first), "InvalidClauseComposition",
                                 "UNION and UNION ALL cannot be mixed in one query");
        query->union_all = all;
    }
    query->parts = ent_i_take(p, since, sizeof *query->parts, &query->count);
    return query->parts != NULL;
}

/* part { UNION [ALL] part } */
const ent_i_query *ent_i_parse_query(ent_i_parser *p, bool in_exists)
{
    uint32_t first = p->at;
    ent_i_query query = { .union_all = false };
    if (!parse_parts(p, in_exists, &query))
        return NULL;
    bool ended = ent_i_is(p, in_exists ? ENT_I_TOKEN_RIGHT_BRACE : ENT_I_TOKEN_END) || ent_i_is(p, ENT_I_TOKEN_SEMICOLON);
    query.range = ent_i_range_since(p, first);
    query.standalone_call = !in_exists && query.count == 1 && query.parts[0].count == 1 &&
                            query.parts[0].clauses[0].kind == ENT_I_CLAUSE_CALL;
    /* Where something follows that is no clause, that is the mistake to report. */
    for (size_t i = 0; ended && i < query.count; i++)
        if (!check_part(p, in_exists, &query, &query.parts[i]))
            return NULL;
    return ent_i_keep(p, &query, sizeof query);
}

/* ( [EXPLAIN | PROFILE] query | BEGIN | COMMIT | ROLLBACK ) [";"] */
static bool parse_statement(ent_i_parser *p, ent_i_statement *statement)
{
    const char *expected = "the end";
    if (ent_i_accept_word(p, ENT_I_KEYWORD_BEGIN)) {
        statement->kind = ENT_I_STATEMENT_BEGIN;
    } else if (ent_i_accept_word(p, ENT_I_KEYWORD_COMMIT)) {
        statement->kind = ENT_I_STATEMENT_COMMIT;
    } else if (ent_i_accept_word(p, ENT_I_KEYWORD_ROLLBACK)) {
        statement->kind = ENT_I_STATEMENT_ROLLBACK;
    } else {
        if (ent_i_accept_word(p, ENT_I_KEYWORD_EXPLAIN))
            statement->mode = ENT_I_MODE_EXPLAIN;
        else if (ent_i_accept_word(p, ENT_I_KEYWORD_PROFILE))
            statement->mode = ENT_I_MODE_PROFILE;
        if (!(statement->query = ent_i_parse_query(p, false)))
            return false;
        expected = "a clause or the end";
    }
    if (ent_i_accept(p, ENT_I_TOKEN_SEMICOLON))
        expected = "the end after ; of the one statement";
    return ent_i_is(p, ENT_I_TOKEN_END) || ent_i_expected(p, expected);
}

static ent_status finish(ent_i_parser *p, ent_i_statement *statement, const ent_i_statement **ret)
{
    size_t bytes = p->parameter_count * sizeof *p->parameters;
    statement->expr_count = p->expr_count;
    statement->parameter_count = p->parameter_count;
    if (bytes)
        statement->parameters = ent_i_keep(p, p->parameters, bytes);
    const ent_i_statement *kept = p->status < 0 ? NULL : ent_i_keep(p, statement, sizeof *statement);
    if (!kept)
        return p->status;
    *ret = kept;
    return ENT_OK;
}

static ent_status check_text(const char *text, size_t length, ent_query_error *ret_fault, ent_error *err)
{
    if (length > UINT32_MAX - 1)
        return ent_i_fault(text, 0, (ent_i_range){ 0, 0 }, ENT_ERR_LIMIT, "SyntaxError", "compile time", "TextTooLong",
                           ret_fault, err, "the statement is longer than 4 GB");
    size_t valid = ent_i_utf8_valid(text, length);
    if (valid < length)
        return ent_i_fault(text, length, (ent_i_range){ (uint32_t)valid, 1 }, ENT_ERR_UTF8, "SyntaxError", "compile time",
                           "InvalidUnicodeCharacter", ret_fault, err, "byte %02X is not UTF-8 here",
                           (unsigned char)text[valid]);
    return ENT_OK;
}

ent_status ent_i_parse(ent_i_arena *arena, const char *text, size_t length, const ent_i_statement **ret,
                       ent_query_error *ret_fault, ent_error *err)
{
    ent_i_parser p = { .arena = arena, .text = text, .length = length, .fault = ret_fault, .err = err };
    ent_i_statement statement = { .kind = ENT_I_STATEMENT_QUERY };
    ENT_I_TRY(check_text(text, length, ret_fault, err));
    ENT_I_TRY(ent_i_lex(text, length, &p.tokens, err));
    ent_status status = parse_statement(&p, &statement) ? finish(&p, &statement, ret) : p.status;
    ent_i_tokens_clear(&p.tokens);
    ent_i_hash_clear(&p.parameter_numbers);
    free(p.parameters);
    free(p.scratch);
    return status;
}
