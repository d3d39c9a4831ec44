/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What tests ask of clauses: their names, and the expressions that stand in them, as if in EXISTS { }. */
#ifndef ENT_TEST_CLAUSES_H
#define ENT_TEST_CLAUSES_H

#include "graph/query/syntax/ast.h"

static inline const char *clause_name(ent_i_clause_kind kind)
{
    static const char *const names[] = {
#define ENT_X(name, text) text,
        ENT_I_CLAUSE_LIST(ENT_X)
#undef ENT_X
    };
    return names[kind];
}

static inline bool query_children(const ent_i_query *query, ent_i_expr_visit *visit, void *context)
{
    ent_i_expr exists = { .kind = ENT_I_EXPR_EXISTS };
    exists.of.exists.query = query;
    return ent_i_expr_children(&exists, visit, context);
}

static inline bool clause_children(const ent_i_clause *clause, ent_i_expr_visit *visit, void *context)
{
    ent_i_part part = { .clauses = clause, .count = 1 };
    ent_i_query query = { .parts = &part, .count = 1 };
    return query_children(&query, visit, context);
}

#endif
