/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An answer as a table for people: title, column headings, rows under their section headings. A terminal gets
 * what fits its width, and a block for each row when no table does; anything else gets everything. */
#include <libsmartcols.h>
#include <stdlib.h>
#include <string.h>

#include "cli/sheet.h"

#define INDENT 2
#define GAP "  "

/* Lines of text, indented, without blanks at their ends. */
static void put_lines(FILE *stream, const char *text)
{
    while (*text) {
        size_t whole = strcspn(text, "\n"), length = whole;
        while (length > 0 && text[length - 1] == ' ')
            length--;
        if (length > 0)
            fprintf(stream, "%*s%.*s", INDENT, "", (int)length, text);
        fputc('\n', stream);
        text += whole + (text[whole] == '\n');
    }
}

static void put_heading(FILE *stream, const char *heading, bool first, cli_style style)
{
    if (heading && !first)
        fputc('\n', stream);
    if (heading)
        cli_put_wrapped(stream, style, heading, 0, 0);
}

/* The heading of a section that begins at row, or NULL. */
static const char *heading_at(const ent_answer *answer, size_t row)
{
    const char *heading = NULL;
    for (size_t i = 0; i < ent_answer_section_count(answer); i++)
        if (ent_answer_section(answer, i)->first_row == row)
            heading = ent_answer_section(answer, i)->heading;
    return heading;
}

/* The first row after row that begins a section, or the number of rows. */
static size_t section_end(const cli_sheet *sheet, size_t row)
{
    size_t end = sheet->rows;
    for (size_t i = 0; i < ent_answer_section_count(sheet->answer); i++) {
        size_t first = ent_answer_section(sheet->answer, i)->first_row;
        if (first > row && first < end)
            end = first;
    }
    return end;
}

static ent_status fill(const cli_sheet *sheet, struct libscols_table *table, ent_error *err)
{
    for (size_t i = 0; i < sheet->shown; i++)
        if (!scols_table_new_column(table, cli_sheet_heading(sheet, i), 0,
                                    cli_sheet_right(sheet, i) ? SCOLS_FL_RIGHT : 0))
            return cli_no_memory(err);
    for (size_t row = 0; row < sheet->rows; row++) {
        struct libscols_line *line = scols_table_new_line(table, NULL);
        for (size_t i = 0; line && i < sheet->shown; i++)
            if (scols_line_set_data(line, i, sheet->cells[row * sheet->count + i]) != 0)
                line = NULL;
        if (!line)
            return cli_no_memory(err);
    }
    scols_table_enable_colors(table, 0);
    scols_table_enable_minout(table, 1);
    scols_table_set_termforce(table, SCOLS_TERMFORCE_NEVER);
    return scols_table_set_column_separator(table, GAP) == 0 ? ENT_OK : cli_no_memory(err);
}

static ent_status put_table(const cli_sheet *sheet, FILE *stream, cli_style style, ent_error *err)
{
    struct libscols_table *table = scols_new_table();
    ent_status status = table ? fill(sheet, table, err) : cli_no_memory(err);
    for (size_t row = 0, end; status >= 0 && row < sheet->rows; row = end) {
        char *text = NULL;
        end = section_end(sheet, row);
        if (scols_table_print_range_to_string(table, scols_table_get_line(table, row),
                                              scols_table_get_line(table, end - 1), &text) != 0 || !text) {
            status = cli_no_memory(err);
        } else {
            char *rows = text;
            if (row == 0) { /* the first range begins with the column headings */
                rows = text + strcspn(text, "\n");
                if (*rows)
                    *rows++ = '\0';
                put_lines(stream, text);
            }
            put_heading(stream, heading_at(sheet->answer, row), row == 0, style);
            put_lines(stream, rows);
        }
        free(text);
    }
    if (table)
        scols_unref_table(table);
    return status;
}

/* A row as a block: what its first column says, then the others under each other. */
static void put_block(const cli_sheet *sheet, size_t row, FILE *stream, size_t width)
{
    int widest = 0;
    size_t filled = 0;
    char **cells = &sheet->cells[row * sheet->count];
    for (size_t i = 1; i < sheet->count; i++) {
        int columns = cli_columns_of(cli_sheet_heading(sheet, i));
        widest = columns > widest ? columns : widest;
        filled += *cells[i] != '\0';
    }
    if (filled == 1) { /* a name and a value */
        size_t only = 1;
        while (!*cells[only])
            only++;
        fprintf(stream, "%*s", INDENT, "");
        cli_put(stream, CLI_PLAIN, cells[0]);
        fputs(": ", stream);
        cli_put_hanging(stream, cells[only], width, (size_t)(cli_columns_of(cells[0]) + 2 + INDENT));
        return;
    }
    cli_put_wrapped(stream, CLI_PLAIN, cells[0], width, INDENT);
    for (size_t i = 1; i < sheet->count; i++) {
        const char *cell = cells[i], *heading = cli_sheet_heading(sheet, i);
        if (!*cell)
            continue;
        fprintf(stream, "%*s%s%*s", 2 * INDENT, "", heading, widest - cli_columns_of(heading) + INDENT, "");
        cli_put_hanging(stream, cell, width, (size_t)(widest + 3 * INDENT));
    }
}

static void put_blocks(const cli_sheet *sheet, FILE *stream, size_t width, cli_style style)
{
    for (size_t row = 0; row < sheet->rows; row++) {
        put_heading(stream, heading_at(sheet->answer, row), row == 0, style);
        put_block(sheet, row, stream, width);
    }
}

/* The day is always said: in the title, or in a line below it. */
static void put_title(FILE *stream, const ent_answer *answer, size_t width, cli_style style)
{
    const char *title = ent_answer_title(answer), *as_of = ent_answer_as_of(answer);
    if (title && *title)
        cli_put_wrapped(stream, style, title, width, 0);
    char day_text[ENT_DAY_LONG_TEXT] = "";
    ent_day day;
    if (as_of && ent_day_parse(as_of, strlen(as_of), &day, NULL) >= 0)
        ent_day_format_long(day, day_text);
    /* The title of an answer about two days says both. */
    if (as_of && !strchr(as_of, '/') && !(title && (strstr(title, as_of) || (*day_text && strstr(title, day_text)))))
        fprintf(stream, "as of %s\n", *day_text ? day_text : as_of);
    if (ent_answer_row_count(answer) > 0)
        fputc('\n', stream);
}

static ent_status write_all(const ent_answer *answer, FILE *stream, size_t width, cli_style style, ent_error *err)
{
    cli_sheet sheet;
    put_title(stream, answer, width, style);
    ent_status status = cli_sheet_init(&sheet, answer, err);
    if (status >= 0 && sheet.rows > 0 && sheet.count > 0) {
        size_t room = width > INDENT ? width - INDENT : 1;
        if (width == 0 || cli_sheet_fit(&sheet, room, sizeof GAP - 1))
            status = put_table(&sheet, stream, style, err);
        else
            put_blocks(&sheet, stream, width, style);
        if (sheet.shown < sheet.count)
            fprintf(stream, "\n  No room for %s%s\n", cli_sheet_heading(&sheet, sheet.shown),
                    sheet.shown + 1 < sheet.count ? " and what follows" : "");
    }
    cli_sheet_clear(&sheet);
    return status;
}

ent_status cli_table_write(const ent_answer *answer, ent_output *output, bool to_stdout, ent_error *err)
{
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    if (!stream)
        return cli_no_memory(err);
    ent_status status = write_all(answer, stream, to_stdout ? cli_width(stdout) : 0,
                                  to_stdout ? CLI_BOLD : CLI_PLAIN, err);
    if (fclose(stream) != 0 && status >= 0)
        status = cli_no_memory(err);
    if (status >= 0)
        status = ent_output_write(output, text, length, err);
    free(text);
    return status;
}
