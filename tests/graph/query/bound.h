/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the binder found out, as a line of text. */
#ifndef ENT_TEST_BOUND_H
#define ENT_TEST_BOUND_H

#include "graph/base/buffer.h"
#include "graph/query/bind/bind.h"

/* Clauses, separated by "; ", of all parts, separated by " UNION ":
 *   match p5=(0+)-[1+]-(0=)   + new here, = met again here, nothing: of before, ? of before and unchecked
 *   unwind 3    call city=4
 *   with name=3<0 c=4* {count 5} sort [4] where [4] sees    column=slot, <what it copies, * holds aggregates,
 *     aggregates and their slots, the slots that ORDER BY and WHERE read, sees_input
 * WHERE of MATCH and the expressions of others are shown as the slots that they read. */
void bound_print(const ent_i_bound *bound, ent_i_buffer *out);

#endif
