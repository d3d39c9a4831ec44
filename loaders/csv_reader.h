/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows of a CSV file (RFC 4180, UTF-8), one at a time; the one door to libcsv. */
#ifndef ENT_I_CSV_READER_H
#define ENT_I_CSV_READER_H

#include <entente/graph.h>

#include "loaders/source.h"

/* Called with each row, the header row first. fields: borrowed until it returns; the data of a field
 * that is empty without quotes is ent_i_csv_blank, and that of no other. line: where the row began. A result below zero ends the reading. */
typedef ent_status ent_i_csv_row_function(void *context, const ent_text *fields, size_t count, uint64_t line);

extern const char ent_i_csv_blank[1];

/* Called with a row some time before it is passed on, so that what it will need can be fetched; not for
 * every row. */
typedef void ent_i_csv_ahead_function(void *context, const ent_text *fields, size_t count);

/* Read all rows. ahead may be NULL. Blank lines are no rows. A quote inside a field that did not begin with one is a
 * character like any other; a character between a closing quote and the next comma is an error, as are
 * a quote that is never closed, a NUL and what is not UTF-8. */
ENT_CHECK ent_status ent_i_csv_read(ent_i_source *source, size_t max_item, ent_i_csv_row_function *row,
                                    ent_i_csv_ahead_function *ahead, void *context, ent_error *err);

#endif
