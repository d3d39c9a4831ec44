/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Information centrality (Stephenson and Zelen 1989), which is current-flow closeness (Brandes and Fleischer 2005):
 * ties are wires, and a node is as central as the others are near by resistance. With node 0 of a component of n
 * nodes grounded, M the inverse of what is left of the Laplacian and M_0j = 0, the resistance between i and j is
 * M_ii + M_jj - 2 M_ij, so that a node's sum of them is n M_ii + trace M - 2 (M 1)_i. M_ii comes from the inverse
 * of Cholesky's factor, M 1 from solving. */
#include <math.h>

#include "analysis/measures/measures.h"

enum { MOST_NODES = 12000 }; /* of a component: a gigabyte of matrix */

typedef struct part {
    uint32_t *nodes;  /* of the component; the first is grounded */
    uint32_t *number; /* by node: its place among them */
    size_t count;
    double *matrix;   /* lower triangle by rows, of the others */
} part;

static double *row(const part *p, size_t i)
{
    return p->matrix + i * (i + 1) / 2;
}

static void collect(const ent_i_network *network, uint32_t root, part *p)
{
    p->count = 0;
    p->number[root] = 0;
    p->nodes[p->count++] = root;
    for (size_t at = 0; at < p->count; at++)
        for (size_t i = network->out.place[p->nodes[at]]; i < network->out.place[p->nodes[at] + 1]; i++) {
            uint32_t other = network->out.to[i];
            if (p->number[other] != ENT_NONE)
                continue;
            p->number[other] = (uint32_t)p->count;
            p->nodes[p->count++] = other;
        }
}

static void fill(const ent_i_network *network, part *p)
{
    for (size_t at = 1; at < p->count; at++) {
        double *line = row(p, at - 1);
        for (size_t j = 0; j < at; j++)
            line[j] = 0;
        for (size_t i = network->out.place[p->nodes[at]]; i < network->out.place[p->nodes[at] + 1]; i++) {
            double weight = network->out.weights ? network->out.weights[i] : 1;
            size_t other = p->number[network->out.to[i]];
            line[at - 1] += weight;
            if (other > 0 && other < at)
                line[other - 1] -= weight;
        }
    }
}

/* Cholesky's factor in the place of the matrix. */
static ent_status factor(part *p, const ent_i_clock *clock, ent_error *err)
{
    size_t n = p->count - 1;
    for (size_t i = 0; i < n; i++) {
        double *a = row(p, i);
        if (i % 64 == 0)
            ENT_I_TRY(ent_i_clock_step(clock, i, 2 * n, err));
        for (size_t j = 0; j <= i; j++) {
            const double *b = row(p, j);
            double sum = a[j];
            for (size_t k = 0; k < j; k++)
                sum -= a[k] * b[k];
            a[j] = j < i ? sum / b[j] : sqrt(sum);
        }
    }
    return ENT_OK;
}

/* M 1, by forward and back substitution. */
static void solve_ones(const part *p, double *x)
{
    size_t n = p->count - 1;
    for (size_t i = 0; i < n; i++) {
        const double *a = row(p, i);
        x[i] = 1;
        for (size_t j = 0; j < i; j++)
            x[i] -= a[j] * x[j];
        x[i] /= a[i];
    }
    for (size_t i = n; i-- > 0;) {
        const double *a = row(p, i);
        x[i] /= a[i];
        for (size_t j = 0; j < i; j++)
            x[j] -= a[j] * x[i];
    }
}

/* The squares of a column of the factor's inverse add up to a number of the diagonal of M. */
static ent_status diagonal(const part *p, const ent_i_clock *clock, double *column, double *ret, ent_error *err)
{
    size_t n = p->count - 1;
    for (size_t k = 0; k < n; k++) {
        if (k % 64 == 0)
            ENT_I_TRY(ent_i_clock_step(clock, n + k, 2 * n, err));
        ret[k] = 0;
        for (size_t i = k; i < n; i++) {
            const double *a = row(p, i);
            double sum = i == k;
            for (size_t j = k; j < i; j++)
                sum -= a[j] * column[j];
            column[i] = sum / a[i];
            ret[k] += column[i] * column[i];
        }
    }
    return ENT_OK;
}

static ent_status measure_part(const ent_i_network *network, part *p, const ent_i_clock *clock, double *ret,
                               ent_error *err)
{
    size_t n = p->count - 1;
    if (!n) {
        ret[p->nodes[0]] = NAN;
        return ENT_OK;
    }
    if (p->count > MOST_NODES)
        return ent_i_fail(err, ENT_ERR_LIMIT, "information: a component of %zu nodes is too large; at most %d", p->count,
                          MOST_NODES);
    ENT_I_AUTOFREE double *matrix = NULL, *space = NULL;
    ENT_I_TRY(ENT_I_ZEROED(matrix, n * (n + 1) / 2, err));
    ENT_I_TRY(ENT_I_ZEROED(space, 3 * n, err));
    p->matrix = matrix;
    double *ones = space, *own = space + n, trace = 0, nodes = (double)p->count;
    fill(network, p);
    ENT_I_TRY(factor(p, clock, err));
    solve_ones(p, ones);
    ENT_I_TRY(diagonal(p, clock, space + 2 * n, own, err));
    for (size_t i = 0; i < n; i++)
        trace += own[i];
    ret[p->nodes[0]] = nodes / trace;
    for (size_t i = 0; i < n; i++)
        ret[p->nodes[i + 1]] = nodes / (nodes * own[i] + trace - 2 * ones[i]);
    return ENT_OK;
}

ent_status ent_i_measure_information(const ent_i_call *call, double *ret, ent_error *err)
{
    const ent_i_network *network;
    ENT_I_TRY(ent_i_network_of(call->projection, false, ENT_I_PARALLEL_SUM_OR_ONCE, &network, err));
    size_t n = network->node_count, parts = 0;
    ENT_I_AUTOFREE uint32_t *nodes = NULL, *number = NULL;
    ENT_I_TRY(ENT_I_ZEROED(nodes, n, err));
    ENT_I_TRY(ENT_I_ZEROED(number, n, err));
    part p = { .nodes = nodes, .number = number };
    for (size_t i = 0; i < n; i++)
        number[i] = ENT_NONE;
    for (uint32_t i = 0; i < n; i++) {
        if (number[i] != ENT_NONE)
            continue;
        collect(network, i, &p);
        ENT_I_TRY(measure_part(network, &p, call->clock, ret, err));
        parts += p.count > 1;
    }
    if (parts > 1)
        ent_i_call_note(call, "Nodes of different components cannot be compared.");
    return ENT_OK;
}
