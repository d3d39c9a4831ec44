/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Indexes over the nodes of a work graph: by label, by the value of a property, by its order. Nobody creates them: one
 * is made when it is asked for the second time, for the first time a scan costs no more than making it. They are only
 * ever added to. What an entry says may be over (the value changed, the label went, the node was deleted, a statement
 * was undone): whoever finds a node by an index tests it. An index that grew out of shape, or was made of changes that
 * were undone, is stale: nobody finds it any more, and its memory goes when no statement runs. */
#ifndef ENT_I_INDEX_H
#define ENT_I_INDEX_H

#include "graph/query/overlay/work.h"

typedef enum ent_i_node_index_kind {
    ENT_I_INDEX_LABEL,  /* nodes with a label or one that is a kind of it, in the order of their numbers */
    ENT_I_INDEX_EQUAL,  /* nodes by the hash of a property */
    ENT_I_INDEX_ORDERED /* nodes by a property in the order of ORDER BY */
} ent_i_node_index_kind;

typedef struct ent_i_keyed_node {
    ent_i_value value;
    uint64_t node;
} ent_i_keyed_node;

typedef struct ent_i_hashed_node {
    uint64_t hash, node;
    size_t also; /* another node with that hash: its number + 1; 0: none */
} ent_i_hashed_node;

struct ent_i_node_index {
    ent_i_node_index *next;
    ent_i_node_index_kind kind;
    ent_i_symbol name; /* label or key */
    bool built, stale;
    bool dirty;      /* something changed since it was built */
    unsigned asked;
    size_t built_at; /* in the log: what is undone to before that was in it */
    uint64_t *nodes; /* LABEL */
    ent_i_keyed_node *items; /* ORDERED: sorted */
    ent_i_hashed_node *entries; /* EQUAL */
    size_t count, capacity;
    ent_i_keyed_node *extras; /* LABEL, ORDERED: added since, in no order */
    size_t extra_count, extra_capacity;
    ent_i_arena arena; /* ORDERED: what values point to */
    size_t *heads;   /* EQUAL: by hash: number + 1 of the first entry */
    size_t *members; /* by hash and node: the same, so that no entry is there twice */
    size_t size;     /* of both; a power of two */
    size_t different; /* hashes */
    bool base_keys;  /* EQUAL: of the property "key"; nodes of the base are found by the base */
};

/* Called while an index is made, now and then: not ENT_OK ends it. */
typedef struct ent_i_patience {
    ent_status (*ask)(void *context);
    void *context;
} ent_i_patience;

/* The index, or NULL: there is none yet. */
const ent_i_node_index *ent_i_node_index_find(const ent_i_work *work, ent_i_node_index_kind kind, ent_i_symbol name);
/* The same, but made when it is worth it. patience may be NULL. */
ENT_CHECK ent_status ent_i_node_index_want(ent_i_work *work, ent_i_node_index_kind kind, ent_i_symbol name,
                                      const ent_i_patience *patience, const ent_i_node_index **ret, ent_error *err);
/* Is what it would take to make an index over all nodes within so many bytes? 0: no limit. */
bool ent_i_node_index_fits(const ent_i_work *work, ent_i_node_index_kind kind, uint64_t bytes);

/* A node's property is about to become a value; it was given a label. */
ENT_CHECK ent_status ent_i_node_index_note_property(ent_i_work *work, ent_i_symbol key, ent_i_value value, uint64_t node,
                                               ent_error *err);
ENT_CHECK ent_status ent_i_node_index_note_label(ent_i_work *work, ent_i_symbol label, uint64_t node, ent_error *err);
/* Changes since a mark were undone; all that is logged holds for good. */
void ent_i_node_indexes_undone(ent_i_work *work, size_t mark);
void ent_i_node_indexes_kept(ent_i_work *work);
/* When no statement runs: free what is stale. */
void ent_i_node_indexes_tidy(ent_i_work *work);
void ent_i_node_indexes_free(ent_i_work *work);

/* --- of each kind (index_*.c) ----------------------------------------------------------------------------- */

ENT_CHECK ent_status ent_i_node_index_equal_add(ent_i_node_index *index, ent_i_value value, uint64_t node, ent_error *err);
ENT_CHECK ent_status ent_i_node_index_equal_start(ent_i_node_index *index, const ent_i_work *work, ent_error *err);
/* Places of the nodes whose property may be equal to a value; 0: there are no more. */
size_t ent_i_node_index_equal_first(const ent_i_node_index *index, ent_i_value value);
/* The values in order, when all are there. */
ENT_CHECK ent_status ent_i_node_index_ordered_sort(ent_i_node_index *index, const ent_i_patience *patience, ent_error *err);
bool ent_i_node_index_ordered_has(const ent_i_node_index *index, ent_i_value value, uint64_t node);
ENT_CHECK ent_status ent_i_node_index_extra(ent_i_node_index *index, ent_i_value value, uint64_t node, ent_error *err);
/* The places of all values that a string begins, or that can be compared with bounds of one kind and are not below the
 * lower or above the upper one (NULL: none). False: bounds that no order helps to find. */
void ent_i_node_index_prefix(const ent_i_node_index *index, const ent_i_string *prefix, size_t *ret_first, size_t *ret_end);
bool ent_i_node_index_range(const ent_i_node_index *index, const ent_i_value *low, const ent_i_value *high, size_t *ret_first,
                       size_t *ret_end);

#endif
