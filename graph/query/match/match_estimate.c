/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a pattern consists of and how many matches are expected of each part: nodes by their rarest label, relationships
 * by counted ends, conditions by the share of rows that they let pass. */
#include "graph/query/match/match_order.h"

/* --- what there is ---------------------------------------------------------------------------------------- */

static double count_of(const ent_i_orderer *o, ent_i_symbol label)
{
    if (o->p->statistics)
        return ent_i_statistics_nodes(o->p->statistics, label);
    double all = (double)ent_i_work_node_end(o->run->work);
    return label == ENT_I_NO_SYMBOL ? all : all / 4;
}

static void note_label(ent_i_orderer *o, ent_i_order_node *node, const ent_i_name *name)
{
    ent_i_symbol label = ent_i_work_find(o->run->work, name->text, name->length);
    if (label == ENT_I_NO_SYMBOL) { /* nobody has it */
        node->count = 0;
        return;
    }
    double count = count_of(o, label);
    if (count < node->count || node->label == ENT_I_NO_SYMBOL) {
        node->label = label;
        node->count = count < node->count ? count : node->count;
    }
}

static void list_nodes(ent_i_orderer *o)
{
    const ent_i_match_request *request = &o->p->matcher->request;
    for (size_t i = 0; i < request->path_count; i++)
        for (size_t j = 0; j <= request->paths[i].rel_count; j++) {
            const ent_i_node_pattern *pattern = &request->paths[i].nodes[j];
            uint32_t slot = request->bound[i].nodes[j].slot;
            if (!o->node_of[slot]) {
                double all = count_of(o, ENT_I_NO_SYMBOL);
                o->nodes[o->node_count] = (ent_i_order_node){ slot, i, j, ENT_I_NO_SYMBOL, all };
                o->node_of[slot] = ++o->node_count;
            }
            for (size_t k = 0; k < pattern->label_count; k++)
                note_label(o, &o->nodes[o->node_of[slot] - 1], &pattern->labels[k]);
        }
}

static ent_status list_rels(ent_i_orderer *o)
{
    const ent_i_match_request *request = &o->p->matcher->request;
    for (size_t i = 0; i < request->path_count; i++)
        for (size_t j = 0; j < request->paths[i].rel_count; j++) {
            const ent_i_rel_pattern *pattern = &request->paths[i].rels[j];
            const ent_i_bound_element *nodes = request->bound[i].nodes;
            ent_i_order_rel *rel = &o->rels[o->rel_count++];
            ent_i_symbol *types = ent_i_plan_alloc(o->run, pattern->type_count, sizeof *types);
            if (!types)
                return ent_i_nomem(o->run->err);
            for (size_t k = 0; k < pattern->type_count; k++)
                types[k] = ent_i_work_find(o->run->work, pattern->types[k].text, pattern->types[k].length);
            *rel = (ent_i_order_rel){ .path = i, .index = j, .pattern = pattern, .types = types,
                               .left = o->node_of[nodes[j].slot] - 1, .right = o->node_of[nodes[j + 1].slot] - 1,
                               .slot = request->bound[i].rels[j].slot, .share = pattern->properties ? 0.1 : 1 };
        }
    return ENT_OK;
}

/* --- conditions ------------------------------------------------------------------------------------------- */

typedef struct reading {
    ent_i_orderer *orderer;
    ent_i_order_condition *condition;
} reading;

static bool note_read(const ent_i_expr *expr, void *context)
{
    reading *r = context;
    const ent_i_note *note = ent_i_note_of(r->orderer->run->bound, expr);
    if (note->sub || (expr->kind == ENT_I_EXPR_FUNCTION && note->function && note->function->is_volatile)) {
        r->condition->opaque = true;
        return true;
    }
    if (note->slot != ENT_I_NO_SLOT && r->orderer->solves[note->slot]) {
        r->condition->reads[r->condition->read_count++] = note->slot;
        r->orderer->read_count++;
    }
    return ent_i_expr_children(expr, note_read, r);
}

static bool count_read(const ent_i_expr *expr, void *context)
{
    ++*(size_t *)context;
    return ent_i_expr_children(expr, count_read, context);
}

/* A new condition that reads what the expression does, and a slot beside it unless that is ENT_I_NO_SLOT. */
static ent_status add_condition(ent_i_orderer *o, const ent_i_expr *expr, uint32_t slot, double share,
                                ent_i_order_condition **ret)
{
    size_t room = 1;
    count_read(expr, &room);
    ent_i_order_condition *c = &o->conditions[o->condition_count];
    *c = (ent_i_order_condition){ .reads = ent_i_plan_alloc(o->run, room, sizeof *c->reads), .share = share };
    if (!c->reads)
        return ent_i_nomem(o->run->err);
    reading r = { o, c };
    if (slot != ENT_I_NO_SLOT && o->solves[slot])
        c->reads[c->read_count++] = slot;
    note_read(expr, &r);
    o->condition_count++;
    *ret = c;
    return ENT_OK;
}

/* How many nodes have the value that is asked for. */
static ent_status rows_of(ent_i_orderer *o, const ent_i_access *access, const ent_i_name *key, double count,
                          double *ret)
{
    ent_i_work *work = o->run->work;
    double same = 1;
    ent_i_symbol symbol = key ? ent_i_work_find(work, key->text, key->length) : ENT_I_NO_SYMBOL;
    if (access->kind == ENT_I_ACCESS_PREFIX || access->kind == ENT_I_ACCESS_RANGE) {
        *ret = 3 + count * (access->kind == ENT_I_ACCESS_PREFIX ? 0.05 : 0.3);
        return ENT_OK;
    }
    if (symbol != ENT_I_NO_SYMBOL && o->p->statistics)
        ENT_I_TRY(ent_i_statistics_same(work->statistics, work, symbol, &same, o->run->err));
    if (access->kind == ENT_I_ACCESS_ANY_OF)
        same *= access->one->kind == ENT_I_EXPR_LIST ? (double)access->one->of.list.count : 5;
    *ret = same < count ? same : count;
    return ENT_OK;
}

static void add_entry(ent_i_orderer *o, uint32_t slot, size_t number, double rows)
{
    if (o->solves[slot] && o->node_of[slot])
        o->entries[o->entry_count++] = (ent_i_order_entry){ o->node_of[slot] - 1, number, rows };
}

static bool reads_twice(const ent_i_order_condition *c, uint32_t slot)
{
    size_t times = 0;
    for (size_t i = 0; i < c->read_count; i++)
        times += c->reads[i] == slot;
    return times > 1;
}

static ent_status add_where(const ent_i_expr *expr, void *context)
{
    ent_i_orderer *o = context;
    uint32_t slots[2];
    ent_i_access accesses[2];
    const ent_i_name *keys[2];
    ent_i_order_condition *c = NULL;
    if (o->condition_count == o->condition_room)
        return ENT_OK; /* as many as somebody writes */
    ENT_I_TRY(add_condition(o, expr, ENT_I_NO_SLOT, ent_i_match_share(expr), &c));
    size_t offered = c->opaque ? 0 : ent_i_match_accesses(o->run, expr, slots, accesses, keys);
    for (size_t i = 0; i < offered; i++) {
        if (!o->solves[slots[i]] || !o->node_of[slots[i]] || reads_twice(c, slots[i]))
            continue;
        double count = o->nodes[o->node_of[slots[i]] - 1].count, rows = 0;
        ENT_I_TRY(rows_of(o, &accesses[i], keys[i], count, &rows));
        add_entry(o, slots[i], o->condition_count - 1, rows);
        if (count > 0 && rows / count < c->share)
            c->share = rows / count;
    }
    return ENT_OK;
}

static ent_status add_map(ent_i_orderer *o, const ent_i_expr *map, uint32_t slot)
{
    for (size_t i = 0; map && map->kind == ENT_I_EXPR_MAP && i < map->of.map.count; i++) {
        const ent_i_map_entry *item = &map->of.map.entries[i];
        const ent_i_access access = { .kind = ENT_I_ACCESS_EQUAL, .one = item->value };
        ent_i_order_condition *c = NULL;
        double count = o->nodes[o->node_of[slot] - 1].count, rows = 0;
        if (o->condition_count == o->condition_room)
            return ENT_OK;
        ENT_I_TRY(add_condition(o, item->value, slot, 0.05, &c));
        ENT_I_TRY(rows_of(o, &access, &item->key, count, &rows));
        if (!c->opaque && !reads_twice(c, slot))
            add_entry(o, slot, o->condition_count - 1, rows);
        if (count > 0)
            c->share = rows / count;
    }
    return ENT_OK;
}

static bool count_conditions_in(const ent_i_expr *where, size_t *count)
{
    *count += where && where->kind == ENT_I_EXPR_AND ? where->of.list.count : where != NULL;
    return true;
}

static ent_status list_conditions(ent_i_orderer *o)
{
    const ent_i_match_request *request = &o->p->matcher->request;
    o->condition_room = 64;
    count_conditions_in(request->where, &o->condition_room);
    o->condition_room = o->condition_room < 256 ? o->condition_room : 256;
    o->conditions = ent_i_plan_alloc(o->run, o->condition_room, sizeof *o->conditions);
    o->entries = ent_i_plan_alloc(o->run, 2 * o->condition_room, sizeof *o->entries);
    if (!o->conditions || !o->entries)
        return ent_i_nomem(o->run->err);
    for (size_t i = 0; i < request->path_count; i++)
        for (size_t j = 0; j <= request->paths[i].rel_count; j++)
            ENT_I_TRY(add_map(o, request->paths[i].nodes[j].properties, request->bound[i].nodes[j].slot));
    return ent_i_match_conditions(o->run, request->where, add_where, o);
}

/* --- how many --------------------------------------------------------------------------------------------- */

double ent_i_order_degree(const ent_i_orderer *o, const ent_i_order_rel *rel, bool from_left, double *ret_share)
{
    const ent_i_order_node *from = &o->nodes[from_left ? rel->left : rel->right];
    const ent_i_order_node *to = &o->nodes[from_left ? rel->right : rel->left];
    const ent_i_statistics *s = o->p->statistics;
    *ret_share = 1;
    if (!s)
        return 5;
    ent_i_direction direction = rel->pattern->direction;
    bool leaves = direction == ENT_I_EITHER || (direction == ENT_I_RIGHT) == from_left;
    bool enters = direction == ENT_I_EITHER || (direction == ENT_I_LEFT) == from_left;
    double ends = 0, fit = 0, all = 0;
    for (size_t i = 0; i < (rel->pattern->type_count ? rel->pattern->type_count : 1); i++) {
        ent_i_symbol type = rel->pattern->type_count ? rel->types[i] : ENT_I_NO_SYMBOL;
        if (rel->pattern->type_count && type == ENT_I_NO_SYMBOL)
            continue; /* nothing has it */
        double rels = ent_i_statistics_rels(s, type);
        ends += (leaves ? ent_i_statistics_ends(s, from->label, type, true) : 0) +
                (enters ? ent_i_statistics_ends(s, from->label, type, false) : 0);
        fit += (leaves ? ent_i_statistics_ends(s, to->label, type, false) : 0) +
               (enters ? ent_i_statistics_ends(s, to->label, type, true) : 0);
        all += rels * (leaves + enters);
    }
    *ret_share = all > 0 ? fit / all : 0;
    double nodes = ent_i_statistics_nodes(s, from->label);
    return nodes > 0 ? ends / nodes : 0;
}

double ent_i_order_ways(const ent_i_order_rel *rel, double degree)
{
    if (!rel->pattern->variable_length)
        return degree;
    double ways = rel->pattern->least == 0 ? 1 : 0, now = 1;
    int64_t least = rel->pattern->least > 0 ? rel->pattern->least : 1;
    int64_t most = rel->pattern->most - least > 3 ? least + 3 : rel->pattern->most;
    for (int64_t i = 1; i <= most && i <= 30; i++) {
        now *= degree;
        ways += i >= least ? now : 0;
    }
    return ways;
}

/* --- all of it -------------------------------------------------------------------------------------------- */

static ent_status prepare(ent_i_orderer *o, size_t elements)
{
    size_t slots = o->run->bound->slot_count;
    const ent_i_match_request *request = &o->p->matcher->request;
    o->nodes = ent_i_plan_alloc(o->run, elements, sizeof *o->nodes);
    o->rels = ent_i_plan_alloc(o->run, elements, sizeof *o->rels);
    o->node_of = ent_i_plan_alloc(o->run, slots, sizeof *o->node_of);
    o->solves = ent_i_plan_alloc(o->run, slots, sizeof *o->solves);
    if (!o->nodes || !o->rels || !o->node_of || !o->solves)
        return ent_i_nomem(o->run->err);
    for (size_t i = 0; i < request->path_count; i++) {
        const ent_i_bound_path *bound = &request->bound[i];
        for (size_t j = 0; j <= request->paths[i].rel_count; j++)
            o->solves[bound->nodes[j].slot] = !o->p->known[bound->nodes[j].slot];
        for (size_t j = 0; j < request->paths[i].rel_count; j++)
            o->solves[bound->rels[j].slot] = !o->p->known[bound->rels[j].slot];
        if (bound->slot != ENT_I_NO_SLOT)
            o->solves[bound->slot] = true;
    }
    return ENT_OK;
}

ent_status ent_i_order_estimate(ent_i_orderer *o, size_t elements)
{
    ENT_I_TRY(prepare(o, elements));
    list_nodes(o);
    ENT_I_TRY(list_rels(o));
    return list_conditions(o);
}
