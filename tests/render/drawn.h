/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a drawing says. */
#ifndef ENT_TEST_DRAWN_H
#define ENT_TEST_DRAWN_H

#include "../analysis/support.h"

#include <entente/draw.h>

static inline size_t times(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part))
        count++;
    return count;
}

static inline void expect(const char *text, const char *part, bool there)
{
    assert_non_null(text);
    if (text != NULL && (strstr(text, part) != NULL) != there)
        fail_msg("%s '%s':\n%s", there ? "does not say" : "says", part, text);
}

static inline char *take(ent_output *output)
{
    char *text = strdup(ent_output_text(output, NULL));
    ent_output_free(output);
    return text;
}

#endif
