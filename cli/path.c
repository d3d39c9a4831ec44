/* SPDX-License-Identifier: GPL-2.0-or-later */
/* path: shortest ways by ties, by weight and as time goes on. */
#include <stdlib.h>
#include <string.h>

#include "cli/work.h"

static ent_status path_answer(const void *result, ent_answer **ret, ent_error *err)
{
    return ent_path_answer(result, ret, err);
}

static ent_status path_draw(const void *result, const ent_draw_options *options, ent_output *output, ent_error *err)
{
    return ent_draw_path(result, options, output, err);
}

/* The two nodes; the second may be missing from a temporal question. */
typedef struct ends {
    ent_node from, to;
} ends;

static int ask_shortest(const cli_arguments *arguments, const cli_target *target, const cli_data *data, ends e)
{
    size_t limit = 0;
    cli_work work;
    ent_error error = { 0 };
    ent_path *path = NULL;
    int result = cli_number(arguments, CLI_LIMIT, 0, 1, SIZE_MAX, &limit);
    if (result == CLI_ANSWERED)
        result = cli_work_start(arguments, "searching", &work);
    if (result != CLI_ANSWERED)
        return result;
    ent_status status = ent_path_ask(data->view, e.from, e.to, cli_given(arguments, CLI_ALL), limit, &work.control, &path, &error);
    cli_work_end(&work);
    if (status < 0)
        result = cli_fail(&error, NULL);
    if (result == CLI_ANSWERED)
        result = cli_deliver(arguments, target, &(cli_reply){ path, path_answer, path_draw });
    ent_path_free(path);
    return result;
}

static int read_ways(const cli_arguments *arguments, ent_ways_options *ret)
{
    ent_projection_options network = ENT_PROJECTION_OPTIONS_INIT;
    *ret = (ent_ways_options)ENT_WAYS_OPTIONS_INIT;
    int result = cli_projection_options(arguments, &network);
    if (result == CLI_ANSWERED)
        result = cli_number(arguments, CLI_K, 1, 1, 100000, &ret->count);
    if (result == CLI_ANSWERED)
        result = cli_number(arguments, CLI_LIMIT, 0, 1, SIZE_MAX, &ret->limit);
    if (cli_given(arguments, CLI_ALL))
        ret->count = 0;
    ret->directed = network.directed;
    ret->weight = network.weight;
    ret->weight_as = network.weight_as;
    return result;
}

static int ask_ways(const cli_arguments *arguments, const cli_target *target, const cli_data *data, ends e)
{
    ent_ways_options options;
    cli_work work;
    ent_error error = { 0 };
    ent_ways *ways = NULL;
    ent_answer *answer = NULL;
    int result = read_ways(arguments, &options);
    if (result == CLI_ANSWERED)
        result = cli_work_start(arguments, "searching", &work);
    if (result != CLI_ANSWERED)
        return result;
    options.control = &work.control;
    ent_status status = ent_ways_ask(data->view, e.from, e.to, &options, &ways, &error);
    cli_work_end(&work);
    if (status < 0 || ent_ways_answer(ways, &answer, &error) < 0)
        result = cli_fail(&error, NULL);
    if (result == CLI_ANSWERED)
        result = cli_answer(arguments, target, answer);
    ent_answer_free(answer);
    ent_ways_free(ways);
    return result;
}

static int ask_temporal(const cli_arguments *arguments, const cli_target *target, const cli_data *data, ends e)
{
    const char *from = cli_value(arguments, CLI_FROM);
    ent_day start = ENT_DAY_MIN;
    ent_error error = { 0 };
    ent_temporal *temporal = NULL;
    ent_answer *answer = NULL;
    ent_period period;
    cli_work work;
    if (from && (!*from || ent_day_parse(from, strlen(from), &start, &error) < 0 ||
                 ent_period_parse(from, strlen(from), &period, &error) < 0))
        return cli_misuse(arguments->command, "--from wants a day, a month or a year: %s",
                          *from ? error.message : "it is nothing");
    if (from)
        start = period.start.first; /* a way that starts in 2001 starts as early as it can */
    int result = cli_work_start(arguments, "searching", &work);
    if (result != CLI_ANSWERED)
        return result;
    ent_status status = ent_temporal_ask(data->view, e.from, start, &work.control, &temporal, &error);
    cli_work_end(&work);
    if (status < 0 || ent_temporal_answer(temporal, e.to, &answer, &error) < 0)
        result = cli_fail(&error, NULL);
    if (result == CLI_ANSWERED)
        result = cli_answer(arguments, target, answer);
    ent_answer_free(answer);
    ent_temporal_free(temporal);
    return result;
}

static bool given(const cli_arguments *arguments, const cli_option_id *options, size_t count, cli_option_id *ret)
{
    for (size_t i = 0; i < count; i++)
        if (cli_given(arguments, options[i])) {
            *ret = options[i];
            return true;
        }
    return false;
}

/* Which options go with which. */
static int check(const cli_arguments *arguments, const cli_target *target, bool *ret_ways)
{
    static const cli_option_id of_ways[] = { CLI_K, CLI_WEIGHT, CLI_WEIGHT_AS, CLI_DIRECTED };
    static const cli_option_id not_temporal[] = { CLI_K, CLI_WEIGHT, CLI_WEIGHT_AS, CLI_DIRECTED, CLI_ALL, CLI_LIMIT };
    bool temporal = cli_given(arguments, CLI_TEMPORAL);
    cli_option_id other = CLI_K;
    if (temporal && given(arguments, not_temporal, sizeof not_temporal / sizeof *not_temporal, &other))
        return cli_misuse(arguments->command, "--temporal does not go with --%s", cli_option_at(other)->name);
    if (!temporal && cli_given(arguments, CLI_FROM))
        return cli_misuse(arguments->command, "--from goes with --temporal");
    if (!temporal && arguments->count < 2)
        return cli_misuse(arguments->command, "path wants A B; with --temporal, A alone asks for all that it reaches");
    if (cli_given(arguments, CLI_LIMIT) && !cli_given(arguments, CLI_ALL))
        return cli_misuse(arguments->command, "--limit goes with --all; without it one connection is listed");
    if (cli_given(arguments, CLI_K) && cli_given(arguments, CLI_ALL))
        return cli_misuse(arguments->command, "--k lists so many paths, --all those of one length: not both");
    *ret_ways = given(arguments, of_ways, sizeof of_ways / sizeof *of_ways, &other);
    if (cli_draws(target->format) && (temporal || *ret_ways))
        return cli_misuse(arguments->command, "with --%s path answers with --format table, json or csv",
                          temporal ? "temporal" : cli_option_at(other)->name);
    return CLI_ANSWERED;
}

int cli_run_path(const cli_arguments *arguments)
{
    cli_target target;
    bool ways = false;
    int result = cli_choose_target(arguments, CLI_TABLE, &target);
    if (result == CLI_ANSWERED)
        result = check(arguments, &target, &ways);
    if (result != CLI_ANSWERED)
        return result;
    cli_data data;
    ends e = { ENT_NONE, ENT_NONE };
    result = cli_data_open_view(arguments, &data);
    if (result == CLI_ANSWERED)
        result = cli_look_up(&data, arguments->names[0], &e.from);
    if (result == CLI_ANSWERED && arguments->count > 1)
        result = cli_look_up(&data, arguments->names[1], &e.to);
    if (result == CLI_ANSWERED && e.from == e.to)
        result = cli_misuse(arguments->command, "\"%s\" is named twice; path wants two different nodes", arguments->names[1]);
    if (result == CLI_ANSWERED)
        result = cli_given(arguments, CLI_TEMPORAL) ? ask_temporal(arguments, &target, &data, e)
                 : ways                             ? ask_ways(arguments, &target, &data, e)
                                                    : ask_shortest(arguments, &target, &data, e);
    cli_data_close(&data);
    return result;
}
