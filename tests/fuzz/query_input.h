/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a statement: compiled, run on a small graph within limits, undone. What must hold whatever the bytes are
 * is checked; a breach aborts. */
#ifndef ENT_TEST_QUERY_INPUT_H
#define ENT_TEST_QUERY_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <entente.h>

typedef struct query_input {
    ent_graph *graph;
    ent_session *session;
    unsigned long tried, compiled, answered;
} query_input;

void query_input_init(query_input *input);
void query_input_clear(query_input *input);
/* What became of the statement: ENT_OK, or its error. */
ent_status query_input_try(query_input *input, const char *text, size_t length);
/* Is the graph as it was, and are questions answered rightly? Aborts when not. */
void query_input_control(query_input *input);

#endif
