/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The graph's inside, for graph/ only: everybody else goes through <entente/graph.h>. Ties are a structure
 * of arrays, because there may be hundreds of millions and every question reads a few columns of them;
 * nodes and vocabulary are rows. All texts live in one arena.
 *
 * A graph that is being built lies on the heap. One that is only read may lie in a snapshot instead
 * (graph/store/snapshot.h), the very same arrays brought in as they are touched: so the arrays below are read
 * through ENT_I_GET, ent_i_node_row() and ent_i_text(), or after ent_i_graph_whole(), never bare. Texts and
 * lists are references, not pointers, so that they mean the same in both. */
#ifndef ENT_I_GRAPH_H
#define ENT_I_GRAPH_H

#include <entente/graph.h>

#include <string.h>

#include "graph/base/arena.h"
#include "graph/base/array.h"
#include "graph/base/hash.h"
#include "graph/model/exact.h"
#include "graph/model/pages.h"

typedef struct ent_i_label {
    const char *name, *plural; /* plural NULL: name + "s" is made when asked */
    ent_label parent;
    signed char class_; /* -1: the parent's */
    unsigned char drawn;    /* the class, once finished */
    ent_label first, last;  /* once finished, its number among all and that of the last label below it */
    ent_place place;        /* of the record */
    bool described;     /* by a record or the default vocabulary */
    bool given;         /* by a record: belongs to the data set */
} ent_i_label;

typedef struct ent_i_type {
    const char *name, *phrase, *inverse, *brief;
    const char *short_of; /* NULL: none */
    unsigned char subject;
    bool symmetric, event;
    bool described, given;
    bool phrase_spelled, inverse_spelled; /* made from the name: nobody gave them */
} ent_i_type;

typedef struct ent_i_alias {
    ent_i_ref name;
    ent_i_ref next; /* ent_i_alias */
    bool ambiguous;
} ent_i_alias;

/* A string member of a source's properties, decoded. */
typedef struct ent_i_source_field {
    ent_i_ref name, value;
    ent_i_ref next; /* ent_i_source_field */
} ent_i_source_field;

typedef struct ent_i_node {
    ent_i_ref key, name, short_name; /* texts; name 0: the key; short_name 0: the name */
    ent_i_ref valid, properties;     /* texts, 0 when absent */
    ent_i_ref aliases;               /* the first ent_i_alias, in the order given */
    ent_i_ref labels;                /* label_count times ent_label */
    ent_i_ref fields;                /* the first ent_i_source_field of a Source, once finished */
    uint32_t label_count, alias_count;
    uint32_t import;     /* number of the import that defined it; 0: only referred to so far */
    uint32_t reference;  /* index of the place where it was first referred to or, once it is, defined */
    ent_day as_of_first, as_of_last; /* of a Source with as_of; ENT_DAY_MAX, ENT_DAY_MIN without */
    signed char status;  /* -1: none */
    bool dirty;          /* not stored as it is now */
    bool unnamed, unshortened; /* a statement left out the name, the short name: queries see none, not the key */
    uint32_t unused;     /* 0: no byte without a member, so that the same nodes are the same bytes in a file */
} ent_i_node;

/* One source's support for one tie or node. */
typedef struct ent_i_citation {
    uint32_t owner;
    ent_node source;
    ent_i_ref paragraph, page, url, note; /* texts, 0 when absent */
    unsigned char how;
    bool stored;
    unsigned char unused[2]; /* 0: as in ent_i_node */
    uint32_t row;            /* in the file, of one that was loaded */
} ent_i_citation;

typedef struct ent_i_citations {
    ent_i_citation *items; /* finished: sorted by owner, in the order given within one */
    size_t count, capacity;
    uint32_t *starts;      /* finished: owner count + 1; NULL when there are none at all */
} ent_i_citations;
_Static_assert(sizeof(ent_i_node) == 8 * sizeof(ent_i_ref) + 4 * sizeof(uint32_t) + 2 * sizeof(ent_day) + 4 + 4 &&
                   sizeof(ent_i_citation) == 4 * sizeof(ent_i_ref) + 4 * sizeof(uint32_t),
               "bytes without a member");

/* A period that does not fit two packed words: qualified, vague, a set, a far year. */
typedef struct ent_i_long_period {
    ent_i_ref text;
    ent_period period;
} ent_i_long_period;

/* Adjacency in one direction: the arcs of node n are starts[n] .. starts[n+1]-1. */
typedef struct ent_i_adjacency {
    uint32_t *starts;
    ent_node *others;
    ent_tie *ties;
} ent_i_adjacency;

/* The numbers that nodes or ties have in the file where something was deleted: ascending. Without items they are one
 * more than in the graph; those added after the last go on from it. */
typedef struct ent_i_numbers {
    uint32_t *items;
    size_t count;
} ent_i_numbers;

static inline int64_t ent_i_number_of(const ent_i_numbers *numbers, size_t index)
{
    if (!numbers->count)
        return (int64_t)index + 1;
    return index < numbers->count ? numbers->items[index]
                                  : (int64_t)numbers->items[numbers->count - 1] + (int64_t)(index - numbers->count) + 1;
}

/* What a statement made says exactly what it was given: a status or rank with this bit is "in-force" that nobody said,
 * or "normal" that somebody did. */
#define ENT_I_EXACT 0x80
static inline unsigned char ent_i_code(unsigned char code)
{
    return code & (unsigned char)~ENT_I_EXACT;
}

/* Of a graph in a file: checksums of names above node numbers, in rising order (graph/model/name_index.h). */
typedef struct ent_i_name_index {
    uint64_t *items;
    size_t count;
} ent_i_name_index;

/* A tie that is said to be another than the first of those identical to it. */
typedef struct ent_i_copy {
    ent_tie tie;
    uint32_t copy; /* from 2 */
} ent_i_copy;

typedef struct ent_i_meta {
    const char *name, *value;
} ent_i_meta;

struct ent_graph {
    ent_i_pages *pages; /* NULL: on the heap */
    ent_i_arena strings;

    ent_i_label *labels;
    size_t label_count, label_capacity;
    ent_i_type *types;
    size_t type_count, type_capacity;
    ent_i_hash label_index, type_index;
    ent_i_meta *metas;
    size_t meta_count, meta_capacity;
    ent_i_hash meta_index;

    ent_i_node *nodes;
    size_t node_count, node_capacity;
    ent_i_hash node_index; /* key -> node, on the heap */
    ent_i_name_index key_index, folded_index; /* instead of it in a file */
    ent_place *references; /* of nodes; their files lie in strings */
    size_t reference_count, reference_capacity;
    const char *file; /* of the last place kept */
    size_t undefined; /* nodes referred to but not defined */

    /* ties, a column an array */
    size_t tie_count, tie_capacity;
    ent_node *tie_source, *tie_target;
    ent_type *tie_type;
    unsigned char *tie_status, *tie_rank; /* see ENT_I_EXACT */
    uint32_t (*tie_period)[2];    /* packed (graph/time/packed.h); the long ones name an entry of long_periods */
    ent_i_ref *tie_properties;    /* texts; NULL until the first tie with properties */
    ent_i_long_period *long_periods;
    size_t long_period_count, long_period_capacity;
    ent_i_hash long_period_index; /* text -> entry */
    ent_i_copy *copies; /* of ties added since the graph was finished, in their order */
    size_t copy_count, copy_capacity;

    ent_i_citations node_citations, tie_citations;
    ent_i_adjacency out, in; /* once finished */

    uint32_t import; /* number of the current import, from 1 */
    ent_existing existing;
    bool finished;
    bool has_preferred; /* some tie has the rank preferred */
    ent_label source_label; /* "Source", or ENT_NO_LABEL */
    ent_day coverage_end;   /* last day of meta coverage_end; ENT_DAY_MIN without */

    /* What the store holds already: ties below stored_ties; nodes below stored_nodes unless dirty. */
    size_t stored_nodes, stored_ties;
    ent_i_numbers node_numbers, tie_numbers;
};

/* --- reading, wherever the graph lies -------------------------------------------------------------------- */

/* What was just put on the heap, as a reference. */
static inline ent_i_ref ent_i_ref_to(const void *item)
{
    return (ent_i_ref)(uintptr_t)item;
}

/* size bytes of an array of the graph are about to be read. */
static inline void ent_i_need(const ent_graph *graph, const void *at, size_t size)
{
    if (__builtin_expect(graph->pages != NULL, 0))
        ent_i_pages_need(graph->pages, at, size);
}
/* An element of an array of the graph. */
#define ENT_I_GET(graph, array, index) (*(ent_i_need((graph), &(array)[index], sizeof *(array)), &(array)[index]))

static inline const ent_i_node *ent_i_node_row(const ent_graph *graph, ent_node node)
{
    return &ENT_I_GET(graph, graph->nodes, node);
}

/* What a reference refers to; NULL for 0. */
static inline const void *ent_i_at(const ent_graph *graph, ent_i_ref ref, size_t size)
{
    if (__builtin_expect(graph->pages == NULL, 1))
        return (const void *)(uintptr_t)ref;
    return ent_i_pages_at(graph->pages, ref, size);
}
static inline const char *ent_i_text(const ent_graph *graph, ent_i_ref ref)
{
    if (__builtin_expect(graph->pages == NULL, 1))
        return (const char *)(uintptr_t)ref;
    return ent_i_pages_text(graph->pages, ref);
}
/* Two texts that may be absent. */
static inline bool ent_i_text_same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}
/* A text that is never absent. */
static inline const char *ent_i_text_or(const ent_graph *graph, ent_i_ref ref, const char *otherwise)
{
    const char *text = ent_i_text(graph, ref);
    return text ? text : otherwise;
}
static inline const char *ent_i_node_key(const ent_graph *graph, ent_node node)
{
    return ent_i_text_or(graph, ent_i_node_row(graph, node)->key, "");
}
static inline const ent_label *ent_i_node_labels(const ent_graph *graph, const ent_i_node *row)
{
    return ent_i_at(graph, row->labels, row->label_count * sizeof(ent_label));
}
static inline const ent_i_alias *ent_i_alias_at(const ent_graph *graph, ent_i_ref ref)
{
    return ent_i_at(graph, ref, sizeof(ent_i_alias));
}
/* The citations of a tie or node; the first of *ret items. */
static inline size_t ent_i_citations_of(const ent_graph *graph, const ent_i_citations *list, uint32_t owner,
                                        const ent_i_citation **ret)
{
    if (!list->starts)
        return 0;
    ent_i_need(graph, &list->starts[owner], 2 * sizeof *list->starts);
    size_t first = list->starts[owner], last = list->starts[owner + 1];
    if (first > last || last > list->count)
        return 0; /* of pages that are broken */
    *ret = list->items + first;
    ent_i_need(graph, *ret, (last - first) * sizeof **ret);
    return last - first;
}
static inline ent_i_ref ent_i_tie_properties(const ent_graph *graph, ent_tie tie)
{
    return graph->tie_properties ? ENT_I_GET(graph, graph->tie_properties, tie) : 0;
}

/* All of the graph is about to be read: afterwards its arrays may be read bare. */
static inline void ent_i_graph_whole(const ent_graph *graph)
{
    if (graph->pages)
        ent_i_pages_need(graph->pages, graph->pages->base, graph->pages->size);
}

/* Only a graph on the heap can be added to. */
ENT_CHECK ent_status ent_i_graph_addable(const ent_graph *graph, ent_error *err);

/* --- for the store: put back what was once added and checked --------------------------------------------- */

/* Make count ties more, whose columns the caller fills: periods that do not pack and properties with the
 * two functions below, all others directly. */
ENT_CHECK ent_status ent_i_graph_extend(ent_graph *graph, size_t count, ent_error *err);
ENT_CHECK ent_status ent_i_graph_set_period(ent_graph *graph, ent_tie tie, const char *text, size_t length,
                                            ent_error *err);
ENT_CHECK ent_status ent_i_graph_set_properties(ent_graph *graph, ent_tie tie, const char *data, size_t length,
                                                ent_error *err);
/* All that is in the graph now is in the store too. */
void ent_i_graph_mark_stored(ent_graph *graph);

/* --- shared within model/ -------------------------------------------------------------------------------- */

/* Resolve a name in the vocabulary, adding it undescribed when it is new. */
ENT_CHECK ent_status ent_i_label_resolve(ent_graph *graph, const char *name, size_t length, ent_label *ret,
                                         ent_error *err);
ENT_CHECK ent_status ent_i_type_resolve(ent_graph *graph, const char *name, size_t length, ent_type *ret,
                                        ent_error *err);
/* A place whose file name stays. */
ENT_CHECK ent_status ent_i_place_keep(ent_graph *graph, const ent_place *place, ent_place *ret, ent_error *err);
/* Find a node by key or make one that is still to be defined. */
ENT_CHECK ent_status ent_i_node_refer(ent_graph *graph, ent_text key, const ent_place *place, ent_node *ret,
                                      ent_error *err);
ENT_CHECK ent_status ent_i_add_citations(ent_graph *graph, bool of_tie, uint32_t owner,
                                         const ent_citation_record *records, size_t count,
                                         const ent_place *place, ent_error *err);
/* Is a text that may be absent valid UTF-8 without NUL? field names it in the error. */
ENT_CHECK ent_status ent_i_check_text(ent_text text, const char *field, const ent_place *place, ent_error *err);
ENT_CHECK ent_status ent_i_build_adjacency(ent_graph *graph, ent_error *err);
/* Make identical ties one, gathering their citations; needs the adjacency and renews it when it changed. */
ENT_CHECK ent_status ent_i_merge_ties(ent_graph *graph, ent_error *err);
void ent_i_adjacency_clear(ent_i_adjacency *adjacency);
/* Codes by text; -1 when unknown (others in exact.h). */
int ent_i_class_of(const char *text, size_t length);
int ent_i_subject_of(const char *text, size_t length);

#endif
