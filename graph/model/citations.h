/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ENT_I_CITATIONS_H
#define ENT_I_CITATIONS_H

#include "graph/model/graph.h"

/* Order citations by owner and drop those that an owner has twice. O(citations + owners). */
ENT_CHECK ent_status ent_i_citations_finish(ent_i_citations *list, size_t owners, ent_error *err);

#endif
