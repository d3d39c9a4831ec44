/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The container of an answer. Cells lie row after row in one array; texts and list items in an arena. */
#include <entente/answer.h>

#include <string.h>

#include "graph/base/arena.h"
#include "graph/base/array.h"

struct ent_answer {
    ent_i_arena arena;
    const char *question, *title, *as_of, *reading, *data;
    ent_column *columns;
    size_t column_count, column_capacity;
    ent_cell *cells;
    size_t cell_count, cell_capacity;
    size_t row_count; /* not cell_count / column_count: an answer may have no columns */
    ent_section *sections;
    size_t section_count, section_capacity;
    const char **notes;
    size_t note_count, note_capacity;
};

/* Copy a text that may be NULL. */
static ent_status keep(ent_answer *answer, const char *text, const char **ret, ent_error *err)
{
    char *copy = NULL;
    if (text && !(copy = ent_i_arena_string(&answer->arena, text)))
        return ent_i_nomem(err);
    *ret = copy;
    return ENT_OK;
}

ent_status ent_answer_new(const char *question, ent_answer **ret, ent_error *err)
{
    ent_answer *answer = calloc(1, sizeof *answer);
    if (!answer)
        return ent_i_nomem(err);
    ent_i_arena_init(&answer->arena);
    ent_status status = keep(answer, question ? question : "", &answer->question, err);
    if (status < 0) {
        ent_answer_free(answer);
        return status;
    }
    *ret = answer;
    return ENT_OK;
}

void ent_answer_free(ent_answer *answer)
{
    if (!answer)
        return;
    ent_i_arena_clear(&answer->arena);
    free(answer->columns);
    free(answer->cells);
    free(answer->sections);
    free(answer->notes);
    free(answer);
}

ent_status ent_answer_set_title(ent_answer *answer, const char *title, ent_error *err)
{
    return keep(answer, title, &answer->title, err);
}

ent_status ent_answer_set_frame(ent_answer *answer, const char *as_of, const char *reading, const char *data,
                                ent_error *err)
{
    ENT_I_TRY(keep(answer, as_of, &answer->as_of, err));
    ENT_I_TRY(keep(answer, reading, &answer->reading, err));
    return keep(answer, data, &answer->data, err);
}

ent_status ent_answer_add_column(ent_answer *answer, const ent_column *column, ent_error *err)
{
    if (answer->row_count)
        return ent_i_fail(err, ENT_ERR_USAGE, "an answer's columns come before its rows");
    if (!column->name)
        return ent_i_fail(err, ENT_ERR_USAGE, "a column of an answer needs a name");
    ENT_I_TRY(ENT_I_RESERVE(answer->columns, answer->column_capacity, answer->column_count + 1, err));
    ent_column copy = *column;
    ENT_I_TRY(keep(answer, column->name, &copy.name, err));
    ENT_I_TRY(keep(answer, column->heading ? column->heading : column->name, &copy.heading, err));
    answer->columns[answer->column_count++] = copy;
    return ENT_OK;
}

static ent_status keep_cell(ent_answer *answer, const ent_cell *cell, ent_cell *ret, ent_error *err)
{
    ent_cell copy = *cell;
    copy.items = NULL;
    ENT_I_TRY(keep(answer, cell->text, &copy.text, err));
    ENT_I_TRY(keep(answer, cell->key, &copy.key, err));
    *ret = copy;
    return ENT_OK;
}

static ent_status keep_list(ent_answer *answer, const ent_cell *cell, ent_cell *ret, ent_error *err)
{
    ent_cell *items = cell->count < SIZE_MAX / 4 / sizeof *items
                          ? ent_i_arena_alloc(&answer->arena, cell->count * sizeof *items)
                          : NULL;
    if (!items)
        return ent_i_nomem(err);
    for (size_t i = 0; i < cell->count; i++) {
        if (cell->items[i].kind == ENT_CELL_LIST)
            return ent_i_fail(err, ENT_ERR_USAGE, "a list in an answer cannot hold lists");
        ENT_I_TRY(keep_cell(answer, &cell->items[i], &items[i], err));
    }
    *ret = (ent_cell){ .kind = ENT_CELL_LIST, .items = items, .count = cell->count };
    return ENT_OK;
}

ent_status ent_answer_add_row(ent_answer *answer, const ent_cell *cells, ent_error *err)
{
    size_t count = answer->column_count;
    ENT_I_TRY(ENT_I_RESERVE(answer->cells, answer->cell_capacity, answer->cell_count + count, err));
    ent_cell *row = answer->cells + answer->cell_count;
    for (size_t i = 0; i < count; i++) {
        ent_cell_kind kind = cells[i].kind;
        if (kind != ENT_CELL_NULL && kind != answer->columns[i].kind)
            return ent_i_fail(err, ENT_ERR_USAGE, "a cell of column %s is not of the column's kind",
                              answer->columns[i].name);
        if (kind == ENT_CELL_NULL)
            row[i] = (ent_cell){ .kind = ENT_CELL_NULL };
        else
            ENT_I_TRY(kind == ENT_CELL_LIST ? keep_list(answer, &cells[i], &row[i], err)
                                            : keep_cell(answer, &cells[i], &row[i], err));
    }
    answer->cell_count += count;
    answer->row_count++;
    return ENT_OK;
}

ent_status ent_answer_add_section(ent_answer *answer, const char *heading, ent_error *err)
{
    ENT_I_TRY(ENT_I_RESERVE(answer->sections, answer->section_capacity, answer->section_count + 1, err));
    ent_section section = { NULL, answer->row_count };
    ENT_I_TRY(keep(answer, heading, &section.heading, err));
    answer->sections[answer->section_count++] = section;
    return ENT_OK;
}

ent_status ent_answer_add_note(ent_answer *answer, const char *note, ent_error *err)
{
    ENT_I_TRY(ENT_I_RESERVE(answer->notes, answer->note_capacity, answer->note_count + 1, err));
    const char *copy = NULL;
    ENT_I_TRY(keep(answer, note ? note : "", &copy, err));
    answer->notes[answer->note_count++] = copy;
    return ENT_OK;
}

const char *ent_answer_question(const ent_answer *answer)
{
    return answer->question;
}

const char *ent_answer_title(const ent_answer *answer)
{
    return answer->title;
}

const char *ent_answer_as_of(const ent_answer *answer)
{
    return answer->as_of;
}

const char *ent_answer_reading(const ent_answer *answer)
{
    return answer->reading;
}

const char *ent_answer_data(const ent_answer *answer)
{
    return answer->data;
}

size_t ent_answer_column_count(const ent_answer *answer)
{
    return answer->column_count;
}

const ent_column *ent_answer_column(const ent_answer *answer, size_t column)
{
    return &answer->columns[column];
}

size_t ent_answer_row_count(const ent_answer *answer)
{
    return answer->row_count;
}

const ent_cell *ent_answer_row(const ent_answer *answer, size_t row)
{
    return answer->cells + row * answer->column_count;
}

size_t ent_answer_section_count(const ent_answer *answer)
{
    return answer->section_count;
}

const ent_section *ent_answer_section(const ent_answer *answer, size_t section)
{
    return &answer->sections[section];
}

size_t ent_answer_note_count(const ent_answer *answer)
{
    return answer->note_count;
}

const char *ent_answer_note(const ent_answer *answer, size_t note)
{
    return answer->notes[note];
}
