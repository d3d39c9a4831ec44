/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An answer as a table with a title and notes: the one shape behind terminal tables, JSON and CSV. */
#ifndef ENTENTE_ANSWER_H
#define ENTENTE_ANSWER_H

#include <stdbool.h>

#include <entente/graph.h>
#include <entente/output.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_answer ent_answer;

typedef enum ent_cell_kind {
    ENT_CELL_NULL,
    ENT_CELL_TEXT,    /* text */
    ENT_CELL_DATE,    /* text: an EDTF date or period */
    ENT_CELL_INTEGER, /* integer */
    ENT_CELL_NUMBER,  /* number; NaN is written as null */
    ENT_CELL_BOOLEAN, /* integer 0 or 1 */
    ENT_CELL_NODE,    /* key and text (its name) */
    ENT_CELL_LIST     /* items: cells of the kinds above */
} ent_cell_kind;

typedef struct ent_cell {
    ent_cell_kind kind;
    const char *text; /* shown */
    const char *key;  /* ENT_CELL_NODE */
    int64_t integer;
    double number;
    const struct ent_cell *items; /* ENT_CELL_LIST */
    size_t count;
} ent_cell;

typedef struct ent_column {
    const char *name;    /* in JSON and CSV: lower case, underscores */
    const char *heading; /* in tables */
    ent_cell_kind kind;  /* of its cells, which may also be ENT_CELL_NULL */
    bool machine_only;   /* not in tables, only in JSON and CSV */
} ent_column;

typedef struct ent_section {
    const char *heading; /* above the rows that follow, or NULL */
    size_t first_row;
} ent_section;

/* Building. All text is copied. */
ENT_API ENT_CHECK ent_status ent_answer_new(const char *question, ent_answer **ret, ent_error *err);
ENT_API void ent_answer_free(ent_answer *answer);
ENT_API ENT_CHECK ent_status ent_answer_set_title(ent_answer *answer, const char *title, ent_error *err);
/* as_of: ISO date or NULL; reading: "nominal" or NULL; data: the data set's name, or its file. */
ENT_API ENT_CHECK ent_status ent_answer_set_frame(ent_answer *answer, const char *as_of, const char *reading,
                                                  const char *data, ent_error *err);
ENT_API ENT_CHECK ent_status ent_answer_add_column(ent_answer *answer, const ent_column *column, ent_error *err);
/* cells: one for each column. */
ENT_API ENT_CHECK ent_status ent_answer_add_row(ent_answer *answer, const ent_cell *cells, ent_error *err);
/* A heading above the rows added from here on. In JSON and CSV it is the column "section". */
ENT_API ENT_CHECK ent_status ent_answer_add_section(ent_answer *answer, const char *heading, ent_error *err);
ENT_API ENT_CHECK ent_status ent_answer_add_note(ent_answer *answer, const char *note, ent_error *err);

/* Reading. Borrowed until the answer is freed. */
ENT_API const char *ent_answer_question(const ent_answer *answer);
ENT_API const char *ent_answer_title(const ent_answer *answer);
ENT_API const char *ent_answer_as_of(const ent_answer *answer);
ENT_API const char *ent_answer_reading(const ent_answer *answer);
ENT_API const char *ent_answer_data(const ent_answer *answer);
ENT_API size_t ent_answer_column_count(const ent_answer *answer);
ENT_API const ent_column *ent_answer_column(const ent_answer *answer, size_t column);
ENT_API size_t ent_answer_row_count(const ent_answer *answer);
ENT_API const ent_cell *ent_answer_row(const ent_answer *answer, size_t row);
ENT_API size_t ent_answer_section_count(const ent_answer *answer);
ENT_API const ent_section *ent_answer_section(const ent_answer *answer, size_t section);
ENT_API size_t ent_answer_note_count(const ent_answer *answer);
ENT_API const char *ent_answer_note(const ent_answer *answer, size_t note);

/* {"question","as_of","reading","data":{"name"},"title","columns":[...],"rows":[{...}],"notes":[...]};
 * a node is {"key","name"}. One line a row. */
ENT_API ENT_CHECK ent_status ent_answer_write_json(const ent_answer *answer, ent_output *output, ent_error *err);
/* RFC 4180, header row, CRLF-free (LF); a node column x becomes x and x_key; lists are joined with "; ". */
ENT_API ENT_CHECK ent_status ent_answer_write_csv(const ent_answer *answer, ent_output *output, ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
