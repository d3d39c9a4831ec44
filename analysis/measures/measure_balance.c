/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Balance of signed ties: triangles (Cartwright and Harary 1956), and the least number of ties that stand in the way
 * of two camps with friends inside and enemies across (the line index of balance, Harary 1959). */
#include <math.h>

#include "analysis/measures/frustration.h"
#include "analysis/measures/groups.h"
#include "analysis/view/words.h"
#include "graph/base/json_scan.h"
#include "graph/base/number.h"

enum { VALUE_TIES, VALUE_POSITIVE, VALUE_NEGATIVE, VALUE_TRIANGLES, VALUE_BALANCED, VALUE_BALANCE, VALUE_FRUSTRATION,
       VALUE_LEAST, VALUE_MOST };

typedef struct signs {
    const ent_i_network *network;
    uint32_t *numbers; /* of ties, by place in the lists */
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
            s->of[s->numbers[ent_i_network_arc(s->network, p->ends[i][0], p->ends[i][1])]] |= sign > 0 ? 1 : 2;
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
static void count_triangles(const signs *s, const ent_i_pass *t, double *ret)
{
    const ent_i_lists *lists = &s->network->out;
    size_t i = lists->place[t->from], j = lists->place[t->to];
    while (i < lists->place[t->from + 1] && j < lists->place[t->to + 1]) {
        uint32_t a = lists->to[i], b = lists->to[j];
        int one = s->of[s->numbers[i]], other = s->of[s->numbers[j]];
        if (a == b && a > t->to && one && other) {
            ret[VALUE_TRIANGLES]++;
            ret[VALUE_BALANCED] += s->of[t->tie] * one * other > 0;
        }
        i += a <= b;
        j += b <= a;
    }
}

static ent_status frustration(const ent_i_call *call, const signs *s, double *ret, ent_error *err)
{
    static const ent_i_frustration_options usual = ENT_I_FRUSTRATION_OPTIONS_INIT;
    ENT_I_AUTOFREE signed char *sign = NULL;
    ENT_I_AUTOFREE uint32_t(*ends)[2] = NULL;
    size_t count = 0;
    ENT_I_TRY(ENT_I_ZEROED(sign, s->network->tie_count, err));
    ENT_I_TRY(ENT_I_ZEROED(ends, s->network->tie_count, err));
    for (ent_i_pass t = ent_i_pass_begin(s->network); ent_i_pass_next(&t);) {
        if (!s->of[t.tie])
            continue;
        ends[count][0] = t.from;
        ends[count][1] = t.to;
        sign[count++] = s->of[t.tie];
    }
    ent_i_frustration found = { 0, 0 };
    ENT_I_TRY(ent_i_frustration_of((uint32_t)s->network->node_count, (const uint32_t (*)[2])ends, sign, count, &usual,
                                   call->clock, &found, err));
    ret[VALUE_LEAST] = found.least;
    ret[VALUE_MOST] = found.most;
    ret[VALUE_FRUSTRATION] = found.least == found.most ? found.least : NAN;
    if (found.least != found.most)
        ent_i_call_note(call, "Frustration is not known exactly: it is at least %.0f and at most %.0f.", found.least,
                        found.most);
    return ENT_OK;
}

ent_status ent_i_measure_balance(const ent_i_call *call, double *ret, ent_error *err)
{
    signs s = { NULL, NULL, NULL };
    ENT_I_TRY(ent_i_network_of(call->projection, false, ENT_I_PARALLEL_ONCE, &s.network, err));
    ENT_I_AUTOFREE signed char *of = NULL;
    ENT_I_AUTOFREE uint32_t *numbers = NULL;
    ENT_I_TRY(ent_i_network_numbers(s.network, &numbers, err));
    s.numbers = numbers;
    ENT_I_TRY(ENT_I_ZEROED(of, s.network->tie_count, err));
    s.of = of;
    ENT_I_TRY(read_signs(call, &s, err));
    for (ent_i_pass t = ent_i_pass_begin(s.network); ent_i_pass_next(&t);) {
        if (t.tie % 1024 == 0)
            ENT_I_TRY(ent_i_clock_check(call->clock, err));
        ret[VALUE_TIES] += of[t.tie] != 0;
        ret[VALUE_POSITIVE] += of[t.tie] > 0;
        ret[VALUE_NEGATIVE] += of[t.tie] < 0;
        if (of[t.tie])
            count_triangles(&s, &t, ret);
    }
    ret[VALUE_BALANCE] = ret[VALUE_TRIANGLES] > 0 ? ret[VALUE_BALANCED] / ret[VALUE_TRIANGLES] : NAN;
    return frustration(call, &s, ret, err);
}
