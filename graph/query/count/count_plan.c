/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From terms to sums of products of blocks. Which node a block takes is decided by what all that follows is thought to
 * cost; nodes that nothing but each other depends on make a block of their own, and are counted once for each node
 * they hang on. */
#include "graph/query/count/count_plan.h"

#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"

#define PLAN_BUDGET 2000 /* orders that are looked at */

/* An edge of a term between two of its nodes. */
typedef struct link {
    uint32_t a, b;
    const ent_i_relation *from_a, *from_b;
    bool some;
} link;

typedef struct planning {
    ent_i_count_plan *plan;
    unsigned part;
    const ent_i_count_term *term;
    link links[ENT_I_COUNT_MOST];
    size_t link_count;
    ent_i_count_set outers[ENT_I_COUNT_MOST]; /* by optional part: nodes it reads */
    double domain[ENT_I_COUNT_MOST];          /* by node: how many may be it */
    size_t budget;
} planning;

static ent_i_count_set bit(uint32_t var)
{
    return ENT_I_COUNT_BIT(var);
}

static unsigned turned(unsigned directions)
{
    return directions == ENT_BOTH ? directions : directions == ENT_OUT ? (unsigned)ENT_IN : (unsigned)ENT_OUT;
}

/* --- nodes and links of a term ---------------------------------------------------------------------------- */

static bool is_known_var(const planning *p, size_t var)
{
    const ent_i_count_var *v = &p->plan->pattern->vars[var];
    return p->part ? v->part != p->part : v->walked;
}

static bool is_here(const planning *p, size_t var)
{
    return p->plan->pattern->vars[var].part == p->part;
}

static ent_i_count_set free_vars(const planning *p)
{
    ent_i_count_set vars = 0;
    for (size_t i = 0; i < p->plan->pattern->var_count; i++)
        if (is_here(p, i) && !is_known_var(p, i) && !is_known_var(p, p->term->rep[i]))
            vars |= bit(p->term->rep[i]);
    return vars;
}

/* Does the term have the edge, and is it not looked after by the walk? */
static bool has_edge(const planning *p, size_t edge, bool first)
{
    const ent_i_count_pattern *pattern = p->plan->pattern;
    const ent_i_count_edge *e = &pattern->edges[edge];
    if (e->part != p->part || p->term->alias[edge] != edge || e->walked)
        return false;
    if (e->kind == ENT_I_EDGE_NONE)
        return p->term->broken >> edge & 1;
    bool walked = !p->part && pattern->vars[e->left].walked && pattern->vars[e->right].walked;
    return !walked || (!first && e->kind == ENT_I_EDGE_TIES);
}

/* *ret_possible: false when some edge has no ties, so that the whole term is nothing. */
static ent_status take_links(planning *p, bool first, bool *ret_possible)
{
    const ent_i_count_pattern *pattern = p->plan->pattern;
    *ret_possible = true;
    for (size_t i = 0; i < pattern->edge_count; i++) {
        if (!has_edge(p, i, first))
            continue;
        link *l = &p->links[p->link_count++];
        *l = (link){ .a = p->term->rep[pattern->edges[i].left], .b = p->term->rep[pattern->edges[i].right] };
        l->some = pattern->edges[i].kind != ENT_I_EDGE_TIES;
        unsigned directions = p->term->directions[i];
        ENT_I_TRY(ent_i_count_relation(p->plan, p->term->merged[i], directions, false, &l->from_a));
        ENT_I_TRY(ent_i_count_relation(p->plan, p->term->merged[i], turned(directions), false, &l->from_b));
        if (!l->from_a || !l->from_a->arcs || (l->a == l->b && !l->from_a->loops))
            *ret_possible = false;
    }
    return ENT_OK;
}

/* --- components ------------------------------------------------------------------------------------------- */

static ent_i_count_set adjacent(const planning *p, ent_i_count_set vars)
{
    ent_i_count_set found = 0;
    for (size_t i = 0; i < p->link_count; i++) {
        if (vars & bit(p->links[i].a))
            found |= bit(p->links[i].b);
        if (vars & bit(p->links[i].b))
            found |= bit(p->links[i].a);
    }
    for (size_t i = 1; i < p->plan->pattern->part_count; i++)
        if (p->outers[i] & vars)
            found |= p->outers[i];
    return found;
}

/* The part of vars that hangs together with its lowest. */
static ent_i_count_set component(const planning *p, ent_i_count_set vars)
{
    ent_i_count_set all = vars & (~vars + 1);
    for (ent_i_count_set next; (next = adjacent(p, all) & vars & ~all);)
        all |= next;
    return all;
}

/* --- what it costs ---------------------------------------------------------------------------------------- */

/* Candidates of var when some nodes are known, and how many of them are left by all its links. */
static double fan_of(const planning *p, uint32_t var, ent_i_count_set known, double *ret_left)
{
    double fan = -1, left = 1;
    double domain = p->domain[var] < 1 ? 1 : p->domain[var];
    for (size_t i = 0; i < p->link_count; i++) {
        const link *l = &p->links[i];
        bool forwards = l->b == var && l->a != var && (known & bit(l->a));
        bool backwards = l->a == var && l->b != var && (known & bit(l->b));
        if (!forwards && !backwards)
            continue;
        const ent_i_relation *relation = forwards ? l->from_a : l->from_b;
        double mean = relation->near ? (double)relation->arcs / (double)relation->near : 0;
        left = fan < 0 ? mean : left * (mean / domain < 1 ? mean / domain : 1);
        fan = fan < 0 || mean < fan ? mean : fan;
    }
    *ret_left = fan < 0 ? domain : left;
    return fan < 0 ? domain : fan;
}

static double cost_of(planning *p, ent_i_count_set vars, ent_i_count_set known, double calls, uint32_t *ret_var);

static double cost_with(planning *p, ent_i_count_set vars, ent_i_count_set known, double calls, uint32_t var)
{
    double left, cost = calls * (1 + fan_of(p, var, known, &left));
    ent_i_count_set rest = vars & ~bit(var);
    while (rest) {
        ent_i_count_set part = component(p, rest);
        uint32_t unused;
        cost += cost_of(p, part, known | bit(var), calls * left, &unused);
        rest &= ~part;
    }
    return cost;
}

/* The least cost of counting a component this many times, and the node to begin with. */
static double cost_of(planning *p, ent_i_count_set vars, ent_i_count_set known, double calls, uint32_t *ret_var)
{
    ent_i_count_set boundary = adjacent(p, vars) & known;
    ent_i_count_set linked = 0;
    for (size_t i = 0; i < p->link_count; i++) {
        linked |= known & bit(p->links[i].a) ? bit(p->links[i].b) : 0;
        linked |= known & bit(p->links[i].b) ? bit(p->links[i].a) : 0;
    }
    ent_i_count_set candidates = linked & vars ? linked & vars : vars;
    double best = -1, least_fan = -1;
    if (!boundary)
        calls = 1;
    else if (!(boundary & (boundary - 1)) && p->domain[__builtin_ctzll(boundary)] < calls)
        calls = p->domain[__builtin_ctzll(boundary)];
    bool look = p->budget > 0;
    for (ent_i_count_set rest = candidates; rest; rest &= rest - 1) {
        uint32_t var = (uint32_t)__builtin_ctzll(rest);
        double left;
        if (!look) { /* the fewest candidates, then */
            double fan = fan_of(p, var, known, &left);
            if (least_fan < 0 || fan < least_fan) {
                least_fan = fan;
                *ret_var = var;
            }
            continue;
        }
        p->budget -= p->budget > 0;
        double cost = cost_with(p, vars, known, calls, var);
        if (best < 0 || cost < best) {
            best = cost;
            *ret_var = var;
        }
    }
    return look ? best : cost_with(p, vars, known, calls, *ret_var);
}

/* --- blocks ----------------------------------------------------------------------------------------------- */

static ent_status memo_of(const planning *p, ent_i_count_set boundary, ent_i_count_memo *ret)
{
    if (boundary & (boundary - 1))
        return ENT_OK;
    ret->used = true;
    ret->alone = !boundary;
    ret->var = boundary ? (uint32_t)__builtin_ctzll(boundary) : 0;
    return ent_i_count_own(p->plan, ret->alone ? 1 : p->plan->node_end, sizeof *ret->values, &ret->values);
}

static ent_status filters_of(const planning *p, ent_i_count_block *block)
{
    ent_i_count_pattern *pattern = p->plan->pattern;
    ENT_I_TRY(ent_i_count_own(p->plan, pattern->var_count, sizeof(void *), &block->filters));
    for (size_t i = 0; i < pattern->var_count; i++) {
        ent_i_count_filter *filter = &pattern->vars[i].filter;
        if (p->term->rep[i] == block->var && is_here(p, i) && (filter->bits || filter->tests))
            block->filters[block->filter_count++] = filter;
    }
    return ENT_OK;
}

static ent_status bonds_of(const planning *p, ent_i_count_set known, ent_i_count_block *block)
{
    ENT_I_TRY(ent_i_count_own(p->plan, p->link_count, sizeof *block->bonds, &block->bonds));
    ENT_I_TRY(ent_i_count_own(p->plan, p->link_count, sizeof *block->loops, &block->loops));
    for (size_t i = 0; i < p->link_count; i++) {
        const link *l = &p->links[i];
        uint32_t x = block->var;
        if (l->a == x && l->b == x)
            block->loops[block->loop_count++] = (ent_i_count_bond){ l->from_a, x, x, l->some };
        else if (l->b == x && (known & bit(l->a)))
            block->bonds[block->bond_count++] = (ent_i_count_bond){ l->from_a, l->a, x, l->some };
        else if (l->a == x && (known & bit(l->b)))
            block->bonds[block->bond_count++] = (ent_i_count_bond){ l->from_b, l->b, x, l->some };
    }
    return ENT_OK;
}

static ent_status fill_factors(planning *p, ent_i_count_set vars, ent_i_count_set before, ent_i_count_set known,
                               ent_i_count_factors *ret);

static ent_status make_block(planning *p, ent_i_count_set vars, ent_i_count_set known, ent_i_count_block **ret)
{
    ent_i_count_block *block;
    ENT_I_TRY(ent_i_count_own(p->plan, 1, sizeof *block, &block));
    p->budget = PLAN_BUDGET;
    cost_of(p, vars, known, 1e6, &block->var);
    ENT_I_TRY(filters_of(p, block));
    ENT_I_TRY(bonds_of(p, known, block));
    if (!block->bond_count) {
        const ent_i_label_bits *all;
        for (size_t i = 0; i < block->filter_count && !block->scan; i++)
            block->scan = block->filters[i]->bits;
        if (!block->scan) {
            ENT_I_TRY(ent_i_label_bits_of(p->plan->run, p->plan->kept, ENT_I_NO_SYMBOL, &all));
            block->scan = all->bits;
        }
    }
    ENT_I_TRY(fill_factors(p, vars & ~bit(block->var), known, known | bit(block->var), &block->inner));
    block->plain = block->bond_count == 1 && !block->bonds[0].some && !block->loop_count && !block->filter_count &&
                   !block->inner.block_count && !block->inner.sum_count;
    if (!block->plain)
        ENT_I_TRY(memo_of(p, adjacent(p, vars) & known, &block->memo));
    *ret = block;
    return ENT_OK;
}

/* What is left of a term when some nodes are known; before: those that were known before the last. */
static ent_status fill_factors(planning *p, ent_i_count_set vars, ent_i_count_set before, ent_i_count_set known,
                               ent_i_count_factors *ret)
{
    size_t parts = p->plan->pattern->part_count;
    ENT_I_TRY(ent_i_count_own(p->plan, (size_t)__builtin_popcountll(vars), sizeof(void *), &ret->blocks));
    ENT_I_TRY(ent_i_count_own(p->plan, parts, sizeof(void *), &ret->sums));
    for (ent_i_count_set rest = vars; rest;) {
        ent_i_count_set some = component(p, rest);
        ENT_I_TRY(make_block(p, some, known, &ret->blocks[ret->block_count++]));
        rest &= ~some;
    }
    for (unsigned i = 1; i < parts && !p->part; i++) {
        bool ready = !(p->outers[i] & ~known);
        bool earlier = !(p->outers[i] & ~before) && before != known;
        if (ready && !earlier)
            ENT_I_TRY(ent_i_count_plan_sum(p->plan, i, p->term, &ret->sums[ret->sum_count++]));
    }
    return ENT_OK;
}

/* --- products --------------------------------------------------------------------------------------------- */

/* Who a node of the part is that is known: itself, or in an optional part what the outer term made of it. */
static uint32_t known_as(const planning *p, const ent_i_count_term *outer, size_t var)
{
    return p->part && outer ? outer->rep[var] : (uint32_t)var;
}

static ent_status add_filter(planning *p, ent_i_count_product *product, ent_i_count_filter *filter, uint32_t var)
{
    if (!filter->bits && !filter->tests)
        return ENT_OK;
    (void)p;
    product->filters[product->filter_count] = filter;
    product->filter_vars[product->filter_count++] = var;
    return ENT_OK;
}

static ent_status take_known(planning *p, const ent_i_count_term *outer, ent_i_count_product *product)
{
    ent_i_count_pattern *pattern = p->plan->pattern;
    size_t filters = pattern->var_count;
    for (ent_i_count_filter *f = pattern->parts[p->part].filters; f; f = f->next)
        filters++;
    ENT_I_TRY(ent_i_count_own(p->plan, pattern->var_count, sizeof *product->equal, &product->equal));
    ENT_I_TRY(ent_i_count_own(p->plan, filters, sizeof(void *), &product->filters));
    ENT_I_TRY(ent_i_count_own(p->plan, filters, sizeof(uint32_t), &product->filter_vars));
    for (size_t i = 0; i < pattern->var_count; i++) {
        uint8_t rep = p->term->rep[i];
        bool read = p->part ? pattern->parts[p->part].outer >> i & 1 : true;
        if (is_known_var(p, i) && read && rep != known_as(p, outer, i)) {
            product->equal[product->equal_count][0] = known_as(p, outer, i);
            product->equal[product->equal_count++][1] = rep;
        } else if (is_here(p, i) && !is_known_var(p, i) && is_known_var(p, rep)) {
            ENT_I_TRY(add_filter(p, product, &pattern->vars[i].filter, rep));
        }
    }
    for (ent_i_count_filter *f = pattern->parts[p->part].filters; f; f = f->next)
        ENT_I_TRY(add_filter(p, product, f, known_as(p, outer, f->var)));
    return ENT_OK;
}

static ent_status take_bonds(planning *p, ent_i_count_set known, ent_i_count_product *product)
{
    ENT_I_TRY(ent_i_count_own(p->plan, p->link_count, sizeof *product->bonds, &product->bonds));
    for (size_t i = 0; i < p->link_count; i++) {
        const link *l = &p->links[i];
        if ((known & bit(l->a)) && (known & bit(l->b)))
            product->bonds[product->bond_count++] = (ent_i_count_bond){ l->from_a, l->a, l->b, l->some };
    }
    return ENT_OK;
}

static void guess_domains(planning *p)
{
    const ent_i_count_pattern *pattern = p->plan->pattern;
    for (size_t i = 0; i < pattern->var_count; i++)
        p->domain[i] = (double)p->plan->node_end;
    for (size_t i = 0; i < pattern->var_count; i++) {
        const ent_i_count_filter *filter = &pattern->vars[i].filter;
        double size = filter->bits ? (double)filter->count : (double)p->plan->node_end;
        uint32_t rep = p->term->rep[i];
        p->domain[rep] = size < p->domain[rep] ? size : p->domain[rep];
    }
}

static ent_status plan_product(ent_i_count_plan *plan, unsigned part, const ent_i_count_term *outer,
                               const ent_i_count_term *term, bool first, ent_i_count_product *ret, bool *ret_possible)
{
    const ent_i_count_pattern *pattern = plan->pattern;
    planning *p;
    ENT_I_TRY(ent_i_count_own(plan, 1, sizeof *p, &p));
    p->plan = plan;
    p->part = part;
    p->term = term;
    ret->sign = term->sign;
    ret->first = first;
    ENT_I_TRY(take_links(p, first, ret_possible));
    if (!*ret_possible)
        return ENT_OK;
    guess_domains(p);
    for (unsigned i = 1; i < pattern->part_count && !part; i++)
        for (size_t j = 0; j < pattern->var_count; j++)
            if (pattern->parts[i].outer >> j & 1)
                p->outers[i] |= bit(term->rep[j]);
    ent_i_count_set vars = free_vars(p), known = 0;
    for (size_t i = 0; i < pattern->var_count; i++)
        if (is_known_var(p, i))
            known |= bit(term->rep[i]) | bit(known_as(p, outer, i));
    ENT_I_TRY(take_known(p, outer, ret));
    ENT_I_TRY(take_bonds(p, known, ret));
    return fill_factors(p, vars, known, known, &ret->inner);
}

static bool is_first(const ent_i_count_pattern *p, const ent_i_count_term *term, const ent_i_count_term *outer)
{
    if (term->broken)
        return false;
    for (size_t i = 0; i < p->var_count; i++)
        if (term->rep[i] != (outer && !p->vars[i].part ? outer->rep[i] : i))
            return false;
    for (size_t i = 0; i < p->edge_count; i++)
        if (term->alias[i] != i)
            return false;
    return true;
}

ent_status ent_i_count_plan_sum(ent_i_count_plan *plan, unsigned part, const ent_i_count_term *outer,
                                ent_i_count_sum **ret)
{
    const ent_i_count_pattern *pattern = plan->pattern;
    ent_i_count_terms terms = { NULL, 0, 0 };
    ent_i_count_sum *sum;
    ENT_I_TRY(ent_i_count_own(plan, 1, sizeof *sum, &sum));
    ent_status status = ent_i_count_terms_of(pattern, part, outer, &terms);
    if (status != ENT_OK)
        return status == ENT_ERR_LIMIT ? ent_i_fail(plan->run->err, status, "the pattern has too many constraints")
                                       : status;
    ent_i_count_term *kept = NULL; /* blocks of optional parts read them while the plan is made */
    status = ent_i_count_own(plan, terms.count, sizeof *kept, &kept);
    if (status == ENT_OK && terms.count)
        memcpy(kept, terms.items, terms.count * sizeof *kept);
    free(terms.items);
    ENT_I_TRY(status);
    ENT_I_TRY(ent_i_count_own(plan, terms.count, sizeof *sum->products, &sum->products));
    for (size_t i = 0; i < terms.count; i++) {
        bool possible = kept[i].sign != 0;
        if (possible)
            ENT_I_TRY(plan_product(plan, part, outer, &kept[i], is_first(pattern, &kept[i], outer),
                                   &sum->products[sum->count], &possible));
        sum->count += possible;
        if (!possible)
            sum->products[sum->count] = (ent_i_count_product){ 0 };
    }
    sum->part = part;
    if (part) {
        planning p = { .plan = plan };
        ent_i_count_set known = 0;
        for (size_t i = 0; i < pattern->var_count; i++)
            if (pattern->parts[part].outer >> i & 1)
                known |= bit(outer->rep[i]);
        ENT_I_TRY(memo_of(&p, known, &sum->memo));
    }
    *ret = sum;
    return ENT_OK;
}
