/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Regular expressions of "=~", without backtracking: time is linear in pattern times text. */
#ifndef ENT_I_REGEX_H
#define ENT_I_REGEX_H

#include <stdbool.h>

#include "graph/base/error.h"

/* Does the pattern match the whole text? . [..] (..) (?:..) (?<name>..) | * + ? {m,n} and their lazy forms, ^ $ \b \B,
 * (?=..) (?!..) (?<=..) (?<!..), \d \w \s \D \W \S, (?i) and (?s) in front; in code points. Errors: ENT_ERR_SYNTAX,
 * ENT_ERR_LIMIT, ENT_ERR_NOMEM; ENT_ERR_UNSUPPORTED for backreferences, possessive and atomic groups, \p. */
ENT_CHECK ent_status ent_i_regex_match(const char *pattern, size_t pattern_length, const char *text, size_t length,
                                       bool *ret, ent_error *err);

#endif
