/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shared by the files edit*.c: rows in and out of tables, with the tables' sums kept. */
#ifndef ENT_I_EDIT_ROW_H
#define ENT_I_EDIT_ROW_H

#include <string.h>

#include "graph/store/edit.h"
#include "graph/store/sum.h"

typedef enum ent_i_edit_table {
    ENT_I_EDIT_LABELS,
    ENT_I_EDIT_TYPES,
    ENT_I_EDIT_NODES,
    ENT_I_EDIT_NODE_LABELS,
    ENT_I_EDIT_NAMES,
    ENT_I_EDIT_TIES,
    ENT_I_EDIT_CITATIONS,
    ENT_I_EDIT_TABLES
} ent_i_edit_table;

/* Statements are made when first used and kept. */
#define ENT_I_EDIT_QUERIES(X)                                                                     \
    X(LABEL, "SELECT id FROM main.labels WHERE name = ?1")                                        \
    X(LABEL_NEXT, "SELECT coalesce(max(id), 0) + 1 FROM main.labels")                             \
    X(TYPE, "SELECT id FROM main.types WHERE name = ?1")                                          \
    X(TYPE_NEXT, "SELECT coalesce(max(id), 0) + 1 FROM main.types")                               \
    X(KEY_OF, "SELECT key FROM main.nodes WHERE id = ?1")                                         \
    X(NODE_OF, "SELECT coalesce(nullif(name, ''), key) FROM main.nodes WHERE key = ?1")           \
    X(ALIASES, "SELECT name, folded, ambiguous FROM main.names WHERE node = ?1 AND kind = 'alias' ORDER BY position")

typedef enum ent_i_edit_query {
#define ENT_X(id, sql) ENT_I_EDIT_##id,
    ENT_I_EDIT_QUERIES(ENT_X)
#undef ENT_X
    ENT_I_EDIT_QUERY_COUNT
} ent_i_edit_query;

struct ent_i_edit {
    ent_store *store;
    sqlite3_stmt *queries[ENT_I_EDIT_QUERY_COUNT];
    struct {
        sqlite3_stmt *insert, *select, *erase;
        ent_i_sum added, removed; /* since the statement's begin */
    } tables[ENT_I_EDIT_TABLES];
};

/* The query with its one parameter bound, if any: a number, or a text when it is not NULL. ENT_OK: a row. It must be
 * reset by the caller. */
ENT_CHECK ent_status ent_i_edit_ask(ent_i_edit *edit, ent_i_edit_query query, int64_t number, const char *text,
                                    sqlite3_stmt **ret, ent_error *err);
ENT_CHECK ent_status ent_i_edit_insert(ent_i_edit *edit, ent_i_edit_table table, const ent_i_value *values, int count,
                                       ent_error *err);
/* All rows of a node or tie, by the first column. */
ENT_CHECK ent_status ent_i_edit_erase(ent_i_edit *edit, ent_i_edit_table table, int64_t number, ent_error *err);

static inline ent_i_value ent_i_edit_text(const char *text)
{
    return (ent_i_value){ text ? ENT_I_VALUE_TEXT : ENT_I_VALUE_NULL, 0, text, text ? strlen(text) : 0 };
}
/* 0: NULL */
static inline ent_i_value ent_i_edit_number(int64_t number)
{
    return (ent_i_value){ number ? ENT_I_VALUE_INTEGER : ENT_I_VALUE_NULL, number, NULL, 0 };
}

#endif
