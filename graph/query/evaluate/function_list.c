/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Functions of any value and of lists. */
#include <string.h>

#include "graph/base/utf8.h"
#include "graph/query/evaluate/run.h"

/* Longer ranges are refused before memory runs out. */
#define RANGE_MOST 100000000u

ent_status ent_i_fn_exists(const ent_i_call *call, ent_i_value *ret)
{
    *ret = ent_i_boolean(call->args[0].kind == ENT_I_NULL ? false : true);
    return ENT_OK;
}

/* The first argument that is not null: that one was given already. */
ent_status ent_i_fn_coalesce(const ent_i_call *call, ent_i_value *ret)
{
    (void)call;
    *ret = ent_i_null();
    return ENT_OK;
}

ent_status ent_i_fn_size(const ent_i_call *call, ent_i_value *ret)
{
    ent_i_value value = call->args[0];
    if (value.kind == ENT_I_LIST)
        *ret = ent_i_integer((int64_t)value.list->count);
    else if (value.kind == ENT_I_STRING)
        *ret = ent_i_integer((int64_t)ent_i_utf8_count(value.string->text, value.string->length));
    else
        return ent_i_bad_argument(call, 0, "InvalidArgumentValue", "a LIST or STRING");
    return ENT_OK;
}

ent_status ent_i_fn_is_empty(const ent_i_call *call, ent_i_value *ret)
{
    ent_i_value value = call->args[0];
    size_t size;
    if (value.kind == ENT_I_LIST)
        size = value.list->count;
    else if (value.kind == ENT_I_STRING)
        size = value.string->length;
    else if (value.kind == ENT_I_MAP)
        size = value.map->count;
    else
        return ent_i_bad_argument(call, 0, "InvalidArgumentValue", "a LIST, MAP or STRING");
    *ret = ent_i_boolean(size == 0);
    return ENT_OK;
}

static ent_status list_of(const ent_i_call *call, const ent_i_list **ret)
{
    if (call->args[0].kind != ENT_I_LIST)
        return ent_i_bad_argument(call, 0, "InvalidArgumentValue", "a LIST");
    *ret = call->args[0].list;
    return ENT_OK;
}

ent_status ent_i_fn_head(const ent_i_call *call, ent_i_value *ret)
{
    const ent_i_list *list = NULL;
    ENT_I_TRY(list_of(call, &list));
    *ret = list->count ? list->items[0] : ent_i_null();
    return ENT_OK;
}

ent_status ent_i_fn_last(const ent_i_call *call, ent_i_value *ret)
{
    const ent_i_list *list = NULL;
    ENT_I_TRY(list_of(call, &list));
    *ret = list->count ? list->items[list->count - 1] : ent_i_null();
    return ENT_OK;
}

ent_status ent_i_fn_tail(const ent_i_call *call, ent_i_value *ret)
{
    const ent_i_list *list = NULL;
    ent_i_list *tail;
    ENT_I_TRY(list_of(call, &list));
    ENT_I_TRY(ent_i_value_list(call->run->arena, list->count ? list->count - 1 : 0, &tail, call->run->err));
    if (tail->count)
        memcpy(tail->items, list->items + 1, tail->count * sizeof *tail->items);
    *ret = (ent_i_value){ .kind = ENT_I_LIST, .list = tail };
    return ENT_OK;
}

static ent_status reverse_text(const ent_i_call *call, const ent_i_string *from, ent_i_value *ret)
{
    ENT_I_TRY(ent_i_value_string(call->run->arena, from->text, from->length, ret, call->run->err));
    char *made = ent_i_arena_alloc(call->run->arena, from->length + 1);
    if (!made)
        return ent_i_nomem(call->run->err);
    size_t step;
    for (size_t i = 0; i < from->length; i += step) {
        uint32_t codepoint;
        step = ent_i_utf8_next(from->text + i, from->length - i, &codepoint);
        if (!step)
            break;
        memcpy(made + from->length - i - step, from->text + i, step);
    }
    return ent_i_value_string(call->run->arena, made, from->length, ret, call->run->err);
}

ent_status ent_i_fn_reverse(const ent_i_call *call, ent_i_value *ret)
{
    if (call->args[0].kind == ENT_I_STRING)
        return reverse_text(call, call->args[0].string, ret);
    if (call->args[0].kind != ENT_I_LIST)
        return ent_i_bad_argument(call, 0, "InvalidArgumentValue", "a LIST or STRING");
    const ent_i_list *list = call->args[0].list;
    ent_i_list *made;
    ENT_I_TRY(ent_i_value_list(call->run->arena, list->count, &made, call->run->err));
    for (size_t i = 0; i < list->count; i++)
        made->items[i] = list->items[list->count - 1 - i];
    *ret = (ent_i_value){ .kind = ENT_I_LIST, .list = made };
    return ENT_OK;
}

ent_status ent_i_range_of(const ent_i_call *call, ent_i_range_values *ret)
{
    ent_i_run *run = call->run;
    for (size_t i = 0; i < call->count; i++)
        if (call->args[i].kind != ENT_I_INTEGER)
            return ent_i_run_fail(run, call->range, "ArgumentError", "InvalidArgumentType",
                                  "range() wants INTEGERs, this is a %s", ent_i_value_kind_name(call->args[i]));
    int64_t from = call->args[0].integer, to = call->args[1].integer;
    int64_t step = call->count > 2 ? call->args[2].integer : 1;
    if (step == 0)
        return ent_i_run_fail(run, call->range, "ArgumentError", "NumberOutOfRange", "the step of range() is not 0");
    bool any = step > 0 ? from <= to : from >= to;
    uint64_t distance = step > 0 ? (uint64_t)to - (uint64_t)from : (uint64_t)from - (uint64_t)to;
    uint64_t stride = step > 0 ? (uint64_t)step : 0 - (uint64_t)step;
    *ret = (ent_i_range_values){ .next = from, .step = step, .any = any, .more = any ? distance / stride : 0 };
    return ENT_OK;
}

ent_status ent_i_fn_range(const ent_i_call *call, ent_i_value *ret)
{
    ent_i_run *run = call->run;
    ent_i_range_values values;
    ENT_I_TRY(ent_i_range_of(call, &values));
    if (values.more >= RANGE_MOST)
        return ent_i_fail(run->err, ENT_ERR_LIMIT, "range() of %llu numbers is too long",
                          (unsigned long long)values.more);
    ENT_I_TRY(ent_i_run_room(run, (size_t)(values.more + 1) * sizeof(ent_i_value)));
    ent_i_list *list;
    ENT_I_TRY(ent_i_value_list(run->arena, values.any ? (size_t)values.more + 1 : 0, &list, run->err));
    for (size_t i = 0; i < list->count; i++)
        list->items[i] = ent_i_integer((int64_t)((uint64_t)values.next + (uint64_t)values.step * i));
    *ret = (ent_i_value){ .kind = ENT_I_LIST, .list = list };
    return ENT_OK;
}
