/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Calling functions: the table from their numbers to what they do. */
#include "graph/query/evaluate/run.h"

typedef struct entry {
    ent_i_implementation *call;
    bool takes_null; /* else the result is null as soon as an argument is */
} entry;

static const entry entries[ENT_I_FUNCTION_TOTAL] = {
    [ENT_I_FUNCTION_ID] = { ent_i_fn_id, false },
    [ENT_I_FUNCTION_ELEMENT_ID] = { ent_i_fn_element_id, false },
    [ENT_I_FUNCTION_LABELS] = { ent_i_fn_labels, false },
    [ENT_I_FUNCTION_TYPE] = { ent_i_fn_type, false },
    [ENT_I_FUNCTION_START_NODE] = { ent_i_fn_start_node, false },
    [ENT_I_FUNCTION_END_NODE] = { ent_i_fn_end_node, false },
    [ENT_I_FUNCTION_PROPERTIES] = { ent_i_fn_properties, false },
    [ENT_I_FUNCTION_KEYS] = { ent_i_fn_keys, false },
    [ENT_I_FUNCTION_NODES] = { ent_i_fn_nodes, false },
    [ENT_I_FUNCTION_RELATIONSHIPS] = { ent_i_fn_relationships, false },
    [ENT_I_FUNCTION_LENGTH] = { ent_i_fn_length, false },
    [ENT_I_FUNCTION_EXISTS] = { ent_i_fn_exists, true },
    [ENT_I_FUNCTION_COALESCE] = { ent_i_fn_coalesce, true },
    [ENT_I_FUNCTION_SIZE] = { ent_i_fn_size, false },
    [ENT_I_FUNCTION_IS_EMPTY] = { ent_i_fn_is_empty, false },
    [ENT_I_FUNCTION_HEAD] = { ent_i_fn_head, false },
    [ENT_I_FUNCTION_LAST] = { ent_i_fn_last, false },
    [ENT_I_FUNCTION_TAIL] = { ent_i_fn_tail, false },
    [ENT_I_FUNCTION_REVERSE] = { ent_i_fn_reverse, false },
    [ENT_I_FUNCTION_RANGE] = { ent_i_fn_range, false },
    [ENT_I_FUNCTION_TO_BOOLEAN] = { ent_i_fn_to_boolean, false },
    [ENT_I_FUNCTION_TO_INTEGER] = { ent_i_fn_to_integer, false },
    [ENT_I_FUNCTION_TO_FLOAT] = { ent_i_fn_to_float, false },
    [ENT_I_FUNCTION_TO_STRING] = { ent_i_fn_to_string, false },
    [ENT_I_FUNCTION_TO_BOOLEAN_OR_NULL] = { ent_i_fn_to_boolean, false },
    [ENT_I_FUNCTION_TO_INTEGER_OR_NULL] = { ent_i_fn_to_integer, false },
    [ENT_I_FUNCTION_TO_FLOAT_OR_NULL] = { ent_i_fn_to_float, false },
    [ENT_I_FUNCTION_TO_STRING_OR_NULL] = { ent_i_fn_to_string, false },
    [ENT_I_FUNCTION_TO_LOWER] = { ent_i_fn_change_case, false },
    [ENT_I_FUNCTION_TO_UPPER] = { ent_i_fn_change_case, false },
    [ENT_I_FUNCTION_TRIM] = { ent_i_fn_trim, false },
    [ENT_I_FUNCTION_LTRIM] = { ent_i_fn_trim, false },
    [ENT_I_FUNCTION_RTRIM] = { ent_i_fn_trim, false },
    [ENT_I_FUNCTION_LEFT] = { ent_i_fn_left, false },
    [ENT_I_FUNCTION_RIGHT] = { ent_i_fn_right, false },
    [ENT_I_FUNCTION_SUBSTRING] = { ent_i_fn_substring, false },
    [ENT_I_FUNCTION_REPLACE] = { ent_i_fn_replace, false },
    [ENT_I_FUNCTION_SPLIT] = { ent_i_fn_split, false },
    [ENT_I_FUNCTION_ABS] = { ent_i_fn_abs, false },
    [ENT_I_FUNCTION_SIGN] = { ent_i_fn_sign, false },
    [ENT_I_FUNCTION_ROUND] = { ent_i_fn_round, false },
    [ENT_I_FUNCTION_CEIL] = { ent_i_fn_real, false },
    [ENT_I_FUNCTION_FLOOR] = { ent_i_fn_real, false },
    [ENT_I_FUNCTION_SQRT] = { ent_i_fn_real, false },
    [ENT_I_FUNCTION_EXP] = { ent_i_fn_real, false },
    [ENT_I_FUNCTION_LOG] = { ent_i_fn_real, false },
    [ENT_I_FUNCTION_LOG10] = { ent_i_fn_real, false },
    [ENT_I_FUNCTION_SIN] = { ent_i_fn_real, false },
    [ENT_I_FUNCTION_COS] = { ent_i_fn_real, false },
    [ENT_I_FUNCTION_TAN] = { ent_i_fn_real, false },
    [ENT_I_FUNCTION_COT] = { ent_i_fn_real, false },
    [ENT_I_FUNCTION_ASIN] = { ent_i_fn_real, false },
    [ENT_I_FUNCTION_ACOS] = { ent_i_fn_real, false },
    [ENT_I_FUNCTION_ATAN] = { ent_i_fn_real, false },
    [ENT_I_FUNCTION_HAVERSIN] = { ent_i_fn_real, false },
    [ENT_I_FUNCTION_DEGREES] = { ent_i_fn_real, false },
    [ENT_I_FUNCTION_RADIANS] = { ent_i_fn_real, false },
    [ENT_I_FUNCTION_ATAN2] = { ent_i_fn_atan2, false },
    [ENT_I_FUNCTION_IS_NAN] = { ent_i_fn_is_nan, false },
    [ENT_I_FUNCTION_E] = { ent_i_fn_constant, false },
    [ENT_I_FUNCTION_PI] = { ent_i_fn_constant, false },
    [ENT_I_FUNCTION_RAND] = { ent_i_fn_rand, false },
    [ENT_I_FUNCTION_RANDOM_UUID] = { ent_i_fn_random_uuid, false },
    [ENT_I_FUNCTION_TIMESTAMP] = { ent_i_fn_timestamp, false },
    [ENT_I_FUNCTION_DATE] = { ent_i_fn_instant, false },
    [ENT_I_FUNCTION_DATE_TRANSACTION] = { ent_i_fn_instant, false },
    [ENT_I_FUNCTION_DATE_STATEMENT] = { ent_i_fn_instant, false },
    [ENT_I_FUNCTION_DATE_REALTIME] = { ent_i_fn_instant, false },
    [ENT_I_FUNCTION_DATE_TRUNCATE] = { ent_i_fn_truncate, false },
    [ENT_I_FUNCTION_LOCAL_TIME] = { ent_i_fn_instant, false },
    [ENT_I_FUNCTION_LOCAL_TIME_TRANSACTION] = { ent_i_fn_instant, false },
    [ENT_I_FUNCTION_LOCAL_TIME_STATEMENT] = { ent_i_fn_instant, false },
    [ENT_I_FUNCTION_LOCAL_TIME_REALTIME] = { ent_i_fn_instant, false },
    [ENT_I_FUNCTION_LOCAL_TIME_TRUNCATE] = { ent_i_fn_truncate, false },
    [ENT_I_FUNCTION_TIME] = { ent_i_fn_instant, false },
    [ENT_I_FUNCTION_TIME_TRANSACTION] = { ent_i_fn_instant, false },
    [ENT_I_FUNCTION_TIME_STATEMENT] = { ent_i_fn_instant, false },
    [ENT_I_FUNCTION_TIME_REALTIME] = { ent_i_fn_instant, false },
    [ENT_I_FUNCTION_TIME_TRUNCATE] = { ent_i_fn_truncate, false },
    [ENT_I_FUNCTION_LOCAL_DATETIME] = { ent_i_fn_instant, false },
    [ENT_I_FUNCTION_LOCAL_DATETIME_TRANSACTION] = { ent_i_fn_instant, false },
    [ENT_I_FUNCTION_LOCAL_DATETIME_STATEMENT] = { ent_i_fn_instant, false },
    [ENT_I_FUNCTION_LOCAL_DATETIME_REALTIME] = { ent_i_fn_instant, false },
    [ENT_I_FUNCTION_LOCAL_DATETIME_TRUNCATE] = { ent_i_fn_truncate, false },
    [ENT_I_FUNCTION_DATETIME] = { ent_i_fn_instant, false },
    [ENT_I_FUNCTION_DATETIME_TRANSACTION] = { ent_i_fn_instant, false },
    [ENT_I_FUNCTION_DATETIME_STATEMENT] = { ent_i_fn_instant, false },
    [ENT_I_FUNCTION_DATETIME_REALTIME] = { ent_i_fn_instant, false },
    [ENT_I_FUNCTION_DATETIME_TRUNCATE] = { ent_i_fn_truncate, false },
    [ENT_I_FUNCTION_DATETIME_FROM_EPOCH] = { ent_i_fn_from_epoch, false },
    [ENT_I_FUNCTION_DATETIME_FROM_EPOCH_MILLIS] = { ent_i_fn_from_epoch_millis, false },
    [ENT_I_FUNCTION_DURATION] = { ent_i_fn_duration, false },
    [ENT_I_FUNCTION_DURATION_BETWEEN] = { ent_i_fn_between, false },
    [ENT_I_FUNCTION_DURATION_IN_MONTHS] = { ent_i_fn_between, false },
    [ENT_I_FUNCTION_DURATION_IN_DAYS] = { ent_i_fn_between, false },
    [ENT_I_FUNCTION_DURATION_IN_SECONDS] = { ent_i_fn_between, false },
    [ENT_I_FUNCTION_VALIDITY] = { ent_i_fn_validity, false },
    [ENT_I_FUNCTION_HOLDS] = { ent_i_fn_holds, false },
    [ENT_I_FUNCTION_STATUS] = { ent_i_fn_status, false },
    [ENT_I_FUNCTION_CITATIONS] = { ent_i_fn_citations, false },
    [ENT_I_FUNCTION_SOURCES] = { ent_i_fn_sources, false },
};

ent_status ent_i_bad_argument(const ent_i_call *call, size_t i, const char *detail, const char *expected)
{
    return ent_i_run_fail(call->run, call->range, "TypeError", detail, "%s() wants %s, this is a %s",
                          call->function->name, expected, ent_i_value_kind_name(call->args[i]));
}

ent_status ent_i_eval_call(ent_i_run *run, const ent_i_expr *expr, ent_i_value *ret)
{
    const ent_i_function *function = ent_i_note_of(run->bound, expr)->function;
    size_t count = expr->of.function.count;
    const entry *implementation = &entries[function->id];
    if (!implementation->call)
        return ent_i_fail(run->err, ENT_ERR_UNSUPPORTED, "the function %s() is not supported", function->name);
    ent_i_value few[4], *args = few;
    if (count > sizeof few / sizeof *few && !(args = ent_i_arena_alloc(run->arena, count * sizeof *args)))
        return ent_i_nomem(run->err);
    bool null = false;
    for (size_t i = 0; i < count; i++) {
        ENT_I_TRY(ent_i_eval(run, expr->of.function.items[i], &args[i]));
        null |= args[i].kind == ENT_I_NULL;
        if (function->id == ENT_I_FUNCTION_COALESCE && args[i].kind != ENT_I_NULL) {
            *ret = args[i]; /* the rest is not computed */
            return ENT_OK;
        }
    }
    *ret = ent_i_null();
    if (null && !implementation->takes_null)
        return ENT_OK;
    const ent_i_call call = { run, function, expr->range, args, count };
    return implementation->call(&call, ret);
}

ent_status ent_i_eval_range(ent_i_run *run, const ent_i_expr *expr, ent_i_range_values *ret)
{
    ent_i_value args[3];
    size_t count = expr->of.function.count;
    *ret = (ent_i_range_values){ .any = false };
    for (size_t i = 0; i < count; i++)
        ENT_I_TRY(ent_i_eval(run, expr->of.function.items[i], &args[i]));
    for (size_t i = 0; i < count; i++)
        if (args[i].kind == ENT_I_NULL)
            return ENT_OK;
    const ent_i_call call = { run, ent_i_note_of(run->bound, expr)->function, expr->range, args, count };
    return ent_i_range_of(&call, ret);
}
