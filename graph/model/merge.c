/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Identical ties become one, or are numbered where statements made several. They stand beside each other in the sorted
 * adjacency, so finding them takes one pass and no table of identities; only where two nodes share several ties are
 * those compared. */
#include <stdlib.h>
#include <string.h>

#include "graph/model/exact.h"
#include "graph/model/graph.h"

/* What tells apart ties that have their ends and type in common. */
typedef struct identity {
    uint64_t period;
    const char *properties; /* "" when there are none */
    ent_tie tie;
    uint32_t copy; /* which of several it is said to be, from 1; 0: stored, and so before all others */
    unsigned char status;
} identity;

static int compare_identities(const void *a, const void *b)
{
    const identity *x = a, *y = b;
    if (x->period != y->period)
        return x->period < y->period ? -1 : 1;
    if (x->status != y->status)
        return x->status < y->status ? -1 : 1;
    return strcmp(x->properties, y->properties);
}

/* In the order of the copies, whatever the order of the rows. */
static int compare_with_copy(const void *a, const void *b)
{
    const identity *x = a, *y = b;
    int order = compare_identities(a, b);
    if (order)
        return order;
    return x->copy != y->copy ? (x->copy > y->copy) - (x->copy < y->copy) : (x->tie > y->tie) - (x->tie < y->tie);
}

typedef struct merge {
    const ent_graph *graph;
    bool numbering;
    uint32_t *copies; /* numbering: for each tie, how many like it come before it */
    ent_tie *keeper;  /* else for each tie the one it becomes; both made when the first pair is found */
    size_t merged;
    identity *group;
    size_t group_count, group_capacity;
} merge;

static uint32_t copy_of(const ent_graph *graph, ent_tie tie)
{
    if (tie < graph->stored_ties) /* its number is its row's and cannot change */
        return 0;
    size_t low = 0, high = graph->copy_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (graph->copies[middle].tie < tie)
            low = middle + 1;
        else
            high = middle;
    }
    return low < graph->copy_count && graph->copies[low].tie == tie ? graph->copies[low].copy : 1;
}

static ent_status add_arcs(merge *work, ent_arcs arcs, ent_type type, ent_node other, ent_error *err)
{
    const ent_graph *graph = work->graph;
    /* The first arc not before (type, other). */
    size_t low = 0, high = arcs.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        ent_type t = ENT_I_GET(graph, graph->tie_type, arcs.ties[middle]);
        if (t < type || (t == type && arcs.others[middle] < other))
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < arcs.count && arcs.others[low] == other; low++) {
        ent_tie tie = arcs.ties[low];
        if (ENT_I_GET(graph, graph->tie_type, tie) != type)
            break;
        const uint32_t *period = ENT_I_GET(graph, graph->tie_period, tie);
        const char *properties = ent_i_text(graph, ent_i_tie_properties(graph, tie));
        ENT_I_TRY(ENT_I_RESERVE(work->group, work->group_capacity, work->group_count + 1, err));
        work->group[work->group_count++] =
            (identity){ (uint64_t)period[0] << 32 | period[1], properties ? properties : "", tie, copy_of(graph, tie),
                        ent_i_code(ENT_I_GET(graph, graph->tie_status, tie)) };
    }
    return ENT_OK;
}

static ent_status note_pair(merge *work, ent_tie first, ent_tie second, ent_error *err)
{
    const ent_graph *graph = work->graph;
    bool kept = first < graph->stored_ties && graph->existing == ENT_EXISTING_KEEP;
    if (ent_i_code(graph->tie_rank[first]) != ent_i_code(graph->tie_rank[second]) && !kept)
        return ent_i_fail(err, ENT_ERR_DUPLICATE,
                          "the tie %s -%s-> %s is given twice, with the rank %s and the rank %s",
                          ent_i_node_key(graph, graph->tie_source[first]), graph->types[graph->tie_type[first]].name,
                          ent_i_node_key(graph, graph->tie_target[first]),
                          ent_rank_text((ent_rank)ent_i_code(graph->tie_rank[first])),
                          ent_rank_text((ent_rank)ent_i_code(graph->tie_rank[second])));
    if (!work->keeper) {
        work->keeper = malloc(graph->tie_count * sizeof *work->keeper);
        if (!work->keeper)
            return ent_i_nomem(err);
        for (size_t i = 0; i < graph->tie_count; i++)
            work->keeper[i] = (ent_tie)i;
    }
    work->keeper[second] = first;
    work->merged++;
    return ENT_OK;
}

/* A tie like the kept ones, which stand from group[first] on: one more of them, or one of them. */
static ent_status take_same(merge *work, size_t first, size_t *kept, identity same, ent_error *err)
{
    const ent_graph *graph = work->graph;
    if (work->numbering) {
        if (!work->copies)
            ENT_I_TRY(ENT_I_ZEROED(work->copies, graph->tie_count, err));
        work->copies[same.tie] = (uint32_t)*kept;
    } else if (same.copy) {
        const identity *last = &work->group[first + *kept - 1];
        if (same.copy <= *kept)
            return note_pair(work, work->group[first + same.copy - 1].tie, same.tie, err);
        if (same.copy == last->copy) /* those before it are not there */
            return note_pair(work, last->tie, same.tie, err);
    }
    work->group[first + (*kept)++] = same;
    return ENT_OK;
}

/* Compare the ties of one type from node to other (and back, when the type is symmetric). */
static ent_status compare_group(merge *work, ent_node node, ent_type type, ent_node other, ent_error *err)
{
    work->group_count = 0;
    ENT_I_TRY(add_arcs(work, ent_graph_out(work->graph, node), type, other, err));
    if (work->graph->types[type].symmetric && node != other)
        ENT_I_TRY(add_arcs(work, ent_graph_in(work->graph, node), type, other, err));
    if (work->group_count < 2)
        return ENT_OK;
    qsort(work->group, work->group_count, sizeof *work->group, compare_with_copy);
    size_t first = 0, kept = 1;
    for (size_t i = 1; i < work->group_count; i++) {
        if (compare_identities(&work->group[first], &work->group[i]) == 0) {
            ENT_I_TRY(take_same(work, first, &kept, work->group[i], err));
        } else {
            first = i;
            kept = 1;
        }
    }
    return ENT_OK;
}

static ent_status find_pairs(merge *work, ent_error *err)
{
    const ent_graph *graph = work->graph;
    for (size_t node = 0; node < graph->node_count; node++) {
        ent_arcs arcs = ent_graph_out(graph, (ent_node)node);
        for (size_t i = 0; i < arcs.count;) {
            ent_type type = ENT_I_GET(graph, graph->tie_type, arcs.ties[i]);
            ent_node other = arcs.others[i];
            size_t first = i++;
            while (i < arcs.count && arcs.others[i] == other && ENT_I_GET(graph, graph->tie_type, arcs.ties[i]) == type)
                i++;
            /* A symmetric pair is looked at from its smaller end, or from the only end that has arcs out. */
            bool symmetric = graph->types[type].symmetric;
            if ((i - first > 1 || symmetric) && (!symmetric || node <= other || i - first > 1))
                ENT_I_TRY(compare_group(work, (ent_node)node, type, other, err));
        }
    }
    return ENT_OK;
}

static void move_row(ent_graph *graph, size_t from, size_t to)
{
    graph->tie_source[to] = graph->tie_source[from];
    graph->tie_target[to] = graph->tie_target[from];
    graph->tie_type[to] = graph->tie_type[from];
    graph->tie_status[to] = graph->tie_status[from];
    graph->tie_rank[to] = graph->tie_rank[from];
    memcpy(graph->tie_period[to], graph->tie_period[from], sizeof graph->tie_period[to]);
    if (graph->tie_properties)
        graph->tie_properties[to] = graph->tie_properties[from];
}

/* Close the gaps. Stored ties come first and are never the later of a pair, so they keep their numbers. */
static void drop_merged(ent_graph *graph, merge *work)
{
    size_t kept = 0;
    for (size_t tie = 0; tie < graph->tie_count; tie++) {
        if (work->keeper[tie] != tie) {
            work->keeper[tie] = work->keeper[work->keeper[tie]]; /* already the keeper's new number */
            continue;
        }
        if (kept != tie)
            move_row(graph, tie, kept);
        work->keeper[tie] = (ent_tie)kept++;
    }
    graph->tie_count = kept;
    for (size_t i = 0; i < graph->tie_citations.count; i++)
        graph->tie_citations.items[i].owner = work->keeper[graph->tie_citations.items[i].owner];
}

ent_status ent_i_merge_ties(ent_graph *graph, ent_error *err)
{
    merge work = { .graph = graph };
    ent_status status = find_pairs(&work, err);
    if (status >= 0 && work.merged) {
        drop_merged(graph, &work);
        status = ent_i_build_adjacency(graph, err);
    }
    graph->copy_count = 0;
    free(work.keeper);
    free(work.group);
    return status;
}

ent_status ent_i_graph_copies(const ent_graph *graph, uint32_t **ret, ent_error *err)
{
    merge work = { .graph = graph, .numbering = true };
    ent_status status = find_pairs(&work, err);
    free(work.group);
    if (status >= 0)
        *ret = work.copies;
    else
        free(work.copies);
    return status;
}
