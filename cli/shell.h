/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The shell: statements and commands, typed or read, put to one session.
 *
 * shell.c reads lines and ends with a status; shell_scan.c finds where a statement ends; shell_run.c runs one;
 * shell_command.c is the table of commands; shell_complete.c says what could stand at a place; shell_edit.c is the one
 * door to libedit. */
#ifndef ENTENTE_CLI_SHELL_H
#define ENTENTE_CLI_SHELL_H

#include "cli/cli.h"

/* --- where a statement ends -------------------------------------------------------------------------------------- */

typedef enum shell_within {
    SHELL_PLAIN,
    SHELL_SINGLE,  /* '...' */
    SHELL_DOUBLE,  /* "..." */
    SHELL_NAME,    /* `...` */
    SHELL_LINE,    /* a comment to the end of the line */
    SHELL_COMMENT, /* a comment over lines */
    SHELL_ESCAPE_SINGLE,
    SHELL_ESCAPE_DOUBLE
} shell_within;

typedef struct shell_scan {
    shell_within within;
    char before;      /* the character before, when two make a sign */
    bool significant; /* something else than blanks and comments has come */
} shell_scan;

/* Take a character. True: it is the ";" that ends the statement. */
bool shell_scan_step(shell_scan *scan, char character);

/* --- a shell ----------------------------------------------------------------------------------------------------- */

typedef struct shell_words {
    char **items;
    size_t count, capacity;
} shell_words;

typedef struct shell_parameter {
    char *name, *json;
} shell_parameter;

/* Where lines come from, and what has been read of a statement. */
typedef struct shell_source {
    const char *name;    /* for errors */
    uint64_t line;       /* lines read */
    char *text;          /* of the statement so far */
    size_t length, capacity;
    shell_scan scan;
    uint64_t first_line, first_column; /* of the statement */
} shell_source;

typedef struct shell {
    const cli_arguments *arguments;
    const char *path; /* of the database, NULL: bundled */
    ent_store *store;
    ent_graph *graph; /* bundled */
    ent_session *session;
    bool interactive; /* a person types what is taken now */
    bool attended;    /* a person is there */
    bool go_on;       /* after an error, although nobody types */
    bool timing, done, failed;
    cli_format format;
    size_t limit, seconds;
    uint64_t bytes;
    shell_parameter *parameters;
    size_t parameter_count;
    unsigned depth;       /* of :source */
    char *last;           /* the last statement that answered, for :draw */
    shell_words words[3]; /* labels, types, properties as they were asked for; see known */
    bool known;
} shell;

typedef enum shell_word_kind { SHELL_LABELS, SHELL_TYPES, SHELL_PROPERTIES } shell_word_kind;

/* Take a line, with its newline if it has one, and run what it completes. CLI_ANSWERED, or what failed. */
int shell_take_line(shell *self, shell_source *source, const char *line, size_t length);
/* The lines are over: run what is left without a ";". */
int shell_take_end(shell *self, shell_source *source);
void shell_source_clear(shell_source *source);
/* Is a statement half read? */
bool shell_source_open(const shell_source *source);
int shell_take_file(shell *self, const char *path);

/* Run a statement and print what it answers. source: where it is, for errors; NULL: nowhere. */
int shell_run(shell *self, const shell_source *source, const char *text, size_t length);
/* An answer in the shell's format. */
int shell_print(shell *self, const ent_answer *answer);
/* Draw what the last statement gave, to a file whose extension says how. */
int shell_draw(shell *self, const char *path);
/* "Time: 1.5 ms", when it is wanted. */
void shell_tell_time(const shell *self, double seconds);
double shell_clock(void);

/* The rows of the first column of an internal question, as texts; nothing after milliseconds (0: no limit). */
ent_status shell_ask(shell *self, const char *text, const char *parameter, uint64_t milliseconds, shell_words *ret);
ENT_CHECK bool shell_words_add(shell_words *words, const char *text, size_t length);
void shell_words_clear(shell_words *words);
const shell_words *shell_known(shell *self, shell_word_kind kind);
void shell_forget_known(shell *self);

/* --- interruption ------------------------------------------------------------------------------------------------ */

/* From begin to end Ctrl-C asks to stop; where nobody is there, a second one ends the process. */
void shell_begin_work(const shell *self);
void shell_end_work(void);
bool shell_is_stopped(void *unused);

/* --- commands ---------------------------------------------------------------------------------------------------- */

typedef struct shell_command {
    const char *name;    /* "schema", typed as ":schema" */
    const char *usage;   /* "NAME [JSON]" */
    const char *summary; /* a line */
    int (*run)(shell *self, const char *argument); /* argument: without blanks around it, "" when there is none */
    const char *(*choice)(size_t index);           /* what completes the argument, or NULL */
    bool takes_file;
} shell_command;

const shell_command *shell_command_at(size_t index); /* NULL after the last */
/* line: begins with ":" after blanks. */
int shell_take_command(shell *self, const char *line, size_t length);
/* :schema's answer. */
int shell_schema(shell *self, const char *argument);

/* --- completion -------------------------------------------------------------------------------------------------- */

typedef struct shell_completion {
    shell_words words; /* what can stand instead of the last `replaced` bytes, sorted, each once */
    size_t replaced;
    const char *after; /* to add when there is one only */
} shell_completion;

/* before: the statement up to the cursor. */
void shell_complete(shell *self, const char *before, size_t length, shell_completion *ret);

/* --- the editor -------------------------------------------------------------------------------------------------- */

typedef struct shell_editor shell_editor;

/* pending: the lines of the statement before the current one. */
int shell_editor_new(shell *self, const shell_source *source, shell_editor **ret);
/* A line, borrowed; NULL at the end of the input, or when Ctrl-C was typed and *ret_interrupted is set. */
const char *shell_editor_line(shell_editor *editor, const char *prompt, size_t *ret_length, bool *ret_interrupted);
/* Add a line to the history, and save that. */
void shell_editor_remember(shell_editor *editor, const char *text, size_t length);
void shell_editor_free(shell_editor *editor);

#endif
