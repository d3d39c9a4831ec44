/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Adding ties: a row onto each column. Identical ties are merged when the graph is finished (merge.c). */
#include <stdlib.h>
#include <string.h>

#include "graph/base/number.h"
#include "graph/model/expect.h"
#include "graph/model/graph.h"
#include "graph/time/packed.h"

#define TIES_MOST (UINT32_MAX - 2)

static ent_status fail_tie(ent_error *err, ent_status code, const ent_tie_record *record, const char *detail)
{
    const ent_place *place = &record->place;
    return ent_i_fail_at(err, code, place->file, place->line, place->column, "tie %.*s -%.*s-> %.*s: %s",
                         (int)record->source.length, record->source.data, (int)record->type.length,
                         record->type.data, (int)record->target.length, record->target.data, detail);
}

/* A word that should be one of a list; all the words follow each other in known, each after a blank. */
static ent_status fail_word(ent_error *err, const ent_tie_record *record, const char *field, ent_text word,
                            const char *known)
{
    const ent_place *place = &record->place;
    return ent_i_fail_at(err, ENT_ERR_INVALID, place->file, place->line, place->column,
                         "tie %.*s -%.*s-> %.*s: there is no %s \"%.*s\", only%s", (int)record->source.length,
                         record->source.data, (int)record->type.length, record->type.data, (int)record->target.length,
                         record->target.data, field, (int)word.length, word.data, known);
}

/* --- periods --------------------------------------------------------------------------------------------- */

/* Encode a period, keeping its text when it does not pack. */
static ent_status encode_period(ent_graph *graph, const char *text, size_t length, uint32_t ret[2],
                                ent_error *err)
{
    if (ent_i_period_pack(text, length, ret))
        return ENT_OK;
    uint32_t known = ent_i_hash_get(&graph->long_period_index, text, length, ENT_NONE);
    if (known == ENT_NONE) {
        ent_i_long_period entry;
        memset(&entry, 0, sizeof entry);
        ENT_I_TRY(ent_period_parse(text, length, &entry.period, err));
        const char *copy = ent_i_arena_copy(&graph->strings, text, length);
        if (!copy)
            return ent_i_nomem(err);
        entry.text = ent_i_ref_to(copy);
        if (graph->long_period_count >= UINT32_MAX - 1)
            return ent_i_fail(err, ENT_ERR_LIMIT, "too many different uncertain periods");
        ENT_I_TRY(ENT_I_RESERVE(graph->long_periods, graph->long_period_capacity,
                                graph->long_period_count + 1, err));
        known = (uint32_t)graph->long_period_count;
        ENT_I_TRY(ent_i_hash_put(&graph->long_period_index, copy, length, known, err));
        graph->long_periods[graph->long_period_count++] = entry;
    }
    ent_i_period_pack_complex(known, ret);
    return ENT_OK;
}

/* --- columns --------------------------------------------------------------------------------------------- */

static ent_status grow_columns(ent_graph *graph, size_t need, ent_error *err)
{
    if (need <= graph->tie_capacity)
        return ENT_OK;
    if (need > TIES_MOST)
        return ent_i_fail(err, ENT_ERR_LIMIT, "more than 4,294,967,293 ties");
    size_t grown = graph->tie_capacity + graph->tie_capacity / 2;
    grown = grown < 1024 ? 1024 : grown;
    grown = grown < need ? need : grown;
    struct {
        void **column;
        size_t size;
    } columns[] = {
        { (void **)&graph->tie_source, sizeof *graph->tie_source },
        { (void **)&graph->tie_target, sizeof *graph->tie_target },
        { (void **)&graph->tie_type, sizeof *graph->tie_type },
        { (void **)&graph->tie_status, 1 },
        { (void **)&graph->tie_rank, 1 },
        { (void **)&graph->tie_period, sizeof *graph->tie_period },
        { (void **)&graph->tie_properties, sizeof *graph->tie_properties },
    };
    size_t count = sizeof columns / sizeof columns[0] - (graph->tie_properties ? 0 : 1);
    for (size_t i = 0; i < count; i++) {
        size_t capacity = graph->tie_capacity;
        ENT_I_TRY(ent_i_array_reserve(columns[i].column, &capacity, grown, columns[i].size, err));
    }
    if (graph->tie_properties)
        memset(graph->tie_properties + graph->tie_capacity, 0,
               (grown - graph->tie_capacity) * sizeof *graph->tie_properties);
    graph->tie_capacity = grown;
    return ENT_OK;
}

/* The column of properties is made when the first tie has any. */
static ent_status put_properties(ent_graph *graph, size_t tie, const char *data, size_t length,
                                 ent_error *err)
{
    if (!graph->tie_properties)
        ENT_I_TRY(ENT_I_ZEROED(graph->tie_properties, graph->tie_capacity, err));
    graph->tie_properties[tie] = ent_i_ref_to(ent_i_arena_copy(&graph->strings, data, length));
    return graph->tie_properties[tie] ? ENT_OK : ent_i_nomem(err);
}

typedef struct tie_row {
    ent_node source, target;
    ent_type type;
    unsigned char status, rank;
    uint32_t period[2];
    const char *properties; /* NULL: none */
    size_t properties_length;
} tie_row;

static ent_status append(ent_graph *graph, const tie_row *row, ent_error *err)
{
    size_t tie = graph->tie_count;
    ENT_I_TRY(grow_columns(graph, tie + 1, err));
    graph->tie_source[tie] = row->source;
    graph->tie_target[tie] = row->target;
    graph->tie_type[tie] = row->type;
    graph->tie_status[tie] = row->status;
    graph->tie_rank[tie] = row->rank;
    memcpy(graph->tie_period[tie], row->period, sizeof row->period);
    if (row->properties)
        ENT_I_TRY(put_properties(graph, tie, row->properties, row->properties_length, err));
    if (row->rank == ENT_RANK_PREFERRED)
        graph->has_preferred = true;
    graph->tie_count++;
    graph->finished = false;
    return ENT_OK;
}

/* --- adding ---------------------------------------------------------------------------------------------- */

#define ENT_X(name, text, ...) " " text
static const char known_statuses[] = ENT_TIE_STATUS_LIST(ENT_X);
#undef ENT_X
#define ENT_X(name, text) " " text
static const char known_ranks[] = ENT_RANK_LIST(ENT_X);
#undef ENT_X

static ent_status parse_codes(const ent_tie_record *record, tie_row *row, ent_error *err)
{
    int status = ENT_TIE_IN_FORCE, rank = ENT_RANK_NORMAL;
    if (record->status.length) {
        status = ent_i_tie_status_of(record->status.data, record->status.length);
        if (status < 0)
            return fail_word(err, record, "status", record->status, known_statuses);
    }
    if (record->rank.length) {
        rank = ent_i_rank_of(record->rank.data, record->rank.length);
        if (rank < 0)
            return fail_word(err, record, "rank", record->rank, known_ranks);
    }
    row->status = (unsigned char)(status | (record->status.data && !record->status.length ? ENT_I_EXACT : 0));
    row->rank = (unsigned char)(rank | (record->rank.length && rank == ENT_RANK_NORMAL ? ENT_I_EXACT : 0));
    return ENT_OK;
}

static ent_status parse_copy(const ent_tie_record *record, uint32_t *ret, ent_error *err)
{
    int64_t copy = 1;
    if (record->copy.length && (!ent_i_integer_parse(record->copy.data, record->copy.length, &copy) || copy < 1 ||
                                copy > UINT32_MAX))
        return fail_tie(err, ENT_ERR_INVALID, record, "\"copy\" is a whole number from 1: which of identical ties it is");
    *ret = (uint32_t)copy;
    return ENT_OK;
}

void ent_i_graph_expect(const ent_graph *graph, const char *key, size_t length)
{
    (void)ent_i_hash_fetch(&graph->node_index, key, length);
}

/* Both ends; memory is waited for once when both are there already. */
static ent_status find_ends(ent_graph *graph, const ent_tie_record *record, tie_row *row, ent_error *err)
{
    ent_text from = record->source, to = record->target;
    uint64_t from_hash = ent_i_hash_fetch(&graph->node_index, from.data, from.length);
    uint64_t to_hash = ent_i_hash_fetch(&graph->node_index, to.data, to.length);
    row->source = ent_i_hash_get_fetched(&graph->node_index, from.data, from.length, from_hash, ENT_NONE);
    row->target = ent_i_hash_get_fetched(&graph->node_index, to.data, to.length, to_hash, ENT_NONE);
    if (row->source == ENT_NONE)
        ENT_I_TRY(ent_i_node_refer(graph, from, &record->place, &row->source, err));
    if (row->target == ENT_NONE)
        ENT_I_TRY(ent_i_node_refer(graph, to, &record->place, &row->target, err));
    return ENT_OK;
}

static ent_status parse_row(ent_graph *graph, const ent_tie_record *record, tie_row *row, ent_error *err)
{
    const ent_place *place = &record->place;
    if (!record->source.length || !record->type.length || !record->target.length)
        return ent_i_fail_at(err, ENT_ERR_INVALID, place->file, place->line, place->column,
                             "a tie without %s", !record->source.length ? "the node it comes from"
                             : !record->type.length                     ? "a type"
                                                                        : "the node it goes to");
    ENT_I_TRY(find_ends(graph, record, row, err));
    uint32_t type = ent_i_hash_get(&graph->type_index, record->type.data, record->type.length, ENT_NONE);
    row->type = (ent_type)type;
    if (type == ENT_NONE) {
        ENT_I_TRY(ent_i_check_text(record->type, "type", place, err));
        ENT_I_TRY(ent_i_type_resolve(graph, record->type.data, record->type.length, &row->type, err));
    }
    ENT_I_TRY(parse_codes(record, row, err));
    ent_error inner; /* only its code is cleared: it is large and hardly ever needed */
    inner.code = ENT_OK;
    ent_status status = encode_period(graph, record->valid.data ? record->valid.data : "",
                                      record->valid.length, row->period, &inner);
    if (status < 0)
        return fail_tie(err, status, record, inner.message);
    if (record->properties.length) {
        ENT_I_TRY(ent_i_check_text(record->properties, "properties object", place, err));
        row->properties = record->properties.data;
        row->properties_length = record->properties.length;
    }
    return ENT_OK;
}

ent_status ent_graph_add_tie(ent_graph *graph, const ent_tie_record *record, ent_tie *ret, ent_error *err)
{
    tie_row row = { .properties = NULL };
    ENT_I_TRY(ent_i_graph_addable(graph, err));
    uint32_t copy = 1;
    ENT_I_TRY(parse_row(graph, record, &row, err));
    ENT_I_TRY(parse_copy(record, &copy, err));
    ent_tie tie = (ent_tie)graph->tie_count;
    if (copy > 1)
        ENT_I_TRY(ENT_I_RESERVE(graph->copies, graph->copy_capacity, graph->copy_count + 1, err));
    ENT_I_TRY(append(graph, &row, err));
    if (copy > 1)
        graph->copies[graph->copy_count++] = (ent_i_copy){ tie, copy };
    if (record->citation_count)
        ENT_I_TRY(ent_i_add_citations(graph, true, tie, record->citations, record->citation_count,
                                      &record->place, err));
    if (ret)
        *ret = tie;
    return ENT_OK;
}

ent_status ent_i_graph_extend(ent_graph *graph, size_t count, ent_error *err)
{
    if (count > TIES_MOST - graph->tie_count)
        return ent_i_fail(err, ENT_ERR_LIMIT, "more than 4,294,967,293 ties");
    ENT_I_TRY(grow_columns(graph, graph->tie_count + count, err));
    graph->tie_count += count;
    graph->finished = false;
    return ENT_OK;
}

ent_status ent_i_graph_set_period(ent_graph *graph, ent_tie tie, const char *text, size_t length, ent_error *err)
{
    return encode_period(graph, text, length, graph->tie_period[tie], err);
}

ent_status ent_i_graph_set_properties(ent_graph *graph, ent_tie tie, const char *data, size_t length,
                                      ent_error *err)
{
    return put_properties(graph, tie, data, length, err);
}
