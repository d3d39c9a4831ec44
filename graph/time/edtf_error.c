/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the EDTF parser says about a text that it cannot read. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "graph/base/utf8.h"
#include "graph/time/edtf.h"

#define QUOTED_BYTES 80

const char *ent_i_edtf_quote(const char *text, size_t length, char buffer[ENT_I_EDTF_QUOTED])
{
    bool cut = length > QUOTED_BYTES;
    size_t size = cut ? QUOTED_BYTES : length;
    if (size > 0)
        memcpy(buffer, text, size);
    size_t valid = ent_i_utf8_valid(buffer, size);
    if (cut && size - valid < 4)
        size = valid; /* cut within a character */
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)buffer[i];
        if (byte < 0x20 || byte == 0x7f || (byte >= 0x80 && i >= valid))
            buffer[i] = '?';
    }
    memcpy(buffer + size, cut ? "..." : "", cut ? 4 : 1);
    return buffer;
}

ent_status ent_i_edtf_reject(ent_i_edtf *text, size_t at, const char *format, ...)
{
    char quoted[ENT_I_EDTF_QUOTED], what[200];
    va_list arguments;
    if (text->err == NULL)
        return ENT_ERR_DATE;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    return ent_i_fail_at(text->err, ENT_ERR_DATE, NULL, 0, at + 1, "\"%s\" is not an EDTF date: %s at column %zu",
                         ent_i_edtf_quote(text->text, text->length, quoted), what, at + 1);
}

ent_status ent_i_edtf_reject_char(ent_i_edtf *text, size_t at, const char *wanted)
{
    int c = ent_i_edtf_peek(text, at);
    if (c == -1)
        return ent_i_edtf_reject(text, at, "it ends where %s should stand,", wanted);
    if (c == ' ' || c == '\t')
        return ent_i_edtf_reject(text, at, "a blank");
    if (c == 'x')
        return ent_i_edtf_reject(text, at, "\"x\" (an unspecified digit is a capital X)");
    if (c > 0x20 && c < 0x7f)
        return ent_i_edtf_reject(text, at, "\"%c\" where %s should stand,", c, wanted);
    return ent_i_edtf_reject(text, at, "a character that no date has");
}

ent_status ent_i_edtf_reject_order(ent_i_edtf *text, size_t at, const ent_i_edtf_days *start,
                                   const ent_i_edtf_days *end)
{
    char quoted[ENT_I_EDTF_QUOTED], first[ENT_DAY_LONG_TEXT], last[ENT_DAY_LONG_TEXT];
    if (text->err == NULL)
        return ENT_ERR_INVALID;
    ent_i_edtf_quote(text->text, text->length, quoted);
    if (ent_i_day_infinite(start->low) || ent_i_day_infinite(end->high))
        return ent_i_fail_at(text->err, ENT_ERR_INVALID, NULL, 0, at + 1,
                             "\"%s\" ends before it starts: the end at column %zu is the earlier date", quoted,
                             at + 1);
    return ent_i_fail_at(text->err, ENT_ERR_INVALID, NULL, 0, at + 1,
                         "\"%s\" ends before it starts: it cannot start before %s, and its end at column %zu is "
                         "over by %s",
                         quoted, ent_day_format_long(start->low, first), at + 1,
                         ent_day_format_long(end->high, last));
}
