/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Errors that point into the text of a query. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "graph/base/buffer.h"
#include "graph/base/utf8.h"
#include "graph/query/syntax/parse.h"

/* Columns of the line that are shown: with the indent and dots on both sides they fit a terminal of 80, on which a
 * longer line would wrap and the caret point at nothing. Most of them lie before the place. */
#define SHOWN 71
#define BEFORE 44
#define TAB 4

/* One line of the text around a place, all in bytes of the text. */
typedef struct excerpt {
    size_t line_start, line_end; /* the whole line */
    size_t start, end;           /* what is shown of it */
} excerpt;

static bool in_character(const char *text, size_t at)
{
    return ((unsigned char)text[at] & 0xC0) == 0x80;
}

/* The most columns that the character from "from" to "to" takes. */
static size_t columns(const char *text, size_t from, size_t to)
{
    uint32_t point = 0;
    if (text[from] == '\t')
        return TAB;
    if (ent_i_utf8_valid(text + from, to - from) != to - from)
        return to - from;
    ent_i_utf8_next(text + from, to - from, &point);
    size_t width = ent_i_utf8_width(point);
    return width ? width : point < 0xA0; /* what cannot be shown is a "?" */
}

/* Move the start of what is shown back, or its end on, by as much as fits into the room. */
static void show_before(const char *text, excerpt *e, size_t *room)
{
    while (e->start > e->line_start) {
        size_t from = e->start - 1;
        while (from > e->line_start && in_character(text, from))
            from--;
        size_t width = columns(text, from, e->start);
        if (width > *room)
            return;
        *room -= width;
        e->start = from;
    }
}

static void show_after(const char *text, excerpt *e, size_t *room)
{
    while (e->end < e->line_end) {
        size_t to = e->end + 1;
        while (to < e->line_end && in_character(text, to))
            to++;
        size_t width = columns(text, e->end, to);
        if (width > *room)
            return;
        *room -= width;
        e->end = to;
    }
}

static excerpt cut(const char *text, size_t length, size_t place)
{
    excerpt e = { place, place, place, place };
    while (e.line_start > 0 && text[e.line_start - 1] != '\n')
        e.line_start--;
    const char *end = memchr(text + place, '\n', length - place);
    e.line_end = end ? (size_t)(end - text) : length;
    if (e.line_end > place && text[e.line_end - 1] == '\r')
        e.line_end--;
    size_t before = BEFORE, rest = SHOWN - BEFORE;
    show_before(text, &e, &before);
    rest += before;
    show_after(text, &e, &rest);
    show_before(text, &e, &rest);
    return e;
}

/* Write bytes of the text as they look on a screen: tabs as blanks up to the next stop, what cannot be shown as
 * "?". Returns the columns taken. */
static size_t show(ent_i_buffer *out, const char *text, size_t from, size_t to, size_t column)
{
    size_t first = column;
    while (from < to) {
        uint32_t point = 0;
        size_t valid = ent_i_utf8_valid(text + from, to - from > 4 ? 4 : to - from);
        size_t bytes = valid ? ent_i_utf8_next(text + from, to - from, &point) : 1;
        size_t width = valid ? ent_i_utf8_width(point) : 1;
        if (valid && point == '\t') {
            for (width = TAB - column % TAB; out && width--;)
                ent_i_buffer_char(out, ' ');
            width = TAB - column % TAB;
        } else if (!valid || point < 0x20 || (point >= 0x7F && point < 0xA0)) {
            width = 1;
            ent_i_buffer_char(out, '?');
        } else {
            ent_i_buffer_add(out, text + from, bytes);
        }
        column += width;
        from += bytes;
    }
    return column - first;
}

/* "\n  line\n     ^^^" */
static void draw(ent_i_buffer *out, const char *text, const excerpt *e, size_t place, size_t place_end)
{
    bool cut_left = e->start > e->line_start, cut_right = e->end < e->line_end;
    ent_i_buffer_text(out, cut_left ? "\n  ..." : "\n  ");
    size_t column = cut_left ? 3 : 0;
    size_t before = show(out, text, e->start, place, column);
    size_t stop = place_end < e->end ? place_end : e->end;
    size_t marked = show(out, text, place, stop > place ? stop : place, column + before);
    show(out, text, stop > place ? stop : place, e->end, column + before + marked);
    ent_i_buffer_text(out, cut_right ? "...\n  " : "\n  ");
    for (size_t i = 0; i < column + before; i++)
        ent_i_buffer_char(out, ' ');
    do
        ent_i_buffer_char(out, '^');
    while (marked-- > 1);
}

ent_status ent_i_fault(const char *text, size_t length, ent_i_range range, ent_status code, const char *type,
                       const char *phase, const char *detail, ent_query_error *ret_fault, ent_error *err,
                       const char *format, ...)
{
    size_t place = range.offset < length ? range.offset : length, line = 1;
    if (ret_fault)
        *ret_fault = (ent_query_error){ type, phase, detail, range.offset, range.length };
    if (!err)
        return code;
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    for (const char *at = text; (at = memchr(at, '\n', place - (size_t)(at - text))); at++)
        line++;
    excerpt e = cut(text, length, place);
    ENT_I_AUTOBUFFER drawn = ENT_I_BUFFER_INIT;
    draw(&drawn, text, &e, place, place + range.length);
    return ent_i_fail_at(err, code, NULL, line, place - e.line_start + 1, "%s%s", message, ent_i_buffer_string(&drawn));
}
