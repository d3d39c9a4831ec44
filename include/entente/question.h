/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The questions. Each gives a result that the drawings read, and an answer table. Results borrow the
 * view and its graph; every one has a _free that is safe on NULL. */
#ifndef ENTENTE_QUESTION_H
#define ENTENTE_QUESTION_H

#include <entente/answer.h>
#include <entente/measure.h>
#include <entente/view.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- link: the things that all of the asked nodes are tied to ---------------------------------- */

typedef struct ent_link_cell {
    ent_tie tie;       /* the tie that counts (of several: in force before planned, preferred, earliest); ENT_NONE: no tie */
    ent_fold fold;     /* planned also for a tie of a type that falls short of another, as an observer's */
    const char *word;  /* what stands for the date of a tie that does not count: "seeks", "observer"; else NULL */
    ent_day since;     /* first day in the view's reading; ENT_DAY_MIN when open or undated */
    bool dated;        /* false: no date is known for since */
    bool uncertain;    /* the certain and possible readings of the day differ */
    bool unknown;      /* nobody says whether it held on the day: word is "not known", and it is not counted as in force */
} ent_link_cell;
typedef struct ent_link_row {
    ent_node thing;
    const ent_link_cell *cells; /* one for each asked node */
    size_t held;                /* asked nodes with a tie in force */
    size_t members;             /* distinct nodes with a tie in force of the same types to the thing */
    ent_day all_since;          /* the day from which all hold (latest since); ENT_DAY_MIN: unknown */
    size_t unknown;             /* asked nodes of which it is not known */
} ent_link_row;
typedef struct ent_link {
    const ent_view *view;
    const ent_node *asked;
    size_t asked_count;
    ent_label via;          /* ENT_NO_LABEL: anything */
    ent_link_row *rows;     /* those that all hold, smallest first; then those that all hold as far as is known, of some
                               of which it is not; then those that at least two hold or plan to, most held first */
    size_t row_count, all_count;
    size_t events_left_out, undated;
    size_t possible_count;  /* rows of the second kind */
} ent_link;
/* asked: at least two distinct nodes. */
ENT_API ENT_CHECK ent_status ent_link_ask(const ent_view *view, const ent_node *asked, size_t count,
                                          ent_label via, ent_link **ret, ent_error *err);
ENT_API void ent_link_free(ent_link *link);
ENT_API ENT_CHECK ent_status ent_link_answer(const ent_link *link, ent_answer **ret, ent_error *err);

/* --- ego: a node's ties ------------------------------------------------------------------------ */

typedef struct ent_ego_tie {
    ent_tie tie;
    ent_node other;
    bool forward;      /* the ego is the tie's source */
    unsigned hop;      /* distance of the nearer end from the ego: 0 for the ego's own ties */
    ent_fold fold;
    ent_day since, until; /* in the view's reading; the infinities when open or not known */
    bool dated, uncertain;
    bool event;
    ent_subject subject;
} ent_ego_tie;
typedef struct ent_ego {
    const ent_view *view;
    ent_node node;
    unsigned hops;
    ent_ego_tie *ties;  /* the ego's own (hop 0) first, by subject, fold, since, key; then farther ones */
    size_t tie_count, own_count;
    ent_node *alters;   /* nodes within hops, nearest first, without the ego */
    size_t alter_count, neighbour_count; /* neighbour_count: those at one hop */
    ent_tie *among;     /* ties in force or planned among the alters that are not in ties */
    size_t among_count;
    ent_ego_tie *ended; /* the ego's ties that ended before the day, latest first */
    size_t ended_count;
    size_t event_count; /* of own ties: events, listed with their dates */
    size_t undated, not_known;
    /* Ego measures on the undirected simple network of ties in force among ego and neighbours. */
    double size, density, effective_size, efficiency, constraint, brokerage; /* NaN where undefined */
    double tied_pairs;  /* pairs of neighbours that are tied */
    double hierarchy;   /* how far the constraint comes from one neighbour: 0 .. 1 */
    double betweenness; /* of the ego in its network: pairs that it is between, each shared with the others between them */
    double two_steps;   /* nodes within two ties, without the ego */
} ent_ego;
/* control may be NULL. */
ENT_API ENT_CHECK ent_status ent_ego_ask(const ent_view *view, ent_node node, unsigned hops, const ent_control *control,
                                         ent_ego **ret, ent_error *err);
ENT_API void ent_ego_free(ent_ego *ego);
ENT_API ENT_CHECK ent_status ent_ego_answer(const ent_ego *ego, ent_answer **ret, ent_error *err);
/* All ego measures as a table, and the roles of a broker between nodes of the same and of other labels. */
ENT_API ENT_CHECK ent_status ent_ego_measures_answer(const ent_ego *ego, ent_answer **ret, ent_error *err);

/* --- path: shortest connections ---------------------------------------------------------------- */

typedef struct ent_path {
    const ent_view *view;
    ent_node from, to;
    size_t length;        /* ties on the way; SIZE_MAX: not connected */
    ent_hop *hops;        /* path_count runs of length hops */
    size_t path_count;    /* listed */
    uint64_t total;       /* shortest paths in all (parallel ties counted apart); may be larger than listed */
} ent_path;
/* Ties are walked both ways. all: list every shortest path up to limit (0: 1000), else one (the one whose
 * keys come first). control may be NULL. */
ENT_API ENT_CHECK ent_status ent_path_ask(const ent_view *view, ent_node from, ent_node to, bool all, size_t limit,
                                          const ent_control *control, ent_path **ret, ent_error *err);
ENT_API void ent_path_free(ent_path *path);
ENT_API ENT_CHECK ent_status ent_path_answer(const ent_path *path, ent_answer **ret, ent_error *err);

/* Ways by weight, and the k shortest: without visiting a node twice, and told apart by the nodes they visit; of
 * parallel ties the cheapest stands for all. A strength s is a distance of 1/s, a strength of 0 no tie; without
 * weights every tie is 1 long. */
typedef struct ent_ways_options {
    size_t count; /* the so many shortest; 0: all that are as short as the shortest, at most limit */
    size_t limit; /* 0: 1000 */
    bool directed; /* walk ties in their direction, symmetric ones both ways; else all both ways */
    ent_weight_meaning weight_as;
    const char *weight; /* NULL: "weight" */
    const ent_control *control; /* or NULL */
} ent_ways_options;
#define ENT_WAYS_OPTIONS_INIT { 1, 0, false, ENT_WEIGHT_NONE, NULL, NULL }
typedef struct ent_way {
    const ent_hop *hops;
    size_t count;
    double distance;
} ent_way;
typedef struct ent_ways {
    const ent_view *view;
    ent_node from, to;
    ent_weight_meaning weight_as;
    bool directed;
    bool more; /* there are more as short as the shortest than the limit lets in */
    ent_way *items; /* shortest first, then by ties and keys; none: not connected */
    size_t count;
} ent_ways;
ENT_API ENT_CHECK ent_status ent_ways_ask(const ent_view *view, ent_node from, ent_node to,
                                          const ent_ways_options *options, ent_ways **ret, ent_error *err);
ENT_API void ent_ways_free(ent_ways *ways);
ENT_API ENT_CHECK ent_status ent_ways_answer(const ent_ways *ways, ent_answer **ret, ent_error *err);

/* --- rank: centrality tables ------------------------------------------------------------------- */

typedef struct ent_rank_options {
    const ent_measure *const *measures; /* rows are ordered by the first */
    size_t measure_count;
    ent_projection_options projection;
    size_t top; /* rows at most; 0: all */
    const ent_control *control; /* or NULL */
    /* For those of the measures that have a parameter of that name; at least one must. */
    const ent_argument *arguments;
    size_t argument_count;
    const ent_onto_options *onto; /* measure this projection of the network; NULL: the network itself */
} ent_rank_options;
#define ENT_RANK_OPTIONS_INIT { NULL, 0, ENT_PROJECTION_OPTIONS_INIT, 0, NULL, NULL, 0, NULL }
ENT_API ENT_CHECK ent_status ent_rank_ask(const ent_view *view, const ent_rank_options *options,
                                          ent_answer **ret, ent_error *err);

/* --- describe: numbers for the whole network -------------------------------------------------------- */

/* A row for each number. Without measures, every measure of a network; of those, what cannot be computed here is
 * said in a note. top is ignored. */
ENT_API ENT_CHECK ent_status ent_describe_ask(const ent_view *view, const ent_rank_options *options, ent_answer **ret,
                                              ent_error *err);

/* --- similar: which nodes are alike --------------------------------------------------------------- */

typedef struct ent_similar_options {
    ent_rank_options measures; /* measures of pairs; rows are ordered by the first */
    ent_node node;             /* compared with the others; ENT_NONE: every pair */
    bool every_label;          /* also nodes of another label */
    bool untied;               /* only those that are not tied to each other */
} ent_similar_options;
ENT_API ENT_CHECK ent_status ent_similar_ask(const ent_view *view, const ent_similar_options *options, ent_answer **ret,
                                             ent_error *err);

/* --- cards and lists --------------------------------------------------------------------------- */

/* A node's card: labels, names, properties, every claim about it with its citations, whenever it held,
 * and how each stands on the view's day. */
ENT_API ENT_CHECK ent_status ent_show_ask(const ent_view *view, ent_node node, ent_answer **ret, ent_error *err);
/* Nodes by name, or all that the view's labels and sources leave, with the ties and sources that tell of
 * each. The view's day does not matter: what once was is found too. */
typedef struct ent_find_options {
    const char *text; /* part of a name, NULL: all nodes (sources only when their label is asked for) */
    const char *by;   /* order by this property: numbers, then dates, then texts; NULL: best match, or name */
    size_t limit;     /* rows at most; 0: all */
} ent_find_options;
#define ENT_FIND_OPTIONS_INIT { NULL, NULL, 0 }
ENT_API ENT_CHECK ent_status ent_find_ask(const ent_view *view, const ent_find_options *options, ent_answer **ret,
                                          ent_error *err);
/* Counts and spans: nodes by label, ties by type, dated from .. to, undated, sources. */
ENT_API ENT_CHECK ent_status ent_info_ask(const ent_view *view, ent_answer **ret, ent_error *err);
/* Each source with what it supports alone and with others. */
ENT_API ENT_CHECK ent_status ent_sources_ask(const ent_view *view, ent_answer **ret, ent_error *err);
/* The measures, with definition and source, as an answer. */
ENT_API ENT_CHECK ent_status ent_measures_answer(ent_answer **ret, ent_error *err);
/* The ties of the view as a table: what draw draws. */
ENT_API ENT_CHECK ent_status ent_ties_ask(const ent_view *view, ent_answer **ret, ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
