/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding the matches of patterns, one after another, by backtracking over steps: each step solves an element of
 * the pattern (a node, a relationship with the node at its other end), and gives its candidates one at a time.
 * Elements stand in the slots of the frame. Within one matcher no relationship is used twice. */
#ifndef ENT_I_MATCH_H
#define ENT_I_MATCH_H

#include "graph/query/match/seek.h"

typedef struct ent_i_matcher ent_i_matcher;

/* What is to be matched: of MATCH, MERGE, EXISTS, a pattern in an expression. */
typedef struct ent_i_match_request {
    const ent_i_path_pattern *paths;
    const ent_i_bound_path *bound;
    size_t path_count;
    const ent_i_time *time;  /* NULL: none */
    const ent_i_expr *where; /* NULL: none */
} ent_i_match_request;

/* Lives in run->plan; clear it for its other memory. */
ENT_CHECK ent_status ent_i_matcher_new(ent_i_run *run, const ent_i_match_request *request, ent_i_matcher **ret);
void ent_i_matcher_clear(ent_i_matcher *matcher);
/* Begin anew, with what the frame holds. */
ENT_CHECK ent_status ent_i_matcher_start(ent_i_matcher *matcher);
/* ENT_OK: the frame holds the next match, until the next call. ENT_DONE: there is none. */
ENT_CHECK ent_status ent_i_matcher_next(ent_i_matcher *matcher);
/* The path of a pattern from what the frame holds. */
ENT_CHECK ent_status ent_i_matched_path(ent_i_run *run, const ent_i_path_pattern *path, const ent_i_bound_path *bound,
                                        ent_i_value *ret);

/* --- inside (match_*.c) ----------------------------------------------------------------------------------- */

typedef enum ent_i_step_kind {
    ENT_I_STEP_NODE,     /* a node that is known */
    ENT_I_STEP_SCAN,     /* all nodes */
    ENT_I_STEP_EXPAND,   /* a relationship from a known node */
    ENT_I_STEP_REL,      /* a relationship that is known; its nodes may not be */
    ENT_I_STEP_VARIABLE, /* a variable-length one from a known node */
    ENT_I_STEP_LIST,     /* a variable-length one whose list is known, from its left node */
    ENT_I_STEP_SHORTEST, /* between two known nodes */
    ENT_I_STEP_FINISH    /* the path variables */
} ent_i_step_kind;

typedef enum ent_i_test_kind {
    ENT_I_TEST_LABELS,     /* of a node */
    ENT_I_TEST_PROPERTIES, /* of a node, a relationship, or each one of a list */
    ENT_I_TEST_PERIOD,     /* of the same */
    ENT_I_TEST_WHERE
} ent_i_test_kind;

typedef struct ent_i_test {
    struct ent_i_test *next;
    ent_i_test_kind kind;
    uint32_t slot;
    const ent_i_symbol *labels;
    size_t label_count;
    const ent_i_expr *expr; /* the map, or the condition */
} ent_i_test;

/* A place on the way of a variable-length step. */
typedef struct ent_i_level {
    ent_i_expansion expansion;
    uint64_t rel; /* by which it was reached */
} ent_i_level;

typedef struct ent_i_step {
    ent_i_step_kind kind;
    uint32_t path;                    /* which, for SHORTEST */
    const ent_i_rel_pattern *pattern; /* of a relationship */
    uint32_t from, rel, to;           /* slots; of NODE and SCAN only to */
    bool from_known, to_known;        /* before the step */
    bool to_unchecked, rel_unchecked; /* bound before to who knows what */
    bool backwards;                   /* from the right node to the left one */
    bool wants_list;                  /* VARIABLE: somebody reads the list */
    unsigned directions;              /* seen from `from` */
    ent_i_type_filter filter;
    const ent_i_expr *early;          /* VARIABLE, SHORTEST: properties tested on the way */
    ent_i_access *accesses;           /* SCAN: ways to find the nodes, best first; NULL: none */
    ent_i_symbol label;               /* SCAN: one that they all have, or ENT_I_NO_SYMBOL */
    ent_i_test *tests, **last_test;

    double estimate; /* matches there are thought to be once it is solved, for one row */
    ent_i_counter counter;

    /* of the run */
    ent_i_arena arena;
    bool done;
    ent_i_seek seek; /* SCAN */
    uint64_t next;
    size_t used; /* uses before the step */
    ent_i_expansion expansion;
    ent_i_level *levels;
    size_t depth, level_capacity;
    ent_i_value early_value;
    const ent_i_list *found; /* SHORTEST: lists of relationships */
} ent_i_step;

struct ent_i_matcher {
    ent_i_run *run;
    double estimate; /* matches, for each row before; below 0: not known */
    ent_i_match_request request;
    ent_i_step *steps;
    size_t step_count;
    uint64_t *used; /* relationships of the match so far */
    size_t used_count, used_capacity;
    bool started;
    size_t at;
    ent_reading reading;
    ent_day from, to; /* of the time, once started */
};

ENT_CHECK ent_status ent_i_match_plan(ent_i_matcher *matcher);
/* All tests of a step on what the frame holds. */
ENT_CHECK ent_status ent_i_match_tests(ent_i_matcher *matcher, const ent_i_step *step, bool *ret);
/* Has an entity all of the map's properties? */
ENT_CHECK ent_status ent_i_match_properties(ent_i_matcher *matcher, ent_i_value entity, ent_i_value map, bool *ret);
ENT_CHECK ent_status ent_i_match_period(ent_i_matcher *matcher, ent_i_value entity, bool *ret);
ENT_CHECK ent_status ent_i_match_days(ent_i_matcher *matcher);
ENT_CHECK ent_status ent_i_match_use(ent_i_matcher *matcher, uint64_t rel);
bool ent_i_match_is_used(const ent_i_matcher *matcher, uint64_t rel);
bool ent_i_match_type(const ent_i_matcher *matcher, const ent_i_step *step, uint64_t rel);
/* Of a relationship of the step's types that was just met, and the node it leads to: use, early properties, time. */
ENT_CHECK ent_status ent_i_match_passes(ent_i_matcher *matcher, ent_i_step *step, uint64_t rel, uint64_t other,
                                        bool *ret);

ENT_CHECK ent_status ent_i_step_variable_start(ent_i_matcher *matcher, ent_i_step *step);
ENT_CHECK ent_status ent_i_step_variable_next(ent_i_matcher *matcher, ent_i_step *step);
ENT_CHECK ent_status ent_i_step_list_next(ent_i_matcher *matcher, ent_i_step *step);
ENT_CHECK ent_status ent_i_step_shortest_start(ent_i_matcher *matcher, ent_i_step *step);
ENT_CHECK ent_status ent_i_step_shortest_next(ent_i_matcher *matcher, ent_i_step *step);

static inline ent_i_value ent_i_node_value(uint64_t id)
{
    return (ent_i_value){ .kind = ENT_I_NODE, .id = id };
}
static inline ent_i_value ent_i_rel_value(uint64_t id)
{
    return (ent_i_value){ .kind = ENT_I_RELATIONSHIP, .id = id };
}

#endif
