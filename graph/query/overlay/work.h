/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The graph as statements see and change it: a finished graph underneath (or none), read lazily and never
 * changed, and what statements created, changed and deleted on top. Nodes and relationships are numbered from
 * 0 separately, those of the base first; numbers are never used again.
 *
 * Of a base node, properties are its JSON properties and key, name, short, valid and status; of a base
 * relationship its JSON properties, valid, status, and rank unless normal. What statements left out of what they made
 * stays left out, and so do keys that Entente made ("_:n17"). Citations are kept as one more property, which no query
 * sees: a list of maps with "source" (a node), "how", "paragraph", "page", "url", "note", and "row", their number in the
 * file. All changes are logged: going back to a mark
 * undoes them, and the counts of what a statement changed are the difference between its mark and now. */
#ifndef ENT_I_WORK_H
#define ENT_I_WORK_H

#include <entente/query.h>

#include "graph/base/hash.h"
#include "graph/model/value.h"

/* Labels, types and property keys share one table of names. */
typedef uint32_t ent_i_symbol;
#define ENT_I_NO_SYMBOL UINT32_MAX

typedef struct ent_i_property {
    ent_i_symbol key;
    ent_i_value value;
} ent_i_property;

typedef struct ent_i_properties {
    ent_i_property *items;
    size_t count, capacity;
} ent_i_properties;

typedef struct ent_i_ids {
    uint64_t *items;
    size_t count, capacity;
} ent_i_ids;

typedef struct ent_i_work_node {
    struct ent_i_work_node *next_record;
    bool deleted;
    bool own_labels, own_properties; /* else the base's hold; of a created node both */
    uint64_t number;                 /* in the file, of a created one */
    ent_i_symbol *labels;
    size_t label_count, label_capacity;
    ent_i_properties properties;
    ent_i_ids out, in; /* created relationships */
} ent_i_work_node;

typedef struct ent_i_work_rel {
    struct ent_i_work_rel *next_record;
    bool deleted, own_properties;
    uint64_t number; /* as of nodes */
    ent_i_symbol type;
    uint64_t source, target;
    ent_i_properties properties;
} ent_i_work_rel;

typedef enum ent_i_change_kind {
    ENT_I_NODE_CREATED,
    ENT_I_NODE_DELETED,
    ENT_I_REL_CREATED,
    ENT_I_REL_DELETED,
    ENT_I_LABEL_ADDED,
    ENT_I_LABEL_REMOVED,
    ENT_I_NODE_PROPERTY,
    ENT_I_REL_PROPERTY
} ent_i_change_kind;

typedef struct ent_i_change {
    ent_i_change_kind kind;
    ent_i_symbol name; /* label or key */
    uint64_t id;
    ent_i_value old;   /* of a property; null: it was absent */
} ent_i_change;

typedef struct ent_i_node_index ent_i_node_index;
typedef struct ent_i_statistics ent_i_statistics;

typedef struct ent_i_work {
    unsigned references;
    const ent_graph *base; /* NULL: none */
    ent_graph *own_base;   /* the same, to be freed with the work graph; or NULL */
    uint64_t serial;       /* another one than any other work graph had: a plan of one is of no use to another */
    uint64_t base_nodes, base_rels;
    ent_i_arena arena; /* names, property values, records */

    ent_i_hash names;
    const ent_i_string **name_texts;
    ent_i_symbol *name_parents; /* the label that a label is a kind of, or ENT_I_NO_SYMBOL */
    uint64_t *name_nodes;       /* live nodes with it as a label; kept once counted */
    size_t name_count, name_capacity, parent_capacity, nodes_capacity;
    bool labels_counted;
    ent_i_symbol *label_symbols, *type_symbols; /* of the base's vocabulary */
    ent_i_symbol key, name, short_name, valid, status, rank;
    ent_i_symbol as_of;
    ent_i_symbol citations; /* the property that no query sees */

    struct ent_i_zones *zones; /* for values of the base; borrowed */
    bool cites;                /* there is a citation, or was one */
    bool sources_changed;      /* when a source of the base speaks from, by a statement */
    bool stored;               /* what is changed goes to a database: it must be what can be stored */
    uint64_t next_node, next_rel, next_citation; /* numbers in the file for what is made */

    ent_i_work_node **base_node_records; /* NULL entries: as in the base */
    ent_i_work_rel **base_rel_records;
    ent_i_work_node **nodes;             /* created, by number - base_nodes */
    ent_i_work_rel **rels;
    size_t node_count, node_capacity, rel_count, rel_capacity;
    ent_i_work_node *node_records; /* all of them, to free */
    ent_i_work_rel *rel_records;

    ent_i_node_index *indexes; /* index.h */
    bool stale_indexes;
    ent_i_statistics *statistics; /* statistics.h */
    size_t open_runs;  /* statements that have begun and not ended */
    uint64_t changes;  /* ever made, to know what is out of date */
    /* What counting made of the graph as it was (count/relation.h), and who lets it go; NULL: nothing. */
    struct ent_i_relations *relations;
    void (*release_relations)(struct ent_i_relations *relations);

    ent_i_change *log;
    size_t log_count, log_capacity;
} ent_i_work;

ENT_CHECK ent_status ent_i_work_new(const ent_graph *base, ent_i_work **ret, ent_error *err);
/* One more who needs it until ent_i_work_free(). */
ent_i_work *ent_i_work_hold(ent_i_work *work);
void ent_i_work_free(ent_i_work *work);

/* --- names ------------------------------------------------------------------------------------------------ */

ent_i_symbol ent_i_work_find(const ent_i_work *work, const char *text, size_t length);
ENT_CHECK ent_status ent_i_work_intern(ent_i_work *work, const char *text, size_t length, ent_i_symbol *ret,
                                       ent_error *err);
static inline const ent_i_string *ent_i_work_text(const ent_i_work *work, ent_i_symbol name)
{
    return work->name_texts[name];
}

/* --- reading ---------------------------------------------------------------------------------------------- */

static inline uint64_t ent_i_work_node_end(const ent_i_work *work)
{
    return work->base_nodes + work->node_count;
}
static inline uint64_t ent_i_work_rel_end(const ent_i_work *work)
{
    return work->base_rels + work->rel_count;
}
/* False of what is deleted. */
bool ent_i_work_has_node(const ent_i_work *work, uint64_t node);
bool ent_i_work_has_rel(const ent_i_work *work, uint64_t rel);

/* Does the node have the label, or one that is a kind of it? */
bool ent_i_work_has_label(const ent_i_work *work, uint64_t node, ent_i_symbol label);
size_t ent_i_work_label_count(const ent_i_work *work, uint64_t node);
ent_i_symbol ent_i_work_label(const ent_i_work *work, uint64_t node, size_t index);

/* Also of a deleted relationship. */
void ent_i_work_ends(const ent_i_work *work, uint64_t rel, uint64_t *ret_source, uint64_t *ret_target);
ent_i_symbol ent_i_work_type(const ent_i_work *work, uint64_t rel);

/* A property, null when absent. Values of the base are made in the arena; those of changed entities live as
 * long as the graph. */
ENT_CHECK ent_status ent_i_work_property(const ent_i_work *work, bool rel, uint64_t id, const char *key,
                                         size_t length, ent_i_arena *arena, ent_i_value *ret, ent_error *err);
/* All of them, as a map made in the arena. */
ENT_CHECK ent_status ent_i_work_properties(const ent_i_work *work, bool rel, uint64_t id, ent_i_arena *arena,
                                           ent_i_value *ret, ent_error *err);

/* The citations, as said above; null when there are none. */
ENT_CHECK ent_status ent_i_work_citations(const ent_i_work *work, bool rel, uint64_t id, ent_i_arena *arena,
                                          ent_i_value *ret, ent_error *err);
/* The living node with a key, or ENT_I_NO_NODE. */
#define ENT_I_NO_NODE UINT64_MAX
ENT_CHECK ent_status ent_i_work_keyed(ent_i_work *work, const ent_i_string *key, uint64_t *ret, ent_error *err);
/* A label that is new to the base is of the kind that Entente's own vocabulary says. */
ENT_CHECK ent_status ent_i_work_describe_label(ent_i_work *work, ent_i_symbol label, ent_error *err);
/* Is a type one of events? */
bool ent_i_work_is_event(const ent_i_work *work, ent_i_symbol type);
/* The number in the file. */
int64_t ent_i_work_number(const ent_i_work *work, bool rel, uint64_t id);
/* Which types are wanted; all of them when count is 0. */
typedef struct ent_i_type_filter {
    const ent_i_symbol *types;
    size_t count;
    const ent_type *base_types; /* those of them that the base has */
    size_t base_count;
} ent_i_type_filter;

#define ENT_I_ANY_NODE UINT64_MAX
#define ENT_I_EXPANSION_END 4 /* the stage at which there is nothing more */

/* The relationships at a node: each once, a loop too. */
typedef struct ent_i_expansion {
    const ent_i_work *work;
    uint64_t node;
    uint64_t other; /* only those with this one; ENT_I_ANY_NODE: all */
    const ent_i_type_filter *filter;
    unsigned directions; /* ENT_OUT, ENT_IN, ENT_BOTH */
    int stage;
    size_t next;
    bool entered;
    ent_arcs arcs; /* of a stage of the base, those from next on up to end */
    size_t end, type;
} ent_i_expansion;
void ent_i_expansion_start(ent_i_expansion *expansion, const ent_i_work *work, uint64_t node, unsigned directions);
/* Only of some types, and to one node or ENT_I_ANY_NODE. The filter is kept. */
void ent_i_expansion_start_only(ent_i_expansion *expansion, const ent_i_work *work, uint64_t node, unsigned directions,
                                const ent_i_type_filter *filter, uint64_t other);
bool ent_i_expansion_next(ent_i_expansion *expansion, uint64_t *ret_rel, uint64_t *ret_other);
/* How many there are to look at, at most, of all types. */
size_t ent_i_work_degree(const ent_i_work *work, uint64_t node, unsigned directions);

/* --- valid time ------------------------------------------------------------------------------------------- */

/* The days on which a node or relationship holds by its own period. The "valid" property of what statements
 * made or changed is read as EDTF. Errors: ENT_ERR_DATE, when it is not. */
ENT_CHECK ent_status ent_i_work_span(const ent_i_work *work, bool rel, uint64_t id, ent_reading reading,
                                     ent_span *ret, ent_error *err);

/* --- changing --------------------------------------------------------------------------------------------- */

ENT_CHECK ent_status ent_i_work_add_node(ent_i_work *work, uint64_t *ret, ent_error *err);
ENT_CHECK ent_status ent_i_work_add_rel(ent_i_work *work, uint64_t source, ent_i_symbol type, uint64_t target,
                                        uint64_t *ret, ent_error *err);
ENT_CHECK ent_status ent_i_work_add_label(ent_i_work *work, uint64_t node, ent_i_symbol label, ent_error *err);
ENT_CHECK ent_status ent_i_work_remove_label(ent_i_work *work, uint64_t node, ent_i_symbol label, ent_error *err);
/* Set a property to a copy of the value; null removes it. */
ENT_CHECK ent_status ent_i_work_set(ent_i_work *work, bool rel, uint64_t id, ent_i_symbol key, ent_i_value value,
                                    ent_error *err);
/* Remove all properties, citations only when asked to. */
ENT_CHECK ent_status ent_i_work_clear_properties(ent_i_work *work, bool rel, uint64_t id, bool citations,
                                                 ent_error *err);
/* Deleting what is deleted is fine. A node may keep its relationships for now: see ent_i_work_connected. */
ENT_CHECK ent_status ent_i_work_delete(ent_i_work *work, bool rel, uint64_t id, ent_error *err);

/* --- undoing and counting --------------------------------------------------------------------------------- */

static inline size_t ent_i_work_mark(const ent_i_work *work)
{
    return work->log_count;
}
void ent_i_work_undo(ent_i_work *work, size_t mark);
/* Forget how to undo; only what statements did so far, all of it. */
void ent_i_work_forget(ent_i_work *work);
/* What is different from how it was at the mark. */
ENT_CHECK ent_status ent_i_work_changes(const ent_i_work *work, size_t mark, ent_query_changes *ret, ent_error *err);

/* Are its properties and citations those that a statement gave, not the base's? */
bool ent_i_work_is_own(const ent_i_work *work, bool rel, uint64_t id);
/* Does a node, or a relationship, that is as in the base cite one of some nodes of the base? sources: ascending. */
bool ent_i_work_base_cites(const ent_i_work *work, bool rel, const uint64_t *sources, size_t count);

/* --- shared by the files work*.c -------------------------------------------------------------------------- */

ent_i_work_node *ent_i_work_node_record(const ent_i_work *work, uint64_t node); /* NULL: as in the base */
ent_i_work_rel *ent_i_work_rel_record(const ent_i_work *work, uint64_t rel);
ENT_CHECK ent_status ent_i_work_base_properties(const ent_i_work *work, bool rel, uint64_t id, ent_i_arena *arena,
                                                ent_i_map **ret, ent_error *err);
ENT_CHECK ent_status ent_i_work_base_property(const ent_i_work *work, bool rel, uint64_t id, const char *key,
                                              size_t length, ent_i_arena *arena, ent_i_value *ret, ent_error *err);

ENT_CHECK ent_status ent_i_work_base_citations(const ent_i_work *work, bool rel, uint64_t id, ent_i_arena *arena,
                                               ent_i_value *ret, ent_error *err);

/* Copy a value with all it points to. */
ENT_CHECK ent_status ent_i_value_copy(ent_i_arena *arena, ent_i_value value, ent_i_value *ret, ent_error *err);
/* A value from JSON text: numbers with a point or an exponent are floats. Errors: ENT_ERR_SYNTAX,
 * ENT_ERR_UTF8, ENT_ERR_LIMIT (nesting). */
ENT_CHECK ent_status ent_i_value_from_json(ent_i_arena *arena, const char *text, size_t length, ent_i_value *ret,
                                           ent_error *err);

#endif
