/* SPDX-License-Identifier: GPL-2.0-or-later */
/* In which order the elements of a pattern are solved. First everything that is reached from what is known; when
 * nothing is, a relationship that is known, or the node of which most is said. Conditions are tested at the first step
 * after which all they read is known. */
#include <string.h>

#include "graph/base/array.h"
#include "graph/query/match.h"

typedef struct planner {
    ent_i_matcher *matcher;
    ent_i_run *run;
    uint32_t *solved_at; /* by slot: step + 1; 0: not solved, or before the clause */
    bool *known;         /* by slot */
    bool **node_done, **rel_done; /* by path and index */
    size_t last;         /* index of FINISH: after all others */
} planner;

static void *plan_alloc(planner *p, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size)
        return NULL;
    void *memory = ent_i_arena_alloc(&p->run->plan, count * size + 1);
    if (memory)
        memset(memory, 0, count * size + 1);
    return memory;
}

static ent_status symbols_of(planner *p, const ent_i_name *names, size_t count, const ent_i_symbol **ret)
{
    ent_i_symbol *symbols = plan_alloc(p, count, sizeof *symbols);
    if (!symbols)
        return ent_i_nomem(p->run->err);
    for (size_t i = 0; i < count; i++)
        ENT_I_TRY(ent_i_work_intern(p->run->work, names[i].text, names[i].length, &symbols[i], p->run->err));
    *ret = symbols;
    return ENT_OK;
}

/* --- tests ------------------------------------------------------------------------------------------------ */

static ent_status add_test(planner *p, size_t step, ent_i_test test)
{
    ent_i_test *copy = plan_alloc(p, 1, sizeof *copy);
    if (!copy)
        return ent_i_nomem(p->run->err);
    *copy = test;
    ent_i_step *at = &p->matcher->steps[step];
    *at->last_test = copy;
    at->last_test = &copy->next;
    return ENT_OK;
}

typedef struct reads {
    planner *planner;
    size_t step; /* after which all is known */
    bool own;    /* reads something that this clause solves */
} reads;

static bool note_reads(const ent_i_expr *expr, void *context)
{
    reads *r = context;
    const ent_i_note *note = ent_i_note_of(r->planner->run->bound, expr);
    if (expr->kind == ENT_I_EXPR_PATTERN || expr->kind == ENT_I_EXPR_EXISTS ||
        expr->kind == ENT_I_EXPR_PATTERN_COMPREHENSION ||
        (expr->kind == ENT_I_EXPR_FUNCTION && note->function && note->function->is_volatile)) {
        r->step = r->planner->last; /* what patterns read is not looked into; what is random is asked last */
        r->own = true;
        return true;
    }
    if (note->slot != ENT_I_NO_SLOT) {
        uint32_t at = r->planner->solved_at[note->slot];
        r->own |= at != 0;
        if (at && at - 1 > r->step)
            r->step = at - 1;
    }
    return ent_i_expr_children(expr, note_reads, r);
}

static reads reads_of(planner *p, const ent_i_expr *expr, size_t least)
{
    reads r = { p, least, false };
    note_reads(expr, &r);
    return r;
}

static ent_status add_equality(planner *p, const ent_i_expr *where);

static ent_status add_where(planner *p, const ent_i_expr *where)
{
    if (!where)
        return ENT_OK;
    bool chain = where->kind == ENT_I_EXPR_AND && ent_i_note_of(p->run->bound, where)->slot == ENT_I_NO_SLOT;
    for (size_t i = 0; chain && i < where->of.list.count; i++)
        ENT_I_TRY(add_where(p, where->of.list.items[i]));
    if (chain)
        return ENT_OK;
    ENT_I_TRY(add_equality(p, where));
    reads r = reads_of(p, where, 0);
    return add_test(p, r.step, (ent_i_test){ .kind = ENT_I_TEST_WHERE, .expr = where });
}

/* --- steps ------------------------------------------------------------------------------------------------ */

static ent_i_step *add_step(planner *p, ent_i_step_kind kind)
{
    ent_i_step *step = &p->matcher->steps[p->matcher->step_count++];
    *step = (ent_i_step){ .kind = kind, .from = ENT_I_NO_SLOT, .rel = ENT_I_NO_SLOT, .to = ENT_I_NO_SLOT,
                           .estimate = -1 };
    step->last_test = &step->tests;
    ent_i_arena_init(&step->arena);
    return step;
}

static void solve(planner *p, uint32_t slot)
{
    if (p->known[slot])
        return;
    p->known[slot] = true;
    p->solved_at[slot] = (uint32_t)p->matcher->step_count;
}

/* What is said of a node of a path, tested where it is met. Its properties come later: when all is planned. */
static ent_status test_node(planner *p, size_t path, size_t index)
{
    const ent_i_node_pattern *node = &p->matcher->request.paths[path].nodes[index];
    uint32_t slot = p->matcher->request.bound[path].nodes[index].slot;
    size_t step = p->matcher->step_count - 1;
    if (p->node_done[path][index])
        return ENT_OK;
    p->node_done[path][index] = true;
    if (node->label_count) {
        ent_i_test test = { .kind = ENT_I_TEST_LABELS, .slot = slot, .label_count = node->label_count };
        ENT_I_TRY(symbols_of(p, node->labels, node->label_count, &test.labels));
        ENT_I_TRY(add_test(p, step, test));
    }
    if (p->matcher->request.time)
        ENT_I_TRY(add_test(p, step, (ent_i_test){ .kind = ENT_I_TEST_PERIOD, .slot = slot }));
    return ENT_OK;
}

static ent_status add_node(planner *p, size_t path, size_t index)
{
    const ent_i_bound_element *bound = &p->matcher->request.bound[path].nodes[index];
    ent_i_step *step = add_step(p, p->known[bound->slot] ? ENT_I_STEP_NODE : ENT_I_STEP_SCAN);
    step->to = bound->slot;
    step->to_unchecked = bound->unchecked;
    solve(p, bound->slot);
    return test_node(p, path, index);
}

static unsigned directions_of(ent_i_direction direction, bool backwards)
{
    if (direction == ENT_I_EITHER)
        return ENT_BOTH;
    return (direction == ENT_I_RIGHT) != backwards ? ENT_OUT : ENT_IN;
}

static ent_i_step_kind rel_kind(const planner *p, size_t path, size_t index)
{
    const ent_i_path_pattern *pattern = &p->matcher->request.paths[path];
    bool known = p->known[p->matcher->request.bound[path].rels[index].slot];
    if (pattern->shortest != ENT_I_NOT_SHORTEST)
        return ENT_I_STEP_SHORTEST;
    if (pattern->rels[index].variable_length)
        return known ? ENT_I_STEP_LIST : ENT_I_STEP_VARIABLE;
    return known ? ENT_I_STEP_REL : ENT_I_STEP_EXPAND;
}

static ent_status add_rel(planner *p, size_t path, size_t index)
{
    const ent_i_path_pattern *pattern = &p->matcher->request.paths[path];
    const ent_i_bound_path *bound = &p->matcher->request.bound[path];
    ent_i_step_kind kind = rel_kind(p, path, index);
    bool left_known = p->known[bound->nodes[index].slot];
    bool backwards = !left_known && kind != ENT_I_STEP_REL;
    size_t from = index + backwards, to = index + !backwards;
    /* What is known before is looked at first: it may be null, or fail. */
    if (p->known[bound->nodes[from].slot] && !p->node_done[path][from])
        ENT_I_TRY(add_node(p, path, from));
    ent_i_step *step = add_step(p, kind);
    step->path = (uint32_t)path;
    step->pattern = &pattern->rels[index];
    step->backwards = backwards;
    step->from = bound->nodes[from].slot;
    step->to = bound->nodes[to].slot;
    step->rel = bound->rels[index].slot;
    step->rel_unchecked = bound->rels[index].unchecked;
    step->to_unchecked = bound->nodes[to].unchecked;
    step->from_known = p->known[step->from];
    step->to_known = p->known[step->to];
    step->directions = directions_of(step->pattern->direction, backwards);
    step->wants_list = !bound->rels[index].anonymous || bound->slot != ENT_I_NO_SLOT ||
                       pattern->shortest != ENT_I_NOT_SHORTEST;
    step->type_count = step->pattern->type_count;
    ENT_I_TRY(symbols_of(p, step->pattern->types, step->type_count, &step->types));
    solve(p, step->from);
    solve(p, step->to);
    solve(p, step->rel);
    p->rel_done[path][index] = true;
    if (p->matcher->request.time)
        ENT_I_TRY(add_test(p, p->matcher->step_count - 1,
                           (ent_i_test){ .kind = ENT_I_TEST_PERIOD, .slot = step->rel }));
    ENT_I_TRY(test_node(p, path, from));
    return test_node(p, path, to);
}

/* --- the order -------------------------------------------------------------------------------------------- */

/* How soon a relationship should be followed; 0: it cannot yet. */
static int rel_score(const planner *p, size_t path, size_t index)
{
    const ent_i_bound_path *bound = &p->matcher->request.bound[path];
    bool left = p->known[bound->nodes[index].slot], right = p->known[bound->nodes[index + 1].slot];
    switch (rel_kind(p, path, index)) {
    case ENT_I_STEP_SHORTEST:
        return left && right ? 2 : 0;
    case ENT_I_STEP_LIST:
        return left ? 5 : 0;
    case ENT_I_STEP_REL:
        return 6;
    case ENT_I_STEP_VARIABLE:
        return left && right ? 2 : left || right ? 1 : 0;
    default:
        return left && right ? 4 : left || right ? 3 : 0;
    }
}

static int node_score(const planner *p, size_t path, size_t index)
{
    const ent_i_node_pattern *node = &p->matcher->request.paths[path].nodes[index];
    if (p->known[p->matcher->request.bound[path].nodes[index].slot])
        return 4;
    return node->properties ? 3 : node->label_count ? 2 : 1;
}

/* The next step, or none: *ret_more is false. */
static ent_status plan_one(planner *p, bool *ret_more)
{
    const ent_i_match_request *request = &p->matcher->request;
    int best = 0;
    bool rel = true;
    size_t best_path = 0, best_index = 0;
    for (size_t i = 0; i < request->path_count; i++)
        for (size_t j = 0; j < request->paths[i].rel_count; j++)
            if (!p->rel_done[i][j] && rel_score(p, i, j) > best) {
                best = rel_score(p, i, j);
                best_path = i;
                best_index = j;
            }
    if (!best) {
        rel = false;
        for (size_t i = 0; i < request->path_count; i++)
            for (size_t j = 0; j <= request->paths[i].rel_count; j++)
                if (!p->node_done[i][j] && node_score(p, i, j) > best) {
                    best = node_score(p, i, j);
                    best_path = i;
                    best_index = j;
                }
    }
    *ret_more = best > 0;
    if (!best)
        return ENT_OK;
    return rel ? add_rel(p, best_path, best_index) : add_node(p, best_path, best_index);
}

/* --- properties, once it is known where everything is solved ---------------------------------------------- */

static ent_i_step *step_of_rel(planner *p, const ent_i_rel_pattern *pattern)
{
    for (size_t i = 0; i < p->matcher->step_count; i++)
        if (p->matcher->steps[i].pattern == pattern)
            return &p->matcher->steps[i];
    return NULL;
}

/* A scan for nodes with slot.key = expr, when expr is known before it. */
static ent_status add_lookup(planner *p, uint32_t slot, const ent_i_name *key, const ent_i_expr *expr)
{
    uint32_t at = p->solved_at[slot];
    ent_i_step *step = at ? &p->matcher->steps[at - 1] : NULL;
    if (!step || step->kind != ENT_I_STEP_SCAN || step->lookup)
        return ENT_OK;
    reads r = reads_of(p, expr, 0);
    if (r.own && r.step >= at - 1)
        return ENT_OK;
    ENT_I_TRY(ent_i_work_intern(p->run->work, key->text, key->length, &step->lookup_key, p->run->err));
    step->lookup = expr;
    return ENT_OK;
}

/* slot.key = expr, either way round. */
static ent_status add_equality(planner *p, const ent_i_expr *where)
{
    if (where->kind != ENT_I_EXPR_COMPARISON || where->of.chain.count != 2 ||
        where->of.chain.operators[0] != ENT_I_EQUAL)
        return ENT_OK;
    for (size_t i = 0; i < 2; i++) {
        const ent_i_expr *side = where->of.chain.items[i];
        if (side->kind != ENT_I_EXPR_PROPERTY || side->of.property.subject->kind != ENT_I_EXPR_VARIABLE)
            continue;
        uint32_t slot = ent_i_note_of(p->run->bound, side->of.property.subject)->slot;
        if (slot != ENT_I_NO_SLOT)
            ENT_I_TRY(add_lookup(p, slot, &side->of.property.key, where->of.chain.items[1 - i]));
    }
    return ENT_OK;
}

static ent_status add_properties(planner *p, const ent_i_expr *map, uint32_t slot, ent_i_step *early)
{
    if (!map)
        return ENT_OK;
    size_t least = p->solved_at[slot] ? p->solved_at[slot] - 1 : 0;
    reads r = reads_of(p, map, least);
    if (map->kind == ENT_I_EXPR_MAP && map->of.map.count)
        ENT_I_TRY(add_lookup(p, slot, &map->of.map.entries[map->of.map.count - 1].key,
                             map->of.map.entries[map->of.map.count - 1].value));
    if (early && !r.own)
        early->early = map;
    return add_test(p, r.step, (ent_i_test){ .kind = ENT_I_TEST_PROPERTIES, .slot = slot, .expr = map });
}

static ent_status plan_conditions(planner *p)
{
    const ent_i_match_request *request = &p->matcher->request;
    for (size_t i = 0; i < request->path_count; i++) {
        const ent_i_path_pattern *path = &request->paths[i];
        for (size_t j = 0; j <= path->rel_count; j++)
            ENT_I_TRY(add_properties(p, path->nodes[j].properties, request->bound[i].nodes[j].slot, NULL));
        for (size_t j = 0; j < path->rel_count; j++) {
            ent_i_step *step = step_of_rel(p, &path->rels[j]);
            bool many = step && (step->kind == ENT_I_STEP_VARIABLE || step->kind == ENT_I_STEP_SHORTEST);
            if (many && path->rels[j].properties)
                step->wants_list = true;
            ENT_I_TRY(add_properties(p, path->rels[j].properties, request->bound[i].rels[j].slot, many ? step : NULL));
        }
    }
    return add_where(p, request->where);
}

static ent_status prepare(planner *p, size_t *ret_room)
{
    const ent_i_match_request *request = &p->matcher->request;
    size_t slots = p->run->bound->slot_count, room = 1;
    p->solved_at = plan_alloc(p, slots, sizeof *p->solved_at);
    p->known = plan_alloc(p, slots, sizeof *p->known);
    p->node_done = plan_alloc(p, request->path_count, sizeof *p->node_done);
    p->rel_done = plan_alloc(p, request->path_count, sizeof *p->rel_done);
    if (!p->solved_at || !p->known || !p->node_done || !p->rel_done)
        return ent_i_nomem(p->run->err);
    for (size_t i = 0; i < request->path_count; i++) {
        size_t rels = request->paths[i].rel_count;
        p->node_done[i] = plan_alloc(p, rels + 1, sizeof(bool));
        p->rel_done[i] = plan_alloc(p, rels, sizeof(bool));
        if (!p->node_done[i] || !p->rel_done[i])
            return ent_i_nomem(p->run->err);
        for (size_t j = 0; j <= rels; j++)
            p->known[request->bound[i].nodes[j].slot] |= request->bound[i].nodes[j].binding == ENT_I_BOUND_BEFORE;
        for (size_t j = 0; j < rels; j++)
            p->known[request->bound[i].rels[j].slot] |= request->bound[i].rels[j].binding == ENT_I_BOUND_BEFORE;
        room += 3 * rels + 2;
    }
    *ret_room = room;
    return ENT_OK;
}

ent_status ent_i_match_plan(ent_i_matcher *matcher)
{
    planner p = { .matcher = matcher, .run = matcher->run };
    size_t room = 0;
    ENT_I_TRY(prepare(&p, &room));
    matcher->steps = plan_alloc(&p, room, sizeof *matcher->steps);
    if (!matcher->steps)
        return ent_i_nomem(matcher->run->err);
    for (bool more = true; more;)
        ENT_I_TRY(plan_one(&p, &more));
    add_step(&p, ENT_I_STEP_FINISH);
    p.last = matcher->step_count - 1;
    for (size_t i = 0; i < matcher->request.path_count; i++)
        if (matcher->request.bound[i].slot != ENT_I_NO_SLOT)
            solve(&p, matcher->request.bound[i].slot);
    return plan_conditions(&p);
}
