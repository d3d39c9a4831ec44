/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The backtracking itself, and the steps for single nodes and relationships. */
#include "graph/query/match/match.h"

#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"

ent_status ent_i_matcher_new(ent_i_run *run, const ent_i_match_request *request, ent_i_matcher **ret)
{
    ent_i_matcher *matcher = ent_i_arena_alloc(&run->plan, sizeof *matcher);
    if (!matcher)
        return ent_i_nomem(run->err);
    *matcher = (ent_i_matcher){ .run = run, .request = *request };
    ENT_I_TRY(ent_i_match_plan(matcher));
    *ret = matcher;
    return ENT_OK;
}

void ent_i_matcher_clear(ent_i_matcher *matcher)
{
    if (!matcher)
        return;
    for (size_t i = 0; i < matcher->step_count; i++) {
        ent_i_arena_clear(&matcher->steps[i].arena);
        ent_i_arena_clear(&matcher->steps[i].seek.arena);
        free(matcher->steps[i].levels);
    }
    free(matcher->used);
    matcher->used = NULL;
    matcher->step_count = 0;
}

/* --- steps ------------------------------------------------------------------------------------------------ */

static ent_status not_a(ent_i_matcher *matcher, const char *what, ent_i_value value)
{
    ent_i_range range = matcher->request.paths[0].range;
    return ent_i_run_fail(matcher->run, range, "TypeError", "InvalidArgumentType",
                          "the pattern uses a variable as a %s that holds a %s", what, ent_i_value_kind_name(value));
}

/* A node that is known: false when it is null or deleted. */
static ent_status check_node(ent_i_matcher *matcher, ent_i_value value, bool *ret)
{
    if (value.kind != ENT_I_NODE && value.kind != ENT_I_NULL)
        return not_a(matcher, "node", value);
    *ret = value.kind == ENT_I_NODE && ent_i_work_has_node(matcher->run->work, value.id);
    return ENT_OK;
}

static bool is_node(ent_i_value value, uint64_t id)
{
    return value.kind == ENT_I_NODE && value.id == id;
}

static ent_status next_scan(ent_i_matcher *matcher, ent_i_step *step)
{
    ent_i_run *run = matcher->run;
    for (;;) {
        uint64_t id;
        ent_status status = ent_i_seek_next(&step->seek, run, &id);
        if (status != ENT_OK)
            return status;
        ENT_I_TRY(ent_i_run_tick(run));
        if (!ent_i_work_has_node(run->work, id))
            continue;
        run->frame[step->to] = ent_i_node_value(id);
        return ENT_OK;
    }
}

static ent_status next_node(ent_i_matcher *matcher, ent_i_step *step)
{
    bool alive = false;
    if (step->done)
        return ENT_DONE;
    step->done = true;
    ENT_I_TRY(check_node(matcher, matcher->run->frame[step->to], &alive));
    return alive ? ENT_OK : ENT_DONE;
}

static ent_status next_expand(ent_i_matcher *matcher, ent_i_step *step)
{
    ent_i_run *run = matcher->run;
    uint64_t rel, other;
    while (ent_i_expansion_next(&step->expansion, &rel, &other)) {
        ENT_I_TRY(ent_i_run_tick(run));
        if (ent_i_match_is_used(matcher, rel))
            continue;
        run->frame[step->rel] = ent_i_rel_value(rel);
        if (!step->to_known)
            run->frame[step->to] = ent_i_node_value(other);
        ENT_I_TRY(ent_i_match_use(matcher, rel));
        return ENT_OK;
    }
    return ENT_DONE;
}

/* A relationship that is known, forwards (step->next 0) and backwards (1), as its direction allows. */
static ent_status next_rel(ent_i_matcher *matcher, ent_i_step *step)
{
    ent_i_run *run = matcher->run;
    ent_i_value rel = run->frame[step->rel];
    if (rel.kind == ENT_I_NULL)
        return ENT_DONE;
    if (rel.kind != ENT_I_RELATIONSHIP)
        return not_a(matcher, "relationship", rel);
    if (!ent_i_work_has_rel(run->work, rel.id) || !ent_i_match_type(matcher, step, rel.id) ||
        ent_i_match_is_used(matcher, rel.id))
        return ENT_DONE;
    uint64_t source, target;
    ent_i_work_ends(run->work, rel.id, &source, &target);
    for (; step->next < 2; step->next++) {
        bool forwards = step->next == 0;
        if (!(step->directions & (forwards ? (unsigned)ENT_OUT : (unsigned)ENT_IN)))
            continue;
        if (!forwards && source == target && step->directions == ENT_BOTH)
            continue;
        uint64_t from = forwards ? source : target, to = forwards ? target : source;
        if (step->from_known && !is_node(run->frame[step->from], from))
            continue;
        if (!step->from_known)
            run->frame[step->from] = ent_i_node_value(from);
        bool same = step->from == step->to;
        if ((step->to_known || same) && !is_node(run->frame[step->to], to))
            continue;
        run->frame[step->to] = ent_i_node_value(to);
        step->next++;
        ENT_I_TRY(ent_i_match_use(matcher, rel.id));
        return ENT_OK;
    }
    return ENT_DONE;
}

/* --- paths ------------------------------------------------------------------------------------------------ */

static size_t path_length(const ent_i_run *run, const ent_i_path_pattern *path, const ent_i_bound_path *bound)
{
    size_t length = 0;
    for (size_t i = 0; i < path->rel_count; i++) {
        ent_i_value rel = run->frame[bound->rels[i].slot];
        length += rel.kind == ENT_I_LIST ? rel.list->count : 1;
    }
    return length;
}

ent_status ent_i_matched_path(ent_i_run *run, const ent_i_path_pattern *path, const ent_i_bound_path *bound,
                              ent_i_value *ret)
{
    size_t length = path_length(run, path, bound);
    ent_i_path *made = ent_i_arena_alloc(run->arena, sizeof *made);
    uint64_t *ids = ent_i_arena_alloc(run->arena, (2 * length + 1) * sizeof *ids);
    if (!made || !ids)
        return ent_i_nomem(run->err);
    *made = (ent_i_path){ length, ids, ids + length + 1 };
    uint64_t at = run->frame[bound->nodes[0].slot].id;
    size_t n = 0;
    made->nodes[0] = at;
    for (size_t i = 0; i < path->rel_count; i++) {
        ent_i_value rel = run->frame[bound->rels[i].slot];
        const ent_i_value *items = rel.kind == ENT_I_LIST ? rel.list->items : &rel;
        size_t count = rel.kind == ENT_I_LIST ? rel.list->count : 1;
        for (size_t j = 0; j < count; j++) {
            uint64_t source, target;
            ent_i_work_ends(run->work, items[j].id, &source, &target);
            at = source == at ? target : source;
            made->relationships[n++] = items[j].id;
            made->nodes[n] = at;
        }
    }
    *ret = (ent_i_value){ .kind = ENT_I_PATH, .path = made };
    return ENT_OK;
}

static ent_status next_finish(ent_i_matcher *matcher, ent_i_step *step)
{
    if (step->done)
        return ENT_DONE;
    step->done = true;
    for (size_t i = 0; i < matcher->request.path_count; i++) {
        const ent_i_bound_path *bound = &matcher->request.bound[i];
        if (bound->slot != ENT_I_NO_SLOT)
            ENT_I_TRY(ent_i_matched_path(matcher->run, &matcher->request.paths[i], bound,
                                         &matcher->run->frame[bound->slot]));
    }
    return ENT_OK;
}

/* --- backtracking ----------------------------------------------------------------------------------------- */

/* Where both ends are known, from the one with fewer relationships. */
static ent_status start_expand(ent_i_matcher *matcher, ent_i_step *step)
{
    ent_i_work *work = matcher->run->work;
    ent_i_value from = matcher->run->frame[step->from], to = matcher->run->frame[step->to];
    bool alive = false, known = step->to_known || step->to == step->from;
    ENT_I_TRY(check_node(matcher, from, &alive));
    step->expansion = (ent_i_expansion){ .work = work, .stage = ENT_I_EXPANSION_END };
    if (!alive || (known && to.kind != ENT_I_NODE))
        return ENT_OK;
    unsigned back = step->directions == ENT_BOTH ? (unsigned)ENT_BOTH : step->directions ^ (unsigned)ENT_BOTH;
    if (known && ent_i_work_has_node(work, to.id) &&
        ent_i_work_degree(work, to.id, back) < ent_i_work_degree(work, from.id, step->directions))
        ent_i_expansion_start_only(&step->expansion, work, to.id, back, &step->filter, from.id);
    else
        ent_i_expansion_start_only(&step->expansion, work, from.id, step->directions, &step->filter,
                                   known ? to.id : ENT_I_ANY_NODE);
    return ENT_OK;
}

static ent_status start_step(ent_i_matcher *matcher, ent_i_step *step)
{
    step->done = false;
    step->next = 0;
    step->used = matcher->used_count;
    if (step->kind == ENT_I_STEP_SCAN)
        return ent_i_seek_start(&step->seek, matcher->run, step->accesses, step->label);
    if (step->kind == ENT_I_STEP_EXPAND) {
        return start_expand(matcher, step);
    } else if (step->kind == ENT_I_STEP_VARIABLE) {
        return ent_i_step_variable_start(matcher, step);
    } else if (step->kind == ENT_I_STEP_SHORTEST) {
        return ent_i_step_shortest_start(matcher, step);
    }
    return ENT_OK;
}

static ent_status next_candidate(ent_i_matcher *matcher, ent_i_step *step)
{
    switch (step->kind) {
    case ENT_I_STEP_NODE:
        return next_node(matcher, step);
    case ENT_I_STEP_SCAN:
        return next_scan(matcher, step);
    case ENT_I_STEP_EXPAND:
        matcher->used_count = step->used;
        return next_expand(matcher, step);
    case ENT_I_STEP_REL:
        matcher->used_count = step->used;
        return next_rel(matcher, step);
    case ENT_I_STEP_VARIABLE:
        return ent_i_step_variable_next(matcher, step);
    case ENT_I_STEP_LIST:
        matcher->used_count = step->used;
        return ent_i_step_list_next(matcher, step);
    case ENT_I_STEP_SHORTEST:
        return ent_i_step_shortest_next(matcher, step);
    default:
        return next_finish(matcher, step);
    }
}

/* The next candidate of a step that passes its tests. What it makes lives until the one after it. */
static ent_status next_passing(ent_i_matcher *matcher, ent_i_step *step)
{
    bool passes = false;
    while (!passes) {
        if (step->kind != ENT_I_STEP_SHORTEST)
            ent_i_arena_reset(&step->arena);
        matcher->run->arena = &step->arena;
        uint32_t ticks = matcher->run->ticks;
        ent_status status = next_candidate(matcher, step);
        step->counter.hits += matcher->run->ticks - ticks;
        if (status != ENT_OK)
            return status;
        ENT_I_TRY(ent_i_match_tests(matcher, step, &passes));
    }
    return ENT_OK;
}

static ent_status profile_passing(ent_i_matcher *matcher, ent_i_step *step)
{
    ent_i_meter meter;
    ent_i_meter_begin(matcher->run, &meter);
    ent_status status = next_passing(matcher, step);
    ent_i_meter_end(matcher->run, &meter, &step->counter);
    step->counter.rows += status == ENT_OK;
    return status;
}

ent_status ent_i_matcher_start(ent_i_matcher *matcher)
{
    matcher->started = false;
    matcher->used_count = 0;
    matcher->at = 0;
    return ent_i_match_days(matcher);
}

ent_status ent_i_matcher_next(ent_i_matcher *matcher)
{
    ent_i_arena *outer = matcher->run->arena;
    ent_status status = ENT_OK;
    size_t at = matcher->step_count; /* one past the step to go on with */
    if (!matcher->started) {
        matcher->started = true;
        at = 1;
        matcher->run->arena = &matcher->steps[0].arena;
        status = start_step(matcher, &matcher->steps[0]);
    }
    while (at > 0 && status == ENT_OK) {
        ent_i_step *step = &matcher->steps[at - 1];
        status = matcher->run->profiled ? profile_passing(matcher, step) : next_passing(matcher, step);
        if (status == ENT_DONE) {
            matcher->used_count = matcher->steps[at - 1].used;
            at--;
            status = ENT_OK;
        } else if (status == ENT_OK && at == matcher->step_count) {
            break;
        } else if (status == ENT_OK) {
            matcher->run->arena = &matcher->steps[at].arena;
            status = start_step(matcher, &matcher->steps[at++]);
        }
    }
    matcher->run->arena = outer;
    return status != ENT_OK ? status : at > 0 ? ENT_OK : ENT_DONE;
}
