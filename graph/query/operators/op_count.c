/* SPDX-License-Identifier: GPL-2.0-or-later */
/* MATCH and OPTIONAL MATCH clauses before an aggregation: rows of what it reads, each with a weight. */
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/query/count/count_plan.h"
#include "graph/query/evaluate/explain.h"
#include "graph/query/operators/op.h"

typedef struct count {
    ent_i_op base;
    const ent_i_clause *clauses;
    size_t clause_count;
    ent_i_count_pattern *pattern;
    ent_i_count_plan *plan; /* made with the first row */
    bool has_row, walking;
    uint64_t *sums; /* by node: of the value of the last kept one */
    uint32_t *met;  /* nodes with a sum */
    size_t met_count, met_capacity, given;
    bool adding;
} count;

/* --- steps ------------------------------------------------------------------------------------------------ */

static void start_step(ent_i_count_plan *plan, ent_i_count_step *step)
{
    step->next = 0;
    step->end = step->kind == ENT_I_COUNT_STEP_SCAN ? plan->node_end : 1;
    if (step->kind != ENT_I_COUNT_STEP_EXPAND && step->kind != ENT_I_COUNT_STEP_TIE)
        return;
    step->next = step->relation->starts[plan->values[step->from]];
    step->end = step->relation->starts[plan->values[step->from] + 1];
}

static bool next_scanned(ent_i_count_step *step, uint32_t *ret)
{
    while (step->next < step->end) {
        uint64_t bits = step->scan[step->next / 64] >> (step->next % 64);
        if (!bits) {
            step->next = (step->next / 64 + 1) * 64;
            continue;
        }
        step->next += (size_t)__builtin_ctzll(bits);
        if (step->next >= step->end)
            return false;
        *ret = (uint32_t)step->next++;
        return true;
    }
    return false;
}

/* The next candidate, and how often it is tied. */
static bool next_node(ent_i_count_plan *plan, ent_i_count_step *step, uint32_t *ret, uint64_t *ret_times)
{
    *ret_times = 1;
    if (step->kind == ENT_I_COUNT_STEP_SCAN)
        return next_scanned(step, ret);
    if (step->next >= step->end)
        return false;
    if (step->kind == ENT_I_COUNT_STEP_INPUT) {
        *ret = plan->values[step->var];
        step->next++;
        return true;
    }
    const uint32_t *others = step->relation->others;
    size_t at = step->next++;
    while (step->next < step->end && others[step->next] == others[at])
        step->next++;
    *ret = others[at];
    if (step->weighs)
        *ret_times = step->next - at;
    return true;
}

static bool holds(const ent_i_count_plan *plan, const ent_i_count_step *step, size_t index)
{
    const ent_i_count_constraint *c = step->constraints[index];
    if (c->kind == ENT_I_COUNT_UNEQUAL)
        return plan->values[c->a] != plan->values[c->b];
    if (c->kind == ENT_I_COUNT_DISTINCT)
        return plan->ties[c->a] != plan->ties[c->b];
    const ent_i_count_edge *edge = &plan->pattern->edges[c->a];
    ent_i_count_bond bond = { step->constraint_relations[index], edge->left, edge->right, true };
    return !ent_i_count_between(&bond, plan->values[edge->left], plan->values[edge->right]);
}

static ent_status passes(ent_i_count_plan *plan, ent_i_count_step *step, bool *ret)
{
    ent_i_run *run = plan->run;
    *ret = true;
    for (size_t i = 0; i < step->constraint_count && *ret; i++)
        *ret = holds(plan, step, i);
    for (size_t i = 0; i < step->residual_count && *ret; i++) {
        ent_i_arena *outer = run->arena;
        ent_i_arena_reset(&plan->arena);
        run->arena = &plan->arena;
        ent_status status = ent_i_eval_test(run, step->residuals[i], ret);
        run->arena = outer;
        ENT_I_TRY(status);
    }
    return ENT_OK;
}

static ent_status next_var(ent_i_count_plan *plan, ent_i_count_step *step, uint64_t before)
{
    ent_i_count_var *var = &plan->pattern->vars[step->var];
    uint32_t node;
    uint64_t times;
    while (next_node(plan, step, &node, &times)) {
        bool fine = true;
        ENT_I_TRY(ent_i_run_tick(plan->run));
        if (plan->missing >> step->var & 1) {
            step->weight = before;
            return ENT_OK;
        }
        if (!ent_i_count_passes(plan, &var->filter, node)) {
            ENT_I_TRY(plan->status);
            continue;
        }
        plan->values[step->var] = node;
        step->weight = ent_i_count_times(before, times);
        for (size_t i = 0; i < step->bond_count && step->weight; i++) {
            const ent_i_count_bond *bond = &step->bonds[i];
            step->weight = ent_i_count_times(
                step->weight, ent_i_count_between(bond, plan->values[bond->from], plan->values[bond->to]));
        }
        if (!step->weight)
            continue;
        plan->run->frame[var->slot] = ent_i_node_value(node);
        ENT_I_TRY(passes(plan, step, &fine));
        if (fine)
            return ENT_OK;
    }
    return ENT_DONE;
}

static ent_status next_tie(ent_i_count_plan *plan, ent_i_count_step *step, uint64_t before)
{
    const ent_i_count_edge *edge = &plan->pattern->edges[step->var];
    while (step->next < step->end) {
        size_t at = step->next++;
        bool fine = true;
        ENT_I_TRY(ent_i_run_tick(plan->run));
        if (step->relation->others[at] != plan->values[edge->right])
            continue;
        plan->ties[step->var] = step->relation->ties[at];
        plan->run->frame[edge->slot] = ent_i_rel_value(step->relation->ties[at]);
        step->weight = before;
        ENT_I_TRY(passes(plan, step, &fine));
        if (fine)
            return ENT_OK;
    }
    return ENT_DONE;
}

static ent_status next_step(ent_i_count_plan *plan, size_t at)
{
    ent_i_count_step *step = &plan->steps[at];
    uint64_t before = at ? plan->steps[at - 1].weight : 1;
    return step->kind == ENT_I_COUNT_STEP_TIE ? next_tie(plan, step, before) : next_var(plan, step, before);
}

/* The steps low to high - 1, all together: their first or their next assignment. */
static ent_status walk(ent_i_count_plan *plan, size_t low, size_t high, bool first)
{
    size_t at = high;
    if (low == high)
        return first ? ENT_OK : ENT_DONE;
    if (first) {
        at = low + 1;
        start_step(plan, &plan->steps[low]);
    }
    while (at > low) {
        ent_status status = next_step(plan, at - 1);
        if (status == ENT_DONE)
            at--;
        else if (status != ENT_OK || at == high)
            return status;
        else
            start_step(plan, &plan->steps[at++]);
    }
    return ENT_DONE;
}

/* --- rows ------------------------------------------------------------------------------------------------- */

static ent_status weigh(ent_i_count_plan *plan, uint64_t *ret)
{
    return ent_i_count_all(plan, plan->step_count ? plan->steps[plan->step_count - 1].weight : 1, ret);
}

static ent_status too_many(const count *c)
{
    return ent_i_fail(c->base.run->err, ENT_ERR_LIMIT, "there are more matches than %lld", (long long)INT64_MAX);
}

/* Go through the steps from the prefix on and add up. */
static ent_status add_up(count *c)
{
    ent_i_count_plan *plan = c->plan;
    bool by_node = plan->last < plan->step_count;
    ent_status status;
    if (!c->sums)
        ENT_I_TRY(ent_i_count_own(plan, by_node ? plan->node_end : 1, sizeof *c->sums, &c->sums));
    c->met_count = c->given = 0;
    for (bool first = true; (status = walk(plan, plan->prefix, plan->step_count, first)) == ENT_OK; first = false) {
        uint64_t weight;
        uint32_t node = by_node ? plan->values[plan->steps[plan->last].var] : 0;
        ENT_I_TRY(weigh(plan, &weight));
        if (!weight)
            continue;
        if (!c->sums[node]) {
            ENT_I_TRY(ENT_I_RUN_RESERVE(c->base.run, c->met, c->met_capacity, c->met_count + 1));
            c->met[c->met_count++] = node;
        }
        c->sums[node] = ent_i_count_plus(c->sums[node], weight);
        if (c->sums[node] == ENT_I_COUNT_FULL)
            return too_many(c);
    }
    return status == ENT_DONE ? ENT_OK : status;
}

static void give_sum(count *c)
{
    ent_i_count_plan *plan = c->plan;
    uint32_t node = c->met[c->given++];
    c->base.run->weight = c->sums[node];
    c->sums[node] = 0;
    if (plan->last < plan->step_count) {
        uint32_t var = plan->steps[plan->last].var;
        c->base.run->frame[plan->pattern->vars[var].slot] = ent_i_node_value(node);
    }
}

/* Variables that are only asked for null: something, unless their OPTIONAL MATCH found nothing. */
static void set_presence(const count *c, unsigned first, size_t end)
{
    const ent_i_count_pattern *p = c->pattern;
    for (unsigned i = first; i < end; i++) {
        bool present = !i || !p->parts[i].presence_count || ent_i_count_is_present(c->plan, i);
        for (size_t j = 0; j < p->parts[i].presence_count; j++)
            c->base.run->frame[p->parts[i].presence[j]] = present ? ent_i_boolean(true) : ent_i_null();
    }
}

/* The next row of what was walked; ENT_DONE: there is none for this row of before. */
static ent_status next_walked(count *c)
{
    ent_i_count_plan *plan = c->plan;
    for (;;) {
        if (c->adding && c->given < c->met_count) {
            give_sum(c);
            return ENT_OK;
        }
        c->adding = false;
        ent_status status = walk(plan, 0, plan->prefix, !c->walking);
        c->walking = true;
        if (status != ENT_OK)
            return status;
        if (plan->prefix < plan->step_count) {
            ENT_I_TRY(add_up(c));
            c->adding = true;
            continue;
        }
        ENT_I_TRY(weigh(plan, &c->base.run->weight));
        set_presence(c, 1, c->pattern->part_count);
        if (c->base.run->weight)
            return ENT_OK;
        if (!plan->step_count)
            return ENT_DONE;
    }
}

/* The nodes that the row has: false when one is not there that must be. */
static bool take_input(count *c)
{
    ent_i_count_plan *plan = c->plan;
    ent_i_run *run = c->base.run;
    plan->missing = 0;
    for (size_t i = 0; i < c->pattern->var_count; i++) {
        const ent_i_count_var *var = &c->pattern->vars[i];
        ent_i_value value = run->frame[var->slot];
        if (!var->input)
            continue;
        bool there = value.kind == ENT_I_NODE && value.id < plan->node_end && ent_i_work_has_node(run->work, value.id);
        if (!there && var->wanted)
            return false;
        plan->values[i] = there ? (uint32_t)value.id : 0;
        plan->missing |= there ? 0 : ENT_I_COUNT_BIT(i);
    }
    return true;
}

/* Conditions that read nothing of the pattern. */
static ent_status test_row(count *c, bool *ret)
{
    *ret = true;
    for (size_t i = 0; i < c->pattern->residual_count && *ret; i++) {
        const ent_i_count_residual *r = &c->pattern->residuals[i];
        if (!r->vars && !r->edges)
            ENT_I_TRY(ent_i_eval_test(c->base.run, r->expr, ret));
    }
    return ENT_OK;
}

static ent_status count_next(ent_i_op *op)
{
    count *c = (count *)op;
    for (;;) {
        if (!c->has_row) {
            bool fine;
            ent_status status = ent_i_op_pull(op);
            if (status != ENT_OK)
                return status;
            ENT_I_TRY(ent_i_run_tick(op->run));
            if (!c->plan)
                ENT_I_TRY(ent_i_count_plan_new(c->pattern, &c->plan));
            ENT_I_TRY(test_row(c, &fine));
            if (!fine || !take_input(c))
                continue;
            set_presence(c, 0, 1); /* those that are walked are overwritten */
            c->has_row = true;
            c->walking = c->adding = false;
        }
        ent_status status = next_walked(c);
        if (status != ENT_DONE)
            return status;
        c->has_row = false;
    }
}

static ent_status count_open(ent_i_op *op)
{
    ((count *)op)->has_row = false;
    return ENT_OK;
}

static void count_clear(ent_i_op *op)
{
    count *c = (count *)op;
    ent_i_count_plan_free(c->plan);
    ENT_I_RUN_RELEASE(op->run, c->met, c->met_capacity);
    c->plan = NULL;
    c->sums = NULL;
    c->met_count = 0;
}

/* What is counted, and what the rows still tell apart. */
static void count_describe(const ent_i_op *op, ent_i_explain *explain)
{
    const count *c = (const count *)op;
    for (size_t i = 0; i < c->clause_count; i++) {
        ent_i_explain_text(explain, i ? "; " : "");
        ent_i_explain_source(explain, c->clauses[i].range);
    }
    const char *before = "; a row for each ";
    for (size_t i = 0; i < c->pattern->var_count + c->pattern->edge_count; i++) {
        bool edge = i >= c->pattern->var_count;
        size_t j = edge ? i - c->pattern->var_count : i;
        if (!((edge ? c->pattern->kept_edges : c->pattern->kept_vars) >> j & 1))
            continue;
        ent_i_explain_text(explain, "%s", before);
        ent_i_explain_source(explain, edge ? c->pattern->edges[j].name : c->pattern->vars[j].name);
        before = ", ";
    }
}

static const ent_i_op_class count_class = { .name = "CountMatches",
                                            .open = count_open,
                                            .next = count_next,
                                            .clear = count_clear,
                                            .describe = count_describe };

bool ent_i_op_weighs(const ent_i_op *op)
{
    return op->class == &count_class;
}

ent_status ent_i_op_count(ent_i_run *run, const ent_i_clause *clauses, const ent_i_bound_clause *bound, size_t number,
                          const ent_i_bound_projection *project, ent_i_op **op, bool *ret_made)
{
    ent_i_count_pattern *pattern;
    count *c;
    *ret_made = false;
    ENT_I_TRY(ent_i_count_pattern_new(run, clauses, bound, number, project, &pattern));
    bool cheaper = pattern != NULL;
    if (pattern && run->counting == ENT_I_COUNT_IF_CHEAPER)
        ENT_I_TRY(ent_i_count_is_cheaper(pattern, clauses, bound, number, (*op)->estimate, &cheaper));
    if (!cheaper)
        return ENT_OK;
    ENT_I_TRY(ent_i_op_new(run, &count_class, sizeof *c, op, &c));
    c->pattern = pattern;
    c->clauses = clauses;
    c->clause_count = number;
    c->base.estimate = pattern->kept_vars || pattern->kept_edges ? ENT_I_NO_ESTIMATE : 1;
    *ret_made = run->counts = true;
    return ENT_OK;
}
