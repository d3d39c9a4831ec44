/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What changed, as a table: a row a relation, a section a kind of change. */
#include <entente/change.h>

#include <stdio.h>
#include <string.h>

#include "analysis/view/words.h"

typedef struct columns {
    size_t from, tie, to, before, after, since, until, sources, change, type, status_before, status_after, uncertain;
} columns;

static void add_columns(const ent_diff *diff, columns *c, ent_i_reply *reply)
{
    char day[ENT_DAY_TEXT], before[ENT_DAY_TEXT + 4], after[ENT_DAY_TEXT + 4];
    snprintf(before, sizeof before, "ON %s", ent_day_format(diff->before->day, day));
    snprintf(after, sizeof after, "ON %s", ent_day_format(diff->after->day, day));
    c->from = ent_i_reply_column(reply, "from", "FROM", ENT_CELL_NODE);
    c->tie = ent_i_reply_column(reply, "tie", "TIE", ENT_CELL_TEXT);
    c->to = ent_i_reply_column(reply, "to", "TO", ENT_CELL_NODE);
    c->before = ent_i_reply_column(reply, "before", before, ENT_CELL_TEXT);
    c->after = ent_i_reply_column(reply, "after", after, ENT_CELL_TEXT);
    c->since = ent_i_reply_column(reply, "since", "SINCE", ENT_CELL_DATE);
    c->until = ent_i_reply_column(reply, "until", "UNTIL", ENT_CELL_DATE);
    c->sources = ent_i_reply_column(reply, "sources", "SOURCES", ENT_CELL_LIST);
    c->change = ent_i_reply_machine_column(reply, "change", "CHANGE", ENT_CELL_TEXT);
    c->type = ent_i_reply_machine_column(reply, "type", "TYPE", ENT_CELL_TEXT);
    c->status_before = ent_i_reply_machine_column(reply, "status_before", "STATUS BEFORE", ENT_CELL_TEXT);
    c->status_after = ent_i_reply_machine_column(reply, "status_after", "STATUS AFTER", ENT_CELL_TEXT);
    c->uncertain = ent_i_reply_machine_column(reply, "uncertain", "UNCERTAIN", ENT_CELL_BOOLEAN);
}

/* "in force", "observer", "not yet", "not known after 2014-12-31". */
static void write_state(const ent_view *view, ent_tie tie, ent_standing standing, bool uncertain, size_t shown,
                        size_t status, ent_i_reply *reply)
{
    if (tie == ENT_NONE)
        return;
    ent_tie_view seen;
    ent_type_view type;
    ent_graph_tie(view->graph, tie, &seen);
    ent_graph_type(view->graph, seen.type, &type);
    if (standing == ENT_STANDING_HOLDS) {
        bool brief = type.short_of && seen.status == ENT_TIE_IN_FORCE;
        ent_i_reply_printf(reply, shown, "%s%s", brief ? type.brief : ent_i_tie_word(view, tie), uncertain ? " ?" : "");
        ent_i_reply_text(reply, status, ent_tie_status_text(seen.status));
        return;
    }
    if (standing == ENT_STANDING_NOT_KNOWN)
        ent_i_reply_not_known(reply, shown, view, tie);
    else
        ent_i_reply_printf(reply, shown, "%s%s", ent_i_standing_word(view, tie, standing, ENT_I_REASON_NONE),
                           uncertain ? " ?" : "");
}

static void write_row(const ent_diff *diff, const ent_diff_row *row, const columns *c, ent_i_reply *reply)
{
    const ent_graph *graph = diff->before->graph;
    /* What is there tells of the relation; where nothing is any more, what was. */
    bool ended = row->standing_after != ENT_STANDING_HOLDS && row->before != ENT_NONE;
    ent_tie told = ended || row->after == ENT_NONE ? row->before : row->after;
    bool here = ent_view_tie_uncertain(diff->before, row->before != ENT_NONE ? row->before : told);
    bool there = ent_view_tie_uncertain(diff->after, row->after != ENT_NONE ? row->after : told);
    ent_tie_view seen;
    ent_type_view type;
    ent_graph_tie(graph, told, &seen);
    ent_graph_type(graph, seen.type, &type);
    ent_i_reply_node(reply, c->from, seen.source);
    ent_i_reply_text(reply, c->tie, type.phrase);
    ent_i_reply_node(reply, c->to, seen.target);
    write_state(diff->before, row->before, row->standing_before, here, c->before, c->status_before, reply);
    write_state(diff->after, row->after, row->standing_after, there, c->after, c->status_after, reply);
    ent_i_reply_period(reply, c->since, told, ENT_I_START);
    ent_i_reply_period(reply, c->until, told, ENT_I_END);
    const ent_tie ties[] = { told, row->before != ENT_NONE && row->before != told ? row->before : row->after };
    ent_i_reply_sources(reply, c->sources, ties, ties[1] != ENT_NONE && ties[1] != told ? 2 : 1);
    ent_i_reply_text(reply, c->change, ent_change_text(row->change));
    ent_i_reply_text(reply, c->type, type.name);
    ent_i_reply_boolean(reply, c->uncertain, row->uncertain);
    ent_i_reply_row(reply);
}

/* "From 31 December 2000 to 31 December 2014, India and China: 3 added, 1 ended, 2 not known". Every row is
 * counted in one of the parts. */
static void write_title(const ent_diff *diff, ent_i_reply *reply)
{
    static const char *const parts[] = {
        [ENT_CHANGE_ADDED] = "added",           [ENT_CHANGE_ENDED] = "ended",
        [ENT_CHANGE_STATUS] = "changed",        [ENT_CHANGE_PLANNED] = "newly planned",
        [ENT_CHANGE_HALTED] = "newly suspended", [ENT_CHANGE_DROPPED] = "no longer planned",
        [ENT_CHANGE_PASSED] = "passed",         [ENT_CHANGE_NOT_KNOWN] = "not known",
        [ENT_CHANGE_EVENT] = NULL,
    };
    char first[ENT_DAY_LONG_TEXT], second[ENT_DAY_LONG_TEXT];
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    if (diff->asked_count) {
        ent_i_words_names(&text, diff->before->graph, diff->asked, diff->asked_count);
        ent_i_buffer_text(&text, ", ");
    }
    ent_i_buffer_printf(&text, "%s to %s: ", ent_day_format_long(diff->before->day, first),
                        ent_day_format_long(diff->after->day, second));
    size_t said = 0;
    for (int i = 0; i < ENT_CHANGE_COUNT; i++) {
        size_t count = diff->counts[i];
        if (!count && i != ENT_CHANGE_ADDED && i != ENT_CHANGE_ENDED)
            continue;
        ent_i_buffer_printf(&text, "%s%zu ", said++ ? ", " : "", count);
        ent_i_buffer_text(&text, parts[i] ? parts[i] : count == 1 ? "event" : "events");
    }
    ent_i_reply_title(reply, "%s", ent_i_buffer_string(&text));
    ent_i_reply_drop(reply, &text);
}

/* Nodes that began or ceased to exist: up to this many are named. */
enum { NAMED = 8 };

static void note_nodes(const ent_diff *diff, bool began, ent_i_reply *reply)
{
    const ent_graph *graph = diff->before->graph;
    size_t count = 0;
    ent_i_buffer names = ENT_I_BUFFER_INIT;
    for (size_t i = 0; i < ent_graph_node_count(graph); i++) {
        ent_span span = ent_graph_node_span(graph, (ent_node)i, diff->before->reading);
        bool was = ent_i_span_holds(span, diff->before->day), is = ent_i_span_holds(span, diff->after->day);
        if (was == is || is != began || !ent_i_view_allows_node(diff->after, (ent_node)i))
            continue;
        if (++count <= NAMED)
            ent_i_buffer_printf(&names, "%s%s", count > 1 ? ", " : "", ent_i_node_name(graph, (ent_node)i));
    }
    if (count)
        ent_i_reply_note(reply, "%zu node%s %s in between: %s%s.", count, ent_i_s(count),
                         began ? "came into being" : "ceased to be", ent_i_buffer_string(&names),
                         count > NAMED ? ", ..." : "");
    ent_i_reply_drop(reply, &names);
}

/* Beyond the day of which the data speak, nothing can have been seen to change. */
static void note_coverage(const ent_diff *diff, ent_i_reply *reply)
{
    static const char *const names[] = { "coverage_end", "as_of" };
    for (size_t i = 0; i < 2; i++) {
        const char *text = ent_graph_meta(diff->before->graph, names[i]);
        ent_day day;
        if (!text || ent_day_parse(text, strlen(text), &day, NULL) < 0)
            continue;
        char shown[ENT_DAY_LONG_TEXT];
        if (day < diff->after->day)
            ent_i_reply_note(reply, "The data speak for %s; what began or ended after that is not in them.",
                             ent_day_format_long(day, shown));
        return;
    }
}

static void write_notes(const ent_diff *diff, ent_i_reply *reply)
{
    size_t uncertain = 0;
    for (size_t i = 0; i < diff->row_count; i++)
        uncertain += diff->rows[i].uncertain;
    if (diff->counts[ENT_CHANGE_NOT_KNOWN])
        ent_i_reply_note(reply, "Not known: no source says whether it still held, or already did; it is counted neither "
                                "as added nor as ended.");
    if (diff->never_known)
        ent_i_reply_note(reply, "%zu tie%s without a date, of which no source speaks before or on either day, %s left out.",
                         diff->never_known, ent_i_s(diff->never_known), diff->never_known == 1 ? "is" : "are");
    if (diff->unchanged)
        ent_i_reply_note(reply, "%zu tie%s the same on both days.", diff->unchanged,
                         diff->unchanged == 1 ? " is" : "s are");
    if (!diff->asked_count) {
        note_nodes(diff, true, reply);
        note_nodes(diff, false, reply);
    }
    note_coverage(diff, reply);
    ent_i_note_dates(reply, diff->undated, "tie");
    if (uncertain)
        ent_i_reply_note(reply, "? marks what may or may not hold on that day: see --certain and --possible.");
}

static ent_status set_frame(const ent_diff *diff, ent_i_reply *reply)
{
    static const char *const readings[] = { "certain", "nominal", "possible" };
    char first[ENT_DAY_TEXT], second[ENT_DAY_TEXT], days[2 * ENT_DAY_TEXT + 1];
    snprintf(days, sizeof days, "%s/%s", ent_day_format(diff->before->day, first),
             ent_day_format(diff->after->day, second));
    return ent_answer_set_frame(reply->answer, days, readings[diff->after->reading],
                                ent_graph_meta(reply->graph, "name"), reply->err);
}

ent_status ent_diff_answer(const ent_diff *diff, ent_answer **ret, ent_error *err)
{
    char first[ENT_DAY_TEXT], second[ENT_DAY_TEXT];
    ENT_I_AUTOBUFFER question = ENT_I_BUFFER_INIT;
    ent_i_buffer_printf(&question, "diff %s %s%s", ent_day_format(diff->before->day, first),
                        ent_day_format(diff->after->day, second), diff->asked_count ? " " : "");
    ent_i_words_keys(&question, diff->before->graph, diff->asked, diff->asked_count);
    ENT_I_TRY(ent_i_buffer_status(&question, err));
    ent_i_reply reply;
    columns c;
    ent_i_reply_open(&reply, diff->before->graph, diff->after, ent_i_buffer_string(&question), err);
    if (reply.status >= 0)
        reply.status = set_frame(diff, &reply);
    write_title(diff, &reply);
    add_columns(diff, &c, &reply);
    for (size_t i = 0; i < diff->row_count; i++) {
        if (!i || diff->rows[i].change != diff->rows[i - 1].change)
            ent_i_reply_section(&reply, "%s", ent_change_heading(diff->rows[i].change));
        write_row(diff, &diff->rows[i], &c, &reply);
    }
    write_notes(diff, &reply);
    return ent_i_reply_finish(&reply, ret);
}
