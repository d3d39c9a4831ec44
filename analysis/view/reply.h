/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing an answer without asking after every cell whether memory was left: the first failure is kept
 * and given back at the end. */
#ifndef ENT_I_REPLY_H
#define ENT_I_REPLY_H

#include <entente/answer.h>

#include "analysis/view/view.h"
#include "graph/base/arena.h"
#include "graph/base/buffer.h"

typedef struct ent_i_reply {
    ent_answer *answer;
    const ent_graph *graph; /* NULL: an answer about no graph */
    const ent_view *view;   /* NULL: an answer about no day */
    ent_i_arena texts;      /* of the row being written */
    ent_cell *cells;
    size_t column_count, column_capacity;
    ent_status status;
    ent_error *err;
} ent_i_reply;

void ent_i_reply_open(ent_i_reply *reply, const ent_graph *graph, const ent_view *view, const char *question,
                      ent_error *err);
/* The answer, or the first failure. The reply is empty after. */
ENT_CHECK ent_status ent_i_reply_finish(ent_i_reply *reply, ent_answer **ret);

/* Free a text that went into the answer; one that memory ran out for fails the reply. */
void ent_i_reply_drop(ent_i_reply *reply, ent_i_buffer *text);
/* The same for one that is going to be written anew. */
void ent_i_reply_reset(ent_i_reply *reply, ent_i_buffer *text);

void ent_i_reply_title(ent_i_reply *reply, const char *format, ...) ENT_I_PRINTF(2, 3);
void ent_i_reply_note(ent_i_reply *reply, const char *format, ...) ENT_I_PRINTF(2, 3);
void ent_i_reply_section(ent_i_reply *reply, const char *format, ...) ENT_I_PRINTF(2, 3);
/* All columns come before the first row. Returns the column's number. */
size_t ent_i_reply_column(ent_i_reply *reply, const char *name, const char *heading, ent_cell_kind kind);
size_t ent_i_reply_machine_column(ent_i_reply *reply, const char *name, const char *heading, ent_cell_kind kind);

/* Cells of the row being written; those not set are null. A NULL text leaves the cell null. */
void ent_i_reply_text(ent_i_reply *reply, size_t column, const char *text);
void ent_i_reply_printf(ent_i_reply *reply, size_t column, const char *format, ...) ENT_I_PRINTF(3, 4);
void ent_i_reply_date(ent_i_reply *reply, size_t column, const char *text);
void ent_i_reply_node(ent_i_reply *reply, size_t column, ent_node node);
void ent_i_reply_integer(ent_i_reply *reply, size_t column, int64_t value);
void ent_i_reply_number(ent_i_reply *reply, size_t column, double value);
void ent_i_reply_boolean(ent_i_reply *reply, size_t column, bool value);
/* A list of `count` cells, all null, to be filled; NULL when the reply has failed or count is 0. */
ent_cell *ent_i_reply_list(ent_i_reply *reply, size_t column, size_t count);
void ent_i_reply_row(ent_i_reply *reply);

/* For items of lists. */
ent_cell ent_i_reply_node_cell(ent_i_reply *reply, ent_node node);
ent_cell ent_i_reply_text_cell(ent_i_reply *reply, const char *text);
/* The allowed sources of some ties, each once, by key. */
void ent_i_reply_sources(ent_i_reply *reply, size_t column, const ent_tie *ties, size_t count);
/* How a tie stands on the view's day: for people in one column, "?" marking what may or may not hold; for
 * programs its status as stored and whether it is uncertain. */
typedef struct ent_i_status_columns {
    size_t shown, status, uncertain;
} ent_i_status_columns;
void ent_i_reply_status_columns(ent_i_reply *reply, ent_i_status_columns *ret);
void ent_i_reply_status(ent_i_reply *reply, const ent_i_status_columns *columns, ent_tie tie, const char *word);
/* The start, the end or all of a tie's period as it was given; null when that is not known. An open end
 * is null as well. */
typedef enum ent_i_part { ENT_I_START, ENT_I_END, ENT_I_ALL } ent_i_part;
void ent_i_reply_period(ent_i_reply *reply, size_t column, ent_tie tie, ent_i_part part);

#endif
