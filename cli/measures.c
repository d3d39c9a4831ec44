/* SPDX-License-Identifier: GPL-2.0-or-later */
/* rank and describe: the questions that measure. */
#include <stdlib.h>
#include <string.h>

#include "cli/work.h"

/* The names between the commas of every --by, looked up. */
static int read_measures(const cli_arguments *arguments, const char *fallback, cli_measuring *ret)
{
    const cli_values *by = &arguments->options[CLI_BY];
    size_t count = 0, most = 1;
    for (size_t i = 0; i < by->count; i++)
        most += strlen(by->items[i]) + 1;
    ret->measures = calloc(most, sizeof *ret->measures);
    if (!ret->measures)
        return cli_fail_memory();
    ent_error error = { 0 };
    ent_status status = ENT_OK;
    if (by->count == 0 && fallback)
        status = ent_measure_lookup(fallback, &ret->measures[count++], &error);
    for (size_t i = 0; i < by->count && status >= 0; i++) {
        char *names = strdup(by->items[i]), *rest = names, *name;
        while (names && status >= 0 && (name = strsep(&rest, ",")) != NULL)
            status = ent_measure_lookup(name, &ret->measures[count++], &error);
        free(names);
    }
    ret->options.measures = ret->measures;
    ret->options.measure_count = count;
    if (status >= 0)
        return CLI_ANSWERED;
    cli_fail(&error, "entente rank --list shows the measures");
    return CLI_MISUSED;
}

static int read_arguments(const cli_arguments *arguments, cli_measuring *ret)
{
    const cli_values *given = &arguments->options[CLI_WITH];
    ret->arguments = calloc(given->count + 1, sizeof *ret->arguments);
    ret->names = calloc(given->count + 1, sizeof *ret->names);
    if (!ret->arguments || !ret->names)
        return cli_fail_memory();
    for (size_t i = 0; i < given->count; i++) {
        const char *equals = strchr(given->items[i], '=');
        if (!equals || equals == given->items[i])
            return cli_misuse(arguments->command, "--with wants NAME=VALUE, not \"%s\"", given->items[i]);
        ret->names[i] = strndup(given->items[i], (size_t)(equals - given->items[i]));
        if (!ret->names[i])
            return cli_fail_memory();
        ret->arguments[i] = (ent_argument){ ret->names[i], equals + 1, 0 };
        ret->options.argument_count = i + 1;
    }
    ret->options.arguments = ret->arguments;
    return CLI_ANSWERED;
}

int cli_measuring_read(const cli_arguments *arguments, const char *fallback, cli_measuring *ret)
{
    memset(ret, 0, sizeof *ret);
    ret->options = (ent_rank_options)ENT_RANK_OPTIONS_INIT;
    int result = cli_projection_options(arguments, &ret->options.projection);
    if (result == CLI_ANSWERED)
        result = cli_number(arguments, CLI_TOP, 0, 1, SIZE_MAX, &ret->options.top);
    if (result == CLI_ANSWERED)
        result = read_measures(arguments, fallback, ret);
    if (result == CLI_ANSWERED)
        result = read_arguments(arguments, ret);
    return result == CLI_ANSWERED ? cli_onto_check(arguments) : result;
}

int cli_measuring_onto(const cli_arguments *arguments, const cli_data *data, cli_measuring *ret)
{
    if (cli_given(arguments, CLI_ONTO))
        ret->options.onto = &ret->onto;
    return cli_onto_read(arguments, data, &ret->onto);
}

void cli_measuring_clear(cli_measuring *measuring)
{
    for (size_t i = 0; measuring->names && measuring->names[i]; i++)
        free(measuring->names[i]);
    free(measuring->names);
    free(measuring->arguments);
    free(measuring->measures);
    memset(measuring, 0, sizeof *measuring);
}

/* --- rank over time ------------------------------------------------------------------------------------ */

static int read_day(const cli_arguments *arguments, const char *text, size_t length, ent_day *ret)
{
    ent_error error = { 0 };
    if (ent_day_parse(text, length, ret, &error) >= 0)
        return CLI_ANSWERED;
    return cli_misuse(arguments->command, "--series wants two days, as 2000..2025: %s", error.message);
}

static int read_days(const cli_arguments *arguments, ent_day **ret, size_t *ret_count)
{
    const char *series = cli_value(arguments, CLI_SERIES), *step = cli_value(arguments, CLI_STEP);
    const char *dots = strstr(series, "..");
    ent_error error = { 0 };
    ent_day from, to;
    if (!dots)
        return cli_misuse(arguments->command, "--series wants two days, as 2000..2025, not \"%s\"", series);
    if (cli_given(arguments, CLI_AS_OF) || cli_given(arguments, CLI_ALL_DATES))
        return cli_misuse(arguments->command, "--series has days of its own, so it excludes --as-of and --all-dates");
    int result = read_day(arguments, series, (size_t)(dots - series), &from);
    if (result == CLI_ANSWERED)
        result = read_day(arguments, dots + 2, strlen(dots + 2), &to);
    if (result == CLI_ANSWERED && ent_series_days(from, to, step ? step : "1Y", ret, ret_count, &error) < 0)
        result = error.code == ENT_ERR_NOMEM ? cli_fail(&error, NULL) : cli_misuse(arguments->command, "%s", error.message);
    return result;
}

/* --- asking -------------------------------------------------------------------------------------------- */

typedef struct question {
    bool describe;
    bool long_rows;
    ent_day *days; /* NULL: one day */
    size_t day_count;
} question;

static ent_status put(const question *q, const ent_view *view, const ent_rank_options *options, ent_answer **ret,
                      ent_error *err)
{
    if (q->describe)
        return ent_describe_ask(view, options, ret, err);
    if (!q->days)
        return ent_rank_ask(view, options, ret, err);
    ent_series_options series = { *options, q->days, q->day_count, q->long_rows };
    return ent_series_ask(view, &series, ret, err);
}

static int ask(const cli_arguments *arguments, const question *q, cli_measuring *measuring, ent_answer **ret)
{
    cli_data data;
    cli_work work;
    ent_error error = { 0 };
    int result = cli_data_open_view(arguments, &data);
    if (result == CLI_ANSWERED)
        result = cli_measuring_onto(arguments, &data, measuring);
    if (result == CLI_ANSWERED)
        result = cli_work_start(arguments, "measuring", &work);
    if (result == CLI_ANSWERED) {
        measuring->options.control = &work.control;
        ent_status status = put(q, data.view, &measuring->options, ret, &error);
        cli_work_end(&work);
        if (status < 0)
            result = cli_fail(&error, NULL);
    }
    cli_data_close(&data);
    return result;
}

int cli_run_rank(const cli_arguments *arguments)
{
    cli_target target;
    cli_measuring measuring = { 0 };
    question q = { 0 };
    ent_answer *answer = NULL;
    ent_error error = { 0 };
    int result = cli_choose_target(arguments, CLI_TABLE, &target);
    if (result == CLI_ANSWERED)
        result = cli_measuring_read(arguments, "degree", &measuring);
    if (result == CLI_ANSWERED && cli_given(arguments, CLI_SERIES))
        result = read_days(arguments, &q.days, &q.day_count);
    else if (result == CLI_ANSWERED && cli_given(arguments, CLI_STEP))
        result = cli_misuse(arguments->command, "--step goes with --series");
    if (result == CLI_ANSWERED) {
        q.long_rows = target.format != CLI_TABLE;
        if (cli_given(arguments, CLI_LIST))
            result = ent_measures_answer(&answer, &error) < 0 ? cli_fail(&error, NULL) : CLI_ANSWERED;
        else
            result = ask(arguments, &q, &measuring, &answer);
    }
    if (result == CLI_ANSWERED)
        result = cli_answer(arguments, &target, answer);
    ent_answer_free(answer);
    cli_measuring_clear(&measuring);
    free(q.days);
    return result;
}

int cli_run_describe(const cli_arguments *arguments)
{
    cli_target target;
    cli_measuring measuring = { 0 };
    question q = { .describe = true };
    ent_answer *answer = NULL;
    int result = cli_choose_target(arguments, CLI_TABLE, &target);
    if (result == CLI_ANSWERED)
        result = cli_measuring_read(arguments, NULL, &measuring);
    if (result == CLI_ANSWERED)
        result = ask(arguments, &q, &measuring, &answer);
    if (result == CLI_ANSWERED)
        result = cli_answer(arguments, &target, answer);
    ent_answer_free(answer);
    cli_measuring_clear(&measuring);
    return result;
}
