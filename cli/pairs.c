/* SPDX-License-Identifier: GPL-2.0-or-later */
/* similar and compare: pairs of nodes, and pairs of networks. */
#include <stdlib.h>

#include "cli/work.h"

int cli_run_similar(const cli_arguments *arguments)
{
    cli_target target;
    cli_measuring measuring = { 0 };
    cli_data data = { 0 };
    cli_work work;
    ent_error error = { 0 };
    ent_answer *answer = NULL;
    ent_similar_options options = { ENT_RANK_OPTIONS_INIT, ENT_NONE, cli_given(arguments, CLI_ALL),
                                    cli_given(arguments, CLI_UNTIED) };
    int result = cli_choose_target(arguments, CLI_TABLE, &target);
    if (result == CLI_ANSWERED)
        result = cli_measuring_read(arguments, "jaccard", &measuring);
    if (result == CLI_ANSWERED)
        result = cli_data_open_view(arguments, &data);
    if (result == CLI_ANSWERED && arguments->count)
        result = cli_look_up(&data, arguments->names[0], &options.node);
    if (result == CLI_ANSWERED)
        result = cli_work_start(arguments, "comparing", &work);
    if (result == CLI_ANSWERED) {
        options.measures = measuring.options;
        options.measures.control = &work.control;
        if (!options.measures.top)
            options.measures.top = 20;
        ent_status status = ent_similar_ask(data.view, &options, &answer, &error);
        cli_work_end(&work);
        result = status < 0 ? cli_fail(&error, NULL) : cli_answer(arguments, &target, answer);
    }
    ent_answer_free(answer);
    cli_measuring_clear(&measuring);
    cli_data_close(&data);
    return result;
}

/* Two days, or two types of ties on one day. */
static int open_views(const cli_arguments *arguments, const cli_data *data, ent_view *views[2], const char *names[2])
{
    const cli_values *types = &arguments->options[CLI_TYPE];
    if (arguments->count == 1)
        return cli_misuse(arguments->command, "compare wants two days, or two types of ties (--type A --type B)");
    if (arguments->count == 2 && (cli_given(arguments, CLI_AS_OF) || cli_given(arguments, CLI_ALL_DATES)))
        return cli_misuse(arguments->command, "compare has days of its own, so it excludes --as-of and --all-dates");
    if (!arguments->count && types->count != 2)
        return cli_misuse(arguments->command, "compare wants two days, or exactly two types of ties (--type A --type B)");
    for (int i = 0; i < 2; i++) {
        cli_arguments one = *arguments;
        if (!arguments->count)
            one.options[CLI_TYPE] = (cli_values){ &types->items[i], 1 };
        names[i] = arguments->count ? arguments->names[i] : types->items[i];
        int result = cli_view_at(&one, data, arguments->count ? names[i] : cli_value(arguments, CLI_AS_OF), &views[i]);
        if (result != CLI_ANSWERED)
            return result;
    }
    return CLI_ANSWERED;
}

int cli_run_compare(const cli_arguments *arguments)
{
    cli_target target;
    cli_measuring measuring = { 0 };
    cli_data data = { 0 };
    cli_work work;
    ent_view *views[2] = { NULL, NULL };
    ent_error error = { 0 };
    ent_answer *answer = NULL;
    ent_compare_options options = { ENT_RANK_OPTIONS_INIT, NULL, NULL };
    const char *names[2];
    int result = cli_choose_target(arguments, CLI_TABLE, &target);
    if (result == CLI_ANSWERED)
        result = cli_measuring_read(arguments, NULL, &measuring);
    if (result == CLI_ANSWERED)
        result = cli_data_open(arguments, &data);
    if (result == CLI_ANSWERED)
        result = open_views(arguments, &data, views, names);
    if (result == CLI_ANSWERED)
        result = cli_measuring_onto(arguments, &data, &measuring);
    if (result == CLI_ANSWERED)
        result = cli_work_start(arguments, "shuffling", &work);
    if (result == CLI_ANSWERED) {
        options = (ent_compare_options){ measuring.options, names[0], names[1] };
        options.measures.control = &work.control;
        ent_status status = ent_compare_ask(views[0], views[1], &options, &answer, &error);
        cli_work_end(&work);
        result = status < 0 ? cli_fail(&error, NULL) : cli_answer(arguments, &target, answer);
    }
    ent_answer_free(answer);
    ent_view_free(views[0]);
    ent_view_free(views[1]);
    cli_measuring_clear(&measuring);
    cli_data_close(&data);
    return result;
}
