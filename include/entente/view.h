/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What of a graph a question sees: a date, a reading, types, labels, sources. And projections of it:
 * compact networks for measures, by our own kernels or handed over as an igraph_t (<entente/igraph.h>). */
#ifndef ENTENTE_VIEW_H
#define ENTENTE_VIEW_H

#include <entente/graph.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The options every question takes. Texts as a person types them. */
typedef struct ent_filter {
    const char *as_of; /* EDTF; NULL: the data set's as_of, else today */
    ent_reading reading;
    bool all_dates; /* no date filter at all: every tie, whenever it held */
    bool events;    /* let event ties in */
    const char *const *sources; /* keys, names or groups of sources: only ties that one of them states */
    size_t source_count;
    const char *const *types;
    size_t type_count;
    const char *const *labels; /* nodes with one of these labels (the nodes asked about are always in) */
    size_t label_count;
    /* Only ties of one of these statuses, as they are stated, each text one or several with commas between. "in-force",
     * "planned" and "ended" are the groups of that name (ent_tie_status_fold); the others are one status each. */
    const char *const *statuses;
    size_t status_count;
} ent_filter;
#define ENT_FILTER_INIT { NULL, ENT_NOMINAL, false, false, NULL, 0, NULL, 0, NULL, 0, NULL, 0 }

typedef struct ent_view ent_view;

/* Errors: ENT_ERR_DATE, ENT_ERR_NOTFOUND (source, type or label, with the nearest), ENT_ERR_USAGE (status). The view borrows the
 * graph. O(1) beyond the options when the graph has no preferred claims. */
ENT_API ENT_CHECK ent_status ent_view_new(const ent_graph *graph, const ent_filter *filter, ent_view **ret,
                                          ent_error *err);
ENT_API void ent_view_free(ent_view *view);
ENT_API const ent_graph *ent_view_graph(const ent_view *view);
ENT_API ent_day ent_view_day(const ent_view *view);
ENT_API ent_reading ent_view_reading(const ent_view *view);
ENT_API bool ent_view_all_dates(const ent_view *view);

/* How a tie stands on the view's day in its reading. */
typedef enum ent_standing {
    ENT_STANDING_HOLDS,     /* a state that holds, with both its ends existing; an event that has happened */
    ENT_STANDING_NOT_YET,
    ENT_STANDING_ENDED,
    ENT_STANDING_NOT_KNOWN, /* its end is unknown and the sources speak of earlier days, or its start is and
                               they speak of later ones */
    ENT_STANDING_FILTERED   /* of another type, label, status or source, a deprecated claim, or one outranked by a
                               preferred claim that holds */
} ent_standing;
ENT_API ent_standing ent_view_standing(const ent_view *view, ent_tie tie);
/* Holds, and is an event only if the filter lets events in: what link, rank and draw take. */
ENT_API bool ent_view_takes(const ent_view *view, ent_tie tie);
/* Do the certain and the possible reading of this day differ for the tie? Listings mark those. */
ENT_API bool ent_view_tie_uncertain(const ent_view *view, ent_tie tie);
/* Is the tie without a date of its own? */
ENT_API bool ent_view_tie_undated(const ent_view *view, ent_tie tie);

/* One step of a walk. */
typedef struct ent_hop {
    ent_node from;
    ent_tie tie;
    ent_node to;
    bool forward; /* from is the tie's source */
} ent_hop;
typedef struct ent_hops {
    ent_hop *items;
    size_t count, capacity;
} ent_hops;
ENT_API void ent_hops_clear(ent_hops *hops);

/* All ties taken by the view at a whole frontier at once, appended to ret in frontier order, then (type,
 * other end, tie), out before in. A symmetric tie is walked both ways whatever the direction. A loop
 * comes once. O(degree of the frontier). */
ENT_API ENT_CHECK ent_status ent_view_expand(const ent_view *view, const ent_node *frontier, size_t count,
                                             ent_direction direction, ent_hops *ret, ent_error *err);

/* --- projections ------------------------------------------------------------------------------ */

typedef enum ent_weight_meaning {
    ENT_WEIGHT_NONE,     /* every tie counts one */
    ENT_WEIGHT_STRENGTH, /* larger is closer: 0, or 1e-50 .. 1e50 */
    ENT_WEIGHT_DISTANCE  /* larger is farther: 1e-50 .. 1e50 */
} ent_weight_meaning;

typedef struct ent_projection_options {
    bool directed;               /* false: direction is dropped */
    bool isolates;               /* keep nodes without a tie in the view */
    bool planned;                /* let ties in that are planned (and ended by status); default in force only */
    ent_weight_meaning weight_as;
    const char *weight;          /* the property that holds the weight; NULL: "weight" */
} ent_projection_options;
#define ENT_PROJECTION_OPTIONS_INIT { false, false, false, ENT_WEIGHT_NONE, NULL }

/* A compact multigraph: nodes 0..n-1, ties 0..m-1, with maps back. Sources (label Source) are not part. */
typedef struct ent_projection ent_projection;
ENT_API ENT_CHECK ent_status ent_projection_new(const ent_view *view, const ent_projection_options *options,
                                                ent_projection **ret, ent_error *err);
ENT_API void ent_projection_free(ent_projection *projection);
ENT_API const ent_view *ent_projection_view(const ent_projection *projection);
ENT_API size_t ent_projection_node_count(const ent_projection *projection);
ENT_API size_t ent_projection_tie_count(const ent_projection *projection);
ENT_API bool ent_projection_directed(const ent_projection *projection);
ENT_API ent_node ent_projection_node(const ent_projection *projection, uint32_t index);
ENT_API ent_tie ent_projection_tie(const ent_projection *projection, uint32_t index);
ENT_API uint32_t ent_projection_index_of(const ent_projection *projection, ent_node node); /* or ENT_NONE */
ENT_API void ent_projection_ends(const ent_projection *projection, uint32_t tie, uint32_t *ret_from,
                                 uint32_t *ret_to);
/* m weights, or NULL when every tie counts one. */
ENT_API const double *ent_projection_weights(const ent_projection *projection);

/* --- two-mode networks ------------------------------------------------------------------------- */

/* How strongly two nodes of one mode are tied that share things of the other: states by forums. */
typedef enum ent_shared_by {
    ENT_SHARED_COUNT,   /* the number of things they share */
    ENT_SHARED_NEWMAN,  /* each thing counts 1/(k-1) for its k nodes (Newman 2001): a large one says less */
    ENT_SHARED_JACCARD, /* the things they share over those that either has */
    ENT_SHARED_COSINE,  /* over the geometric mean of how many each has */
    ENT_SHARED_OVERLAP  /* over the smaller of how many each has */
} ent_shared_by;
ENT_API const char *ent_shared_by_text(ent_shared_by by); /* "count"; NULL beyond the last */

/* Which of these ties to keep. */
typedef enum ent_backbone {
    ENT_BACKBONE_NONE,
    ENT_BACKBONE_DISPARITY, /* ties too strong for a node that spread its strength at random (Serrano, Boguna and
                               Vespignani 2009), for one of the two */
    ENT_BACKBONE_SDSM,      /* ties of nodes that share more things than at random, with as many things for each
                               node and as many nodes for each thing on average (Neal 2014) */
    ENT_BACKBONE_FIXED_FILL /* ... with as many ties in all, whoever has them (Neal, Domagalski and Sagan 2021) */
} ent_backbone;
ENT_API const char *ent_backbone_text(ent_backbone backbone); /* "disparity"; NULL beyond the last */

typedef struct ent_onto_options {
    ent_label onto;      /* the nodes that stay; all others are the things they may share */
    ent_shared_by by;
    ent_backbone backbone;
    double alpha;        /* of the backbone: ties with a smaller chance are kept; 0: 0.05 */
    bool weighted;       /* ties have these weights, as strengths; else every tie counts one */
} ent_onto_options;
#define ENT_ONTO_OPTIONS_INIT { ENT_NO_LABEL, ENT_SHARED_COUNT, ENT_BACKBONE_NONE, 0, false }

/* The projection of a two-mode network onto one of its modes: undirected, a tie for each two nodes that share a
 * thing. Its ties are none of the graph's: ent_projection_tie gives ENT_NONE. Ties within a mode, loops and parallel
 * ties of the two-mode network do not count. ENT_ERR_NOTFOUND: no node has the label. Needs the view for as long as
 * the other does. O(sum over things of k squared). */
ENT_API ENT_CHECK ent_status ent_projection_onto(const ent_projection *two_mode, const ent_onto_options *options,
                                                 ent_projection **ret, ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
