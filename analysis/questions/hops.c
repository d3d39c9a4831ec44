/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/questions/hops.h"

#include "analysis/view/words.h"

void ent_i_hop_columns_add(ent_i_hop_columns *columns, ent_i_reply *reply)
{
    columns->step = ent_i_reply_column(reply, "step", "STEP", ENT_CELL_INTEGER);
    columns->from = ent_i_reply_column(reply, "from", "FROM", ENT_CELL_NODE);
    columns->tie = ent_i_reply_column(reply, "tie", "TIE", ENT_CELL_TEXT);
    columns->to = ent_i_reply_column(reply, "to", "TO", ENT_CELL_NODE);
    columns->since = ent_i_reply_column(reply, "since", "SINCE", ENT_CELL_DATE);
    columns->until = ent_i_reply_machine_column(reply, "until", "UNTIL", ENT_CELL_DATE);
    ent_i_reply_status_columns(reply, &columns->status);
    columns->sources = ent_i_reply_column(reply, "sources", "SOURCES", ENT_CELL_LIST);
    columns->way = ent_i_reply_machine_column(reply, "path", "PATH", ENT_CELL_INTEGER);
    columns->type = ent_i_reply_machine_column(reply, "type", "TYPE", ENT_CELL_TEXT);
}

void ent_i_hop_write(const ent_i_hop_columns *columns, const ent_view *view, const ent_hop *hop, size_t way, size_t step,
                     ent_i_reply *reply)
{
    ent_tie_view seen;
    ent_type_view type;
    ent_graph_tie(view->graph, hop->tie, &seen);
    ent_graph_type(view->graph, seen.type, &type);
    ent_i_reply_integer(reply, columns->way, (int64_t)way + 1);
    ent_i_reply_integer(reply, columns->step, (int64_t)step + 1);
    ent_i_reply_node(reply, columns->from, hop->from);
    ent_i_reply_text(reply, columns->tie, ent_i_tie_phrase(view->graph, hop->tie, hop->forward));
    ent_i_reply_node(reply, columns->to, hop->to);
    ent_i_reply_period(reply, columns->since, hop->tie, ENT_I_START);
    ent_i_reply_period(reply, columns->until, hop->tie, ENT_I_END);
    ent_i_reply_status(reply, &columns->status, hop->tie, ent_i_tie_word(view, hop->tie));
    ent_i_reply_sources(reply, columns->sources, &hop->tie, 1);
    ent_i_reply_text(reply, columns->type, type.name);
}
