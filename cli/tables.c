/* SPDX-License-Identifier: GPL-2.0-or-later */
/* show, find, info and sources: the questions whose answers are tables only. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

int cli_run_show(const cli_arguments *arguments)
{
    cli_target target;
    int result = cli_choose_target(arguments, CLI_TABLE, &target);
    if (result != CLI_ANSWERED)
        return result;
    cli_data data;
    ent_error error = { 0 };
    ent_answer *answer = NULL;
    ent_node node;
    result = cli_data_open_view(arguments, &data);
    if (result == CLI_ANSWERED)
        result = cli_look_up(&data, arguments->names[0], &node);
    if (result == CLI_ANSWERED && ent_show_ask(data.view, node, &answer, &error) < 0)
        result = cli_fail(&error, NULL);
    if (result == CLI_ANSWERED)
        result = cli_answer(arguments, &target, answer);
    ent_answer_free(answer);
    cli_data_close(&data);
    return result;
}

/* The words as one text, so that a name of several words needs no quotes here. */
static char *words(const cli_arguments *arguments)
{
    size_t length = 1;
    for (size_t i = 0; i < arguments->count; i++)
        length += strlen(arguments->names[i]) + 1;
    char *text = malloc(length), *end = text;
    for (size_t i = 0; text && i < arguments->count; i++) {
        if (i > 0)
            *end++ = ' ';
        end = stpcpy(end, arguments->names[i]);
    }
    return text;
}

int cli_run_find(const cli_arguments *arguments)
{
    cli_target target;
    size_t limit = 0;
    int result = cli_choose_target(arguments, CLI_TABLE, &target);
    if (result == CLI_ANSWERED)
        result = cli_number(arguments, CLI_LIMIT, 0, 1, SIZE_MAX, &limit);
    if (result != CLI_ANSWERED)
        return result;
    cli_data data;
    ent_error error = { 0 };
    ent_answer *answer = NULL;
    char *text = words(arguments);
    ent_find_options options = ENT_FIND_OPTIONS_INIT;
    const cli_values *by = &arguments->options[CLI_BY];
    options.text = arguments->count ? text : NULL;
    options.by = by->count ? by->items[by->count - 1] : NULL;
    options.limit = limit;
    result = cli_data_open_view(arguments, &data);
    if (result == CLI_ANSWERED && !text)
        result = cli_fail_memory();
    if (result == CLI_ANSWERED && ent_find_ask(data.view, &options, &answer, &error) < 0)
        result = cli_fail(&error, NULL);
    if (result == CLI_ANSWERED)
        result = cli_answer(arguments, &target, answer);
    ent_answer_free(answer);
    free(text);
    cli_data_close(&data);
    return result;
}

/* A question about the whole view. */
static int ask_view(const cli_arguments *arguments,
                    ent_status (*ask)(const ent_view *view, ent_answer **ret, ent_error *err))
{
    cli_target target;
    int result = cli_choose_target(arguments, CLI_TABLE, &target);
    if (result != CLI_ANSWERED)
        return result;
    cli_data data;
    ent_error error = { 0 };
    ent_answer *answer = NULL;
    result = cli_data_open_view(arguments, &data);
    if (result == CLI_ANSWERED && ask(data.view, &answer, &error) < 0)
        result = cli_fail(&error, NULL);
    if (result == CLI_ANSWERED)
        result = cli_answer(arguments, &target, answer);
    ent_answer_free(answer);
    cli_data_close(&data);
    return result;
}

int cli_run_info(const cli_arguments *arguments)
{
    return ask_view(arguments, ent_info_ask);
}

int cli_run_sources(const cli_arguments *arguments)
{
    return ask_view(arguments, ent_sources_ask);
}
