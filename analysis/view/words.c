/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/view/words.h"

#include <stdio.h>
#include <string.h>

#include "graph/base/utf8.h"

void ent_i_words_count(ent_i_buffer *buffer, size_t count, const char *noun, const char *plural)
{
    ent_i_buffer_printf(buffer, "%zu ", count);
    if (count != 1 && plural)
        ent_i_buffer_text(buffer, plural);
    else
        ent_i_buffer_printf(buffer, "%s%s", noun, ent_i_s(count));
}

const char *ent_i_node_name(const ent_graph *graph, ent_node node)
{
    ent_node_view seen;
    ent_graph_node(graph, node, &seen);
    return seen.short_name;
}

const char *ent_i_node_key(const ent_graph *graph, ent_node node)
{
    ent_node_view seen;
    ent_graph_node(graph, node, &seen);
    return seen.key;
}

void ent_i_words_names(ent_i_buffer *buffer, const ent_graph *graph, const ent_node *nodes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            ent_i_buffer_text(buffer, i + 1 == count ? " and " : ", ");
        ent_i_buffer_text(buffer, ent_i_node_name(graph, nodes[i]));
    }
}

void ent_i_words_keys(ent_i_buffer *buffer, const ent_graph *graph, const ent_node *nodes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ent_i_buffer_printf(buffer, "%s%s", i ? " " : "", ent_i_node_key(graph, nodes[i]));
}

void ent_i_words_day(ent_i_buffer *buffer, const ent_view *view)
{
    char day[ENT_DAY_LONG_TEXT];
    if (view->all_dates)
        ent_i_buffer_text(buffer, "at any time");
    else
        ent_i_buffer_printf(buffer, "as of %s", ent_day_format_long(view->day, day));
}

static bool is_upper(char c)
{
    return ent_i_ascii_lower(c) != c;
}

static bool is_lower(char c)
{
    return ent_i_ascii_upper(c) != c;
}

/* "WeaponSystem" as "weapon system", but "UN body" as it is. */
static void add_common_noun(ent_i_buffer *buffer, const char *text)
{
    for (size_t i = 0; text[i]; i++) {
        bool begins_word = is_upper(text[i]) && is_lower(text[i + 1]);
        if (begins_word && i && is_lower(text[i - 1]))
            ent_i_buffer_char(buffer, ' ');
        ent_i_buffer_char(buffer, text[i] == '_' ? ' ' : begins_word ? ent_i_ascii_lower(text[i]) : text[i]);
    }
}

void ent_i_words_label(ent_i_buffer *buffer, const ent_graph *graph, ent_label label, size_t count)
{
    if (label == ENT_NO_LABEL) {
        ent_i_buffer_printf(buffer, "thing%s", ent_i_s(count));
        return;
    }
    ent_label_view seen;
    ent_graph_label(graph, label, &seen);
    add_common_noun(buffer, count == 1 ? seen.name : seen.plural);
}

void ent_i_words_capitals(ent_i_buffer *buffer, const char *text)
{
    bool ascii = true;
    for (const char *p = text; *p; p++)
        ascii = ascii && (unsigned char)*p < 0x80;
    for (const char *p = text; *p; p++)
        ent_i_buffer_char(buffer, ascii ? ent_i_ascii_upper(*p) : *p);
}

void ent_i_words_column(ent_i_buffer *buffer, const char *key)
{
    for (const char *p = key; *p; p++) {
        bool kept = is_upper(*p) || is_lower(*p) || (*p >= '0' && *p <= '9') || (unsigned char)*p >= 0x80;
        ent_i_buffer_char(buffer, kept ? ent_i_ascii_lower(*p) : '_');
    }
}

const char *ent_i_tie_phrase(const ent_graph *graph, ent_tie tie, bool forward)
{
    ent_tie_view seen;
    ent_type_view type;
    ent_graph_tie(graph, tie, &seen);
    ent_graph_type(graph, seen.type, &type);
    return forward || type.symmetric ? type.phrase : type.inverse;
}

const char *ent_i_tie_word(const ent_view *view, ent_tie tie)
{
    ent_tie_view seen;
    ent_graph_tie(view->graph, tie, &seen);
    if (view->event[seen.type] && seen.status == ENT_TIE_IN_FORCE)
        return "happened";
    return ent_tie_status_word(seen.status);
}

const char *ent_i_standing_word(const ent_view *view, ent_tie tie, ent_standing standing, ent_i_reason reason)
{
    static const char *const filtered[] = {
        [ENT_I_REASON_NONE] = "left out",
        [ENT_I_REASON_TYPE] = "left out (type)",
        [ENT_I_REASON_LABEL] = "left out (label)",
        [ENT_I_REASON_SOURCE] = "left out (source)",
        [ENT_I_REASON_STATUS] = "left out (status)",
        [ENT_I_REASON_DEPRECATED] = "deprecated",
        [ENT_I_REASON_OUTRANKED] = "outranked",
    };
    switch (standing) {
    case ENT_STANDING_HOLDS:
        return ent_i_tie_word(view, tie);
    case ENT_STANDING_NOT_YET:
        return "not yet";
    case ENT_STANDING_ENDED:
        return "ended";
    case ENT_STANDING_NOT_KNOWN:
        return "not known";
    case ENT_STANDING_FILTERED:
        break;
    }
    return filtered[reason];
}

void ent_i_reply_not_known(ent_i_reply *reply, size_t column, const ent_view *view, ent_tie tie)
{
    ent_span spans[ENT_READINGS];
    ent_day unknown_from;
    char day[ENT_DAY_TEXT];
    ent_i_view_spans(view, tie, spans, &unknown_from);
    if (unknown_from > ENT_DAY_MIN && unknown_from <= view->day)
        ent_i_reply_printf(reply, column, "not known after %s", ent_day_format(unknown_from - 1, day));
    else
        ent_i_reply_text(reply, column, "not known");
}

const char *ent_i_first_label(const ent_graph *graph, ent_node node)
{
    ent_node_view seen;
    ent_graph_node(graph, node, &seen);
    if (!seen.label_count)
        return NULL;
    ent_label_view label;
    ent_graph_label(graph, seen.labels[0], &label);
    return label.name;
}

void ent_i_note_dates(ent_i_reply *reply, size_t undated, const char *noun)
{
    static const char *const readings[] = { "certain", "nominal", "possible" };
    if (reply->view->all_dates) {
        ent_i_reply_note(reply, "No date filter: every tie counts, whenever it held; %zu %s%s undated.", undated,
                         noun, ent_i_s(undated));
        return;
    }
    if (undated)
        ent_i_reply_note(reply, "Dates read as %s; %zu %s%s undated.", readings[reply->view->reading], undated,
                         noun, ent_i_s(undated));
    else
        ent_i_reply_note(reply, "Dates read as %s.", readings[reply->view->reading]);
}

void ent_i_note_uncertain(ent_i_reply *reply, size_t uncertain)
{
    if (uncertain)
        ent_i_reply_note(reply, "? marks %zu tie%s that may or may not hold on the day: see --certain and --possible.",
                         uncertain, ent_i_s(uncertain));
}

void ent_i_note_events(ent_i_reply *reply, size_t left_out)
{
    if (left_out)
        ent_i_reply_note(reply, "%zu event tie%s left out (--events).", left_out, ent_i_s(left_out));
}
