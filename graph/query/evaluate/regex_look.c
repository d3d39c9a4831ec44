/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Look-around without backtracking: nothing is captured, so that each (?=..), (?!..), (?<=..) and (?<!..) is a question
 * to a place in the text, answered for all places in one pass over it. */
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/query/evaluate/regex_program.h"

typedef ent_i_regex_machine machine;
typedef ent_i_regex_instruction instruction;
typedef ent_i_regex_places places;

/* Texts are short; what is asked at each of their places is bounded all the same. */
#define HOLDS_MOST ((size_t)64 << 20)

/* Can the instruction reach the end of its program from place `at`, when can has those that can from there and later?
 * after: those that can from the next place. */
static bool reaches(const machine *m, const ent_i_regex_text *text, size_t p, size_t at, const unsigned char *can,
                    const unsigned char *after)
{
    const instruction *i = &m->program[p];
    switch (i->op) {
    case ENT_I_REGEX_MATCH:
        return true;
    case ENT_I_REGEX_JUMP:
        return can[i->to];
    case ENT_I_REGEX_SPLIT:
        return can[i->to] || can[i->other];
    case ENT_I_REGEX_LOOK:
        return can[i->to] && ent_i_regex_passes(text, i, at);
    case ENT_I_REGEX_START:
    case ENT_I_REGEX_END:
    case ENT_I_REGEX_BOUNDARY:
        return can[p + 1] && ent_i_regex_passes(text, i, at);
    default:
        return at < text->count && after[p + 1] && ent_i_regex_accepts(m, i, text->codepoints[at]);
    }
}

/* From the end of the text to its beginning: which instructions of the program first .. end - 1 lead to its end. */
static ent_status look_ahead(const machine *m, const ent_i_regex_text *text, size_t first, size_t end, unsigned char *holds)
{
    ENT_I_AUTOFREE unsigned char *memory = NULL;
    ENT_I_TRY(ENT_I_ZEROED(memory, 2 * m->count + 2, m->err));
    unsigned char *can = memory, *after = memory + m->count + 1;
    for (size_t at = text->count + 1; at-- > 0;) {
        memset(can + first, 0, end - first);
        for (bool more = true; more;) { /* loops lead backwards */
            more = false;
            for (size_t p = end; p-- > first;)
                if (!can[p] && reaches(m, text, p, at, can, after))
                    can[p] = more = true;
        }
        holds[at] = can[first];
        unsigned char *swap = can;
        can = after;
        after = swap;
    }
    return ENT_OK;
}

/* From the beginning to the end: which places are reached by starting anywhere before. */
static ent_status look_behind(const machine *m, const ent_i_regex_text *text, size_t first, unsigned char *holds)
{
    ENT_I_AUTOFREE size_t *memory = NULL;
    ENT_I_TRY(ENT_I_ZEROED(memory, m->count * 7 + 8, m->err));
    places sets[2];
    ent_i_regex_two_sets(memory, m->count, sets);
    places *now = &sets[0], *then = &sets[1];
    for (size_t at = 0;; at++) {
        ent_i_regex_add(m, text, now, first, at, at + 1);
        for (size_t i = 0; i < now->count && !holds[at]; i++)
            holds[at] = m->program[now->items[i]].op == ENT_I_REGEX_MATCH;
        if (at == text->count)
            return ENT_OK;
        then->count = 0;
        for (size_t i = 0; i < now->count; i++)
            if (ent_i_regex_accepts(m, &m->program[now->items[i]], text->codepoints[at]))
                ent_i_regex_add(m, text, then, now->items[i] + 1, at + 1, at + 2);
        places *swap = now;
        now = then;
        then = swap;
    }
}

ent_status ent_i_regex_look(const machine *m, ent_i_regex_text *text)
{
    if (m->look_count > HOLDS_MOST / (text->count + 1))
        return ent_i_fail(m->err, ENT_ERR_LIMIT, "regular expression: the text is too long to look around in it");
    ENT_I_TRY(ENT_I_ZEROED(text->holds, m->look_count * (text->count + 1), m->err));
    for (size_t look = m->look_count; look-- > 0;) {
        size_t place = 0;
        while (place < m->count && !(m->program[place].op == ENT_I_REGEX_LOOK && m->program[place].first == look))
            place++;
        if (place == m->count)
            continue; /* repeated no times */
        const instruction *i = &m->program[place];
        unsigned char *holds = text->holds + look * (text->count + 1);
        ENT_I_TRY(i->behind ? look_behind(m, text, place + 1, holds) : look_ahead(m, text, place + 1, i->to, holds));
    }
    return ENT_OK;
}
