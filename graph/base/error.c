/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
    ent_status code;
    const char *name, *text;
} statuses[] = {
#define ENT_X(name, value, text) { name, #name, text },
    ENT_STATUS_LIST(ENT_X)
#undef ENT_X
};

const char *ent_status_name(ent_status status)
{
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++)
        if (statuses[i].code == status)
            return statuses[i].name;
    return "ENT_UNKNOWN";
}

const char *ent_status_text(ent_status status)
{
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++)
        if (statuses[i].code == status)
            return statuses[i].text;
    return "unknown status";
}

void ent_error_clear(ent_error *err)
{
    if (err)
        memset(err, 0, sizeof *err);
}

const char *ent_version(void)
{
    return ENT_VERSION;
}

/* Cut a text that did not fit: never inside a UTF-8 sequence. */
static void end_with_dots(char *text, size_t size)
{
    size_t end = size - 4;
    while (end > 0 && ((unsigned char)text[end] & 0xC0) == 0x80)
        end--;
    memcpy(text + end, "...", 4);
}

static void fill(ent_error *err, ent_status code, const char *file, uint64_t line, uint64_t column,
                 const char *format, va_list arguments)
{
    if (!err || err->code)
        return;
    err->code = code;
    err->line = line;
    err->column = column;
    err->file[0] = '\0';
    if (file && snprintf(err->file, sizeof err->file, "%s", file) >= (int)sizeof err->file)
        end_with_dots(err->file, sizeof err->file);
    if (vsnprintf(err->message, sizeof err->message, format, arguments) >= (int)sizeof err->message)
        end_with_dots(err->message, sizeof err->message);
}

ent_status ent_i_fail(ent_error *err, ent_status code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(err, code, NULL, 0, 0, format, arguments);
    va_end(arguments);
    return code;
}

ent_status ent_i_fail_at(ent_error *err, ent_status code, const char *file, uint64_t line, uint64_t column,
                         const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(err, code, file, line, column, format, arguments);
    va_end(arguments);
    return code;
}

ent_status ent_i_nomem(ent_error *err)
{
    return ent_i_fail(err, ENT_ERR_NOMEM, "out of memory");
}

