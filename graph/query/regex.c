/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/query/regex.h"

ent_status ent_i_regex_match(const char *pattern, size_t pattern_length, const char *text, size_t length, bool *ret,
                             ent_error *err)
{
    (void)pattern;
    (void)pattern_length;
    (void)text;
    (void)length;
    (void)ret;
    return ent_i_fail(err, ENT_ERR_UNSUPPORTED, "regular expressions are not supported yet");
}
