/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What could stand where the cursor is. The text before it is not parsed, as it is seldom a statement yet: the brackets
 * that are open and the few characters before the word say enough. */
#include <ctype.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>

#include "cli/shell.h"

enum { KEYS = 1000, PATIENCE = 700 };

/* What the text before the cursor is. */
typedef struct place {
    const char *text;
    size_t length;
    size_t word;         /* where the word begins that the cursor is at the end of */
    shell_within within; /* of what */
    size_t opened;       /* where the quote began */
    char bracket;        /* the innermost that is open, or 0 */
} place;

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

static size_t skip_blanks_back(const place *at, size_t end)
{
    while (end > 0 && isspace((unsigned char)at->text[end - 1]))
        end--;
    return end;
}

static size_t skip_word_back(const place *at, size_t end)
{
    while (end > 0 && is_word(at->text[end - 1]))
        end--;
    return end;
}

/* The character that stands before end, blanks left out; 0: none. */
static char before(const place *at, size_t end)
{
    end = skip_blanks_back(at, end);
    return end > 0 ? at->text[end - 1] : 0;
}

/* Brackets that are open; deeper ones than this are all the same. */
static void find_place(place *at)
{
    enum { DEEPEST = 64 };
    char open[DEEPEST];
    size_t depth = 0;
    shell_scan scan = { .within = SHELL_PLAIN };
    for (size_t i = 0; i < at->length; i++) {
        shell_within was = scan.within;
        char c = at->text[i];
        shell_scan_step(&scan, c);
        if (was == SHELL_PLAIN && scan.within != SHELL_PLAIN)
            at->opened = i;
        if (was != SHELL_PLAIN || scan.within != SHELL_PLAIN)
            continue;
        if (strchr("([{", c) && c) {
            open[depth < DEEPEST ? depth : DEEPEST - 1] = c;
            depth++;
        } else if (strchr(")]}", c) && c && depth > 0) {
            depth--;
        }
    }
    at->within = scan.within;
    at->bracket = depth ? open[(depth < DEEPEST ? depth : DEEPEST) - 1] : 0;
    at->word = skip_word_back(at, at->length);
}

/* --- candidates -------------------------------------------------------------------------------------------------- */

static void offer(shell_completion *ret, const char *word, const char *typed, size_t length)
{
    /* Without memory there is one word less. */
    if (strncasecmp(word, typed, length) == 0 && !shell_words_add(&ret->words, word, strlen(word)))
        return;
}

/* A name that is no plain word stands in backticks. */
static void offer_name(shell_completion *ret, const char *name, const char *typed, size_t length)
{
    bool plain = !isdigit((unsigned char)*name) && *name;
    for (const char *c = name; *c; c++)
        plain = plain && is_word(*c);
    if (plain) {
        offer(ret, name, typed, length);
    } else if (!strchr(name, '`') && strncasecmp(name, typed, length) == 0) {
        char *quoted = NULL;
        if (asprintf(&quoted, "`%s`", name) >= 0) {
            offer(ret, quoted, "", 0);
            free(quoted);
        }
    }
}

static void offer_known(shell *self, const place *at, shell_word_kind kind, shell_completion *ret)
{
    const shell_words *words = shell_known(self, kind);
    for (size_t i = 0; i < words->count; i++)
        offer_name(ret, words->items[i], at->text + at->word, at->length - at->word);
}

/* Keywords as the person writes them, in small letters or large ones. */
static void offer_keywords(const place *at, shell_completion *ret)
{
    const char *word, *typed = at->text + at->word;
    size_t length = at->length - at->word;
    bool small = length && islower((unsigned char)*typed);
    for (size_t i = 0; (word = ent_query_keyword(i)) != NULL; i++) {
        char spelled[32];
        snprintf(spelled, sizeof spelled, "%s", strcmp(word, "SHORTESTPATH") == 0      ? "shortestPath("
                                                : strcmp(word, "ALLSHORTESTPATHS") == 0 ? "allShortestPaths("
                                                                                        : word);
        for (char *c = spelled; small && *c && !strchr(spelled, '('); c++)
            *c = (char)tolower((unsigned char)*c);
        offer(ret, spelled, typed, length);
    }
    ret->after = " ";
}

static void offer_functions(const place *at, size_t from, shell_completion *ret)
{
    const char *name;
    for (size_t i = 0; (name = ent_query_function(i)) != NULL; i++) {
        char call[64];
        snprintf(call, sizeof call, "%s(", name);
        offer(ret, call, at->text + from, at->length - from);
    }
}

/* Is the word that ends there CALL? */
static bool after_call(const place *at, size_t end)
{
    end = skip_blanks_back(at, end);
    size_t from = skip_word_back(at, end);
    return end - from == 4 && strncasecmp(at->text + from, "CALL", 4) == 0;
}

static void offer_procedures(const place *at, size_t from, shell_completion *ret)
{
    const char *name;
    for (size_t i = 0; (name = ent_query_procedure(i)) != NULL; i++) {
        char call[64];
        snprintf(call, sizeof call, "%s()", name);
        offer(ret, call, at->text + from, at->length - from);
    }
    ret->replaced = at->length - from;
    ret->after = " ";
}

static void offer_parameters(const shell *self, const place *at, shell_completion *ret)
{
    for (size_t i = 0; i < self->parameter_count; i++)
        offer_name(ret, self->parameters[i].name, at->text + at->word, at->length - at->word);
}

/* The keys of nodes, where a text follows "key:" or "key =". */
static void offer_keys(shell *self, const place *at, shell_completion *ret)
{
    size_t end = skip_blanks_back(at, at->opened);
    if (!end || (at->text[end - 1] != ':' && at->text[end - 1] != '='))
        return;
    end = skip_blanks_back(at, end - 1);
    if (end < 3 || strncmp(at->text + end - 3, "key", 3) != 0 || (end > 3 && is_word(at->text[end - 4])))
        return;
    char *typed = strndup(at->text + at->opened + 1, at->length - at->opened - 1);
    if (!typed)
        return;
    char question[160];
    snprintf(question, sizeof question,
             "MATCH (n) WHERE n.key STARTS WITH $p AND NOT n.key CONTAINS \"'\" RETURN n.key LIMIT %d", KEYS);
    if (!strpbrk(typed, "'\"\\"))
        (void)shell_ask(self, question, typed, PATIENCE, &ret->words);
    ret->replaced = strlen(typed);
    ret->after = at->within == SHELL_DOUBLE ? "\"" : "'";
    free(typed);
}

/* --- where the cursor is ----------------------------------------------------------------------------------------- */

/* "n." but not "1."; "date." is both a property and the beginning of "date.truncate". */
static void complete_member(shell *self, const place *at, shell_completion *ret)
{
    size_t from = skip_word_back(at, at->word - 1);
    if (after_call(at, from)) {
        offer_procedures(at, from, ret);
        return;
    }
    offer_known(self, at, SHELL_PROPERTIES, ret);
    if (ret->words.count)
        return;
    offer_functions(at, from, ret);
    ret->replaced = at->length - from;
}

static void complete_plain(shell *self, const place *at, shell_completion *ret)
{
    char sign = before(at, at->word);
    ret->replaced = at->length - at->word;
    if (sign == '.' && at->word > 1 && at->text[at->word - 1] == '.' && !isdigit((unsigned char)at->text[at->word - 2])) {
        complete_member(self, at, ret);
    } else if (sign == '$') {
        offer_parameters(self, at, ret);
    } else if ((sign == ':' || sign == '|' || sign == '&') && at->bracket != '{') {
        bool type = at->bracket == '[';
        offer_known(self, at, type ? SHELL_TYPES : SHELL_LABELS, ret);
    } else if (at->bracket == '{' && (sign == '{' || sign == ',')) {
        offer_known(self, at, SHELL_PROPERTIES, ret);
        ret->after = ": ";
    } else if (after_call(at, at->word)) {
        offer_procedures(at, at->word, ret);
    } else if (at->length > at->word) {
        offer_keywords(at, ret);
        offer_functions(at, at->word, ret);
        if (ret->words.count == 1 && strchr(ret->words.items[0], '('))
            ret->after = "";
    }
}

static void complete_file(const char *typed, size_t length, shell_completion *ret)
{
    glob_t found;
    char *pattern = NULL;
    if (asprintf(&pattern, "%.*s*", (int)length, typed) < 0)
        return;
    if (glob(pattern, GLOB_MARK, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++)
            offer(ret, found.gl_pathv[i], typed, length);
        globfree(&found);
    }
    free(pattern);
}

static void complete_command(shell *self, const char *text, size_t length, shell_completion *ret)
{
    const shell_command *command;
    size_t name = strcspn(text, " \t");
    (void)self;
    if (name >= length) {
        for (size_t i = 0; (command = shell_command_at(i)) != NULL; i++)
            offer(ret, command->name, text, length);
        ret->replaced = length;
        ret->after = " ";
        return;
    }
    size_t from = name + strspn(text + name, " \t");
    from = from > length ? length : from;
    for (size_t i = 0; (command = shell_command_at(i)) != NULL; i++) {
        const char *word;
        if (strlen(command->name) != name || strncasecmp(command->name, text, name) != 0)
            continue;
        for (size_t k = 0; command->choice && (word = command->choice(k)) != NULL; k++)
            offer(ret, word, text + from, length - from);
        if (command->takes_file)
            complete_file(text + from, length - from, ret);
    }
    ret->replaced = length - from;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void sort(shell_words *words)
{
    size_t kept = 0;
    if (words->count)
        qsort(words->items, words->count, sizeof *words->items, by_text);
    for (size_t i = 0; i < words->count; i++) {
        if (kept && strcmp(words->items[kept - 1], words->items[i]) == 0)
            free(words->items[i]);
        else
            words->items[kept++] = words->items[i];
    }
    words->count = kept;
}

void shell_complete(shell *self, const char *text, size_t length, shell_completion *ret)
{
    place at = { .text = text, .length = length };
    size_t blanks = 0;
    *ret = (shell_completion){ .after = "" };
    while (blanks < length && isspace((unsigned char)text[blanks]))
        blanks++;
    if (blanks < length && text[blanks] == ':') {
        complete_command(self, text + blanks + 1, length - blanks - 1, ret);
    } else {
        find_place(&at);
        if (at.within == SHELL_PLAIN)
            complete_plain(self, &at, ret);
        else if (at.within == SHELL_SINGLE || at.within == SHELL_DOUBLE)
            offer_keys(self, &at, ret);
    }
    sort(&ret->words);
}
