/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cut points and bridges by one depth-first search: Hopcroft and Tarjan, Algorithm 447, 1973. The search keeps its
 * way in arrays of its own: a network may be one long chain. */
#include "analysis/measures/measures.h"

typedef struct search {
    const ent_i_lists *lists;
    const uint32_t *numbers; /* of ties, by place in the lists */
    uint32_t *found;  /* by node: when it was found, from 1; 0: not yet */
    uint32_t *low;    /* the earliest node that the nodes below it reach back to */
    uint32_t *parent; /* the tie that it was found by */
    uint32_t *way;    /* the nodes between the root and here */
    size_t *next;     /* by node: the next of its ties to follow */
    double *parts;    /* by node: further parts that its component falls into without it; or NULL */
    bool *bridge;     /* by tie of the network; or NULL */
    uint32_t time;
} search;

/* All below `node`, which was found from `above`, is known. */
static void leave(search *s, uint32_t node, uint32_t above)
{
    if (s->low[node] < s->low[above])
        s->low[above] = s->low[node];
    if (s->parts && s->low[node] >= s->found[above])
        s->parts[above]++;
    if (s->bridge && s->low[node] > s->found[above])
        s->bridge[s->parent[node]] = true;
}

static void enter(search *s, uint32_t node, uint32_t tie)
{
    s->found[node] = s->low[node] = ++s->time;
    s->parent[node] = tie;
    s->next[node] = s->lists->place[node];
}

static void search_from(search *s, uint32_t root)
{
    size_t depth = 0;
    s->way[depth++] = root;
    enter(s, root, ENT_NONE);
    while (depth) {
        uint32_t node = s->way[depth - 1];
        if (s->next[node] == s->lists->place[node + 1]) {
            if (--depth)
                leave(s, node, s->way[depth - 1]);
            continue;
        }
        size_t at = s->next[node]++;
        uint32_t other = s->lists->to[at];
        if (s->numbers[at] == s->parent[node])
            continue;
        if (s->found[other]) {
            if (s->found[other] < s->low[node])
                s->low[node] = s->found[other];
        } else {
            s->way[depth++] = other;
            enter(s, other, s->numbers[at]);
        }
    }
    if (s->parts && s->parts[root] > 0)
        s->parts[root]--; /* the root has nothing above it */
}

static ent_status search_all(const ent_i_network *network, const uint32_t *numbers, double *parts, bool *bridge,
                             ent_error *err)
{
    size_t n = network->node_count;
    ENT_I_AUTOFREE uint32_t *space = NULL;
    ENT_I_AUTOFREE size_t *next = NULL;
    ENT_I_TRY(ENT_I_ZEROED(space, 4 * n, err));
    ENT_I_TRY(ENT_I_ZEROED(next, n, err));
    search s = { .lists = &network->out, .numbers = numbers, .found = space, .low = space + n,
                 .parent = space + 2 * n, .way = space + 3 * n, .next = next, .parts = parts, .bridge = bridge };
    for (uint32_t i = 0; i < n; i++)
        if (!s.found[i])
            search_from(&s, i);
    return ENT_OK;
}

ent_status ent_i_measure_cut_point(const ent_i_call *call, double *ret, ent_error *err)
{
    const ent_i_network *network;
    ENT_I_TRY(ent_i_network_of(call->projection, false, ENT_I_PARALLEL_ONCE, &network, err));
    ENT_I_AUTOFREE uint32_t *numbers = NULL;
    ENT_I_TRY(ent_i_network_numbers(network, &numbers, err));
    return search_all(network, numbers, ret, NULL, err);
}

ent_status ent_i_measure_bridge(const ent_i_call *call, double *ret, ent_error *err)
{
    const ent_projection *p = call->projection;
    const ent_i_network *network;
    ENT_I_TRY(ent_i_network_of(p, false, ENT_I_PARALLEL_ONCE, &network, err));
    ENT_I_AUTOFREE bool *bridge = NULL;
    ENT_I_AUTOFREE uint32_t *became = NULL, *parallel = NULL, *numbers = NULL;
    ENT_I_TRY(ent_i_network_numbers(network, &numbers, err));
    ENT_I_TRY(ENT_I_ZEROED(bridge, network->tie_count, err));
    ENT_I_TRY(ENT_I_ZEROED(became, p->tie_count, err));
    ENT_I_TRY(ENT_I_ZEROED(parallel, network->tie_count, err));
    ENT_I_TRY(search_all(network, numbers, NULL, bridge, err));
    for (size_t i = 0; i < p->tie_count; i++) {
        uint32_t from = p->ends[i][0], to = p->ends[i][1];
        became[i] = from == to ? ENT_NONE : numbers[ent_i_network_arc(network, from, to)];
        if (from != to)
            parallel[became[i]]++;
    }
    for (size_t i = 0; i < p->tie_count; i++)
        ret[i] = became[i] != ENT_NONE && bridge[became[i]] && parallel[became[i]] == 1;
    return ENT_OK;
}
