/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Functions that make temporal values: graph/time/temporal.h with the language's values around it. */
#include <string.h>

#include "graph/query/evaluate/run.h"

/* Which kind a function makes, by its number: they stand in the table kind after kind. */
static ent_i_temporal_kind kind_of(ent_i_function_id id)
{
    if (id <= ENT_I_FUNCTION_DATE_TRUNCATE)
        return ENT_I_DATE;
    if (id <= ENT_I_FUNCTION_LOCAL_TIME_TRUNCATE)
        return ENT_I_LOCAL_TIME;
    if (id <= ENT_I_FUNCTION_TIME_TRUNCATE)
        return ENT_I_TIME;
    return id <= ENT_I_FUNCTION_LOCAL_DATETIME_TRUNCATE ? ENT_I_LOCAL_DATETIME : ENT_I_DATETIME;
}

/* What graph/time says of its arguments, as an error of the language. */
static ent_status report(const ent_i_call *call, ent_status status, const ent_error *reason)
{
    if (status == ENT_OK)
        return ENT_OK;
    if (status == ENT_ERR_NOMEM)
        return ent_i_nomem(call->run->err);
    return ent_i_run_fail(call->run, call->range, "ArgumentError", "InvalidArgumentValue", "%s", reason->message);
}

static ent_status new_temporal(const ent_i_call *call, ent_i_temporal **ret)
{
    *ret = ent_i_arena_alloc(call->run->arena, sizeof **ret);
    return *ret ? ENT_OK : ent_i_nomem(call->run->err);
}

static ent_i_value give(const ent_i_temporal *temporal)
{
    return (ent_i_value){ .kind = ENT_I_TEMPORAL, .temporal = temporal };
}

/* --- instants --------------------------------------------------------------------------------------------- */

/* *ret_null: an entry is null, and so is what would be made of the map. */
static ent_status read_parts(const ent_i_call *call, const ent_i_map *map, ent_i_temporal_parts *ret, bool *ret_null)
{
    memset(ret, 0, sizeof *ret);
    *ret_null = false;
    for (size_t i = 0; i < map->count; i++) {
        const ent_i_string *key = map->entries[i].key;
        ent_i_value value = map->entries[i].value;
        ent_error reason = { .code = ENT_OK };
        ent_status status;
        if (value.kind == ENT_I_NULL) {
            *ret_null = true;
            continue;
        }
        if (value.kind == ENT_I_INTEGER)
            status = ent_i_temporal_part_integer(ret, key->text, key->length, value.integer, &reason);
        else if (value.kind == ENT_I_STRING)
            status = ent_i_temporal_part_text(ret, key->text, key->length, value.string->text, value.string->length,
                                              &reason);
        else if (value.kind == ENT_I_TEMPORAL)
            status = ent_i_temporal_part_temporal(ret, key->text, key->length, value.temporal, &reason);
        else
            return ent_i_run_fail(call->run, call->range, "TypeError", "InvalidArgumentType",
                                  "a %s cannot be the %s of a temporal value", ent_i_value_kind_name(value), key->text);
        ENT_I_TRY(report(call, status, &reason));
    }
    return ENT_OK;
}

ent_status ent_i_fn_instant(const ent_i_call *call, ent_i_value *ret)
{
    ent_i_function_id id = call->function->id;
    ent_i_temporal_kind kind = kind_of(id);
    const ent_i_temporal_env *clock = &call->run->clock;
    ent_i_temporal *made;
    ent_error reason = { .code = ENT_OK };
    ent_status status;
    ENT_I_TRY(new_temporal(call, &made));
    ent_i_value value = call->count ? call->args[0] : ent_i_null();
    bool plain = id == ENT_I_FUNCTION_DATE || id == ENT_I_FUNCTION_LOCAL_TIME || id == ENT_I_FUNCTION_TIME ||
                 id == ENT_I_FUNCTION_LOCAL_DATETIME || id == ENT_I_FUNCTION_DATETIME;
    if (!call->count) {
        status = ent_i_temporal_now(kind, NULL, 0, clock, made, &reason);
    } else if (value.kind == ENT_I_STRING && !plain) {
        status = ent_i_temporal_now(kind, value.string->text, value.string->length, clock, made, &reason);
    } else if (value.kind == ENT_I_STRING) {
        status = ent_i_temporal_parse(kind, value.string->text, value.string->length, clock, made, &reason);
    } else if (value.kind == ENT_I_TEMPORAL) {
        status = ent_i_temporal_convert(kind, value.temporal, made, &reason);
    } else if (value.kind == ENT_I_MAP) {
        ent_i_temporal_parts parts;
        bool null;
        ENT_I_TRY(read_parts(call, value.map, &parts, &null));
        if (null)
            return ENT_OK;
        status = ent_i_temporal_build(kind, &parts, clock, made, &reason);
    } else {
        return ent_i_bad_argument(call, 0, "InvalidArgumentType", "a MAP, STRING or temporal value");
    }
    ENT_I_TRY(report(call, status, &reason));
    *ret = give(made);
    return ENT_OK;
}

ent_status ent_i_fn_truncate(const ent_i_call *call, ent_i_value *ret)
{
    const ent_i_temporal_env *clock = &call->run->clock;
    ent_i_temporal_kind kind = kind_of(call->function->id);
    ent_i_temporal now, *made;
    ent_i_temporal_parts parts;
    bool null = false;
    ent_error reason = { .code = ENT_OK };
    ENT_I_TRY(new_temporal(call, &made));
    if (call->args[0].kind != ENT_I_STRING)
        return ent_i_bad_argument(call, 0, "InvalidArgumentType", "the name of a unit");
    if (call->count > 1 && call->args[1].kind != ENT_I_TEMPORAL)
        return ent_i_bad_argument(call, 1, "InvalidArgumentType", "a temporal value");
    if (call->count > 2 && call->args[2].kind != ENT_I_MAP)
        return ent_i_bad_argument(call, 2, "InvalidArgumentType", "a MAP");
    if (call->count > 2)
        ENT_I_TRY(read_parts(call, call->args[2].map, &parts, &null));
    if (null)
        return ENT_OK;
    const ent_i_temporal *value = &now;
    ent_status status = ENT_OK;
    if (call->count > 1)
        value = call->args[1].temporal;
    else
        status = ent_i_temporal_now(kind, NULL, 0, clock, &now, &reason);
    if (status == ENT_OK)
        status = ent_i_temporal_truncate(kind, call->args[0].string->text, call->args[0].string->length, value,
                                         call->count > 2 ? &parts : NULL, clock, made, &reason);
    ENT_I_TRY(report(call, status, &reason));
    *ret = give(made);
    return ENT_OK;
}

static ent_status integer_of(const ent_i_call *call, size_t i, int64_t *ret)
{
    if (call->args[i].kind != ENT_I_INTEGER)
        return ent_i_bad_argument(call, i, "InvalidArgumentType", "an INTEGER");
    *ret = call->args[i].integer;
    return ENT_OK;
}

ent_status ent_i_fn_from_epoch(const ent_i_call *call, ent_i_value *ret)
{
    int64_t seconds = 0, nanoseconds = 0;
    ent_i_temporal *made;
    ent_error reason = { .code = ENT_OK };
    ENT_I_TRY(new_temporal(call, &made));
    ENT_I_TRY(integer_of(call, 0, &seconds));
    ENT_I_TRY(integer_of(call, 1, &nanoseconds));
    ENT_I_TRY(report(call, ent_i_temporal_from_epoch(seconds, nanoseconds, made, &reason), &reason));
    *ret = give(made);
    return ENT_OK;
}

ent_status ent_i_fn_from_epoch_millis(const ent_i_call *call, ent_i_value *ret)
{
    int64_t milliseconds = 0;
    ent_i_temporal *made;
    ent_error reason = { .code = ENT_OK };
    ENT_I_TRY(new_temporal(call, &made));
    ENT_I_TRY(integer_of(call, 0, &milliseconds));
    ENT_I_TRY(report(call, ent_i_temporal_from_epoch_millis(milliseconds, made, &reason), &reason));
    *ret = give(made);
    return ENT_OK;
}

/* --- durations -------------------------------------------------------------------------------------------- */

static ent_status build_duration(const ent_i_call *call, const ent_i_map *map, ent_i_temporal *made, bool *ret_null)
{
    ent_i_duration_parts parts;
    memset(&parts, 0, sizeof parts);
    ent_error reason = { .code = ENT_OK };
    *ret_null = false;
    for (size_t i = 0; i < map->count; i++) {
        const ent_i_string *key = map->entries[i].key;
        ent_i_value value = map->entries[i].value;
        ent_i_temporal_number number = { .real = value.kind == ENT_I_FLOAT };
        if (value.kind == ENT_I_NULL) {
            *ret_null = true;
            continue;
        }
        if (value.kind == ENT_I_FLOAT)
            number.number = value.number;
        else if (value.kind == ENT_I_INTEGER)
            number.integer = value.integer;
        else
            return ent_i_run_fail(call->run, call->range, "TypeError", "InvalidArgumentType",
                                  "a %s cannot be the %s of a duration", ent_i_value_kind_name(value), key->text);
        ENT_I_TRY(report(call, ent_i_duration_part_number(&parts, key->text, key->length, number, &reason), &reason));
    }
    return *ret_null ? ENT_OK : report(call, ent_i_duration_build(&parts, made, &reason), &reason);
}

ent_status ent_i_fn_duration(const ent_i_call *call, ent_i_value *ret)
{
    ent_i_temporal *made;
    ent_error reason = { .code = ENT_OK };
    ent_i_value value = call->args[0];
    bool null = false;
    ENT_I_TRY(new_temporal(call, &made));
    if (value.kind == ENT_I_MAP)
        ENT_I_TRY(build_duration(call, value.map, made, &null));
    else if (value.kind == ENT_I_STRING)
        ENT_I_TRY(report(call, ent_i_temporal_parse(ENT_I_DURATION, value.string->text, value.string->length,
                                                    &call->run->clock, made, &reason), &reason));
    else if (value.kind == ENT_I_TEMPORAL && value.temporal->kind == ENT_I_DURATION)
        *made = *value.temporal;
    else
        return ent_i_bad_argument(call, 0, "InvalidArgumentType", "a MAP, STRING or DURATION");
    if (!null)
        *ret = give(made);
    return ENT_OK;
}

ent_status ent_i_fn_between(const ent_i_call *call, ent_i_value *ret)
{
    static const ent_i_between modes[] = { ENT_I_IN_PARTS, ENT_I_IN_MONTHS, ENT_I_IN_DAYS, ENT_I_IN_SECONDS };
    ent_i_temporal *made;
    ent_error reason = { .code = ENT_OK };
    for (size_t i = 0; i < 2; i++)
        if (call->args[i].kind != ENT_I_TEMPORAL || call->args[i].temporal->kind == ENT_I_DURATION)
            return ent_i_bad_argument(call, i, "InvalidArgumentType", "an instant");
    ENT_I_TRY(new_temporal(call, &made));
    ent_i_between mode = modes[call->function->id - ENT_I_FUNCTION_DURATION_BETWEEN];
    ENT_I_TRY(report(call, ent_i_duration_between(mode, call->args[0].temporal, call->args[1].temporal,
                                                  &call->run->clock, made, &reason), &reason));
    *ret = give(made);
    return ENT_OK;
}
