/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A line from a person: with libedit, or plainly where the command was built without it. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wchar.h>

#include "cli/shell.h"

#ifdef CLI_LIBEDIT
#include <histedit.h>
#endif

enum { REMEMBERED = 1000, LONGEST_REMEMBERED = 65536, MOST_LISTED = 200 };

struct shell_editor {
    shell *self;
    const shell_source *source;
    const char *prompt;
    char *line; /* without libedit */
    size_t capacity;
#ifdef CLI_LIBEDIT
    EditLine *edit;
    History *history;
    char *path; /* of the history, NULL: nowhere */
    mbstate_t state;
    char again; /* a byte that is to be looked at once more; 0: none */
    bool interrupted;
    char shown[32];
#endif
};

static volatile sig_atomic_t typed_interrupt, resized, continued;

static void on_signal(int number)
{
    if (number == SIGINT)
        typed_interrupt = 1;
    else if (number == SIGCONT)
        continued = 1;
    else
        resized = 1;
}

static void watch_signals(void)
{
    struct sigaction action = { .sa_handler = on_signal };
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGWINCH, &action, NULL);
    sigaction(SIGCONT, &action, NULL);
}

#ifdef CLI_LIBEDIT

const char *shell_editor_name(void)
{
    return "libedit";
}

static shell_editor *editor_of(EditLine *edit)
{
    void *data = NULL;
    el_get(edit, EL_CLIENTDATA, &data);
    return data;
}

static char *prompt(EditLine *edit)
{
    shell_editor *self = editor_of(edit);
    snprintf(self->shown, sizeof self->shown, "%s", self->prompt); /* libedit wants a text that it could change */
    return self->shown;
}

/* --- characters -------------------------------------------------------------------------------------------------- */

/* Wait for input with the signals let through: one that comes just before is not lost. */
static bool wait_for_input(shell_editor *self)
{
    struct pollfd waited = { .fd = STDIN_FILENO, .events = POLLIN };
    sigset_t blocked, before;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGINT);
    sigaddset(&blocked, SIGWINCH);
    sigaddset(&blocked, SIGCONT);
    sigprocmask(SIG_BLOCK, &blocked, &before);
    int ready = 0;
    while (ready <= 0 && !typed_interrupt) {
        if (resized) {
            resized = 0;
            el_resize(self->edit);
        }
        if (continued) { /* after Ctrl-Z the terminal is as another program left it */
            continued = 0;
            el_set(self->edit, EL_PREP_TERM, 0);
            el_set(self->edit, EL_PREP_TERM, 1);
            el_set(self->edit, EL_REFRESH);
        }
        ready = ppoll(&waited, 1, NULL, &before);
        if (ready < 0 && errno != EINTR)
            break;
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    return !typed_interrupt && ready > 0;
}

static int read_character(EditLine *edit, wchar_t *ret)
{
    shell_editor *self = editor_of(edit);
    for (;;) {
        char byte = self->again;
        bool again = byte != 0, within = !mbsinit(&self->state);
        self->again = 0;
        if (!again && !wait_for_input(self)) {
            self->interrupted = typed_interrupt;
            errno = EINTR;
            return -1;
        }
        if (!again && read(STDIN_FILENO, &byte, 1) <= 0)
            return 0;
        size_t length = mbrtowc(ret, &byte, 1, &self->state);
        if (length == (size_t)-2)
            continue;
        if (length == (size_t)-1) {
            memset(&self->state, 0, sizeof self->state);
            self->again = within ? byte : 0; /* it ends a character that was cut off, and begins another */
            *ret = L'\xFFFD';
        }
        return 1;
    }
}

/* --- completion -------------------------------------------------------------------------------------------------- */

/* How many bytes all words begin with alike; whole characters. */
static size_t common_length(const shell_words *words)
{
    size_t length = strlen(words->items[0]);
    for (size_t i = 1; i < words->count; i++) {
        size_t same = 0;
        while (same < length && words->items[i][same] == words->items[0][same])
            same++;
        length = same;
    }
    while (length && ((unsigned char)words->items[0][length] & 0xC0) == 0x80)
        length--;
    return length;
}

static void list_words(const shell_words *words)
{
    size_t width = cli_width(stdout), widest = 0, shown = words->count < MOST_LISTED ? words->count : MOST_LISTED;
    for (size_t i = 0; i < shown; i++) {
        size_t columns = (size_t)cli_columns_of(words->items[i]);
        widest = columns > widest ? columns : widest;
    }
    size_t columns = width > widest + 2 ? width / (widest + 2) : 1, rows = (shown + columns - 1) / columns;
    putchar('\n');
    for (size_t row = 0; row < rows; row++) {
        for (size_t i = row; i < shown; i += rows) {
            cli_put(stdout, CLI_PLAIN, words->items[i]);
            if (i + rows < shown)
                printf("%*s", (int)(widest + 2 - (size_t)cli_columns_of(words->items[i])), "");
        }
        putchar('\n');
    }
    if (shown < words->count)
        printf("and %zu more\n", words->count - shown);
    fflush(stdout);
}

static char *text_before_cursor(const shell_editor *self, size_t *ret_length)
{
    const LineInfo *line = el_line(self->edit);
    size_t typed = (size_t)(line->cursor - line->buffer);
    size_t before = shell_source_open(self->source) ? self->source->length : 0;
    char *text = malloc(before + typed + 1);
    if (!text)
        return NULL;
    if (before)
        memcpy(text, self->source->text, before);
    memcpy(text + before, line->buffer, typed);
    text[before + typed] = '\0';
    *ret_length = before + typed;
    return text;
}

/* How many characters of the screen the last bytes of a text are. */
static int characters_in(const char *text, size_t length)
{
    int count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

static unsigned char insert(shell_editor *self, const char *text, size_t length, const shell_completion *found)
{
    const char *typed = text + length - found->replaced;
    size_t common = common_length(&found->words);
    bool one = found->words.count == 1;
    if (!one && common <= found->replaced && strncmp(typed, found->words.items[0], common) == 0) {
        list_words(&found->words);
        return CC_REDISPLAY;
    }
    char *added = NULL;
    if (common < found->replaced && !one) {
        list_words(&found->words);
        return CC_REDISPLAY;
    }
    if (asprintf(&added, "%.*s%s", (int)common, found->words.items[0], one ? found->after : "") < 0)
        return CC_ERROR;
    int count = characters_in(typed, found->replaced);
    if (count)
        el_deletestr(self->edit, count);
    int status = el_insertstr(self->edit, added);
    free(added);
    return status < 0 ? CC_ERROR : CC_REFRESH;
}

static unsigned char complete(EditLine *edit, int character)
{
    shell_editor *self = editor_of(edit);
    shell_completion found;
    size_t length;
    (void)character;
    char *text = text_before_cursor(self, &length);
    if (!text)
        return CC_ERROR;
    shell_begin_work(self->self);
    shell_complete(self->self, text, length, &found);
    shell_end_work();
    unsigned char result = found.words.count ? insert(self, text, length, &found) : CC_REFRESH_BEEP;
    shell_words_clear(&found.words);
    free(text);
    return result;
}

/* --- history ----------------------------------------------------------------------------------------------------- */

static bool make_folder(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        bool made = mkdir(path, 0700) == 0 || errno == EEXIST;
        *slash = '/';
        if (!made)
            return false;
    }
    return true;
}

/* $XDG_STATE_HOME/entente/history; NULL: there is nowhere to keep one. */
static char *history_path(void)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    char *path = NULL;
    int length = state && *state == '/' ? asprintf(&path, "%s/entente/history", state)
                 : home && *home == '/' ? asprintf(&path, "%s/.local/state/entente/history", home)
                                        : -1;
    if (length < 0)
        return NULL;
    if (make_folder(path))
        return path;
    free(path);
    return NULL;
}

static void load_history(shell_editor *self)
{
    HistEvent event;
    self->path = history_path();
    history(self->history, &event, H_SETSIZE, (int)REMEMBERED);
    history(self->history, &event, H_SETUNIQUE, 1);
    if (self->path && access(self->path, R_OK) == 0)
        history(self->history, &event, H_LOAD, self->path);
}

/* A file beside it first, so that there is always a whole one. */
static void save_history(shell_editor *self)
{
    HistEvent event;
    char *beside = NULL;
    if (!self->path || asprintf(&beside, "%s.%ld", self->path, (long)getpid()) < 0)
        return;
    mode_t mask = umask(077);
    if (history(self->history, &event, H_SAVE, beside) < 0 || rename(beside, self->path) < 0)
        unlink(beside);
    umask(mask);
    free(beside);
}

void shell_editor_remember(shell_editor *self, const char *text, size_t length)
{
    HistEvent event;
    if (length > LONGEST_REMEMBERED || memchr(text, '\0', length))
        return;
    char *copy = strndup(text, length);
    if (copy && history(self->history, &event, H_ENTER, copy) >= 0)
        save_history(self); /* at once: a terminal may be closed at any time */
    free(copy);
}

/* --- lines ------------------------------------------------------------------------------------------------------- */

static void bind_keys(EditLine *edit)
{
    static const char *const keys[][2] = {
        { "\\e[3~", "ed-delete-next-char" }, { "\\e[H", "ed-move-to-beg" },     { "\\e[F", "ed-move-to-end" },
        { "\\e[1~", "ed-move-to-beg" },      { "\\e[4~", "ed-move-to-end" },    { "\\eOH", "ed-move-to-beg" },
        { "\\eOF", "ed-move-to-end" },       { "\\e[1;5C", "em-next-word" },    { "\\e[1;5D", "ed-prev-word" },
        { "^R", "em-inc-search-prev" },      { "^I", "entente-complete" },
    };
    el_set(edit, EL_EDITOR, "emacs");
    /* In wide characters, since libedit would keep copies of others for ever. */
    el_wset(edit, EL_ADDFN, L"entente-complete", L"complete what is before the cursor", complete);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        el_set(edit, EL_BIND, keys[i][0], keys[i][1], NULL);
}

int shell_editor_new(shell *self, const shell_source *source, shell_editor **ret)
{
    shell_editor *editor = calloc(1, sizeof *editor);
    FILE *screen = isatty(STDOUT_FILENO) ? stdout : stderr;
    if (!editor)
        return cli_fail_memory();
    *editor = (shell_editor){ .self = self, .source = source, .prompt = "" };
    editor->edit = el_init("entente", stdin, screen, stderr);
    editor->history = history_init();
    if (!editor->edit || !editor->history) {
        shell_editor_free(editor);
        return cli_fail_memory();
    }
    el_set(editor->edit, EL_CLIENTDATA, editor);
    el_set(editor->edit, EL_PROMPT, prompt);
    el_set(editor->edit, EL_SIGNAL, 0);
    el_set(editor->edit, EL_HIST, history, editor->history);
    el_set(editor->edit, EL_GETCFN, read_character);
    bind_keys(editor->edit);
    el_source(editor->edit, NULL); /* ~/.editrc: what the person prefers */
    load_history(editor);
    watch_signals();
    *ret = editor;
    return CLI_ANSWERED;
}

const char *shell_editor_line(shell_editor *self, const char *text, size_t *ret_length, bool *ret_interrupted)
{
    int count = 0;
    self->prompt = text;
    self->interrupted = false;
    typed_interrupt = 0;
    el_set(self->edit, EL_PREP_TERM, 1); /* before the prompt shows: what is typed at it is for us, not for the terminal */
    const char *line = el_gets(self->edit, &count);
    *ret_interrupted = self->interrupted;
    if (self->interrupted) {
        fputs("^C\n", stdout);
        return NULL;
    }
    if (!line || count <= 0) {
        putchar('\n');
        return NULL;
    }
    *ret_length = strlen(line);
    return line;
}

void shell_editor_free(shell_editor *self)
{
    if (!self)
        return;
    if (self->edit)
        el_end(self->edit);
    if (self->history)
        history_end(self->history);
    free(self->path);
    free(self->line);
    free(self);
}

#else

const char *shell_editor_name(void)
{
    return NULL;
}

int shell_editor_new(shell *self, const shell_source *source, shell_editor **ret)
{
    shell_editor *editor = calloc(1, sizeof *editor);
    if (!editor)
        return cli_fail_memory();
    *editor = (shell_editor){ .self = self, .source = source };
    watch_signals();
    *ret = editor;
    return CLI_ANSWERED;
}

const char *shell_editor_line(shell_editor *self, const char *text, size_t *ret_length, bool *ret_interrupted)
{
    typed_interrupt = 0;
    fputs(text, stdout);
    fflush(stdout);
    clearerr(stdin);
    ssize_t length = getline(&self->line, &self->capacity, stdin);
    *ret_interrupted = length < 0 && typed_interrupt;
    if (length < 0) {
        putchar('\n');
        return NULL;
    }
    *ret_length = (size_t)length;
    return self->line;
}

void shell_editor_remember(shell_editor *editor, const char *text, size_t length)
{
    (void)editor;
    (void)text;
    (void)length;
}

void shell_editor_free(shell_editor *editor)
{
    if (editor)
        free(editor->line);
    free(editor);
}

#endif
