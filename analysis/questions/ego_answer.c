/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An ego network as a table: the ego's ties by subject, then events, what has ended, what nobody knows, and
 * what lies farther off. */
#include <entente/question.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analysis/view/words.h"
#include "graph/base/number.h"
#include "graph/base/utf8.h"

typedef struct columns {
    size_t from, tie, with, since, until, sources, subject, type, valid, hop;
    ent_i_status_columns status;
} columns;

static void add_columns(const ent_ego *ego, columns *c, ent_i_reply *reply)
{
    c->from = ego->hops > 1 ? ent_i_reply_column(reply, "from", "OF", ENT_CELL_NODE)
                            : ent_i_reply_machine_column(reply, "from", "OF", ENT_CELL_NODE);
    c->tie = ent_i_reply_column(reply, "tie", "TIE", ENT_CELL_TEXT);
    c->with = ent_i_reply_column(reply, "with", "WITH", ENT_CELL_NODE);
    c->since = ent_i_reply_column(reply, "since", "SINCE", ENT_CELL_DATE);
    c->until = ent_i_reply_column(reply, "until", "UNTIL", ENT_CELL_DATE);
    ent_i_reply_status_columns(reply, &c->status);
    c->sources = ent_i_reply_column(reply, "sources", "SOURCES", ENT_CELL_LIST);
    c->subject = ent_i_reply_machine_column(reply, "subject", "SUBJECT", ENT_CELL_TEXT);
    c->type = ent_i_reply_machine_column(reply, "type", "TYPE", ENT_CELL_TEXT);
    c->valid = ent_i_reply_machine_column(reply, "valid", "VALID", ENT_CELL_DATE);
    c->hop = ent_i_reply_machine_column(reply, "hop", "HOP", ENT_CELL_INTEGER);
}

/* status: NULL for the tie's own. */
static void write_tie(const ent_ego *ego, const ent_ego_tie *tie, const char *status, const columns *c,
                      ent_i_reply *reply)
{
    const ent_graph *graph = ego->view->graph;
    ent_tie_view seen;
    ent_type_view type;
    ent_graph_tie(graph, tie->tie, &seen);
    ent_graph_type(graph, seen.type, &type);
    ent_i_reply_node(reply, c->from, tie->forward ? seen.source : seen.target);
    ent_i_reply_text(reply, c->tie, ent_i_tie_phrase(graph, tie->tie, tie->forward));
    ent_i_reply_node(reply, c->with, tie->other);
    ent_i_reply_period(reply, c->since, tie->tie, ENT_I_START);
    ent_i_reply_period(reply, c->until, tie->tie, ENT_I_END);
    ent_i_reply_status(reply, &c->status, tie->tie, status ? status : ent_i_tie_word(ego->view, tie->tie));
    ent_i_reply_sources(reply, c->sources, &tie->tie, 1);
    ent_i_reply_text(reply, c->subject, ent_subject_text(tie->subject));
    ent_i_reply_text(reply, c->type, type.name);
    ent_i_reply_period(reply, c->valid, tie->tie, ENT_I_ALL);
    ent_i_reply_integer(reply, c->hop, tie->hop);
    ent_i_reply_row(reply);
}

static void write_own(const ent_ego *ego, const columns *c, ent_i_reply *reply)
{
    int subject = -1;
    for (size_t i = 0; i < ego->own_count; i++) {
        const ent_ego_tie *tie = &ego->ties[i];
        if (tie->event)
            continue;
        if ((int)tie->subject != subject) {
            subject = (int)tie->subject;
            const char *text = ent_subject_text(tie->subject);
            ent_i_reply_section(reply, "%c%s", ent_i_ascii_upper(text[0]), text + 1);
        }
        write_tie(ego, tie, NULL, c, reply);
    }
}

static int by_date(const void *left, const void *right, void *graph)
{
    const ent_ego_tie *a = left, *b = right;
    if (a->dated != b->dated)
        return a->dated ? -1 : 1;
    if (a->since != b->since)
        return a->since < b->since ? -1 : 1;
    int keys = strcmp(ent_i_node_key(graph, a->other), ent_i_node_key(graph, b->other));
    return keys ? keys : ent_i_tie_order(graph, a->tie, b->tie);
}

/* Events in the order in which they happened, whatever their subject. */
static void write_events(const ent_ego *ego, const columns *c, ent_i_reply *reply)
{
    if (!ego->event_count || reply->status < 0)
        return;
    ent_ego_tie *events = NULL;
    size_t count = 0;
    reply->status = ENT_I_ZEROED(events, ego->event_count, reply->err);
    if (reply->status < 0)
        return;
    for (size_t i = 0; i < ego->own_count; i++)
        if (ego->ties[i].event)
            events[count++] = ego->ties[i];
    qsort_r(events, count, sizeof *events, by_date, (void *)(uintptr_t)ego->view->graph);
    ent_i_reply_section(reply, "Events");
    for (size_t i = 0; i < count; i++)
        write_tie(ego, &events[i], NULL, c, reply);
    free(events);
}

static void write_not_known_side(const ent_ego *ego, bool forward, const columns *c, ent_i_reply *reply)
{
    const ent_view *view = ego->view;
    ent_arcs arcs = forward ? ent_graph_out(view->graph, ego->node) : ent_graph_in(view->graph, ego->node);
    for (size_t i = 0; i < arcs.count; i++) {
        ent_node_view other;
        ent_graph_node(view->graph, arcs.others[i], &other);
        if ((!forward && arcs.others[i] == ego->node) || other.source ||
            ent_i_view_standing(view, arcs.ties[i], &ego->node, 1, NULL) != ENT_STANDING_NOT_KNOWN)
            continue;
        ent_tie_view seen;
        ent_type_view type;
        ent_graph_tie(view->graph, arcs.ties[i], &seen);
        ent_graph_type(view->graph, seen.type, &type);
        ent_ego_tie tie = { .tie = arcs.ties[i], .other = arcs.others[i], .forward = forward,
                            .subject = type.subject };
        write_tie(ego, &tie, "not known", c, reply);
    }
}

static void write_sections(const ent_ego *ego, const columns *c, ent_i_reply *reply)
{
    write_own(ego, c, reply);
    write_events(ego, c, reply);
    if (ego->ended_count)
        ent_i_reply_section(reply, "Ended");
    for (size_t i = 0; i < ego->ended_count; i++)
        write_tie(ego, &ego->ended[i], "ended", c, reply);
    if (ego->not_known) {
        ent_i_reply_section(reply, "Not known on that day");
        write_not_known_side(ego, true, c, reply);
        write_not_known_side(ego, false, c, reply);
    }
    for (size_t i = ego->own_count; i < ego->tie_count; i++) {
        if (i == ego->own_count || ego->ties[i].hop != ego->ties[i - 1].hop)
            ent_i_reply_section(reply, "%u hops away", ego->ties[i].hop + 1);
        write_tie(ego, &ego->ties[i], NULL, c, reply);
    }
}

static void add_part(ent_i_buffer *text, size_t *parts, size_t count, const char *singular, const char *plural)
{
    if (!count)
        return;
    ent_i_buffer_text(text, (*parts)++ ? ", " : "");
    ent_i_buffer_printf(text, "%zu %s", count, count == 1 ? singular : plural);
}

/* Every row is counted in one of the parts. */
static void write_title(const ent_ego *ego, ent_i_reply *reply)
{
    size_t folds[3] = { 0, 0, 0 }, parts = 0;
    for (size_t i = 0; i < ego->own_count; i++)
        if (!ego->ties[i].event)
            folds[ego->ties[i].fold]++;
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    ent_i_buffer_printf(&text, "%s: ", ent_i_node_name(ego->view->graph, ego->node));
    add_part(&text, &parts, folds[ENT_FOLD_IN_FORCE], "tie in force", "ties in force");
    add_part(&text, &parts, folds[ENT_FOLD_PLANNED], parts ? "planned" : "planned tie",
             parts ? "planned" : "planned ties");
    add_part(&text, &parts, folds[ENT_FOLD_ENDED], "suspended or stalled", "suspended or stalled");
    add_part(&text, &parts, ego->event_count, "event", "events");
    add_part(&text, &parts, ego->ended_count, "ended", "ended");
    add_part(&text, &parts, ego->not_known, "not known", "not known");
    add_part(&text, &parts, ego->tie_count - ego->own_count, "farther tie", "farther ties");
    ent_i_buffer_text(&text, parts ? " " : "no ties ");
    ent_i_words_day(&text, ego->view);
    ent_i_reply_title(reply, "%s", ent_i_buffer_string(&text));
    ent_i_reply_drop(reply, &text);
}

static void add_measure(ent_i_buffer *text, const char *name, double value)
{
    char number[ENT_I_NUMBER_TEXT];
    if (isnan(value))
        ent_i_buffer_printf(text, ", %s not defined", name);
    else
        ent_i_buffer_printf(text, ", %s %s", name, ent_i_number_fixed(value, 3, number));
}

static void write_notes(const ent_ego *ego, ent_i_reply *reply)
{
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    char number[ENT_I_NUMBER_TEXT];
    ent_i_buffer_printf(&text, "Ego network of ties in force: size %s", ent_i_number_format(ego->size, number));
    add_measure(&text, "density", ego->density);
    add_measure(&text, "effective size", ego->effective_size);
    add_measure(&text, "efficiency", ego->efficiency);
    add_measure(&text, "constraint", ego->constraint);
    ent_i_buffer_printf(&text, ", brokerage %s pair%s.", ent_i_number_format(ego->brokerage, number),
                        ego->brokerage == 1 ? "" : "s");
    ent_i_reply_note(reply, "%s", ent_i_buffer_string(&text));
    ent_i_reply_drop(reply, &text);
    if (ego->among_count)
        ent_i_reply_note(reply, "%zu tie%s among the nodes around it %s not listed.", ego->among_count,
                         ent_i_s(ego->among_count), ego->among_count == 1 ? "is" : "are");
    size_t uncertain = 0;
    for (size_t i = 0; i < ego->tie_count; i++)
        uncertain += ego->ties[i].uncertain;
    for (size_t i = 0; i < ego->ended_count; i++)
        uncertain += ego->ended[i].uncertain;
    ent_i_note_dates(reply, ego->undated, "tie");
    ent_i_note_uncertain(reply, uncertain);
}

ent_status ent_ego_answer(const ent_ego *ego, ent_answer **ret, ent_error *err)
{
    ENT_I_AUTOBUFFER question = ENT_I_BUFFER_INIT;
    ent_i_buffer_printf(&question, "ego %s", ent_i_node_key(ego->view->graph, ego->node));
    if (ego->hops != 1)
        ent_i_buffer_printf(&question, " --hops %u", ego->hops);
    ENT_I_TRY(ent_i_buffer_status(&question, err));
    ent_i_reply reply;
    columns c;
    ent_i_reply_open(&reply, ego->view->graph, ego->view, ent_i_buffer_string(&question), err);
    write_title(ego, &reply);
    add_columns(ego, &c, &reply);
    write_sections(ego, &c, &reply);
    write_notes(ego, &reply);
    return ent_i_reply_finish(&reply, ret);
}
