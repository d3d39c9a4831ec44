/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the log of changes to rows: what is different from before the statement, entity by entity. First everything that
 * goes is taken out, then everything that comes is put in, so that keys can be exchanged. */
#include "graph/query/session/persist.h"

#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/model/exact.h"
#include "graph/query/session/persist_row.h"

/* All changes of one node or relationship. */
typedef struct touched {
    uint64_t id;
    bool rel;
    bool created, alive, labels, properties, citations;
    const char *old_key;  /* of a node that was taken out */
    ent_i_value old_citations;
} touched;

typedef struct persist {
    ent_i_run *run;
    const ent_i_work *work;
    ent_i_edit *edit;
    ent_i_arena arena;
    touched *items;
    size_t count;
    int64_t *labels; /* of one node, by their numbers in the file */
    size_t label_capacity;
} persist;

/* --- what was touched ------------------------------------------------------------------------------------- */

static bool of_rel(const ent_i_change *change)
{
    return change->kind == ENT_I_REL_CREATED || change->kind == ENT_I_REL_DELETED || change->kind == ENT_I_REL_PROPERTY;
}

static int compare_changes(const void *a, const void *b)
{
    const ent_i_change *x = *(const ent_i_change *const *)a, *y = *(const ent_i_change *const *)b;
    if (of_rel(x) != of_rel(y))
        return of_rel(x) ? 1 : -1;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    return (x > y) - (x < y);
}

static void note_change(const ent_i_work *work, touched *item, const ent_i_change *change)
{
    switch (change->kind) {
    case ENT_I_NODE_CREATED:
    case ENT_I_REL_CREATED:
        item->created = item->properties = item->labels = true;
        break;
    case ENT_I_LABEL_ADDED:
    case ENT_I_LABEL_REMOVED:
        item->labels = true;
        break;
    case ENT_I_NODE_PROPERTY:
    case ENT_I_REL_PROPERTY:
        if (change->name != work->citations) {
            item->properties = true;
        } else if (!item->citations) {
            item->citations = true;
            item->old_citations = change->old;
        }
        break;
    default:
        break;
    }
}

static ent_status gather(persist *p)
{
    const ent_i_work *work = p->work;
    size_t count = work->log_count - p->run->mark;
    ENT_I_AUTOFREE const ent_i_change **changes = NULL;
    ENT_I_TRY(ENT_I_ZEROED(changes, count, p->run->err));
    ENT_I_TRY(ENT_I_ZEROED(p->items, count, p->run->err));
    for (size_t i = 0; i < count; i++)
        changes[i] = &work->log[p->run->mark + i];
    qsort(changes, count, sizeof *changes, compare_changes);
    for (size_t i = 0; i < count; i++) {
        touched *item = p->count ? &p->items[p->count - 1] : NULL;
        if (!item || item->id != changes[i]->id || item->rel != of_rel(changes[i])) {
            item = &p->items[p->count++];
            *item = (touched){ .id = changes[i]->id, .rel = of_rel(changes[i]), .old_citations = ent_i_null() };
            item->alive = item->rel ? ent_i_work_has_rel(work, item->id) : ent_i_work_has_node(work, item->id);
        }
        note_change(work, item, changes[i]);
    }
    return ENT_OK;
}

/* --- taking out ------------------------------------------------------------------------------------------- */

static const ent_i_value *member(const ent_i_map *map, const char *name)
{
    for (size_t i = 0; i < map->count; i++)
        if (strcmp(map->entries[i].key->text, name) == 0)
            return &map->entries[i].value;
    return NULL;
}

static ent_status take_out(persist *p, touched *item)
{
    ent_error *err = p->run->err;
    if (item->created)
        return ENT_OK;
    int64_t number = ent_i_work_number(p->work, item->rel, item->id);
    const ent_i_value *list = &item->old_citations;
    for (size_t i = 0; list->kind == ENT_I_LIST && i < list->list->count; i++)
        ENT_I_TRY(ent_i_edit_drop_citation(p->edit, member(list->list->items[i].map, "row")->integer, err));
    if (item->alive && !item->properties)
        return ENT_OK;
    if (item->rel)
        return ent_i_edit_drop_tie(p->edit, number, err);
    ENT_I_TRY(ent_i_edit_take_node(p->edit, number, &p->arena, &item->old_key, err));
    return item->alive ? ENT_OK : ent_i_edit_drop_node(p->edit, number, err);
}

/* --- putting in ------------------------------------------------------------------------------------------- */

static ent_status check_name(persist *p, const ent_i_string *name, const char *what)
{
    if (name->length && !memchr(name->text, '\0', name->length))
        return ENT_OK;
    return ent_i_run_fail(p->run, p->run->bound->statement->query->range, "ArgumentError", "InvalidArgumentValue",
                          "%s %s", what, name->length ? "cannot hold a NUL character" : "cannot be empty");
}

static ent_status put_labels(persist *p, const touched *item)
{
    size_t count = ent_i_work_label_count(p->work, item->id);
    ENT_I_TRY(ENT_I_RESERVE(p->labels, p->label_capacity, count, p->run->err));
    for (size_t i = 0; i < count; i++) {
        const ent_i_string *name = ent_i_work_text(p->work, ent_i_work_label(p->work, item->id, i));
        ENT_I_TRY(check_name(p, name, "a label"));
        ENT_I_TRY(ent_i_edit_label(p->edit, name->text, &p->labels[i], p->run->err));
    }
    return ent_i_edit_put_labels(p->edit, ent_i_work_number(p->work, false, item->id), p->labels, count, p->run->err);
}

static ent_status put_node(persist *p, const touched *item, const ent_i_persist_row *row)
{
    bool blank = item->old_key && ent_i_key_is_blank(item->old_key);
    const ent_i_edit_node node = { .number = ent_i_work_number(p->work, false, item->id),
                                   .key = row->key ? row->key : blank ? item->old_key : NULL,
                                   .name = row->name,
                                   .short_name = row->short_name,
                                   .valid = row->valid,
                                   .status = row->status,
                                   .properties = row->properties };
    ent_error reason = { .code = ENT_OK };
    ent_status status = ent_i_edit_put_node(p->edit, &node, &reason);
    if (status == ENT_ERR_DUPLICATE)
        return ent_i_run_fail(p->run, p->run->bound->statement->query->range, "ConstraintVerificationFailed", "KeyTaken",
                              "%s", reason.message);
    return status < 0 ? ent_i_fail(p->run->err, status, "%s", reason.message) : ENT_OK;
}

static ent_status put_rel(persist *p, const touched *item, const ent_i_persist_row *row)
{
    uint64_t source, target;
    const ent_i_string *type = ent_i_work_text(p->work, ent_i_work_type(p->work, item->id));
    ent_i_work_ends(p->work, item->id, &source, &target);
    ent_i_edit_tie tie = { .number = ent_i_work_number(p->work, true, item->id),
                           .source = ent_i_work_number(p->work, false, source),
                           .target = ent_i_work_number(p->work, false, target),
                           .valid = row->valid,
                           .status = row->status,
                           .rank = row->rank,
                           .properties = row->properties };
    ENT_I_TRY(check_name(p, type, "a type"));
    ENT_I_TRY(ent_i_edit_type(p->edit, type->text, &tie.type, p->run->err));
    return ent_i_edit_put_tie(p->edit, &tie, p->run->err);
}

static ent_status put_in(persist *p, const touched *item)
{
    ent_i_persist_row row;
    if (!item->alive)
        return ENT_OK;
    if (item->properties) {
        ent_status status = ent_i_persist_row_make(p->work, item->rel, item->id, &row, p->run->err);
        if (status == ENT_OK)
            status = item->rel ? put_rel(p, item, &row) : put_node(p, item, &row);
        ent_i_persist_row_clear(&row);
        ENT_I_TRY(status);
    }
    return item->labels && !item->rel ? put_labels(p, item) : ENT_OK;
}

static const char *member_text(const ent_i_map *map, const char *name)
{
    const ent_i_value *value = member(map, name);
    return value ? value->string->text : NULL;
}

static ent_status put_citations(persist *p, const touched *item)
{
    ent_i_value list;
    if (!item->alive || !item->citations)
        return ENT_OK;
    ENT_I_TRY(ent_i_work_citations(p->work, item->rel, item->id, &p->arena, &list, p->run->err));
    int64_t owner = ent_i_work_number(p->work, item->rel, item->id);
    for (size_t i = 0; list.kind == ENT_I_LIST && i < list.list->count; i++) {
        const ent_i_map *map = list.list->items[i].map;
        const char *how = member_text(map, "how");
        const ent_i_edit_citation citation = {
            .number = member(map, "row")->integer,
            .tie = item->rel ? owner : 0,
            .node = item->rel ? 0 : owner,
            .source = ent_i_work_number(p->work, false, member(map, "source")->id),
            .paragraph = member_text(map, "paragraph"),
            .page = member_text(map, "page"),
            .url = member_text(map, "url"),
            .how = strcmp(how, ent_how_text(ENT_HOW_STATED)) == 0 ? NULL : how,
            .note = member_text(map, "note"),
        };
        ENT_I_TRY(ent_i_edit_put_citation(p->edit, &citation, p->run->err));
    }
    return ENT_OK;
}

static ent_status write_all(persist *p)
{
    ENT_I_TRY(gather(p));
    for (size_t i = 0; i < p->count; i++)
        ENT_I_TRY(take_out(p, &p->items[i]));
    for (size_t i = 0; i < p->count; i++)
        ENT_I_TRY(put_in(p, &p->items[i]));
    for (size_t i = 0; i < p->count; i++)
        ENT_I_TRY(put_citations(p, &p->items[i]));
    return ENT_OK;
}

ent_status ent_i_persist(ent_i_run *run, ent_i_edit *edit)
{
    persist p = { .run = run, .work = run->work, .edit = edit };
    ent_i_arena_init(&p.arena);
    ent_status status = write_all(&p);
    ent_i_arena_clear(&p.arena);
    free(p.items);
    free(p.labels);
    return status;
}
