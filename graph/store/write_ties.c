/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ties and citations that are new. */
#include "graph/store/write.h"

typedef struct tie_state {
    const ent_i_write *write;
    size_t next, tie;
    ent_i_value valid; /* of the row */
    char text[ENT_VALID_TEXT];
} tie_state;

static ent_status ties_next(ent_i_feed *feed, ent_error *err)
{
    (void)err;
    tie_state *state = feed->state;
    const ent_graph *graph = state->write->graph;
    if (state->next >= graph->tie_count)
        return ENT_DONE;
    state->tie = state->next++;
    const char *valid = ent_graph_tie_valid(graph, (ent_tie)state->tie, state->text);
    state->valid = ent_i_value_text(*valid ? valid : NULL);
    return ENT_OK;
}

static void ties_column(const ent_i_feed *feed, int column, ent_i_value *ret)
{
    const tie_state *state = feed->state;
    const ent_graph *graph = state->write->graph;
    size_t tie = state->tie;
    switch (column) {
    case 0:
        *ret = ent_i_value_number(ent_i_number_of(&graph->node_numbers, graph->tie_source[tie]));
        break;
    case 1:
        *ret = ent_i_value_number(state->write->types[graph->tie_type[tie]]);
        break;
    case 2:
        *ret = ent_i_value_number(ent_i_number_of(&graph->node_numbers, graph->tie_target[tie]));
        break;
    case 3:
        *ret = state->valid;
        break;
    case 4:
        if (graph->tie_status[tie] != ENT_TIE_IN_FORCE)
            *ret = ent_i_value_text(graph->tie_status[tie] & ENT_I_EXACT
                                        ? ""
                                        : ent_tie_status_text((ent_tie_status)graph->tie_status[tie]));
        break;
    case 5:
        if (graph->tie_rank[tie] != ENT_RANK_NORMAL)
            *ret = ent_i_value_text(ent_rank_text((ent_rank)ent_i_code(graph->tie_rank[tie])));
        break;
    default:
        *ret = ent_i_value_text(ent_i_text(graph, ent_i_tie_properties(graph, (ent_tie)tie)));
        break;
    }
}

/* Most networks have few or no statuses, ranks and properties. Columns at the end of the table that are NULL in
 * all rows are left out: what SQLite is not handed takes no time. */
static const char *columns_used(const ent_graph *graph)
{
    bool status = false, rank = false, properties = false;
    for (size_t i = graph->stored_ties; i < graph->tie_count; i++) {
        status = status || graph->tie_status[i] != ENT_TIE_IN_FORCE;
        rank = rank || graph->tie_rank[i] != ENT_RANK_NORMAL;
        properties = properties || (graph->tie_properties && graph->tie_properties[i]);
    }
    return properties ? "source, type, target, valid, status, rank, properties"
           : rank     ? "source, type, target, valid, status, rank"
           : status   ? "source, type, target, valid, status"
                      : "source, type, target, valid";
}

ent_status ent_i_write_ties(ent_i_write *write, ent_error *err)
{
    static const ent_i_sum nothing = { 0, 0 };
    tie_state state = { .write = write, .next = write->graph->stored_ties };
    ent_i_feed feed = { .table = "ties",
                        .columns = columns_used(write->graph),
                        .number = ent_i_number_of(&write->graph->tie_numbers, write->graph->stored_ties),
                        .next = ties_next,
                        .column = ties_column,
                        .state = &state };
    return ent_i_write_feed(write, &feed, &nothing, err);
}

typedef struct citation_state {
    bool of_tie;
    size_t next;
    const ent_i_citation *citation;
    const ent_graph *graph;
} citation_state;

static ent_status citations_next(ent_i_feed *feed, ent_error *err)
{
    (void)err;
    citation_state *state = feed->state;
    for (;;) {
        const ent_i_citations *list = state->of_tie ? &state->graph->tie_citations : &state->graph->node_citations;
        while (state->next < list->count && list->items[state->next].stored)
            state->next++;
        if (state->next < list->count) {
            state->citation = &list->items[state->next++];
            return ENT_OK;
        }
        if (state->of_tie)
            return ENT_DONE;
        state->of_tie = true;
        state->next = 0;
    }
}

static void citations_column(const ent_i_feed *feed, int column, ent_i_value *ret)
{
    const citation_state *state = feed->state;
    const ent_i_citation *citation = state->citation;
    switch (column) {
    case 0:
    case 1:
        if (state->of_tie == (column == 0))
            *ret = ent_i_value_number(ent_i_number_of(
                state->of_tie ? &state->graph->tie_numbers : &state->graph->node_numbers, citation->owner));
        break;
    case 2:
        *ret = ent_i_value_number(ent_i_number_of(&state->graph->node_numbers, citation->source));
        break;
    case 3:
        *ret = ent_i_value_text(ent_i_text(state->graph, citation->paragraph));
        break;
    case 4:
        *ret = ent_i_value_text(ent_i_text(state->graph, citation->page));
        break;
    case 5:
        *ret = ent_i_value_text(ent_i_text(state->graph, citation->url));
        break;
    case 6:
        if (citation->how != ENT_HOW_STATED)
            *ret = ent_i_value_text(ent_how_text((ent_how)citation->how));
        break;
    default:
        *ret = ent_i_value_text(ent_i_text(state->graph, citation->note));
        break;
    }
}

ent_status ent_i_write_citations(ent_i_write *write, ent_error *err)
{
    static const ent_i_sum nothing = { 0, 0 };
    citation_state state = { .graph = write->graph };
    ent_i_feed feed = { .table = "citations",
                        .columns = "tie, node, source, paragraph, page, url, how, note",
                        .next = citations_next,
                        .column = citations_column,
                        .state = &state };
    ENT_I_TRY(ent_i_sql_number(write->store, "SELECT coalesce(max(id), 0) + 1 FROM main.citations", &feed.number,
                               err));
    write->citation = feed.number;
    return ent_i_write_feed(write, &feed, &nothing, err);
}
