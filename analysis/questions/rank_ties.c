/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Measures of ties as a table: a row a tie, a column a measure. */
#include "analysis/questions/rank.h"

#include <math.h>
#include <string.h>

#include "analysis/view/words.h"

typedef struct ranked {
    uint32_t index;
    double score; /* by the first measure, without the noise of the last digits */
} ranked;

/* Highest first, then by the names of the ends; parallel ties in the order of the data. */
static int compare_ranked(const void *left, const void *right, void *context)
{
    const ranked *a = left, *b = right;
    const ent_projection *p = context;
    if (isnan(a->score) != isnan(b->score))
        return isnan(a->score) ? 1 : -1;
    if (!isnan(a->score) && a->score != b->score)
        return a->score > b->score ? -1 : 1;
    for (int end = 0; end < 2; end++) {
        ent_node x = p->nodes[p->ends[a->index][end]], y = p->nodes[p->ends[b->index][end]];
        int names = strcmp(ent_i_node_name(p->view->graph, x), ent_i_node_name(p->view->graph, y));
        if (names)
            return names;
    }
    return (a->index > b->index) - (a->index < b->index);
}

void ent_i_rank_columns(const ent_rank_options *options, size_t *columns, ent_i_reply *reply)
{
    ent_i_buffer name = ENT_I_BUFFER_INIT, heading = ENT_I_BUFFER_INIT;
    for (size_t i = 0; i < options->measure_count; i++) {
        ent_i_reply_reset(reply, &name);
        ent_i_reply_reset(reply, &heading);
        ent_i_words_column(&name, options->measures[i]->name);
        ent_i_words_capitals(&heading, options->measures[i]->heading);
        columns[i] = ent_i_reply_column(reply, ent_i_buffer_string(&name), ent_i_buffer_string(&heading), ENT_CELL_NUMBER);
    }
    ent_i_reply_drop(reply, &name);
    ent_i_reply_drop(reply, &heading);
}

static void write_rows(const ent_projection *p, const ent_rank_options *options, double *const *scores, const ranked *rows,
                       size_t count, size_t *columns, ent_i_reply *reply)
{
    size_t position = ent_i_reply_column(reply, "position", "#", ENT_CELL_INTEGER);
    size_t from = ent_i_reply_column(reply, "from", "FROM", ENT_CELL_NODE);
    size_t phrase = ent_i_reply_column(reply, "tie", "TIE", ENT_CELL_TEXT);
    size_t to = ent_i_reply_column(reply, "to", "TO", ENT_CELL_NODE);
    ent_i_rank_columns(options, columns, reply);
    size_t type = ent_i_reply_machine_column(reply, "type", "TYPE", ENT_CELL_TEXT);
    size_t valid = ent_i_reply_machine_column(reply, "valid", "VALID", ENT_CELL_DATE);
    size_t place = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t at = rows[i].index;
        ent_tie_view seen;
        ent_type_view kind;
        ent_graph_tie(p->view->graph, p->ties[at], &seen);
        ent_graph_type(p->view->graph, seen.type, &kind);
        if (!i || !(rows[i].score == rows[i - 1].score || (isnan(rows[i].score) && isnan(rows[i - 1].score))))
            place = i + 1;
        ent_i_reply_integer(reply, position, (int64_t)place);
        ent_i_reply_node(reply, from, p->nodes[p->ends[at][0]]);
        ent_i_reply_text(reply, phrase, ent_i_tie_phrase(p->view->graph, p->ties[at], true));
        ent_i_reply_node(reply, to, p->nodes[p->ends[at][1]]);
        for (size_t j = 0; j < options->measure_count; j++)
            ent_i_reply_number(reply, columns[j], scores[j][at]);
        ent_i_reply_text(reply, type, kind.name);
        ent_i_reply_period(reply, valid, p->ties[at], ENT_I_ALL);
        ent_i_reply_row(reply);
    }
}

ent_status ent_i_rank_ties(const ent_projection *p, const ent_rank_options *options, double *const *scores, size_t shown,
                           size_t *columns, ent_i_reply *reply, ent_error *err)
{
    ENT_I_AUTOFREE ranked *rows = NULL;
    ENT_I_TRY(ENT_I_ZEROED(rows, p->tie_count, err));
    for (size_t i = 0; i < p->tie_count; i++)
        rows[i] = (ranked){ (uint32_t)i, ent_i_without_noise(scores[0][i]) };
    if (p->tie_count)
        qsort_r(rows, p->tie_count, sizeof *rows, compare_ranked, (void *)(uintptr_t)p);
    write_rows(p, options, scores, rows, shown, columns, reply);
    return ENT_OK;
}
