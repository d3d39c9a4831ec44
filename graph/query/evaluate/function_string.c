/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Functions of strings. Positions and lengths count code points. */
#include <string.h>

#include "graph/base/utf8.h"
#include "graph/query/evaluate/run.h"

static ent_status string_of(const ent_i_call *call, size_t i, const ent_i_string **ret)
{
    if (call->args[i].kind != ENT_I_STRING)
        return ent_i_bad_argument(call, i, "InvalidArgumentValue", "a STRING");
    *ret = call->args[i].string;
    return ENT_OK;
}

/* A length or position: no negative one. */
static ent_status count_of(const ent_i_call *call, size_t i, size_t *ret)
{
    if (call->args[i].kind != ENT_I_INTEGER)
        return ent_i_bad_argument(call, i, "InvalidArgumentValue", "an INTEGER");
    if (call->args[i].integer < 0)
        return ent_i_run_fail(call->run, call->range, "ArgumentError", "NumberOutOfRange",
                              "%s() wants no negative number", call->function->name);
    uint64_t count = (uint64_t)call->args[i].integer;
    *ret = count > SIZE_MAX ? SIZE_MAX : (size_t)count;
    return ENT_OK;
}

static ent_status give(const ent_i_call *call, const char *text, size_t length, ent_i_value *ret)
{
    return ent_i_value_string(call->run->arena, text, length, ret, call->run->err);
}

/* The byte at which the code point of a number begins, or the length. */
static size_t byte_of(const ent_i_string *string, size_t codepoints)
{
    size_t at = 0;
    while (codepoints-- && at < string->length) {
        uint32_t codepoint;
        size_t step = ent_i_utf8_next(string->text + at, string->length - at, &codepoint);
        at += step ? step : 1;
    }
    return at;
}

ent_status ent_i_fn_change_case(const ent_i_call *call, ent_i_value *ret)
{
    const ent_i_string *string = NULL;
    ENT_I_AUTOBUFFER buffer = ENT_I_BUFFER_INIT;
    ENT_I_TRY(string_of(call, 0, &string));
    bool upper = call->function->id == ENT_I_FUNCTION_TO_UPPER;
    for (size_t i = 0, step; i < string->length; i += step) {
        uint32_t codepoint;
        char bytes[4];
        step = ent_i_utf8_next(string->text + i, string->length - i, &codepoint);
        if (!step)
            break;
        codepoint = upper ? ent_i_utf8_upper(codepoint) : ent_i_utf8_lower(codepoint);
        ent_i_buffer_add(&buffer, bytes, ent_i_utf8_encode(codepoint, bytes));
    }
    ENT_I_TRY(ent_i_buffer_status(&buffer, call->run->err));
    return give(call, ent_i_buffer_string(&buffer), buffer.length, ret);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

ent_status ent_i_fn_trim(const ent_i_call *call, ent_i_value *ret)
{
    const ent_i_string *string = NULL;
    ENT_I_TRY(string_of(call, 0, &string));
    size_t start = 0, end = string->length;
    while (call->function->id != ENT_I_FUNCTION_RTRIM && start < end && is_space(string->text[start]))
        start++;
    while (call->function->id != ENT_I_FUNCTION_LTRIM && end > start && is_space(string->text[end - 1]))
        end--;
    return give(call, string->text + start, end - start, ret);
}

ent_status ent_i_fn_left(const ent_i_call *call, ent_i_value *ret)
{
    const ent_i_string *string = NULL;
    size_t count = 0;
    ENT_I_TRY(string_of(call, 0, &string));
    ENT_I_TRY(count_of(call, 1, &count));
    return give(call, string->text, byte_of(string, count), ret);
}

ent_status ent_i_fn_right(const ent_i_call *call, ent_i_value *ret)
{
    const ent_i_string *string = NULL;
    size_t count = 0;
    ENT_I_TRY(string_of(call, 0, &string));
    ENT_I_TRY(count_of(call, 1, &count));
    size_t all = ent_i_utf8_count(string->text, string->length);
    size_t start = byte_of(string, count < all ? all - count : 0);
    return give(call, string->text + start, string->length - start, ret);
}

ent_status ent_i_fn_substring(const ent_i_call *call, ent_i_value *ret)
{
    const ent_i_string *string = NULL;
    size_t start = 0, count = SIZE_MAX;
    ENT_I_TRY(string_of(call, 0, &string));
    ENT_I_TRY(count_of(call, 1, &start));
    if (call->count > 2)
        ENT_I_TRY(count_of(call, 2, &count));
    size_t from = byte_of(string, start);
    size_t to = count > SIZE_MAX - start ? string->length : byte_of(string, start + count);
    return give(call, string->text + from, to - from, ret);
}

static const char *find(const char *text, size_t length, const ent_i_string *part)
{
    return part->length ? memmem(text, length, part->text, part->length) : NULL;
}

ent_status ent_i_fn_replace(const ent_i_call *call, ent_i_value *ret)
{
    const ent_i_string *string = NULL, *search = NULL, *with = NULL;
    ENT_I_AUTOBUFFER buffer = ENT_I_BUFFER_INIT;
    ENT_I_TRY(string_of(call, 0, &string));
    ENT_I_TRY(string_of(call, 1, &search));
    ENT_I_TRY(string_of(call, 2, &with));
    const char *at = string->text, *end = at + string->length, *found;
    while ((found = find(at, (size_t)(end - at), search))) {
        ent_i_buffer_add(&buffer, at, (size_t)(found - at));
        ent_i_buffer_add(&buffer, with->text, with->length);
        at = found + search->length;
        ENT_I_TRY(ent_i_run_room(call->run, buffer.length));
        ENT_I_TRY(ent_i_run_tick(call->run));
    }
    ent_i_buffer_add(&buffer, at, (size_t)(end - at));
    ENT_I_TRY(ent_i_buffer_status(&buffer, call->run->err));
    return give(call, ent_i_buffer_string(&buffer), buffer.length, ret);
}

/* The next separator in the text: of several that begin at one place the first in the list. */
static const char *next_separator(const ent_i_value *separators, size_t count, const char *at, const char *end,
                                  size_t *ret_length)
{
    const char *best = NULL;
    for (size_t i = 0; i < count; i++) {
        const char *found = find(at, (size_t)(end - at), separators[i].string);
        if (found && (!best || found < best)) {
            best = found;
            *ret_length = separators[i].string->length;
        }
    }
    return best;
}

static ent_status split_at(const ent_i_call *call, const ent_i_string *string, const ent_i_value *separators,
                           size_t count, ent_i_list *list, size_t *ret_parts)
{
    const char *at = string->text, *end = at + string->length;
    size_t parts = 0;
    bool each = count == 1 && separators[0].string->length == 0; /* between any two characters */
    for (bool more = true; more; parts++) {
        size_t length = 0;
        const char *found = each ? NULL : next_separator(separators, count, at, end, &length);
        uint32_t codepoint;
        if (each && end - at > 0 && ent_i_utf8_next(at, (size_t)(end - at), &codepoint) < (size_t)(end - at))
            found = at + ent_i_utf8_next(at, (size_t)(end - at), &codepoint);
        more = found != NULL;
        const char *stop = found ? found : end;
        if (list)
            ENT_I_TRY(give(call, at, (size_t)(stop - at), &list->items[parts]));
        at = stop + length;
        ENT_I_TRY(ent_i_run_tick(call->run));
    }
    *ret_parts = parts;
    return ENT_OK;
}

ent_status ent_i_fn_split(const ent_i_call *call, ent_i_value *ret)
{
    const ent_i_string *string = NULL;
    ent_i_list *list;
    size_t parts;
    ENT_I_TRY(string_of(call, 0, &string));
    bool many = call->args[1].kind == ENT_I_LIST;
    const ent_i_value *separators = many ? call->args[1].list->items : &call->args[1];
    size_t count = many ? call->args[1].list->count : 1;
    for (size_t i = 0; i < count; i++)
        if (separators[i].kind != ENT_I_STRING)
            return ent_i_bad_argument(call, 1, "InvalidArgumentValue", "a STRING or a LIST of them");
    ENT_I_TRY(split_at(call, string, separators, count, NULL, &parts));
    ENT_I_TRY(ent_i_value_list(call->run->arena, parts, &list, call->run->err));
    ENT_I_TRY(split_at(call, string, separators, count, list, &parts));
    *ret = (ent_i_value){ .kind = ENT_I_LIST, .list = list };
    return ENT_OK;
}
