/* SPDX-License-Identifier: GPL-2.0-or-later */
/* help and version, made from the tables of commands and options and from the library's own tables. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static void put_heading(const char *text)
{
    fputc('\n', stdout);
    cli_put(stdout, CLI_BOLD, text);
    fputc('\n', stdout);
}

/* Two columns: a term and what it is. */
static void put_entry(const char *term, const char *text, int width)
{
    int columns = cli_columns_of(term);
    printf("  %s%*s", term, columns < width ? width - columns : 0, "");
    printf("  %s\n", text);
}

static void put_lines(const char *text)
{
    while (*text) {
        size_t length = strcspn(text, "\n");
        printf("  %.*s\n", (int)length, text);
        text += length + (text[length] == '\n');
    }
}

static void help_general(void)
{
    static const char *const headings[CLI_GROUP_COUNT] = { "Questions", "The database", "About" };
    puts("entente: who is tied to whom, since when, and who says so\n");
    puts("usage: entente [--db FILE] COMMAND [ARGUMENTS] [OPTIONS]");
    const cli_command *command;
    for (int group = 0; group < CLI_GROUP_COUNT; group++) {
        put_heading(headings[group]);
        for (size_t i = 0; (command = cli_command_at(i)) != NULL; i++) {
            if (command->group != (cli_group)group)
                continue;
            char term[64];
            snprintf(term, sizeof term, "%s %s", command->name, command->usage);
            put_entry(term, command->summary, 18);
        }
    }
    put_heading("Try");
    puts("  entente link India Russia China --via Forum\n  entente ego India -o india.svg\n");
    puts("Without --db (or ENTENTE_DB) the bundled data answers. entente help COMMAND says more.");
}

static void option_term(const cli_option *option, char *buffer, size_t size)
{
    char letter[8] = "    ";
    if (option->letter)
        snprintf(letter, sizeof letter, "-%c, ", option->letter);
    snprintf(buffer, size, "%s--%s%s%s", letter, option->name, option->argument ? " " : "",
             option->argument ? option->argument : "");
}

static void help_options(const cli_command *command)
{
    static const struct {
        const char *heading;
        cli_option_id first, last;
    } groups[] = {
        { "Options of its own", CLI_VIA, CLI_CONTINUE }, { "Options of its own", CLI_EXISTING, CLI_COMPLETION },
        { "Which data, and how it is read", CLI_DB, CLI_EVENTS },
        { "The output", CLI_FORMAT, CLI_PART },           { "Drawings", CLI_KIND, CLI_BACKGROUND },
        { "General", CLI_COLOR, CLI_HELP },
    };
    for (size_t group = 0; group < sizeof groups / sizeof groups[0]; group++) {
        bool begun = false;
        for (int id = (int)groups[group].first; id <= (int)groups[group].last; id++) {
            if (!cli_command_takes(command, (cli_option_id)id))
                continue;
            if (!begun)
                put_heading(groups[group].heading);
            begun = true;
            char term[64];
            option_term(cli_option_at((cli_option_id)id), term, sizeof term);
            put_entry(term, cli_option_at((cli_option_id)id)->summary, 24);
        }
    }
}

static void help_drawings(void)
{
    size_t count;
    put_heading("Kinds of diagram (--kind)");
    const ent_diagram_kind *kinds = ent_diagram_kinds(&count);
    for (size_t i = 0; i < count; i++) {
        char text[512];
        snprintf(text, sizeof text, "%s (for %s; holds %s)", kinds[i].summary, kinds[i].questions, kinds[i].capacity);
        put_entry(kinds[i].name, text, 10);
    }
    put_heading("Sizes (--preset)");
    const ent_preset *presets = ent_presets(&count);
    for (size_t i = 0; i < count; i++) {
        char text[256];
        snprintf(text, sizeof text, "%d x %d, %s", presets[i].width, presets[i].height, presets[i].summary);
        put_entry(presets[i].name, text, 10);
    }
    put_heading("Colours (--theme)");
    const ent_theme_info *themes = ent_themes(&count);
    for (size_t i = 0; i < count; i++)
        put_entry(themes[i].name, themes[i].summary, 10);
}

static void help_formats(void)
{
    size_t count;
    put_heading("Formats (--format)");
    const ent_format *formats = ent_formats(&count);
    for (size_t i = 0; i < count; i++) {
        char text[256];
        snprintf(text, sizeof text, "%s (%s)%s", formats[i].summary, formats[i].extensions,
                 formats[i].reads && formats[i].writes ? ""
                 : formats[i].reads                    ? ", reading only"
                                                       : ", writing only");
        put_entry(formats[i].name, text, 10);
    }
}

static void help_command(const cli_command *command)
{
    printf("usage: entente %s%s%s [OPTIONS]\n\n", command->name, *command->usage ? " " : "", command->usage);
    size_t width = cli_width(stdout);
    cli_put_wrapped(stdout, CLI_PLAIN, command->text, width > 0 && width < 100 ? width : 100, 0);
    help_options(command);
    if (cli_command_takes(command, CLI_KIND))
        help_drawings();
    if (cli_command_takes(command, CLI_EXISTING) || cli_command_takes(command, CLI_PART))
        help_formats();
    put_heading("Examples");
    put_lines(command->examples);
    puts("\nIt returns 0 when it answered, even if the answer is empty, 1 when the work failed, 2 when it was not "
         "understood.");
}

void cli_help(const cli_command *command)
{
    if (command)
        help_command(command);
    else
        help_general();
}

static const char *command_name(size_t index)
{
    const cli_command *command = cli_command_at(index);
    return command ? command->name : NULL;
}

int cli_run_help(const cli_arguments *arguments)
{
    const char *shell = cli_value(arguments, CLI_COMPLETION);
    if (shell)
        return cli_write_completion(shell);
    const cli_command *command = NULL;
    if (arguments->count > 0) {
        command = cli_command_find(arguments->names[0]);
        const char *nearest = command ? NULL : cli_nearest(arguments->names[0], command_name);
        if (!command && nearest)
            return cli_misuse(NULL, "there is no command \"%s\"; did you mean %s?", arguments->names[0], nearest);
        if (!command)
            return cli_misuse(NULL, "there is no command \"%s\"", arguments->names[0]);
    }
    cli_help(command);
    return CLI_ANSWERED;
}

int cli_run_version(const cli_arguments *arguments)
{
    (void)arguments;
    if (strcmp(ent_version(), ENT_VERSION) == 0)
        printf("entente %s\n", ent_version());
    else
        printf("entente %s (command built as %s)\n", ent_version(), ENT_VERSION);
    if (!shell_editor_name())
        puts("Built without libedit: the shell has no history and no completion.");
    return CLI_ANSWERED;
}
