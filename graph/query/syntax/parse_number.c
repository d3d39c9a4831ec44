/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/base/buffer.h"
#include "graph/base/number.h"
#include "graph/query/syntax/lex_text.h"
#include "graph/query/syntax/parse_state.h"

/* The digits of an INTEGER token. False: above UINT64_MAX. */
static bool magnitude(const char *digits, size_t length, uint64_t *ret)
{
    uint64_t base = 10, value = 0;
    size_t i = 0;
    if (length > 2 && digits[0] == '0' && digits[1] > '9') {
        base = (digits[1] | 0x20) == 'x' ? 16 : 8;
        i = 2;
    }
    for (; i < length; i++) {
        uint64_t digit = (uint64_t)ent_i_hex_digit(digits[i]);
        if (value > (UINT64_MAX - digit) / base)
            return false;
        value = value * base + digit;
    }
    *ret = value;
    return true;
}

static bool read_integer(ent_i_parser *p, bool negative, int64_t *ret)
{
    const ent_i_token *token = ent_i_ahead(p, 0);
    uint64_t value = 0;
    if (!magnitude(p->text + token->offset, token->length, &value) || value > (uint64_t)INT64_MAX + negative)
        return ent_i_mistake(p, ent_i_token_range(token), "IntegerOverflow",
                             "integers go from -9223372036854775808 to 9223372036854775807");
    *ret = negative ? -(int64_t)(value - (value > 0)) - (value > 0) : (int64_t)value;
    p->at++;
    return true;
}

/* The number reader wants JSON's form: one digit before the point, no zeros before that. */
static bool read_float(ent_i_parser *p, bool negative, double *ret)
{
    const ent_i_token *token = ent_i_ahead(p, 0);
    const char *from = p->text + token->offset;
    size_t length = token->length;
    ENT_I_AUTOBUFFER text = ENT_I_BUFFER_INIT;
    double value = 0;
    while (length > 1 && from[0] == '0' && from[1] >= '0' && from[1] <= '9') {
        from++;
        length--;
    }
    if (from[0] == '.')
        ent_i_buffer_char(&text, '0');
    ent_i_buffer_add(&text, from, length);
    if (text.failed)
        return ent_i_no_memory(p);
    if (!ent_i_number_parse(text.data, text.length, &value))
        return ent_i_mistake(p, ent_i_token_range(token), "FloatingPointOverflow", "this number is too large");
    *ret = negative ? -value : value;
    p->at++;
    return true;
}

const ent_i_expr *ent_i_parse_number(ent_i_parser *p, uint32_t first, bool negative)
{
    bool whole = ent_i_is(p, ENT_I_TOKEN_INTEGER);
    ent_i_expr *expr = ent_i_expr_new(p, whole ? ENT_I_EXPR_INTEGER : ENT_I_EXPR_FLOAT);
    if (!expr)
        return NULL;
    if (whole ? !read_integer(p, negative, &expr->of.integer) : !read_float(p, negative, &expr->of.number_float))
        return NULL;
    return ent_i_expr_finish(p, expr, first);
}

bool ent_i_parse_bound(ent_i_parser *p, int64_t *ret)
{
    return read_integer(p, false, ret);
}
