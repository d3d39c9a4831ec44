/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text on a terminal: width, colour, line breaks, and control characters made harmless. */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "cli/cli.h"

static const char *color_when = "auto";

void cli_set_color(const char *when)
{
    color_when = when ? when : "auto";
}

/* A memory stream is an answer on its way to standard output. */
static bool colored(FILE *stream)
{
    if (strcmp(color_when, "auto") != 0)
        return strcmp(color_when, "always") == 0;
    const char *no = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return !(no && *no) && terminal && strcmp(terminal, "dumb") != 0 && isatty(fileno(stream) < 0 ? STDOUT_FILENO : fileno(stream));
}

size_t cli_width(FILE *stream)
{
    if (!isatty(fileno(stream)))
        return 0;
    struct winsize size;
    if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return 80;
}

/* Bytes of the character at text, which is harmless, or 0 when it is a control character or not UTF-8. */
static size_t harmless(const char *text, int *ret_columns)
{
    wchar_t character;
    mbstate_t state = { 0 };
    size_t length = mbrtowc(&character, text, strlen(text), &state);
    if (length == 0 || length > 4)
        return 0;
    int columns = wcwidth(character);
    if (columns < 0)
        return 0;
    *ret_columns = columns;
    return length;
}

int cli_columns_of(const char *text)
{
    int total = 0;
    while (*text) {
        int columns = 4; /* \x1b */
        size_t length = harmless(text, &columns);
        total += columns;
        text += length ? length : 1;
    }
    return total;
}

size_t cli_bytes_within(const char *text, size_t columns)
{
    size_t total = 0, bytes = 0;
    while (text[bytes]) {
        int wide = 4;
        size_t length = harmless(text + bytes, &wide);
        total += (size_t)wide;
        if (total > columns)
            break;
        bytes += length ? length : 1;
    }
    return bytes;
}

static void put_clean(FILE *stream, const char *text, size_t length)
{
    const char *end = text + length;
    while (text < end) {
        int columns;
        size_t bytes = harmless(text, &columns);
        if (*text == '\n')
            fputc('\n', stream);
        else if (bytes == 0)
            fprintf(stream, "\\x%02x", (unsigned char)*text);
        else
            fwrite(text, 1, bytes, stream);
        text += bytes ? bytes : 1;
    }
}

static void put_styled(FILE *stream, cli_style style, const char *text, size_t length)
{
    static const char *const start[] = { [CLI_BOLD] = "\033[1m", [CLI_DIM] = "\033[2m", [CLI_RED] = "\033[1;31m" };
    bool on = style != CLI_PLAIN && colored(stream);
    if (on)
        fputs(start[style], stream);
    put_clean(stream, text, length);
    if (on)
        fputs("\033[0m", stream);
}

void cli_put(FILE *stream, cli_style style, const char *text)
{
    put_styled(stream, style, text, strlen(text));
}

/* Bytes of the next line: up to the last blank that keeps it within width, or one word when that is longer. */
static size_t next_line(const char *text, size_t width)
{
    size_t best = 0, columns = 0;
    const char *at = text;
    while (*at && *at != '\n') {
        int wide = 4;
        size_t bytes = harmless(at, &wide);
        if (*at == ' ')
            best = (size_t)(at - text);
        columns += (size_t)wide;
        if (width && columns > width && best)
            return best;
        at += bytes ? bytes : 1;
    }
    return (size_t)(at - text);
}

/* The first line begins where the cursor is, at indent. */
static void put_hanging(FILE *stream, cli_style style, const char *text, size_t width, size_t indent)
{
    size_t room = width == 0 ? 0 : width > indent + 10 ? width - indent : 10;
    for (bool first = true; first || *text; first = false) {
        size_t length = next_line(text, room);
        if (!first)
            fprintf(stream, "%*s", (int)indent, "");
        put_styled(stream, style, text, length);
        fputc('\n', stream);
        text += length;
        while (*text == ' ')
            text++;
        if (*text == '\n')
            text++;
    }
}

void cli_put_hanging(FILE *stream, const char *text, size_t width, size_t indent)
{
    put_hanging(stream, CLI_PLAIN, text, width, indent);
}

void cli_put_wrapped(FILE *stream, cli_style style, const char *text, size_t width, size_t indent)
{
    fprintf(stream, "%*s", (int)indent, "");
    put_hanging(stream, style, text, width, indent);
}
