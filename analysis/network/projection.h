/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a projection, and the simple networks that measures are computed on. */
#ifndef ENT_I_PROJECTION_H
#define ENT_I_PROJECTION_H

#include "analysis/view/view.h"

typedef struct ent_i_networks ent_i_networks;

struct ent_projection {
    const ent_view *view;
    ent_projection_options options;
    ent_node *nodes;    /* n, ascending */
    uint32_t *index;    /* by node of the graph: 0 .. n-1 or ENT_NONE */
    ent_tie *ties;      /* m, ascending; NULL in a one-mode projection */
    uint32_t (*ends)[2]; /* by tie: source and target as 0 .. n-1 */
    double *weights;    /* by tie; NULL: 1 each */
    size_t node_count, tie_count;
    /* Ties that hold but are not part. */
    size_t events_left_out, planned_left_out, ended_left_out, sources_left_out;
    size_t isolates; /* nodes without a tie in the projection: part of it or left out, by the options */
    size_t undated;  /* of its ties */
    /* Of a two-mode network. */
    bool one_mode;          /* its ties are made of what nodes share */
    ent_onto_options onto;
    size_t things;          /* nodes of the other mode */
    size_t within_left_out; /* ties within a mode */
    size_t shared;          /* pairs that share a thing, before the backbone */
    ent_i_networks *networks; /* made from it so far */
};

/* A tie that the view lets through on some days, and as what. */
typedef struct ent_i_spell {
    ent_tie tie;
    ent_node ends[2];
    ent_span days;
    ent_fold fold;
    bool event, of_source; /* left out, but counted */
    bool undated, contested;
} ent_i_spell;

/* All of them, for the projections of one view onto many days: what does not depend on the day is asked once. */
typedef struct ent_i_spells {
    const ent_view *view;
    ent_i_spell *items; /* by tie, ascending */
    size_t count;
    double *weights;    /* by item, once it was needed; else NaN. NULL: no weights */
    bool *may_be_alone; /* by node: part of the network even without ties, on these days */
    ent_span *lives;
} ent_i_spells;
ENT_CHECK ent_status ent_i_spells_make(const ent_view *view, const ent_projection_options *options, ent_i_spells *ret,
                                       ent_error *err);
void ent_i_spells_clear(ent_i_spells *spells);
/* As ent_projection_new of a view that is the spells' but for its day. */
ENT_CHECK ent_status ent_i_projection_on(const ent_view *view, const ent_projection_options *options, ent_i_spells *spells,
                                         ent_projection **ret, ent_error *err);

/* The network of a view, or when onto is not NULL its projection onto one of its modes; then the weights are onto's.
 * spells: of a view that is this one but for its day, or NULL. */
ENT_CHECK ent_status ent_i_projection_asked(const ent_view *view, const ent_projection_options *options,
                                            const ent_onto_options *onto, ent_i_spells *spells, ent_projection **ret,
                                            ent_error *err);

/* A tie's weight. The error names the tie: it has none, or one that means nothing. */
ENT_CHECK ent_status ent_i_tie_weight(const ent_graph *graph, ent_tie tie, ent_weight_meaning meaning, const char *name,
                                      double *ret, ent_error *err);

/* Does a tie go both ways in a directed network? */
bool ent_i_projection_symmetric(const ent_projection *projection, size_t tie);

/* What becomes of parallel ties: two ties between the same nodes (in the same direction, if it counts). */
typedef enum ent_i_parallel {
    ENT_I_PARALLEL_ONCE, /* one tie of weight 1, or without weights: for measures on ways */
    ENT_I_PARALLEL_LEAST, /* the shortest, where weights are distances; else as ONCE */
    ENT_I_PARALLEL_SUM,  /* one tie with the sum of the weights, or with their number */
    ENT_I_PARALLEL_SUM_OR_ONCE /* the sum where weights are strengths; else as ONCE */
} ent_i_parallel;

/* For each node, its ties: to the other ends of those at place[node] .. place[node + 1], ascending. */
typedef struct ent_i_lists {
    uint32_t *place;
    uint32_t *to;
    double *weights; /* NULL: none */
} ent_i_lists;

/* What somebody else made of a network and left with it, and how it goes. */
typedef struct ent_i_kept {
    void *made; /* NULL: nothing yet */
    void (*free)(void *made);
} ent_i_kept;

/* A network without loops and parallel ties. Its ties are numbered by their ends, ascending, undirected ones from
 * their smaller end; they are kept in the lists alone: what needs more of them than a pass makes it for itself. */
typedef struct ent_i_network {
    size_t node_count, tie_count;
    bool directed;
    ent_i_lists out, in; /* undirected: the same */
    ent_i_kept *igraph; /* where igraph's copy of it is kept; NULL: nowhere */
} ent_i_network;

/* The network of a projection: made once, and lent until the projection is freed. Several threads may ask. */
ENT_CHECK ent_status ent_i_network_of(const ent_projection *projection, bool directed, ent_i_parallel parallel,
                                      const ent_i_network **ret, ent_error *err);
ENT_CHECK ent_status ent_i_networks_new(ent_i_networks **ret, ent_error *err);
void ent_i_networks_free(ent_i_networks *networks);
/* Of one that is made elsewhere, its lists: from the ends of tie_count ties as they are numbered, each once, and their
 * weights or NULL; both are the caller's. */
ENT_CHECK ent_status ent_i_network_fill(ent_i_network *network, const uint32_t (*ends)[2], const double *weights,
                                        ent_error *err);
void ent_i_network_clear(ent_i_network *network);
/* Where in the list of from the tie to the other node stands, or ENT_NONE. */
uint32_t ent_i_network_arc(const ent_i_network *network, uint32_t from, uint32_t to);
/* ret: for all that stands in the out lists, the number of its tie; free(). */
ENT_CHECK ent_status ent_i_network_numbers(const ent_i_network *network, uint32_t **ret, ent_error *err);

/* All ties in the order of their numbers:
 *     for (ent_i_pass t = ent_i_pass_begin(network); ent_i_pass_next(&t);)
 *         ... t.from, t.to ... */
typedef struct ent_i_pass {
    const ent_i_network *network;
    size_t tie; /* its number */
    uint32_t from, to;
    double weight; /* 1 where there are none */
    size_t at;     /* in the lists, of the next one */
} ent_i_pass;

static inline ent_i_pass ent_i_pass_begin(const ent_i_network *network)
{
    return (ent_i_pass){ network, SIZE_MAX, 0, 0, 1, 0 };
}

static inline bool ent_i_pass_next(ent_i_pass *pass)
{
    const ent_i_lists *out = &pass->network->out;
    for (;; pass->at++) {
        while (pass->from < pass->network->node_count && pass->at == out->place[pass->from + 1])
            pass->from++;
        if (pass->from >= pass->network->node_count)
            return false;
        if (pass->network->directed || out->to[pass->at] > pass->from)
            break;
    }
    pass->weight = out->weights ? out->weights[pass->at] : 1;
    pass->to = out->to[pass->at++];
    pass->tie++;
    return true;
}

static inline size_t ent_i_lists_count(const ent_i_lists *lists, size_t node)
{
    return lists->place[node + 1] - lists->place[node];
}

#endif
