/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Plain lists: counts and spans, the ties of a view. */
#include <entente/question.h>

#include <stdio.h>
#include <string.h>

#include "analysis/view/words.h"

/* --- info ----------------------------------------------------------------------------------------------- */

typedef struct tally {
    size_t count, holds, undated;
    ent_day from, until; /* of the dates given */
} tally;

static void count_tie(tally *t, const ent_view *view, ent_tie tie)
{
    ent_i_dates dates = ent_i_view_dates(view, tie);
    if (!t->count++) {
        t->from = ENT_DAY_MAX;
        t->until = ENT_DAY_MIN;
    }
    t->undated += dates.undated;
    t->holds += ent_view_standing(view, tie) == ENT_STANDING_HOLDS;
    if (dates.since != ENT_DAY_MIN && dates.since < t->from)
        t->from = dates.since;
    if (dates.since != ENT_DAY_MIN && dates.since > t->until)
        t->until = dates.since;
    if (dates.until != ENT_DAY_MAX && dates.until > t->until)
        t->until = dates.until;
}

static void write_tally(const char *what, const tally *t, bool dated, ent_i_reply *reply)
{
    char day[ENT_DAY_TEXT];
    ent_i_reply_text(reply, 0, what);
    ent_i_reply_integer(reply, 1, (int64_t)t->count);
    if (dated) {
        ent_i_reply_integer(reply, 2, (int64_t)t->holds);
        if (t->from != ENT_DAY_MAX)
            ent_i_reply_date(reply, 3, ent_day_format(t->from, day));
        if (t->until != ENT_DAY_MIN)
            ent_i_reply_date(reply, 4, ent_day_format(t->until, day));
        ent_i_reply_integer(reply, 5, (int64_t)t->undated);
    }
    ent_i_reply_row(reply);
}

static ent_status count_nodes(const ent_graph *graph, tally *labels, tally *without, ent_error *err)
{
    (void)err;
    for (size_t i = 0; i < ent_graph_node_count(graph); i++) {
        ent_node_view node;
        ent_graph_node(graph, (ent_node)i, &node);
        for (size_t j = 0; j < node.label_count; j++)
            labels[node.labels[j]].count++;
        without->count += !node.label_count;
    }
    return ENT_OK;
}

static void write_info(const ent_view *view, const tally *labels, const tally *without, const tally *types,
                       const tally *all, ent_i_reply *reply)
{
    const ent_graph *graph = view->graph;
    ent_i_reply_column(reply, "what", "WHAT", ENT_CELL_TEXT);
    ent_i_reply_column(reply, "count", "COUNT", ENT_CELL_INTEGER);
    ent_i_reply_column(reply, "hold", "HOLD", ENT_CELL_INTEGER);
    ent_i_reply_column(reply, "from", "FIRST DATE", ENT_CELL_DATE);
    ent_i_reply_column(reply, "until", "LAST DATE", ENT_CELL_DATE);
    ent_i_reply_column(reply, "undated", "UNDATED", ENT_CELL_INTEGER);
    tally plain = { .count = ent_graph_node_count(graph) };
    ent_i_reply_section(reply, "All");
    write_tally("nodes", &plain, false, reply);
    write_tally("ties", all, true, reply);
    plain.count = ent_graph_citation_count(graph);
    write_tally("citations", &plain, false, reply);
    ent_i_reply_section(reply, "Nodes by label");
    for (size_t i = 0; i < ent_graph_label_count(graph); i++) {
        ent_label_view label;
        ent_graph_label(graph, (ent_label)i, &label);
        if (labels[i].count)
            write_tally(label.name, &labels[i], false, reply);
    }
    if (without->count)
        write_tally("(no label)", without, false, reply);
    ent_i_reply_section(reply, "Ties by type");
    for (size_t i = 0; i < ent_graph_type_count(graph); i++) {
        ent_type_view type;
        ent_graph_type(graph, (ent_type)i, &type);
        if (types[i].count)
            write_tally(type.name, &types[i], true, reply);
    }
}

static void write_meta(const ent_graph *graph, ent_i_reply *reply)
{
    for (size_t i = 0; i < ent_graph_meta_count(graph); i++) {
        const char *value;
        const char *name = ent_graph_meta_at(graph, i, &value);
        ent_i_reply_note(reply, "%s: %s", name, value);
    }
}

ent_status ent_info_ask(const ent_view *view, ent_answer **ret, ent_error *err)
{
    const ent_graph *graph = view->graph;
    ENT_I_AUTOFREE tally *labels = NULL, *types = NULL;
    ENT_I_TRY(ENT_I_ZEROED(labels, ent_graph_label_count(graph), err));
    ENT_I_TRY(ENT_I_ZEROED(types, ent_graph_type_count(graph), err));
    tally all = { .from = ENT_DAY_MAX, .until = ENT_DAY_MIN }, without = { 0 };
    ENT_I_TRY(count_nodes(graph, labels, &without, err));
    for (size_t i = 0; i < ent_graph_tie_count(graph); i++) {
        ent_tie_view seen;
        ent_graph_tie(graph, (ent_tie)i, &seen);
        count_tie(&types[seen.type], view, (ent_tie)i);
        count_tie(&all, view, (ent_tie)i);
    }
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    ent_i_words_count(&text, ent_graph_node_count(graph), "node", NULL);
    ent_i_buffer_text(&text, ", ");
    ent_i_words_count(&text, ent_graph_tie_count(graph), "tie", NULL);
    ent_i_buffer_printf(&text, "; %zu hold ", all.holds);
    ent_i_words_day(&text, view);
    ent_i_reply reply;
    ent_i_reply_open(&reply, graph, view, "info", err);
    ent_i_reply_title(&reply, "%s", ent_i_buffer_string(&text));
    ent_i_reply_drop(&reply, &text);
    write_info(view, labels, &without, types, &all, &reply);
    write_meta(graph, &reply);
    ent_i_note_dates(&reply, all.undated, "tie");
    return ent_i_reply_finish(&reply, ret);
}

/* --- ties ----------------------------------------------------------------------------------------------- */

typedef struct tie_columns {
    size_t from, tie, to, since, until, sources, type, valid, rank;
    ent_i_status_columns status;
} tie_columns;

static void write_tie(const ent_view *view, ent_tie tie, const tie_columns *c, ent_i_reply *reply)
{
    ent_tie_view seen;
    ent_type_view type;
    ent_graph_tie(view->graph, tie, &seen);
    ent_graph_type(view->graph, seen.type, &type);
    ent_i_reply_node(reply, c->from, seen.source);
    ent_i_reply_text(reply, c->tie, type.phrase);
    ent_i_reply_node(reply, c->to, seen.target);
    ent_i_reply_period(reply, c->since, tie, ENT_I_START);
    ent_i_reply_period(reply, c->until, tie, ENT_I_END);
    ent_i_reply_status(reply, &c->status, tie, ent_i_tie_word(view, tie));
    ent_i_reply_sources(reply, c->sources, &tie, 1);
    ent_i_reply_text(reply, c->type, type.name);
    ent_i_reply_period(reply, c->valid, tie, ENT_I_ALL);
    ent_i_reply_text(reply, c->rank, ent_rank_text(seen.rank));
    ent_i_reply_row(reply);
}

static void add_tie_columns(tie_columns *c, ent_i_reply *reply)
{
    c->from = ent_i_reply_column(reply, "from", "FROM", ENT_CELL_NODE);
    c->tie = ent_i_reply_column(reply, "tie", "TIE", ENT_CELL_TEXT);
    c->to = ent_i_reply_column(reply, "to", "TO", ENT_CELL_NODE);
    c->since = ent_i_reply_column(reply, "since", "SINCE", ENT_CELL_DATE);
    c->until = ent_i_reply_column(reply, "until", "UNTIL", ENT_CELL_DATE);
    ent_i_reply_status_columns(reply, &c->status);
    c->sources = ent_i_reply_column(reply, "sources", "SOURCES", ENT_CELL_LIST);
    c->type = ent_i_reply_machine_column(reply, "type", "TYPE", ENT_CELL_TEXT);
    c->valid = ent_i_reply_machine_column(reply, "valid", "VALID", ENT_CELL_DATE);
    c->rank = ent_i_reply_machine_column(reply, "rank", "RANK", ENT_CELL_TEXT);
}

/* "12 ties, 10 of them in force, as of ...". */
static void write_ties_title(const ent_view *view, size_t count, size_t firm, ent_i_reply *reply)
{
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    ent_i_words_count(&text, count, "tie", NULL);
    if (firm < count)
        ent_i_buffer_printf(&text, ", %zu of them in force,", firm);
    else if (count)
        ent_i_buffer_text(&text, " in force");
    ent_i_buffer_char(&text, ' ');
    ent_i_words_day(&text, view);
    ent_i_reply_title(reply, "%s", ent_i_buffer_string(&text));
    ent_i_reply_drop(reply, &text);
}

ent_status ent_ties_ask(const ent_view *view, ent_answer **ret, ent_error *err)
{
    size_t count = 0, firm = 0, undated = 0, uncertain = 0, events = 0;
    ent_i_reply reply;
    tie_columns c;
    ent_i_reply_open(&reply, view->graph, view, "ties", err);
    add_tie_columns(&c, &reply);
    for (size_t i = 0; i < ent_graph_tie_count(view->graph) && reply.status >= 0; i++) {
        ent_tie tie = (ent_tie)i;
        ent_tie_view seen;
        ent_graph_tie(view->graph, tie, &seen);
        if (ent_view_standing(view, tie) != ENT_STANDING_HOLDS)
            continue;
        if (view->event[seen.type] && !view->events) {
            events++;
            continue;
        }
        count++;
        firm += ent_tie_status_fold(seen.status) == ENT_FOLD_IN_FORCE;
        undated += ent_view_tie_undated(view, tie);
        uncertain += ent_view_tie_uncertain(view, tie);
        write_tie(view, tie, &c, &reply);
    }
    write_ties_title(view, count, firm, &reply);
    ent_i_note_dates(&reply, undated, "tie");
    ent_i_note_uncertain(&reply, uncertain);
    ent_i_note_events(&reply, events);
    return ent_i_reply_finish(&reply, ret);
}
