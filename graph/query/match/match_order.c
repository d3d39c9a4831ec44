/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The order in which the elements of a pattern are solved. From each node that could be the first, the way on is gone
 * greedily: always to where the fewest matches are to be expected; the first node whose way costs least wins. Patterns
 * of more elements than somebody writes by hand are solved as they are written. Which order is chosen changes
 * nothing but the time it takes. */
#include "graph/query/match/match_order.h"

#include <string.h>

enum { ELEMENTS_MOST = 80 };

/* Where a simulated search stands. */
typedef struct search {
    bool *known, *rel_done, *applied;
    ent_i_choice *choices;
    size_t count;
    double rows, cost;
} search;

/* --- searching -------------------------------------------------------------------------------------------- */

static bool is_ready(const ent_i_orderer *o, const search *s, const ent_i_order_condition *c, uint32_t besides)
{
    for (size_t i = 0; i < c->read_count; i++)
        if (o->solves[c->reads[i]] && !s->known[c->reads[i]] && c->reads[i] != besides)
            return false;
    return !c->opaque;
}

/* Nodes to look at, and how few of them are left by what is known. */
static double scan_cost(const ent_i_orderer *o, const search *s, size_t node)
{
    double best = o->nodes[node].count;
    for (size_t i = 0; i < o->entry_count; i++)
        if (o->entries[i].node == node && o->entries[i].rows < best &&
            is_ready(o, s, &o->conditions[o->entries[i].condition], o->nodes[node].slot))
            best = o->entries[i].rows;
    return best;
}

/* The share of rows that pass what can be tested once a slot or two are known too. */
static double pass(const ent_i_orderer *o, search *s, uint32_t one, uint32_t other, bool apply)
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
static bool weigh_rel(ent_i_orderer *o, search *s, size_t number, candidate *ret)
{
    const ent_i_order_rel *rel = &o->rels[number];
    const ent_i_order_node *left = &o->nodes[rel->left], *right = &o->nodes[rel->right];
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
    double degree = ent_i_order_degree(o, rel, !backwards, &share);
    double other = ent_i_order_degree(o, rel, backwards, &other_share);
    if (both && kind != ENT_I_STEP_SHORTEST && other < degree) {
        backwards = true;
        degree = other;
        share = other_share;
    }
    const ent_i_order_node *to = backwards ? left : right;
    ret->choice.backwards = backwards;
    ret->work = ent_i_order_ways(rel, degree) + 1;
    ret->rows = ent_i_order_ways(rel, degree) * share * rel->share;
    if (kind == ENT_I_STEP_SHORTEST)
        ret->rows = 1;
    else if (both)
        ret->rows /= to->count > 1 ? to->count : 1;
    ret->rows *= pass(o, s, to->slot, rel->slot, false);
    return true;
}

static void weigh_node(ent_i_orderer *o, search *s, size_t number, candidate *ret)
{
    const ent_i_order_node *node = &o->nodes[number];
    *ret = (candidate){ .choice = { .path = node->path, .index = node->index }, .node = number };
    ret->work = scan_cost(o, s, number) + 1;
    ret->rows = node->count * pass(o, s, node->slot, node->slot, false);
    if (ret->rows > ret->work)
        ret->rows = ret->work;
}

static void take(ent_i_orderer *o, search *s, const candidate *c)
{
    s->cost += s->rows * c->work;
    s->rows *= c->rows;
    if (c->choice.rel) {
        const ent_i_order_rel *rel = &o->rels[c->rel];
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
static bool next_choice(ent_i_orderer *o, search *s, uint64_t *seed, candidate *ret)
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

static void start_search(const ent_i_orderer *o, search *s)
{
    size_t slots = o->run->bound->slot_count;
    memcpy(s->known, o->p->known, slots * sizeof *s->known);
    memset(s->rel_done, 0, o->rel_count * sizeof *s->rel_done);
    memset(s->applied, 0, o->condition_count * sizeof *s->applied);
    s->count = 0;
    s->cost = 0;
    s->rows = 1;
}

static void run_search(ent_i_orderer *o, search *s, size_t first, uint64_t *seed)
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

static ent_status make_search(const ent_i_orderer *o, search *s)
{
    size_t slots = o->run->bound->slot_count;
    s->known = ent_i_plan_alloc(o->run, slots, sizeof *s->known);
    s->rel_done = ent_i_plan_alloc(o->run, o->rel_count, sizeof *s->rel_done);
    s->applied = ent_i_plan_alloc(o->run, o->condition_count, sizeof *s->applied);
    s->choices = ent_i_plan_alloc(o->run, o->node_count + o->rel_count, sizeof *s->choices);
    return s->known && s->rel_done && s->applied && s->choices ? ENT_OK : ent_i_nomem(o->run->err);
}

/* Something is known, and the way on is to be gone from there; or every node is tried as the first one. */
static ent_status search_all(ent_i_orderer *o)
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

ent_status ent_i_match_order(ent_i_planner *p)
{
    const ent_i_match_request *request = &p->matcher->request;
    ent_i_orderer o = { .p = p, .run = p->run };
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
    ENT_I_TRY(ent_i_order_estimate(&o, elements));
    return search_all(&o);
}
