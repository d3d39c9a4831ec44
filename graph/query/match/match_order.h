/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the order of a pattern is chosen by: its nodes, relationships and conditions, with how many of each are expected
 * (match_estimate.c). The choosing is in match_order.c. */
#ifndef ENT_I_MATCH_ORDER_H
#define ENT_I_MATCH_ORDER_H

#include "graph/query/match/match_plan.h"

/* A node of the pattern: all elements with its slot. */
typedef struct ent_i_order_node {
    uint32_t slot;
    size_t path, index;  /* its first element */
    ent_i_symbol label;  /* the rarest of its labels; ENT_I_NO_SYMBOL: none */
    double count;        /* nodes with that label */
} ent_i_order_node;

typedef struct ent_i_order_rel {
    size_t path, index;
    size_t left, right; /* nodes */
    uint32_t slot;
    const ent_i_rel_pattern *pattern;
    const ent_i_symbol *types;
    double share; /* that pass its own properties */
} ent_i_order_rel;

/* A condition: applied once all slots that it reads are known. */
typedef struct ent_i_order_condition {
    uint32_t *reads; /* slots that the pattern solves */
    size_t read_count;
    double share;
    bool opaque;     /* reads what is not looked into, or differs from time to time */
} ent_i_order_condition;

/* Nodes that can be found by a condition, once all that is read is known. */
typedef struct ent_i_order_entry {
    size_t node, condition;
    double rows;
} ent_i_order_entry;

typedef struct ent_i_orderer {
    ent_i_planner *p;
    ent_i_run *run;
    ent_i_order_node *nodes;
    ent_i_order_rel *rels;
    ent_i_order_condition *conditions;
    ent_i_order_entry *entries;
    size_t node_count, rel_count, condition_count, entry_count, condition_room, entry_room;
    size_t *node_of;     /* by slot: number + 1 */
    bool *solves;        /* by slot: this pattern does */
    uint32_t *read_room; /* where reads go */
    size_t read_count;
} ent_i_orderer;

/* List all of them, for a planner and a run that are set; so many elements has the pattern. */
ENT_CHECK ent_status ent_i_order_estimate(ent_i_orderer *orderer, size_t elements);
/* Relationships that one node has, and the share of them that lead to a node as the other one. */
double ent_i_order_degree(const ent_i_orderer *orderer, const ent_i_order_rel *rel, bool from_left, double *ret_share);
/* Ways along a relationship pattern from one node of that degree. */
double ent_i_order_ways(const ent_i_order_rel *rel, double degree);

#endif
