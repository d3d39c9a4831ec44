/* SPDX-License-Identifier: GPL-2.0-or-later */
/* MATCH clauses taken apart into nodes, edges and constraints. What is not known here how to count makes the whole be
 * matched instead: "unsuited" is not an error. */
#include <string.h>

#include "graph/query/count/count_take.h"

void *ent_i_take_zeroed(ent_i_run *run, size_t size)
{
    void *memory = ent_i_arena_alloc(&run->plan, size + 1);
    if (memory)
        memset(memory, 0, size + 1);
    return memory;
}

/* --- tests ------------------------------------------------------------------------------------------------ */

ent_status ent_i_take_test(ent_i_taking *t, ent_i_count_test ***last, ent_i_count_test test)
{
    ent_i_count_test *copy = ent_i_take_zeroed(t->run, sizeof *copy);
    if (!copy)
        return ent_i_nomem(t->run->err);
    *copy = test;
    **last = copy;
    *last = &copy->next;
    return ENT_OK;
}

/* What a part says of a node: in the node itself when the part introduced it. */
ent_status ent_i_take_filter(ent_i_taking *t, unsigned part, uint32_t var, ent_i_count_filter **ret)
{
    ent_i_count_pattern *p = t->pattern;
    if (p->vars[var].part == part) {
        *ret = &p->vars[var].filter;
        return ENT_OK;
    }
    for (*ret = p->parts[part].filters; *ret; *ret = (*ret)->next)
        if ((*ret)->var == var)
            return ENT_OK;
    ent_i_count_filter *filter = ent_i_take_zeroed(t->run, sizeof *filter);
    if (!filter)
        return ent_i_nomem(t->run->err);
    *filter = (ent_i_count_filter){ .next = p->parts[part].filters, .var = var, .slot = p->vars[var].slot };
    filter->last_test = &filter->tests;
    *ret = p->parts[part].filters = filter;
    return ENT_OK;
}

static ent_status intern(ent_i_taking *t, const ent_i_name *name, ent_i_symbol *ret)
{
    return ent_i_work_intern(t->run->work, name->text, name->length, ret, t->run->err);
}

static ent_status add_label(ent_i_taking *t, ent_i_count_filter *filter, const ent_i_name *name)
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
static ent_status add_map(ent_i_taking *t, const ent_i_expr *map, ent_i_count_test ***last)
{
    if (!map)
        return ENT_OK;
    ent_i_reads r = ent_i_take_reads(t, map);
    if (r.vars || r.edges)
        t->unsuited = true;
    return ent_i_take_test(t, last, (ent_i_count_test){ .kind = ENT_I_TEST_PROPERTIES, .expr = map });
}

/* --- patterns --------------------------------------------------------------------------------------------- */

static ent_status take_node(ent_i_taking *t, const ent_i_taken *c, const ent_i_node_pattern *node,
                            const ent_i_bound_element *bound, uint32_t *ret)
{
    ent_i_count_pattern *p = t->pattern;
    int found = ent_i_take_var(p, bound->slot);
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
    ent_i_take_outer(t, c->part, (int)var);
    /* What may be null or no node at all is for the matcher to judge. */
    t->unsuited |= bound->unchecked;
    *ret = var;
    ent_i_count_filter *filter;
    ENT_I_TRY(ent_i_take_filter(t, c->part, var, &filter));
    for (size_t i = 0; i < node->label_count; i++)
        ENT_I_TRY(add_label(t, filter, &node->labels[i]));
    if (c->clock)
        ENT_I_TRY(ent_i_take_test(t, &filter->last_test, (ent_i_count_test){ .kind = ENT_I_TEST_PERIOD, .clock = c->clock }));
    return ENT_OK;
}

static ent_status take_types(ent_i_taking *t, const ent_i_rel_pattern *rel, ent_i_count_edge *edge)
{
    ent_i_symbol *types = ent_i_take_zeroed(t->run, rel->type_count * sizeof *types);
    if (!types)
        return ent_i_nomem(t->run->err);
    for (size_t i = 0; i < rel->type_count; i++)
        ENT_I_TRY(intern(t, &rel->types[i], &types[i]));
    edge->types = types;
    edge->type_count = rel->type_count;
    return ENT_OK;
}

ent_status ent_i_take_new_edge(ent_i_taking *t, const ent_i_rel_pattern *rel, ent_i_count_edge **ret)
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

static ent_status take_rel(ent_i_taking *t, const ent_i_taken *c, const ent_i_rel_pattern *rel, const ent_i_bound_element *bound,
                           uint32_t left, uint32_t right)
{
    ent_i_count_edge *edge;
    if (bound->binding != ENT_I_BOUND_HERE || rel->variable_length) {
        t->unsuited = true;
        return ENT_OK;
    }
    ENT_I_TRY(ent_i_take_new_edge(t, rel, &edge));
    edge->name = rel->variable.range;
    edge->slot = bound->slot;
    edge->part = c->part;
    edge->clause = c->number;
    edge->left = left;
    edge->right = right;
    if (c->clock)
        ENT_I_TRY(ent_i_take_test(t, &edge->last_test, (ent_i_count_test){ .kind = ENT_I_TEST_PERIOD, .clock = c->clock }));
    return ENT_OK;
}

static ent_status take_path(ent_i_taking *t, const ent_i_taken *c, const ent_i_path_pattern *path, const ent_i_bound_path *bound)
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
static ent_status take_properties(ent_i_taking *t, const ent_i_taken *c)
{
    const ent_i_pattern *pattern = c->clause->of.match.pattern;
    for (size_t i = 0; i < pattern->count && !t->unsuited; i++) {
        const ent_i_path_pattern *path = &pattern->paths[i];
        for (size_t j = 0; j <= path->rel_count; j++) {
            ent_i_count_filter *filter;
            int var = ent_i_take_var(t->pattern, c->bound->paths[i].nodes[j].slot);
            ENT_I_TRY(ent_i_take_filter(t, c->part, (uint32_t)var, &filter));
            ENT_I_TRY(add_map(t, path->nodes[j].properties, &filter->last_test));
        }
        for (size_t j = 0; j < path->rel_count; j++) {
            int edge = ent_i_take_edge(t->pattern, c->bound->paths[i].rels[j].slot);
            ENT_I_TRY(add_map(t, path->rels[j].properties, &t->pattern->edges[edge].last_test));
        }
    }
    return ENT_OK;
}

/* --- clauses ---------------------------------------------------------------------------------------------- */

/* One that knows the days of AS OF. */
static ent_status make_clock(ent_i_taking *t, const ent_i_time *time, ent_i_matcher **ret)
{
    *ret = NULL;
    if (!time)
        return ENT_OK;
    ent_i_matcher *clock = ent_i_take_zeroed(t->run, sizeof *clock);
    if (!clock)
        return ent_i_nomem(t->run->err);
    *clock = (ent_i_matcher){ .run = t->run, .request = { .time = time } };
    ent_i_reads r = ent_i_take_reads(t, time->from);
    ent_i_count_set read = r.vars | r.edges;
    r = ent_i_take_reads(t, time->to);
    t->unsuited |= (read | r.vars | r.edges) != 0;
    *ret = clock;
    return ENT_OK;
}

static ent_status take_clause(ent_i_taking *t, const ent_i_clause *clause, const ent_i_bound_clause *bound, size_t number)
{
    ent_i_count_pattern *p = t->pattern;
    ent_i_taken c = { .clause = clause, .bound = bound, .number = (unsigned)number };
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
    return ent_i_take_where(t, &c, clause->of.match.where);
}

/* The slots that the clauses introduce begin with the lowest one; and those of their paths. */
static ent_status list_slots(ent_i_taking *t, const ent_i_clause *clauses, const ent_i_bound_clause *bound, size_t count)
{
    size_t paths = 0;
    for (size_t i = 0; i < count; i++)
        paths += clauses[i].of.match.pattern->count;
    uint32_t *slots = ent_i_take_zeroed(t->run, paths * sizeof *slots);
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
                    ent_i_take_var(t->pattern, element->slot) < 0)
                    t->pattern->first_slot = element->slot;
            }
        }
    return ENT_OK;
}

ent_status ent_i_count_pattern_new(ent_i_run *run, const ent_i_clause *clauses, const ent_i_bound_clause *bound,
                                   size_t count, const ent_i_bound_projection *project, ent_i_count_pattern **ret)
{
    *ret = NULL;
    ent_i_count_pattern *p = ent_i_take_zeroed(run, sizeof *p);
    if (!p)
        return ent_i_nomem(run->err);
    ent_i_taking t = { .pattern = p, .run = run };
    p->run = run;
    p->part_count = 1;
    ENT_I_TRY(list_slots(&t, clauses, bound, count));
    for (size_t i = 0; i < count && !t.unsuited; i++)
        ENT_I_TRY(take_clause(&t, &clauses[i], &bound[i], i));
    if (!t.unsuited)
        ENT_I_TRY(ent_i_take_kept(&t, project));
    if (t.unsuited || p->row_dependent || !ent_i_count_distinct(p))
        return ENT_OK;
    if (ent_i_count_choose_walk(p))
        *ret = p;
    return ENT_OK;
}
