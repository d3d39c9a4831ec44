/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a bound query to operators: one on top of the other in the order of the clauses, and the parts of a UNION one
 * after the other. */
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/query/evaluate/explain.h"
#include "graph/query/operators/op.h"

typedef struct planned_part {
    ent_i_op *op;
    const uint32_t *columns; /* NULL: no result */
} planned_part;

struct ent_i_query_plan {
    ent_i_run *run;
    planned_part *parts;
    size_t part_count, at;
    size_t width;
    bool distinct; /* UNION without ALL */
    ent_i_tuples seen;
    ent_i_value *row;
};

/* --- live slots ------------------------------------------------------------------------------------------- */

static ent_status live_add(ent_i_run *run, ent_i_live *live, uint32_t slot)
{
    if (slot == ENT_I_NO_SLOT)
        return ENT_OK;
    ENT_I_TRY(ENT_I_RESERVE(live->slots, live->capacity, live->count + 1, run->err));
    live->slots[live->count++] = slot;
    return ENT_OK;
}

static ent_status live_add_path(ent_i_run *run, ent_i_live *live, const ent_i_path_pattern *path,
                                const ent_i_bound_path *bound)
{
    for (size_t i = 0; i <= path->rel_count; i++)
        if (bound->nodes[i].binding == ENT_I_BOUND_HERE)
            ENT_I_TRY(live_add(run, live, bound->nodes[i].slot));
    for (size_t i = 0; i < path->rel_count; i++)
        if (bound->rels[i].binding == ENT_I_BOUND_HERE)
            ENT_I_TRY(live_add(run, live, bound->rels[i].slot));
    return live_add(run, live, bound->slot);
}

static ent_status live_add_pattern(ent_i_run *run, ent_i_live *live, const ent_i_pattern *pattern,
                                   const ent_i_bound_path *bound)
{
    for (size_t i = 0; i < pattern->count; i++)
        ENT_I_TRY(live_add_path(run, live, &pattern->paths[i], &bound[i]));
    return ENT_OK;
}

/* --- clauses ---------------------------------------------------------------------------------------------- */

static ent_status plan_projection(ent_i_run *run, const ent_i_clause *clause, const ent_i_bound_projection *project,
                                  ent_i_live *live, ent_i_op **op)
{
    ENT_I_TRY(project->aggregating ? ent_i_op_aggregate(run, project, op) : ent_i_op_project(run, project, op));
    uint32_t *columns = ent_i_arena_alloc(&run->plan, (project->column_count + 1) * sizeof *columns);
    if (!columns)
        return ent_i_nomem(run->err);
    if (!project->sees_input)
        live->count = 0;
    for (size_t i = 0; i < project->aggregate_count; i++)
        ENT_I_TRY(live_add(run, live, project->aggregates[i].slot));
    for (size_t i = 0; i < project->column_count; i++) {
        columns[i] = project->columns[i].slot;
        ENT_I_TRY(live_add(run, live, columns[i]));
    }
    if (clause->of.project.distinct)
        ENT_I_TRY(ent_i_op_distinct(run, columns, project->column_count, op));
    if (clause->of.project.sort_count)
        ENT_I_TRY(ent_i_op_sort(run, clause->of.project.sorts, clause->of.project.sort_count, live, op));
    if (clause->of.project.skip || clause->of.project.limit)
        ENT_I_TRY(ent_i_op_slice(run, clause->of.project.skip, clause->of.project.limit, op));
    if (clause->of.project.where)
        ENT_I_TRY(ent_i_op_filter(run, clause->of.project.where, op));
    live->count = 0;
    for (size_t i = 0; i < project->column_count; i++)
        ENT_I_TRY(live_add(run, live, columns[i]));
    return ENT_OK;
}

static ent_status plan_write(ent_i_run *run, const ent_i_clause *clause, const ent_i_bound_clause *bound,
                             ent_i_live *live, ent_i_op **op)
{
    ent_i_live before = { NULL, 0, 0 };
    ENT_I_AUTOFREE uint32_t *slots = NULL;
    ENT_I_TRY(ENT_I_ZEROED(slots, live->count, run->err));
    if (live->count)
        memcpy(slots, live->slots, live->count * sizeof *slots);
    before.slots = slots;
    before.count = live->count;
    if (clause->kind == ENT_I_CLAUSE_CREATE)
        ENT_I_TRY(live_add_pattern(run, live, clause->of.create, bound->paths));
    else if (clause->kind == ENT_I_CLAUSE_MERGE)
        ENT_I_TRY(live_add_path(run, live, clause->of.merge.path, bound->paths));
    return ent_i_op_write(run, clause, bound, &before, live, op);
}

static ent_status plan_call(ent_i_run *run, const ent_i_clause *clause, const ent_i_bound_call *bound, bool standalone,
                            ent_i_live *live, ent_i_op **op)
{
    ENT_I_TRY(ent_i_op_call(run, clause, bound, standalone, op));
    for (size_t i = 0; i < bound->output_count; i++)
        ENT_I_TRY(live_add(run, live, bound->outputs[i].slot));
    return clause->of.call.where ? ent_i_op_filter(run, clause->of.call.where, op) : ENT_OK;
}

static ent_status plan_clause(ent_i_run *run, const ent_i_clause *clause, const ent_i_bound_clause *bound,
                              bool standalone, ent_i_live *live, ent_i_op **op)
{
    switch (clause->kind) {
    case ENT_I_CLAUSE_MATCH:
        ENT_I_TRY(ent_i_op_match(run, clause, bound, op));
        return live_add_pattern(run, live, clause->of.match.pattern, bound->paths);
    case ENT_I_CLAUSE_UNWIND:
        ENT_I_TRY(ent_i_op_unwind(run, clause->of.unwind.list, bound->unwind_slot, op));
        return live_add(run, live, bound->unwind_slot);
    case ENT_I_CLAUSE_CALL:
        return plan_call(run, clause, &bound->call, standalone, live, op);
    case ENT_I_CLAUSE_WITH:
    case ENT_I_CLAUSE_RETURN:
        return plan_projection(run, clause, &bound->project, live, op);
    default:
        return plan_write(run, clause, bound, live, op);
    }
}

/* MATCH clauses whose matches an aggregation right after them counts. */
static ent_status plan_count(ent_i_run *run, const ent_i_part *part, const ent_i_bound_part *bound, size_t first,
                             ent_i_live *live, ent_i_op **op, size_t *ret_next)
{
    size_t end = first;
    bool made = false;
    *ret_next = first;
    while (end < part->count && part->clauses[end].kind == ENT_I_CLAUSE_MATCH)
        end++;
    if (end == first || end == part->count || run->counting == ENT_I_COUNT_NEVER || run->bound->statement->query->updates ||
        (part->clauses[end].kind != ENT_I_CLAUSE_WITH && part->clauses[end].kind != ENT_I_CLAUSE_RETURN) ||
        !bound->clauses[end].project.aggregating)
        return ENT_OK;
    ENT_I_TRY(ent_i_op_count(run, &part->clauses[first], &bound->clauses[first], end - first,
                             &bound->clauses[end].project, op, &made));
    if (!made)
        return ENT_OK;
    for (size_t i = first; i < end; i++)
        ENT_I_TRY(live_add_pattern(run, live, part->clauses[i].of.match.pattern, bound->clauses[i].paths));
    *ret_next = end;
    return ENT_OK;
}

static ent_status plan_part(ent_i_run *run, const ent_i_part *part, const ent_i_bound_part *bound, bool standalone,
                            ent_i_op **op)
{
    ent_i_live live = { NULL, 0, 0 };
    ent_status status = ent_i_op_unit(run, op);
    for (size_t i = 0, next; i < part->count && status == ENT_OK; i = next) {
        status = plan_count(run, part, bound, i, &live, op, &next);
        if (status == ENT_OK && next == i)
            status = plan_clause(run, &part->clauses[next++], &bound->clauses[i], standalone, &live, op);
    }
    free(live.slots);
    return status;
}

/* --- queries ---------------------------------------------------------------------------------------------- */

/* Each clause asks the one before it for rows, so many of them are a deep stack. */
enum { MOST_CLAUSES = 1000 };

static ent_status check_length(ent_i_run *run, const ent_i_part *part)
{
    if (part->count <= MOST_CLAUSES)
        return ENT_OK;
    return ent_i_fault(run->text, run->length, part->clauses[MOST_CLAUSES].range, ENT_ERR_LIMIT, "SyntaxError",
                       "compile time", "QueryTooLong", run->fault, run->err,
                       "a query of more than %d clauses: UNWIND does one for many values", MOST_CLAUSES);
}

ent_status ent_i_plan_query(ent_i_run *run, const ent_i_query *query, const ent_i_bound_query *bound,
                            ent_i_query_plan **ret)
{
    ent_i_query_plan *plan = ent_i_arena_alloc(&run->plan, sizeof *plan);
    planned_part *parts = ent_i_arena_alloc(&run->plan, query->count * sizeof *parts);
    ent_i_value *row = ent_i_arena_alloc(&run->plan, (bound->column_count + 1) * sizeof *row);
    if (!plan || !parts || !row)
        return ent_i_nomem(run->err);
    memset(parts, 0, query->count * sizeof *parts);
    *plan = (ent_i_query_plan){ .run = run, .parts = parts, .width = bound->column_count, .row = row };
    plan->distinct = query->count > 1 && !query->union_all && bound->column_count;
    ent_i_tuples_init(&plan->seen, run, bound->column_count);
    for (size_t i = 0; i < query->count; i++) {
        plan->part_count = i + 1;
        parts[i].columns = bound->parts[i].columns;
        ent_status status = check_length(run, &query->parts[i]);
        if (status == ENT_OK)
            status = plan_part(run, &query->parts[i], &bound->parts[i], query->standalone_call, &parts[i].op);
        if (status != ENT_OK) {
            ent_i_query_plan_free(plan);
            return status;
        }
    }
    *ret = plan;
    return ENT_OK;
}

void ent_i_query_plan_free(ent_i_query_plan *plan)
{
    if (!plan)
        return;
    for (size_t i = 0; i < plan->part_count; i++)
        ent_i_op_free(plan->parts[i].op);
    ent_i_tuples_clear(&plan->seen);
    plan->part_count = 0;
}

ent_status ent_i_query_plan_open(ent_i_query_plan *plan)
{
    plan->at = 0;
    ent_i_tuples_clear(&plan->seen);
    return ent_i_op_open(plan->parts[0].op);
}

ent_status ent_i_query_plan_next(ent_i_query_plan *plan, const ent_i_value **ret)
{
    while (plan->at < plan->part_count) {
        const planned_part *part = &plan->parts[plan->at];
        ent_status status = ent_i_op_next(part->op);
        if (status == ENT_DONE) {
            if (++plan->at < plan->part_count)
                ENT_I_TRY(ent_i_op_open(plan->parts[plan->at].op));
            continue;
        }
        ENT_I_TRY(status);
        for (size_t i = 0; i < plan->width && part->columns; i++)
            plan->row[i] = plan->run->frame[part->columns[i]];
        bool new = true;
        size_t index;
        if (plan->distinct)
            ENT_I_TRY(ent_i_tuples_put(&plan->seen, plan->row, &index, &new));
        if (!new)
            continue;
        *ret = plan->row;
        return ENT_OK;
    }
    return ENT_DONE;
}

/* --- explaining ------------------------------------------------------------------------------------------- */

static void explain_op(ent_i_explain *explain, const ent_i_op *op)
{
    ent_i_explain_begin(explain, op->class->name, op->estimate, op->run->profiled ? &op->counter : NULL);
    if (op->class->describe)
        op->class->describe(op, explain);
    ent_i_explain_end(explain);
}

/* What is lowest works first. The one row at the bottom is worth a line only where there is nothing else. */
static ent_status explain_part(ent_i_explain *explain, const ent_i_op *top)
{
    ent_i_run *run = ent_i_explain_run(explain);
    size_t count = 0;
    for (const ent_i_op *op = top; op; op = op->child)
        count++;
    ENT_I_AUTOFREE const ent_i_op **ops = NULL;
    ENT_I_TRY(ENT_I_ZEROED(ops, count, run->err));
    for (const ent_i_op *op = top; op; op = op->child)
        ops[--count] = op;
    for (const ent_i_op *op = top; op; op = op->child)
        count++;
    for (size_t i = count > 1; i < count; i++)
        explain_op(explain, ops[i]);
    return ENT_OK;
}

void ent_i_explain_plan(ent_i_explain *explain, const ent_i_query_plan *plan)
{
    bool several = plan->part_count > 1;
    if (several)
        ent_i_explain_begin(explain, plan->distinct ? "Union" : "UnionAll", ENT_I_NO_ESTIMATE, NULL);
    for (size_t i = 0; i < plan->part_count; i++) {
        if (several)
            ent_i_explain_begin(explain, "Part", plan->parts[i].op->estimate, NULL);
        ent_status status = explain_part(explain, plan->parts[i].op);
        if (status != ENT_OK)
            ent_i_explain_fail(explain, status);
        if (several)
            ent_i_explain_end(explain);
    }
    if (several)
        ent_i_explain_end(explain);
}
