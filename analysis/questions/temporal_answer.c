/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A time-respecting way, or everything in reach, as a table. */
#include <entente/change.h>

#include "analysis/view/words.h"
#include "graph/base/number.h"

static void write_day(size_t column, ent_day day, ent_i_reply *reply)
{
    char text[ENT_DAY_TEXT];
    if (day != ENT_DAY_MIN && day != ENT_DAY_MAX)
        ent_i_reply_date(reply, column, ent_day_format(day, text));
}

static void add_start(const ent_temporal *temporal, ent_i_buffer *text)
{
    char day[ENT_DAY_LONG_TEXT];
    if (temporal->start != ENT_DAY_MIN)
        ent_i_buffer_printf(text, " starting on %s", ent_day_format_long(temporal->start, day));
}

/* --- the way there -------------------------------------------------------------------------------------- */

static void write_steps(const ent_temporal *temporal, uint32_t row, ent_i_reply *reply)
{
    const ent_graph *graph = temporal->view->graph;
    size_t step = ent_i_reply_column(reply, "step", "STEP", ENT_CELL_INTEGER);
    size_t on = ent_i_reply_column(reply, "day", "BY", ENT_CELL_DATE);
    size_t from = ent_i_reply_column(reply, "from", "FROM", ENT_CELL_NODE);
    size_t tie = ent_i_reply_column(reply, "tie", "TIE", ENT_CELL_TEXT);
    size_t to = ent_i_reply_column(reply, "to", "TO", ENT_CELL_NODE);
    size_t valid = ent_i_reply_column(reply, "valid", "PERIOD", ENT_CELL_DATE);
    size_t sources = ent_i_reply_column(reply, "sources", "SOURCES", ENT_CELL_LIST);
    size_t type = ent_i_reply_machine_column(reply, "type", "TYPE", ENT_CELL_TEXT);
    size_t count = row ? temporal->rows[row].ties : 0;
    for (size_t i = 1; i <= count; i++) {
        uint32_t at = row;
        while (temporal->rows[at].ties > i)
            at = temporal->rows[at].before;
        const ent_arrival *arrival = &temporal->rows[at];
        ent_tie_view seen;
        ent_type_view kind;
        ent_graph_tie(graph, arrival->hop.tie, &seen);
        ent_graph_type(graph, seen.type, &kind);
        ent_i_reply_integer(reply, step, (int64_t)i);
        write_day(on, arrival->day, reply);
        ent_i_reply_node(reply, from, arrival->hop.from);
        ent_i_reply_text(reply, tie, ent_i_tie_phrase(graph, arrival->hop.tie, arrival->hop.forward));
        ent_i_reply_node(reply, to, arrival->node);
        ent_i_reply_period(reply, valid, arrival->hop.tie, ENT_I_ALL);
        ent_i_reply_sources(reply, sources, &arrival->hop.tie, 1);
        ent_i_reply_text(reply, type, kind.name);
        ent_i_reply_row(reply);
    }
}

static void write_way_title(const ent_temporal *temporal, ent_node to, uint32_t row, ent_i_reply *reply)
{
    char day[ENT_DAY_LONG_TEXT];
    const ent_graph *graph = temporal->view->graph;
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    ent_i_buffer_text(&text, ent_i_node_name(graph, temporal->from));
    add_start(temporal, &text);
    if (!row)
        ent_i_buffer_printf(&text, " does not reach %s ", ent_i_node_name(graph, to));
    else if (temporal->rows[row].day == ENT_DAY_MIN)
        ent_i_buffer_printf(&text, " reaches %s on any day ", ent_i_node_name(graph, to));
    else
        ent_i_buffer_printf(&text, " reaches %s by %s ", ent_i_node_name(graph, to),
                            ent_day_format_long(temporal->rows[row].day, day));
    if (row)
        ent_i_buffer_printf(&text, "over %u tie%s, ", temporal->rows[row].ties, ent_i_s(temporal->rows[row].ties));
    ent_i_words_day(&text, temporal->view);
    ent_i_reply_title(reply, "%s", ent_i_buffer_string(&text));
    ent_i_reply_drop(reply, &text);
}

/* --- everything in reach -------------------------------------------------------------------------------- */

static void write_reach(const ent_temporal *temporal, ent_i_reply *reply)
{
    size_t node = ent_i_reply_column(reply, "node", "NODE", ENT_CELL_NODE);
    size_t label = ent_i_reply_column(reply, "label", "LABEL", ENT_CELL_TEXT);
    size_t day = ent_i_reply_column(reply, "day", "REACHED BY", ENT_CELL_DATE);
    size_t ties = ent_i_reply_column(reply, "ties", "TIES", ENT_CELL_INTEGER);
    size_t over = ent_i_reply_column(reply, "over", "OVER", ENT_CELL_NODE);
    size_t days = ent_i_reply_machine_column(reply, "days", "DAYS", ENT_CELL_INTEGER);
    for (size_t i = 1; i < temporal->row_count; i++) {
        const ent_arrival *arrival = &temporal->rows[i];
        ent_i_reply_node(reply, node, arrival->node);
        ent_i_reply_text(reply, label, ent_i_first_label(temporal->view->graph, arrival->node));
        write_day(day, arrival->day, reply);
        ent_i_reply_integer(reply, ties, arrival->ties);
        if (arrival->ties > 1)
            ent_i_reply_node(reply, over, arrival->hop.from);
        if (temporal->start != ENT_DAY_MIN)
            ent_i_reply_integer(reply, days, (int64_t)arrival->day - temporal->start);
        ent_i_reply_row(reply);
    }
}

static void write_reach_title(const ent_temporal *temporal, ent_i_reply *reply)
{
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    ent_i_buffer_text(&text, ent_i_node_name(temporal->view->graph, temporal->from));
    add_start(temporal, &text);
    ent_i_buffer_printf(&text, " reaches %zu of %zu other nodes ", temporal->row_count - 1, temporal->others);
    ent_i_words_day(&text, temporal->view);
    ent_i_reply_title(reply, "%s", ent_i_buffer_string(&text));
    ent_i_reply_drop(reply, &text);
}

static void write_notes(const ent_temporal *temporal, bool reach, ent_i_reply *reply)
{
    char number[ENT_I_NUMBER_TEXT];
    size_t undated = 0;
    for (size_t i = 1; i < temporal->row_count; i++)
        undated += ent_view_tie_undated(temporal->view, temporal->rows[i].hop.tie);
    if (reach && temporal->start != ENT_DAY_MIN)
        ent_i_reply_note(reply, "Temporal closeness %s: the mean over all others of 1 over the days it takes, the first counting "
                                "one, 0 for those never reached (Pan and Saramaki 2011).",
                         ent_i_number_fixed(temporal->closeness, 6, number));
    ent_i_reply_note(reply, "Ties are used both ways, on days that never go back, each while it is in force, an event on its day "
                            "alone; of ways with one day of arrival the one of fewest ties (Kempe, Kleinberg and Kumar 2002).");
    if (undated)
        ent_i_reply_note(reply, "%zu of the nodes are reached over an undated tie: it counts from the first day that a source "
                                "speaks of.", undated);
    ent_i_note_dates(reply, 0, "tie");
}

ent_status ent_temporal_answer(const ent_temporal *temporal, ent_node to, ent_answer **ret, ent_error *err)
{
    const ent_graph *graph = temporal->view->graph;
    char day[ENT_DAY_TEXT];
    ENT_I_AUTOBUFFER question = ENT_I_BUFFER_INIT;
    ent_i_buffer_printf(&question, "path %s", ent_i_node_key(graph, temporal->from));
    if (to != ENT_NONE)
        ent_i_buffer_printf(&question, " %s", ent_i_node_key(graph, to));
    ent_i_buffer_text(&question, " --temporal");
    if (temporal->start != ENT_DAY_MIN)
        ent_i_buffer_printf(&question, " --from %s", ent_day_format(temporal->start, day));
    ENT_I_TRY(ent_i_buffer_status(&question, err));
    uint32_t row = 0;
    for (uint32_t i = 1; i < temporal->row_count; i++)
        if (temporal->rows[i].node == to)
            row = i;
    ent_i_reply reply;
    ent_i_reply_open(&reply, graph, temporal->view, ent_i_buffer_string(&question), err);
    if (to != ENT_NONE) {
        write_way_title(temporal, to, row, &reply);
        write_steps(temporal, row, &reply);
    } else {
        write_reach_title(temporal, &reply);
        write_reach(temporal, &reply);
    }
    write_notes(temporal, to == ENT_NONE, &reply);
    return ent_i_reply_finish(&reply, ret);
}
