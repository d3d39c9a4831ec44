/* SPDX-License-Identifier: GPL-2.0-or-later */
/* MATCH clauses taken apart into nodes, edges and constraints. What is not known here how to count makes the whole be
 * matched instead: "unsuited" is not an error. */
#include <stdlib.h>
#include <string.h>

#include "graph/query/count.h"

typedef struct taking {
    ent_i_count_pattern *pattern;
    ent_i_run *run;
    bool unsuited;
    const uint32_t *paths; /* slots of path variables */
    size_t path_count;
} taking;

static void *plan_zeroed(ent_i_run *run, size_t size)
{
    void *memory = ent_i_arena_alloc(&run->plan, size + 1);
    if (memory)
        memset(memory, 0, size + 1);
    return memory;
}

static int find_var(const ent_i_count_pattern *p, uint32_t slot)
{
    for (size_t i = 0; i < p->var_count; i++)
        if (p->vars[i].slot == slot)
            return (int)i;
    return -1;
}

static int find_edge(const ent_i_count_pattern *p, uint32_t slot)
{
    for (size_t i = 0; i < p->edge_count; i++)
        if (p->edges[i].slot == slot && slot != ENT_I_NO_SLOT)
            return (int)i;
    return -1;
}

/* --- what an expression reads ----------------------------------------------------------------------------- */

typedef struct reads {
    taking *taking;
    ent_i_count_set vars, edges;
    bool outer; /* of the row before */
} reads;

static void read_slot(reads *r, uint32_t slot)
{
    const ent_i_count_pattern *p = r->taking->pattern;
    int var = find_var(p, slot), edge = find_edge(p, slot);
    if (var >= 0)
        r->vars |= ENT_I_COUNT_BIT(var);
    else if (edge >= 0)
        r->edges |= ENT_I_COUNT_BIT(edge);
    else if (slot < p->first_slot)
        r->outer = true;
    for (size_t i = 0; i < r->taking->path_count; i++)
        r->taking->unsuited |= r->taking->paths[i] == slot;
}

static void read_paths(reads *r, const ent_i_path_pattern *paths, const ent_i_bound_path *bound, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j <= paths[i].rel_count; j++)
            if (bound[i].nodes[j].binding == ENT_I_BOUND_BEFORE)
                read_slot(r, bound[i].nodes[j].slot);
        for (size_t j = 0; j < paths[i].rel_count; j++)
            if (bound[i].rels[j].binding == ENT_I_BOUND_BEFORE)
                read_slot(r, bound[i].rels[j].slot);
    }
}

static void read_sub(reads *r, const ent_i_expr *expr, const ent_i_bound_sub *sub)
{
    if (expr->kind == ENT_I_EXPR_PATTERN) {
        read_paths(r, expr->of.pattern, sub->paths, 1);
    } else if (expr->kind == ENT_I_EXPR_PATTERN_COMPREHENSION) {
        read_paths(r, expr->of.pattern_comprehension.path, sub->paths, 1);
    } else if (expr->of.exists.pattern) {
        read_paths(r, expr->of.exists.pattern->paths, sub->paths, expr->of.exists.pattern->count);
    } else {
        const ent_i_query *query = expr->of.exists.query;
        for (size_t i = 0; i < query->count; i++)
            for (size_t j = 0; j < query->parts[i].count; j++) {
                const ent_i_clause *clause = &query->parts[i].clauses[j];
                if (clause->kind == ENT_I_CLAUSE_MATCH)
                    read_paths(r, clause->of.match.pattern->paths, sub->query->parts[i].clauses[j].paths,
                               clause->of.match.pattern->count);
                else if (clause->kind != ENT_I_CLAUSE_RETURN || clause->of.project.star)
                    r->taking->unsuited = true;
            }
    }
}

static bool read_expr(const ent_i_expr *expr, void *context)
{
    reads *r = context;
    const ent_i_note *note = ent_i_note_of(r->taking->run->bound, expr);
    if (expr->kind == ENT_I_EXPR_FUNCTION && note->function && note->function->is_volatile)
        r->taking->unsuited = true; /* it is to be asked for each match */
    if (note->slot != ENT_I_NO_SLOT) {
        read_slot(r, note->slot);
        return true;
    }
    if (note->sub)
        read_sub(r, expr, note->sub);
    return ent_i_expr_children(expr, read_expr, r);
}

static reads reads_of(taking *t, const ent_i_expr *expr)
{
    reads r = { t, 0, 0, false };
    if (expr)
        read_expr(expr, &r);
    t->pattern->row_dependent |= r.outer;
    return r;
}

static bool one(ent_i_count_set set)
{
    return set && !(set & (set - 1));
}

/* --- tests ------------------------------------------------------------------------------------------------ */

static ent_status add_test(taking *t, ent_i_count_test ***last, ent_i_count_test test)
{
    ent_i_count_test *copy = plan_zeroed(t->run, sizeof *copy);
    if (!copy)
        return ent_i_nomem(t->run->err);
    *copy = test;
    **last = copy;
    *last = &copy->next;
    return ENT_OK;
}

/* What a part says of a node: in the node itself when the part introduced it. */
static ent_status filter_of(taking *t, unsigned part, uint32_t var, ent_i_count_filter **ret)
{
    ent_i_count_pattern *p = t->pattern;
    if (p->vars[var].part == part) {
        *ret = &p->vars[var].filter;
        return ENT_OK;
    }
    for (*ret = p->parts[part].filters; *ret; *ret = (*ret)->next)
        if ((*ret)->var == var)
            return ENT_OK;
    ent_i_count_filter *filter = plan_zeroed(t->run, sizeof *filter);
    if (!filter)
        return ent_i_nomem(t->run->err);
    *filter = (ent_i_count_filter){ .next = p->parts[part].filters, .var = var, .slot = p->vars[var].slot };
    filter->last_test = &filter->tests;
    *ret = p->parts[part].filters = filter;
    return ENT_OK;
}

static ent_status intern(taking *t, const ent_i_name *name, ent_i_symbol *ret)
{
    return ent_i_work_intern(t->run->work, name->text, name->length, ret, t->run->err);
}

static ent_status add_label(taking *t, ent_i_count_filter *filter, const ent_i_name *name)
{
    ent_i_symbol label;
    ENT_I_TRY(intern(t, name, &label));
    for (size_t i = 0; i < filter->label_count; i++)
        if (filter->labels[i] == label)
            return ENT_OK;
    if (filter->label_count == sizeof filter->labels / sizeof filter->labels[0])
        t->unsuited = true;
    else
        filter->labels[filter->label_count++] = label;
    return ENT_OK;
}

/* A map of properties, which may read only what is known before. */
static ent_status add_map(taking *t, const ent_i_expr *map, ent_i_count_test ***last)
{
    if (!map)
        return ENT_OK;
    reads r = reads_of(t, map);
    if (r.vars || r.edges)
        t->unsuited = true;
    return add_test(t, last, (ent_i_count_test){ .kind = ENT_I_TEST_PROPERTIES, .expr = map });
}

/* --- patterns --------------------------------------------------------------------------------------------- */

/* The clause that is taken. */
typedef struct taken {
    const ent_i_clause *clause;
    const ent_i_bound_clause *bound;
    unsigned part, number;
    ent_i_matcher *clock;
} taken;

/* A part reads a node of another one. */
static void read_outer(taking *t, unsigned part, int var)
{
    ent_i_count_pattern *p = t->pattern;
    p->vars[var].wanted |= part == 0;
    if (p->vars[var].part == part)
        return;
    t->unsuited |= p->vars[var].part != 0; /* it may be null */
    p->parts[part].outer |= ENT_I_COUNT_BIT(var);
}

static ent_status take_node(taking *t, const taken *c, const ent_i_node_pattern *node,
                            const ent_i_bound_element *bound, uint32_t *ret)
{
    ent_i_count_pattern *p = t->pattern;
    int found = find_var(p, bound->slot);
    if (found < 0 && p->var_count == ENT_I_COUNT_MOST) {
        t->unsuited = true;
        return ENT_OK;
    }
    uint32_t var = found < 0 ? (uint32_t)p->var_count++ : (uint32_t)found;
    ent_i_count_var *v = &p->vars[var];
    if (found < 0) {
        *v = (ent_i_count_var){ .name = node->variable.range, .slot = bound->slot, .input = bound->binding == ENT_I_BOUND_BEFORE };
        v->part = v->input ? 0 : c->part;
        v->filter = (ent_i_count_filter){ .var = var, .slot = bound->slot };
        v->filter.last_test = &v->filter.tests;
        v->walked = v->input;
    }
    read_outer(t, c->part, (int)var);
    /* What may be null or no node at all is for the matcher to judge. */
    t->unsuited |= bound->unchecked;
    *ret = var;
    ent_i_count_filter *filter;
    ENT_I_TRY(filter_of(t, c->part, var, &filter));
    for (size_t i = 0; i < node->label_count; i++)
        ENT_I_TRY(add_label(t, filter, &node->labels[i]));
    if (c->clock)
        ENT_I_TRY(add_test(t, &filter->last_test, (ent_i_count_test){ .kind = ENT_I_TEST_PERIOD, .clock = c->clock }));
    return ENT_OK;
}

static ent_status take_types(taking *t, const ent_i_rel_pattern *rel, ent_i_count_edge *edge)
{
    ent_i_symbol *types = plan_zeroed(t->run, rel->type_count * sizeof *types);
    if (!types)
        return ent_i_nomem(t->run->err);
    for (size_t i = 0; i < rel->type_count; i++)
        ENT_I_TRY(intern(t, &rel->types[i], &types[i]));
    edge->types = types;
    edge->type_count = rel->type_count;
    return ENT_OK;
}

static ent_status new_edge(taking *t, const ent_i_rel_pattern *rel, ent_i_count_edge **ret)
{
    ent_i_count_pattern *p = t->pattern;
    if (p->edge_count == ENT_I_COUNT_MOST) {
        t->unsuited = true;
        *ret = &p->edges[0];
        return ENT_OK;
    }
    ent_i_count_edge *edge = &p->edges[p->edge_count++];
    *edge = (ent_i_count_edge){ .slot = ENT_I_NO_SLOT };
    edge->directions = rel->direction == ENT_I_EITHER  ? (unsigned)ENT_BOTH
                       : rel->direction == ENT_I_RIGHT ? (unsigned)ENT_OUT
                                                       : (unsigned)ENT_IN;
    edge->last_test = &edge->tests;
    *ret = edge;
    return take_types(t, rel, edge);
}

static ent_status take_rel(taking *t, const taken *c, const ent_i_rel_pattern *rel, const ent_i_bound_element *bound,
                           uint32_t left, uint32_t right)
{
    ent_i_count_edge *edge;
    if (bound->binding != ENT_I_BOUND_HERE || rel->variable_length) {
        t->unsuited = true;
        return ENT_OK;
    }
    ENT_I_TRY(new_edge(t, rel, &edge));
    edge->name = rel->variable.range;
    edge->slot = bound->slot;
    edge->part = c->part;
    edge->clause = c->number;
    edge->left = left;
    edge->right = right;
    if (c->clock)
        ENT_I_TRY(add_test(t, &edge->last_test, (ent_i_count_test){ .kind = ENT_I_TEST_PERIOD, .clock = c->clock }));
    return ENT_OK;
}

static ent_status take_path(taking *t, const taken *c, const ent_i_path_pattern *path, const ent_i_bound_path *bound)
{
    uint32_t left = 0, right = 0;
    t->unsuited |= path->shortest != ENT_I_NOT_SHORTEST;
    ENT_I_TRY(take_node(t, c, &path->nodes[0], &bound->nodes[0], &left));
    for (size_t i = 0; i < path->rel_count && !t->unsuited; i++, left = right) {
        ENT_I_TRY(take_node(t, c, &path->nodes[i + 1], &bound->nodes[i + 1], &right));
        ENT_I_TRY(take_rel(t, c, &path->rels[i], &bound->rels[i], left, right));
    }
    return ENT_OK;
}

/* Properties may read all variables of their clause: after them. */
static ent_status take_properties(taking *t, const taken *c)
{
    const ent_i_pattern *pattern = c->clause->of.match.pattern;
    for (size_t i = 0; i < pattern->count && !t->unsuited; i++) {
        const ent_i_path_pattern *path = &pattern->paths[i];
        for (size_t j = 0; j <= path->rel_count; j++) {
            ent_i_count_filter *filter;
            int var = find_var(t->pattern, c->bound->paths[i].nodes[j].slot);
            ENT_I_TRY(filter_of(t, c->part, (uint32_t)var, &filter));
            ENT_I_TRY(add_map(t, path->nodes[j].properties, &filter->last_test));
        }
        for (size_t j = 0; j < path->rel_count; j++) {
            int edge = find_edge(t->pattern, c->bound->paths[i].rels[j].slot);
            ENT_I_TRY(add_map(t, path->rels[j].properties, &t->pattern->edges[edge].last_test));
        }
    }
    return ENT_OK;
}

/* --- conditions ------------------------------------------------------------------------------------------- */

static void add_constraint(taking *t, ent_i_count_constraint constraint)
{
    ent_i_count_pattern *p = t->pattern;
    if (p->constraint_count == sizeof p->constraints / sizeof p->constraints[0])
        t->unsuited = true;
    else
        p->constraints[p->constraint_count++] = constraint;
}

/* The node that an expression stands for, itself or by its number: -1: none. */
static int node_of(taking *t, const ent_i_expr *expr, bool *ret_number)
{
    const ent_i_note *note = ent_i_note_of(t->run->bound, expr);
    *ret_number = false;
    if (expr->kind == ENT_I_EXPR_FUNCTION && note->function && note->slot == ENT_I_NO_SLOT &&
        note->function->id == ENT_I_FUNCTION_ID && expr->of.function.count == 1) {
        *ret_number = true;
        expr = expr->of.function.items[0];
        note = ent_i_note_of(t->run->bound, expr);
    }
    return expr->kind == ENT_I_EXPR_VARIABLE ? find_var(t->pattern, note->slot) : -1;
}

static bool take_inequality(taking *t, const ent_i_expr *where, unsigned part)
{
    bool number_a, number_b;
    if (where->kind != ENT_I_EXPR_COMPARISON || where->of.chain.count != 2 ||
        where->of.chain.operators[0] != ENT_I_UNEQUAL)
        return false;
    int a = node_of(t, where->of.chain.items[0], &number_a), b = node_of(t, where->of.chain.items[1], &number_b);
    if (a < 0 || b < 0 || number_a != number_b)
        return false;
    read_outer(t, part, a);
    read_outer(t, part, b);
    add_constraint(t, (ent_i_count_constraint){ .kind = ENT_I_COUNT_UNEQUAL, .part = part, .a = (uint32_t)a,
                                                .b = (uint32_t)b });
    return true;
}

/* One relationship between two nodes that are known: the path, or NULL. */
static const ent_i_path_pattern *plain_path(taking *t, const ent_i_expr *expr, const ent_i_bound_path **ret_bound)
{
    const ent_i_bound_sub *sub = ent_i_note_of(t->run->bound, expr)->sub;
    const ent_i_path_pattern *path = NULL;
    if (expr->kind == ENT_I_EXPR_PATTERN) {
        path = expr->of.pattern;
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
                !path->nodes[i].properties && find_var(t->pattern, (*ret_bound)->nodes[i].slot) >= 0;
    return plain ? path : NULL;
}

/* (a)-[:T]-(b) or NOT of it, also in EXISTS. */
static ent_status take_predicate(taking *t, const ent_i_expr *where, unsigned part, bool *ret)
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
    ENT_I_TRY(new_edge(t, path->rels, &edge));
    edge->kind = negated ? ENT_I_EDGE_NONE : ENT_I_EDGE_SOME;
    edge->part = part;
    edge->left = (uint32_t)find_var(t->pattern, bound->nodes[0].slot);
    edge->right = (uint32_t)find_var(t->pattern, bound->nodes[1].slot);
    read_outer(t, part, (int)edge->left);
    read_outer(t, part, (int)edge->right);
    if (negated)
        add_constraint(t, (ent_i_count_constraint){ .kind = ENT_I_COUNT_NO_EDGE, .part = part, .a = number });
    *ret = true;
    return ENT_OK;
}

static void add_residual(taking *t, const ent_i_expr *expr, const reads *r)
{
    ent_i_count_pattern *p = t->pattern;
    if (p->residual_count == ENT_I_COUNT_MOST)
        t->unsuited = true;
    else
        p->residuals[p->residual_count++] = (ent_i_count_residual){ expr, r->vars, r->edges };
}

static ent_status take_where(taking *t, const taken *c, const ent_i_expr *where)
{
    ent_i_count_pattern *p = t->pattern;
    bool taken_up = false;
    if (!where || t->unsuited)
        return ENT_OK;
    if (where->kind == ENT_I_EXPR_AND && ent_i_note_of(t->run->bound, where)->slot == ENT_I_NO_SLOT) {
        for (size_t i = 0; i < where->of.list.count; i++)
            ENT_I_TRY(take_where(t, c, where->of.list.items[i]));
        return ENT_OK;
    }
    if (take_inequality(t, where, c->part))
        return ENT_OK;
    ENT_I_TRY(take_predicate(t, where, c->part, &taken_up));
    if (taken_up)
        return ENT_OK;
    reads r = reads_of(t, where);
    ent_i_count_test test = { .kind = ENT_I_TEST_WHERE, .expr = where };
    if (one(r.vars) && !r.edges) {
        uint32_t var = (uint32_t)__builtin_ctzll(r.vars);
        ent_i_count_filter *filter;
        read_outer(t, c->part, (int)var);
        ENT_I_TRY(filter_of(t, c->part, var, &filter));
        return add_test(t, &filter->last_test, test);
    }
    if (one(r.edges) && !r.vars) {
        ent_i_count_edge *edge = &p->edges[__builtin_ctzll(r.edges)];
        t->unsuited |= edge->part != c->part;
        return add_test(t, &edge->last_test, test);
    }
    t->unsuited |= c->part != 0;
    for (ent_i_count_set rest = r.vars; rest; rest &= rest - 1)
        read_outer(t, c->part, __builtin_ctzll(rest));
    for (ent_i_count_set rest = r.edges; rest; rest &= rest - 1)
        t->unsuited |= p->edges[__builtin_ctzll(rest)].part != c->part;
    add_residual(t, where, &r);
    return ENT_OK;
}

/* --- clauses ---------------------------------------------------------------------------------------------- */

/* One that knows the days of AS OF. */
static ent_status make_clock(taking *t, const ent_i_time *time, ent_i_matcher **ret)
{
    *ret = NULL;
    if (!time)
        return ENT_OK;
    ent_i_matcher *clock = plan_zeroed(t->run, sizeof *clock);
    if (!clock)
        return ent_i_nomem(t->run->err);
    *clock = (ent_i_matcher){ .run = t->run, .request = { .time = time } };
    reads r = reads_of(t, time->from);
    ent_i_count_set read = r.vars | r.edges;
    r = reads_of(t, time->to);
    t->unsuited |= (read | r.vars | r.edges) != 0;
    *ret = clock;
    return ENT_OK;
}

static ent_status take_clause(taking *t, const ent_i_clause *clause, const ent_i_bound_clause *bound, size_t number)
{
    ent_i_count_pattern *p = t->pattern;
    taken c = { .clause = clause, .bound = bound, .number = (unsigned)number };
    if (clause->of.match.optional) {
        if (p->part_count == ENT_I_COUNT_MOST) {
            t->unsuited = true;
            return ENT_OK;
        }
        c.part = (unsigned)p->part_count++;
    }
    ENT_I_TRY(make_clock(t, clause->of.match.time, &c.clock));
    for (size_t i = 0; i < clause->of.match.pattern->count && !t->unsuited; i++)
        ENT_I_TRY(take_path(t, &c, &clause->of.match.pattern->paths[i], &bound->paths[i]));
    if (t->unsuited)
        return ENT_OK;
    ENT_I_TRY(take_properties(t, &c));
    return take_where(t, &c, clause->of.match.where);
}

/* The slots that the clauses introduce begin with the lowest one; and those of their paths. */
static ent_status list_slots(taking *t, const ent_i_clause *clauses, const ent_i_bound_clause *bound, size_t count)
{
    size_t paths = 0;
    for (size_t i = 0; i < count; i++)
        paths += clauses[i].of.match.pattern->count;
    uint32_t *slots = plan_zeroed(t->run, paths * sizeof *slots);
    if (!slots)
        return ent_i_nomem(t->run->err);
    t->paths = slots;
    t->pattern->first_slot = ENT_I_NO_SLOT;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < clauses[i].of.match.pattern->count; j++) {
            const ent_i_bound_path *path = &bound[i].paths[j];
            size_t rels = clauses[i].of.match.pattern->paths[j].rel_count;
            if (path->slot != ENT_I_NO_SLOT)
                slots[t->path_count++] = path->slot;
            for (size_t k = 0; k < 2 * rels + 1; k++) {
                const ent_i_bound_element *element = k <= rels ? &path->nodes[k] : &path->rels[k - rels - 1];
                if (element->binding != ENT_I_BOUND_BEFORE && element->slot < t->pattern->first_slot &&
                    find_var(t->pattern, element->slot) < 0)
                    t->pattern->first_slot = element->slot;
            }
        }
    return ENT_OK;
}

/* --- what is kept ----------------------------------------------------------------------------------------- */

static ent_status add_presence(taking *t, unsigned part, uint32_t slot)
{
    ent_i_count_part *p = &t->pattern->parts[part];
    uint32_t *slots = plan_zeroed(t->run, (p->presence_count + 1) * sizeof *slots);
    if (!slots)
        return ent_i_nomem(t->run->err);
    if (p->presence_count)
        memcpy(slots, p->presence, p->presence_count * sizeof *slots);
    slots[p->presence_count++] = slot;
    p->presence = slots;
    return ENT_OK;
}

static ent_status keep_aggregate(taking *t, const ent_i_bound_aggregate *aggregate, reads *r)
{
    const ent_i_expr *call = aggregate->call;
    if (call->kind == ENT_I_EXPR_COUNT_ALL)
        return ENT_OK;
    const ent_i_expr *item = call->of.function.items[0];
    if (aggregate->function->id == ENT_I_FUNCTION_COUNT && !call->of.function.distinct &&
        item->kind == ENT_I_EXPR_VARIABLE) {
        uint32_t slot = ent_i_note_of(t->run->bound, item)->slot;
        int var = find_var(t->pattern, slot), edge = find_edge(t->pattern, slot);
        if (edge >= 0)
            return add_presence(t, t->pattern->edges[edge].part, slot);
        if (var >= 0 && !t->pattern->vars[var].input)
            return add_presence(t, t->pattern->vars[var].part, slot);
    }
    for (size_t i = 0; i < call->of.function.count; i++)
        read_expr(call->of.function.items[i], r);
    return ENT_OK;
}

static ent_status keep(taking *t, const ent_i_bound_projection *project)
{
    ent_i_count_pattern *p = t->pattern;
    reads r = { t, 0, 0, false };
    for (size_t i = 0; i < project->column_count; i++) {
        const ent_i_bound_column *column = &project->columns[i];
        if (column->value)
            read_expr(column->value, &r);
        if (column->from != ENT_I_NO_SLOT)
            read_slot(&r, column->from);
    }
    for (size_t i = 0; i < project->aggregate_count; i++)
        ENT_I_TRY(keep_aggregate(t, &project->aggregates[i], &r));
    p->kept_vars = r.vars;
    p->kept_edges = r.edges;
    for (size_t i = 0; i < p->var_count; i++)
        t->unsuited |= (r.vars >> i & 1) && p->vars[i].part != 0;
    for (size_t i = 0; i < p->edge_count; i++)
        t->unsuited |= (r.edges >> i & 1) && p->edges[i].part != 0;
    return ENT_OK;
}

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

/* Does a test ask for nodes with some value of a property? */
static bool is_lookup(const ent_i_count_test *test)
{
    const ent_i_expr *expr = test->expr;
    return test->kind == ENT_I_TEST_PROPERTIES ||
           (test->kind == ENT_I_TEST_WHERE && expr->kind == ENT_I_EXPR_COMPARISON && expr->of.chain.count == 2 &&
            expr->of.chain.operators[0] == ENT_I_EQUAL);
}

/* From few known nodes, matches are found before a relation is made. */
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

ent_status ent_i_count_pattern_new(ent_i_run *run, const ent_i_clause *clauses, const ent_i_bound_clause *bound,
                                   size_t count, const ent_i_bound_projection *project, ent_i_count_pattern **ret)
{
    *ret = NULL;
    ent_i_count_pattern *p = plan_zeroed(run, sizeof *p);
    if (!p)
        return ent_i_nomem(run->err);
    taking t = { .pattern = p, .run = run };
    p->run = run;
    p->part_count = 1;
    ENT_I_TRY(list_slots(&t, clauses, bound, count));
    for (size_t i = 0; i < count && !t.unsuited; i++)
        ENT_I_TRY(take_clause(&t, &clauses[i], &bound[i], i));
    if (!t.unsuited)
        ENT_I_TRY(keep(&t, project));
    if (t.unsuited || p->row_dependent || !ent_i_count_distinct(p) ||
        (run->counting != ENT_I_COUNT_ALWAYS && begins_with_few(p)))
        return ENT_OK;
    walk_edges(p);
    walk_vars(p);
    join_walked(p);
    if (is_countable(p))
        *ret = p;
    return ENT_OK;
}
