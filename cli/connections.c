/* SPDX-License-Identifier: GPL-2.0-or-later */
/* link, ego and draw: questions whose answers can be drawn. */
#include <stdlib.h>
#include <unistd.h>

#include "cli/work.h"

static ent_status link_answer(const void *result, ent_answer **ret, ent_error *err)
{
    return ent_link_answer(result, ret, err);
}

static ent_status link_draw(const void *result, const ent_draw_options *options, ent_output *output, ent_error *err)
{
    return ent_draw_link(result, options, output, err);
}

static int link_ask(const cli_arguments *arguments, const cli_data *data, const ent_node *nodes, ent_link **ret)
{
    ent_error error = { 0 };
    ent_label via = ENT_NO_LABEL;
    const char *label = cli_value(arguments, CLI_VIA);
    if (label && ent_graph_lookup_label(data->graph, label, &via, &error) < 0)
        return cli_fail(&error, NULL);
    if (ent_link_ask(data->view, nodes, arguments->count, via, ret, &error) < 0)
        return cli_fail(&error, NULL);
    return CLI_ANSWERED;
}

int cli_run_link(const cli_arguments *arguments)
{
    cli_target target;
    int result = cli_choose_target(arguments, CLI_TABLE, &target);
    if (result != CLI_ANSWERED)
        return result;
    cli_data data;
    ent_link *link = NULL;
    ent_node *nodes = NULL;
    result = cli_data_open_view(arguments, &data);
    if (result == CLI_ANSWERED)
        result = cli_look_up_all(&data, arguments->names, arguments->count, &nodes);
    if (result == CLI_ANSWERED)
        result = link_ask(arguments, &data, nodes, &link);
    if (result == CLI_ANSWERED)
        result = cli_deliver(arguments, &target, &(cli_reply){ link, link_answer, link_draw });
    ent_link_free(link);
    free(nodes);
    cli_data_close(&data);
    return result;
}

static ent_status ego_answer(const void *result, ent_answer **ret, ent_error *err)
{
    return ent_ego_answer(result, ret, err);
}

static ent_status ego_measures(const void *result, ent_answer **ret, ent_error *err)
{
    return ent_ego_measures_answer(result, ret, err);
}

static ent_status ego_draw(const void *result, const ent_draw_options *options, ent_output *output, ent_error *err)
{
    return ent_draw_ego(result, options, output, err);
}

static int ego_ask(const cli_arguments *arguments, const cli_data *data, size_t hops, ent_ego **ret)
{
    ent_node node;
    cli_work work;
    ent_error error = { 0 };
    int result = cli_look_up(data, arguments->names[0], &node);
    if (result == CLI_ANSWERED)
        result = cli_work_start(arguments, "looking around", &work);
    if (result != CLI_ANSWERED)
        return result;
    ent_status status = ent_ego_ask(data->view, node, (unsigned)hops, &work.control, ret, &error);
    cli_work_end(&work);
    return status < 0 ? cli_fail(&error, NULL) : CLI_ANSWERED;
}

int cli_run_ego(const cli_arguments *arguments)
{
    cli_target target;
    size_t hops = 1;
    int result = cli_choose_target(arguments, CLI_TABLE, &target);
    if (result == CLI_ANSWERED)
        result = cli_number(arguments, CLI_HOPS, 1, 1, 1000, &hops);
    bool measures = cli_given(arguments, CLI_MEASURES);
    if (result == CLI_ANSWERED && measures && (cli_draws(target.format) || cli_given(arguments, CLI_HOPS)))
        result = cli_misuse(arguments->command, "--measures is a table of the ego's own neighbours: without --hops, and no drawing");
    if (result != CLI_ANSWERED)
        return result;
    cli_data data;
    ent_ego *ego = NULL;
    result = cli_data_open_view(arguments, &data);
    if (result == CLI_ANSWERED)
        result = ego_ask(arguments, &data, hops, &ego);
    if (result == CLI_ANSWERED)
        result = cli_deliver(arguments, &target, &(cli_reply){ ego, measures ? ego_measures : ego_answer, ego_draw });
    ent_ego_free(ego);
    cli_data_close(&data);
    return result;
}

static ent_status view_answer(const void *result, ent_answer **ret, ent_error *err)
{
    return ent_ties_ask(result, ret, err);
}

static ent_status view_draw(const void *result, const ent_draw_options *options, ent_output *output, ent_error *err)
{
    return ent_draw_view(result, options, output, err);
}

int cli_run_draw(const cli_arguments *arguments)
{
    cli_target target;
    int result = cli_choose_target(arguments, CLI_SVG, &target);
    if (result == CLI_ANSWERED && !cli_given(arguments, CLI_FORMAT) && !cli_given(arguments, CLI_OUTPUT) &&
        isatty(STDOUT_FILENO))
        result = cli_misuse(arguments->command,
                            "a drawing is not for a terminal: add -o network.svg, or --format table for its ties");
    if (result != CLI_ANSWERED)
        return result;
    cli_data data;
    result = cli_data_open_view(arguments, &data);
    if (result == CLI_ANSWERED)
        result = cli_deliver(arguments, &target, &(cli_reply){ data.view, view_answer, view_draw });
    cli_data_close(&data);
    return result;
}
