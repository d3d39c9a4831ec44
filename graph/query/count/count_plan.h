/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How the terms of a count are worked out: sums of products of blocks. A block is one node that is not known, all its
 * candidates added up; what depends on it is inside. */
#ifndef ENT_I_COUNT_PLAN_H
#define ENT_I_COUNT_PLAN_H

#include "graph/query/count/count.h"

typedef struct ent_i_count_block ent_i_count_block;
typedef struct ent_i_count_sum ent_i_count_sum;

/* What is multiplied: each counted once the nodes before it are known. */
typedef struct ent_i_count_factors {
    ent_i_count_block **blocks;
    size_t block_count;
    ent_i_count_sum **sums; /* of OPTIONAL MATCH */
    size_t sum_count;
} ent_i_count_factors;

/* A known node and its relation to another. */
typedef struct ent_i_count_bond {
    const ent_i_relation *relation; /* as the known one sees it */
    uint32_t from, to;
    bool some; /* counts as one */
} ent_i_count_bond;

/* A number for each node it depends on: 0: not known yet, else one more than it is. */
typedef struct ent_i_count_memo {
    bool used, alone; /* alone: depends on nothing */
    uint32_t var;
    uint64_t *values;
} ent_i_count_memo;

struct ent_i_count_block {
    uint32_t var;
    ent_i_count_bond *bonds; /* from known nodes; none: all nodes that pass */
    size_t bond_count;
    ent_i_count_bond *loops; /* from the node to itself */
    size_t loop_count;
    ent_i_count_filter **filters;
    size_t filter_count;
    const uint64_t *scan; /* of the candidates when there are no bonds */
    ent_i_count_factors inner;
    bool plain; /* nothing but its number of ties */
    ent_i_count_memo memo;
};

typedef struct ent_i_count_product {
    int64_t sign;
    bool first; /* nothing is broken */
    uint32_t (*equal)[2]; /* known nodes that must be one */
    size_t equal_count;
    ent_i_count_filter **filters; /* on known nodes: filters[i] is asked of filter_vars[i] */
    uint32_t *filter_vars;
    size_t filter_count;
    ent_i_count_bond *bonds; /* between known nodes */
    size_t bond_count;
    ent_i_count_factors inner;
} ent_i_count_product;

struct ent_i_count_sum {
    unsigned part; /* 0: all of it; else of an OPTIONAL MATCH, and then at least one */
    ent_i_count_product *products;
    size_t count;
    ent_i_count_memo memo;
};

/* One node or relationship of the row. */
typedef struct ent_i_count_step {
    enum { ENT_I_COUNT_STEP_INPUT, ENT_I_COUNT_STEP_SCAN, ENT_I_COUNT_STEP_EXPAND, ENT_I_COUNT_STEP_TIE } kind;
    uint32_t var;  /* or the edge of TIE */
    uint32_t from; /* EXPAND, TIE */
    const ent_i_relation *relation; /* as from sees it */
    const uint64_t *scan;
    bool weighs; /* EXPAND: each tie counts */
    ent_i_count_bond *bonds; /* other edges to what is known already */
    size_t bond_count;
    const ent_i_count_constraint **constraints; /* all they read is known */
    const ent_i_relation **constraint_relations; /* of NO_EDGE, as its left node sees it */
    size_t constraint_count;
    const ent_i_expr **residuals;
    size_t residual_count;
    /* of the run */
    size_t next, end;
    uint64_t weight; /* with all before it */
} ent_i_count_step;

typedef struct ent_i_count_plan {
    ent_i_run *run;
    ent_i_count_pattern *pattern;
    ent_i_relations *kept;
    uint64_t node_end;
    ent_i_count_sum *sum;
    ent_i_count_step *steps;
    size_t step_count;
    /* Steps below prefix tell rows apart one by one; all others are gone through at once, and added up for each value
     * of the step last (or all of them, when it is step_count and prefix is not). */
    size_t prefix, last;
    ent_i_relation **own; /* of ties that pass tests */
    ent_i_count_set *own_edges;
    size_t own_count, own_capacity, own_edge_capacity;
    void **memory; /* freed with the plan */
    size_t memory_count, memory_capacity;
    size_t held; /* bytes of it, and of own */
    ent_i_arena arena; /* of conditions while they are looked at */
    /* of the run */
    ent_i_count_set missing;           /* nodes of the row that are null, and that only OPTIONAL MATCH reads */
    uint32_t values[ENT_I_COUNT_MOST]; /* by node of the pattern */
    uint64_t ties[ENT_I_COUNT_MOST];   /* by edge */
    ent_status status;
} ent_i_count_plan;

/* *ret is to be freed even when it fails. */
ENT_CHECK ent_status ent_i_count_plan_new(ent_i_count_pattern *pattern, ent_i_count_plan **ret);
void ent_i_count_plan_free(ent_i_count_plan *plan);
/* Memory that is freed with the plan, zeroed. */
ENT_CHECK ent_status ent_i_count_own(ent_i_count_plan *plan, size_t count, size_t size, void *ret);
/* A merged edge as one of its ends sees it; *ret NULL: no tie can be in it. */
ENT_CHECK ent_status ent_i_count_relation(ent_i_count_plan *plan, ent_i_count_set edges, unsigned directions, bool ties,
                                          const ent_i_relation **ret);
ENT_CHECK ent_status ent_i_count_prepare(ent_i_count_plan *plan); /* labels, and which constraints cannot be broken */
ENT_CHECK ent_status ent_i_count_plan_sum(ent_i_count_plan *plan, unsigned part, const ent_i_count_term *outer,
                                          ent_i_count_sum **ret);
ENT_CHECK ent_status ent_i_count_plan_walk(ent_i_count_plan *plan);

/* --- counting (count_run.c) ------------------------------------------------------------------------------- */

/* Does a node pass? false also when it cannot be told: plan->status says why. */
bool ent_i_count_passes(ent_i_count_plan *plan, ent_i_count_filter *filter, uint32_t node);
bool ent_i_count_tests(ent_i_count_plan *plan, const ent_i_count_test *tests, uint32_t slot, ent_i_value entity);
/* Has an OPTIONAL MATCH whose outer nodes are all walked a match for the row? */
bool ent_i_count_is_present(ent_i_count_plan *plan, unsigned part);
/* Ties between two known nodes. */
uint64_t ent_i_count_between(const ent_i_count_bond *bond, uint32_t from, uint32_t to);
/* All terms, for the known nodes in plan->values. weight: of the row, for the first term. */
ENT_CHECK ent_status ent_i_count_all(ent_i_count_plan *plan, uint64_t weight, uint64_t *ret);

#endif
