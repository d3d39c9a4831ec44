/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text in a drawing: how wide it is in Arial and its metric twins, how it breaks, how it is escaped. */
#ifndef ENT_I_RENDER_TEXT_H
#define ENT_I_RENDER_TEXT_H

#include <stdbool.h>

#include "graph/base/arena.h"
#include "graph/base/buffer.h"

/* Advance width of a code point in thousandths of the em. What the table lacks is guessed: 650, East
 * Asian wide characters 1000, combining marks 0. */
unsigned ent_i_glyph_width(uint32_t codepoint, bool bold);
double ent_i_text_width(const char *text, double size, bool bold);
/* The room to leave on each side of a text in a box: pad, or more for long texts and for scripts whose
 * widths are guesses, since the fallback fonts are wider than the table says. */
double ent_i_text_padding(const char *text, double size, bool bold, double pad);

/* A copy fit for a line of text: valid UTF-8 without control characters, blanks for line breaks and tabs,
 * none at the ends. NULL when memory is out. */
char *ent_i_text_clean(ent_i_arena *arena, const char *text);
/* text, or its beginning and "…" when it is wider than room. NULL when memory is out. */
const char *ent_i_text_cut(ent_i_arena *arena, const char *text, double room, double size, bool bold);
/* One line, or two broken at a blank so that the wider one is as narrow as can be; each cut to room, a
 * single word only to a third more. Returns the number of lines, 0 when memory is out. */
unsigned ent_i_text_wrap(ent_i_arena *arena, const char *text, double room, double size, bool bold,
                         const char *ret_lines[2]);
/* Fill lines greedily up to most; the last is cut. Returns their number, 0 when memory is out. */
unsigned ent_i_text_fill(ent_i_arena *arena, const char *text, double room, double size, unsigned most,
                         const char **ret_lines);

/* Append for XML character data and attribute values. */
void ent_i_xml_text(ent_i_buffer *buffer, const char *text);
/* A part of an id made of [A-Za-z0-9_.-] alone, different for different texts: other bytes become _xHH. */
char *ent_i_text_slug(ent_i_arena *arena, const char *text);

#endif
