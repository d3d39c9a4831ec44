/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An engine that knows a handful of answers by heart, behind the functions of <entente/query.h>: what the runner is
 * tested against. */
#ifndef ENT_TCK_FAKE_H
#define ENT_TCK_FAKE_H

#include <stddef.h>

typedef struct fake_answer {
    const char *query;
    const char *columns;       /* separated by "|"; NULL: none */
    const char *const *rows;   /* cells separated by "|", in the kit's syntax, NULL after the last */
    const char *error[3];      /* type, phase, detail; an error when the first is not NULL */
    const char *const *graph;  /* what the graph holds from then on: "ID (:A {..})", "ID [:T {..}]"; NULL: as before */
    int crash;
} fake_answer;

/* Queries that are not known are errors of type "FakeError". */
void fake_set(const fake_answer *answers, size_t count);

#endif
