/* SPDX-License-Identifier: GPL-2.0-or-later */
/* WITH and RETURN with aggregates: one row for each group of equivalent keys; without keys one row always. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/query/evaluate/explain.h"
#include "graph/query/operators/op.h"

typedef struct aggregate {
    ent_i_op base;
    const ent_i_bound_projection *projection;
    size_t key_count;
    ent_i_value *key;   /* of the row */
    ent_i_tuples groups;
    ent_i_sum **sums;   /* groups * aggregate_count */
    size_t sum_count, sum_capacity;
    ent_i_arena memory; /* of the sums */
    size_t held;
    bool weighted; /* rows have weights */
    bool filled;
    size_t next;
} aggregate;

static void reset(aggregate *a)
{
    for (size_t i = 0; i < a->sum_count; i++)
        ent_i_sum_clear(a->sums[i]);
    ENT_I_RUN_RELEASE(a->base.run, a->sums, a->sum_capacity);
    a->sum_count = 0;
    ent_i_tuples_clear(&a->groups);
    ent_i_arena_clear(&a->memory);
    a->filled = false;
    a->next = 0;
}

static ent_status aggregate_open(ent_i_op *op)
{
    reset((aggregate *)op);
    return ENT_OK;
}

static void aggregate_clear(ent_i_op *op)
{
    reset((aggregate *)op);
}

static ent_status add_group(aggregate *a)
{
    ent_i_run *run = a->base.run;
    size_t count = a->projection->aggregate_count;
    ENT_I_TRY(ENT_I_RUN_RESERVE(run, a->sums, a->sum_capacity, a->sum_count + count));
    for (size_t i = 0; i < count; i++) {
        ENT_I_TRY(ent_i_sum_new(run, &a->projection->aggregates[i], &a->memory, &a->sums[a->sum_count]));
        a->sum_count++;
    }
    return ENT_OK;
}

/* The keys of the row into their slots, and the group they belong to. */
static ent_status find_group(aggregate *a, size_t *ret)
{
    ent_i_run *run = a->base.run;
    const ent_i_bound_projection *projection = a->projection;
    size_t n = 0;
    for (size_t i = 0; i < projection->column_count; i++) {
        const ent_i_bound_column *column = &projection->columns[i];
        if (column->aggregates)
            continue;
        if (column->value)
            ENT_I_TRY(ent_i_eval(run, column->value, &a->key[n]));
        else
            a->key[n] = run->frame[column->from];
        run->frame[column->slot] = a->key[n++];
    }
    bool new = a->sum_count == 0;
    *ret = 0;
    if (n)
        ENT_I_TRY(ent_i_tuples_put(&a->groups, a->key, ret, &new));
    return new ? add_group(a) : ENT_OK;
}

static ent_status fill(aggregate *a)
{
    ent_i_run *run = a->base.run;
    size_t count = a->projection->aggregate_count;
    ent_status status;
    while ((status = ent_i_op_pull(&a->base)) == ENT_OK) {
        size_t group;
        ENT_I_TRY(ent_i_run_tick(run));
        ENT_I_TRY(find_group(a, &group));
        for (size_t i = 0; i < count; i++)
            ENT_I_TRY(ent_i_sum_take(a->sums[group * count + i], a->weighted ? run->weight : 1));
    }
    if (status != ENT_DONE)
        return status;
    return a->key_count || a->sum_count ? ENT_OK : add_group(a);
}

static ent_status give_group(aggregate *a, size_t group)
{
    ent_i_run *run = a->base.run;
    const ent_i_bound_projection *projection = a->projection;
    size_t count = projection->aggregate_count, n = 0;
    for (size_t i = 0; i < projection->column_count; i++)
        if (!projection->columns[i].aggregates)
            run->frame[projection->columns[i].slot] = a->groups.values[group * a->key_count + n++];
    for (size_t i = 0; i < count; i++) {
        ent_i_value value;
        ENT_I_TRY(ent_i_sum_result(a->sums[group * count + i], &value));
        run->frame[projection->aggregates[i].slot] = value;
    }
    for (size_t i = 0; i < projection->column_count; i++) {
        const ent_i_bound_column *column = &projection->columns[i];
        if (column->aggregates)
            ENT_I_TRY(ent_i_eval(run, column->value, &run->frame[column->slot]));
    }
    return ENT_OK;
}

static ent_status aggregate_next(ent_i_op *op)
{
    aggregate *a = (aggregate *)op;
    if (!a->filled) {
        ENT_I_TRY(fill(a));
        a->filled = true;
    }
    size_t groups = a->key_count ? a->groups.count : 1;
    if (a->next >= groups)
        return ENT_DONE;
    ent_i_arena_reset(&op->arena);
    op->run->arena = &op->arena;
    return give_group(a, a->next++);
}

static void aggregate_describe(const ent_i_op *op, ent_i_explain *explain)
{
    const aggregate *a = (const aggregate *)op;
    ent_i_explain_columns(explain, a->projection);
    if (a->key_count)
        ent_i_explain_text(explain, "; for each ");
    size_t n = 0;
    for (size_t i = 0; i < a->projection->column_count; i++)
        if (!a->projection->columns[i].aggregates) {
            const ent_i_bound_column *column = &a->projection->columns[i];
            ent_i_explain_text(explain, "%s%.*s", n++ ? ", " : "",
                               (int)(column->name_length < 200 ? column->name_length : 200), column->name);
        }
}

static const ent_i_op_class aggregate_class = { .name = "Aggregate",
                                                .open = aggregate_open,
                                                .next = aggregate_next,
                                                .clear = aggregate_clear,
                                                .describe = aggregate_describe };

ent_status ent_i_op_aggregate(ent_i_run *run, const ent_i_bound_projection *projection, ent_i_op **op)
{
    aggregate *a;
    bool weighted = ent_i_op_weighs(*op);
    ENT_I_TRY(ent_i_op_new(run, &aggregate_class, sizeof *a, op, &a));
    a->projection = projection;
    a->weighted = weighted;
    ent_i_arena_init(&a->memory);
    ent_i_arena_measure(&a->memory, &run->memory);
    for (size_t i = 0; i < projection->column_count; i++)
        a->key_count += !projection->columns[i].aggregates;
    /* How many groups there are, nobody counted: the square root is between one and all. */
    a->base.estimate = !a->key_count ? 1 : a->base.estimate < 0 ? ENT_I_NO_ESTIMATE : sqrt(a->base.estimate);
    ent_i_tuples_init(&a->groups, run, a->key_count);
    a->key = ent_i_arena_alloc(&run->plan, (a->key_count + 1) * sizeof *a->key);
    return a->key ? ENT_OK : ent_i_nomem(run->err);
}
