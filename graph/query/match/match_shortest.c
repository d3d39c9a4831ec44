/* SPDX-License-Identifier: GPL-2.0-or-later */
/* shortestPath and allShortestPaths between two known nodes: breadth first from one of them, each node with the
 * relationships by which it was reached soonest; then the ways back. From a node to itself there is only the path of
 * no relationship. */
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/query/match/match.h"

/* A node that was reached, and one way of reaching it; further ones of the same length are chained. */
typedef struct reached {
    uint64_t node, rel;
    size_t before; /* index of the node it was reached from */
    size_t also;   /* another way to the same node, or SIZE_MAX */
    uint32_t distance;
} reached;

typedef struct search {
    ent_i_matcher *matcher;
    ent_i_step *step;
    reached *items;
    size_t count, capacity;
    size_t *table; /* by node: index + 1 of its first item */
    size_t table_size;
    uint64_t end;
    bool all;
} search;

static size_t *place_of(const search *s, uint64_t node)
{
    size_t i = (size_t)ent_i_hash_mix(node) & (s->table_size - 1);
    while (s->table[i] && s->items[s->table[i] - 1].node != node)
        i = (i + 1) & (s->table_size - 1);
    return &s->table[i];
}

static ent_status grow(search *s)
{
    ent_i_run *run = s->matcher->run;
    ENT_I_TRY(ENT_I_RUN_RESERVE(run, s->items, s->capacity, s->count + 1));
    if (s->table_size > 2 * s->capacity)
        return ENT_OK;
    size_t size = 64;
    while (size <= 2 * s->capacity)
        size *= 2;
    ENT_I_RUN_RELEASE(run, s->table, s->table_size);
    ENT_I_TRY(ent_i_run_room(run, size * sizeof *s->table));
    ENT_I_TRY(ENT_I_ZEROED(s->table, size, run->err));
    s->table_size = size;
    run->memory.held += size * sizeof *s->table;
    for (size_t i = 0; i < s->count; i++) {
        size_t *place = place_of(s, s->items[i].node);
        if (!*place)
            *place = i + 1; /* later items of the same node are chained to it */
    }
    return ENT_OK;
}

static ent_status reach(search *s, uint64_t node, uint64_t rel, size_t before, uint32_t distance)
{
    ENT_I_TRY(grow(s));
    size_t *place = place_of(s, node);
    size_t also = SIZE_MAX;
    if (*place) {
        reached *first = &s->items[*place - 1];
        if (first->distance != distance || !s->all)
            return ENT_OK;
        also = first->also;
        first->also = s->count;
    } else {
        *place = s->count + 1;
    }
    s->items[s->count++] = (reached){ node, rel, before, also, distance };
    return ENT_OK;
}

/* Search until the end is reached, and its whole distance is done when all ways are wanted. */
static ent_status spread(search *s, uint64_t start)
{
    ent_i_run *run = s->matcher->run;
    uint64_t most = (uint64_t)s->step->pattern->most;
    ENT_I_TRY(reach(s, start, 0, SIZE_MAX, 0));
    for (size_t i = 0; i < s->count; i++) {
        reached from = s->items[i];
        const size_t *end = place_of(s, s->end);
        if (from.distance >= most || (*end && s->items[*end - 1].distance <= from.distance))
            break;
        if (*place_of(s, from.node) != i + 1)
            continue; /* another way to a node that is expanded already */
        if (*end && !s->all)
            break;
        ent_i_expansion expansion;
        uint64_t rel, other;
        ent_i_expansion_start_only(&expansion, run->work, from.node, s->step->directions, &s->step->filter, ENT_I_ANY_NODE);
        while (ent_i_expansion_next(&expansion, &rel, &other)) {
            bool passes;
            ENT_I_TRY(ent_i_match_passes(s->matcher, s->step, rel, other, &passes));
            if (passes)
                ENT_I_TRY(reach(s, other, rel, i, from.distance + 1));
        }
    }
    return ENT_OK;
}

typedef struct ways {
    ent_i_value *items; /* lists */
    size_t count, capacity;
} ways;

/* All ways back from an item, depth first; choices[d] is the item by which distance d was reached. */
static ent_status trace(search *s, size_t end, ways *ret)
{
    ent_i_run *run = s->matcher->run;
    size_t distance = s->items[end].distance;
    ENT_I_AUTOFREE size_t *choices = NULL;
    ENT_I_TRY(ENT_I_ZEROED(choices, distance + 1, run->err));
    size_t d = distance;
    choices[d] = end;
    for (;;) {
        ENT_I_TRY(ent_i_run_tick(run));
        while (d > 0) {
            choices[d - 1] = s->items[choices[d]].before;
            d--;
        }
        ent_i_list *list;
        ENT_I_TRY(ent_i_value_list(&s->step->arena, distance, &list, run->err));
        for (size_t i = 1; i <= distance; i++)
            list->items[s->step->backwards ? distance - i : i - 1] = ent_i_rel_value(s->items[choices[i]].rel);
        ENT_I_TRY(ENT_I_RUN_RESERVE(run, ret->items, ret->capacity, ret->count + 1));
        ret->items[ret->count++] = (ent_i_value){ .kind = ENT_I_LIST, .list = list };
        do {
            d++;
        } while (d <= distance && s->items[choices[d]].also == SIZE_MAX);
        if (d > distance || !s->all)
            return ENT_OK;
        choices[d] = s->items[choices[d]].also;
    }
}

static ent_status find(search *s, uint64_t start, ways *ret)
{
    ENT_I_TRY(spread(s, start));
    const size_t *end = place_of(s, s->end);
    if (!*end || (int64_t)s->items[*end - 1].distance < s->step->pattern->least)
        return ENT_OK;
    ENT_I_TRY(trace(s, *end - 1, ret));
    ent_i_list *list;
    ENT_I_TRY(ent_i_value_list(&s->step->arena, ret->count, &list, s->matcher->run->err));
    for (size_t i = 0; i < ret->count; i++)
        list->items[i] = ret->items[i];
    s->step->found = list;
    return ENT_OK;
}

ent_status ent_i_step_shortest_start(ent_i_matcher *matcher, ent_i_step *step)
{
    ent_i_run *run = matcher->run;
    ent_i_value from = run->frame[step->from], to = run->frame[step->to];
    ent_i_arena_reset(&step->arena);
    step->found = NULL;
    step->next = 0;
    if (from.kind != ENT_I_NODE || to.kind != ENT_I_NODE || !ent_i_work_has_node(run->work, from.id) ||
        !ent_i_work_has_node(run->work, to.id) || step->pattern->least > step->pattern->most)
        return ENT_OK;
    if (step->early)
        ENT_I_TRY(ent_i_eval(run, step->early, &step->early_value));
    search s = { .matcher = matcher, .step = step, .end = to.id };
    s.all = matcher->request.paths[step->path].shortest == ENT_I_ALL_SHORTEST;
    ways found = { NULL, 0, 0 };
    ent_status status = find(&s, from.id, &found);
    ENT_I_RUN_RELEASE(run, found.items, found.capacity);
    ENT_I_RUN_RELEASE(run, s.items, s.capacity);
    ENT_I_RUN_RELEASE(run, s.table, s.table_size);
    return status;
}

ent_status ent_i_step_shortest_next(ent_i_matcher *matcher, ent_i_step *step)
{
    if (!step->found || step->next >= step->found->count)
        return ENT_DONE;
    ent_i_value way = step->found->items[step->next++];
    matcher->used_count = step->used;
    for (size_t i = 0; i < way.list->count; i++)
        ENT_I_TRY(ent_i_match_use(matcher, way.list->items[i].id));
    /* "-[r]->" without "*" is one relationship, not a list. */
    matcher->run->frame[step->rel] = step->pattern->variable_length ? way : way.list->items[0];
    return ENT_OK;
}
