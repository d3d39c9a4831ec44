/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Groups of nodes: the network of a projection, parted by a method of the table, and the parts put in an order
 * that does not depend on how the method numbered them. */
#include <entente/groups.h>

#include <math.h>
#include <string.h>

#include "analysis/groups/communities_table.h"
#include "analysis/igraph/igraph_communities.h"
#include "analysis/view/words.h"

typedef struct whole {
    ent_groups groups;
    ent_projection *projection;
    ent_group *items;
    ent_node *members;
} whole;

/* A node in a group, on the way to its place. */
typedef struct member {
    uint32_t group, index;
    double inside; /* neighbours in the group, or the strength of the ties to them */
    const char *name, *key;
} member;

typedef struct members {
    member *items;
    size_t count, capacity;
} members;

#define COMPARE(a, b)                  \
    do {                               \
        if ((a) != (b))                \
            return (a) < (b) ? -1 : 1; \
    } while (0)

static int compare_members(const void *left, const void *right)
{
    const member *a = left, *b = right;
    COMPARE(a->group, b->group);
    COMPARE(b->inside, a->inside);
    int order = strcmp(a->name, b->name);
    return order ? order : strcmp(a->key, b->key);
}

static int compare_groups(const void *left, const void *right, void *context)
{
    const ent_group *a = left, *b = right;
    const ent_graph *graph = context;
    COMPARE(b->core, a->core);
    COMPARE(b->count, a->count);
    for (size_t i = 0; i < a->count; i++) {
        int order = strcmp(ent_i_node_name(graph, a->members[i]), ent_i_node_name(graph, b->members[i]));
        if (!order)
            order = strcmp(ent_i_node_key(graph, a->members[i]), ent_i_node_key(graph, b->members[i]));
        if (order)
            return order;
    }
    return 0;
}

static ent_status add_member(members *list, const ent_projection *p, uint32_t group, uint32_t index, ent_error *err)
{
    ENT_I_TRY(ENT_I_RESERVE(list->items, list->capacity, list->count + 1, err));
    list->items[list->count++] = (member){ .group = group, .index = index,
                                           .name = ent_i_node_name(p->view->graph, p->nodes[index]),
                                           .key = ent_i_node_key(p->view->graph, p->nodes[index]) };
    return ENT_OK;
}

/* How many neighbours each member has in its own group, or how strongly it is tied to them. The members of one group stand together. */
static ent_status count_inside(const ent_i_network *network, members *list, ent_error *err)
{
    ENT_I_AUTOFREE uint32_t *mark = NULL; /* by node: a group it is in, and one */
    ENT_I_TRY(ENT_I_ZEROED(mark, network->node_count, err));
    for (size_t begin = 0, end; begin < list->count; begin = end) {
        uint32_t group = list->items[begin].group;
        for (end = begin; end < list->count && list->items[end].group == group; end++)
            mark[list->items[end].index] = group + 1;
        for (size_t i = begin; i < end; i++) {
            size_t node = list->items[i].index;
            for (size_t j = network->out.place[node]; j < network->out.place[node + 1]; j++)
                if (mark[network->out.to[j]] == group + 1)
                    list->items[i].inside += network->out.weights ? network->out.weights[j] : 1;
        }
    }
    return ENT_OK;
}

/* --- parting -------------------------------------------------------------------------------------------- */

static ent_status part_network(whole *w, const ent_i_parting *parting, uint32_t *of, ent_error *err)
{
    const ent_group_method *method = w->groups.method;
    size_t count = parting->network->node_count;
    w->groups.runs = 1;
    /* Where nothing is tied every node is alone; igraph's Leiden would look for better until the end of days. */
    for (size_t i = 0; !parting->network->tie_count && i < count; i++)
        of[i] = ent_i_group_method_is_cores(method) ? 0 : (uint32_t)i;
    if (!parting->network->tie_count)
        return ENT_OK;
    ENT_I_TRY(ent_i_part_best(parting, ent_i_part_of(method), ent_i_group_method_repeats(method), of, &w->groups.runs,
                              err));
    return ent_i_modularity(parting->network, of, 1, &w->groups.modularity, err);
}

static ent_status part_disjoint(whole *w, const ent_i_parting *parting, members *list, ent_error *err)
{
    size_t count = w->projection->node_count;
    ENT_I_AUTOFREE uint32_t *of = NULL;
    ENT_I_TRY(ENT_I_ZEROED(of, count, err));
    if (count)
        ENT_I_TRY(part_network(w, parting, of, err));
    if (ent_i_group_method_is_cores(w->groups.method))
        w->groups.modularity = NAN; /* cores lie within each other: they are no division */
    for (size_t i = 0; i < count; i++)
        ENT_I_TRY(add_member(list, w->projection, of[i], (uint32_t)i, err));
    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, compare_members);
    return ENT_OK;
}

static ent_status part_cliques(whole *w, const ent_i_parting *parting, size_t least, members *list, ent_error *err)
{
    ent_i_cliques cliques = { NULL, NULL, 0, 0, 0, 0 };
    ENT_I_TRY(ent_i_igraph_cliques(parting, least, &cliques, err));
    ent_status status = cliques.count < UINT32_MAX ? ENT_OK : ent_i_fail(err, ENT_ERR_LIMIT, "too many cliques to list");
    for (size_t i = 0, at = 0; i < cliques.count; i++)
        for (; status >= 0 && at < cliques.ends[i]; at++)
            status = add_member(list, w->projection, (uint32_t)i, cliques.members[at], err);
    ent_i_cliques_clear(&cliques);
    return status;
}

/* From members, group by group, to the groups of the answer. */
static ent_status make_groups(whole *w, const members *list, size_t least, ent_error *err)
{
    ent_groups *groups = &w->groups;
    size_t runs = 0;
    for (size_t i = 0; i < list->count; i++)
        runs += !i || list->items[i].group != list->items[i - 1].group;
    ENT_I_TRY(ENT_I_ZEROED(w->items, runs, err));
    ENT_I_TRY(ENT_I_ZEROED(w->members, list->count, err));
    ENT_I_AUTOFREE bool *met = NULL;
    ENT_I_TRY(ENT_I_ZEROED(met, w->projection->node_count, err));
    for (size_t begin = 0, end; begin < list->count; begin = end) {
        for (end = begin; end < list->count && list->items[end].group == list->items[begin].group; end++)
            w->members[end] = w->projection->nodes[list->items[end].index];
        if (end - begin < least) {
            groups->smaller++;
            continue;
        }
        for (size_t i = begin; i < end; i++) {
            groups->grouped += !met[list->items[i].index];
            met[list->items[i].index] = true;
        }
        size_t core = ent_i_group_method_is_cores(groups->method) ? list->items[begin].group : 0;
        w->items[groups->count++] = (ent_group){ w->members + begin, end - begin, core };
    }
    if (groups->count)
        qsort_r(w->items, groups->count, sizeof *w->items, compare_groups, (void *)(uintptr_t)groups->view->graph);
    groups->items = w->items;
    return ENT_OK;
}

static ent_status part(whole *w, const ent_groups_options *options, members *list, ent_error *err)
{
    const ent_group_method *method = w->groups.method;
    const ent_i_network *network, *inside;
    bool directed = options->projection.directed && !options->onto;
    ENT_I_TRY(ent_i_projection_asked(w->groups.view, &options->projection, options->onto, NULL, &w->projection, err));
    w->groups.projection = w->projection;
    ENT_I_TRY(ent_i_network_of(w->projection, directed, method->weighted ? ENT_I_PARALLEL_SUM : ENT_I_PARALLEL_ONCE,
                               &network, err));
    ENT_I_TRY(ent_i_network_of(w->projection, false, ENT_I_PARALLEL_SUM_OR_ONCE, &inside, err));
    ent_i_clock clock = ent_i_clock_start(options->control, method->name);
    ent_i_parting parting = { network, &clock, options->seed, w->groups.resolution, options->iterations };
    size_t least = options->least ? options->least : method->overlapping ? 3 : 1;
    if (method->overlapping)
        ENT_I_TRY(part_cliques(w, &parting, least, list, err));
    else
        ENT_I_TRY(part_disjoint(w, &parting, list, err));
    ENT_I_TRY(count_inside(inside, list, err));
    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, compare_members);
    return make_groups(w, list, least, err);
}

static ent_status check(const ent_group_method *method, const ent_groups_options *options, ent_error *err)
{
    bool weighted = options->onto ? options->onto->weighted : options->projection.weight_as == ENT_WEIGHT_STRENGTH;
    if (options->projection.directed && !method->directed)
        return ent_i_fail(err, ENT_ERR_USAGE, "%s does not read the direction of ties", method->name);
    if (options->projection.weight_as == ENT_WEIGHT_DISTANCE)
        return ent_i_fail(err, ENT_ERR_USAGE, "groups read weights as strengths, not as distances");
    if (weighted && !method->weighted)
        return ent_i_fail(err, ENT_ERR_USAGE, "%s does not read weights", method->name);
    if (options->iterations && !ent_i_group_method_iterates(method))
        return ent_i_fail(err, ENT_ERR_USAGE, "%s takes no iterations; cdlp does", method->name);
    if (options->resolution > 0 && !ent_i_group_method_resolves(method))
        return ent_i_fail(err, ENT_ERR_USAGE, "%s takes no resolution; louvain and leiden do", method->name);
    if (isnan(options->resolution) || options->resolution < 0)
        return ent_i_fail(err, ENT_ERR_USAGE, "a resolution is a number above 0");
    return ENT_OK;
}

ent_status ent_groups_ask(const ent_view *view, const ent_groups_options *options, ent_groups **ret, ent_error *err)
{
    static const ent_groups_options plain = ENT_GROUPS_OPTIONS_INIT;
    size_t count;
    if (!options)
        options = &plain;
    const ent_group_method *method = options->method ? options->method : ent_group_methods(&count);
    ENT_I_TRY(check(method, options, err));
    whole *w = calloc(1, sizeof *w);
    if (!w)
        return ent_i_nomem(err);
    w->groups = (ent_groups){ .view = view, .method = method, .modularity = NAN, .seed = options->seed,
                              .resolution = options->resolution > 0 ? options->resolution : 1 };
    members list = { NULL, 0, 0 };
    ent_status status = part(w, options, &list, err);
    free(list.items);
    if (status < 0) {
        ent_groups_free(&w->groups);
        return status;
    }
    *ret = &w->groups;
    return ENT_OK;
}

void ent_groups_free(ent_groups *groups)
{
    if (!groups)
        return;
    whole *w = (whole *)groups; /* the groups are its first member */
    ent_projection_free(w->projection);
    free(w->items);
    free(w->members);
    free(w);
}
