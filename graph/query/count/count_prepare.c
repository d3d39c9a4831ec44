/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What counting needs of the graph before it begins: ties, labels, and which constraints cannot be broken in it. */
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/query/count/count_plan.h"

static void hold(ent_i_count_plan *plan, size_t bytes)
{
    plan->held += bytes;
    plan->run->memory.held += bytes;
}

ent_status ent_i_count_own(ent_i_count_plan *plan, size_t count, size_t size, void *ret)
{
    ent_i_run *run = plan->run;
    ENT_I_TRY(ENT_I_RESERVE(plan->memory, plan->memory_capacity, plan->memory_count + 1, run->err));
    ENT_I_TRY(ent_i_run_room(run, count > SIZE_MAX / (size + 1) ? SIZE_MAX : count * size));
    void *memory = calloc(count ? count : 1, size);
    if (!memory)
        return ent_i_nomem(run->err);
    plan->memory[plan->memory_count++] = memory;
    hold(plan, count * size);
    *(void **)ret = memory;
    return ENT_OK;
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
    hold(plan, plan->own[plan->own_count]->bytes);
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
    plan->run->memory.held -= plan->held;
    ent_i_relations_release(plan->kept);
    ent_i_arena_clear(&plan->arena);
    free(plan);
}
