/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sums over walks of all lengths, each step weighing less than the one before: Katz and Bonacich. They are what is
 * left of x = b A x + c when it is repeated until nothing changes, which it comes to when b is below 1 over the
 * largest eigenvalue. */
#include <math.h>

#include "analysis/measures/measures.h"

enum { MOST_ROUNDS = 1000000, MOST_GUESSES = 20000 };
#define SAME 1e-14      /* relative: nothing changes any more */
#define USUAL_SHARE 0.85 /* of 1 over the largest eigenvalue, when nothing is asked for */

typedef struct walks {
    const ent_i_network *network;
    const ent_i_lists *lists; /* a node's score is from those it is tied to here */
    size_t n;
    double *now, *next;
} walks;

/* next = sum of now over the ties of each node. */
static void step(walks *w)
{
    for (size_t v = 0; v < w->n; v++) {
        double sum = 0;
        for (size_t i = w->lists->place[v]; i < w->lists->place[v + 1]; i++)
            sum += w->now[w->lists->to[i]] * (w->lists->weights ? w->lists->weights[i] : 1);
        w->next[v] = sum;
    }
}

/* Do all walks end? Nodes that nothing leads to are taken away until none is left, or none is found. */
static ent_status without_cycles(const ent_i_network *network, bool *ret, ent_error *err)
{
    size_t n = network->node_count, found = 0;
    ENT_I_AUTOFREE uint32_t *leading = NULL, *free_nodes = NULL;
    ENT_I_TRY(ENT_I_ZEROED(leading, n, err));
    ENT_I_TRY(ENT_I_ZEROED(free_nodes, n, err));
    for (uint32_t i = 0; i < n; i++) {
        leading[i] = (uint32_t)ent_i_lists_count(&network->in, i);
        if (!leading[i])
            free_nodes[found++] = i;
    }
    for (size_t at = 0; at < found; at++)
        for (size_t i = network->out.place[free_nodes[at]]; i < network->out.place[free_nodes[at] + 1]; i++)
            if (!--leading[network->out.to[i]])
                free_nodes[found++] = network->out.to[i];
    *ret = found == n;
    return ENT_OK;
}

/* The largest eigenvalue, by how fast A + I grows whatever it is given; 0 without a cycle. */
static ent_status largest_eigenvalue(walks *w, const ent_i_clock *clock, double *ret, ent_error *err)
{
    bool none;
    double guess = 0;
    ENT_I_TRY(without_cycles(w->network, &none, err));
    for (size_t i = 0; i < w->n; i++)
        w->now[i] = 1;
    for (int round = 0; round < MOST_GUESSES && !none; round++) {
        double norm = 0, before = guess;
        step(w);
        for (size_t i = 0; i < w->n; i++)
            norm = fmax(norm, w->next[i] + w->now[i]);
        for (size_t i = 0; i < w->n; i++)
            w->now[i] = (w->next[i] + w->now[i]) / norm;
        guess = norm - 1;
        if (fabs(guess - before) <= 1e-13 * fmax(1, guess))
            break;
        if (round % 64 == 0)
            ENT_I_TRY(ent_i_clock_check(clock, err));
    }
    *ret = guess;
    return ENT_OK;
}

/* x = b A x + c, from x = c. */
static ent_status repeat(walks *w, double b, const double *c, const ent_i_clock *clock, ent_error *err)
{
    for (size_t i = 0; i < w->n; i++)
        w->now[i] = c[i];
    for (int round = 0; round < MOST_ROUNDS; round++) {
        double changed = 0, largest = 0;
        step(w);
        for (size_t i = 0; i < w->n; i++) {
            double x = b * w->next[i] + c[i];
            changed = fmax(changed, fabs(x - w->now[i]));
            largest = fmax(largest, fabs(x));
            w->now[i] = x;
        }
        if (!(largest < 1e150))
            break;
        if (changed <= SAME * largest)
            return ENT_OK;
        if (round % 64 == 0)
            ENT_I_TRY(ent_i_clock_check(clock, err));
    }
    return ent_i_fail(err, ENT_ERR_CONVERGENCE, "%s did not converge", clock->what);
}

/* How much of each step is left: as asked for, or as usual. */
static ent_status attenuation(const ent_i_call *call, walks *w, const char *name, double *ret, ent_error *err)
{
    double largest;
    const ent_i_value *given = ent_i_call_value(call, name);
    ENT_I_TRY(largest_eigenvalue(w, call->clock, &largest, err));
    *ret = !given->given ? largest > 0 ? USUAL_SHARE / largest : 1 : given->number;
    if (largest > 0 && fabs(*ret) >= (1 - 1e-9) / largest)
        return ent_i_fail(err, ENT_ERR_USAGE, "%s: %s must be closer to 0 than 1 over the largest eigenvalue, %.6f",
                          call->measure->name, name, 1 / largest);
    if (!given->given)
        ent_i_call_note(call, "%s is %.6g, 0.85 over the largest eigenvalue.", name, *ret);
    return ENT_OK;
}

static ent_status open_walks(const ent_i_call *call, bool incoming, walks *w, ent_error *err)
{
    const ent_i_network *network;
    ENT_I_TRY(ent_i_network_of(call->projection, call->projection->options.directed, ENT_I_PARALLEL_SUM, &network,
                               err));
    w->network = network;
    w->lists = incoming ? &network->in : &network->out;
    w->n = network->node_count;
    ENT_I_TRY(ENT_I_ZEROED(w->now, w->n, err));
    return ENT_I_ZEROED(w->next, w->n, err);
}

static void close_walks(walks *w)
{
    free(w->now);
    free(w->next);
}

/* c is the first step, A 1, times b for Katz. */
static ent_status sum_walks(const ent_i_call *call, walks *w, const char *name, bool first_counts_less, double *ret,
                            ent_error *err)
{
    double b;
    ENT_I_TRY(attenuation(call, w, name, &b, err));
    ENT_I_AUTOFREE double *c = NULL;
    ENT_I_TRY(ENT_I_ZEROED(c, w->n, err));
    for (size_t i = 0; i < w->n; i++)
        w->now[i] = 1;
    step(w);
    for (size_t i = 0; i < w->n; i++)
        c[i] = (first_counts_less ? b : 1) * w->next[i];
    ENT_I_TRY(repeat(w, b, c, call->clock, err));
    for (size_t i = 0; i < w->n; i++)
        ret[i] = w->now[i];
    return ENT_OK;
}

ent_status ent_i_measure_katz(const ent_i_call *call, double *ret, ent_error *err)
{
    walks w = { 0 };
    ent_status status = open_walks(call, true, &w, err);
    if (status >= 0)
        status = sum_walks(call, &w, "alpha", true, ret, err);
    close_walks(&w);
    return status;
}

/* Scaled so that the squares sum to the number of nodes. */
ent_status ent_i_measure_power(const ent_i_call *call, double *ret, ent_error *err)
{
    walks w = { 0 };
    ent_status status = open_walks(call, false, &w, err);
    if (status >= 0)
        status = sum_walks(call, &w, "beta", false, ret, err);
    close_walks(&w);
    ENT_I_TRY(status);
    double squares = 0, n = (double)call->projection->node_count;
    for (size_t i = 0; i < call->projection->node_count; i++)
        squares += ret[i] * ret[i];
    for (size_t i = 0; i < call->projection->node_count; i++)
        ret[i] = squares > 0 ? ret[i] * sqrt(n / squares) : NAN;
    return ENT_OK;
}
