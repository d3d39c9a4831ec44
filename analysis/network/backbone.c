/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Backbones of one-mode projections.
 *
 * Disparity filter (Serrano, Boguna and Vespignani 2009): a node of strength s with k ties that spread it at random
 * has a tie of weight w or more with the chance (1 - w/s)^(k-1).
 *
 * Stochastic degree sequence model (Neal 2014), with the probabilities of the bipartite configuration model (Saracco
 * et al. 2015): node i has thing j with probability x_i y_j / (1 + x_i y_j), x and y such that nodes and things have
 * as many as they do on average. How many things two nodes share is then a Poisson binomial number, and the chance
 * of as many or more is summed up exactly.
 *
 * Fixed fill model (Neal, Domagalski and Sagan 2021): all ways to spread as many ties over all pairs of a node and a
 * thing are alike. Two nodes share k of n things and one of them alone has s more in n!/(k! s! (n-k-s)!) 2^s ways, and
 * in each of them the other m-2 nodes have what is left in (m-2)n over f-2k-s. */
#include "analysis/network/backbone.h"

#include <math.h>

enum { MOST_ROUNDS = 20000 };
#define CLOSE 1e-10

/* --- disparity ------------------------------------------------------------------------------------------ */

static double chance_at(double weight, double strength, double ties)
{
    return ties > 1 ? pow(1 - weight / strength, ties - 1) : 1;
}

ent_status ent_i_backbone_disparity(const ent_i_having *having, double alpha, ent_i_sharing *ties, size_t *count,
                                    ent_error *err)
{
    ENT_I_AUTOFREE double *strength = NULL, *degree = NULL;
    ENT_I_TRY(ENT_I_ZEROED(strength, having->nodes, err));
    ENT_I_TRY(ENT_I_ZEROED(degree, having->nodes, err));
    for (size_t i = 0; i < *count; i++) {
        strength[ties[i].a] += ties[i].weight;
        strength[ties[i].b] += ties[i].weight;
        degree[ties[i].a]++;
        degree[ties[i].b]++;
    }
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++) {
        uint32_t a = ties[i].a, b = ties[i].b;
        double one = chance_at(ties[i].weight, strength[a], degree[a]);
        double other = chance_at(ties[i].weight, strength[b], degree[b]);
        if (one < alpha || other < alpha)
            ties[kept++] = ties[i];
    }
    *count = kept;
    return ENT_OK;
}

/* --- fixed fill model ----------------------------------------------------------------------------------- */

typedef struct fill {
    double nodes, things, ties;
} fill;

static double log_choose(double of, double taken)
{
    int sign;
    return lgamma_r(of + 1, &sign) - lgamma_r(taken + 1, &sign) - lgamma_r(of - taken + 1, &sign);
}

/* What s + 1 things of one alone weigh beside s of them. */
static double next_share(const fill *f, double k, double s)
{
    double room = (f->nodes - 2) * f->things;
    return 2 * (f->things - k - s) / (s + 1) * ((f->ties - 2 * k - s) / (room - f->ties + 2 * k + s + 1));
}

/* The chance that two nodes share exactly k things: a sum over s, from its largest term both ways for as long as
 * terms count. */
static double chance_of_sharing(const fill *f, double k)
{
    double room = (f->nodes - 2) * f->things, left = f->ties - 2 * k;
    double low = fmax(0, left - room), high = fmin(f->things - k, left), sum = 1, term = 1;
    if (low > high)
        return 0;
    double a = low, b = high;
    while (a < b) { /* the first s that the next is no larger than */
        double middle = floor((a + b) / 2);
        if (next_share(f, k, middle) > 1)
            a = middle + 1;
        else
            b = middle;
    }
    for (double s = a; s < high && term > 1e-20 * sum; s++)
        sum += term *= next_share(f, k, s);
    term = 1;
    for (double s = a; s > low && term > 1e-20 * sum; s--)
        sum += term /= next_share(f, k, s - 1);
    double most = log_choose(f->things, k) + log_choose(f->things - k, a) + a * log(2) + log_choose(room, left - a);
    return exp(most - log_choose(f->nodes * f->things, f->ties)) * sum;
}

ent_status ent_i_backbone_fixed_fill(const ent_i_having *having, double alpha, ent_i_sharing *ties, size_t *count,
                                     ent_error *err)
{
    fill f = { (double)having->nodes, (double)having->things, (double)having->place[having->nodes] };
    uint32_t most = 0;
    if (!*count)
        return ENT_OK;
    for (size_t i = 0; i < *count; i++)
        most = ties[i].shared > most ? ties[i].shared : most;
    ENT_I_AUTOFREE double *chances = NULL; /* of as many or more */
    ENT_I_TRY(ENT_I_ZEROED(chances, (size_t)most + 1, err));
    double sum = 0;
    for (double k = most + 1.0, last = 1; k <= f.things && last > 1e-18 * sum; k++)
        sum += last = chance_of_sharing(&f, k);
    for (uint32_t k = most + 1; k-- > 0;)
        chances[k] = sum += chance_of_sharing(&f, k);
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++)
        if (chances[ties[i].shared] < alpha)
            ties[kept++] = ties[i];
    *count = kept;
    return ENT_OK;
}

/* --- stochastic degree sequence model ------------------------------------------------------------------- */

typedef struct model {
    double *x, *y;  /* by node, by thing */
    double *degree; /* of nodes: those of things are the holders */
} model;

/* One fixed-point step of one side, from its numbers and the other side's; the largest relative change. */
static double fit_side(const double *degree, const uint32_t *holders, size_t count, double *own, const double *other,
                       size_t other_count)
{
    double changed = 0;
    for (size_t i = 0; i < count; i++) {
        double wanted = degree ? degree[i] : holders[i], sum = 0;
        for (size_t j = 0; j < other_count; j++)
            sum += other[j] / (1 + own[i] * other[j]);
        double next = wanted > 0 ? fmin(wanted / sum, 1e12) : 0; /* who has all has no finite number */
        changed = fmax(changed, fabs(next - own[i]) / fmax(next, 1e-300));
        own[i] = next;
    }
    return changed;
}

static ent_status fit(const ent_i_having *having, model *m, ent_error *err)
{
    ENT_I_TRY(ENT_I_ZEROED(m->x, having->nodes, err));
    ENT_I_TRY(ENT_I_ZEROED(m->y, having->things, err));
    ENT_I_TRY(ENT_I_ZEROED(m->degree, having->nodes, err));
    double all = (double)having->place[having->nodes];
    for (size_t i = 0; i < having->nodes; i++) {
        m->degree[i] = (double)(having->place[i + 1] - having->place[i]);
        m->x[i] = m->degree[i] / sqrt(all);
    }
    for (size_t j = 0; j < having->things; j++)
        m->y[j] = having->holders[j] / sqrt(all);
    double changed = INFINITY;
    for (int round = 0; round < MOST_ROUNDS && changed > CLOSE; round++) {
        changed = fit_side(m->degree, NULL, having->nodes, m->x, m->y, having->things);
        changed = fmax(changed, fit_side(NULL, having->holders, having->things, m->y, m->x, having->nodes));
    }
    return ENT_OK;
}

/* The chance that a and b share `shared` things or more; chances: room for shared numbers. */
static double chance_of(const model *m, size_t things, uint32_t a, uint32_t b, uint32_t shared, double *chances)
{
    for (uint32_t k = 0; k < shared; k++)
        chances[k] = k == 0;
    for (size_t j = 0; j < things; j++) {
        double one = m->x[a] * m->y[j], other = m->x[b] * m->y[j];
        double both = one / (1 + one) * (other / (1 + other));
        for (uint32_t k = shared; k-- > 1;)
            chances[k] = chances[k] * (1 - both) + chances[k - 1] * both;
        chances[0] *= 1 - both;
    }
    double fewer = 0;
    for (uint32_t k = 0; k < shared; k++)
        fewer += chances[k];
    return 1 - fewer;
}

static ent_status keep_unlikely(const ent_i_having *having, const model *m, double alpha, ent_i_sharing *ties,
                                size_t *count, ent_error *err)
{
    ENT_I_AUTOFREE double *chances = NULL;
    ENT_I_TRY(ENT_I_ZEROED(chances, having->things + 1, err));
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++)
        if (chance_of(m, having->things, ties[i].a, ties[i].b, ties[i].shared, chances) < alpha)
            ties[kept++] = ties[i];
    *count = kept;
    return ENT_OK;
}

ent_status ent_i_backbone_sdsm(const ent_i_having *having, double alpha, ent_i_sharing *ties, size_t *count,
                               ent_error *err)
{
    model m = { 0 };
    ent_status status = *count ? fit(having, &m, err) : ENT_OK;
    if (status >= 0 && *count)
        status = keep_unlikely(having, &m, alpha, ties, count, err);
    free(m.x);
    free(m.y);
    free(m.degree);
    return status;
}
