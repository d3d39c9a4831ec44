/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A pattern becomes a program for a machine that follows all ways at once (K. Thompson, "Regular expression search
 * algorithm", CACM 11 (1968)): a set of places in the program, moved on by one code point after the other. */
#include "graph/query/evaluate/regex_program.h"

#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/base/utf8.h"

/* What {m,n} and nesting may make of a short pattern. */
#define PROGRAM_MOST 20000u
#define NESTING_MOST 200u
#define REPEAT_MOST 1000u

typedef ent_i_regex_machine machine;
typedef ent_i_regex_instruction instruction;
typedef ent_i_regex_range range;

static ent_status fail(const machine *m, ent_status status, const char *what)
{
    return ent_i_fail(m->err, status, "regular expression, byte %zu: %s", (size_t)(m->next - m->start) + 1, what);
}

static ent_status emit(machine *m, instruction i)
{
    if (m->count >= PROGRAM_MOST)
        return fail(m, ENT_ERR_LIMIT, "it is too large");
    ENT_I_TRY(ENT_I_RESERVE(m->program, m->capacity, m->count + 1, m->err));
    m->program[m->count++] = i;
    return ENT_OK;
}

static uint32_t take(machine *m)
{
    uint32_t codepoint = 0;
    m->next += ent_i_utf8_next(m->next, (size_t)(m->end - m->next), &codepoint);
    return codepoint;
}

static bool at(const machine *m, char c)
{
    return m->next < m->end && *m->next == c;
}

/* --- classes ---------------------------------------------------------------------------------------------- */

static ent_status add_range(machine *m, uint32_t from, uint32_t to)
{
    ENT_I_TRY(ENT_I_RESERVE(m->ranges, m->range_capacity, m->range_count + 1, m->err));
    m->ranges[m->range_count++] = (range){ from, to };
    return ENT_OK;
}

/* \d \w \s and what they are not; *ret false: it is none of them. */
static ent_status add_shorthand(machine *m, char c, bool *ret)
{
    static const range digit[] = { { '0', '9' } };
    static const range word[] = { { '0', '9' }, { 'A', 'Z' }, { '_', '_' }, { 'a', 'z' } };
    static const range space[] = { { '\t', '\r' }, { ' ', ' ' } };
    const range *ranges = strchr("dD", c) ? digit : strchr("wW", c) ? word : space;
    size_t count = ranges == digit ? 1 : ranges == word ? 4 : 2;
    *ret = c && strchr("dDwWsS", c);
    uint32_t before = 0;
    for (size_t i = 0; *ret && i < count; i++) {
        if (c >= 'a')
            ENT_I_TRY(add_range(m, ranges[i].from, ranges[i].to));
        else if (ranges[i].from > before)
            ENT_I_TRY(add_range(m, before, ranges[i].from - 1));
        before = ranges[i].to + 1;
    }
    return *ret && c < 'a' ? add_range(m, before, 0x10FFFF) : ENT_OK;
}

static ent_status parse_hex(machine *m, size_t digits, uint32_t *ret)
{
    *ret = 0;
    for (size_t i = 0; i < digits; i++) {
        char c = m->next < m->end ? *m->next : 0;
        uint32_t digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0') : (c | 32) >= 'a' && (c | 32) <= 'f'
                             ? (uint32_t)((c | 32) - 'a' + 10) : 99;
        if (digit == 99)
            return fail(m, ENT_ERR_SYNTAX, "a hexadecimal digit is missing");
        *ret = *ret * 16 + digit;
        m->next++;
    }
    return ENT_OK;
}

/* After the backslash, a character that stands for one code point. */
static ent_status parse_escape(machine *m, uint32_t *ret)
{
    static const char names[] = "tnrfae", codes[] = "\t\n\r\f\a\x1b";
    if (m->next == m->end)
        return fail(m, ENT_ERR_SYNTAX, "a backslash stands at the end");
    char c = *m->next;
    if (c == 'x' || c == 'u') {
        m->next++;
        return parse_hex(m, c == 'x' ? 2 : 4, ret);
    }
    const char *name = strchr(names, c);
    if (name && c) {
        m->next++;
        *ret = (unsigned char)codes[name - names];
        return ENT_OK;
    }
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return fail(m, ENT_ERR_UNSUPPORTED, c >= '1' && c <= '9' ? "a group is not referred back to: this is not supported"
                                                                 : "this escape is not supported");
    *ret = take(m);
    return ENT_OK;
}

static ent_status parse_class_item(machine *m, bool *ret_single, uint32_t *ret)
{
    *ret_single = true;
    if (!at(m, '\\')) {
        *ret = take(m);
        return ENT_OK;
    }
    m->next++;
    bool shorthand = false;
    if (m->next < m->end)
        ENT_I_TRY(add_shorthand(m, *m->next, &shorthand));
    if (!shorthand)
        return parse_escape(m, ret);
    m->next++;
    *ret_single = false;
    return ENT_OK;
}

static ent_status parse_class(machine *m)
{
    instruction class = { .op = ENT_I_REGEX_CLASS, .first = m->range_count };
    m->next++;
    class.negated = at(m, '^');
    m->next += class.negated;
    for (bool first = true; first || !at(m, ']'); first = false) {
        uint32_t from = 0, to;
        bool single;
        if (m->next == m->end)
            return fail(m, ENT_ERR_SYNTAX, "a class has no ]");
        if (at(m, '[') || (at(m, '&') && m->end - m->next > 1 && m->next[1] == '&'))
            return fail(m, ENT_ERR_UNSUPPORTED, "classes within classes are not supported");
        ENT_I_TRY(parse_class_item(m, &single, &from));
        if (!single)
            continue;
        to = from;
        if (at(m, '-') && m->end - m->next > 1 && m->next[1] != ']') {
            m->next++;
            ENT_I_TRY(parse_class_item(m, &single, &to));
            if (!single || to < from)
                return fail(m, ENT_ERR_SYNTAX, "a range ends before it begins");
        }
        ENT_I_TRY(add_range(m, from, to));
    }
    m->next++;
    class.count = m->range_count - class.first;
    return emit(m, class);
}

/* --- the pattern ------------------------------------------------------------------------------------------ */

static ent_status parse_alternatives(machine *m);

/* The name of a group, which is a group like any other here: nothing refers to it. */
static ent_status skip_name(machine *m)
{
    const char *start = ++m->next;
    while (m->next < m->end && ((*m->next | 32) >= 'a' ? (*m->next | 32) <= 'z' : *m->next >= '0' && *m->next <= '9'))
        m->next++;
    if (m->next == start || !at(m, '>'))
        return fail(m, ENT_ERR_SYNTAX, "the name of a group is letters and digits, and ends in >");
    m->next++;
    return ENT_OK;
}

/* What stands after "(?"; *ret_look: it is a look-around, ret. */
static ent_status parse_group_kind(machine *m, bool *ret_look, instruction *ret)
{
    *ret_look = false;
    m->next++;
    if (at(m, ':')) {
        m->next++;
        return ENT_OK;
    }
    bool behind = at(m, '<') && m->end - m->next > 1 && (m->next[1] == '=' || m->next[1] == '!');
    if (at(m, '<') && !behind)
        return skip_name(m);
    m->next += behind;
    if (!at(m, '=') && !at(m, '!'))
        return fail(m, ENT_ERR_UNSUPPORTED, "such a group is not supported, but (?: (?= (?! (?<= (?<! (?<name> are");
    *ret_look = true;
    *ret = (instruction){ .op = ENT_I_REGEX_LOOK, .first = m->look_count++, .negated = at(m, '!'), .behind = behind };
    m->next++;
    return ENT_OK;
}

static ent_status parse_group(machine *m)
{
    size_t start = m->count;
    bool look = false;
    instruction first;
    m->next++;
    if (at(m, '?'))
        ENT_I_TRY(parse_group_kind(m, &look, &first));
    if (look)
        ENT_I_TRY(emit(m, first));
    if (++m->depth > NESTING_MOST)
        return fail(m, ENT_ERR_LIMIT, "groups are nested too deep");
    ENT_I_TRY(parse_alternatives(m));
    m->depth--;
    if (!at(m, ')'))
        return fail(m, ENT_ERR_SYNTAX, "a group has no )");
    m->next++;
    if (look) {
        ENT_I_TRY(emit(m, (instruction){ .op = ENT_I_REGEX_MATCH }));
        m->program[start].to = m->count;
    }
    return ENT_OK;
}

static ent_status parse_atom(machine *m)
{
    switch (*m->next) {
    case '(':
        return parse_group(m);
    case '[':
        return parse_class(m);
    case '.':
        m->next++;
        return emit(m, (instruction){ .op = ENT_I_REGEX_ANY });
    case '^':
        m->next++;
        return emit(m, (instruction){ .op = ENT_I_REGEX_START });
    case '$':
        m->next++;
        return emit(m, (instruction){ .op = ENT_I_REGEX_END });
    case '*':
    case '+':
    case '?':
    case '{':
        return fail(m, ENT_ERR_SYNTAX, "nothing stands before it that could be repeated");
    case '\\': {
        if (m->end - m->next > 1 && (m->next[1] == 'b' || m->next[1] == 'B')) {
            m->next += 2;
            return emit(m, (instruction){ .op = ENT_I_REGEX_BOUNDARY, .negated = m->next[-1] == 'B' });
        }
        instruction class = { .op = ENT_I_REGEX_CLASS, .first = m->range_count };
        bool single;
        uint32_t codepoint = 0;
        ENT_I_TRY(parse_class_item(m, &single, &codepoint));
        class.count = m->range_count - class.first;
        codepoint = ent_i_regex_fold(m, codepoint);
        return emit(m, single ? (instruction){ .op = ENT_I_REGEX_CHAR, .codepoint = codepoint } : class);
    }
    default:
        return emit(m, (instruction){ .op = ENT_I_REGEX_CHAR, .codepoint = ent_i_regex_fold(m, take(m)) });
    }
}

static bool parse_number(machine *m, size_t *ret)
{
    bool any = false;
    for (*ret = 0; m->next < m->end && *m->next >= '0' && *m->next <= '9' && *ret <= REPEAT_MOST; m->next++) {
        *ret = *ret * 10 + (size_t)(*m->next - '0');
        any = true;
    }
    return any;
}

/* * + ? {m} {m,} {m,n}; *ret_most SIZE_MAX: no bound. */
static ent_status parse_count(machine *m, size_t *ret_least, size_t *ret_most)
{
    char c = m->next < m->end ? *m->next : 0;
    *ret_least = *ret_most = 1;
    if (!c || !strchr("*+?{", c))
        return ENT_OK;
    m->next++;
    *ret_least = c == '+';
    *ret_most = c == '?' ? 1 : SIZE_MAX;
    if (c == '{') {
        if (!parse_number(m, ret_least))
            return fail(m, ENT_ERR_SYNTAX, "a number is missing after {");
        *ret_most = *ret_least;
        if (at(m, ',')) {
            m->next++;
            if (!parse_number(m, ret_most))
                *ret_most = SIZE_MAX;
        }
        if (!at(m, '}'))
            return fail(m, ENT_ERR_SYNTAX, "a } is missing");
        m->next++;
        if (*ret_least > REPEAT_MOST || (*ret_most > REPEAT_MOST && *ret_most != SIZE_MAX))
            return fail(m, ENT_ERR_LIMIT, "it repeats something too often");
        if (*ret_most < *ret_least)
            return fail(m, ENT_ERR_SYNTAX, "a count ends before it begins");
    }
    if (at(m, '+'))
        return fail(m, ENT_ERR_UNSUPPORTED, "possessive repetition is not supported");
    m->next += at(m, '?'); /* lazy or not: the whole text matches or it does not */
    return ENT_OK;
}

/* Again what stands from start to end, the places it jumps to moved along. */
static ent_status emit_copy(machine *m, size_t start, size_t end)
{
    size_t shift = m->count - start;
    for (size_t i = start; i < end; i++) {
        instruction copy = m->program[i];
        copy.to += shift;
        copy.other += shift;
        ENT_I_TRY(emit(m, copy));
    }
    return ENT_OK;
}

/* Make a place for one instruction before what stands at start. */
static ent_status insert(machine *m, size_t start, instruction i)
{
    ENT_I_TRY(emit(m, i));
    memmove(&m->program[start + 1], &m->program[start], (m->count - 1 - start) * sizeof i);
    for (size_t j = start + 1; j < m->count; j++) {
        m->program[j].to++;
        m->program[j].other++;
    }
    m->program[start] = i;
    return ENT_OK;
}

static ent_status parse_piece(machine *m)
{
    size_t start = m->count, least, most;
    ENT_I_TRY(parse_atom(m));
    size_t end = m->count, size = end - start;
    ENT_I_TRY(parse_count(m, &least, &most));
    if (least == 1 && most == 1)
        return ENT_OK;
    if (most == 0) {
        m->count = start;
        return ENT_OK;
    }
    /* The first one stays where it is; optional ones can be jumped over, the last of an open count jumps back. */
    size_t copies = most == SIZE_MAX ? (least ? least : 1) : most;
    size_t from = start;
    if (!least) {
        ENT_I_TRY(insert(m, start, (instruction){ .op = ENT_I_REGEX_SPLIT, .to = start + 1 }));
        from++;
    }
    size_t last = from;
    for (size_t i = 1; i < copies; i++) {
        if (i >= least)
            ENT_I_TRY(emit(m, (instruction){ .op = ENT_I_REGEX_SPLIT, .to = m->count + 1, .other = SIZE_MAX / 2 }));
        last = m->count;
        ENT_I_TRY(emit_copy(m, from, from + size));
    }
    if (most == SIZE_MAX)
        ENT_I_TRY(emit(m, (instruction){ .op = ENT_I_REGEX_SPLIT, .to = last, .other = m->count + 1 }));
    for (size_t i = start; i < m->count; i++)
        if (m->program[i].op == ENT_I_REGEX_SPLIT && m->program[i].other == SIZE_MAX / 2)
            m->program[i].other = m->count;
    if (!least)
        m->program[start].other = m->count;
    return ENT_OK;
}

static ent_status parse_alternatives(machine *m)
{
    size_t jumps = SIZE_MAX; /* the jumps to the end, chained by their target */
    for (;;) {
        size_t branch = m->count;
        while (m->next < m->end && *m->next != '|' && *m->next != ')')
            ENT_I_TRY(parse_piece(m));
        if (!at(m, '|'))
            break;
        m->next++;
        ENT_I_TRY(insert(m, branch, (instruction){ .op = ENT_I_REGEX_SPLIT, .to = branch + 1 }));
        m->program[branch].other = m->count + 1;
        ENT_I_TRY(emit(m, (instruction){ .op = ENT_I_REGEX_JUMP, .to = jumps }));
        jumps = m->count - 1;
    }
    while (jumps != SIZE_MAX) {
        size_t next = m->program[jumps].to;
        m->program[jumps].to = m->count;
        jumps = next;
    }
    return ENT_OK;
}

/* (?i), (?s), (?is) in front. */
static void parse_flags(machine *m)
{
    const char *p = m->next;
    if (m->end - p < 4 || p[0] != '(' || p[1] != '?')
        return;
    bool ignore_case = false, dot_all = false;
    for (p += 2; p < m->end && (*p == 'i' || *p == 's' || *p == 'u'); p++) {
        ignore_case |= *p == 'i';
        dot_all |= *p == 's';
    }
    if (p == m->end || *p != ')')
        return;
    m->ignore_case = ignore_case;
    m->dot_all = dot_all;
    m->next = p + 1;
}

ent_status ent_i_regex_match(const char *pattern, size_t pattern_length, const char *text, size_t length, bool *ret,
                             ent_error *err)
{
    machine m = { .start = pattern, .next = pattern, .end = pattern + pattern_length, .err = err };
    bool result = false;
    parse_flags(&m);
    ent_status status = parse_alternatives(&m);
    if (status == ENT_OK && m.next < m.end)
        status = fail(&m, ENT_ERR_SYNTAX, "a ) has no (");
    if (status == ENT_OK)
        status = emit(&m, (instruction){ .op = ENT_I_REGEX_MATCH });
    if (status == ENT_OK)
        status = ent_i_regex_execute(&m, text, length, &result);
    free(m.program);
    free(m.ranges);
    if (status == ENT_OK)
        *ret = result;
    return status;
}
