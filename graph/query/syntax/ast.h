/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The syntax tree of a statement: what parse.h makes and what the binder reads.
 *
 * All of it lives in the arena given to the parser, holds no pointers into the query text, and is not
 * changed after parsing: notes of later stages go into arrays beside it, indexed by ent_i_expr.number.
 * Texts are NUL-terminated UTF-8 without escapes; a name that is absent has text NULL. An expression tree,
 * patterns and subqueries within it included, is never higher than ENT_I_QUERY_NESTING: chains of any length
 * (a OR b OR ..., 1 + 2 + ..., a < b < ...) are one node with many operands, so recursion over it is safe.
 *
 * The parser guarantees what its error details promise (docs/query-grammar.md, "Errors"): for example that the
 * relationships of CREATE have a direction and no length, and one type unless they have a variable and none (the
 * binder's: VariableAlreadyBound if it is bound, else NoSingleRelationshipType), that UNION and UNION ALL are not mixed,
 * that EXISTS { } holds no updating clause, that pattern predicates stand only where a truth value is wanted.
 * Everything that needs scopes, kinds or types is the binder's. */
#ifndef ENT_I_AST_H
#define ENT_I_AST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ENT_I_QUERY_NESTING 1000

/* Bytes of the query text. */
typedef struct ent_i_range {
    uint32_t offset, length;
} ent_i_range;

typedef struct ent_i_name {
    const char *text; /* NULL: no name */
    size_t length;
    ent_i_range range; /* as written, with its backticks; of an absent name: empty */
} ent_i_name;

typedef struct ent_i_expr ent_i_expr;
typedef struct ent_i_query ent_i_query;

/* --- valid time (ours) --------------------------------------------------------------------------- */

typedef enum ent_i_when {
    ENT_I_AS_OF,  /* AS OF from */
    ENT_I_BETWEEN /* BETWEEN from AND to */
} ent_i_when;

typedef enum ent_i_reading {
    ENT_I_READING_DEFAULT, /* not said: nominal */
    ENT_I_READING_CERTAIN,
    ENT_I_READING_POSSIBLE
} ent_i_reading;

/* Of a whole MATCH, EXISTS { pattern } or pattern comprehension, for all its nodes and relationships. */
typedef struct ent_i_time {
    ent_i_range range;
    ent_i_when when;
    ent_i_reading reading;
    const ent_i_expr *from;
    const ent_i_expr *to; /* NULL unless BETWEEN */
} ent_i_time;

/* --- patterns ------------------------------------------------------------------------------------ */

typedef struct ent_i_node_pattern {
    ent_i_range range; /* with its parentheses */
    ent_i_name variable;
    const ent_i_name *labels; /* all of them are meant */
    size_t label_count;
    const ent_i_expr *properties; /* a map; in CREATE also a parameter; NULL: none written */
} ent_i_node_pattern;

typedef enum ent_i_direction {
    ENT_I_EITHER, /* -- and <--> */
    ENT_I_RIGHT,  /* --> */
    ENT_I_LEFT    /* <-- */
} ent_i_direction;

#define ENT_I_UNBOUNDED INT64_MAX

typedef struct ent_i_rel_pattern {
    ent_i_range range; /* from the first to the last character of the arrow */
    ent_i_direction direction;
    ent_i_name variable;
    const ent_i_name *types; /* one of them is meant; none: any */
    size_t type_count;
    const ent_i_expr *properties; /* as of a node */
    bool variable_length;         /* a "*" is written, even with equal bounds: the variable is a list */
    int64_t least, most;          /* "*": 1 to ENT_I_UNBOUNDED; without "*": 1 and 1; least > most is legal */
} ent_i_rel_pattern;

typedef enum ent_i_shortest {
    ENT_I_NOT_SHORTEST,
    ENT_I_SHORTEST,    /* shortestPath((a)-[...]-(b)): exactly one relationship pattern */
    ENT_I_ALL_SHORTEST /* allShortestPaths(...) */
} ent_i_shortest;

/* nodes[0] rels[0] nodes[1] ... rels[rel_count - 1] nodes[rel_count], as written from left to right. */
typedef struct ent_i_path_pattern {
    ent_i_range range; /* with its variable and with shortestPath( ) */
    ent_i_name variable;
    ent_i_shortest shortest;
    const ent_i_node_pattern *nodes;
    const ent_i_rel_pattern *rels;
    size_t rel_count;
} ent_i_path_pattern;

typedef struct ent_i_pattern {
    ent_i_range range;
    const ent_i_path_pattern *paths; /* at least one */
    size_t count;
} ent_i_pattern;

/* --- expressions --------------------------------------------------------------------------------- */

/* X(name, text): the text is what the printed tree shows. */
#define ENT_I_EXPR_LIST(X)                                                        \
    X(ENT_I_EXPR_NULL, "null")                                                    \
    X(ENT_I_EXPR_BOOLEAN, "boolean")                                              \
    X(ENT_I_EXPR_INTEGER, "integer")                                              \
    X(ENT_I_EXPR_FLOAT, "float")                                                  \
    X(ENT_I_EXPR_STRING, "string")                                                \
    X(ENT_I_EXPR_PARAMETER, "parameter")                                          \
    X(ENT_I_EXPR_VARIABLE, "variable")                                            \
    X(ENT_I_EXPR_LIST, "list")                                                    \
    X(ENT_I_EXPR_MAP, "map")                                                      \
    X(ENT_I_EXPR_MAP_PROJECTION, "projection")                                    \
    X(ENT_I_EXPR_PROPERTY, "property")                                            \
    X(ENT_I_EXPR_INDEX, "index")                                                  \
    X(ENT_I_EXPR_SLICE, "slice")                                                  \
    X(ENT_I_EXPR_LABELS, "labels")                                                \
    X(ENT_I_EXPR_NOT, "not")                                                      \
    X(ENT_I_EXPR_PLUS, "plus")                                                    \
    X(ENT_I_EXPR_MINUS, "minus")                                                  \
    X(ENT_I_EXPR_IS_NULL, "is-null")                                              \
    X(ENT_I_EXPR_IS_NOT_NULL, "is-not-null")                                      \
    X(ENT_I_EXPR_OR, "or")                                                        \
    X(ENT_I_EXPR_XOR, "xor")                                                      \
    X(ENT_I_EXPR_AND, "and")                                                      \
    X(ENT_I_EXPR_COMPARISON, "compare")                                           \
    X(ENT_I_EXPR_ARITHMETIC, "arithmetic")                                        \
    X(ENT_I_EXPR_STARTS_WITH, "starts-with")                                      \
    X(ENT_I_EXPR_ENDS_WITH, "ends-with")                                          \
    X(ENT_I_EXPR_CONTAINS, "contains")                                            \
    X(ENT_I_EXPR_REGEX, "regex")                                                  \
    X(ENT_I_EXPR_IN, "in")                                                        \
    X(ENT_I_EXPR_CASE, "case")                                                    \
    X(ENT_I_EXPR_FUNCTION, "call")                                                \
    X(ENT_I_EXPR_COUNT_ALL, "count-all")                                          \
    X(ENT_I_EXPR_LIST_COMPREHENSION, "comprehension")                             \
    X(ENT_I_EXPR_PATTERN_COMPREHENSION, "pattern-comprehension")                  \
    X(ENT_I_EXPR_ALL, "all")                                                      \
    X(ENT_I_EXPR_ANY, "any")                                                      \
    X(ENT_I_EXPR_NONE, "none")                                                    \
    X(ENT_I_EXPR_SINGLE, "single")                                                \
    X(ENT_I_EXPR_REDUCE, "reduce")                                                \
    X(ENT_I_EXPR_PATTERN, "pattern")                                              \
    X(ENT_I_EXPR_EXISTS, "exists")

typedef enum ent_i_expr_kind {
#define ENT_X(name, text) name,
    ENT_I_EXPR_LIST(ENT_X)
#undef ENT_X
} ent_i_expr_kind;

/* Operators of COMPARISON and ARITHMETIC. */
typedef enum ent_i_operator {
    ENT_I_EQUAL,
    ENT_I_UNEQUAL,
    ENT_I_LESS,
    ENT_I_LESS_EQUAL,
    ENT_I_GREATER,
    ENT_I_GREATER_EQUAL,
    ENT_I_ADD,
    ENT_I_SUBTRACT,
    ENT_I_MULTIPLY,
    ENT_I_DIVIDE,
    ENT_I_MODULO,
    ENT_I_POWER
} ent_i_operator;

typedef struct ent_i_map_entry {
    ent_i_name key;
    const ent_i_expr *value;
} ent_i_map_entry;

typedef enum ent_i_projection_kind {
    ENT_I_PROJECT_PROPERTY, /* .key */
    ENT_I_PROJECT_ALL,      /* .* */
    ENT_I_PROJECT_ENTRY,    /* key: value */
    ENT_I_PROJECT_VARIABLE  /* variable: value is a VARIABLE of that name */
} ent_i_projection_kind;

typedef struct ent_i_projection_item {
    ent_i_projection_kind kind;
    ent_i_name key;          /* absent in ALL */
    const ent_i_expr *value; /* of ENTRY and VARIABLE, else NULL */
} ent_i_projection_item;

typedef struct ent_i_alternative {
    const ent_i_expr *when, *then;
} ent_i_alternative;

/* Which member of the union holds is told by the kind: the comment of the member names its kinds. */
struct ent_i_expr {
    ent_i_expr_kind kind;
    uint32_t number; /* 0 .. ent_i_statement.expr_count - 1, unique in the statement; children before parents */
    uint32_t height; /* 1 + that of its highest child */
    ent_i_range range; /* first to last token, without parentheses around the whole */
    union {
        bool boolean;                                          /* BOOLEAN */
        int64_t integer;                                       /* INTEGER; the sign of "-1" is folded in */
        double number_float;                                   /* FLOAT */
        struct { const char *text; size_t length; } string;    /* STRING; may hold NUL bytes */
        struct { ent_i_name name; uint32_t index; } parameter; /* PARAMETER; index into statement.parameters */
        ent_i_name variable;                                   /* VARIABLE */
        /* LIST: items. OR, XOR, AND: two or more operands. */
        struct { const ent_i_expr *const *items; size_t count; } list;
        /* COMPARISON: items[0] operators[0] items[1] and items[1] operators[1] items[2] and ...
         * ARITHMETIC: ((items[0] operators[0] items[1]) operators[1] items[2]) ..., all of one precedence;
         * the range of a part of it goes from items[0]'s start to items[i]'s end.
         * count counts the items; there is one operator less. */
        struct { const ent_i_expr *const *items; const ent_i_operator *operators; size_t count; } chain;
        struct { const ent_i_map_entry *entries; size_t count; } map; /* MAP; keys may repeat, the last counts */
        struct {
            const ent_i_expr *subject; /* a VARIABLE */
            const ent_i_projection_item *items;
            size_t count;
        } projection; /* MAP_PROJECTION */
        struct { const ent_i_expr *subject; ent_i_name key; } property; /* PROPERTY */
        struct { const ent_i_expr *subject, *index; } index;            /* INDEX */
        struct { const ent_i_expr *subject, *from, *to; } slice;        /* SLICE; bounds may be NULL */
        struct { const ent_i_expr *subject; const ent_i_name *names; size_t count; } labels; /* LABELS: a:B:C */
        const ent_i_expr *operand;                 /* NOT, PLUS, MINUS, IS_NULL, IS_NOT_NULL */
        struct { const ent_i_expr *left, *right; } binary; /* STARTS_WITH, ENDS_WITH, CONTAINS, REGEX, IN */
        struct {
            const ent_i_expr *subject; /* NULL: CASE WHEN condition */
            const ent_i_alternative *alternatives; /* at least one */
            size_t count;
            const ent_i_expr *otherwise; /* NULL: no ELSE */
        } conditional; /* CASE */
        /* FUNCTION: "size", "date.truncate"; as written (names of functions are compared without case).
         * count(*) is COUNT_ALL and has no members; exists(path) is an EXISTS of the path alone. */
        struct { ent_i_name name; bool distinct; const ent_i_expr *const *items; size_t count; } function;
        /* LIST_COMPREHENSION [variable IN list WHERE where | value]: where and value may be NULL.
         * ALL, ANY, NONE, SINGLE: where is there, value is NULL. */
        struct { ent_i_name variable; const ent_i_expr *list, *where, *value; } comprehension;
        struct {
            ent_i_name accumulator;
            const ent_i_expr *initial;
            ent_i_name variable;
            const ent_i_expr *list, *value;
        } reduce; /* REDUCE */
        /* PATTERN_COMPREHENSION [variable = path time WHERE where | value]: time and where may be NULL. The
         * path variable is the path's. */
        struct {
            const ent_i_path_pattern *path;
            const ent_i_time *time;
            const ent_i_expr *where, *value;
        } pattern_comprehension;
        const ent_i_path_pattern *pattern; /* PATTERN: a predicate, or with shortest a path or list of paths */
        /* EXISTS: either query, or pattern with time and where (NULL when not written). */
        struct {
            const ent_i_query *query;
            const ent_i_pattern *pattern;
            const ent_i_time *time;
            const ent_i_expr *where;
        } exists;
    } of;
};

/* --- clauses ------------------------------------------------------------------------------------- */

#define ENT_I_CLAUSE_LIST(X)         \
    X(ENT_I_CLAUSE_MATCH, "match")   \
    X(ENT_I_CLAUSE_UNWIND, "unwind") \
    X(ENT_I_CLAUSE_CALL, "call")     \
    X(ENT_I_CLAUSE_WITH, "with")     \
    X(ENT_I_CLAUSE_RETURN, "return") \
    X(ENT_I_CLAUSE_CREATE, "create") \
    X(ENT_I_CLAUSE_MERGE, "merge")   \
    X(ENT_I_CLAUSE_SET, "set")       \
    X(ENT_I_CLAUSE_REMOVE, "remove") \
    X(ENT_I_CLAUSE_DELETE, "delete")

typedef enum ent_i_clause_kind {
#define ENT_X(name, text) name,
    ENT_I_CLAUSE_LIST(ENT_X)
#undef ENT_X
} ent_i_clause_kind;

typedef struct ent_i_column {
    ent_i_range range;      /* of the expression as written, its parentheses included */
    const ent_i_expr *value;
    ent_i_name alias;       /* absent: no AS */
    /* What the column is called: the alias, or a lone variable's name, or the expression's source text. */
    ent_i_name name;
} ent_i_column;

typedef struct ent_i_sort {
    ent_i_range range;
    const ent_i_expr *value;
    bool descending;
} ent_i_sort;

typedef enum ent_i_set_kind {
    ENT_I_SET_PROPERTY, /* target.key = value: target is a PROPERTY (also of REMOVE, without value) */
    ENT_I_SET_REPLACE,  /* target = value: target is a VARIABLE */
    ENT_I_SET_ADD,      /* target += value: target is a VARIABLE */
    ENT_I_SET_LABELS    /* target:A:B: target is a LABELS (also of REMOVE) */
} ent_i_set_kind;

typedef struct ent_i_set_item {
    ent_i_range range;
    ent_i_set_kind kind;
    const ent_i_expr *target, *value; /* value: NULL for LABELS and in REMOVE */
} ent_i_set_item;

typedef struct ent_i_merge_action {
    ent_i_range range;
    bool on_create; /* else ON MATCH */
    const ent_i_set_item *items;
    size_t count;
} ent_i_merge_action;

typedef struct ent_i_yield {
    ent_i_range range;
    ent_i_name column; /* of the procedure */
    ent_i_name alias;  /* absent: the variable is called like the column */
} ent_i_yield;

typedef struct ent_i_clause {
    ent_i_clause_kind kind;
    ent_i_range range;
    union {
        struct {
            bool optional;
            const ent_i_pattern *pattern;
            const ent_i_time *time;  /* NULL: none */
            const ent_i_expr *where; /* NULL: none */
        } match;
        struct { const ent_i_expr *list; ent_i_name variable; } unwind;
        struct {
            ent_i_name procedure; /* "db.labels" */
            bool implicit;        /* no parentheses: arguments come from parameters (standalone only) */
            const ent_i_expr *const *items;
            size_t count;
            bool yields;    /* YIELD is written */
            bool yield_all; /* YIELD * (standalone only) */
            const ent_i_yield *columns;
            size_t column_count; /* also 0 for YIELD - */
            const ent_i_expr *where; /* after YIELD; NULL: none */
        } call;
        struct {
            bool distinct;
            bool star; /* RETURN *; columns may follow */
            const ent_i_column *columns;
            size_t count;
            const ent_i_sort *sorts;
            size_t sort_count;
            const ent_i_expr *skip, *limit; /* NULL: none */
            const ent_i_expr *where;        /* of WITH; NULL: none */
        } project; /* WITH, RETURN */
        const ent_i_pattern *create;
        struct {
            const ent_i_path_pattern *path;
            const ent_i_merge_action *actions; /* in the order written */
            size_t count;
        } merge;
        struct { const ent_i_set_item *items; size_t count; } set; /* SET, REMOVE */
        struct { bool detach; const ent_i_expr *const *items; size_t count; } erase; /* DELETE */
    } of;
} ent_i_clause;

/* Clauses up to a UNION or the end. RETURN is the last one if there is one. */
typedef struct ent_i_part {
    ent_i_range range;
    const ent_i_clause *clauses;
    size_t count;
} ent_i_part;

struct ent_i_query {
    ent_i_range range;
    const ent_i_part *parts; /* joined by UNION */
    size_t count;
    bool union_all;
    bool standalone_call; /* one part of one CALL */
    bool updates;         /* holds a CREATE, MERGE, SET, REMOVE or DELETE */
};

/* --- statements ---------------------------------------------------------------------------------- */

typedef enum ent_i_statement_kind {
    ENT_I_STATEMENT_QUERY,
    ENT_I_STATEMENT_BEGIN,
    ENT_I_STATEMENT_COMMIT,
    ENT_I_STATEMENT_ROLLBACK
} ent_i_statement_kind;

typedef enum ent_i_mode {
    ENT_I_MODE_RUN,
    ENT_I_MODE_EXPLAIN,
    ENT_I_MODE_PROFILE
} ent_i_mode;

typedef struct ent_i_statement {
    ent_i_statement_kind kind;
    ent_i_mode mode;
    const ent_i_query *query; /* NULL unless QUERY */
    const ent_i_name *parameters; /* the different ones, in the order they are first met */
    size_t parameter_count;
    uint32_t expr_count;
} ent_i_statement;

/* --- over the tree ------------------------------------------------------------------------------- */

/* "comprehension", "match": for messages and for the printed tree. */
const char *ent_i_expr_kind_name(ent_i_expr_kind kind);
const char *ent_i_operator_text(ent_i_operator op); /* "<=" */

/* Call visit for each direct child expression of an expression, in the order written: operands, the values
 * of property maps in its patterns, its WHERE, and the expressions of the clauses of its subquery. Stops and
 * returns false when visit does. */
typedef bool ent_i_expr_visit(const ent_i_expr *child, void *context);
bool ent_i_expr_children(const ent_i_expr *expr, ent_i_expr_visit *visit, void *context);

#endif
