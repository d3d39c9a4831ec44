/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Subgraph centrality: the diagonal of the exponential of the adjacency matrix. For each node Lanczos' recurrence
 * from its unit vector gives a small tridiagonal matrix T; exp(T) at its first place comes to the number sought in
 * few steps (Golub and Meurant, Matrices, Moments and Quadrature, 1993), without any matrix of n by n. */
#include <math.h>
#include <string.h>

#include "analysis/measures/measures.h"

enum { MOST_STEPS = 300 };

typedef struct lanczos {
    const ent_i_lists *lists;
    size_t n;
    double *basis; /* the vectors so far, n each; room for `room` of them */
    size_t room;
    double alpha[MOST_STEPS], beta[MOST_STEPS];
    double *work; /* of the small matrix */
} lanczos;

static void multiply(const ent_i_lists *lists, size_t n, const double *x, double *ret)
{
    for (size_t v = 0; v < n; v++) {
        double sum = 0;
        for (size_t i = lists->place[v]; i < lists->place[v + 1]; i++)
            sum += x[lists->to[i]] * (lists->weights ? lists->weights[i] : 1);
        ret[v] = sum;
    }
}

static double dot(const double *a, const double *b, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

/* One sweep of rotations that chase a number below the diagonal from m up to l; it ends where one
 * vanishes. */
static void sweep(size_t l, size_t m, double *d, double *e, double *z)
{
    double g = (d[l + 1] - d[l]) / (2 * e[l]), s = 1, c = 1, p = 0;
    g = d[m] - d[l] + e[l] / (g + copysign(hypot(g, 1), g));
    for (size_t i = m; i-- > l;) {
        double f = s * e[i], b = c * e[i], r = hypot(f, g);
        e[i + 1] = r;
        if (r == 0) {
            d[i + 1] -= p;
            e[m] = 0;
            return;
        }
        s = f / r;
        c = g / r;
        g = d[i + 1] - p;
        r = (d[i] - g) * s + 2 * c * b;
        p = s * r;
        d[i + 1] = g + p;
        g = c * r - b;
        double upper = z[i], lower = z[i + 1];
        z[i + 1] = s * upper + c * lower;
        z[i] = c * upper - s * lower;
    }
    d[l] -= p;
    e[l] = g;
    e[m] = 0;
}

/* e' exp(T) e for the first unit vector e, by the eigenvalues of T and the first parts of its eigenvectors (implicit
 * QL; Golub and Welsch 1969). d, e and z are of k numbers. */
static double exponential_at_first(size_t k, double *d, double *e, double *z)
{
    for (size_t i = 0; i < k; i++)
        z[i] = i == 0;
    e[k - 1] = 0;
    for (size_t l = 0; l < k; l++)
        for (int round = 0; round < 100; round++) {
            size_t m = l;
            while (m + 1 < k && fabs(e[m]) > 1e-16 * (fabs(d[m]) + fabs(d[m + 1])))
                m++;
            if (m == l)
                break;
            sweep(l, m, d, e, z);
        }
    double sum = 0;
    for (size_t i = 0; i < k; i++)
        sum += z[i] * z[i] * exp(d[i]);
    return sum;
}

static double estimate(lanczos *l, size_t k)
{
    memcpy(l->work, l->alpha, k * sizeof *l->work);
    memcpy(l->work + MOST_STEPS, l->beta, k * sizeof *l->work);
    return exponential_at_first(k, l->work, l->work + MOST_STEPS, l->work + 2 * MOST_STEPS);
}

/* The next vector, orthogonal to all before; its length before scaling. */
static double next_vector(lanczos *l, size_t k)
{
    double *v = l->basis + k * l->n, *w = v + l->n;
    multiply(l->lists, l->n, v, w);
    l->alpha[k] = dot(v, w, l->n);
    for (int twice = 0; twice < 2; twice++)
        for (size_t j = 0; j <= k; j++) {
            const double *u = l->basis + j * l->n;
            double along = dot(u, w, l->n);
            for (size_t i = 0; i < l->n; i++)
                w[i] -= along * u[i];
        }
    double length = sqrt(dot(w, w, l->n));
    for (size_t i = 0; i < l->n && length > 0; i++)
        w[i] /= length;
    return length;
}

static ent_status at_node(lanczos *l, size_t node, double *ret, ent_error *err)
{
    double before = 0;
    memset(l->basis, 0, l->n * sizeof *l->basis);
    l->basis[node] = 1;
    for (size_t k = 0; k < MOST_STEPS; k++) {
        if ((k + 2) > l->room) {
            size_t capacity = l->room * l->n;
            ENT_I_TRY(ENT_I_RESERVE(l->basis, capacity, (k + 2) * l->n, err));
            l->room = capacity / l->n;
        }
        double length = next_vector(l, k);
        l->beta[k] = length;
        double now = estimate(l, k + 1);
        bool done = length < 1e-10 || k + 1 == l->n || (k > 2 && fabs(now - before) <= 1e-13 * now);
        before = now;
        if (done)
            break;
    }
    *ret = before;
    return ENT_OK;
}

ent_status ent_i_measure_subgraph(const ent_i_call *call, double *ret, ent_error *err)
{
    const ent_i_network *network;
    ENT_I_TRY(ent_i_network_of(call->projection, false, ENT_I_PARALLEL_SUM_OR_ONCE, &network, err));
    ENT_I_AUTOFREE double *work = NULL;
    ENT_I_TRY(ENT_I_ZEROED(work, 3 * MOST_STEPS, err));
    lanczos l = { .lists = &network->out, .n = network->node_count, .work = work };
    ent_status status = ENT_I_ZEROED(l.basis, 16 * l.n, err);
    l.room = 16;
    for (size_t i = 0; i < l.n && status >= 0; i++) {
        if (i % 16 == 0)
            status = ent_i_clock_step(call->clock, i, l.n, err);
        if (status >= 0)
            status = at_node(&l, i, &ret[i], err);
        if (status >= 0 && isinf(ret[i]))
            status = ent_i_fail(err, ENT_ERR_LIMIT, "subgraph: the numbers are too large; scale the weights down");
    }
    free(l.basis);
    return status;
}
