/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The order in which the elements of a pattern are solved. From each node that could be the first, the way on is gone
 * greedily: always to where the fewest matches are to be expected; the first node whose way costs least wins. Patterns
 * of more elements than somebody writes by hand are solved as they are written. Which order is chosen changes
 * nothing but the time it takes. */
#include "graph/query/match_plan.h"

#include <string.h>

enum { ELEMENTS_MOST = 80 };

/* A node of the pattern: all elements with its slot. */
typedef struct node_item {
    uint32_t slot;
    size_t path, index;  /* its first element */
    ent_i_symbol label;  /* the rarest of its labels; ENT_I_NO_SYMBOL: none */
    double count;        /* nodes with that label */
} node_item;

typedef struct rel_item {
    size_t path, index;
    size_t left, right; /* nodes */
    uint32_t slot;
    const ent_i_rel_pattern *pattern;
    const ent_i_symbol *types;
    double share; /* that pass its own properties */
} rel_item;

/* A condition: applied once all slots that it reads are known. */
typedef struct condition {
    uint32_t *reads; /* slots that the pattern solves */
    size_t read_count;
    double share;
    bool opaque;     /* reads what is not looked into, or differs from time to time */
} condition;

/* Nodes that can be found by a condition, once all that is read is known. */
typedef struct entry {
    size_t node, condition;
    double rows;
} entry;

typedef struct orderer {
    ent_i_planner *p;
    ent_i_run *run;
    node_item *nodes;
    rel_item *rels;
    condition *conditions;
    entry *entries;
    size_t node_count, rel_count, condition_count, entry_count, condition_room, entry_room;
    size_t *node_of;     /* by slot: number + 1 */
    bool *solves;        /* by slot: this pattern does */
    uint32_t *read_room; /* where reads go */
    size_t read_count;
} orderer;

/* Where a simulated search stands. */
typedef struct search {
    bool *known, *rel_done, *applied;
    ent_i_choice *choices;
    size_t count;
    double rows, cost;
} search;

/* --- what there is ---------------------------------------------------------------------------------------- */

static double count_of(const orderer *o, ent_i_symbol label)
{
    if (o->p->statistics)
        return ent_i_statistics_nodes(o->p->statistics, label);
    double all = (double)ent_i_work_node_end(o->run->work);
    return label == ENT_I_NO_SYMBOL ? all : all / 4;
}

static void note_label(orderer *o, node_item *node, const ent_i_name *name)
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

static void list_nodes(orderer *o)
{
    const ent_i_match_request *request = &o->p->matcher->request;
    for (size_t i = 0; i < request->path_count; i++)
        for (size_t j = 0; j <= request->paths[i].rel_count; j++) {
            const ent_i_node_pattern *pattern = &request->paths[i].nodes[j];
            uint32_t slot = request->bound[i].nodes[j].slot;
            if (!o->node_of[slot]) {
                o->nodes[o->node_count] = (node_item){ slot, i, j, ENT_I_NO_SYMBOL, count_of(o, ENT_I_NO_SYMBOL) };
                o->node_of[slot] = ++o->node_count;
            }
            for (size_t k = 0; k < pattern->label_count; k++)
                note_label(o, &o->nodes[o->node_of[slot] - 1], &pattern->labels[k]);
        }
}

static ent_status list_rels(orderer *o)
{
    const ent_i_match_request *request = &o->p->matcher->request;
    for (size_t i = 0; i < request->path_count; i++)
        for (size_t j = 0; j < request->paths[i].rel_count; j++) {
            const ent_i_rel_pattern *pattern = &request->paths[i].rels[j];
            const ent_i_bound_element *nodes = request->bound[i].nodes;
            rel_item *rel = &o->rels[o->rel_count++];
            ent_i_symbol *types = ent_i_plan_alloc(o->run, pattern->type_count, sizeof *types);
            if (!types)
                return ent_i_nomem(o->run->err);
            for (size_t k = 0; k < pattern->type_count; k++)
                types[k] = ent_i_work_find(o->run->work, pattern->types[k].text, pattern->types[k].length);
            *rel = (rel_item){ .path = i, .index = j, .pattern = pattern, .types = types,
                               .left = o->node_of[nodes[j].slot] - 1, .right = o->node_of[nodes[j + 1].slot] - 1,
                               .slot = request->bound[i].rels[j].slot, .share = pattern->properties ? 0.1 : 1 };
        }
    return ENT_OK;
}

/* --- conditions ------------------------------------------------------------------------------------------- */

typedef struct reading {
    orderer *orderer;
    condition *condition;
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
static ent_status add_condition(orderer *o, const ent_i_expr *expr, uint32_t slot, double share, condition **ret)
{
    size_t room = 1;
    count_read(expr, &room);
    condition *c = &o->conditions[o->condition_count];
    *c = (condition){ .reads = ent_i_plan_alloc(o->run, room, sizeof *c->reads), .share = share };
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
static ent_status rows_of(orderer *o, const ent_i_access *access, const ent_i_name *key, double count, double *ret)
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

static void add_entry(orderer *o, uint32_t slot, size_t number, double rows)
{
    if (o->solves[slot] && o->node_of[slot])
        o->entries[o->entry_count++] = (entry){ o->node_of[slot] - 1, number, rows };
}

static bool reads_twice(const condition *c, uint32_t slot)
{
    size_t times = 0;
    for (size_t i = 0; i < c->read_count; i++)
        times += c->reads[i] == slot;
    return times > 1;
}

static ent_status add_where(const ent_i_expr *expr, void *context)
{
    orderer *o = context;
    uint32_t slots[2];
    ent_i_access accesses[2];
    const ent_i_name *keys[2];
    condition *c = NULL;
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

static ent_status add_map(orderer *o, const ent_i_expr *map, uint32_t slot)
{
    for (size_t i = 0; map && map->kind == ENT_I_EXPR_MAP && i < map->of.map.count; i++) {
        const ent_i_map_entry *item = &map->of.map.entries[i];
        const ent_i_access access = { .kind = ENT_I_ACCESS_EQUAL, .one = item->value };
        condition *c = NULL;
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

static ent_status list_conditions(orderer *o)
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

/* Relationships that one node has, and the share of them that lead to a node as the other one. */
static double degree_of(const orderer *o, const rel_item *rel, bool from_left, double *ret_share)
{
    const node_item *from = &o->nodes[from_left ? rel->left : rel->right];
    const node_item *to = &o->nodes[from_left ? rel->right : rel->left];
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

static double ways_of(const rel_item *rel, double degree)
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

/* --- searching -------------------------------------------------------------------------------------------- */

static bool is_ready(const orderer *o, const search *s, const condition *c, uint32_t besides)
{
    for (size_t i = 0; i < c->read_count; i++)
        if (o->solves[c->reads[i]] && !s->known[c->reads[i]] && c->reads[i] != besides)
            return false;
    return !c->opaque;
}

/* Nodes to look at, and how few of them are left by what is known. */
static double scan_cost(const orderer *o, const search *s, size_t node)
{
    double best = o->nodes[node].count;
    for (size_t i = 0; i < o->entry_count; i++)
        if (o->entries[i].node == node && o->entries[i].rows < best &&
            is_ready(o, s, &o->conditions[o->entries[i].condition], o->nodes[node].slot))
            best = o->entries[i].rows;
    return best;
}

/* The share of rows that pass what can be tested once a slot or two are known too. */
static double pass(const orderer *o, search *s, uint32_t one, uint32_t other, bool apply)
{
    double share = 1;
    bool before_one = s->known[one], before_other = s->known[other];
    s->known[one] = s->known[other] = true;
    for (size_t i = 0; i < o->condition_count; i++)
        if (!s->applied[i] && o->conditions[i].read_count && is_ready(o, s, &o->conditions[i], ENT_I_NO_SLOT)) {
            share *= o->conditions[i].share;
            s->applied[i] |= apply;
        }
    if (!apply) {
        s->known[one] = before_one;
        s->known[other] = before_other;
    }
    return share;
}

typedef struct candidate {
    ent_i_choice choice;
    size_t node, rel;
    double rows, work; /* matches after it, and what is looked at, for one match before it */
} candidate;

/* Can a relationship be followed now, and at which price? */
static bool weigh_rel(orderer *o, search *s, size_t number, candidate *ret)
{
    const rel_item *rel = &o->rels[number];
    const node_item *left = &o->nodes[rel->left], *right = &o->nodes[rel->right];
    bool left_known = s->known[left->slot], right_known = s->known[right->slot];
    ent_i_step_kind kind = ent_i_match_rel_kind(&o->p->matcher->request, s->known, rel->path, rel->index);
    bool backwards = !left_known, both = left_known && right_known;
    double share, other_share;
    if (kind == ENT_I_STEP_SHORTEST ? !both : kind == ENT_I_STEP_LIST ? !left_known : false)
        return false;
    if (kind != ENT_I_STEP_REL && !left_known && !right_known)
        return false;
    *ret = (candidate){ .choice = { .rel = true, .path = rel->path, .index = rel->index }, .rel = number };
    if (kind == ENT_I_STEP_REL || kind == ENT_I_STEP_LIST) {
        ret->rows = ret->work = both ? 0.5 : 1;
        return true;
    }
    double degree = degree_of(o, rel, !backwards, &share);
    double other = degree_of(o, rel, backwards, &other_share);
    if (both && kind != ENT_I_STEP_SHORTEST && other < degree) {
        backwards = true;
        degree = other;
        share = other_share;
    }
    const node_item *to = backwards ? left : right;
    ret->choice.backwards = backwards;
    ret->work = ways_of(rel, degree) + 1;
    ret->rows = ways_of(rel, degree) * share * rel->share;
    if (kind == ENT_I_STEP_SHORTEST)
        ret->rows = 1;
    else if (both)
        ret->rows /= to->count > 1 ? to->count : 1;
    ret->rows *= pass(o, s, to->slot, rel->slot, false);
    return true;
}

static void weigh_node(orderer *o, search *s, size_t number, candidate *ret)
{
    const node_item *node = &o->nodes[number];
    *ret = (candidate){ .choice = { .path = node->path, .index = node->index }, .node = number };
    ret->work = scan_cost(o, s, number) + 1;
    ret->rows = node->count * pass(o, s, node->slot, node->slot, false);
    if (ret->rows > ret->work)
        ret->rows = ret->work;
}

static void take(orderer *o, search *s, const candidate *c)
{
    s->cost += s->rows * c->work;
    s->rows *= c->rows;
    if (c->choice.rel) {
        const rel_item *rel = &o->rels[c->rel];
        s->rel_done[c->rel] = true;
        s->known[rel->slot] = true;
        pass(o, s, o->nodes[rel->left].slot, o->nodes[rel->right].slot, true);
    } else {
        pass(o, s, o->nodes[c->node].slot, o->nodes[c->node].slot, true);
    }
    s->choices[s->count] = c->choice;
    s->choices[s->count++].rows = s->rows;
}

/* The best of all that can be done now, or with a seed any of it. False: all is done. */
static bool next_choice(orderer *o, search *s, uint64_t *seed, candidate *ret)
{
    candidate c, best = { .rows = -1 };
    size_t found = 0, rels = 0;
    for (size_t i = 0; i < o->rel_count; i++) {
        if (s->rel_done[i] || !weigh_rel(o, s, i, &c))
            continue;
        rels++;
        found++;
        if (best.rows < 0 || (seed ? (*seed = ent_i_hash_mix(*seed + i)) % found == 0 : c.rows < best.rows))
            best = c;
    }
    for (size_t i = 0; i < o->node_count; i++) {
        if (s->known[o->nodes[i].slot])
            continue;
        weigh_node(o, s, i, &c);
        /* Beside relationships that can be followed, only what is found at once. */
        if (!seed && rels && c.work > 2.5)
            continue;
        found++;
        if (best.rows < 0 || (seed ? (*seed = ent_i_hash_mix(*seed + i)) % found == 0
                                   : rels ? c.rows < best.rows : c.work < best.work))
            best = c;
    }
    *ret = best;
    return found > 0;
}

static void start_search(const orderer *o, search *s)
{
    size_t slots = o->run->bound->slot_count;
    memcpy(s->known, o->p->known, slots * sizeof *s->known);
    memset(s->rel_done, 0, o->rel_count * sizeof *s->rel_done);
    memset(s->applied, 0, o->condition_count * sizeof *s->applied);
    s->count = 0;
    s->cost = 0;
    s->rows = 1;
}

static void run_search(orderer *o, search *s, size_t first, uint64_t *seed)
{
    candidate c;
    start_search(o, s);
    if (first < o->node_count) {
        weigh_node(o, s, first, &c);
        take(o, s, &c);
    }
    while (next_choice(o, s, seed, &c))
        take(o, s, &c);
}

static ent_status make_search(const orderer *o, search *s)
{
    size_t slots = o->run->bound->slot_count;
    s->known = ent_i_plan_alloc(o->run, slots, sizeof *s->known);
    s->rel_done = ent_i_plan_alloc(o->run, o->rel_count, sizeof *s->rel_done);
    s->applied = ent_i_plan_alloc(o->run, o->condition_count, sizeof *s->applied);
    s->choices = ent_i_plan_alloc(o->run, o->node_count + o->rel_count, sizeof *s->choices);
    return s->known && s->rel_done && s->applied && s->choices ? ENT_OK : ent_i_nomem(o->run->err);
}

/* Something is known, and the way on is to be gone from there; or every node is tried as the first one. */
static ent_status search_all(orderer *o)
{
    ent_i_planner *p = o->p;
    search best, other;
    bool known = false;
    ENT_I_TRY(make_search(o, &best));
    ENT_I_TRY(make_search(o, &other));
    for (size_t i = 0; i < o->node_count; i++)
        known |= p->known[o->nodes[i].slot];
    for (size_t i = 0; i < o->rel_count; i++)
        known |= p->known[o->rels[i].slot];
    uint64_t *seed = o->run->plan_seed ? &o->run->plan_seed : NULL;
    run_search(o, &best, known || seed ? SIZE_MAX : 0, seed);
    for (size_t i = 1; !known && !seed && i < o->node_count; i++) {
        run_search(o, &other, i, NULL);
        if (other.cost < best.cost) {
            search swap = best;
            best = other;
            other = swap;
        }
    }
    memcpy(p->choices, best.choices, best.count * sizeof *p->choices);
    p->choice_count = best.count;
    return ENT_OK;
}

/* --- as it is written ------------------------------------------------------------------------------------- */

static void choose(ent_i_planner *p, bool rel, size_t path, size_t index, bool backwards)
{
    p->choices[p->choice_count++] = (ent_i_choice){ rel, backwards, path, index, -1 };
}

static void order_as_written(ent_i_planner *p)
{
    const ent_i_match_request *request = &p->matcher->request;
    for (size_t i = 0; i < request->path_count; i++) {
        choose(p, false, i, 0, false);
        for (size_t j = 0; j < request->paths[i].rel_count; j++) {
            if (request->paths[i].shortest != ENT_I_NOT_SHORTEST)
                choose(p, false, i, j + 1, false);
            choose(p, true, i, j, false);
        }
    }
}

/* --- all of it -------------------------------------------------------------------------------------------- */

/* Is the order so plain that no count can change it? One node, or a start that is known or found by its key. */
static bool is_plain(const ent_i_match_request *request, const bool *known)
{
    if (request->path_count != 1 || request->paths[0].rel_count > 1)
        return false;
    const ent_i_path_pattern *path = &request->paths[0];
    size_t starts = 0;
    for (size_t i = 0; i <= path->rel_count; i++) {
        const ent_i_expr *map = path->nodes[i].properties;
        bool keyed = false;
        for (size_t j = 0; map && map->kind == ENT_I_EXPR_MAP && j < map->of.map.count; j++)
            keyed |= strcmp(map->of.map.entries[j].key.text, "key") == 0;
        starts += known[request->bound[0].nodes[i].slot] || keyed;
    }
    return path->rel_count == 0 || starts == 1;
}

static ent_status prepare(orderer *o, size_t elements)
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

ent_status ent_i_match_order(ent_i_planner *p)
{
    const ent_i_match_request *request = &p->matcher->request;
    orderer o = { .p = p, .run = p->run };
    size_t elements = 0;
    for (size_t i = 0; i < request->path_count; i++)
        elements += 2 * request->paths[i].rel_count + 1;
    p->choices = ent_i_plan_alloc(p->run, elements + elements / 2 + 1, sizeof *p->choices);
    if (!p->choices)
        return ent_i_nomem(p->run->err);
    if (elements > ELEMENTS_MOST) {
        order_as_written(p);
        return ENT_OK;
    }
    p->statistics = ent_i_statistics_known(p->run->work);
    if (!p->statistics && (p->run->explained || !is_plain(request, p->known)))
        ENT_I_TRY(ent_i_work_statistics(p->run->work, &p->statistics, p->run->err));
    ENT_I_TRY(prepare(&o, elements));
    list_nodes(&o);
    ENT_I_TRY(list_rels(&o));
    ENT_I_TRY(list_conditions(&o));
    return search_all(&o);
}
