/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the columns of the CSV pair are called, and what they mean: shared by reading and writing. */
#ifndef ENT_I_CSV_COLUMNS_H
#define ENT_I_CSV_COLUMNS_H

#include <entente/graph.h>

/* X(id, name): columns of the table of nodes; key is required. */
#define ENT_I_NODE_COLUMNS(X)      \
    X(ENT_I_NODE_KEY, "key")       \
    X(ENT_I_NODE_LABELS, "labels") \
    X(ENT_I_NODE_NAME, "name")     \
    X(ENT_I_NODE_SHORT, "short")   \
    X(ENT_I_NODE_ALIASES, "aliases") \
    X(ENT_I_NODE_VALID, "valid")   \
    X(ENT_I_NODE_STATUS, "status")

/* The same for the table of ties; from, type and to are required. From source on they make a citation. */
#define ENT_I_TIE_COLUMNS(X)             \
    X(ENT_I_TIE_FROM, "from")            \
    X(ENT_I_TIE_TYPE, "type")            \
    X(ENT_I_TIE_TO, "to")                \
    X(ENT_I_TIE_VALID, "valid")          \
    X(ENT_I_TIE_STATUS, "status")        \
    X(ENT_I_TIE_RANK, "rank")            \
    X(ENT_I_TIE_COPY, "copy")            \
    X(ENT_I_TIE_SOURCE, "source")        \
    X(ENT_I_TIE_PARAGRAPH, "paragraph")  \
    X(ENT_I_TIE_PAGE, "page")            \
    X(ENT_I_TIE_URL, "url")              \
    X(ENT_I_TIE_HOW, "how")              \
    X(ENT_I_TIE_NOTE, "note")

#define ENT_X(id, name) id,
typedef enum ent_i_node_column { ENT_I_NODE_COLUMNS(ENT_X) ENT_I_NODE_COLUMN_COUNT } ent_i_node_column;
typedef enum ent_i_tie_column { ENT_I_TIE_COLUMNS(ENT_X) ENT_I_TIE_COLUMN_COUNT } ent_i_tie_column;
#undef ENT_X
extern const char *const ent_i_node_columns[ENT_I_NODE_COLUMN_COUNT];
extern const char *const ent_i_tie_columns[ENT_I_TIE_COLUMN_COUNT];

/* X(id, suffix): how the fields of a property's column are read. */
#define ENT_I_CSV_TYPES(X)          \
    X(ENT_I_CSV_AUTO, "")           \
    X(ENT_I_CSV_STRING, ":string")  \
    X(ENT_I_CSV_INTEGER, ":int")    \
    X(ENT_I_CSV_FLOAT, ":float")    \
    X(ENT_I_CSV_BOOLEAN, ":boolean") \
    X(ENT_I_CSV_JSON, ":json")
#define ENT_X(id, suffix) id,
typedef enum ent_i_csv_type { ENT_I_CSV_TYPES(ENT_X) ENT_I_CSV_TYPE_COUNT } ent_i_csv_type;
#undef ENT_X
extern const char *const ent_i_csv_suffixes[ENT_I_CSV_TYPE_COUNT];

/* The type that a header ends with, and the length of the name before it. */
ent_i_csv_type ent_i_csv_type_of(ent_text header, size_t *ret_name_length);
/* The place of a name among count names, or count. */
size_t ent_i_csv_column_of(const char *const *names, size_t count, ent_text name);
/* The same for a name that differs only in the case of its letters and in blanks around it: most likely it was meant. */
size_t ent_i_csv_column_like(const char *const *names, size_t count, ent_text name);
/* Does a text without a type read as a number or a truth value? */
bool ent_i_csv_is_literal(const char *text, size_t length);

#endif
