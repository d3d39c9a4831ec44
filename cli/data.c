/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The data a question is put to, and the view of it that the options describe. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/cli.h"

const char *cli_database(const cli_arguments *arguments)
{
    const char *given = cli_value(arguments, CLI_DB), *standing = getenv("ENTENTE_DB");
    return given ? given : standing && *standing ? standing : NULL;
}

int cli_need_database(const cli_arguments *arguments, const char **ret)
{
    *ret = cli_database(arguments);
    if (*ret)
        return CLI_ANSWERED;
    return cli_misuse(arguments->command, "which database? Give --db FILE or set ENTENTE_DB (entente init FILE makes one)");
}

/* Whether to use the snapshot beside a database, and make it. */
static int choose_snapshot(ent_snapshot_use *ret)
{
    static const char *const words[] = { "auto", "never", "always" };
    const char *word = getenv("ENTENTE_SNAPSHOT");
    ent_error error = { .code = ENT_ERR_USAGE, .message = "ENTENTE_SNAPSHOT is auto, never or always" };
    *ret = ENT_SNAPSHOT_AUTO;
    for (size_t i = 0; word && *word; i++) {
        if (i == sizeof words / sizeof words[0]) {
            cli_fail(&error, NULL);
            return CLI_MISUSED;
        }
        *ret = (ent_snapshot_use)i;
        if (strcmp(word, words[i]) == 0)
            break;
    }
    return CLI_ANSWERED;
}

int cli_open_store(const char *path, ent_store_mode mode, ent_store **ret)
{
    ent_error error = { 0 };
    ent_snapshot_use use;
    int chosen = choose_snapshot(&use);
    if (chosen != CLI_ANSWERED)
        return chosen;
    ent_status status = ent_store_open(path, mode, ret, &error);
    if (status >= 0) {
        ent_store_set_snapshot(*ret, use);
        return CLI_ANSWERED;
    }
    char *hint = NULL;
    /* Where no database can be made, that one can be made is no help; nor is an import of what import cannot read. */
    const char *dot = strrchr(path, '.');
    bool readable = dot && (strcasecmp(dot, ".json") == 0 || strcasecmp(dot, ".csv") == 0);
    int length = mode == ENT_STORE_CREATE ? 0
                 : status == ENT_ERR_NOTFOUND ? asprintf(&hint, "an empty one is made with: entente init %s", path)
                 : status == ENT_ERR_FORMAT && readable
                     ? asprintf(&hint, "to read a file of another kind: entente init NEW.db, then entente import %s --db NEW.db",
                                path)
                     : 0;
    int result = cli_fail(&error, length > 0 ? hint : NULL);
    if (length > 0)
        free(hint);
    return result;
}

/* The graph that is being asked, so that an answer from a broken one does not get out by any way. */
static const ent_graph *at_hand;
static bool was_broken;

int cli_data_intact(void)
{
    ent_error error = { 0 };
    if (!was_broken && ent_graph_intact(at_hand, &error) >= 0)
        return CLI_ANSWERED;
    if (!was_broken)
        cli_fail(&error, NULL);
    was_broken = true;
    return CLI_FAILED;
}

int cli_data_open(const cli_arguments *arguments, cli_data *ret)
{
    ent_error error = { 0 };
    memset(ret, 0, sizeof *ret);
    const char *path = cli_database(arguments);
    if (!path)
        return ent_graph_bundled(&ret->graph, &error) < 0 ? cli_fail(&error, NULL) : CLI_ANSWERED;
    int result = cli_open_store(path, ENT_STORE_READ, &ret->store);
    if (result == CLI_ANSWERED && ent_store_load(ret->store, &ret->graph, &error) < 0)
        result = cli_fail(&error, NULL);
    at_hand = ret->graph;
    return result;
}

int cli_view_at(const cli_arguments *arguments, const cli_data *data, const char *as_of, ent_view **ret)
{
    const cli_values *sources = &arguments->options[CLI_SOURCE];
    const cli_values *types = &arguments->options[CLI_TYPE];
    const cli_values *labels = &arguments->options[CLI_LABEL];
    const cli_values *statuses = &arguments->options[CLI_STATUS];
    ent_filter filter = ENT_FILTER_INIT;
    filter.as_of = as_of;
    filter.reading = cli_given(arguments, CLI_CERTAIN)    ? ENT_CERTAIN
                     : cli_given(arguments, CLI_POSSIBLE) ? ENT_POSSIBLE
                                                          : ENT_NOMINAL;
    filter.all_dates = cli_given(arguments, CLI_ALL_DATES);
    filter.events = cli_given(arguments, CLI_EVENTS);
    filter.sources = sources->items;
    filter.source_count = sources->count;
    filter.types = types->items;
    filter.type_count = types->count;
    filter.labels = labels->items;
    filter.label_count = labels->count;
    filter.statuses = statuses->items;
    filter.status_count = statuses->count;
    ent_error error = { 0 };
    if (ent_view_new(data->graph, &filter, ret, &error) >= 0)
        return CLI_ANSWERED;
    if (error.code == ENT_ERR_USAGE)
        return cli_misuse(arguments->command, "%s", error.message);
    return cli_fail(&error, error.code == ENT_ERR_DATE ? "a day is asked for as a day, a month or a year: 2021-12-06, "
                                                         "2021-12, 2021"
                                                       : NULL);
}

int cli_data_open_view(const cli_arguments *arguments, cli_data *ret)
{
    int result = cli_data_open(arguments, ret);
    const char *as_of = cli_value(arguments, CLI_AS_OF);
    if (result == CLI_ANSWERED && as_of && !*as_of)
        result = cli_misuse(arguments->command, "--as-of wants a day, a month or a year, not nothing");
    return result == CLI_ANSWERED ? cli_view_at(arguments, ret, as_of, &ret->view) : result;
}

void cli_data_close(cli_data *data)
{
    ent_view_free(data->view);
    (void)cli_data_intact();
    at_hand = NULL;
    ent_graph_free(data->graph);
    ent_store_close(data->store);
    memset(data, 0, sizeof *data);
}

int cli_look_up_all(const cli_data *data, const char *const *names, size_t count, ent_node **ret)
{
    ent_node *nodes = calloc(count + 1, sizeof *nodes);
    int result = nodes ? CLI_ANSWERED : cli_fail_memory();
    for (size_t i = 0; i < count && result == CLI_ANSWERED; i++)
        result = cli_look_up(data, names[i], &nodes[i]);
    *ret = nodes;
    return result;
}

int cli_look_up(const cli_data *data, const char *name, ent_node *ret)
{
    ent_error error = { 0 };
    if (ent_graph_lookup(data->graph, name, ret, &error) >= 0)
        return CLI_ANSWERED;
    return cli_fail(&error, error.code == ENT_ERR_NOTFOUND ? "entente find TEXT searches all names" : NULL);
}
