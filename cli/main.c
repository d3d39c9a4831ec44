/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The entente command. */
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/cli.h"

/* Only characters follow the locale, never numbers; and as all our text is UTF-8, so must they be. */
static void choose_characters(void)
{
    if (!setlocale(LC_CTYPE, "") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        if (!setlocale(LC_CTYPE, "C.UTF-8"))
            setlocale(LC_CTYPE, "C.utf8");
}

static bool writes_over_database(const cli_arguments *arguments)
{
    const char *database = cli_database(arguments), *output = cli_value(arguments, CLI_OUTPUT);
    struct stat one, other;
    return database && output && stat(database, &one) == 0 && stat(output, &other) == 0 && S_ISREG(one.st_mode) &&
           one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

int main(int argc, char **argv)
{
    choose_characters();
    signal(SIGPIPE, SIG_DFL); /* a reader that has seen enough ends us quietly */
    cli_arguments arguments;
    int result = cli_parse(argc, argv, &arguments);
    cli_set_color(cli_value(&arguments, CLI_COLOR));
    if (result != CLI_ANSWERED) {
        ;
    } else if (cli_given(&arguments, CLI_HELP)) {
        cli_help(arguments.command);
    } else if (cli_given(&arguments, CLI_VERSION)) {
        result = cli_run_version(&arguments);
    } else if (!arguments.command) {
        cli_help(NULL);
        result = CLI_MISUSED;
    } else {
        result = writes_over_database(&arguments)
                     ? cli_misuse(arguments.command, "-o names the database itself, which the output would replace")
                     : arguments.command->run(&arguments);
    }
    cli_arguments_clear(&arguments);
    if (result == CLI_ANSWERED)
        result = cli_data_intact();
    if (fflush(stdout) != 0 && result == CLI_ANSWERED) {
        ent_error error = { .code = ENT_ERR_IO, .message = "cannot write to standard output" };
        result = cli_fail(&error, NULL);
    }
    return result;
}
