/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Variable-length relationships: depth first, each way given when it is met, without recursion. */
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/query/match/match.h"

ent_status ent_i_step_variable_start(ent_i_matcher *matcher, ent_i_step *step)
{
    ent_i_run *run = matcher->run;
    ent_i_value from = run->frame[step->from];
    step->depth = 0;
    step->done = from.kind != ENT_I_NODE || !ent_i_work_has_node(run->work, from.id) ||
                 step->pattern->least > step->pattern->most;
    step->next = step->pattern->least == 0; /* the way of no relationship is to be given */
    if (step->done)
        return ENT_OK;
    ENT_I_TRY(ENT_I_RESERVE(step->levels, step->level_capacity, 1, run->err));
    ent_i_expansion_start_only(&step->levels[0].expansion, run->work, from.id, step->directions, &step->filter,
                               ENT_I_ANY_NODE);
    return ENT_OK;
}

/* The way so far, from left to right whichever way it was gone. */
static ent_status list_way(ent_i_matcher *matcher, ent_i_step *step, ent_i_value *ret)
{
    ent_i_list *list;
    *ret = ent_i_null();
    if (!step->wants_list)
        return ENT_OK;
    ENT_I_TRY(ent_i_value_list(matcher->run->arena, step->depth, &list, matcher->run->err));
    for (size_t i = 0; i < step->depth; i++)
        list->items[step->backwards ? step->depth - 1 - i : i] = ent_i_rel_value(step->levels[i + 1].rel);
    *ret = (ent_i_value){ .kind = ENT_I_LIST, .list = list };
    return ENT_OK;
}

/* Give the way so far, when it ends where it should; ENT_DONE when it does not. */
static ent_status give(ent_i_matcher *matcher, ent_i_step *step, uint64_t end)
{
    ent_i_value *frame = matcher->run->frame;
    bool known = step->to_known || step->to == step->from;
    if (known && (frame[step->to].kind != ENT_I_NODE || frame[step->to].id != end))
        return ENT_DONE;
    if (!known)
        frame[step->to] = ent_i_node_value(end);
    return list_way(matcher, step, &frame[step->rel]);
}

ent_status ent_i_step_variable_next(ent_i_matcher *matcher, ent_i_step *step)
{
    ent_i_run *run = matcher->run;
    uint64_t most = (uint64_t)step->pattern->most, least = (uint64_t)step->pattern->least;
    if (step->done)
        return ENT_DONE;
    if (step->early)
        ENT_I_TRY(ent_i_eval(run, step->early, &step->early_value));
    if (step->next) {
        step->next = 0;
        ent_status status = give(matcher, step, run->frame[step->from].id);
        if (status != ENT_DONE)
            return status;
    }
    for (;;) {
        ent_i_level *level = &step->levels[step->depth];
        uint64_t rel, other;
        if (step->depth < most && ent_i_expansion_next(&level->expansion, &rel, &other)) {
            bool passes;
            ENT_I_TRY(ent_i_match_passes(matcher, step, rel, other, &passes));
            if (!passes)
                continue;
            ENT_I_TRY(ENT_I_RESERVE(step->levels, step->level_capacity, step->depth + 2, run->err));
            ENT_I_TRY(ent_i_match_use(matcher, rel));
            level = &step->levels[++step->depth];
            level->rel = rel;
            ent_i_expansion_start_only(&level->expansion, run->work, other, step->directions, &step->filter, ENT_I_ANY_NODE);
            ent_status status = step->depth >= least ? give(matcher, step, other) : ENT_DONE;
            if (status != ENT_DONE)
                return status;
        } else if (step->depth == 0) {
            step->done = true;
            return ENT_DONE;
        } else {
            step->depth--;
            matcher->used_count--;
        }
    }
}

/* -[rs*]-> with a list that is known: its relationships, one after the other, from the left node. */
ent_status ent_i_step_list_next(ent_i_matcher *matcher, ent_i_step *step)
{
    ent_i_run *run = matcher->run;
    ent_i_value list = run->frame[step->rel], from = run->frame[step->from];
    if (step->done || list.kind == ENT_I_NULL || from.kind != ENT_I_NODE)
        return ENT_DONE;
    step->done = true;
    if (list.kind != ENT_I_LIST)
        return ent_i_run_fail(run, step->pattern->range, "TypeError", "InvalidArgumentType",
                              "a list of relationships is wanted, this is a %s", ent_i_value_kind_name(list));
    if (list.list->count < (uint64_t)step->pattern->least || list.list->count > (uint64_t)step->pattern->most)
        return ENT_DONE;
    uint64_t at = from.id;
    for (size_t i = 0; i < list.list->count; i++) {
        ent_i_value rel = list.list->items[i];
        if (rel.kind != ENT_I_RELATIONSHIP || !ent_i_work_has_rel(run->work, rel.id) ||
            !ent_i_match_type(matcher, step, rel.id) || ent_i_match_is_used(matcher, rel.id))
            return ENT_DONE;
        uint64_t source, target;
        ent_i_work_ends(run->work, rel.id, &source, &target);
        if ((step->directions & ENT_OUT) && source == at)
            at = target;
        else if ((step->directions & ENT_IN) && target == at)
            at = source;
        else
            return ENT_DONE;
        ENT_I_TRY(ent_i_match_use(matcher, rel.id));
    }
    if ((step->to_known || step->to == step->from) &&
        (run->frame[step->to].kind != ENT_I_NODE || run->frame[step->to].id != at))
        return ENT_DONE;
    run->frame[step->to] = ent_i_node_value(at);
    return ENT_OK;
}
