/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The machine of regex.c: all ways through the program at once, one code point of the text after the other. */
#include <stdlib.h>

#include "graph/base/array.h"
#include "graph/base/utf8.h"
#include "graph/query/evaluate/regex_program.h"

typedef ent_i_regex_machine machine;
typedef ent_i_regex_instruction instruction;
typedef ent_i_regex_places places;

uint32_t ent_i_regex_fold(const machine *m, uint32_t codepoint)
{
    return m->ignore_case ? ent_i_utf8_lower(codepoint) : codepoint;
}

static bool is_word(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= 'a' && c <= 'z');
}

bool ent_i_regex_passes(const ent_i_regex_text *text, const instruction *i, size_t at)
{
    if (i->op == ENT_I_REGEX_START)
        return at == 0;
    if (i->op == ENT_I_REGEX_END)
        return at == text->count;
    if (i->op == ENT_I_REGEX_LOOK)
        return text->holds[i->first * (text->count + 1) + at] != i->negated;
    bool before = at > 0 && is_word(text->codepoints[at - 1]), after = at < text->count && is_word(text->codepoints[at]);
    return (before != after) != i->negated;
}

void ent_i_regex_add(const machine *m, const ent_i_regex_text *text, places *set, size_t place, size_t at, size_t step)
{
    size_t depth = 0, *stack = set->stack;
    stack[depth++] = place;
    while (depth) {
        size_t p = stack[--depth];
        if (set->marks[p] == step)
            continue;
        set->marks[p] = step;
        const instruction *i = &m->program[p];
        switch (i->op) {
        case ENT_I_REGEX_JUMP:
            stack[depth++] = i->to;
            break;
        case ENT_I_REGEX_SPLIT:
            stack[depth++] = i->other;
            stack[depth++] = i->to;
            break;
        case ENT_I_REGEX_START:
        case ENT_I_REGEX_END:
        case ENT_I_REGEX_BOUNDARY:
        case ENT_I_REGEX_LOOK:
            if (ent_i_regex_passes(text, i, at))
                stack[depth++] = i->op == ENT_I_REGEX_LOOK ? i->to : p + 1;
            break;
        default:
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

bool ent_i_regex_accepts(const machine *m, const instruction *i, uint32_t codepoint)
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

void ent_i_regex_two_sets(size_t *memory, size_t count, places ret[2])
{
    size_t *stack = memory + 4 * count; /* a place is pushed at most twice and popped once more */
    ret[0] = (places){ memory, memory + count, stack, 0 };
    ret[1] = (places){ memory + 2 * count, memory + 3 * count, stack, 0 };
}

static ent_status run(const machine *m, const ent_i_regex_text *text, bool *ret)
{
    ENT_I_AUTOFREE size_t *memory = NULL;
    ENT_I_TRY(ENT_I_ZEROED(memory, m->count * 7 + 8, m->err));
    places sets[2];
    ent_i_regex_two_sets(memory, m->count, sets);
    places *now = &sets[0], *then = &sets[1];
    ent_i_regex_add(m, text, now, 0, 0, 1);
    for (size_t at = 0; at < text->count && now->count; at++) {
        then->count = 0;
        for (size_t i = 0; i < now->count; i++)
            if (ent_i_regex_accepts(m, &m->program[now->items[i]], text->codepoints[at]))
                ent_i_regex_add(m, text, then, now->items[i] + 1, at + 1, at + 2);
        places *swap = now;
        now = then;
        then = swap;
    }
    *ret = false;
    for (size_t i = 0; i < now->count && !*ret; i++)
        *ret = m->program[now->items[i]].op == ENT_I_REGEX_MATCH;
    return ENT_OK;
}

ent_status ent_i_regex_execute(const machine *m, const char *text, size_t length, bool *ret)
{
    ENT_I_AUTOFREE uint32_t *codepoints = NULL;
    ent_i_regex_text decoded = { .count = 0 };
    ENT_I_TRY(ENT_I_ZEROED(codepoints, length + 1, m->err));
    for (size_t at = 0; at < length;) {
        size_t bytes = ent_i_utf8_next(text + at, length - at, &codepoints[decoded.count++]);
        at += bytes ? bytes : 1;
    }
    decoded.codepoints = codepoints;
    ent_status status = m->look_count ? ent_i_regex_look(m, &decoded) : ENT_OK;
    if (status >= 0)
        status = run(m, &decoded, ret);
    free(decoded.holds);
    return status;
}
