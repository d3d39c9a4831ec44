/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The order in which the rows are walked. */
#include "graph/query/count/count_plan.h"

static unsigned turned(unsigned directions)
{
    return directions == ENT_BOTH ? directions : directions == ENT_OUT ? (unsigned)ENT_IN : (unsigned)ENT_OUT;
}

/* --- the order of the walk -------------------------------------------------------------------------------- */

typedef struct walking {
    ent_i_count_plan *plan;
    ent_i_count_set known, walked_edges, done_constraints, done_residuals;
} walking;

static ent_status edge_relation(ent_i_count_plan *plan, size_t edge, uint32_t from, const ent_i_relation **ret)
{
    const ent_i_count_edge *e = &plan->pattern->edges[edge];
    unsigned directions = e->left == from ? e->directions : turned(e->directions);
    ENT_I_TRY(ent_i_count_relation(plan, ENT_I_COUNT_BIT(edge), directions, e->walked, ret));
    return ENT_OK;
}

/* What can be looked at now that a step is done. */
static ent_status add_checks(walking *w, ent_i_count_step *step)
{
    ent_i_count_pattern *p = w->plan->pattern;
    ENT_I_TRY(ent_i_count_own(w->plan, p->constraint_count, sizeof(void *), &step->constraints));
    ENT_I_TRY(ent_i_count_own(w->plan, p->constraint_count, sizeof(void *), &step->constraint_relations));
    ENT_I_TRY(ent_i_count_own(w->plan, p->residual_count, sizeof(void *), &step->residuals));
    for (size_t i = 0; i < p->constraint_count; i++) {
        const ent_i_count_constraint *c = &p->constraints[i];
        if (!ent_i_count_is_walked(p, c) || c->part)
            continue;
        const ent_i_count_edge *e = &p->edges[c->a];
        ent_i_count_set vars = c->kind == ENT_I_COUNT_UNEQUAL ? ENT_I_COUNT_BIT(c->a) | ENT_I_COUNT_BIT(c->b)
                               : c->kind == ENT_I_COUNT_NO_EDGE
                                   ? ENT_I_COUNT_BIT(e->left) | ENT_I_COUNT_BIT(e->right)
                                   : 0;
        ent_i_count_set edges =
            c->kind == ENT_I_COUNT_DISTINCT ? ENT_I_COUNT_BIT(c->a) | ENT_I_COUNT_BIT(c->b) : 0;
        if ((vars & ~w->known) || (edges & ~w->walked_edges))
            continue;
        bool done = false;
        for (const ent_i_count_step *at = w->plan->steps; at < step && !done; at++)
            for (size_t j = 0; j < at->constraint_count; j++)
                done |= at->constraints[j] == c;
        if (done)
            continue;
        if (c->kind == ENT_I_COUNT_NO_EDGE)
            ENT_I_TRY(edge_relation(w->plan, c->a, e->left, &step->constraint_relations[step->constraint_count]));
        step->constraints[step->constraint_count++] = c;
    }
    for (size_t i = 0; i < p->residual_count; i++) {
        const ent_i_count_residual *r = &p->residuals[i];
        bool reads = r->vars || r->edges; /* else the row before is tested */
        if (!reads || (w->done_residuals >> i & 1) || (r->vars & ~w->known) || (r->edges & ~w->walked_edges))
            continue;
        w->done_residuals |= ENT_I_COUNT_BIT(i);
        step->residuals[step->residual_count++] = r->expr;
    }
    return ENT_OK;
}

static ent_status add_ties(walking *w)
{
    ent_i_count_pattern *p = w->plan->pattern;
    for (uint32_t i = 0; i < p->edge_count; i++) {
        const ent_i_count_edge *e = &p->edges[i];
        ent_i_count_set ends = ENT_I_COUNT_BIT(e->left) | ENT_I_COUNT_BIT(e->right);
        if (!e->walked || (w->walked_edges >> i & 1) || (ends & ~w->known))
            continue;
        ent_i_count_step *step = &w->plan->steps[w->plan->step_count++];
        *step = (ent_i_count_step){ .kind = ENT_I_COUNT_STEP_TIE, .var = i, .from = e->left };
        ENT_I_TRY(edge_relation(w->plan, i, e->left, &step->relation));
        w->walked_edges |= ENT_I_COUNT_BIT(i);
        ENT_I_TRY(add_checks(w, step));
    }
    return ENT_OK;
}

/* The edges between a node and those known. The one with the fewest ties leads to it. */
static ent_status add_edges(walking *w, ent_i_count_step *step)
{
    ent_i_count_pattern *p = w->plan->pattern;
    ENT_I_TRY(ent_i_count_own(w->plan, p->edge_count, sizeof *step->bonds, &step->bonds));
    double least = -1;
    size_t leading = p->edge_count;
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < p->edge_count; i++) {
            const ent_i_count_edge *e = &p->edges[i];
            bool loop = e->left == step->var && e->right == step->var;
            uint32_t from = e->left == step->var ? e->right : e->left;
            const ent_i_relation *relation;
            if (e->part || e->kind == ENT_I_EDGE_NONE || (e->left != step->var && e->right != step->var) ||
                (!loop && !(w->known >> from & 1)))
                continue;
            ENT_I_TRY(edge_relation(w->plan, i, from, &relation));
            bool leads = step->kind != ENT_I_COUNT_STEP_INPUT && !loop;
            double mean = relation->near ? (double)relation->arcs / (double)relation->near : 0;
            if (!pass && leads && (least < 0 || mean < least)) {
                least = mean;
                leading = i;
                step->kind = ENT_I_COUNT_STEP_EXPAND;
                step->from = from;
                step->relation = relation;
                step->weighs = e->kind == ENT_I_EDGE_TIES && !e->walked;
            } else if (pass && i != leading) {
                bool some = e->kind != ENT_I_EDGE_TIES || e->walked;
                step->bonds[step->bond_count++] = (ent_i_count_bond){ relation, from, step->var, some };
            }
        }
    return ENT_OK;
}

static ent_status add_var(walking *w, uint32_t var)
{
    ent_i_count_pattern *p = w->plan->pattern;
    ent_i_count_step *step = &w->plan->steps[w->plan->step_count++];
    const ent_i_label_bits *all;
    *step = (ent_i_count_step){ .kind = p->vars[var].input ? ENT_I_COUNT_STEP_INPUT : ENT_I_COUNT_STEP_SCAN,
                                .var = var };
    ENT_I_TRY(add_edges(w, step));
    if (step->kind == ENT_I_COUNT_STEP_SCAN) {
        ENT_I_TRY(ent_i_label_bits_of(w->plan->run, w->plan->kept, ENT_I_NO_SYMBOL, &all));
        step->scan = p->vars[var].filter.bits ? p->vars[var].filter.bits : all->bits;
    }
    w->known |= ENT_I_COUNT_BIT(var);
    ENT_I_TRY(add_checks(w, step));
    return add_ties(w);
}

/* How soon a node should be walked, less is sooner: along edges, the fewest candidates; else what is kept and has few
 * candidates. Below 0: it need not be, or is already. */
static ent_status rate(walking *w, uint32_t var, double *ret)
{
    const ent_i_count_pattern *p = w->plan->pattern;
    const ent_i_count_var *v = &p->vars[var];
    *ret = -1;
    if (!v->walked || (w->known >> var & 1))
        return ENT_OK;
    *ret = v->input ? 0 : 1e30 + (double)(v->filter.bits ? v->filter.count : w->plan->node_end);
    if (!v->input && !(p->kept_vars >> var & 1))
        *ret *= 1e6;
    for (size_t i = 0; i < p->edge_count && !v->input; i++) {
        const ent_i_count_edge *e = &p->edges[i];
        uint32_t from = e->left == var ? e->right : e->left;
        const ent_i_relation *relation;
        if (e->part || e->kind == ENT_I_EDGE_NONE || (e->left != var && e->right != var) || from == var ||
            !(w->known >> from & 1))
            continue;
        ENT_I_TRY(edge_relation(w->plan, i, from, &relation));
        double mean = relation->near ? (double)relation->arcs / (double)relation->near : 0;
        *ret = mean + 1 < *ret ? mean + 1 : *ret;
    }
    return ENT_OK;
}

static bool is_kept(const ent_i_count_plan *plan, const ent_i_count_step *step)
{
    const ent_i_count_pattern *p = plan->pattern;
    if (step->kind == ENT_I_COUNT_STEP_TIE)
        return p->kept_edges >> step->var & 1;
    return step->kind == ENT_I_COUNT_STEP_INPUT || (p->kept_vars >> step->var & 1);
}

/* Rows that agree in what is kept are added up where they follow one another: for each value of the last node that is
 * kept, all steps after the one that is kept before it. */
static void find_prefix(ent_i_count_plan *plan)
{
    const ent_i_count_pattern *p = plan->pattern;
    size_t last = plan->step_count, before;
    plan->prefix = plan->last = plan->step_count;
    for (size_t i = 1; i < p->part_count; i++)
        if (p->parts[i].presence_count)
            return;
    while (last > 0 && !is_kept(plan, &plan->steps[last - 1]))
        last--;
    if (!last || plan->steps[last - 1].kind == ENT_I_COUNT_STEP_INPUT ||
        plan->steps[last - 1].kind == ENT_I_COUNT_STEP_TIE) {
        plan->prefix = last; /* nothing after it tells rows apart */
        return;
    }
    for (before = last - 1; before > 0 && !is_kept(plan, &plan->steps[before - 1]);)
        before--;
    if (before == last - 1 && last == plan->step_count)
        return;
    plan->prefix = before;
    plan->last = last - 1;
}

ent_status ent_i_count_plan_walk(ent_i_count_plan *plan)
{
    ent_i_count_pattern *p = plan->pattern;
    walking w = { .plan = plan };
    ENT_I_TRY(ent_i_count_own(plan, p->var_count + p->edge_count + 1, sizeof *plan->steps, &plan->steps));
    for (;;) {
        double best = -1, rating;
        uint32_t var = 0;
        for (uint32_t i = 0; i < p->var_count; i++) {
            ENT_I_TRY(rate(&w, i, &rating));
            if (rating >= 0 && (best < 0 || rating < best)) {
                best = rating;
                var = i;
            }
        }
        if (best < 0)
            break;
        ENT_I_TRY(add_var(&w, var));
    }
    find_prefix(plan);
    return ENT_OK;
}
