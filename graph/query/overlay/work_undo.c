/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Going back to a mark, and counting what changed since one. */
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/query/overlay/index.h"

static void drop_id(ent_i_ids *ids, uint64_t id)
{
    for (size_t i = ids->count; i-- > 0;)
        if (ids->items[i] == id) {
            memmove(&ids->items[i], &ids->items[i + 1], (ids->count - i - 1) * sizeof *ids->items);
            ids->count--;
            return;
        }
}

static void undo_rel(ent_i_work *work, uint64_t id)
{
    ent_i_work_rel *rel = ent_i_work_rel_record(work, id);
    rel->deleted = true; /* its number stays taken */
    drop_id(&ent_i_work_node_record(work, rel->source)->out, id);
    drop_id(&ent_i_work_node_record(work, rel->target)->in, id);
}

static void undo_label(ent_i_work *work, const ent_i_change *change)
{
    ent_i_work_node *node = ent_i_work_node_record(work, change->id);
    if (change->kind == ENT_I_LABEL_REMOVED) {
        /* There is room: it stood there before. */
        node->labels[node->label_count++] = change->name;
        work->name_nodes[change->name]++;
        return;
    }
    for (size_t i = 0; i < node->label_count; i++)
        if (node->labels[i] == change->name) {
            memmove(&node->labels[i], &node->labels[i + 1], (node->label_count - i - 1) * sizeof *node->labels);
            node->label_count--;
            work->name_nodes[change->name]--;
            return;
        }
}

static void undo_property(ent_i_properties *list, const ent_i_change *change)
{
    size_t i = 0;
    while (i < list->count && list->items[i].key != change->name)
        i++;
    if (change->old.kind == ENT_I_NULL) {
        if (i < list->count)
            list->items[i] = list->items[--list->count];
        return;
    }
    if (i == list->count)
        list->count++; /* there is room: it stood there before */
    list->items[i] = (ent_i_property){ change->name, change->old };
}

static void undo_change(ent_i_work *work, const ent_i_change *change)
{
    switch (change->kind) {
    case ENT_I_NODE_CREATED:
        ent_i_work_node_record(work, change->id)->deleted = true; /* its number stays taken */
        break;
    case ENT_I_NODE_DELETED:
        ent_i_work_node_record(work, change->id)->deleted = false;
        break;
    case ENT_I_REL_CREATED:
        undo_rel(work, change->id);
        break;
    case ENT_I_REL_DELETED:
        ent_i_work_rel_record(work, change->id)->deleted = false;
        break;
    case ENT_I_LABEL_ADDED:
    case ENT_I_LABEL_REMOVED:
        undo_label(work, change);
        break;
    case ENT_I_NODE_PROPERTY:
        undo_property(&ent_i_work_node_record(work, change->id)->properties, change);
        break;
    case ENT_I_REL_PROPERTY:
        undo_property(&ent_i_work_rel_record(work, change->id)->properties, change);
        break;
    }
}

void ent_i_work_undo(ent_i_work *work, size_t mark)
{
    ent_i_node_indexes_undone(work, mark);
    work->changes += work->log_count > mark;
    while (work->log_count > mark)
        undo_change(work, &work->log[--work->log_count]);
}

void ent_i_work_forget(ent_i_work *work)
{
    work->log_count = 0;
    ent_i_node_indexes_kept(work);
}

/* --- counting --------------------------------------------------------------------------------------------- */

/* A change with its place in the log, to sort by what it changed and then by when. */
typedef struct placed {
    const ent_i_change *change;
} placed;

static int class_of(const ent_i_change *change)
{
    switch (change->kind) {
    case ENT_I_NODE_CREATED:
    case ENT_I_NODE_DELETED:
        return 0;
    case ENT_I_REL_CREATED:
    case ENT_I_REL_DELETED:
        return 1;
    case ENT_I_LABEL_ADDED:
    case ENT_I_LABEL_REMOVED:
        return 2;
    case ENT_I_NODE_PROPERTY:
        return 3;
    default:
        return 4;
    }
}

/* Changes of the same thing: the same entity's existence, the same label anywhere, the same property. */
static int compare_things(const ent_i_change *a, const ent_i_change *b)
{
    int class_a = class_of(a), class_b = class_of(b);
    if (class_a != class_b)
        return class_a < class_b ? -1 : 1;
    if (class_a != 2 && a->id != b->id)
        return a->id < b->id ? -1 : 1;
    if (class_a >= 2 && a->name != b->name)
        return a->name < b->name ? -1 : 1;
    return 0;
}

static int compare_placed(const void *a, const void *b)
{
    const ent_i_change *x = ((const placed *)a)->change, *y = ((const placed *)b)->change;
    int order = compare_things(x, y);
    return order ? order : (x > y) - (x < y);
}

static ent_i_value current_property(const ent_i_work *work, const ent_i_change *change)
{
    const ent_i_properties *list = change->kind == ENT_I_NODE_PROPERTY
                                       ? &ent_i_work_node_record(work, change->id)->properties
                                       : &ent_i_work_rel_record(work, change->id)->properties;
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].key == change->name)
            return list->items[i].value;
    return ent_i_null();
}

static void count_property(const ent_i_work *work, const ent_i_change *first, ent_query_changes *ret)
{
    ent_i_value now = current_property(work, first);
    if (first->old.kind == now.kind && ent_i_value_equivalent(first->old, now))
        return;
    ret->properties_removed += first->old.kind != ENT_I_NULL;
    ret->properties_set += now.kind != ENT_I_NULL;
    ret->properties_replaced += first->old.kind != ENT_I_NULL && now.kind != ENT_I_NULL;
}

/* One thing, changed by items[0] to items[count - 1]. */
static void count_thing(const ent_i_work *work, const placed *items, size_t count, ent_query_changes *ret)
{
    const ent_i_change *first = items[0].change, *last = items[count - 1].change;
    switch (class_of(first)) {
    case 0:
        ret->nodes_created += first->kind == ENT_I_NODE_CREATED && last->kind == ENT_I_NODE_CREATED;
        ret->nodes_deleted += first->kind == ENT_I_NODE_DELETED;
        break;
    case 1:
        ret->relationships_created += first->kind == ENT_I_REL_CREATED && last->kind == ENT_I_REL_CREATED;
        ret->relationships_deleted += first->kind == ENT_I_REL_DELETED;
        break;
    case 2: {
        uint64_t now = work->name_nodes[first->name], before = now;
        for (size_t i = 0; i < count; i++)
            before += items[i].change->kind == ENT_I_LABEL_REMOVED ? 1 : UINT64_MAX; /* wraps: minus one */
        ret->labels_added += !before && now;
        ret->labels_removed += before && !now;
        break;
    }
    default:
        count_property(work, first, ret);
    }
}

ent_status ent_i_work_changes(const ent_i_work *work, size_t mark, ent_query_changes *ret, ent_error *err)
{
    ent_query_changes changes = { 0 };
    size_t count = work->log_count - mark;
    ENT_I_AUTOFREE placed *items = NULL;
    ENT_I_TRY(ENT_I_ZEROED(items, count, err));
    for (size_t i = 0; i < count; i++)
        items[i].change = &work->log[mark + i];
    qsort(items, count, sizeof *items, compare_placed);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && compare_things(items[i].change, items[end].change) == 0;)
            end++;
        count_thing(work, &items[i], end - i, &changes);
    }
    *ret = changes;
    return ENT_OK;
}
