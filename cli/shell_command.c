/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What begins with ":": the table that :help, completion and the tests of the documents are made from. */
#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cli/shell.h"

static int complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

static int complain(const char *format, ...)
{
    ent_error error = { .code = ENT_ERR_INVALID };
    va_list list;
    va_start(list, format);
    vsnprintf(error.message, sizeof error.message, format, list);
    va_end(list);
    return cli_fail(&error, NULL);
}

static const char *on_off(size_t index)
{
    static const char *const values[] = { "on", "off" };
    return index < 2 ? values[index] : NULL;
}

static const char *format_name(size_t index)
{
    return index < CLI_SVG ? cli_format_choice(index) : NULL;
}

static const char *command_name(size_t index)
{
    const shell_command *command = shell_command_at(index);
    return command ? command->name : NULL;
}

static const shell_command *find_command(const char *name, size_t length)
{
    const shell_command *command, *begun = NULL;
    size_t count = 0;
    for (size_t i = 0; (command = shell_command_at(i)) != NULL; i++) {
        if (strncasecmp(command->name, name, length) != 0)
            continue;
        if (!command->name[length])
            return command;
        begun = command;
        count++;
    }
    return length && count == 1 ? begun : NULL; /* the beginning of one name is enough */
}

/* --- help -------------------------------------------------------------------------------------------------------- */

static int help(shell *self, const char *argument)
{
    const shell_command *command;
    (void)self;
    argument += *argument == ':';
    if (*argument && !find_command(argument, strlen(argument)))
        return complain("there is no command :%s; :help lists them", argument);
    if (!*argument)
        puts("Statements are openCypher, over as many lines as you like, and end with \";\".\n"
             "EXPLAIN before one shows its plan; BEGIN, COMMIT and ROLLBACK are statements too.\n");
    for (size_t i = 0; (command = shell_command_at(i)) != NULL; i++) {
        char term[64];
        if (*argument && command != find_command(argument, strlen(argument)))
            continue;
        snprintf(term, sizeof term, ":%s %s", command->name, command->usage);
        printf("  %-26s %s\n", term, command->summary);
    }
    if (!*argument && shell_editor_name())
        puts("\nTab completes; Ctrl-R searches the history; Ctrl-C stops a query or clears the line; Ctrl-D leaves.");
    else if (!*argument)
        puts("\nCtrl-C stops a query; Ctrl-D leaves. Built without libedit: no completion and no history.");
    return CLI_ANSWERED;
}

/* --- transactions ------------------------------------------------------------------------------------------------ */

static int statement(shell *self, const char *argument, const char *text)
{
    if (*argument)
        return complain("\"%s\" takes no argument", text);
    return shell_run(self, NULL, text, strlen(text));
}

static int begin(shell *self, const char *argument)
{
    return statement(self, argument, "BEGIN");
}

static int commit(shell *self, const char *argument)
{
    return statement(self, argument, "COMMIT");
}

static int rollback(shell *self, const char *argument)
{
    return statement(self, argument, "ROLLBACK");
}

/* --- parameters -------------------------------------------------------------------------------------------------- */

static shell_parameter *find_parameter(shell *self, const char *name, size_t length)
{
    for (size_t i = 0; i < self->parameter_count; i++)
        if (strlen(self->parameters[i].name) == length && memcmp(self->parameters[i].name, name, length) == 0)
            return &self->parameters[i];
    return NULL;
}

static void drop_parameter(shell *self, shell_parameter *it)
{
    free(it->name);
    free(it->json);
    *it = self->parameters[--self->parameter_count];
}

static bool is_json(shell *self, const char *json, ent_error *error)
{
    ent_query *query = NULL;
    ent_status status = ent_query_prepare(self->session, "RETURN $p", SIZE_MAX, &query, error);
    if (status >= 0)
        status = ent_query_bind_json(query, "p", json, error);
    ent_query_free(query);
    return status >= 0;
}

static int set_parameter(shell *self, const char *name, size_t length, const char *json)
{
    shell_parameter *it = find_parameter(self, name, length);
    if (!it) {
        shell_parameter *all = realloc(self->parameters, (self->parameter_count + 1) * sizeof *all);
        if (!all)
            return cli_fail_memory();
        self->parameters = all;
        it = &all[self->parameter_count];
        *it = (shell_parameter){ strndup(name, length), NULL };
        if (!it->name)
            return cli_fail_memory();
        self->parameter_count++;
    }
    char *copy = strdup(json);
    if (!copy)
        return cli_fail_memory();
    free(it->json);
    it->json = copy;
    return CLI_ANSWERED;
}

static int param(shell *self, const char *argument)
{
    ent_error error = { 0 };
    argument += *argument == '$';
    size_t length = strcspn(argument, " \t=");
    const char *json = argument + length + strspn(argument + length, " \t");
    json += *json == '=' ? 1 + strspn(json + 1, " \t") : 0;
    if (!length || mbstowcs(NULL, argument, 0) == (size_t)-1)
        return complain(":param wants NAME JSON, as in :param who \"india\"");
    if (!*json) {
        shell_parameter *it = find_parameter(self, argument, length);
        if (!it)
            return complain("there is no parameter $%.*s; :param NAME JSON makes one", (int)length, argument);
        drop_parameter(self, it);
        return CLI_ANSWERED;
    }
    if (!is_json(self, json, &error))
        return complain(":param %.*s: %s; JSON has its texts in quotes: :param %.*s \"text\"", (int)length, argument,
                        error.message, (int)length, argument);
    return set_parameter(self, argument, length, json);
}

static int params(shell *self, const char *argument)
{
    ent_error error = { 0 };
    ent_answer *answer = NULL;
    if (*argument)
        return param(self, argument);
    char title[64];
    snprintf(title, sizeof title, "%zu parameter%s", self->parameter_count, self->parameter_count == 1 ? "" : "s");
    ent_status status = ent_answer_new(NULL, &answer, &error);
    if (status >= 0)
        status = ent_answer_set_title(answer, title, &error);
    if (status >= 0)
        status = ent_answer_add_column(answer, &(ent_column){ "name", "NAME", ENT_CELL_TEXT, false }, &error);
    if (status >= 0)
        status = ent_answer_add_column(answer, &(ent_column){ "value", "VALUE", ENT_CELL_TEXT, false }, &error);
    for (size_t i = 0; status >= 0 && i < self->parameter_count; i++) {
        ent_cell cells[2] = { { .kind = ENT_CELL_TEXT, .text = self->parameters[i].name },
                              { .kind = ENT_CELL_TEXT, .text = self->parameters[i].json } };
        status = ent_answer_add_row(answer, cells, &error);
    }
    int result = status < 0 ? cli_fail(&error, NULL) : shell_print(self, answer);
    ent_answer_free(answer);
    return result;
}

/* --- how it is told ---------------------------------------------------------------------------------------------- */

static int format(shell *self, const char *argument)
{
    const char *name;
    if (!*argument) {
        puts(format_name(self->format));
        return CLI_ANSWERED;
    }
    for (size_t i = 0; (name = format_name(i)) != NULL; i++) {
        if (strcasecmp(name, argument) == 0) {
            self->format = (cli_format)i;
            return CLI_ANSWERED;
        }
    }
    return complain(":format takes table, json or csv, not \"%s\"; :draw FILE draws", argument);
}

static int limit(shell *self, const char *argument)
{
    size_t value = 0;
    const char *at = argument;
    for (; isdigit((unsigned char)*at); at++) {
        size_t digit = (size_t)(*at - '0');
        value = value > (SIZE_MAX - 1 - digit) / 10 ? SIZE_MAX - 1 : value * 10 + digit;
    }
    if (!*argument) {
        printf("%zu\n", self->limit);
        return CLI_ANSWERED;
    }
    if (*at || value == 0)
        return complain(":limit wants a whole number from 1 up, not \"%s\"", argument);
    self->limit = value;
    return CLI_ANSWERED;
}

static int timing(shell *self, const char *argument)
{
    if (*argument && strcasecmp(argument, "on") != 0 && strcasecmp(argument, "off") != 0)
        return complain(":timing takes on or off, not \"%s\"", argument);
    if (!*argument)
        puts(self->timing ? "on" : "off");
    else
        self->timing = strcasecmp(argument, "on") == 0;
    return CLI_ANSWERED;
}

/* --- files, and the end ------------------------------------------------------------------------------------------ */

static int source(shell *self, const char *argument)
{
    return *argument ? shell_take_file(self, argument) : complain(":source wants the name of a file with statements");
}

static int draw(shell *self, const char *argument)
{
    return shell_draw(self, argument);
}

static int quit(shell *self, const char *argument)
{
    if (*argument)
        return complain(":quit takes no argument");
    self->done = true;
    return CLI_ANSWERED;
}

static const shell_command commands[] = {
    { "help", "[COMMAND]", "what there is", help, command_name, false },
    { "schema", "", "labels, types and properties, with counts", shell_schema, NULL, false },
    { "begin", "", "begin a transaction", begin, NULL, false },
    { "commit", "", "keep what the transaction changed", commit, NULL, false },
    { "rollback", "", "undo what the transaction changed", rollback, NULL, false },
    { "param", "NAME [JSON]", "the value of $NAME; without JSON: forget it", param, NULL, false },
    { "params", "", "the parameters", params, NULL, false },
    { "format", "[FORMAT]", "how answers are written: table, json or csv", format, format_name, false },
    { "limit", "[N]", "list at most N rows", limit, NULL, false },
    { "timing", "[on|off]", "say how long each statement took", timing, on_off, false },
    { "draw", "FILE", "draw the last answer to FILE.svg or FILE.dot", draw, NULL, true },
    { "source", "FILE", "run the statements and commands in FILE", source, NULL, true },
    { "quit", "", "leave; an open transaction is rolled back", quit, NULL, false },
};

const shell_command *shell_command_at(size_t index)
{
    return index < sizeof commands / sizeof commands[0] ? &commands[index] : NULL;
}

/* A copy of the line without its ":" and the blanks around; an ending ";" is forgiven. */
static char *clean(const char *line, size_t length)
{
    while (length && isspace((unsigned char)*line))
        line++, length--;
    line++, length--;
    while (length && isspace((unsigned char)line[length - 1]))
        length--;
    return strndup(line, length);
}

int shell_take_command(shell *self, const char *line, size_t length)
{
    char *text = clean(line, length);
    if (!text)
        return cli_fail_memory();
    size_t name = strcspn(text, " \t;");
    char *argument = text + name + strspn(text + name, " \t;");
    const shell_command *command = find_command(text, name);
    int result;
    if (command) {
        result = command->run(self, argument);
    } else {
        text[name] = '\0';
        const char *nearest = cli_nearest(text, command_name);
        result = nearest ? complain("there is no command :%s; did you mean :%s?", text, nearest)
                         : complain("there is no command :%s; :help lists them", text);
    }
    free(text);
    return result == CLI_ANSWERED ? CLI_ANSWERED : CLI_FAILED;
}
