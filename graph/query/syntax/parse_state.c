/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/query/syntax/parse_state.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "graph/base/array.h"

#define MESSAGE_SIZE 400

bool ent_i_accept(ent_i_parser *p, ent_i_token_kind kind)
{
    if (!ent_i_is(p, kind))
        return false;
    p->at++;
    return true;
}

bool ent_i_accept_word(ent_i_parser *p, ent_i_keyword word)
{
    if (!ent_i_is_word(p, 0, word))
        return false;
    p->at++;
    return true;
}

bool ent_i_expect(ent_i_parser *p, ent_i_token_kind kind, const char *expected)
{
    return ent_i_accept(p, kind) || ent_i_expected(p, expected);
}

bool ent_i_expect_word(ent_i_parser *p, ent_i_keyword word)
{
    return ent_i_accept_word(p, word) || ent_i_expected(p, ent_i_keyword_text(word));
}

bool ent_i_expect_close(ent_i_parser *p, ent_i_token_kind kind, uint32_t opening, const char *expected)
{
    if (ent_i_accept(p, kind))
        return true;
    const ent_i_token *token = &p->tokens.items[opening];
    if (p->tokens.brackets[token->bracket].close || ent_i_is(p, ENT_I_TOKEN_BAD))
        return ent_i_expected(p, expected);
    char longer[MESSAGE_SIZE];
    uint64_t line = 1, column = 1;
    for (size_t i = 0; i < token->offset; i++) {
        column = p->text[i] == '\n' ? 1 : column + 1;
        line += p->text[i] == '\n';
    }
    snprintf(longer, sizeof longer, "%s for the %s of line %llu, column %llu", expected,
             ent_i_token_kind_text((ent_i_token_kind)token->kind), (unsigned long long)line, (unsigned long long)column);
    return ent_i_expected(p, longer);
}

bool ent_i_expect_name(ent_i_parser *p, const char *expected, ent_i_name *ret)
{
    if (!ent_i_is_name(p, 0))
        return ent_i_expected(p, expected);
    const ent_i_token *token = ent_i_ahead(p, 0);
    char *text = ent_i_arena_alloc(p->arena, (size_t)token->length + 1);
    if (!text)
        return ent_i_no_memory(p);
    ret->length = ent_i_token_text(p->text, token, text);
    ret->text = text;
    ret->range = ent_i_token_range(token);
    p->at++;
    return true;
}

ent_i_range ent_i_token_range(const ent_i_token *token)
{
    return (ent_i_range){ token->offset, token->length };
}

ent_i_range ent_i_range_since(const ent_i_parser *p, uint32_t first)
{
    const ent_i_token *from = &p->tokens.items[first], *to = &p->tokens.items[p->at > first ? p->at - 1 : first];
    return (ent_i_range){ from->offset, to->offset + to->length - from->offset };
}

/* --- failures ------------------------------------------------------------------------------------ */

bool ent_i_mistake(ent_i_parser *p, ent_i_range range, const char *detail, const char *format, ...)
{
    char message[MESSAGE_SIZE];
    va_list arguments;
    if (p->status < 0)
        return false;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    p->status = ent_i_fault(p->text, p->length, range, ENT_ERR_SYNTAX, "SyntaxError", "compile time", detail, p->fault,
                            p->err, "%s", message);
    return false;
}

/* A clause's word that was taken as a variable because an expression was wanted, with nothing after it that
 * could go on with an expression: the missing expression is the mistake, not what follows. */
static bool is_clause_word(const ent_i_token *token)
{
    switch ((ent_i_keyword)token->keyword) {
    case ENT_I_KEYWORD_MATCH:
    case ENT_I_KEYWORD_OPTIONAL:
    case ENT_I_KEYWORD_UNWIND:
    case ENT_I_KEYWORD_WITH:
    case ENT_I_KEYWORD_RETURN:
    case ENT_I_KEYWORD_CREATE:
    case ENT_I_KEYWORD_MERGE:
    case ENT_I_KEYWORD_SET:
    case ENT_I_KEYWORD_REMOVE:
    case ENT_I_KEYWORD_DELETE:
    case ENT_I_KEYWORD_DETACH:
    case ENT_I_KEYWORD_CALL:
    case ENT_I_KEYWORD_UNION:
    case ENT_I_KEYWORD_WHERE:
    case ENT_I_KEYWORD_ORDER:
    case ENT_I_KEYWORD_SKIP:
    case ENT_I_KEYWORD_LIMIT:
    case ENT_I_KEYWORD_AS:
        return true;
    default:
        return false;
    }
}

bool ent_i_expected(ent_i_parser *p, const char *expected)
{
    const ent_i_token *found = ent_i_ahead(p, 0);
    if (found->kind == ENT_I_TOKEN_BAD)
        return ent_i_mistake(p, ent_i_token_range(found), p->tokens.bad_detail, "%s", p->tokens.bad_message);
    if (p->word_at && p->word_at + 1 == p->at && is_clause_word(&p->tokens.items[p->word_at])) {
        found = &p->tokens.items[p->word_at];
        expected = "an expression";
    }
    /* The end is right after the last token, not behind blanks and comments that may follow. */
    ent_i_range end = { p->at ? found[-1].offset + found[-1].length : 0, 0 };
    if (found->kind == ENT_I_TOKEN_END)
        return ent_i_mistake(p, end, "UnexpectedSyntax", "expected %s, found the end", expected);
    char shown[64];
    size_t length = found->length;
    if (length > 40)
        for (length = 40; ((unsigned char)p->text[found->offset + length] & 0xC0) == 0x80;)
            length--;
    snprintf(shown, sizeof shown, "%.*s%s", (int)length, p->text + found->offset, length < found->length ? "..." : "");
    return ent_i_mistake(p, ent_i_token_range(found), "UnexpectedSyntax", "expected %s, found %s", expected, shown);
}

bool ent_i_no_memory(ent_i_parser *p)
{
    if (p->status >= 0)
        p->status = ent_i_nomem(p->err);
    return false;
}

bool ent_i_too_deep(ent_i_parser *p, ent_i_range range)
{
    if (p->status >= 0)
        p->status = ent_i_fault(p->text, p->length, range, ENT_ERR_LIMIT, "SyntaxError", "compile time", "NestingTooDeep",
                                p->fault, p->err, "nested more than %d levels deep", ENT_I_QUERY_NESTING);
    return false;
}

/* --- building ------------------------------------------------------------------------------------ */

bool ent_i_push(ent_i_parser *p, const void *item, size_t size)
{
    ent_status status = ENT_I_RESERVE(p->scratch, p->scratch_capacity, p->scratch_length + size, p->err);
    if (status < 0) {
        p->status = p->status < 0 ? p->status : status;
        return false;
    }
    memcpy(p->scratch + p->scratch_length, item, size);
    p->scratch_length += size;
    return true;
}

const void *ent_i_take(ent_i_parser *p, size_t since, size_t size, size_t *ret_count)
{
    static const max_align_t nothing;
    size_t bytes = p->scratch_length - since;
    const void *array = bytes ? ent_i_keep(p, p->scratch + since, bytes) : &nothing;
    p->scratch_length = since;
    *ret_count = bytes / size;
    return array;
}

const void *ent_i_keep(ent_i_parser *p, const void *item, size_t size)
{
    void *copy = ent_i_arena_alloc(p->arena, size);
    if (!copy) {
        ent_i_no_memory(p);
        return NULL;
    }
    return memcpy(copy, item, size);
}

ent_i_expr *ent_i_expr_new(ent_i_parser *p, ent_i_expr_kind kind)
{
    ent_i_expr *expr = ent_i_arena_alloc(p->arena, sizeof *expr);
    if (!expr) {
        ent_i_no_memory(p);
        return NULL;
    }
    memset(expr, 0, sizeof *expr);
    expr->kind = kind;
    return expr;
}

static bool highest(const ent_i_expr *child, void *context)
{
    uint32_t *height = context;
    if (child->height > *height)
        *height = child->height;
    return true;
}

const ent_i_expr *ent_i_expr_finish(ent_i_parser *p, ent_i_expr *expr, uint32_t first)
{
    uint32_t height = 0;
    ent_i_expr_children(expr, highest, &height);
    expr->height = height + 1;
    expr->number = p->expr_count++;
    expr->range = ent_i_range_since(p, first);
    if (expr->height > ENT_I_QUERY_NESTING) {
        ent_i_too_deep(p, expr->range);
        return NULL;
    }
    return expr;
}
