/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cells of an answer as texts, and the widths they need. */
#include "cli/sheet.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SHORTEST 14 /* columns of a name or list below which cutting helps nobody */

ent_status cli_no_memory(ent_error *err)
{
    if (err && err->code == ENT_OK)
        *err = (ent_error){ .code = ENT_ERR_NOMEM, .message = "out of memory" };
    return ENT_ERR_NOMEM;
}

/* Four to six significant digits, for people to compare by eye; LC_NUMERIC is never set, so the point is a point. */
static void put_number(FILE *stream, double value)
{
    if (isnan(value))
        return;
    /* A sum of fractions that comes out one bit beside a whole number is one, and there is no -0. */
    double whole = round(value);
    if (fabs(value - whole) <= 1e-12 * fabs(whole))
        value = whole + 0.0;
    if (isinf(value))
        fputs(value < 0 ? "-inf" : "inf", stream);
    else if (fabs(value) >= 1e15 || (value != 0 && fabs(value) < 1e-4))
        fprintf(stream, "%.3e", value);
    else if (value == (double)(int64_t)value)
        fprintf(stream, "%.0f", value);
    else
        fprintf(stream, "%.*f", fabs(value) >= 1000 ? 1 : fabs(value) >= 10 ? 3 : 4, value);
}

static void put_cell(FILE *stream, const ent_cell *cell)
{
    switch (cell->kind) {
    case ENT_CELL_NULL:
        break;
    case ENT_CELL_INTEGER:
        fprintf(stream, "%" PRId64, cell->integer);
        break;
    case ENT_CELL_NUMBER:
        put_number(stream, cell->number);
        break;
    case ENT_CELL_BOOLEAN:
        fputs(cell->integer ? "yes" : "no", stream);
        break;
    case ENT_CELL_LIST:
        for (size_t i = 0; i < cell->count; i++) {
            fputs(i > 0 ? ", " : "", stream);
            put_cell(stream, &cell->items[i]);
        }
        break;
    case ENT_CELL_TEXT:
    case ENT_CELL_DATE:
    case ENT_CELL_NODE:
        fputs(cell->text ? cell->text : "", stream);
        break;
    }
}

static char *cell_text(const ent_cell *cell)
{
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    if (!stream)
        return NULL;
    put_cell(stream, cell);
    if (fclose(stream) == 0)
        return text;
    free(text);
    return NULL;
}

static const ent_column *column_at(const cli_sheet *sheet, size_t column)
{
    return ent_answer_column(sheet->answer, sheet->columns[column]);
}

const char *cli_sheet_heading(const cli_sheet *sheet, size_t column)
{
    const ent_column *head = column_at(sheet, column);
    return head->heading ? head->heading : head->name;
}

bool cli_sheet_right(const cli_sheet *sheet, size_t column)
{
    ent_cell_kind kind = column_at(sheet, column)->kind;
    return kind == ENT_CELL_INTEGER || kind == ENT_CELL_NUMBER;
}

static size_t width_of(const char *text)
{
    return (size_t)cli_columns_of(text);
}

ent_status cli_sheet_init(cli_sheet *sheet, const ent_answer *answer, ent_error *err)
{
    size_t total = ent_answer_column_count(answer);
    *sheet = (cli_sheet){ .answer = answer, .rows = ent_answer_row_count(answer) };
    sheet->columns = calloc(total + 1, sizeof *sheet->columns);
    sheet->widths = calloc(total + 1, sizeof *sheet->widths);
    sheet->cells = calloc(sheet->rows + 1, (total + 1) * sizeof *sheet->cells);
    if (!sheet->columns || !sheet->widths || !sheet->cells)
        return cli_no_memory(err);
    for (size_t i = 0; i < total; i++)
        if (!ent_answer_column(answer, i)->machine_only)
            sheet->columns[sheet->count++] = i;
    sheet->shown = sheet->count;
    for (size_t i = 0; i < sheet->count; i++)
        sheet->widths[i] = width_of(cli_sheet_heading(sheet, i));
    for (size_t row = 0; row < sheet->rows; row++) {
        for (size_t i = 0; i < sheet->count; i++) {
            char *text = cell_text(&ent_answer_row(answer, row)[sheet->columns[i]]);
            if (!text)
                return cli_no_memory(err);
            sheet->cells[row * sheet->count + i] = text;
            size_t width = width_of(text);
            sheet->widths[i] = width > sheet->widths[i] ? width : sheet->widths[i];
        }
    }
    return ENT_OK;
}

void cli_sheet_clear(cli_sheet *sheet)
{
    for (size_t i = 0; sheet->cells && i < sheet->rows * sheet->count; i++)
        free(sheet->cells[i]);
    free(sheet->cells);
    free(sheet->columns);
    free(sheet->widths);
    *sheet = (cli_sheet){ 0 };
}

/* How narrow may the column become? */
static size_t least_width(const cli_sheet *sheet, size_t column)
{
    ent_cell_kind kind = column_at(sheet, column)->kind;
    if (kind != ENT_CELL_LIST && kind != ENT_CELL_TEXT && kind != ENT_CELL_NODE)
        return sheet->widths[column];
    size_t heading = width_of(cli_sheet_heading(sheet, column));
    return heading > SHORTEST ? heading : SHORTEST;
}

/* At a comma when one is near, so that what is left of a list is whole. */
static void cut(char *text, size_t width)
{
    size_t whole = cli_bytes_within(text, width - 3), end = whole;
    while (end > 0 && !(text[end - 1] == ',' && text[end] == ' '))
        end--;
    if (end * 2 < whole)
        end = whole;
    memmove(text + end, "...", 4);
}

/* Make the widest columns narrower until the shown ones fit, as far as each may be. */
static bool narrow(cli_sheet *sheet, size_t width, size_t gap)
{
    size_t total = (sheet->shown - 1) * gap;
    for (size_t i = 0; i < sheet->shown; i++)
        total += sheet->widths[i];
    while (total > width) {
        size_t widest = SIZE_MAX;
        for (size_t i = 0; i < sheet->shown; i++)
            if (sheet->widths[i] > least_width(sheet, i) &&
                (widest == SIZE_MAX || sheet->widths[i] >= sheet->widths[widest]))
                widest = i;
        if (widest == SIZE_MAX)
            return false;
        sheet->widths[widest]--;
        total--;
    }
    return true;
}

bool cli_sheet_fit(cli_sheet *sheet, size_t width, size_t gap)
{
    size_t *natural = malloc((sheet->count + 1) * sizeof *natural);
    if (!natural)
        return false;
    memcpy(natural, sheet->widths, sheet->count * sizeof *natural);
    bool fits = narrow(sheet, width, gap);
    while (!fits && sheet->shown > 1 && column_at(sheet, sheet->shown - 1)->kind == ENT_CELL_LIST) {
        sheet->shown--;
        memcpy(sheet->widths, natural, sheet->count * sizeof *natural);
        fits = narrow(sheet, width, gap);
    }
    free(natural);
    if (!fits) {
        sheet->shown = sheet->count;
        return false;
    }
    for (size_t i = 0; i < sheet->rows * sheet->count; i++)
        if (width_of(sheet->cells[i]) > sheet->widths[i % sheet->count])
            cut(sheet->cells[i], sheet->widths[i % sheet->count]);
    return true;
}
