/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "loaders/csv_write.h"

#include <string.h>

static bool needs_quotes(const char *data, size_t length)
{
    if (!length)
        return false;
    /* Many readers cut blanks off at the ends of what is not quoted. */
    if (data[0] == ' ' || data[0] == '\t' || data[length - 1] == ' ' || data[length - 1] == '\t')
        return true;
    for (size_t i = 0; i < length; i++)
        if (data[i] == ',' || data[i] == '"' || data[i] == '\n' || data[i] == '\r')
            return true;
    return false;
}

void ent_i_csv_field(ent_i_csv_row *row, const char *data, size_t length)
{
    ent_i_buffer *out = &row->text;
    if (row->fields++)
        ent_i_buffer_char(out, ',');
    if (!needs_quotes(data, length)) {
        ent_i_buffer_add(out, data, length);
        return;
    }
    ent_i_buffer_char(out, '"');
    for (const char *quote; (quote = memchr(data, '"', length));) {
        size_t upto = (size_t)(quote - data) + 1;
        ent_i_buffer_add(out, data, upto);
        ent_i_buffer_char(out, '"');
        data += upto;
        length -= upto;
    }
    ent_i_buffer_add(out, data, length);
    ent_i_buffer_char(out, '"');
}

void ent_i_csv_string(ent_i_csv_row *row, const char *text)
{
    ent_i_csv_field(row, text ? text : "", text ? strlen(text) : 0);
}

void ent_i_csv_none(ent_i_csv_row *row)
{
    ent_i_buffer_text(&row->text, row->fields++ ? ",\"\"" : "\"\"");
}

void ent_i_csv_end(ent_i_csv_row *row)
{
    /* One empty field alone would be a blank line, which is no row. */
    if (row->fields == 1 && (!row->text.length || row->text.data[row->text.length - 1] == '\n'))
        ent_i_buffer_text(&row->text, "\"\"");
    ent_i_buffer_char(&row->text, '\n');
    row->fields = 0;
}

void ent_i_csv_list_item(ent_i_buffer *list, const char *item)
{
    if (list->length)
        ent_i_buffer_char(list, ';');
    for (; *item; item++) {
        if (*item == ';' || *item == '\\')
            ent_i_buffer_char(list, '\\');
        ent_i_buffer_char(list, *item);
    }
}
