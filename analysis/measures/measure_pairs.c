/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How alike two nodes are by what they are tied to, and how likely a tie between them is to be missing. On the network
 * without directions, loops and parallel ties; the two nodes themselves never count among what they share. */
#include <math.h>

#include "analysis/measures/measures.h"

typedef struct shared {
    double count;     /* nodes tied to both */
    double adamic;    /* of 1 / log of the degrees of those */
    double one, other; /* nodes tied to each, without the other of the pair */
} shared;

/* Both lists are ascending. */
static shared compare(const ent_i_network *network, uint32_t a, uint32_t b)
{
    const ent_i_lists *lists = &network->out;
    shared s = { .one = (double)ent_i_lists_count(lists, a), .other = (double)ent_i_lists_count(lists, b) };
    size_t i = lists->place[a], j = lists->place[b];
    while (i < lists->place[a + 1] && j < lists->place[b + 1]) {
        uint32_t x = lists->to[i], y = lists->to[j];
        if (x == y) {
            double degree = (double)ent_i_lists_count(lists, x);
            s.count++;
            if (degree > 1) /* 1 only where a node is compared with itself */
                s.adamic += 1 / log(degree);
        }
        i += x <= y;
        j += y <= x;
    }
    if (a != b && ent_i_network_arc(network, a, b) != ENT_NONE) {
        s.one--;
        s.other--;
    }
    return s;
}

typedef double of_shared(const shared *s);

static double common(const shared *s)
{
    return s->count;
}

static double jaccard(const shared *s)
{
    double either = s->one + s->other - s->count;
    return either > 0 ? s->count / either : NAN;
}

static double cosine(const shared *s)
{
    return s->one > 0 && s->other > 0 ? s->count / sqrt(s->one * s->other) : NAN;
}

static double adamic_adar(const shared *s)
{
    return s->adamic;
}

/* Rows of the adjacency matrix differ where one is tied and the other is not. */
static double structural(const shared *s)
{
    return sqrt(s->one + s->other - 2 * s->count);
}

static ent_status measure(const ent_i_call *call, of_shared *number, double *ret, ent_error *err)
{
    const ent_i_network *network;
    ENT_I_TRY(ent_i_network_of(call->projection, false, ENT_I_PARALLEL_ONCE, &network, err));
    for (size_t i = 0; i < call->pair_count; i++) {
        if (i % 4096 == 0)
            ENT_I_TRY(ent_i_clock_step(call->clock, i, call->pair_count, err));
        shared s = compare(network, call->pairs[i][0], call->pairs[i][1]);
        ret[i] = number(&s);
    }
    return ENT_OK;
}

ent_status ent_i_measure_common_neighbours(const ent_i_call *call, double *ret, ent_error *err)
{
    return measure(call, common, ret, err);
}

ent_status ent_i_measure_jaccard(const ent_i_call *call, double *ret, ent_error *err)
{
    return measure(call, jaccard, ret, err);
}

ent_status ent_i_measure_cosine(const ent_i_call *call, double *ret, ent_error *err)
{
    return measure(call, cosine, ret, err);
}

ent_status ent_i_measure_adamic_adar(const ent_i_call *call, double *ret, ent_error *err)
{
    return measure(call, adamic_adar, ret, err);
}

ent_status ent_i_measure_structural_distance(const ent_i_call *call, double *ret, ent_error *err)
{
    return measure(call, structural, ret, err);
}

ent_status ent_i_measure_preferential_attachment(const ent_i_call *call, double *ret, ent_error *err)
{
    const ent_i_network *network;
    ENT_I_TRY(ent_i_network_of(call->projection, false, ENT_I_PARALLEL_ONCE, &network, err));
    for (size_t i = 0; i < call->pair_count; i++)
        ret[i] = (double)ent_i_lists_count(&network->out, call->pairs[i][0]) *
                 (double)ent_i_lists_count(&network->out, call->pairs[i][1]);
    return ENT_OK;
}
