/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Expressions with a variable of their own that runs over a list: comprehensions, quantifiers, reduce. */
#include "graph/query/evaluate/run.h"

static ent_status eval_source(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    ENT_I_TRY(ent_i_eval(run, expr, ret));
    if (ret->kind != ENT_I_LIST && ret->kind != ENT_I_NULL)
        return ent_i_run_fail(run, expr->range, "TypeError", "InvalidArgumentType", "a list is wanted, this is a %s",
                              ent_i_value_kind_name(*ret));
    return ENT_OK;
}

static ent_status comprehend(ent_i_run *run, const ent_i_expr *expr, uint32_t local, const ent_i_list *source,
                             ent_i_value *ret)
{
    ent_i_list *list;
    size_t count = 0;
    ENT_I_TRY(ent_i_value_list(run->arena, source->count, &list, run->err));
    for (size_t i = 0; i < source->count; i++) {
        bool kept = true;
        ENT_I_TRY(ent_i_run_tick(run));
        run->frame[local] = source->items[i];
        if (expr->of.comprehension.where)
            ENT_I_TRY(ent_i_eval_test(run, expr->of.comprehension.where, &kept));
        if (!kept)
            continue;
        ent_i_value value = source->items[i];
        if (expr->of.comprehension.value)
            ENT_I_TRY(ent_i_eval(run, expr->of.comprehension.value, &value));
        list->items[count++] = value;
    }
    list->count = count;
    *ret = (ent_i_value){ .kind = ENT_I_LIST, .list = list };
    return ENT_OK;
}

/* How many elements pass, and for how many that is not known. Stops when more of them cannot matter. */
static ent_status count_passing(ent_i_run *run, const ent_i_expr *expr, uint32_t local, const ent_i_list *source,
                                size_t *ret_true, size_t *ret_unknown, size_t *ret_false)
{
    *ret_true = *ret_unknown = *ret_false = 0;
    for (size_t i = 0; i < source->count; i++) {
        ent_i_value passes;
        ENT_I_TRY(ent_i_run_tick(run));
        run->frame[local] = source->items[i];
        ENT_I_TRY(ent_i_eval(run, expr->of.comprehension.where, &passes));
        if (passes.kind == ENT_I_NULL)
            ++*ret_unknown;
        else if (passes.kind != ENT_I_BOOLEAN)
            return ent_i_run_fail(run, expr->of.comprehension.where->range, "TypeError", "InvalidArgumentType",
                                  "a truth value is wanted, this is a %s", ent_i_value_kind_name(passes));
        else
            ++*(passes.boolean ? ret_true : ret_false);
        if ((expr->kind == ENT_I_EXPR_ALL && *ret_false) || (expr->kind == ENT_I_EXPR_SINGLE && *ret_true > 1) ||
            ((expr->kind == ENT_I_EXPR_ANY || expr->kind == ENT_I_EXPR_NONE) && *ret_true))
            break;
    }
    return ENT_OK;
}

static ent_status quantify(ent_i_run *run, const ent_i_expr *expr, uint32_t local, const ent_i_list *source,
                           ent_i_value *ret)
{
    size_t passing, unknown, failing;
    ENT_I_TRY(count_passing(run, expr, local, source, &passing, &unknown, &failing));
    bool settled, result;
    switch (expr->kind) {
    case ENT_I_EXPR_ALL:
        settled = failing || !unknown;
        result = !failing;
        break;
    case ENT_I_EXPR_ANY:
        settled = passing || !unknown;
        result = passing > 0;
        break;
    case ENT_I_EXPR_NONE:
        settled = passing || !unknown;
        result = passing == 0;
        break;
    default:
        settled = passing > 1 || !unknown;
        result = passing == 1;
    }
    *ret = settled ? ent_i_boolean(result) : ent_i_null();
    return ENT_OK;
}

static ent_status reduce(ent_i_run *run, const ent_i_expr *expr, const ent_i_note *note, ent_i_value *ret)
{
    ent_i_value source, result;
    ENT_I_TRY(ent_i_eval(run, expr->of.reduce.initial, &result));
    ENT_I_TRY(eval_source(run, expr->of.reduce.list, &source));
    if (source.kind == ENT_I_NULL) {
        *ret = ent_i_null();
        return ENT_OK;
    }
    for (size_t i = 0; i < source.list->count; i++) {
        ENT_I_TRY(ent_i_run_tick(run));
        run->frame[note->accumulator] = result;
        run->frame[note->local] = source.list->items[i];
        ENT_I_TRY(ent_i_eval(run, expr->of.reduce.value, &result));
    }
    *ret = result;
    return ENT_OK;
}

ent_status ent_i_eval_loop(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    const ent_i_note *note = ent_i_note_of(run->bound, expr);
    if (expr->kind == ENT_I_EXPR_REDUCE)
        return reduce(run, expr, note, ret);
    ent_i_value source;
    ENT_I_TRY(eval_source(run, expr->of.comprehension.list, &source));
    *ret = ent_i_null();
    if (source.kind == ENT_I_NULL)
        return ENT_OK;
    if (expr->kind == ENT_I_EXPR_LIST_COMPREHENSION)
        return comprehend(run, expr, note->local, source.list, ret);
    return quantify(run, expr, note->local, source.list, ret);
}
