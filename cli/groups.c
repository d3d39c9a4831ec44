/* SPDX-License-Identifier: GPL-2.0-or-later */
/* groups. */
#include <stdlib.h>
#include <string.h>

#include "cli/work.h"

static int read_options(const cli_arguments *arguments, ent_groups_options *ret)
{
    ent_error error = { 0 };
    const char *method = cli_value(arguments, CLI_METHOD), *resolution = cli_value(arguments, CLI_RESOLUTION);
    *ret = (ent_groups_options)ENT_GROUPS_OPTIONS_INIT;
    size_t seed = 1;
    int result = cli_onto_check(arguments);
    if (result == CLI_ANSWERED)
        result = cli_projection_options(arguments, &ret->projection);
    if (result == CLI_ANSWERED)
        result = cli_number(arguments, CLI_SEED, 1, 0, UINT32_MAX, &seed);
    if (result == CLI_ANSWERED)
        result = cli_number(arguments, CLI_LEAST, 0, 1, SIZE_MAX, &ret->least);
    if (result == CLI_ANSWERED)
        result = cli_number(arguments, CLI_ITERATIONS, 0, 1, 1000000, &ret->iterations);
    if (result == CLI_ANSWERED && resolution && !cli_positive(resolution, &ret->resolution))
        result = cli_misuse(arguments->command, "--resolution wants a number above 0, not \"%s\"", resolution);
    if (result == CLI_ANSWERED && method && ent_group_method_lookup(method, &ret->method, &error) < 0) {
        cli_fail(&error, "entente groups --list shows the methods");
        result = CLI_MISUSED;
    }
    ret->seed = seed;
    return result;
}

static ent_status groups_answer(const void *result, ent_answer **ret, ent_error *err)
{
    return ent_groups_answer(result, ret, err);
}

static ent_status groups_draw(const void *result, const ent_draw_options *options, ent_output *output, ent_error *err)
{
    return ent_draw_groups(result, options, output, err);
}

static int ask(const cli_arguments *arguments, const cli_target *target, ent_groups_options *options)
{
    cli_data data;
    cli_work work;
    ent_error error = { 0 };
    ent_groups *groups = NULL;
    ent_onto_options onto;
    int result = cli_data_open_view(arguments, &data);
    if (result == CLI_ANSWERED)
        result = cli_onto_read(arguments, &data, &onto);
    if (result == CLI_ANSWERED)
        result = cli_work_start(arguments, "grouping", &work);
    if (result == CLI_ANSWERED) {
        options->control = &work.control;
        options->onto = cli_given(arguments, CLI_ONTO) ? &onto : NULL;
        ent_status status = ent_groups_ask(data.view, options, &groups, &error);
        cli_work_end(&work);
        if (status < 0)
            result = cli_fail(&error, NULL);
    }
    if (result == CLI_ANSWERED)
        result = cli_deliver(arguments, target, &(cli_reply){ groups, groups_answer, groups_draw });
    ent_groups_free(groups);
    cli_data_close(&data);
    return result;
}

static int list(const cli_arguments *arguments, const cli_target *target)
{
    ent_answer *answer = NULL;
    ent_error error = { 0 };
    if (cli_draws(target->format))
        return cli_misuse(arguments->command, "--list is a table of methods, and no drawing");
    int result = ent_group_methods_answer(&answer, &error) < 0 ? cli_fail(&error, NULL) : CLI_ANSWERED;
    if (result == CLI_ANSWERED)
        result = cli_answer(arguments, target, answer);
    ent_answer_free(answer);
    return result;
}

int cli_run_groups(const cli_arguments *arguments)
{
    cli_target target;
    ent_groups_options options;
    int result = cli_choose_target(arguments, CLI_TABLE, &target);
    if (result == CLI_ANSWERED)
        result = read_options(arguments, &options);
    if (result != CLI_ANSWERED)
        return result;
    return cli_given(arguments, CLI_LIST) ? list(arguments, &target) : ask(arguments, &target, &options);
}
