/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a plan looks like to its reader, and what a run of it cost: the rows of EXPLAIN and PROFILE. Each operator
 * describes itself; what it does within itself, again and again, stands in rows of its own under it. */
#ifndef ENT_I_EXPLAIN_H
#define ENT_I_EXPLAIN_H

#include "graph/base/buffer.h"
#include "graph/query/evaluate/run.h"

typedef struct ent_i_explain ent_i_explain;

/* A row that is not known how many of: of what the planner does not estimate. */
#define ENT_I_NO_ESTIMATE (-1.0)

/* Begin a row under the one that is described now, and end it. name: "Expand". */
void ent_i_explain_begin(ent_i_explain *explain, const char *name, double estimate, const ent_i_counter *counter);
void ent_i_explain_end(ent_i_explain *explain);
/* Another name for the row that is described now. */
void ent_i_explain_name(ent_i_explain *explain, const char *name);

/* Add to the details of the row that is described now. */
void ent_i_explain_text(ent_i_explain *explain, const char *format, ...) ENT_I_PRINTF(2, 3);
/* Text of the query, on one line. */
void ent_i_explain_source(ent_i_explain *explain, ent_i_range range);
/* The text of an expression; subqueries within it get rows under this one. */
void ent_i_explain_expr(ent_i_explain *explain, const ent_i_expr *expr);
/* The columns of a projection: "a.name AS name, count(*)". */
void ent_i_explain_columns(ent_i_explain *explain, const ent_i_bound_projection *projection);
/* Only their rows, of an expression that is named already. */
void ent_i_explain_subqueries(ent_i_explain *explain, const ent_i_expr *expr);

/* The rows of a whole plan, or of a pattern. */
struct ent_i_query_plan;
struct ent_i_matcher;
void ent_i_explain_plan(ent_i_explain *explain, const struct ent_i_query_plan *plan);
void ent_i_explain_matcher(ent_i_explain *explain, const struct ent_i_matcher *matcher);
/* eval_sub.c */
void ent_i_explain_sub(ent_i_explain *explain, const ent_i_expr *expr);
/* What it was that could not be described. */
void ent_i_explain_fail(ent_i_explain *explain, ent_status status);
ent_i_run *ent_i_explain_run(const ent_i_explain *explain);

/* The columns: operator, details, estimated_rows; of PROFILE also rows, hits and ms. */
size_t ent_i_explain_width(ent_i_mode mode);
const char *ent_i_explain_column(ent_i_mode mode, size_t column);
/* Describe a plan that is made (and, to be profiled, was run); take is called with the values of each row, which live
 * until it returns. */
ENT_CHECK ent_status ent_i_explain_rows(ent_i_run *run, const struct ent_i_query_plan *plan, ent_i_mode mode,
                                   ent_status (*take)(void *context, const ent_i_value *row), void *context);

#endif
