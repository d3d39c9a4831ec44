/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Balance of signed ties: triangles (Cartwright and Harary 1956), and the least number of ties that stand in the way
 * of two camps with friends inside and enemies across (the line index of balance, Harary 1959), exact where every
 * component is small. */
#include <math.h>

#include "analysis/groups.h"
#include "analysis/words.h"
#include "graph/base/json_scan.h"
#include "graph/base/number.h"

enum { VALUE_TIES, VALUE_POSITIVE, VALUE_NEGATIVE, VALUE_TRIANGLES, VALUE_BALANCED, VALUE_BALANCE, VALUE_FRUSTRATION };
enum { MOST_EXACT = 26 }; /* nodes of a component: 2^25 ways to part them */

typedef struct signs {
    const ent_i_network *network;
    signed char *of; /* by tie of the network: -1, 1; 0: none, or both */
} signs;

static ent_status sign_of(const ent_i_call *call, size_t tie, const char *name, int *ret, ent_error *err)
{
    const ent_projection *p = call->projection;
    ent_tie_view seen;
    ent_type_view type;
    const char *value;
    size_t length;
    double number;
    ent_graph_tie(p->view->graph, p->ties[tie], &seen);
    if (!seen.properties || !ent_i_json_member(seen.properties, name, &value, &length) ||
        !ent_i_number_parse(value, length, &number)) {
        ent_graph_type(p->view->graph, seen.type, &type);
        return ent_i_fail(err, ENT_ERR_INVALID, "the tie %s -%s-> %s has no number in \"%s\"",
                          ent_i_node_key(p->view->graph, seen.source), type.name,
                          ent_i_node_key(p->view->graph, seen.target), name);
    }
    *ret = (number > 0) - (number < 0);
    return ENT_OK;
}

/* 1 and 2 stand for a positive and a negative tie among the parallel ones. */
static ent_status read_signs(const ent_i_call *call, signs *s, ent_error *err)
{
    const ent_projection *p = call->projection;
    const char *name = ent_i_call_value(call, "sign")->text;
    size_t both = 0;
    if (p->one_mode)
        return ent_i_fail(err, ENT_ERR_USAGE, "balance is of signed ties; these are made of what nodes share");
    for (size_t i = 0; i < p->tie_count; i++) {
        int sign = 0;
        if (p->ends[i][0] == p->ends[i][1])
            continue;
        ENT_I_TRY(sign_of(call, i, name, &sign, err));
        if (sign)
            s->of[ent_i_network_tie(s->network, p->ends[i][0], p->ends[i][1])] |= sign > 0 ? 1 : 2;
    }
    for (size_t i = 0; i < s->network->tie_count; i++) {
        both += s->of[i] == 3;
        s->of[i] = s->of[i] == 1 ? 1 : s->of[i] == 2 ? -1 : 0;
    }
    if (both)
        ent_i_call_note(call, "%zu pair%s of nodes with both positive and negative ties left out.", both,
                        both == 1 ? "" : "s");
    return ENT_OK;
}

/* Third nodes above v of the tie u < v: each triangle is found at its two smallest nodes. */
static void count_triangles(const signs *s, size_t tie, double *ret)
{
    const ent_i_lists *lists = &s->network->out;
    uint32_t u = s->network->ends[tie][0], v = s->network->ends[tie][1];
    size_t i = lists->place[u], j = lists->place[v];
    while (i < lists->place[u + 1] && j < lists->place[v + 1]) {
        uint32_t a = lists->to[i], b = lists->to[j];
        if (a == b && a > v && s->of[lists->tie[i]] && s->of[lists->tie[j]]) {
            ret[VALUE_TRIANGLES]++;
            ret[VALUE_BALANCED] += s->of[tie] * s->of[lists->tie[i]] * s->of[lists->tie[j]] > 0;
        }
        i += a <= b;
        j += b <= a;
    }
}

/* --- frustration ---------------------------------------------------------------------------------------- */

typedef struct camps {
    uint32_t friends[MOST_EXACT], enemies[MOST_EXACT]; /* by node of a component: bits */
    int count;
} camps;

/* Every way to part the nodes, each a single move from the last (Gray's code); the last node stays. */
static ent_status least_frustration(const camps *c, const ent_i_clock *clock, double *ret, ent_error *err)
{
    int now = 0;
    uint32_t side = 0;
    for (int i = 0; i < c->count; i++)
        now += __builtin_popcount(c->enemies[i]);
    now /= 2;
    int least = now;
    uint64_t ways = c->count > 1 ? (uint64_t)1 << (c->count - 1) : 1;
    for (uint64_t step = 1; step < ways; step++) {
        int node = __builtin_ctzll(step);
        uint32_t across = side >> node & 1 ? ~side : side;
        int frustrated = __builtin_popcount(c->friends[node] & across) + __builtin_popcount(c->enemies[node] & ~across);
        now += __builtin_popcount(c->friends[node]) + __builtin_popcount(c->enemies[node]) - 2 * frustrated;
        side ^= (uint32_t)1 << node;
        least = now < least ? now : least;
        if (step % 1048576 == 0)
            ENT_I_TRY(ent_i_clock_check(clock, err));
    }
    *ret += least;
    return ENT_OK;
}

/* The component of root, as far as signed ties reach; number: by node, its place in the component. */
static size_t component_of(const signs *s, uint32_t root, uint32_t *number, uint32_t *queue)
{
    const ent_i_lists *lists = &s->network->out;
    size_t found = 0;
    number[root] = (uint32_t)found;
    queue[found++] = root;
    for (size_t at = 0; at < found; at++)
        for (size_t i = lists->place[queue[at]]; i < lists->place[queue[at] + 1]; i++)
            if (s->of[lists->tie[i]] && number[lists->to[i]] == ENT_NONE) {
                number[lists->to[i]] = (uint32_t)found;
                queue[found++] = lists->to[i];
            }
    return found;
}

static camps camps_of(const signs *s, const uint32_t *queue, size_t count, const uint32_t *number)
{
    const ent_i_lists *lists = &s->network->out;
    camps c = { .count = (int)count };
    for (size_t at = 0; at < count; at++)
        for (size_t i = lists->place[queue[at]]; i < lists->place[queue[at] + 1]; i++) {
            uint32_t bit = (uint32_t)1 << (number[lists->to[i]] & 31);
            if (s->of[lists->tie[i]] > 0)
                c.friends[at] |= bit;
            else if (s->of[lists->tie[i]] < 0)
                c.enemies[at] |= bit;
        }
    return c;
}

static ent_status frustration(const ent_i_call *call, const signs *s, double *ret, ent_error *err)
{
    size_t n = s->network->node_count;
    ENT_I_AUTOFREE uint32_t *number = NULL, *queue = NULL;
    ENT_I_TRY(ENT_I_ZEROED(number, n, err));
    ENT_I_TRY(ENT_I_ZEROED(queue, n, err));
    for (size_t i = 0; i < n; i++)
        number[i] = ENT_NONE;
    for (uint32_t i = 0; i < n; i++) {
        if (number[i] != ENT_NONE)
            continue;
        size_t count = component_of(s, i, number, queue);
        if (count > MOST_EXACT) {
            ent_i_call_note(call, "Frustration is not computed: a component has more than %d nodes.", MOST_EXACT);
            *ret = NAN;
            return ENT_OK;
        }
        camps c = camps_of(s, queue, count, number);
        ENT_I_TRY(least_frustration(&c, call->clock, ret, err));
    }
    return ENT_OK;
}

ent_status ent_i_measure_balance(const ent_i_call *call, double *ret, ent_error *err)
{
    signs s = { NULL, NULL };
    ENT_I_TRY(ent_i_network_of(call->projection, false, ENT_I_PARALLEL_ONCE, &s.network, err));
    ENT_I_AUTOFREE signed char *of = NULL;
    ENT_I_TRY(ENT_I_ZEROED(of, s.network->tie_count, err));
    s.of = of;
    ENT_I_TRY(read_signs(call, &s, err));
    for (size_t i = 0; i < s.network->tie_count; i++) {
        if (i % 1024 == 0)
            ENT_I_TRY(ent_i_clock_check(call->clock, err));
        ret[VALUE_TIES] += of[i] != 0;
        ret[VALUE_POSITIVE] += of[i] > 0;
        ret[VALUE_NEGATIVE] += of[i] < 0;
        if (of[i])
            count_triangles(&s, i, ret);
    }
    ret[VALUE_BALANCE] = ret[VALUE_TRIANGLES] > 0 ? ret[VALUE_BALANCED] / ret[VALUE_TRIANGLES] : NAN;
    return frustration(call, &s, &ret[VALUE_FRUSTRATION], err);
}
