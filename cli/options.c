/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of options and the reading of a command line. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

#define CHOICES(name, ...)                                   \
    static const char *name(size_t index)                    \
    {                                                        \
        static const char *const values[] = { __VA_ARGS__ }; \
        return index < sizeof values / sizeof values[0] ? values[index] : NULL; \
    }
CHOICES(when_choice, "auto", "always", "never")
CHOICES(weight_choice, "strength", "distance")
CHOICES(part_choice, "nodes", "ties")
CHOICES(background_choice, "theme", "none")
CHOICES(existing_choice, "error", "keep", "update")
CHOICES(shell_choice, "bash", "zsh", "fish")

static const char *shared_choice(size_t index)
{
    return ent_shared_by_text((ent_shared_by)index);
}

static const char *status_choice(size_t index)
{
    return index < ENT_TIE_STATUS_COUNT ? ent_tie_status_text((ent_tie_status)index) : NULL;
}

/* Without the first, which is none. */
static const char *backbone_choice(size_t index)
{
    return ent_backbone_text((ent_backbone)(index + 1));
}

/* The names in a table of the library. */
#define TABLE_CHOICES(function, type, table)      \
    static const char *function(size_t index)     \
    {                                             \
        size_t count;                             \
        const type *entries = table(&count);      \
        return index < count ? entries[index].name : NULL; \
    }
TABLE_CHOICES(method_choice, ent_group_method, ent_group_methods)
TABLE_CHOICES(kind_choice, ent_diagram_kind, ent_diagram_kinds)
TABLE_CHOICES(preset_choice, ent_preset, ent_presets)
TABLE_CHOICES(theme_choice, ent_theme_info, ent_themes)

static const cli_option options[CLI_OPTION_COUNT] = {
    [CLI_DB] = { "db", 0, "FILE", "the database (or ENTENTE_DB); without either the bundled data answers", NULL },
    [CLI_AS_OF] = { "as-of", 0, "DATE", "the day to answer for: 2021-12-06, 2021-12 or 2021 (its last day)", NULL },
    [CLI_CERTAIN] = { "certain", 0, NULL, "only what surely holds on that day, however dates are read", NULL },
    [CLI_POSSIBLE] = { "possible", 0, NULL, "all that may hold on that day", NULL },
    [CLI_ALL_DATES] = { "all-dates", 0, NULL, "whenever it held: no day at all", NULL },
    [CLI_SOURCE] = { "source", 0, "KEY", "only what this source states (may be repeated)", NULL },
    [CLI_TYPE] = { "type", 0, "TYPE", "only ties of this type (may be repeated)", NULL },
    [CLI_LABEL] = { "label", 0, "LABEL", "only nodes with this label (may be repeated)", NULL },
    [CLI_STATUS] = { "status", 0, "STATUS,...", "only ties stated so: in-force, planned, ended (groups), or one of them: signed, sought, ...", status_choice },
    [CLI_EVENTS] = { "events", 0, NULL, "count events too: meetings, visits, signatures", NULL },
    [CLI_VIA] = { "via", 0, "LABEL", "only things with this label: Forum, Corridor, ...", NULL },
    [CLI_HOPS] = { "hops", 0, "N", "how far to go from A (default 1)", NULL },
    [CLI_MEASURES] = { "measures", 0, NULL, "the measures of A's neighbourhood instead of its ties", NULL },
    [CLI_ALL] = { "all", 0, NULL, "path: every shortest connection; similar: nodes of every label", NULL },
    [CLI_LIMIT] = { "limit", 0, "N", "list at most N", NULL },
    [CLI_BY] = { "by", 0, "NAME,...", "rank: the measures, ordered by the first; find: the property to order by", NULL },
    [CLI_TOP] = { "top", 0, "N", "only the first N rows", NULL },
    [CLI_LIST] = { "list", 0, NULL, "list the measures, or the methods, instead", NULL },
    [CLI_DIRECTED] = { "directed", 0, NULL, "mind the direction of ties", NULL },
    [CLI_ISOLATES] = { "isolates", 0, NULL, "keep nodes without ties", NULL },
    [CLI_PLANNED] = { "planned", 0, NULL, "count planned and ended ties too, not only those in force", NULL },
    [CLI_WEIGHT] = { "weight", 0, "PROPERTY", "the property of ties that is their weight (default weight)", NULL },
    [CLI_WEIGHT_AS] = { "weight-as", 0, "MEANING", "what a larger weight means: strength or distance", weight_choice },
    [CLI_K] = { "k", 0, "N", "the N shortest paths, that visit no node twice", NULL },
    [CLI_TEMPORAL] = { "temporal", 0, NULL, "over ties one after another in time: when B is reached, or all that A reaches", NULL },
    [CLI_FROM] = { "from", 0, "DATE", "with --temporal: not before this day", NULL },
    [CLI_UNTIED] = { "untied", 0, NULL, "only nodes that are not tied to each other", NULL },
    [CLI_SERIES] = { "series", 0, "D1..D2", "as of each day from D1 to D2, a step apart", NULL },
    [CLI_STEP] = { "step", 0, "STEP", "of a series: 1Y (default), 6M, 2W, 1D", NULL },
    [CLI_METHOD] = { "method", 0, "METHOD", "how groups are found (default louvain); --list shows the methods", method_choice },
    [CLI_SEED] = { "seed", 0, "N", "where the chances begin of methods that take them (default 1)", NULL },
    [CLI_LEAST] = { "least", 0, "N", "only groups of at least so many nodes", NULL },
    [CLI_RESOLUTION] = { "resolution", 0, "NUMBER", "above 1 more and smaller groups, below 1 fewer (default 1)", NULL },
    [CLI_WITH] = { "with", 0, "NAME=VALUE", "a parameter of the measures (may be repeated): damping=0.9, by=label", NULL },
    [CLI_ITERATIONS] = { "iterations", 0, "N", "with --method cdlp: how often labels are passed on (default 10)", NULL },
    [CLI_ONTO] = { "onto", 0, "LABEL", "the network of the nodes of LABEL, tied by the other nodes that they share", NULL },
    [CLI_SHARED_AS] = { "shared-as", 0, "WEIGHT", "with --onto: what they share as the strength of ties", shared_choice },
    [CLI_BACKBONE] = { "backbone", 0, "MODEL", "with --onto: only ties that chance does not explain", backbone_choice },
    [CLI_ALPHA] = { "alpha", 0, "CHANCE", "with --backbone: the chance that a tie must stay below (default 0.05)", NULL },
    [CLI_PARAM] = { "param", 0, "NAME=JSON", "the value of $NAME (may be repeated): who='\"india\"', year=2016", NULL },
    [CLI_FILE] = { "file", 0, "FILE", "read the query from FILE; - is standard input", NULL },
    [CLI_TIMEOUT] = { "timeout", 0, "SECONDS", "give up after so many seconds", NULL },
    [CLI_MEMORY] = { "memory", 0, "MB", "give up when a query needs more (default half of the machine's)", NULL },
    [CLI_CONTINUE] = { "continue", 0, NULL, "go on after an error, when no person types", NULL },
    [CLI_FORMAT] = { "format", 0, "FORMAT", "table, json, csv; svg and dot for drawings", NULL },
    [CLI_OUTPUT] = { "output", 'o', "FILE", "write to FILE, whose extension chooses the format", NULL },
    [CLI_PART] = { "part", 0, "PART", "for csv: nodes or ties", part_choice },
    [CLI_KIND] = { "kind", 0, "KIND", "the kind of diagram (default: by the question)", kind_choice },
    [CLI_PRESET] = { "preset", 0, "PRESET", "the size: for a slide, a paper, ...", preset_choice },
    [CLI_THEME] = { "theme", 0, "THEME", "the colours", theme_choice },
    [CLI_TITLE] = { "title", 0, "TEXT", "another title for the drawing", NULL },
    [CLI_ID_PREFIX] = { "id-prefix", 0, "TEXT", "begin the drawing's ids with this, for several in one page", NULL },
    [CLI_BACKGROUND] = { "background", 0, "WHICH", "theme, or none for a drawing that is see-through", background_choice },
    [CLI_EXISTING] = { "existing", 0, "WHAT", "a node that is there and differs: error (default), keep or update", existing_choice },
    [CLI_NAME] = { "name", 0, "TEXT", "the name of the network", NULL },
    [CLI_COMPLETION] = { "completion", 0, "SHELL", "print completion for bash, zsh or fish", shell_choice },
    [CLI_COLOR] = { "color", 0, "WHEN", "auto (default), always or never; NO_COLOR is honoured", when_choice },
    [CLI_QUIET] = { "quiet", 'q', NULL, "no notes, no progress; errors only", NULL },
    [CLI_HELP] = { "help", 'h', NULL, "how to use a command", NULL },
    [CLI_VERSION] = { "version", 'V', NULL, "the version", NULL },
};

const cli_option *cli_option_at(cli_option_id id)
{
    return &options[id];
}

static const char *long_name(size_t index)
{
    return index < CLI_OPTION_COUNT ? options[index].name : NULL;
}

static const char *command_name(size_t index)
{
    const cli_command *command = cli_command_at(index);
    return command ? command->name : NULL;
}

bool cli_given(const cli_arguments *arguments, cli_option_id option)
{
    return arguments->options[option].count > 0;
}

const char *cli_value(const cli_arguments *arguments, cli_option_id option)
{
    const cli_values *values = &arguments->options[option];
    return values->count && values->items ? values->items[values->count - 1] : NULL;
}

int cli_number(const cli_arguments *arguments, cli_option_id option, size_t fallback, size_t least,
               size_t most, size_t *ret)
{
    const char *text = cli_value(arguments, option);
    if (!text) {
        *ret = fallback;
        return CLI_ANSWERED;
    }
    size_t value = 0;
    const char *at = text;
    for (; *at >= '0' && *at <= '9'; at++) {
        size_t digit = (size_t)(*at - '0');
        value = value > (SIZE_MAX - digit) / 10 ? SIZE_MAX : value * 10 + digit;
    }
    if (*at || at == text || value < least || value > most) {
        if (most == SIZE_MAX)
            return cli_misuse(arguments->command, "--%s wants a whole number from %zu up, not \"%s\"",
                              options[option].name, least, text);
        return cli_misuse(arguments->command, "--%s wants a whole number from %zu to %zu, not \"%s\"",
                          options[option].name, least, most, text);
    }
    *ret = value;
    return CLI_ANSWERED;
}

bool cli_positive(const char *text, double *ret)
{
    double value = 0, unit = 1;
    const char *at = text;
    for (; *at >= '0' && *at <= '9'; at++)
        value = 10 * value + (*at - '0');
    if (*at == '.')
        for (at++; *at >= '0' && *at <= '9'; at++)
            value += (*at - '0') * (unit /= 10);
    if (*at || at == text || !(value > 0) || value > 1e9)
        return false;
    *ret = value;
    return true;
}

static int unknown_option(const cli_command *command, const char *word, size_t length)
{
    char name[64] = "";
    if (length < sizeof name)
        memcpy(name, word, length);
    const char *nearest = cli_nearest(name, long_name);
    if (nearest)
        return cli_misuse(command, "there is no option --%.*s; did you mean --%s?", (int)length, word, nearest);
    return cli_misuse(command, "there is no option --%.*s", (int)length, word);
}

/* A value that is not among the choices is wrong usage, whatever the command. */
static int check_choice(const cli_command *command, const cli_option *option, const char *value)
{
    if (!option->choice)
        return CLI_ANSWERED;
    const char *one;
    for (size_t i = 0; (one = option->choice(i)) != NULL; i++)
        if (strcmp(one, value) == 0)
            return CLI_ANSWERED;
    if (option == &options[CLI_KIND] && strcmp(value, "auto") == 0)
        return CLI_ANSWERED;
    if (option == &options[CLI_STATUS])
        return CLI_ANSWERED; /* several with commas: the view looks at each */
    char *all = cli_join(option->choice, " or ");
    int result = cli_misuse(command, "--%s takes %s, not \"%s\"", option->name, all ? all : "?", value);
    free(all);
    return result;
}

static int keep_option(cli_arguments *arguments, cli_option_id id, const char *value)
{
    cli_values *values = &arguments->options[id];
    if (options[id].argument) {
        const char **items = realloc(values->items, (values->count + 1) * sizeof *items);
        if (!items)
            return cli_fail_memory();
        values->items = items;
        items[values->count] = value;
    }
    values->count++;
    return CLI_ANSWERED;
}

/* word: what follows "--". */
static int take_long(cli_arguments *arguments, const char *word, int argc, char **argv, int *at)
{
    size_t length = strcspn(word, "=");
    for (int id = 0; id < CLI_OPTION_COUNT; id++) {
        const cli_option *option = &options[id];
        if (strlen(option->name) != length || strncmp(option->name, word, length) != 0)
            continue;
        const char *value = word[length] == '=' ? word + length + 1 : NULL;
        if (!option->argument && value)
            return cli_misuse(arguments->command, "--%s takes no value", option->name);
        if (option->argument && !value) {
            if (*at + 1 >= argc)
                return cli_misuse(arguments->command, "--%s wants a value: --%s %s", option->name, option->name,
                                  option->argument);
            value = argv[++*at];
        }
        return keep_option(arguments, (cli_option_id)id, value);
    }
    return unknown_option(arguments->command, word, length);
}

/* word: what follows "-": letters of flags, the last of which may take the rest or the next word. */
static int take_letters(cli_arguments *arguments, const char *word, int argc, char **argv, int *at)
{
    for (const char *letter = word; *letter; letter++) {
        int id = 0;
        while (id < CLI_OPTION_COUNT && options[id].letter != *letter)
            id++;
        if (id == CLI_OPTION_COUNT)
            return cli_misuse(arguments->command, "there is no option -%s", letter);
        const char *value = NULL;
        if (options[id].argument) {
            value = letter[1] ? letter + 1 : *at + 1 < argc ? argv[++*at] : NULL;
            if (!value)
                return cli_misuse(arguments->command, "-%c wants a value: -%c %s", *letter, *letter,
                                  options[id].argument);
        }
        int result = keep_option(arguments, (cli_option_id)id, value);
        if (result != CLI_ANSWERED || value)
            return result;
    }
    return CLI_ANSWERED;
}

static int take_word(cli_arguments *arguments, const char *word)
{
    if (arguments->command) {
        arguments->names[arguments->count++] = word;
        return CLI_ANSWERED;
    }
    arguments->command = cli_command_find(word);
    if (arguments->command)
        return CLI_ANSWERED;
    const char *nearest = cli_nearest(word, command_name);
    if (nearest)
        return cli_misuse(NULL, "there is no command \"%s\"; did you mean %s?", word, nearest);
    return cli_misuse(NULL, "there is no command \"%s\"", word);
}

/* Is every option one that the command takes, with a value it takes? */
static int check_options(const cli_arguments *arguments)
{
    const cli_command *command = arguments->command;
    for (int id = 0; id < CLI_OPTION_COUNT; id++) {
        const cli_values *values = &arguments->options[id];
        if (values->count == 0)
            continue;
        if (command && id != CLI_VERSION && !cli_command_takes(command, (cli_option_id)id)) {
            char *takers = cli_commands_taking((cli_option_id)id);
            int result = cli_misuse(command, "%s does not take --%s; %s", command->name, options[id].name,
                                    takers ? takers : "others do");
            free(takers);
            return result;
        }
        for (size_t i = 0; values->items && i < values->count; i++) {
            int result = check_choice(command, &options[id], values->items[i]);
            if (result != CLI_ANSWERED)
                return result;
        }
    }
    if (cli_given(arguments, CLI_CERTAIN) && cli_given(arguments, CLI_POSSIBLE))
        return cli_misuse(command, "--certain and --possible exclude each other");
    if (cli_given(arguments, CLI_ALL_DATES) && (cli_given(arguments, CLI_AS_OF) || cli_given(arguments, CLI_CERTAIN) ||
                                                cli_given(arguments, CLI_POSSIBLE)))
        return cli_misuse(command, "--all-dates asks for no day, so it excludes --as-of, --certain and --possible");
    return CLI_ANSWERED;
}

static int check_count(const cli_arguments *arguments)
{
    const cli_command *command = arguments->command;
    if (arguments->count >= command->least && arguments->count <= command->most)
        return CLI_ANSWERED;
    if (command->most == 0)
        return cli_misuse(command, "%s takes no arguments, but was given \"%s\"", command->name, arguments->names[0]);
    if (arguments->count < command->least)
        return cli_misuse(command, "%s wants %s%s", command->name, command->usage,
                          arguments->count ? "" : " and was given nothing");
    return cli_misuse(command, "%s takes only %s, but was also given \"%s\"; quote a name of several words",
                      command->name, command->usage, arguments->names[command->most]);
}

int cli_parse(int argc, char **argv, cli_arguments *ret)
{
    memset(ret, 0, sizeof *ret);
    ret->names = calloc((size_t)argc + 1, sizeof *ret->names);
    if (!ret->names)
        return cli_fail_memory();
    bool only_words = false;
    for (int at = 1; at < argc; at++) {
        const char *word = argv[at];
        int result = CLI_ANSWERED;
        if (only_words || word[0] != '-' || word[1] == '\0')
            result = take_word(ret, word);
        else if (strcmp(word, "--") == 0)
            only_words = true;
        else if (word[1] == '-')
            result = take_long(ret, word + 2, argc, argv, &at);
        else
            result = take_letters(ret, word + 1, argc, argv, &at);
        if (result != CLI_ANSWERED)
            return result;
    }
    if (cli_given(ret, CLI_HELP) || cli_given(ret, CLI_VERSION))
        return CLI_ANSWERED;
    int result = check_options(ret);
    if (result == CLI_ANSWERED && ret->command)
        result = check_count(ret);
    return result;
}

void cli_arguments_clear(cli_arguments *arguments)
{
    free(arguments->names);
    for (int id = 0; id < CLI_OPTION_COUNT; id++)
        free(arguments->options[id].items);
    memset(arguments, 0, sizeof *arguments);
}
