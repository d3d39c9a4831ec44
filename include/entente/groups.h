/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Groups of nodes that are tied to each other more than to others: communities, components, cores, cliques. */
#ifndef ENTENTE_GROUPS_H
#define ENTENTE_GROUPS_H

#include <entente/answer.h>
#include <entente/measure.h>
#include <entente/view.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The table of methods. All but components work on the network without loops, in which parallel ties are one tie
 * of their number, or of the sum of their strengths. */
typedef struct ent_group_method {
    const char *name;       /* "louvain" */
    const char *definition; /* a sentence or two */
    const char *source;     /* the paper */
    const char *doi;        /* or NULL */
    const char *computed_by;
    bool directed;          /* minds direction when asked to; else that is ENT_ERR_USAGE */
    bool weighted;          /* reads weights, as strengths */
    bool seeded;            /* takes chances: the seed decides them */
    bool overlapping;       /* a node may be in several groups, or in none */
} ent_group_method;
ENT_API const ent_group_method *ent_group_methods(size_t *ret_count);
/* The error offers the nearest names. */
ENT_API ENT_CHECK ent_status ent_group_method_lookup(const char *name, const ent_group_method **ret, ent_error *err);

typedef struct ent_groups_options {
    const ent_group_method *method; /* NULL: louvain */
    ent_projection_options projection;
    uint64_t seed;    /* the same seed gives the same groups */
    double resolution; /* louvain, leiden: above 1 more and smaller groups; 0: 1 */
    size_t least;     /* smallest group listed; 0: 1, of cliques 3 */
    const ent_control *control; /* or NULL */
    size_t iterations; /* cdlp: how often labels are passed on; 0: 10 */
    const ent_onto_options *onto; /* the groups of this projection of the network; NULL: of the network itself */
} ent_groups_options;
#define ENT_GROUPS_OPTIONS_INIT { NULL, ENT_PROJECTION_OPTIONS_INIT, 1, 0, 0, NULL, 0, NULL }

typedef struct ent_group {
    const ent_node *members; /* most ties inside first, or strongest where they have strengths; then by name */
    size_t count;
    size_t core;             /* k-core: the k of its members; else 0 */
} ent_group;
typedef struct ent_groups {
    const ent_view *view;
    const ent_group_method *method;
    const ent_projection *projection; /* belongs to the groups */
    const ent_group *items;           /* largest first (k-core: innermost first), then by their first members' names */
    size_t count;
    size_t grouped;      /* nodes in at least one of them */
    size_t smaller;      /* groups below the least size, not among the items */
    double modularity;   /* of all groups found; NaN when they overlap, are cores, or there are no ties */
    size_t runs;         /* of which these groups have the highest modularity */
    uint64_t seed;
    double resolution;
} ent_groups;
/* ENT_ERR_USAGE: the method does not read direction, or weights, or not as distances. ENT_ERR_LIMIT: by control.
 * ENT_ERR_NOTFOUND: nothing to project onto. */
ENT_API ENT_CHECK ent_status ent_groups_ask(const ent_view *view, const ent_groups_options *options, ent_groups **ret,
                                            ent_error *err);
ENT_API void ent_groups_free(ent_groups *groups);
ENT_API ENT_CHECK ent_status ent_groups_answer(const ent_groups *groups, ent_answer **ret, ent_error *err);
/* The table of methods as an answer. */
ENT_API ENT_CHECK ent_status ent_group_methods_answer(ent_answer **ret, ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
