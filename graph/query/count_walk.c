/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What counting needs of the graph before it begins, and the order in which the rows are walked. */
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/query/count_plan.h"

ent_status ent_i_count_own(ent_i_count_plan *plan, size_t count, size_t size, void *ret)
{
    ent_i_run *run = plan->run;
    ENT_I_TRY(ENT_I_RESERVE(plan->memory, plan->memory_capacity, plan->memory_count + 1, run->err));
    ENT_I_TRY(ent_i_run_room(run, count > SIZE_MAX / (size + 1) ? SIZE_MAX : count * size));
    void *memory = calloc(count ? count : 1, size);
    if (!memory)
        return ent_i_nomem(run->err);
    plan->memory[plan->memory_count++] = memory;
    *(void **)ret = memory;
    return ENT_OK;
}

static unsigned turned(unsigned directions)
{
    return directions == ENT_BOTH ? directions : directions == ENT_OUT ? (unsigned)ENT_IN : (unsigned)ENT_OUT;
}

/* --- relations -------------------------------------------------------------------------------------------- */

typedef struct testing {
    ent_i_count_plan *plan;
    ent_i_count_set edges;
} testing;

static ent_status test_tie(void *context, uint64_t rel, bool *ret)
{
    testing *t = context;
    *ret = true;
    for (ent_i_count_set rest = t->edges; rest && *ret; rest &= rest - 1) {
        const ent_i_count_edge *edge = &t->plan->pattern->edges[__builtin_ctzll(rest)];
        if (edge->tests)
            *ret = ent_i_count_tests(t->plan, edge->tests, edge->slot, ent_i_rel_value(rel));
    }
    return t->plan->status;
}

/* The types that all of the edges may have; *ret_count 0 and false: any. Returns false when there is none. */
static bool common_types(const ent_i_count_pattern *p, ent_i_count_set edges, ent_i_symbol *ret, size_t *ret_count)
{
    bool any = true;
    *ret_count = 0;
    for (; edges; edges &= edges - 1) {
        const ent_i_count_edge *edge = &p->edges[__builtin_ctzll(edges)];
        if (!edge->type_count)
            continue;
        if (any) {
            memcpy(ret, edge->types, edge->type_count * sizeof *ret);
            *ret_count = edge->type_count;
            any = false;
            continue;
        }
        size_t kept = 0;
        for (size_t i = 0; i < *ret_count; i++)
            for (size_t j = 0; j < edge->type_count; j++)
                if (ret[i] == edge->types[j]) {
                    ret[kept++] = ret[i];
                    break;
                }
        *ret_count = kept;
    }
    return any || *ret_count;
}

static ent_status own_relation(ent_i_count_plan *plan, ent_i_count_set edges, const ent_i_symbol *types, size_t count,
                               unsigned directions, bool ties, const ent_i_relation **ret)
{
    testing t = { plan, edges };
    for (size_t i = 0; i < plan->own_count; i++)
        if (plan->own_edges[i] == edges && plan->own[i]->directions == directions && plan->own[i]->has_ties >= ties) {
            *ret = plan->own[i];
            return ENT_OK;
        }
    ENT_I_TRY(ENT_I_RESERVE(plan->own, plan->own_capacity, plan->own_count + 1, plan->run->err));
    ENT_I_TRY(ENT_I_RESERVE(plan->own_edges, plan->own_edge_capacity, plan->own_count + 1, plan->run->err));
    ENT_I_TRY(ent_i_relation_new(plan->run, types, count, directions, ties, test_tie, &t, &plan->own[plan->own_count]));
    plan->own_edges[plan->own_count] = edges;
    *ret = plan->own[plan->own_count++];
    return ENT_OK;
}

ent_status ent_i_count_relation(ent_i_count_plan *plan, ent_i_count_set edges, unsigned directions, bool ties,
                                const ent_i_relation **ret)
{
    const ent_i_count_pattern *p = plan->pattern;
    size_t room = 1, count;
    bool tested = false;
    for (ent_i_count_set rest = edges; rest; rest &= rest - 1) {
        const ent_i_count_edge *edge = &p->edges[__builtin_ctzll(rest)];
        room += edge->type_count;
        tested |= edge->tests != NULL;
    }
    ENT_I_AUTOFREE ent_i_symbol *types = NULL;
    ENT_I_TRY(ENT_I_ZEROED(types, room, plan->run->err));
    *ret = NULL;
    if (!common_types(p, edges, types, &count))
        return ENT_OK;
    if (tested)
        return own_relation(plan, edges, types, count, directions, ties, ret);
    return ent_i_relation_of(plan->run, plan->kept, types, count, directions, ties, ret);
}

/* --- labels and conditions -------------------------------------------------------------------------------- */

static ent_status prepare_filter(ent_i_count_plan *plan, ent_i_count_filter *filter)
{
    size_t words = plan->node_end / 64 + 1;
    for (size_t i = 0; i < filter->label_count; i++) {
        const ent_i_label_bits *set;
        ENT_I_TRY(ent_i_label_bits_of(plan->run, plan->kept, filter->labels[i], &set));
        if (!i) {
            filter->bits = set->bits;
            filter->count = set->count;
            continue;
        }
        uint64_t *both;
        ENT_I_TRY(ent_i_count_own(plan, words, sizeof *both, &both));
        filter->count = 0;
        for (size_t j = 0; j < words; j++) {
            both[j] = filter->bits[j] & set->bits[j];
            filter->count += (size_t)__builtin_popcountll(both[j]);
        }
        filter->bits = both;
    }
    for (const ent_i_count_test *test = filter->tests; test; test = test->next)
        if (test->clock)
            ENT_I_TRY(ent_i_match_days(test->clock));
    if (!filter->tests)
        return ENT_OK;
    ENT_I_TRY(ent_i_count_own(plan, words, sizeof *filter->known, &filter->known));
    return ent_i_count_own(plan, words, sizeof *filter->passing, &filter->passing);
}

/* --- which constraints cannot be broken ------------------------------------------------------------------- */

static bool are_disjoint(const ent_i_count_plan *plan, const ent_i_count_filter *a, const ent_i_count_filter *b)
{
    if (!a->bits || !b->bits)
        return false;
    for (size_t i = 0; i <= plan->node_end / 64; i++)
        if (a->bits[i] & b->bits[i])
            return false;
    return true;
}

static bool joins(uint32_t a, uint32_t b, uint32_t x, uint32_t y)
{
    return (a == x && b == y) || (a == y && b == x);
}

/* Can two nodes of a part be one? */
static ent_status can_be_one(ent_i_count_plan *plan, unsigned part, uint32_t a, uint32_t b, bool *ret)
{
    const ent_i_count_pattern *p = plan->pattern;
    *ret = true;
    if (a == b)
        return ENT_OK;
    *ret = !are_disjoint(plan, &p->vars[a].filter, &p->vars[b].filter);
    for (size_t i = 0; i < p->constraint_count && *ret; i++) {
        const ent_i_count_constraint *c = &p->constraints[i];
        *ret = c->kind != ENT_I_COUNT_UNEQUAL || (c->part && c->part != part) || !joins(a, b, c->a, c->b);
    }
    for (size_t i = 0; i < p->edge_count && *ret; i++) {
        const ent_i_count_edge *e = &p->edges[i];
        const ent_i_relation *relation;
        if (e->kind == ENT_I_EDGE_NONE || (e->part && e->part != part) || !joins(a, b, e->left, e->right))
            continue;
        ENT_I_TRY(ent_i_count_relation(plan, ENT_I_COUNT_BIT(i), e->directions, e->walked, &relation));
        *ret = relation && relation->loops;
    }
    return ENT_OK;
}

/* How two relationships could be one, in this graph. */
static ent_status narrow(ent_i_count_plan *plan, ent_i_count_constraint *c)
{
    const ent_i_count_edge *a = &plan->pattern->edges[c->a], *b = &plan->pattern->edges[c->b];
    const ent_i_relation *both;
    bool left, right;
    ENT_I_TRY(can_be_one(plan, c->part, a->left, b->left, &left));
    ENT_I_TRY(can_be_one(plan, c->part, a->right, b->right, &right));
    c->straight &= left && right;
    ENT_I_TRY(can_be_one(plan, c->part, a->left, b->right, &left));
    ENT_I_TRY(can_be_one(plan, c->part, a->right, b->left, &right));
    c->crossed &= left && right;
    if (!c->straight && !c->crossed)
        return ENT_OK;
    ENT_I_TRY(ent_i_count_relation(plan, ENT_I_COUNT_BIT(c->a) | ENT_I_COUNT_BIT(c->b), a->directions, false, &both));
    if (!both)
        c->straight = c->crossed = false;
    c->loop &= both && both->loops;
    return ENT_OK;
}

ent_status ent_i_count_prepare(ent_i_count_plan *plan)
{
    ent_i_count_pattern *p = plan->pattern;
    for (size_t i = 0; i < p->var_count; i++)
        ENT_I_TRY(prepare_filter(plan, &p->vars[i].filter));
    for (size_t i = 0; i < p->part_count; i++)
        for (ent_i_count_filter *filter = p->parts[i].filters; filter; filter = filter->next)
            ENT_I_TRY(prepare_filter(plan, filter));
    for (size_t i = 0; i < p->edge_count; i++)
        for (const ent_i_count_test *test = p->edges[i].tests; test; test = test->next)
            if (test->clock)
                ENT_I_TRY(ent_i_match_days(test->clock));
    for (size_t i = 0; i < p->constraint_count; i++)
        if (p->constraints[i].kind == ENT_I_COUNT_DISTINCT && !ent_i_count_is_walked(p, &p->constraints[i]))
            ENT_I_TRY(narrow(plan, &p->constraints[i]));
    size_t kept = 0;
    for (size_t i = 0; i < p->constraint_count; i++) {
        const ent_i_count_constraint *c = &p->constraints[i];
        if (c->kind != ENT_I_COUNT_DISTINCT || c->straight || c->crossed)
            p->constraints[kept++] = *c;
    }
    p->constraint_count = kept;
    return ENT_OK;
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

/* --- the whole -------------------------------------------------------------------------------------------- */

ent_status ent_i_count_plan_new(ent_i_count_pattern *pattern, ent_i_count_plan **ret)
{
    ent_i_run *run = pattern->run;
    ent_i_count_plan *plan = calloc(1, sizeof *plan);
    if (!plan)
        return ent_i_nomem(run->err);
    plan->run = run;
    plan->pattern = pattern;
    plan->node_end = ent_i_work_node_end(run->work);
    ent_i_arena_init(&plan->arena);
    *ret = plan;
    ENT_I_TRY(ent_i_relations_hold(run, &plan->kept));
    ENT_I_TRY(ent_i_count_prepare(plan));
    ENT_I_TRY(ent_i_count_plan_sum(plan, 0, NULL, &plan->sum));
    return ent_i_count_plan_walk(plan);
}

void ent_i_count_plan_free(ent_i_count_plan *plan)
{
    if (!plan)
        return;
    for (size_t i = 0; i < plan->own_count; i++)
        ent_i_relation_free(plan->own[i]);
    for (size_t i = 0; i < plan->memory_count; i++)
        free(plan->memory[i]);
    free(plan->own);
    free(plan->own_edges);
    free(plan->memory);
    ent_i_relations_release(plan->kept);
    ent_i_arena_clear(&plan->arena);
    free(plan);
}
