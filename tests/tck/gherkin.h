/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Feature files of a conformance kit, outlines expanded. */
#ifndef ENT_TCK_GHERKIN_H
#define ENT_TCK_GHERKIN_H

#include <stdbool.h>

#include "graph/base/arena.h"

typedef struct tck_row {
    const char **cells; /* unescaped, blanks around them removed */
    size_t count;
    size_t line;
} tck_row;

typedef struct tck_table {
    tck_row *rows;
    size_t count;
} tck_table;

typedef struct tck_step {
    const char *text; /* without its keyword */
    const char *doc;  /* doc string; NULL: none */
    tck_table table;
    size_t line;
} tck_step;

typedef struct tck_scenario {
    const char *name;
    size_t example; /* 1, 2, ...: the row of an outline's examples; 0: not an outline */
    size_t line;
    tck_step *steps; /* those of the background first */
    size_t count;
} tck_scenario;

typedef struct tck_feature {
    const char *name;
    tck_scenario *scenarios;
    size_t count;
} tck_feature;

/* Everything points into the arena. Errors: ENT_ERR_SYNTAX with file and line. */
ENT_CHECK ent_status tck_read(ent_i_arena *arena, const char *file, const char *text, size_t length, tck_feature *ret,
                              ent_error *err);

/* The program ends when memory does: it is a test. */
void *tck_alloc(ent_i_arena *arena, size_t size);
char *tck_copy(ent_i_arena *arena, const char *text, size_t length);
/* Room for one more of count items of a growing array: returns the array, perhaps moved. */
void *tck_room(ent_i_arena *arena, void *items, size_t count, size_t size);

#endif
