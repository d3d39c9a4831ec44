/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The procedures that every session has: which labels, types and property keys the graph uses, each once and in order.
 * What a session registers under the same name stands in front of them. */
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/query/session/session.h"

/* Words found so far: the rows of the call, and which of them there are. */
typedef struct finder {
    ent_procedure_call *call;
    ent_i_hash known;
    ent_error *err;
} finder;

static ent_status found(finder *f, const ent_i_string *word)
{
    ent_procedure_call *call = f->call;
    if (ent_i_hash_get(&f->known, word->text, word->length, UINT32_MAX) != UINT32_MAX)
        return ENT_OK;
    ent_i_value value;
    ENT_I_TRY(ENT_I_RESERVE(call->rows, call->capacity, call->count + 1, f->err));
    ENT_I_TRY(ent_i_value_string(call->arena, word->text, word->length, &value, f->err));
    ENT_I_TRY(ent_i_hash_put(&f->known, value.string->text, value.string->length, 0, f->err));
    call->rows[call->count++] = value;
    return ENT_OK;
}

static int compare_words(const void *a, const void *b)
{
    return ent_i_value_order(*(const ent_i_value *)a, *(const ent_i_value *)b);
}

/* --- where they stand ------------------------------------------------------------------------------------- */

static ent_status find_labels(finder *f, const ent_i_work *work)
{
    for (uint64_t node = 0; node < ent_i_work_node_end(work); node++) {
        size_t count = ent_i_work_has_node(work, node) ? ent_i_work_label_count(work, node) : 0;
        ENT_I_TRY(ent_i_run_tick(f->call->run));
        for (size_t i = 0; i < count; i++)
            ENT_I_TRY(found(f, ent_i_work_text(work, ent_i_work_label(work, node, i))));
    }
    return ENT_OK;
}

static ent_status find_types(finder *f, const ent_i_work *work)
{
    for (uint64_t rel = 0; rel < ent_i_work_rel_end(work); rel++) {
        ENT_I_TRY(ent_i_run_tick(f->call->run));
        if (ent_i_work_has_rel(work, rel))
            ENT_I_TRY(found(f, ent_i_work_text(work, ent_i_work_type(work, rel))));
    }
    return ENT_OK;
}

static ent_status find_keys_of(finder *f, const ent_i_work *work, bool rel, ent_i_arena *arena)
{
    uint64_t end = rel ? ent_i_work_rel_end(work) : ent_i_work_node_end(work);
    for (uint64_t id = 0; id < end; id++) {
        ent_i_value value;
        ENT_I_TRY(ent_i_run_tick(f->call->run));
        if (rel ? !ent_i_work_has_rel(work, id) : !ent_i_work_has_node(work, id))
            continue;
        ent_i_arena_reset(arena);
        ENT_I_TRY(ent_i_work_properties(work, rel, id, arena, &value, f->err));
        for (size_t i = 0; i < value.map->count; i++)
            ENT_I_TRY(found(f, value.map->entries[i].key));
    }
    return ENT_OK;
}

static ent_status find_keys(finder *f, const ent_i_work *work)
{
    ent_i_arena arena;
    ent_i_arena_init(&arena);
    ent_status status = find_keys_of(f, work, false, &arena);
    if (status == ENT_OK)
        status = find_keys_of(f, work, true, &arena);
    ent_i_arena_clear(&arena);
    return status;
}

/* --- the procedures --------------------------------------------------------------------------------------- */

static ent_status find_words(ent_procedure_call *call, ent_status (*find)(finder *f, const ent_i_work *work),
                             ent_error *err)
{
    finder f = { .call = call, .err = err };
    ent_status status = find(&f, call->run->work);
    ent_i_hash_clear(&f.known);
    if (status == ENT_OK && call->count)
        qsort(call->rows, call->count, sizeof *call->rows, compare_words);
    return status;
}

static ent_status labels(ent_procedure_call *call, void *context, ent_error *err)
{
    (void)context;
    return find_words(call, find_labels, err);
}

static ent_status relationship_types(ent_procedure_call *call, void *context, ent_error *err)
{
    (void)context;
    return find_words(call, find_types, err);
}

static ent_status property_keys(ent_procedure_call *call, void *context, ent_error *err)
{
    (void)context;
    return find_words(call, find_keys, err);
}

static const ent_i_field label_field = { "label", { ENT_I_TYPE_STRING, 0 }, false };
static const ent_i_field type_field = { "relationshipType", { ENT_I_TYPE_STRING, 0 }, false };
static const ent_i_field key_field = { "propertyKey", { ENT_I_TYPE_STRING, 0 }, false };

static const ent_i_procedure procedures[] = {
    { .name = "db.labels", .outputs = &label_field, .output_count = 1, .function = labels },
    { .name = "db.propertyKeys", .outputs = &key_field, .output_count = 1, .function = property_keys },
    { .name = "db.relationshipTypes", .outputs = &type_field, .output_count = 1, .function = relationship_types },
};

const ent_i_procedure *ent_i_procedure_of_all(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof procedures / sizeof *procedures; i++)
        if (strlen(procedures[i].name) == length && memcmp(procedures[i].name, name, length) == 0)
            return &procedures[i];
    return NULL;
}

const char *ent_query_procedure(size_t index)
{
    return index < sizeof procedures / sizeof *procedures ? procedures[index].name : NULL;
}
