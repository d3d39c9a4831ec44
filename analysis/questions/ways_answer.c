/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ways as a table: a row a tie, a section a way. */
#include <entente/question.h>

#include <math.h>

#include "analysis/questions/hops.h"
#include "analysis/view/words.h"
#include "graph/base/number.h"

typedef struct columns {
    ent_i_hop_columns hop;
    size_t distance;
} columns;

static void add_columns(columns *c, ent_i_reply *reply)
{
    ent_i_hop_columns_add(&c->hop, reply);
    c->distance = ent_i_reply_machine_column(reply, "distance", "DISTANCE", ENT_CELL_NUMBER);
}

static void write_hop(const ent_ways *ways, size_t number, size_t step, const columns *c, ent_i_reply *reply)
{
    const ent_way *way = &ways->items[number];
    ent_i_hop_write(&c->hop, ways->view, &way->hops[step], number, step, reply);
    ent_i_reply_number(reply, c->distance, way->distance);
    ent_i_reply_row(reply);
}

static const char *length_text(const ent_ways *ways, const ent_way *way, ent_i_buffer *text, ent_i_reply *reply)
{
    char number[ENT_I_NUMBER_TEXT];
    ent_i_reply_reset(reply, text);
    if (ways->weight_as != ENT_WEIGHT_NONE)
        /* Six decimals: what rounding leaves of a sum is nobody's business. */
        ent_i_buffer_printf(text, "%s, ", ent_i_number_format(round(way->distance * 1e6) / 1e6, number));
    ent_i_words_count(text, way->count, "tie", NULL);
    return ent_i_buffer_string(text);
}

static void write_title(const ent_ways *ways, ent_i_buffer *length, ent_i_reply *reply)
{
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    const ent_node ends[] = { ways->from, ways->to };
    ent_i_words_names(&text, ways->view->graph, ends, 2);
    if (!ways->count)
        ent_i_buffer_text(&text, " are not connected ");
    else if (ways->weight_as != ENT_WEIGHT_NONE)
        ent_i_buffer_printf(&text, " are %s apart ", length_text(ways, &ways->items[0], length, reply));
    else
        ent_i_buffer_printf(&text, " are %zu tie%s apart ", ways->items[0].count, ent_i_s(ways->items[0].count));
    ent_i_words_day(&text, ways->view);
    if (ways->count)
        ent_i_buffer_printf(&text, ": %s%zu path%s", ways->more ? "the first " : "", ways->count, ent_i_s(ways->count));
    ent_i_reply_title(reply, "%s", ent_i_buffer_string(&text));
    ent_i_reply_drop(reply, &text);
}

static void write_notes(const ent_ways *ways, ent_i_reply *reply)
{
    static const char *const weights[] = { "Every tie is 1 long",
                                           "A tie is as long as 1 over its weight, a strength; one of strength 0 is none",
                                           "A tie is as long as its weight, a distance" };
    size_t undated = 0, uncertain = 0, planned = 0;
    for (size_t i = 0; i < ways->count; i++) {
        bool firm = true;
        for (size_t j = 0; j < ways->items[i].count; j++) {
            ent_tie tie = ways->items[i].hops[j].tie;
            ent_tie_view seen;
            ent_graph_tie(ways->view->graph, tie, &seen);
            firm = firm && ent_tie_status_fold(seen.status) == ENT_FOLD_IN_FORCE;
            undated += ent_view_tie_undated(ways->view, tie);
            uncertain += ent_view_tie_uncertain(ways->view, tie);
        }
        planned += !firm;
    }
    ent_i_reply_note(reply, "%s; of parallel ties the shortest stands for all, and no path visits a node twice.",
                     weights[ways->weight_as]);
    ent_i_reply_note(reply, "Ties are walked %s; events that have happened are ties too; suspended and ended ones are not "
                            "walked.", ways->directed ? "in their direction" : "both ways");
    if (ways->more)
        ent_i_reply_note(reply, "There are more of the same length (--limit).");
    if (planned)
        ent_i_reply_note(reply, "%zu of the paths listed %s over a tie that is not in force.", planned,
                         planned == 1 ? "goes" : "go");
    ent_i_note_dates(reply, undated, "tie");
    ent_i_note_uncertain(reply, uncertain);
}

ent_status ent_ways_answer(const ent_ways *ways, ent_answer **ret, ent_error *err)
{
    const ent_node ends[] = { ways->from, ways->to };
    ENT_I_AUTOBUFFER question = ENT_I_BUFFER_INIT;
    ent_i_buffer_text(&question, "path ");
    ent_i_words_keys(&question, ways->view->graph, ends, 2);
    ENT_I_TRY(ent_i_buffer_status(&question, err));
    ent_i_buffer length = ENT_I_BUFFER_INIT;
    ent_i_reply reply;
    columns c;
    ent_i_reply_open(&reply, ways->view->graph, ways->view, ent_i_buffer_string(&question), err);
    write_title(ways, &length, &reply);
    add_columns(&c, &reply);
    for (size_t i = 0; i < ways->count; i++) {
        if (ways->count > 1)
            ent_i_reply_section(&reply, "Path %zu of %zu: %s", i + 1, ways->count,
                                length_text(ways, &ways->items[i], &length, &reply));
        for (size_t j = 0; j < ways->items[i].count; j++)
            write_hop(ways, i, j, &c, &reply);
    }
    write_notes(ways, &reply);
    ent_i_reply_drop(&reply, &length);
    return ent_i_reply_finish(&reply, ret);
}
