/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The relationships at a node. Those of the base stand in the order of type and other end: of one type they are a
 * range, and so are those to one node. */
#include "graph/model/graph.h"
#include "graph/query/overlay/work.h"

enum { BASE_OUT, CREATED_OUT, BASE_IN, CREATED_IN, END = ENT_I_EXPANSION_END };

void ent_i_expansion_start_only(ent_i_expansion *expansion, const ent_i_work *work, uint64_t node, unsigned directions,
                                const ent_i_type_filter *filter, uint64_t other)
{
    *expansion = (ent_i_expansion){ .work = work, .node = node, .other = other, .directions = directions,
                                    .filter = filter && filter->count ? filter : NULL };
}

void ent_i_expansion_start(ent_i_expansion *expansion, const ent_i_work *work, uint64_t node, unsigned directions)
{
    ent_i_expansion_start_only(expansion, work, node, directions, NULL, ENT_I_ANY_NODE);
}

/* --- of the base ------------------------------------------------------------------------------------------ */

static ent_type type_at(const ent_i_expansion *e, size_t place)
{
    return ENT_I_GET(e->work->base, e->work->base->tie_type, e->arcs.ties[place]);
}

/* The first place from low on whose type is not below one. */
static size_t first_of_type(const ent_i_expansion *e, size_t low, size_t high, uint32_t type)
{
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (type_at(e, middle) < type)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t first_of_other(const ent_i_expansion *e, size_t low, size_t high, uint64_t other)
{
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (e->arcs.others[middle] < other)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The range of the next wanted type. False: there is none. */
static bool next_range(ent_i_expansion *e)
{
    size_t count = e->arcs.count;
    if (!e->filter) {
        bool first = e->type++ == 0;
        e->next = 0;
        e->end = count;
        return first && count > 0;
    }
    while (e->type < e->filter->base_count && count) {
        ent_type type = e->filter->base_types[e->type++];
        /* Mostly all are of one type, or there are few. */
        bool from_start = type_at(e, 0) == type, to_end = type_at(e, count - 1) == type;
        e->next = from_start ? 0 : first_of_type(e, 0, count, type);
        e->end = to_end ? count : first_of_type(e, e->next, count, (uint32_t)type + 1);
        if (e->other != ENT_I_ANY_NODE) {
            e->next = first_of_other(e, e->next, e->end, e->other);
            e->end = first_of_other(e, e->next, e->end, e->other + 1);
        }
        if (e->next < e->end)
            return true;
    }
    return false;
}

static bool next_of_base(ent_i_expansion *e, bool out, uint64_t *ret_rel, uint64_t *ret_other)
{
    const ent_i_work *work = e->work;
    if (e->node >= work->base_nodes)
        return false;
    if (!e->entered) {
        e->entered = true;
        e->arcs = out ? ent_graph_out(work->base, (ent_node)e->node) : ent_graph_in(work->base, (ent_node)e->node);
        e->type = 0;
        e->next = e->end = 0;
    }
    while (e->next < e->end || next_range(e)) {
        size_t place = e->next++;
        *ret_rel = e->arcs.ties[place];
        *ret_other = e->arcs.others[place];
        if (e->other == ENT_I_ANY_NODE || *ret_other == e->other)
            return true;
    }
    return false;
}

/* --- of statements ---------------------------------------------------------------------------------------- */

static bool is_wanted(const ent_i_expansion *e, const ent_i_work_rel *rel, uint64_t other)
{
    if (e->other != ENT_I_ANY_NODE && e->other != other)
        return false;
    for (size_t i = 0; e->filter && i < e->filter->count; i++)
        if (e->filter->types[i] == rel->type)
            return true;
    return !e->filter;
}

static bool next_created(ent_i_expansion *e, bool out, uint64_t *ret_rel, uint64_t *ret_other)
{
    const ent_i_work *work = e->work;
    const ent_i_work_node *record = work->node_records ? ent_i_work_node_record(work, e->node) : NULL;
    const ent_i_ids *ids = !record ? NULL : out ? &record->out : &record->in;
    while (ids && e->next < ids->count) {
        *ret_rel = ids->items[e->next++];
        const ent_i_work_rel *rel = ent_i_work_rel_record(work, *ret_rel);
        *ret_other = out ? rel->target : rel->source;
        if (is_wanted(e, rel, *ret_other))
            return true;
    }
    return false;
}

bool ent_i_expansion_next(ent_i_expansion *e, uint64_t *ret_rel, uint64_t *ret_other)
{
    for (; e->stage < END; e->stage++, e->next = 0, e->entered = false) {
        bool out = e->stage == BASE_OUT || e->stage == CREATED_OUT, base = e->stage == BASE_OUT || e->stage == BASE_IN;
        if (!(e->directions & (out ? (unsigned)ENT_OUT : (unsigned)ENT_IN)))
            continue;
        while (base ? next_of_base(e, out, ret_rel, ret_other) : next_created(e, out, ret_rel, ret_other)) {
            if (!out && e->directions == ENT_BOTH && *ret_other == e->node)
                continue; /* a loop was given as an outgoing one */
            if (ent_i_work_has_rel(e->work, *ret_rel))
                return true;
        }
    }
    return false;
}

size_t ent_i_work_degree(const ent_i_work *work, uint64_t node, unsigned directions)
{
    const ent_i_work_node *record = work->node_records ? ent_i_work_node_record(work, node) : NULL;
    size_t count = record ? record->out.count + record->in.count : 0;
    if (node < work->base_nodes)
        count += (directions & ENT_OUT ? ent_graph_out(work->base, (ent_node)node).count : 0) +
                 (directions & ENT_IN ? ent_graph_in(work->base, (ent_node)node).count : 0);
    return count;
}
