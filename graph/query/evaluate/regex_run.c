/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The machine of regex.c: all ways through the program at once, one code point of the text after the other. */
#include <stdlib.h>

#include "graph/base/array.h"
#include "graph/base/utf8.h"
#include "graph/query/evaluate/regex_program.h"

typedef ent_i_regex_machine machine;
typedef ent_i_regex_instruction instruction;

uint32_t ent_i_regex_fold(const machine *m, uint32_t codepoint)
{
    return m->ignore_case ? ent_i_utf8_lower(codepoint) : codepoint;
}

typedef struct places {
    size_t *items, *marks; /* marks: when a place was last added */
    size_t count;
} places;

/* Add a place and all that is reached from it without a character. */
static void add_place(const machine *m, places *set, size_t *stack, size_t place, size_t step, bool first, bool last)
{
    size_t depth = 0;
    stack[depth++] = place;
    while (depth) {
        size_t p = stack[--depth];
        if (set->marks[p] == step)
            continue;
        set->marks[p] = step;
        const instruction *i = &m->program[p];
        if (i->op == ENT_I_REGEX_JUMP) {
            stack[depth++] = i->to;
        } else if (i->op == ENT_I_REGEX_SPLIT) {
            stack[depth++] = i->other;
            stack[depth++] = i->to;
        } else if (i->op == ENT_I_REGEX_START || i->op == ENT_I_REGEX_END) {
            if (i->op == ENT_I_REGEX_START ? first : last)
                stack[depth++] = p + 1;
        } else {
            set->items[set->count++] = p;
        }
    }
}

static bool in_class(const machine *m, const instruction *i, uint32_t codepoint)
{
    for (size_t r = i->first; r < i->first + i->count; r++)
        if (codepoint >= m->ranges[r].from && codepoint <= m->ranges[r].to)
            return true;
    return false;
}

static bool accepts(const machine *m, const instruction *i, uint32_t codepoint)
{
    uint32_t lower = ent_i_regex_fold(m, codepoint);
    switch (i->op) {
    case ENT_I_REGEX_CHAR:
        return i->codepoint == lower;
    case ENT_I_REGEX_ANY:
        return m->dot_all || (codepoint != '\n' && codepoint != '\r');
    case ENT_I_REGEX_CLASS: {
        bool in = in_class(m, i, codepoint) ||
                  (m->ignore_case && (in_class(m, i, lower) || in_class(m, i, ent_i_utf8_upper(codepoint))));
        return in != i->negated;
    }
    default:
        return false;
    }
}

ent_status ent_i_regex_execute(const machine *m, const char *text, size_t length, bool *ret)
{
    ENT_I_AUTOFREE size_t *memory = NULL;
    ENT_I_TRY(ENT_I_ZEROED(memory, m->count * 7 + 8, m->err));
    size_t n = m->count;
    places now = { memory, memory + n, 0 }, then = { memory + 2 * n, memory + 3 * n, 0 };
    size_t *stack = memory + 4 * n, step = 1; /* a place is pushed at most twice and popped once more */
    add_place(m, &now, stack, 0, step, true, length == 0);
    for (size_t at_byte = 0; at_byte < length && now.count;) {
        uint32_t codepoint;
        size_t bytes = ent_i_utf8_next(text + at_byte, length - at_byte, &codepoint);
        at_byte += bytes ? bytes : 1;
        step++;
        then.count = 0;
        for (size_t i = 0; i < now.count; i++)
            if (accepts(m, &m->program[now.items[i]], codepoint))
                add_place(m, &then, stack, now.items[i] + 1, step, false, at_byte >= length);
        places swap = now;
        now = then;
        then = swap;
    }
    *ret = false;
    for (size_t i = 0; i < now.count && !*ret; i++)
        *ret = m->program[now.items[i]].op == ENT_I_REGEX_MATCH;
    return ENT_OK;
}
