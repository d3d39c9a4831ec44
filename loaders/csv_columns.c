/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "loaders/csv_columns.h"

#include <string.h>

#include "graph/base/number.h"
#include "graph/base/utf8.h"

#define ENT_X(id, name) name,
const char *const ent_i_node_columns[] = { ENT_I_NODE_COLUMNS(ENT_X) };
const char *const ent_i_tie_columns[] = { ENT_I_TIE_COLUMNS(ENT_X) };
const char *const ent_i_csv_suffixes[] = { ENT_I_CSV_TYPES(ENT_X) };
#undef ENT_X

ent_i_csv_type ent_i_csv_type_of(ent_text header, size_t *ret_name_length)
{
    for (size_t i = 1; i < ENT_I_CSV_TYPE_COUNT; i++) {
        size_t length = strlen(ent_i_csv_suffixes[i]);
        if (header.length >= length &&
            memcmp(header.data + header.length - length, ent_i_csv_suffixes[i], length) == 0) {
            *ret_name_length = header.length - length;
            return (ent_i_csv_type)i;
        }
    }
    *ret_name_length = header.length;
    return ENT_I_CSV_AUTO;
}

size_t ent_i_csv_column_of(const char *const *names, size_t count, ent_text name)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(names[i]) == name.length && memcmp(names[i], name.data, name.length) == 0)
            return i;
    return count;
}

size_t ent_i_csv_column_like(const char *const *names, size_t count, ent_text name)
{
    while (name.length && (*name.data == ' ' || *name.data == '\t')) {
        name.data++;
        name.length--;
    }
    while (name.length && (name.data[name.length - 1] == ' ' || name.data[name.length - 1] == '\t'))
        name.length--;
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        while (at < name.length && names[i][at] && ent_i_ascii_lower(name.data[at]) == names[i][at])
            at++;
        if (at == name.length && !names[i][at])
            return i;
    }
    return count;
}

static bool is_word(const char *text, size_t length, const char *word)
{
    return length == strlen(word) && memcmp(text, word, length) == 0;
}

bool ent_i_csv_is_literal(const char *text, size_t length)
{
    return is_word(text, length, "true") || is_word(text, length, "false") || ent_i_number_is(text, length);
}
