/* SPDX-License-Identifier: GPL-2.0-or-later */
/* rank: nodes by measures. */
#include <stdlib.h>
#include <string.h>

#include "cli/work.h"

/* The names between the commas of every --by, looked up; the caller frees *ret. */
static int measures_asked(const cli_arguments *arguments, const ent_measure ***ret, size_t *ret_count)
{
    const cli_values *by = &arguments->options[CLI_BY];
    size_t count = 0, most = 1;
    for (size_t i = 0; i < by->count; i++)
        most += strlen(by->items[i]) + 1;
    const ent_measure **measures = calloc(most, sizeof *measures);
    if (!measures)
        return cli_fail_memory();
    ent_error error = { 0 };
    ent_status status = ENT_OK;
    if (by->count == 0)
        status = ent_measure_lookup("degree", &measures[count++], &error);
    for (size_t i = 0; i < by->count && status >= 0; i++) {
        char *names = strdup(by->items[i]), *rest = names, *name;
        while (names && status >= 0 && (name = strsep(&rest, ",")) != NULL)
            status = ent_measure_lookup(name, &measures[count++], &error);
        free(names);
    }
    if (status < 0) {
        free(measures);
        cli_fail(&error, "entente rank --list shows the measures");
        return CLI_MISUSED;
    }
    *ret = measures;
    *ret_count = count;
    return CLI_ANSWERED;
}

/* NAME=VALUE of every --with. The texts are the arguments' own, cut at the first =; the caller frees *ret. */
static int parameters_given(const cli_arguments *arguments, ent_argument **ret, char ***ret_names, size_t *ret_count)
{
    const cli_values *with = &arguments->options[CLI_WITH];
    ent_argument *given = calloc(with->count + 1, sizeof *given);
    char **names = calloc(with->count + 1, sizeof *names);
    *ret = given;
    *ret_names = names;
    *ret_count = with->count;
    if (!given || !names)
        return cli_fail_memory();
    for (size_t i = 0; i < with->count; i++) {
        const char *equals = strchr(with->items[i], '=');
        if (!equals || equals == with->items[i])
            return cli_misuse(arguments->command, "--with wants NAME=VALUE, not \"%s\"", with->items[i]);
        names[i] = strndup(with->items[i], (size_t)(equals - with->items[i]));
        if (!names[i])
            return cli_fail_memory();
        given[i] = (ent_argument){ names[i], equals + 1, 0 };
    }
    return CLI_ANSWERED;
}

static int rank_options(const cli_arguments *arguments, ent_rank_options *ret)
{
    int result = cli_projection_options(arguments, &ret->projection);
    return result == CLI_ANSWERED ? cli_number(arguments, CLI_TOP, 0, 1, SIZE_MAX, &ret->top) : result;
}

/* --- onto one mode -------------------------------------------------------------------------------------- */

static int check_onto(const cli_arguments *arguments)
{
    static const cli_option_id needs_onto[] = { CLI_SHARED_AS, CLI_BACKBONE }, not_with_onto[] = { CLI_DIRECTED, CLI_WEIGHT,
                                                                                                   CLI_WEIGHT_AS };
    bool onto = cli_given(arguments, CLI_ONTO);
    for (size_t i = 0; i < sizeof needs_onto / sizeof *needs_onto; i++)
        if (!onto && cli_given(arguments, needs_onto[i]))
            return cli_misuse(arguments->command, "--%s goes with --onto", cli_option_at(needs_onto[i])->name);
    for (size_t i = 0; i < sizeof not_with_onto / sizeof *not_with_onto; i++)
        if (onto && cli_given(arguments, not_with_onto[i]))
            return cli_misuse(arguments->command, "--%s does not go with --onto, whose ties have no direction and the "
                                                  "weights of --shared-as", cli_option_at(not_with_onto[i])->name);
    if (cli_given(arguments, CLI_ALPHA) && !cli_given(arguments, CLI_BACKBONE))
        return cli_misuse(arguments->command, "--alpha goes with --backbone");
    return CLI_ANSWERED;
}

/* "0.05", ".05", "1": above 0 and at most 1, whatever the locale. */
static bool read_chance(const char *text, double *ret)
{
    double value = 0, place = 1;
    bool point = false, digits = false;
    for (; *text; text++) {
        if (*text == '.' && !point) {
            point = true;
            continue;
        }
        if (*text < '0' || *text > '9')
            return false;
        digits = true;
        value = value * 10 + (*text - '0');
        place *= point ? 10 : 1;
    }
    *ret = value / place;
    return digits && value > 0 && *ret <= 1;
}

static int onto_options(const cli_arguments *arguments, const ent_graph *graph, ent_onto_options *ret)
{
    const char *shared = cli_value(arguments, CLI_SHARED_AS), *backbone = cli_value(arguments, CLI_BACKBONE);
    const char *alpha = cli_value(arguments, CLI_ALPHA), *text;
    ent_error error = { 0 };
    if (ent_graph_lookup_label(graph, cli_value(arguments, CLI_ONTO), &ret->onto, &error) < 0)
        return cli_fail(&error, NULL);
    ret->weighted = shared != NULL;
    for (int i = 0; shared && (text = ent_shared_by_text((ent_shared_by)i)) != NULL; i++)
        if (!strcmp(shared, text))
            ret->by = (ent_shared_by)i;
    for (int i = 0; backbone && (text = ent_backbone_text((ent_backbone)i)) != NULL; i++)
        if (!strcmp(backbone, text))
            ret->backbone = (ent_backbone)i;
    if (alpha && !read_chance(alpha, &ret->alpha))
        return cli_misuse(arguments->command, "--alpha wants a number above 0 and at most 1, not \"%s\"", alpha);
    return CLI_ANSWERED;
}

/* --- asking --------------------------------------------------------------------------------------------- */

static int ask(const cli_arguments *arguments, const ent_view *view, ent_rank_options *options, ent_answer **ret)
{
    cli_work work;
    ent_error error = { 0 };
    ent_onto_options onto = ENT_ONTO_OPTIONS_INIT;
    int result = CLI_ANSWERED;
    if (cli_given(arguments, CLI_ONTO)) {
        options->onto = &onto;
        result = onto_options(arguments, ent_view_graph(view), &onto);
    }
    if (result == CLI_ANSWERED)
        result = cli_work_start(arguments, "measuring", &work);
    if (result != CLI_ANSWERED)
        return result;
    options->control = &work.control;
    ent_status status = ent_rank_ask(view, options, ret, &error);
    cli_work_end(&work);
    return status < 0 ? cli_fail(&error, NULL) : CLI_ANSWERED;
}

static int rank(const cli_arguments *arguments, ent_answer **ret)
{
    ent_rank_options options = ENT_RANK_OPTIONS_INIT;
    const ent_measure **measures = NULL;
    ent_argument *given = NULL;
    char **names = NULL;
    cli_data data = { 0 };
    int result = rank_options(arguments, &options);
    if (result == CLI_ANSWERED)
        result = check_onto(arguments);
    if (result == CLI_ANSWERED)
        result = measures_asked(arguments, &measures, &options.measure_count);
    if (result == CLI_ANSWERED)
        result = parameters_given(arguments, &given, &names, &options.argument_count);
    options.measures = measures;
    options.arguments = given;
    if (result == CLI_ANSWERED) {
        result = cli_data_open_view(arguments, &data);
        if (result == CLI_ANSWERED)
            result = ask(arguments, data.view, &options, ret);
        cli_data_close(&data);
    }
    for (size_t i = 0; names && i < options.argument_count; i++)
        free(names[i]);
    free(names);
    free(given);
    free(measures);
    return result;
}

int cli_run_rank(const cli_arguments *arguments)
{
    cli_target target;
    ent_answer *answer = NULL;
    ent_error error = { 0 };
    int result = cli_choose_target(arguments, CLI_TABLE, &target);
    if (result == CLI_ANSWERED && cli_given(arguments, CLI_LIST))
        result = ent_measures_answer(&answer, &error) < 0 ? cli_fail(&error, NULL) : CLI_ANSWERED;
    else if (result == CLI_ANSWERED)
        result = rank(arguments, &answer);
    if (result == CLI_ANSWERED)
        result = cli_answer(arguments, &target, answer);
    ent_answer_free(answer);
    return result;
}
