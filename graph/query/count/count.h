/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counting matches without enumerating them, for MATCH and OPTIONAL MATCH clauses right before an aggregation.
 *
 * Only what the aggregation reads is walked, one row after another; what is not read becomes a number, how many ways
 * there are to complete the row: its weight. count_pattern.c takes the clauses apart into nodes, ties and constraints;
 * count_terms.c turns the constraints (a <> b, NOT (a)--(b), no relationship twice in a MATCH) into a sum of terms
 * without any, by inclusion and exclusion: the matches that break a constraint are themselves matches of a pattern
 * in which two nodes are one, or two relationships, or there is one relationship more. count_plan.c splits each term:
 * once some nodes are known, what remains falls into parts that have nothing to do with each other, whose numbers are
 * multiplied; a part that depends on one known node is counted once for that node. count_run.c counts, op_count.c
 * walks. */
#ifndef ENT_I_COUNT_H
#define ENT_I_COUNT_H

#include "graph/query/count/relation.h"
#include "graph/query/match/match.h"

#define ENT_I_COUNT_MOST 64 /* nodes, and relationships, of one pattern */
typedef uint64_t ent_i_count_set;
#define ENT_I_COUNT_BIT(i) ((ent_i_count_set)1 << (i))

/* Numbers stop here: as many, or more. Nothing times it is still nothing. */
#define ENT_I_COUNT_FULL ((uint64_t)INT64_MAX + 1)

static inline uint64_t ent_i_count_times(uint64_t a, uint64_t b)
{
    uint64_t product;
    return __builtin_mul_overflow(a, b, &product) || product > ENT_I_COUNT_FULL ? ENT_I_COUNT_FULL : product;
}

static inline uint64_t ent_i_count_plus(uint64_t a, uint64_t b)
{
    return a + b > ENT_I_COUNT_FULL ? ENT_I_COUNT_FULL : a + b;
}

/* --- the pattern ------------------------------------------------------------------------------------------ */

/* A condition on one node or one relationship, looked at once for each. */
typedef struct ent_i_count_test {
    struct ent_i_count_test *next;
    ent_i_test_kind kind;     /* PROPERTIES, PERIOD, WHERE */
    const ent_i_expr *expr;
    ent_i_matcher *clock;     /* PERIOD: knows the days */
} ent_i_count_test;

/* What is said of a node in the MATCH clauses, or in one OPTIONAL MATCH. */
typedef struct ent_i_count_filter {
    struct ent_i_count_filter *next; /* of the same optional part */
    uint32_t var, slot;
    ent_i_symbol labels[8];
    size_t label_count;
    ent_i_count_test *tests, **last_test;
    /* once it runs */
    const uint64_t *bits; /* NULL: no labels */
    uint64_t *own_bits;   /* of several labels */
    size_t count;         /* in bits */
    uint64_t *known, *passing; /* by the tests; NULL: no tests */
} ent_i_count_filter;

typedef struct ent_i_count_var {
    ent_i_range name; /* as written */
    uint32_t slot;
    unsigned part;
    bool input;  /* the row has it before */
    bool walked;
    bool wanted; /* some MATCH reads it: if it is null, there is nothing */
    ent_i_count_filter filter;
} ent_i_count_var;

typedef enum ent_i_count_edge_kind {
    ENT_I_EDGE_TIES,  /* each one counts */
    ENT_I_EDGE_SOME,  /* there is one */
    ENT_I_EDGE_NONE   /* there is none: a constraint */
} ent_i_count_edge_kind;

typedef struct ent_i_count_edge {
    ent_i_range name; /* as written */
    ent_i_count_edge_kind kind;
    uint32_t slot; /* ENT_I_NO_SLOT: of a condition */
    unsigned part, clause;
    uint32_t left, right;
    unsigned directions; /* seen from the left */
    const ent_i_symbol *types;
    size_t type_count;
    ent_i_count_test *tests, **last_test;
    bool walked; /* one tie after another */
} ent_i_count_edge;

typedef enum ent_i_count_constraint_kind {
    ENT_I_COUNT_UNEQUAL, /* nodes a and b */
    ENT_I_COUNT_NO_EDGE, /* edge a */
    ENT_I_COUNT_DISTINCT /* edges a and b */
} ent_i_count_constraint_kind;

typedef struct ent_i_count_constraint {
    ent_i_count_constraint_kind kind;
    unsigned part;
    uint32_t a, b;
    /* DISTINCT: how they could be the same tie */
    bool straight, crossed, loop;
} ent_i_count_constraint;

/* 0: all MATCH clauses; then one for each OPTIONAL MATCH. */
typedef struct ent_i_count_part {
    ent_i_count_set outer;         /* nodes of part 0 that an optional one reads */
    ent_i_count_filter *filters;   /* on those */
    const uint32_t *presence;      /* slots that are only asked for null */
    size_t presence_count;
} ent_i_count_part;

typedef struct ent_i_count_residual {
    const ent_i_expr *expr;
    ent_i_count_set vars, edges;
} ent_i_count_residual;

typedef struct ent_i_count_pattern {
    ent_i_run *run;
    uint32_t first_slot; /* slots below are of before */
    ent_i_count_var vars[ENT_I_COUNT_MOST];
    ent_i_count_edge edges[ENT_I_COUNT_MOST];
    ent_i_count_part parts[ENT_I_COUNT_MOST];
    ent_i_count_constraint constraints[2 * ENT_I_COUNT_MOST];
    ent_i_count_residual residuals[ENT_I_COUNT_MOST];
    size_t var_count, edge_count, part_count, constraint_count, residual_count;
    ent_i_count_set kept_vars, kept_edges; /* that the aggregation reads */
    bool row_dependent; /* some condition reads a row of before */
} ent_i_count_pattern;

/* *ret is NULL when the clauses are none that can be counted: then they are matched. In run->plan. */
ENT_CHECK ent_status ent_i_count_pattern_new(ent_i_run *run, const ent_i_clause *clauses,
                                             const ent_i_bound_clause *bound, size_t count,
                                             const ent_i_bound_projection *project, ent_i_count_pattern **ret);

/* Is counting less work than going through the matches, for so many rows before (below 0: not known)? */
ENT_CHECK ent_status ent_i_count_is_cheaper(const ent_i_count_pattern *pattern, const ent_i_clause *clauses,
                                            const ent_i_bound_clause *bound, size_t count, double rows, bool *ret);

/* --- terms ------------------------------------------------------------------------------------------------ */

/* A pattern without constraints: nodes that are one have the same rep, edges that are one the same alias. */
typedef struct ent_i_count_term {
    int64_t sign;
    uint8_t rep[ENT_I_COUNT_MOST], alias[ENT_I_COUNT_MOST];
    uint8_t directions[ENT_I_COUNT_MOST];
    ent_i_count_set merged[ENT_I_COUNT_MOST]; /* by alias: the edges it is */
    ent_i_count_set flipped;                  /* edges that stand the other way round than their alias */
    ent_i_count_set broken;                   /* NO_EDGE edges that are there */
} ent_i_count_term;

typedef struct ent_i_count_terms {
    ent_i_count_term *items;
    size_t count, capacity;
} ent_i_count_terms;

#define ENT_I_COUNT_TERMS_MOST 120 /* of all parts together, multiplied */

/* The terms of a part, on top of a term of part 0 (NULL: of part 0 itself). The first one has no broken constraint.
 * ENT_ERR_LIMIT without a message: there would be too many. To be freed: items. */
ENT_CHECK ent_status ent_i_count_terms_of(const ent_i_count_pattern *pattern, unsigned part,
                                          const ent_i_count_term *outer, ent_i_count_terms *ret);
/* Is a constraint looked at while the row is walked? Then it makes no terms. */
bool ent_i_count_is_walked(const ent_i_count_pattern *pattern, const ent_i_count_constraint *constraint);
/* The constraints that no relationship is used twice in a clause; after those of WHERE. */
bool ent_i_count_distinct(ent_i_count_pattern *pattern);

#endif
