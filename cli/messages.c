/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the command says beside the answer, all on standard error: errors, hints, notes. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static void put_name(void)
{
    fflush(stdout);
    cli_put(stderr, CLI_RED, "entente:");
    fputc(' ', stderr);
}

int cli_misuse(const cli_command *command, const char *format, ...)
{
    char *text = NULL;
    va_list list;
    va_start(list, format);
    if (vasprintf(&text, format, list) < 0)
        text = NULL;
    va_end(list);
    put_name();
    cli_put(stderr, CLI_PLAIN, text ? text : format);
    free(text);
    if (command)
        fprintf(stderr, "\n  usage: entente %s%s%s [OPTIONS]; see entente help %s\n", command->name,
                *command->usage ? " " : "", command->usage, command->name);
    else
        fputs("\n  see entente help\n", stderr);
    return CLI_MISUSED;
}

int cli_fail(const ent_error *error, const char *hint)
{
    put_name();
    if (error->file[0]) {
        cli_put(stderr, CLI_PLAIN, error->file);
        if (error->line)
            fprintf(stderr, ":%" PRIu64, error->line);
        if (error->line && error->column)
            fprintf(stderr, ":%" PRIu64, error->column);
        fputs(": ", stderr);
    }
    cli_put(stderr, CLI_PLAIN, error->message[0] ? error->message : ent_status_text(error->code));
    fputc('\n', stderr);
    if (hint) {
        fputs("  ", stderr);
        cli_put(stderr, CLI_PLAIN, hint);
        fputc('\n', stderr);
    }
    return error->code == ENT_ERR_USAGE ? CLI_MISUSED : CLI_FAILED;
}

int cli_fail_memory(void)
{
    put_name();
    fputs("out of memory\n", stderr);
    return CLI_FAILED;
}

void cli_note(const cli_arguments *arguments, const char *text)
{
    if (cli_given(arguments, CLI_QUIET))
        return;
    fflush(stdout);
    cli_put_wrapped(stderr, CLI_DIM, text, cli_width(stderr), 0);
}

void cli_notef(const cli_arguments *arguments, const char *format, ...)
{
    char *text = NULL;
    va_list list;
    va_start(list, format);
    if (vasprintf(&text, format, list) >= 0) {
        cli_note(arguments, text);
        free(text);
    }
    va_end(list);
}

/* Edits (insert, delete, replace, swap of neighbours) between two short words; words of more than 31 bytes
 * are nobody's misspelling. */
static size_t distance(const char *a, const char *b)
{
    enum { LONGEST = 31 };
    size_t rows[3][LONGEST + 2];
    size_t la = strlen(a), lb = strlen(b);
    if (la > LONGEST || lb > LONGEST)
        return SIZE_MAX;
    for (size_t j = 0; j <= lb; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= la; i++) {
        size_t *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= lb; j++) {
            size_t best = before[j - 1] + (a[i - 1] != b[j - 1]);
            best = before[j] + 1 < best ? before[j] + 1 : best;
            best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && earlier[j - 2] + 1 < best)
                best = earlier[j - 2] + 1;
            now[j] = best;
        }
    }
    return rows[la % 3][lb];
}

const char *cli_nearest(const char *word, const char *(*choice)(size_t index))
{
    const char *nearest = NULL, *one;
    size_t least = strlen(word) < 4 ? 2 : 3; /* fewer edits than this */
    for (size_t i = 0; (one = choice(i)) != NULL; i++) {
        size_t edits = distance(word, one);
        if (edits < least) {
            least = edits;
            nearest = one;
        }
    }
    for (size_t i = 0; !nearest && strlen(word) >= 2 && (one = choice(i)) != NULL; i++)
        if (strncmp(one, word, strlen(word)) == 0)
            nearest = one;
    return nearest;
}

char *cli_join(const char *(*choice)(size_t index), const char *last)
{
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    if (!stream)
        return NULL;
    const char *one;
    for (size_t i = 0; (one = choice(i)) != NULL; i++)
        fprintf(stream, "%s%s", i == 0 ? "" : choice(i + 1) ? ", " : last, one);
    if (fclose(stream) != 0) {
        free(text);
        return NULL;
    }
    return text;
}
