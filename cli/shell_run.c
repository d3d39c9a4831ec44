/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One statement of the shell: run, printed, interrupted, timed. */
#include "cli/shell.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* --- interruption ------------------------------------------------------------------------------------------------ */

static volatile sig_atomic_t stopped;
static struct sigaction before_work;

/* What cannot stop just now is told to who asks again. */
static void stop(int number)
{
    static const char told[] = "\nStopping as soon as it can; Ctrl-\\ ends the shell.\n";
    int kept = errno;
    (void)number;
    if (stopped == 1 && write(STDERR_FILENO, told, sizeof told - 1) < 0)
        stopped = 1;
    stopped = stopped < 2 ? stopped + 1 : 2;
    errno = kept;
}

void shell_begin_work(const shell *self)
{
    struct sigaction action = { .sa_handler = stop, .sa_flags = self->attended ? 0 : (int)SA_RESETHAND };
    sigemptyset(&action.sa_mask);
    stopped = 0;
    sigaction(SIGINT, &action, &before_work);
}

void shell_end_work(void)
{
    sigaction(SIGINT, &before_work, NULL);
}

bool shell_is_stopped(void *unused)
{
    (void)unused;
    return stopped != 0;
}

/* --- time -------------------------------------------------------------------------------------------------------- */

double shell_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void shell_tell_time(const shell *self, double seconds)
{
    if (!self->timing)
        return;
    if (seconds < 1)
        cli_notef(self->arguments, "Time: %.1f ms", seconds * 1000);
    else
        cli_notef(self->arguments, "Time: %.2f s", seconds);
}

/* --- what is told ------------------------------------------------------------------------------------------------ */

/* An error's place is counted from where the statement begins. */
static int fail_at(const shell_source *source, ent_error *error)
{
    if (source && error->line && !error->file[0]) {
        if (error->line == 1)
            error->column += source->first_column - 1;
        error->line += source->first_line - 1;
        snprintf(error->file, sizeof error->file, "%s", source->name);
    }
    cli_fail(error, NULL);
    return CLI_FAILED;
}

int shell_print(shell *self, const ent_answer *answer)
{
    int result = cli_answer(self->arguments, &(cli_target){ .format = self->format, .path = NULL }, answer);
    if (self->interactive && self->format == CLI_TABLE)
        putchar('\n');
    return result;
}

static void tell_changes(const shell *self, const ent_query *query)
{
    ent_query_changes changes;
    ent_query_get_changes(query, &changes);
    char *text = cli_changes_text(&changes);
    if (text)
        cli_note(self->arguments, text);
    free(text);
}

/* --- a statement ------------------------------------------------------------------------------------------------- */

static ent_status bind(shell *self, ent_query *query, ent_error *error)
{
    for (size_t i = 0; i < self->parameter_count; i++) {
        ent_status status = ent_query_bind_json(query, self->parameters[i].name, self->parameters[i].json, error);
        if (status < 0)
            return status;
    }
    return ENT_OK;
}

static ent_status prepare(shell *self, const char *text, size_t length, ent_query **ret, ent_error *error)
{
    ent_status status = ent_query_prepare(self->session, text, length, ret, error);
    if (status < 0)
        return status;
    ent_query_limits limits = { .bytes = self->bytes, .milliseconds = (uint64_t)self->seconds * 1000,
                                .interrupted = shell_is_stopped };
    ent_query_set_limits(*ret, &limits);
    return bind(self, *ret, error);
}

static int answer(shell *self, ent_query *query, const ent_answer *answered)
{
    bool updates = ent_query_updates(query);
    int result = CLI_ANSWERED;
    if (ent_answer_column_count(answered) > 0)
        result = shell_print(self, answered);
    if (updates)
        shell_forget_known(self);
    return result;
}

/* BEGIN, COMMIT and ROLLBACK answer nothing; what they did is told. */
static void tell_outcome(shell *self, ent_query *query, bool was_open)
{
    bool open = ent_session_in_transaction(self->session);
    if (open && !was_open)
        cli_note(self->arguments, "A transaction has begun: COMMIT keeps what follows, ROLLBACK undoes it.");
    else if (!open && was_open)
        cli_note(self->arguments, "The transaction is over.");
    else if (ent_query_updates(query))
        tell_changes(self, query);
}

static void keep_last(shell *self, const char *text, size_t length)
{
    char *copy = strndup(text, length);
    if (!copy || strlen(copy) != length) {
        free(copy);
        return;
    }
    free(self->last);
    self->last = copy;
}

int shell_run(shell *self, const shell_source *source, const char *text, size_t length)
{
    ent_error error = { 0 };
    ent_query *query = NULL;
    ent_answer *answered = NULL;
    int result = CLI_ANSWERED;
    bool was_open = ent_session_in_transaction(self->session);
    double start = shell_clock();
    shell_begin_work(self);
    ent_status status = prepare(self, text, length, &query, &error);
    if (status >= 0)
        status = ent_query_answer(query, NULL, self->limit, &answered, &error);
    if (status < 0) {
        result = fail_at(source, &error);
    } else {
        result = answer(self, query, answered);
        tell_outcome(self, query, was_open);
        if (!ent_query_updates(query) && ent_query_column_count(query))
            keep_last(self, text, length);
    }
    shell_end_work();
    ent_answer_free(answered);
    ent_query_free(query);
    shell_tell_time(self, shell_clock() - start);
    return result;
}

/* --- drawing ----------------------------------------------------------------------------------------------------- */

static ent_status draw_network(const void *network, const ent_draw_options *options, ent_output *output, ent_error *err)
{
    return ent_draw_query(network, options, output, err);
}

int shell_draw(shell *self, const char *path)
{
    ent_error error = { 0 };
    ent_query *query = NULL;
    ent_query_network *network = NULL;
    cli_target target = { .path = path };
    if (!cli_drawing_by_name(path, &target.format)) {
        snprintf(error.message, sizeof error.message, ":draw wants the name of a .svg, .dot or .gv file");
        return fail_at(NULL, &error);
    }
    if (!self->last) {
        snprintf(error.message, sizeof error.message, "there is nothing to draw yet: ask for nodes, relationships or paths first");
        return fail_at(NULL, &error);
    }
    shell_begin_work(self);
    ent_status status = prepare(self, self->last, strlen(self->last), &query, &error);
    if (status >= 0)
        status = ent_query_get_network(query, self->limit, &network, &error);
    int result = status < 0 ? fail_at(NULL, &error)
                            : cli_deliver(self->arguments, &target, &(cli_reply){ network, NULL, draw_network });
    shell_end_work();
    ent_query_network_free(network);
    ent_query_free(query);
    return result == CLI_ANSWERED ? CLI_ANSWERED : CLI_FAILED;
}

/* --- what completion and :schema ask ----------------------------------------------------------------------------- */

ent_status shell_ask(shell *self, const char *text, const char *parameter, uint64_t milliseconds, shell_words *ret)
{
    ent_error error = { 0 };
    ent_query *query = NULL;
    ent_status status = ent_query_prepare(self->session, text, SIZE_MAX, &query, &error);
    if (status < 0)
        return status;
    ent_query_limits limits = { .milliseconds = milliseconds, .interrupted = shell_is_stopped };
    ent_query_set_limits(query, &limits);
    if (parameter)
        status = ent_query_bind_string(query, "p", parameter, strlen(parameter), &error);
    while (status >= 0 && (status = ent_query_step(query, &error)) == ENT_OK) {
        size_t length;
        const char *word = ent_query_text(query, 0, &length);
        if (word && !shell_words_add(ret, word, length))
            status = ENT_ERR_NOMEM;
    }
    ent_query_free(query);
    return status;
}
