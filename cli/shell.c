/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading lines, typed or from a file, cutting them into statements and commands. */
#include "cli/shell.h"
#include "cli/work.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROWS_TYPED = 1000, ROWS_READ = 1000000, DEEPEST = 16 };

/* --- statements from lines --------------------------------------------------------------------------------------- */

bool shell_source_open(const shell_source *source)
{
    return source->scan.significant || source->scan.within != SHELL_PLAIN || source->scan.before;
}

static void begin_statement(shell_source *source)
{
    source->length = 0;
    source->scan = (shell_scan){ .within = SHELL_PLAIN };
}

void shell_source_clear(shell_source *source)
{
    free(source->text);
    *source = (shell_source){ .name = NULL };
}

static bool keep(shell_source *source, char character)
{
    if (source->length + 1 >= source->capacity) {
        size_t capacity = source->capacity ? source->capacity * 2 : 1024;
        char *text = capacity > source->capacity ? realloc(source->text, capacity) : NULL;
        if (!text)
            return false;
        source->text = text;
        source->capacity = capacity;
    }
    source->text[source->length++] = character;
    source->text[source->length] = '\0';
    return true;
}

static int finish_statement(shell *self, shell_source *source)
{
    int result = CLI_ANSWERED;
    if (source->scan.significant)
        result = shell_run(self, source, source->text, source->length);
    begin_statement(source);
    return result;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_command(const shell_source *source, const char *line, size_t length)
{
    size_t at = 0;
    while (at < length && is_blank(line[at]))
        at++;
    return at < length && line[at] == ':' && !shell_source_open(source);
}

/* A statement begins at its first character that is no blank and in no comment; what is before it is let go. */
static int take_character(shell *self, shell_source *source, char character, uint64_t column)
{
    bool begun = shell_source_open(source);
    if (!begun && is_blank(character))
        return CLI_ANSWERED;
    if (!begun) {
        begin_statement(source);
        source->first_line = source->line;
        source->first_column = column;
    }
    bool was_comment = source->scan.within == SHELL_COMMENT || source->scan.within == SHELL_LINE;
    if (shell_scan_step(&source->scan, character))
        return finish_statement(self, source);
    if (!keep(source, character))
        return cli_fail_memory();
    if (was_comment && !shell_source_open(source))
        begin_statement(source);
    return CLI_ANSWERED;
}

int shell_take_line(shell *self, shell_source *source, const char *line, size_t length)
{
    int result = CLI_ANSWERED;
    uint64_t column = 0;
    source->line++;
    if (is_command(source, line, length))
        return shell_take_command(self, line, length);
    for (size_t i = 0; i < length && !self->done; i++) {
        int one = take_character(self, source, line[i], ++column);
        result = one != CLI_ANSWERED ? one : result;
        if (one != CLI_ANSWERED && !self->interactive && !self->go_on)
            return result;
    }
    return result;
}

int shell_take_end(shell *self, shell_source *source)
{
    return shell_source_open(source) ? finish_statement(self, source) : CLI_ANSWERED;
}

/* --- files and pipes --------------------------------------------------------------------------------------------- */

static int take_stream(shell *self, FILE *stream, const char *name)
{
    shell_source source = { .name = name };
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length;
    int result = CLI_ANSWERED;
    bool more = true;
    while (more && !self->done && (errno = 0, length = getline(&line, &capacity, stream)) >= 0) {
        int one = shell_take_line(self, &source, line, (size_t)length);
        result = one != CLI_ANSWERED ? CLI_FAILED : result;
        more = one == CLI_ANSWERED || self->go_on;
    }
    if (ferror(stream)) {
        ent_error error = { .code = ENT_ERR_IO };
        snprintf(error.message, sizeof error.message, "cannot read %s: %s", name, strerror(errno));
        result = cli_fail(&error, NULL);
    } else if (more && !self->done && shell_take_end(self, &source) != CLI_ANSWERED) {
        result = CLI_FAILED;
    }
    free(line);
    shell_source_clear(&source);
    return result;
}

int shell_take_file(shell *self, const char *path)
{
    ent_error error = { .code = ENT_ERR_IO };
    FILE *file = self->depth < DEEPEST ? fopen(path, "rb") : NULL;
    if (!file) {
        if (self->depth >= DEEPEST)
            snprintf(error.message, sizeof error.message, "%s: files read each other more than %d deep", path, DEEPEST);
        else
            snprintf(error.message, sizeof error.message, "cannot read %s: %s", path, strerror(errno));
        return cli_fail(&error, NULL);
    }
    bool interactive = self->interactive;
    self->interactive = false; /* the first error ends the file */
    self->depth++;
    int result = take_stream(self, file, path);
    self->depth--;
    self->interactive = interactive;
    fclose(file);
    return result;
}

/* --- a person ---------------------------------------------------------------------------------------------------- */

static void greet(const shell *self)
{
    printf("Entente %s, ", ent_version());
    cli_put(stdout, CLI_PLAIN, self->path ? self->path : "the bundled data");
    puts(self->path ? "." : ": what you change is forgotten at the end.");
    puts("Statements end with \";\". :help says what there is, :quit leaves.");
}

/* A statement becomes one entry of the history and one line, unless a line break means something in it. */
static void remember(shell_editor *editor, char *line, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (line[i] == '\n')
            line[i] = ' ';
    shell_editor_remember(editor, line, length);
}

/* "help" and the like are what a newcomer types first; they are no statement in any case. */
static const char *spoken_command(const char *line, const shell_source *source)
{
    static const char *const words[][2] = {
        { "help", ":help" }, { "quit", ":quit" }, { "exit", ":quit" }, { "?", ":help" }, { "\\q", ":quit" }
    };
    size_t length = strcspn(line, ";\n");
    for (size_t i = 0; i < sizeof words / sizeof words[0] && !shell_source_open(source); i++)
        if (strlen(words[i][0]) == length && strncasecmp(words[i][0], line, length) == 0)
            return words[i][1];
    return line;
}

/* Lines of a statement that has not ended yet, as they were typed. */
typedef struct typed {
    char *text;
    size_t length;
} typed;

static bool add_line(typed *all, const char *line, size_t length)
{
    char *text = realloc(all->text, all->length + length + 1);
    if (!text)
        return false;
    memcpy(text + all->length, line, length);
    all->text = text;
    all->length += length;
    text[all->length] = '\0';
    return true;
}

static bool has_comment(const typed *all)
{
    shell_scan scan = { .within = SHELL_PLAIN };
    for (size_t i = 0; i < all->length; i++) {
        shell_scan_step(&scan, all->text[i]);
        bool literal = scan.within != SHELL_PLAIN && scan.within != SHELL_COMMENT;
        if (scan.within == SHELL_LINE || (all->text[i] == '\n' && literal))
            return true;
    }
    return false;
}

static void remember_typed(shell_editor *editor, typed *all)
{
    bool apart = has_comment(all) && memchr(all->text, '\n', all->length);
    size_t from = 0;
    while (from < all->length) {
        const char *end = apart ? memchr(all->text + from, '\n', all->length - from) : NULL;
        size_t length = end ? (size_t)(end - all->text) - from : all->length - from;
        while (length && is_blank(all->text[from + length - 1]))
            length--;
        if (length)
            remember(editor, all->text + from, length);
        from = end ? (size_t)(end - all->text) + 1 : all->length;
    }
    all->length = 0;
}

static const char *prompt_of(const shell *self, const shell_source *source)
{
    if (shell_source_open(source))
        return "     ... ";
    return ent_session_in_transaction(self->session) ? "entente* " : "entente> ";
}

static int converse(shell *self)
{
    shell_source source = { .name = "statement" };
    shell_editor *editor = NULL;
    typed all = { NULL, 0 };
    int result = shell_editor_new(self, &source, &editor);
    if (result != CLI_ANSWERED)
        return result;
    if (!cli_given(self->arguments, CLI_QUIET))
        greet(self);
    while (!self->done) {
        bool interrupted = false;
        size_t length;
        fflush(stdout);
        const char *line = shell_editor_line(editor, prompt_of(self, &source), &length, &interrupted);
        if (interrupted) {
            begin_statement(&source);
            all.length = 0;
            continue;
        }
        if (!line)
            break;
        if (!add_line(&all, line, length)) {
            result = cli_fail_memory();
            break;
        }
        if (!shell_source_open(&source))
            source.line = 0; /* an error's place is counted from where the statement begins */
        line = spoken_command(line, &source);
        shell_take_line(self, &source, line, strlen(line) == length ? length : strlen(line));
        if (!shell_source_open(&source))
            remember_typed(editor, &all);
    }
    free(all.text);
    shell_source_clear(&source);
    shell_editor_free(editor);
    return result;
}

/* --- from beginning to end --------------------------------------------------------------------------------------- */

static int open_database(shell *self)
{
    ent_error error = { 0 };
    bool writable = access(self->path, F_OK) != 0 || access(self->path, W_OK) == 0;
    int result = cli_open_store(self->path, writable ? ENT_STORE_WRITE : ENT_STORE_READ, &self->store);
    if (result == CLI_ANSWERED && ent_session_open(self->store, &self->session, &error) < 0)
        result = cli_fail(&error, NULL);
    if (result == CLI_ANSWERED && !writable)
        cli_notef(self->arguments, "%s may only be read.", self->path);
    return result;
}

static int open_session(shell *self)
{
    ent_error error = { 0 };
    self->path = cli_database(self->arguments);
    if (self->path)
        return open_database(self);
    if (ent_graph_bundled(&self->graph, &error) < 0 || ent_session_new(self->graph, &self->session, &error) < 0)
        return cli_fail(&error, NULL);
    return CLI_ANSWERED;
}

static int take_parameters(shell *self)
{
    const cli_values *given = &self->arguments->options[CLI_PARAM];
    int result = CLI_ANSWERED;
    for (size_t i = 0; i < given->count && result == CLI_ANSWERED; i++) {
        const char *equals = strchr(given->items[i], '=');
        char *line = NULL;
        if (!equals)
            return cli_misuse(self->arguments->command, "--param wants NAME=JSON, not \"%s\"", given->items[i]);
        if (asprintf(&line, ":param %.*s %s", (int)(equals - given->items[i]), given->items[i], equals + 1) < 0)
            return cli_fail_memory();
        result = shell_take_command(self, line, strlen(line)) == CLI_ANSWERED ? CLI_ANSWERED : CLI_MISUSED;
        free(line);
    }
    return result;
}

static int close_transaction(shell *self)
{
    ent_error error = { 0 };
    if (!self->session || !ent_session_in_transaction(self->session))
        return CLI_ANSWERED;
    if (ent_session_rollback(self->session, &error) < 0)
        return cli_fail(&error, NULL);
    snprintf(error.message, sizeof error.message, "the open transaction was rolled back: nothing since it began is kept");
    cli_fail(&error, NULL);
    return self->interactive ? CLI_ANSWERED : CLI_FAILED;
}

static void close_all(shell *self)
{
    ent_session_free(self->session);
    ent_store_close(self->store);
    ent_graph_free(self->graph);
    for (size_t i = 0; i < self->parameter_count; i++) {
        free(self->parameters[i].name);
        free(self->parameters[i].json);
    }
    free(self->parameters);
    free(self->last);
    shell_forget_known(self);
}

int cli_run_shell(const cli_arguments *arguments)
{
    shell self = { .arguments = arguments,
                   .interactive = isatty(STDIN_FILENO),
                   .attended = isatty(STDIN_FILENO),
                   .go_on = cli_given(arguments, CLI_CONTINUE) };
    cli_target target;
    int result = cli_choose_target(arguments, CLI_TABLE, &target);
    if (result == CLI_ANSWERED)
        result = cli_number(arguments, CLI_LIMIT, self.interactive ? ROWS_TYPED : ROWS_READ, 1, SIZE_MAX - 1, &self.limit);
    if (result == CLI_ANSWERED)
        result = cli_number(arguments, CLI_TIMEOUT, 0, 1, 100000000, &self.seconds);
    if (result == CLI_ANSWERED)
        result = cli_query_memory(arguments, &self.bytes);
    if (result == CLI_ANSWERED)
        result = open_session(&self);
    if (result == CLI_ANSWERED)
        result = take_parameters(&self);
    if (result == CLI_ANSWERED) {
        self.format = target.format;
        result = self.interactive ? converse(&self) : take_stream(&self, stdin, "standard input");
        int closed = close_transaction(&self);
        result = result == CLI_ANSWERED ? closed : result;
    }
    close_all(&self);
    return result;
}
