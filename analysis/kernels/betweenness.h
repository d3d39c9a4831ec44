/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Exact and sampled betweenness of nodes and ties. */
#ifndef ENT_I_KERNEL_BETWEENNESS_H
#define ENT_I_KERNEL_BETWEENNESS_H

#include "analysis/kernels/simd.h"
#include "analysis/network/projection.h"
#include "analysis/view/clock.h"

typedef struct ent_i_betweenness_options {
    ent_i_simd simd;
    unsigned lanes;  /* sources at once: 16 or 32; 0: 16 */
    bool wide;       /* numbers of 32 bits in small networks, too */
    bool plain;      /* one source at a time, with path counts of any size: what others fall back to */
    /* Of a sample of this many nodes as sources, scaled up to all; 0, or as many as there are: exact. */
    size_t samples;
    uint64_t seed;   /* of the sample */
} ent_i_betweenness_options;
#define ENT_I_BETWEENNESS_OPTIONS_INIT { ENT_I_SIMD_BEST, 0, false, false, 0, 0 }

/* The number of pairs of other nodes whose shortest paths go through a node (ret_nodes), or over a tie
 * (ret_ties), those with several shortest paths in part; ordered pairs in a directed network. Either ret may be
 * NULL. Weights are distances: then one source at a time. Brandes (2001), DOI 10.1080/0022250X.2001.9990249,
 * and for weights and ties Brandes (2008), DOI 10.1016/j.socnet.2007.11.001. The same bits for any number of
 * threads and any instructions; another number of lanes may change the last ones. O(n m). */
ENT_CHECK ent_status ent_i_betweenness(const ent_i_network *network, const ent_i_betweenness_options *options,
                                       const ent_i_clock *clock, double *ret_nodes, double *ret_ties, ent_error *err);

/* With a chance of 1 - risk no node's sampled betweenness is farther from the exact one than this; exact is
 * without chance and 0. Hoeffding's inequality for drawing without return (Serfling 1974, DOI
 * 10.1214/aos/1176342611), for all nodes together; sources as in Brandes and Pich (2007), DOI
 * 10.1142/S0218127407018403. */
double ent_i_betweenness_error(size_t nodes, bool directed, size_t samples, double risk);
/* The same of all ties together: from one source a tie carries at most the paths to all n - 1 others. */
double ent_i_betweenness_tie_error(size_t nodes, size_t ties, bool directed, size_t samples, double risk);

#endif
