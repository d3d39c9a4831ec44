/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ENT_TCK_SUPPORT_H
#define ENT_TCK_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "expect.h"
#include "gherkin.h"

static inline tck_value parsed(ent_i_arena *arena, const char *text)
{
    tck_value value = { .kind = TCK_NULL };
    const char *fault = NULL;
    if (!tck_parse(arena, text, &value, &fault))
        fail_msg("%s: %s", text, fault);
    return value;
}

static inline tck_feature feature_of(ent_i_arena *arena, const char *text)
{
    tck_feature feature = { 0 };
    ent_error err = { 0 };
    if (tck_read(arena, "test.feature", text, strlen(text), &feature, &err) < 0)
        fail_msg("line %llu: %s", (unsigned long long)err.line, err.message);
    return feature;
}

#endif
