/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Between the two halves of regex.h: the program that a pattern becomes. */
#ifndef ENT_I_REGEX_PROGRAM_H
#define ENT_I_REGEX_PROGRAM_H

#include <stddef.h>

#include "graph/query/evaluate/regex.h"

typedef enum ent_i_regex_opcode {
    ENT_I_REGEX_CHAR,
    ENT_I_REGEX_ANY,
    ENT_I_REGEX_CLASS,
    ENT_I_REGEX_SPLIT,
    ENT_I_REGEX_JUMP,
    ENT_I_REGEX_START,
    ENT_I_REGEX_END,
    ENT_I_REGEX_BOUNDARY,
    ENT_I_REGEX_LOOK, /* the program of what is looked at comes after it, up to its MATCH; then it goes on at to */
    ENT_I_REGEX_MATCH
} ent_i_regex_opcode;

typedef struct ent_i_regex_instruction {
    ent_i_regex_opcode op;
    uint32_t codepoint;  /* of a CHAR */
    size_t first, count; /* of a CLASS: its ranges; first of a LOOK: its number, the same in its copies */
    bool negated;        /* of a CLASS, BOUNDARY, LOOK */
    bool behind;         /* of a LOOK */
    size_t to, other;    /* of SPLIT and JUMP; to of a LOOK */
} ent_i_regex_instruction;

typedef struct ent_i_regex_range {
    uint32_t from, to;
} ent_i_regex_range;

typedef struct ent_i_regex_machine {
    const char *next, *end, *start;
    ent_i_regex_instruction *program;
    size_t count, capacity;
    ent_i_regex_range *ranges;
    size_t range_count, range_capacity;
    size_t look_count; /* an inner one has a higher number than the one around it */
    bool ignore_case, dot_all;
    unsigned depth;
    ent_error *err;
} ent_i_regex_machine;

/* A text that the program runs over; holds: for each LOOK and each place between characters, whether it is so. */
typedef struct ent_i_regex_text {
    const uint32_t *codepoints;
    size_t count;
    unsigned char *holds;
} ent_i_regex_text;

typedef struct ent_i_regex_places {
    size_t *items, *marks; /* marks: when a place was last added */
    size_t *stack;
    size_t count;
} ent_i_regex_places;

/* Does an instruction that takes no character let through between the characters at - 1 and at? */
bool ent_i_regex_passes(const ent_i_regex_text *text, const ent_i_regex_instruction *i, size_t at);
bool ent_i_regex_accepts(const ent_i_regex_machine *m, const ent_i_regex_instruction *i, uint32_t codepoint);
/* Add a place and all that is reached from it without a character; step: as in the marks of the others of the set. */
void ent_i_regex_add(const ent_i_regex_machine *m, const ent_i_regex_text *text, ent_i_regex_places *set, size_t place,
                     size_t at, size_t step);
/* Three times the instructions for each set and eight more: memory for the two sets of a run. */
void ent_i_regex_two_sets(size_t *memory, size_t count, ent_i_regex_places ret[2]);
/* Fill text->holds, the innermost first. */
ENT_CHECK ent_status ent_i_regex_look(const ent_i_regex_machine *m, ent_i_regex_text *text);

/* Does the program accept the whole text? */
ENT_CHECK ent_status ent_i_regex_execute(const ent_i_regex_machine *m, const char *text, size_t length, bool *ret);
uint32_t ent_i_regex_fold(const ent_i_regex_machine *m, uint32_t codepoint);

#endif
