/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the names and expressions of a statement mean: scopes, kinds, types, aggregation. Between the tree (ast.h)
 * and execution. The tree is not changed: notes on expressions stand in an array by expr.number, notes on
 * clauses in a tree of the same shape (query -> parts -> clauses), and those on the patterns and subqueries of
 * an expression hang on its note.
 *
 * Slots. A statement has one flat frame of slot_count values. Every variable that is introduced has a slot of
 * its own, also anonymous pattern elements, the variables of comprehensions, quantifiers and reduce, and the
 * results of aggregates; no slot is used for two things, so the frame of a correlated subquery, comprehension
 * or predicate is the outer row's frame itself, and whoever runs it writes only its own slots. The slots that
 * a query part or a subquery introduces are first_slot .. end_slot - 1.
 * A projection (WITH, RETURN) evaluates its columns into new slots, so it may run in any order and swap names.
 *
 * THE rule for evaluation: if notes[e.number].slot is not ENT_I_NO_SLOT, the value of e stands in that slot
 * and e is not computed. This is so for each VARIABLE, for each aggregate function, for those expressions
 * beside aggregates and in ORDER BY that repeat a column (RETURN n.age, n.age + count(*)), and nowhere else.
 *
 *     MATCH (a)-[:KNOWS]->(b) WITH a.name AS name, count(b) AS c ORDER BY count(b) + 1 WHERE c > 2 RETURN name
 *      a 0, relationship 1, b 2; name 3, c 4; aggregates: count(b) -> 5; RETURN: name 6
 *      WITH: for each input row: slot 3 := a.name (the key); the argument of the aggregate is read in slot 2
 *            for each group: slot 5 := the count; slot 4 := slot 5 (the note of "count(b)" is slot 5)
 *            sort by "count(b) + 1" (count(b) again has slot 5), then filter by slot 4 > 2
 *      RETURN: slot 6 := slot 3
 *
 * Types are static: ANY where only the run can tell, and then the run has to check. */
#ifndef ENT_I_BIND_H
#define ENT_I_BIND_H

#include <entente/query.h>

#include "graph/base/arena.h"
#include "graph/query/bind/bind_type.h"
#include "graph/query/bind/functions.h"
#include "graph/query/syntax/ast.h"

#define ENT_I_NO_SLOT UINT32_MAX
/* "WITH *" again and again makes many of few bytes. */
#define ENT_I_SLOTS_MOST (1u << 20)

/* --- the world outside --------------------------------------------------------------------------- */

typedef struct ent_i_field {
    const char *name;
    ent_i_type type;
    bool nullable;
} ent_i_field;

typedef struct ent_i_procedure {
    const char *name; /* "db.labels" */
    const ent_i_field *inputs;
    size_t input_count;
    const ent_i_field *outputs;
    size_t output_count;
    ent_procedure_function function; /* and context: for who registers and runs it; not read here */
    void *context;
} ent_i_procedure;

/* From "my.proc(name :: STRING?, id :: INTEGER?) :: (city :: STRING?, code :: INTEGER?)" (or ":: ()", ":: VOID",
 * "::"); function and context are left NULL. Errors: ENT_ERR_SYNTAX, ENT_ERR_NOMEM. */
ENT_CHECK ent_status ent_i_procedure_parse(ent_i_arena *arena, const char *signature, ent_i_procedure *ret,
                                           ent_error *err);

typedef struct ent_i_environment {
    /* Names are compared as written. NULL: there are no procedures. What is returned outlives the statement. */
    const ent_i_procedure *(*find_procedure)(void *context, const char *name, size_t length);
    void *context;
} ent_i_environment;

/* --- notes on expressions ------------------------------------------------------------------------ */

typedef struct ent_i_bound_query ent_i_bound_query;
typedef struct ent_i_bound_sub ent_i_bound_sub;

typedef struct ent_i_note {
    uint32_t slot;        /* where the value stands, or ENT_I_NO_SLOT: compute it */
    uint32_t local;       /* the slot of the variable of a comprehension, quantifier or reduce */
    uint32_t accumulator; /* of reduce */
    ent_i_type type;
    bool aggregates; /* is or holds an aggregate of the projection it stands in */
    bool constant;   /* no variable, subquery or volatile function: one value for the whole run */
    const ent_i_function *function; /* FUNCTION and COUNT_ALL */
    const ent_i_bound_sub *sub;     /* PATTERN, PATTERN_COMPREHENSION, EXISTS */
} ent_i_note;

/* --- notes on patterns --------------------------------------------------------------------------- */

typedef enum ent_i_binding {
    ENT_I_BOUND_BEFORE, /* the row has it before the clause begins */
    ENT_I_BOUND_HERE,   /* first met here; CREATE and MERGE create exactly these */
    ENT_I_BOUND_AGAIN   /* met again in the same clause */
} ent_i_binding;

typedef struct ent_i_bound_element {
    uint32_t slot; /* also of an anonymous one. A variable-length relationship: a list of relationships */
    ent_i_binding binding;
    bool anonymous;
    bool unchecked; /* BEFORE, and the type is not known: the run checks that it is a node, a relationship, or
                       a list of relationships; of null nothing matches */
} ent_i_bound_element;

/* Beside an ent_i_path_pattern. Property expressions of MATCH may use all variables of the clause, those of
 * CREATE the ones to their left and of before, those of MERGE only the ones of before. */
typedef struct ent_i_bound_path {
    uint32_t slot; /* of the path variable, or ENT_I_NO_SLOT; always introduced here */
    const ent_i_bound_element *nodes; /* rel_count + 1 */
    const ent_i_bound_element *rels;  /* rel_count */
} ent_i_bound_path;

/* A correlated subquery: runs with the slots of the outer row visible. */
struct ent_i_bound_sub {
    uint32_t first_slot, end_slot;  /* what it introduces, anonymous elements included */
    const ent_i_bound_path *paths;  /* of PATTERN and PATTERN_COMPREHENSION one; of EXISTS one a path of its
                                       pattern, or NULL */
    const ent_i_time *time;         /* of PATTERN: that of the pattern whose WHERE it stands in; NULL: none */
    const ent_i_bound_query *query; /* of EXISTS { query }, else NULL. RETURN is not needed in it */
};

/* --- notes on clauses ---------------------------------------------------------------------------- */

typedef struct ent_i_bound_column {
    const char *name; /* NUL-terminated; the source text where there is no alias */
    size_t name_length;
    const ent_i_expr *value; /* NULL: a column of "*": copy slot from */
    uint32_t from;           /* the value is a lone variable: its slot; else ENT_I_NO_SLOT */
    uint32_t slot;           /* where the projection puts the value */
    ent_i_type type;
    bool aggregates; /* evaluated once a group, after the aggregates; else it is a grouping key */
} ent_i_bound_column;

typedef struct ent_i_bound_aggregate {
    const ent_i_expr *call;         /* FUNCTION (with distinct and arguments) or COUNT_ALL */
    const ent_i_function *function; /* of COUNT_ALL that of count */
    uint32_t slot;                  /* where the result is put */
} ent_i_bound_aggregate;

/* Order of events: columns (with aggregating: keys, then aggregates, then the other columns), DISTINCT over the
 * columns, ORDER BY, SKIP, LIMIT, WHERE of WITH.
 * Aggregating: for each input row write the keys' slots, find the group by them, evaluate the aggregates'
 * arguments (they may read the keys' slots too). For each group the slots of the keys and aggregates are filled,
 * and slot from of a key that has one (patterns in subqueries read that); the input's other slots have no value
 * any more. Then the columns with aggregates are evaluated. No keys: one group even without input. Equal
 * aggregates are one. ORDER BY and WHERE after aggregating or DISTINCT read only slots of columns, aggregates
 * and from; otherwise, when sees_input, also others of before the projection. */
typedef struct ent_i_bound_projection {
    const ent_i_bound_column *columns; /* those of "*" first, by name; then as written */
    size_t column_count;
    const ent_i_bound_aggregate *aggregates;
    size_t aggregate_count;
    bool aggregating;
    bool sees_input;
} ent_i_bound_projection;

typedef struct ent_i_bound_output {
    const char *name; /* of the variable */
    size_t name_length;
    size_t output; /* index into procedure->outputs */
    uint32_t slot;
} ent_i_bound_output;

typedef struct ent_i_bound_call {
    const ent_i_procedure *procedure;
    bool implicit; /* arguments are the parameters with the inputs' names; one that is missing is
                      ParameterMissing, "compile time", MissingParameter, when the run begins */
    /* What YIELD names; of a standalone call without YIELD or with YIELD * all outputs. */
    const ent_i_bound_output *outputs;
    size_t output_count;
} ent_i_bound_call;

/* Beside an ent_i_clause, by its kind. SET, REMOVE, DELETE, SKIP and LIMIT have nothing but expressions. */
typedef struct ent_i_bound_clause {
    const ent_i_bound_path *paths; /* MATCH, CREATE: one a path of the pattern; MERGE: one */
    uint32_t unwind_slot;          /* UNWIND */
    ent_i_bound_call call;
    ent_i_bound_projection project; /* WITH, RETURN */
} ent_i_bound_clause;

typedef struct ent_i_bound_part {
    const ent_i_bound_clause *clauses; /* as many as the part has */
    uint32_t first_slot, end_slot;
    /* The columns of the result, one a column of the query, by the slots of this part's RETURN or standalone
     * CALL. NULL when there is no result. */
    const uint32_t *columns;
} ent_i_bound_part;

struct ent_i_bound_query {
    const ent_i_bound_part *parts; /* as many as the query has */
    size_t column_count;           /* 0: no result (no RETURN) */
    const char *const *column_names;
    const ent_i_type *column_types; /* over all parts */
};

typedef struct ent_i_bound {
    const ent_i_statement *statement;
    const ent_i_note *notes; /* expr_count */
    uint32_t slot_count;
    const ent_i_bound_query *query; /* NULL unless the statement is a query */
} ent_i_bound;

/* Bind a statement. text is the source it was parsed from. Everything made lives in the arena. ret_fault and err
 * as in ent_i_parse. Time and memory are linear in the size of the tree and the number of slots.
 * Errors: ENT_ERR_SYNTAX, ENT_ERR_LIMIT (more than ENT_I_SLOTS_MOST slots), ENT_ERR_NOMEM. */
ENT_CHECK ent_status ent_i_bind(ent_i_arena *arena, const ent_i_statement *statement, const char *text,
                                size_t length, const ent_i_environment *environment, const ent_i_bound **ret,
                                ent_query_error *ret_fault, ent_error *err);

static inline const ent_i_note *ent_i_note_of(const ent_i_bound *bound, const ent_i_expr *expr)
{
    return &bound->notes[expr->number];
}

#endif
