/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ORDER BY: all rows with their keys, a stable merge sort of their numbers, and then the rows again. */
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/query/evaluate/explain.h"
#include "graph/query/operators/op.h"

typedef struct sort {
    ent_i_op base;
    const ent_i_sort *sorts;
    size_t sort_count;
    ent_i_rows rows;
    ent_i_value *keys; /* rows * sort_count; made in rows.arena */
    size_t key_capacity;
    size_t *order;
    size_t order_capacity;
    bool sorted;
    size_t next;
} sort;

static void sort_reset(sort *s)
{
    ent_i_rows_clear(&s->rows);
    ENT_I_RUN_RELEASE(s->base.run, s->keys, s->key_capacity);
    ENT_I_RUN_RELEASE(s->base.run, s->order, s->order_capacity);
    s->sorted = false;
    s->next = 0;
}

static ent_status sort_open(ent_i_op *op)
{
    sort_reset((sort *)op);
    return ENT_OK;
}

static void sort_clear(ent_i_op *op)
{
    sort_reset((sort *)op);
}

static ent_status collect(sort *s)
{
    ent_i_op *op = &s->base;
    ent_i_run *run = op->run;
    ent_status status;
    while ((status = ent_i_op_pull(op)) == ENT_OK) {
        size_t first = s->rows.count * s->sort_count;
        ENT_I_TRY(ENT_I_RUN_RESERVE(run, s->keys, s->key_capacity, first + s->sort_count));
        for (size_t i = 0; i < s->sort_count; i++) {
            ent_i_value key;
            ENT_I_TRY(ent_i_eval(run, s->sorts[i].value, &key));
            ENT_I_TRY(ent_i_value_copy(&s->rows.arena, key, &s->keys[first + i], run->err));
        }
        ENT_I_TRY(ent_i_rows_add(&s->rows));
    }
    return status == ENT_DONE ? ENT_OK : status;
}

static int compare(const sort *s, size_t a, size_t b)
{
    for (size_t i = 0; i < s->sort_count; i++) {
        int order = ent_i_value_order(s->keys[a * s->sort_count + i], s->keys[b * s->sort_count + i]);
        if (order)
            return s->sorts[i].descending ? -order : order;
    }
    return 0;
}

/* Runs of doubling width, from one array into the other and back. */
static ent_status merge_sort(sort *s)
{
    ent_i_run *run = s->base.run;
    size_t count = s->rows.count;
    ENT_I_AUTOFREE size_t *other = NULL;
    ENT_I_TRY(ENT_I_RUN_RESERVE(run, s->order, s->order_capacity, count));
    ENT_I_TRY(ent_i_run_room(run, count * sizeof *other));
    /* They change places: of the same size. */
    ENT_I_TRY(ENT_I_ZEROED(other, s->order_capacity, run->err));
    for (size_t i = 0; i < count; i++)
        s->order[i] = i;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t start = 0; start < count; start += 2 * width) {
            size_t middle = count - start < width ? count : start + width;
            size_t end = count - start < 2 * width ? count : start + 2 * width;
            size_t left = start, right = middle;
            for (size_t i = start; i < end; i++) {
                ENT_I_TRY(ent_i_run_tick(run));
                bool take_left = left < middle && (right >= end || compare(s, s->order[left], s->order[right]) <= 0);
                other[i] = s->order[take_left ? left++ : right++];
            }
        }
        size_t *swap = s->order;
        s->order = other;
        other = swap;
    }
    return ENT_OK;
}

static ent_status sort_next(ent_i_op *op)
{
    sort *s = (sort *)op;
    if (!s->sorted) {
        ENT_I_TRY(collect(s));
        ENT_I_TRY(merge_sort(s));
        s->sorted = true;
    }
    if (s->next >= s->rows.count)
        return ENT_DONE;
    ent_i_rows_load(&s->rows, s->order[s->next++]);
    return ENT_OK;
}

static void sort_describe(const ent_i_op *op, ent_i_explain *explain)
{
    const sort *s = (const sort *)op;
    for (size_t i = 0; i < s->sort_count; i++) {
        ent_i_explain_text(explain, "%s", i ? ", " : "");
        ent_i_explain_expr(explain, s->sorts[i].value);
        ent_i_explain_text(explain, "%s", s->sorts[i].descending ? " DESC" : "");
    }
}

static const ent_i_op_class sort_class = { .name = "Sort",
                                           .open = sort_open,
                                           .next = sort_next,
                                           .clear = sort_clear,
                                           .describe = sort_describe };

ent_status ent_i_op_sort(ent_i_run *run, const ent_i_sort *sorts, size_t count, const ent_i_live *live, ent_i_op **op)
{
    sort *s;
    ENT_I_TRY(ent_i_op_new(run, &sort_class, sizeof *s, op, &s));
    uint32_t *slots = ent_i_arena_alloc(&run->plan, (live->count + 1) * sizeof *slots);
    if (!slots)
        return ent_i_nomem(run->err);
    if (live->count)
        memcpy(slots, live->slots, live->count * sizeof *slots);
    ent_i_rows_init(&s->rows, run, slots, live->count);
    s->sorts = sorts;
    s->sort_count = count;
    return ENT_OK;
}
