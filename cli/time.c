/* SPDX-License-Identifier: GPL-2.0-or-later */
/* diff and timeline: the questions about time. */
#include <stdlib.h>

#include "cli/cli.h"

static ent_status diff_answer(const void *result, ent_answer **ret, ent_error *err)
{
    return ent_diff_answer(result, ret, err);
}

static ent_status diff_draw(const void *result, const ent_draw_options *options, ent_output *output, ent_error *err)
{
    return ent_draw_diff(result, options, output, err);
}

static int diff_ask(const cli_arguments *arguments, const cli_target *target, const ent_view *const views[2],
                    const ent_node *nodes)
{
    ent_error error = { 0 };
    ent_diff *diff = NULL;
    if (ent_diff_ask(views[0], views[1], nodes, arguments->count - 2, &diff, &error) < 0)
        return cli_fail(&error, NULL);
    int result = cli_deliver(arguments, target, &(cli_reply){ diff, diff_answer, diff_draw });
    ent_diff_free(diff);
    return result;
}

int cli_run_diff(const cli_arguments *arguments)
{
    cli_target target;
    int result = cli_choose_target(arguments, CLI_TABLE, &target);
    if (result != CLI_ANSWERED)
        return result;
    cli_data data;
    ent_view *views[2] = { NULL, NULL };
    ent_node *nodes = NULL;
    result = cli_data_open(arguments, &data);
    for (int i = 0; i < 2 && result == CLI_ANSWERED; i++)
        result = *arguments->names[i] ? cli_view_at(arguments, &data, arguments->names[i], &views[i])
                                      : cli_misuse(arguments->command, "diff wants two days, not nothing");
    if (result == CLI_ANSWERED)
        result = cli_look_up_all(&data, arguments->names + 2, arguments->count - 2, &nodes);
    if (result == CLI_ANSWERED)
        result = diff_ask(arguments, &target, (const ent_view *const[]){ views[0], views[1] }, nodes);
    free(nodes);
    ent_view_free(views[0]);
    ent_view_free(views[1]);
    cli_data_close(&data);
    return result;
}

static ent_status timeline_answer(const void *result, ent_answer **ret, ent_error *err)
{
    return ent_timeline_answer(result, ret, err);
}

static ent_status timeline_draw(const void *result, const ent_draw_options *options, ent_output *output, ent_error *err)
{
    return ent_draw_timeline(result, options, output, err);
}

int cli_run_timeline(const cli_arguments *arguments)
{
    cli_target target;
    int result = cli_choose_target(arguments, CLI_TABLE, &target);
    if (result != CLI_ANSWERED)
        return result;
    cli_data data;
    ent_error error = { 0 };
    ent_node *nodes = NULL;
    ent_timeline *timeline = NULL;
    result = cli_data_open_view(arguments, &data);
    if (result == CLI_ANSWERED)
        result = cli_look_up_all(&data, arguments->names, arguments->count, &nodes);
    if (result == CLI_ANSWERED && ent_timeline_ask(data.view, nodes, arguments->count, &timeline, &error) < 0)
        result = cli_fail(&error, NULL);
    if (result == CLI_ANSWERED)
        result = cli_deliver(arguments, &target, &(cli_reply){ timeline, timeline_answer, timeline_draw });
    ent_timeline_free(timeline);
    free(nodes);
    cli_data_close(&data);
    return result;
}
