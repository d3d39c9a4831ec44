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
    ENT_I_REGEX_MATCH
} ent_i_regex_opcode;

typedef struct ent_i_regex_instruction {
    ent_i_regex_opcode op;
    uint32_t codepoint;  /* of a CHAR */
    size_t first, count; /* of a CLASS: its ranges */
    bool negated;        /* of a CLASS */
    size_t to, other;    /* of SPLIT and JUMP */
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
    bool ignore_case, dot_all;
    unsigned depth;
    ent_error *err;
} ent_i_regex_machine;

/* Does the program accept the whole text? */
ENT_CHECK ent_status ent_i_regex_execute(const ent_i_regex_machine *m, const char *text, size_t length, bool *ret);
uint32_t ent_i_regex_fold(const ent_i_regex_machine *m, uint32_t codepoint);

#endif
