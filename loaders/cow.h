/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The Correlates of War's table of intergovernmental organisations by year: rows of a CSV file whose header
 * names ioname, orgname, year and a column a state. */
#ifndef ENT_I_COW_H
#define ENT_I_COW_H

#include <entente/graph.h>

#include "graph/base/error.h"

typedef struct ent_i_cow ent_i_cow;

bool ent_i_cow_is_header(const ent_text *fields, size_t count);
/* The graph and the file's name are borrowed until it is freed. */
ENT_CHECK ent_status ent_i_cow_new(ent_graph *graph, const char *file, const ent_text *header, size_t count,
                                   ent_i_cow **ret, ent_error *err);
ENT_CHECK ent_status ent_i_cow_row(ent_i_cow *cow, const ent_text *fields, size_t count, uint64_t line, ent_error *err);
/* Years merged into periods, and all of it added to the graph. */
ENT_CHECK ent_status ent_i_cow_finish(ent_i_cow *cow, ent_error *err);
void ent_i_cow_free(ent_i_cow *cow);

#endif
