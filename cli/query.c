/* SPDX-License-Identifier: GPL-2.0-or-later */
/* query: statements in openCypher, one after another; the answer is that of the last. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/shell.h"
#include "cli/work.h"

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

/* --- statements ---------------------------------------------------------------------------------------------- */

/* One statement of the text, without the ";" at its end. */
typedef struct statement {
    const char *start;
    size_t length;
    uint64_t line, column; /* where it begins, from 0 */
} statement;

typedef struct statements {
    statement *items;
    size_t count, capacity;
} statements;

static int add_statement(statements *list, statement added)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity ? 2 * list->capacity : 8;
        statement *items = reallocarray(list->items, capacity, sizeof *items);
        if (!items)
            return cli_fail_memory();
        list->items = items;
        list->capacity = capacity;
    }
    list->items[list->count++] = added;
    return CLI_ANSWERED;
}

/* What has nothing but blanks and comments is none; a text that has nothing else is one all the same. */
static int split(const query_text *text, statements *ret)
{
    shell_scan scan = { SHELL_PLAIN, 0, false };
    statement now = { text->start, 0, 0, 0 };
    uint64_t line = 0, column = 0;
    int result = CLI_ANSWERED;
    for (size_t i = 0; i < text->length && result == CLI_ANSWERED; i++) {
        bool was = scan.significant, over = shell_scan_step(&scan, text->start[i]);
        line += text->start[i] == '\n';
        column = text->start[i] == '\n' ? 0 : column + 1;
        if (!over)
            continue;
        now.length = (size_t)(text->start + i - now.start);
        if (was)
            result = add_statement(ret, now);
        now = (statement){ text->start + i + 1, 0, line, column };
        scan = (shell_scan){ SHELL_PLAIN, 0, false };
    }
    now.length = (size_t)(text->start + text->length - now.start);
    if (result == CLI_ANSWERED && (scan.significant || scan.before || scan.within != SHELL_PLAIN || !ret->count))
        result = add_statement(ret, now);
    return result;
}

/* Would one of them change something? What cannot be read is told when its turn comes. */
static int find_updates(const statements *list, bool *ret)
{
    ent_error error = { 0 };
    ent_session *session = NULL;
    if (ent_session_new(NULL, &session, &error) < 0)
        return cli_fail(&error, NULL);
    for (size_t i = 0; i < list->count && !*ret; i++) {
        ent_query *query = NULL;
        if (ent_query_prepare(session, list->items[i].start, list->items[i].length, &query, NULL) >= 0)
            *ret = ent_query_updates(query);
        ent_query_free(query);
    }
    ent_session_free(session);
    return CLI_ANSWERED;
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

/* An error's place is counted from where the statement begins. */
static int fail_at(const query_text *text, const statement *part, ent_error *error)
{
    if (!error->file[0] && error->line) {
        if (error->line == 1)
            error->column += part->column;
        error->line += part->line;
        snprintf(error->file, sizeof error->file, "%s", text->name);
    }
    return cli_fail(error, NULL);
}

/* What is told or drawn. */
typedef struct query_result {
    bool drawn, told;
    ent_answer *answer;         /* unless drawn */
    ent_query_network *network; /* when drawn */
    ent_query_changes changes;  /* of all statements */
} query_result;

static void add_changes(ent_query_changes *sum, const ent_query *query)
{
    ent_query_changes more;
    ent_query_get_changes(query, &more);
    sum->nodes_created += more.nodes_created;
    sum->nodes_deleted += more.nodes_deleted;
    sum->relationships_created += more.relationships_created;
    sum->relationships_deleted += more.relationships_deleted;
    sum->labels_added += more.labels_added;
    sum->labels_removed += more.labels_removed;
    sum->properties_set += more.properties_set;
    sum->properties_removed += more.properties_removed;
    sum->properties_replaced += more.properties_replaced;
}

static ent_status run_one(ent_query *query, const query_text *text, size_t rows, bool last, query_result *ret,
                          ent_error *error)
{
    ent_answer *dropped = NULL;
    ent_status status = last && ret->drawn ? ent_query_get_network(query, rows, &ret->network, error)
                                           : ent_query_answer(query, text->start, rows, last ? &ret->answer : &dropped, error);
    ent_answer_free(dropped);
    if (status >= 0)
        add_changes(&ret->changes, query);
    return status;
}

static int run(const cli_arguments *arguments, const query_text *text, ent_session *session, const statement *part,
               bool last, query_result *ret)
{
    ent_error error = { 0 };
    ent_query *query = NULL;
    size_t rows, seconds;
    int result = cli_number(arguments, CLI_LIMIT, ROWS, 1, SIZE_MAX - 1, &rows);
    uint64_t bytes;
    if (result == CLI_ANSWERED)
        result = cli_number(arguments, CLI_TIMEOUT, 0, 1, 100000000, &seconds);
    if (result == CLI_ANSWERED)
        result = cli_query_memory(arguments, &bytes);
    if (result != CLI_ANSWERED)
        return result;
    if (ent_query_prepare(session, part->start, part->length, &query, &error) < 0)
        return fail_at(text, part, &error);
    ent_query_limits limits = { .bytes = bytes, .milliseconds = (uint64_t)seconds * 1000, .interrupted = is_stopped };
    ent_query_set_limits(query, &limits);
    result = bind_all(arguments, query);
    if (result == CLI_ANSWERED && run_one(query, text, rows, last, ret, &error) < 0)
        result = fail_at(text, part, &error);
    ret->told = ret->told || ent_query_updates(query);
    ent_query_free(query);
    return result;
}

static int close_transaction(ent_session *session)
{
    ent_error error = { 0 };
    if (!ent_session_in_transaction(session))
        return CLI_ANSWERED;
    if (ent_session_rollback(session, &error) >= 0)
        error = (ent_error){ .code = ENT_ERR_INVALID,
                             .message = "the transaction was not committed: nothing since BEGIN is kept" };
    return cli_fail(&error, NULL);
}

/* The first Ctrl-C stops the query; a second one, should it not, the process. */
static int run_all(const cli_arguments *arguments, const query_text *text, ent_session *session, const statements *list,
                   query_result *ret)
{
    int result = CLI_ANSWERED;
    struct sigaction action = { .sa_handler = stop, .sa_flags = (int)SA_RESETHAND }, before;
    sigaction(SIGINT, &action, &before);
    for (size_t i = 0; i < list->count && result == CLI_ANSWERED; i++) {
        result = run(arguments, text, session, &list->items[i], i + 1 == list->count, ret);
        if (result != CLI_ANSWERED && i && ret->told)
            cli_note(arguments, ent_session_in_transaction(session)
                                    ? "Nothing since BEGIN is kept; the statements before it were carried out."
                                    : "The statements before it were carried out.");
    }
    if (result == CLI_ANSWERED)
        result = close_transaction(session);
    sigaction(SIGINT, &before, NULL);
    return result;
}

/* --- the data ------------------------------------------------------------------------------------------------ */

static int ask_database(const cli_arguments *arguments, const query_text *text, const statements *list, bool updates,
                        query_result *ret)
{
    ent_error error = { 0 };
    ent_store *store = NULL;
    ent_session *session = NULL;
    int result = cli_open_store(cli_database(arguments), updates ? ENT_STORE_WRITE : ENT_STORE_READ, &store);
    if (result == CLI_ANSWERED && ent_session_open(store, &session, &error) < 0)
        result = cli_fail(&error, NULL);
    if (result == CLI_ANSWERED)
        result = run_all(arguments, text, session, list, ret);
    ent_session_free(session);
    ent_store_close(store);
    return result;
}

static int ask_bundled(const cli_arguments *arguments, const query_text *text, const statements *list, bool updates,
                       query_result *ret)
{
    ent_error error = { 0 };
    ent_graph *graph = NULL;
    ent_session *session = NULL;
    if (updates) {
        error = (ent_error){ .code = ENT_ERR_READONLY,
                             .message = "the bundled data set is only read, and this query would change it; nothing was changed" };
        return cli_fail(&error, "entente init FILE makes a database, entente import fills it, --db FILE writes to it");
    }
    int result = ent_graph_bundled(&graph, &error) < 0 || ent_session_new(graph, &session, &error) < 0
                     ? cli_fail(&error, NULL)
                     : run_all(arguments, text, session, list, ret);
    ent_session_free(session);
    ent_graph_free(graph);
    return result;
}

static int ask(const cli_arguments *arguments, const query_text *text, query_result *ret)
{
    statements list = { NULL, 0, 0 };
    bool updates = false;
    int result = split(text, &list);
    if (result == CLI_ANSWERED)
        result = find_updates(&list, &updates);
    if (result == CLI_ANSWERED)
        result = cli_database(arguments) ? ask_database(arguments, text, &list, updates, ret)
                                         : ask_bundled(arguments, text, &list, updates, ret);
    free(list.items);
    return result;
}

/* --- what it says -------------------------------------------------------------------------------------------- */

static ent_status draw_network(const void *network, const ent_draw_options *options, ent_output *output, ent_error *err)
{
    return ent_draw_query(network, options, output, err);
}

/* What changed is a note: in the answer where it carries notes, beside it else. */
static int deliver(const cli_arguments *arguments, const cli_target *target, const query_result *result)
{
    char *changes = result->told ? cli_changes_text(&result->changes) : NULL;
    int status = CLI_ANSWERED;
    bool silent = result->answer && result->told && target->format != CLI_JSON &&
                  !ent_answer_column_count(result->answer);
    if (result->drawn)
        status = cli_deliver(arguments, target, &(cli_reply){ result->network, NULL, draw_network });
    else if (changes && ent_answer_add_note(result->answer, changes, NULL) < 0)
        status = cli_fail_memory();
    else if (!silent)
        status = cli_answer(arguments, target, result->answer);
    if (changes && status == CLI_ANSWERED && (result->drawn || silent))
        cli_note(arguments, changes);
    free(changes);
    return status;
}

int cli_run_query(const cli_arguments *arguments)
{
    cli_target target;
    query_text text = { 0 };
    query_result answer = { .drawn = false };
    int result = cli_choose_target(arguments, CLI_TABLE, &target);
    answer.drawn = result == CLI_ANSWERED && cli_draws(target.format);
    if (result == CLI_ANSWERED)
        result = get_text(arguments, &text);
    if (result == CLI_ANSWERED)
        result = ask(arguments, &text, &answer);
    if (result == CLI_ANSWERED)
        result = deliver(arguments, &target, &answer);
    ent_answer_free(answer.answer);
    ent_query_network_free(answer.network);
    free(text.text);
    return result;
}
