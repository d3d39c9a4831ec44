/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The steps of a pattern, in the order that was chosen. Conditions are tested at the first step after which all they
 * read is known. */
#include <string.h>

#include "graph/base/array.h"
#include "graph/query/match/match_plan.h"

typedef ent_i_planner planner;

void *ent_i_plan_alloc(ent_i_run *run, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size)
        return NULL;
    void *memory = ent_i_arena_alloc(&run->plan, count * size + 1);
    if (memory)
        memset(memory, 0, count * size + 1);
    return memory;
}

static ent_status symbols_of(planner *p, const ent_i_name *names, size_t count, const ent_i_symbol **ret)
{
    ent_i_symbol *symbols = ent_i_plan_alloc(p->run, count, sizeof *symbols);
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
    ent_i_test *copy = ent_i_plan_alloc(p->run, 1, sizeof *copy);
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

/* --- steps ------------------------------------------------------------------------------------------------ */

static ent_i_step *add_step(planner *p, ent_i_step_kind kind)
{
    ent_i_step *step = &p->matcher->steps[p->matcher->step_count++];
    *step = (ent_i_step){ .kind = kind, .from = ENT_I_NO_SLOT, .rel = ENT_I_NO_SLOT, .to = ENT_I_NO_SLOT,
                           .label = ENT_I_NO_SYMBOL, .estimate = -1 };
    step->last_test = &step->tests;
    ent_i_arena_init(&step->arena);
    ent_i_arena_init(&step->seek.arena);
    ent_i_arena_measure(&step->arena, &p->run->memory);
    ent_i_arena_measure(&step->seek.arena, &p->run->memory);
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
    size_t step = p->solved_at[slot] ? p->solved_at[slot] - 1 : p->matcher->step_count - 1;
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

/* What is known from before the pattern is looked at first: it may be null, or fail. */
static ent_status add_known_node(planner *p, size_t path, size_t index)
{
    if (p->node_done[path][index])
        return ENT_OK;
    return p->solved_at[p->matcher->request.bound[path].nodes[index].slot] ? test_node(p, path, index)
                                                                            : add_node(p, path, index);
}

static unsigned directions_of(ent_i_direction direction, bool backwards)
{
    if (direction == ENT_I_EITHER)
        return ENT_BOTH;
    return (direction == ENT_I_RIGHT) != backwards ? ENT_OUT : ENT_IN;
}

ent_i_step_kind ent_i_match_rel_kind(const ent_i_match_request *request, const bool *known, size_t path, size_t index)
{
    const ent_i_path_pattern *pattern = &request->paths[path];
    bool given = known[request->bound[path].rels[index].slot];
    if (pattern->shortest != ENT_I_NOT_SHORTEST)
        return ENT_I_STEP_SHORTEST;
    if (pattern->rels[index].variable_length)
        return given ? ENT_I_STEP_LIST : ENT_I_STEP_VARIABLE;
    return given ? ENT_I_STEP_REL : ENT_I_STEP_EXPAND;
}

/* From the known end; where both are, from the one that was chosen, if it may be chosen. */
static bool goes_backwards(const planner *p, ent_i_step_kind kind, const ent_i_choice *choice)
{
    const ent_i_bound_element *nodes = p->matcher->request.bound[choice->path].nodes;
    if (kind == ENT_I_STEP_REL || kind == ENT_I_STEP_LIST || kind == ENT_I_STEP_SHORTEST)
        return false;
    if (!p->known[nodes[choice->index].slot])
        return true;
    return choice->backwards && p->known[nodes[choice->index + 1].slot];
}

static ent_status make_filter(planner *p, const ent_i_rel_pattern *pattern, ent_i_type_filter *ret)
{
    const ent_i_work *work = p->run->work;
    size_t base_types = work->base ? ent_graph_type_count(work->base) : 0;
    ent_type *found = ent_i_plan_alloc(p->run, pattern->type_count, sizeof *found);
    if (!found)
        return ent_i_nomem(p->run->err);
    *ret = (ent_i_type_filter){ .count = pattern->type_count, .base_types = found };
    ENT_I_TRY(symbols_of(p, pattern->types, pattern->type_count, &ret->types));
    for (size_t i = 0; i < ret->count; i++) {
        bool again = false;
        for (size_t j = 0; j < i; j++)
            again |= ret->types[i] == ret->types[j];
        for (size_t t = 0; t < base_types && !again; t++)
            if (work->type_symbols[t] == ret->types[i])
                found[ret->base_count++] = (ent_type)t;
    }
    return ENT_OK;
}

static ent_status add_rel(planner *p, const ent_i_choice *choice)
{
    size_t path = choice->path, index = choice->index;
    const ent_i_path_pattern *pattern = &p->matcher->request.paths[path];
    const ent_i_bound_path *bound = &p->matcher->request.bound[path];
    ent_i_step_kind kind = ent_i_match_rel_kind(&p->matcher->request, p->known, path, index);
    bool backwards = goes_backwards(p, kind, choice);
    size_t from = index + backwards, to = index + !backwards;
    if (p->known[bound->nodes[from].slot])
        ENT_I_TRY(add_known_node(p, path, from));
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
    ENT_I_TRY(make_filter(p, step->pattern, &step->filter));
    solve(p, step->from);
    solve(p, step->to);
    solve(p, step->rel);
    p->rel_done[path][index] = true;
    p->rel_steps[path][index] = step;
    if (p->matcher->request.time)
        ENT_I_TRY(add_test(p, p->matcher->step_count - 1,
                           (ent_i_test){ .kind = ENT_I_TEST_PERIOD, .slot = step->rel }));
    ENT_I_TRY(test_node(p, path, from));
    return test_node(p, path, to);
}

/* What was chosen; what is known before and was not looked at on the way comes last. */
static ent_status add_choice(planner *p, const ent_i_choice *choice)
{
    size_t before = p->matcher->step_count;
    if (choice->rel ? !p->rel_done[choice->path][choice->index] : !p->node_done[choice->path][choice->index])
        ENT_I_TRY(choice->rel ? add_rel(p, choice) : add_node(p, choice->path, choice->index));
    if (p->matcher->step_count > before)
        p->matcher->steps[p->matcher->step_count - 1].estimate = choice->rows;
    return ENT_OK;
}

static ent_status add_steps(planner *p)
{
    const ent_i_match_request *request = &p->matcher->request;
    for (size_t i = 0; i < p->choice_count; i++)
        ENT_I_TRY(add_choice(p, &p->choices[i]));
    p->matcher->estimate = p->choice_count ? p->choices[p->choice_count - 1].rows : 1;
    for (size_t i = 0; i < request->path_count; i++)
        for (size_t j = 0; j <= request->paths[i].rel_count; j++)
            ENT_I_TRY(add_known_node(p, i, j));
    return ENT_OK;
}

/* --- properties, once it is known where everything is solved ---------------------------------------------- */

/* Better ones before the others: a key is one node, an order is many. */
static void insert_access(ent_i_step *step, ent_i_access *access)
{
    ent_i_access **at = &step->accesses;
    while (*at && (*at)->rows <= access->rows)
        at = &(*at)->next;
    access->next = *at;
    *at = access;
}

/* Two bounds of one property are one access. */
static bool join_bounds(ent_i_step *step, const ent_i_access *access)
{
    for (ent_i_access *other = step->accesses; other; other = other->next)
        if (access->kind == ENT_I_ACCESS_RANGE && other->kind == ENT_I_ACCESS_RANGE && other->key == access->key &&
            (access->one ? !other->one : !other->other)) {
            other->one = access->one ? access->one : other->one;
            other->other = access->other ? access->other : other->other;
            other->rows /= 3;
            return true;
        }
    return false;
}

static bool reads_known(planner *p, const ent_i_expr *expr, size_t at)
{
    reads r = { p, 0, false };
    if (expr)
        note_reads(expr, &r);
    return !r.own || r.step < at;
}

/* A scan for nodes that a condition finds, when what it reads is known before it. */
static ent_status add_access(planner *p, uint32_t slot, const ent_i_name *key, ent_i_access access)
{
    static const double guesses[] = { [ENT_I_ACCESS_EQUAL] = 10, [ENT_I_ACCESS_ANY_OF] = 50, [ENT_I_ACCESS_PREFIX] = 1e5,
                                      [ENT_I_ACCESS_RANGE] = 1e6, [ENT_I_ACCESS_ID] = 1 };
    uint32_t at = p->solved_at[slot];
    ent_i_step *step = at ? &p->matcher->steps[at - 1] : NULL;
    if (!step || step->kind != ENT_I_STEP_SCAN || !reads_known(p, access.one, at - 1) ||
        !reads_known(p, access.other, at - 1))
        return ENT_OK;
    if (key)
        ENT_I_TRY(ent_i_work_intern(p->run->work, key->text, key->length, &access.key, p->run->err));
    access.rows = guesses[access.kind];
    if (access.kind == ENT_I_ACCESS_EQUAL && access.key == p->run->work->key)
        access.rows = 1;
    else if (access.kind == ENT_I_ACCESS_EQUAL && p->statistics)
        ENT_I_TRY(ent_i_statistics_same(p->run->work->statistics, p->run->work, access.key, &access.rows, p->run->err));
    if (join_bounds(step, &access))
        return ENT_OK;
    ent_i_access *copy = ent_i_plan_alloc(p->run, 1, sizeof *copy);
    if (!copy)
        return ent_i_nomem(p->run->err);
    *copy = access;
    insert_access(step, copy);
    return ENT_OK;
}

static ent_status add_condition(const ent_i_expr *where, void *context)
{
    planner *p = context;
    uint32_t slots[2];
    ent_i_access accesses[2];
    const ent_i_name *keys[2];
    size_t offered = ent_i_match_accesses(p->run, where, slots, accesses, keys);
    for (size_t i = 0; i < offered; i++)
        ENT_I_TRY(add_access(p, slots[i], keys[i], accesses[i]));
    reads r = reads_of(p, where, 0);
    return add_test(p, r.step, (ent_i_test){ .kind = ENT_I_TEST_WHERE, .expr = where });
}

static ent_status add_properties(planner *p, const ent_i_expr *map, uint32_t slot, ent_i_step *early)
{
    if (!map)
        return ENT_OK;
    size_t least = p->solved_at[slot] ? p->solved_at[slot] - 1 : 0;
    reads r = reads_of(p, map, least);
    for (size_t i = 0; map->kind == ENT_I_EXPR_MAP && i < map->of.map.count; i++)
        ENT_I_TRY(add_access(p, slot, &map->of.map.entries[i].key,
                             (ent_i_access){ .kind = ENT_I_ACCESS_EQUAL, .one = map->of.map.entries[i].value }));
    if (early && !r.own)
        early->early = map;
    return add_test(p, r.step, (ent_i_test){ .kind = ENT_I_TEST_PROPERTIES, .slot = slot, .expr = map });
}

/* Of the labels that a node must have, the rarest that is known to be. */
static ent_status choose_labels(planner *p)
{
    for (size_t i = 0; i < p->matcher->step_count; i++) {
        ent_i_step *step = &p->matcher->steps[i];
        double least = 0;
        for (const ent_i_test *test = step->kind == ENT_I_STEP_SCAN ? step->tests : NULL; test; test = test->next)
            for (size_t j = 0; test->kind == ENT_I_TEST_LABELS && test->slot == step->to && j < test->label_count; j++) {
                double count = p->statistics ? ent_i_statistics_nodes(p->statistics, test->labels[j]) : 0;
                if (step->label == ENT_I_NO_SYMBOL || count < least) {
                    step->label = test->labels[j];
                    least = count;
                }
            }
    }
    return ENT_OK;
}

static ent_status plan_conditions(planner *p)
{
    const ent_i_match_request *request = &p->matcher->request;
    for (size_t i = 0; i < request->path_count; i++) {
        const ent_i_path_pattern *path = &request->paths[i];
        for (size_t j = 0; j <= path->rel_count; j++)
            ENT_I_TRY(add_properties(p, path->nodes[j].properties, request->bound[i].nodes[j].slot, NULL));
        for (size_t j = 0; j < path->rel_count; j++) {
            ent_i_step *step = p->rel_steps[i][j];
            bool many = step && (step->kind == ENT_I_STEP_VARIABLE || step->kind == ENT_I_STEP_SHORTEST);
            if (many && path->rels[j].properties)
                step->wants_list = true;
            ENT_I_TRY(add_properties(p, path->rels[j].properties, request->bound[i].rels[j].slot, many ? step : NULL));
        }
    }
    ENT_I_TRY(choose_labels(p));
    return ent_i_match_conditions(p->run, request->where, add_condition, p);
}

static ent_status prepare(planner *p, size_t *ret_room)
{
    const ent_i_match_request *request = &p->matcher->request;
    size_t slots = p->run->bound->slot_count, room = 1;
    p->solved_at = ent_i_plan_alloc(p->run, slots, sizeof *p->solved_at);
    p->known = ent_i_plan_alloc(p->run, slots, sizeof *p->known);
    p->node_done = ent_i_plan_alloc(p->run, request->path_count, sizeof *p->node_done);
    p->rel_done = ent_i_plan_alloc(p->run, request->path_count, sizeof *p->rel_done);
    p->rel_steps = ent_i_plan_alloc(p->run, request->path_count, sizeof *p->rel_steps);
    if (!p->solved_at || !p->known || !p->node_done || !p->rel_done || !p->rel_steps)
        return ent_i_nomem(p->run->err);
    for (size_t i = 0; i < request->path_count; i++) {
        size_t rels = request->paths[i].rel_count;
        p->node_done[i] = ent_i_plan_alloc(p->run, rels + 1, sizeof(bool));
        p->rel_done[i] = ent_i_plan_alloc(p->run, rels, sizeof(bool));
        p->rel_steps[i] = ent_i_plan_alloc(p->run, rels, sizeof *p->rel_steps[i]);
        if (!p->node_done[i] || !p->rel_done[i] || !p->rel_steps[i])
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
    matcher->steps = ent_i_plan_alloc(p.run, room, sizeof *matcher->steps);
    if (!matcher->steps)
        return ent_i_nomem(matcher->run->err);
    ENT_I_TRY(ent_i_match_order(&p));
    ENT_I_TRY(add_steps(&p));
    add_step(&p, ENT_I_STEP_FINISH);
    p.last = matcher->step_count - 1;
    for (size_t i = 0; i < matcher->request.path_count; i++)
        if (matcher->request.bound[i].slot != ENT_I_NO_SLOT)
            solve(&p, matcher->request.bound[i].slot);
    return plan_conditions(&p);
}
