/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/query/match/seek.h"

#include <stdlib.h>
#include <string.h>

#include "graph/model/exact.h"

/* --- starting --------------------------------------------------------------------------------------------- */

static ent_status ask_run(void *context)
{
    return ent_i_run_check(context);
}

static ent_status want(ent_i_run *run, ent_i_node_index_kind kind, ent_i_symbol name, const ent_i_node_index **ret)
{
    const ent_i_patience patience = { ask_run, run };
    *ret = ent_i_node_index_find(run->work, kind, name);
    if (*ret || !ent_i_node_index_fits(run->work, kind, run->limits.bytes))
        return ENT_OK;
    return ent_i_node_index_want(run->work, kind, name, &patience, ret, run->err);
}

/* Does the base know all nodes with the key? Of keys that are no texts, or odd ones, it does not. */
static bool base_knows(const ent_i_node_index *index, ent_i_value value)
{
    if (!index->base_keys || value.kind == ENT_I_NULL)
        return true;
    return value.kind == ENT_I_STRING && value.string->length && !ent_i_key_is_blank(value.string->text) &&
           strlen(value.string->text) == value.string->length;
}

static void start_equal(ent_i_seek *seek, const ent_i_work *work, ent_i_value value)
{
    seek->next = value.kind == ENT_I_NULL ? 0 : ent_i_node_index_equal_first(seek->index, value);
    seek->found = UINT64_MAX;
    if (!seek->index->base_keys || value.kind != ENT_I_STRING)
        return;
    ent_node node = ent_graph_find_key(work->base, value.string->text, value.string->length);
    if (node != ENT_NONE)
        seek->found = node;
}

static int compare_values(const void *a, const void *b)
{
    return ent_i_value_order(*(const ent_i_value *)a, *(const ent_i_value *)b);
}

static ent_status start_any_of(ent_i_seek *seek, ent_i_run *run, ent_i_value list)
{
    size_t count = list.list->count, kept = 0;
    seek->values = ent_i_arena_alloc(&seek->arena, (count + 1) * sizeof *seek->values);
    if (!seek->values)
        return ent_i_nomem(run->err);
    for (size_t i = 0; i < count; i++)
        if (list.list->items[i].kind != ENT_I_NULL)
            seek->values[kept++] = list.list->items[i];
    if (kept > 1)
        qsort(seek->values, kept, sizeof *seek->values, compare_values);
    seek->value_count = 0;
    for (size_t i = 0; i < kept; i++)
        if (!i || !ent_i_value_equivalent(seek->values[i], seek->values[seek->value_count - 1]))
            seek->values[seek->value_count++] = seek->values[i];
    seek->value_next = 0;
    seek->next = 0;
    seek->found = UINT64_MAX;
    return ENT_OK;
}

static bool start_ordered(ent_i_seek *seek)
{
    size_t first = 0, end = 0;
    const ent_i_value *low = seek->low.kind != ENT_I_NULL ? &seek->low : NULL;
    const ent_i_value *high = seek->high.kind != ENT_I_NULL ? &seek->high : NULL;
    if (seek->prefix)
        ent_i_node_index_prefix(seek->index, seek->low.string, &first, &end);
    else if (!ent_i_node_index_range(seek->index, low, high, &first, &end))
        return false;
    seek->next = first;
    seek->end = end;
    return true;
}

/* The values of an access. A null finds nothing, and neither does what can be in no order with anything. */
static ent_status bounds(ent_i_seek *seek, ent_i_run *run, const ent_i_access *access)
{
    seek->low = seek->high = ent_i_null();
    if (access->one)
        ENT_I_TRY(ent_i_eval(run, access->one, &seek->low));
    if (access->other)
        ENT_I_TRY(ent_i_eval(run, access->other, &seek->high));
    if ((access->one && seek->low.kind == ENT_I_NULL) || (access->other && seek->high.kind == ENT_I_NULL))
        seek->kind = ENT_I_SEEK_NOTHING;
    return ENT_OK;
}

/* Try one access: seek->kind stays ALL when it cannot be used now. */
static ent_status try_access(ent_i_seek *seek, ent_i_run *run, const ent_i_access *access)
{
    bool equal = access->kind == ENT_I_ACCESS_EQUAL || access->kind == ENT_I_ACCESS_ANY_OF;
    if (access->kind != ENT_I_ACCESS_ID) {
        ENT_I_TRY(want(run, equal ? ENT_I_INDEX_EQUAL : ENT_I_INDEX_ORDERED, access->key, &seek->index));
        if (!seek->index)
            return ENT_OK;
    }
    ENT_I_TRY(bounds(seek, run, access));
    if (seek->kind == ENT_I_SEEK_NOTHING)
        return ENT_OK;
    switch (access->kind) {
    case ENT_I_ACCESS_ID:
        if (seek->low.kind != ENT_I_INTEGER)
            return ENT_OK;
        seek->kind = ENT_I_SEEK_LABEL;
        seek->index = NULL;
        seek->next = (uint64_t)seek->low.integer; /* a negative one is past the last */
        seek->end = seek->next < ent_i_work_node_end(run->work) ? seek->next + 1 : seek->next;
        return ENT_OK;
    case ENT_I_ACCESS_EQUAL:
        if (!base_knows(seek->index, seek->low))
            return ENT_OK;
        seek->kind = ENT_I_SEEK_EQUAL;
        start_equal(seek, run->work, seek->low);
        return ENT_OK;
    case ENT_I_ACCESS_ANY_OF:
        if (seek->low.kind != ENT_I_LIST)
            return ENT_OK; /* an error that the condition tells */
        for (size_t i = 0; i < seek->low.list->count; i++)
            if (!base_knows(seek->index, seek->low.list->items[i]))
                return ENT_OK;
        seek->kind = ENT_I_SEEK_ANY_OF;
        return start_any_of(seek, run, seek->low);
    default:
        seek->prefix = access->kind == ENT_I_ACCESS_PREFIX;
        if ((!seek->prefix || seek->low.kind == ENT_I_STRING) && start_ordered(seek))
            seek->kind = ENT_I_SEEK_ORDERED;
        return ENT_OK;
    }
}

ent_status ent_i_seek_start(ent_i_seek *seek, ent_i_run *run, const ent_i_access *accesses, ent_i_symbol label)
{
    ent_i_arena *outer = run->arena;
    ent_status status = ENT_OK;
    ent_i_arena_reset(&seek->arena);
    seek->kind = ENT_I_SEEK_ALL;
    seek->index = NULL;
    seek->next = 0;
    seek->extra = 0;
    run->arena = &seek->arena;
    for (; accesses && status == ENT_OK && seek->kind == ENT_I_SEEK_ALL; accesses = accesses->next)
        status = try_access(seek, run, accesses);
    run->arena = outer;
    if (status != ENT_OK || seek->kind != ENT_I_SEEK_ALL || label == ENT_I_NO_SYMBOL)
        return status;
    seek->next = 0;
    ENT_I_TRY(want(run, ENT_I_INDEX_LABEL, label, &seek->index));
    if (seek->index) {
        seek->kind = ENT_I_SEEK_LABEL;
        seek->end = UINT64_MAX;
    }
    return ENT_OK;
}

/* --- the next one ----------------------------------------------------------------------------------------- */

static ent_status next_label(ent_i_seek *seek, uint64_t *ret)
{
    const ent_i_node_index *index = seek->index;
    if (!index) { /* one by its number */
        if (seek->next >= seek->end)
            return ENT_DONE;
        *ret = seek->next++;
        return ENT_OK;
    }
    if (seek->next < index->count) {
        *ret = index->nodes[seek->next++];
        return ENT_OK;
    }
    if (seek->extra >= index->extra_count)
        return ENT_DONE;
    *ret = index->extras[seek->extra++].node;
    return ENT_OK;
}

static ent_status next_equal(ent_i_seek *seek, uint64_t *ret)
{
    if (seek->found != UINT64_MAX && seek->extra == 0) {
        seek->extra = 1;
        *ret = seek->found;
        return ENT_OK;
    }
    while (seek->next) {
        const ent_i_hashed_node *entry = &seek->index->entries[seek->next - 1];
        seek->next = entry->also;
        if (entry->node == seek->found)
            continue;
        *ret = entry->node;
        return ENT_OK;
    }
    return ENT_DONE;
}

/* An old entry of a node whose value is another by now would give the node twice. */
static ent_status is_current(const ent_i_seek *seek, ent_i_run *run, uint64_t node, ent_i_value value, bool *ret)
{
    const ent_i_string *key = ent_i_work_text(run->work, seek->index->name);
    ent_i_value now;
    *ret = true;
    if (!seek->index->dirty)
        return ENT_OK;
    ENT_I_TRY(ent_i_work_property(run->work, false, node, key->text, key->length, run->arena, &now, run->err));
    *ret = ent_i_value_equivalent(now, value);
    return ENT_OK;
}

static ent_status next_any_of(ent_i_seek *seek, ent_i_run *run, uint64_t *ret)
{
    for (;;) {
        bool current = false;
        while (next_equal(seek, ret) == ENT_OK) {
            ENT_I_TRY(is_current(seek, run, *ret, seek->values[seek->value_next - 1], &current));
            if (current)
                return ENT_OK;
        }
        if (seek->value_next >= seek->value_count)
            return ENT_DONE;
        seek->extra = 0;
        start_equal(seek, run->work, seek->values[seek->value_next++]);
    }
}

static bool within(const ent_i_seek *seek, ent_i_value value)
{
    int order;
    if (seek->prefix)
        return value.kind == ENT_I_STRING && value.string->length >= seek->low.string->length &&
               memcmp(value.string->text, seek->low.string->text, seek->low.string->length) == 0;
    return (seek->low.kind == ENT_I_NULL ||
            (ent_i_value_comparable(value, seek->low, &order) == ENT_I_TRUE && order >= 0)) &&
           (seek->high.kind == ENT_I_NULL ||
            (ent_i_value_comparable(value, seek->high, &order) == ENT_I_TRUE && order <= 0));
}

static ent_status next_ordered(ent_i_seek *seek, ent_i_run *run, uint64_t *ret)
{
    const ent_i_node_index *index = seek->index;
    bool current = false;
    while (!current) {
        bool sorted = seek->next < seek->end;
        if (!sorted && seek->extra >= index->extra_count)
            return ENT_DONE;
        const ent_i_keyed_node *item = sorted ? &index->items[seek->next++] : &index->extras[seek->extra++];
        ENT_I_TRY(ent_i_run_tick(run));
        if (!sorted && !within(seek, item->value))
            continue;
        *ret = item->node;
        ENT_I_TRY(is_current(seek, run, item->node, item->value, &current));
    }
    return ENT_OK;
}

ent_status ent_i_seek_next(ent_i_seek *seek, ent_i_run *run, uint64_t *ret)
{
    switch (seek->kind) {
    case ENT_I_SEEK_ALL:
        if (seek->next >= ent_i_work_node_end(run->work))
            return ENT_DONE;
        *ret = seek->next++;
        return ENT_OK;
    case ENT_I_SEEK_LABEL:
        return next_label(seek, ret);
    case ENT_I_SEEK_EQUAL:
        return next_equal(seek, ret);
    case ENT_I_SEEK_ANY_OF:
        return next_any_of(seek, run, ret);
    case ENT_I_SEEK_ORDERED:
        return next_ordered(seek, run, ret);
    default:
        return ENT_DONE;
    }
}
