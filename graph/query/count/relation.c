/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/query/count/relation.h"

#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/model/columns.h"

void ent_i_relation_free(ent_i_relation *relation)
{
    if (!relation)
        return;
    free(relation->types);
    free(relation->starts);
    free(relation->others);
    free(relation->ties);
    free(relation);
}

void ent_i_relations_release(ent_i_relations *relations)
{
    if (!relations || --relations->holders)
        return;
    for (ent_i_relation *at = relations->relations, *next; at; at = next) {
        next = at->next;
        ent_i_relation_free(at);
    }
    for (ent_i_label_bits *at = relations->labels, *next; at; at = next) {
        next = at->next;
        free(at->bits);
        free(at);
    }
    free(relations);
}

/* The graph holds the newest ones, and so does everybody who counts with them. */
ent_status ent_i_relations_hold(ent_i_run *run, ent_i_relations **ret)
{
    ent_i_work *work = run->work;
    if (work->relations && work->relations->generation != work->changes) {
        ent_i_relations_release(work->relations);
        work->relations = NULL;
    }
    if (!work->relations) {
        work->relations = calloc(1, sizeof *work->relations);
        if (!work->relations)
            return ent_i_nomem(run->err);
        work->release_relations = ent_i_relations_release;
        work->relations->generation = work->changes;
        work->relations->holders = 1;
    }
    work->relations->holders++;
    *ret = work->relations;
    return ENT_OK;
}

/* --- gathering the ties ----------------------------------------------------------------------------------- */

typedef struct arc {
    uint32_t near, far, tie;
} arc;

typedef struct gathering {
    ent_i_run *run;
    const ent_i_relation *relation;
    ent_i_relation_test *test;
    void *context;
    arc *arcs;
    size_t count, capacity;
} gathering;

static ent_status add_arc(gathering *g, uint64_t near, uint64_t far, uint64_t tie)
{
    if (g->count == g->capacity) {
        ENT_I_TRY(ent_i_run_room(g->run, (g->count + g->count / 2) * sizeof *g->arcs));
        ENT_I_TRY(ENT_I_RESERVE(g->arcs, g->capacity, g->count + 1, g->run->err));
    }
    g->arcs[g->count++] = (arc){ (uint32_t)near, (uint32_t)far, (uint32_t)tie };
    return ENT_OK;
}

static ent_status add_tie(gathering *g, uint64_t source, uint64_t target, uint64_t tie)
{
    unsigned directions = g->relation->directions;
    bool passes = true;
    ENT_I_TRY(ent_i_run_tick(g->run));
    if (g->test)
        ENT_I_TRY(g->test(g->context, tie, &passes));
    if (!passes)
        return ENT_OK;
    if (directions & ENT_OUT)
        ENT_I_TRY(add_arc(g, source, target, tie));
    if ((directions & ENT_IN) && !(directions == ENT_BOTH && source == target))
        ENT_I_TRY(add_arc(g, target, source, tie));
    return ENT_OK;
}

static bool has_type(const ent_i_relation *relation, ent_i_symbol type)
{
    for (size_t i = 0; i < relation->type_count; i++)
        if (relation->types[i] == type)
            return true;
    return !relation->type_count;
}

/* The base's ties, read along its columns. */
static ent_status gather_base(gathering *g)
{
    const ent_i_work *work = g->run->work;
    ent_i_tie_columns columns;
    ENT_I_AUTOFREE bool *wanted = NULL;
    size_t types = work->base ? ent_graph_type_count(work->base) : 0;
    ENT_I_TRY(ENT_I_ZEROED(wanted, types, g->run->err));
    for (size_t i = 0; i < types; i++)
        wanted[i] = has_type(g->relation, work->type_symbols[i]);
    if (!work->base_rels)
        return ENT_OK;
    ent_i_graph_tie_columns(work->base, &columns);
    for (uint64_t tie = 0; tie < work->base_rels; tie++) {
        if (!wanted[columns.types[tie]])
            continue;
        if (work->base_rel_records[tie] && !ent_i_work_has_rel(work, tie))
            continue;
        ENT_I_TRY(add_tie(g, columns.sources[tie], columns.targets[tie], tie));
    }
    return ENT_OK;
}

static ent_status gather(gathering *g)
{
    const ent_i_work *work = g->run->work;
    ENT_I_TRY(gather_base(g));
    for (uint64_t tie = work->base_rels; tie < ent_i_work_rel_end(work); tie++) {
        uint64_t source, target;
        if (!ent_i_work_has_rel(work, tie) || !has_type(g->relation, ent_i_work_type(work, tie)))
            continue;
        ent_i_work_ends(work, tie, &source, &target);
        ENT_I_TRY(add_tie(g, source, target, tie));
    }
    return ENT_OK;
}

/* --- sorting them ----------------------------------------------------------------------------------------- */

/* By far end into spare; stable. starts: node_end + 2 zeros. */
static void sort_by_far(const gathering *g, arc *spare, size_t *starts)
{
    for (size_t i = 0; i < g->count; i++)
        starts[g->arcs[i].far + 1]++;
    for (size_t i = 1; i <= ent_i_work_node_end(g->run->work); i++)
        starts[i] += starts[i - 1];
    for (size_t i = 0; i < g->count; i++)
        spare[starts[g->arcs[i].far]++] = g->arcs[i];
}

static void place(ent_i_relation *relation, const arc *arcs, size_t count, size_t node_end)
{
    /* starts[n + 1] goes from the start of n to its end. */
    size_t *starts = relation->starts;
    for (size_t i = 0; i < count; i++)
        starts[arcs[i].near + 2]++;
    for (size_t i = 2; i < node_end + 2; i++) {
        relation->near += starts[i] != 0;
        starts[i] += starts[i - 1];
    }
    for (size_t i = 0; i < count; i++) {
        size_t at = starts[arcs[i].near + 1]++;
        relation->others[at] = arcs[i].far;
        if (relation->has_ties)
            relation->ties[at] = arcs[i].tie;
        relation->loops += arcs[i].near == arcs[i].far;
    }
}

static ent_status build_sorted(gathering *g, ent_i_relation *relation)
{
    size_t n = ent_i_work_node_end(g->run->work), m = g->count;
    relation->arcs = m;
    relation->bytes = (n + 2) * sizeof *relation->starts + m * sizeof *relation->others * (relation->has_ties ? 2 : 1);
    ENT_I_TRY(ent_i_run_room(g->run, relation->bytes + m * sizeof(arc) + (n + 2) * sizeof(size_t)));
    ENT_I_AUTOFREE arc *spare = ent_i_array_scattered(m * sizeof *spare + 1);
    ENT_I_AUTOFREE size_t *starts = NULL;
    ENT_I_TRY(ENT_I_ZEROED(starts, n + 2, g->run->err));
    ENT_I_TRY(ENT_I_ZEROED(relation->starts, n + 2, g->run->err));
    relation->others = ent_i_array_scattered(m * sizeof *relation->others + 1);
    if (relation->has_ties)
        relation->ties = ent_i_array_scattered(m * sizeof *relation->ties + 1);
    if (!spare || !relation->others || (relation->has_ties && !relation->ties))
        return ent_i_nomem(g->run->err);
    sort_by_far(g, spare, starts);
    place(relation, spare, m, n);
    return ENT_OK;
}

static int compare_symbols(const void *a, const void *b)
{
    ent_i_symbol x = *(const ent_i_symbol *)a, y = *(const ent_i_symbol *)b;
    return (x > y) - (x < y);
}

static ent_status start(ent_i_run *run, const ent_i_symbol *types, size_t type_count, unsigned directions, bool ties,
                        ent_i_relation **ret)
{
    ent_i_relation *relation = calloc(1, sizeof *relation);
    if (!relation)
        return ent_i_nomem(run->err);
    relation->directions = directions;
    relation->has_ties = ties;
    ent_status status = ENT_I_ZEROED(relation->types, type_count, run->err);
    if (status != ENT_OK) {
        ent_i_relation_free(relation);
        return status;
    }
    if (type_count)
        memcpy(relation->types, types, type_count * sizeof *types);
    qsort(relation->types, type_count, sizeof *types, compare_symbols);
    for (size_t i = 0; i < type_count; i++)
        if (!i || relation->types[i] != relation->types[i - 1])
            relation->types[relation->type_count++] = relation->types[i];
    *ret = relation;
    return ENT_OK;
}

static ent_status build(ent_i_run *run, ent_i_relation *relation, ent_i_relation_test *test, void *context)
{
    gathering g = { .run = run, .relation = relation, .test = test, .context = context };
    ent_status status = gather(&g);
    if (status == ENT_OK)
        status = build_sorted(&g, relation);
    free(g.arcs);
    return status;
}

ent_status ent_i_relation_new(ent_i_run *run, const ent_i_symbol *types, size_t type_count, unsigned directions,
                              bool ties, ent_i_relation_test *test, void *context, ent_i_relation **ret)
{
    ent_i_relation *relation = NULL;
    ENT_I_TRY(start(run, types, type_count, directions, ties, &relation));
    ent_status status = build(run, relation, test, context);
    if (status != ENT_OK) {
        ent_i_relation_free(relation);
        return status;
    }
    *ret = relation;
    return ENT_OK;
}

static bool is_same(const ent_i_relation *a, const ent_i_relation *b)
{
    return a->directions == b->directions && a->type_count == b->type_count && (a->has_ties || !b->has_ties) &&
           (!b->type_count || memcmp(a->types, b->types, b->type_count * sizeof *b->types) == 0);
}

ent_status ent_i_relation_of(ent_i_run *run, ent_i_relations *kept, const ent_i_symbol *types, size_t type_count,
                             unsigned directions, bool ties, const ent_i_relation **ret)
{
    ent_i_relation *wanted = NULL;
    ENT_I_TRY(start(run, types, type_count, directions, ties, &wanted));
    for (const ent_i_relation *at = kept->relations; at; at = at->next)
        if (is_same(at, wanted)) {
            ent_i_relation_free(wanted);
            *ret = at;
            return ENT_OK;
        }
    ent_status status = build(run, wanted, NULL, NULL);
    if (status != ENT_OK) {
        ent_i_relation_free(wanted);
        return status;
    }
    wanted->next = kept->relations;
    kept->relations = wanted;
    *ret = wanted;
    return ENT_OK;
}

bool ent_i_relation_is_made(const ent_i_work *work, const ent_i_symbol *types, size_t type_count, unsigned directions)
{
    const ent_i_relations *kept = work->relations && work->relations->generation == work->changes ? work->relations
                                                                                                  : NULL;
    for (const ent_i_relation *at = kept ? kept->relations : NULL; at; at = at->next) {
        bool same = at->directions == directions && (type_count > 0) == (at->type_count > 0);
        for (size_t i = 0; i < type_count && same; i++)
            same = has_type(at, types[i]);
        if (same && at->type_count <= type_count)
            return true;
    }
    return false;
}

/* --- labels ----------------------------------------------------------------------------------------------- */

static void set_bit(ent_i_label_bits *set, uint64_t node, bool has)
{
    uint64_t mask = (uint64_t)1 << (node & 63);
    set->bits[node >> 6] = has ? set->bits[node >> 6] | mask : set->bits[node >> 6] & ~mask;
}

static bool is_labelled(const ent_i_work *work, uint64_t node, ent_i_symbol label)
{
    return ent_i_work_has_node(work, node) && (label == ENT_I_NO_SYMBOL || ent_i_work_has_label(work, node, label));
}

/* Is a label one that is a kind of the other? */
static bool is_kind_of(const ent_i_work *work, ent_i_symbol own, ent_i_symbol label)
{
    for (size_t steps = 0; own != ENT_I_NO_SYMBOL && steps <= work->name_count; steps++) {
        if (own == label)
            return true;
        own = work->name_parents[own];
    }
    return false;
}

/* The base at once, and one by one what statements touched. */
static ent_status set_bits(ent_i_run *run, ent_i_label_bits *set)
{
    const ent_i_work *work = run->work;
    uint64_t end = ent_i_work_node_end(work);
    size_t labels = work->base ? ent_graph_label_count(work->base) : 0;
    ENT_I_AUTOFREE bool *wanted = NULL;
    ENT_I_TRY(ENT_I_ZEROED(set->bits, end / 64 + 1, run->err));
    ENT_I_TRY(ENT_I_ZEROED(wanted, labels, run->err));
    for (size_t i = 0; i < labels; i++)
        wanted[i] = is_kind_of(work, work->label_symbols[i], set->label);
    if (set->label == ENT_I_NO_SYMBOL)
        for (uint64_t node = 0; node < work->base_nodes; node++)
            set_bit(set, node, true);
    else if (work->base)
        ent_i_graph_labelled(work->base, wanted, set->bits);
    for (uint64_t node = 0; node < end; node++)
        if (ent_i_work_node_record(work, node))
            set_bit(set, node, is_labelled(work, node, set->label));
    for (uint64_t i = 0; i <= end / 64; i++)
        set->count += (size_t)__builtin_popcountll(set->bits[i]);
    return ENT_OK;
}

ent_status ent_i_label_bits_of(ent_i_run *run, ent_i_relations *kept, ent_i_symbol label,
                               const ent_i_label_bits **ret)
{
    for (const ent_i_label_bits *at = kept->labels; at; at = at->next)
        if (at->label == label) {
            *ret = at;
            return ENT_OK;
        }
    ent_i_label_bits *set = calloc(1, sizeof *set);
    if (!set)
        return ent_i_nomem(run->err);
    set->label = label;
    ent_status status = set_bits(run, set);
    if (status != ENT_OK) {
        free(set->bits);
        free(set);
        return status;
    }
    set->next = kept->labels;
    kept->labels = set;
    *ret = set;
    return ENT_OK;
}
