/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What expressions read of a pattern, and what the aggregation after it does. */
#include <string.h>

#include "graph/query/count/count_take.h"

int ent_i_take_var(const ent_i_count_pattern *p, uint32_t slot)
{
    for (size_t i = 0; i < p->var_count; i++)
        if (p->vars[i].slot == slot)
            return (int)i;
    return -1;
}

int ent_i_take_edge(const ent_i_count_pattern *p, uint32_t slot)
{
    for (size_t i = 0; i < p->edge_count; i++)
        if (p->edges[i].slot == slot && slot != ENT_I_NO_SLOT)
            return (int)i;
    return -1;
}

/* --- what an expression reads ----------------------------------------------------------------------------- */

static void read_slot(ent_i_reads *r, uint32_t slot)
{
    const ent_i_count_pattern *p = r->taking->pattern;
    int var = ent_i_take_var(p, slot), edge = ent_i_take_edge(p, slot);
    if (var >= 0)
        r->vars |= ENT_I_COUNT_BIT(var);
    else if (edge >= 0)
        r->edges |= ENT_I_COUNT_BIT(edge);
    else if (slot < p->first_slot)
        r->outer = true;
    for (size_t i = 0; i < r->taking->path_count; i++)
        r->taking->unsuited |= r->taking->paths[i] == slot;
}

static void read_paths(ent_i_reads *r, const ent_i_path_pattern *paths, const ent_i_bound_path *bound, size_t count)
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

static void read_sub(ent_i_reads *r, const ent_i_expr *expr, const ent_i_bound_sub *sub)
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
    ent_i_reads *r = context;
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

ent_i_reads ent_i_take_reads(ent_i_taking *t, const ent_i_expr *expr)
{
    ent_i_reads r = { t, 0, 0, false };
    if (expr)
        read_expr(expr, &r);
    t->pattern->row_dependent |= r.outer;
    return r;
}

void ent_i_take_outer(ent_i_taking *t, unsigned part, int var)
{
    ent_i_count_pattern *p = t->pattern;
    p->vars[var].wanted |= part == 0;
    if (p->vars[var].part == part)
        return;
    t->unsuited |= p->vars[var].part != 0; /* it may be null */
    p->parts[part].outer |= ENT_I_COUNT_BIT(var);
}

/* --- what is kept ----------------------------------------------------------------------------------------- */

static ent_status add_presence(ent_i_taking *t, unsigned part, uint32_t slot)
{
    ent_i_count_part *p = &t->pattern->parts[part];
    uint32_t *slots = ent_i_take_zeroed(t->run, (p->presence_count + 1) * sizeof *slots);
    if (!slots)
        return ent_i_nomem(t->run->err);
    if (p->presence_count)
        memcpy(slots, p->presence, p->presence_count * sizeof *slots);
    slots[p->presence_count++] = slot;
    p->presence = slots;
    return ENT_OK;
}

static ent_status keep_aggregate(ent_i_taking *t, const ent_i_bound_aggregate *aggregate, ent_i_reads *r)
{
    const ent_i_expr *call = aggregate->call;
    if (call->kind == ENT_I_EXPR_COUNT_ALL)
        return ENT_OK;
    const ent_i_expr *item = call->of.function.items[0];
    if (aggregate->function->id == ENT_I_FUNCTION_COUNT && !call->of.function.distinct &&
        item->kind == ENT_I_EXPR_VARIABLE) {
        uint32_t slot = ent_i_note_of(t->run->bound, item)->slot;
        int var = ent_i_take_var(t->pattern, slot), edge = ent_i_take_edge(t->pattern, slot);
        if (edge >= 0)
            return add_presence(t, t->pattern->edges[edge].part, slot);
        if (var >= 0 && !t->pattern->vars[var].input)
            return add_presence(t, t->pattern->vars[var].part, slot);
    }
    for (size_t i = 0; i < call->of.function.count; i++)
        read_expr(call->of.function.items[i], r);
    return ENT_OK;
}

ent_status ent_i_take_kept(ent_i_taking *t, const ent_i_bound_projection *project)
{
    ent_i_count_pattern *p = t->pattern;
    ent_i_reads r = { t, 0, 0, false };
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
