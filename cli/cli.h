/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command: one table of commands, one of options; help, completion and the manual's test are made
 * from them. Only public headers of the library are used. */
#ifndef ENTENTE_CLI_H
#define ENTENTE_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <entente.h>

/* What the process returns. */
enum { CLI_ANSWERED = 0, CLI_FAILED = 1, CLI_MISUSED = 2 };

/* --- options ----------------------------------------------------------------------------------- */

typedef enum cli_option_id {
    CLI_DB,
    CLI_AS_OF,
    CLI_CERTAIN,
    CLI_POSSIBLE,
    CLI_ALL_DATES,
    CLI_SOURCE,
    CLI_TYPE,
    CLI_LABEL,
    CLI_STATUS,
    CLI_EVENTS,
    CLI_VIA,
    CLI_HOPS,
    CLI_MEASURES,
    CLI_ALL,
    CLI_LIMIT,
    CLI_BY,
    CLI_TOP,
    CLI_LIST,
    CLI_DIRECTED,
    CLI_ISOLATES,
    CLI_PLANNED,
    CLI_WEIGHT,
    CLI_WEIGHT_AS,
    CLI_K,
    CLI_TEMPORAL,
    CLI_FROM,
    CLI_UNTIED,
    CLI_SERIES,
    CLI_STEP,
    CLI_METHOD,
    CLI_SEED,
    CLI_LEAST,
    CLI_RESOLUTION,
    CLI_WITH,
    CLI_ITERATIONS,
    CLI_ONTO,
    CLI_SHARED_AS,
    CLI_BACKBONE,
    CLI_ALPHA,
    CLI_PARAM,
    CLI_FILE,
    CLI_TIMEOUT,
    CLI_MEMORY,
    CLI_CONTINUE,
    CLI_FORMAT,
    CLI_OUTPUT,
    CLI_PART,
    CLI_KIND,
    CLI_PRESET,
    CLI_THEME,
    CLI_TITLE,
    CLI_ID_PREFIX,
    CLI_BACKGROUND,
    CLI_EXISTING,
    CLI_NAME,
    CLI_COMPLETION,
    CLI_COLOR,
    CLI_QUIET,
    CLI_HELP,
    CLI_VERSION,
    CLI_OPTION_COUNT
} cli_option_id;

typedef struct cli_option {
    const char *name;
    char letter;          /* 0: none */
    const char *argument; /* NULL: a flag */
    const char *summary;
    /* The index-th of the values it takes, NULL after the last; NULL when it takes any text. */
    const char *(*choice)(size_t index);
} cli_option;

const cli_option *cli_option_at(cli_option_id id);

/* --- commands ---------------------------------------------------------------------------------- */

typedef struct cli_arguments cli_arguments;

typedef enum cli_group { CLI_QUESTIONS, CLI_DATABASE, CLI_ABOUT, CLI_GROUP_COUNT } cli_group;

typedef struct cli_command {
    const char *name;
    const char *usage;   /* its arguments: "A B [C...]" */
    const char *summary; /* a line */
    const char *text;    /* a paragraph or more */
    const char *examples; /* lines */
    cli_group group;
    size_t least, most; /* arguments */
    uint64_t options;   /* a bit for each cli_option_id */
    int (*run)(const cli_arguments *arguments);
} cli_command;

const cli_command *cli_command_at(size_t index); /* NULL after the last */
const cli_command *cli_command_find(const char *name);
bool cli_command_takes(const cli_command *command, cli_option_id option);
/* "link, ego and path do": the commands that take an option. The caller frees it. */
char *cli_commands_taking(cli_option_id option);

/* --- the command line -------------------------------------------------------------------------- */

typedef struct cli_values {
    const char **items;
    size_t count;
} cli_values;

struct cli_arguments {
    const cli_command *command; /* NULL: none was given */
    const char **names;         /* what is not an option, after the command */
    size_t count;
    cli_values options[CLI_OPTION_COUNT]; /* a flag counts, with NULL items */
};

/* CLI_ANSWERED, or a status after saying what is wrong. Free the arguments either way. */
int cli_parse(int argc, char **argv, cli_arguments *ret);
void cli_arguments_clear(cli_arguments *arguments);
bool cli_given(const cli_arguments *arguments, cli_option_id option);
/* The last one given, or NULL. */
const char *cli_value(const cli_arguments *arguments, cli_option_id option);
/* A whole number from least to most, or fallback when not given. */
int cli_number(const cli_arguments *arguments, cli_option_id option, size_t fallback, size_t least,
               size_t most, size_t *ret);

/* A decimal number above 0, whatever the locale. */
bool cli_positive(const char *text, double *ret);

/* --- messages ---------------------------------------------------------------------------------- */

/* "entente: ..." on standard error; hint, when not NULL, is a second line. */
int cli_misuse(const cli_command *command, const char *format, ...) __attribute__((format(printf, 2, 3)));
int cli_fail(const ent_error *error, const char *hint);
int cli_fail_memory(void);
/* "Created 2 nodes, 1 relationship; set 3 properties.", to be freed; NULL: no memory. */
char *cli_changes_text(const ent_query_changes *changes);
/* Wrapped to the terminal; nothing with --quiet. */
void cli_note(const cli_arguments *arguments, const char *text);
void cli_notef(const cli_arguments *arguments, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Of the choices, the one most like word, or NULL. */
const char *cli_nearest(const char *word, const char *(*choice)(size_t index));
/* "a, b and c" of the choices. The caller frees it. */
char *cli_join(const char *(*choice)(size_t index), const char *last);

/* --- text on a terminal ------------------------------------------------------------------------ */

typedef enum cli_style { CLI_PLAIN, CLI_BOLD, CLI_DIM, CLI_RED } cli_style;
/* "auto", "always" or "never". */
void cli_set_color(const char *when);
/* Control characters in text, which may come from anybody's file, are shown, never obeyed. */
void cli_put(FILE *stream, cli_style style, const char *text);
/* Columns of the terminal behind a stream, 0 when it is not one. */
size_t cli_width(FILE *stream);
/* Breaks lines between words at width columns (0: never), indenting all by indent. */
void cli_put_wrapped(FILE *stream, cli_style style, const char *text, size_t width, size_t indent);
/* The same with the first line beginning where the cursor is. */
void cli_put_hanging(FILE *stream, const char *text, size_t width, size_t indent);
/* How wide a text is, and how many of its bytes fit so many columns. */
int cli_columns_of(const char *text);
size_t cli_bytes_within(const char *text, size_t columns);

/* --- where the answer goes --------------------------------------------------------------------- */

typedef enum cli_format { CLI_TABLE, CLI_JSON, CLI_CSV, CLI_SVG, CLI_DOT, CLI_FORMAT_COUNT } cli_format;

typedef struct cli_target {
    cli_format format;
    const char *path; /* NULL: standard output */
} cli_target;
/* From --format and -o; says so when they make no sense. */
int cli_choose_target(const cli_arguments *arguments, cli_format fallback, cli_target *ret);
bool cli_draws(cli_format format);
/* The format of a drawing, by the extension of its file. */
bool cli_drawing_by_name(const char *path, cli_format *ret);
const char *cli_format_choice(size_t index);
int cli_open_output(const cli_target *target, ent_output **ret);
/* Print an answer in the target's format: title and rows to the output, notes to standard error. */
int cli_answer(const cli_arguments *arguments, const cli_target *target, const ent_answer *answer);
ent_status cli_table_write(const ent_answer *answer, ent_output *output, bool to_stdout, ent_error *err);

/* A result that can be told as a table or drawn. */
typedef struct cli_reply {
    const void *result;
    ent_status (*answer)(const void *result, ent_answer **ret, ent_error *err);
    ent_status (*draw)(const void *result, const ent_draw_options *options, ent_output *output, ent_error *err);
} cli_reply;
int cli_deliver(const cli_arguments *arguments, const cli_target *target, const cli_reply *reply);

/* --- what is asked ----------------------------------------------------------------------------- */

/* The data a question is put to: the database given, or the bundled data. */
typedef struct cli_data {
    ent_store *store; /* NULL: bundled */
    ent_graph *graph;
    ent_view *view; /* NULL: none asked for */
} cli_data;
/* Both say what went wrong; close the data either way. */
int cli_data_open(const cli_arguments *arguments, cli_data *ret);
int cli_data_open_view(const cli_arguments *arguments, cli_data *ret);
void cli_data_close(cli_data *data);
/* Was all of the data there so far? If not, says so once: what was found out is no answer. */
int cli_data_intact(void);
/* --db or ENTENTE_DB, or NULL. */
const char *cli_database(const cli_arguments *arguments);
/* The database to work on, or a usage error. */
int cli_need_database(const cli_arguments *arguments, const char **ret);
int cli_open_store(const char *path, ent_store_mode mode, ent_store **ret);
/* Another view of the data, with the filters of the command line: as of a day, NULL: the data's. */
int cli_view_at(const cli_arguments *arguments, const cli_data *data, const char *as_of, ent_view **ret);
/* A node by name, saying so when there is none. */
int cli_look_up(const cli_data *data, const char *name, ent_node *ret);
/* Several; free *ret either way. */
int cli_look_up_all(const cli_data *data, const char *const *names, size_t count, ent_node **ret);

/* --- the commands' functions -------------------------------------------------------------------- */

int cli_run_check(const cli_arguments *arguments);
int cli_run_compare(const cli_arguments *arguments);
int cli_run_describe(const cli_arguments *arguments);
int cli_run_diff(const cli_arguments *arguments);
int cli_run_draw(const cli_arguments *arguments);
int cli_run_ego(const cli_arguments *arguments);
int cli_run_export(const cli_arguments *arguments);
int cli_run_find(const cli_arguments *arguments);
int cli_run_groups(const cli_arguments *arguments);
int cli_run_help(const cli_arguments *arguments);
int cli_run_import(const cli_arguments *arguments);
int cli_run_info(const cli_arguments *arguments);
int cli_run_init(const cli_arguments *arguments);
int cli_run_link(const cli_arguments *arguments);
int cli_run_path(const cli_arguments *arguments);
int cli_run_query(const cli_arguments *arguments);
int cli_run_rank(const cli_arguments *arguments);
int cli_run_shell(const cli_arguments *arguments);
int cli_run_show(const cli_arguments *arguments);
int cli_run_similar(const cli_arguments *arguments);
int cli_run_sources(const cli_arguments *arguments);
int cli_run_timeline(const cli_arguments *arguments);
int cli_run_version(const cli_arguments *arguments);

/* What edits lines in the shell: "libedit", or NULL when the command was built without. */
const char *shell_editor_name(void);

/* Help of a command, or of all when it is NULL. */
void cli_help(const cli_command *command);
int cli_write_completion(const char *shell);

#endif
