/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/text.h"

#include <string.h>

#include "graph/base/utf8.h"
#include "render/metrics_table.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define ELLIPSIS "\xE2\x80\xA6"

static bool is_wide(uint32_t c)
{
    return (c >= 0x1100 && c < 0x1160) || (c >= 0x2E80 && c < 0xA4D0) || (c >= 0xAC00 && c < 0xD7A4) ||
           (c >= 0xF900 && c < 0xFB00) || (c >= 0xFF00 && c < 0xFF61) || c >= 0x1F000;
}

/* Scripts whose letters join or stack: their widths in the table are guesses. */
static bool is_guess(uint32_t c)
{
    return c >= 0x0590 && !(c >= 0x1E00 && c < 0x2500) && !is_wide(c);
}

unsigned ent_i_glyph_width(uint32_t c, bool bold)
{
    static const struct {
        uint32_t first;
        size_t count;
        const uint16_t (*widths)[2];
    } ranges[] = {
        { 0x20, COUNT(widths_0), widths_0 },
        { 0xA0, COUNT(widths_1), widths_1 },
        { 0x2000, COUNT(widths_2), widths_2 },
    };
    for (size_t i = 0; i < COUNT(ranges); i++) {
        if (c >= ranges[i].first && c - ranges[i].first < ranges[i].count) {
            uint16_t width = ranges[i].widths[c - ranges[i].first][bold];
            if (width != ENT_I_NO_WIDTH)
                return width;
        }
    }
    if (c >= 0x300 && c < 0x370)
        return 0;
    return is_wide(c) ? 1000 : 650;
}

double ent_i_text_width(const char *text, double size, bool bold)
{
    size_t length = strlen(text);
    uint64_t sum = 0;
    uint32_t c;
    for (size_t at = 0, step; (step = ent_i_utf8_next(text + at, length - at, &c)) > 0; at += step)
        sum += ent_i_glyph_width(c, bold);
    return (double)sum * size / 1000.0;
}

double ent_i_text_padding(const char *text, double size, bool bold, double pad)
{
    size_t length = strlen(text);
    bool guess = false;
    uint32_t c;
    for (size_t at = 0, step; (step = ent_i_utf8_next(text + at, length - at, &c)) > 0; at += step)
        guess = guess || is_guess(c);
    double share = ent_i_text_width(text, size, bold) * (guess ? 0.15 : 0.08);
    return share > pad ? share : pad;
}

char *ent_i_text_clean(ent_i_arena *arena, const char *text)
{
    size_t length = ent_i_utf8_valid(text, strlen(text));
    char *copy = ent_i_arena_copy(arena, text, length);
    if (copy == NULL)
        return NULL;
    size_t out = 0;
    uint32_t c;
    for (size_t at = 0, step; (step = ent_i_utf8_next(text + at, length - at, &c)) > 0; at += step) {
        bool blank = c == '\t' || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029 || c == 0x85;
        bool control = c < 0x20 || (c >= 0x7F && c < 0xA0) || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c < 0xFDF0);
        if (blank || c == ' ') {
            if (out > 0 && copy[out - 1] != ' ')
                copy[out++] = ' ';
        } else if (!control) {
            memcpy(copy + out, text + at, step);
            out += step;
        }
    }
    while (out > 0 && copy[out - 1] == ' ')
        out--;
    copy[out] = '\0';
    return copy;
}

const char *ent_i_text_cut(ent_i_arena *arena, const char *text, double room, double size, bool bold)
{
    if (ent_i_text_width(text, size, bold) <= room)
        return text;
    double left = room - ent_i_text_width(ELLIPSIS, size, bold);
    size_t length = strlen(text), at = 0, keep = 0;
    uint32_t c;
    for (size_t step; (step = ent_i_utf8_next(text + at, length - at, &c)) > 0; at += step) {
        left -= (double)ent_i_glyph_width(c, bold) * size / 1000.0;
        if (left < 0)
            break;
        keep = at + step;
    }
    while (keep > 0 && (text[keep - 1] == ' ' || text[keep - 1] == ',' || text[keep - 1] == ';'))
        keep--;
    return ent_i_arena_printf(arena, "%.*s" ELLIPSIS, (int)keep, text);
}

unsigned ent_i_text_wrap(ent_i_arena *arena, const char *text, double room, double size, bool bold,
                         const char *ret_lines[2])
{
    if (ent_i_text_width(text, size, bold) <= room) {
        ret_lines[0] = text;
        return 1;
    }
    double best = -1;
    size_t cut = 0;
    for (const char *blank = strchr(text, ' '); blank != NULL; blank = strchr(blank + 1, ' ')) {
        char *head = ent_i_arena_copy(arena, text, (size_t)(blank - text));
        if (head == NULL)
            return 0;
        double left = ent_i_text_width(head, size, bold), right = ent_i_text_width(blank + 1, size, bold);
        double wider = left > right ? left : right;
        if (best < 0 || wider < best) {
            best = wider;
            cut = (size_t)(blank - text);
        }
    }
    if (best < 0) {
        ret_lines[0] = ent_i_text_cut(arena, text, room * 4 / 3, size, bold);
        return ret_lines[0] != NULL ? 1 : 0;
    }
    char *head = ent_i_arena_copy(arena, text, cut);
    if (head == NULL)
        return 0;
    ret_lines[0] = ent_i_text_cut(arena, head, room, size, bold);
    ret_lines[1] = ent_i_text_cut(arena, text + cut + 1, room, size, bold);
    return ret_lines[0] != NULL && ret_lines[1] != NULL ? 2 : 0;
}

unsigned ent_i_text_fill(ent_i_arena *arena, const char *text, double room, double size, unsigned most,
                         const char **ret_lines)
{
    unsigned count = 0;
    while (count + 1 < most && ent_i_text_width(text, size, false) > room) {
        const char *cut = NULL;
        for (const char *blank = strchr(text, ' '); blank != NULL; blank = strchr(blank + 1, ' ')) {
            char *head = ent_i_arena_copy(arena, text, (size_t)(blank - text));
            if (head == NULL)
                return 0;
            if (ent_i_text_width(head, size, false) > room)
                break;
            cut = blank;
        }
        if (cut == NULL)
            break;
        ret_lines[count] = ent_i_arena_copy(arena, text, (size_t)(cut - text));
        if (ret_lines[count++] == NULL)
            return 0;
        text = cut + 1;
    }
    ret_lines[count] = ent_i_text_cut(arena, text, room, size, false);
    return ret_lines[count] != NULL ? count + 1 : 0;
}

void ent_i_xml_text(ent_i_buffer *buffer, const char *text)
{
    size_t length = strlen(text), start = 0, at = 0;
    uint32_t c;
    for (size_t step; (step = ent_i_utf8_next(text + at, length - at, &c)) > 0; at += step) {
        const char *as = c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : NULL;
        bool drop = (c < 0x20 && c != '\n') || (c & 0xFFFE) == 0xFFFE;
        if (as == NULL && !drop)
            continue;
        ent_i_buffer_add(buffer, text + start, at - start);
        if (as != NULL)
            ent_i_buffer_text(buffer, as);
        start = at + step;
    }
    ent_i_buffer_add(buffer, text + start, length - start);
}

char *ent_i_text_slug(ent_i_arena *arena, const char *text)
{
    static const char digits[] = "0123456789abcdef";
    size_t length = strlen(text);
    char *slug = length < SIZE_MAX / 4 ? ent_i_arena_alloc(arena, 4 * length + 1) : NULL;
    if (slug == NULL)
        return NULL;
    size_t out = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        bool safe = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                    c == '.' || (c == '_' && text[i + 1] != 'x');
        if (safe) {
            slug[out++] = (char)c;
            continue;
        }
        slug[out++] = '_';
        slug[out++] = 'x';
        slug[out++] = digits[c >> 4];
        slug[out++] = digits[c & 15];
    }
    slug[out] = '\0';
    return slug;
}
