/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UTF-8: checking, counting, and folding for comparison as people compare names. */
#ifndef ENT_I_UTF8_H
#define ENT_I_UTF8_H

#include <stdbool.h>

#include "graph/base/error.h"

/* Length of the longest valid prefix: equal to length when all of it is UTF-8 (no surrogates, no overlong
 * forms, nothing above U+10FFFF). */
size_t ent_i_utf8_valid(const char *data, size_t length);
/* Code points of a valid text. */
size_t ent_i_utf8_count(const char *data, size_t length);
/* Read one code point of a valid text; returns its bytes (0 at the end). */
size_t ent_i_utf8_next(const char *data, size_t length, uint32_t *ret_codepoint);
/* Write one code point; returns its bytes (1 to 4). */
size_t ent_i_utf8_encode(uint32_t codepoint, char buffer[4]);

/* May a name in a query start with, or go on with, this character (letters, digits, marks, "_")? Is it a
 * blank of any kind (of Unicode, a line end, a byte order mark)? */
bool ent_i_utf8_name_start(uint32_t codepoint);
bool ent_i_utf8_name_part(uint32_t codepoint);
bool ent_i_utf8_space(uint32_t codepoint);
/* Columns it takes on a terminal: 0, 1 or 2. */
size_t ent_i_utf8_width(uint32_t codepoint);

/* The simple upper and lower case of a code point. */
uint32_t ent_i_utf8_upper(uint32_t codepoint);
uint32_t ent_i_utf8_lower(uint32_t codepoint);

/* Of ASCII alone, whatever the locale: toupper('i') is not 'I' where Turkish is spoken. */
static inline char ent_i_ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}
static inline char ent_i_ascii_upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* Case and diacritics folded, compatibility forms unified, white space, dashes and underscores made one
 * blank, other punctuation dropped. NUL-terminated, free(). Errors: ENT_ERR_UTF8, ENT_ERR_NOMEM. */
ENT_CHECK ent_status ent_i_utf8_fold(const char *data, size_t length, char **ret, ent_error *err);
/* Names what folding depends on: folded texts that are kept are good while this stays the same. */
const char *ent_i_utf8_library(void);

/* Damerau-Levenshtein distance (optimal string alignment) of two valid texts in code points, or
 * most + 1 when it is more than most. */
unsigned ent_i_utf8_distance(const char *a, const char *b, unsigned most);

#endif
