/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CSV fields as text (RFC 4180), quoted only where they must be. */
#ifndef ENT_I_CSV_WRITE_H
#define ENT_I_CSV_WRITE_H

#include "graph/base/buffer.h"

typedef struct ent_i_csv_row {
    ent_i_buffer text; /* the row so far */
    size_t fields;
} ent_i_csv_row;
#define ENT_I_CSV_ROW_INIT { ENT_I_BUFFER_INIT, 0 }

/* The next field of the row. */
void ent_i_csv_field(ent_i_csv_row *row, const char *data, size_t length);
/* NULL is an empty field. */
void ent_i_csv_string(ent_i_csv_row *row, const char *text);
/* A field that is empty in quotes: said to be empty, where an empty one says nothing. */
void ent_i_csv_none(ent_i_csv_row *row);
/* End the row with a line feed. */
void ent_i_csv_end(ent_i_csv_row *row);
/* An item of a field that is a list: ";" between items, "\;" and "\\" in them. */
void ent_i_csv_list_item(ent_i_buffer *list, const char *item);

#endif
