/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers as text, the same in every locale. */
#ifndef ENT_I_NUMBER_H
#define ENT_I_NUMBER_H

#include <stdbool.h>

#include "graph/base/error.h"

#define ENT_I_NUMBER_TEXT 40

/* The shortest decimal text that reads back as the same double: "0.1", "47.5", "1e+300"; "NaN", "Infinity",
 * "-Infinity". Whole numbers below 1e15 have no point: "3", and "-0" is another than "0". Returns buffer. */
const char *ent_i_number_format(double value, char buffer[ENT_I_NUMBER_TEXT]);
/* With a fixed count of decimals (0 to 17), rounded half away from zero on the decimal value printed: "47.50". */
const char *ent_i_number_fixed(double value, int decimals, char buffer[ENT_I_NUMBER_TEXT]);
/* Is the text a number as JSON writes them (RFC 8259 section 6)? */
bool ent_i_number_is(const char *text, size_t length);
/* JSON number grammar; false when the text is anything else or too large for a double. */
bool ent_i_number_parse(const char *text, size_t length, double *ret);
/* Of a text that is a number: is it small enough for a double? */
bool ent_i_number_fits(const char *text, size_t length);
/* Whole number within int64; false otherwise. */
bool ent_i_integer_parse(const char *text, size_t length, int64_t *ret);

#endif
