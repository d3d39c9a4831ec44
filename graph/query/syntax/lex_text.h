/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Escapes in strings. */
#ifndef ENT_I_LEX_TEXT_H
#define ENT_I_LEX_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* 0 to 15, or -1. */
int ent_i_hex_digit(char c);
/* Read the escape that starts at text[0], a backslash. Returns its bytes, 0 when there is no such escape. Two
 * \u of a surrogate pair are one escape. */
size_t ent_i_unescape(const char *text, size_t length, uint32_t *ret_codepoint);

#endif
