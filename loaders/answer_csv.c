/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <entente/answer.h>

#include <inttypes.h>
#include <math.h>

#include "graph/base/number.h"
#include "loaders/csv_write.h"

/* What a cell shows: borrowed from it, or written into buffer. */
static const char *cell_text(const ent_cell *cell, char buffer[ENT_I_NUMBER_TEXT])
{
    switch (cell->kind) {
    case ENT_CELL_TEXT:
    case ENT_CELL_DATE: return cell->text ? cell->text : "";
    case ENT_CELL_NODE: return cell->text ? cell->text : cell->key ? cell->key : "";
    case ENT_CELL_INTEGER:
        snprintf(buffer, ENT_I_NUMBER_TEXT, "%" PRId64, cell->integer);
        return buffer;
    case ENT_CELL_NUMBER: return isnan(cell->number) ? "" : ent_i_number_format(cell->number, buffer);
    case ENT_CELL_BOOLEAN: return cell->integer ? "true" : "false";
    case ENT_CELL_LIST:
    case ENT_CELL_NULL: break;
    }
    return "";
}

static void add_list(ent_i_csv_row *row, const ent_cell *cell)
{
    ENT_I_AUTOBUFFER list = ENT_I_BUFFER_INIT;
    char buffer[ENT_I_NUMBER_TEXT];
    for (size_t i = 0; i < cell->count; i++) {
        if (i)
            ent_i_buffer_text(&list, "; ");
        ent_i_buffer_text(&list, cell_text(&cell->items[i], buffer));
    }
    ent_i_csv_field(row, ent_i_buffer_string(&list), list.length);
    row->text.failed = row->text.failed || list.failed;
}

static void add_header(ent_i_csv_row *row, const ent_answer *answer)
{
    if (ent_answer_section_count(answer))
        ent_i_csv_string(row, "section");
    for (size_t i = 0; i < ent_answer_column_count(answer); i++) {
        const ent_column *column = ent_answer_column(answer, i);
        ent_i_csv_string(row, column->name);
        if (column->kind == ENT_CELL_NODE) {
            ENT_I_AUTOBUFFER name = ENT_I_BUFFER_INIT;
            ent_i_buffer_text(&name, column->name);
            ent_i_buffer_text(&name, "_key");
            ent_i_csv_field(row, ent_i_buffer_string(&name), name.length);
            row->text.failed = row->text.failed || name.failed;
        }
    }
    ent_i_csv_end(row);
}

static void add_row(ent_i_csv_row *row, const ent_answer *answer, size_t index, const char *section)
{
    const ent_cell *cells = ent_answer_row(answer, index);
    char buffer[ENT_I_NUMBER_TEXT];
    if (ent_answer_section_count(answer))
        ent_i_csv_string(row, section);
    for (size_t i = 0; i < ent_answer_column_count(answer); i++) {
        if (cells[i].kind == ENT_CELL_LIST)
            add_list(row, &cells[i]);
        else
            ent_i_csv_string(row, cell_text(&cells[i], buffer));
        if (ent_answer_column(answer, i)->kind == ENT_CELL_NODE)
            ent_i_csv_string(row, cells[i].kind == ENT_CELL_NODE ? cells[i].key : NULL);
    }
    ent_i_csv_end(row);
}

static ent_status flush(ent_i_csv_row *row, ent_output *output, ent_error *err)
{
    ENT_I_TRY(ent_i_buffer_status(&row->text, err));
    ENT_I_TRY(ent_output_write(output, ent_i_buffer_string(&row->text), row->text.length, err));
    ent_i_buffer_reset(&row->text);
    return ENT_OK;
}

ent_status ent_answer_write_csv(const ent_answer *answer, ent_output *output, ent_error *err)
{
    ent_i_csv_row row = ENT_I_CSV_ROW_INIT;
    const char *heading = NULL;
    size_t next = 0;
    add_header(&row, answer);
    ent_status status = flush(&row, output, err);
    for (size_t i = 0; status >= 0 && i < ent_answer_row_count(answer); i++) {
        for (; next < ent_answer_section_count(answer) && ent_answer_section(answer, next)->first_row <= i; next++)
            heading = ent_answer_section(answer, next)->heading;
        add_row(&row, answer, i, heading);
        status = flush(&row, output, err);
    }
    ent_i_buffer_clear(&row.text);
    return status;
}
