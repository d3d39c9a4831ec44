/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Is what a step found what the pattern says? */
#include <stdio.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/query/match/match.h"

bool ent_i_match_is_used(const ent_i_matcher *matcher, uint64_t rel)
{
    for (size_t i = 0; i < matcher->used_count; i++)
        if (matcher->used[i] == rel)
            return true;
    return false;
}

ent_status ent_i_match_use(ent_i_matcher *matcher, uint64_t rel)
{
    ENT_I_TRY(ENT_I_RESERVE(matcher->used, matcher->used_capacity, matcher->used_count + 1, matcher->run->err));
    matcher->used[matcher->used_count++] = rel;
    return ENT_OK;
}

bool ent_i_match_type(const ent_i_matcher *matcher, const ent_i_step *step, uint64_t rel)
{
    if (!step->filter.count)
        return true;
    ent_i_symbol type = ent_i_work_type(matcher->run->work, rel);
    for (size_t i = 0; i < step->filter.count; i++)
        if (step->filter.types[i] == type)
            return true;
    return false;
}

ent_status ent_i_match_properties(ent_i_matcher *matcher, ent_i_value entity, ent_i_value map, bool *ret)
{
    ent_i_run *run = matcher->run;
    *ret = map.kind == ENT_I_MAP;
    for (size_t i = 0; *ret && i < map.map->count; i++) {
        const ent_i_entry *entry = &map.map->entries[i];
        ent_i_value value;
        ENT_I_TRY(ent_i_work_property(run->work, entity.kind == ENT_I_RELATIONSHIP, entity.id, entry->key->text,
                                      entry->key->length, run->arena, &value, run->err));
        *ret = ent_i_value_equal(value, entry->value) == ENT_I_TRUE;
    }
    return ENT_OK;
}

/* --- valid time ------------------------------------------------------------------------------------------- */

ent_status ent_i_match_period(ent_i_matcher *matcher, ent_i_value entity, bool *ret)
{
    ent_span span;
    ENT_I_TRY(ent_i_work_span(matcher->run->work, entity.kind == ENT_I_RELATIONSHIP, entity.id, matcher->reading, &span,
                              matcher->run->err));
    *ret = span.from < span.until && span.from <= matcher->to && span.until > matcher->from;
    return ENT_OK;
}

static ent_status bad_day(ent_i_matcher *matcher, const ent_i_expr *expr, const char *why)
{
    return ent_i_run_fail(matcher->run, expr->range, "ArgumentError", "InvalidArgumentValue", "%s", why);
}

/* The first and the last day of what was written: a date, a text in EDTF, or a year. */
static ent_status eval_days(ent_i_matcher *matcher, const ent_i_expr *expr, ent_day *ret_first, ent_day *ret_last)
{
    ent_i_value value;
    ENT_I_TRY(ent_i_eval(matcher->run, expr, &value));
    if (value.kind == ENT_I_TEMPORAL && (value.temporal->kind == ENT_I_DATE || value.temporal->kind == ENT_I_DATETIME ||
                                         value.temporal->kind == ENT_I_LOCAL_DATETIME)) {
        int64_t day = value.temporal->days;
        day = day <= ENT_DAY_MIN ? ENT_DAY_MIN + 1 : day >= ENT_DAY_MAX ? ENT_DAY_MAX - 1 : day;
        *ret_first = *ret_last = (ent_day)day;
        return ENT_OK;
    }
    char year[24];
    const char *text = year;
    size_t length;
    if (value.kind == ENT_I_STRING) {
        text = value.string->text;
        length = value.string->length;
    } else if (value.kind == ENT_I_INTEGER && value.integer >= 0 && value.integer <= 9999) {
        length = (size_t)snprintf(year, sizeof year, "%04d", (int)value.integer);
    } else {
        return bad_day(matcher, expr, "a date is wanted: '2021-12-06', '2021', date('2021-12-06')");
    }
    ent_error reason = { .code = ENT_OK };
    ent_period period;
    ent_status status = ent_day_parse(text, length, ret_last, &reason);
    if (status == ENT_OK)
        status = ent_period_parse(text, length, &period, &reason);
    if (status == ENT_ERR_NOMEM)
        return ent_i_nomem(matcher->run->err);
    if (status != ENT_OK)
        return bad_day(matcher, expr, reason.message);
    *ret_first = period.start.first;
    return ENT_OK;
}

static void note_days(const ent_i_matcher *matcher)
{
    ent_i_days *days = &matcher->run->days;
    if (days->asked && (days->from != matcher->from || days->to != matcher->to || days->reading != matcher->reading))
        days->several = true;
    if (!days->asked)
        *days = (ent_i_days){ true, false, matcher->from, matcher->to, matcher->reading };
}

static ent_status find_days(ent_i_matcher *matcher)
{
    const ent_i_time *time = matcher->request.time;
    ent_day unused;
    matcher->reading = time->reading == ENT_I_READING_CERTAIN    ? ENT_CERTAIN
                       : time->reading == ENT_I_READING_POSSIBLE ? ENT_POSSIBLE
                                                                 : ENT_NOMINAL;
    if (!time->to) {
        ENT_I_TRY(eval_days(matcher, time->from, &unused, &matcher->to));
        matcher->from = matcher->to;
        return ENT_OK;
    }
    ENT_I_TRY(eval_days(matcher, time->from, &matcher->from, &unused));
    ENT_I_TRY(eval_days(matcher, time->to, &unused, &matcher->to));
    if (matcher->from > matcher->to)
        return bad_day(matcher, time->from, "BETWEEN wants the earlier date first");
    return ENT_OK;
}

ent_status ent_i_match_days(ent_i_matcher *matcher)
{
    if (!matcher->request.time)
        return ENT_OK;
    ENT_I_TRY(find_days(matcher));
    note_days(matcher);
    return ENT_OK;
}

/* --- all tests of a step ---------------------------------------------------------------------------------- */

static ent_status test_entity(ent_i_matcher *matcher, const ent_i_test *test, ent_i_value entity, ent_i_value map,
                              bool *ret)
{
    *ret = true;
    if (entity.kind != ENT_I_NODE && entity.kind != ENT_I_RELATIONSHIP)
        return ENT_OK; /* known before, and refused at its own step */
    if (test->kind == ENT_I_TEST_PERIOD)
        return ent_i_match_period(matcher, entity, ret);
    return ent_i_match_properties(matcher, entity, map, ret);
}

static ent_status test_one(ent_i_matcher *matcher, const ent_i_test *test, bool *ret)
{
    ent_i_run *run = matcher->run;
    *ret = true;
    if (test->kind == ENT_I_TEST_WHERE)
        return ent_i_eval_test(run, test->expr, ret);
    ent_i_value value = run->frame[test->slot], map = ent_i_null();
    bool labels = test->kind == ENT_I_TEST_LABELS && value.kind == ENT_I_NODE;
    for (size_t i = 0; labels && i < test->label_count && *ret; i++)
        *ret = ent_i_work_has_label(run->work, value.id, test->labels[i]);
    if (test->kind == ENT_I_TEST_LABELS)
        return ENT_OK;
    if (test->kind == ENT_I_TEST_PROPERTIES)
        ENT_I_TRY(ent_i_eval(run, test->expr, &map));
    if (value.kind != ENT_I_LIST)
        return test_entity(matcher, test, value, map, ret);
    for (size_t i = 0; i < value.list->count && *ret; i++)
        ENT_I_TRY(test_entity(matcher, test, value.list->items[i], map, ret));
    return ENT_OK;
}

ent_status ent_i_match_tests(ent_i_matcher *matcher, const ent_i_step *step, bool *ret)
{
    *ret = true;
    for (const ent_i_test *test = step->tests; test && *ret; test = test->next)
        ENT_I_TRY(test_one(matcher, test, ret));
    return ENT_OK;
}

ent_status ent_i_match_passes(ent_i_matcher *matcher, ent_i_step *step, uint64_t rel, uint64_t other, bool *ret)
{
    *ret = false;
    ENT_I_TRY(ent_i_run_tick(matcher->run));
    if (ent_i_match_is_used(matcher, rel))
        return ENT_OK;
    *ret = true;
    if (step->early)
        ENT_I_TRY(ent_i_match_properties(matcher, ent_i_rel_value(rel), step->early_value, ret));
    if (*ret && matcher->request.time)
        ENT_I_TRY(ent_i_match_period(matcher, ent_i_rel_value(rel), ret));
    if (*ret && matcher->request.time)
        ENT_I_TRY(ent_i_match_period(matcher, ent_i_node_value(other), ret));
    return ENT_OK;
}
