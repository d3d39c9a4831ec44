/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is walked, and whether counting is worth it. */
#include <stdlib.h>

#include "graph/query/count/count_take.h"
#include "graph/query/overlay/statistics.h"

/* --- what is walked --------------------------------------------------------------------------------------- */

static void walk_edges(ent_i_count_pattern *p)
{
    ent_i_count_set edges = p->kept_edges;
    for (size_t i = 0; i < p->residual_count; i++)
        edges |= p->residuals[i].edges;
    for (size_t i = 0; i < p->edge_count; i++)
        p->edges[i].walked = edges >> i & 1;
    /* A relationship that might be one that is walked is walked too: then they are compared. */
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < p->constraint_count; i++) {
            const ent_i_count_constraint *c = &p->constraints[i];
            if (c->kind != ENT_I_COUNT_DISTINCT || p->edges[c->a].walked == p->edges[c->b].walked)
                continue;
            p->edges[c->a].walked = p->edges[c->b].walked = more = true;
        }
    }
}

static void walk_vars(ent_i_count_pattern *p)
{
    ent_i_count_set vars = p->kept_vars;
    for (size_t i = 0; i < p->residual_count; i++)
        vars |= p->residuals[i].vars;
    for (size_t i = 1; i < p->part_count; i++)
        if (p->parts[i].presence_count)
            vars |= p->parts[i].outer;
    for (size_t i = 0; i < p->edge_count; i++)
        if (p->edges[i].walked)
            vars |= ENT_I_COUNT_BIT(p->edges[i].left) | ENT_I_COUNT_BIT(p->edges[i].right);
    for (size_t i = 0; i < p->var_count; i++)
        p->vars[i].walked |= vars >> i & 1;
}

static ent_i_count_set neighbours(const ent_i_count_pattern *p, ent_i_count_set vars)
{
    ent_i_count_set found = 0;
    for (size_t i = 0; i < p->edge_count; i++) {
        const ent_i_count_edge *e = &p->edges[i];
        if (e->part || e->kind == ENT_I_EDGE_NONE)
            continue;
        if (vars & ENT_I_COUNT_BIT(e->left))
            found |= ENT_I_COUNT_BIT(e->right);
        if (vars & ENT_I_COUNT_BIT(e->right))
            found |= ENT_I_COUNT_BIT(e->left);
    }
    return found;
}

/* The nodes on a shortest way from some to others, or 0. */
static ent_i_count_set way(const ent_i_count_pattern *p, ent_i_count_set from, ent_i_count_set to)
{
    ent_i_count_set layers[ENT_I_COUNT_MOST + 1] = { from }, seen = from;
    size_t n = 0;
    while (layers[n] && !(layers[n] & to)) {
        ent_i_count_set next = neighbours(p, layers[n]) & ~seen;
        layers[++n] = next;
        seen |= next;
    }
    if (!layers[n])
        return 0;
    ent_i_count_set at = layers[n] & to, all;
    all = at &= ~at + 1;
    while (n-- > 0) {
        at = neighbours(p, at) & layers[n];
        all |= at &= ~at + 1;
    }
    return all;
}

/* Walked nodes of one component are joined by walked nodes, so that each is reached from another. */
static void join_walked(ent_i_count_pattern *p)
{
    ent_i_count_set walked = 0, joined = 0;
    for (size_t i = 0; i < p->var_count; i++) {
        walked |= p->vars[i].walked ? ENT_I_COUNT_BIT(i) : 0;
        joined |= p->vars[i].input ? ENT_I_COUNT_BIT(i) : 0;
    }
    while (walked & ~joined) {
        if (!joined)
            joined = walked & (~walked + 1);
        for (ent_i_count_set next; (next = neighbours(p, joined) & walked & ~joined);)
            joined |= next;
        ent_i_count_set left = walked & ~joined, joint = left ? way(p, joined, left) : 0;
        if (left && !joint) /* another component */
            joint = left & (~left + 1);
        joined |= joint;
        walked |= joint;
    }
    for (size_t i = 0; i < p->var_count; i++)
        p->vars[i].walked = walked >> i & 1;
}

/* Too many terms are seen before anything runs. */
static bool is_countable(const ent_i_count_pattern *p)
{
    ent_i_count_terms terms = { NULL, 0, 0 };
    bool fine = true;
    for (size_t i = 0, all = 1; i < p->part_count && fine; i++) {
        fine = ent_i_count_terms_of(p, (unsigned)i, NULL, &terms) == ENT_OK;
        all *= terms.count ? terms.count : 1;
        fine &= all <= ENT_I_COUNT_TERMS_MOST;
        free(terms.items);
        terms = (ent_i_count_terms){ NULL, 0, 0 };
    }
    return fine;
}

bool ent_i_count_choose_walk(ent_i_count_pattern *p)
{
    walk_edges(p);
    walk_vars(p);
    join_walked(p);
    return is_countable(p);
}

/* --- is it worth it? -------------------------------------------------------------------------------------- */

/* Does a test ask for nodes with some value of a property? */
static bool is_lookup(const ent_i_count_test *test)
{
    const ent_i_expr *expr = test->expr;
    return test->kind == ENT_I_TEST_PROPERTIES ||
           (test->kind == ENT_I_TEST_WHERE && expr->kind == ENT_I_EXPR_COMPARISON && expr->of.chain.count == 2 &&
            expr->of.chain.operators[0] == ENT_I_EQUAL);
}

/* From few known nodes, matches may be found before a relation is made. */
static bool begins_with_few(const ent_i_count_pattern *p)
{
    for (size_t i = 0; i < p->var_count; i++) {
        if (p->vars[i].input)
            return true;
        for (const ent_i_count_test *test = p->vars[i].filter.tests; test; test = test->next)
            if (is_lookup(test))
                return true;
    }
    return false;
}

/* What there is to make first, in matches that could be gone through meanwhile. */
static double making_cost(const ent_i_count_pattern *p)
{
    const ent_i_work *work = p->run->work;
    double cost = 100;
    for (size_t i = 0; i < p->edge_count; i++) {
        const ent_i_count_edge *e = &p->edges[i];
        if (e->tests || !ent_i_relation_is_made(work, e->types, e->type_count, e->directions))
            cost += (double)ent_i_work_rel_end(work) / 20 + (double)ent_i_work_node_end(work) / 50;
    }
    return cost;
}

static double domain_of(const ent_i_count_var *var, const ent_i_statistics *statistics)
{
    double least = var->input ? 1 : ent_i_statistics_nodes(statistics, ENT_I_NO_SYMBOL);
    for (size_t i = 0; i < var->filter.label_count && !var->input; i++) {
        double count = ent_i_statistics_nodes(statistics, var->filter.labels[i]);
        least = count < least ? count : least;
    }
    return least;
}

/* The walked nodes that relationships tie to the first of some. */
static ent_i_count_set group_of(const ent_i_count_pattern *p, ent_i_count_set walked)
{
    ent_i_count_set group = walked & (~walked + 1);
    for (ent_i_count_set next; (next = neighbours(p, group) & walked & ~group);)
        group |= next;
    return group;
}

/* Walked nodes that no relationship ties to each other are gone through each with each, though a condition like
 * a.x = b.y may leave few: so many pairs for a row before. 0: they are all tied. */
static ent_status pairing_cost(const ent_i_count_pattern *p, double *ret)
{
    const ent_i_statistics *statistics;
    ent_i_count_set walked = 0;
    double pairs = 1;
    for (size_t i = 0; i < p->var_count; i++)
        walked |= p->vars[i].walked || p->vars[i].input ? ENT_I_COUNT_BIT(i) : 0;
    *ret = 0;
    if (group_of(p, walked) == walked)
        return ENT_OK;
    ENT_I_TRY(ent_i_work_statistics(p->run->work, &statistics, p->run->err));
    while (walked) {
        ent_i_count_set group = group_of(p, walked);
        double least = ent_i_statistics_nodes(statistics, ENT_I_NO_SYMBOL);
        for (ent_i_count_set rest = group; rest; rest &= rest - 1) {
            double domain = domain_of(&p->vars[__builtin_ctzll(rest)], statistics);
            least = domain < least ? domain : least;
        }
        pairs *= least;
        walked &= ~group;
    }
    *ret = pairs;
    return ENT_OK;
}

ent_status ent_i_count_is_cheaper(const ent_i_count_pattern *p, const ent_i_clause *clauses,
                                  const ent_i_bound_clause *bound, size_t count, double rows, bool *ret)
{
    double work = 0, pairs, before = rows;
    ENT_I_TRY(pairing_cost(p, &pairs));
    /* What begins with all nodes of a label is mostly more than it is thought to be. */
    *ret = !begins_with_few(p) && !pairs;
    if (*ret)
        return ENT_OK;
    for (size_t i = 0; i < count && rows >= 0; i++) {
        ent_i_match_request request = { .paths = clauses[i].of.match.pattern->paths,
                                        .bound = bound[i].paths,
                                        .path_count = clauses[i].of.match.pattern->count,
                                        .time = clauses[i].of.match.time,
                                        .where = clauses[i].of.match.where };
        ent_i_matcher *matcher = NULL;
        ENT_I_TRY(ent_i_matcher_new(p->run, &request, &matcher));
        for (size_t j = 0; j < matcher->step_count; j++)
            work += matcher->steps[j].estimate < 0 ? 0 : rows * matcher->steps[j].estimate;
        double each = clauses[i].of.match.optional && matcher->estimate >= 0 && matcher->estimate < 1
                          ? 1
                          : matcher->estimate;
        rows = each < 0 ? -1 : rows * each;
        ent_i_matcher_clear(matcher);
    }
    *ret = rows >= 0 && work > making_cost(p) + before * pairs;
    return ENT_OK;
}
