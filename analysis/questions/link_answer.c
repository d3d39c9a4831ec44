/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A link as a table: a row a thing, a column an asked node. */
#include <entente/question.h>

#include <stdio.h>
#include <string.h>

#include "analysis/view/words.h"

typedef struct asked_columns {
    size_t shown, type, since, status, sources;
} asked_columns;

typedef struct columns {
    size_t thing, all_since, members, sources, held, unknown;
    asked_columns *asked;
} columns;

/* The label that the title names: the one asked for, else the one that all listed things share. */
static ent_label common_label(const ent_link *link)
{
    const ent_graph *graph = link->view->graph;
    if (link->via != ENT_NO_LABEL)
        return link->via;
    ent_label common = ENT_NO_LABEL;
    for (size_t i = 0; i < link->all_count; i++) {
        ent_node_view node;
        ent_graph_node(graph, link->rows[i].thing, &node);
        if (!node.label_count || (i && node.labels[0] != common))
            return ENT_NO_LABEL;
        common = node.labels[0];
    }
    return common;
}

static void write_title(const ent_link *link, ent_i_reply *reply)
{
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    size_t n = link->all_count;
    if (n)
        ent_i_buffer_printf(&text, "%zu ", n);
    else
        ent_i_buffer_text(&text, "No ");
    /* "No forum holds", "1 forum holds", "2 forums hold". */
    ent_i_words_label(&text, link->view->graph, common_label(link), n ? n : 1);
    ent_i_buffer_printf(&text, " hold%s ", n > 1 ? "" : "s");
    ent_i_words_names(&text, link->view->graph, link->asked, link->asked_count);
    ent_i_buffer_text(&text, " together ");
    ent_i_words_day(&text, link->view);
    ent_i_reply_title(reply, "%s", ent_i_buffer_string(&text));
    ent_i_reply_drop(reply, &text);
}

/* Keys that differ only in punctuation must not give one column name twice. */
static void name_column(const ent_link *link, size_t asked, ent_i_buffer *name, ent_i_reply *reply)
{
    const ent_graph *graph = link->view->graph;
    ent_i_buffer other = ENT_I_BUFFER_INIT;
    ent_i_reply_reset(reply, name);
    ent_i_words_column(name, ent_i_node_key(graph, link->asked[asked]));
    size_t same = 0;
    for (size_t i = 0; i < asked; i++) {
        ent_i_reply_reset(reply, &other);
        ent_i_words_column(&other, ent_i_node_key(graph, link->asked[i]));
        same += !strcmp(ent_i_buffer_string(&other), ent_i_buffer_string(name));
    }
    if (same)
        ent_i_buffer_printf(name, "_%zu", same + 1);
    ent_i_reply_drop(reply, &other);
}

static size_t add_suffixed(ent_i_reply *reply, ent_i_buffer *name, const char *suffix, ent_cell_kind kind)
{
    size_t length = name->length;
    ent_i_buffer_text(name, suffix);
    size_t column = ent_i_reply_machine_column(reply, ent_i_buffer_string(name), ent_i_buffer_string(name), kind);
    if (name->data) {
        name->length = length;
        name->data[length] = '\0';
    }
    return column;
}

static void add_asked_columns(const ent_link *link, columns *c, ent_i_reply *reply)
{
    ent_i_buffer name = ENT_I_BUFFER_INIT, heading = ENT_I_BUFFER_INIT;
    for (size_t i = 0; i < link->asked_count; i++) {
        name_column(link, i, &name, reply);
        ent_i_reply_reset(reply, &heading);
        ent_i_words_capitals(&heading, ent_i_node_name(link->view->graph, link->asked[i]));
        asked_columns *a = &c->asked[i];
        a->shown = ent_i_reply_column(reply, ent_i_buffer_string(&name), ent_i_buffer_string(&heading), ENT_CELL_TEXT);
        a->type = add_suffixed(reply, &name, "_type", ENT_CELL_TEXT);
        a->since = add_suffixed(reply, &name, "_since", ENT_CELL_DATE);
        a->status = add_suffixed(reply, &name, "_status", ENT_CELL_TEXT);
        a->sources = add_suffixed(reply, &name, "_sources", ENT_CELL_LIST);
    }
    ent_i_reply_drop(reply, &name);
    ent_i_reply_drop(reply, &heading);
}

static void add_columns(const ent_link *link, columns *c, ent_i_reply *reply)
{
    ent_i_buffer label = ENT_I_BUFFER_INIT, heading = ENT_I_BUFFER_INIT;
    ent_i_words_label(&label, link->view->graph, link->via, 1);
    ent_i_words_capitals(&heading, ent_i_buffer_string(&label));
    c->thing = ent_i_reply_column(reply, "thing", ent_i_buffer_string(&heading), ENT_CELL_NODE);
    add_asked_columns(link, c, reply);
    c->all_since = ent_i_reply_column(reply, "all_since", "ALL SINCE", ENT_CELL_DATE);
    c->members = ent_i_reply_column(reply, "members", "MEMBERS", ENT_CELL_INTEGER);
    c->sources = ent_i_reply_column(reply, "sources", "SOURCES", ENT_CELL_LIST);
    c->held = ent_i_reply_machine_column(reply, "held", "HELD", ENT_CELL_INTEGER);
    c->unknown = ent_i_reply_machine_column(reply, "not_known", "NOT KNOWN", ENT_CELL_INTEGER);
    ent_i_reply_drop(reply, &label);
    ent_i_reply_drop(reply, &heading);
}

/* Are the asked nodes tied to the thing in more than one way: one supplies what another operates? */
static bool is_mixed(const ent_link *link, const ent_link_row *row)
{
    bool any = false;
    ent_type first = ENT_NO_TYPE;
    for (size_t i = 0; i < link->asked_count; i++) {
        if (row->cells[i].tie == ENT_NONE)
            continue;
        ent_tie_view seen;
        ent_type_view type;
        ent_graph_tie(link->view->graph, row->cells[i].tie, &seen);
        ent_graph_type(link->view->graph, seen.type, &type);
        if (type.short_of) /* its own word stands in its cell */
            continue;
        if (any && seen.type != first)
            return true;
        any = true;
        first = seen.type;
    }
    return false;
}

/* The date when it holds, the status word when it does not (yet); which way it is tied when that differs. */
static void write_cell(const ent_link *link, const ent_link_cell *cell, bool mixed, const asked_columns *a,
                       ent_i_reply *reply)
{
    if (cell->tie == ENT_NONE || reply->status < 0)
        return;
    ent_tie_view seen;
    ent_type_view type;
    ent_graph_tie(link->view->graph, cell->tie, &seen);
    ent_graph_type(link->view->graph, seen.type, &type);
    ent_i_reply_period(reply, a->since, cell->tie, ENT_I_START);
    if (cell->unknown) {
        ent_i_reply_not_known(reply, a->shown, link->view, cell->tie);
        ent_i_reply_text(reply, a->type, type.name);
        ent_i_reply_sources(reply, a->sources, &cell->tie, 1);
        return;
    }
    const ent_cell *since = &reply->cells[a->since];
    const char *text = since->kind == ENT_CELL_DATE ? since->text : "date unknown";
    if (cell->word)
        text = cell->word;
    mixed = mixed && !type.short_of;
    ent_i_reply_printf(reply, a->shown, "%s%s%s%s", mixed ? type.brief : "", mixed ? " " : "", text,
                       cell->uncertain ? " ?" : "");
    ent_i_reply_text(reply, a->type, type.name);
    ent_i_reply_text(reply, a->status, ent_tie_status_text(seen.status));
    ent_i_reply_sources(reply, a->sources, &cell->tie, 1);
}

/* ties: room for the asked nodes' ties. */
static void write_row(const ent_link *link, const ent_link_row *row, const columns *c, ent_tie *ties,
                      ent_i_reply *reply)
{
    size_t count = 0;
    bool mixed = is_mixed(link, row);
    ent_i_reply_node(reply, c->thing, row->thing);
    for (size_t i = 0; i < link->asked_count; i++) {
        const ent_link_cell *cell = &row->cells[i];
        write_cell(link, cell, mixed, &c->asked[i], reply);
        if (cell->tie == ENT_NONE)
            continue;
        ties[count++] = cell->tie;
        if (row->all_since != ENT_DAY_MIN && cell->since == row->all_since)
            ent_i_reply_period(reply, c->all_since, cell->tie, ENT_I_START);
    }
    ent_i_reply_integer(reply, c->members, (int64_t)row->members);
    ent_i_reply_integer(reply, c->held, (int64_t)row->held);
    ent_i_reply_integer(reply, c->unknown, (int64_t)row->unknown);
    ent_i_reply_sources(reply, c->sources, ties, count);
    ent_i_reply_row(reply);
}

static void write_notes(const ent_link *link, ent_i_reply *reply)
{
    size_t uncertain = 0, unknown = 0, not_known = 0;
    for (size_t i = 0; i < link->row_count; i++)
        for (size_t j = 0; j < link->asked_count; j++) {
            const ent_link_cell *cell = &link->rows[i].cells[j];
            if (cell->tie == ENT_NONE)
                continue;
            uncertain += cell->uncertain;
            unknown += !cell->dated && !cell->unknown;
            not_known += cell->unknown;
        }
    ent_i_note_dates(reply, link->undated, "membership");
    if (unknown > link->undated)
        ent_i_reply_note(reply, "%zu %s%s no known start.", unknown - link->undated, link->undated ? "more " : "",
                         unknown - link->undated == 1 ? "has" : "have");
    if (link->row_count)
        ent_i_reply_note(reply, "MEMBERS counts those in the data.");
    if (not_known)
        ent_i_reply_note(reply, "Not known: no source says whether it still held, or already did; it is not counted as in force.");
    ent_i_note_uncertain(reply, uncertain);
    ent_i_note_events(reply, link->events_left_out);
}

static ent_status write_question(const ent_link *link, ent_i_buffer *text, ent_error *err)
{
    ent_i_buffer_text(text, "link ");
    ent_i_words_keys(text, link->view->graph, link->asked, link->asked_count);
    if (link->via != ENT_NO_LABEL) {
        ent_label_view via;
        ent_graph_label(link->view->graph, link->via, &via);
        ent_i_buffer_printf(text, " --via %s", via.name);
    }
    return ent_i_buffer_status(text, err);
}

ent_status ent_link_answer(const ent_link *link, ent_answer **ret, ent_error *err)
{
    ENT_I_AUTOBUFFER question = ENT_I_BUFFER_INIT;
    ENT_I_TRY(write_question(link, &question, err));
    ENT_I_AUTOFREE ent_tie *ties = NULL;
    ENT_I_TRY(ENT_I_ZEROED(ties, link->asked_count, err));
    columns c = { .asked = NULL };
    ENT_I_TRY(ENT_I_ZEROED(c.asked, link->asked_count, err));
    ent_i_reply reply;
    ent_i_reply_open(&reply, link->view->graph, link->view, ent_i_buffer_string(&question), err);
    write_title(link, &reply);
    add_columns(link, &c, &reply);
    for (size_t i = 0; i < link->row_count; i++) {
        if (i == link->all_count && link->possible_count)
            ent_i_reply_section(&reply, "Not known of all");
        if (i == link->all_count + link->possible_count) {
            if (link->asked_count == 2)
                ent_i_reply_section(&reply, "Not in force for both");
            else
                ent_i_reply_section(&reply, "Not in force for all %zu", link->asked_count);
        }
        write_row(link, &link->rows[i], &c, ties, &reply);
    }
    write_notes(link, &reply);
    free(c.asked);
    return ent_i_reply_finish(&reply, ret);
}
