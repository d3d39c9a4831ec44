/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the binder share: the state of one run, scopes, and who binds what. */
#ifndef ENT_I_BIND_STATE_H
#define ENT_I_BIND_STATE_H

#include "graph/base/array.h"
#include "graph/base/hash.h"
#include "graph/query/bind/bind.h"
#include "graph/query/syntax/parse.h"

typedef struct ent_i_variable {
    ent_i_name name;
    uint32_t slot;
    ent_i_type type;
    uint32_t shadowed; /* the variable of the same name below, or ENT_I_NO_SLOT */
} ent_i_variable;

/* Where an aggregate stands. */
typedef enum ent_i_aggregation {
    ENT_I_AGGREGATES_REFUSED,
    ENT_I_AGGREGATES_ALLOWED,
    ENT_I_AGGREGATES_NESTED /* within the arguments of another */
} ent_i_aggregation;

/* A use, within a subquery, of a variable that may have no value when it is evaluated. */
typedef struct ent_i_use {
    uint32_t slot;
    ent_i_range range;
    const struct ent_i_use *next;
} ent_i_use;

/* Sees which variables of before a projection its expressions use. */
typedef struct ent_i_watch {
    uint32_t begin, end; /* their slots */
    uint32_t columns_end; /* in ORDER BY and WHERE: the end of the columns' slots, which come after; else 0 */
    unsigned depth;      /* of subqueries, where the projection stands */
    bool in_aggregate;   /* what is bound now is an argument of an aggregate of that projection */
    bool saw;            /* any was used */
    /* Those within subqueries. In a column: outside of its aggregates, which see all of before. In ORDER BY and
     * WHERE: everywhere, and within aggregates the columns too, since not all can be aggregated. */
    const ent_i_use *uses;
    struct ent_i_watch *outer;
} ent_i_watch;

typedef struct ent_i_binder {
    ent_i_arena *arena;
    const ent_i_statement *statement;
    const char *text;
    size_t length;
    const ent_i_environment *environment;
    ent_query_error *fault;
    ent_error *err;
    ent_i_note *notes;
    uint64_t *hashes; /* of expressions, 0: not known yet; NULL until one is asked for */
    uint32_t slot_count;
    ent_i_variable *variables; /* a stack: the visible ones, inner scopes above outer ones */
    size_t variable_count, variable_capacity;
    ent_i_hash names; /* name -> its topmost variable, or ENT_I_NO_SLOT */
    size_t level_base;   /* the first variable that belongs to the innermost query */
    uint32_t level_slot; /* the first slot of the current part of it */
    ent_i_aggregation aggregation;
    const char *clause; /* "WHERE": where aggregates are refused, for the message */
    const ent_i_time *time; /* of the pattern whose WHERE is bound: that of predicates in it; NULL: none */
    unsigned depth;     /* of subqueries */
    ent_i_watch *watch; /* the innermost one */
    bool constant_only; /* SKIP, LIMIT: no variables with slots below constant_from, no subqueries */
    uint32_t constant_from;
} ent_i_binder;

#define ENT_I_BIND_ERROR(binder, range, type, detail, ...)                                            \
    ent_i_fault((binder)->text, (binder)->length, (range), ENT_ERR_SYNTAX, (type), "compile time",    \
                (detail), (binder)->fault, (binder)->err, __VA_ARGS__)
#define ENT_I_BIND_SYNTAX(binder, range, detail, ...) \
    ENT_I_BIND_ERROR(binder, range, "SyntaxError", detail, __VA_ARGS__)

/* --- scopes (bind_scope.c) ----------------------------------------------------------------------- */

ENT_CHECK ent_status ent_i_bind_slots(ent_i_binder *binder, uint32_t count, uint32_t *ret_first);
/* Make a variable visible, above one of the same name. */
ENT_CHECK ent_status ent_i_bind_push(ent_i_binder *binder, ent_i_name name, uint32_t slot, ent_i_type type);
/* Forget all variables from number mark on. */
void ent_i_bind_pop(ent_i_binder *binder, size_t mark);
/* NULL: there is none. The result is good until the next push. */
const ent_i_variable *ent_i_bind_lookup(const ent_i_binder *binder, ent_i_name name);
/* A variable is used at range, in an expression or as an element of a pattern. */
ENT_CHECK ent_status ent_i_bind_use(ent_i_binder *binder, const ent_i_variable *variable, ent_i_range range);
ENT_CHECK ent_status ent_i_bind_undefined(ent_i_binder *binder, ent_i_name name);
/* count elements of size bytes, zeroed; never NULL on success. */
ENT_CHECK ent_status ent_i_bind_array(ent_i_binder *binder, size_t count, size_t size, void *ret);

/* --- expressions (bind_expr.c, bind_operator.c, bind_call.c, bind_sub.c) ------------------------- */

static inline ent_i_note *ent_i_bind_note(ent_i_binder *binder, const ent_i_expr *expr)
{
    return &binder->notes[expr->number];
}
ENT_CHECK ent_status ent_i_bind_expr(ent_i_binder *binder, const ent_i_expr *expr);
/* An expression where no aggregate may stand; clause for the message ("WHERE"). NULL is no expression. */
ENT_CHECK ent_status ent_i_bind_plain(ent_i_binder *binder, const ent_i_expr *expr, const char *clause);
/* The same, and it must be able to be a truth value. */
ENT_CHECK ent_status ent_i_bind_where(ent_i_binder *binder, const ent_i_expr *where, const char *clause);
/* The WHERE of a pattern: pattern predicates in it are looked at in its time. */
ENT_CHECK ent_status ent_i_bind_pattern_where(ent_i_binder *binder, const ent_i_expr *where, const ent_i_time *time);
ENT_CHECK ent_status ent_i_bind_time(ent_i_binder *binder, const ent_i_time *time);
/* Refuse an expression whose type is known and not in the set: "what is a LIST, but an INTEGER is wanted". */
ENT_CHECK ent_status ent_i_bind_wanted(ent_i_binder *binder, const ent_i_expr *expr, ent_i_type_mask mask,
                                       const char *what);
/* The type of an expression from its children's; checks them. Not for those below. */
ENT_CHECK ent_status ent_i_bind_operator(ent_i_binder *binder, const ent_i_expr *expr, ent_i_type *ret);
ENT_CHECK ent_status ent_i_bind_function(ent_i_binder *binder, const ent_i_expr *expr);
ENT_CHECK ent_status ent_i_bind_count_all(ent_i_binder *binder, const ent_i_expr *expr);
ENT_CHECK ent_status ent_i_bind_subquery(ent_i_binder *binder, const ent_i_expr *expr);
/* Of aggregates and of what holds them: note.aggregates, note.constant, from the children. */
void ent_i_bind_inherit(ent_i_binder *binder, const ent_i_expr *expr);

/* --- patterns (bind_pattern.c) ------------------------------------------------------------------- */

typedef enum ent_i_pattern_mode {
    ENT_I_PATTERN_MATCH,
    ENT_I_PATTERN_PREDICATE, /* brings no new variables */
    ENT_I_PATTERN_CREATE,
    ENT_I_PATTERN_MERGE
} ent_i_pattern_mode;

ENT_CHECK ent_status ent_i_bind_paths(ent_i_binder *binder, const ent_i_path_pattern *paths, size_t count,
                                      ent_i_pattern_mode mode, const ent_i_bound_path **ret);

/* --- clauses, queries (bind_clause.c, bind_project.c, bind_aggregate.c, bind.c) ------------------ */

ENT_CHECK ent_status ent_i_bind_clause(ent_i_binder *binder, const ent_i_query *query, const ent_i_clause *clause,
                                       ent_i_bound_clause *bound);
ENT_CHECK ent_status ent_i_bind_call(ent_i_binder *binder, const ent_i_query *query, const ent_i_clause *clause,
                                     ent_i_bound_call *bound);
ENT_CHECK ent_status ent_i_bind_project(ent_i_binder *binder, const ent_i_clause *clause,
                                        ent_i_bound_projection *bound);
/* What is outside stays visible: binder->level_* are saved. */
ENT_CHECK ent_status ent_i_bind_query(ent_i_binder *binder, const ent_i_query *query, const ent_i_bound_query **ret);

/* Expressions by what they say: numbers (of columns, of aggregates) by hash. */
typedef struct ent_i_index {
    ent_i_hash first; /* the 8 bytes of a hash -> the last number with it */
    uint32_t *next;   /* from each number to the one before it with the same hash, or ENT_I_NO_SLOT */
    size_t capacity;
} ent_i_index;

/* A projection while it is bound. */
typedef struct ent_i_projector {
    ent_i_binder *binder;
    ent_i_bound_column *columns;
    size_t column_count;
    ent_i_index keys; /* columns without aggregates */
    ent_i_bound_aggregate *aggregates;
    size_t aggregate_count, aggregate_capacity;
    ent_i_index calls; /* aggregates */
    uint32_t begin, end;   /* slots of the variables of before */
    uint32_t first_column; /* slot */
    bool aggregating, distinct;
} ent_i_projector;

/* Once the columns have slots: index the keys. */
ENT_CHECK ent_status ent_i_bind_index_keys(ent_i_projector *projector);
/* In a column that holds aggregates: give those slots, and see that the rest is made of keys. */
ENT_CHECK ent_status ent_i_bind_aggregated(ent_i_projector *projector, const ent_i_bound_column *column,
                                           const ent_i_use *uses);
/* In ORDER BY and WHERE after aggregating or DISTINCT: see that all is made of columns. */
ENT_CHECK ent_status ent_i_bind_projected(ent_i_projector *projector, const ent_i_expr *expr,
                                          const ent_i_use *uses);
/* The variable that a column copies, if slot is that column's. */
uint32_t ent_i_bind_origin(const ent_i_projector *projector, uint32_t slot);
/* Do two expressions, both bound, say the same? Then they have the same hash. */
bool ent_i_bind_same(const ent_i_projector *projector, const ent_i_expr *a, const ent_i_expr *b);
ENT_CHECK ent_status ent_i_bind_hash(const ent_i_projector *projector, const ent_i_expr *expr, uint64_t *ret);
uint64_t ent_i_bind_hash_slot(const ent_i_projector *projector, uint32_t slot); /* of a VARIABLE */
ENT_CHECK ent_status ent_i_index_add(ent_i_index *index, uint64_t hash, uint32_t number, ent_error *err);
/* The first number with a hash, or ENT_I_NO_SLOT; index->next has the others. */
uint32_t ent_i_index_find(const ent_i_index *index, uint64_t hash);
void ent_i_index_clear(ent_i_index *index);

#endif
