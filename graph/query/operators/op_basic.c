/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The small operators: the one row at the bottom, filter, unwind, project, distinct, skip and limit. */
#include <string.h>

#include "graph/query/evaluate/explain.h"
#include "graph/query/operators/op.h"

ent_status ent_i_op_new(ent_i_run *run, const ent_i_op_class *class, size_t size, ent_i_op **child, void *ret)
{
    ent_i_op *op = ent_i_arena_alloc(&run->plan, size);
    if (!op)
        return ent_i_nomem(run->err);
    memset(op, 0, size);
    op->class = class;
    op->run = run;
    op->child = *child;
    op->estimate = op->child ? op->child->estimate : 1;
    ent_i_arena_init(&op->arena);
    ent_i_arena_measure(&op->arena, &run->memory);
    *child = op;
    *(void **)ret = op;
    return ENT_OK;
}

ent_status ent_i_op_open(ent_i_op *op)
{
    if (op->child)
        ENT_I_TRY(ent_i_op_open(op->child));
    ent_i_arena_reset(&op->arena);
    op->run->arena = &op->arena;
    return op->class->open ? op->class->open(op) : ENT_OK;
}

ent_status ent_i_op_profile(ent_i_op *op)
{
    ent_i_meter meter;
    ent_i_meter_begin(op->run, &meter);
    ent_status status = op->class->next(op);
    ent_i_meter_end(op->run, &meter, &op->counter);
    op->counter.rows += status == ENT_OK;
    return status;
}

void ent_i_op_free(ent_i_op *op)
{
    for (; op; op = op->child) {
        if (op->class->clear)
            op->class->clear(op);
        ent_i_arena_clear(&op->arena);
    }
}

/* --- unit ------------------------------------------------------------------------------------------------- */

typedef struct unit {
    ent_i_op base;
    bool given;
} unit;

static ent_status unit_open(ent_i_op *op)
{
    ((unit *)op)->given = false;
    return ENT_OK;
}

static ent_status unit_next(ent_i_op *op)
{
    unit *u = (unit *)op;
    if (u->given)
        return ENT_DONE;
    u->given = true;
    return ENT_OK;
}

static const ent_i_op_class unit_class = { .name = "Once", .open = unit_open, .next = unit_next };

ent_status ent_i_op_unit(ent_i_run *run, ent_i_op **ret)
{
    unit *op;
    *ret = NULL;
    return ent_i_op_new(run, &unit_class, sizeof *op, ret, &op);
}

/* --- filter ----------------------------------------------------------------------------------------------- */

typedef struct filter {
    ent_i_op base;
    const ent_i_expr *where;
} filter;

static ent_status filter_next(ent_i_op *op)
{
    for (bool passes = false; !passes;) {
        ent_status status = ent_i_op_pull(op);
        if (status != ENT_OK)
            return status;
        ENT_I_TRY(ent_i_run_tick(op->run));
        ENT_I_TRY(ent_i_eval_test(op->run, ((filter *)op)->where, &passes));
    }
    return ENT_OK;
}

static void filter_describe(const ent_i_op *op, ent_i_explain *explain)
{
    ent_i_explain_expr(explain, ((const filter *)op)->where);
}

static const ent_i_op_class filter_class = { .name = "Filter", .next = filter_next, .describe = filter_describe };

ent_status ent_i_op_filter(ent_i_run *run, const ent_i_expr *where, ent_i_op **op)
{
    filter *f = NULL;
    ENT_I_TRY(ent_i_op_new(run, &filter_class, sizeof *f, op, &f));
    f->where = where;
    if (f->base.estimate >= 0)
        f->base.estimate /= 2;
    return ENT_OK;
}

/* --- unwind ----------------------------------------------------------------------------------------------- */

typedef struct unwind {
    ent_i_op base;
    const ent_i_expr *list;
    uint32_t slot;
    ent_i_value current; /* in the operator's arena */
    size_t next, count;
    bool is_range;       /* whose numbers are made one at a time */
    ent_i_range_values range;
} unwind;

static ent_status unwind_open(ent_i_op *op)
{
    unwind *u = (unwind *)op;
    u->next = u->count = 0;
    u->range.any = false;
    return ENT_OK;
}

static ent_status next_of_range(unwind *u)
{
    ent_i_run *run = u->base.run;
    while (!u->range.any) {
        ent_status status = ent_i_op_pull(&u->base);
        if (status != ENT_OK)
            return status;
        ENT_I_TRY(ent_i_run_tick(run));
        ENT_I_TRY(ent_i_eval_range(run, u->list, &u->range));
    }
    run->frame[u->slot] = ent_i_integer(u->range.next);
    u->range.any = u->range.more > 0;
    if (u->range.more) {
        u->range.more--;
        u->range.next = (int64_t)((uint64_t)u->range.next + (uint64_t)u->range.step);
    }
    return ent_i_run_tick(run);
}

static ent_status unwind_next(ent_i_op *op)
{
    unwind *u = (unwind *)op;
    if (u->is_range)
        return next_of_range(u);
    while (u->next >= u->count) {
        ent_status status = ent_i_op_pull(op);
        if (status != ENT_OK)
            return status;
        ENT_I_TRY(ent_i_eval(op->run, u->list, &u->current));
        u->next = 0;
        u->count = u->current.kind == ENT_I_LIST ? u->current.list->count : u->current.kind != ENT_I_NULL;
    }
    /* What is no list is unwound as a list of itself. */
    op->run->frame[u->slot] = u->current.kind == ENT_I_LIST ? u->current.list->items[u->next] : u->current;
    u->next++;
    return ent_i_run_tick(op->run);
}

static void unwind_describe(const ent_i_op *op, ent_i_explain *explain)
{
    ent_i_explain_expr(explain, ((const unwind *)op)->list);
}

static const ent_i_op_class unwind_class = { .name = "Unwind",
                                             .open = unwind_open,
                                             .next = unwind_next,
                                             .describe = unwind_describe };

/* Of a list that is written out it is known how long it is. */
static void estimate_unwind(unwind *u)
{
    double rows = 10;
    const ent_i_expr *const *args = u->list->of.function.items;
    if (u->list->kind == ENT_I_EXPR_LIST)
        rows = (double)u->list->of.list.count;
    else if (u->is_range && u->list->of.function.count == 2 && args[0]->kind == ENT_I_EXPR_INTEGER &&
             args[1]->kind == ENT_I_EXPR_INTEGER)
        rows = args[1]->of.integer < args[0]->of.integer
                   ? 0
                   : (double)args[1]->of.integer - (double)args[0]->of.integer + 1;
    if (u->base.estimate >= 0)
        u->base.estimate *= rows;
}

ent_status ent_i_op_unwind(ent_i_run *run, const ent_i_expr *list, uint32_t slot, ent_i_op **op)
{
    unwind *u = NULL;
    ENT_I_TRY(ent_i_op_new(run, &unwind_class, sizeof *u, op, &u));
    u->list = list;
    u->slot = slot;
    const ent_i_note *note = ent_i_note_of(run->bound, list);
    u->is_range = list->kind == ENT_I_EXPR_FUNCTION && note->slot == ENT_I_NO_SLOT && note->function &&
                  note->function->id == ENT_I_FUNCTION_RANGE;
    estimate_unwind(u);
    return ENT_OK;
}

/* --- project ---------------------------------------------------------------------------------------------- */

typedef struct project {
    ent_i_op base;
    const ent_i_bound_projection *projection;
} project;

static ent_status project_next(ent_i_op *op)
{
    const ent_i_bound_projection *projection = ((project *)op)->projection;
    ent_status status = ent_i_op_pull(op);
    if (status != ENT_OK)
        return status;
    ENT_I_TRY(ent_i_run_tick(op->run));
    for (size_t i = 0; i < projection->column_count; i++) {
        const ent_i_bound_column *column = &projection->columns[i];
        ent_i_value value;
        if (column->value)
            ENT_I_TRY(ent_i_eval(op->run, column->value, &value));
        else
            value = op->run->frame[column->from];
        op->run->frame[column->slot] = value;
    }
    return ENT_OK;
}

static void project_describe(const ent_i_op *op, ent_i_explain *explain)
{
    ent_i_explain_columns(explain, ((const project *)op)->projection);
}

static const ent_i_op_class project_class = { .name = "Project", .next = project_next, .describe = project_describe };

ent_status ent_i_op_project(ent_i_run *run, const ent_i_bound_projection *projection, ent_i_op **op)
{
    project *p = NULL;
    ENT_I_TRY(ent_i_op_new(run, &project_class, sizeof *p, op, &p));
    p->projection = projection;
    return ENT_OK;
}

/* --- distinct --------------------------------------------------------------------------------------------- */

typedef struct distinct {
    ent_i_op base;
    const uint32_t *slots;
    ent_i_value *tuple;
    ent_i_tuples seen;
} distinct;

static ent_status distinct_open(ent_i_op *op)
{
    ent_i_tuples_clear(&((distinct *)op)->seen);
    return ENT_OK;
}

static ent_status distinct_next(ent_i_op *op)
{
    distinct *d = (distinct *)op;
    for (bool new = false; !new;) {
        size_t index;
        ent_status status = ent_i_op_pull(op);
        if (status != ENT_OK)
            return status;
        for (size_t i = 0; i < d->seen.width; i++)
            d->tuple[i] = op->run->frame[d->slots[i]];
        ENT_I_TRY(ent_i_tuples_put(&d->seen, d->tuple, &index, &new));
    }
    return ENT_OK;
}

static void distinct_clear(ent_i_op *op)
{
    ent_i_tuples_clear(&((distinct *)op)->seen);
}

static const ent_i_op_class distinct_class = { .name = "Distinct",
                                               .open = distinct_open,
                                               .next = distinct_next,
                                               .clear = distinct_clear };

ent_status ent_i_op_distinct(ent_i_run *run, const uint32_t *slots, size_t count, ent_i_op **op)
{
    distinct *d = NULL;
    ENT_I_TRY(ent_i_op_new(run, &distinct_class, sizeof *d, op, &d));
    d->slots = slots;
    ent_i_tuples_init(&d->seen, run, count);
    d->tuple = ent_i_arena_alloc(&run->plan, (count + 1) * sizeof *d->tuple);
    return d->tuple ? ENT_OK : ent_i_nomem(run->err);
}

/* --- skip and limit --------------------------------------------------------------------------------------- */

typedef struct slice {
    ent_i_op base;
    const ent_i_expr *skip, *limit;
    bool started;
    uint64_t skipped, left; /* still to skip, still to give */
} slice;

static ent_status slice_open(ent_i_op *op)
{
    ((slice *)op)->started = false;
    return ENT_OK;
}

static ent_status eval_count(ent_i_run *run, const ent_i_expr *expr, uint64_t missing, uint64_t *ret)
{
    ent_i_value value;
    *ret = missing;
    if (!expr)
        return ENT_OK;
    ENT_I_TRY(ent_i_eval(run, expr, &value));
    if (value.kind != ENT_I_INTEGER)
        return ent_i_run_fail(run, expr->range, "SyntaxError", "InvalidArgumentType",
                              "SKIP and LIMIT want an INTEGER, this is a %s", ent_i_value_kind_name(value));
    if (value.integer < 0)
        return ent_i_run_fail(run, expr->range, "SyntaxError", "NegativeIntegerArgument",
                              "SKIP and LIMIT want no negative number");
    *ret = (uint64_t)value.integer;
    return ENT_OK;
}

static ent_status slice_next(ent_i_op *op)
{
    slice *s = (slice *)op;
    if (!s->started) {
        op->run->arena = &op->arena;
        ENT_I_TRY(eval_count(op->run, s->skip, 0, &s->skipped));
        ENT_I_TRY(eval_count(op->run, s->limit, UINT64_MAX, &s->left));
        s->started = true;
        /* What is below may write, even if none of its rows is wanted. */
        if (s->left == 0) {
            ent_status status = ent_i_op_pull(op);
            return status < 0 ? status : ENT_DONE;
        }
    }
    for (; s->skipped; s->skipped--) {
        ent_status status = ent_i_op_pull(op);
        if (status != ENT_OK)
            return status;
    }
    if (s->left == 0)
        return ENT_DONE;
    if (s->left != UINT64_MAX)
        s->left--;
    return ent_i_op_pull(op);
}

static void slice_describe(const ent_i_op *op, ent_i_explain *explain)
{
    const slice *s = (const slice *)op;
    ent_i_explain_name(explain, s->limit ? "Limit" : "Skip");
    if (s->skip) {
        ent_i_explain_text(explain, "%s", s->limit ? "skip " : "");
        ent_i_explain_expr(explain, s->skip);
    }
    ent_i_explain_text(explain, "%s", s->skip && s->limit ? ", limit " : "");
    if (s->limit)
        ent_i_explain_expr(explain, s->limit);
}

static const ent_i_op_class slice_class = { .name = "Slice",
                                            .open = slice_open,
                                            .next = slice_next,
                                            .describe = slice_describe };

ent_status ent_i_op_slice(ent_i_run *run, const ent_i_expr *skip, const ent_i_expr *limit, ent_i_op **op)
{
    slice *s = NULL;
    ENT_I_TRY(ent_i_op_new(run, &slice_class, sizeof *s, op, &s));
    s->skip = skip;
    s->limit = limit;
    if (limit && limit->kind == ENT_I_EXPR_INTEGER && limit->of.integer >= 0 &&
        (s->base.estimate < 0 || s->base.estimate > (double)limit->of.integer))
        s->base.estimate = (double)limit->of.integer;
    return ENT_OK;
}
