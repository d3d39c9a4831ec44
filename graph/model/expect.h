/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ENT_I_EXPECT_H
#define ENT_I_EXPECT_H

#include <entente/graph.h>

/* A node of this key will be asked for soon: fetch the place where it would be found. */
void ent_i_graph_expect(const ent_graph *graph, const char *key, size_t length);

#endif
