/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The 16 kinds of triads, counted over pairs that are tied: Batagelj and Mrvar 2001. A triad's six arcs are six
 * bits, and its kind a look into a table made of what the kinds' names say. */
#include <string.h>

#include "analysis/measures/measures.h"

enum { KINDS = 16, ARCS = 64 };

/* In the order of the entry's values: mutual, asymmetric and null pairs, and a letter for which way. */
static const char *const kinds[KINDS] = { "003",  "012",  "102", "021D", "021U", "021C", "111D", "111U",
                                          "030T", "030C", "201", "120D", "120U", "120C", "210",  "300" };

/* ways: has[a][b] when there is an arc from a to b. */
static char letter_of(bool has[3][3], int mutual, int asymmetric)
{
    int most_out = 0, most_in = 0;
    bool down = false;
    for (int a = 0; a < 3; a++) {
        int out = 0, in = 0, both = 0;
        for (int b = 0; b < 3; b++) {
            out += has[a][b] && !has[b][a];
            in += has[b][a] && !has[a][b];
            both += has[a][b] && has[b][a];
        }
        most_out = out > most_out ? out : most_out;
        most_in = in > most_in ? in : most_in;
        down = down || (both && in);
    }
    if (mutual == 1 && asymmetric == 1)
        return down ? 'D' : 'U';
    if (asymmetric == 3)
        return most_out == 2 ? 'T' : 'C';
    if (asymmetric == 2)
        return most_out == 2 ? 'D' : most_in == 2 ? 'U' : 'C';
    return '\0';
}

/* The kind of a triad by its bits, two for each of its pairs. */
static int kind_of(unsigned bits)
{
    static const int pairs[3][2] = { { 0, 1 }, { 0, 2 }, { 1, 2 } };
    bool has[3][3] = { { false } };
    int mutual = 0, asymmetric = 0;
    for (int i = 0; i < 3; i++) {
        unsigned pair = bits >> (2 * i) & 3;
        has[pairs[i][0]][pairs[i][1]] = pair & 1;
        has[pairs[i][1]][pairs[i][0]] = pair & 2;
        mutual += pair == 3;
        asymmetric += pair == 1 || pair == 2;
    }
    const char name[5] = { (char)('0' + mutual), (char)('0' + asymmetric), (char)('0' + 3 - mutual - asymmetric),
                           letter_of(has, mutual, asymmetric), '\0' };
    for (int i = 0; i < KINDS; i++)
        if (!strcmp(kinds[i], name))
            return i;
    return 0;
}

static unsigned arcs_between(const ent_i_network *network, uint32_t a, uint32_t b)
{
    return (unsigned)(ent_i_network_arc(network, a, b) != ENT_NONE) +
           2 * (unsigned)(ent_i_network_arc(network, b, a) != ENT_NONE);
}

/* Triads of v < u, which are tied, with a third node that is tied to one of them; each counted at the first of its
 * tied pairs. Marks the third nodes in `seen` with a stamp. */
static size_t count_third(const ent_i_network *directed, const ent_i_network *weak, uint32_t v, uint32_t u,
                          const int *kind, size_t *seen, size_t stamp, double *counts)
{
    unsigned here = arcs_between(directed, v, u);
    size_t third = 0;
    const uint32_t ends[2] = { v, u };
    for (int end = 0; end < 2; end++) {
        for (size_t i = weak->out.place[ends[end]]; i < weak->out.place[ends[end] + 1]; i++) {
            uint32_t w = weak->out.to[i];
            if (w == v || w == u || seen[w] == stamp)
                continue;
            seen[w] = stamp;
            third++;
            bool tied_to_v = ent_i_network_arc(weak, v, w) != ENT_NONE;
            if (!(u < w || (v < w && w < u && !tied_to_v)))
                continue;
            unsigned bits = here + 4 * arcs_between(directed, v, w) + 16 * arcs_between(directed, u, w);
            counts[kind[bits]]++;
        }
    }
    return third;
}

ent_status ent_i_measure_triad_census(const ent_i_call *call, double *ret, ent_error *err)
{
    const ent_i_network *directed, *weak;
    bool ways = call->projection->options.directed;
    ENT_I_TRY(ent_i_network_of(call->projection, ways, ENT_I_PARALLEL_ONCE, &directed, err));
    ENT_I_TRY(ent_i_network_of(call->projection, false, ENT_I_PARALLEL_ONCE, &weak, err));
    size_t n = weak->node_count;
    ENT_I_AUTOFREE size_t *seen = NULL;
    ENT_I_TRY(ENT_I_ZEROED(seen, n, err));
    int kind[ARCS];
    for (unsigned bits = 0; bits < ARCS; bits++)
        kind[bits] = kind_of(bits);
    for (ent_i_pass t = ent_i_pass_begin(weak); ent_i_pass_next(&t);) {
        if (t.tie % 1024 == 0)
            ENT_I_TRY(ent_i_clock_step(call->clock, t.tie, weak->tie_count, err));
        size_t third = count_third(directed, weak, t.from, t.to, kind, seen, t.tie + 1, ret);
        ret[arcs_between(directed, t.from, t.to) == 3 ? 2 : 1] += (double)(n - 2 - third);
    }
    double all = (double)n * ((double)n - 1) * ((double)n - 2) / 6, tied = 0;
    for (int i = 1; i < KINDS; i++)
        tied += ret[i];
    ret[0] = all > tied ? all - tied : 0;
    return ENT_OK;
}
