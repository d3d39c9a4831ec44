/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Structural holes around a node, on its ego network alone: the ego, its n neighbours, and the t pairs of
 * neighbours that are tied, in force and without regard to direction, number or weight of ties.
 *
 *   size            n
 *   density         t / (n(n-1)/2)
 *   effective size  n - 2t/n           Borgatti, Structural holes: unpacking Burt's redundancy measures,
 *                                      Connections 20(1), 1997
 *   efficiency      effective size / n
 *   constraint      sum over j of (p_ej + sum over q of p_eq p_qj)^2, Burt, Structural Holes, 1992, ch. 2,
 *                   p_qj being 1 over the number of q's ties within the ego network
 *   brokerage       n(n-1)/2 - t, the pairs that meet only through the ego
 *   hierarchy       the Coleman-Theil index of disorder of the c_j that add up to the constraint, Burt 1992, ch. 2: sum of
 *                   (c_j/m) ln(c_j/m) / (n ln n), m their mean; 1 with a single neighbour
 *   betweenness     sum over the pairs of neighbours that are not tied of 1 / (1 + neighbours tied to both), Everett and
 *                   Borgatti, Ego network betweenness, Social Networks 27 (2005), 31-38
 *   two steps       the nodes within two ties in force, whoever they are
 */
#include "analysis/questions/ego.h"

#include <math.h>

#include "analysis/view/view.h"

typedef struct pair {
    uint32_t a, b; /* a < b: numbers of neighbours */
} pair;

static int compare_nodes(const void *left, const void *right)
{
    ent_node a = *(const ent_node *)left, b = *(const ent_node *)right;
    return (a > b) - (a < b);
}

static int compare_pairs(const void *left, const void *right)
{
    const pair *a = left, *b = right;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static bool counts(const ent_view *view, ent_tie tie)
{
    ent_tie_view seen;
    ent_graph_tie(view->graph, tie, &seen);
    return ent_tie_status_fold(seen.status) == ENT_FOLD_IN_FORCE && (view->events || !view->event[seen.type]);
}

/* The nodes tied in force to the ego, sorted. */
static ent_status find_neighbours(const ent_ego *ego, ent_node **ret, size_t *ret_count, ent_error *err)
{
    ent_node *found = NULL;
    ENT_I_TRY(ENT_I_ZEROED(found, ego->own_count, err));
    size_t count = 0, distinct = 0;
    for (size_t i = 0; i < ego->own_count; i++)
        if (ego->ties[i].other != ego->node && counts(ego->view, ego->ties[i].tie))
            found[count++] = ego->ties[i].other;
    if (count)
        qsort(found, count, sizeof *found, compare_nodes);
    for (size_t i = 0; i < count; i++)
        if (!i || found[i] != found[i - 1])
            found[distinct++] = found[i];
    *ret = found;
    *ret_count = distinct;
    return ENT_OK;
}

static uint32_t number_of(const ent_node *neighbours, size_t count, ent_node node)
{
    const ent_node *at = count ? bsearch(&node, neighbours, count, sizeof node, compare_nodes) : NULL;
    return at ? (uint32_t)(at - neighbours) : UINT32_MAX;
}

/* The pairs of neighbours that are tied, each once. */
static ent_status find_pairs(const ent_ego *ego, const ent_node *neighbours, size_t count, pair **ret,
                             size_t *ret_count, ent_error *err)
{
    pair *pairs = NULL;
    ENT_I_TRY(ENT_I_ZEROED(pairs, ego->among_count, err));
    size_t found = 0, distinct = 0;
    for (size_t i = 0; i < ego->among_count; i++) {
        ent_tie_view seen;
        ent_graph_tie(ego->view->graph, ego->among[i], &seen);
        uint32_t a = number_of(neighbours, count, seen.source), b = number_of(neighbours, count, seen.target);
        if (a == UINT32_MAX || b == UINT32_MAX || a == b || !counts(ego->view, ego->among[i]))
            continue;
        pairs[found++] = a < b ? (pair){ a, b } : (pair){ b, a };
    }
    if (found)
        qsort(pairs, found, sizeof *pairs, compare_pairs);
    for (size_t i = 0; i < found; i++)
        if (!distinct || compare_pairs(&pairs[i], &pairs[distinct - 1]))
            pairs[distinct++] = pairs[i];
    *ret = pairs;
    *ret_count = distinct;
    return ENT_OK;
}

static double hierarchy_of(size_t n, const double *invested)
{
    double sum = 0, disorder = 0;
    for (size_t i = 0; i < n; i++)
        sum += invested[i] * invested[i];
    for (size_t i = 0; i < n; i++) {
        double share = invested[i] * invested[i] * (double)n / sum;
        disorder += share > 0 ? share * log(share) : 0;
    }
    double most = (double)n * log((double)n);
    double found = n > 1 ? disorder / most : 1;
    return found > 0 ? found : 0; /* what rounding leaves of 0 */
}

static ent_status constraint_of(size_t n, const pair *pairs, size_t pair_count, double *ret, double *ret_hierarchy,
                                ent_error *err)
{
    double *ties = NULL, *invested = NULL; /* by neighbour: ties in the ego network; p_ej and the detours */
    ENT_I_TRY(ENT_I_ZEROED(ties, n, err));
    ent_status status = ENT_I_ZEROED(invested, n, err);
    if (status >= 0) {
        for (size_t i = 0; i < n; i++) {
            ties[i] = 1; /* the one with the ego */
            invested[i] = 1.0 / (double)n;
        }
        for (size_t i = 0; i < pair_count; i++) {
            ties[pairs[i].a]++;
            ties[pairs[i].b]++;
        }
        for (size_t i = 0; i < pair_count; i++) {
            invested[pairs[i].b] += 1.0 / (double)n / ties[pairs[i].a];
            invested[pairs[i].a] += 1.0 / (double)n / ties[pairs[i].b];
        }
        double sum = 0;
        for (size_t i = 0; i < n; i++)
            sum += invested[i] * invested[i];
        *ret = sum;
        *ret_hierarchy = hierarchy_of(n, invested);
    }
    free(ties);
    free(invested);
    return status;
}

/* Neighbours of neighbours within the ego network, by neighbour. */
typedef struct within {
    size_t *place;
    uint32_t *to;
} within;

static ent_status make_within(size_t n, const pair *pairs, size_t count, within *ret, ent_error *err)
{
    ENT_I_TRY(ENT_I_ZEROED(ret->place, n + 2, err));
    ENT_I_TRY(ENT_I_ZEROED(ret->to, 2 * count, err));
    size_t *place = ret->place + 1; /* one ahead, so that filling leaves them right */
    for (size_t i = 0; i < count; i++) {
        place[pairs[i].a + 1]++;
        place[pairs[i].b + 1]++;
    }
    for (size_t i = 0; i < n; i++)
        place[i + 1] += place[i];
    for (size_t i = 0; i < count; i++) {
        ret->to[place[pairs[i].a]++] = pairs[i].b;
        ret->to[place[pairs[i].b]++] = pairs[i].a;
    }
    return ENT_OK;
}

/* Every pair that is not tied counts 1, less what the neighbours tied to both take. */
static ent_status betweenness_of(size_t n, size_t tied, const within *w, uint32_t *shared, uint32_t *touched,
                                 const ent_i_clock *clock, double *ret, ent_error *err)
{
    double sum = (double)n * ((double)n - 1) / 2 - (double)tied;
    for (size_t i = 0; i < n; i++) {
        size_t count = 0;
        if (i % 64 == 0)
            ENT_I_TRY(ent_i_clock_check(clock, err));
        for (size_t j = w->place[i]; j < w->place[i + 1]; j++)
            for (size_t k = w->place[w->to[j]]; k < w->place[w->to[j] + 1]; k++) {
                uint32_t other = w->to[k];
                if (other > i && !shared[other]++)
                    touched[count++] = other;
            }
        for (size_t j = w->place[i]; j < w->place[i + 1]; j++)
            shared[w->to[j]] = 0; /* tied: not between */
        for (size_t j = 0; j < count; j++) {
            double others = shared[touched[j]];
            sum -= others / (1 + others);
            shared[touched[j]] = 0;
        }
    }
    *ret = sum;
    return ENT_OK;
}

static ent_status find_betweenness(ent_ego *ego, size_t n, const pair *pairs, size_t count, const ent_i_clock *clock,
                                   ent_error *err)
{
    within w = { NULL, NULL };
    uint32_t *shared = NULL, *touched = NULL;
    ent_status status = make_within(n, pairs, count, &w, err);
    if (status >= 0)
        status = ENT_I_ZEROED(shared, n, err);
    if (status >= 0)
        status = ENT_I_ZEROED(touched, n, err);
    if (status >= 0)
        status = betweenness_of(n, count, &w, shared, touched, clock, &ego->betweenness, err);
    free(w.place);
    free(w.to);
    free(shared);
    free(touched);
    return status;
}

/* The nodes within two ties in force. */
static ent_status reach_two(ent_ego *ego, const ent_node *neighbours, size_t n, const ent_i_clock *clock, ent_error *err)
{
    const ent_view *view = ego->view;
    ENT_I_AUTOFREE bool *met = NULL;
    ent_hops hops = { NULL, 0, 0 };
    ENT_I_TRY(ENT_I_ZEROED(met, ent_graph_node_count(view->graph), err));
    const ent_i_expansion how = { .direction = ENT_BOTH, .events = view->events, .asked = &ego->node, .asked_count = 1,
                                  .skip = met };
    size_t count = n;
    met[ego->node] = true;
    for (size_t i = 0; i < n; i++)
        met[neighbours[i]] = true;
    ent_status status = ENT_OK;
    for (size_t i = 0; status >= 0 && i < n; i++) {
        hops.count = 0;
        status = ent_i_view_expand(view, &neighbours[i], 1, &how, &hops, err);
        if (status >= 0 && i % 64 == 0)
            status = ent_i_clock_check(clock, err);
        for (size_t j = 0; status >= 0 && j < hops.count; j++) {
            ent_node_view node;
            ent_graph_node(view->graph, hops.items[j].to, &node);
            if (node.source || met[hops.items[j].to] || !counts(view, hops.items[j].tie))
                continue;
            met[hops.items[j].to] = true;
            count++;
        }
    }
    ent_hops_clear(&hops);
    ego->two_steps = (double)count;
    return status;
}

ent_status ent_i_ego_measure(ent_ego *ego, const ent_i_clock *clock, ent_error *err)
{
    ent_node *neighbours = NULL;
    pair *pairs = NULL;
    size_t n = 0, t = 0;
    ENT_I_TRY(find_neighbours(ego, &neighbours, &n, err));
    ent_status status = find_pairs(ego, neighbours, n, &pairs, &t, err);
    if (status >= 0) {
        double size = (double)n, tied = (double)t, possible = size * (size - 1) / 2;
        ego->size = size;
        ego->density = n > 1 ? tied / possible : NAN;
        ego->effective_size = n ? size - 2 * tied / size : NAN;
        ego->efficiency = n ? ego->effective_size / size : NAN;
        ego->brokerage = possible - tied;
        ego->constraint = ego->hierarchy = NAN;
        ego->tied_pairs = tied;
        if (n)
            status = constraint_of(n, pairs, t, &ego->constraint, &ego->hierarchy, err);
        if (status >= 0)
            status = find_betweenness(ego, n, pairs, t, clock, err);
        if (status >= 0)
            status = reach_two(ego, neighbours, n, clock, err);
    }
    free(neighbours);
    free(pairs);
    return status;
}
