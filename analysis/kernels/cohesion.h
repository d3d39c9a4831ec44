/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How tightly a node's surroundings hold together, directions and weights apart. */
#ifndef ENT_I_KERNEL_COHESION_H
#define ENT_I_KERNEL_COHESION_H

#include "analysis/kernels/simd.h"
#include "analysis/network/projection.h"
#include "analysis/view/clock.h"

/* ret: by node, the largest k of a k-core that it is in. The network is undirected. Seidman (1983), DOI
 * 10.1016/0378-8733(83)90028-X. O(n + m log of the largest). */
ENT_CHECK ent_status ent_i_coreness(const ent_i_network *network, uint32_t *ret, ent_error *err);

/* ret: by node, the triangles that it is in. The network is undirected. Latapy (2008), DOI
 * 10.1016/j.tcs.2008.07.017. O(m sqrt m). */
ENT_CHECK ent_status ent_i_triangles(const ent_i_network *network, ent_i_simd simd, const ent_i_clock *clock,
                                     uint64_t *ret, ent_error *err);

/* ret: by node, the share of the pairs of its neighbours that are tied to each other; NaN with fewer than two. Watts
 * and Strogatz (1998), DOI 10.1038/30918. */
ENT_CHECK ent_status ent_i_clustering(const ent_i_network *network, const ent_i_clock *clock, double *ret,
                                      ent_error *err);

#endif
