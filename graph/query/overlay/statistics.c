/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Labels and types are counted; the ends of relationships by label too, of a large graph those of every so many-th. */
#include "graph/query/overlay/statistics.h"

#include <stdlib.h>

#include "graph/base/array.h"
#include "graph/query/overlay/index.h"

enum { SAMPLED_RELS = 1 << 17, SAMPLED_NODES = 64, CELLS_MOST = 1 << 20 };

typedef struct known_key {
    ent_i_symbol key;
    double same;
} known_key;

struct ent_i_statistics {
    uint64_t nodes, rels;
    uint64_t changes;      /* of the work graph, when they were counted */
    uint32_t *label_place; /* by symbol: place + 1; 0: no label */
    uint32_t *type_place;
    size_t symbols, labels, types;
    uint64_t *label_nodes; /* by place */
    uint64_t *type_rels;
    uint64_t *ends;        /* (label * (types + 1) + type) * 2 + leaving; the last type is all; NULL: too many */
    double each;           /* relationships that one of ends stands for */
    known_key *keys;
    size_t key_count, key_capacity;
};

static void clear(ent_i_statistics *s)
{
    free(s->label_place);
    free(s->type_place);
    free(s->label_nodes);
    free(s->type_rels);
    free(s->ends);
    free(s->keys);
    *s = (ent_i_statistics){ .nodes = 0 };
}

void ent_i_statistics_free(ent_i_statistics *statistics)
{
    if (!statistics)
        return;
    clear(statistics);
    free(statistics);
}

/* --- counting --------------------------------------------------------------------------------------------- */

/* Count a node under each of its labels and what they are kinds of, each once. seen: by place, the node + 1. */
static void count_node(ent_i_statistics *s, const ent_i_work *work, uint64_t node, uint64_t *seen)
{
    size_t count = ent_i_work_label_count(work, node);
    for (size_t i = 0; i < count; i++) {
        ent_i_symbol label = ent_i_work_label(work, node, i);
        for (size_t steps = 0; label != ENT_I_NO_SYMBOL && steps <= s->symbols; steps++) {
            uint32_t *place = &s->label_place[label];
            if (!*place)
                *place = (uint32_t)++s->labels;
            if (seen[*place - 1] != node + 1)
                s->label_nodes[*place - 1]++;
            seen[*place - 1] = node + 1;
            label = work->name_parents[label];
        }
    }
}

static ent_status count_nodes(ent_i_statistics *s, const ent_i_work *work, ent_error *err)
{
    ENT_I_AUTOFREE uint64_t *seen = NULL;
    ENT_I_TRY(ENT_I_ZEROED(seen, s->symbols, err));
    for (uint64_t node = 0; node < ent_i_work_node_end(work); node++)
        if (ent_i_work_has_node(work, node)) {
            s->nodes++;
            count_node(s, work, node, seen);
        }
    return ENT_OK;
}

static void count_rels(ent_i_statistics *s, const ent_i_work *work)
{
    for (uint64_t rel = 0; rel < ent_i_work_rel_end(work); rel++) {
        if (!ent_i_work_has_rel(work, rel))
            continue;
        uint32_t *place = &s->type_place[ent_i_work_type(work, rel)];
        if (!*place)
            *place = (uint32_t)++s->types;
        s->type_rels[*place - 1]++;
        s->rels++;
    }
}

static void count_end(ent_i_statistics *s, const ent_i_work *work, uint64_t node, uint32_t type, bool leaving,
                      uint64_t *seen, uint64_t mark)
{
    size_t width = s->types + 1, count = ent_i_work_label_count(work, node);
    for (size_t i = 0; i < count; i++) {
        ent_i_symbol label = ent_i_work_label(work, node, i);
        for (size_t steps = 0; label != ENT_I_NO_SYMBOL && steps <= s->symbols; steps++) {
            size_t place = s->label_place[label] - 1;
            if (seen[place] != mark) {
                s->ends[(place * width + type) * 2 + leaving]++;
                s->ends[(place * width + s->types) * 2 + leaving]++;
            }
            seen[place] = mark;
            label = work->name_parents[label];
        }
    }
}

static ent_status count_ends(ent_i_statistics *s, const ent_i_work *work, ent_error *err)
{
    uint64_t end = ent_i_work_rel_end(work), step = end / SAMPLED_RELS + 1, mark = 0;
    ENT_I_AUTOFREE uint64_t *seen = NULL;
    if (!s->labels || s->types + 1 > CELLS_MOST / s->labels)
        return ENT_OK;
    ENT_I_TRY(ENT_I_ZEROED(seen, s->labels, err));
    ENT_I_TRY(ENT_I_ZEROED(s->ends, s->labels * (s->types + 1) * 2, err));
    step |= 1; /* patterns in the order of relationships are mostly even */
    s->each = (double)step;
    for (uint64_t rel = 0; rel < end; rel += step) {
        uint64_t source, target;
        if (!ent_i_work_has_rel(work, rel))
            continue;
        uint32_t type = s->type_place[ent_i_work_type(work, rel)] - 1;
        ent_i_work_ends(work, rel, &source, &target);
        count_end(s, work, source, type, true, seen, ++mark);
        count_end(s, work, target, type, false, seen, ++mark);
    }
    return ENT_OK;
}

static ent_status count_all(ent_i_statistics *s, const ent_i_work *work, ent_error *err)
{
    clear(s);
    s->symbols = work->name_count;
    s->changes = work->changes;
    ENT_I_TRY(ENT_I_ZEROED(s->label_place, s->symbols, err));
    ENT_I_TRY(ENT_I_ZEROED(s->type_place, s->symbols, err));
    ENT_I_TRY(ENT_I_ZEROED(s->label_nodes, s->symbols, err));
    ENT_I_TRY(ENT_I_ZEROED(s->type_rels, s->symbols, err));
    ENT_I_TRY(count_nodes(s, work, err));
    count_rels(s, work);
    return count_ends(s, work, err);
}

static bool is_fresh(const ent_i_statistics *s, const ent_i_work *work)
{
    return s && s->symbols && work->changes - s->changes <= 16 + (s->nodes + s->rels) / 10;
}

const ent_i_statistics *ent_i_statistics_known(const ent_i_work *work)
{
    return is_fresh(work->statistics, work) ? work->statistics : NULL;
}

ent_status ent_i_work_statistics(ent_i_work *work, const ent_i_statistics **ret, ent_error *err)
{
    if (!work->statistics)
        work->statistics = calloc(1, sizeof *work->statistics);
    if (!work->statistics)
        return ent_i_nomem(err);
    if (!is_fresh(work->statistics, work)) {
        ent_status status = count_all(work->statistics, work, err);
        if (status != ENT_OK) {
            clear(work->statistics);
            return status;
        }
    }
    *ret = work->statistics;
    return ENT_OK;
}

/* --- asking ----------------------------------------------------------------------------------------------- */

static uint32_t place_of(const uint32_t *places, size_t count, ent_i_symbol name)
{
    return name < count ? places[name] : 0;
}

double ent_i_statistics_nodes(const ent_i_statistics *s, ent_i_symbol label)
{
    if (label == ENT_I_NO_SYMBOL)
        return (double)s->nodes;
    uint32_t place = place_of(s->label_place, s->symbols, label);
    return place ? (double)s->label_nodes[place - 1] : 0;
}

double ent_i_statistics_rels(const ent_i_statistics *s, ent_i_symbol type)
{
    if (type == ENT_I_NO_SYMBOL)
        return (double)s->rels;
    uint32_t place = place_of(s->type_place, s->symbols, type);
    return place ? (double)s->type_rels[place - 1] : 0;
}

double ent_i_statistics_ends(const ent_i_statistics *s, ent_i_symbol label, ent_i_symbol type, bool leaving)
{
    double all = ent_i_statistics_rels(s, type);
    if (label == ENT_I_NO_SYMBOL || all <= 0)
        return all;
    uint32_t place = place_of(s->label_place, s->symbols, label);
    if (!place)
        return 0;
    if (!s->ends)
        return all * ent_i_statistics_nodes(s, label) / (double)(s->nodes ? s->nodes : 1);
    size_t column = type == ENT_I_NO_SYMBOL ? s->types : s->type_place[type] - 1;
    double ends = (double)s->ends[((place - 1) * (s->types + 1) + column) * 2 + leaving] * s->each;
    return ends < all ? ends : all;
}

static ent_status sample(const ent_i_work *work, ent_i_symbol key, double *ret, ent_error *err)
{
    const ent_i_string *name = ent_i_work_text(work, key);
    uint64_t hashes[SAMPLED_NODES], end = ent_i_work_node_end(work), step = end / SAMPLED_NODES + 1;
    size_t found = 0, different = 0, looked = 0;
    ent_i_arena arena;
    ent_i_arena_init(&arena);
    ent_status status = ENT_OK;
    for (uint64_t node = 0; node < end && looked < SAMPLED_NODES && status == ENT_OK; node += step, looked++) {
        ent_i_value value = ent_i_null();
        ent_i_arena_reset(&arena);
        status = ent_i_work_property(work, false, node, name->text, name->length, &arena, &value, err);
        if (status != ENT_OK || value.kind == ENT_I_NULL)
            continue;
        uint64_t hash = ent_i_value_hash(value);
        size_t same = 0;
        while (same < different && hashes[same] != hash)
            same++;
        if (same == different)
            hashes[different++] = hash;
        found++;
    }
    ent_i_arena_clear(&arena);
    /* All different: as many as there are nodes. Else those that were seen are about all there are. */
    double with = looked ? (double)end * (double)found / (double)looked : 0;
    *ret = found == different ? 1 : with / (double)different;
    return status;
}

ent_status ent_i_statistics_same(ent_i_statistics *s, const ent_i_work *work, ent_i_symbol key, double *ret,
                                 ent_error *err)
{
    const ent_i_node_index *index = ent_i_node_index_find(work, ENT_I_INDEX_EQUAL, key);
    if (key == work->key || key == work->name)
        *ret = 1;
    else if (index)
        *ret = index->different ? (double)index->count / (double)index->different : 1;
    if (index || key == work->key || key == work->name)
        return ENT_OK;
    for (size_t i = 0; i < s->key_count; i++)
        if (s->keys[i].key == key) {
            *ret = s->keys[i].same;
            return ENT_OK;
        }
    ENT_I_TRY(ENT_I_RESERVE(s->keys, s->key_capacity, s->key_count + 1, err));
    ENT_I_TRY(sample(work, key, &s->keys[s->key_count].same, err));
    s->keys[s->key_count].key = key;
    *ret = s->keys[s->key_count++].same;
    return ENT_OK;
}
