/* SPDX-License-Identifier: GPL-2.0-or-later */
/* query: a question in openCypher. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

enum { ROWS = 1000000 }; /* listed when nobody says how many */

/* --- the text of the query ----------------------------------------------------------------------------------- */

typedef struct query_text {
    char *text; /* to be freed, or NULL when it is the command line's */
    const char *start;
    size_t length;
    const char *name; /* where an error says it is */
} query_text;

static int read_stream(FILE *stream, const char *name, query_text *ret)
{
    char *text = NULL, chunk[4096];
    size_t length = 0, got;
    FILE *memory = open_memstream(&text, &length);
    if (!memory)
        return cli_fail_memory();
    while ((got = fread(chunk, 1, sizeof chunk, stream)) > 0)
        if (fwrite(chunk, 1, got, memory) != got)
            break;
    bool kept = !ferror(memory);
    int reason = errno;
    if (fclose(memory) != 0 || !kept) {
        free(text);
        return cli_fail_memory();
    }
    *ret = (query_text){ text, text, length, name };
    if (!ferror(stream))
        return CLI_ANSWERED;
    ent_error error = { .code = ENT_ERR_IO };
    snprintf(error.message, sizeof error.message, "cannot read %s: %s", name, strerror(reason));
    return cli_fail(&error, NULL);
}

static int read_file(const char *path, query_text *ret)
{
    if (strcmp(path, "-") == 0)
        return read_stream(stdin, "standard input", ret);
    FILE *file = fopen(path, "rb");
    if (!file) {
        ent_error error = { .code = ENT_ERR_IO };
        snprintf(error.message, sizeof error.message, "cannot read %s: %s", path, strerror(errno));
        return cli_fail(&error, NULL);
    }
    int result = read_stream(file, path, ret);
    fclose(file);
    return result;
}

static int get_text(const cli_arguments *arguments, query_text *ret)
{
    const char *file = cli_value(arguments, CLI_FILE);
    if (file && arguments->count)
        return cli_misuse(arguments->command, "query takes QUERY or --file, not both");
    if (!file && !arguments->count)
        return cli_misuse(arguments->command, "query wants QUERY or --file and was given nothing");
    if (file)
        return read_file(file, ret);
    *ret = (query_text){ NULL, arguments->names[0], strlen(arguments->names[0]), "query" };
    return CLI_ANSWERED;
}

/* --- parameters ---------------------------------------------------------------------------------------------- */

static int bind_one(const cli_arguments *arguments, ent_query *query, const char *given)
{
    const char *equals = strchr(given, '=');
    given += *given == '$';
    if (!equals || equals <= given)
        return cli_misuse(arguments->command, "--param wants NAME=JSON, not \"%s\"", given);
    char *name = strndup(given, (size_t)(equals - given));
    if (!name)
        return cli_fail_memory();
    ent_error error = { 0 };
    int result = CLI_ANSWERED;
    if (ent_query_bind_json(query, name, equals + 1, &error) < 0)
        result = error.code == ENT_ERR_NOMEM
                     ? cli_fail_memory()
                     : cli_misuse(arguments->command, "--param %s: %s; JSON has its texts in quotes: --param '%s=\"text\"'",
                                  name, error.message, name);
    free(name);
    return result;
}

static int bind_all(const cli_arguments *arguments, ent_query *query)
{
    const cli_values *given = &arguments->options[CLI_PARAM];
    int result = CLI_ANSWERED;
    for (size_t i = 0; i < given->count && result == CLI_ANSWERED; i++)
        result = bind_one(arguments, query, given->items[i]);
    return result;
}

/* --- running ------------------------------------------------------------------------------------------------- */

static volatile sig_atomic_t stopped;

static void stop(int signal_number)
{
    (void)signal_number;
    stopped = 1;
}

static bool is_stopped(void *context)
{
    (void)context;
    return stopped != 0;
}

static int fail_at(const query_text *text, ent_error *error)
{
    if (!error->file[0] && error->line)
        snprintf(error->file, sizeof error->file, "%s", text->name);
    return cli_fail(error, NULL);
}

/* What is told or drawn. */
typedef struct query_result {
    bool drawn;
    ent_answer *answer;         /* unless drawn */
    ent_query_network *network; /* when drawn */
} query_result;

/* The first Ctrl-C stops the query; a second one, should it not, the process. */
static int run(const cli_arguments *arguments, const query_text *text, ent_query *query, query_result *ret)
{
    size_t rows, seconds;
    int result = cli_number(arguments, CLI_LIMIT, ROWS, 1, SIZE_MAX - 1, &rows);
    if (result == CLI_ANSWERED)
        result = cli_number(arguments, CLI_TIMEOUT, 0, 1, 100000000, &seconds);
    if (result != CLI_ANSWERED)
        return result;
    ent_query_limits limits = { .milliseconds = (uint64_t)seconds * 1000, .interrupted = is_stopped };
    ent_query_set_limits(query, &limits);
    struct sigaction action = { .sa_handler = stop, .sa_flags = (int)SA_RESETHAND }, before;
    sigaction(SIGINT, &action, &before);
    ent_error error = { 0 };
    ent_status status = ret->drawn ? ent_query_get_network(query, rows, &ret->network, &error)
                                   : ent_query_answer(query, text->start, rows, &ret->answer, &error);
    sigaction(SIGINT, &before, NULL);
    return status < 0 ? fail_at(text, &error) : CLI_ANSWERED;
}

static int ask(const cli_arguments *arguments, const query_text *text, const cli_data *data, query_result *ret)
{
    ent_error error = { 0 };
    ent_session *session = NULL;
    ent_query *query = NULL;
    int result = CLI_ANSWERED;
    ent_status status = ent_session_new(data->graph, &session, &error);
    if (status >= 0)
        status = ent_query_prepare(session, text->start, text->length, &query, &error);
    if (status < 0) {
        result = fail_at(text, &error);
    } else if (ent_query_updates(query)) {
        error = (ent_error){ .code = ENT_ERR_UNSUPPORTED,
                             .message = "entente query only reads for now, and this query would change the data; "
                                        "nothing was changed" };
        result = cli_fail(&error, NULL);
    } else {
        result = bind_all(arguments, query);
        if (result == CLI_ANSWERED)
            result = run(arguments, text, query, ret);
    }
    ent_query_free(query);
    ent_session_free(session);
    return result;
}

static ent_status draw_network(const void *network, const ent_draw_options *options, ent_output *output, ent_error *err)
{
    return ent_draw_query(network, options, output, err);
}

static int deliver(const cli_arguments *arguments, const cli_target *target, const query_result *result)
{
    if (!result->drawn)
        return cli_answer(arguments, target, result->answer);
    return cli_deliver(arguments, target, &(cli_reply){ result->network, NULL, draw_network });
}

int cli_run_query(const cli_arguments *arguments)
{
    cli_target target;
    query_text text = { 0 };
    query_result answer = { false, NULL, NULL };
    cli_data data = { 0 };
    int result = cli_choose_target(arguments, CLI_TABLE, &target);
    answer.drawn = result == CLI_ANSWERED && cli_draws(target.format);
    if (result == CLI_ANSWERED)
        result = get_text(arguments, &text);
    if (result == CLI_ANSWERED)
        result = cli_data_open(arguments, &data);
    if (result == CLI_ANSWERED)
        result = ask(arguments, &text, &data, &answer);
    cli_data_close(&data);
    if (result == CLI_ANSWERED)
        result = deliver(arguments, &target, &answer);
    ent_answer_free(answer.answer);
    ent_query_network_free(answer.network);
    free(text.text);
    return result;
}
