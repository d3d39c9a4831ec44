/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "graph/base/buffer.h"

/* Bytes of the sequence that starts here if it is well formed (Unicode 15, table 3-7), else 0. */
static size_t sequence(const unsigned char *s, size_t length)
{
    unsigned char c = s[0];
    if (c < 0x80)
        return 1;
    if (c < 0xC2 || c > 0xF4)
        return 0;
    size_t need = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    if (length < need)
        return 0;
    unsigned char low = 0x80, high = 0xBF;
    if (c == 0xE0)
        low = 0xA0;
    else if (c == 0xED)
        high = 0x9F;
    else if (c == 0xF0)
        low = 0x90;
    else if (c == 0xF4)
        high = 0x8F;
    if (s[1] < low || s[1] > high)
        return 0;
    for (size_t i = 2; i < need; i++)
        if (s[i] < 0x80 || s[i] > 0xBF)
            return 0;
    return need;
}

size_t ent_i_utf8_valid(const char *data, size_t length)
{
    const unsigned char *s = (const unsigned char *)data;
    size_t i = 0;
    while (i < length) {
        if (length - i >= 8) {
            uint64_t word;
            memcpy(&word, s + i, 8);
            if (!(word & 0x8080808080808080ULL)) {
                i += 8;
                continue;
            }
        }
        size_t step = sequence(s + i, length - i);
        if (!step)
            return i;
        i += step;
    }
    return i;
}

size_t ent_i_utf8_count(const char *data, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)data[i] & 0xC0) != 0x80;
    return count;
}

size_t ent_i_utf8_next(const char *data, size_t length, uint32_t *ret_codepoint)
{
    const unsigned char *s = (const unsigned char *)data;
    if (!length)
        return 0;
    size_t step = sequence(s, length);
    if (step <= 1) { /* ASCII, or a stray byte taken as it is so that callers always advance */
        *ret_codepoint = step ? s[0] : 0xFFFD;
        return 1;
    }
    uint32_t cp = s[0] & (0xFFu >> (step + 1));
    for (size_t i = 1; i < step; i++)
        cp = cp << 6 | (s[i] & 0x3F);
    *ret_codepoint = cp;
    return step;
}

size_t ent_i_utf8_encode(uint32_t cp, char buffer[4])
{
    if (cp < 0x80) {
        buffer[0] = (char)cp;
        return 1;
    }
    size_t size = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    for (size_t i = size - 1; i > 0; i--, cp >>= 6)
        buffer[i] = (char)(0x80 | (cp & 0x3F));
    buffer[0] = (char)((0xF00 >> size & 0xFF) | cp);
    return size;
}

static bool is_separator(uint32_t cp)
{
    const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)cp);
    switch (property->category) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
        return true;
    default:
        return false;
    }
}

static bool is_dropped(uint32_t cp)
{
    switch (utf8proc_get_property((utf8proc_int32_t)cp)->category) {
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
    case UTF8PROC_CATEGORY_CF:
        return true;
    default:
        return false;
    }
}

/* Append a character of a text that is decomposed and in lower case. *blank: one is due before the next. */
static void add_folded(ent_i_buffer *folded, bool *blank, uint32_t cp, const char *data, size_t length)
{
    if (is_separator(cp)) {
        *blank = true;
    } else if (!is_dropped(cp)) {
        if (*blank && folded->length)
            ent_i_buffer_char(folded, ' ');
        *blank = false;
        ent_i_buffer_add(folded, data, length);
    }
}

static bool is_ascii(const char *data, size_t length)
{
    unsigned char all = 0;
    for (size_t i = 0; i < length; i++)
        all |= (unsigned char)data[i];
    return all < 0x80;
}

/* ASCII has nothing to decompose. */
static void fold_ascii(const char *data, size_t length, ent_i_buffer *folded)
{
    bool blank = false;
    for (size_t i = 0; i < length; i++) {
        char c = data[i] >= 'A' && data[i] <= 'Z' ? (char)(data[i] - 'A' + 'a') : data[i];
        add_folded(folded, &blank, (unsigned char)c, &c, 1);
    }
}

static ent_status fold_any(const char *data, size_t length, ent_i_buffer *folded, ent_error *err)
{
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)data, (utf8proc_ssize_t)length, &mapped,
                                      UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                          UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
    if (n < 0)
        return ent_i_nomem(err);
    bool blank = false;
    for (size_t i = 0; i < (size_t)n;) {
        uint32_t cp;
        const char *at = (const char *)mapped + i;
        size_t step = ent_i_utf8_next(at, (size_t)n - i, &cp);
        add_folded(folded, &blank, cp, at, step);
        i += step;
    }
    free(mapped);
    return ENT_OK;
}

ent_status ent_i_utf8_fold(const char *data, size_t length, char **ret, ent_error *err)
{
    ent_i_buffer folded = ENT_I_BUFFER_INIT;
    if (is_ascii(data, length))
        fold_ascii(data, length, &folded);
    else if (ent_i_utf8_valid(data, length) != length)
        return ent_i_fail(err, ENT_ERR_UTF8, "a name is not UTF-8");
    else
        ENT_I_TRY(fold_any(data, length, &folded, err));
    char *text = ent_i_buffer_take(&folded);
    if (!text) {
        ent_i_buffer_clear(&folded);
        return ent_i_nomem(err);
    }
    *ret = text;
    return ENT_OK;
}

#define DISTANCE_LONGEST 128

unsigned ent_i_utf8_distance(const char *a, const char *b, unsigned most)
{
    uint32_t x[DISTANCE_LONGEST], y[DISTANCE_LONGEST];
    size_t n = 0, m = 0, la = strlen(a), lb = strlen(b);
    for (size_t i = 0; i < la;) {
        if (n == DISTANCE_LONGEST)
            return most + 1;
        i += ent_i_utf8_next(a + i, la - i, &x[n++]);
    }
    for (size_t i = 0; i < lb;) {
        if (m == DISTANCE_LONGEST)
            return most + 1;
        i += ent_i_utf8_next(b + i, lb - i, &y[m++]);
    }
    if ((n > m ? n - m : m - n) > most)
        return most + 1;
    unsigned rows[3][DISTANCE_LONGEST + 1];
    unsigned *before = rows[0], *previous = rows[1], *current = rows[2];
    for (size_t j = 0; j <= m; j++)
        previous[j] = (unsigned)j;
    for (size_t i = 1; i <= n; i++) {
        current[0] = (unsigned)i;
        unsigned least = current[0];
        for (size_t j = 1; j <= m; j++) {
            unsigned d = previous[j - 1] + (x[i - 1] != y[j - 1]);
            if (previous[j] + 1 < d)
                d = previous[j] + 1;
            if (current[j - 1] + 1 < d)
                d = current[j - 1] + 1;
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1] && before[j - 2] + 1 < d)
                d = before[j - 2] + 1;
            current[j] = d;
            if (d < least)
                least = d;
        }
        if (least > most)
            return most + 1;
        unsigned *oldest = before;
        before = previous;
        previous = current;
        current = oldest;
    }
    return previous[m] > most ? most + 1 : previous[m];
}

static bool ascii_letter(uint32_t cp)
{
    return (cp | 0x20) - 'a' < 26 || cp == '_';
}

bool ent_i_utf8_name_start(uint32_t cp)
{
    if (cp < 0x80)
        return ascii_letter(cp);
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_PC:
        return true;
    default:
        return false;
    }
}

bool ent_i_utf8_name_part(uint32_t cp)
{
    if (cp < 0x80)
        return ascii_letter(cp) || cp - '0' < 10;
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
        return true;
    default:
        return ent_i_utf8_name_start(cp);
    }
}

bool ent_i_utf8_space(uint32_t cp)
{
    if (cp < 0x80)
        return cp == ' ' || (cp >= 0x09 && cp <= 0x0D) || (cp >= 0x1C && cp <= 0x1F);
    if (cp == 0x85 || cp == 0xFEFF)
        return true;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)cp);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

size_t ent_i_utf8_width(uint32_t cp)
{
    int width = cp < 0x80 ? cp >= ' ' && cp < 0x7F : utf8proc_charwidth((utf8proc_int32_t)cp);
    return width < 0 ? 0 : (size_t)width;
}

uint32_t ent_i_utf8_upper(uint32_t codepoint)
{
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)codepoint);
}

uint32_t ent_i_utf8_lower(uint32_t codepoint)
{
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)codepoint);
}

const char *ent_i_utf8_library(void)
{
    return utf8proc_version();
}
