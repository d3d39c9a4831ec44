/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The shown columns of an answer as texts, made to fit a width. */
#ifndef ENTENTE_CLI_SHEET_H
#define ENTENTE_CLI_SHEET_H

#include "cli/cli.h"

typedef struct cli_sheet {
    const ent_answer *answer;
    size_t *columns; /* of the answer, those that are shown */
    size_t count, rows;
    size_t shown; /* the first so many columns are; all, unless there is no room */
    char **cells;    /* rows * count, row by row */
    size_t *widths;  /* columns on the terminal, with the heading */
} cli_sheet;

ent_status cli_sheet_init(cli_sheet *sheet, const ent_answer *answer, ent_error *err);
void cli_sheet_clear(cli_sheet *sheet);
const char *cli_sheet_heading(const cli_sheet *sheet, size_t column);
bool cli_sheet_right(const cli_sheet *sheet, size_t column);
/* Cut names and lists, never dates or numbers, until a row has at most width columns with gap between two;
 * what is cut ends in "...". Where that is not enough, lists at the end are not shown. False: a row cannot be
 * made as short. */
bool cli_sheet_fit(cli_sheet *sheet, size_t width, size_t gap);
ent_status cli_no_memory(ent_error *err);

#endif
