/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Random networks and what is plain to see of them, for slow computations of definitions. */
#ifndef ENT_TEST_MEASURE_ORACLE_H
#define ENT_TEST_MEASURE_ORACLE_H

#include "measure_support.h"

#include "graph/base/hash.h"

enum { MAX = 40 };

typedef struct oracle {
    int n;
    bool directed;
    double count[MAX][MAX];    /* ties, loops left out; symmetric when undirected */
    double sum[MAX][MAX];      /* of weights */
    double least[MAX][MAX];    /* of weights; 0: no tie */
    double degree[MAX], in[MAX], out[MAX], strength[MAX], strength_in[MAX], strength_out[MAX];
    int ties, ends[8 * MAX][2];  /* every tie as it is */
    bool symmetric[8 * MAX];
} oracle;

/* Distances and numbers of shortest paths by trying every node in between, over and over. */
static inline void distances(const oracle *o, bool weighted, double d[MAX][MAX], double paths[MAX][MAX])
{
    for (int i = 0; i < o->n; i++)
        for (int j = 0; j < o->n; j++)
            d[i][j] = i == j ? 0 : o->count[i][j] == 0 ? INFINITY : weighted ? o->least[i][j] : 1;
    for (int k = 0; k < o->n; k++)
        for (int i = 0; i < o->n; i++)
            for (int j = 0; j < o->n; j++)
                d[i][j] = fmin(d[i][j], d[i][k] + d[k][j]);
    /* paths from s to t: summed over the last step, nearest t first. */
    for (int s = 0; s < o->n; s++) {
        bool done[MAX] = { false };
        for (int t = 0; t < o->n; t++)
            paths[s][t] = s == t;
        for (int round = 0; round < o->n; round++) {
            int t = -1;
            for (int i = 0; i < o->n; i++)
                if (!done[i] && isfinite(d[s][i]) && (t < 0 || d[s][i] < d[s][t]))
                    t = i;
            if (t < 0)
                break;
            done[t] = true;
            for (int v = 0; v < o->n && t != s; v++)
                if (o->count[v][t] > 0 && isfinite(d[s][v]) &&
                    fabs(d[s][v] + (weighted ? o->least[v][t] : 1) - d[s][t]) < 1e-9)
                    paths[s][t] += paths[s][v];
        }
    }
}

static inline ent_graph *random_network(uint64_t *seed, int n, int ties, bool directed, oracle *o)
{
    static char text[32768];
    size_t at = 0;
    memset(o, 0, sizeof *o);
    o->n = n;
    o->directed = directed;
    at += (size_t)snprintf(text + at, sizeof text - at, "type PEER_OF state symmetric\n");
    for (int i = 0; i < n; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "node n%d %s\n", i, i % 3 ? "State" : "Forum");
    for (int i = 0; i < ties; i++) {
        *seed = ent_i_hash_mix(*seed + 0x9e3779b97f4a7c15ULL);
        int a = (int)(*seed % (uint64_t)n), b = (int)((*seed >> 16) % (uint64_t)n);
        bool symmetric = (*seed >> 33 & 3) == 0;
        double weight = (double)(1 + (*seed >> 40 & 3));
        at += (size_t)snprintf(text + at, sizeof text - at, "tie n%d %s n%d - - - - {\"weight\":%d,\"i\":%d}\n", a,
                               symmetric ? "PEER_OF" : "LINKS", b, (int)weight, i);
        o->degree[a]++;
        o->degree[b]++;
        o->strength[a] += weight;
        o->strength[b] += weight;
        o->out[a]++;
        o->in[b]++;
        o->strength_out[a] += weight;
        o->strength_in[b] += weight;
        if (symmetric && a != b) {
            o->out[b]++;
            o->in[a]++;
            o->strength_out[b] += weight;
            o->strength_in[a] += weight;
        }
        o->ends[o->ties][0] = a;
        o->ends[o->ties][1] = b;
        o->symmetric[o->ties++] = symmetric;
        if (a == b)
            continue;
        for (int back = 0; back < (directed && !symmetric ? 1 : 2); back++) {
            int from = back ? b : a, to = back ? a : b;
            o->count[from][to]++;
            o->sum[from][to] += weight;
            if (o->least[from][to] == 0 || weight < o->least[from][to])
                o->least[from][to] = weight;
        }
    }
    return graph_of(text);
}

static inline void compare(const char *measure, const ent_projection *p, const double *expected, double most)
{
    double scores[MAX];
    scores_of(measure, p, scores);
    for (size_t i = 0; i < ent_projection_node_count(p); i++)
        assert_near(scores[i], expected[i], most);
}

#endif
