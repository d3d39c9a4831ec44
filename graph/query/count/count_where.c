/* SPDX-License-Identifier: GPL-2.0-or-later */
/* WHERE taken apart: conditions on one node or relationship, constraints between two nodes, and the rest, whose nodes
 * are walked. */
#include "graph/query/count/count_take.h"

static bool one(ent_i_count_set set)
{
    return set && !(set & (set - 1));
}

static void add_constraint(ent_i_taking *t, ent_i_count_constraint constraint)
{
    ent_i_count_pattern *p = t->pattern;
    if (p->constraint_count == sizeof p->constraints / sizeof p->constraints[0])
        t->unsuited = true;
    else
        p->constraints[p->constraint_count++] = constraint;
}

/* The node that an expression stands for, itself or by its number: -1: none. */
static int node_of(ent_i_taking *t, const ent_i_expr *expr, bool *ret_number)
{
    const ent_i_note *note = ent_i_note_of(t->run->bound, expr);
    *ret_number = false;
    if (expr->kind == ENT_I_EXPR_FUNCTION && note->function && note->slot == ENT_I_NO_SLOT &&
        note->function->id == ENT_I_FUNCTION_ID && expr->of.function.count == 1) {
        *ret_number = true;
        expr = expr->of.function.items[0];
        note = ent_i_note_of(t->run->bound, expr);
    }
    return expr->kind == ENT_I_EXPR_VARIABLE ? ent_i_take_var(t->pattern, note->slot) : -1;
}

static bool take_inequality(ent_i_taking *t, const ent_i_expr *where, unsigned part)
{
    bool number_a, number_b;
    if (where->kind != ENT_I_EXPR_COMPARISON || where->of.chain.count != 2 ||
        where->of.chain.operators[0] != ENT_I_UNEQUAL)
        return false;
    int a = node_of(t, where->of.chain.items[0], &number_a), b = node_of(t, where->of.chain.items[1], &number_b);
    if (a < 0 || b < 0 || number_a != number_b)
        return false;
    ent_i_take_outer(t, part, a);
    ent_i_take_outer(t, part, b);
    add_constraint(t, (ent_i_count_constraint){ .kind = ENT_I_COUNT_UNEQUAL, .part = part, .a = (uint32_t)a,
                                                .b = (uint32_t)b });
    return true;
}

/* One relationship between two nodes that are known: the path, or NULL. */
static const ent_i_path_pattern *plain_path(ent_i_taking *t, const ent_i_expr *expr, const ent_i_bound_path **ret_bound)
{
    const ent_i_bound_sub *sub = ent_i_note_of(t->run->bound, expr)->sub;
    const ent_i_path_pattern *path = NULL;
    if (expr->kind == ENT_I_EXPR_PATTERN) {
        path = sub->time ? NULL : expr->of.pattern;
        *ret_bound = sub->paths;
    } else if (expr->kind == ENT_I_EXPR_EXISTS && expr->of.exists.pattern) {
        path = expr->of.exists.pattern->count == 1 && !expr->of.exists.time && !expr->of.exists.where
                   ? expr->of.exists.pattern->paths
                   : NULL;
        *ret_bound = sub->paths;
    } else if (expr->kind == ENT_I_EXPR_EXISTS) {
        const ent_i_query *query = expr->of.exists.query;
        const ent_i_clause *clause = &query->parts[0].clauses[0];
        bool lone = query->count == 1 && query->parts[0].count == 1 && clause->kind == ENT_I_CLAUSE_MATCH;
        if (!lone || clause->of.match.optional || clause->of.match.time || clause->of.match.where ||
            clause->of.match.pattern->count != 1)
            return NULL;
        path = clause->of.match.pattern->paths;
        *ret_bound = sub->query->parts[0].clauses[0].paths;
    }
    bool plain = path && path->rel_count == 1 && path->shortest == ENT_I_NOT_SHORTEST &&
                 !path->rels[0].variable_length && !path->rels[0].properties &&
                 (*ret_bound)->rels[0].binding == ENT_I_BOUND_HERE;
    for (size_t i = 0; i < 2 && plain; i++)
        plain = (*ret_bound)->nodes[i].binding == ENT_I_BOUND_BEFORE && !path->nodes[i].label_count &&
                !path->nodes[i].properties && ent_i_take_var(t->pattern, (*ret_bound)->nodes[i].slot) >= 0;
    return plain ? path : NULL;
}

/* (a)-[:T]-(b) or NOT of it, also in EXISTS. */
static ent_status take_predicate(ent_i_taking *t, const ent_i_expr *where, unsigned part, bool *ret)
{
    bool negated = where->kind == ENT_I_EXPR_NOT;
    const ent_i_expr *inner = negated ? where->of.operand : where;
    const ent_i_bound_path *bound = NULL;
    *ret = false;
    if (inner->kind != ENT_I_EXPR_PATTERN && inner->kind != ENT_I_EXPR_EXISTS)
        return ENT_OK;
    const ent_i_path_pattern *path = plain_path(t, inner, &bound);
    if (!path)
        return ENT_OK;
    uint32_t number = (uint32_t)t->pattern->edge_count;
    ent_i_count_edge *edge;
    ENT_I_TRY(ent_i_take_new_edge(t, path->rels, &edge));
    edge->kind = negated ? ENT_I_EDGE_NONE : ENT_I_EDGE_SOME;
    edge->part = part;
    edge->left = (uint32_t)ent_i_take_var(t->pattern, bound->nodes[0].slot);
    edge->right = (uint32_t)ent_i_take_var(t->pattern, bound->nodes[1].slot);
    ent_i_take_outer(t, part, (int)edge->left);
    ent_i_take_outer(t, part, (int)edge->right);
    if (negated)
        add_constraint(t, (ent_i_count_constraint){ .kind = ENT_I_COUNT_NO_EDGE, .part = part, .a = number });
    *ret = true;
    return ENT_OK;
}

static void add_residual(ent_i_taking *t, const ent_i_expr *expr, const ent_i_reads *r)
{
    ent_i_count_pattern *p = t->pattern;
    if (p->residual_count == ENT_I_COUNT_MOST)
        t->unsuited = true;
    else
        p->residuals[p->residual_count++] = (ent_i_count_residual){ expr, r->vars, r->edges };
}

ent_status ent_i_take_where(ent_i_taking *t, const ent_i_taken *c, const ent_i_expr *where)
{
    ent_i_count_pattern *p = t->pattern;
    bool taken_up = false;
    if (!where || t->unsuited)
        return ENT_OK;
    if (where->kind == ENT_I_EXPR_AND && ent_i_note_of(t->run->bound, where)->slot == ENT_I_NO_SLOT) {
        for (size_t i = 0; i < where->of.list.count; i++)
            ENT_I_TRY(ent_i_take_where(t, c, where->of.list.items[i]));
        return ENT_OK;
    }
    if (take_inequality(t, where, c->part))
        return ENT_OK;
    ENT_I_TRY(take_predicate(t, where, c->part, &taken_up));
    if (taken_up)
        return ENT_OK;
    ent_i_reads r = ent_i_take_reads(t, where);
    ent_i_count_test test = { .kind = ENT_I_TEST_WHERE, .expr = where };
    if (one(r.vars) && !r.edges) {
        uint32_t var = (uint32_t)__builtin_ctzll(r.vars);
        ent_i_count_filter *filter;
        ent_i_take_outer(t, c->part, (int)var);
        ENT_I_TRY(ent_i_take_filter(t, c->part, var, &filter));
        return ent_i_take_test(t, &filter->last_test, test);
    }
    if (one(r.edges) && !r.vars) {
        ent_i_count_edge *edge = &p->edges[__builtin_ctzll(r.edges)];
        t->unsuited |= edge->part != c->part;
        return ent_i_take_test(t, &edge->last_test, test);
    }
    t->unsuited |= c->part != 0;
    for (ent_i_count_set rest = r.vars; rest; rest &= rest - 1)
        ent_i_take_outer(t, c->part, __builtin_ctzll(rest));
    for (ent_i_count_set rest = r.edges; rest; rest &= rest - 1)
        t->unsuited |= p->edges[__builtin_ctzll(rest)].part != c->part;
    add_residual(t, where, &r);
    return ENT_OK;
}
