/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shell completion, written from the tables of commands and options. */
#include <string.h>

#include "cli/cli.h"

/* What completes an option's value. */
static bool wants_file(cli_option_id id)
{
    return id == CLI_DB || id == CLI_OUTPUT || id == CLI_FILE;
}

static bool command_wants_file(const cli_command *command)
{
    return command->run == cli_run_init || command->run == cli_run_import;
}

static const char *(*choices_of(cli_option_id id))(size_t index)
{
    return id == CLI_FORMAT ? cli_format_choice : cli_option_at(id)->choice;
}

/* Those that rank takes: measures of nodes. */
static const char *measure_name(size_t index)
{
    size_t count;
    const ent_measure *measures = ent_measures(&count);
    for (size_t i = 0; i < count; i++)
        if ((measures[i].scope == ENT_SCOPE_NODE || measures[i].scope == ENT_SCOPE_TIE) && index-- == 0)
            return measures[i].name;
    return NULL;
}

static void put_words(const char *(*choice)(size_t index))
{
    const char *one;
    for (size_t i = 0; choice && (one = choice(i)) != NULL; i++)
        printf("%s%s", i ? " " : "", one);
}

static void put_options(const cli_command *command)
{
    const char *between = "";
    for (int id = 0; id < CLI_OPTION_COUNT; id++) {
        if (cli_command_takes(command, (cli_option_id)id)) {
            printf("%s--%s", between, cli_option_at((cli_option_id)id)->name);
            between = " ";
        }
    }
}

static void put_commands(void)
{
    const cli_command *command;
    for (size_t i = 0; (command = cli_command_at(i)) != NULL; i++)
        printf("%s%s", i ? " " : "", command->name);
}

/* What may follow an option. */
static void write_bash_arguments(void)
{
    puts("    case $before in");
    for (int id = 0; id < CLI_OPTION_COUNT; id++) {
        const cli_option *option = cli_option_at((cli_option_id)id);
        if (!option->argument)
            continue;
        printf("    --%s", option->name);
        if (option->letter)
            printf("|-%c", option->letter);
        if (wants_file((cli_option_id)id)) {
            puts(") mapfile -t COMPREPLY < <(compgen -f -- \"$word\"); return ;;");
        } else {
            fputs(") mapfile -t COMPREPLY < <(compgen -W \"", stdout);
            put_words(id == CLI_BY ? measure_name : choices_of((cli_option_id)id));
            puts("\" -- \"$word\"); return ;;");
        }
    }
    puts("    esac");
}

static void write_bash(void)
{
    const cli_command *command;
    puts("# bash completion of entente, made by: entente help --completion bash\n"
         "_entente()\n{\n"
         "    local word=${COMP_WORDS[COMP_CWORD]} before= command= at\n"
         "    ((COMP_CWORD > 0)) && before=${COMP_WORDS[COMP_CWORD-1]}\n"
         "    COMPREPLY=()");
    write_bash_arguments();
    puts("    for ((at = 1; at < COMP_CWORD; at++)); do\n"
         "        case ${COMP_WORDS[at]} in");
    const cli_command *first = cli_command_at(0);
    fputs("        ", stdout);
    for (size_t i = 0; (command = cli_command_at(i)) != NULL; i++)
        printf("%s%s", command == first ? "" : "|", command->name);
    puts(") command=${COMP_WORDS[at]}; break ;;\n"
         "        esac\n"
         "    done\n"
         "    local words=\n"
         "    case $command in");
    fputs("    '') words=\"", stdout);
    put_commands();
    puts(" --db --help --version\" ;;");
    for (size_t i = 0; (command = cli_command_at(i)) != NULL; i++) {
        printf("    %s) words=\"", command->name);
        put_options(command);
        fputs("\"", stdout);
        if (command->run == cli_run_help) {
            fputs("; words+=\" ", stdout);
            put_commands();
            fputs("\"", stdout);
        }
        puts(" ;;");
    }
    puts("    esac");
    fputs("    case $command in", stdout);
    for (size_t i = 0; (command = cli_command_at(i)) != NULL; i++)
        if (command_wants_file(command))
            printf("\n    %s) [[ $word == -* ]] || { mapfile -t COMPREPLY < <(compgen -f -- \"$word\"); return; } ;;",
                   command->name);
    puts("\n    esac\n"
         "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
         "}\n"
         "complete -o filenames -F _entente entente");
}

/* Zsh runs bash completion; a wrapper is all it needs. */
static void write_zsh(void)
{
    puts("autoload -U +X bashcompinit && bashcompinit");
    write_bash();
}

/* Summaries hold no single quotes but may hold anything else. */
static void put_quoted(const char *text)
{
    putchar('\'');
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\')
            putchar('\\');
        putchar(*text);
    }
    putchar('\'');
}

static void write_fish(void)
{
    const cli_command *command;
    puts("# fish completion of entente, made by: entente help --completion fish");
    for (size_t i = 0; (command = cli_command_at(i)) != NULL; i++) {
        printf("complete -c entente -f -n __fish_use_subcommand -a %s -d ", command->name);
        put_quoted(command->summary);
        putchar('\n');
    }
    for (int id = 0; id < CLI_OPTION_COUNT; id++) {
        const cli_option *option = cli_option_at((cli_option_id)id);
        fputs("complete -c entente -n '__fish_seen_subcommand_from", stdout);
        for (size_t i = 0; (command = cli_command_at(i)) != NULL; i++)
            if (cli_command_takes(command, (cli_option_id)id))
                printf(" %s", command->name);
        printf("' -l %s", option->name);
        if (option->letter)
            printf(" -s %c", option->letter);
        if (option->argument)
            fputs(wants_file((cli_option_id)id) ? " -rF" : " -x", stdout);
        if (option->argument && (choices_of((cli_option_id)id) || id == CLI_BY)) {
            fputs(" -a '", stdout);
            put_words(id == CLI_BY ? measure_name : choices_of((cli_option_id)id));
            fputs("'", stdout);
        }
        fputs(" -d ", stdout);
        put_quoted(option->summary);
        putchar('\n');
    }
    for (size_t i = 0; (command = cli_command_at(i)) != NULL; i++)
        if (command_wants_file(command))
            printf("complete -c entente -F -n '__fish_seen_subcommand_from %s'\n", command->name);
}

int cli_write_completion(const char *shell)
{
    if (strcmp(shell, "bash") == 0)
        write_bash();
    else if (strcmp(shell, "zsh") == 0)
        write_zsh();
    else
        write_fish();
    return CLI_ANSWERED;
}
