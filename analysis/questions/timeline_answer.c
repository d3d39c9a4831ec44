/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A timeline as a table: a row a tie, its days in the three readings beside its period as it was given. */
#include <entente/change.h>

#include <stdio.h>
#include <string.h>

#include "analysis/view/words.h"

typedef struct columns {
    size_t node, tie, with, valid, since, until, certain, possible, standing, sources, status, type, event, exact,
        unknown_from, bounds[ENT_READINGS][2];
} columns;

static void add_columns(const ent_timeline *timeline, columns *c, ent_i_reply *reply)
{
    static const char *const bounds[ENT_READINGS][2] = { { "certain_from", "certain_until" },
                                                         { "nominal_from", "nominal_until" },
                                                         { "possible_from", "possible_until" } };
    char day[ENT_DAY_TEXT], heading[ENT_DAY_TEXT + 4];
    snprintf(heading, sizeof heading, "ON %s", ent_day_format(timeline->view->day, day));
    c->node = timeline->asked_count > 1 ? ent_i_reply_column(reply, "node", "NODE", ENT_CELL_NODE)
                                        : ent_i_reply_machine_column(reply, "node", "NODE", ENT_CELL_NODE);
    c->tie = ent_i_reply_column(reply, "tie", "TIE", ENT_CELL_TEXT);
    c->with = ent_i_reply_column(reply, "with", "WITH", ENT_CELL_NODE);
    c->valid = ent_i_reply_column(reply, "valid", "PERIOD", ENT_CELL_DATE);
    c->since = ent_i_reply_column(reply, "since", "FROM", ENT_CELL_DATE);
    c->until = ent_i_reply_column(reply, "until", "UNTIL", ENT_CELL_DATE);
    c->certain = ent_i_reply_column(reply, "certain", "CERTAINLY", ENT_CELL_TEXT);
    c->possible = ent_i_reply_column(reply, "possible", "POSSIBLY", ENT_CELL_TEXT);
    c->standing = ent_i_reply_column(reply, "standing", heading, ENT_CELL_TEXT);
    c->sources = ent_i_reply_column(reply, "sources", "SOURCES", ENT_CELL_LIST);
    c->status = ent_i_reply_machine_column(reply, "status", "STATUS", ENT_CELL_TEXT);
    c->type = ent_i_reply_machine_column(reply, "type", "TYPE", ENT_CELL_TEXT);
    c->event = ent_i_reply_machine_column(reply, "event", "EVENT", ENT_CELL_BOOLEAN);
    c->exact = ent_i_reply_machine_column(reply, "exact", "EXACT", ENT_CELL_BOOLEAN);
    c->unknown_from = ent_i_reply_machine_column(reply, "unknown_from", "UNKNOWN FROM", ENT_CELL_DATE);
    for (int i = 0; i < ENT_READINGS; i++)
        for (int j = 0; j < 2; j++)
            c->bounds[i][j] = ent_i_reply_machine_column(reply, bounds[i][j], bounds[i][j], ENT_CELL_DATE);
}

static void write_day(size_t column, ent_day day, ent_i_reply *reply)
{
    char text[ENT_DAY_TEXT];
    if (day != ENT_DAY_MIN && day != ENT_DAY_MAX)
        ent_i_reply_date(reply, column, ent_day_format(day, text));
}

/* "2007-12-31 to 2018-01-01", "from ..", "always", "never"; until is the first day on which it no longer holds. */
static void write_span(size_t column, ent_span span, bool event, ent_i_reply *reply)
{
    char from[ENT_DAY_TEXT], until[ENT_DAY_TEXT];
    ent_day_format(span.from, from);
    ent_day_format(span.until, until);
    if (span.from >= span.until)
        ent_i_reply_text(reply, column, "never");
    else if (event)
        ent_i_reply_printf(reply, column, span.from == ENT_DAY_MIN ? "any day" : "by %s", from);
    else if (span.from == ENT_DAY_MIN && span.until == ENT_DAY_MAX)
        ent_i_reply_text(reply, column, "always");
    else if (span.from == ENT_DAY_MIN)
        ent_i_reply_printf(reply, column, "to %s", until);
    else if (span.until == ENT_DAY_MAX)
        ent_i_reply_printf(reply, column, "from %s", from);
    else
        ent_i_reply_printf(reply, column, "%s to %s", from, until);
}

static void write_days(const ent_timeline_row *row, const columns *c, ent_i_reply *reply)
{
    write_day(c->since, row->since, reply);
    write_day(c->until, row->until, reply);
    if (!row->exact) {
        write_span(c->certain, row->spans[ENT_CERTAIN], row->event, reply);
        write_span(c->possible, row->spans[ENT_POSSIBLE], row->event, reply);
    }
    for (int i = 0; i < ENT_READINGS; i++)
        if (row->spans[i].from < row->spans[i].until) {
            write_day(c->bounds[i][0], row->spans[i].from, reply);
            write_day(c->bounds[i][1], row->spans[i].until, reply);
        }
    write_day(c->unknown_from, row->unknown_from, reply);
}

static void write_row(const ent_timeline *timeline, const ent_timeline_row *row, const columns *c, ent_i_reply *reply)
{
    const ent_graph *graph = timeline->view->graph;
    ent_tie_view seen;
    ent_type_view type;
    ent_graph_tie(graph, row->tie, &seen);
    ent_graph_type(graph, seen.type, &type);
    ent_i_reply_node(reply, c->node, row->node);
    ent_i_reply_text(reply, c->tie, ent_i_tie_phrase(graph, row->tie, row->forward));
    ent_i_reply_node(reply, c->with, row->other);
    ent_i_reply_period(reply, c->valid, row->tie, ENT_I_ALL);
    write_days(row, c, reply);
    const char *word = ent_i_standing_word(timeline->view, row->tie, row->standing, ENT_I_REASON_OUTRANKED);
    if (row->standing != ENT_STANDING_HOLDS && seen.status != ENT_TIE_IN_FORCE)
        ent_i_reply_printf(reply, c->standing, "%s (%s)", word, ent_tie_status_word(seen.status));
    else
        ent_i_reply_text(reply, c->standing, word);
    ent_i_reply_sources(reply, c->sources, &row->tie, 1);
    ent_i_reply_text(reply, c->status, ent_tie_status_text(seen.status));
    ent_i_reply_text(reply, c->type, type.name);
    ent_i_reply_boolean(reply, c->event, row->event);
    ent_i_reply_boolean(reply, c->exact, row->exact);
    ent_i_reply_row(reply);
}

static void begin_section(const ent_timeline *timeline, size_t at, ent_i_reply *reply)
{
    const ent_graph *graph = timeline->view->graph;
    const ent_timeline_row *row = &timeline->rows[at];
    const char *label = ent_i_first_label(graph, row->other);
    if (at && row->event == timeline->rows[at - 1].event) {
        const char *before = ent_i_first_label(graph, timeline->rows[at - 1].other);
        if (row->event || (label && before ? !strcmp(label, before) : label == before))
            return;
    }
    ent_i_reply_section(reply, "%s", row->event ? "Events" : label ? label : "Without a label");
}

static void write_title(const ent_timeline *timeline, ent_i_reply *reply)
{
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    ent_i_words_names(&text, timeline->view->graph, timeline->asked, timeline->asked_count);
    ent_i_buffer_text(&text, ": ");
    ent_i_words_count(&text, timeline->row_count - timeline->event_count, "tie", NULL);
    if (timeline->event_count) {
        ent_i_buffer_text(&text, " and ");
        ent_i_words_count(&text, timeline->event_count, "event", NULL);
    }
    ent_i_buffer_text(&text, " in the order of their dates");
    ent_i_reply_title(reply, "%s", ent_i_buffer_string(&text));
    ent_i_reply_drop(reply, &text);
}

ent_status ent_timeline_answer(const ent_timeline *timeline, ent_answer **ret, ent_error *err)
{
    ENT_I_AUTOBUFFER question = ENT_I_BUFFER_INIT;
    ent_i_buffer_text(&question, "timeline ");
    ent_i_words_keys(&question, timeline->view->graph, timeline->asked, timeline->asked_count);
    ENT_I_TRY(ent_i_buffer_status(&question, err));
    char day[ENT_DAY_LONG_TEXT];
    ent_i_reply reply;
    columns c;
    ent_i_reply_open(&reply, timeline->view->graph, timeline->view, ent_i_buffer_string(&question), err);
    write_title(timeline, &reply);
    add_columns(timeline, &c, &reply);
    for (size_t i = 0; i < timeline->row_count; i++) {
        begin_section(timeline, i, &reply);
        write_row(timeline, &timeline->rows[i], &c, &reply);
    }
    ent_i_reply_note(&reply, "From and until as far as they are known; until is the first day on which it no longer holds.");
    if (timeline->not_exact)
        ent_i_reply_note(&reply, "%zu period%s leave%s room: beside them what certainly and what possibly held.",
                         timeline->not_exact, ent_i_s(timeline->not_exact), timeline->not_exact == 1 ? "s" : "");
    if (timeline->undated)
        ent_i_reply_note(&reply, "%zu tie%s undated: read as holding from the first day that a source speaks of.", timeline->undated,
                         timeline->undated == 1 ? " is" : "s are");
    ent_i_reply_note(&reply, "How each stands is said for %s.", ent_day_format_long(timeline->view->day, day));
    return ent_i_reply_finish(&reply, ret);
}
