/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The English of answers: counts, names, days, phrases. */
#ifndef ENT_I_WORDS_H
#define ENT_I_WORDS_H

#include "analysis/view/reply.h"

/* "1 tie", "2 ties": append a count and its noun; plural NULL: the noun and "s". */
void ent_i_words_count(ent_i_buffer *buffer, size_t count, const char *noun, const char *plural);
/* "s" unless there is exactly one. */
static inline const char *ent_i_s(size_t count)
{
    return count == 1 ? "" : "s";
}
/* "India, Russia and China". */
void ent_i_words_names(ent_i_buffer *buffer, const ent_graph *graph, const ent_node *nodes, size_t count);
/* "india russia china", for the question that an answer repeats. */
void ent_i_words_keys(ent_i_buffer *buffer, const ent_graph *graph, const ent_node *nodes, size_t count);
/* "as of 5 December 2025" or "at any time". */
void ent_i_words_day(ent_i_buffer *buffer, const ent_view *view);
/* "forum" or, unless count is 1, "forums"; ENT_NO_LABEL: "thing". */
void ent_i_words_label(ent_i_buffer *buffer, const ent_graph *graph, ent_label label, size_t count);
/* In capitals, when all of it is ASCII. */
void ent_i_words_capitals(ent_i_buffer *buffer, const char *text);
/* A key as the name of a column: lower case, underscores. */
void ent_i_words_column(ent_i_buffer *buffer, const char *key);

const char *ent_i_node_name(const ent_graph *graph, ent_node node); /* the short one */
const char *ent_i_node_key(const ent_graph *graph, ent_node node);
/* What a tie says, read from one of its ends. */
const char *ent_i_tie_phrase(const ent_graph *graph, ent_tie tie, bool forward);
/* "in force", "signed", or "happened" for an event. */
const char *ent_i_tie_word(const ent_view *view, ent_tie tie);
/* Why a standing is as it is: "in force", "not yet", "ended", "not known", "outranked", ... */
const char *ent_i_standing_word(const ent_view *view, ent_tie tie, ent_standing standing, ent_i_reason reason);
/* "not known after 2014-12-31", as far as that can be said, else "not known": of a tie of which nobody knows. */
void ent_i_reply_not_known(ent_i_reply *reply, size_t column, const ent_view *view, ent_tie tie);
const char *ent_i_first_label(const ent_graph *graph, ent_node node); /* or NULL */

/* The notes that most answers end with. */
void ent_i_note_dates(ent_i_reply *reply, size_t undated, const char *noun);
void ent_i_note_uncertain(ent_i_reply *reply, size_t uncertain);
void ent_i_note_events(ent_i_reply *reply, size_t left_out);

/* States before events, in force before other statuses, preferred and dated claims first, then by type, period,
 * ends and properties: the same whatever the order of the input. Negative, 0 or positive. */
int ent_i_tie_order(const ent_graph *graph, ent_tie a, ent_tie b);

#endif
